//! `tierdesk handover` and `ticket hand-on`, as people and scripts use them.

use std::os::unix::fs::PermissionsExt as _;
use std::process::Stdio;

use tierdesk::store::{Access, Store};

use crate::cli_stage::{Desk, Ran};

/// Three tickets; the words of one for the next shift.
fn desk() -> Desk {
    let desk = Desk::with("Kestrel", "b2bee", "premium");
    for (subject, severity) in [("No sound", "critical"), ("Login slow", "minor"), ("A typo", "no-impact")] {
        desk.ok(&["ticket", "open", "--customer", "Kestrel", "--subject", subject, "--severity", severity]);
    }
    desk.ok(&["ticket", "wait", "2", "--reason", "their log"]);
    desk.ok(&["ticket", "hand-on", "3", "they call at 18:00"]);
    desk
}

#[test]
fn a_handover_says_what_falls_due_waits_and_changed() {
    let desk = desk();
    desk.clock.set(600);
    let told = desk.ok(&["handover", "show", "--zone", "Europe/Belgrade", "--until", "18:00"]);
    for expected in [
        "Handover of ana, Fri 20 Nov 2026 11:10 CET",
        "12:00 CET first response, 50m left: #1 No sound (Kestrel, premium, critical)",
        "15:00 CET first response, 3h 50m left: #2 Login slow",
        "    #2 Login slow (Kestrel, premium, minor), since 11:00 CET (10m): their log",
        "      | they call at 18:00",
        "spent for today, ",
    ] {
        assert!(told.contains(expected), "{expected}: {told}");
    }
    // In another zone the policy's own time stands behind.
    let away = desk.ok(&["handover", "show", "--zone", "America/New_York"]);
    assert!(away.contains("06:00 EST (12:00 CET) first response, 50m left: #1"), "{away}");
    let json = desk.json(&["handover", "show", "--until", "2026-11-20T11:00:01Z"]);
    assert_eq!(json["due"].as_array().unwrap().len(), 1, "{json}");
    assert_eq!(json["due"][0]["due"], "2026-11-20T11:00:00Z");
    assert_eq!(json["counts"]["opened"], 3);
    assert_eq!(json["words"][0]["text"], "they call at 18:00");
    // What is due at the very end of the shift is the next one's.
    let json = desk.json(&["handover", "show", "--until", "2026-11-20T11:00:00Z"]);
    assert_eq!(json["due"].as_array().unwrap().len(), 0, "{json}");
    // An hour later, with nobody about: missed, and why.
    desk.clock.set(3 * 3600);
    let told = desk.ok(&["handover", "show", "--zone", "Europe/Belgrade"]);
    assert!(
        told.contains("first response missed by 2h 00m, was due 12:00 CET: #1 No sound (Kestrel, premium, critical): nobody has answered; nobody has it; last, 11:00 CET: ana opened it as critical (open)"),
        "{told}"
    );
    // As it stood then, it says what it said then.
    let then = desk.ok(&[
        "handover",
        "show",
        "--at",
        "2026-11-20T10:10:00Z",
        "--zone",
        "Europe/Belgrade",
        "--until",
        "18:00",
    ]);
    assert!(then.contains("12:00 CET first response, 50m left: #1"), "{then}");
    let late = desk.run(&["handover", "show", "--until", "2026-11-20T10:00:00Z"]);
    assert_eq!((late.code, late.err.contains("--until has passed")), (2, true), "{}", late.err);
}

#[test]
fn a_handover_is_written_to_a_file_once() {
    let desk = desk();
    let args = ["handover", "show", "--format", "markdown", "--output", "h.md"];
    desk.ok(&args);
    let text = std::fs::read_to_string(desk.path("h.md")).unwrap();
    assert!(text.starts_with("# Handover of ana, "), "{text}");
    insta::assert_snapshot!("handover_markdown", text);
    let again = desk.run(&args);
    assert_eq!((again.code, again.err.contains("is there already")), (2, true), "{}", again.err);
}

