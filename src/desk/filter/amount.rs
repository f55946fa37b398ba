//! What measures are compared with: lengths of time, dates, times of today.

use std::fmt;

use chrono::{Days, NaiveDate, NaiveTime};

use super::keys::Scale;
use crate::calendar::{Instant, Zone};

/// Which side of an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Relation {
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    More,
    /// `>=`
    AtLeast,
    /// `:`, of a day: on it.
    On,
}

impl fmt::Display for Relation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Relation::Less => "<",
            Relation::AtMost => "<=",
            Relation::More => ">",
            Relation::AtLeast => ">=",
            Relation::On => ":",
        })
    }
}

/// A length of time, a day or a moment, as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Amount {
    /// So many seconds; less than none for what is past.
    Length(i64),
    /// The present day, or so many days from it.
    Today(i8),
    /// A date in the agent's zone.
    Date(NaiveDate),
    /// A time of the present day in the agent's zone.
    Time(NaiveTime),
}

/// Why something is no amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AmountError {
    /// Nothing stands there yet, or it can still become one.
    Unfinished,
    /// It cannot be one.
    Wrong,
    /// It is one, but not one that this measure is compared with.
    NotHere,
}

const DAYS: [(&str, i8); 3] = [("today", 0), ("tomorrow", 1), ("yesterday", -1)];
const UNITS: [(char, i64); 5] = [('w', 7 * 86_400), ('d', 86_400), ('h', 3600), ('m', 60), ('s', 1)];
/// A hundred years: nothing here is longer, and sums of it fit.
const LONGEST: i64 = 100 * 366 * 86_400;

impl Amount {
    /// Reads `30m`, `1h30m`, `-2h`, `today`, `2026-03-28` or `17:00`.
    ///
    /// # Errors
    /// Where it is nothing of the kind, or nothing that goes with the scale and the relation.
    pub fn read(text: &str, scale: Scale, relation: Relation) -> Result<Amount, AmountError> {
        let text = text.to_lowercase();
        let amount = amount(&text)?;
        let length = matches!(amount, Amount::Length(_));
        let fits = match (scale, relation) {
            (Scale::Length, Relation::On) => false,
            (Scale::Length, _) => length,
            // Nothing happens at a second's notice: only a day can be asked for with a colon.
            (_, Relation::On) => matches!(amount, Amount::Today(_) | Amount::Date(_)),
            _ => true,
        };
        if fits { Ok(amount) } else { Err(AmountError::NotHere) }
    }

    /// The seconds of the Unix clock that stand in that relation to it, from the first to the one after the last.
    pub fn instants(self, scale: Scale, relation: Relation, now: Instant, zone: &Zone) -> (i64, i64) {
        let (from, to) = match self {
            Amount::Length(seconds) => {
                let ahead = if scale == Scale::Ago { -seconds } else { seconds };
                let at = now.unix().saturating_add(ahead);
                (at, at + 1)
            }
            Amount::Today(days) => day(moved(zone.date(now), days), zone),
            Amount::Date(date) => day(date, zone),
            Amount::Time(time) => {
                let at = zone.instant(zone.date(now).and_time(time)).unwrap_or(now).unix();
                (at, at + 1)
            }
        };
        side(relation, from, to)
    }

    /// The seconds that stand in that relation to a length.
    pub fn lengths(self, relation: Relation) -> (i64, i64) {
        let Amount::Length(seconds) = self else { return (0, 0) };
        side(relation, seconds, seconds + 1)
    }
}

fn side(relation: Relation, from: i64, to: i64) -> (i64, i64) {
    match relation {
        Relation::Less => (i64::MIN, from),
        Relation::AtMost => (i64::MIN, to),
        Relation::More => (to, i64::MAX),
        Relation::AtLeast => (from, i64::MAX),
        Relation::On => (from, to),
    }
}

fn moved(date: NaiveDate, days: i8) -> NaiveDate {
    let by = Days::new(u64::from(days.unsigned_abs()));
    let moved = if days < 0 { date.checked_sub_days(by) } else { date.checked_add_days(by) };
    moved.unwrap_or(date)
}

fn day(date: NaiveDate, zone: &Zone) -> (i64, i64) {
    let start = |date: NaiveDate, else_: Instant| zone.start_of_day(date).unwrap_or(else_).unix();
    let first = if date < zone.date(Instant::MIN) { Instant::MIN } else { Instant::MAX };
    (start(date, first), start(moved(date, 1), first))
}

fn amount(text: &str) -> Result<Amount, AmountError> {
    if text.is_empty() {
        return Err(AmountError::Unfinished);
    }
    if let Some((_, days)) = DAYS.iter().find(|(word, _)| *word == text) {
        return Ok(Amount::Today(*days));
    }
    if DAYS.iter().any(|(word, _)| word.starts_with(text)) {
        return Err(AmountError::Unfinished);
    }
    if text.contains(':') {
        return time(text);
    }
    let dashes = text.chars().skip(1).filter(|c| *c == '-').count();
    if dashes > 0 {
        return date(text, dashes);
    }
    length(text)
}

