//! Instants on the UTC line, in whole seconds.

use std::fmt;

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, Timelike};

/// The first year whose instants the engine counts.
pub const FIRST_YEAR: i32 = 1970;
/// The last year whose instants the engine counts.
pub const LAST_YEAR: i32 = 2200;

/// A moment, as whole seconds since 1970-01-01T00:00:00Z. The only kind of time that is compared, added to and stored;
/// wall-clock time exists for people and is made from it by [`super::Zone`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(i64);

impl Instant {
    /// 1970-01-01T00:00:00Z, the earliest instant the engine counts.
    pub const MIN: Instant = Instant(0);
    /// 2200-12-31T23:59:59Z, the last one.
    pub const MAX: Instant = Instant(7_289_654_399);

    /// From seconds since the Unix epoch, clamped to 1970-2200: for instants that come from stored rows or the
    /// machine's clock, which may hold anything (faults.md C18, D03).
    pub fn from_unix_clamped(seconds: i64) -> Instant {
        Instant(seconds.clamp(Self::MIN.0, Self::MAX.0))
    }

    /// From seconds since the Unix epoch; `None` outside 1970-2200.
    pub fn from_unix(seconds: i64) -> Option<Instant> {
        (Self::MIN.0..=Self::MAX.0).contains(&seconds).then_some(Instant(seconds))
    }

    /// Seconds since the Unix epoch.
    pub fn unix(self) -> i64 {
        self.0
    }

    /// This instant moved by `seconds`, either way; `None` outside 1970-2200.
    pub fn plus(self, seconds: i64) -> Option<Instant> {
        self.0.checked_add(seconds).and_then(Self::from_unix)
    }

    /// Seconds of real time from `earlier` to this instant; negative where `earlier` is the later one.
    pub fn since(self, earlier: Instant) -> i64 {
        self.0 - earlier.0
    }

    /// `2026-03-30T14:30:00Z` in ASCII, without an allocation: `due --batch` writes hundreds of thousands a second.
    pub fn text(self) -> [u8; 20] {
        let civil = self.utc();
        let [century, year] = [civil.year() / 100, civil.year() % 100].map(|part| part.unsigned_abs());
        let parts = [century, year, civil.month(), civil.day(), civil.hour(), civil.minute(), civil.second()];
        let digit = |number: u32| b'0' + u8::try_from(number % 10).unwrap_or(0);
        let [c, y, mo, d, h, mi, s] = parts.map(|part| [digit(part / 10), digit(part)]);
        [
            c[0], c[1], y[0], y[1], b'-', mo[0], mo[1], b'-', d[0], d[1], b'T', h[0], h[1], b':', mi[0],
            mi[1], b':', s[0], s[1], b'Z',
        ]
    }

    /// The same moment as civil date and time at UTC.
    pub fn utc(self) -> NaiveDateTime {
        civil_from_seconds(self.0)
    }
}

/// `2026-03-30T14:30:00Z`: how every instant leaves the program (sla.md part 5).
impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(std::str::from_utf8(&self.text()).unwrap_or_default())
    }
}

/// Why a text is not an instant; says what would be right.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InstantError {
    /// Not of the form that RFC 3339 asks for.
    #[error("not an instant: write it as RFC 3339 with an offset, such as 2026-03-27T16:30:00+01:00")]
    Form,
    /// A well-formed instant that the engine does not count.
    #[error("outside the years 1970 to 2200 (UTC)")]
    Range,
}

impl std::str::FromStr for Instant {
    type Err = InstantError;

    /// Reads RFC 3339 with any offset; seconds may be left out, fractions are cut off (sla.md part 5). A leap second
    /// (`23:59:60` at UTC) counts as the second before it, since the Unix line has no place of its own for it.
    fn from_str(text: &str) -> Result<Instant, InstantError> {
        let seconds = parse_rfc3339(text.as_bytes()).ok_or(InstantError::Form)?;
        Instant::from_unix(seconds).ok_or(InstantError::Range)
    }
}

/// Reads the fixed columns by hand: `due --batch` reads hundreds of thousands of these a second.
fn parse_rfc3339(bytes: &[u8]) -> Option<i64> {
    let (head, rest) = bytes.split_at_checked(16)?;
    let &[y0, y1, y2, y3, b'-', mo0, mo1, b'-', d0, d1, b'T' | b't' | b' ', h0, h1, b':', mi0, mi1] = head
    else {
        return None;
    };
    let year = i64::from(two(y0, y1)?) * 100 + i64::from(two(y2, y3)?);
    let (month, day) = (two(mo0, mo1)?, two(d0, d1)?);
    let (hour, minute) = (two(h0, h1)?, two(mi0, mi1)?);
    let (second, rest) = seconds_part(rest)?;
    let offset = match rest {
        [b'Z' | b'z'] => 0,
        &[sign @ (b'+' | b'-'), h0, h1, b':', m0, m1] => {
            let (hours, minutes) = (two(h0, h1)?, two(m0, m1)?);
            if hours > 23 || minutes > 59 {
                return None;
            }
            let seconds = i64::from(hours) * 3600 + i64::from(minutes) * 60;
            if sign == b'-' { -seconds } else { seconds }
        }
        _ => return None,
    };
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let since_midnight = i64::from(hour) * 3600 + i64::from(minute) * 60 - offset;
    // Leap seconds end a UTC day and stand nowhere else.
    if second == 60 && since_midnight.rem_euclid(86_400) != 86_340 {
        return None;
    }
    let date = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
    Some(day_number(date) * 86_400 + since_midnight + i64::from(second.min(59)))
}

