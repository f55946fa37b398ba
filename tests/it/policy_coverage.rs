//! Rows by first match: those that never answer and tickets that no row answers are found, all of them and no others.

use std::sync::LazyLock;
use std::time::{Duration, Instant as Watch};

use chrono::NaiveDate;
use proptest::prelude::*;
use tierdesk::calendar::{Instant, Zones};
use tierdesk::policy::{
    ChannelKey, ClockKey, Diagnostic, Environment, Facts, SeverityKey, TierKey, Weight, check_pack, read_pack,
};

static ZONES: LazyLock<Zones> = LazyLock::new(Zones::embedded);

const MATCHED: &str = include_str!("../packs/good/matched.toml");

fn today() -> NaiveDate {
    "2026-11-22".parse().unwrap()
}

/// The pack of rows by first match, with these rows in place of its own.
fn pack(rows: &str) -> String {
    let (head, rest) = MATCHED.split_once("[[targets.first_response.rows]]").unwrap();
    let (_, tail) = rest.split_once("[targets.resolution]").unwrap();
    let tail = tail.split("# Received on Friday").next().unwrap();
    format!("{head}{rows}\n[targets.resolution]{tail}")
}

fn row(conditions: &str) -> String {
    format!("[[targets.first_response.rows]]\n{conditions}\ntarget = \"1 hour\"\n")
}

fn findings(rows: &[&str]) -> Vec<String> {
    let text = pack(&rows.iter().map(|row| self::row(row)).collect::<String>());
    let found = match check_pack(text.as_bytes(), "pack.toml", &ZONES, today()) {
        Ok((_, warnings)) => warnings,
        Err(errors) => errors,
    };
    found.iter().map(Diagnostic::render).collect()
}

