//! The real store behind the board's narrow interface.

use std::path::PathBuf;
use std::sync::Arc;
use std::thread;

use super::effect::Done;
use super::source::{Desk, TicketFile, Trouble};
use super::worker::Opener;
use crate::calendar::{Instant, Zones};
use crate::console::Ended;
use crate::desk::{Book, Command, Contract, DeskRows, Refusal, TicketId};
use crate::policy::Period;
use crate::store::{Access, Outcome, Store, StoreError};

/// Opens the store at a path.
#[derive(Debug)]
pub struct AtPath {
    /// Where.
    pub path: PathBuf,
    /// Packs and zones.
    pub book: Arc<Book>,
    /// The board of another moment: read only.
    pub at: Option<Instant>,
    /// Nothing may be written.
    pub read_only: bool,
    /// When a store that is made is said to be made.
    pub now: Instant,
}

struct Stored {
    store: Store,
    book: Arc<Book>,
    at: Option<Instant>,
    read_only: bool,
}

impl Opener for AtPath {
    fn open(&mut self) -> Result<Option<Box<dyn Desk>>, Ended> {
        let access = if self.at.is_some() || self.read_only { Access::ReadOnly } else { Access::ReadWrite };
        match Store::open(&self.path, access) {
            Ok(store) => Ok(Some(Box::new(Stored {
                store,
                book: self.book.clone(),
                at: self.at,
                read_only: self.read_only,
            }))),
            Err(StoreError::Missing(_)) if self.at.is_none() && !self.read_only => Ok(None),
            Err(error) => {
                Err(Ended::Store { message: error.to_string(), hint: error.hint(), code: exit_code(&error) })
            }
        }
    }

    fn create(&mut self) -> Result<Box<dyn Desk>, Trouble> {
        let store = Store::create(&self.path, self.now).map_err(|error| trouble(&error))?;
        Ok(Box::new(Stored { store, book: self.book.clone(), at: None, read_only: false }))
    }
}

/// The exit codes of faults.md for a store that cannot be opened.
fn exit_code(error: &StoreError) -> u8 {
    match error {
        StoreError::Locked { .. } => 75,
        StoreError::Damaged { .. }
        | StoreError::Full { .. }
        | StoreError::Io { .. }
        | StoreError::Sqlite { .. } => 3,
        StoreError::Replaced(_) => 4,
        _ => 2,
    }
}

fn trouble(error: &StoreError) -> Trouble {
    match error {
        StoreError::Refused { refusal, .. } => Trouble::Refused(refusal.clone()),
        StoreError::Locked { .. } => Trouble::Locked(error.to_string()),
        StoreError::Replaced(_) => Trouble::Replaced(error.to_string()),
        other => Trouble::Failed(other.to_string(), other.hint()),
    }
}

/// Where allowances have to be counted from: the period that holds `now` and the one before, of the longest pot that a
/// contract here has.
fn receipts_from(book: &Book, contracts: &[Contract], now: Instant) -> Instant {
    let days = contracts.iter().filter_map(|contract| {
        // Asking for the terms makes the packs ready too, and what they are laid over with.
        let terms = book.terms(contract).ok()?;
        Some(match terms.pack().allowance(&contract.tier)?.period {
            Period::Month => USUAL_DAYS,
            Period::Quarter | Period::FiscalQuarter(_) => 187,
            Period::ContractYear => 733,
            Period::Once => 400 * 366,
        })
    });
    days_before(now, days.max().unwrap_or(USUAL_DAYS))
}

/// This month and the one before; the last day of a month twelve hours from here belongs to it as well.
const USUAL_DAYS: i64 = 63;

fn days_before(now: Instant, days: i64) -> Instant {
    now.plus(-days * 86_400).unwrap_or(Instant::MIN)
}

impl Stored {
    fn rows(&mut self, from: Instant) -> Result<DeskRows, Trouble> {
        let rows = match self.at {
            Some(at) => self.store.desk_as_of(at, from),
            None => self.store.open_desk(from),
        };
        rows.map_err(|error| trouble(&error))
    }
}

