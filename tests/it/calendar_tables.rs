//! Known answers, reckoned by hand (sla.md part 1; faults.md D05, D06, D08, D09, D11, D14, D15, D18).

#![allow(
    clippy::single_range_in_vec_init,
    reason = "a day with one interval is a list of one range of minutes"
)]

use std::ops::Range;
use std::sync::Arc;

use chrono::Weekday::{self, Fri, Mon, Thu, Tue, Wed};
use rstest::rstest;
use tierdesk::calendar::{
    Calendar, Closed, HolidaySet, Hours, Instant, NeverOpen, Note, Schedule, Span, WEEK, Weekly, Zones,
    ledger_rows, merged,
};

use crate::calendar_walker::{PlainDate, interval, plain};

const WORKDAYS: [Weekday; 5] = [Mon, Tue, Wed, Thu, Fri];
/// 09:00-17:00.
const NINE_TO_FIVE: Range<u32> = 540..1020;
const PARIS: &str = "Europe/Paris";

fn at(text: &str) -> Instant {
    text.parse().unwrap()
}

fn calendar(zone: &'static str, days: &[Weekday], ranges: &[Range<u32>], holidays: &[&str]) -> Calendar {
    crate::calendar_walker::engine(&[plain(zone, days, ranges, holidays)], &Zones::embedded()).unwrap()
}

fn office(zone: &'static str) -> Calendar {
    calendar(zone, &WORKDAYS, &[NINE_TO_FIVE], &[])
}

/// faults.md D05: the window 02:15-02:45 has no minute where spring skips it and sixty where autumn repeats it.
#[rstest]
#[case("2026-03-28T12:00:00Z", "2026-03-29T12:00:00Z", 0)]
#[case("2026-10-24T12:00:00Z", "2026-10-25T12:00:00Z", 60)]
#[case("2026-10-25T12:00:00Z", "2026-10-26T12:00:00Z", 30)]
fn d05_a_window_that_a_clock_change_cuts(#[case] from: &str, #[case] to: &str, #[case] minutes: i64) {
    let calendar = calendar(PARIS, &WEEK, &[135..165], &[]);
    assert_eq!(calendar.elapsed(at(from), at(to)), minutes * 60);
}

/// sla.md 1.1: with 01:00-02:30, both passes of 02:00-02:30 are open on the autumn night.
#[test]
fn d05_both_passes_are_open() {
    let calendar = calendar(PARIS, &WEEK, &[60..150], &[]);
    let spans = calendar.spans(at("2026-10-24T20:00:00Z"), at("2026-10-25T12:00:00Z"));
    let night: Vec<_> = spans.iter().map(|span| (span.from.to_string(), span.to.to_string())).collect();
    let expected =
        [("2026-10-24T23:00:00Z", "2026-10-25T00:30:00Z"), ("2026-10-25T01:00:00Z", "2026-10-25T01:30:00Z")];
    assert_eq!(night, expected.map(|(from, to)| (from.to_string(), to.to_string())));
}

/// faults.md D05: around the clock is real time, whatever the clocks on the wall do; days have 23 and 25 hours.
#[test]
fn d05_around_the_clock_is_absolute() {
    let calendar = Calendar::around_the_clock(Zones::embedded().get(PARIS).unwrap());
    assert_eq!(calendar.due(at("2026-03-28T22:00:00Z"), 24 * 3600), Some(at("2026-03-29T22:00:00Z")));
    assert_eq!(calendar.hours(at("2026-03-28T22:00:00Z")), Hours::Open { until: None });
    for (day, hours) in [("2026-03-29", 23), ("2026-10-25", 25), ("2026-10-26", 24)] {
        let end = calendar.end_of_business_day(at(&format!("{day}T12:00:00Z")), 0).unwrap();
        let start = calendar.zone().start_of_day(day.parse().unwrap()).unwrap();
        assert_eq!(end.since(start), hours * 3600, "{day}");
    }
}

