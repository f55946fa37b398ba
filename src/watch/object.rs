//! An alert with its ticket as JSON: what commands of the desk's own read on their input, and what `tierdesk watch --json`
//! writes, one line an alert.

use serde::Serialize;
use serde_json::{Value, json};

use crate::alert::{Alert, AlertId};
use crate::calendar::Instant;
use crate::desk::{Book, Row};
use crate::store::{Store, StoreError};

/// An alert as data.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AlertObject {
    /// Its number.
    pub alert: i64,
    /// Whom it tells; `null` for nobody in particular.
    pub agent: Option<String>,
    /// `new`, `warning`, `missed`, `allowance` or `summary`.
    pub kind: &'static str,
    /// In a line.
    pub words: String,
    /// Which clock.
    pub clock: Option<String>,
    /// When the mark was passed.
    pub fell: String,
    /// By when the clock is or was due.
    pub due: Option<String>,
    /// Whose ticket or allowance: `{"id": 3, "name": "Kestrel Radio"}`.
    pub customer: Option<Value>,
    /// The ticket as it is now, with its clocks.
    pub ticket: Option<Value>,
}

impl AlertObject {
    /// Of an alert that was claimed, or that is on record ([`crate::store::Told::alert`]).
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    pub fn of(
        id: AlertId,
        alert: &Alert,
        store: &Store,
        book: &Book,
        now: Instant,
    ) -> Result<AlertObject, StoreError> {
        let customer = alert.customer.map(|id| store.customer(id)).transpose()?.flatten();
        let ticket = alert.ticket.map(|id| store.ticket_now(id)).transpose()?.flatten();
        let contract = ticket
            .as_ref()
            .and_then(|ticket| ticket.contract)
            .map(|id| store.contract(id))
            .transpose()?
            .flatten();
        let row = ticket.map(|ticket| Row::new(ticket, contract.as_ref(), book));
        Ok(AlertObject {
            alert: id.0,
            agent: Some(alert.agent.clone()).filter(|agent| !agent.is_empty()),
            kind: alert.kind.as_str(),
            words: alert.words.clone(),
            clock: alert.clock.as_ref().map(ToString::to_string),
            fell: alert.fell.to_string(),
            due: alert.due.map(|due| due.to_string()),
            customer: customer.map(|customer| json!({ "id": customer.id.0, "name": customer.name })),
            ticket: row.map(|row| ticket_value(&row, now)),
        })
    }

    /// In one line, in which nothing can act on a terminal.
    pub fn line(&self) -> String {
        let text = serde_json::to_string(self)
            .unwrap_or_else(|error| json!({ "error": error.to_string() }).to_string());
        crate::text::json_escaped(&text).into_owned()
    }
}

/// The keys are those of `tierdesk ticket show --json`.
fn ticket_value(row: &Row, now: Instant) -> Value {
    let ticket = &row.ticket;
    let clocks = row.clocks.iter().map(|clock| {
        let state = clock.at(now);
        json!({ "clock": clock.key().to_string(), "state": state.as_str(), "due": state.due().map(|due| due.to_string()) })
    });
    json!({
        "number": ticket.id.0,
        "subject": ticket.subject,
        "status": ticket.status.as_str(),
        "severity": ticket.severity.to_string(),
        "assignee": ticket.assignee,
        "requester": ticket.requester,
        "reference": ticket.reference,
        "tags": ticket.more().tags,
        "received": ticket.received.to_string(),
        "clocks": clocks.collect::<Vec<_>>(),
    })
}
