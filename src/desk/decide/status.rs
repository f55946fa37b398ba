//! Who works on a ticket, what is said, and whether the desk goes on, waits, holds or is done.

use super::limits::{LINE_LIMIT, bounded, line, no_longer_than, required, said};
use super::{Refusal, state};
use crate::calendar::Instant;
use crate::desk::command::Command;
use crate::desk::event::Event;
use crate::desk::ticket::{Status, Ticket};

pub(super) fn change(ticket: &Ticket, command: &Command, now: Instant) -> Result<Vec<Event>, Refusal> {
    match command {
        Command::Assign { to, .. } => assign(ticket, to.as_deref()),
        Command::Reply { text, at, by, .. } => {
            said("the reply", text)?;
            if at.is_some_and(|at| at < ticket.received) {
                return Err(Refusal::Invalid("the reply lies before the receipt".into()));
            }
            if at.is_some_and(|at| at > now) {
                return Err(Refusal::Invalid("the reply lies in the future".into()));
            }
            let by = by.as_ref().map(ToString::to_string);
            if let Some(by) = &by {
                no_longer_than(LINE_LIMIT, "the channel", by)?;
            }
            // One that is recorded later may have been given earlier than those on record.
            let first = ticket.first_response.is_none_or(|known| at.is_some_and(|at| at < known));
            Ok(vec![Event::Replied { text: text.clone(), first, at: at.map(Instant::unix), by }])
        }
        Command::Note { text, .. } => {
            said("the note", text)?;
            Ok(vec![Event::Noted { text: text.clone() }])
        }
        Command::Wait { reason, .. } => match ticket.status {
            Status::Open | Status::OnHold => {
                Ok(vec![Event::WaitingBegan { reason: bounded("the reason", reason)? }])
            }
            Status::Waiting => Err(state(ticket, "it waits for the customer already")),
            Status::Resolved => Err(state(ticket, "reopen it first")),
        },
        Command::Resume { reason, .. } => match ticket.status {
            Status::Waiting | Status::OnHold => {
                Ok(vec![Event::Resumed { reason: bounded("the reason", reason)? }])
            }
            Status::Open => Err(state(ticket, "it is not waiting and not on hold")),
            Status::Resolved => Err(state(ticket, "reopen it instead")),
        },
        Command::Resolve { cause, .. } => match ticket.status {
            Status::Open | Status::Waiting | Status::OnHold => {
                Ok(vec![Event::Resolved { cause: bounded("the cause", cause)? }])
            }
            Status::Resolved => Err(state(ticket, "there is nothing left to resolve")),
        },
        Command::Reopen { reason, .. } => match ticket.status {
            Status::Resolved => Ok(vec![Event::Reopened { reason: bounded("the reason", reason)? }]),
            _ => Err(state(ticket, "only a resolved ticket can be reopened")),
        },
        _ => Err(Refusal::Invalid("this command changes no status".into())),
    }
}

fn assign(ticket: &Ticket, to: Option<&str>) -> Result<Vec<Event>, Refusal> {
    let to = to.map(|agent| line("agent", agent)).transpose()?;
    if to == ticket.assignee {
        return Err(Refusal::Invalid(match to {
            Some(agent) => format!("ticket {} is {agent}'s already", ticket.id),
            None => format!("ticket {} is nobody's already", ticket.id),
        }));
    }
    Ok(vec![Event::Assigned { from: ticket.assignee.clone(), to }])
}

pub(super) fn hold(
    ticket: &Ticket,
    reason: &str,
    wakes: Option<Instant>,
    now: Instant,
) -> Result<Vec<Event>, Refusal> {
    let reason = required("putting a ticket on hold", reason)?;
    if wakes.is_some_and(|wakes| wakes <= now) {
        return Err(Refusal::Invalid("the moment at which to look at it again has passed".into()));
    }
    if ticket.status == Status::Resolved {
        return Err(state(ticket, "reopen it first"));
    }
    Ok(vec![Event::HoldBegan { reason, wakes: wakes.map(Instant::unix) }])
}

/// The customer wrote: a ticket that waited for that, was put aside or stands resolved goes on. A machine's mail changes
/// nothing of it (faults.md G09).
pub(super) fn receive(
    ticket: &Ticket,
    from: Option<&str>,
    text: &str,
    automatic: bool,
) -> Result<Vec<Event>, Refusal> {
    said("the message", text)?;
    let from = from.map(|from| line("the sender", from)).transpose()?;
    let mut events =
        vec![Event::MessageReceived { from, text: text.to_owned(), automatic, opening: Some(false) }];
    let reason = || "the customer wrote".to_owned();
    if !automatic && ticket.more().merged_into.is_none() {
        match ticket.status {
            Status::Waiting | Status::OnHold => events.push(Event::Resumed { reason: reason() }),
            Status::Resolved => events.push(Event::Reopened { reason: reason() }),
            Status::Open => {}
        }
    }
    Ok(events)
}
