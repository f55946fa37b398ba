//! Handovers: what one shift handed to the next, as it was given and taken; and an agent's own words about a ticket for
//! whoever comes next. What a handover says is worked out by `report::handover`.

use serde::{Deserialize, Serialize};

use super::shift::ShiftId;
use crate::calendar::Instant;

/// A handover of one store: the number of the event that tells of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct HandoverId(pub i64);

impl std::fmt::Display for HandoverId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// A handover as it was given; its words are kept beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handover {
    /// Its id.
    pub id: HandoverId,
    /// Who gave it.
    pub agent: String,
    /// The giver's shift at that moment, where one had begun.
    pub shift: Option<ShiftId>,
    /// On which line of the rota, where it is one.
    pub line: Option<String>,
    /// Since when it tells what changed.
    pub since: Instant,
    /// When it was given.
    pub at: Instant,
    /// Until when it tells what falls due.
    pub until: Instant,
    /// To whom; `None` to whoever comes next.
    pub to: Option<String>,
    /// Who took it, and when; `None` until somebody has.
    pub taken: Option<(String, Instant)>,
}

impl Handover {
    /// Whether it waits for an agent to take it: nobody has, and it was given to that agent, or by somebody else to
    /// whoever comes next.
    pub fn waits_for(&self, agent: &str) -> bool {
        let theirs = self.to.as_deref().map_or(self.agent != agent, |to| to == agent);
        self.taken.is_none() && theirs
    }
}

/// What an agent wrote about a ticket for the next shift.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandedOn {
    /// The words.
    pub text: String,
    /// Who wrote them.
    pub agent: String,
    /// Unix second at which they were written.
    pub at: i64,
}
