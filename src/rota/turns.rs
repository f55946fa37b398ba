//! A rotation: agents take turns, counted on the wall clock of its zone, so that a handover at 09:00 stays at 09:00 when
//! the clocks change.

use std::sync::Arc;

use chrono::{NaiveDateTime, TimeDelta};

use crate::calendar::{Calendar, Instant, Span, Zone};

/// Agents who take turns of one length.
#[derive(Debug, Clone)]
pub(super) struct Rotation {
    /// Whose wall clock.
    pub zone: Arc<Zone>,
    /// In the order of their turns; never empty.
    pub agents: Vec<String>,
    /// When the first turn begins.
    pub from: NaiveDateTime,
    /// When there are no more turns.
    pub until: Option<Instant>,
    /// The length of a turn in wall-clock seconds, at least an hour.
    pub turn: i64,
    /// When anybody is needed; always where it is `None`.
    pub hours: Option<Arc<Calendar>>,
}

/// A longer one moves no clock: the largest jump of a zone is a day, across the date line.
const MARGIN: i64 = 2 * 86_400;

impl Rotation {
    /// When a turn begins, counted from 0: the first time that the wall clock reaches it. `None` past 2200.
    fn begins(&self, turn: i64) -> Option<Instant> {
        let seconds = self.turn.checked_mul(turn)?;
        self.zone.instant(self.from.checked_add_signed(TimeDelta::try_seconds(seconds)?)?)
    }

    /// When the first turn begins.
    pub fn start(&self) -> Option<Instant> {
        self.begins(0)
    }

    /// The turn that an instant lies in; `None` before the first.
    fn turn_at(&self, at: Instant) -> Option<i64> {
        let shown = self.zone.civil(at).signed_duration_since(self.from).num_seconds();
        let begun = |turn: i64| self.begins(turn).is_some_and(|begins| begins <= at);
        // After clocks went back, the wall clock shows less than it has reached already.
        let mut turn = (shown + MARGIN).div_euclid(self.turn);
        while turn >= 0 && !begun(turn) {
            turn -= 1;
        }
        (turn >= 0).then_some(turn)
    }

    /// The turns of which some second lies in `window`, with who has them, whether or not anybody is needed.
    fn turns(&self, window: Span) -> Vec<(Span, &str)> {
        let mut turns = Vec::new();
        let mut turn = self.turn_at(window.from).unwrap_or(0);
        while let Some(from) = self.begins(turn).filter(|from| *from < window.to) {
            let to = self.begins(turn + 1).unwrap_or(Instant::MAX);
            let to = self.until.map_or(to, |until| to.min(until));
            let agents = i64::try_from(self.agents.len()).unwrap_or(i64::MAX).max(1);
            let place = usize::try_from(turn.rem_euclid(agents)).unwrap_or(0);
            if let Some(agent) = self.agents.get(place).filter(|_| from < to && to > window.from) {
                turns.push((Span { from, to }, agent.as_str()));
            }
            if self.until.is_some_and(|until| until <= to) {
                break;
            }
            turn += 1;
        }
        turns
    }

    /// From the beginning of the first turn of a window to the end of its last; `None` where it has none.
    pub fn extent(&self, window: Span) -> Option<Span> {
        let turns = self.turns(window);
        Some(Span { from: turns.first()?.0.from, to: turns.last()?.0.to })
    }

    /// Who is on duty in the turns of a window, each stretch whole within its turn.
    pub fn stretches(&self, window: Span) -> Vec<(Span, &str)> {
        let turns = self.turns(window);
        let Some(hours) = &self.hours else { return turns };
        let within = |(turn, agent): (Span, _)| {
            hours.spans(turn.from, turn.to).into_iter().map(move |span| (span, agent))
        };
        turns.into_iter().flat_map(within).collect()
    }
}
