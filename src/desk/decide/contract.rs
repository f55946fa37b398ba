//! Contracts change: another follows, an end, a term, a block of prepaid units. What was agreed before stays on record.

use chrono::NaiveDate;

use super::entitlement::{Plan, again};
use super::limits::bounded;
use super::people::known_customer;
use super::{Change, Decision, Refusal, Situation};
use crate::calendar::Instant;
use crate::desk::clock::set_anew;
use crate::desk::command::{ContractChange, NewContract};
use crate::desk::event::Event;
use crate::desk::people::{Block, Contract};
use crate::desk::ticket::{ContractId, Revision, Ticket};
use crate::policy::Terms;

/// How a contract's row changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Revised {
    /// It ends, and another one follows.
    Followed {
        /// The first local date of the next one.
        ends: NaiveDate,
        /// The next one.
        next: Box<NewContract>,
    },
    /// Its end.
    Ends(Option<NaiveDate>),
    /// The end of its term.
    Renews(Option<NaiveDate>),
    /// A block was bought.
    Bought(Block),
}

pub(super) fn change(
    situation: &Situation,
    seen: Option<Revision>,
    change: &ContractChange,
    now: Instant,
) -> Result<Decision, Refusal> {
    known_customer(situation)?;
    let Some(contract) = &situation.contract else { return Err(Refusal::Missing("such contract".into())) };
    if let Some(seen) = seen.filter(|seen| *seen != contract.revision) {
        return Err(Refusal::Invalid(format!(
            "contract {} was changed by somebody else meanwhile (you saw revision {seen}, it is at {})",
            contract.id, contract.revision
        )));
    }
    let decided = |revised: Revised, what: String, tickets: Vec<Change>| {
        Ok(Decision::ContractChange {
            contract: contract.id,
            customer: contract.customer,
            revised: Box::new(revised),
            what,
            tickets,
        })
    };
    match change {
        ContractChange::Follow { next, reason } => {
            let what = may_follow(situation, contract, next, reason)?;
            let revised = Revised::Followed { ends: next.starts, next: next.clone() };
            decided(revised, what, moved(situation, next, now))
        }
        ContractChange::End { ends } => {
            if ends.is_some_and(|ends| ends <= contract.starts) {
                return Err(Refusal::Invalid("a contract ends after it starts".into()));
            }
            if situation.taken {
                return Err(Refusal::Taken(
                    "another contract of this customer covers some of these dates".into(),
                ));
            }
            if *ends == contract.ends {
                return Err(Refusal::Invalid("that is its end already".into()));
            }
            let what = ends.map_or_else(|| "it does not end".to_owned(), |ends| format!("it ends on {ends}"));
            decided(Revised::Ends(*ends), what, Vec::new())
        }
        ContractChange::Term { renews } => {
            if renews.is_some_and(|renews| renews <= contract.starts) {
                return Err(Refusal::Invalid("a term ends after the contract starts".into()));
            }
            if *renews == contract.renews {
                return Err(Refusal::Invalid("that is the end of its term already".into()));
            }
            let what = renews.map_or_else(
                || "its term has no end".to_owned(),
                |renews| format!("its term runs until {renews}"),
            );
            decided(Revised::Renews(*renews), what, Vec::new())
        }
        ContractChange::Buy { pot, units, bought, expires, note } => {
            let note = bounded("the note", note)?;
            let pots = situation.terms.as_ref().map(|terms| terms.pack().pots.as_slice()).unwrap_or_default();
            let known = pots.iter().find(|known| known.key == *pot);
            // Unless the purchase says otherwise, the pot's own rule holds.
            let expires = expires.or_else(|| Some(known?.expires?.after(*bought)));
            if known.is_none() {
                let known: Vec<&str> = pots.iter().map(|pot| pot.key.as_str()).collect();
                return Err(Refusal::Invalid(format!("no pot {pot:?}; the pack has {}", known.join(", "))));
            }
            if *units == 0 {
                return Err(Refusal::Invalid("a block holds at least one unit".into()));
            }
            if expires.is_some_and(|expires| expires <= *bought) {
                return Err(Refusal::Invalid("a block expires after it is bought".into()));
            }
            let block = Block {
                contract: contract.id,
                pot: pot.clone(),
                units: *units,
                bought: *bought,
                expires,
                note,
            };
            decided(Revised::Bought(block), format!("bought {units} for {pot}"), Vec::new())
        }
    }
}

