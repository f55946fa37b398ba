//! The rules that hold: another text of a pack or a list of holidays changes nothing until it is applied, nor does one that
//! is gone or broken; what is applied moves what runs and leaves what is finished, all at once or not at all.

use std::fs;

use std::process::Stdio;

use serde_json::Value;
use tierdesk::store::{Access, Store};

use crate::agents::{cli, said};
use crate::cli_stage::Desk;
use crate::faults_tools::{text, tierdesk_with_fault};
use crate::pty_stage::{Home, NOW, Term};

const PACK: &str = include_str!("../../data/policies/photoprism-2026-01-01.toml");

/// PhotoPrism's terms as a pack of the desk's own, called `own`.
fn own(change: &[(&str, &str)]) -> String {
    let mut text = PACK.replace("name = \"photoprism\"", "name = \"own\"");
    for (from, to) in change {
        assert!(text.contains(from), "{from}");
        text = text.replace(from, to);
    }
    // The examples of the original say what the original promises.
    let examples = text.find("[[examples]]").unwrap_or(text.len());
    text.truncate(examples);
    text
}

/// The office closes an hour earlier.
const LATER: &[(&str, &str)] = &[("09:00-17:00", "09:00-16:00")];

struct Stage {
    desk: Desk,
}

impl Stage {
    fn new() -> Stage {
        let desk = Desk::new();
        fs::create_dir(desk.path("packs")).unwrap();
        let stage = Stage { desk };
        stage.write(&own(&[]));
        stage.desk.ok(&["customer", "add", "Acme"]);
        let plan = ["--pack", "own", "--tier", "gold", "--starts", "2026-01-01"];
        stage.desk.ok(&[&["contract", "add", "--customer", "Acme"], &plan[..]].concat());
        stage
    }

    fn write(&self, text: &str) {
        fs::write(self.desk.path("packs").join("own.toml"), text).unwrap();
    }

    fn open(&self, severity: &str) {
        let subject =
            ["--subject", "It is broken", "--severity", severity, "--received", "2026-11-20T10:00:00Z"];
        self.desk.ok(&[&["ticket", "open", "--customer", "Acme"], &subject[..]].concat());
    }

    /// State and due instant of the clocks of a ticket.
    fn clocks(&self, number: &str) -> Vec<(String, String)> {
        let shown: Value =
            serde_json::from_str(&self.desk.ok(&["ticket", "show", number, "--json"])).unwrap();
        let clocks = shown["clocks"].as_array().unwrap_or_else(|| panic!("{shown}"));
        let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        clocks.iter().map(|clock| (word(&clock["state"]), word(&clock["due"]))).collect()
    }
}

#[test]
fn another_text_waits_and_one_that_is_gone_or_broken_takes_nothing_away() {
    let stage = Stage::new();
    stage.open("urgent");
    let before = stage.clocks("1");
    assert!(before.iter().any(|(_, due)| !due.is_empty()), "{before:?}");
    stage.write(&own(LATER));
    assert_eq!(stage.clocks("1"), before);
    let listed = stage.desk.run(&["policy", "list"]);
    assert!(listed.out.contains("own@2026-01-01 differs from what is in force"), "{}", listed.out);
    let doctor = stage.desk.run(&["doctor"]);
    assert!(doctor.out.contains("policy apply"), "{}", doctor.out);
    // A ticket that comes in now is held to what is in force, too.
    stage.open("urgent");
    assert_eq!(stage.clocks("2"), before);
    stage.write("this is no pack");
    assert_eq!(stage.clocks("1"), before);
    fs::remove_file(stage.desk.path("packs").join("own.toml")).unwrap();
    assert_eq!(stage.clocks("1"), before);
    stage.open("urgent");
    assert_eq!(stage.clocks("3"), before);
    let listed = stage.desk.run(&["policy", "list"]);
    assert!(listed.out.contains("what was in force stays in force"), "{}", listed.out);
    stage.desk.ok(&["check"]);
    // The text comes back: all is as it was.
    stage.write(&own(&[]));
    let listed = stage.desk.run(&["policy", "list"]);
    assert!(!listed.out.contains("in force"), "{}", listed.out);
}

