//! The one way in: a command and the situation it meets become events, or a refusal with its reason. Pure.

use std::sync::Arc;

use super::allowance::{Allowance, Receipt, Verdict, Weight};
use super::command::{Command, NewContact, NewContract, NewCustomer, NewTicket};
use super::event::{Event, Opened};
use super::people::{Contact, Contract, Customer};
use super::ticket::{Counting, Flag, Revision, Stage, Standstill, Status, Ticket, TicketId};
use crate::calendar::Instant;
use crate::policy::model::Answers;
use crate::policy::{ClockKey, Terms};

/// What the store reads for a command, inside the transaction that will write its events.
#[derive(Debug, Clone, Default)]
pub struct Situation {
    /// The ticket that the command names.
    pub ticket: Option<Ticket>,
    /// The customer that the command names.
    pub customer: Option<Customer>,
    /// The customer's contract in force at the moment of receipt.
    pub contract: Option<Contract>,
    /// That contract's terms.
    pub terms: Option<Arc<Terms>>,
    /// The customer's persons.
    pub contacts: Vec<Contact>,
    /// The customer's tickets around the moment of receipt, at least its period and the one before.
    pub receipts: Vec<Receipt>,
    /// Another customer has this name already, or another ticket this reference.
    pub taken: bool,
}

/// What a command becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// A customer to add.
    Customer(NewCustomer),
    /// A person to add.
    Contact(NewContact),
    /// A contract to add.
    Contract(NewContract),
    /// A ticket to add, with the customer's message.
    Open {
        /// As it comes in.
        opened: Box<Opened>,
        /// The customer's message.
        text: String,
    },
    /// What happens to the ticket, in order.
    Change(Vec<Event>),
}

/// Why a command is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The ticket has moved on since it was looked at.
    #[error(
        "ticket {ticket} was changed by somebody else meanwhile (you saw revision {seen}, it is at {is})"
    )]
    Conflict {
        /// Which.
        ticket: TicketId,
        /// The revision that the asker saw.
        seen: Revision,
        /// The revision that it is at.
        is: Revision,
    },
    /// What the command names is not there.
    #[error("there is no {0}")]
    Missing(String),
    /// The command makes no sense for the state that the ticket is in.
    #[error("ticket {ticket} is {is}: {why}")]
    State {
        /// Which.
        ticket: TicketId,
        /// Its status.
        is: &'static str,
        /// What would be right.
        why: &'static str,
    },
    /// A value is missing or wrong.
    #[error("{0}")]
    Invalid(String),
    /// A name or reference that must be unique is there already.
    #[error("{0}")]
    Taken(String),
}

/// Longest one-line text that is kept, in characters.
pub const LINE_LIMIT: usize = 1_000;
/// Longest reason or cause that is kept, in characters.
pub const REASON_LIMIT: usize = 10_000;
/// Longest message that is kept, in bytes.
pub const TEXT_LIMIT: usize = 10 * 1024 * 1024;

/// Decides a command in a situation at a moment.
///
/// # Errors
/// [`Refusal`] says why it cannot be done; nothing has happened then.
pub fn decide(situation: &Situation, command: &Command, now: Instant) -> Result<Decision, Refusal> {
    match command {
        Command::AddCustomer(customer) => add_customer(situation, customer).map(Decision::Customer),
        Command::AddContact(contact) => add_contact(situation, contact).map(Decision::Contact),
        Command::AddContract(contract) => add_contract(situation, contract).map(Decision::Contract),
        Command::OpenTicket(ticket) => open(situation, ticket),
        _ => change(situation, command, now).map(Decision::Change),
    }
}

fn add_customer(situation: &Situation, customer: &NewCustomer) -> Result<NewCustomer, Refusal> {
    let name = line("name", &customer.name)?;
    if situation.taken {
        return Err(Refusal::Taken(format!("a customer named {name:?} is there already")));
    }
    Ok(NewCustomer { name, ..customer.clone() })
}

fn add_contact(situation: &Situation, contact: &NewContact) -> Result<NewContact, Refusal> {
    known_customer(situation)?;
    let name = line("name", &contact.name)?;
    let email = contact.email.as_deref().map(|email| line("email", email)).transpose()?;
    if email.as_deref().is_some_and(|email| !email.contains('@')) {
        return Err(Refusal::Invalid("an email address needs an @".into()));
    }
    Ok(NewContact { name, email, ..contact.clone() })
}

