//! Moments that an agent puts on record because clocks of a pack's own start or end with them, and the workaround or
//! estimate that no longer stands (sla.md part 4).

use super::limits::bounded;
use super::{Refusal, Situation};
use crate::calendar::Instant;
use crate::desk::clock::missed_by;
use crate::desk::command::Marking;
use crate::desk::event::Event;
use crate::desk::marks::{Mark, Told};
use crate::desk::ticket::{Missed, Ticket};

pub(super) fn mark(
    situation: &Situation,
    ticket: &Ticket,
    asked: &Marking,
    now: Instant,
) -> Result<Vec<Event>, Refusal> {
    let note = bounded("the note", &asked.note)?.trim().to_owned();
    let stands = ticket.marks.first(asked.mark.event());
    if asked.withdraw {
        withdrawn(ticket, asked, stands)?;
    } else {
        given(ticket, asked, &note, stands, now)?;
    }
    let event = |missed| Event::Marked {
        mark: asked.mark,
        at: asked.at.map(Instant::unix),
        note: note.clone(),
        expected: asked.expected.map(Instant::unix),
        withdrawn: asked.withdraw,
        missed,
    };
    let mut after = ticket.clone();
    after.apply(&event(Vec::new()), now, &situation.agent);
    Ok(vec![event(set_anew(situation, ticket, &after, asked, now))])
}

fn withdrawn(ticket: &Ticket, asked: &Marking, stands: Option<Instant>) -> Result<(), Refusal> {
    if !asked.mark.can_be_withdrawn() {
        return Err(Refusal::Invalid(
            "only a workaround or an estimate is withdrawn; what was done by mistake is undone".into(),
        ));
    }
    if asked.at.is_some() || asked.expected.is_some() {
        return Err(Refusal::Invalid("what is withdrawn is withdrawn as of now".into()));
    }
    match stands {
        Some(_) => Ok(()),
        None => Err(Refusal::Invalid(format!("there is no {} on ticket {}", noun(asked.mark), ticket.id))),
    }
}

fn given(
    ticket: &Ticket,
    asked: &Marking,
    note: &str,
    stands: Option<Instant>,
    now: Instant,
) -> Result<(), Refusal> {
    let wrong = |why: String| Err(Refusal::Invalid(why));
    if asked.at.is_some_and(|at| at > now) {
        return wrong("the moment lies in the future".into());
    }
    if asked.at.is_some_and(|at| at < ticket.received) {
        return wrong("the moment lies before the receipt".into());
    }
    if asked.mark != Mark::Estimate && asked.expected.is_some() {
        return wrong("only an estimate says when the resolution is expected".into());
    }
    if asked.mark == Mark::Estimate && note.is_empty() && asked.expected.is_none() {
        return wrong("an estimate says what the customer was told: a moment, or a note".into());
    }
    let told = Told { note: note.to_owned(), expected: asked.expected.map(Instant::unix) };
    let says_more = asked.mark.can_be_withdrawn()
        && told != Told::default()
        && ticket.more().told(asked.mark) != Some(&told);
    match stands {
        Some(since) if asked.at.unwrap_or(now) >= since && !says_more => {
            wrong(format!("ticket {}: {} already, since {since}", ticket.id, asked.mark.stands()))
        }
        _ => Ok(()),
    }
}

fn noun(mark: Mark) -> &'static str {
    match mark {
        Mark::Workaround => "workaround",
        Mark::Estimate => "estimate",
        Mark::WorkBegun => "begin of work",
        Mark::SeverityStands => "severity that stands",
    }
}

/// The targets that the mark sets anew, where they were missed by the moment from which it holds (sla.md 1.7): one that
/// was given in time and written down later has not been missed meanwhile. What still shows by itself, or is on record, is
/// not written down.
fn set_anew(
    situation: &Situation,
    ticket: &Ticket,
    after: &Ticket,
    asked: &Marking,
    now: Instant,
) -> Vec<Missed> {
    let Some((contract, terms)) = situation.contract.as_ref().zip(situation.terms.as_deref()) else {
        return Vec::new();
    };
    let facts = |ticket: &Ticket| ticket.facts(contract);
    // A withdrawal looks at what stood until now, a mark at what has happened with it.
    let (then, by) = if asked.withdraw { (ticket, now) } else { (after, asked.at.unwrap_or(now)) };
    let mut missed = missed_by(then, &facts(ticket), terms, by);
    let still = missed_by(after, &facts(after), terms, now);
    missed.retain(|one| !still.contains(one) && !ticket.missed.contains(one));
    missed
}
