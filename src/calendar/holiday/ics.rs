//! Holidays from a calendar file (`.ics`, RFC 5545). calcard reads and expands; what it lets pass is refused here:
//! files cut short, rules it could not read, cancelled events.

use super::{Holiday, HolidayError, HolidaySet, YEARS};
use crate::calendar::ics::{self, calendars, check, series};
use calcard::common::PartialDateTime;
use calcard::common::timezone::Tz;
use calcard::icalendar::dates::TimeOrDelta;
use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarFrequency, ICalendarProperty, ICalendarRecurrenceRule,
    ICalendarStatus, ICalendarValue,
};
use chrono::{Datelike, NaiveDate, NaiveTime};

/// No calendar of holidays is larger than this.
const MAX_BYTES: usize = 1_000_000;
/// Weekly until 2200 is 12,000 dates.
const MAX_DATES_OF_EVENT: usize = 20_000;
/// All dates of a file together: more than every day of every year.
const MAX_DATES: usize = 200_000;
/// The longest single closure, in days.
const MAX_DAYS: usize = 366;

/// Reads a file. See [`HolidaySet::from_ics`].
pub(super) fn read(id: String, text: &str) -> Result<HolidaySet, HolidayError> {
    let refuse = |reason: String| HolidayError::Data { id: id.clone(), reason };
    if text.len() > MAX_BYTES {
        return Err(refuse(format!("the file has {} bytes; at most {MAX_BYTES} are read", text.len())));
    }
    let mut found = Found::default();
    for events in series(calendars(text).map_err(refuse)?) {
        found.add(events).map_err(refuse)?;
    }
    let mut set = HolidaySet::from_days(id.clone(), found.days);
    set.listed_until = found.listed_until;
    if found.timed > 0 {
        let events =
            if found.timed == 1 { "event with a time of day is" } else { "events with a time of day are" };
        set.notes.push(format!("{} {events} left out: only all-day events close a date", found.timed));
    }
    Ok(set)
}

#[derive(Default)]
struct Found {
    days: Vec<Holiday>,
    /// The last year of events that end.
    listed_until: Option<i32>,
    /// Events left out because they have a time of day.
    timed: usize,
}

impl Found {
    fn add(&mut self, mut events: Vec<ICalendarComponent>) -> Result<(), String> {
        let cancelled = |event: &ICalendarComponent| event.status() == Some(&ICalendarStatus::Cancelled);
        // A cancelled exception takes its date away; anything else that is cancelled is as if it were not there.
        events.retain(|event| !cancelled(event) || event.has_property(&ICalendarProperty::RecurrenceId));
        let mut endless = false;
        for event in &mut events {
            check(event)?;
            endless |= bound(event)?;
        }
        let calendar = ICalendar { components: events };
        let expanded = calendar.expand_dates(Tz::Floating, MAX_DATES_OF_EVENT);
        let names: Vec<String> = calendar.components.iter().map(name).collect();
        let name_of = |at: u32| names.get(at as usize).cloned().unwrap_or_default();
        if let Some(error) = expanded.errors.first() {
            return Err(format!("{:?} cannot be dated: {:?}", name_of(error.comp_id), error.error));
        }
        let repeats = calendar.components.iter().any(|event| event.has_property(&ICalendarProperty::Rrule));
        if expanded.events.len() >= MAX_DATES_OF_EVENT || (repeats && expanded.events.is_empty()) {
            let how = if expanded.events.is_empty() { "never happens" } else { "repeats too often" };
            return Err(format!("{:?} {how}: its rule must be a mistake", name_of(0)));
        }
        let mut left_out = vec![false; names.len()];
        for event in &expanded.events {
            let at = event.comp_id;
            let name = name_of(at);
            if calendar.components.get(at as usize).is_some_and(cancelled) {
                continue;
            }
            let start = event.start.naive_local();
            let end = match &event.end {
                TimeOrDelta::Time(end) => Some(end.naive_local()),
                TimeOrDelta::Delta(length) => start.checked_add_signed(*length),
            };
            let end = end.ok_or_else(|| format!("{name:?} has no end that can be reckoned"))?;
            if start.time() != NaiveTime::MIN || end.time() != NaiveTime::MIN {
                if let Some(left_out) = left_out.get_mut(at as usize) {
                    *left_out = true;
                }
                continue;
            }
            if end < start {
                return Err(format!("{name:?} ends before it begins ({} to {})", start.date(), end.date()));
            }
            let last = self.close(start.date(), end.date(), &name)?;
            if !endless {
                self.listed_until = self.listed_until.max(last.map(|date| date.year()));
            }
        }
        self.timed += left_out.into_iter().filter(|left_out| *left_out).count();
        Ok(())
    }

