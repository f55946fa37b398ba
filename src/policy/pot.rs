//! Allowances: how much of what a plan holds, for how long, what it pays for and what happens when it is empty
//! (sla.md parts 2 and 4).

use std::fmt;
use std::str::FromStr;

use chrono::{Days, Months, NaiveDate};

use super::model::{Conditions, Facts, Pack, SeverityKey, TierKey};
use crate::calendar::Instant;

/// An allowance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pot {
    /// Its key.
    pub key: String,
    /// Whose it is, and which tickets may draw on it.
    pub when: Conditions,
    /// What a unit is.
    pub unit: PotUnit,
    /// What people call one unit and several: `incident`, `incidents`.
    pub noun: (String, String),
    /// How much there is in a period.
    pub size: PotSize,
    /// How long it holds.
    pub period: Period,
    /// What becomes of units that are left at the end of a period.
    pub rolls_over: RollOver,
    /// How long a unit can be used, from the first date of the period that gave it or the date on which it was bought.
    pub expires: Option<Lasting>,
    /// At most so many units (tickets, or minutes) a local day.
    pub daily_cap: Option<u32>,
    /// Booking step in minutes, for pots of time.
    pub step_minutes: Option<u32>,
    /// Least that is booked, in minutes.
    pub minimum_minutes: Option<u32>,
    /// What a minute of work costs at some times; the first row that fits an instant answers, and 1 elsewhere.
    pub factors: Vec<Factor>,
    /// Bought on top of the plan: it pays only for what it names, never for the plan's own tickets.
    pub add_on: bool,
    /// What it pays for, in our words.
    pub pays_for: Vec<String>,
    /// What is free and uses nothing of it.
    pub free: Vec<Free>,
    /// What the policy proposes for what comes when nothing is left. The agent decides (sla.md part 2).
    pub when_empty: WhenEmpty,
    /// What a paid request costs then, as published.
    pub price: Option<String>,
    /// What else the agent should know.
    pub notes: Vec<String>,
}

/// What a pot is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PotUnit {
    /// One a ticket.
    Tickets,
    /// Minutes of work.
    Minutes,
}

/// How much a pot holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PotSize {
    /// No limit.
    Unlimited,
    /// So many units (tickets, or minutes) a period.
    Units(u32),
    /// Left to the contract: what was bought for it.
    ByContract,
}

/// How long a pot's size holds; nothing carries over unless a pack says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// A calendar month in the policy's zone.
    Month,
    /// A calendar quarter.
    Quarter,
    /// A quarter of a year that begins with this month (1-12).
    FiscalQuarter(u32),
    /// A year from the contract's first date.
    ContractYear,
    /// A year from a fixed date.
    Year {
        /// The month (1-12) of its first date.
        month: u32,
        /// The day of that month; one that the month has in every year.
        day: u32,
    },
    /// Used once.
    Once,
}

impl Period {
    /// At most so many days.
    fn most_days(self) -> u32 {
        match self {
            Period::Month => 31,
            Period::Quarter | Period::FiscalQuarter(_) => 92,
            Period::ContractYear | Period::Year { .. } => 366,
            Period::Once => u32::MAX,
        }
    }
}

/// What becomes of units that are left when a period ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RollOver {
    /// They are gone (sla.md part 2).
    #[default]
    None,
    /// They go on until they expire.
    All,
    /// No more than so many units go on, those carried before included; the first to expire are lost.
    Most(u32),
}

/// A length in dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lasting {
    /// How many.
    pub amount: u32,
    /// Of what.
    pub unit: Stretch,
}

/// What a length in dates counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stretch {
    /// Dates.
    Days,
    /// Seven dates each.
    Weeks,
    /// To the same day of a later month, or that month's last.
    Months,
    /// Twelve months each.
    Years,
}

impl Stretch {
    const WORDS: [(&'static str, &'static str, Stretch); 4] = [
        ("day", "days", Stretch::Days),
        ("week", "weeks", Stretch::Weeks),
        ("month", "months", Stretch::Months),
        ("year", "years", Stretch::Years),
    ];
}

impl Lasting {
    /// The first date after the stretch that begins on `date`: the first on which something is gone.
    pub fn after(self, date: NaiveDate) -> NaiveDate {
        let amount = self.amount;
        let moved = match self.unit {
            Stretch::Days => date.checked_add_days(Days::new(u64::from(amount))),
            Stretch::Weeks => date.checked_add_days(Days::new(u64::from(amount).saturating_mul(7))),
            Stretch::Months => date.checked_add_months(Months::new(amount)),
            Stretch::Years => date.checked_add_months(Months::new(amount.saturating_mul(12))),
        };
        moved.unwrap_or(NaiveDate::MAX)
    }

