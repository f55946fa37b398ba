//! One clock's target for one ticket, as a contract's terms resolve it, and the instants that follow from it.

use std::sync::Arc;

use chrono::NaiveTime;

use super::clock::ClockEvent;
use super::model::{ChannelKey, ClockKey};
use super::target::{Length, Promise, Unit};
use crate::calendar::{Calendar, Instant, Span};

/// One clock's target for one ticket: what is promised, and where its time runs.
#[derive(Debug, Clone)]
pub struct Resolved {
    /// Whose target.
    pub clock: ClockKey,
    /// What is promised.
    pub promise: Promise,
    /// The contract set it, not the pack.
    pub own: bool,
    /// The calendar in which it runs; for a promise without a time, the cell's business calendar or the desk's own.
    pub calendar: Arc<Calendar>,
    /// That calendar in words.
    pub calendar_words: String,
    /// Open seconds of a business day there.
    pub day_length: Option<i64>,
    /// Channels that the cell offers; empty where the tier's hold.
    pub channels: Vec<ChannelKey>,
    /// What ends the clock for good here, where that is not what its clock says.
    pub until: Option<Vec<ClockEvent>>,
    /// What the agent should know about the cell.
    pub note: Option<String>,
    /// Where the near end of a range runs, and its business day, where that is another kind of time than the far end's.
    pub aim_runs: Option<(Arc<Calendar>, Option<i64>)>,
    /// The cut-off of the cell; it holds for the contract's own target too, which replaces the promise and not when
    /// something counts as received.
    pub cut_off: Option<CutOff>,
}

/// Until when of a working day what comes in counts as received then (sla.md part 4).
#[derive(Debug, Clone)]
pub struct CutOff {
    /// On the wall clock of the calendar.
    pub time: NaiveTime,
    /// Whose working days and openings are meant: the cell's business calendar, whatever its target counts in.
    pub calendar: Arc<Calendar>,
}

impl Resolved {
    /// Whether it is a target in business days that run in a calendar whose days differ in length: it cannot be
    /// counted, and has to be refused where it is asked for (sla.md 1.4).
    pub fn lacks_business_day(&self) -> bool {
        let Promise::Within(length) = self.promise else { return false };
        let aim = length.aim.is_some_and(|aim| aim.unit == Unit::BusinessDays);
        let (_, aim_day) = self.aim_calendar();
        length.unit == Unit::BusinessDays && self.day_length.is_none() || aim && aim_day.is_none()
    }

    /// When its time begins: at receipt, or at the opening at which the cut-off lets it count as received.
    pub fn counts_from(&self, received: Instant) -> Instant {
        let Some(cut_off) = &self.cut_off else { return received };
        // Past 2200 nothing is due either.
        cut_off.calendar.received_under_cut_off(received, cut_off.time).unwrap_or(Instant::MAX)
    }

    /// When it is due, received then, with these pauses of its clock; `None` where no time is promised, or past 2200.
    pub fn due(&self, received: Instant, pauses: &[Span]) -> Option<Instant> {
        let Promise::Within(length) = self.promise else { return None };
        let from = self.counts_from(received);
        let due = length.due(&self.calendar, self.day_length, from)?;
        if pauses.is_empty() { Some(due) } else { self.calendar.due_after_pauses(from, due, pauses) }
    }

    /// The near end of a range: by when it is meant to be done, before it is due (sla.md part 4). `None` where the promise
    /// is no range, and where the near end is not the earlier one after all.
    pub fn aim(&self, received: Instant, pauses: &[Span]) -> Option<Instant> {
        let Promise::Within(Length { aim: Some(aim), .. }) = self.promise else { return None };
        let (calendar, day_length) = self.aim_calendar();
        let from = self.counts_from(received);
        let at = Length::from(aim).due(calendar, day_length, from)?;
        let at = calendar.due_after_pauses(from, at, pauses)?;
        self.due(received, pauses).is_some_and(|due| at < due).then_some(at)
    }

    fn aim_calendar(&self) -> (&Calendar, Option<i64>) {
        match &self.aim_runs {
            Some((calendar, day_length)) => (calendar, *day_length),
            None => (&self.calendar, self.day_length),
        }
    }
}
