//! `tierdesk alert`: what agents were told, what they answer, and the rules of it.

mod answer;
mod list;
mod rules;
mod tried;

use std::path::PathBuf;

use super::{CliError, Context, look_up};
use crate::desk::TicketId;
use crate::store::AlertQuery;

#[derive(Debug, clap::Subcommand)]
pub enum Args {
    /// List the alerts that you were told and nobody has acknowledged, the newest first
    #[command(
        after_help = "Examples:\n  tierdesk alert list\n  tierdesk alert list --all --since 'mon 8:00' --json\n  tierdesk alert list --of 41"
    )]
    List(list::Args),
    /// Acknowledge alerts: they never come again
    #[command(
        after_help = "Examples:\n  tierdesk alert ack 41 42\n  tierdesk alert ack --ticket 17\n  tierdesk alert ack --mine"
    )]
    Ack(answer::Ack),
    /// Have alerts come again later, if they still hold then
    #[command(
        after_help = "Examples:\n  tierdesk alert snooze 41 --until 30m\n  tierdesk alert snooze --ticket 17 --until 'mon 8:00'"
    )]
    Snooze(answer::Snooze),
    /// Write the rules of a desk without alerts.toml to standard output, to start from
    #[command(after_help = "Example:\n  tierdesk alert rules > alerts.toml    # it belongs beside the store")]
    Rules,
    /// Check alerts.toml: every mistake with its place and what would be right
    #[command(
        after_help = "Exit status: 0 all good, or there is no file; 2 something is wrong with it, or it cannot be read.\n\nWithout FILE it is alerts.toml beside the store.\n\nExamples:\n  tierdesk alert check\n  tierdesk alert check ./alerts.toml --json"
    )]
    Check {
        /// The file [default: the one beside the store]
        file: Option<PathBuf>,
        /// Answer in JSON
        #[arg(long)]
        json: bool,
    },
    /// Say for a ticket who is told of what, when, by which way and by which rule, and which rules tell nothing
    #[command(
        after_help = "Examples:\n  tierdesk alert test 17\n  tierdesk alert test 17 --at 'yesterday 9:00' --json"
    )]
    Test(tried::Args),
}

/// Runs it.
///
/// # Errors
/// Where the store or the file cannot be read, and where an answer is refused.
pub fn run(args: &Args, context: &mut Context) -> Result<(), CliError> {
    match args {
        Args::List(args) => list::run(args, context),
        Args::Ack(args) => answer::ack(args, context),
        Args::Snooze(args) => answer::snooze(args, context),
        Args::Rules => rules::write(context),
        Args::Check { file, json } => rules::check(file.clone(), *json, context),
        Args::Test(args) => tried::run(args, context),
    }
}

/// Whose alerts, and of what.
#[derive(Debug, clap::Args)]
pub struct Which {
    /// Only of this ticket
    #[arg(long, value_name = "NUMBER", value_parser = look_up::ticket_number)]
    ticket: Option<TicketId>,
    /// Everybody's, not only yours and those for nobody in particular
    #[arg(long)]
    everybody: bool,
}

impl Which {
    fn query(&self, context: &Context) -> AlertQuery {
        AlertQuery {
            agent: (!self.everybody).then(|| context.agent()),
            ticket: self.ticket,
            ..AlertQuery::default()
        }
    }
}
