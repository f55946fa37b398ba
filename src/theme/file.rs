//! One theme's file: roles by name, each with its colours and attributes. What is wrong in it is said with its place, and
//! the rest holds.

use super::colour::{Colour, NAMES};
use super::palette::Look;
use super::role::Role;
use crate::written::{self, Diagnostic, Findings, Kind, Section, Text, Value, did_you_mean};

/// Themes among the files that people write.
const THEME: Kind = Kind {
    name: "theme",
    begins: None,
    instead: "write a theme as TOML; `tierdesk theme show terminal-dark --toml` prints one",
};

/// A theme as written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Written {
    /// For whom it is, in a sentence.
    pub about: String,
    /// The theme that it stands on.
    pub inherits: Option<String>,
    /// What it says about roles.
    pub roles: Vec<(Role, Look)>,
    /// What it says about the selected row.
    pub selected: Option<Look>,
}

/// Reads a theme; `known` are the themes that it can inherit from. Pure.
pub(super) fn read(bytes: &[u8], file: &str, known: &[&str]) -> (Written, Vec<Diagnostic>) {
    let (written, diagnostics) = written::read(bytes, file, THEME, |top, found| walk(top, known, found));
    (written.unwrap_or_default(), diagnostics)
}

fn walk(mut top: Section<'_>, known: &[&str], found: &mut Findings) -> Written {
    let about = top.text("about", found).map(|text| text.value.to_owned()).unwrap_or_default();
    let inherits = top.text("inherits", found).filter(|text| {
        let there = known.contains(&text.value);
        if !there {
            let message = format!("there is no theme {}", quoted(text));
            found.error(
                text.span.clone(),
                &text.key,
                message,
                did_you_mean(text.value, known.iter().copied()),
            );
        }
        there
    });
    let selected = top.section("selected", found).map(|section| look(section, found));
    let mut roles = Vec::new();
    if let Some(section) = top.section("roles", found) {
        for (name, value) in section.entries() {
            let Some(role) = Role::named(name.value) else {
                let message = format!("there is no role {}", quoted(name));
                let help = did_you_mean(name.value, Role::ALL.iter().map(|role| role.name()));
                found.error(name.span.clone(), &name.key, message, help);
                continue;
            };
            if let Some(section) = value.section(found) {
                roles.push((role, look(section, found)));
            }
        }
    }
    top.finish(found);
    Written { about, inherits: inherits.map(|text| text.value.to_owned()), roles, selected }
}

fn quoted(text: &Text<'_>) -> String {
    written::diagnostic::quoted(text.value)
}

fn look(mut section: Section<'_>, found: &mut Findings) -> Look {
    let mut look = Look {
        fg: section.get("fg").and_then(|value| colour(&value, found)),
        bg: section.get("bg").and_then(|value| colour(&value, found)),
        ..Look::default()
    };
    look.attributes.bold = section.yes("bold", found);
    look.attributes.dim = section.yes("dim", found);
    look.attributes.italic = section.yes("italic", found);
    look.attributes.underline = section.yes("underline", found);
    look.attributes.reversed = section.yes("reversed", found);
    section.finish(found);
    look
}

fn colour(value: &Value<'_>, found: &mut Findings) -> Option<Colour> {
    if value.value.get_ref().as_integer().is_some() {
        let number = value.number(found)?;
        let colour = u8::try_from(number).ok().map(Colour::numbered);
        if colour.is_none() {
            let message = format!("{number} is no colour");
            found.error(value.span(), &value.key, message, "a terminal's colours have the numbers 0 to 255");
        }
        return colour;
    }
    let text = value.text(found)?;
    let colour = Colour::read(text.value);
    if colour.is_none() {
        let near = written::diagnostic::nearest(text.value, NAMES.iter().copied().chain(["default"]));
        let help = near.map(|near| format!("did you mean {near}?")).unwrap_or_else(|| {
            "write default, red, bright-blue ..., a number from 0 to 255, or #rrggbb".to_owned()
        });
        found.error(text.span.clone(), &text.key, format!("{} is no colour", quoted(&text)), help);
    }
    colour
}
