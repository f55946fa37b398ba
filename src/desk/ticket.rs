//! A ticket: what happened to it so far, as its events tell it.

use std::fmt;
use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::event::Opened;
use super::marks::Marks;
use super::more::More;
use super::people::Contract;
use crate::calendar::{Instant, Span};
use crate::policy::{ChannelKey, ClockEvent, ClockKey, Environment, Facts, Pause, SeverityKey, TierKey};

/// Ids are numbers of one store; one type each, so that a customer's cannot stand where a ticket's belongs.
macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

id!(
    /// A customer's id.
    CustomerId
);
id!(
    /// A contact's id.
    ContactId
);
id!(
    /// A contract's id.
    ContractId
);
id!(
    /// A ticket's number, which people say aloud.
    TicketId
);
id!(
    /// How often a row has changed; a change names the revision that it was made from.
    Revision
);

/// What a ticket is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// The desk works on it.
    Open,
    /// The desk waits for the customer.
    Waiting,
    /// The desk has put it aside, usually until a moment.
    OnHold,
    /// Resolved; it can be reopened.
    Resolved,
}

impl Status {
    /// All, in the order in which a ticket usually goes through them.
    pub const ALL: [Status; 4] = [Status::Open, Status::Waiting, Status::OnHold, Status::Resolved];

    /// As data, commands and screens write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Status::Open => "open",
            Status::Waiting => "waiting",
            Status::OnHold => "on_hold",
            Status::Resolved => "resolved",
        }
    }

    /// In words for people: `on hold`.
    pub fn words(self) -> &'static str {
        match self {
            Status::OnHold => "on hold",
            other => other.as_str(),
        }
    }
}

/// Whether a ticket uses a unit of the allowance (sla.md part 2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "as", rename_all = "snake_case")]
pub enum Counting {
    /// It uses one unit in the period of its receipt.
    Counts,
    /// The provider opened it.
    Proactive,
    /// It was merged into another, which counts once for both.
    Merged {
        /// The ticket that lives on.
        into: TicketId,
    },
    /// An agent waived it.
    Waived {
        /// Why.
        reason: String,
    },
    /// It was accepted as a paid request.
    Paid {
        /// What was agreed.
        reason: String,
    },
    /// It counts in the next period; its clocks run all the same.
    Held {
        /// Why.
        reason: String,
    },
}

/// What was wrong with a ticket's entitlement when it came in. Flagged, never refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Flag {
    /// The period's allowance was used up.
    AllowanceSpent,
    /// The day's cap was reached.
    DailyCapReached,
    /// The customer had no contract in force.
    NoContract,
    /// The person who asked is not registered.
    NotRegistered,
    /// The plan does not offer the channel it came by.
    ChannelNotInPlan,
    /// The customer answers this level itself.
    LevelIsCustomers,
    /// The customer's contract had ended, or had not begun.
    ContractEnded,
    /// The version of the product was past its end of life.
    VersionPastEnd,
    /// The plan does not include this kind of request.
    KindExcluded,
}

impl Flag {
    /// All, in the order in which they are shown.
    pub const ALL: [Flag; 9] = [
        Flag::AllowanceSpent,
        Flag::DailyCapReached,
        Flag::NoContract,
        Flag::ContractEnded,
        Flag::NotRegistered,
        Flag::ChannelNotInPlan,
        Flag::KindExcluded,
        Flag::VersionPastEnd,
        Flag::LevelIsCustomers,
    ];

    /// As data and commands write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Flag::AllowanceSpent => "allowance_spent",
            Flag::DailyCapReached => "daily_cap_reached",
            Flag::NoContract => "no_contract",
            Flag::NotRegistered => "not_registered",
            Flag::ChannelNotInPlan => "channel_not_in_plan",
            Flag::LevelIsCustomers => "level_is_customers",
            Flag::ContractEnded => "contract_ended",
            Flag::VersionPastEnd => "version_past_end",
            Flag::KindExcluded => "kind_excluded",
        }
    }

    /// Whether it is about the allowance: worked out afresh on every look, and decided by how the ticket counts.
    pub fn is_of_allowance(self) -> bool {
        matches!(self, Flag::AllowanceSpent | Flag::DailyCapReached)
    }

    /// In words for the agent.
    pub fn words(self) -> &'static str {
        match self {
            Flag::AllowanceSpent => "over the allowance",
            Flag::DailyCapReached => "over the daily cap",
            Flag::NoContract => "no plan",
            Flag::NotRegistered => "not a registered contact",
            Flag::ChannelNotInPlan => "channel not in the plan",
            Flag::LevelIsCustomers => "the customer answers this level",
            Flag::ContractEnded => "the contract is not in force",
            Flag::VersionPastEnd => "version past its end of life",
            Flag::KindExcluded => "kind of work not included",
        }
    }
}

