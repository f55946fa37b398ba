//! What has changed since the shift began, ticket by ticket, from the events; and the clocks that ran out meanwhile.

use std::collections::{BTreeMap, HashMap};

use super::{About, Change, Changed, Counts, Kind, Missed, Names, Record, clock_words};
use crate::desk::{Event, Recorded, Revision, Row, TicketId, undone};

pub(super) fn changes(record: &Record<'_>, names: &Names<'_>, missed: &[Missed]) -> (Vec<Changed>, Counts) {
    let rows: HashMap<TicketId, &Row> = record
        .board
        .rows
        .iter()
        .map(|row| &**row)
        .chain(record.closed)
        .map(|row| (row.ticket.id, row))
        .collect();
    let mut by_ticket: BTreeMap<TicketId, Vec<&Recorded>> = BTreeMap::new();
    for recorded in record.events {
        if let Some(ticket) = recorded.ticket {
            by_ticket.entry(ticket).or_default().push(recorded);
        }
    }
    let mut all: BTreeMap<TicketId, Changed> = BTreeMap::new();
    for (ticket, events) in by_ticket {
        let Some(row) = rows.get(&ticket) else { continue };
        let gone = undone(events.iter().map(|recorded| &recorded.event));
        let told = events.iter().filter(|recorded| is_told(&recorded.event));
        let changes: Vec<Change> = told.map(|recorded| change(recorded, is_gone(recorded, &gone))).collect();
        if !changes.is_empty() {
            all.insert(ticket, Changed { about: names.about(row), changes });
        }
    }
    for one in missed.iter().filter(|one| one.due >= record.window.since && one.due < record.now) {
        run_out(&mut all, one);
    }
    let mut all: Vec<Changed> = all.into_values().collect();
    for changed in &mut all {
        changed.changes.sort_by_key(|change| change.at);
    }
    all.sort_by_key(|changed| (changed.changes.first().map(|change| change.at), changed.about.ticket));
    let counts = counts(&all);
    (all, counts)
}

/// A clock ran out: that happened as much as what agents did.
fn run_out(all: &mut BTreeMap<TicketId, Changed>, one: &Missed) {
    let about: &About = &one.about;
    let changed =
        all.entry(about.ticket).or_insert_with(|| Changed { about: about.clone(), changes: Vec::new() });
    changed.changes.push(Change {
        at: one.due,
        agent: String::new(),
        kind: Kind::Missed,
        words: format!("{} was missed", clock_words(&one.clock)),
        taken_back: false,
    });
}

fn is_gone(recorded: &Recorded, gone: &[Revision]) -> bool {
    recorded.revision.is_some_and(|revision| gone.contains(&revision))
}

/// What a colleague has to know; who watches and how it is tagged is on the ticket.
fn is_told(event: &Event) -> bool {
    !matches!(
        event,
        Event::Watched { .. }
            | Event::Tagged { .. }
            | Event::TimerStarted
            | Event::TimerStopped
            | Event::TimeBooked { .. }
            | Event::ChecklistFilled { .. }
            // It has a part of its own.
            | Event::HandedOn { .. }
            // The message with which a ticket came in.
            | Event::MessageReceived { opening: Some(true), .. }
    )
}

/// An event as a handover tells it.
pub(super) fn change(recorded: &Recorded, taken_back: bool) -> Change {
    let kind = match &recorded.event {
        Event::TicketOpened { .. } => Kind::Opened,
        Event::Replied { .. } => Kind::Answered,
        Event::Resolved { .. } => Kind::Resolved,
        Event::Reopened { .. } => Kind::Reopened,
        Event::Assessed { .. } | Event::LevelChanged { .. } | Event::ContractChanged { .. } => {
            Kind::Reassessed
        }
        Event::Undone { .. } | Event::Redone { .. } => Kind::TakenBack,
        _ => Kind::Other,
    };
    let (at, agent, words) = (recorded.at, recorded.agent.clone(), recorded.event.words());
    Change { at, agent, kind, words, taken_back }
}

fn counts(all: &[Changed]) -> Counts {
    let mut counts = Counts::default();
    for change in all.iter().flat_map(|changed| &changed.changes).filter(|change| !change.taken_back) {
        let place = match change.kind {
            Kind::Opened => &mut counts.opened,
            Kind::Answered => &mut counts.answered,
            Kind::Resolved => &mut counts.resolved,
            Kind::Reopened => &mut counts.reopened,
            Kind::Reassessed => &mut counts.reassessed,
            Kind::Missed => &mut counts.missed,
            Kind::TakenBack => &mut counts.taken_back,
            Kind::Other => continue,
        };
        *place += 1;
    }
    counts
}
