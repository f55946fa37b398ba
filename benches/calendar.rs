//! Business time on compiled calendars, and what compiling costs. Bar: 10 million due times a second on one core.

#![allow(clippy::unwrap_used, reason = "a bench that cannot be set up must fail")]

use std::hint::black_box;
use std::sync::Arc;

use divan::Bencher;
use divan::counter::ItemsCount;
use tierdesk::calendar::{Calendar, HolidaySet, Instant, Interval, Schedule, WEEK, Weekly, Zones};

fn main() {
    divan::main();
}

fn hours(zone: &str, holidays: Option<&str>, day: &[(&str, &str)]) -> Schedule {
    let mut weekly = Weekly::new();
    for weekday in WEEK.into_iter().take(5) {
        day.iter().for_each(|(from, to)| weekly.open(weekday, Interval::parse(from, to).unwrap()));
    }
    let holidays = holidays.into_iter().map(|code| HolidaySet::builtin(code).unwrap()).collect();
    Schedule::new(Zones::embedded().get(zone).unwrap(), weekly, holidays)
}

fn calendar(name: &str) -> Calendar {
    Calendar::new(match name {
        "berlin" => vec![hours("Europe/Berlin", Some("DE"), &[("09:00", "17:00")])],
        "paris-with-lunch" => {
            vec![hours("Europe/Paris", Some("FR"), &[("09:00", "12:00"), ("14:00", "18:00")])]
        }
        _ => vec![
            hours("UTC", None, &[("08:00", "17:00")]),
            hours("America/New_York", None, &[("08:00", "17:00")]),
        ],
    })
    .unwrap()
}

const CALENDARS: [&str; 3] = ["berlin", "paris-with-lunch", "union"];

/// Receipts over ten years and targets of up to two weeks, in no order that a cache or a predictor could learn.
fn questions() -> Vec<(Instant, i64)> {
    let mut seed = 0x2545_F491_4F6C_DD1D_u64;
    let mut next = move |below: u64| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        i64::try_from(seed % below).unwrap()
    };
    let first = "2020-01-01T00:00Z".parse::<Instant>().unwrap();
    (0..4_096).map(|_| (first.plus(next(10 * 31_556_952)).unwrap(), 900 + next(80 * 3_600))).collect()
}

fn compiled(name: &str) -> Calendar {
    let calendar = calendar(name);
    let far = "2031-12-31T00:00Z".parse().unwrap();
    calendar.elapsed("2019-01-01T00:00Z".parse().unwrap(), far);
    calendar
}

#[divan::bench(args = CALENDARS)]
fn due(bencher: Bencher, name: &str) {
    let (calendar, questions) = (compiled(name), questions());
    bencher.counter(ItemsCount::new(questions.len())).bench_local(|| {
        questions.iter().for_each(|&(received, seconds)| {
            black_box(calendar.due(received, seconds));
        });
    });
}

#[divan::bench(args = CALENDARS)]
fn position_and_instant(bencher: Bencher, name: &str) {
    let (calendar, questions) = (compiled(name), questions());
    bencher.counter(ItemsCount::new(questions.len())).bench_local(|| {
        questions.iter().for_each(|&(received, seconds)| {
            black_box(calendar.instant(calendar.position(received) + seconds));
        });
    });
}

#[divan::bench(args = CALENDARS)]
fn hours_at(bencher: Bencher, name: &str) {
    let (calendar, questions) = (compiled(name), questions());
    bencher.counter(ItemsCount::new(questions.len())).bench_local(|| {
        questions.iter().for_each(|&(received, _)| {
            black_box(calendar.hours(received));
        });
    });
}

/// The first question to a calendar: one year compiled, holidays worked out.
#[divan::bench(args = CALENDARS)]
fn first_due_of_a_new_calendar(bencher: Bencher, name: &str) {
    let received = "2026-03-27T15:30Z".parse().unwrap();
    bencher.with_inputs(|| calendar(name)).bench_values(|calendar| {
        calendar.due(received, 8 * 3_600).unwrap();
        Arc::new(calendar)
    });
}
