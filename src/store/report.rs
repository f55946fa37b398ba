//! Reports: read in one snapshot, counted by `report`.

use std::collections::HashSet;

use rusqlite::Connection;

use super::{Store, StoreError, as_of, outcomes, people, tickets};
use crate::calendar::Instant;
use crate::desk::{Book, TicketId};
use crate::report::{Ask, Frame, Miss, Report, Teller};

impl Store {
    /// A report of the desk as it is now, or as it was where the question names a moment: told by the events until then, so
    /// that it says the same whenever it is asked for. `now` is the present moment.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    pub fn report(&mut self, ask: &Ask, book: &Book, now: Instant) -> Result<Report, StoreError> {
        let second = if ask.parts.of_tickets() { self.second() } else { None };
        self.snapshot(|connection| {
            let customers = people::customers(connection)?;
            let contracts = people::contracts(connection, None)?;
            let frame = Frame::new(ask, &customers, contracts, book, now);
            let changed = match ask.at {
                Some(at) => outcomes::changed_after(connection, at)?,
                None => HashSet::new(),
            };
            let mut report = Report {
                scope: frame.scope.clone(),
                attainment: None,
                misses: None,
                promises: None,
                allowance: None,
                time: None,
                arrivals: None,
            };
            if ask.parts.of_tickets() {
                let teller = outcomes::counted(connection, second, &frame, &changed)?;
                if ask.parts.misses {
                    report.misses = Some(misses(connection, &teller, &frame, &changed)?);
                }
                (report.attainment, report.promises, report.arrivals) = teller.told();
            }
            Ok(report)
        })
    }
}

/// The misses in full, the one that was due first on top.
fn misses(
    connection: &Connection,
    teller: &Teller<'_>,
    frame: &Frame,
    changed: &HashSet<i64>,
) -> rusqlite::Result<Vec<Miss>> {
    let mut missing: Vec<_> = teller.missing().iter().collect();
    missing.sort_by_key(|one| (one.outcome.due, one.ticket));
    let ticket = |id: TicketId| {
        if changed.contains(&id.0) {
            as_of::fold(connection, id, Some(frame.scope.at))
        } else {
            tickets::find(connection, id)
        }
    };
    let mut misses = Vec::with_capacity(missing.len());
    for one in missing {
        misses.extend(ticket(one.ticket)?.and_then(|ticket| teller.miss(one, &ticket)));
    }
    Ok(misses)
}
