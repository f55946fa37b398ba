//! TOML tables walked by hand, so that one look finds every mistake and each has its place.
//!
//! serde would stop at the first one. A [`Section`] is one table: every key that is asked for counts as known, and
//! [`Section::finish`] refuses the others with the known one that is spelled most like them (faults.md H07).

use std::ops::Range;

use chrono::NaiveDate;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Kind;
use super::diagnostic::{Finding, Weight, nearest, piece, quoted};
use crate::text;

/// Longest text of any one value.
const LONGEST_TEXT: usize = 2_000;

/// Most findings that are kept: a file with more is beyond reading, and looking for the nearest name costs time.
const MOST_KEPT: usize = 200;

/// Keys by which other formats draw in other files (faults.md H06).
const INCLUDES: [&str; 6] = ["include", "includes", "import", "imports", "extends", "inherits"];

#[cfg(test)]
thread_local! {
    static ASKED: std::cell::RefCell<Vec<(String, &'static str)>> = const { std::cell::RefCell::new(Vec::new()) };
}

/// What `read` makes, and every key that it asked a [`Section`] for, with the path of that section.
#[cfg(test)]
pub fn asked_in_tests<T>(read: impl FnOnce() -> T) -> (T, Vec<(String, &'static str)>) {
    ASKED.take();
    let made = read();
    (made, ASKED.take())
}

/// Everything found wrong so far.
#[derive(Debug)]
pub struct Findings {
    kind: Kind,
    list: Vec<Finding>,
    refused: bool,
}

impl Findings {
    /// None yet, of a file of that kind.
    pub fn of(kind: Kind) -> Findings {
        Findings { kind, list: Vec::new(), refused: false }
    }

    fn push(&mut self, weight: Weight, span: Range<usize>, key: &str, message: String, help: Option<String>) {
        self.refused |= weight == Weight::Error;
        if !self.full() {
            self.list.push(Finding { weight, span, key: key.to_owned(), message, help });
        }
    }

    /// Something that is not as it must be.
    pub fn error(
        &mut self,
        span: Range<usize>,
        key: &str,
        message: impl Into<String>,
        help: impl Into<Help>,
    ) {
        self.push(Weight::Error, span, key, message.into(), help.into().0);
    }

    /// Something that a person should look at.
    pub fn warning(
        &mut self,
        span: Range<usize>,
        key: &str,
        message: impl Into<String>,
        help: impl Into<Help>,
    ) {
        self.push(Weight::Warning, span, key, message.into(), help.into().0);
    }

    /// Takes back what was said of a key that is missing, where it turns out to be there and misspelt: that is one mistake.
    fn take_back(&mut self, span: &Range<usize>, message: &str) {
        self.list.retain(|finding| finding.span != *span || finding.message != message);
    }

    /// Whether nothing more is put down.
    pub fn full(&self) -> bool {
        self.list.len() >= MOST_KEPT
    }

    /// Whether anything is not as it must be.
    pub fn refused(&self) -> bool {
        self.refused
    }

    /// Them, as they were found.
    pub fn into_list(self) -> Vec<Finding> {
        self.list
    }
}

/// What would be right, if anything short can be said.
pub struct Help(Option<String>);

impl From<&str> for Help {
    fn from(text: &str) -> Help {
        Help(Some(text.to_owned()))
    }
}

impl From<String> for Help {
    fn from(text: String) -> Help {
        Help(Some(text))
    }
}

impl From<Option<String>> for Help {
    fn from(text: Option<String>) -> Help {
        Help(text)
    }
}

/// The help for a word that is not known: the nearest known one, or all of them.
pub fn did_you_mean<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<String> {
    let mut plain: Vec<&str> = Vec::new();
    // A declaration that is refused itself is nothing to propose.
    for name in known.into_iter().filter(|name| is_plain(name) || name.contains(' ')) {
        if !plain.contains(&name) {
            plain.push(name);
        }
    }
    match nearest(word, plain.iter().copied()) {
        Some(near) => Some(format!("did you mean {near}?")),
        None if plain.is_empty() => None,
        None => Some(format!("known are: {}", piece(&plain.join(", ")))),
    }
}

/// A text with its place.
#[derive(Debug, Clone)]
pub struct Text<'a> {
    /// The text.
    pub value: &'a str,
    /// Bytes of the file that hold it.
    pub span: Range<usize>,
    /// Its key, as a path.
    pub key: String,
}

/// Any value with its place.
#[derive(Debug, Clone)]
pub struct Value<'a> {
    /// The value.
    pub value: &'a Spanned<DeValue<'a>>,
    /// Its key, as a path.
    pub key: String,
}

impl<'a> Value<'a> {
    /// Bytes of the file that hold it.
    pub fn span(&self) -> Range<usize> {
        self.value.span()
    }

