//! The table of targets, and the desk's own hours. Every tier and severity has its cell for every clock, written out:
//! what a policy does not promise is written too (faults.md H05).

use std::ops::Range;

use super::calendars::Calendars;
use super::cells::{self, Around, Common, cell, promise};
use super::{Names, conditions};
use crate::policy::model::{Cell, ClockKey, Conditions, HoursRow, SeverityKey, TierKey};
use crate::written::{Findings, Section, Value, is_plain};

/// The targets of a pack.
#[derive(Default)]
pub(super) struct Targets {
    /// Every row, in the order in which they are asked.
    pub cells: Vec<Cell>,
    /// The tables whose rows are a list: what none of them answers can only be found by looking at all of them.
    pub listed: Vec<Listed>,
}

/// A table whose rows are a list.
pub(super) struct Listed {
    pub clock: ClockKey,
    pub span: Range<usize>,
    pub path: String,
}

/// Reads `[targets.*]`: exceptions first, then the table.
pub(super) fn all(
    top: &mut Section,
    names: &Names,
    calendars: &Calendars,
    hours: &[HoursRow],
    found: &mut Findings,
) -> Targets {
    let around = Around { names, calendars, hours, cells: &[] };
    let such_as = "a table such as [targets.first_response] with rows";
    let Some(section) = top.need("targets", such_as, found).and_then(|value| value.section(found)) else {
        return Targets::default();
    };
    let mut targets = Targets::default();
    for (name, value) in section.entries() {
        let known = names.clocks.iter().map(ClockKey::as_str);
        if Names::known(name, "clock", known, found)
            && let Some(table) = value.section(found)
        {
            clock_table(&ClockKey::new(name.value), table, &around, &mut targets, found);
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
    targets
}

fn clock_table(
    clock: &ClockKey,
    mut table: Section,
    around: &Around,
    targets: &mut Targets,
    found: &mut Findings,
) {
    let common = cells::of_table(&mut table, around.names, found);
    let cells = &mut targets.cells;
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
        cells.extend(cell(clock, when, row, &common, around, found));
    }
    let all = table.get("all");
    let rows = table.get("rows");
    match (&all, &rows) {
        (Some(all), None) => cells.extend(promise(clock, Conditions::default(), all, &common, around, found)),
        (None, Some(rows)) if rows.value.get_ref().is_array() => {
            cells.extend(list(clock, rows, &common, around, found));
            let (span, path) = (table.span.clone(), table.path.clone());
            targets.listed.push(Listed { clock: clock.clone(), span, path });
        }
        (None, Some(rows)) => cells.extend(
            rows.section(found).map(|rows| grid(clock, &rows, &common, around, found)).unwrap_or_default(),
        ),
        (Some(all), Some(_)) => {
            found.error(all.span(), &all.key, "`all` and `rows` stand side by side", "keep one of the two");
        }
        (None, None) => {
            let message = format!("[{}] has no rows", table.path);
            let help = "write a row for each severity with a column for each tier, a list of rows with conditions, or all = \"none\"";
            found.error(table.span.clone(), &table.path, message, help);
        }
    }
    table.finish(found);
}

/// Rows with conditions, for policies that are no grid: the first that fits answers.
fn list(clock: &ClockKey, rows: &Value, common: &Common, around: &Around, found: &mut Findings) -> Vec<Cell> {
    let rows = rows.list(found).unwrap_or_default();
    let mut cells = Vec::new();
    for row in &rows {
        let Some(mut row) = row.section(found) else { continue };
        let when = conditions::of(&mut row, around.names, found);
        cells.extend(cell(clock, when, row, common, around, found));
    }
    cells
}

/// A row for each severity: one promise for all tiers, or a column for each.
fn grid(
    clock: &ClockKey,
    rows: &Section,
    common: &Common,
    around: &Around,
    found: &mut Findings,
) -> Vec<Cell> {
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
            cells.extend(promise(clock, when(Vec::new()), value, common, around, found));
            continue;
        }
        let Some(columns) = value.section(found) else { continue };
        // A row that is a cell itself holds for every tier.
        if columns.entries().iter().any(|(name, _)| name.value == "target") {
            cells.extend(cell(clock, when(Vec::new()), columns, common, around, found));
            continue;
        }
        for (name, value) in columns.entries() {
            if let Some(tier) = names.tier(name, found) {
                cells.extend(promise(clock, when(vec![tier]), value, common, around, found));
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
