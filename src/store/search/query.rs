//! What somebody looks for, read from what they typed. Every text means something and none is an error (faults.md G15):
//! nothing in it is an operator of the index's own language.

use std::ops::ControlFlow;

use super::words::{self, Kind};

/// No more words than this are looked for: a pasted letter must not become an expression without end.
const MOST_PARTS: usize = 24;
/// And no more side by side.
const LONGEST_PART: usize = 32;

/// What is looked for: every word of it must stand somewhere in the ticket's texts, whichever.
///
/// ```
/// use tierdesk::store::SearchQuery;
/// assert!(SearchQuery::parse("printer \"on fire\" !toner off").looks_for_something());
/// assert!(!SearchQuery::parse("-- !?").looks_for_something());
/// ```
///
/// `"two words"` stand side by side; `!word` and `-word` must stand nowhere; the last word may be a beginning, as long
/// as no space follows it. `4711` or `#4711` alone is also the ticket of that number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SearchQuery {
    pub(super) wanted: Vec<Part>,
    pub(super) unwanted: Vec<Part>,
    pub(super) number: Option<i64>,
}

/// One thing that is looked for: a word, or several that stand side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    /// The words in their order, folded; never none.
    pub words: Vec<String>,
    /// The last of them may be the beginning of a longer one.
    pub beginning: bool,
}

impl SearchQuery {
    /// Reads what was typed.
    pub fn parse(typed: &str) -> SearchQuery {
        let mut query = SearchQuery { number: number(typed), ..SearchQuery::default() };
        let mut rest = typed.trim_start();
        while !rest.is_empty() && query.wanted.len() + query.unwanted.len() < MOST_PARTS {
            let (unwanted, quoted, piece, after) = next_piece(rest);
            let unfinished = after.is_empty() && !quoted && !unwanted;
            if let Some(part) = part(piece, unfinished) {
                let list = if unwanted { &mut query.unwanted } else { &mut query.wanted };
                if !list.contains(&part) {
                    list.push(part);
                }
            }
            rest = after.trim_start();
        }
        query
    }

    /// Whether there is anything to be found by it: a query of signs, or of nothing but what must not be, finds nothing.
    pub fn looks_for_something(&self) -> bool {
        !self.wanted.is_empty()
    }
}

/// Splits off the next piece: whether it must not be, whether it was quoted, the piece, and what follows it.
fn next_piece(rest: &str) -> (bool, bool, &str, &str) {
    let bare = rest.strip_prefix(['!', '-']);
    let unwanted = bare.is_some();
    let bare = bare.unwrap_or(rest);
    if let Some(inside) = bare.strip_prefix(QUOTES) {
        return match inside.split_once(QUOTES) {
            Some((phrase, after)) => (unwanted, true, phrase, after),
            // Still being typed.
            None => (unwanted, false, inside, ""),
        };
    }
    let end = bare.find(|c: char| c.is_whitespace() || QUOTES.contains(&c)).unwrap_or(bare.len());
    let (piece, after) = bare.split_at_checked(end).unwrap_or((bare, ""));
    (unwanted, false, piece, after)
}

/// Straight ones, and those that people paste from letters.
const QUOTES: [char; 6] = ['"', '“', '”', '„', '«', '»'];

/// The words of one piece; `None` where it has none.
fn part(piece: &str, unfinished: bool) -> Option<Part> {
    let mut words = Vec::new();
    let mut last = Kind::Spaced;
    let _ = words::each(piece, |word, _| {
        words.push(word.folded.to_owned());
        last = word.kind;
        if words.len() < LONGEST_PART { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    match last {
        // By itself it would say that the text ends there too; with its neighbour it is in there already.
        Kind::Tail => drop(words.pop()),
        Kind::Alone | Kind::Spaced | Kind::Pair => {}
    }
    let beginning = unfinished || last == Kind::Alone;
    (!words.is_empty()).then_some(Part { words, beginning })
}

/// The ticket's number, where nothing else was typed.
fn number(typed: &str) -> Option<i64> {
    let typed = typed.trim();
    typed.strip_prefix('#').unwrap_or(typed).parse().ok().filter(|number: &i64| *number > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(typed: &str) -> String {
        let query = SearchQuery::parse(typed);
        let words = |parts: &[Part]| {
            let part =
                |part: &Part| format!("{}{}", part.words.join("+"), if part.beginning { "*" } else { "" });
            parts.iter().map(part).collect::<Vec<_>>().join(" ")
        };
        format!("{} ! {}", words(&query.wanted), words(&query.unwanted)).trim().to_owned()
    }

    #[test]
    fn what_was_typed_is_read() {
        let table = [
            ("", "!"),
            ("  ", "!"),
            ("printer", "printer* !"),
            ("printer ", "printer !"),
            ("Printer fir", "printer fir* !"),
            ("printer printer x", "printer x* !"),
            ("\"on fire\"", "on+fire !"),
            ("\"on fi", "on+fi* !"),
            ("„on fire“ x ", "on+fire x !"),
            ("a \"\" b ", "a b !"),
            ("x !toner -\"low ink\" y", "x y* ! toner low+ink"),
            ("x !ton", "x ! ton"),
            ("bob@acme.example ", "bob+acme+example !"),
            ("AND OR NOT NEAR(a b) c* ^d {e}: ", "and or not near+a b c d e !"),
            ("' \" OR 1=1; --", "or+1+1* !"),
            ("障害報告", "障害+害報+報告* !"),
            ("障 ", "障* !"),
            ("TLS証 x ", "tls+証* x !"),
            ("証TLS ", "証+tls !"),
        ];
        for (typed, expected) in table {
            assert_eq!(shown(typed), expected, "{typed:?}");
        }
        assert_eq!(SearchQuery::parse(" #4711 ").number, Some(4711));
        assert_eq!(SearchQuery::parse("4711 x").number, None);
        assert_eq!(SearchQuery::parse(&"word".repeat(10_000)).wanted.len(), 1);
        let many: String = (0..1000).map(|number| format!("w{number} ")).collect();
        assert_eq!(SearchQuery::parse(&many).wanted.len(), MOST_PARTS);
    }

    proptest::proptest! {
        #[test]
        fn every_text_means_something(typed in ".*") {
            let query = SearchQuery::parse(&typed);
            assert!(query.wanted.iter().chain(&query.unwanted).all(|part| !part.words.is_empty()));
        }
    }
}
