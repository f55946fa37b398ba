//! One rule for one holiday, as data files and policy packs write it.
//!
//! ```toml
//! [[day]]
//! name = "Spring Bank Holiday"
//! on = "last Monday of May"            # or "12-25", "25 Dec", "Monday on or before 05-24", "28 Dec to 3 Jan"
//! from = 1971                          # first and last year, both optional
//! ```
//!
//! `every = 5` keeps each fifth year from `from` on; `if`/`unless = ["01-06 is Sunday"]` look at another day of the same year,
//! `if_easter`/`unless_easter = -3` at whether the holiday falls that many days from Western Easter.
//!
//! `easter = -2` and `orthodox = 1` count days from the two Easters, `date`/`dates` name one-off days, `table` lists
//! the dates of a feast that has no rule here (the set is covered only as far as its tables reach). `observed`
//! gives a further day off where the holiday falls badly (`observed_from`: since that year), `moved` shifts the holiday itself.

use super::text::{self, Condition, Pattern, Shift};
use chrono::{Datelike, NaiveDate, Weekday};
use serde::Deserialize;
use serde::de::{Deserializer, Error as _, MapAccess, Visitor};
use std::fmt;

/// One holiday: its name, when it is, in which years and regions, and what happens when it falls on a bad day.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Written")]
pub struct Rule {
    /// The name for people, in English.
    pub name: String,
    pub(super) when: When,
    pub(super) from: Option<i32>,
    pub(super) until: Option<i32>,
    pub(super) except: Vec<i32>,
    pub(super) regions: Vec<String>,
    pub(super) except_regions: Vec<String>,
    pub(super) every: Option<i32>,
    pub(super) only_if: Vec<Condition>,
    pub(super) unless: Vec<Condition>,
    pub(super) if_easter: Option<i32>,
    pub(super) unless_easter: Option<i32>,
    pub(super) observed: Shifts,
    pub(super) observed_from: Option<i32>,
    pub(super) moved: Shifts,
}

/// When a holiday is, before any shift.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum When {
    /// By the words of `on`, moved on by `plus` days.
    Pattern { pattern: Pattern, plus: i32 },
    /// Days from Western Easter Sunday.
    Easter(i32),
    /// Days from Orthodox Easter Sunday.
    Orthodox(i32),
    /// One-off days.
    Dates(Vec<NaiveDate>),
    /// The listed days of a feast that goes on after the list ends.
    Table(Vec<NaiveDate>),
}

/// What happens when a holiday falls on a weekday: one slot for each, Monday first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(from = "WrittenShifts")]
pub(super) struct Shifts([Option<Shift>; 7]);

impl Shifts {
    /// The shift for a holiday that falls on `weekday`.
    pub(super) fn on(&self, weekday: Weekday) -> Option<Shift> {
        self.0
            .iter()
            .zip(0..)
            .find(|(_, at)| *at == weekday.num_days_from_monday())
            .and_then(|(shift, _)| *shift)
    }
}

impl Rule {
    /// Whether the rule holds for a date that its `when` gave.
    pub(super) fn holds_on(&self, date: NaiveDate) -> bool {
        let year = date.year();
        let counted = |every| self.from.is_some_and(|from| (year - from) % every == 0);
        let after_easter = |days: i32| {
            super::western_easter(year).is_some_and(|easter| (date - easter).num_days() == i64::from(days))
        };
        self.from.is_none_or(|from| year >= from)
            && self.until.is_none_or(|until| year <= until)
            && !self.except.contains(&year)
            && self.every.is_none_or(counted)
            && (self.only_if.is_empty() || self.only_if.iter().any(|condition| condition.is_met(year)))
            && !self.unless.iter().any(|condition| condition.is_met(year))
            && self.if_easter.is_none_or(after_easter)
            && !self.unless_easter.is_some_and(after_easter)
    }

    /// What further day off there is for a holiday on this date.
    pub(super) fn observed_for(&self, date: NaiveDate) -> Option<Shift> {
        let holds = self.observed_from.is_none_or(|from| date.year() >= from);
        self.observed.on(date.weekday()).filter(|_| holds)
    }

    /// Whether the rule holds for a region; `None` asks for the nation as a whole.
    pub(super) fn holds_for(&self, region: Option<&str>) -> bool {
        match region {
            None => self.regions.is_empty() || self.regions.iter().any(|name| name == super::NATION),
            Some(region) => {
                (self.regions.is_empty() || self.regions.iter().any(|name| name == region))
                    && !self.except_regions.iter().any(|name| name == region)
            }
        }
    }

    /// Whether the rule lists the dates of a feast that goes on after the list ends.
    pub(super) fn is_table(&self) -> bool {
        matches!(self.when, When::Table(_))
    }

    /// Whether every date of the rule is written out with its year, rather than coming again each year.
    pub(in crate::calendar) fn has_its_years(&self) -> bool {
        match &self.when {
            When::Dates(_) | When::Table(_) => true,
            When::Pattern { pattern, .. } => matches!(pattern, Pattern::Span(..)),
            When::Easter(_) | When::Orthodox(_) => false,
        }
    }

