//! faults.md A: what is acknowledged survives kill -9, full disks and failing devices.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;

use tierdesk::store::{Access, Notice, Store};

use super::faults_tools::{
    Writer, acknowledged, assert_sound_with, new_store, present, text, tierdesk, tierdesk_with_fault,
};

fn beside(path: &Path, ending: &str) -> std::path::PathBuf {
    path.with_file_name(format!("desk.tierdesk{ending}"))
}

const ENDLESS: [&str; 4] = ["debug-writer", "--count", "1000000", "--resolve"];

/// A01: one writer, killed at odd moments.
#[test]
fn a01_nothing_acknowledged_is_lost_when_a_writer_is_killed() {
    let (_folder, path) = new_store();
    let mut saved = BTreeSet::new();
    for lines in [1, 2, 3, 5, 8, 13, 21, 34] {
        let mut writer = Writer::start(&path, &ENDLESS);
        for _ in 0..lines {
            assert!(writer.next());
        }
        saved.extend(acknowledged(&writer.kill()));
        assert_sound_with(&path, &saved, &format!("killed after {lines} lines"));
    }
    assert!(saved.len() > 40);
}

/// A02: three writers, all killed; none of them was refused for a lock.
#[test]
fn a02_three_writers_killed_at_once_lose_nothing() {
    let (_folder, path) = new_store();
    let mut saved = BTreeSet::new();
    for lines in [4, 9, 25] {
        let mut writers: Vec<Writer> = (0..3).map(|_| Writer::start(&path, &ENDLESS)).collect();
        for writer in &mut writers {
            for _ in 0..lines {
                assert!(writer.next(), "a writer ended by itself");
            }
        }
        for writer in writers {
            saved.extend(acknowledged(&writer.kill()));
        }
        assert_sound_with(&path, &saved, &format!("three writers killed after {lines} lines"));
    }
}

/// A03, A04: death at exactly the Nth call that changes the disk, for every N, each time on what the death before left.
#[test]
fn a03_death_at_every_call_that_changes_the_disk() {
    let (_folder, path) = new_store();
    let mut saved = BTreeSet::new();
    for number in 1.. {
        let case = format!("killed at call {number}");
        let done = tierdesk_with_fault(
            &path,
            &["debug-writer", "--count", "2", "--resolve"],
            &format!("any:{number}:kill"),
        );
        saved.extend(acknowledged(&text(&done.stdout)));
        assert!(!text(&done.stderr).contains("panicked"), "{case}: {}", text(&done.stderr));
        if done.status.success() {
            assert!(number > 20, "the shim must have counted something");
            break;
        }
        assert_eq!(done.status.signal(), Some(9), "{case}: {}", text(&done.stderr));
        // Recovery is killed too: the next round begins on what this one left (A04); looked at from time to time.
        if number % 4 == 0 {
            assert_sound_with(&path, &saved, &case);
        }
    }
    assert_sound_with(&path, &saved, "in the end");
}

/// A06: `init` killed anywhere leaves no store or a good one, and can be done again.
#[test]
fn a06_init_leaves_no_store_or_a_good_one() {
    let (_folder, path) = new_store();
    for number in 1.. {
        for left in fs::read_dir(path.parent().unwrap()).unwrap() {
            fs::remove_file(left.unwrap().path()).unwrap();
        }
        let done = tierdesk_with_fault(&path, &["init"], &format!("any:{number}:kill"));
        if path.exists() {
            assert_sound_with(&path, &BTreeSet::new(), &format!("init killed at call {number}"));
        } else {
            assert!(
                tierdesk(&path, &["init"]).output().unwrap().status.success(),
                "again after call {number}"
            );
        }
        if done.status.success() {
            break;
        }
    }
}

/// A07, A08, A09: the Nth write or sync fails, once or for good. What failed was not acknowledged, nothing panics, the
/// store is sound; and where the disk is well again, the same process goes on.
#[test]
fn a07_failing_writes_and_syncs_are_never_acknowledged() {
    // Operation, error, every how manyeth call, up to which one. Past the last call that there is, nothing fails.
    let ways = [
        ("write", "eio", 9, 100),
        ("write", "enospc", 9, 100),
        ("write", "enospc+", 23, 100),
        ("fsync", "eio", 1, 9),
        ("fsync", "eio+", 3, 9),
        ("fsync", "enospc", 3, 9),
        ("truncate", "eio", 1, 2),
        ("unlink", "eio+", 1, 2),
    ];
    for (operation, what, step, last) in ways {
        let (_folder, path) = new_store();
        let (mut saved, mut failures) = (BTreeSet::new(), 0);
        for number in (1..=last).step_by(step) {
            let case = format!("{what} at {operation} {number}");
            let args = ["debug-writer", "--count", "4", "--stubborn"];
            let done = tierdesk_with_fault(&path, &args, &format!("{operation}:{number}:{what}"));
            let (said, complaints) = (text(&done.stdout), text(&done.stderr));
            assert!(!complaints.contains("panicked"), "{case}: {complaints}");
            assert!(done.status.code().is_some(), "{case}: ended by a signal");
            let now = acknowledged(&said);
            if done.status.success() {
                assert_eq!(now.len(), 4, "{case}: {said}");
            } else {
                failures += 1;
                if !what.ends_with('+') && said.contains("opened") {
                    // One failed; the others went on in the same process, on a connection opened anew (A08, A09).
                    assert!(now.len() >= 3, "{case}: {said}{complaints}");
                }
            }
            saved.extend(now);
            assert_sound_with(&path, &saved, &case);
        }
        // Cutting and deleting files SQLite can mostly do without; writing and syncing it cannot.
        assert!(
            failures > 0 || !matches!(operation, "write" | "fsync"),
            "{operation} {what} made no difference"
        );
    }
}

