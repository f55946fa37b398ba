//! The rules that hold: the texts of packs and of national lists of holidays as a desk took them, one after another. A
//! program or a file that brings another text changes nothing by itself: the newest text that was taken holds, and what was
//! finished before a text was taken stands as the one before says.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::model::{Pack, PackId};
use super::own_terms::OwnTerms;
use crate::calendar::{HolidayLists, Instant};

/// What a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RuleKind {
    /// An edition of a pack: its key is `name@edition`.
    Pack,
    /// The holidays of a nation: its key is the code, `DE`.
    Holidays,
}

impl RuleKind {
    /// As stores and output write it.
    pub fn as_str(self) -> &'static str {
        match self {
            RuleKind::Pack => "pack",
            RuleKind::Holidays => "holidays",
        }
    }
}

/// Which text.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RuleKey {
    /// What it is.
    pub kind: RuleKind,
    /// Its name.
    pub key: String,
}

impl RuleKey {
    /// An edition of a pack.
    pub fn pack(id: &PackId) -> RuleKey {
        RuleKey { kind: RuleKind::Pack, key: id.to_string() }
    }

    /// The edition of a pack that it is; `None` for others.
    pub fn id(&self) -> Option<PackId> {
        let (name, edition) = self.key.split_once('@').filter(|_| self.kind == RuleKind::Pack)?;
        Some(PackId { name: name.to_owned(), edition: edition.parse().ok()? })
    }

    /// The holidays of a nation.
    pub fn holidays(nation: &str) -> RuleKey {
        RuleKey { kind: RuleKind::Holidays, key: nation.to_owned() }
    }
}

impl std::fmt::Display for RuleKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.kind {
            RuleKind::Pack => f.write_str(&self.key),
            RuleKind::Holidays => write!(f, "the holidays {}", self.key),
        }
    }
}

/// A text that a desk took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleText {
    /// Orders all texts of a desk: the later one taken has the higher number.
    pub number: i64,
    /// Which text.
    pub key: RuleKey,
    /// When it was taken; what was finished by then stands as the text before it says.
    pub at: Instant,
    /// See [`digest`].
    pub digest: String,
    /// The text; `None` where nobody needs it, because the program has the same.
    pub body: Option<Arc<str>>,
}

/// Every text that a desk took, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rules {
    /// Which desk's: empty of none.
    pub desk: String,
    /// The texts, by number.
    pub texts: Vec<RuleText>,
}

impl Rules {
    /// The number of the newest text; 0 where there is none.
    pub fn number(&self) -> i64 {
        self.texts.last().map_or(0, |text| text.number)
    }

    /// The text of a key that held before the text of that number was taken, or the newest for `None`. Before the first
    /// of a key that first one held.
    pub fn held(&self, key: &RuleKey, before: Option<i64>) -> Option<&RuleText> {
        let mut of_key = self.texts.iter().filter(|text| text.key == *key);
        let first = of_key.next()?;
        let mut earlier = of_key.filter(|text| before.is_none_or(|before| text.number < before));
        Some(earlier.next_back().unwrap_or(first))
    }

    /// Every key once, in order.
    pub fn keys(&self) -> BTreeSet<&RuleKey> {
        self.texts.iter().map(|text| &text.key).collect()
    }

    /// The moments at which another text was taken that this pack may rest on: when, and the number of the first text that
    /// came with it. In order.
    pub fn turns(&self, pack: &RuleKey) -> Vec<(Instant, i64)> {
        let mut known: BTreeSet<&RuleKey> = BTreeSet::new();
        let mut turns: Vec<(Instant, i64)> = Vec::new();
        for text in &self.texts {
            let first = known.insert(&text.key);
            let about = text.key == *pack || text.key.kind == RuleKind::Holidays;
            if !first && about && turns.last().is_none_or(|(at, _)| *at < text.at) {
                turns.push((text.at, text.number));
            }
        }
        turns
    }
}

/// A short name of a text, by which two texts are told apart (FNV-1a of 128 bits, in hex): a guard against mistakes, not
/// against forgery; whoever can write the store can write the texts in it.
pub fn digest(text: &str) -> String {
    let sum = text.bytes().fold(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d_u128, |sum, byte| {
        (sum ^ u128::from(byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b)
    });
    format!("{sum:032x}")
}

/// The nations on whose holidays a pack rests under a contract's own terms.
pub fn nations(pack: &Pack, own: &OwnTerms) -> BTreeSet<String> {
    let schedules = pack.calendars.iter().flat_map(|named| named.calendar.schedules());
    let sets = schedules.flat_map(|schedule| &schedule.holidays);
    let sets = sets.filter(|set| !pack.holidays.iter().any(|own| own.id == set.id));
    let codes = sets.map(|set| set.id.clone());
    let hours = own.hours.iter().flat_map(|hours| hours.holidays.iter().cloned());
    let place = own.place.iter().flat_map(|place| place.holidays.iter().cloned());
    let place = place.filter(|code| !pack.holidays.iter().any(|own| own.id.eq_ignore_ascii_case(code)));
    let nation = |code: String| code.trim().split('/').next().unwrap_or_default().to_ascii_uppercase();
    let all = codes.chain(hours).chain(place).map(nation);
    all.filter(|nation| HolidayLists::shipped(nation).is_some()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(number: i64, key: &RuleKey, body: &str) -> RuleText {
        let at = Instant::from_unix_clamped(number * 100);
        RuleText { number, key: key.clone(), at, digest: digest(body), body: Some(body.into()) }
    }

    #[test]
    fn the_newest_holds_and_before_the_first_the_first_did() {
        let (one, other) =
            (RuleKey { kind: RuleKind::Pack, key: "a@2026-01-01".into() }, RuleKey::holidays("DE"));
        let texts = vec![text(3, &one, "x"), text(4, &other, "h"), text(7, &one, "y"), text(9, &other, "i")];
        let rules = Rules { desk: "d".into(), texts };
        let held = |key, before| rules.held(key, before).map(|text| text.number);
        assert_eq!((held(&one, None), held(&one, Some(7)), held(&one, Some(1))), (Some(7), Some(3), Some(3)));
        assert_eq!(
            (held(&other, None), held(&other, Some(7)), held(&RuleKey::holidays("FR"), None)),
            (Some(9), Some(4), None)
        );
        let at = Instant::from_unix_clamped;
        assert_eq!(rules.turns(&one), [(at(700), 7), (at(900), 9)]);
        assert_eq!(
            rules.turns(&RuleKey { kind: RuleKind::Pack, key: "b@2026-01-01".into() }),
            [(at(900), 9)]
        );
        assert_eq!(rules.number(), 9);
    }

    #[test]
    fn one_letter_makes_another_digest() {
        assert_ne!(digest("hours = 8"), digest("hours = 9"));
        assert_eq!(digest("").len(), 32);
    }
}
