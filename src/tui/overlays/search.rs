//! Search over everything that was ever written, closed tickets too: the worker looks as one types, and what it finds is
//! shown as it comes. Enter opens the ticket's page, and Esc comes back here.

use crossterm::event::KeyCode;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::form::Editor;
use super::framed;
use crate::calendar::Instant;
use crate::desk::Status;
use crate::keyboard::{Action, Call, Key};
use crate::store::{Found, FoundIn, Hit, Rest, SearchQuery};
use crate::text::printable;
use crate::tui::app::App;
use crate::tui::effect::{Effect, Request};
use crate::tui::overlay::{Overlay, Reply};
use crate::tui::pen::Pen;
use crate::tui::source::Trouble;
use crate::tui::theme::Role;
use crate::tui::words;

/// Longest line that can be typed, in bytes.
const LIMIT: usize = 1024;
/// Rows of the screen that a hit takes.
const ROWS: usize = 2;

/// The search.
#[derive(Debug)]
pub struct Search {
    editor: Editor,
    /// What was found, and for what it was looked for.
    found: Option<(String, Result<Found, Trouble>)>,
    cursor: usize,
    /// Hits on screen when it was last drawn: as far as a page goes.
    shown: std::cell::Cell<usize>,
}

impl Default for Search {
    fn default() -> Search {
        Search { editor: Editor::new(false, LIMIT), found: None, cursor: 0, shown: std::cell::Cell::new(1) }
    }
}

impl Search {
    fn hits(&self) -> &[Hit] {
        match &self.found {
            Some((_, Ok(found))) => &found.hits,
            _ => &[],
        }
    }

    /// Asks the worker for what is typed now; where that is nothing that can be looked for, what was found is put away.
    fn ask(&mut self) -> Reply {
        match self.searches() {
            Some(typed) => Reply::stay().and(Effect::Ask(Request::Search(typed))),
            None => {
                self.found = None;
                self.cursor = 0;
                Reply::stay()
            }
        }
    }

    fn step(&mut self, by: isize) {
        let last = self.hits().len().saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(by).min(last);
    }
}

impl Overlay for Search {
    fn key(&mut self, key: Key, _app: &App, _now: Instant) -> Reply {
        let page = isize::try_from(self.shown.get().max(2) - 1).unwrap_or(1);
        match key.code {
            KeyCode::Esc => return Reply::close(),
            KeyCode::Enter => {
                let chosen = self.hits().get(self.cursor).map(|hit| hit.ticket.id);
                return chosen.map_or_else(Reply::stay, |ticket| Reply {
                    waits: true,
                    ..Reply::run(Call::with(Action::GoTo, ticket.to_string()))
                });
            }
            KeyCode::Down => self.step(1),
            KeyCode::Up => self.step(-1),
            KeyCode::PageDown => self.step(page),
            KeyCode::PageUp => self.step(-page),
            KeyCode::Char('n') if key.ctrl => self.step(1),
            KeyCode::Char('p') if key.ctrl => self.step(-1),
            KeyCode::Backspace if self.editor.text().is_empty() => return Reply::close(),
            _ => {
                let before = self.editor.text().to_owned();
                self.editor.key(key);
                if self.editor.text() != before {
                    return self.ask();
                }
            }
        }
        Reply::stay()
    }

    fn paste(&mut self, text: &str, _app: &App) -> Reply {
        let line: String = text.lines().next().unwrap_or_default().chars().take(200).collect();
        let _ = self.editor.insert(&printable(&line));
        self.ask()
    }

    fn searches(&self) -> Option<String> {
        let typed = self.editor.text();
        SearchQuery::parse(typed).looks_for_something().then(|| typed.to_owned())
    }

    fn found(&mut self, typed: &str, outcome: &Result<Found, Trouble>) {
        // What was typed before is old by now; a newer answer is on its way.
        if typed != self.editor.text() {
            return;
        }
        let again = self.found.as_ref().is_some_and(|(before, _)| before == typed);
        let chosen = self.hits().get(self.cursor).filter(|_| again).map(|hit| hit.ticket.id);
        self.found = Some((typed.to_owned(), outcome.clone()));
        let place = chosen.and_then(|id| self.hits().iter().position(|hit| hit.ticket.id == id));
        self.cursor = place.unwrap_or(0);
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, app: &App, now: Instant) {
        let inner =
            framed(buffer, area, (area.width, area.height), "Search everything that was written", app.theme);
        let style = |role| app.theme.style(role);
        let (said, role) = self.said();
        let line = Rect { height: inner.height.min(1), ..inner };
        let kept = u16::try_from(crate::text::width(&said) + 2).unwrap_or(u16::MAX);
        let typed = Rect { width: line.width.saturating_sub(kept).max(line.width / 2), ..line };
        self.editor.draw(buffer, typed, style(Role::Input), true);
        let rest = Rect { x: typed.right(), width: line.right().saturating_sub(typed.right()), ..line };
        Pen::new(buffer, rest, 0).at_end(&said, style(role));
        let rows = usize::from(inner.height.saturating_sub(2));
        let room = (rows / ROWS).max(1);
        self.shown.set(room);
        let top = (self.cursor + 1).saturating_sub(room);
        if self.hits().is_empty() {
            self.nothing(buffer, inner, app);
        }
        for (place, hit) in self.hits().iter().enumerate().skip(top).take(room) {
            let row = u16::try_from(2 + (place - top) * ROWS).unwrap_or(u16::MAX);
            draw_hit(buffer, inner, row, hit, place == self.cursor, (app, now));
        }
    }

