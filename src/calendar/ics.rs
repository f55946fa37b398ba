//! Calendar files (`.ics`, RFC 5545) as holidays and rotas read them. calcard reads and expands; what it lets pass is
//! refused here: files cut short, dates that it could not read.

use std::collections::BTreeMap;

use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarProperty, ICalendarValue,
};
use calcard::{Entry, Parser};

/// Parts within parts; events with their alarms need three.
const MAX_DEPTH: usize = 8;
/// Columns of a name that are kept.
const NAME_COLUMNS: usize = 100;

/// The calendars of the text, provided that it is whole.
///
/// # Errors
/// What is wrong with it.
pub(crate) fn calendars(text: &str) -> Result<Vec<ICalendar>, String> {
    let text = text.trim_start_matches('\u{feff}');
    nested(text)?;
    let mut parser = Parser::new(text);
    let mut calendars = Vec::new();
    loop {
        match parser.entry() {
            Entry::ICalendar(calendar) => calendars.push(calendar),
            Entry::Eof => return Ok(calendars),
            Entry::InvalidLine(line) => {
                return Err(format!("this line belongs to nothing: {:?}", crate::text::fitted(&line, 60)));
            }
            _ => return Err("there is something other than a calendar in the file".into()),
        }
    }
}

/// Refuses a text whose parts do not each end inside the one that they began in. calcard forgives that, and so takes a file
/// that was cut short for a whole one.
fn nested(text: &str) -> Result<(), String> {
    let mut open: Vec<String> = Vec::new();
    for (line, number) in text.lines().zip(1..) {
        let line = line.trim_end().to_ascii_uppercase();
        if let Some(part) = line.strip_prefix("BEGIN:") {
            open.push(part.to_owned());
        } else if let Some(part) = line.strip_prefix("END:") {
            let began = open.pop();
            if began.as_deref() != Some(part) {
                let part = crate::text::fitted(part, 40);
                return Err(format!(
                    "line {number} ends {part}, which is not what was open: the file is damaged"
                ));
            }
        } else if open.is_empty() && !line.is_empty() {
            return Err(format!("this is no calendar file: line {number} stands outside of BEGIN:VCALENDAR"));
        }
        if open.len() > MAX_DEPTH || open.first().is_some_and(|part| part != "VCALENDAR") {
            return Err(format!("this is no calendar file (line {number})"));
        }
    }
    match open.last() {
        Some(part) => Err(format!("the file is cut short: {} does not end", crate::text::fitted(part, 40))),
        None if text.trim().is_empty() => {
            Err("this is no calendar file: it is empty; BEGIN:VCALENDAR is missing".into())
        }
        None => Ok(()),
    }
}

/// Events that belong together: one with its exceptions, by their common UID.
pub(crate) fn series(calendars: Vec<ICalendar>) -> Vec<Vec<ICalendarComponent>> {
    let mut by_uid: BTreeMap<String, usize> = BTreeMap::new();
    let mut series: Vec<Vec<ICalendarComponent>> = Vec::new();
    let components = calendars.into_iter().flat_map(|calendar| calendar.components);
    for mut event in components.filter(|component| component.component_type == ICalendarComponentType::VEvent)
    {
        // calcard matches an exception to its event by SEQUENCE, which an exception usually has of its own.
        event.entries.retain(|entry| entry.name != ICalendarProperty::Sequence);
        event.component_ids.clear();
        let known = event.uid().and_then(|uid| by_uid.get(uid).copied());
        if let Some(events) = known.and_then(|at| series.get_mut(at)) {
            events.push(event);
            continue;
        }
        if let Some(uid) = event.uid() {
            by_uid.insert(uid.to_owned(), series.len());
        }
        series.push(vec![event]);
    }
    series
}

/// Refuses an event of which calcard would drop a part in silence.
///
/// # Errors
/// The event and its part.
pub(crate) fn check(event: &ICalendarComponent) -> Result<(), String> {
    use ICalendarProperty::{Dtend, Dtstart, Duration, Exdate, Rdate, Rrule};
    for entry in &event.entries {
        let readable = |value: &ICalendarValue| match (&entry.name, value) {
            (Dtstart | Dtend | Rdate | Exdate, ICalendarValue::PartialDateTime(date)) => {
                date.to_date_time().is_some()
            }
            (Rdate, ICalendarValue::Period(_)) => true,
            (Dtstart | Dtend | Rdate | Exdate, _) => false,
            (Rrule, value) => matches!(value, ICalendarValue::RecurrenceRule(_)),
            (Duration, value) => matches!(value, ICalendarValue::Duration(_)),
            _ => true,
        };
        let dated = matches!(entry.name, Dtstart | Dtend | Rdate | Exdate | Rrule | Duration);
        if dated && (entry.values.is_empty() || !entry.values.iter().all(readable)) {
            return Err(format!(
                "{:?} has a {} that cannot be read",
                name(event, "an event"),
                entry.name.as_str()
            ));
        }
        if entry.name == Rrule && entry.values.len() > 1 {
            return Err(format!("{:?} has more than one rule", name(event, "an event")));
        }
    }
    Ok(())
}

/// What an event is called, made printable; `unnamed` where it is called nothing.
pub(crate) fn name(event: &ICalendarComponent, unnamed: &str) -> String {
    let summary = event.property(&ICalendarProperty::Summary).and_then(|entry| entry.values.first());
    let written = summary.and_then(ICalendarValue::as_text).unwrap_or_default().trim();
    let written = if written.is_empty() { unnamed } else { written };
    crate::text::fitted(&crate::text::printable(written), NAME_COLUMNS).into_owned()
}
