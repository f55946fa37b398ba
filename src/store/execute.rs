//! The one way in: commands are decided against what the store holds, and what they become is written, in one
//! transaction that is on disk when it is acknowledged, or has never been.

use rusqlite::{Connection, params};

use super::error::from_sqlite;
use super::events::{self, Stamp};
use super::situation::{self, Accounts, Obstacle};
use super::{Store, StoreError, connect, mirror, people, schema, tickets};
use crate::calendar::Instant;
use crate::desk::{
    Book, Command, ContactId, ContractId, Counting, CustomerId, Decision, Event, NewContract, Opened,
    Revision, Ticket, TicketId, decide,
};

/// What a command has become.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// A customer was added.
    Customer(CustomerId),
    /// A person was added.
    Contact(ContactId),
    /// A contract was added.
    Contract(ContractId),
    /// A ticket was opened or changed.
    Ticket {
        /// As it stands now.
        ticket: Box<Ticket>,
        /// What happened to it.
        events: Vec<Event>,
    },
}

impl Outcome {
    /// The ticket as it stands now, where the command concerned one.
    pub fn ticket(&self) -> Option<&Ticket> {
        match self {
            Outcome::Ticket { ticket, .. } => Some(ticket),
            _ => None,
        }
    }
}

/// One transaction that is being filled: what it holds is seen by nobody else until it ends.
pub struct Batch<'a> {
    store: &'a Store,
    book: &'a Book,
    stamp: Stamp<'a>,
    accounts: Accounts,
    last_ticket: i64,
    sequence: i64,
    commands: usize,
}

impl Store {
    /// Decides and writes all these commands in one transaction, in order. When it returns `Ok`, they are on disk.
    ///
    /// # Errors
    /// [`StoreError::Refused`] names the first command that cannot be, by its place; then, as after every other error,
    /// nothing of the batch has happened.
    pub fn execute(
        &mut self,
        commands: &[Command],
        book: &Book,
        agent: &str,
        now: Instant,
    ) -> Result<Vec<Outcome>, StoreError> {
        self.batch(book, agent, now, |batch| commands.iter().map(|command| batch.execute(command)).collect())
    }

