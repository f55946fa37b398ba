//! Hours on dates of their own: half a day on 24 December, a Saturday that is worked, an afternoon off.
//!
//! They stand above the holidays and the weekly hours of their schedule. A date that comes with its year (`2026-12-31`)
//! holds whatever weekday it is. One that comes every year (`24 Dec`) changes the hours of weekdays that have any: an
//! office that closes at noon on 24 December does not open on a Sunday for it, unless that is asked for.

use std::sync::Arc;

use chrono::{Datelike, NaiveDate};

use super::holiday::{HolidayError, HolidaySet, Rule};
use super::weekly::{Interval, Weekly};

/// The hours of some dates.
#[derive(Debug, Clone, PartialEq)]
pub struct DatedHours {
    name: String,
    days: Arc<HolidaySet>,
    hours: Vec<Interval>,
    on_days_off: bool,
}

impl DatedHours {
    /// The hours of the dates that a rule gives; none close them. `on_days_off`: also where the weekday has no hours,
    /// as every date does that the rule writes out with its year.
    ///
    /// # Errors
    /// Where the rule names regions, which only a country's own file has.
    pub fn new(rule: Rule, mut hours: Vec<Interval>, on_days_off: bool) -> Result<DatedHours, HolidayError> {
        hours.sort_unstable();
        let (name, on_days_off) = (rule.name.clone(), on_days_off || rule.has_its_years());
        let days = Arc::new(HolidaySet::from_rules(name.as_str(), &[rule])?);
        Ok(DatedHours { name, days, hours, on_days_off })
    }

    /// What the dates are called.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The open intervals of each of them, sorted; empty where they are closed.
    pub fn hours(&self) -> &[Interval] {
        &self.hours
    }

    /// The dates of a year that it changes, sorted: those whose weekday has hours, or all.
    pub fn dates(&self, year: i32, weekly: &Weekly) -> Vec<NaiveDate> {
        let days = self.days.year(year).into_iter().map(|day| day.date);
        days.filter(|date| self.on_days_off || !weekly.on(date.weekday()).is_empty()).collect()
    }

    /// Whether it changes this date.
    pub(super) fn changes(&self, date: NaiveDate, weekly: &Weekly) -> bool {
        self.dates(date.year(), weekly).binary_search(&date).is_ok()
    }
}
