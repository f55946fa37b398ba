//! The month's incidents: who is inside the allowance, and how a customer stands (sla.md part 2).

use chrono::NaiveDate;

use super::ticket::{Counting, TicketId};
use crate::calendar::{Instant, Span, Zone};
use crate::policy::{Period, Pot, PotSize};

/// What ranking needs to know of a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Receipt {
    /// Which ticket.
    pub ticket: TicketId,
    /// When it was received.
    pub received: Instant,
    /// Whether and when it counts.
    pub weight: Weight,
}

/// Whether and when a ticket uses a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// In the period of its receipt.
    Counts,
    /// In the period after it.
    Next,
    /// Not at all.
    Free,
}

impl Counting {
    /// Whether and when a ticket that counts like this uses a unit.
    pub fn weight(&self) -> Weight {
        match self {
            Counting::Counts => Weight::Counts,
            Counting::Held { .. } => Weight::Next,
            Counting::Proactive
            | Counting::Merged { .. }
            | Counting::Waived { .. }
            | Counting::Paid { .. } => Weight::Free,
        }
    }
}

/// How an allowance stands; the colours of the board follow it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// No limit.
    Unlimited,
    /// Left to the contract, which sets none.
    ByContract,
    /// Two or more left.
    Plenty,
    /// One left.
    Last,
    /// None left in this period.
    Spent,
    /// None left today; the period still has some.
    SpentToday,
    /// More used than allowed.
    Over,
}

impl Standing {
    /// As output writes it (sla.md part 2).
    pub fn as_str(self) -> &'static str {
        match self {
            Standing::Unlimited => "unlimited",
            Standing::ByContract => "by_contract",
            Standing::Plenty => "plenty",
            Standing::Last => "last",
            Standing::Spent | Standing::SpentToday => "spent",
            Standing::Over => "over",
        }
    }
}

/// How much of a pot is used at a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Usage {
    /// How much there is in the period; `None` without a limit.
    pub size: Option<u32>,
    /// Used in this period.
    pub used: u32,
    /// Used on this local day.
    pub today: u32,
    /// At most so many a day.
    pub daily_cap: Option<u32>,
    /// The period, in instants.
    pub period: Span,
    /// How it stands.
    pub standing: Standing,
    /// Each pot, where there are several or what is in one does not follow from the period alone.
    pub pots: Vec<PotUsage>,
    noun: (String, String),
    /// What several pots still give today.
    today_left: Option<u32>,
}

/// How one pot of several stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PotUsage {
    /// Its key.
    pub key: String,
    /// What people call one unit and several.
    pub noun: (String, String),
    /// What could be used in this period: what it gave, what was carried into it, what was bought; `None` without a limit.
    pub size: Option<u32>,
    /// What can still be used; `None` without a limit.
    pub left: Option<u32>,
    /// Used in this period; in all, of what was bought.
    pub used: u32,
    /// Of that, taken when nothing was left.
    pub over: u32,
    /// Used on this local day.
    pub today: u32,
    /// At most so many a day.
    pub daily_cap: Option<u32>,
    /// What the daily cap leaves for today.
    pub left_today: Option<u32>,
    /// Carried into this period.
    pub carried: u32,
    /// The first date on which the next of what is left is gone, and how much of it.
    pub expires: Option<(NaiveDate, u32)>,
    /// How it stands.
    pub standing: Standing,
}

impl PotUsage {
    /// In words: `2 of 5 incidents left, 1 carried over, 2 gone on 2027-01-01`.
    pub fn words(&self) -> String {
        let many = &self.noun.1;
        let mut words = match (self.standing, self.size, self.left) {
            (Standing::ByContract, ..) => format!("{many} by contract, none bought"),
            (Standing::Over, Some(size), _) => format!("{} over {size} {many}", self.over),
            (_, Some(size), Some(left)) => format!("{left} of {size} {many} left"),
            _ => format!("unlimited {many}"),
        };
        if let Some(today) = self.left_today.filter(|today| self.left.is_none_or(|left| *today < left)) {
            let today = if today == 0 { "none".to_owned() } else { today.to_string() };
            words.push_str(&format!(", {today} more today"));
        }
        if self.carried > 0 {
            words.push_str(&format!(", {} carried over", self.carried));
        }
        if let Some((date, units)) = self.expires {
            words.push_str(&format!(", {units} gone on {date}"));
        }
        words
    }
}

