//! Where in a ticket's texts something stands, and the piece of text that shows it.

use std::collections::VecDeque;
use std::ops::{ControlFlow, Range};

use super::query::{Part, SearchQuery};
use super::texts::{Place, Text};
use super::words;
use crate::calendar::Instant;

/// A piece of a snippet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The text, as written, runs of spaces and line breaks as one space.
    pub text: String,
    /// It is what was looked for.
    pub marked: bool,
}

/// What came of looking.
pub(super) enum Look {
    /// It stands there.
    Found { place: Place, at: Instant, agent: String, snippet: Vec<Piece> },
    /// It does not.
    Nothing,
}

/// No more of a ticket's texts is read than so many bytes: a message of 10 MB must not hold up the others.
const MOST_READ: usize = 512 * 1024;
/// Letters that a snippet shows, and how many of them before what it marks.
const SHOWN: usize = 160;
const BEFORE: usize = 24;

/// Looks for everything that is wanted, in whichever texts, and for what is not.
pub(super) fn look(texts: &[Text], query: &SearchQuery) -> Look {
    let mut left = MOST_READ;
    let mut missing: Vec<&Part> = query.wanted.iter().collect();
    let mut best: Option<(usize, &Text, Vec<Range<usize>>)> = None;
    let mut cut = false;
    for text in texts {
        let read = head(&text.words, left);
        cut |= read.len() < text.words.len();
        left -= read.len();
        let mut parts = Finder::all(query);
        let _ = words::each::<()>(read, |word, bytes| {
            parts.iter_mut().for_each(|part| part.take(word.folded, &bytes));
            ControlFlow::Continue(())
        });
        let (wanted, unwanted) = parts.split_at(query.wanted.len());
        if unwanted.iter().any(|part| !part.found.is_empty()) {
            return Look::Nothing;
        }
        let here: Vec<&Finder<'_>> = wanted.iter().filter(|part| !part.found.is_empty()).collect();
        missing.retain(|part| !here.iter().any(|found| found.part == *part));
        if !here.is_empty()
            && best.as_ref().is_none_or(|(count, before, _)| {
                // The subject says most; of the others the newest that holds as much.
                here.len() > *count || here.len() == *count && before.place != Place::Subject
            })
        {
            let mut found: Vec<Range<usize>> =
                here.iter().flat_map(|part| part.found.iter().cloned()).collect();
            found.sort_by_key(|bytes| (bytes.start, bytes.end));
            best = Some((here.len(), text, found));
        }
    }
    // What was not read may hold it: the index has said so.
    if !missing.is_empty() && !cut {
        return Look::Nothing;
    }
    let found = best.map(|(_, text, found)| (text, found)).or_else(|| Some((texts.first()?, Vec::new())));
    found.map_or(Look::Nothing, |(text, found)| Look::Found {
        place: text.place,
        at: text.at,
        agent: text.agent.clone(),
        snippet: snippet(&text.words, &found),
    })
}

/// Looks for one part while words go by.
struct Finder<'a> {
    part: &'a Part,
    /// Whether the words up to each of the part's have just gone by, one after the other.
    reached: Vec<bool>,
    /// Where the last words began, as many as the part has.
    began: VecDeque<usize>,
    found: Vec<Range<usize>>,
}

/// So many places are marked in one text.
const MOST_MARKS: usize = 20;

impl<'a> Finder<'a> {
    /// One for each part of a query, the wanted ones first.
    fn all(query: &'a SearchQuery) -> Vec<Finder<'a>> {
        let of = |part: &'a Part| Finder {
            part,
            reached: vec![false; part.words.len()],
            began: VecDeque::with_capacity(part.words.len()),
            found: Vec::new(),
        };
        query.wanted.iter().chain(&query.unwanted).map(of).collect()
    }

    fn take(&mut self, word: &str, bytes: &Range<usize>) {
        if self.found.len() >= MOST_MARKS {
            return;
        }
        if self.began.len() == self.part.words.len() {
            self.began.pop_front();
        }
        self.began.push_back(bytes.start);
        let last = self.part.words.len().saturating_sub(1);
        let mut before = true;
        for (at, (wanted, reached)) in self.part.words.iter().zip(&mut self.reached).enumerate() {
            let fits = if self.part.beginning && at == last {
                word.starts_with(wanted.as_str())
            } else {
                word == wanted
            };
            before = std::mem::replace(reached, before && fits);
        }
        if let (Some(true), Some(from)) = (self.reached.last(), self.began.front()) {
            self.found.push(*from..bytes.end);
        }
    }
}

/// The piece of a text around the first place that is marked, and what is marked in it.
fn snippet(text: &str, found: &[Range<usize>]) -> Vec<Piece> {
    let first = found.first().map_or(0, |bytes| bytes.start);
    let from = start_before(text, first);
    let rest = text.get(from..).unwrap_or_default();
    let to = rest.char_indices().nth(SHOWN).map_or(text.len(), |(at, _)| from + at);
    let mut pieces = Pieces::default();
    if from > 0 {
        pieces.push("…", false);
    }
    let mut at = from;
    for bytes in found.iter().filter(|bytes| bytes.end <= to) {
        // Marks overlap where two parts fit the same words.
        let start = bytes.start.max(at);
        pieces.push(text.get(at..start).unwrap_or_default(), false);
        pieces.push(text.get(start..bytes.end).unwrap_or_default(), true);
        at = at.max(bytes.end);
    }
    pieces.push(text.get(at..to).unwrap_or_default(), false);
    if to < text.len() {
        pieces.push("…", false);
    }
    pieces.0
}

