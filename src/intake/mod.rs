//! Text in, commands out: a desk's customers and tickets from a file (issue 2, section 5). Knows no file system, no
//! database and no clock: bytes, packs and `now` are handed in.
//!
//! - [`source`]: CSV and JSON lines into rows of cells; what cannot be a row is a [`Problem`] that names its line.
//! - [`header`]: other systems' names for our columns.
//! - [`moment`]: instants, with an offset or in a zone that was named.
//! - [`row`]: cells into what they mean.
//! - [`catalogue`]: the packs and zones that rows may name.
//! - [`survey`]: the first reading: which customers and contracts the file needs.
//! - [`plan`]: the second reading: each row becomes a ticket under the contract that was in force.

pub mod catalogue;
pub mod header;
pub mod moment;
pub mod plan;
pub mod problem;
pub mod row;
pub mod source;
pub mod survey;

pub use catalogue::Catalogue;
pub use header::Mapping;
pub use moment::Moments;
pub use plan::{Plan, Planned};
pub use problem::{Problem, Problems};
pub use row::Row;
pub use source::Source;
pub use survey::{Known, KnownCustomer, Survey};