    /// Runs `fill` inside one transaction: for batches whose later commands need the ids that earlier ones gave (an
    /// import). Everything is kept where it returns `Ok`, nothing where it returns an error. No user is waited for in
    /// there: others cannot write meanwhile (faults.md B10).
    ///
    /// # Errors
    /// Those of `fill`, and [`StoreError`] where the store cannot be written.
    pub fn batch<T, E: From<StoreError>>(
        &mut self,
        book: &Book,
        agent: &str,
        now: Instant,
        fill: impl FnOnce(&mut Batch<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.begin()?;
        let filled = self.fill(book, agent, now, fill);
        match filled {
            Ok((value, sequence)) => {
                self.commit()?;
                // A batch that wrote nothing has no number: 0 would switch the warning of A15 off.
                if sequence > 0 {
                    mirror::write(&self.place.path, sequence);
                }
                Ok(value)
            }
            Err(error) => {
                self.undo();
                Err(error)
            }
        }
    }

    fn fill<T, E: From<StoreError>>(
        &self,
        book: &Book,
        agent: &str,
        now: Instant,
        fill: impl FnOnce(&mut Batch<'_>) -> Result<T, E>,
    ) -> Result<(T, i64), E> {
        let mut batch = Batch {
            store: self,
            book,
            stamp: Stamp { agent, now },
            accounts: Accounts::default(),
            last_ticket: self.last_ticket().map_err(|error| self.error(error))?,
            sequence: 0,
            commands: 0,
        };
        let value = fill(&mut batch)?;
        let (last_ticket, sequence) = (batch.last_ticket, batch.sequence);
        let update = "UPDATE desk SET last_ticket = ?1 WHERE last_ticket < ?1";
        self.connection.execute(update, [last_ticket]).map_err(|error| self.error(error))?;
        Ok((value, sequence))
    }

    fn last_ticket(&self) -> rusqlite::Result<i64> {
        self.connection.query_row("SELECT last_ticket FROM desk", [], |row| row.get(0))
    }

    /// Takes the write lock at once (B08), in a file that is still the one that was opened (C15) and whose schema is
    /// still the one that this program knows.
    fn begin(&mut self) -> Result<(), StoreError> {
        if self.suspect {
            self.reopen()?;
        }
        let path = &self.place.path;
        if let Some(why) = &self.read_only {
            return Err(StoreError::ReadOnly { path: path.clone(), why: why.clone() });
        }
        if !self.place.is_same_file() {
            return Err(StoreError::Replaced(path.clone()));
        }
        self.connection.execute_batch("BEGIN IMMEDIATE").map_err(|error| self.failed(error))?;
        let found = schema::version(&self.connection).map_err(|error| self.failed(error))?;
        let obstacle = if found != schema::VERSION {
            Some(StoreError::Newer { path: path.clone(), found, known: schema::VERSION })
        } else if !self.place.is_same_file() {
            Some(StoreError::Replaced(path.clone()))
        } else {
            None
        };
        match obstacle {
            Some(obstacle) => {
                self.undo();
                Err(obstacle)
            }
            None => Ok(()),
        }
    }

    fn commit(&mut self) -> Result<(), StoreError> {
        self.connection.execute_batch("COMMIT").map_err(|error| {
            let error = self.failed(error);
            // A write or a sync that failed once says nothing about what is on disk: the next write starts from a fresh
            // look at the file (A08).
            self.suspect = true;
            self.undo();
            error
        })
    }

    /// Ends the transaction without a trace.
    fn undo(&self) {
        if !self.connection.is_autocommit() {
            // Where even this fails, the connection is opened anew before the next write, and SQLite undoes it then.
            let _ = self.connection.execute_batch("ROLLBACK");
        }
    }

    fn failed(&self, error: rusqlite::Error) -> StoreError {
        from_sqlite(&self.place.path, self.patience, error)
    }

    /// Opens the file anew after a failed write: what SQLite and the system hold of it cannot be relied on (A08).
    fn reopen(&mut self) -> Result<(), StoreError> {
        if !self.place.is_same_file() {
            return Err(StoreError::Replaced(self.place.path.clone()));
        }
        let link = connect::open(&self.place, self.access, self.patience)?;
        self.read_only = link.read_only;
        // The old one closes after the new one is there: it is not the last, so it tidies nothing into the file.
        self.connection = link.connection;
        self.suspect = false;
        Ok(())
    }
}

impl Batch<'_> {
    /// Decides one command against everything before it in this batch, and writes what it becomes. A refused command
    /// leaves nothing behind: the batch may go on without it.
    ///
    /// # Errors
    /// [`StoreError::Refused`] and [`StoreError::Terms`] carry the command's place in the batch; any other error means
    /// that the batch cannot go on.
    pub fn execute(&mut self, command: &Command) -> Result<Outcome, StoreError> {
        let index = self.commands;
        self.commands += 1;
        let store = self.store;
        let situation = self.accounts.situation(&store.connection, self.book, command);
        let situation = situation.map_err(|obstacle| match obstacle {
            Obstacle::Sqlite(error) => store.failed(error),
            Obstacle::Terms(error) => StoreError::Terms { index, error },
        })?;
        let decision = decide(&situation, command, self.stamp.now);
        let decision = decision.map_err(|refusal| StoreError::Refused { index, refusal })?;
        self.write(decision, situation.ticket).map_err(|error| store.failed(error))
    }

    /// The customer of that name, those of this batch included.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    pub fn customer_by_name(&self, name: &str) -> Result<Option<CustomerId>, StoreError> {
        let found = people::customer_by_name(self.connection(), name);
        Ok(found.map_err(|error| self.store.failed(error))?.map(|customer| customer.id))
    }

