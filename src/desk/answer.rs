//! What agents answer to alerts. Who is told of what is the alert rules' business; that somebody has seen it is on record
//! with the desk.

use serde::{Deserialize, Serialize};

use crate::calendar::Instant;

/// An alert of one store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AlertId(pub i64);

impl std::fmt::Display for AlertId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// An alert, and who has acknowledged it already, and when.
pub type Acknowledged = (AlertId, Option<(String, Instant)>);

/// What an agent answers to an alert.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// It was seen: it never comes again.
    Acknowledge,
    /// Not now: it comes again once, if it still holds then.
    Snooze {
        /// When.
        until: Instant,
    },
}
