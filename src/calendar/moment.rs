//! Moments as people say them: `02:14`, `yesterday 17:30`, `10 min ago`, `tomorrow 9:00`, `mon 08:00`, `2h`, a date.
//! Pure: the wall clock that is meant, and the present, are arguments.

use chrono::{Datelike, Days, NaiveDate, NaiveTime, Weekday};

use super::instant::{Instant, InstantError};
use super::zone::Zone;

/// Which way a moment lies that names no date: `02:14` was this morning, or is tonight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Toward {
    /// Something that was done: the latest such moment that is not after the present.
    Past,
    /// Something to come: the earliest such moment after the present.
    Future,
}

/// Why words name no moment; says what would be right.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MomentError {
    /// They mean nothing.
    #[error("{} is no moment: write {}", crate::text::quoted(.words), examples(*.toward))]
    Unknown {
        /// As written.
        words: String,
        /// Which way was asked.
        toward: Toward,
    },
    /// A day alone does not say when something was done.
    #[error("{} says the day and not the time: write it with the time, such as \"yesterday 17:30\"", crate::text::quoted(.0))]
    NoTime(String),
    /// The clocks never showed it.
    #[error("{} never was: clocks in {zone} skipped that time", crate::text::quoted(.words))]
    Skipped {
        /// As written.
        words: String,
        /// Whose clocks.
        zone: String,
    },
    /// Outside of the years that are counted.
    #[error("{} is {}", crate::text::quoted(.0), InstantError::Range)]
    Range(String),
}

fn examples(toward: Toward) -> &'static str {
    match toward {
        Toward::Past => "02:14, yesterday 17:30, mon 9:00, 10 min ago, 2026-11-20 02:14, or RFC 3339",
        Toward::Future => "9:00, tomorrow 9:00, mon 08:00, 2h, 3 days, 2026-11-30, 30 nov 9:00, or RFC 3339",
    }
}

/// The longest words that are read.
const LONGEST: usize = 80;

/// Reads a moment on the wall clock of a zone.
///
/// - RFC 3339 is taken as it is. `10 min ago`, `in 2h`, `2h`, `1 h 30 min`: hours and minutes are real time; days and weeks
///   are the same wall time so many dates on or back.
/// - A time alone, and a weekday, are the nearest one that lies `toward` there, never the present itself where it lies
///   ahead.
/// - A day without a time is its first instant where it lies ahead; of the past, the time must be said.
/// - Of a wall time that comes twice in autumn, the earlier is meant. One that spring skips is the first instant after the
///   gap where it lies ahead (as in sla.md 1.4); of the past, it is refused.
///
/// # Errors
/// [`MomentError`] says what would be right.
pub fn moment(words: &str, zone: &Zone, now: Instant, toward: Toward) -> Result<Instant, MomentError> {
    let words = words.trim();
    let unknown = || MomentError::Unknown { words: words.to_owned(), toward };
    match words.parse() {
        Ok(instant) => return Ok(instant),
        Err(InstantError::Range) => return Err(MomentError::Range(words.to_owned())),
        Err(InstantError::Form) => {}
    }
    if words.is_empty() || words.len() > LONGEST {
        return Err(unknown());
    }
    let lower = words.to_lowercase().replace(',', " ");
    let said: Vec<&str> = lower.split_whitespace().filter(|word| !matches!(*word, "at" | "on")).collect();
    let asked = Asked { words, zone, now, toward };
    if said == ["now"] {
        return Ok(now);
    }
    if let Some(length) = Length::of(&said, toward) {
        return asked.moved(length);
    }
    let (day, time) = parted(&said).ok_or_else(unknown)?;
    match (day, time) {
        (Day::None, None) => Err(unknown()),
        (Day::None, Some(time)) => asked.nearest(2, |_| true, Some(time)),
        (Day::Weekday(weekday), time) => asked.nearest(8, |date| date.weekday() == weekday, time),
        (Day::Beside(days), time) => {
            let today = zone.date(now);
            let date = beside(today, days).ok_or_else(|| MomentError::Range(words.to_owned()))?;
            asked.on(date, time)
        }
        (Day::Date(date), time) => asked.on(date, time),
        (Day::OfYear(day, month), time) => {
            asked.nearest(367 * 8, |date| (date.day(), date.month()) == (day, month), time)
        }
    }
}

