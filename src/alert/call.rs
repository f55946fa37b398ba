//! What the rules make of one ticket: who is told of which mark, and when.

use std::collections::BTreeMap;
use std::fmt;

use super::mark::Mark;
use super::plan::Listener;
use super::rules::{On, Rule, Rules, Way, Who};
use super::{Alert, Kind, words};
use crate::calendar::Instant;
use crate::desk::filter::{Candidate, Folded, Moment};
use crate::desk::{Reckoned, Row, Status};
use crate::rota::{Duty, Rota};

/// Who is on call, as rules ask it.
pub trait OnCall {
    /// Who is at a moment.
    fn on_duty(&self, at: Instant) -> Vec<Duty>;
    /// When that changes next.
    fn next_change(&self, at: Instant) -> Option<Instant>;
}

/// A desk without a rota: nobody is ever on call.
#[derive(Debug, Clone, Copy)]
pub struct Untended;

impl OnCall for Untended {
    fn on_duty(&self, _: Instant) -> Vec<Duty> {
        Vec::new()
    }

    fn next_change(&self, _: Instant) -> Option<Instant> {
        None
    }
}

impl OnCall for Rota {
    fn on_duty(&self, at: Instant) -> Vec<Duty> {
        Rota::on_duty(self, at)
    }

    fn next_change(&self, at: Instant) -> Option<Instant> {
        Rota::next_change(self, at)
    }
}

/// What a ticket's alerts hang on beside the ticket.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// The rules of the desk.
    pub rules: &'a Rules,
    /// Whose alerts are asked for.
    pub listener: &'a Listener,
    /// Who is on call.
    pub on_call: &'a dyn OnCall,
    /// The name of the ticket's customer.
    pub customer: &'a str,
    /// The present.
    pub now: Instant,
}

/// A point at which a ticket calls somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Point {
    New,
    Mark(Mark),
    Missed,
}

impl Point {
    pub fn kind(self) -> Kind {
        match self {
            Point::New => Kind::New,
            Point::Mark(_) => Kind::Warning,
            Point::Missed => Kind::Missed,
        }
    }
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Point::New => f.write_str("new"),
            Point::Mark(mark) => mark.fmt(f),
            Point::Missed => f.write_str("missed"),
        }
    }
}

/// Somebody who is, was or will be told of a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// Who; empty for nobody in particular.
    pub agent: String,
    /// Of what.
    pub kind: Kind,
    /// Of which clock: its place in [`Row::clocks`].
    pub clock: Option<usize>,
    /// The mark as rules write it; `missed`, `new`.
    pub mark: String,
    /// When the mark is passed.
    pub falls: Instant,
    /// When it is told: later where quiet hours hold, or nobody is on call.
    pub told: Instant,
    /// By which ways.
    pub ways: Vec<Way>,
    /// By which rules.
    pub rules: Vec<String>,
}

/// A rule that tells nothing of a ticket, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passed {
    /// Its name.
    pub rule: String,
    /// Why, in words.
    pub why: String,
}

/// One recipient at one point of one rule.
struct Slot<'a> {
    rule: &'a Rule,
    agent: &'a str,
    clock: Option<usize>,
    point: Point,
    falls: Instant,
    told: Instant,
}

/// A row as rules look at it.
struct Look<'a> {
    row: &'a Row,
    scene: &'a Scene<'a>,
    severity: &'a str,
}

