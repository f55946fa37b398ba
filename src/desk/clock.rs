//! The clocks of a ticket: what its events fix for good, and what that means at a moment (sla.md 1.5 to 1.9).
//!
//! A countdown is never accumulated: [`Reckoned`] holds instants and open seconds that change only with events, and
//! [`TicketClock::at`] reads them against `now`, so a suspended laptop or a stepped clock cannot bend it.

use std::sync::Arc;

use super::people::Contract;
use super::ticket::{Missed, Stage, Ticket};
use crate::calendar::{Hours, Instant, Span};
use crate::policy::{Clock, ClockEvent, ClockKey, Facts, Promise, Resolved, Terms};

mod rounds;
mod turned;

/// One clock of one ticket.
#[derive(Debug, Clone)]
pub struct TicketClock {
    /// What is promised, and where its time runs.
    pub target: Arc<Resolved>,
    /// Since when it runs, or the round of it that stands now; the receipt where nothing has started it.
    pub begun: Instant,
    /// What the ticket's events make of it.
    pub reckoned: Reckoned,
    /// The near end of a range such as "4 to 6 hours": by when it is meant to be done, before it is due. `None` where the
    /// promise is no range, and while the clock stands still.
    pub aim: Option<Instant>,
    /// When the earlier rounds of a clock that repeats were due, of those that were missed: they stay on record, in order.
    pub missed: Vec<Instant>,
}

/// What is fixed until the next event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reckoned {
    /// It runs towards an instant.
    Due {
        /// By when; an action at this instant is in time.
        due: Instant,
    },
    /// It stands still.
    Paused {
        /// Since when.
        since: Instant,
        /// Open seconds still owed when it stopped.
        left: i64,
        /// In which state.
        stage: Stage,
        /// What the agent said about it.
        reason: String,
    },
    /// It was stopped in time.
    Met {
        /// By when it was due.
        due: Instant,
        /// When it was stopped.
        at: Instant,
    },
    /// It was stopped too late.
    Late {
        /// By when it was due.
        due: Instant,
        /// When it was stopped.
        at: Instant,
    },
    /// It was stopped, and no time had been promised.
    Done {
        /// When.
        at: Instant,
    },
    /// It waits for its start event, for the first time or again.
    Waits {
        /// For what.
        event: ClockEvent,
    },
    /// It does not run in the state that the ticket is in.
    Off {
        /// Since when.
        since: Instant,
        /// In which state.
        stage: Stage,
    },
    /// The promise names no instant, and nothing has stopped it.
    Untimed,
    /// Due after the last instant that the engine counts.
    Beyond,
}

/// What a clock is doing at a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClockState {
    /// Counting down.
    Running {
        /// By when.
        due: Instant,
        /// Open seconds left.
        left: i64,
        /// Less is left than the warning mark.
        soon: bool,
        /// Its calendar is closed now: the countdown stands still until this instant.
        frozen: Option<Instant>,
    },
    /// The due instant has passed and nothing has stopped it.
    Missed {
        /// When it was due.
        due: Instant,
        /// Open seconds since then.
        over: i64,
    },
    /// Standing still for a reason on the ticket.
    Paused {
        /// Since when.
        since: Instant,
        /// Open seconds left.
        left: i64,
        /// In which state.
        stage: Stage,
        /// What the agent said about it.
        reason: String,
    },
    /// Stopped in time.
    Met {
        /// By when it was due.
        due: Instant,
        /// When it was stopped.
        at: Instant,
    },
    /// Stopped too late.
    Late {
        /// By when it was due.
        due: Instant,
        /// When it was stopped.
        at: Instant,
        /// Open seconds too late.
        over: i64,
    },
    /// Stopped; no time had been promised.
    Done {
        /// When.
        at: Instant,
    },
    /// Waiting for its start event, for the first time or again.
    Waits {
        /// For what.
        event: ClockEvent,
    },
    /// Not running in the state that the ticket is in.
    Off {
        /// Since when.
        since: Instant,
        /// In which state.
        stage: Stage,
    },
    /// Effort, no time.
    BestEffort,
    /// A dash for this tier.
    NotCovered,
    /// Left to the contract, which sets none.
    ByContract,
    /// No such target.
    NoTarget,
    /// Past 2200.
    Beyond,
}

impl ClockState {
    /// By when it is or was due; `None` while it is paused and where there is no time.
    pub fn due(&self) -> Option<Instant> {
        match self {
            ClockState::Running { due, .. }
            | ClockState::Missed { due, .. }
            | ClockState::Met { due, .. }
            | ClockState::Late { due, .. } => Some(*due),
            _ => None,
        }
    }

