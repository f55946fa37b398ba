//! Reading: each call one snapshot, nothing kept open afterwards.

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, Transaction, TransactionBehavior, params};

use super::tickets::{COLUMNS, Reader, TABLES, integer};
use super::{Store, StoreError, events, people, situation, tickets};
use crate::calendar::Instant;
use crate::desk::{
    Contact, Contract, ContractId, Customer, CustomerId, DeskRows, Event, News, Receipt, Recorded, Status,
    Ticket, TicketId,
};

/// A piece of the open desk: see [`Store::walk_desk`].
#[derive(Debug)]
pub enum DeskPiece {
    /// Comes first, and once.
    People {
        /// Every customer, by name.
        customers: Vec<Customer>,
        /// Every contract, by customer and first date.
        contracts: Vec<Contract>,
        /// So many tickets are open.
        open: usize,
    },
    /// Some of the open tickets, by number.
    Tickets(Vec<Ticket>),
}

/// So many tickets are handed over at once: few enough that whoever takes them has something to do soon.
const HANDFUL: usize = 256;

/// After more changes than this, reading the desk anew is quicker than following them.
const TOO_MANY: i64 = 5_000;

/// A ticket and everything that happened to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicketFile {
    /// As it stands now.
    pub ticket: Ticket,
    /// Its history, the words of messages, replies and notes included, oldest first.
    pub events: Vec<Recorded>,
    /// The histories of the tickets that were merged into it.
    pub joined: Vec<(TicketId, Vec<Recorded>)>,
}

/// The histories of the tickets that were merged into one.
pub(super) fn joined(
    connection: &Connection,
    ticket: &Ticket,
) -> rusqlite::Result<Vec<(TicketId, Vec<Recorded>)>> {
    let of = |id: &TicketId| Ok((*id, events::of_ticket(connection, *id)?));
    ticket.more().absorbed.iter().map(of).collect()
}

/// Which tickets a list shows. Everything that is `None` is not asked about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TicketQuery {
    /// Only in this state.
    pub status: Option<Status>,
    /// Only those that are not resolved.
    pub open_only: bool,
    /// Only of this customer.
    pub customer: Option<CustomerId>,
    /// Only those whose subject, requester or reference holds this text, whatever the case (of ASCII letters).
    pub text: Option<String>,
    /// Only those received at or after this instant.
    pub since: Option<Instant>,
    /// Only those with a lower number: the next page of a list, which runs from the newest to the oldest.
    pub before: Option<TicketId>,
    /// At most so many.
    pub limit: Option<u32>,
}