/// Where a snippet begins that shows what stands at `first`: after a space, if there is one near.
fn start_before(text: &str, first: usize) -> usize {
    let head = text.get(..first).unwrap_or_default();
    let Some((from, _)) = head.char_indices().rev().nth(BEFORE) else { return 0 };
    let between = text.get(from..first).unwrap_or_default();
    between.find(char::is_whitespace).map_or(from, |space| from + space)
}

/// Pieces that grow, spaces and line breaks made one space on the way.
#[derive(Default)]
struct Pieces(Vec<Piece>);

impl Pieces {
    fn push(&mut self, text: &str, marked: bool) {
        for c in text.chars() {
            let c = if c.is_whitespace() { ' ' } else { c };
            let ends_in_space = self.0.last().is_none_or(|piece| piece.text.ends_with(' '));
            if c == ' ' && ends_in_space {
                continue;
            }
            match self.0.last_mut() {
                Some(piece) if piece.marked == marked => piece.text.push(c),
                _ => self.0.push(Piece { text: c.into(), marked }),
            }
        }
    }
}

/// As much of a text as may be read, whole letters.
fn head(text: &str, bytes: usize) -> &str {
    let end = (0..=bytes.min(text.len())).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    text.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(place: Place, words: &str) -> Text {
        Text { place, words: words.to_owned(), at: Instant::MIN, agent: "ada".into() }
    }

    /// The snippet with marks in brackets, and where it is from.
    fn shown(texts: &[Text], typed: &str) -> String {
        match look(texts, &SearchQuery::parse(typed)) {
            Look::Nothing => "-".into(),
            Look::Found { place, snippet, .. } => {
                let piece = |piece: &Piece| {
                    if piece.marked { format!("[{}]", piece.text) } else { piece.text.clone() }
                };
                format!("{}: {}", place.words(), snippet.iter().map(piece).collect::<String>())
            }
        }
    }

    #[test]
    fn texts_are_looked_at_together() {
        let texts = [
            text(Place::Subject, "Printer on fire"),
            text(Place::Message, "The printer\nin room 7 is  on\tfire. Crème brûlée."),
            text(Place::Reply, "Please leave the room; the toner burns."),
            text(Place::Note, "障害報告を送った"),
        ];
        let table = [
            ("printer", "subject: [Printer] on fire"),
            ("fire room", "message: The printer in [room] 7 is on [fire]. Crème brûlée."),
            ("room leave", "reply: Please [leave] the [room]; the toner burns."),
            ("printer toner", "subject: [Printer] on fire"),
            ("\"on fire\" ", "subject: Printer [on fire]"),
            ("\"fire on\"", "-"),
            ("\"room on\"", "-"),
            ("ton", "reply: … leave the room; the [toner] burns."),
            ("ton ", "-"),
            ("printer !toner", "-"),
            ("printer -\"toner stinks\"", "subject: [Printer] on fire"),
            ("creme brulee", "message: … in room 7 is on fire. [Crème] [brûlée]."),
            ("報告", "note: 障害[報告]を送った"),
            ("告", "note: 障害報[告を]送った"),
            ("障害報告", "note: [障害報告]を送った"),
            ("害障", "-"),
        ];
        for (typed, expected) in table {
            assert_eq!(shown(&texts, typed), expected, "{typed:?}");
        }
    }

    #[test]
    fn a_snippet_is_cut_around_the_first_mark() {
        let long = format!("{}needle {}", "hay ".repeat(1000), "stack ".repeat(1000));
        let found = shown(&[text(Place::Message, &long)], "needle");
        assert!(found.starts_with("message: … hay hay") && found.contains("hay [needle] stack"), "{found}");
        assert!(found.ends_with('…') && found.chars().count() < 200, "{found}");
    }

    /// A huge message holds nobody up; what it may hold further down is believed.
    #[test]
    fn only_so_much_is_read() {
        let texts = [text(Place::Subject, "Log"), text(Place::Message, &"x ".repeat(MOST_READ))];
        assert_eq!(shown(&texts, "needle"), "subject: Log");
        assert_eq!(shown(&texts[..1], "needle"), "-");
    }

    proptest::proptest! {
        #[test]
        fn no_text_and_no_query_is_too_odd(words in ".*", typed in ".*") {
            let texts = [text(Place::Message, &words)];
            if let Look::Found { snippet, .. } = look(&texts, &SearchQuery::parse(&typed)) {
                let shown: String = snippet.iter().map(|piece| piece.text.as_str()).collect();
                assert!(shown.chars().count() <= SHOWN + 2);
            }
        }
    }
}
