//! Calendars that a question brings along: `{"tz":..,"weekly":{..},"holidays":[..]}` (sla.md part 5).

use std::sync::Arc;

use chrono::NaiveDate;
use serde_json::value::RawValue;

use super::object::{is_null, list, meant, object, quoted, shown, text};
use crate::calendar::{Calendar, Holiday, HolidaySet, Interval, Schedule, WEEK, Weekly, Zones};

/// Reads a calendar as written.
///
/// # Errors
/// Says what is wrong with it and what would be right; one that is never open is refused.
pub(super) fn calendar(written: &RawValue, zones: &Zones) -> Result<Calendar, String> {
    let (mut zone, mut weekly, mut holidays) = (None, None, Vec::new());
    for (key, value) in object(written, "calendar")? {
        match key.as_ref() {
            "tz" => {
                let name = text(value, "tz")?;
                zone = Some(zones.get(&name).map_err(|error| match error.suggestion {
                    Some(near) => format!("there is no time zone {} (did you mean {near}?)", quoted(&name)),
                    None => format!(
                        "there is no time zone {}: write an IANA name such as Europe/Paris, or UTC",
                        quoted(&name)
                    ),
                })?);
            }
            "weekly" => weekly = Some(week(value)?),
            "holidays" if is_null(value) => {}
            "holidays" => {
                holidays = list(value, "holidays")?.into_iter().map(holiday).collect::<Result<_, _>>()?
            }
            _ => {
                let near = meant(&key, ["tz", "weekly", "holidays"]);
                return Err(format!(
                    "unknown key {}{near} in calendar: its keys are tz, weekly, holidays",
                    quoted(&key)
                ));
            }
        }
    }
    let zone = zone.ok_or("calendar lacks the key tz: give an IANA zone such as Europe/Paris")?;
    let weekly = weekly
        .ok_or("calendar lacks the key weekly: give hours such as {\"mon\":[[\"09:00\",\"17:00\"]]}")?;
    let holidays = match holidays.is_empty() {
        true => Vec::new(),
        false => vec![Arc::new(HolidaySet::from_days("own", holidays))],
    };
    Calendar::new(vec![Schedule::new(zone, weekly, holidays)]).map_err(|error| error.to_string())
}

fn week(value: &RawValue) -> Result<Weekly, String> {
    let mut week = Weekly::new();
    for (name, intervals) in object(value, "weekly")? {
        let day = DAYS.iter().zip(WEEK).find(|(day, _)| **day == name).map(|(_, weekday)| weekday);
        let day = day.ok_or_else(|| {
            format!(
                "unknown day {}{} in weekly: the days are {}",
                quoted(&name),
                meant(&name, DAYS),
                DAYS.join(", ")
            )
        })?;
        for interval in list(intervals, "a day of weekly")? {
            let pair = list(interval, "an interval")?;
            let [from, to] = pair.as_slice() else {
                return Err(format!("{} is no interval: write [\"09:00\",\"17:00\"]", shown(interval)));
            };
            let (from, to) = (text(from, "a time of day")?, text(to, "a time of day")?);
            week.open(day, Interval::parse(&from, &to).map_err(|error| format!("{name}: {error}"))?);
        }
    }
    Ok(week)
}

const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

fn holiday(value: &RawValue) -> Result<Holiday, String> {
    let written = text(value, "a holiday")?;
    let date = Some(&*written)
        .filter(|text| text.len() == 10)
        .and_then(|text| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok());
    // chrono also takes signs and spaces: what it reads must be what was written.
    match date.filter(|date| date.to_string() == written) {
        Some(date) => Ok(Holiday { date, name: "holiday".to_owned() }),
        None => Err(format!("the holiday {} is no date: write YYYY-MM-DD", quoted(&written))),
    }
}
