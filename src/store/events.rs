//! Events as rows. What people wrote (messages, replies, notes) lies in a table of its own, so that a replay of the
//! desk's history reads no mail; here the two are taken apart and put together again.

use rusqlite::{Connection, Row, params};

use super::tickets::{integer, maybe_integer, text, to_json};
use crate::calendar::Instant;
use crate::desk::{Event, Recorded, Revision, TicketId};

/// What is true of every event of one batch.
pub(super) struct Stamp<'a> {
    pub agent: &'a str,
    pub now: Instant,
}

/// Appends an event; gives its sequence number, which orders the history whatever clocks said (D19).
pub(super) fn append(
    connection: &Connection,
    stamp: &Stamp<'_>,
    ticket: Option<(TicketId, Revision)>,
    event: &Event,
) -> rusqlite::Result<i64> {
    let (slim, words) = take_apart(event);
    let mut statement = connection.prepare_cached(
        "INSERT INTO event (at, agent, ticket, revision, kind, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    let sequence = statement.insert(params![
        stamp.now.unix(),
        stamp.agent,
        ticket.map(|(id, _)| id.0),
        ticket.map(|(_, revision)| revision.0),
        kind(event),
        to_json(&slim)?,
    ])?;
    if let Some(words) = words {
        connection
            .prepare_cached("INSERT INTO message (event, body) VALUES (?1, ?2)")?
            .execute(params![sequence, words])?;
    }
    Ok(sequence)
}

/// The event without its words, and the words.
fn take_apart(event: &Event) -> (Event, Option<&str>) {
    match event {
        Event::Replied { text, first, at } => {
            (Event::Replied { text: String::new(), first: *first, at: *at }, Some(text))
        }
        Event::Noted { text } => (Event::Noted { text: String::new() }, Some(text)),
        Event::MessageReceived { from, text } => {
            (Event::MessageReceived { from: from.clone(), text: String::new() }, Some(text))
        }
        other => (other.clone(), None),
    }
}

fn put_together(event: Event, words: Option<String>) -> Event {
    let words = words.unwrap_or_default();
    match event {
        Event::Replied { first, at, .. } => Event::Replied { text: words, first, at },
        Event::Noted { .. } => Event::Noted { text: words },
        Event::MessageReceived { from, .. } => Event::MessageReceived { from, text: words },
        other => other,
    }
}

/// The word under which events of a kind are found by SQL: the same as in the JSON.
fn kind(event: &Event) -> &'static str {
    match event {
        Event::CustomerAdded { .. } => "customer_added",
        Event::ContactAdded { .. } => "contact_added",
        Event::ContractAdded { .. } => "contract_added",
        Event::TicketOpened { .. } => "ticket_opened",
        Event::Assigned { .. } => "assigned",
        Event::Replied { .. } => "replied",
        Event::Noted { .. } => "noted",
        Event::MessageReceived { .. } => "message_received",
        Event::WaitingBegan { .. } => "waiting_began",
        Event::Resumed { .. } => "resumed",
        Event::Resolved { .. } => "resolved",
        Event::Reopened { .. } => "reopened",
        Event::AllowanceDecided { .. } => "allowance_decided",
    }
}

/// Columns for [`recorded`] without words.
pub(super) const COLUMNS: &str =
    "event.sequence, event.at, event.agent, event.ticket, event.revision, event.body";

/// The event in a row of [`COLUMNS`], with words from a seventh column where there is one. `None` where its JSON cannot
/// be read.
pub(super) fn recorded(row: &Row<'_>) -> rusqlite::Result<Option<Recorded>> {
    let body = text(row, 5)?.unwrap_or_default();
    let Ok(event) = serde_json::from_str(&body) else { return Ok(None) };
    let words = if row.as_ref().column_count() > 6 { text(row, 6)? } else { None };
    Ok(Some(Recorded {
        sequence: integer(row, 0)?,
        at: Instant::from_unix_clamped(integer(row, 1)?),
        agent: text(row, 2)?.unwrap_or_default(),
        ticket: maybe_integer(row, 3)?.map(TicketId),
        revision: maybe_integer(row, 4)?.map(Revision),
        event: put_together(event, words),
    }))
}

/// Everything that happened to a ticket, in order, words included. An entry that cannot be read shows as a note that
/// says so: the rest of the history is not lost for it.
pub(super) fn of_ticket(connection: &Connection, ticket: TicketId) -> rusqlite::Result<Vec<Recorded>> {
    let mut query = connection.prepare_cached(&format!(
        "SELECT {COLUMNS}, message.body FROM event LEFT JOIN message ON message.event = event.sequence
         WHERE event.ticket = ?1 ORDER BY event.revision"
    ))?;
    let rows = query.query_map([ticket.0], |row| {
        Ok(match recorded(row)? {
            Some(recorded) => recorded,
            None => unreadable(row, ticket)?,
        })
    })?;
    rows.collect()
}

fn unreadable(row: &Row<'_>, ticket: TicketId) -> rusqlite::Result<Recorded> {
    let text_of = |column| Ok::<_, rusqlite::Error>(text(row, column)?.unwrap_or_default());
    Ok(Recorded {
        sequence: integer(row, 0)?,
        at: Instant::from_unix_clamped(integer(row, 1)?),
        agent: text_of(2)?,
        ticket: Some(ticket),
        revision: maybe_integer(row, 4)?.map(Revision),
        event: Event::Noted {
            text: "(this entry of the history cannot be read; see `tierdesk check`)".into(),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_back_and_kinds_are_those_of_the_json() {
        let events = [
            Event::Replied { text: "ja".into(), first: true, at: Some(5) },
            Event::Noted { text: "n".into() },
            Event::MessageReceived { from: Some("a@b".into()), text: "m".into() },
            Event::Resolved { cause: "c".into() },
            Event::AllowanceDecided { counting: crate::desk::Counting::Proactive },
        ];
        for event in events {
            let (slim, words) = take_apart(&event);
            let json: serde_json::Value = serde_json::from_str(&to_json(&slim).unwrap()).unwrap();
            assert_eq!(json["event"], kind(&event));
            assert_eq!(put_together(slim, words.map(str::to_owned)), event);
        }
    }
}
