//! `tierdesk contract`: what customers have bought.

use chrono::NaiveDate;

use super::sheet::{cut, whole};
use super::view::{ContractView, Named};
use super::{CliError, Context, Out, contract_change, look_up, sheet};
use crate::calendar::Instant;
use crate::desk::{Book, Command, Contract, Customer, NewContract};
use crate::exchange::spell;
use crate::policy::{OwnPlace, OwnTerms, OwnVersion, Pack, TierKey};
use crate::store::{Access, Outcome};
use crate::text::quoted;

#[derive(Debug, clap::Subcommand)]
pub enum Args {
    /// Add a contract: a tier of one edition of a policy pack
    #[command(
        after_help = "Examples:\n  tierdesk contract add --customer \"Kestrel Radio\" --pack b2bee --tier premium \\\n      --starts 2026-01-01\n  tierdesk contract add --customer 3 --pack apizee --tier gold \\\n      --target first_response=\"4 business hours\"\n  tierdesk contract add --customer 4 --pack photoprism --tier gold \\\n      --hours \"mon-fri 08:00-20:00; sat 10:00-14:00; business day 8 hours\" \\\n      --holidays DE/BY"
    )]
    Add(Box<Add>),
    /// List the contracts of a customer, or of all
    #[command(after_help = "Example:\n  tierdesk contract list --customer \"Kestrel Radio\"")]
    List(List),
    /// Let another contract follow: another tier, edition, region or terms of its own
    #[command(
        after_help = "Examples:\n  tierdesk contract change 3 --tier premium --preview\n  tierdesk contract change 3 --tier basic --from 2027-01-01 --reason \"end of the term\""
    )]
    Change(Box<contract_change::Change>),
    /// Let a contract end, or take its end back
    #[command(after_help = "Example:\n  tierdesk contract end 3 --on 2027-01-01")]
    End(contract_change::End),
    /// Set the end of a contract's term
    #[command(after_help = "Example:\n  tierdesk contract term 3 --until 2027-01-01")]
    Term(contract_change::Term),
    /// Record a block of prepaid units
    #[command(
        after_help = "Example:\n  tierdesk contract buy 3 --pot api-premium --units 10h --note \"order 4711\""
    )]
    Buy(contract_change::Buy),
    /// List the blocks that were bought
    #[command(after_help = "Example:\n  tierdesk contract blocks 3")]
    Blocks(contract_change::Blocks),
    /// Show one contract with what it sets for itself
    #[command(after_help = "Example:\n  tierdesk contract show 3 --json")]
    Show(Show),
}

