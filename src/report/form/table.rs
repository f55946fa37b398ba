//! A table, as every form takes it: what is in a cell decides how each form writes it.

use std::sync::Arc;

use crate::calendar::{Instant, Zone, duration_words};
use crate::desk::minutes_words;
use crate::policy::commitments::percent;

/// How a column is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Words.
    Left,
    /// Figures.
    Right,
}

/// A column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// As CSV heads it. Kept for ever.
    pub key: &'static str,
    /// As people read it.
    pub name: &'static str,
    /// How it is set.
    pub align: Align,
    /// Where a page is narrow, it may be cut.
    pub cut: bool,
}

/// What is in a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// A text of ours: a key, a word, a date.
    Ours(String),
    /// A text from outside: a subject, a name, a note.
    Foreign(String),
    /// A number.
    Number(u64),
    /// A share in hundredths of a percent.
    Share(u32),
    /// Minutes.
    Minutes(i64),
    /// Open seconds.
    Seconds(i64),
    /// A moment.
    At(Instant, Arc<Zone>),
}

impl Cell {
    /// A share, or nothing.
    pub fn share(share: Option<u32>) -> Cell {
        share.map_or(Cell::Empty, Cell::Share)
    }

    /// A number, or nothing.
    pub fn number(number: Option<u32>) -> Cell {
        number.map_or(Cell::Empty, |number| Cell::Number(number.into()))
    }

    /// As people read it; a foreign text as it came.
    pub fn words(&self) -> String {
        match self {
            Cell::Empty => String::new(),
            Cell::Ours(text) | Cell::Foreign(text) => text.clone(),
            Cell::Number(number) => number.to_string(),
            Cell::Share(share) => percent(*share),
            Cell::Minutes(minutes) => minutes_words(*minutes),
            Cell::Seconds(seconds) => duration_words(*seconds),
            Cell::At(at, zone) => zone.civil(*at).format("%Y-%m-%d %H:%M").to_string(),
        }
    }

    /// As programs read it: bare numbers, instants in UTC. A foreign text as it came.
    pub fn plain(&self) -> String {
        match self {
            Cell::Share(share) => format!("{}.{:02}", share / 100, share % 100),
            Cell::Minutes(number) | Cell::Seconds(number) => number.to_string(),
            Cell::At(at, _) => at.to_string(),
            other => other.words(),
        }
    }
}

/// A table of a report.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// What stands above it.
    pub title: String,
    /// What has to be known to read it, a sentence each.
    pub notes: Vec<String>,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<Vec<Cell>>,
    /// What is said where it has no rows.
    pub nothing: &'static str,
}
