//! Moments on the command line: as people say them, on the wall clock of the machine or of a zone that is named.

use std::sync::Arc;

use super::{CliError, Context, look_up};
use crate::calendar::{Instant, Toward, Zone, moment};
use crate::host;

/// Whose wall clock moments are read on.
#[derive(Debug, clap::Args)]
pub struct Clock {
    /// The zone in which moments are read that name no offset [default: this machine's]
    #[arg(long, value_name = "ZONE")]
    zone: Option<String>,
}

impl Clock {
    /// The zone that is meant.
    ///
    /// # Errors
    /// Where one is named that there is not.
    pub fn zone(&self, context: &mut Context) -> Result<Arc<Zone>, CliError> {
        let zones = context.zones();
        match &self.zone {
            Some(name) => look_up::zone(&zones, name),
            None => Ok(host::local_zone(&zones)),
        }
    }

    /// Reads a moment.
    ///
    /// # Errors
    /// Where it is none; says what would be right.
    pub fn read(&self, words: &str, toward: Toward, context: &mut Context) -> Result<Instant, CliError> {
        let zone = self.zone(context)?;
        moment(words, &zone, context.now(), toward).map_err(|error| CliError::usage(error.to_string()))
    }
}

/// An instant on a wall clock: `Fri 20 Nov 2026 02:14 CET`.
pub fn told(at: Instant, zone: &Zone) -> String {
    format!("{} {}", zone.civil(at).format("%a %-d %b %Y %H:%M"), zone.abbreviation_at(at))
}
