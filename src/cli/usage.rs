//! `tierdesk allowance`: a customer's month ticket by ticket, and the months before as bars.

use chrono::NaiveDate;
use serde::Serialize;

use super::sheet::{self, cut, whole};
use super::{CliError, Context, look_up};
use crate::calendar::{Instant, Zone};
use crate::cli::view::PotView;
use crate::desk::{Purse, Usage, board};
use crate::store::Access;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  tierdesk allowance \"Kestrel Radio\"\n  tierdesk allowance 3 --month 2026-10 --json"
)]
pub struct Args {
    /// The customer's name or number
    customer: String,
    /// Which month (or the period that holds it), in the policy's zone [default: this one]
    #[arg(long, value_name = "YYYY-MM", value_parser = look_up::month)]
    month: Option<NaiveDate>,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

/// A ticket of the period.
#[derive(Debug, Serialize)]
struct Line {
    ticket: i64,
    received: String,
    counts: &'static str,
    /// The pot that it took from, where the plan has several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pot: Option<String>,
    /// Why the plan takes nothing for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    free: Option<String>,
    decided: String,
    subject: String,
}

/// A period.
#[derive(Debug, Serialize)]
struct PeriodView {
    from: String,
    to: String,
    size: Option<u32>,
    used: u32,
    standing: &'static str,
    words: String,
    /// Each pot, where there are several or what is in one does not follow from the period alone.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pots: Vec<PotView>,
}

/// Everything.
#[derive(Debug, Serialize)]
struct View {
    customer: String,
    plan: String,
    zone: String,
    period: PeriodView,
    tickets: Vec<Line>,
    before: Vec<PeriodView>,
}

fn period(usage: &Usage, zone: &Zone) -> PeriodView {
    PeriodView {
        from: zone.date(usage.period.from).to_string(),
        to: zone.date(usage.period.to).to_string(),
        size: usage.size,
        used: usage.used,
        standing: usage.standing.as_str(),
        words: usage.words(),
        pots: usage.pots.iter().map(PotView::of).collect(),
    }
}

/// Periods that are shown as bars.
const PERIODS: usize = 13;

pub fn run(args: &Args, context: &mut Context) -> Result<(), CliError> {
    let store = context.open_store(Access::ReadOnly)?;
    let customer = look_up::customer(&store, &args.customer)?;
    let (book, now) = (context.shared_book()?, context.now());
    let contracts = store.contracts(Some(customer.id))?;
    let Some(contract) = board::current(contracts.iter(), &book, now) else {
        return Err(CliError::usage(format!("{} has no contract", crate::text::quoted(&customer.name))));
    };
    let terms = book.terms(contract).map_err(|error| CliError::usage(error.to_string()))?;
    let pack = terms.pack();
    let Some(purse) = Purse::of(pack, contract) else {
        return Err(CliError::usage(format!("{} {} has no allowance", contract.pack, contract.tier)));
    };
    let zone = &pack.zone;
    let at = args.month.and_then(|month| zone.start_of_day(month)).unwrap_or(now);
    let receipts = store.everything_counted(contract, &purse)?;
    let this = purse.period_use(receipts.counted(), at, now);
    let before = purse.history(receipts.counted(), at.min(now), PERIODS);
    let mut tickets = Vec::with_capacity(this.tickets.len());
    for used in &this.tickets {
        let ticket = store.ticket_now(used.ticket)?;
        tickets.push(Line {
            ticket: used.ticket.0,
            received: used.received.to_string(),
            counts: used.verdict.as_str(),
            pot: used.pot.clone(),
            free: used.why.clone(),
            decided: ticket.as_ref().map(|ticket| ticket.counting.words()).unwrap_or_default(),
            subject: ticket.map(|ticket| ticket.subject).unwrap_or_default(),
        });
    }
    let view = View {
        customer: customer.name,
        plan: contract.plan_words(),
        zone: zone.name().to_owned(),
        period: period(&this.usage, zone),
        tickets,
        before: before.iter().skip(1).map(|usage| period(usage, zone)).collect(),
    };
    if args.json {
        return context.out.json(&view);
    }
    write(&view, &this.usage, &before, zone, context)
}

fn write(
    view: &View,
    usage: &Usage,
    history: &[Usage],
    zone: &Zone,
    context: &mut Context,
) -> Result<(), CliError> {
    let out = &mut context.out;
    let (from, to) = (&view.period.from, &view.period.to);
    out.line(crate::text::printable(&format!(
        "{}, {}: {from} to {to} ({})",
        view.customer, view.plan, view.zone
    )))?;
    out.line(format!("{}, {} used", usage.words(), usage.used))?;
    for pot in &usage.pots {
        out.line(crate::text::printable(&format!("  {}: {}", pot.key, pot.words())))?;
    }
    if !view.tickets.is_empty() {
        out.line("")?;
        let row = |line: &Line| {
            let at: Option<Instant> = line.received.parse().ok();
            let at = at.map(|at| zone.civil(at).format("%Y-%m-%d %H:%M").to_string()).unwrap_or_default();
            let why = match (&line.pot, &line.free) {
                _ if !line.decided.is_empty() => line.decided.clone(),
                (_, Some(why)) => format!("free: {why}"),
                (Some(pot), None) => format!("{}: {pot}", line.counts),
                (None, None) => line.counts.into(),
            };
            vec![line.ticket.to_string(), at, why, line.subject.clone()]
        };
        let columns = [whole("no"), whole("received"), cut("counts", 8), cut("subject", 12)];
        sheet::sheet(out, &columns, view.tickets.iter().map(row).collect())?;
    }
    out.line("")?;
    for usage in history {
        let month = zone.civil(usage.period.from).format("%Y-%m");
        out.line(format!("{month}  {:>4} {:<9} {}", usage.used, usage.size_words(), usage.bar()))?;
    }
    Ok(())
}