    /// As a text: not empty, and nothing in it that is not seen.
    pub fn text(&self, found: &mut Findings) -> Option<Text<'a>> {
        let Some(value) = self.value.get_ref().as_str() else {
            self.wrong_kind("a text in quotes", found);
            return None;
        };
        let text = Text { value, span: self.span(), key: self.key.clone() };
        if value.trim().is_empty() {
            found.error(text.span, &self.key, "this text is empty", "write it out, or leave the key out");
            return None;
        }
        if value.len() > LONGEST_TEXT {
            let message = format!("this text is longer than {LONGEST_TEXT} bytes");
            found.error(text.span, &self.key, message, None);
            return None;
        }
        if text::printable(value) != value {
            let message =
                format!("{} holds characters that are not seen or that control a terminal", quoted(value));
            let help = "write plain text: no escape, bidi or zero-width characters, no line breaks";
            found.error(text.span, &self.key, message, help);
            return None;
        }
        Some(text)
    }

    /// As a list of texts.
    pub fn texts(&self, found: &mut Findings) -> Option<Vec<Text<'a>>> {
        let values = self.list(found)?;
        let texts: Vec<Option<Text>> = values.iter().map(|value| value.text(found)).collect();
        texts.into_iter().collect()
    }

    /// As a list of any values.
    pub fn list(&self, found: &mut Findings) -> Option<Vec<Value<'a>>> {
        let Some(array) = self.value.get_ref().as_array() else {
            self.wrong_kind("a list in [ ]", found);
            return None;
        };
        Some(array.iter().map(|value| Value { value, key: self.key.clone() }).collect())
    }

    /// As a table.
    pub fn section(&self, found: &mut Findings) -> Option<Section<'a>> {
        match self.value.get_ref().as_table() {
            Some(table) => Some(Section::new(self.key.clone(), self.span(), table)),
            None => {
                self.wrong_kind("a table", found);
                None
            }
        }
    }

    /// As a whole number from 0 on.
    pub fn number(&self, found: &mut Findings) -> Option<u32> {
        let integer = self.value.get_ref().as_integer();
        let number = integer.and_then(|integer| {
            u32::from_str_radix(&integer.as_str().replace('_', ""), integer.radix()).ok()
        });
        if let (Some(integer), None) = (integer, number) {
            let message = format!("{} is out of bounds here", piece(integer.as_str()));
            found.error(self.span(), &self.key, message, "write a whole number from 0 on");
        } else if number.is_none() {
            self.wrong_kind("a whole number from 0 on", found);
        }
        number
    }

    /// As yes or no.
    pub fn yes(&self, found: &mut Findings) -> Option<bool> {
        let yes = self.value.get_ref().as_bool();
        if yes.is_none() {
            self.wrong_kind("true or false", found);
        }
        yes
    }

    /// As a date without a time.
    pub fn date(&self, found: &mut Findings) -> Option<NaiveDate> {
        let written = self.value.get_ref().as_datetime();
        let plain =
            written.filter(|date| date.time.is_none() && date.offset.is_none()).and_then(|date| date.date);
        let date = plain.and_then(|date| {
            NaiveDate::from_ymd_opt(i32::from(date.year), u32::from(date.month), u32::from(date.day))
        });
        if date.is_none() {
            self.wrong_kind("a date such as 2026-01-01, without quotes", found);
        }
        date
    }

    /// Says that it is of another kind than `wanted`.
    pub fn wrong_kind(&self, wanted: &str, found: &mut Findings) {
        let is = match self.value.get_ref() {
            DeValue::String(_) => "a text",
            DeValue::Integer(_) => "a whole number",
            DeValue::Float(_) => "a fraction",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date or time",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        let message = format!("`{}` is {is} here", last_of(&self.key));
        found.error(self.span(), &self.key, message, format!("write {wanted}"));
    }
}

fn last_of(key: &str) -> &str {
    key.rsplit('.').next().unwrap_or(key)
}

/// One table: its keys in the order of the file.
#[derive(Debug)]
pub struct Section<'a> {
    /// Path of its key from the top; empty for the file itself.
    pub path: String,
    /// Where it is, for what is missing in it.
    pub span: Range<usize>,
    entries: Vec<(Text<'a>, Value<'a>)>,
    asked: Vec<&'static str>,
    /// Keys that must be there and are not, with what was said of it.
    missing: Vec<(&'static str, String)>,
}

