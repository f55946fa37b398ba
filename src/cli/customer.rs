//! `tierdesk customer`: add, list and show customers.

use super::judged::Judge;
use super::sheet::{cut, whole};
use super::ticket::Listed;
use super::view::{ContactView, ContractView, CustomerView};
use super::{CliError, Context, contract, look_up, sheet};
use crate::desk::board;
use crate::desk::{Command, Customer, CustomerChange, NewCustomer, Revision};
use crate::store::{Access, Outcome, Store, TicketQuery};

#[derive(Debug, clap::Subcommand)]
pub enum Args {
    /// Add a customer
    #[command(
        after_help = "Example:\n  tierdesk customer add \"Kestrel Radio\" --time-zone Europe/Paris \\\n      --note \"calls on Fridays\""
    )]
    Add(Add),
    /// Change a customer's name, zone, language or note
    #[command(
        after_help = "Examples:\n  tierdesk customer change \"Kestrel Radio\" --language de --time-zone Europe/Berlin\n  tierdesk customer change 3 --language \"\""
    )]
    Change(Change),
    /// List the customers with their plans and allowances
    #[command(after_help = "Example:\n  tierdesk customer list --json")]
    List(List),
    /// Show one customer: its contracts, persons, allowance and open tickets
    #[command(after_help = "Example:\n  tierdesk customer show \"Kestrel Radio\"")]
    Show(Show),
}

#[derive(Debug, clap::Args)]
pub struct Add {
    /// Its name; unique whatever the case
    name: String,
    /// Zone of its people, such as Europe/Paris
    #[arg(long, value_name = "ZONE")]
    time_zone: Option<String>,
    /// The language in which it is written to, such as de [default: the policy's]
    #[arg(long, value_name = "LANGUAGE")]
    language: Option<String>,
    /// What the desk should know about it
    #[arg(long, default_value = "", hide_default_value = true, allow_hyphen_values = true)]
    note: String,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("what").required(true).multiple(true))]
