//! What hands can do on the board, as data: the one table of actions, the keys they are on, and what a file of keys says
//! otherwise. Knows no terminal and no desk, so that the board, the command line and the documents read the same table.
//!
//! - [`action`]: what a row of the table says; [`table`]: the rows, and the scheme behind their keys.
//! - [`key`]: keys by name; [`keymap`]: which keys run what, as a trie; [`mod@file`]: `keys.toml`.
//! - [`documents`]: what is generated from the table.

pub mod action;
pub mod documents;
pub mod file;
pub mod key;
pub mod keymap;
pub mod table;

pub use action::{Action, Argument, Call, Entry, Need, Scope, Section, Way};
pub use key::{Key, Keys};
pub use keymap::{Heard, Keymap};
