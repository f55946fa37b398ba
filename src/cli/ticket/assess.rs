//! `tierdesk ticket assess`: what the desk says of a ticket, with a reason; the customer's claim stays beside it.

use super::change::{Which, execute};
use super::{moved, open};
use crate::cli::{CliError, Context, look_up};
use crate::desk::{Assessment, Command, Revision, Work};
use crate::store::Access;

#[derive(Debug, clap::Args)]
#[command(disable_version_flag = true, group = clap::ArgGroup::new("what").required(true).multiple(true))]
pub struct Args {
    #[command(flatten)]
    which: Which,
    /// Severity, in the words of the customer's policy
    #[arg(long, group = "what")]
    severity: Option<String>,
    /// Stage of the customer's system
    #[arg(long, group = "what", value_parser = ["production", "development"])]
    environment: Option<String>,
    /// Kind of request; empty takes it away
    #[arg(long, group = "what")]
    kind: Option<String>,
    /// Channel it came by; empty takes it away
    #[arg(long, group = "what")]
    channel: Option<String>,
    /// Version of the product; empty takes it away
    #[arg(long, group = "what", value_name = "VERSION", allow_hyphen_values = true)]
    version: Option<String>,
    /// Why; stays on record
    #[arg(long, allow_hyphen_values = true)]
    reason: String,
    /// Only say what it would move
    #[arg(long)]
    preview: bool,
}

pub fn run(args: &Args, context: &mut Context) -> Result<(), CliError> {
    let severity = match &args.severity {
        Some(word) => Some(severity(args, word, context)?),
        None => None,
    };
    let to = Assessment {
        severity,
        environment: args.environment.clone(),
        channel: args.channel.as_ref().map(|channel| channel.to_lowercase()),
        kind: args.kind.clone(),
        version: args.version.clone(),
    };
    let work = Work::Assess { to, reason: args.reason.trim().to_owned() };
    let (ticket, seen) = (args.which.ticket, args.which.seen.map(Revision));
    if args.preview {
        return moved::preview(&args.which, context, &Command::Work { ticket, seen, work });
    }
    execute(&args.which, context, "assessed", |ticket, seen| Command::Work { ticket, seen, work })
}

/// The severity that a word means in the policy of the ticket's contract.
fn severity(args: &Args, word: &str, context: &mut Context) -> Result<String, CliError> {
    let store = context.open_store(Access::ReadOnly)?;
    let contract = match store.ticket_now(args.which.ticket)? {
        Some(ticket) => look_up::contract_of(&store, &ticket)?,
        None => None,
    };
    let book = context.shared_book()?;
    let pack = contract.and_then(|contract| book.pack(&contract.pack).ok());
    open::severity(pack.as_deref(), word).map(|severity| severity.to_string())
}
