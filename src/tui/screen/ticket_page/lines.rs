//! The page as lines: text of several roles, wrapped to a width, each line knowing which piece of the page it belongs
//! to, so that the page keeps its place when the width changes.

use crate::text;
use crate::tui::theme::Role;
use crate::tui::wrap;

/// A line on the page, printable.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    /// Which piece of the page, counted from its top whatever the width.
    pub item: u32,
    /// Blank columns before it.
    pub indent: usize,
    /// What stands on it.
    pub spans: Vec<(Role, String)>,
    /// A part of the page begins here.
    pub heads: bool,
}

/// Lines being written.
#[derive(Debug)]
pub struct Lines {
    /// What is written so far.
    pub lines: Vec<Line>,
    width: usize,
    item: u32,
}

impl Lines {
    /// An empty page so wide, whose pieces are counted from `item` on.
    pub fn new(width: usize, item: u32) -> Lines {
        Lines { lines: Vec::new(), width: width.max(1), item }
    }

    /// How wide it is.
    pub fn width(&self) -> usize {
        self.width
    }

    /// An empty line.
    pub fn blank(&mut self) {
        self.item += 1;
        self.lines.push(Line { item: self.item, ..Line::default() });
    }

    /// A part's heading, with an empty line before it.
    pub fn heading(&mut self, words: &str) {
        self.blank();
        self.rich((0, 0), &[(Role::Title, words)]);
        if let Some(line) = self.lines.last_mut() {
            line.heads = true;
        }
    }

    /// Text of one role, every line indented so far.
    pub fn text(&mut self, indent: usize, role: Role, words: &str) {
        self.rich((indent, indent), &[(role, words)]);
    }

    /// Text of several roles as one flow: its first line and those that follow are indented so far. Line breaks in it
    /// are kept; whatever else is in it is made printable.
    pub fn rich(&mut self, (first, rest): (usize, usize), spans: &[(Role, &str)]) {
        self.item += 1;
        let columns = self.width.saturating_sub(first.max(rest)).max(1);
        let flow: String = spans.iter().map(|(_, words)| *words).collect();
        for (number, row) in wrap::rows(&flow, columns).into_iter().enumerate() {
            let mut line =
                Line { item: self.item, indent: if number == 0 { first } else { rest }, ..Line::default() };
            let mut start = 0;
            for (role, words) in spans {
                let end = start + words.len();
                let (from, to) = (row.start.max(start), row.end.min(end));
                if let Some(piece) = flow.get(from..to).filter(|piece| !piece.is_empty()) {
                    // What is held together by hard blanks is shown with plain ones.
                    line.spans.push((*role, text::printable(piece).replace('\u{A0}', " ")));
                }
                start = end;
            }
            self.lines.push(line);
        }
    }

    /// Names with values: two beside each other where they fit.
    pub fn pairs(&mut self, pairs: &[(&str, Role, String)]) {
        const NAME: usize = 12;
        let column = if self.width >= 60 { self.width / 2 } else { self.width };
        let mut half: Option<Line> = None;
        for (name, role, value) in pairs {
            let value = text::printable(value);
            let name = format!("{name:<NAME$}");
            let wide = text::width(&name) + text::width(&value);
            if wide + 1 >= column || column == self.width {
                self.lines.extend(half.take());
                self.rich((0, NAME), &[(Role::Muted, &name), (*role, &value)]);
                continue;
            }
            let cell = [(Role::Muted, name), (*role, value.into_owned())];
            match half.take() {
                Some(mut line) => {
                    let used: usize = line.spans.iter().map(|(_, words)| text::width(words)).sum();
                    line.spans.push((Role::Text, " ".repeat(column.saturating_sub(used))));
                    line.spans.extend(cell);
                    self.lines.push(line);
                }
                None => {
                    self.item += 1;
                    half = Some(Line { item: self.item, spans: cell.into(), ..Line::default() });
                }
            }
        }
        self.lines.extend(half);
    }

    /// A list, with a mark before each entry.
    pub fn list(&mut self, indent: usize, mark: &str, role: Role, entries: &[String]) {
        for entry in entries {
            let mark = format!("{mark} ");
            self.rich((indent, indent + text::width(&mark)), &[(Role::Muted, &mark), (role, entry)]);
        }
    }
}
