//! How a value fits a text, both folded. Nothing is a regex: `*` stands for any text, and that is all.

use super::expr::Value;
use super::fold::{folded, folded_line};

/// A value ready to be looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Pattern {
    /// Stands anywhere.
    Within(String),
    /// The field is it or begins with it.
    Begins(String),
    /// The field is it.
    Whole(String),
    /// The field begins with the first, ends with the last, and has the others between, in order.
    Pieces(Vec<String>),
    /// These stand somewhere in one line, in order.
    Scattered(Vec<String>),
}

impl Pattern {
    /// Of a word without a key.
    pub fn word(value: &Value) -> Pattern {
        let text = folded_line(&value.text);
        match starred(value, &text) {
            Some(mut pieces) => {
                pieces.retain(|piece| !piece.is_empty());
                match pieces.len() {
                    0 | 1 => Pattern::Within(pieces.pop().unwrap_or_default()),
                    _ => Pattern::Scattered(pieces),
                }
            }
            None => Pattern::Within(text.into_owned()),
        }
    }

    /// Of a value after a key whose fields are names: it may stand anywhere.
    pub fn within(value: &Value) -> Pattern {
        let text = folded_line(&value.text);
        starred(value, &text).map_or_else(|| Pattern::Within(text.into_owned()), Pattern::Pieces)
    }

    /// Of a value after a key whose fields are single words.
    pub fn begins(value: &Value) -> Pattern {
        let text = folded_line(&value.text);
        match starred(value, &text) {
            Some(pieces) => Pattern::Pieces(pieces),
            None if value.quoted => Pattern::Whole(text.into_owned()),
            None => Pattern::Begins(text.into_owned()),
        }
    }

    /// Whether a folded text fits; an empty one never does.
    pub fn fits(&self, text: &str) -> bool {
        match self {
            _ if text.is_empty() => false,
            Pattern::Within(piece) => text.contains(piece.as_str()),
            Pattern::Begins(piece) => text.starts_with(piece.as_str()),
            Pattern::Whole(piece) => text == piece,
            Pattern::Pieces(pieces) => whole(text, pieces),
            // Most texts lack one of them altogether, which is seen faster than what stands in which line.
            Pattern::Scattered(pieces) => {
                pieces.iter().all(|piece| text.contains(piece.as_str()))
                    && text.split('\n').any(|line| in_order(line, pieces).is_some())
            }
        }
    }
}

fn starred(value: &Value, text: &str) -> Option<Vec<String>> {
    (!value.quoted && value.text.contains('*')).then(|| text.split('*').map(str::to_owned).collect())
}

/// What is left of a text after these pieces, in order, each as early as can be.
fn in_order<'t>(text: &'t str, pieces: &[String]) -> Option<&'t str> {
    pieces.iter().try_fold(text, |rest, piece| rest.split_once(piece.as_str()).map(|(_, rest)| rest))
}

fn whole(text: &str, pieces: &[String]) -> bool {
    let [first, between @ .., last] = pieces else { return false };
    let Some(rest) = text.strip_prefix(first.as_str()) else { return false };
    in_order(rest, between).is_some_and(|rest| rest.ends_with(last.as_str()))
}

/// Whether a field's text, as stored, fits one of the patterns.
pub(super) fn fits(patterns: &[Pattern], text: &str) -> bool {
    let text = folded(text);
    patterns.iter().any(|pattern| pattern.fits(&text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Value {
        match text.strip_prefix('"') {
            Some(inner) => Value { text: inner.trim_end_matches('"').to_owned(), quoted: true },
            None => Value { text: text.to_owned(), quoted: false },
        }
    }

    /// The asterisk against a reckoning by trying every split.
    fn slowly(pattern: &[u8], text: &[u8]) -> bool {
        match pattern.split_first() {
            None => text.is_empty(),
            Some((b'*', rest)) => (0..=text.len()).any(|at| slowly(rest, &text[at..])),
            Some((c, rest)) => text.split_first().is_some_and(|(d, text)| c == d && slowly(rest, text)),
        }
    }

    proptest::proptest! {
        #[test]
        fn an_asterisk_stands_for_any_text(pattern in "[ab*]{1,6}", text in "[ab]{1,8}") {
            if pattern.contains('*') {
                let fits = Pattern::begins(&value(&pattern)).fits(&text);
                proptest::prop_assert_eq!(fits, slowly(pattern.as_bytes(), text.as_bytes()));
            }
        }
    }

    #[test]
    fn values_fit_as_the_documents_say() {
        let table = [
            ("gol", "Gold", true),
            ("\"gol\"", "Gold", false),
            ("\"gold\"", "Gold", true),
            ("old", "Gold", false),
            ("*old", "Gold", true),
            ("g*", "Gold", true),
            ("g*l", "Gold", false),
            ("*", "Gold", true),
            ("*", "", false),
            ("\"*\"", "Gold", false),
            ("*aa", "a", false),
        ];
        for (pattern, text, expected) in table {
            assert_eq!(fits(&[Pattern::begins(&value(pattern))], text), expected, "{pattern} in {text}");
        }
        assert!(Pattern::within(&value("rad")).fits("kestrel radio"));
        assert!(!Pattern::within(&value("rad*")).fits("kestrel radio"));
        assert!(Pattern::word(&value("price*list")).fits("kestrel\nthe price of a list"));
        assert!(!Pattern::word(&value("kestrel*list")).fits("kestrel\nthe price of a list"));
        assert!(Pattern::word(&value("CRÈME")).fits("creme"));
    }
}
