//! `tierdesk export`: the whole desk as a file that `tierdesk import` reads.

use std::collections::HashMap;
use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;

use super::file_out::{draft_of, free, keep, shown, taken};
use super::import::FormatWord;
use super::{CliError, Context, contract};
use crate::calendar::Instant;
use crate::desk::{Book, Contact, Contract, Customer, CustomerId, Stage, Standstill, Ticket};
use crate::exchange::write::{Format, Writer};
use crate::exchange::{Cells, Column, spell};
use crate::policy::ClockEvent;
use crate::store::{Access, Met, People, StoreError};

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  tierdesk export --output desk.csv\n  tierdesk export --format jsonl | jq .subject\n\nReplies and notes stay in the store: `tierdesk backup` copies everything."
)]
pub struct Args {
    /// How it is written [default: by the file's name, else csv]
    #[arg(long, value_enum)]
    format: Option<FormatWord>,
    /// Where to [default: standard output]
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write over the file where it is there already
    #[arg(long, requires = "output")]
    force: bool,
}

/// What can go wrong on the way: the store, or the target.
enum Stop {
    Store(StoreError),
    Write(io::Error),
    Open(CliError),
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Stop {
        Stop::Store(error)
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Stop {
        Stop::Write(error)
    }
}

pub fn run(args: &Args, context: &mut Context) -> Result<(), CliError> {
    let format = match (args.format, &args.output) {
        (Some(word), _) => word.into(),
        (None, Some(path)) => super::import::format_of(path).unwrap_or(Format::Csv),
        (None, None) => Format::Csv,
    };
    let Some(path) = &args.output else {
        return match write(context, format, None) {
            Err(Stop::Write(error)) => Err(error.into()),
            Err(Stop::Store(error)) => Err(error.into()),
            Err(Stop::Open(error)) => Err(error),
            Ok(_) => Ok(()),
        };
    };
    let taken = |error: io::Error| taken(path, &error);
    free(path, args.force)?;
    let draft = draft_of(path)?;
    let target = draft.as_file().try_clone().map_err(taken)?;
    let rows = match write(context, format, Some(target)) {
        Ok(rows) => rows,
        Err(Stop::Store(error)) => return Err(error.into()),
        Err(Stop::Open(error)) => return Err(error),
        Err(Stop::Write(error)) => return Err(taken(error)),
    };
    keep(draft, path, args.force)?;
    context.out.line(format!("{rows} rows written to {}", shown(path)))
}

/// Writes everything from one snapshot; gives the number of rows.
fn write(context: &mut Context, format: Format, target: Option<fs::File>) -> Result<u64, Stop> {
    let mut store = context.open_store(Access::ReadOnly).map_err(Stop::Open)?;
    let book = context.shared_book().map_err(Stop::Open)?;
    let target: Box<dyn Write + '_> = match target {
        Some(file) => Box::new(io::BufWriter::with_capacity(128 * 1024, file)),
        None => Box::new(&mut context.out),
    };
    let mut writer = Writer::new(target, format)?;
    let mut desk = Everybody::default();
    let mut rows = 0;
    store.each::<Stop>(|met| {
        match met {
            Met::People(people) => {
                desk = Everybody::of(people);
                for cells in desk.rows() {
                    rows += 1;
                    writer.row(&cells)?;
                }
            }
            Met::Ticket(ticket, text) => {
                rows += 1;
                writer.row(&desk.ticket(&ticket, &text, &book))?;
            }
        }
        Ok(())
    })?;
    writer.finish()?.flush()?;
    Ok(rows)
}

/// Everybody, by customer.
#[derive(Default)]
struct Everybody {
    customers: Vec<Customer>,
    names: HashMap<CustomerId, String>,
    contracts: HashMap<CustomerId, Vec<Contract>>,
    contacts: HashMap<CustomerId, Vec<Contact>>,
}

impl Everybody {
    fn of(people: People) -> Everybody {
        let mut desk = Everybody {
            names: people.customers.iter().map(|customer| (customer.id, customer.name.clone())).collect(),
            customers: people.customers,
            ..Everybody::default()
        };
        // By number, as they will be numbered again: the order of names would be another one after an import.
        desk.customers.sort_by_key(|customer| customer.id);
        for contract in people.contracts {
            desk.contracts.entry(contract.customer).or_default().push(contract);
        }
        for contact in people.contacts {
            desk.contacts.entry(contact.customer).or_default().push(contact);
        }
        desk
    }

    /// The rows that tell customers, their contracts and their persons.
    fn rows(&self) -> Vec<Cells> {
        let mut rows = Vec::new();
        for customer in &self.customers {
            let mut contracts = self.contracts.get(&customer.id).cloned().unwrap_or_default();
            contracts.sort_by_key(|contract| contract.starts);
            let mut first = Cells::default();
            first.set(Column::TimeZone, customer.time_zone.as_deref().unwrap_or_default());
            first.set(Column::Note, &customer.note);
            let mut cells = vec![first];
            cells.resize(contracts.len().max(1), Cells::default());
            for (cells, contract) in cells.iter_mut().zip(&contracts) {
                of_contract(cells, contract);
            }
            let mut contacts = self.contacts.get(&customer.id).cloned().unwrap_or_default();
            contacts.sort_by_key(|contact| contact.id);
            cells.extend(contacts.iter().map(of_contact));
            for mut cells in cells {
                cells.set(Column::Customer, &customer.name);
                rows.push(cells);
            }
        }
        rows
    }