#[test]
fn words_for_the_next_shift_stand_until_others_do_and_can_be_taken_back() {
    let desk = desk();
    let shown = desk.ok(&["ticket", "show", "3"]);
    assert!(shown.contains("they call at 18:00 (ana, "), "{shown}");
    assert!(shown.contains("ana handed on to the next shift: they call at 18:00"), "{shown}");
    let same = desk.run(&["ticket", "hand-on", "3", "they call at 18:00"]);
    assert_eq!(same.code, 2, "{}", same.err);
    desk.ok(&["ticket", "hand-on", "3", "they called"]);
    assert_eq!(desk.json(&["ticket", "show", "3"])["handed_on"]["text"], "they called");
    desk.ok(&["undo"]);
    assert_eq!(desk.json(&["ticket", "show", "3"])["handed_on"]["text"], "they call at 18:00");
    desk.ok(&["ticket", "hand-on", "3", "--clear"]);
    assert!(desk.json(&["ticket", "show", "3"])["handed_on"].is_null());
    assert_eq!(desk.run(&["ticket", "hand-on", "3", "--clear"]).code, 2);
    // Found by what was written, and the store is sound.
    assert!(desk.ok(&["search", "they called"]).contains("A typo"));
    desk.ok(&["check"]);
}

#[test]
fn a_handover_is_given_kept_as_it_was_and_taken_by_the_next_agent() {
    let desk = desk();
    let none = desk.run(&["handover", "take", "--as", "ben"]);
    assert_eq!((none.code, none.err.contains("no handover waits for ben")), (1, true), "{}", none.err);
    let given = desk.json(&["handover", "give", "--to", "ben"]);
    let body = given["body"].as_str().unwrap().to_owned();
    assert!(body.contains("**#1** No sound"), "{body}");
    // The desk goes on; what was given stays as it was.
    desk.ok(&["ticket", "resolve", "1"]);
    let id = given["id"].to_string();
    assert_eq!(desk.json(&["handover", "show", &id])["body"], body.as_str());
    // It is nobody else's, and not the giver's.
    assert_eq!(desk.run(&["handover", "take", "--as", "cleo"]).code, 1);
    let own = desk.run(&["handover", "take", &id]);
    assert_eq!((own.code, own.err.contains("you gave handover")), (2, true), "{}", own.err);
    desk.clock.set(60);
    let taken = desk.ok(&["handover", "take", "--as", "ben", "--zone", "Europe/Belgrade"]);
    assert!(taken.contains("taken by ben on Fri 20 Nov 2026 11:01 CET"), "{taken}");
    assert!(taken.contains(body.lines().next().unwrap()), "{taken}");
    let again = desk.run(&["handover", "take", &id, "--as", "cleo"]);
    assert_eq!((again.code, again.err.contains("was taken by ben")), (1, true), "{}", again.err);
    let listed = desk.json(&["handover", "list"]);
    assert_eq!(listed[0]["taken_by"], "ben");
    // It is no deed on a ticket: undo does not reach it.
    assert_eq!(desk.run(&["undo", "--as", "ben"]).code, 1);
    desk.ok(&["check"]);
}

/// One transaction: where the shift cannot end, nothing is given.
#[test]
fn giving_may_end_a_shift_and_taking_begin_one() {
    let desk = desk();
    let ran = desk.run(&["handover", "give", "--end-shift"]);
    assert_eq!((ran.code, ran.err.contains("shift")), (1, true), "{}", ran.err);
    assert!(desk.json(&["handover", "list"]).as_array().unwrap().is_empty());
    begin_shift(&desk, "ana");
    desk.clock.set(4 * 3600);
    let given = desk.json(&["handover", "give", "--end-shift"]);
    assert_eq!(given["since"], "2026-11-20T10:00:00Z", "since the shift began");
    assert_eq!((&given["line"], &given["shift"].is_i64()), (&"first".into(), &true));
    let mut store = Store::open(&desk.path("desk.tierdesk"), Access::ReadOnly).unwrap();
    assert!(store.shift_of("ana").unwrap().is_none());
    drop(store);
    desk.ok(&["handover", "take", "--begin-shift", "--as", "ben"]);
    let mut store = Store::open(&desk.path("desk.tierdesk"), Access::ReadOnly).unwrap();
    let shift = store.shift_of("ben").unwrap().unwrap();
    assert_eq!(shift.line.as_deref(), Some("first"));
    assert_eq!(shift.planned.unwrap().to_string(), given["until"].as_str().unwrap());
}

