//! A shift of two agents at once, with a crash in the middle: keys in, and at the end the store holds what the script
//! predicts.

use rustix::process::Signal;
use tierdesk::desk::{Status, Ticket, TicketId};
use tierdesk::store::{Access, Store};

use crate::agents::{cli, said};
use crate::pty_stage::{Home, NOW, Term};

/// F2, as xterm sends it: sends a form.
const SEND: &[u8] = b"\x1bOQ";

struct Desk {
    home: Home,
}

impl Desk {
    /// Two customers on plans: one with an allowance, one with levels and prepaid time.
    fn new() -> Desk {
        let home = Home { folder: tempfile::Builder::new().prefix("tierdesk-shift-").tempdir().unwrap() };
        let desk = Desk { home };
        desk.run(&["init"]);
        for (name, pack, tier) in
            [("Kestrel Radio", "b2bee", "premium"), ("Lumen", "illumeet", "cloud-server")]
        {
            desk.run(&["customer", "add", name]);
            let plan = ["--customer", name, "--pack", pack, "--tier", tier, "--starts", "2026-01-01"];
            desk.run(&[&["contract", "add"], &plan[..]].concat());
        }
        desk.run(&["contract", "buy", "2", "--pot", "api-premium", "--units", "5h"]);
        for (customer, subject, severity) in [
            ("1", "No sound", "critical"),
            ("1", "Login slow", "minor"),
            ("1", "Login slow again", "minor"),
            ("2", "API question", "normal"),
            ("1", "A typo", "no-impact"),
        ] {
            desk.run(&[
                "ticket",
                "open",
                "--customer",
                customer,
                "--subject",
                subject,
                "--severity",
                severity,
            ]);
        }
        desk
    }

    fn run(&self, args: &[&str]) -> String {
        let done = cli(&self.home, args);
        assert!(done.status.success(), "{args:?}: {}", said(&done));
        said(&done)
    }

    fn console(&self, agent: &str) -> Term {
        let mut command = self.home.command(&["--as", agent]);
        command.env("TIERDESK_NOW", NOW);
        let mut term = Term::start(command, 40, 130);
        term.wait_for("Kestrel Radio");
        term
    }

    fn ticket(&self, number: i64) -> Ticket {
        let mut store = Store::open(&self.home.store(), Access::ReadOnly).unwrap();
        store.ticket(TicketId(number)).unwrap().unwrap().ticket
    }

    /// What happened to a ticket: who and what.
    fn history(&self, number: i64) -> Vec<String> {
        let mut store = Store::open(&self.home.store(), Access::ReadOnly).unwrap();
        let file = store.ticket(TicketId(number)).unwrap().unwrap();
        file.events.iter().map(|event| format!("{} {}", event.agent, event.event.kind())).collect()
    }
}

/// Goes to a ticket by its number, wherever one is.
fn go(term: &mut Term, number: i64, subject: &str) {
    term.send(format!(":go {number}").as_bytes());
    term.wait_until("the palette", |screen| screen.contents().contains(&format!("go {number}")));
    term.send(b"\r");
    let title = format!("#{number} {subject}");
    term.wait_until(&title, |screen| screen.contents().contains(&title));
}

/// Opens a form by its keys, types into it, sends it, and waits for what is said then.
fn form(term: &mut Term, keys: &str, title: &str, typed: &str, done: &str) {
    term.send(keys.as_bytes());
    // Only a form names F2 among its keys.
    term.wait_until(title, |screen| screen.contents().contains(title) && screen.contents().contains("F2"));
    term.send(typed.as_bytes());
    let last = typed.rsplit('\t').next().unwrap();
    term.wait_for(last);
    term.send(SEND);
    let open = |shown: &str| shown.contains("F2") || shown.contains("saving");
    term.wait_until("the form closes", |screen| !open(&screen.contents()));
    term.wait_for(done);
}

