//! What a subcommand is given: the clock, the zones, where the store is, who asks, and where to write.

use std::path::PathBuf;
use std::sync::Arc;

use super::{CliError, Global, Out};
use crate::calendar::{Instant, Zones};
use crate::host::{self, Clock, Folders};

/// The surroundings of one run. Built once, before anything can fail; what costs is made when first asked for.
pub struct Context {
    /// Standard output.
    pub out: Out,
    /// The clock of this run.
    pub clock: Clock,
    global: Global,
    zones: Option<Arc<Zones>>,
}

impl Context {
    pub(super) fn of_process(global: Global) -> Context {
        Context { out: Out::stdout(), clock: Clock::of_machine(), global, zones: None }
    }

    /// The present second.
    pub fn now(&self) -> Instant {
        self.clock.now()
    }

    /// The zone rules in force on this machine.
    pub fn zones(&mut self) -> Arc<Zones> {
        self.zones.get_or_insert_with(|| Arc::new(host::zones())).clone()
    }

    /// Who asks, for assignments and the history.
    pub fn agent(&self) -> String {
        self.global.agent.clone().unwrap_or_else(host::login_name)
    }

    /// The store's path: `--store`, `TIERDESK_STORE`, or the one in the user's data folder.
    ///
    /// # Errors
    /// Where none is named and there is no home folder.
    pub fn store_path(&self) -> Result<PathBuf, CliError> {
        match &self.global.store {
            Some(path) => Ok(path.clone()),
            None => Ok(self.folders()?.store()),
        }
    }

    /// The user's folders.
    ///
    /// # Errors
    /// Where there is no home folder (faults.md C17).
    pub fn folders(&self) -> Result<Folders, CliError> {
        Folders::of_user().map_err(|error| {
            CliError::usage(error.to_string()).hint("set HOME, or name the store with --store PATH")
        })
    }
}
