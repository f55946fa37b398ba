//! Clocks that repeat, pause and do not run in some states, against a walk from minute to minute that knows no rounds and
//! no due instants: it counts open minutes down, and notes the minute at which nothing is left (sla.md 1.6 and part 4).

use std::sync::LazyLock;

use proptest::prelude::*;
use tierdesk::calendar::Instant;
use tierdesk::policy::clock::course;
use tierdesk::policy::{
    Clock, ClockEvent, ClockKey, Course, Happened, Pause, Resolved, Stands, Stood, Terms,
};

use crate::calendar_walker::{Plain, Walked};

/// 2026-11-16 is a Monday.
const BEGIN: i64 = 1_794_787_200;
const MINUTES: usize = 12 * 24 * 60;

/// What a clock is doing after the last minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Found {
    Waits,
    Over,
    Off,
    /// It stands still in a state that lasts.
    Paused,
    /// The minute at which it is due; `None` after the last one that is walked.
    Due(Option<usize>),
}

struct Case {
    clock: Clock,
    target: usize,
    /// Minute and event, in order.
    events: Vec<(usize, ClockEvent)>,
    /// State, first minute, first minute after it.
    stood: Vec<(Pause, usize, Option<usize>)>,
}

fn walked(case: &Case, open: &[bool]) -> Found {
    let (mut running, mut over, mut off) = (false, false, false);
    let mut left = case.target;
    let mut due = None;
    let mut events = case.events.iter().peekable();
    for (minute, open) in open.iter().enumerate() {
        let state =
            case.stood.iter().find(|(_, from, to)| *from <= minute && to.is_none_or(|to| minute < to));
        while let Some((_, event)) = events.next_if(|(at, _)| *at == minute) {
            if over {
                continue;
            }
            let begins = *event == case.clock.starts;
            if running && case.clock.ends.contains(event) {
                running = case.clock.repeats && case.clock.starts != ClockEvent::CustomerMessage;
                over = !case.clock.repeats;
                (left, due, off) = (case.target, None, false);
            } else if case.clock.until.contains(event) {
                (running, over) = (false, true);
            } else if begins && !running {
                running = true;
                (left, due, off) = (case.target, None, false);
            }
        }
        if !running || due.is_some() {
            continue;
        }
        if left == 0 {
            due = Some(minute);
            continue;
        }
        let within = |states: &[Pause]| state.is_some_and(|(state, ..)| states.contains(state));
        if within(&case.clock.not_in) {
            off = true;
            continue;
        }
        if off {
            (left, off) = (case.target, false);
        }
        if *open && !within(&case.clock.pauses) {
            left -= 1;
            if left == 0 {
                due = Some(minute + 1);
            }
        }
    }
    match (running, over) {
        (_, true) => Found::Over,
        (false, _) => Found::Waits,
        (true, _) if off => Found::Off,
        _ if due.is_none() && lasts(case, |_| true) => Found::Paused,
        _ => Found::Due(due),
    }
}

/// Whether a state lasts in which the clock pauses, and that began at such a minute.
fn lasts(case: &Case, since: impl Fn(usize) -> bool) -> bool {
    let last = case.stood.last().filter(|(_, _, to)| to.is_none());
    last.is_some_and(|(state, from, _)| case.clock.pauses.contains(state) && since(*from))
}

fn instant(minute: usize) -> Instant {
    Instant::from_unix_clamped(BEGIN + i64::try_from(minute).unwrap() * 60)
}

fn engine(case: &Case, target: &Resolved) -> Found {
    let happened: Vec<Happened> =
        case.events.iter().map(|&(minute, event)| Happened { event, at: instant(minute) }).collect();
    let stood: Vec<Stood> = case
        .stood
        .iter()
        .map(|&(state, from, to)| Stood { state, from: instant(from), to: to.map(instant) })
        .collect();
    let run = case.clock.run(&case.clock.until, &happened);
    match run.stands {
        Stands::Over => Found::Over,
        Stands::Waits => Found::Waits,
        Stands::Runs => match course(&case.clock, run.rounds.last().unwrap(), target, &stood) {
            Course::Off { .. } => Found::Off,
            Course::Due { due, .. } => {
                let minute = usize::try_from((due.unix() - BEGIN) / 60).unwrap();
                if lasts(case, |from| from < minute) {
                    return Found::Paused;
                }
                Found::Due(Some(minute).filter(|minute| *minute <= MINUTES))
            }
            other => panic!("{other:?}"),
        },
    }
}

