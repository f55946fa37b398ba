//! Due times that mean a date rather than an amount of open time, and the cut-off that moves a receipt to another day
//! (sla.md 1.4 and part 4).

use chrono::{Datelike, Months, NaiveDate, NaiveTime};

use super::{Calendar, Instant, LAST_YEAR, Span, shift};

impl Calendar {
    /// What is open on a local date of the calendar's own zone, in order; empty where it is no working day.
    fn open_on(&self, date: NaiveDate) -> Vec<Span> {
        self.zone().stretches(date).into_iter().flat_map(|day| self.spans(day.from, day.to)).collect()
    }

    /// The first working day from a local date on, with what is open on it; `None` past 2200.
    fn working_day_from(&self, mut date: NaiveDate) -> Option<(NaiveDate, Vec<Span>)> {
        while date.year() <= LAST_YEAR {
            let open = self.open_on(date);
            if !open.is_empty() {
                return Some((date, open));
            }
            date = shift(date, 1)?;
        }
        None
    }

    /// The local time of receipt on the `days`-th working day after the local date of receipt (with 0: of receipt itself).
    /// Where nobody works at that time, the first open instant after it on that date, or else that date's last closing
    /// (**assumed**: no policy says it). A time that spring skips counts as the first instant after the gap; of two, the
    /// earlier. `None` past 2200.
    pub fn same_time_on_business_day(&self, received: Instant, days: u32) -> Option<Instant> {
        if days == 0 {
            return Some(received);
        }
        let zone = self.zone();
        let civil = zone.civil(received);
        let mut date = civil.date();
        let mut open = Vec::new();
        for _ in 0..days {
            (date, open) = self.working_day_from(shift(date, 1)?)?;
        }
        let then = zone.instant(date.and_time(civil.time()))?;
        let working = open.iter().find(|span| then < span.to).map(|span| then.max(span.from));
        working.or_else(|| open.last().map(|last| last.to)).filter(|&due| due < Instant::MAX)
    }

    /// The same local time on the same day of the month, `months` on; on that month's last day where it has no such day.
    /// Clock changes as in [`Calendar::calendar_days`]. `None` past 2200.
    pub fn calendar_months(&self, received: Instant, months: u32) -> Option<Instant> {
        if months == 0 {
            return Some(received);
        }
        let zone = self.zone();
        let civil = zone.civil(received);
        zone.instant(civil.date().checked_add_months(Months::new(months))?.and_time(civil.time()))
    }

    /// When something counts as received under a cut-off: as it was received, between the first opening of a working day
    /// and the cut-off on its wall clock; else at the next opening of a working day. So what comes at night, on a day
    /// off, or before the desk opens never counts as earlier than what came before it. `None` past 2200.
    pub fn received_under_cut_off(&self, received: Instant, cut_off: NaiveTime) -> Option<Instant> {
        let zone = self.zone();
        let today = zone.date(received);
        if let Some(first) = self.open_on(today).first() {
            if received < first.from {
                return Some(first.from);
            }
            if received < zone.instant(today.and_time(cut_off))? {
                return Some(received);
            }
        }
        let (_, open) = self.working_day_from(shift(today, 1)?)?;
        open.first().map(|first| first.from)
    }
}
