//! Instants as files write them: with an offset, or on the wall clock of a zone that the user named. Never on the
//! machine's (faults.md, promise 6).

use std::sync::Arc;

use chrono::{NaiveDate, NaiveDateTime};

use crate::calendar::{Instant, InstantError, Zone};
use crate::text::quoted;

/// Reads instants; holds the zone in which those without an offset are read, where one was named.
#[derive(Debug, Clone, Default)]
pub struct Moments {
    zone: Option<Arc<Zone>>,
}

/// Wall-clock forms, after the `T` was made a blank.
const FORMS: [&str; 3] = ["%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S%.f"];

impl Moments {
    /// With a zone for times without an offset, or without one.
    pub fn new(zone: Option<Arc<Zone>>) -> Moments {
        Moments { zone }
    }

    /// Reads an instant.
    ///
    /// # Errors
    /// In words, what would be right.
    pub fn instant(&self, text: &str) -> Result<Instant, String> {
        let text = text.trim();
        match text.parse() {
            Ok(instant) => return Ok(instant),
            Err(InstantError::Range) => return Err(format!("{} is {}", quoted(text), InstantError::Range)),
            Err(InstantError::Form) => {}
        }
        // The forms of other systems that still say their offset: a blank before it, no colon in it, UTC as a word.
        if let Some(instant) = with_loose_offset(text) {
            return Ok(instant);
        }
        let civil = civil(text);
        match (civil, &self.zone) {
            (Some(civil), Some(zone)) => wall(civil, zone, text),
            (Some(_), None) => Err(format!(
                "{} has no offset: name the zone of its clock with --zone, such as --zone Europe/Paris",
                quoted(text)
            )),
            (None, _) => Err(format!(
                "{} is no instant: write 2026-03-27T16:30:00+01:00, or 2026-03-27 16:30 and name the zone with --zone",
                quoted(text)
            )),
        }
    }

    /// Reads a date.
    ///
    /// # Errors
    /// In words, what would be right.
    pub fn date(text: &str) -> Result<NaiveDate, String> {
        let date = text.trim().parse::<NaiveDate>().ok().filter(|_| text.trim().len() == 10);
        date.ok_or_else(|| format!("{} is no date: write 2026-03-27", quoted(text)))
    }
}

/// A time that the zone's clocks never showed is an error, not a guess.
fn wall(civil: NaiveDateTime, zone: &Zone, text: &str) -> Result<Instant, String> {
    let instant =
        zone.instant(civil).ok_or_else(|| format!("{} is {}", quoted(text), InstantError::Range))?;
    if zone.civil(instant) != civil {
        return Err(format!("{} never was: clocks in {} skipped that time", quoted(text), zone.name()));
    }
    Ok(instant)
}

fn civil(text: &str) -> Option<NaiveDateTime> {
    let plain = text.replacen(['T', 't'], " ", 1);
    // A four-digit year first: 03/04/2026 means two different days to two people.
    let digits = plain.chars().take(4).all(|c| c.is_ascii_digit());
    let read = |form: &&str| NaiveDateTime::parse_from_str(&plain, form).ok();
    let civil = FORMS.iter().find_map(read).filter(|_| digits)?;
    // Fractions are cut off (sla.md part 5).
    civil.date().and_hms_opt(hour(civil), minute(civil), second(civil))
}

fn hour(civil: NaiveDateTime) -> u32 {
    chrono::Timelike::hour(&civil)
}

fn minute(civil: NaiveDateTime) -> u32 {
    chrono::Timelike::minute(&civil)
}

fn second(civil: NaiveDateTime) -> u32 {
    chrono::Timelike::second(&civil)
}

fn with_loose_offset(text: &str) -> Option<Instant> {
    if let Some(time) = text.strip_suffix("UTC").or_else(|| text.strip_suffix("GMT")) {
        return format!("{}Z", time.trim_end()).parse().ok();
    }
    let (time, offset) = text.split_at_checked(text.len().checked_sub(5)?)?;
    let (sign_and_hours, minutes) = offset.split_at_checked(3)?;
    if sign_and_hours.starts_with(['+', '-']) && !offset.contains(':') {
        return format!("{}{sign_and_hours}:{minutes}", time.trim_end()).parse().ok();
    }
    let (time, offset) = text.split_at_checked(text.len().checked_sub(6)?)?;
    format!("{}{offset}", time.trim_end()).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Zones;

    #[test]
    fn offsets_or_a_named_zone_and_nothing_else() {
        let paris = Moments::new(Some(Zones::embedded().get("Europe/Paris").unwrap()));
        let bare = Moments::default();
        let read = |moments: &Moments, text: &str| moments.instant(text).map(|at| at.to_string());
        for text in [
            "2026-03-27T16:30:00+01:00",
            "2026-03-27 16:30 +01:00",
            "2026-03-27 16:30:00+0100",
            "2026-03-27 16:30:00 +0100",
            "2026-03-27 15:30:00 UTC",
            "2026-03-27T15:30:00.5Z",
        ] {
            assert_eq!(read(&bare, text).as_deref(), Ok("2026-03-27T15:30:00Z"), "{text}");
        }
        for text in ["2026-03-27 16:30", "2026-03-27T16:30:00", "2026-03-27 16:30:00.75"] {
            assert_eq!(read(&paris, text).as_deref(), Ok("2026-03-27T15:30:00Z"), "{text}");
            assert!(read(&bare, text).unwrap_err().contains("--zone"), "{text}");
        }
        assert!(read(&paris, "2026-03-29 02:30").unwrap_err().contains("skipped"));
        for text in ["", "27.03.2026 16:30", "2026-03-27", "tomorrow", "é", "2026-03-27T24:00:00"] {
            assert!(read(&paris, text).unwrap_err().contains("no instant"), "{text}");
        }
        assert!(read(&bare, "2970-03-27T16:30:00Z").unwrap_err().contains("1970"));
    }
}
