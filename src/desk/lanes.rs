//! The view of time: a lane per customer with the due marks of every running clock, and what the hours of its desk are
//! meanwhile. Pure; `now` is an argument.
//!
//! [`Lanes`] is made once per board: due instants change only with events, never with time. What falls into a stretch is
//! then found by binary search, so that a frame costs what it shows and not what the desk holds.

use std::ops::Range;
use std::sync::Arc;

use super::board::{Board, Group};
use super::clock::{Reckoned, TicketClock};
use super::row::Row;
use super::ticket::TicketId;
use crate::calendar::{Calendar, Instant, Span, Zone};
use crate::policy::ClockKey;

mod agenda;
mod hours;
mod picture;
mod scale;

pub use agenda::{Item, agenda};
pub use hours::{NamedDay, Shade, named_days, shades};
pub use picture::{Column, Ink, MISSED, NOW, PER_CELL, TURN, Turn, columns, severity_sign, turns};
pub use scale::{Tick, Zoom, day_ticks, hour_ticks, stretch_of};

/// The due instant of one running clock of one ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// By when; missed from the second after it.
    pub due: Instant,
    /// The ticket's place in [`Board::rows`].
    pub row: usize,
    /// The clock's place in [`Row::clocks`].
    pub clock: usize,
    /// The severity that the ticket counts as: 0 for the most severe.
    pub rank: u8,
}

impl Mark {
    /// Whether it has been missed at a moment.
    pub fn missed(&self, now: Instant) -> bool {
        self.due < now
    }

    /// The ticket with its clocks.
    pub fn row_of(self, board: &Board) -> Option<&Row> {
        board.rows.get(self.row).map(|row| &**row)
    }

    /// The clock.
    pub fn clock_of(self, board: &Board) -> Option<&TicketClock> {
        self.row_of(board)?.clocks.get(self.clock)
    }

    /// What it stands for, whatever its place: what a selection holds on to.
    pub fn spot(self, board: &Board) -> Option<MarkSpot> {
        let row = self.row_of(board)?;
        let clock = row.clocks.get(self.clock)?.key().clone();
        Some(MarkSpot { ticket: row.ticket.id, clock })
    }
}

/// What a mark stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkSpot {
    /// Whose clock.
    pub ticket: TicketId,
    /// Which.
    pub clock: ClockKey,
}

/// A customer's lane.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lane {
    /// The customer's place in [`Board::groups`].
    pub group: usize,
    marks: Range<usize>,
}

/// A row of cells of equal length in real time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// Where the first begins.
    pub first: Instant,
    /// Seconds of each; at least 1.
    pub cell: i64,
    /// How many.
    pub cells: usize,
}

impl Stretch {
    /// The instant at which a cell begins; that after the last one ends it.
    pub fn at(self, cell: usize) -> Instant {
        let seconds = i64::try_from(cell).unwrap_or(i64::MAX).saturating_mul(self.cell.max(1));
        self.first.plus(seconds).unwrap_or(Instant::MAX)
    }

    /// From its first instant to that after its last.
    pub fn span(self) -> Span {
        Span { from: self.first, to: self.at(self.cells) }
    }

    /// The cell that holds an instant.
    pub fn cell_of(self, at: Instant) -> Option<usize> {
        let place = at.since(self.first).div_euclid(self.cell.max(1));
        usize::try_from(place).ok().filter(|place| *place < self.cells)
    }

    /// The same stretch in cells that are `parts` times as fine, where their length allows that.
    #[must_use]
    pub fn divided(self, parts: usize) -> Stretch {
        let by = i64::try_from(parts.max(1)).unwrap_or(1);
        Stretch { first: self.first, cell: (self.cell / by).max(1), cells: self.cells * parts.max(1) }
    }
}

/// The marks that fall into one cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellMarks {
    /// Which cell.
    pub cell: usize,
    /// How many.
    pub count: usize,
    /// How many of them have been missed.
    pub missed: usize,
    /// The most severe rank among them.
    pub rank: u8,
    /// Their places, for [`Lanes::marks_at`].
    pub marks: Range<usize>,
}

/// What a lane shows of a stretch.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LaneView {
    /// Marks before the stretch that have been missed; their places for [`Lanes::marks_at`].
    pub missed_before: Range<usize>,
    /// Marks before the stretch that have not.
    pub before: Range<usize>,
    /// The cells that hold marks, in order.
    pub cells: Vec<CellMarks>,
    /// Marks after the stretch.
    pub after: Range<usize>,
}

