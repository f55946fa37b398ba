//! `:` does anything by its name: every action, found by parts of its name or its words, with its keys and why it cannot
//! be done now (ux.md 14); after the name of one that takes it, an argument that is completed: `assign ana`, `go 17`.

mod draw;
mod offers;

use crossterm::event::KeyCode;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::form::Editor;
use crate::calendar::Instant;
use crate::keyboard::action::{self, entries};
use crate::keyboard::{Action, Argument, Call, Entry, Key, Section};
use crate::tui::app::App;
use crate::tui::fuzzy::{Finder, Fit};
use crate::tui::hindrance;
use crate::tui::overlay::{Overlay, Reply};
use offers::{Offer, Offers};

/// Longest line that can be typed, in bytes: a name, and a name of the desk's.
const LIMIT: usize = 1024;

/// What a match in an action's name is worth more than one in its words.
const NAMED: u32 = 10_000;

/// What it is worth less where it cannot be done now: less than a letter.
const HINDERED: u32 = 6;

/// A line that can be chosen.
#[derive(Debug, Clone, PartialEq)]
enum Row {
    /// An action.
    Action(&'static str),
    /// What stands after an action's name.
    Offer(Offer),
    /// The same, as it was typed: a name that the desk does not know yet, a ticket that is resolved.
    AsTyped(String),
}

/// The palette.
#[derive(Debug)]
pub struct Palette {
    editor: Editor,
    cursor: usize,
    names: Finder,
    words: Finder,
    offers: Option<Offers>,
    rows: Vec<Row>,
}

impl Palette {
    /// With something typed already: `"assign "` asks for whom.
    pub fn new(typed: &str, app: &App) -> Palette {
        let mut palette = Palette {
            editor: Editor::new(false, LIMIT),
            cursor: 0,
            names: Finder::new(Fit::Letters, entries().map(|entry| entry.name)),
            words: Finder::new(Fit::Words, entries().map(|entry| entry.words)),
            offers: None,
            rows: Vec::new(),
        };
        palette.editor.set(typed);
        palette.look(app);
        palette
    }

    /// The action whose argument is being typed, and what is typed of it.
    fn argument(&self) -> Option<(&'static Entry, Argument, &str)> {
        let typed = self.editor.text().trim_start();
        let digits = typed.strip_prefix('#').unwrap_or(typed);
        // A number alone is a ticket's.
        if digits.starts_with(|c: char| c.is_ascii_digit()) {
            return Some((Action::GoTo.entry()?, Argument::Ticket, digits));
        }
        let (name, rest) = typed.split_once(char::is_whitespace)?;
        let entry = action::named(name)?;
        Some((entry, entry.argument?, rest))
    }

    /// Works out what fits what was typed.
    fn look(&mut self, app: &App) {
        self.cursor = 0;
        let Some((_, argument, rest)) = self.argument() else {
            self.rows = self.actions(app);
            return;
        };
        let rest = rest.trim().to_owned();
        let known = self.offers.take().filter(|offers| offers.hold(argument, app));
        let offers = self.offers.insert(known.unwrap_or_else(|| Offers::new(argument, app)));
        self.rows = offers.fitting(&rest).into_iter().map(Row::Offer).collect();
        let known = matches!(self.rows.first(), Some(Row::Offer(first)) if first.value == rest);
        if !known && can_be_new(argument, &rest) {
            // A number is meant as it stands; letters are the beginning of a name.
            let place = if argument == Argument::Ticket { 0 } else { self.rows.len() };
            self.rows.insert(place, Row::AsTyped(rest));
        }
    }

