//! Forms of handing over: words about a ticket, giving a handover, taking one.

use std::collections::BTreeSet;

use super::super::form::{Answer, Choice, Field, Fields, Task};
use crate::calendar::Instant;
use crate::desk::{Command, DeskWork, Giving, Handover, Ticket, Work};
use crate::text;
use crate::tui::app::App;
use crate::tui::theme::Role;
use crate::tui::words;

/// Words about a ticket for the next shift.
#[derive(Debug)]
pub struct HandOn {
    title: String,
    stands: String,
}

impl HandOn {
    /// For a ticket.
    pub fn new(ticket: &Ticket) -> HandOn {
        let title =
            format!("For the next shift, about #{} · {}", ticket.id, text::printable(&ticket.subject));
        let stands = ticket.more().handed_on.as_ref().map_or(String::new(), |words| words.text.clone());
        HandOn { title, stands }
    }
}

impl Task for HandOn {
    fn name(&self) -> &'static str {
        "hand-on"
    }

    fn title(&self) -> String {
        self.title.clone()
    }

    fn verb(&self) -> &'static str {
        "hand it on"
    }

    fn first(&self) -> Option<&'static str> {
        Some("text")
    }

    fn fields(&self, _app: &App) -> Vec<Field> {
        let about = "What the next shift should know; empty takes back what stands there.";
        vec![Field::text("text", "Words").given(&self.stands).about(about)]
    }

    fn lead(&self, _app: &App, _now: Instant) -> Vec<(Role, String)> {
        let words = "It stands on the ticket and in the handover until something else is written; the customer does not see it.";
        vec![(Role::Text, words.to_owned())]
    }

    fn commands(&self, fields: &Fields<'_>, seen: Option<&Ticket>, _app: &App, _now: Instant) -> Answer {
        let Some(ticket) = seen else { return Err(Vec::new()) };
        let text = fields.value("text").trim().to_owned();
        if text == self.stands.trim() {
            let why = if text.is_empty() { "write something first" } else { "that stands there already" };
            return Err(vec![("text", why.to_owned())]);
        }
        let said = match text.is_empty() {
            true => format!("nothing is handed on about #{} any more", ticket.id),
            false => format!("#{}: handed on to the next shift", ticket.id),
        };
        let work = Work::HandOn { text };
        Ok((vec![Command::Work { ticket: ticket.id, seen: Some(ticket.revision), work }], said))
    }
}

/// What becomes of the agent's own shift.
fn shift_field(with: &'static str, about: &'static str) -> Field {
    let choices = vec![Choice::new("leave", "leave it as it is", ""), Choice::new("with", with, about)];
    Field::choice("shift", "Your shift", choices)
}

/// Giving a handover.
#[derive(Debug)]
pub struct GiveForm {
    /// Everybody who has something to do here, but for the agent.
    agents: Vec<String>,
}

impl GiveForm {
    /// By the agent here.
    pub fn new(app: &App) -> GiveForm {
        let rows = app.picture.as_ref().map_or(&[][..], |picture| picture.board.rows.as_slice());
        let assigned = rows.iter().filter_map(|row| row.ticket.assignee.as_deref());
        let here = app.others.iter().map(|here| here.agent.as_str());
        let agents: BTreeSet<&str> = assigned.chain(here).filter(|name| *name != app.who).collect();
        GiveForm { agents: agents.into_iter().map(str::to_owned).collect() }
    }
}

