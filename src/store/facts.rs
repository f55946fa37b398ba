//! What `tierdesk doctor` says about a store: numbers and modes, no words of customers (faults.md I05).

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use super::place::{FileSystem, beside, file_system};
use super::{Store, StoreError, schema};
use crate::calendar::Instant;
use crate::policy::PackId;

/// Facts about an open store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// The store's own random name.
    pub identity: String,
    /// Version of its tables.
    pub schema: i32,
    /// When it was made.
    pub created: Instant,
    /// Customers.
    pub customers: i64,
    /// Open tickets.
    pub open: i64,
    /// Resolved tickets.
    pub closed: i64,
    /// Events on record.
    pub events: i64,
    /// The newest time that an event bears: a clock that shows less is wrong (D03).
    pub newest: Option<Instant>,
    /// Bytes of the file and of its -wal.
    pub bytes: (u64, u64),
    /// Permission bits of the file.
    pub mode: u32,
    /// Permission bits of its folder.
    pub folder_mode: u32,
    /// The file system that holds it.
    pub file_system: FileSystem,
    /// Packs and tiers of contracts under which tickets are open: what their due times rest on.
    pub packs_of_open: BTreeSet<PackId>,
    /// Zones that contracts with open tickets set for themselves.
    pub own_zones_of_open: BTreeSet<String>,
}

impl Store {
    /// The release of SQLite that is in this program.
    pub fn sqlite_version() -> &'static str {
        rusqlite::version()
    }

    /// Facts about this store.
    ///
    /// # Errors
    /// [`StoreError`] where it cannot be read.
    pub fn facts(&mut self) -> Result<Facts, StoreError> {
        let path = self.place.path.clone();
        let with_open = self.contracts_with_open_tickets()?;
        self.snapshot(|connection| {
            let count = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, i64>(0));
            let (identity, created) =
                connection.query_row("SELECT identity, created FROM desk", [], |row| {
                    Ok((row.get(0)?, row.get(1)?))
                })?;
            let newest: Option<i64> = connection.query_row(
                "SELECT max(at) FROM (SELECT at FROM event ORDER BY sequence DESC LIMIT 1000)",
                [],
                |row| row.get(0),
            )?;
            Ok(Facts {
                identity,
                schema: schema::version(connection)?,
                created: Instant::from_unix_clamped(created),
                customers: count("SELECT count(*) FROM customer")?,
                open: count("SELECT count(*) FROM open_ticket")?,
                closed: count("SELECT count(*) FROM closed_ticket")?,
                events: count("SELECT ifnull(max(sequence), 0) FROM event")?,
                newest: newest.map(Instant::from_unix_clamped),
                bytes: (size(&path), size(&beside(&path, "-wal"))),
                mode: mode(&path),
                folder_mode: path.parent().map_or(0, mode),
                file_system: file_system(&path),
                packs_of_open: with_open.iter().map(|contract| contract.pack.clone()).collect(),
                own_zones_of_open: with_open
                    .iter()
                    .flat_map(|contract| {
                        let place = contract.own.place.as_ref().map(|place| place.time_zone.clone());
                        contract.own.time_zone.iter().cloned().chain(place)
                    })
                    .collect(),
            })
        })
    }

    fn contracts_with_open_tickets(&mut self) -> Result<Vec<crate::desk::Contract>, StoreError> {
        let named = self.snapshot(|connection| {
            let mut query =
                connection.prepare("SELECT DISTINCT contract FROM open_ticket WHERE contract IS NOT NULL")?;
            query.query_map([], |row| row.get::<_, i64>(0))?.collect::<rusqlite::Result<BTreeSet<_>>>()
        })?;
        let mut contracts = self.contracts(None)?;
        contracts.retain(|contract| named.contains(&contract.id.0));
        Ok(contracts)
    }
}

fn size(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |facts| facts.len())
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).map_or(0, |facts| facts.permissions().mode() & 0o7777)
}
