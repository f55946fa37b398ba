//! A ticket with its clocks, and how many of them are made at once: tickets with the same facts under contracts that
//! promise the same have the same targets, so that twenty thousand rows look into the packs' tables a few hundred times.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;

use super::book::Book;
use super::clock::{TicketClock, clocks_of};
use super::order::{Pressing, Ties, Urgency};
use super::people::Contract;
use super::purse::Purse;
use super::ticket::{ContractId, Ticket};
use crate::calendar::{Calendar, Instant};
use crate::policy::{Aspect, ChannelKey, Environment, Facts, Pack, Resolved, SeverityKey, Terms, TierKey};

/// A ticket with its clocks.
#[derive(Debug)]
pub struct Row {
    /// The ticket.
    pub ticket: Ticket,
    /// The terms it is held to; `None` without a contract.
    pub terms: Option<Arc<Terms>>,
    /// In the pack's order; empty without a contract.
    pub clocks: Vec<TicketClock>,
    /// The severity that it counts as, where that is not the one reported.
    pub counts_as: Option<SeverityKey>,
    /// 0 for the most severe.
    pub severity_rank: usize,
    /// Of the contract that it came in under; what its own allowance hangs on.
    plan: Option<Bought>,
    /// What its clocks come to: asked for every row at every sorting.
    pressing: Pressing,
    ties: Ties,
}

/// What of a contract its tickets are asked for.
#[derive(Debug, Clone)]
struct Bought {
    tier: TierKey,
    region: Option<Arc<str>>,
    /// The customer's language, where a row of the pack asks for it.
    language: Option<Arc<str>>,
    since: NaiveDate,
}

impl Bought {
    fn by(contract: &Contract, pack: &Pack) -> Bought {
        let language = contract.language.as_deref().filter(|_| pack.asks(Aspect::Language));
        Bought {
            language: language.map(Arc::from),
            tier: contract.tier.clone(),
            region: contract.region.as_deref().map(Arc::from),
            since: contract.starts,
        }
    }
}

impl Row {
    /// A ticket under its contract.
    pub fn new(ticket: Ticket, contract: Option<&Contract>, book: &Book) -> Row {
        let terms = contract.and_then(|contract| Some((contract, book.terms(contract).ok()?)));
        match terms {
            Some((contract, terms)) => Plans::default().row(ticket, contract, &terms),
            None => Row::without_terms(ticket),
        }
    }

    /// A ticket to which nothing was promised: without a contract, or with one whose pack is not here.
    pub(super) fn without_terms(ticket: Ticket) -> Row {
        let ties = Ties {
            response_priority: false,
            severity: usize::MAX,
            received: ticket.received,
            number: ticket.id,
            resolved: ticket.resolved,
        };
        Row {
            ticket,
            terms: None,
            clocks: Vec::new(),
            counts_as: None,
            severity_rank: usize::MAX,
            plan: None,
            pressing: Pressing::default(),
            ties,
        }
    }

    /// Where it stands in the order at a moment.
    pub fn urgency(&self, now: Instant) -> Urgency {
        self.pressing.urgency(self.ties, now)
    }

    /// The earliest due instant of the clocks that still run.
    pub fn due(&self) -> Option<Instant> {
        self.pressing.due
    }

    /// The pots of tickets of the contract that it came in under; `None` where that plan has none.
    pub(super) fn purse(&self) -> Option<Purse<'_>> {
        let (terms, plan) = (self.terms.as_deref()?, self.plan.as_ref()?);
        let contract = self.ticket.contract?;
        Purse::new(terms.pack(), contract, (&plan.tier, plan.region.as_deref()), plan.since)
    }

    /// The tier of the contract that it came in under; `None` without one, and where its pack is not here.
    pub fn tier(&self) -> Option<&TierKey> {
        self.plan.as_ref().map(|plan| &plan.tier)
    }

    /// The region of that contract, where it names one.
    pub fn region(&self) -> Option<&str> {
        self.plan.as_ref()?.region.as_deref()
    }
}

/// Contracts, ready to take their tickets. Those of one tier and region under the same terms promise the same, so that
/// what is worked out for a ticket of one holds for the others.
#[derive(Default)]
pub struct Plans {
    of: HashMap<ContractId, (usize, Bought)>,
    kinds: Vec<Kind>,
}