impl Store {
    /// The open desk; receipts from `receipts_from` on.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    pub fn open_desk(&mut self, receipts_from: Instant) -> Result<DeskRows, StoreError> {
        self.snapshot(|connection| {
            let customers = people::customers(connection)?;
            let everybody = customers.iter().map(|customer| customer.id);
            let receipts = receipts_by_customer(connection, everybody, receipts_from)?;
            Ok(DeskRows {
                contracts: people::contracts(connection, None)?,
                tickets: open_tickets(connection)?,
                receipts,
                receipts_from: Some(receipts_from),
                customers,
                sequence: sequence(connection)?,
            })
        })
    }

    /// The open desk in one snapshot, handed over piece by piece as it is read, so that another thread can work on what
    /// has been read while more is; without receipts. Gives the newest change that the snapshot holds.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read; what was handed over until then is worth nothing.
    pub fn walk_desk(&mut self, mut visit: impl FnMut(DeskPiece)) -> Result<i64, StoreError> {
        self.snapshot(|connection| {
            let open: i64 = connection.query_row("SELECT count(*) FROM open_ticket", [], |row| row.get(0))?;
            visit(DeskPiece::People {
                customers: people::customers(connection)?,
                contracts: people::contracts(connection, None)?,
                open: usize::try_from(open).unwrap_or_default(),
            });
            let mut hand = Vec::with_capacity(HANDFUL);
            each_open_ticket(connection, |ticket| {
                hand.push(ticket);
                if hand.len() == HANDFUL {
                    visit(DeskPiece::Tickets(std::mem::replace(&mut hand, Vec::with_capacity(HANDFUL))));
                }
            })?;
            visit(DeskPiece::Tickets(hand));
            sequence(connection)
        })
    }

    /// The receipts of some customers, from an instant on.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    pub fn receipts_of(
        &mut self,
        customers: &[CustomerId],
        from: Instant,
    ) -> Result<HashMap<CustomerId, Vec<Receipt>>, StoreError> {
        self.snapshot(|connection| receipts_by_customer(connection, customers.iter().copied(), from))
    }

    /// What happened after change number `since`, with all receipts since `receipts_from` of the customers whose tickets
    /// it happened to. `None` where the desk has to be read anew: people or contracts have changed, or very much has.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    pub fn news(&mut self, since: i64, receipts_from: Instant) -> Result<Option<News>, StoreError> {
        self.snapshot(|connection| {
            let sequence = sequence(connection)?;
            if !(0..=TOO_MANY).contains(&(sequence - since)) {
                return Ok(None);
            }
            let Some(tickets) = changed_tickets(connection, since)? else { return Ok(None) };
            let customers: HashSet<CustomerId> = tickets.iter().map(|ticket| ticket.customer).collect();
            let mut receipts = receipts_by_customer(connection, customers.iter().copied(), receipts_from)?;
            for customer in customers {
                receipts.entry(customer).or_default();
            }
            Ok(Some(News { tickets, receipts, sequence }))
        })
    }

    /// So many of the tickets that were resolved last, the newest first, with all customers and contracts; those resolved
    /// by a moment where one is given. No receipts: what allowances say of them is read where one is looked at.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    pub fn resolved_last(&mut self, by: Option<Instant>, most: u32) -> Result<DeskRows, StoreError> {
        self.snapshot(|connection| {
            // The index of ends is walked from its end: a million older ones cost nothing.
            let mut query = connection.prepare_cached(&format!(
                "SELECT {COLUMNS} FROM closed_ticket WHERE resolved <= ?1 ORDER BY resolved DESC, id DESC LIMIT ?2"
            ))?;
            let mut reader = Reader::default();
            let mut rows = query.query(params![by.unwrap_or(Instant::MAX).unix(), most])?;
            let mut tickets = Vec::new();
            while let Some(row) = rows.next()? {
                tickets.push(reader.ticket(row)?);
            }
            Ok(DeskRows {
                customers: people::customers(connection)?,
                contracts: people::contracts(connection, None)?,
                tickets,
                receipts: HashMap::new(),
                receipts_from: Some(Instant::MAX),
                sequence: sequence(connection)?,
            })
        })
    }

    /// The number under which a ticket lives on: its own, or that of the one into which it was merged.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    pub fn lives_on(&mut self, id: TicketId) -> Result<TicketId, StoreError> {
        self.snapshot(|connection| {
            let mut at = id;
            // A broken store may hold a circle: nobody merges a hundred times.
            for _ in 0..100 {
                match tickets::find(connection, at)?.and_then(|ticket| ticket.more().merged_into) {
                    Some(into) => at = into,
                    None => break,
                }
            }
            Ok(at)
        })
    }

    /// One ticket as it stands, open or closed, without its history: nobody's messages are read for it.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    pub fn ticket_now(&self, id: TicketId) -> Result<Option<Ticket>, StoreError> {
        tickets::find(&self.connection, id).map_err(|error| self.error(error))
    }

    /// One ticket with its history, open or closed.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    pub fn ticket(&mut self, id: TicketId) -> Result<Option<TicketFile>, StoreError> {
        self.snapshot(|connection| {
            let Some(ticket) = tickets::find(connection, id)? else { return Ok(None) };
            let (events, joined) = (events::of_ticket(connection, id)?, joined(connection, &ticket)?);
            Ok(Some(TicketFile { ticket, events, joined }))
        })
    }

    /// The tickets that a query asks for, newest number first.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    pub fn tickets(&mut self, query: &TicketQuery) -> Result<Vec<Ticket>, StoreError> {
        let mut found = Vec::new();
        self.each_ticket::<StoreError>(query, |ticket| {
            found.push(ticket);
            Ok(())
        })?;
        Ok(found)
    }

    /// The same one by one, for lists that need not fit into memory; all from one snapshot (faults.md B09).
    ///
    /// # Errors
    /// Those of `visit`, and [`StoreError`] where the store cannot be read.
    pub fn each_ticket<E: From<StoreError>>(
        &mut self,
        query: &TicketQuery,
        mut visit: impl FnMut(Ticket) -> Result<(), E>,
    ) -> Result<(), E> {
        let outcome = self.snapshot(|connection| {
            let mut reader = Reader::default();
            let mut statement = connection.prepare_cached(&list_sql(query))?;
            // The limit is the sixth, so there are always six, whichever of them the text asks for.
            let mut rows = statement.query(params![
                query.status.map(Status::as_str),
                query.customer.map(|customer| customer.0),
                query.text.as_deref().map(|text| format!("%{}%", literal(text))),
                query.since.map(Instant::unix),
                query.before.map(|before| before.0),
                query.limit.map_or(-1, i64::from),
            ])?;
            while let Some(row) = rows.next()? {
                if let Err(error) = visit(reader.ticket(row)?) {
                    return Ok(Err(error));
                }
            }
            Ok(Ok(()))
        });
        outcome?
    }

    /// All customers, by name.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    pub fn customers(&self) -> Result<Vec<Customer>, StoreError> {
        people::customers(&self.connection).map_err(|error| self.error(error))
    }

    /// The customer of that id.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    pub fn customer(&self, id: CustomerId) -> Result<Option<Customer>, StoreError> {
        people::find_customer(&self.connection, id).map_err(|error| self.error(error))
    }

    /// The contract of that id.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    pub fn contract(&self, id: ContractId) -> Result<Option<Contract>, StoreError> {
        people::contract_by_id(&self.connection, id).map_err(|error| self.error(error))
    }

    /// The customer of that name, whatever the case.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    pub fn customer_by_name(&self, name: &str) -> Result<Option<Customer>, StoreError> {
        people::customer_by_name(&self.connection, name).map_err(|error| self.error(error))
    }

    /// A customer's contracts, or everybody's, by first date.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    pub fn contracts(&self, customer: Option<CustomerId>) -> Result<Vec<Contract>, StoreError> {
        people::contracts(&self.connection, customer).map_err(|error| self.error(error))
    }

    /// A customer's persons, or everybody's.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    pub fn contacts(&self, customer: Option<CustomerId>) -> Result<Vec<Contact>, StoreError> {
        people::contacts(&self.connection, customer).map_err(|error| self.error(error))
    }

    /// The ticket that another system calls so.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    pub fn ticket_by_reference(&self, reference: &str) -> Result<Option<TicketId>, StoreError> {
        situation::ticket_by_reference(&self.connection, reference).map_err(|error| self.error(error))
    }

    /// A customer's tickets as an allowance counts them, received in `[from, to)`.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    pub fn receipts(
        &self,
        customer: CustomerId,
        from: Instant,
        to: Instant,
    ) -> Result<Vec<Receipt>, StoreError> {
        situation::receipts(&self.connection, customer, from, to).map_err(|error| self.error(error))
    }

    /// The newest change: its number, and when a clock said that it happened (for D03 and D19); `None` in a store where
    /// nothing has happened yet.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    pub fn last_change(&self) -> Result<Option<(i64, Instant)>, StoreError> {
        let newest = "SELECT sequence, at FROM event ORDER BY sequence DESC LIMIT 1";
        let mut query = self.connection.prepare_cached(newest).map_err(|error| self.error(error))?;
        let mut read = || {
            let mut rows = query.query([])?;
            rows.next()?
                .map(|row| Ok((integer(row, 0)?, Instant::from_unix_clamped(integer(row, 1)?))))
                .transpose()
        };
        read().map_err(|error| self.error(error))
    }

    /// Runs `read` on one snapshot of the store and lets go of it.
    pub(super) fn snapshot<T>(
        &mut self,
        read: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        let taken = Transaction::new_unchecked(&self.connection, TransactionBehavior::Deferred);
        let outcome = taken.and_then(|snapshot| {
            let value = read(&snapshot)?;
            snapshot.finish()?;
            Ok(value)
        });
        outcome.map_err(|error| self.error(error))
    }
}

