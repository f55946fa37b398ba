//! Tokens into what has to hold. What means nothing is left out and remarked on, and the rest applies.

use std::ops::Range;

use super::amount::{Amount, AmountError, Relation};
use super::expr::{Expr, Value};
use super::keys::{self, Fit, Key, KeyEntry, MeasureEntry, Scale};
use super::lexer::{Item, Piece, Sign, Token, TokenKind, reads_otherwise, tokens};
use super::remark::{Remark, near};

/// Deeper brackets are not read: nobody means them, and every one costs a call.
const DEEPEST: usize = 24;

/// A filter as read.
#[derive(Debug, Default)]
pub(super) struct Parsed {
    pub expr: Option<Expr>,
    pub remarks: Vec<Remark>,
    /// What was asked of fields whose values only the desk knows.
    pub asked: Vec<(Key, Value, Range<usize>)>,
}

pub(super) fn parse(text: &str) -> Parsed {
    let tokens = tokens(text);
    let mut parser =
        Parser { end: text.chars().count(), tokens, place: 0, depth: 0, parsed: Parsed::default() };
    let mut groups = Vec::new();
    loop {
        groups.extend(parser.any());
        // What is left begins with a bracket that closes nothing.
        let Some(stray) = parser.next() else { break };
        parser.remark(Remark::wrong(stray.at, "this bracket closes nothing; in quotes it is text"));
    }
    parser.parsed.expr = Expr::all(groups);
    parser.parsed
}

struct Parser {
    tokens: Vec<Token>,
    place: usize,
    depth: usize,
    end: usize,
    parsed: Parsed,
}

impl Parser {
    fn peek(&self) -> Option<&TokenKind> {
        self.tokens.get(self.place).map(|token| &token.kind)
    }

    fn next(&mut self) -> Option<Token> {
        let token = self.tokens.get(self.place).cloned();
        self.place += usize::from(token.is_some());
        token
    }

    fn remark(&mut self, remark: Remark) {
        self.parsed.remarks.push(remark.touching(self.end));
    }

    fn operator(&self, word: &str) -> bool {
        matches!(self.peek(), Some(TokenKind::Item(item)) if is_operator(item, word))
    }

    fn any(&mut self) -> Option<Expr> {
        let mut groups = Vec::new();
        let mut wanted = None;
        loop {
            let empty = matches!(self.peek(), None | Some(TokenKind::Close)) || self.operator("or");
            if let (true, Some(at)) = (empty, wanted.take()) {
                self.remark(Remark::unfinished(at, "`or` stands between two: what else may it be?"));
            }
            groups.extend(self.all());
            if !self.operator("or") {
                return Expr::any(groups);
            }
            let Some(token) = self.next() else { return Expr::any(groups) };
            if groups.is_empty() {
                self.remark(Remark::unfinished(token.at.clone(), "`or` stands between two"));
            }
            wanted = Some(token.at);
        }
    }

    fn all(&mut self) -> Option<Expr> {
        let mut parts = Vec::new();
        while !matches!(self.peek(), None | Some(TokenKind::Close)) && !self.operator("or") {
            if self.operator("and") {
                self.place += 1;
                continue;
            }
            parts.extend(self.one());
        }
        Expr::all(parts)
    }

    fn one(&mut self) -> Option<Expr> {
        let mut not = false;
        let mut bang = None;
        while matches!(self.peek(), Some(TokenKind::Bang)) {
            not = !not;
            bang = self.next().map(|token| token.at);
        }
        let found = match self.peek() {
            Some(TokenKind::Open) => self.group(),
            Some(TokenKind::Item(_)) => {
                let token = self.next()?;
                let TokenKind::Item(item) = token.kind else { return None };
                self.item(item, token.at)
            }
            _ => {
                if let Some(at) = bang {
                    self.remark(Remark::unfinished(at, "`!` turns round the word that follows it"));
                }
                None
            }
        };
        found.map(|expr| if not { expr.negated() } else { expr })
    }

