//! A calendar compiled to a coordinate: sorted open spans with a running total, one table a year, made when asked for.

use std::sync::OnceLock;

use chrono::{Datelike, NaiveDate};

use super::instant::{FIRST_YEAR, Instant, LAST_YEAR, date_of_day};
use super::{DatedHours, Interval, Schedule, Span};

/// Years are cut at UTC midnight; what a local date needs from its neighbours is fetched when the year is compiled.
const YEARS: usize = (LAST_YEAR - FIRST_YEAR + 1) as usize;

/// The open spans of one UTC year.
#[derive(Debug)]
struct Year {
    starts: Box<[i64]>,
    ends: Box<[i64]>,
    /// Open seconds of this year before the span of the same index.
    before: Box<[i64]>,
    total: i64,
}

/// Open time from 1970 to 2200 as a coordinate. Years compile on first use and stay.
#[derive(Debug)]
pub(super) struct Timeline {
    /// Open at every instant: answered by arithmetic, with no year ever compiled.
    always: bool,
    years: Box<[OnceLock<Year>]>,
}

/// The year whose first instant is position 0.
const ANCHOR: usize = 56; // 2026

impl Timeline {
    pub(super) fn of(schedules: &[Schedule]) -> Timeline {
        let always = schedules.iter().any(Schedule::is_always_open);
        let years = if always { 0 } else { YEARS };
        Timeline { always, years: (0..years).map(|_| OnceLock::new()).collect() }
    }

    fn year<'a>(&'a self, index: usize, schedules: &[Schedule]) -> Option<&'a Year> {
        self.years.get(index).map(|cell| cell.get_or_init(|| Year::compile(index, schedules)))
    }

    /// The earliest instant `>= start` with exactly `seconds` open seconds between; `None` past 2200.
    pub(super) fn due(&self, start: Instant, seconds: i64, schedules: &[Schedule]) -> Option<Instant> {
        if seconds <= 0 {
            return Some(start);
        }
        if self.always {
            return start.plus(seconds);
        }
        let mut index = year_of(start);
        let mut year = self.year(index, schedules)?;
        let mut wanted = year.opened_before(start.unix()).checked_add(seconds)?;
        while wanted > year.total {
            wanted -= year.total;
            index += 1;
            year = self.year(index, schedules)?;
        }
        Instant::from_unix(year.instant_of(wanted)?)
    }

    /// Open seconds in `[from, to)`, negative where `to` lies before `from`.
    pub(super) fn elapsed(&self, from: Instant, to: Instant, schedules: &[Schedule]) -> i64 {
        if to < from {
            return -self.elapsed(to, from, schedules);
        }
        if self.always {
            return to.since(from);
        }
        let (first, last) = (year_of(from), year_of(to));
        let local =
            |index, at: Instant| self.year(index, schedules).map_or(0, |year| year.opened_before(at.unix()));
        let whole: i64 =
            (first..last).filter_map(|index| self.year(index, schedules)).map(|year| year.total).sum();
        whole + local(last, to) - local(first, from)
    }

    /// Open seconds since the start of 2026, negative before it.
    pub(super) fn position(&self, at: Instant, schedules: &[Schedule]) -> i64 {
        self.elapsed(anchor(), at, schedules)
    }

    /// The earliest instant at that position; `None` outside 1970-2200.
    pub(super) fn instant(&self, position: i64, schedules: &[Schedule]) -> Option<Instant> {
        if self.always {
            return anchor().plus(position);
        }
        let (mut index, mut wanted) = (ANCHOR, position);
        // Backwards: a position <= 0 is first reached in an earlier year than the anchor's.
        while wanted <= 0 {
            let Some(earlier) = index.checked_sub(1) else { return (wanted == 0).then_some(Instant::MIN) };
            index = earlier;
            wanted += self.year(index, schedules)?.total;
        }
        loop {
            let year = self.year(index, schedules)?;
            if wanted <= year.total {
                return Instant::from_unix(year.instant_of(wanted)?);
            }
            wanted -= year.total;
            index += 1;
        }
    }

    /// The open span that holds `at`, or else the next one after it, with spans that touch joined into one.
    /// `end` is `None` where it stays open for as long as the engine counts.
    pub(super) fn span_from(
        &self,
        at: Instant,
        schedules: &[Schedule],
    ) -> Option<(Instant, Option<Instant>)> {
        if self.always {
            return Some((Instant::MIN, None));
        }
        let mut index = year_of(at);
        let mut found: Option<(i64, i64)> = None;
        while let Some(year) = self.year(index, schedules) {
            let first = year.ends.partition_point(|&end| end <= at.unix());
            // Within a year no two spans touch: only its last one may go on in the next.
            if found.is_none() && first + 1 < year.ends.len() {
                let (start, end) = (year.starts.get(first)?, year.ends.get(first)?);
                return Some((Instant::from_unix(*start)?, Instant::from_unix(*end)));
            }
            for (&start, &end) in year.starts.iter().zip(&year.ends).skip(first) {
                match found {
                    Some((from, until)) if start == until => found = Some((from, end)),
                    Some((from, until)) => {
                        return Some((Instant::from_unix(from)?, Instant::from_unix(until)));
                    }
                    None => found = Some((start, end)),
                }
            }
            // Nothing of this year was left to join: the span before it ended with a closed stretch.
            if let Some((from, until)) = found
                && until < year_start(index + 1)
            {
                return Some((Instant::from_unix(from)?, Instant::from_unix(until)));
            }
            index += 1;
        }
        found.and_then(|(from, _)| Some((Instant::from_unix(from)?, None)))
    }

    /// Every open span that meets `[from, to)`, clipped to it, in order, touching ones joined.
    pub(super) fn spans(&self, from: Instant, to: Instant, schedules: &[Schedule]) -> Vec<Span> {
        let mut spans: Vec<Span> = Vec::new();
        // Without this an empty stretch inside open hours would give a span of no length.
        if from >= to {
            return spans;
        }
        if self.always {
            return vec![Span { from, to }];
        }
        for year in (year_of(from)..=year_of(to)).filter_map(|index| self.year(index, schedules)) {
            let first = year.ends.partition_point(|&end| end <= from.unix());
            for (&start, &end) in year.starts.iter().zip(&year.ends).skip(first) {
                if start >= to.unix() {
                    break;
                }
                let (start, end) = (start.max(from.unix()), end.min(to.unix()));
                match spans.last_mut() {
                    Some(last) if last.to.unix() == start => last.to = Instant::from_unix_clamped(end),
                    _ => spans.push(Span {
                        from: Instant::from_unix_clamped(start),
                        to: Instant::from_unix_clamped(end),
                    }),
                }
            }
        }
        spans
    }
}