impl Usage {
    /// Of several pots together: what can be used in this period, how much of it was, how much today, and what is left for
    /// today.
    pub(super) fn of_several(
        (size, used, today, today_left): (Option<u32>, u32, u32, Option<u32>),
        period: Span,
        standing: Standing,
        noun: (String, String),
        pots: Vec<PotUsage>,
    ) -> Usage {
        let daily_cap = if let [only] = pots.as_slice() { only.daily_cap } else { None };
        Usage { size, used, today, daily_cap, period, standing, pots, noun, today_left }
    }

    /// Units left in the period; `None` without a limit.
    pub fn left(&self) -> Option<u32> {
        self.size.map(|size| size.saturating_sub(self.used))
    }

    /// Units that may still be used today; `None` without a daily cap.
    pub fn left_today(&self) -> Option<u32> {
        if !self.pots.is_empty() {
            return self.today_left;
        }
        let cap = self.daily_cap?.saturating_sub(self.today);
        Some(self.left().map_or(cap, |left| left.min(cap)))
    }

    /// In words: `2 of 4 left, 1 more today`, `1 over 2`, `unlimited`.
    pub fn words(&self) -> String {
        let Some(size) = self.size else {
            return match (self.standing, self.left_today()) {
                (Standing::ByContract, _) => "by contract".into(),
                (_, Some(0)) => "unlimited, none more today".into(),
                (_, Some(today)) => format!("unlimited, {today} more today"),
                (_, None) => "unlimited".into(),
            };
        };
        let noun = if size == 1 { &self.noun.0 } else { &self.noun.1 };
        let left = size.saturating_sub(self.used);
        match self.standing {
            Standing::Over => format!("{} over {size} {noun}", self.used - size),
            Standing::Spent => format!("0 of {size} left"),
            Standing::SpentToday => format!("{left} of {size} left, none more today"),
            _ => match self.left_today() {
                Some(today) if today < left => format!("{left} of {size} left, {today} more today"),
                _ => format!("{left} of {size} left"),
            },
        }
    }
}

/// Whether one ticket lies inside the allowance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It uses a unit that is there.
    Within,
    /// It uses none.
    Free,
    /// The period had none left for it.
    OverPeriod,
    /// Its day had none left for it.
    OverDay,
}

impl Verdict {
    /// As output writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::Within => "within",
            Verdict::Free => "free",
            Verdict::OverPeriod => "over",
            Verdict::OverDay => "over_daily_cap",
        }
    }
}

/// A pot in its zone, from the contract's first date on: what turns instants into periods and days.
#[derive(Debug, Clone, Copy)]
pub struct Allowance<'a> {
    /// The pot.
    pub pot: &'a Pot,
    /// The policy's zone.
    pub zone: &'a Zone,
    /// The contract's first date, from which contract years run.
    pub since: NaiveDate,
}