    fn ticket(&self, ticket: &Ticket, text: &str, book: &Book) -> Cells {
        let mut cells = Cells::default();
        cells.set(Column::Customer, self.names.get(&ticket.customer).map_or("", String::as_str));
        // The plan that an import will find in force at the receipt.
        let contracts = self.contracts.get(&ticket.customer).map_or(&[][..], Vec::as_slice);
        if let Some(plan) = contracts.iter().find(|plan| contract::in_force(plan, book, ticket.received)) {
            cells.set(Column::Pack, plan.pack.to_string());
            cells.set(Column::Tier, plan.tier.as_str());
        }
        let mut set = |column: Column, value: Option<&str>| cells.set(column, value.unwrap_or_default());
        set(Column::Reference, ticket.reference.as_deref());
        set(Column::Subject, Some(&ticket.subject));
        set(Column::Severity, Some(ticket.severity.as_str()));
        set(Column::Claimed, ticket.claimed.as_ref().map(|claimed| claimed.as_str()));
        let environment = Some(ticket.environment.as_str()).filter(|word| *word != "production");
        set(Column::Environment, environment);
        set(Column::Level, ticket.level.map(|level| level.to_string()).as_deref());
        set(Column::Channel, ticket.channel.as_ref().map(|channel| channel.as_str()));
        set(Column::Kind, ticket.kind.as_deref());
        set(Column::Requester, ticket.requester.as_deref());
        set(Column::Received, Some(&ticket.received.to_string()));
        set(Column::Status, Some(ticket.status.as_str()));
        set(Column::Assignee, ticket.assignee.as_deref());
        let (resolved, stood) = straightened(ticket);
        let first_response = ticket.first_response.map(|at| at.max(ticket.received));
        set(Column::FirstResponse, first_response.map(|at| at.to_string()).as_deref());
        set(Column::Resolved, resolved.map(|at| at.to_string()).as_deref());
        set(Column::Paused, Some(&paused(&stood)));
        let told = |event| ticket.marks.first(event).map(|at| at.max(ticket.received).to_string());
        set(Column::SeveritySet, told(ClockEvent::SeveritySet).as_deref());
        set(Column::Assigned, told(ClockEvent::Assigned).as_deref());
        set(Column::WorkBegun, told(ClockEvent::WorkBegun).as_deref());
        set(Column::Replies, Some(&again(ticket, ClockEvent::Reply, first_response)));
        set(Column::Messages, Some(&again(ticket, ClockEvent::CustomerMessage, None)));
        set(Column::Workaround, told(ClockEvent::Workaround).as_deref());
        set(Column::Estimate, told(ClockEvent::Estimate).as_deref());
        set(Column::Allowance, Some(&spell::counting_cell(&ticket.counting)));
        set(Column::Text, Some(text));
        cells
    }
}

/// When it was resolved and when clocks stood still, each at or after what came before it: where a machine's clock was
/// stepped back (faults.md D02), an import would refuse the order in which they are on record.
fn straightened(ticket: &Ticket) -> (Option<Instant>, Vec<Standstill>) {
    let mut stood = ticket.standstills.clone();
    let mut floor = ticket.received.unix();
    for one in &mut stood {
        one.from = one.from.max(floor);
        one.to = one.to.map(|to| to.max(one.from));
        floor = one.to.unwrap_or(one.from);
    }
    let since = stood.last().filter(|last| last.kind == Stage::Resolved && last.to.is_none());
    let since = since.map_or(ticket.received, |last| Instant::from_unix_clamped(last.from));
    (ticket.resolved.map(|at| at.max(since)), stood)
}

/// Every moment of a kind, but the first reply, which has a column of its own.
fn again(ticket: &Ticket, event: ClockEvent, first: Option<Instant>) -> String {
    let mut first = first;
    let moments = ticket.marks.all(event).map(|at| at.max(ticket.received));
    spell::moments_cell(moments.filter(|at| first.take_if(|first| first == at).is_none()))
}

/// The standstills; the last one of a resolved ticket says nothing new where no cause was given.
fn paused(stood: &[Standstill]) -> String {
    match stood.split_last() {
        Some((last, before))
            if last.kind == Stage::Resolved && last.to.is_none() && last.reason.is_empty() =>
        {
            spell::standstills_cell(before)
        }
        _ => spell::standstills_cell(stood),
    }
}

fn of_contract(cells: &mut Cells, contract: &Contract) {
    cells.set(Column::Pack, contract.pack.to_string());
    cells.set(Column::Tier, contract.tier.as_str());
    cells.set(Column::Region, contract.region.as_deref().unwrap_or_default());
    cells.set(Column::Starts, contract.starts.to_string());
    cells.set(Column::Ends, contract.ends.map(|ends| ends.to_string()).unwrap_or_default());
    cells.set(Column::Targets, spell::targets_cell(&contract.own.targets));
    if let Some(hours) = &contract.own.hours {
        cells.set(Column::Hours, spell::hours_cell(hours));
        cells.set(Column::Holidays, hours.holidays.join(" "));
    }
    cells.set(Column::ContractZone, contract.own.time_zone.as_deref().unwrap_or_default());
    cells.set(Column::Place, contract.own.place.as_ref().map(ToString::to_string).unwrap_or_default());
}

fn of_contact(contact: &Contact) -> Cells {
    let mut cells = Cells::default();
    cells.set(Column::Contact, &contact.name);
    cells.set(Column::Email, contact.email.as_deref().unwrap_or_default());
    cells.set(Column::Registered, if contact.registered { "yes" } else { "no" });
    cells
}
