//! Handing over: words about a ticket for the next shift, a handover that is given, and one that is taken.

use super::limits::{bounded, line, said};
use super::{Decision, Refusal, Situation};
use crate::calendar::Instant;
use crate::desk::command::Giving;
use crate::desk::event::Event;
use crate::desk::handover::HandoverId;
use crate::desk::ticket::Ticket;

/// An agent's words about a ticket for the next shift; empty words take back what stands there.
pub(super) fn hand_on(ticket: &Ticket, text: &str) -> Result<Vec<Event>, Refusal> {
    let text = bounded("what is handed on", text.trim())?;
    let stands = ticket.more().handed_on.as_ref().map_or("", |words| words.text.as_str());
    if text == stands {
        return Err(Refusal::Invalid(match text.is_empty() {
            true => format!("there are no words for the next shift on ticket {}", ticket.id),
            false => format!("those words stand on ticket {} already", ticket.id),
        }));
    }
    Ok(vec![Event::HandedOn { text }])
}

pub(super) fn give(situation: &Situation, giving: &Giving, now: Instant) -> Result<Decision, Refusal> {
    said("the handover", &giving.body)?;
    if giving.since > now {
        return Err(Refusal::Invalid(
            "a handover tells what has changed since a moment that has passed".into(),
        ));
    }
    if giving.until <= now {
        return Err(Refusal::Invalid("a handover looks ahead: its end has passed already".into()));
    }
    let to = giving.to.as_deref().map(|to| line("who it is given to", to)).transpose()?;
    let shift = situation.shift.as_ref();
    let on = giving.line.as_deref().map(|on| line("the line", on)).transpose()?;
    Ok(Decision::Desk(Event::HandoverGiven {
        shift: shift.map(|shift| shift.id),
        line: on.or_else(|| shift?.line.clone()),
        since: giving.since.unix(),
        until: giving.until.unix(),
        to,
        body: giving.body.clone(),
    }))
}

/// The next agent acknowledges it, once. Who gave it to somebody else cannot: then nobody would have read it.
pub(super) fn take(situation: &Situation, id: HandoverId) -> Result<Decision, Refusal> {
    let handover = situation.handover.as_ref();
    let handover = handover.ok_or_else(|| Refusal::Missing(format!("handover {id}")))?;
    if let Some((by, at)) = &handover.taken {
        return Err(Refusal::Taken(format!("handover {id} was taken by {by} at {at} already")));
    }
    if handover.agent == situation.agent && handover.to.as_ref() != Some(&situation.agent) {
        return Err(Refusal::Invalid(format!("you gave handover {id} yourself: the next agent takes it")));
    }
    Ok(Decision::Desk(Event::HandoverTaken { handover: id, from: handover.agent.clone() }))
}