    /// As output writes it.
    pub fn as_str(&self) -> &'static str {
        match self {
            ClockState::Running { frozen: Some(_), .. } => "closed_hours",
            ClockState::Running { soon: true, .. } => "due_soon",
            ClockState::Running { .. } => "running",
            ClockState::Missed { .. } => "missed",
            ClockState::Paused { .. } => "paused",
            ClockState::Met { .. } => "met",
            ClockState::Late { .. } => "late",
            ClockState::Done { .. } => "done",
            ClockState::Waits { .. } => "waits",
            ClockState::Off { .. } => "not_running",
            ClockState::BestEffort => "best_effort",
            ClockState::NotCovered => "not_covered",
            ClockState::ByContract => "by_contract",
            ClockState::NoTarget => "none",
            ClockState::Beyond => "beyond_2200",
        }
    }
}

/// The warning mark: the last quarter of the target, and at most its last two open hours.
pub const SOON_SHARE: i64 = 4;
/// See [`SOON_SHARE`], in open seconds.
pub const SOON_LIMIT: i64 = 2 * 3600;

impl TicketClock {
    /// Reckons a clock of a ticket from what has happened to it. Independent of `now`: a pause that lasts is reckoned
    /// from its beginning.
    pub fn reckon(ticket: &Ticket, clock: &Clock, target: Arc<Resolved>) -> TicketClock {
        if !clock.is_plain() {
            return rounds::reckon(ticket, clock, target);
        }
        let reckoned = Reckoned::of(ticket, clock, &target);
        let aim = reckoned.aim(ticket, clock, &target, ticket.received);
        TicketClock { target, begun: ticket.received, reckoned, aim, missed: Vec::new() }
    }

    /// The rounds of a clock that repeats before the one that stands now, in order, missed or not: since when each ran, and
    /// what it came to.
    pub fn earlier(ticket: &Ticket, clock: &Clock, target: &Resolved) -> Vec<(Instant, Reckoned)> {
        if clock.is_plain() { Vec::new() } else { rounds::earlier(ticket, clock, target) }
    }

    /// Whose clock.
    pub fn key(&self) -> &ClockKey {
        &self.target.clock
    }

    /// Why a clock that is done was neither met nor late.
    pub fn done_words(&self) -> &'static str {
        match self.target.promise {
            Promise::Within(_) => "nothing more was owed",
            _ => "no time was promised",
        }
    }

    /// Open seconds that the target gives in all, for a bar; 0 where it names no time.
    pub fn target_seconds(&self) -> i64 {
        match self.target.promise {
            Promise::Within(length) => length.seconds(self.target.day_length).unwrap_or_else(|| {
                let from = self.target.counts_from(self.begun);
                self.target.due(self.begun, &[]).map_or(0, |due| self.target.calendar.elapsed(from, due))
            }),
            _ => 0,
        }
    }

    /// Whether it is `due_soon`: it runs now, and less is left than the warning mark.
    pub fn soon(&self, now: Instant) -> bool {
        matches!(self.at(now), ClockState::Running { soon: true, frozen: None, .. })
    }

    /// What it is doing at a moment.
    pub fn at(&self, now: Instant) -> ClockState {
        let calendar = &self.target.calendar;
        match &self.reckoned {
            Reckoned::Due { due } if now > *due => {
                ClockState::Missed { due: *due, over: calendar.elapsed(*due, now) }
            }
            Reckoned::Due { due } => {
                let left = calendar.elapsed(now, *due);
                let soon = left <= (self.target_seconds() / SOON_SHARE).min(SOON_LIMIT);
                let frozen = match calendar.hours(now) {
                    Hours::Open { .. } => None,
                    Hours::Closed { opens } => opens,
                };
                ClockState::Running { due: *due, left, soon, frozen }
            }
            Reckoned::Paused { since, left, stage, reason } => {
                ClockState::Paused { since: *since, left: *left, stage: *stage, reason: reason.clone() }
            }
            Reckoned::Met { due, at } => ClockState::Met { due: *due, at: *at },
            Reckoned::Late { due, at } => {
                ClockState::Late { due: *due, at: *at, over: calendar.elapsed(*due, *at) }
            }
            Reckoned::Done { at } => ClockState::Done { at: *at },
            Reckoned::Waits { event } => ClockState::Waits { event: *event },
            Reckoned::Off { since, stage } => ClockState::Off { since: *since, stage: *stage },
            Reckoned::Beyond => ClockState::Beyond,
            Reckoned::Untimed => match self.target.promise {
                Promise::BestEffort => ClockState::BestEffort,
                Promise::NotCovered => ClockState::NotCovered,
                Promise::ByContract => ClockState::ByContract,
                Promise::NoTarget | Promise::Within(_) => ClockState::NoTarget,
            },
        }
    }
}

