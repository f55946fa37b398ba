//! Assessing, levels, flags, why and what if, on the command line: transcripts of the real binary.

use crate::cli_stage::Desk;

fn open(desk: &Desk, customer: &str, severity: &str, more: &[&str]) {
    let args = ["ticket", "open", "--customer", customer, "--subject", "Help", "--severity", severity];
    let args: Vec<&str> = args.iter().chain(more).copied().collect();
    desk.ok(&args);
}

/// 2026-11-20 is a Friday; it is 11:00 in Berlin.
#[test]
fn an_assessment_is_shown_before_it_is_made() {
    let desk = Desk::with("Acme", "photoprism", "enterprise");
    open(&desk, "Acme", "urgent", &["--received", "2026-11-18T08:00:00Z"]);
    let assess = ["ticket", "assess", "1", "--severity", "High", "--reason", "one user"];
    let preview: Vec<&str> = assess.iter().copied().chain(["--preview"]).collect();
    let shown = desk.ok(&preview);
    let expected = "\
ticket 1: what it would move
  first response: missed by 10h 00m, was due Wed 18 Nov 17:00 CET -> missed by 2h 00m, was due Thu 19 Nov 17:00 CET; due later
    target: 8 business hours -> 16 business hours
  resolution: 14h 00m left, Mon 23 Nov 17:00 CET -> 38h 00m left, Thu 26 Nov 17:00 CET; due later
    target: 32 business hours -> 7 business days
  first response: stays on record as missed
  allowance: 1 of 2 left; stays as it is
nothing has been changed
";
    assert_eq!(shown, expected);
    assert_eq!(desk.json(&["ticket", "show", "1"])["revision"], 1);
    let json = desk.json(&preview);
    assert_eq!(json[0]["clocks"][1]["after"]["due"], "2026-11-26T16:00:00Z");
    assert_eq!(json[0]["clocks"][1]["turn"], "later");
    let done = desk.json(&assess);
    assert_eq!((done["severity"].as_str(), done["claimed"].as_str()), (Some("high"), Some("urgent")));
    assert_eq!(done["missed"][0]["due"], "2026-11-18T16:00:00Z");
    assert_eq!(done["clocks"][1]["due"], json[0]["clocks"][1]["after"]["due"]);
    let sheet = desk.ok(&["ticket", "show", "1"]);
    assert!(
        sheet.contains("high, claimed as urgent") && sheet.contains("first response: missed for good"),
        "{sheet}"
    );
    let again = desk.run(&assess);
    assert_ne!(again.code, 0, "{}", again.err);
    let nothing = desk.run(&["ticket", "assess", "1", "--reason", "x"]);
    assert_eq!(nothing.code, 2);
    let stale = desk.run(&["ticket", "assess", "1", "--severity", "low", "--reason", "x", "--seen", "1"]);
    assert_eq!(stale.code, 4, "{}", stale.err);
}

#[test]
fn a_ticket_goes_up_and_down_the_levels() {
    let desk = Desk::with("Ilex", "illumeet", "named-user-cloud");
    open(&desk, "Ilex", "high", &["--level", "1"]);
    let stuck = desk.run(&["ticket", "escalate", "1", "--reason", "a fault"]);
    assert!(
        stuck.code != 0 && stuck.err.contains("5 points of the check list for level 2 are open"),
        "{}",
        stuck.err
    );
    let list = desk.ok(&[
        "ticket",
        "checklist",
        "1",
        "--fill",
        "1=log in, click",
        "--fill",
        "browser=Firefox 130: fails",
    ]);
    assert!(list.contains("1 [x] Steps to reproduce it\n        log in, click"), "{list}");
    assert!(list.contains("we answer it. Hours:") && list.ends_with("3 of 5 open\n"), "{list}");
    let vague = desk.run(&["ticket", "checklist", "1", "--fill", "to reproduce=x"]);
    assert!(vague.code == 2 && vague.err.contains("more than one point"), "{}", vague.err);
    let up = desk.json(&[
        "ticket",
        "escalate",
        "1",
        "--reason",
        "a fault",
        "--check",
        "2=https://ilex.example",
        "--check",
        "3=given",
        "--check",
        "4=attached",
        "--seen",
        "3",
    ]);
    assert_eq!((up["level"].as_u64(), up["level_answered_by"].as_str()), (Some(2), Some("provider")));
    assert_eq!(up["checklist"].as_array().unwrap().len(), 5);
    let wrong = desk.run(&["ticket", "escalate", "1", "--to", "1", "--reason", "x"]);
    assert!(wrong.code == 2 && wrong.err.contains("hand-back"), "{}", wrong.err);
    desk.ok(&["ticket", "escalate", "1", "--reason", "the servers"]);
    let top = desk.run(&["ticket", "escalate", "1", "--reason", "x"]);
    assert!(top.code != 0 && top.err.contains("there is none above it"), "{}", top.err);
    let back = desk.ok(&["ticket", "hand-back", "1", "--to", "1", "--reason", "a question"]);
    assert!(back.contains("is back at level 1"), "{back}");
    desk.ok(&["ticket", "checklist", "1", "--fill", "4="]);
    desk.ok(&["ticket", "escalate", "1", "--reason", "cut off", "--pass-over"]);
    let events = desk.json(&["ticket", "show", "1"])["events"].to_string();
    assert!(events.contains("passing over a point of the check list: cut off"), "{events}");
}

