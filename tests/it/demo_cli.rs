//! `tierdesk demo` as a person runs it: a store that goes away, or one that is kept, and never over anything.

use std::fs;
use std::io::{Read as _, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use assert_cmd::Command;
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

const NOW: &str = "2026-11-24T10:15:00Z";

fn tierdesk(home: &Path) -> Command {
    let mut command = Command::cargo_bin("tierdesk").unwrap();
    command.env_clear().env("HOME", home).env("TMPDIR", home).env("TIERDESK_NOW", NOW);
    command
}

#[test]
fn a_kept_demo_is_a_sound_store_and_nothing_is_written_over() {
    let home = tempfile::tempdir().unwrap();
    let store = home.path().join("kept.tierdesk");
    let made = tierdesk(home.path()).args(["demo", "--no-board", "--store"]).arg(&store).assert().success();
    let said = String::from_utf8_lossy(&made.get_output().stdout).into_owned();
    assert!(said.contains("kept.tierdesk"), "{said}");
    tierdesk(home.path()).args(["check", "--store"]).arg(&store).assert().success();
    let before = fs::read(&store).unwrap();
    let again = tierdesk(home.path()).args(["demo", "--no-board", "--store"]).arg(&store).assert().code(2);
    assert!(String::from_utf8_lossy(&again.get_output().stderr).contains("kept.tierdesk"));
    assert_eq!(fs::read(&store).unwrap(), before);
}

#[test]
fn a_large_demo_needs_no_terminal_and_the_desk_in_the_environment_is_left_alone() {
    let home = tempfile::tempdir().unwrap();
    let (store, worked_on) = (home.path().join("large.tierdesk"), home.path().join("mine.tierdesk"));
    let mut command = tierdesk(home.path());
    command.env("TIERDESK_STORE", &worked_on).args(["demo", "--tickets", "2000", "--store"]).arg(&store);
    command.assert().success();
    tierdesk(home.path()).args(["check", "--store"]).arg(&store).assert().success();
    let mut command = tierdesk(home.path());
    let refused = command.env("TIERDESK_STORE", &worked_on).args(["demo", "--no-board"]).assert().code(2);
    assert!(String::from_utf8_lossy(&refused.get_output().stderr).contains("--store"));
    assert!(!worked_on.exists());
}

#[test]
fn without_a_terminal_it_says_what_to_do_instead() {
    let home = tempfile::tempdir().unwrap();
    let refused = tierdesk(home.path()).arg("demo").assert().code(2);
    let said = String::from_utf8_lossy(&refused.get_output().stderr).into_owned();
    assert!(said.contains("terminal") && said.contains("--no-board"), "{said}");
    assert_eq!(left_in(home.path()), Vec::<PathBuf>::new());
}

/// A board in a pseudo-terminal.
struct Board {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    output: Receiver<Vec<u8>>,
    screen: vt100::Parser,
}

impl Board {
    fn open(home: &Path, arguments: &[&str]) -> Board {
        let pair =
            native_pty_system().openpty(PtySize { rows: 40, cols: 120, pixel_width: 0, pixel_height: 0 });
        let pair = pair.unwrap();
        let mut command = CommandBuilder::new(assert_cmd::cargo::cargo_bin("tierdesk"));
        command.env_clear();
        for (name, value) in [("HOME", home.to_str().unwrap()), ("TMPDIR", home.to_str().unwrap())] {
            command.env(name, value);
        }
        command.env("TERM", "xterm-256color");
        command.env("TIERDESK_NOW", NOW);
        command.args(arguments);
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (sender, output) = channel();
        std::thread::spawn(move || {
            let mut bytes = [0; 65_536];
            while let Ok(count) = reader.read(&mut bytes) {
                if count == 0 || sender.send(bytes[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        Board { child, master: pair.master, output, screen: vt100::Parser::new(40, 120, 0) }
    }

    /// Waits until the screen shows a text.
    fn until(&mut self, wanted: &str) {
        let end = Instant::now() + Duration::from_secs(30);
        while !self.screen.screen().contents().contains(wanted) {
            let left = end.saturating_duration_since(Instant::now());
            match self.output.recv_timeout(left) {
                Ok(bytes) => self.screen.process(&bytes),
                Err(error) => {
                    panic!("{wanted:?} did not appear: {error}\n{}", self.screen.screen().contents())
                }
            }
        }
    }

    fn type_keys(&self, keys: &[u8]) {
        self.master.take_writer().unwrap().write_all(keys).unwrap();
    }
}

/// What the demo leaves in the folder for temporary files.
fn left_in(home: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(home).unwrap().map(|entry| entry.unwrap().path());
    entries.filter(|path| path.file_name().unwrap().to_string_lossy().starts_with("tierdesk-demo-")).collect()
}

#[test]
fn a_throwaway_demo_opens_the_board_and_is_gone_after_it() {
    let home = tempfile::tempdir().unwrap();
    let mut board = Board::open(home.path(), &["demo"]);
    board.until("Marigold & Finch");
    let folders = left_in(home.path());
    assert_eq!(folders.len(), 1);
    assert_eq!(fs::metadata(&folders[0]).unwrap().permissions().mode() & 0o777, 0o700);
    board.type_keys(b"q");
    let ended = board.child.wait().unwrap();
    assert_eq!(ended.exit_code(), 0);
    assert_eq!(left_in(home.path()), Vec::<PathBuf>::new());
}

#[test]
fn a_signal_takes_the_throwaway_store_with_it() {
    let home = tempfile::tempdir().unwrap();
    // The first while it looks at the board, the second while a large desk is being made.
    for (arguments, shown) in
        [(&["demo"][..], "Marigold & Finch"), (&["demo", "--tickets", "20000000"][..], "tickets")]
    {
        let mut board = Board::open(home.path(), arguments);
        board.until(shown);
        let process =
            rustix::process::Pid::from_raw(board.child.process_id().unwrap().cast_signed()).unwrap();
        rustix::process::kill_process(process, rustix::process::Signal::TERM).unwrap();
        assert!(!board.child.wait().unwrap().success());
        assert_eq!(left_in(home.path()), Vec::<PathBuf>::new(), "{arguments:?}");
    }
}
