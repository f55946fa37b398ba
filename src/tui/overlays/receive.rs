//! What came in from the customer, written down by an agent.

use super::form::{Answer, Choice, Field, Fields, Task};
use crate::calendar::Instant;
use crate::desk::{Command, Status, Ticket, Work};
use crate::text;
use crate::tui::app::App;
use crate::tui::theme::Role;

/// The form.
#[derive(Debug)]
pub(super) struct Receive {
    title: String,
}

impl Receive {
    pub(super) fn new(ticket: &Ticket) -> Receive {
        let subject = text::printable(&ticket.subject);
        Receive { title: format!("Came in on #{} · {subject}", ticket.id) }
    }
}

/// Who may have written: whoever asked first, then the customer's persons.
fn people(app: &App) -> Vec<String> {
    let Some(ticket) = app.ticket() else { return Vec::new() };
    let mut people: Vec<String> = ticket.requester.iter().cloned().collect();
    let file = app.file.as_deref().filter(|file| file.ticket.id == ticket.id);
    for contact in file.map_or(&[][..], |file| &file.contacts) {
        let named = contact.email.clone().unwrap_or_else(|| contact.name.clone());
        if !people.contains(&named) {
            people.push(named);
        }
    }
    people
}

/// What a person's message does to the ticket.
fn consequence(ticket: &Ticket) -> &'static str {
    if ticket.more().merged_into.is_some() {
        return "The ticket was merged: the message is kept, and nothing else changes.";
    }
    match ticket.status {
        Status::Waiting => "They answered: the ticket goes on, and so does the clock that stood still.",
        Status::OnHold => "They wrote: the ticket is taken off hold.",
        Status::Resolved => "They wrote again: the ticket is reopened.",
        Status::Open => "The ticket stays open; no clock starts anew.",
    }
}

impl Task for Receive {
    fn name(&self) -> &'static str {
        "receive"
    }

    fn title(&self) -> String {
        self.title.clone()
    }

    fn verb(&self) -> &'static str {
        "record the message"
    }

    fn fields(&self, app: &App) -> Vec<Field> {
        let people = people(app);
        let first = people.first().cloned().unwrap_or_default();
        let kinds = vec![Choice::new("", "a person", ""), Choice::new("automatic", "a machine", "")];
        vec![
            Field::text("text", "Message").about("As it came in."),
            Field::offered("from", "From", people).given(&first).about("Name or address; may stay empty."),
            Field::choice("sender", "Sent by", kinds)
                .about("A machine's message (out of office, delivery report) changes nothing."),
        ]
    }

    fn tune(&self, fields: &mut [Field], app: &App, _now: Instant) {
        let Some(ticket) = app.ticket() else { return };
        let Some(sender) = fields.iter_mut().find(|field| field.name == "sender") else { return };
        let words = match sender.value() {
            "automatic" => "It is kept; no clock and no status changes.",
            _ => consequence(ticket),
        };
        sender.told = vec![(Role::Strong, words.to_owned())];
    }

    fn commands(&self, fields: &Fields<'_>, seen: Option<&Ticket>, _app: &App, _now: Instant) -> Answer {
        let Some(ticket) = seen else { return Err(Vec::new()) };
        if fields.given("text").is_none() {
            return Err(vec![("text", "write down what came in".into())]);
        }
        let (id, seen) = (ticket.id, Some(ticket.revision));
        let automatic = fields.value("sender") == "automatic";
        let done = match ticket.status {
            _ if automatic => "the automatic message is on record",
            Status::Waiting | Status::OnHold => "the message is on record: the ticket goes on",
            Status::Resolved => "the message is on record: the ticket is open again",
            Status::Open => "the message is on record",
        };
        let from = fields.given("from").map(str::to_owned);
        let work = Work::Receive { from, text: fields.value("text").to_owned(), automatic };
        Ok((vec![Command::Work { ticket: id, seen, work }], format!("#{id}: {done}")))
    }
}
