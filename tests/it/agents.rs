//! Several agents on one store: real processes, each in a terminal of its own (faults.md B, ux.md 10 and 28).

use std::fs;

use portable_pty::CommandBuilder;
use rustix::process::Signal;
use tierdesk::store::{Access, Store};

use crate::pty_stage::{Home, NOW, Term};

fn console(home: &Home, agent: &str) -> Term {
    let mut command = home.command(&["--as", agent]);
    command.env("TIERDESK_NOW", NOW);
    let mut term = Term::start(command, 30, 120);
    term.wait_for("Printer on fire");
    term
}

pub fn cli(home: &Home, args: &[&str]) -> std::process::Output {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_tierdesk"));
    let mut surroundings = CommandBuilder::new("x");
    home.surroundings(&mut surroundings);
    command.env_clear().args(args).current_dir(home.folder.path());
    for (name, value) in surroundings.iter_full_env_as_str() {
        command.env(name, value);
    }
    command.output().unwrap()
}

pub fn said(output: &std::process::Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// Who has a ticket open is seen in the list and on its page; a console that is killed is gone for the others.
#[test]
fn who_has_a_ticket_open_is_seen_until_the_console_ends() {
    let home = Home::new();
    let mut ana = console(&home, "ana");
    ana.send(b"\r");
    ana.wait_for("ssignee");
    let mut ben = console(&home, "ben");
    ben.wait_until("the sign in the list", |screen| screen.contents().contains("@#1"));
    ben.send(b"\r");
    ben.wait_for("open at");
    ben.wait_until("ana's name", |screen| {
        screen.contents().lines().any(|line| line.contains("open at") && line.contains("ana"))
    });
    ana.send(b"nhello");
    ben.wait_for("(writing:");
    let who = said(&cli(&home, &["who"]));
    assert!(who.contains("ana") && who.contains("writes on ticket 1: note"), "{who}");
    assert!(who.contains("ben") && who.contains("looks at ticket 1"), "{who}");
    ana.signal(Signal::KILL);
    ben.wait_until("nobody", |screen| !screen.contents().contains("open at"));
    ben.send(b"q");
    assert_eq!(ben.wait().exit_code(), 0);
    assert_eq!(said(&cli(&home, &["who"])), "nobody has the desk open\n");
}

/// B01: two agents edit the same ticket from the same version: the second is told, sees both versions, keeps the draft, and
/// the history has one change; sent on purpose after that, it has two.
#[test]
fn b01_the_second_of_two_writers_sees_both_versions_and_keeps_the_draft() {
    let home = Home::new();
    let mut ana = console(&home, "ana");
    let mut ben = console(&home, "ben");
    for term in [&mut ana, &mut ben] {
        term.send(b"n");
        term.wait_for("Note");
    }
    ana.send(b"from ana");
    ana.wait_for("from ana");
    ben.send(b"from ben");
    ben.wait_for("from ben");
    // F2 as xterm sends it.
    ana.send(b"\x1bOQ");
    ana.wait_for("noted on #1");
    ben.send(b"\x1bOQ");
    ben.wait_for("F3");
    let history = said(&cli(&home, &["ticket", "show", "1", "--json"]));
    assert_eq!(history.matches("\"noted\"").count(), 1, "{history}");
    ben.send(b"\x1bOR");
    ben.wait_for("noted on #1");
    let history = said(&cli(&home, &["ticket", "show", "1", "--json"]));
    assert!(history.contains("from ana") && history.contains("from ben"), "{history}");
}

/// B11: a ticket that is resolved elsewhere while its page is open: the page follows, and an action is refused with the
/// reason.
#[test]
fn b11_a_ticket_resolved_elsewhere_is_seen_and_refuses_what_no_longer_fits() {
    let home = Home::new();
    let mut ana = console(&home, "ana");
    ana.send(b"\r");
    ana.wait_for("ssignee");
    let done = cli(&home, &["--as", "ben", "ticket", "resolve", "1", "--cause", "fuse"]);
    assert!(done.status.success(), "{}", said(&done));
    ana.wait_for("resolved it");
    ana.send(b"w");
    ana.wait_for("is resolved; reopen it first");
}

/// B10: a console stopped in a form holds no lock: others work.
#[test]
fn b10_a_console_that_sleeps_in_a_form_blocks_nobody() {
    let home = Home::new();
    let mut ana = console(&home, "ana");
    ana.send(b"nhalf a");
    ana.wait_for("half a");
    ana.signal(Signal::STOP);
    let done = cli(&home, &["--as", "ben", "ticket", "assign", "1", "--me"]);
    assert!(done.status.success(), "{}", said(&done));
    ana.signal(Signal::CONT);
    ana.send(b" note");
    ana.wait_for("half a note");
}

/// B07: with the lock held for ever, the command line gives up with its own exit code, and a console keeps the draft.
#[test]
fn b07_a_lock_held_for_ever_ends_a_command_and_keeps_a_draft() {
    let home = Home::new();
    let mut command = home.command(&["--as", "ana"]);
    command.env("TIERDESK_LOCK_WAIT_MS", "300");
    let mut ana = Term::start(command, 30, 120);
    ana.wait_for("Printer on fire");
    ana.send(b"nkept words");
    ana.wait_for("kept words");
    let holder = rusqlite::Connection::open(home.store()).unwrap();
    holder.execute_batch("BEGIN IMMEDIATE").unwrap();
    ana.send(b"\x1bOQ");
    ana.wait_for("locked");
    assert!(ana.screen(|screen| screen.contents().contains("kept words")), "the draft stands");
    let mut surroundings = CommandBuilder::new("x");
    home.surroundings(&mut surroundings);
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_tierdesk"));
    command.env_clear().args(["ticket", "note", "1", "--text", "x"]);
    for (name, value) in surroundings.iter_full_env_as_str() {
        command.env(name, value);
    }
    let done = command.env("TIERDESK_LOCK_WAIT_MS", "300").output().unwrap();
    assert_eq!(done.status.code(), Some(75), "{}", said(&done));
    holder.execute_batch("ROLLBACK").unwrap();
    ana.send(b"\x1bOQ");
    ana.wait_for("noted on #1");
}

/// C15: a store replaced under a running console is noticed, and writing stops.
#[test]
fn c15_a_store_replaced_under_a_console_is_noticed_and_not_written() {
    let home = Home::new();
    let mut ana = console(&home, "ana");
    let copy = home.folder.path().join("copy");
    assert!(cli(&home, &["backup", copy.to_str().unwrap()]).status.success());
    fs::rename(&copy, home.store()).unwrap();
    ana.wait_until("the trouble", |screen| {
        let shown = screen.contents();
        shown.contains("replaced") || shown.contains("another file") || shown.contains("no longer")
    });
    ana.send(b"nx\x1bOQ");
    ana.wait_until("the refusal", |screen| screen.contents().contains("Note"));
    let mut store = Store::open(&home.store(), Access::ReadOnly).unwrap();
    let first = store.ticket(tierdesk::desk::TicketId(1)).unwrap().unwrap();
    assert_eq!(first.events.len(), 1, "nothing was written to the file that took its place");
}
