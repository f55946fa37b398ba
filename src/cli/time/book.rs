//! The watch, and minutes booked.

use crate::calendar::Instant;
use crate::cli::ticket::{Which, execute};
use crate::cli::{CliError, Context};
use crate::desk::{Charge, Command, Work, minutes_from};

/// To which pot it is charged.
#[derive(Debug, clap::Args)]
pub struct To {
    /// What was done
    #[arg(long, default_value = "", hide_default_value = true, allow_hyphen_values = true)]
    note: String,
    /// Charge it to this pot of the contract [default: its first pot of time that is in the plan or was bought]
    #[arg(long, conflicts_with = "free")]
    pot: Option<String>,
    /// Charge it to none
    #[arg(long)]
    free: bool,
}

impl To {
    fn charge(&self) -> Charge {
        match &self.pot {
            _ if self.free => Charge::Nothing,
            Some(pot) => Charge::Pot(pot.trim().to_owned()),
            None => Charge::Usual,
        }
    }
}

#[derive(Debug, clap::Args)]
pub struct Start {
    #[command(flatten)]
    which: Which,
}

#[derive(Debug, clap::Args)]
pub struct Stop {
    #[command(flatten)]
    which: Which,
    #[command(flatten)]
    to: To,
    /// Book nothing
    #[arg(long, conflicts_with_all = ["note", "pot", "free"])]
    discard: bool,
}

#[derive(Debug, clap::Args)]
pub struct Book {
    #[command(flatten)]
    which: Which,
    /// How long: 45m, 1h30, 1:30
    #[arg(value_name = "TIME", value_parser = minutes_from)]
    minutes: u32,
    /// When the work ended, where that was earlier [default: now]
    #[arg(long, value_name = "INSTANT")]
    at: Option<Instant>,
    #[command(flatten)]
    to: To,
}

pub fn start(args: &Start, context: &mut Context) -> Result<(), CliError> {
    work(&args.which, context, "your watch runs", Work::StartTimer)
}

pub fn stop(args: &Stop, context: &mut Context) -> Result<(), CliError> {
    let done = if args.discard { "your watch is stopped, nothing booked" } else { "your watch is stopped" };
    let (note, charge) = (args.to.note.clone(), args.to.charge());
    work(&args.which, context, done, Work::StopTimer { note, discard: args.discard, charge })
}

pub fn book(args: &Book, context: &mut Context) -> Result<(), CliError> {
    let (note, charge) = (args.to.note.clone(), args.to.charge());
    let (minutes, at) = (args.minutes, args.at);
    work(&args.which, context, "time booked", Work::BookTime { minutes, at, note, charge })
}

fn work(which: &Which, context: &mut Context, done: &str, work: Work) -> Result<(), CliError> {
    execute(which, context, done, |ticket, seen| Command::Work { ticket, seen, work })
}
