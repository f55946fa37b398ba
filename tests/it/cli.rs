//! The desk worked from the command line: transcripts of the real binary, exit codes, and what it must not do.

use std::io::Write as _;
use std::process::Stdio;

use crate::cli_stage::{Desk, NOW};

/// A ticket's life, as people see it.
#[test]
fn a_ticket_from_opening_to_reopening() {
    let desk = Desk::with("Kestrel Radio", "b2bee", "premium");
    desk.ok(&[
        "contact",
        "add",
        "Ana Kovač",
        "--customer",
        "1",
        "--email",
        "ana@kestrel.example",
        "--registered",
    ]);
    let opened = desk.ok(&[
        "ticket",
        "open",
        "--customer",
        "kestrel  RADIO",
        "--subject",
        "No sound",
        "--severity",
        "Critical",
        "--channel",
        "phone",
        "--from",
        "ANA@kestrel.example",
    ]);
    assert!(opened.starts_with("ticket 1 (revision 1): opened\n"), "{opened}");
    assert!(opened.contains("Fri 20 Nov 12:00 CET"), "{opened}");
    assert!(opened.contains("9 of 10 left, 1 more today") && !opened.contains("flagged"), "{opened}");
    desk.ok(&["ticket", "reply", "1", "--text", "We are on it", "--seen", "1"]);
    desk.ok(&["ticket", "note", "#1", "--text", "asked the provider"]);
    desk.ok(&["ticket", "wait", "1", "--reason", "needs the log"]);
    desk.ok(&["ticket", "resume", "1"]);
    desk.ok(&["ticket", "assign", "1", "--me"]);
    desk.ok(&["ticket", "resolve", "1", "--cause", "expired certificate"]);
    assert_eq!(desk.json(&["ticket", "list"]).as_array().unwrap().len(), 0);
    let reopened = desk.json(&["ticket", "reopen", "1", "--reason", "it came back"]);
    assert_eq!(reopened["status"], "open");
    let whole = desk.json(&["ticket", "show", "1"]);
    let events: Vec<_> =
        whole["events"].as_array().unwrap().iter().map(|event| event["event"].as_str().unwrap()).collect();
    assert_eq!(
        events,
        ["ticket_opened", "replied", "noted", "waiting_began", "resumed", "assigned", "resolved", "reopened"]
    );
    assert_eq!(whole["messages"][0]["text"], "We are on it");
    assert_eq!(whole["assignee"], "ana");
    assert_eq!(whole["clocks"][0]["state"], "met");
    assert_eq!(whole["clocks"][0]["due"], "2026-11-20T11:00:00Z");
    assert_eq!(whole["clocks"][1]["kind"], "none");
}

/// Flagged, never refused (sla.md part 2); the agent's decision is on record.
#[test]
fn a_ticket_over_the_allowance_is_opened_and_decided() {
    let desk = Desk::with("Fjord", "photoprism", "professional");
    let open = ["ticket", "open", "--customer", "Fjord", "--subject", "x", "--severity", "low"];
    desk.ok(&open);
    let over = desk.ok(&open);
    assert!(
        over.contains("allowance: 1 over 1 incident") && over.contains("flagged: over the allowance"),
        "{over}"
    );
    assert_eq!(desk.run(&["ticket", "allowance", "2", "--waive"]).code, 2, "a decision needs a reason");
    let held = desk.json(&["ticket", "allowance", "2", "--hold", "--reason", "agreed by phone"]);
    assert_eq!(held["allowance"]["counting"], "held");
    assert_eq!(held["allowance"]["verdict"], "within");
    assert_eq!(held["flags"].as_array().unwrap().len(), 0);
    let counted = desk.json(&["ticket", "allowance", "2", "--count"]);
    assert_eq!(counted["allowance"]["verdict"], "over");
    let paid = desk.json(&["ticket", "allowance", "2", "--accept-paid", "--reason", "quote 7"]);
    assert_eq!(paid["allowance"]["now"]["used"], 1);
    assert_eq!(desk.json(&["ticket", "show", "2"])["events"].as_array().unwrap().len(), 4);
}

