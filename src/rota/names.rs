//! Whose an event of a feed is: the agent whom its summary or attendee names, by the names that `rota.toml` gives.

use std::sync::Arc;

use calcard::icalendar::{ICalendarComponent, ICalendarParameterName, ICalendarProperty};

/// Longest name of an agent, in characters.
pub(super) const LONGEST: usize = 60;
/// Odd events that are told one by one.
const TOLD: usize = 5;

/// What of an event names the agent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Says {
    /// Its title.
    #[default]
    Summary,
    /// Who is invited: the name, or else the address.
    Attendee,
}

impl Says {
    /// As the file writes it.
    pub const WORDS: [(&str, Says); 2] = [("summary", Says::Summary), ("attendee", Says::Attendee)];
}

/// How the agents of a feed are found out.
#[derive(Debug, Clone, Default)]
pub(super) struct Naming {
    /// Where an event says it.
    pub says: Says,
    /// What the feed calls somebody, and who that is.
    pub names: Vec<(String, String)>,
}

impl Naming {
    /// Whose an event is. Somebody whom `names` does not have is taken by the words of the feed, and put down as odd.
    ///
    /// # Errors
    /// Where the event names nobody.
    pub fn agent(&self, event: &ICalendarComponent, odd: &mut Vec<String>) -> Result<Arc<str>, String> {
        let said = self.said(event);
        let known = said.iter().find_map(|words| self.known(words));
        if let Some(known) = known {
            return Ok(known.into());
        }
        let Some(words) = said.into_iter().next() else {
            let what = if self.says == Says::Summary { "summary" } else { "attendee" };
            return Err(format!("has no {what} that would say whose turn it is"));
        };
        let words = crate::text::fitted(&words, LONGEST).into_owned();
        if !self.names.is_empty() {
            let remark = format!("{} is none of `names`", crate::text::quoted(&words));
            if odd.len() < TOLD && !odd.contains(&remark) {
                odd.push(remark);
            }
        }
        Ok(words.into())
    }

    /// What the event says of whose it is, the likeliest first.
    fn said(&self, event: &ICalendarComponent) -> Vec<String> {
        let printable = |text: &str| crate::text::printable(text.trim()).into_owned();
        let said: Vec<String> = match self.says {
            Says::Summary => {
                let summary = event.property(&ICalendarProperty::Summary);
                let text = summary.and_then(|entry| entry.values.first()).and_then(|value| value.as_text());
                text.map(printable).into_iter().collect()
            }
            Says::Attendee => {
                let Some(entry) = event.property(&ICalendarProperty::Attendee) else { return Vec::new() };
                let called = entry.params.iter().find(|param| param.name == ICalendarParameterName::Cn);
                let called = called.and_then(|param| param.value.as_text()).map(printable);
                let address = entry.calendar_address().map(printable);
                called.into_iter().chain(address).collect()
            }
        };
        said.into_iter().filter(|words| !words.is_empty()).collect()
    }

    /// The agent of the longest name that stands in the words as words of their own: `On call: Ana Lopez`.
    fn known(&self, words: &str) -> Option<&str> {
        let lower = words.to_lowercase();
        let stands = |name: &str| {
            lower.match_indices(name).any(|(at, name)| {
                let before = lower.get(..at).and_then(|text| text.chars().next_back());
                let after = lower.get(at + name.len()..).and_then(|text| text.chars().next());
                [before, after].iter().all(|c| c.is_none_or(|c| !c.is_alphanumeric()))
            })
        };
        let fits = self.names.iter().filter(|(name, _)| stands(&name.to_lowercase()));
        fits.max_by_key(|(name, _)| name.len()).map(|(_, agent)| agent.as_str())
    }
}