/// A state in which clocks may stand still, from when to when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standstill {
    /// Which state.
    pub kind: Stage,
    /// Unix second at which it began.
    pub from: i64,
    /// Unix second at which it ended; `None` while it lasts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<i64>,
    /// What the agent said about it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// [`Pause`] as events and rows write it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Waiting for the customer.
    Waiting,
    /// Standing resolved.
    Resolved,
    /// On hold.
    OnHold,
}

impl Stage {
    /// The state of the pack's clock table that this is.
    pub fn pause(self) -> Pause {
        match self {
            Stage::Waiting => Pause::WaitingForCustomer,
            Stage::Resolved => Pause::Resolved,
            Stage::OnHold => Pause::OnHold,
        }
    }

    /// In words for people.
    pub fn words(self) -> &'static str {
        match self {
            Stage::Waiting => "waiting for the customer",
            Stage::Resolved => "resolved",
            Stage::OnHold => "on hold",
        }
    }
}

/// A target that was missed before a change of severity, tier, environment or level set it anew: it stays on record
/// (sla.md 1.7).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Missed {
    /// Whose target.
    pub clock: String,
    /// The unix second by which it was due.
    pub due: i64,
}

/// One request of a customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticket {
    /// Its number.
    pub id: TicketId,
    /// Whose.
    pub customer: CustomerId,
    /// The contract that was in force when it came in.
    pub contract: Option<ContractId>,
    /// What the system it was imported from calls it.
    pub reference: Option<String>,
    /// One line, as given; made printable where it is shown.
    pub subject: String,
    /// As the desk assesses it: a key of the contract's pack, or a bare word where there is no contract.
    pub severity: SeverityKey,
    /// As the customer claimed it, where that differs.
    pub claimed: Option<SeverityKey>,
    /// Stage.
    pub environment: Environment,
    /// Level at which it stands.
    pub level: Option<u8>,
    /// Channel it came by.
    pub channel: Option<ChannelKey>,
    /// Kind of request.
    pub kind: Option<String>,
    /// Who asked, as given.
    pub requester: Option<String>,
    /// When it was received.
    pub received: Instant,
    /// What it is doing.
    pub status: Status,
    /// Who works on it.
    pub assignee: Option<String>,
    /// The first reply that a person sent.
    pub first_response: Option<Instant>,
    /// When it was resolved, while it stands so.
    pub resolved: Option<Instant>,
    /// When clocks stood still, in order.
    pub standstills: Vec<Standstill>,
    /// How it counts against the allowance.
    pub counting: Counting,
    /// What was wrong with its entitlement on the way in.
    pub flags: Vec<Flag>,
    /// Targets missed before they were set anew.
    pub missed: Vec<Missed>,
    /// What else happened to it that clocks of a pack's own hang on.
    pub marks: Marks,
    /// What only some tickets have; `None` where this one has nothing of it. Read it with [`Ticket::more`].
    pub rare: Option<Box<More>>,
    /// Counts its changes.
    pub revision: Revision,
}

impl Ticket {
    /// The ticket that came in like this, under its number: revision 1.
    pub fn opened(id: TicketId, opened: &Opened) -> Ticket {
        let mut ticket = Ticket {
            id,
            customer: opened.customer,
            contract: opened.contract,
            reference: opened.reference.clone(),
            subject: opened.subject.clone(),
            severity: SeverityKey::new(&opened.severity),
            claimed: opened.claimed.as_deref().map(SeverityKey::new),
            environment: Environment::from_word(&opened.environment).unwrap_or_default(),
            level: opened.level,
            channel: opened.channel.as_deref().map(ChannelKey::new),
            kind: opened.kind.clone(),
            requester: opened.requester.clone(),
            received: Instant::from_unix_clamped(opened.received),
            status: opened.status,
            assignee: opened.assignee.clone(),
            first_response: opened.first_response.map(Instant::from_unix_clamped),
            resolved: opened.resolved.map(Instant::from_unix_clamped),
            standstills: opened.standstills.clone(),
            counting: opened.counting.clone(),
            flags: opened.flags.clone(),
            missed: Vec::new(),
            marks: opened.marks.clone(),
            rare: None,
            revision: Revision(1),
        };
        ticket.make_more(|more| {
            more.split_from = opened.split_from;
            more.version.clone_from(&opened.version);
        });
        ticket.was_answered(ticket.first_response);
        // Nothing says since when it is somebody's: it came in as theirs.
        if ticket.assignee.is_some() && ticket.marks.first(ClockEvent::Assigned).is_none() {
            ticket.marks.add(ClockEvent::Assigned, ticket.received);
        }
        ticket
    }

