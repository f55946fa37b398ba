//! Turns from a calendar feed (`.ics`, RFC 5545) as on-call services export it: each event is a stretch of whoever its
//! summary, or its attendee, names.
//!
//! Everything is brought to the wall clock on which an event begins before it is expanded, so that a weekly handover at
//! 09:00 stays there and the zone rules are this program's own: what the reader of calendars knows of zones is not asked.

use std::sync::Arc;

use calcard::common::PartialDateTime;
use calcard::common::timezone::Tz;
use calcard::icalendar::dates::TimeOrDelta;
use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarEntry, ICalendarFrequency, ICalendarParameterName,
    ICalendarProperty, ICalendarStatus, ICalendarValue,
};
use chrono::{Datelike, NaiveDateTime, Timelike};

use super::names::Naming;
use crate::calendar::{Instant, Span, Zone, Zones, ics};

/// No feed is larger than this, in bytes.
pub(super) const LARGEST: usize = 4_000_000;
/// Turns of one event.
const MOST_OF_EVENT: usize = 40_000;
/// Turns of a whole feed.
const MOST: usize = 200_000;
/// A rule without an end is followed up to this year.
const LAST: u16 = 2100;
/// The longest stretch of one event, in days.
const LONGEST: i64 = 400;

/// The turns of a feed, in order, none over another, and what is odd about it.
#[derive(Debug, Clone, Default)]
pub(super) struct Feed {
    /// When, and who.
    pub turns: Vec<(Span, Arc<str>)>,
    /// What a person should look at.
    pub odd: Vec<String>,
}

/// Reads a feed. Times that name no zone are meant on the wall clock of `zone`.
///
/// # Errors
/// Why it cannot be used; half of a feed would be nobody's rota.
pub(super) fn read(bytes: &[u8], naming: &Naming, zone: &Arc<Zone>, zones: &Zones) -> Result<Feed, String> {
    if bytes.len() > LARGEST {
        return Err(format!("it has more than {LARGEST} bytes"));
    }
    let text = std::str::from_utf8(bytes).map_err(|_| "it is not text in UTF-8".to_owned())?;
    let mut found = Found { naming, zone, zones, turns: Vec::new(), odd: Vec::new() };
    for events in ics::series(ics::calendars(text)?) {
        found.add(events)?;
        if found.turns.len() > MOST {
            return Err(format!("it holds more than {MOST} turns"));
        }
    }
    if found.turns.is_empty() {
        found.odd.push("it holds no turn at all".to_owned());
    }
    Ok(Feed { turns: settled(found.turns), odd: found.odd })
}

struct Found<'a> {
    naming: &'a Naming,
    zone: &'a Arc<Zone>,
    zones: &'a Zones,
    turns: Vec<(Span, Arc<str>)>,
    odd: Vec<String>,
}

