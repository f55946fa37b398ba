//! What lies in one pot, date by date: what each period gives, what was bought, what is carried over, what expires, and
//! what is taken out. The rules are those of docs/packs.md, *Pots*.

use chrono::NaiveDate;

use super::allowance::Allowance;
use super::people::Block;
use crate::policy::{PotSize, RollOver};

/// Units that expire together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Lot {
    /// The first date on which they are gone.
    until: NaiveDate,
    /// They were bought, not given by a period.
    bought: bool,
    left: u32,
}

/// A pot on a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Lots {
    /// The next to expire first.
    lots: Vec<Lot>,
    /// It has no limit.
    endless: bool,
    /// What a period gave may outlive it.
    carries: bool,
    /// The first date of the next period that gives something.
    next: Option<NaiveDate>,
    /// Bought, but later than this date: the last to be bought first.
    to_come: Vec<(NaiveDate, Lot)>,
    date: NaiveDate,
    today: u32,
    /// Taken in this period; in all, where no period gives anything.
    pub used: u32,
    /// Of that, taken when nothing was left.
    pub over: u32,
    /// Carried into this period.
    pub carried: u32,
    /// Units that expired unused, of those that were bought.
    pub expired: u32,
}

impl Lots {
    /// A pot as it is filled first: with what the period that holds `start` gives, or the one in which the contract starts
    /// where that is later. `blocks` are those of its contract.
    pub fn new(allowance: &Allowance<'_>, start: NaiveDate, blocks: &[Block]) -> Lots {
        let own = blocks.iter().filter(|block| block.pot == allowance.pot.key);
        let lot = |block: &Block| Lot {
            until: block.expires.unwrap_or(NaiveDate::MAX),
            bought: true,
            left: block.units,
        };
        let mut to_come: Vec<(NaiveDate, Lot)> = own.map(|block| (block.bought, lot(block))).collect();
        to_come.sort_by_key(|(bought, _)| std::cmp::Reverse(*bought));
        let sized = allowance.pot.size != PotSize::ByContract;
        // What was bought can have been used before: that begins with the first of it.
        let start = if sized { start.max(allowance.first_start()) } else { NaiveDate::MIN };
        let mut lots = Lots {
            lots: Vec::new(),
            endless: allowance.pot.size == PotSize::Unlimited,
            carries: allowance.pot.rolls_over != RollOver::None,
            next: sized.then(|| allowance.period_start(start)),
            to_come,
            date: NaiveDate::MIN,
            today: 0,
            used: 0,
            over: 0,
            carried: 0,
            expired: 0,
        };
        lots.advance(allowance, start);
        lots
    }

    /// Brings it to a later date; an earlier one changes nothing.
    pub fn advance(&mut self, allowance: &Allowance<'_>, to: NaiveDate) {
        if to <= self.date {
            return;
        }
        if allowance.pot.rolls_over == RollOver::None && self.next.is_some_and(|next| next < to) {
            // Nothing of the periods between is left: they need not be walked through.
            self.next = self.next.max(Some(allowance.period_start(to)));
        }
        loop {
            let bought = self.to_come.last().map(|(bought, _)| *bought);
            let Some(date) = [self.next, bought].into_iter().flatten().min().filter(|date| *date <= to)
            else {
                break;
            };
            self.expire(date);
            if self.next == Some(date) {
                self.begin(allowance, date);
            }
            while let Some((_, lot)) = self.to_come.pop_if(|(bought, _)| *bought <= date) {
                self.put(lot);
            }
        }
        self.expire(to);
        (self.date, self.today) = (to, 0);
    }

    /// A period begins.
    fn begin(&mut self, allowance: &Allowance<'_>, start: NaiveDate) {
        let pot = allowance.pot;
        let following = allowance.next_start(start);
        self.next = Some(following).filter(|next| *next > start && *next < NaiveDate::MAX);
        let given = |lot: &&Lot| !lot.bought;
        self.carried = total(self.lots.iter().filter(given));
        if let RollOver::Most(most) = pot.rolls_over {
            let mut too_many = self.carried.saturating_sub(most);
            for lot in self.lots.iter_mut().filter(|lot| !lot.bought) {
                let lost = too_many.min(lot.left);
                lot.left -= lost;
                too_many -= lost;
            }
            self.carried = self.carried.min(most);
            self.lots.retain(|lot| lot.left > 0);
        }
        (self.used, self.over) = (0, 0);
        let expires = pot.expires.map_or(NaiveDate::MAX, |lasts| lasts.after(start));
        let until = if pot.rolls_over == RollOver::None { expires.min(following) } else { expires };
        if let PotSize::Units(left) = pot.size {
            self.put(Lot { until, bought: false, left });
        }
    }

    fn put(&mut self, lot: Lot) {
        let same = |known: &&mut Lot| known.until == lot.until && known.bought == lot.bought;
        match self.lots.iter_mut().find(same) {
            Some(known) => known.left = known.left.saturating_add(lot.left),
            None => {
                // What a period gave goes before what was bought, where both expire together.
                let place =
                    self.lots.partition_point(|known| (known.until, known.bought) <= (lot.until, lot.bought));
                self.lots.insert(place, lot);
            }
        }
    }

    fn expire(&mut self, date: NaiveDate) {
        let gone = self.lots.iter().filter(|lot| lot.until <= date && lot.bought);
        self.expired = self.expired.saturating_add(total(gone));
        self.lots.retain(|lot| lot.until > date);
    }

    /// Units that can still be used.
    pub fn left(&self) -> u32 {
        total(self.lots.iter())
    }

    /// Units that a daily cap leaves for this date; `None` without one.
    pub fn left_today(&self, allowance: &Allowance<'_>) -> Option<u32> {
        allowance.pot.daily_cap.map(|cap| cap.saturating_sub(self.today))
    }

    /// Units taken on this date.
    pub fn today(&self) -> u32 {
        self.today
    }

    /// Takes units out, those that expire first first; what is not there is overdrawn.
    pub fn take(&mut self, units: u32) {
        let mut owed = units;
        for lot in &mut self.lots {
            let taken = owed.min(lot.left);
            lot.left -= taken;
            owed -= taken;
        }
        self.lots.retain(|lot| lot.left > 0);
        self.over = self.over.saturating_add(if self.endless { 0 } else { owed });
        self.used = self.used.saturating_add(units);
        self.today = self.today.saturating_add(units);
    }

    /// The first date on which the next of what is left is gone, and how much of it; what is given anew on that date
    /// does not count.
    pub fn expires_next(&self) -> Option<(NaiveDate, u32)> {
        let own = |lot: &&Lot| {
            lot.until < NaiveDate::MAX && (lot.bought || self.carries || Some(lot.until) != self.next)
        };
        let next = self.lots.iter().find(own)?.until;
        Some((next, total(self.lots.iter().filter(own).filter(|lot| lot.until == next))))
    }
}

fn total<'l>(lots: impl Iterator<Item = &'l Lot>) -> u32 {
    lots.fold(0, |sum, lot| sum.saturating_add(lot.left))
}
