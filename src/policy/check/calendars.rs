//! Calendars as written: weekly hours in one zone or several, closed on holidays (faults.md H02, H03, H14, D18).

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate, Weekday};
use serde::Deserialize as _;
use toml::de::ValueDeserializer;

use super::Names;
use crate::calendar::holiday::Rule;
use crate::calendar::{Calendar, HolidaySet, HoursError, Instant, Interval, Schedule, Weekly, Zone, Zones};
use crate::policy::model::NamedCalendar;
use crate::policy::terms::{self, days_of};
use crate::policy::{hours_words, zone_name};
use crate::written::diagnostic::{nearest, quoted};
use crate::written::{Findings, Section, Text, Value, did_you_mean, name_is_plain};

/// Days ahead of the new year at which a list of holidays that ends is warned about (faults.md H14).
const WARN_DAYS: u64 = 60;

/// What reading a calendar needs from around it.
struct Around<'z> {
    zone: Arc<Zone>,
    zones: &'z Zones,
    own: HashMap<String, Arc<HolidaySet>>,
    today: Option<NaiveDate>,
}

/// Reads `[holidays]` and `[calendars]`.
pub(super) fn all(
    top: &mut Section,
    names: &mut Names,
    zone: &Arc<Zone>,
    zones: &Zones,
    today: Option<NaiveDate>,
    found: &mut Findings,
) -> Vec<NamedCalendar> {
    let own = top.section("holidays", found).map(|section| own_holidays(&section, found)).unwrap_or_default();
    let around = Around { zone: zone.clone(), zones, own, today };
    let such_as = "a table such as [calendars.office] with hours = { mon-fri = [\"09:00-17:00\"] }";
    let Some(section) = top.need("calendars", such_as, found).and_then(|value| value.section(found)) else {
        return Vec::new();
    };
    let mut calendars = Vec::new();
    for (name, value) in section.entries() {
        names.calendars.push(name.value.to_owned());
        let reserved = matches!(name.value, "always" | "desk");
        if reserved {
            let message = format!("the name {} has a meaning of its own", quoted(name.value));
            found.error(name.span.clone(), &name.key, message, "call the calendar otherwise");
        }
        if name_is_plain(name, "a calendar", found)
            && let Some(section) = value.section(found)
            && let Some(calendar) = calendar(name, section, &around, found)
        {
            calendars.push(calendar);
        }
    }
    calendars
}

/// Holiday sets of the pack's own: `[holidays.closures] days = [{ name = .., on = .. }]`.
fn own_holidays(section: &Section, found: &mut Findings) -> HashMap<String, Arc<HolidaySet>> {
    let mut sets = HashMap::new();
    for (name, value) in section.entries() {
        if !name_is_plain(name, "a set of holidays", found) {
            continue;
        }
        if HolidaySet::builtin(name.value).is_ok() {
            let message = format!("{} is the code of a country", quoted(name.value));
            found.error(name.span.clone(), &name.key, message, "call the pack's own holidays otherwise");
        }
        let Some(mut section) = value.section(found) else { continue };
        let days = section.need("days", "days = [{ name = \"Inventory\", on = \"28 Dec to 3 Jan\" }]", found);
        let days = days.and_then(|days| days.list(found)).unwrap_or_default();
        let rules: Vec<Rule> = days.iter().filter_map(|day| rule(day, found)).collect();
        section.finish(found);
        match HolidaySet::from_rules(name.value, &rules) {
            // An empty set is put in too, so that what refers to it is not a mistake as well.
            Ok(set) => {
                sets.insert(name.value.to_owned(), Arc::new(set));
            }
            Err(error) => found.error(name.span.clone(), &name.key, error.to_string(), None),
        }
    }
    sets
}

fn rule(day: &Value, found: &mut Findings) -> Option<Rule> {
    match Rule::deserialize(ValueDeserializer::from(day.value.clone())) {
        Ok(rule) => Some(rule),
        Err(error) => {
            let span = error.span().unwrap_or_else(|| day.span());
            found.error(span, &day.key, format!("this is no holiday: {}", error.message()), None);
            None
        }
    }
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
            for key in ["hours", "time_zone", "holidays"] {
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
            let schedules: Vec<Option<Schedule>> = parts.iter().map(read).collect();
            schedules.into_iter().collect::<Option<Vec<_>>>()
        }
        None => schedule(&mut section, around, found).map(|schedule| vec![schedule]),
    };
    section.finish(found);
    let calendar = match Calendar::new(schedules?) {
        Ok(calendar) => Arc::new(calendar),
        Err(error) => {
            found.error(name.span.clone(), &name.key, error.to_string(), None);
            return None;
        }
    };
    if own_holidays_close_it(&calendar) {
        let message = "this calendar is never open: its holidays close every day";
        found.error(name.span.clone(), &name.key, message, "mend its holidays");
        return None;
    }
    let words = hours_words::of_calendar(&calendar);
    let day_length = business_day.or_else(|| calendar.day_length());
    Some(NamedCalendar { key: name.value.to_owned(), words, calendar, day_length })
}

/// Days of a pack's own could close every day there is: then a search for the next open minute would find none (D18).
/// Ten years are looked at, as far as the first open one; a country's holidays need no look, so loading compiles nothing.
fn own_holidays_close_it(calendar: &Calendar) -> bool {
    let sets = calendar.schedules().iter().flat_map(|schedule| &schedule.holidays);
    if !sets.into_iter().any(|set| HolidaySet::builtin(&set.id).is_err()) {
        return false;
    }
    let new_year = |year: i64| Instant::from_unix_clamped(1_767_225_600 + year * 31_557_600);
    (0..10).all(|year| calendar.spans(new_year(year), new_year(year + 1)).is_empty())
}

