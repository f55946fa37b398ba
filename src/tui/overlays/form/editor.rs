//! Text that is typed: one line or many, by clusters as people see them. The text is kept as it was typed or pasted
//! (line breaks made one kind); it is made printable where it is drawn.
//!
//! An editor of our own, because a text widget writes control and bidi characters to the screen as they are (faults.md
//! E04), steps through the halves of a cluster, and counts columns in 16 bits.

use std::cell::RefCell;
use std::ops::Range;

use crossterm::event::KeyCode;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use unicode_segmentation::UnicodeSegmentation;

use crate::text;
use crate::tui::keys::Key;
use crate::tui::pen::Pen;
use crate::tui::wrap;

/// A text under a cursor.
#[derive(Debug, Clone)]
pub struct Editor {
    text: String,
    /// Byte of the cursor, always at the edge of a cluster.
    at: usize,
    /// Enter makes a new line.
    lines: bool,
    /// Most bytes that fit.
    limit: usize,
    /// What was cut last, for Ctrl-y.
    cut: String,
    /// The column to which Up and Down return.
    goal: Option<usize>,
    layout: RefCell<Layout>,
}

/// The rows of the text as last drawn.
#[derive(Debug, Clone, Default)]
struct Layout {
    columns: usize,
    rows: Vec<Range<usize>>,
    top: usize,
    fresh: bool,
}

impl Editor {
    /// An empty one of several lines, or of one; `limit` in bytes.
    pub fn new(lines: bool, limit: usize) -> Editor {
        Editor {
            text: String::new(),
            at: 0,
            lines,
            limit,
            cut: String::new(),
            goal: None,
            layout: RefCell::default(),
        }
    }

    /// What was typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether nothing but blanks was typed.
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Puts another text in its place, the cursor at its end.
    pub fn set(&mut self, text: &str) {
        self.text.clear();
        self.at = 0;
        self.touched();
        let _ = self.insert(text);
    }

    /// Puts text in at the cursor: whatever it looks like, it is text (ux.md 11). Where it does not fit nothing is put
    /// in, and the answer says why.
    ///
    /// # Errors
    /// In words, where the text would be longer than its limit.
    pub fn insert(&mut self, text: &str) -> Result<(), String> {
        let clean = normal(text, self.lines);
        if self.text.len() + clean.len() > self.limit {
            let most = if self.limit >= 1 << 20 {
                format!("{} MB", self.limit >> 20)
            } else {
                format!("{} bytes", self.limit)
            };
            return Err(format!("that does not fit: at most {most}; nothing was put in"));
        }
        self.text.insert_str(self.at, &clean);
        self.at += clean.len();
        self.settle();
        self.touched();
        Ok(())
    }

    /// A mark typed after a letter joins its cluster: the cursor stands at the edge of a cluster again. A line's start
    /// is always an edge.
    fn settle(&mut self) {
        let start = self.line_start();
        let line = self.text.get(start..self.line_end()).unwrap_or_default();
        if !line.is_ascii() {
            let mut edges = line.grapheme_indices(true).map(|(at, _)| start + at);
            self.at = edges.find(|at| *at >= self.at).unwrap_or(start + line.len());
        }
    }

    fn touched(&mut self) {
        self.goal = None;
        self.layout.get_mut().fresh = false;
    }

    fn before(&self) -> &str {
        self.text.get(..self.at).unwrap_or_default()
    }