#[test]
fn what_is_applied_moves_what_runs_and_leaves_what_is_finished() {
    let stage = Stage::new();
    let desk = &stage.desk;
    stage.open("urgent");
    stage.open("high");
    // Saturday: the one was answered too late on Monday, and the other not at all.
    desk.clock.set(3 * 86_400 + 2 * 3600);
    desk.ok(&["ticket", "reply", "1", "--text", "sorry"]);
    let before = stage.clocks("1");
    assert_eq!(before[0].0, "late");
    let missed = stage.clocks("2");
    assert_eq!(missed[0].0, "missed");
    stage.write(&own(&[
        ("09:00-17:00", "10:00-18:00"),
        ("\"8 business hours\" }", "\"40 business hours\" }"),
    ]));
    let nobody = desk.run(&["policy", "apply"]);
    assert_eq!(nobody.code, 2, "{}", nobody.err);
    let told = desk.json(&["policy", "apply", "--dry-run"]);
    assert_eq!(told["applied"], false);
    assert_eq!(stage.clocks("2"), missed);
    let done = desk.json(&["policy", "apply", "--yes"]);
    assert_eq!((&done["moves"], &done["applied"]), (&told["moves"], &Value::Bool(true)));
    let moves = done["moves"].as_array().unwrap();
    let of = |ticket: i64, clock: &str| {
        moves.iter().find(|one| one["ticket"] == ticket && one["clock"] == clock).cloned()
    };
    assert_eq!(of(1, "first_response"), None, "it is finished");
    let moved = of(2, "first_response").unwrap();
    assert_eq!(moved["from"], missed[0].1.as_str());
    assert_eq!(moved["stays_missed"], true);
    assert_eq!(stage.clocks("1")[0], before[0]);
    let after = stage.clocks("2");
    assert_eq!((after[0].1.as_str(), after[0].0 == "missed"), (moved["to"].as_str().unwrap(), false));
    let history = desk.ok(&["ticket", "show", "2"]);
    assert!(history.contains("moved what is due (another text of own@2026-01-01)"), "{history}");
    assert!(desk.ok(&["policy", "apply", "--yes"]).contains("nothing to apply"));
    desk.ok(&["check"]);
    // Before it was applied the desk shows what it showed then, and nobody undoes it.
    let undone = desk.run(&["undo"]);
    assert!(!undone.out.contains("moved what is due"), "{}", undone.out);
}

#[test]
fn open_tickets_go_over_to_the_contract_that_has_followed_theirs() {
    let stage = Stage::new();
    let desk = &stage.desk;
    stage.open("urgent");
    desk.ok(&[
        "contract",
        "change",
        "1",
        "--tier",
        "enterprise",
        "--from",
        "2026-12-01",
        "--reason",
        "agreed",
    ]);
    assert_eq!(desk.json(&["policy", "apply", "--contracts", "--dry-run"])["adopted"], serde_json::json!([]));
    desk.clock.set(12 * 86_400);
    let told = desk.json(&["policy", "apply", "--contracts", "--yes"]);
    assert_eq!(told["adopted"][0]["ticket"], 1, "{told}");
    assert_eq!(desk.json(&["ticket", "show", "1"])["contract"], told["adopted"][0]["contract"]);
    assert_eq!(desk.json(&["policy", "apply", "--contracts", "--yes"])["adopted"], serde_json::json!([]));
    desk.ok(&["check"]);
}