pub struct Change {
    /// Its name or number
    customer: String,
    /// Its new name
    #[arg(long, group = "what")]
    name: Option<String>,
    /// Zone of its people, such as Europe/Paris; empty takes it away
    #[arg(long, value_name = "ZONE", group = "what")]
    time_zone: Option<String>,
    /// The language in which it is written to, such as de; empty takes it away
    #[arg(long, value_name = "LANGUAGE", group = "what")]
    language: Option<String>,
    /// What the desk should know about it; empty takes it away
    #[arg(long, group = "what", allow_hyphen_values = true)]
    note: Option<String>,
    /// The revision that you saw: refused where somebody changed the customer since
    #[arg(long, value_name = "REVISION")]
    seen: Option<i64>,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
pub struct List {
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
pub struct Show {
    /// Its name or number
    customer: String,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args, context: &mut Context) -> Result<(), CliError> {
    match args {
        Args::Add(args) => add(args, context),
        Args::Change(args) => change(args, context),
        Args::List(args) => list(args, context),
        Args::Show(args) => show(args, context),
    }
}

fn add(args: &Add, context: &mut Context) -> Result<(), CliError> {
    if let Some(zone) = &args.time_zone {
        look_up::zone(&context.zones(), zone)?;
    }
    let new = NewCustomer {
        name: args.name.clone(),
        time_zone: args.time_zone.clone(),
        language: args.language.as_deref().map(|tag| known(tag, context)).transpose()?,
        note: args.note.clone(),
    };
    let mut store = context.open_store(Access::ReadWrite)?;
    let book = context.book()?;
    let added = store.execute(&[Command::AddCustomer(new)], &book, &context.agent(), context.now())?;
    let Some(Outcome::Customer(id)) = added.first() else { return Ok(()) };
    let customer = look_up::customer(&store, &id.to_string())?;
    if args.json {
        return context.out.json(&CustomerView::of(&customer, 0, None, None));
    }
    context.out.line(format!("customer {} added: {}", id, crate::text::printable(&customer.name)))
}

/// A language's tag; one of which no phrases are at hand is asked about and taken as it is.
fn known(tag: &str, context: &Context) -> Result<String, CliError> {
    let tag = tag.trim().to_lowercase();
    let plain = tag.len() <= 20 && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if !plain {
        return Err(CliError::usage(format!("{} is no language's tag", crate::text::quoted(&tag)))
            .hint("write en, de, pt-br ..."));
    }
    let languages = super::wording::warned(context).languages;
    if !tag.is_empty() && languages.get(&tag).is_none() {
        super::error::warn(&format!(
            "target times cannot be told in {tag} (known are {}): the policy's language is used for them",
            languages.tags().join(", ")
        ));
    }
    Ok(tag)
}

fn change(args: &Change, context: &mut Context) -> Result<(), CliError> {
    if let Some(zone) = args.time_zone.as_deref().filter(|zone| !zone.is_empty()) {
        look_up::zone(&context.zones(), zone)?;
    }
    let change = CustomerChange {
        name: args.name.clone(),
        time_zone: args.time_zone.clone(),
        language: args.language.as_deref().map(|tag| known(tag, context)).transpose()?,
        note: args.note.clone(),
    };
    let mut store = context.open_store(Access::ReadWrite)?;
    let customer = look_up::customer(&store, &args.customer)?.id;
    let book = context.shared_book()?;
    let seen = args.seen.map(Revision);
    let command = Command::ChangeCustomer { customer, seen, change };
    store.execute(&[command], &book, &context.agent(), context.now())?;
    let customer = look_up::customer(&store, &format!("#{customer}"))?;
    if args.json {
        let open = open_tickets(&mut store)?.get(&customer.id).copied().unwrap_or(0);
        let view = view(&store, context, &customer, open)?;
        return context.out.json(&view);
    }
    let name = crate::text::printable(&customer.name);
    context.out.line(format!("customer {} (revision {}) changed: {name}", customer.id, customer.revision))
}

fn list(args: &List, context: &mut Context) -> Result<(), CliError> {
    let mut store = context.open_store(Access::ReadOnly)?;
    let customers = store.customers()?;
    let open = open_tickets(&mut store)?;
    let mut views = Vec::with_capacity(customers.len());
    for customer in &customers {
        views.push(view(&store, context, customer, open.get(&customer.id).copied().unwrap_or(0))?);
    }
    if args.json {
        return context.out.json(&views);
    }
    let row = |view: &CustomerView| {
        vec![
            view.id.to_string(),
            view.name.clone(),
            view.contract.as_ref().map_or_else(
                || "no contract".into(),
                |contract| format!("{} {}", contract.pack, contract.tier),
            ),
            view.allowance.as_ref().map(|allowance| allowance.words.clone()).unwrap_or_default(),
            view.open_tickets.to_string(),
        ]
    };
    sheet::sheet(
        &mut context.out,
        &[
            whole("no"),
            cut("customer", 12),
            cut("plan", 12),
            cut("allowance", 10).dispensable(1),
            whole("open"),
        ],
        views.iter().map(row).collect(),
    )
}

/// How many tickets each customer has that are not resolved.
fn open_tickets(
    store: &mut Store,
) -> Result<std::collections::HashMap<crate::desk::CustomerId, usize>, CliError> {
    let mut open = std::collections::HashMap::new();
    let query = TicketQuery { open_only: true, ..TicketQuery::default() };
    store.each_ticket::<CliError>(&query, |ticket| {
        *open.entry(ticket.customer).or_insert(0) += 1;
        Ok(())
    })?;
    Ok(open)
}

fn view(
    store: &Store,
    context: &mut Context,
    customer: &Customer,
    open: usize,
) -> Result<CustomerView, CliError> {
    let now = context.now();
    let contracts = store.contracts(Some(customer.id))?;
    let book = context.shared_book()?;
    let current = board::current(contracts.iter(), &book, now);
    let usage = Judge::new(store, &book, now).usage(current)?;
    let current = current.map(|current| contract::view(current, std::slice::from_ref(customer), &book, now));
    Ok(CustomerView::of(customer, open, current, usage.as_ref()))
}

/// Everything about one customer.
#[derive(serde::Serialize)]
struct Whole {
    #[serde(flatten)]
    customer: CustomerView,
    contracts: Vec<ContractView>,
    contacts: Vec<ContactView>,
    tickets: Vec<Listed>,
}

fn show(args: &Show, context: &mut Context) -> Result<(), CliError> {
    let mut store = context.open_store(Access::ReadOnly)?;
    let customer = look_up::customer(&store, &args.customer)?;
    let (book, now) = (context.shared_book()?, context.now());
    let tickets = super::ticket::open_of(&mut store, &book, &customer, now)?;
    let view = view(&store, context, &customer, tickets.len())?;
    let named = std::slice::from_ref(&customer);
    let contracts = store.contracts(Some(customer.id))?;
    let contracts: Vec<ContractView> =
        contracts.iter().map(|contract| contract::view(contract, named, &book, now)).collect();
    let contacts = store.contacts(Some(customer.id))?;
    let contacts: Vec<ContactView> =
        contacts.iter().map(|contact| super::contact::view(contact, named)).collect();
    if args.json {
        return context.out.json(&Whole { customer: view, contracts, contacts, tickets });
    }
    let out = &mut context.out;
    let allowance = view.allowance.as_ref().map(|allowance| allowance.words.clone()).unwrap_or_default();
    sheet::facts(
        out,
        &[
            ("customer", format!("{} ({})", view.name, view.id)),
            ("time zone", view.time_zone.clone().unwrap_or_default()),
            ("language", view.language.clone().unwrap_or_default()),
            ("note", view.note.clone()),
            ("allowance", allowance),
        ],
    )?;
    if !contracts.is_empty() {
        out.line("\ncontracts")?;
        contract::rows(out, &contracts)?;
    }
    if !contacts.is_empty() {
        out.line("\ncontacts")?;
        super::contact::rows(out, &contacts)?;
    }
    if !tickets.is_empty() {
        out.line("\nopen tickets, most urgent first")?;
        super::ticket::rows(out, &tickets)?;
    }
    Ok(())
}