    /// At least so many days, whatever the months in it.
    pub fn least_days(self) -> u32 {
        let days = match self.unit {
            Stretch::Days => 1,
            Stretch::Weeks => 7,
            Stretch::Months => 28,
            Stretch::Years => 365,
        };
        self.amount.saturating_mul(days)
    }
}

impl FromStr for Lasting {
    type Err = ();

    /// Reads `90 days`, `3 months`, `1 year`.
    fn from_str(text: &str) -> Result<Lasting, ()> {
        let (amount, word) = text.trim().split_once(' ').ok_or(())?;
        let amount: u32 = amount.parse().map_err(|_| ())?;
        let known = Stretch::WORDS.iter().find(|(one, many, _)| *one == word.trim() || *many == word.trim());
        let unit = known.ok_or(())?.2;
        let lasting = Lasting { amount, unit };
        // Ten years at the most: what lasts longer does not expire.
        let believed = (1..=3_653).contains(&amount) && lasting.least_days() <= 3_653;
        believed.then_some(lasting).ok_or(())
    }
}

impl fmt::Display for Lasting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = Stretch::WORDS.iter().find(|(.., unit)| *unit == self.unit);
        let word = words.map_or("", |(one, many, _)| if self.amount == 1 { one } else { many });
        write!(f, "{} {word}", self.amount)
    }
}

/// What a minute costs in a part of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Factor {
    /// The key of the calendar.
    pub calendar: String,
    /// While that calendar is open, or while it is closed.
    pub inside: bool,
    /// So many times.
    pub times: Times,
}

/// A factor in hundredths: money is not counted in fractions that no machine can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Times(u32);

impl Times {
    /// What counts once.
    pub const ONCE: Times = Times(100);

    /// So many hundredths.
    pub fn hundredths(self) -> u32 {
        self.0
    }
}

impl FromStr for Times {
    type Err = ();

    /// Reads `2`, `1.5`, `0.75`: from a hundredth to a hundred.
    fn from_str(text: &str) -> Result<Times, ()> {
        let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(whole) || !digits(part) || part.len() > 2 || whole.len() > 3 {
            return Err(());
        }
        let part: u32 = format!("{part:0<2}").parse().map_err(|_| ())?;
        let whole: u32 = whole.parse().map_err(|_| ())?;
        let times = Times(whole * 100 + part);
        (1..=10_000).contains(&times.0).then_some(times).ok_or(())
    }
}

impl fmt::Display for Times {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, part) = (self.0 / 100, self.0 % 100);
        match part {
            0 => write!(f, "{whole}"),
            tenths if tenths % 10 == 0 => write!(f, "{whole}.{}", tenths / 10),
            part => write!(f, "{whole}.{part:02}"),
        }
    }
}

/// What uses nothing of a pot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Free {
    /// In our words, for the agent: no engine can tell.
    Words(String),
    /// What meets these conditions.
    Row {
        /// What a ticket must meet.
        when: Conditions,
        /// Only what the provider opened itself (that never uses a unit, sla.md part 2).
        by_provider: bool,
        /// Why, in our words.
        note: Option<String>,
    },
}

/// What the policy proposes when nothing is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum WhenEmpty {
    /// It does not say: the agent decides.
    #[default]
    Ask,
    /// To accept it as a paid request.
    Paid,
    /// To hold it until the next period.
    NextPeriod,
    /// To work on it without a promise.
    BestEffort,
}

impl WhenEmpty {
    /// All, with the words that packs write.
    pub const ALL: [(&'static str, WhenEmpty); 4] = [
        ("ask", WhenEmpty::Ask),
        ("paid", WhenEmpty::Paid),
        ("next_period", WhenEmpty::NextPeriod),
        ("best_effort", WhenEmpty::BestEffort),
    ];

    /// As packs write it.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(_, one)| *one == self).map_or("ask", |(word, _)| word)
    }
}

/// What is known of a ticket, ready to be asked which pots it may draw on.
#[derive(Debug, Clone, Copy)]
pub struct Asking<'a> {
    /// The facts.
    pub facts: &'a Facts,
    /// The severity that it counts as.
    pub severity: Option<&'a SeverityKey>,
    /// When it was received.
    pub received: Instant,
}

impl Pot {
    /// A pot without anything that is not named here.
    pub fn new(key: &str, unit: PotUnit, noun: (&str, &str), size: PotSize, period: Period) -> Pot {
        Pot {
            key: key.to_owned(),
            when: Conditions::default(),
            unit,
            noun: (noun.0.to_owned(), noun.1.to_owned()),
            size,
            period,
            rolls_over: RollOver::None,
            expires: None,
            daily_cap: None,
            step_minutes: None,
            minimum_minutes: None,
            factors: Vec::new(),
            add_on: false,
            pays_for: Vec::new(),
            free: Vec::new(),
            when_empty: WhenEmpty::Ask,
            price: None,
            notes: Vec::new(),
        }
    }

