//! The terms of one contract: a pack's tables with the contract's own targets, hours, zone and place laid over them.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use super::commitments::Commitment;
use super::conditions::Aspect;
use super::left_out::{self, Version};
use super::model::{Cell, ClockKey, Desk, Facts, NamedCalendar, Pack};
use super::own_calendars::{OwnCalendars, OwnPlace};
use super::resolved::{CutOff, Resolved};
use super::target::{Length, Promise, TargetError, Unit};
use super::zone_name::ZoneNameError;
use crate::calendar::holiday::HolidayError;
use crate::calendar::{Calendar, HoursError, Instant, Interval, NeverOpen, WEEK, Weekly, Zones, stretch};

/// What a contract sets for itself, as it is written and stored. Empty for a contract that takes the pack as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct OwnTerms {
    /// Targets that replace the pack's; the first that fits a ticket answers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub targets: Vec<OwnTarget>,
    /// Hours that replace every business calendar of the pack.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours: Option<OwnHours>,
    /// The zone on whose wall clock the pack's hours (or the contract's own) are read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    /// Where the customer is, for hours that the pack reads there. Left out: not known yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<OwnPlace>,
    /// Versions of the product with the last date of their support, before those of the pack.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub versions: Vec<OwnVersion>,
}

/// A version and its end as a contract states it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnVersion {
    /// Its name, such as `4.2`.
    pub name: String,
    /// The last local date on which it is supported.
    #[serde(with = "date")]
    pub end_of_life: NaiveDate,
}

/// A date as it is stored: `2027-06-30`.
mod date {
    use chrono::NaiveDate;
    use serde::{Deserialize as _, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(date: &NaiveDate, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(date)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<NaiveDate, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(|_| serde::de::Error::custom("a date is written YYYY-MM-DD"))
    }
}

/// One target of a contract's own.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnTarget {
    /// Whose target: `first_response`, `resolution`, or another clock of the pack.
    pub clock: String,
    /// Only for this severity; for every one where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub severity: Option<String>,
    /// Such as `4 business hours`.
    pub target: String,
}

/// Hours of a contract's own.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnHours {
    /// Days (`mon`, `mon-fri`) to intervals (`09:00-17:00`).
    pub weekly: BTreeMap<String, Vec<String>>,
    /// Holiday sets that close it, such as `DE/BY`; none where it is open on holidays.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub holidays: Vec<String>,
    /// Open time of a business day where its days differ in length, such as `8 hours` (sla.md 1.4).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub business_day: Option<String>,
}

