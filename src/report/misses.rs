//! The list of misses: by how much, with which cause, and what the record says beside.

use super::data::Miss;
use super::frame::Frame;
use super::outcome::Outcome;
use crate::desk::{Stage, Ticket, TicketId};
use crate::policy::ClockEvent;

/// A missed target that was found; the rest is read from its ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// Whose.
    pub ticket: TicketId,
    /// Which clock, by its place.
    pub(super) clock: usize,
    /// What became of it.
    pub outcome: Outcome,
}

/// The miss in full, with its ticket.
pub(super) fn told(
    missing: &Missing,
    ticket: &Ticket,
    frame: &Frame,
    clock: &(String, String),
) -> Option<Miss> {
    let plan = ticket.contract.and_then(|id| frame.plans.get(&id));
    let outcome = &missing.outcome;
    Some(Miss {
        ticket: ticket.id,
        customer: ticket.customer,
        customer_name: frame.customer(ticket.customer),
        subject: ticket.subject.clone(),
        severity: ticket.severity.to_string(),
        tier: plan.map(|plan| plan.key.clone()).unwrap_or_default(),
        agent: ticket.assignee.clone(),
        clock: clock.0.clone(),
        clock_name: clock.1.clone(),
        received: ticket.received,
        due: outcome.due?,
        stopped: outcome.stopped,
        over: outcome.over,
        before_change: outcome.before_change,
        cause: cause(ticket),
        reasons: reasons(ticket, outcome),
    })
}

/// With which cause the ticket stands resolved.
fn cause(ticket: &Ticket) -> Option<String> {
    let last = ticket.standstills.iter().rfind(|standstill| standstill.kind == Stage::Resolved);
    let cause = last.filter(|_| !ticket.is_open()).map(|standstill| standstill.reason.trim());
    cause.filter(|cause| !cause.is_empty()).map(str::to_owned)
}

/// What explains a miss, as far as the record says it: whose it was by then, and why it waited or was put aside.
fn reasons(ticket: &Ticket, outcome: &Outcome) -> Vec<String> {
    let mut reasons = Vec::new();
    match (ticket.marks.first(ClockEvent::Assigned), outcome.due) {
        (None, _) => reasons.push("assigned to nobody".to_owned()),
        (Some(at), Some(due)) if at > due => reasons.push("assigned only after it was due".to_owned()),
        _ => {}
    }
    if outcome.stopped.is_none() {
        reasons.push("still not done".to_owned());
    }
    if outcome.before_change {
        reasons.push("missed before a change set the target anew".to_owned());
    }
    let end = outcome.stopped.map_or(i64::MAX, crate::calendar::Instant::unix);
    for standstill in ticket.standstills.iter().filter(|standstill| standstill.from < end) {
        let reason = standstill.reason.trim();
        let words = match standstill.kind {
            _ if reason.is_empty() => continue,
            Stage::Waiting => format!("waited: {reason}"),
            Stage::OnHold => format!("on hold: {reason}"),
            Stage::Resolved if standstill.to.is_some() => format!("resolved and reopened: {reason}"),
            Stage::Resolved => continue,
        };
        if !reasons.contains(&words) {
            reasons.push(words);
        }
    }
    reasons
}
