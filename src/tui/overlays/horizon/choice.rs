//! Which of several marks that stand in one place: a list to choose from.

use crossterm::event::KeyCode;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::calendar::Instant;
use crate::desk::lanes::{MISSED, MarkSpot, severity_sign};
use crate::keyboard::Key;
use crate::text::printable;
use crate::tui::app::App;
use crate::tui::overlays::framed;
use crate::tui::pen::Pen;
use crate::tui::picture::Picture;
use crate::tui::theme::Role;
use crate::tui::words;

/// The list.
#[derive(Debug)]
pub(super) struct Choice {
    spots: Vec<MarkSpot>,
    cursor: usize,
}

/// What a key makes of it.
pub(super) enum Answer {
    /// Nothing but another choice.
    Stay,
    /// It is given up.
    Close,
    /// That one.
    Open(MarkSpot),
}

impl Choice {
    /// Between these, beginning with the one that is selected.
    pub fn new(spots: Vec<MarkSpot>, selected: Option<MarkSpot>) -> Choice {
        let cursor = spots.iter().position(|spot| Some(spot) == selected.as_ref()).unwrap_or(0);
        Choice { spots, cursor }
    }

    /// So many on.
    pub fn step(&mut self, by: isize) {
        self.cursor = self.cursor.saturating_add_signed(by).min(self.spots.len().saturating_sub(1));
    }

    /// Takes a key.
    pub fn key(&mut self, key: Key) -> Answer {
        match key.code {
            KeyCode::Esc | KeyCode::Char('q') => return Answer::Close,
            KeyCode::Enter => {
                return self.spots.get(self.cursor).cloned().map_or(Answer::Close, Answer::Open);
            }
            KeyCode::Down | KeyCode::Char('j') | KeyCode::Tab => self.step(1),
            KeyCode::Up | KeyCode::Char('k') | KeyCode::BackTab => self.step(-1),
            KeyCode::PageDown => self.step(10),
            KeyCode::PageUp => self.step(-10),
            KeyCode::Home | KeyCode::Char('g') => self.cursor = 0,
            KeyCode::End | KeyCode::Char('G') => self.step(isize::MAX),
            _ => {}
        }
        Answer::Stay
    }

    pub fn draw(&self, buffer: &mut Buffer, area: Rect, app: &App, picture: &Picture, now: Instant) {
        let high = u16::try_from(self.spots.len() + 2).unwrap_or(u16::MAX);
        let title = format!("{} clocks here: which ticket?", self.spots.len());
        let inner = framed(buffer, area, (area.width.min(96), high), &title, app.theme);
        let rows = usize::from(inner.height);
        let top = (self.cursor + 1).saturating_sub(rows.max(1));
        for (row, (place, spot)) in (0..inner.height).zip(self.spots.iter().enumerate().skip(top)) {
            let style = |role| app.theme.row(role, place == self.cursor);
            let mut pen = Pen::new(buffer, inner, row);
            pen.text(if place == self.cursor { "›" } else { " " }, style(Role::Text));
            let Some(found) = picture.row(spot.ticket) else {
                pen.text(&format!("#{} is no longer open", spot.ticket), style(Role::Muted))
                    .fill(style(Role::Text));
                continue;
            };
            let rank = u8::try_from(found.severity_rank).unwrap_or(u8::MAX);
            let due = found.clocks.iter().find(|clock| *clock.key() == spot.clock);
            let due = due.and_then(|clock| clock.at(now).due());
            let missed = due.is_some_and(|due| due < now);
            let (sign, role) = if missed {
                (MISSED, Role::Missed)
            } else {
                (severity_sign(rank), Role::Severity(rank.min(3)))
            };
            pen.text(&format!("{sign} "), style(role));
            pen.cell(&format!("#{}", spot.ticket), 8, style(Role::Strong));
            let when = due.map_or("stopped".to_owned(), |due| words::when_bare(due, &app.local, now));
            pen.cell(&when, 13, style(if missed { Role::Missed } else { Role::Text }))
                .text(" ", style(Role::Text));
            pen.cell(&printable(&spot.clock.as_str().replace('_', " ")), 15, style(Role::Muted));
            pen.text(" ", style(Role::Text)).foreign(&found.ticket.subject, style(Role::Text));
            pen.fill(style(Role::Text));
        }
    }
}
