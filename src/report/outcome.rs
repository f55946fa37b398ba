//! What became of the targets of one ticket, reckoned at a moment.

use std::sync::Arc;

use crate::calendar::Instant;
use crate::desk::clock::clocks_of;
use crate::desk::{Contract, Missed, Reckoned, Ticket, TicketClock};
use crate::policy::{Clock, ClockKey, Pack, Promise, Resolved, Terms};

/// Whether a target was met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// Stopped in time.
    Met,
    /// Stopped too late, or due and not stopped.
    Missed,
    /// It runs, or stands still.
    Open,
    /// No time was promised.
    Untimed,
}

/// What became of one target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outcome {
    /// The place of its clock in the pack; `None` where the pack has it no more.
    pub clock: Option<usize>,
    /// Whether it was met.
    pub fate: Fate,
    /// The share of the target that was used, in hundredths of a percent of its open time; `None` where that is open.
    pub used: Option<u32>,
    /// By when it was due, where it was missed.
    pub due: Option<Instant>,
    /// When it was stopped, where it was missed.
    pub stopped: Option<Instant>,
    /// Open seconds too late, where it was missed under the target that holds.
    pub over: Option<i64>,
    /// It was missed before a change set it anew.
    pub before_change: bool,
}

impl Outcome {
    fn plain(fate: Fate) -> Outcome {
        let (clock, used, due, stopped, over) = (None, None, None, None, None);
        Outcome { clock, fate, used, due, stopped, over, before_change: false }
    }

    /// What a round comes to at a moment; `None` where nothing was owed.
    fn of(round: &TicketClock, now: Instant) -> Option<Outcome> {
        let calendar = &round.target.calendar;
        Some(match round.reckoned {
            Reckoned::Met { due, at } => {
                let used = used(round, calendar.elapsed(at, due));
                Outcome { used, ..Outcome::plain(Fate::Met) }
            }
            Reckoned::Late { due, at } => Outcome::missed(round, due, at, Some(at)),
            Reckoned::Due { due } if now > due => Outcome::missed(round, due, now, None),
            Reckoned::Due { .. } | Reckoned::Paused { .. } | Reckoned::Off { .. } => {
                Outcome::plain(Fate::Open)
            }
            // It ended for good before it was due.
            Reckoned::Done { .. } if matches!(round.target.promise, Promise::Within(_)) => return None,
            Reckoned::Done { .. } | Reckoned::Untimed | Reckoned::Beyond => Outcome::plain(Fate::Untimed),
            // It has not started: nothing is owed yet.
            Reckoned::Waits { .. } => return None,
        })
    }

    fn missed(round: &TicketClock, due: Instant, until: Instant, stopped: Option<Instant>) -> Outcome {
        let over = round.target.calendar.elapsed(due, until);
        Outcome {
            used: used(round, -over),
            due: Some(due),
            stopped,
            over: Some(over),
            ..Outcome::plain(Fate::Missed)
        }
    }

    /// The same, missed before a change set the target anew: it stays on record as missed (sla.md 1.7). How much of that
    /// target was used, nobody can tell any more.
    fn as_on_record(self, due: Instant, stopped: Option<Instant>) -> Outcome {
        if self.fate == Fate::Missed {
            return self;
        }
        Outcome {
            clock: self.clock,
            due: Some(due),
            stopped,
            before_change: true,
            ..Outcome::plain(Fate::Missed)
        }
    }
}

/// The share of a target that was used when so many open seconds were left of it (negative: too late).
fn used(round: &TicketClock, left: i64) -> Option<u32> {
    let whole = round.target_seconds();
    let used = whole.saturating_sub(left).max(0).saturating_mul(10_000).checked_div(whole)?;
    Some(u32::try_from(used).unwrap_or(u32::MAX))
}

/// A round, and when it ran: what tells which of them a miss on record belongs to.
struct Run {
    outcome: Option<Outcome>,
    from: Instant,
    to: Instant,
    stopped: Option<Instant>,
}

impl Run {
    fn of(round: &TicketClock, now: Instant) -> Run {
        let stopped = ended(&round.reckoned);
        let outcome = Outcome::of(round, now);
        Run { outcome, from: round.begun, to: stopped.unwrap_or(Instant::MAX), stopped }
    }
}

/// What became of every target of a ticket, as it stands at a moment. `targets` are those of the pack's clocks, in order.
pub(super) fn each(
    ticket: &Ticket,
    pack: &Pack,
    targets: &[Arc<Resolved>],
    now: Instant,
    mut visit: impl FnMut(Outcome),
) {
    for (place, (clock, target)) in pack.clocks.iter().zip(targets).enumerate() {
        of_clock(ticket, clock, target, now, |outcome| visit(Outcome { clock: Some(place), ..outcome }));
    }
}

/// What became of every target of one clock.
pub(super) fn of_clock(
    ticket: &Ticket,
    clock: &Clock,
    target: &Arc<Resolved>,
    now: Instant,
    mut visit: impl FnMut(Outcome),
) {
    let present = TicketClock::reckon(ticket, clock, target.clone());
    if clock.repeats {
        let mut rounds = earlier(ticket, clock, target);
        rounds.push(present);
        of_rounds(ticket, &clock.key, &rounds, now, visit);
    } else {
        of_only(ticket, &present, now).into_iter().for_each(&mut visit);
    }
}

/// What became of a clock that does not repeat.
fn of_only(ticket: &Ticket, present: &TicketClock, now: Instant) -> Option<Outcome> {
    let run = Run::of(present, now);
    match on_record(ticket, present.key()).next() {
        Some(due) => {
            let outcome = run.outcome.unwrap_or_else(|| Outcome::plain(Fate::Untimed));
            Some(outcome.as_on_record(due, run.stopped))
        }
        None => run.outcome,
    }
}

