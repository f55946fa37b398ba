//! Long texts in the agent's own editor, and drafts that outlive kill -9, in a real pseudo-terminal (ux.md 19, faults.md
//! F15, I03, I06, B13).

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use rustix::process::Signal;

use super::pty_stage::{Home, Term, files};

const F2: &[u8] = b"\x1bOQ";
const F4: &[u8] = b"\x1bOS";

/// A home whose editor is a script.
struct Desk {
    home: Home,
}

impl Desk {
    fn new() -> Desk {
        Desk { home: Home::new() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.home.folder.path().join(name)
    }

    /// What the editor does from now on; `$1` is its file.
    fn editor(&self, script: &str) {
        let path = self.path("my editor");
        fs::write(&path, format!("#!/bin/sh\ncd '{}'\n{script}\n", self.home.folder.path().display()))
            .unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }

    fn board(&self) -> Term {
        let mut command = self.home.command(&[]);
        // Words as a shell splits them: a blank in the name, and an argument of its own.
        command.env("EDITOR", format!("'{}'", self.path("my editor").display()));
        let mut term = Term::start(command, 24, 80);
        term.wait_for("Printer on fire");
        term.send(b"2r");
        term.wait_for("The customer reads this.");
        term
    }

    fn left_behind(&self) -> Vec<PathBuf> {
        files(&self.home.state().join("editor"))
    }

    /// What is found again: not the file that a draft is written into before it takes its name.
    fn drafts(&self) -> Vec<PathBuf> {
        let all = files(&self.home.state().join("drafts")).into_iter().flat_map(|folder| files(&folder));
        all.filter(|path| path.extension().is_some_and(|end| end == "json")).collect()
    }
}

/// Waits for something outside of the screen.
fn until(what: &str, mut is: impl FnMut() -> bool) {
    let start = Instant::now();
    while !is() {
        assert!(start.elapsed() < Duration::from_secs(60), "{what} never came");
        std::thread::yield_now();
    }
}

#[test]
fn a_text_goes_to_the_editor_and_comes_back_clean() {
    let desk = Desk::new();
    desk.editor(
        "cp \"$1\" seen; stat -c %a \"$1\" > mode; stat -c %a \"$(dirname \"$1\")\" > folder
ls -l /proc/$$/fd > descriptors; touch started; read line; printf 'one\\ntwo %s\\n' \"$line\" > \"$1\"",
    );
    let mut term = desk.board();
    term.send(b"-x $(touch pwned) `id`");
    term.wait_for("`id`");
    term.send(F4);
    until("the editor", || desk.path("started").exists());
    // What is typed now is the editor's, every letter of it (the board's reader rests).
    term.send(b"typed for it\n");
    term.wait_for("two typed for it");
    assert!(term.screen(|screen| screen.alternate_screen() && !screen.contents().contains("pwned")));
    let read = |name: &str| fs::read_to_string(desk.path(name)).unwrap();
    assert_eq!(read("seen"), "-x $(touch pwned) `id`\n");
    assert!(!desk.path("pwned").exists());
    assert_eq!((read("mode").trim(), read("folder").trim()), ("600", "700"));
    // faults.md B13: the terminal, and what the shell itself opened (its script); nothing of ours.
    let descriptors = read("descriptors");
    let ours = |line: &&str| {
        line.contains("desk.tierdesk")
            || line.contains("pipe:")
            || line.contains("socket:")
            || line.contains("eventpoll")
    };
    assert_eq!(descriptors.lines().find(ours), None, "{descriptors}");
    assert_eq!(desk.left_behind(), Vec::<PathBuf>::new());
    // Keys are the form's again.
    term.send(b"!");
    term.wait_for("two typed for it!");
    term.send(F2);
    term.wait_for("replied to");
    term.send(b"q");
    assert_eq!(term.wait().exit_code(), 0);
    term.assert_given_back();
}

/// faults.md F15.
#[test]
fn an_editor_that_fails_loses_nothing() {
    let desk = Desk::new();
    desk.editor("exit 1");
    let mut term = desk.board();
    term.send(b"Dear all");
    term.wait_for("Dear all");
    let invalid = "printf '\\377\\376 mine' > \"$1\"";
    let large = "head -c 100000000 /dev/zero | tr '\\0' x > \"$1\"";
    for (script, said, left) in [
        ("exit 1", "status 1", 0),
        ("kill -9 $$", "signal 9", 0),
        ("rm \"$1\"", "deleted", 0),
        (large, "longer", 1),
        (invalid, "UTF-8", 2),
        ("rm \"$1\"; mkdir \"$1\"", "regular", 2),
    ] {
        desk.editor(script);
        term.send(F4);
        term.wait_until(said, |screen| {
            screen.alternate_screen()
                && screen.contents().contains(said)
                && screen.contents().contains("Dear all")
        });
        let kept = desk.left_behind().iter().filter(|path| path.is_file()).count();
        assert_eq!(kept, left, "{script}");
        // The message goes with the next key.
        term.send(b" ");
        term.wait_until("the message gone", |screen| !screen.contents().contains(said));
        term.send(b"\x7f");
    }
    fs::remove_file(desk.path("my editor")).unwrap();
    term.send(F4);
    term.wait_until("not there", |screen| {
        screen.contents().contains("VISUAL") && screen.contents().contains("Dear all")
    });
    // What was saved and could not be taken over is somebody's work.
    let saved = desk
        .left_behind()
        .into_iter()
        .find(|path| fs::read(path).is_ok_and(|bytes| bytes.ends_with(b" mine")));
    assert!(saved.is_some());
    term.send(F2);
    term.wait_for("replied to");
    term.send(b"q");
    assert_eq!(term.wait().exit_code(), 0);
    term.assert_given_back();
}

/// faults.md F03: a signal ends the program at once, editor or not; the text is kept.
#[test]
fn a_signal_ends_the_board_under_an_editor() {
    let desk = Desk::new();
    desk.editor("touch started; exec sleep 1000");
    let mut term = desk.board();
    term.send(b"Half a reply");
    term.wait_for("Half a reply");
    term.send(F4);
    until("the editor", || desk.path("started").exists());
    // Ctrl-c in the editor's terminal reaches the board too, and is not meant for it.
    term.signal(Signal::INT);
    term.signal(Signal::TERM);
    assert_eq!(term.wait().exit_code(), 143);
    term.assert_given_back();
    assert!(desk.drafts().iter().any(|path| fs::read_to_string(path).unwrap().contains("Half a reply")));
}

/// A draft outlives kill -9 a moment after the last key, and what is not changed is not written again.
#[test]
fn a_draft_outlives_kill_9() {
    let desk = Desk::new();
    let mut term = desk.board();
    term.send(b"Almost done with this");
    let written = || {
        desk.drafts()
            .iter()
            .any(|path| fs::read_to_string(path).is_ok_and(|text| text.contains("done with this")))
    };
    until("the draft", written);
    term.signal(Signal::KILL);
    term.wait();
    let mut term = desk.board();
    term.wait_for("Almost done with this");
    term.send(F2);
    term.wait_for("replied to");
    until("the draft's end", || desk.drafts().is_empty());
    term.send(b"q");
    assert_eq!(term.wait().exit_code(), 0);
}
