//! The reference for people: `docs/packs.md`.

use std::fmt::Write as _;

use super::{CHAPTERS, Chapter, Form, Key, Kind, Need, Table};

const HEAD: &str = "\
# Writing a policy pack

Generated from the definitions of the format (`src/policy/format`); a test fails where this page differs.

A pack is one TOML file: one edition of one provider's support policy, laid out as the published page is. It says everything
itself (nothing can be included), and what a policy does not promise is written out too. `docs/tutorial-pack.md` writes one from a
real page in fifteen minutes; `tierdesk policy new NAME` starts one, `tierdesk policy show b2bee --toml` prints a shipped one to copy
from, and a desk's own packs go into the folder `packs` beside its store.

| command | what it does |
|---|---|
| `tierdesk policy check FILE` | names every mistake with its line and what would be right |
| `tierdesk policy test FILE` | asks the pack's own examples and shows each answer |
| `tierdesk policy show NAME` | the pack as a person reads it |
| `tierdesk policy diff OLD NEW` | what changes between two packs or editions |
| `tierdesk policy schema` | a JSON schema: an editor that knows TOML (taplo, Even Better TOML) completes and checks with it |

For the editor, save the schema beside the pack and write as the pack's first line `#:schema ./pack.schema.json`.

The first key is `format = 1`. Names that a pack gives (tiers, severities, calendars ...) have 1 to 40 of `a-z`, `0-9`, `-` and `_`
and begin with a letter or digit. Keys in **bold** are needed. `tests/packs/good/everything.toml` uses every key there is.
";

/// The reference, whole.
pub fn packs_md() -> String {
    let mut page = HEAD.to_owned();
    CHAPTERS.iter().for_each(|chapter| chapter_of(&mut page, chapter));
    page
}

fn chapter_of(page: &mut String, chapter: &Chapter) {
    let _ = write!(page, "\n## {}\n", chapter.title);
    if !chapter.intro.is_empty() {
        let _ = write!(page, "\n{}", chapter.intro);
    }
    for table in chapter.tables {
        table_of(page, table);
    }
}

fn table_of(page: &mut String, table: &Table) {
    let _ = write!(page, "\n### {}\n", table.heading);
    if !table.doc.is_empty() {
        let _ = write!(page, "\n{}\n", wrapped(table.doc));
    }
    page.push_str("\n| key | value | meaning | such as |\n|---|---|---|---|\n");
    for key in table.keys {
        row(page, key);
    }
}

fn row(page: &mut String, key: &Key) {
    let name =
        if key.need == Need::Needed { format!("**`{}`**", key.name) } else { format!("`{}`", key.name) };
    let default = match key.need {
        Need::Or(value) => format!("; `{value}` where it is left out"),
        _ => String::new(),
    };
    let example = if key.example.is_empty() { String::new() } else { format!("`{}`", cell(key.example)) };
    let _ =
        writeln!(page, "| {name} | {} | {}{default} | {example} |", cell(&words(&key.kind)), cell(key.doc));
}

/// A kind in words: `a list of texts`.
pub fn words(kind: &Kind) -> String {
    match kind {
        Kind::Text(form) => form.words.to_owned(),
        Kind::Word(known) => known.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(" or "),
        Kind::YesNo => "`true` or `false`".into(),
        Kind::Number { least, most } if least == most => format!("`{least}`"),
        Kind::Number { least, most } if *most > 100_000 => format!("whole number from {least} on"),
        Kind::Number { least, most } => format!("whole number, {least} to {most}"),
        Kind::Date => "date, without quotes".into(),
        Kind::List(inner) => format!("list: {}", words(inner)),
        Kind::OneOrMore(inner) => format!("{}, or a list", words(inner)),
        Kind::Table(table) => linked(table),
        Kind::Tables(table) => format!("list of tables: {}", linked(table)),
        Kind::Named(form, inner) => format!("table by {}: {}", keyed(form), words(inner)),
        Kind::Either(kinds) => kinds.iter().map(words).collect::<Vec<_>>().join(", or "),
    }
}

fn keyed(form: &Form) -> &str {
    form.words
}

/// The heading of a table, as a link to it.
fn linked(table: &Table) -> String {
    format!("[{}](#{})", table.heading, anchor(table.heading))
}

/// As renderers of Markdown make the anchor of a heading: lower case, blanks to `-`, other signs dropped.
fn anchor(heading: &str) -> String {
    let kept = heading.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.map(|c| if c == ' ' { '-' } else { c.to_ascii_lowercase() }).collect()
}

/// Text in a table's cell: `|` would end it.
fn cell(words: &str) -> String {
    words.replace('|', "\\|")
}

/// A paragraph in lines that read in a terminal too.
pub(super) fn wrapped(text: &str) -> String {
    const WIDTH: usize = 130;
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        if let Some(line) = lines.last_mut() {
            if line.is_empty() {
                line.push_str(word);
                continue;
            }
            if line.chars().count() + 1 + word.chars().count() <= WIDTH {
                line.push(' ');
                line.push_str(word);
                continue;
            }
        }
        lines.push(word.to_owned());
    }
    lines.join("\n")
}

/// Markdown without its links and marks.
pub(super) fn plain(doc: &str) -> String {
    let mut text = String::new();
    let mut rest = doc;
    while let Some((before, after)) = rest.split_once("](") {
        let (before, linked) = before.rsplit_once('[').unwrap_or((before, ""));
        text.push_str(before);
        text.push_str(linked);
        rest = after.split_once(')').map_or("", |(_, rest)| rest);
    }
    text.push_str(rest);
    text.replace('`', "").split_whitespace().collect::<Vec<_>>().join(" ")
}