/// faults.md D06: where local midnight is missing the day starts at its first existing instant.
#[rstest]
#[case("America/Santiago", "2026-09-05T12:00:00Z", "2026-09-06T04:00:00Z")]
#[case("America/Asuncion", "2023-09-30T12:00:00Z", "2023-10-01T04:00:00Z")]
#[case("Africa/Cairo", "2026-04-23T12:00:00Z", "2026-04-23T22:00:00Z")]
#[case("Asia/Beirut", "2026-03-28T12:00:00Z", "2026-03-28T22:00:00Z")]
fn d06_a_day_without_midnight(#[case] zone: &'static str, #[case] from: &str, #[case] first: &str) {
    let calendar = calendar(zone, &[at(first)].map(|t| weekday(zone, t)), &[0..60, 60..120], &[]);
    // Of 00:00-02:00 the first hour does not exist.
    assert_eq!(calendar.hours(at(from)), Hours::Closed { opens: Some(at(first)) });
    assert_eq!(calendar.due(at(from), 3600), at(first).plus(3600));
}

fn weekday(zone: &str, at: Instant) -> Weekday {
    use chrono::Datelike;
    Zones::embedded().get(zone).unwrap().date(at).weekday()
}

/// faults.md D08: the end of a year, its holidays, and 29 February.
#[rstest]
#[case("2026-12-31T15:00:00Z", 8, "2027-01-04T15:00:00Z")] // Thu 16:00, 1 h; New Year; weekend; Mon 7 h
#[case("2028-02-28T15:00:00Z", 8, "2028-02-29T15:00:00Z")]
#[case("2027-02-26T15:00:00Z", 8, "2027-03-01T15:00:00Z")]
#[case("2024-02-29T16:00:00Z", 1, "2024-03-01T09:00:00Z")]
fn d08_year_ends_and_leap_days(#[case] from: &str, #[case] hours: i64, #[case] due: &str) {
    let calendar = calendar(PARIS, &WORKDAYS, &[NINE_TO_FIVE], &["2027-01-01"]);
    assert_eq!(calendar.due(at(from), hours * 3600), Some(at(due)));
}

/// faults.md D09: far years are years like others; past 2200 there is no answer.
#[rstest]
#[case("2038-01-18T16:00:00Z", 2, Some("2038-01-19T10:00:00Z"))]
#[case("2100-02-26T16:00:00Z", 2, Some("2100-03-01T10:00:00Z"))] // Friday; 2100 has no 29 February
#[case("2199-12-31T16:00:00Z", 2, Some("2200-01-01T10:00:00Z"))]
#[case("2200-12-31T16:00:00Z", 1, Some("2200-12-31T17:00:00Z"))]
#[case("2200-12-31T16:00:00Z", 2, None)]
fn d09_far_years(#[case] from: &str, #[case] hours: i64, #[case] due: Option<&str>) {
    assert_eq!(office("UTC").due(at(from), hours * 3600), due.map(at));
}

/// faults.md D11: huge amounts are no answer, and no panic.
#[test]
fn d11_huge_amounts() {
    let (office, always) = (office(PARIS), Calendar::around_the_clock(Zones::embedded().get(PARIS).unwrap()));
    for calendar in [&office, &always] {
        for seconds in [i64::MAX, i64::MAX - 1, 1 << 40] {
            assert_eq!(calendar.due(Instant::MIN, seconds), None);
            assert_eq!(calendar.due(Instant::MAX, seconds), None);
        }
        for position in [i64::MIN, i64::MAX] {
            assert_eq!(calendar.instant(position), None);
        }
        assert_eq!(calendar.due(Instant::MAX, i64::MIN), Some(Instant::MAX));
        assert_eq!(calendar.calendar_days(Instant::MAX, u32::MAX), None);
        assert_eq!(calendar.end_of_business_day(Instant::MAX, u32::MAX), None);
        assert!(calendar.elapsed(Instant::MIN, Instant::MAX) > 0);
    }
}

