//! Targets that mean a date, and the cut-off (sla.md 1.4 and part 4): known answers, and the engine against a walker that
//! labels every minute with its local date and time.

use std::sync::{Arc, LazyLock};

use chrono::NaiveTime;
use chrono::Weekday::{Fri, Mon, Thu, Tue, Wed};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use proptest::prelude::*;
use rstest::rstest;
use tierdesk::calendar::{Calendar, Instant, Zones};
use tierdesk::policy::{Length, Promise};

use crate::calendar_properties::{WINDOW, inside, moment, schedule};
use crate::calendar_walker::{Plain, Walked, at, engine, plain, tz};

static ZONES: LazyLock<Zones> = LazyLock::new(Zones::embedded);

fn instant(text: &str) -> Instant {
    text.parse().unwrap()
}

/// Paris, with a lunch break, and Whit Monday closed.
fn office() -> Calendar {
    let days = [Mon, Tue, Wed, Thu, Fri];
    engine(&[plain("Europe/Paris", &days, &[540..720, 840..1080], &["2026-05-25"])], &ZONES).unwrap()
}

fn due(target: &str, received: &str) -> String {
    let Ok(Promise::Within(length)) = target.parse::<Promise>() else { panic!("{target}") };
    let (office, always) = (office(), Calendar::around_the_clock(ZONES.get("Europe/Paris").unwrap()));
    let calendar = if length.unit.is_business() { &office } else { &always };
    length.due(calendar, Some(7 * 3600), instant(received)).unwrap().to_string()
}

#[rstest]
// Friday 22 May before a long weekend: the first working day after it is Tuesday.
#[case("same time on business day 1", "2026-05-22T10:30+02:00", "2026-05-26T08:30:00Z")]
#[case("same time on business day 2", "2026-05-22T10:30+02:00", "2026-05-27T08:30:00Z")]
// Before the opening, in the lunch break, after the last closing, at a closing: the first open instant from then on, or
// else the last closing.
#[case("same time on business day 1", "2026-05-19T07:00+02:00", "2026-05-20T07:00:00Z")]
#[case("same time on business day 1", "2026-05-19T13:00+02:00", "2026-05-20T12:00:00Z")]
#[case("same time on business day 1", "2026-05-19T12:00+02:00", "2026-05-20T12:00:00Z")]
#[case("same time on business day 1", "2026-05-19T23:00+02:00", "2026-05-20T16:00:00Z")]
#[case("same time on business day 1", "2026-05-19T18:00+02:00", "2026-05-20T16:00:00Z")]
// Received on a Saturday.
#[case("same time on business day 1", "2026-05-16T15:00+02:00", "2026-05-18T13:00:00Z")]
// Weeks and months keep the wall clock over a change of it.
#[case("1 week", "2026-03-25T10:00+01:00", "2026-04-01T08:00:00Z")]
#[case("2 weeks", "2026-03-25T10:00+01:00", "2026-04-08T08:00:00Z")]
// The spring gap moves to its end; of the autumn's two passes, the earlier.
#[case("1 week", "2026-03-22T02:30+01:00", "2026-03-29T01:00:00Z")]
#[case("1 month", "2026-09-25T02:30+02:00", "2026-10-25T00:30:00Z")]
// The same day of the month, or its last.
#[case("1 month", "2026-01-31T10:00+01:00", "2026-02-28T09:00:00Z")]
#[case("1 month", "2028-01-31T10:00+01:00", "2028-02-29T09:00:00Z")]
#[case("3 months", "2026-11-30T10:00+01:00", "2027-02-28T09:00:00Z")]
#[case("12 months", "2028-02-29T10:00+01:00", "2029-02-28T09:00:00Z")]
#[case("end of business day 1", "2026-05-22T10:30+02:00", "2026-05-26T16:00:00Z")]
fn known_answers(#[case] target: &str, #[case] received: &str, #[case] expected: &str) {
    assert_eq!(due(target, received), expected);
}

