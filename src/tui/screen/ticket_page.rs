//! The ticket's page, or its pane beside the list.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::calendar::Instant;
use crate::tui::app::App;
use crate::tui::pen::Pen;
use crate::tui::theme::Role;
use crate::tui::words;

/// The last line to which it can be scrolled.
pub(super) fn end(_app: &App, _area: Rect) -> u16 {
    0
}

pub(super) fn draw(buffer: &mut Buffer, area: Rect, app: &App, now: Instant) {
    if area.is_empty() {
        return;
    }
    let style = |role| app.theme.style(role);
    let Some(row) = app.row() else { return };
    let area = Rect { x: area.x + 1, width: area.width.saturating_sub(1), ..area };
    Pen::new(buffer, area, 0)
        .text(&format!("#{} ", row.ticket.id), style(Role::Strong))
        .foreign(&row.ticket.subject, style(Role::Strong));
    for (place, clock) in (2..).zip(&row.clocks) {
        let said = words::clock(clock, &row.ticket, now);
        Pen::new(buffer, area, place)
            .text(clock.key().as_str(), style(Role::Muted))
            .text(": ", style(Role::Muted))
            .text(said.long(), style(said.role));
    }
}
