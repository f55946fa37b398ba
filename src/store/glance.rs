//! A look at a store that leaves no trace: no -wal, no lock, no upgrade, for a status line that is asked every few seconds.

use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

use super::place::{Place, beside};
use super::{Access, Store, StoreError, connect, data_version, from_sqlite, patience};

/// By what it is known that nobody has written to the file meanwhile.
type Stamp = (u64, i64, i64, u64, bool);

impl Store {
    /// Reads a store and closes it again. Where nobody has it open it is read as a file that nobody changes; should
    /// somebody have begun to just then, it is read once more as one of theirs.
    ///
    /// # Errors
    /// [`StoreError`] where there is no store, or it cannot be read.
    pub fn glance<T>(
        path: &Path,
        read: impl Fn(&mut Store) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let place = Place::existing(path)?;
        let before = stamp(&place.path);
        let in_use = before.is_none_or(|(.., in_use)| in_use);
        if !in_use {
            let file = place.path.clone();
            let found = alone(place).and_then(|mut store| read(&mut store));
            if found.is_ok() && stamp(&file) == before {
                return found;
            }
        }
        read(&mut Store::open(path, Access::ReadOnly)?)
    }

    /// How many tickets are open.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    pub fn count_open(&self) -> Result<usize, StoreError> {
        let counted = self.connection.query_row("SELECT count(*) FROM open_ticket", [], |row| row.get(0));
        let count: i64 = counted.map_err(|error| self.error(error))?;
        Ok(usize::try_from(count).unwrap_or_default())
    }
}

fn stamp(path: &Path) -> Option<Stamp> {
    let found = fs::metadata(path).ok()?;
    let in_use = fs::symlink_metadata(beside(path, "-wal")).is_ok();
    Some((found.len(), found.mtime(), found.mtime_nsec(), found.ino(), in_use))
}

/// A store that nobody else has open.
fn alone(place: Place) -> Result<Store, StoreError> {
    let patience = patience();
    let link = connect::open_immutable(&place, "it is only looked at".into(), patience)?;
    let data_version =
        data_version(&link.connection).map_err(|error| from_sqlite(&place.path, patience, error))?;
    Ok(Store {
        connection: link.connection,
        place,
        access: Access::ReadOnly,
        patience,
        read_only: link.read_only,
        suspect: false,
        notices: Vec::new(),
        data_version,
    })
}
