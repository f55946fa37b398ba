//! Files that people write: TOML read by hand, so that one look finds every mistake, each with file, line, a caret and what
//! would be right. Packs, themes and settings are read so; what a file means is its module's own.
//!
//! - [`read`]: a file's bytes to whatever a walk over its [`Section`] makes of it, and the [`Diagnostic`]s.
//! - [`section`]: tables, values, and what is wrong with them. - [`diagnostic`]: how that is shown.

mod bytes;
pub mod diagnostic;
pub mod section;

use toml::de::DeTable;

pub use bytes::{LARGEST, text_of};
pub use diagnostic::{Diagnostic, Weight};
pub use section::{Findings, Section, Text, Value, did_you_mean, is_plain, name_is_plain};

use diagnostic::{Finding, placed};

/// A kind of file, for what is said about it.
#[derive(Debug, Clone, Copy)]
pub struct Kind {
    /// What one is called: `pack`.
    pub name: &'static str,
    /// What it begins with, where an empty one is a mistake.
    pub begins: Option<&'static str>,
    /// What to do where the file is JSON, YAML or something else.
    pub instead: &'static str,
}

/// Most mistakes of the parser's finding that are looked at.
const MOST_SYNTAX: usize = 200;

/// Reads a file: `walk` is given its top table, and what it makes of it comes back, with every finding in the order of the
/// file. Nothing comes back where the bytes are no TOML. `file` is only shown.
pub fn read<T>(
    bytes: &[u8],
    file: &str,
    kind: Kind,
    walk: impl FnOnce(Section<'_>, &mut Findings) -> T,
) -> (Option<T>, Vec<Diagnostic>) {
    whole_or(bytes, file, kind, walk, false)
}

/// Reads a file of which every good line counts by itself: `walk` is given what can be read of it, even where some of it
/// is no TOML. Nothing comes back only where the bytes are no text.
pub fn read_what_holds<T>(
    bytes: &[u8],
    file: &str,
    kind: Kind,
    walk: impl FnOnce(Section<'_>, &mut Findings) -> T,
) -> (Option<T>, Vec<Diagnostic>) {
    whole_or(bytes, file, kind, walk, true)
}

/// The text with blanks in place of every line that is no TOML, so that all other lines keep their places.
fn without_broken_lines(text: &str, wrong: &[toml::de::Error]) -> String {
    /// Taking a line away can show the next one to be broken: of an open bracket, for one.
    const ROUNDS: usize = 10;
    let mut bytes = text.as_bytes().to_vec();
    let mut broken: Vec<_> = wrong.iter().filter_map(toml::de::Error::span).collect();
    for _ in 0..ROUNDS {
        for span in &broken {
            let start = span.start.min(bytes.len());
            let from = bytes.iter().take(start).rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
            let blank = bytes.iter_mut().skip(from).take_while(|byte| **byte != b'\n');
            blank.for_each(|byte| *byte = b' ');
        }
        // Only whole lines were taken away: it is text still.
        let text = String::from_utf8_lossy(&bytes);
        let (_, wrong) = DeTable::parse_recoverable(&text);
        broken = wrong.iter().filter_map(toml::de::Error::span).collect();
        if broken.is_empty() {
            break;
        }
    }
    String::from_utf8(bytes).unwrap_or_default()
}

fn whole_or<T>(
    bytes: &[u8],
    file: &str,
    kind: Kind,
    walk: impl FnOnce(Section<'_>, &mut Findings) -> T,
    what_holds: bool,
) -> (Option<T>, Vec<Diagnostic>) {
    let text = match text_of(bytes, kind) {
        Ok(text) => text,
        Err((finding, readable)) => return (None, placed(vec![finding], readable, file)),
    };
    let (document, wrong) = DeTable::parse_recoverable(text);
    let syntax = wrong.iter().take(MOST_SYNTAX).map(|error| Finding {
        weight: Weight::Error,
        span: error.span().unwrap_or(0..0),
        key: String::new(),
        message: format!("this is not TOML: {}", error.message()),
        help: error
            .message()
            .contains("duplicate key")
            .then(|| "a key stands once; take one of the two out".to_owned()),
    });
    if !wrong.is_empty() && !what_holds {
        return (None, placed(syntax.collect(), text, file));
    }
    let mended;
    let document = if wrong.is_empty() {
        document
    } else {
        mended = without_broken_lines(text, &wrong);
        DeTable::parse_recoverable(&mended).0
    };
    let mut found = Findings::of(kind);
    let made = walk(Section::new(String::new(), 0..0, document.get_ref()), &mut found);
    (Some(made), placed(syntax.chain(found.into_list()).collect(), text, file))
}
