//! Public holidays: rules as data, turned into dates year by year.
//!
//! A [`HolidaySet`] comes from the shipped countries ([`HolidaySet::builtin`]), from a policy pack's own rules
//! ([`HolidaySet::from_rules`]), from plain dates ([`HolidaySet::from_days`]), from a calendar file
//! ([`HolidaySet::from_ics`]), or joins several of these ([`HolidaySet::union`]).

mod builtin;
mod easter;
mod ics;
mod reckon;
mod rule;
#[cfg(test)]
mod tests;
mod text;

pub use builtin::{HolidayLists, Known};
pub use easter::{orthodox as orthodox_easter, western as western_easter};
pub use rule::Rule;

use chrono::{Datelike, NaiveDate};
use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::Arc;

/// The years for which dates are given (sla.md: instants from 1970 to 2200).
pub const YEARS: RangeInclusive<i32> = 1970..=2200;

/// In a rule's `regions`: the nation as a whole, asked for without a region.
const NATION: &str = "nation";

/// One closed date and what it is called, in English.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holiday {
    /// The local date that is closed.
    pub date: NaiveDate,
    /// The name for people.
    pub name: String,
}

/// Why there is no set of holidays.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HolidayError {
    /// No country or region has this code.
    #[error("no holidays are known for {code:?}{}; `tierdesk holidays` lists the codes", meant(.nearest))]
    UnknownCode {
        /// What was asked for, cut to a readable length.
        code: String,
        /// The code that was probably meant.
        nearest: Option<String>,
    },
    /// A shipped file or a pack's rules cannot be read.
    #[error("the holidays {id:?} cannot be read: {reason}")]
    Data {
        /// Whose rules they are.
        id: String,
        /// What is wrong, and where.
        reason: String,
    },
}

fn meant(nearest: &Option<String>) -> String {
    nearest.as_ref().map(|code| format!(" (did you mean {code}?)")).unwrap_or_default()
}

/// A set of holidays: a country's, a state's, or dates and rules of a pack's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HolidaySet {
    /// What packs call it: `FR`, `DE/BY`, or a name of the pack's own.
    pub id: String,
    /// The name for people: "Germany, Bavaria"; the id where there is no other.
    pub name: String,
    since: Option<i32>,
    rules: Vec<Rule>,
    days: Vec<Holiday>,
    parts: Vec<Arc<HolidaySet>>,
    /// Where some days are listed and others go on for ever: the last year of the list.
    listed_until: Option<i32>,
    notes: Vec<String>,
}

impl HolidaySet {
    /// A set of single dates. Of several names for one date the first is kept.
    pub fn from_days(id: impl Into<String>, mut days: Vec<Holiday>) -> Self {
        days.sort_by_key(|day| day.date);
        days.dedup_by_key(|day| day.date);
        Self { days, ..Self::empty(id.into()) }
    }

    /// A set by rules of a pack's own (sla.md part 4). Such rules know no regions: one that names any is refused.
    pub fn from_rules(id: impl Into<String>, rules: &[Rule]) -> Result<Self, HolidayError> {
        let id = id.into();
        if let Some(rule) =
            rules.iter().find(|rule| !rule.regions.is_empty() || !rule.except_regions.is_empty())
        {
            let reason = format!("{:?} names regions, which only a country's own file has", rule.name);
            return Err(HolidayError::Data { id, reason });
        }
        Ok(Self { rules: rules.to_vec(), ..Self::empty(id) })
    }

    /// The all-day events of a calendar file (`.ics`): each date from DTSTART up to but without DTEND. Repeating events are
    /// expanded until 2200; cancelled ones and those with a time of day are left out (the latter with a note, see
    /// [`HolidaySet::notes`]). Refused: files cut short or over 1 MB, and events that cannot be dated.
    pub fn from_ics(id: impl Into<String>, text: &str) -> Result<Self, HolidayError> {
        ics::read(id.into(), text)
    }

    /// All the dates of several sets: a country's and the office's own, say.
    pub fn union(id: impl Into<String>, parts: Vec<Arc<HolidaySet>>) -> Self {
        Self { parts, ..Self::empty(id.into()) }
    }

    /// The shipped set for a nation (`FR`) or a part of one (`DE/BY`: the nation's days and its own), in either case.
    /// The error for an unknown code says which was probably meant and how to list them.
    pub fn builtin(code: &str) -> Result<Arc<Self>, HolidayError> {
        builtin::set(code)
    }

    /// Every code that [`HolidaySet::builtin`] takes, with its name; nations in order, each before its regions.
    pub fn known() -> Vec<Known> {
        builtin::known()
    }

    /// The closed dates of one calendar year, sorted, one row a date. Empty outside of [`YEARS`] and the year on either
    /// side: the first and last counted instants still have local dates there.
    pub fn year(&self, year: i32) -> Vec<Holiday> {
        if !(YEARS.start() - 1..=YEARS.end() + 1).contains(&year) {
            return Vec::new();
        }
        let mut found = reckon::year(self.rules.iter(), year);
        found.extend(self.days.iter().filter(|day| day.date.year() == year).cloned());
        found.extend(self.parts.iter().flat_map(|part| part.year(year)));
        if self.days.is_empty() && self.parts.is_empty() {
            return found;
        }
        let mut by_date: BTreeMap<NaiveDate, String> = BTreeMap::new();
        for day in found {
            by_date.entry(day.date).or_insert(day.name);
        }
        by_date.into_iter().map(|(date, name)| Holiday { date, name }).collect()
    }

    /// The first year from which the rules are known to hold; `None`: no limit within [`YEARS`].
    pub fn covered_from(&self) -> Option<i32> {
        self.parts.iter().filter_map(|part| part.covered_from()).chain(self.since).max()
    }

    /// The last year for which the set is complete; `None`: it goes on by rule. faults.md H14 wants a warning 60 days
    /// before the year after that begins.
    ///
    /// A `table` (a feast that has no rule) ends the coverage of its set with its last date. One-off dates do not, unless
    /// the set is made of nothing but dates and rules with an `until`.
    pub fn covered_until(&self) -> Option<i32> {
        let part = self.parts.iter().filter_map(|part| part.covered_until()).min();
        let table = self.rules.iter().filter(|rule| rule.is_table()).filter_map(Rule::last_year).min();
        let ends: Option<Vec<i32>> = self.rules.iter().map(Rule::last_year).collect();
        let last_day = self.days.last().map(|day| day.date.year());
        let all_end = ends.and_then(|ends| ends.into_iter().chain(last_day).max());
        let last = [part, table, all_end, self.listed_until].into_iter().flatten().min();
        last.filter(|year| year < YEARS.end())
    }

    /// What whoever loaded the set should be told: parts of a file that were left out.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    fn empty(id: String) -> Self {
        Self {
            name: id.clone(),
            id,
            since: None,
            rules: Vec::new(),
            days: Vec::new(),
            parts: Vec::new(),
            listed_until: None,
            notes: Vec::new(),
        }
    }
}
