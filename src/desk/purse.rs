//! The pots of tickets that a contract holds, in the order of use. A plan with one pot that is filled anew every period
//! needs the tickets of two periods; one that carries over, or with several pots, is counted through from where it began
//! ([`super::tally`]).

use std::collections::HashMap;

use chrono::NaiveDate;

use super::allowance::{Allowance, Receipt, Weight};
use super::people::{Block, Contract};
use super::ticket::{ContractId, TicketId};
use crate::calendar::{Instant, Span, Zone};
use crate::policy::{Facts, Pack, Period, Pot, PotSize, RollOver, TierKey, words};

/// The pots of tickets of one contract.
#[derive(Debug, Clone)]
pub struct Purse<'a> {
    /// The pot that is used first; its periods are those that are told.
    pub first: Allowance<'a>,
    pub(super) contract: ContractId,
    pub(super) pack: &'a Pack,
    pub(super) tier: &'a TierKey,
    pub(super) region: Option<&'a str>,
    /// All of them; empty where the first is the only one, and plain.
    pub(super) pots: Vec<Allowance<'a>>,
}

/// What tickets are counted by.
#[derive(Debug, Clone, Copy, Default)]
pub struct Counted<'a> {
    /// The customer's tickets.
    pub receipts: &'a [Receipt],
    /// What pots may ask of them, where any pot asks ([`Purse::asks`]); tier and region are the contract's.
    pub facts: Option<&'a HashMap<TicketId, Facts>>,
    /// What was bought, where a pot is filled so ([`Purse::buys`]); that of other contracts is passed over.
    pub blocks: &'a [Block],
    /// The instant from which there is every ticket; `None` where none is left out.
    pub from: Option<Instant>,
}

impl<'a> Counted<'a> {
    /// Every ticket of a customer, with nothing that a pot could ask beside.
    pub fn all(receipts: &'a [Receipt]) -> Counted<'a> {
        Counted { receipts, ..Counted::default() }
    }
}

/// Months in two years, and some: no period is longer than one.
const STEPS: u32 = 30;

/// More pots than this are not told apart.
const MOST_POTS: usize = 32;

impl<'a> Purse<'a> {
    /// The pots of a contract; `None` where the plan has no allowance of tickets.
    pub fn of(pack: &'a Pack, contract: &'a Contract) -> Option<Purse<'a>> {
        Purse::new(pack, contract.id, (&contract.tier, contract.region.as_deref()), contract.starts)
    }

