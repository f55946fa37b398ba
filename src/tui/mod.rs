//! The board: the interactive console.
//!
//! How it hangs together: the runner (`runner.rs`) takes the terminal, starts the worker (`worker.rs`), which alone
//! touches the store, and the readers of keys and signals; what they send becomes an [`effect::Event`]. `update`
//! changes the [`app::App`] and answers with [`effect::Effect`]s; `screen::draw` shows the app. Both are pure: `now` is
//! an argument, and a test can hold a whole conversation without a terminal.
//!
//! - a new action: see [`crate::keyboard::table`]; a new overlay or form: see [`overlay`]; a new colour: see [`theme`].
//! - a new part of the screen: a file in `screen/` with a `draw(buffer, area, app, now)`, called from `screen/mod.rs`,
//!   which alone decides what goes where.
//! - text from outside reaches the screen through [`pen::Pen::foreign`] or `text::printable` only.

mod alerting;
pub mod app;
mod background;
mod begin;
mod clipboard;
mod contracts;
mod editing;
pub mod effect;
pub mod filtering;
pub mod fuzzy;
pub mod handing;
pub mod held;
pub mod hindrance;
mod keeping;
pub mod listing;
mod mouse;
pub mod moved;
mod moving;
pub mod on_call;
pub mod overlay;
pub mod overlays;
pub mod pen;
pub mod picture;
mod plain;
mod readers;
mod ringing;
mod runner;
pub mod screen;
pub mod source;
mod stored;
mod terminal;
pub mod theme;
pub mod update;
pub mod viewing;
pub mod words;
mod worker;
pub mod wrap;

pub use crate::keyboard::{action, key as keys};
pub use runner::run;
