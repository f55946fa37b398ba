//! A cell of a table of targets: what is promised, where its time runs, and what the agent is told about it.

use chrono::{NaiveTime, Timelike};

use super::calendars::Calendars;
use super::{Names, clocks, likely, place_of};
use crate::calendar::{Interval, WEEK};
use crate::policy::clock::ClockEvent;
use crate::policy::model::{Cell, ChannelKey, ClockKey, Conditions, HoursRow, NamedCalendar, Place};
use crate::policy::target::{Length, Promise, TargetError, Unit};
use crate::written::diagnostic::quoted;
use crate::written::{Findings, Section, Text, Value, did_you_mean};

/// What a cell is checked against.
pub(super) struct Around<'a> {
    pub names: &'a Names,
    pub calendars: &'a Calendars,
    pub hours: &'a [HoursRow],
    /// Every cell, once all are read.
    pub cells: &'a [Cell],
}

/// What the cells of a table have in common, as far as they don't say otherwise.
#[derive(Clone)]
pub(super) struct Common {
    /// Where they run. `None`: not said at all. `Some(None)`: the desk's own hours.
    calendar: Option<Option<String>>,
    channels: Vec<ChannelKey>,
    cut_off: Option<(NaiveTime, std::ops::Range<usize>, String)>,
    /// The cell itself names the cut-off: then it holds for plain minutes and hours too.
    cut_off_here: bool,
    /// What the agent is told where a cell promises this and has no note of its own.
    say: Vec<(Promise, String)>,
}

/// A cell: a promise in words, or a table that says more.
pub(super) fn promise(
    clock: &ClockKey,
    when: Conditions,
    value: &Value,
    common: &Common,
    around: &Around,
    found: &mut Findings,
) -> Option<Cell> {
    if value.value.get_ref().is_table() {
        return cell(clock, when, value.section(found)?, common, around, found);
    }
    let target = value.text(found)?;
    let place = place_of(target.span.clone(), &target.key);
    finished(Begun { clock, when, place, until: None, note: None }, &target, common.clone(), around, found)
}

/// A cell that is a table, what its row asks for taken out already.
pub(super) fn cell(
    clock: &ClockKey,
    when: Conditions,
    mut table: Section,
    default: &Common,
    around: &Around,
    found: &mut Findings,
) -> Option<Cell> {
    let target = table.need_text("target", "target = \"8 business hours\"", found);
    let mut own = common(&mut table, around.names, found);
    own.calendar = own.calendar.or_else(|| default.calendar.clone());
    own.cut_off_here = own.cut_off.is_some();
    own.cut_off = own.cut_off.or_else(|| default.cut_off.clone());
    if own.channels.is_empty() {
        own.channels = default.channels.clone();
    }
    own.say = default.say.clone();
    let note = table.text("note", found).map(|text| text.value.to_owned());
    let until = table.get("until").map(|value| clocks::for_good(clocks::events(&value, found)));
    let place = place_of(table.span.clone(), &table.path);
    table.finish(found);
    finished(Begun { clock, when, place, until, note }, &target?, own, around, found)
}

/// A cell of which all is known but what its table says for it.
struct Begun<'a> {
    clock: &'a ClockKey,
    when: Conditions,
    place: Place,
    until: Option<Vec<ClockEvent>>,
    note: Option<String>,
}

fn finished(
    begun: Begun,
    target: &Text,
    common: Common,
    around: &Around,
    found: &mut Findings,
) -> Option<Cell> {
    let promise = promised(target, found)?;
    // Plain minutes and hours run around the clock: the table's cut-off is meant for those that count days of work.
    let plain =
        matches!(promise, Promise::Within(length) if matches!(length.unit, Unit::Minutes | Unit::Hours));
    let mut common = common;
    common.cut_off = common.cut_off.filter(|_| common.cut_off_here || !plain);
    let Some(calendar) = common.calendar else {
        let message = format!("no calendar is named for {}", quoted(target.value));
        let help = "write calendar = \"office\" for the table or the cell, or calendar = \"desk\" for the desk's own hours";
        found.error(target.span.clone(), &target.key, message, help);
        return None;
    };
    for named in around.calendars.plain.iter().filter(|named| may_run_in(named, calendar.as_deref(), around))
    {
        if let Promise::Within(length) = promise {
            counts(length, target, named, found);
        }
        if let Some((time, span, key)) = &common.cut_off {
            cuts(*time, (span, key), named, found);
        }
    }
    let said = || common.say.iter().find(|(of, _)| *of == promise).map(|(_, note)| note.clone());
    let note = begun.note.or_else(said);
    Some(Cell {
        clock: begun.clock.clone(),
        when: begun.when,
        promise,
        calendar,
        channels: common.channels,
        until: begun.until,
        note,
        cut_off: common.cut_off.map(|(time, _, _)| time),
        place: begun.place,
    })
}