/// The tickets that something happened to after a change number, as they stand now; `None` where people or contracts have
/// changed too.
fn changed_tickets(connection: &Connection, since: i64) -> rusqlite::Result<Option<Vec<Ticket>>> {
    let beside = Event::BESIDE.map(|kind| format!("'{kind}'")).join(", ");
    let sql = format!("SELECT DISTINCT ticket FROM event WHERE sequence > ?1 AND kind NOT IN ({beside})");
    let mut query = connection.prepare_cached(&sql)?;
    let touched = query.query_map([since], |row| row.get::<_, Option<i64>>(0))?;
    let touched: Option<Vec<i64>> = touched.collect::<rusqlite::Result<_>>()?;
    let found = |numbers: Vec<i64>| {
        let tickets = numbers.into_iter().map(|number| tickets::find(connection, TicketId(number)));
        tickets.filter_map(Result::transpose).collect()
    };
    touched.map(found).transpose()
}

/// Every open ticket, by number: one walk through one table, whatever was closed before.
pub(super) fn open_tickets(connection: &Connection) -> rusqlite::Result<Vec<Ticket>> {
    let mut tickets = Vec::new();
    each_open_ticket(connection, |ticket| tickets.push(ticket))?;
    Ok(tickets)
}

pub(super) fn each_open_ticket(
    connection: &Connection,
    mut visit: impl FnMut(Ticket),
) -> rusqlite::Result<()> {
    let mut reader = Reader::default();
    let mut query = connection.prepare_cached(&format!("SELECT {COLUMNS} FROM open_ticket ORDER BY id"))?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        visit(reader.ticket(row)?);
    }
    Ok(())
}

