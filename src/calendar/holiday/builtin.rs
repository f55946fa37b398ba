//! The countries that the program is shipped with: `data/holidays/*.toml`, embedded, read once each when asked for.

use super::rule::Rule;
use super::{HolidayError, HolidaySet};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// One country's file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Country {
    /// ISO 3166-1 code; equal to the file's name.
    code: String,
    /// The country's name in English.
    name: String,
    /// The first year for which the rules below are known to hold.
    since: Option<i32>,
    /// Region codes (ISO 3166-2 without the country) and their names.
    #[serde(default)]
    regions: BTreeMap<String, String>,
    day: Vec<Rule>,
}

macro_rules! embedded {
    ($($code:literal)*) => {
        &[$(($code, include_str!(concat!("../../../data/holidays/", $code, ".toml")))),*]
    };
}

/// Code and text of every country's file; a test holds it against the folder.
const FILES: &[(&str, &str)] = embedded!["AT" "AU" "BE" "BG" "CA" "CH" "CZ" "DE" "DK" "ES" "FI" "FR" "GB" "GR" "HR" "HU" "IE" "IT" "NL" "NO" "NZ" "PL" "PT" "RO" "RS" "SE" "SI" "SK" "US"];

/// A code and the name it stands for: `DE/BY`, "Germany, Bavaria".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// What packs and commands write.
    pub code: String,
    /// The name for people, in English.
    pub name: String,
}

/// National lists given as text, in place of those that the program is shipped with: what holds may be another text than
/// the program's own.
#[derive(Debug, Clone, Default)]
pub struct HolidayLists {
    given: BTreeMap<String, Arc<Country>>,
}

impl HolidayLists {
    /// Puts the list of a nation (`DE`) here, as `data/holidays/DE.toml` is written.
    ///
    /// # Errors
    /// [`HolidayError::Data`] where it cannot be read.
    pub fn put(&mut self, nation: &str, text: &str) -> Result<(), HolidayError> {
        let country = toml::from_str(text)
            .map_err(|error| HolidayError::Data { id: nation.to_owned(), reason: error.to_string() })?;
        self.given.insert(nation.to_owned(), Arc::new(country));
        Ok(())
    }

    /// Whether none was put here: then all are the program's own.
    pub fn is_empty(&self) -> bool {
        self.given.is_empty()
    }

    /// As [`HolidaySet::builtin`], from the lists that were put here first.
    ///
    /// # Errors
    /// See there.
    pub fn set(&self, code: &str) -> Result<Arc<HolidaySet>, HolidayError> {
        let upper = code.trim().to_ascii_uppercase();
        match self.given.get(upper.split('/').next().unwrap_or_default()) {
            Some(country) => of_country(country, &upper, code).map(Arc::new),
            None => set(code),
        }
    }

    /// The shipped list of a nation as it is written; `None` where there is none.
    pub fn shipped(nation: &str) -> Option<&'static str> {
        FILES.iter().find(|(code, _)| *code == nation).map(|(_, text)| *text)
    }
}

/// The set for a code such as `FR` or `DE/BY`, in either case.
pub(super) fn set(code: &str) -> Result<Arc<HolidaySet>, HolidayError> {
    static SETS: Mutex<BTreeMap<String, Arc<HolidaySet>>> = Mutex::new(BTreeMap::new());
    let written = code.trim();
    let code = written.to_ascii_uppercase();
    // A thread that died while holding the lock cannot have left half a set behind.
    let mut sets = SETS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(set) = sets.get(&code) {
        return Ok(Arc::clone(set));
    }
    let set = Arc::new(read(&code, written)?);
    sets.insert(code, Arc::clone(&set));
    Ok(set)
}

fn read(code: &str, written: &str) -> Result<HolidaySet, HolidayError> {
    let nation = code.split('/').next().unwrap_or_default();
    let country = country(nation).ok_or_else(|| unknown(code, written))??;
    of_country(country, code, written)
}

fn unknown(code: &str, written: &str) -> HolidayError {
    HolidayError::UnknownCode { code: written.chars().take(40).collect(), nearest: nearest(code) }
}

