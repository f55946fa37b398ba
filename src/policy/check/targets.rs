//! The table of targets, and the desk's own hours. Every tier and severity has its cell for every clock, written out:
//! what a policy does not promise is written too (faults.md H05).

use std::ops::Range;

use super::{Names, conditions};
use crate::policy::model::{
    Cell, ChannelKey, ClockKey, Conditions, Facts, HoursRow, NamedCalendar, SeverityKey, TierKey,
};
use crate::policy::target::{Length, Promise, TargetError, Unit};
use crate::written::diagnostic::quoted;
use crate::written::{Findings, Section, Text, Value, did_you_mean, is_plain};

/// What a cell is checked against.
struct Around<'a> {
    names: &'a Names,
    calendars: &'a [NamedCalendar],
    hours: &'a [HoursRow],
}

/// Where the cells of a table run if they don't say: a calendar, or the desk's own hours.
#[derive(Clone)]
struct Place {
    /// `None`: not said at all. `Some(None)`: the desk's own.
    calendar: Option<Option<String>>,
    channels: Vec<ChannelKey>,
    /// What the agent is told where a cell promises this and has no note of its own.
    say: Vec<(Promise, String)>,
}

/// Reads `[targets.*]`: exceptions first, then the table.
pub(super) fn all(
    top: &mut Section,
    names: &Names,
    calendars: &[NamedCalendar],
    hours: &[HoursRow],
    found: &mut Findings,
) -> Vec<Cell> {
    let around = Around { names, calendars, hours };
    let such_as = "a table such as [targets.first_response] with rows";
    let Some(section) = top.need("targets", such_as, found).and_then(|value| value.section(found)) else {
        return Vec::new();
    };
    let mut cells = Vec::new();
    for (name, value) in section.entries() {
        let known = names.clocks.iter().map(ClockKey::as_str);
        if Names::known(name, "clock", known, found)
            && let Some(table) = value.section(found)
        {
            cells.extend(clock_table(&ClockKey::new(name.value), table, &around, found));
        }
    }
    for clock in &names.clocks {
        if !section.entries().iter().any(|(name, _)| name.value == clock.as_str()) {
            let message = format!("the clock `{clock}` has no targets");
            let help =
                format!("write [targets.{clock}] with all = \"none\" where the policy knows no such target");
            found.error(section.span.clone(), &section.path, message, help);
        }
    }
    cells
}

fn clock_table(clock: &ClockKey, mut table: Section, around: &Around, found: &mut Findings) -> Vec<Cell> {
    let mut place = place(&mut table, around.names, found);
    place.say = sayings(&mut table, found);
    let mut cells = Vec::new();
    for mut row in table.sections("exceptions", found) {
        let when = conditions::of(&mut row, around.names, found);
        if when == Conditions::default() {
            let message = "this exception asks for nothing, so the table below would never answer";
            found.error(
                row.span.clone(),
                &row.path,
                message,
                "say for what it holds: tier, severity, region ...",
            );
        }
        cells.extend(cell(clock, when, row, &place, around, found));
    }
    let all = table.get("all");
    let rows = table.get("rows");
    match (&all, &rows) {
        (Some(all), None) => cells.extend(promise(clock, Conditions::default(), all, &place, around, found)),
        (None, Some(rows)) => cells.extend(
            rows.section(found).map(|rows| grid(clock, &rows, &place, around, found)).unwrap_or_default(),
        ),
        (Some(all), Some(_)) => {
            found.error(all.span(), &all.key, "`all` and `rows` stand side by side", "keep one of the two");
        }
        (None, None) => {
            let message = format!("[{}] has no rows", table.path);
            let help = "write a row for each severity with a column for each tier, or all = \"none\"";
            found.error(table.span.clone(), &table.path, message, help);
        }
    }
    table.finish(found);
    cells
}