    fn hints(&self, _app: &App) -> Vec<(String, String)> {
        let hint = |key: &str, words: &str| (key.to_owned(), words.to_owned());
        vec![
            hint("Up Down", "choose"),
            hint("Enter", "open"),
            hint("\"two words\"", "side by side"),
            hint("!word", "without it"),
            hint("Esc", "close"),
        ]
    }
}

impl Search {
    /// How the search stands, at the right of what is typed.
    fn said(&self) -> (String, Role) {
        let Some(typed) = self.searches() else { return (String::new(), Role::Muted) };
        match &self.found {
            Some((of, Ok(found))) if *of == typed => {
                let count = found.hits.len();
                match found.rest {
                    Rest::None => (format!("{count} found"), Role::Strong),
                    Rest::More => (format!("the first {count}"), Role::Strong),
                    Rest::Unread => (format!("{count} among the newest: type on"), Role::Strong),
                }
            }
            Some((of, Err(_))) if *of == typed => ("failed".into(), Role::Error),
            _ => ("searching …".into(), Role::Muted),
        }
    }

    /// What is said where there is no hit.
    fn nothing(&self, buffer: &mut Buffer, inner: Rect, app: &App) {
        let mut line = |row, words: &str, role| {
            Pen::new(buffer, inner, row).foreign(words, app.theme.style(role));
        };
        match &self.found {
            Some((_, Err(trouble))) => line(2, &trouble.words(), Role::Error),
            Some((_, Ok(_))) => line(2, "no ticket holds that", Role::Muted),
            None => {
                line(
                    2,
                    "subjects, messages, replies, notes, reasons, requesters and references;",
                    Role::Muted,
                );
                line(3, "open and closed tickets, whatever the capitals and accents", Role::Muted);
            }
        }
    }
}

/// A hit: the ticket, and below it what was found.
fn draw_hit(
    buffer: &mut Buffer,
    inner: Rect,
    row: u16,
    hit: &Hit,
    selected: bool,
    (app, now): (&App, Instant),
) {
    let role = |role| app.theme.row(role, selected);
    let ticket = &hit.ticket;
    let groups = app.picture.iter().flat_map(|picture| picture.board.groups.iter());
    let customer = groups.map(|group| &group.customer).find(|customer| customer.id == ticket.customer);
    let status = match ticket.status {
        Status::Open => Role::Strong,
        Status::Waiting | Status::OnHold => Role::Paused,
        Status::Resolved => Role::Met,
    };
    let in_subject = matches!(hit.place, FoundIn::Subject | FoundIn::Number);
    let mut pen = Pen::new(buffer, inner, row);
    pen.cell(&format!("#{}", ticket.id), 9, role(Role::Strong));
    pen.cell(ticket.status.as_str(), 9, role(status));
    let wide = (pen.left() / 4).min(28);
    pen.cell(&printable(customer.map_or("", |customer| customer.name.as_str())), wide, role(Role::Text));
    pen.text("  ", role(Role::Text));
    if in_subject {
        pieces(&mut pen, hit, role(Role::Text), role(Role::Found));
    } else {
        pen.foreign(&ticket.subject, role(Role::Text));
    }
    pen.fill(role(Role::Text));
    let when = words::when_bare(hit.at, &app.local, now);
    let mut pen = Pen::new(buffer, inner, row + 1);
    pen.text("         ", role(Role::Text));
    if in_subject {
        pen.text(
            &format!("received {}", words::when_bare(ticket.received, &app.local, now)),
            role(Role::Muted),
        );
    } else {
        // Who wrote a message is the customer; the agent only took it down.
        let theirs = matches!(hit.place, FoundIn::Message | FoundIn::Requester | FoundIn::Reference);
        let by = if theirs { String::new() } else { format!(" by {}", printable(&hit.agent)) };
        let by = format!("{}{by}, {when}: ", hit.place.words());
        pen.text(&by, role(Role::Muted));
        pieces(&mut pen, hit, role(Role::Text), role(Role::Found));
    }
    pen.fill(role(Role::Text));
}

/// What was written, marked where it is what was looked for.
fn pieces(pen: &mut Pen<'_>, hit: &Hit, plain: ratatui::style::Style, marked: ratatui::style::Style) {
    for piece in &hit.snippet {
        pen.foreign(&piece.text, if piece.marked { marked } else { plain });
    }
}
