//! The one error that people see, and the exit codes of faults.md.

use std::fmt;
use std::io::{self, Write};
use std::process::ExitCode;

/// What the shell is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// The answer is no.
    No,
    /// Usage or configuration.
    Usage,
    /// Internal: something broke.
    Internal,
    /// In conflict with another agent's change.
    Conflict,
    /// The store stayed locked.
    Locked,
    /// The reader of our output went away: nothing to say (faults.md F09).
    ClosedPipe,
    /// Ended by that signal; whoever sent it knows.
    Signal(i32),
}

impl Exit {
    fn code(self) -> u8 {
        match self {
            Exit::No => 1,
            Exit::Usage => 2,
            Exit::Internal => 3,
            Exit::Conflict => 4,
            Exit::Locked => 75,
            // 128 + SIGPIPE, as a program that the signal ends.
            Exit::ClosedPipe => 141,
            Exit::Signal(number) => u8::try_from(128 + number).unwrap_or(128),
        }
    }
}

/// An error for people: what is wrong, and what to do next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CliError {
    /// Which exit code it becomes.
    pub exit: Exit,
    message: String,
    hints: Vec<String>,
}

impl CliError {
    /// An error with that exit code.
    pub fn new(exit: Exit, message: impl Into<String>) -> CliError {
        CliError { exit, message: message.into(), hints: Vec::new() }
    }

    /// Wrong usage or configuration (2).
    pub fn usage(message: impl Into<String>) -> CliError {
        CliError::new(Exit::Usage, message)
    }

    /// The answer is no (1).
    pub fn no(message: impl Into<String>) -> CliError {
        CliError::new(Exit::No, message)
    }

    /// The answer is no, and the output has said so already: only the exit code is left.
    pub fn said() -> CliError {
        CliError::no("")
    }

    /// Adds what to do next.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> CliError {
        self.hints.push(hint.into());
        self
    }
}

impl fmt::Display for CliError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error: {}", self.message)?;
        self.hints.iter().try_for_each(|hint| write!(f, "\nhint: {hint}"))
    }
}

/// Says what went wrong on standard error, made harmless and bounded, and gives the exit code.
pub(super) fn conclude(outcome: Result<(), CliError>) -> ExitCode {
    let Err(error) = outcome else { return ExitCode::SUCCESS };
    if !matches!(error.exit, Exit::ClosedPipe | Exit::Signal(_)) && !error.message.is_empty() {
        complain(&error.to_string());
    }
    ExitCode::from(error.exit.code())
}

/// Clap's own complaint: help and version go to standard output and succeed, the rest is usage.
pub(super) fn usage(error: &clap::Error) -> ExitCode {
    let text = error.render();
    if error.use_stderr() {
        complain(text.to_string().trim_end());
        return ExitCode::from(Exit::Usage.code());
    }
    let written = io::stdout().write_all(text.to_string().as_bytes()).and_then(|()| io::stdout().flush());
    conclude(written.map_err(CliError::from))
}

/// Says on standard error what the user should know although the work goes on.
pub(super) fn warn(text: &str) {
    complain(&format!("warning: {text}"));
}

/// Says a line of its own on standard error.
pub(super) fn tell(text: &str) {
    complain(text);
}

fn complain(text: &str) {
    // Nothing is left to tell anybody with where standard error is gone too.
    let _ = writeln!(io::stderr(), "{}", crate::text::printable_block(text, MESSAGE_LIMIT));
}

/// No message is longer than this many bytes (faults.md E07).
const MESSAGE_LIMIT: usize = 2_000;

impl From<io::Error> for CliError {
    fn from(error: io::Error) -> CliError {
        match error.kind() {
            io::ErrorKind::BrokenPipe => CliError::new(Exit::ClosedPipe, ""),
            _ => CliError::new(Exit::Internal, format!("cannot write the output: {error}")),
        }
    }
}
