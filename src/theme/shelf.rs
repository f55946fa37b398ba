//! The themes at hand: those shipped, and the user's own from the folder `themes` beside the settings.

use super::file::{self, Written};
use super::palette::{Look, Palette};
use super::role::{COUNT, Role};
use crate::written::{Diagnostic, is_plain};

/// The theme for dark terminals, which every other one stands on: it says something about every role.
pub const DARK: &str = "terminal-dark";
/// The theme for light terminals.
pub const LIGHT: &str = "terminal-light";

/// A theme may stand on another that stands on another: so many.
const DEEPEST: usize = 8;

macro_rules! shipped {
    ($($name:literal),* $(,)?) => {
        [$(($name, include_str!(concat!("../../assets/themes/", $name, ".toml")))),*]
    };
}

/// The themes that the program is shipped with.
static SHIPPED: [(&str, &str); 6] =
    shipped!["terminal-dark", "terminal-light", "high-contrast", "mono", "harbour", "paper"];

/// A file of the user's own.
#[derive(Debug, Clone)]
struct Own {
    name: String,
    file: String,
    bytes: Vec<u8>,
}

/// The themes at hand. One is read when it is asked for.
#[derive(Debug, Clone, Default)]
pub struct Shelf {
    own: Vec<Own>,
}

/// A theme, ready to be used.
#[derive(Debug, Clone, PartialEq)]
pub struct Theme {
    /// Its name.
    pub name: String,
    /// For whom it is, in a sentence.
    pub about: String,
    /// Its own file, where it is the user's.
    pub file: Option<String>,
    /// The theme that it says it stands on.
    pub inherits: Option<String>,
    /// How every role looks.
    pub palette: Palette,
    /// What is wrong in its file and those that it stands on; the rest holds.
    pub diagnostics: Vec<Diagnostic>,
}

/// A theme by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its name.
    pub name: String,
    /// Its own file, where it is the user's.
    pub file: Option<String>,
}

/// Nobody knows a theme of that name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no theme {}", crate::written::diagnostic::quoted(.name))]
pub struct NoSuchTheme {
    /// What was asked for.
    pub name: String,
    /// The known one that is spelled most like it, or all of them.
    pub help: Option<String>,
}

impl Shelf {
    /// Puts a file of the user's own on the shelf, under the name that it has without its ending. One of the name of a
    /// shipped theme takes its place, and may stand on it.
    ///
    /// # Errors
    /// Where the file's name is none for a theme, and why.
    pub fn add(&mut self, name: &str, file: &str, bytes: Vec<u8>) -> Result<(), String> {
        if !is_plain(name) || name == AUTO {
            let file = crate::text::printable(file);
            return Err(format!(
                "{file}: a theme's name has 1 to 40 of a-z, 0-9 and -, begins with a letter or digit, and is not {AUTO}"
            ));
        }
        self.own.push(Own { name: name.to_owned(), file: file.to_owned(), bytes });
        Ok(())
    }

    /// Every theme once, the shipped ones first.
    pub fn list(&self) -> Vec<Listed> {
        let file = |name: &str| self.own(name).map(|own| own.file.clone());
        let shipped = SHIPPED.iter().map(|(name, _)| Listed { name: (*name).to_owned(), file: file(name) });
        let own = self.own.iter().filter(|own| SHIPPED.iter().all(|(name, _)| *name != own.name));
        shipped.chain(own.map(|own| Listed { name: own.name.clone(), file: file(&own.name) })).collect()
    }

    /// Every name, for what refers to one.
    pub fn names(&self) -> Vec<&str> {
        let own = self.own.iter().map(|own| own.name.as_str());
        SHIPPED.iter().map(|(name, _)| *name).chain(own).collect()
    }

    fn own(&self, name: &str) -> Option<&Own> {
        self.own.iter().find(|own| own.name == name)
    }

    /// A theme by name.
    ///
    /// # Errors
    /// [`NoSuchTheme`].
    pub fn theme(&self, name: &str) -> Result<Theme, NoSuchTheme> {
        if !self.names().contains(&name) {
            let help = crate::written::did_you_mean(name, self.names());
            return Err(NoSuchTheme { name: name.to_owned(), help });
        }
        Ok(self.made(name))
    }

