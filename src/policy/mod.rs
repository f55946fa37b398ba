//! Support policies as data (sla.md parts 3 and 4): packs as written -> checked -> model, and the terms of one contract.
//!
//! - [`model`]: what a pack says, checked and ready: tiers, severities, and the four tables calendars, clocks, cells, pots.
//! - [`choice`]: calendars that depend on what is known of a ticket.
//! - [`clock`]: what starts and ends a clock, its rounds, and when each is due.
//! - [`check_pack`], [`read_pack`]: from a file's bytes to the model, with every mistake at once ([`crate::written`]).
//! - [`diff`](mod@diff): what changes between two packs, in words.
//! - [`draft`]: a new pack written from answers.
//! - [`examples`]: a pack's own examples, asked.
//! - [`mod@format`]: every table and key of the written form, from which the reference and the schema are made.
//! - [`period`]: periods of allowances and of promises by share, in words and as dates.
//! - [`pot`]: allowances and what they pay for.
//! - [`packs`]: the packs at hand, shipped ones and the desk's own.
//! - [`target`]: promises and their units, read from words such as `8 business hours`.
//! - [`words`]: a pack as a person reads it.
//! - [`explain`]: why a target is what it is.
//! - [`commitments`]: promises by share, and how a period stands.
//! - [`own_terms`]: what a contract sets for itself, as it is written and stored.
//! - [`terms`]: one contract's reading of a pack: its own targets, hours and zone laid over the tables.

mod check;
pub mod choice;
pub mod clock;
pub mod commitments;
mod conditions;
pub mod diff;
pub mod draft;
pub mod examples;
pub mod explain;
pub mod format;
mod history;
pub mod hours_words;
pub mod left_out;
mod lookup;
pub mod model;
mod own_calendars;
pub mod own_terms;
pub mod packs;
pub mod period;
pub mod pot;
mod pot_units;
mod pot_words;
mod resolved;
pub mod rules;
pub mod target;
pub mod terms;
pub mod words;
pub mod zone_name;

pub use crate::written::{Diagnostic, LARGEST as LARGEST_PACK, Weight, diagnostic};
pub use check::{
    FORMAT, check_pack, is_language, moment_words, pause_word, read_pack, read_pack_with, weekly_hours,
};
pub use choice::CalendarChoice;
pub use clock::{Clock, ClockEvent, Course, Ended, Happened, Pause, Round, Run, Stands, Stood};
pub use commitments::{Attainment, Commitment, Measure, Outcome, Per, Standing};
pub use conditions::{Aspect, Signed};
pub use examples::{Tried, TriedAnswer};
pub use explain::{Explained, Passed, Runs};
pub use history::{Beyond, ClockAnswer, ClockStands, History, HistoryError};
pub use left_out::{Excluded, Version};
pub use model::{
    Answer, Answers, Assumption, Cell, ChannelKey, Checklist, ClockKey, Conditions, CountsAs, Desk,
    Environment, Example, Expected, Facts, HoursRow, Level, NamedCalendar, Pack, PackId, Place, Reports,
    Severity, SeverityKey, Source, Tier, TierKey,
};
pub use own_calendars::OwnPlace;
pub use own_terms::{OwnHours, OwnTarget, OwnTerms, OwnVersion, TermsError};
pub use packs::{Listed, PackError, Packs, Problem};
pub use period::Period;
pub use pot::{Asking, Factor, Free, Pot, PotSize, PotUnit, RollOver, WhenEmpty};
pub use pot_units::{Lasting, Stretch, Times};
pub use resolved::{CutOff, Resolved};
pub use rules::{RuleKey, RuleKind, RuleText, Rules};
pub use target::{Aim, Length, Promise, TargetError, Unit};
pub use terms::{Earlier, Terms};
