//! What a pack answers: a tier, a severity, the row of a table that answers for a ticket.

use super::clock::Clock;
use super::model::{
    Answers, Cell, ClockKey, CountsAs, Desk, Facts, NamedCalendar, Pack, Severity, SeverityKey, Tier, TierKey,
};
use crate::calendar::Instant;

impl Pack {
    /// The tier of that key.
    pub fn tier(&self, key: &TierKey) -> Option<&Tier> {
        self.tiers.iter().find(|tier| tier.key == *key)
    }

    /// The severity of that key.
    pub fn severity(&self, key: &SeverityKey) -> Option<&Severity> {
        self.severities.iter().find(|severity| severity.key == *key)
    }

    /// 0 for the most severe; past the end for one the pack does not know.
    pub fn severity_rank(&self, key: &SeverityKey) -> usize {
        self.severities.iter().position(|severity| severity.key == *key).unwrap_or(self.severities.len())
    }

    /// The severity that a word means: its key, its name or one of its other words, whatever the case.
    pub fn severity_for_word(&self, word: &str) -> Option<&Severity> {
        let word = word.trim().to_lowercase();
        self.severities.iter().find(|severity| {
            severity.key.as_str() == word
                || severity.name.to_lowercase() == word
                || severity.words.contains(&word)
        })
    }

    /// The calendar of that key.
    pub fn calendar(&self, key: &str) -> Option<&NamedCalendar> {
        self.calendars.iter().find(|calendar| calendar.key == key)
    }

    /// The clock of that key.
    pub fn clock(&self, key: &ClockKey) -> Option<&Clock> {
        self.clocks.iter().find(|clock| clock.key == *key)
    }

    /// The severity that these facts count as, where it is not the reported one (sla.md part 3, Apizee).
    pub fn counts_as(&self, facts: &Facts) -> Option<&CountsAs> {
        let nowhere = |_: &str| None;
        self.counts_as.iter().find(|rule| {
            rule.when.match_facts(facts, facts.severity.as_ref(), &nowhere)
                && facts.severity.as_ref() != Some(&rule.severity)
        })
    }

    /// The severity that these facts count as: the one to which a rule turns it, or else the reported one.
    pub fn counted<'a>(&'a self, facts: &'a Facts) -> Option<&'a SeverityKey> {
        self.counts_as(facts).map(|rule| &rule.severity).or(facts.severity.as_ref())
    }

    /// The row that answers for a clock, by first match; `received` decides arrival inside or outside a calendar.
    pub fn cell(&self, clock: &ClockKey, facts: &Facts, received: Option<Instant>) -> Option<&Cell> {
        self.cell_when(clock, facts, &|key| Some(self.calendar_for(key, facts)?.calendar.is_open(received?)))
    }

    /// The row that answers for a clock, where `inside` tells whether the calendar of a key was open on arrival.
    pub fn cell_when(
        &self,
        clock: &ClockKey,
        facts: &Facts,
        inside: &dyn Fn(&str) -> Option<bool>,
    ) -> Option<&Cell> {
        let counted = self.counted(facts);
        self.cells.iter().find(|cell| cell.clock == *clock && cell.when.match_facts(facts, counted, inside))
    }

    /// The desk's own hours for a level and region. A row that asks for a level answers only where the level is known.
    pub fn desk_hours(&self, facts: &Facts) -> Desk<'_> {
        let nowhere = |_: &str| None;
        let counted = self.counted(facts);
        match self.hours.iter().find(|row| row.when.match_facts(facts, counted, &nowhere)) {
            Some(row) => match &row.calendar {
                Some(key) => self.calendar_for(key, facts).map_or(Desk::Unknown, Desk::Calendar),
                None => Desk::AroundTheClock,
            },
            None => Desk::Unknown,
        }
    }

    /// The level at which a ticket of this tier reaches the provider: the lowest one that the provider answers itself,
    /// or else the lowest of all. `None` where the policy has no levels.
    pub fn entry_level(&self, tier: Option<&TierKey>) -> Option<u8> {
        let answers = tier.and_then(|key| self.tier(key)).map_or(&[][..], |tier| tier.answers.as_slice());
        let ours = answers.iter().filter(|(_, who)| *who == Answers::Provider).map(|(level, _)| *level).min();
        ours.or_else(|| self.levels.iter().map(|level| level.number).min())
    }

    /// The desk's hours to show for a ticket: where they depend on a level and none is known yet, those of the level at
    /// which such a ticket comes in.
    pub fn desk_hours_shown(&self, facts: &Facts) -> Desk<'_> {
        match self.desk_hours(facts) {
            Desk::Unknown if facts.level.is_none() => {
                let level = self.entry_level(facts.tier.as_ref());
                self.desk_hours(&Facts { level, ..facts.clone() })
            }
            known => known,
        }
    }
}