/// Refuses a time that cannot be counted in the calendar of that key, or else in one in which a target of that clock may
/// run.
pub(super) fn counts_in(
    length: Length,
    target: &Text,
    (clock, calendar): (Option<&str>, Option<&str>),
    around: &Around,
    found: &mut Findings,
) {
    let runs = |named: &&NamedCalendar| match calendar {
        Some(key) => may_run_in(named, Some(key), around),
        None => around.cells.iter().any(|cell| {
            Some(cell.clock.as_str()) == clock && may_run_in(named, cell.calendar.as_deref(), around)
        }),
    };
    around.calendars.plain.iter().filter(runs).for_each(|named| counts(length, target, named, found));
}

/// Refuses a target that cannot be counted in a calendar in which it may run.
fn counts(length: Length, target: &Text, named: &NamedCalendar, found: &mut Findings) {
    let error = if length.in_business_days() && named.day_length.is_none() {
        let message =
            format!("{}: the days of calendar {} differ in length", quoted(target.value), named.key);
        let help = format!(
            "write business_day = \"8 hours\" under [calendars.{}], or the target in business hours",
            named.key
        );
        (message, help)
    } else if length.runs_backwards(named.day_length) {
        let message = format!("{} runs backwards in calendar {}", quoted(target.value), named.key);
        (
            message,
            "the earlier end of a range comes first, such as \"4 business hours to 1 business day\"".into(),
        )
    } else {
        return;
    };
    found.error(target.span.clone(), &target.key, error.0, error.1);
}

/// Refuses a cut-off before which a calendar never opens: nothing would ever count as received on its day.
fn cuts(
    time: NaiveTime,
    (span, key): (&std::ops::Range<usize>, &str),
    named: &NamedCalendar,
    found: &mut Findings,
) {
    // Of a union, the wall clocks differ: which opening is meant cannot be told from the week's table.
    let [schedule] = named.calendar.schedules() else { return };
    let openings = WEEK.iter().filter_map(|&day| schedule.weekly.on(day).first());
    if !openings.into_iter().any(|first| first.from() < time.num_seconds_from_midnight()) {
        let message = format!("calendar {} opens only after {}", named.key, time.format("%H:%M"));
        let help =
            "a cut-off lies after the opening: what comes in from then on counts as received at the next one";
        found.error(span.clone(), key, message, help);
    }
}

/// Whether a cell that names `calendar`, or else the desk's own hours, can run in this one.
fn may_run_in(named: &NamedCalendar, calendar: Option<&str>, around: &Around) -> bool {
    let reaches = |key: &str| {
        let mut choices = around.calendars.choices.iter().filter(|choice| choice.key == key);
        named.key == key || choices.any(|choice| choice.reaches(&named.key))
    };
    match calendar {
        Some(key) => reaches(key),
        None => around.hours.iter().any(|row| row.calendar.as_deref().is_some_and(reaches)),
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
                TargetError::Amount(_) | TargetError::Backwards(_) => (
                    format!("{shown} is no whole number of at least 1, or a range that runs backwards"),
                    "write 90 minutes for an hour and a half, and a range as \"4 to 6 hours\"".into(),
                ),
                TargetError::TooLong(_) => (format!("{shown} is longer than ten years"), UNITS.to_owned()),
                _ => {
                    let near =
                        did_you_mean(target.value, ["best effort", "not covered", "by contract", "none"]);
                    let near = near.filter(|help| help.starts_with("did you mean"));
                    let near = likely::target(target.value).or(near);
                    (format!("{shown} is no target"), near.unwrap_or_else(|| UNITS.to_owned()))
                }
            };
            found.error(target.span.clone(), &target.key, message, help);
            None
        }
    }
}

const UNITS: &str = "write a whole number of minutes, hours, business minutes, business hours, business days, calendar days, \
     weeks or months, `end of business day 1`, `same time on business day 1`, or one of: best effort, not covered, by contract, none";

/// What a table or a cell says of calendar, channels and cut-off.
pub(super) fn common(table: &mut Section, names: &Names, found: &mut Findings) -> Common {
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
    let cut_off = table.text("cut_off", found);
    Common {
        calendar,
        channels: channels.iter().filter_map(|text| names.channel(text, found)).collect(),
        cut_off_here: false,
        cut_off: cut_off
            .and_then(|text| Some((time_of_day(&text, found)?, text.span.clone(), text.key.clone()))),
        say: Vec::new(),
    }
}

/// `17:00`: after midnight, before the next.
fn time_of_day(text: &Text, found: &mut Findings) -> Option<NaiveTime> {
    let until = Interval::parse("00:00", text.value).ok();
    let time = until.and_then(|until| NaiveTime::from_num_seconds_from_midnight_opt(until.to(), 0));
    if time.is_none() {
        let message = format!("{} is no time of day at which a day could be cut", quoted(text.value));
        found.error(text.span.clone(), &text.key, message, "write HH:MM, such as \"17:00\"");
    }
    time
}

/// What a whole table says for its cells; `say = { "not covered" = "answered on best effort" }` tells once what a promise
/// without a time means here.
pub(super) fn of_table(table: &mut Section, names: &Names, found: &mut Findings) -> Common {
    let common = common(table, names, found);
    Common { say: sayings(table, found), ..common }
}

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
