//! A desk of its own for each test of the command line: a store in a temporary folder, no real home, a clock that starts
//! at a known moment.

use std::cell::Cell;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tierdesk::calendar::Instant;

/// 2026-11-20 is a Friday; 11:00 in Paris, Berlin and Belgrade.
pub const NOW: &str = "2026-11-20T10:00:00Z";

pub struct Desk {
    pub folder: tempfile::TempDir,
    /// Seconds after [`NOW`] at which the next command starts, and how many more the one after it.
    pub clock: Cell<i64>,
    pub step: Cell<i64>,
}

/// What a run left behind.
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Ran {
        Ran {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Desk {
    /// An empty store.
    pub fn new() -> Desk {
        let desk = Desk { folder: tempfile::tempdir().unwrap(), clock: Cell::new(0), step: Cell::new(0) };
        desk.ok(&["init"]);
        desk
    }

    /// With a customer on a plan.
    pub fn with(customer: &str, pack: &str, tier: &str) -> Desk {
        let desk = Desk::new();
        desk.ok(&["customer", "add", customer]);
        desk.ok(&[
            "contract",
            "add",
            "--customer",
            customer,
            "--pack",
            pack,
            "--tier",
            tier,
            "--starts",
            "2026-01-01",
        ]);
        desk
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn command(&self, args: &[&str]) -> Command {
        let now: Instant = NOW.parse().unwrap();
        let now = now.plus(self.clock.get()).unwrap();
        self.clock.set(self.clock.get() + self.step.get());
        let mut command = Command::new(assert_cmd::cargo::cargo_bin!("tierdesk"));
        command
            .args(args)
            .current_dir(self.folder.path())
            .env_clear()
            .env("HOME", self.folder.path())
            .env("TIERDESK_STORE", self.path("desk.tierdesk"))
            .env("TIERDESK_NOW", now.to_string())
            .env("USER", "ana")
            .stdin(Stdio::null());
        command
    }

    pub fn run(&self, args: &[&str]) -> Ran {
        self.command(args).output().unwrap().into()
    }

    /// Runs what must succeed; gives its standard output.
    pub fn ok(&self, args: &[&str]) -> String {
        let ran = self.run(args);
        assert_eq!(ran.code, 0, "{args:?}: {}{}", ran.out, ran.err);
        ran.out
    }

    pub fn json(&self, args: &[&str]) -> Value {
        let args: Vec<&str> = args.iter().copied().chain(["--json"]).collect();
        serde_json::from_str(&self.ok(&args)).unwrap()
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        std::fs::write(self.path(name), bytes).unwrap();
    }
}
