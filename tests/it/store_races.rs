//! faults.md B: several agents at one store.

use std::path::Path;
use std::process::Command as Process;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use tierdesk::calendar::Instant;
use tierdesk::desk::{Book, Command, NewContract, TicketId};
use tierdesk::policy::{PackId, Packs, TierKey};
use tierdesk::store::{Access, Outcome, Store, TicketQuery};

use super::faults_tools::{Writer, acknowledged, assert_sound_with, new_store, present, text, tierdesk};
use super::store::{add_customer, arrival, at, bare_book, desk, now, open_ticket, run};

/// A store with a customer named `race` on a tier of b2bee.
fn race_desk(tier: &str) -> (tempfile::TempDir, std::path::PathBuf) {
    let (folder, path) = new_store();
    let mut store = Store::open(&path, Access::ReadWrite).unwrap();
    let customer = add_customer(&mut store, "race");
    let zones = std::sync::Arc::new(tierdesk::calendar::Zones::embedded());
    let packs = Packs::embedded(zones.clone());
    let book = Book::new(Box::new(move |id| packs.edition(id).ok()), zones);
    let contract = NewContract {
        customer,
        pack: PackId { name: "b2bee".into(), edition: "2019-09-12".parse().unwrap() },
        tier: TierKey::new(tier),
        region: None,
        starts: "2026-01-01".parse().unwrap(),
        ends: None,
        renews: None,
        own: Default::default(),
    };
    let outcomes = store.execute(&[Command::AddContract(contract)], &book, "ada", now()).unwrap();
    assert!(matches!(outcomes[..], [Outcome::Contract(_)]));
    (folder, path)
}

/// Twenty processes open a ticket each at that moment; gives the lines that they said.
fn race(path: &Path, count: usize, moment: &str) -> Vec<String> {
    let start = |_| {
        let mut command = tierdesk(path, &["debug-writer", "--customer", "race", "--severity", "minor"]);
        // One sync of a busy disk can take seconds: the race is about the allowance, not about patience.
        command
            .env("TIERDESK_LOCK_WAIT_MS", "60000")
            .env("TIERDESK_NOW", moment)
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped());
        command.spawn().unwrap()
    };
    let children: Vec<_> = (0..count).map(start).collect();
    let done = children.into_iter().map(|child| child.wait_with_output().unwrap());
    done.map(|done| {
        assert!(done.status.success(), "{}", text(&done.stderr));
        text(&done.stdout).trim().to_owned()
    })
    .collect()
}

/// B02: one credit left, twenty processes: twenty tickets, one inside the allowance, nineteen flagged.
#[test]
fn b02_an_allowance_is_never_spent_twice() {
    let (_folder, path) = race_desk("basic");
    let said = race(&path, 20, "2026-11-10T10:00:00Z");
    assert_eq!(said.iter().filter(|line| line.contains("over the allowance")).count(), 19, "{said:?}");
    let numbers = acknowledged(&said.join("\n"));
    assert_eq!(numbers, (1..=20).collect(), "every number once");
    assert_sound_with(&path, &numbers, "twenty at once");
}

/// B03: never three inside the daily cap on one day of the policy's zone, on either side of its midnight.
#[test]
fn b03_a_daily_cap_holds_in_a_race_across_local_midnight() {
    let (_folder, path) = race_desk("premium");
    for moment in ["2026-11-10T22:50:00Z", "2026-11-10T23:00:00Z"] {
        let said = race(&path, 8, moment);
        let over = said.iter().filter(|line| line.contains("over the")).count();
        assert_eq!(over, 6, "{moment}: {said:?}");
    }
}

/// B06: a lock that another process holds for a while is waited for.
#[test]
fn b06_a_held_lock_is_waited_for() {
    let (_folder, path) = new_store();
    let holder = rusqlite::Connection::open(&path).unwrap();
    holder.execute_batch("BEGIN IMMEDIATE").unwrap();
    let mut writer = Writer::start(&path, &["debug-writer"]);
    let (said, heard) = mpsc::channel();
    let listener = thread::spawn(move || {
        let opened = writer.next();
        said.send(opened).unwrap();
        writer.finish()
    });
    assert!(heard.recv_timeout(Duration::from_millis(700)).is_err(), "nothing can be written meanwhile");
    holder.execute_batch("COMMIT").unwrap();
    assert!(heard.recv_timeout(Duration::from_secs(20)).unwrap());
    assert_eq!(listener.join().unwrap().2, Some(0));
}

