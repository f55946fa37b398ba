//! Pauses of a clock: a pause hands back the open seconds that it covered (sla.md 1.6).

use super::{Calendar, Instant, Span};

/// The pauses in order of time, overlapping and touching ones joined, empty and backward ones left out.
pub fn merged(pauses: &[Span]) -> Vec<Span> {
    let mut sorted: Vec<Span> = pauses.iter().copied().filter(|pause| pause.from < pause.to).collect();
    sorted.sort_by_key(|pause| (pause.from, pause.to));
    let mut joined: Vec<Span> = Vec::with_capacity(sorted.len());
    for pause in sorted {
        match joined.last_mut() {
            Some(last) if pause.from <= last.to => last.to = last.to.max(pause.to),
            _ => joined.push(pause),
        }
    }
    joined
}

impl Calendar {
    /// Where a due instant moves under pauses: from the end of each, the clock needs what was still owed at its start.
    /// A pause that begins at or after the due instant changes nothing, nor does one that covers no open time, nor what
    /// of it lies before `received`. `None` past 2200.
    pub fn due_after_pauses(&self, received: Instant, due: Instant, pauses: &[Span]) -> Option<Instant> {
        let mut due = due;
        for pause in merged(pauses) {
            let from = pause.from.max(received);
            if from >= due {
                break;
            }
            if pause.to > from && self.elapsed(from, pause.to) > 0 {
                due = self.due(pause.to, self.elapsed(from, due))?;
            }
        }
        Some(due)
    }
}
