//! Where the desk is kept: one narrow, synchronous interface, and SQLite behind it. Nobody above sees SQL.
//!
//! - [`Store::create`], [`Store::open`], [`Store::backup`], [`Store::restore`]: the file.
//! - [`Store::execute`]: the one way in. A batch of commands is decided and written in one transaction, or not at all.
//!   When it returns `Ok`, the change is on disk.
//! - [`Store::open_desk`], [`Store::walk_desk`], [`Store::news`], [`Store::desk_as_of`],
//!   [`Store::ticket`], [`Store::tickets`] ...: one snapshot each; no read transaction is kept afterwards, so that the
//!   -wal stays small (faults.md A17).
//! - [`Store::check`], [`Store::facts`]: whether it is sound, and what `tierdesk doctor` says about it.

mod actions;
mod alerts;
mod allowance;
mod apply;
mod as_of;
mod backup;
mod boards;
mod briefing;
mod bulk;
mod causes;
mod check;
mod connect;
mod create;
mod deliveries;
mod error;
mod events;
mod exchange;
mod execute;
mod facts;
mod glance;
mod handovers;
mod mirror;
mod outcomes;
mod people;
mod place;
pub mod presence;
mod preview;
mod read;
mod report;
mod rules;
mod running;
mod schema;
mod search;
mod shifts;
mod situation;
mod standstills;
mod tickets;
mod time;

use std::path::Path;
use std::time::Duration;

use rusqlite::Connection;

pub use actions::Action;
pub use alerts::{AlertQuery, Claimed, Told};
pub use apply::{Adopted, Applied, Left, Moving, Wish};
pub use boards::receipts_from;
pub use bulk::Bulk;
pub use check::Finding;
pub use deliveries::{Delivered, Delivery, DeliveryState};
pub use error::StoreError;
pub use exchange::{Met, People};
pub use execute::{Batch, Outcome};
pub use facts::Facts;
pub use place::{FileSystem, file_system};
pub use read::{DeskPiece, TicketFile, TicketQuery};
pub use running::{MovedDue, ReckonedWith, RunningDue};
pub use search::{Found, Hit, Piece, Place as FoundIn, Rest, SearchQuery};

use error::from_sqlite;
use place::Place;

/// How long a lock is waited for before [`StoreError::Locked`]; the hidden variable `TIERDESK_LOCK_WAIT_MS` shortens it
/// for tests.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10);

/// What a store is opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// To be changed; falls back to reading where the file cannot be written (see [`Store::read_only`]).
    ReadWrite,
    /// To be looked at.
    ReadOnly,
}

/// What the user should know about a store that was opened all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// The file has so many names: who opens it by another one shares no locks with us (C13).
    HardLinks(u64),
    /// It is read as a file that nobody can be changing: where somebody does, what is shown may be wrong (C11).
    Immutable,
    /// It was brought up to date; the older version lies there (A11).
    Upgraded(std::path::PathBuf),
    /// Changes that had been saved are gone: most likely the -wal file was deleted after a crash (A15).
    LostChanges {
        /// The last change that was saved.
        saved: i64,
        /// The last one that is there.
        found: i64,
    },
}

impl std::fmt::Display for Notice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Notice::HardLinks(links) => {
                write!(f, "the store's file has {links} names (hard links); open it by one of them only")
            }
            Notice::Immutable => {
                f.write_str("the store lies where nothing can be written; if somebody else changes it meanwhile, what is shown may be wrong")
            }
            Notice::Upgraded(backup) => {
                write!(f, "the store was brought up to date; as it was before, it lies in {}", backup.display())
            }
            Notice::LostChanges { saved, found } => write!(
                f,
                "the last changes are gone: change {saved} was saved, but the store ends at {found}. Was a -wal file deleted, or an older copy put in its place?"
            ),
        }
    }
}

/// One open store. Cheap to keep: between calls it holds no lock and no snapshot.
pub struct Store {
    // Before `place`: it must be closed before the claim on the file ends (see `place::Claim`).
    connection: Connection,
    place: Place,
    access: Access,
    patience: Duration,
    read_only: Option<String>,
    /// A write has failed: the file is opened anew before the next one (A08).
    suspect: bool,
    notices: Vec<Notice>,
    /// SQLite's counter of what others changed, as last looked at.
    data_version: i64,
}

impl Store {
    /// Opens an existing store. The file is looked at before SQLite may touch it: what is empty, foreign, newer or cut
    /// short is refused and left as it is (faults.md C01-C07). An older one is brought up to date, after a backup.
    ///
    /// # Errors
    /// [`StoreError`] names the file, what is wrong, and what to do.
    pub fn open(path: &Path, access: Access) -> Result<Store, StoreError> {
        Store::open_patient(path, access, patience())
    }

    fn open_patient(path: &Path, access: Access, patience: Duration) -> Result<Store, StoreError> {
        let place = Place::existing(path)?;
        // Read before the store, so that a change saved in between is not taken for a lost one.
        let mirrored = mirror::read(&place.path);
        let mut link = connect::open(&place, access, patience)?;
        if !place.is_same_file() {
            return Err(StoreError::Replaced(place.path));
        }
        let mut notices = connect::notices(&place, &link);
        let sqlite = |error| from_sqlite(&place.path, patience, error);
        if link.read_only.is_none() {
            if let Some(kept) = schema::upgrade(&mut link.connection, &place.path, patience)? {
                notices.push(Notice::Upgraded(kept));
            }
            let differences = schema::differences(&link.connection).map_err(sqlite)?;
            if !differences.is_empty() {
                return Err(StoreError::Altered { path: place.path, what: differences.join("; ") });
            }
        }
        let found = read::sequence(&link.connection).map_err(sqlite)?;
        if let Some(saved) = mirrored.filter(|saved| *saved > found) {
            notices.push(Notice::LostChanges { saved, found });
        }
        let data_version = data_version(&link.connection).map_err(sqlite)?;
        Ok(Store {
            connection: link.connection,
            place,
            access,
            patience,
            read_only: link.read_only,
            suspect: false,
            notices,
            data_version,
        })
    }

    /// Why nothing can be written, where it cannot.
    pub fn read_only(&self) -> Option<&str> {
        self.read_only.as_deref()
    }

    /// What the user should know about how it was opened.
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// The file, absolute, symlinks resolved.
    pub fn path(&self) -> &Path {
        &self.place.path
    }

    /// Whether the path still leads to the file that was opened (C15). A cheap look at the folder; `execute` looks by
    /// itself before it writes.
    pub fn still_same_file(&self) -> bool {
        self.place.is_same_file()
    }

    /// Whether another process changed something since the last time this was asked. Costs microseconds.
    ///
    /// # Errors
    /// [`StoreError`] where the file cannot be read.
    pub fn changed_elsewhere(&mut self) -> Result<bool, StoreError> {
        let version = data_version(&self.connection).map_err(|error| self.error(error))?;
        Ok(std::mem::replace(&mut self.data_version, version) != version)
    }

    fn error(&self, error: rusqlite::Error) -> StoreError {
        from_sqlite(&self.place.path, self.patience, error)
    }
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store")
            .field("path", &self.place.path)
            .field("access", &self.access)
            .finish_non_exhaustive()
    }
}

fn data_version(connection: &Connection) -> rusqlite::Result<i64> {
    connection.pragma_query_value(None, "data_version", |row| row.get(0))
}

fn patience() -> Duration {
    let told = std::env::var("TIERDESK_LOCK_WAIT_MS").ok().and_then(|text| text.parse().ok());
    told.map_or(PATIENCE, Duration::from_millis)
}