#[test]
fn a_shift_of_two_agents_ends_as_the_script_predicts() {
    let desk = Desk::new();
    let (mut ana, mut ben) = (desk.console("ana"), desk.console("ben"));

    // 1 to 5: ana takes the critical one, answers, notes, starts her watch and waits for the customer.
    go(&mut ana, 1, "No sound");
    ana.send(b"a");
    ana.wait_for("#1 is yours");
    form(&mut ana, "r", "send the reply", "We are on it", "replied to #1");
    form(&mut ana, "n", "save the note", "asked the studio", "noted on #1");
    ana.send(b"tt");
    ana.wait_for("your watch runs on #1");
    form(&mut ana, "w", "For what", "the log file", "#1 waits for the customer");

    // 6 to 9: ben meanwhile takes another, holds it and goes on, and books prepaid time on a third.
    go(&mut ben, 2, "Login slow");
    ben.send(b"a");
    ben.wait_for("#2 is yours");
    form(&mut ben, "H", "Why", "patch window\t2h", "#2");
    ben.wait_for("on hold");
    form(&mut ben, "W", "Why", "window came early", "#2 goes on");
    go(&mut ben, 4, "API question");
    form(&mut ben, "tm", "How long", "25m\tread the docs", "25 min booked on #4");

    // 10: the customer writes: ben records it, and ana's ticket goes on.
    go(&mut ben, 1, "No sound");
    form(&mut ben, "i", "#1", "here is the log", "#1");

    // 11 and 12: ana stops her watch and resolves.
    ana.wait_for("status      open");
    form(&mut ana, "tt", "Stop your watch", "on the phone", "your watch on #1 is stopped");
    form(&mut ana, "x", "resolve it", "a loose cable", "#1 is resolved");

    // 13: an allowance decision, on another.
    go(&mut ana, 5, "A typo");
    form(&mut ana, "bw", "Why", "our own typo", "#5: waived");

    // The crash: ana is killed in the middle of a note; what was saved stays, and she starts again.
    ana.send(b"n");
    ana.wait_for("save the note");
    ana.send(b"half a thought");
    ana.wait_for("half a thought");
    ana.signal(Signal::KILL);
    ana.wait();
    let mut ana = desk.console("ana");

    // 14 and 15: after the restart she undoes the last thing she did, and does it again.
    ana.send(b"u");
    ana.wait_until("undone", |screen| screen.contents().contains("undid"));
    assert_eq!(desk.ticket(5).counting, tierdesk::desk::Counting::Counts);
    ana.send(b"U");
    ana.wait_until("redone", |screen| screen.contents().contains("redid"));

    // 16 to 18: found among all that was ever written, the resolved one is reopened, and given to ben.
    go(&mut ana, 1, "No sound");
    form(&mut ana, "X", "reopen it", "it came back", "#1 is open again");
    form(&mut ana, "A", "assign it", "ben", "#1");
    ben.wait_until("ben sees it", |screen| screen.contents().contains("ben (you)"));

    // 19 and 20: an answer that ben gave by phone is recorded; the last one is resolved.
    form(&mut ben, "R", "#1", "0 min ago\t\ttold them on the phone", "#1");
    go(&mut ben, 5, "A typo");
    form(&mut ben, "x", "resolve it", "corrected", "#5 is resolved");

    // 21 to 23: one tags a ticket, the other merges its double into it, and both move to what presses most.
    go(&mut ana, 2, "Login slow");
    form(&mut ana, "mt", "Tags", "vip", "#2");
    go(&mut ben, 3, "Login slow again");
    form(&mut ben, "mm", "Into", "2", "merge them");
    ben.send(b"y");
    ben.wait_for("#3 was merged into #2");
    ben.send(b"N");
    ben.wait_for("#2 Login slow");
    for mut term in [ana, ben] {
        term.send(b"q");
        assert_eq!(term.wait().exit_code(), 0);
    }

    // What the script predicts.
    let first = desk.ticket(1);
    assert_eq!((first.status, first.assignee.as_deref()), (Status::Open, Some("ben")));
    assert!(first.first_response.is_some() && first.resolved.is_none());
    let worked: Vec<(&str, bool)> =
        first.more().bookings.iter().map(|one| (one.note.as_str(), one.minutes >= 1)).collect();
    assert_eq!(worked, [("on the phone", true)]);
    assert!(first.more().timers.is_empty());
    let second = desk.ticket(2);
    assert_eq!((second.status, second.assignee.as_deref()), (Status::Open, Some("ben")));
    assert_eq!(second.more().tags, ["vip"]);
    assert_eq!(second.more().absorbed, [TicketId(3)]);
    let third = desk.ticket(3);
    assert_eq!((third.status, third.more().merged_into), (Status::Resolved, Some(TicketId(2))));
    assert_eq!(third.counting, tierdesk::desk::Counting::Merged { into: TicketId(2) });
    let fourth = desk.ticket(4);
    assert_eq!(fourth.more().booked(), (25, 30), "steps of 30 minutes");
    let fifth = desk.ticket(5);
    assert_eq!(fifth.status, Status::Resolved);
    assert_eq!(fifth.counting, tierdesk::desk::Counting::Waived { reason: "our own typo".into() });
    assert_eq!(
        desk.history(5)[1..],
        ["ana allowance_decided", "ana undone", "ana redone", "ben resolved"].map(str::to_owned)
    );
    let told = desk.history(1);
    let expected = [
        "ana assigned",
        "ana replied",
        "ana noted",
        "ana timer_started",
        "ana waiting_began",
        "ben message_received",
        "ben resumed",
        "ana timer_stopped",
        "ana time_booked",
        "ana resolved",
        "ana reopened",
        "ana assigned",
        "ben replied",
    ];
    assert_eq!(told[1..], expected.map(str::to_owned));
    assert!(!told.iter().any(|line| line.contains("half")), "the crash left nothing half");
    assert!(desk.run(&["check"]).contains("is sound"));
    let month = desk.run(&["allowance", "1"]);
    assert!(month.contains("waived: our own typo"), "{month}");
}
