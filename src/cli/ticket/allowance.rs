//! `tierdesk ticket allowance`: the agent's decision about a ticket that the allowance does not cover (sla.md part 2).

use super::change::{Which, execute};
use crate::cli::{CliError, Context};
use crate::desk::{Command, Counting};

#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("decision").required(true))]
pub struct Args {
    #[command(flatten)]
    which: Which,
    /// Accept it as a paid request: it uses no unit
    #[arg(long, group = "decision")]
    accept_paid: bool,
    /// Hold it until the next period: it counts there, its clocks run all the same
    #[arg(long, group = "decision")]
    hold: bool,
    /// Waive it: it uses no unit
    #[arg(long, group = "decision")]
    waive: bool,
    /// Let it count again
    #[arg(long, group = "decision")]
    count: bool,
    /// Why; stays on record
    #[arg(
        long,
        required_unless_present = "count",
        default_value = "",
        hide_default_value = true,
        allow_hyphen_values = true
    )]
    reason: String,
}

pub fn run(args: &Args, context: &mut Context) -> Result<(), CliError> {
    let reason = args.reason.trim().to_owned();
    let (counting, done) = if args.accept_paid {
        (Counting::Paid { reason }, "accepted as a paid request")
    } else if args.hold {
        (Counting::Held { reason }, "held until the next period")
    } else if args.waive {
        (Counting::Waived { reason }, "waived")
    } else {
        (Counting::Counts, "counts again")
    };
    execute(&args.which, context, done, |ticket, seen| Command::DecideAllowance { ticket, seen, counting })
}
