//! The desk as a file: what its columns are called, how their values are spelled, and how it is written. `intake` reads
//! the same file back; nothing here knows a file system, a clock or a database.
//!
//! - [`mod@column`]: the columns, in order, with their documentation.
//! - [`formula`]: cells that a spreadsheet would run are made harmless, and the other way round (faults.md I01).
//! - [`spell`]: contracts' own targets and hours, standstills and allowance decisions in words, both ways.
//! - [`mod@write`]: CSV and JSON lines.

pub mod column;
pub mod formula;
pub mod spell;
pub mod write;

pub use column::{Cells, Column};
pub use write::{Format, Writer};