fn begin_shift(desk: &Desk, agent: &str) {
    use tierdesk::desk::{Command, DeskWork};
    let mut store = Store::open(&desk.path("desk.tierdesk"), Access::ReadWrite).unwrap();
    let begin = Command::Desk(DeskWork::BeginShift { line: Some("first".into()), planned: None });
    let now = crate::cli_stage::NOW.parse().unwrap();
    store.execute(&[begin], &crate::desk::book(), agent, now).unwrap();
}

/// Two agents take the same handover at once: one has it, the other is told who.
#[test]
fn of_two_who_take_the_same_handover_one_has_it() {
    let desk = desk();
    let id = desk.json(&["handover", "give"])["id"].to_string();
    let agents = ["ben", "cleo", "dora", "emil"];
    let start = |agent: &&str| {
        let mut command = desk.command(&["handover", "take", &id, "--as", agent]);
        command.env("TIERDESK_LOCK_WAIT_MS", "60000").stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().unwrap()
    };
    let children: Vec<_> = agents.iter().map(start).collect();
    let ran: Vec<Ran> = children.into_iter().map(|child| child.wait_with_output().unwrap().into()).collect();
    let winners: Vec<&&str> =
        agents.iter().zip(&ran).filter(|(_, ran)| ran.code == 0).map(|(a, _)| a).collect();
    assert_eq!(winners.len(), 1, "{:?}", ran.iter().map(|ran| &ran.err).collect::<Vec<_>>());
    for lost in ran.iter().filter(|ran| ran.code != 0) {
        assert_eq!(lost.code, 1);
        assert!(lost.err.contains(&format!("was taken by {}", winners[0])), "{}", lost.err);
    }
    assert_eq!(desk.json(&["handover", "show", &id])["taken_by"], *winners[0]);
}

/// Mail goes through the machine's sendmail; where that fails, the handover is given all the same, and it is said.
#[test]
fn a_handover_is_mailed_and_given_whatever_becomes_of_the_mail() {
    let desk = desk();
    std::fs::create_dir(desk.path("bin")).unwrap();
    let put = |script: &str| {
        let path = desk.path("bin/sendmail");
        std::fs::write(&path, script).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    };
    put("#!/bin/sh\n/bin/cat > mail.txt\n");
    let give = |args: &[&str]| -> Ran {
        let path = format!("{}:/usr/bin:/bin", desk.path("bin").display());
        desk.command(args).env("PATH", path).output().unwrap().into()
    };
    let ran = give(&["handover", "give", "--mail", "desk@example.org"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("mailed to desk@example.org"), "{}", ran.out);
    let mail = std::fs::read(desk.path("mail.txt")).unwrap();
    let mail = mail_parser::MessageParser::default().parse(&mail).unwrap();
    assert!(mail.subject().unwrap().starts_with("Handover of ana, Fri 20 Nov 2026"), "{:?}", mail.subject());
    assert!(mail.body_text(0).unwrap().contains("## Falls due (2)"));
    put("#!/bin/sh\necho no route >&2\nexit 75\n");
    let ran = give(&["handover", "give", "--mail", "desk@example.org"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("was given, and not mailed") && ran.err.contains("no route"), "{}", ran.err);
    assert_eq!(desk.json(&["handover", "list"]).as_array().unwrap().len(), 2);
    let wrong = give(&["handover", "give", "--mail", "a b\nBcc: c@d"]);
    assert_eq!(wrong.code, 2, "{}", wrong.err);
}

/// The rota's next duty is the next shift.
#[test]
fn the_next_shift_is_the_next_duty_of_the_line() {
    let desk = desk();
    desk.write(
        "rota.toml",
        "[[line]]\nname = \"first\"\nzone = \"Europe/Paris\"\nrotation = [\"ana\", \"ben\"]\nturn = \"12 hours\"\nfrom = 2026-11-16T08:00:00\n",
    );
    let json = desk.json(&["handover", "show"]);
    assert_eq!((&json["line"], &json["next_agent"]), (&"first".into(), &"ben".into()), "{json}");
    assert_eq!(json["since"], "2026-11-20T07:00:00Z");
    assert_eq!(
        (&json["begins"], &json["until"]),
        (&"2026-11-20T19:00:00Z".into(), &"2026-11-21T07:00:00Z".into())
    );
    assert_eq!(json["due"][0]["before_shift"], true);
    let wrong = desk.run(&["handover", "show", "--line", "second"]);
    assert_eq!((wrong.code, wrong.err.contains("it has first")), (2, true), "{}", wrong.err);
}