fn schedule(section: &mut Section, around: &Around, found: &mut Findings) -> Option<Schedule> {
    let zone = match section.text("time_zone", found) {
        Some(text) => zone(&text, around.zones, found),
        None => Some(around.zone.clone()),
    };
    let holidays = section.texts("holidays", found);
    let holidays: Vec<Option<Arc<HolidaySet>>> =
        holidays.iter().map(|text| holiday_set(text, around, found)).collect();
    let hours = section.need("hours", "hours = { mon-fri = [\"09:00-17:00\"] }", found);
    let weekly = hours.and_then(|hours| hours.section(found)).and_then(|hours| weekly(&hours, found));
    Some(Schedule { zone: zone?, weekly: weekly?, holidays: holidays.into_iter().collect::<Option<_>>()? })
}

fn holiday_set(text: &Text, around: &Around, found: &mut Findings) -> Option<Arc<HolidaySet>> {
    let set = match around.own.get(text.value) {
        Some(own) => own.clone(),
        None => match HolidaySet::builtin(text.value) {
            Ok(set) if set.id == text.value => set,
            Ok(set) => {
                let message = format!("{} is no code of holidays", quoted(text.value));
                found.error(text.span.clone(), &text.key, message, format!("did you mean {}?", set.id));
                return None;
            }
            Err(error) => {
                let own = nearest(text.value, around.own.keys().map(String::as_str));
                let own = own.map(|near| format!("did you mean {near}?"));
                let help = own.unwrap_or_else(|| {
                    "write a code such as FR or DE/BY, or declare the days under [holidays]".into()
                });
                found.error(text.span.clone(), &text.key, error.to_string(), help);
                return None;
            }
        },
    };
    warn_if_ending(text, &set, around.today, found);
    Some(set)
}

/// faults.md H14: a list that ends before next year is over by then, and every day would count as a working day.
fn warn_if_ending(text: &Text, set: &HolidaySet, today: Option<NaiveDate>, found: &mut Findings) {
    let (Some(today), Some(last)) = (today, set.covered_until()) else { return };
    let soon = today.checked_add_days(chrono::Days::new(WARN_DAYS)).unwrap_or(today);
    if soon.year() > last {
        let message = format!("the holidays {} are known up to the end of {last} only", quoted(text.value));
        let help = format!("add the dates of {}: until then its holidays count as working days", last + 1);
        found.warning(text.span.clone(), &text.key, message, help);
    }
}

/// Days and intervals. Intervals of a day that overlap are refused, whichever keys they stand under.
fn weekly(section: &Section, found: &mut Findings) -> Option<Weekly> {
    let mut week = Weekly::new();
    let mut good = true;
    let mut placed: Vec<(Weekday, Interval, &Text)> = Vec::new();
    for (name, value) in section.entries() {
        let days = match days_of(name.value) {
            Ok(days) => days,
            Err(error) => {
                let help =
                    did_you_mean(name.value, ["mon", "tue", "wed", "thu", "fri", "sat", "sun", "mon-fri"]);
                found.error(name.span.clone(), &name.key, error.to_string(), help);
                good = false;
                continue;
            }
        };
        let texts = value.texts(found);
        good &= texts.is_some();
        let mut fresh: Vec<(Interval, Text)> = Vec::new();
        for text in texts.unwrap_or_default() {
            let Some(interval) = interval(&text, found) else {
                good = false;
                continue;
            };
            // One finding a pair, not one for every weekday on which they meet.
            let here = fresh
                .iter()
                .find(|(other, _)| other.overlaps(interval))
                .map(|(other, _)| (*other, name.value));
            let before = placed.iter().find(|(day, other, _)| days.contains(day) && other.overlaps(interval));
            let clash = here.or_else(|| before.map(|(_, other, name)| (*other, name.value)));
            if let Some((other, under)) = clash {
                let message = format!("{} {interval} overlaps {} {other}", name.value, under);
                found.error(text.span, &text.key, message, "write each open stretch once; join the two");
                good = false;
                continue;
            }
            fresh.push((interval, text));
        }
        for (interval, _) in fresh {
            for &day in &days {
                placed.push((day, interval, name));
                week.open(day, interval);
            }
        }
    }
    good.then_some(week)
}

fn interval(text: &Text, found: &mut Findings) -> Option<Interval> {
    let shown = quoted(text.value);
    let parts = text.value.split_once('-').filter(|(from, to)| !from.is_empty() && !to.is_empty());
    let Some((from, to)) = parts else {
        let help = "write HH:MM-HH:MM, such as \"09:00-17:00\"";
        found.error(text.span.clone(), &text.key, format!("{shown} is no interval"), help);
        return None;
    };
    match Interval::parse(from.trim(), to.trim()) {
        Ok(interval) => Some(interval),
        Err(HoursError::Time(time)) => {
            let message = format!("{} in {shown} is no time of day", quoted(&time));
            found.error(text.span.clone(), &text.key, message, "write HH:MM from 00:00 to 24:00");
            None
        }
        Err(HoursError::Backwards { .. }) => {
            let help = "an interval ends after it begins, at 24:00 at the latest; hours past midnight go on the next day, such as mon = [\"22:00-24:00\"], tue = [\"00:00-06:00\"]";
            found.error(text.span.clone(), &text.key, format!("{shown} is empty or runs backwards"), help);
            None
        }
    }
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
    let seconds = terms::business_day(text.value).ok();
    if seconds.is_none() {
        let message = format!("{} is no length of a business day", quoted(text.value));
        let help = "write its open time, such as \"8 hours\", a day at the most";
        found.error(text.span.clone(), &text.key, message, help);
    }
    seconds
}
