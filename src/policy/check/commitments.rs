//! `[[commitments]]`: promises by share, which live in reports.

use super::cells::{self, Around};
use super::{Names, conditions, place_of};
use crate::policy::commitments::{Commitment, Measure, Per};
use crate::policy::model::ClockKey;
use crate::policy::target::{Length, Promise};
use crate::written::diagnostic::quoted;
use crate::written::{Findings, Section, Text, Value};

/// Reads `[[commitments]]`.
pub(super) fn all(top: &mut Section, around: &Around, found: &mut Findings) -> Vec<Commitment> {
    top.sections("commitments", found).into_iter().filter_map(|row| one(row, around, found)).collect()
}

fn one(mut row: Section, around: &Around, found: &mut Findings) -> Option<Commitment> {
    let names: &Names = around.names;
    let clock = row.need_text("clock", "the clock that it is about, clock = \"first_response\"", found);
    let clock =
        clock.filter(|text| Names::known(text, "clock", names.clocks.iter().map(ClockKey::as_str), found));
    let when = conditions::of(&mut row, names, found);
    let measure = measure(&mut row, found);
    let per = row.need_text("per", "the period over which it is counted, per = \"month\"", found);
    let per = per.and_then(|text| period(&text, found));
    let calendar = row.text("calendar", found).and_then(|text| names.calendar(&text, found));
    let within = row.text("within", found);
    let length = within.as_ref().and_then(|text| length(text, found));
    if let (Some(text), Some(length)) = (&within, length)
        && length.unit.is_business()
    {
        let clock = clock.as_ref().map(|text| text.value);
        cells::counts_in(length, text, (clock, calendar.as_deref()), around, found);
    }
    let text = row.text("text", found).map(|text| text.value.to_owned());
    let place = place_of(row.span.clone(), &row.path);
    row.finish(found);
    Some(Commitment {
        clock: ClockKey::new(clock?.value),
        when,
        within: length,
        calendar,
        measure: measure?,
        per: per?,
        text,
        place,
    })
}

/// `share` or `misses_at_most`: one of the two.
fn measure(row: &mut Section, found: &mut Findings) -> Option<Measure> {
    let share = row.get("share");
    let misses = row.get("misses_at_most");
    match (share, misses) {
        (Some(share), None) => self::share(&share, found).map(Measure::Share),
        (None, Some(misses)) => misses.number(found).map(Measure::MissesAtMost),
        (share, _) => {
            let message = match share {
                Some(_) => "`share` and `misses_at_most` stand side by side",
                None => "this says neither `share` nor `misses_at_most`",
            };
            let help =
                "write one of the two: share = 80 (percent that keep the target), or misses_at_most = 4";
            found.error(row.span.clone(), &row.path, message, help);
            None
        }
    }
}

/// Percent: a whole number, or a text such as `99.5 %`; in hundredths.
fn share(value: &Value, found: &mut Findings) -> Option<u32> {
    let share = match value.value.get_ref().as_str() {
        Some(text) => hundredths(text.strip_suffix(" %").unwrap_or(text)),
        None => value.number(found)?.checked_mul(100),
    };
    let share = share.filter(|share| (1..=10_000).contains(share));
    if share.is_none() {
        let message = "this is no share of the tickets";
        let help = "write percent, more than 0 and at most 100: share = 80, or share = \"99.5 %\"";
        found.error(value.span(), &value.key, message, help);
    }
    share
}

/// `99`, `99.5`, `99.95`.
fn hundredths(text: &str) -> Option<u32> {
    let (whole, rest) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(rest) || whole.len() > 3 || rest.len() > 2 {
        return None;
    }
    let rest: u32 = format!("{rest:0<2}").parse().ok()?;
    Some(whole.parse::<u32>().ok()? * 100 + rest)
}

fn period(text: &Text, found: &mut Findings) -> Option<Per> {
    let per = Per::from_words(text.value);
    if per.is_none() {
        let message = format!("{} is no period of a promise by share", quoted(text.value));
        let help = "write week, month, quarter, fiscal quarter from february, year, or contract year";
        found.error(text.span.clone(), &text.key, message, help);
    }
    per
}

fn length(text: &Text, found: &mut Findings) -> Option<Length> {
    match cells::promised(text, found)? {
        Promise::Within(length) if length.aim.is_none() => Some(length),
        _ => {
            let message = format!("{} is no time within which a target is kept", quoted(text.value));
            found.error(
                text.span.clone(),
                &text.key,
                message,
                "write one time, such as within = \"4 hours\"",
            );
            None
        }
    }
}
