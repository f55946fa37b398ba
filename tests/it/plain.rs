//! The console in lines (`--plain`), through the real program: what is typed and what is said (ux.md 31).

use std::io::Write as _;
use std::process::Stdio;

use super::cli_stage::{Desk, Ran};
use super::pty_stage::{Home, Term};

fn desk() -> Desk {
    let desk = Desk::with("Kestrel Radio", "b2bee", "basic");
    for (subject, severity) in
        [("No sound", "minor"), ("Lamp \x1b[31mred", "no-impact"), ("Door", "no-impact")]
    {
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
    // Between two minutes: what is said stays the same for half a minute.
    desk.clock.set(90);
    desk
}

fn plain(desk: &Desk, args: &[&str], lines: &str) -> Ran {
    let args: Vec<&str> = ["--plain"].iter().chain(args).copied().collect();
    let mut command = desk.command(&args);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
    let ran: Ran = child.wait_with_output().unwrap().into();
    assert!(!ran.out.contains('\x1b') && !ran.err.contains('\x1b'), "{}", ran.out);
    ran
}

#[test]
fn a_shift_in_lines() {
    let desk = desk();
    let script = "down\nfilter sev:no-impact\nfilter\nopen 1\nreply\nWe are on it.\n\nKestrel desk\n.\nyes\n\
                  take\nno\ntake\nyes\nassign ines\nyes\ntake\nyes\nyes\nwait\nlogs\ny\nresu\n.cancel\nfrobnicate\nr\n\
                  view mine\nhelp copy\ncopy\nmouse\n999\nquit\n";
    let ran = plain(&desk, &[], script);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    insta::assert_snapshot!("plain_shift", ran.out);
    let ticket = desk.json(&["ticket", "show", "1"]).to_string();
    for wanted in ["\"assignee\":\"ana\"", "\"status\":\"waiting\"", "We are on it.\\n\\nKestrel desk"] {
        assert!(ticket.contains(wanted), "{wanted}: {ticket}");
    }
}

/// ux.md 10: what is typed is kept, here too, where the lines end in the middle of a form.
#[test]
fn text_that_was_not_sent_is_kept() {
    let desk = desk();
    plain(&desk, &[], "open 2\nnote\nhalf a note\n.\n");
    let ran = plain(&desk, &[], "open 2\nnote\n.\nyes\n");
    assert!(ran.out.contains("half a note"), "{}", ran.out);
    assert!(ran.out.contains("noted on #2"), "{}", ran.out);
}

#[test]
fn read_only_says_so() {
    let desk = desk();
    let ran = plain(&desk, &["--readonly"], "open 1\nreply\ntake\n");
    assert!(ran.out.contains("Read-only: "), "{}", ran.out);
    assert_eq!(ran.out.matches("Not now: read-only").count(), 2, "{}", ran.out);
}

#[test]
fn a_missing_store_is_made_only_when_confirmed() {
    let desk = Desk::new();
    let missing = desk.path("new.tierdesk");
    let name = missing.to_str().unwrap();
    assert!(plain(&desk, &["--store", name], "\n").out.contains("There is no desk at"));
    assert!(!missing.exists());
    let ran = plain(&desk, &["--store", name], "yes\nadd-customer\nAcme\n1\n\n\nyes\nlist\n");
    assert!(missing.exists());
    assert!(ran.out.contains("Acme is added"), "{}", ran.out);
}

/// Every row of the table answers to its name; none of them needs more than lines.
#[test]
fn every_action_is_reached_by_its_name() {
    let desk = desk();
    for entry in tierdesk::keyboard::action::entries() {
        let ran = plain(&desk, &[], &format!("1\n{}\n.cancel\nno\n", entry.name));
        assert_eq!(ran.code, 0, "{}: {}", entry.name, ran.err);
        let about = format!("Nothing is called {:?}", entry.name);
        assert!(!ran.out.contains(&about), "{}: {}", entry.name, ran.out);
        assert!(!ran.out.contains("does not answer"), "{}: {}", entry.name, ran.out);
    }
}

/// Closed tickets too, as on the screen.
#[test]
fn what_was_written_is_found() {
    let desk = desk();
    desk.ok(&["ticket", "note", "3", "--text", "the hinge is loose"]);
    desk.ok(&["ticket", "resolve", "3"]);
    let ran = plain(&desk, &[], "search hinge\n");
    assert!(ran.out.contains("#3") && ran.out.contains("Door"), "{}", ran.out);
}

/// faults.md E14: a dumb terminal gets lines without being asked.
#[test]
fn a_dumb_terminal_gets_lines() {
    let home = Home::new();
    let mut command = home.command(&[]);
    command.env("TERM", "dumb");
    let mut term = Term::start(command, 24, 200);
    term.wait_for("1. #1 Acme, no contract, high");
    term.wait_for("> ");
    home.open_elsewhere("Window is stuck");
    term.send(b"down\n");
    term.wait_for("#2 Acme");
    // Told before the prompt, once.
    let told = "Somebody changed the desk: 0 missed, 0 due within an hour, 0 paused, 4 open.";
    while !term.screen(|screen| screen.contents().contains(told)) {
        // Every line that is sent is answered by a prompt, however fast the store is watched.
        let before = term.bytes().len();
        term.send(b"\n");
        while term.bytes().len() == before {
            std::thread::yield_now();
        }
    }
    term.send(b"quit\n");
    assert_eq!(term.wait().exit_code(), 0);
    assert!(!term.bytes().contains(&0x1b));
}
