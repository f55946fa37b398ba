//! The forms of a report: tables of it as text, CSV and Markdown, its data as JSON, and a page of HTML with pictures. Made
//! from the data and from nothing else. Every foreign text is made harmless for the form in which it stands.

mod csv;
mod html;
mod json;
mod markdown;
mod picture;
mod table;
mod tables;
mod text;

pub use csv::csv;
pub use html::html;
pub use json::json;
pub use markdown::markdown;
pub use table::{Align, Cell, Column, Table};
pub use tables::{Section, head, tables};
pub use text::text;

/// Rows that pages for people list at most: the rest is counted, and CSV and JSON have it.
pub const LISTED: usize = 500;
