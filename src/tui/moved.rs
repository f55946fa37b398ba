//! What a change would move, in lines for a form or a question: shown before it is made.

use super::theme::Role;
use super::words;
use crate::calendar::Instant;
use crate::desk::{ClockState, Flag, Moves, Side, Turn};
use crate::policy::Promise;

/// A clock in some state, in a few words.
pub fn state(side: &Side, now: Instant) -> String {
    let zone = side.target.calendar.zone();
    let when = |at: Instant| words::when(at, &zone, now);
    match &side.state {
        ClockState::Running { due, left, .. } => {
            format!("due {}, {} left", when(*due), words::countdown(*left))
        }
        ClockState::Missed { due, over } => {
            format!("missed {} ago, was due {}", words::span(*over), when(*due))
        }
        ClockState::Paused { left, stage, .. } => {
            format!("stands still ({}), {} left", stage.words(), words::countdown(*left))
        }
        ClockState::Met { due, .. } => format!("met, was due {}", when(*due)),
        ClockState::Late { due, over, .. } => {
            format!("late by {}, was due {}", words::span(*over), when(*due))
        }
        ClockState::Done { .. } => match side.target.promise {
            Promise::Within(_) => "done, nothing more is owed".into(),
            _ => "done, no time was promised".into(),
        },
        ClockState::Waits { event } => format!("begins when {}", event.when()),
        ClockState::Off { stage, .. } => format!("does not run ({})", stage.words()),
        ClockState::BestEffort => "best effort, no time".into(),
        ClockState::NotCovered => "no promised time in this tier".into(),
        ClockState::ByContract => "by contract, none set".into(),
        ClockState::NoTarget => "no such target".into(),
        ClockState::Beyond => "due after 2200".into(),
    }
}

/// How loud a turn is.
pub fn role(turn: Turn) -> Role {
    match turn {
        Turn::Same => Role::Muted,
        Turn::BecomesMissed | Turn::BecomesLate | Turn::NoLongerMissed => Role::Missed,
        Turn::Earlier | Turn::Ceases => Role::DueSoon,
        Turn::Later | Turn::Begins | Turn::Otherwise => Role::Strong,
    }
}

/// What moves, line by line.
pub fn lines(moves: &Moves, now: Instant) -> Vec<(Role, String)> {
    let mut lines = Vec::new();
    let said =
        |side: &Option<Side>| side.as_ref().map_or_else(|| "no such clock".into(), |side| state(side, now));
    let target =
        |side: &Option<Side>| side.as_ref().map_or_else(String::new, |side| side.target.promise.to_string());
    for clock in &moves.clocks {
        let turn = clock.turn();
        if turn == Turn::Same {
            lines.push((Role::Muted, format!("{}: {} (stays so)", clock.name, said(&clock.before))));
            continue;
        }
        let promised = match (target(&clock.before), target(&clock.after)) {
            (before, after) if before == after => String::new(),
            (before, after) => format!(" ({before} → {after})"),
        };
        lines.push((Role::Text, format!("{}: {}{promised}", clock.name, said(&clock.before))));
        lines.push((role(turn), format!("→ {} · {}", said(&clock.after), turn.words())));
    }
    if moves.counts_otherwise() {
        lines.push((
            Role::Strong,
            format!("Counts as {} → {}", moves.counts_as.before, moves.counts_as.after),
        ));
    }
    let gone = |from: &[Flag], to: &[Flag]| {
        from.iter().filter(|flag| !to.contains(flag)).map(|flag| flag.words()).collect::<Vec<_>>().join(", ")
    };
    let (off, on) =
        (gone(&moves.flags.before, &moves.flags.after), gone(&moves.flags.after, &moves.flags.before));
    if !on.is_empty() {
        lines.push((Role::AllowanceOver, format!("! It will be flagged: {on}")));
    }
    if !off.is_empty() {
        lines.push((Role::Good, format!("No longer flagged: {off}")));
    }
    match (&moves.usage.before, &moves.usage.after) {
        (Some(before), Some(after)) if before == after => {
            lines.push((Role::Muted, format!("Allowance: {} (stays so)", before.words())));
        }
        (None, None) => {}
        (before, after) => {
            let said = |usage: &Option<crate::desk::Usage>| {
                usage.as_ref().map_or_else(|| "none".to_owned(), crate::desk::Usage::words)
            };
            lines.push((Role::Strong, format!("Allowance: {} → {}", said(before), said(after))));
        }
    }
    lines
}
