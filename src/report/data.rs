//! The figures of a report, as plain data: screens, texts and pictures are made from these and from nothing else.

use std::sync::Arc;

use chrono::NaiveDate;

use super::ask::By;
use crate::calendar::{Instant, Span, Zone};
use crate::desk::{ContractId, CustomerId, TicketId};
use crate::policy::commitments;

/// A report: its parts are there where they were asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// What it is about.
    pub scope: Scope,
    /// What was met and missed.
    pub attainment: Option<Attainment>,
    /// Every missed target, the one that was due first on top.
    pub misses: Option<Vec<Miss>>,
    /// How promises by share stand, by customer and contract.
    pub promises: Option<Vec<Promise>>,
    /// How allowances were used, by customer and period.
    pub allowance: Option<Vec<AllowanceUse>>,
    /// The time that was booked.
    pub time: Option<TimeSheet>,
    /// When tickets came in.
    pub arrivals: Option<Arrivals>,
}

/// What a report is about.
#[derive(Debug, Clone, PartialEq)]
pub struct Scope {
    /// The first local date.
    pub from: NaiveDate,
    /// The first local date after it.
    pub to: NaiveDate,
    /// The same as instants.
    pub span: Span,
    /// Whose dates these are, and by whose wall clock days, weeks and hours are told.
    pub zone: Arc<Zone>,
    /// The moment as of which everything is known and reckoned.
    pub at: Instant,
    /// That moment was named (`--at`): it is not the present one.
    pub past: bool,
    /// Only this customer, with its name as given.
    pub customer: Option<(CustomerId, String)>,
    /// Only this tier: `gold`, or `photoprism/gold`.
    pub tier: Option<String>,
    /// Only this severity.
    pub severity: Option<String>,
    /// Only the tickets of this agent.
    pub agent: Option<String>,
}

impl Eq for Scope {}

/// What was met and missed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attainment {
    /// By what it is grouped; empty where it is not.
    pub by: Vec<By>,
    /// Everything together; it has no keys.
    pub total: Group,
    /// Each group, in the order of its keys: weeks and months by time, severities and tiers as written, the rest by name.
    pub groups: Vec<Group>,
}

/// The figures of some tickets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// What they have in common, in the order of [`Attainment::by`].
    pub keys: Vec<GroupKey>,
    /// So many tickets.
    pub tickets: u64,
    /// Each clock that any of them has; first response and resolution first.
    pub clocks: Vec<ClockFigures>,
}

/// What tickets have in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupKey {
    /// In which respect.
    pub by: By,
    /// As data writes it: `2026-W12`, `2026-03`, `photoprism/gold`, `urgent`, a customer's number; empty for none.
    pub key: String,
    /// For people; a foreign text where customers and agents are named.
    pub words: String,
}

/// What became of one clock of some tickets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClockFigures {
    /// Its key.
    pub clock: String,
    /// Its name for people.
    pub name: String,
    /// Targets that were met.
    pub met: u64,
    /// Targets that were missed, those that nothing has stopped yet too.
    pub missed: u64,
    /// Targets of which that is open.
    pub open: u64,
    /// Tickets with no promised time: best effort, not covered, by contract, none.
    pub untimed: u64,
    /// How much of their targets was used; `None` where none is decided.
    pub used: Option<UsedShare>,
}

impl ClockFigures {
    /// Targets of which it is decided whether they were met.
    pub fn decided(&self) -> u64 {
        self.met + self.missed
    }

    /// The share of those that were met, in hundredths of a percent, cut off; `None` where none is decided.
    pub fn share(&self) -> Option<u32> {
        let share = self.met.saturating_mul(10_000).checked_div(self.decided())?;
        u32::try_from(share).ok()
    }
}

/// Percentiles of the share of a target that was used, in hundredths of a percent of its open time (10000 is the whole
/// target, more is late). Nearest rank: the least share that at least so many percent of the targets did not exceed. Of
/// targets that are met or missed; one that nothing has stopped yet counts as far as it has come; one that was missed
/// before a change set it anew has no share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UsedShare {
    /// Of so many targets.
    pub count: u64,
    /// Half of them.
    pub p50: u32,
    /// Three quarters.
    pub p75: u32,
    /// 90 %.
    pub p90: u32,
    /// 95 %.
    pub p95: u32,
    /// 99 %.
    pub p99: u32,
}

