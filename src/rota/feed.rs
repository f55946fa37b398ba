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
