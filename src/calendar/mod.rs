//! Business time as a coordinate (sla.md part 1): pure, no clock, no file system.
//!
//! A [`Calendar`] is a union of [`Schedule`]s. It compiles, year by year and only when asked, to a sorted list of open
//! spans with a running total; every question about open time is then one or two binary searches.

mod dated;
mod dates;
pub mod holiday;
pub(crate) mod ics;
mod instant;
mod ledger;
mod ledger_words;
mod moment;
mod pause;
mod timeline;
mod weekly;
mod zone;

use std::sync::Arc;

use chrono::{Datelike, NaiveDate, TimeDelta};

pub use dated::DatedHours;
pub use holiday::{Holiday, HolidayLists, HolidaySet};
pub use instant::{FIRST_YEAR, Instant, InstantError, LAST_YEAR};
pub use ledger::{Ledger, LedgerDay, Note};
pub use ledger_words::{LedgerRow, duration_words, instant_words, ledger_rows};
pub use moment::{MomentError, Toward, moment};
pub use pause::merged;
use timeline::Timeline;
pub use weekly::{HoursError, Interval, Weekly, stretch};
pub use zone::{Segment, SystemZones, Zone, ZoneError, ZoneReader, Zones};

/// Weekly hours in one zone, closed on the dates of its holiday sets, with other hours on dates of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct Schedule {
    /// Whose wall clock the hours are read on.
    pub zone: Arc<Zone>,
    /// Open intervals for each weekday.
    pub weekly: Weekly,
    /// The dates on which it stays closed all day.
    pub holidays: Vec<Arc<HolidaySet>>,
    /// Hours of single dates, above holidays and weekly hours; the first that changes a date holds there.
    pub dates: Vec<DatedHours>,
}

/// A half-open stretch `[from, to)` of the UTC line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Its first instant.
    pub from: Instant,
    /// The instant after its last.
    pub to: Instant,
}

impl Span {
    /// Seconds of real time in it.
    pub fn seconds(self) -> i64 {
        self.to.since(self.from)
    }
}

/// Open or closed, and until when. `None` means for as long as the engine counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hours {
    /// Open now.
    Open {
        /// When it closes; spans that touch are one (sla.md part 5).
        until: Option<Instant>,
    },
    /// Closed now.
    Closed {
        /// When it opens next.
        opens: Option<Instant>,
    },
}

/// Why a schedule is closed at an instant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Closed {
    /// The local date is a holiday of this name.
    Holiday(String),
    /// The date has hours of its own under this name, or none.
    Date(String),
    /// The weekday has no hours at all.
    DayOff,
    /// A working day, but not in its hours.
    OutsideHours,
}

/// A calendar with no open second: no due time could ever be found (sla.md 1.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "this calendar is never open, so nothing could ever fall due in it: give it at least one interval such as mon 09:00-17:00"
)]
pub struct NeverOpen;

/// Business time: a union of schedules, compiled as it is asked.
#[derive(Debug)]
pub struct Calendar {
    schedules: Vec<Schedule>,
    timeline: Timeline,
}

impl Calendar {
    /// From its schedules; the first one's zone is the calendar's own, in which its dates are read.
    ///
    /// # Errors
    /// [`NeverOpen`] where no schedule has an hour in its week: hours of single dates come to an end.
    pub fn new(schedules: Vec<Schedule>) -> Result<Calendar, NeverOpen> {
        if schedules.iter().all(|schedule| schedule.weekly.is_never_open()) {
            return Err(NeverOpen);
        }
        Ok(Calendar { timeline: Timeline::of(&schedules), schedules })
    }

    /// Open at every instant, in that zone's dates: where plain `minutes` and `hours` run.
    pub fn around_the_clock(zone: Arc<Zone>) -> Calendar {
        let schedules = vec![Schedule::new(zone, Weekly::around_the_clock(), Vec::new())];
        Calendar { timeline: Timeline::of(&schedules), schedules }
    }

    /// What it is a union of.
    pub fn schedules(&self) -> &[Schedule] {
        &self.schedules
    }

    /// The zone in which its dates are read: the first schedule's.
    pub fn zone(&self) -> Arc<Zone> {
        self.schedules.first().map_or_else(Zone::utc, |schedule| schedule.zone.clone())
    }

    /// Open seconds since the start of 2026 (UTC), negative before: a coordinate in which differences are open time.
    pub fn position(&self, at: Instant) -> i64 {
        self.timeline.position(at, &self.schedules)
    }

    /// The earliest instant at a position; `None` outside 1970-2200.
    pub fn instant(&self, position: i64) -> Option<Instant> {
        self.timeline.instant(position, &self.schedules)
    }

    /// The earliest instant `t >= start` with exactly `seconds` open seconds in `[start, t)` (sla.md 1.3); `start`
    /// itself where `seconds` is 0 or less; `None` past 2200.
    pub fn due(&self, start: Instant, seconds: i64) -> Option<Instant> {
        self.timeline.due(start, seconds, &self.schedules)
    }

    /// Open seconds in `[from, to)`; negative where `to` lies before `from`.
    pub fn elapsed(&self, from: Instant, to: Instant) -> i64 {
        self.timeline.elapsed(from, to, &self.schedules)
    }

