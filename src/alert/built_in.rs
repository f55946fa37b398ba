//! The rules of a desk that has written none.

use super::rules::Rules;
use crate::calendar::Zones;

/// They, as `alerts.toml` would hold them: what `tierdesk alert rules` prints to start from.
pub const BUILT_IN: &str = include_str!("../../assets/alerts.toml");

impl Rules {
    /// The rules of a desk that has written none.
    pub fn built_in(zones: &Zones) -> Rules {
        // They are read in a test; a desk without any rule would be the least that could happen.
        Rules::read(BUILT_IN.as_bytes(), "alerts.toml", zones).0.unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_rules_hold() {
        let (rules, found) = Rules::read(BUILT_IN.as_bytes(), "alerts.toml", &Zones::embedded());
        assert!(found.is_empty(), "{found:?}");
        assert!(rules.is_some_and(|rules| rules.rules.len() >= 3));
    }
}
