//! What goes where on the view of time.

use ratatui::layout::Rect;

use crate::calendar::{Instant, Zone};
use crate::desk::lanes::{PER_CELL, Stretch, Zoom};

/// Columns for what was missed before the view, a blank included.
pub(super) const EDGE: usize = 4;
/// Columns for what comes after it.
pub(super) const AFTER: usize = 3;

/// The columns of a lane: the customer, what was missed before, the cells, what comes after.
#[derive(Debug, Clone, Copy)]
pub(super) struct Layout {
    /// Columns of the customer's name, a blank and the sign of the selection included.
    pub name: usize,
    /// The cells.
    pub stretch: Stretch,
    /// Whether there is room for what comes after.
    pub after: bool,
}

/// What a column of a lane is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spot {
    /// What was missed before the view.
    Edge,
    /// A cell.
    Cell(usize),
    /// The name, or nothing.
    Elsewhere,
}

impl Layout {
    /// Of lanes so wide that begin where `at` lies.
    pub fn new(width: u16, zoom: Zoom, at: Instant, zone: &Zone) -> Layout {
        let width = usize::from(width);
        let (least, most) = match width {
            0..=69 => (11, 14),
            70..=109 => (13, 22),
            _ => (22, 32),
        };
        let after = width >= 40;
        let edges = EDGE + if after { AFTER } else { 0 };
        let cells = width.saturating_sub(least + edges) / PER_CELL;
        let stretch = zoom.stretch(at, zone, cells);
        let name = width.saturating_sub(stretch.cells * PER_CELL + edges).clamp(least.min(width), most);
        Layout { name, stretch, after }
    }

    /// The first column of the cells.
    pub fn cells_from(self) -> usize {
        self.name + EDGE
    }

    /// What a column is.
    pub fn cell_at(self, column: usize) -> Spot {
        if (self.name..self.cells_from()).contains(&column) {
            return Spot::Edge;
        }
        match column.checked_sub(self.cells_from()).map(|column| column / PER_CELL) {
            Some(cell) if cell < self.stretch.cells => Spot::Cell(cell),
            _ => Spot::Elsewhere,
        }
    }
}

/// The rows of the view; a part without room has no height.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Parts {
    /// What is shown, from when to when, and what the signs mean.
    pub title: Rect,
    /// Dates.
    pub days: Rect,
    /// Hours.
    pub hours: Rect,
    /// Who comes on duty.
    pub turns: Rect,
    /// The lanes.
    pub lanes: Rect,
    /// What is selected, in words.
    pub words: Rect,
}

/// Where the rows go in an area; whether anybody comes on duty in the time shown.
pub(super) fn parts(area: Rect, shifts: bool) -> Parts {
    let height = area.height;
    let on = |from: u16, rows: u16| if height >= from { rows } else { 0 };
    let rows = [on(4, 1), on(7, 1), on(5, 1), if shifts { on(9, 1) } else { 0 }];
    let words = match height {
        0..=5 => 0,
        6..=11 => 1,
        _ => 2,
    };
    let rest = height.saturating_sub(rows.iter().sum::<u16>() + words);
    let mut y = area.y;
    let [title, days, hours, turns, lanes, words] =
        [rows[0], rows[1], rows[2], rows[3], rest, words].map(|height| {
            let part = Rect { y, height, ..area };
            y = y.saturating_add(height);
            part
        });
    Parts { title, days, hours, turns, lanes, words }
}
