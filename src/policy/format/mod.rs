//! The written form of a pack, defined once: every table and key, what its value may be, whether it is needed, what it
//! means. The reference (`docs/packs.md`, [`page::packs_md`]) and the schema for editors (`assets/pack.schema.json`,
//! [`schema::pack_schema`]) are made from it; the reader (`src/policy/check`) is kept equal to it by tests.
//!
//! # How to add a key
//!
//! 1. One line in the table that has it, under `tables/`:
//!    `optional("daily_cap", Kind::Number { least: 1, most: MANY }, "2", "at most so many units a local day"),`
//!    with [`needed`] where a pack without it is refused, and [`or`] where leaving it out means a certain value. A new table
//!    is a `static` of [`Table`], put as the [`Kind`] of the key that holds it and into [`CHAPTERS`].
//! 2. Use it in `tests/packs/good/everything.toml`.
//! 3. `TIERDESK_WRITE_DOCUMENTS=1 cargo test --test it cli_documents`, and commit what it writes.
//!
//! `cargo test --lib policy::format` and `cargo test --test it pack_schema` fail where the reader asks for a key that is not defined here, or never asks for one
//! that is.

pub mod page;
pub mod sample;
pub mod schema;
mod tables;
#[cfg(test)]
mod tests;

pub use tables::{CHAPTERS, PACK_FILE};

/// One key of a table.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// As it is written.
    pub name: &'static str,
    /// What its value may be.
    pub kind: Kind,
    /// Whether it may be left out.
    pub need: Need,
    /// A value as TOML.
    pub example: &'static str,
    /// What it means: part of a sentence, in Markdown.
    pub doc: &'static str,
}

/// Whether a key may be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// A pack without it is refused.
    Needed,
    /// It may be left out, and then nothing is said.
    Optional,
    /// It may be left out, and then it means this, as TOML.
    Or(&'static str),
}

/// A key that must be there.
pub const fn needed(name: &'static str, kind: Kind, example: &'static str, doc: &'static str) -> Key {
    Key { name, kind, need: Need::Needed, example, doc }
}

/// A key that may be left out.
pub const fn optional(name: &'static str, kind: Kind, example: &'static str, doc: &'static str) -> Key {
    Key { name, kind, need: Need::Optional, example, doc }
}

/// A key that means `default` where it is left out.
pub const fn or(
    name: &'static str,
    kind: Kind,
    default: &'static str,
    example: &'static str,
    doc: &'static str,
) -> Key {
    Key { name, kind, need: Need::Or(default), example, doc }
}

/// What a value may be.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// A text of that form.
    Text(&'static Form),
    /// One of these words.
    Word(&'static [&'static str]),
    /// `true` or `false`.
    YesNo,
    /// A whole number.
    Number {
        /// The least.
        least: i64,
        /// The greatest.
        most: i64,
    },
    /// A date, without quotes.
    Date,
    /// A list of such values.
    List(&'static Kind),
    /// One such value, or a list of them.
    OneOrMore(&'static Kind),
    /// A table with keys of its own.
    Table(&'static Table),
    /// A list of such tables, `[[...]]`.
    Tables(&'static Table),
    /// A table whose keys are of that form and all of whose values are of that kind.
    Named(&'static Form, &'static Kind),
    /// Any one of these.
    Either(&'static [Kind]),
}

/// A form of text.
#[derive(Debug)]
pub struct Form {
    /// What it is, for people: `a time zone`.
    pub words: &'static str,
    /// What it matches, as a regular expression, where the form is fixed for ever; what is looser is the reader's to say.
    pub pattern: Option<&'static str>,
    /// Values that an editor offers.
    pub offered: &'static [&'static str],
}

impl Form {
    /// A form that only the reader can tell.
    pub const fn free(words: &'static str) -> Form {
        Form { words, pattern: None, offered: &[] }
    }

    /// A name that a pack gives, or a reference to one.
    pub const fn name(words: &'static str) -> Form {
        Form { words, pattern: Some(NAME_PATTERN), offered: &[] }
    }
}

/// Names that a pack gives ([`crate::written::is_plain`]).
pub const NAME_PATTERN: &str = "^[a-z0-9][a-z0-9_-]{0,39}$";

/// A table with fixed keys.
#[derive(Debug)]
pub struct Table {
    /// Its name in the schema: `tier`.
    pub id: &'static str,
    /// How it is written: `[tiers.NAME]`.
    pub heading: &'static str,
    /// What it is, in a few sentences of Markdown.
    pub doc: &'static str,
    /// Its keys, in the order in which people write them.
    pub keys: &'static [Key],
    /// Tables whose keys it has too.
    pub with: &'static [&'static Table],
    /// Keys that the reader knows and nobody is told of: refused there in words of their own, or another spelling.
    pub silent: &'static [&'static str],
}

impl Table {
    /// Every key, its own first.
    pub fn all_keys(&self) -> impl Iterator<Item = &'static Key> {
        let with = self.with.iter().flat_map(|table| table.keys);
        self.keys.iter().chain(with)
    }

    /// The key of that name.
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.all_keys().find(|key| key.name == name)
    }

    /// Whether the reader asks for a key of that name that is not told of.
    pub fn is_silent(&self, name: &str) -> bool {
        self.silent.contains(&name) || self.with.iter().any(|table| table.silent.contains(&name))
    }
}