/// A10: a file size limit is reported, not the end of the program.
#[test]
fn a10_a_file_size_limit_is_reported() {
    let (_folder, path) = new_store();
    let script = r#"ulimit -f 300; exec "$0" debug-writer --count 500 --store "$1""#;
    let mut command = std::process::Command::new("sh");
    command.args(["-c", script, env!("CARGO_BIN_EXE_tierdesk")]).arg(&path);
    let done = command.env("HOME", path.parent().unwrap()).output().unwrap();
    let complaints = text(&done.stderr);
    assert_eq!(done.status.code(), Some(3), "{complaints}");
    assert!(complaints.contains("cannot grow") && complaints.contains("make room"), "{complaints}");
    let saved = acknowledged(&text(&done.stdout));
    assert!(!saved.is_empty());
    assert_sound_with(&path, &saved, "file size limit");
}

/// Makes the store one of schema version 1: the tables of that version, with what they had columns for.
fn age(path: &Path) {
    let old = beside(path, ".aged");
    let _ = fs::remove_file(&old);
    let connection = rusqlite::Connection::open(&old).unwrap();
    connection.execute_batch(include_str!("../../assets/migrations/0001_desk.sql")).unwrap();
    connection.execute("ATTACH ?1 AS new", [path.to_str().unwrap()]).unwrap();
    let names = |sql: &str| -> Vec<String> {
        let mut query = connection.prepare(sql).unwrap();
        query.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    for table in names("SELECT name FROM main.sqlite_schema WHERE type = 'table'") {
        let columns = names(&format!("SELECT name FROM pragma_table_info('{table}', 'main')")).join(", ");
        let copy = format!("INSERT INTO main.{table} ({columns}) SELECT {columns} FROM new.{table}");
        connection.execute_batch(&copy).unwrap();
    }
    connection
        .execute_batch("DETACH new; PRAGMA application_id = 0x7464736b; PRAGMA user_version = 1")
        .unwrap();
    drop(connection);
    for companion in ["-wal", "-shm"] {
        let _ = fs::remove_file(beside(path, companion));
    }
    fs::rename(&old, path).unwrap();
}

/// The version that this program brings a store to.
const NEWEST: i32 = 6;

fn version(path: &Path) -> i32 {
    let connection = rusqlite::Connection::open(path).unwrap();
    connection.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap()
}

/// A11: killed anywhere in an upgrade, the store has the old schema or the new one, the second start completes it, and
/// the old store lies beside it.
#[test]
fn a11_an_upgrade_killed_anywhere_can_be_completed() {
    let (_folder, path) = new_store();
    assert!(tierdesk(&path, &["debug-writer", "--count", "20"]).output().unwrap().status.success());
    let saved = present(&path);
    let kept = beside(&path, ".v1.backup");
    for number in 1.. {
        age(&path);
        let _ = fs::remove_file(&kept);
        let done =
            tierdesk_with_fault(&path, &["debug-writer", "--count", "0"], &format!("any:{number}:kill"));
        let (found, case) = (version(&path), format!("killed at call {number}"));
        assert!((1..=NEWEST).contains(&found), "{case}: version {found}");
        if found > 1 {
            assert_eq!(version(&kept), 1, "{case}");
            Store::verify(&kept).unwrap();
        }
        assert_sound_with(&path, &saved, &case);
        assert_eq!(version(&path), NEWEST, "{case}: the second start completes it");
        if done.status.success() {
            assert!(number > 5, "the shim must have counted something");
            break;
        }
    }
}

/// A12: a backup killed or starved anywhere is absent or complete; an old one stays as it was.
#[test]
fn a12_a_backup_is_whole_or_not_there() {
    let (folder, path) = new_store();
    assert!(tierdesk(&path, &["debug-writer", "--count", "5"]).output().unwrap().status.success());
    let target = folder.path().join("copy");
    let name = target.to_str().unwrap();
    for what in ["kill", "enospc+"] {
        for number in 1.. {
            let _ = fs::remove_file(&target);
            let done = tierdesk_with_fault(&path, &["backup", name], &format!("any:{number}:{what}"));
            assert!(!text(&done.stderr).contains("panicked"), "{}", text(&done.stderr));
            if target.exists() {
                Store::verify(&target).unwrap_or_else(|error| panic!("{what} at {number}: {error}"));
            }
            if done.status.success() {
                break;
            }
        }
        let before = fs::read(&target).unwrap();
        let done = tierdesk_with_fault(&path, &["backup", name, "--force"], &format!("any:3:{what}"));
        assert!(!done.status.success());
        assert_eq!(fs::read(&target).unwrap(), before, "{what}: the old backup is untouched");
    }
}

/// A13: a backup taken while three write holds everything that was acknowledged before it began.
#[test]
fn a13_a_backup_among_writers_holds_what_was_acknowledged() {
    let (folder, path) = new_store();
    let mut writers: Vec<Writer> = (0..3).map(|_| Writer::start(&path, &ENDLESS)).collect();
    for round in 0..4 {
        let mut before = BTreeSet::new();
        for writer in &mut writers {
            for _ in 0..8 {
                assert!(writer.next());
            }
            before.extend(acknowledged(&writer.said));
        }
        let target = folder.path().join(format!("copy {round}"));
        Store::open(&path, Access::ReadOnly).unwrap().backup(&target, false).unwrap();
        assert_sound_with(&target, &before, &format!("backup {round}"));
    }
    writers.into_iter().for_each(|writer| drop(writer.kill()));
}

/// A14: after a clean exit everything lies in the one file.
#[test]
fn a14_a_clean_exit_leaves_no_wal() {
    let (_folder, path) = new_store();
    for args in [&["debug-writer", "--count", "3"][..], &["check"], &["doctor"]] {
        tierdesk(&path, args).output().unwrap();
        for ending in ["-wal", "-shm", "-journal"] {
            assert!(!beside(&path, ending).exists(), "{ending} after {args:?}");
        }
    }
}

/// A15: a -wal that was deleted after a crash is noticed, and the store opens.
#[test]
fn a15_a_deleted_wal_is_noticed() {
    let (_folder, path) = new_store();
    let mut writer = Writer::start(&path, &["debug-writer", "--count", "1000000"]);
    for _ in 0..5 {
        assert!(writer.next());
    }
    writer.kill();
    for ending in ["-wal", "-shm"] {
        fs::remove_file(beside(&path, ending)).unwrap();
    }
    let store = Store::open(&path, Access::ReadWrite).unwrap();
    let [Notice::LostChanges { saved, found }] = store.notices() else { panic!("{:?}", store.notices()) };
    assert!(saved > found);
    drop(store);
    let complaints = text(&tierdesk(&path, &["check"]).output().unwrap().stderr);
    assert!(complaints.contains("the last changes are gone"), "{complaints}");
}

/// A17: a store that is open for hours keeps no snapshot, so the -wal stays small while others write.
#[test]
fn a17_the_wal_stays_small_while_a_board_is_open() {
    let (_folder, path) = new_store();
    let mut board = Store::open(&path, Access::ReadOnly).unwrap();
    let mut writer = Writer::start(&path, &["debug-writer", "--count", "600"]);
    while writer.next() {
        if board.changed_elsewhere().unwrap() {
            board.open_desk(tierdesk::calendar::Instant::MIN).unwrap();
        }
    }
    let size = fs::metadata(beside(&path, "-wal")).unwrap().len();
    // Every opening writes the index of words too: all of it is several times as much.
    assert!(size < 16 * 1024 * 1024, "the -wal has {size} bytes");
    assert_eq!(writer.finish().2, Some(0));
}

/// A18: rubbish beside the store does no harm.
#[test]
fn a18_garbage_beside_the_store_is_recovered_from() {
    let (_folder, path) = new_store();
    assert!(tierdesk(&path, &["debug-writer", "--count", "3"]).output().unwrap().status.success());
    let saved = present(&path);
    let garbage: Vec<u8> = (0..40_000_u32).map(|n| ((n * n) >> 3) as u8).collect();
    for endings in [&["-shm"][..], &["-wal"], &["-wal", "-shm"], &["-journal"]] {
        for ending in endings {
            fs::write(beside(&path, ending), &garbage).unwrap();
        }
        assert_sound_with(&path, &saved, &format!("{endings:?}"));
        for ending in ["-wal", "-shm", "-journal"] {
            let _ = fs::remove_file(beside(&path, ending));
        }
    }
}
