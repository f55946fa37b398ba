//! Keys by name: what the terminal sends is read into a [`Key`], and the action table writes keys as people do.

use std::fmt;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// A key with what was held down. Shift is part of the letter: `J`, not Shift-j.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    /// Which key.
    pub code: KeyCode,
    /// With Ctrl.
    pub ctrl: bool,
    /// With Alt.
    pub alt: bool,
}

impl Key {
    /// The key of a terminal event.
    pub fn of(event: &KeyEvent) -> Key {
        Key {
            code: event.code,
            ctrl: event.modifiers.contains(KeyModifiers::CONTROL),
            alt: event.modifiers.contains(KeyModifiers::ALT),
        }
    }

    /// A key without anything held down.
    pub fn plain(code: KeyCode) -> Key {
        Key { code, ctrl: false, alt: false }
    }

    /// A character's key.
    pub fn char(c: char) -> Key {
        Key::plain(KeyCode::Char(c))
    }

    /// Reads a name such as `j`, `Ctrl-z`, `Alt-Enter`, `F2`, `PgUp`. `None` where it is no key.
    pub fn named(name: &str) -> Option<Key> {
        let (ctrl, rest) = name.strip_prefix("Ctrl-").map_or((false, name), |rest| (true, rest));
        let (alt, rest) = rest.strip_prefix("Alt-").map_or((false, rest), |rest| (true, rest));
        let code = match NAMED.iter().find(|(known, _)| *known == rest) {
            Some((_, code)) => *code,
            None => {
                let mut chars = rest.chars();
                match (chars.next(), chars.as_str()) {
                    (Some('F'), number) if !number.is_empty() => {
                        KeyCode::F(number.parse().ok().filter(|number| (1..=12).contains(number))?)
                    }
                    (Some(c), "") => KeyCode::Char(c),
                    _ => return None,
                }
            }
        };
        Some(Key { code, ctrl, alt })
    }

    /// The character that it types into a text field; `None` where it is no plain character.
    pub fn typed(self) -> Option<char> {
        match self.code {
            KeyCode::Char(c) if !self.ctrl && !self.alt => Some(c),
            _ => None,
        }
    }

    /// As text widgets want it.
    pub fn event(self) -> KeyEvent {
        let mut modifiers = KeyModifiers::NONE;
        modifiers.set(KeyModifiers::CONTROL, self.ctrl);
        modifiers.set(KeyModifiers::ALT, self.alt);
        KeyEvent::new(self.code, modifiers)
    }
}

/// One key, or several one after the other: `g g`, `t s`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Keys(Vec<Key>);

/// The longest sequence that a file of keys can name.
pub const LONGEST: usize = 4;

impl Keys {
    /// Reads names parted by blanks. `None` where one is no key, there is none, or there are more than [`LONGEST`].
    pub fn named(names: &str) -> Option<Keys> {
        let keys: Option<Vec<Key>> = names.split_whitespace().map(Key::named).collect();
        keys.filter(|keys| (1..=LONGEST).contains(&keys.len())).map(Keys)
    }

    /// The keys in their order.
    pub fn as_slice(&self) -> &[Key] {
        &self.0
    }

    /// Whether both cannot be bound where both are heard: they are the same, or one begins the other.
    pub fn hides(&self, other: &Keys) -> bool {
        self.0.starts_with(&other.0) || other.0.starts_with(&self.0)
    }
}

impl fmt::Display for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut keys = self.0.iter();
        keys.next().map_or(Ok(()), |first| write!(f, "{first}"))?;
        keys.try_for_each(|key| write!(f, " {key}"))
    }
}