/// A target of so many business minutes, Mon-Fri 09:00-17:00 UTC, from a pack as anybody would write it.
fn target(minutes: usize) -> Resolved {
    let promise = format!("{minutes} business minutes").parse().unwrap();
    Resolved { promise, ..TARGET.clone() }
}

static TARGET: LazyLock<Resolved> = LazyLock::new(|| {
    let pack = include_str!("../packs/good/control.toml");
    let zones = tierdesk::calendar::Zones::embedded();
    let (pack, _) = tierdesk::policy::read_pack(pack.as_bytes(), "control.toml", &zones).unwrap();
    let terms = Terms::of_pack(std::sync::Arc::new(pack));
    let mut resolved =
        Resolved::clone(&terms.resolve(&ClockKey::first_response(), &Default::default(), instant(0)));
    resolved.calendar = std::sync::Arc::new(crate::calendar_walker::engine(&[office()], &zones).unwrap());
    resolved
});

static OPEN: LazyLock<Vec<bool>> =
    LazyLock::new(|| Walked::new(&[office()], BEGIN, i64::try_from(MINUTES).unwrap(), 60).open);

fn office() -> Plain {
    let day = vec![9 * 60..17 * 60];
    let week = [day.clone(), day.clone(), day.clone(), day.clone(), day, Vec::new(), Vec::new()];
    Plain { zone: "UTC", week, holidays: Vec::new(), dates: Vec::new() }
}

fn states() -> impl Strategy<Value = Vec<(Pause, usize, Option<usize>)>> {
    let kinds = prop_oneof![Just(Pause::WaitingForCustomer), Just(Pause::OnHold), Just(Pause::Resolved)];
    prop::collection::vec((kinds, 1..1500_usize, 1..1500_usize), 0..6).prop_flat_map(|parts| {
        any::<bool>().prop_map(move |lasts| {
            let mut at = 0;
            let mut stood: Vec<(Pause, usize, Option<usize>)> = Vec::new();
            for (state, gap, length) in &parts {
                stood.push((*state, at + gap, Some(at + gap + length)));
                at += gap + length;
            }
            if let (true, Some(last)) = (lasts, stood.last_mut()) {
                last.2 = None;
            }
            stood
        })
    })
}

fn cases() -> impl Strategy<Value = Case> {
    use ClockEvent::{CustomerMessage, Estimate, Received, Reply, Resolved as Done, WorkBegun, Workaround};
    let happens = prop_oneof![4 => Just(Reply), 3 => Just(CustomerMessage), 1 => Just(Estimate), 1 => Just(Done),
        1 => Just(WorkBegun), 1 => Just(Workaround)];
    let starts = prop_oneof![Just(Received), Just(CustomerMessage), Just(WorkBegun)];
    let subset = |of: &'static [Pause]| prop::sample::subsequence(of, 0..=of.len());
    let until = prop::sample::subsequence(&[Estimate, Done][..], 0..=2);
    let ends = prop_oneof![Just(vec![Reply]), Just(vec![Reply, Workaround])];
    let events = prop::collection::vec((0..9000_usize, happens), 0..8);
    let ours =
        (subset(&[Pause::WaitingForCustomer]), subset(&[Pause::OnHold, Pause::Resolved]), any::<bool>());
    (starts, ends, until, ours, any::<bool>(), events, states(), 1..1200_usize).prop_map(
        |(starts, ends, until, (one, two, swap), repeats, mut events, stood, target)| {
            events.sort_by_key(|(minute, _)| *minute);
            events.insert(0, (0, Received));
            let (pauses, not_in) = if swap { (two, one) } else { (one, two) };
            let clock = Clock {
                key: ClockKey::new("update"),
                name: "Update".into(),
                repeats: repeats || starts == CustomerMessage,
                starts,
                ends,
                pauses,
                not_in,
                until,
            };
            Case { clock, target, events, stood }
        },
    )
}

impl std::fmt::Debug for Case {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} of {} minutes, {:?}, {:?}", self.clock, self.target, self.events, self.stood)
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1024, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_clock_leads_where_walking_leads(case in cases()) {
        prop_assert_eq!(engine(&case, &target(case.target)), walked(&case, &OPEN), "{:?}", case);
    }
}
