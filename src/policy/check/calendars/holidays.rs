//! Holidays as written: codes of the shipped countries, and sets of the pack's own.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};
use serde::Deserialize as _;
use toml::Spanned;
use toml::de::{DeValue, ValueDeserializer};

use super::Around;
use crate::calendar::HolidaySet;
use crate::calendar::holiday::{HolidayError, Rule};
use crate::written::diagnostic::{nearest, quoted};
use crate::written::{Findings, Section, Text, Value, did_you_mean, name_is_plain};

/// Days ahead of the new year at which a list of holidays that ends is warned about (faults.md H14).
const WARN_DAYS: u64 = 60;

/// Holiday sets of the pack's own: `[holidays.closures] days = [{ name = .., on = .. }]`, or the text of a calendar file (a pack
/// names no other file, faults.md H06).
pub(super) fn own(section: &Section, found: &mut Findings) -> HashMap<String, Arc<HolidaySet>> {
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
        let file = section.get("ics").map(|ics| calendar_file(name, &ics, found));
        let days = match (section.get("days"), &file) {
            (None, None) => section.need("days", "days = [{ name = \"Inventory\", on = \"28 Dec to 3 Jan\" }], or ics = with the text of a calendar file in \'\'\'", found),
            (days, _) => days,
        };
        let days = days.and_then(|days| days.list(found)).unwrap_or_default();
        let rules: Vec<Rule> = days
            .iter()
            .filter_map(|day| rule(day.value.clone(), &day.key, "this is no holiday", found))
            .collect();
        section.finish(found);
        let set = HolidaySet::from_rules(name.value, &rules).map(|set| match file {
            Some(file) => HolidaySet::union(name.value, vec![Arc::new(set), file]),
            None => set,
        });
        match set {
            // An empty set is put in too, so that what refers to it is not a mistake as well.
            Ok(set) => {
                sets.insert(name.value.to_owned(), Arc::new(set));
            }
            Err(error) => found.error(name.span.clone(), &name.key, error.to_string(), None),
        }
    }
    sets
}

/// The days of a calendar file that the pack carries; none of one that cannot be read, which is put down.
fn calendar_file(name: &Text, ics: &Value, found: &mut Findings) -> Arc<HolidaySet> {
    let empty = || HolidaySet::from_days(name.value, Vec::new());
    let Some(text) = ics.value.get_ref().as_str() else {
        ics.wrong_kind("the text of a calendar file in \'\'\'", found);
        return Arc::new(empty());
    };
    let set = HolidaySet::from_ics(name.value, text).unwrap_or_else(|error| {
        let message = match error {
            HolidayError::Data { reason, .. } => format!("this calendar file cannot be read: {reason}"),
            other => other.to_string(),
        };
        // faults.md H06: what looks like the name of a file is not opened.
        let help = if text.contains("BEGIN:") {
            "lines are counted from the beginning of the text; `tierdesk holidays --ics FILE` reads a file by itself"
        } else {
            "the text of the file stands here itself: a pack names no other file"
        };
        found.error(ics.span(), &ics.key, message, help);
        empty()
    });
    for note in set.notes() {
        found.warning(ics.span(), &ics.key, note.clone(), None);
    }
    Arc::new(set)
}

/// What a pack's own date rule may say; regions are for the files of countries.
const KEYS: [&str; 20] = [
    "name",
    "on",
    "nth",
    "plus",
    "easter",
    "orthodox",
    "date",
    "dates",
    "table",
    "from",
    "until",
    "except",
    "observed",
    "observed_from",
    "moved",
    "every",
    "if",
    "unless",
    "if_easter",
    "unless_easter",
];

/// A date rule; `wrong` begins what is said of one that cannot be read.
pub(super) fn rule(day: Spanned<DeValue>, key: &str, wrong: &str, found: &mut Findings) -> Option<Rule> {
    let whole = day.span();
    let entries = day.get_ref().as_table();
    let stranger = entries.and_then(|entries| entries.keys().find(|name| !KEYS.contains(&&**name.get_ref())));
    if let Some(name) = stranger {
        let message = format!("{wrong}: there is no key {}", quoted(name.get_ref()));
        found.error(name.span(), key, message, did_you_mean(name.get_ref(), KEYS));
        return None;
    }
    match Rule::deserialize(ValueDeserializer::from(day)) {
        Ok(rule) => Some(rule),
        Err(error) => {
            let span = error.span().unwrap_or(whole);
            found.error(span, key, format!("{wrong}: {}", error.message()), None);
            None
        }
    }
}

/// The set of that code or name.
pub(super) fn set(text: &Text, around: &Around, found: &mut Findings) -> Option<Arc<HolidaySet>> {
    let set = match around.own.get(text.value) {
        Some(own) => own.clone(),
        None => match around.lists.set(text.value) {
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