/// What is promised for a ticket: see [`Plans::promised`].
#[derive(Debug, Clone, Copy)]
pub struct Promised<'a> {
    /// The target of each clock, in the pack's order.
    pub targets: &'a [Arc<Resolved>],
    /// The severity that it counts as, where that is not the one reported.
    pub counts_as: Option<&'a SeverityKey>,
}

/// What contracts of one tier and region under the same terms have in common.
struct Kind {
    terms: Arc<Terms>,
    tier: TierKey,
    region: Option<String>,
    /// The contract's first date, where a row of the pack asks for it.
    signed: Option<NaiveDate>,
    /// The customer's language or none, where a row of the pack asks for it.
    language: Option<Option<String>>,
    response_priority: bool,
    /// Some row of the pack asks for the moment of arrival: then no two tickets are alike.
    by_arrival: bool,
    desk: Arc<Calendar>,
    known: Vec<Known>,
    /// Of the ticket that was asked for last, where no two are alike.
    last: Option<Known>,
}

/// What tickets with the same facts have in common.
struct Known {
    severity: SeverityKey,
    environment: Environment,
    level: Option<u8>,
    channel: Option<ChannelKey>,
    kind: Option<String>,
    workaround: bool,
    targets: Vec<Arc<Resolved>>,
    counts_as: Option<SeverityKey>,
    rank: usize,
}

impl Known {
    fn new(ticket: &Ticket, bought: &Bought, terms: &Terms) -> Known {
        let pack = terms.pack();
        let (region, language) = (bought.region.as_deref(), bought.language.as_deref());
        let facts = ticket.facts_of(&bought.tier, region, language, bought.since);
        let target = |key| terms.resolve(key, &facts, ticket.received);
        let targets = pack.clocks.iter().map(|clock| target(&clock.key)).collect();
        let counts_as = pack.counts_as(&facts).map(|rule| rule.severity.clone());
        let rank = pack.severity_rank(counts_as.as_ref().unwrap_or(&ticket.severity));
        Known {
            severity: ticket.severity.clone(),
            environment: ticket.environment,
            level: ticket.level,
            channel: ticket.channel.clone(),
            kind: ticket.kind.clone(),
            workaround: facts.workaround,
            targets,
            counts_as,
            rank,
        }
    }

    fn fits(&self, ticket: &Ticket) -> bool {
        self.severity == ticket.severity
            && self.environment == ticket.environment
            && self.level == ticket.level
            && self.channel == ticket.channel
            && self.kind == ticket.kind
            && self.workaround == ticket.marks.workaround()
    }

    fn clocks(&self, ticket: &Ticket, bought: &Bought, terms: &Terms) -> Vec<TicketClock> {
        if terms.have_changed_since(ticket.received) {
            let (region, language) = (bought.region.as_deref(), bought.language.as_deref());
            let facts = ticket.facts_of(&bought.tier, region, language, bought.since);
            return clocks_of(ticket, &facts, terms);
        }
        let clocks = terms.pack().clocks.iter().zip(&self.targets);
        clocks.map(|(clock, target)| TicketClock::reckon(ticket, clock, target.clone())).collect()
    }

    fn row(&self, ticket: Ticket, bought: &Bought, terms: &Arc<Terms>, response_priority: bool) -> Row {
        let clocks = self.clocks(&ticket, bought, terms);
        let ties = Ties {
            response_priority,
            severity: self.rank,
            received: ticket.received,
            number: ticket.id,
            resolved: ticket.resolved,
        };
        Row {
            pressing: Pressing::of(&clocks),
            ticket,
            terms: Some(terms.clone()),
            clocks,
            counts_as: self.counts_as.clone(),
            severity_rank: self.rank,
            plan: Some(bought.clone()),
            ties,
        }
    }
}

impl Kind {
    fn new(contract: &Contract, terms: &Arc<Terms>) -> Kind {
        let pack = terms.pack();
        let facts = Facts {
            tier: Some(contract.tier.clone()),
            region: contract.region.clone(),
            signed: Some(contract.starts),
            language: contract.language.clone(),
            ..Facts::default()
        };
        Kind {
            response_priority: pack.tier(&contract.tier).is_some_and(|tier| tier.response_priority),
            by_arrival: pack.asks(Aspect::Arrival),
            desk: terms.desk_calendar(&facts),
            known: Vec::new(),
            last: None,
            signed: pack.asks(Aspect::Signed).then_some(contract.starts),
            language: pack.asks(Aspect::Language).then(|| contract.language.clone()),
            tier: contract.tier.clone(),
            region: contract.region.clone(),
            terms: terms.clone(),
        }
    }

