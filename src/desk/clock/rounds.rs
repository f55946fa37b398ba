//! Clocks that start later, repeat, or end with something else than the first reply or the resolution (sla.md part 4):
//! their rounds, as what has happened to the ticket tells them, and the one that stands now.

use std::sync::Arc;

use super::{Reckoned, TicketClock};
use crate::calendar::Instant;
use crate::desk::ticket::{Stage, Standstill, Ticket};
use crate::policy::clock::course;
use crate::policy::{Clock, ClockEvent, Course, Ended, Happened, Resolved, Round, Stood};

/// Reckons such a clock of a ticket.
pub(super) fn reckon(ticket: &Ticket, clock: &Clock, target: Arc<Resolved>) -> TicketClock {
    let (happened, stood) = (ticket.happened(), ticket.stood());
    let until = target.until.as_deref().unwrap_or(&clock.until);
    let run = clock.run(until, &happened);
    let present = run.present();
    let earlier = run.rounds.len() - usize::from(present.is_some());
    let missed = missed_of(run.rounds.iter().take(earlier), clock, &target, &stood);
    let missed = missed.into_iter().map(|(_, due)| due).collect();
    let (begun, reckoned) = match present {
        Some(round) => of_round(ticket, clock, &target, round, &stood),
        None => match run.over {
            // It ended for good while it waited for its start: nothing was owed then.
            Some(over) => {
                let at = over.at.max(ticket.received);
                (at, Reckoned::Done { at })
            }
            None => (ticket.received, Reckoned::Waits { event: clock.starts }),
        },
    };
    let aim = reckoned.aim(ticket, clock, &target, begun);
    TicketClock { target, begun, reckoned, aim, missed }
}

/// The rounds of such a clock before the one that stands now, in order: since when each ran, and what it came to.
pub(super) fn earlier(ticket: &Ticket, clock: &Clock, target: &Resolved) -> Vec<(Instant, Reckoned)> {
    let (happened, stood) = (ticket.happened(), ticket.stood());
    let run = clock.run(target.until.as_deref().unwrap_or(&clock.until), &happened);
    let earlier = run.rounds.len() - usize::from(run.present().is_some());
    run.rounds.iter().take(earlier).map(|round| of_round(ticket, clock, target, round, &stood)).collect()
}

/// When rounds that were missed ended, and by when they were due.
fn missed_of<'r>(
    rounds: impl Iterator<Item = &'r Round>,
    clock: &Clock,
    target: &Resolved,
    stood: &[Stood],
) -> Vec<(Instant, Instant)> {
    let missed = rounds.filter_map(|round| {
        let Course::Due { due, .. } = course(clock, round, target, stood) else { return None };
        round.ended.filter(|ended| ended.at > due).map(|ended| (ended.at, due))
    });
    missed.collect()
}

/// When the rounds of a clock that were missed ended, and by when they were due: those before the one that stands now.
pub(super) fn missed(ticket: &Ticket, clock: &Clock, target: &Resolved) -> Vec<(Instant, Instant)> {
    let (happened, stood) = (ticket.happened(), ticket.stood());
    let run = clock.run(target.until.as_deref().unwrap_or(&clock.until), &happened);
    let earlier = run.rounds.len() - usize::from(run.present().is_some());
    missed_of(run.rounds.iter().take(earlier), clock, target, &stood)
}

/// Since when a round runs, and what it comes to.
fn of_round(
    ticket: &Ticket,
    clock: &Clock,
    target: &Resolved,
    round: &Round,
    stood: &[Stood],
) -> (Instant, Reckoned) {
    let done = round.ended.map(|ended| Reckoned::Done { at: ended.at });
    let (begun, due) = match course(clock, round, target, stood) {
        Course::Untimed => return (round.started, done.unwrap_or(Reckoned::Untimed)),
        Course::Beyond => return (round.started, Reckoned::Beyond),
        Course::Off { since } => {
            let stage = ticket.standing().map_or(Stage::Waiting, |standing| standing.kind);
            return (round.started, done.unwrap_or(Reckoned::Off { since, stage }));
        }
        Course::Due { due, begun } => (begun, due),
    };
    let reckoned = match round.ended {
        Some(Ended { at, kept: true, .. }) if at <= due => Reckoned::Met { due, at },
        Some(Ended { at, kept: false, .. }) if at <= due => Reckoned::Done { at },
        Some(Ended { at, .. }) => Reckoned::Late { due, at },
        None => standing(ticket, clock, target, begun, due),
    };
    (begun, reckoned)
}

/// A clock that nothing has stopped: it runs, or stands still with what is left.
fn standing(ticket: &Ticket, clock: &Clock, target: &Resolved, begun: Instant, due: Instant) -> Reckoned {
    let lasting = ticket.standing().filter(|standing| clock.pauses.contains(&standing.kind.pause()));
    let since = |standing: &Standstill| Instant::from_unix_clamped(standing.from).max(begun);
    match lasting {
        // A pause that begins at or after the due instant changes nothing (sla.md 1.6).
        Some(standing) if since(standing) < due => Reckoned::Paused {
            since: since(standing),
            left: target.calendar.elapsed(since(standing).max(target.counts_from(begun)), due),
            stage: standing.kind,
            reason: standing.reason.clone(),
        },
        _ => Reckoned::Due { due },
    }
}

impl Ticket {
    /// What has happened to it that can start or end a clock, in order. Nothing comes before the receipt; what happened in
    /// one second keeps the order in which it was written down, and a resolution comes last.
    pub fn happened(&self) -> Vec<Happened> {
        let mut happened = Vec::with_capacity(self.marks.iter().len() + 3);
        happened.push(Happened { event: ClockEvent::Received, at: self.received });
        // The first of the replies is the first reply.
        let mut first = self.first_response;
        for mark in self.marks.iter() {
            if let Some(at) = first.take_if(|first| mark.event == ClockEvent::Reply && *first <= mark.at) {
                happened.push(Happened { event: ClockEvent::FirstReply, at });
            }
            happened.push(*mark);
        }
        happened.extend(first.map(|at| Happened { event: ClockEvent::FirstReply, at }));
        happened.extend(self.resolved.map(|at| Happened { event: ClockEvent::Resolved, at }));
        happened.sort_by_key(|happened| happened.at.max(self.received));
        happened
    }

    /// The states that it stood in, in order.
    pub fn stood(&self) -> Vec<Stood> {
        let stood = |standstill: &Standstill| Stood {
            state: standstill.kind.pause(),
            from: Instant::from_unix_clamped(standstill.from),
            to: standstill.to.map(Instant::from_unix_clamped),
        };
        self.standstills.iter().map(stood).collect()
    }
}