    /// The theme that the program starts with where nothing is chosen.
    pub fn dark() -> Theme {
        Shelf::default().made(DARK)
    }

    /// A theme from a file that lies on no shelf, for checking it.
    pub fn read(&self, name: &str, file: &str, bytes: Vec<u8>) -> Theme {
        let mut shelf = self.clone();
        shelf.own.retain(|own| own.name != name);
        shelf.own.push(Own { name: name.to_owned(), file: file.to_owned(), bytes });
        shelf.made(name)
    }

    /// The text of a shipped theme, to copy from.
    pub fn text(name: &str) -> Option<&'static str> {
        SHIPPED.iter().find(|(shipped, _)| *shipped == name).map(|(_, text)| *text)
    }

    fn made(&self, name: &str) -> Theme {
        // From the theme itself down to the one that says something about every role.
        let mut layers: Vec<Written> = Vec::new();
        let mut diagnostics = Vec::new();
        let mut wanted = name.to_owned();
        let mut taken: Vec<(String, bool)> = Vec::new();
        let known = self.names();
        for _ in 0..DEEPEST {
            // A theme of a shipped one's name that names itself stands on the shipped one.
            let again = taken.iter().any(|(known, _)| *known == wanted);
            let own = self.own(&wanted).filter(|_| !again);
            if taken.contains(&(wanted.clone(), own.is_some())) {
                break;
            }
            taken.push((wanted.clone(), own.is_some()));
            let (file, bytes) = match (own, Shelf::text(&wanted)) {
                (Some(own), _) => (own.file.as_str(), own.bytes.as_slice()),
                (None, Some(text)) => (wanted.as_str(), text.as_bytes()),
                (None, None) => break,
            };
            let (written, found) = file::read(bytes, file, &known);
            diagnostics.extend(found);
            let next = written.inherits.clone();
            layers.push(written);
            match next {
                Some(next) => wanted = next,
                None => break,
            }
        }
        if taken.last().is_none_or(|(last, own)| last != DARK || *own) {
            layers.push(file::read(Shelf::text(DARK).unwrap_or("").as_bytes(), DARK, &known).0);
        }
        let top = layers.first().cloned().unwrap_or_default();
        Theme {
            name: name.to_owned(),
            about: top.about,
            file: self.own(name).map(|own| own.file.clone()),
            inherits: top.inherits,
            palette: laid(&layers),
            diagnostics,
        }
    }
}

/// Means the theme that suits the terminal, wherever a theme is chosen.
pub const AUTO: &str = "auto";

