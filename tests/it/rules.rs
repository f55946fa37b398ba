//! The rules that hold: another text of a pack or a list of holidays changes nothing until it is applied, nor does one that
//! is gone or broken; what is applied moves what runs and leaves what is finished, all at once or not at all.

use std::fs;

use serde_json::Value;

use crate::cli_stage::Desk;

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

const LATER: &[(&str, &str)] = &[("09:00-17:00", "10:00-18:00")];

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
        let subject = ["--subject", "It is broken", "--severity", severity];
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
