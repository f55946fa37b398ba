//! Opens tickets one after the other and says so after each commit: what tests kill, starve of space and race. Hidden,
//! and shipped: faults.md asks for a way in where a fault cannot be made from outside, and what is tested must be the
//! program that people run. It writes into no desk that is worked on: only where `--store` itself names the store.

use std::io::Write as _;

use super::{CliError, Context};
use crate::desk::{Command, NewCustomer, NewTicket, Ticket, TicketId};
use crate::policy::SeverityKey;
use crate::store::{Access, Outcome, Store};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// How many tickets
    #[arg(long, default_value_t = 1)]
    count: u32,
    /// Whose; added where there is none of that name
    #[arg(long, default_value = "debug writer")]
    customer: String,
    /// Their severity
    #[arg(long, default_value = "high")]
    severity: String,
    /// Resolve every second one, so that rows move
    #[arg(long)]
    resolve: bool,
    /// Go on after an error
    #[arg(long)]
    stubborn: bool,
}

pub fn run(args: &Args, context: &mut Context) -> Result<(), CliError> {
    if !context.global.store_named {
        return Err(CliError::usage(
            "debug-writer is for tests and writes made-up tickets: name a store with --store",
        ));
    }
    let (book, agent) = (context.book()?, context.agent());
    let mut store = context.open_store(Access::ReadWrite)?;
    let now = context.now();
    let name = args.customer.as_str();
    let customer = match store.customer_by_name(name)? {
        Some(customer) => customer.id,
        None => store.batch::<_, CliError>(&book, &agent, now, |batch| {
            // Another writer may have added it since we looked.
            if let Some(customer) = batch.customer_by_name(name)? {
                return Ok(customer);
            }
            let new = NewCustomer { name: name.to_owned(), ..NewCustomer::default() };
            match batch.execute(&Command::AddCustomer(new))? {
                Outcome::Customer(id) => Ok(id),
                _ => Err(CliError::no("no customer was added")),
            }
        })?,
    };
    let mut last_error = None;
    for number in 1..=args.count {
        let subject = format!("ticket {number} of process {}", std::process::id());
        let new = NewTicket {
            text: "words ".repeat(50),
            ..NewTicket::received(customer, &subject, SeverityKey::new(&args.severity), context.now())
        };
        let commands = [Command::OpenTicket(Box::new(new))];
        let opened = store.execute(&commands, &book, &agent, context.now()).map_err(CliError::from);
        match opened {
            Ok(outcomes) => {
                for ticket in outcomes.iter().filter_map(Outcome::ticket) {
                    acknowledge(context, ticket)?;
                    if args.resolve && ticket.id.0 % 2 == 0 {
                        resolve(&mut store, context, &book, ticket.id)?;
                    }
                }
            }
            Err(error) if args.stubborn => {
                context.out.line(format!("{error}"))?;
                context.out.flush()?;
                last_error = Some(error);
            }
            Err(error) => return Err(error),
        }
    }
    last_error.map_or(Ok(()), Err)
}

/// One line for each ticket that is on disk: its number, and its flags.
fn acknowledge(context: &mut Context, ticket: &Ticket) -> Result<(), CliError> {
    let flags = ticket.flags.iter().map(|flag| flag.words()).collect::<Vec<_>>().join(", ");
    context.out.line(format!("opened {} {flags}", ticket.id).trim_end())?;
    Ok(context.out.flush()?)
}

fn resolve(
    store: &mut Store,
    context: &mut Context,
    book: &crate::desk::Book,
    ticket: TicketId,
) -> Result<(), CliError> {
    let command = Command::Resolve { ticket, seen: None, cause: "done".to_owned() };
    store.execute(&[command], book, "debug", context.now())?;
    context.out.line(format!("resolved {ticket}"))?;
    Ok(context.out.flush()?)
}