/// Why a contract's own terms cannot hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TermsError {
    /// A target's words.
    #[error("target for {clock}: {error}")]
    Target {
        /// Whose target.
        clock: String,
        /// What is wrong.
        error: TargetError,
    },
    /// A clock that the pack does not have.
    #[error("no clock {clock:?} in {pack}; it has {known}")]
    Clock {
        /// As written.
        clock: String,
        /// The pack.
        pack: String,
        /// Its clocks.
        known: String,
    },
    /// A severity that the pack does not have.
    #[error("no severity {severity:?} in {pack}; it has {known}")]
    Severity {
        /// As written.
        severity: String,
        /// The pack.
        pack: String,
        /// Its severities.
        known: String,
    },
    /// A length of a business day.
    #[error(
        "{0:?} is no length of a business day: write its open time, such as \"8 hours\", a day at the most"
    )]
    BusinessDay(String),
    /// A target in business days where the days differ (sla.md 1.4).
    #[error(
        "the {clock} target of {target} needs a business day, and the days of its hours differ: state the business day of the contract's hours, or write business hours"
    )]
    NoBusinessDay {
        /// Whose target.
        clock: String,
        /// As it stands.
        target: String,
    },
    /// A weekday or a span of weekdays.
    #[error("{0:?} is no weekday: write mon, tue, wed, thu, fri, sat, sun, or a span such as mon-fri")]
    Day(String),
    /// An interval that is not `HH:MM-HH:MM`.
    #[error("{0:?} is no interval: write HH:MM-HH:MM")]
    Interval(String),
    /// Hours.
    #[error(transparent)]
    Hours(#[from] HoursError),
    /// Zone.
    #[error(transparent)]
    Zone(#[from] ZoneNameError),
    /// Holidays.
    #[error(transparent)]
    Holidays(#[from] HolidayError),
    /// Holidays of the customer's place.
    #[error("{0}; a place whose holidays are not known can have single dates, such as 2027-01-04")]
    PlaceHolidays(HolidayError),
    /// A place that nothing is read at.
    #[error(
        "no hours of {0} are read at the customer's place: leave the place out, or give the contract hours or a time zone of its own"
    )]
    NoPlace(String),
    /// No hour at all.
    #[error(transparent)]
    NeverOpen(#[from] NeverOpen),
}

/// A pack under one contract. Cheap to ask: each combination of facts is worked out once.
#[derive(Debug)]
pub struct Terms {
    pack: Arc<Pack>,
    own: Vec<(ClockKey, Option<String>, Promise)>,
    calendars: OwnCalendars,
    own_versions: Vec<Version>,
    asks_arrival: bool,
    asks_signed: bool,
    asks_language: bool,
    known: Mutex<HashMap<(ClockKey, Facts), Arc<Resolved>>>,
}

impl Terms {
    /// The pack as published.
    pub fn of_pack(pack: Arc<Pack>) -> Terms {
        Terms {
            asks_arrival: pack.asks(Aspect::Arrival),
            asks_signed: pack.asks(Aspect::Signed),
            asks_language: pack.asks(Aspect::Language),
            pack,
            own: Vec::new(),
            calendars: OwnCalendars::default(),
            own_versions: Vec::new(),
            known: Mutex::default(),
        }
    }

    /// The pack under a contract's own terms.
    ///
    /// # Errors
    /// [`TermsError`] names the first thing that cannot hold.
    pub fn new(pack: Arc<Pack>, own: &OwnTerms, zones: &Zones) -> Result<Terms, TermsError> {
        let mut terms = Terms::of_pack(pack);
        for target in &own.targets {
            terms.own.push(terms.own_target(target)?);
        }
        let version = |own: &OwnVersion| Version { name: own.name.clone(), end_of_life: own.end_of_life };
        terms.own_versions = own.versions.iter().map(version).collect();
        terms.calendars = OwnCalendars::of(&terms.pack, own, zones)?;
        terms.business_days_have_a_length()?;
        Ok(terms)
    }

    /// Refuses targets in business days that no calendar could count: in the contract's own hours, or, for its own
    /// targets, in every calendar in which they may run. Where some can and some cannot (desk hours that differ by
    /// level), [`Resolved::lacks_business_day`] tells which ticket it is.
    fn business_days_have_a_length(&self) -> Result<(), TermsError> {
        let in_days =
            |promise: &Promise| matches!(promise, Promise::Within(length) if length.in_business_days());
        let refused = |clock: &ClockKey, promise: &Promise| TermsError::NoBusinessDay {
            clock: clock.to_string(),
            target: promise.to_string(),
        };
        let replaced = self.calendars.replaced.values().any(|named| named.day_length.is_none());
        for cell in self.pack.cells.iter().filter(|cell| replaced && in_days(&cell.promise)) {
            let keys = cell.calendar.as_deref().map(|key| self.pack.reached(key)).unwrap_or_default();
            let named = keys.into_iter().filter_map(|key| self.named(key));
            if named.chain(&self.calendars.hours).any(|named| named.day_length.is_none()) {
                return Err(refused(&cell.clock, &cell.promise));
            }
        }
        for (clock, _, promise) in self.own.iter().filter(|(_, _, promise)| in_days(promise)) {
            if !self.may_run_in(clock).iter().any(|day_length| day_length.is_some()) {
                return Err(refused(clock, promise));
            }
        }
        Ok(())
    }

    /// The business days of every calendar in which a target of that clock may run.
    fn may_run_in(&self, clock: &ClockKey) -> Vec<Option<i64>> {
        if let Some(own) = &self.calendars.hours {
            return vec![own.day_length];
        }
        let cells = self.pack.cells.iter().filter(|cell| cell.clock == *clock);
        let mut keys: Vec<Option<&str>> = cells.map(|cell| cell.calendar.as_deref()).collect();
        keys.dedup();
        let desk = || self.pack.hours.iter().map(|row| row.calendar.as_deref());
        let days_of = |key: Option<&str>| match key {
            Some(key) => {
                let reached = self.pack.reached(key).into_iter();
                reached.map(|key| self.named(key).and_then(|named| named.day_length)).collect()
            }
            None => vec![Some(86_400)],
        };
        keys.into_iter()
            .flat_map(|key| match key {
                Some(key) => days_of(Some(key)),
                None => desk().flat_map(days_of).collect(),
            })
            .collect()
    }

    fn own_target(&self, target: &OwnTarget) -> Result<(ClockKey, Option<String>, Promise), TermsError> {
        let pack = &self.pack;
        let clock = ClockKey::new(&target.clock);
        if pack.clock(&clock).is_none() {
            let known = pack.clocks.iter().map(|clock| clock.key.as_str()).collect::<Vec<_>>().join(", ");
            return Err(TermsError::Clock { clock: target.clock.clone(), pack: pack.id.to_string(), known });
        }
        if let Some(severity) = &target.severity
            && !pack.severities.iter().any(|known| known.key.as_str() == severity)
        {
            let known = pack.severities.iter().map(|known| known.key.as_str()).collect::<Vec<_>>().join(", ");
            return Err(TermsError::Severity {
                severity: severity.clone(),
                pack: pack.id.to_string(),
                known,
            });
        }
        let promise = target.target.parse();
        let promise = promise.map_err(|error| TermsError::Target { clock: target.clock.clone(), error })?;
        Ok((clock, target.severity.clone(), promise))
    }

    /// The pack.
    pub fn pack(&self) -> &Arc<Pack> {
        &self.pack
    }

    /// When the support of a version ends, and whether the contract says so itself; `None` where nobody has said it.
    pub fn end_of_life(&self, given: &str) -> Option<(&Version, bool)> {
        let own = left_out::version(&self.own_versions, given).map(|version| (version, true));
        own.or_else(|| left_out::version(&self.pack.versions, given).map(|version| (version, false)))
    }

    /// The pack's calendar of that key, or the contract's own hours in its place.
    pub fn calendar(&self, key: &str) -> Option<&NamedCalendar> {
        self.named(key)
    }

    fn named<'a>(&'a self, key: &str) -> Option<&'a NamedCalendar> {
        self.calendars.replaced.get(key).or_else(|| self.pack.calendar(key))
    }

    /// The calendar that a key means for these facts, as it holds under this contract.
    fn named_for<'a>(&'a self, key: &str, facts: &Facts) -> Option<&'a NamedCalendar> {
        self.calendars.replaced.get(key).or_else(|| self.named(&self.pack.calendar_for(key, facts)?.key))
    }

    /// The row that answers for a clock under this contract, whose hours say whether a ticket arrived inside them.
    pub fn cell(&self, clock: &ClockKey, facts: &Facts, received: Option<Instant>) -> Option<&Cell> {
        self.pack.cell_when(clock, facts, &|key| self.arrived_inside(key, facts, received?))
    }

    /// Whether a calendar was open then, as it holds under this contract for these facts.
    pub(super) fn arrived_inside(&self, key: &str, facts: &Facts, received: Instant) -> Option<bool> {
        Some(self.named_for(key, facts)?.calendar.is_open(received))
    }

    /// The contract's own hours, or the desk's as far as the facts tell, or those of the level at which such a ticket
    /// comes in; `None` where the desk is open around the clock.
    fn desk(&self, facts: &Facts) -> Option<&NamedCalendar> {
        if let Some(own) = &self.calendars.hours {
            return Some(own);
        }
        match self.pack.desk_hours_shown(facts) {
            Desk::Calendar(named) => self.named(&named.key),
            Desk::AroundTheClock | Desk::Unknown => None,
        }
    }

    /// The hours of every calendar of the pack in words, as they hold under this contract.
    pub fn hours_words(&self) -> Vec<String> {
        let named = self.pack.calendars.iter().filter_map(|calendar| self.named(&calendar.key));
        let mut words: Vec<String> = Vec::new();
        for named in named {
            if !words.contains(&named.words) {
                words.push(named.words.clone());
            }
        }
        words
    }

    /// The desk's own calendar for a level and region. Where the hours depend on a level that is not known, that of the
    /// level at which such a ticket comes in; ask [`Terms::desk_is_known`] before it is given out as an answer.
    pub fn desk_calendar(&self, facts: &Facts) -> Arc<Calendar> {
        self.desk(facts).map_or_else(|| self.pack.always.clone(), |named| named.calendar.clone())
    }

    /// The desk's own hours for a level and region in words; see [`Terms::desk_calendar`].
    pub fn desk_words(&self, facts: &Facts) -> String {
        self.desk(facts).map_or_else(|| "around the clock".to_owned(), |named| named.words.clone())
    }

    /// Whether the desk's hours follow from these facts, or need a level that is missing.
    pub fn desk_is_known(&self, facts: &Facts) -> bool {
        self.calendars.hours.is_some() || !matches!(self.pack.desk_hours(facts), Desk::Unknown)
    }

    /// The target of a clock for a ticket with these facts, received then. A clock without a matching row has no target.
    pub fn resolve(&self, clock: &ClockKey, facts: &Facts, received: Instant) -> Arc<Resolved> {
        // Rows that ask for the moment of arrival cannot be remembered by facts alone.
        if self.asks_arrival {
            return Arc::new(self.work_out(clock, facts, received));
        }
        let mut key = (clock.clone(), facts.clone());
        // Every contract has a date, and most customers a language: where no row asks for them, contracts of one tier share
        // what was worked out.
        if !self.asks_signed {
            key.1.signed = None;
        }
        if !self.asks_language {
            key.1.language = None;
        }
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(resolved) = known.get(&key) {
            return resolved.clone();
        }
        let resolved = Arc::new(self.work_out(clock, facts, received));
        known.insert(key, resolved.clone());
        resolved
    }

    fn work_out(&self, clock: &ClockKey, facts: &Facts, received: Instant) -> Resolved {
        let cell: Option<&Cell> = self.cell(clock, facts, Some(received));
        let counted = self.pack.counted(facts);
        let own = self.own.iter().find(|(of, severity, _)| {
            of == clock
                && severity
                    .as_deref()
                    .is_none_or(|key| counted.is_some_and(|counted| counted.as_str() == key))
        });
        let promise = own.map(|(_, _, promise)| promise.clone());
        let promise = promise.or_else(|| cell.map(|cell| cell.promise.clone())).unwrap_or(Promise::NoTarget);
        let runs_in = cell.and_then(|cell| cell.calendar.as_deref());
        self.run(clock, (promise, own.is_some()), (cell, runs_in), facts)
    }

    /// A promise, and whether the contract made it, where it runs: in the calendar of that key, or in the desk's hours.
    fn run(
        &self,
        clock: &ClockKey,
        (promise, own): (Promise, bool),
        (cell, runs_in): (Option<&Cell>, Option<&str>),
        facts: &Facts,
    ) -> Resolved {
        let business = runs_in.and_then(|key| self.named_for(key, facts)).or_else(|| self.desk(facts));
        let runs = |in_business: bool| match business {
            Some(named) if in_business => (named.calendar.clone(), named.words.clone(), named.day_length),
            _ => (self.pack.always.clone(), "around the clock".to_owned(), Some(86_400)),
        };
        let length = match promise {
            Promise::Within(length) => Some(length),
            _ => None,
        };
        let in_business = length.is_none_or(|length| length.unit.is_business());
        let aim = length.and_then(|length| length.aim).map(|aim| aim.unit.is_business());
        let aim_runs = aim.filter(|aim| *aim != in_business).map(|aim| {
            let (calendar, _, day_length) = runs(aim);
            (calendar, day_length)
        });
        let (calendar, calendar_words, day_length) = runs(in_business);
        let cut_off = cell.and_then(|cell| cell.cut_off);
        Resolved {
            clock: clock.clone(),
            promise,
            own,
            calendar,
            calendar_words,
            day_length,
            channels: cell.map(|cell| cell.channels.clone()).unwrap_or_default(),
            until: cell.and_then(|cell| cell.until.clone()),
            note: cell.and_then(|cell| cell.note.clone()),
            aim_runs,
            cut_off: cut_off.map(|time| CutOff { time, calendar: runs(true).0 }),
        }
    }

    /// Whether hours of the contract's own hold in place of the pack's.
    pub fn has_own_hours(&self) -> bool {
        self.calendars.hours.is_some()
    }

    /// The promises by share for which a ticket counts that has these facts and was received then.
    pub fn commitments<'a>(
        &'a self,
        facts: &'a Facts,
        received: Instant,
    ) -> impl Iterator<Item = &'a Commitment> {
        let counted = self.pack.counted(facts);
        let inside = move |key: &str| self.arrived_inside(key, facts, received);
        self.pack.commitments.iter().filter(move |one| one.when.match_facts(facts, counted, &inside))
    }

    /// The target by which a ticket counts for a promise by share: the commitment's own where it has one, running where
    /// the ticket's row says or in the calendar that the commitment names; else the ticket's.
    pub fn committed(&self, to: &Commitment, facts: &Facts, received: Instant) -> Arc<Resolved> {
        let Some(within) = to.within else { return self.resolve(&to.clock, facts, received) };
        let cell = self.cell(&to.clock, facts, Some(received));
        let runs_in = to.calendar.as_deref().or_else(|| cell.and_then(|cell| cell.calendar.as_deref()));
        Arc::new(self.run(&to.clock, (Promise::Within(within), false), (cell, runs_in), facts))
    }

    /// The calendar that says whether somebody answers now: the one on which the first-response clock runs, or the
    /// desk's own for that level and region where the cell has no clock (sla.md part 5, `hours`).
    pub fn hours_calendar(&self, facts: &Facts, at: Instant) -> Arc<Calendar> {
        let resolved = self.resolve(&ClockKey::first_response(), facts, at);
        match resolved.promise {
            Promise::Within(_) => resolved.calendar.clone(),
            _ => self.desk_calendar(facts),
        }
    }
}

