//! The one way in: commands are decided against what the store holds, and what they become is written, in one
//! transaction that is on disk when it is acknowledged, or has never been.

use rusqlite::Connection;

use super::error::from_sqlite;
use super::events::{self, Stamp};
use super::people::ContractDate;
use super::situation::{self, Accounts, Asked, Obstacle};
use super::{
    Store, StoreError, alerts, as_of, connect, handovers, mirror, people, rules, running, schema, search,
    shifts, tickets,
};
use crate::calendar::Instant;
use crate::desk::{
    Book, Change, Command, ContactId, ContractId, CustomerId, Decision, Event, NewContract, Opened, Refusal,
    Revised, Revision, Situation, Ticket, TicketId, decide,
};

/// What a command has become.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// A customer was added.
    Customer(CustomerId),
    /// A person was added.
    Contact(ContactId),
    /// A contract was added, or followed by this one.
    Contract(ContractId),
    /// A customer's or a contract's particulars were changed.
    Revised,
    /// Something happened to the desk as a whole: the number of the event that tells of it.
    Desk(i64),
    /// Something was undone or redone; the tickets as they stand now.
    Tickets(Vec<Ticket>),
    /// A ticket was opened or changed.
    Ticket {
        /// As it stands now.
        ticket: Box<Ticket>,
        /// What happened to it.
        events: Vec<Event>,
        /// Others that were changed with it, as they stand now.
        others: Vec<Ticket>,
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
    pub(super) book: &'a Book,
    pub(super) stamp: Stamp<'a>,
    accounts: Accounts,
    running: running::Keeper,
    words: search::Pending,
    last_ticket: i64,
    pub(super) sequence: i64,
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
        // Of many tickets, all that hinder are named, not the first alone.
        let gather = commands.len() > 1 && commands.iter().all(|command| command.ticket().is_some());
        self.batch(book, agent, now, |batch| {
            let (mut outcomes, mut refused) = (Vec::with_capacity(commands.len()), Vec::new());
            for command in commands {
                match batch.execute(command) {
                    Ok(outcome) => outcomes.push(outcome),
                    Err(StoreError::Refused { index, refusal }) if gather => refused.push((index, refusal)),
                    Err(error) => return Err(error),
                }
            }
            match refused.first() {
                None => Ok(outcomes),
                Some((index, refusal)) if refused.len() == 1 => {
                    Err(StoreError::Refused { index: *index, refusal: refusal.clone() })
                }
                Some((index, _)) => {
                    let index = *index;
                    let all = refused.into_iter().map(|(_, refusal)| refusal).collect();
                    Err(StoreError::Refused { index, refusal: Refusal::Several(all) })
                }
            }
        })
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
                self.keep(sequence)?;
                Ok(value)
            }
            Err(error) => {
                self.undo();
                Err(error)
            }
        }
    }

    pub(super) fn fill<T, E: From<StoreError>>(
        &self,
        book: &Book,
        agent: &str,
        now: Instant,
        fill: impl FnOnce(&mut Batch<'_>) -> Result<T, E>,
    ) -> Result<(T, i64), E> {
        rules::hold(&self.connection, book).map_err(|error| self.error(error))?;
        self.fill_under(book, agent, now, |batch| {
            batch.bring_up().map_err(|error| self.failed(error))?;
            fill(batch)
        })
    }

    /// The same with a book that holds to whatever it holds to.
    pub(super) fn fill_under<T, E: From<StoreError>>(
        &self,
        book: &Book,
        agent: &str,
        now: Instant,
        fill: impl FnOnce(&mut Batch<'_>) -> Result<T, E>,
    ) -> Result<(T, i64), E> {
        let mut batch = Batch {
            store: self,
            book,
            stamp: Stamp { agent, now, action: Some(self.next_sequence()?) },
            accounts: Accounts::default(),
            running: running::Keeper::default(),
            words: search::Pending::default(),
            last_ticket: self.last_ticket().map_err(|error| self.error(error))?,
            sequence: 0,
            commands: 0,
        };
        let value = fill(&mut batch)?;
        batch.words.write(&self.connection).map_err(|error| self.error(error))?;
        let (last_ticket, sequence) = (batch.last_ticket, batch.sequence);
        let update = "UPDATE desk SET last_ticket = ?1 WHERE last_ticket < ?1";
        self.connection.execute(update, [last_ticket]).map_err(|error| self.error(error))?;
        Ok((value, sequence))
    }

    /// The number of the event that is written next: what is done in one go is known by that of its first.
    fn next_sequence(&self) -> Result<i64, StoreError> {
        super::read::sequence(&self.connection)
            .map(|newest| newest.saturating_add(1))
            .map_err(|error| self.error(error))
    }

    /// Runs `write` in a transaction of its own: for what changes nothing that anybody wrote.
    pub(super) fn exclusively(
        &mut self,
        write: impl FnOnce(&Connection) -> rusqlite::Result<()>,
    ) -> Result<(), StoreError> {
        self.begin()?;
        match write(&self.connection) {
            Ok(()) => self.commit(),
            Err(error) => {
                let error = self.failed(error);
                self.undo();
                Err(error)
            }
        }
    }

    pub(super) fn last_ticket(&self) -> rusqlite::Result<i64> {
        self.connection.query_row("SELECT last_ticket FROM desk", [], |row| row.get(0))
    }

    /// Takes the write lock at once (B08), in a file that is still the one that was opened (C15) and whose schema is
    /// still the one that this program knows.
    pub(super) fn begin(&mut self) -> Result<(), StoreError> {
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

    /// Keeps what was written, up to the event of that number; 0 where it is none.
    pub(super) fn keep(&mut self, sequence: i64) -> Result<(), StoreError> {
        self.commit()?;
        // A batch that wrote nothing has no number: 0 would switch the warning of A15 off.
        if sequence > 0 {
            mirror::write(&self.place.path, sequence);
        }
        Ok(())
    }

    pub(super) fn commit(&mut self) -> Result<(), StoreError> {
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
    pub(super) fn undo(&self) {
        if !self.connection.is_autocommit() {
            // Where even this fails, the connection is opened anew before the next write, and SQLite undoes it then.
            let _ = self.connection.execute_batch("ROLLBACK");
        }
    }

    pub(super) fn failed(&self, error: rusqlite::Error) -> StoreError {
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
        let asked = Asked {
            connection: &store.connection,
            book: self.book,
            agent: self.stamp.agent,
            now: self.stamp.now,
            next_ticket: TicketId(self.last_ticket + 1),
        };
        let situation = self.accounts.situation(&asked, command);
        let situation = situation.map_err(|obstacle| match obstacle {
            Obstacle::Sqlite(error) => store.failed(error),
            Obstacle::Terms(error) => StoreError::Terms { index, error },
        })?;
        let decision = decide(&situation, command, self.stamp.now);
        let decision = decision.map_err(|refusal| StoreError::Refused { index, refusal })?;
        self.write(decision, situation).map_err(|error| store.failed(error))
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

    /// Other zone data or other rules than the due instants on record rest on: they are worked out anew before anything is
    /// decided, and tickets told what the zone data have moved (faults.md D13).
    fn bring_up(&mut self) -> rusqlite::Result<()> {
        let connection = &self.store.connection;
        let (before, wanted) =
            (running::reckoned(connection)?, running::wanted(connection, self.book.zones())?);
        if before.as_ref() == Some(&wanted) {
            return Ok(());
        }
        rules::first_use_of_all(connection, self.book, self.stamp.now)?;
        rules::hold(connection, self.book)?;
        let moved = running::compare(connection, self.book)?;
        match before.filter(|before| before.zones != wanted.zones) {
            Some(before) => {
                let why = format!("time zone data {} -> {}", before.zones, wanted.zones);
                // Nobody undoes it, and what is done next is an action of its own.
                self.stamp.action = None;
                self.tell_moved(&moved, &why)?;
                self.stamp.action = Some(super::read::sequence(connection)?.saturating_add(1));
            }
            None => running::write_all(connection, &moved)?,
        }
        running::sign(connection, &running::wanted(connection, self.book.zones())?)
    }

    fn write(&mut self, decision: Decision, situation: Situation) -> rusqlite::Result<Outcome> {
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
            Decision::Contract(new) => self.add_contract(&new).map(Outcome::Contract),
            Decision::Desk(event) => {
                // It has no action number: `undo` takes back what was done to tickets.
                let stamp = Stamp { action: None, ..self.stamp };
                self.sequence = events::append(self.connection(), &stamp, None, &event)?;
                shifts::follow(self.connection(), self.sequence, &stamp, &event)?;
                handovers::follow(self.connection(), self.sequence, &stamp, &event)?;
                alerts::follow(self.connection(), &stamp, &event)?;
                Ok(Outcome::Desk(self.sequence))
            }
            Decision::CustomerChange { customer, to, what } => {
                people::change_customer(self.connection(), customer, &to)?;
                self.accounts.forget(customer);
                // A pack may ask for the customer's language.
                self.running.forget();
                self.running.follow_customer(&self.store.connection, self.book, customer)?;
                self.append(None, &Event::CustomerChanged { customer, what })?;
                Ok(Outcome::Revised)
            }
            Decision::ContractChange { contract, customer, revised, what, tickets } => {
                let event = Event::ContractRevised { contract, customer, what };
                let next = self.revise(contract, *revised, event)?;
                self.accounts.forget(customer);
                self.change_all(situation, tickets)?;
                Ok(next.map_or(Outcome::Revised, Outcome::Contract))
            }
            Decision::Open { opened, text, also } => {
                let (ticket, events) = self.open(opened, text)?;
                let others = self.change_all(situation, also)?;
                let others = others.into_iter().map(|(ticket, _)| ticket).collect();
                Ok(Outcome::Ticket { ticket: Box::new(ticket), events, others })
            }
            Decision::Change(changes) => {
                let named = situation.ticket.as_ref().map(|ticket| ticket.id);
                let mut changed = self.change_all(situation, changes)?;
                let main = named.and_then(|id| changed.iter().position(|(ticket, _)| ticket.id == id));
                let Some(main) = main else {
                    return Ok(Outcome::Tickets(changed.into_iter().map(|(ticket, _)| ticket).collect()));
                };
                let (ticket, events) = changed.swap_remove(main);
                let others = changed.into_iter().map(|(ticket, _)| ticket).collect();
                Ok(Outcome::Ticket { ticket: Box::new(ticket), events, others })
            }
        }
    }

    fn add_contract(&mut self, new: &NewContract) -> rusqlite::Result<ContractId> {
        let contract = people::insert_contract(self.connection(), new)?;
        let customer = new.customer;
        self.accounts.forget(customer);
        self.append(None, &Event::ContractAdded { contract, customer, plan: plan(new) })?;
        let connection = &self.store.connection;
        let added = people::contract_by_id(connection, contract)?;
        if let Some(added) = added
            && rules::first_use(connection, self.book, &added, self.sequence, self.stamp.now)?
        {
            // The texts are those that hold already: no due instant has moved.
            running::sign(connection, &running::wanted(connection, self.book.zones())?)?;
        }
        Ok(contract)
    }

    /// Changes a contract's row; gives the contract that follows, where one does.
    fn revise(
        &mut self,
        contract: ContractId,
        revised: Revised,
        event: Event,
    ) -> rusqlite::Result<Option<ContractId>> {
        self.append(None, &event)?;
        self.running.forget();
        match revised {
            Revised::Followed { ends, next } => {
                people::change_contract(self.connection(), contract, ContractDate::Ends, Some(ends))?;
                return self.add_contract(&next).map(Some);
            }
            Revised::Ends(ends) => {
                people::change_contract(self.connection(), contract, ContractDate::Ends, ends)?;
            }
            Revised::Renews(renews) => {
                people::change_contract(self.connection(), contract, ContractDate::Renews, renews)?;
            }
            Revised::Bought(block) => people::insert_block(self.connection(), self.sequence, &block)?,
        }
        Ok(None)
    }

    fn open(&mut self, opened: Box<Opened>, text: String) -> rusqlite::Result<(Ticket, Vec<Event>)> {
        self.last_ticket += 1;
        let mut ticket = Ticket::opened(TicketId(self.last_ticket), &opened);
        let from = opened.requester.clone();
        let mut happened = vec![Event::TicketOpened { opened }];
        if !text.is_empty() {
            happened.push(Event::MessageReceived { from, text, automatic: false, opening: Some(true) });
        }
        for (event, revision) in happened.iter().zip(1..) {
            ticket.revision = Revision(revision);
            self.append(Some(&ticket), event)?;
        }
        tickets::insert_new(self.connection(), &ticket)?;
        self.running.follow(&self.store.connection, self.book, &ticket, false)?;
        Ok((ticket, happened))
    }

    /// Makes changes of tickets that the situation holds.
    fn change_all(
        &mut self,
        situation: Situation,
        changes: Vec<Change>,
    ) -> rusqlite::Result<Vec<(Ticket, Vec<Event>)>> {
        let mut known: Vec<Ticket> = situation.ticket.into_iter().chain(situation.others).collect();
        let mut changed = Vec::with_capacity(changes.len());
        for Change { ticket, events } in changes {
            // `decide` changes only tickets that it was given.
            let place = known.iter().position(|known| known.id == ticket);
            let Some(place) = place else { return Err(rusqlite::Error::QueryReturnedNoRows) };
            let ticket = self.change(known.swap_remove(place), &events)?;
            changed.push((ticket, events));
        }
        Ok(changed)
    }

    pub(super) fn change(&mut self, before: Ticket, happened: &[Event]) -> rusqlite::Result<Ticket> {
        let mut ticket = before.clone();
        for event in happened {
            ticket.apply(event, self.stamp.now, self.stamp.agent);
            ticket.revision = Revision(ticket.revision.0.saturating_add(1));
            self.append(Some(&ticket), event)?;
        }
        if happened.iter().any(|event| matches!(event, Event::Undone { .. } | Event::Redone { .. })) {
            // What no longer holds, or holds again, is told by the whole history.
            let told = as_of::fold(self.connection(), ticket.id, None)?;
            ticket = told.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
        }
        tickets::update(self.connection(), &ticket, before.is_open())?;
        tickets::update_derived(self.connection(), &before, &ticket)?;
        if before.is_open() || ticket.is_open() {
            self.running.follow(&self.store.connection, self.book, &ticket, before.is_open())?;
        }
        Ok(ticket)
    }

    pub(super) fn append(&mut self, ticket: Option<&Ticket>, event: &Event) -> rusqlite::Result<()> {
        let named = ticket.map(|ticket| (ticket.id, ticket.revision));
        self.sequence = events::append(self.connection(), &self.stamp, named, event)?;
        match ticket {
            Some(ticket) => self.words.add(&self.store.connection, ticket.id, event),
            None => Ok(()),
        }
    }
}

/// Pack, edition and tier in words, for the history.
fn plan(new: &NewContract) -> String {
    format!("{} {}", new.pack, new.tier)
}
