//! The lines of a handover as rows of a screen.

use crate::desk::TicketId;
use crate::report::handover::pages::{self, Page, Piece, Tone};
use crate::text::{printable, printable_block};
use crate::tui::theme::Role;
use crate::tui::wrap;

/// No quoted text is longer than this many bytes.
const QUOTE_LIMIT: usize = 12_000;
/// Nor is a handover that was given.
const TEXT_LIMIT: usize = 1_000_000;

/// Something that is read in one: it may take several rows.
#[derive(Debug)]
pub(super) struct Item {
    /// The ticket that it is about.
    pub ticket: Option<TicketId>,
    heading: bool,
    indent: usize,
    /// Printable.
    pieces: Vec<(Role, String)>,
}

/// A row of the screen.
#[derive(Debug)]
pub(super) struct Row {
    /// Whose.
    pub item: usize,
    /// It is the first of its item.
    pub first: bool,
    /// Blank columns before it.
    pub indent: usize,
    /// What it says.
    pub spans: Vec<(Role, String)>,
}

impl Item {
    /// Whether it can be chosen.
    pub fn can_be_in_front(&self) -> bool {
        !self.heading && !self.pieces.is_empty()
    }

    /// In one line, to be said.
    pub fn words(&self) -> String {
        let words: String = self.pieces.iter().map(|(_, text)| text.as_str()).collect();
        if self.heading { format!("{words}:") } else { words }
    }
}

/// The items of a part.
pub(super) fn items_of(page: &Page) -> Vec<Item> {
    let mut items = Vec::with_capacity(page.entries.len());
    for entry in &page.entries {
        let piece = |piece: &Piece| (role(piece.tone), printable(&piece.text).into_owned());
        let pieces = entry.pieces.iter().map(piece).collect();
        items.push(Item { ticket: entry.ticket, heading: entry.heading, indent: 0, pieces });
        if let Some(quote) = &entry.quote {
            let said = printable_block(quote, QUOTE_LIMIT);
            // A row each, so that a long text can be scrolled through.
            items.extend(said.lines().map(|line| Item {
                ticket: entry.ticket,
                heading: false,
                indent: 2,
                pieces: vec![(Role::Border, "│ ".to_owned()), (Role::Text, line.to_owned())],
            }));
        }
    }
    items
}

/// The lines of a handover that was given, as it was given.
pub(super) fn items_of_text(body: &str) -> Vec<Item> {
    let of = |line: &str| {
        let role = if line.starts_with('#') { Role::Strong } else { Role::Text };
        // `**#12**` names a ticket: the first of a line is the one that it is about.
        let ticket = line.split_once("**#").and_then(|(_, rest)| rest.split_once("**")?.0.parse().ok());
        let pieces = if line.trim().is_empty() { Vec::new() } else { vec![(role, pages::plain(line))] };
        Item { ticket: ticket.map(TicketId), heading: false, indent: 0, pieces }
    };
    printable_block(body, TEXT_LIMIT).lines().map(of).collect()
}

fn role(tone: Tone) -> Role {
    match tone {
        Tone::Plain => Role::Text,
        Tone::Strong => Role::Strong,
        Tone::Muted => Role::Muted,
        Tone::Missed => Role::Missed,
        Tone::Running => Role::Running,
        Tone::Paused => Role::Paused,
        Tone::Spent => Role::AllowanceSpent,
    }
}

/// Columns before every row: the sign of the one in front.
const SIGN: usize = 2;
/// What an item says in its second row and below stands further in.
const HANGING: usize = 2;

/// Items as rows of so many columns.
pub(super) fn rows_of(items: &[Item], columns: usize) -> Vec<Row> {
    let mut rows = Vec::with_capacity(items.len());
    for (item, one) in items.iter().enumerate() {
        let text: String = one.pieces.iter().map(|(_, text)| text.as_str()).collect();
        let room = columns.saturating_sub(SIGN + HANGING + one.indent).max(1);
        for (number, range) in wrap::rows(&text, room).into_iter().enumerate() {
            let first = number == 0;
            let indent = one.indent + if first || one.heading { 0 } else { HANGING };
            rows.push(Row { item, first, indent, spans: spans(&one.pieces, &range) });
        }
    }
    rows
}

/// What of the pieces lies in a range of bytes of them all.
fn spans(pieces: &[(Role, String)], range: &std::ops::Range<usize>) -> Vec<(Role, String)> {
    let mut start = 0;
    let mut found = Vec::new();
    for (role, text) in pieces {
        let from = range.start.max(start).saturating_sub(start).min(text.len());
        let to = range.end.max(start).saturating_sub(start).min(text.len());
        if let Some(part) = text.get(from..to).filter(|part| !part.is_empty()) {
            found.push((*role, part.to_owned()));
        }
        start += text.len();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_keep_what_their_pieces_mean() {
        let pieces = vec![(Role::Strong, "17:00 ".to_owned()), (Role::Text, "日本語 one two".to_owned())];
        let items = [Item { ticket: None, heading: false, indent: 0, pieces }];
        let rows = rows_of(&items, 14);
        let said = |row: &Row| row.spans.iter().map(|(_, text)| text.as_str()).collect::<String>();
        assert_eq!(rows.iter().map(said).collect::<Vec<_>>(), ["17:00 ", "日本語 one ", "two"]);
        assert_eq!(rows[0].spans, [(Role::Strong, "17:00 ".to_owned())]);
        assert!(rows.iter().skip(1).all(|row| row.indent == HANGING && !row.first));
    }
}