fn add_contract(situation: &Situation, contract: &NewContract) -> Result<NewContract, Refusal> {
    known_customer(situation)?;
    if contract.ends.is_some_and(|ends| ends <= contract.starts) {
        return Err(Refusal::Invalid("a contract ends after it starts".into()));
    }
    if situation.taken {
        return Err(Refusal::Taken("another contract of this customer covers some of these dates".into()));
    }
    Ok(contract.clone())
}

fn known_customer(situation: &Situation) -> Result<&Customer, Refusal> {
    situation.customer.as_ref().ok_or_else(|| Refusal::Missing("such customer".into()))
}

fn line(what: &str, text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Refusal::Invalid(format!("{what} is empty")));
    }
    no_longer_than(LINE_LIMIT, what, text)?;
    Ok(text.to_owned())
}

/// A reason or a cause: it stands in the ticket's row, which every board reads.
fn bounded(what: &str, text: &str) -> Result<String, Refusal> {
    no_longer_than(REASON_LIMIT, what, text)?;
    Ok(text.to_owned())
}

fn no_longer_than(limit: usize, what: &str, text: &str) -> Result<(), Refusal> {
    if text.chars().count() > limit {
        return Err(Refusal::Invalid(format!("{what} is longer than {limit} characters")));
    }
    Ok(())
}

fn message(what: &str, text: &str) -> Result<(), Refusal> {
    if text.len() > TEXT_LIMIT {
        return Err(Refusal::Invalid(format!("{what} is longer than 10 MB")));
    }
    Ok(())
}

fn open(situation: &Situation, new: &NewTicket) -> Result<Decision, Refusal> {
    known_customer(situation)?;
    let subject = line("subject", &new.subject)?;
    message("the message", &new.text)?;
    let channel = new.channel.as_ref().map(|channel| channel.as_str());
    let lines = [
        new.reference.as_deref(),
        new.requester.as_deref(),
        new.kind.as_deref(),
        new.assignee.as_deref(),
        channel,
    ];
    let names = ["the reference", "the requester", "the kind", "the assignee", "the channel"];
    for (what, text) in names.into_iter().zip(lines) {
        if let Some(text) = text {
            no_longer_than(LINE_LIMIT, what, text)?;
        }
    }
    if let (true, Some(reference)) = (situation.taken, &new.reference) {
        return Err(Refusal::Taken(format!("a ticket with the reference {reference:?} is there already")));
    }
    if let Some(terms) = &situation.terms {
        for severity in [Some(&new.severity), new.claimed.as_ref()].into_iter().flatten() {
            if terms.pack().severity(severity).is_none() {
                let known =
                    terms.pack().severities.iter().map(|s| s.key.as_str()).collect::<Vec<_>>().join(", ");
                return Err(Refusal::Invalid(format!(
                    "no severity {:?} in {}; it has {known}",
                    severity.as_str(),
                    terms.pack().id
                )));
            }
        }
    }
    let standstills = standstills(new)?;
    let usual = if new.proactive { Counting::Proactive } else { Counting::Counts };
    let counting = new.decided.clone().unwrap_or(usual);
    let opened = Opened {
        customer: new.customer,
        contract: situation.contract.as_ref().map(|contract| contract.id),
        reference: new.reference.clone(),
        subject,
        severity: new.severity.to_string(),
        claimed: new.claimed.as_ref().filter(|claimed| **claimed != new.severity).map(ToString::to_string),
        environment: new.environment.to_string(),
        level: new.level,
        channel: new.channel.as_ref().map(ToString::to_string),
        kind: new.kind.clone(),
        requester: new.requester.clone(),
        received: new.received.unix(),
        status: new.status,
        assignee: new.assignee.clone(),
        first_response: new.first_response.map(Instant::unix),
        resolved: new.resolved.map(Instant::unix),
        standstills,
        flags: flags(situation, new, &counting),
        counting,
    };
    Ok(Decision::Open { opened: Box::new(opened), text: new.text.clone() })
}