impl Found<'_> {
    /// The turns of an event with its exceptions.
    fn add(&mut self, mut events: Vec<ICalendarComponent>) -> Result<(), String> {
        let cancelled = |event: &ICalendarComponent| event.status() == Some(&ICalendarStatus::Cancelled);
        // A cancelled exception takes its turn away; anything else that is cancelled is as if it were not there.
        events.retain(|event| !cancelled(event) || event.has_property(&ICalendarProperty::RecurrenceId));
        let Some(zone) = events.first().map(|event| self.zone_of(event)).transpose()? else {
            return Ok(());
        };
        for event in &mut events {
            ics::check(event)?;
            self.level(event, &zone)?;
            bound(event)?;
        }
        let repeats = events.iter().any(|event| event.has_property(&ICalendarProperty::Rrule));
        let calendar = ICalendar { components: events };
        let expanded = calendar.expand_dates(Tz::Floating, MOST_OF_EVENT);
        let title = |at: u32| {
            calendar
                .components
                .get(at as usize)
                .map_or_else(String::new, |event| ics::name(event, "an event"))
        };
        if let Some(error) = expanded.errors.first() {
            return Err(format!("{:?} cannot be dated: {:?}", title(error.comp_id), error.error));
        }
        if expanded.events.len() >= MOST_OF_EVENT || (repeats && expanded.events.is_empty()) {
            let how = if expanded.events.is_empty() { "never happens" } else { "repeats too often" };
            return Err(format!("{:?} {how}: its rule must be a mistake", title(0)));
        }
        for turn in &expanded.events {
            let Some(event) = calendar.components.get(turn.comp_id as usize) else { continue };
            if cancelled(event) {
                continue;
            }
            let start = turn.start.naive_local();
            let end = match &turn.end {
                TimeOrDelta::Time(end) => Some(end.naive_local()),
                TimeOrDelta::Delta(length) => start.checked_add_signed(*length),
            };
            let name = || title(turn.comp_id);
            let span = (zone.instant(start), end.and_then(|end| zone.instant(end)));
            let (Some(from), Some(to)) = span else {
                return Err(format!("{:?} lies outside of the years 1970 to 2200", name()));
            };
            if to < from {
                return Err(format!("{:?} ends before it begins ({start} to {to})", name()));
            }
            if to.since(from) > LONGEST * 86_400 {
                return Err(format!("{:?} of {start} is longer than {LONGEST} days", name()));
            }
            // A clock change may leave nothing of a short one.
            if from < to {
                let agent =
                    self.naming.agent(event, &mut self.odd).map_err(|why| format!("{:?} {why}", name()))?;
                self.turns.push((Span { from, to }, agent));
            }
        }
        Ok(())
    }

    /// The zone on whose wall clock an event begins.
    fn zone_of(&self, event: &ICalendarComponent) -> Result<Arc<Zone>, String> {
        let begins = event.property(&ICalendarProperty::Dtstart);
        begins.map_or_else(|| Ok(self.zone.clone()), |entry| self.zone_of_entry(event, entry))
    }

    fn zone_of_entry(&self, event: &ICalendarComponent, entry: &ICalendarEntry) -> Result<Arc<Zone>, String> {
        let named = entry.params.iter().find(|param| param.name == ICalendarParameterName::Tzid);
        let Some(name) = named.and_then(|param| param.value.as_text()) else {
            return Ok(self.zone.clone());
        };
        // Other programs write names of their own for the zones of the database.
        let known = self.zones.get(name).ok().or_else(|| {
            let tz: Tz = name.parse().ok()?;
            self.zones.get(&tz.name()?).ok()
        });
        known.ok_or_else(|| {
            let title = ics::name(event, "an event");
            format!("{title:?} is in the time zone {}, which is not known", crate::text::quoted(name))
        })
    }

    /// Brings every moment of an event to the wall clock of `zone`, where it names another one or UTC.
    fn level(&self, event: &mut ICalendarComponent, zone: &Arc<Zone>) -> Result<(), String> {
        use ICalendarProperty::{Dtend, Dtstart, Exdate, Rdate, RecurrenceId};
        let title = ics::name(event, "an event");
        let timed = |value: &ICalendarValue| matches!(value, ICalendarValue::PartialDateTime(date) if date.has_time());
        let begins = event.property(&Dtstart).map(|entry| entry.values.iter().any(timed));
        let ends = event.has_property(&Dtend) || event.has_property(&ICalendarProperty::Duration);
        if begins == Some(true) && !ends {
            return Err(format!("{title:?} has no end"));
        }
        let of_entry: Vec<Arc<Zone>> =
            event.entries.iter().map(|entry| self.zone_of_entry(event, entry)).collect::<Result<_, _>>()?;
        for (entry, own) in event.entries.iter_mut().zip(of_entry) {
            let dated = matches!(entry.name, Dtstart | Dtend | Exdate | Rdate | RecurrenceId);
            for value in &mut entry.values {
                match value {
                    ICalendarValue::PartialDateTime(date) if dated => {
                        level(date, &own, zone)
                            .ok_or_else(|| format!("{title:?} has a date that is none"))?;
                    }
                    ICalendarValue::Period(_) => {
                        return Err(format!("{title:?} lists periods, which are not read; list its dates"));
                    }
                    ICalendarValue::RecurrenceRule(rule) => {
                        if let Some(until) = &mut rule.until {
                            level(until, zone, zone)
                                .ok_or_else(|| format!("{title:?} has a rule that cannot be read"))?;
                        }
                    }
                    _ => {}
                }
            }
            if dated {
                entry.params.retain(|param| param.name != ICalendarParameterName::Tzid);
            }
        }
        Ok(())
    }
}

/// Rewrites a moment of UTC or of the zone `own` as the wall clock of `zone` shows it. A date alone stays as it is.
fn level(date: &mut PartialDateTime, own: &Zone, zone: &Zone) -> Option<()> {
    let read = date.to_date_time()?;
    let at = match read.offset {
        _ if !date.has_time() => return Some(()),
        Some(offset) => {
            let seconds = read.date_time.and_utc().timestamp() - i64::from(offset.local_minus_utc());
            Instant::from_unix(seconds)?
        }
        None if own.name() == zone.name() => return Some(()),
        None => own.instant(read.date_time)?,
    };
    *date = partial(zone.civil(at))?;
    Some(())
}

