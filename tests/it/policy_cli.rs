//! `tierdesk policy` as people and scripts call it, and the desk's own packs beside the store (faults.md H13, E07, G14).

use std::path::Path;
use std::sync::Arc;

use assert_cmd::Command;
use assert_cmd::assert::Assert;
use serde_json::Value;
use tierdesk::calendar::Zones;
use tierdesk::policy::{PackError, Packs};

fn policy(store: &Path, args: &[&str]) -> Assert {
    let mut command = Command::cargo_bin("tierdesk").unwrap();
    command.env_remove("TIERDESK_STORE").arg("--store").arg(store).arg("policy").args(args).assert()
}

fn said(done: &Assert) -> String {
    let output = done.get_output();
    String::from_utf8([output.stdout.as_slice(), &output.stderr].concat()).unwrap()
}

fn json(done: &Assert) -> Value {
    serde_json::from_slice(&done.get_output().stdout).unwrap()
}

fn fixture(path: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/packs").join(path).to_str().unwrap().to_owned()
}

#[test]
fn list_names_the_shipped_ones_and_the_desks_own() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("desk.tierdesk");
    std::fs::create_dir(folder.path().join("packs")).unwrap();
    std::fs::copy(fixture("good/control.toml"), folder.path().join("packs/acme.toml")).unwrap();
    std::fs::copy(fixture("bad/h02-zone-unknown.toml"), folder.path().join("packs/broken.toml")).unwrap();
    std::fs::create_dir(folder.path().join("packs/folder.toml")).unwrap();
    let rows = json(&policy(&store, &["list", "--json"]).code(1));
    let names: Vec<&str> = rows.as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap()).collect();
    let shipped = [
        "apizee",
        "b2bee",
        "canonical",
        "hashicorp",
        "hashicorp",
        "illumeet",
        "otter-video",
        "photoprism",
        "photoprism",
        "project-open",
        "secret-double-octopus",
        "zbiroh",
    ];
    assert_eq!(names, [&["acme"], &shipped[..]].concat());
    // What does not load is said, with its place, and the rest is there.
    let text = said(&policy(&store, &["list"]).code(1));
    assert!(text.contains("broken.toml is not loaded") && text.contains("Europe/Paris?"), "{text}");
    assert!(text.contains("folder.toml is not loaded"), "{text}");
    assert!(
        said(&policy(&store, &["show", "acme"]).success()).contains("Mon-Fri 09:00-12:00 and 14:00-18:00")
    );
    // Listing makes no store.
    assert!(!store.exists());
}

#[test]
fn show_prints_every_part_of_a_pack() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("desk.tierdesk");
    let text = said(&policy(&store, &["show", "b2bee"]).success());
    for part in [
        "b2bee@2019-09-12",
        "Europe/Belgrade",
        "48 business hours",
        "every day 08:00-24:00",
        "(Serbia)",
        "phone, chat, ticket",
        "10 credits a month, at most 2 a day",
        "registered persons",
        "response priority",
        "assesses severity",
        "Assumed",
        "(Phone is marked",
    ] {
        assert!(text.contains(part), "{part} is missing in\n{text}");
    }
    let illumeet = said(&policy(&store, &["show", "illumeet"]).success());
    for part in [
        "America/New_York",
        "around the clock",
        "level 1: customer",
        "Steps to reproduce it",
        "steps of 30 minutes",
        "the policy has none",
    ] {
        assert!(illumeet.contains(part), "{part} is missing in\n{illumeet}");
    }
    let pack = json(&policy(&store, &["show", "photoprism@2026-01-01", "--json"]).success());
    assert_eq!(pack["cells"].as_array().unwrap().len(), 24);
    assert_eq!(pack["cells"][0]["kind"], "not_covered");
    assert_eq!(pack["calendars"][0]["union"][0]["hours"]["mon"][0], "09:00-17:00");
    assert_eq!(pack["pots"][2]["size"], 4);
    assert_eq!(pack["source"]["dated"], false);
    // The pack's own file comes back as it is, and is good.
    let toml = policy(&store, &["show", "otter-video", "--toml"]).success().get_output().stdout.clone();
    let copy = folder.path().join("copy.toml");
    std::fs::write(&copy, toml).unwrap();
    policy(&store, &["check", copy.to_str().unwrap()]).success();
}

#[test]
fn a_name_that_is_not_there_is_a_usage_error() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("desk.tierdesk");
    for (name, hint) in
        [("fotoprism", "photoprism"), ("b2bee@2020-01-01", "2019-09-12"), ("\u{1b}]0;x\u{7}", "policy list")]
    {
        let done = policy(&store, &["show", name]).code(2);
        assert!(said(&done).contains(hint), "{}", said(&done));
        assert!(!said(&done).contains('\u{1b}'));
    }
}