pub(super) fn receipts_by_customer(
    connection: &Connection,
    customers: impl Iterator<Item = CustomerId>,
    from: Instant,
) -> rusqlite::Result<HashMap<CustomerId, Vec<Receipt>>> {
    let mut all = HashMap::new();
    for customer in customers {
        let receipts = situation::receipts(connection, customer, from, Instant::MAX)?;
        if !receipts.is_empty() {
            all.insert(customer, receipts);
        }
    }
    Ok(all)
}

/// The number of the newest change; 0 in a store where nothing has happened yet.
pub(super) fn sequence(connection: &Connection) -> rusqlite::Result<i64> {
    connection.query_row("SELECT ifnull(max(sequence), 0) FROM event", [], |row| row.get(0))
}

/// Values never stand in the text: they are bound (G15).
fn list_sql(query: &TicketQuery) -> String {
    let tables = TABLES.iter().enumerate().filter(|(at, _)| match query.status {
        Some(Status::Resolved) => *at == 1,
        Some(_) => *at == 0,
        None => *at == 0 || !query.open_only,
    });
    let mut conditions = vec!["TRUE"];
    if query.status.is_some() {
        conditions.push("status = ?1");
    }
    if query.customer.is_some() {
        conditions.push("customer = ?2");
    }
    if query.text.is_some() {
        conditions.push(
            "(subject LIKE ?3 ESCAPE '\\' OR requester LIKE ?3 ESCAPE '\\' OR reference LIKE ?3 ESCAPE '\\')",
        );
    }
    if query.since.is_some() {
        conditions.push("received >= ?4");
    }
    if query.before.is_some() {
        conditions.push("id < ?5");
    }
    let conditions = conditions.join(" AND ");
    let parts = tables.map(|(_, table)| format!("SELECT {COLUMNS} FROM {table} WHERE {conditions}"));
    // Both tables are walked by number, newest first, and merged: no sorting, and a limit ends the walk.
    format!("{} ORDER BY id DESC LIMIT ?6", parts.collect::<Vec<_>>().join(" UNION ALL "))
}

/// Text for LIKE in which nothing is a wildcard (G15).
fn literal(text: &str) -> String {
    text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}
