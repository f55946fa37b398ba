//! What can go wrong with a store: names the file, what is wrong with it, and what to do (faults.md B, C).

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::ErrorCode;

use crate::desk::{BookError, Refusal};

/// Why the store cannot do what was asked. Nothing has been changed then.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// No file there; only `create` makes one (C02).
    #[error("no store at {0}")]
    Missing(PathBuf),
    /// A file is there already; nothing is ever created over one.
    #[error("{0} is there already")]
    Exists(PathBuf),
    /// The path cannot name a store: empty, too long, a folder, a pipe (C14).
    #[error("{path} cannot be a store: {why}")]
    Path {
        /// As given.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// Not a database at all, or not ours (C01, C03, C04).
    #[error("{path} is not a tierdesk store: {why}")]
    NotAStore {
        /// The file.
        path: PathBuf,
        /// What it is instead.
        why: String,
    },
    /// Written by a newer program (C05).
    #[error(
        "{path} was written by a newer tierdesk: its schema is version {found}, this program knows up to {known}"
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its version.
        found: i32,
        /// Ours.
        known: i32,
    },
    /// Bytes or rows that cannot be (C07, C08).
    #[error("{path} is damaged: {what}")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What was found.
        what: String,
    },
    /// Tables, views or triggers that are not the program's own (C19).
    #[error("the tables of {path} are not as this program made them: {what}")]
    Altered {
        /// The file.
        path: PathBuf,
        /// What differs.
        what: String,
    },
    /// It can be read, not written (C10, C11).
    #[error("{path} is open for reading only: {why}")]
    ReadOnly {
        /// The file.
        path: PathBuf,
        /// Why.
        why: String,
    },
    /// Another process kept the lock for as long as we wait (B07).
    #[error("{path} stayed locked by another process for {} seconds; nothing was changed", .waited.as_secs_f64())]
    Locked {
        /// The file.
        path: PathBuf,
        /// How long we waited.
        waited: Duration,
    },
    /// The file system has no locks (B16).
    #[error("the file system that holds {0} offers no locks")]
    NoLocks(PathBuf),
    /// The store lies on a network file system (B15).
    #[error("{path} lies on a network file system ({kind}), where locks cannot be relied on")]
    Network {
        /// The file.
        path: PathBuf,
        /// Which kind.
        kind: &'static str,
    },
    /// Another file lies at the path since it was opened (C15).
    #[error("{0} was renamed, removed or replaced while it was open; nothing more is written")]
    Replaced(PathBuf),
    /// No space, or the file would exceed the size limit (A09, A10).
    #[error("{path} cannot grow: {why}; nothing was changed")]
    Full {
        /// The file.
        path: PathBuf,
        /// Which limit.
        why: String,
    },
    /// The machine's own error.
    #[error("cannot {doing} {path}: {error}")]
    Io {
        /// What was being done.
        doing: &'static str,
        /// To which file or folder.
        path: PathBuf,
        /// What it said.
        error: io::Error,
    },
    /// A command was refused; the whole batch was undone.
    #[error("{refusal}")]
    Refused {
        /// Its place in the batch, from 0.
        index: usize,
        /// Why.
        refusal: Refusal,
    },
    /// A contract's pack or terms are not to be had.
    #[error("{error}")]
    Terms {
        /// The place of the command in the batch, from 0.
        index: usize,
        /// Why.
        error: BookError,
    },
    /// Anything else that SQLite reports: a fault of ours.
    #[error("{path}: SQLite says {code}: {message}")]
    Sqlite {
        /// The file.
        path: PathBuf,
        /// Its extended result code.
        code: i32,
        /// Its words.
        message: String,
    },
}

impl StoreError {
    /// What to do about it, where something can be done.
    pub fn hint(&self) -> Option<String> {
        Some(match self {
            StoreError::Missing(_) => "make one with `tierdesk init`, or look around first with `tierdesk demo`; --store PATH names another".into(),
            StoreError::Exists(path) => format!(
                "open it as it is (--store {}), or name a new file; `tierdesk backup FILE` copies it whole, and `tierdesk restore FILE --move-aside` renames it with all that belongs to it",
                path.display()
            ),
            StoreError::NotAStore { .. } | StoreError::Path { .. } => "check the path; --store PATH or TIERDESK_STORE names another".into(),
            StoreError::Newer { .. } => "use the newer program; this one has not touched the file".into(),
            StoreError::Damaged { path, .. } => format!(
                "keep a copy of {0} with its -wal file; then `tierdesk restore BACKUP --store NEW`, or save what can be read with `sqlite3 {0} .recover`; `tierdesk check` lists what is wrong",
                path.display()
            ),
            StoreError::Altered { .. } => "`tierdesk check` lists every difference; restore a backup, or undo what was added by hand".into(),
            StoreError::ReadOnly { .. } => "make the file and its folder writable for you, or copy the store with `tierdesk backup`".into(),
            StoreError::Locked { .. } => "try again when the other process is done; an import or a program that was stopped (Ctrl-Z) may hold it".into(),
            StoreError::NoLocks(_) => "move the store to a local disk".into(),
            StoreError::Network { .. } => "move the store to a local disk, or set TIERDESK_ALLOW_NETWORK_FS=1 if only one machine ever opens it".into(),
            StoreError::Replaced(_) => "start again to open what lies there now".into(),
            StoreError::Full { .. } => "make room, then do it again; the program goes on where it is".into(),
            // What the contract says for itself is no matter of a pack.
            StoreError::Terms { error: BookError::Own(_), .. } => return None,
            StoreError::Terms { .. } => "`tierdesk policy check` says why a pack of your own is not loaded".into(),
            StoreError::Refused { refusal: Refusal::Conflict { .. }, .. } => "look at it again, then decide".into(),
            StoreError::Io { .. } | StoreError::Refused { .. } | StoreError::Sqlite { .. } => return None,
        })
    }
}

