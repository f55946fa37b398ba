//! `tierdesk ticket next`: the most urgent ticket that you can act on now.

use crate::cli::matching::Names;
use crate::cli::{CliError, Context, look_up};
use crate::desk::{Command, Next, TicketId, next};
use crate::store::{Access, Outcome, TicketQuery};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Assign it to yourself
    #[arg(long)]
    take: bool,
    /// The one behind this ticket, where that is one of them
    #[arg(long, value_name = "TICKET", value_parser = look_up::ticket_number)]
    after: Option<TicketId>,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args, context: &mut Context) -> Result<(), CliError> {
    let access = if args.take { Access::ReadWrite } else { Access::ReadOnly };
    let mut store = context.open_store(access)?;
    let (book, agent, now) = (context.shared_book()?, context.agent(), context.now());
    let names = Names::of(&store)?;
    let query = TicketQuery { open_only: true, ..TicketQuery::default() };
    let mut rows = names.rows(store.tickets(&query)?, &book);
    rows.sort_by_cached_key(|row| row.urgency(now));
    let (mut ticket, place, of) = match next(rows.iter(), &agent, now, args.after) {
        Next::Nothing(aside) => return Err(CliError::no(aside.words())),
        Next::Found { row, place, of } => (row.ticket.clone(), place, of),
    };
    let mut done = format!("next, {place} of {of} that you can act on now");
    if args.take && ticket.assignee.as_ref() != Some(&agent) {
        let take =
            Command::Assign { ticket: ticket.id, seen: Some(ticket.revision), to: Some(agent.clone()) };
        let outcomes = store.execute(&[take], &book, &agent, now)?;
        ticket = outcomes.first().and_then(Outcome::ticket).cloned().unwrap_or(ticket);
        done.push_str(", yours now");
    }
    let done = format!("{} ({done})", crate::text::printable(&ticket.subject));
    super::show::after(&store, context, ticket, &done, args.json)
}
