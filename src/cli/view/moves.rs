//! What a change would move, in JSON.

use serde::Serialize;

use super::{AllowanceView, MissedView, maybe_instant};
use crate::calendar::Instant;
use crate::desk::{ClockState, Flag, Move, Moves, Side};

/// What a change would move on one ticket.
#[derive(Debug, Serialize)]
pub struct MovesView {
    /// Which.
    pub ticket: i64,
    /// Its clocks.
    pub clocks: Vec<MoveView>,
    /// The severity that it counts as.
    pub counts_as: BothView<String>,
    /// Its flags.
    pub flags: BothView<Vec<Flag>>,
    /// Targets that stay on record as missed.
    pub missed: Vec<MissedView>,
    /// `within`, `free`, `over` or `over_daily_cap`; `null` where the plan has no allowance.
    pub verdict: BothView<Option<&'static str>>,
    /// How the allowance stands.
    pub allowance: BothView<Option<AllowanceView>>,
}

/// Before and after.
#[derive(Debug, Serialize)]
pub struct BothView<T> {
    /// As it is.
    pub before: T,
    /// As it would be.
    pub after: T,
}

/// One clock before and after.
#[derive(Debug, Serialize)]
pub struct MoveView {
    /// `first_response`, `resolution`, or another clock of the pack.
    pub clock: String,
    /// `same`, `earlier`, `later`, `becomes_missed`, `becomes_late`, `no_longer_missed`, `begins`, `ceases` or `otherwise`.
    pub turn: &'static str,
    /// `null` where the plan before does not have it.
    pub before: Option<SideView>,
    /// `null` where the plan after does not have it.
    pub after: Option<SideView>,
}

/// A clock on one side of a change.
#[derive(Debug, Serialize)]
pub struct SideView {
    /// As the policy or the contract writes it.
    pub target: String,
    /// Where its time runs, in words.
    pub calendar: String,
    /// As in a ticket's clocks.
    pub state: &'static str,
    /// By when it is or was due.
    #[serde(serialize_with = "maybe_instant")]
    pub due: Option<Instant>,
    /// Open seconds that are left; negative where it is overdue.
    pub left_seconds: Option<i64>,
}

impl MovesView {
    /// Of one ticket.
    pub fn of(moves: &Moves) -> MovesView {
        MovesView {
            ticket: moves.ticket.0,
            clocks: moves.clocks.iter().map(MoveView::of).collect(),
            counts_as: BothView {
                before: moves.counts_as.before.to_string(),
                after: moves.counts_as.after.to_string(),
            },
            flags: BothView { before: moves.flags.before.clone(), after: moves.flags.after.clone() },
            missed: moves.missed.iter().map(MissedView::of).collect(),
            verdict: BothView {
                before: moves.verdict.before.map(crate::desk::Verdict::as_str),
                after: moves.verdict.after.map(crate::desk::Verdict::as_str),
            },
            allowance: BothView {
                before: moves.usage.before.as_ref().map(AllowanceView::of),
                after: moves.usage.after.as_ref().map(AllowanceView::of),
            },
        }
    }
}

impl MoveView {
    fn of(clock: &Move) -> MoveView {
        MoveView {
            clock: clock.clock.to_string(),
            turn: clock.turn().as_str(),
            before: clock.before.as_ref().map(SideView::of),
            after: clock.after.as_ref().map(SideView::of),
        }
    }
}

impl SideView {
    fn of(side: &Side) -> SideView {
        let left = match side.state {
            ClockState::Running { left, .. } | ClockState::Paused { left, .. } => Some(left),
            ClockState::Missed { over, .. } | ClockState::Late { over, .. } => Some(-over),
            _ => None,
        };
        SideView {
            target: side.target.promise.to_string(),
            calendar: side.target.calendar_words.clone(),
            state: side.state.as_str(),
            due: side.due(),
            left_seconds: left,
        }
    }
}