impl Year {
    fn compile(index: usize, schedules: &[Schedule]) -> Year {
        let (from, to) = (year_start(index), year_start(index + 1));
        let mut spans: Vec<(i64, i64)> = Vec::new();
        for schedule in schedules {
            collect(schedule, from, to, &mut spans);
        }
        spans.sort_unstable();
        let mut joined: Vec<(i64, i64)> = Vec::with_capacity(spans.len());
        for (start, end) in spans {
            match joined.last_mut() {
                Some(last) if start <= last.1 => last.1 = last.1.max(end),
                _ => joined.push((start, end)),
            }
        }
        let mut total = 0;
        let before = joined
            .iter()
            .map(|(start, end)| {
                let opened = total;
                total += end - start;
                opened
            })
            .collect();
        Year {
            starts: joined.iter().map(|span| span.0).collect(),
            ends: joined.iter().map(|span| span.1).collect(),
            before,
            total,
        }
    }

    /// Open seconds of this year before unix second `at`.
    fn opened_before(&self, at: i64) -> i64 {
        let after = self.starts.partition_point(|&start| start <= at);
        let Some(index) = after.checked_sub(1) else { return 0 };
        match (self.starts.get(index), self.ends.get(index), self.before.get(index)) {
            (Some(&start), Some(&end), Some(&before)) => before + at.min(end) - start,
            _ => 0,
        }
    }