/// sla.md part 2: missed first, then running by due instant, then paused, then tickets without a time.
#[test]
fn the_list_is_in_the_one_order() {
    let desk = Desk::with("B", "b2bee", "premium");
    desk.ok(&["customer", "add", "P"]);
    desk.ok(&[
        "contract",
        "add",
        "--customer",
        "P",
        "--pack",
        "photoprism",
        "--tier",
        "gold",
        "--starts",
        "2026-01-01",
    ]);
    desk.ok(&["customer", "add", "Nobody"]);
    let open = |customer: &str, subject: &str, severity: &str, received: &str| {
        desk.ok(&[
            "ticket",
            "open",
            "--customer",
            customer,
            "--subject",
            subject,
            "--severity",
            severity,
            "--received",
            received,
        ]);
    };
    open("Nobody", "no contract", "high", "2026-11-01T09:00:00Z");
    open("P", "paused", "high", "2026-11-20T09:00:00Z");
    open("P", "later", "low", "2026-11-20T09:00:00Z");
    open("B", "soon", "critical", "2026-11-20T09:30:00Z");
    open("B", "missed", "critical", "2026-11-19T09:30:00Z");
    open("B", "missed longest", "critical", "2026-11-18T09:30:00Z");
    desk.ok(&["ticket", "reply", "2", "--text", "x"]);
    desk.ok(&["ticket", "wait", "2"]);
    let list = desk.json(&["ticket", "list"]);
    let subjects: Vec<_> =
        list.as_array().unwrap().iter().map(|ticket| ticket["subject"].as_str().unwrap()).collect();
    assert_eq!(subjects, ["missed longest", "missed", "soon", "later", "paused", "no contract"]);
    assert_eq!(desk.json(&["ticket", "list", "--limit", "2"]).as_array().unwrap().len(), 2);
    assert_eq!(desk.json(&["ticket", "list", "--customer", "p"]).as_array().unwrap().len(), 2);
}

/// faults.md, exit codes.
#[test]
fn exit_codes_say_what_kind_of_no() {
    let desk = Desk::with("Kestrel", "b2bee", "premium");
    desk.ok(&["ticket", "open", "--customer", "Kestrel", "--subject", "x", "--severity", "minor"]);
    let table: [(&[&str], i32, &str); 9] = [
        (&["ticket", "show", "9"], 1, "there is no ticket 9"),
        (&["customer", "show", "Kestre"], 1, "did you mean \"Kestrel\"?"),
        (&["customer", "add", "KESTREL"], 1, "there already"),
        (&["ticket", "resume", "1"], 1, "it is not waiting"),
        (&["ticket", "show", "x"], 2, "whole number"),
        (
            &["ticket", "open", "--customer", "1", "--subject", "x", "--severity", "mnior"],
            2,
            "did you mean minor?",
        ),
        (&["contract", "add", "--customer", "1", "--pack", "b2be", "--tier", "basic"], 2, "b2bee"),
        (
            &["contract", "add", "--customer", "1", "--pack", "b2bee", "--tier", "premum"],
            2,
            "did you mean premium?",
        ),
        (&["ticket", "note", "1", "--text", "x", "--seen", "7"], 4, "there is no revision 7 yet, it is at 1"),
    ];
    for (args, code, words) in table {
        let ran = desk.run(args);
        assert_eq!(ran.code, code, "{args:?}: {}", ran.err);
        assert!(ran.err.contains(words), "{args:?}: {}", ran.err);
    }
    // faults.md B07: the lock is held for ever.
    let holder = rusqlite::Connection::open(desk.path("desk.tierdesk")).unwrap();
    holder.execute_batch("BEGIN IMMEDIATE").unwrap();
    let mut locked = desk.command(&["ticket", "note", "1", "--text", "x"]);
    let locked = locked.env("TIERDESK_LOCK_WAIT_MS", "50").output().unwrap();
    assert_eq!(locked.status.code(), Some(75), "{}", String::from_utf8_lossy(&locked.stderr));
    holder.execute_batch("ROLLBACK").unwrap();
    assert_eq!(desk.run(&["--store", "nowhere.tierdesk", "ticket", "list"]).code, 2);
    assert!(!desk.path("nowhere.tierdesk").exists(), "faults.md C02: only init makes a store");
}

/// faults.md E01, E03, E04, E09, E10, E13: inert where people read, exact where programs do.
#[test]
fn hostile_text_is_shown_not_obeyed() {
    let desk = Desk::with("Kestrel", "b2bee", "premium");
    let subject = "a\u{1b}]52;c;eA==\u{7}b\u{9b}2Jc\u{202e}d\ne\u{200b}";
    let mut command = desk.command(&[
        "ticket",
        "open",
        "--customer",
        "Kestrel",
        "--severity",
        "minor",
        "--subject",
        subject,
    ]);
    let status = command.env("USER", "an\u{1b}[31ma").status().unwrap();
    assert!(status.success());
    for args in [&["ticket", "list"][..], &["ticket", "show", "1"], &["customer", "show", "1"]] {
        let shown = desk.ok(args);
        let risky = |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{202e}' | '\u{200b}');
        assert!(!shown.chars().any(risky), "{shown:?}");
    }
    let raw = desk.ok(&["ticket", "show", "1", "--json"]);
    assert!(raw.trim_end().chars().all(|c| !c.is_control()), "{raw:?}");
    let json: serde_json::Value = serde_json::from_str(&raw).unwrap();
    assert_eq!(json["subject"], subject);
    let long = "\u{1b}[31m".repeat(5_000);
    let error = desk.run(&["customer", "show", &long]).err;
    assert!(error.len() < 2_100 && !error.contains('\u{1b}'), "faults.md E07: {} bytes", error.len());
}

