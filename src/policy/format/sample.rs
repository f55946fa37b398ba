//! A table of the format as comments in a new pack: what could stand there, with an example of each key.

use std::fmt::Write as _;

use super::{Key, Need, Table, page};

/// Columns of a key with its example, where what it means still stands beside it.
const BESIDE: usize = 56;

/// A table that the pack does not have: what it is, its heading, and each key with an example and what it means, every line a
/// comment.
pub fn commented(table: &Table) -> String {
    let mut text = String::from("\n");
    let doc = page::wrapped(&page::plain(table.doc));
    doc.lines().filter(|line| !line.is_empty()).for_each(|line| {
        let _ = writeln!(text, "# {line}");
    });
    let _ = writeln!(text, "# {}", table.heading.replace('`', ""));
    table.keys.iter().for_each(|key| line(key, &mut text));
    text
}

/// What a table that the pack has could say as well.
pub fn also(table: &Table) -> String {
    let mut text = format!("\n# {} may also have:\n", table.heading.replace('`', ""));
    table.keys.iter().filter(|key| key.need != Need::Needed).for_each(|key| line(key, &mut text));
    text
}

fn line(key: &Key, text: &mut String) {
    if key.example.is_empty() {
        return;
    }
    let needed = if key.need == Need::Needed { " (needed)" } else { "" };
    let (pair, doc) =
        (format!("{} = {}", key.name, key.example), format!("{}{needed}", page::plain(key.doc)));
    let columns = crate::text::width(&pair);
    let _ = if columns <= BESIDE {
        writeln!(text, "#   {pair}{}  # {doc}", " ".repeat(BESIDE - columns))
    } else {
        writeln!(text, "#   {pair}\n#   {}  # {doc}", " ".repeat(BESIDE))
    };
}
