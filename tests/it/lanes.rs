//! Lanes of due marks against a count that looks at every clock of every ticket and at every minute of the hours.

use std::sync::{Arc, LazyLock};

use proptest::prelude::*;
use tierdesk::calendar::{Calendar, Instant, Zones};
use tierdesk::desk::lanes::{Lanes, MarkSpot, Shade, Stretch, Zoom, named_days, shades};
use tierdesk::desk::{Board, ClockState, CustomerId, Group};

use super::tui_stage::{NOW, book, demo_rows};

fn board() -> &'static Board {
    static BOARD: LazyLock<Board> = LazyLock::new(|| {
        let (book, now) = (book(), NOW.parse().unwrap());
        Board::new(demo_rows(&book, now).0, &book, now)
    });
    &BOARD
}

/// The calendars of the desks, each once.
fn calendars() -> Vec<Arc<Calendar>> {
    let mut all: Vec<Arc<Calendar>> = Vec::new();
    for calendar in board().groups.iter().filter_map(Group::desk_calendar) {
        if !all.iter().any(|known| Arc::ptr_eq(known, &calendar)) {
            all.push(calendar);
        }
    }
    all
}

/// Every clock that counts down or is missed at a moment: whose, of which customer, when due, how severe, missed or not.
fn clocks(board: &Board, now: Instant) -> Vec<(CustomerId, i64, String, Instant, usize, bool)> {
    let mut all = Vec::new();
    for row in &board.rows {
        for clock in &row.clocks {
            let (due, missed) = match clock.at(now) {
                ClockState::Running { due, .. } => (due, false),
                ClockState::Missed { due, .. } => (due, true),
                _ => continue,
            };
            let key = clock.key().as_str().to_owned();
            all.push((row.ticket.customer, row.ticket.id.0, key, due, row.severity_rank, missed));
        }
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// Each mark of a lane stands in one place: before, in the cell that holds its due instant, or behind.
    #[test]
    fn what_a_lane_shows_is_what_its_clocks_say(ahead in -40_000_i64..400_000, from in -300_000_i64..900_000, cell in 60_i64..100_000, cells in 0_usize..90) {
        let board = board();
        let start: Instant = NOW.parse().unwrap();
        let now = start.plus(ahead).unwrap();
        let stretch = Stretch { first: start.plus(from).unwrap(), cell, cells };
        let (lanes, all) = (Lanes::of(board), clocks(board, now));
        prop_assert_eq!(lanes.count(), all.len());
        let mut seen = 0;
        for lane in 0..lanes.len() {
            let group = lanes.group(board, lane).unwrap();
            let own: Vec<_> = all.iter().filter(|clock| clock.0 == group.customer.id).collect();
            let view = lanes.view(lane, stretch, now);
            let end = stretch.first.plus(cell * cells as i64).unwrap();
            prop_assert_eq!(view.missed_before.len(), own.iter().filter(|c| c.3 < stretch.first && c.5).count());
            prop_assert_eq!(view.before.len(), own.iter().filter(|c| c.3 < stretch.first && !c.5).count());
            prop_assert_eq!(view.after.len(), own.iter().filter(|c| c.3 >= end).count());
            let mut told = view.cells.iter().peekable();
            for place in 0..cells {
                let from = stretch.first.plus(cell * place as i64).unwrap();
                let to = from.plus(cell).unwrap();
                let inside: Vec<_> = own.iter().filter(|c| from <= c.3 && c.3 < to).collect();
                let Some(shown) = told.next_if(|shown| shown.cell == place) else {
                    prop_assert!(inside.is_empty());
                    continue;
                };
                prop_assert_eq!(shown.count, inside.len());
                prop_assert_eq!(shown.missed, inside.iter().filter(|c| c.5).count());
                prop_assert_eq!(usize::from(shown.rank), inside.iter().map(|c| c.4.min(255)).min().unwrap());
                let mut named: Vec<_> = lanes.marks_at(shown.marks.clone()).iter().map(|mark| {
                    let spot = mark.spot(board).unwrap();
                    (spot.ticket.0, spot.clock.as_str().to_owned())
                }).collect();
                named.sort();
                let mut wanted: Vec<_> = inside.iter().map(|c| (c.1, c.2.clone())).collect();
                wanted.sort();
                prop_assert_eq!(named, wanted);
            }
            prop_assert!(told.next().is_none());
            seen += own.len();
        }
        prop_assert_eq!(seen, all.len(), "a customer without a lane");
    }

    /// A cell is open, closed or both, as its minutes are.
    #[test]
    fn cells_are_shaded_as_their_minutes_are(from in -2_000_i64..20_000, minutes in 5_i64..800, cells in 1_usize..20) {
        let start: Instant = NOW.parse().unwrap();
        let first = start.plus(from * 60 - 30).unwrap();
        let stretch = Stretch { first, cell: minutes * 60, cells };
        for calendar in calendars() {
            let told = shades(&calendar, stretch);
            for (place, shade) in told.iter().enumerate() {
                let begins = first.plus(place as i64 * minutes * 60).unwrap();
                let open = (0..minutes).filter(|m| calendar.is_open(begins.plus(m * 60).unwrap())).count() as i64;
                let wanted = if open == 0 { Shade::Closed } else if open == minutes { Shade::Open } else { Shade::Partly };
                prop_assert_eq!(*shade, wanted, "{} cell {}", begins, place);
            }
        }
    }
}

#[test]
fn a_selection_is_found_again_and_marks_follow_each_other_in_time() {
    let board = board();
    let lanes = Lanes::of(board);
    let all: Vec<usize> = lanes.in_time(Instant::MIN, Instant::MAX).map(|(place, _)| place).collect();
    assert_eq!(all.len(), lanes.count());
    for pair in all.windows(2) {
        assert!(lanes.mark(pair[0]).unwrap().due <= lanes.mark(pair[1]).unwrap().due);
        assert_eq!(lanes.beside_in_time(pair[0], true), Some(pair[1]));
        assert_eq!(lanes.beside_in_time(pair[1], false), Some(pair[0]));
    }
    assert_eq!(lanes.beside_in_time(*all.last().unwrap(), true), None);
    for place in all {
        let mark = lanes.mark(place).unwrap();
        let spot: MarkSpot = mark.spot(board).unwrap();
        assert_eq!(lanes.find(board, &spot), Some(place));
        let lane = lanes.lane_of(place).unwrap();
        let customer = lanes.group(board, lane).unwrap().customer.id;
        assert_eq!(customer, mark.row_of(board).unwrap().ticket.customer);
        assert_eq!(lanes.mark(lanes.nearest(lane, mark.due).unwrap()).unwrap().due, mark.due);
    }
}

/// Holidays are named on the days that they close, in the calendar's own zone; a Sunday has no need of one.
#[test]
fn holidays_are_named_on_the_days_that_they_close() {
    let board = board();
    let zone = Zones::embedded().get("Europe/Paris").unwrap();
    let stretch = Zoom::Weeks.stretch("2026-12-20T12:00:00Z".parse().unwrap(), &zone, 60);
    let mut named = 0;
    for group in &board.groups {
        let Some(calendar) = group.desk_calendar() else { continue };
        let days = named_days(&calendar, stretch.span());
        for day in &days {
            assert!(!day.name.is_empty());
            assert_eq!(day.closed, calendar.elapsed(day.span.from, day.span.to) == 0, "{day:?}");
        }
        for schedule in calendar.schedules() {
            for offset in 0..15 {
                let noon = stretch.first.plus(offset * 86_400 + 43_200).unwrap();
                let date = schedule.zone.date(noon);
                let worked = !schedule.weekly.on(chrono::Datelike::weekday(&date)).is_empty();
                if let (Some(name), true) =
                    (schedule.holiday(date).filter(|_| schedule.dated(date).is_none()), worked)
                {
                    named += 1;
                    let told = days
                        .iter()
                        .any(|day| day.span.from <= noon && noon < day.span.to && day.name.contains(&name));
                    assert!(told, "{name} on {date} for {}", group.customer.name);
                }
            }
        }
    }
    assert!(named > 3);
}