/// Open seconds of a business day as written: `8 hours`, at most a day.
///
/// # Errors
/// [`TermsError::BusinessDay`] for anything else.
pub fn business_day(written: &str) -> Result<i64, TermsError> {
    let length = written.parse::<Length>().ok();
    let plain =
        length.filter(|length| length.aim.is_none() && matches!(length.unit, Unit::Hours | Unit::Minutes));
    let seconds = plain.and_then(|length| length.seconds(None)).filter(|seconds| *seconds <= 86_400);
    seconds.ok_or_else(|| TermsError::BusinessDay(written.to_owned()))
}

/// Weekly hours from days to intervals as written; `week` holds stretches such as `Sun 18:00 - Fri 18:00`.
///
/// # Errors
/// [`TermsError`] names the first day or interval that cannot be read.
pub fn weekly(written: &BTreeMap<String, Vec<String>>) -> Result<Weekly, TermsError> {
    let mut week = Weekly::new();
    for (days, intervals) in written {
        if days == "week" {
            for written in intervals {
                stretch(written)?.into_iter().for_each(|(day, interval)| week.open(day, interval));
            }
            continue;
        }
        for day in days_of(days)? {
            for interval in intervals {
                let (from, to) =
                    interval.split_once('-').ok_or_else(|| TermsError::Interval(interval.clone()))?;
                week.open(day, Interval::parse(from.trim(), to.trim())?);
            }
        }
    }
    Ok(week)
}

/// The weekdays that a key such as `mon`, `mon-fri` or `sun-thu` means, in order.
///
/// # Errors
/// [`TermsError::Day`] where a word is no weekday.
pub fn days_of(written: &str) -> Result<Vec<Weekday>, TermsError> {
    let day = |word: &str| {
        let found = WEEK.iter().position(|day| day.to_string().eq_ignore_ascii_case(word.trim()));
        found.ok_or_else(|| TermsError::Day(written.to_owned()))
    };
    let (first, last) = match written.split_once('-') {
        Some((first, last)) => (day(first)?, day(last)?),
        None => (day(written)?, day(written)?),
    };
    // A span may run over the end of the week: sun-thu.
    let count = (last + 7 - first) % 7 + 1;
    Ok(WEEK.iter().copied().cycle().skip(first).take(count).collect())
}
