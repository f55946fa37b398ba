//! Alerts: what an agent is told before and when a clock runs out, of new tickets and spent allowances. Pure: which
//! alerts there are follows from the tickets, the rules and `now`; that each is told once is the store's.
//!
//! - [`Rules`]: `alerts.toml` beside the store, one file for all agents ([`Rules::read`]); without one,
//!   [`Rules::built_in`].
//! - [`Plan`]: what has fallen and when to look again. Its head shows the loop that a board and a watch run.
//! - [`doubt()`]: whether the machine's clock can be believed at all.
//! - `store::Store::claim`: hands over what nobody has told yet.

mod allowance;
mod built_in;
mod call;
mod doubt;
mod mark;
mod plan;
mod quiet;
mod reading;
mod rules;
mod words;

use crate::calendar::Instant;
use crate::desk::{CustomerId, TicketId};
use crate::policy::ClockKey;

pub use crate::desk::{AlertId, Answer};
pub use allowance::Account;
pub use built_in::BUILT_IN;
pub use call::{Call, OnCall, Passed, Scene, Untended, calls, tried};
pub use doubt::doubt;
pub use mark::Mark;
pub use plan::{Listener, Plan, Subject};
pub use quiet::Quiet;
pub use reading::Known;
pub use rules::{Mail, On, OwnCommand, Rule, Rules, Severities, Storm, Way, Who};

/// What an alert tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
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

impl Kind {
    /// All of them.
    pub const ALL: [Kind; 5] = [Kind::New, Kind::Warning, Kind::Missed, Kind::Allowance, Kind::Summary];

    /// As data and output write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::New => "new",
            Kind::Warning => "warning",
            Kind::Missed => "missed",
            Kind::Allowance => "allowance",
            Kind::Summary => "summary",
        }
    }

    /// From that word.
    pub fn from_word(word: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
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
    /// By which ways it goes out.
    pub ways: Vec<Way>,
    /// A later mark of the same clock was passed as well, which says more: this one is put on record and not told.
    pub silent: bool,
}

/// Several alerts in one line: `23 alerts at once: 12 missed, 8 warnings, 3 new`.
pub fn summary_words(kinds: impl Iterator<Item = Kind>) -> String {
    let mut counts = Kind::ALL.map(|kind| (kind, 0_usize));
    for kind in kinds {
        if let Some((_, count)) = counts.iter_mut().find(|(known, _)| *known == kind) {
            *count += 1;
        }
    }
    words::several(&counts)
}
