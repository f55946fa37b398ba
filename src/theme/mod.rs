//! Themes: how each [`Role`] looks, as files. Pure: knows no terminal and no file system; the board turns a [`Look`] into
//! the styles of its terminal library, the command line into escape sequences.
//!
//! The shipped themes use the terminal's own sixteen colours on its own foreground and background, never white, black or
//! yellow text, so that light and dark terminals can both be read (ux.md 24); those with colours of their own bring
//! their background too. A colour never carries a meaning alone: marks, words and letters say the same (ux.md 4).

mod chosen;
mod colour;
mod file;
mod palette;
mod role;
mod shelf;

pub use chosen::{Chosen, Ground};
pub use colour::{Colour, Depth};
pub use palette::{Attributes, Look, Palette};
pub use role::Role;
pub use shelf::{AUTO, DARK, LIGHT, Listed, NoSuchTheme, Shelf, Theme};
