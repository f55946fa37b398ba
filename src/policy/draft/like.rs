//! A new pack that starts as a copy of another one.

use chrono::NaiveDate;

use super::write::quoted;
use crate::policy::model::PackId;

/// The text of a pack under another name and edition; all else stands as it was, examples and all. `title` in place of the
/// provider's where one is given.
pub fn like(text: &str, of: &PackId, name: &str, title: Option<&str>, edition: NaiveDate) -> String {
    let mut written = format!(
        "# Started from {of}: everything below is theirs. Go through it with your page beside you, and strike out what is not said there.\n"
    );
    let mut section = "";
    // What introduces the other pack is about the other pack.
    let body = text
        .trim_start_matches('\u{feff}')
        .lines()
        .skip_while(|line| line.starts_with('#') || line.trim().is_empty());
    for line in body {
        if line.trim_start().starts_with('[') {
            section = line.split('#').next().unwrap_or(line).trim();
        }
        let key = line.split('=').next().unwrap_or_default().trim();
        let new = match (section, key) {
            ("[pack]", "name") => Some(format!("name = {}", quoted(name))),
            ("[pack]", "title") => title.map(|title| format!("title = {}", quoted(title))),
            ("[pack]", "edition") => Some(format!("edition = {edition}")),
            ("[pack]", "dated") => Some("dated = false".to_owned()),
            _ => None,
        };
        written.push_str(&new.unwrap_or_else(|| line.to_owned()));
        written.push('\n');
    }
    written
}