    /// Tags, watchers, links, time and whatever else only some tickets have.
    pub fn more(&self) -> &More {
        static NOTHING: LazyLock<More> = LazyLock::new(More::default);
        self.rare.as_deref().unwrap_or(&NOTHING)
    }

    /// Changes what is rare; what is left empty takes no room.
    pub(super) fn make_more(&mut self, change: impl FnOnce(&mut More)) {
        let mut more = self.rare.take().map_or_else(More::default, |more| *more);
        change(&mut more);
        self.rare = (more != More::default()).then(|| Box::new(more));
    }

    /// Whether somebody is to look at it at this moment: it is not resolved, does not wait for the customer, and is not
    /// on hold until later.
    pub fn can_be_worked_on(&self, now: Instant) -> bool {
        match self.status {
            Status::Open => true,
            Status::Waiting | Status::Resolved => false,
            Status::OnHold => self.more().wakes().is_some_and(|wakes| wakes <= now),
        }
    }

    /// Whether it still needs the desk.
    pub fn is_open(&self) -> bool {
        self.status != Status::Resolved
    }

    /// What the pack's tables are asked with under a contract.
    pub fn facts(&self, contract: &Contract) -> Facts {
        let (region, language) = (contract.region.as_deref(), contract.language.as_deref());
        self.facts_of(&contract.tier, region, language, contract.starts)
    }

    /// The same by what of a contract is asked: tier, region, the customer's language, first date.
    pub(super) fn facts_of(
        &self,
        tier: &TierKey,
        region: Option<&str>,
        language: Option<&str>,
        signed: NaiveDate,
    ) -> Facts {
        Facts {
            tier: Some(tier.clone()),
            region: region.map(str::to_owned),
            language: language.map(str::to_owned),
            signed: Some(signed),
            ..self.own_facts()
        }
    }

    /// What the ticket itself says, whatever its contract.
    pub fn own_facts(&self) -> Facts {
        Facts {
            tier: None,
            severity: Some(self.severity.clone()),
            environment: self.environment,
            region: None,
            language: None,
            channel: self.channel.clone(),
            kind: self.kind.clone(),
            level: self.level,
            workaround: self.marks.workaround(),
            signed: None,
        }
    }

    /// The spans over which a clock stood still that pauses in these states, up to `now` for one that lasts.
    pub fn pauses(&self, states: &[Pause], now: Instant) -> Vec<Span> {
        let stood = self.standstills.iter().filter(|standstill| states.contains(&standstill.kind.pause()));
        let spans = stood.map(|standstill| Span {
            from: Instant::from_unix_clamped(standstill.from),
            to: standstill.to.map_or(now, Instant::from_unix_clamped),
        });
        // A ticket that was resolved once stands resolved from just then on: nothing that counts, and no room taken.
        spans.filter(|span| span.from < span.to).collect()
    }

    /// The standstill that lasts now, if one does.
    pub fn standing(&self) -> Option<&Standstill> {
        self.standstills.last().filter(|standstill| standstill.to.is_none())
    }

    pub(super) fn end_standstill(&mut self, at: Instant) {
        if let Some(last) = self.standstills.last_mut().filter(|standstill| standstill.to.is_none()) {
            // A clock that was stepped back must not make a pause end before it began (faults.md D02).
            last.to = Some(at.unix().max(last.from));
        }
    }

    pub(super) fn stand_still(&mut self, kind: Stage, at: Instant, reason: &str) {
        self.end_standstill(at);
        self.standstills.push(Standstill { kind, from: at.unix(), to: None, reason: reason.to_owned() });
    }
}

/// The key of a clock as a ticket's record names it.
impl Missed {
    /// Whose target.
    pub fn clock(&self) -> ClockKey {
        ClockKey::new(&self.clock)
    }
}
