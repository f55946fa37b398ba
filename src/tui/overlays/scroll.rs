//! What layers that are read share: scrolling through more lines than there are rows, and parts to turn to.

use std::cell::Cell;

use crossterm::event::KeyCode;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::keyboard::Key;
use crate::tui::pen::Pen;
use crate::tui::theme::{Role, Theme};

/// Where the reader is in something that may be longer than the screen.
#[derive(Debug)]
pub(super) struct Scroll {
    top: usize,
    /// Lines, and rows for them, when it was last drawn.
    drawn: Cell<(usize, usize)>,
}

impl Default for Scroll {
    fn default() -> Scroll {
        Scroll { top: 0, drawn: Cell::new((0, 1)) }
    }
}

impl Scroll {
    /// Takes a key that scrolls; whether it was one.
    pub fn key(&mut self, key: Key) -> bool {
        let (lines, rows) = self.drawn.get();
        let page = isize::try_from(rows.max(2) - 1).unwrap_or(1);
        let by = match key.code {
            KeyCode::Down | KeyCode::Char('j') => 1,
            KeyCode::Up | KeyCode::Char('k') => -1,
            KeyCode::PageDown => page,
            KeyCode::PageUp => -page,
            KeyCode::Home | KeyCode::Char('g') => isize::MIN,
            KeyCode::End | KeyCode::Char('G') => isize::MAX,
            _ => return false,
        };
        self.top = self.top.saturating_add_signed(by).min(lines.saturating_sub(rows));
        true
    }

    /// Back to the first line.
    pub fn home(&mut self) {
        self.top = 0;
    }

    /// The first line to draw, of so many on so many rows.
    pub fn first(&self, lines: usize, rows: usize) -> usize {
        self.drawn.set((lines, rows));
        self.top.min(lines.saturating_sub(rows))
    }
}

/// The part so many further on, round the end.
pub(super) fn turned<T: Copy + PartialEq>(all: &[T], from: T, by: isize) -> T {
    let at = all.iter().position(|part| *part == from).unwrap_or(0);
    let count = isize::try_from(all.len().max(1)).unwrap_or(1);
    let to = isize::try_from(at).unwrap_or(0).saturating_add(by).rem_euclid(count);
    usize::try_from(to).ok().and_then(|to| all.get(to)).copied().unwrap_or(from)
}

/// The names of the parts in the first row of `area`, the one in front in brackets; what is left for that part.
pub(super) fn tabs<'n>(
    buffer: &mut Buffer,
    area: Rect,
    names: impl Iterator<Item = (&'n str, bool)>,
    theme: Theme,
) -> Rect {
    let mut pen = Pen::new(buffer, area, 0);
    for (name, front) in names {
        let name = if front { format!("[{name}]") } else { format!(" {name} ") };
        pen.text(&name, theme.style(if front { Role::Title } else { Role::Muted }));
    }
    Rect { y: area.y.saturating_add(2), height: area.height.saturating_sub(2), ..area }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_never_scrolls_past_either_end() {
        let mut scroll = Scroll::default();
        assert_eq!(scroll.first(30, 10), 0);
        for (key, top) in
            [("Up", 0), ("j", 1), ("PgDn", 10), ("PgDn", 19), ("PgDn", 20), ("k", 19), ("g", 0), ("G", 20)]
        {
            assert!(scroll.key(Key::named(key).unwrap()));
            assert_eq!(scroll.first(30, 10), top, "{key}");
        }
        // What is drawn has become shorter.
        assert_eq!(scroll.first(12, 10), 2);
        assert_eq!(scroll.first(3, 10), 0);
        assert!(!scroll.key(Key::named("x").unwrap()));
    }

    #[test]
    fn parts_turn_round_the_end() {
        assert_eq!(turned(&[1, 2, 3], 3, 1), 1);
        assert_eq!(turned(&[1, 2, 3], 1, -1), 3);
        assert_eq!(turned(&[], 7, 1), 7);
    }
}
