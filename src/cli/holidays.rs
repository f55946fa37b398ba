//! `tierdesk holidays`: the dates that a country or a part of it is closed, as the calendars count them.

use std::io::{self, Write};
use std::ops::RangeInclusive;
use std::path::PathBuf;
use std::sync::Arc;

use chrono::Datelike;
use serde::Serialize;

use super::{CliError, Context, holidays_file};
use crate::calendar::holiday::{Holiday, HolidayError, HolidaySet, YEARS};

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  tierdesk holidays RS --year 2027\n  tierdesk holidays DE/BY --year 2026..2028 --json\n  tierdesk holidays --ics closures.ics --pack closures",
    group = clap::ArgGroup::new("which").args(["code", "ics"])
)]
pub struct Args {
    /// Country, or country and state: RS, DE/BY; without it, the codes that are known
    code: Option<String>,
    /// The days of a calendar file (.ics) instead: its all-day events
    #[arg(long, value_name = "FILE")]
    ics: Option<PathBuf>,
    /// Write them as the lines of a pack, [holidays.NAME]: rules where they come every year, else the dates of ten years
    #[arg(long, value_name = "NAME", requires = "ics", conflicts_with = "json")]
    pack: Option<String>,
    /// Year, or first..last [default: this year]
    #[arg(long, value_name = "YEAR", requires = "which")]
    year: Option<String>,
    /// Answer in JSON: [{"date":"2027-01-01","name":...}]
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct DayRow<'a> {
    date: String,
    name: &'a str,
}

#[derive(Serialize)]
struct CodeRow<'a> {
    code: &'a str,
    name: &'a str,
}

pub fn run(args: &Args, context: &mut Context) -> Result<(), CliError> {
    let set = match (&args.code, &args.ics) {
        (_, Some(file)) => Arc::new(holidays_file::read(file)?),
        (Some(code), None) => HolidaySet::builtin(code).map_err(CliError::from)?,
        (None, None) => return list(args.json, context),
    };
    let years = match &args.year {
        Some(written) => years(written)?,
        None => {
            let year = context.now().utc().year();
            year..=if args.pack.is_some() { (year + 9).min(*YEARS.end()) } else { year }
        }
    };
    if let Some(name) = &args.pack {
        notes(&set);
        let lines = holidays_file::pack_lines(&set, name, &years)?;
        return lines.iter().try_for_each(|line| context.out.line(line));
    }
    let days: Vec<Holiday> = years.clone().flat_map(|year| set.year(year)).collect();
    notes(&set);
    caution(&set, &years);
    if args.json {
        let rows: Vec<DayRow> =
            days.iter().map(|day| DayRow { date: day.date.to_string(), name: &day.name }).collect();
        return context.out.json(&rows);
    }
    let span = if years.start() == years.end() {
        years.start().to_string()
    } else {
        format!("{} to {}", years.start(), years.end())
    };
    context.out.line(format!("{} ({}), {span}: {} days", set.name, set.id, days.len()))?;
    for day in &days {
        context.out.line(format!("{}  {}  {}", day.date, day.date.weekday(), day.name))?;
    }
    Ok(())
}

fn list(json: bool, context: &mut Context) -> Result<(), CliError> {
    let known = HolidaySet::known();
    if json {
        let rows: Vec<CodeRow> =
            known.iter().map(|known| CodeRow { code: &known.code, name: &known.name }).collect();
        return context.out.json(&rows);
    }
    known.iter().try_for_each(|known| context.out.line(format!("{:<8}{}", known.code, known.name)))
}

/// Reads `2027` or `2026..2028`, both ends included.
fn years(written: &str) -> Result<RangeInclusive<i32>, CliError> {
    let one = |part: &str| {
        let digits = part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit());
        part.parse::<i32>().ok().filter(|year| digits && YEARS.contains(year))
    };
    let (first, last) = match written.split_once("..") {
        Some((first, last)) => (one(first.trim()), one(last.trim_start_matches('=').trim())),
        None => (one(written.trim()), one(written.trim())),
    };
    match (first, last) {
        (Some(first), Some(last)) if first <= last => Ok(first..=last),
        _ => Err(CliError::usage(format!(
            "{:?} is no year that holidays are known for",
            crate::text::fitted(&crate::text::printable(written), 40)
        ))
        .hint(format!(
            "write a year from {} to {}, or two as 2026..2028",
            YEARS.start(),
            YEARS.end()
        ))),
    }
}

/// Says on standard error what of a file was left out.
fn notes(set: &HolidaySet) {
    set.notes().iter().for_each(|note| drop(writeln!(io::stderr(), "note: {note}")));
}

/// Says on standard error where the years asked for reach beyond what is known.
fn caution(set: &HolidaySet, years: &RangeInclusive<i32>) {
    // Nothing is left to tell anybody with where standard error is gone too.
    let say = |what: String| drop(writeln!(io::stderr(), "note: {what}"));
    if let Some(from) = set.covered_from().filter(|from| years.start() < from) {
        say(format!("the rules for {} are known from {from} on; earlier years are reckoned by them", set.id));
    }
    if let Some(until) = set.covered_until().filter(|until| years.end() > until) {
        say(format!("a list that {} needs ends with {until}; later years lack its days", set.id));
    }
}

impl From<HolidayError> for CliError {
    fn from(error: HolidayError) -> CliError {
        match error {
            HolidayError::UnknownCode { code, nearest } => {
                let code = crate::text::printable(&code).into_owned();
                let error = CliError::usage(format!("no holidays are known for {code:?}"));
                let error = match nearest {
                    Some(nearest) => error.hint(format!("did you mean {nearest}?")),
                    None => error,
                };
                error.hint("`tierdesk holidays` lists the codes")
            }
            other => CliError::usage(other.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_one_or_a_range_within_bounds() {
        assert_eq!(years("2027").unwrap(), 2027..=2027);
        assert_eq!(years("2026..2028").unwrap(), 2026..=2028);
        assert_eq!(years("1970..2200").unwrap(), 1970..=2200);
        for wrong in
            ["1969", "2201", "27", "2028..2026", "", "..", "2026..", "+2027", "20270", "next", "２０２７"]
        {
            assert!(years(wrong).is_err(), "{wrong}");
        }
    }
}
