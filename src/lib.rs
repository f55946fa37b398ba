//! tierdesk: a terminal console for support desks that sell SLAs in tiers.
//!
//! The map, from the inside out; nothing may name a module that stands below it in this list:
//!
//! - [`policy`]: packs as written, checked, model; the terms of one contract. May name `calendar`.
//! - [`calendar`]: business time, pure. Weekly hours, holidays, zones, the compiled timeline, the ledger.

pub mod calendar;
pub mod policy;
