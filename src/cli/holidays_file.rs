//! `tierdesk holidays --ics FILE`: the days of a calendar file, listed, or as the lines of a pack.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::path::Path;

use chrono::{Datelike, NaiveDate};

use super::CliError;
use crate::calendar::holiday::{Holiday, HolidaySet, YEARS};
use crate::host;
use crate::written::is_plain;

/// Largest file that is read; calendars of holidays are far smaller.
const LARGEST: usize = 1_000_000;

/// Years in which a day must come again to be taken for one of every year.
const OFTEN: usize = 30;

/// Reads a calendar file.
///
/// # Errors
/// Where it cannot be read, or is no calendar.
pub(super) fn read(path: &Path) -> Result<HolidaySet, CliError> {
    let shown = crate::text::printable_block(&path.to_string_lossy(), 200).replace('\n', "⏎");
    let wrong = |why: String| CliError::usage(format!("{shown}: {why}"));
    let bytes =
        host::read_at_most(path, LARGEST).map_err(|error| wrong(format!("cannot be read: {error}")))?;
    let text = std::str::from_utf8(&bytes).map_err(|error| {
        wrong(format!("byte {} is not UTF-8", error.valid_up_to())).hint("export the calendar as UTF-8")
    })?;
    let name = path.file_stem().map_or_else(|| "file".into(), |stem| stem.to_string_lossy());
    HolidaySet::from_ics(crate::text::printable(&name), text).map_err(|error| match error {
        crate::calendar::holiday::HolidayError::Data { reason, .. } => wrong(reason),
        other => wrong(other.to_string()),
    })
}

/// One line of a pack's `days`.
struct Line {
    name: String,
    when: When,
}

enum When {
    /// The same day of every year, from a year on.
    Yearly { on: String, from: i32 },
    /// Dates within the years that were asked for; a list of a day that goes on after them.
    Dates { dates: Vec<NaiveDate>, goes_on: bool },
}

/// The set as lines of a pack under that name: what comes every year as a rule, the rest as dates of these years.
///
/// # Errors
/// Where a pack cannot call a set so.
pub(super) fn pack_lines(
    set: &HolidaySet,
    name: &str,
    years: &RangeInclusive<i32>,
) -> Result<Vec<String>, CliError> {
    if !is_plain(name) || HolidaySet::builtin(name).is_ok() {
        let error = CliError::usage(format!("a pack cannot call its holidays {}", crate::text::quoted(name)));
        return Err(error.hint("a name has 1 to 40 of a-z, 0-9 and -, and is no code of a country: closures"));
    }
    let mut by_name: BTreeMap<String, Vec<NaiveDate>> = BTreeMap::new();
    for Holiday { date, name } in YEARS.flat_map(|year| set.year(year)) {
        by_name.entry(name).or_default().push(date);
    }
    let mut lines: Vec<Line> =
        by_name.into_iter().flat_map(|(name, dates)| of_one(&name, &dates, years)).collect();
    lines.sort_by_key(|line| line.when.first());
    let mut text = vec![format!("[holidays.{name}]"), "days = [".to_owned()];
    text.extend(
        lines.iter().map(|line| format!("  {{ name = {}, {} }},", toml(&line.name), line.when.words())),
    );
    text.push("]".to_owned());
    Ok(text)
}

/// The lines of the days of one name.
fn of_one(name: &str, dates: &[NaiveDate], years: &RangeInclusive<i32>) -> Vec<Line> {
    let mut by_day: BTreeMap<(u32, u32), Vec<i32>> = BTreeMap::new();
    for date in dates {
        by_day.entry((date.month(), date.day())).or_default().push(date.year());
    }
    let every_year = |found: &[i32]| {
        let without_gap = found.windows(2).all(|pair| matches!(pair, [one, next] if next - one == 1));
        without_gap && found.last() == Some(YEARS.end()) && found.len() >= OFTEN
    };
    let mut lines = Vec::new();
    let mut yearly: Vec<(u32, u32)> = Vec::new();
    for (&(month, day), found) in by_day.iter().filter(|(_, found)| every_year(found)) {
        yearly.push((month, day));
        let from = found.first().copied().unwrap_or(*YEARS.start());
        let when = When::Yearly { on: format!("{month:02}-{day:02}"), from };
        lines.push(Line { name: name.to_owned(), when });
    }
    let rest = dates.iter().filter(|date| !yearly.contains(&(date.month(), date.day())));
    let goes_on = rest.clone().any(|date| date.year() > *years.end());
    let dates: Vec<NaiveDate> = rest.copied().filter(|date| years.contains(&date.year())).collect();
    if !dates.is_empty() {
        lines.push(Line { name: name.to_owned(), when: When::Dates { dates, goes_on } });
    }
    lines
}

impl When {
    /// What lines are sorted by: the day of the year.
    fn first(&self) -> (u32, u32) {
        match self {
            When::Yearly { on, .. } => {
                let number = |part: Option<&str>| part.and_then(|part| part.parse().ok()).unwrap_or(0);
                let mut parts = on.split('-');
                (number(parts.next()), number(parts.next()))
            }
            When::Dates { dates, .. } => dates.first().map_or((0, 0), |date| (date.month(), date.day())),
        }
    }

    fn words(&self) -> String {
        match self {
            When::Yearly { on, from } if from == YEARS.start() => format!("on = \"{on}\""),
            When::Yearly { on, from } => format!("on = \"{on}\", from = {from}"),
            When::Dates { dates, goes_on } => {
                let dates: Vec<String> = dates.iter().map(|date| format!("\"{date}\"")).collect();
                // The dates of a feast that goes on: `policy check` warns before the list ends.
                format!("{} = [{}]", if *goes_on { "table" } else { "dates" }, dates.join(", "))
            }
        }
    }
}

/// A text as TOML writes it, on one line: of printable text JSON's way is TOML's too.
fn toml(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