/// Every lane of a board, the most urgent customer first, with a sorted index of due instants.
#[derive(Debug, Default)]
pub struct Lanes {
    lanes: Vec<Lane>,
    /// Lane after lane, each by due instant.
    marks: Vec<Mark>,
    /// Places in `marks`, by due instant.
    by_time: Vec<usize>,
}

impl Lanes {
    /// Of a board that has been sorted: a lane for every customer with open tickets, in the board's order.
    pub fn of(board: &Board) -> Lanes {
        let mut lanes = Lanes::default();
        for (place, group) in board.groups.iter().enumerate().filter(|(_, group)| !group.rows.is_empty()) {
            let from = lanes.marks.len();
            for &row in &group.rows {
                let Some(found) = board.rows.get(row) else { continue };
                let rank = u8::try_from(found.severity_rank).unwrap_or(u8::MAX);
                let running =
                    found.clocks.iter().enumerate().filter_map(|(clock, state)| match state.reckoned {
                        Reckoned::Due { due } => Some(Mark { due, row, clock, rank }),
                        _ => None,
                    });
                lanes.marks.extend(running);
            }
            if let Some(own) = lanes.marks.get_mut(from..) {
                own.sort_unstable_by_key(|mark| (mark.due, mark.row, mark.clock));
            }
            lanes.lanes.push(Lane { group: place, marks: from..lanes.marks.len() });
        }
        let mut by_time: Vec<usize> = (0..lanes.marks.len()).collect();
        let key = |place: &usize| lanes.marks.get(*place).map(|mark| (mark.due, mark.row, mark.clock));
        by_time.sort_unstable_by_key(key);
        lanes.by_time = by_time;
        lanes
    }

    /// How many lanes there are.
    pub fn len(&self) -> usize {
        self.lanes.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.lanes.is_empty()
    }

    /// How many marks there are on all lanes.
    pub fn count(&self) -> usize {
        self.marks.len()
    }

    /// A lane, from the top.
    pub fn lane(&self, lane: usize) -> Option<&Lane> {
        self.lanes.get(lane)
    }

