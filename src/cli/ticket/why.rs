//! `tierdesk ticket why`: the rule behind every clock, colour and flag of a ticket, and where it stands.

use serde::Serialize;

use super::show;
use crate::calendar::{Instant, Span, ledger_rows};
use crate::cli::{CliError, Context, look_up};
use crate::desk::{Reason, Reckoned, Ticket, TicketClock, TicketId, reason};
use crate::policy::Terms;
use crate::store::Access;
use crate::text::printable;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The ticket's number
    #[arg(value_parser = look_up::ticket_number)]
    ticket: TicketId,
    /// The open time of every clock too, day by day
    #[arg(long)]
    ledger: bool,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

/// A reason in JSON.
#[derive(Serialize)]
struct ReasonView<'a> {
    about: &'a str,
    title: &'a str,
    rule: &'a str,
    source: &'a str,
}

pub fn run(args: &Args, context: &mut Context) -> Result<(), CliError> {
    let store = context.open_store(Access::ReadOnly)?;
    let looked = show::look(&store, context, look_up::ticket(&store, args.ticket)?)?;
    let now = context.now();
    let judged = (looked.judged.verdict, looked.judged.usage.as_ref());
    let reasons = reason::reasons(&looked.row, looked.contract.as_ref(), judged, now);
    let out = &mut context.out;
    if args.json {
        let view = |reason: &'_ Reason| serde_json::to_value(view(reason)).unwrap_or_default();
        return out.json(&reasons.iter().map(view).collect::<Vec<_>>());
    }
    for one in &reasons {
        out.line(printable(&one.title))?;
        out.line(printable(&format!("  {}", one.rule)))?;
        out.line(printable(&format!("  ({})", one.source)))?;
        let clock = looked.row.clocks.iter().find(|clock| clock.key().as_str() == one.about);
        if let (true, Some(clock)) = (args.ledger, clock) {
            for line in ledger(clock, &looked.row.ticket, looked.row.terms.as_deref()) {
                out.line(printable(&format!("    {line}")))?;
            }
        }
    }
    Ok(())
}

fn view(reason: &Reason) -> ReasonView<'_> {
    ReasonView { about: &reason.about, title: &reason.title, rule: &reason.rule, source: &reason.source }
}

/// The open time that was counted, day by day; nothing where there is no due time.
fn ledger(clock: &TicketClock, ticket: &Ticket, terms: Option<&Terms>) -> Vec<String> {
    let (to, end) = match clock.reckoned {
        Reckoned::Due { due } => (due, Instant::MAX),
        Reckoned::Met { due, at } | Reckoned::Late { due, at } => (due, at),
        Reckoned::Paused { since, .. } => (since, since),
        Reckoned::Done { .. }
        | Reckoned::Waits { .. }
        | Reckoned::Off { .. }
        | Reckoned::Untimed
        | Reckoned::Beyond => return Vec::new(),
    };
    let rule = terms.and_then(|terms| terms.pack().clock(clock.key()));
    let pauses: Vec<Span> = rule.map_or_else(Vec::new, |rule| ticket.pauses(&rule.pauses, end));
    let ledger = clock.target.calendar.ledger(clock.target.counts_from(clock.begun), to, &pauses);
    let line = |row: &crate::calendar::LedgerRow| {
        let notes = row.notes.join("; ");
        match row.counted.is_empty() {
            true => format!("{}  {notes}", row.date),
            false if notes.is_empty() => {
                format!("{}  {}  {}, {} so far", row.date, row.counted, row.amount, row.total)
            }
            false => format!("{}  {}  {}, {} so far ({notes})", row.date, row.counted, row.amount, row.total),
        }
    };
    ledger_rows(&ledger).iter().map(line).collect()
}
