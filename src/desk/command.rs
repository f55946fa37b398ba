//! What somebody asks of the desk. Screen, command line and import all ask with these, and all are decided the same way.

use chrono::NaiveDate;

use super::answer::{AlertId, Answer};
use super::event::Assessment;
use super::handover::HandoverId;
use super::marks::{Mark, Marks};
use super::ticket::{ContractId, Counting, CustomerId, Flag, Revision, Standstill, Status, TicketId};
use crate::calendar::Instant;
use crate::policy::{ChannelKey, ClockEvent, Environment, OwnTerms, PackId, SeverityKey, TierKey};

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
        /// The channel on which it was given, where this writes down what was said by phone or chat.
        by: Option<ChannelKey>,
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
    /// Anything else that is done to a ticket.
    Work {
        /// Which.
        ticket: TicketId,
        /// As seen.
        seen: Option<Revision>,
        /// What.
        work: Work,
    },
    /// Change a customer's particulars.
    ChangeCustomer {
        /// Whose.
        customer: CustomerId,
        /// As seen.
        seen: Option<Revision>,
        /// To what; what is `None` stays.
        change: CustomerChange,
    },
    /// Change a contract.
    ChangeContract {
        /// Which.
        contract: ContractId,
        /// As seen.
        seen: Option<Revision>,
        /// How.
        change: Box<ContractChange>,
    },
    /// Something about the desk as a whole, and no ticket or customer of it.
    Desk(DeskWork),
    /// Take back what an agent did in one go.
    Undo {
        /// The action: the sequence number of its first event.
        action: i64,
    },
    /// Do again what was taken back.
    Redo {
        /// The action that was undone.
        action: i64,
    },
}

/// What concerns the desk as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeskWork {
    /// The agent's shift begins.
    BeginShift {
        /// On which line of the rota, where it is one.
        line: Option<String>,
        /// When it is to end, where that is planned.
        planned: Option<Instant>,
    },
    /// The agent's shift ends.
    EndShift {
        /// What there is to say about it.
        note: String,
    },
    /// The agent gives a handover to the next shift.
    GiveHandover(Box<Giving>),
    /// The agent takes a handover that was given.
    TakeHandover {
        /// Which.
        handover: HandoverId,
    },
    /// Answer alerts that agents were told.
    AnswerAlerts {
        /// Which.
        alerts: Vec<AlertId>,
        /// What.
        answer: Answer,
    },
}

/// A handover to give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Giving {
    /// To whom; `None` to whoever comes next.
    pub to: Option<String>,
    /// On which line of the rota; that of the giver's shift where it is `None`.
    pub line: Option<String>,
    /// Since when it tells what changed.
    pub since: Instant,
    /// Until when it tells what falls due.
    pub until: Instant,
    /// What it says, in Markdown.
    pub body: String,
}

/// What is done to one ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Work {
    /// Put it aside.
    Hold {
        /// Why.
        reason: String,
        /// When to look at it again.
        wakes: Option<Instant>,
    },
    /// The customer wrote or called.
    Receive {
        /// Who.
        from: Option<String>,
        /// The message.
        text: String,
        /// A machine sent it: it moves no clock and no status.
        automatic: bool,
    },
    /// Assess it anew.
    Assess {
        /// What changes.
        to: Assessment,
        /// Why; required.
        reason: String,
    },
    /// Take it to another level.
    ChangeLevel {
        /// Which.
        to: u8,
        /// Why; required.
        reason: String,
        /// Go although points of the check list are open.
        pass_over: bool,
    },
    /// Fill in a point of a check list.
    FillChecklist {
        /// The level whose list it is on.
        level: u8,
        /// The point, as the pack words it.
        item: String,
        /// What was found out; empty takes it back.
        answer: String,
    },
    /// Decide about a flag of entitlement.
    JudgeFlag {
        /// Which.
        flag: Flag,
        /// Work on it all the same.
        accepted: bool,
        /// Why; required.
        reason: String,
    },
    /// Hear of it, or no longer.
    Watch {
        /// Whether from now on.
        on: bool,
        /// Who; the agent who asks where it is `None`.
        agent: Option<String>,
    },
    /// Put tags on it and take tags off.
    Tag {
        /// Put on.
        add: Vec<String>,
        /// Take off.
        remove: Vec<String>,
    },
    /// Link it with another.
    Link {
        /// Which.
        other: TicketId,
    },
    /// Unlink it from another.
    Unlink {
        /// Which.
        other: TicketId,
    },
    /// Merge it into another, which lives on for both.
    Merge {
        /// Into which.
        into: TicketId,
    },
    /// Make a part of it a ticket of its own, received when it was.
    Split {
        /// The new ticket's subject.
        subject: String,
        /// What of the message belongs to it.
        text: String,
        /// Its severity; this ticket's where it is `None`.
        severity: Option<SeverityKey>,
    },
    /// Start the agent's watch.
    StartTimer,
    /// Stop the agent's watch and book what it says.
    StopTimer {
        /// What was done.
        note: String,
        /// Book nothing.
        discard: bool,
        /// To which pot it is charged.
        charge: Charge,
    },
    /// Book time.
    BookTime {
        /// Minutes worked.
        minutes: u32,
        /// When the work ended; now where it is `None`.
        at: Option<Instant>,
        /// What was done.
        note: String,
        /// To which pot it is charged.
        charge: Charge,
    },
    /// Hold it to the customer's contract that is in force now.
    AdoptContract,
    /// Put a moment on record that clocks start or end with.
    Mark(Marking),
    /// Write something about it for the next shift, in place of what stands there.
    HandOn {
        /// What; empty takes back what stands there.
        text: String,
    },
}

