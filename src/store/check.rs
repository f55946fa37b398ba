//! Whether a store is sound: SQLite's own check of every page and index, then the rules of the desk, row by row.

use rusqlite::Connection;
use serde::Serialize;

use super::tickets::{self, COLUMNS, Reader, TABLES};
use super::{Store, StoreError, as_of, schema, search};
use crate::calendar::Instant;
use crate::desk::TicketId;

/// Something that is not as it should be. Holds no words of customers (faults.md I05).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Which rule: `integrity`, `schema`, `history`, `orphan`, `range`, `value`, `allowance`, `time`, `counter`, `shift`,
    /// `search`, `due` (see [`Store::check_due`]).
    pub rule: &'static str,
    /// Where: a table and row, where there is one.
    pub place: String,
    /// What is wrong.
    pub what: String,
}

/// No more findings than this are collected for each rule: a broken page breaks thousands of rows.
const MOST: usize = 100;

impl Store {
    /// Checks the whole store on one snapshot. Empty where it is sound.
    ///
    /// # Errors
    /// [`StoreError`] where it cannot be read at all.
    pub fn check(&mut self) -> Result<Vec<Finding>, StoreError> {
        self.snapshot(|connection| {
            let mut findings: Vec<Finding> = integrity(connection)?
                .into_iter()
                .map(|what| Finding { rule: "integrity", place: "file".into(), what })
                .collect();
            for what in schema::differences(connection)? {
                findings.push(Finding { rule: "schema", place: "schema".into(), what });
            }
            // Rules are asked of tables that are there: one that is not was named above, and so was a broken page.
            for rule in [values, orphans, ranges, histories, counters, shifts, words] {
                if let Err(error) = rule(connection, &mut findings) {
                    let what = format!("cannot be read to the end: {error}");
                    findings.push(Finding { rule: "integrity", place: "table".into(), what });
                }
            }
            Ok(findings)
        })
    }
}

/// What SQLite finds wrong with pages, indexes and references. The whole check: the quick one misses a broken index.
pub(super) fn integrity(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut query = connection.prepare("PRAGMA integrity_check")?;
    let rows = query.query_map([], |row| tickets::text(row, 0))?;
    let mut found = Vec::new();
    for row in rows {
        match row {
            Ok(line) => found.extend(line.filter(|line| line != "ok")),
            // A page so broken that even the check stops there.
            Err(error) => {
                found.push(error.to_string());
                break;
            }
        }
    }
    let mut query = connection.prepare("PRAGMA foreign_key_check")?;
    let broken = query.query_map([], |row| {
        Ok(format!(
            "{} row {} names a {} that is not there",
            tickets::text(row, 0)?.unwrap_or_default(),
            tickets::integer(row, 1)?,
            tickets::text(row, 2)?.unwrap_or_default()
        ))
    })?;
    for line in broken.take(MOST) {
        found.push(line?);
    }
    Ok(found)
}

type Findings = Vec<Finding>;

/// Runs SQL that selects (place, row number) of what breaks a rule.
fn ask(
    connection: &Connection,
    findings: &mut Findings,
    rule: &'static str,
    what: &str,
    sql: &str,
) -> rusqlite::Result<()> {
    let mut query = connection.prepare(sql)?;
    let rows = query.query_map([], |row| {
        let place = format!("{} {}", tickets::text(row, 0)?.unwrap_or_default(), tickets::integer(row, 1)?);
        Ok(Finding { rule, place, what: what.to_owned() })
    })?;
    for finding in rows.take(MOST) {
        findings.push(finding?);
    }
    Ok(())
}

/// Text that must be a number, a date or JSON of a known form.
fn values(connection: &Connection, findings: &mut Findings) -> rusqlite::Result<()> {
    for table in TABLES {
        for column in ["standstills", "counting", "flags", "missed", "rare"] {
            ask(
                connection,
                findings,
                "value",
                &format!("{column} cannot be read"),
                &format!(
                    "SELECT '{table}', id FROM {table} WHERE {column} IS NOT NULL AND NOT json_valid({column})"
                ),
            )?;
        }
    }
    for column in ["edition", "starts", "ends"] {
        ask(
            connection,
            findings,
            "value",
            &format!("{column} is no date"),
            &format!(
                "SELECT 'contract', id FROM contract WHERE {column} IS NOT NULL AND date({column}) IS NOT {column}"
            ),
        )?;
    }
    let kind = "SELECT 'event', sequence FROM event
                WHERE CASE WHEN json_valid(body) THEN body ->> 'event' IS NOT kind ELSE TRUE END";
    ask(connection, findings, "value", "its body cannot be read or is of another kind", kind)?;
    let own = "SELECT 'contract', id FROM contract WHERE own IS NOT NULL AND NOT json_valid(own)";
    ask(connection, findings, "value", "own terms cannot be read", own)
}

