//! The one way in: a command and the situation it meets become events, or a refusal with its reason. Pure.
//!
//! One file for each kind of work; to add a command, add it to [`Command`], let one of these decide it, and say in
//! `desk::apply` what its event makes of a ticket.

mod allowance;
mod answer;
mod arrival;
mod assess;
mod contract;
mod entitlement;
mod handover;
mod joining;
mod limits;
mod mark;
mod people;
mod shift;
mod status;
mod time;
mod touches;
mod undo;

use std::collections::HashMap;
use std::sync::Arc;

use super::account::Booked;
use super::allowance::Receipt;
use super::answer::Acknowledged;
use super::command::{Command, CustomerChange, DeskWork, NewContact, NewContract, NewCustomer, Work};
use super::event::{Event, Opened, Recorded};
use super::handover::Handover;
use super::people::{Block, Contact, Contract, Customer};
use super::purse::Counted;
use super::shift::Shift;
use super::ticket::{ContractId, CustomerId, Revision, Ticket, TicketId};
use crate::calendar::Instant;
use crate::policy::{Facts, Terms};

pub use contract::Revised;
pub(super) use entitlement::entitled;
pub use joining::tag_from;
pub use limits::{LINE_LIMIT, REASON_LIMIT, TEXT_LIMIT};
pub use undo::{action_words, tickets as tickets_of, undoable};

/// What the store reads for a command, inside the transaction that will write its events.
#[derive(Debug, Clone, Default)]
pub struct Situation {
    /// Who asks.
    pub agent: String,
    /// The ticket that the command names.
    pub ticket: Option<Ticket>,
    /// Other tickets that it touches: the one to merge into or to link with, those of a contract, those of an action.
    pub others: Vec<Ticket>,
    /// The number that the next ticket gets.
    pub next_ticket: Option<TicketId>,
    /// The id that the next contract gets.
    pub next_contract: Option<ContractId>,
    /// The customer that the command names, or the ticket's.
    pub customer: Option<Customer>,
    /// The contract that the command or its ticket is about: for a ticket that comes in, the one in force at the moment
    /// of receipt.
    pub contract: Option<Contract>,
    /// The customer has contracts, and none of them covers the moment of receipt.
    pub out_of_force: bool,
    /// That contract's terms.
    pub terms: Option<Arc<Terms>>,
    /// The contract of the customer that is in force now, with its terms, where the command asks for it; or the one that
    /// is to follow.
    pub next: Option<(Contract, Arc<Terms>)>,
    /// Blocks bought for the contract.
    pub blocks: Vec<Block>,
    /// Time booked on the customer's tickets, where a booking may be charged to one of several pots.
    pub booked: Vec<Booked>,
    /// The customer's persons.
    pub contacts: Vec<Contact>,
    /// The customer's tickets around the moment of receipt, at least its period and the one before.
    pub receipts: Vec<Receipt>,
    /// The instant from which there is every one of them; `None` where none that counts is left out.
    pub receipts_from: Option<Instant>,
    /// What pots ask of them, where the plan has one that asks.
    pub facts: HashMap<TicketId, Facts>,
    /// Another customer has this name already, another ticket this reference, or another contract these dates.
    pub taken: bool,
    /// The events of the action that is to be undone or redone.
    pub action: Vec<Recorded>,
    /// Everything that happened to its tickets, each one's in order.
    pub history: Vec<Recorded>,
    /// The agent's shift that has begun and not ended.
    pub shift: Option<Shift>,
    /// The handover that the command names.
    pub handover: Option<Handover>,
    /// The alerts that the command names, of those that there are: each with who acknowledged it already, and when.
    pub alerts: Vec<Acknowledged>,
}

impl Situation {
    /// The customer's tickets as pots count them.
    pub fn counted(&self) -> Counted<'_> {
        let (facts, blocks) = (Some(&self.facts), self.blocks.as_slice());
        Counted { receipts: &self.receipts, facts, blocks, from: self.receipts_from }
    }
}

/// What happens to a ticket, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// To which.
    pub ticket: TicketId,
    /// What.
    pub events: Vec<Event>,
}

