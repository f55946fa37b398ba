//! Text taken apart into words as the search index keeps them: one way for texts, queries and what is marked in a
//! snippet, so that the three always agree.
//!
//! A word is a run of letters and digits, in lower case, without accents, compatible forms made plain (`ﬁ`, `Ａ`). In
//! scripts that put no spaces between words (Chinese, Japanese, Korean, Thai ...) every two neighbours are a word, and the
//! last letter of a run once more by itself: any piece of such a text is found, however short.

use std::ops::{ControlFlow, Range};

use unicode_normalization::char::{compose, decompose_compatible, is_combining_mark};

/// Longer words are cut to so many letters (keys and hashes in a stack trace): whoever looks for one finds it by those.
const LONGEST: usize = 40;

/// One word of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Word<'a> {
    /// As the index keeps it.
    pub folded: &'a str,
    /// Where it comes from.
    pub kind: Kind,
}

/// What kind of a word one is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Between spaces and signs.
    Spaced,
    /// Two neighbours in a script without spaces.
    Pair,
    /// The last letter of such a run, once more by itself.
    Tail,
    /// A run of only one letter.
    Alone,
}

/// Hands every word of a text, with the bytes in which it stands, to `visit`, until that breaks off.
pub(super) fn each<B>(
    text: &str,
    mut visit: impl FnMut(Word<'_>, Range<usize>) -> ControlFlow<B>,
) -> ControlFlow<B> {
    let mut run = Run::default();
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        if c.is_ascii_alphanumeric() {
            run.end_unspaced(&mut visit)?;
            run.push(c.to_ascii_lowercase(), at, end);
        } else if c.is_ascii() {
            run.end(&mut visit)?;
        } else {
            run.other(c, at, end, &mut visit)?;
        }
    }
    run.end(&mut visit)
}

/// The words of a text with spaces between them, as they are handed to the index.
pub(super) fn joined(text: &str, into: &mut String) {
    let _ = each::<()>(text, |word, _| {
        into.push_str(word.folded);
        into.push(' ');
        ControlFlow::Continue(())
    });
}

/// The word that is being read.
#[derive(Default)]
struct Run {
    folded: String,
    letters: usize,
    from: usize,
    to: usize,
    /// The last letter of a script without spaces: marks may follow that make it another.
    waiting: Option<(char, Range<usize>)>,
    /// The one before it.
    before: Option<(char, usize)>,
    pair: String,
}

impl Run {
    fn push(&mut self, c: char, from: usize, to: usize) {
        if self.letters == 0 {
            self.from = from;
        }
        self.to = to;
        self.letters += 1;
        if self.letters <= LONGEST {
            self.folded.push(c);
        }
    }

