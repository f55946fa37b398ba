//! The alerts that were told to the agent, the newest first: who acknowledged, what did not go out. Enter opens the
//! ticket's page, and Esc comes back here.

use std::cell::Cell;

use crossterm::event::KeyCode;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::form::{Answer as Filled, Field, Fields, Task};
use super::{Form, framed, moments};
use crate::alert::{AlertId, Answer};
use crate::calendar::{Instant, Toward};
use crate::desk::{Command, DeskWork, Ticket};
use crate::keyboard::{Action, Call, Key};
use crate::store::Told;
use crate::text::printable;
use crate::tui::app::App;
use crate::tui::effect::{Done, Effect, Request};
use crate::tui::overlay::{Overlay, Reply};
use crate::tui::pen::Pen;
use crate::tui::ringing;
use crate::tui::source::Trouble;
use crate::tui::theme::Role;
use crate::tui::{words, wrap};
use crate::watch::heading;

/// Rows below the list that tell of the chosen one.
const FOOT: u16 = 5;

/// The list.
#[derive(Debug, Default)]
pub struct Alerts {
    /// `None` until they have been read.
    told: Option<Vec<Told>>,
    /// Also those that were acknowledged.
    all: bool,
    cursor: usize,
    /// Why the last answer was not taken.
    trouble: Option<String>,
    /// Rows for the list when it was last drawn.
    shown: Cell<usize>,
}

impl Alerts {
    /// Those that are listed.
    fn listed(&self) -> Vec<&Told> {
        let told = self.told.as_deref().unwrap_or_default();
        told.iter().filter(|alert| self.all || alert.acknowledged.is_none()).collect()
    }

    fn chosen(&self) -> Option<&Told> {
        self.listed().get(self.cursor).copied()
    }

    fn step(&mut self, by: isize) {
        let last = self.listed().len().saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(by).min(last);
    }

    /// Acknowledges some, where something may be written.
    fn acknowledge(&mut self, alerts: Vec<AlertId>, app: &App) -> Reply {
        if alerts.is_empty() {
            return Reply::stay();
        }
        if let Some(why) = &app.read_only {
            self.trouble = Some(why.clone());
            return Reply::stay();
        }
        let said = match alerts.as_slice() {
            [only] => format!("alert {only} is acknowledged"),
            several => format!("{} alerts are acknowledged", several.len()),
        };
        Reply::send(vec![answer(alerts, Answer::Acknowledge)], said)
    }
}

fn answer(alerts: Vec<AlertId>, answer: Answer) -> Command {
    Command::Desk(DeskWork::AnswerAlerts { alerts, answer })
}

impl Overlay for Alerts {
    fn key(&mut self, key: Key, app: &App, now: Instant) -> Reply {
        let page = isize::try_from(self.shown.get().max(2) - 1).unwrap_or(1);
        self.trouble = None;
        match key.code {
            KeyCode::Esc | KeyCode::Char('q') => return Reply::close(),
            KeyCode::Enter => {
                let ticket = self.chosen().and_then(|alert| alert.ticket);
                return ticket.map_or_else(Reply::stay, |ticket| Reply {
                    waits: true,
                    ..Reply::run(Call::with(Action::GoTo, ticket.to_string()))
                });
            }
            KeyCode::Down | KeyCode::Char('j') => self.step(1),
            KeyCode::Up | KeyCode::Char('k') => self.step(-1),
            KeyCode::PageDown => self.step(page),
            KeyCode::PageUp => self.step(-page),
            KeyCode::Home | KeyCode::Char('g') => self.step(isize::MIN),
            KeyCode::End | KeyCode::Char('G') => self.step(isize::MAX),
            KeyCode::Tab => {
                self.all = !self.all;
                self.cursor = 0;
            }
            KeyCode::Char('a') => {
                let chosen = self.chosen().filter(|alert| alert.acknowledged.is_none());
                let chosen = chosen.map(|alert| alert.id).into_iter().collect();
                return self.acknowledge(chosen, app);
            }
            KeyCode::Char('A') => {
                let open = self.listed().into_iter().filter(|alert| alert.acknowledged.is_none());
                let open = open.map(|alert| alert.id).collect();
                return self.acknowledge(open, app);
            }
            KeyCode::Char('s') => {
                let chosen = self.chosen().filter(|alert| alert.acknowledged.is_none());
                if let Some(why) = &app.read_only {
                    self.trouble = Some(why.clone());
                } else if let Some(alert) = chosen {
                    let task = Snooze { alert: alert.id, words: alert.words.clone() };
                    return Reply::open(Form::new(task, None, app, now));
                }
            }
            _ => {}
        }
        Reply::stay()
    }

