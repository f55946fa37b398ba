//! Calendars by choice as written: `choose = [{ region = "apac", calendar = "sydney" }, { calendar = "london" }]`. Every ticket
//! must find a row, and every row a ticket.

use crate::policy::Aspect;
use crate::policy::choice::CalendarChoice;
use crate::policy::model::{Conditions, Environment, Facts, NamedCalendar, SeverityKey};
use crate::written::diagnostic::quoted;
use crate::written::{Findings, Section, Text, Value};

use super::super::{Names, conditions};

/// Most combinations that are looked at one by one; a choice with more ends with a row that asks for nothing.
const MOST: usize = 50_000;

/// Reads the rows of a choice. It names calendars with hours of their own, so that there is no circle.
pub(super) fn read(
    name: &Text,
    mut section: Section,
    plain: &[NamedCalendar],
    names: &Names,
    found: &mut Findings,
) -> Option<CalendarChoice> {
    let list = section.get("choose").and_then(|value| value.list(found)).unwrap_or_default();
    for key in ["hours", "time_zone", "holidays", "dates", "place", "union", "business_day"] {
        if let Some(value) = section.get(key) {
            let message = format!("`{key}` stands beside `choose`");
            found.error(value.span(), &value.key, message, "say it of the calendars that are chosen from");
        }
    }
    section.finish(found);
    let before = found.refused();
    let mut rows: Vec<(Conditions, String, &Value)> = Vec::new();
    for value in &list {
        if let Some((when, key)) = row(value, plain, names, found) {
            rows.push((when, key, value));
        }
    }
    let choice = CalendarChoice {
        key: name.value.to_owned(),
        rows: rows.iter().map(|(when, key, _)| (when.clone(), key.clone())).collect(),
    };
    // What is not read well cannot be asked either.
    if rows.len() == list.len() && (before || !found.refused()) {
        whole(name, &choice, &rows, names, found);
    }
    Some(choice)
}

fn row(
    value: &Value,
    plain: &[NamedCalendar],
    names: &Names,
    found: &mut Findings,
) -> Option<(Conditions, String)> {
    let mut section = value.section(found)?;
    let when = conditions::of(&mut section, names, found);
    if when.signed.is_some() {
        let message = "a calendar cannot depend on the date of the contract";
        found.error(
            section.span.clone(),
            &section.path,
            message,
            "another edition of the pack has other hours",
        );
    }
    if when.arrival.is_some() {
        let message = "a calendar cannot depend on the moment of arrival";
        found.error(
            section.span.clone(),
            &section.path,
            message,
            "say it of the target: exceptions have `arrival`",
        );
    }
    let text = section.need_text("calendar", "calendar = \"office\"", found);
    section.finish(found);
    let text = text?;
    names.calendar(&text, found)?;
    if !plain.iter().any(|named| named.key == text.value) {
        // One with a mistake in it has been put down.
        if names.choices.iter().any(|choice| choice == text.value) {
            let message = format!("{} is a choice itself", quoted(text.value));
            found.error(text.span, &text.key, message, "name a calendar with hours of its own");
        }
        return None;
    }
    Some((when, text.value.to_owned()))
}

/// Refuses a choice that leaves a ticket without a calendar, and rows that no ticket reaches.
fn whole(
    name: &Text,
    choice: &CalendarChoice,
    rows: &[(Conditions, String, &Value)],
    names: &Names,
    found: &mut Findings,
) {
    let ends = choice.rows.last().is_some_and(|(when, _)| *when == Conditions::default());
    let Some(all) = combinations(choice, names, false) else {
        if !ends {
            let message =
                format!("the choice {} has more combinations than can be looked at", quoted(name.value));
            found.error(name.span.clone(), &name.key, message, FALLBACK);
        }
        return;
    };
    let mut answered = vec![false; rows.len()];
    let mut unanswered = None;
    for facts in &all {
        let row = choice
            .rows
            .iter()
            .position(|(when, _)| when.match_facts(facts, facts.severity.as_ref(), &|_| None));
        match row.and_then(|row| answered.get_mut(row)) {
            Some(answered) => *answered = true,
            None => unanswered = unanswered.or(Some(facts)),
        }
    }
    if let Some(facts) = unanswered {
        let message = format!("no calendar is chosen for {}", words(choice, facts));
        found.error(name.span.clone(), &name.key, message, FALLBACK);
    }
    for ((_, _, value), _) in rows.iter().zip(&answered).filter(|(_, answered)| !**answered) {
        let message = "this row never answers: rows before it answer all that it asks for";
        found.error(value.span(), &value.key, message, "put it before them, or take it out");
    }
}