/// Rows that name something that is not there (C20), and rows that should be there once and are not.
fn orphans(connection: &Connection, findings: &mut Findings) -> rusqlite::Result<()> {
    let nowhere = |column: &str| {
        format!(
            "NOT EXISTS (SELECT 1 FROM open_ticket WHERE id = {column}) AND NOT EXISTS (SELECT 1 FROM closed_ticket WHERE id = {column})"
        )
    };
    let rules = [
        (
            "is both open and closed",
            "SELECT 'ticket', id FROM open_ticket WHERE id IN (SELECT id FROM closed_ticket)".to_owned(),
        ),
        (
            "belongs to a ticket that is not there",
            format!("SELECT 'event', sequence FROM event WHERE ticket IS NOT NULL AND {}", nowhere("ticket")),
        ),
        (
            "belongs to a ticket that is not there",
            format!("SELECT 'receipt of ticket', ticket FROM receipt WHERE {}", nowhere("ticket")),
        ),
        (
            "belongs to a ticket that is not there",
            format!("SELECT 'reference of ticket', ticket FROM reference WHERE {}", nowhere("ticket")),
        ),
        (
            "has no event",
            "SELECT 'message', event FROM message WHERE event NOT IN (SELECT sequence FROM event)".to_owned(),
        ),
        (
            "has lost its words",
            "SELECT 'event', sequence FROM event WHERE kind IN ('replied', 'noted', 'message_received')
             AND sequence NOT IN (SELECT event FROM message)"
                .to_owned(),
        ),
    ];
    for (what, sql) in rules {
        ask(connection, findings, "orphan", what, &sql)?;
    }
    for table in TABLES {
        ask(
            connection,
            findings,
            "allowance",
            "is not counted where allowances look",
            &format!(
                "SELECT 'ticket', id FROM {table} AS t WHERE NOT EXISTS
                 (SELECT 1 FROM receipt AS r WHERE r.customer = t.customer AND r.received = t.received AND r.ticket = t.id)"
            ),
        )?;
    }
    Ok(())
}

/// Instants outside 1970-2200 and numbers that cannot be (C18).
fn ranges(connection: &Connection, findings: &mut Findings) -> rusqlite::Result<()> {
    let (from, to) = (Instant::MIN.unix(), Instant::MAX.unix());
    for table in TABLES {
        for column in ["received", "first_response", "resolved"] {
            ask(
                connection,
                findings,
                "range",
                &format!("{column} lies outside 1970-2200"),
                &format!("SELECT 'ticket', id FROM {table} WHERE {column} NOT BETWEEN {from} AND {to}"),
            )?;
        }
        ask(
            connection,
            findings,
            "range",
            "has an impossible number, revision or level",
            &format!(
                "SELECT 'ticket', id FROM {table} WHERE id < 1 OR revision < 1 OR level NOT BETWEEN 0 AND 255"
            ),
        )?;
    }
    let sql =
        format!("SELECT 'event', sequence FROM event WHERE at NOT BETWEEN {from} AND {to} OR sequence < 1");
    ask(connection, findings, "range", "its time lies outside 1970-2200", &sql)
}

/// Every ticket's row equals what its events tell.
fn histories(connection: &Connection, findings: &mut Findings) -> rusqlite::Result<()> {
    let mut found = 0;
    for table in TABLES {
        let mut reader = Reader::default();
        let mut query = connection.prepare(&format!("SELECT {COLUMNS} FROM {table}"))?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            let ticket = reader.ticket(row)?;
            if let Some(marks) = tickets::text(row, tickets::MARKS)?
                && marks != ticket.marks.to_string()
            {
                let place = format!("ticket {}", ticket.id);
                findings.push(Finding { rule: "value", place, what: "marks cannot be read".into() });
            }
            let what = match as_of::fold(connection, ticket.id, None)? {
                None => "has no history",
                Some(told) if told != ticket => "is not what its history tells",
                Some(_) => continue,
            };
            found += 1;
            if found > MOST {
                return Ok(());
            }
            let place = format!("ticket {}", TicketId(tickets::integer(row, 0)?));
            findings.push(Finding { rule: "history", place, what: what.to_owned() });
        }
    }
    Ok(())
}

