//! `tierdesk rota`, `tierdesk shift` and routing, as they are typed.

use serde_json::json;

use super::cli_stage::Desk;

/// On Friday, 20 November 2026 at 11:00 in Paris, ana is in her week, and nobody is needed on nights.
const ROTA: &str = "zone = \"Europe/Paris\"\n\n[[line]]\nname = \"first\"\nrotation = [\"ben\", \"ana\"]\nturn = \"1 week\"\nfrom = 2026-11-09T09:00:00\n\n\
    [[line]]\nname = \"nights\"\nrotation = [\"cleo\"]\nturn = \"1 week\"\nfrom = 2026-11-09T09:00:00\nhours = { mon-fri = [\"20:00-24:00\"] }\n\n\
    [[route]]\nline = \"nights\"\nfilter = \"sev:minor\"\n\n[[route]]\nline = \"first\"\nfilter = \"sev:critical|minor\"\n";

fn desk() -> Desk {
    let desk = Desk::with("Kestrel Radio", "b2bee", "premium");
    desk.write("rota.toml", ROTA);
    desk
}

fn open(desk: &Desk, subject: &str, severity: &str) {
    desk.ok(&["ticket", "open", "--customer", "1", "--subject", subject, "--severity", severity]);
}

#[test]
fn who_is_on_call_is_told_with_the_time_left_and_who_comes_next() {
    let desk = desk();
    let zone = ["--zone", "Europe/Paris"];
    let now = desk.ok(&[&["rota", "now", "--at", "2026-11-20T10:00:00Z"], &zone[..]].concat());
    assert_eq!(
        now,
        "first: ana, 70h 00m left, until Mon 23 Nov 2026 09:00 CET, then ben\n\
         nights: nobody; cleo from Fri 20 Nov 2026 20:00 CET\n"
    );
    let later = desk.json(&["rota", "now", "--at", "2026-11-20T20:30:00+01:00"]);
    assert_eq!(later["lines"][1]["duty"]["agent"], "cleo");
    assert_eq!(later["lines"][1]["duty"]["to"], "2026-11-20T23:00:00Z");
    let show = desk.ok(&[&["rota", "show", "--days", "7", "--line", "first"], &zone[..]].concat());
    assert_eq!(
        show,
        "* first  Mon 16 Nov 2026 09:00 CET to Mon 23 Nov 2026 09:00 CET  ana\n  \
           first  Mon 23 Nov 2026 09:00 CET to Mon 30 Nov 2026 09:00 CET  ben\n"
    );
    let wrong = desk.run(&["rota", "show", "--line", "frist"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("did you mean first?"), "{}", wrong.err);
}

#[test]
fn a_broken_rota_is_refused_with_every_mistake() {
    let desk = desk();
    assert!(desk.ok(&["rota", "check"]).ends_with("rota.toml is good: 2 lines, 3 agents\n"));
    desk.write("rota.toml", ROTA.replace("\"1 week\"", "\"1 wek\"").replace("sev:minor", "sve:minor"));
    let check = desk.run(&["rota", "check", "--json"]);
    assert_eq!(check.code, 1);
    let told: serde_json::Value = serde_json::from_str(&check.out).unwrap();
    let lines: Vec<_> =
        told["diagnostics"].as_array().unwrap().iter().map(|one| one["line"].clone()).collect();
    assert_eq!((told["ok"].clone(), lines), (json!(false), vec![json!(6), json!(12), json!(18)]));
    let now = desk.run(&["rota", "now"]);
    assert_eq!(now.code, 2);
    assert!(now.err.contains("rota.toml:6: ") && now.err.contains("(and 2 more)"), "{}", now.err);
    assert_eq!(desk.run(&["rota", "check", "nowhere.toml"]).code, 2);
    std::fs::remove_file(desk.path("rota.toml")).unwrap();
    assert_eq!(desk.run(&["rota", "check"]).code, 2);
    assert!(desk.run(&["rota", "now"]).err.contains("this desk has no rota"));
}

#[test]
fn a_shift_begins_on_the_line_that_the_agent_is_on_call_on_and_ends() {
    let desk = desk();
    assert_eq!(desk.ok(&["shift", "now"]), "nobody's shift has begun\n");
    let begun = desk.json(&["shift", "begin"]);
    assert_eq!(begun["line"], "first");
    // The clock of a command runs on while it works.
    let minute = |at: &serde_json::Value| at.as_str().map(|at| at[..16].to_owned());
    assert_eq!(minute(&begun["began"]).as_deref(), Some("2026-11-20T10:00"));
    assert_eq!(begun["planned"], "2026-11-23T08:00:00Z");
    let twice = desk.run(&["shift", "begin"]);
    assert_eq!(twice.code, 1, "{}", twice.err);
    assert!(twice.err.contains("has begun at"), "{}", twice.err);
    desk.ok(&["--as", "ben", "shift", "begin", "--until", "8h"]);
    desk.clock.set(3600);
    let ended = desk.json(&["shift", "end", "--note", "quiet"]);
    assert_eq!(
        (minute(&ended["ended"]).as_deref(), &ended["note"]),
        (Some("2026-11-20T11:00"), &json!("quiet"))
    );
    assert_eq!(desk.run(&["shift", "end"]).code, 1);
    let list = desk.json(&["shift", "list"]);
    let told: Vec<_> =
        list.as_array().unwrap().iter().map(|one| (one["agent"].clone(), minute(&one["ended"]))).collect();
    assert_eq!(told, [(json!("ana"), Some("2026-11-20T11:00".to_owned())), (json!("ben"), None)]);
    // As it was half an hour before.
    let then = desk.json(&["shift", "now", "--at", "2026-11-20T10:30:00Z"]);
    let told: Vec<_> =
        then.as_array().unwrap().iter().map(|one| (one["agent"].clone(), one["note"].clone())).collect();
    assert_eq!(told, [(json!("ana"), json!("")), (json!("ben"), json!(""))]);
    assert_eq!(desk.json(&["shift", "list", "--at", "2026-11-20T09:00:00Z"]), json!([]));
    assert!(desk.ok(&["check"]).contains("is sound"));
    assert_eq!(desk.run(&["shift", "begin", "--line", "frist"]).code, 2);
    // What a shift was is not taken back.
    assert_eq!(desk.run(&["undo"]).code, 1);
}

#[test]
fn what_nobody_has_goes_to_who_is_on_call() {
    let desk = desk();
    open(&desk, "No sound", "critical");
    open(&desk, "A typo", "minor");
    open(&desk, "A wish", "no-impact");
    open(&desk, "Taken", "critical");
    desk.ok(&["ticket", "assign", "4", "dan"]);
    let dry = desk.json(&["ticket", "route"]);
    assert_eq!(dry["done"], json!(false));
    let told = |routed: &serde_json::Value| {
        let mut told: Vec<_> = routed["tickets"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| {
                (
                    one["ticket"].as_i64().unwrap(),
                    one["line"].as_str().map(str::to_owned),
                    one["to"].as_str().map(str::to_owned),
                )
            })
            .collect();
        told.sort();
        told
    };
    // Nobody is on call at night yet, and the next route that fits has somebody.
    let first = |ticket| (ticket, Some("first".to_owned()), Some("ana".to_owned()));
    assert_eq!(told(&dry), [first(1), first(2), (3, None, None)]);
    assert_eq!(desk.json(&["ticket", "show", "1"])["assignee"], json!(null));
    let text = desk.ok(&["ticket", "route"]);
    assert!(
        text.starts_with("2 tickets would go to who is on call\n")
            && text.contains("3 A wish -> nobody: no route fits"),
        "{text}"
    );
    desk.ok(&["ticket", "route", "--apply"]);
    for (ticket, agent) in [("1", json!("ana")), ("2", json!("ana")), ("3", json!(null)), ("4", json!("dan"))]
    {
        assert_eq!(desk.json(&["ticket", "show", ticket])["assignee"], agent, "{ticket}");
    }
    // One action, one undo.
    desk.ok(&["undo"]);
    assert_eq!(desk.json(&["ticket", "show", "2"])["assignee"], json!(null));
    desk.clock.set(10 * 3600);
    assert_eq!(told(&desk.json(&["ticket", "route"]))[1].2.as_deref(), Some("cleo"));
}

#[test]
fn one_ticket_goes_to_who_is_on_call() {
    let desk = desk();
    open(&desk, "A wish", "no-impact");
    open(&desk, "No sound", "critical");
    desk.ok(&["ticket", "assign", "2", "--on-call"]);
    assert_eq!(desk.json(&["ticket", "show", "2"])["assignee"], "ana");
    let unclear = desk.run(&["ticket", "assign", "1", "--on-call"]);
    assert_eq!(unclear.code, 2);
    assert!(unclear.err.contains("--on-call first, or --on-call nights"), "{}", unclear.err);
    assert_eq!(desk.run(&["ticket", "assign", "1", "--on-call", "nights"]).code, 1);
    desk.ok(&["ticket", "assign", "1", "--on-call", "first"]);
    assert_eq!(desk.json(&["ticket", "show", "1"])["assignee"], "ana");
}

#[test]
fn a_feed_alone_is_a_rota() {
    let desk = Desk::new();
    let event = |uid: &str, from: &str, to: &str, who: &str| {
        format!(
            "BEGIN:VEVENT\r\nUID:{uid}\r\nDTSTART:{from}\r\nDTEND:{to}\r\nSUMMARY:{who}\r\nEND:VEVENT\r\n"
        )
    };
    let feed = format!(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//x//EN\r\n{}{}END:VCALENDAR\r\n",
        event("1", "20261116T080000Z", "20261123T080000Z", "ana"),
        event("2", "20261120T093000Z", "20261120T120000Z", "ben"),
    );
    desk.write("rota.ics", &feed);
    let now = desk.json(&["rota", "now"]);
    // What begins later lies above, as services lay an override.
    assert_eq!(
        (now["lines"][0]["line"].clone(), now["lines"][0]["duty"]["agent"].clone()),
        (json!("on-call"), json!("ben"))
    );
    assert_eq!(now["lines"][0]["next"]["agent"], "ana");
    desk.write("rota.ics", &feed[..feed.len() - 15]);
    let cut = desk.run(&["rota", "check"]);
    assert_eq!(cut.code, 1);
    assert!(cut.out.contains("the file is cut short"), "{}", cut.out);
}

/// What the table of shifts says is what the events tell.
#[test]
fn check_finds_shifts_that_are_not_what_was_recorded() {
    let desk = desk();
    desk.ok(&["shift", "begin"]);
    desk.ok(&["shift", "end", "--note", "quiet"]);
    desk.ok(&["shift", "begin"]);
    assert!(desk.ok(&["check"]).contains("is sound"));
    let wrongs = [
        "UPDATE shift SET agent = 'zoe'",
        "UPDATE shift SET line = NULL",
        "UPDATE shift SET planned = planned + 60",
        "UPDATE shift SET ended = ended + 1 WHERE ended IS NOT NULL",
        "UPDATE shift SET ended = began WHERE ended IS NULL",
        "UPDATE shift SET note = 'loud'",
        "DELETE FROM shift WHERE ended IS NULL",
    ];
    let path = desk.path("desk.tierdesk");
    let kept = std::fs::read(&path).unwrap();
    for wrong in wrongs {
        let raw = rusqlite::Connection::open(&path).unwrap();
        raw.execute_batch(&format!("{wrong}; PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode")).unwrap();
        drop(raw);
        let check = desk.run(&["check"]);
        assert_eq!(check.code, 1, "{wrong}");
        assert!(check.out.contains("shift: "), "{wrong}: {}", check.out);
        std::fs::write(&path, &kept).unwrap();
    }
}
