//! The plan of alerts: what has fallen and is to be claimed, and when to look again. It keeps one moment a ticket, so that
//! 20,000 open ones take a few megabytes; nothing of the tickets themselves.
//!
//! Whoever tells alerts (a board, a watch) runs this loop:
//!
//! 1. Load: [`Plan::replace`] with every open ticket's row, one after the other as they are read;
//!    [`Plan::account`] with every customer's allowance.
//! 2. `store.claim(&plan.fallen(), storm, now)` gives those that nobody has told yet: tell them by their ways. Then
//!    [`Plan::settle`]. Where the store is locked, leave `settle` out and claim again later: nothing is lost.
//! 3. Sleep until [`Plan::next`], or until the store changes.
//! 4. [`Plan::due`] names the tickets and customers whose moment has come: read each and `replace` it (`account` it). The
//!    same for everything that has changed; `None` where a ticket is resolved. Go on with 2.
//!
//! What was claimed already is passed over by the store: looking twice tells nothing twice. A changed rules file or rota
//! means a new plan. While [`super::doubt()`] says something, claim nothing.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::call::{self, Scene};
use super::{Account, Alert, OnCall, Rules, allowance};
use crate::calendar::Instant;
use crate::desk::{Customer, CustomerId, Row, TicketId};

/// Whose alerts a plan holds. What is for nobody in particular is in every plan: whoever claims it first tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listener {
    /// One agent's.
    Agent(String),
    /// Those of all these agents, who are `everybody`: for a service that sends mail to each.
    All(Vec<String>),
    /// Those of every agent whom a rule names, whoever that is; `everybody` are these.
    Anybody(Vec<String>),
}

impl Listener {
    /// Whether an agent's alerts are asked for.
    pub fn is(&self, agent: &str) -> bool {
        match self {
            Listener::Agent(own) => own == agent,
            Listener::All(agents) => agents.iter().any(|known| known == agent),
            Listener::Anybody(_) => true,
        }
    }

    /// Whom `everybody` means.
    pub fn everybody(&self) -> impl Iterator<Item = &str> {
        self.names().into_iter()
    }

    /// The agents that it names.
    pub fn names(&self) -> Vec<&str> {
        match self {
            Listener::Agent(own) => vec![own],
            Listener::All(agents) | Listener::Anybody(agents) => agents.iter().map(String::as_str).collect(),
        }
    }
}

/// What has to be looked at again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Subject {
    /// A ticket.
    Ticket(TicketId),
    /// A customer's allowance.
    Customer(CustomerId),
}

/// See the head of this file.
#[derive(Debug)]
pub struct Plan {
    rules: Rules,
    listener: Listener,
    /// When to look at each again.
    wakes: BTreeSet<(Instant, Subject)>,
    of: HashMap<Subject, Instant>,
    /// When snoozes end.
    reminders: BTreeSet<(Instant, Subject)>,
    /// What has fallen, of those that anything has fallen for since they were last claimed.
    fallen: BTreeMap<Subject, Vec<Alert>>,
    /// When what is held back is to be claimed again.
    again: Option<Instant>,
}

impl Plan {
    /// An empty plan.
    pub fn new(rules: Rules, listener: Listener) -> Plan {
        Plan {
            rules,
            listener,
            wakes: BTreeSet::new(),
            of: HashMap::new(),
            reminders: BTreeSet::new(),
            fallen: BTreeMap::new(),
            again: None,
        }
    }

    /// The rules that it follows.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// Whose alerts it holds.
    pub fn listener(&self) -> &Listener {
        &self.listener
    }

    /// Takes a ticket in as it stands at `now`, in place of how it stood before; `None` where it is open no more.
    /// `customer` is the name of its customer.
    pub fn replace(
        &mut self,
        ticket: TicketId,
        row: Option<(&Row, &str)>,
        on_call: &dyn OnCall,
        now: Instant,
    ) {
        let (fallen, next) = row.map_or_else(Default::default, |(row, customer)| {
            let scene = Scene { rules: &self.rules, listener: &self.listener, on_call, customer, now };
            call::fallen(row, &scene)
        });
        self.put(Subject::Ticket(ticket), fallen, next);
    }

    /// Takes a customer's allowance in as it stands at `now`; `None` where the plan has none or nothing is known of it.
    pub fn account(
        &mut self,
        customer: &Customer,
        account: Option<Account<'_>>,
        on_call: &dyn OnCall,
        now: Instant,
    ) {
        let (fallen, next) = account.map_or_else(Default::default, |account| {
            let scene = Scene {
                rules: &self.rules,
                listener: &self.listener,
                on_call,
                customer: &customer.name,
                now,
            };
            allowance::fallen(customer.id, account, &scene)
        });
        self.put(Subject::Customer(customer.id), fallen, next);
    }

    fn put(&mut self, subject: Subject, fallen: Vec<Alert>, next: Option<Instant>) {
        if let Some(known) = self.of.remove(&subject) {
            self.wakes.remove(&(known, subject));
        }
        if let Some(next) = next {
            self.of.insert(subject, next);
            self.wakes.insert((next, subject));
        }
        if fallen.is_empty() {
            self.fallen.remove(&subject);
        } else {
            self.fallen.insert(subject, fallen);
        }
    }

    /// Looks at a ticket or an allowance again then, beside its own marks: a snooze ends ([`crate::alert`]'s answers; the
    /// store tells which, at the beginning and after every change).
    pub fn remind(&mut self, subject: Subject, at: Instant) {
        self.reminders.insert((at, subject));
    }

    /// What has fallen by the moment at which each was looked at last, and still held then.
    pub fn fallen(&self) -> Vec<Alert> {
        self.fallen.values().flatten().cloned().collect()
    }

    /// Whether anything has fallen that was not claimed, or is to be claimed again by now.
    pub fn has_fallen(&self, now: Instant) -> bool {
        !self.fallen.is_empty() && self.again.is_none_or(|again| again <= now)
    }

    /// What has fallen was claimed. `again` is when the store wants to be asked again for what it held back, as
    /// [`crate::alert`]'s claim says it.
    pub fn settle(&mut self, again: Option<Instant>) {
        self.again = again;
        if again.is_none() {
            self.fallen.clear();
        }
    }

    /// The tickets and customers that have to be looked at again by now, which is when to `replace` or `account` each.
    /// None is named twice: what is not looked at is forgotten; [`Plan::remind`] of what could not be read just now.
    pub fn due(&mut self, now: Instant) -> Vec<Subject> {
        let mut due = Vec::new();
        while let Some((at, subject)) = self.wakes.first().copied().filter(|(at, _)| *at <= now) {
            self.wakes.remove(&(at, subject));
            self.of.remove(&subject);
            due.push(subject);
        }
        while let Some((_, subject)) = self.reminders.first().copied().filter(|(at, _)| *at <= now) {
            self.reminders.pop_first();
            due.push(subject);
        }
        due.sort_unstable();
        due.dedup();
        due
    }

    /// When something falls next, or is to be claimed again; `None` where nothing is in sight.
    pub fn next(&self) -> Option<Instant> {
        let wake = self.wakes.first().map(|(at, _)| *at);
        let reminder = self.reminders.first().map(|(at, _)| *at);
        [wake, reminder, self.again.filter(|_| !self.fallen.is_empty())].into_iter().flatten().min()
    }
}
