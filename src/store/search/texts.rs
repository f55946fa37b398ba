//! Which words of a ticket's history can be found, and where they stand: the one list of it.

use rusqlite::Connection;

use crate::calendar::Instant;
use crate::desk::{Counting, Event, Recorded, TicketId};

use super::super::events;

/// What kind of text something was found in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Place {
    /// The ticket's own number.
    Number,
    /// The subject.
    Subject,
    /// What another system calls the ticket.
    Reference,
    /// Who asked.
    Requester,
    /// A message of the customer.
    Message,
    /// A reply.
    Reply,
    /// A note for colleagues.
    Note,
    /// What a ticket waited for, why it went on, was reopened or counted otherwise.
    Reason,
    /// What it was resolved with.
    Cause,
    /// What was found out about a point of a check list.
    Checklist,
    /// What was done in the time that was booked.
    Time,
    /// A tag.
    Tag,
}

impl Place {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Place::Number => "number",
            Place::Subject => "subject",
            Place::Reference => "reference",
            Place::Requester => "requester",
            Place::Message => "message",
            Place::Reply => "reply",
            Place::Note => "note",
            Place::Reason => "reason",
            Place::Cause => "cause",
            Place::Checklist => "check list",
            Place::Time => "time",
            Place::Tag => "tag",
        }
    }
}

/// The texts of an event that can be found. Every kind of event says here what of it people wrote.
pub(in crate::store) fn texts(event: &Event) -> Vec<(Place, &str)> {
    match event {
        Event::TicketOpened { opened } => {
            let mut all = vec![(Place::Subject, opened.subject.as_str())];
            all.extend(opened.reference.as_deref().map(|text| (Place::Reference, text)));
            all.extend(opened.requester.as_deref().map(|text| (Place::Requester, text)));
            all.extend(counting_reason(&opened.counting));
            let reasons = opened.standstills.iter().filter(|standstill| !standstill.reason.is_empty());
            all.extend(reasons.map(|standstill| (Place::Reason, standstill.reason.as_str())));
            all
        }
        Event::Replied { text, .. } => vec![(Place::Reply, text)],
        Event::Noted { text } | Event::Marked { note: text, .. } | Event::HandedOn { text } => {
            vec![(Place::Note, text)]
        }
        Event::MessageReceived { from, text, .. } => {
            let from = from.as_deref().map(|from| (Place::Requester, from));
            std::iter::once((Place::Message, text.as_str())).chain(from).collect()
        }
        Event::WaitingBegan { reason }
        | Event::Resumed { reason }
        | Event::Reopened { reason }
        | Event::HoldBegan { reason, .. }
        | Event::Assessed { reason, .. }
        | Event::LevelChanged { reason, .. }
        | Event::FlagJudged { reason, .. } => vec![(Place::Reason, reason)],
        Event::Resolved { cause } => vec![(Place::Cause, cause)],
        Event::AllowanceDecided { counting } => counting_reason(counting).into_iter().collect(),
        Event::ChecklistFilled { answer, .. } => vec![(Place::Checklist, answer)],
        Event::Tagged { added, .. } => added.iter().map(|tag| (Place::Tag, tag.as_str())).collect(),
        Event::TimeBooked { note, .. } => vec![(Place::Time, note)],
        // Names, numbers, and what the program says about them: nobody wrote these about a ticket.
        Event::Assigned { .. }
        | Event::ContractChanged { .. }
        | Event::Watched { .. }
        | Event::Linked { .. }
        | Event::Unlinked { .. }
        | Event::Merged { .. }
        | Event::Absorbed { .. }
        | Event::SplitOff { .. }
        | Event::TimerStarted
        | Event::TimerStopped
        | Event::Undone { .. }
        | Event::Redone { .. }
        | Event::CustomerAdded { .. }
        | Event::CustomerChanged { .. }
        | Event::ContactAdded { .. }
        | Event::ContractAdded { .. }
        | Event::ContractRevised { .. }
        | Event::BlockBought { .. }
        | Event::RulesApplied { .. }
        | Event::DuesMoved { .. }
        | Event::HandoverGiven { .. }
        | Event::HandoverTaken { .. }
        | Event::ShiftBegan { .. }
        | Event::ShiftEnded { .. }
        | Event::AlertsAnswered { .. } => Vec::new(),
    }
}

fn counting_reason(counting: &Counting) -> Option<(Place, &str)> {
    match counting {
        Counting::Waived { reason } | Counting::Paid { reason } | Counting::Held { reason } => {
            Some((Place::Reason, reason))
        }
        Counting::Counts | Counting::Proactive | Counting::Merged { .. } => None,
    }
}

/// Hands every event of every ticket to `visit`, words included, by ticket and then in its order: one walk, of which
/// nothing is kept.
pub(super) fn each_event(
    connection: &Connection,
    mut visit: impl FnMut(TicketId, Recorded) -> rusqlite::Result<()>,
) -> rusqlite::Result<()> {
    let mut query = connection.prepare(&format!(
        "SELECT {}, message.body FROM event INDEXED BY event_of_ticket LEFT JOIN message ON message.event = event.sequence
         WHERE event.ticket IS NOT NULL AND event.kind <> 'assigned' ORDER BY event.ticket, event.revision",
        events::COLUMNS
    ))?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        let Some(recorded) = events::recorded(row)? else { continue };
        if let Some(ticket) = recorded.ticket {
            visit(ticket, recorded)?;
        }
    }
    Ok(())
}

/// A text in which words can stand, and when and by whom it was written.
pub(super) struct Text {
    pub place: Place,
    pub words: String,
    pub at: Instant,
    pub agent: String,
}

/// All texts of a ticket, oldest first.
pub(super) fn of_ticket(connection: &Connection, ticket: TicketId) -> rusqlite::Result<Vec<Text>> {
    let mut all = Vec::new();
    for Recorded { at, agent, event, .. } in events::of_ticket(connection, ticket)? {
        for (place, words) in texts(&event) {
            all.push(Text { place, words: words.to_owned(), at, agent: agent.clone() });
        }
    }
    Ok(all)
}
