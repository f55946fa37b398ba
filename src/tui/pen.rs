//! Writing into one row of the screen from left to right, never past its end and never through half a wide character.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::text;

/// A place in one row, up to its end.
#[derive(Debug)]
pub struct Pen<'a> {
    buffer: &'a mut Buffer,
    x: u16,
    y: u16,
    end: u16,
}

impl<'a> Pen<'a> {
    /// At the start of the `row`-th row of an area; writes nothing where the area has no such row.
    pub fn new(buffer: &'a mut Buffer, area: Rect, row: u16) -> Pen<'a> {
        let area = area.intersection(buffer.area);
        let y = area.y.saturating_add(row);
        let end = if row < area.height { area.right() } else { area.x };
        Pen { buffer, x: area.x, y, end }
    }

    /// Columns that are left.
    pub fn left(&self) -> usize {
        usize::from(self.end.saturating_sub(self.x))
    }

    /// The column it stands at.
    pub fn column(&self) -> u16 {
        self.x
    }

    /// Writes printable text, cut with `…` where it does not fit.
    pub fn text(&mut self, text: &str, style: Style) -> &mut Self {
        let left = self.left();
        if left == 0 || text.is_empty() {
            return self;
        }
        let fitted = text::fitted(text, left);
        if let Some(columns) = text::plain_width(&fitted) {
            let mut bytes = [0; 4];
            for (cell, c) in self.cells(columns).iter_mut().zip(fitted.chars()) {
                cell.set_symbol(c.encode_utf8(&mut bytes)).set_style(style);
            }
            self.skip(columns);
            return self;
        }
        let (x, _) = self.buffer.set_stringn(self.x, self.y, fitted.as_ref(), left, style);
        self.x = x.min(self.end);
        self
    }

    /// The next cells, at most so many.
    fn cells(&mut self, columns: usize) -> &mut [Cell] {
        let columns = columns.min(self.left());
        if columns == 0 {
            return &mut [];
        }
        let start = self.buffer.index_of(self.x, self.y);
        self.buffer.content.get_mut(start..start + columns).unwrap_or_default()
    }

    /// Writes text made printable first: whatever came from outside goes through here (faults.md E).
    pub fn foreign(&mut self, text: &str, style: Style) -> &mut Self {
        let clean = text::printable(text);
        self.text(&clean, style)
    }

    /// Writes printable text in exactly `columns`: cut with `…`, or filled up with blanks.
    pub fn cell(&mut self, text: &str, columns: usize, style: Style) -> &mut Self {
        let columns = columns.min(self.left());
        let stop = self.x.saturating_add(u16::try_from(columns).unwrap_or(u16::MAX));
        let fitted = text::fitted(text, columns);
        self.text(&fitted, style);
        self.to(stop, style)
    }

    /// The same, to the right of its columns.
    pub fn cell_right(&mut self, text: &str, columns: usize, style: Style) -> &mut Self {
        let columns = columns.min(self.left());
        let fitted = text::fitted(text, columns);
        self.skip(columns.saturating_sub(text::width(&fitted))).text(&fitted, style)
    }

    /// Leaves columns as they are.
    pub fn skip(&mut self, columns: usize) -> &mut Self {
        self.x = self.x.saturating_add(u16::try_from(columns).unwrap_or(u16::MAX)).min(self.end);
        self
    }

    /// Fills up to a column with blanks in a style.
    pub fn to(&mut self, column: u16, style: Style) -> &mut Self {
        let columns = usize::from(column.min(self.end).saturating_sub(self.x));
        for cell in self.cells(columns) {
            cell.set_symbol(" ").set_style(style);
        }
        self.skip(columns)
    }

    /// Fills the rest of the row.
    pub fn fill(&mut self, style: Style) -> &mut Self {
        self.to(self.end, style)
    }

    /// Writes printable text at the right end, where it fits with a blank before it.
    pub fn at_end(&mut self, text: &str, style: Style) -> &mut Self {
        let wide = text::width(text);
        if wide < self.left() {
            let gap = self.left() - wide;
            self.skip(gap).text(text, style);
        }
        self
    }
}
