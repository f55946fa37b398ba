//! Writing packs: `policy new`, `policy test`, `policy diff`, `policy schema`, as people and scripts call them.

use std::io::Write as _;
use std::process::Stdio;

use serde_json::Value;

use crate::cli_stage::{Desk, Ran};

fn pack_of(desk: &Desk) -> String {
    std::fs::read_to_string(desk.path("packs/acme.toml")).unwrap()
}

/// What `policy check` says of a good file, whole.
fn is_good(desk: &Desk, file: &str) {
    let said = desk.ok(&["policy", "check", file]);
    assert!(said.trim_end().ends_with("is good"), "{said}");
}

#[test]
fn a_new_pack_passes_the_check_whichever_way_it_is_begun() {
    for template in ["simple", "full"] {
        let desk = Desk::new();
        let said = desk.ok(&["policy", "new", "acme", "--template", template]);
        assert!(said.contains("tierdesk policy check"), "{said}");
        is_good(&desk, "packs/acme.toml");
        // It is at hand at once, and its example comes out.
        assert!(desk.ok(&["policy", "test", "acme"]).contains("1 example, all right"));
        assert!(desk.ok(&["policy", "list"]).contains("acme@2026-11-20"));
    }
    for like in ["apizee", "b2bee", "illumeet", "otter-video", "photoprism@2026-01-01"] {
        let desk = Desk::new();
        desk.ok(&[
            "policy",
            "new",
            "acme",
            "--like",
            like,
            "--title",
            "Acme \"&\" Sons",
            "--edition",
            "2027-01-01",
        ]);
        is_good(&desk, "packs/acme.toml");
        let text = pack_of(&desk);
        assert!(
            text.contains(r#"title = 'Acme "&" Sons'"#) || text.contains(r#"title = "Acme \"&\" Sons""#),
            "{text}"
        );
        let name = like.split('@').next().unwrap();
        let said = desk.ok(&["policy", "diff", name, "acme"]);
        assert!(said.contains("provider") && said.contains("1 change "), "{said}");
    }
}

#[test]
fn answers_by_flags_stand_in_the_pack() {
    let desk = Desk::new();
    let flags = [
        "policy",
        "new",
        "acme",
        "--to",
        "mine.toml",
        "--time-zone",
        "Europe/Berlin",
        "--hours",
        "mon-thu 09:00-12:00 13:00-17:00, fri 09:00-15:00",
        "--holidays",
        "DE/BY",
        "--tier",
        "silver",
        "--tier",
        "gold=Gold Plus",
        "--severity",
        "urgent=Nothing works",
        "--severity",
        "low",
        "--target",
        "first_response=1 business hour",
        "--target",
        "first_response/urgent/gold=30 minutes",
        "--target",
        "resolution/urgent=16 business hours",
    ];
    desk.ok(&flags);
    is_good(&desk, "mine.toml");
    let shown = desk.ok(&["policy", "test", "mine.toml"]);
    assert!(shown.contains("gold, urgent, received Fri 2026-11-20 16:30 CET"), "{shown}");
    assert!(shown.contains("Fri 2026-11-20 17:00 CET"), "{shown}");
    // The same again: the file that is there stays.
    let again = desk.run(&flags);
    assert_eq!((again.code, again.err.contains("stays as it is")), (1, true), "{}", again.err);
}

#[test]
fn what_makes_no_pack_is_not_written() {
    let desk = Desk::new();
    let new = |more: &[&str]| -> Ran {
        let args: Vec<&str> =
            ["policy", "new", "acme", "--to", "mine.toml"].iter().chain(more).copied().collect();
        desk.run(&args)
    };
    for (more, said) in [
        (vec!["--time-zone", "Berlin"], "Europe/Berlin"),
        (vec!["--hours", "daily"], "mon-fri 09:00-12:00"),
        (vec!["--hours", "mon-fri 17:00-09:00"], "runs backwards"),
        (vec!["--holidays", "QQ"], "QQ"),
        (vec!["--target", "first_response=soon"], "no target"),
        (vec!["--target", "first_response/terrible=1 hour"], "it has urgent, normal, low"),
        (vec!["--target", "second_response=1 hour"], "it has first_response, resolution"),
        (vec!["--tier", "Gold Plus"], "gold-plus"),
        (vec!["--like", "nobody"], "no policy pack"),
    ] {
        let ran = new(&more);
        let told = format!("{}{}", ran.out, ran.err);
        assert_eq!(ran.code, 2, "{more:?}: {told}");
        assert!(told.contains(said), "{more:?}: {told}");
        assert!(!desk.path("mine.toml").exists());
    }
    assert_eq!(desk.run(&["--readonly", "policy", "new", "acme"]).code, 2);
    // An edition that contracts stand on is not written a second time.
    let ran = desk.run(&["policy", "new", "b2bee", "--edition", "2019-09-12", "--template", "simple"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
}

#[test]
fn on_a_terminal_it_asks_and_asks_again() {
    let desk = Desk::new();
    let mut command = desk.command(&["policy", "new", "acme"]);
    let mut child = command
        .env("TIERDESK_ASK", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let answers = "Acme Ltd\nBerlin\nEurope/Berlin\nmon-fri\nmon-fri 08:00-16:00\nDE\nsilver, gold\nurgent, low\n\
                   soon\n4 business hours\n1 hour\n\n\nnone\n\n\n\n";
    child.stdin.take().unwrap().write_all(answers.as_bytes()).unwrap();
    let ran: Ran = child.wait_with_output().unwrap().into();
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("Time zone of the desk") && ran.out.contains("Europe/Berlin"), "{}", ran.out);
    let text = pack_of(&desk);
    assert!(text.contains("urgent = { silver = \"4 business hours\", gold = \"1 hour\" }"), "{text}");
    assert!(text.contains("08:00-16:00") && text.contains("holidays = [\"DE\"]"), "{text}");
    is_good(&desk, "packs/acme.toml");
    // The answers end before the questions: nothing is written.
    let mut child = desk
        .command(&["policy", "new", "other"])
        .env("TIERDESK_ASK", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(b"Other\n").unwrap();
    let ran: Ran = child.wait_with_output().unwrap().into();
    assert_eq!((ran.code, desk.path("packs/other.toml").exists()), (2, false), "{}", ran.err);
}

#[test]
fn a_wrong_example_shows_where_its_time_goes() {
    let desk = Desk::new();
    let good = desk.ok(&["policy", "show", "photoprism", "--toml"]);
    desk.write(
        "wrong.toml",
        good.replace(
            "first_response = \"2026-03-30T16:30+02:00\"",
            "first_response = \"Mon 2026-03-30 15:30\"",
        ),
    );
    let ran = desk.run(&["policy", "test", "wrong.toml"]);
    assert_eq!(ran.code, 1);
    for said in [
        "expected Mon 2026-03-30 15:30 CEST",
        "got      Mon 2026-03-30 16:30 CEST",
        "the table says 8 business hours",
        "Sat 2026-03-28                           30 min  weekend",
        "1 h of open time before that",
        "4 examples, 1 wrong",
    ] {
        assert!(ran.out.contains(said), "{said}\n{}", ran.out);
    }
    let json: Value =
        serde_json::from_str(&desk.run(&["policy", "test", "wrong.toml", "--json"]).out).unwrap();
    assert_eq!(json[0]["ok"], false);
    assert_eq!(json[0]["examples"][0]["answers"][0]["got"]["at"], "2026-03-30T14:30:00Z");
    assert_eq!(json[0]["examples"][2]["answers"][0]["expected"]["kind"], "not_covered");
    // All packs that are shipped carry examples, and they come out.
    for name in ["apizee", "b2bee", "illumeet", "otter-video", "photoprism"] {
        assert!(desk.ok(&["policy", "test", name]).contains("all right"), "{name}");
    }
    assert_eq!(desk.run(&["policy", "test", "nobody"]).code, 2);
    assert_eq!(desk.run(&["policy", "test", "nowhere.toml"]).code, 2);
    desk.write("broken.toml", good.replace("8 business hours", "8 busy hours"));
    assert_eq!(desk.run(&["policy", "test", "broken.toml"]).code, 1);
}

#[test]
fn a_diff_says_in_words_what_changes() {
    let desk = Desk::new();
    let old = desk.ok(&["policy", "show", "photoprism", "--toml"]);
    let new = old
        .replace("edition = 2026-01-01", "edition = 2027-01-01")
        .replace("\"32 business hours\", gold = \"16", "\"24 business hours\", gold = \"16")
        .replace("gold = 4 }", "gold = \"unlimited\" }")
        .replace("mon-fri = [\"09:00-17:00\"]", "mon-fri = [\"08:00-18:00\"]")
        .replace("  \"Gold is billed once a year\",\n", "  \"Gold is billed by the month\",\n");
    let new = &new[..new.find("[[examples]]").unwrap()];
    desk.write("next.toml", new);
    let said = desk.ok(&["policy", "diff", "photoprism", "next.toml"]);
    for line in [
        "photoprism@2026-01-01 -> photoprism@2027-01-01",
        "  ~ urgent, enterprise  32 business hours -> 24 business hours",
        "  ~ incidents, gold  4 incidents a month -> unlimited incidents",
        "      was  Mon-Fri 09:00-17:00 Europe/Berlin, closed on holidays (Germany)",
        "      now  Mon-Fri 08:00-18:00 Europe/Berlin, closed on holidays (Germany)",
        "  + rule  Gold is billed by the month",
        "  - rule  Gold is billed once a year",
        "5 changes",
    ] {
        assert!(said.contains(line), "{line}\n{said}");
    }
    let json: Value =
        serde_json::from_str(&desk.ok(&["policy", "diff", "photoprism", "next.toml", "--json"])).unwrap();
    assert_eq!(json["changes"].as_array().unwrap().len(), 5);
    assert_eq!(json["changes"][0]["part"], "Hours");
    assert!(desk.ok(&["policy", "diff", "b2bee", "b2bee@2019-09-12"]).contains("nothing changes"));
    assert_eq!(desk.run(&["policy", "diff", "b2bee", "nobody"]).code, 2);
}

#[test]
fn the_schema_that_is_printed_is_the_one_that_is_shipped() {
    let desk = Desk::new();
    let printed = desk.ok(&["policy", "schema"]);
    assert_eq!(printed, include_str!("../../assets/pack.schema.json"));
}
