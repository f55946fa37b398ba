//! What happened: append-only, the audit trail and a ticket's history. The words in these are stored for ever, so a
//! variant or field may be added with a default, never renamed.

use serde::{Deserialize, Serialize};

use super::answer::AlertId;
use super::handover::HandoverId;
use super::marks::{Mark, Marks};
use super::people::Contract;
use super::shift::ShiftId;
use super::ticket::{
    ContactId, ContractId, Counting, CustomerId, Flag, Missed, Revision, Standstill, Status, TicketId,
};
use crate::calendar::Instant;
use crate::policy::RuleKey;

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
        /// The channel on which it was given, where an agent wrote down afterwards what was said by phone or chat.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<String>,
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
        /// A machine sent it (an automatic reply, a bounce): it moves no clock and no status.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        automatic: bool,
        /// Whether it is the one that the ticket came in with; not said by events from before this was written down, of
        /// which one right behind the receipt is.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        opening: Option<bool>,
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
    /// The desk put it aside.
    HoldBegan {
        /// Why.
        reason: String,
        /// The unix second at which it is to be looked at again.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        wakes: Option<i64>,
    },
    /// The desk assessed it anew.
    Assessed {
        /// What it was; only what changed.
        from: Box<Assessment>,
        /// What it is.
        to: Box<Assessment>,
        /// Why.
        reason: String,
        /// Targets that were missed by then.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        missed: Vec<Missed>,
        /// What is wrong with its entitlement now, where that has changed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        flags: Option<Vec<Flag>>,
    },
    /// It went to another level.
    LevelChanged {
        /// Where it was.
        from: Option<u8>,
        /// Where it is.
        to: u8,
        /// Why.
        reason: String,
        /// Points of the level's check list that were still open: passed over on purpose.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        passed_over: Vec<String>,
        /// Targets that were missed by then.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        missed: Vec<Missed>,
        /// The customer answers this level itself.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        theirs: bool,
        /// What is wrong with its entitlement now, where that has changed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        flags: Option<Vec<Flag>>,
    },
    /// A point of a check list was filled in.
    ChecklistFilled {
        /// The level whose list it is on.
        level: u8,
        /// The point, as the policy pack words it.
        item: String,
        /// What was found out; empty where it was taken back.
        answer: String,
    },
    /// It is held to another contract from now on.
    ContractChanged {
        /// The one before.
        from: Option<ContractId>,
        /// The one now.
        to: Option<ContractId>,
        /// Pack, edition and tier in words.
        plan: String,
        /// Targets that were missed by then.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        missed: Vec<Missed>,
        /// What is wrong with its entitlement now, where that has changed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        flags: Option<Vec<Flag>>,
    },
    /// An agent decided about a flag of entitlement.
    FlagJudged {
        /// Which.
        flag: Flag,
        /// It is worked on all the same.
        accepted: bool,
        /// Why.
        reason: String,
    },
    /// Somebody wants to hear of it, or no longer.
    Watched {
        /// Who.
        agent: String,
        /// Whether from now on.
        on: bool,
    },
    /// Tags were put on it or taken off.
    Tagged {
        /// Put on.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        added: Vec<String>,
        /// Taken off.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        removed: Vec<String>,
    },
    /// Another ticket is about the same thing.
    Linked {
        /// Which.
        ticket: TicketId,
    },
    /// The two are no longer linked.
    Unlinked {
        /// Which.
        ticket: TicketId,
    },
    /// It was merged into another, which lives on for both.
    Merged {
        /// Into which.
        into: TicketId,
    },
    /// Another was merged into this one: the earliest receipt and the earliest reply hold for both.
    Absorbed {
        /// Which.
        ticket: TicketId,
        /// Unix second of its receipt.
        received: i64,
        /// Unix second of its first reply.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        first_response: Option<i64>,
        /// What else had happened to it.
        #[serde(default, skip_serializing_if = "Marks::is_empty")]
        marks: Marks,
        /// Tickets that had been merged into that one before.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        also: Vec<TicketId>,
    },
    /// A part of it became a ticket of its own.
    SplitOff {
        /// That ticket.
        ticket: TicketId,
        /// Its subject.
        subject: String,
    },
    /// An agent's watch was started on it.
    TimerStarted,
    /// An agent's watch was stopped.
    TimerStopped,
    /// Time was booked on it.
    TimeBooked {
        /// Minutes worked.
        minutes: u32,
        /// Minutes charged.
        charged: u32,
        /// To which pot.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pot: Option<String>,
        /// What was done.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        note: String,
        /// Unix second at which the work ended.
        at: i64,
    },
    /// An agent put a moment on record that clocks start or end with, or withdrew what stood no longer.
    Marked {
        /// What.
        mark: Mark,
        /// The unix second at which it happened, where that is not when it was recorded.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<i64>,
        /// What the customer was told or given.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        note: String,
        /// The unix second at which a resolution is expected.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        expected: Option<i64>,
        /// It stands no longer.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        withdrawn: bool,
        /// Targets that were missed by then, and that this sets anew.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        missed: Vec<Missed>,
    },
    /// Earlier events of it were undone: it stands as if they had not happened. They stay on record.
    Undone {
        /// The action that was undone: the sequence number of its first event.
        action: i64,
        /// The ticket's revisions that its events have.
        revisions: Vec<Revision>,
        /// What was undone, in words.
        what: String,
    },
    /// Events that had been undone hold again.
    Redone {
        /// The action that was undone.
        action: i64,
        /// The ticket's revisions that its events have.
        revisions: Vec<Revision>,
        /// What was redone, in words.
        what: String,
    },
    /// A customer's particulars were changed.
    CustomerChanged {
        /// Whose.
        customer: CustomerId,
        /// What changed, in words.
        what: String,
    },
    /// A contract was changed: it ends, is renewed, or another follows it.
    ContractRevised {
        /// Which.
        contract: ContractId,
        /// Whose.
        customer: CustomerId,
        /// What changed, in words.
        what: String,
    },
    /// An agent wrote something about it for the next shift; it stands until something else is written.
    HandedOn {
        /// What; empty where nothing stands there any more.
        text: String,
    },
    /// A handover was given to the next shift.
    HandoverGiven {
        /// The giver's shift, where one had begun.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        shift: Option<ShiftId>,
        /// On which line of the rota, where it is one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        line: Option<String>,
        /// The unix second since which it tells what changed.
        since: i64,
        /// The unix second until which it tells what falls due.
        until: i64,
        /// To whom, where it is to somebody in particular.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<String>,
        /// What it says, in Markdown.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        body: String,
    },
    /// The next agent took a handover.
    HandoverTaken {
        /// Which.
        handover: HandoverId,
        /// Who had given it.
        from: String,
    },
    /// An agent's shift began.
    ShiftBegan {
        /// On which line of the rota, where it is one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        line: Option<String>,
        /// The unix second at which it is to end, where that is planned.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        planned: Option<i64>,
    },
    /// An agent's shift ended.
    ShiftEnded {
        /// Which.
        shift: ShiftId,
        /// What there was to say about it.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        note: String,
    },
    /// An agent answered alerts.
    AlertsAnswered {
        /// Which.
        alerts: Vec<AlertId>,
        /// The unix second at which they are to come again; acknowledged where there is none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<i64>,
    },
    /// Other texts of packs or holiday lists were taken as the rules that hold.
    RulesApplied {
        /// Which.
        texts: Vec<RuleChange>,
        /// So many due instants moved.
        dues: usize,
        /// On so many tickets.
        tickets: usize,
    },
    /// Due instants of running clocks moved, without anything having happened to the ticket.
    DuesMoved {
        /// Which clocks, from when to when.
        moves: Vec<DueMove>,
        /// Targets that had been missed by then.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        missed: Vec<Missed>,
        /// What moved them.
        why: String,
    },
    /// A block of units was bought for a pot of a contract.
    BlockBought {
        /// For which contract.
        contract: ContractId,
        /// Whose.
        customer: CustomerId,
        /// Which pot.
        pot: String,
        /// Units: minutes in a pot of time.
        units: u32,
    },
}

