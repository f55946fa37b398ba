//! Shifts as rows: what events tell of them, once more.

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::events::Stamp;
use super::tickets::{instant, integer, text};
use super::{Store, StoreError};
use crate::calendar::Instant;
use crate::desk::{Event, Shift, ShiftId};

const COLUMNS: &str = "event, agent, line, began, planned, ended, note";

fn shift(row: &Row<'_>) -> rusqlite::Result<Shift> {
    Ok(Shift {
        id: ShiftId(integer(row, 0)?),
        agent: text(row, 1)?.unwrap_or_default(),
        line: text(row, 2)?,
        began: instant(row, 3)?.unwrap_or(Instant::MIN),
        planned: instant(row, 4)?,
        ended: instant(row, 5)?,
        note: text(row, 6)?.unwrap_or_default(),
    })
}

/// The agent's shift that has begun and not ended.
pub(super) fn of_agent(connection: &Connection, agent: &str) -> rusqlite::Result<Option<Shift>> {
    let sql =
        format!("SELECT {COLUMNS} FROM shift WHERE agent = ?1 AND ended IS NULL ORDER BY began DESC LIMIT 1");
    connection.prepare_cached(&sql)?.query_row([agent], shift).optional()
}

/// Writes what an event tells of a shift.
pub(super) fn follow(
    connection: &Connection,
    sequence: i64,
    stamp: &Stamp<'_>,
    event: &Event,
) -> rusqlite::Result<()> {
    match event {
        Event::ShiftBegan { line, planned } => {
            let insert = "INSERT INTO shift (event, agent, line, began, planned, note) VALUES (?1, ?2, ?3, ?4, ?5, '')";
            let values = params![sequence, stamp.agent, line, stamp.now.unix(), planned];
            connection.prepare_cached(insert)?.execute(values)?;
        }
        Event::ShiftEnded { shift, note } => {
            let update = "UPDATE shift SET ended = ?2, note = ?3 WHERE event = ?1";
            connection.prepare_cached(update)?.execute(params![shift.0, stamp.now.unix(), note])?;
        }
        _ => {}
    }
    Ok(())
}

impl Store {
    /// The shifts that lasted at some moment of `[from, to)`, by their beginning.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    pub fn shifts(&mut self, from: Instant, to: Instant) -> Result<Vec<Shift>, StoreError> {
        self.snapshot(|connection| {
            let sql = format!(
                "SELECT {COLUMNS} FROM shift WHERE began < ?2 AND ifnull(ended, ?2) > ?1 ORDER BY began, event"
            );
            let mut query = connection.prepare_cached(&sql)?;
            query.query_map(params![from.unix(), to.unix()], shift)?.collect()
        })
    }

    /// The shifts of that stretch as they stood at `at`: those that had begun, and what was known of their ends.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    pub fn shifts_as_of(
        &mut self,
        at: Instant,
        from: Instant,
        to: Instant,
    ) -> Result<Vec<Shift>, StoreError> {
        let mut shifts = self.shifts(from, to)?;
        shifts.retain(|shift| shift.began <= at);
        for shift in shifts.iter_mut().filter(|shift| shift.ended.is_some_and(|ended| ended > at)) {
            shift.ended = None;
            shift.note.clear();
        }
        Ok(shifts)
    }

    /// The agent's shift that had begun at `at` and had not ended.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    pub fn shift_of_as_of(&mut self, agent: &str, at: Instant) -> Result<Option<Shift>, StoreError> {
        let shifts = self.shifts_as_of(at, at, at.plus(1).unwrap_or(Instant::MAX))?;
        Ok(shifts.into_iter().rev().find(|shift| shift.agent == agent && shift.ended.is_none()))
    }

    /// The agent's shift that has begun and not ended.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    pub fn shift_of(&mut self, agent: &str) -> Result<Option<Shift>, StoreError> {
        self.snapshot(|connection| of_agent(connection, agent))
    }
}
