//! Business time against a walker that labels every minute (sla.md part 1; faults.md D05, D06, D08, D09, D14, D15, D18).

use std::ops::Range;
use std::sync::LazyLock;

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use tierdesk::calendar::{Calendar, Hours, Instant, Span, Zones};

use crate::calendar_walker::{Plain, PlainDate, Walked, at, engine, tz, unix};

static ZONES: LazyLock<Zones> = LazyLock::new(Zones::embedded);

/// Zones with odd offsets and odd changes, and moments around which they change.
const PLACES: [(&str, &[&str]); 14] = [
    ("UTC", &["2038-01-19T03:14:07Z", "2100-02-28T12:00:00Z", "2199-12-31T12:00:00Z"]),
    ("Europe/Paris", &["2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z", "1976-03-28T00:00:00Z"]),
    ("America/New_York", &["2026-03-08T07:00:00Z", "2026-11-01T06:00:00Z", "1974-01-06T07:00:00Z"]),
    ("Australia/Lord_Howe", &["2026-04-04T15:00:00Z", "2026-10-03T15:30:00Z", "1985-07-01T00:00:00Z"]),
    ("Pacific/Chatham", &["2026-04-04T14:00:00Z", "2026-09-26T14:00:00Z"]),
    ("Asia/Kathmandu", &["1985-12-31T18:30:00Z", "2026-12-31T18:15:00Z"]),
    ("America/St_Johns", &["2006-10-29T02:31:00Z", "1988-04-03T03:31:00Z", "2026-11-01T04:30:00Z"]),
    ("America/Santiago", &["2026-04-05T03:00:00Z", "2026-09-06T04:00:00Z"]),
    ("Pacific/Apia", &["2011-12-30T10:00:00Z", "2012-03-31T14:00:00Z"]),
    ("Africa/Casablanca", &["2026-02-15T02:00:00Z", "2026-03-22T02:00:00Z", "2024-03-10T02:00:00Z"]),
    ("Africa/Cairo", &["2026-04-23T22:00:00Z", "2026-10-29T21:00:00Z", "2010-08-10T21:00:00Z"]),
    ("Asia/Beirut", &["2026-03-28T22:00:00Z", "2026-10-24T21:00:00Z"]),
    ("America/Asuncion", &["2023-10-01T04:00:00Z", "2024-10-06T04:00:00Z"]),
    ("America/Sao_Paulo", &["2018-11-04T03:00:00Z", "2019-02-17T02:00:00Z"]),
];

/// Moments that are odd in every zone.
const EDGES: [&str; 9] = [
    "1970-01-05T00:00:00Z",
    "2023-12-31T23:00:00Z",
    "2024-02-28T23:00:00Z",
    "2026-12-31T15:00:00Z",
    "2038-01-19T03:14:08Z",
    "2100-02-28T23:00:00Z",
    "2100-03-01T00:00:00Z",
    "2199-12-31T23:59:00Z",
    "2200-12-20T00:00:00Z",
];

/// Length of a walked window in minutes.
pub const WINDOW: i64 = 9 * 1440;

pub fn moment() -> impl Strategy<Value = i64> {
    let changes: Vec<&str> = PLACES.iter().flat_map(|(_, moments)| *moments).chain(&EDGES).copied().collect();
    let named = (prop::sample::select(changes), -4 * 1440..0_i64).prop_map(|(text, back)| {
        let unix = unix(text).div_euclid(60) * 60 + back * 60;
        unix.max(0)
    });
    let any = (0..Instant::MAX.unix() / 60 - WINDOW).prop_map(|minute| minute * 60);
    prop_oneof![4 => named, 1 => any]
}

fn minute() -> impl Strategy<Value = u32> {
    // Where the clocks change, plain office hours, and midnight at both ends.
    prop_oneof![
        3 => (0..=1440_u32 / 15).prop_map(|quarter| quarter * 15),
        2 => 0..=240_u32,
        1 => prop::sample::select(vec![0, 1, 60, 120, 135, 165, 180, 1439, 1440]),
        1 => 0..=1440_u32,
    ]
}