/// The rounds of a clock before the one that stands now.
fn earlier(ticket: &Ticket, clock: &Clock, target: &Arc<Resolved>) -> Vec<TicketClock> {
    let rounds = TicketClock::earlier(ticket, clock, target).into_iter();
    let of = |(begun, reckoned)| TicketClock {
        target: target.clone(),
        begun,
        reckoned,
        aim: None,
        missed: Vec::new(),
    };
    rounds.map(of).collect()
}

/// What became of every target of a ticket that other rules held for once: what was finished under those stands as they
/// say. Each with its clock, which the pack may not have any more.
pub(super) fn each_through(
    ticket: &Ticket,
    contract: &Contract,
    terms: &Terms,
    now: Instant,
    mut visit: impl FnMut(&ClockKey, Outcome),
) {
    let facts = ticket.facts(contract);
    for present in clocks_of(ticket, &facts, terms) {
        let key = present.key().clone();
        let eras = eras(ticket, terms);
        let clock = eras.iter().rev().find_map(|(_, terms)| terms.pack().clock(&key));
        if clock.is_none_or(|clock| !clock.repeats) {
            of_only(ticket, &present, now).into_iter().for_each(|outcome| visit(&key, outcome));
            continue;
        }
        let mut rounds = Vec::new();
        let mut from = Instant::MIN;
        for (until, terms) in &eras {
            if let Some(clock) = terms.pack().clock(&key) {
                let target = terms.resolve(&key, &facts, ticket.received);
                let ended = |round: &TicketClock| ended(&round.reckoned);
                let own = earlier(ticket, clock, &target).into_iter();
                rounds.extend(own.filter(|round| ended(round).is_some_and(|at| from < at && at <= *until)));
            }
            from = *until;
        }
        // The one that stands now is an earlier one by rules under which another has begun since.
        rounds.retain(|round| round.begun != present.begun);
        rounds.push(present);
        of_rounds(ticket, &key, &rounds, now, |outcome| visit(&key, outcome));
    }
}

/// The terms that have held for a ticket, oldest first, each with the moment until which they did.
fn eras<'a>(ticket: &Ticket, terms: &'a Terms) -> Vec<(Instant, &'a Terms)> {
    let earlier = terms.earlier().iter().filter(|era| era.until() >= ticket.received);
    let earlier = earlier.filter_map(|era| Some((era.until(), &**era.terms()?)));
    earlier.chain([(Instant::MAX, terms)]).collect()
}

/// Whether other rules held for a ticket once than hold now.
pub(super) fn has_eras(ticket: &Ticket, terms: &Terms) -> bool {
    terms.have_changed_since(ticket.received)
}

/// The terms by which a ticket stands that was resolved, or those that hold.
pub(super) fn terms_of<'a>(ticket: &Ticket, terms: &'a Terms) -> &'a Terms {
    let Some(resolved) = ticket.resolved.filter(|_| has_eras(ticket, terms)) else { return terms };
    eras(ticket, terms).iter().find(|(until, _)| resolved <= *until).map_or(terms, |(_, terms)| terms)
}

/// When a round ended.
fn ended(reckoned: &Reckoned) -> Option<Instant> {
    match reckoned {
        Reckoned::Met { at, .. } | Reckoned::Late { at, .. } | Reckoned::Done { at } => Some(*at),
        _ => None,
    }
}

/// What became of every round of a clock that repeats, the one that stands now last.
fn of_rounds(
    ticket: &Ticket,
    clock: &ClockKey,
    rounds: &[TicketClock],
    now: Instant,
    visit: impl FnMut(Outcome),
) {
    let on_record = on_record(ticket, clock);
    let mut runs: Vec<Run> = rounds.iter().map(|round| Run::of(round, now)).collect();
    for due in on_record {
        // The round that ran when it fell due; where none did, the one before.
        let place = runs.iter().position(|run| run.from <= due && due < run.to);
        let place = place.or_else(|| runs.iter().rposition(|run| run.from <= due)).unwrap_or(0);
        if let Some(run) = runs.get_mut(place) {
            let outcome = run.outcome.take().unwrap_or_else(|| Outcome::plain(Fate::Untimed));
            run.outcome = Some(outcome.as_on_record(due, run.stopped));
        }
    }
    runs.into_iter().filter_map(|run| run.outcome).for_each(visit);
}

/// When targets of a clock were due that were missed before a change set them anew.
fn on_record<'a>(ticket: &'a Ticket, clock: &'a ClockKey) -> impl Iterator<Item = Instant> + 'a {
    let own = ticket.missed.iter().filter(|missed| missed.clock == clock.as_str());
    own.map(|missed| Instant::from_unix_clamped(missed.due))
}

/// Misses on record of clocks that the ticket's pack has not, or of a ticket without one: one each clock.
pub(super) fn of_other_clocks<'a>(
    ticket: &'a Ticket,
    pack: Option<&'a Pack>,
) -> impl Iterator<Item = (&'a Missed, Outcome)> {
    let known = move |missed: &Missed| {
        pack.is_some_and(|pack| pack.clocks.iter().any(|clock| clock.key.as_str() == missed.clock))
    };
    let first = |place: usize, missed: &Missed| {
        !ticket.missed.iter().take(place).any(|before| before.clock == missed.clock)
    };
    let other = ticket.missed.iter().enumerate();
    other.filter(move |(place, missed)| !known(missed) && first(*place, missed)).map(|(_, missed)| {
        let due = Instant::from_unix_clamped(missed.due);
        (missed, Outcome::plain(Fate::Missed).as_recorded(due))
    })
}

impl Outcome {
    fn as_recorded(self, due: Instant) -> Outcome {
        Outcome { due: Some(due), before_change: true, ..self }
    }
}
