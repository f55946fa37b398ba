//! Text into tokens. Every text makes tokens; places are counted in characters.

use std::ops::Range;

/// A piece of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    /// What.
    pub kind: TokenKind,
    /// Where, in characters.
    pub at: Range<usize>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// `(`
    Open,
    /// `)`
    Close,
    /// `!` before something.
    Bang,
    /// A word, with what stands before its colon or sign.
    Item(Item),
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Item {
    /// `sev:`, `due<=`: the name in lower case, and the sign.
    pub head: Option<(String, Sign)>,
    /// What is separated by `|`, without what is empty.
    pub values: Vec<Piece>,
    /// A quotation mark is still open at the end of the text.
    pub unclosed: bool,
}

/// What stands between a name and its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    Colon,
    Less,
    AtMost,
    More,
    AtLeast,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub text: String,
    pub quoted: bool,
    pub at: Range<usize>,
}

/// The tokens of a text.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut lexer = Lexer { chars: text.chars().collect(), place: 0 };
    let mut tokens = Vec::new();
    while let Some(token) = lexer.next() {
        tokens.push(token);
    }
    tokens
}

struct Lexer {
    chars: Vec<char>,
    place: usize,
}

/// What ends a word that is not in quotes.
fn ends_word(c: char) -> bool {
    c.is_whitespace() || matches!(c, '(' | ')' | '"')
}

impl Lexer {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.place + ahead).copied()
    }

    fn next(&mut self) -> Option<Token> {
        while self.peek(0).is_some_and(char::is_whitespace) {
            self.place += 1;
        }
        let from = self.place;
        let single = match self.peek(0)? {
            '(' => Some(TokenKind::Open),
            ')' => Some(TokenKind::Close),
            '!' => Some(TokenKind::Bang),
            _ => None,
        };
        let kind = match single {
            Some(kind) => {
                self.place += 1;
                kind
            }
            None => TokenKind::Item(self.item()),
        };
        Some(Token { kind, at: from..self.place })
    }

    fn item(&mut self) -> Item {
        // `|cust` is the rest of an alternative that somebody has deleted.
        self.skip_bars();
        let mut item = Item { head: self.head(), ..Item::default() };
        loop {
            self.skip_bars();
            let from = self.place;
            if self.peek(0) == Some('"') {
                // Right behind a word without a bar, a quotation mark begins another word.
                let (text, closed) = self.quoted();
                item.unclosed |= !closed;
                if !text.is_empty() {
                    item.values.push(Piece { text, quoted: true, at: from..self.place });
                }
            } else {
                let text = self.bare();
                if !text.is_empty() {
                    item.values.push(Piece { text, quoted: false, at: from..self.place });
                }
            }
            if self.peek(0) != Some('|') {
                return item;
            }
        }
    }

    fn skip_bars(&mut self) {
        while self.peek(0) == Some('|') {
            self.place += 1;
        }
    }

    /// A name and its sign, where they stand here.
    fn head(&mut self) -> Option<(String, Sign)> {
        let letter = |c: char| c.is_ascii_alphabetic() || matches!(c, '_' | '-');
        let length = (0..).take_while(|ahead| self.peek(*ahead).is_some_and(letter)).count();
        let first = self.peek(0).filter(char::is_ascii_alphabetic);
        let (sign, wide) = match (first?, self.peek(length)?, self.peek(length + 1)) {
            // An address, not a key.
            (_, ':', Some('/')) if self.peek(length + 2) == Some('/') => return None,
            (_, ':', _) => (Sign::Colon, 1),
            (_, '<', Some('=')) => (Sign::AtMost, 2),
            (_, '<', _) => (Sign::Less, 1),
            (_, '>', Some('=')) => (Sign::AtLeast, 2),
            (_, '>', _) => (Sign::More, 1),
            _ => return None,
        };
        let name = self.chars.iter().skip(self.place).take(length).map(char::to_ascii_lowercase).collect();
        self.place += length + wide;
        Some((name, sign))
    }

    fn quoted(&mut self) -> (String, bool) {
        self.place += 1;
        let mut text = String::new();
        while let Some(c) = self.peek(0) {
            self.place += 1;
            match (c, self.peek(0)) {
                ('"', _) => return (text, true),
                ('\\', Some(next @ ('"' | '\\'))) => {
                    text.push(next);
                    self.place += 1;
                }
                _ => text.push(c),
            }
        }
        (text, false)
    }

    fn bare(&mut self) -> String {
        let from = self.place;
        while self.peek(0).is_some_and(|c| !ends_word(c) && c != '|') {
            self.place += 1;
        }
        self.chars.iter().skip(from).take(self.place - from).collect()
    }
}

/// Whether a word by itself would not be read as the text that it is.
pub(super) fn reads_otherwise(word: &str) -> bool {
    let operator = matches!(word.to_ascii_lowercase().as_str(), "or" | "and");
    let mut lexer = Lexer { chars: word.chars().collect(), place: 0 };
    operator || word.starts_with('!') || lexer.head().is_some()
}
