//! What is missed and why, as the record has it: facts, and no judgement.

use super::{Change, Missed, Names, Record, changes};
use crate::calendar::Instant;
use crate::desk::{ClockState, Row, Stage, Status, Ticket, TicketClock};
use crate::policy::{Clock, ClockEvent};

pub(super) fn missed(record: &Record<'_>, names: &Names<'_>) -> Vec<Missed> {
    let mut still = Vec::new();
    let mut done = Vec::new();
    for row in record.rows() {
        let Some(terms) = &row.terms else { continue };
        for (clock, kind) in row.clocks.iter().zip(&terms.pack().clocks) {
            of_clock(record, names, (row, clock, kind), &mut still, &mut done);
        }
        // Missed before it was set anew (sla.md 1.7).
        let zone = &terms.pack().zone;
        for gone in &row.ticket.missed {
            let due = Instant::from_unix_clamped(gone.due);
            if due >= record.window.since && due < record.now {
                done.push(Missed {
                    about: names.about(row),
                    clock: gone.clock(),
                    due,
                    over: None,
                    stopped: None,
                    why: "its target was set anew since".into(),
                    last: None,
                    zone: zone.clone(),
                });
            }
        }
    }
    let order = |one: &Missed| (one.due, one.about.ticket);
    still.sort_by_key(order);
    done.sort_by_key(order);
    still.extend(done);
    still
}

fn of_clock(
    record: &Record<'_>,
    names: &Names<'_>,
    (row, clock, kind): (&Row, &TicketClock, &Clock),
    still: &mut Vec<Missed>,
    done: &mut Vec<Missed>,
) {
    let (now, since) = (record.now, record.window.since);
    let calendar = &clock.target.calendar;
    let one =
        |due: Instant, over: Option<i64>, stopped: Option<Instant>, why: String, last: Option<Change>| {
            Missed {
                about: names.about(row),
                clock: clock.key().clone(),
                due,
                over,
                stopped,
                why,
                last,
                zone: calendar.zone(),
            }
        };
    for due in clock.missed.iter().filter(|due| **due >= since && **due < now) {
        done.push(one(*due, None, None, "an earlier round of it".into(), None));
    }
    match clock.at(now) {
        // A resolved ticket that nobody answered is told of once, in the shift in which that was missed.
        ClockState::Missed { due, over } if row.ticket.is_open() || due >= since => {
            let last = record.last.get(&row.ticket.id).map(|recorded| changes::change(recorded, false));
            still.push(one(due, Some(over), None, why(&row.ticket, kind, &clock.target.until), last));
        }
        ClockState::Late { due, at, over } if at >= since || due >= since => {
            done.push(one(due, Some(over), Some(at), late(&row.ticket, kind, at), None));
        }
        _ => {}
    }
}

/// Why a clock that is missed has not been stopped.
fn why(ticket: &Ticket, clock: &Clock, until: &Option<Vec<ClockEvent>>) -> String {
    let what = match clock.ends.as_slice() {
        [ClockEvent::FirstReply] => "nobody has answered".to_owned(),
        [ClockEvent::Resolved] => "it is not resolved".to_owned(),
        ends => {
            let ends = ends.iter().chain(until.iter().flatten().filter(|end| !ends.contains(end)));
            let words: Vec<&str> = ends.map(|end| end.words()).collect();
            format!("waits for {}", words.join(" or "))
        }
    };
    let with = match (ticket.status, &ticket.assignee) {
        (Status::Waiting, _) => ", and the desk waits for the customer".to_owned(),
        (Status::OnHold, _) => ", and it is on hold".to_owned(),
        (Status::Resolved, _) => ", and it is resolved".to_owned(),
        (_, Some(agent)) => format!("; {agent} has it"),
        (_, None) => "; nobody has it".to_owned(),
    };
    let reason = ticket.standing().map_or("", |standing| standing.reason.trim());
    let reason = if reason.is_empty() { String::new() } else { format!(": {reason}") };
    format!("{what}{with}{reason}")
}

/// How a clock was stopped too late.
fn late(ticket: &Ticket, clock: &Clock, at: Instant) -> String {
    let cause = |ticket: &Ticket| {
        let end = ticket.standing().filter(|standing| standing.kind == Stage::Resolved)?;
        Some(end.reason.trim().to_owned()).filter(|cause| !cause.is_empty())
    };
    match clock.ends.as_slice() {
        [ClockEvent::FirstReply] if ticket.first_response == Some(at) => "answered late".into(),
        _ if ticket.resolved == Some(at) => match cause(ticket) {
            Some(cause) => format!("resolved late: {cause}"),
            None => "resolved late".into(),
        },
        ends => {
            let words: Vec<&str> = ends.iter().map(|end| end.words()).collect();
            format!("{} came late", words.join(" or "))
        }
    }
}
