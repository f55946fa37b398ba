//! Promises and their units (sla.md 1.4 and 1.8).

use std::fmt;
use std::str::FromStr;

use crate::calendar::{Calendar, Instant};

/// What a policy promises for one clock in one cell; the kinds are never mixed up (sla.md 1.8).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Promise {
    /// There is an instant by which it is due.
    Within(Length),
    /// Effort is promised, no time.
    BestEffort,
    /// The policy shows a dash for this tier: no promised time, which is not no support.
    NotCovered,
    /// The figure is left to the contract, and the contract sets none yet.
    ByContract,
    /// The policy knows no such target.
    NoTarget,
}

/// A length of time as a policy writes it: a number and its unit. A range or an aim keeps both ends; the later one is
/// due (sla.md part 4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Length {
    /// How many of the unit until it is due.
    pub amount: u32,
    /// The near end of a range such as "4 to 6 hours", in the same unit.
    pub aim: Option<u32>,
    /// What is counted.
    pub unit: Unit,
}

/// What a length counts, and in which kind of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Unit {
    /// Around the clock.
    Minutes,
    /// Around the clock.
    Hours,
    /// Open minutes of the cell's calendar.
    BusinessMinutes,
    /// Open hours of the cell's calendar.
    BusinessHours,
    /// The calendar's day length in open time, that many times.
    BusinessDays,
    /// The last closing of the N-th working day after receipt.
    EndOfBusinessDay,
    /// The same local time N dates on.
    CalendarDays,
}

/// Why a text is no target; says what would be right.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TargetError {
    /// A number without a unit, which could mean anything (faults.md H04).
    #[error("{0:?} has no unit: write for example \"4 business hours\"")]
    NoUnit(String),
    /// Not a whole number from 1 on (from 0 for `end of business day`).
    #[error("{0:?} is no whole number of at least 1; write 90 minutes for an hour and a half")]
    Amount(String),
    /// Longer than any support target is.
    #[error("{0:?} is longer than ten years")]
    TooLong(String),
    /// Words that name no promise.
    #[error(
        "{0:?} is no target: write a number with minutes, hours, business minutes, business hours, business days or calendar days, \
         `end of business day N`, or one of `best effort`, `not covered`, `by contract`, `none`"
    )]
    Unknown(String),
    /// A business day has no one length in this calendar (sla.md 1.4).
    #[error(
        "business days need a day length, and the days of this calendar differ: state its business day, or write business hours"
    )]
    NoDayLength,
}

impl Unit {
    const WORDS: [(&'static str, &'static str, Unit); 6] = [
        ("minute", "minutes", Unit::Minutes),
        ("hour", "hours", Unit::Hours),
        ("business minute", "business minutes", Unit::BusinessMinutes),
        ("business hour", "business hours", Unit::BusinessHours),
        ("business day", "business days", Unit::BusinessDays),
        ("calendar day", "calendar days", Unit::CalendarDays),
    ];

    /// Whether it runs in a calendar of business time rather than around the clock.
    pub fn is_business(self) -> bool {
        !matches!(self, Unit::Minutes | Unit::Hours | Unit::CalendarDays)
    }

    /// Longest amount that is believed: ten years of it.
    fn limit(self) -> u32 {
        match self {
            Unit::Minutes | Unit::BusinessMinutes => 5_260_000,
            Unit::Hours | Unit::BusinessHours => 87_660,
            Unit::BusinessDays | Unit::EndOfBusinessDay | Unit::CalendarDays => 3_653,
        }
    }
}

impl Promise {
    /// The word for its kind in JSON: `due`, `best_effort`, `not_covered`, `by_contract` or `none` (sla.md 1.8).
    pub fn kind(&self) -> &'static str {
        match self {
            Promise::Within(_) => "due",
            Promise::BestEffort => "best_effort",
            Promise::NotCovered => "not_covered",
            Promise::ByContract => "by_contract",
            Promise::NoTarget => "none",
        }
    }
}

impl FromStr for Promise {
    type Err = TargetError;

    fn from_str(text: &str) -> Result<Promise, TargetError> {
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        match words.as_str() {
            "best effort" | "best_effort" => Ok(Promise::BestEffort),
            "not covered" | "not_covered" => Ok(Promise::NotCovered),
            "by contract" | "by_contract" => Ok(Promise::ByContract),
            "none" => Ok(Promise::NoTarget),
            _ => words.parse().map(Promise::Within),
        }
    }
}

impl FromStr for Length {
    type Err = TargetError;