impl Reckoned {
    fn of(ticket: &Ticket, clock: &Clock, target: &Resolved) -> Reckoned {
        let stopped = stopped_at(ticket, clock);
        let Promise::Within(_) = target.promise else {
            return stopped.map_or(Reckoned::Untimed, |at| Reckoned::Done { at });
        };
        if let Some(at) = stopped {
            // What stood still after the end has no say in it; a standstill that lasts began with the end.
            let pauses = ticket.pauses(&clock.pauses, at);
            return match target.due(ticket.received, &pauses) {
                Some(due) if at <= due => Reckoned::Met { due, at },
                Some(due) => Reckoned::Late { due, at },
                None => Reckoned::Beyond,
            };
        }
        let lasting = ticket.standing().filter(|standing| clock.pauses.contains(&standing.kind.pause()));
        let since = lasting.map(|standing| Instant::from_unix_clamped(standing.from));
        // A standstill that lasts covers nothing yet, reckoned at its own beginning.
        let pauses: Vec<Span> = ticket.pauses(&clock.pauses, since.unwrap_or(Instant::MAX));
        let Some(due) = target.due(ticket.received, &pauses) else { return Reckoned::Beyond };
        match (lasting, since) {
            // A pause that begins at or after the due instant changes nothing (sla.md 1.6).
            (Some(standing), Some(since)) if since < due => Reckoned::Paused {
                since,
                left: target.calendar.elapsed(since.max(target.counts_from(ticket.received)), due),
                stage: standing.kind,
                reason: standing.reason.clone(),
            },
            _ => Reckoned::Due { due },
        }
    }
}

impl Reckoned {
    /// The near end of a range, under the same standstills as its due instant.
    fn aim(&self, ticket: &Ticket, clock: &Clock, target: &Resolved, begun: Instant) -> Option<Instant> {
        let Promise::Within(length) = target.promise else { return None };
        length.aim?;
        let until = match self {
            Reckoned::Due { .. } => {
                ticket.standing().map_or(Instant::MAX, |standing| Instant::from_unix_clamped(standing.from))
            }
            Reckoned::Met { at, .. } | Reckoned::Late { at, .. } => *at,
            _ => return None,
        };
        target.aim(begun, &ticket.pauses(&clock.pauses, until))
    }
}

/// When the event that ends a clock happened, where it has.
fn stopped_at(ticket: &Ticket, clock: &Clock) -> Option<Instant> {
    match clock.ends.as_slice() {
        [ClockEvent::FirstReply] => ticket.first_response,
        [ClockEvent::Resolved] => ticket.resolved,
        _ => None,
    }
}

/// The clocks of a ticket under a contract, in the pack's order.
pub fn clocks(ticket: &Ticket, contract: &Contract, terms: &Terms) -> Vec<TicketClock> {
    clocks_of(ticket, &ticket.facts(contract), terms)
}

/// The clocks of a ticket, had it been held to what these facts promise. What was finished before other rules were taken
/// stands as those before them say; see `turned`.
pub fn clocks_of(ticket: &Ticket, facts: &Facts, terms: &Terms) -> Vec<TicketClock> {
    turned::clocks(ticket, facts, terms)
}

/// The targets of a ticket that were missed by a moment, had it been held to what these facts promise: stopped too late or
/// not at all. Of a clock that repeats, every round.
pub fn missed_by(ticket: &Ticket, facts: &Facts, terms: &Terms, by: Instant) -> Vec<Missed> {
    let mut missed = Vec::new();
    for clock in clocks_of(ticket, facts, terms) {
        let present = match clock.reckoned {
            Reckoned::Due { due } | Reckoned::Late { due, .. } => Some(due),
            _ => None,
        };
        let due = clock.missed.iter().copied().chain(present).filter(|due| *due < by);
        missed.extend(due.map(|due| Missed { clock: clock.key().to_string(), due: due.unix() }));
    }
    missed
}

/// The missed targets of a ticket that a change sets anew: they stay on record (sla.md 1.7). One that the change leaves
/// as it is still shows by itself, and one that is on record is not written down twice.
pub fn set_anew(
    before: (&Ticket, Option<(&Contract, &Terms)>),
    after: (&Ticket, Option<(&Contract, &Terms)>),
    now: Instant,
) -> Vec<Missed> {
    let missed = |(ticket, plan): (&Ticket, Option<(&Contract, &Terms)>)| match plan {
        Some((contract, terms)) => {
            let facts = ticket.facts(contract);
            missed_by(ticket, &facts, terms, now)
        }
        None => Vec::new(),
    };
    let still = missed(after);
    let mut gone = missed(before);
    gone.retain(|one| !still.contains(one) && !before.0.missed.contains(one));
    gone
}
