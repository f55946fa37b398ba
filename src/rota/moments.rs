//! Moments of a file, written as the wall clock of a zone shows them.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use toml::value::Datetime;

use crate::calendar::{Instant, Zone};
use crate::written::{Findings, Value};

/// What is right.
const SUCH_AS: &str = "a local date and time without quotes, such as 2026-01-05T09:00:00";

/// A wall-clock time: a date with a time, or a date alone for its midnight.
pub(super) fn civil(value: &Value<'_>, found: &mut Findings) -> Option<NaiveDateTime> {
    let datetime = value.value.get_ref().as_datetime();
    let civil = datetime.filter(|datetime| datetime.offset.is_none()).and_then(|datetime| of(*datetime));
    if civil.is_some() {
        return civil;
    }
    if datetime.is_some_and(|datetime| datetime.offset.is_some()) {
        let message = "this time has an offset of its own, and turns are counted on the wall clock";
        found.error(value.span(), &value.key, message, format!("write {SUCH_AS}"));
    } else {
        value.wrong_kind(SUCH_AS, found);
    }
    None
}

/// An instant: a wall-clock time of the zone, or one with an offset of its own. One that the clocks skip is remarked on.
pub(super) fn instant(value: &Value<'_>, zone: &Zone, found: &mut Findings) -> Option<Instant> {
    let datetime = value.value.get_ref().as_datetime();
    if let Some(datetime) = datetime.filter(|datetime| datetime.offset.is_some()) {
        let at = datetime.to_string().replace(' ', "T").parse();
        if at.is_err() {
            value.wrong_kind(SUCH_AS, found);
        }
        return at.ok();
    }
    let civil = civil(value, found)?;
    let at = zone.instant(civil);
    match at {
        None => found.error(value.span(), &value.key, "this lies outside of the years 1970 to 2200", None),
        Some(at) if zone.civil(at) != civil => {
            let message = format!("clocks in {} skip this time", zone.name());
            found.warning(value.span(), &value.key, message, format!("they go on at {}", zone.civil(at)));
        }
        Some(_) => {}
    }
    at
}

fn of(datetime: Datetime) -> Option<NaiveDateTime> {
    let date = datetime.date?;
    let date = NaiveDate::from_ymd_opt(i32::from(date.year), u32::from(date.month), u32::from(date.day))?;
    let Some(time) = datetime.time else { return Some(date.and_time(NaiveTime::MIN)) };
    let second = time.second.map_or(0, u32::from);
    Some(date.and_time(NaiveTime::from_hms_opt(u32::from(time.hour), u32::from(time.minute), second)?))
}