#[test]
fn a_row_that_never_answers_names_those_that_hide_it() {
    let found = findings(&["tier = \"gold\"", "tier = \"silver\"", "severity = \"high\"", ""]);
    assert_eq!(found.len(), 1, "a last row that asks for nothing is a net: {found:?}");
    insta::assert_snapshot!(found.join("\n\n"), @r#"
    warning: this row can never match: line 52 (gold) and line 55 (silver) answer all that it asks for (high)
      --> pack.toml:58:1
       |
    58 | [[targets.first_response.rows]]
       | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = help: take it out, or put it before those rows
    "#);
}

#[test]
fn several_rows_may_hide_one_together() {
    // Two halves of the contracts, and the two sides of a calendar.
    let found =
        findings(&["signed = \"before 2022-02-01\"", "signed = \"from 2022-02-01\"", "tier = \"gold\""]);
    assert_eq!(found.len(), 1, "{found:?}");
    let found =
        findings(&["arrival = \"inside office\"", "arrival = \"outside office\"", "kind = \"change\"", ""]);
    assert_eq!(found.len(), 1, "{found:?}");
}

/// What cannot be, no row has to answer: nobody arrives outside both of two calendars that have all hours between them.
#[test]
fn arrivals_that_there_cannot_be_are_left_out() {
    let night = "[calendars.night]\ntime_zone = \"Europe/Paris\"\nhours = { mon-fri = [\"00:00-09:00\", \"12:00-14:00\", \"18:00-24:00\"], sat = [\"00:00-24:00\"], sun = [\"00:00-24:00\"] }\n\n[[hours]]";
    let rows = [row("arrival = \"inside office\""), row("arrival = \"inside night\"")].concat();
    let text = pack(&rows).replacen("[[hours]]", night, 1);
    let found = check_pack(text.as_bytes(), "pack.toml", &ZONES, today());
    // On a holiday the office is closed by day, and so is the night desk.
    let errors = found.unwrap_err();
    assert!(
        errors[0].message.ends_with("arriving outside office and outside night"),
        "{}",
        errors[0].message
    );
    let text = text.replace("holidays = [\"FR\"]\n", "");
    assert!(check_pack(text.as_bytes(), "pack.toml", &ZONES, today()).is_ok());
}

/// A table that was made to take for ever is answered within two seconds (faults.md H10, H12).
#[test]
fn entangled_rows_are_told_to_be() {
    let kinds: Vec<String> = (0..300).map(|kind| format!("k{kind}")).collect();
    let listed = kinds.iter().map(|kind| format!("\"{kind}\"")).collect::<Vec<_>>().join(", ");
    let regions: Vec<String> = (0..300).map(|region| format!("\"r{region}\"")).collect();
    let rows: String = (0..2_500_usize)
        .map(|number| {
            let languages = ["en", "fr", "de", "es", "it", "nl"];
            row(&format!(
                "kind = [\"k{}\", \"k{}\", \"k{}\"]\nregion = [{}, {}]\nlanguage = [\"{}\", \"{}\"]\nsigned = \"from 20{:02}-01-01\"",
                number * 7 % 300,
                (number * 11 + 1) % 300,
                (number * 13 + 2) % 300,
                regions[number * 17 % 300],
                regions[(number * 19 + 5) % 300],
                languages[number % 6],
                languages[(number / 6 + 1) % 6],
                number % 90,
            ))
        })
        .collect();
    let text = pack(&rows)
        .replace("kinds = [\"fault\", \"change\"]", &format!("kinds = [{listed}]"))
        .replace("regions = [\"north\", \"south\"]", &format!("regions = [{}]", regions.join(", ")));
    let begun = Watch::now();
    let outcome = check_pack(text.as_bytes(), "pack.toml", &ZONES, today());
    let limit = Duration::from_secs(if cfg!(debug_assertions) { 30 } else { 2 });
    assert!(begun.elapsed() < limit, "{:?}", begun.elapsed());
    // Either answer is true; none may be missing.
    let found = match outcome {
        Ok((_, found)) | Err(found) => found,
    };
    assert!(!found.is_empty());
}

/// Each calendar by choice doubled what had to be looked at: thirty of them took all the memory there is (faults.md H10).
#[test]
fn many_calendars_of_arrival_are_not_looked_at_together() {
    let base = pack("");
    let office = base.split("[calendars.").nth(1).unwrap().split(']').next().unwrap().to_owned();
    let choices: String = (0..30)
        .map(|one| format!("[calendars.c{one}]\nchoose = [{{ calendar = \"{office}\" }}]\n\n"))
        .collect();
    let rows: String = (0..30).map(|one| row(&format!("arrival = \"inside c{one}\""))).collect();
    let text = pack(&rows).replacen("[[hours]]", &format!("{choices}[[hours]]"), 1);
    let found = match check_pack(text.as_bytes(), "pack.toml", &ZONES, today()) {
        Ok((_, found)) | Err(found) => found,
    };
    assert!(found.iter().any(|one| one.weight == Weight::Warning), "{found:?}");
}

/// A pack in force is read with the same error, and without looking for rows that never answer.
#[test]
fn what_no_row_answers_refuses_a_pack_in_use_too() {
    let text = pack(&row("tier = \"gold\""));
    let errors = read_pack(text.as_bytes(), "pack.toml", &ZONES).unwrap_err();
    assert!(errors[0].message.contains("answers for: tier silver"), "{}", errors[0].message);
    let text = pack(&[row(""), row("tier = \"gold\"")].concat());
    assert!(read_pack(text.as_bytes(), "pack.toml", &ZONES).unwrap().1.is_empty());
    assert_eq!(check_pack(text.as_bytes(), "pack.toml", &ZONES, today()).unwrap().1.len(), 1);
}

const DATES: [&str; 3] = ["2021-01-01", "2022-06-01", "2023-06-01"];

fn conditions() -> impl Strategy<Value = String> {
    let word = |key: &'static str, values: &'static [&'static str]| {
        prop_oneof![
            3 => Just(String::new()),
            2 => prop::sample::select(values).prop_map(move |value| format!("{key} = \"{value}\"\n")),
            1 => prop::sample::subsequence(values, 1..=values.len()).prop_map(move |values| {
                let values: Vec<String> = values.iter().map(|value| format!("\"{value}\"")).collect();
                format!("{key} = [{}]\n", values.join(", "))
            }),
        ]
    };
    let one = |key: &'static str, values: &'static [&'static str]| {
        prop_oneof![
            3 => Just(String::new()),
            1 => prop::sample::select(values).prop_map(move |value| format!("{key} = {value}\n")),
        ]
    };
    (
        word("tier", &["silver", "gold"]),
        word("severity", &["high", "low"]),
        word("environment", &["production", "development"]),
        word("language", &["fr", "de"]),
        word("kind", &["fault", "change"]),
        one("workaround", &["true", "false"]),
        one(
            "signed",
            &["\"before 2022-01-01\"", "\"from 2022-01-01\"", "\"from 2022-01-01 before 2023-01-01\""],
        ),
        one("arrival", &["\"inside office\"", "\"outside office\""]),
    )
        .prop_map(|(a, b, c, d, e, f, g, h)| [a, b, c, d, e, f, g, h].concat())
}

/// Every ticket that the rows could tell apart, and when it arrives.
fn tickets() -> Vec<(Facts, Instant)> {
    let moments = ["2026-11-19T10:00Z", "2026-11-22T10:00Z"];
    let mut all = Vec::new();
    for tier in ["silver", "gold"] {
        for severity in ["high", "low"] {
            for environment in Environment::ALL {
                for language in [None, Some("fr"), Some("de")] {
                    for kind in [None, Some("fault"), Some("change")] {
                        for workaround in [false, true] {
                            for signed in DATES {
                                let facts = Facts {
                                    tier: Some(TierKey::new(tier)),
                                    severity: Some(SeverityKey::new(severity)),
                                    environment,
                                    language: language.map(str::to_owned),
                                    kind: kind.map(str::to_owned),
                                    workaround,
                                    signed: Some(signed.parse().unwrap()),
                                    channel: Some(ChannelKey::new("email")),
                                    ..Facts::default()
                                };
                                all.extend(moments.map(|moment| (facts.clone(), moment.parse().unwrap())));
                            }
                        }
                    }
                }
            }
        }
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    /// Against asking the engine about every ticket there can be.
    #[test]
    fn findings_equal_brute_force(rows in prop::collection::vec(conditions(), 1..7)) {
        let written: Vec<String> = rows.iter().map(|conditions| row(conditions)).collect();
        // With a last row for everything, the pack can be asked; what that row answers, no other one did.
        let whole = pack(&[written.concat(), row("")].concat());
        let (whole, warnings) = check_pack(whole.as_bytes(), "pack.toml", &ZONES, today()).unwrap();
        let first = ClockKey::first_response();
        let cells: Vec<_> = whole.cells.iter().filter(|cell| cell.clock == first).collect();
        let mut answered = vec![false; cells.len()];
        for (facts, received) in tickets() {
            let cell = whole.cell(&first, &facts, Some(received)).unwrap();
            answered[cells.iter().position(|known| std::ptr::eq(*known, cell)).unwrap()] = true;
        }
        for (cell, answered) in cells.iter().zip(&answered).take(written.len()) {
            let told = warnings.iter().any(|warning| warning.line == cell.place.line);
            prop_assert_eq!(told, !answered, "line {}: {:?}", cell.place.line, warnings);
        }
        let without = pack(&written.concat());
        let outcome = check_pack(without.as_bytes(), "pack.toml", &ZONES, today());
        prop_assert_eq!(outcome.is_err(), answered[cells.len() - 1]);
        if let Err(errors) = outcome {
            prop_assert!(errors.iter().all(|error| error.weight == Weight::Error || error.message.contains("never match")));
        }
    }
}
