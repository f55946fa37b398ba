//! From rules to the dates of one year.
//!
//! Two passes. The first puts every holiday on its own date, `moved` ones with a plain weekday where they are kept.
//! The second gives the further days off; only then is it known which days are working days. The years before and after take part,
//! since a New Year's Day that falls on a Saturday may close the last Friday of December.

use super::Holiday;
use super::easter;
use super::rule::{Rule, When};
use super::text::{MonthDay, Ordinal, Pattern, Shift, Side};
use chrono::{Datelike, Days, NaiveDate, TimeDelta, Weekday};
use std::collections::BTreeMap;

/// What a further day off is called.
const OBSERVED: &str = " (observed)";

/// The closed dates of `year` under `rules`, sorted, one row a date; the names of holidays that meet are joined.
pub(super) fn year<'a>(rules: impl Iterator<Item = &'a Rule> + Clone, year: i32) -> Vec<Holiday> {
    let mut names: BTreeMap<NaiveDate, Vec<String>> = BTreeMap::new();
    let add = |names: &mut BTreeMap<NaiveDate, Vec<String>>, date: NaiveDate, name: String| {
        let at = names.entry(date).or_default();
        if !at.contains(&name) {
            at.push(name);
        }
    };
    let mut waiting = Vec::new();
    for rule in rules {
        for near in [year - 1, year, year + 1] {
            for date in dates(&rule.when, near).into_iter().filter(|date| rule.holds_on(*date)) {
                match rule.moved.on(date.weekday()) {
                    None => add(&mut names, date, rule.name.clone()),
                    Some(Shift::Dropped) => continue,
                    Some(shift @ (Shift::Next(_) | Shift::Previous(_))) => {
                        if let Some(target) = weekday_from(date, shift) {
                            add(&mut names, target, rule.name.clone());
                        }
                    }
                    Some(shift) => waiting.push((date, shift, rule.name.clone())),
                }
                if let Some(shift) = rule.observed_for(date) {
                    waiting.push((date, shift, format!("{}{OBSERVED}", rule.name)));
                }
            }
        }
    }
    // By date, so that of two holidays on one weekend the earlier takes the first free day.
    waiting.sort_by_key(|(date, ..)| *date);
    for (date, shift, name) in waiting {
        let target = match shift {
            Shift::NextWorking => working_day(date, 1, &names),
            Shift::PreviousWorking => working_day(date, -1, &names),
            Shift::Dropped => None,
            Shift::Next(_) | Shift::Previous(_) => weekday_from(date, shift),
        };
        if let Some(target) = target {
            add(&mut names, target, name);
        }
    }
    names
        .into_iter()
        .filter(|(date, _)| date.year() == year)
        .map(|(date, names)| Holiday { date, name: names.join("; ") })
        .collect()
}

/// The dates of a feast that belong to `year`, before any shift. Dated lists and spans give those dates of theirs that lie in it.
fn dates(when: &When, year: i32) -> Vec<NaiveDate> {
    let from = |anchor: Option<NaiveDate>, days: i32| -> Vec<NaiveDate> {
        anchor.and_then(|date| date.checked_add_signed(TimeDelta::days(days.into()))).into_iter().collect()
    };
    match when {
        When::Easter(days) => from(easter::western(year), *days),
        When::Orthodox(days) => from(easter::orthodox(year), *days),
        When::Dates(listed) | When::Table(listed) => {
            listed.iter().copied().filter(|date| date.year() == year).collect()
        }
        When::Pattern { pattern, plus } => match *pattern {
            Pattern::Fixed(day) => from(on(day, year), *plus),
            Pattern::Nth { ordinal, weekday, month } => from(nth(ordinal, weekday, month, year), *plus),
            Pattern::Near { weekday, side, anchor } => {
                from(on(anchor, year).and_then(|date| near(date, weekday, side)), *plus)
            }
            Pattern::Yearly(first, last) => within_year(first, last, year),
            Pattern::Span(first, last) => first
                .iter_days()
                .take_while(|date| *date <= last)
                .filter(|date| date.year() == year)
                .collect(),
        },
    }
}

fn on(day: MonthDay, year: i32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, day.month, day.day)
}

/// The dates of a yearly span that lie in `year`. One that runs over the year's end has two pieces there.
fn within_year(first: MonthDay, last: MonthDay, year: i32) -> Vec<NaiveDate> {
    let (first, last) = ((first.month, first.day), (last.month, last.day));
    let Some(new_year) = NaiveDate::from_ymd_opt(year, 1, 1) else { return Vec::new() };
    new_year
        .iter_days()
        .take_while(|date| date.year() == year)
        .filter(|date| {
            let at = (date.month(), date.day());
            if first <= last { first <= at && at <= last } else { at >= first || at <= last }
        })
        .collect()
}

fn nth(ordinal: Ordinal, weekday: Weekday, month: u32, year: i32) -> Option<NaiveDate> {
    match ordinal {
        Ordinal::Nth(n) => NaiveDate::from_weekday_of_month_opt(year, month, weekday, n),
        Ordinal::Last => {
            let fifth = NaiveDate::from_weekday_of_month_opt(year, month, weekday, 5);
            fifth.or_else(|| NaiveDate::from_weekday_of_month_opt(year, month, weekday, 4))
        }
    }
}

fn near(anchor: NaiveDate, weekday: Weekday, side: Side) -> Option<NaiveDate> {
    let ahead = u64::from(weekday.days_since(anchor.weekday()));
    let back = u64::from(anchor.weekday().days_since(weekday));
    match side {
        Side::OnOrAfter => anchor.checked_add_days(Days::new(ahead)),
        Side::OnOrBefore => anchor.checked_sub_days(Days::new(back)),
        Side::After => anchor.checked_add_days(Days::new(if ahead == 0 { 7 } else { ahead })),
        Side::Before => anchor.checked_sub_days(Days::new(if back == 0 { 7 } else { back })),
        Side::Nearest if ahead <= 3 => anchor.checked_add_days(Days::new(ahead)),
        Side::Nearest => anchor.checked_sub_days(Days::new(back)),
    }
}

fn weekday_from(date: NaiveDate, shift: Shift) -> Option<NaiveDate> {
    match shift {
        Shift::Next(weekday) => near(date, weekday, Side::After),
        Shift::Previous(weekday) => near(date, weekday, Side::Before),
        _ => None,
    }
}

/// The nearest day in one direction that is neither Saturday, Sunday nor taken. Two weeks without one do not happen
/// outside of made-up data; the search ends there.
fn working_day(date: NaiveDate, step: i64, taken: &BTreeMap<NaiveDate, Vec<String>>) -> Option<NaiveDate> {
    (1..=30).filter_map(|days| date.checked_add_signed(TimeDelta::days(days * step))).find(|candidate| {
        !matches!(candidate.weekday(), Weekday::Sat | Weekday::Sun) && !taken.contains_key(candidate)
    })
}
