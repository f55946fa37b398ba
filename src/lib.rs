//! tierdesk: a terminal console for support desks that sell SLAs in tiers.
//!
//! The map, from the rim inwards. A module may name those below it, never one above or beside it
//! (`tests/it/arrows.rs` reads the `use` lines and fails on a breach):
//!
//! - [`cli`]: one file a subcommand, and the exit codes.
//! - [`tui`]: the board. `cli` and `tui` never name each other; what the one hands the other is in [`console`].
//! - [`host`]: what the machine says: its clock, zone files, folders, who is asking. Named by the rim only.
//! - [`intake`]: a desk file (CSV, JSON lines) read into rows and planned into commands. May name `exchange`, `desk`,
//!   `policy` and `calendar`.
//! - [`exchange`]: the desk file itself: columns, spelling, writing. May name `desk`, `policy` and `calendar`.
//! - [`demo`]: a desk to look at, made up around a moment. May name `desk`, `policy` and `calendar`.
//! - [`desk`]: the domain, pure: tickets and their clocks, allowances, the one order, commands and events. May name
//!   `policy` and `calendar`.
//! - [`policy`]: packs as written, checked, model; the terms of one contract. May name `calendar`.
//! - [`calendar`]: business time, pure. Weekly hours, holidays, zones, the compiled timeline, the ledger.
//! - [`store`]: where the desk is kept; SQLite behind one narrow interface. May name `desk`, `policy` and `calendar`.
//! - [`text`]: printable text. May be named by all.

pub mod calendar;
pub mod cli;
pub mod console;
pub mod demo;
pub mod desk;
pub mod exchange;
pub mod host;
pub mod intake;
pub mod policy;
pub mod store;
pub mod text;
pub mod tui;
