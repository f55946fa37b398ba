//! What allowances are counted by: a customer's tickets, and beside them, for plans whose pots need it, what pots ask of a
//! ticket and what was bought.

use std::collections::HashMap;

use rusqlite::Connection;

use super::tickets::{COLUMNS, Reader, TABLES};
use super::{Store, StoreError, people, situation};
use crate::calendar::Instant;
use crate::desk::{Contract, CustomerId, Purse, Receipts, TicketId};
use crate::policy::Facts;

impl Store {
    /// What the pots of a contract are counted by around an instant: as far back as they need.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    pub fn counted(
        &mut self,
        contract: &Contract,
        purse: &Purse<'_>,
        around: Instant,
    ) -> Result<Receipts, StoreError> {
        self.snapshot(|connection| counted(connection, contract, purse, around, Instant::MAX))
    }

    /// The same for every ticket that the customer ever had.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    pub fn everything_counted(&self, contract: &Contract, purse: &Purse<'_>) -> Result<Receipts, StoreError> {
        let read = || {
            let ever = (Instant::MIN, Instant::MAX);
            let all = situation::receipts(&self.connection, contract.customer, ever.0, ever.1)?;
            beside(&self.connection, contract, purse, ever, Receipts::since(None, all))
        };
        read().map_err(|error| self.error(error))
    }
}

/// The same within a transaction; tickets received before `to`.
pub(super) fn counted(
    connection: &Connection,
    contract: &Contract,
    purse: &Purse<'_>,
    around: Instant,
    to: Instant,
) -> rusqlite::Result<Receipts> {
    let start = purse.window(purse.zone().date(around));
    let from = purse.reads_from(start);
    let all = situation::receipts(connection, contract.customer, from, to)?;
    beside(connection, contract, purse, (from, to), Receipts::since(Some(from), all))
}

/// Puts what the pots ask beside receipts of a span.
fn beside(
    connection: &Connection,
    contract: &Contract,
    purse: &Purse<'_>,
    span: (Instant, Instant),
    mut receipts: Receipts,
) -> rusqlite::Result<Receipts> {
    if purse.asks() {
        receipts.facts = facts(connection, contract.customer, span)?;
    }
    if purse.buys() {
        receipts.blocks = people::blocks(connection, contract.id)?;
    }
    Ok(receipts)
}

/// What pots may ask of the tickets of a customer that were received in `[from, to)`; tier and region are the contract's.
fn facts(
    connection: &Connection,
    customer: CustomerId,
    (from, to): (Instant, Instant),
) -> rusqlite::Result<HashMap<TicketId, Facts>> {
    let mut known = HashMap::new();
    let mut reader = Reader::default();
    for table in TABLES {
        let mut query = connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM {table} WHERE id IN
             (SELECT ticket FROM receipt WHERE customer = ?1 AND received >= ?2 AND received < ?3)"
        ))?;
        let mut rows = query.query([customer.0, from.unix(), to.unix()])?;
        while let Some(row) = rows.next()? {
            let ticket = reader.ticket(row)?;
            known.insert(ticket.id, ticket.own_facts());
        }
    }
    Ok(known)
}
