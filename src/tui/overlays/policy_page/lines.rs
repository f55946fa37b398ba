//! The page's lines: texts that go on below their own start, and grids of cells.

use crate::text::width;
use crate::tui::theme::Role;
use crate::tui::wrap;

/// A sign before whatever applies to the ticket: never told by colour or reverse alone.
pub(super) const SIGN: &str = "▶ ";

/// Some text of one meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub role: Role,
    /// It applies to the ticket.
    pub marked: bool,
    pub text: String,
}

/// One cell of a grid: its lines, and whether it applies to the ticket.
#[derive(Debug, Clone, Default)]
pub(super) struct Shown {
    pub lines: Vec<String>,
    pub marked: bool,
}

/// Lines of a width.
#[derive(Debug)]
pub(super) struct Lines {
    width: usize,
    lines: Vec<Vec<Piece>>,
}

impl Lines {
    pub(super) fn new(width: usize) -> Lines {
        Lines { width: width.max(1), lines: Vec::new() }
    }

    pub(super) fn done(self) -> Vec<Vec<Piece>> {
        self.lines
    }

    pub(super) fn width(&self) -> usize {
        self.width
    }

    fn put(&mut self, role: Role, marked: bool, text: String) {
        self.lines.push(vec![Piece { role, marked, text }]);
    }

    /// An empty line, but not two, and none at the start.
    pub(super) fn gap(&mut self) {
        if self.lines.last().is_some_and(|line| !line.is_empty()) {
            self.lines.push(Vec::new());
        }
    }

    pub(super) fn heading(&mut self, text: &str) {
        self.gap();
        self.text(Role::Strong, text);
    }

    pub(super) fn text(&mut self, role: Role, text: &str) {
        self.entry("", role, false, text);
    }

    /// A text behind a lead; it goes on below its own start.
    pub(super) fn entry(&mut self, lead: &str, role: Role, marked: bool, text: &str) {
        let indent = width(lead);
        let rows = wrap::lines(text, self.width.saturating_sub(indent).max(8));
        for (at, row) in rows.into_iter().enumerate() {
            let lead = if at == 0 { lead.to_owned() } else { " ".repeat(indent) };
            self.put(role, marked, format!("{lead}{row}"));
        }
    }

    /// A point of a list; with the sign where it applies.
    pub(super) fn point(&mut self, applies: bool, text: &str) {
        let (lead, role) = if applies { (SIGN, Role::Strong) } else { ("· ", Role::Text) };
        self.entry(lead, role, applies, text);
    }

    /// A heading with its points; nothing where there are none.
    pub(super) fn list(&mut self, heading: &str, points: &[String]) {
        if !points.is_empty() {
            self.heading(heading);
            points.iter().for_each(|point| self.point(false, point));
        }
    }

    /// A row of a grid: a first column and others of one width, with blanks between.
    pub(super) fn row(&mut self, role: Role, (first, others): (usize, usize), cells: &[Shown]) {
        let wide = |at: usize| if at == 0 { first } else { others };
        let broken: Vec<(bool, Vec<String>)> = cells
            .iter()
            .enumerate()
            .map(|(at, cell)| {
                let room = wide(at).saturating_sub(width(SIGN)).max(1);
                let lines = cell.lines.iter().flat_map(|line| wrap::lines(line, room)).collect();
                (cell.marked, lines)
            })
            .collect();
        let high = broken.iter().map(|(_, lines)| lines.len()).max().unwrap_or(0);
        for row in 0..high {
            let mut line = Vec::new();
            for (at, (marked, lines)) in broken.iter().enumerate() {
                let lead = if *marked && row == 0 { SIGN } else { "  " };
                let own = lines.get(row).map_or("", String::as_str);
                let text = format!("{lead}{own}");
                let pad = " ".repeat(wide(at).saturating_sub(width(&text)));
                let role = if at == 0 { Role::Text } else { role };
                line.push(Piece { role, marked: *marked && row < lines.len(), text: format!("{text}{pad}") });
                line.push(Piece { role: Role::Text, marked: false, text: " ".to_owned() });
            }
            self.lines.push(line);
        }
    }

    /// A rule below a grid's head.
    pub(super) fn rule(&mut self, columns: usize) {
        self.put(Role::Border, false, "─".repeat(columns.min(self.width)));
    }
}