    fn answered(&mut self, outcome: &Result<Done, Trouble>, _app: &App) -> Reply {
        self.trouble = outcome.as_ref().err().map(Trouble::words);
        Reply::stay().and(Effect::Ask(Request::Alerts))
    }

    fn alerts(&mut self, alerts: &[Told]) {
        let chosen = self.chosen().map(|alert| alert.id);
        self.told = Some(alerts.to_vec());
        let place = self.listed().iter().position(|alert| Some(alert.id) == chosen);
        self.cursor = place.unwrap_or(self.cursor);
        self.step(0);
    }

    fn lists_alerts(&self) -> bool {
        true
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, app: &App, now: Instant) {
        let title =
            if self.all { "Alerts, all that were told" } else { "Alerts that nobody has acknowledged" };
        let inner = framed(buffer, area, (area.width, area.height), title, app.theme);
        let listed = self.listed();
        let foot = FOOT.min(inner.height / 2);
        let rows = usize::from(inner.height.saturating_sub(foot + 1));
        self.shown.set(rows);
        if listed.is_empty() {
            let words = match &self.told {
                None => "reading …",
                Some(_) if self.all => {
                    "no alert was told yet; `tierdesk alert rules` shows who is told of what"
                }
                Some(_) => {
                    "none: everything that was told is acknowledged, or its ticket resolved; Tab shows all"
                }
            };
            Pen::new(buffer, inner, 0).text(words, app.theme.style(Role::Muted));
        }
        let top = (self.cursor + 1).saturating_sub(rows.max(1));
        for (place, alert) in listed.iter().enumerate().skip(top).take(rows) {
            let row = u16::try_from(place - top).unwrap_or(u16::MAX);
            draw_alert(Pen::new(buffer, inner, row), alert, place == self.cursor, app, now);
        }
        let below = Rect { y: inner.bottom().saturating_sub(foot), height: foot, ..inner };
        self.draw_chosen(buffer, below, app, now);
    }

    fn hints(&self, _app: &App) -> Vec<(String, String)> {
        let hint = |key: &str, words: &str| (key.to_owned(), words.to_owned());
        vec![
            hint("Enter", "open the ticket"),
            hint("a", "acknowledge"),
            hint("A", "all of them"),
            hint("s", "snooze"),
            hint("Tab", if self.all { "open ones" } else { "all" }),
            hint("Esc", "close"),
        ]
    }
}

impl Alerts {
    /// What there is to know about the chosen one.
    fn draw_chosen(&self, buffer: &mut Buffer, area: Rect, app: &App, now: Instant) {
        let style = |role| app.theme.style(role);
        if let Some(trouble) = &self.trouble {
            Pen::new(buffer, area, 0).foreign(trouble, style(Role::Error));
            return;
        }
        let Some(alert) = self.chosen() else { return };
        let mut lines: Vec<(Role, String)> = Vec::new();
        let whole = wrap::lines(&printable(&alert.words), usize::from(area.width));
        lines.extend(whole.into_iter().take(2).map(|line| (Role::Text, line)));
        let mut told = format!("{}, fell {}", heading(alert.kind), words::when(alert.fell, &app.local, now));
        match alert.told {
            Some(at) => told.push_str(&format!(", told {}", words::when(at, &app.local, now))),
            None => told.push_str(", a later mark of the same clock was told instead"),
        }
        lines.push((Role::Muted, told));
        lines.extend(state(alert, app, now).map(|words| (Role::Strong, words)));
        for delivery in &alert.deliveries {
            let why = if delivery.said.is_empty() { String::new() } else { format!(": {}", delivery.said) };
            let role = if delivery.state == "failed" { Role::Error } else { Role::Muted };
            let next = delivery.next.map(|at| format!(", again {}", words::when(at, &app.local, now)));
            let tries = match delivery.tries {
                0 | 1 => String::new(),
                tries => format!(" after {tries} tries"),
            };
            let next = next.filter(|_| delivery.state == "waiting").unwrap_or_default();
            lines.push((role, format!("{} {}{tries}{next}{why}", delivery.way, delivery.state)));
        }
        for (row, (role, line)) in lines.iter().enumerate() {
            Pen::new(buffer, area, u16::try_from(row).unwrap_or(u16::MAX)).foreign(line, style(*role));
        }
    }
}