/// What was asked, for those who answer.
struct Asked<'a> {
    words: &'a str,
    zone: &'a Zone,
    now: Instant,
    toward: Toward,
}

impl Asked<'_> {
    fn range(&self) -> MomentError {
        MomentError::Range(self.words.to_owned())
    }

    /// A wall time on a date.
    fn on(&self, date: NaiveDate, time: Option<NaiveTime>) -> Result<Instant, MomentError> {
        let Some(time) = time else {
            return match self.toward {
                Toward::Future => self.zone.start_of_day(date).ok_or_else(|| self.range()),
                Toward::Past => Err(MomentError::NoTime(self.words.to_owned())),
            };
        };
        let civil = date.and_time(time);
        let instant = self.zone.instant(civil).ok_or_else(|| self.range())?;
        if self.toward == Toward::Past && self.zone.civil(instant) != civil {
            let (words, zone) = (self.words.to_owned(), self.zone.name().to_owned());
            return Err(MomentError::Skipped { words, zone });
        }
        Ok(instant)
    }

    /// The nearest date that fits, `days` around the present at most, on which that time lies the way that is asked for.
    fn nearest(
        &self,
        days: i64,
        fits: impl Fn(NaiveDate) -> bool,
        time: Option<NaiveTime>,
    ) -> Result<Instant, MomentError> {
        let today = self.zone.date(self.now);
        for step in 0..=days {
            let step = if self.toward == Toward::Past { -step } else { step };
            let Some(date) = beside(today, step).filter(|date| fits(*date)) else { continue };
            let instant = match self.on(date, time) {
                // A time that was skipped on one day was there on the day before.
                Err(MomentError::Skipped { .. }) => continue,
                other => other?,
            };
            let lies_there = match self.toward {
                Toward::Past => instant <= self.now,
                Toward::Future => instant > self.now,
            };
            if lies_there {
                return Ok(instant);
            }
        }
        Err(self.range())
    }

    fn moved(&self, length: Length) -> Result<Instant, MomentError> {
        let from = match length.days {
            0 => Some(self.now),
            days => {
                let civil = self.zone.civil(self.now);
                beside(civil.date(), days).and_then(|date| self.zone.instant(date.and_time(civil.time())))
            }
        };
        from.and_then(|from| from.plus(length.seconds)).ok_or_else(|| self.range())
    }
}

fn beside(date: NaiveDate, days: i64) -> Option<NaiveDate> {
    let by = Days::new(days.unsigned_abs());
    if days < 0 { date.checked_sub_days(by) } else { date.checked_add_days(by) }
}

/// A length of time, signed: ahead or back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Length {
    days: i64,
    seconds: i64,
}

impl Length {
    /// `in 2h`, `10 min ago`, `1h30m`; alone it lies `toward` there.
    fn of(said: &[&str], toward: Toward) -> Option<Length> {
        let (said, sign) = match said {
            ["in", rest @ ..] => (rest, 1),
            [rest @ .., "ago"] => (rest, -1),
            all => (all, if toward == Toward::Past { -1 } else { 1 }),
        };
        let mut length = Length::default();
        let joined = said.concat();
        let mut rest = joined.as_str();
        if rest.is_empty() {
            return None;
        }
        while !rest.is_empty() {
            let digits = rest.find(|c: char| !c.is_ascii_digit())?;
            let (number, after) = rest.split_at_checked(digits)?;
            let number: i64 = number.parse().ok().filter(|number| *number <= 1_000_000)?;
            let end = after.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(after.len());
            let (unit, after) = after.split_at_checked(end)?;
            match unit {
                "m" | "min" | "mins" | "minute" | "minutes" => length.seconds += number * 60,
                "h" | "hr" | "hrs" | "hour" | "hours" => length.seconds += number * 3600,
                "d" | "day" | "days" => length.days += number,
                "w" | "wk" | "week" | "weeks" => length.days += number * 7,
                _ => return None,
            }
            rest = after;
        }
        Some(Length { days: length.days * sign, seconds: length.seconds * sign })
    }
}