    /// Reads `8 business hours`, `4 to 6 hours`, `end of business day 1`.
    fn from_str(text: &str) -> Result<Length, TargetError> {
        let whole = || text.to_owned();
        if let Some(days) = text.strip_prefix("end of business day") {
            let amount = whole_number(days.trim(), 0).ok_or_else(|| TargetError::Amount(whole()))?;
            return Length { amount, aim: None, unit: Unit::EndOfBusinessDay }.believed(text);
        }
        let split =
            text.find(|c: char| c.is_alphabetic()).filter(|_| text.starts_with(|c: char| !c.is_alphabetic()));
        let Some(split) = split else {
            let numeric = text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.'));
            return Err(if numeric { TargetError::NoUnit(whole()) } else { TargetError::Unknown(whole()) });
        };
        let (amount, unit) = text.split_at_checked(split).unwrap_or((text, ""));
        let (aim, amount, unit) = match unit.strip_prefix("to ").map(|rest| rest.split_once(' ')) {
            Some(Some((second, unit))) => (Some(amount), second, unit),
            Some(None) => return Err(TargetError::NoUnit(whole())),
            None => (None, amount, unit),
        };
        let known = Unit::WORDS.iter().find(|(one, many, _)| unit == *one || unit == *many);
        let Some(&(_, _, unit)) = known else { return Err(TargetError::Unknown(whole())) };
        let number = |text: &str| whole_number(text.trim(), 1).ok_or_else(|| TargetError::Amount(whole()));
        let amount = number(amount)?;
        let aim = aim.map(number).transpose()?;
        if aim.is_some_and(|aim| aim >= amount) {
            return Err(TargetError::Amount(whole()));
        }
        Length { amount, aim, unit }.believed(text)
    }
}

fn whole_number(text: &str, least: u32) -> Option<u32> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    // More digits than a u32 holds are still a whole number: too long, not malformed.
    if digits { Some(text.parse().unwrap_or(u32::MAX)).filter(|&amount| amount >= least) } else { None }
}

impl Length {
    fn believed(self, text: &str) -> Result<Length, TargetError> {
        if self.amount <= self.unit.limit() { Ok(self) } else { Err(TargetError::TooLong(text.to_owned())) }
    }

    /// Seconds of the time it counts in: of real time, or open seconds of a calendar whose business day has `day_length`
    /// seconds. `None` for lengths that mean a date, and for business days where there is no day length.
    pub fn seconds(self, day_length: Option<i64>) -> Option<i64> {
        let amount = i64::from(self.amount);
        match self.unit {
            Unit::Minutes | Unit::BusinessMinutes => Some(amount * 60),
            Unit::Hours | Unit::BusinessHours => Some(amount * 3600),
            Unit::BusinessDays => Some(amount * day_length?),
            Unit::EndOfBusinessDay | Unit::CalendarDays => None,
        }
    }

    /// When it is due, received then, running in `calendar` (the calendar of its kind of time: around the clock for
    /// plain units). `None` past 2200, or for business days without a day length.
    pub fn due(self, calendar: &Calendar, day_length: Option<i64>, received: Instant) -> Option<Instant> {
        match self.unit {
            Unit::EndOfBusinessDay => calendar.end_of_business_day(received, self.amount),
            Unit::CalendarDays => calendar.calendar_days(received, self.amount),
            _ => calendar.due(received, self.seconds(day_length)?),
        }
    }
}

impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.unit == Unit::EndOfBusinessDay {
            return write!(f, "end of business day {}", self.amount);
        }
        if let Some(aim) = self.aim {
            write!(f, "{aim} to ")?;
        }
        let words = Unit::WORDS.iter().find(|(_, _, unit)| *unit == self.unit);
        let (one, many, _) = words.copied().unwrap_or(("", "", self.unit));
        write!(f, "{} {}", self.amount, if self.amount == 1 { one } else { many })
    }
}

/// As people read it; [`FromStr`] reads it back.
impl fmt::Display for Promise {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Promise::Within(length) => length.fmt(f),
            Promise::BestEffort => f.write_str("best effort"),
            Promise::NotCovered => f.write_str("not covered"),
            Promise::ByContract => f.write_str("by contract"),
            Promise::NoTarget => f.write_str("none"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_read_back_as_they_are_written() {
        for text in [
            "8 business hours",
            "1 hour",
            "90 minutes",
            "1 business minute",
            "7 business days",
            "3 calendar days",
            "end of business day 0",
            "4 to 6 hours",
            "best effort",
            "not covered",
            "by contract",
            "none",
        ] {
            assert_eq!(text.parse::<Promise>().map(|promise| promise.to_string()), Ok(text.to_owned()));
        }
        assert_eq!(
            "  4  Business  Hours ".parse::<Promise>().map(|p| p.to_string()),
            Ok("4 business hours".into())
        );
    }

    #[test]
    fn what_is_no_target_says_why() {
        use TargetError::{Amount, NoUnit, TooLong, Unknown};
        let kind = |text: &str| text.parse::<Promise>().unwrap_err();
        for text in ["8", "-8", "4 to 6", ""] {
            assert!(matches!(kind(text), NoUnit(_) | Unknown(_)), "{text}: {:?}", kind(text));
        }
        for text in ["0 hours", "-4 hours", "1.5 hours", "6 to 4 hours", "end of business day x"] {
            assert!(matches!(kind(text), Amount(_)), "{text}: {:?}", kind(text));
        }
        for text in ["99999999999999999999 hours", "4000 business days"] {
            assert!(matches!(kind(text), TooLong(_)), "{text}: {:?}", kind(text));
        }
        for text in ["soon", "4 fortnights", "NaN hours", "8 businesshours"] {
            assert!(matches!(kind(text), Unknown(_)), "{text}: {:?}", kind(text));
        }
    }
}