/// faults.md D14: with 24:00 as the end, the last minute of the day counts and the next day goes on without a gap.
#[test]
fn d14_the_last_minute_counts() {
    let calendar = calendar("Europe/Belgrade", &WEEK, &[480..1440], &[]);
    assert_eq!(calendar.due(at("2026-01-10T22:30:00Z"), 1800), Some(at("2026-01-10T23:00:00Z")));
    assert_eq!(calendar.due(at("2026-01-10T22:30:00Z"), 1801), Some(at("2026-01-11T07:00:01Z")));
    assert!(calendar.is_open(at("2026-01-10T22:59:59Z")) && !calendar.is_open(at("2026-01-10T23:00:00Z")));
}

/// faults.md D15: a due time on a closing stays there; nothing owed is due at once, open or closed.
#[test]
fn d15_on_closing_on_opening_and_now() {
    let calendar = office("UTC");
    let (opens, closes) = (at("2026-03-30T09:00:00Z"), at("2026-03-30T17:00:00Z"));
    assert_eq!(calendar.due(opens, 8 * 3600), Some(closes));
    assert_eq!(calendar.due(at("2026-03-28T12:00:00Z"), 8 * 3600), Some(closes));
    assert_eq!(calendar.due(closes, 8 * 3600), Some(at("2026-03-31T17:00:00Z")));
    for moment in [opens, closes, at("2026-03-28T12:00:00Z"), at("2026-03-30T12:00:00Z")] {
        assert_eq!(calendar.due(moment, 0), Some(moment));
    }
    assert!(calendar.is_open(opens) && !calendar.is_open(closes));
    // Missed by an answer in closed hours, although no open time lies between: instants are compared.
    assert_eq!(calendar.elapsed(closes, at("2026-03-30T20:00:00Z")), 0);
}

/// faults.md D18: refused where it is written, and bounded where only holidays keep it closed.
#[test]
fn d18_never_open() {
    let zone = Zones::embedded().get("UTC").unwrap();
    let schedule = |weekly, holidays| Schedule::new(zone.clone(), weekly, holidays);
    assert_eq!(Calendar::new(vec![schedule(Weekly::new(), vec![])]).map(|_| ()), Err(NeverOpen));
    assert_eq!(Calendar::new(vec![]).map(|_| ()), Err(NeverOpen));
    let mut weekly = Weekly::new();
    weekly.open(Mon, interval(&NINE_TO_FIVE));
    let mondays = chrono::NaiveDate::default().iter_days().take(85_000);
    let mondays = mondays.map(|date| tierdesk::calendar::Holiday { date, name: "closed".into() });
    let closed = Arc::new(HolidaySet::from_days("always", mondays.collect()));
    let calendar = Calendar::new(vec![schedule(weekly, vec![closed])]).unwrap();
    assert_eq!(calendar.due(at("2026-01-01T00:00:00Z"), 1), None);
    assert_eq!(calendar.hours(at("2026-01-01T00:00:00Z")), Hours::Closed { opens: None });
    assert_eq!(calendar.end_of_business_day(at("2026-01-01T00:00:00Z"), 0), None);
}

/// sla.md 1.4, `end of business day N`: of the date itself, even after hours; of the next working day from a closed one.
#[rstest]
#[case("2026-03-27T10:00:00Z", 0, "2026-03-27T16:00:00Z")]
#[case("2026-03-27T20:00:00Z", 0, "2026-03-27T16:00:00Z")]
#[case("2026-03-28T10:00:00Z", 0, "2026-03-30T15:00:00Z")]
#[case("2026-03-27T10:00:00Z", 1, "2026-03-30T15:00:00Z")]
#[case("2026-03-28T10:00:00Z", 1, "2026-03-30T15:00:00Z")]
#[case("2026-03-30T23:30:00+02:00", 2, "2026-04-01T15:00:00Z")]
fn end_of_business_day(#[case] received: &str, #[case] days: u32, #[case] due: &str) {
    assert_eq!(office(PARIS).end_of_business_day(at(received), days), Some(at(due)));
}

