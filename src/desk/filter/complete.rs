//! What the word under the cursor can become: keys, states, and the values that this desk knows.

use std::ops::Range;

use super::expr::quoted;
use super::fold::{folded, folded_line};
use super::keys::{self, Fit, KEYS, Key, KeyEntry, MEASURES, STATES, Scale};
use super::lexer::{Item, TokenKind, tokens};
use super::vocabulary::Vocabulary;

/// No more are offered: nobody reads a list of five hundred.
const MOST: usize = 40;

/// What the word under the cursor can become.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// The part of the text that is replaced, in characters.
    pub at: Range<usize>,
    /// By what, the best first.
    pub offers: Vec<Offer>,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The text that is put there.
    pub text: String,
    /// What it means; may be empty.
    pub about: String,
}

impl Offer {
    fn new(text: impl Into<String>, about: impl Into<String>) -> Offer {
        Offer { text: text.into(), about: about.into() }
    }
}

impl Completion {
    /// The text with one of the offers in its place, and where the cursor stands then, in characters.
    pub fn applied(&self, text: &str, offer: &Offer) -> (String, usize) {
        let before: String = text.chars().take(self.at.start).collect();
        let after: String = text.chars().skip(self.at.end).collect();
        let cursor = self.at.start + offer.text.chars().count();
        (format!("{before}{}{after}", offer.text), cursor)
    }
}

/// What the word that ends at the cursor (in characters) can become. Offers nothing where nothing begins so.
pub fn complete(text: &str, cursor: usize, vocabulary: &Vocabulary) -> Completion {
    let before: String = text.chars().take(cursor).collect();
    let cursor = before.chars().count();
    let last = tokens(&before).pop().filter(|token| token.at.end == cursor);
    let item = match last.map(|token| token.kind) {
        // A quotation mark that is closed ends its value.
        Some(TokenKind::Item(item)) => item,
        _ => Item::default(),
    };
    let open = item.values.last().filter(|piece| piece.at.end == cursor);
    let typed = open.map_or("", |piece| piece.text.as_str());
    let at = open.map_or(cursor, |piece| piece.at.start)..cursor;
    let mut offers = match &item.head {
        None if item.values.len() > 1 || open.is_some_and(|piece| piece.quoted) => Vec::new(),
        None => heads(typed),
        Some((name, _)) if name == "is" => states(typed),
        Some((name, _)) => match (keys::key_named(name), keys::measure_named(name)) {
            (Some(entry), _) => values(entry, typed, vocabulary),
            (None, Some(entry)) => amounts(entry.scale, typed),
            (None, None) => Vec::new(),
        },
    };
    offers.truncate(MOST);
    Completion { at, offers }
}

/// The words among `among` that somebody may mean who typed this, the best first: those that begin so, then those of
/// which a word begins so, then those that hold it; case and accents do not matter.
pub fn candidates<'k>(typed: &str, among: impl IntoIterator<Item = &'k str>) -> Vec<&'k str> {
    let typed = folded_line(typed).into_owned();
    let rank = |word: &str| {
        let word = folded(word);
        if word.starts_with(&typed) {
            return Some(0);
        }
        let inner = || word.split(|c: char| !c.is_alphanumeric()).any(|part| part.starts_with(&typed));
        if inner() { Some(1) } else { word.contains(&typed).then_some(2) }
    };
    let mut ranked: Vec<(u8, &str)> =
        among.into_iter().filter_map(|word| Some((rank(word)?, word))).collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().map(|(_, word)| word).collect()
}

fn heads(typed: &str) -> Vec<Offer> {
    let typed = typed.to_lowercase();
    let mut offers: Vec<Offer> = KEYS
        .iter()
        .map(|entry| Offer::new(format!("{}:", entry.name), entry.about.replace('`', "")))
        .chain(std::iter::once(Offer::new("is:", "a state, such as is:missed")))
        .chain(MEASURES.iter().map(|entry| Offer::new(format!("{}<", entry.name), entry.about)))
        .filter(|offer| offer.text.starts_with(&typed))
        .collect();
    if !typed.is_empty() {
        let begun = STATES.iter().filter(|entry| entry.name.starts_with(&typed));
        offers.extend(begun.map(|entry| Offer::new(format!("is:{}", entry.name), entry.about)));
    }
    offers
}