/// A missed target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Miss {
    /// Whose ticket.
    pub ticket: TicketId,
    /// Whose.
    pub customer: CustomerId,
    /// The customer's name, as given.
    pub customer_name: String,
    /// The ticket's subject, as given.
    pub subject: String,
    /// Its severity, as assessed.
    pub severity: String,
    /// Its tier, as data writes it; empty without a contract.
    pub tier: String,
    /// Who has it.
    pub agent: Option<String>,
    /// Which clock.
    pub clock: String,
    /// Its name for people.
    pub clock_name: String,
    /// When the ticket was received.
    pub received: Instant,
    /// By when it was due.
    pub due: Instant,
    /// When it was stopped; `None` where nothing has stopped it yet.
    pub stopped: Option<Instant>,
    /// Open seconds too late, so far where nothing has stopped it; `None` where the target was set anew since, and its
    /// calendar with it.
    pub over: Option<i64>,
    /// It was missed before a change set the target anew (sla.md 1.7).
    pub before_change: bool,
    /// With which cause the ticket was resolved, as written.
    pub cause: Option<String>,
    /// What agents wrote when the ticket waited or was on hold, and what the record says beside: in order.
    pub reasons: Vec<String>,
}

/// A promise by share of one contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise {
    /// Whose.
    pub customer: CustomerId,
    /// The customer's name, as given.
    pub customer_name: String,
    /// Of which contract.
    pub contract: ContractId,
    /// Its plan, as data writes it: `photoprism/gold`.
    pub plan: String,
    /// Which clock.
    pub clock: String,
    /// Its name for people.
    pub clock_name: String,
    /// The promise in words: `at least 80 % a month`.
    pub words: String,
    /// What the pack says about it.
    pub text: Option<String>,
    /// Each of its periods that meets the report's, with or without tickets.
    pub periods: Vec<PromisePeriod>,
}

/// How one period of a promise by share stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PromisePeriod {
    /// Its figures, of all the tickets of that period, within the report's or not.
    pub figures: commitments::Attainment,
    /// Whether it is kept.
    pub standing: commitments::Standing,
    /// The period lasts still: tickets may come.
    pub lasts: bool,
}

/// One pot in one period, as the desk counted it at the period's end (or when the plan ended within it), or counts it now
/// where it lasts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AllowanceUse {
    /// Whose.
    pub customer: CustomerId,
    /// The customer's name, as given.
    pub customer_name: String,
    /// The plan, as data writes it.
    pub plan: String,
    /// The pot's key; empty where a plan has several and this is their sum.
    pub pot: String,
    /// What one unit is called, and several.
    pub noun: (String, String),
    /// It counts minutes.
    pub minutes: bool,
    /// The period's first local date, in the policy's zone.
    pub from: NaiveDate,
    /// The first local date after it.
    pub to: NaiveDate,
    /// What could be used; `None` without a limit.
    pub size: Option<u32>,
    /// What was used in this period, the overage too.
    pub used: u32,
    /// What was used when nothing was left.
    pub over: u32,
    /// What is left; `None` without a limit.
    pub left: Option<u32>,
    /// Carried into this period.
    pub carried: u32,
    /// How it stands, as output writes it (sla.md part 2).
    pub standing: &'static str,
    /// The period lasts still.
    pub lasts: bool,
}

/// The time that was booked, by the moment at which the work ended.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TimeSheet {
    /// Each booking, by customer and time.
    pub bookings: Vec<Booking>,
    /// Minutes worked in all.
    pub minutes: u64,
    /// Minutes charged in all.
    pub charged: u64,
}

/// A booking on a time sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Booking {
    /// Whose.
    pub customer: CustomerId,
    /// The customer's name, as given.
    pub customer_name: String,
    /// On which ticket.
    pub ticket: TicketId,
    /// When the work ended.
    pub at: Instant,
    /// Who worked.
    pub agent: String,
    /// Minutes worked.
    pub minutes: u32,
    /// Minutes charged, after steps and minimum.
    pub charged: u32,
    /// The key of the pot that it is charged to.
    pub pot: Option<String>,
    /// What was done, as written.
    pub note: String,
}

/// When tickets came in: by weekday and hour of the report's zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrivals {
    /// Monday to Sunday, each with its hours 0 to 23.
    pub hours: [[u64; 24]; 7],
}

impl Arrivals {
    /// Tickets in all.
    pub fn total(&self) -> u64 {
        self.hours.iter().flatten().sum()
    }

    /// The most that came in one hour of the week.
    pub fn most(&self) -> u64 {
        self.hours.iter().flatten().copied().max().unwrap_or(0)
    }

    /// Tickets of each weekday, Monday first.
    pub fn by_day(&self) -> [u64; 7] {
        self.hours.map(|day| day.iter().sum())
    }

    /// Tickets of each hour of the day.
    pub fn by_hour(&self) -> [u64; 24] {
        std::array::from_fn(|hour| self.hours.iter().filter_map(|day| day.get(hour)).sum())
    }
}