fn partial(civil: NaiveDateTime) -> Option<PartialDateTime> {
    let small = |number: u32| u8::try_from(number).ok();
    Some(PartialDateTime {
        year: Some(u16::try_from(civil.year()).ok()?),
        month: Some(small(civil.month())?),
        day: Some(small(civil.day())?),
        hour: Some(small(civil.hour())?),
        minute: Some(small(civil.minute())?),
        second: Some(small(civil.second())?),
        ..PartialDateTime::default()
    })
}

/// Ends a rule that has no end, and refuses those that would never come to one.
fn bound(event: &mut ICalendarComponent) -> Result<(), String> {
    let title = ics::name(event, "an event");
    for entry in event.properties_mut(&ICalendarProperty::Rrule) {
        for value in &mut entry.values {
            let ICalendarValue::RecurrenceRule(rule) = value else { continue };
            if matches!(rule.freq, ICalendarFrequency::Minutely | ICalendarFrequency::Secondly) {
                return Err(format!("{title:?} repeats within an hour: nobody takes turns like that"));
            }
            if rule.until.is_none() && rule.count.is_none() {
                rule.until = Some(PartialDateTime {
                    year: Some(LAST),
                    month: Some(12),
                    day: Some(31),
                    ..Default::default()
                });
            }
        }
    }
    Ok(())
}

/// Turns in order, none over another: of two at once, the one holds that begins later (services lay overrides so), and of
/// two that begin at once the one that stands later in the file.
fn settled(mut turns: Vec<(Span, Arc<str>)>) -> Vec<(Span, Arc<str>)> {
    turns.sort_by_key(|(span, _)| span.from);
    let mut settled: Vec<(Span, Arc<str>)> = Vec::with_capacity(turns.len());
    for (span, agent) in turns {
        let mut after = Vec::new();
        while let Some((below, whose)) = settled.pop_if(|(below, _)| below.to > span.from) {
            if below.to > span.to {
                after.push((Span { from: below.from.max(span.to), to: below.to }, whose.clone()));
            }
            if below.from < span.from {
                settled.push((Span { from: below.from, to: span.from }, whose));
                break;
            }
        }
        settled.push((span, agent));
        settled.extend(after.into_iter().rev());
    }
    settled
}

#[cfg(test)]
mod tests {
    use super::super::names::Says;
    use super::*;

    fn file(events: &[&str]) -> String {
        let events: Vec<String> =
            events.iter().map(|lines| format!("BEGIN:VEVENT\n{lines}\nEND:VEVENT\n")).collect();
        let text =
            format!("BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//t//t//EN\n{}END:VCALENDAR\n", events.concat());
        text.replace('\n', "\r\n")
    }

    fn naming(says: Says, names: &[(&str, &str)]) -> Naming {
        let names = names.iter().map(|(name, agent)| ((*name).to_owned(), (*agent).to_owned())).collect();
        Naming { says, names }
    }

    fn read_as(text: &str, naming: &Naming) -> Result<Feed, String> {
        let zones = Zones::embedded();
        read(text.as_bytes(), naming, &zones.get("Europe/Paris").unwrap(), &zones)
    }

    fn turns(events: &[&str]) -> Vec<String> {
        let feed = read_as(&file(events), &Naming::default()).unwrap();
        let turn = |(span, agent): &(Span, Arc<str>)| format!("{agent} {} {}", span.from, span.to);
        feed.turns.iter().map(turn).collect()
    }

    fn refusal(events: &[&str]) -> String {
        read_as(&file(events), &Naming::default()).unwrap_err()
    }

    /// A weekly handover at nine in Paris stays there when the clocks change, although each turn is then an hour longer
    /// or shorter.
    #[test]
    fn a_weekly_turn_hands_over_at_nine_on_both_sides_of_a_clock_change() {
        let ana = "UID:1\nSUMMARY:ana\nDTSTART;TZID=Europe/Paris:20260316T090000\nDTEND;TZID=Europe/Paris:20260323T090000\nRRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=3";
        let ben = "UID:2\nSUMMARY:ben\nDTSTART;TZID=Europe/Paris:20260323T090000\nDTEND;TZID=Europe/Paris:20260330T090000\nRRULE:FREQ=WEEKLY;INTERVAL=2;UNTIL=20260406T070000Z";
        assert_eq!(
            turns(&[ana, ben]),
            [
                "ana 2026-03-16T08:00:00Z 2026-03-23T08:00:00Z",
                "ben 2026-03-23T08:00:00Z 2026-03-30T07:00:00Z",
                "ana 2026-03-30T07:00:00Z 2026-04-06T07:00:00Z",
                "ben 2026-04-06T07:00:00Z 2026-04-13T07:00:00Z",
                "ana 2026-04-13T07:00:00Z 2026-04-20T07:00:00Z",
            ]
        );
    }