/// A date that the zone skipped is no working day, even of a desk that never closes.
#[test]
fn a_skipped_date_is_no_working_day() {
    let calendar = Calendar::around_the_clock(Zones::embedded().get("Pacific/Apia").unwrap());
    let received = at("2011-12-29T20:00:00Z"); // 29 December, 10:00
    assert_eq!(calendar.end_of_business_day(received, 1), Some(at("2011-12-31T10:00:00Z")));
    let ledger = calendar.ledger(received, at("2012-01-01T00:00:00Z"), &[]);
    let dates: Vec<String> = ledger.days.iter().map(|day| day.date.to_string()).collect();
    assert_eq!(dates, ["2011-12-29", "2011-12-31", "2012-01-01"]);
    assert_eq!(ledger.total, 52 * 3600);
}

/// St John's set its clocks back at 00:01: the last hour of the day before came back after the next day had begun.
#[test]
fn a_day_that_comes_back() {
    let calendar = calendar("America/St_Johns", &WEEK, &[1380..1440], &[]);
    let received = at("2006-10-28T15:00:00Z"); // 28 October, 12:30
    assert_eq!(calendar.end_of_business_day(received, 0), Some(at("2006-10-29T03:30:00Z")));
    let ledger = calendar.ledger(received, at("2006-10-29T12:00:00Z"), &[]);
    assert_eq!(ledger.days.iter().map(|day| day.seconds).collect::<Vec<_>>(), [119 * 60, 0]);
}

/// The first and last dates of the counted years, whose local midnights lie outside them.
#[test]
fn the_edges_of_the_counted_years() {
    let paris = office(PARIS);
    assert_eq!(paris.end_of_business_day(at("1970-01-01T08:00:00Z"), 0), Some(at("1970-01-01T16:00:00Z")));
    assert_eq!(paris.ledger(Instant::MIN, at("1970-01-01T10:00:00Z"), &[]).total, 2 * 3600);
    let new_york = office("America/New_York");
    assert_eq!(new_york.ledger(Instant::MIN, at("1970-01-01T15:00:00Z"), &[]).total, 3600);
    assert_eq!(new_york.end_of_business_day(at("2200-12-31T08:00:00Z"), 0), Some(at("2200-12-31T22:00:00Z")));
    // Local New Year of 2201 begins before the last counted instant, and may be a holiday.
    let auckland = calendar("Pacific/Auckland", &WEEK, &[0..1440], &["2201-01-01", "1970-01-01"]);
    let shuts = auckland.zone().start_of_day("2200-12-31".parse().unwrap()).unwrap().plus(86_400);
    assert_eq!(auckland.hours(at("2200-12-31T09:00:00Z")), Hours::Open { until: shuts });
    assert_eq!(auckland.hours(shuts.unwrap()), Hours::Closed { opens: None });
    assert_eq!(auckland.hours(Instant::MIN), Hours::Closed { opens: Some(at("1970-01-01T12:00:00Z")) });
    let midnight = calendar("UTC", &WEEK, &[480..1440], &[]);
    assert_eq!(midnight.end_of_business_day(at("2200-12-31T08:00:00Z"), 0), None);
    assert_eq!(midnight.hours(at("2200-12-31T20:00:00Z")), Hours::Open { until: None });
    assert_eq!(midnight.due(at("2200-12-31T23:59:58Z"), 1), Some(Instant::MAX));
}

/// sla.md 1.4, `calendar days`: the same local time; a skipped one moves to the end of the gap; of two, the earlier.
#[rstest]
#[case("2026-03-28T01:30:00Z", 1, "2026-03-29T01:00:00Z")] // 02:30 does not exist
#[case("2026-10-24T00:30:00Z", 1, "2026-10-25T00:30:00Z")] // 02:30 comes twice
#[case("2026-10-25T01:30:00Z", 0, "2026-10-25T01:30:00Z")] // received in the second pass
#[case("2026-03-28T12:00:00Z", 2, "2026-03-30T11:00:00Z")]
#[case("2024-02-28T12:00:00Z", 1, "2024-02-29T12:00:00Z")]
fn calendar_days(#[case] received: &str, #[case] days: u32, #[case] due: &str) {
    assert_eq!(office(PARIS).calendar_days(at(received), days), Some(at(due)));
}

