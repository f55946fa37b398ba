//! `tierdesk policy apply`: other texts of packs and holiday lists become the rules that hold; what moves is listed first.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::io::{self, BufRead as _, Read as _, Write as _};
use std::sync::Arc;

use serde_json::{Value, json};

use super::ask::can_ask;
use crate::calendar::{HolidayLists, Instant, Zone, instant_words};
use crate::cli::{CliError, Context};
use crate::desk::{ContractId, CustomerId};
use crate::policy::RuleKey;
use crate::store::{Access, Applied, Moving, Store, Wish};
use crate::text::printable;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "A pack that a contract stands on, and the holidays that it names, hold as they were when they were first used or last \
    applied. Another text (a file of your own that was changed, a newer program) waits for this command. What is finished \
    stays what it was.\n\nWithout a terminal nothing is asked: it needs --yes.\n\nExit status: 0 applied or nothing to apply, 1 refused or \
    not wanted.\n\nExamples:\n  tierdesk policy apply --dry-run\n  tierdesk policy apply\n  tierdesk policy apply --pack acme@2026-01-01 --yes\n  \
    tierdesk policy apply --contracts --json --yes"
)]
pub struct Args {
    /// Only this pack; may be given several times
    #[arg(long = "pack", value_name = "NAME@EDITION")]
    packs: Vec<String>,
    /// Only the holidays of this country, such as DE; may be given several times
    #[arg(long = "holidays", value_name = "CODE")]
    holidays: Vec<String>,
    /// Move open tickets to the contract that has followed theirs, too
    #[arg(long)]
    contracts: bool,
    /// Only say what it would move
    #[arg(long)]
    dry_run: bool,
    /// Do not ask
    #[arg(long)]
    yes: bool,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

/// So many digits of a digest tell two texts apart for people.
const DIGITS: usize = 8;

pub(super) fn run(args: &Args, context: &mut Context) -> Result<(), CliError> {
    let wish = wish(args, context)?;
    let asks = !args.yes && !args.dry_run;
    if asks && (args.json || !can_ask(context)) {
        return Err(CliError::usage("nobody is there to answer: nothing was applied")
            .hint("--dry-run says what it would move; --yes applies it"));
    }
    let mut store = context.open_store(Access::ReadWrite)?;
    let (book, agent, now) = (context.shared_book()?, context.agent(), context.now());
    if let Some(problem) = context.packs()?.problems().first() {
        super::warn(&format!("{} is not loaded: what it brings cannot be applied", problem.file));
    }
    let told = store.preview_rules(&wish, &book, &agent, now)?;
    if told.is_nothing() {
        for (ticket, why) in told.left.iter().filter(|_| !args.json) {
            context.out.line(printable(&format!("ticket {ticket} stays with its contract: {why}")))?;
        }
        return match args.json {
            true => context.out.json(&answer(&told, false)),
            false => context.out.line("nothing to apply: what is in force is what is at hand"),
        };
    }
    if !args.json {
        show(&told, &store, context)?;
    }
    if args.dry_run {
        return match args.json {
            true => context.out.json(&answer(&told, false)),
            false => context.out.line("nothing has been changed"),
        };
    }
    if asks && !agreed(context)? {
        return Err(CliError::no("nothing was applied"));
    }
    // Whoever was shown what moves has agreed to that and nothing else.
    let seen = asks.then_some(&told);
    let done = store.apply_rules(&wish, seen, &book, &agent, now)?;
    match (args.json, done.is_nothing()) {
        (true, nothing) => context.out.json(&answer(&done, !nothing)),
        (false, true) => context.out.line("nothing to apply any more: somebody else did"),
        (false, false) => context.out.line("applied"),
    }
}

fn wish(args: &Args, context: &mut Context) -> Result<Wish, CliError> {
    let mut only = Vec::new();
    for named in &args.packs {
        let named = named.trim();
        // A bare name means what it means everywhere; an edition may be of a file that is gone.
        let key = match named.contains('@') {
            true => RuleKey { kind: crate::policy::RuleKind::Pack, key: named.to_owned() },
            false => RuleKey::pack(&context.packs()?.get(named)?.id),
        };
        only.push(key);
    }
    for code in &args.holidays {
        let nation = code.trim().to_ascii_uppercase();
        if HolidayLists::shipped(&nation).is_none() {
            let what = format!("{} is no country whose holidays are known", crate::text::quoted(code));
            return Err(CliError::usage(what).hint("`tierdesk holidays` lists the codes"));
        }
        only.push(RuleKey::holidays(&nation));
    }
    Ok(Wish { only, contracts: args.contracts })
}

fn answer(told: &Applied, applied: bool) -> Value {
    let moment = |unix: Option<i64>| unix.map(|unix| Instant::from_unix_clamped(unix).to_string());
    let moves = told.moves.iter().map(|one| {
        json!({
            "ticket": one.ticket, "customer": one.customer, "clock": one.due.clock, "from": moment(one.due.from),
            "to": moment(one.due.to), "stays_missed": one.was_missed,
        })
    });
    let left = told.left.iter().map(|(ticket, why)| json!({ "ticket": ticket, "why": why }));
    json!({
        "applied": applied, "texts": told.texts, "moves": moves.collect::<Vec<_>>(), "adopted": told.adopted,
        "left": left.collect::<Vec<_>>(),
    })
}

fn show(told: &Applied, store: &Store, context: &mut Context) -> Result<(), CliError> {
    let short = |digest: &str| digest.chars().take(DIGITS).collect::<String>();
    for text in &told.texts {
        let line = format!("{}: another text ({} -> {})", text.key, short(&text.from), short(&text.to));
        context.out.line(printable(&line))?;
    }
    for one in &told.adopted {
        let line = format!("ticket {} goes over to contract {}, {}", one.ticket, one.contract, one.plan);
        context.out.line(printable(&line))?;
    }
    for (ticket, why) in &told.left {
        context.out.line(printable(&format!("ticket {ticket} stays with its contract: {why}")))?;
    }
    let mut known = Known::default();
    for one in &told.moves {
        let line = known.line(one, store, context)?;
        context.out.line(printable(&line))?;
    }
    let tickets: std::collections::BTreeSet<_> = told.moves.iter().map(|one| one.ticket).collect();
    let s = |count: usize| if count == 1 { "" } else { "s" };
    context.out.line(match told.moves.len() {
        0 => "no due time moves".to_owned(),
        moves => {
            format!("{moves} due time{} of {} ticket{} would move", s(moves), tickets.len(), s(tickets.len()))
        }
    })
}

/// Names of customers and zones of their contracts, each looked up once.
#[derive(Default)]
struct Known {
    customers: HashMap<CustomerId, String>,
    zones: HashMap<Option<ContractId>, Arc<Zone>>,
}

impl Known {
    fn line(&mut self, one: &Moving, store: &Store, context: &mut Context) -> Result<String, CliError> {
        let name = match self.customers.entry(one.customer) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => {
                let name = store.customer(one.customer)?.map(|customer| customer.name);
                place.insert(name.unwrap_or_default())
            }
        };
        let zone = match self.zones.entry(one.contract) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => {
                let contract = one.contract.map(|id| store.contract(id)).transpose()?.flatten();
                let book = context.shared_book()?;
                let terms = contract.and_then(|contract| book.terms(&contract).ok());
                place.insert(terms.map_or_else(Zone::utc, |terms| terms.pack().zone.clone()))
            }
        };
        let said = |unix: Option<i64>| match unix {
            Some(unix) => instant_words(Instant::from_unix_clamped(unix), zone),
            None => "no time".to_owned(),
        };
        let clock = one.due.clock.replace('_', " ");
        let missed = if one.was_missed { "; stays on record as missed" } else { "" };
        let (from, to) = (said(one.due.from), said(one.due.to));
        Ok(format!("ticket {}  {name}  {clock}: {from} -> {to}{missed}", one.ticket))
    }
}

fn agreed(context: &mut Context) -> Result<bool, CliError> {
    write!(context.out, "Apply? [y/N] ")?;
    context.out.flush()?;
    let mut line = String::new();
    io::stdin().lock().take(64).read_line(&mut line)?;
    Ok(matches!(line.trim().to_lowercase().as_str(), "y" | "yes"))
}