fn date(text: &str, dashes: usize) -> Result<Amount, AmountError> {
    if let (Ok(date), 10) = (text.parse(), text.len()) {
        return Ok(Amount::Date(date));
    }
    let digits = text.chars().all(|c| c.is_ascii_digit() || c == '-');
    let short = text.chars().count() < 10;
    Err(if digits && short && dashes <= 2 { AmountError::Unfinished } else { AmountError::Wrong })
}

fn time(text: &str) -> Result<Amount, AmountError> {
    let (hours, minutes) = text.split_once(':').unwrap_or((text, ""));
    let number = |text: &str| text.parse::<u32>().ok().filter(|_| text.len() <= 2);
    let Some(hour) = number(hours).filter(|hour| *hour < 24) else { return Err(AmountError::Wrong) };
    match number(minutes) {
        Some(minute) if minutes.len() == 2 => {
            NaiveTime::from_hms_opt(hour, minute, 0).map(Amount::Time).ok_or(AmountError::Wrong)
        }
        Some(minute) if minute < 6 => Err(AmountError::Unfinished),
        None if minutes.is_empty() => Err(AmountError::Unfinished),
        _ => Err(AmountError::Wrong),
    }
}

fn length(text: &str) -> Result<Amount, AmountError> {
    let (sign, text) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let mut total: i64 = 0;
    let mut number: Option<i64> = None;
    for c in text.chars() {
        if let Some(digit) = c.to_digit(10) {
            let grown = number.unwrap_or(0).saturating_mul(10).saturating_add(i64::from(digit));
            number = Some(grown.min(LONGEST));
            continue;
        }
        let unit = UNITS.iter().find(|(unit, _)| *unit == c).map(|(_, seconds)| *seconds);
        let (Some(unit), Some(count)) = (unit, number.take()) else { return Err(AmountError::Wrong) };
        total = total.saturating_add(count.saturating_mul(unit)).min(LONGEST);
    }
    // A bare number says no unit yet, and neither does a bare sign.
    if number.is_some() || text.is_empty() {
        return Err(AmountError::Unfinished);
    }
    Ok(Amount::Length(sign * total))
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Amount::Length(seconds) => write_length(f, *seconds),
            Amount::Today(days) => {
                let word = DAYS.iter().find(|(_, known)| known == days).map_or("today", |(word, _)| word);
                f.write_str(word)
            }
            Amount::Date(date) => write!(f, "{date}"),
            Amount::Time(time) => write!(f, "{}", time.format("%H:%M")),
        }
    }
}

fn write_length(f: &mut fmt::Formatter<'_>, seconds: i64) -> fmt::Result {
    if seconds == 0 {
        return f.write_str("0m");
    }
    if seconds < 0 {
        f.write_str("-")?;
    }
    let mut rest = seconds.abs();
    for (unit, length) in UNITS.into_iter().skip(1) {
        if rest >= length {
            write!(f, "{}{unit}", rest / length)?;
            rest %= length;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Zones;

    fn read(text: &str) -> Result<Amount, AmountError> {
        Amount::read(text, Scale::Ahead, Relation::Less)
    }

    #[test]
    fn amounts_are_read_and_written_the_same() {
        for text in ["30m", "2h", "3d", "1d2h", "-45m", "90s", "0m", "today", "2026-03-28", "17:00", "08:05"]
        {
            let written = read(text).unwrap().to_string();
            assert_eq!(read(&written).unwrap(), read(text).unwrap(), "{text}");
        }
        assert_eq!(read("1w").unwrap(), Amount::Length(604_800));
        assert_eq!(read("90m").unwrap().to_string(), "1h30m");
    }

    #[test]
    fn what_is_being_typed_is_no_error() {
        for text in ["", "2", "1h3", "-", "to", "tomo", "2026-", "2026-03", "2026-03-2", "17:", "17:0"] {
            assert_eq!(read(text), Err(AmountError::Unfinished), "{text:?}");
        }
        for text in ["h", "2x", "soon", "2026-13-01", "2026-03-281", "25:00", "17:61", "17:7", "1h-2h", "٣h"]
        {
            assert_eq!(read(text), Err(AmountError::Wrong), "{text:?}");
        }
        let at = |text, scale, relation| Amount::read(text, scale, relation);
        assert_eq!(at("today", Scale::Length, Relation::Less), Err(AmountError::NotHere));
        assert_eq!(at("2h", Scale::Ahead, Relation::On), Err(AmountError::NotHere));
    }

    /// A day is the agent's own, clock changes included; `<` ends before it and `>` begins after it.
    #[test]
    fn a_day_is_the_agents_own() {
        let zone = Zones::embedded().get("Europe/Paris").unwrap();
        let now: Instant = "2026-03-29T10:00:00Z".parse().unwrap();
        let on = Amount::Today(0).instants(Scale::Ahead, Relation::On, now, &zone);
        assert_eq!(on.1 - on.0, 23 * 3600);
        let before = Amount::Today(0).instants(Scale::Ahead, Relation::Less, now, &zone);
        let after = Amount::Today(0).instants(Scale::Ahead, Relation::More, now, &zone);
        assert_eq!((before.1, after.0), on);
        let ago = Amount::Length(3600).instants(Scale::Ago, Relation::AtLeast, now, &zone);
        assert_eq!(ago.0, now.unix() - 3600);
    }
}
