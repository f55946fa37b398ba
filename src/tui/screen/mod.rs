//! What is where. Draws only what is visible, straight into the buffer; `now` is an argument.
//!
//! From top to bottom: the line on top, who is on call, the strip of the hours ahead, the list (with the ticket's pane beside it, or
//! the ticket's page in its place), the selected ticket's clocks in full words, the keys.

mod customer_line;
mod duty_line;
mod filter_line;
mod footer;
mod horizon;
mod list;
mod sequence;
mod ticket_line;
mod ticket_page;
mod top;
mod welcome;

pub use ticket_page::Kept;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::app::{App, Front, Stage};
use crate::calendar::Instant;

/// From this width on the ticket's pane lies beside the list.
pub const WIDE: u16 = 120;

/// Where the parts are; one without room has no height or width.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Areas {
    /// The line on top.
    pub top: Rect,
    /// Who is on call, where the desk has a rota or the agent a shift.
    pub duty: Rect,
    /// The hours ahead.
    pub strip: Rect,
    /// Names of the list's columns.
    pub heading: Rect,
    /// The list.
    pub list: Rect,
    /// The ticket's pane or page.
    pub ticket: Rect,
    /// The selected ticket's clocks in words.
    pub focus: Rect,
    /// The keys.
    pub footer: Rect,
}

/// Where everything goes on this screen.
pub fn areas(app: &App) -> Areas {
    let (width, height) = (app.size.width, app.size.height);
    let on = |from: u16, rows: u16| if height >= from { rows } else { 0 };
    let duty = if app.on_call.shows() { on(14, 1) } else { 0 };
    let rows = [on(3, 1), duty, on(16, 2), on(12, 1), 0, on(10, 1), on(4, 1)];
    let rest = height - rows.iter().sum::<u16>();
    let mut y = 0;
    let [top, duty, strip, mut heading, body, focus, footer] =
        [rows[0], rows[1], rows[2], rows[3], rest, rows[5], rows[6]].map(|height| {
            let area = Rect { x: 0, y, width, height };
            y += height;
            area
        });
    let mut areas = Areas { top, duty, strip, heading, list: body, ticket: Rect::default(), focus, footer };
    let beside = width >= WIDE && app.pane;
    if beside {
        let pane = (width * 35 / 100).clamp(42, 76);
        areas.list.width = width - pane - 1;
        heading.width = areas.list.width;
        areas.heading = heading;
        areas.ticket =
            Rect { x: width - pane, y: heading.y, width: pane, height: body.height + heading.height };
    } else if app.front == Front::Ticket {
        areas.list = Rect::default();
        areas.heading = Rect::default();
        areas.ticket = Rect { y: heading.y, height: body.height + heading.height, ..body };
    }
    areas
}

/// Rows that the list has.
pub fn list_rows(app: &App) -> usize {
    usize::from(areas(app).list.height)
}

/// Whether the ticket's pane or page is on screen.
pub fn shows_ticket(app: &App) -> bool {
    areas(app).ticket.height > 0
}

/// The last line to which the ticket's page can be scrolled.
pub fn ticket_end(app: &App) -> u16 {
    ticket_page::end(app, areas(app).ticket)
}

/// What stands on the first row of the ticket's page, to find it again at another width.
pub fn ticket_anchor(app: &App, now: Instant) -> Option<(u32, usize)> {
    ticket_page::anchor(app, areas(app).ticket, now)
}

/// The line of the ticket's page at which that stands now.
pub fn ticket_line_of(app: &App, anchor: (u32, usize), now: Instant) -> Option<u16> {
    ticket_page::line_of(app, areas(app).ticket, anchor, now)
}

/// The line of the ticket's page at which its next part begins, or the one before.
pub fn ticket_part(app: &App, forward: bool, now: Instant) -> Option<u16> {
    ticket_page::part_beside(app, areas(app).ticket, forward, now)
}

/// The ticket's page as lines of text of at most so many columns; nothing where no ticket is looked at.
pub fn ticket_text(app: &App, now: Instant, columns: usize) -> Vec<String> {
    ticket_page::text(app, now, columns)
}

/// Draws the whole screen as it is at a moment.
pub fn paint(app: &App, buffer: &mut Buffer, area: Rect, now: Instant) {
    if area.is_empty() {
        return;
    }
    if let Some(ground) = app.theme.ground() {
        buffer.set_style(area, ground);
    }
    let areas = areas(app);
    let filters = app.filtering && app.overlays.is_empty();
    top::draw(buffer, areas.top, app, now);
    if let Stage::Missing(path) = &app.stage {
        let body =
            Rect { y: areas.top.bottom(), height: area.height.saturating_sub(areas.top.height + 1), ..area };
        welcome::missing(buffer, body, app, path);
    } else {
        duty_line::draw(buffer, areas.duty, app, now);
        horizon::draw(buffer, areas.strip, app, now);
        list::draw(buffer, areas, app, now);
        ticket_page::draw(buffer, areas.ticket, app, now);
        if filters {
            filter_line::draw(buffer, areas.focus, areas.footer, app);
        } else {
            footer::focus(buffer, areas.focus, app, now);
        }
    }
    let over = Rect { height: area.height.saturating_sub(areas.footer.height), ..area };
    for layer in &app.overlays {
        layer.overlay.draw(buffer, over, app, now);
    }
    sequence::draw(buffer, over, app);
    if !filters {
        footer::draw(buffer, areas.footer, app, now);
    }
}