    /// What other zones and UTC say is brought to the zone of the event: exceptions are found in either.
    #[test]
    fn exceptions_and_times_of_other_clocks_are_understood() {
        let event = "UID:1\nSUMMARY:ana\nDTSTART;TZID=America/New_York:20260105T180000\nDTEND;TZID=America/New_York:20260106T060000\nRRULE:FREQ=DAILY;COUNT=4\nEXDATE:20260106T230000Z";
        let moved = "UID:1\nSEQUENCE:4\nSUMMARY:ben\nRECURRENCE-ID;TZID=America/New_York:20260107T180000\nDTSTART;TZID=America/New_York:20260107T200000\nDTEND;TZID=America/New_York:20260108T060000";
        let gone = "UID:1\nSTATUS:CANCELLED\nRECURRENCE-ID;TZID=America/New_York:20260108T180000\nDTSTART;TZID=America/New_York:20260108T180000\nDTEND;TZID=America/New_York:20260109T060000";
        assert_eq!(
            turns(&[event, moved, gone]),
            [
                "ana 2026-01-05T23:00:00Z 2026-01-06T11:00:00Z",
                "ben 2026-01-08T01:00:00Z 2026-01-08T11:00:00Z"
            ]
        );
        // In UTC, floating (on the line's clock), all day, with a length in place of an end, and called off.
        let table = [
            (
                "UID:1\nSUMMARY:a\nDTSTART:20260329T010000Z\nDTEND:20260329T020000Z\nRRULE:FREQ=DAILY;COUNT=2",
                2,
                "a 2026-03-29T01:00:00Z 2026-03-29T02:00:00Z",
            ),
            (
                "UID:1\nSUMMARY:a\nDTSTART:20260701T090000\nDTEND:20260701T170000",
                1,
                "a 2026-07-01T07:00:00Z 2026-07-01T15:00:00Z",
            ),
            (
                "UID:1\nSUMMARY:a\nDTSTART;VALUE=DATE:20260329\nDTEND;VALUE=DATE:20260330",
                1,
                "a 2026-03-28T23:00:00Z 2026-03-29T22:00:00Z",
            ),
            (
                "UID:1\nSUMMARY:a\nDTSTART:20260329T080000Z\nDURATION:P7D",
                1,
                "a 2026-03-29T08:00:00Z 2026-04-05T08:00:00Z",
            ),
            // Half past two is there twice on this night, and the first is meant.
            (
                "UID:1\nSUMMARY:a\nDTSTART;TZID=Europe/Paris:20261025T023000\nDTEND;TZID=Europe/Paris:20261025T090000",
                1,
                "a 2026-10-25T00:30:00Z 2026-10-25T08:00:00Z",
            ),
        ];
        for (event, count, first) in table {
            let turns = turns(&[event]);
            assert_eq!((turns.len(), turns[0].as_str()), (count, first), "{event}");
        }
        assert!(
            turns(&["UID:1\nSUMMARY:a\nSTATUS:CANCELLED\nDTSTART:20260329T080000Z\nDTEND:20260329T090000Z"])
                .is_empty()
        );
    }

    #[test]
    fn of_two_at_once_the_one_holds_that_begins_later() {
        let event = |uid: u32, who: &str, from: u32, to: u32| {
            format!("UID:{uid}\nSUMMARY:{who}\nDTSTART:20260105T{from:02}0000Z\nDTEND:20260105T{to:02}0000Z")
        };
        let events =
            [event(1, "ana", 0, 20), event(2, "ben", 4, 10), event(3, "cleo", 8, 14), event(4, "dan", 8, 9)];
        let events: Vec<&str> = events.iter().map(String::as_str).collect();
        let short: Vec<String> = turns(&events)
            .iter()
            .map(|turn| turn.replace("2026-01-05T", "").replace(":00:00Z", ""))
            .collect();
        assert_eq!(short, ["ana 00 04", "ben 04 08", "dan 08 09", "cleo 09 14", "ana 14 20"]);
    }

