//! What work costs: minutes by the times at which they were worked, rounded once, and taken from the pots of time in the
//! order of use. The rules are those of docs/packs.md, *Pots*.

use super::account::{Booked, minutes_words};
use super::allowance::Allowance;
use super::lots::Lots;
use super::people::{Block, Contract};
use super::ticket::Ticket;
use crate::calendar::{Hours, Instant};
use crate::policy::{Pot, PotSize, Terms, Times, words};

/// A stretch of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stint {
    /// Minutes worked.
    pub minutes: u32,
    /// When it ended.
    pub ended: Instant,
}

/// A part of a booking, charged to one pot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The pot's key; `None` where nothing is charged.
    pub pot: Option<String>,
    /// The work of this part.
    pub stint: Stint,
    /// Minutes charged.
    pub charged: u32,
}

/// A contract as time is charged to it.
#[derive(Debug, Clone, Copy)]
pub struct Payer<'a> {
    /// The contract.
    pub contract: &'a Contract,
    /// Its terms.
    pub terms: &'a Terms,
    /// What was bought; that of other contracts is passed over.
    pub blocks: &'a [Block],
    /// What was booked before; that of other contracts is passed over.
    pub booked: &'a [Booked],
}

impl Stint {
    fn began(self) -> Instant {
        self.ended.plus(-i64::from(self.minutes) * 60).unwrap_or(Instant::MIN)
    }
}

/// How many seconds of a stretch of work count how often in a pot, in the order of time; neighbours that count alike are
/// one.
pub fn pieces(terms: &Terms, pot: &Pot, stint: Stint) -> Vec<(Times, i64)> {
    let mut found: Vec<(Times, i64)> = Vec::new();
    let rows: Vec<_> =
        pot.factors.iter().filter_map(|row| Some((row, &terms.calendar(&row.calendar)?.calendar))).collect();
    let mut at = stint.began();
    while at < stint.ended {
        let (mut times, mut until) = (None, stint.ended);
        for (row, calendar) in &rows {
            let (open, changes) = match calendar.hours(at) {
                Hours::Open { until } => (true, until),
                Hours::Closed { opens } => (false, opens),
            };
            until = until.min(changes.unwrap_or(Instant::MAX));
            times = times.or((open == row.inside).then_some(row.times));
        }
        let (times, seconds) = (times.unwrap_or(Times::ONCE), until.since(at));
        match found.last_mut().filter(|(known, _)| *known == times) {
            Some((_, known)) => *known += seconds,
            None => found.push((times, seconds)),
        }
        // A calendar that changes at this very instant would hold us here for ever.
        let Some(next) = at.plus(seconds).filter(|next| *next > at) else { break };
        at = next;
    }
    found
}

/// Hundredths of seconds that pieces come to.
fn weight(pieces: &[(Times, i64)]) -> i64 {
    pieces.iter().map(|(times, seconds)| seconds.saturating_mul(i64::from(times.hundredths()))).sum()
}

/// Whole minutes of a weight, begun ones counted.
fn minutes_of(weight: i64) -> u32 {
    const MINUTE: i64 = 60 * 100;
    u32::try_from(weight.saturating_add(MINUTE - 1) / MINUTE).unwrap_or(u32::MAX)
}

/// What a stretch of work costs in a pot: weighed by its factors, at least its minimum, in whole steps.
pub fn charged(terms: &Terms, pot: &Pot, stint: Stint) -> u32 {
    let minutes = match pot.factors.is_empty() {
        true => stint.minutes,
        false => minutes_of(weight(&pieces(terms, pot, stint))),
    };
    let least = minutes.max(pot.minimum_minutes.unwrap_or(0));
    match pot.step_minutes {
        Some(step) if step > 0 => least.div_ceil(step).saturating_mul(step),
        _ => least,
    }
}

/// How a booking counts, in words: `30 min once, 1 h 30 min twice`; `None` where every minute counts once.
pub fn split_words(terms: &Terms, pot: &Pot, stint: Stint) -> Option<String> {
    let mut by: Vec<(Times, i64)> = Vec::new();
    for (times, seconds) in pieces(terms, pot, stint) {
        match by.iter_mut().find(|(known, _)| *known == times) {
            Some((_, known)) => *known += seconds,
            None => by.push((times, seconds)),
        }
    }
    by.sort_unstable();
    if by.iter().all(|(times, _)| *times == Times::ONCE) {
        return None;
    }
    let part = |(times, seconds): &(Times, i64)| {
        format!("{} {}", minutes_words((seconds + 30) / 60), words::times(*times))
    };
    Some(by.iter().map(part).collect::<Vec<_>>().join(", "))
}

