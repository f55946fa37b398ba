//! Time booked and units bought, as sheets and balances read them.

use rusqlite::{Connection, params};

use super::tickets::{instant, integer, text};
use super::{Store, StoreError, people};
use crate::calendar::Instant;
use crate::desk::{Block, Booked, ContractId, CustomerId, TicketId};

impl Store {
    /// The time booked on a customer's tickets that ended in `[from, to)`, in order.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    pub fn bookings(
        &mut self,
        customer: CustomerId,
        from: Instant,
        to: Instant,
    ) -> Result<Vec<Booked>, StoreError> {
        self.snapshot(|connection| bookings(connection, customer, (from, to)))
    }

    /// The blocks bought for a contract, in the order of purchase.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    pub fn blocks(&self, contract: ContractId) -> Result<Vec<Block>, StoreError> {
        people::blocks(&self.connection, contract).map_err(|error| self.error(error))
    }
}

/// The same within a transaction.
pub(super) fn bookings(
    connection: &Connection,
    customer: CustomerId,
    (from, to): (Instant, Instant),
) -> rusqlite::Result<Vec<Booked>> {
    let mut query = connection.prepare_cached(
        "SELECT ticket, contract, at, agent, minutes, charged, pot, note FROM booking
         WHERE customer = ?1 AND at >= ?2 AND at < ?3 ORDER BY at, ticket, revision",
    )?;
    let rows = query.query_map(params![customer.0, from.unix(), to.unix()], |row| {
        let minutes =
            |column| Ok::<_, rusqlite::Error>(u32::try_from(integer(row, column)?).unwrap_or_default());
        Ok(Booked {
            ticket: TicketId(integer(row, 0)?),
            contract: super::tickets::maybe_integer(row, 1)?.map(ContractId),
            at: instant(row, 2)?.unwrap_or(Instant::MIN),
            agent: text(row, 3)?.unwrap_or_default(),
            minutes: minutes(4)?,
            charged: minutes(5)?,
            pot: text(row, 6)?,
            note: text(row, 7)?.unwrap_or_default(),
        })
    })?;
    rows.collect()
}
