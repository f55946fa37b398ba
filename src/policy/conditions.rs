//! What the conditions of a row come to: which aspects of a ticket it asks for, and which of them refuses one.

use std::fmt;

use chrono::NaiveDate;

use super::model::{Conditions, Facts, Pack, SeverityKey};

/// One thing that a row may ask of a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Aspect {
    /// The contract's tier.
    Tier,
    /// The severity, as it counts.
    Severity,
    /// The stage.
    Environment,
    /// The customer's region.
    Region,
    /// The language of the request.
    Language,
    /// The channel it came by.
    Channel,
    /// The kind of request.
    Kind,
    /// The level at which it stands.
    Level,
    /// Whether a workaround stands.
    Workaround,
    /// The date of the contract.
    Signed,
    /// Arrival inside or outside a calendar.
    Arrival,
}

impl Aspect {
    /// Every aspect, in the order in which rows are read.
    pub const ALL: [Aspect; 11] = [
        Aspect::Tier,
        Aspect::Severity,
        Aspect::Environment,
        Aspect::Region,
        Aspect::Language,
        Aspect::Channel,
        Aspect::Kind,
        Aspect::Level,
        Aspect::Workaround,
        Aspect::Signed,
        Aspect::Arrival,
    ];

    /// As packs write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Aspect::Tier => "tier",
            Aspect::Severity => "severity",
            Aspect::Environment => "environment",
            Aspect::Region => "region",
            Aspect::Language => "language",
            Aspect::Channel => "channel",
            Aspect::Kind => "kind",
            Aspect::Level => "level",
            Aspect::Workaround => "workaround",
            Aspect::Signed => "signed",
            Aspect::Arrival => "arrival",
        }
    }
}

/// Contracts by their first date: from one date on, before another, or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Signed {
    /// The first date that is meant; `None` for any before the other.
    pub from: Option<NaiveDate>,
    /// The first date that is meant no more; `None` for any later one.
    pub before: Option<NaiveDate>,
}

impl Signed {
    /// Whether a contract that begins on that date is meant.
    pub fn holds(self, first: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= first) && self.before.is_none_or(|before| first < before)
    }
}

/// As packs write it: `from 2020-01-01 before 2022-02-01`.
impl fmt::Display for Signed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.from, self.before) {
            (Some(from), Some(before)) => write!(f, "from {from} before {before}"),
            (Some(from), None) => write!(f, "from {from}"),
            (None, Some(before)) => write!(f, "before {before}"),
            (None, None) => f.write_str("any day"),
        }
    }
}

impl Conditions {
    /// The first aspect of a ticket that this row does not answer for; `None` where it answers. `arrived_inside` says
    /// whether a ticket arrived while the calendar of that key was open, `None` where the moment is not known.
    pub fn refused_by(
        &self,
        facts: &Facts,
        severity: Option<&SeverityKey>,
        arrived_inside: &dyn Fn(&str) -> Option<bool>,
    ) -> Option<Aspect> {
        fn among<T: PartialEq>(list: &[T], value: Option<&T>) -> bool {
            list.is_empty() || value.is_some_and(|value| list.contains(value))
        }
        Aspect::ALL.into_iter().find(|aspect| {
            let answers = match aspect {
                Aspect::Tier => among(&self.tiers, facts.tier.as_ref()),
                Aspect::Severity => among(&self.severities, severity),
                Aspect::Environment => among(&self.environments, Some(&facts.environment)),
                Aspect::Region => among(&self.regions, facts.region.as_ref()),
                Aspect::Language => among(&self.languages, facts.language.as_ref()),
                Aspect::Channel => among(&self.channels, facts.channel.as_ref()),
                Aspect::Kind => among(&self.kinds, facts.kind.as_ref()),
                Aspect::Level => among(&self.levels, facts.level.as_ref()),
                Aspect::Workaround => self.workaround.is_none_or(|stands| stands == facts.workaround),
                Aspect::Signed => {
                    self.signed.is_none_or(|signed| facts.signed.is_some_and(|first| signed.holds(first)))
                }
                Aspect::Arrival => self
                    .arrival
                    .as_ref()
                    .is_none_or(|(calendar, inside)| arrived_inside(calendar) == Some(*inside)),
            };
            !answers
        })
    }

    /// Whether this row asks for an aspect at all.
    pub fn asks(&self, aspect: Aspect) -> bool {
        match aspect {
            Aspect::Tier => !self.tiers.is_empty(),
            Aspect::Severity => !self.severities.is_empty(),
            Aspect::Environment => !self.environments.is_empty(),
            Aspect::Region => !self.regions.is_empty(),
            Aspect::Language => !self.languages.is_empty(),
            Aspect::Channel => !self.channels.is_empty(),
            Aspect::Kind => !self.kinds.is_empty(),
            Aspect::Level => !self.levels.is_empty(),
            Aspect::Workaround => self.workaround.is_some(),
            Aspect::Signed => self.signed.is_some(),
            Aspect::Arrival => self.arrival.is_some(),
        }
    }
}

impl Pack {
    /// Whether an aspect has a say in a target: a row of the targets asks for it, or one of the desk's hours or of the
    /// severities, on which targets rest.
    pub fn asks(&self, aspect: Aspect) -> bool {
        let cells = self.cells.iter().map(|cell| &cell.when);
        let hours = self.hours.iter().map(|row| &row.when);
        let counts_as = self.counts_as.iter().map(|rule| &rule.when);
        let choices = self.choices.iter().flat_map(|choice| &choice.rows).map(|(when, _)| when);
        cells.chain(hours).chain(counts_as).chain(choices).any(|when| when.asks(aspect))
    }
}