    fn other<B>(
        &mut self,
        c: char,
        from: usize,
        to: usize,
        visit: &mut impl FnMut(Word<'_>, Range<usize>) -> ControlFlow<B>,
    ) -> ControlFlow<B> {
        if is_passed_over(c) {
            return ControlFlow::Continue(());
        }
        let mut plain = [None; MOST_PARTS];
        let mut count = 0;
        decompose_compatible(c, |part| {
            if let Some(place) = plain.get_mut(count) {
                *place = Some(part);
                count += 1;
            }
        });
        let mut separates = true;
        for part in plain.into_iter().flatten() {
            if is_combining_mark(part) || is_jamo_tail(part) {
                separates = false;
                self.join(part, to);
            } else if part.is_alphanumeric() {
                separates = false;
                self.letter(part, from, to, visit)?;
            }
        }
        if separates { self.end(visit) } else { ControlFlow::Continue(()) }
    }

    /// A mark belongs to the letter before it. Accents are dropped; what makes another letter of a Japanese or Korean one
    /// is not.
    fn join(&mut self, mark: char, to: usize) {
        if let Some((before, bytes)) = &mut self.waiting {
            if let Some(whole) = compose(*before, mark) {
                *before = whole;
            }
            bytes.end = to;
        } else if self.letters > 0 {
            self.to = to;
        }
    }

    fn letter<B>(
        &mut self,
        c: char,
        from: usize,
        to: usize,
        visit: &mut impl FnMut(Word<'_>, Range<usize>) -> ControlFlow<B>,
    ) -> ControlFlow<B> {
        if !has_no_spaces(c) {
            self.end_unspaced(visit)?;
            match spelled_out(c) {
                Some(letters) => letters.chars().for_each(|c| self.push(c, from, to)),
                None => {
                    c.to_lowercase().filter(|c| !is_combining_mark(*c)).for_each(|c| self.push(c, from, to));
                }
            }
            return ControlFlow::Continue(());
        }
        self.end_spaced(visit)?;
        self.pair_up(visit)?;
        if let Some((last, bytes)) = self.waiting.replace((c, from..to)) {
            self.before = Some((last, bytes.start));
        }
        ControlFlow::Continue(())
    }

    /// Hands on the last two letters of a script without spaces, where there are two.
    fn pair_up<B>(
        &mut self,
        visit: &mut impl FnMut(Word<'_>, Range<usize>) -> ControlFlow<B>,
    ) -> ControlFlow<B> {
        let (Some((before, from)), Some((last, bytes))) = (self.before, &self.waiting) else {
            return ControlFlow::Continue(());
        };
        self.pair.clear();
        self.pair.extend([before, *last]);
        visit(Word { folded: &self.pair, kind: Kind::Pair }, from..bytes.end)
    }

    fn end_spaced<B>(
        &mut self,
        visit: &mut impl FnMut(Word<'_>, Range<usize>) -> ControlFlow<B>,
    ) -> ControlFlow<B> {
        if self.letters == 0 {
            return ControlFlow::Continue(());
        }
        let flow = visit(Word { folded: &self.folded, kind: Kind::Spaced }, self.from..self.to);
        self.folded.clear();
        self.letters = 0;
        flow
    }

    fn end_unspaced<B>(
        &mut self,
        visit: &mut impl FnMut(Word<'_>, Range<usize>) -> ControlFlow<B>,
    ) -> ControlFlow<B> {
        self.pair_up(visit)?;
        let Some((last, bytes)) = self.waiting.take() else { return ControlFlow::Continue(()) };
        self.pair.clear();
        self.pair.push(last);
        let kind = if self.before.take().is_some() { Kind::Tail } else { Kind::Alone };
        visit(Word { folded: &self.pair, kind }, bytes)
    }

    fn end<B>(&mut self, visit: &mut impl FnMut(Word<'_>, Range<usize>) -> ControlFlow<B>) -> ControlFlow<B> {
        self.end_spaced(visit)?;
        self.end_unspaced(visit)
    }
}

/// The longest compatible decomposition (U+FDFA) has eighteen parts.
const MOST_PARTS: usize = 18;

/// Letters that no decomposition makes plain, as people type them on another keyboard.
fn spelled_out(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' | 'ẞ' => "ss",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'ø' | 'Ø' => "o",
        'ł' | 'Ł' => "l",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'þ' | 'Þ' => "th",
        'ħ' | 'Ħ' => "h",
        'ı' => "i",
        'ς' => "σ",
        _ => return None,
    })
}

/// Invisible characters inside words: soft hyphen, joiners and the like.
fn is_passed_over(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
}

/// Vowels and endings of Korean syllables that are written apart.
fn is_jamo_tail(c: char) -> bool {
    matches!(c, '\u{1160}'..='\u{11FF}')
}

fn has_no_spaces(c: char) -> bool {
    matches!(c,
        '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1100}'..='\u{115F}' | '\u{1780}'..='\u{17FF}'
        | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{312F}' | '\u{31F0}'..='\u{31FF}' | '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let mut all = String::new();
        joined(text, &mut all);
        all.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn words_are_folded_and_cut() {
        let table: [(&str, &[&str]); 14] = [
            ("", &[]),
            ("--- \u{1F525} !", &[]),
            ("Drucker brennt!", &["drucker", "brennt"]),
            ("Straße STRASSE", &["strasse", "strasse"]),
            ("Crème brûlée cre\u{300}me", &["creme", "brulee", "creme"]),
            ("Łódź Ørsted İstanbul ﬁle ΟΔΟΣ οδος", &["lodz", "orsted", "istanbul", "file", "οδοσ", "οδοσ"]),
            ("error_code=0x80-ab", &["error", "code", "0x80", "ab"]),
            ("bob@acme.example", &["bob", "acme", "example"]),
            ("co\u{AD}op", &["coop"]),
            ("障害報告", &["障害", "害報", "報告", "告"]),
            ("TLS証明書v3", &["tls", "証明", "明書", "書", "v3"]),
            ("ガ か\u{3099} ｶﾞ", &["ガ", "が", "ガ"]),
            ("서버 \u{1109}\u{1165}\u{1107}\u{1165}", &["서버", "버", "서버", "버"]),
            ("Привет, ЁЖ", &["привет", "еж"]),
        ];
        for (text, expected) in table {
            assert_eq!(words(text), expected, "{text:?}");
        }
        assert_eq!(words(&"x".repeat(1000)), ["x".repeat(LONGEST)]);
    }

    #[test]
    fn a_word_knows_where_it_stands() {
        let text = "«Crème» 障害 e\u{301}\u{301}x";
        let mut found = Vec::new();
        let _ = each::<()>(text, |word, bytes| {
            found.push((word.folded.to_owned(), text.get(bytes).unwrap().to_owned()));
            ControlFlow::Continue(())
        });
        let expected = [("creme", "Crème"), ("障害", "障害"), ("害", "害"), ("ex", "e\u{301}\u{301}x")];
        assert_eq!(found, expected.map(|(word, piece)| (word.to_owned(), piece.to_owned())));
    }

    proptest::proptest! {
        /// The index cuts at spaces only: no word holds anything else that could cut it, or that an expression could trip over.
        #[test]
        fn no_word_holds_anything_that_separates(text in ".*") {
            let _ = each::<()>(&text, |word, bytes| {
                assert!(!word.folded.is_empty());
                assert!(word.folded.chars().all(|c| c.is_alphanumeric() || !c.is_ascii()), "{:?}", word.folded);
                assert!(text.get(bytes).is_some());
                ControlFlow::Continue(())
            });
        }
    }
}
