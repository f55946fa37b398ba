//! Between the command line and the board, which never name each other: what the one hands to the other, and how the
//! board ends. `main` gives the command line a function that opens the board.

pub mod rota_file;
mod turns;

pub use turns::turns;

use std::path::PathBuf;
use std::sync::Arc;

use crate::calendar::{Instant, Zone};
use crate::desk::Book;
use crate::host::Clock;
use crate::keyboard::Keymap;
use crate::theme::Chosen;
use crate::views::SavedView;
use crate::wording::Wording;

/// Opens the board and comes back when it is closed.
pub type OpenBoard = fn(Options) -> Result<(), Ended>;

/// What the board is opened with.
#[derive(Debug, Clone)]
pub struct Options {
    /// The desk's store. A missing one is made only after the agent has said so on the welcome screen.
    pub store: PathBuf,
    /// Who is at the keyboard.
    pub agent: String,
    /// The one clock; with `at`, one that was started there.
    pub clock: Clock,
    /// The board of another moment, as the events tell it: nothing can be written then.
    pub at: Option<Instant>,
    /// Packs and zones.
    pub book: Arc<Book>,
    /// The agent's own zone, for the line on top and the "your time" column.
    pub local: Arc<Zone>,
    /// Where drafts and crash reports are kept; `None` where the machine names no home folder.
    pub state: Option<PathBuf>,
    /// Which keys run what.
    pub keymap: Arc<Keymap>,
    /// Languages and templates.
    pub wording: Arc<Wording>,
    /// Said on the top line all the time, such as that this is a demo whose store goes away.
    pub banner: Option<String>,
    /// How it looks.
    pub theme: Chosen,
    /// In lines, for screen readers, dumb terminals and scripts: standard input and output need be no terminal.
    pub plain: bool,
    /// Nothing may be written, because that was asked for.
    pub read_only: bool,
    /// Saved views.
    pub views: Vec<SavedView>,
    /// Where they are kept; `None` where the machine names no home folder.
    pub views_file: Option<PathBuf>,
    /// What is wrong with the user's own files, said once at the start.
    pub notes: Vec<String>,
}

/// Why the board ended other than by the agent's wish.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Ended {
    /// Standard input or output is no terminal (faults.md F12).
    #[error("the board needs a terminal, and {0} is not one")]
    NoTerminal(&'static str),
    /// The terminal could not be taken or written.
    #[error("the terminal: {0}")]
    Terminal(String),
    /// A signal; the terminal has been given back and drafts are kept (faults.md F03).
    #[error("ended by signal {0}")]
    Signal(i32),
    /// The program broke; the terminal has been given back (faults.md F01, F02).
    #[error("tierdesk broke at {place}{}", report.as_ref().map_or(String::new(), |path| format!("; a report without any ticket's text is in {}", path.display())))]
    Crashed {
        /// File and line.
        place: String,
        /// The crash report.
        report: Option<PathBuf>,
    },
    /// The store could not be opened: message, hint and exit code of the store's own error.
    #[error("{message}")]
    Store {
        /// What is wrong.
        message: String,
        /// What to do next.
        hint: Option<String>,
        /// The exit code of faults.md.
        code: u8,
    },
}

impl Ended {
    /// The exit code of faults.md.
    pub fn code(&self) -> u8 {
        match self {
            Ended::NoTerminal(_) => 2,
            Ended::Terminal(_) | Ended::Crashed { .. } => 3,
            Ended::Signal(number) => u8::try_from(128 + number).unwrap_or(128),
            Ended::Store { code, .. } => *code,
        }
    }

    /// What to do next.
    pub fn hint(&self) -> Option<String> {
        match self {
            Ended::NoTerminal(_) => Some(
                "in scripts and pipes use `tierdesk ticket list` and its neighbours, or `tierdesk --plain`"
                    .into(),
            ),
            Ended::Store { hint, .. } => hint.clone(),
            _ => None,
        }
    }
}