/// sla.md 1.6, one case each.
#[rstest]
#[case::none(&[], "2026-03-30T13:00:00Z")]
#[case::inside(&[("2026-03-30T10:00:00Z", "2026-03-30T11:00:00Z")], "2026-03-30T14:00:00Z")]
#[case::overlapping_count_once(
    &[("2026-03-30T10:00:00Z", "2026-03-30T11:00:00Z"), ("2026-03-30T10:30:00Z", "2026-03-30T11:30:00Z")],
    "2026-03-30T14:30:00Z")]
#[case::out_of_order(
    &[("2026-03-30T12:00:00Z", "2026-03-30T12:30:00Z"), ("2026-03-30T10:00:00Z", "2026-03-30T11:00:00Z")],
    "2026-03-30T14:30:00Z")]
#[case::closed_hours_only(&[("2026-03-29T10:00:00Z", "2026-03-30T09:00:00Z")], "2026-03-30T13:00:00Z")]
#[case::at_the_due_instant(&[("2026-03-30T13:00:00Z", "2026-03-31T13:00:00Z")], "2026-03-30T13:00:00Z")]
#[case::a_second_before_it(&[("2026-03-30T12:59:59Z", "2026-03-31T12:00:00Z")], "2026-03-31T12:00:01Z")]
#[case::into_closed_hours(&[("2026-03-30T12:00:00Z", "2026-03-30T20:00:00Z")], "2026-03-31T10:00:00Z")]
#[case::before_receipt(&[("2026-03-01T00:00:00Z", "2026-03-27T12:00:00Z")], "2026-03-30T13:00:00Z")]
#[case::over_receipt(&[("2026-03-01T00:00:00Z", "2026-03-30T10:00:00Z")], "2026-03-30T14:00:00Z")]
#[case::reached_only_through_the_first(
    &[("2026-03-30T12:00:00Z", "2026-03-30T14:00:00Z"), ("2026-03-30T14:30:00Z", "2026-03-30T15:30:00Z")],
    "2026-03-30T16:00:00Z")]
fn a_pause_moves_the_due_instant(#[case] pauses: &[(&str, &str)], #[case] due: &str) {
    // Received on Saturday; four open hours from Monday 09:00 end at 13:00.
    let (calendar, received) = (office("UTC"), at("2026-03-28T12:00:00Z"));
    let plain = calendar.due(received, 4 * 3600).unwrap();
    let pauses: Vec<Span> = pauses.iter().map(|(from, to)| Span { from: at(from), to: at(to) }).collect();
    assert_eq!(calendar.due_after_pauses(received, plain, &pauses), Some(at(due)));
    assert_eq!(calendar.ledger(received, at(due), &pauses).total, 4 * 3600);
}

/// sla.md 1.6: a target given as a date goes on with the open seconds that were left to it.
#[test]
fn a_date_target_goes_on_after_a_pause() {
    let (calendar, received) = (office("UTC"), at("2026-03-30T10:00:00Z"));
    let date = calendar.end_of_business_day(received, 1).unwrap();
    assert_eq!(date, at("2026-03-31T17:00:00Z"));
    let pause = Span { from: at("2026-03-31T15:00:00Z"), to: at("2026-04-02T10:00:00Z") };
    assert_eq!(calendar.due_after_pauses(received, date, &[pause]), Some(at("2026-04-02T12:00:00Z")));
    assert_eq!(merged(&[Span { from: pause.to, to: pause.from }]), []);
}

#[test]
fn closed_says_why() {
    let calendar = calendar(PARIS, &WORKDAYS, &[540..720, 840..1080], &["2026-05-01"]);
    let reasons = |text: &str| calendar.why_closed(at(text));
    assert_eq!(reasons("2026-05-01T10:00:00+02:00"), [Closed::Holiday("day".into())]);
    assert_eq!(reasons("2026-05-02T10:00:00+02:00"), [Closed::DayOff]);
    assert_eq!(reasons("2026-05-04T12:30:00+02:00"), [Closed::OutsideHours]);
    assert_eq!(reasons("2026-05-04T11:30:00+02:00"), []);
}

