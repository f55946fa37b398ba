//! Shifts: who was on duty from when to when, as it was recorded; who ought to be is the rota's.

use serde::{Deserialize, Serialize};

use crate::calendar::Instant;

/// A shift of one store: the number of the event with which it began.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ShiftId(pub i64);

impl std::fmt::Display for ShiftId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// A shift as it was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shift {
    /// Its id.
    pub id: ShiftId,
    /// Whose.
    pub agent: String,
    /// On which line of the rota, where it is one.
    pub line: Option<String>,
    /// When it began.
    pub began: Instant,
    /// When it was to end, where that was planned.
    pub planned: Option<Instant>,
    /// When it ended; `None` while it lasts.
    pub ended: Option<Instant>,
    /// What there was to say at its end.
    pub note: String,
}