/// A message from standard input; faults.md I03: text that looks like options or shell is text.
#[test]
fn texts_come_from_standard_input() {
    let desk = Desk::with("Kestrel", "b2bee", "premium");
    let body = "$(touch pwned) `id` -- --force\nsecond line\n";
    let mut child = desk
        .command(&[
            "ticket",
            "open",
            "--customer",
            "1",
            "--subject=-rf $(x)",
            "--severity",
            "minor",
            "--text",
            "-",
        ])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(body.as_bytes()).unwrap();
    assert!(child.wait().unwrap().success());
    let ticket = desk.json(&["ticket", "show", "1"]);
    assert_eq!(ticket["subject"], "-rf $(x)");
    assert_eq!(ticket["messages"][0]["text"], body.trim_end());
    assert!(!desk.path("pwned").exists());
}

/// faults.md F09, F10, F11.
#[test]
fn outputs_that_end_early_are_no_panic() {
    let desk = Desk::with("Kestrel", "b2bee", "premium");
    let store = desk.path("desk.tierdesk");
    let binary = assert_cmd::cargo::cargo_bin!("tierdesk");
    let sh = |script: &str| {
        let mut command = std::process::Command::new("sh");
        command.arg("-c").arg(script).env("T", binary).env("TIERDESK_STORE", &store).env("TIERDESK_NOW", NOW);
        command.env("HOME", desk.folder.path()).output().unwrap()
    };
    let full = sh("\"$T\" customer list > /dev/full");
    assert_eq!(full.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&full.stderr).contains("cannot write the output"));
    let piped = sh("\"$T\" ticket open --help | true; \"$T\" customer list | head -c 1 > /dev/null");
    assert!(!String::from_utf8_lossy(&piped.stderr).contains("panic"), "{:?}", piped.stderr);
    let closed =
        sh("\"$T\" ticket open --customer 1 --subject x --severity minor <&- >&- 2>&-; \"$T\" check");
    assert!(closed.status.success(), "{closed:?}");
    assert_eq!(desk.json(&["ticket", "list"]).as_array().unwrap().len(), 1);
}

/// faults.md G15: wildcards, quotes and SQL in a search are letters.
#[test]
fn a_search_is_literal() {
    let desk = Desk::with("Robert'); DROP TABLE event;--", "b2bee", "premium");
    for subject in ["100% done", "100 done", "a_b", "aXb", "'; DROP TABLE customer; --"] {
        desk.ok(&["ticket", "open", "--customer", "1", "--subject", subject, "--severity", "minor"]);
    }
    for (search, found) in [("100%", 1), ("a_b", 1), ("'; DROP", 1), ("(a+)+$", 0), ("done", 2)] {
        let list = desk.json(&["ticket", "list", "--search", search]);
        assert_eq!(list.as_array().unwrap().len(), found, "{search}");
    }
    assert!(desk.ok(&["check"]).contains("sound"));
}

/// Own targets, hours and zone of a contract.
#[test]
fn a_contract_brings_its_own_terms() {
    let desk = Desk::new();
    desk.ok(&["customer", "add", "Solaris"]);
    let contract = desk.json(&[
        "contract",
        "add",
        "--customer",
        "Solaris",
        "--pack",
        "apizee",
        "--tier",
        "gold",
        "--starts",
        "2026-01-01",
        "--target",
        "first_response=4 business hours",
        "--target",
        "first_response/minor=2 business days",
        "--hours",
        "mon-fri 08:00-20:00; sat 10:00-14:00; business day 8 hours",
        "--holidays",
        "DE/BY",
        "--zone",
        "Europe/Berlin",
    ]);
    assert_eq!(contract["own"]["targets"][1]["severity"], "minor");
    assert_eq!(contract["pack"], "apizee@2021-05-31");
    let ticket = desk.json(&[
        "ticket",
        "open",
        "--customer",
        "Solaris",
        "--subject",
        "x",
        "--severity",
        "major",
        "--received",
        "2026-11-20T18:00:00Z",
    ]);
    // Friday 19:00 to 20:00 and Saturday 10:00 to 13:00.
    assert_eq!(ticket["clocks"][0]["due"], "2026-11-21T12:00:00Z");
    assert_eq!(ticket["clocks"][0]["own"], true);
    let wrong = desk.run(&[
        "contract",
        "add",
        "--customer",
        "1",
        "--pack",
        "apizee",
        "--tier",
        "gold",
        "--target",
        "first_response=4",
    ]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("no unit"), "{}", wrong.err);
    let overlapping = desk.run(&["contract", "add", "--customer", "1", "--pack", "b2bee", "--tier", "basic"]);
    assert_eq!(overlapping.code, 1, "{}", overlapping.err);
}

