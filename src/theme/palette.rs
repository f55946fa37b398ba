//! How every role looks in one theme, ready to be used.

use super::colour::{Colour, Depth};
use super::role::{COUNT, Role};

/// What is done to letters beside colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Attributes {
    /// Heavier.
    pub bold: bool,
    /// Paler.
    pub dim: bool,
    /// Slanted.
    pub italic: bool,
    /// With a line below.
    pub underline: bool,
    /// Foreground and background change places.
    pub reversed: bool,
}

/// How something looks. A colour that is not said is that of plain text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Look {
    /// Of the letters.
    pub fg: Option<Colour>,
    /// Behind them.
    pub bg: Option<Colour>,
    /// Beside colours.
    pub attributes: Attributes,
}

/// How every role looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Palette {
    pub(super) looks: [Look; COUNT],
    pub(super) selected: Look,
}

impl Palette {
    /// As written, for showing a theme.
    pub fn written(&self, role: Role) -> Look {
        self.looks.get(role.place()).copied().unwrap_or_default()
    }

    /// The selected row, as written.
    pub fn written_selected(&self) -> Look {
        self.selected
    }

    /// How a role looks on a terminal of that depth; every colour is said.
    pub fn look(&self, role: Role, depth: Depth) -> Look {
        let ground = self.written(Role::Text);
        let look = self.written(role);
        let seen = |own: Option<Colour>, ground: Option<Colour>| {
            Some(own.or(ground).unwrap_or(Colour::Default).at(depth))
        };
        Look { fg: seen(look.fg, ground.fg), bg: seen(look.bg, ground.bg), attributes: look.attributes }
    }

    /// How a role looks in the selected row. Where the theme gives that row a background of its own, and the terminal can
    /// show it, colours stay; everywhere else the row is reversed and keeps only weight, for a dim or coloured text on a
    /// reversed row is hard to read on some terminals.
    pub fn selected(&self, role: Role, depth: Depth) -> Look {
        let plain = self.look(Role::Text, depth);
        let own = self.look(role, depth);
        let attributes = Attributes { dim: false, ..own.attributes };
        let bars = matches!(self.selected.bg, Some(Colour::Ansi(_))) || depth >= Depth::Indexed;
        match self.selected.bg.filter(|_| bars && depth > Depth::None) {
            Some(bg) => Look {
                fg: self.selected.fg.map_or(own.fg, |fg| Some(fg.at(depth))),
                bg: Some(bg.at(depth)),
                attributes: Attributes {
                    bold: attributes.bold || self.selected.attributes.bold,
                    italic: attributes.italic || self.selected.attributes.italic,
                    underline: attributes.underline || self.selected.attributes.underline,
                    reversed: self.selected.attributes.reversed,
                    dim: false,
                },
            },
            None => Look { attributes: Attributes { reversed: true, ..attributes }, ..plain },
        }
    }
}
