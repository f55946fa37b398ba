//! The keys that work here, from the action table: narrowed as one types, Enter runs the choice (ux.md 13).

use crossterm::event::KeyCode;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::framed;
use crate::calendar::Instant;
use crate::keyboard::action::entries;
use crate::keyboard::{Entry, Key};
use crate::tui::app::App;
use crate::tui::hindrance;
use crate::tui::overlay::{Overlay, Reply};
use crate::tui::pen::Pen;
use crate::tui::theme::Role;

/// The help.
#[derive(Debug, Default)]
pub struct Help {
    typed: String,
    cursor: usize,
}

impl Help {
    fn entries(&self, app: &App) -> Vec<&'static Entry> {
        let scopes = app.front.scopes();
        let wanted = self.typed.to_lowercase();
        let fits = |entry: &&Entry| {
            scopes.contains(&entry.scope)
                && (entry.words.contains(&wanted)
                    || entry.name.contains(&wanted)
                    || entry.keys.iter().any(|key| *key == self.typed))
        };
        entries().filter(fits).collect()
    }
}

impl Overlay for Help {
    fn key(&mut self, key: Key, app: &App, _now: Instant) -> Reply {
        let last = self.entries(app).len().saturating_sub(1);
        match key.code {
            KeyCode::Esc => return Reply::close(),
            KeyCode::Enter => {
                let chosen = self.entries(app).get(self.cursor.min(last)).map(|entry| entry.action);
                return chosen.map_or_else(Reply::stay, Reply::run);
            }
            KeyCode::Down => self.cursor = (self.cursor + 1).min(last),
            KeyCode::Up => self.cursor = self.cursor.min(last).saturating_sub(1),
            KeyCode::Backspace => {
                self.typed.pop();
                self.cursor = 0;
            }
            _ => {
                if let Some(c) = key.typed().filter(|c| !c.is_control()) {
                    self.typed.push(c);
                    self.cursor = 0;
                }
            }
        }
        Reply::stay()
    }

    fn paste(&mut self, text: &str, _app: &App) -> Reply {
        self.typed.push_str(&crate::text::printable(text));
        Reply::stay()
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, app: &App, _now: Instant) {
        let entries = self.entries(app);
        let height = u16::try_from(entries.len() + 4).unwrap_or(u16::MAX);
        let inner = framed(buffer, area, (76, height), "Keys here", app.theme);
        let style = |role| app.theme.style(role);
        Pen::new(buffer, inner, 0)
            .text("type to search: ", style(Role::Muted))
            .text(&self.typed, style(Role::Input))
            .text("▏", style(Role::Input));
        let rows = usize::from(inner.height.saturating_sub(2));
        let cursor = self.cursor.min(entries.len().saturating_sub(1));
        let top = (cursor + 1).saturating_sub(rows.max(1));
        for (place, entry) in entries.iter().enumerate().skip(top).take(rows) {
            let row = u16::try_from(place - top + 2).unwrap_or(u16::MAX);
            let selected = place == cursor;
            let role = |role| app.theme.row(role, selected);
            let why = hindrance::of(entry, app);
            let mut pen = Pen::new(buffer, inner, row);
            pen.cell(&entry.keys.join("  "), 16, role(Role::Key));
            pen.text(entry.words, role(if why.is_some() { Role::Muted } else { Role::Text }));
            if let Some(why) = why {
                pen.text("  – ", role(Role::Muted)).foreign(&why, role(Role::Muted));
            }
            pen.fill(role(Role::Text));
        }
        if entries.is_empty() {
            Pen::new(buffer, inner, 2).text("no key does that", style(Role::Muted));
        }
    }

    fn hints(&self, _app: &App) -> Vec<(String, String)> {
        let hint = |key: &str, words: &str| (key.to_owned(), words.to_owned());
        vec![hint("Up Down", "choose"), hint("Enter", "run it"), hint("Esc", "close")]
    }
}