impl Payer<'_> {
    /// The pots of time that usually pay for work on a ticket, in the order of use: those of the plan that are for it, and
    /// what was bought on top where it is for just such work, or where the plan itself has nothing.
    fn usual(&self, ticket: &Ticket) -> Vec<&Pot> {
        let pack = self.terms.pack();
        let facts = ticket.facts(self.contract);
        let asking = pack.asking(&facts, ticket.received);
        let pots = pack.time_pots(&self.contract.tier).filter(|pot| pack.pays_for(pot, asking));
        let pots: Vec<&Pot> = pots.collect();
        let own = pots.iter().any(|pot| !pot.add_on);
        let bought = |pot: &Pot| {
            self.blocks.iter().any(|block| block.contract == self.contract.id && block.pot == pot.key)
        };
        pots.into_iter().filter(|pot| !pot.add_on || bought(pot) && (pot.is_choosy() || !own)).collect()
    }

    /// Why work on a ticket is free, as the plan says it.
    pub fn why_free(&self, ticket: &Ticket) -> Option<String> {
        let pack = self.terms.pack();
        let facts = ticket.facts(self.contract);
        let asking = pack.asking(&facts, ticket.received);
        let free = self.usual(ticket).into_iter().find_map(|pot| pack.free_in(pot, asking));
        free.map(words::free)
    }

    /// Charges work on a ticket: rounded once, by the rules of the first pot that has something left; what that one does not
    /// have is taken from the next ones, minute for minute; what none has is overdrawn in the first.
    pub fn charge(&self, ticket: &Ticket, stint: Stint) -> Vec<Part> {
        let nothing = Part { pot: None, stint, charged: 0 };
        let pots = self.usual(ticket);
        if pots.is_empty() || self.why_free(ticket).is_some() {
            return vec![nothing];
        }
        let left: Vec<u32> = match pots.as_slice() {
            // Where there is no choice, nobody asks what is left.
            [_] => vec![u32::MAX],
            pots => pots.iter().map(|pot| self.left(pot, stint.ended)).collect(),
        };
        let first = left.iter().position(|left| *left > 0).unwrap_or(0);
        let Some(payer) = pots.get(first) else { return vec![nothing] };
        let mut owed = charged(self.terms, payer, stint);
        let mut shares: Vec<(&Pot, u32)> = Vec::new();
        for (pot, left) in pots.iter().zip(&left).skip(first) {
            let share = owed.min(*left);
            if share > 0 {
                shares.push((pot, share));
            }
            owed -= share;
        }
        match shares.first_mut() {
            Some((_, share)) => *share = share.saturating_add(owed),
            None => shares.push((payer, owed)),
        }
        self.parts(payer, &shares, stint)
    }

    /// The work of each share, in the order of time: the first share paid for what was worked first.
    fn parts(&self, payer: &Pot, shares: &[(&Pot, u32)], stint: Stint) -> Vec<Part> {
        let mut parts = Vec::with_capacity(shares.len());
        let (mut paid, mut worked) = (0_u32, 0_u32);
        for (place, (pot, share)) in shares.iter().enumerate() {
            paid = paid.saturating_add(*share);
            let until = if place + 1 == shares.len() {
                stint.minutes
            } else {
                let costs = |minutes: u32| {
                    let ended = stint.began().plus(i64::from(minutes) * 60).unwrap_or(stint.ended);
                    minutes_of(weight(&pieces(self.terms, payer, Stint { minutes, ended })))
                };
                (worked..stint.minutes).find(|minutes| costs(*minutes) >= paid).unwrap_or(stint.minutes)
            };
            let ended = stint.began().plus(i64::from(until) * 60).unwrap_or(stint.ended);
            let own = Stint { minutes: until - worked, ended };
            parts.push(Part { pot: Some(pot.key.clone()), stint: own, charged: *share });
            worked = until;
        }
        parts
    }

    /// Minutes that a pot has left for the day of an instant, after what was booked until then.
    fn left(&self, pot: &Pot, at: Instant) -> u32 {
        let pack = self.terms.pack();
        let allowance = Allowance { pot, zone: &pack.zone, since: self.contract.starts };
        let own = self.booked.iter().filter(|one| one.contract == Some(self.contract.id));
        let own = own.filter(|one| one.pot.as_deref() == Some(pot.key.as_str()) && one.at <= at);
        let charged: Vec<(Instant, u32)> = own.map(|one| (one.at, one.charged)).collect();
        let blocks: Vec<Block> =
            self.blocks.iter().filter(|block| block.contract == self.contract.id).cloned().collect();
        let lots = filled(&allowance, &blocks, &charged, at);
        let left = if pot.size == PotSize::Unlimited { u32::MAX } else { lots.left() };
        lots.left_today(&allowance).map_or(left, |today| today.min(left))
    }
}

/// A pot of time at an instant, after everything that was charged to it.
pub(super) fn filled(
    allowance: &Allowance<'_>,
    blocks: &[Block],
    charged: &[(Instant, u32)],
    at: Instant,
) -> Lots {
    let mut lots = Lots::new(allowance, allowance.first_start(), blocks);
    let mut charged: Vec<_> =
        charged.iter().map(|(at, minutes)| (allowance.zone.date(*at), *minutes)).collect();
    charged.sort_unstable();
    // What was worked before the first period is none of a pot's that is filled by periods.
    let begins = match allowance.pot.size {
        PotSize::Units(_) => allowance.first_start(),
        PotSize::Unlimited | PotSize::ByContract => chrono::NaiveDate::MIN,
    };
    for (date, minutes) in charged.into_iter().filter(|(date, _)| *date >= begins) {
        lots.advance(allowance, date);
        lots.take(minutes);
    }
    lots.advance(allowance, allowance.zone.date(at));
    lots
}