/// A text that was taken in place of another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleChange {
    /// Which.
    #[serde(flatten)]
    pub key: RuleKey,
    /// Digest of the one that held.
    pub from: String,
    /// Digest of the one that holds.
    pub to: String,
}

/// A clock whose due instant moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DueMove {
    /// Which.
    pub clock: String,
    /// The unix second by which it was due; `None` where it was not.
    pub from: Option<i64>,
    /// The unix second by which it is due; `None` where it is not any more.
    pub to: Option<i64>,
}

/// What the desk says of a ticket; what is `None` is not said. An empty channel, kind or version means that there is
/// none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Assessment {
    /// Severity: a key of the contract's pack.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub severity: Option<String>,
    /// `production` or `development`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub environment: Option<String>,
    /// Channel it came by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    /// Kind of request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The product's version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
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
    /// The ticket that it was split off from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub split_from: Option<TicketId>,
    /// The version of the product that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// What else had happened to it already.
    #[serde(default, skip_serializing_if = "Marks::is_empty")]
    pub marks: Marks,
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
    /// The action that it belongs to: the sequence number of the first event that was written in the same go. `None`
    /// for what came in by another way than an agent's hand (a demo, a store from before actions were counted).
    pub action: Option<i64>,
}

impl Contract {
    /// Pack, edition and tier in words, for the history.
    pub fn plan_words(&self) -> String {
        format!("{} {}", self.pack, self.tier)
    }
}
