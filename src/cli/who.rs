//! `tierdesk who`: who has the desk open now, and what they look at.

use serde_json::json;

use super::{CliError, Context};
use crate::calendar::Instant;
use crate::store::Access;
use crate::store::presence::{self, Here};
use crate::text::printable;

#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  tierdesk who")]
pub struct Args {
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args, context: &mut Context) -> Result<(), CliError> {
    let store = context.open_store(Access::ReadOnly)?;
    let here = presence::here(store.path());
    if args.json {
        let view = |here: &Here| {
            let since = here.ticket.map(|_| Instant::from_unix_clamped(here.since).to_string());
            let ticket = here.ticket.map(|ticket| ticket.0);
            json!({ "agent": here.agent, "process": here.process, "ticket": ticket, "writes": here.writes, "since": since })
        };
        return context.out.json(&here.iter().map(view).collect::<Vec<_>>());
    }
    if here.is_empty() {
        return context.out.line("nobody has the desk open");
    }
    for here in &here {
        let at = match (here.ticket, &here.writes) {
            (Some(ticket), Some(form)) => format!("writes on ticket {ticket}: {}", printable(form)),
            (Some(ticket), None) => format!("looks at ticket {ticket}"),
            (None, _) => "looks at the list".to_owned(),
        };
        context.out.line(format!("{} (process {}) {at}", printable(&here.agent), here.process))?;
    }
    Ok(())
}
