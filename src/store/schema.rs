//! The tables, and the way from an older version of them to this one.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, TransactionBehavior};

use super::error::from_sqlite;
use super::{StoreError, backup, place, search, tickets};

/// `tdsk`: tells our files from other programs' databases (C04).
pub(super) const APPLICATION: i32 = 0x7464_736b;

/// The version of the tables that this program reads and writes.
pub(super) const VERSION: i32 = 6;

/// The version that brought the search index: it is filled from what is there already.
const SEARCH: i32 = 4;

/// The version that brought what clocks of a pack's own hang on: it is told from the events that are there already.
const MARKS: i32 = 5;

/// Numbered SQL, applied in order, each in one transaction; only ever added to.
const MIGRATIONS: [(i32, &str); 6] = [
    (1, include_str!("../../assets/migrations/0001_desk.sql")),
    (2, include_str!("../../assets/migrations/0002_lists.sql")),
    (3, include_str!("../../assets/migrations/0003_triage.sql")),
    (SEARCH, include_str!("../../assets/migrations/0004_search.sql")),
    (MARKS, include_str!("../../assets/migrations/0005_clocks.sql")),
    (6, include_str!("../../assets/migrations/0006_oncall.sql")),
];

/// One object of the schema as SQLite keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Object {
    kind: String,
    name: String,
    sql: String,
}

/// Makes every table in an empty database, up to `version`.
pub(super) fn lay_out(connection: &Connection, version: i32) -> rusqlite::Result<()> {
    connection.pragma_update(None, "application_id", APPLICATION)?;
    for (number, sql) in MIGRATIONS.iter().filter(|(number, _)| *number <= version) {
        connection.execute_batch(sql)?;
        connection.pragma_update(None, "user_version", number)?;
    }
    Ok(())
}

/// Brings an older store up to date: a backup first, then each step in a transaction of its own, so that a program
/// killed on the way leaves the old schema or a newer one, never a half (A11). Gives the backup's path where it made one.
pub(super) fn upgrade(
    connection: &mut Connection,
    path: &Path,
    patience: Duration,
) -> Result<Option<PathBuf>, StoreError> {
    let sqlite = |error| from_sqlite(path, patience, error);
    let found = version(connection).map_err(sqlite)?;
    if found >= VERSION {
        return Ok(None);
    }
    let kept = place::beside(path, &format!(".v{found}.backup"));
    backup::copy(connection, &kept, true)?;
    for (number, sql) in MIGRATIONS {
        let step = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(sqlite)?;
        // Another process may have taken this step while we waited for the lock.
        if version(&step).map_err(sqlite)? < number {
            step.execute_batch(sql).map_err(sqlite)?;
            if number == SEARCH {
                search::fill(&step).map_err(sqlite)?;
            }
            if number == MARKS {
                tickets::fill_marks(&step).map_err(sqlite)?;
            }
            step.pragma_update(None, "user_version", number).map_err(sqlite)?;
        }
        step.commit().map_err(sqlite)?;
    }
    Ok(Some(kept))
}

/// The version of the tables as SQLite sees it, the -wal included.
pub(super) fn version(connection: &Connection) -> rusqlite::Result<i32> {
    connection.pragma_query_value(None, "user_version", |row| row.get(0))
}

/// What differs between a store's schema and the program's own, in words (C19); empty where nothing does.
pub(super) fn differences(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let found = objects(connection)?;
    if fingerprint(&found) == FINGERPRINT {
        return Ok(Vec::new());
    }
    let pristine = Connection::open_in_memory()?;
    lay_out(&pristine, VERSION)?;
    let expected = objects(&pristine)?;
    let named = |list: &[Object], object: &Object| {
        list.iter()
            .find(|other| other.name == object.name)
            .map(|other| (other.kind.clone(), other.sql.clone()))
    };
    let mut differences = Vec::new();
    for object in &expected {
        let what = match named(&found, object) {
            None => "is missing",
            Some((kind, _)) if kind != object.kind => "is something else",
            Some((_, sql)) if sql != object.sql => "was changed",
            Some(_) => continue,
        };
        differences.push(format!("the {} {} {what}", object.kind, object.name));
    }
    let planted = found.iter().filter(|object| named(&expected, object).is_none());
    differences.extend(planted.map(|object| format!("the {} {} is not ours", object.kind, object.name)));
    Ok(differences)
}

/// The fingerprint of the schema as our migrations make it, so that opening a store need not make one to compare with.
const FINGERPRINT: u64 = 0x10ba_fec7_eacf_48df;

/// FNV-1a over every object.
fn fingerprint(objects: &[Object]) -> u64 {
    let parts = objects.iter().flat_map(|object| [&object.kind, &object.name, &object.sql]);
    let bytes = parts.flat_map(|part| part.bytes().chain([0]));
    bytes.fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

fn objects(connection: &Connection) -> rusqlite::Result<Vec<Object>> {
    // SQLite's own tables (statistics of ANALYZE) change nothing that is read.
    let mut query = connection.prepare(
        "SELECT type, name, ifnull(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name",
    )?;
    let rows =
        query.query_map([], |row| Ok(Object { kind: row.get(0)?, name: row.get(1)?, sql: row.get(2)? }))?;
    rows.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_migration_is_numbered_and_the_last_is_ours() {
        let numbers: Vec<i32> = MIGRATIONS.iter().map(|(number, _)| *number).collect();
        assert_eq!(numbers, (1..=VERSION).collect::<Vec<_>>());
    }

    #[test]
    fn the_fingerprint_is_that_of_the_migrations() {
        let connection = Connection::open_in_memory().unwrap();
        lay_out(&connection, VERSION).unwrap();
        let found = fingerprint(&objects(&connection).unwrap());
        assert_eq!(found, FINGERPRINT, "set FINGERPRINT to {found:#x}");
    }

    /// faults.md C19.
    #[test]
    fn what_was_planted_changed_or_dropped_is_named() {
        let connection = Connection::open_in_memory().unwrap();
        lay_out(&connection, VERSION).unwrap();
        assert_eq!(differences(&connection).unwrap(), Vec::<String>::new());
        connection
            .execute_batch(
                "CREATE TRIGGER planted AFTER INSERT ON customer BEGIN DELETE FROM contact; END;
                 DROP TABLE message; CREATE VIEW message AS SELECT 1 AS event, '' AS body;
                 DROP INDEX closed_ticket_by_end;",
            )
            .unwrap();
        let found = differences(&connection).unwrap().join("; ");
        for expected in [
            "trigger planted is not ours",
            "table message is something else",
            "index closed_ticket_by_end is missing",
            "trigger message_is_never_changed is missing",
        ] {
            assert!(found.contains(expected), "{expected}: {found}");
        }
    }
}