    /// The last year that the rule speaks of: its `until`, or the year of its last date.
    pub(super) fn last_year(&self) -> Option<i32> {
        let listed = match &self.when {
            When::Dates(dates) | When::Table(dates) => dates.iter().map(Datelike::year).max(),
            When::Pattern { pattern: Pattern::Span(_, to), .. } => Some(to.year()),
            _ => None,
        };
        match (listed, self.until) {
            (Some(listed), Some(until)) => Some(listed.min(until)),
            (one, other) => one.or(other),
        }
    }
}

/// The keys of a rule as they stand in the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    name: String,
    #[serde(alias = "nth")]
    on: Option<Pattern>,
    plus: Option<i32>,
    easter: Option<i32>,
    orthodox: Option<i32>,
    date: Option<Day>,
    dates: Option<Vec<Day>>,
    table: Option<Vec<Day>>,
    from: Option<i32>,
    until: Option<i32>,
    #[serde(default)]
    except: Vec<i32>,
    #[serde(default)]
    regions: Vec<String>,
    #[serde(default)]
    except_regions: Vec<String>,
    #[serde(default)]
    observed: Shifts,
    observed_from: Option<i32>,
    #[serde(default)]
    moved: Shifts,
    every: Option<i32>,
    #[serde(default, rename = "if")]
    only_if: Vec<Condition>,
    #[serde(default)]
    unless: Vec<Condition>,
    if_easter: Option<i32>,
    unless_easter: Option<i32>,
}

/// No feast is further than this from its Easter or its weekday; keeps a year's reckoning local.
const FARTHEST: i32 = 120;

impl TryFrom<Written> for Rule {
    type Error = String;

    fn try_from(written: Written) -> Result<Self, String> {
        let Written { name, on, plus, easter, orthodox, date, dates, table, from, until, .. } = written;
        if name.trim().is_empty() {
            return Err("a holiday needs a name".into());
        }
        if plus.is_some() && on.is_none() {
            return Err("`plus` counts days from `on`, which is missing here".into());
        }
        for days in [plus, easter, orthodox].into_iter().flatten() {
            if days.abs() > FARTHEST {
                return Err(format!("{days} days is too far: at most {FARTHEST} either way"));
            }
        }
        if let (Some(from), Some(until)) = (from, until)
            && from > until
        {
            return Err(format!("`from = {from}` is after `until = {until}`"));
        }
        let listed = |days: Vec<Day>| days.into_iter().map(|day| day.0).collect::<Vec<_>>();
        let mut found: Vec<When> = Vec::new();
        found.extend(on.map(|pattern| When::Pattern { pattern, plus: plus.unwrap_or(0) }));
        found.extend(easter.map(When::Easter));
        found.extend(orthodox.map(When::Orthodox));
        found.extend(date.map(|day| When::Dates(vec![day.0])));
        found.extend(dates.map(|days| When::Dates(listed(days))));
        found.extend(table.map(|days| When::Table(listed(days))));
        let mut found = found.into_iter();
        let (Some(when), None) = (found.next(), found.next()) else {
            return Err(format!(
                "\"{name}\" needs exactly one of `on`, `easter`, `orthodox`, `date`, `dates` and `table`"
            ));
        };
        if let When::Dates(days) | When::Table(days) = &when
            && days.is_empty()
        {
            return Err(format!("\"{name}\" lists no dates"));
        }
        if let Some(every) = written.every
            && (every < 2 || from.is_none())
        {
            return Err("`every` counts years from `from`, and is 2 or more".into());
        }
        let Written {
            except, regions, except_regions, every, only_if, unless, if_easter, unless_easter, ..
        } = written;
        let Written { observed, observed_from, moved, .. } = written;
        Ok(Self {
            name,
            when,
            from,
            until,
            except,
            regions,
            except_regions,
            every,
            only_if,
            unless,
            if_easter,
            unless_easter,
            observed,
            observed_from,
            moved,
        })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenShifts {
    monday: Option<Shift>,
    tuesday: Option<Shift>,
    wednesday: Option<Shift>,
    thursday: Option<Shift>,
    friday: Option<Shift>,
    saturday: Option<Shift>,
    sunday: Option<Shift>,
}

impl From<WrittenShifts> for Shifts {
    fn from(written: WrittenShifts) -> Self {
        let WrittenShifts { monday, tuesday, wednesday, thursday, friday, saturday, sunday } = written;
        Self([monday, tuesday, wednesday, thursday, friday, saturday, sunday])
    }
}

/// A date as `"2026-05-01"` or as TOML's own `2026-05-01`.
struct Day(NaiveDate);

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct DayVisitor;
        impl<'de> Visitor<'de> for DayVisitor {
            type Value = Day;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a date such as \"2026-05-01\"")
            }

            fn visit_str<E: serde::de::Error>(self, written: &str) -> Result<Day, E> {
                text::date(written).map(Day).map_err(E::custom)
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Day, A::Error> {
                let date =
                    toml::value::Datetime::deserialize(serde::de::value::MapAccessDeserializer::new(map))?;
                text::date(&date.to_string()).map(Day).map_err(A::Error::custom)
            }
        }
        deserializer.deserialize_any(DayVisitor)
    }
}

/// `Deserialize` from a string by one of [`text`]'s readers, so that an error points at the value itself.
macro_rules! from_text {
    ($($kind:ty => $read:path),*) => {$(
        impl<'de> Deserialize<'de> for $kind {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $read(&String::deserialize(deserializer)?).map_err(D::Error::custom)
            }
        }
    )*};
}
from_text!(Pattern => text::pattern, Shift => text::shift, Condition => text::condition);