#[rstest]
// Within the day: as received, in the lunch break too.
#[case("2026-05-19T10:00+02:00", "2026-05-19T08:00:00Z")]
#[case("2026-05-19T13:00+02:00", "2026-05-19T11:00:00Z")]
#[case("2026-05-19T16:59:59+02:00", "2026-05-19T14:59:59Z")]
// From the cut-off on, at the next opening, whatever lies between.
#[case("2026-05-19T17:00+02:00", "2026-05-20T07:00:00Z")]
#[case("2026-05-19T23:00+02:00", "2026-05-20T07:00:00Z")]
#[case("2026-05-20T03:00+02:00", "2026-05-20T07:00:00Z")]
#[case("2026-05-22T17:30+02:00", "2026-05-26T07:00:00Z")]
#[case("2026-05-23T12:00+02:00", "2026-05-26T07:00:00Z")]
#[case("2026-05-25T12:00+02:00", "2026-05-26T07:00:00Z")]
fn cut_off_at_five(#[case] received: &str, #[case] expected: &str) {
    let five = NaiveTime::from_hms_opt(17, 0, 0).unwrap();
    let counts = office().received_under_cut_off(instant(received), five).unwrap();
    assert_eq!(counts.to_string(), expected);
}

/// A range in one unit, in two, and in two kinds of time.
#[test]
fn a_range_is_due_at_its_far_end() {
    assert_eq!(due("4 to 6 hours", "2026-05-19T10:00+02:00"), due("6 hours", "2026-05-19T10:00+02:00"));
    let mixed = "4 hours to 1 business day";
    assert_eq!(due(mixed, "2026-05-19T10:00+02:00"), due("1 business day", "2026-05-19T10:00+02:00"));
}

/// Every minute of a window with its local date, its minute of the day, and whether it is open.
struct Labels {
    from: i64,
    minutes: Vec<(Date, i64, bool)>,
}

impl Labels {
    fn new(of: &Plain, from: i64) -> Labels {
        let walked = Walked::new(std::slice::from_ref(of), from, WINDOW, 60);
        let zone = tz(of.zone);
        let label = |index: i64| {
            let unix = from + index * 60;
            let civil = zone.to_datetime(Timestamp::from_second(unix).unwrap());
            let second =
                i64::from(civil.hour()) * 3600 + i64::from(civil.minute()) * 60 + i64::from(civil.second());
            (civil.date(), second, walked.open_now(unix))
        };
        Labels { from, minutes: (0..WINDOW).map(label).collect() }
    }

    fn unix(&self, index: usize) -> i64 {
        self.from + i64::try_from(index).unwrap() * 60
    }

    fn indices(&self, wanted: impl Fn(&(Date, i64, bool)) -> bool) -> impl Iterator<Item = usize> {
        self.minutes.iter().enumerate().filter(move |(_, minute)| wanted(minute)).map(|(index, _)| index)
    }

    /// The first minute of a date with that wall time or a later one; of a time that was skipped at the date's end, the
    /// first minute after it.
    fn wall(&self, date: Date, second: i64) -> Option<usize> {
        let on = self.indices(|minute| minute.0 == date && minute.1 >= second).next();
        on.or_else(|| self.indices(|minute| minute.0 > date).next())
    }

    /// Working days after a date, as far as the window shows them whole.
    fn working_days(&self, after: Date) -> Vec<Date> {
        let last = self.minutes.last().unwrap().0;
        let mut days: Vec<Date> =
            self.minutes.iter().filter(|m| m.2 && m.0 > after && m.0 < last).map(|m| m.0).collect();
        days.sort();
        days.dedup();
        days
    }
}

fn desk() -> impl Strategy<Value = (Plain, i64)> {
    moment().prop_flat_map(|from| {
        let from = from.min(Instant::MAX.unix() / 60 * 60 - (WINDOW - 1) * 60);
        (schedule(from), Just(from))
    })
}