/// Whether the next contract may follow, and what changes in words. Up at any time, down at the end of the term.
fn may_follow(
    situation: &Situation,
    contract: &Contract,
    next: &NewContract,
    reason: &str,
) -> Result<String, Refusal> {
    let reason = bounded("the reason", reason)?;
    if next.customer != contract.customer {
        return Err(Refusal::Invalid("a contract is followed by one of the same customer".into()));
    }
    if next.starts <= contract.starts {
        return Err(Refusal::Invalid(format!(
            "it starts on {}: the next one starts after that",
            contract.starts
        )));
    }
    if next.ends.is_some_and(|ends| ends <= next.starts) {
        return Err(Refusal::Invalid("a contract ends after it starts".into()));
    }
    if contract.ends.is_some_and(|ends| ends < next.starts) {
        return Err(Refusal::Invalid("it has ended before; add a new contract instead".into()));
    }
    if situation.taken {
        return Err(Refusal::Taken("another contract of this customer covers some of these dates".into()));
    }
    let rank = |terms: &Terms, contract: &Contract| {
        terms.pack().tiers.iter().position(|tier| tier.key == contract.tier)
    };
    let down = match (&situation.terms, &situation.next) {
        (Some(terms), Some((to, to_terms))) if to.pack.name == contract.pack.name => {
            matches!((rank(terms, contract), rank(to_terms, to)), (Some(is), Some(to)) if to < is)
        }
        _ => false,
    };
    let term_over = contract.renews.is_some_and(|renews| renews <= next.starts);
    if down && !term_over && reason.trim().is_empty() {
        return Err(Refusal::Invalid(match contract.renews {
            Some(renews) => format!("a move down takes place at the end of the term, on {renews}; say why, if not"),
            None => "a move down takes place at the end of the term, which is not on record; say why it can be now"
                .into(),
        }));
    }
    let plan = format!("from {} on it is {} {}", next.starts, next.pack, next.tier);
    Ok(if reason.trim().is_empty() { plan } else { format!("{plan}: {}", reason.trim()) })
}

/// Open tickets go over to a contract that holds already; those of one that starts later stay until then.
fn moved(situation: &Situation, next: &NewContract, now: Instant) -> Vec<Change> {
    let (Some((to, terms)), Some(id)) = (&situation.next, situation.next_contract) else { return Vec::new() };
    if next.starts > terms.pack().zone.date(now) {
        return Vec::new();
    }
    let plan = to.plan_words();
    let change = |ticket: &Ticket| Change {
        ticket: ticket.id,
        events: vec![goes_over(situation, ticket, (to, terms), (id, plan.clone()), now)],
    };
    situation.others.iter().map(change).collect()
}

/// A ticket is held to another contract from now on: targets and flags are set anew.
fn goes_over(
    situation: &Situation,
    ticket: &Ticket,
    (to, terms): (&Contract, &Terms),
    (id, plan): (ContractId, String),
    now: Instant,
) -> Event {
    let mut after = ticket.clone();
    after.contract = Some(id);
    let from = situation.contract.as_ref().zip(situation.terms.as_deref());
    let missed = set_anew((ticket, from), (&after, Some((to, terms))), now);
    let flags = again(&Plan::next(situation), ticket);
    let flags = (flags != ticket.flags).then_some(flags);
    Event::ContractChanged { from: ticket.contract, to: Some(id), plan, missed, flags }
}

/// One ticket goes over to the contract that is in force now.
pub(super) fn adopt(situation: &Situation, ticket: &Ticket, now: Instant) -> Result<Vec<Event>, Refusal> {
    let Some((next, terms)) = &situation.next else {
        return Err(Refusal::Invalid("the customer has no contract in force now".into()));
    };
    if ticket.contract == Some(next.id) {
        return Err(Refusal::Invalid(format!("ticket {} is held to that contract already", ticket.id)));
    }
    if terms.pack().severity(&ticket.severity).is_none() {
        return Err(Refusal::Invalid(format!(
            "{} has no severity {:?}; assess the ticket first",
            terms.pack().id,
            ticket.severity.as_str()
        )));
    }
    Ok(vec![goes_over(situation, ticket, (next, terms), (next.id, next.plan_words()), now)])
}