fn range() -> impl Strategy<Value = Range<u32>> {
    prop_oneof![
        8 => (minute(), minute()).prop_filter_map("empty", |(a, b)| (a != b).then(|| a.min(b)..a.max(b))),
        1 => Just(0..1440),
        1 => minute().prop_filter_map("empty", |from| (from < 1440).then_some(from..1440)),
    ]
}

pub fn schedule(from: i64) -> impl Strategy<Value = Plain> {
    let zone = prop::sample::select(PLACES.map(|(zone, _)| zone).to_vec());
    let day = prop_oneof![1 => Just(Vec::new()), 4 => prop::collection::vec(range(), 1..4)];
    let week = prop::array::uniform7(day);
    let first = NaiveDate::default() + Days::new(u64::try_from(from / 86_400).unwrap());
    let holidays = prop::collection::vec((0..11_u64).prop_map(move |days| first + Days::new(days)), 0..4);
    let ranges = prop_oneof![1 => Just(Vec::new()), 3 => prop::collection::vec(range(), 1..3)];
    // Near the window's beginning, in another year too where they come every year.
    let dated = (0..11_u64, ranges, any::<bool>(), prop::sample::select(vec![0, 0, 365, 1461])).prop_map(
        move |(days, ranges, yearly, back)| {
            let date = first + Days::new(days);
            let back = if yearly { date.checked_sub_days(Days::new(back)) } else { None };
            let date = back.filter(|date| *date >= NaiveDate::default()).unwrap_or(date);
            PlainDate { date, ranges, yearly }
        },
    );
    let dates = prop_oneof![2 => Just(Vec::new()), 1 => prop::collection::vec(dated, 1..5)];
    (zone, week, holidays, dates).prop_map(|(zone, week, holidays, dates)| Plain {
        zone,
        week,
        holidays,
        dates,
    })
}

/// A union of schedules and the window in which it is walked.
fn desk() -> impl Strategy<Value = (Vec<Plain>, i64)> {
    moment().prop_flat_map(|from| {
        let from = from.min(Instant::MAX.unix() / 60 * 60 - (WINDOW - 1) * 60);
        (prop::collection::vec(schedule(from), 1..4), Just(from))
    })
}

/// A second of the window.
pub fn inside() -> impl Strategy<Value = i64> {
    prop_oneof![4 => 0..WINDOW * 60 - 60, 1 => (0..WINDOW - 1).prop_map(|minute| minute * 60)]
}

fn setup(plain: &[Plain], from: i64) -> Option<(Calendar, Walked)> {
    Some((engine(plain, &ZONES)?, Walked::new(plain, from, WINDOW, 60)))
}

