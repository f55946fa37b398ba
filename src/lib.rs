//! tierdesk: a terminal console for support desks that sell SLAs in tiers.
//!
//! The map, from the rim inwards. A module may name those that its entry says, and [`text`], which all may
//! (`tests/it/arrows.rs` reads this list and the source, and fails on a breach):
//!
//! - [`cli`]: one file a subcommand, and the exit codes. May name `console`, `keyboard`, `host`, `demo`, `store`, `intake`,
//!   `exchange`, `watch`, `outbound`, `report`, `alert`, `rota`, `desk`, `policy`, `calendar`, `config`, `theme`, `views`,
//!   `wording` and `written`.
//! - [`tui`]: the board. May name `console`, `keyboard`, `host`, `watch`, `store`, `outbound`, `report`, `alert`, `rota`, `desk`,
//!   `policy`, `calendar`, `theme`, `wording`, `views` and `written`.
//! - [`watch`]: telling alerts in time, with a screen or without: the plan, who claims, what goes out. May name `console`,
//!   `host`, `store`, `outbound`, `alert`, `rota`, `desk`, `policy`, `calendar` and `written`.
//! - [`console`]: what `cli` and `tui` hand each other, which never name each other. May name `keyboard`, `host`, `alert`,
//!   `rota`, `desk`, `policy`, `calendar`, `theme`, `wording`, `views` and `written`.
//! - [`views`]: saved views, as a file. May name `keyboard`, `desk` and `written`.
//! - [`keyboard`]: what hands can do, as data: the table of actions, the keys they are on, the file of keys. May name
//!   `written`.
//! - [`outbound`]: ways out: notifications, mail, commands of the user's own. May name `alert`, `host`, `desk`, `policy`,
//!   `calendar` and `written`.
//! - [`host`]: what the machine says: its clock, zone files, folders, who is asking. May name `calendar`.
//! - [`store`]: where the desk is kept; SQLite behind one narrow interface. May name `alert`, `report`, `desk`, `policy` and
//!   `calendar`.
//! - [`report`]: what was kept and missed, what falls due next, handovers; data first, then its forms. May name `rota`,
//!   `exchange`, `desk`, `policy` and `calendar`.
//! - [`alert`]: who is told of what, and when; the rules of that as a file. May name `rota`, `desk`, `policy`, `calendar` and
//!   `written`.
//! - [`rota`]: who is on call, as a file. May name `desk`, `policy`, `calendar` and `written`.
//! - [`demo`]: a desk to look at, made up around a moment. May name `desk`, `policy` and `calendar`.
//! - [`intake`]: a desk file (CSV, JSON lines) read into rows and planned into commands. May name `exchange`, `desk`,
//!   `policy` and `calendar`.
//! - [`exchange`]: the desk file itself: columns, spelling, writing. May name `desk`, `policy` and `calendar`.
//! - [`wording`]: what is written to customers: languages, target times in words, templates. May name `desk`, `policy`,
//!   `calendar` and `written`.
//! - [`desk`]: the domain, pure: tickets and their clocks, allowances, the one order, commands and events. May name
//!   `policy` and `calendar`.
//! - [`policy`]: packs as written, checked, model; the terms of one contract. May name `calendar` and `written`.
//! - [`calendar`]: business time, pure. Weekly hours, holidays, zones, the compiled timeline, the ledger.
//! - [`config`]: the user's settings. May name `theme` and `written`.
//! - [`theme`]: how what a piece of the screen means looks, as files. May name `written`.
//! - [`written`]: files that people write, and every mistake in them with its place. May name nothing.
//! - [`text`]: printable text.

pub mod alert;
pub mod calendar;
pub mod cli;
pub mod config;
pub mod console;
pub mod demo;
pub mod desk;
pub mod exchange;
pub mod host;
pub mod intake;
pub mod keyboard;
pub mod outbound;
pub mod policy;
pub mod report;
pub mod rota;
pub mod store;
pub mod text;
pub mod theme;
pub mod tui;
pub mod views;
pub mod watch;
pub mod wording;
pub mod written;
