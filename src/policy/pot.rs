//! Allowances: how much of what a plan holds, for how long, what it pays for and what happens when it is empty
//! (sla.md parts 2 and 4).

use super::conditions::Aspect;
use super::model::{Conditions, Facts, Pack, SeverityKey, TierKey};
use super::period::Period;
use super::pot_units::{Lasting, Times};
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

/// What uses nothing of a pot.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::large_enum_variant, reason = "a pack has a handful of them")]
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
        Aspect::ALL.into_iter().any(|aspect| aspect != Aspect::Tier && self.when.asks(aspect))
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

    /// A ticket with these facts, received then, ready to be asked which pots it may draw on.
    pub fn asking<'a>(&'a self, facts: &'a Facts, received: Instant) -> Asking<'a> {
        Asking { facts, severity: self.counted(facts), received }
    }

    /// Whether a ticket may draw on a pot.
    pub fn pays_for(&self, pot: &Pot, asking: Asking<'_>) -> bool {
        pot.when.match_facts(asking.facts, asking.severity, &|key| self.open_at(key, asking))
    }

    /// What makes a ticket free in a pot, where something does.
    pub fn free_in<'p>(&self, pot: &'p Pot, asking: Asking<'_>) -> Option<&'p Free> {
        pot.free.iter().find(|free| match free {
            Free::Row { when, by_provider: false, .. } => {
                when.match_facts(asking.facts, asking.severity, &|key| self.open_at(key, asking))
            }
            // What the provider opened counts as free already (sla.md part 2).
            Free::Row { .. } | Free::Words(_) => false,
        })
    }

    fn open_at(&self, calendar: &str, asking: Asking<'_>) -> Option<bool> {
        Some(self.calendar_for(calendar, asking.facts)?.calendar.is_open(asking.received))
    }
}
