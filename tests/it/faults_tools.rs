//! What the tests of faults share: the real program in a folder of its own, killed, starved and raced.

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::OnceLock;

use tierdesk::calendar::Instant;
use tierdesk::store::{Access, Store, TicketQuery};

/// The program on a store, with nothing of the machine's own settings.
pub fn tierdesk(store: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tierdesk"));
    let folder = store.parent().unwrap();
    command.args(args).arg("--store").arg(store).current_dir(folder).env("HOME", folder);
    for name in ["XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "TIERDESK_STORE", "TIERDESK_AGENT"] {
        command.env_remove(name);
    }
    command.stdin(Stdio::null());
    command
}

/// The same, with the Nth call that changes the disk failing as `fault` says (see shim/faults.c).
pub fn tierdesk_with_fault(store: &Path, args: &[&str], fault: &str) -> Output {
    tierdesk(store, args).env("LD_PRELOAD", shim()).env("FAULT", fault).output().unwrap()
}

/// The shim, compiled once. SQLite is compiled by the same compiler, so it is there.
fn shim() -> &'static Path {
    static BUILT: OnceLock<(tempfile::TempDir, PathBuf)> = OnceLock::new();
    let (_, path) = BUILT.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let library = folder.path().join("faults.so");
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/shim/faults.c");
        let mut compiler = Command::new("cc");
        compiler.args(["-shared", "-fPIC", "-O1", "-o"]).arg(&library).arg(source).arg("-ldl");
        let built = compiler.status().unwrap();
        assert!(built.success(), "the shim must compile");
        (folder, library)
    });
    path
}

pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The tickets that a writer said were on disk.
pub fn acknowledged(output: &str) -> BTreeSet<i64> {
    let numbers =
        output.lines().filter_map(|line| line.strip_prefix("opened ")?.split(' ').next()?.parse().ok());
    numbers.collect()
}

/// Starts a writer and hands over each of its lines; stop it with `kill`.
pub struct Writer {
    pub child: Child,
    lines: std::io::Lines<BufReader<std::process::ChildStdout>>,
    pub said: String,
}

impl Writer {
    pub fn start(store: &Path, args: &[&str]) -> Writer {
        let mut command = tierdesk(store, args);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        Writer { child, lines, said: String::new() }
    }

    /// Waits for one more line; `false` where the writer has ended.
    pub fn next(&mut self) -> bool {
        let Some(Ok(line)) = self.lines.next() else { return false };
        self.said.push_str(&line);
        self.said.push('\n');
        true
    }

    /// kill -9, and everything that it still had said.
    pub fn kill(mut self) -> String {
        self.child.kill().unwrap();
        while self.next() {}
        self.child.wait().unwrap();
        self.said
    }

    /// Lets it come to its end: what it said, its complaints, and its exit code.
    pub fn finish(mut self) -> (String, String, Option<i32>) {
        while self.next() {}
        let done = self.child.wait_with_output().unwrap();
        (self.said, text(&done.stderr), done.status.code())
    }
}

/// Every ticket's number, open or closed.
pub fn present(path: &Path) -> BTreeSet<i64> {
    let mut store = Store::open(path, Access::ReadOnly).unwrap();
    store.tickets(&TicketQuery::default()).unwrap().iter().map(|ticket| ticket.id.0).collect()
}

/// What must hold after every fault: the store opens, is sound, and holds all that was acknowledged.
pub fn assert_sound_with(path: &Path, acknowledged: &BTreeSet<i64>, case: &str) {
    let mut store = Store::open(path, Access::ReadWrite).unwrap_or_else(|error| panic!("{case}: {error}"));
    assert_eq!(store.check().unwrap(), [], "{case}");
    drop(store);
    let there = present(path);
    let lost: Vec<_> = acknowledged.difference(&there).collect();
    assert!(lost.is_empty(), "{case}: acknowledged and gone: {lost:?}");
}

/// A new store in a folder of its own.
pub fn new_store() -> (tempfile::TempDir, PathBuf) {
    let folder = super::store::folder();
    let path = folder.path().join("desk.tierdesk");
    drop(Store::create(&path, Instant::MIN).unwrap());
    (folder, path)
}
