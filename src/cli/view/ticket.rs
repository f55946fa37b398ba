//! A ticket in JSON.

use serde::Serialize;

use super::people::Named;
use super::{AllowanceView, ClockView, StandstillView, instant, maybe_instant};
use crate::calendar::Instant;
use crate::cli::judged::Judged;
use crate::desk::{
    Checked, Contract, Counting, Flag, HandedOn, Judged as Judgement, Mark, Missed, Row, Ticket, next_clock,
};
use crate::policy::{Answers, ClockEvent};

/// A ticket at one moment.
#[derive(Debug, Serialize)]
pub struct TicketView {
    /// Its number.
    pub number: i64,
    /// Whose.
    pub customer: Named,
    /// The contract that was in force at the receipt; `null` where there was none.
    pub contract: Option<i64>,
    /// Pack and edition of that contract.
    pub pack: Option<String>,
    /// Tier of that contract.
    pub tier: Option<String>,
    /// One line, exactly as given.
    pub subject: String,
    /// `open`, `waiting`, `on_hold` or `resolved`.
    pub status: &'static str,
    /// As the desk assesses it.
    pub severity: String,
    /// As it counts, where that differs (Apizee's development stage).
    pub counts_as: Option<String>,
    /// As the customer claimed it, where that differs.
    pub claimed: Option<String>,
    /// Who works on it.
    pub assignee: Option<String>,
    /// Who asked.
    pub requester: Option<String>,
    /// Channel it came by.
    pub channel: Option<String>,
    /// Kind of request.
    pub kind: Option<String>,
    /// Version of the product.
    pub version: Option<String>,
    /// Support level.
    pub level: Option<u8>,
    /// Who answers that level: `provider` or `customer`; `null` where the policy has no such level.
    pub level_answered_by: Option<&'static str>,
    /// Points of check lists, as filled in.
    pub checklist: Vec<Checked>,
    /// `production` or `development`.
    pub environment: &'static str,
    /// What the system it came from calls it.
    pub reference: Option<String>,
    /// When it was received.
    #[serde(serialize_with = "instant")]
    pub received: Instant,
    /// The first reply that a person sent.
    #[serde(serialize_with = "maybe_instant")]
    pub first_response: Option<Instant>,
    /// When it was resolved, while it stands so.
    #[serde(serialize_with = "maybe_instant")]
    pub resolved: Option<Instant>,
    /// When a ticket on hold is to be looked at again; past where it has woken. `null` where it is not on hold, or until
    /// somebody takes it up.
    #[serde(serialize_with = "maybe_instant")]
    pub wakes: Option<Instant>,
    /// Its clocks, in the policy's order; empty without a contract.
    pub clocks: Vec<ClockView>,
    /// The clock that runs out next.
    pub next: Option<String>,
    /// How it counts against the allowance, and what that has come to.
    pub allowance: TicketAllowance,
    /// What is wrong with its entitlement: `allowance_spent`, `daily_cap_reached`, `no_contract`, `not_registered`,
    /// `channel_not_in_plan`, `kind_excluded`, `version_past_end`, `contract_ended`, `level_is_customers`. Flagged, never refused.
    pub flags: Vec<Flag>,
    /// What agents decided about flags.
    pub judged: Vec<Judgement>,
    /// Targets that were missed before they were set anew: they stay on record.
    pub missed: Vec<MissedView>,
    /// What a policy's own clocks start and end with.
    pub marks: MarksView,
    /// When clocks stood still.
    pub standstills: Vec<StandstillView>,
    /// What was written about it for the next shift: `text`, `agent` and the unix second `at`; `null` where nothing was.
    pub handed_on: Option<HandedOn>,
    /// Its tags, in alphabetical order.
    pub tags: Vec<String>,
    /// Agents who hear of it.
    pub watchers: Vec<String>,
    /// Tickets that it is linked with.
    pub links: Vec<i64>,
    /// The ticket that lives on for it, where it was merged.
    pub merged_into: Option<i64>,
    /// Tickets that were merged into it.
    pub absorbed: Vec<i64>,
    /// The ticket that it was split off from.
    pub split_from: Option<i64>,
    /// Counts its changes; hand it back with `--seen` to be told where somebody else was faster.
    pub revision: i64,
}

/// How a ticket counts.
#[derive(Debug, Serialize)]
pub struct TicketAllowance {
    /// `counts`, `proactive`, `merged`, `waived`, `paid` or `held`.
    pub counting: &'static str,
    /// Why, where an agent decided it.
    pub reason: Option<String>,
    /// `within`, `free`, `over` or `over_daily_cap`, worked out afresh; `null` where the plan has no allowance.
    pub verdict: Option<&'static str>,
    /// How the customer's allowance stands now.
    pub now: Option<AllowanceView>,
}

