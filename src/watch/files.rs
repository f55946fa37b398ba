//! The files beside a store that say who is told of what: `alerts.toml` and `rota.toml`. A broken one never stops anything:
//! the last good one holds, and what is wrong is said once.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::alert::{OnCall, Rules};
use crate::calendar::{Instant, Zones};
use crate::console::rota_file::Watched;
use crate::host::{self, Stamp};
use crate::rota::Duty;
use crate::written::{LARGEST, Weight};

/// The rules and the rota of a desk.
pub(super) struct DeskFiles {
    zones: Arc<Zones>,
    /// `alerts.toml`, and by what it is known that it is still the same.
    path: PathBuf,
    stamp: Option<Stamp>,
    /// Those in force: the program's own where there is no file, or none that could be read yet.
    rules: Rules,
    /// They are those of a file.
    written: bool,
    rota: Watched,
    notes: Vec<String>,
}

impl DeskFiles {
    /// Reads them.
    pub fn read(store: &Path, zones: Arc<Zones>) -> DeskFiles {
        let path = host::desk_file(store, "alerts.toml");
        let (rules, rota) = (Rules::built_in(&zones), Watched::new(store, zones.clone()));
        let mut files =
            DeskFiles { zones, path, stamp: None, rules, written: false, rota, notes: Vec::new() };
        files.read_rules();
        files.look_at_rota();
        files
    }

    /// Reads the rules; whether others hold now.
    fn read_rules(&mut self) -> bool {
        self.stamp = host::stamp(&self.path);
        let name = self.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let bytes = match host::read_if_there(&self.path, LARGEST) {
            Ok(None) => {
                if self.written {
                    self.rules = Rules::built_in(&self.zones);
                }
                return std::mem::take(&mut self.written);
            }
            Ok(Some(bytes)) => bytes,
            Err(error) => {
                self.notes.push(format!("{name} cannot be read: {error}"));
                return false;
            }
        };
        let (rules, found) = Rules::read(&bytes, &name, &self.zones);
        let refused = found.iter().find(|finding| finding.weight == Weight::Error);
        match (rules, refused) {
            (Some(rules), None) => {
                (self.rules, self.written) = (rules, true);
                true
            }
            (_, wrong) => {
                let wrong = wrong.map(ToString::to_string).unwrap_or(name);
                let holds = if self.written { "; what it said before holds" } else { "" };
                self.notes.push(format!("{wrong}{holds}"));
                false
            }
        }
    }

    fn look_at_rota(&mut self) -> bool {
        let changed = self.rota.look();
        self.notes.extend(self.rota.trouble().filter(|_| changed));
        changed
    }

    /// Reads again what has changed; whether what holds is another thing now.
    pub fn look(&mut self) -> bool {
        let rules = host::stamp(&self.path) != self.stamp && self.read_rules();
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
