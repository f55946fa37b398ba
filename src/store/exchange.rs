//! What a desk file needs of a store: everything there is for an export, from one snapshot; and for an import, what is
//! there already, inside the transaction that adds the rest.

use rusqlite::params;

use super::execute::Batch;
use super::tickets::{COLUMNS, Reader, TABLES, integer, text};
use super::{Store, StoreError, people};
use crate::calendar::Instant;
use crate::desk::{Contact, Contract, Customer, CustomerId, Ticket};

/// Everybody that a store knows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct People {
    /// Customers, by name.
    pub customers: Vec<Customer>,
    /// Contracts, by first date.
    pub contracts: Vec<Contract>,
    /// Persons.
    pub contacts: Vec<Contact>,
}

/// One thing that a walk through the whole desk meets: first everybody, then every ticket by number.
#[derive(Debug)]
pub enum Met {
    /// Everybody.
    People(People),
    /// A ticket, with the message that it came in with.
    Ticket(Box<Ticket>, String),
}

fn everybody(connection: &rusqlite::Connection) -> rusqlite::Result<People> {
    Ok(People {
        customers: people::customers(connection)?,
        contracts: people::contracts(connection, None)?,
        contacts: people::contacts(connection, None)?,
    })
}

impl Store {
    /// Walks through the whole desk in one snapshot (faults.md B09).
    ///
    /// # Errors
    /// Those of `visit`, and [`StoreError`] where the store cannot be read.
    pub fn each<E: From<StoreError>>(
        &mut self,
        mut visit: impl FnMut(Met) -> Result<(), E>,
    ) -> Result<(), E> {
        let outcome = self.snapshot(|connection| {
            if let Err(error) = visit(Met::People(everybody(connection)?)) {
                return Ok(Err(error));
            }
            let parts = TABLES.map(|table| format!("SELECT {COLUMNS} FROM {table}")).join(" UNION ALL ");
            let mut statement = connection.prepare(&format!("{parts} ORDER BY id"))?;
            // The customer's message is what came right after the opening; later ones belong to the conversation.
            let mut message = connection.prepare(
                "SELECT message.body FROM event JOIN message ON message.event = event.sequence
                 WHERE event.ticket = ?1 AND event.revision = 2 AND event.kind = 'message_received'",
            )?;
            let mut reader = Reader::default();
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let ticket = reader.ticket(row)?;
                let mut words = message.query(params![ticket.id.0])?;
                let words = words.next()?.map(|row| text(row, 0)).transpose()?.flatten().unwrap_or_default();
                if let Err(error) = visit(Met::Ticket(Box::new(ticket), words)) {
                    return Ok(Err(error));
                }
            }
            Ok(Ok(()))
        });
        outcome?
    }
}

impl Batch<'_> {
    /// Everybody that the store knows, those of this batch included.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    pub fn people(&self) -> Result<People, StoreError> {
        everybody(self.connection()).map_err(|error| self.failed(error))
    }

    /// Customer, receipt and subject of every ticket that no other system has a name for.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    pub fn each_without_reference(
        &self,
        mut visit: impl FnMut(CustomerId, Instant, &str),
    ) -> Result<(), StoreError> {
        let mut walk = || {
            for table in TABLES {
                let query =
                    format!("SELECT customer, received, subject FROM {table} WHERE reference IS NULL");
                let mut statement = self.connection().prepare(&query)?;
                let mut rows = statement.query([])?;
                while let Some(row) = rows.next()? {
                    let received = Instant::from_unix_clamped(integer(row, 1)?);
                    visit(CustomerId(integer(row, 0)?), received, &text(row, 2)?.unwrap_or_default());
                }
            }
            Ok(())
        };
        walk().map_err(|error| self.failed(error))
    }
}
