//! The desk's domain, pure: customers and contracts, tickets and their clocks, allowances, the one order, and the one
//! way in: a [`Command`] is decided into [`Event`]s or refused with a reason (`decide`), and events make the new state
//! (`Ticket::apply`). Knows no terminal, no database and no clock: `now` is an argument.

pub mod command;
pub mod event;
pub mod people;
pub mod ticket;

pub use command::{Command, NewContact, NewContract, NewCustomer, NewTicket};
pub use event::{Event, Recorded};
pub use people::{Contact, Contract, Customer};
pub use ticket::{
    ContactId, ContractId, Counting, CustomerId, Flag, Missed, Revision, Stage, Standstill, Status, Ticket,
    TicketId,
};
