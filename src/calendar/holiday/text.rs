//! The small grammar of dates in words: `"12-25"`, `"3rd Monday of January"`, `"Monday on or before 05-24"`.

use chrono::{Datelike, NaiveDate, Weekday};

/// A day of every year. 29 February exists in leap years only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct MonthDay {
    pub month: u32,
    pub day: u32,
}

/// Which of a month's Mondays, Tuesdays ...
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ordinal {
    /// Counted from the start of the month, 1 to 5.
    Nth(u8),
    /// The last of the month.
    Last,
}

/// On which side of its anchor a weekday is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Before,
    OnOrBefore,
    Nearest,
    OnOrAfter,
    After,
}

/// What the words of `on` mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pattern {
    /// `"12-25"`.
    Fixed(MonthDay),
    /// `"3rd Monday of January"`.
    Nth { ordinal: Ordinal, weekday: Weekday, month: u32 },
    /// `"Monday on or before 05-24"`.
    Near { weekday: Weekday, side: Side, anchor: MonthDay },
    /// `"28 Dec to 3 Jan"`, every year, both ends closed; may run over the year's end.
    Yearly(MonthDay, MonthDay),
    /// `"2026-12-28 to 2027-01-03"` (or one date), once.
    Span(NaiveDate, NaiveDate),
}

/// `"01-06 is Sunday"`: on which weekday some day of the same year falls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Condition {
    day: MonthDay,
    weekday: Weekday,
}

impl Condition {
    /// Whether it is so in a year.
    pub(super) fn is_met(&self, year: i32) -> bool {
        NaiveDate::from_ymd_opt(year, self.day.month, self.day.day)
            .is_some_and(|date| date.weekday() == self.weekday)
    }
}

/// Where a holiday goes that falls on a bad day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shift {
    /// The next such weekday after it.
    Next(Weekday),
    /// The last such weekday before it.
    Previous(Weekday),
    /// The next day that is neither weekend nor a holiday.
    NextWorking,
    /// The last day before it that is neither weekend nor a holiday.
    PreviousWorking,
    /// It is not kept at all.
    Dropped,
}

const EXAMPLES: &str = "such as \"12-25\", \"25 Dec\", \"3rd Monday of January\", \"last Monday of May\", \
     \"Monday on or before 05-24\", \"28 Dec to 3 Jan\" or \"2026-12-28 to 2027-01-03\"";

/// A longest dated span: long enough for any shutdown, short enough that a typing slip is noticed.
const LONGEST_SPAN_DAYS: i64 = 92;

/// Reads the value of `on`. The error says what would be right.
pub(super) fn pattern(written: &str) -> Result<Pattern, String> {
    let lower = written.trim().to_lowercase();
    if let Some((from, to)) = lower.split_once(" to ")
        && !from.ends_with("nearest")
    {
        return span(from.trim(), to.trim());
    }
    // Digits and hyphens alone are a date or a mistyped one, and its own error says more.
    if lower.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') && lower.len() >= 4 {
        return match lower.split('-').count() {
            3 => date(&lower).map(|date| Pattern::Span(date, date)),
            _ => month_day(&lower).map(Pattern::Fixed),
        };
    }
    if let Ok(fixed) = month_day(&lower) {
        return Ok(Pattern::Fixed(fixed));
    }
    let words: Vec<&str> = lower.split_whitespace().filter(|word| *word != "the").collect();
    let unknown = || format!("\"{written}\" is no date rule; write one {EXAMPLES}");
    match words.as_slice() {
        [ordinal, weekday, "of" | "in", month] => {
            match (self::ordinal(ordinal), self::weekday(weekday), self::month(month)) {
                (Some(ordinal), Some(weekday), Some(month)) => Ok(Pattern::Nth { ordinal, weekday, month }),
                _ => Err(unknown()),
            }
        }
        [weekday, rest @ ..] => {
            let (side, anchor) = match rest {
                ["on", "or", "before", anchor @ ..] => (Side::OnOrBefore, anchor),
                ["on", "or", "after", anchor @ ..] => (Side::OnOrAfter, anchor),
                ["nearest", "to", anchor @ ..] | ["nearest", anchor @ ..] => (Side::Nearest, anchor),
                ["before", anchor @ ..] => (Side::Before, anchor),
                ["after", anchor @ ..] => (Side::After, anchor),
                _ => return Err(unknown()),
            };
            let weekday = self::weekday(weekday).ok_or_else(unknown)?;
            Ok(Pattern::Near { weekday, side, anchor: month_day(&anchor.join(" "))? })
        }
        [] => Err(unknown()),
    }
}

fn span(from: &str, to: &str) -> Result<Pattern, String> {
    if let (Ok(from), Ok(to)) = (date(from), date(to)) {
        let days = (to - from).num_days();
        return match days {
            ..0 => Err(format!("the span ends before it begins: {from} to {to}")),
            0..=LONGEST_SPAN_DAYS => Ok(Pattern::Span(from, to)),
            _ => Err(format!("{from} to {to} is {days} days long; at most {LONGEST_SPAN_DAYS} are taken")),
        };
    }
    Ok(Pattern::Yearly(month_day(from)?, month_day(to)?))
}

/// Reads `"12-25"`, `"25 Dec"` or `"25 December"`.
pub(super) fn month_day(written: &str) -> Result<MonthDay, String> {
    let lower = written.trim().to_lowercase();
    let parts = lower.split_once('-').map(|(month, day)| (digits(month), digits(day))).or_else(|| {
        lower
            .split_once(' ')
            .map(|(day, month)| (self::month(month.trim()), digits(day.trim_end_matches('.'))))
    });
    let Some((Some(month), Some(day))) = parts else {
        return Err(format!("\"{written}\" is no day of the year; write it as \"12-25\" or \"25 Dec\""));
    };
    // 2000 is a leap year, so that 29 February passes.
    if NaiveDate::from_ymd_opt(2000, month, day).is_none() {
        return Err(format!("there is no day {month:02}-{day:02} (month-day)"));
    }
    Ok(MonthDay { month, day })
}