    fn after(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn cluster_before(&self) -> usize {
        self.before().graphemes(true).next_back().map_or(self.at, |cluster| self.at - cluster.len())
    }

    fn cluster_after(&self) -> usize {
        self.after().graphemes(true).next().map_or(self.at, |cluster| self.at + cluster.len())
    }

    fn line_start(&self) -> usize {
        self.before().rfind('\n').map_or(0, |at| at + 1)
    }

    fn line_end(&self) -> usize {
        self.after().find('\n').map_or(self.text.len(), |at| self.at + at)
    }

    fn word_before(&self) -> usize {
        let word = self.before().trim_end_matches(|c: char| !c.is_alphanumeric());
        word.rfind(|c: char| !c.is_alphanumeric()).map_or(0, |at| {
            at + word.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
        })
    }

    fn word_after(&self) -> usize {
        let rest = self.after();
        let start = rest.find(char::is_alphanumeric).unwrap_or(rest.len());
        let word = rest.get(start..).unwrap_or_default();
        self.at + start + word.find(|c: char| !c.is_alphanumeric()).unwrap_or(word.len())
    }

    fn remove(&mut self, range: Range<usize>, keep: bool) {
        if range.is_empty() || self.text.get(range.clone()).is_none() {
            return;
        }
        let gone: String = self.text.drain(range.clone()).collect();
        if keep {
            self.cut = gone;
        }
        self.at = range.start;
        self.settle();
        self.touched();
    }

    fn go(&mut self, at: usize) {
        self.at = at;
        self.goal = None;
    }

    /// A key; whether it meant something here. Up and Down leave the text at its first and last row.
    pub fn key(&mut self, key: Key) -> bool {
        let word = key.ctrl || key.alt;
        match key.code {
            KeyCode::Char('a') if key.ctrl => self.go(self.line_start()),
            KeyCode::Char('e') if key.ctrl => self.go(self.line_end()),
            KeyCode::Char('b') if key.alt => self.go(self.word_before()),
            KeyCode::Char('f') if key.alt => self.go(self.word_after()),
            KeyCode::Char('h') if key.ctrl => self.remove(self.cluster_before()..self.at, false),
            KeyCode::Char('d') if key.ctrl => self.remove(self.at..self.cluster_after(), false),
            KeyCode::Char('w') if key.ctrl => self.remove(self.word_before()..self.at, true),
            KeyCode::Char('u') if key.ctrl => self.remove(self.line_start()..self.at, true),
            KeyCode::Char('k') if key.ctrl => self.remove(self.at..self.line_end(), true),
            KeyCode::Char('y') if key.ctrl => {
                let cut = self.cut.clone();
                return self.insert(&cut).is_ok();
            }
            KeyCode::Backspace if word => self.remove(self.word_before()..self.at, true),
            KeyCode::Backspace => self.remove(self.cluster_before()..self.at, false),
            KeyCode::Delete => self.remove(self.at..self.cluster_after(), false),
            KeyCode::Left if word => self.go(self.word_before()),
            KeyCode::Right if word => self.go(self.word_after()),
            KeyCode::Left => self.go(self.cluster_before()),
            KeyCode::Right => self.go(self.cluster_after()),
            KeyCode::Home if word => self.go(0),
            KeyCode::End if word => self.go(self.text.len()),
            KeyCode::Home => self.go(self.line_start()),
            KeyCode::End => self.go(self.line_end()),
            KeyCode::Enter if self.lines && !word => return self.insert("\n").is_ok(),
            KeyCode::Up if self.lines => return self.step(-1),
            KeyCode::Down if self.lines => return self.step(1),
            KeyCode::PageUp if self.lines => return self.step(-10),
            KeyCode::PageDown if self.lines => return self.step(10),
            _ => match key.typed() {
                Some(c) => return self.insert(c.encode_utf8(&mut [0; 4])).is_ok(),
                None => return false,
            },
        }
        true
    }

    /// Goes up or down by rows as drawn.
    fn step(&mut self, by: isize) -> bool {
        let layout = self.layout.get_mut();
        if !layout.fresh {
            let columns = if layout.columns == 0 { 80 } else { layout.columns };
            *layout = Layout { columns, rows: wrap::rows(&self.text, columns), top: layout.top, fresh: true };
        }
        let row = row_of(&layout.rows, self.at);
        let last = layout.rows.len().saturating_sub(1);
        let target = row.saturating_add_signed(by).min(last);
        if target == row {
            return false;
        }
        let start = layout.rows.get(row).map_or(0, |row| row.start);
        let column = |piece: Option<&str>| piece.map_or(0, |piece| text::width(&text::printable(piece)));
        let goal = self.goal.unwrap_or_else(|| column(self.text.get(start..self.at)));
        let Some(range) = layout.rows.get(target).cloned() else { return false };
        let mut at = range.start;
        let mut used = 0;
        for cluster in self.text.get(range.clone()).unwrap_or_default().graphemes(true) {
            used += wrap::shown_width(cluster);
            if used > goal || at + cluster.len() > range.end {
                break;
            }
            at += cluster.len();
        }
        // The end of a row that goes on is the start of the next one.
        if at == range.end
            && target < last
            && layout.rows.get(target + 1).is_some_and(|next| next.start == at)
        {
            let piece = self.text.get(range.clone()).unwrap_or_default();
            at -= piece.graphemes(true).next_back().map_or(0, str::len);
        }
        self.at = at;
        self.goal = Some(goal);
        true
    }

    /// Draws it, with the cursor where it has the keys. One line shows the part around its cursor.
    pub fn draw(&self, buffer: &mut Buffer, area: Rect, style: Style, focused: bool) {
        if area.is_empty() {
            return;
        }
        if !self.lines {
            return self.draw_line(buffer, area, style, focused);
        }
        let mut layout = self.layout.borrow_mut();
        // One column stays free for the cursor behind a full row.
        let columns = usize::from(area.width.saturating_sub(1)).max(1);
        if !layout.fresh || layout.columns != columns {
            *layout = Layout { columns, rows: wrap::rows(&self.text, columns), top: layout.top, fresh: true };
        }
        let high = usize::from(area.height);
        let row = row_of(&layout.rows, self.at);
        layout.top = layout.top.min(row).max((row + 1).saturating_sub(high));
        layout.top = layout.top.min(layout.rows.len().saturating_sub(high));
        let top = layout.top;
        for (place, range) in layout.rows.iter().enumerate().skip(top).take(high) {
            let line = u16::try_from(place - top).unwrap_or(u16::MAX);
            let mut pen = Pen::new(buffer, area, line);
            if focused && place == row {
                self.draw_cursor(&mut pen, range.clone(), style);
            } else {
                pen.foreign(self.text.get(range.clone()).unwrap_or_default(), style);
            }
            pen.fill(style);
        }
        for line in layout.rows.len().saturating_sub(top)..high {
            Pen::new(buffer, area, u16::try_from(line).unwrap_or(u16::MAX)).fill(style);
        }
    }

    fn draw_line(&self, buffer: &mut Buffer, area: Rect, style: Style, focused: bool) {
        let columns = usize::from(area.width.saturating_sub(1)).max(1);
        let mut pen = Pen::new(buffer, area, 0);
        let mut from = 0;
        if focused {
            // As much of what lies before the cursor as fits.
            let mut used = 0;
            from = self.at;
            for cluster in self.before().graphemes(true).rev() {
                used += wrap::shown_width(cluster);
                if used >= columns {
                    break;
                }
                from -= cluster.len();
            }
            self.draw_cursor(&mut pen, from..self.text.len(), style);
        } else {
            pen.foreign(head(self.text.get(from..).unwrap_or_default(), columns), style);
        }
        pen.fill(style);
    }

    fn draw_cursor(&self, pen: &mut Pen<'_>, range: Range<usize>, style: Style) {
        let columns = pen.left();
        let (before, rest) =
            (self.text.get(range.start..self.at), self.text.get(self.at..range.end.max(self.at)));
        pen.foreign(before.unwrap_or_default(), style);
        let rest = rest.unwrap_or_default();
        let under = rest.graphemes(true).next().unwrap_or(" ");
        let reversed = style.add_modifier(Modifier::REVERSED);
        pen.foreign(if under == "\n" { " " } else { under }, reversed);
        pen.foreign(head(rest.get(under.len()..).unwrap_or_default(), columns), style);
    }
}

/// The row that a byte lies on.
fn row_of(rows: &[Range<usize>], at: usize) -> usize {
    rows.partition_point(|row| row.start <= at).saturating_sub(1)
}

/// The beginning that can show in so many columns at all: a long rest is not made printable for nothing.
fn head(text: &str, columns: usize) -> &str {
    let end = text.char_indices().nth(columns * 5 + 8).map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or_default()
}

/// Line breaks of one kind; in one line they and tabs are blanks.
fn normal(text: &str, lines: bool) -> String {
    let text = text
        .replace("\r\n", "\n")
        .replace(['\r', '\u{0B}', '\u{0C}', '\u{85}', '\u{2028}', '\u{2029}'], "\n");
    if lines { text } else { text.replace(['\n', '\t'], " ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(lines: bool, keys: &[&str]) -> Editor {
        let mut editor = Editor::new(lines, 1000);
        for key in keys {
            match Key::named(key) {
                Some(key) => assert!(editor.key(key), "{key}"),
                None => editor.insert(key).unwrap(),
            }
        }
        editor
    }

    #[test]
    fn words_lines_and_clusters_are_edited_as_seen() {
        assert_eq!(typed(true, &["one two", "Ctrl-w", "x"]).text(), "one x");
        assert_eq!(typed(true, &["one", "Enter", "two", "Ctrl-u", "Ctrl-y", "Ctrl-y"]).text(), "one\ntwotwo");
        assert_eq!(typed(true, &["e\u{301}e\u{301}", "Backspace"]).text(), "e\u{301}");
        assert_eq!(typed(true, &["👩\u{200d}🚒x", "Left", "Left", "Delete"]).text(), "x");
        assert_eq!(typed(false, &["one\r\ntwo\tthree"]).text(), "one two three");
        assert_eq!(typed(true, &["one\r\ntwo\rthree"]).text(), "one\ntwo\nthree");
    }

    #[test]
    fn up_and_down_keep_their_column() {
        let editor = typed(true, &["long line\nx\nanother one", "Up", "Up", "!"]);
        assert_eq!(editor.text(), "long line!\nx\nanother one");
    }

    #[test]
    fn what_does_not_fit_is_refused_whole() {
        let mut editor = Editor::new(true, 10);
        editor.insert("123456").unwrap();
        assert!(editor.insert("78901").is_err());
        assert_eq!(editor.text(), "123456");
    }
}
