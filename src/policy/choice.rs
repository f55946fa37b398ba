//! Calendars by choice: one name for several, of which a ticket's facts pick one (sla.md part 4).

use super::model::{Conditions, Facts, NamedCalendar, Pack, SeverityKey};

/// A calendar that depends on what is known of a ticket; its first matching row answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarChoice {
    /// Its key in the pack; cells and the desk's hours name it as they name a calendar.
    pub key: String,
    /// When a row answers, and the key of its calendar, which is no choice itself.
    pub rows: Vec<(Conditions, String)>,
}

impl CalendarChoice {
    /// The key of the calendar for these facts, with the severity that they count as. Arrival is never asked.
    pub fn pick(&self, facts: &Facts, severity: Option<&SeverityKey>) -> Option<&str> {
        let row = self.rows.iter().find(|(when, _)| when.match_facts(facts, severity, &|_| None));
        row.map(|(_, key)| key.as_str())
    }

    /// Whether some facts lead to that calendar.
    pub fn reaches(&self, calendar: &str) -> bool {
        self.rows.iter().any(|(_, key)| key == calendar)
    }
}

impl Pack {
    /// The calendar that a key means for these facts: the one of that key, or the one that a choice picks.
    pub fn calendar_for(&self, key: &str, facts: &Facts) -> Option<&NamedCalendar> {
        self.calendar(key).or_else(|| self.calendar(self.choice(key)?.pick(facts, self.counted(facts))?))
    }

    /// The choice of that key.
    pub fn choice(&self, key: &str) -> Option<&CalendarChoice> {
        self.choices.iter().find(|choice| choice.key == key)
    }

    /// The keys of the calendars that a key may mean: itself, or all that a choice names.
    pub fn reached<'p>(&'p self, key: &'p str) -> Vec<&'p str> {
        match self.choice(key) {
            Some(choice) => choice.rows.iter().map(|(_, key)| key.as_str()).collect(),
            None => vec![key],
        }
    }
}
