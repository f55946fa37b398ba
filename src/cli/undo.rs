//! `tierdesk undo` and `tierdesk redo`: what you did last, or one of your actions by its number.

use serde::Serialize;

use super::ticket::view_of;
use super::view::TicketView;
use super::{CliError, Context};
use crate::desk::{Command, action_words};
use crate::store::{Access, Outcome};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The action's number, as `ticket show --json` has it in its events [default: the newest of yours]
    action: Option<i64>,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Turned {
    action: i64,
    words: String,
    tickets: Vec<TicketView>,
}

pub fn undo(args: &Args, context: &mut Context) -> Result<(), CliError> {
    turn(args, false, context)
}

pub fn redo(args: &Args, context: &mut Context) -> Result<(), CliError> {
    turn(args, true, context)
}

/// So many of the tickets of an action are told one by one.
const TOLD: usize = 10;

fn turn(args: &Args, again: bool, context: &mut Context) -> Result<(), CliError> {
    let mut store = context.open_store(Access::ReadWrite)?;
    let (book, agent, now) = (context.shared_book()?, context.agent(), context.now());
    let (verb, done) = if again { ("redo", "redid") } else { ("undo", "undid") };
    let action = match args.action {
        Some(action) => action,
        None => {
            let last = if again { store.last_undone(&agent)? } else { store.last_done(&agent)? };
            let Some(last) = last else {
                let none = format!("there is nothing of {}'s to {verb}", crate::text::printable(&agent));
                return Err(CliError::no(none));
            };
            if let Some(why) = last.fixed {
                return Err(CliError::no(format!("{} cannot be undone: {why}", last.words))
                    .hint("`tierdesk undo ACTION` takes an earlier action, by its number"));
            }
            last.number
        }
    };
    let words = action_words(&store.action(action)?);
    let command = if again { Command::Redo { action } } else { Command::Undo { action } };
    let outcomes = store.execute(&[command], &book, &agent, now)?;
    let tickets = outcomes.into_iter().flat_map(|outcome| match outcome {
        Outcome::Tickets(tickets) => tickets,
        _ => Vec::new(),
    });
    let tickets: Vec<_> = tickets.collect();
    // People are told of a few; the rest need not be looked at.
    let told = if args.json { tickets.len() } else { TOLD };
    let mut views = Vec::new();
    for ticket in tickets.iter().take(told) {
        views.push(view_of(&store, context, ticket.clone())?);
    }
    if args.json {
        return context.out.json(&Turned { action, words, tickets: views });
    }
    context.out.line(crate::text::printable(&format!("{done} {words}")))?;
    for view in &views {
        let whose = view.assignee.as_ref().map_or("nobody's".to_owned(), |name| format!("{name}'s"));
        let line = format!("  ticket {} (revision {}): {}, {whose}", view.number, view.revision, view.status);
        context.out.line(crate::text::printable(&line))?;
    }
    if tickets.len() > views.len() {
        context.out.line(format!("  and {} more", tickets.len() - views.len()))?;
    }
    Ok(())
}
