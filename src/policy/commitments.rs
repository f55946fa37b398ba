//! Promises by share (sla.md part 4, issue 4): "80 % of tickets within 4 hours a month", "at most four misses a quarter".
//! No ticket alone can keep or break one, so they live in reports: this module says which tickets count, in which period,
//! and how a period stands. Pure: what became of the tickets is an argument.

use std::collections::BTreeMap;
use std::fmt;

use chrono::{Datelike, Days, NaiveDate};

use super::model::{ClockKey, Conditions, Place};
use super::period::Period;
use super::target::Length;
use crate::calendar::{Instant, Zone};

/// One promise by share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commitment {
    /// Whose target is kept or missed.
    pub clock: ClockKey,
    /// Which tickets count.
    pub when: Conditions,
    /// The target that is kept or missed, where it is another one than the ticket's own.
    pub within: Option<Length>,
    /// The calendar in which `within` runs; `None` for that of the row that answers for the ticket.
    pub calendar: Option<String>,
    /// How much is promised.
    pub measure: Measure,
    /// Over which period.
    pub per: Per,
    /// What the agent should know about it.
    pub text: Option<String>,
    /// Where it stands in the pack's file.
    pub place: Place,
}

/// How much is promised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// At least this share of the tickets keeps the target, in hundredths of a percent: 80 % is 8000.
    Share(u32),
    /// At most so many tickets miss it.
    MissesAtMost(u32),
}

/// Over which period a promise by share is counted, by the instant of receipt in the policy's zone (as allowances are,
/// sla.md part 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Per {
    /// Monday to Sunday.
    Week,
    /// A period such as allowances have; never [`Period::Once`].
    Each(Period),
}

/// A ticket that counts for a commitment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outcome {
    /// When it was received.
    pub received: Instant,
    /// Whether the target was met; `None` while that is open.
    pub met: Option<bool>,
}

/// How one period stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attainment {
    /// Its first local date.
    pub from: NaiveDate,
    /// The first local date after it.
    pub to: NaiveDate,
    /// Tickets that met the target.
    pub met: u32,
    /// Tickets that missed it.
    pub missed: u32,
    /// Tickets of which that is open.
    pub open: u32,
}

/// What a period's figures say about a promise, as far as the tickets go that came in so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Kept, whatever becomes of the open tickets.
    Kept,
    /// Broken, whatever becomes of them.
    Broken,
    /// It depends on them.
    Open,
}

impl Standing {
    /// As output writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Standing::Kept => "kept",
            Standing::Broken => "broken",
            Standing::Open => "open",
        }
    }
}

impl Attainment {
    /// The share that met the target, of those of which it is decided, in hundredths of a percent, cut off; `None` where
    /// none is decided.
    pub fn share(&self) -> Option<u32> {
        let decided = u64::from(self.met) + u64::from(self.missed);
        let share = (u64::from(self.met) * 10_000).checked_div(decided)?;
        u32::try_from(share).ok()
    }

    /// How a promise stands by these figures. A period without tickets keeps every promise: nothing was missed.
    pub fn standing(&self, measure: Measure) -> Standing {
        let keeps = |met: u32, missed: u32| match measure {
            Measure::Share(share) => {
                let (met, missed) = (u64::from(met), u64::from(missed));
                met * 10_000 >= u64::from(share) * (met + missed)
            }
            Measure::MissesAtMost(most) => missed <= most,
        };
        let worst = keeps(self.met, self.missed.saturating_add(self.open));
        let best = keeps(self.met.saturating_add(self.open), self.missed);
        match (worst, best) {
            (true, _) => Standing::Kept,
            (false, true) => Standing::Open,
            (false, false) => Standing::Broken,
        }
    }
}

impl Per {
    /// The first date of the period that a date lies in, and the first date after it. `contract` is the contract's first
    /// date, from which contract years are counted; without it they are calendar years. `None` outside what chrono holds.
    pub fn around(self, date: NaiveDate, contract: Option<NaiveDate>) -> Option<(NaiveDate, NaiveDate)> {
        let period = match self {
            Per::Week => {
                let first = date.checked_sub_days(Days::new(date.weekday().num_days_from_monday().into()))?;
                return Some((first, first.checked_add_days(Days::new(7))?));
            }
            Per::Each(Period::ContractYear) if contract.is_none() => Period::CALENDAR_YEAR,
            Per::Each(period) => period,
        };
        let since = contract.unwrap_or_default();
        let start = period.start(date, since);
        Some((start, period.next(start, since)))
    }

