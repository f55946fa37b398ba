//! A month of a desk as a script, and what must come of it: reckoned minute by minute from wall clocks and a table that is
//! written out here, with neither the engine's calendars nor its clocks. Everything happens on whole minutes.

use std::collections::HashMap;
use std::sync::{Mutex, OnceLock};

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, TimeZone, Timelike, Utc, Weekday};
use chrono_tz::Tz;

/// Minutes since 1970.
pub type Minute = i64;

/// The month: a clock change on 29 March, Easter on 5 April and the Orthodox one a week later.
pub const FROM: &str = "2026-03-16 00:00";
pub const DAYS: i64 = 31;

/// Where a target's time runs: sla.md part 3, once more by hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Window {
    zone: Tz,
    weekdays: bool,
    hours: (u32, u32),
    closed: &'static [&'static str],
}

const BERLIN: Window = Window {
    zone: chrono_tz::Europe::Berlin,
    weekdays: true,
    hours: (9, 17),
    closed: &["2026-04-03", "2026-04-06", "2026-05-01"],
};
const PARIS: Window = Window { zone: chrono_tz::Europe::Paris, weekdays: true, hours: (9, 17), closed: &[] };
const ALWAYS: Window = Window { zone: chrono_tz::UTC, weekdays: false, hours: (0, 24), closed: &[] };

/// Serbia's working days (Good Friday and Easter Monday of the Orthodox calendar), or every day.
const fn belgrade(weekdays: bool, hours: (u32, u32)) -> Window {
    let closed: &[&str] = if weekdays { &["2026-04-10", "2026-04-13", "2026-05-01"] } else { &[] };
    Window { zone: chrono_tz::Europe::Belgrade, weekdays, hours, closed }
}

impl Window {
    /// Whether it is open at a minute of the month: each is labelled once.
    pub fn open(self, minute: Minute) -> bool {
        static LABELS: OnceLock<Mutex<HashMap<Window, &'static [bool]>>> = OnceLock::new();
        let mut labels = LABELS.get_or_init(Mutex::default).lock().unwrap();
        let month = labels.entry(self).or_insert_with(|| {
            Box::leak(
                (start()..end()).map(|minute| self.label(minute)).collect::<Vec<_>>().into_boxed_slice(),
            )
        });
        month[usize::try_from(minute - start()).unwrap()]
    }

    fn label(self, minute: Minute) -> bool {
        let local = utc(minute).with_timezone(&self.zone);
        let weekend = matches!(local.weekday(), Weekday::Sat | Weekday::Sun);
        let off = self.weekdays && weekend
            || self.closed.iter().any(|date| date.parse::<NaiveDate>().unwrap() == local.date_naive());
        !off && (self.hours.0..self.hours.1).contains(&local.hour())
    }
}

/// A promise: how many minutes of which window; `None` where it names no time.
pub type Promise = Option<(i64, Window)>;

/// A kind of contract: its pack, tier and severities with the promises of first response and resolution.
pub struct Plan {
    pub pack: &'static str,
    pub tier: &'static str,
    pub zone: Tz,
    pub incidents: Option<usize>,
    pub a_day: Option<usize>,
    pub severities: &'static [(&'static str, [Promise; 2])],
}

const fn berlin(hours: i64) -> Promise {
    Some((hours * 60, BERLIN))
}

pub const PLANS: [Plan; 4] = [
    Plan {
        pack: "photoprism",
        tier: "gold",
        zone: chrono_tz::Europe::Berlin,
        incidents: Some(4),
        a_day: None,
        severities: &[
            ("urgent", [berlin(8), berlin(16)]),
            ("high", [berlin(8), berlin(24)]),
            ("normal", [berlin(8), berlin(56)]),
            ("low", [berlin(24), None]),
        ],
    },
    Plan {
        pack: "photoprism",
        tier: "enterprise",
        zone: chrono_tz::Europe::Berlin,
        incidents: Some(2),
        a_day: None,
        severities: &[
            ("urgent", [berlin(8), berlin(32)]),
            ("high", [berlin(16), berlin(56)]),
            ("normal", [berlin(24), berlin(112)]),
            ("low", [berlin(24), None]),
        ],
    },
    Plan {
        pack: "b2bee",
        tier: "premium",
        zone: chrono_tz::Europe::Belgrade,
        incidents: Some(10),
        a_day: Some(2),
        severities: &[
            ("critical", [Some((60, belgrade(false, (8, 24)))), None]),
            ("significant", [Some((60, belgrade(true, (8, 22)))), None]),
            ("minor", [Some((240, belgrade(true, (8, 20)))), None]),
            ("no-impact", [Some((480, belgrade(true, (9, 17)))), None]),
        ],
    },
    Plan {
        pack: "otter-video",
        tier: "extended",
        zone: chrono_tz::Europe::Paris,
        incidents: None,
        a_day: None,
        severities: &[
            ("critical", [Some((240, ALWAYS)), None]),
            ("high", [Some((480, PARIS)), None]),
            ("medium", [Some((480, PARIS)), None]),
            ("low", [Some((480, PARIS)), None]),
        ],
    },
];

