//! Copies of a whole store: taken while others write, complete or not there at all, checked before they count.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};
use tempfile::{NamedTempFile, TempPath};

use super::error::from_sqlite;
use super::place::{Place, absolute, beside, refuse_network};
use super::{Access, PATIENCE, Store, StoreError, check, connect};

/// Copies one snapshot of a database to `file`, which appears whole or not at all (A12, A13). Over an existing file only
/// where `replace` says so.
pub(super) fn copy(source: &Connection, file: &Path, replace: bool) -> Result<(), StoreError> {
    let file = absolute(file)?;
    if !replace && file.symlink_metadata().is_ok() {
        return Err(StoreError::Exists(file));
    }
    let draft = draft_beside(&file)?;
    fill(source, &draft, "DELETE")?;
    publish(draft, &file, replace)
}

/// A new, empty, private file (0600) in the folder where a store is to lie.
pub(super) fn draft_beside(file: &Path) -> Result<TempPath, StoreError> {
    let folder = file.parent().unwrap_or(Path::new("/"));
    // The error's own words name a file that people never asked for; what kind it is says enough.
    let io = |error: io::Error| StoreError::Io {
        doing: "write to the folder",
        path: folder.to_owned(),
        error: error.kind().into(),
    };
    let draft = tempfile::Builder::new().prefix(".tierdesk-").suffix(".part").tempfile_in(folder);
    draft.map(NamedTempFile::into_temp_path).map_err(io)
}

/// Copies all pages in one step: one snapshot, during which writers go on. A backup has journal mode DELETE: one file
/// without companions, which can be read from read-only media and copied by itself.
fn fill(source: &Connection, draft: &Path, journal: &str) -> Result<(), StoreError> {
    let sqlite = |error| from_sqlite(draft, PATIENCE, error);
    let mut target = Connection::open_with_flags(draft, OpenFlags::SQLITE_OPEN_READ_WRITE).map_err(sqlite)?;
    {
        let copying = Backup::new(source, &mut target).map_err(sqlite)?;
        let step = copying.step(-1).map_err(sqlite)?;
        if step != StepResult::Done {
            return Err(StoreError::Locked { path: draft.to_owned(), waited: PATIENCE });
        }
    }
    target.pragma_update_and_check(None, "journal_mode", journal, |_| Ok(())).map_err(sqlite)?;
    let findings = check::integrity(&target).map_err(sqlite)?;
    if let Some(finding) = findings.into_iter().next() {
        return Err(StoreError::Damaged {
            path: draft.to_owned(),
            what: format!("the copy is not sound: {finding}"),
        });
    }
    target.close().map_err(|(_, error)| sqlite(error))
}

/// Puts a finished file in its place, durably.
pub(super) fn publish(draft: TempPath, file: &Path, replace: bool) -> Result<(), StoreError> {
    let io = |doing| move |error| StoreError::Io { doing, path: file.to_owned(), error };
    File::open(&draft).and_then(|file| file.sync_all()).map_err(io("save"))?;
    let put = if replace { draft.persist(file) } else { draft.persist_noclobber(file) };
    put.map_err(|error| match error.error.kind() {
        io::ErrorKind::AlreadyExists => StoreError::Exists(file.to_owned()),
        _ => StoreError::Io { doing: "write", path: file.to_owned(), error: error.error },
    })?;
    let folder = file.parent().unwrap_or(Path::new("/"));
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(io("save the folder of"))
}

impl Store {
    /// Writes a copy of the store as it stands now to `file`: one file, checked, 0600, complete or not there (A12, A13).
    /// Over an existing file only where `replace` says so.
    ///
    /// # Errors
    /// [`StoreError`]; the target is untouched then.
    pub fn backup(&self, file: &Path, replace: bool) -> Result<(), StoreError> {
        let target = absolute(file)?;
        let real = fs::canonicalize(&target).unwrap_or(target);
        if real == self.place.path {
            let why = "a store cannot be its own backup".into();
            return Err(StoreError::Path { path: real, why });
        }
        copy(&self.connection, file, replace)
    }

    /// Checks a backup as `restore` will: that it is a store, of a version that we know, and sound.
    ///
    /// # Errors
    /// [`StoreError`] says what is wrong with it.
    pub fn verify(backup: &Path) -> Result<(), StoreError> {
        sound(backup).map(drop)
    }

    /// Makes a store at `path` from a backup, which is checked first. Never over an existing file; companions of a file
    /// that lay there before (`-wal`, `-shm`, `-journal`) are moved aside, so that they cannot be taken for this
    /// store's (C21). Gives the names that they have now.
    ///
    /// # Errors
    /// [`StoreError`]; nothing has been created then.
    pub fn restore(backup: &Path, path: &Path) -> Result<Vec<PathBuf>, StoreError> {
        let path = absolute(path)?;
        if path.symlink_metadata().is_ok() {
            return Err(StoreError::Exists(path));
        }
        refuse_network(&path)?;
        let (source, _place) = sound(backup)?;
        super::create::private_folder(&path)?;
        let draft = draft_beside(&path)?;
        fill(&source, &draft, "WAL")?;
        let moved = move_companions(&path)?;
        publish(draft, &path, false)?;
        Ok(moved)
    }

    /// Moves a store and its companions out of the way, to names that end in `ending`. Gives the store's new name.
    ///
    /// # Errors
    /// [`StoreError`] where the folder does not allow it or the name is taken.
    pub fn move_aside(path: &Path, ending: &str) -> Result<PathBuf, StoreError> {
        let path = absolute(path)?;
        let io = |error| StoreError::Io { doing: "move", path: path.clone(), error };
        let away = beside(&path, ending);
        if away.symlink_metadata().is_ok() {
            return Err(StoreError::Exists(away));
        }
        // The -wal first: a store without its -wal is older, a -wal with another store is damage.
        for companion in COMPANIONS {
            let from = beside(&path, companion);
            if from.symlink_metadata().is_ok() {
                fs::rename(&from, beside(&away, companion)).map_err(io)?;
            }
        }
        fs::rename(&path, &away).map_err(io)?;
        Ok(away)
    }
}

/// Opens a backup to be read, and checks all of it. The place is kept for as long as the connection is.
fn sound(backup: &Path) -> Result<(Connection, Place), StoreError> {
    let place = Place::existing(backup)?;
    let link = connect::open(&place, Access::ReadOnly, PATIENCE)?;
    let sqlite = |error| from_sqlite(&place.path, PATIENCE, error);
    match check::integrity(&link.connection).map_err(sqlite)?.into_iter().next() {
        Some(what) => Err(StoreError::Damaged { path: place.path, what }),
        None => Ok((link.connection, place)),
    }
}

/// What SQLite and we (see `mirror`) keep beside a store.
const COMPANIONS: [&str; 4] = ["-wal", "-shm", "-journal", "-last"];

/// Renames what a store that is gone left beside this path: nothing is deleted.
pub(super) fn move_companions(path: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let mut moved = Vec::new();
    for companion in COMPANIONS {
        let from = beside(path, companion);
        if from.symlink_metadata().is_err() {
            continue;
        }
        let free = (1..).map(|number| beside(&from, &format!(".left-{number}")));
        let to = free.into_iter().find(|to: &PathBuf| to.symlink_metadata().is_err()).unwrap_or_default();
        fs::rename(&from, &to).map_err(|error| StoreError::Io {
            doing: "move",
            path: from.clone(),
            error,
        })?;
        moved.push(to);
    }
    Ok(moved)
}
