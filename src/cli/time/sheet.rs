//! Time sheets, and what is left of prepaid time.

use chrono::NaiveDate;
use serde::Serialize;

use crate::calendar::{Instant, Zone};
use crate::cli::sheet::{self, cut, whole};
use crate::cli::{CliError, Context, look_up};
use crate::desk::charge::split_words;
use crate::desk::{Book, Booked, Contract, Customer, Payer, Stint, balances, board, minutes_words};
use crate::store::{Access, Store};

#[derive(Debug, clap::Args)]
pub struct Sheet {
    /// Whose: the customer's name or number
    #[arg(long)]
    customer: String,
    /// Which month, in the policy's zone [default: this one]
    #[arg(long, value_name = "YYYY-MM", value_parser = look_up::month)]
    month: Option<NaiveDate>,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
pub struct BalanceOf {
    /// Whose: the customer's name or number
    #[arg(long)]
    customer: String,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

/// A booking as output shows it.
#[derive(Debug, Serialize)]
struct Line {
    ticket: i64,
    at: String,
    agent: String,
    minutes: u32,
    charged: u32,
    pot: Option<String>,
    /// How its minutes count, where not each counts once: `30 min once, 1 h twice`.
    #[serde(skip_serializing_if = "Option::is_none")]
    counts: Option<String>,
    /// Why nothing is charged, where the plan says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    free: Option<String>,
    note: String,
}

/// What a plan says of a booking.
#[derive(Debug, Default)]
struct Said {
    counts: Option<String>,
    free: Option<String>,
}

/// What the plans of a customer's contracts say of bookings, in their order.
fn said(
    store: &Store,
    book: &Book,
    contracts: &[Contract],
    booked: &[Booked],
) -> Result<Vec<Said>, CliError> {
    let mut all = Vec::with_capacity(booked.len());
    for one in booked {
        let mut this = Said::default();
        let contract = contracts.iter().find(|contract| Some(contract.id) == one.contract);
        if let Some((contract, terms)) =
            contract.and_then(|contract| Some((contract, book.terms(contract).ok()?)))
        {
            let payer = Payer { contract, terms: &terms, blocks: &[], booked: &[] };
            match &one.pot {
                Some(key) => {
                    let pot = terms.pack().pots.iter().find(|pot| pot.key == *key);
                    let stint = Stint { minutes: one.minutes, ended: one.at };
                    this.counts = pot.and_then(|pot| split_words(&terms, pot, stint));
                }
                None => {
                    this.free = store.ticket_now(one.ticket)?.and_then(|ticket| payer.why_free(&ticket));
                }
            }
        }
        all.push(this);
    }
    Ok(all)
}

/// A time sheet as output shows it.
#[derive(Debug, Serialize)]
struct SheetView {
    customer: String,
    month: String,
    zone: String,
    bookings: Vec<Line>,
    minutes: u32,
    charged: u32,
}

/// The zone in which a customer's months are counted: the policy's of its contract, UTC without one.
fn zone_of(
    store: &Store,
    book: &Book,
    customer: &Customer,
    now: Instant,
) -> Result<std::sync::Arc<Zone>, CliError> {
    let contracts = store.contracts(Some(customer.id))?;
    let current = board::current(contracts.iter(), book, now);
    let pack = current.and_then(|contract| book.pack(&contract.pack).ok());
    Ok(pack.map_or_else(Zone::utc, |pack| pack.zone.clone()))
}

pub fn sheet(args: &Sheet, context: &mut Context) -> Result<(), CliError> {
    let mut store = context.open_store(Access::ReadOnly)?;
    let customer = look_up::customer(&store, &args.customer)?;
    let (book, now) = (context.shared_book()?, context.now());
    let zone = zone_of(&store, &book, &customer, now)?;
    let first = args.month.unwrap_or_else(|| look_up::month_of(zone.date(now)));
    let next = first.checked_add_months(chrono::Months::new(1)).unwrap_or(NaiveDate::MAX);
    let instant = |date, other| zone.start_of_day(date).unwrap_or(other);
    let booked = store.bookings(customer.id, instant(first, Instant::MIN), instant(next, Instant::MAX))?;
    let sum = |of: fn(&Booked) -> u32| booked.iter().map(of).fold(0_u32, u32::saturating_add);
    let (minutes, charged) = (sum(|one| one.minutes), sum(|one| one.charged));
    let month = first.format("%Y-%m").to_string();
    let contracts = store.contracts(Some(customer.id))?;
    let said = said(&store, &book, &contracts, &booked)?;
    if args.json {
        let line = |(one, said): (&Booked, &Said)| Line {
            ticket: one.ticket.0,
            at: one.at.to_string(),
            agent: one.agent.clone(),
            minutes: one.minutes,
            charged: one.charged,
            pot: one.pot.clone(),
            counts: said.counts.clone(),
            free: said.free.clone(),
            note: one.note.clone(),
        };
        let bookings = booked.iter().zip(&said).map(line).collect();
        let (customer, zone) = (customer.name, zone.name().to_owned());
        return context.out.json(&SheetView { customer, month, zone, bookings, minutes, charged });
    }
    let name = crate::text::printable(&customer.name).into_owned();
    context.out.line(format!("{name}, {month} ({})", zone.name()))?;
    if booked.is_empty() {
        return context.out.line("no time was booked");
    }
    let counted = said.iter().any(|one| one.counts.is_some());
    let row = |(one, said): (&Booked, &Said)| {
        let free = || said.free.as_ref().map_or_else(|| "free".to_owned(), |why| format!("free: {why}"));
        let mut row = vec![
            zone.civil(one.at).format("%Y-%m-%d %H:%M").to_string(),
            one.ticket.to_string(),
            one.agent.clone(),
            minutes_words(i64::from(one.minutes)),
            minutes_words(i64::from(one.charged)),
            one.pot.clone().unwrap_or_else(free),
            one.note.clone(),
        ];
        if counted {
            row.insert(4, said.counts.clone().unwrap_or_default());
        }
        row
    };
    let mut columns = vec![
        whole("until"),
        whole("ticket"),
        cut("agent", 6),
        whole("worked"),
        whole("charged"),
        cut("pot", 6).dispensable(1),
        cut("note", 10),
    ];
    if counted {
        columns.insert(4, cut("counts", 8).dispensable(2));
    }
    sheet::sheet(&mut context.out, &columns, booked.iter().zip(&said).map(row).collect())?;
    let (minutes, charged) = (minutes_words(i64::from(minutes)), minutes_words(i64::from(charged)));
    context.out.line(format!("{minutes} worked, {charged} charged"))
}

/// A balance as output shows it.
#[derive(Debug, Serialize)]
struct BalanceView {
    contract: i64,
    pot: String,
    left_minutes: i64,
    granted_minutes: u32,
    charged_minutes: u32,
    carried_minutes: u32,
    expired_minutes: u32,
    expires_next: Option<String>,
    /// Charged on this local day.
    today_minutes: u32,
    /// At most so many minutes a day.
    daily_cap_minutes: Option<u32>,
}

pub fn balance(args: &BalanceOf, context: &mut Context) -> Result<(), CliError> {
    let mut store = context.open_store(Access::ReadOnly)?;
    let customer = look_up::customer(&store, &args.customer)?;
    let (book, now) = (context.shared_book()?, context.now());
    let mut views = Vec::new();
    let booked = store.bookings(customer.id, Instant::MIN, Instant::MAX)?;
    for contract in store.contracts(Some(customer.id))? {
        let Ok(terms) = book.terms(&contract) else { continue };
        let blocks = store.blocks(contract.id)?;
        let stands = balances(terms.pack(), &contract, (&blocks, &booked), now);
        for one in stands.into_iter().filter_map(|(_, balance)| balance) {
            views.push(BalanceView {
                contract: contract.id.0,
                pot: one.pot,
                left_minutes: one.left,
                granted_minutes: one.granted,
                charged_minutes: one.charged,
                carried_minutes: one.carried,
                expired_minutes: one.expired,
                expires_next: one.expires.map(|(date, _)| date.to_string()),
                today_minutes: one.today,
                daily_cap_minutes: one.daily_cap,
            });
        }
    }
    if args.json {
        return context.out.json(&views);
    }
    if views.is_empty() {
        return context.out.line("no prepaid time: `tierdesk contract buy` records a block");
    }
    let words = |minutes: u32| minutes_words(i64::from(minutes));
    let row = |view: &BalanceView| {
        vec![
            view.contract.to_string(),
            view.pot.clone(),
            minutes_words(view.left_minutes),
            words(view.granted_minutes),
            words(view.charged_minutes),
            words(view.expired_minutes),
            view.expires_next.clone().unwrap_or_else(|| "-".into()),
        ]
    };
    let columns = ["contract", "pot", "left", "granted", "charged", "expired", "next expiry"].map(whole);
    sheet::sheet(&mut context.out, &columns, views.iter().map(row).collect())
}