/// A union is open when any part is; its business day has no one length (sla.md 1.2, 1.4).
#[test]
fn a_union_of_two_zones() {
    let parts =
        [plain("UTC", &WORKDAYS, &[480..1020], &[]), plain("America/New_York", &WORKDAYS, &[480..1020], &[])];
    let calendar = crate::calendar_walker::engine(&parts, &Zones::embedded()).unwrap();
    // Summer: 08-17 UTC and 12-21 UTC touch and overlap, so one span of thirteen hours.
    let hours = calendar.hours(at("2026-07-01T16:00:00Z"));
    assert_eq!(hours, Hours::Open { until: Some(at("2026-07-01T21:00:00Z")) });
    assert_eq!(calendar.elapsed(at("2026-07-01T00:00:00Z"), at("2026-07-02T00:00:00Z")), 13 * 3600);
    assert_eq!(calendar.day_length(), None);
}

/// One-stretch weeks: the spans of the days touch and are one, to the year's end and over it.
#[test]
fn a_week_in_one_stretch() {
    let week: [Vec<Range<u32>>; 7] =
        [vec![0..1440], vec![0..1440], vec![0..1440], vec![0..1440], vec![0..1080], vec![], vec![1080..1440]];
    let parts = [crate::calendar_walker::Plain { zone: "UTC", week, holidays: vec![], dates: vec![] }];
    let calendar = crate::calendar_walker::engine(&parts, &Zones::embedded()).unwrap();
    // 2026-12-31 is a Thursday.
    let hours = calendar.hours(at("2026-12-31T12:00:00Z"));
    assert_eq!(hours, Hours::Open { until: Some(at("2027-01-01T18:00:00Z")) });
    assert_eq!(
        calendar.hours(at("2026-12-26T12:00:00Z")),
        Hours::Closed { opens: Some(at("2026-12-27T18:00:00Z")) }
    );
}

/// A date with hours of its own: with its year it holds on any weekday and on a holiday; every year, only where the
/// weekday has hours. The business day stays that of the week (sla.md 1.4).
#[test]
fn dates_with_hours_of_their_own() {
    let date = |date: &str, ranges: &[Range<u32>], yearly| PlainDate {
        date: date.parse().unwrap(),
        ranges: ranges.to_vec(),
        yearly,
    };
    let mut plain = plain(PARIS, &WORKDAYS, &[NINE_TO_FIVE], &["2026-12-24", "2026-12-25"]);
    plain.dates = vec![
        date("2026-12-31", &[], false),
        date("2026-12-19", &[600..720], false),
        date("2020-12-24", &[540..720], true),
        date("2020-12-31", &[540..900], true),
    ];
    let calendar = crate::calendar_walker::engine(&[plain], &Zones::embedded()).unwrap();
    assert_eq!(calendar.day_length(), Some(8 * 3600));
    let open = |date: &str| {
        let day = calendar.zone().stretches(date.parse().unwrap())[0];
        calendar.elapsed(day.from, day.to) / 60
    };
    for (date, minutes) in [
        ("2026-12-24", 180),
        ("2026-12-25", 0),
        ("2026-12-31", 0),
        ("2027-12-31", 360),
        // A Saturday that is worked; the one after, and 24 December 2028, a Sunday, are not.
        ("2026-12-19", 120),
        ("2026-12-26", 0),
        ("2028-12-24", 0),
        ("2026-12-23", 480),
    ] {
        assert_eq!(open(date), minutes, "{date}");
    }
    assert_eq!(calendar.why_closed(at("2026-12-24T15:00:00+01:00")), [Closed::Date("own".into())]);
    assert_eq!(calendar.why_closed(at("2028-12-24T10:00:00+01:00")), [Closed::DayOff]);
    // Two business days from Wednesday 12:00: five hours, three on the 24th, eight on Monday.
    let received = at("2026-12-23T12:00:00+01:00");
    let due = calendar.due(received, 16 * 3600).unwrap();
    assert_eq!(due, at("2026-12-28T17:00:00+01:00"));
    assert_eq!(calendar.end_of_business_day(received, 1), Some(at("2026-12-24T12:00:00+01:00")));
    let rows = ledger_rows(&calendar.ledger(received, at("2027-01-01T00:00:00+01:00"), &[]));
    let notes = |date: &str| rows.iter().find(|row| row.date.ends_with(date)).unwrap().notes.clone();
    assert_eq!(notes("2026-12-24"), ["different hours: own, 09:00-12:00"]);
    assert_eq!(notes("2026-12-31"), ["closed on this date: own"]);
    assert_eq!(notes("2026-12-25"), ["holiday: day"]);
    assert_eq!(notes("2026-12-28"), Vec::<String>::new());
}

