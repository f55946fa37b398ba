//! Support policies as data (sla.md parts 3 and 4): packs as written -> checked -> model, and the terms of one contract.
//!
//! - [`model`]: what a pack says, checked and ready: tiers, severities, and the four tables calendars, clocks, cells, pots.
//! - [`target`]: promises and their units, read from words such as `8 business hours`.
//! - [`terms`]: one contract's reading of a pack: its own targets, hours and zone laid over the tables.

pub mod model;
pub mod target;
pub mod terms;

pub use model::{
    Assumption, Cell, ChannelKey, Clock, ClockKey, Conditions, CountsAs, Environment, Facts, HoursRow, Level,
    NamedCalendar, Pack, PackId, Pause, Period, Pot, PotSize, PotUnit, Severity, SeverityKey, Source, Tier,
    TierKey,
};
pub use target::{Length, Promise, TargetError, Unit};
pub use terms::{OwnHours, OwnTarget, OwnTerms, Resolved, Terms, TermsError};
