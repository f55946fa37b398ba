//! The most urgent ticket that an agent can act on now.

use super::row::Row;
use super::ticket::{Flag, Status, TicketId};
use crate::calendar::Instant;

/// What was found.
#[derive(Debug, Clone, Copy)]
pub enum Next<'a> {
    /// This one: the `place`-th, from 1 on, of `of` that can be acted on.
    Found {
        /// The ticket.
        row: &'a Row,
        /// Its place among them.
        place: usize,
        /// How many there are.
        of: usize,
    },
    /// None, and why.
    Nothing(Aside),
}

/// Open tickets that the agent cannot act on, each counted under the first reason that holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Aside {
    /// The desk waits for the customer.
    pub waiting: usize,
    /// On hold until later.
    pub on_hold: usize,
    /// Somebody else works on them.
    pub others: usize,
    /// The customer answers their level.
    pub customers: usize,
}

impl Aside {
    /// Why there is nothing to act on, in words.
    pub fn words(&self) -> String {
        let parts = [
            (self.waiting, "for the customer to answer"),
            (self.on_hold, "on hold"),
            (self.others, "somebody else's"),
            (self.customers, "at a level that the customer answers"),
        ];
        let parts: Vec<String> = parts
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, why)| format!("{count} {why}"))
            .collect();
        match parts.is_empty() {
            true => "no ticket is open".to_owned(),
            false => format!("nothing that you can act on now: {}", parts.join(", ")),
        }
    }
}

/// The first of `rows` (the most urgent first) that `who` can act on; where `after` is one of them, the one behind it, and
/// behind the last the first again.
pub fn next<'a>(
    rows: impl Iterator<Item = &'a Row>,
    who: &str,
    now: Instant,
    after: Option<TicketId>,
) -> Next<'a> {
    let mut aside = Aside::default();
    let mut found: Vec<&Row> = Vec::new();
    for row in rows {
        let ticket = &row.ticket;
        if !ticket.is_open() {
            continue;
        }
        if ticket.status == Status::Waiting {
            aside.waiting += 1;
        } else if !ticket.can_be_worked_on(now) {
            aside.on_hold += 1;
        } else if ticket.assignee.as_deref().is_some_and(|name| name != who) {
            aside.others += 1;
        } else if ticket.flags.contains(&Flag::LevelIsCustomers) {
            aside.customers += 1;
        } else {
            found.push(row);
        }
    }
    let behind = after.and_then(|after| found.iter().position(|row| row.ticket.id == after));
    let place = behind.map_or(0, |place| (place + 1) % found.len());
    match found.get(place) {
        Some(row) => Next::Found { row, place: place + 1, of: found.len() },
        None => Next::Nothing(aside),
    }
}
