//! What a ticket's allowance says of it now, worked out afresh from the store's receipts (sla.md part 2).

use super::CliError;
use crate::calendar::{Instant, Span};
use crate::desk::board::flags;
use crate::desk::{Allowance, Book, Contract, Flag, Receipt, Ticket, Usage, Verdict};
use crate::store::Store;

/// A ticket against its allowance.
#[derive(Debug, Clone, Default)]
pub struct Judged {
    /// Whether it lies inside; `None` where the plan has no allowance.
    pub verdict: Option<Verdict>,
    /// How the allowance of its contract stands now.
    pub usage: Option<Usage>,
    /// Its flags as they stand now.
    pub flags: Vec<Flag>,
}

/// Judges a ticket under the contract that it came in under.
///
/// # Errors
/// Where the store cannot be read.
pub fn judged(
    store: &Store,
    book: &Book,
    ticket: &Ticket,
    contract: Option<&Contract>,
    now: Instant,
) -> Result<Judged, CliError> {
    let verdict = of_contract(book, contract, |allowance| {
        let receipts = around(store, contract, allowance, ticket.received)?;
        Ok(allowance.verdict(&receipts, ticket.id))
    })?;
    let usage = usage(store, book, contract, now)?;
    Ok(Judged { verdict, usage, flags: flags(ticket, verdict) })
}

/// How the allowance of a contract stands at a moment; `None` where its plan has none.
///
/// # Errors
/// Where the store cannot be read.
pub fn usage(
    store: &Store,
    book: &Book,
    contract: Option<&Contract>,
    now: Instant,
) -> Result<Option<Usage>, CliError> {
    of_contract(book, contract, |allowance| {
        let receipts = around(store, contract, allowance, now)?;
        Ok(allowance.usage(&receipts, now))
    })
}

fn of_contract<T>(
    book: &Book,
    contract: Option<&Contract>,
    ask: impl FnOnce(&Allowance<'_>) -> Result<T, CliError>,
) -> Result<Option<T>, CliError> {
    let Some(contract) = contract else { return Ok(None) };
    let Ok(terms) = book.terms(contract) else { return Ok(None) };
    let pack = terms.pack();
    let Some(pot) = pack.allowance(&contract.tier) else { return Ok(None) };
    ask(&Allowance { pot, zone: &pack.zone, since: contract.starts }).map(Some)
}

/// The customer's receipts of the period around an instant and of the one before, from which held ones count.
fn around(
    store: &Store,
    contract: Option<&Contract>,
    allowance: &Allowance<'_>,
    at: Instant,
) -> Result<Vec<Receipt>, CliError> {
    let Some(contract) = contract else { return Ok(Vec::new()) };
    let Span { from, to } = allowance.period(at);
    let before = from.plus(-1).map_or(from, |instant| allowance.period(instant).from);
    // A ticket that is held counts after its own period: its verdict needs the next one too.
    let next = allowance.period(to).to;
    Ok(store.receipts(contract.customer, before, next)?)
}
