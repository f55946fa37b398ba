//! A purse counted through: every ticket takes its unit in the order of receipt, date by date. Purely from the receipts and
//! what was bought, so that a merge, a waiver or a hold of long ago needs no more than to be counted again.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::account::{PeriodUse, Used, last_of};
use super::allowance::{Allowance, PotUsage, Receipt, Standing, Usage, Verdict, Weight};
use super::lots::Lots;
use super::people::Block;
use super::purse::{Counted, Purse};
use super::ticket::TicketId;
use crate::calendar::Instant;
use crate::policy::PotSize;

/// What became of one ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told {
    /// Whether it lies inside.
    pub verdict: Verdict,
    /// The pot that it took from, by its place in the order of use; `None` where it uses nothing.
    pub pot: Option<usize>,
}

/// A ticket that uses something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Entry {
    /// The date on which it counts.
    on: NaiveDate,
    received: Instant,
    ticket: TicketId,
    /// A bit for each pot that it may draw on.
    lanes: u32,
}

/// A purse counted through: what became of every ticket, and how the pots stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    start: NaiveDate,
    entries: Vec<Entry>,
    told: HashMap<TicketId, Told>,
    blocks: Vec<Block>,
    /// The pots after the entries before `head`, on the date `day`.
    pots: Vec<Lots>,
    head: usize,
    day: NaiveDate,
    /// The newest receipt among them.
    newest: Instant,
}

impl Tally {
    /// What became of a ticket; `None` where it came in before what is counted.
    pub fn told(&self, ticket: TicketId) -> Option<Told> {
        self.told.get(&ticket).copied()
    }
}

