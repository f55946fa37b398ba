//! Moments in examples, as a person writes them: on the wall clock of the pack's zone, the weekday beside the date so that a
//! slip is noticed; or an instant with its offset.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, Weekday};

use crate::calendar::{Instant, InstantError, Zone};
use crate::written::diagnostic::quoted;
use crate::written::{Findings, Value};

/// What a moment without an offset looks like, for what is said where one is none.
const SUCH_AS: &str = "write it in the pack's own time, such as \"Fri 2026-03-27 16:30\", or with an offset, such as \"2026-03-27T16:30+01:00\"";

/// Reads a moment: in quotes, or as TOML's own date and time.
pub(super) fn moment(value: &Value, zone: &Zone, found: &mut Findings) -> Option<Instant> {
    let written = match value.value.get_ref().as_datetime() {
        Some(date) => date.to_string(),
        None => value.text(found)?.value.to_owned(),
    };
    let (message, help) = match written.parse() {
        Ok(instant) => return Some(instant),
        Err(InstantError::Range) => (format!("{} is {}", quoted(&written), InstantError::Range), None),
        Err(InstantError::Form) => match local(&written, zone) {
            Ok(instant) => return Some(instant),
            Err((message, help)) => (message, Some(help)),
        },
    };
    found.error(value.span(), &value.key, message, help);
    None
}

/// Whether a text is meant as a moment rather than as a promise: it begins with a digit or a weekday.
pub(super) fn is_meant(text: &str) -> bool {
    let first = text.split([' ', ',']).next().unwrap_or_default();
    text.starts_with(|c: char| c.is_ascii_digit()) || first.parse::<Weekday>().is_ok()
}

/// A date and time on the zone's wall clock; else what is wrong, and what would be right.
fn local(written: &str, zone: &Zone) -> Result<Instant, (String, String)> {
    let shown = quoted(written);
    let no_moment = || (format!("{shown} is no moment"), SUCH_AS.to_owned());
    let words: Vec<&str> = written.split([' ', ',', 'T']).filter(|word| !word.is_empty()).collect();
    let (weekday, rest) = match words.split_first() {
        // `Tue` and `Thu` lose their letter at the split: they are read from the text as it stands.
        _ if written.starts_with(|c: char| c.is_ascii_digit()) => (None, words),
        _ => {
            let (first, rest) = written.split_once([' ', ',']).ok_or_else(no_moment)?;
            let weekday: Weekday = first.parse().map_err(|_| no_moment())?;
            (Some(weekday), rest.split([' ', ',', 'T']).filter(|word| !word.is_empty()).collect())
        }
    };
    let (date, time) = match rest.as_slice() {
        [date, time] => (date, time),
        [time] if time_of(time).is_some() => {
            let message = format!("{shown} names no date");
            return Err((message, "write the date too, such as \"Fri 2026-03-27 16:30\"".to_owned()));
        }
        _ => return Err(no_moment()),
    };
    let date = date_of(date).ok_or_else(no_moment)?;
    let time = time_of(time).ok_or_else(no_moment)?;
    if let Some(weekday) = weekday.filter(|weekday| *weekday != chrono::Datelike::weekday(&date)) {
        let is = chrono::Datelike::weekday(&date);
        let message = format!("{date} is a {}, not a {}", long(is), long(weekday));
        return Err((message, "mend the date or the weekday".to_owned()));
    }
    at(date.and_time(time), zone).map_err(|wrong| match wrong {
        Wrong::Beyond => (format!("{shown} is {}", InstantError::Range), SUCH_AS.to_owned()),
        Wrong::Skipped => {
            let message = format!("{shown} never was: clocks in {} skipped that time", zone.name());
            (message, "write a time that the clocks showed".to_owned())
        }
        Wrong::Twice(first, second) => {
            let message = format!("{shown} comes twice: clocks in {} go back over it", zone.name());
            (
                message,
                format!(
                    "write which one: \"{}\" or \"{}\"",
                    with_offset(first, zone),
                    with_offset(second, zone)
                ),
            )
        }
    })
}

/// Why a wall time is no one instant.
enum Wrong {
    Beyond,
    Skipped,
    Twice(Instant, Instant),
}

