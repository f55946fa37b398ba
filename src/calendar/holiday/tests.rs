//! Sets by a pack's own rules, and when a list ends.

use super::*;
use serde::Deserialize;

#[derive(Debug, Deserialize)]
struct Pack {
    day: Vec<Rule>,
}

fn set(rules: &str) -> HolidaySet {
    let pack: Pack = toml::from_str(rules).unwrap_or_else(|error| panic!("{error}"));
    HolidaySet::from_rules("own", &pack.day).unwrap()
}

fn dates(set: &HolidaySet, year: i32) -> Vec<String> {
    set.year(year).iter().map(|day| day.date.format("%m-%d").to_string()).collect()
}

/// What is said of rules that cannot be read.
fn refusal(rules: &str) -> String {
    toml::from_str::<Pack>(rules).unwrap_err().to_string()
}

#[test]
fn the_rules_that_policies_name_are_rules_here() {
    let own = set(r#"
        day = [
            { name = "Shutdown", on = "28 Dec to 3 Jan" },
            { name = "Third Monday", on = "third Monday in January" },
            { name = "Move", on = "2027-06-07 to 2027-06-09" },
            { name = "Party", date = 2027-09-03 },
            { name = "Training", dates = ["2027-10-04", 2028-10-02] },
        ]
    "#);
    let expected = [
        "01-01", "01-02", "01-03", "01-18", "06-07", "06-08", "06-09", "09-03", "10-04", "12-28", "12-29",
        "12-30", "12-31",
    ];
    assert_eq!(dates(&own, 2027), expected);
    assert_eq!(
        dates(&own, 2028),
        ["01-01", "01-02", "01-03", "01-17", "10-02", "12-28", "12-29", "12-30", "12-31"]
    );
    assert_eq!(own.covered_until(), None, "it goes on by rule");
}

#[test]
fn leap_days_are_closed_where_they_exist() {
    let own = set("day = [{ name = 'Leap day', on = '02-29' }, { name = 'End', on = '02-28 to 03-01' }]");
    assert_eq!(dates(&own, 2027), ["02-28", "03-01"]);
    assert_eq!(dates(&own, 2028), ["02-28", "02-29", "03-01"]);
    assert_eq!(own.year(2028)[1].name, "Leap day; End");
    assert_eq!(dates(&own, 2100), ["02-28", "03-01"], "2100 is no leap year");
}

#[test]
fn days_off_may_lie_in_the_year_before_or_after() {
    let us = set(
        "day = [{ name = 'New Year', on = '01-01', observed = { saturday = 'previous friday', sunday = 'next monday' } }]",
    );
    assert_eq!(dates(&us, 2021), ["01-01", "12-31"], "1 January 2022 is a Saturday");
    assert_eq!(us.year(2021)[1].name, "New Year (observed)");
    let late = set("day = [{ name = 'Eve', on = '12-31', moved = { saturday = 'next monday' } }]");
    assert_eq!(dates(&late, 2022), Vec::<String>::new());
    assert_eq!(dates(&late, 2023), ["01-02", "12-31"]);
}

#[test]
fn the_next_working_day_skips_weekends_and_other_holidays() {
    let both = set(r#"
        day = [
            { name = "Christmas Day", on = "12-25", observed = { saturday = "next working day", sunday = "next working day" } },
            { name = "Boxing Day", on = "12-26", observed = { saturday = "next working day", sunday = "next working day" } },
        ]
    "#);
    assert_eq!(dates(&both, 2021), ["12-25", "12-26", "12-27", "12-28"]);
    assert_eq!(both.year(2021)[2].name, "Christmas Day (observed)");
    assert_eq!(dates(&both, 2022), ["12-25", "12-26", "12-27"]);
}

#[test]
fn a_set_says_when_its_list_ends() {
    assert_eq!(
        set("day = [{ name = 'A', dates = ['2026-01-02', '2027-03-04'] }]").covered_until(),
        Some(2027)
    );
    assert_eq!(
        set("day = [{ name = 'A', date = '2026-01-02' }, { name = 'B', on = '05-01' }]").covered_until(),
        None
    );
    assert_eq!(
        set("day = [{ name = 'A', table = ['2026-01-02'] }, { name = 'B', on = '05-01' }]").covered_until(),
        Some(2026)
    );
    assert_eq!(set("day = [{ name = 'B', on = '05-01', until = 2030 }]").covered_until(), Some(2030));
    let listed =
        HolidaySet::from_days("x", vec![Holiday { date: "2026-05-01".parse().unwrap(), name: "M".into() }]);
    assert_eq!(listed.covered_until(), Some(2026));
    assert_eq!(HolidaySet::builtin("DE").unwrap().covered_until(), None);
    assert_eq!(HolidaySet::builtin("NZ").unwrap().covered_until(), Some(2052));
    let both = HolidaySet::union("both", vec![HolidaySet::builtin("DE").unwrap(), Arc::new(listed)]);
    assert_eq!(both.covered_until(), Some(2026));
    assert!(dates(&both, 2026).contains(&"10-03".to_owned()));
    assert_eq!(dates(&both, 2026).iter().filter(|date| *date == "05-01").count(), 1);
}

#[test]
fn what_cannot_be_meant_is_refused_where_it_stands() {
    for (rules, said) in [
        ("[[day]]\nname = 'A'\non = '13-01'", "no day 13-01"),
        ("[[day]]\nname = 'A'\non = 'someday'", "3rd Monday of January"),
        ("[[day]]\nname = 'A'", "exactly one of"),
        ("[[day]]\nname = 'A'\non = '05-01'\neaster = 1", "exactly one of"),
        ("[[day]]\nname = 'A'\neaster = 400", "too far"),
        ("[[day]]\nname = 'A'\neaster = 1\nplus = 1", "`plus`"),
        ("[[day]]\nname = ' '\non = '05-01'", "name"),
        ("[[day]]\nname = 'A'\non = '05-01'\nuntl = 2030", "unknown field `untl`"),
        ("[[day]]\nname = 'A'\non = '05-01'\nfrom = 2030\nuntil = 2020", "after"),
        ("[[day]]\nname = 'A'\non = '05-01'\nobserved = { saturday = 'friday' }", "previous friday"),
        ("[[day]]\nname = 'A'\non = '05-01'\nobserved = { caturday = 'dropped' }", "caturday"),
        ("[[day]]\nname = 'A'\ndates = []", "no dates"),
        ("[[day]]\nname = 'A'\ndate = '2027-02-29'", "no date"),
        ("[[day]]\nname = 'A'\ndate = 2027-02-28T10:00:00", "no date"),
        ("[[day]]\nname = 'A'\non = '05-01'\nevery = 4", "`every`"),
        ("[[day]]\nname = 'A'\non = '05-01'\nif = ['sometimes']", "01-06 is Sunday"),
    ] {
        let error = refusal(rules);
        assert!(error.contains(said), "{rules}: {error}");
        assert!(error.contains("line"), "{error}");
    }
    assert!(refusal("[[day]]\nname = 'A'\non = '13-01'").contains("line 3, column 6"));
    let regional: Pack = toml::from_str("day = [{ name = 'A', on = '05-01', regions = ['BY'] }]").unwrap();
    assert!(HolidaySet::from_rules("own", &regional.day).is_err());
}

#[test]
fn every_set_has_one_sorted_row_a_date_in_every_year() {
    for known in HolidaySet::known() {
        let set = HolidaySet::builtin(&known.code).unwrap();
        assert_eq!((&set.id, &set.name), (&known.code, &known.name));
        for year in YEARS {
            let days = set.year(year);
            assert!(days.windows(2).all(|pair| pair[0].date < pair[1].date), "{} {year}", known.code);
            assert!(days.iter().all(|day| day.date.year() == year && !day.name.is_empty()));
        }
    }
}
