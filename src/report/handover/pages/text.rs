//! A handover as plain text, for a terminal, a screen reader or a pipe.

use super::{Entry, Piece, head, pages};
use crate::calendar::Zone;
use crate::report::handover::Briefing;
use crate::text::{printable, printable_block};

/// No quoted text is longer than this many bytes.
const QUOTE_LIMIT: usize = 12_000;

/// A handover as text, on a wall clock, with at most so many lines of each kind. Nothing in it acts on a terminal.
pub fn text(briefing: &Briefing, local: &Zone, most: usize) -> String {
    let (title, sentences) = head(briefing, local);
    let mut text = format!("{}\n", line(&title));
    for sentence in sentences {
        text.push_str(&format!("{}\n", line(&sentence.pieces)));
    }
    for page in pages(briefing, local, most) {
        text.push_str(&format!("\n{} ({})\n", page.title, page.count));
        for entry in &page.entries {
            push(&mut text, entry);
        }
    }
    text
}

fn push(text: &mut String, entry: &Entry) {
    let indent = if entry.heading { "  " } else { "    " };
    let colon = if entry.heading { ":" } else { "" };
    text.push_str(&format!("{indent}{}{colon}\n", line(&entry.pieces)));
    if let Some(quote) = &entry.quote {
        for said in printable_block(quote, QUOTE_LIMIT).lines() {
            text.push_str(&format!("      | {said}\n"));
        }
    }
}

pub(super) fn line(pieces: &[Piece]) -> String {
    pieces.iter().map(|piece| printable(&piece.text).into_owned()).collect()
}
