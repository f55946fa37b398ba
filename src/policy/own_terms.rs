//! What a contract sets for itself, as it is written and stored, and why some of it cannot hold.

use std::collections::BTreeMap;

use chrono::{NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use super::own_calendars::OwnPlace;
use super::target::{Length, TargetError, Unit};
use super::zone_name::ZoneNameError;
use crate::calendar::holiday::HolidayError;
use crate::calendar::{HoursError, Interval, NeverOpen, WEEK, Weekly, stretch};

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