/// What the layers say, the first one first.
fn laid(layers: &[Written]) -> Palette {
    let mut looks = [Look::default(); COUNT];
    for (look, role) in looks.iter_mut().zip(Role::ALL) {
        let said =
            |layer: &Written| layer.roles.iter().find(|(known, _)| *known == role).map(|(_, look)| *look);
        *look = layers.iter().find_map(said).unwrap_or_default();
    }
    let selected = layers.iter().find_map(|layer| layer.selected).unwrap_or_default();
    Palette { looks, selected }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::{Colour, Depth};

    fn own(text: &str) -> Theme {
        Shelf::default().read("mine", "themes/mine.toml", text.as_bytes().to_vec())
    }

    #[test]
    fn shipped_themes_are_sound() {
        let (dark, _) = file::read(Shelf::text(DARK).unwrap().as_bytes(), DARK, &[]);
        for role in Role::ALL {
            assert!(dark.roles.iter().any(|(known, _)| *known == role), "{DARK} lacks {}", role.name());
        }
        for (name, _) in SHIPPED {
            let theme = Shelf::default().theme(name).unwrap();
            assert_eq!(theme.diagnostics, [], "{name}");
            assert!(!theme.about.is_empty(), "{name}");
        }
    }

    /// ux.md 24: neither white nor black nor yellow text on a ground that the theme does not set itself.
    #[test]
    fn themes_of_the_terminals_own_colours_can_be_read_on_light_and_dark() {
        for (name, _) in SHIPPED {
            let palette = Shelf::default().theme(name).unwrap().palette;
            if palette.written(Role::Text).bg.is_some() {
                continue;
            }
            for role in Role::ALL {
                let look = palette.look(role, Depth::True);
                let bad = [0, 3, 7, 8, 11, 15].map(Colour::Ansi);
                assert!(!look.fg.is_some_and(|fg| bad.contains(&fg)), "{name}: {}", role.name());
                assert_eq!(look.bg, Some(Colour::Default), "{name}: {}", role.name());
            }
        }
    }

    /// Roles that mean opposite things never look alike, in any theme and at any depth.
    #[test]
    fn what_presses_stands_out() {
        for (name, _) in SHIPPED {
            let palette = Shelf::default().theme(name).unwrap().palette;
            for depth in [Depth::None, Depth::Sixteen, Depth::Indexed, Depth::True] {
                let look = |role| palette.look(role, depth);
                for (loud, quiet) in [
                    (Role::Missed, Role::Running),
                    (Role::DueSoon, Role::Frozen),
                    (Role::AllowanceOver, Role::AllowancePlenty),
                    (Role::Severity(0), Role::Severity(3)),
                    (Role::Error, Role::Muted),
                ] {
                    assert_ne!(look(loud), look(quiet), "{name} at {depth:?}: {loud:?}, {quiet:?}");
                }
                let row = palette.selected(Role::Text, depth);
                assert_ne!(
                    (row.bg, row.attributes),
                    (look(Role::Text).bg, look(Role::Text).attributes),
                    "{name}"
                );
            }
        }
    }

    #[test]
    fn without_colours_the_selected_row_is_reversed() {
        let theme = own("[selected]\nbg = \"#303030\"\n");
        assert!(theme.palette.selected(Role::Missed, Depth::None).attributes.reversed);
        assert!(!theme.palette.selected(Role::Missed, Depth::True).attributes.reversed);
    }

    #[test]
    fn a_theme_stands_on_another() {
        let theme = own("inherits = \"mono\"\n[roles]\nmissed = { fg = \"#ff0000\", underline = true }\n");
        let mono = Shelf::default().theme("mono").unwrap().palette;
        assert_eq!(theme.palette.written(Role::DueSoon), mono.written(Role::DueSoon));
        assert_eq!(theme.palette.written(Role::Missed).fg, Some(Colour::Rgb(255, 0, 0)));
        assert!(
            !theme.palette.written(Role::Missed).attributes.bold,
            "a role that is written is written whole"
        );
    }

    #[test]
    fn themes_that_stand_on_each_other_or_themselves_end() {
        let mut shelf = Shelf::default();
        shelf.add("a", "a.toml", b"inherits = \"b\"".to_vec()).unwrap();
        shelf.add("b", "b.toml", b"inherits = \"a\"".to_vec()).unwrap();
        shelf
            .add("mono", "mono.toml", b"inherits = \"mono\"\n[roles]\nkey = { bold = true }".to_vec())
            .unwrap();
        assert_eq!(shelf.theme("a").unwrap().palette, Shelf::dark().palette);
        let mono = shelf.theme("mono").unwrap().palette;
        assert_eq!(
            mono.written(Role::Missed),
            Shelf::default().theme("mono").unwrap().palette.written(Role::Missed)
        );
        assert!(mono.written(Role::Key).attributes.bold);
    }

    #[test]
    fn mistakes_name_their_place_and_the_rest_holds() {
        let text = "inherits = \"monno\"\nabout = \"x\"\n[roles]\nmised = { fg = \"red\" }\nkey = { fg = \"gren\", bolt = true }\n\
                    text = 5\nmissed = { fg = 300 }\ngood = { fg = \"green\" }\n";
        let theme = own(text);
        let said: Vec<String> = theme.diagnostics.iter().map(ToString::to_string).collect();
        insta::assert_snapshot!(said.join("\n"));
        assert_eq!(theme.palette.written(Role::Good).fg, Some(Colour::Ansi(2)));
    }

    #[test]
    fn a_name_that_nobody_knows_is_told_with_the_nearest() {
        let error = Shelf::default().theme("terminal-ligth").unwrap_err();
        assert_eq!(error.help.as_deref(), Some("did you mean terminal-light?"));
    }
}