impl<'a> Section<'a> {
    /// A table at that path; the file itself has an empty one.
    pub fn new(path: String, span: Range<usize>, table: &'a DeTable<'a>) -> Section<'a> {
        let mut entries: Vec<(Text, Value)> = table
            .iter()
            .map(|(key, value)| {
                let name = key.get_ref();
                let full = if path.is_empty() { name.to_string() } else { format!("{path}.{name}") };
                (Text { value: name, span: key.span(), key: full.clone() }, Value { value, key: full })
            })
            .collect();
        // The parser sorts keys by name; a person means the order in which they are written.
        entries.sort_by_key(|(key, _)| key.span.start);
        Section { path, span, entries, asked: Vec::new(), missing: Vec::new() }
    }

    /// The value of a key that may be left out.
    pub fn get(&mut self, key: &'static str) -> Option<Value<'a>> {
        self.asked.push(key);
        #[cfg(test)]
        ASKED.with_borrow_mut(|asked| asked.push((self.path.clone(), key)));
        self.entries.iter().find(|(name, _)| name.value == key).map(|(_, value)| value.clone())
    }

    /// The value of a key that must be there.
    pub fn need(&mut self, key: &'static str, such_as: &str, found: &mut Findings) -> Option<Value<'a>> {
        let value = self.get(key);
        if value.is_none() {
            let place = if self.path.is_empty() {
                format!("the {}", found.kind.name)
            } else {
                format!("[{}]", self.path)
            };
            let message = format!("{place} lacks `{key}`");
            self.missing.push((key, message.clone()));
            found.error(self.span.clone(), &self.path, message, format!("write {such_as}"));
        }
        value
    }

    /// A text that must be there.
    pub fn need_text(&mut self, key: &'static str, such_as: &str, found: &mut Findings) -> Option<Text<'a>> {
        self.need(key, such_as, found)?.text(found)
    }

    /// A text that may be left out.
    pub fn text(&mut self, key: &'static str, found: &mut Findings) -> Option<Text<'a>> {
        self.get(key)?.text(found)
    }

    /// A list of texts; empty where it is left out.
    pub fn texts(&mut self, key: &'static str, found: &mut Findings) -> Vec<Text<'a>> {
        self.get(key).and_then(|value| value.texts(found)).unwrap_or_default()
    }

    /// The same as owned strings.
    pub fn strings(&mut self, key: &'static str, found: &mut Findings) -> Vec<String> {
        self.texts(key, found).into_iter().map(|text| text.value.to_owned()).collect()
    }

    /// Yes or no; no where it is left out.
    pub fn yes(&mut self, key: &'static str, found: &mut Findings) -> bool {
        self.get(key).and_then(|value| value.yes(found)).unwrap_or(false)
    }

    /// A whole number.
    pub fn number(&mut self, key: &'static str, found: &mut Findings) -> Option<u32> {
        self.get(key)?.number(found)
    }

    /// A table that may be left out.
    pub fn section(&mut self, key: &'static str, found: &mut Findings) -> Option<Section<'a>> {
        self.get(key)?.section(found)
    }

    /// A list of tables (`[[key]]`); empty where it is left out.
    pub fn sections(&mut self, key: &'static str, found: &mut Findings) -> Vec<Section<'a>> {
        let Some(list) = self.get(key).and_then(|value| value.list(found)) else { return Vec::new() };
        list.iter().filter_map(|value| value.section(found)).collect()
    }

    /// Every key with its value, for tables whose keys are the file's own names.
    pub fn entries(&self) -> &[(Text<'a>, Value<'a>)] {
        &self.entries
    }

    /// Refuses every key that nobody asked for.
    pub fn finish(self, found: &mut Findings) {
        for (name, _) in &self.entries {
            if found.full() {
                return;
            }
            if !self.asked.contains(&name.value) {
                let place = if self.path.is_empty() {
                    format!("a {}", found.kind.name)
                } else {
                    format!("[{}]", self.path)
                };
                let message = format!("{} has no key {}", piece(&place), quoted(name.value));
                if INCLUDES.contains(&name.value) {
                    let help = format!(
                        "a {} is one file that says everything itself; nothing can be included",
                        found.kind.name
                    );
                    found.error(name.span.clone(), &name.key, message, help);
                    continue;
                }
                let meant = nearest(name.value, self.asked.iter().copied());
                if let Some((_, said)) = self.missing.iter().find(|(key, _)| Some(*key) == meant) {
                    found.take_back(&self.span, said);
                }
                found.error(
                    name.span.clone(),
                    &name.key,
                    message,
                    did_you_mean(name.value, self.asked.iter().copied()),
                );
            }
        }
    }
}

/// Checks a name of the file's own: lower-case letters, digits and `-` (or `_` for clocks), beginning with a letter or
/// digit, at most 40 long. Names like these can differ in nothing that is not seen (faults.md H08).
pub fn name_is_plain(name: &Text, what: &str, found: &mut Findings) -> bool {
    let good = is_plain(name.value);
    if !good {
        let message = format!("{} is no name for {what}", quoted(name.value));
        let likely = name.value.trim().to_lowercase().replace(' ', "-");
        let help = "a name has 1 to 40 of a-z, 0-9 and -, and begins with a letter or digit";
        let help = if is_plain(&likely) { format!("did you mean {likely}? {help}") } else { help.to_owned() };
        found.error(name.span.clone(), &name.key, message, help);
    }
    good
}

/// Whether a file may call something so.
pub fn is_plain(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_');
    name.len() <= 40
        && name.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit())
        && name.chars().all(plain)
}
