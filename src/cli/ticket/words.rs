//! A clock in words for people: what is left, or why nothing is.

use crate::calendar::{Instant, Zone};
use crate::desk::{ClockState, Stage, TicketClock};

/// Open time as `27h 05m`, `5m`, `45s`; the minutes of hours are told, the seconds of minutes are not.
pub fn span(seconds: i64) -> String {
    let seconds = seconds.max(0);
    match (seconds / 3600, seconds % 3600 / 60) {
        (0, 0) => format!("{seconds}s"),
        (0, minutes) => format!("{minutes}m"),
        (hours, minutes) => format!("{hours}h {minutes:02}m"),
    }
}

/// What a clock is doing, in words.
pub fn clock(clock: &TicketClock, now: Instant) -> String {
    state(&clock.at(now), &clock.target.calendar.zone())
}

/// What a clock does in some state, in words.
pub fn state(state: &ClockState, zone: &Zone) -> String {
    let when =
        |at: Instant| format!("{} {}", zone.civil(at).format("%a %d %b %H:%M"), zone.abbreviation_at(at));
    match state {
        ClockState::Running { left, frozen: Some(opens), .. } => {
            format!("{} left, closed until {}", span(*left), when(*opens))
        }
        ClockState::Running { due, left, soon: true, .. } => {
            format!("due soon: {} left, {}", span(*left), when(*due))
        }
        ClockState::Running { due, left, .. } => format!("{} left, {}", span(*left), when(*due)),
        ClockState::Missed { due, over } => format!("missed by {}, was due {}", span(*over), when(*due)),
        ClockState::Paused { left, stage, reason, .. } => {
            let why = stage.words();
            let reason = if reason.trim().is_empty() { String::new() } else { format!(": {reason}") };
            format!("paused with {} left, {why}{reason}", span(*left))
        }
        ClockState::Met { at, .. } => format!("met {}", when(*at)),
        ClockState::Late { at, over, .. } => format!("late by {}, {}", span(*over), when(*at)),
        ClockState::Done { at } => format!("done {}", when(*at)),
        ClockState::Waits { event } => format!("begins when {}", event.when()),
        ClockState::Off { since, stage } => {
            format!("does not run while {}, since {}", stage.words(), when(*since))
        }
        ClockState::BestEffort => "best effort".into(),
        ClockState::NotCovered => "not covered".into(),
        ClockState::ByContract => "by contract".into(),
        ClockState::NoTarget => "none".into(),
        ClockState::Beyond => "due after 2200".into(),
    }
}

/// The same for a column of a list: no date of what is due this week, no reasons.
pub fn short(clock: &TicketClock, now: Instant) -> String {
    let zone = clock.target.calendar.zone();
    match clock.at(now) {
        ClockState::Running { frozen: Some(opens), .. } => {
            // A week on the day's name is ambiguous: the date tells.
            let form = if opens.unix() - now.unix() < 6 * 86_400 { "%a %H:%M" } else { "%d %b %H:%M" };
            format!("closed to {}", zone.civil(opens).format(form))
        }
        ClockState::Running { left, .. } => format!("{} left", span(left)),
        ClockState::Missed { over, .. } => format!("missed {}", span(over)),
        ClockState::Paused { stage: Stage::Waiting | Stage::OnHold, .. } => "paused".into(),
        ClockState::Paused { stage: Stage::Resolved, .. } => "resolved".into(),
        ClockState::Met { .. } => "met".into(),
        ClockState::Late { over, .. } => format!("late {}", span(over)),
        ClockState::Done { .. } => "done".into(),
        ClockState::Waits { .. } => "not begun".into(),
        ClockState::Off { .. } => "not running".into(),
        ClockState::BestEffort
        | ClockState::NotCovered
        | ClockState::ByContract
        | ClockState::NoTarget
        | ClockState::Beyond => self::clock(clock, now),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn spans_are_read_at_a_glance() {
        let table = [
            (0, "0s"),
            (59, "59s"),
            (60, "1m"),
            (3599, "59m"),
            (3600, "1h 00m"),
            (97_500, "27h 05m"),
            (-5, "0s"),
        ];
        for (seconds, words) in table {
            assert_eq!(super::span(seconds), words);
        }
    }
}