    /// Closes each date from `start` up to but without `end`; the start alone where they are equal. Gives the last one.
    fn close(&mut self, start: NaiveDate, end: NaiveDate, name: &str) -> Result<Option<NaiveDate>, String> {
        let days = usize::try_from((end - start).num_days()).unwrap_or(0).max(1);
        if days > MAX_DAYS {
            return Err(format!("{name:?} from {start} is {days} days long; at most {MAX_DAYS} are taken"));
        }
        if self.days.len() + days > MAX_DATES {
            return Err(format!("the file closes more than {MAX_DATES} dates"));
        }
        let dates = start.iter_days().take(days).filter(|date| YEARS.contains(&date.year()));
        self.days.extend(dates.map(|date| Holiday { date, name: name.to_owned() }));
        Ok(start.iter_days().nth(days - 1))
    }
}

/// Ends a rule that has no end with the year 2200, and says whether there was one.
fn bound(event: &mut ICalendarComponent) -> Result<bool, String> {
    let title = name(event);
    let mut endless = false;
    for entry in event.properties_mut(&ICalendarProperty::Rrule) {
        for value in &mut entry.values {
            let ICalendarValue::RecurrenceRule(rule) = value else { continue };
            let ICalendarRecurrenceRule { freq, until, count, .. } = rule.as_mut();
            if matches!(
                freq,
                ICalendarFrequency::Hourly | ICalendarFrequency::Minutely | ICalendarFrequency::Secondly
            ) {
                return Err(format!("{title:?} repeats within a day; only whole days are closed"));
            }
            if until.is_none() && count.is_none() {
                endless = true;
                let year = u16::try_from(*YEARS.end()).ok();
                *until = Some(PartialDateTime { year, month: Some(12), day: Some(31), ..Default::default() });
            }
        }
    }
    Ok(endless)
}

