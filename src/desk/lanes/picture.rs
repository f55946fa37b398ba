//! A lane as a row of columns, two to a cell: the sign of what falls due in it, and how much that is. Signs alone tell
//! everything apart; what colours they get is for the screen to say.

use super::{LaneView, NamedDay, Shade, Stretch};
use crate::calendar::Instant;
use crate::text;

/// What a column shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// Hours that are open, or for a part of the column's time, with nothing in them.
    Open,
    /// Closed hours.
    Closed,
    /// A part of the name of a day.
    Name,
    /// Somebody else comes on duty.
    Turn,
    /// Now.
    Now,
    /// Running clocks, the most severe of this rank.
    Due(u8),
    /// Missed clocks.
    Missed,
}

/// One column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its sign; `None` for the second half of a wide one.
    pub sign: Option<char>,
    /// What that means.
    pub ink: Ink,
}

/// Somebody comes on duty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// When.
    pub at: Instant,
    /// Who, as an agent's name.
    pub who: String,
    /// On which line of the rota.
    pub line: String,
}

/// Columns of a cell.
pub const PER_CELL: usize = 2;

/// The sign of a running clock by its severity: as high as it is severe.
pub fn severity_sign(rank: u8) -> char {
    match rank {
        0 => '█',
        1 => '▆',
        2 => '▄',
        _ => '▂',
    }
}

/// The sign of a missed clock.
pub const MISSED: char = '✗';
/// The sign of a shift change.
pub const TURN: char = '┆';
/// The sign of now.
pub const NOW: char = '│';

/// How many there are, in one column: nothing for one, `+` for more than nine.
fn count(number: usize) -> Option<char> {
    match number {
        0 | 1 => None,
        2..=9 => char::from_digit(u32::try_from(number).unwrap_or(0), 10),
        _ => Some('+'),
    }
}

/// The columns in which somebody comes on duty, in order, each once.
pub fn turns(turns: &[Turn], stretch: Stretch) -> Vec<usize> {
    let fine = stretch.divided(PER_CELL);
    let mut columns: Vec<usize> = turns.iter().filter_map(|turn| fine.cell_of(turn.at)).collect();
    columns.sort_unstable();
    columns.dedup();
    columns
}

/// The columns of a lane. `shades` are those of its desk for each column ([`super::shades`] of the stretch divided by
/// [`PER_CELL`]), empty where its hours are not known; `turns` the columns of shift changes.
pub fn columns(
    view: &LaneView,
    stretch: Stretch,
    (shades, days): (&[Shade], &[NamedDay]),
    turns: &[usize],
    now: Instant,
) -> Vec<Column> {
    let fine = stretch.divided(PER_CELL);
    let ground = |column: usize| match shades.get(column) {
        Some(Shade::Closed) => Column { sign: Some('·'), ink: Ink::Closed },
        // A column that is open for a part of its time is no closed one.
        Some(Shade::Open | Shade::Partly) | None => Column { sign: Some(' '), ink: Ink::Open },
    };
    let mut row: Vec<Column> = (0..fine.cells).map(ground).collect();
    for day in days {
        write_name(&mut row, fine, day);
    }
    let mut put = |column: usize, sign: char, ink: Ink| {
        // Half a wide character cannot stay.
        if row.get(column).is_some_and(|known| known.sign.is_none())
            && let Some(before) = column.checked_sub(1).and_then(|before| row.get_mut(before))
        {
            before.sign = Some(' ');
        }
        if let Some(after) = row.get_mut(column + 1).filter(|after| after.sign.is_none()) {
            after.sign = Some(' ');
        }
        if let Some(known) = row.get_mut(column) {
            *known = Column { sign: Some(sign), ink };
        }
    };
    turns.iter().for_each(|column| put(*column, TURN, Ink::Turn));
    if let Some(column) = fine.cell_of(now) {
        put(column, NOW, Ink::Now);
    }
    for cell in &view.cells {
        let (sign, ink) = if cell.missed > 0 {
            (MISSED, Ink::Missed)
        } else {
            (severity_sign(cell.rank), Ink::Due(cell.rank))
        };
        put(cell.cell * PER_CELL, sign, ink);
        if let Some(number) = count(cell.count) {
            put(cell.cell * PER_CELL + 1, number, ink);
        }
    }
    row
}

/// Writes the name of a day over its columns, where there is room for some of it.
fn write_name(row: &mut [Column], fine: Stretch, day: &NamedDay) {
    const LEAST: usize = 3;
    let span = fine.span();
    if day.span.to <= span.from || day.span.from >= span.to {
        return;
    }
    let first = fine.cell_of(day.span.from.max(span.from)).unwrap_or(0);
    let end = day.span.to.plus(-1).and_then(|last| fine.cell_of(last)).map_or(fine.cells, |last| last + 1);
    // A column is left free on either side, so that the closed hours around it are seen.
    let room = end.saturating_sub(first + 1);
    if room < LEAST {
        return;
    }
    let name = text::printable(&day.name);
    let mut column = first + 1;
    for sign in text::fitted(&name, room).chars() {
        let mut bytes = [0; 4];
        let wide = text::width(sign.encode_utf8(&mut bytes));
        if wide == 0 || column + wide > end {
            continue;
        }
        for (half, known) in row.iter_mut().skip(column).take(wide).enumerate() {
            *known = Column { sign: (half == 0).then_some(sign), ink: Ink::Name };
        }
        column += wide;
    }
}
