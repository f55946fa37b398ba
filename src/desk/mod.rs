//! The desk's domain, pure: customers and contracts, tickets and their clocks, allowances, the one order, and the one
//! way in: a [`Command`] is decided into [`Event`]s or refused with a reason (`decide`), and events make the new state
//! (`Ticket::apply`). Knows no terminal, no database and no clock: `now` is an argument.

pub mod allowance;
pub mod book;
pub mod command;
pub mod decide;
pub mod event;
pub mod people;
pub mod ticket;

pub use allowance::{Allowance, Receipt, Standing, Usage, Verdict, Weight};
pub use book::{Book, BookError};
pub use command::{Command, NewContact, NewContract, NewCustomer, NewTicket};
pub use decide::{Decision, Refusal, Situation, decide};
pub use event::{Event, Opened, Recorded};
pub use people::{Contact, Contract, Customer};
pub use ticket::{
    ContactId, ContractId, Counting, CustomerId, Flag, Missed, Revision, Stage, Standstill, Status, Ticket,
    TicketId,
};