/// What was answered, and by whom.
fn state(alert: &Told, app: &App, now: Instant) -> Option<String> {
    let acknowledged = alert.acknowledged.as_ref();
    let snoozed = alert.snoozed.as_ref();
    let when = |at: Instant| words::when(at, &app.local, now);
    acknowledged
        .map(|(at, who)| format!("acknowledged by {who} {}", when(*at)))
        .or_else(|| snoozed.map(|(until, who)| format!("snoozed by {who} until {}", when(*until))))
}

/// One line: when, what it is in words and by a mark, what it says, and the answer.
fn draw_alert(mut pen: Pen<'_>, alert: &Told, selected: bool, app: &App, now: Instant) {
    let role = |role| app.theme.row(role, selected);
    let answered = alert.acknowledged.is_some();
    let kind = if answered { Role::Muted } else { ringing::role(alert.kind) };
    let mark = match (answered, alert.snoozed.is_some()) {
        (true, _) => "✓",
        (false, true) => "‖",
        (false, false) => "●",
    };
    pen.text(mark, role(kind)).text(" ", role(Role::Text));
    pen.cell(&words::when_bare(alert.told.unwrap_or(alert.fell), &app.local, now), 13, role(Role::Muted));
    pen.cell(heading(alert.kind), 11, role(kind));
    let who = alert.acknowledged.as_ref().or(alert.snoozed.as_ref()).map(|(_, who)| printable(who));
    let failed = alert.deliveries.iter().any(|delivery| delivery.state == "failed");
    let room = pen.left().saturating_sub(12);
    pen.cell(&printable(&alert.words), room, role(if answered { Role::Muted } else { Role::Text }));
    pen.text(" ", role(Role::Text));
    match (failed, who) {
        (true, _) => pen.cell("not sent", 11, role(Role::Error)),
        (false, Some(who)) => pen.cell(&who, 11, role(Role::Muted)),
        (false, None) => pen.cell("", 11, role(Role::Text)),
    };
    pen.fill(role(Role::Text));
}

/// Puts an alert off.
#[derive(Debug)]
struct Snooze {
    alert: AlertId,
    words: String,
}

/// What is asked for most.
const USUAL: [&str; 5] = ["15m", "30m", "1h", "2h", "tomorrow 9:00"];

impl Task for Snooze {
    fn name(&self) -> &'static str {
        "snooze"
    }

    fn title(&self) -> String {
        format!("Snooze alert {}", self.alert)
    }

    fn verb(&self) -> &'static str {
        "snooze it"
    }

    fn fields(&self, _app: &App) -> Vec<Field> {
        let usual = USUAL.iter().map(|usual| (*usual).to_owned()).collect();
        vec![
            Field::offered("until", "Until", usual)
                .given("15m")
                .about("It comes again once, if it still holds then."),
        ]
    }

    fn lead(&self, _app: &App, _now: Instant) -> Vec<(Role, String)> {
        vec![(Role::Text, printable(&self.words).into_owned())]
    }

    fn tune(&self, fields: &mut [Field], app: &App, now: Instant) {
        let Some(until) = fields.iter_mut().find(|field| field.name == "until") else { return };
        until.told = match moments::read(until.value(), Toward::Future, app, now) {
            Ok(at) => vec![(Role::Strong, moments::told(at, app, now))],
            Err(why) => vec![(Role::Muted, why)],
        };
    }

    fn commands(&self, fields: &Fields<'_>, _seen: Option<&Ticket>, app: &App, now: Instant) -> Filled {
        let until = moments::read(fields.value("until"), Toward::Future, app, now);
        let until = until.map_err(|why| vec![("until", why)])?;
        if until <= now {
            return Err(vec![("until", "that has passed".into())]);
        }
        let said = format!("alert {} is snoozed until {}", self.alert, words::when(until, &app.local, now));
        Ok((vec![answer(vec![self.alert], Answer::Snooze { until })], said))
    }

    fn done(&mut self, _done: &Done, _app: &App) -> Reply {
        Reply::close().and(Effect::Ask(Request::Alerts))
    }
}