const FALLBACK: &str = "end `choose` with a row that asks for nothing: { calendar = \"office\" }";

/// What of a severity no row answers, where the severity is not known: the desk's own hours are asked without one.
pub(in crate::policy::check) fn needs_severity(choice: &CalendarChoice, names: &Names) -> bool {
    let all = combinations(choice, names, true).unwrap_or_default();
    all.iter().any(|facts| choice.pick(facts, None).is_none())
}

/// Every combination of what the rows ask for; what a ticket may lack (region, language, channel, kind, level) is there as
/// "not known" too, which stands for every value that no row names as well. `None` where there are too many.
fn combinations(choice: &CalendarChoice, names: &Names, no_severity: bool) -> Option<Vec<Facts>> {
    let mut all = vec![Facts::default()];
    let whens = || choice.rows.iter().map(|(when, _)| when);
    let asked = |aspect| whens().any(|when| when.asks(aspect));
    // Each value there is, once, with "not known" last where a ticket may lack it.
    fn some<T: Clone + PartialEq>(values: impl Iterator<Item = T>, lacking: bool) -> Vec<Option<T>> {
        let mut each: Vec<Option<T>> = Vec::new();
        for value in values.map(Some).chain(lacking.then_some(None)) {
            if !each.contains(&value) {
                each.push(value);
            }
        }
        each
    }
    if asked(Aspect::Tier) {
        let each = some(names.tiers.iter().cloned(), false);
        all = spread(all, &each, |facts, tier| facts.tier = tier)?;
    }
    if !no_severity && asked(Aspect::Severity) {
        let each: Vec<Option<SeverityKey>> = some(names.severities.iter().cloned(), false);
        all = spread(all, &each, |facts, severity| facts.severity = severity)?;
    }
    if asked(Aspect::Environment) {
        all = spread(all, &Environment::ALL, |facts, environment| facts.environment = environment)?;
    }
    if asked(Aspect::Workaround) {
        all = spread(all, &[false, true], |facts, stands| facts.workaround = stands)?;
    }
    let each = some(whens().flat_map(|when| when.regions.iter().cloned()), true);
    all = spread(all, &each, |facts, region| facts.region = region)?;
    let each = some(whens().flat_map(|when| when.languages.iter().cloned()), true);
    all = spread(all, &each, |facts, language| facts.language = language)?;
    let each = some(whens().flat_map(|when| when.channels.iter().cloned()), true);
    all = spread(all, &each, |facts, channel| facts.channel = channel)?;
    let each = some(whens().flat_map(|when| when.kinds.iter().cloned()), true);
    all = spread(all, &each, |facts, kind| facts.kind = kind)?;
    let each = some(whens().flat_map(|when| when.levels.iter().copied()), true);
    spread(all, &each, |facts, level| facts.level = level)
}

fn spread<T: Clone>(all: Vec<Facts>, each: &[T], set: impl Fn(&mut Facts, T)) -> Option<Vec<Facts>> {
    if all.len().checked_mul(each.len())? > MOST {
        return None;
    }
    let with = |facts: &Facts, value: &T| {
        let mut facts = facts.clone();
        set(&mut facts, value.clone());
        facts
    };
    Some(all.iter().flat_map(|facts| each.iter().map(move |value| with(facts, value))).collect())
}

/// A combination in words, as far as the choice asks for it.
fn words(choice: &CalendarChoice, facts: &Facts) -> String {
    let asked = |aspect| choice.rows.iter().any(|(when, _)| when.asks(aspect));
    let mut parts: Vec<String> = Vec::new();
    let mut put = |asked: bool, what: &str, value: Option<String>| {
        if asked {
            parts.push(match value {
                Some(value) => format!("{what} {value}"),
                None => format!("another {what} or none"),
            });
        }
    };
    put(asked(Aspect::Tier), "tier", facts.tier.as_ref().map(ToString::to_string));
    put(asked(Aspect::Severity), "severity", facts.severity.as_ref().map(ToString::to_string));
    put(asked(Aspect::Environment), "environment", Some(facts.environment.to_string()));
    put(asked(Aspect::Region), "region", facts.region.clone());
    put(asked(Aspect::Language), "language", facts.language.clone());
    put(asked(Aspect::Channel), "channel", facts.channel.as_ref().map(ToString::to_string));
    put(asked(Aspect::Kind), "kind", facts.kind.clone());
    put(asked(Aspect::Level), "level", facts.level.map(|level| level.to_string()));
    if asked(Aspect::Workaround) {
        parts.push(if facts.workaround { "a workaround".into() } else { "no workaround".into() });
    }
    if parts.is_empty() { "any ticket".into() } else { parts.join(", ") }
}
