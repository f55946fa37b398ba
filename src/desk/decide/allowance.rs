//! Decisions of an agent about the allowance and about flags of entitlement.

use super::Refusal;
use super::limits::required;
use crate::desk::event::Event;
use crate::desk::ticket::{Counting, Flag, Ticket};

pub(super) fn decide_allowance(ticket: &Ticket, counting: &Counting) -> Result<Vec<Event>, Refusal> {
    if let Counting::Waived { reason } | Counting::Paid { reason } | Counting::Held { reason } = counting
        && reason.trim().is_empty()
    {
        return Err(Refusal::Invalid("a decision about the allowance needs a reason".into()));
    }
    if matches!(counting, Counting::Merged { .. }) {
        return Err(Refusal::Invalid("merge it: then the two use one unit".into()));
    }
    if *counting == ticket.counting {
        return Err(Refusal::Invalid(format!("ticket {} counts like that already", ticket.id)));
    }
    Ok(vec![Event::AllowanceDecided { counting: counting.clone() }])
}

pub(super) fn judge(
    ticket: &Ticket,
    flag: Flag,
    accepted: bool,
    reason: &str,
) -> Result<Vec<Event>, Refusal> {
    let reason = required("a decision about a flag", reason)?;
    if flag.is_of_allowance() {
        return Err(Refusal::Invalid(
            "what the allowance does not cover is decided by how it counts: paid, held, waived or counted"
                .into(),
        ));
    }
    if !ticket.flags.contains(&flag) {
        return Err(Refusal::Invalid(format!("ticket {} is not flagged {:?}", ticket.id, flag.words())));
    }
    Ok(vec![Event::FlagJudged { flag, accepted, reason }])
}