/// A part of the reference.
#[derive(Debug)]
pub struct Chapter {
    /// Its title.
    pub title: &'static str,
    /// What stands before its tables, as Markdown.
    pub intro: &'static str,
    /// The tables that it tells of.
    pub tables: &'static [&'static Table],
}

impl Kind {
    /// Every table with fixed keys that a value of this kind may be, and every kind that its own values may have.
    pub fn inner(&self) -> (Option<&'static Table>, Vec<&'static Kind>) {
        match *self {
            Kind::Table(table) | Kind::Tables(table) => (Some(table), Vec::new()),
            Kind::List(inner) | Kind::OneOrMore(inner) | Kind::Named(_, inner) => (None, vec![inner]),
            Kind::Either(kinds) => (None, kinds.iter().collect()),
            Kind::Text(_) | Kind::Word(_) | Kind::YesNo | Kind::Number { .. } | Kind::Date => {
                (None, Vec::new())
            }
        }
    }
}

/// Every table, once: the file first, then what is reached from it.
pub fn tables() -> Vec<&'static Table> {
    fn reach(table: &'static Table, known: &mut Vec<&'static Table>) {
        if known.iter().any(|other| std::ptr::eq(*other, table)) {
            return;
        }
        known.push(table);
        table.all_keys().for_each(|key| of(&key.kind, known));
        table.with.iter().for_each(|with| reach(with, known));
    }
    fn of(kind: &'static Kind, known: &mut Vec<&'static Table>) {
        let (table, inner) = kind.inner();
        table.into_iter().for_each(|table| reach(table, known));
        inner.into_iter().for_each(|kind| of(kind, known));
    }
    let mut known = Vec::new();
    reach(&PACK_FILE, &mut known);
    known
}

/// The tables that may stand at a path such as `targets.first_response.rows.urgent` (the items of a list stand at the path
/// of the list); none where the path leads nowhere.
pub fn tables_at(path: &str) -> Vec<&'static Table> {
    let mut here = vec![At::Table(&PACK_FILE)];
    for segment in path.split('.').filter(|segment| !segment.is_empty()) {
        here = here.iter().flat_map(|at| at.step(segment)).collect();
    }
    here.into_iter().filter_map(|at| if let At::Table(table) = at { Some(table) } else { None }).collect()
}

/// Where a path leads.
#[derive(Clone, Copy)]
enum At {
    Table(&'static Table),
    Named(&'static Kind),
}

impl At {
    fn step(self, segment: &str) -> Vec<At> {
        match self {
            At::Table(table) => table.key(segment).map(|key| places(&key.kind)).unwrap_or_default(),
            At::Named(kind) => places(kind),
        }
    }
}

fn places(kind: &'static Kind) -> Vec<At> {
    match kind {
        Kind::Table(table) | Kind::Tables(table) => vec![At::Table(table)],
        Kind::Named(_, inner) => vec![At::Named(inner)],
        Kind::List(inner) | Kind::OneOrMore(inner) => places(inner),
        Kind::Either(kinds) => kinds.iter().flat_map(places).collect(),
        _ => Vec::new(),
    }
}
