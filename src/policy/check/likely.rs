//! What was likely meant by words that are no target, as a newcomer writes them: `4h`, `2 days`, `3 working days`.

use crate::policy::target::{Length, Promise};

/// Spellings of a unit, each with the ones that a pack knows.
const SPELLINGS: [(&str, &[&str]); 10] = [
    ("m", &["minutes"]),
    ("min", &["minutes"]),
    ("mins", &["minutes"]),
    ("h", &["hours"]),
    ("hr", &["hours"]),
    ("hrs", &["hours"]),
    ("d", &["business days", "calendar days"]),
    ("day", &["business days", "calendar days"]),
    ("days", &["business days", "calendar days"]),
    ("wd", &["business days"]),
];

/// The targets that may have been meant, as help; `None` where nothing is near.
pub(super) fn target(written: &str) -> Option<String> {
    let words = written.trim().to_lowercase();
    let plain = |meant: &str| meant.parse::<Promise>().ok().map(|promise| format!("\"{promise}\""));
    match words.as_str() {
        "-" | "--" | "\u{2013}" | "\u{2014}" | "n/a" | "na" => {
            return Some("a dash in a published table is \"not covered\"; \"none\" where the policy knows no such target".into());
        }
        "asap" | "reasonable effort" | "reasonable efforts" | "best efforts" => {
            return Some("did you mean \"best effort\"?".into());
        }
        "nbd" | "next business day" | "next working day" => {
            return Some(
                "write \"end of business day 1\", or \"1 business day\" for a business day's open time"
                    .into(),
            );
        }
        _ => {}
    }
    let (amount, unit) = words.split_at_checked(words.find(|c: char| c.is_alphabetic())?)?;
    // A unit may stand behind the word that says in which kind of time it runs.
    let unit = unit.replace("working", "business").replace("work ", "business ");
    let (kind, unit) = match unit.trim().rsplit_once(' ') {
        Some((kind, unit)) => (format!("{kind} "), unit.to_owned()),
        None => (String::new(), unit.trim().to_owned()),
    };
    let known = SPELLINGS.iter().find(|(spelling, _)| *spelling == unit).map(|(_, units)| *units);
    let units: Vec<String> = match known {
        Some(units) if kind.is_empty() => units.iter().map(|unit| (*unit).to_owned()).collect(),
        Some(units) => {
            units.iter().filter_map(|unit| unit.rsplit(' ').next()).take(1).map(str::to_owned).collect()
        }
        None => vec![unit],
    };
    let meant: Vec<String> = units
        .iter()
        .map(|unit| format!("{} {kind}{unit}", amount.trim()))
        .filter(|meant| meant.parse::<Length>().is_ok())
        .filter_map(|meant| plain(&meant))
        .collect();
    match meant.as_slice() {
        [] => None,
        [one] => Some(format!("did you mean {one}?")),
        several => Some(format!("a pack says which: {}?", several.join(" or "))),
    }
}

#[cfg(test)]
mod tests {
    use super::target;

    #[test]
    fn what_newcomers_write_is_led_to_what_a_pack_knows() {
        for (written, said) in [
            ("4h", Some("did you mean \"4 hours\"?")),
            ("30 min", Some("did you mean \"30 minutes\"?")),
            ("2 days", Some("a pack says which: \"2 business days\" or \"2 calendar days\"?")),
            ("3 working days", Some("did you mean \"3 business days\"?")),
            ("4 business hrs", Some("did you mean \"4 business hours\"?")),
            ("4 working h", Some("did you mean \"4 business hours\"?")),
            ("\u{2014}", Some("a dash in a published table is \"not covered\"")),
            ("next business day", Some("end of business day 1")),
            ("asap", Some("best effort")),
            ("4 fortnights", None),
            ("soon", None),
            ("h", None),
            ("0 days", None),
            ("", None),
        ] {
            let likely = target(written);
            let same = match (&likely, said) {
                (Some(likely), Some(said)) => likely.contains(said),
                (None, None) => true,
                _ => false,
            };
            assert!(same, "{written}: {likely:?}");
        }
    }
}