    /// The earliest unix second with `opened` open seconds of this year before it; `opened` is from 1 to the total.
    fn instant_of(&self, opened: i64) -> Option<i64> {
        let index = self.before.partition_point(|&before| before < opened).checked_sub(1)?;
        Some(self.starts.get(index)? + opened - self.before.get(index)?)
    }
}

/// Labels local dates as sla.md 1.1 does: within one stretch of a constant offset, wall-clock time and the UTC line
/// differ by a number, so an interval of a local date is one span, cut where the offset changes.
fn collect(schedule: &Schedule, from: i64, to: i64, spans: &mut Vec<(i64, i64)>) {
    let mut dates = DateYears::default();
    for segment in schedule.zone.segments(from, to) {
        let first = (segment.from + segment.offset).div_euclid(86_400);
        let last = (segment.to - 1 + segment.offset).div_euclid(86_400);
        for day in first..=last {
            let date = date_of_day(day);
            let hours = dates.hours(schedule, date);
            let midnight = day * 86_400 - segment.offset;
            spans.extend(hours.iter().filter_map(|interval| {
                let start = (midnight + i64::from(interval.from())).max(segment.from);
                let end = (midnight + i64::from(interval.to())).min(segment.to);
                (start < end).then_some((start, end))
            }));
        }
    }
}

/// The dates of the year that is being walked, so that rules are worked out once a year, not once a day.
#[derive(Default)]
struct DateYears {
    year: Option<i32>,
    closed: Vec<NaiveDate>,
    /// Dates with hours of their own, and which of the schedule's; sorted, so that the first one of a date holds.
    dated: Vec<(NaiveDate, usize)>,
}

impl DateYears {
    /// The hours of a local date: its own, none on a holiday, or else those of its weekday.
    fn hours<'s>(&mut self, schedule: &'s Schedule, date: NaiveDate) -> &'s [Interval] {
        let hours = schedule.weekly.on(date.weekday());
        if schedule.dates.is_empty() && (hours.is_empty() || schedule.holidays.is_empty()) {
            return hours;
        }
        if self.year != Some(date.year()) {
            self.look_up(schedule, date.year());
        }
        let own = self.dated.partition_point(|&(day, _)| day < date);
        if let Some(dated) = self.dated.get(own).filter(|(day, _)| *day == date) {
            return schedule.dates.get(dated.1).map_or(&[], DatedHours::hours);
        }
        if self.closed.binary_search(&date).is_ok() { &[] } else { hours }
    }

    fn look_up(&mut self, schedule: &Schedule, year: i32) {
        self.year = Some(year);
        self.closed = schedule.holidays.iter().flat_map(|set| set.year(year)).map(|day| day.date).collect();
        self.closed.sort_unstable();
        let dated = schedule.dates.iter().enumerate();
        let dated = dated.flat_map(|(index, one)| {
            one.dates(year, &schedule.weekly).into_iter().map(move |date| (date, index))
        });
        self.dated = dated.collect();
        self.dated.sort_unstable();
    }
}

fn anchor() -> Instant {
    Instant::from_unix_clamped(year_start(ANCHOR))
}

/// Unix second at which year `FIRST_YEAR + index` begins at UTC.
fn year_start(index: usize) -> i64 {
    YEAR_STARTS.get(index).copied().unwrap_or(i64::MAX)
}

/// The index of the UTC year that holds `at`: the average year's length guesses it, and is off by one at the most.
fn year_of(at: Instant) -> usize {
    let guess = usize::try_from(at.unix() / 31_556_952).unwrap_or(0);
    if at.unix() >= year_start(guess + 1) {
        guess + 1
    } else if at.unix() < year_start(guess) {
        guess.saturating_sub(1)
    } else {
        guess
    }
}

/// Year starts as a table: `year_of` stands on the path of every due time.
#[expect(
    clippy::indexing_slicing,
    reason = "worked out by the compiler, which refuses to index past the end"
)]
static YEAR_STARTS: [i64; YEARS + 1] = {
    let mut starts = [0_i64; YEARS + 1];
    let (mut index, mut year) = (0, FIRST_YEAR as i64);
    while index < YEARS {
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        starts[index + 1] = starts[index] + if leap { 366 * 86_400 } else { 365 * 86_400 };
        index += 1;
        year += 1;
    }
    starts
};