/// A whole minute in the first four days of the window, so that there is room after it.
fn early() -> impl Strategy<Value = usize> {
    inside().prop_map(|second| usize::try_from(second / 60 % (4 * 1440)).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn same_time_equals_walking((of, from) in desk(), points in prop::collection::vec((early(), 1..4_u32), 6)) {
        let Some(calendar) = engine(std::slice::from_ref(&of), &ZONES) else { return Ok(()) };
        let labels = Labels::new(&of, from);
        for (index, days) in points {
            let (date, second, _) = labels.minutes[index];
            let working = labels.working_days(date);
            let Some(&day) = working.get(usize::try_from(days).unwrap() - 1) else { continue };
            let Some(then) = labels.wall(day, second) else { continue };
            let open: Vec<usize> = labels.indices(|minute| minute.0 == day && minute.2).collect();
            let expected = match open.iter().find(|index| **index >= then) {
                Some(&first) => labels.unix(first),
                None => labels.unix(open[open.len() - 1]) + 60,
            };
            let received = at(labels.unix(index));
            let due = calendar.same_time_on_business_day(received, days);
            prop_assert_eq!(due.map(Instant::unix), Some(expected), "{} + {}", received, days);
        }
    }

    #[test]
    fn months_keep_the_wall_clock(unix in 0i64..6_900_000_000, months in 1u32..30, zone in 0usize..5) {
        let name = ["Europe/Paris", "America/New_York", "Pacific/Apia", "Australia/Lord_Howe", "Africa/Cairo"][zone];
        let (zone, rules) = (ZONES.get(name).unwrap(), tz(name));
        let received = at(unix);
        let local = rules.to_datetime(Timestamp::from_second(unix).unwrap());
        // Independent: jiff's calendar arithmetic clips to the month's end as well.
        let wanted = local.checked_add(i64::from(months).months()).unwrap();
        let due = Calendar::around_the_clock(zone).calendar_months(received, months).unwrap();
        let shown = rules.to_datetime(Timestamp::from_second(due.unix()).unwrap());
        if shown != wanted {
            // Only where the clocks skipped it: the instant before still showed an earlier time, this one a later.
            let before = rules.to_datetime(Timestamp::from_second(due.unix() - 1).unwrap());
            prop_assert!(before < wanted && wanted < shown, "{} {} {}", received, wanted, shown);
        } else {
            // Of two passes, the earlier: no earlier instant of the last day showed it.
            for back in (1..=4 * 3600).step_by(900) {
                prop_assert_ne!(rules.to_datetime(Timestamp::from_second(due.unix() - back).unwrap()), wanted);
            }
        }
        prop_assert_eq!(due.unix() >= unix, true);
    }

    #[test]
    fn a_cut_off_equals_walking((of, from) in desk(), quarter in 1..95_i64, points in prop::collection::vec(early(), 8)) {
        let Some(calendar) = engine(std::slice::from_ref(&of), &ZONES) else { return Ok(()) };
        let labels = Labels::new(&of, from);
        let cut = quarter * 900;
        let time = NaiveTime::from_num_seconds_from_midnight_opt(u32::try_from(cut).unwrap(), 0).unwrap();
        // The first open minute of a date, looked for in the whole window; the window's own first date may be cut.
        let cut_date = labels.minutes[0].0;
        let opening = |date: Date| labels.indices(|minute| minute.0 == date && minute.2).next();
        let mut before: Option<(i64, Instant)> = None;
        let mut points = points;
        points.sort_unstable();
        for index in points {
            let (date, _, _) = labels.minutes[index];
            if date == cut_date {
                continue;
            }
            let today = opening(date);
            let over = labels.wall(date, cut).is_none_or(|end| index >= end);
            let expected = match today {
                Some(first) if index < first => first,
                Some(_) if !over => index,
                _ => {
                    let Some(next) = labels.working_days(date).first().and_then(|&day| opening(day)) else { continue };
                    next
                }
            };
            let received = at(labels.unix(index));
            let counts = calendar.received_under_cut_off(received, time).unwrap();
            prop_assert_eq!(counts.unix(), labels.unix(expected), "{} cut at {}", received, time);
            // What comes later never counts as earlier.
            if let Some((unix, earlier)) = before {
                prop_assert!(unix > received.unix() || earlier <= counts);
            }
            before = Some((received.unix(), counts));
        }
    }

    /// A length is read back as it is written, and a range never runs backwards in its own unit.
    #[test]
    fn lengths_read_back(amount in 1u32..200, more in 1u32..100, unit in 0usize..10) {
        let units = ["minutes", "hours", "business minutes", "business hours", "business days", "calendar days", "weeks"];
        let text = match unit {
            7 => format!("end of business day {amount}"),
            8 => format!("same time on business day {amount} to {}", amount + more),
            9 => format!("{amount} hours to {} weeks", amount + more),
            unit => format!("{amount} to {} {}", amount + more, units[unit]),
        };
        let length: Length = text.parse().unwrap();
        let again = length.to_string();
        prop_assert_eq!(again.parse::<Length>().unwrap(), length);
        prop_assert!(!length.runs_backwards(Some(8 * 3600)) || unit == 9);
    }
}

/// Shared by everybody who asks: the office, as the engine holds it.
#[test]
fn dates_past_the_last_year_are_none() {
    let office = Arc::new(office());
    let late = instant("2200-12-31T10:00:00Z");
    assert_eq!(office.same_time_on_business_day(late, 1), None);
    assert_eq!(office.calendar_months(late, 1), None);
    let midnight = NaiveTime::from_hms_opt(9, 30, 0).unwrap();
    assert_eq!(office.received_under_cut_off(instant("2200-12-31T22:00:00Z"), midnight), None);
}
