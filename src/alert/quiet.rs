//! Quiet hours: alerts that fall in them wait until they end.

use crate::calendar::{Calendar, Hours, Instant};

/// Hours in which alerts wait. They are a calendar that is "open" while it is quiet, so that clock changes need no rule of
/// their own: every instant is labelled by its wall-clock time (sla.md 1.1).
#[derive(Debug, Clone)]
pub struct Quiet {
    /// When it is quiet.
    pub calendar: std::sync::Arc<Calendar>,
    /// Whose; empty for everybody's.
    pub agents: Vec<String>,
    /// Alerts of these severities wait; empty for all.
    pub severities: Vec<String>,
    /// Alerts of so many of the most severe ranks come all the same.
    pub except_top: usize,
}

impl Quiet {
    /// Whether they hold for what is told to an agent about a ticket of that severity (key and rank); for what has none, an
    /// allowance, they always do.
    pub fn holds_for(&self, agent: &str, severity: Option<(&str, usize)>) -> bool {
        let agent = self.agents.is_empty() || self.agents.iter().any(|known| known == agent);
        agent
            && severity.is_none_or(|(key, rank)| {
                rank >= self.except_top
                    && (self.severities.is_empty() || self.severities.iter().any(|known| known == key))
            })
    }

    /// When it ends, where it is quiet then; `Some(None)` where it never does.
    pub fn end(&self, at: Instant) -> Option<Option<Instant>> {
        match self.calendar.hours(at) {
            Hours::Open { until } => Some(until),
            Hours::Closed { .. } => None,
        }
    }
}
