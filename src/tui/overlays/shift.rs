//! The agent's own shift: its begin and its end.

use super::form::{Answer, Field, Fields, Task};
use super::moments;
use crate::calendar::{Instant, Toward};
use crate::desk::{Command, DeskWork, Ticket};
use crate::rota::Duty;
use crate::text::printable;
use crate::tui::app::App;
use crate::tui::theme::Role;
use crate::tui::words;

/// Which of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ShiftForm {
    /// It begins.
    Begin,
    /// It ends.
    End,
}

/// What is asked for most.
const USUAL: [&str; 4] = ["8h", "17:00", "tomorrow 9:00", "12h"];

/// What the agent has on the rota now.
fn duty(app: &App) -> Option<&Duty> {
    let duties = app.on_call.standing().iter().filter_map(|standing| standing.duty.as_ref());
    duties.into_iter().find(|duty| duty.agent == app.who)
}

/// The lines of the rota.
fn lines(app: &App) -> Vec<String> {
    app.on_call.rota.as_ref().map(|rota| rota.lines().map(str::to_owned).collect()).unwrap_or_default()
}

impl ShiftForm {
    fn begin(fields: &Fields<'_>, app: &App, now: Instant) -> Answer {
        let line = fields.given("line");
        let known = lines(app);
        if let Some(line) = line.filter(|line| !known.is_empty() && !known.iter().any(|known| known == line))
        {
            let said = format!("the rota has no line {}", crate::text::quoted(line));
            return Err(vec![("line", said)]);
        }
        let until = fields.given("until").map(|typed| moments::read(typed, Toward::Future, app, now));
        let planned = until.transpose().map_err(|why| vec![("until", why)])?;
        if planned.is_some_and(|planned| planned <= now) {
            return Err(vec![("until", "that has passed".into())]);
        }
        let work = DeskWork::BeginShift { line: line.map(str::to_owned), planned };
        let until =
            planned.map_or(String::new(), |at| format!(", until {}", words::when(at, &app.local, now)));
        Ok((vec![Command::Desk(work)], format!("your shift has begun{until}")))
    }
}

impl Task for ShiftForm {
    fn name(&self) -> &'static str {
        match self {
            ShiftForm::Begin => "begin-shift",
            ShiftForm::End => "end-shift",
        }
    }

    fn title(&self) -> String {
        match self {
            ShiftForm::Begin => "Begin your shift".into(),
            ShiftForm::End => "End your shift".into(),
        }
    }

    fn verb(&self) -> &'static str {
        match self {
            ShiftForm::Begin => "begin it",
            ShiftForm::End => "end it",
        }
    }

    fn fields(&self, app: &App) -> Vec<Field> {
        if *self == ShiftForm::End {
            return vec![Field::text("note", "Note").about("What there is to say about it; may stay empty.")];
        }
        let duty = duty(app);
        let line =
            Field::offered("line", "Line", lines(app)).about("On which line of the rota; may stay empty.");
        let until = Field::offered("until", "Until", USUAL.iter().map(|usual| (*usual).to_owned()).collect())
            .about("17:00, 8h, tomorrow 9:00; empty where that is not planned.");
        match duty {
            None => vec![line, until],
            Some(duty) => {
                let end = app.local.civil(duty.span.to).format("%Y-%m-%d %H:%M").to_string();
                vec![line.given(&duty.line), until.given(&end)]
            }
        }
    }

    fn first(&self) -> Option<&'static str> {
        Some(if *self == ShiftForm::Begin { "until" } else { "note" })
    }

    fn lead(&self, app: &App, now: Instant) -> Vec<(Role, String)> {
        let when = |at: Instant| words::when(at, &app.local, now);
        match (self, &app.on_call.shift, duty(app)) {
            (ShiftForm::Begin, _, Some(duty)) => {
                let line = printable(&duty.line);
                vec![(Role::Text, format!("You are on call on {line} until {}.", when(duty.span.to)))]
            }
            (ShiftForm::End, Some(shift), _) => {
                let long = words::span(now.since(shift.began));
                let planned =
                    shift.planned.map_or(String::new(), |at| format!("; planned until {}", when(at)));
                vec![(Role::Text, format!("It began at {}, {long} ago{planned}.", when(shift.began)))]
            }
            _ => Vec::new(),
        }
    }

    fn lasts(&self) -> Option<&'static str> {
        Some("a shift that began or ended did so")
    }

    fn tune(&self, fields: &mut [Field], app: &App, now: Instant) {
        let Some(until) = fields.iter_mut().find(|field| field.name == "until") else { return };
        let typed = until.value().trim().to_owned();
        until.told = match moments::read(&typed, Toward::Future, app, now) {
            _ if typed.is_empty() => Vec::new(),
            Ok(at) if at <= now => vec![(Role::Muted, "that has passed".into())],
            Ok(at) => {
                let long = words::span(at.since(now));
                vec![(Role::Strong, format!("{}, in {long}", words::when(at, &app.local, now)))]
            }
            Err(why) => vec![(Role::Muted, why)],
        };
    }

    fn commands(&self, fields: &Fields<'_>, _seen: Option<&Ticket>, app: &App, now: Instant) -> Answer {
        match self {
            ShiftForm::Begin => ShiftForm::begin(fields, app, now),
            ShiftForm::End => {
                let note = fields.given("note").unwrap_or_default().to_owned();
                Ok((vec![Command::Desk(DeskWork::EndShift { note })], "your shift has ended".into()))
            }
        }
    }
}
