//! The desk's own hours: by conditions, first match.

use super::calendars::{Calendars, needs_severity};
use super::{Names, conditions, place_of};
use crate::policy::model::{Facts, HoursRow};
use crate::written::diagnostic::quoted;
use crate::written::{Findings, Section};

/// Reads `[[hours]]`: the desk's own hours, first match. Every level must find an answer in every tier and region.
pub(super) fn all(
    top: &mut Section,
    names: &Names,
    calendars: &Calendars,
    found: &mut Findings,
) -> Vec<HoursRow> {
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
        let place = place_of(row.span.clone(), &row.path);
        row.finish(found);
        let Some(text) = calendar else { continue };
        if text.value == "always" {
            rows.push(HoursRow { when, calendar: None, place });
        } else if let Some(key) = names.calendar(&text, found) {
            let choice = calendars.choices.iter().find(|choice| choice.key == key);
            if choice.is_some_and(|choice| needs_severity(choice, names)) {
                let message =
                    format!("{} depends on the severity, and the desk's own hours do not", quoted(&key));
                let help =
                    "name a calendar, or end its `choose` with a row that does not ask for the severity";
                found.error(text.span, &text.key, message, help);
            }
            rows.push(HoursRow { when, calendar: Some(key), place });
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
