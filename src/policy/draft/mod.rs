//! A new pack, written from answers: a file that a person goes on with. It passes the check as it is, teaches by its comments,
//! and says nothing about a policy that was not said: what has no answer is written out as not promised.

mod example;
mod like;
mod severities;
mod write;

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::check::check_pack;
use crate::calendar::Zones;
use crate::written::Diagnostic;

pub use like::like;

/// What is known of a policy when its pack is begun. Every text is written as it is given: what cannot stand in a pack is
/// found by the check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The pack's name in commands.
    pub name: String,
    /// The provider's name for people.
    pub title: String,
    /// The date from which it holds.
    pub edition: NaiveDate,
    /// Language of the page.
    pub language: String,
    /// The zone of the desk.
    pub time_zone: String,
    /// Open hours: days (`mon-fri`) and their intervals.
    pub hours: Vec<(String, Vec<String>)>,
    /// Codes of holidays on which the desk is closed.
    pub holidays: Vec<String>,
    /// Channels that the policy names.
    pub channels: Vec<String>,
    /// Tiers, lowest first: key and name.
    pub tiers: Vec<(String, String)>,
    /// Severities, worst first: key and definition.
    pub severities: Vec<(String, String)>,
    /// What is promised: by clock, and by severity and tier as far as they are named.
    pub targets: Vec<DraftTarget>,
    /// Every other table of the format too, as comments to take in.
    pub with_everything: bool,
}

/// A promise for the cells that it names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftTarget {
    /// Whose.
    pub clock: String,
    /// Only for this severity.
    pub severity: Option<String>,
    /// Only for this tier.
    pub tier: Option<String>,
    /// The promise.
    pub target: String,
}

impl Draft {
    /// A desk that works by day, with three severities and one tier: what is taken where nothing else is said.
    pub fn of(name: &str, edition: NaiveDate, time_zone: &str) -> Draft {
        let text = |text: &str| text.to_owned();
        Draft {
            name: text(name),
            title: titled(name),
            edition,
            language: text("en"),
            time_zone: text(time_zone),
            hours: vec![(text("mon-fri"), vec![text("09:00-17:00")])],
            holidays: Vec::new(),
            channels: vec![text("email")],
            tiers: vec![named("standard")],
            severities: ["urgent", "normal", "low"].map(defined).to_vec(),
            targets: Vec::new(),
            with_everything: false,
        }
    }

    /// Targets to show how they are written, where none were said: promises of a template, not of a policy.
    pub fn set_sample_targets(&mut self) {
        let amounts = ["4 business hours", "1 business day", "3 business days"];
        let sample = |(severity, target): (&(String, String), &str)| DraftTarget {
            clock: "first_response".into(),
            severity: Some(severity.0.clone()),
            tier: None,
            target: target.into(),
        };
        self.targets = self
            .severities
            .iter()
            .zip(amounts.into_iter().chain(std::iter::repeat("best effort")))
            .map(sample)
            .collect();
    }

    /// The promise for a cell: the most telling answer, the last said of two; what a policy was not said to promise is none.
    fn target(&self, clock: &str, severity: &str, tier: &str) -> &str {
        let fits = |said: &&DraftTarget| {
            said.clock == clock
                && said.severity.as_deref().is_none_or(|one| one == severity)
                && said.tier.as_deref().is_none_or(|one| one == tier)
        };
        let telling = |said: &&DraftTarget| (said.severity.is_some(), said.tier.is_some());
        let said = self.targets.iter().filter(fits).max_by_key(telling);
        said.map_or(if clock == "first_response" { "best effort" } else { "none" }, |said| {
            said.target.as_str()
        })
    }

    /// The pack as TOML, with an example whose answer the engine worked out.
    ///
    /// # Errors
    /// What of the answers cannot stand in a pack, as the check finds it.
    pub fn pack(&self, zones: &Zones) -> Result<String, Vec<Diagnostic>> {
        let file = format!("{}.toml", self.name);
        let text = write::pack(self);
        let (pack, found) = check_pack(text.as_bytes(), &file, zones, self.edition)?;
        let text = format!("{text}{}", example::of(pack, self));
        if self.with_everything || found.is_empty() {
            // Its own example was worked out by the engine and is asked all the same.
            let (_, found) = check_pack(text.as_bytes(), &file, zones, self.edition)?;
            return if found.is_empty() { Ok(text) } else { Err(found) };
        }
        Err(found)
    }

    /// Targets that name a clock, severity or tier that there is not: `--target` and the prompts check these before anything
    /// is written.
    pub fn unknown_names(&self) -> Vec<(&'static str, &str)> {
        let known = |list: &[(String, String)], key: &str| list.iter().any(|(known, _)| known == key);
        let mut unknown = Vec::new();
        for said in &self.targets {
            if !matches!(said.clock.as_str(), "first_response" | "resolution") {
                unknown.push(("clock", said.clock.as_str()));
            }
            unknown.extend(
                said.severity
                    .as_deref()
                    .filter(|key| !known(&self.severities, key))
                    .map(|key| ("severity", key)),
            );
            unknown
                .extend(said.tier.as_deref().filter(|key| !known(&self.tiers, key)).map(|key| ("tier", key)));
        }
        unknown
    }
}

/// A tier by its key, with the name that is likely meant.
pub fn named(key: &str) -> (String, String) {
    (key.to_owned(), titled(key))
}

/// A severity by its key, with a definition that is likely meant.
pub fn defined(key: &str) -> (String, String) {
    (key.to_owned(), severities::definition(key).to_owned())
}

/// `acme-support` as people write it: `Acme Support`.
fn titled(key: &str) -> String {
    let word = |word: &str| {
        let mut letters = word.chars();
        letters
            .next()
            .map(|first| first.to_uppercase().chain(letters).collect::<String>())
            .unwrap_or_default()
    };
    key.split(['-', '_']).filter(|part| !part.is_empty()).map(word).collect::<Vec<_>>().join(" ")
}

/// Hours as they are said on one line, `mon-fri 09:00-12:00 14:00-18:00, sat 09:00-12:00`; `None` where it is not of that form.
pub fn hours_of(words: &str) -> Option<Vec<(String, Vec<String>)>> {
    let mut hours: Vec<(String, Vec<String>)> = Vec::new();
    let mut seen = BTreeMap::new();
    for part in words.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        let (days, intervals) = part.split_once(' ')?;
        let intervals: Vec<String> = intervals.split_whitespace().map(str::to_owned).collect();
        if intervals.is_empty() || seen.insert(days.to_owned(), ()).is_some() {
            return None;
        }
        hours.push((days.to_lowercase(), intervals));
    }
    (!hours.is_empty()).then_some(hours)
}

#[cfg(test)]
mod tests;