/// The day of a moment, as said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Day {
    None,
    /// So many dates from today.
    Beside(i64),
    Weekday(Weekday),
    Date(NaiveDate),
    /// Day and month.
    OfYear(u32, u32),
}

/// Day and time of what was said; `None` where it is something else.
fn parted(said: &[&str]) -> Option<(Day, Option<NaiveTime>)> {
    if let [all] = said
        && let Some((date, time)) = all.split_once('t')
        && let (Ok(date), Some(time)) = (date.parse(), clock(time))
    {
        return Some((Day::Date(date), Some(time)));
    }
    let (rest, time) = match said {
        [rest @ .., number, half @ ("am" | "pm")] => (rest, Some(clock(&format!("{number}{half}"))?)),
        [rest @ .., last] => match clock(last) {
            Some(time) => (rest, Some(time)),
            None => (said, None),
        },
        [] => return None,
    };
    let day = match rest {
        [] => Day::None,
        ["today"] => Day::Beside(0),
        ["tomorrow" | "tmrw"] => Day::Beside(1),
        ["yesterday"] => Day::Beside(-1),
        [word] => match weekday(word) {
            Some(weekday) => Day::Weekday(weekday),
            None => Day::Date(word.parse().ok().filter(|_| word.len() == 10)?),
        },
        [day, month] => {
            let (day, month) = day_and_month(day, month).or_else(|| day_and_month(month, day))?;
            Day::OfYear(day, month)
        }
        [day, month, year] => {
            let (day, month) = day_and_month(day, month).or_else(|| day_and_month(month, day))?;
            let year = year.parse().ok().filter(|_| year.len() == 4)?;
            Day::Date(NaiveDate::from_ymd_opt(year, month, day)?)
        }
        _ => return None,
    };
    Some((day, time))
}

/// `9:00`, `17:30`, `17:30:05`, `9am`, `5:30pm`.
fn clock(word: &str) -> Option<NaiveTime> {
    let (digits, noon) = match (word.strip_suffix("am"), word.strip_suffix("pm")) {
        (Some(digits), _) => (digits, Some(0)),
        (_, Some(digits)) => (digits, Some(12)),
        _ => (word, None),
    };
    let number = |part: &str| -> Option<u32> {
        let plain = (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| part.parse().ok()).flatten()
    };
    let parts: Vec<&str> = digits.split(':').collect();
    let (hour, minute, second) = match (parts.as_slice(), noon) {
        // A bare number is a time only with am or pm.
        ([hour], Some(_)) => (number(hour)?, 0, 0),
        ([hour, minute], _) if minute.len() == 2 => (number(hour)?, number(minute)?, 0),
        ([hour, minute, second], None) if minute.len() == 2 && second.len() == 2 => {
            (number(hour)?, number(minute)?, number(second)?)
        }
        _ => return None,
    };
    let hour = match noon {
        None => hour,
        Some(half) => (1..=12).contains(&hour).then_some(hour % 12 + half)?,
    };
    NaiveTime::from_hms_opt(hour, minute, second)
}

fn weekday(word: &str) -> Option<Weekday> {
    const DAYS: [(&str, Weekday); 7] = [
        ("monday", Weekday::Mon),
        ("tuesday", Weekday::Tue),
        ("wednesday", Weekday::Wed),
        ("thursday", Weekday::Thu),
        ("friday", Weekday::Fri),
        ("saturday", Weekday::Sat),
        ("sunday", Weekday::Sun),
    ];
    begins(word, &DAYS)
}

fn day_and_month(day: &str, month: &str) -> Option<(u32, u32)> {
    const MONTHS: [(&str, u32); 12] = [
        ("january", 1),
        ("february", 2),
        ("march", 3),
        ("april", 4),
        ("may", 5),
        ("june", 6),
        ("july", 7),
        ("august", 8),
        ("september", 9),
        ("october", 10),
        ("november", 11),
        ("december", 12),
    ];
    let day = day.trim_end_matches('.').parse().ok().filter(|day| (1..=31).contains(day))?;
    Some((day, begins(month, &MONTHS)?))
}

