//! What a row of a table asks of a ticket before it answers.

use chrono::NaiveDate;

use super::{Names, language};
use crate::policy::Signed;
use crate::policy::model::{Conditions, Environment};
use crate::written::diagnostic::quoted;
use crate::written::{Findings, Section, Text, Value};

/// Reads the conditions of a row: each key one value or a list of them, and left out for "any".
pub(super) fn of(row: &mut Section, names: &Names, found: &mut Findings) -> Conditions {
    let arrival = row.text("arrival", found).and_then(|text| arrival(&text, names, found));
    Conditions {
        tiers: texts(row, "tier", found).iter().filter_map(|text| names.tier(text, found)).collect(),
        severities: texts(row, "severity", found)
            .iter()
            .filter_map(|text| names.severity(text, found))
            .collect(),
        environments: texts(row, "environment", found)
            .iter()
            .filter_map(|text| environment(text, found))
            .collect(),
        regions: owned(texts(row, "region", found), "region", &names.regions, found),
        languages: texts(row, "language", found)
            .iter()
            .filter(|text| language(text, found))
            .map(|text| text.value.to_owned())
            .collect(),
        channels: texts(row, "channel", found).iter().filter_map(|text| names.channel(text, found)).collect(),
        kinds: owned(texts(row, "kind", found), "kind of request", &names.kinds, found),
        levels: values(row, "level", found).iter().filter_map(|value| level(value, names, found)).collect(),
        arrival,
        workaround: row.get("workaround").and_then(|value| value.yes(found)),
        signed: row.text("signed", found).and_then(|text| signed(&text, found)),
    }
}

/// One value or a list, as a list. An empty list would match nothing that a person means: it is refused.
fn values<'a>(row: &mut Section<'a>, key: &'static str, found: &mut Findings) -> Vec<Value<'a>> {
    let Some(value) = row.get(key) else { return Vec::new() };
    if !value.value.get_ref().is_array() {
        return vec![value];
    }
    let list = value.list(found).unwrap_or_default();
    if list.is_empty() {
        found.error(
            value.span(),
            &value.key,
            format!("`{key}` lists nothing"),
            "leave the key out for \"any\"",
        );
    }
    list
}

fn texts<'a>(row: &mut Section<'a>, key: &'static str, found: &mut Findings) -> Vec<Text<'a>> {
    values(row, key, found).iter().filter_map(|value| value.text(found)).collect()
}

fn owned(texts: Vec<Text>, what: &str, known: &[String], found: &mut Findings) -> Vec<String> {
    texts
        .iter()
        .filter(|text| Names::known(text, what, known.iter().map(String::as_str), found))
        .map(|text| text.value.to_owned())
        .collect()
}

/// `production` or `development`.
pub(super) fn environment(text: &Text, found: &mut Findings) -> Option<Environment> {
    let environment = Environment::from_word(text.value);
    if environment.is_none() {
        let message = format!("{} is no environment", quoted(text.value));
        found.error(text.span.clone(), &text.key, message, "write production or development");
    }
    environment
}

/// A level that the pack declares.
pub(super) fn level(value: &Value, names: &Names, found: &mut Findings) -> Option<u8> {
    let number = value.number(found)?;
    let known = names.levels.iter().map(|level| level.number).find(|level| u32::from(*level) == number);
    if known.is_none() {
        let all = names.levels.iter().map(|level| level.number.to_string()).collect::<Vec<_>>().join(", ");
        let help = if all.is_empty() {
            "declare it as [levels.1] first".to_owned()
        } else {
            format!("it has {all}")
        };
        found.error(value.span(), &value.key, format!("this pack has no level {number}"), help);
    }
    known
}

/// `inside office` or `outside office`.
fn arrival(text: &Text, names: &Names, found: &mut Findings) -> Option<(String, bool)> {
    let split = text.value.split_once(' ');
    let Some((side @ ("inside" | "outside"), calendar)) = split else {
        let message = format!("{} does not say when it arrives", quoted(text.value));
        let help = "write inside or outside and the name of a calendar, such as \"outside office\"";
        found.error(text.span.clone(), &text.key, message, help);
        return None;
    };
    let calendar = names.calendar(&Text { value: calendar, ..text.clone() }, found)?;
    Some((calendar, side == "inside"))
}

/// `before 2022-02-01`, `from 2022-02-01`, or `from 2020-01-01 before 2022-02-01`.
fn signed(text: &Text, found: &mut Findings) -> Option<Signed> {
    let help = "write signed = \"before 2022-02-01\" or signed = \"from 2022-02-01\", or both in one text";
    let words: Vec<&str> = text.value.split_whitespace().collect();
    let date = |word: &str| word.parse::<NaiveDate>().ok();
    let signed = match words.as_slice() {
        ["from", from] => date(from).map(|from| Signed { from: Some(from), before: None }),
        ["before", before] => date(before).map(|before| Signed { from: None, before: Some(before) }),
        ["from", from, "before", before] => date(from)
            .zip(date(before))
            .map(|(from, before)| Signed { from: Some(from), before: Some(before) }),
        _ => None,
    };
    match signed {
        None => {
            let message = format!("{} does not say which contracts are meant", quoted(text.value));
            found.error(text.span.clone(), &text.key, message, help);
        }
        Some(Signed { from: Some(from), before: Some(before) }) if from >= before => {
            let message = format!("no contract begins {}", quoted(text.value));
            found.error(text.span.clone(), &text.key, message, help);
        }
        Some(_) => {}
    }
    signed
}
