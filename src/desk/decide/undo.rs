//! Taking back what was done in one go, and doing it again. Nothing is rewritten: the opposing event says which of a
//! ticket's events no longer hold, and the ticket is told anew without them.
//!
//! An action can be taken back while nothing that stands rests on it, and done again while everything that it rested on
//! stands as it did then. Only who did it can do either.

use std::collections::{BTreeMap, HashSet};

use super::touches::rests_on;
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
        Event::AlertsAnswered { .. } => Err("an alert that was answered was seen"),
        Event::ShiftBegan { .. } | Event::ShiftEnded { .. } => Err("a shift that began or ended did so"),
        Event::HandoverGiven { .. } | Event::HandoverTaken { .. } => Err("a handover stays on record"),
        Event::RulesApplied { .. } | Event::DuesMoved { .. } => {
            Err("rules that were taken stay until others are taken")
        }
        Event::Undone { .. } | Event::Redone { .. } => Err("that was an undo itself"),
        _ => Ok(()),
    }
}

/// What an action was, in words: `"resolved it: done" on ticket 7`, or on how many.
pub fn action_words(action: &[Recorded]) -> String {
    let Some(first) = action.first() else { return "nothing".to_owned() };
    let words = first.event.words();
    let tickets = tickets(action);
    match (first.ticket, tickets.as_slice()) {
        (Some(_), [_, _, ..]) if is_bulk(action, &tickets) => {
            let named: Vec<String> = tickets.iter().take(NAMED).map(|ticket| format!("#{ticket}")).collect();
            let more = tickets.len().saturating_sub(NAMED);
            let more = if more == 0 { String::new() } else { format!(" and {more} more") };
            format!("\"{words}\" on {} tickets ({}{more})", tickets.len(), named.join(", "))
        }
        (Some(ticket), _) => format!("\"{words}\" on ticket {ticket}"),
        (None, _) => format!("\"{words}\""),
    }
}

/// How many tickets of a bulk action are named.
const NAMED: usize = 5;

/// Whether the same was done to several tickets. Merging and linking touch two, and are one thing all the same.
fn is_bulk(action: &[Recorded], tickets: &[TicketId]) -> bool {
    let kind = |ticket: &TicketId| {
        action.iter().find(|recorded| recorded.ticket == Some(*ticket)).map(|first| first.event.kind())
    };
    let first = tickets.first().and_then(kind);
    let joins = matches!(first, Some("merged" | "absorbed" | "linked" | "unlinked"));
    tickets.len() > 2 || (!joins && tickets.iter().all(|ticket| kind(ticket) == first))
}

pub(super) fn undo(situation: &Situation) -> Result<Vec<Change>, Refusal> {
    can_be_turned(situation, Turn::Undo)?;
    let what = action_words(&situation.action);
    Ok(changes(situation, |action, revisions| Event::Undone { action, revisions, what: what.clone() }))
}