/// What a command becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// A customer to add.
    Customer(NewCustomer),
    /// A person to add.
    Contact(NewContact),
    /// A contract to add.
    Contract(NewContract),
    /// A ticket to add, with the customer's message.
    Open {
        /// As it comes in.
        opened: Box<Opened>,
        /// The customer's message.
        text: String,
        /// What happens to other tickets with it.
        also: Vec<Change>,
    },
    /// What happens to tickets; the one that the command names is the first.
    Change(Vec<Change>),
    /// Something happens to the desk as a whole.
    Desk(Event),
    /// A customer's particulars change.
    CustomerChange {
        /// Whose.
        customer: CustomerId,
        /// To what.
        to: CustomerChange,
        /// In words.
        what: String,
    },
    /// A contract changes.
    ContractChange {
        /// Which.
        contract: ContractId,
        /// Whose.
        customer: CustomerId,
        /// How.
        revised: Box<Revised>,
        /// In words.
        what: String,
        /// What happens to the tickets that are held to it.
        tickets: Vec<Change>,
    },
}

/// Why a command is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The ticket has moved on since it was looked at.
    #[error(
        "ticket {ticket} was changed by somebody else meanwhile (you saw revision {seen}, it is at {is})"
    )]
    Conflict {
        /// Which.
        ticket: TicketId,
        /// The revision that the asker saw.
        seen: Revision,
        /// The revision that it is at.
        is: Revision,
    },
    /// What the command names is not there.
    #[error("there is no {0}")]
    Missing(String),
    /// The command makes no sense for the state that the ticket is in.
    #[error("ticket {ticket} is {is}: {why}")]
    State {
        /// Which.
        ticket: TicketId,
        /// Its status.
        is: &'static str,
        /// What would be right.
        why: &'static str,
    },
    /// A value is missing or wrong.
    #[error("{0}")]
    Invalid(String),
    /// Of several commands, each about a ticket, these cannot be done.
    #[error("{}", several(.0))]
    Several(Vec<Refusal>),
    /// A name or reference that must be unique is there already.
    #[error("{0}")]
    Taken(String),
}

/// So many refusals of several are told.
const TOLD: usize = 5;

fn several(refusals: &[Refusal]) -> String {
    let told: Vec<String> = refusals.iter().take(TOLD).map(ToString::to_string).collect();
    let more = refusals.len().saturating_sub(TOLD);
    let more = if more > 0 { format!("; and {more} more") } else { String::new() };
    format!("{} of them cannot be done: {}{more}", refusals.len(), told.join("; "))
}

/// Decides a command in a situation at a moment.
///
/// # Errors
/// [`Refusal`] says why it cannot be done; nothing has happened then.
pub fn decide(situation: &Situation, command: &Command, now: Instant) -> Result<Decision, Refusal> {
    match command {
        Command::AddCustomer(customer) => people::add_customer(situation, customer).map(Decision::Customer),
        Command::AddContact(contact) => people::add_contact(situation, contact).map(Decision::Contact),
        Command::AddContract(contract) => people::add_contract(situation, contract).map(Decision::Contract),
        Command::OpenTicket(ticket) => arrival::open(situation, ticket),
        Command::ChangeCustomer { seen, change, .. } => people::change_customer(situation, *seen, change),
        Command::ChangeContract { seen, change, .. } => contract::change(situation, *seen, change, now),
        Command::Desk(work) => match work {
            DeskWork::BeginShift { line, planned } => shift::begin(situation, line.as_deref(), *planned, now),
            DeskWork::EndShift { note } => shift::end(situation, note),
            DeskWork::GiveHandover(giving) => handover::give(situation, giving, now),
            DeskWork::TakeHandover { handover: id } => handover::take(situation, *id),
            DeskWork::AnswerAlerts { alerts, answer } => answer::answer(situation, alerts, *answer, now),
        },
        Command::Undo { .. } => undo::undo(situation).map(Decision::Change),
        Command::Redo { .. } => undo::redo(situation).map(Decision::Change),
        // What is left is about one ticket.
        _ => {
            let named = command.ticket().ok_or_else(|| Refusal::Missing("ticket".into()))?;
            let ticket = looked_at(situation, named)?;
            lives(ticket, command)?;
            match command {
                Command::Work { work, .. } => work_on(situation, ticket, work, now),
                Command::DecideAllowance { counting, .. } => {
                    Ok(of(ticket, allowance::decide_allowance(ticket, counting)?))
                }
                _ => Ok(of(ticket, status::change(ticket, command, now)?)),
            }
        }
    }
}