/// Reads `"01-06 is Sunday"`.
pub(super) fn condition(written: &str) -> Result<Condition, String> {
    let lower = written.trim().to_lowercase();
    let parts = lower.split_once(" is ").map(|(day, on)| (month_day(day), weekday(on.trim())));
    match parts {
        Some((Ok(day), Some(weekday))) => Ok(Condition { day, weekday }),
        _ => Err(format!("\"{written}\" is no condition; write it as \"01-06 is Sunday\"")),
    }
}

/// Reads `"2026-05-01"`.
pub(super) fn date(written: &str) -> Result<NaiveDate, String> {
    let written = written.trim();
    let well_formed =
        written.len() == 10 && written.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let date = NaiveDate::parse_from_str(written, "%Y-%m-%d").ok().filter(|_| well_formed);
    match date {
        Some(date) if super::YEARS.contains(&date.year()) => Ok(date),
        Some(_) => Err(format!("{written} lies outside the years 1970 to 2200")),
        None => Err(format!("\"{written}\" is no date; write it as \"2026-05-01\"")),
    }
}

/// Reads `"next monday"`, `"previous friday"`, `"next working day"`, `"previous working day"` or `"dropped"`.
pub(super) fn shift(written: &str) -> Result<Shift, String> {
    let lower = written.trim().to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let shift = match words.as_slice() {
        ["dropped"] => Some(Shift::Dropped),
        ["next", "working", "day"] => Some(Shift::NextWorking),
        ["previous", "working", "day"] => Some(Shift::PreviousWorking),
        ["next", day] => weekday(day).map(Shift::Next),
        ["previous", day] => weekday(day).map(Shift::Previous),
        _ => None,
    };
    shift.ok_or_else(|| {
        format!(
            "\"{written}\" is no place to shift to; write \"next monday\", \"previous friday\", \
             \"next working day\", \"previous working day\" or \"dropped\""
        )
    })
}

fn digits(written: &str) -> Option<u32> {
    let plain = (1..=2).contains(&written.len()) && written.bytes().all(|byte| byte.is_ascii_digit());
    written.parse().ok().filter(|_| plain)
}

fn ordinal(word: &str) -> Option<Ordinal> {
    Some(match word {
        "1st" | "first" => Ordinal::Nth(1),
        "2nd" | "second" => Ordinal::Nth(2),
        "3rd" | "third" => Ordinal::Nth(3),
        "4th" | "fourth" => Ordinal::Nth(4),
        "5th" | "fifth" => Ordinal::Nth(5),
        "last" => Ordinal::Last,
        _ => return None,
    })
}

fn weekday(word: &str) -> Option<Weekday> {
    // chrono reads "mon" and "monday" in any case.
    word.parse().ok()
}

fn month(word: &str) -> Option<u32> {
    word.parse::<chrono::Month>().ok().map(|month| month.number_from_month())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_form() {
        let christmas = MonthDay { month: 12, day: 25 };
        for written in ["12-25", "25 Dec", "25 december", " 25 Dec "] {
            assert_eq!(pattern(written), Ok(Pattern::Fixed(christmas)), "{written}");
        }
        for written in ["third Monday in January", "3rd monday of jan", "the third Monday of January"] {
            let expected = Pattern::Nth { ordinal: Ordinal::Nth(3), weekday: Weekday::Mon, month: 1 };
            assert_eq!(pattern(written), Ok(expected), "{written}");
        }
        let anchor = MonthDay { month: 5, day: 24 };
        for (written, side) in [
            ("Monday on or before 05-24", Side::OnOrBefore),
            ("Monday on or after 24 May", Side::OnOrAfter),
            ("Monday before 05-24", Side::Before),
            ("Monday after 05-24", Side::After),
            ("Monday nearest to 05-24", Side::Nearest),
        ] {
            assert_eq!(
                pattern(written),
                Ok(Pattern::Near { weekday: Weekday::Mon, side, anchor }),
                "{written}"
            );
        }
        let turn = Pattern::Yearly(MonthDay { month: 12, day: 28 }, MonthDay { month: 1, day: 3 });
        assert_eq!(pattern("28 Dec to 3 Jan"), Ok(turn));
        assert_eq!(pattern("12-28 to 01-03"), Ok(turn));
        assert!(matches!(pattern("2026-12-28 to 2027-01-03"), Ok(Pattern::Span(..))));
        assert!(pattern("02-29").is_ok());
    }

    #[test]
    fn refuses_what_it_does_not_know_and_says_what_would_be_right() {
        for written in [
            "",
            "x",
            "13-01",
            "02-30",
            "2026-02-29",
            "1969-01-01",
            "6th Monday of May",
            "3rd Montag of May",
            "Monday on 05-24",
            "Monday before",
            "2027-01-03 to 2026-12-28",
            "2026-01-01 to 2026-12-31",
            "+5-01",
            "1 to 2",
            "été",
            "٣-٥",
        ] {
            assert!(pattern(written).is_err(), "{written}");
        }
        assert!(pattern("someday").unwrap_err().contains("3rd Monday of January"));
        assert!(shift("monday").unwrap_err().contains("next working day"));
        assert_eq!(shift("Next Monday"), Ok(Shift::Next(Weekday::Mon)));
    }
}