#[test]
fn check_tells_every_mistake_and_its_exit_status_the_worst() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("desk.tierdesk");
    let (good, bad) = (fixture("good/control.toml"), fixture("bad/h04-durations.toml"));
    let nowhere = folder.path().join("nowhere.toml");
    let nowhere = nowhere.to_str().unwrap();
    policy(&store, &["check", &good]).code(0);
    let done = policy(&store, &["check", &good, &bad]).code(1);
    let text = said(&done);
    assert!(text.contains("acme@2026-01-01 is good") && text.contains("refused, 8 findings"), "{text}");
    assert!(text.contains("h04-durations.toml:50:19") && text.contains("^^^"), "{text}");
    let done = policy(&store, &["check", &bad, nowhere, &good]).code(2);
    assert!(said(&done).contains("nowhere.toml cannot be read"), "{}", said(&done));
    assert!(said(&done).contains("is good"), "the other files are checked all the same");
    // G14: a folder and a device are no packs, and neither hangs.
    policy(&store, &["check", folder.path().to_str().unwrap()]).code(2);
    policy(&store, &["check", "/dev/zero"]).code(2);
    let rows = json(&policy(&store, &["check", &good, &bad, nowhere, "--json"]).code(2));
    assert_eq!(rows[0]["ok"], true);
    assert_eq!(rows[1]["diagnostics"][0]["line"], 50);
    assert_eq!(rows[1]["diagnostics"][0]["severity"], "error");
    assert!(rows[2]["unreadable"].is_string());
}

/// E07: a file name that would control the terminal is shown harmless.
#[cfg(unix)]
#[test]
fn a_hostile_file_name_is_shown_harmless() {
    use std::os::unix::ffi::OsStrExt;
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("desk.tierdesk");
    for name in [&b"\x1b[31m\n.toml"[..], b"\xe2\x80\xaebad.toml", b"\xff\xfe.toml"] {
        let path = folder.path().join(std::ffi::OsStr::from_bytes(name));
        std::fs::copy(fixture("bad/h09-yaml.toml"), &path).unwrap();
        let mut command = Command::cargo_bin("tierdesk").unwrap();
        let done = command.arg("--store").arg(&store).args(["policy", "check"]).arg(&path).assert().code(1);
        assert!(said(&done).contains("this is YAML"), "{}", said(&done));
        assert!(!said(&done).contains(['\u{1b}', '\u{202e}']), "{:?}", said(&done));
    }
}

/// H13: a new file that fails leaves the old pack in force, whole, and is told until it is mended.
#[test]
fn a_pack_that_fails_leaves_the_old_one_in_force() {
    let text = std::fs::read_to_string(fixture("good/control.toml")).unwrap();
    let mut packs = Packs::embedded(Arc::new(Zones::embedded()));
    let (id, _) = packs.add_user("acme.toml", text.as_bytes()).unwrap();
    assert_eq!(id.to_string(), "acme@2026-01-01");
    let before = packs.get("acme").unwrap();
    let broken = text.replace("4 business hours", "4 busy hours").replace("Acme", "Acme 2");
    assert!(packs.add_user("acme.toml", broken.as_bytes()).is_err());
    assert!(Arc::ptr_eq(&before, &packs.get("acme").unwrap()));
    assert_eq!(packs.problems()[0].in_force.as_ref(), Some(&id));
    // Mended: the new one holds, and the banner goes.
    let mended = text.replace("4 business hours", "5 business hours");
    packs.add_user("acme.toml", mended.as_bytes()).unwrap();
    assert!(packs.problems().is_empty());
    assert!(packs.source("acme").unwrap().contains("5 business hours"));
    // Two editions live side by side; the bare name of a desk's own pack is the later one.
    let later = text.replace("edition = 2026-01-01", "edition = 2027-01-01");
    packs.add_user("acme-2027.toml", later.as_bytes()).unwrap();
    assert_eq!(packs.get("acme").unwrap().id.edition.to_string(), "2027-01-01");
    assert_eq!(packs.get("acme@2026-01-01").unwrap().id, id);
}

/// sla.md part 5: a bare name means the edition of part 3, for ever; an edition that the program ships stays as it is.
#[test]
fn a_bare_name_never_moves() {
    let mut packs = Packs::embedded(Arc::new(Zones::embedded()));
    let shipped = packs.source("b2bee").unwrap().to_string();
    let later = shipped.replace("edition = 2019-09-12", "edition = 2024-05-01");
    packs.add_user("b2bee-2024.toml", later.as_bytes()).unwrap();
    assert_eq!(packs.get("b2bee").unwrap().id.edition.to_string(), "2019-09-12");
    assert_eq!(packs.get("b2bee@2024-05-01").unwrap().id.edition.to_string(), "2024-05-01");
    let errors = packs.add_user("mine.toml", shipped.as_bytes()).unwrap_err();
    assert!(errors[0].message.contains("contracts stand on it"), "{}", errors[0]);
    assert!(matches!(packs.get("b2bee@2024-05-02"), Err(PackError::Edition { .. })));
}

/// One misspelt declaration is one finding, at the declaration: advice to spell every row as it is would be wrong.
#[test]
fn a_misspelt_tier_is_told_where_it_is_declared() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("desk.tierdesk");
    let good = std::fs::read_to_string(fixture("good/control.toml")).unwrap();
    let bad = folder.path().join("acme.toml");
    std::fs::write(&bad, good.replace("[tiers.silver]", "[tiers.sliver]")).unwrap();
    let text = said(&policy(&store, &["check", bad.to_str().unwrap()]).code(1));
    assert!(text.contains("refused, 1 finding") && text.contains("did you mean [tiers.silver]?"), "{text}");
}
