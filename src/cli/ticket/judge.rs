//! `tierdesk ticket judge`: the agent's decision about a flag of entitlement.

use super::change::{Which, execute};
use crate::cli::{CliError, Context};
use crate::desk::{Command, Flag, Work};

#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("verdict").required(true))]
pub struct Args {
    #[command(flatten)]
    which: Which,
    /// Which flag, as `ticket show --json` names it
    #[arg(long, value_parser = flag)]
    flag: Flag,
    /// Work on it all the same
    #[arg(long, group = "verdict")]
    accept: bool,
    /// Do not accept it
    #[arg(long, group = "verdict")]
    reject: bool,
    /// Why; stays on record
    #[arg(long, allow_hyphen_values = true)]
    reason: String,
}

fn flag(written: &str) -> Result<Flag, String> {
    let wanted = written.trim().to_lowercase().replace(['-', ' '], "_");
    let known = || Flag::ALL.into_iter().filter(|flag| !flag.is_of_allowance());
    Flag::ALL.into_iter().find(|flag| flag.as_str() == wanted).ok_or_else(|| {
        format!("no such flag; there are {}", known().map(Flag::as_str).collect::<Vec<_>>().join(", "))
    })
}

pub fn run(args: &Args, context: &mut Context) -> Result<(), CliError> {
    let (flag, accepted, reason) = (args.flag, args.accept, args.reason.trim().to_owned());
    let done = match accepted {
        true => format!("worked on although: {}", flag.words()),
        false => format!("not accepted: {}", flag.words()),
    };
    execute(&args.which, context, &done, |ticket, seen| Command::Work {
        ticket,
        seen,
        work: Work::JudgeFlag { flag, accepted, reason },
    })
}