/// The optional `:SS` and `.fff`; gives the seconds and what follows.
fn seconds_part(rest: &[u8]) -> Option<(u32, &[u8])> {
    let &[b':', s0, s1, ref after @ ..] = rest else { return Some((0, rest)) };
    let second = two(s0, s1)?;
    let Some((b'.', fraction)) = after.split_first() else { return Some((second, after)) };
    let digits = fraction.iter().take_while(|byte| byte.is_ascii_digit()).count();
    if digits == 0 { None } else { Some((second, fraction.get(digits..)?)) }
}

fn two(tens: u8, ones: u8) -> Option<u32> {
    (tens.is_ascii_digit() && ones.is_ascii_digit())
        .then(|| u32::from(tens - b'0') * 10 + u32::from(ones - b'0'))
}

/// Days since 1970-01-01.
pub(super) fn day_number(date: NaiveDate) -> i64 {
    date.signed_duration_since(NaiveDate::default()).num_days()
}

/// The date `days` after 1970-01-01, clamped to what chrono can hold.
pub(super) fn date_of_day(days: i64) -> NaiveDate {
    civil_from_seconds(days.saturating_mul(86_400)).date()
}

/// Civil time whose seconds since 1970-01-01T00:00:00 are `seconds`, without any zone, clamped to what chrono holds.
pub(super) fn civil_from_seconds(seconds: i64) -> NaiveDateTime {
    let far = if seconds < 0 { NaiveDateTime::MIN } else { NaiveDateTime::MAX };
    DateTime::from_timestamp(seconds, 0).map_or(far, |moment| moment.naive_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_form_the_specification_allows() {
        let table = [
            ("2026-03-27T16:30:00+01:00", "2026-03-27T15:30:00Z"),
            ("2026-03-27T16:30+01:00", "2026-03-27T15:30:00Z"),
            ("2026-03-27T15:30:00.999Z", "2026-03-27T15:30:00Z"),
            ("2026-03-27t15:30:00z", "2026-03-27T15:30:00Z"),
            ("1970-01-01T05:45:00+05:45", "1970-01-01T00:00:00Z"),
            ("2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z"),
            ("2017-01-01T00:59:60+01:00", "2016-12-31T23:59:59Z"),
            ("2200-12-31T23:59:59Z", "2200-12-31T23:59:59Z"),
            ("2024-02-29T00:00:00-00:30", "2024-02-29T00:30:00Z"),
        ];
        for (text, expected) in table {
            assert_eq!(text.parse::<Instant>().map(|i| i.to_string()), Ok(expected.to_string()), "{text}");
        }
    }

    #[test]
    fn refuses_what_is_not_an_instant() {
        let forms = [
            "",
            "2026",
            "2026-03-27",
            "2026-03-27T16:30",
            "2026-03-27T16:30:00",
            "2026-02-29T00:00:00Z",
            "2026-13-01T00:00:00Z",
            "2026-03-27T24:00:00Z",
            "2026-03-27T16:30:00.Z",
            "2026-03-27T16:30:00+0100",
            "2026-03-27T16:30:00+24:00",
            "2026-03-27T16:30:61Z",
            "2026-03-27T16:30:60Z",
            "2026-03-27T23:59:60+01:00",
            "2026-03-27T16:30:00Z ",
            "２026-03-27T16:30:00Z",
        ];
        for text in forms {
            assert_eq!(text.parse::<Instant>(), Err(InstantError::Form), "{text}");
        }
        for text in
            ["1969-12-31T23:59:59Z", "2201-01-01T00:00:00Z", "1970-01-01T00:00:00+00:01", "9999-12-31T00:00Z"]
        {
            assert_eq!(text.parse::<Instant>(), Err(InstantError::Range), "{text}");
        }
    }

    #[test]
    fn the_bounds_are_the_years_they_claim() {
        assert_eq!(Instant::MIN.to_string(), "1970-01-01T00:00:00Z");
        assert_eq!(Instant::MAX.to_string(), "2200-12-31T23:59:59Z");
    }
}
