//! What a ticket's allowance says of it now, worked out afresh from the store's receipts (sla.md part 2).

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use super::CliError;
use crate::calendar::{Instant, Span};
use crate::desk::board::flags;
use crate::desk::{
    Allowance, Book, Contract, ContractId, CustomerId, Flag, Purse, Receipt, Tally, Ticket, Usage, Verdict,
};
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
    /// Contracts with several pots, or one that carries over: counted through once.
    tallies: HashMap<ContractId, Option<Tally>>,
}

impl<'a> Judge<'a> {
    /// At a moment.
    pub fn new(store: &'a Store, book: &'a Book, now: Instant) -> Judge<'a> {
        Judge {
            store,
            book,
            now,
            receipts: HashMap::new(),
            standings: HashMap::new(),
            tallies: HashMap::new(),
        }
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
            Some(terms) => match Purse::of(terms.pack(), contract) {
                Some(purse) if purse.is_plain() => {
                    let now = self.now;
                    Some(purse.first.usage(self.around(contract, &purse.first, now)?, now))
                }
                Some(purse) => {
                    let now = self.now;
                    self.tally(contract, &purse)?.map(|tally| purse.usage(tally, now))
                }
                None => None,
            },
            None => None,
        };
        self.standings.insert(contract.id, usage.clone());
        Ok(usage)
    }

    fn verdict(&mut self, ticket: &Ticket, contract: &Contract) -> Result<Option<Verdict>, CliError> {
        let Some(terms) = self.plan(contract) else { return Ok(None) };
        let Some(purse) = Purse::of(terms.pack(), contract) else { return Ok(None) };
        if !purse.is_plain() {
            let told = self.tally(contract, &purse)?.and_then(|tally| tally.told(ticket.id));
            return Ok(told.map(|told| told.verdict));
        }
        let receipts = self.around(contract, &purse.first, ticket.received)?;
        Ok(Some(purse.first.verdict(receipts, ticket.id)))
    }

    fn plan(&self, contract: &Contract) -> Option<Arc<Terms>> {
        self.book.terms(contract).ok()
    }

    /// All that the pots of a contract are counted by, counted through.
    fn tally(&mut self, contract: &Contract, purse: &Purse<'_>) -> Result<Option<&Tally>, CliError> {
        let tally = match self.tallies.entry(contract.id) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => {
                let all = self.store.everything_counted(contract, purse)?;
                place.insert(purse.tally(all.counted()))
            }
        };
        Ok(tally.as_ref())
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
