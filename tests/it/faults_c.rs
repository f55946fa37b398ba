//! faults.md C: what is empty, foreign, newer, damaged or read-only is named as such, never changed, never replaced.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use tierdesk::calendar::Instant;
use tierdesk::store::{Access, Notice, Store, StoreError, TicketQuery};

use super::faults_tools::{new_store, present, text, tierdesk};
use super::store::{arrival, bare_book, desk, now, open_ticket};

fn refused(path: &Path) -> StoreError {
    Store::open(path, Access::ReadWrite).map(drop).unwrap_err()
}

fn sql(path: &Path, sql: &str) {
    let connection = Connection::open(path).unwrap();
    connection.pragma_update(None, "foreign_keys", false).unwrap();
    connection.execute_batch(sql).unwrap();
}

/// C01, C03: the file keeps every byte, and nothing appears beside it.
#[test]
fn c01_c03_what_is_no_store_is_refused_and_unchanged() {
    let folder = super::store::folder();
    let header = fs::read(new_store().1).unwrap().get(..100).map(<[u8]>::to_vec);
    let random: Vec<u8> = (0..9_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let cases: [(&str, Vec<u8>); 6] = [
        ("empty", Vec::new()),
        ("text", b"these are words\n".repeat(50)),
        ("random", random),
        ("header only", header.unwrap_or_default()),
        ("sixteen bytes", b"SQLite format 3\0".to_vec()),
        ("zeroes", vec![0; 8192]),
    ];
    for (name, bytes) in cases {
        let path = folder.path().join(name);
        fs::write(&path, &bytes).unwrap();
        let error = refused(&path);
        assert!(
            matches!(error, StoreError::NotAStore { .. } | StoreError::Damaged { .. }),
            "{name}: {error:?}"
        );
        assert!(error.to_string().contains(name), "{error}");
        assert!(error.hint().is_some());
        for command in ["check", "doctor", "debug-writer"] {
            assert!(!tierdesk(&path, &[command]).output().unwrap().status.success(), "{command} on {name}");
        }
        let done = tierdesk(&path, &["init"]).output().unwrap();
        assert_eq!(done.status.code(), Some(2), "init on {name}");
        assert_eq!(fs::read(&path).unwrap(), bytes, "{name}");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 6, "nothing was made beside them");
}

/// C02: only `init` makes a store.
#[test]
fn c02_a_missing_store_is_not_made() {
    let folder = super::store::folder();
    let path = folder.path().join("nowhere/desk");
    for command in ["check", "doctor", "debug-writer"] {
        let done = tierdesk(&path.with_file_name("desk"), &[command]).current_dir("/").output().unwrap();
        assert!(!done.status.success());
        assert!(
            text(&done.stderr).contains("no store at") || text(&done.stdout).contains("no store at"),
            "{command}"
        );
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

/// What makes tickets up for tests writes into no desk that somebody works on.
#[test]
fn the_hidden_writer_wants_its_store_named() {
    let (_folder, path) = new_store();
    let before = fs::read(&path).unwrap();
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_tierdesk"));
    let done = command.arg("debug-writer").env("TIERDESK_STORE", &path).output().unwrap();
    assert_eq!(done.status.code(), Some(2));
    assert!(text(&done.stderr).contains("--store"), "{}", text(&done.stderr));
    assert_eq!(fs::read(&path).unwrap(), before);
}

/// C04-C06.
#[test]
fn c04_c06_foreign_newer_and_impossible_versions_are_refused_unchanged() {
    let folder = super::store::folder();
    let foreign = folder.path().join("foreign");
    sql(
        &foreign,
        "CREATE TABLE mails (id INTEGER PRIMARY KEY); PRAGMA application_id = 77; PRAGMA user_version = 2",
    );
    assert!(matches!(refused(&foreign), StoreError::NotAStore { .. }));
    for (version, newer) in [("99", true), ("0", false), ("-3", false)] {
        let (_folder, path) = new_store();
        sql(&path, &format!("PRAGMA user_version = {version}"));
        let before = fs::read(&path).unwrap();
        let error = refused(&path);
        assert_eq!(matches!(error, StoreError::Newer { found: 99, .. }), newer, "{error:?}");
        assert!(error.to_string().contains(version), "{error}");
        assert_eq!(fs::read(&path).unwrap(), before);
    }
}

/// C05: a store that a newer program upgrades while we have it open is written no more.
#[test]
fn c05_an_upgrade_under_an_open_store_stops_its_writes() {
    let (_folder, path, mut store, customer) = desk();
    sql(&path, "PRAGMA user_version = 99");
    let command = tierdesk::desk::Command::OpenTicket(Box::new(arrival(customer, "late")));
    let error = store.execute(&[command], &bare_book(), "ada", now()).unwrap_err();
    assert!(matches!(error, StoreError::Newer { found: 99, .. }), "{error:?}");
}

fn filled() -> (tempfile::TempDir, PathBuf) {
    let (folder, path, mut store, customer) = desk();
    for number in 0..60 {
        open_ticket(&mut store, customer, &format!("ticket {number}"));
    }
    drop(store);
    (folder, path)
}

/// C07: cut short or with a page of zeroes, it is called damaged, with what to do.
#[test]
fn c07_truncation_and_zeroed_pages_are_damage() {
    let (_folder, path) = filled();
    let whole = fs::read(&path).unwrap();
    for keep in [4096, 20_000, whole.len() - 4096, whole.len() - 1] {
        fs::write(&path, &whole[..keep]).unwrap();
        let error = refused(&path);
        assert!(matches!(error, StoreError::Damaged { .. }), "{keep}: {error:?}");
        assert!(error.hint().unwrap().contains("restore"));
    }
    for page in 1..whole.len() / 4096 {
        let mut bytes = whole.clone();
        bytes[page * 4096..(page + 1) * 4096].fill(0);
        fs::write(&path, &bytes).unwrap();
        let found = Store::open(&path, Access::ReadOnly).and_then(|mut store| store.check());
        assert!(found.is_err() || !found.unwrap().is_empty(), "page {page} of zeroes");
    }
}

/// C08: flipped bits never panic, hang or blow up; `check` finds those that break the form. (SQLite keeps no sums over
/// what people wrote: a flipped letter in a subject differs from its history, one in a message is not found.)
#[test]
fn c08_flipped_bits_are_survived_and_mostly_found() {
    let (_folder, path) = filled();
    let whole = fs::read(&path).unwrap();
    let (mut state, mut found) = (88_172_645_463_325_252_u64, 0);
    for _ in 0..150 {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let bit = usize::try_from(state % (whole.len() as u64 * 8)).unwrap();
        let mut bytes = whole.clone();
        bytes[bit / 8] ^= 1 << (bit % 8);
        fs::write(&path, &bytes).unwrap();
        let looked = Store::open(&path, Access::ReadOnly).and_then(|mut store| {
            store.open_desk(Instant::MIN)?;
            store.tickets(&TicketQuery::default())?;
            store.check()
        });
        found += usize::from(looked.is_err() || !looked.unwrap().is_empty());
        for ending in ["-wal", "-shm", "-last"] {
            let _ = fs::remove_file(path.with_file_name(format!("desk.tierdesk{ending}")));
        }
    }
    // Most of this small file is free space and words.
    assert!(found > 20, "{found} of 150");
}

/// C09, C18: rows that no program of ours wrote are read, never trusted, and named by `check`.
#[test]
fn c09_c18_hostile_rows_are_read_and_named() {
    let (_folder, path) = filled();
    sql(
        &path,
        "UPDATE open_ticket SET subject = CAST(x'1b5b33316dff00fe' AS TEXT) WHERE id = 1;
         UPDATE open_ticket SET received = 9223372036854775807, revision = -9223372036854775808 WHERE id = 2;
         UPDATE open_ticket SET first_response = -9223372036854775808, level = 9223372036854775807 WHERE id = 3;
         UPDATE open_ticket SET standstills = '{', counting = '[]', flags = 'x' WHERE id = 4;
         UPDATE open_ticket SET severity = CAST(x'ff' AS TEXT), channel = '' WHERE id = 5;
         INSERT INTO event VALUES (9223372036854775806, -5, 'x', 6, 9223372036854775807, 'noted', 'no json', NULL);",
    );
    let mut store = Store::open(&path, Access::ReadWrite).unwrap();
    assert_eq!(store.open_desk(Instant::MIN).unwrap().tickets.len(), 60);
    store.desk_as_of(now(), Instant::MIN).unwrap();
    for number in 1..=6 {
        assert!(store.ticket(tierdesk::desk::TicketId(number)).unwrap().is_some());
    }
    let findings = store.check().unwrap();
    for number in 1..=5 {
        let place = format!("ticket {number}");
        let named =
            |place: &str| findings.iter().any(|f| f.place == place || f.place == format!("open_{place}"));
        assert!(named(&place), "{place} in {findings:?}");
    }
    drop(store);
    let done = tierdesk(&path, &["check"]).output().unwrap();
    assert_eq!(done.status.code(), Some(1));
    assert!(!done.stdout.contains(&0x1b), "no escape sequence reaches the terminal");
}

/// Runs the program as somebody who owns nothing here; the tests may run as root, whom no mode stops.
fn as_nobody(path: &Path, args: &[&str]) -> std::process::Output {
    let program = path.parent().unwrap().join("program");
    let _ = fs::copy(env!("CARGO_BIN_EXE_tierdesk"), &program);
    let mut command = std::process::Command::new(&program);
    command.args(args).arg("--store").arg(path).env("HOME", "/nonexistent").current_dir("/");
    if rustix::process::geteuid().is_root() {
        command.uid(65_534).gid(65_534);
    }
    command.output().unwrap()
}

fn mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

/// C10, C11: what cannot be written is read, says so, and is not written.
#[test]
fn c10_c11_a_read_only_store_is_read_and_says_so() {
    let (folder, path) = filled();
    let before = fs::read(&path).unwrap();
    fs::copy(env!("CARGO_BIN_EXE_tierdesk"), folder.path().join("program")).unwrap();
    mode(&path, 0o444);
    mode(folder.path(), 0o555);
    let done = as_nobody(&path, &["check"]);
    assert!(done.status.success(), "{}", text(&done.stderr));
    assert!(text(&done.stderr).contains("nothing can be written"), "{}", text(&done.stderr));
    let done = as_nobody(&path, &["debug-writer"]);
    assert_eq!(done.status.code(), Some(2), "{}", text(&done.stderr));
    assert!(text(&done.stderr).contains("open for reading only"), "{}", text(&done.stderr));
    mode(&path, 0o000);
    let done = as_nobody(&path, &["check"]);
    assert!(!done.status.success() && text(&done.stderr).contains("ermission"), "{}", text(&done.stderr));
    mode(folder.path(), 0o755);
    mode(&path, 0o600);
    assert_eq!(fs::read(&path).unwrap(), before);
}

/// C12, C14: whatever a path looks like, it is a plain file's name, or a clean error.
#[test]
fn c12_c14_odd_paths_are_plain_names() {
    use std::os::unix::ffi::OsStrExt as _;
    let names: [&[u8]; 8] = [
        b"file:x?mode=memory",
        b"file:y?vfs=unix-none&nolock=1",
        b":memory:",
        b"with space",
        b"new\nline",
        b"esc\x1b[31m",
        b"-dash",
        b"not utf-8 \xff\xfe",
    ];
    let folder = super::store::folder();
    for name in names {
        let name = std::ffi::OsStr::from_bytes(name);
        let run = |command: &str| {
            let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_tierdesk"));
            let mut store = std::ffi::OsString::from("--store=");
            store.push(name);
            program
                .arg(command)
                .arg(store)
                .current_dir(folder.path())
                .env("HOME", folder.path())
                .output()
                .unwrap()
        };
        let made = run("init");
        assert!(made.status.success(), "{name:?}: {}", text(&made.stderr));
        assert!(!made.stdout.contains(&0x1b));
        assert!(folder.path().join(name).metadata().unwrap().len() > 4096, "{name:?}");
        let done = run("debug-writer");
        assert!(done.status.success(), "{name:?}: {}", text(&done.stderr));
        assert_eq!(present(&folder.path().join(name)).len(), 1);
    }
    for bad in ["", "/", "a/".repeat(2048).as_str(), "x".repeat(300).as_str()] {
        let done = tierdesk(&folder.path().join("unused"), &["init"]).env("TIERDESK_STORE", bad).output();
        assert!(done.is_ok());
        let error = Store::create(Path::new(bad), now()).map(drop).unwrap_err();
        assert!(matches!(error, StoreError::Path { .. } | StoreError::Io { .. }), "{bad:?}: {error:?}");
    }
    for not_a_file in ["/dev/null", "/dev/zero", "/tmp"] {
        assert!(matches!(refused(Path::new(not_a_file)), StoreError::Path { .. }), "{not_a_file}");
    }
}

/// C13: a symlink leads to the one store and its -wal; a hard link is warned of.
#[test]
fn c13_symlinks_are_resolved_and_hard_links_named() {
    let (folder, path, mut store, customer) = desk();
    let link = folder.path().join("link");
    std::os::unix::fs::symlink(&path, &link).unwrap();
    open_ticket(&mut store, customer, "one");
    let mut linked = Store::open(&link, Access::ReadWrite).unwrap();
    assert_eq!(linked.path(), fs::canonicalize(&path).unwrap());
    assert_eq!(linked.open_desk(Instant::MIN).unwrap().tickets.len(), 1);
    assert!(matches!(Store::create(&link, now()), Err(StoreError::Exists(_))));
    let dangling = folder.path().join("dangling");
    std::os::unix::fs::symlink(folder.path().join("nothing"), &dangling).unwrap();
    assert!(matches!(refused(&dangling), StoreError::Missing(_)));
    assert!(matches!(Store::create(&dangling, now()), Err(StoreError::Exists(_))));
    fs::hard_link(&path, folder.path().join("hard")).unwrap();
    let notices = Store::open(&path, Access::ReadOnly).unwrap().notices().to_vec();
    assert_eq!(notices, [Notice::HardLinks(2)]);
}

/// C15: a store that is renamed or replaced while it is open is written no more.
#[test]
fn c15_a_replaced_store_stops_writes() {
    let (folder, path, mut store, customer) = desk();
    assert!(store.still_same_file());
    fs::rename(&path, folder.path().join("elsewhere")).unwrap();
    assert!(!store.still_same_file());
    drop(Store::create(&path, now()).unwrap());
    let command = tierdesk::desk::Command::OpenTicket(Box::new(arrival(customer, "lost")));
    let error = store.execute(&[command], &bare_book(), "ada", now()).unwrap_err();
    assert!(matches!(error, StoreError::Replaced(_)), "{error:?}");
    drop(store);
    assert_eq!(present(&path).len(), 0);
}

/// C16: with umask 000, everything is the owner's alone.
#[test]
fn c16_modes_do_not_depend_on_the_umask() {
    let outer = super::store::folder();
    let path = outer.path().join("a/b/desk.tierdesk");
    let script = r#"umask 000; "$0" init --store "$1" && "$0" debug-writer --store "$1" && "$0" backup "$1.copy" --store "$1"
        "$0" debug-writer --count 100000 --store "$1" | while read line; do ls -l "$1"*; exit; done"#;
    let mut command = std::process::Command::new("sh");
    command.args(["-c", script, env!("CARGO_BIN_EXE_tierdesk")]).arg(&path).env("HOME", outer.path());
    let listing = text(&command.output().unwrap().stdout);
    assert!(listing.contains("-wal") && listing.contains(".copy") && listing.contains("-last"), "{listing}");
    for line in listing.lines().filter(|line| {
        line.contains("desk.tierdesk") && !line.starts_with("An ") && !line.starts_with("The ")
    }) {
        assert!(line.starts_with("-rw------- "), "{line}");
    }
    for folder in ["a", "a/b"] {
        assert_eq!(
            outer.path().join(folder).metadata().unwrap().permissions().mode() & 0o777,
            0o700,
            "{folder}"
        );
    }
}

/// C17: no home, or a folder that cannot be: a clean error that names it.
#[test]
fn c17_missing_and_unwritable_folders_are_named() {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_tierdesk"));
    command.arg("init").env_remove("HOME").env_remove("TIERDESK_STORE").env_remove("XDG_DATA_HOME");
    // Where HOME is not set, the account's own home may be known: then nothing may be written there by a test.
    command.env("XDG_DATA_HOME", "/dev/null/data");
    let done = command.output().unwrap();
    assert!(matches!(done.status.code(), Some(2 | 3)), "{:?}", done.status);
    let complaints = text(&done.stderr);
    assert!(complaints.contains("HOME") || complaints.contains("/dev/null"), "{complaints}");
    let folder = super::store::folder();
    let done =
        tierdesk(&folder.path().join("x"), &["init"]).arg("--store=/proc/nowhere/desk").output().unwrap();
    assert!(!done.status.success());
    assert!(!text(&done.stderr).contains("panicked"));
}

/// C19: what was planted in the schema stops writes before it can run, and `check` names it.
#[test]
fn c19_planted_schema_is_refused_and_named() {
    let cases = [
        ("CREATE TRIGGER planted AFTER INSERT ON receipt BEGIN DELETE FROM receipt; END", "planted"),
        ("ALTER TABLE contact RENAME TO hidden; CREATE VIEW contact AS SELECT * FROM hidden", "contact"),
        ("DROP TABLE reference", "reference"),
        ("DROP TRIGGER event_is_never_deleted", "event_is_never_deleted"),
    ];
    for (planted, name) in cases {
        let (_folder, path) = filled();
        sql(&path, planted);
        let error = refused(&path);
        assert!(
            matches!(&error, StoreError::Altered { what, .. } if what.contains(name)),
            "{planted}: {error:?}"
        );
        let done = tierdesk(&path, &["check", "--json"]).output().unwrap();
        assert_eq!(done.status.code(), Some(1), "{planted}: {}", text(&done.stderr));
        assert!(text(&done.stdout).contains(name), "{planted}: {}", text(&done.stdout));
    }
}

/// C20: orphans are named by `check`, and the list works.
#[test]
fn c20_orphans_are_named() {
    let (_folder, path) = filled();
    sql(
        &path,
        "UPDATE open_ticket SET customer = 777 WHERE id = 1;
         INSERT INTO event VALUES (9000, 0, 'x', 888, 1, 'resolved', '{\"event\":\"resolved\",\"cause\":\"x\"}', NULL);
         INSERT INTO receipt VALUES (1, 5, 999, 0); DELETE FROM receipt WHERE ticket = 2;
         INSERT INTO reference VALUES ('R', 1000);",
    );
    let mut store = Store::open(&path, Access::ReadWrite).unwrap();
    assert_eq!(store.open_desk(Instant::MIN).unwrap().tickets.len(), 60);
    let findings = store
        .check()
        .unwrap()
        .iter()
        .map(|f| format!("{} {} {}", f.rule, f.place, f.what))
        .collect::<Vec<_>>();
    let all = findings.join("\n");
    for expected in [
        "open_ticket row 1 names a customer",
        "event 9000",
        "receipt of ticket 999",
        "ticket 2 is not counted",
        "reference of ticket 1000",
    ] {
        assert!(all.contains(expected), "{expected} in\n{all}");
    }
}

/// C21: what a store that is gone left beside its path is never paired with a restored one.
#[test]
fn c21_a_restored_store_never_meets_an_old_wal() {
    let (folder, path) = filled();
    let copy = folder.path().join("copy");
    let mut store = Store::open(&path, Access::ReadWrite).unwrap();
    store.backup(&copy, false).unwrap();
    let (saved, customer) = (present(&path), store.customers().unwrap()[0].id);
    open_ticket(&mut store, customer, "after the backup");
    let wal = path.with_file_name("desk.tierdesk-wal");
    let hot = fs::read(&wal).unwrap();
    assert!(!hot.is_empty());
    assert!(matches!(Store::restore(&copy, &path), Err(StoreError::Exists(_))));
    drop(store);
    // Somebody deletes the store alone, as after a crash: its -wal stays.
    fs::remove_file(&path).unwrap();
    fs::write(&wal, &hot).unwrap();
    let moved = Store::restore(&copy, &path).unwrap();
    assert!(moved.iter().any(|path| fs::read(path).unwrap() == hot), "kept under another name: {moved:?}");
    assert_eq!(present(&path), saved);
    assert_eq!(Store::open(&path, Access::ReadWrite).unwrap().check().unwrap(), []);
    let bad = folder.path().join("bad");
    fs::write(&bad, b"no store").unwrap();
    let new = folder.path().join("new");
    assert!(Store::restore(&bad, &new).is_err() && !new.exists());
}