fn name(event: &ICalendarComponent) -> String {
    ics::name(event, "Closed")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(events: &str) -> String {
        format!(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//t//t//EN\r\n{}END:VCALENDAR\r\n",
            events.replace('\n', "\r\n")
        )
    }

    fn event(lines: &str) -> String {
        format!("BEGIN:VEVENT\n{lines}\nEND:VEVENT\n")
    }

    fn dates(text: &str, year: i32) -> Vec<String> {
        let set = HolidaySet::from_ics("office", text).unwrap();
        set.year(year).iter().map(|day| day.date.format("%m-%d").to_string()).collect()
    }

    fn refusal(text: &str) -> String {
        HolidaySet::from_ics("office", text).unwrap_err().to_string()
    }

    #[test]
    fn all_day_events_close_each_day_up_to_their_end() {
        let text = file(
            &[
                event("UID:1\nDTSTART;VALUE=DATE:20261228\nDTEND;VALUE=DATE:20270104\nSUMMARY:Winter break"),
                event("UID:2\nDTSTART;VALUE=DATE:20270517\nSUMMARY:Inventory\\, all day"),
                event("UID:3\nDTSTART;VALUE=DATE:20270601\nDTEND;VALUE=DATE:20270601\nSUMMARY:Same end"),
                event("UID:4\nDTSTART;VALUE=DATE:20270701\nDURATION:P2D\nSUMMARY:Two days"),
            ]
            .concat(),
        );
        assert_eq!(dates(&text, 2026), ["12-28", "12-29", "12-30", "12-31"]);
        assert_eq!(dates(&text, 2027), ["01-01", "01-02", "01-03", "05-17", "06-01", "07-01", "07-02"]);
        let set = HolidaySet::from_ics("office", &text).unwrap();
        assert_eq!(set.year(2027)[3].name, "Inventory, all day");
        assert_eq!(set.covered_until(), Some(2027));
        assert!(set.notes().is_empty());
    }

    #[test]
    fn rules_are_expanded_until_2200_with_their_exceptions() {
        let text = file(
            &[
                event(
                    "UID:1\nDTSTART;VALUE=DATE:20200506\nRRULE:FREQ=YEARLY\nEXDATE;VALUE=DATE:20210506\nSUMMARY:Founding",
                ),
                event(
                    "UID:1\nRECURRENCE-ID;VALUE=DATE:20220506\nSEQUENCE:3\nDTSTART;VALUE=DATE:20220509\nSUMMARY:Founding, moved",
                ),
                event(
                    "UID:1\nRECURRENCE-ID;VALUE=DATE:20230506\nSTATUS:CANCELLED\nDTSTART;VALUE=DATE:20230506\nSUMMARY:Founding",
                ),
                event("UID:2\nDTSTART;VALUE=DATE:20201126\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH\nSUMMARY:Thanks"),
                event("UID:3\nDTSTART;VALUE=DATE:20240229\nRRULE:FREQ=YEARLY\nSUMMARY:Leap day"),
            ]
            .concat(),
        );
        assert_eq!(dates(&text, 2020), ["05-06", "11-26"]);
        assert_eq!(dates(&text, 2021), ["11-25"]);
        assert_eq!(dates(&text, 2022), ["05-09", "11-24"]);
        assert_eq!(dates(&text, 2023), ["11-23"]);
        assert_eq!(dates(&text, 2024), ["02-29", "05-06", "11-28"]);
        assert_eq!(dates(&text, 2200), ["05-06", "11-27"]);
        assert_eq!(HolidaySet::from_ics("office", &text).unwrap().covered_until(), None);
    }

    #[test]
    fn cancelled_and_timed_events_close_nothing() {
        let text = file(
            &[
                event("UID:1\nDTSTART;VALUE=DATE:20260102\nSTATUS:CANCELLED\nSUMMARY:Off"),
                event("UID:2\nDTSTART:20260103T090000\nDTEND:20260103T100000\nSUMMARY:Meeting"),
                event("UID:3\nDTSTART:20260105T000000\nDTEND:20260106T000000\nSUMMARY:From midnight to midnight"),
            ]
            .concat(),
        );
        assert_eq!(dates(&text, 2026), ["01-05"]);
        assert_eq!(HolidaySet::from_ics("x", &text).unwrap().notes().len(), 1);
    }

    #[test]
    fn broken_files_are_refused() {
        let whole = file(&event("UID:1\nDTSTART;VALUE=DATE:20260102\nSUMMARY:Off"));
        for cut in (0..whole.trim_end().len()).filter(|cut| *cut > 0) {
            assert!(
                HolidaySet::from_ics("office", whole.get(..cut).unwrap()).is_err(),
                "cut after {cut} bytes"
            );
        }
        let with = |lines: &str| refusal(&file(&event(&format!("UID:1\nSUMMARY:Off\n{lines}"))));
        assert!(with("DTSTART;VALUE=DATE:20261340").contains("DTSTART"));
        assert!(with("DTSTART;VALUE=DATE:20260101\nRRULE:FREQ=SOMETIMES").contains("RRULE"));
        assert!(with("DTSTART;VALUE=DATE:20260101\nRRULE:FREQ=HOURLY").contains("within a day"));
        assert!(with("DTSTART;VALUE=DATE:20260101\nRRULE:FREQ=DAILY").contains("too often"));
        assert!(with("DTSTART;VALUE=DATE:20260105\nDTEND;VALUE=DATE:20260101").contains("before it begins"));
        assert!(with("DTSTART;VALUE=DATE:20260105\nDTEND;VALUE=DATE:20290101").contains("days long"));
        assert!(with("DESCRIPTION:no date").contains("cannot be dated"));
        assert!(refusal(&"x".repeat(MAX_BYTES + 1)).contains("bytes"));
        assert!(refusal("[[day]]").contains("BEGIN:VCALENDAR"));
        assert!(refusal("").contains("BEGIN:VCALENDAR"));
        let mixed = whole.replace("END:VEVENT", "END:VTODO");
        assert!(HolidaySet::from_ics("office", &mixed).is_err());
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]

        /// Whatever is done to a file, it is read or refused: no panic, no endless search.
        #[test]
        fn damaged_files_are_read_or_refused(
            edits in proptest::collection::vec((0usize..2000, "[0-9A-Z;:=,+-]{0,6}", 0usize..12), 1..6),
        ) {
            let mut text = file(
                &[
                    event("UID:1\nDTSTART;VALUE=DATE:20200506\nRRULE:FREQ=YEARLY;INTERVAL=2;BYMONTH=5;BYDAY=-1MO\nEXDATE;VALUE=DATE:20210506"),
                    event("UID:1\nRECURRENCE-ID;RANGE=THISANDFUTURE;VALUE=DATE:20220506\nDTSTART;VALUE=DATE:20220509"),
                    event("UID:2\nDTSTART;VALUE=DATE:20201126\nRRULE:FREQ=MONTHLY;BYSETPOS=2;BYDAY=MO,TU;COUNT=20\nDURATION:P2D"),
                    event("UID:3\nDTSTART;VALUE=DATE:20240229\nRRULE:FREQ=YEARLY;BYYEARDAY=60;UNTIL=20990101"),
                ]
                .concat(),
            );
            for (at, new, removed) in edits {
                let from = at % text.len();
                let to = (from + removed).min(text.len());
                text.replace_range(from..to, &new);
            }
            let _ = HolidaySet::from_ics("office", &text);
        }
    }
}
