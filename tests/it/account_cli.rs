//! Time, allowances month by month, and contracts that change, from the command line.

use crate::cli_stage::Desk;

fn open(desk: &Desk, subject: &str, severity: &str) {
    desk.ok(&["ticket", "open", "--customer", "1", "--subject", subject, "--severity", severity]);
}

/// A watch books what it says, in the steps of the pot, against a block that was bought.
#[test]
fn time_is_booked_in_steps_against_what_was_bought() {
    let desk = Desk::with("Kestrel Radio", "illumeet", "cloud-server");
    open(&desk, "API question", "normal");
    assert_eq!(desk.json(&["time", "balance", "--customer", "1"]).as_array().unwrap().len(), 0);
    // Nothing was bought: what is booked is charged to nothing.
    desk.ok(&["time", "book", "1", "10m"]);
    desk.ok(&["contract", "buy", "1", "--pot", "api-premium", "--units", "2h", "--note", "order 4711"]);
    desk.ok(&["time", "start", "1"]);
    desk.clock.set(35 * 60);
    desk.ok(&["time", "stop", "1", "--note", "read the docs with them"]);
    desk.ok(&["time", "book", "1", "20", "--free", "--note", "our own mistake"]);
    let sheet = desk.json(&["time", "sheet", "--customer", "1", "--month", "2026-11"]);
    let booked: Vec<(i64, i64)> = sheet["bookings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["minutes"].as_i64().unwrap(), one["charged"].as_i64().unwrap()))
        .collect();
    assert_eq!(booked, [(10, 0), (35, 60), (20, 0)]);
    assert_eq!((sheet["minutes"].as_i64(), sheet["charged"].as_i64()), (Some(65), Some(60)));
    let balance = desk.json(&["time", "balance", "--customer", "1"]);
    assert_eq!(balance[0]["left_minutes"], 60);
    let shown = desk.ok(&["time", "sheet", "--customer", "1"]);
    assert!(shown.contains("35 min  1 h      api-premium  read the docs"), "{shown}");
    assert!(desk.ok(&["contract", "blocks", "1"]).contains("order 4711"));
    assert!(desk.ok(&["check"]).contains("is sound"));
    let wrong = desk.run(&["time", "book", "1", "1h75"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("write 45m, 1h30 or 1:30"), "{}", wrong.err);
    assert_eq!(desk.run(&["time", "stop", "1"]).code, 2, "no watch runs");
    assert_eq!(desk.run(&["time", "book", "1", "5", "--pot", "nothing"]).code, 2);
}

/// sla.md part 2, as the page per customer shows it.
#[test]
fn a_month_is_told_ticket_by_ticket() {
    let desk = Desk::with("Kestrel Radio", "b2bee", "basic");
    open(&desk, "First", "minor");
    desk.clock.set(60);
    open(&desk, "Second", "minor");
    desk.ok(&["ticket", "allowance", "2", "--accept-paid", "--reason", "agreed by phone"]);
    desk.clock.set(120);
    open(&desk, "Third", "minor");
    let month = desk.json(&["allowance", "1"]);
    let counts: Vec<_> =
        month["tickets"].as_array().unwrap().iter().map(|one| one["counts"].as_str().unwrap()).collect();
    assert_eq!(counts, ["within", "free", "over"]);
    assert_eq!(month["period"]["used"], 2);
    assert_eq!(month["period"]["standing"], "over");
    let shown = desk.ok(&["allowance", "1"]);
    assert!(shown.contains("paid request: agreed by phone"), "{shown}");
    assert!(shown.contains("#!"), "a bar that can be read without colour: {shown}");
    assert_eq!(desk.run(&["allowance", "1", "--month", "nov"]).code, 2);
}

/// sla.md 1.7: another tier sets the targets anew, counted from receipt, and what was missed stays on record. Up at any
/// time, down at the end of the term.
#[test]
fn a_contract_moves_up_at_once_and_down_at_the_end_of_its_term() {
    let desk = Desk::with("Kestrel Radio", "b2bee", "basic");
    // Critical on basic: an hour, from 11:00 in Belgrade.
    open(&desk, "Down", "minor");
    let basic = desk.json(&["ticket", "show", "1"]);
    desk.ok(&["contract", "change", "1", "--tier", "premium", "--seen", "1"]);
    let premium = desk.json(&["ticket", "show", "1"]);
    // 4 h in 08-20 on workdays, received Friday 11:00: 15:00 in Belgrade.
    assert_eq!(premium["clocks"][0]["due"], "2026-11-20T14:00:00Z");
    assert_ne!(premium["clocks"][0]["due"], basic["clocks"][0]["due"]);
    let contracts = desk.json(&["contract", "list", "--customer", "1"]);
    assert_eq!(contracts[0]["ends"], "2026-11-20");
    assert_eq!(contracts[1]["tier"], "premium");
    desk.ok(&["contract", "term", "2", "--until", "2027-01-01"]);
    let early = desk.run(&["contract", "change", "2", "--tier", "basic", "--from", "2026-12-01"]);
    assert_eq!(early.code, 2);
    assert!(early.err.contains("end of the term, on 2027-01-01"), "{}", early.err);
    desk.ok(&["contract", "change", "2", "--tier", "basic", "--from", "2027-01-01"]);
    // Later: the open ticket stays where it is until then.
    assert_eq!(desk.json(&["ticket", "show", "1"])["clocks"], premium["clocks"]);
    assert_eq!(desk.run(&["contract", "end", "1", "--never"]).code, 1, "the next one covers those dates");
    assert!(desk.ok(&["check"]).contains("is sound"));
}

/// A ticket's customer is found by its id, whatever other customers are called; a ticket named twice is meant once.
#[test]
fn names_that_look_like_numbers_mislead_nobody() {
    let desk = Desk::with("Kestrel Radio", "b2bee", "premium");
    desk.ok(&["customer", "add", "#1"]);
    open(&desk, "Down", "minor");
    let templates = desk.path(".config/tierdesk/templates");
    std::fs::create_dir_all(&templates).unwrap();
    std::fs::write(templates.join("whose.md"), "For {customer}").unwrap();
    let letter = desk.ok(&["ticket", "reply", "1", "--template", "whose", "--dry-run"]);
    assert_eq!(letter.trim(), "For Kestrel Radio");
    desk.ok(&["ticket", "bulk", "--tickets", "1,1", "--yes", "assign", "ben"]);
    assert_eq!(desk.json(&["ticket", "show", "1"])["assignee"], "ben");
}
