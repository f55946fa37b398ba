//! What a filter's reader has to say: what was left out, where and why. One line each.

use std::fmt;
use std::ops::Range;

/// Something that was left out of a filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Where, in characters of the text.
    pub at: Range<usize>,
    /// What is missing or wrong, in words; no more than a line.
    pub message: String,
    /// It may still become right: what follows has not been typed yet.
    pub unfinished: bool,
    open_end: bool,
}

impl Remark {
    pub(super) fn wrong(at: Range<usize>, message: impl Into<String>) -> Remark {
        Remark { at, message: message.into(), unfinished: false, open_end: false }
    }

    /// What is unfinished stays so only while it is being typed, at the end of the text.
    pub(super) fn unfinished(at: Range<usize>, message: impl Into<String>) -> Remark {
        Remark { at, message: message.into(), unfinished: true, open_end: true }
    }

    /// The remark in a text so long: a word that ends where the text ends is still being typed.
    pub(super) fn touching(mut self, end: usize) -> Remark {
        self.unfinished = self.open_end || self.at.end == end;
        self
    }
}

/// The message with its place, counted from 1, for a line of its own.
impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "at character {}: {}", self.at.start + 1, self.message)
    }
}

/// The known word that is spelled most like a word, where one is close enough to be meant.
pub(super) fn near<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    // Nobody means a word of a hundred letters, and likeness costs the product of the lengths.
    if word.chars().count() > 60 {
        return None;
    }
    let begins = |known: &str| word.chars().count() >= 2 && known.starts_with(word);
    let likeness = |known: &str| {
        if begins(known) { 0.95 } else { strsim::normalized_damerau_levenshtein(known, word) }
    };
    let rated = known.into_iter().map(|known| (likeness(known), known));
    let close = rated.filter(|(likeness, _)| *likeness >= 0.55);
    close.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, known)| known)
}
