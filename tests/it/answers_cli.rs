//! Answers given by phone, messages that came in, holds: as the command line does them.

use crate::cli_stage::Desk;

/// A desk in Paris at 11:00 with a ticket received two hours ago under targets of one hour (b2bee premium, critical).
fn desk() -> Desk {
    let desk = Desk::with("Kestrel Radio", "b2bee", "premium");
    desk.ok(&[
        "ticket",
        "open",
        "--customer",
        "1",
        "--subject",
        "No sound",
        "--severity",
        "critical",
        "--received",
        "2026-11-20T08:00:00Z",
    ]);
    desk
}

#[test]
fn an_answer_by_phone_counts_from_when_it_was_given_and_is_entered_now() {
    let desk = desk();
    // 09:40 in Belgrade: twenty minutes before it was due.
    let said = desk.ok(&[
        "ticket",
        "reply",
        "1",
        "--by",
        "phone",
        "--at",
        "09:40",
        "--zone",
        "Europe/Belgrade",
        "--text",
        "talked them through a restart",
    ]);
    assert!(
        said.starts_with(
            "ticket 1 (revision 2): answer given by phone on Fri 20 Nov 2026 09:40 CET recorded\n"
        ),
        "{said}"
    );
    assert!(said.contains("first response: met Fri 20 Nov 09:40 CET"), "{said}");
    let whole = desk.json(&["ticket", "show", "1"]);
    assert_eq!(whole["first_response"], "2026-11-20T08:40:00Z");
    assert_eq!(whole["clocks"][0]["state"], "met");
    let message = &whole["messages"][0];
    assert_eq!(message["at"], "2026-11-20T08:40:00Z");
    assert_eq!(message["entered"], "2026-11-20T10:00:00Z");
    assert_eq!(message["channel"], "phone");
    // On record at the moment of entry.
    assert_eq!(whole["events"][1]["at"], "2026-11-20T10:00:00Z");
    let words = whole["events"][1]["words"].as_str().unwrap();
    assert_eq!(words, "recorded the first reply given by phone at 2026-11-20T08:40:00Z");
    let page = desk.ok(&["ticket", "show", "1"]);
    assert!(
        page.contains("reply 2026-11-20T08:40:00Z, ana by phone, entered 2026-11-20T10:00:00Z:"),
        "{page}"
    );
}

#[test]
fn an_answer_that_was_late_says_so_and_an_earlier_one_takes_its_place() {
    let desk = desk();
    let late = desk.ok(&["ticket", "reply", "1", "--at", "30 min ago", "--by", "chat", "--text", "hello"]);
    assert!(late.contains("first response: late by 30m"), "{late}");
    let earlier = desk.ok(&["ticket", "reply", "1", "--at", "90 min ago", "--text", "was before that"]);
    assert!(earlier.contains("first response: met"), "{earlier}");
}

#[test]
fn moments_that_cannot_be_are_refused() {
    let desk = desk();
    for (at, code, why) in [
        ("tomorrow 9:00", 2, "the reply lies in the future"),
        ("2026-11-20T07:00:00Z", 2, "the reply lies before the receipt"),
        ("soon", 2, "is no moment"),
        ("yesterday", 2, "the day and not the time"),
    ] {
        let ran = desk.run(&["ticket", "reply", "1", "--at", at, "--text", "x"]);
        assert_eq!(ran.code, code, "{at}: {}", ran.err);
        assert!(ran.err.contains(why), "{at}: {}", ran.err);
    }
    let ran = desk.run(&["ticket", "reply", "1", "--by", "phon", "--text", "x"]);
    assert!(ran.code == 0 && ran.err.contains("is no channel of b2bee"), "{}", ran.err);
    assert_eq!(desk.json(&["ticket", "show", "1"])["revision"], 2);
}

#[test]
fn a_hold_is_told_until_when_and_wakes() {
    let desk = desk();
    let said = desk.ok(&[
        "ticket",
        "hold",
        "1",
        "--until",
        "mon 08:00",
        "--reason",
        "part is on its way",
        "--zone",
        "Europe/Paris",
    ]);
    assert!(said.starts_with("ticket 1 (revision 2): on hold until Mon 23 Nov 2026 08:00 CET\n"), "{said}");
    let whole = desk.json(&["ticket", "show", "1"]);
    assert_eq!(
        (whole["status"].as_str(), whole["wakes"].as_str()),
        (Some("on_hold"), Some("2026-11-23T07:00:00Z"))
    );
    desk.clock.set(4 * 86_400);
    assert!(
        desk.ok(&["ticket", "show", "1"]).contains("on hold until Mon 23 Nov 2026 08:00 CET: that has come")
    );
    desk.ok(&["ticket", "resume", "1"]);
    let whole = desk.json(&["ticket", "show", "1"]);
    assert_eq!((whole["status"].as_str(), whole["wakes"].as_str()), (Some("open"), None));
    for (until, why) in [("2026-11-20T07:00:00Z", "has passed"), ("whenever", "is no moment")] {
        let ran = desk.run(&["ticket", "hold", "1", "--until", until, "--reason", "r"]);
        assert!(ran.code != 0 && ran.err.contains(why), "{}", ran.err);
    }
    assert!(desk.run(&["ticket", "hold", "1", "--reason", " "]).err.contains("needs a reason"));
}

/// A person's message moves the ticket on; a machine's changes nothing (faults.md promise 13).
#[test]
fn what_came_in_moves_the_ticket_unless_a_machine_sent_it() {
    let desk = desk();
    let status = || desk.json(&["ticket", "show", "1"])["status"].as_str().unwrap().to_owned();
    let receive = |more: &[&str]| {
        let args =
            [&["ticket", "receive", "1", "--from", "ana@kestrel.example", "--text", "hello"], more].concat();
        desk.ok(&args)
    };
    desk.ok(&["ticket", "wait", "1", "--reason", "log"]);
    assert!(receive(&["--automatic"]).contains("changes nothing"));
    assert_eq!(status(), "waiting");
    receive(&[]);
    assert_eq!(status(), "open");
    desk.ok(&["ticket", "hold", "1", "--reason", "r"]);
    receive(&[]);
    assert_eq!(status(), "open");
    desk.ok(&["ticket", "resolve", "1", "--cause", "cable"]);
    receive(&["--automatic"]);
    assert_eq!(status(), "resolved");
    receive(&[]);
    assert_eq!(status(), "open");
    let whole = desk.json(&["ticket", "show", "1"]);
    assert_eq!(whole["messages"][0]["automatic"], true);
    assert_eq!(whole["messages"][0]["by"], "ana@kestrel.example");
    assert_eq!(whole["first_response"], serde_json::Value::Null);
}
