//! The words that this desk uses: what completion offers, and what tells a slip from a value that nobody has today.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use super::expr::Value;
use super::fold::{folded, folded_line};
use super::keys::{Fit, Key};
use super::pattern::Pattern;
use super::remark::{Remark, near};
use crate::desk::Row;
use crate::policy::Terms;

/// For each key the values that this desk knows, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Vocabulary {
    known: Vec<(Key, Vec<String>)>,
}

impl Vocabulary {
    /// Of tickets, of the policies that they are held to, and of all customers.
    pub fn of<'a>(
        rows: impl IntoIterator<Item = &'a Row>,
        customers: impl IntoIterator<Item = &'a str>,
    ) -> Vocabulary {
        let mut words = Words::default();
        let mut seen: Vec<*const Terms> = Vec::new();
        for row in rows {
            words.ticket(row);
            if let Some(terms) = &row.terms
                && !seen.contains(&Arc::as_ptr(terms))
            {
                seen.push(Arc::as_ptr(terms));
                words.policy(terms);
            }
        }
        let mut known: Vec<(Key, Vec<String>)> = words
            .found
            .into_iter()
            .map(|(key, found)| (key, found.into_iter().map(str::to_owned).collect()))
            .collect();
        let customers: BTreeSet<&str> = customers.into_iter().collect();
        known.push((Key::Customer, customers.into_iter().map(str::to_owned).collect()));
        known.push((Key::Pack, words.packs.into_iter().collect()));
        known.push((Key::Level, words.levels.into_iter().map(|level| level.to_string()).collect()));
        Vocabulary { known }
    }

    /// What a key can be, as far as this desk knows.
    pub fn values(&self, key: Key) -> &[String] {
        self.known.iter().find(|(known, _)| *known == key).map_or(&[], |(_, values)| values)
    }

    pub(super) fn doubts(&self, asked: &[(Key, Value, Range<usize>)], end: usize) -> Vec<Remark> {
        asked
            .iter()
            .filter_map(|(key, value, at)| {
                let values = self.values(*key);
                let within = key.entry().is_some_and(|entry| entry.fit == Fit::Within);
                let number = *key == Key::Customer && value.text.starts_with('#');
                let pattern = if within { Pattern::within(value) } else { Pattern::begins(value) };
                if values.is_empty() || number || values.iter().any(|known| pattern.fits(&folded(known))) {
                    return None;
                }
                let word = folded_line(&value.text);
                let like = near(&word, values.iter().map(String::as_str));
                let like = like.map(|like| format!(": did you mean {}?", crate::text::printable(like)));
                let said = crate::text::quoted(&value.text);
                let message = format!("no {} here is {said}{}", key.name(), like.unwrap_or_default());
                Some(Remark::wrong(at.clone(), message).touching(end))
            })
            .collect()
    }
}

#[derive(Default)]
struct Words<'a> {
    found: Vec<(Key, BTreeSet<&'a str>)>,
    packs: BTreeSet<String>,
    levels: BTreeSet<u8>,
}

impl<'a> Words<'a> {
    fn add(&mut self, key: Key, word: Option<&'a str>) {
        let Some(word) = word.filter(|word| !word.trim().is_empty()) else { return };
        match self.found.iter_mut().find(|(known, _)| *known == key) {
            Some((_, words)) => drop(words.insert(word)),
            None => self.found.push((key, BTreeSet::from([word]))),
        }
    }

    fn ticket(&mut self, row: &'a Row) {
        let ticket = &row.ticket;
        self.add(Key::Agent, ticket.assignee.as_deref());
        self.add(Key::Severity, Some(ticket.severity.as_str()));
        self.add(Key::Claimed, ticket.claimed.as_ref().map(|key| key.as_str()));
        self.add(Key::Channel, ticket.channel.as_ref().map(|key| key.as_str()));
        self.add(Key::Kind, ticket.kind.as_deref());
        self.add(Key::Region, row.region());
        let more = ticket.more();
        more.tags.iter().for_each(|tag| self.add(Key::Tag, Some(tag)));
        more.watchers.iter().for_each(|watcher| self.add(Key::Watcher, Some(watcher)));
        self.add(Key::Version, more.version.as_deref());
        self.levels.extend(ticket.level);
    }

    fn policy(&mut self, terms: &'a Terms) {
        let pack = terms.pack();
        pack.severities.iter().for_each(|severity| self.add(Key::Severity, Some(severity.key.as_str())));
        pack.tiers.iter().for_each(|tier| self.add(Key::Tier, Some(tier.key.as_str())));
        pack.clocks.iter().for_each(|clock| {
            self.add(Key::Clock, Some(clock.key.as_str()));
            self.add(Key::Missed, Some(clock.key.as_str()));
        });
        pack.regions.iter().for_each(|region| self.add(Key::Region, Some(region)));
        self.packs.insert(pack.id.name.clone());
    }
}

#[cfg(test)]
impl Vocabulary {
    pub(super) fn know(&mut self, key: Key, values: &[&str]) {
        self.known.push((key, values.iter().map(|value| (*value).to_owned()).collect()));
    }
}
