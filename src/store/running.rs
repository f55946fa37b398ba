//! By when the running clocks of open tickets are due, as rows: kept up in the transaction that changes a ticket, so that
//! what comes next is known without the desk being read. What they were worked out with stands beside them: under another
//! release of the zone data, or other rules, the next writer works them all out anew (faults.md D13).

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension as _, params};
use serde::{Deserialize, Serialize};

use super::tickets::{integer, maybe_integer, text};
use super::{Store, StoreError, people, read, tickets};
use crate::calendar::{Instant, Zones};
use crate::desk::{Book, Contract, ContractId, CustomerId, Running, Ticket, TicketId};
use crate::policy::Terms;

/// What due instants were worked out with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReckonedWith {
    /// The release of the zone data.
    pub zones: String,
    /// The number of the newest text of a pack or a holiday list that was taken; 0 where none is on record.
    pub rules: i64,
}

/// What is missed and what comes next, as `tierdesk status` says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunningDue {
    /// Open tickets of which a running clock has passed its due instant.
    pub missed: usize,
    /// Open tickets of which a clock is due within the next hour and has not passed.
    pub within_an_hour: usize,
    /// The next to fall due: when, of which ticket, which clock.
    pub next: Option<(Instant, TicketId, String)>,
    /// With what all this was worked out; `None` before the first write.
    pub reckoned: Option<ReckonedWith>,
    /// Whether it was worked out with the zone data asked for and the rules that hold: where not, the next writer does it.
    pub up_to_date: bool,
}

/// A running clock whose due instant differs from the one on record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MovedDue {
    /// Of which ticket.
    pub ticket: TicketId,
    /// Which clock.
    pub clock: String,
    /// As it was on record; `None` where it was not.
    pub from: Option<Instant>,
    /// As it is now; `None` where it is not due any more.
    pub to: Option<Instant>,
}

type Plan = Option<(Contract, Arc<Terms>)>;

/// Keeps the rows up while one transaction is filled.
#[derive(Default)]
pub(super) struct Keeper {
    plans: HashMap<ContractId, Plan>,
    running: Running,
}

impl Keeper {
    /// Contracts or customers have changed: what is known of them is read anew.
    pub fn forget(&mut self) {
        *self = Keeper::default();
    }

    /// Brings the rows of a ticket up to it. `known` says that there may be some.
    pub fn follow(
        &mut self,
        connection: &Connection,
        book: &Book,
        ticket: &Ticket,
        known: bool,
    ) -> rusqlite::Result<Vec<MovedDue>> {
        let due = self.due(connection, book, ticket)?;
        let before = if known { rows_of(connection, ticket.id)? } else { Vec::new() };
        let moved = differences(ticket.id, &before, &due);
        for one in &moved {
            write(connection, one)?;
        }
        Ok(moved)
    }

    /// The same for the open tickets of a customer.
    pub fn follow_customer(
        &mut self,
        connection: &Connection,
        book: &Book,
        customer: CustomerId,
    ) -> rusqlite::Result<()> {
        for ticket in tickets::open_of_customer(connection, customer)? {
            self.follow(connection, book, &ticket, true)?;
        }
        Ok(())
    }

    fn due(
        &mut self,
        connection: &Connection,
        book: &Book,
        ticket: &Ticket,
    ) -> rusqlite::Result<Vec<(String, i64)>> {
        let (true, Some(id)) = (ticket.is_open(), ticket.contract) else { return Ok(Vec::new()) };
        let plan = match self.plans.entry(id) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => {
                let contract = people::contract_by_id(connection, id)?;
                let plan = contract.and_then(|contract| Some((book.terms(&contract).ok()?, contract)));
                place.insert(plan.map(|(terms, contract)| (contract, terms)))
            }
        };
        let Some((contract, terms)) = plan else { return Ok(Vec::new()) };
        let due = self.running.of(ticket, contract, terms);
        let mut due: Vec<_> = due.into_iter().map(|(clock, due)| (clock.to_string(), due.unix())).collect();
        due.sort();
        Ok(due)
    }
}

/// What differs between rows and what should be there; both sorted by clock.
fn differences(ticket: TicketId, before: &[(String, i64)], after: &[(String, i64)]) -> Vec<MovedDue> {
    let of = |list: &[(String, i64)], clock: &str| {
        list.iter().find(|(known, _)| known == clock).map(|(_, due)| Instant::from_unix_clamped(*due))
    };
    let mut clocks: Vec<&String> = before.iter().chain(after).map(|(clock, _)| clock).collect();
    clocks.sort();
    clocks.dedup();
    let moved = clocks.into_iter().map(|clock| MovedDue {
        ticket,
        clock: clock.clone(),
        from: of(before, clock),
        to: of(after, clock),
    });
    moved.filter(|moved| moved.from != moved.to).collect()
}