    fn group(&mut self) -> Option<Expr> {
        let open = self.next()?;
        if self.depth >= DEEPEST {
            self.remark(Remark::wrong(open.at, "so many brackets in brackets are not read"));
            return None;
        }
        self.depth += 1;
        let inner = self.any();
        self.depth -= 1;
        if matches!(self.peek(), Some(TokenKind::Close)) {
            self.place += 1;
        } else {
            self.remark(Remark::unfinished(open.at, "this bracket is not closed yet"));
        }
        inner
    }

    fn item(&mut self, item: Item, at: Range<usize>) -> Option<Expr> {
        if item.unclosed {
            self.remark(Remark::unfinished(at.clone(), "the quotation mark is not closed yet"));
        }
        let Some((name, sign)) = item.head else { return words(item.values) };
        if let Some(entry) = keys::measure_named(&name) {
            return self.measure(entry, sign, &item.values, at);
        }
        let entry = keys::key_named(&name);
        if entry.is_none() && name != "is" {
            let like = near(&name, keys::heads());
            let message = match (like, sign) {
                (Some(like), Sign::Colon) => format!("there is no key `{name}:`; did you mean `{like}:`?"),
                (None, Sign::Colon) => format!("there is no key `{name}:`; text with a colon goes in quotes"),
                (Some(like), _) => format!("there is no measure `{name}`; did you mean `{like}`?"),
                (None, _) => format!("there is no measure `{name}`; text with a < goes in quotes"),
            };
            self.remark(Remark::wrong(at, message));
            return None;
        }
        if sign != Sign::Colon {
            self.remark(Remark::wrong(at, format!("`{name}` is asked for with a colon, not compared")));
            return None;
        }
        if item.values.is_empty() {
            self.remark(Remark::wrong(at, expected(entry)));
            return None;
        }
        match entry {
            Some(entry) => self.field(entry, item.values),
            None => self.states(item.values),
        }
    }

    fn states(&mut self, values: Vec<Piece>) -> Option<Expr> {
        let mut states = Vec::new();
        for piece in values {
            let word = piece.text.to_lowercase();
            if let Some(entry) = keys::state_named(&word) {
                states.push(entry.state);
                continue;
            }
            let begun: Vec<&str> =
                keys::STATES.iter().map(|entry| entry.name).filter(|name| name.starts_with(&word)).collect();
            let remark = if begun.is_empty() || piece.at.end < self.end {
                let names = keys::STATES
                    .iter()
                    .flat_map(|entry| std::iter::once(entry.name).chain(entry.aliases.iter().copied()));
                let like = near(&word, names).map(|like| format!(": did you mean is:{like}?"));
                let word = crate::text::quoted(&piece.text);
                Remark::wrong(piece.at, format!("nothing is {word}{}", like.unwrap_or_default()))
            } else {
                Remark::wrong(piece.at, format!("is:{}", begun.join(", is:")))
            };
            self.remark(remark);
        }
        (!states.is_empty()).then_some(Expr::Is(states))
    }

    fn field(&mut self, entry: &KeyEntry, pieces: Vec<Piece>) -> Option<Expr> {
        let mut values = Vec::new();
        for piece in pieces {
            let word = piece.text.to_lowercase();
            let special = !piece.quoted && entry.words.iter().any(|(known, _)| *known == word);
            let allowed = match entry.fit {
                _ if special => Ok(()),
                Fit::Within | Fit::Begins => Ok(()),
                Fit::Number => {
                    piece.text.parse::<u8>().map(drop).map_err(|_| format!("{} is a number", entry.name))
                }
                Fit::Listed if piece.text.contains('*') && !piece.quoted => Ok(()),
                Fit::Listed => {
                    let begun = |(known, _): &(&str, &str)| known.starts_with(word.as_str()) && !piece.quoted;
                    let known = entry.words.iter().any(|known| begun(known) || known.0 == word);
                    if known { Ok(()) } else { Err(unlisted(entry, &word)) }
                }
            };
            if let Err(message) = allowed {
                self.remark(Remark::wrong(piece.at, message));
                continue;
            }
            let value = Value { text: piece.text, quoted: piece.quoted };
            if !special && matches!(entry.fit, Fit::Within | Fit::Begins) {
                self.parsed.asked.push((entry.key, value.clone(), piece.at));
            }
            values.push(value);
        }
        (!values.is_empty()).then_some(Expr::Field(entry.key, values))
    }