#[derive(Debug, clap::Args)]
pub struct Add {
    /// Whose: the customer's name or number
    #[arg(long)]
    customer: String,
    /// Policy pack, such as b2bee, or b2bee@2019-09-12 for one edition
    #[arg(long)]
    pack: String,
    /// Date of the pack's edition [default: the edition that the bare name means]
    #[arg(long, value_name = "DATE", value_parser = look_up::date)]
    edition: Option<NaiveDate>,
    /// Tier
    #[arg(long)]
    tier: String,
    /// The customer's region, where the pack tells regions apart
    #[arg(long)]
    region: Option<String>,
    /// First date, in the policy's zone [default: today]
    #[arg(long, value_name = "DATE", value_parser = look_up::date)]
    starts: Option<NaiveDate>,
    /// First date on which it holds no more
    #[arg(long, value_name = "DATE", value_parser = look_up::date)]
    ends: Option<NaiveDate>,
    /// A target of the contract's own, as CLOCK=TARGET or CLOCK/SEVERITY=TARGET; may be given several times
    #[arg(long = "target", value_name = "CLOCK=TARGET", value_parser = spell::target)]
    targets: Vec<crate::policy::OwnTarget>,
    /// A version of the product and the last date of its support, as VERSION=DATE; may be given several times
    #[arg(long = "end-of-life", value_name = "VERSION=DATE", value_parser = end_of_life)]
    end_of_life: Vec<OwnVersion>,
    /// Hours of the contract's own, such as "mon-fri 09:00-17:00; sat 10:00-12:00"
    #[arg(long)]
    hours: Option<String>,
    /// Holidays that close those hours, such as DE/BY
    #[arg(long, requires = "hours", value_name = "CODES", default_value = "", hide_default_value = true)]
    holidays: String,
    /// Zone on whose clock the hours are read [default: the policy's]
    #[arg(long)]
    zone: Option<String>,
    /// Where the customer is, for hours that the pack reads there: its zone, then its holidays (codes of `tierdesk holidays`,
    /// sets of the pack's own, single dates), as "Europe/Berlin DE/BY 2027-01-04"
    #[arg(long, value_name = "ZONE HOLIDAYS", value_parser = place)]
    place: Option<OwnPlace>,
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

#[derive(Debug, clap::Args)]
pub struct Show {
    /// Its number
    contract: i64,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args, context: &mut Context) -> Result<(), CliError> {
    match args {
        Args::Add(args) => add(args, context),
        Args::List(args) => list(args, context),
        Args::Change(args) => contract_change::change(args, context),
        Args::End(args) => contract_change::end(args, context),
        Args::Term(args) => contract_change::term(args, context),
        Args::Buy(args) => contract_change::buy(args, context),
        Args::Blocks(args) => contract_change::blocks(args, context),
        Args::Show(args) => show(args, context),
    }
}

/// Whether a contract holds at a moment, by the date in its policy's zone.
pub fn in_force(contract: &Contract, book: &Book, at: Instant) -> bool {
    let date = book.pack(&contract.pack).map_or_else(|_| at.utc().date(), |pack| pack.zone.date(at));
    contract.in_force(date)
}

/// A contract as output shows it.
pub fn view(contract: &Contract, customers: &[Customer], book: &Book, now: Instant) -> ContractView {
    let problem = book.terms(contract).err().map(|error| error.to_string());
    ContractView::of(
        contract,
        Named::of(contract.customer, customers),
        in_force(contract, book, now),
        problem,
    )
}

/// Writes contracts as a table.
pub fn rows(out: &mut Out, contracts: &[ContractView]) -> Result<(), CliError> {
    let row = |contract: &ContractView| {
        vec![
            contract.id.to_string(),
            contract.customer.name.clone(),
            contract.pack.clone(),
            contract.tier.clone(),
            contract.region.clone().unwrap_or_default(),
            contract.starts.clone(),
            contract.ends.clone().unwrap_or_else(|| "open".into()),
            match (&contract.problem, contract.in_force) {
                (Some(problem), _) => problem.clone(),
                (None, true) => "in force".into(),
                (None, false) => "not in force".into(),
            },
            own_words(&contract.own),
        ]
    };
    let header = [
        whole("no"),
        cut("customer", 10),
        cut("pack", 12),
        cut("tier", 8),
        whole("region").dispensable(2),
        whole("starts"),
        whole("ends").dispensable(1),
        cut("state", 8),
        cut("own terms", 8).dispensable(3),
    ];
    sheet::sheet(out, &header, contracts.iter().map(row).collect())
}

pub(super) fn end_of_life(written: &str) -> Result<OwnVersion, String> {
    let (name, date) = written.rsplit_once('=').ok_or("write it as VERSION=DATE, such as 4.2=2027-06-30")?;
    let name = name.trim().to_owned();
    if name.is_empty() || name.chars().count() > 100 {
        return Err("name the version before the =, in at most 100 characters".into());
    }
    Ok(OwnVersion { name, end_of_life: look_up::date(date)? })
}

pub(super) fn place(written: &str) -> Result<OwnPlace, String> {
    written.parse()
}

fn own_words(own: &OwnTerms) -> String {
    let mut parts = Vec::new();
    if !own.targets.is_empty() {
        parts.push(spell::targets_cell(&own.targets));
    }
    if let Some(hours) = &own.hours {
        parts.push(spell::hours_cell(hours));
    }
    parts.extend(own.time_zone.clone());
    parts.extend(own.place.iter().map(|place| format!("at {place}")));
    let version = |own: &OwnVersion| format!("{} supported until {}", own.name, own.end_of_life);
    parts.extend(own.versions.iter().map(version));
    parts.join("; ")
}

fn add(args: &Add, context: &mut Context) -> Result<(), CliError> {
    let pack = pack(args, context)?;
    let tier = tier(&pack, &args.tier)?;
    let region = args.region.as_deref().map(|word| region(&pack, word)).transpose()?;
    let hours = args.hours.as_deref().map(|hours| spell::hours(hours, &args.holidays));
    let hours = hours.transpose().map_err(|error| CliError::usage(format!("--hours: {error}")))?;
    let zones = args.zone.iter().chain(args.place.iter().map(|place| &place.time_zone));
    zones.into_iter().try_for_each(|zone| look_up::zone(&context.zones(), zone).map(drop))?;
    let own = OwnTerms {
        targets: args.targets.clone(),
        hours,
        time_zone: args.zone.clone(),
        place: args.place.clone(),
        versions: args.end_of_life.clone(),
    };
    let mut store = context.open_store(Access::ReadWrite)?;
    let customer = look_up::customer(&store, &args.customer)?;
    let (book, now) = (context.shared_book()?, context.now());
    let starts = args.starts.unwrap_or_else(|| pack.zone.date(now));
    let new = NewContract {
        customer: customer.id,
        pack: pack.id.clone(),
        tier,
        region,
        starts,
        ends: args.ends,
        renews: None,
        own,
    };
    let added = store.execute(&[Command::AddContract(new)], &book, &context.agent(), now)?;
    let Some(Outcome::Contract(id)) = added.first() else { return Ok(()) };
    let contract = look_up::contract(&store, id.0)?;
    let view = view(&contract, std::slice::from_ref(&customer), &book, now);
    if args.json {
        return context.out.json(&view);
    }
    let name = crate::text::printable(&customer.name).into_owned();
    context.out.line(format!("contract {id} added: {name}, {} {} from {}", view.pack, view.tier, view.starts))
}

fn pack(args: &Add, context: &mut Context) -> Result<std::sync::Arc<Pack>, CliError> {
    let name = match args.edition {
        Some(edition) if !args.pack.contains('@') => format!("{}@{edition}", args.pack),
        Some(_) => {
            return Err(CliError::usage("give the edition once: with --edition, or in --pack after the @"));
        }
        None => args.pack.clone(),
    };
    pack_named(&name, context)
}

/// The pack of that name, with or without an edition.
pub(super) fn pack_named(name: &str, context: &mut Context) -> Result<std::sync::Arc<Pack>, CliError> {
    let packs = context.packs()?;
    let found = packs.get(name.trim()).or_else(|error| match name.trim().to_lowercase() {
        lower if lower != name.trim() => packs.get(&lower).map_err(|_| error),
        _ => Err(error),
    });
    found.map_err(|error| {
        CliError::usage(error.to_string()).hint("`tierdesk policy list` shows the packs that are loaded")
    })
}

pub(super) fn tier(pack: &Pack, word: &str) -> Result<TierKey, CliError> {
    let folded = word.trim().to_lowercase();
    let found =
        pack.tiers.iter().find(|tier| tier.key.as_str() == folded || tier.name.to_lowercase() == folded);
    found.map(|tier| tier.key.clone()).ok_or_else(|| {
        let keys = || pack.tiers.iter().map(|tier| tier.key.as_str());
        let error = CliError::usage(format!("{} is no tier of {}", quoted(word), pack.id));
        let error = match look_up::nearest(word, keys()) {
            Some(key) => error.hint(format!("did you mean {key}?")),
            None => error,
        };
        error.hint(format!("it has {}", keys().collect::<Vec<_>>().join(", ")))
    })
}

pub(super) fn region(pack: &Pack, word: &str) -> Result<String, CliError> {
    let folded = word.trim().to_lowercase();
    if pack.regions.is_empty() || pack.regions.contains(&folded) {
        return Ok(folded);
    }
    let error = CliError::usage(format!("{} is no region of {}", quoted(word), pack.id));
    Err(error.hint(format!("it has {}", pack.regions.join(", "))))
}

fn list(args: &List, context: &mut Context) -> Result<(), CliError> {
    let store = context.open_store(Access::ReadOnly)?;
    let only = args.customer.as_deref().map(|named| look_up::customer(&store, named)).transpose()?;
    let (book, now) = (context.shared_book()?, context.now());
    let customers = store.customers()?;
    let contracts = store.contracts(only.map(|customer| customer.id))?;
    let views: Vec<ContractView> = contracts.iter().map(|one| view(one, &customers, &book, now)).collect();
    if args.json {
        return context.out.json(&views);
    }
    rows(&mut context.out, &views)
}

fn show(args: &Show, context: &mut Context) -> Result<(), CliError> {
    let store = context.open_store(Access::ReadOnly)?;
    let contract = look_up::contract(&store, args.contract)?;
    let (book, now) = (context.shared_book()?, context.now());
    let view = view(&contract, store.customer(contract.customer)?.as_slice(), &book, now);
    if args.json {
        return context.out.json(&view);
    }
    let state = if view.in_force { "in force" } else { "not in force" };
    sheet::facts(
        &mut context.out,
        &[
            ("contract", view.id.to_string()),
            ("customer", format!("{} ({})", view.customer.name, view.customer.id)),
            ("plan", format!("{} {}", view.pack, view.tier)),
            ("region", view.region.unwrap_or_default()),
            ("from", view.starts),
            ("until", view.ends.unwrap_or_else(|| "open".into())),
            ("state", view.problem.unwrap_or_else(|| state.into())),
            ("own targets", spell::targets_cell(&view.own.targets)),
            ("own hours", view.own.hours.as_ref().map(spell::hours_cell).unwrap_or_default()),
            ("closed on", view.own.hours.as_ref().map(|hours| hours.holidays.join(", ")).unwrap_or_default()),
            ("own zone", view.own.time_zone.unwrap_or_default()),
            ("place", view.own.place.as_ref().map(ToString::to_string).unwrap_or_default()),
        ],
    )
}
