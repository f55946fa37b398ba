//! The desk of another moment, as the events tell it (`--at`).
//!
//! A ticket came in when it was received, even where it was imported later, and what its import knew already (a first
//! response, a wait, a resolution) happened when it happened. Everything else counts from when it was recorded.

use std::collections::HashMap;

use rusqlite::Connection;

use super::read::{self, TicketFile};
use super::{Store, StoreError, events, people};
use crate::calendar::Instant;
use crate::desk::{
    CustomerId, DeskRows, Event, Opened, Receipt, Recorded, Stage, Status, Ticket, TicketId, undone,
};
use crate::policy::ClockEvent;

impl Store {
    /// The open desk as it was at `at`; receipts from `receipts_from` on. Reads the history of what was open then, which
    /// is open now or was resolved since: nothing else.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    pub fn desk_as_of(&mut self, at: Instant, receipts_from: Instant) -> Result<DeskRows, StoreError> {
        self.snapshot(|connection| {
            let customers = people::customers(connection)?;
            let everybody = customers.iter().map(|customer| customer.id);
            let mut receipts = read::receipts_by_customer(connection, everybody, receipts_from)?;
            for list in receipts.values_mut() {
                list.retain(|receipt| receipt.received <= at);
            }
            weigh_again(connection, (receipts_from, at), &mut receipts)?;
            Ok(DeskRows {
                contracts: people::contracts(connection, None)?,
                tickets: tickets_as_of(connection, at)?,
                receipts,
                receipts_from: Some(receipts_from),
                customers,
                sequence: sequence_as_of(connection, at)?,
            })
        })
    }

    /// One ticket with its history as they were at `at`; `None` where it had not come in by then.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    pub fn ticket_as_of(&mut self, id: TicketId, at: Instant) -> Result<Option<TicketFile>, StoreError> {
        self.snapshot(|connection| {
            let ticket = fold(connection, id, Some(at))?.filter(|ticket| ticket.received <= at);
            let Some(ticket) = ticket else { return Ok(None) };
            let mut events = events::of_ticket(connection, id)?;
            // The opening tells what came in, whenever it was written down (see `fold`).
            events.retain(|recorded| {
                matches!(recorded.event, Event::TicketOpened { .. })
                    || happened(&recorded.event, recorded.at) <= at
            });
            let mut joined = read::joined(connection, &ticket)?;
            for (_, events) in &mut joined {
                events.retain(|recorded| happened(&recorded.event, recorded.at) <= at);
            }
            Ok(Some(TicketFile { ticket, events, joined }))
        })
    }
}

fn sequence_as_of(connection: &Connection, at: Instant) -> rusqlite::Result<i64> {
    let sql = "SELECT ifnull(max(sequence), 0) FROM event WHERE at <= ?1";
    connection.query_row(sql, [at.unix()], |row| row.get(0))
}

/// What changes after the fact how tickets count, or whether they were open: in the words of the index that finds it.
const TURNED: &str = "kind IN ('allowance_decided', 'merged', 'absorbed', 'undone', 'redone')";

fn tickets_as_of(connection: &Connection, at: Instant) -> rusqlite::Result<Vec<Ticket>> {
    let mut query = connection.prepare_cached(&format!(
        "SELECT id FROM open_ticket WHERE received <= ?1
         UNION SELECT id FROM closed_ticket WHERE resolved > ?1 AND received <= ?1
         UNION SELECT ticket FROM event WHERE {TURNED} AND at > ?1 AND ticket IS NOT NULL ORDER BY id"
    ))?;
    let numbers = query.query_map([at.unix()], |row| row.get(0).map(TicketId))?;
    let mut open = Vec::new();
    for number in numbers {
        let number = number?;
        // What was merged since came in later than its row says now.
        let told = fold(connection, number, Some(at))?;
        open.extend(told.filter(|ticket| ticket.is_open() && ticket.received <= at));
    }
    Ok(open)
}