fn span((from, to): (i64, i64)) -> Span {
    Span { from: at(from), to: at(to) }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn counting_equals_walking((plain, from) in desk(), points in prop::collection::vec(inside(), 12)) {
        let Some((calendar, walked)) = setup(&plain, from) else { return Ok(()) };
        for pair in points.windows(2) {
            let (a, b) = (from + pair[0].min(pair[1]), from + pair[0].max(pair[1]));
            let counted = walked.elapsed(a, b);
            prop_assert_eq!(calendar.elapsed(at(a), at(b)), counted);
            prop_assert_eq!(calendar.elapsed(at(b), at(a)), -counted);
            prop_assert_eq!(calendar.position(at(b)) - calendar.position(at(a)), counted);
            prop_assert_eq!(calendar.is_open(at(a)), walked.open_now(a));
            prop_assert_eq!(calendar.why_closed(at(a)).is_empty(), walked.open_now(a));
            // The earliest instant at a position: the walker is asked for the last open second before it.
            let position = calendar.position(at(b));
            if let Some(earliest) = calendar.instant(position) {
                prop_assert!(earliest <= at(b));
                prop_assert_eq!(calendar.position(earliest), position);
                if earliest.unix() > walked.from {
                    prop_assert!(walked.open_now(earliest.unix() - 1));
                }
            } else {
                prop_assert!(false, "position {position} of {b} has no instant");
            }
            // The hours' answer is the next change of label.
            let until = match calendar.hours(at(a)) {
                Hours::Open { until } => { prop_assert!(walked.open_now(a)); until }
                Hours::Closed { opens } => { prop_assert!(!walked.open_now(a)); opens }
            };
            match walked.changes(a) {
                Some(change) => prop_assert_eq!(until.map(Instant::unix), Some(change)),
                None => prop_assert!(until.is_none_or(|until| until.unix() >= walked.to() - 60)),
            }
        }
    }

    #[test]
    fn spans_are_the_open_minutes((plain, from) in desk()) {
        let Some((calendar, walked)) = setup(&plain, from) else { return Ok(()) };
        let to = walked.to().min(Instant::MAX.unix());
        let ours = calendar.spans(at(from), at(to));
        let theirs: Vec<Span> = walked.spans().into_iter().map(|(a, b)| span((a, b.min(to)))).collect();
        prop_assert_eq!(ours, theirs);
        prop_assert_eq!(calendar.spans(at(from), at(from)), vec![]);
        prop_assert_eq!(calendar.spans(at(to), at(from)), vec![]);
    }

    #[test]
    fn due_is_the_earliest_instant((plain, from) in desk(), start in inside(), owed in 0..40 * 3600_i64) {
        let Some((calendar, walked)) = setup(&plain, from) else { return Ok(()) };
        let start = from + start;
        for owed in [owed, owed / 60 * 60, 0, 1] {
            let ours = calendar.due(at(start), owed);
            match walked.due(start, owed, &[]) {
                Some(due) => prop_assert_eq!(ours.map(Instant::unix), Some(due)),
                None => prop_assert!(ours.is_none_or(|due| due.unix() >= walked.to())),
            }
        }
        // Ending on a closing and beginning on an opening, to the second (D15).
        for (opens, closes) in walked.spans() {
            if opens > from && closes < walked.to() {
                prop_assert_eq!(calendar.due(at(opens), closes - opens), Some(at(closes)));
                prop_assert_eq!(calendar.due(at(opens - 1), closes - opens), Some(at(closes)));
                prop_assert_eq!(calendar.due(at(closes), 0), Some(at(closes)));
            }
        }
    }

    /// sla.md 1.6: pauses that overlap, touch, cover no open time, run backwards, begin before receipt, or begin at or
    /// after the due instant; and the ledger of what was counted adds up to the target.
    #[test]
    fn pauses_hand_back_what_they_cover(
        (plain, from) in desk(),
        received in 0..WINDOW * 40,
        owed in 1..16 * 3600_i64,
        raw in prop::collection::vec((inside(), 0..30 * 3600_i64), 0..5),
    ) {
        let Some((calendar, walked)) = setup(&plain, from) else { return Ok(()) };
        let received = from + received;
        let end = walked.to() - 60;
        let mut pauses: Vec<(i64, i64)> = raw.iter().map(|&(a, len)| (from + a, (from + a + len).min(end))).collect();
        let Some(plain_due) = calendar.due(at(received), owed) else { return Ok(()) };
        if plain_due.unix() < end {
            // At the due instant exactly, just before it, and ending where another begins.
            pauses.push((plain_due.unix(), end));
            if let Some(&(_, to)) = pauses.first() {
                pauses.push((to, (to + 5400).min(end)));
            }
        }
        let as_spans: Vec<Span> = pauses.iter().copied().map(span).collect();
        let ours = calendar.due_after_pauses(at(received), plain_due, &as_spans);
        match walked.due(received, owed, &pauses) {
            Some(due) => prop_assert_eq!(ours.map(Instant::unix), Some(due)),
            None => prop_assert!(ours.is_none_or(|due| due.unix() >= end)),
        }
        if let Some(due) = ours {
            let ledger = calendar.ledger(at(received), due, &as_spans);
            prop_assert_eq!(ledger.total, owed);
            prop_assert_eq!(ledger.days.iter().map(|day| day.seconds).sum::<i64>(), owed);
            prop_assert_eq!(ledger.days.last().map(|day| day.total), Some(owed));
            for day in &ledger.days {
                prop_assert_eq!(day.spans.iter().map(|span| span.seconds()).sum::<i64>(), day.seconds);
                for counted in &day.spans {
                    prop_assert_eq!(ledger.zone.date(counted.from), day.date);
                    prop_assert_eq!(ledger.zone.date(at(counted.to.unix() - 1)), day.date);
                    prop_assert!(pauses.iter().all(|&(a, b)| b <= counted.from.unix() || counted.to.unix() <= a || a >= b));
                }
            }
            prop_assert!(ledger.days.windows(2).all(|pair| pair[0].date < pair[1].date));
        }
    }

    /// sla.md 1.4: the last closing of the N-th working day, by dates that are found by walking.
    #[test]
    fn end_of_business_day_is_a_closing((plain, from) in desk(), received in 0..WINDOW * 30, days in 0..5_u32) {
        let Some((calendar, walked)) = setup(&plain, from) else { return Ok(()) };
        let zone = tz(plain[0].zone);
        let local = |unix: i64| {
            let offset = zone.to_offset(jiff::Timestamp::from_second(unix).unwrap()).seconds();
            (unix + i64::from(offset)).div_euclid(86_400)
        };
        let received = from + received;
        let mut closings: Vec<(i64, i64)> = Vec::new();
        let mut unix = walked.from;
        while unix < walked.to() {
            if walked.open_now(unix) {
                let day = local(unix);
                match closings.iter_mut().find(|(known, _)| *known == day) {
                    Some(found) => found.1 = unix + 60,
                    None => closings.push((day, unix + 60)),
                }
            }
            unix += 60;
        }
        closings.sort_unstable();
        // A last day that the window cuts is not known to its end.
        closings.retain(|(day, _)| *day < local(walked.to()));
        let today = local(received);
        // Nor is a first day that the window cuts: it may have closed before the window begins.
        if days == 0 && today <= local(walked.from) {
            return Ok(());
        }
        let expected = if days == 0 {
            closings.iter().find(|(day, _)| *day >= today)
        } else {
            closings.iter().filter(|(day, _)| *day > today).nth(days as usize - 1)
        };
        if let Some((_, closing)) = expected {
            prop_assert_eq!(calendar.end_of_business_day(at(received), days).map(Instant::unix), Some(*closing));
        }
    }

    /// sla.md 1.4: the same wall-clock time, found by walking forward second by second from two days before.
    #[test]
    fn calendar_days_keep_the_wall_clock((plain, from) in desk(), received in inside(), days in 0..6_u32) {
        let Some(calendar) = engine(&plain, &ZONES) else { return Ok(()) };
        let zone = tz(plain[0].zone);
        let wall = |unix: i64| unix + i64::from(zone.to_offset(jiff::Timestamp::from_second(unix).unwrap()).seconds());
        let received = from + received;
        let ours = calendar.calendar_days(at(received), days).map(Instant::unix);
        if days == 0 {
            prop_assert_eq!(ours, Some(received));
            return Ok(());
        }
        let wanted = wall(received) + i64::from(days) * 86_400;
        // The earliest instant that shows the wanted time, or else the first one that shows a later time than any before.
        let guess = received + i64::from(days) * 86_400;
        let around = || (guess - 26 * 3600..guess + 26 * 3600).step_by(60).filter(|&unix| unix >= 0);
        let exact = around().find(|&unix| wall(unix) == wanted);
        let after_gap = || around().find(|&unix| wall(unix) > wanted).map(|unix| unix - unix.rem_euclid(60));
        let expected = exact.or_else(after_gap);
        if expected.is_some_and(|unix| unix < Instant::MAX.unix()) {
            prop_assert_eq!(ours, expected);
        }
    }
}

/// Offsets that are no whole minutes: every second is labelled (Monrovia was 44 min 30 s behind until 1972).
#[test]
fn seconds_of_offset_are_counted() {
    let week: [Vec<Range<u32>>; 7] = std::array::from_fn(|_| vec![540..720, 840..1080]);
    let plain = [Plain { zone: "Africa/Monrovia", week, holidays: vec![], dates: vec![] }];
    let (from, steps) = (unix("1972-01-06T12:00:00Z"), 2 * 86_400);
    let (calendar, walked) = (engine(&plain, &ZONES).unwrap(), Walked::new(&plain, from, steps, 1));
    let ours: Vec<_> = calendar.spans(at(from), at(walked.to()));
    assert_eq!(ours, walked.spans().into_iter().map(span).collect::<Vec<_>>());
    for owed in [1, 3600, 7 * 3600, 7 * 3600 + 1] {
        assert_eq!(calendar.due(at(from), owed).map(Instant::unix), walked.due(from, owed, &[]));
    }
}
