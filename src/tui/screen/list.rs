//! The list: customers and their tickets, or tickets by urgency. Only what is on screen is worked out.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::Areas;
use super::customer_line::{self, Look};
use super::ticket_line::{self, Columns};
use super::welcome;
use crate::calendar::Instant;
use crate::tui::app::{App, Front};
use crate::tui::listing::Line;
use crate::tui::pen::Pen;
use crate::tui::picture::Picture;
use crate::tui::theme::Role;

pub(super) fn draw(buffer: &mut Buffer, areas: Areas, app: &App, now: Instant) {
    if areas.list.is_empty() {
        return;
    }
    if app.picture.is_none() {
        return;
    }
    let Some(picture) = app.listed() else { return welcome::reading(buffer, areas.list, app) };
    if app.listing.lines.is_empty() {
        return welcome::nothing(buffer, areas.list, app, picture);
    }
    let highest = picture.board.rows.iter().rev().take(200).map(|row| row.ticket.id.0).max().unwrap_or(0);
    let columns = Columns::new(areas.list.width, !app.grouped(), highest, picture.further().len());
    columns.heading(buffer, areas.heading, app, picture.further());
    if areas.ticket.width > 0 {
        rule(buffer, areas, app);
    }
    let mut top = app.top;
    let mut row = 0;
    // The customer of the first line stays in sight while its tickets scroll by.
    if let Some(Line::Row(first)) = app.listing.lines.get(top)
        && app.grouped()
        && areas.list.height > 2
        && let Some(group) = picture.group_of_row(*first)
    {
        let look = Look { selected: false, folded: false, stuck: true };
        customer_line::draw(buffer, areas.list, 0, app, group, look, now);
        top += 1;
        row = 1;
    }
    for (place, line) in app.listing.lines.iter().enumerate().skip(top) {
        if row >= areas.list.height {
            break;
        }
        let selected = place == app.cursor && (app.front == Front::List || areas.list.width > 0);
        draw_line(buffer, areas.list, row, app, picture, *line, columns, selected, now);
        row += 1;
    }
    scroll_mark(buffer, areas.list, app);
}

#[expect(clippy::too_many_arguments, reason = "one call site; a struct would only rename them")]
fn draw_line(
    buffer: &mut Buffer,
    area: Rect,
    row: u16,
    app: &App,
    picture: &Picture,
    line: Line,
    columns: Columns,
    selected: bool,
    now: Instant,
) {
    match line {
        Line::Group(place) => {
            let Some(group) = picture.board.groups.get(place) else { return };
            let folded = app.filter.is_empty() && app.folded.contains(&group.customer.id);
            customer_line::draw(buffer, area, row, app, group, Look { selected, folded, stuck: false }, now);
        }
        Line::Row(place) => {
            let Some(found) = picture.board.rows.get(place) else { return };
            let (group, further) = (picture.group_of_row(place), picture.further());
            let line = ticket_line::Line { row: found, group, further, selected };
            ticket_line::draw(buffer, area, row, app, line, columns, now);
        }
    }
}

/// The rule between list and pane.
fn rule(buffer: &mut Buffer, areas: Areas, app: &App) {
    let x = areas.ticket.x.saturating_sub(1);
    for y in areas.ticket.y..areas.ticket.bottom() {
        buffer.set_stringn(x, y, "│", 1, app.theme.style(Role::Border));
    }
}

/// Where in the list the screen is, in its last column.
fn scroll_mark(buffer: &mut Buffer, area: Rect, app: &App) {
    let (rows, lines) = (usize::from(area.height), app.listing.lines.len());
    if rows == 0 || lines <= rows || area.width == 0 {
        return;
    }
    let place = app.top * (rows - 1) / (lines - rows).max(1);
    let y = area.y + u16::try_from(place.min(rows - 1)).unwrap_or(0);
    let mark = Rect { x: area.right() - 1, y, width: 1, height: 1 };
    Pen::new(buffer, mark, 0).text("▐", app.theme.style(Role::Border));
}
