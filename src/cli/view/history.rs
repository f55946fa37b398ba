//! A ticket's history in JSON: what was written, and everything that happened.

use serde::Serialize;

use super::instant;
use crate::calendar::Instant;
use crate::desk::{Counting, Event, Recorded};

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
            Event::MessageReceived { from, text } => ("customer", recorded.at, from.clone(), text),
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
    /// `ticket_opened`, `message_received`, `assigned`, `replied`, `noted`, `waiting_began`, `resumed`, `resolved`,
    /// `reopened` or `allowance_decided`.
    pub event: &'static str,
    /// In words.
    pub words: String,
}

impl EventView {
    /// Of an event on record.
    pub fn of(recorded: &Recorded) -> EventView {
        let (event, words) = words(&recorded.event);
        EventView {
            sequence: recorded.sequence,
            at: recorded.at,
            agent: recorded.agent.clone(),
            revision: recorded.revision.map(|revision| revision.0),
            event,
            words,
        }
    }
}

fn with(what: &str, reason: &str) -> String {
    if reason.trim().is_empty() { what.to_owned() } else { format!("{what}: {reason}") }
}

/// An event's word in data, and what it says to people; may hold text from outside.
fn words(event: &Event) -> (&'static str, String) {
    match event {
        Event::CustomerAdded { name, .. } => ("customer_added", format!("added the customer {name}")),
        Event::ContactAdded { name, .. } => ("contact_added", format!("added the contact {name}")),
        Event::ContractAdded { plan, .. } => ("contract_added", format!("added the contract {plan}")),
        Event::TicketOpened { opened } => {
            ("ticket_opened", format!("opened it as {} ({})", opened.severity, opened.status.as_str()))
        }
        Event::Assigned { to: Some(to), .. } => ("assigned", format!("assigned it to {to}")),
        Event::Assigned { to: None, .. } => ("assigned", "assigned it to nobody".into()),
        Event::Replied { first: true, .. } => ("replied", "sent the first reply".into()),
        Event::Replied { .. } => ("replied", "replied".into()),
        Event::Noted { .. } => ("noted", "wrote a note".into()),
        Event::MessageReceived { .. } => ("message_received", "received the customer's message".into()),
        Event::WaitingBegan { reason } => ("waiting_began", with("began to wait for the customer", reason)),
        Event::Resumed { reason } => ("resumed", with("resumed", reason)),
        Event::Resolved { cause } => ("resolved", with("resolved it", cause)),
        Event::Reopened { reason } => ("reopened", with("reopened it", reason)),
        Event::AllowanceDecided { counting } => ("allowance_decided", decided(counting)),
    }
}

fn decided(counting: &Counting) -> String {
    match counting {
        Counting::Counts => "decided that it counts against the allowance".into(),
        Counting::Proactive => "marked it as opened by the provider".into(),
        Counting::Merged { into } => format!("merged it into ticket {into}"),
        Counting::Waived { reason } => with("waived it", reason),
        Counting::Paid { reason } => with("accepted it as a paid request", reason),
        Counting::Held { reason } => with("held it until the next period", reason),
    }
}
