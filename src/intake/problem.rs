//! What is wrong with a row: where, what, and what would be right. Many at once, but not a million.

use std::fmt;

use crate::exchange::Column;

/// One thing that is wrong. Its texts are printable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The line on which the row begins, from 1 on.
    pub line: u64,
    /// The column, where it lies in one.
    pub column: Option<String>,
    /// What is wrong.
    pub message: String,
    /// What would be right.
    pub hint: Option<String>,
}

impl Problem {
    /// A problem of a whole row.
    pub fn of_row(line: u64, message: impl Into<String>) -> Problem {
        Problem { line, column: None, message: message.into(), hint: None }
    }

    /// A problem of one cell.
    pub fn of_cell(line: u64, column: Column, message: impl Into<String>) -> Problem {
        Problem { column: Some(column.name().to_owned()), ..Problem::of_row(line, message) }
    }

    /// Adds what would be right.
    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Problem {
        Problem { hint: Some(hint.into()), ..self }
    }

    /// As people read it, after the file's name: `desk.csv:17: received: not an instant ...`.
    pub fn in_file(&self, file: &str) -> String {
        format!("{file}:{self}")
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.line)?;
        if let Some(column) = &self.column {
            write!(f, "{column}: ")?;
        }
        f.write_str(&self.message)?;
        self.hint.iter().try_for_each(|hint| write!(f, " ({hint})"))
    }
}

/// The problems of a file: the first ones in full, the number of all.
#[derive(Debug, Clone, Default)]
pub struct Problems {
    shown: Vec<Problem>,
    total: u64,
    all: bool,
}

impl Problems {
    /// So many are kept and shown; the rest is counted.
    pub const SHOWN: usize = 20;

    /// Keeps every problem: where rows are left out, each one has to be named.
    pub fn keeping_all() -> Problems {
        Problems { all: true, ..Problems::default() }
    }

    /// Adds one.
    pub fn push(&mut self, problem: Problem) {
        self.total += 1;
        if self.all || self.shown.len() < Problems::SHOWN {
            self.shown.push(problem);
        }
    }

    /// Adds several.
    pub fn extend(&mut self, problems: impl IntoIterator<Item = Problem>) {
        problems.into_iter().for_each(|problem| self.push(problem));
    }

    /// Those that were kept, in the order in which they were found.
    pub fn shown(&self) -> &[Problem] {
        &self.shown
    }

    /// How many there are in all.
    pub fn total(&self) -> u64 {
        self.total
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.total == 0
    }
}