    fn fits(&self, contract: &Contract, terms: &Arc<Terms>) -> bool {
        Arc::ptr_eq(&self.terms, terms)
            && self.tier == contract.tier
            && self.region == contract.region
            && self.signed.is_none_or(|signed| signed == contract.starts)
            && self.language.as_ref().is_none_or(|language| *language == contract.language)
    }

    fn row(&mut self, ticket: Ticket, bought: &Bought) -> Row {
        if self.by_arrival {
            return Known::new(&ticket, bought, &self.terms).row(
                ticket,
                bought,
                &self.terms,
                self.response_priority,
            );
        }
        let place = self.place(&ticket, bought);
        match self.known.get(place) {
            Some(known) => known.row(ticket, bought, &self.terms, self.response_priority),
            // Just put there.
            None => Row::without_terms(ticket),
        }
    }

    /// What tickets like this one have in common, by its place.
    fn place(&mut self, ticket: &Ticket, bought: &Bought) -> usize {
        self.known.iter().position(|known| known.fits(ticket)).unwrap_or_else(|| {
            self.known.push(Known::new(ticket, bought, &self.terms));
            self.known.len() - 1
        })
    }

    fn clocks(&mut self, ticket: &Ticket, bought: &Bought) -> Vec<TicketClock> {
        if self.by_arrival {
            return Known::new(ticket, bought, &self.terms).clocks(ticket, bought, &self.terms);
        }
        let place = self.place(ticket, bought);
        self.known.get(place).map(|known| known.clocks(ticket, bought, &self.terms)).unwrap_or_default()
    }

    fn promised(&mut self, ticket: &Ticket, bought: &Bought) -> Option<Promised<'_>> {
        let known = if self.by_arrival {
            self.last.insert(Known::new(ticket, bought, &self.terms))
        } else {
            let place = self.place(ticket, bought);
            self.known.get(place)?
        };
        Some(Promised { targets: &known.targets, counts_as: known.counts_as.as_ref() })
    }
}

impl Plans {
    fn place(&mut self, contract: &Contract, terms: &Arc<Terms>) -> usize {
        let known = self.kinds.iter().position(|kind| kind.fits(contract, terms));
        known.unwrap_or_else(|| {
            self.kinds.push(Kind::new(contract, terms));
            self.kinds.len() - 1
        })
    }

    /// The calendar of the desk that a contract's customer sees; see [`super::Group::desk_calendar`].
    pub(super) fn desk(&mut self, contract: &Contract, terms: &Arc<Terms>) -> Option<Arc<Calendar>> {
        let place = self.place(contract, terms);
        Some(self.kinds.get(place)?.desk.clone())
    }

    /// A ticket under a contract that has these terms.
    pub(super) fn row(&mut self, ticket: Ticket, contract: &Contract, terms: &Arc<Terms>) -> Row {
        match self.plan(contract, terms) {
            Some((kind, bought)) => kind.row(ticket, bought),
            None => Row::without_terms(ticket),
        }
    }

    /// The clocks of such a ticket, without making a row of it; in the order of the pack.
    pub(super) fn clocks(
        &mut self,
        ticket: &Ticket,
        contract: &Contract,
        terms: &Arc<Terms>,
    ) -> Vec<TicketClock> {
        self.plan(contract, terms).map(|(kind, bought)| kind.clocks(ticket, bought)).unwrap_or_default()
    }

    fn plan(&mut self, contract: &Contract, terms: &Arc<Terms>) -> Option<(&mut Kind, &Bought)> {
        if !self.of.contains_key(&contract.id) {
            let place = self.place(contract, terms);
            self.of.insert(contract.id, (place, Bought::by(contract, terms.pack())));
        }
        let (place, bought) = self.of.get(&contract.id)?;
        Some((self.kinds.get_mut(*place)?, bought))
    }

    /// What is promised for a ticket under a contract that has these terms: worked out once for all tickets that are
    /// alike, so that a million are asked for in a second.
    pub fn promised(
        &mut self,
        ticket: &Ticket,
        contract: &Contract,
        terms: &Arc<Terms>,
    ) -> Option<Promised<'_>> {
        let (kind, bought) = self.plan(contract, terms)?;
        kind.promised(ticket, bought)
    }
}
