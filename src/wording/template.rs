//! One template: a head of a few lines, and the text with places to fill.
//!
//! ```text
//! ---
//! name: First answer
//! language: en
//! channel: email
//! asks: serial_number
//! ---
//! Dear {contact}, your device {serial_number} ...
//! ```

use super::pattern::{Piece, filled, pieces};
use super::values::{PLACES, Values};
use crate::written::did_you_mean;

/// The longest template that is read, in bytes.
pub const LONGEST: usize = 256 * 1024;

/// An answer to fill in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// Its key: the file's name without its ending, small letters.
    pub key: String,
    /// Its name for people.
    pub name: String,
    /// The language that it is written in, where it says so.
    pub language: Option<String>,
    /// The channel that it is meant for, where it says so.
    pub channel: Option<String>,
    /// Names of places that whoever fills it brings along, beside [`PLACES`].
    pub asks: Vec<String>,
    /// Where it comes from: the user's file, or `None` for one that the program is shipped with.
    pub file: Option<String>,
    /// The text.
    pub text: String,
    /// The line of its file at which the text begins, from 1.
    line: usize,
}

/// What is wrong with a template's file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {message}{}", help.as_ref().map_or(String::new(), |help| format!("; {help}")))]
pub struct TemplateError {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub message: String,
    /// What would be right.
    pub help: Option<String>,
}

/// A template that cannot be filled here: nothing is known for some of its places.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: nothing is known for {{{place}}}: {why}")]
pub struct Unfilled {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// Which place.
    pub place: String,
    /// Why.
    pub why: String,
}

/// What a head may say.
const KEYS: [&str; 4] = ["name", "language", "channel", "asks"];

impl Template {
    /// Reads a template's file.
    ///
    /// # Errors
    /// Everything that is wrong with it, with its line.
    pub fn read(key: &str, file: Option<&str>, bytes: &[u8]) -> Result<Template, Vec<TemplateError>> {
        let shown = file.map_or_else(|| format!("{key} (shipped)"), str::to_owned);
        let wrong = |line: usize, message: String, help: Option<String>| TemplateError {
            file: shown.clone(),
            line,
            message,
            help,
        };
        if bytes.len() > LONGEST {
            return Err(vec![wrong(1, format!("it is longer than {} kB", LONGEST / 1024), None)]);
        }
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => text.strip_prefix('\u{FEFF}').unwrap_or(text).replace("\r\n", "\n"),
            Err(error) => {
                let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
                let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
                return Err(vec![wrong(line, "it is not UTF-8".into(), Some("save it as UTF-8".into()))]);
            }
        };
        let mut errors = Vec::new();
        let (head, body, line) = match parted(&text) {
            Some(parts) => parts,
            None => {
                let help = "close it with a line of --- behind name, language and channel";
                errors.push(wrong(1, "the head is not closed".into(), Some(help.into())));
                (Vec::new(), "", 1)
            }
        };
        let mut template = Template {
            key: key.to_lowercase(),
            name: key.to_owned(),
            language: None,
            channel: None,
            asks: Vec::new(),
            file: file.map(str::to_owned),
            text: body.trim_end().to_owned(),
            line,
        };
        for (line, entry) in head {
            let (name, value) = match entry.split_once(':') {
                Some((name, value)) if !value.trim().is_empty() => (name.trim(), value.trim()),
                _ => {
                    let help = "write it as `name: First answer`".to_owned();
                    errors.push(wrong(line, "this line of the head says nothing".into(), Some(help)));
                    continue;
                }
            };
            match name {
                "name" => template.name = value.to_owned(),
                "language" if super::is_tag(value) => template.language = Some(value.to_lowercase()),
                "language" => {
                    let message = format!("{} is no language's tag", crate::text::quoted(value));
                    errors.push(wrong(line, message, Some("write en, de, pt-br ...".into())));
                }
                "channel" => template.channel = Some(value.to_lowercase()),
                "asks" => {
                    for name in value.split([',', ' ']).map(str::trim).filter(|name| !name.is_empty()) {
                        if name.chars().all(|c| c.is_ascii_lowercase() || c == '_') {
                            template.asks.push(name.to_owned());
                        } else {
                            let message = format!("{} is no name of a place", crate::text::quoted(name));
                            errors.push(wrong(line, message, Some("write small letters and _".into())));
                        }
                    }
                }
                _ => {
                    let message = format!("a template's head has no {}", crate::text::quoted(name));
                    errors.push(wrong(line, message, did_you_mean(name, KEYS)));
                }
            }
        }
        for (line, name) in template.places() {
            let asked = || template.asks.iter().map(String::as_str);
            if !asked().any(|own| own == name) && !PLACES.iter().any(|place| place.name == name) {
                let message = format!("there is no {{{name}}}");
                let known = PLACES.iter().map(|place| place.name).chain(asked());
                errors.push(wrong(line, message, did_you_mean(name, known)));
            }
        }
        if template.text.trim().is_empty() && errors.is_empty() {
            errors.push(wrong(line, "it has no text".into(), None));
        }
        if errors.is_empty() { Ok(template) } else { Err(errors) }
    }

    /// Its places with the lines of its file on which they stand.
    fn places(&self) -> Vec<(usize, &str)> {
        let line = |at: usize| {
            let before = self.text.get(..at).unwrap_or_default();
            self.line + before.bytes().filter(|byte| *byte == b'\n').count()
        };
        let places = pieces(&self.text).into_iter().filter_map(|piece| match piece {
            Piece::Place(name, at) => Some((line(at), name)),
            Piece::Text(_) => None,
        });
        places.collect()
    }

    /// Where it is from, for messages.
    pub fn shown(&self) -> String {
        self.file.clone().unwrap_or_else(|| format!("{} (shipped)", self.key))
    }

    /// Its text with every place filled. What is filled in is text, whatever it looks like.
    ///
    /// # Errors
    /// The first place for which nothing is known here.
    pub fn fill(&self, values: &Values) -> Result<String, Unfilled> {
        for (line, name) in self.places() {
            if let Err(why) = values.get(name) {
                return Err(Unfilled { file: self.shown(), line, place: name.to_owned(), why });
            }
        }
        Ok(filled(&self.text, |name| values.get(name).ok()))
    }

    /// Its text, filled as far as it goes: what nothing is known for stays in its braces, for a person to see.
    pub fn fill_what_is_known(&self, values: &Values) -> String {
        filled(&self.text, |name| values.get(name).ok())
    }
}

