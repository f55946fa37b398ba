//! `tierdesk status`: what presses, in one line, and nothing is written.

use std::collections::BTreeMap;
use std::time::SystemTime;

use crate::cli_stage::Desk;

/// Every file beside the store, with its size and the time of its last change.
fn beside(desk: &Desk) -> BTreeMap<String, (u64, SystemTime)> {
    let files = std::fs::read_dir(desk.folder.path()).unwrap().map(Result::unwrap);
    files
        .map(|file| {
            let about = file.metadata().unwrap();
            (file.file_name().into_string().unwrap(), (about.len(), about.modified().unwrap()))
        })
        .collect()
}

fn open(desk: &Desk, subject: &str, severity: &str) {
    desk.ok(&["ticket", "open", "--customer", "1", "--subject", subject, "--severity", severity]);
}

const ALL: &str = "{missed} {due} {next} {ticket} {left} {clock} {customer} {alerts} {oncall} {open}";

/// Answers within 2 hours for critical and 6 for high, around the clock: due at 12:00 and 16:00 UTC.
#[test]
fn every_place_says_what_is_so_and_nothing_is_written() {
    let desk = Desk::with("Kestrel \x1b[31mRadio", "otter-video", "premium");
    let missing = |name: &str| desk.run(&["status", "--store", name]);
    assert_eq!((missing("none.tierdesk").code, missing("none.tierdesk").out), (0, String::new()));
    assert_eq!(desk.ok(&["status", "--format", ALL]), "0 0 - - - - - 0 - 0\n");
    open(&desk, "one", "critical");
    open(&desk, "two", "high");
    desk.write("rota.toml", "");
    let before = beside(&desk);
    let status = |seconds, format: &str| {
        desk.clock.set(seconds);
        desk.ok(&["status", "--format", format])
    };
    assert_eq!(status(10, ALL), "0 0 12:00 1 1h 59m first response Kestrel ␛[31mRadio 0 - 2\n");
    assert_eq!(status(3_610, "{missed} {due} {left}"), "0 1 59m\n");
    assert_eq!(status(7_100, "{missed} {due} {ticket} {left}"), "0 1 1 1m\n");
    assert_eq!(status(7_210, "{missed} {due} {ticket} {next}"), "1 0 2 16:00\n");
    assert_eq!(status(7_210, ""), "\n");
    assert_eq!(desk.ok(&["status"]), "1 missed, 0 due, next #2 3h 59m\n");
    assert_eq!(beside(&desk), before);
    let wrong = desk.run(&["status", "--format", "{mised}"]);
    assert!(wrong.code == 2 && wrong.err.contains("did you mean missed?"), "{}", wrong.err);
    let json = desk.json(&["status"]);
    assert_eq!((&json["missed"], &json["next"]), (&1.into(), &"2026-11-20T16:00:00Z".into()));
}

/// Where what the store keeps ready is not up to date, it is worked out; the store is left as it is.
#[test]
fn what_is_not_kept_ready_is_worked_out() {
    let desk = Desk::with("Kestrel Radio", "otter-video", "premium");
    open(&desk, "one", "critical");
    open(&desk, "two", "high");
    let store = rusqlite::Connection::open(desk.path("desk.tierdesk")).unwrap();
    store.execute_batch("UPDATE desk SET reckoned = NULL; DELETE FROM running;").unwrap();
    drop(store);
    let before = beside(&desk);
    desk.clock.set(7_210);
    assert_eq!(
        desk.ok(&["status", "--format", ALL]),
        "1 0 16:00 2 3h 59m first response Kestrel Radio 0 - 2\n"
    );
    assert_eq!(beside(&desk), before);
}

/// Somebody else has the store open: their changes are seen, and their files stay.
#[test]
fn a_store_in_use_is_read_as_it_is_now() {
    let desk = Desk::with("Kestrel Radio", "otter-video", "premium");
    let store = rusqlite::Connection::open(desk.path("desk.tierdesk")).unwrap();
    store.query_row("SELECT count(*) FROM customer", [], |_| Ok(())).unwrap();
    open(&desk, "one", "critical");
    assert!(desk.path("desk.tierdesk-wal").exists());
    assert_eq!(desk.ok(&["status", "--format", "{open} {ticket}"]), "1 1\n");
    assert!(desk.path("desk.tierdesk-wal").exists());
    drop(store);
}