/// The counter of ticket numbers, and the weights that allowances look at.
fn counters(connection: &Connection, findings: &mut Findings) -> rusqlite::Result<()> {
    let highest = "SELECT max(ifnull((SELECT max(id) FROM open_ticket), 0), ifnull((SELECT max(id) FROM closed_ticket), 0))";
    let sql = format!("SELECT 'last ticket number', last_ticket FROM desk WHERE last_ticket < ({highest})");
    ask(connection, findings, "counter", "is lower than a ticket's", &sql)?;
    for table in TABLES {
        let sql = format!(
            "SELECT 'receipt of ticket', t.id FROM {table} AS t JOIN receipt AS r
             ON r.customer = t.customer AND r.received = t.received AND r.ticket = t.id
             WHERE r.weight <> CASE WHEN t.counting IS NULL OR NOT json_valid(t.counting) THEN 0
               WHEN t.counting ->> 'as' = 'counts' THEN 0 WHEN t.counting ->> 'as' = 'held' THEN 1 ELSE 2 END"
        );
        ask(connection, findings, "allowance", "is counted otherwise than the ticket says", &sql)?;
        // Time as sheets read it is the time that tickets tell of, booking by booking.
        let told = format!(
            "SELECT t.id, b.value ->> 'revision' AS revision, b.value ->> 'minutes' AS minutes, b.value ->> 'charged' AS charged
             FROM {table} AS t, json_each(t.rare, '$.bookings') AS b WHERE t.rare IS NOT NULL AND json_valid(t.rare)"
        );
        let sql = format!(
            "SELECT 'time on ticket', told.id FROM ({told}) AS told LEFT JOIN booking
             ON booking.ticket = told.id AND booking.revision = told.revision
             WHERE booking.ticket IS NULL OR booking.minutes <> told.minutes OR booking.charged <> told.charged"
        );
        ask(connection, findings, "time", "is not what time sheets read", &sql)?;
    }
    let told = |table: &str| {
        format!(
            "SELECT 1 FROM {table} AS t, json_each(t.rare, '$.bookings') AS e
             WHERE t.id = b.ticket AND json_valid(t.rare) AND e.value ->> 'revision' = b.revision"
        )
    };
    let sql = format!(
        "SELECT 'time on ticket', b.ticket FROM booking AS b WHERE NOT EXISTS ({}) AND NOT EXISTS ({})",
        told("open_ticket"),
        told("closed_ticket")
    );
    ask(connection, findings, "time", "was never booked", &sql)?;
    Ok(())
}

/// Shifts are what their events tell: whose, on which line, from when to when.
fn shifts(connection: &Connection, findings: &mut Findings) -> rusqlite::Result<()> {
    let rules = [
        (
            "was never begun",
            "SELECT 'shift', s.event FROM shift AS s WHERE NOT EXISTS
             (SELECT 1 FROM event AS e WHERE e.sequence = s.event AND e.kind = 'shift_began')",
        ),
        (
            "is not among the shifts",
            "SELECT 'event', sequence FROM event WHERE kind = 'shift_began' AND sequence NOT IN (SELECT event FROM shift)",
        ),
        (
            "is not what its begin tells",
            "SELECT 'shift', s.event FROM shift AS s JOIN event AS e ON e.sequence = s.event
             WHERE e.kind = 'shift_began' AND json_valid(e.body) AND (s.agent <> e.agent OR s.began <> e.at
               OR s.line IS NOT e.body ->> 'line' OR s.planned IS NOT e.body ->> 'planned')",
        ),
        (
            "is not what its end tells",
            "SELECT 'shift', s.event FROM shift AS s LEFT JOIN
             (SELECT at, body ->> 'shift' AS shift, ifnull(body ->> 'note', '') AS note FROM event
              WHERE kind = 'shift_ended' AND json_valid(body)) AS e ON e.shift = s.event
             WHERE s.ended IS NOT e.at OR s.note <> ifnull(e.note, '')",
        ),
    ];
    for (what, sql) in rules {
        ask(connection, findings, "shift", what, sql)?;
    }
    Ok(())
}

/// The search index holds what was written, no more and no less.
fn words(connection: &Connection, findings: &mut Findings) -> rusqlite::Result<()> {
    // A broken index is no broken store: it is made anew from the history.
    let what = match search::is_true(connection) {
        Ok(true) => return Ok(()),
        Ok(false) => "does not hold what was written".to_owned(),
        Err(error) => format!("cannot be read: {error}"),
    };
    findings.push(Finding { rule: "search", place: "search index".into(), what });
    Ok(())
}
