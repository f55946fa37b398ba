//! Telling alerts in time: what a board and `tierdesk watch` do alike. [`crate::alert`] says what there is to tell,
//! `store::Store::claim` that each is told once; here the two meet the desk's files, its tickets and the ways out.
//!
//! - [`Lookout`]: the plan with the rules and the rota that it follows, and the claim.
//! - [`OfBoard`] feeds it from a board that is there anyway, [`OfStore`] ticket by ticket from a store, keeping none.
//! - [`Vigil`]: all of it on a store of its own, without a screen.
//! - [`Errands`]: the thread that carries out what leaves the program (mail, commands, the desktop) and tries again.

mod errands;
mod files;
mod object;
mod of_board;
mod of_store;
mod vigil;

use std::path::Path;
use std::sync::Arc;

use crate::alert::{Account, Alert, AlertId, Kind, Listener, On, Plan, Rules, Subject, Way, doubt};
use crate::calendar::{Instant, Zones};
use crate::desk::{CustomerId, Group, Row, TicketId};
use crate::outbound::terminal::{Around, notification};
use crate::store::{Store, StoreError};

pub use errands::{Errands, Said};
pub use object::AlertObject;
pub use of_board::OfBoard;
pub use of_store::OfStore;
pub use vigil::{Turn, Vigil};

use files::DeskFiles;

/// A plan of alerts with the files that it follows.
#[derive(Debug)]
pub struct Lookout {
    files: DeskFiles,
    plan: Plan,
    /// Why nothing is told at the moment.
    doubt: Option<String>,
    /// The newest change of which snoozes are known.
    reminded: Option<i64>,
}

impl Lookout {
    /// An empty plan for whoever listens, by the rules and the rota beside a store.
    pub fn new(store: &Path, zones: Arc<Zones>, listener: impl FnOnce(&Rules) -> Listener) -> Lookout {
        let files = DeskFiles::read(store, zones);
        let listener = listener(files.rules());
        let plan = Plan::new(files.rules().clone(), listener);
        Lookout { files, plan, doubt: None, reminded: None }
    }

    /// Reads the files anew where they have changed. Where that makes other rules or another rota, the plan is empty
    /// afterwards, and has to be fed from the beginning.
    pub fn refresh(&mut self) -> bool {
        let changed = self.files.look();
        if changed {
            self.empty();
        }
        changed
    }

    /// Begins with an empty plan, such as when customers or contracts have changed.
    pub fn empty(&mut self) {
        self.plan = Plan::new(self.files.rules().clone(), self.plan.listener().clone());
        self.reminded = None;
    }

    /// What is wrong with the files, in lines; each is said once.
    pub fn notes(&mut self) -> Vec<String> {
        self.files.notes()
    }

    /// The rules in force.
    pub fn rules(&self) -> &Rules {
        self.plan.rules()
    }

    /// Why nothing is told at the moment: the machine's clock cannot be believed (faults.md D03).
    pub fn doubt(&self) -> Option<&str> {
        self.doubt.as_deref()
    }

    /// When something falls next.
    pub fn next(&self) -> Option<Instant> {
        self.plan.next()
    }

    /// Claims what has fallen and gives what is to be told now, which nobody else tells. Where the store is locked nothing
    /// is lost: it is claimed when this is called again.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read or written.
    pub fn claim(
        &mut self,
        store: &mut Store,
        now: Instant,
        mut mine: impl FnMut(&Alert) -> Claim,
    ) -> Result<Vec<(AlertId, Alert)>, StoreError> {
        let newest = store.last_change()?;
        self.doubt = doubt(now, newest.map(|(_, at)| at));
        if self.doubt.is_some() || !self.plan.has_fallen(now) {
            return Ok(Vec::new());
        }
        let mut later: Option<Instant> = None;
        let mut wanted = self.plan.fallen();
        wanted.retain(|alert| match mine(alert) {
            Claim::Now => true,
            Claim::Never => false,
            Claim::Later(at) => {
                later = Some(later.map_or(at, |known| known.min(at)));
                false
            }
        });
        let claimed = store.claim(&wanted, self.plan.rules().storm, now)?;
        self.plan.settle([claimed.again, later].into_iter().flatten().min());
        Ok(claimed.told)
    }

    /// Looks up when snoozes end, where the store has changed since that was done last.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    pub fn remind(&mut self, store: &mut Store) -> Result<(), StoreError> {
        let newest = store.last_change()?.map_or(0, |(sequence, _)| sequence);
        if self.reminded == Some(newest) {
            return Ok(());
        }
        let agent = match self.plan.listener() {
            Listener::Agent(agent) => Some(agent.clone()),
            Listener::All(_) | Listener::Anybody(_) => None,
        };
        for (subject, at) in store.snoozes(agent.as_deref())? {
            self.plan.remind(subject, at);
        }
        self.reminded = Some(newest);
        Ok(())
    }

    fn ticket(&mut self, row: &Row, customer: &str, now: Instant) {
        self.plan.replace(row.ticket.id, Some((row, customer)), &self.files, now);
    }

    fn gone(&mut self, ticket: TicketId, now: Instant) {
        self.plan.replace(ticket, None, &self.files, now);
    }

    /// Takes in how a customer's allowance stands, as far as the group knows.
    fn account(&mut self, group: &Group, now: Instant) {
        let (usage, purse, contract) = (group.usage(now), group.purse(), group.contract.as_ref());
        let account = match (&usage, &purse, contract) {
            (Some(usage), Some(purse), Some(contract)) => {
                Some(Account { contract: contract.id, usage, zone: purse.zone() })
            }
            _ => None,
        };
        self.plan.account(&group.customer, account, &self.files, now);
    }

    /// Whether any rule asks how allowances stand.
    fn asks_accounts(&self) -> bool {
        self.rules().rules.iter().any(|rule| rule.on.contains(&On::Allowance))
    }

    fn due(&mut self, now: Instant) -> (Vec<TicketId>, Vec<CustomerId>) {
        let (mut tickets, mut customers) = (Vec::new(), Vec::new());
        for subject in self.plan.due(now) {
            match subject {
                Subject::Ticket(ticket) => tickets.push(ticket),
                Subject::Customer(customer) => customers.push(customer),
            }
        }
        (tickets, customers)
    }
}

/// Whether this one claims an alert.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim {
    /// At once.
    Now,
    /// Then, where nobody has by then.
    Later(Instant),
    /// It is for others.
    Never,
}

/// The bytes by which a terminal tells these alerts, by each one's ways; it rings once for all of them.
pub fn rung(alerts: &[(AlertId, Alert)], around: Around) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (id, alert) in alerts {
        for way in alert.ways.iter().filter(|way| **way != Way::Bell) {
            bytes.extend(notification(way, id.0, heading(alert.kind), &alert.words, around));
        }
    }
    if alerts.iter().any(|(_, alert)| alert.ways.contains(&Way::Bell)) {
        bytes.extend(notification(&Way::Bell, 0, "", "", around));
    }
    bytes
}

/// What kind of alert it is, as a heading.
pub fn heading(kind: Kind) -> &'static str {
    match kind {
        Kind::New => "New ticket",
        Kind::Warning => "Due soon",
        Kind::Missed => "Missed",
        Kind::Allowance => "Allowance",
        Kind::Summary => "Alerts",
    }
}