/// A moment to put on record, or a workaround or estimate to withdraw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marking {
    /// What.
    pub mark: Mark,
    /// When, where that was earlier than now.
    pub at: Option<Instant>,
    /// What the customer was told or given, in words.
    pub note: String,
    /// When a resolution is expected; of an estimate only.
    pub expected: Option<Instant>,
    /// It stands no longer.
    pub withdraw: bool,
}

impl Marking {
    /// That it is so as of now.
    pub fn now(mark: Mark) -> Marking {
        Marking { mark, at: None, note: String::new(), expected: None, withdraw: false }
    }
}

/// To which pot time is charged.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Charge {
    /// The first pot of time that the contract has; to none where it has none.
    #[default]
    Usual,
    /// To this one.
    Pot(String),
    /// To none: it is free.
    Nothing,
}

/// A customer's particulars to change; what is `None` stays. An empty text takes a value away.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CustomerChange {
    /// Its name.
    pub name: Option<String>,
    /// IANA zone of its people.
    pub time_zone: Option<String>,
    /// The language in which it is written to, such as `de`.
    pub language: Option<String>,
    /// What the desk should know.
    pub note: Option<String>,
}

/// How a contract changes. What was agreed before stays on record: another contract follows from a date on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ContractChange {
    /// Another one follows it from a date on: another tier, edition, region or terms of its own.
    Follow {
        /// The one that follows; its customer is this one's.
        next: Box<NewContract>,
        /// Why, where the policy would have it otherwise (a move down before the end of the term).
        reason: String,
    },
    /// It ends: this is the first local date on which it holds no more; `None` takes an end back.
    End {
        /// From which date on.
        ends: Option<NaiveDate>,
    },
    /// Its term runs until this date, on which it can be renewed or moved down.
    Term {
        /// The end of the term; `None` where none is known.
        renews: Option<NaiveDate>,
    },
    /// A block of units was bought for one of its pots.
    Buy {
        /// Which pot.
        pot: String,
        /// Units: minutes in a pot of time.
        units: u32,
        /// The local date of purchase.
        bought: NaiveDate,
        /// The first local date on which it can be used no more.
        expires: Option<NaiveDate>,
        /// What was agreed.
        note: String,
    },
}

impl ContractChange {
    /// The tier of the contract that follows, where one does.
    pub fn tier(&self) -> Option<&TierKey> {
        match self {
            ContractChange::Follow { next, .. } => Some(&next.tier),
            _ => None,
        }
    }
}

impl Command {
    /// The ticket that it changes, and the revision that was seen, where it changes one.
    pub fn ticket(&self) -> Option<(TicketId, Option<Revision>)> {
        match self {
            Command::AddCustomer(_)
            | Command::AddContact(_)
            | Command::AddContract(_)
            | Command::OpenTicket(_)
            | Command::ChangeCustomer { .. }
            | Command::ChangeContract { .. }
            | Command::Desk(_)
            | Command::Undo { .. }
            | Command::Redo { .. } => None,
            Command::Work { ticket, seen, .. }
            | Command::Assign { ticket, seen, .. }
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
            Command::ChangeCustomer { customer, .. } => Some(*customer),
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
    /// The language in which it is written to, such as `de`.
    pub language: Option<String>,
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
    /// The end of its term, on which it can be renewed or moved down, where known.
    pub renews: Option<NaiveDate>,
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
    /// The version of the product that it is about.
    pub version: Option<String>,
    /// What else has happened to it already.
    pub marks: Marks,
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
            version: None,
            marks: Marks::default(),
        }
    }

    /// An agent opens it by hand and sets its severity, rather than passing on what the customer claims.
    #[must_use]
    pub fn assessed(mut self) -> NewTicket {
        self.marks.add(ClockEvent::SeveritySet, self.received);
        self
    }
}
