//! `tierdesk ticket hand-on`: words about a ticket for the next shift.

use super::change::{Which, execute};
use crate::cli::{CliError, Context, body};
use crate::desk::{Command, Work};

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    which: Which,
    /// What the next shift should know, in place of what stands there; - reads standard input
    #[arg(required_unless_present = "clear", conflicts_with = "clear")]
    text: Option<String>,
    /// Take back what stands there
    #[arg(long)]
    clear: bool,
}

pub fn run(args: &Args, context: &mut Context) -> Result<(), CliError> {
    let text = body::text(args.text.as_deref().unwrap_or_default())?;
    if text.trim().is_empty() && !args.clear {
        return Err(
            CliError::usage("what is handed on is empty").hint("--clear takes back what stands there")
        );
    }
    let done = if args.clear { "nothing is handed on any more" } else { "handed on to the next shift" };
    execute(&args.which, context, done, |ticket, seen| Command::Work {
        ticket,
        seen,
        work: Work::HandOn { text },
    })
}
