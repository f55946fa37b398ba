//! Hours on dates of their own as written: `dates = [{ on = "24 Dec", hours = ["09:00-12:00"] }]`. `on` and the other words
//! are those of a holiday; no hours at all close the date.

use std::borrow::Cow;

use toml::Spanned;
use toml::de::DeValue;

use super::{holidays, hours};
use crate::calendar::holiday::YEARS;
use crate::calendar::{DatedHours, Interval, Weekly};
use crate::written::diagnostic::quoted;
use crate::written::{Findings, Section, Value};

/// Most entries of one schedule: more are a list of holidays.
const MOST: usize = 100;

/// Reads `dates` of a schedule. Of entries that meet on a date the first holds; one that never does is refused.
pub(super) fn all(section: &mut Section, weekly: Option<&Weekly>, found: &mut Findings) -> Vec<DatedHours> {
    let Some(value) = section.get("dates") else { return Vec::new() };
    let list = value.list(found).unwrap_or_default();
    if list.len() > MOST {
        let help = "dates that are closed all day stand under [holidays], in a set of their own";
        found.error(
            value.span(),
            &value.key,
            format!("more than {MOST} dates have hours of their own"),
            help,
        );
        return Vec::new();
    }
    let mut dates: Vec<DatedHours> = Vec::new();
    for value in &list {
        let Some(dated) = entry(value, found) else { continue };
        if weekly.is_some_and(|weekly| !holds_somewhere(&dated, &dates, weekly)) {
            let message = format!("the hours of {} never hold", quoted(dated.name()));
            let help = "entries before it take its dates (put the particular one first), or each of them falls on a weekday without hours (also_on_days_off = true opens it)";
            found.error(value.span(), &value.key, message, help);
        }
        dates.push(dated);
    }
    dates
}

fn entry(value: &Value, found: &mut Findings) -> Option<DatedHours> {
    let mut section = value.section(found)?;
    let such_as = "hours = [\"09:00-12:00\"], or hours = [] where the date is closed";
    let texts = section.need("hours", such_as, found).and_then(|value| value.texts(found));
    let on_days_off = section.yes("also_on_days_off", found);
    let mut good = texts.is_some();
    let mut open: Vec<Interval> = Vec::new();
    for text in texts.unwrap_or_default() {
        let Some(interval) = hours::interval(&text, found) else {
            good = false;
            continue;
        };
        if let Some(other) = open.iter().find(|other| other.overlaps(interval)) {
            let message = format!("{interval} overlaps {other}");
            found.error(text.span, &text.key, message, "write each open stretch once; join the two");
            good = false;
            continue;
        }
        open.push(interval);
    }
    let rule = holidays::rule(as_holiday(value), &value.key, "these are no dates", found).filter(|_| good)?;
    match DatedHours::new(rule, open, on_days_off) {
        Ok(dated) => Some(dated),
        Err(error) => {
            found.error(value.span(), &value.key, error.to_string(), None);
            None
        }
    }
}

/// What the entry says of its dates: everything but the hours. Without a name, it is called by its date.
fn as_holiday<'a>(value: &Value<'a>) -> Spanned<DeValue<'a>> {
    let mut table = value.value.clone();
    let span = table.span();
    if let DeValue::Table(entries) = table.get_mut() {
        entries.remove("hours");
        entries.remove("also_on_days_off");
        let when = ["on", "date"].into_iter().find_map(|key| entries.get(key));
        let called = when.and_then(|when| match when.get_ref() {
            DeValue::String(text) => Some(text.to_string()),
            DeValue::Datetime(date) => Some(date.to_string()),
            _ => None,
        });
        if let (Some(called), None) = (called, entries.get("name")) {
            let name = DeValue::String(Cow::Owned(called));
            entries.insert(Spanned::new(span.clone(), "name".into()), Spanned::new(span, name));
        }
    }
    table
}

/// Whether some date there is has these hours, and not those of an entry before.
fn holds_somewhere(dated: &DatedHours, before: &[DatedHours], weekly: &Weekly) -> bool {
    YEARS.into_iter().any(|year| {
        let mut dates = dated.dates(year, weekly);
        for other in before {
            if dates.is_empty() {
                break;
            }
            let taken = other.dates(year, weekly);
            dates.retain(|date| !taken.contains(date));
        }
        !dates.is_empty()
    })
}