impl Desk for Stored {
    fn load(&mut self, now: Instant) -> Result<DeskRows, Trouble> {
        let contracts = self.store.contracts(None).map_err(|error| trouble(&error))?;
        let moment = self.at.unwrap_or(now);
        let usual = days_before(moment, USUAL_DAYS);
        let book = self.book.clone();
        // Packs are read while the store reads rows: on a second core that costs nothing.
        let (rows, from) = thread::scope(|scope| {
            let terms = scope.spawn(|| receipts_from(&book, &contracts, moment));
            let rows = self.rows(usual);
            (rows, terms.join().unwrap_or(usual))
        });
        // A pot that runs for longer than a month needs more of the past.
        if from < usual { self.rows(from) } else { rows }
    }

    fn ticket(&mut self, id: TicketId) -> Result<Option<TicketFile>, Trouble> {
        let file = match self.at {
            Some(at) => self.store.ticket_as_of(id, at),
            None => self.store.ticket(id),
        };
        let Some(file) = file.map_err(|error| trouble(&error))? else { return Ok(None) };
        let (ticket, events) = (file.ticket, file.events);
        let customer = Some(ticket.customer);
        let contracts = self.store.contracts(customer).map_err(|error| trouble(&error))?;
        let contract = contracts.into_iter().find(|contract| Some(contract.id) == ticket.contract);
        let contacts = self.store.contacts(customer).map_err(|error| trouble(&error))?;
        Ok(Some(TicketFile { ticket, events, contract, contacts }))
    }

    fn execute(&mut self, commands: &[Command], agent: &str, now: Instant) -> Result<Done, Trouble> {
        if self.at.is_some() {
            return Err(Trouble::Refused(Refusal::Invalid("the past cannot be changed".into())));
        }
        if self.read_only {
            return Err(Trouble::Refused(Refusal::Invalid("read-only: nothing can be written".into())));
        }
        let outcomes =
            self.store.execute(commands, &self.book, agent, now).map_err(|error| trouble(&error))?;
        let mut done = Done::default();
        for outcome in outcomes {
            match outcome {
                Outcome::Ticket { ticket, others, .. } => {
                    done.tickets.push(*ticket);
                    done.tickets.extend(others);
                }
                Outcome::Tickets(tickets) => done.tickets.extend(tickets),
                Outcome::Customer(customer) => done.customers.push(customer),
                Outcome::Contact(_) | Outcome::Contract(_) | Outcome::Revised => {}
            }
        }
        Ok(done)
    }

    fn changed(&mut self) -> Result<bool, Trouble> {
        if self.at.is_some() {
            return Ok(false);
        }
        if !self.store.still_same_file() {
            return Err(trouble(&StoreError::Replaced(self.store.path().to_owned())));
        }
        self.store.changed_elsewhere().map_err(|error| trouble(&error))
    }

    fn read_only(&self) -> Option<String> {
        if self.read_only {
            return Some("read-only: nothing can be written".to_owned());
        }
        self.store.read_only().map(str::to_owned)
    }

    fn warnings(&mut self, now: Instant) -> Vec<String> {
        let mut warnings: Vec<String> = self.store.notices().iter().map(ToString::to_string).collect();
        if self.at.is_some() {
            return warnings;
        }
        let newest = self.store.last_change().ok().flatten().map(|(_, at)| at);
        if newest.is_some_and(|newest| newest.since(now) > 60) {
            warnings.push(
                "this machine's clock is behind the newest change in the store: times left may be wrong"
                    .into(),
            );
        }
        // The embedded zone rules are of the program's own year: ten years on, either is wrong.
        let built: Option<i64> = Zones::embedded_version().get(..4).and_then(|year| year.parse().ok());
        let year: Option<i64> = now.to_string().get(..4).and_then(|year| year.parse().ok());
        if let (Some(built), Some(year)) = (built, year)
            && year > built + 10
        {
            warnings.push(format!("this machine's clock says {year}: is that right?"));
        }
        warnings
    }
}