impl Purse<'_> {
    /// Counts everything through that is at hand; `None` where that does not reach back far enough.
    pub fn tally(&self, counted: Counted<'_>) -> Option<Tally> {
        let start = self.countable(&counted)?;
        let mut told = HashMap::with_capacity(counted.receipts.len());
        let mut entries = Vec::with_capacity(counted.receipts.len());
        for receipt in counted.receipts {
            let lanes = self.lanes(receipt, counted.facts);
            let on = lanes.ok().and_then(|lanes| self.counted_on(receipt, lanes));
            match (lanes, on) {
                (Ok(lanes), Some(on)) if on >= start => {
                    entries.push(Entry { on, received: receipt.received, ticket: receipt.ticket, lanes });
                }
                (Ok(_), Some(_)) => {}
                (lanes, _) => {
                    let pot = lanes.err().flatten();
                    told.insert(receipt.ticket, Told { verdict: Verdict::Free, pot });
                }
            }
        }
        entries.sort_unstable_by_key(|entry| (entry.on, entry.received, entry.ticket));
        let own = counted.blocks.iter().filter(|block| block.contract == self.contract);
        let blocks: Vec<Block> = own.cloned().collect();
        // What is held for a period to come waits until then.
        let newest = entries.iter().map(|entry| entry.received).max();
        let day = newest.map_or(start, |newest| self.zone().date(newest)).max(start);
        let newest = newest.unwrap_or(Instant::MIN);
        let head = entries.partition_point(|entry| entry.on <= day);
        let mut pots: Vec<Lots> = self.pots.iter().map(|one| Lots::new(one, start, &blocks)).collect();
        let (past, rest) = entries.split_at_checked(head).unwrap_or((&entries, &[]));
        told.extend(past.iter().map(|entry| (entry.ticket, self.draw(&mut pots, entry))));
        let mut later = pots.clone();
        told.extend(rest.iter().map(|entry| (entry.ticket, self.draw(&mut later, entry))));
        Some(Tally { start, entries, told, blocks, pots, head, day, newest })
    }

    /// One ticket takes its unit: from the first pot that it may draw on with something left, also for that day; or else
    /// from the first that has something left for another day; or else the first is overdrawn.
    fn draw(&self, pots: &mut [Lots], entry: &Entry) -> Told {
        let mut own: Vec<(usize, &mut Lots, &Allowance<'_>)> = Vec::new();
        for ((place, lots), one) in pots.iter_mut().enumerate().zip(&self.pots) {
            if entry.lanes & (1 << place) != 0 {
                lots.advance(one, entry.on);
                own.push((place, lots, one));
            }
        }
        let full = |lots: &Lots, one: &Allowance<'_>| lots.left_today(one) == Some(0);
        let some = |lots: &Lots, one: &Allowance<'_>| !bounded(one) || lots.left() > 0;
        let fits = own.iter().position(|(_, lots, one)| some(lots, one) && !full(lots, one));
        let another = || own.iter().position(|(_, lots, one)| some(lots, one));
        let (at, verdict) = match fits {
            Some(at) => (at, Verdict::Within),
            None => another().map_or((0, Verdict::OverPeriod), |at| (at, Verdict::OverDay)),
        };
        let taken = own.get_mut(at).map(|(place, lots, _)| {
            lots.take(1);
            *place
        });
        Told { verdict, pot: taken }
    }

    /// How it stands at a moment.
    pub fn usage(&self, tally: &Tally, now: Instant) -> Usage {
        let day = self.zone().date(now);
        let (mut pots, rest) = if day >= tally.day && now >= tally.newest {
            (tally.pots.clone(), tally.entries.get(tally.head..).unwrap_or_default())
        } else {
            let fresh = self.pots.iter().map(|one| Lots::new(one, tally.start, &tally.blocks));
            (fresh.collect(), tally.entries.as_slice())
        };
        for entry in rest.iter().take_while(|entry| entry.on <= day).filter(|entry| entry.received <= now) {
            self.draw(&mut pots, entry);
        }
        for (lots, one) in pots.iter_mut().zip(&self.pots) {
            lots.advance(one, day);
        }
        self.summed(&pots, now)
    }

    fn summed(&self, pots: &[Lots], now: Instant) -> Usage {
        let each: Vec<PotUsage> =
            pots.iter().zip(&self.pots).map(|(lots, one)| standing_of(lots, one)).collect();
        // Pots that pay for some tickets only are told beside the sum, unless there are no others.
        let choosy = self.pots.iter().all(|one| one.pot.is_choosy());
        let general: Vec<&PotUsage> = each
            .iter()
            .zip(&self.pots)
            .filter(|(_, one)| choosy || !one.pot.is_choosy())
            .map(|(usage, _)| usage)
            .collect();
        let known = general.iter().filter(|one| one.standing != Standing::ByContract);
        let sizes: Option<Vec<u32>> = known.clone().map(|one| one.size).collect();
        let size = sizes.filter(|sizes| !sizes.is_empty()).map(|sizes| sum(sizes.into_iter()));
        let used = sum(known.clone().map(|one| one.used));
        let today = sum(general.iter().map(|one| one.today));
        let left_today = general.iter().any(|one| one.left_today.is_some()).then(|| {
            sum(general.iter().map(|one| {
                let left = one.left.unwrap_or(u32::MAX);
                one.left_today.map_or(left, |today| today.min(left))
            }))
        });
        let over = sum(general.iter().map(|one| one.over));
        let left = known.clone().map(|one| one.left).collect::<Option<Vec<u32>>>();
        let left = left.map(|left| sum(left.into_iter()));
        let standing = match (left, left_today) {
            _ if known.clone().count() == 0 && !general.is_empty() => Standing::ByContract,
            (Some(0), _) if over > 0 => Standing::Over,
            (Some(0), _) => Standing::Spent,
            (_, Some(0)) => Standing::SpentToday,
            (None, _) => Standing::Unlimited,
            (Some(1), _) => Standing::Last,
            (Some(_), _) => Standing::Plenty,
        };
        // What is overdrawn in one pot while another has something left (for another day) is no shortage of the whole.
        let used =
            if standing == Standing::Over || size.is_none() { used } else { used.saturating_sub(over) };
        let noun = self.pots.iter().find(|one| choosy || !one.pot.is_choosy()).unwrap_or(&self.first);
        let (period, noun) = (self.period(now), noun.pot.noun.clone());
        Usage::of_several((size, used, today, left_today), period, standing, noun, each)
    }

    /// The period that holds an instant, ticket by ticket, as it stands at `now`.
    pub fn period_use(&self, counted: Counted<'_>, at: Instant, now: Instant) -> PeriodUse {
        if self.is_plain() {
            return self.first.period_use(counted.receipts, at, now);
        }
        let period = self.period(at);
        let Some(tally) = self.tally(counted) else { return self.first.period_use(&[], at, now) };
        let days = (self.zone().date(period.from), self.zone().date(last_of(period)));
        let inside = |receipt: &&Receipt| {
            let received = period.from <= receipt.received && receipt.received < period.to;
            let within = |entry: &Entry| days.0 <= entry.on && entry.on <= days.1;
            // Few are held until the next period: only those are looked for.
            let held = || tally.entries.iter().any(|entry| entry.ticket == receipt.ticket && within(entry));
            received || receipt.weight == Weight::Next && held()
        };
        let used = |receipt: &Receipt| {
            let told = tally.told.get(&receipt.ticket);
            let pot = told.filter(|told| told.verdict != Verdict::Free).and_then(|told| told.pot);
            Used {
                ticket: receipt.ticket,
                received: receipt.received,
                verdict: told.map_or(Verdict::Free, |told| told.verdict),
                pot: pot.and_then(|pot| self.pots.get(pot)).map(|one| one.pot.key.clone()),
                why: counted
                    .facts
                    .and_then(|facts| self.why_free(facts.get(&receipt.ticket)?, receipt.received)),
            }
        };
        let mut tickets: Vec<Used> = counted.receipts.iter().filter(inside).map(used).collect();
        tickets.sort_by_key(|used| (used.received, used.ticket));
        let end = last_of(period).min(now).max(period.from);
        PeriodUse { usage: self.usage(&tally, end), tickets }
    }

    /// The periods up to the one that holds `now`, the newest first, at most so many and none from before the contract.
    pub fn history(&self, counted: Counted<'_>, now: Instant, most: usize) -> Vec<Usage> {
        if self.is_plain() {
            return self.first.history(counted.receipts, now, most);
        }
        let Some(tally) = self.tally(counted) else { return Vec::new() };
        let since = self.zone().start_of_day(self.first.since).unwrap_or(Instant::MIN);
        let mut found = Vec::new();
        let mut at = Some(now);
        while let Some(instant) = at.filter(|_| found.len() < most) {
            let period = self.period(instant);
            found.push(self.usage(&tally, last_of(period).min(now)));
            at = period.from.plus(-1).filter(|before| *before >= since);
        }
        found
    }
}

