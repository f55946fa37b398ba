//! Calendars as written: weekly hours in one zone or several, closed on holidays (faults.md H02, H03, H14, D18).

mod choice;
mod dates;
mod holidays;
pub(super) mod hours;

use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;

use super::Names;
use crate::calendar::{Calendar, HolidayLists, HolidaySet, Instant, Schedule, Zone, Zones};
use crate::policy::choice::CalendarChoice;
use crate::policy::model::NamedCalendar;
use crate::policy::own_terms;
use crate::policy::{hours_words, zone_name};
use crate::written::diagnostic::quoted;
use crate::written::{Findings, Section, Text, Value, name_is_plain};

pub(super) use choice::needs_severity;

/// What is said of hours.
#[derive(Default)]
pub(super) struct Calendars {
    /// Those with hours.
    pub plain: Vec<NamedCalendar>,
    /// Those that choose one of them.
    pub choices: Vec<CalendarChoice>,
    /// Sets of holidays of the pack's own, by name.
    pub holidays: Vec<Arc<HolidaySet>>,
}

/// What reading a calendar needs from around it.
struct Around<'z> {
    zone: Arc<Zone>,
    zones: &'z Zones,
    lists: &'z HolidayLists,
    own: HashMap<String, Arc<HolidaySet>>,
    today: Option<NaiveDate>,
}

/// Reads `[holidays]` and `[calendars]`.
pub(super) fn all(
    top: &mut Section,
    names: &mut Names,
    zone: &Arc<Zone>,
    (zones, lists): (&Zones, &HolidayLists),
    today: Option<NaiveDate>,
    found: &mut Findings,
) -> Calendars {
    let own =
        top.section("holidays", found).map(|section| holidays::own(&section, found)).unwrap_or_default();
    let around = Around { zone: zone.clone(), zones, lists, own, today };
    let such_as = "a table such as [calendars.office] with hours = { mon-fri = [\"09:00-17:00\"] }";
    let Some(section) = top.need("calendars", such_as, found).and_then(|value| value.section(found)) else {
        return Calendars::default();
    };
    let mut holidays: Vec<Arc<HolidaySet>> = around.own.values().cloned().collect();
    holidays.sort_by(|one, other| one.id.cmp(&other.id));
    let mut plain = Vec::new();
    let mut waiting = Vec::new();
    for (name, value) in section.entries() {
        names.calendars.push(name.value.to_owned());
        let reserved = matches!(name.value, "always" | "desk");
        if reserved {
            let message = format!("the name {} has a meaning of its own", quoted(name.value));
            found.error(name.span.clone(), &name.key, message, "call the calendar otherwise");
        }
        let Some(mut section) = value.section(found).filter(|_| name_is_plain(name, "a calendar", found))
        else {
            continue;
        };
        if section.get("choose").is_some() {
            names.choices.push(name.value.to_owned());
            waiting.push((name, section));
        } else {
            plain.extend(calendar(name, section, &around, found));
        }
    }
    // A choice may stand before the calendars that it names.
    let read = |(name, section)| choice::read(name, section, &plain, names, found);
    let choices = waiting.into_iter().filter_map(read).collect();
    Calendars { plain, choices, holidays }
}

