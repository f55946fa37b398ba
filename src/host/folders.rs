//! Where the program keeps things, by the platform's own rules (XDG on Linux).

use std::path::PathBuf;

use etcetera::{BaseStrategy, choose_base_strategy};

/// The user's folders for this program. Nothing here is created by asking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folders {
    /// The store's home unless told otherwise.
    pub data: PathBuf,
    /// Settings.
    pub config: PathBuf,
    /// Logs, drafts and crash reports.
    pub state: PathBuf,
}

/// The machine names no home folder (faults.md C17).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no home folder is known: HOME is not set")]
pub struct FoldersError;

impl Folders {
    /// The folders of whoever runs the program.
    ///
    /// # Errors
    /// [`FoldersError`] where HOME is not set.
    pub fn of_user() -> Result<Folders, FoldersError> {
        let base = choose_base_strategy().map_err(|_| FoldersError)?;
        let own = |folder: PathBuf| folder.join("tierdesk");
        let state = base.state_dir().unwrap_or_else(|| base.data_dir());
        Ok(Folders { data: own(base.data_dir()), config: own(base.config_dir()), state: own(state) })
    }

    /// The store that is opened when no other is named.
    pub fn store(&self) -> PathBuf {
        self.data.join("desk.tierdesk")
    }
}