impl Allowance<'_> {
    /// The first date of the period that holds a date.
    pub(super) fn period_start(&self, date: NaiveDate) -> NaiveDate {
        self.pot.period.start(date, self.since)
    }

    /// The first date of the period in which the contract starts; none before 1970 is counted.
    pub(super) fn first_start(&self) -> NaiveDate {
        let since = self.since;
        let first = NaiveDate::from_ymd_opt(1970, 1, 1).unwrap_or(since);
        self.period_start(since.max(first))
    }

    pub(super) fn next_start(&self, start: NaiveDate) -> NaiveDate {
        self.pot.period.next(start, self.since)
    }

    /// The period that holds `now`, in instants.
    pub fn period(&self, now: Instant) -> Span {
        let start = self.period_start(self.zone.date(now));
        let from = self.zone.start_of_day(start).unwrap_or(Instant::MIN);
        Span { from, to: self.zone.start_of_day(self.next_start(start)).unwrap_or(Instant::MAX) }
    }

    /// The local date on which a receipt counts; `None` where it uses nothing. A held one counts from the first
    /// instant of the next period.
    fn counted_on(&self, receipt: &Receipt) -> Option<NaiveDate> {
        let date = self.zone.date(receipt.received);
        match receipt.weight {
            Weight::Counts => Some(date),
            // What is used once has no next period: a held ticket uses nothing of it.
            Weight::Next if self.pot.period == Period::Once => None,
            Weight::Next => Some(self.next_start(self.period_start(date))),
            Weight::Free => None,
        }
    }

    /// How the allowance stands now. `receipts` holds the customer's tickets of this period and the one before (held
    /// ones count here), in any order.
    pub fn usage(&self, receipts: &[Receipt], now: Instant) -> Usage {
        let (day, start) = (self.zone.date(now), self.period_start(self.zone.date(now)));
        let days =
            || receipts.iter().filter(|receipt| receipt.received <= now).filter_map(|r| self.counted_on(r));
        let used = count(days().filter(|date| self.period_start(*date) == start));
        let today = count(days().filter(|date| *date == day));
        let size = match self.pot.size {
            PotSize::Units(units) => Some(units),
            PotSize::Unlimited | PotSize::ByContract => None,
        };
        let day_full = self.pot.daily_cap.is_some_and(|cap| today >= cap);
        let standing = match size.map(|size| (size, size.saturating_sub(used))) {
            None if self.pot.size == PotSize::ByContract => Standing::ByContract,
            Some((size, _)) if used > size => Standing::Over,
            Some((_, 0)) => Standing::Spent,
            _ if day_full => Standing::SpentToday,
            None => Standing::Unlimited,
            Some((_, 1)) => Standing::Last,
            Some(_) => Standing::Plenty,
        };
        let (daily_cap, noun) = (self.pot.daily_cap, self.pot.noun.clone());
        let (period, pots) = (self.period(now), Vec::new());
        Usage { size, used, today, daily_cap, period, standing, pots, noun, today_left: None }
    }

    /// Whether a ticket lies inside: tickets are ranked by receipt, then number (sla.md part 2). `receipts` holds the
    /// customer's tickets of its period and the one before, itself included.
    pub fn verdict(&self, receipts: &[Receipt], ticket: TicketId) -> Verdict {
        let Some(own) = receipts.iter().find(|receipt| receipt.ticket == ticket) else {
            return Verdict::Within;
        };
        let Some(date) = self.counted_on(own) else { return Verdict::Free };
        // A held one ranks from the first day of its period on, still by its receipt.
        let rank_key = |receipt: &Receipt, on: NaiveDate| (on, receipt.received, receipt.ticket);
        let before = |same: &dyn Fn(NaiveDate) -> bool| {
            count(receipts.iter().filter(|receipt| {
                self.counted_on(receipt)
                    .is_some_and(|on| same(on) && rank_key(receipt, on) < rank_key(own, date))
            }))
        };
        let start = self.period_start(date);
        if let PotSize::Units(size) = self.pot.size
            && before(&|on| self.period_start(on) == start) >= size
        {
            return Verdict::OverPeriod;
        }
        if self.pot.daily_cap.is_some_and(|cap| before(&|on| on == date) >= cap) {
            return Verdict::OverDay;
        }
        Verdict::Within
    }
}

