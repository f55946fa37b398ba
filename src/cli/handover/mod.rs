//! `tierdesk handover`: what one shift hands to the next, given and taken.

mod asked;
mod give;
mod list;
mod show;
mod take;

use super::{CliError, Context};

#[derive(Debug, clap::Subcommand)]
pub enum Args {
    /// Show what a handover would say now, or one that was given
    #[command(
        after_help = "Worked out from the clocks and the record: what falls due in the next shift, what is missed and why, what\nwaits for whom, what changed, which allowances run out, and the agents' own words (`ticket hand-on`).\nExamples:\n  tierdesk handover show\n  tierdesk handover show --until \"tomorrow 08:00\" --format markdown --output handover.md\n  tierdesk handover show --at \"yesterday 16:00\" --json\n  tierdesk handover show 2041"
    )]
    Show(show::Args),
    /// Give the handover: it is kept as it stands now, for the next agent to take
    #[command(
        after_help = "Examples:\n  tierdesk handover give --to ben --end-shift\n  tierdesk handover give --mail desk@example.org"
    )]
    Give(give::Args),
    /// Take a handover that was given: your name and the moment are put on record
    #[command(
        after_help = "Examples:\n  tierdesk handover take\n  tierdesk handover take 2041 --begin-shift"
    )]
    Take(take::Args),
    /// List the handovers that were given, the newest first
    #[command(after_help = "Example:\n  tierdesk handover list --limit 5")]
    List(list::Args),
}

pub fn run(args: &Args, context: &mut Context) -> Result<(), CliError> {
    match args {
        Args::Show(args) => show::run(args, context),
        Args::Give(args) => give::run(args, context),
        Args::Take(args) => take::run(args, context),
        Args::List(args) => list::run(args, context),
    }
}
