//! Reading every ticket of a period for a report: only the columns that clocks hang on, into one ticket that is used again
//! and again, and where there are many, by two threads that read two snapshots of the same moment.

use std::collections::HashSet;
use std::sync::atomic::{AtomicI64, Ordering};
use std::thread;

use rusqlite::{Connection, params};

use super::tickets::{Reader, SLIM, TABLES};
use super::{Access, Store, as_of, connect, read};
use crate::calendar::{Instant, Span};
use crate::desk::{Opened, Status, Ticket, TicketId};
use crate::report::{Frame, Teller};

/// Tickets with so many numbers are read at once: whoever reads has something to do, and both end together.
const STRETCH: i64 = 20_000;

/// With fewer tickets than this, a second thread costs more than it saves.
const MANY: i64 = 60_000;

/// The highest number of a ticket.
fn last_number(connection: &Connection) -> rusqlite::Result<i64> {
    let sql = "SELECT max(ifnull((SELECT max(id) FROM open_ticket), 0), ifnull((SELECT max(id) FROM closed_ticket), 0))";
    connection.query_row(sql, [], |row| row.get(0))
}

impl Store {
    /// A second connection for reading, where there is much to read and somebody to do it.
    pub(super) fn second(&self) -> Option<Connection> {
        let many = last_number(&self.connection).is_ok_and(|last| last >= MANY);
        if !many || thread::available_parallelism().map_or(1, usize::from) < 2 {
            return None;
        }
        connect::open(&self.place, Access::ReadOnly, self.patience).ok().map(|link| link.connection)
    }
}

/// Every ticket that a report counts, as it stood at the report's moment: within a snapshot. `changed` are those to which
/// something happened after that moment, and whose rows say too much. `second` helps where it sees the same state.
pub(super) fn counted<'a>(
    connection: &Connection,
    second: Option<Connection>,
    frame: &'a Frame,
    changed: &HashSet<i64>,
) -> rusqlite::Result<Teller<'a>> {
    let reach = Reach {
        frame,
        span: frame.reads(),
        last: last_number(connection)?,
        changed,
        next: [AtomicI64::new(0), AtomicI64::new(0)],
    };
    let mut second = second.filter(|_| frame.scope.customer.is_none());
    if let Some(other) = &second
        && !sees_the_same(connection, other)?
    {
        second = None;
    }
    let mut teller = thread::scope(|scope| {
        let reach = &reach;
        let other = second.map(|second| scope.spawn(move || reach.read(&second)));
        let mut teller = reach.read(connection)?;
        if let Some(other) = other {
            // What a thread read that came to an end by a panic is missing.
            teller.join(other.join().map_err(|_| rusqlite::Error::UnwindingPanic)??);
        }
        Ok::<_, rusqlite::Error>(teller)
    })?;
    for number in changed {
        if let Some(ticket) = as_of::fold(connection, TicketId(*number), Some(frame.scope.at))? {
            teller.take(&ticket);
        }
    }
    Ok(teller)
}

/// Begins a snapshot of the other connection, and says whether it holds the same state: rows change with events only, so
/// the same newest event is the same state.
fn sees_the_same(first: &Connection, other: &Connection) -> rusqlite::Result<bool> {
    other.execute_batch("BEGIN")?;
    Ok(read::sequence(other)? == read::sequence(first)?)
}

/// Tickets to which something happened after a moment.
pub(super) fn changed_after(connection: &Connection, at: Instant) -> rusqlite::Result<HashSet<i64>> {
    let sql = "SELECT DISTINCT ticket FROM event WHERE at > ?1 AND ticket IS NOT NULL";
    let mut query = connection.prepare_cached(sql)?;
    query.query_map([at.unix()], |row| row.get(0))?.collect()
}

/// What every reader has to know.
struct Reach<'a, 'b> {
    frame: &'a Frame,
    span: Span,
    last: i64,
    changed: &'b HashSet<i64>,
    /// The first number that nobody has taken yet, in each table.
    next: [AtomicI64; 2],
}

impl<'a> Reach<'a, '_> {
    /// Reads stretch by stretch what nobody else has taken.
    fn read(&self, connection: &Connection) -> rusqlite::Result<Teller<'a>> {
        let mut teller = Teller::new(self.frame);
        let (mut reader, mut ticket) = (Reader::default(), nobodys());
        let customer = self.frame.scope.customer.as_ref().map(|(id, _)| id.0);
        let of_customer = if customer.is_some() { "customer = ?5" } else { "?5 IS NULL" };
        for (table, next) in TABLES.iter().zip(&self.next) {
            let mut query = connection.prepare_cached(&format!(
                "SELECT {SLIM} FROM {table}
                 WHERE id >= ?1 AND id < ?2 AND received >= ?3 AND received < ?4 AND {of_customer}"
            ))?;
            // One customer's tickets lie in an index of their own.
            let step = if customer.is_some() { self.last + 1 } else { STRETCH };
            loop {
                let from = next.fetch_add(step, Ordering::Relaxed);
                if from > self.last {
                    break;
                }
                let (since, until) = (self.span.from.unix(), self.span.to.unix());
                let mut rows = query.query(params![from, from + step, since, until, customer])?;
                while let Some(row) = rows.next()? {
                    reader.slim(row, &mut ticket)?;
                    if self.changed.is_empty() || !self.changed.contains(&ticket.id.0) {
                        teller.take(&ticket);
                    }
                }
            }
        }
        Ok(teller)
    }
}

/// A ticket to read others into.
fn nobodys() -> Ticket {
    let nothing = Opened {
        customer: crate::desk::CustomerId(0),
        contract: None,
        reference: None,
        subject: String::new(),
        severity: String::new(),
        claimed: None,
        environment: String::new(),
        level: None,
        channel: None,
        kind: None,
        requester: None,
        received: 0,
        status: Status::Open,
        assignee: None,
        first_response: None,
        resolved: None,
        standstills: Vec::new(),
        counting: crate::desk::Counting::Counts,
        flags: Vec::new(),
        split_from: None,
        version: None,
        marks: crate::desk::Marks::default(),
    };
    Ticket::opened(TicketId(0), &nothing)
}
