//! A ticket put aside, with the reason and the moment at which to look at it again.

use super::form::{Answer, Field, Fields, Task};
use super::moments;
use crate::calendar::{Hours, Instant, Toward};
use crate::desk::{Command, Ticket, Work};
use crate::policy::Pause;
use crate::text;
use crate::tui::app::App;
use crate::tui::theme::Role;
use crate::tui::words;

/// The form.
#[derive(Debug)]
pub(super) struct Hold {
    title: String,
}

impl Hold {
    pub(super) fn new(ticket: &Ticket) -> Hold {
        Hold { title: format!("Put #{} on hold · {}", ticket.id, text::printable(&ticket.subject)) }
    }
}

/// What is asked for most.
const USUAL: [&str; 5] = ["1h", "tomorrow 9:00", "mon 9:00", "3 days", "1 week"];

/// Which clocks go on while it is on hold, and which stand still.
fn clocks(app: &App) -> Option<(Role, String)> {
    let terms = app.row()?.terms.as_deref()?;
    let stands = |clock: &&crate::policy::Clock| clock.pauses.contains(&Pause::OnHold);
    let named = |clock: &crate::policy::Clock| clock.key.as_str().replace('_', "-");
    let all = &terms.pack().clocks;
    let still: Vec<String> = all.iter().filter(stands).map(named).collect();
    Some(match (still.as_slice(), still.len() == all.len()) {
        (_, true) => (Role::Text, "While it is on hold its clocks stand still.".into()),
        ([], _) => (
            Role::DueSoon,
            "While it is on hold its clocks go on: this policy knows no pause for that.".into(),
        ),
        (still, _) => (
            Role::Text,
            format!(
                "While it is on hold the {} clock stands still; the others go on.",
                still.join(" and the ")
            ),
        ),
    })
}

/// What is said of the moment: on both wall clocks, and where the desk is closed then.
fn told(typed: &str, app: &App, now: Instant) -> Vec<(Role, String)> {
    let wakes = match moments::read(typed, Toward::Future, app, now) {
        Ok(wakes) if wakes <= now => return vec![(Role::Muted, "that has passed".into())],
        Ok(wakes) => wakes,
        Err(why) => return vec![(Role::Muted, why)],
    };
    let mut told = vec![(Role::Strong, moments::told(wakes, app, now))];
    let clock = app.row().and_then(|row| row.clocks.first());
    if let Some(clock) = clock
        && let Hours::Closed { opens: Some(opens) } = clock.target.calendar.hours(wakes)
    {
        let opens = words::when(opens, &app.local, now);
        told.push((Role::Muted, format!("the desk is closed then; it opens {opens}")));
    }
    told
}

impl Task for Hold {
    fn name(&self) -> &'static str {
        "hold"
    }

    fn title(&self) -> String {
        self.title.clone()
    }

    fn verb(&self) -> &'static str {
        "put it on hold"
    }

    fn fields(&self, _app: &App) -> Vec<Field> {
        vec![
            Field::line("reason", "Why").about("Shown beside the ticket while it is on hold."),
            Field::offered("until", "Until", USUAL.iter().map(|usual| (*usual).to_owned()).collect())
                .about("tomorrow 9:00, mon 08:00, 2h, a date; empty: until somebody resumes it."),
        ]
    }

    fn lead(&self, app: &App, now: Instant) -> Vec<(Role, String)> {
        let mut lead: Vec<(Role, String)> = clocks(app).into_iter().collect();
        if let Some(ticket) = app.ticket()
            && let Some(wakes) = ticket.more().wakes()
        {
            let wakes = words::when(wakes, &app.local, now);
            lead.push((Role::Muted, format!("It is on hold until {wakes} already; this replaces that.")));
        }
        lead
    }

    fn tune(&self, fields: &mut [Field], app: &App, now: Instant) {
        let Some(until) = fields.iter_mut().find(|field| field.name == "until") else { return };
        until.told = if until.value().trim().is_empty() { Vec::new() } else { told(until.value(), app, now) };
    }

    fn commands(&self, fields: &Fields<'_>, seen: Option<&Ticket>, app: &App, now: Instant) -> Answer {
        let Some(ticket) = seen else { return Err(Vec::new()) };
        let Some(reason) = fields.given("reason") else {
            return Err(vec![("reason", "write why".into())]);
        };
        let until = fields.given("until").map(|typed| moments::read(typed, Toward::Future, app, now));
        let wakes = until.transpose().map_err(|why| vec![("until", why)])?;
        if wakes.is_some_and(|wakes| wakes <= now) {
            return Err(vec![("until", "that has passed".into())]);
        }
        let until = match wakes {
            Some(wakes) => format!("until {}", words::when(wakes, &app.local, now)),
            None => "until somebody resumes it".into(),
        };
        let (id, seen) = (ticket.id, Some(ticket.revision));
        let work = Work::Hold { reason: reason.to_owned(), wakes };
        Ok((vec![Command::Work { ticket: id, seen, work }], format!("#{id} is on hold {until}")))
    }
}
