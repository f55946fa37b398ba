//! What a ticket's allowance says of it now, worked out afresh from the store's receipts (sla.md part 2).

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use super::CliError;
use crate::calendar::{Instant, Span};
use crate::desk::board::flags;
use crate::desk::{Allowance, Book, Contract, ContractId, CustomerId, Flag, Receipt, Ticket, Usage, Verdict};
use crate::policy::Terms;
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

/// Judges tickets at a moment; what several share (a customer's receipts of a period, how an allowance stands) is read
/// and worked out once, for a list may hold twenty thousand.
pub struct Judge<'a> {
    store: &'a Store,
    book: &'a Book,
    now: Instant,
    receipts: HashMap<(CustomerId, Instant), Vec<Receipt>>,
    standings: HashMap<ContractId, Option<Usage>>,
}

impl<'a> Judge<'a> {
    /// At a moment.
    pub fn new(store: &'a Store, book: &'a Book, now: Instant) -> Judge<'a> {
        Judge { store, book, now, receipts: HashMap::new(), standings: HashMap::new() }
    }

    /// Judges a ticket under the contract that it came in under.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn judged(&mut self, ticket: &Ticket, contract: Option<&Contract>) -> Result<Judged, CliError> {
        let verdict = match contract {
            Some(contract) => self.verdict(ticket, contract)?,
            None => None,
        };
        let usage = self.usage(contract)?;
        Ok(Judged { verdict, usage, flags: flags(ticket, verdict) })
    }

    /// How the allowance of a contract stands; `None` where its plan has none.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn usage(&mut self, contract: Option<&Contract>) -> Result<Option<Usage>, CliError> {
        let Some(contract) = contract else { return Ok(None) };
        if let Some(known) = self.standings.get(&contract.id) {
            return Ok(known.clone());
        }
        let usage = match self.plan(contract) {
            Some(terms) => {
                let allowance = allowance(&terms, contract);
                let now = self.now;
                allowance.map(|allowance| {
                    Ok::<_, CliError>(allowance.usage(self.around(contract, &allowance, now)?, now))
                })
            }
            None => None,
        };
        let usage = usage.transpose()?;
        self.standings.insert(contract.id, usage.clone());
        Ok(usage)
    }

    fn verdict(&mut self, ticket: &Ticket, contract: &Contract) -> Result<Option<Verdict>, CliError> {
        let Some(terms) = self.plan(contract) else { return Ok(None) };
        let Some(allowance) = allowance(&terms, contract) else { return Ok(None) };
        let receipts = self.around(contract, &allowance, ticket.received)?;
        Ok(Some(allowance.verdict(receipts, ticket.id)))
    }

    fn plan(&self, contract: &Contract) -> Option<Arc<Terms>> {
        self.book.terms(contract).ok()
    }

    /// The customer's receipts of the period around an instant, of the one before (held ones count here) and of the one
    /// after (where a held one itself counts).
    fn around(
        &mut self,
        contract: &Contract,
        allowance: &Allowance<'_>,
        at: Instant,
    ) -> Result<&[Receipt], CliError> {
        let Span { from, to } = allowance.period(at);
        let receipts = match self.receipts.entry((contract.customer, from)) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => {
                let before = from.plus(-1).map_or(from, |instant| allowance.period(instant).from);
                let next = allowance.period(to).to;
                place.insert(self.store.receipts(contract.customer, before, next)?)
            }
        };
        Ok(receipts)
    }
}

/// The plan's allowance under a contract.
fn allowance<'t>(terms: &'t Terms, contract: &Contract) -> Option<Allowance<'t>> {
    let pack = terms.pack();
    let pot = pack.allowance(&contract.tier)?;
    Some(Allowance { pot, zone: &pack.zone, since: contract.starts })
}