/// Whether a pot has a number at all: what the contract leaves open and nothing was bought for has none, and so gives
/// nothing.
fn bounded(one: &Allowance<'_>) -> bool {
    one.pot.size != PotSize::Unlimited
}

fn standing_of(lots: &Lots, one: &Allowance<'_>) -> PotUsage {
    let pot = one.pot;
    let left = (pot.size != PotSize::Unlimited).then(|| lots.left());
    let left_today = lots.left_today(one);
    let never = pot.size == PotSize::ByContract && lots.used == 0 && lots.left() == 0 && lots.expired == 0;
    let standing = match left {
        _ if never => Standing::ByContract,
        Some(0) if lots.over > 0 => Standing::Over,
        Some(0) => Standing::Spent,
        _ if left_today == Some(0) => Standing::SpentToday,
        None => Standing::Unlimited,
        Some(1) => Standing::Last,
        Some(_) => Standing::Plenty,
    };
    PotUsage {
        key: pot.key.clone(),
        noun: pot.noun.clone(),
        size: left.map(|left| left.saturating_add(lots.used.saturating_sub(lots.over))),
        left,
        used: lots.used,
        over: lots.over,
        today: lots.today(),
        daily_cap: pot.daily_cap,
        left_today,
        carried: lots.carried,
        expires: lots.expires_next(),
        standing,
    }
}

fn sum(units: impl Iterator<Item = u32>) -> u32 {
    units.fold(0, u32::saturating_add)
}
