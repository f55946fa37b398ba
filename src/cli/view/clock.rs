//! One clock of one ticket in JSON.

use serde::Serialize;

use super::{instant, maybe_instant};
use crate::calendar::Instant;
use crate::desk::{ClockState, Stage, TicketClock};
use crate::policy::ClockKey;

/// One clock at one moment.
#[derive(Debug, Serialize)]
pub struct ClockView {
    /// `first_response`, `resolution`, or another clock of the pack.
    pub clock: String,
    /// `due`, `best_effort`, `not_covered`, `by_contract` or `none`.
    pub kind: &'static str,
    /// As the policy or the contract writes it: `8 business hours`.
    pub target: String,
    /// The contract set the target, not the policy.
    pub own: bool,
    /// Where its time runs, in words.
    pub calendar: String,
    /// `running`, `due_soon`, `closed_hours`, `missed`, `paused`, `met`, `late`, `done`, `waits`, `not_running`, or the
    /// kind where nothing runs.
    pub state: &'static str,
    /// By when it is or was due; `null` while it is paused and where there is no time.
    #[serde(serialize_with = "maybe_instant")]
    pub due: Option<Instant>,
    /// The near end of a range such as "4 to 6 hours"; left out where the target is none.
    #[serde(serialize_with = "maybe_instant", skip_serializing_if = "Option::is_none")]
    pub aim: Option<Instant>,
    /// Since when a clock of the policy's own runs, or its round that stands now; left out for the other two.
    #[serde(serialize_with = "maybe_instant", skip_serializing_if = "Option::is_none")]
    pub begun: Option<Instant>,
    /// The event for which it waits to begin, for the first time or again; else left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waits_for: Option<&'static str>,
    /// When its earlier rounds were due, of those that were missed; left out where there is none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub missed_rounds: Vec<String>,
    /// When it counts as received, where a cut-off makes that another moment; else left out.
    #[serde(serialize_with = "maybe_instant", skip_serializing_if = "Option::is_none")]
    pub counts_from: Option<Instant>,
    /// Open seconds that are left; negative where it is overdue.
    pub left_seconds: Option<i64>,
    /// When the desk opens again, where the clock stands still for closed hours.
    #[serde(serialize_with = "maybe_instant")]
    pub opens: Option<Instant>,
    /// When it was stopped.
    #[serde(serialize_with = "maybe_instant")]
    pub stopped: Option<Instant>,
    /// Why it stands still, where a state of the ticket does that.
    pub paused: Option<PausedView>,
}

/// Why a clock stands still.
#[derive(Debug, Serialize)]
pub struct PausedView {
    /// `waiting` or `resolved`.
    pub stage: Stage,
    /// Since when.
    #[serde(serialize_with = "instant")]
    pub since: Instant,
    /// What the agent said about it.
    pub reason: String,
}

impl ClockView {
    /// A clock of a ticket at a moment.
    pub fn of(clock: &TicketClock, now: Instant) -> ClockView {
        let state = clock.at(now);
        let mut view = ClockView {
            clock: clock.key().to_string(),
            kind: clock.target.promise.kind(),
            target: clock.target.promise.to_string(),
            own: clock.target.own,
            calendar: clock.target.calendar_words.clone(),
            state: state.as_str(),
            due: None,
            aim: clock.aim,
            begun: None,
            waits_for: None,
            missed_rounds: clock.missed.iter().map(ToString::to_string).collect(),
            counts_from: Some(clock.target.counts_from(clock.begun)).filter(|from| *from != clock.begun),
            left_seconds: None,
            opens: None,
            stopped: None,
            paused: None,
        };
        let fixed = [ClockKey::first_response(), ClockKey::resolution()];
        if !fixed.contains(clock.key()) && !matches!(state, ClockState::Waits { .. }) {
            view.begun = Some(clock.begun);
        }
        match state {
            ClockState::Running { due, left, frozen, .. } => {
                view.due = Some(due);
                view.left_seconds = Some(left);
                view.opens = frozen;
            }
            ClockState::Missed { due, over } => {
                view.due = Some(due);
                view.left_seconds = Some(-over);
            }
            ClockState::Paused { since, left, stage, reason } => {
                view.left_seconds = Some(left);
                view.paused = Some(PausedView { stage, since, reason });
            }
            ClockState::Met { due, at } => {
                view.due = Some(due);
                view.stopped = Some(at);
            }
            ClockState::Late { due, at, over } => {
                view.due = Some(due);
                view.stopped = Some(at);
                view.left_seconds = Some(-over);
            }
            ClockState::Done { at } => view.stopped = Some(at),
            ClockState::Waits { event } => view.waits_for = Some(event.as_str()),
            ClockState::BestEffort
            | ClockState::NotCovered
            | ClockState::ByContract
            | ClockState::NoTarget
            | ClockState::Off { .. }
            | ClockState::Beyond => {}
        }
        view
    }
}
