//! With which causes tickets were resolved lately.

use super::tickets::text;
use super::{Store, StoreError};
use crate::desk::Event;

/// How far back is looked: bounded in events, so that a store of millions answers as fast as a small one.
const EVENTS: i64 = 5_000;

impl Store {
    /// Causes with which tickets were resolved lately, each once, the last one first, at most so many.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    pub fn recent_causes(&self, most: usize) -> Result<Vec<String>, StoreError> {
        let newest = "SELECT body FROM (SELECT kind, body FROM event ORDER BY sequence DESC LIMIT ?1)
             WHERE kind = 'resolved'";
        let mut query = self.connection.prepare_cached(newest).map_err(|error| self.error(error))?;
        let mut read = || {
            let mut causes: Vec<String> = Vec::new();
            let mut rows = query.query([EVENTS])?;
            while let Some(row) = rows.next()? {
                // An entry that cannot be read is for `tierdesk check`.
                let event = text(row, 0)?.and_then(|body| serde_json::from_str(&body).ok());
                let Some(Event::Resolved { cause }) = event else { continue };
                let cause = cause.trim();
                let short = !cause.is_empty() && cause.chars().count() <= 200 && !cause.contains('\n');
                if short && !causes.iter().any(|known| known == cause) {
                    causes.push(cause.to_owned());
                }
                if causes.len() == most {
                    break;
                }
            }
            Ok(causes)
        };
        read().map_err(|error| self.error(error))
    }
}
