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
    let text = match text_of(bytes, kind) {
        Ok(text) => text,
        Err((finding, readable)) => return (None, placed(vec![finding], readable, file)),
    };
    let (document, wrong) = DeTable::parse_recoverable(text);
    if !wrong.is_empty() {
        let findings = wrong.iter().take(MOST_SYNTAX).map(|error| Finding {
            weight: Weight::Error,
            span: error.span().unwrap_or(0..0),
            key: String::new(),
            message: format!("this is not TOML: {}", error.message()),
            help: error
                .message()
                .contains("duplicate key")
                .then(|| "a key stands once; take one of the two out".to_owned()),
        });
        return (None, placed(findings.collect(), text, file));
    }
    let mut found = Findings::of(kind);
    let made = walk(Section::new(String::new(), 0..0, document.get_ref()), &mut found);
    (Some(made), placed(found.into_list(), text, file))
}
