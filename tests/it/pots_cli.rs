//! Allowances in every way that a pack may have them, from the command line.

use crate::cli_stage::Desk;

/// A desk with the pack of `tests/packs/good/pots.toml`, and a customer on it.
fn desk(tier: &str) -> Desk {
    let desk = Desk::new();
    let folder = desk.path("packs");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("pots.toml"), include_str!("../packs/good/pots.toml")).unwrap();
    desk.ok(&["customer", "add", "Kestrel Radio"]);
    let to = ["--customer", "Kestrel Radio", "--pack", "pots", "--tier", tier, "--starts", "2026-08-10"];
    desk.ok(&[&["contract", "add"], to.as_slice()].concat());
    desk
}

fn open(desk: &Desk, subject: &str, kind: &str, received: &str) {
    let what = ["--subject", subject, "--severity", "low", "--kind", kind, "--received", received];
    desk.ok(&[&["ticket", "open", "--customer", "1"], what.as_slice()].concat());
}

/// Carried over with a cap, a daily cap, what is free, what was bought, and what the policy proposes at the end of it.
#[test]
fn tickets_take_from_several_pots() {
    let desk = desk("silver");
    // August and September were quiet: of two a month, October began with two carried over, November with three.
    open(&desk, "Where is the log", "question", "2026-10-05T10:00:00+02:00");
    open(&desk, "No sound", "bug", "2026-11-02T10:00:00+01:00");
    for (day, subject) in ["One", "Two", "Three", "Four"].iter().enumerate() {
        open(&desk, subject, "question", &format!("2026-11-{:02}T10:00:00+01:00", day / 2 + 3));
    }
    open(&desk, "Three in one day", "question", "2026-11-04T15:00:00+01:00");
    let shown = desk.ok(&["allowance", "1"]);
    insta::assert_snapshot!("pots_allowance", shown);
    let json = desk.json(&["allowance", "1"]);
    assert_eq!(json["period"]["pots"][0]["carried"], 3);
    // What was bought is used after the plan's own.
    desk.ok(&["contract", "buy", "1", "--pot", "extra", "--units", "2", "--on", "2026-11-01"]);
    let blocks = desk.ok(&["contract", "blocks", "1"]);
    assert!(blocks.contains("2027-11-01"), "the pot's own expiry: {blocks}");
    open(&desk, "Beyond", "question", "2026-11-05T10:00:00+01:00");
    open(&desk, "Further", "question", "2026-11-06T10:00:00+01:00");
    open(&desk, "Over", "question", "2026-11-09T10:00:00+01:00");
    insta::assert_snapshot!("pots_allowance_bought", desk.ok(&["allowance", "1"]));
    let why = desk.ok(&["ticket", "why", "10"]);
    assert!(why.contains("The policy then proposes: accept it as a paid request (90 EUR a ticket)"), "{why}");
    let why = desk.ok(&["ticket", "why", "2"]);
    assert!(why.contains("This one uses none: kind bug"), "{why}");
    assert!(desk.ok(&["check"]).contains("is sound"));
}

/// Minutes that count twice, started hours, a daily cap, a second pot, and work that is free.
#[test]
fn time_is_weighed_rounded_and_taken_from_several_pots() {
    let desk = desk("gold");
    open(&desk, "Set it up", "question", "2026-11-16T10:00:00+01:00");
    open(&desk, "Crash", "bug", "2026-11-16T11:00:00+01:00");
    let book = |ticket: &str, time: &str, at: &str, note: &str| {
        desk.ok(&["time", "book", ticket, time, "--at", at, "--note", note]);
    };
    // Half an hour in office hours and half an hour after: an hour and a half, two started hours.
    book("1", "1h", "2026-11-17T18:30:00+01:00", "over the evening");
    // The day's cap is reached: the prepaid hours pay for the rest.
    desk.ok(&["contract", "buy", "1", "--pot", "prepaid", "--units", "5h", "--on", "2026-11-01"]);
    book("1", "20m", "2026-11-17T20:00:00+01:00", "once more");
    book("1", "2h30", "2026-11-18T17:30:00+01:00", "a long afternoon");
    book("2", "45m", "2026-11-18T10:00:00+01:00", "our own mistake");
    let sheet = desk.ok(&["time", "sheet", "--customer", "1", "--month", "2026-11"]);
    insta::assert_snapshot!("pots_time_sheet", sheet);
    insta::assert_snapshot!("pots_time_balance", desk.ok(&["time", "balance", "--customer", "1"]));
    let json = desk.json(&["time", "sheet", "--customer", "1", "--month", "2026-11"]);
    assert_eq!(json["bookings"][0]["counts"], "30 min once, 30 min twice");
    assert_eq!(json["bookings"][0]["charged"], 120);
    assert!(desk.ok(&["check"]).contains("is sound"));
    // One booking over two pots is one action.
    desk.ok(&["undo"]);
    desk.ok(&["undo"]);
    let json = desk.json(&["time", "sheet", "--customer", "1", "--month", "2026-11"]);
    assert_eq!(json["bookings"].as_array().unwrap().len(), 2);
    assert!(desk.ok(&["check"]).contains("is sound"));
}
