//! Promises and their units (sla.md 1.4 and 1.8).

mod reading;

use std::fmt;

pub use reading::TargetError;

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
    /// The near end of a range such as "4 to 6 hours".
    pub aim: Option<Aim>,
    /// What is counted.
    pub unit: Unit,
}

/// The near end of a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Aim {
    /// How many of its unit.
    pub amount: u32,
    /// What is counted: mostly the unit of the far end.
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
    /// The local time of receipt on the N-th working day after it.
    SameTimeOnBusinessDay,
    /// The same local time N dates on.
    CalendarDays,
    /// The same local time on the same day of the week, N weeks on.
    Weeks,
    /// The same local time on the same day of the month, N months on, or on that month's last day.
    Months,
}

impl Unit {
    const WORDS: [(&'static str, &'static str, Unit); 8] = [
        ("minute", "minutes", Unit::Minutes),
        ("hour", "hours", Unit::Hours),
        ("business minute", "business minutes", Unit::BusinessMinutes),
        ("business hour", "business hours", Unit::BusinessHours),
        ("business day", "business days", Unit::BusinessDays),
        ("calendar day", "calendar days", Unit::CalendarDays),
        ("week", "weeks", Unit::Weeks),
        ("month", "months", Unit::Months),
    ];

    /// Units that name a day by its number, and the least number: the day of receipt has an end of its own, but no time
    /// that is the same and not receipt itself.
    const NAMED_DAYS: [(&'static str, u32, Unit); 2] = [
        ("end of business day", 0, Unit::EndOfBusinessDay),
        ("same time on business day", 1, Unit::SameTimeOnBusinessDay),
    ];

    /// Whether it runs in a calendar of business time rather than around the clock.
    pub fn is_business(self) -> bool {
        match self {
            Unit::BusinessMinutes
            | Unit::BusinessHours
            | Unit::BusinessDays
            | Unit::EndOfBusinessDay
            | Unit::SameTimeOnBusinessDay => true,
            Unit::Minutes | Unit::Hours | Unit::CalendarDays | Unit::Weeks | Unit::Months => false,
        }
    }

    /// Longest amount that is believed: ten years of it.
    fn limit(self) -> u32 {
        match self {
            Unit::Minutes | Unit::BusinessMinutes => 5_260_000,
            Unit::Hours | Unit::BusinessHours => 87_660,
            Unit::BusinessDays
            | Unit::EndOfBusinessDay
            | Unit::SameTimeOnBusinessDay
            | Unit::CalendarDays => 3_653,
            Unit::Weeks => 522,
            Unit::Months => 120,
        }
    }

    /// Seconds that `amount` of it takes at the most where every minute is open: enough to tell a range that cannot run
    /// forwards.
    fn nominal(self, amount: u32) -> i64 {
        let amount = i64::from(amount);
        match self {
            Unit::Minutes | Unit::BusinessMinutes => amount * 60,
            Unit::Hours | Unit::BusinessHours => amount * 3_600,
            Unit::BusinessDays | Unit::SameTimeOnBusinessDay | Unit::CalendarDays => amount * 86_400,
            Unit::EndOfBusinessDay => (amount + 1) * 86_400,
            Unit::Weeks => amount * 7 * 86_400,
            Unit::Months => amount * 31 * 86_400,
        }
    }
}

impl Aim {
    /// Whether the near end of a range can lie before a far end.
    fn may_come_before(self, amount: u32, unit: Unit) -> bool {
        if self.unit == unit {
            self.amount < amount
        } else {
            self.unit.nominal(self.amount) < unit.nominal(amount)
        }
    }
}

impl From<Aim> for Length {
    fn from(aim: Aim) -> Length {
        Length { amount: aim.amount, aim: None, unit: aim.unit }
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

impl Length {
    /// Seconds of the time it counts in: of real time, or open seconds of a calendar whose business day has `day_length`
    /// seconds. `None` for lengths that mean a date, and for business days where there is no day length.
    pub fn seconds(self, day_length: Option<i64>) -> Option<i64> {
        let amount = i64::from(self.amount);
        match self.unit {
            Unit::Minutes | Unit::BusinessMinutes => Some(amount * 60),
            Unit::Hours | Unit::BusinessHours => Some(amount * 3600),
            Unit::BusinessDays => Some(amount * day_length?),
            Unit::EndOfBusinessDay
            | Unit::SameTimeOnBusinessDay
            | Unit::CalendarDays
            | Unit::Weeks
            | Unit::Months => None,
        }
    }

    /// When it is due, received then, running in `calendar` (the calendar of its kind of time: around the clock for
    /// plain units). `None` past 2200, or for business days without a day length.
    pub fn due(self, calendar: &Calendar, day_length: Option<i64>, received: Instant) -> Option<Instant> {
        match self.unit {
            Unit::EndOfBusinessDay => calendar.end_of_business_day(received, self.amount),
            Unit::SameTimeOnBusinessDay => calendar.same_time_on_business_day(received, self.amount),
            Unit::CalendarDays => calendar.calendar_days(received, self.amount),
            Unit::Weeks => calendar.calendar_days(received, self.amount * 7),
            Unit::Months => calendar.calendar_months(received, self.amount),
            Unit::Minutes
            | Unit::Hours
            | Unit::BusinessMinutes
            | Unit::BusinessHours
            | Unit::BusinessDays => calendar.due(received, self.seconds(day_length)?),
        }
    }

    /// Whether one of its ends is in business days of open time, which need a day length.
    pub fn in_business_days(self) -> bool {
        self.unit == Unit::BusinessDays || self.aim.is_some_and(|aim| aim.unit == Unit::BusinessDays)
    }

    /// Whether its near end is no earlier than its far one in a calendar with such a day: both in the same kind of time,
    /// and told by their open seconds.
    pub fn runs_backwards(self, day_length: Option<i64>) -> bool {
        let Some(aim) = self.aim.filter(|aim| aim.unit.is_business() == self.unit.is_business()) else {
            return false;
        };
        let ends = Length::from(aim).seconds(day_length).zip(self.seconds(day_length));
        ends.is_some_and(|(near, far)| near >= far)
    }
}

/// One end in words: `8 business hours`, `end of business day 1`.
fn end(f: &mut fmt::Formatter<'_>, amount: u32, unit: Unit) -> fmt::Result {
    if let Some((lead, _, _)) = Unit::NAMED_DAYS.iter().find(|(_, _, named)| *named == unit) {
        return write!(f, "{lead} {amount}");
    }
    let words = Unit::WORDS.iter().find(|(_, _, known)| *known == unit);
    let (one, many, _) = words.copied().unwrap_or(("", "", unit));
    write!(f, "{amount} {}", if amount == 1 { one } else { many })
}

impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let named = Unit::NAMED_DAYS.iter().any(|(_, _, named)| *named == self.unit);
        match self.aim {
            // The unit stands once, where people put it: before the numbers of days, behind other numbers.
            Some(aim) if aim.unit == self.unit && named => {
                end(f, aim.amount, aim.unit)?;
                write!(f, " to {}", self.amount)
            }
            Some(aim) if aim.unit == self.unit => {
                write!(f, "{} to ", aim.amount)?;
                end(f, self.amount, self.unit)
            }
            Some(aim) => {
                end(f, aim.amount, aim.unit)?;
                f.write_str(" to ")?;
                end(f, self.amount, self.unit)
            }
            None => end(f, self.amount, self.unit),
        }
    }
}

/// As people read it; [`std::str::FromStr`] reads it back.
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
