//! A ticket's target times as sentences for the customer: in a language, on a wall clock. Pure.
//!
//! What is said is what the domain says: the instant in a sentence is the clock's own, in whole minutes cut off, so that
//! nothing is ever promised later than it is due.

use std::sync::Arc;

use chrono::{Datelike, Timelike};

use super::languages::Languages;
use super::pattern::filled;
use super::phrases::{Phrases, Sentences};
use crate::calendar::{Instant, Zone, Zones};
use crate::desk::{ClockState, Customer, Row, Stage};
use crate::policy::{ClockKey, Pack};

/// What is said about a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// In which language.
    pub language: String,
    /// On which wall clock.
    pub zone: String,
    /// Clock by clock, in the policy's order; those of which nothing can be said are left out.
    pub clocks: Vec<SaidClock>,
    /// All of it, as one paragraph.
    pub text: String,
}

/// What is said about one clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaidClock {
    /// Its key.
    pub clock: String,
    /// Its state, as output writes it.
    pub state: &'static str,
    /// The due instant that the sentence names, where it names one.
    pub due: Option<Instant>,
    /// When it was stopped, where the sentence says that.
    pub stopped: Option<Instant>,
    /// The sentence.
    pub text: String,
}

/// How a customer is written to: in its own language and zone, else in the policy's, else in English and UTC.
pub fn manner(
    customer: &Customer,
    pack: Option<&Pack>,
    languages: &Languages,
    zones: &Zones,
) -> (Option<Arc<Phrases>>, Arc<Zone>) {
    let tags = [customer.language.as_deref(), pack.map(|pack| pack.language.as_str())];
    let own = customer.time_zone.as_deref().and_then(|name| zones.get(name).ok());
    let zone = own.or_else(|| pack.map(|pack| pack.zone.clone())).unwrap_or_else(Zone::utc);
    (languages.first_of(tags), zone)
}

/// A ticket's target times in words, at a moment.
pub fn say(row: &Row, phrases: &Phrases, zone: &Zone, now: Instant) -> Said {
    let mut clocks = Vec::new();
    let mut opens_then = None;
    for clock in &row.clocks {
        let state = clock.at(now);
        if let ClockState::Running { frozen: Some(opens), .. } = state {
            opens_then.get_or_insert(opens);
        }
        let said = sentence(clock.key(), &state, phrases, zone);
        clocks.extend(said.filter(|said| !said.text.is_empty()));
    }
    let mut sentences: Vec<String> = clocks.iter().map(|said| said.text.clone()).collect();
    if let Some(opens) = opens_then {
        let opens = moment(opens, phrases, zone);
        sentences.push(filled(&phrases.closed, |name| (name == "opens").then_some(opens.as_str())));
    }
    if sentences.is_empty() {
        sentences.push(phrases.nothing.clone());
    }
    Said {
        language: phrases.language.clone(),
        zone: zone.name().to_owned(),
        clocks,
        text: sentences.join(" "),
    }
}

fn sentence(key: &ClockKey, state: &ClockState, phrases: &Phrases, zone: &Zone) -> Option<SaidClock> {
    let table: &Sentences = if *key == ClockKey::first_response() {
        &phrases.first_response
    } else if *key == ClockKey::resolution() {
        &phrases.resolution
    } else {
        &phrases.other
    };
    let (pattern, due, stopped) = match *state {
        ClockState::Running { due, .. } => (&table.due, Some(due), None),
        ClockState::Missed { due, .. } => (&table.missed, Some(due), None),
        ClockState::Paused { stage: Stage::Waiting, .. } => (&table.waiting, None, None),
        // One that does not run for it is told like one that stands still.
        ClockState::Off { stage: Stage::Waiting, .. } => (&table.waiting, None, None),
        ClockState::Off { stage: Stage::OnHold, .. } => (&table.on_hold, None, None),
        ClockState::Paused { stage: Stage::OnHold, .. } => (&table.on_hold, None, None),
        ClockState::Met { at, .. } => (&table.met, None, Some(at)),
        ClockState::Late { due, at, .. } => (&table.late, Some(due), Some(at)),
        ClockState::Done { at } => (&table.done, None, Some(at)),
        ClockState::BestEffort => (&table.best_effort, None, None),
        ClockState::ByContract => (&table.by_contract, None, None),
        ClockState::NotCovered => (&table.not_covered, None, None),
        ClockState::Paused { stage: Stage::Resolved, .. }
        | ClockState::Waits { .. }
        | ClockState::Off { .. }
        | ClockState::NoTarget
        | ClockState::Beyond => {
            return None;
        }
    };
    let name = key.as_str().replace('_', " ");
    let said = |at: Option<Instant>| at.map(|at| moment(at, phrases, zone)).unwrap_or_default();
    let (due_words, stopped_words) = (said(due), said(stopped));
    let text = filled(pattern, |place| match place {
        "moment" => Some(due_words.as_str()),
        "stopped" => Some(stopped_words.as_str()),
        "clock" => Some(name.as_str()),
        _ => None,
    });
    Some(SaidClock { clock: key.to_string(), state: state.as_str(), due, stopped, text })
}

