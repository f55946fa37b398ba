//! The plan of alerts against a walk from minute to minute that knows no due instants and no marks on a line: it counts the
//! open minutes that a clock has used up, and tells when they are enough. Over random histories with pauses, changes of
//! severity, resolutions and times at which nobody looks, across a lunch break, holidays and a change of clocks.

use std::collections::HashSet;
use std::sync::LazyLock;

use proptest::prelude::*;
use tierdesk::alert::{Listener, Plan, Rules, Subject, Untended};
use tierdesk::calendar::{Instant, Zones};
use tierdesk::desk::{
    Assessment, Book, Command, Contract, Decision, Row, Situation, Ticket, TicketId, Work, decide,
};
use tierdesk::policy::{OwnTarget, OwnTerms};

use crate::calendar_walker::{Plain, Walked};
use crate::desk::{book, contract, customer, ticket};

/// Thursday, 2026-10-22 00:00 in Paris. Clocks go back on the 25th, and All Saints' is a Sunday.
const BEGIN: i64 = 1_792_620_000;
const MINUTES: usize = 22 * 24 * 60;

/// Severity, minutes of the first response, minutes of the resolution.
const TARGETS: [(&str, i64, i64); 2] = [("major", 4 * 60, 8 * 60), ("minor", 9 * 60, 20 * 60)];

static BOOK: LazyLock<Book> = LazyLock::new(book);
static AGREED: LazyLock<Contract> = LazyLock::new(agreed);
/// Lunch breaks and a holiday of the week that is worked in.
static OPEN: LazyLock<Vec<bool>> =
    LazyLock::new(|| labels(vec![9 * 60..12 * 60, 14 * 60..18 * 60], 5, &["2026-11-11"]));
static QUIET: LazyLock<Vec<bool>> =
    LazyLock::new(|| labels(vec![0..11 * 60 + 10, 16 * 60 + 20..24 * 60], 7, &[]));

#[derive(Debug, Clone, Copy)]
enum Do {
    Reply,
    Wait,
    Resume,
    Resolve,
    Reopen,
    Assess(usize),
}

#[derive(Debug, Clone)]
struct Case {
    received: usize,
    severity: usize,
    /// Minutes after the one before, and what is done then, where it can be.
    story: Vec<(usize, Do)>,
    /// Minutes from which somebody looks, and up to which.
    looks: Vec<(usize, usize)>,
    marks: Vec<usize>,
    quiet: bool,
}

