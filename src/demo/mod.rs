//! A desk to look at: customers on all five policies and tickets placed around a moment, invented but decided and timed
//! by the same rules as real ones. Pure: a function of a seed, the moment and the book.
//!
//! - [`small`]: a dozen and a half customers with some fifty open tickets, so that every state of the board can be found
//!   whatever the hour (data/demo says who and what; [`place`] works out when, backwards from where a clock should stand).
//! - [`large`]: as many tickets as are asked for, most of them closed, told in the order of time.
//!
//! Both go through [`stage::Stage`], which decides every step with `desk::decide` and hands on finished [`Record`]s.

mod asked;
pub mod chance;
mod crowd;
pub mod data;
pub mod place;
mod rhythm;
mod scene;
mod stage;

pub use crowd::large;
pub use scene::small;
pub use stage::Stage;

use crate::desk::{BookError, Contact, Contract, Customer, Recorded, Refusal, Ticket};

/// What a store is filled with. Customers come before what is theirs, a ticket before its events, and events in the
/// order of their sequence, which is also that of time.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::large_enum_variant, reason = "one at a time, on its way into a store")]
pub enum Record {
    /// A customer.
    Customer(Customer),
    /// A person of a customer.
    Contact(Contact),
    /// A contract.
    Contract(Contract),
    /// A ticket as all its events leave it.
    Ticket(Box<Ticket>),
    /// Something that happened.
    Event(Box<Recorded>),
}

/// Where records go. What it returns as an error ends the telling.
pub type Sink<'a> = dyn FnMut(Record) -> Result<(), String> + 'a;

/// Why no desk could be made.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// A file that the program is shipped with.
    #[error("the demo's {file} cannot be read: {reason}")]
    Data {
        /// Which.
        file: &'static str,
        /// Why.
        reason: String,
    },
    /// A contract's terms.
    #[error(transparent)]
    Book(#[from] BookError),
    /// A step that the desk's rules refuse.
    #[error("the demo's story does not hold: {0}")]
    Refused(#[from] Refusal),
    /// Whoever takes the records could not.
    #[error("{0}")]
    Sink(String),
}
