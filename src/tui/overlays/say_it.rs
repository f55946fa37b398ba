//! The ticket's target times as sentences for the customer: to copy, or to put into a reply.

use crossterm::event::KeyCode;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{framed, reply_with, writing};
use crate::calendar::Instant;
use crate::text;
use crate::tui::app::App;
use crate::tui::effect::Effect;
use crate::tui::keys::Key;
use crate::tui::overlay::{Overlay, Reply};
use crate::tui::pen::Pen;
use crate::tui::theme::Role;
use crate::tui::wrap;
use crate::wording::Said;

/// The sentences.
#[derive(Debug)]
pub struct SayIt {
    /// The languages at hand; the customer's where none is chosen.
    tags: Vec<String>,
    language: Option<String>,
    /// A form lies below, into which the text goes.
    into_form: bool,
}

impl SayIt {
    /// In the customer's language to begin with.
    pub fn new(app: &App, into_form: bool) -> SayIt {
        SayIt { tags: app.wording.languages.tags(), language: None, into_form }
    }

    fn said(&self, app: &App, now: Instant) -> Option<Said> {
        writing::said(app, self.language.as_deref(), now)
    }

    /// The language beside the one that is shown.
    fn turn(&mut self, by: isize, app: &App, now: Instant) {
        let Some(shown) = self.said(app, now).map(|said| said.language) else { return };
        let count = self.tags.len().max(1);
        let at = self.tags.iter().position(|tag| *tag == shown).unwrap_or(0);
        let next = at.saturating_add(count).saturating_add_signed(by) % count;
        self.language = self.tags.get(next).cloned();
    }
}

impl Overlay for SayIt {
    fn key(&mut self, key: Key, app: &App, now: Instant) -> Reply {
        match key.code {
            KeyCode::Esc => return Reply::close(),
            KeyCode::Char('q') if key.typed().is_some() => return Reply::close(),
            KeyCode::Right | KeyCode::Char('l') => self.turn(1, app, now),
            KeyCode::Left | KeyCode::Char('h') => self.turn(-1, app, now),
            KeyCode::Char('y') => {
                let Some(said) = self.said(app, now) else { return Reply::stay() };
                let text = text::printable(&said.text).into_owned();
                return Reply::close().and(Effect::Copy { text, what: "the target times in words".into() });
            }
            KeyCode::Enter | KeyCode::Char('r') => {
                let Some(said) = self.said(app, now) else { return Reply::stay() };
                let mut reply = Reply::close();
                if self.into_form {
                    reply.types = Some(said.text);
                } else {
                    reply.opens = reply_with(app, &said.text, now);
                }
                return reply;
            }
            _ => {}
        }
        Reply::stay()
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, app: &App, now: Instant) {
        let style = |role| app.theme.style(role);
        let number = app.ticket_id().map(|id| format!(" · #{id}")).unwrap_or_default();
        let width = 84.min(area.width);
        let inside = usize::from(width.saturating_sub(4));
        let Some(said) = self.said(app, now) else {
            let inner = framed(buffer, area, (width, 5), "Say it", app.theme);
            Pen::new(buffer, inner, 1).text("There is nothing to say it of.", style(Role::Muted));
            return;
        };
        let lines = wrap::lines(&text::printable(&said.text), inside);
        let high = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(5);
        let inner = framed(buffer, area, (width, high), &format!("Say it{number}"), app.theme);
        for (row, line) in (0..).zip(&lines) {
            Pen::new(buffer, inner, row).text(line, style(Role::Strong));
        }
        let row = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(1);
        let name = app.wording.languages.get(&said.language);
        let name = name.map_or_else(|| said.language.clone(), |phrases| phrases.name.clone());
        Pen::new(buffer, inner, row)
            .text("‹ ", style(Role::Key))
            .foreign(&name, style(Role::Text))
            .text(" ›", style(Role::Key))
            .text("   times of ", style(Role::Muted))
            .foreign(&said.zone, style(Role::Muted));
    }

    fn hints(&self, _app: &App) -> Vec<(String, String)> {
        let hint = |key: &str, words: &str| (key.to_owned(), words.to_owned());
        let words = if self.into_form { "put it in" } else { "reply with it" };
        vec![hint("← →", "language"), hint("Enter", words), hint("y", "copy"), hint("Esc", "close")]
    }
}
