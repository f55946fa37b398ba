//! What a policy leaves out and a ticket can be told by: kinds of request that are not included, and versions of the
//! product past their end of life.

use chrono::NaiveDate;

use super::model::{Conditions, Facts, Pack, Place};

/// A kind of request that the policy does not include.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excluded {
    /// When the row answers; it names at least one kind.
    pub when: Conditions,
    /// The rule, in our words.
    pub rule: String,
    /// Where it stands in the pack's file.
    pub place: Place,
}

/// A version of the product and the last date on which it is supported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Its name; `4.2` stands for `4.2.1` too.
    pub name: String,
    /// The last local date (of the policy's zone) on which it is supported.
    pub end_of_life: NaiveDate,
}

impl Version {
    /// Whether this is the version that somebody means: the same name, or one that goes on after a dot. A `v` before the
    /// number is left out of account, and so is case.
    pub fn covers(&self, given: &str) -> bool {
        let (name, given) = (bare(&self.name), bare(given));
        given.strip_prefix(name.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    }
}

/// The version that covers a name, the longest name first, so that `4.2.9` may outlive `4.2`.
pub fn version<'v>(versions: &'v [Version], given: &str) -> Option<&'v Version> {
    versions.iter().filter(|version| version.covers(given)).max_by_key(|version| bare(&version.name).len())
}

fn bare(name: &str) -> String {
    let name = name.trim().to_lowercase();
    match name.strip_prefix('v') {
        Some(number) if number.starts_with(|c: char| c.is_ascii_digit()) => number.to_owned(),
        _ => name,
    }
}

impl Pack {
    /// The row that leaves out what these facts ask for, where one does.
    pub fn leaves_out(&self, facts: &Facts) -> Option<&Excluded> {
        let severity = self.counted(facts);
        self.excluded.iter().find(|row| row.when.match_facts(facts, severity, &|_| None))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_stands_for_its_own_patches_and_no_others() {
        let of = |name: &str, year| Version {
            name: name.into(),
            end_of_life: NaiveDate::from_ymd_opt(year, 6, 30).unwrap(),
        };
        let all = [of("4.2", 2024), of("4.2.9", 2027), of("v5", 2030)];
        let table = [
            ("4.2", Some(2024)),
            ("V4.2.1", Some(2024)),
            (" 4.2.9 ", Some(2027)),
            ("4.20", None),
            ("4", None),
            ("5.1", Some(2030)),
            ("vista", None),
            ("", None),
        ];
        for (given, year) in table {
            let found = version(&all, given).map(|version| chrono::Datelike::year(&version.end_of_life));
            assert_eq!(found, year, "{given}");
        }
    }
}
