//! The shipped holidays against PyPI's `holidays` 0.109, every code and every year from 2015 to 2050.
//! `tests/oracle/make_holidays.py` made the file.

use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};
use tierdesk::calendar::holiday::HolidaySet;

const ORACLE: &str = include_str!("../oracle/holidays.txt");

/// Code and year to the dates that are closed.
fn oracle() -> BTreeMap<(String, i32), BTreeSet<NaiveDate>> {
    let mut found: BTreeMap<(String, i32), BTreeSet<NaiveDate>> = BTreeMap::new();
    for line in ORACLE.lines().filter(|line| !line.starts_with('#')) {
        let mut words = line.split(' ');
        let (code, year) = (words.next().unwrap(), words.next().unwrap().parse::<i32>().unwrap());
        let date = |day: &str| NaiveDate::parse_from_str(&format!("{year}-{day}"), "%Y-%m-%d").unwrap();
        let mut days = match code.split_once('/') {
            Some((nation, _)) => found[&(nation.to_owned(), year)].clone(),
            None => BTreeSet::new(),
        };
        for word in words {
            if let Some(day) = word.strip_prefix('-') {
                assert!(days.remove(&date(day)), "{line}");
            } else {
                assert!(days.insert(date(word.trim_start_matches('+'))), "{line}");
            }
        }
        found.insert((code.to_owned(), year), days);
    }
    found
}

#[test]
fn every_code_and_year_has_the_dates_of_the_oracle() {
    let oracle = oracle();
    let mut wrong = Vec::new();
    for ((code, year), expected) in &oracle {
        let set = HolidaySet::builtin(code).unwrap();
        let rows = set.year(*year);
        let ours: BTreeSet<NaiveDate> = rows.iter().map(|day| day.date).collect();
        assert_eq!(ours.len(), rows.len(), "{code} {year}: one row a date");
        assert!(rows.is_sorted_by_key(|day| day.date), "{code} {year}: sorted");
        for day in ours.difference(expected) {
            let name = &rows.iter().find(|row| row.date == *day).unwrap().name;
            wrong.push(format!("{code} {day} is ours alone: {name}"));
        }
        for day in expected.difference(&ours) {
            wrong.push(format!("{code} {day} is missing"));
        }
    }
    assert!(wrong.is_empty(), "{} differences:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_known_code_is_held_against_the_oracle() {
    let oracle = oracle();
    for known in HolidaySet::known() {
        assert!(oracle.contains_key(&(known.code.clone(), 2030)), "{} is not in the oracle", known.code);
    }
    assert_eq!(oracle.len() % 36, 0);
}

#[test]
fn rules_go_on_to_2200() {
    for known in HolidaySet::known() {
        let set = HolidaySet::builtin(&known.code).unwrap();
        assert!(set.year(2200).len() >= 4, "{}", known.code);
        // Local dates at the edges of 1970-2200 may lie in the years beside them; further out there is nothing.
        assert!(set.year(2202).is_empty() && set.year(1968).is_empty());
    }
}
