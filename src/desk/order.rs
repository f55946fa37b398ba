//! The one order of every list (sla.md part 2): missed first, the longest overdue on top; then running clocks by due
//! instant; then paused ones; then tickets without a time. Ties: response priority, severity, receipt, number. Where a
//! list holds resolved tickets too, they come after all that still need the desk, the newest resolution first.

use super::clock::{Reckoned, TicketClock};
use super::ticket::TicketId;
use crate::calendar::Instant;

/// Where a ticket stands in the order; less is more urgent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Urgency {
    class: Class,
    /// Of missed and running clocks, when they were or are due; of resolved tickets, how long before the end of time.
    due: Instant,
    /// `false` sorts first: the tier has response priority.
    ordinary: bool,
    /// 0 for the most severe.
    severity: usize,
    received: Instant,
    number: TicketId,
}

/// What kind of time presses on a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// A target has passed and nothing has stopped its clock.
    Missed,
    /// A clock runs.
    Running,
    /// Its clocks stand still.
    Paused,
    /// Nothing presses.
    Untimed,
    /// Resolved: whatever its clocks came to, it needs nobody.
    Done,
}

/// What of a ticket never changes its place but the clocks: ties are broken by these.
#[derive(Debug, Clone, Copy)]
pub struct Ties {
    /// The tier has response priority.
    pub response_priority: bool,
    /// 0 for the most severe.
    pub severity: usize,
    /// When it was received.
    pub received: Instant,
    /// Its number.
    pub number: TicketId,
    /// When it was resolved, while it stands so.
    pub resolved: Option<Instant>,
}

/// What the clocks of a ticket come to, whatever the moment.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Pressing {
    /// The earliest due instant of those that still run.
    pub due: Option<Instant>,
    /// One stands still.
    paused: bool,
}

impl Pressing {
    /// Of these clocks.
    pub fn of(clocks: &[TicketClock]) -> Pressing {
        let paused = clocks
            .iter()
            .any(|clock| matches!(clock.reckoned, Reckoned::Paused { .. } | Reckoned::Off { .. }));
        Pressing { due: next_due(clocks), paused }
    }

    /// Where a ticket with such clocks stands in the order at a moment.
    pub fn urgency(self, ties: Ties, now: Instant) -> Urgency {
        let (class, due) = match (ties.resolved, self.due) {
            (Some(resolved), _) => (Class::Done, newest_first(resolved)),
            (None, Some(due)) if due < now => (Class::Missed, due),
            (None, Some(due)) => (Class::Running, due),
            (None, None) if self.paused => (Class::Paused, Instant::MAX),
            (None, None) => (Class::Untimed, Instant::MAX),
        };
        Urgency {
            class,
            due,
            ordinary: !ties.response_priority,
            severity: ties.severity,
            received: ties.received,
            number: ties.number,
        }
    }
}

impl Urgency {
    /// What kind of time presses.
    pub fn class(&self) -> Class {
        self.class
    }

    /// When the most pressing clock was or is due, where one runs.
    pub fn due(&self) -> Option<Instant> {
        matches!(self.class, Class::Missed | Class::Running).then_some(self.due)
    }
}

/// An instant that sorts the later ones first.
fn newest_first(at: Instant) -> Instant {
    Instant::MIN.plus(Instant::MAX.since(at)).unwrap_or(Instant::MAX)
}

/// The earliest due instant of the clocks that still run.
pub fn next_due(clocks: &[TicketClock]) -> Option<Instant> {
    let due = clocks.iter().filter_map(|clock| match clock.reckoned {
        Reckoned::Due { due } => Some(due),
        _ => None,
    });
    due.min()
}

/// The clock that runs out next: the one with the earliest due instant, else one that stands still, else the first
/// that nothing has stopped.
pub fn next_clock(clocks: &[TicketClock]) -> Option<&TicketClock> {
    most_pressing(clocks.iter())
}

/// The same of some of them.
pub fn most_pressing<'a>(clocks: impl Iterator<Item = &'a TicketClock>) -> Option<&'a TicketClock> {
    let rank = |clock: &TicketClock| match clock.reckoned {
        Reckoned::Due { due } => (0, due),
        Reckoned::Paused { .. } | Reckoned::Off { .. } => (1, Instant::MAX),
        Reckoned::Untimed | Reckoned::Beyond | Reckoned::Waits { .. } => (2, Instant::MAX),
        Reckoned::Met { .. } | Reckoned::Late { .. } | Reckoned::Done { .. } => (3, Instant::MAX),
    };
    clocks.min_by_key(|clock| rank(clock))
}