    /// The ticket that another system calls so, those of this batch included.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    pub fn ticket_by_reference(&self, reference: &str) -> Result<Option<TicketId>, StoreError> {
        situation::ticket_by_reference(self.connection(), reference).map_err(|error| self.store.failed(error))
    }

    pub(super) fn connection(&self) -> &Connection {
        &self.store.connection
    }

    pub(super) fn failed(&self, error: rusqlite::Error) -> StoreError {
        self.store.failed(error)
    }

    fn write(&mut self, decision: Decision, ticket: Option<Ticket>) -> rusqlite::Result<Outcome> {
        match decision {
            Decision::Customer(new) => {
                let customer = people::insert_customer(self.connection(), &new)?;
                self.append(None, &Event::CustomerAdded { customer, name: new.name })?;
                Ok(Outcome::Customer(customer))
            }
            Decision::Contact(new) => {
                let contact = people::insert_contact(self.connection(), &new)?;
                let customer = new.customer;
                self.accounts.forget(customer);
                self.append(None, &Event::ContactAdded { contact, customer, name: new.name })?;
                Ok(Outcome::Contact(contact))
            }
            Decision::Contract(new) => {
                let contract = people::insert_contract(self.connection(), &new)?;
                let customer = new.customer;
                self.accounts.forget(customer);
                self.append(None, &Event::ContractAdded { contract, customer, plan: plan(&new) })?;
                Ok(Outcome::Contract(contract))
            }
            Decision::Open { opened, text } => self.open(opened, text),
            Decision::Change(happened) => match ticket {
                Some(ticket) => self.change(ticket, happened),
                // `decide` refuses a change of a ticket that is not there.
                None => Err(rusqlite::Error::QueryReturnedNoRows),
            },
        }
    }

    fn open(&mut self, opened: Box<Opened>, text: String) -> rusqlite::Result<Outcome> {
        self.last_ticket += 1;
        let mut ticket = Ticket::opened(TicketId(self.last_ticket), &opened);
        let from = opened.requester.clone();
        let mut happened = vec![Event::TicketOpened { opened }];
        if !text.is_empty() {
            happened.push(Event::MessageReceived { from, text });
        }
        for (event, revision) in happened.iter().zip(1..) {
            ticket.revision = Revision(revision);
            self.append(Some(&ticket), event)?;
        }
        tickets::insert_new(self.connection(), &ticket)?;
        Ok(Outcome::Ticket { ticket: Box::new(ticket), events: happened })
    }

    fn change(&mut self, mut ticket: Ticket, happened: Vec<Event>) -> rusqlite::Result<Outcome> {
        let was_open = ticket.is_open();
        let counted: Counting = ticket.counting.clone();
        for event in &happened {
            ticket.apply(event, self.stamp.now);
            ticket.revision = Revision(ticket.revision.0.saturating_add(1));
            self.append(Some(&ticket), event)?;
        }
        tickets::update(self.connection(), &ticket, was_open)?;
        if counted != ticket.counting {
            self.connection()
                .prepare_cached(
                    "UPDATE receipt SET weight = ?4 WHERE customer = ?1 AND received = ?2 AND ticket = ?3",
                )?
                .execute(params![
                    ticket.customer.0,
                    ticket.received.unix(),
                    ticket.id.0,
                    situation::weight_number(ticket.counting.weight())
                ])?;
        }
        Ok(Outcome::Ticket { ticket: Box::new(ticket), events: happened })
    }

    fn append(&mut self, ticket: Option<&Ticket>, event: &Event) -> rusqlite::Result<()> {
        let named = ticket.map(|ticket| (ticket.id, ticket.revision));
        self.sequence = events::append(self.connection(), &self.stamp, named, event)?;
        Ok(())
    }
}

/// Pack, edition and tier in words, for the history.
fn plan(new: &NewContract) -> String {
    format!("{} {}", new.pack, new.tier)
}
