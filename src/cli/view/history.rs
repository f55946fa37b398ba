//! A ticket's history in JSON: what was written, and everything that happened.

use serde::Serialize;

use super::{instant, maybe_instant};
use crate::calendar::Instant;
use crate::desk::{Event, Recorded, undone};

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
    /// When it was entered, where that was later than `at`.
    #[serde(serialize_with = "maybe_instant")]
    pub entered: Option<Instant>,
    /// The channel on which an answer was given, where that was written down.
    pub channel: Option<String>,
    /// A machine sent it.
    pub automatic: bool,
    /// What.
    pub text: String,
    /// Writing it down was undone: it stays on record.
    pub undone: bool,
    /// The merged ticket on which it was written, where that is another one than this.
    pub on: Option<i64>,
}

impl MessageView {
    /// The messages of a ticket's whole history.
    pub fn all(history: &[Recorded]) -> Vec<MessageView> {
        let gone = undone(history.iter().map(|recorded| &recorded.event));
        let of = |recorded: &Recorded| {
            let undone = recorded.revision.is_some_and(|revision| gone.contains(&revision));
            MessageView::of(recorded).map(|message| MessageView { undone, ..message })
        };
        history.iter().filter_map(of).collect()
    }

    /// The message in an event, where it holds one.
    pub fn of(recorded: &Recorded) -> Option<MessageView> {
        let agent = || Some(recorded.agent.clone());
        let plain = |kind, by, text: &String| MessageView {
            kind,
            at: recorded.at,
            by,
            entered: None,
            channel: None,
            automatic: false,
            text: text.clone(),
            undone: false,
            on: None,
        };
        Some(match &recorded.event {
            Event::MessageReceived { from, text, automatic, .. } => {
                MessageView { automatic: *automatic, ..plain("customer", from.clone(), text) }
            }
            Event::Replied { text, at, by, .. } => MessageView {
                at: at.map_or(recorded.at, Instant::from_unix_clamped),
                entered: at.map(|_| recorded.at),
                channel: by.clone(),
                ..plain("reply", agent(), text)
            },
            Event::Noted { text } => plain("note", agent(), text),
            _ => return None,
        })
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
    /// The action that it belongs to, for `tierdesk undo`; `null` for what nobody did by hand.
    pub action: Option<i64>,
    /// It was undone: it stays on record and holds no longer.
    pub undone: bool,
}

impl EventView {
    /// Of a ticket's whole history.
    pub fn all(history: &[Recorded]) -> Vec<EventView> {
        let gone = undone(history.iter().map(|recorded| &recorded.event));
        let of = |recorded: &Recorded| {
            let undone = recorded.revision.is_some_and(|revision| gone.contains(&revision));
            EventView { undone, ..EventView::of(recorded) }
        };
        history.iter().map(of).collect()
    }

    /// Of an event on record.
    pub fn of(recorded: &Recorded) -> EventView {
        EventView {
            sequence: recorded.sequence,
            at: recorded.at,
            agent: recorded.agent.clone(),
            revision: recorded.revision.map(|revision| revision.0),
            event: recorded.event.kind(),
            words: recorded.event.words(),
            action: recorded.action,
            undone: false,
        }
    }
}
