//! Periods of allowances and of promises by share: in words as packs write them, and as dates (sla.md part 2).

use chrono::{Datelike, NaiveDate};

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
    /// From 1 January on.
    pub const CALENDAR_YEAR: Period = Period::Year { month: 1, day: 1 };

    /// At most so many days.
    pub fn most_days(self) -> u32 {
        match self {
            Period::Month => 31,
            Period::Quarter | Period::FiscalQuarter(_) => 92,
            Period::ContractYear | Period::Year { .. } => 366,
            Period::Once => u32::MAX,
        }
    }

    /// The first date of the period that holds a date. `since` is the contract's first date, from which contract years run.
    pub fn start(self, date: NaiveDate, since: NaiveDate) -> NaiveDate {
        let first = |year, month| NaiveDate::from_ymd_opt(year, month, 1).unwrap_or(date);
        match self {
            Period::Month => first(date.year(), date.month()),
            Period::Quarter => first(date.year(), (date.month0() / 3) * 3 + 1),
            Period::FiscalQuarter(begins) => {
                let into = (date.month() + 12 - begins.clamp(1, 12)) % 3;
                months_on(first(date.year(), date.month()), -i32::try_from(into).unwrap_or(0))
            }
            Period::ContractYear => {
                let years = date.year() - since.year();
                let this = months_on(since, years * 12);
                if this <= date { this } else { months_on(since, (years - 1) * 12) }
            }
            Period::Year { month, day } => {
                let first = |year| NaiveDate::from_ymd_opt(year, month, day).unwrap_or(date);
                let this = first(date.year());
                if this <= date { this } else { first(date.year() - 1) }
            }
            Period::Once => since,
        }
    }

    /// The first date of the period after the one that begins with `start`.
    pub fn next(self, start: NaiveDate, since: NaiveDate) -> NaiveDate {
        match self {
            Period::Month => months_on(start, 1),
            Period::Quarter | Period::FiscalQuarter(_) => months_on(start, 3),
            // From the contract's own date, so that 29 February is not lost for ever after one short year.
            Period::ContractYear => {
                let next = months_on(since, (start.year() - since.year() + 1) * 12);
                if next > start { next } else { months_on(start, 12) }
            }
            Period::Year { .. } => months_on(start, 12),
            Period::Once => NaiveDate::MAX,
        }
    }

    /// As packs write it: `month`, `fiscal quarter from february`, `year from 1 april`, `once`.
    pub fn words(self) -> String {
        match self {
            Period::Month => "month".into(),
            Period::Quarter => "quarter".into(),
            Period::FiscalQuarter(month) => format!("fiscal quarter from {}", month_name(month)),
            Period::ContractYear => "contract year".into(),
            Period::CALENDAR_YEAR => "year".into(),
            Period::Year { month, day } => format!("year from {day} {}", month_name(month)),
            Period::Once => "once".into(),
        }
    }

    /// From the words that packs write; `None` where they name no period.
    pub fn from_words(words: &str) -> Option<Period> {
        let month = |word: &str| word.parse::<chrono::Month>().ok().map(|month| month.number_from_month());
        match words {
            "month" => Some(Period::Month),
            "quarter" => Some(Period::Quarter),
            "year" => Some(Period::CALENDAR_YEAR),
            "contract year" => Some(Period::ContractYear),
            "once" => Some(Period::Once),
            other => match (other.strip_prefix("fiscal quarter from "), other.strip_prefix("year from ")) {
                (Some(word), _) => month(word).map(Period::FiscalQuarter),
                (None, Some(date)) => date.split_once(' ').and_then(|(day, word)| {
                    let (day, month) = (day.parse().ok()?, month(word)?);
                    // In a year that is no leap year: a date that every year has.
                    NaiveDate::from_ymd_opt(2025, month, day).map(|_| Period::Year { month, day })
                }),
                (None, None) => None,
            },
        }
    }
}

fn month_name(number: u32) -> String {
    let month = u8::try_from(number).ok().and_then(|month| chrono::Month::try_from(month).ok());
    month.map_or("january", |month| month.name()).to_lowercase()
}

/// The same day so many months on, or the month's last where it has fewer days.
fn months_on(date: NaiveDate, months: i32) -> NaiveDate {
    let step = chrono::Months::new(months.unsigned_abs());
    let moved = if months < 0 { date.checked_sub_months(step) } else { date.checked_add_months(step) };
    moved.unwrap_or(date)
}
