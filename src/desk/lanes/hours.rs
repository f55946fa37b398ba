//! When the desk of a lane is open, cell by cell, and the days that have a name.

use chrono::Datelike as _;

use super::Stretch;
use crate::calendar::{Calendar, Schedule, Span};

/// How much of a cell is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shade {
    /// All of it.
    Open,
    /// A part of it.
    Partly,
    /// None of it.
    Closed,
}

/// A local date on which the hours are not those of the week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedDay {
    /// The date on the UTC line, as the calendar's zone has it.
    pub span: Span,
    /// What it is called; several names of a union are joined.
    pub name: String,
    /// Nothing is open on it.
    pub closed: bool,
}

/// How much of each cell a calendar is open.
pub fn shades(calendar: &Calendar, stretch: Stretch) -> Vec<Shade> {
    let mut open = vec![0_i64; stretch.cells];
    let whole = stretch.span();
    for span in calendar.spans(whole.from, whole.to) {
        let Some(first) = stretch.cell_of(span.from) else { continue };
        for (cell, open) in open.iter_mut().enumerate().skip(first) {
            let (from, to) = (stretch.at(cell).max(span.from), stretch.at(cell + 1).min(span.to));
            if from >= span.to {
                break;
            }
            *open += to.since(from).max(0);
        }
    }
    let shade = |open: i64| match open {
        0 => Shade::Closed,
        open if open >= stretch.cell => Shade::Open,
        _ => Shade::Partly,
    };
    open.into_iter().map(shade).collect()
}

/// The dates that meet a span and have a name there: holidays that fall on a day with hours, and dates with hours of
/// their own. In order; a date that several schedules name stands once.
pub fn named_days(calendar: &Calendar, span: Span) -> Vec<NamedDay> {
    let mut found: Vec<NamedDay> = Vec::new();
    for schedule in calendar.schedules() {
        for (date, name) in names(schedule, span) {
            for day in schedule.zone.stretches(date) {
                if day.to <= span.from || day.from >= span.to {
                    continue;
                }
                match found.iter_mut().find(|known| known.span == day) {
                    Some(known) if known.name.contains(&name) => {}
                    Some(known) => known.name = format!("{}, {name}", known.name),
                    None => {
                        let closed = calendar.spans(day.from, day.to).is_empty();
                        found.push(NamedDay { span: day, name: name.clone(), closed });
                    }
                }
            }
        }
    }
    found.sort_by_key(|day| day.span.from);
    found
}

/// The named dates of a schedule in the years that a span touches, a day on either side included.
fn names(schedule: &Schedule, span: Span) -> Vec<(chrono::NaiveDate, String)> {
    let (first, last) = (schedule.zone.date(span.from), schedule.zone.date(span.to));
    let mut named = Vec::new();
    for year in first.year()..=last.year() {
        let mut own: Vec<chrono::NaiveDate> = Vec::new();
        for dated in &schedule.dates {
            // The first that changes a date holds there.
            for date in dated.dates(year, &schedule.weekly) {
                if (first..=last).contains(&date) && !own.contains(&date) {
                    own.push(date);
                    named.push((date, dated.name().to_owned()));
                }
            }
        }
        for day in schedule.holidays.iter().flat_map(|set| set.year(year)) {
            let worked = !schedule.weekly.on(day.date.weekday()).is_empty();
            if worked && (first..=last).contains(&day.date) && !own.contains(&day.date) {
                named.push((day.date, day.name));
            }
        }
    }
    named.sort_by_key(|(date, _)| *date);
    named.dedup_by_key(|(date, _)| *date);
    named
}
