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