fn of_country(country: &Country, code: &str, written: &str) -> Result<HolidaySet, HolidayError> {
    let region = code.split_once('/').map(|(_, region)| region);
    let unknown = || unknown(code, written);
    let name = match region {
        None => country.name.clone(),
        Some(region) => format!("{}, {}", country.name, country.regions.get(region).ok_or_else(unknown)?),
    };
    let rules = country.day.iter().filter(|rule| rule.holds_for(region)).cloned().collect();
    Ok(HolidaySet { name, since: country.since, rules, ..HolidaySet::empty(code.to_owned()) })
}

/// A country's file, read on first use. `None`: no such country.
fn country(code: &str) -> Option<Result<&'static Country, HolidayError>> {
    static READ: [OnceLock<Result<Country, HolidayError>>; FILES.len()] =
        [const { OnceLock::new() }; FILES.len()];
    let ((_, text), slot) = FILES.iter().zip(&READ).find(|((file, _), _)| *file == code)?;
    let country = slot.get_or_init(|| {
        toml::from_str(text)
            .map_err(|error| HolidayError::Data { id: code.to_owned(), reason: error.to_string() })
    });
    Some(country.as_ref().map_err(Clone::clone))
}

/// Every code with its name: nations in order, each followed by its regions.
pub(super) fn known() -> Vec<Known> {
    let mut known = Vec::new();
    // The embedded files are read by the tests; one that could not be read would only be missing here.
    for country in FILES.iter().filter_map(|(code, _)| country(code)?.ok()) {
        known.push(Known { code: country.code.clone(), name: country.name.clone() });
        known.extend(country.regions.iter().map(|(region, name)| Known {
            code: format!("{}/{region}", country.code),
            name: format!("{}, {name}", country.name),
        }));
    }
    known
}

/// The known code that was probably meant: by usual other codes, by the name of the place, by small slips.
fn nearest(code: &str) -> Option<String> {
    let other = match code {
        "UK" | "EN" => Some("GB"),
        "EL" => Some("GR"),
        "SR" | "YU" | "SRB" => Some("RS"),
        _ => None,
    };
    if let Some(other) = other.filter(|other| FILES.iter().any(|(file, _)| file == other)) {
        return Some(other.to_owned());
    }
    // `DE-BY` and `DE.BY` are usual ways to write a state.
    let slashed = code.replace(['-', '.', '_', ' '], "/");
    let known = known();
    let lower = code.to_lowercase();
    let by_name = |entry: &&Known| {
        entry.code == slashed
            || entry.name.to_lowercase() == lower
            || entry.name.to_lowercase().rsplit(", ").next() == Some(lower.as_str())
    };
    if let Some(entry) = known.iter().find(by_name) {
        return Some(entry.code.clone());
    }
    let closeness = |entry: &Known| {
        let by_code = strsim::normalized_damerau_levenshtein(&entry.code, &slashed);
        let by_name = strsim::normalized_damerau_levenshtein(&entry.name.to_lowercase(), &lower);
        by_code.max(by_name)
    };
    let best = known.iter().map(|entry| (closeness(entry), entry)).max_by(|a, b| a.0.total_cmp(&b.0))?;
    (best.0 >= 0.5).then(|| best.1.code.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_embedded_and_reads() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/data/holidays");
        let mut names: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .filter_map(|entry| entry.unwrap().file_name().to_str()?.strip_suffix(".toml").map(str::to_owned))
            .collect();
        names.sort();
        assert_eq!(names, FILES.iter().map(|(code, _)| (*code).to_owned()).collect::<Vec<_>>());
        for (code, text) in FILES {
            let country: Country = toml::from_str(text).unwrap_or_else(|error| panic!("{code}: {error}"));
            assert_eq!(country.code, *code);
            let regions = country.day.iter().flat_map(|rule| rule.regions.iter().chain(&rule.except_regions));
            for region in regions.filter(|region| *region != super::super::NATION) {
                assert!(country.regions.contains_key(region), "{code} has no region {region}");
            }
        }
        assert!(known().len() >= FILES.len());
    }

    #[test]
    fn an_unknown_code_says_what_was_probably_meant() {
        for (wrong, right) in
            [("DE-BY", "DE/BY"), ("germany", "DE"), ("Bavaria", "DE/BY"), ("DE/BYY", "DE/BY")]
        {
            let error = set(wrong).unwrap_err();
            assert!(error.to_string().contains(right), "{wrong}: {error}");
            assert!(error.to_string().contains("tierdesk holidays"), "{error}");
        }
        assert!(set("").is_err());
        assert!(set("de/by").is_ok());
    }
}
