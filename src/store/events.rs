//! Events as rows. What people wrote (messages, replies, notes) lies in a table of its own, so that a replay of the
//! desk's history reads no mail; here the two are taken apart and put together again.

use rusqlite::{Connection, Row, params};

use super::tickets::{integer, maybe_integer, text, to_json};
use crate::calendar::Instant;
use crate::desk::{Event, Recorded, Revision, TicketId};

/// What is true of every event of one batch.
#[derive(Clone, Copy)]
pub(super) struct Stamp<'a> {
    pub agent: &'a str,
    pub now: Instant,
    /// The sequence number of the first event of what is done in one go; `None` where nobody can undo it.
    pub action: Option<i64>,
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
        "INSERT INTO event (at, agent, ticket, revision, kind, body, action) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    let sequence = statement.insert(params![
        stamp.now.unix(),
        stamp.agent,
        ticket.map(|(id, _)| id.0),
        ticket.map(|(_, revision)| revision.0),
        event.kind(),
        to_json(&slim)?,
        stamp.action,
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
        Event::Replied { text, first, at, by } => {
            (Event::Replied { text: String::new(), first: *first, at: *at, by: by.clone() }, Some(text))
        }
        Event::Noted { text } => (Event::Noted { text: String::new() }, Some(text)),
        Event::MessageReceived { from, text, automatic, opening } => {
            let slim = Event::MessageReceived {
                from: from.clone(),
                text: String::new(),
                automatic: *automatic,
                opening: *opening,
            };
            (slim, Some(text))
        }
        Event::HandoverGiven { shift, line, since, until, to, body } => {
            let slim = Event::HandoverGiven {
                shift: *shift,
                line: line.clone(),
                since: *since,
                until: *until,
                to: to.clone(),
                body: String::new(),
            };
            (slim, Some(body))
        }
        other => (other.clone(), None),
    }
}

fn put_together(event: Event, words: Option<String>) -> Event {
    let words = words.unwrap_or_default();
    match event {
        Event::Replied { first, at, by, .. } => Event::Replied { text: words, first, at, by },
        Event::Noted { .. } => Event::Noted { text: words },
        Event::MessageReceived { from, automatic, opening, .. } => {
            Event::MessageReceived { from, text: words, automatic, opening }
        }
        Event::HandoverGiven { shift, line, since, until, to, .. } => {
            Event::HandoverGiven { shift, line, since, until, to, body: words }
        }
        other => other,
    }
}

/// Columns for [`recorded`] without words.
pub(super) const COLUMNS: &str =
    "event.sequence, event.at, event.agent, event.ticket, event.revision, event.body, event.action";

/// The event in a row of [`COLUMNS`], with words from an eighth column where there is one. `None` where its JSON cannot
/// be read.
pub(super) fn recorded(row: &Row<'_>) -> rusqlite::Result<Option<Recorded>> {
    let body = text(row, 5)?.unwrap_or_default();
    let Ok(event) = serde_json::from_str(&body) else { return Ok(None) };
    let words = if row.as_ref().column_count() > 7 { text(row, 7)? } else { None };
    Ok(Some(Recorded {
        sequence: integer(row, 0)?,
        at: Instant::from_unix_clamped(integer(row, 1)?),
        agent: text(row, 2)?.unwrap_or_default(),
        ticket: maybe_integer(row, 3)?.map(TicketId),
        revision: maybe_integer(row, 4)?.map(Revision),
        event: put_together(event, words),
        action: maybe_integer(row, 6)?,
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

/// The events of an action, in order, without the words of messages.
pub(super) fn of_action(connection: &Connection, action: i64) -> rusqlite::Result<Vec<Recorded>> {
    // What was written in one go lies side by side: the walk ends with the first event of another.
    let sql = format!("SELECT {COLUMNS} FROM event WHERE sequence >= ?1 ORDER BY sequence");
    let mut query = connection.prepare_cached(&sql)?;
    let mut rows = query.query([action])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        match recorded(row)? {
            Some(recorded) if recorded.action == Some(action) => found.push(recorded),
            Some(_) => break,
            None => {}
        }
    }
    Ok(found)
}

/// Everything that happened to a ticket, in order, without the words of messages; what cannot be read is left out.
pub(super) fn of_ticket_slim(connection: &Connection, ticket: TicketId) -> rusqlite::Result<Vec<Recorded>> {
    let sql = format!("SELECT {COLUMNS} FROM event WHERE ticket = ?1 ORDER BY revision");
    let mut query = connection.prepare_cached(&sql)?;
    let rows = query.query_map([ticket.0], recorded)?;
    rows.filter_map(Result::transpose).collect()
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
        action: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_back_and_kinds_are_those_of_the_json() {
        let events = [
            Event::Replied { text: "ja".into(), first: true, at: Some(5), by: Some("phone".into()) },
            Event::Noted { text: "n".into() },
            Event::MessageReceived {
                from: Some("a@b".into()),
                text: "m".into(),
                automatic: true,
                opening: Some(false),
            },
            Event::Resolved { cause: "c".into() },
            Event::AllowanceDecided { counting: crate::desk::Counting::Proactive },
        ];
        for event in events {
            let (slim, words) = take_apart(&event);
            let json: serde_json::Value = serde_json::from_str(&to_json(&slim).unwrap()).unwrap();
            assert_eq!(json["event"], event.kind());
            assert_eq!(put_together(slim, words.map(str::to_owned)), event);
        }
    }
}
