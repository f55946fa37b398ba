//! The proof of a due time: every open second that was counted, day by day, and what lay between.

use std::sync::Arc;

use chrono::{Datelike, NaiveDate};

use super::{Calendar, Instant, Span, Zone, merged, shift};

/// Something on a day of the ledger that kept time from counting, or bent the wall clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// The date is closed for a holiday of this name.
    Holiday(String),
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
        /// When.
        at: Instant,
        /// Offset before, in seconds.
        before: i64,
        /// Offset after, in seconds.
        after: i64,
    },
}

/// One local date of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
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
    /// From the day of the start to the day of the end, none left out.
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
        let mut date = zone.date(from);
        let last = zone.date(to);
        while date <= last {
            let Some(day) = self.local_day(date) else { break };
            let part = Span { from: day.from.max(from), to: day.to.min(to) };
            // A due time at midnight belongs to the day that ended: the next one would be an empty row.
            if part.to <= part.from && !days.is_empty() {
                break;
            }
            let row = self.ledger_day(&zone, date, part, &pauses, total);
            total = row.total;
            days.push(row);
            let Some(next) = shift(date, 1) else { break };
            date = next;
        }
        Ledger { zone, days, total }
    }

    fn ledger_day(
        &self,
        zone: &Zone,
        date: NaiveDate,
        part: Span,
        pauses: &[Span],
        before: i64,
    ) -> LedgerDay {
        let mut notes = self.day_notes(date);
        // The day's first instant is when a change at midnight happens: it belongs to the day that it begins.
        let just_before = part.from.plus(-1).unwrap_or(part.from);
        let last = part.to.plus(-1).unwrap_or(part.to);
        notes.extend(
            zone.changes_between(just_before, last)
                .into_iter()
                .map(|(at, before, after)| Note::ClockChange { at, before, after }),
        );
        let mut spans = self.spans(part.from, part.to);
        for pause in pauses {
            let (from, to) = (pause.from.max(part.from), pause.to.min(part.to));
            if from < to {
                let span = Span { from, to };
                notes.push(Note::Pause { span, covered: self.elapsed(from, to) });
                spans = spans.into_iter().flat_map(|open| without(open, span)).collect();
            }
        }
        let seconds = spans.iter().map(|span| span.seconds()).sum();
        LedgerDay { date, spans, seconds, total: before + seconds, notes }
    }

    /// Why a whole local date is closed, by the schedules of this calendar; nothing where one of them has hours on it.
    fn day_notes(&self, date: NaiveDate) -> Vec<Note> {
        let mut notes = Vec::new();
        for schedule in self.schedules() {
            let note = if schedule.weekly.on(date.weekday()).is_empty() {
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