/// B07: a lock that is held for ever ends the wait after the stated time, with its own exit code; reading goes on.
#[test]
fn b07_a_lock_that_is_never_given_back_ends_in_75() {
    let (_folder, path) = new_store();
    let holder = rusqlite::Connection::open(&path).unwrap();
    holder.execute_batch("BEGIN IMMEDIATE").unwrap();
    let done = tierdesk(&path, &["debug-writer"]).env("TIERDESK_LOCK_WAIT_MS", "200").output().unwrap();
    assert_eq!(done.status.code(), Some(75), "{}", text(&done.stderr));
    assert!(
        text(&done.stderr).contains("locked by another process for 0.2 seconds"),
        "{}",
        text(&done.stderr)
    );
    assert!(tierdesk(&path, &["check"]).output().unwrap().status.success());
    drop(holder);
    assert!(tierdesk(&path, &["debug-writer"]).output().unwrap().status.success());
    assert_eq!(present(&path).len(), 1);
}

/// B08: reading and then writing never meets "the snapshot is out of date" (517): the lock comes first.
#[test]
fn b08_a_write_after_a_read_is_never_out_of_date() {
    let (_folder, path, mut one, customer) = desk();
    let mut two = Store::open(&path, Access::ReadWrite).unwrap();
    for number in 0..20 {
        let rows = two.open_desk(Instant::MIN).unwrap();
        assert_eq!(rows.tickets.len(), number * 2);
        open_ticket(&mut one, customer, "of one");
        open_ticket(&mut two, customer, "of two");
    }
}

/// B09: a list made while tickets move between open and closed shows each of them once.
#[test]
fn b09_a_list_is_one_snapshot() {
    let (_folder, path, mut store, customer) = desk();
    for number in 0..30 {
        open_ticket(&mut store, customer, &format!("ticket {number}"));
    }
    let (stop, stopped) = mpsc::channel::<()>();
    let mover = thread::spawn(move || {
        let mut moves = 0;
        for number in (1..=30).cycle() {
            let ticket = TicketId(number);
            run(&mut store, Command::Resolve { ticket, seen: None, cause: "x".into() }, now());
            run(&mut store, Command::Reopen { ticket, seen: None, reason: "y".into() }, now());
            moves += 1;
            if moves > 30 && stopped.try_recv().is_ok() {
                return;
            }
        }
    });
    let mut reader = Store::open(&path, Access::ReadOnly).unwrap();
    for _ in 0..150 {
        let listed = reader.tickets(&TicketQuery::default()).unwrap();
        assert_eq!(
            listed.iter().map(|ticket| ticket.id.0).collect::<Vec<_>>(),
            (1..=30).rev().collect::<Vec<_>>()
        );
    }
    stop.send(()).unwrap();
    mover.join().unwrap();
}

/// Two stores of one process: the second look at the file must not take away the locks of the first (POSIX).
#[test]
fn a_second_store_in_one_process_keeps_the_firsts_locks() {
    let (_folder, path, mut first, customer) = desk();
    drop(Store::open(&path, Access::ReadOnly).unwrap());
    // Another process comes and goes. Were the first one's locks gone, it would think itself the last and take the -wal.
    assert!(tierdesk(&path, &["debug-writer"]).output().unwrap().status.success());
    assert!(path.with_file_name("desk.tierdesk-wal").exists(), "the -wal of an open store was deleted");
    open_ticket(&mut first, customer, "after");
    drop(first);
    assert_eq!(present(&path).len(), 2);
}

/// B15: network file systems are refused, with how to override.
#[test]
fn b15_network_file_systems_are_refused_unless_allowed() {
    let (_folder, path) = new_store();
    let with = |fs: &str, allow: bool, args: &[&str]| {
        let mut command: Process = tierdesk(&path, args);
        command.env("TIERDESK_FAKE_FS", fs);
        if allow {
            command.env("TIERDESK_ALLOW_NETWORK_FS", "1");
        }
        command.output().unwrap()
    };
    for fs in ["nfs", "cifs", "9p", "fuse (sshfs and the like)"] {
        let done = with(fs, false, &["debug-writer"]);
        assert_eq!(done.status.code(), Some(2), "{fs}");
        assert!(text(&done.stderr).contains("TIERDESK_ALLOW_NETWORK_FS=1"), "{}", text(&done.stderr));
        assert!(with(fs, true, &["debug-writer"]).status.success(), "{fs}");
    }
    assert!(with("ext4", false, &["check"]).status.success());
    assert!(
        with("no such name", false, &["check"]).status.success(),
        "the variable refuses more, never less"
    );
}

/// Numbers are given out once, whoever asks; a received moment does not matter for them.
#[test]
fn ticket_numbers_are_unique_and_rise() {
    let (_folder, _path, mut store, customer) = desk();
    let late = tierdesk::desk::NewTicket { received: at("2020-01-01T00:00:00Z"), ..arrival(customer, "old") };
    let first = open_ticket(&mut store, customer, "one").id;
    let commands = [Command::OpenTicket(Box::new(late))];
    let outcomes = store.execute(&commands, &bare_book(), "ada", now()).unwrap();
    assert!(outcomes[0].ticket().unwrap().id > first);
}
