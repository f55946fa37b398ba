//! The same view as a list in time order: what was missed, what falls due, days with a name, who comes on duty.

use super::{Lanes, Mark, NamedDay, Turn, named_days};
use crate::calendar::{Instant, Span};
use crate::desk::board::Board;

/// One thing that happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// A clock runs out, or has.
    Due(Mark),
    /// A date on which desks keep other hours than in other weeks.
    Day {
        /// Which, and what it is called.
        day: NamedDay,
        /// Whose desks: places in [`Board::groups`].
        groups: Vec<usize>,
    },
    /// Somebody comes on duty.
    Turn(Turn),
}

impl Item {
    /// When.
    pub fn at(&self) -> Instant {
        match self {
            Item::Due(mark) => mark.due,
            Item::Day { day, .. } => day.span.from,
            Item::Turn(turn) => turn.at,
        }
    }
}

/// Everything that was missed before `now`, and what happens in a span, in time order; of one customer's lane where
/// `lane` is given. Marks of the past that lie before the span are told only where they were missed.
pub fn agenda(
    board: &Board,
    lanes: &Lanes,
    span: Span,
    turns: &[Turn],
    lane: Option<usize>,
    now: Instant,
) -> Vec<Item> {
    let own = |place: usize| lane.is_none_or(|lane| lanes.range(lane).contains(&place));
    let missed = lanes.in_time(Instant::MIN, span.from.min(now));
    let inside = lanes.in_time(span.from, span.to);
    let marks = missed.chain(inside).filter(|(place, _)| own(*place));
    let mut items: Vec<Item> = marks.map(|(_, mark)| Item::Due(mark)).collect();
    let mut days: Vec<(NamedDay, Vec<usize>)> = Vec::new();
    for (calendar, groups) in lanes.by_desk(board) {
        let own =
            |group: &usize| lane.is_none_or(|lane| lanes.lane(lane).is_some_and(|lane| lane.group == *group));
        let groups: Vec<usize> = groups.into_iter().filter(own).collect();
        if groups.is_empty() {
            continue;
        }
        for day in named_days(&calendar, span) {
            match days.iter_mut().find(|(known, _)| *known == day) {
                Some((_, known)) => known.extend(&groups),
                None => days.push((day, groups.clone())),
            }
        }
    }
    items.extend(days.into_iter().map(|(day, groups)| Item::Day { day, groups }));
    let turns = turns.iter().filter(|turn| span.from <= turn.at && turn.at < span.to);
    items.extend(turns.cloned().map(Item::Turn));
    items.sort_by_key(Item::at);
    items
}
