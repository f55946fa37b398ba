//! `tierdesk contact`: the persons who may ask for a customer.

use super::sheet::{cut, whole};
use super::view::{ContactView, Named};
use super::{CliError, Context, Out, look_up, sheet};
use crate::desk::{Command, Contact, Customer, NewContact};
use crate::store::{Access, Outcome};

#[derive(Debug, clap::Subcommand)]
pub enum Args {
    /// Add a person of a customer
    #[command(
        after_help = "Example:\n  tierdesk contact add \"Ana Kovač\" --customer \"Kestrel Radio\" \\\n      --email ana@kestrel.example --registered"
    )]
    Add(Add),
    /// List the persons of a customer, or of all
    #[command(after_help = "Example:\n  tierdesk contact list --customer \"Kestrel Radio\"")]
    List(List),
}

#[derive(Debug, clap::Args)]
pub struct Add {
    /// The person's name
    name: String,
    /// Whose person: the customer's name or number
    #[arg(long)]
    customer: String,
    /// Address
    #[arg(long)]
    email: Option<String>,
    /// One of the persons whom the contract registers
    #[arg(long)]
    registered: bool,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
pub struct List {
    /// Only of this customer: name or number
    #[arg(long)]
    customer: Option<String>,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args, context: &mut Context) -> Result<(), CliError> {
    match args {
        Args::Add(args) => add(args, context),
        Args::List(args) => list(args, context),
    }
}

/// A person as output shows them.
pub fn view(contact: &Contact, customers: &[Customer]) -> ContactView {
    ContactView::of(contact, Named::of(contact.customer, customers))
}

/// Writes persons as a table.
pub fn rows(out: &mut Out, contacts: &[ContactView]) -> Result<(), CliError> {
    let row = |contact: &ContactView| {
        vec![
            contact.id.to_string(),
            contact.customer.name.clone(),
            contact.name.clone(),
            contact.email.clone().unwrap_or_default(),
            if contact.registered { "yes".into() } else { "no".into() },
        ]
    };
    sheet::sheet(
        out,
        &[
            whole("no"),
            cut("customer", 10),
            cut("name", 10),
            cut("email", 12),
            whole("registered").dispensable(1),
        ],
        contacts.iter().map(row).collect(),
    )
}

fn add(args: &Add, context: &mut Context) -> Result<(), CliError> {
    let mut store = context.open_store(Access::ReadWrite)?;
    let customer = look_up::customer(&store, &args.customer)?;
    let book = context.shared_book()?;
    let new = NewContact {
        customer: customer.id,
        name: args.name.clone(),
        email: args.email.clone(),
        registered: args.registered,
    };
    let added = store.execute(&[Command::AddContact(new)], &book, &context.agent(), context.now())?;
    let Some(Outcome::Contact(id)) = added.first() else { return Ok(()) };
    let contacts = store.contacts(Some(customer.id))?;
    let Some(contact) = contacts.iter().find(|contact| contact.id == *id) else { return Ok(()) };
    if args.json {
        return context.out.json(&view(contact, &[customer]));
    }
    let (name, of) = (crate::text::printable(&contact.name), crate::text::printable(&customer.name));
    context.out.line(format!("contact {id} added: {name} of {of}"))
}

fn list(args: &List, context: &mut Context) -> Result<(), CliError> {
    let store = context.open_store(Access::ReadOnly)?;
    let only = args.customer.as_deref().map(|named| look_up::customer(&store, named)).transpose()?;
    let customers = store.customers()?;
    let contacts = store.contacts(only.map(|customer| customer.id))?;
    let views: Vec<ContactView> = contacts.iter().map(|contact| view(contact, &customers)).collect();
    if args.json {
        return context.out.json(&views);
    }
    rows(&mut context.out, &views)
}