fn count(items: impl Iterator) -> u32 {
    u32::try_from(items.count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Zones;
    use crate::policy::PotUnit;

    fn pot(size: PotSize, daily_cap: Option<u32>) -> Pot {
        let pot = Pot::new("credits", PotUnit::Tickets, ("credit", "credits"), size, Period::Month);
        Pot { daily_cap, ..pot }
    }

    fn receipt(number: i64, at: &str) -> Receipt {
        Receipt { ticket: TicketId(number), received: at.parse().unwrap(), weight: Weight::Counts }
    }

    /// faults.md D07: 23:30Z on 31 October is November in Paris, and a month whose midnight is missing has a start.
    #[test]
    fn months_are_the_policy_zones() {
        let zones = Zones::embedded();
        let (paris, pot) = (zones.get("Europe/Paris").unwrap(), pot(PotSize::Units(1), None));
        let allowance = Allowance { pot: &pot, zone: &paris, since: NaiveDate::MIN };
        let receipts = [receipt(1, "2026-10-31T23:30:00Z"), receipt(2, "2026-10-31T22:30:00Z")];
        let november = "2026-11-10T00:00:00Z".parse().unwrap();
        assert_eq!(allowance.usage(&receipts, november).used, 1);
        assert_eq!(allowance.verdict(&receipts, TicketId(1)), Verdict::Within);
        let asuncion = zones.get("America/Asuncion").unwrap();
        let allowance = Allowance { zone: &asuncion, ..allowance };
        let period = allowance.period("2023-10-15T12:00:00Z".parse().unwrap());
        assert_eq!(period.from.to_string(), "2023-10-01T04:00:00Z");
    }

    #[test]
    fn standing_goes_from_plenty_to_over() {
        let zone = Zone::utc();
        let pot = pot(PotSize::Units(3), None);
        let allowance = Allowance { pot: &pot, zone: &zone, since: NaiveDate::MIN };
        let now = "2026-11-20T00:00:00Z".parse().unwrap();
        let receipts: Vec<_> = (1..=4).map(|n| receipt(n, &format!("2026-11-0{n}T09:00:00Z"))).collect();
        let words: Vec<_> = (0..=4)
            .map(|n| {
                let usage = allowance.usage(&receipts[..n], now);
                (usage.standing, usage.words())
            })
            .collect();
        let expected = [
            (Standing::Plenty, "3 of 3 left"),
            (Standing::Plenty, "2 of 3 left"),
            (Standing::Last, "1 of 3 left"),
            (Standing::Spent, "0 of 3 left"),
            (Standing::Over, "1 over 3 credits"),
        ];
        assert_eq!(words, expected.map(|(standing, words)| (standing, words.to_owned())));
        assert_eq!(allowance.verdict(&receipts, TicketId(3)), Verdict::Within);
        assert_eq!(allowance.verdict(&receipts, TicketId(4)), Verdict::OverPeriod);
    }

    /// faults.md B03: never three inside the cap on one policy day, local midnight between them.
    #[test]
    fn a_daily_cap_is_spent_for_the_rest_of_that_day() {
        let belgrade = Zones::embedded().get("Europe/Belgrade").unwrap();
        let pot = pot(PotSize::Units(10), Some(2));
        let allowance = Allowance { pot: &pot, zone: &belgrade, since: NaiveDate::MIN };
        let receipts = [
            receipt(1, "2026-11-20T21:00:00Z"),
            receipt(2, "2026-11-20T22:00:00Z"),
            receipt(3, "2026-11-20T22:59:59Z"),
            receipt(4, "2026-11-20T23:00:00Z"),
        ];
        assert_eq!(allowance.verdict(&receipts, TicketId(2)), Verdict::Within);
        assert_eq!(allowance.verdict(&receipts, TicketId(3)), Verdict::OverDay);
        assert_eq!(allowance.verdict(&receipts, TicketId(4)), Verdict::Within);
        let late = allowance.usage(&receipts, "2026-11-20T22:59:59Z".parse().unwrap());
        assert_eq!(
            (late.standing, late.words()),
            (Standing::SpentToday, "7 of 10 left, none more today".to_owned())
        );
        let next = allowance.usage(&receipts, "2026-11-20T23:00:00Z".parse().unwrap());
        assert_eq!(
            (next.standing, next.words()),
            (Standing::Plenty, "6 of 10 left, 1 more today".to_owned())
        );
    }

    #[test]
    fn held_tickets_count_in_the_next_month_and_free_ones_nowhere() {
        let (zone, pot) = (Zone::utc(), pot(PotSize::Units(1), None));
        let allowance = Allowance { pot: &pot, zone: &zone, since: NaiveDate::MIN };
        let mut receipts = [receipt(1, "2026-11-01T09:00:00Z"), receipt(2, "2026-11-02T09:00:00Z")];
        receipts[1].weight = Weight::Next;
        assert_eq!(allowance.usage(&receipts, "2026-11-20T00:00:00Z".parse().unwrap()).used, 1);
        assert_eq!(allowance.usage(&receipts, "2026-12-01T00:00:00Z".parse().unwrap()).used, 1);
        receipts[1].weight = Weight::Free;
        assert_eq!(allowance.usage(&receipts, "2026-12-01T00:00:00Z".parse().unwrap()).used, 0);
        assert_eq!(allowance.verdict(&receipts, TicketId(2)), Verdict::Free);
    }

    #[test]
    fn a_full_day_of_an_unlimited_pot_is_said() {
        let zone = Zone::utc();
        let pot = pot(PotSize::Unlimited, Some(2));
        let allowance = Allowance { pot: &pot, zone: &zone, since: NaiveDate::MIN };
        let receipts = [receipt(1, "2026-11-20T09:00:00Z"), receipt(2, "2026-11-20T10:00:00Z")];
        let now = "2026-11-20T12:00:00Z".parse().unwrap();
        let full = allowance.usage(&receipts, now);
        assert_eq!(
            (full.standing, full.words()),
            (Standing::SpentToday, "unlimited, none more today".to_owned())
        );
        assert_eq!(allowance.usage(&receipts[..1], now).words(), "unlimited, 1 more today");
    }

    #[test]
    fn a_held_ticket_uses_nothing_of_a_pot_that_is_used_once() {
        let zone = Zone::utc();
        let pot = Pot { period: Period::Once, ..pot(PotSize::Units(1), None) };
        let since = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
        let allowance = Allowance { pot: &pot, zone: &zone, since };
        let held = Receipt { weight: Weight::Next, ..receipt(1, "2026-11-01T09:00:00Z") };
        let now = "2026-11-20T00:00:00Z".parse().unwrap();
        assert_eq!(allowance.usage(&[held], now).used, 0);
        assert_eq!(
            allowance.verdict(&[held, receipt(2, "2026-11-02T09:00:00Z")], TicketId(2)),
            Verdict::Within
        );
        assert_eq!(allowance.verdict(&[held], TicketId(1)), Verdict::Free);
    }
}