fn calendar(
    name: &Text,
    mut section: Section,
    around: &Around,
    found: &mut Findings,
) -> Option<NamedCalendar> {
    let business_day = section.text("business_day", found).and_then(|text| business_day(&text, found));
    let union = section.get("union");
    let schedules = match &union {
        Some(union) => {
            for key in ["hours", "time_zone", "holidays", "dates", "place"] {
                if let Some(value) = section.get(key) {
                    let message = format!("`{key}` stands beside `union`");
                    found.error(value.span(), &value.key, message, "move it into one of the union's tables");
                }
            }
            let parts = union.list(found)?;
            let read = |part: &Value| {
                let mut part = part.section(found)?;
                let schedule = schedule(&mut part, around, found);
                part.finish(found);
                schedule
            };
            let schedules: Vec<Option<(Schedule, bool)>> = parts.iter().map(read).collect();
            schedules.into_iter().collect::<Option<Vec<_>>>()
        }
        None => schedule(&mut section, around, found).map(|schedule| vec![schedule]),
    };
    section.finish(found);
    let schedules = schedules?;
    let at_customer = schedules.iter().enumerate().filter(|(_, (_, there))| *there);
    let at_customer: Vec<usize> = at_customer.map(|(at, _)| at).collect();
    let calendar = match Calendar::new(schedules.into_iter().map(|(schedule, _)| schedule).collect()) {
        Ok(calendar) => Arc::new(calendar),
        Err(error) => {
            found.error(name.span.clone(), &name.key, error.to_string(), None);
            return None;
        }
    };
    if own_holidays_close_it(&calendar) {
        let message = "this calendar is never open: its holidays and dates close every day";
        found.error(name.span.clone(), &name.key, message, "mend its holidays");
        return None;
    }
    let mut words = hours_words::of_calendar(&calendar);
    if !at_customer.is_empty() {
        words.push_str(hours_words::PLACE_NOT_KNOWN);
    }
    let day_length = business_day.or_else(|| calendar.day_length());
    Some(NamedCalendar { key: name.value.to_owned(), words, calendar, day_length, at_customer })
}

/// Days of a pack's own could close every day there is: then a search for the next open minute would find none (D18).
/// Ten years are looked at, as far as the first open one; a country's holidays need no look, so loading compiles nothing.
fn own_holidays_close_it(calendar: &Calendar) -> bool {
    let own = |schedule: &Schedule| {
        !schedule.dates.is_empty()
            || schedule.holidays.iter().any(|set| HolidaySet::builtin(&set.id).is_err())
    };
    if !calendar.schedules().iter().any(own) {
        return false;
    }
    let new_year = |year: i64| Instant::from_unix_clamped(1_767_225_600 + year * 31_557_600);
    (0..10).all(|year| calendar.spans(new_year(year), new_year(year + 1)).is_empty())
}

/// Hours in one zone, and whether they are read at the customer's place as soon as a contract names it.
fn schedule(section: &mut Section, around: &Around, found: &mut Findings) -> Option<(Schedule, bool)> {
    let place = section.text("place", found);
    let at_customer = place.as_ref().is_some_and(|place| place.value == "customer");
    if let Some(place) = place.filter(|_| !at_customer) {
        let message = format!("{} is no place whose hours a contract could name", quoted(place.value));
        let help = "write place = \"customer\", or the place of the hours as time_zone = \"Europe/Paris\"";
        found.error(place.span, &place.key, message, help);
    }
    let zone = match section.text("time_zone", found) {
        Some(text) => zone(&text, around.zones, found),
        None => Some(around.zone.clone()),
    };
    let sets = section.texts("holidays", found);
    let sets: Vec<Option<Arc<HolidaySet>>> =
        sets.iter().map(|text| holidays::set(text, around, found)).collect();
    let week = section.need("hours", "hours = { mon-fri = [\"09:00-17:00\"] }", found);
    let weekly = week.and_then(|week| week.section(found)).and_then(|week| hours::weekly(&week, found));
    let dates = dates::all(section, weekly.as_ref(), found);
    let holidays = sets.into_iter().collect::<Option<_>>()?;
    Some((Schedule { zone: zone?, weekly: weekly?, holidays, dates }, at_customer))
}

/// A place of the IANA database, or UTC.
pub(super) fn zone(text: &Text, zones: &Zones, found: &mut Findings) -> Option<Arc<Zone>> {
    match zone_name::zone(text.value, zones) {
        Ok(zone) => Some(zone),
        Err(error) => {
            found.error(text.span.clone(), &text.key, error.what, error.help);
            None
        }
    }
}

fn business_day(text: &Text, found: &mut Findings) -> Option<i64> {
    let seconds = own_terms::business_day(text.value).ok();
    if seconds.is_none() {
        let message = format!("{} is no length of a business day", quoted(text.value));
        let help = "write its open time, such as \"8 hours\", a day at the most";
        found.error(text.span.clone(), &text.key, message, help);
    }
    seconds
}