/// SQLite's own words for a file, turned into ours.
pub(super) fn from_sqlite(path: &Path, waited: Duration, error: rusqlite::Error) -> StoreError {
    let path = path.to_owned();
    let rusqlite::Error::SqliteFailure(failure, message) = error else {
        // A row whose columns cannot be what the schema says they are.
        return StoreError::Damaged { path, what: error.to_string() };
    };
    let message = message.unwrap_or_else(|| failure.to_string());
    let code = failure.extended_code;
    match failure.code {
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => StoreError::Locked { path, waited },
        ErrorCode::FileLockingProtocolFailed | ErrorCode::NoLargeFileSupport => StoreError::NoLocks(path),
        ErrorCode::DatabaseCorrupt => StoreError::Damaged { path, what: message },
        ErrorCode::NotADatabase => StoreError::NotAStore { path, why: message },
        ErrorCode::DiskFull => StoreError::Full { path, why: "the disk is full".into() },
        ErrorCode::ReadOnly => StoreError::ReadOnly { path, why: message },
        ErrorCode::PermissionDenied | ErrorCode::CannotOpen => StoreError::Io {
            doing: "open",
            path,
            error: io::Error::new(io::ErrorKind::PermissionDenied, message),
        },
        ErrorCode::SystemIoFailure if LOCKING.contains(&code) => StoreError::NoLocks(path),
        ErrorCode::SystemIoFailure if GROWING.contains(&code) => StoreError::Full {
            path,
            why: "a write failed (a full disk, a size limit or a failing device)".into(),
        },
        ErrorCode::SystemIoFailure => StoreError::Io {
            doing: "read or write",
            path,
            error: io::Error::other(format!("{message} ({code})")),
        },
        _ => StoreError::Sqlite { path, code, message },
    }
}

/// The input/output errors that mean that locking itself failed (B16).
const LOCKING: [i32; 5] = [
    rusqlite::ffi::SQLITE_IOERR_LOCK,
    rusqlite::ffi::SQLITE_IOERR_RDLOCK,
    rusqlite::ffi::SQLITE_IOERR_UNLOCK,
    rusqlite::ffi::SQLITE_IOERR_CHECKRESERVEDLOCK,
    rusqlite::ffi::SQLITE_IOERR_SHMLOCK,
];

/// The input/output errors of a file that cannot grow (A09, A10).
const GROWING: [i32; 2] = [rusqlite::ffi::SQLITE_IOERR_WRITE, rusqlite::ffi::SQLITE_IOERR_SHMSIZE];

#[cfg(test)]
mod tests {
    use super::*;

    fn named(code: i32) -> StoreError {
        let error = rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(code), None);
        from_sqlite(Path::new("/desk"), Duration::from_secs(5), error)
    }

    /// faults.md B07, B16: a lock that is held and a file system without locks are told apart; A09, A10, C07 likewise.
    #[test]
    fn result_codes_become_the_right_words() {
        assert!(matches!(named(5), StoreError::Locked { .. }));
        assert!(matches!(named(517), StoreError::Locked { .. }));
        for code in LOCKING {
            assert!(matches!(named(code), StoreError::NoLocks(_)), "{code}");
        }
        assert!(matches!(named(13), StoreError::Full { .. }));
        assert!(matches!(named(778), StoreError::Full { .. }));
        assert!(matches!(named(11), StoreError::Damaged { .. }));
        assert!(matches!(named(26), StoreError::NotAStore { .. }));
        assert!(matches!(named(8), StoreError::ReadOnly { .. }));
        assert!(matches!(named(1034), StoreError::Io { .. }));
        assert!(matches!(named(1), StoreError::Sqlite { .. }));
    }
}
