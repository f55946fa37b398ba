//! `tierdesk alert`: lists, answers, the file of rules and what it makes of a ticket.

use serde_json::json;
use tierdesk::alert::{Listener, Plan, Rules, Untended};
use tierdesk::calendar::Zones;
use tierdesk::desk::{Row, TicketId};
use tierdesk::store::{Access, Store};

use crate::cli_stage::{Desk, NOW};
use crate::desk::book;

/// A desk with a critical ticket, of which ana was told as a board would tell her.
fn told() -> Desk {
    let desk = Desk::with("Kestrel \u{202e}Radio", "b2bee", "premium");
    desk.ok(&["ticket", "open", "--customer", "1", "--subject", "No sound", "--severity", "critical"]);
    let mut store = Store::open(&desk.path("desk.tierdesk"), Access::ReadWrite).unwrap();
    let mut plan = Plan::new(Rules::built_in(&Zones::embedded()), Listener::Agent("ana".into()));
    let ticket = store.ticket_now(TicketId(1)).unwrap().unwrap();
    let contract = store.contracts(None).unwrap().remove(0);
    let row = Row::new(ticket, Some(&contract), &book());
    let now = NOW.parse().unwrap();
    plan.replace(TicketId(1), Some((&row, "Kestrel \u{1b}[31mRadio")), &Untended, now);
    assert_eq!(store.claim(&plan.fallen(), plan.rules().storm, now).unwrap().told.len(), 1);
    desk
}

#[test]
fn alerts_are_listed_and_answered() {
    let desk = told();
    let list = desk.ok(&["alert", "list", "--as", "ana"]);
    assert!(list.contains("new") && list.contains("No sound") && !list.contains('\u{1b}'), "{list}");
    assert_eq!(desk.json(&["alert", "list", "--as", "ben"]), json!([]));
    let one = &desk.json(&["alert", "list", "--as", "ben", "--everybody"])[0];
    assert_eq!(
        (&one["alert"], &one["kind"], &one["ticket"], &one["agent"]),
        (&json!(1), &json!("new"), &json!(1), &json!("ana"))
    );
    let snoozed = desk.json(&["alert", "snooze", "1", "--until", "30m", "--as", "ben"]);
    assert_eq!(snoozed["snoozed"], json!([1]));
    let one = &desk.json(&["alert", "list", "--as", "ana"])[0];
    assert_eq!(one["snoozed"]["by"], "ben");
    assert_eq!(desk.json(&["alert", "ack", "--mine", "--as", "ana"]), json!({ "acknowledged": [1] }));
    assert_eq!(desk.json(&["alert", "list", "--as", "ana"]), json!([]));
    let one = &desk.json(&["alert", "list", "--as", "ana", "--all"])[0];
    assert_eq!((&one["acknowledged"]["by"], &one["snoozed"]), (&json!("ana"), &json!(null)));
    for (args, code, words) in [
        (&["alert", "ack", "1"][..], 1, "was acknowledged by ana"),
        (&["alert", "ack", "7"], 1, "there is no alert 7"),
        (&["alert", "ack", "--mine"], 1, "no such alert"),
        (&["alert", "ack"], 2, "required"),
        (&["alert", "snooze", "1", "--until", "never"], 2, "never"),
        (&["alert", "ack", "1", "--readonly"], 2, "read-only"),
    ] {
        let ran = desk.run(args);
        assert_eq!((ran.code, ran.err.contains(words)), (code, true), "{args:?}: {} {}", ran.code, ran.err);
    }
}

#[test]
fn the_file_of_rules_is_written_and_checked() {
    let desk = Desk::new();
    assert!(desk.ok(&["alert", "check"]).contains("the built-in rules hold"));
    let rules = desk.ok(&["alert", "rules"]);
    std::fs::write(desk.path("alerts.toml"), &rules).unwrap();
    let checked = desk.json(&["alert", "check"]);
    assert_eq!(
        (&checked["ok"], &checked["rules"], &checked["diagnostics"]),
        (&json!(true), &json!(4), &json!([]))
    );
    std::fs::write(desk.path("alerts.toml"), rules.replace("\"warning\", \"missed\"", "\"warnign\""))
        .unwrap();
    let ran = desk.run(&["alert", "check"]);
    assert_eq!(ran.code, 2, "{}", ran.out);
    assert!(ran.out.contains("did you mean warning?") && ran.out.contains("2 mistakes"), "{}", ran.out);
}

#[test]
fn a_ticket_is_tried_against_the_rules() {
    let desk = told();
    let tried = desk.json(&["alert", "test", "1", "--as", "ana"]);
    let said: Vec<String> = tried["alerts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            format!(
                "{} {} {} {}",
                one["agent"].as_str().unwrap(),
                one["mark"].as_str().unwrap(),
                one["told"].as_str().unwrap(),
                one["passed"]
            )
        })
        .collect();
    // One hour to the first reply; the last quarter of it is left at 10:45.
    assert_eq!(
        said,
        [
            "ana new 2026-11-20T10:00:00Z true",
            "ana soon 2026-11-20T10:45:00Z false",
            "ana missed 2026-11-20T11:00:01Z false",
        ]
    );
    let passed: Vec<&str> =
        tried["passed_over"].as_array().unwrap().iter().map(|one| one["rule"].as_str().unwrap()).collect();
    assert_eq!(passed, ["own", "allowance"]);
    assert!(desk.ok(&["alert", "test", "1"]).contains("these rules tell nothing of it:"));
    assert_eq!(desk.run(&["alert", "test", "9"]).code, 1);
}
