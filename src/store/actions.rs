//! What agents did last, so that it can be undone and redone, after a restart too.

use std::collections::HashMap;

use rusqlite::Connection;

use super::{Store, StoreError, events};
use crate::calendar::Instant;
use crate::desk::{Event, Recorded, TicketId, action_words, tickets_of, undoable};

/// Something that an agent did in one go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    /// Its number: the sequence number of its first event.
    pub number: i64,
    /// When.
    pub at: Instant,
    /// What, in words: `"assigned it to ana" on ticket 7`.
    pub words: String,
    /// To which tickets, by number.
    pub tickets: Vec<TicketId>,
    /// Why it cannot be undone, where it cannot.
    pub fixed: Option<&'static str>,
}

/// How far back it is looked, in events of all agents: a shift of a large desk.
const REACH: i64 = 50_000;

impl Store {
    /// The events of an action, in order, without the words of messages; none where there is no such action.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    pub fn action(&mut self, number: i64) -> Result<Vec<Recorded>, StoreError> {
        self.snapshot(|connection| events::of_action(connection, number))
    }

    /// What the agent did last that is not undone; `None` where there is nothing within reach.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    pub fn last_done(&mut self, agent: &str) -> Result<Option<Action>, StoreError> {
        self.snapshot(|connection| last(connection, agent, false))
    }

    /// What the agent undid last, where nothing else was done by the agent since.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    pub fn last_undone(&mut self, agent: &str) -> Result<Option<Action>, StoreError> {
        self.snapshot(|connection| last(connection, agent, true))
    }
}

fn last(connection: &Connection, agent: &str, undone: bool) -> rusqlite::Result<Option<Action>> {
    let sql = format!(
        "SELECT {} FROM event WHERE agent = ?1 AND action IS NOT NULL
         AND sequence > (SELECT ifnull(max(sequence), 0) FROM event) - ?2 ORDER BY sequence DESC",
        events::COLUMNS
    );
    let mut query = connection.prepare_cached(&sql)?;
    let mut rows = query.query(rusqlite::params![agent, REACH])?;
    // From the newest back: what is met first about an action is how it stands now.
    let mut stands: HashMap<i64, bool> = HashMap::new();
    while let Some(row) = rows.next()? {
        let Some(recorded) = events::recorded(row)? else { continue };
        let turned = match &recorded.event {
            Event::Undone { action, .. } => Some((*action, false)),
            Event::Redone { action, .. } => Some((*action, true)),
            _ => None,
        };
        match (turned, recorded.action) {
            (Some((action, holds)), _) => {
                let first = !stands.contains_key(&action);
                stands.entry(action).or_insert(holds);
                if undone && first && !holds {
                    return told(connection, action);
                }
            }
            (None, Some(action)) if stands.get(&action).copied().unwrap_or(true) => {
                // Something done since: what was undone before it stays undone.
                return if undone { Ok(None) } else { told(connection, action) };
            }
            (None, _) => {}
        }
    }
    Ok(None)
}

fn told(connection: &Connection, number: i64) -> rusqlite::Result<Option<Action>> {
    let events = events::of_action(connection, number)?;
    let Some(Recorded { at, .. }) = events.first() else { return Ok(None) };
    let tickets = tickets_of(&events);
    let fixed = events.iter().find_map(|recorded| undoable(&recorded.event).err());
    Ok(Some(Action { number, at: *at, words: action_words(&events), tickets, fixed }))
}