/// Two at once: one applies, the other finds it done.
#[test]
fn of_two_who_apply_at_once_one_does() {
    let stage = Stage::new();
    stage.open("urgent");
    stage.write(&own(LATER));
    let start = |_| {
        let mut command = stage.desk.command(&["policy", "apply", "--yes"]);
        command.env("TIERDESK_LOCK_WAIT_MS", "60000").stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().unwrap()
    };
    let children: Vec<_> = (0..2).map(start).collect();
    let said = children.into_iter().map(|child| child.wait_with_output().unwrap());
    let said: Vec<String> = said
        .map(|done| {
            assert!(done.status.success(), "{}", text(&done.stderr));
            text(&done.stdout)
        })
        .collect();
    assert_eq!(said.iter().filter(|said| said.ends_with("applied\n")).count(), 1, "{said:?}");
    let raw = rusqlite::Connection::open(stage.desk.path("desk.tierdesk")).unwrap();
    let count = |kind: &str| -> i64 {
        raw.query_row("SELECT count(*) FROM event WHERE kind = ?1", [kind], |row| row.get(0)).unwrap()
    };
    assert_eq!((count("rules_applied"), count("dues_moved")), (1, 1));
}

/// faults.md B01: killed anywhere, all of it has happened or nothing.
#[test]
fn an_apply_that_is_killed_has_happened_or_has_not() {
    let stage = Stage::new();
    for severity in ["urgent", "high", "normal"] {
        stage.open(severity);
    }
    let due = || ["1", "2", "3"].map(|number| stage.clocks(number)[0].1.clone());
    let old = due();
    stage.write(&own(LATER));
    let path = stage.desk.path("desk.tierdesk");
    let mut number = 1;
    loop {
        let done = tierdesk_with_fault(&path, &["policy", "apply", "--yes"], &format!("any:{number}:kill"));
        let now = due();
        let case = format!("killed at call {number}");
        assert_eq!(Store::open(&path, Access::ReadOnly).unwrap().check().unwrap(), [], "{case}");
        stage.desk.ok(&["check"]);
        if now != old {
            assert!(now.iter().zip(&old).all(|(now, old)| now != old), "{case}: {now:?} {old:?}");
            break;
        }
        assert!(!done.status.success(), "{case}");
        number += 4;
    }
    assert!(number > 8, "it was killed on the way");
}

/// faults.md B12: a console that is open shows the new rules, all of them, without being asked.
#[test]
fn a_console_that_is_open_takes_rules_that_another_process_applies() {
    let home = Home { folder: tempfile::tempdir().unwrap() };
    let run = |args: &[&str]| {
        let done = cli(&home, args);
        assert!(done.status.success(), "{args:?}: {}", said(&done));
        said(&done)
    };
    run(&["init"]);
    let packs = home.store().parent().unwrap().join("packs");
    fs::create_dir_all(&packs).unwrap();
    let write = |target: &str| {
        let target = format!("gold = \"{target}\" }}");
        fs::write(packs.join("own.toml"), own(&[("gold = \"8 business hours\" }", &target)])).unwrap();
    };
    write("100 hours");
    run(&["customer", "add", "Kestrel Radio"]);
    let plan = ["--pack", "own", "--tier", "gold", "--starts", "2026-01-01"];
    run(&[&["contract", "add", "--customer", "1"], &plan[..]].concat());
    run(&["ticket", "open", "--customer", "1", "--subject", "No sound", "--severity", "urgent"]);
    let mut command = home.command(&["--as", "ana"]);
    command.env("TIERDESK_NOW", NOW);
    let mut term = Term::start(command, 40, 130);
    term.wait_for("No sound");
    let shows = |screen: &str| ["8d", "199h", "200h"].iter().any(|left| screen.contains(left));
    term.wait_until("the old countdown", |screen| !shows(&screen.contents()));
    write("200 hours");
    let listed = run(&["policy", "apply", "--yes"]);
    assert!(listed.contains("would move"), "{listed}");
    term.wait_until("the new countdown", |screen| shows(&screen.contents()));
    run(&["check"]);
}
