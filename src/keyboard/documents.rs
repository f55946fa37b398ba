//! What is generated from the table: `docs/keys.md` for people, and `assets/keys.toml` to start a file of keys from.

use std::fmt::Write as _;

use super::action::{Entry, Way};
use super::table::{FORM_KEYS, PREFIXES, SECTIONS};

/// The file of keys with every action as the table has it, commented out: what the program is shipped with.
pub const DEFAULT_FILE: &str = include_str!("../../assets/keys.toml");

const HEAD_OF_FILE: &str = "\
# The keys of tierdesk's board. Everything here is commented out and stands as it is without this file: take away the
# `#` before a line to change it. `tierdesk keys check` names the place of the file and every mistake in it.
#
#   take = \"t\"                    one key
#   first = [\"g g\", \"Home\"]       several ways; keys one after the other are parted by blanks
#   suspend = []                  on no key
#   \"assign ana\" = \"g a\"          an action with what is typed after its name
#
# Letters are themselves (J is Shift-j); others are Enter, Esc, Tab, BackTab, Space, Up, Down, Left, Right, PgUp, PgDn,
# Home, End, Backspace, Delete, F1 to F12, and Ctrl-e or Alt-e with any of them. A key cannot have two meanings in one
# place, nor begin a sequence and mean something itself. Esc always goes back and Ctrl-c always quits; what changes the
# desk is on no key that is hit by accident.

[keys]
";

/// `assets/keys.toml`.
pub fn keys_toml() -> String {
    let mut text = HEAD_OF_FILE.to_owned();
    for (section, rows) in SECTIONS.iter().filter(|(_, rows)| !rows.is_empty()) {
        let _ = write!(text, "\n# {}\n", section.title());
        for entry in *rows {
            let keys: Vec<String> = entry.keys.iter().map(|key| toml_text(key)).collect();
            let keys = match keys.as_slice() {
                [key] => key.clone(),
                keys => format!("[{}]", keys.join(", ")),
            };
            let _ =
                write!(text, "\n# {} ({})\n# {} = {keys}\n", entry.words, entry.scope.words(), entry.name);
        }
    }
    text
}

/// A key's name as TOML writes it.
fn toml_text(name: &str) -> String {
    format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""))
}

const HEAD_OF_PAGE: &str = "\
# Keys

Generated from the table of actions (`src/keyboard/table.rs`); a test fails where this page differs. Press `?` on the board
for the keys that work where you are, `:` to run anything by its name, and after the first key of two wait for the hint.

Every key can be changed in `keys.toml` in the folder of settings (`~/.config/tierdesk/` on Linux):
`tierdesk keys default` writes one to start from, `tierdesk keys check` names every mistake in it, and one mistake costs one
line only. `tierdesk keys list` shows the keys that are in force.
";

/// `docs/keys.md`.
pub fn keys_md() -> String {
    let mut page = HEAD_OF_PAGE.to_owned();
    for (section, rows) in SECTIONS.iter().filter(|(_, rows)| !rows.is_empty()) {
        let _ = write!(
            page,
            "\n## {}\n\n| keys | action | what it does | where | on the command line |\n",
            section.title()
        );
        page.push_str("|---|---|---|---|---|\n");
        rows.iter().for_each(|entry| row(&mut page, entry));
    }
    page.push_str("\n## First keys of two\n\n| key | what follows |\n|---|---|\n");
    for (key, label) in PREFIXES {
        let _ = writeln!(page, "| {} | {} |", code(key), cell(label));
    }
    page.push_str("\n## In forms, questions and other layers\n\nThese are the same everywhere and cannot be changed.\n\n");
    page.push_str("| keys | what they do |\n|---|---|\n");
    for (keys, words) in FORM_KEYS {
        let keys: Vec<String> = keys.iter().map(|key| code(key)).collect();
        let _ = writeln!(page, "| {} | {} |", keys.join(" "), cell(words));
    }
    page
}

fn row(page: &mut String, entry: &Entry) {
    let keys: Vec<String> = entry.keys.iter().map(|key| code(key)).collect();
    let name = match entry.argument {
        Some(argument) if entry.argued => format!("`{} {}`", entry.name, argument.words()),
        Some(argument) => format!("`{}` or `{0} {}`", entry.name, argument.words()),
        None => format!("`{}`", entry.name),
    };
    let changes = if entry.writes { " (changes the desk)" } else { "" };
    let way = match entry.way {
        Way::Cli(commands) => {
            let commands: Vec<String> =
                commands.iter().map(|command| format!("`tierdesk {command}`")).collect();
            commands.join(", ")
        }
        Way::OnlyHere(why) => format!("no: {}", cell(why)),
    };
    let (words, place) = (cell(entry.words), entry.scope.words());
    let _ = writeln!(page, "| {} | {name} | {words}{changes} | {place} | {way} |", keys.join(" "));
}

/// A key in a table's cell: `|` would end it.
fn code(key: &str) -> String {
    if key.contains('`') { format!("`` {} ``", cell(key)) } else { format!("`{}`", cell(key)) }
}

fn cell(words: &str) -> String {
    words.replace('|', "\\|")
}

#[cfg(test)]
mod tests {
    use super::super::{Keymap, file};
    use super::*;

    /// The shipped file says what is true: with every line taken in it changes nothing.
    #[test]
    fn the_shipped_file_with_every_line_taken_in_is_the_table() {
        let lines = DEFAULT_FILE.lines().map(|line| {
            let bare = line.strip_prefix("# ").unwrap_or(line);
            let name = bare.split(' ').next().unwrap_or_default();
            if super::super::action::named(name).is_some() && bare.contains(" = ") { bare } else { line }
        });
        let text = lines.collect::<Vec<_>>().join("\n");
        let loaded = file::read(text.as_bytes(), "keys.toml");
        assert!(loaded.findings.is_empty(), "{:#?}", loaded.findings);
        assert!(loaded.keymap == Keymap::default());
        assert!(text.lines().filter(|line| !line.starts_with('#') && line.contains(" = ")).count() > 30);
        assert!(file::read(DEFAULT_FILE.as_bytes(), "keys.toml").keymap == Keymap::default());
    }
}
