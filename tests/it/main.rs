//! All integration tests in one binary: linking many is slow.

mod calendar_properties;
mod calendar_tables;
mod calendar_walker;