pub const CLOCKS: [&str; 2] = ["first_response", "resolution"];

/// Something that is done to a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Act {
    Open,
    Assess(usize),
    Reply,
    Wait,
    Resume,
    Resolve,
    Reopen,
}

/// A ticket's story: acts in order, each at a minute of its own.
#[derive(Debug, Clone)]
pub struct Story {
    pub customer: usize,
    pub severity: usize,
    pub agent: &'static str,
    pub acts: Vec<(Minute, Act)>,
}

pub const AGENTS: [&str; 3] = ["ana", "ben", "cleo"];
pub const CUSTOMERS: usize = 12;

pub fn plan(customer: usize) -> &'static Plan {
    &PLANS[customer % PLANS.len()]
}

pub fn start() -> Minute {
    let civil = NaiveDateTime::parse_from_str(FROM, "%Y-%m-%d %H:%M").unwrap();
    Utc.from_utc_datetime(&civil).timestamp() / 60
}

pub fn end() -> Minute {
    start() + DAYS * 1440
}

pub fn utc(minute: Minute) -> DateTime<Utc> {
    DateTime::from_timestamp(minute * 60, 0).unwrap()
}

/// A month of tickets: the same for a seed. Some are answered in time, some late, some never.
pub fn script(seed: u64, tickets: usize) -> Vec<Story> {
    let mut chance = seed | 1;
    // xorshift64*: enough for a story.
    let mut below = |most: i64| {
        chance ^= chance >> 12;
        chance ^= chance << 25;
        chance ^= chance >> 27;
        let drawn = chance.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        i64::try_from(drawn).unwrap() % most
    };
    let mut stories: Vec<Story> = (0..tickets)
        .map(|_| {
            let received = start() + below(DAYS * 1440 - 60);
            let customer = usize::try_from(below(CUSTOMERS as i64)).unwrap();
            let severity = usize::try_from(below(4)).unwrap();
            let agent = AGENTS[usize::try_from(below(3)).unwrap()];
            let mut acts = vec![(received, Act::Open)];
            let mut at = received;
            let mut go = |at: &mut Minute, most: i64, act: Act, acts: &mut Vec<(Minute, Act)>| {
                *at += 1 + below(most);
                acts.push((*at, act));
            };
            if received % 5 == 0 {
                let to = (severity + 1 + usize::try_from(received % 3).unwrap()) % 4;
                go(&mut at, 600, Act::Assess(to), &mut acts);
            }
            if received % 7 != 0 {
                let late = if received % 2 == 0 { 90 } else { 6_000 };
                go(&mut at, late, Act::Reply, &mut acts);
                if received % 3 == 0 {
                    go(&mut at, 600, Act::Wait, &mut acts);
                    go(&mut at, 4_000, Act::Resume, &mut acts);
                }
                if received % 11 != 0 {
                    go(&mut at, 5_000, Act::Resolve, &mut acts);
                    if received % 13 == 0 {
                        go(&mut at, 3_000, Act::Reopen, &mut acts);
                        go(&mut at, 3_000, Act::Resolve, &mut acts);
                    }
                }
            }
            acts.retain(|(at, _)| *at < end());
            Story { customer, severity, agent, acts }
        })
        .collect();
    stories.sort_by_key(|story| story.acts[0].0);
    stories
}

/// What is told about a clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Told {
    /// A warning: so many percent of the target are used.
    Share(i64),
    /// A warning: so many minutes are left.
    Left(i64),
    /// It is missed.
    Missed,
}

/// A clock of a story, walked minute by minute.
#[derive(Debug, Clone, Default)]
pub struct Walk {
    /// What must be told, and at which minute.
    pub told: Vec<(Told, Minute)>,
    /// At the end there is a promise with a time.
    pub timed: bool,
    /// It was missed at some time: that stays on record.
    pub missed: bool,
    /// It was stopped in the end.
    pub stopped: bool,
}

/// What a story's clock is doing at a minute, acts of that minute included.
#[derive(Debug, Clone, Copy)]
pub struct Stand {
    pub severity: usize,
    pub replied: bool,
    pub waiting: bool,
    pub resolved: bool,
}

pub fn stand(story: &Story, minute: Minute) -> Option<Stand> {
    let mut stand = None;
    for (at, act) in story.acts.iter().filter(|(at, _)| *at <= minute) {
        let _ = at;
        let now = stand.get_or_insert(Stand {
            severity: story.severity,
            replied: false,
            waiting: false,
            resolved: false,
        });
        match act {
            Act::Open => {}
            Act::Assess(to) => now.severity = *to,
            Act::Reply => now.replied = true,
            Act::Wait => now.waiting = true,
            Act::Resume => now.waiting = false,
            Act::Resolve => now.resolved = true,
            Act::Reopen => now.resolved = false,
        }
    }
    stand
}