    /// Whether a tier has it.
    pub fn is_of(&self, tier: &TierKey) -> bool {
        self.when.tiers.is_empty() || self.when.tiers.contains(tier)
    }

    /// Whether it asks for more of a ticket than the tier.
    pub fn is_choosy(&self) -> bool {
        let Conditions {
            tiers: _,
            severities,
            environments,
            regions,
            languages,
            channels,
            kinds,
            levels,
            arrival,
            workaround,
            signed,
        } = &self.when;
        let lists = [
            severities.is_empty(),
            environments.is_empty(),
            regions.is_empty(),
            languages.is_empty(),
            channels.is_empty(),
            kinds.is_empty(),
            levels.is_empty(),
        ];
        lists.contains(&false) || arrival.is_some() || workaround.is_some() || signed.is_some()
    }

    /// Whether something of what is free is said as data that asks for more than who opened the ticket.
    pub fn has_free_rows(&self) -> bool {
        self.free.iter().any(|free| matches!(free, Free::Row { by_provider: false, .. }))
    }

    /// Whether how it stands follows from the tickets of its period alone: nothing is carried over, bought or expires
    /// within a period, and every ticket of the tier uses it alike.
    pub fn is_plain(&self) -> bool {
        self.rolls_over == RollOver::None
            && self.expires.is_none_or(|lasts| lasts.least_days() >= self.period.most_days())
            && self.size != PotSize::ByContract
            && !self.is_choosy()
            && !self.has_free_rows()
    }
}

impl Pack {
    /// The plan's first allowance for a tier (add-ons such as prepaid hours are not it).
    pub fn allowance(&self, tier: &TierKey) -> Option<&Pot> {
        self.ticket_pots(tier).next()
    }

    /// The pots of tickets that a tier's tickets draw on, in the order of use. An add-on pays only for what it names: one
    /// that names nothing but the tier is never drawn on.
    pub fn ticket_pots(&self, tier: &TierKey) -> impl Iterator<Item = &Pot> {
        self.pots_of(tier, PotUnit::Tickets).filter(|pot| !pot.add_on || pot.is_choosy())
    }

    /// The pots of time that a tier may draw on, add-ons included, in the order of use.
    pub fn time_pots(&self, tier: &TierKey) -> impl Iterator<Item = &Pot> {
        self.pots_of(tier, PotUnit::Minutes)
    }

    fn pots_of(&self, tier: &TierKey, unit: PotUnit) -> impl Iterator<Item = &Pot> {
        self.pots.iter().filter(move |pot| pot.unit == unit).filter(move |pot| pot.is_of(tier))
    }

    /// Whether a ticket may draw on a pot.
    pub fn pays_for(&self, pot: &Pot, asking: Asking<'_>) -> bool {
        pot.when.match_facts(asking.facts, asking.severity, &|key| self.open_at(key, asking.received))
    }

    /// What makes a ticket free in a pot, where something does.
    pub fn free_in<'p>(&self, pot: &'p Pot, asking: Asking<'_>) -> Option<&'p Free> {
        pot.free.iter().find(|free| match free {
            Free::Row { when, by_provider: false, .. } => {
                when.match_facts(asking.facts, asking.severity, &|key| self.open_at(key, asking.received))
            }
            // What the provider opened counts as free already (sla.md part 2).
            Free::Row { .. } | Free::Words(_) => false,
        })
    }

    fn open_at(&self, calendar: &str, at: Instant) -> Option<bool> {
        Some(self.calendar(calendar)?.calendar.is_open(at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn factors_are_read_without_fractions() {
        for (text, hundredths) in [("2", 200), ("1.5", 150), ("0.75", 75), ("1.25", 125), ("100", 10_000)] {
            let times: Times = text.parse().unwrap();
            assert_eq!((times.hundredths(), times.to_string()), (hundredths, text.to_owned()));
        }
        for wrong in ["", "0", "0.00", "-1", "1.", ".5", "1.555", "101", "two", "1e2", "٢", "9999999999"] {
            assert!(wrong.parse::<Times>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn lengths_in_dates_are_read_and_end_where_a_calendar_says() {
        let date = |text: &str| text.parse::<NaiveDate>().unwrap();
        for (text, from, after) in [
            ("90 days", "2026-01-01", "2026-04-01"),
            ("2 weeks", "2026-02-20", "2026-03-06"),
            ("1 month", "2026-01-31", "2026-02-28"),
            ("3 months", "2025-11-30", "2026-02-28"),
            ("1 year", "2024-02-29", "2025-02-28"),
        ] {
            let lasting: Lasting = text.parse().unwrap();
            assert_eq!(lasting.to_string(), text);
            assert_eq!(lasting.after(date(from)), date(after), "{text} from {from}");
        }
        for wrong in ["", "3", "months", "0 days", "-1 month", "11 years", "1 decade", "1.5 years"] {
            assert!(wrong.parse::<Lasting>().is_err(), "{wrong}");
        }
    }
}