/// An instant on a wall clock, as the language writes it; the minute it lies in.
pub fn moment(at: Instant, phrases: &Phrases, zone: &Zone) -> String {
    let civil = zone.civil(at);
    let name = |names: &[String], place: u32| {
        usize::try_from(place).ok().and_then(|place| names.get(place)).cloned().unwrap_or_default()
    };
    // Zones without letters of their own are told by what they add to UTC.
    let abbreviation = match zone.abbreviation_at(at) {
        number if number.starts_with(['+', '-']) => format!("UTC{number}"),
        letters => letters.to_owned(),
    };
    let values = [
        ("weekday", name(&phrases.weekdays, civil.weekday().num_days_from_monday())),
        ("day", civil.day().to_string()),
        ("month", name(&phrases.months, civil.month0())),
        ("year", civil.year().to_string()),
        ("hour", format!("{:02}", civil.hour())),
        ("minute", format!("{:02}", civil.minute())),
        ("zone", abbreviation),
    ];
    filled(&phrases.moment, |place| {
        values.iter().find(|(name, _)| *name == place).map(|(_, value)| value.as_str())
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::languages::SHIPPED;
    use super::*;

    /// What a customer reads leads back to the instant: digits, the month's name and the zone are enough.
    fn read_back(text: &str, phrases: &Phrases, zone: &Zone) -> Vec<Instant> {
        let places = super::super::pattern::pieces(&phrases.moment);
        let mut rest = text;
        let mut found: Vec<(String, String)> = Vec::new();
        for (number, place) in places.iter().enumerate() {
            match place {
                super::super::pattern::Piece::Text(plain) => {
                    rest = rest
                        .strip_prefix(plain)
                        .unwrap_or_else(|| panic!("{text}: no {plain:?} in {rest:?}"));
                }
                super::super::pattern::Piece::Place(name, _) => {
                    let end = match places.get(number + 1) {
                        Some(super::super::pattern::Piece::Text(next)) => rest.find(next).unwrap(),
                        _ => rest.len(),
                    };
                    let (value, after) = rest.split_at(end);
                    found.push(((*name).to_owned(), value.to_owned()));
                    rest = after;
                }
            }
        }
        let of = |name: &str| found.iter().find(|(known, _)| known == name).unwrap().1.clone();
        let month = phrases.months.iter().position(|month| *month == of("month")).unwrap() + 1;
        let civil = format!("{}-{month:02}-{:0>2}T{}:{}:00", of("year"), of("day"), of("hour"), of("minute"));
        let civil: chrono::NaiveDateTime = civil.parse().unwrap();
        let first = zone.instant(civil).unwrap();
        // Both passes of an hour that comes twice; the zone's letters tell them apart.
        let passes = [Some(first), first.plus(1800), first.plus(3600), first.plus(7200)];
        let letters = |at: &Instant| {
            let letters = zone.abbreviation_at(*at);
            let letters =
                if letters.starts_with(['+', '-']) { format!("UTC{letters}") } else { letters.to_owned() };
            zone.civil(*at) == civil && letters == of("zone")
        };
        passes.into_iter().flatten().filter(letters).collect()
    }

    proptest! {
        /// The instant that is said is the due instant in that zone, in every language, cut to its minute.
        #[test]
        fn what_is_said_is_the_instant(unix in 0i64..7_000_000_000, zone in 0usize..6, language in 0usize..SHIPPED.len()) {
            let zones = Zones::embedded();
            let names = ["Europe/Paris", "America/New_York", "Asia/Kathmandu", "America/Sao_Paulo", "Australia/Lord_Howe", "UTC"];
            let zone = zones.get(names[zone]).unwrap();
            let phrases = Languages::default().get(SHIPPED[language].0).unwrap();
            let at = Instant::from_unix(unix).unwrap();
            let text = moment(at, &phrases, &zone);
            let back = read_back(&text, &phrases, &zone);
            let minute = at.plus(-i64::from(zone.civil(at).second())).unwrap();
            prop_assert_eq!(back, vec![minute], "{}", text);
        }
    }
}
