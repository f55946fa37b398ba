//! Making a new store: whole or not at all, never over something (A06).

use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::Path;

use rusqlite::{Connection, OpenFlags, params};

use super::error::from_sqlite;
use super::place::{absolute, refuse_network};
use super::{Access, PATIENCE, Store, StoreError, backup, schema};
use crate::calendar::Instant;

impl Store {
    /// Makes an empty store and opens it. Its folder is made where it is missing (0700), the file is 0600 whatever the
    /// umask, and nothing is ever created over an existing file.
    ///
    /// # Errors
    /// [`StoreError::Exists`] where a file is there already; others where the folder cannot be written.
    pub fn create(path: &Path, now: Instant) -> Result<Store, StoreError> {
        let path = absolute(path)?;
        if path.symlink_metadata().is_ok() {
            return Err(StoreError::Exists(path));
        }
        refuse_network(&path)?;
        private_folder(&path)?;
        // Built under another name, so that a power cut leaves no store rather than half of one.
        let draft = backup::draft_beside(&path)?;
        let identity = identity_from(&draft);
        fill(&draft, &identity, now).map_err(|error| from_sqlite(&path, PATIENCE, error))?;
        backup::move_companions(&path)?;
        backup::publish(draft, &path, false)?;
        Store::open(&path, Access::ReadWrite)
    }
}

/// Makes the folders that a store's path needs, readable for its owner only (C16).
pub(super) fn private_folder(path: &Path) -> Result<(), StoreError> {
    let folder = path.parent().unwrap_or(Path::new("/"));
    DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(|error| StoreError::Io {
        doing: "make the folder",
        path: folder.to_owned(),
        error,
    })
}

/// What tells this store from others: the random part of the draft's name.
pub(super) fn identity_from(draft: &Path) -> String {
    let name = draft.file_stem().unwrap_or_default().to_string_lossy();
    name.trim_start_matches(".tierdesk-").to_owned()
}

/// Makes an empty store of an empty file.
pub(super) fn fill(draft: &Path, identity: &str, now: Instant) -> rusqlite::Result<()> {
    let connection = Connection::open_with_flags(draft, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    connection.execute_batch("PRAGMA synchronous = FULL; BEGIN IMMEDIATE;")?;
    schema::lay_out(&connection, schema::VERSION)?;
    connection.execute(
        "INSERT INTO desk (one, identity, created, last_ticket) VALUES (1, ?1, ?2, 0)",
        params![identity, now.unix()],
    )?;
    connection.execute_batch("COMMIT")?;
    connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    connection.close().map_err(|(_, error)| error)
}