fn rows_of(connection: &Connection, ticket: TicketId) -> rusqlite::Result<Vec<(String, i64)>> {
    let sql = "SELECT clock, due FROM running WHERE ticket = ?1 ORDER BY clock";
    let mut query = connection.prepare_cached(sql)?;
    query.query_map([ticket.0], |row| Ok((text(row, 0)?.unwrap_or_default(), integer(row, 1)?)))?.collect()
}

fn write(connection: &Connection, moved: &MovedDue) -> rusqlite::Result<()> {
    match moved.to {
        Some(due) => connection
            .prepare_cached("INSERT OR REPLACE INTO running (ticket, clock, due) VALUES (?1, ?2, ?3)")?
            .execute(params![moved.ticket.0, moved.clock, due.unix()])?,
        None => connection
            .prepare_cached("DELETE FROM running WHERE ticket = ?1 AND clock = ?2")?
            .execute(params![moved.ticket.0, moved.clock])?,
    };
    Ok(())
}

/// With what the rows were worked out; `None` where that is not known.
pub(super) fn reckoned(connection: &Connection) -> rusqlite::Result<Option<ReckonedWith>> {
    let mut query = connection.prepare_cached("SELECT reckoned FROM desk")?;
    let told: Option<Option<String>> = query.query_row([], |row| text(row, 0)).optional()?;
    Ok(told.flatten().and_then(|told| serde_json::from_str(&told).ok()))
}

/// With what they are to be worked out now.
pub(super) fn wanted(connection: &Connection, zones: &Zones) -> rusqlite::Result<ReckonedWith> {
    let sql = "SELECT ifnull(max(rowid), 0) FROM rule_text";
    let rules = connection.prepare_cached(sql)?.query_row([], |row| row.get(0))?;
    Ok(ReckonedWith { zones: zones.in_force().0.to_owned(), rules })
}

pub(super) fn sign(connection: &Connection, with: &ReckonedWith) -> rusqlite::Result<()> {
    let told = tickets::to_json(with)?;
    connection.prepare_cached("UPDATE desk SET reckoned = ?1")?.execute([told])?;
    Ok(())
}

/// Every row, by ticket and clock.
pub(super) type Rows = BTreeMap<TicketId, Vec<(String, i64)>>;

/// The rows as they are.
pub(super) fn rows(connection: &Connection) -> rusqlite::Result<Rows> {
    let mut known = Rows::new();
    let mut query =
        connection.prepare_cached("SELECT ticket, clock, due FROM running ORDER BY ticket, clock")?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        let of = known.entry(TicketId(integer(row, 0)?)).or_default();
        of.push((text(row, 1)?.unwrap_or_default(), integer(row, 2)?));
    }
    Ok(known)
}

/// What differs between the rows of two moments, by ticket.
pub(super) fn changes(before: &Rows, after: &Rows) -> Vec<MovedDue> {
    let tickets: BTreeSet<&TicketId> = before.keys().chain(after.keys()).collect();
    let of = |rows: &Rows, ticket: &TicketId| rows.get(ticket).cloned().unwrap_or_default();
    let moved = tickets.into_iter().flat_map(|id| differences(*id, &of(before, id), &of(after, id)));
    moved.collect()
}

/// What the rows of every open ticket should be and are not. Writes nothing.
pub(super) fn compare(connection: &Connection, book: &Book) -> rusqlite::Result<Vec<MovedDue>> {
    Ok(changes(&rows(connection)?, &worked_out(connection, book)?))
}

/// What the rows of every open ticket should be.
fn worked_out(connection: &Connection, book: &Book) -> rusqlite::Result<Rows> {
    let (mut keeper, mut after, mut outcome) = (Keeper::default(), Rows::new(), Ok(()));
    read::each_open_ticket(connection, |ticket| match keeper.due(connection, book, &ticket) {
        Ok(due) if due.is_empty() => {}
        Ok(due) => drop(after.insert(ticket.id, due)),
        Err(error) => outcome = Err(error),
    })?;
    outcome.map(|()| after)
}

/// Brings rows up to what was found to differ.
pub(super) fn write_all(connection: &Connection, moved: &[MovedDue]) -> rusqlite::Result<()> {
    moved.iter().try_for_each(|one| write(connection, one))
}

