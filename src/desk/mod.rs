//! The desk's domain, pure: customers and contracts, tickets and their clocks, allowances, the one order, and the one
//! way in: a [`Command`] is decided into [`Event`]s or refused with a reason (`decide`), and events make the new state
//! (`Ticket::apply`). Knows no terminal, no database and no clock: `now` is an argument.

pub mod account;
pub mod allowance;
pub mod answer;
mod apply;
pub mod assembly;
pub mod board;
pub mod book;
pub mod charge;
pub mod clock;
pub mod command;
pub mod decide;
pub mod event;
mod event_words;
pub mod filter;
pub mod handover;
pub mod lanes;
mod lots;
pub mod many;
pub mod marks;
pub mod more;
pub mod next;
pub mod order;
pub mod people;
pub mod preview;
pub mod purse;
pub mod reason;
pub mod row;
pub mod running;
pub mod shift;
pub mod tally;
pub mod ticket;
pub mod what_if;

pub use account::{Balance, Booked, PeriodUse, Used, balances, minutes_from, minutes_words};
pub use allowance::{Allowance, PotUsage, Receipt, Standing, Usage, Verdict, Weight};
pub use answer::{Acknowledged, AlertId, Answer};
pub use apply::undone;
pub use assembly::{Assembly, News};
pub use board::{Board, Bucket, Counts, DeskRows, Group, Receipts, SharedReceipts};
pub use book::{Book, BookError, Waiting};
pub use charge::{Part, Payer, Stint};
pub use clock::{ClockState, Reckoned, TicketClock};
pub use command::{
    Charge, Command, ContractChange, CustomerChange, DeskWork, Giving, Marking, NewContact, NewContract,
    NewCustomer, NewTicket, Work,
};
pub use decide::{
    Change, Decision, Refusal, Revised, Situation, action_words, decide, tag_from, tickets_of, undoable,
};
pub use event::{Assessment, DueMove, Event, Opened, Recorded, RuleChange};
pub use handover::{HandedOn, Handover, HandoverId};
pub use many::{Many, spread};
pub use marks::{Mark, Marks, Told};
pub use more::{Booking, Checked, Judged, More, Timer};
pub use next::{Aside, Next, next};
pub use order::{Class, Urgency, most_pressing, next_clock, next_due};
pub use people::{Block, Contact, Contract, Customer, folded_name};
pub use preview::{Held, Move, Moves, Pair, Side, Turn, preview};
pub use purse::{Counted, Purse};
pub use reason::Reason;
pub use row::{Plans, Promised, Row};
pub use running::Running;
pub use shift::{Shift, ShiftId};
pub use tally::Tally;
pub use ticket::{
    ContactId, ContractId, Counting, CustomerId, Flag, Missed, Revision, Stage, Standstill, Status, Ticket,
    TicketId,
};
