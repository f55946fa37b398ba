//! Reports: data first, then text, CSV, JSON, Markdown and pictures of it. Pure.

pub mod handover;
