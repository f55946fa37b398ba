//! Taking back what was done in one go, and doing it again. Nothing is rewritten: the opposing event says which of a
//! ticket's events no longer hold, and the ticket is told anew without them.

use super::{Change, Refusal, Situation};
use crate::desk::apply::undone;
use crate::desk::event::{Event, Recorded};
use crate::desk::ticket::{Revision, TicketId};

/// Whether an event can be undone; why not, where it cannot.
///
/// # Errors
/// The reason, for people.
pub fn undoable(event: &Event) -> Result<(), &'static str> {
    match event {
        Event::Replied { at: None, by: None, .. } => Err("the customer has it"),
        Event::TicketOpened { .. } => {
            Err("a ticket that came in stays; resolve it, or merge it into another")
        }
        Event::CustomerAdded { .. }
        | Event::ContactAdded { .. }
        | Event::ContractAdded { .. }
        | Event::CustomerChanged { .. }
        | Event::ContractRevised { .. }
        | Event::BlockBought { .. } => Err("customers and contracts are changed by another change"),
        Event::Undone { .. } | Event::Redone { .. } => Err("that was an undo itself"),
        _ => Ok(()),
    }
}

/// What matters nothing for whether something before it can be taken back.
fn stands_alone(event: &Event) -> bool {
    matches!(
        event,
        Event::Noted { .. }
            | Event::Undone { .. }
            | Event::Redone { .. }
            | Event::Watched { .. }
            | Event::TimerStarted
            | Event::TimerStopped
            | Event::TimeBooked { .. }
    )
}

pub(super) fn undo(situation: &Situation) -> Result<Vec<Change>, Refusal> {
    let what = can_be_turned(situation, false)?;
    changes(situation, |action, revisions| Event::Undone { action, revisions, what: what.clone() })
}

pub(super) fn redo(situation: &Situation) -> Result<Vec<Change>, Refusal> {
    let what = can_be_turned(situation, true)?;
    changes(situation, |action, revisions| Event::Redone { action, revisions, what: what.clone() })
}

/// Checks that the action can be undone, or that it is undone and can be redone; gives it in words.
fn can_be_turned(situation: &Situation, is_undone: bool) -> Result<String, Refusal> {
    let Some(first) = situation.action.first() else {
        return Err(Refusal::Missing("such action".into()));
    };
    for recorded in &situation.action {
        undoable(&recorded.event)
            .map_err(|why| Refusal::Invalid(format!("{} cannot be undone: {why}", told(recorded))))?;
    }
    for recorded in &situation.action {
        let (Some(ticket), Some(revision)) = (recorded.ticket, recorded.revision) else { continue };
        let later: Vec<&Recorded> =
            situation.since.iter().filter(|later| later.ticket == Some(ticket)).collect();
        let gone = undone(later.iter().map(|later| &later.event));
        if gone.contains(&revision) != is_undone {
            return Err(Refusal::Invalid(match is_undone {
                true => format!("{} is not undone", told(recorded)),
                false => format!("{} is undone already", told(recorded)),
            }));
        }
        let standing = |later: &&&Recorded| {
            !stands_alone(&later.event) && later.revision.is_some_and(|revision| !gone.contains(&revision))
        };
        if let Some(later) = later.iter().find(standing) {
            return Err(Refusal::Invalid(format!(
                "ticket {ticket} was changed since: {} {}; undo that first",
                later.agent,
                later.event.words()
            )));
        }
    }
    let tickets = tickets(situation).len();
    let more = if tickets > 1 { format!(", on {tickets} tickets") } else { String::new() };
    Ok(format!("{}{more}", told(first)))
}

fn told(recorded: &Recorded) -> String {
    match recorded.ticket {
        Some(ticket) => format!("\"{}\" on ticket {ticket}", recorded.event.words()),
        None => format!("\"{}\"", recorded.event.words()),
    }
}

fn tickets(situation: &Situation) -> Vec<TicketId> {
    let mut tickets: Vec<TicketId> = situation.action.iter().filter_map(|recorded| recorded.ticket).collect();
    tickets.sort();
    tickets.dedup();
    tickets
}

fn changes(
    situation: &Situation,
    event: impl Fn(i64, Vec<Revision>) -> Event,
) -> Result<Vec<Change>, Refusal> {
    let action = situation.action.first().and_then(|first| first.action).unwrap_or_default();
    let of = |ticket: TicketId| {
        let events = situation.action.iter().filter(|recorded| recorded.ticket == Some(ticket));
        let revisions = events.filter_map(|recorded| recorded.revision).collect();
        Change { ticket, events: vec![event(action, revisions)] }
    };
    Ok(tickets(situation).into_iter().map(of).collect())
}