    /// As packs write it: `month`, `fiscal quarter from february`.
    pub fn words(self) -> String {
        match self {
            Per::Week => "week".into(),
            Per::Each(period) => period.words(),
        }
    }

    /// From the words that packs write.
    pub fn from_words(words: &str) -> Option<Per> {
        if words == "week" {
            return Some(Per::Week);
        }
        let period = Period::from_words(words)?;
        // A promise is made again and again, and no policy counts one from a date of its own.
        let counted =
            !matches!(period, Period::Once | Period::Year { .. }) || period == Period::CALENDAR_YEAR;
        counted.then_some(Per::Each(period))
    }
}

/// How every period stands that has tickets, in order: `outcomes` are the tickets that count for the commitment
/// ([`super::Terms::commitments`]), in any order; `zone` is the policy's, `contract` the contract's first date.
pub fn attainment(
    per: Per,
    outcomes: impl IntoIterator<Item = Outcome>,
    zone: &Zone,
    contract: Option<NaiveDate>,
) -> Vec<Attainment> {
    let mut periods: BTreeMap<NaiveDate, Attainment> = BTreeMap::new();
    for outcome in outcomes {
        let Some((from, to)) = per.around(zone.date(outcome.received), contract) else { continue };
        let empty = Attainment { from, to, met: 0, missed: 0, open: 0 };
        let period = periods.entry(from).or_insert(empty);
        let count = match outcome.met {
            Some(true) => &mut period.met,
            Some(false) => &mut period.missed,
            None => &mut period.open,
        };
        *count = count.saturating_add(1);
    }
    periods.into_values().collect()
}

/// `80 %`, `99.5 %`.
pub fn percent(hundredths: u32) -> String {
    let (whole, rest) = (hundredths / 100, hundredths % 100);
    match rest {
        0 => format!("{whole} %"),
        rest if rest % 10 == 0 => format!("{whole}.{} %", rest / 10),
        rest => format!("{whole}.{rest:02} %"),
    }
}

