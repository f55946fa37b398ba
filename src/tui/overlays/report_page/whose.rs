//! Whose tickets the page is about: everybody's at first, narrowed by opening a group.

use crate::desk::CustomerId;
use crate::report::{By, GroupKey, Stretch};
use crate::text::printable;

/// Whose tickets the report is about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Whose {
    pub customer: Option<(CustomerId, String)>,
    pub tier: Option<String>,
    pub severity: Option<String>,
    pub agent: Option<String>,
    /// A week or month out of the period.
    pub stretch: Option<Stretch>,
}

impl Whose {
    /// Takes what the tickets of a group have in common.
    pub fn narrow(&mut self, key: GroupKey) {
        match key.by {
            By::Customer => self.customer = key.key.parse().ok().map(|id| (CustomerId(id), key.words)),
            By::Tier => self.tier = Some(key.key),
            By::Severity => self.severity = Some(key.key),
            By::Agent => self.agent = Some(key.key),
            By::Week => self.stretch = Stretch::week(&key.key),
            By::Month => self.stretch = Stretch::month(&key.key),
        }
    }

    /// Whether it is not everybody's.
    pub fn is_narrow(&self) -> bool {
        *self != Whose::default()
    }

    /// In words; empty for everybody's.
    pub fn words(&self) -> String {
        let customer = self.customer.as_ref().map(|(_, name)| printable(name).into_owned());
        let agent = self.agent.as_ref().map(|agent| {
            if agent.is_empty() { "nobody's".to_owned() } else { format!("agent {}", printable(agent)) }
        });
        let rest = [
            self.tier.as_ref().map(|tier| format!("tier {}", printable(tier))),
            self.severity.as_ref().map(|severity| format!("severity {}", printable(severity))),
        ];
        let all: Vec<String> = [customer, agent].into_iter().chain(rest).flatten().collect();
        all.join(", ")
    }
}
