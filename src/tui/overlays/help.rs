//! The keys that work here, from the action table: in its sections, narrowed as one types, Enter runs the choice
//! (ux.md 13).

use crossterm::event::KeyCode;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::framed;
use crate::calendar::Instant;
use crate::keyboard::table::{FORM_KEYS, SECTIONS};
use crate::keyboard::{Call, Entry, Key};
use crate::text;
use crate::tui::app::App;
use crate::tui::hindrance;
use crate::tui::overlay::{Overlay, Reply};
use crate::tui::pen::Pen;
use crate::tui::theme::Role;

/// Columns of the keys.
const KEYS: usize = 16;

/// A line of it.
#[derive(Debug, Clone)]
enum Line {
    /// A section begins.
    Heading(&'static str),
    /// A binding.
    Bound { entry: &'static Entry, call: Call, keys: Vec<String> },
    /// Keys that are always the same.
    Fixed(&'static [&'static str], &'static str),
}

impl Line {
    fn fits(&self, wanted: &str, typed: &str) -> bool {
        match self {
            Line::Heading(_) => true,
            Line::Bound { entry, call, keys } => {
                let argument = call.argument.as_deref().unwrap_or_default().to_lowercase();
                entry.words.to_lowercase().contains(wanted)
                    || entry.name.contains(wanted)
                    || argument.contains(wanted)
                    || keys.iter().any(|key| key == typed)
            }
            Line::Fixed(keys, words) => words.to_lowercase().contains(wanted) || keys.contains(&typed),
        }
    }
}

/// The help.
#[derive(Debug, Default)]
pub struct Help {
    typed: String,
    /// Counts the lines that are no headings.
    cursor: usize,
}

impl Help {
    fn lines(&self, app: &App) -> Vec<Line> {
        let wanted = self.typed.trim().to_lowercase();
        let scopes = app.front.scopes();
        let mut lines = Vec::new();
        for (section, rows) in SECTIONS {
            lines.push(Line::Heading(section.title()));
            for entry in rows.iter().filter(|entry| scopes.contains(&entry.scope)) {
                bound(app, entry, &mut lines);
            }
        }
        lines.push(Line::Heading("In forms, questions and layers like this one"));
        lines.extend(FORM_KEYS.iter().map(|(keys, words)| Line::Fixed(keys, words)));
        lines.retain(|line| line.fits(&wanted, self.typed.trim()));
        // A heading without a line below it heads nothing.
        let below: Vec<bool> =
            lines.iter().skip(1).map(|line| !matches!(line, Line::Heading(_))).chain([false]).collect();
        let mut below = below.into_iter();
        lines.retain(|line| below.next().unwrap_or(false) || !matches!(line, Line::Heading(_)));
        lines
    }

    fn chosen(&self, app: &App) -> Option<Line> {
        let mut lines = self.lines(app).into_iter().filter(|line| !matches!(line, Line::Heading(_)));
        lines.nth(self.cursor)
    }

    fn last(&self, app: &App) -> usize {
        self.lines(app).iter().filter(|line| !matches!(line, Line::Heading(_))).count().saturating_sub(1)
    }
}

/// An action's line, and one for each argument that it is bound with; none where it is on no key.
fn bound(app: &App, entry: &'static Entry, lines: &mut Vec<Line>) {
    let own: Vec<String> = app.keymap.keys_of(entry.action).map(ToString::to_string).collect();
    if !own.is_empty() {
        lines.push(Line::Bound { entry, call: entry.action.into(), keys: own });
    }
    let more = app.keymap.bindings().iter().filter(|binding| binding.call.action == entry.action);
    for binding in more.filter(|binding| binding.call.argument.is_some()) {
        lines.push(Line::Bound { entry, call: binding.call.clone(), keys: vec![binding.keys.to_string()] });
    }
}

impl Overlay for Help {
    fn key(&mut self, key: Key, app: &App, _now: Instant) -> Reply {
        let last = self.last(app);
        match key.code {
            KeyCode::Esc => return Reply::close(),
            KeyCode::Enter => {
                return match self.chosen(app) {
                    Some(Line::Bound { call, .. }) => Reply::run(call),
                    Some(Line::Fixed(..)) => {
                        let says = Some(("that key works in forms and layers only".to_owned(), Role::Text));
                        Reply { says, ..Reply::close() }
                    }
                    _ => Reply::stay(),
                };
            }
            KeyCode::Down => self.cursor = (self.cursor + 1).min(last),
            KeyCode::Up => self.cursor = self.cursor.min(last).saturating_sub(1),
            KeyCode::PageDown => self.cursor = (self.cursor + 10).min(last),
            KeyCode::PageUp => self.cursor = self.cursor.min(last).saturating_sub(10),
            KeyCode::Home => self.cursor = 0,
            KeyCode::End => self.cursor = last,
            KeyCode::Char('u') if key.ctrl => self.typed.clear(),
            KeyCode::Backspace => {
                self.typed.pop();
                self.cursor = 0;
            }
            _ => {
                if let Some(c) = key.typed().filter(|c| !c.is_control() && self.typed.len() < 200) {
                    self.typed.push(c);
                    self.cursor = 0;
                }
            }
        }
        Reply::stay()
    }

    fn paste(&mut self, text: &str, _app: &App) -> Reply {
        let line: String = text.lines().next().unwrap_or_default().chars().take(200).collect();
        self.typed.push_str(&text::printable(&line));
        self.cursor = 0;
        Reply::stay()
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, app: &App, _now: Instant) {
        let lines = self.lines(app);
        let height = u16::try_from(lines.len().max(1) + 4).unwrap_or(u16::MAX);
        let title = match app.front {
            crate::tui::app::Front::List => "Keys here, on the list",
            crate::tui::app::Front::Ticket => "Keys here, on the ticket's page",
        };
        let inner = framed(buffer, area, (78, height), title, app.theme);
        let style = |role| app.theme.style(role);
        Pen::new(buffer, inner, 0)
            .text("type to search: ", style(Role::Muted))
            .text(&self.typed, style(Role::Input))
            .text("▏", style(Role::Input));
        let rows = usize::from(inner.height.saturating_sub(2));
        let at = place(&lines, self.cursor);
        // The heading above the first line stays in sight.
        let top = (at + 1).saturating_sub(rows.max(1));
        for (place, line) in lines.iter().enumerate().skip(top).take(rows) {
            let row = u16::try_from(place - top + 2).unwrap_or(u16::MAX);
            draw_line(&mut Pen::new(buffer, inner, row), line, app, place == at);
        }
        if lines.is_empty() {
            Pen::new(buffer, inner, 2)
                .text("no key here does that; : finds every action", style(Role::Muted));
        }
    }

    fn hints(&self, _app: &App) -> Vec<(String, String)> {
        let hint = |key: &str, words: &str| (key.to_owned(), words.to_owned());
        vec![hint("Up Down", "choose"), hint("Enter", "run it"), hint("Esc", "close")]
    }
}

/// Where the line that the cursor counts stands.
fn place(lines: &[Line], cursor: usize) -> usize {
    let real = lines.iter().enumerate().filter(|(_, line)| !matches!(line, Line::Heading(_)));
    real.map(|(place, _)| place).take(cursor + 1).last().unwrap_or(0)
}

fn draw_line(pen: &mut Pen<'_>, line: &Line, app: &App, selected: bool) {
    let role = |role| app.theme.row(role, selected);
    match line {
        Line::Heading(title) => {
            pen.text(title, app.theme.style(Role::Title));
            return;
        }
        Line::Bound { entry, call, keys } => {
            let why = hindrance::of(entry, app);
            pen.cell(&keys.join("  "), KEYS, role(Role::Key)).text(" ", role(Role::Text));
            pen.text(entry.words, role(if why.is_some() { Role::Muted } else { Role::Text }));
            if let Some(argument) = &call.argument {
                pen.text(": ", role(Role::Text)).foreign(argument, role(Role::Strong));
            }
            if let Some(why) = why {
                pen.text("  – ", role(Role::Muted)).foreign(&why, role(Role::Muted));
            }
        }
        Line::Fixed(keys, words) => {
            pen.cell(&keys.join("  "), KEYS, role(Role::Key)).text(" ", role(Role::Text));
            pen.text(words, role(Role::Text));
        }
    }
    pen.fill(role(Role::Text));
}