/// The head's lines with their numbers, the text, and the line at which it begins.
type Parted<'a> = (Vec<(usize, &'a str)>, &'a str, usize);

/// A file in its parts; `None` where the head is not closed.
fn parted(text: &str) -> Option<Parted<'_>> {
    let Some(rest) = text.strip_prefix("---\n") else { return Some((Vec::new(), text, 1)) };
    let (mut head, mut number, mut at) = (Vec::new(), 2, 0);
    for line in rest.split_inclusive('\n') {
        at += line.len();
        if line.trim_end() == "---" {
            // An empty line behind the head is not part of the text.
            let body = rest.get(at..).unwrap_or_default();
            let empty = body.bytes().take_while(|byte| *byte == b'\n').count();
            return Some((head, body.get(empty..).unwrap_or_default(), number + 1 + empty));
        }
        if !line.trim().is_empty() {
            head.push((number, line));
        }
        number += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Template, Vec<String>> {
        let read = Template::read("hello", Some("templates/hello.md"), text.as_bytes());
        read.map_err(|errors| errors.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn a_head_is_read_and_taken_off() {
        let template = read("---\nname: Hello\nlanguage: DE\n\nchannel: email\nasks: extra\n---\n\nDear {contact},\r\n{extra}\n").unwrap();
        assert_eq!((template.name.as_str(), template.language.as_deref()), ("Hello", Some("de")));
        assert_eq!(template.text, "Dear {contact},\n{extra}");
        assert_eq!(template.places(), [(9, "contact"), (10, "extra")]);
        let bare = read("Dear {contact}").unwrap();
        assert_eq!((bare.name.as_str(), bare.line), ("hello", 1));
    }

    #[test]
    fn mistakes_name_file_and_line() {
        let told = |text: &str| read(text).unwrap_err().join("\n");
        assert_eq!(
            told("---\nname: Hello\n---\nDear {contct},\n"),
            "templates/hello.md:4: there is no {contct}; did you mean contact?"
        );
        assert!(
            told("---\nnmae: Hello\n---\nx")
                .contains("hello.md:2: a template's head has no \"nmae\"; did you mean name?")
        );
        assert!(told("---\nname: Hello\n").contains("hello.md:1: the head is not closed"));
        assert!(told("---\nname:\n---\nx").contains("hello.md:2:"));
        assert!(told("---\nlanguage: german please\n---\nx").contains("no language's tag"));
        assert!(told("---\nname: x\n---\n \n").contains("it has no text"));
        let bytes = Template::read("a", Some("a.md"), b"one\ntwo \xff").unwrap_err();
        assert_eq!(bytes[0].line, 2);
    }

    /// faults.md I03: what is filled in is text, however it looks.
    #[test]
    fn what_is_filled_in_is_text() {
        let mut values = Values::default();
        values.set("subject", "{agent} $(rm -rf ~) `id` {{x}}");
        values.set("agent", "kim");
        let template = read("{agent}: {subject}").unwrap();
        assert_eq!(template.fill(&values).unwrap(), "kim: {agent} $(rm -rf ~) `id` {{x}}");
        let missing = read("one\n{contact}").unwrap().fill(&values).unwrap_err();
        assert!(
            missing.to_string().starts_with("templates/hello.md:2: nothing is known for {contact}"),
            "{missing}"
        );
    }
}