    /// The pots of a tier in a region, from a first date on.
    pub fn new(
        pack: &'a Pack,
        contract: ContractId,
        (tier, region): (&'a TierKey, Option<&'a str>),
        since: NaiveDate,
    ) -> Option<Purse<'a>> {
        let allowance = |pot: &'a Pot| Allowance { pot, zone: &pack.zone, since };
        let mut own = pack.ticket_pots(tier);
        let first = own.next().map(allowance)?;
        let second = own.next().map(allowance);
        let pots = match second {
            None if first.pot.is_plain() => Vec::new(),
            second => [Some(first), second]
                .into_iter()
                .flatten()
                .chain(own.map(allowance))
                .take(MOST_POTS)
                .collect(),
        };
        Some(Purse { first, contract, pack, tier, region, pots })
    }

    /// Whether it is one pot that is filled anew every period, used by every ticket alike.
    pub fn is_plain(&self) -> bool {
        self.pots.is_empty()
    }

    /// Its pots, in the order of use.
    pub fn pots(&self) -> Vec<&'a Pot> {
        if self.is_plain() { vec![self.first.pot] } else { self.pots.iter().map(|one| one.pot).collect() }
    }

    /// Whether a pot asks for more of a ticket than when it was received.
    pub fn asks(&self) -> bool {
        self.pots.iter().any(|one| one.pot.is_choosy() || one.pot.has_free_rows())
    }

    /// Whether a pot is filled by what is bought.
    pub fn buys(&self) -> bool {
        self.pots.iter().any(|one| one.pot.size == PotSize::ByContract)
    }

    /// The policy's zone.
    pub fn zone(&self) -> &'a Zone {
        self.first.zone
    }

    /// The first date that is counted at all: that of the period in which the contract starts.
    pub fn begins(&self) -> NaiveDate {
        let all = self.pots.iter().chain([&self.first]);
        all.map(Allowance::first_start).min().unwrap_or(self.first.since)
    }

    /// The date from which tickets have to be counted through to tell how it stands on a date. Where nothing is carried
    /// over, this hangs on the pots' periods and not on how long the contract has run.
    pub fn window(&self, date: NaiveDate) -> NaiveDate {
        let begins = self.begins();
        let lasts = |one: &Allowance<'_>| {
            one.pot.rolls_over != RollOver::None
                || one.pot.size == PotSize::ByContract
                || one.pot.period == Period::Once
        };
        if self.pots.iter().any(lasts) {
            return begins;
        }
        let mut start = date.max(begins);
        loop {
            // A pot's period may begin within one of another's: that one has to be counted from its own beginning.
            let all = self.pots.iter().chain([&self.first]);
            let earlier = all.map(|one| one.period_start(start)).min().unwrap_or(start).max(begins);
            if earlier >= start {
                return start;
            }
            start = earlier;
        }
    }

    /// The instant from which receipts are needed to count from a date on: tickets of the period before may be held.
    pub fn reads_from(&self, start: NaiveDate) -> Instant {
        let before = start.pred_opt().unwrap_or(start);
        let all = self.pots.iter().chain([&self.first]);
        let from = all.filter(|one| one.pot.period != Period::Once).map(|one| one.period_start(before)).min();
        self.zone().start_of_day(from.unwrap_or(start).min(start)).unwrap_or(Instant::MIN)
    }

    /// The date from which what is at hand can be counted through; `None` where it does not reach back far enough.
    pub(super) fn countable(&self, counted: &Counted<'_>) -> Option<NaiveDate> {
        let Some(from) = counted.from else { return Some(self.begins()) };
        let mut at = from;
        // The first beginning of a period that is late enough: a period of the longest pot after the first ticket at hand.
        for _ in 0..STEPS {
            let start = self.window(self.zone().date(at));
            if self.reads_from(start) >= from {
                return Some(start);
            }
            at = self.pots.iter().map(|one| one.period(at).to).min()?;
        }
        None
    }

    /// The period that holds an instant.
    pub fn period(&self, at: Instant) -> Span {
        self.first.period(at)
    }

    /// The pots that a ticket may draw on, a bit each; `Err` with the place of the pot that it is free in.
    pub(super) fn lanes(
        &self,
        receipt: &Receipt,
        facts: Option<&HashMap<TicketId, Facts>>,
    ) -> Result<u32, Option<usize>> {
        let known = facts.and_then(|facts| facts.get(&receipt.ticket));
        let facts = self.facts(known.cloned().unwrap_or_default());
        let asking = self.pack.asking(&facts, receipt.received);
        let mut lanes = 0;
        for (place, one) in self.pots.iter().enumerate() {
            if self.pack.pays_for(one.pot, asking) {
                if self.pack.free_in(one.pot, asking).is_some() {
                    return Err(Some(place));
                }
                lanes |= 1 << place;
            }
        }
        if lanes == 0 { Err(None) } else { Ok(lanes) }
    }

    /// What is known of a ticket under this contract.
    fn facts(&self, facts: Facts) -> Facts {
        let (tier, signed) = (Some(self.tier.clone()), Some(self.first.since));
        Facts { tier, region: self.region.map(str::to_owned), signed, ..facts }
    }

    /// The pots that a ticket with these facts may draw on, in the order of use.
    pub fn pots_for(&self, facts: &Facts, received: Instant) -> Vec<&'a Pot> {
        let facts = self.facts(facts.clone());
        let asking = self.pack.asking(&facts, received);
        self.pots().into_iter().filter(|pot| self.pack.pays_for(pot, asking)).collect()
    }

    /// Why a ticket with these facts is free, as the plan says it; `None` where it uses a unit like any other.
    pub fn why_free(&self, facts: &Facts, received: Instant) -> Option<String> {
        let facts = self.facts(facts.clone());
        let asking = self.pack.asking(&facts, received);
        let mut applies = false;
        for one in &self.pots {
            if self.pack.pays_for(one.pot, asking) {
                applies = true;
                if let Some(free) = self.pack.free_in(one.pot, asking) {
                    return Some(words::free(free));
                }
            }
        }
        (!applies && !self.is_plain()).then(|| "no allowance of the plan is for it".to_owned())
    }

    /// The date on which a ticket counts; `None` where it uses nothing.
    pub(super) fn counted_on(&self, receipt: &Receipt, lanes: u32) -> Option<NaiveDate> {
        let date = self.zone().date(receipt.received);
        match receipt.weight {
            Weight::Counts => Some(date),
            Weight::Free => None,
            // What is used once has no next period: a held ticket uses nothing of it.
            Weight::Next => {
                let mut mine = self.pots.iter().enumerate().filter(|(place, _)| lanes & (1 << place) != 0);
                let (_, held) = mine.find(|(_, one)| one.pot.period != Period::Once)?;
                Some(held.next_start(held.period_start(date)))
            }
        }
    }
}