/// The standstills of a ticket that comes from elsewhere, closed off by its status; they must make sense.
fn standstills(new: &NewTicket) -> Result<Vec<Standstill>, Refusal> {
    let before = |what: &str| Err(Refusal::Invalid(format!("{what} lies before the receipt")));
    if new.first_response.is_some_and(|at| at < new.received) {
        return before("the first response");
    }
    if new.resolved.is_some_and(|at| at < new.received) {
        return before("the resolution");
    }
    if (new.status == Status::Resolved) != new.resolved.is_some() {
        return Err(Refusal::Invalid("a resolved ticket, and no other, says when it was resolved".into()));
    }
    let mut stood = new.standstills.clone();
    let lasting = |stood: &[Standstill]| stood.last().is_some_and(|last| last.to.is_none());
    if new.status == Status::Waiting && !lasting(&stood) {
        // Nothing says since when it waits: from its last known moment on.
        let from = new
            .first_response
            .unwrap_or(new.received)
            .unix()
            .max(stood.last().and_then(|s| s.to).unwrap_or(0));
        stood.push(Standstill { kind: Stage::Waiting, from, to: None, reason: String::new() });
    }
    // A ticket that comes back with its own record brings the standstill that its resolution began.
    let told = |stood: &[Standstill], at: Instant| {
        stood
            .last()
            .is_some_and(|last| last.kind == Stage::Resolved && last.to.is_none() && last.from == at.unix())
    };
    if let Some(resolved) = new.resolved.filter(|at| !told(&stood, *at)) {
        if let Some(last) = stood.last_mut().filter(|last| last.to.is_none()) {
            last.to = Some(resolved.unix().max(last.from));
        }
        stood.push(Standstill {
            kind: Stage::Resolved,
            from: resolved.unix(),
            to: None,
            reason: String::new(),
        });
    }
    if new.status == Status::Open && lasting(&stood) {
        return Err(Refusal::Invalid("an open ticket cannot still be waiting".into()));
    }
    Ok(stood)
}

/// Allowance and entitlement on the way in: flagged, never refused (sla.md part 2).
fn flags(situation: &Situation, new: &NewTicket, counting: &Counting) -> Vec<Flag> {
    let (Some(contract), Some(terms)) = (&situation.contract, &situation.terms) else {
        return vec![Flag::NoContract];
    };
    let mut flags = Vec::new();
    let pack = terms.pack();
    let Some(tier) = pack.tier(&contract.tier) else { return vec![Flag::NoContract] };
    if let Some(pot) = pack.allowance(&contract.tier) {
        // The number it will get is higher than all others, so among equal receipts it ranks last.
        let own = Receipt { ticket: TicketId(i64::MAX), received: new.received, weight: counting.weight() };
        let receipts: Vec<Receipt> = situation.receipts.iter().copied().chain([own]).collect();
        let allowance = Allowance { pot, zone: &pack.zone, since: contract.starts };
        if own.weight != Weight::Free {
            match allowance.verdict(&receipts, own.ticket) {
                Verdict::OverPeriod => flags.push(Flag::AllowanceSpent),
                Verdict::OverDay => flags.push(Flag::DailyCapReached),
                Verdict::Within | Verdict::Free => {}
            }
        }
    }
    if let (Some(requester), Some(_)) = (&new.requester, tier.registered_contacts) {
        let matches = |contact: &&Contact| {
            let same = |text: &str| text.trim().to_lowercase() == requester.trim().to_lowercase();
            contact.registered && (same(&contact.name) || contact.email.as_deref().is_some_and(same))
        };
        if situation.contacts.iter().find(matches).is_none() {
            flags.push(Flag::NotRegistered);
        }
    }
    if let Some(channel) = &new.channel {
        let facts = crate::policy::Facts {
            tier: Some(contract.tier.clone()),
            severity: Some(new.severity.clone()),
            environment: new.environment,
            region: contract.region.clone(),
            channel: Some(channel.clone()),
            level: new.level,
            kind: new.kind.clone(),
            language: None,
        };
        let cell = terms.resolve(&ClockKey::first_response(), &facts, new.received);
        let offered = if cell.channels.is_empty() { &tier.channels } else { &cell.channels };
        if !offered.is_empty() && !offered.contains(channel) {
            flags.push(Flag::ChannelNotInPlan);
        }
    }
    if new.level.is_some_and(|level| tier.answers.contains(&(level, Answers::Customer))) {
        flags.push(Flag::LevelIsCustomers);
    }
    flags
}

