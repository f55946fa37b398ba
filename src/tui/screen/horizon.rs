//! The next twelve hours at a glance: how many targets fall due when, and when desks are closed. The cells lie on the
//! wall clock, so that the strip moves only when a cell goes by.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::calendar::Instant;
use crate::tui::app::App;
use crate::tui::pen::Pen;
use crate::tui::theme::Role;

const HOURS: i64 = 12;
const BARS: [&str; 8] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];

/// Seconds of a cell: as fine as fits in so many columns.
fn cell_seconds(columns: usize) -> i64 {
    let fits = |minutes: &i64| usize::try_from(HOURS * 60 / minutes).is_ok_and(|cells| cells <= columns);
    [5, 10, 15, 20, 30, 60].into_iter().find(fits).unwrap_or(60) * 60
}

pub(super) fn draw(buffer: &mut Buffer, area: Rect, app: &App, now: Instant) {
    let Some(picture) = app.picture.as_deref().filter(|_| area.height > 0) else { return };
    let style = |role| app.theme.style(role);
    let label = if area.width >= 76 { " due in the next 12 h  " } else { " 12 h " };
    let mut pen = Pen::new(buffer, area, 0);
    pen.text(label, style(Role::Muted));
    let columns = pen.left().saturating_sub(9);
    let width = cell_seconds(columns);
    // Whole cells of the local wall clock, so that a full hour begins a cell in every zone.
    let into = (now.unix() + app.local.offset_at(now)).rem_euclid(width);
    let Some(first) = now.plus(-into) else { return };
    let cells: Vec<Instant> = (0..HOURS * 3600 / width).filter_map(|cell| first.plus(cell * width)).collect();
    let due: Vec<usize> = cells
        .iter()
        .map(|from| picture.due_between((*from).max(now), from.plus(width).unwrap_or(Instant::MAX)))
        .collect();
    let most = due.iter().copied().max().unwrap_or(0).max(1);
    let closed = picture.closed_shares(first, width, cells.len());
    for number in &due {
        if *number == 0 {
            pen.skip(1);
        } else {
            let step = (number * BARS.len()).div_ceil(most).clamp(1, BARS.len()) - 1;
            pen.text(BARS.get(step).copied().unwrap_or("█"), style(Role::Horizon));
        }
    }
    pen.text(&format!(" {} due", due.iter().sum::<usize>()), style(Role::Muted));
    let mut pen = Pen::new(buffer, area, 1);
    pen.skip(crate::text::width(label));
    scale(&mut pen, app, &cells, &closed, width);
}

/// Hours under the cells, and dots between them where most desks are closed.
fn scale(pen: &mut Pen<'_>, app: &App, cells: &[Instant], closed: &[f32], width: i64) {
    let every = if width >= 1800 { 3 } else { 2 };
    let mut skip = 0;
    for (at, closed) in cells.iter().zip(closed) {
        let local = (at.unix() + app.local.offset_at(*at)).rem_euclid(86_400);
        if skip > 0 {
            skip -= 1;
        } else if local % (every * 3600) < width && local % 3600 < width {
            let words = format!("{:02}h", local / 3600);
            pen.text(&words, app.theme.style(Role::Muted));
            skip = 2;
        } else {
            pen.text(shade(*closed), app.theme.style(Role::Muted));
        }
    }
    pen.text(" · closed", app.theme.style(Role::Muted));
}

fn shade(closed: f32) -> &'static str {
    if closed > 0.5 { "·" } else { " " }
}
