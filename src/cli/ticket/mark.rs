//! `tierdesk ticket mark`: moments that a policy's own clocks start or end with, and the workaround or estimate that no
//! longer stands.

use super::change::{Which, execute};
use super::moved;
use crate::calendar::{Instant, Toward};
use crate::cli::moments::{self, Clock};
use crate::cli::{CliError, Context};
use crate::desk::{Command, Mark, Marking, Revision, Work};

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    which: Which,
    #[command(flatten)]
    pub(super) what: What,
    /// When it was so: 02:14, "yesterday 17:30", "10 min ago", RFC 3339 [default: now]
    #[arg(long, value_name = "WHEN")]
    at: Option<String>,
    /// When the resolution is expected, of an estimate: "fri 17:00", a date, RFC 3339
    #[arg(long, value_name = "WHEN")]
    expected: Option<String>,
    #[command(flatten)]
    clock: Clock,
    /// Only say what it would move
    #[arg(long, visible_alias = "dry-run")]
    preview: bool,
}

/// What is put on record, of one ticket or of many.
#[derive(Debug, clap::Args)]
pub struct What {
    /// What there is to put on record
    #[arg(value_parser = mark, value_name = "workaround|estimate|work-begun|severity-stands")]
    mark: Mark,
    /// What the customer was given or told
    #[arg(long, default_value = "", hide_default_value = true, allow_hyphen_values = true)]
    note: String,
    /// The workaround or the estimate stands no longer: clocks go on as if it had not been given
    #[arg(long)]
    withdraw: bool,
}

fn mark(written: &str) -> Result<Mark, String> {
    let wanted = written.trim().to_lowercase().replace(['-', ' '], "_");
    Mark::ALL
        .into_iter()
        .find(|mark| mark.as_str() == wanted)
        .ok_or_else(|| "write workaround, estimate, work-begun or severity-stands".to_owned())
}

impl What {
    /// The command's own part, as of a moment.
    pub(super) fn marking(&self, at: Option<Instant>, expected: Option<Instant>) -> Marking {
        Marking { mark: self.mark, at, note: self.note.trim().to_owned(), expected, withdraw: self.withdraw }
    }

    /// What has been done then, in words.
    pub(super) fn done(&self) -> &'static str {
        match (self.mark, self.withdraw) {
            (Mark::SeverityStands, _) => "its severity stands",
            (Mark::WorkBegun, _) => "work has begun",
            (Mark::Workaround, false) => "a workaround was given",
            (Mark::Workaround, true) => "the workaround stands no longer",
            (Mark::Estimate, false) => "an estimate was given",
            (Mark::Estimate, true) => "the estimate stands no longer",
        }
    }
}

pub fn run(args: &Args, context: &mut Context) -> Result<(), CliError> {
    let read = |words: &Option<String>, toward: Toward, context: &mut Context| {
        words.as_ref().map(|words| args.clock.read(words, toward, context)).transpose()
    };
    let at = read(&args.at, Toward::Past, context)?;
    let expected = read(&args.expected, Toward::Future, context)?;
    let marking = args.what.marking(at, expected);
    if args.preview {
        let (ticket, seen) = (args.which.ticket, args.which.seen.map(Revision));
        let command = Command::Work { ticket, seen, work: Work::Mark(marking) };
        return moved::preview(&args.which, context, &command);
    }
    let mut done = args.what.done().to_owned();
    if let Some(at) = at {
        let zone = args.clock.zone(context)?;
        done.push_str(&format!(" on {}", moments::told(at, &zone)));
    }
    execute(&args.which, context, &done, |ticket, seen| Command::Work {
        ticket,
        seen,
        work: Work::Mark(marking),
    })
}