fn states(typed: &str) -> Vec<Offer> {
    let names = candidates(typed, STATES.iter().map(|entry| entry.name));
    let about = |name: &str| STATES.iter().find(|entry| entry.name == name).map_or("", |entry| entry.about);
    names.into_iter().map(|name| Offer::new(name, about(name))).collect()
}

fn values(entry: &KeyEntry, typed: &str, vocabulary: &Vocabulary) -> Vec<Offer> {
    let known = vocabulary.values(entry.key);
    let all = entry.words.iter().map(|(word, _)| *word).chain(known.iter().map(String::as_str));
    let mut offers: Vec<Offer> = candidates(typed, all)
        .into_iter()
        .map(|word| match entry.words.iter().find(|(special, _)| *special == word) {
            Some((word, about)) => Offer::new(*word, *about),
            None => Offer::new(spelled(entry, word, known), ""),
        })
        .collect();
    offers.dedup();
    offers
}

/// A value as it has to be written to mean just itself.
fn spelled(entry: &KeyEntry, word: &str, known: &[String]) -> String {
    let special = entry.words.iter().any(|(special, _)| special.eq_ignore_ascii_case(word));
    let parted = |c: char| c.is_whitespace() || matches!(c, '"' | '(' | ')' | '|' | '*' | '\\');
    let folded_word = folded(word);
    let begins_another = entry.fit == Fit::Begins
        && known.iter().any(|other| other != word && folded(other).starts_with(&*folded_word));
    let number = entry.key == Key::Customer && word.starts_with('#');
    if special || begins_another || number || word.contains(parted) { quoted(word) } else { word.to_owned() }
}

fn amounts(scale: Scale, typed: &str) -> Vec<Offer> {
    let lengths = [("30m", "half an hour"), ("2h", "two hours"), ("1d", "24 hours"), ("3d", "three days")];
    let days = [("today", ""), ("tomorrow", ""), ("yesterday", "")];
    let days = days.into_iter().filter(|_| scale != Scale::Length);
    let all = lengths.into_iter().chain(days);
    all.filter(|(word, _)| word.starts_with(typed)).map(|(word, about)| Offer::new(word, about)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offered(text: &str) -> String {
        let mut vocabulary = Vocabulary::of([], ["Kestrel Radio", "Acme", "Radio Eins"]);
        vocabulary.know(Key::Agent, &["ana", "anabel", "zoë"]);
        let completion = complete(text, text.chars().count(), &vocabulary);
        let offers: Vec<&str> = completion.offers.iter().map(|offer| offer.text.as_str()).collect();
        format!("{}..{} {}", completion.at.start, completion.at.end, offers.join(" "))
    }

    #[test]
    fn words_are_completed() {
        let table = [
            ("cu", "0..2 customer: is:customers-level"),
            ("is:mi", "3..5 missed mine"),
            ("!is:pau", "4..7 paused"),
            ("mis", "0..3 missed: is:missed"),
            ("customer:rad", "9..12 \"Radio Eins\" \"Kestrel Radio\""),
            ("customer:\"kestrel r", "9..19 \"Kestrel Radio\""),
            ("agent:an", "6..8 \"ana\" anabel"),
            ("agent:me|zo", "9..11 zoë"),
            ("agent:n", "6..7 nobody \"ana\" anabel"),
            ("due<to", "4..6 today tomorrow"),
            ("env:", "4..4 production development"),
            ("\"quoted", "0..7 "),
            ("nothing:x", "8..9 "),
            ("sev:", "4..4 "),
        ];
        for (text, expected) in table {
            assert_eq!(offered(text), expected, "{text}");
        }
        assert!(offered("").starts_with("0..0 customer: sev: "));
    }

    #[test]
    fn an_offer_takes_the_words_place() {
        let completion = complete("é is:mi x", 7, &Vocabulary::default());
        let (text, cursor) = completion.applied("é is:mi x", &completion.offers[0]);
        assert_eq!((text.as_str(), cursor), ("é is:missed x", 11));
    }
}
