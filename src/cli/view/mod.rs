//! What `--json` answers: stable field names, instants as `...Z`, states and kinds in the words of data files. A field
//! may be added; none is renamed or taken away.

mod clock;
mod history;
mod moves;
mod people;
mod ticket;

pub use clock::ClockView;
pub use history::{EventView, MessageView};
pub use moves::MovesView;
pub use people::{AllowanceView, ContactView, ContractView, CustomerView, Named, PotView};
pub use ticket::{MissedView, TicketView};

use serde::{Serialize, Serializer};

use crate::calendar::Instant;

/// An instant as output writes it.
pub(super) fn instant<S: Serializer>(at: &Instant, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(at)
}

/// An instant that may be missing: `null` then.
pub(super) fn maybe_instant<S: Serializer>(at: &Option<Instant>, serializer: S) -> Result<S::Ok, S::Error> {
    at.map(|at| at.to_string()).serialize(serializer)
}

/// A span of time with a kind and a reason: one of a ticket's standstills.
#[derive(Debug, Serialize)]
pub struct StandstillView {
    /// `waiting` or `resolved`.
    pub kind: crate::desk::Stage,
    /// Since when.
    #[serde(serialize_with = "instant")]
    pub from: Instant,
    /// Until when; `null` while it lasts.
    #[serde(serialize_with = "maybe_instant")]
    pub to: Option<Instant>,
    /// What the agent said about it.
    pub reason: String,
}