/// What a newcomer types where something is missing: the answer names what is wrong, and what to do works.
#[test]
fn a_wrong_turn_is_answered_with_the_right_one() {
    let desk = Desk::with("Kestrel", "b2bee", "premium");
    let add = ["contract", "add", "--customer", "1", "--pack", "apizee", "--tier", "gold"];
    let with = |more: &[&str]| desk.run(&[&add[..], more].concat());
    let starts = with(&["--starts", "2027-13-01"]);
    assert!(starts.code == 2 && starts.err.contains("no such date; write YYYY-MM-DD"), "{}", starts.err);
    let target = with(&["--target", "foo=4 hours"]);
    assert!(target.code == 2 && !target.err.contains("policy check"), "{}", target.err);
    let restored = desk.run(&["restore", "nosuch"]);
    assert_eq!(restored.code, 2);
    assert!(restored.err.starts_with("error: there is no backup nosuch"), "{}", restored.err);
    let saved = desk.run(&["backup", "no where/desk.tierdesk"]);
    assert_eq!(saved.code, 2, "{}", saved.err);
    assert!(saved.err.contains("there is no folder no where"), "{}", saved.err);
    assert!(saved.err.contains("mkdir -p 'no where'") && !saved.err.contains(".part"), "{}", saved.err);
    let again = desk.run(&["init"]);
    assert_eq!(again.code, 2);
    assert!(again.err.contains("restore FILE --move-aside") && !again.err.contains("mv "), "{}", again.err);
    let help = desk.ok(&["ticket", "assign", "--help"]);
    assert!(help.contains("[OPTIONS] <TICKET> <AGENT|--me|--nobody|--on-call [LINE]>"), "{help}");
    assert!(desk.ok(&["ticket", "help", "--help"]).contains("Usage: tierdesk ticket"), "as `ticket help`");
    assert_eq!(desk.run(&["tiket", "--help"]).code, 2);
    let open = ["ticket", "open", "--customer", "1", "--subject", "x", "--severity", "minor", "--channel"];
    let typo = desk.run(&[&open[..], &["fone"]].concat());
    assert!(typo.code == 0 && typo.out.contains("flagged: channel not in the plan"), "{}", typo.out);
    assert!(typo.err.contains("a typo? The plan's channels are ticket, email, chat, phone"), "{}", typo.err);
    assert_eq!(desk.run(&[&open[..], &["chat"]].concat()).err, "");
}

/// sla.md 1.5: only a reply stops the first-response clock, so who resolves without one is told.
#[test]
fn resolving_without_an_answer_says_that_nobody_answered() {
    let desk = Desk::with("Kestrel", "b2bee", "premium");
    let open = ["ticket", "open", "--customer", "1", "--subject", "x", "--severity", "critical"];
    for _ in 0..3 {
        desk.ok(&open);
    }
    let running = desk.ok(&["ticket", "resolve", "1"]);
    assert!(
        running.contains("nobody has answered the customer: the first-response clock goes on"),
        "{running}"
    );
    desk.ok(&["ticket", "reply", "2", "--text", "x"]);
    let answered = desk.ok(&["ticket", "resolve", "2"]);
    assert!(answered.contains("first response: met") && !answered.contains("nobody"), "{answered}");
    desk.clock.set(7 * 86_400);
    let missed = desk.ok(&["ticket", "resolve", "3"]);
    assert!(missed.contains("nobody has answered the customer: the first response is missed"), "{missed}");
}

/// faults.md H13: a pack that is not loaded is told wherever its promises would be missed, not only in the list of packs.
#[test]
fn a_broken_pack_is_told_everywhere() {
    let desk = Desk::new();
    desk.ok(&["doctor"]);
    std::fs::create_dir(desk.path("packs")).unwrap();
    desk.write("packs/acme.toml", "format = 1\n");
    let listed = desk.run(&["ticket", "list", "--json"]);
    assert_eq!((listed.code, listed.out.as_str()), (0, "[]\n"));
    assert!(
        listed.err.contains("acme.toml is not loaded") && listed.err.lines().count() == 1,
        "{}",
        listed.err
    );
    let doctor = desk.run(&["doctor", "--json"]);
    assert_eq!(doctor.code, 1);
    let report: serde_json::Value = serde_json::from_str(&doctor.out).unwrap();
    assert!(report["packs"]["folder"].as_str().unwrap().ends_with("/packs"), "{report}");
    assert_eq!((&report["packs"]["not_loaded"], &report["agent"]), (&1.into(), &"ana".into()));
    assert_eq!(report["warnings"].as_array().unwrap().len(), 1, "{report}");
    let packs = desk.run(&["policy", "list"]);
    assert!(packs.code == 1 && packs.out.contains("/packs"), "{}", packs.out);
}