impl Store {
    /// What is missed, what is due within an hour and what comes next, by index alone: twenty thousand open tickets cost
    /// a millisecond. `zones` is the release of the zone data in force, where it is known (see [`RunningDue::up_to_date`]).
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    pub fn running_due(&mut self, now: Instant, zones: Option<&str>) -> Result<RunningDue, StoreError> {
        self.snapshot(|connection| {
            let (at, hour) = (now.unix(), now.unix().saturating_add(3_600));
            let count = |sql: &str, values: [i64; 2]| -> rusqlite::Result<usize> {
                let count: i64 = connection.prepare_cached(sql)?.query_row(values, |row| row.get(0))?;
                Ok(usize::try_from(count).unwrap_or_default())
            };
            // An action at the due instant itself is in time (sla.md 1.3).
            let between = "SELECT count(DISTINCT ticket) FROM running WHERE due >= ?1 AND due < ?2";
            let mut next = connection.prepare_cached(
                "SELECT due, ticket, clock FROM running WHERE due >= ?1 ORDER BY due, ticket, clock LIMIT 1",
            )?;
            let next = next.query_row([at], |row| {
                let due = Instant::from_unix_clamped(integer(row, 0)?);
                Ok((due, TicketId(integer(row, 1)?), text(row, 2)?.unwrap_or_default()))
            });
            let reckoned = reckoned(connection)?;
            let newest: Option<i64> =
                connection.query_row("SELECT max(rowid) FROM rule_text", [], |row| maybe_integer(row, 0))?;
            let current = |with: &ReckonedWith| {
                zones.is_none_or(|zones| zones == with.zones) && with.rules == newest.unwrap_or_default()
            };
            Ok(RunningDue {
                missed: count(between, [i64::MIN, at])?,
                within_an_hour: count(between, [at, hour.saturating_add(1)])?,
                next: next.optional()?,
                up_to_date: reckoned.as_ref().is_some_and(current),
                reckoned,
            })
        })
    }

    /// The same worked out from the tickets, for a store whose rows are not up to date and that is only looked at.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    pub fn running_due_worked_out(&mut self, book: &Book, now: Instant) -> Result<RunningDue, StoreError> {
        let rows = self.snapshot(|connection| worked_out(connection, book))?;
        let (at, hour) = (now.unix(), now.unix().saturating_add(3_600));
        let tickets = |due: &dyn Fn(i64) -> bool| {
            rows.values().filter(|clocks| clocks.iter().any(|(_, at)| due(*at))).count()
        };
        let all = rows.iter().flat_map(|(ticket, clocks)| {
            clocks.iter().map(move |(clock, due)| (Instant::from_unix_clamped(*due), *ticket, clock))
        });
        let next = all.filter(|(due, ..)| *due >= now).min();
        Ok(RunningDue {
            missed: tickets(&|due| due < at),
            within_an_hour: tickets(&|due| (at..=hour).contains(&due)),
            next: next.map(|(due, ticket, clock)| (due, ticket, clock.clone())),
            reckoned: None,
            up_to_date: true,
        })
    }

    /// Works the due instants of running clocks out where they were worked out with other zone data or rules, or never,
    /// as every write does before it begins. For a store that was filled at once; does nothing where nothing is to do.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be written.
    pub fn bring_up(&mut self, book: &Book, agent: &str, now: Instant) -> Result<(), StoreError> {
        let current =
            self.snapshot(|connection| Ok(reckoned(connection)? == Some(wanted(connection, book.zones())?)))?;
        if current || self.read_only().is_some() {
            return Ok(());
        }
        self.batch(book, agent, now, |_| Ok(()))
    }

    /// Where the due instants on record are not what tickets, contracts and rules come to; empty where they were worked
    /// out with other zone data or rules, which is no mistake.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    pub fn check_due(&mut self, book: &Book) -> Result<Vec<super::Finding>, StoreError> {
        self.snapshot(|connection| {
            if reckoned(connection)? != Some(wanted(connection, book.zones())?) {
                return Ok(Vec::new());
            }
            let said = |at: Option<Instant>| at.map_or("nothing".to_owned(), |at| at.to_string());
            let findings = compare(connection, book)?.into_iter().take(100).map(|moved| super::Finding {
                rule: "due",
                place: format!("ticket {}", moved.ticket),
                what: format!(
                    "{} is on record as due {}, and comes to {}",
                    moved.clock,
                    said(moved.from),
                    said(moved.to)
                ),
            });
            Ok(findings.collect())
        })
    }
}
