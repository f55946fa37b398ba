//! Alerts: what an agent is told before and when a clock runs out, of new tickets and spent allowances. Pure: which
//! alerts there are follows from the tickets, the rules and `now`; that each is told once is the store's.

use serde::{Deserialize, Serialize};

use crate::calendar::Instant;
use crate::desk::{CustomerId, TicketId};
use crate::policy::ClockKey;

/// An alert of one store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AlertId(pub i64);

/// What an alert tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A ticket came in.
    New,
    /// A clock has passed a warning mark.
    Warning,
    /// A target is missed.
    Missed,
    /// A customer's allowance is spent.
    Allowance,
    /// Many at once, told as one.
    Summary,
}

/// Something that an agent is told once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alert {
    /// To whom; empty where it goes to nobody in particular.
    pub agent: String,
    /// What it is about, the same for ever: ticket, clock, round and promise, mark. No second alert of one agent has it.
    pub identity: String,
    /// What it tells.
    pub kind: Kind,
    /// Whose ticket or allowance.
    pub customer: Option<CustomerId>,
    /// Which ticket.
    pub ticket: Option<TicketId>,
    /// Which clock.
    pub clock: Option<ClockKey>,
    /// When the mark was passed, which may be before anybody looked.
    pub fell: Instant,
    /// By when the clock is or was due.
    pub due: Option<Instant>,
    /// In a line for people; holds text from outside and is made printable where it is shown.
    pub words: String,
}
