//! A handover as parts with lines, before it is text, Markdown or a screen: what is ours and what came from outside are kept
//! apart, so that each form makes the latter harmless in its own way.

mod lines;
mod markdown;
mod text;

use super::Briefing;
use crate::calendar::Zone;
use crate::desk::TicketId;

pub use markdown::{escaped, markdown, plain};
pub use text::text;

/// So many lines of each kind are told in a handover that is given or printed; the rest is counted.
pub const MOST_LINES: usize = 50;

/// One part of a handover.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Its heading.
    pub title: &'static str,
    /// The same in a word.
    pub short: &'static str,
    /// How many it is about.
    pub count: usize,
    /// Its lines.
    pub entries: Vec<Entry>,
}

/// One line, which may be too long for a screen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    /// The ticket that it is about.
    pub ticket: Option<TicketId>,
    /// It is a heading of those that follow.
    pub heading: bool,
    /// What it says.
    pub pieces: Vec<Piece>,
    /// What somebody wrote, of any number of lines, as it was written.
    pub quote: Option<String>,
}

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// How much it matters.
    pub tone: Tone,
    /// It holds text from outside, as it was given.
    pub foreign: bool,
    /// What it says.
    pub text: String,
}

/// How much a piece matters; never the only carrier of a meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// As any other.
    Plain,
    /// What is looked for first.
    Strong,
    /// What is there to be looked up.
    Muted,
    /// A target is missed.
    Missed,
    /// Time runs.
    Running,
    /// Time stands still.
    Paused,
    /// An allowance is used up, or nearly.
    Spent,
}

impl Entry {
    pub(super) fn of(ticket: Option<TicketId>) -> Entry {
        Entry { ticket, ..Entry::default() }
    }

    pub(super) fn heading(text: String) -> Entry {
        Entry { heading: true, ..Entry::default() }.foreign(Tone::Strong, text)
    }

    /// Adds words of ours.
    #[must_use]
    pub(super) fn ours(mut self, tone: Tone, text: impl Into<String>) -> Entry {
        self.pieces.push(Piece { tone, foreign: false, text: text.into() });
        self
    }

    /// Adds words from outside.
    #[must_use]
    pub(super) fn foreign(mut self, tone: Tone, text: impl Into<String>) -> Entry {
        self.pieces.push(Piece { tone, foreign: true, text: text.into() });
        self
    }
}

/// The parts of a handover, on a wall clock; of each kind at most so many lines, and how many more there are.
pub fn pages(briefing: &Briefing, local: &Zone, most: usize) -> Vec<Page> {
    lines::pages(briefing, local, most)
}

/// The title alone, as plain text on one line.
pub fn title(briefing: &Briefing, local: &Zone) -> String {
    text::line(&head(briefing, local).0)
}

/// Title and the sentences under it: who hands over to whom, and of what it tells.
pub fn head(briefing: &Briefing, local: &Zone) -> (Vec<Piece>, Vec<Entry>) {
    lines::head(briefing, local)
}