impl TicketView {
    /// A ticket with its clocks, under its contract, as judged against its allowance.
    pub fn of(
        row: &Row,
        contract: Option<&Contract>,
        customer: Named,
        judged: &Judged,
        now: Instant,
    ) -> TicketView {
        let ticket = &row.ticket;
        let (counting, reason) = counting(&ticket.counting);
        TicketView {
            number: ticket.id.0,
            customer,
            contract: ticket.contract.map(|id| id.0),
            pack: contract.map(|contract| contract.pack.to_string()),
            tier: contract.map(|contract| contract.tier.to_string()),
            subject: ticket.subject.clone(),
            status: ticket.status.as_str(),
            severity: ticket.severity.to_string(),
            counts_as: row.counts_as.as_ref().map(ToString::to_string),
            claimed: ticket
                .claimed
                .as_ref()
                .filter(|claimed| **claimed != ticket.severity)
                .map(ToString::to_string),
            assignee: ticket.assignee.clone(),
            requester: ticket.requester.clone(),
            channel: ticket.channel.as_ref().map(ToString::to_string),
            kind: ticket.kind.clone(),
            version: ticket.more().version.clone(),
            level: ticket.level,
            level_answered_by: answered_by(row),
            checklist: ticket.more().checklist.clone(),
            environment: ticket.environment.as_str(),
            reference: ticket.reference.clone(),
            received: ticket.received,
            first_response: ticket.first_response,
            resolved: ticket.resolved,
            wakes: ticket.more().wakes(),
            clocks: row.clocks.iter().map(|clock| ClockView::of(clock, now)).collect(),
            next: next_clock(&row.clocks).map(|clock| clock.key().to_string()),
            allowance: TicketAllowance {
                counting,
                reason,
                verdict: judged.verdict.map(crate::desk::Verdict::as_str),
                now: judged.usage.as_ref().map(AllowanceView::of),
            },
            flags: judged.flags.clone(),
            judged: ticket.more().judged.clone(),
            missed: ticket.missed.iter().map(MissedView::of).collect(),
            marks: MarksView::of(ticket),
            standstills: standstills(&ticket.standstills),
            handed_on: ticket.more().handed_on.clone(),
            tags: ticket.more().tags.clone(),
            watchers: ticket.more().watchers.clone(),
            links: ticket.more().links.iter().map(|link| link.0).collect(),
            merged_into: ticket.more().merged_into.map(|into| into.0),
            absorbed: ticket.more().absorbed.iter().map(|absorbed| absorbed.0).collect(),
            split_from: ticket.more().split_from.map(|whole| whole.0),
            revision: ticket.revision.0,
        }
    }
}

/// What a policy's own clocks start and end with, as far as it has happened.
#[derive(Debug, Serialize)]
pub struct MarksView {
    /// When its severity was set, or stood by.
    #[serde(serialize_with = "maybe_instant")]
    pub severity_set: Option<Instant>,
    /// When it was first given to somebody.
    #[serde(serialize_with = "maybe_instant")]
    pub assigned: Option<Instant>,
    /// When work on it began.
    #[serde(serialize_with = "maybe_instant")]
    pub work_begun: Option<Instant>,
    /// When a person last replied.
    #[serde(serialize_with = "maybe_instant")]
    pub last_reply: Option<Instant>,
    /// The customer's first message that nobody has answered yet.
    #[serde(serialize_with = "maybe_instant")]
    pub asked: Option<Instant>,
    /// The workaround that stands.
    pub workaround: Option<GivenView>,
    /// The estimate that stands.
    pub estimate: Option<GivenView>,
}

/// Something that the customer was given.
#[derive(Debug, Serialize)]
pub struct GivenView {
    /// When.
    #[serde(serialize_with = "instant")]
    pub at: Instant,
    /// What was said of it.
    pub note: String,
    /// When the resolution is expected, where that was said; else left out.
    #[serde(serialize_with = "maybe_instant", skip_serializing_if = "Option::is_none")]
    pub expected: Option<Instant>,
}

impl MarksView {
    fn of(ticket: &Ticket) -> MarksView {
        let marks = &ticket.marks;
        let given = |mark: Mark| {
            let told = ticket.more().told(mark).cloned().unwrap_or_default();
            let expected = told.expected.map(Instant::from_unix_clamped);
            marks.first(mark.event()).map(|at| GivenView { at, note: told.note, expected })
        };
        MarksView {
            severity_set: marks.first(ClockEvent::SeveritySet),
            assigned: marks.first(ClockEvent::Assigned),
            work_begun: marks.first(ClockEvent::WorkBegun),
            last_reply: marks.last(ClockEvent::Reply),
            asked: marks.asked(),
            workaround: given(Mark::Workaround),
            estimate: given(Mark::Estimate),
        }
    }
}

/// A target that was missed before it was set anew.
#[derive(Debug, Serialize)]
pub struct MissedView {
    /// Whose target.
    pub clock: String,
    /// By when it was due.
    #[serde(serialize_with = "instant")]
    pub due: Instant,
}

impl MissedView {
    /// A miss on record.
    pub fn of(missed: &Missed) -> MissedView {
        MissedView { clock: missed.clock.clone(), due: Instant::from_unix_clamped(missed.due) }
    }
}

fn answered_by(row: &Row) -> Option<&'static str> {
    let (level, terms) = (row.ticket.level?, row.terms.as_ref()?);
    let tier = terms.pack().tier(row.tier()?)?;
    let (_, who) = tier.answers.iter().find(|(known, _)| *known == level)?;
    Some(match who {
        Answers::Provider => "provider",
        Answers::Customer => "customer",
    })
}

fn standstills(stood: &[crate::desk::Standstill]) -> Vec<StandstillView> {
    let view = |one: &crate::desk::Standstill| StandstillView {
        kind: one.kind,
        from: Instant::from_unix_clamped(one.from),
        to: one.to.map(Instant::from_unix_clamped),
        reason: one.reason.clone(),
    };
    stood.iter().map(view).collect()
}

fn counting(counting: &Counting) -> (&'static str, Option<String>) {
    match counting {
        Counting::Counts => ("counts", None),
        Counting::Proactive => ("proactive", None),
        Counting::Merged { into } => ("merged", Some(format!("into ticket {into}"))),
        Counting::Waived { reason } => ("waived", Some(reason.clone())),
        Counting::Paid { reason } => ("paid", Some(reason.clone())),
        Counting::Held { reason } => ("held", Some(reason.clone())),
    }
}