    /// The actions that fit: by their names before by their words, what can be done before what cannot. Where nothing was
    /// typed, moving about comes last: nobody moves by name.
    fn actions(&mut self, app: &App) -> Vec<Row> {
        let typed = self.editor.text().trim();
        let table: Vec<&'static Entry> = entries().collect();
        let mut found: Vec<(u32, usize)> = Vec::new();
        for (place, score) in self.names.best(typed, table.len()) {
            found.push((score + NAMED, place));
        }
        for (place, score) in self.words.best(typed, table.len()) {
            if !found.iter().any(|(_, known)| *known == place) {
                found.push((score, place));
            }
        }
        let mut rows: Vec<(u32, bool, usize, &'static str)> = Vec::new();
        for (score, place) in found {
            let Some(entry) = table.get(place) else { continue };
            let hindered = u32::from(hindrance::of(entry, app).is_some()) * HINDERED;
            let moves = typed.is_empty() && entry.action.section() == Some(Section::Moving);
            rows.push((score.saturating_sub(hindered), moves, place, entry.name));
        }
        rows.sort_by_key(|(score, moves, place, _)| (std::cmp::Reverse(*score), *moves, *place));
        rows.into_iter().map(|(.., name)| Row::Action(name)).collect()
    }

    fn chosen(&self) -> Option<&Row> {
        self.rows.get(self.cursor)
    }

    fn choose(&mut self, app: &App) -> Reply {
        let call = match (self.chosen().cloned(), self.argument()) {
            (Some(Row::Action(name)), _) => match action::named(name) {
                Some(entry) if entry.argued => {
                    self.set(&format!("{name} "), app);
                    return Reply::stay();
                }
                Some(entry) => entry.action.into(),
                None => return Reply::stay(),
            },
            (Some(Row::Offer(Offer { value, .. }) | Row::AsTyped(value)), Some((entry, ..))) => {
                Call::with(entry.action, value)
            }
            // Nothing was typed after a name that can do without.
            _ => return Reply::stay(),
        };
        Reply::run(call)
    }

    /// Tab: the rest of what is chosen, to go on from.
    fn complete(&mut self, app: &App) {
        let text = match (self.chosen().cloned(), self.argument()) {
            (Some(Row::Action(name)), _) => {
                let takes = action::named(name).is_some_and(|entry| entry.argument.is_some());
                if takes { format!("{name} ") } else { name.to_owned() }
            }
            (Some(Row::Offer(offer)), Some((entry, ..))) => format!("{} {}", entry.name, offer.value),
            _ => return,
        };
        self.set(&text, app);
    }

    fn set(&mut self, text: &str, app: &App) {
        self.editor.set(text);
        self.look(app);
    }
}

/// Whether something that the desk does not know may stand there.
fn can_be_new(argument: Argument, typed: &str) -> bool {
    match argument {
        Argument::Agent | Argument::Tag => !typed.is_empty(),
        Argument::Ticket => typed.parse::<i64>().is_ok_and(|number| number > 0),
        Argument::Customer | Argument::Severity | Argument::View => false,
    }
}

impl Overlay for Palette {
    fn key(&mut self, key: Key, app: &App, _now: Instant) -> Reply {
        let last = self.rows.len().saturating_sub(1);
        match key.code {
            KeyCode::Esc => return Reply::close(),
            KeyCode::Enter => return self.choose(app),
            KeyCode::Tab => self.complete(app),
            KeyCode::Down => self.cursor = (self.cursor + 1).min(last),
            KeyCode::Up => self.cursor = self.cursor.saturating_sub(1),
            KeyCode::PageDown => self.cursor = (self.cursor + 10).min(last),
            KeyCode::PageUp => self.cursor = self.cursor.saturating_sub(10),
            KeyCode::Char('n') if key.ctrl => self.cursor = (self.cursor + 1).min(last),
            KeyCode::Char('p') if key.ctrl => self.cursor = self.cursor.saturating_sub(1),
            KeyCode::Backspace if self.editor.text().is_empty() => return Reply::close(),
            _ => {
                let before = self.editor.text().to_owned();
                self.editor.key(key);
                if self.editor.text() != before {
                    self.look(app);
                }
            }
        }
        Reply::stay()
    }

    fn paste(&mut self, text: &str, app: &App) -> Reply {
        // Too long for a line, it is no name of anything.
        let line: String = text.lines().next().unwrap_or_default().chars().take(200).collect();
        let _ = self.editor.insert(&crate::text::printable(&line));
        self.look(app);
        Reply::stay()
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, app: &App, _now: Instant) {
        self.paint(buffer, area, app);
    }

    fn hints(&self, _app: &App) -> Vec<(String, String)> {
        let hint = |key: &str, words: &str| (key.to_owned(), words.to_owned());
        vec![
            hint("Up Down", "choose"),
            hint("Enter", "run it"),
            hint("Tab", "complete"),
            hint("Esc", "close"),
        ]
    }
}