pub(super) fn redo(situation: &Situation) -> Result<Vec<Change>, Refusal> {
    can_be_turned(situation, Turn::Redo)?;
    let what = action_words(&situation.action);
    Ok(changes(situation, |action, revisions| Event::Redone { action, revisions, what: what.clone() }))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Turn {
    Undo,
    Redo,
}

/// Checks that the action can be undone, or that it is undone and can be redone.
fn can_be_turned(situation: &Situation, turn: Turn) -> Result<(), Refusal> {
    let Some(first) = situation.action.first() else {
        return Err(Refusal::Missing("such action".into()));
    };
    let verb = if turn == Turn::Undo { "undo" } else { "redo" };
    if first.agent != situation.agent {
        return Err(Refusal::Invalid(format!(
            "{} was done by {}: nobody else can {verb} it",
            action_words(&situation.action),
            first.agent
        )));
    }
    for recorded in &situation.action {
        undoable(&recorded.event).map_err(|why| {
            Refusal::Invalid(format!("{} cannot be undone: {why}", action_words(&situation.action)))
        })?;
    }
    let mut by_ticket: BTreeMap<TicketId, Vec<&Recorded>> = BTreeMap::new();
    for recorded in &situation.history {
        if let Some(ticket) = recorded.ticket {
            by_ticket.entry(ticket).or_default().push(recorded);
        }
    }
    for (ticket, history) in by_ticket {
        let of_ticket = situation.action.iter().filter(|recorded| recorded.ticket == Some(ticket));
        let action: Vec<&Recorded> = of_ticket.collect();
        turned_on(situation, ticket, &action, &history, turn)?;
    }
    Ok(())
}

/// Checks one ticket of the action, by everything that happened to it.
fn turned_on(
    situation: &Situation,
    ticket: TicketId,
    action: &[&Recorded],
    history: &[&Recorded],
    turn: Turn,
) -> Result<(), Refusal> {
    let (Some(first), Some(last)) = (action.first(), action.last()) else { return Ok(()) };
    let gone_by = |sequence: i64| -> HashSet<Revision> {
        let told = history.iter().filter(|recorded| recorded.sequence < sequence);
        undone(told.map(|recorded| &recorded.event)).into_iter().collect()
    };
    let now = gone_by(i64::MAX);
    let is_gone = first.revision.is_some_and(|revision| now.contains(&revision));
    if is_gone != (turn == Turn::Redo) {
        let words = action_words(&situation.action);
        return Err(Refusal::Invalid(match turn {
            Turn::Redo => format!("{words} is not undone"),
            Turn::Undo => format!("{words} is undone already"),
        }));
    }
    let stands = |recorded: &Recorded, gone: &HashSet<Revision>| {
        recorded.revision.is_some_and(|revision| !gone.contains(&revision))
    };
    let later = history.iter().filter(|recorded| recorded.sequence > last.sequence);
    let hinders = |recorded: &&&Recorded| {
        stands(recorded, &now) && action.iter().any(|one| rests_on(recorded, one) || rests_on(one, recorded))
    };
    if let Some(later) = later.into_iter().find(hinders) {
        return Err(Refusal::Invalid(format!(
            "ticket {ticket} was changed since: {} {}; {}",
            later.agent,
            later.event.words(),
            first_that(situation, later, "undo")
        )));
    }
    if turn == Turn::Undo {
        return Ok(());
    }
    let then = gone_by(first.sequence);
    let differs = |recorded: &&&Recorded| {
        recorded.sequence < first.sequence
            && stands(recorded, &now) != stands(recorded, &then)
            && action.iter().any(|one| rests_on(one, recorded))
    };
    match history.iter().find(differs) {
        None => Ok(()),
        Some(other) => {
            let turn = if stands(other, &now) { "undo" } else { "redo" };
            Err(Refusal::Invalid(format!(
                "ticket {ticket} stood otherwise then: {} {}; {}",
                other.agent,
                other.event.words(),
                first_that(situation, other, turn)
            )))
        }
    }
}

fn first_that(situation: &Situation, other: &Recorded, verb: &str) -> String {
    if other.agent == situation.agent {
        format!("{verb} that first")
    } else {
        format!("only {} can {verb} that", other.agent)
    }
}

/// The tickets that events are about, by number, each once.
pub fn tickets(action: &[Recorded]) -> Vec<TicketId> {
    let mut tickets: Vec<TicketId> = action.iter().filter_map(|recorded| recorded.ticket).collect();
    tickets.sort();
    tickets.dedup();
    tickets
}

fn changes(situation: &Situation, event: impl Fn(i64, Vec<Revision>) -> Event) -> Vec<Change> {
    let action = situation.action.first().and_then(|first| first.action).unwrap_or_default();
    let mut revisions: BTreeMap<TicketId, Vec<Revision>> = BTreeMap::new();
    for recorded in &situation.action {
        if let (Some(ticket), Some(revision)) = (recorded.ticket, recorded.revision) {
            revisions.entry(ticket).or_default().push(revision);
        }
    }
    let change = |(ticket, revisions)| Change { ticket, events: vec![event(action, revisions)] };
    revisions.into_iter().map(change).collect()
}