/// What a word of three letters or more is the beginning of.
fn begins<T: Copy>(word: &str, names: &[(&str, T)]) -> Option<T> {
    let word = word.trim_end_matches('.');
    let found = names.iter().find(|(name, _)| word.len() >= 3 && name.starts_with(word));
    found.map(|(_, value)| *value)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::calendar::Zones;

    /// Friday, 20 November 2026, 15:20:30 in Paris.
    const NOW: &str = "2026-11-20T14:20:30Z";

    fn read(words: &str, toward: Toward) -> Result<String, String> {
        read_at(words, "Europe/Paris", NOW, toward)
    }

    fn read_at(words: &str, zone: &str, now: &str, toward: Toward) -> Result<String, String> {
        let zone = Zones::embedded().get(zone).unwrap();
        let read = moment(words, &zone, now.parse().unwrap(), toward);
        read.map(|at| at.to_string()).map_err(|error| error.to_string())
    }

    #[test]
    fn what_was_done() {
        let table = [
            ("02:14", "2026-11-20T01:14:00Z"),
            ("at 02:14", "2026-11-20T01:14:00Z"),
            ("15:20:30", "2026-11-20T14:20:30Z"),
            ("15:21", "2026-11-19T14:21:00Z"),
            ("yesterday 17:30", "2026-11-19T16:30:00Z"),
            ("Yesterday at 5:30 PM", "2026-11-19T16:30:00Z"),
            ("today 9am", "2026-11-20T08:00:00Z"),
            ("10 min ago", "2026-11-20T14:10:30Z"),
            ("10min", "2026-11-20T14:10:30Z"),
            ("1 h 30 min ago", "2026-11-20T12:50:30Z"),
            ("2 days ago", "2026-11-18T14:20:30Z"),
            ("mon 9:00", "2026-11-16T08:00:00Z"),
            ("friday 9:00", "2026-11-20T08:00:00Z"),
            ("fri 16:00", "2026-11-13T15:00:00Z"),
            ("2026-11-19 02:14", "2026-11-19T01:14:00Z"),
            ("2026-11-19T02:14", "2026-11-19T01:14:00Z"),
            ("2026-11-20T02:14:00+01:00", "2026-11-20T01:14:00Z"),
            ("24 dec 9:00", "2025-12-24T08:00:00Z"),
            ("19 Nov 2026, 9:00", "2026-11-19T08:00:00Z"),
            ("now", NOW),
        ];
        for (words, at) in table {
            assert_eq!(read(words, Toward::Past).as_deref(), Ok(at), "{words}");
        }
    }

    #[test]
    fn what_is_to_come() {
        let table = [
            ("9:00", "2026-11-21T08:00:00Z"),
            ("16:00", "2026-11-20T15:00:00Z"),
            ("15:20:30", "2026-11-21T14:20:30Z"),
            ("tomorrow 9:00", "2026-11-21T08:00:00Z"),
            ("tomorrow", "2026-11-20T23:00:00Z"),
            ("mon 08:00", "2026-11-23T07:00:00Z"),
            ("Monday", "2026-11-22T23:00:00Z"),
            ("fri 15:00", "2026-11-27T14:00:00Z"),
            ("fri 15:30", "2026-11-20T14:30:00Z"),
            ("2h", "2026-11-20T16:20:30Z"),
            ("in 1h30m", "2026-11-20T15:50:30Z"),
            ("3 days", "2026-11-23T14:20:30Z"),
            ("2w", "2026-12-04T14:20:30Z"),
            ("2026-11-30", "2026-11-29T23:00:00Z"),
            ("30 nov 9:00", "2026-11-30T08:00:00Z"),
            ("Nov 30 9am", "2026-11-30T08:00:00Z"),
            ("1 mar", "2027-02-28T23:00:00Z"),
            ("29 feb 12:00", "2028-02-29T11:00:00Z"),
            ("12am", "2026-11-20T23:00:00Z"),
        ];
        for (words, at) in table {
            assert_eq!(read(words, Toward::Future).as_deref(), Ok(at), "{words}");
        }
    }

    /// Of two, the earlier; a gap is passed ahead, and never was behind.
    #[test]
    fn clock_changes() {
        let (spring, autumn) = ("2026-03-29T10:00:00Z", "2026-10-25T10:00:00Z");
        let paris = |words: &str, now: &str, toward| read_at(words, "Europe/Paris", now, toward);
        assert_eq!(paris("02:30", autumn, Toward::Past).as_deref(), Ok("2026-10-25T00:30:00Z"));
        assert_eq!(
            paris("25 oct 02:30", "2026-10-24T10:00:00Z", Toward::Future).as_deref(),
            Ok("2026-10-25T00:30:00Z")
        );
        let skipped = paris("2026-03-29 02:30", spring, Toward::Past).unwrap_err();
        assert!(skipped.contains("never was"), "{skipped}");
        // A time without a date is the last one that was.
        assert_eq!(paris("02:30", spring, Toward::Past).as_deref(), Ok("2026-03-28T01:30:00Z"));
        assert_eq!(
            paris("tomorrow 02:30", "2026-03-28T10:00:00Z", Toward::Future).as_deref(),
            Ok("2026-03-29T01:00:00Z")
        );
        // Days are dates, hours are real time.
        assert_eq!(
            paris("1 day", "2026-03-28T10:00:00Z", Toward::Future).as_deref(),
            Ok("2026-03-29T09:00:00Z")
        );
        assert_eq!(
            paris("24h", "2026-03-28T10:00:00Z", Toward::Future).as_deref(),
            Ok("2026-03-29T10:00:00Z")
        );
        // A day without a midnight begins at its first instant (faults.md D06).
        assert_eq!(
            read_at("2023-10-01", "America/Asuncion", "2023-09-20T10:00:00Z", Toward::Future).as_deref(),
            Ok("2023-10-01T04:00:00Z")
        );
    }

    #[test]
    fn what_is_no_moment_says_what_would_be() {
        for words in [
            "",
            "soon",
            "9",
            "25:00",
            "9:0",
            "13pm",
            "0am",
            "31 feb",
            "2026-02-30",
            "mo 9:00",
            "03/04/2026",
            "5",
            "h",
            "2x",
            "ago",
            "in",
            "yesterday tomorrow",
            "12:00 12:00",
            "9.30",
            "é",
            "99999999999999h",
            "2026-3-1",
        ] {
            let error = read(words, Toward::Future).unwrap_err();
            assert!(error.contains("tomorrow 9:00") || error.contains("1970"), "{words}: {error}");
        }
        assert!(read("yesterday", Toward::Past).unwrap_err().contains("17:30"));
        assert!(read("900000 days", Toward::Future).unwrap_err().contains("1970"));
        assert!(read("2970-01-01T00:00:00Z", Toward::Future).unwrap_err().contains("1970"));
    }

    proptest! {
        #[test]
        fn nothing_that_is_typed_breaks_it(words in "[ a-z0-9:é@.,+-]{0,24}", past: bool) {
            let toward = if past { Toward::Past } else { Toward::Future };
            let _ = read(&words, toward);
        }

        /// A bare time lies where it is asked for, at most a day away (a day has at most 25 hours).
        #[test]
        fn a_time_is_the_nearest_one(unix in 0i64..4_000_000_000, hour in 0u32..24, minute in 0u32..60) {
            let zone = Zones::embedded().get("Europe/Paris").unwrap();
            let now = Instant::from_unix(unix + 200_000).unwrap();
            let words = format!("{hour:02}:{minute:02}");
            let past = moment(&words, &zone, now, Toward::Past).unwrap();
            prop_assert!(past <= now && now.since(past) <= 49 * 3600);
            prop_assert_eq!(zone.civil(past).format("%H:%M").to_string(), words.clone());
            let future = moment(&words, &zone, now, Toward::Future).unwrap();
            prop_assert!(future > now && future.since(now) <= 25 * 3600);
        }
    }
}
