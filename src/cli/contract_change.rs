//! `tierdesk contract change | end | term | buy | blocks`: what is agreed anew. What was agreed before stays on record.

use chrono::NaiveDate;
use serde_json::json;

use super::contract::{self, end_of_life};
use super::{CliError, Context, look_up};
use crate::desk::{Command, ContractChange, NewContract, Revision, minutes_from, minutes_words};
use crate::exchange::spell;
use crate::policy::diff::diff;
use crate::policy::{OwnPlace, OwnTarget, OwnVersion, PotUnit};
use crate::store::{Access, Outcome};

/// Which contract, and how it looked.
#[derive(Debug, clap::Args)]
pub struct Which {
    /// Its number
    contract: i64,
    /// The revision that you saw: refused where somebody changed the contract since
    #[arg(long, value_name = "REVISION")]
    seen: Option<i64>,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
pub struct Change {
    #[command(flatten)]
    which: Which,
    /// The first date of what holds from then on [default: today, in the policy's zone]
    #[arg(long, value_name = "DATE", value_parser = look_up::date)]
    from: Option<NaiveDate>,
    /// Another tier
    #[arg(long)]
    tier: Option<String>,
    /// Another pack or edition, such as b2bee@2024-05-01
    #[arg(long)]
    pack: Option<String>,
    /// Another region
    #[arg(long)]
    region: Option<String>,
    /// A target of the contract's own, as CLOCK=TARGET or CLOCK/SEVERITY=TARGET, in place of all that it had; may be given
    /// several times
    #[arg(long = "target", value_name = "CLOCK=TARGET", value_parser = spell::target)]
    targets: Vec<OwnTarget>,
    /// Take the pack's own targets again
    #[arg(long, conflicts_with = "targets")]
    no_targets: bool,
    /// Hours of the contract's own
    #[arg(long)]
    hours: Option<String>,
    /// Holidays that close those hours, such as DE/BY
    #[arg(long, requires = "hours", value_name = "CODES", default_value = "", hide_default_value = true)]
    holidays: String,
    /// Take the pack's own hours again
    #[arg(long, conflicts_with = "hours")]
    no_hours: bool,
    /// Where the customer is, for hours that the pack reads there: its zone, then its holidays, as "Europe/Berlin DE/BY"
    #[arg(long, value_name = "ZONE HOLIDAYS", value_parser = contract::place)]
    place: Option<OwnPlace>,
    /// The customer's place is not known any more
    #[arg(long, conflicts_with = "place")]
    no_place: bool,
    /// A version of the product and the last date of its support, in place of all that it had
    #[arg(long = "end-of-life", value_name = "VERSION=DATE", value_parser = end_of_life)]
    end_of_life: Vec<OwnVersion>,
    /// The end of the new term
    #[arg(long, value_name = "DATE", value_parser = look_up::date)]
    renews: Option<NaiveDate>,
    /// Why; needed for a move down before the end of the term
    #[arg(long, default_value = "", hide_default_value = true, allow_hyphen_values = true)]
    reason: String,
    /// Only say what it would move on open tickets, and change nothing
    #[arg(long)]
    preview: bool,
}

#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("when").required(true))]
pub struct End {
    #[command(flatten)]
    which: Which,
    /// The first date on which it holds no more
    #[arg(long, value_name = "DATE", value_parser = look_up::date, group = "when")]
    on: Option<NaiveDate>,
    /// It does not end after all
    #[arg(long, group = "when")]
    never: bool,
}

#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("when").required(true))]
pub struct Term {
    #[command(flatten)]
    which: Which,
    /// The date on which it can be renewed or moved down
    #[arg(long, value_name = "DATE", value_parser = look_up::date, group = "when")]
    until: Option<NaiveDate>,
    /// No end of the term is known
    #[arg(long, group = "when")]
    unknown: bool,
}

#[derive(Debug, clap::Args)]
pub struct Buy {
    #[command(flatten)]
    which: Which,
    /// For which pot of the pack
    #[arg(long)]
    pot: String,
    /// How much: 10h in a pot of time, a number in a pot of tickets
    #[arg(long, value_name = "UNITS")]
    units: String,
    /// The date of purchase [default: today, in the policy's zone]
    #[arg(long, value_name = "DATE", value_parser = look_up::date)]
    on: Option<NaiveDate>,
    /// The first date on which it can be used no more
    #[arg(long, value_name = "DATE", value_parser = look_up::date)]
    expires: Option<NaiveDate>,
    /// What was agreed
    #[arg(long, default_value = "", hide_default_value = true, allow_hyphen_values = true)]
    note: String,
}

#[derive(Debug, clap::Args)]
pub struct Blocks {
    /// The contract's number
    contract: i64,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

pub fn change(args: &Change, context: &mut Context) -> Result<(), CliError> {
    let access = if args.preview { Access::ReadOnly } else { Access::ReadWrite };
    let store = context.open_store(access)?;
    let old = look_up::contract(&store, args.which.contract)?;
    let (book, now) = (context.shared_book()?, context.now());
    let pack = match &args.pack {
        Some(named) => contract::pack_named(named, context)?,
        None => book.pack(&old.pack).map_err(|error| CliError::usage(error.to_string()))?,
    };
    let mut own = old.own.clone();
    if !args.targets.is_empty() || args.no_targets {
        own.targets.clone_from(&args.targets);
    }
    if let Some(hours) = &args.hours {
        let hours = spell::hours(hours, &args.holidays);
        own.hours = Some(hours.map_err(|error| CliError::usage(format!("--hours: {error}")))?);
    } else if args.no_hours {
        own.hours = None;
    }
    if let Some(place) = &args.place {
        look_up::zone(&context.zones(), &place.time_zone)?;
        own.place = Some(place.clone());
    } else if args.no_place {
        own.place = None;
    }
    if !args.end_of_life.is_empty() {
        own.versions.clone_from(&args.end_of_life);
    }
    let region = args.region.as_deref().map(|word| contract::region(&pack, word)).transpose()?;
    let next = NewContract {
        customer: old.customer,
        pack: pack.id.clone(),
        tier: args.tier.as_deref().map_or(Ok(old.tier.clone()), |word| contract::tier(&pack, word))?,
        region: region.or_else(|| old.region.clone()),
        starts: args.from.unwrap_or_else(|| pack.zone.date(now)),
        ends: old.ends,
        renews: args.renews.or(old.renews),
        own,
    };
    let change = ContractChange::Follow { next: Box::new(next), reason: args.reason.clone() };
    drop(store);
    if args.preview {
        if let (Some(was), false) =
            (book.pack(&old.pack).ok().filter(|was| was.id != pack.id), args.which.json)
        {
            // The contract moves to another edition: what that changes for its tier comes before what moves on tickets.
            let tiers = [&old.tier, change.tier().unwrap_or(&old.tier)];
            super::policy::diff::told(&diff(&was, &pack).for_tiers(&tiers), &mut context.out)?;
            context.out.line("")?;
        }
        return super::ticket::what_moves(args.which.json, context, &command(&args.which, change));
    }
    execute(command(&args.which, change), &args.which, context)
}

pub fn end(args: &End, context: &mut Context) -> Result<(), CliError> {
    execute(command(&args.which, ContractChange::End { ends: args.on }), &args.which, context)
}

pub fn term(args: &Term, context: &mut Context) -> Result<(), CliError> {
    execute(command(&args.which, ContractChange::Term { renews: args.until }), &args.which, context)
}

pub fn buy(args: &Buy, context: &mut Context) -> Result<(), CliError> {
    let store = context.open_store(Access::ReadOnly)?;
    let contract = look_up::contract(&store, args.which.contract)?;
    drop(store);
    let (book, now) = (context.shared_book()?, context.now());
    let pack = book.pack(&contract.pack).map_err(|error| CliError::usage(error.to_string()))?;
    let pot = pack.pots.iter().find(|pot| pot.key == args.pot.trim());
    let units = match pot.map(|pot| pot.unit) {
        Some(PotUnit::Minutes) => minutes_from(&args.units),
        _ => args.units.trim().parse().map_err(|_| format!("{:?} is no number", args.units)),
    };
    let change = ContractChange::Buy {
        pot: args.pot.trim().to_owned(),
        units: units.map_err(|error| CliError::usage(format!("--units: {error}")))?,
        bought: args.on.unwrap_or_else(|| pack.zone.date(now)),
        expires: args.expires,
        note: args.note.trim().to_owned(),
    };
    execute(command(&args.which, change), &args.which, context)
}

pub fn blocks(args: &Blocks, context: &mut Context) -> Result<(), CliError> {
    let store = context.open_store(Access::ReadOnly)?;
    let contract = look_up::contract(&store, args.contract)?;
    let blocks = store.blocks(contract.id)?;
    if args.json {
        let view = |block: &crate::desk::Block| {
            json!({
                "pot": block.pot, "units": block.units, "bought": block.bought.to_string(),
                "expires": block.expires.map(|date| date.to_string()), "note": block.note,
            })
        };
        return context.out.json(&blocks.iter().map(view).collect::<Vec<_>>());
    }
    if blocks.is_empty() {
        return context.out.line("nothing was bought");
    }
    let book = context.shared_book()?;
    let pack = book.pack(&contract.pack).ok();
    let of_time = |key: &str| {
        let pot = pack.as_ref().and_then(|pack| pack.pots.iter().find(|pot| pot.key == key));
        pot.is_some_and(|pot| pot.unit == PotUnit::Minutes)
    };
    let row = |block: &crate::desk::Block| {
        let units =
            if of_time(&block.pot) { minutes_words(i64::from(block.units)) } else { block.units.to_string() };
        let expires = block.expires.map_or_else(|| "-".to_owned(), |date| date.to_string());
        vec![block.pot.clone(), units, block.bought.to_string(), expires, block.note.clone()]
    };
    use super::sheet::{cut, sheet, whole};
    let columns = [whole("pot"), whole("units"), whole("bought"), whole("expires"), cut("note", 8)];
    sheet(&mut context.out, &columns, blocks.iter().map(row).collect())
}

fn command(which: &Which, change: ContractChange) -> Command {
    Command::ChangeContract {
        contract: crate::desk::ContractId(which.contract),
        seen: which.seen.map(Revision),
        change: Box::new(change),
    }
}

fn execute(command: Command, which: &Which, context: &mut Context) -> Result<(), CliError> {
    let mut store = context.open_store(Access::ReadWrite)?;
    let old = look_up::contract(&store, which.contract)?;
    let (book, now) = (context.shared_book()?, context.now());
    let done = store.execute(&[command], &book, &context.agent(), now)?;
    let id = match done.first() {
        Some(Outcome::Contract(next)) => *next,
        _ => old.id,
    };
    let contract = look_up::contract(&store, id.0)?;
    let view = contract::view(&contract, store.customer(contract.customer)?.as_slice(), &book, now);
    if which.json {
        return context.out.json(&view);
    }
    let name = crate::text::printable(&view.customer.name).into_owned();
    let until = view.ends.as_ref().map_or(String::new(), |ends| format!(" until {ends}"));
    let follows = if id == old.id { String::new() } else { format!(", after contract {}", old.id) };
    context.out.line(format!(
        "contract {id}{follows}: {name}, {} {} from {}{until}",
        view.pack, view.tier, view.starts
    ))
}