#[test]
fn flags_are_decided_with_a_reason() {
    let desk = Desk::with("Ilex", "illumeet", "cloud-server");
    open(&desk, "Ilex", "high", &["--level", "1", "--kind", "training", "--version", "4.2"]);
    let flags = |desk: &Desk| desk.json(&["ticket", "show", "1"])["flags"].to_string();
    assert_eq!(flags(&desk), r#"["kind_excluded","level_is_customers"]"#);
    let judged = desk.ok(&[
        "ticket",
        "judge",
        "1",
        "--flag",
        "kind-excluded",
        "--reject",
        "--reason",
        "offer a course",
    ]);
    assert!(judged.contains("not accepted: kind of work not included"), "{judged}");
    desk.ok(&["ticket", "judge", "1", "--flag", "level_is_customers", "--accept", "--reason", "a favour"]);
    let ticket = desk.json(&["ticket", "show", "1"]);
    assert_eq!(ticket["judged"][0]["accepted"], false);
    assert_eq!(ticket["judged"][1]["reason"], "a favour");
    let sheet = desk.ok(&["ticket", "show", "1"]);
    assert!(sheet.contains("kind of work not included (not accepted: offer a course)"), "{sheet}");
    assert!(sheet.contains("1, answered by the customer"), "{sheet}");
    let why = desk.ok(&["ticket", "why", "1"]);
    assert!(
        why.contains("Cloud Server does not include: Product training. This one is of the kind training."),
        "{why}"
    );
    assert!(
        why.contains("(illumeet support policy, effective from 1 October 2020, edition of 2020-10-01)"),
        "{why}"
    );
    assert!(why.contains("Decided by ana: not accepted. offer a course"), "{why}");
    let unknown = desk.run(&["ticket", "judge", "1", "--flag", "rude", "--accept", "--reason", "x"]);
    assert!(unknown.code == 2 && unknown.err.contains("kind_excluded, version_past_end"), "{}", unknown.err);
    // A contract may carry dates of its own.
    desk.ok(&["customer", "add", "Owen"]);
    desk.ok(&[
        "contract",
        "add",
        "--customer",
        "Owen",
        "--pack",
        "illumeet",
        "--tier",
        "cloud-server",
        "--starts",
        "2026-01-01",
        "--ends",
        "2026-11-20",
        "--end-of-life",
        "4.2=2026-06-30",
    ]);
    open(&desk, "Owen", "high", &["--version", "4.2.1", "--received", "2026-11-19T10:00:00Z"]);
    assert_eq!(desk.json(&["ticket", "show", "2"])["flags"][0], "version_past_end");
    let why = desk.ok(&["ticket", "why", "2"]);
    assert!(
        why.contains("Version 4.2 was supported until 2026-06-30")
            && why.contains("the contract's own dates"),
        "{why}"
    );
    open(&desk, "Owen", "high", &[]);
    assert_eq!(desk.json(&["ticket", "show", "3"])["flags"][0], "contract_ended");
    desk.ok(&["customer", "add", "Nobody"]);
    open(&desk, "Nobody", "high", &[]);
    assert_eq!(desk.json(&["ticket", "show", "4"])["flags"][0], "no_contract");
}

#[test]
fn why_and_what_if_tell_and_change_nothing() {
    let desk = Desk::with("Acme", "photoprism", "enterprise");
    open(&desk, "Acme", "normal", &["--received", "2026-11-16T08:00:00Z"]);
    let table = desk.ok(&["ticket", "what-if", "1"]);
    assert!(table.contains("Normal*") && table.contains("Gold") && table.contains("not covered"), "{table}");
    let one = desk.ok(&["ticket", "what-if", "1", "--severity", "urgent", "--tier", "gold"]);
    assert!(one.contains("8 business hours") && one.contains("16 business hours"), "{one}");
    let json = desk.json(&["ticket", "what-if", "1", "--tier", "gold"]);
    assert_eq!(json["clocks"][1]["after"]["due"], "2026-11-24T16:00:00Z");
    let wrong = desk.run(&["ticket", "what-if", "1", "--tier", "silver"]);
    assert!(wrong.code != 0 && wrong.err.contains("professional, enterprise, gold"), "{}", wrong.err);
    let why = desk.ok(&["ticket", "why", "1", "--ledger"]);
    for part in [
        "Severity Normal",
        "24 business hours promised",
        "so far",
        "Place in the list",
        "Allowance: 1 of 2 left",
    ] {
        assert!(why.contains(part), "{part}: {why}");
    }
    let json = desk.json(&["ticket", "why", "1"]);
    assert!(json.as_array().unwrap().iter().all(|reason| !reason["source"].as_str().unwrap().is_empty()));
    assert_eq!(desk.json(&["ticket", "show", "1"])["revision"], 1);
}
