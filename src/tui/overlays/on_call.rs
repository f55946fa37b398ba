//! A ticket given to who is on call.

use super::form::{Answer, Choice, Field, Fields, Task};
use crate::calendar::Instant;
use crate::desk::{Command, Ticket};
use crate::rota::Duty;
use crate::text::{fitted, printable};
use crate::tui::app::App;
use crate::tui::theme::Role;
use crate::tui::words;

/// The form.
#[derive(Debug)]
pub struct AssignOnCall {
    title: String,
    duties: Vec<Duty>,
    route: Option<String>,
    has: Option<String>,
}

impl AssignOnCall {
    /// For a ticket; `route` is the line that the rota routes it to.
    pub fn new(ticket: &Ticket, duties: Vec<Duty>, route: Option<&str>, many: bool) -> AssignOnCall {
        let title = format!("Give #{} to who is on call · {}", ticket.id, printable(&ticket.subject));
        let title = if many { "Give the marked to who is on call".to_owned() } else { title };
        let has = ticket.assignee.clone().filter(|_| !many);
        AssignOnCall { title, duties, route: route.map(str::to_owned), has }
    }

    fn duty(&self, fields: &Fields<'_>) -> Option<&Duty> {
        self.duties.iter().find(|duty| duty.line == fields.value("line"))
    }
}

impl Task for AssignOnCall {
    fn name(&self) -> &'static str {
        "assign-on-call"
    }

    fn title(&self) -> String {
        self.title.clone()
    }

    fn verb(&self) -> &'static str {
        "give it to them"
    }

    fn fields(&self, _app: &App) -> Vec<Field> {
        let choice = |duty: &Duty| {
            let (line, agent) = (printable(&duty.line), printable(&duty.agent));
            let routed = self.route.as_deref() == Some(duty.line.as_str());
            let about = if routed { "the rota routes it there" } else { "" };
            Choice::new(duty.line.clone(), format!("{line}: {}", fitted(&agent, 24)), about)
        };
        let field = Field::choice("line", "To", self.duties.iter().map(choice).collect());
        vec![match &self.route {
            Some(route) => field.given(route),
            None => field,
        }]
    }

    fn lead(&self, _app: &App, _now: Instant) -> Vec<(Role, String)> {
        let had = |had: &String| (Role::DueSoon, format!("It is {}'s now.", printable(had)));
        self.has.as_ref().map(had).into_iter().collect()
    }

    fn foot(&self, fields: &Fields<'_>, app: &App, now: Instant) -> Vec<(Role, String)> {
        let Some(duty) = self.duty(fields) else { return Vec::new() };
        let until = words::when(duty.span.to, &app.local, now);
        vec![(Role::Muted, format!("{} is on call until {until}.", printable(&duty.agent)))]
    }

    fn commands(&self, fields: &Fields<'_>, seen: Option<&Ticket>, _app: &App, _now: Instant) -> Answer {
        let (Some(ticket), Some(duty)) = (seen, self.duty(fields)) else { return Err(Vec::new()) };
        let (id, seen, to) = (ticket.id, Some(ticket.revision), Some(duty.agent.clone()));
        let said = format!("#{id} is {}'s, who is on call on {}", duty.agent, duty.line);
        Ok((vec![Command::Assign { ticket: id, seen, to }], said))
    }
}
