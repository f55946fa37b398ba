//! What a store's error becomes for people and shells.

use super::{CliError, Exit};
use crate::desk::Refusal;
use crate::store::StoreError;

impl From<StoreError> for CliError {
    fn from(error: StoreError) -> CliError {
        let exit = match &error {
            StoreError::Refused { refusal, .. } => match refusal {
                Refusal::Conflict { .. } => Exit::Conflict,
                Refusal::Missing(_) | Refusal::State { .. } | Refusal::Taken(_) => Exit::No,
                Refusal::Invalid(_) => Exit::Usage,
                Refusal::Several(all) => {
                    let conflict = all.iter().any(|one| matches!(one, Refusal::Conflict { .. }));
                    if conflict { Exit::Conflict } else { Exit::No }
                }
            },
            StoreError::Locked { .. } => Exit::Locked,
            StoreError::Replaced(_) => Exit::Conflict,
            StoreError::Missing(_)
            | StoreError::Exists(_)
            | StoreError::Path { .. }
            | StoreError::NotAStore { .. }
            | StoreError::Newer { .. }
            | StoreError::Altered { .. }
            | StoreError::ReadOnly { .. }
            | StoreError::NoLocks(_)
            | StoreError::Network { .. }
            | StoreError::Terms { .. } => Exit::Usage,
            StoreError::Damaged { .. }
            | StoreError::Full { .. }
            | StoreError::Io { .. }
            | StoreError::Sqlite { .. } => Exit::Internal,
        };
        let said = CliError::new(exit, error.to_string());
        match error.hint() {
            Some(hint) => said.hint(hint),
            None => said,
        }
    }
}