fn change(situation: &Situation, command: &Command, now: Instant) -> Result<Vec<Event>, Refusal> {
    let named = command.ticket();
    let ticket = situation.ticket.as_ref().ok_or_else(|| {
        Refusal::Missing(
            named.map_or_else(|| "such ticket".to_owned(), |(ticket, _)| format!("ticket {ticket}")),
        )
    })?;
    if let Some((_, Some(seen))) = named
        && seen != ticket.revision
    {
        return Err(Refusal::Conflict { ticket: ticket.id, seen, is: ticket.revision });
    }
    let state = |why| Err(Refusal::State { ticket: ticket.id, is: ticket.status.as_str(), why });
    match command {
        Command::Assign { to, .. } => {
            let to = to.as_deref().map(|agent| line("agent", agent)).transpose()?;
            if to == ticket.assignee {
                return Err(Refusal::Invalid(match to {
                    Some(agent) => format!("ticket {} is {agent}'s already", ticket.id),
                    None => format!("ticket {} is nobody's already", ticket.id),
                }));
            }
            Ok(vec![Event::Assigned { from: ticket.assignee.clone(), to }])
        }
        Command::Reply { text, at, .. } => {
            said("the reply", text)?;
            if at.is_some_and(|at| at < ticket.received) {
                return Err(Refusal::Invalid("the reply lies before the receipt".into()));
            }
            if at.is_some_and(|at| at > now) {
                return Err(Refusal::Invalid("the reply lies in the future".into()));
            }
            // One that is recorded later may have been given earlier than those on record.
            let first = ticket.first_response.is_none_or(|known| at.is_some_and(|at| at < known));
            Ok(vec![Event::Replied { text: text.clone(), first, at: at.map(Instant::unix) }])
        }
        Command::Note { text, .. } => {
            said("the note", text)?;
            Ok(vec![Event::Noted { text: text.clone() }])
        }
        Command::Wait { reason, .. } => match ticket.status {
            Status::Open => Ok(vec![Event::WaitingBegan { reason: bounded("the reason", reason)? }]),
            Status::Waiting => state("it waits for the customer already"),
            Status::Resolved => state("reopen it first"),
        },
        Command::Resume { reason, .. } => match ticket.status {
            Status::Waiting => Ok(vec![Event::Resumed { reason: bounded("the reason", reason)? }]),
            Status::Open => state("it is not waiting"),
            Status::Resolved => state("reopen it instead"),
        },
        Command::Resolve { cause, .. } => match ticket.status {
            Status::Open | Status::Waiting => {
                Ok(vec![Event::Resolved { cause: bounded("the cause", cause)? }])
            }
            Status::Resolved => state("there is nothing left to resolve"),
        },
        Command::Reopen { reason, .. } => match ticket.status {
            Status::Resolved => Ok(vec![Event::Reopened { reason: bounded("the reason", reason)? }]),
            Status::Open | Status::Waiting => state("only a resolved ticket can be reopened"),
        },
        Command::DecideAllowance { counting, .. } => decide_allowance(ticket, counting),
        Command::AddCustomer(_)
        | Command::AddContact(_)
        | Command::AddContract(_)
        | Command::OpenTicket(_) => Err(Refusal::Invalid("this command changes no ticket".into())),
    }
}

fn decide_allowance(ticket: &Ticket, counting: &Counting) -> Result<Vec<Event>, Refusal> {
    if let Counting::Waived { reason } | Counting::Paid { reason } | Counting::Held { reason } = counting
        && reason.trim().is_empty()
    {
        return Err(Refusal::Invalid("a decision about the allowance needs a reason".into()));
    }
    if *counting == ticket.counting {
        return Err(Refusal::Invalid(format!("ticket {} counts like that already", ticket.id)));
    }
    Ok(vec![Event::AllowanceDecided { counting: counting.clone() }])
}

fn said(what: &str, text: &str) -> Result<(), Refusal> {
    message(what, text)?;
    if text.trim().is_empty() { Err(Refusal::Invalid(format!("{what} is empty"))) } else { Ok(()) }
}
