//! Reports: data first ([`data`]), then text, CSV, JSON, Markdown and pictures of it. Pure: `now` is an argument, and what
//! became of the tickets is told by a stream of them ([`Teller`]).
//!
//! What counts: tickets received in the period, `[from, to)` in the report's zone. A ticket that was merged into another
//! counts once, as the one that lives on, by its earliest receipt. A target that was missed before a change set it anew
//! stays a miss (sla.md 1.7). Of a clock that repeats, every round counts.

mod allowance;
mod ask;
mod attainment;
pub mod data;
mod dimension;
pub mod form;
mod frame;
pub mod handover;
mod misses;
mod outcome;
mod percentiles;
mod promises;
mod sheet;
mod teller;

pub use allowance::{Receive, Spent};
pub use ask::{Ask, By, Parts, Stretch};
pub use data::{
    AllowanceUse, Arrivals, Attainment, Booking, ClockFigures, Group, GroupKey, Miss, Promise, PromisePeriod,
    Report, Scope, TimeSheet, UsedShare,
};
pub use frame::{Frame, Plan};
pub use misses::Missing;
pub use outcome::{Fate, Outcome};
pub use teller::Teller;