    /// Whether that instant is open.
    pub fn is_open(&self, at: Instant) -> bool {
        matches!(self.hours(at), Hours::Open { .. })
    }

    /// Open or closed at that instant, and until when.
    pub fn hours(&self, at: Instant) -> Hours {
        match self.timeline.span_from(at, &self.schedules) {
            Some((from, until)) if from <= at => Hours::Open { until },
            Some((from, _)) => Hours::Closed { opens: Some(from) },
            None => Hours::Closed { opens: None },
        }
    }

    /// Every open span that meets `[from, to)`, clipped to it, in order, touching ones joined.
    pub fn spans(&self, from: Instant, to: Instant) -> Vec<Span> {
        self.timeline.spans(from, to, &self.schedules)
    }

    /// Why each schedule of the union is closed at that instant, the same reason once; empty where it is open.
    pub fn why_closed(&self, at: Instant) -> Vec<Closed> {
        if self.is_open(at) {
            return Vec::new();
        }
        let mut reasons: Vec<Closed> = Vec::new();
        for schedule in &self.schedules {
            let reason = schedule.why_closed(schedule.zone.date(at));
            if !reasons.contains(&reason) {
                reasons.push(reason);
            }
        }
        reasons
    }

    /// Open seconds of a business day, where all its working days have the same length (sla.md 1.4). The week says how
    /// long a day is: half a day on 24 December is a short day, and no other business day. `None` where they
    /// differ or several schedules overlap in ways a week's table cannot tell.
    pub fn day_length(&self) -> Option<i64> {
        let [schedule] = self.schedules.as_slice() else { return None };
        let mut lengths =
            WEEK.iter().map(|&day| i64::from(schedule.weekly.seconds_on(day))).filter(|&l| l > 0);
        let first = lengths.next()?;
        lengths.all(|length| length == first).then_some(first)
    }

    /// The last closing of the `days`-th working day after the local date of receipt; with 0, of that date itself (even
    /// where the desk has closed for the day), or of the next working day if it is closed all day (sla.md 1.4). A working
    /// day is a local date, in the calendar's own zone, with an open second. `None` past 2200.
    pub fn end_of_business_day(&self, received: Instant, days: u32) -> Option<Instant> {
        let zone = self.zone();
        let mut date = zone.date(received);
        let mut left = days;
        if days > 0 {
            date = shift(date, 1)?;
            left -= 1;
        }
        // Bounded: every calendar has years without end, the engine has not.
        while date.year() <= LAST_YEAR {
            let open = zone.stretches(date).into_iter().flat_map(|day| self.spans(day.from, day.to));
            if let Some(last) = open.last() {
                if left == 0 {
                    return Some(last.to).filter(|&closing| closing < Instant::MAX);
                }
                left -= 1;
            }
            date = shift(date, 1)?;
        }
        None
    }

    /// The same local time `days` dates on: one that spring skips moves to the first instant after the gap; of two,
    /// the earlier (sla.md 1.4). `None` past 2200.
    pub fn calendar_days(&self, received: Instant, days: u32) -> Option<Instant> {
        let zone = self.zone();
        let civil = zone.civil(received);
        if days == 0 {
            return Some(received);
        }
        zone.instant(shift(civil.date(), i64::from(days))?.and_time(civil.time()))
    }
}

impl Schedule {
    /// Weekly hours that no date changes but holidays.
    pub fn new(zone: Arc<Zone>, weekly: Weekly, holidays: Vec<Arc<HolidaySet>>) -> Schedule {
        Schedule { zone, weekly, holidays, dates: Vec::new() }
    }

    /// Whether it has no closed second at all.
    fn is_always_open(&self) -> bool {
        self.holidays.is_empty()
            && self.dates.is_empty()
            && WEEK.iter().all(|&day| self.weekly.seconds_on(day) == weekly::DAY)
    }

    /// Why it is closed on a local date, at a time that is not open.
    fn why_closed(&self, date: NaiveDate) -> Closed {
        if let Some(dated) = self.dated(date) {
            return Closed::Date(dated.name().to_owned());
        }
        if self.weekly.on(date.weekday()).is_empty() {
            return Closed::DayOff;
        }
        let holiday = self.holiday(date);
        holiday.map_or(Closed::OutsideHours, Closed::Holiday)
    }

    /// The hours that a local date has of its own, if any.
    pub fn dated(&self, date: NaiveDate) -> Option<&DatedHours> {
        self.dates.iter().find(|dated| dated.changes(date, &self.weekly))
    }

    /// The name of the holiday on a local date, if it is one.
    pub fn holiday(&self, date: NaiveDate) -> Option<String> {
        let mut days = self.holidays.iter().flat_map(|set| set.year(date.year()));
        days.find(|day| day.date == date).map(|day| day.name)
    }
}

/// Monday to Sunday.
pub const WEEK: [chrono::Weekday; 7] = {
    use chrono::Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
    [Mon, Tue, Wed, Thu, Fri, Sat, Sun]
};

/// A date some days on; `None` outside what chrono holds.
fn shift(date: NaiveDate, days: i64) -> Option<NaiveDate> {
    TimeDelta::try_days(days).and_then(|delta| date.checked_add_signed(delta))
}
