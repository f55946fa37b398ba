//! The proof of a due time: every open second that was counted, day by day, and what lay between.

use std::sync::Arc;

use chrono::{Datelike, NaiveDate};

use super::{Calendar, Instant, Interval, Span, Zone, merged, shift};

/// Something on a day of the ledger that kept time from counting, or bent the wall clock.
#[derive(Debug, Clone, PartialEq)]
pub enum Note {
    /// The date is closed for a holiday of this name.
    Holiday(String),
    /// The date has hours of its own under this name; none close it.
    OwnHours {
        /// What the date is called.
        name: String,
        /// Its open intervals, sorted.
        hours: Vec<Interval>,
    },
    /// The weekday has no hours.
    DayOff,
    /// The clock was paused over this part of the day; `covered` open seconds were handed back.
    Pause {
        /// The part of the pause that lies on this day.
        span: Span,
        /// Open seconds in it.
        covered: i64,
    },
    /// The zone's offset changed.
    ClockChange {
        /// Whose: of a union, each zone is noted.
        zone: Arc<Zone>,
        /// When.
        at: Instant,
        /// Offset before, in seconds.
        before: i64,
        /// Offset after, in seconds.
        after: i64,
    },
}

/// One local date of the ledger.
#[derive(Debug, Clone, PartialEq)]
pub struct LedgerDay {
    /// The local date in the ledger's zone.
    pub date: NaiveDate,
    /// What was counted on it.
    pub spans: Vec<Span>,
    /// Open seconds counted on it.
    pub seconds: i64,
    /// Open seconds counted up to its end.
    pub total: i64,
    /// Why other time of it did not count.
    pub notes: Vec<Note>,
}

/// The spans that were counted from a start to an end.
#[derive(Debug, Clone, PartialEq)]
pub struct Ledger {
    /// The zone in which its days are read.
    pub zone: Arc<Zone>,
    /// From the day of the start to the day of the end; only a date that the zone skipped is left out.
    pub days: Vec<LedgerDay>,
    /// All open seconds counted.
    pub total: i64,
}

impl Calendar {
    /// What was counted in `[from, to)` outside the pauses. The days add up to `total`, and where `to` is a due time
    /// under these pauses, `total` is the target.
    pub fn ledger(&self, from: Instant, to: Instant, pauses: &[Span]) -> Ledger {
        let zone = self.zone();
        let pauses = merged(pauses);
        let (mut days, mut total) = (Vec::new(), 0);
        let empty = |date| LedgerDay { date, spans: Vec::new(), seconds: 0, total: 0, notes: Vec::new() };
        // One date more at either end: where clocks go back just after midnight, the day before comes back.
        let (first, last) = (shift(zone.date(from), -1), shift(zone.date(to), 1));
        let dates = first.into_iter().flat_map(|date| date.iter_days());
        for date in dates.take_while(|&date| last.is_none_or(|last| date <= last)) {
            let clipped = |part: Span| Span { from: part.from.max(from), to: part.to.min(to) };
            let parts = zone.stretches(date).into_iter().map(clipped).filter(|part| part.from < part.to);
            let parts: Vec<Span> = parts.collect();
            // A due time at midnight belongs to the day that ended: the next one would be an empty row.
            if parts.is_empty() {
                continue;
            }
            let mut row = LedgerDay { total, ..empty(date) };
            for part in parts {
                self.count(part, &pauses, &mut row);
            }
            total = row.total;
            days.push(row);
        }
        if days.is_empty() {
            days.push(empty(zone.date(from)));
        }
        Ledger { zone, days, total }
    }

    /// Adds a stretch of a local date to its row.
    fn count(&self, part: Span, pauses: &[Span], row: &mut LedgerDay) {
        let mut spans = self.spans(part.from, part.to);
        if spans.is_empty() && row.notes.is_empty() {
            row.notes = self.day_notes(row.date);
        }
        for note in self.own_hours(row.date) {
            if !row.notes.contains(&note) {
                row.notes.push(note);
            }
        }
        row.notes.extend(self.clock_changes(part));
        for pause in pauses {
            let (from, to) = (pause.from.max(part.from), pause.to.min(part.to));
            if from < to {
                let span = Span { from, to };
                row.notes.push(Note::Pause { span, covered: self.elapsed(from, to) });
                spans = spans.into_iter().flat_map(|open| without(open, span)).collect();
            }
        }
        let seconds: i64 = spans.iter().map(|span| span.seconds()).sum();
        row.seconds += seconds;
        row.total += seconds;
        row.spans.extend(spans);
    }

    /// The clock changes in a stretch, in every zone whose hours this calendar reads.
    fn clock_changes(&self, part: Span) -> Vec<Note> {
        // A change at the stretch's first instant belongs to the stretch that it begins.
        let just_before = part.from.plus(-1).unwrap_or(part.from);
        let last = part.to.plus(-1).unwrap_or(part.to);
        let mut zones: Vec<&Arc<Zone>> = Vec::new();
        for schedule in self.schedules() {
            if !zones.contains(&&schedule.zone) {
                zones.push(&schedule.zone);
            }
        }
        let changes = |zone: &Arc<Zone>| {
            let zone = zone.clone();
            zone.changes_between(just_before, last)
                .into_iter()
                .map(move |(at, before, after)| Note::ClockChange { zone: zone.clone(), at, before, after })
        };
        zones.into_iter().flat_map(changes).collect()
    }

    /// The hours that schedules of this calendar keep on that date only.
    fn own_hours(&self, date: NaiveDate) -> impl Iterator<Item = Note> {
        let dated = self.schedules().iter().filter_map(move |schedule| schedule.dated(date));
        dated.map(|dated| Note::OwnHours { name: dated.name().to_owned(), hours: dated.hours().to_vec() })
    }

    /// Why a whole local date is closed, by the schedules of this calendar; nothing where one of them has hours on it.
    fn day_notes(&self, date: NaiveDate) -> Vec<Note> {
        let mut notes = Vec::new();
        for schedule in self.schedules() {
            let note = if schedule.dated(date).is_some() {
                // Said with its name, whether anything of it is counted or not.
                continue;
            } else if schedule.weekly.on(date.weekday()).is_empty() {
                Note::DayOff
            } else if let Some(name) = schedule.holiday(date) {
                Note::Holiday(name)
            } else {
                return Vec::new();
            };
            if !notes.contains(&note) {
                notes.push(note);
            }
        }
        notes
    }
}

/// What is left of an open span outside a pause.
fn without(open: Span, pause: Span) -> impl Iterator<Item = Span> {
    let before = Span { from: open.from, to: open.to.min(pause.from) };
    let after = Span { from: open.from.max(pause.to), to: open.to };
    [before, after].into_iter().filter(|span| span.from < span.to)
}