/// A mark as the file writes it, and minutes used of a target of so many at which it is passed.
type Marked = (&'static str, fn(i64) -> i64);

const MARKS: [Marked; 7] = [
    ("25 %", |target| target / 4),
    ("50 %", |target| target / 2),
    ("75 %", |target| target * 3 / 4),
    ("1 h left", |target| target - 60),
    ("30 min left", |target| target - 30),
    ("10 h left", |target| target - 600),
    ("soon", |target| target - (target / 4).min(120)),
];

fn rules(case: &Case) -> Rules {
    let marks: Vec<String> = case.marks.iter().map(|mark| format!("{:?}", MARKS[*mark].0)).collect();
    let mut text = format!(
        "format = 1\n[[rule]]\nname = \"all\"\nagents = [\"ana\"]\non = [\"warning\", \"missed\"]\nmarks = [{}]\nways = [\"toast\"]\n",
        marks.join(", ")
    );
    if case.quiet {
        text.push_str("[[quiet]]\nfrom = \"16:20\"\nto = \"11:10\"\nzone = \"Europe/Paris\"\n");
    }
    let (rules, found) = Rules::read(text.as_bytes(), "alerts.toml", &Zones::embedded());
    assert!(found.is_empty(), "{found:?}");
    rules.unwrap()
}

fn instant(minute: usize) -> Instant {
    Instant::from_unix_clamped(BEGIN + i64::try_from(minute).unwrap() * 60)
}

fn agreed() -> Contract {
    let own = |clock: &str, severity: &str, minutes: i64| OwnTarget {
        clock: clock.into(),
        severity: Some(severity.into()),
        target: format!("{minutes} business minutes"),
    };
    let targets = TARGETS.iter().flat_map(|(severity, first, whole)| {
        [own("first_response", severity, *first), own("resolution", severity, *whole)]
    });
    Contract {
        own: OwnTerms { targets: targets.collect(), ..OwnTerms::default() },
        ..contract(1, "apizee", "gold")
    }
}

/// Does it where it can be done.
fn does(ticket: &Ticket, what: Do, now: Instant, contract: &Contract, book: &Book) -> Option<Ticket> {
    let (id, seen) = (ticket.id, None);
    let command = match what {
        Do::Reply => Command::Reply { ticket: id, seen, text: "hello".into(), at: None, by: None },
        Do::Wait => Command::Wait { ticket: id, seen, reason: String::new() },
        Do::Resume => Command::Resume { ticket: id, seen, reason: String::new() },
        Do::Resolve => Command::Resolve { ticket: id, seen, cause: String::new() },
        Do::Reopen => Command::Reopen { ticket: id, seen, reason: String::new() },
        Do::Assess(to) => {
            let to = Assessment { severity: Some(TARGETS[to].0.into()), ..Assessment::default() };
            Command::Work { ticket: id, seen, work: Work::Assess { to, reason: "looked at".into() } }
        }
    };
    let situation = Situation {
        ticket: Some(ticket.clone()),
        customer: Some(customer(1, "Acme")),
        contract: Some(contract.clone()),
        terms: Some(book.terms(contract).unwrap()),
        ..Situation::default()
    };
    let Ok(Decision::Change(changes)) = decide(&situation, &command, now) else { return None };
    let mut after = ticket.clone();
    for event in changes.iter().flat_map(|change| &change.events) {
        after.apply(event, now, "ben");
    }
    Some(after)
}

/// What is told: second, clock, mark.
type Told = Vec<(i64, String, String)>;

/// What the plan tells, run as a watch runs it; and what was done when, with what was refused left out.
fn planned(case: &Case) -> (Told, Vec<(usize, Do)>) {
    let (book, contract) = (&*BOOK, &*AGREED);
    let mut ticket = ticket(1, contract, TARGETS[case.severity].0, &instant(case.received).to_string());
    let mut story = case.story.iter().scan(case.received, |minute, (after, what)| {
        *minute += after;
        Some((*minute, *what))
    });
    let mut done = Vec::new();
    let mut next_event = story.next();
    let mut claimed = HashSet::new();
    let mut told = Vec::new();
    let mut look = |plan: &mut Plan, ticket: &Ticket, now: Instant| {
        let row = Row::new(ticket.clone(), Some(contract), book);
        plan.replace(ticket.id, Some((&row, "Acme")), &Untended, now);
        for alert in plan.fallen() {
            if claimed.insert(alert.identity.clone()) && !alert.silent {
                let mark = alert.identity.rsplit('/').next().unwrap().to_owned();
                told.push((now.unix(), alert.clock.unwrap().to_string(), mark));
            }
        }
        plan.settle(None);
    };
    let mut at = case.received;
    for &(from, to) in case.looks.iter().chain([&(MINUTES, MINUTES)]) {
        let (from, to) = (from.max(at), to.max(at));
        // Nobody looks.
        while let Some((minute, what)) = next_event.filter(|(minute, _)| *minute < from) {
            if let Some(after) = does(&ticket, what, instant(minute), contract, book) {
                ticket = after;
                done.push((minute, what));
            }
            next_event = story.next();
        }
        if from >= to {
            continue;
        }
        let mut plan = Plan::new(rules(case), Listener::Agent("ana".into()));
        let mut first = true;
        loop {
            let event = next_event.map(|(minute, _)| instant(minute)).filter(|at| *at < instant(to));
            let wake = if first { Some(instant(from)) } else { plan.next().filter(|at| *at < instant(to)) };
            first = false;
            let Some(now) = [event, wake].into_iter().flatten().min() else { break };
            let mut changed = false;
            while let Some((minute, what)) = next_event.filter(|(minute, _)| instant(*minute) == now) {
                if let Some(after) = does(&ticket, what, now, contract, book) {
                    ticket = after;
                    done.push((minute, what));
                    changed = true;
                }
                next_event = story.next();
            }
            let due = plan.due(now);
            assert!(due.iter().all(|subject| *subject == Subject::Ticket(TicketId(1))));
            if changed || !due.is_empty() || Some(now) == wake {
                look(&mut plan, &ticket, now);
            }
        }
        at = to;
    }
    (told, done)
}

/// The same by counting minutes.
fn walked(case: &Case, done: &[(usize, Do)]) -> Told {
    let (mut severity, mut replied, mut waiting, mut resolved) = (case.severity, false, false, false);
    let mut used = [0i64; 2];
    // What was used before each minute since the receipt.
    let mut history: [Vec<i64>; 2] = Default::default();
    let mut done = done.iter().peekable();
    let mut claimed: HashSet<(usize, i64, String)> = HashSet::new();
    let mut told = Vec::new();
    for minute in case.received..MINUTES {
        while let Some((_, what)) = done.next_if(|(at, _)| *at == minute) {
            match what {
                Do::Reply => replied = true,
                Do::Wait => waiting = true,
                Do::Resume => waiting = false,
                Do::Resolve => (resolved, waiting) = (true, false),
                Do::Reopen => resolved = false,
                Do::Assess(to) => severity = *to,
            }
        }
        for (history, used) in history.iter_mut().zip(used) {
            history.push(used);
        }
        let looked_at = case.looks.iter().any(|(from, to)| (*from..*to).contains(&minute));
        let is_quiet = case.quiet && QUIET[minute];
        for second in [0, 1] {
            let targets = [TARGETS[severity].1, TARGETS[severity].2];
            for (clock, target) in targets.into_iter().enumerate() {
                let stands = clock == 1 && waiting && used[1] < target;
                if !looked_at || is_quiet || resolved || (clock == 0 && replied) || stands {
                    continue;
                }
                let mut passed: Vec<(i64, usize, String)> = case
                    .marks
                    .iter()
                    .enumerate()
                    .map(|(place, mark)| (MARKS[*mark].1(target).max(0), place, MARKS[*mark].0.to_owned()))
                    .filter(|(minutes, ..)| used[clock] >= *minutes)
                    .collect();
                passed.sort();
                // In time is who answers in the very second in which it is used up.
                let due = history[clock].partition_point(|used| *used < target);
                let due = (due < history[clock].len()).then_some(case.received + due);
                let missed = due.is_some_and(|due| if second == 1 { due <= minute } else { due < minute });
                if missed {
                    passed.push((target, usize::MAX, "missed".into()));
                }
                let last = passed.len().saturating_sub(1);
                for (place, (_, _, mark)) in passed.into_iter().enumerate() {
                    if claimed.insert((clock, target, mark.clone())) && place == last {
                        let name = ["first_response", "resolution"][clock];
                        told.push((instant(minute).unix() + second, name.to_owned(), mark));
                    }
                }
            }
        }
        if OPEN[minute] {
            used[0] += 1;
            used[1] += i64::from(!waiting && !resolved);
        }
    }
    told
}

fn labels(week: Vec<std::ops::Range<u32>>, workdays: usize, holidays: &[&str]) -> Vec<bool> {
    let plain = Plain {
        zone: "Europe/Paris",
        week: std::array::from_fn(|day| if day < workdays { week.clone() } else { Vec::new() }),
        holidays: holidays.iter().map(|date| date.parse().unwrap()).collect(),
        dates: Vec::new(),
    };
    Walked::new(&[plain], BEGIN, i64::try_from(MINUTES).unwrap(), 60).open
}

fn case() -> impl Strategy<Value = Case> {
    let what = prop_oneof![
        2 => Just(Do::Reply),
        4 => Just(Do::Wait),
        4 => Just(Do::Resume),
        2 => Just(Do::Resolve),
        2 => Just(Do::Reopen),
        3 => (0..2usize).prop_map(Do::Assess),
    ];
    let after = prop_oneof![4 => 0..400usize, 2 => 0..30usize, 1 => 400..4_000usize];
    let story = proptest::collection::vec((after, what), 0..14);
    let gaps = proptest::collection::vec((0..3_000usize, 1..9_000usize), 1..5);
    let marks = proptest::sample::subsequence((0..MARKS.len()).collect::<Vec<_>>(), 1..5).prop_shuffle();
    (0..4 * 1440usize, 0..2usize, story, gaps, marks, any::<bool>(), any::<bool>()).prop_map(
        |(received, severity, story, gaps, marks, quiet, always)| {
            let mut at = received;
            let looks = gaps.into_iter().map(|(off, on)| {
                let from = at + off;
                at = from + on;
                (from.min(MINUTES), at.min(MINUTES))
            });
            let looks = if always { vec![(received, MINUTES)] } else { looks.collect() };
            Case { received, severity, story, looks, marks, quiet }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn what_is_told_is_what_a_walk_from_minute_to_minute_tells(case in case()) {
        let (mut told, done) = planned(&case);
        let mut walked = walked(&case, &done);
        told.sort();
        walked.sort();
        prop_assert_eq!(told, walked);
    }
}
