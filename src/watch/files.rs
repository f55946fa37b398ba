//! The files beside a store that say who is told of what: `alerts.toml` and `rota.toml`. A broken one never stops anything:
//! the last good one holds, and what is wrong is said once.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::alert::{OnCall, Rules};
use crate::calendar::{Instant, Zones};
use crate::console::rota_file::Watched;
use crate::host::{self, Stamp};
use crate::rota::Duty;
use crate::written::{Diagnostic, Weight};

/// Larger files are no rules that a person wrote.
const LARGEST: usize = 1024 * 1024;

/// The rules and the rota of a desk.
pub(super) struct DeskFiles {
    zones: Arc<Zones>,
    /// Those in force: the program's own where there is no file.
    rules: Rules,
    written: Kept<Rules>,
    rota: Watched,
    notes: Vec<String>,
}

/// What a file says, and by what it is known that it is still the same.
#[derive(Debug)]
struct Kept<T> {
    path: PathBuf,
    stamp: Option<Stamp>,
    value: Option<T>,
}

impl<T> Kept<T> {
    fn new(path: PathBuf) -> Kept<T> {
        Kept { path, stamp: None, value: None }
    }

    /// Reads the file; whether what it says is another thing now.
    fn read(
        &mut self,
        notes: &mut Vec<String>,
        read: impl FnOnce(&[u8], &str) -> (Option<T>, Vec<Diagnostic>),
    ) -> bool {
        self.stamp = host::stamp(&self.path);
        let name = self.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let bytes = match host::read_if_there(&self.path, LARGEST) {
            Ok(None) => return self.value.take().is_some(),
            Ok(Some(bytes)) if bytes.len() > LARGEST => {
                notes.push(format!("{name} is too large to be read"));
                return false;
            }
            Ok(Some(bytes)) => bytes,
            Err(error) => {
                notes.push(format!("{name} cannot be read: {error}"));
                return false;
            }
        };
        let (value, found) = read(&bytes, &name);
        let refused = found.iter().find(|finding| finding.weight == Weight::Error);
        match (value, refused) {
            (Some(value), None) => {
                self.value = Some(value);
                true
            }
            (_, wrong) => {
                let wrong = wrong.map(ToString::to_string).unwrap_or_else(|| name.clone());
                let holds = if self.value.is_some() { "; what it said before holds" } else { "" };
                notes.push(format!("{wrong}{holds}"));
                false
            }
        }
    }
}

impl DeskFiles {
    /// Reads them.
    pub fn read(store: &Path, zones: Arc<Zones>) -> DeskFiles {
        let written = Kept::new(host::desk_file(store, "alerts.toml"));
        let rota = Watched::new(store, zones.clone());
        let rules = Rules::built_in(&zones);
        let mut files = DeskFiles { zones, rules, written, rota, notes: Vec::new() };
        files.read_rules();
        files.look_at_rota();
        files
    }

    fn read_rules(&mut self) -> bool {
        let zones = &self.zones;
        let changed = self.written.read(&mut self.notes, |bytes, name| Rules::read(bytes, name, zones));
        if changed {
            self.rules = self.written.value.clone().unwrap_or_else(|| Rules::built_in(zones));
        }
        changed
    }

    fn look_at_rota(&mut self) -> bool {
        let changed = self.rota.look();
        self.notes.extend(self.rota.trouble().filter(|_| changed));
        changed
    }

    /// Reads again what has changed; whether what holds is another thing now.
    pub fn look(&mut self) -> bool {
        let rules = host::stamp(&self.written.path) != self.written.stamp && self.read_rules();
        let rota = self.look_at_rota();
        rules || rota
    }

    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    pub fn notes(&mut self) -> Vec<String> {
        std::mem::take(&mut self.notes)
    }
}

impl std::fmt::Debug for DeskFiles {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DeskFiles").field("rules", &self.rules).finish_non_exhaustive()
    }
}

/// Without a rota nobody is on call.
impl OnCall for DeskFiles {
    fn on_duty(&self, at: Instant) -> Vec<Duty> {
        self.rota.rota().map(|rota| rota.on_duty(at)).unwrap_or_default()
    }

    fn next_change(&self, at: Instant) -> Option<Instant> {
        self.rota.rota()?.next_change(at)
    }
}