    /// The customer of a lane.
    pub fn group<'b>(&self, board: &'b Board, lane: usize) -> Option<&'b Group> {
        board.groups.get(self.lanes.get(lane)?.group)
    }

    /// The places of a lane's marks, by due instant; empty where there is no such lane.
    pub fn range(&self, lane: usize) -> Range<usize> {
        self.lanes.get(lane).map_or(0..0, |lane| lane.marks.clone())
    }

    /// The mark at a place.
    pub fn mark(&self, place: usize) -> Option<Mark> {
        self.marks.get(place).copied()
    }

    /// The marks at places that a view gave.
    pub fn marks_at(&self, places: Range<usize>) -> &[Mark] {
        self.marks.get(places).unwrap_or_default()
    }

    /// The lane that a mark stands on.
    pub fn lane_of(&self, place: usize) -> Option<usize> {
        let lane = self.lanes.partition_point(|lane| lane.marks.end <= place);
        self.lanes.get(lane).filter(|lane| lane.marks.contains(&place)).map(|_| lane)
    }

    /// The lane of the customer at a place in [`Board::groups`].
    pub fn lane_of_group(&self, group: usize) -> Option<usize> {
        self.lanes.binary_search_by_key(&group, |lane| lane.group).ok()
    }

    /// Every mark due in `[from, to)` with its place, in time order, whatever its lane.
    pub fn in_time(&self, from: Instant, to: Instant) -> impl Iterator<Item = (usize, Mark)> + '_ {
        let at = |bound: Instant| {
            self.by_time.partition_point(|place| self.marks.get(*place).is_some_and(|mark| mark.due < bound))
        };
        let places = self.by_time.get(at(from)..at(to).max(at(from))).unwrap_or_default();
        places.iter().filter_map(|place| Some((*place, self.mark(*place)?)))
    }

    /// Where what a selection holds on to stands now; `None` where that clock no longer runs.
    pub fn find(&self, board: &Board, spot: &MarkSpot) -> Option<usize> {
        let row = board.place(spot.ticket)?;
        let found = board.rows.get(row)?;
        let clock = found.clocks.iter().position(|clock| *clock.key() == spot.clock)?;
        let Reckoned::Due { due } = found.clocks.get(clock)?.reckoned else { return None };
        let group = board.groups.iter().position(|group| group.customer.id == found.ticket.customer)?;
        let own = &self.lanes.get(self.lane_of_group(group)?)?.marks;
        let marks = self.marks.get(own.clone())?;
        let key = (due, row, clock);
        marks
            .binary_search_by_key(&key, |mark| (mark.due, mark.row, mark.clock))
            .ok()
            .map(|at| own.start + at)
    }

    /// The mark of a lane whose due instant is nearest to a moment.
    pub fn nearest(&self, lane: usize, at: Instant) -> Option<usize> {
        let own = &self.lanes.get(lane)?.marks;
        let marks = self.marks.get(own.clone())?;
        let after = marks.partition_point(|mark| mark.due < at);
        let far = |place: usize| marks.get(place).map(|mark| mark.due.since(at).abs());
        let nearest = [after.checked_sub(1), Some(after)].into_iter().flatten();
        let nearest = nearest.filter_map(|place| Some((far(place)?, place))).min()?;
        Some(own.start + nearest.1)
    }

    /// The next mark of any lane after a mark in time, or the one before.
    pub fn beside_in_time(&self, place: usize, forward: bool) -> Option<usize> {
        let key = |place: usize| self.marks.get(place).map(|mark| (mark.due, mark.row, mark.clock));
        let own = key(place)?;
        let at = self.by_time.partition_point(|other| key(*other).is_some_and(|key| key < own));
        let to = if forward { at + 1 } else { at.checked_sub(1)? };
        self.by_time.get(to).copied()
    }

    /// The calendars of the lanes' desks, each once, with the customers that have it: places in [`Board::groups`].
    pub fn by_desk(&self, board: &Board) -> Vec<(Arc<Calendar>, Vec<usize>)> {
        let mut desks: Vec<(Arc<Calendar>, Vec<usize>)> = Vec::new();
        for lane in &self.lanes {
            let Some(calendar) = board.groups.get(lane.group).and_then(Group::desk_calendar) else {
                continue;
            };
            match desks.iter_mut().find(|(known, _)| Arc::ptr_eq(known, &calendar)) {
                Some((_, groups)) => groups.push(lane.group),
                None => desks.push((calendar, vec![lane.group])),
            }
        }
        desks
    }

    /// What a lane shows of a stretch at a moment.
    pub fn view(&self, lane: usize, stretch: Stretch, now: Instant) -> LaneView {
        let Some(own) = self.lanes.get(lane).map(|lane| lane.marks.clone()) else {
            return LaneView::default();
        };
        let marks = self.marks.get(own.clone()).unwrap_or_default();
        let before = |bound: Instant| own.start + marks.partition_point(|mark| mark.due < bound);
        let Span { from, to } = stretch.span();
        let (first, last, missed) = (before(from), before(to), before(now));
        let mut cells: Vec<CellMarks> = Vec::new();
        for (place, mark) in (first..last).zip(self.marks_at(first..last)) {
            let Some(cell) = stretch.cell_of(mark.due) else { continue };
            let late = usize::from(place < missed);
            match cells.last_mut().filter(|last| last.cell == cell) {
                Some(known) => {
                    known.count += 1;
                    known.missed += late;
                    known.rank = known.rank.min(mark.rank);
                    known.marks.end = place + 1;
                }
                None => {
                    let marks = place..place + 1;
                    cells.push(CellMarks { cell, count: 1, missed: late, rank: mark.rank, marks });
                }
            }
        }
        let missed = missed.clamp(own.start, first);
        LaneView { missed_before: own.start..missed, before: missed..first, cells, after: last..own.end }
    }
}

impl LaneView {
    /// The marks that stand in one place of the screen with a mark: those of its cell, or those missed before the stretch.
    pub fn together(&self, place: usize) -> Range<usize> {
        if self.missed_before.contains(&place) {
            return self.missed_before.clone();
        }
        let cell = self.cells.iter().find(|cell| cell.marks.contains(&place));
        cell.map_or(place..place + 1, |cell| cell.marks.clone())
    }
}

/// The zone in which a customer's policy is read, for an axis in its time; `None` without a policy.
pub fn policy_zone(group: &Group) -> Option<Arc<Zone>> {
    Some(group.terms.as_ref()?.as_ref().ok()?.pack().zone.clone())
}