fn stopped(stand: Stand, clock: usize) -> bool {
    if clock == 0 { stand.replied } else { stand.resolved }
}

/// Only the resolution pauses: while the desk waits for the customer, and while the ticket stands resolved.
fn paused(stand: Stand, clock: usize) -> bool {
    clock == 1 && (stand.waiting || stand.resolved)
}

/// Open minutes that count in `[receipt, minute)`, under the promise that holds at `minute`: as if it had held from the
/// start (sla.md 1.7). Stops counting at what was promised.
pub fn used(story: &Story, clock: usize, minute: Minute) -> Option<(i64, i64)> {
    let now = stand(story, minute)?;
    let (promised, window) = plan(story.customer).severities[now.severity].1[clock]?;
    let mut used = 0;
    for at in story.acts[0].0..minute {
        if used == promised {
            break;
        }
        let then = stand(story, at)?;
        used += i64::from(!paused(then, clock) && window.open(at));
    }
    Some((used, promised))
}

/// Walks a clock to the end of the month: `marks` are the warnings that are asked for.
pub fn walk(story: &Story, clock: usize, marks: &[Told]) -> Walk {
    let mut walk = Walk::default();
    let (mut known, mut severity) = (0, usize::MAX);
    let mut seen: Vec<(i64, Told)> = Vec::new();
    for minute in story.acts[0].0..end() {
        let now = stand(story, minute).unwrap();
        let promise = plan(story.customer).severities[now.severity].1[clock];
        walk.timed = promise.is_some();
        walk.stopped = stopped(now, clock);
        let Some((promised, window)) = promise else { continue };
        if severity != now.severity {
            severity = now.severity;
            known = used(story, clock, minute).unwrap().0;
        }
        let runs = !stopped(now, clock) && !paused(now, clock);
        if runs {
            let passed = |told: &Told| match told {
                Told::Share(share) => known * 100 >= promised * share,
                Told::Left(left) => promised - known <= *left,
                Told::Missed => known >= promised,
            };
            // Of several that are passed at once, the last is told; none is told twice for one promise.
            let all: Vec<Told> = marks.iter().copied().chain([Told::Missed]).filter(passed).collect();
            let fresh: Vec<Told> =
                all.into_iter().filter(|told| !seen.contains(&(promised, *told))).collect();
            if let Some(last) = fresh.iter().copied().max_by_key(|told| remaining(*told, promised)) {
                walk.told.push((last, minute));
            }
            walk.missed |= known >= promised;
            seen.extend(fresh.into_iter().map(|told| (promised, told)));
        }
        if known < promised && !paused(now, clock) {
            known += i64::from(window.open(minute));
        }
    }
    walk
}

/// The mark nearest to the end is the last.
fn remaining(told: Told, promised: i64) -> i64 {
    match told {
        Told::Share(share) => promised * share / 100,
        Told::Left(left) => promised - left,
        Told::Missed => i64::MAX,
    }
}

/// The minute at which a clock will be due if nothing is done from `minute` on, acts of that minute included; `None` where it
/// does not run then, is missed already, or is not due within the month.
pub fn due_if_untouched(story: &Story, clock: usize, minute: Minute) -> Option<Minute> {
    let now = stand(story, minute)?;
    if stopped(now, clock) || paused(now, clock) {
        return None;
    }
    let window = plan(story.customer).severities[now.severity].1[clock]?.1;
    let (mut known, promised) = used(story, clock, minute)?;
    // Due at this very minute is in time still, and missed from the next second on.
    for at in minute..end() {
        if known == promised {
            return (at > minute || !used_up_before(story, clock, minute)).then_some(at);
        }
        known += i64::from(window.open(at));
    }
    None
}

fn used_up_before(story: &Story, clock: usize, minute: Minute) -> bool {
    used(story, clock, minute - 1).is_some_and(|(used, promised)| used == promised)
}

/// The share of a first response's target that was used when it was given, or by the end of the month, in hundredths of a
/// percent; `None` where it is neither given nor due by then.
pub fn share_used(story: &Story) -> Option<i64> {
    let last = stand(story, end() - 1)?;
    let (promised, window) = plan(story.customer).severities[last.severity].1[0]?;
    let replied = story.acts.iter().find(|(_, act)| *act == Act::Reply).map(|(at, _)| *at);
    let until = replied.unwrap_or(end());
    let used = (story.acts[0].0..until).filter(|minute| window.open(*minute)).count();
    let used = i64::try_from(used).unwrap();
    (replied.is_some() || used > promised).then_some(used * 10_000 / promised)
}

/// Whether a first response is missed under the promise that holds in the end; an answer in closed hours after the due
/// instant is late, though no more open time was used.
pub fn missed_as_it_stands(story: &Story) -> bool {
    let replied = story.acts.iter().find(|(_, act)| *act == Act::Reply).map(|(at, _)| *at);
    used_up_before(story, 0, replied.unwrap_or(end()))
}