    fn measure(
        &mut self,
        entry: &MeasureEntry,
        sign: Sign,
        values: &[Piece],
        at: Range<usize>,
    ) -> Option<Expr> {
        let relation = match sign {
            Sign::Colon => Relation::On,
            Sign::Less => Relation::Less,
            Sign::AtMost => Relation::AtMost,
            Sign::More => Relation::More,
            Sign::AtLeast => Relation::AtLeast,
        };
        let text = match values {
            [] => "",
            [one] => one.text.as_str(),
            _ => {
                self.remark(Remark::wrong(at, format!("{} is compared with one value", entry.name)));
                return None;
            }
        };
        let name = entry.name;
        let lengths = "a length of time such as 30m, 2h or 3d";
        let moments = "a length of time (30m, 2h, 3d), a day (today, 2026-03-28) or a time (17:00)";
        let days = "a day such as today or 2026-03-28";
        let expected = match (entry.scale, relation) {
            (Scale::Length, Relation::On) => {
                let (name, lengths) = (name, lengths);
                self.remark(Remark::wrong(at, format!("{name}: compare with < or > and {lengths}")));
                return None;
            }
            (Scale::Length, _) => lengths,
            (_, Relation::On) => days,
            _ => moments,
        };
        match Amount::read(text, entry.scale, relation) {
            Ok(amount) => return Some(Expr::Compare(entry.measure, relation, amount)),
            Err(AmountError::Unfinished) => {
                self.remark(Remark::wrong(at, format!("{name}{relation} needs {expected}")));
            }
            Err(AmountError::Wrong | AmountError::NotHere) => {
                let said = crate::text::quoted(text);
                self.remark(Remark::wrong(at, format!("{name} is compared with {expected}, not {said}")));
            }
        }
        None
    }
}

fn is_operator(item: &Item, word: &str) -> bool {
    let one = matches!(item.values.as_slice(), [one] if !one.quoted && one.text.eq_ignore_ascii_case(word));
    item.head.is_none() && one
}

fn words(pieces: Vec<Piece>) -> Option<Expr> {
    let mut values: Vec<Value> =
        pieces.into_iter().map(|piece| Value { text: piece.text, quoted: piece.quoted }).collect();
    // Written out again, the first one must not turn into a key or an operator.
    if let Some(first) = values.first_mut() {
        first.quoted |= reads_otherwise(&first.text);
    }
    (!values.is_empty()).then_some(Expr::Words(values))
}

/// What can stand after a key.
fn expected(entry: Option<&KeyEntry>) -> String {
    let Some(entry) = entry else {
        let names: Vec<&str> = keys::STATES.iter().map(|entry| entry.name).collect();
        return format!("is: {}", names.join(", "));
    };
    let words: Vec<&str> = entry.words.iter().map(|(word, _)| *word).collect();
    let words = if words.is_empty() { String::new() } else { format!(" ({})", words.join(", ")) };
    format!("{}: {}{words}, such as {}", entry.name, entry.about.replace('`', ""), entry.example)
}

fn unlisted(entry: &KeyEntry, word: &str) -> String {
    let known: Vec<&str> = entry.words.iter().map(|(word, _)| *word).collect();
    match near(word, known.iter().copied()) {
        Some(like) => format!("{}: did you mean {like}?", entry.name),
        None => format!("{} is one of {}", entry.name, known.join(", ")),
    }
}
