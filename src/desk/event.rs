//! What happened: append-only, the audit trail and a ticket's history. The words in these are stored for ever, so a
//! variant or field may be added with a default, never renamed.

use serde::{Deserialize, Serialize};

use super::people::Contract;
use super::ticket::{
    ContactId, ContractId, Counting, CustomerId, Flag, Revision, Standstill, Status, TicketId,
};
use crate::calendar::Instant;

/// One thing that happened to the desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// A customer was added.
    CustomerAdded {
        /// Its id.
        customer: CustomerId,
        /// Its name.
        name: String,
    },
    /// A person was added to a customer.
    ContactAdded {
        /// Its id.
        contact: ContactId,
        /// Whose.
        customer: CustomerId,
        /// Its name.
        name: String,
    },
    /// A contract was added.
    ContractAdded {
        /// Its id.
        contract: ContractId,
        /// Whose.
        customer: CustomerId,
        /// Pack, edition and tier in words.
        plan: String,
    },
    /// A ticket came in. Holds everything that the ticket starts with, so that events alone can tell it.
    TicketOpened {
        /// The ticket as it came in.
        opened: Box<Opened>,
    },
    /// It was given to somebody, or to nobody.
    Assigned {
        /// Who had it.
        from: Option<String>,
        /// Who has it now.
        to: Option<String>,
    },
    /// A person answered the customer.
    Replied {
        /// The answer.
        text: String,
        /// It was the first, and stopped the first-response clock.
        first: bool,
        /// The unix second at which it was given, where that is not when it was recorded.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<i64>,
    },
    /// Something was written down for colleagues.
    Noted {
        /// The note.
        text: String,
    },
    /// The customer wrote.
    MessageReceived {
        /// Who, as given.
        from: Option<String>,
        /// The message.
        text: String,
    },
    /// The desk began to wait for the customer.
    WaitingBegan {
        /// For what.
        reason: String,
    },
    /// The desk goes on.
    Resumed {
        /// Why.
        reason: String,
    },
    /// It was resolved.
    Resolved {
        /// The cause.
        cause: String,
    },
    /// It was opened again.
    Reopened {
        /// Why.
        reason: String,
    },
    /// An agent decided how it counts against the allowance.
    AllowanceDecided {
        /// How.
        counting: Counting,
    },
}

/// A ticket as it came in; for an imported one, as it stood then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opened {
    /// Whose.
    pub customer: CustomerId,
    /// The contract in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contract: Option<ContractId>,
    /// What the system it came from calls it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// One line.
    pub subject: String,
    /// As assessed.
    pub severity: String,
    /// As claimed, where that differs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claimed: Option<String>,
    /// `production` or `development`.
    pub environment: String,
    /// Level.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<u8>,
    /// Channel.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    /// Kind of request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Who asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requester: Option<String>,
    /// Unix second of receipt.
    pub received: i64,
    /// Status.
    pub status: Status,
    /// Who works on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assignee: Option<String>,
    /// Unix second of the first reply, where there was one already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_response: Option<i64>,
    /// Unix second at which it was resolved, where it was already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolved: Option<i64>,
    /// When clocks stood still already.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub standstills: Vec<Standstill>,
    /// How it counts.
    pub counting: Counting,
    /// What was wrong with its entitlement.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub flags: Vec<Flag>,
}

/// An event on record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// Orders the history of the whole store, whatever clocks said (faults.md D19).
    pub sequence: i64,
    /// When it was recorded.
    pub at: Instant,
    /// Who did it.
    pub agent: String,
    /// To which ticket, where it was one.
    pub ticket: Option<TicketId>,
    /// The ticket's revision after it.
    pub revision: Option<Revision>,
    /// What happened.
    pub event: Event,
}

impl Contract {
    /// Pack, edition and tier in words, for the history.
    pub fn plan_words(&self) -> String {
        format!("{} {}", self.pack, self.tier)
    }
}
