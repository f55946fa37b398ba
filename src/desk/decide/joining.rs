//! What joins tickets and people: watchers, tags, links, merging and splitting.

use super::limits::{line, no_longer_than};
use super::{Change, Decision, Refusal, Situation, arrival, of, state};
use crate::calendar::Instant;
use crate::desk::command::NewTicket;
use crate::desk::event::Event;
use crate::desk::ticket::{Status, Ticket, TicketId};
use crate::policy::SeverityKey;

/// Longest tag, in characters.
const TAG_LIMIT: usize = 40;
/// Most tags on one ticket.
const MOST_TAGS: usize = 50;

pub(super) fn watch(
    situation: &Situation,
    ticket: &Ticket,
    agent: Option<&str>,
    on: bool,
) -> Result<Vec<Event>, Refusal> {
    let agent = line("agent", agent.unwrap_or(&situation.agent))?;
    if ticket.more().watchers.contains(&agent) == on {
        let what = if on { "watches it already" } else { "does not watch it" };
        return Err(Refusal::Invalid(format!("ticket {}: {agent} {what}", ticket.id)));
    }
    Ok(vec![Event::Watched { agent, on }])
}

/// A tag as it is kept: lower case, words joined by `-`.
///
/// # Errors
/// Where nothing is left of it, it is too long, or it holds what the filter language could not say.
pub fn tag_from(written: &str) -> Result<String, Refusal> {
    let tag = written.trim().to_lowercase().split_whitespace().collect::<Vec<_>>().join("-");
    no_longer_than(TAG_LIMIT, "a tag", &tag)?;
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/');
    if tag.is_empty() || !tag.chars().all(fits) {
        return Err(Refusal::Invalid(format!(
            "{written:?} is no tag; letters, digits, - _ . and / make one"
        )));
    }
    Ok(tag)
}

pub(super) fn tag(ticket: &Ticket, add: &[String], remove: &[String]) -> Result<Vec<Event>, Refusal> {
    let tags = &ticket.more().tags;
    let read = |written: &[String]| written.iter().map(|tag| tag_from(tag)).collect::<Result<Vec<_>, _>>();
    let (mut add, mut remove) = (read(add)?, read(remove)?);
    add.retain(|tag| !tags.contains(tag));
    remove.retain(|tag| tags.contains(tag));
    for list in [&mut add, &mut remove] {
        list.sort();
        list.dedup();
    }
    if add.is_empty() && remove.is_empty() {
        return Err(Refusal::Invalid(format!("ticket {} is tagged like that already", ticket.id)));
    }
    if tags.len() + add.len() > MOST_TAGS {
        return Err(Refusal::Invalid(format!("a ticket has at most {MOST_TAGS} tags")));
    }
    Ok(vec![Event::Tagged { added: add, removed: remove }])
}

/// The other ticket that a command names.
fn other<'a>(situation: &'a Situation, ticket: &Ticket, id: TicketId) -> Result<&'a Ticket, Refusal> {
    if id == ticket.id {
        return Err(Refusal::Invalid("that is the same ticket".into()));
    }
    let found = situation.others.iter().find(|other| other.id == id);
    found.ok_or_else(|| Refusal::Missing(format!("ticket {id}")))
}

pub(super) fn link(situation: &Situation, ticket: &Ticket, id: TicketId) -> Result<Decision, Refusal> {
    let other = other(situation, ticket, id)?;
    if ticket.more().links.contains(&id) {
        return Err(Refusal::Invalid(format!("tickets {} and {id} are linked already", ticket.id)));
    }
    Ok(Decision::Change(vec![
        Change { ticket: ticket.id, events: vec![Event::Linked { ticket: id }] },
        Change { ticket: other.id, events: vec![Event::Linked { ticket: ticket.id }] },
    ]))
}

pub(super) fn unlink(situation: &Situation, ticket: &Ticket, id: TicketId) -> Result<Decision, Refusal> {
    let other = other(situation, ticket, id)?;
    if !ticket.more().links.contains(&id) {
        return Err(Refusal::Invalid(format!("tickets {} and {id} are not linked", ticket.id)));
    }
    Ok(Decision::Change(vec![
        Change { ticket: ticket.id, events: vec![Event::Unlinked { ticket: id }] },
        Change { ticket: other.id, events: vec![Event::Unlinked { ticket: ticket.id }] },
    ]))
}

/// The ticket that lives on takes the earliest receipt and the earliest reply; the two use one unit (sla.md part 2).
pub(super) fn merge(situation: &Situation, ticket: &Ticket, into: TicketId) -> Result<Decision, Refusal> {
    let lives = other(situation, ticket, into)?;
    for one in [ticket, lives] {
        if let Some(already) = one.more().merged_into {
            return Err(Refusal::Invalid(format!("ticket {} was merged into ticket {already}", one.id)));
        }
    }
    if ticket.customer != lives.customer {
        return Err(Refusal::Invalid(format!(
            "tickets {} and {into} are of different customers; link them instead",
            ticket.id
        )));
    }
    if lives.status == Status::Resolved && ticket.is_open() {
        return Err(state(lives, "reopen it first, or merge the other way round"));
    }
    let mut events = vec![Event::Absorbed {
        ticket: ticket.id,
        received: ticket.received.unix(),
        first_response: ticket.first_response.map(Instant::unix),
        marks: ticket.marks.clone(),
        also: ticket.more().absorbed.clone(),
    }];
    let (theirs, ours) = (&ticket.more().tags, &lives.more().tags);
    let tags: Vec<String> = theirs.iter().filter(|tag| !ours.contains(tag)).cloned().collect();
    if !tags.is_empty() {
        events.push(Event::Tagged { added: tags, removed: Vec::new() });
    }
    for agent in ticket.more().watchers.iter().filter(|agent| !lives.more().watchers.contains(agent)) {
        events.push(Event::Watched { agent: agent.clone(), on: true });
    }
    Ok(Decision::Change(vec![
        Change { ticket: ticket.id, events: vec![Event::Merged { into }] },
        Change { ticket: into, events },
    ]))
}

/// A part of a ticket becomes one of its own. It was received with the whole, and what was answered then was answered to
/// it too; it counts against the allowance like any other.
pub(super) fn split(
    situation: &Situation,
    ticket: &Ticket,
    subject: &str,
    text: &str,
    severity: Option<&SeverityKey>,
) -> Result<Decision, Refusal> {
    let Some(number) = situation.next_ticket else {
        return Err(Refusal::Missing("number for the new ticket".into()));
    };
    if ticket.more().merged_into.is_some() {
        return Err(state(ticket, "split the ticket that it was merged into"));
    }
    let severity = severity.unwrap_or(&ticket.severity).clone();
    let new = NewTicket {
        text: text.to_owned(),
        environment: ticket.environment,
        level: ticket.level,
        channel: ticket.channel.clone(),
        kind: ticket.kind.clone(),
        requester: ticket.requester.clone(),
        assignee: ticket.assignee.clone(),
        first_response: ticket.first_response,
        version: ticket.more().version.clone(),
        marks: ticket.marks.of_part(),
        ..NewTicket::received(ticket.customer, subject, severity, ticket.received)
    };
    let Decision::Open { mut opened, text, .. } = arrival::open(situation, &new)? else {
        return Err(Refusal::Invalid("a ticket cannot be opened here".into()));
    };
    opened.split_from = Some(ticket.id);
    let told = Event::SplitOff { ticket: number, subject: opened.subject.clone() };
    Ok(Decision::Open {
        opened,
        text,
        also: match of(ticket, vec![told]) {
            Decision::Change(changes) => changes,
            _ => Vec::new(),
        },
    })
}
