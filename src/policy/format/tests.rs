//! Definitions and reader agree (the module's head says how); `tests/it/pack_schema.rs` asks the same of the schema.

use std::collections::BTreeSet;

use super::{CHAPTERS, tables, tables_at};
use crate::calendar::Zones;
use crate::policy::{Diagnostic, check_pack};
use crate::written::section::asked_in_tests;

/// The pack that uses every key.
const EVERYTHING: &str = include_str!("../../../tests/packs/good/everything.toml");

#[test]
fn every_table_stands_in_the_reference_once() {
    let told: Vec<&str> = CHAPTERS.iter().flat_map(|chapter| chapter.tables).map(|table| table.id).collect();
    for table in tables() {
        assert_eq!(told.iter().filter(|id| **id == table.id).count(), 1, "{}", table.id);
        let names: BTreeSet<_> = table.all_keys().map(|key| key.name).collect();
        assert_eq!(names.len(), table.all_keys().count(), "{} has a key twice", table.id);
        for key in table.keys {
            let example = format!("value = {}", key.example);
            assert!(key.example.is_empty() || example.parse::<toml::Table>().is_ok(), "{}", key.example);
            assert!(!key.doc.is_empty() && !key.doc.ends_with('.'), "{}.{}", table.id, key.name);
        }
    }
    assert_eq!(told.len(), tables().len());
}

/// Every key that the reader asks for is defined, and every key that is defined is asked for.
#[test]
fn the_reader_asks_for_what_is_defined_and_nothing_else() {
    let zones = Zones::embedded();
    let today = "2026-11-22".parse().unwrap();
    let (outcome, asked) =
        asked_in_tests(|| check_pack(EVERYTHING.as_bytes(), "everything.toml", &zones, today));
    if let Err(errors) = outcome {
        panic!("{}", errors.iter().map(Diagnostic::render).collect::<Vec<_>>().join("\n\n"));
    }
    let mut met = BTreeSet::new();
    for (path, name) in asked {
        let tables = tables_at(&path);
        assert!(!tables.is_empty(), "[{path}] is read and not defined (asked for `{name}`)");
        let known = tables.iter().any(|table| table.key(name).is_some() || table.is_silent(name));
        assert!(
            known,
            "`{name}` is read in [{path}] and not defined: see the head of src/policy/format/mod.rs"
        );
        for table in tables {
            met.insert((table.id, name));
        }
    }
    // Days of holidays are read by serde, which names its keys when it meets another.
    for name in holiday_keys() {
        let name: &str = name.leak();
        for id in ["holiday", "dated", "which-day"] {
            let day = tables().into_iter().find(|table| table.id == id).unwrap();
            let known = day.key(name).is_some() || day.is_silent(name);
            assert!(known || id == "which-day", "`{name}` of a {id} is not defined");
            met.insert((id, name));
        }
    }
    for table in tables().into_iter().filter(|table| table.id != "conditions") {
        for key in table.all_keys() {
            let asked = met.contains(&(table.id, key.name));
            assert!(
                asked,
                "`{}` of {} is defined, and the reader does not ask for it",
                key.name, table.heading
            );
        }
    }
}

fn holiday_keys() -> Vec<String> {
    let wrong = "name = \"x\"\nno-such-key = 1";
    let error = toml::from_str::<crate::calendar::holiday::Rule>(wrong).unwrap_err();
    let (_, known) = error.message().split_once("expected one of ").unwrap();
    known.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}
