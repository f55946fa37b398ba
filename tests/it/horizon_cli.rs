//! `tierdesk horizon`: what it tells is what the tickets' own clocks say.

use serde_json::Value;

use super::cli_stage::Desk;

fn desk() -> Desk {
    let desk = Desk::with("Kestrel Radio", "photoprism", "gold");
    for (subject, severity) in [("No sound", "urgent"), ("Door", "low"), ("Line is\u{1b}[31m bad", "high")] {
        desk.ok(&[
            "ticket",
            "open",
            "--customer",
            "Kestrel Radio",
            "--subject",
            subject,
            "--severity",
            severity,
        ]);
    }
    desk
}

/// Every clock that runs or is missed, from each ticket's own page: ticket, clock, due.
fn running(desk: &Desk) -> Vec<(String, i64, String)> {
    let mut all = Vec::new();
    for ticket in desk.json(&["ticket", "list"]).as_array().unwrap() {
        for clock in ticket["clocks"].as_array().unwrap() {
            if ["running", "due_soon", "closed_hours", "missed"].contains(&clock["state"].as_str().unwrap()) {
                let due = clock["due"].as_str().unwrap().to_owned();
                all.push((
                    due,
                    ticket["number"].as_i64().unwrap(),
                    clock["clock"].as_str().unwrap().to_owned(),
                ));
            }
        }
    }
    all.sort();
    all
}

fn told(view: &Value) -> Vec<(String, i64, String)> {
    let due = view["due"].as_array().unwrap().iter();
    let mut all: Vec<_> = due
        .map(|due| {
            let text = |key: &str| due[key].as_str().unwrap().to_owned();
            (text("due"), due["ticket"].as_i64().unwrap(), text("clock"))
        })
        .collect();
    all.sort();
    all
}

#[test]
fn what_falls_due_is_what_the_tickets_say() {
    let desk = desk();
    let all = running(&desk);
    assert!(all.len() >= 3, "{all:?}");
    assert_eq!(told(&desk.json(&["horizon", "--days", "365"])), all);
    // What was missed is told, whenever that was; what falls due behind the end is not.
    desk.clock.set(40 * 86_400);
    let view = desk.json(&["horizon", "--hours", "1"]);
    assert_eq!(told(&view), all);
    assert!(view["due"].as_array().unwrap().iter().all(|due| due["missed"] == true));
    desk.clock.set(0);
    let end = "2026-11-20T22:00:00Z".to_owned();
    let view = desk.json(&["horizon"]);
    assert_eq!(view["to"], end.as_str());
    let within: Vec<_> = all.iter().filter(|due| due.0 < end).cloned().collect();
    assert_eq!(told(&view), within);
}

#[test]
fn closed_hours_and_named_days_are_told() {
    let desk = desk();
    desk.clock.set(33 * 86_400);
    let view = desk.json(&["horizon", "--days", "10"]);
    let days: Vec<&str> =
        view["days"].as_array().unwrap().iter().map(|day| day["name"].as_str().unwrap()).collect();
    assert!(days.iter().any(|day| day.contains("Christmas")), "{view}");
    let closed = view["closed"][0]["spans"].as_array().unwrap();
    assert!(!closed.is_empty());
    for pair in closed.windows(2) {
        assert!(pair[0]["to"].as_str() < pair[1]["from"].as_str());
    }
}

#[test]
fn the_table_is_plain_and_in_time_order() {
    let desk = desk();
    let out = desk.ok(&["horizon", "--days", "14"]);
    assert!(!out.contains('\u{1b}') && out.contains("No sound") && out.contains("Kestrel Radio"), "{out}");
    assert!(!out.contains('█'), "the picture is for terminals: {out}");
    let empty = Desk::new();
    assert!(empty.ok(&["horizon"]).contains("tierdesk customer add NAME"));
}

/// Of another moment: the ticket was not there yet, or was still open.
#[test]
fn another_moment_is_told_as_it_was() {
    let desk = desk();
    desk.clock.set(600);
    for ticket in ["1", "2", "3"] {
        desk.ok(&["ticket", "resolve", ticket]);
    }
    desk.clock.set(1200);
    assert_eq!(told(&desk.json(&["horizon", "--days", "365"])), []);
    let then = desk.json(&["horizon", "--days", "365", "--at", "2026-11-20T10:05:00Z"]);
    assert!(told(&then).len() >= 3, "{then}");
    assert_eq!(then["now"], "2026-11-20T10:05:00Z");
    assert_eq!(told(&desk.json(&["horizon", "--at", "2026-11-20T09:00:00Z"])), []);
}

#[test]
fn one_customer_and_mistakes() {
    let desk = desk();
    desk.ok(&["customer", "add", "Other"]);
    assert_eq!(told(&desk.json(&["horizon", "--customer", "other"])), []);
    assert!(!told(&desk.json(&["horizon", "--days", "30", "--customer", "Kestrel Radio"])).is_empty());
    let ran = desk.run(&["horizon", "--customer", "Kestrel"]);
    assert!(ran.code != 0 && ran.err.contains("Kestrel Radio"), "{}", ran.err);
    assert_eq!(desk.run(&["horizon", "--hours", "1", "--days", "2"]).code, 2);
    assert_eq!(desk.run(&["horizon", "--hours", "0"]).code, 2);
}
