//! Saved views: a filter with a name, and perhaps a key. `views.toml` in the folder of settings, read like packs are: a
//! mistake costs the view it stands in, is said with file, line and field, and the rest loads. Pure; the rim reads and
//! writes the file.
//!
//! ```toml
//! [[view]]
//! name = "Night"
//! key = "7"                               # optional; several keys one after the other are parted by blanks
//! filter = "is:missed or due<2h !is:mine" # docs/filter.md
//! by = "urgency"                          # or "customer", which is what it is without this line
//! ```

mod edit;

pub use edit::{with, without};

use crate::desk::filter::{Filter, folded};
use crate::keyboard::keymap::Binding;
use crate::keyboard::{Action, Call, Key, Keys, Scope};
use crate::written::{self, Diagnostic, Findings, Kind, Section, did_you_mean};

/// Such a file among those that people write.
const FILE: Kind = Kind {
    name: "file of views",
    begins: None,
    instead: "write views as TOML: a line [[view]], and below it name = \"Night\" and filter = \"is:missed\"",
};

/// Longest name, in characters.
pub const LONGEST_NAME: usize = 40;
/// Most views of a file.
pub const MOST: usize = 200;
/// Largest file, in bytes.
pub const LARGEST: usize = written::LARGEST;

/// How a view lists its tickets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum By {
    /// Under their customers.
    #[default]
    Customer,
    /// The most urgent first.
    Urgency,
}

impl By {
    /// Both.
    pub const ALL: [By; 2] = [By::Customer, By::Urgency];

    /// As the file and commands write it.
    pub fn as_str(self) -> &'static str {
        match self {
            By::Customer => "customer",
            By::Urgency => "urgency",
        }
    }

    /// From that word.
    pub fn from_word(word: &str) -> Option<By> {
        By::ALL.into_iter().find(|by| by.as_str() == word)
    }
}

/// A filter with a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedView {
    /// Its name; no two of a file have the same, whatever the case.
    pub name: String,
    /// The keys that show it.
    pub key: Option<Keys>,
    /// What it lets through. Nothing in it is left out.
    pub filter: Filter,
    /// How it lists them.
    pub by: By,
}

impl SavedView {
    /// A view of what was typed.
    ///
    /// # Errors
    /// The fields that something is wrong with (`name`, `key`, `filter`), and what.
    pub fn new(
        name: &str,
        key: Option<&str>,
        filter: &str,
        by: By,
    ) -> Result<SavedView, Vec<(&'static str, String)>> {
        let mut wrong = Vec::new();
        let name = name.trim();
        if let Err(words) = checked_name(name) {
            wrong.push(("name", words));
        }
        let key = key.map(str::trim).filter(|key| !key.is_empty()).map(checked_key).transpose();
        let key = key.unwrap_or_else(|words| {
            wrong.push(("key", words));
            None
        });
        let filter = checked_filter(filter).unwrap_or_else(|words| {
            wrong.push(("filter", words));
            Filter::default()
        });
        if wrong.is_empty() { Ok(SavedView { name: name.to_owned(), key, filter, by }) } else { Err(wrong) }
    }

    /// Whether it goes by a name, whatever the case.
    pub fn is_named(&self, name: &str) -> bool {
        folded(&self.name) == folded(name.trim())
    }

    /// Its keys as the keymap takes them.
    pub fn binding(&self) -> Option<Binding> {
        let call = Call::with(Action::View, self.name.clone());
        Some(Binding { keys: self.key.clone()?, scope: Scope::List, call })
    }
}

fn checked_name(name: &str) -> Result<(), String> {
    if name.is_empty() {
        return Err("give it a name".into());
    }
    if name.chars().count() > LONGEST_NAME {
        return Err(format!("a name has at most {LONGEST_NAME} characters"));
    }
    let plain = crate::text::printable(name) == name;
    if plain { Ok(()) } else { Err("a name is plain text, without what is not seen".into()) }
}

fn checked_key(key: &str) -> Result<Keys, String> {
    let keys = Keys::named(key).ok_or_else(|| {
        format!("there is no key {}; write one such as 7, F5 or \"v x\"", crate::text::quoted(key))
    })?;
    if Key::named("Esc").is_some_and(|esc| keys.as_slice().contains(&esc)) {
        return Err("Esc always goes back".into());
    }
    Ok(keys)
}

