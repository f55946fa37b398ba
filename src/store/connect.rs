//! One way to a connection: every one is set up the same, whatever it is for.

use std::os::unix::ffi::OsStrExt as _;
use std::path::Path;
use std::time::{Duration, Instant};
use std::{fs, io, thread};

use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, ErrorCode, OpenFlags, ffi};

use super::error::from_sqlite;
use super::place::{Place, beside, check_version};
use super::{Access, Notice, StoreError, schema};

// Older releases have a bug by which a checkpoint and a commit at the same time can damage a store (B14).
const _: () = assert!(ffi::SQLITE_VERSION_NUMBER >= 3_051_003, "SQLite must be 3.51.3 or newer");

/// The -wal is cut back to this many bytes after a checkpoint (A17).
const WAL_KEPT: i64 = 4 * 1024 * 1024;

/// No value in a row is longer than this: a message of 10 MB fits, a damaged length does not make us fill the memory.
const LONGEST_VALUE: i32 = 64 * 1024 * 1024;

/// A connection, and whether it may write.
pub(super) struct Link {
    pub connection: Connection,
    /// Why it cannot write, where it cannot.
    pub read_only: Option<String>,
    /// It was read as a file that nobody can be changing (C11).
    pub immutable: bool,
}

/// Opens an existing store that was looked at before.
pub(super) fn open(place: &Place, access: Access, patience: Duration) -> Result<Link, StoreError> {
    let path = &place.path;
    let sqlite = |error| from_sqlite(path, patience, error);
    if let Some(why) = unwritable(path) {
        return open_unwritable(place, why, patience);
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | QUIET;
    let connection = Connection::open_with_flags(path, flags).map_err(sqlite)?;
    match set_up(connection, patience) {
        Ok(connection) => {
            check(&connection, path, patience)?;
            // A read-only view is opened like any other, so that the last one out still tidies the -wal away (A14).
            let read_only = match access {
                Access::ReadWrite => {
                    let mode: String = connection
                        .pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0))
                        .map_err(sqlite)?;
                    if mode != "wal" {
                        return Err(StoreError::NoLocks(path.clone()));
                    }
                    None
                }
                Access::ReadOnly => {
                    connection.pragma_update(None, "query_only", true).map_err(sqlite)?;
                    Some("it was opened to be read".to_owned())
                }
            };
            Ok(Link { connection, read_only, immutable: false })
        }
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::ReadOnly) => {
            open_unwritable(place, "the file or its folder cannot be written".into(), patience)
        }
        Err(error) => Err(sqlite(error)),
    }
}

/// Without the flag for URIs, and no symlink in the last steps either: the path was resolved before.
const QUIET: OpenFlags = OpenFlags::SQLITE_OPEN_NO_MUTEX.union(OpenFlags::SQLITE_OPEN_NOFOLLOW);

/// Why a file cannot be written, by the rights that it and its folder give.
fn unwritable(path: &Path) -> Option<String> {
    use rustix::fs::{Access, access};
    if access(path, Access::WRITE_OK).is_err() {
        return Some("the file is write-protected".into());
    }
    let folder = path.parent().unwrap_or(Path::new("/"));
    access(folder, Access::WRITE_OK).is_err().then(|| "its folder is write-protected".into())
}

/// Reads what cannot be written: with the files that coordinate readers and writers if they are there, and as a file that
/// nobody changes if not (C10, C11).
fn open_unwritable(place: &Place, why: String, patience: Duration) -> Result<Link, StoreError> {
    let path = &place.path;
    let sqlite = |error| from_sqlite(path, patience, error);
    let plain = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY | QUIET)
        .and_then(|connection| set_up(connection, patience));
    match plain {
        Ok(connection) => {
            check(&connection, path, patience)?;
            return Ok(Link { connection, read_only: Some(why), immutable: false });
        }
        Err(error) => match error.sqlite_error_code() {
            Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen) => {}
            _ => return Err(sqlite(error)),
        },
    }
    if fs::metadata(beside(path, "-wal")).is_ok_and(|wal| wal.len() > 0) {
        let error = io::Error::other(
            "its newest changes lie in the -wal file beside it, and reading those needs a writable folder",
        );
        return Err(StoreError::Io { doing: "read", path: path.clone(), error });
    }
    open_immutable(place, why, patience)
}

/// Reads a file that nobody changes: no lock is taken, and nothing is written beside it.
pub(super) fn open_immutable(place: &Place, why: String, patience: Duration) -> Result<Link, StoreError> {
    let path = &place.path;
    let sqlite = |error| from_sqlite(path, patience, error);
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | QUIET;
    let connection = Connection::open_with_flags(immutable_uri(path), flags)
        .and_then(|connection| set_up(connection, patience))
        .map_err(sqlite)?;
    check(&connection, path, patience)?;
    Ok(Link { connection, read_only: Some(why), immutable: true })
}

/// The one place where a URI is wanted: every byte that could mean something in one is escaped.
fn immutable_uri(path: &Path) -> String {
    let mut uri = String::from("file://");
    for &byte in path.as_os_str().as_bytes() {
        if byte.is_ascii_alphanumeric() || b"/._-".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri.push_str("?immutable=1");
    uri
}

/// What faults.md asks of every connection.
pub(super) fn set_up(mut connection: Connection, patience: Duration) -> rusqlite::Result<Connection> {
    wait_for_locks(&mut connection, patience)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)?;
    // One plan a statement: otherwise SQLite plans anew whenever another value is bound, at every key.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, LONGEST_VALUE)?;
    connection.set_prepared_statement_cache_capacity(64);
    connection.execute_batch(
        "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA foreign_keys = ON;
         PRAGMA mmap_size = 0; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY;",
    )?;
    connection.pragma_update(None, "journal_size_limit", WAL_KEPT)?;
    // The first read: recovers what a crash left behind.
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    Ok(connection)
}

/// Tries again every millisecond or two, for at most `patience`. SQLite's own handler waits up to 100 ms between tries,
/// so that one busy writer can starve another for seconds (A02).
fn wait_for_locks(connection: &mut Connection, patience: Duration) -> rusqlite::Result<()> {
    let mut began = Instant::now();
    connection.busy_handler(Some(move |tries: i32| {
        if tries == 0 {
            began = Instant::now();
        }
        if began.elapsed() >= patience {
            return false;
        }
        // Uneven steps, so that several who wait do not try in step with each other.
        thread::sleep(Duration::from_micros(700 + 300 * u64::from(tries.unsigned_abs() % 5)));
        true
    }))
}

/// Application and version as SQLite reads them, the -wal included, before anything may be written (C04-C06).
fn check(connection: &Connection, path: &Path, patience: Duration) -> Result<(), StoreError> {
    let sqlite = |error| from_sqlite(path, patience, error);
    let application: i32 =
        connection.pragma_query_value(None, "application_id", |row| row.get(0)).map_err(sqlite)?;
    let version = schema::version(connection).map_err(sqlite)?;
    let checked = if application == schema::APPLICATION {
        check_version(path, version)
    } else {
        let why = "it is the database of another program".into();
        Err(StoreError::NotAStore { path: path.to_owned(), why })
    };
    if checked.is_err() {
        // Closing must not carry another program's -wal into its file.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true).map_err(sqlite)?;
    }
    checked
}

/// What the user should know about how a store was opened.
pub(super) fn notices(place: &Place, link: &Link) -> Vec<Notice> {
    let mut notices = Vec::new();
    if place.hard_links > 1 {
        notices.push(Notice::HardLinks(place.hard_links));
    }
    if link.immutable {
        notices.push(Notice::Immutable);
    }
    notices
}