    #[test]
    fn whom_an_event_means_is_said_by_its_summary_or_its_attendee() {
        let event = "UID:1\nSUMMARY:On Call - Ana López - Primary\nATTENDEE;CN=\"Ana L.\":mailto:ana@example.com\nDTSTART:20260105T080000Z\nDTEND:20260105T090000Z";
        let who = |naming: &Naming| {
            let feed = read_as(&file(&[event]), naming).unwrap();
            (feed.turns[0].1.to_string(), feed.odd)
        };
        assert_eq!(who(&Naming::default()), ("On Call - Ana López - Primary".to_owned(), vec![]));
        assert_eq!(
            who(&naming(Says::Summary, &[("an", "x"), ("ana lópez", "ana"), ("Ana", "y")])),
            ("ana".to_owned(), vec![])
        );
        assert_eq!(who(&naming(Says::Attendee, &[("ana@example.com", "ana")])), ("ana".to_owned(), vec![]));
        assert_eq!(who(&naming(Says::Attendee, &[])).0, "Ana L.");
        let (name, odd) = who(&naming(Says::Summary, &[("ben", "ben")]));
        assert!(
            name.starts_with("On Call") && odd.len() == 1 && odd[0].contains("is none of `names`"),
            "{odd:?}"
        );
        let nobody = file(&["UID:1\nDTSTART:20260105T080000Z\nDTEND:20260105T090000Z"]);
        assert!(read_as(&nobody, &Naming::default()).unwrap_err().contains("whose turn it is"));
    }

    #[test]
    fn broken_feeds_are_refused() {
        let whole = file(&["UID:1\nSUMMARY:a\nDTSTART:20260105T080000Z\nDTEND:20260105T090000Z"]);
        for cut in 1..whole.trim_end().len() {
            assert!(read_as(whole.get(..cut).unwrap(), &Naming::default()).is_err(), "cut after {cut} bytes");
        }
        let with = |lines: &str| refusal(&[&format!("UID:1\nSUMMARY:a\n{lines}")]);
        assert!(with("DTSTART:20260105T080000Z").contains("has no end"));
        assert!(with("DTSTART:20260105T080000Z\nDTEND:20260105T070000Z").contains("ends before it begins"));
        assert!(
            with("DTSTART;TZID=Mars/Olympus:20260105T080000\nDTEND;TZID=Mars/Olympus:20260105T090000")
                .contains("not known")
        );
        assert!(
            with("DTSTART:20260105T080000Z\nDTEND:20260105T090000Z\nRRULE:FREQ=SECONDLY")
                .contains("within an hour")
        );
        assert!(
            with("DTSTART:20260105T080000Z\nDTEND:20260105T090000Z\nRRULE:FREQ=HOURLY").contains("too often")
        );
        assert!(with("DTSTART:20260105T080000Z\nDTEND:20290105T090000Z").contains("days"));
        assert!(with("DTEND:20290105T090000Z").contains("cannot be dated"));
        assert!(read_as("", &Naming::default()).is_err());
        // Without end it is followed for long enough.
        let endless =
            turns(&["UID:1\nSUMMARY:a\nDTSTART:20260105T080000Z\nDTEND:20260105T090000Z\nRRULE:FREQ=DAILY"]);
        assert!(
            endless.len() > 27_000 && endless.last().unwrap().starts_with("a 2100-12-30"),
            "{:?}",
            endless.last()
        );
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]

        /// Whatever is done to a file, it is read or refused; and no two turns are ever at once.
        #[test]
        fn damaged_feeds_are_read_or_refused(
            edits in proptest::collection::vec((0usize..2000, "[0-9A-Z;:=,+-]{0,6}", 0usize..12), 1..6),
        ) {
            let mut text = file(&[
                "UID:1\nSUMMARY:ana\nDTSTART;TZID=Europe/Paris:20260316T090000\nDTEND;TZID=Europe/Paris:20260323T090000\nRRULE:FREQ=WEEKLY;INTERVAL=2;UNTIL=20270101T000000Z",
                "UID:1\nSUMMARY:ben\nRECURRENCE-ID:20260330T070000Z\nDTSTART:20260330T100000Z\nDURATION:P2D",
                "UID:2\nSUMMARY:cleo\nDTSTART;VALUE=DATE:20260401\nRRULE:FREQ=MONTHLY;COUNT=5",
            ]);
            for (at, new, removed) in edits {
                let from = at % text.len();
                let to = (from + removed).min(text.len());
                text.replace_range(from..to, &new);
            }
            if let Ok(feed) = read_as(&text, &Naming::default()) {
                proptest::prop_assert!(feed.turns.windows(2).all(|pair| pair[0].0.to <= pair[1].0.from));
            }
        }
    }
}