/// The ledger names what kept time from counting, and the clock change between.
#[test]
fn a_ledger_over_easter() {
    let holidays = ["2026-04-03", "2026-04-06"];
    let calendar = calendar("Europe/Berlin", &WORKDAYS, &[NINE_TO_FIVE], &holidays);
    let received = at("2026-03-27T15:30:00Z");
    let pause = Span { from: at("2026-03-30T10:00:00Z"), to: at("2026-03-31T10:00:00Z") };
    let due =
        calendar.due_after_pauses(received, calendar.due(received, 32 * 3600).unwrap(), &[pause]).unwrap();
    let ledger = calendar.ledger(received, due, &[pause]);
    assert_eq!(ledger.total, 32 * 3600);
    let notes = |date: &str| {
        let day = ledger.days.iter().find(|day| day.date.to_string() == date).unwrap();
        day.notes.clone()
    };
    assert_eq!(notes("2026-03-28"), [Note::DayOff]);
    assert!(matches!(
        notes("2026-03-29").as_slice(),
        [Note::DayOff, Note::ClockChange { before: 3600, after: 7200, .. }]
    ));
    assert_eq!(notes("2026-04-03"), [Note::Holiday("day".into())]);
    assert!(matches!(notes("2026-03-30").as_slice(), [Note::Pause { covered: 18_000, .. }]));
    assert!(matches!(notes("2026-03-31").as_slice(), [Note::Pause { covered: 10_800, .. }]));
}

/// The same ledger in words, as the command line and the board show it.
#[test]
fn a_ledger_in_words() {
    let calendar = calendar("Europe/Berlin", &WEEK, &[60..150, NINE_TO_FIVE], &["2026-10-26"]);
    let received = at("2026-10-24T14:30:10Z");
    let pause = Span { from: at("2026-10-25T10:00:00Z"), to: at("2026-10-25T12:00:00Z") };
    let due =
        calendar.due_after_pauses(received, calendar.due(received, 12 * 3600).unwrap(), &[pause]).unwrap();
    let rows = tierdesk::calendar::ledger_rows(&calendar.ledger(received, due, &[pause]));
    let text: Vec<String> = rows
        .iter()
        .map(|row| {
            format!(
                "{} | {} | {} | {} | {}",
                row.date,
                row.counted,
                row.amount,
                row.total,
                row.notes.join("; ")
            )
        })
        .collect();
    insta::assert_snapshot!(text.join("\n"), @r"
    Sat 2026-10-24 | 16:30:10-17:00 | 29 min 50 s | 29 min 50 s | 
    Sun 2026-10-25 | 01:00-02:30 (CEST), 02:00-02:30 (CET), 09:00-11:00, 13:00-17:00 | 8 h | 8 h 29 min 50 s | clocks go back 1 h at 03:00; paused 11:00-13:00 (2 h handed back)
    Mon 2026-10-26 |  |  | 8 h 29 min 50 s | holiday: day
    Tue 2026-10-27 | 01:00-02:30, 09:00-11:00:10 | 3 h 30 min 10 s | 12 h | 
    ");
}
