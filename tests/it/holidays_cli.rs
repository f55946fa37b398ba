//! `tierdesk holidays` as scripts and people call it.

use assert_cmd::Command;

fn holidays(args: &[&str]) -> assert_cmd::assert::Assert {
    Command::cargo_bin("tierdesk").unwrap().arg("holidays").args(args).assert()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn json_is_dates_with_names_and_nothing_else() {
    let done = holidays(&["RS", "--year", "2027", "--json"]).success();
    let rows: Vec<serde_json::Map<String, serde_json::Value>> =
        serde_json::from_slice(&done.get_output().stdout).unwrap();
    assert_eq!(rows.len(), 11);
    assert!(rows.iter().all(|row| row.len() == 2 && row["date"].is_string() && row["name"].is_string()));
    assert_eq!(rows[0]["date"], "2027-01-01");
    assert_eq!(rows[0]["name"], "New Year's Day");
    assert_eq!(
        rows[9]["date"], "2027-05-04",
        "2 May 2027 is Easter Sunday; the day off comes after Easter Monday"
    );
}

#[test]
fn a_state_has_the_nations_days_and_its_own() {
    let of = |code: &str| text(&holidays(&[code, "--year", "2026", "--json"]).success().get_output().stdout);
    let (nation, state) = (of("DE"), of("de/by"));
    assert!(!nation.contains("2026-11-01") && state.contains("2026-11-01"));
    assert!(nation.contains("2026-10-03") && state.contains("2026-10-03"));
}

#[test]
fn without_a_code_the_codes_are_listed() {
    let listed = text(&holidays(&[]).success().get_output().stdout);
    for code in ["FR ", "DE/BY ", "RS ", "GB/SCT "] {
        assert!(listed.lines().any(|line| line.starts_with(code)), "{code}");
    }
}

#[test]
fn what_is_not_known_is_a_usage_error_that_says_what_would_be_right() {
    for (args, hint) in [
        (&["DE-BY", "--year", "2026"][..], "DE/BY"),
        (&["Germany", "--year", "2026"], "DE"),
        (&["UK", "--year", "2026"], "GB"),
        (&["qq", "--year", "2026"], "tierdesk holidays"),
        (&["RS", "--year", "1969"], "1970 to 2200"),
        (&["RS", "--year", "2201"], "1970 to 2200"),
        (&["RS", "--year", "soon"], "1970 to 2200"),
    ] {
        let done = holidays(args).code(2);
        let said = text(&done.get_output().stderr);
        assert!(said.contains(hint), "{args:?}: {said}");
        assert!(done.get_output().stdout.is_empty());
    }
}

const OFFICE: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n\
BEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20201228\r\nDTEND;VALUE=DATE:20201230\r\nRRULE:FREQ=YEARLY\r\nSUMMARY:Year's \"turn\"\r\nEND:VEVENT\r\n\
BEGIN:VEVENT\r\nUID:2\r\nDTSTART;VALUE=DATE:20201127\r\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=-1FR\r\nSUMMARY:Bridge day\r\nEND:VEVENT\r\n\
BEGIN:VEVENT\r\nUID:3\r\nDTSTART;VALUE=DATE:20270831\r\nSUMMARY:Move\r\nEND:VEVENT\r\n\
BEGIN:VEVENT\r\nUID:4\r\nDTSTART:20270901T090000Z\r\nDTEND:20270901T100000Z\r\nSUMMARY:Talk\r\nEND:VEVENT\r\n\
END:VCALENDAR\r\n";

/// A calendar file as the lines of a pack, which read back as the same days.
#[test]
fn a_calendar_file_becomes_lines_of_a_pack() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("office.ics");
    std::fs::write(&file, OFFICE).unwrap();
    let file = file.to_str().unwrap();
    let done = holidays(&["--ics", file, "--pack", "closures", "--year", "2026..2028"]).success();
    let said = text(&done.get_output().stderr);
    assert!(said.contains("1 event with a time of day is left out"), "{said}");
    let lines = text(&done.get_output().stdout);
    insta::assert_snapshot!(lines, @r#"
    [holidays.closures]
    days = [
      { name = "Move", dates = ["2027-08-31"] },
      { name = "Bridge day", table = ["2026-11-27", "2027-11-26", "2028-11-24"] },
      { name = "Year's \"turn\"", on = "12-28", from = 2020 },
      { name = "Year's \"turn\"", on = "12-29", from = 2020 },
    ]
    "#);
    let pack: toml::Table = lines.parse().unwrap();
    let days: Vec<tierdesk::calendar::holiday::Rule> =
        pack["holidays"]["closures"]["days"].clone().try_into().unwrap();
    let set = tierdesk::calendar::HolidaySet::from_rules("closures", &days).unwrap();
    let whole = tierdesk::calendar::HolidaySet::from_ics("closures", OFFICE).unwrap();
    for year in 2026..=2028 {
        assert_eq!(set.year(year), whole.year(year), "{year}");
    }
    assert_eq!(
        set.covered_until(),
        Some(2028),
        "the list of what goes on ends there, and a warning comes before"
    );
    let listed = text(&holidays(&["--ics", file, "--year", "2027"]).success().get_output().stdout);
    assert!(
        listed.starts_with("office (office), 2027: 4 days") && listed.contains("2027-11-26  Fri  Bridge day"),
        "{listed}"
    );
}

#[test]
fn a_file_that_is_no_calendar_is_refused_with_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("broken.ics");
    std::fs::write(&file, OFFICE.replace("END:VCALENDAR", "")).unwrap();
    let named = file.to_str().unwrap();
    for (args, said) in [
        (&["--ics", named][..], "broken.ics: the file is cut short"),
        (&["--ics", "nowhere.ics"], "nowhere.ics"),
        (&["RS", "--ics", named], "cannot be used"),
        (&["--pack", "closures"], "--ics"),
        (&["--year", "2026"], "required"),
    ] {
        let done = holidays(args).code(2);
        let error = text(&done.get_output().stderr);
        assert!(error.contains(said), "{args:?}: {error}");
    }
    std::fs::write(&file, OFFICE).unwrap();
    for wrong in ["DE", "Closures", ""] {
        holidays(&["--ics", named, "--pack", wrong]).code(2);
    }
    std::fs::write(&file, b"BEGIN:VCALENDAR\xff").unwrap();
    assert!(text(&holidays(&["--ics", named]).code(2).get_output().stderr).contains("byte 15 is not UTF-8"));
}
