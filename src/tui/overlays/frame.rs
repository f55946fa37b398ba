//! The frame that overlays share: cleared, bordered, in the middle of what is there.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::{Block, Clear, Widget};

use crate::text;
use crate::tui::pen::Pen;
use crate::tui::theme::{Role, Theme};

/// Clears and frames a box of at most that size in the middle of `area`, and gives its inside.
pub fn framed(
    buffer: &mut Buffer,
    area: Rect,
    (width, height): (u16, u16),
    title: &str,
    theme: Theme,
) -> Rect {
    let area = area.intersection(buffer.area);
    let (width, height) = (width.min(area.width), height.min(area.height));
    let x = area.x + (area.width - width) / 2;
    let y = area.y + (area.height - height) / 2;
    let outer = Rect { x, y, width, height };
    Clear.render(outer, buffer);
    buffer.set_style(outer, theme.style(Role::Text));
    // `Clear` leaves a wide character's second half behind at the left edge.
    let title = text::printable(title);
    let title = text::fitted(&title, usize::from(width.saturating_sub(4))).into_owned();
    let block = Block::bordered().border_style(theme.style(Role::Border));
    let inner = block.inner(outer);
    block.render(outer, buffer);
    // Not as the block's title: that would be as dim as its border.
    let line = Rect { x: outer.x.saturating_add(1), width: outer.width.saturating_sub(2), ..outer };
    buffer.set_style(
        Rect {
            height: line.height.min(1),
            width: line.width.min(u16::try_from(text::width(&title) + 2).unwrap_or(u16::MAX)),
            ..line
        },
        ratatui::style::Style::reset(),
    );
    Pen::new(buffer, line, 0).text(&format!(" {title} "), theme.style(Role::Title));
    Rect { x: inner.x.saturating_add(1), width: inner.width.saturating_sub(2), ..inner }
}
