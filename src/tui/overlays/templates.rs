//! The templates at hand with a preview, filled for the ticket in front. Enter puts the text into the reply that is
//! written, or opens one with it; nothing is sent from here.

use std::sync::Arc;

use crossterm::event::KeyCode;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{framed, reply_with, writing};
use crate::calendar::Instant;
use crate::text;
use crate::tui::app::App;
use crate::tui::keys::Key;
use crate::tui::overlay::{Overlay, Reply};
use crate::tui::pen::Pen;
use crate::tui::theme::Role;
use crate::tui::wrap;
use crate::wording::Template;

/// The list.
#[derive(Debug)]
pub struct Templates {
    list: Vec<Arc<Template>>,
    at: usize,
    /// A form lies below, into which the text goes.
    into_form: bool,
}

impl Templates {
    /// Those at hand, the customer's language first.
    pub fn new(app: &App, into_form: bool) -> Templates {
        let tags = writing::tags(app);
        let list = app.wording.templates.all(tags.iter().map(|tag| Some(tag.as_str())));
        Templates { list, at: 0, into_form }
    }

    fn take(&self, app: &App, now: Instant) -> Reply {
        let Some(template) = self.list.get(self.at) else { return Reply::stay() };
        let Some((text, unfilled)) = writing::filled(template, app, now) else { return Reply::stay() };
        let says = unfilled.map(|unfilled| (unfilled.to_string(), Role::Error));
        let mut reply = Reply { says, ..Reply::close() };
        if self.into_form {
            reply.types = Some(text);
        } else {
            reply.opens = reply_with(app, &text, now);
        }
        reply
    }
}

impl Overlay for Templates {
    fn key(&mut self, key: Key, app: &App, now: Instant) -> Reply {
        let last = self.list.len().saturating_sub(1);
        match key.code {
            KeyCode::Esc => return Reply::close(),
            KeyCode::Enter => return self.take(app, now),
            KeyCode::Char('q') if key.typed().is_some() => return Reply::close(),
            KeyCode::Down | KeyCode::Char('j') => self.at = (self.at + 1).min(last),
            KeyCode::Up | KeyCode::Char('k') => self.at = self.at.saturating_sub(1),
            KeyCode::Home => self.at = 0,
            KeyCode::End => self.at = last,
            _ => {}
        }
        Reply::stay()
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, app: &App, now: Instant) {
        let style = |role| app.theme.style(role);
        let inner = framed(buffer, area, (100, 30), "Templates", app.theme);
        let rows = u16::try_from(self.list.len()).unwrap_or(u16::MAX).min(inner.height / 3).max(1);
        let from = (self.at + 1).saturating_sub(usize::from(rows));
        for (row, (place, template)) in (0..rows).zip(self.list.iter().enumerate().skip(from)) {
            let picked = place == self.at;
            let mut pen = Pen::new(buffer, inner, row);
            let role = |role| app.theme.row(role, picked);
            pen.text(if picked { "› " } else { "  " }, role(Role::Strong));
            pen.cell(template.language.as_deref().unwrap_or("–"), 3, role(Role::Muted));
            pen.foreign(&template.name, role(Role::Text)).text("  ", role(Role::Text));
            pen.foreign(&template.key, role(Role::Muted));
            if let Some(channel) = &template.channel {
                pen.text(" · ", role(Role::Muted)).foreign(channel, role(Role::Muted));
            }
            pen.fill(role(Role::Text));
        }
        let mut row = rows;
        Pen::new(buffer, inner, row).text(&"─".repeat(usize::from(inner.width)), style(Role::Border));
        row += 1;
        let Some((words, unfilled)) =
            self.list.get(self.at).and_then(|template| writing::filled(template, app, now))
        else {
            Pen::new(buffer, inner, row).text("There is no template.", style(Role::Muted));
            return;
        };
        if let Some(unfilled) = unfilled {
            let words = format!("✗ nothing is known for {{{}}}: {}", unfilled.place, unfilled.why);
            Pen::new(buffer, inner, row).text(&text::printable(&words), style(Role::Error));
            row += 1;
        }
        // What does not show cannot be read: the beginning is enough to choose by.
        let block = text::printable_block(&words, 8_000);
        let lines = block.lines().flat_map(|line| {
            let lines = wrap::lines(line, usize::from(inner.width));
            if lines.is_empty() { vec![String::new()] } else { lines }
        });
        for line in lines.take(usize::from(inner.height.saturating_sub(row))) {
            Pen::new(buffer, inner, row).text(&line, style(Role::Text));
            row += 1;
        }
    }

    fn hints(&self, _app: &App) -> Vec<(String, String)> {
        let hint = |key: &str, words: &str| (key.to_owned(), words.to_owned());
        let words = if self.into_form { "put it in" } else { "reply with it" };
        vec![hint("↑ ↓", "choose"), hint("Enter", words), hint("Esc", "close")]
    }
}
