//! Time spent on tickets: an agent's watch, and minutes booked. What is charged follows the pot's own steps.

use super::limits::bounded;
use super::{Refusal, Situation, state};
use crate::calendar::Instant;
use crate::desk::charge::{Part, Payer, Stint, charged};
use crate::desk::command::Charge;
use crate::desk::event::Event;
use crate::desk::ticket::Ticket;
use crate::policy::Pot;

/// The longest stretch that is booked at once, in minutes: what is longer is a watch that was forgotten.
const LONGEST: u32 = 24 * 60;

pub(super) fn start(situation: &Situation, ticket: &Ticket) -> Result<Vec<Event>, Refusal> {
    if ticket.more().merged_into.is_some() {
        return Err(state(ticket, "it was merged: work on the ticket that lives on"));
    }
    match ticket.more().timer(&situation.agent) {
        Some(_) => Err(Refusal::Invalid(format!("your watch runs on ticket {} already", ticket.id))),
        None => Ok(vec![Event::TimerStarted]),
    }
}

pub(super) fn stop(
    situation: &Situation,
    ticket: &Ticket,
    note: &str,
    discard: bool,
    charge: &Charge,
    now: Instant,
) -> Result<Vec<Event>, Refusal> {
    let Some(timer) = ticket.more().timer(&situation.agent) else {
        return Err(Refusal::Invalid(format!("your watch does not run on ticket {}", ticket.id)));
    };
    if discard {
        return Ok(vec![Event::TimerStopped]);
    }
    // A clock that was stepped back books the least there is.
    let seconds = now.unix().saturating_sub(timer.since).max(0);
    let minutes = u32::try_from(seconds.saturating_add(59) / 60).unwrap_or(u32::MAX).max(1);
    if minutes > LONGEST {
        return Err(Refusal::Invalid(format!(
            "your watch ran for {} h on ticket {}: stop it without booking, and book by hand",
            minutes / 60,
            ticket.id
        )));
    }
    let mut events = vec![Event::TimerStopped];
    events.extend(book(situation, ticket, minutes, None, note, charge, now)?);
    Ok(events)
}

pub(super) fn book(
    situation: &Situation,
    ticket: &Ticket,
    minutes: u32,
    at: Option<Instant>,
    note: &str,
    charge: &Charge,
    now: Instant,
) -> Result<Vec<Event>, Refusal> {
    let note = bounded("the note", note)?.trim().to_owned();
    if minutes == 0 || minutes > LONGEST {
        return Err(Refusal::Invalid(format!("between 1 and {LONGEST} minutes can be booked at once")));
    }
    if at.is_some_and(|at| at > now) {
        return Err(Refusal::Invalid("the work lies in the future".into()));
    }
    let stint = Stint { minutes, ended: at.unwrap_or(now) };
    let parts = match (payer(situation), charge) {
        (None, Charge::Pot(key)) => return Err(no_pot(ticket, key, &[])),
        (None, _) | (_, Charge::Nothing) => vec![Part { pot: None, stint, charged: 0 }],
        (Some(payer), Charge::Usual) => payer.charge(ticket, stint),
        (Some(payer), Charge::Pot(key)) => {
            let pots: Vec<&Pot> = payer.terms.pack().time_pots(&payer.contract.tier).collect();
            let pot = pots.iter().find(|pot| pot.key == *key).ok_or_else(|| no_pot(ticket, key, &pots))?;
            vec![Part { pot: Some(key.clone()), stint, charged: charged(payer.terms, pot, stint) }]
        }
    };
    let event = |part: Part| Event::TimeBooked {
        minutes: part.stint.minutes,
        charged: part.charged,
        pot: part.pot,
        note: note.clone(),
        at: part.stint.ended.unix(),
    };
    Ok(parts.into_iter().map(event).collect())
}

/// The contract that the ticket is held to, as time is charged to it.
fn payer(situation: &Situation) -> Option<Payer<'_>> {
    let (contract, terms) = (situation.contract.as_ref()?, situation.terms.as_deref()?);
    Some(Payer { contract, terms, blocks: &situation.blocks, booked: &situation.booked })
}

fn no_pot(ticket: &Ticket, key: &str, pots: &[&Pot]) -> Refusal {
    let known: Vec<&str> = pots.iter().map(|pot| pot.key.as_str()).collect();
    Refusal::Invalid(match known.is_empty() {
        true => format!("no pot {key:?}: the contract of ticket {} has no pot of time", ticket.id),
        false => format!("no pot {key:?} of time; the contract has {}", known.join(", ")),
    })
}
