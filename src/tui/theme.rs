//! Styles by meaning: a [`Palette`] (see [`crate::theme`]) as the styles of the terminal library. A screen names a
//! [`Role`] and nothing else.
//!
//! With `NO_COLOR` every colour is left away here, for crossterm would otherwise write an empty SGR that undoes the
//! reversed row (design.md, traps).

use ratatui::style::{Color, Modifier, Style};

pub use crate::theme::Role;
use crate::theme::{Colour, Depth, Look, Palette, Shelf};

/// How roles look here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    plain: [Style; Role::ALL.len()],
    selected: [Style; Role::ALL.len()],
    ground: bool,
}

impl Theme {
    /// The theme that the program starts with: with the terminal's sixteen colours, or with marks, bold and reverse only.
    pub fn new(colour: bool) -> Theme {
        Theme::of(&Shelf::dark().palette, if colour { Depth::Sixteen } else { Depth::None })
    }

    /// A palette on a terminal of that depth.
    pub fn of(palette: &Palette, depth: Depth) -> Theme {
        Theme {
            plain: Role::ALL.map(|role| style(palette.look(role, depth))),
            selected: Role::ALL.map(|role| style(palette.selected(role, depth))),
            ground: palette.look(Role::Text, depth).bg != Some(Colour::Default),
        }
    }

    /// The style of a role.
    pub fn style(&self, role: Role) -> Style {
        self.plain.get(role.place()).copied().unwrap_or_default()
    }

    /// The same on the selected row: never told by colour alone.
    pub fn selected(&self, role: Role) -> Style {
        self.selected.get(role.place()).copied().unwrap_or_default()
    }

    /// The style of a role in a row that may be the selected one.
    pub fn row(&self, role: Role, selected: bool) -> Style {
        if selected { self.selected(role) } else { self.style(role) }
    }

    /// What lies behind everything, where the theme brings a background of its own.
    pub fn ground(&self) -> Option<Style> {
        self.ground.then(|| self.style(Role::Text))
    }
}

fn style(look: Look) -> Style {
    let mut modifiers = Modifier::empty();
    let attributes = look.attributes;
    modifiers.set(Modifier::BOLD, attributes.bold);
    modifiers.set(Modifier::DIM, attributes.dim);
    modifiers.set(Modifier::ITALIC, attributes.italic);
    modifiers.set(Modifier::UNDERLINED, attributes.underline);
    modifiers.set(Modifier::REVERSED, attributes.reversed);
    Style::new().fg(colour(look.fg)).bg(colour(look.bg)).add_modifier(modifiers)
}

fn colour(colour: Option<Colour>) -> Color {
    const ANSI: [Color; 16] = [
        Color::Black,
        Color::Red,
        Color::Green,
        Color::Yellow,
        Color::Blue,
        Color::Magenta,
        Color::Cyan,
        Color::Gray,
        Color::DarkGray,
        Color::LightRed,
        Color::LightGreen,
        Color::LightYellow,
        Color::LightBlue,
        Color::LightMagenta,
        Color::LightCyan,
        Color::White,
    ];
    match colour {
        None | Some(Colour::Default) => Color::Reset,
        Some(Colour::Ansi(number)) => ANSI.get(usize::from(number)).copied().unwrap_or(Color::Reset),
        Some(Colour::Index(number)) => Color::Indexed(number),
        Some(Colour::Rgb(red, green, blue)) => Color::Rgb(red, green, blue),
    }
}