/// A row for each severity: one promise for all tiers, or a column for each.
fn grid(clock: &ClockKey, rows: &Section, place: &Place, around: &Around, found: &mut Findings) -> Vec<Cell> {
    let names = around.names;
    let mut cells = Vec::new();
    for (name, value) in rows.entries() {
        let Some(severity) = names.severity(name, found) else { continue };
        let when = |tiers: Vec<TierKey>| Conditions {
            tiers,
            severities: vec![severity.clone()],
            ..Conditions::default()
        };
        if value.value.get_ref().is_str() {
            cells.extend(promise(clock, when(Vec::new()), value, place, around, found));
            continue;
        }
        let Some(columns) = value.section(found) else { continue };
        // A row that is a cell itself holds for every tier.
        if columns.entries().iter().any(|(name, _)| name.value == "target") {
            cells.extend(cell(clock, when(Vec::new()), columns, place, around, found));
            continue;
        }
        for (name, value) in columns.entries() {
            if let Some(tier) = names.tier(name, found) {
                cells.extend(promise(clock, when(vec![tier]), value, place, around, found));
            }
        }
        for tier in names.tiers.iter().filter(|tier| is_plain(tier.as_str())) {
            if !columns.entries().iter().any(|(name, _)| name.value == tier.as_str()) {
                missing(clock, &severity, Some(tier), columns.span.clone(), &columns.path, found);
            }
        }
    }
    for severity in names.severities.iter().filter(|severity| is_plain(severity.as_str())) {
        if !rows.entries().iter().any(|(name, _)| name.value == severity.as_str()) {
            missing(clock, severity, None, rows.span.clone(), &rows.path, found);
        }
    }
    cells
}

fn missing(
    clock: &ClockKey,
    severity: &SeverityKey,
    tier: Option<&TierKey>,
    span: Range<usize>,
    key: &str,
    found: &mut Findings,
) {
    let whose = tier.map(|tier| format!(" for tier {tier}")).unwrap_or_default();
    let message = format!("no {clock} target{whose} at severity {severity}");
    let help = "write it out, even if it is \"best effort\", \"not covered\", \"by contract\" or \"none\"";
    found.error(span, key, message, help);
}

/// A cell: a promise in words, or a table that says more.
fn promise(
    clock: &ClockKey,
    when: Conditions,
    value: &Value,
    place: &Place,
    around: &Around,
    found: &mut Findings,
) -> Option<Cell> {
    if value.value.get_ref().is_table() {
        return cell(clock, when, value.section(found)?, place, around, found);
    }
    let target = value.text(found)?;
    finished(clock, when, &target, place.clone(), None, around, found)
}

fn cell(
    clock: &ClockKey,
    when: Conditions,
    mut table: Section,
    default: &Place,
    around: &Around,
    found: &mut Findings,
) -> Option<Cell> {
    let target = table.need_text("target", "target = \"8 business hours\"", found);
    let mut own = place(&mut table, around.names, found);
    if own.calendar.is_none() {
        own.calendar = default.calendar.clone();
    }
    if own.channels.is_empty() {
        own.channels = default.channels.clone();
    }
    own.say = default.say.clone();
    let note = table.text("note", found).map(|text| text.value.to_owned());
    table.finish(found);
    finished(clock, when, &target?, own, note, around, found)
}

fn finished(
    clock: &ClockKey,
    when: Conditions,
    target: &Text,
    place: Place,
    note: Option<String>,
    around: &Around,
    found: &mut Findings,
) -> Option<Cell> {
    let promise = promised(target, found)?;
    let Some(calendar) = place.calendar else {
        let message = format!("no calendar is named for {}", quoted(target.value));
        let help = "write calendar = \"office\" for the table or the cell, or calendar = \"desk\" for the desk's own hours";
        found.error(target.span.clone(), &target.key, message, help);
        return None;
    };
    if let Promise::Within(Length { unit: Unit::BusinessDays, .. }) = promise {
        for named in
            around.calendars.iter().filter(|named| may_run_in(named, calendar.as_deref(), around.hours))
        {
            if named.day_length.is_none() {
                let message =
                    format!("{}: the days of calendar {} differ in length", quoted(target.value), named.key);
                let help = format!(
                    "write business_day = \"8 hours\" under [calendars.{}], or the target in business hours",
                    named.key
                );
                found.error(target.span.clone(), &target.key, message, help);
            }
        }
    }
    let said = || place.say.iter().find(|(of, _)| *of == promise).map(|(_, note)| note.clone());
    let note = note.or_else(said);
    Some(Cell { clock: clock.clone(), when, promise, calendar, channels: place.channels, note })
}

/// Whether a cell that names `calendar`, or else the desk's own hours, can run in this one.
fn may_run_in(named: &NamedCalendar, calendar: Option<&str>, hours: &[HoursRow]) -> bool {
    match calendar {
        Some(key) => named.key == key,
        None => hours.iter().any(|row| row.calendar.as_deref() == Some(named.key.as_str())),
    }
}