fn checked_filter(text: &str) -> Result<Filter, String> {
    if crate::text::printable(text) != text {
        return Err("a filter is plain text, without what is not seen".into());
    }
    let filter = Filter::read(text.trim());
    match filter.remarks().first() {
        Some(remark) => Err(remark.to_string()),
        None => Ok(filter),
    }
}

/// Reads the file: the views that are good, in its order, and every mistake. `file` is only shown.
pub fn read(bytes: &[u8], file: &str) -> (Vec<SavedView>, Vec<Diagnostic>) {
    let (views, diagnostics) = written::read_what_holds(bytes, file, FILE, walk);
    (views.unwrap_or_default(), diagnostics)
}

fn walk(mut top: Section<'_>, found: &mut Findings) -> Vec<SavedView> {
    let mut views: Vec<SavedView> = Vec::new();
    for section in top.sections("view", found) {
        let span = section.span.clone();
        let Some(view) = view(section, &views, found) else { continue };
        if views.len() >= MOST {
            found.error(span, "view", format!("more than {MOST} views are not read"), None);
            break;
        }
        views.push(view);
    }
    top.finish(found);
    views
}

/// One view; `None` where a part of it is wrong.
fn view(mut section: Section<'_>, before: &[SavedView], found: &mut Findings) -> Option<SavedView> {
    let name = section.need_text("name", "name = \"Night\"", found);
    let filter = section.need_text("filter", "filter = \"is:missed\"", found);
    let key = section.text("key", found);
    let by = section.text("by", found);
    section.finish(found);
    let grouping = match &by {
        None => Some(By::default()),
        Some(text) => {
            let known = By::from_word(text.value);
            if known.is_none() {
                let message = format!("a view is not by {}", written::diagnostic::quoted(text.value));
                let help = did_you_mean(text.value, By::ALL.map(By::as_str));
                found.error(text.span.clone(), &text.key, message, help);
            }
            known
        }
    };
    let (name, filter) = (name?, filter?);
    if let Some(other) = before.iter().find(|other| other.is_named(name.value)) {
        let message = format!("there are two views {}", written::diagnostic::quoted(&other.name));
        found.error(name.span, &name.key, message, "give one of the two another name");
        return None;
    }
    let by = grouping?;
    match SavedView::new(name.value, key.as_ref().map(|key| key.value), filter.value, by) {
        Ok(view) => Some(view),
        Err(wrong) => {
            for (field, words) in wrong {
                let place = match field {
                    "key" => key.as_ref().unwrap_or(&name),
                    "filter" => &filter,
                    _ => &name,
                };
                found.error(place.span.clone(), &place.key, words, None);
            }
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A mistake costs the view it stands in, and names its place.
    #[test]
    fn mistakes_name_their_place_and_the_rest_loads() {
        let text = r#"
[[view]]
name = "Night"
key = "7"
filter = "is:missed or due<2h !is:mine"
by = "urgency"

[[view]]
name = "Slip"
filter = "is:mised"

[[view]]
name = "night"
filter = "is:soon"

[[view]]
name = "Keyless"
key = "Ctlr-x"
filter = "is:soon"
by = "urgncy"

[[view]]
filter = "x"
colour = "red"

[[view]]
name = "Plain"
filter = "tag:vip \"price list\""
"#;
        let (views, found) = read(text.as_bytes(), "views.toml");
        let names: Vec<&str> = views.iter().map(|view| view.name.as_str()).collect();
        assert_eq!(names, ["Night", "Plain"]);
        assert_eq!(views[0].by, By::Urgency);
        assert_eq!(views[1].filter.text(), "tag:vip \"price list\"");
        let found: Vec<String> = found.iter().map(ToString::to_string).collect();
        insta::assert_snapshot!(found.join("\n"));
    }

    #[test]
    fn nothing_and_nonsense_are_no_views() {
        for bytes in [&b""[..], b"\xff\xfe", b"{\"view\": 1}", b"view = 3\n", b"[[view]]\n"] {
            assert!(read(bytes, "views.toml").0.is_empty());
        }
    }
}