/// Decisions about the allowance, merges and what was taken back later are undone: each of those tickets weighs what it
/// weighed then, at the receipt that it had then.
fn weigh_again(
    connection: &Connection,
    (from, at): (Instant, Instant),
    receipts: &mut HashMap<CustomerId, Vec<Receipt>>,
) -> rusqlite::Result<()> {
    let sql = format!("SELECT DISTINCT ticket FROM event WHERE {TURNED} AND at > ?1");
    let mut query = connection.prepare_cached(&sql)?;
    let decided = query.query_map([at.unix()], |row| row.get::<_, Option<i64>>(0))?;
    for number in decided.collect::<rusqlite::Result<Vec<_>>>()?.into_iter().flatten() {
        let Some(ticket) = fold(connection, TicketId(number), Some(at))? else { continue };
        let list = receipts.entry(ticket.customer).or_default();
        list.retain(|receipt| receipt.ticket != ticket.id);
        if ticket.received >= from && ticket.received <= at {
            let weight = ticket.counting.weight();
            list.push(Receipt { received: ticket.received, ticket: ticket.id, weight });
        }
    }
    Ok(())
}

/// The ticket that its events tell of, up to a moment or to the last of them; `None` where there is no opening one.
pub(super) fn fold(
    connection: &Connection,
    number: TicketId,
    until: Option<Instant>,
) -> rusqlite::Result<Option<Ticket>> {
    let told = events::of_ticket_slim(connection, number)?;
    let past =
        |recorded: &&Recorded| until.is_none_or(|until| happened(&recorded.event, recorded.at) <= until);
    let gone = undone(told.iter().filter(past).map(|recorded| &recorded.event));
    // An answer that was written down later holds from when it was given, as it is known now: one that was taken back
    // was never given.
    let never = undone(told.iter().map(|recorded| &recorded.event));
    let holds = |recorded: &Recorded| {
        let later = happened(&recorded.event, recorded.at) < recorded.at;
        let gone = if later { &never } else { &gone };
        !recorded.revision.is_some_and(|revision| gone.contains(&revision))
    };
    let mut ticket: Option<Ticket> = None;
    for recorded in &told {
        match (&recorded.event, ticket.as_mut()) {
            (Event::TicketOpened { opened }, None) => {
                let opened = until.map_or_else(|| (**opened).clone(), |until| as_known(opened, until));
                ticket = Some(Ticket::opened(number, &opened));
            }
            (event, Some(ticket)) if past(&recorded) => {
                if holds(recorded) {
                    ticket.apply(event, recorded.at, &recorded.agent);
                }
                ticket.revision = recorded.revision.unwrap_or(ticket.revision);
            }
            _ => {}
        }
    }
    Ok(ticket)
}

fn happened(event: &Event, recorded: Instant) -> Instant {
    match event {
        Event::Replied { at: Some(given), .. } | Event::Marked { at: Some(given), .. } => {
            Instant::from_unix_clamped(*given)
        }
        _ => recorded,
    }
}

/// A ticket that came from elsewhere with a history of its own, as it stood at `at`.
fn as_known(opened: &Opened, at: Instant) -> Opened {
    let at = at.unix();
    let past = |moment: Option<i64>| moment.filter(|moment| *moment <= at);
    let mut known = opened.clone();
    known.first_response = past(opened.first_response);
    known.resolved = past(opened.resolved);
    if opened.marks.first(ClockEvent::Assigned).is_some_and(|given| given.unix() > at) {
        known.assignee = None;
    }
    known.marks.until(Instant::from_unix_clamped(at));
    known.standstills.retain(|standstill| standstill.from <= at);
    for standstill in &mut known.standstills {
        standstill.to = past(standstill.to);
    }
    let lasting = known.standstills.last().filter(|standstill| standstill.to.is_none());
    known.status = match (known.resolved, lasting.map(|standstill| standstill.kind)) {
        (Some(_), _) => Status::Resolved,
        (None, Some(Stage::Waiting)) => Status::Waiting,
        (None, Some(Stage::OnHold)) => Status::OnHold,
        (None, _) => Status::Open,
    };
    known
}