/// Reads a promise, with what would be right where it is none (faults.md H04).
pub(super) fn promised(target: &Text, found: &mut Findings) -> Option<Promise> {
    match target.value.parse::<Promise>() {
        Ok(promise) => Some(promise),
        Err(error) => {
            let shown = quoted(target.value);
            let (message, help) = match error {
                TargetError::NoUnit(_) => (format!("{shown} has no unit"), UNITS.to_owned()),
                TargetError::Amount(_) => (
                    format!("{shown} is no whole number of at least 1, or a range that runs backwards"),
                    "write 90 minutes for an hour and a half, and a range as \"4 to 6 hours\"".into(),
                ),
                TargetError::TooLong(_) => (format!("{shown} is longer than ten years"), UNITS.to_owned()),
                _ => {
                    let near =
                        did_you_mean(target.value, ["best effort", "not covered", "by contract", "none"]);
                    let near = near.filter(|help| help.starts_with("did you mean"));
                    (format!("{shown} is no target"), near.unwrap_or_else(|| UNITS.to_owned()))
                }
            };
            found.error(target.span.clone(), &target.key, message, help);
            None
        }
    }
}

const UNITS: &str = "write a whole number of minutes, hours, business minutes, business hours, business days or calendar days, \
     `end of business day 1`, or one of: best effort, not covered, by contract, none";

fn place(table: &mut Section, names: &Names, found: &mut Findings) -> Place {
    let calendar = table.text("calendar", found).map(|text| match text.value {
        "desk" => None,
        // Plain minutes and hours run around the clock whatever the calendar.
        "always" => {
            let help = "write the target in plain minutes or hours, and the calendar in which the desk works";
            found.error(text.span, &text.key, "a target does not run in `always`", help);
            None
        }
        // A name that is not known has been put down: the cell is refused with the pack.
        _ => names.calendar(&text, found),
    });
    let channels = table.texts("channels", found);
    Place {
        calendar,
        channels: channels.iter().filter_map(|text| names.channel(text, found)).collect(),
        say: Vec::new(),
    }
}

/// `say = { "not covered" = "answered on best effort" }`: what a promise without a time means here, once for the table.
fn sayings(table: &mut Section, found: &mut Findings) -> Vec<(Promise, String)> {
    let Some(section) = table.section("say", found) else { return Vec::new() };
    let mut sayings = Vec::new();
    for (name, value) in section.entries() {
        let promise = promised(name, found);
        if let (Some(promise), Some(text)) = (promise, value.text(found)) {
            sayings.push((promise, text.value.to_owned()));
        }
    }
    sayings
}

/// Reads `[[hours]]`: the desk's own hours, first match. Every level must find an answer in every tier and region.
pub(super) fn desk_hours(top: &mut Section, names: &Names, found: &mut Findings) -> Vec<HoursRow> {
    let mut rows = Vec::new();
    for mut row in top.sections("hours", found) {
        let when = conditions::of(&mut row, names, found);
        if when.arrival.is_some() {
            found.error(
                row.span.clone(),
                &row.path,
                "the desk's hours cannot depend on the moment of arrival",
                None,
            );
        }
        let calendar =
            row.need_text("calendar", "the name of a calendar, or \"always\" for around the clock", found);
        row.finish(found);
        let Some(text) = calendar else { continue };
        if text.value == "always" {
            rows.push(HoursRow { when, calendar: None });
        } else if let Some(key) = names.calendar(&text, found) {
            rows.push(HoursRow { when, calendar: Some(key) });
        }
    }
    if !found.refused()
        && let Some(unanswered) = first_unanswered(&rows, names)
    {
        let help = "end [[hours]] with a row that asks for nothing, or with one for each level: calendar = \"office\"";
        found.error(
            top.span.clone(),
            "hours",
            format!("the desk's own hours are not said{unanswered}"),
            help,
        );
    }
    rows
}

fn first_unanswered(rows: &[HoursRow], names: &Names) -> Option<String> {
    let levels = if names.levels.is_empty() {
        vec![None]
    } else {
        names.levels.iter().map(|level| Some(level.number)).collect()
    };
    for tier in &names.tiers {
        for &level in &levels {
            let facts = Facts { tier: Some(tier.clone()), level, ..Facts::default() };
            if !rows.iter().any(|row| row.when.match_facts(&facts, None, &|_| None)) {
                let level = level.map(|level| format!(", level {level}")).unwrap_or_default();
                return Some(format!(" for tier {tier}{level}"));
            }
        }
    }
    None
}