/// The one instant at which the zone's clocks show this.
fn at(civil: NaiveDateTime, zone: &Zone) -> Result<Instant, Wrong> {
    let as_utc = Instant::from_unix(civil.and_utc().timestamp()).ok_or(Wrong::Beyond)?;
    // No offset reaches a day, so the ones of two days hold every one that could be meant.
    let near = |days: i64| Instant::from_unix_clamped(as_utc.unix() + days * 86_400);
    let changes = zone.changes_between(near(-1), near(1));
    let offsets = std::iter::once(zone.offset_at(near(-1))).chain(changes.iter().map(|change| change.2));
    let mut fits: Vec<Instant> =
        offsets.filter_map(|offset| as_utc.plus(-offset)).filter(|at| zone.civil(*at) == civil).collect();
    fits.sort();
    fits.dedup();
    match fits.as_slice() {
        [] => Err(Wrong::Skipped),
        [one] => Ok(*one),
        [first, second, ..] => Err(Wrong::Twice(*first, *second)),
    }
}

/// A moment as a pack writes it: `Fri 2026-03-27 16:30` on the zone's clock, or with its offset where that alone would not do.
pub fn moment_words(at: Instant, zone: &Zone) -> String {
    let civil = zone.civil(at);
    let words = format!("{} {}", chrono::Datelike::weekday(&civil), civil.format("%Y-%m-%d %H:%M"));
    if local(&words, zone) == Ok(at) { words } else { at.to_string() }
}

/// `2026-10-25T02:30+02:00`.
fn with_offset(at: Instant, zone: &Zone) -> String {
    let offset = zone.offset_at(at);
    let (sign, minutes) = (if offset < 0 { '-' } else { '+' }, offset.abs() / 60);
    format!("{}{sign}{:02}:{:02}", zone.civil(at).format("%Y-%m-%dT%H:%M"), minutes / 60, minutes % 60)
}

fn date_of(word: &str) -> Option<NaiveDate> {
    let plain = word.len() == 10 && word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    NaiveDate::parse_from_str(word, "%Y-%m-%d").ok().filter(|_| plain)
}

fn time_of(word: &str) -> Option<NaiveTime> {
    let plain =
        matches!(word.len(), 4 | 5 | 8) && word.bytes().all(|byte| byte.is_ascii_digit() || byte == b':');
    let time =
        NaiveTime::parse_from_str(word, "%H:%M").or_else(|_| NaiveTime::parse_from_str(word, "%H:%M:%S"));
    // chrono reads 23:59:60 as a leap second, which no local clock shows on its own.
    time.ok().filter(|time| plain && chrono::Timelike::nanosecond(time) < 1_000_000_000)
}

fn long(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Zones;

    fn read(text: &str) -> Result<String, String> {
        let zone = Zones::embedded().get("Europe/Berlin").unwrap();
        local(text, &zone).map(|at| at.to_string()).map_err(|(message, help)| format!("{message}; {help}"))
    }

    #[test]
    fn local_moments_are_read_on_the_zones_clock() {
        for text in [
            "Fri 2026-03-27 16:30",
            "Friday 2026-03-27 16:30",
            "friday, 2026-03-27 16:30",
            "2026-03-27 16:30",
            "2026-03-27T16:30",
            "2026-03-27T16:30:00",
        ] {
            assert_eq!(read(text), Ok("2026-03-27T15:30:00Z".into()), "{text}");
        }
        assert_eq!(read("Tue 2026-03-31 9:05"), Ok("2026-03-31T07:05:00Z".into()));
        assert_eq!(read("Thu 2026-03-26T09:05"), Ok("2026-03-26T08:05:00Z".into()));
    }

    #[test]
    fn what_is_not_one_moment_says_what_would_be_right() {
        for (text, said) in [
            ("Thu 2026-03-27 16:30", "2026-03-27 is a Friday, not a Thursday"),
            ("Friday 16:30", "names no date"),
            ("2026-10-25 02:30", "\"2026-10-25T02:30+02:00\" or \"2026-10-25T02:30+01:00\""),
            ("2026-03-29 02:30", "clocks in Europe/Berlin skipped that time"),
            ("2026-02-30 09:00", "is no moment"),
            ("2026-03-27 24:00", "is no moment"),
            ("2026-03-27 23:59:60", "is no moment"),
            ("Fri", "is no moment"),
            ("1960-01-01 09:00", "1970 to 2200"),
            ("2026-03-27", "is no moment"),
        ] {
            let error = read(text).unwrap_err();
            assert!(error.contains(said), "{text}: {error}");
        }
    }
}
