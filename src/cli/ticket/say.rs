//! `tierdesk ticket say`: a ticket's target times in words for the customer.

use serde_json::json;

use crate::cli::{CliError, Context, look_up, wording};
use crate::desk::TicketId;
use crate::store::Access;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The ticket's number
    #[arg(value_parser = look_up::ticket_number)]
    ticket: TicketId,
    /// In which language [default: the customer's, else the policy's, else en]
    #[arg(long, value_name = "LANGUAGE")]
    language: Option<String>,
    /// On which wall clock [default: the customer's zone, else the policy's]
    #[arg(long, value_name = "ZONE")]
    zone: Option<String>,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args, context: &mut Context) -> Result<(), CliError> {
    let store = context.open_store(Access::ReadOnly)?;
    let about = wording::about(&store, args.ticket, context)?;
    let said = about.said(args.language.as_deref(), args.zone.as_deref(), context)?;
    if !args.json {
        return context.out.line(crate::text::printable(&said.text));
    }
    let clocks: Vec<serde_json::Value> = said
        .clocks
        .iter()
        .map(|clock| {
            json!({
                "clock": clock.clock,
                "state": clock.state,
                "due": clock.due.map(|at| at.to_string()),
                "stopped": clock.stopped.map(|at| at.to_string()),
                "text": clock.text,
            })
        })
        .collect();
    context.out.json(&json!({
        "number": args.ticket.0,
        "language": said.language,
        "zone": said.zone,
        "clocks": clocks,
        "text": said.text,
    }))
}