/// `at least 80 % a month`, `at most 4 misses a quarter`.
impl fmt::Display for Commitment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.measure {
            Measure::Share(share) => write!(f, "at least {}", percent(share))?,
            Measure::MissesAtMost(1) => f.write_str("at most 1 miss")?,
            Measure::MissesAtMost(most) => write!(f, "at most {most} misses")?,
        }
        if let Some(within) = &self.within {
            write!(f, " within {within}")?;
        }
        write!(f, " a {}", self.per.words())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::calendar::Zones;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn periods_begin_and_end_where_people_say() {
        let table = [
            (Per::Week, "2026-11-22", "2026-11-16", "2026-11-23"),
            (Per::Each(Period::Month), "2026-02-28", "2026-02-01", "2026-03-01"),
            (Per::Each(Period::Quarter), "2026-11-22", "2026-10-01", "2027-01-01"),
            (Per::Each(Period::FiscalQuarter(2)), "2026-01-31", "2025-11-01", "2026-02-01"),
            (Per::Each(Period::FiscalQuarter(2)), "2026-02-01", "2026-02-01", "2026-05-01"),
            (Per::Each(Period::FiscalQuarter(12)), "2026-11-30", "2026-09-01", "2026-12-01"),
            (Per::Each(Period::FiscalQuarter(1)), "2026-11-30", "2026-10-01", "2027-01-01"),
            (Per::Each(Period::CALENDAR_YEAR), "2026-11-22", "2026-01-01", "2027-01-01"),
            (Per::Each(Period::ContractYear), "2026-02-27", "2025-02-28", "2026-02-28"),
            (Per::Each(Period::ContractYear), "2028-02-28", "2027-02-28", "2028-02-29"),
            (Per::Each(Period::ContractYear), "2023-12-31", "2023-02-28", "2024-02-29"),
        ];
        for (per, day, from, to) in table {
            let around = per.around(date(day), Some(date("2024-02-29")));
            assert_eq!(around, Some((date(from), date(to))), "{per:?} around {day}");
        }
    }

    #[test]
    fn periods_read_back() {
        let all = [
            Per::Week,
            Per::Each(Period::Month),
            Per::Each(Period::Quarter),
            Per::Each(Period::CALENDAR_YEAR),
            Per::Each(Period::ContractYear),
        ];
        for per in all.into_iter().chain((1..=12).map(|month| Per::Each(Period::FiscalQuarter(month)))) {
            assert_eq!(Per::from_words(&per.words()), Some(per));
        }
        assert_eq!(Per::from_words("fortnight"), None);
        assert_eq!(
            (percent(8000), percent(9950), percent(9905)),
            ("80 %".into(), "99.5 %".into(), "99.05 %".into())
        );
    }

    fn per() -> impl Strategy<Value = Per> {
        let plain = [
            Per::Week,
            Per::Each(Period::Month),
            Per::Each(Period::Quarter),
            Per::Each(Period::CALENDAR_YEAR),
            Per::Each(Period::ContractYear),
        ];
        prop_oneof![
            prop::sample::select(plain.to_vec()),
            (1..=12u32).prop_map(|month| Per::Each(Period::FiscalQuarter(month)))
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        /// Periods leave no day out and share none.
        #[test]
        fn periods_follow_each_other(per in per(), day in 0u64..60_000, begin in 0u64..60_000) {
            let (day, begin) = (NaiveDate::default() + Days::new(day), NaiveDate::default() + Days::new(begin));
            let (from, to) = per.around(day, Some(begin)).unwrap();
            prop_assert!(from <= day && day < to);
            prop_assert_eq!(per.around(from, Some(begin)), Some((from, to)));
            prop_assert_eq!(per.around(to - Days::new(1), Some(begin)), Some((from, to)));
            prop_assert_eq!(per.around(to, Some(begin)).unwrap().0, to);
            prop_assert_eq!(per.around(from - Days::new(1), Some(begin)).unwrap().1, from);
        }

        /// Against counting ticket by ticket, and against trying everything that can become of the open ones.
        #[test]
        fn figures_equal_counting(
            per in per(),
            tickets in prop::collection::vec((1_700_000_000i64..1_760_000_000, prop::option::of(any::<bool>())), 0..40),
            share in 1u32..=10_000,
            most in 0u32..6,
        ) {
            let zone = Zones::embedded().get("America/New_York").unwrap();
            let begin = Some(date("2023-05-31"));
            let outcomes: Vec<Outcome> = tickets
                .iter()
                .map(|&(unix, met)| Outcome { received: Instant::from_unix(unix).unwrap(), met })
                .collect();
            let periods = attainment(per, outcomes.iter().copied(), &zone, begin);
            prop_assert!(periods.windows(2).all(|pair| pair[0].to <= pair[1].from));
            let total: u32 = periods.iter().map(|period| period.met + period.missed + period.open).sum();
            prop_assert_eq!(total as usize, outcomes.len());
            for period in periods {
                let inside = |outcome: &&Outcome| (period.from..period.to).contains(&zone.date(outcome.received));
                let count = |met| outcomes.iter().filter(inside).filter(|outcome| outcome.met == met).count();
                let counted = (count(Some(true)), count(Some(false)), count(None));
                prop_assert_eq!(counted, (period.met as usize, period.missed as usize, period.open as usize));
                for measure in [Measure::Share(share), Measure::MissesAtMost(most)] {
                    let keeps = |late: u32| {
                        let (met, missed) = (period.met + period.open - late, period.missed + late);
                        match measure {
                            Measure::Share(share) => {
                                met + missed == 0 || f64::from(met) / f64::from(met + missed) * 10_000.0 >= f64::from(share) - 1e-6
                            }
                            Measure::MissesAtMost(most) => missed <= most,
                        }
                    };
                    let ways: Vec<bool> = (0..=period.open).map(keeps).collect();
                    let expected = match (ways.iter().all(|kept| *kept), ways.iter().any(|kept| *kept)) {
                        (true, _) => Standing::Kept,
                        (false, true) => Standing::Open,
                        (false, false) => Standing::Broken,
                    };
                    prop_assert_eq!(period.standing(measure), expected);
                }
            }
        }
    }
}