impl<'a> Look<'a> {
    fn new(row: &'a Row, scene: &'a Scene<'a>) -> Look<'a> {
        let severity = row.counts_as.as_ref().unwrap_or(&row.ticket.severity).as_str();
        Look { row, scene, severity }
    }

    /// Every point of the ticket of which a rule may tell, whatever the moment: who, and when.
    fn each(&self, visit: &mut dyn FnMut(Slot<'_>)) {
        if !self.row.ticket.is_open() {
            return;
        }
        for rule in &self.scene.rules.rules {
            if rule.severities.hold(self.severity, self.row.severity_rank) {
                self.points(rule, &mut |clock, point, falls| {
                    self.recipients(rule, falls, &mut |agent, told| {
                        visit(Slot { rule, agent, clock, point, falls, told });
                    });
                });
            }
        }
    }

    /// The points of a rule, and when each is passed.
    fn points(&self, rule: &Rule, visit: &mut dyn FnMut(Option<usize>, Point, Instant)) {
        let ticket = &self.row.ticket;
        let waits = ticket.status == Status::Open && ticket.first_response.is_none();
        if waits && rule.on.contains(&On::New) {
            visit(None, Point::New, ticket.received);
        }
        let Some(terms) = self.row.terms.as_deref() else { return };
        let (warns, tells) = (rule.on.contains(&On::Warning), rule.on.contains(&On::Missed));
        for (at, (clock, known)) in self.row.clocks.iter().zip(&terms.pack().clocks).enumerate() {
            let Reckoned::Due { due } = clock.reckoned else { continue };
            if !rule.clocks.is_empty() && !rule.clocks.iter().any(|key| key == clock.key().as_str()) {
                continue;
            }
            for mark in rule.marks.iter().filter(|_| warns) {
                if let Some(falls) = mark.instant(ticket, known, clock) {
                    visit(Some(at), Point::Mark(*mark), falls);
                }
            }
            // An action at the due instant itself is in time (sla.md 1.3).
            if let Some(falls) = due.plus(1).filter(|_| tells) {
                visit(Some(at), Point::Missed, falls);
            }
        }
    }

    /// Whom of those who listen a rule tells of what falls then, and when.
    fn recipients(&self, rule: &Rule, falls: Instant, visit: &mut dyn FnMut(&str, Instant)) {
        let severity = Some((self.severity, self.row.severity_rank));
        let mut tell = |agent: &str, from: Instant| {
            let listens = agent.is_empty() || self.scene.listener.is(agent);
            if !listens {
                return;
            }
            let (rules, now) = (self.scene.rules, self.scene.now);
            let told = rules.told_at(agent, severity, from);
            // What fell before the quiet hours and was not told by then waits as well.
            let told = told.and_then(|told| {
                if told > now {
                    Some(told)
                } else {
                    rules.told_at(agent, severity, now).map(|end| if end > now { end } else { told })
                }
            });
            if let Some(told) = told {
                visit(agent, told);
            }
        };
        let ticket = &self.row.ticket;
        for who in &rule.agents {
            match who {
                Who::Agent(name) => tell(name, falls),
                Who::Assignee => {
                    if let Some(agent) = &ticket.assignee {
                        tell(agent, falls);
                    }
                }
                Who::Watchers => ticket.more().watchers.iter().for_each(|agent| tell(agent, falls)),
                Who::Everybody => self.scene.listener.everybody().for_each(|agent| tell(agent, falls)),
                Who::Desk => tell("", falls),
                Who::OnCall(line) => {
                    let (from, agents) = on_call(self.scene.on_call, line.as_deref(), falls);
                    agents.iter().for_each(|agent| tell(agent, from));
                }
            }
        }
    }

    /// Whether a rule's filter lets the ticket through now.
    fn admitted(&self, rule: &Rule, agent: &str, folded: &mut Option<Folded>) -> bool {
        let Some(filter) = &rule.filter else { return true };
        let row = self.row;
        let text = folded.get_or_insert_with(|| Folded::of(&row.ticket, self.scene.customer));
        let moment = Moment { now: self.scene.now, zone: &self.scene.rules.zone, who: agent };
        filter.at(moment).admits(&Candidate { row, text, verdict: &|| None })
    }
}

/// Who is on call at a moment or, where nobody is, the first who are after it, and when.
fn on_call(rota: &dyn OnCall, line: Option<&str>, at: Instant) -> (Instant, Vec<String>) {
    /// Further ahead nobody looks for somebody who is on call.
    const MOST: usize = 200;
    let mut from = at;
    for _ in 0..MOST {
        let duties = rota.on_duty(from).into_iter().filter(|duty| line.is_none_or(|line| duty.line == line));
        let mut agents: Vec<String> = duties.map(|duty| duty.agent).collect();
        agents.sort();
        agents.dedup();
        if !agents.is_empty() {
            return (from, agents);
        }
        match rota.next_change(from) {
            Some(next) if next > from => from = next,
            _ => break,
        }
    }
    (at, Vec::new())
}

/// Everybody whom the rules tell of a ticket: what has been passed already and still holds (where the filter lets the
/// ticket through now), and what will be. By the moment at which it is told.
pub fn calls(row: &Row, scene: &Scene<'_>) -> Vec<Call> {
    let mut folded = None;
    let mut calls = gathered(row, scene, &mut folded, true);
    calls.sort_by_key(|(call, _)| (call.told, call.falls));
    calls.into_iter().map(|(call, _)| call).collect()
}

/// The calls of a ticket, merged over the rules; those of the future only where they are asked for.
fn gathered(row: &Row, scene: &Scene<'_>, folded: &mut Option<Folded>, ahead: bool) -> Vec<(Call, Point)> {
    let look = Look::new(row, scene);
    let mut calls: Vec<(Call, Point)> = Vec::new();
    look.each(&mut |slot| {
        let passed = slot.told <= scene.now;
        if passed && !look.admitted(slot.rule, slot.agent, folded) || !passed && !ahead {
            return;
        }
        let same = |(call, point): &&mut (Call, Point)| {
            call.agent == slot.agent && call.clock == slot.clock && *point == slot.point
        };
        match calls.iter_mut().find(same) {
            Some((call, _)) => {
                call.ways.extend(
                    slot.rule.ways.iter().filter(|way| !call.ways.contains(way)).cloned().collect::<Vec<_>>(),
                );
                if !call.rules.contains(&slot.rule.name) {
                    call.rules.push(slot.rule.name.clone());
                }
                call.told = call.told.min(slot.told);
            }
            None => calls.push((
                Call {
                    agent: slot.agent.to_owned(),
                    kind: slot.point.kind(),
                    clock: slot.clock,
                    mark: slot.point.to_string(),
                    falls: slot.falls,
                    told: slot.told,
                    ways: slot.rule.ways.clone(),
                    rules: vec![slot.rule.name.clone()],
                },
                slot.point,
            )),
        }
    });
    calls
}

/// What has fallen for those who listen and still holds, and when the next of the ticket's marks is told. Of several
/// marks of one clock that were passed, all but the last are silent.
pub(super) fn fallen(row: &Row, scene: &Scene<'_>) -> (Vec<Alert>, Option<Instant>) {
    let mut next: Option<Instant> = None;
    let mut any = false;
    Look::new(row, scene).each(&mut |slot| {
        if slot.told <= scene.now {
            any = true;
        } else {
            next = Some(next.map_or(slot.told, |known| known.min(slot.told)));
        }
    });
    if !any {
        return (Vec::new(), next);
    }
    let calls = gathered(row, scene, &mut None, false);
    let mut last: BTreeMap<(&str, Option<usize>), (Instant, bool, usize)> = BTreeMap::new();
    for (place, (call, point)) in calls.iter().enumerate() {
        let key = (call.falls, *point == Point::Missed, place);
        let known = last.entry((call.agent.as_str(), call.clock)).or_insert(key);
        *known = key.max(*known);
    }
    let alert = |(place, (call, point)): (usize, &(Call, Point))| {
        let key = (call.agent.as_str(), call.clock);
        let silent = last.get(&key).is_some_and(|(_, _, last)| *last != place);
        of(row, scene, call, *point, silent)
    };
    (calls.iter().enumerate().map(alert).collect(), next)
}

fn of(row: &Row, scene: &Scene<'_>, call: &Call, point: Point, silent: bool) -> Alert {
    let clock = call.clock.and_then(|at| row.clocks.get(at));
    let due = clock.and_then(|clock| match clock.reckoned {
        Reckoned::Due { due } => Some(due),
        _ => None,
    });
    let number = row.ticket.id;
    // A pause that ends, or a severity that is changed and changed back, leaves all of this as it was.
    let identity = match clock {
        Some(clock) => {
            let (key, begun) = (clock.key(), clock.begun.unix());
            format!("ticket {number}/{key}/{begun}/{}/{point}", clock.target.promise)
        }
        None => format!("ticket {number}/{point}"),
    };
    Alert {
        agent: call.agent.clone(),
        identity,
        kind: point.kind(),
        customer: Some(row.ticket.customer),
        ticket: Some(number),
        clock: clock.map(|clock| clock.key().clone()),
        fell: call.falls,
        due,
        words: words::of_ticket(row, scene.customer, clock.zip(due), point),
        ways: call.ways.clone(),
        silent,
    }
}

/// The rules that tell nothing of a ticket, now or later, and why.
pub fn tried(row: &Row, scene: &Scene<'_>) -> Vec<Passed> {
    let look = Look::new(row, scene);
    let mut passed = Vec::new();
    for rule in &scene.rules.rules {
        let (mut points, mut told) = (0_usize, 0_usize);
        look.points(rule, &mut |_, _, falls| {
            points += 1;
            look.recipients(rule, falls, &mut |_, _| told += 1);
        });
        let why = if !row.ticket.is_open() {
            "the ticket is resolved".to_owned()
        } else if !rule.severities.hold(look.severity, row.severity_rank) {
            format!("it is not for severity {}", look.severity)
        } else if points == 0 && rule.on == [On::Allowance] {
            "it tells of allowances, not of tickets".to_owned()
        } else if points == 0 {
            "no clock that it is for runs towards a due instant, and nothing else of it applies".to_owned()
        } else if told == 0 {
            "nobody whom it tells listens, or the quiet hours never end".to_owned()
        } else if !scene.listener.names().iter().any(|agent| look.admitted(rule, agent, &mut None)) {
            "its filter does not let the ticket through as it stands now".to_owned()
        } else {
            continue;
        };
        passed.push(Passed { rule: rule.name.clone(), why });
    }
    passed
}
