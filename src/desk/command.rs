//! What somebody asks of the desk. Screen, command line and import all ask with these, and all are decided the same way.

use chrono::NaiveDate;

use super::ticket::{Counting, CustomerId, Revision, Standstill, Status, TicketId};
use crate::calendar::Instant;
use crate::policy::{ChannelKey, Environment, OwnTerms, PackId, SeverityKey, TierKey};

/// A change that somebody asks for. `seen` is the revision that the asker had before their eyes: where the row has
/// moved on since, the command is refused as a conflict; `None` asks without having looked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Add a customer.
    AddCustomer(NewCustomer),
    /// Add a person of a customer.
    AddContact(NewContact),
    /// Add a contract.
    AddContract(NewContract),
    /// Open a ticket; allowance and entitlement are decided on the way in.
    OpenTicket(Box<NewTicket>),
    /// Give it to somebody, or to nobody.
    Assign {
        /// Which.
        ticket: TicketId,
        /// As seen.
        seen: Option<Revision>,
        /// To whom.
        to: Option<String>,
    },
    /// Answer the customer.
    Reply {
        /// Which.
        ticket: TicketId,
        /// As seen.
        seen: Option<Revision>,
        /// The answer.
        text: String,
        /// When it was given, where that was earlier than now.
        at: Option<Instant>,
    },
    /// Write something down for colleagues.
    Note {
        /// Which.
        ticket: TicketId,
        /// As seen.
        seen: Option<Revision>,
        /// The note.
        text: String,
    },
    /// Wait for the customer.
    Wait {
        /// Which.
        ticket: TicketId,
        /// As seen.
        seen: Option<Revision>,
        /// For what.
        reason: String,
    },
    /// Go on.
    Resume {
        /// Which.
        ticket: TicketId,
        /// As seen.
        seen: Option<Revision>,
        /// Why.
        reason: String,
    },
    /// Resolve.
    Resolve {
        /// Which.
        ticket: TicketId,
        /// As seen.
        seen: Option<Revision>,
        /// The cause.
        cause: String,
    },
    /// Open again.
    Reopen {
        /// Which.
        ticket: TicketId,
        /// As seen.
        seen: Option<Revision>,
        /// Why.
        reason: String,
    },
    /// Decide how it counts against the allowance.
    DecideAllowance {
        /// Which.
        ticket: TicketId,
        /// As seen.
        seen: Option<Revision>,
        /// How.
        counting: Counting,
    },
}

impl Command {
    /// The ticket that it changes, and the revision that was seen, where it changes one.
    pub fn ticket(&self) -> Option<(TicketId, Option<Revision>)> {
        match self {
            Command::AddCustomer(_)
            | Command::AddContact(_)
            | Command::AddContract(_)
            | Command::OpenTicket(_) => None,
            Command::Assign { ticket, seen, .. }
            | Command::Reply { ticket, seen, .. }
            | Command::Note { ticket, seen, .. }
            | Command::Wait { ticket, seen, .. }
            | Command::Resume { ticket, seen, .. }
            | Command::Resolve { ticket, seen, .. }
            | Command::Reopen { ticket, seen, .. }
            | Command::DecideAllowance { ticket, seen, .. } => Some((*ticket, *seen)),
        }
    }

    /// The customer that it concerns, where it names one.
    pub fn customer(&self) -> Option<CustomerId> {
        match self {
            Command::AddContact(contact) => Some(contact.customer),
            Command::AddContract(contract) => Some(contract.customer),
            Command::OpenTicket(ticket) => Some(ticket.customer),
            _ => None,
        }
    }
}

/// A customer to add.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NewCustomer {
    /// Its name.
    pub name: String,
    /// IANA zone of its people.
    pub time_zone: Option<String>,
    /// What the desk should know.
    pub note: String,
}

/// A person to add.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewContact {
    /// Whose.
    pub customer: CustomerId,
    /// Name.
    pub name: String,
    /// Address.
    pub email: Option<String>,
    /// One of the registered persons.
    pub registered: bool,
}

/// A contract to add. Its pack, tier, region and own terms are checked against the pack before it is decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewContract {
    /// Whose.
    pub customer: CustomerId,
    /// Pack and edition.
    pub pack: PackId,
    /// Tier.
    pub tier: TierKey,
    /// Region.
    pub region: Option<String>,
    /// First local date.
    pub starts: NaiveDate,
    /// First local date on which it holds no more.
    pub ends: Option<NaiveDate>,
    /// What it sets for itself.
    pub own: OwnTerms,
}

/// A ticket to open; with what has happened to it already where it comes from another system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewTicket {
    /// Whose.
    pub customer: CustomerId,
    /// What the system it comes from calls it; a second ticket with the same one is refused.
    pub reference: Option<String>,
    /// One line.
    pub subject: String,
    /// The customer's message.
    pub text: String,
    /// As assessed; a key of the pack in force.
    pub severity: SeverityKey,
    /// As claimed, where that differs.
    pub claimed: Option<SeverityKey>,
    /// Stage.
    pub environment: Environment,
    /// Level.
    pub level: Option<u8>,
    /// Channel.
    pub channel: Option<ChannelKey>,
    /// Kind of request.
    pub kind: Option<String>,
    /// Who asked: an address or a name of a contact.
    pub requester: Option<String>,
    /// When it was received.
    pub received: Instant,
    /// Who works on it.
    pub assignee: Option<String>,
    /// The provider opened it: it uses no allowance.
    pub proactive: bool,
    /// How an agent decided that it counts, where it comes with that decision from elsewhere.
    pub decided: Option<Counting>,
    /// Where it stands already.
    pub status: Status,
    /// The first reply, where there was one already.
    pub first_response: Option<Instant>,
    /// When it was resolved, where it was already.
    pub resolved: Option<Instant>,
    /// When it waited for the customer already.
    pub standstills: Vec<Standstill>,
}

impl NewTicket {
    /// A ticket that comes in now, with nothing known but what is needed.
    pub fn received(
        customer: CustomerId,
        subject: &str,
        severity: SeverityKey,
        received: Instant,
    ) -> NewTicket {
        NewTicket {
            customer,
            reference: None,
            subject: subject.to_owned(),
            text: String::new(),
            severity,
            claimed: None,
            environment: Environment::Production,
            level: None,
            channel: None,
            kind: None,
            requester: None,
            received,
            assignee: None,
            proactive: false,
            decided: None,
            status: Status::Open,
            first_response: None,
            resolved: None,
            standstills: Vec::new(),
        }
    }
}
