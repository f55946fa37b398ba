//! A ticket's history in JSON: what was written, and everything that happened.

use serde::Serialize;

use super::instant;
use crate::calendar::Instant;
use crate::desk::{Event, Recorded};

/// Something that a person wrote.
#[derive(Debug, Serialize)]
pub struct MessageView {
    /// `customer`, `reply` or `note`.
    pub kind: &'static str,
    /// When it was recorded; for a reply that was given earlier, that moment.
    #[serde(serialize_with = "instant")]
    pub at: Instant,
    /// Who wrote it.
    pub by: Option<String>,
    /// What.
    pub text: String,
}

impl MessageView {
    /// The message in an event, where it holds one.
    pub fn of(recorded: &Recorded) -> Option<MessageView> {
        let agent = || Some(recorded.agent.clone());
        let (kind, at, by, text) = match &recorded.event {
            Event::MessageReceived { from, text, .. } => ("customer", recorded.at, from.clone(), text),
            Event::Replied { text, at, .. } => {
                ("reply", at.map_or(recorded.at, Instant::from_unix_clamped), agent(), text)
            }
            Event::Noted { text } => ("note", recorded.at, agent(), text),
            _ => return None,
        };
        Some(MessageView { kind, at, by, text: text.clone() })
    }
}

/// One event.
#[derive(Debug, Serialize)]
pub struct EventView {
    /// Orders the history, whatever clocks said.
    pub sequence: i64,
    /// When it was recorded.
    #[serde(serialize_with = "instant")]
    pub at: Instant,
    /// Who did it.
    pub agent: String,
    /// The ticket's revision after it.
    pub revision: Option<i64>,
    /// Its kind: `ticket_opened`, `assigned`, `replied` ...
    pub event: &'static str,
    /// In words.
    pub words: String,
}

impl EventView {
    /// Of an event on record.
    pub fn of(recorded: &Recorded) -> EventView {
        EventView {
            sequence: recorded.sequence,
            at: recorded.at,
            agent: recorded.agent.clone(),
            revision: recorded.revision.map(|revision| revision.0),
            event: recorded.event.kind(),
            words: recorded.event.words(),
        }
    }
}