/// What somebody may have meant who wrote that for a key.
pub fn such_as(word: &str) -> String {
    let (ctrl, rest) = parted(word, &["ctrl-", "control-", "ctrl+", "c-", "^"]);
    let (alt, rest) = parted(rest, &["alt-", "alt+", "meta-", "m-", "a-"]);
    let other =
        [("return", "Enter"), ("escape", "Esc"), ("pagedown", "PgDn"), ("pageup", "PgUp"), ("del", "Delete")];
    let known = NAMED.iter().map(|(name, _)| *name);
    let near = other.iter().find(|(name, _)| name.eq_ignore_ascii_case(rest)).map(|(_, name)| *name);
    let near = near.or_else(|| known.clone().find(|name| name.eq_ignore_ascii_case(rest)));
    let near = near.map(str::to_owned).or_else(|| {
        let mut letters = rest.chars();
        match (letters.next(), letters.as_str()) {
            (Some(letter), "") => Some(letter.to_string()),
            (Some('f'), number) if !number.is_empty() && number.parse::<u8>().is_ok() => {
                Some(format!("F{number}"))
            }
            _ => crate::written::diagnostic::nearest(rest, known).map(str::to_owned),
        }
    });
    let near = near
        .map(|near| format!("{}{}{near}", if ctrl { "Ctrl-" } else { "" }, if alt { "Alt-" } else { "" }));
    match near.filter(|near| near != word && Key::named(near).is_some()) {
        Some(near) => format!("did you mean {near}?"),
        None => "write a letter, a sign, F1 to F12, or a name such as Enter, Space, Up, PgDn; Ctrl-e, Alt-e"
            .to_owned(),
    }
}

/// What follows one of these beginnings, whatever its case, and whether it begins so.
fn parted<'w>(word: &'w str, beginnings: &[&str]) -> (bool, &'w str) {
    let rest = beginnings.iter().find_map(|beginning| {
        let head = word.get(..beginning.len())?;
        let rest = word.get(beginning.len()..)?;
        (head.eq_ignore_ascii_case(beginning) && !rest.is_empty()).then_some(rest)
    });
    (rest.is_some(), rest.unwrap_or(word))
}

const NAMED: [(&str, KeyCode); 15] = [
    ("Enter", KeyCode::Enter),
    ("Esc", KeyCode::Esc),
    ("Tab", KeyCode::Tab),
    ("BackTab", KeyCode::BackTab),
    ("Space", KeyCode::Char(' ')),
    ("Up", KeyCode::Up),
    ("Down", KeyCode::Down),
    ("Left", KeyCode::Left),
    ("Right", KeyCode::Right),
    ("PgUp", KeyCode::PageUp),
    ("PgDn", KeyCode::PageDown),
    ("Home", KeyCode::Home),
    ("End", KeyCode::End),
    ("Backspace", KeyCode::Backspace),
    ("Delete", KeyCode::Delete),
];

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.ctrl {
            f.write_str("Ctrl-")?;
        }
        if self.alt {
            f.write_str("Alt-")?;
        }
        match NAMED.iter().find(|(_, code)| *code == self.code) {
            Some((name, _)) => f.write_str(name),
            None => match self.code {
                KeyCode::Char(c) => write!(f, "{c}"),
                KeyCode::F(number) => write!(f, "F{number}"),
                other => write!(f, "{other}"),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_and_written_the_same() {
        for name in ["j", "Ctrl-z", "Alt-Enter", "F2", "F", "PgUp", "Space", "?", "/", "BackTab"] {
            assert_eq!(Key::named(name).unwrap().to_string(), name);
        }
        for name in ["Enterr", "F0", "F99", "Ctrl-", ""] {
            assert_eq!(Key::named(name), None, "{name}");
        }
    }

    #[test]
    fn what_was_meant_is_found() {
        for (wrote, meant) in [
            ("Enterr", "Enter"),
            ("ctrl-x", "Ctrl-x"),
            ("C-x", "Ctrl-x"),
            ("alt+Return", "Alt-Enter"),
            ("pagedown", "PgDn"),
            ("f5", "F5"),
            ("SPACE", "Space"),
        ] {
            assert_eq!(such_as(wrote), format!("did you mean {meant}?"), "{wrote}");
        }
        assert!(such_as("F99").starts_with("write a letter"));
        assert!(such_as("日本語").starts_with("write a letter"));
    }
}
