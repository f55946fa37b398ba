//! Handovers as rows: what events tell of them, once more. Their words lie with the messages, as all long texts do.

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::events::Stamp;
use super::tickets::{instant, integer, maybe_integer, text};
use super::{Store, StoreError};
use crate::calendar::Instant;
use crate::desk::{Event, Handover, HandoverId, ShiftId};

const COLUMNS: &str = "handover.event, agent, shift, line, since, at, until, receiver, taken, taken_by";

fn handover(row: &Row<'_>) -> rusqlite::Result<Handover> {
    let moment = |column| Ok::<_, rusqlite::Error>(instant(row, column)?.unwrap_or(Instant::MIN));
    Ok(Handover {
        id: HandoverId(integer(row, 0)?),
        agent: text(row, 1)?.unwrap_or_default(),
        shift: maybe_integer(row, 2)?.map(ShiftId),
        line: text(row, 3)?,
        since: moment(4)?,
        at: moment(5)?,
        until: moment(6)?,
        to: text(row, 7)?,
        taken: instant(row, 8)?
            .map(|at| Ok::<_, rusqlite::Error>((text(row, 9)?.unwrap_or_default(), at)))
            .transpose()?,
    })
}

/// The handover of that id.
pub(super) fn find(connection: &Connection, id: HandoverId) -> rusqlite::Result<Option<Handover>> {
    let sql = format!("SELECT {COLUMNS} FROM handover WHERE event = ?1");
    connection.prepare_cached(&sql)?.query_row([id.0], handover).optional()
}

/// Writes what an event tells of a handover.
pub(super) fn follow(
    connection: &Connection,
    sequence: i64,
    stamp: &Stamp<'_>,
    event: &Event,
) -> rusqlite::Result<()> {
    match event {
        Event::HandoverGiven { shift, line, since, until, to, .. } => {
            let insert = "INSERT INTO handover (event, agent, shift, line, since, at, until, receiver)
                          VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
            let shift = shift.map(|shift| shift.0);
            let values = params![sequence, stamp.agent, shift, line, since, stamp.now.unix(), until, to];
            connection.prepare_cached(insert)?.execute(values)?;
        }
        Event::HandoverTaken { handover, .. } => {
            let update = "UPDATE handover SET taken = ?2, taken_by = ?3 WHERE event = ?1";
            let values = params![handover.0, stamp.now.unix(), stamp.agent];
            connection.prepare_cached(update)?.execute(values)?;
        }
        _ => {}
    }
    Ok(())
}

impl Store {
    /// The handovers that were given last, the newest first; at most so many.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    pub fn handovers(&mut self, most: u32) -> Result<Vec<Handover>, StoreError> {
        self.snapshot(|connection| {
            let sql = format!("SELECT {COLUMNS} FROM handover ORDER BY event DESC LIMIT ?1");
            connection.prepare_cached(&sql)?.query_map([most], handover)?.collect()
        })
    }

    /// A handover and what it says, in Markdown, as it was given.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    pub fn handover(&mut self, id: HandoverId) -> Result<Option<(Handover, String)>, StoreError> {
        self.snapshot(|connection| {
            let sql = format!(
                "SELECT {COLUMNS}, message.body FROM handover LEFT JOIN message ON message.event = handover.event
                 WHERE handover.event = ?1"
            );
            let read = |row: &Row<'_>| Ok((handover(row)?, text(row, 10)?.unwrap_or_default()));
            connection.prepare_cached(&sql)?.query_row([id.0], read).optional()
        })
    }

    /// The newest handover that waits for an agent ([`Handover::waits_for`]); one before another that was given to the
    /// same and taken waits no longer, for who took the later one knows.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    pub fn handover_for(&mut self, agent: &str) -> Result<Option<Handover>, StoreError> {
        self.snapshot(|connection| {
            let sql = format!(
                "SELECT {COLUMNS} FROM handover WHERE taken IS NULL AND ifnull(receiver = ?1, agent <> ?1)
                 AND NOT EXISTS (SELECT 1 FROM handover AS later WHERE later.event > handover.event
                   AND later.taken IS NOT NULL AND later.line IS handover.line AND later.receiver IS handover.receiver)
                 ORDER BY event DESC LIMIT 1"
            );
            connection.prepare_cached(&sql)?.query_row([agent], handover).optional()
        })
    }
}
