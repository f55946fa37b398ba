//! Filling a new store with a whole desk at once: for demos and measurements, where a million tickets would take an hour
//! one command at a time. What is given has been decided elsewhere; it is written exactly as `execute` would have
//! written it, so that [`Store::check`] finds nothing.

use std::path::Path;

use rusqlite::{Connection, OpenFlags, params};

use super::error::from_sqlite;
use super::events::{self, Stamp};
use super::place::{absolute, refuse_network};
use super::{Access, PATIENCE, Store, StoreError, backup, create, mirror, people, search, tickets};
use crate::calendar::Instant;
use crate::desk::{Contact, Contract, Customer, NewContact, NewContract, NewCustomer, Recorded, Ticket};

/// A store that is being filled; it appears under its name only when it is complete.
pub struct Bulk {
    connection: Connection,
    last_ticket: i64,
    sequence: i64,
}

impl Store {
    /// Makes a new store that holds what `fill` gives, and opens it: whole or not at all, never over an existing file.
    /// No journal is kept meanwhile: a half-filled draft is thrown away, not repaired.
    ///
    /// # Errors
    /// Those of `fill`, and [`StoreError`] as for [`Store::create`].
    pub fn bulk_load<E: From<StoreError>>(
        path: &Path,
        now: Instant,
        fill: impl FnOnce(&mut Bulk) -> Result<(), E>,
    ) -> Result<Store, E> {
        let path = absolute(path)?;
        if path.symlink_metadata().is_ok() {
            return Err(StoreError::Exists(path).into());
        }
        refuse_network(&path)?;
        create::private_folder(&path)?;
        let draft = backup::draft_beside(&path)?;
        let failed = |error| from_sqlite(&path, PATIENCE, error);
        create::fill(&draft, &create::identity_from(&draft), now).map_err(failed)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(&draft, flags).and_then(unguarded).map_err(failed)?;
        let mut bulk = Bulk { connection, last_ticket: 0, sequence: 0 };
        fill(&mut bulk)?;
        let sequence = bulk.sequence;
        bulk.finish().map_err(failed)?;
        backup::move_companions(&path)?;
        backup::publish(draft, &path, false)?;
        mirror::write(&path, sequence);
        Ok(Store::open(&path, Access::ReadWrite)?)
    }
}

/// As fast as SQLite goes: nobody else has the file, and nothing of it is needed where it does not get finished.
fn unguarded(connection: Connection) -> rusqlite::Result<Connection> {
    connection.set_prepared_statement_cache_capacity(64);
    connection.execute_batch(
        "PRAGMA foreign_keys = ON; PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -131072;
         PRAGMA locking_mode = EXCLUSIVE;",
    )?;
    connection.pragma_update_and_check(None, "journal_mode", "OFF", |_| Ok(()))?;
    connection.execute_batch("BEGIN IMMEDIATE")?;
    Ok(connection)
}

impl Bulk {
    /// Adds a customer. Ids count from 1 in the order in which rows are given.
    ///
    /// # Errors
    /// Where it cannot be written or its id is another, as in the others.
    pub fn customer(&mut self, customer: &Customer) -> Result<(), StoreError> {
        let Customer { id, name, time_zone, language, note, .. } = customer.clone();
        let new = NewCustomer { name, time_zone, language, note };
        let written = self.write(|connection| people::insert_customer(connection, &new))?;
        self.same("customer", id.0, written.0)
    }

    /// Adds a person of a customer that is there.
    ///
    /// # Errors
    /// See [`Bulk::customer`].
    pub fn contact(&mut self, contact: &Contact) -> Result<(), StoreError> {
        let Contact { id, customer, name, email, registered } = contact.clone();
        let new = NewContact { customer, name, email, registered };
        let written = self.write(|connection| people::insert_contact(connection, &new))?;
        self.same("contact", id.0, written.0)
    }

    /// Adds a contract of a customer that is there.
    ///
    /// # Errors
    /// See [`Bulk::customer`].
    pub fn contract(&mut self, contract: &Contract) -> Result<(), StoreError> {
        let Contract { id, customer, pack, tier, region, starts, ends, renews, own, .. } = contract.clone();
        let new = NewContract { customer, pack, tier, region, starts, ends, renews, own };
        let written = self.write(|connection| people::insert_contract(connection, &new))?;
        self.same("contract", id.0, written.0)
    }

    /// Adds a ticket as its events, given separately, leave it.
    ///
    /// # Errors
    /// See [`Bulk::customer`].
    pub fn ticket(&mut self, ticket: &Ticket) -> Result<(), StoreError> {
        self.last_ticket = self.last_ticket.max(ticket.id.0);
        self.write(|connection| tickets::insert_new(connection, ticket))
    }

    /// Appends an event; they come in the order of their sequence.
    ///
    /// # Errors
    /// See [`Bulk::customer`].
    pub fn event(&mut self, recorded: &Recorded) -> Result<(), StoreError> {
        let stamp = Stamp { agent: &recorded.agent, now: recorded.at, action: None };
        let named = recorded.ticket.zip(recorded.revision);
        self.sequence =
            self.write(|connection| events::append(connection, &stamp, named, &recorded.event))?;
        self.same("event", recorded.sequence, self.sequence)
    }

    fn same(&self, what: &str, given: i64, written: i64) -> Result<(), StoreError> {
        if given == written {
            return Ok(());
        }
        let what = format!("{what} {given} was given out of its turn, as {written}");
        Err(StoreError::Damaged { path: self.path().to_owned(), what })
    }

    fn path(&self) -> &Path {
        self.connection.path().map_or(Path::new(""), Path::new)
    }

    fn write<T>(&self, write: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, StoreError> {
        write(&self.connection).map_err(|error| from_sqlite(self.path(), PATIENCE, error))
    }

    fn finish(self) -> rusqlite::Result<()> {
        self.connection.execute("UPDATE desk SET last_ticket = ?1", params![self.last_ticket])?;
        // The index takes words fastest by ticket; here they came in the order of time.
        search::fill(&self.connection)?;
        self.connection.execute_batch("COMMIT")?;
        // The draft becomes a store like any other; it is synced when it is given its name.
        self.connection.pragma_update_and_check(None, "locking_mode", "NORMAL", |_| Ok(()))?;
        self.connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
        self.connection.close().map_err(|(_, error)| error)
    }
}
