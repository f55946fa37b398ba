//! A question with two answers, about one ticket. Starts on No and prints its keys (ux.md 6).

use crossterm::event::KeyCode;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::framed;
use crate::calendar::Instant;
use crate::desk::Command;
use crate::text;
use crate::tui::app::App;
use crate::tui::effect::{Done, DraftKey, Effect};
use crate::tui::keys::Key;
use crate::tui::overlay::{Aloud, Overlay, Reply};
use crate::tui::pen::Pen;
use crate::tui::source::Trouble;
use crate::tui::theme::Role;
use crate::tui::wrap;

/// What Yes does.
#[derive(Debug, Clone)]
pub enum Then {
    /// Makes a change and says so.
    Send(Vec<Command>, String),
    /// The same for what was typed in a form that has closed, or for all marked tickets: once it is done, the kept text is
    /// dropped and nothing is marked any more.
    Sure {
        /// What to do.
        commands: Vec<Command>,
        /// What to say once it is done.
        said: String,
        /// The text that was kept when the form closed.
        draft: Option<DraftKey>,
    },
    /// Has the runner do something.
    Do(fn() -> Vec<Effect>),
}

/// The question.
#[derive(Debug)]
pub struct Confirm {
    question: String,
    yes: String,
    then: Then,
    chosen: bool,
}

impl Confirm {
    /// Asks `question`, which names the ticket; `yes` says in a word or two what Yes does.
    pub fn new(question: impl Into<String>, yes: impl Into<String>, then: Then) -> Confirm {
        Confirm { question: question.into(), yes: yes.into(), then, chosen: false }
    }

    fn go(&self) -> Reply {
        match &self.then {
            Then::Send(commands, said) => Reply::send(commands.clone(), said.clone()),
            Then::Sure { commands, said, .. } => Reply::send(commands.clone(), said.clone()),
            Then::Do(effects) => effects().into_iter().fold(Reply::close(), Reply::and),
        }
    }
}

impl Overlay for Confirm {
    fn key(&mut self, key: Key, _app: &App, _now: Instant) -> Reply {
        match key.code {
            KeyCode::Char('y') if key.typed().is_some() => self.go(),
            KeyCode::Char('n' | 'q') | KeyCode::Esc => Reply::close(),
            KeyCode::Left | KeyCode::Right | KeyCode::Tab | KeyCode::BackTab | KeyCode::Char('h' | 'l') => {
                self.chosen = !self.chosen;
                Reply::stay()
            }
            KeyCode::Enter if self.chosen => self.go(),
            KeyCode::Enter => Reply::close(),
            _ => Reply::stay(),
        }
    }

    fn aloud(&mut self) -> Aloud<'_> {
        Aloud::Question(self.question.clone())
    }

    /// Closes whatever became of it: what was asked about has changed, and there is no text to keep.
    fn answered(&mut self, outcome: &Result<Done, Trouble>, _app: &App) -> Reply {
        let says = outcome.as_ref().err().map(|trouble| (trouble.words(), Role::Error));
        let mut reply = Reply { says, ..Reply::close() };
        if let (Then::Sure { draft, .. }, Ok(_)) = (&self.then, outcome) {
            reply.unmarks = true;
            reply.effects.extend(draft.clone().map(Effect::DropDraft));
        }
        reply
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, app: &App, _now: Instant) {
        const WIDEST: usize = 72;
        let question = text::printable_block(&self.question, 4096);
        let lines = wrap::lines(&question, WIDEST.min(usize::from(area.width).saturating_sub(6)).max(10));
        let wide = lines.iter().map(|line| text::width(line)).max().unwrap_or(0).max(30) + 6;
        let high = u16::try_from(lines.len()).unwrap_or(u16::MAX);
        let size = (u16::try_from(wide).unwrap_or(u16::MAX), high.saturating_add(4));
        let inner = framed(buffer, area, size, "Sure?", app.theme);
        for (row, line) in (0..).zip(&lines) {
            Pen::new(buffer, inner, row).text(line, app.theme.style(Role::Text));
        }
        let last = high.saturating_add(1).min(inner.height.saturating_sub(1));
        let mut pen = Pen::new(buffer, inner, last);
        pen.text(" No (n) ", app.theme.row(Role::Strong, !self.chosen)).skip(2);
        pen.text(&format!(" {} (y) ", self.yes), app.theme.row(Role::Strong, self.chosen));
    }

    fn hints(&self, _app: &App) -> Vec<(String, String)> {
        let hint = |key: &str, words: &str| (key.to_owned(), words.to_owned());
        vec![hint("n", "no"), hint("y", &self.yes), hint("Tab", "other"), hint("Enter", "choose")]
    }
}
