//! Something to be read before going on: the flags of a ticket that has just been opened.

use crossterm::event::KeyCode;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::framed;
use crate::calendar::Instant;
use crate::desk::{Contract, Ticket, reason};
use crate::policy::Terms;
use crate::tui::app::App;
use crate::tui::keys::Key;
use crate::tui::overlay::{Overlay, Reply};
use crate::tui::pen::Pen;
use crate::tui::theme::Role;
use crate::tui::wrap;

/// A few lines to read.
#[derive(Debug)]
pub struct Told {
    title: String,
    lines: Vec<(Role, String)>,
}

impl Told {
    /// Lines under a title.
    pub fn new(title: impl Into<String>, lines: Vec<(Role, String)>) -> Told {
        Told { title: title.into(), lines }
    }

    /// What is wrong with a new ticket's entitlement.
    pub fn flags(ticket: &Ticket, plan: Option<(&Contract, &Terms)>) -> Told {
        let mut lines =
            vec![(Role::Text, "It is open and its clocks run. To know before going on:".to_owned())];
        for flag in &ticket.flags {
            lines.push((Role::AllowanceOver, format!("! {}", flag.words())));
            lines.push((Role::Text, format!("  {}", reason::of_flag(*flag, ticket, plan).rule)));
        }
        lines.push((Role::Muted, "Nothing was refused: whoever is in charge decides.".to_owned()));
        Told { title: format!("#{} is open, with flags", ticket.id), lines }
    }
}

impl Overlay for Told {
    fn key(&mut self, key: Key, _app: &App, _now: Instant) -> Reply {
        match key.code {
            KeyCode::Esc | KeyCode::Enter | KeyCode::Char('q') => Reply::close(),
            _ => Reply::stay(),
        }
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, app: &App, _now: Instant) {
        let width = 72.min(area.width);
        let inside = usize::from(width.saturating_sub(4));
        let lines: Vec<(Role, String)> = self
            .lines
            .iter()
            .flat_map(|(role, words)| wrap::lines(words, inside).into_iter().map(|line| (*role, line)))
            .collect();
        let height = u16::try_from(lines.len() + 4).unwrap_or(u16::MAX);
        let inner = framed(buffer, area, (width, height), &self.title, app.theme);
        for (row, (role, line)) in (0..).zip(&lines) {
            Pen::new(buffer, inner, row).text(line, app.theme.style(*role));
        }
        let last = inner.height.saturating_sub(1);
        Pen::new(buffer, inner, last)
            .text("Enter", app.theme.style(Role::Key))
            .text(" or ", app.theme.style(Role::Muted))
            .text("Esc", app.theme.style(Role::Key))
            .text(" goes on", app.theme.style(Role::Text));
    }

    fn hints(&self, _app: &App) -> Vec<(String, String)> {
        vec![("Enter".to_owned(), "go on".to_owned())]
    }
}