impl Task for GiveForm {
    fn name(&self) -> &'static str {
        "give-handover"
    }

    fn title(&self) -> String {
        "Give the handover".to_owned()
    }

    fn verb(&self) -> &'static str {
        "give it"
    }

    fn lasts(&self) -> Option<&'static str> {
        Some("it stays on record as it was given")
    }

    fn fields(&self, app: &App) -> Vec<Field> {
        let to = Field::known("to", "To", self.agents.clone());
        let mut fields = vec![to.about("A colleague's name; empty: whoever comes next.")];
        if app.on_call.shift.is_some() {
            fields.push(shift_field("end it with this", "Your shift ends with the handover."));
        }
        fields
    }

    fn lead(&self, _app: &App, _now: Instant) -> Vec<(Role, String)> {
        let words =
            "What it says is worked out from the clocks and the record when it is given, and kept like that.";
        vec![(Role::Text, words.to_owned())]
    }

    fn confirms(&self, fields: &Fields<'_>, _app: &App) -> Option<(String, String)> {
        let to =
            fields.given("to").map_or("whoever comes next".to_owned(), |to| text::printable(to).into_owned());
        let ends = if fields.value("shift") == "with" { ", and end your shift" } else { "" };
        Some((format!("Give the handover to {to}{ends}?"), "give it".to_owned()))
    }

    fn commands(&self, fields: &Fields<'_>, _seen: Option<&Ticket>, _app: &App, now: Instant) -> Answer {
        let to = fields.given("to").map(str::to_owned);
        let whom = to.as_deref().map_or("whoever comes next".into(), text::printable).into_owned();
        // Nothing said yet: the worker works it out at the moment at which it is given.
        let giving = Giving { to, line: None, since: now, until: now, body: String::new() };
        let mut commands = vec![Command::Desk(DeskWork::GiveHandover(Box::new(giving)))];
        let mut said = format!("handed over to {whom}");
        if fields.value("shift") == "with" {
            commands.push(Command::Desk(DeskWork::EndShift { note: String::new() }));
            said.push_str("; your shift has ended");
        }
        Ok((commands, said))
    }
}

/// Taking a handover.
#[derive(Debug)]
pub struct TakeForm {
    handover: Handover,
    at: String,
}

impl TakeForm {
    /// The one that waits for the agent here.
    pub fn new(handover: Handover, app: &App, now: Instant) -> TakeForm {
        let at = words::when(handover.at, &app.local, now);
        TakeForm { handover, at }
    }

    fn from(&self) -> String {
        text::printable(&self.handover.agent).into_owned()
    }
}

impl Task for TakeForm {
    fn name(&self) -> &'static str {
        "take-handover"
    }

    fn draft_name(&self) -> String {
        format!("take-handover-{}", self.handover.id)
    }

    fn title(&self) -> String {
        format!("Take the handover of {}", self.from())
    }

    fn verb(&self) -> &'static str {
        "take it"
    }

    fn lasts(&self) -> Option<&'static str> {
        Some("your name and the moment are on record then")
    }

    fn fields(&self, app: &App) -> Vec<Field> {
        if app.on_call.shift.is_some() {
            return Vec::new();
        }
        let about = "Your shift begins, until the end of what the handover tells of.";
        vec![shift_field("begin it with this", about)]
    }

    fn lead(&self, app: &App, now: Instant) -> Vec<(Role, String)> {
        let until = words::when(self.handover.until, &app.local, now);
        let line = self
            .handover
            .line
            .as_ref()
            .map_or(String::new(), |line| format!(" on {}", text::printable(line)));
        let whom = if self.handover.to.is_some() { "to you" } else { "to whoever comes next" };
        vec![(
            Role::Text,
            format!(
                "Given by {}{line} {whom}, {}; it tells of what falls due until {until}.",
                self.from(),
                self.at
            ),
        )]
    }

    fn commands(&self, fields: &Fields<'_>, _seen: Option<&Ticket>, _app: &App, now: Instant) -> Answer {
        let mut commands = vec![Command::Desk(DeskWork::TakeHandover { handover: self.handover.id })];
        let mut said = format!("you took the handover of {}", self.from());
        if fields.value("shift") == "with" {
            let planned = Some(self.handover.until).filter(|until| *until > now);
            let line = self.handover.line.clone();
            commands.push(Command::Desk(DeskWork::BeginShift { line, planned }));
            said.push_str("; your shift has begun");
        }
        Ok((commands, said))
    }
}