/// The ticket that is named, as it was when it was looked at.
fn looked_at(situation: &Situation, (named, seen): (TicketId, Option<Revision>)) -> Result<&Ticket, Refusal> {
    let ticket = situation.ticket.as_ref();
    let ticket = ticket.ok_or_else(|| Refusal::Missing(format!("ticket {named}")))?;
    match seen {
        Some(seen) if seen != ticket.revision => {
            Err(Refusal::Conflict { ticket: ticket.id, seen, is: ticket.revision })
        }
        _ => Ok(ticket),
    }
}

/// A ticket that was merged is worked on no more: what is done belongs on the one that lives on. Notes, messages that
/// still come in and who hears of it are written down all the same.
fn lives(ticket: &Ticket, command: &Command) -> Result<(), Refusal> {
    let Some(into) = ticket.more().merged_into else { return Ok(()) };
    match command {
        Command::Note { .. }
        | Command::Work { work: Work::Receive { .. } | Work::Watch { .. } | Work::Merge { .. }, .. } => {
            Ok(())
        }
        _ => Err(Refusal::Invalid(format!(
            "ticket {} was merged into ticket {into}: work there, or undo the merge to part them again",
            ticket.id
        ))),
    }
}

fn work_on(situation: &Situation, ticket: &Ticket, work: &Work, now: Instant) -> Result<Decision, Refusal> {
    let events = match work {
        Work::Hold { reason, wakes } => status::hold(ticket, reason, *wakes, now)?,
        Work::Receive { from, text, automatic } => {
            status::receive(ticket, from.as_deref(), text, *automatic)?
        }
        Work::Assess { to, reason } => assess::assess(situation, ticket, to, reason, now)?,
        Work::ChangeLevel { to, reason, pass_over } => {
            assess::change_level(situation, ticket, *to, reason, *pass_over, now)?
        }
        Work::FillChecklist { level, item, answer } => assess::fill(situation, ticket, *level, item, answer)?,
        Work::JudgeFlag { flag, accepted, reason } => allowance::judge(ticket, *flag, *accepted, reason)?,
        Work::Watch { on, agent } => joining::watch(situation, ticket, agent.as_deref(), *on)?,
        Work::Tag { add, remove } => joining::tag(ticket, add, remove)?,
        Work::Link { other } => return joining::link(situation, ticket, *other),
        Work::Unlink { other } => return joining::unlink(situation, ticket, *other),
        Work::Merge { into } => return joining::merge(situation, ticket, *into),
        Work::Split { subject, text, severity } => {
            return joining::split(situation, ticket, subject, text, severity.as_ref());
        }
        Work::StartTimer => time::start(situation, ticket)?,
        Work::StopTimer { note, discard, charge } => {
            time::stop(situation, ticket, note, *discard, charge, now)?
        }
        Work::BookTime { minutes, at, note, charge } => {
            time::book(situation, ticket, *minutes, *at, note, charge, now)?
        }
        Work::AdoptContract => contract::adopt(situation, ticket, now)?,
        Work::Mark(marking) => mark::mark(situation, ticket, marking, now)?,
        Work::HandOn { text } => handover::hand_on(ticket, text)?,
    };
    Ok(of(ticket, events))
}

fn of(ticket: &Ticket, events: Vec<Event>) -> Decision {
    Decision::Change(vec![Change { ticket: ticket.id, events }])
}

fn state(ticket: &Ticket, why: &'static str) -> Refusal {
    Refusal::State { ticket: ticket.id, is: ticket.status.words(), why }
}
