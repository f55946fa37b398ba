//! The board in a real pseudo-terminal: its life cycle (faults.md F), and that it lives (ux.md 8, 11, 28).

use std::io::Read;
use std::process::Command;

use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use rustix::process::Signal;

use super::pty_stage::{Home, Term, files, modes};

#[test]
fn it_starts_takes_keys_and_gives_the_terminal_back() {
    let home = Home::new();
    let mut term = Term::board(&home);
    assert!(term.screen(|screen| screen.alternate_screen()));
    term.send(b"/lamp");
    term.wait_for("1 of 3");
    term.wait_until("only the lamp", |screen| !screen.contents().contains("Printer"));
    term.send(b"\x1b");
    term.wait_for("Printer on fire");
    term.send(b"?");
    term.wait_for("Keys here");
    term.send(b"\x1b");
    term.wait_until("help closed", |screen| !screen.contents().contains("Keys here"));
    term.send(b"q");
    assert_eq!(term.wait().exit_code(), 0);
    term.assert_given_back();
}

/// faults.md F08.
#[test]
fn it_follows_the_terminals_size() {
    let home = Home::new();
    let mut term = Term::board(&home);
    for (rows, cols) in [(1, 1), (3, 200), (60, 3), (40, 120)] {
        term.resize(rows, cols);
    }
    term.wait_until("the pane", |screen| {
        screen.contents().contains("│") && screen.contents().contains("Printer")
    });
    term.resize(24, 80);
    term.wait_until("no pane", |screen| !screen.contents().contains("│"));
    term.send(b"q");
    assert_eq!(term.wait().exit_code(), 0);
}

/// faults.md F03.
#[test]
fn signals_end_it_in_order() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::INT, 130), (Signal::QUIT, 131), (Signal::HUP, 129)] {
        let home = Home::new();
        let mut term = Term::board(&home);
        term.signal(signal);
        assert_eq!(term.wait().exit_code(), code, "{signal:?}");
        term.assert_given_back();
    }
}

/// faults.md F04, F05: the terminal goes away, and nobody passes SIGHUP on.
#[test]
fn no_orphan_spins() {
    let home = Home::new();
    let mut shell = CommandBuilder::new("sh");
    let program = env!("CARGO_BIN_EXE_tierdesk");
    // The session's leader ignores the hang-up and waits; the program is its child.
    shell.args(["-c", &format!("trap '' HUP; '{program}'; echo $? > ended")]);
    home.surroundings(&mut shell);
    let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
    let pair = native_pty_system().openpty(size).unwrap();
    let mut child = pair.slave.spawn_command(shell).unwrap();
    drop(pair.slave);
    let mut reader = pair.master.try_clone_reader().unwrap();
    let (mut seen, mut chunk) = (Vec::new(), [0; 4096]);
    while !String::from_utf8_lossy(&seen).contains("Printer on fire") {
        let read = reader.read(&mut chunk).unwrap();
        seen.extend_from_slice(&chunk[..read]);
    }
    // Every end of ours is closed: the terminal is gone.
    drop(reader);
    drop(pair.master);
    let ended = home.folder.path().join("ended");
    let start = std::time::Instant::now();
    while !std::fs::read_to_string(&ended).is_ok_and(|code| code.trim() == "129") {
        assert!(start.elapsed().as_secs() < 30, "it still runs: {:?}", std::fs::read_to_string(&ended));
        std::thread::yield_now();
    }
    child.wait().unwrap();
}

/// faults.md F06: cooked while stopped, raw and drawn afresh after `fg`.
#[test]
fn ctrl_z_gives_the_terminal_to_the_shell() {
    let home = Home::new();
    let mut shell = CommandBuilder::new("bash");
    shell.args(["--norc", "--noprofile", "-i"]);
    home.surroundings(&mut shell);
    shell.env("PS1", "READY> ");
    shell.env("BOARD", env!("CARGO_BIN_EXE_tierdesk"));
    let mut term = Term::start(shell, 24, 80);
    term.wait_for("READY>");
    term.send(b"\"$BOARD\"\n");
    term.wait_for("Printer on fire");
    let raw = modes(&**term.master.as_ref().unwrap());
    term.send(b"\x1a");
    term.wait_until("the shell", |screen| {
        !screen.alternate_screen() && screen.contents().contains("Stopped")
    });
    assert_ne!(modes(&**term.master.as_ref().unwrap()), raw);
    term.send(b"fg\n");
    term.wait_until("the board again", |screen| {
        screen.alternate_screen() && screen.contents().contains("Printer on fire")
    });
    term.send(b"?");
    term.wait_for("Keys here");
    term.send(b"\x1b");
    term.wait_until("help closed", |screen| !screen.contents().contains("Keys here"));
    term.send(b"q");
    // The last prompt: until then the program may still read what is typed.
    term.wait_until("the shell", |screen| screen.contents().matches("READY>").count() >= 3);
    term.send(b"exit\n");
    term.wait();
}

/// The session's own leader has no shell that could let it go on: it rests, and a key brings it back.
#[test]
fn ctrl_z_without_a_shell_is_no_trap() {
    let home = Home::new();
    let mut term = Term::board(&home);
    term.send(b"\x1a");
    term.wait_for("press Enter");
    assert_eq!(modes(&**term.master.as_ref().unwrap()), term.before);
    term.send(b"\r");
    term.wait_for("Printer on fire");
    term.send(b"q");
    assert_eq!(term.wait().exit_code(), 0);
    term.assert_given_back();
}

/// faults.md F07.
#[test]
fn stopped_and_continued_from_outside_it_is_drawn_afresh() {
    let home = Home::new();
    let mut term = Term::board(&home);
    term.signal(Signal::STOP);
    let before = term.bytes().len();
    term.signal(Signal::CONT);
    term.wait_for("Printer on fire");
    let start = std::time::Instant::now();
    while !String::from_utf8_lossy(&term.bytes()[before..]).contains("Printer on fire") {
        assert!(start.elapsed().as_secs() < 30, "nothing was drawn");
        std::thread::yield_now();
    }
    term.send(b"q");
    assert_eq!(term.wait().exit_code(), 0);
    term.assert_given_back();
}

/// faults.md F01, F02, I05.
#[test]
fn a_panic_gives_the_terminal_back_and_says_where() {
    for place in ["screen", "worker"] {
        let home = Home::new();
        let mut command = home.command(&[]);
        command.env("TIERDESK_BREAK", place);
        let mut term = Term::start(command, 24, 80);
        term.wait_for("Printer on fire");
        term.send(b"\x1b[24~");
        assert_eq!(term.wait().exit_code(), 3, "{place}");
        term.assert_given_back();
        let said = term.screen(vt100::Screen::contents);
        assert!(said.contains("tierdesk broke at src/tui/"), "{place}: {said}");
        let reports: Vec<_> = files(&home.state()).into_iter().filter(|file| file.is_file()).collect();
        assert_eq!(reports.len(), 1, "{place}");
        let report = std::fs::read_to_string(&reports[0]).unwrap();
        assert!(report.contains("told to break") && !report.contains("Printer"), "{report}");
    }
}

/// ux.md 11, faults.md F13: even with its own end mark inside.
#[test]
fn a_paste_runs_nothing() {
    let home = Home::new();
    let mut term = Term::board(&home);
    term.send(b"\x1b[200~dd:q\rq\x1b[201~q\x1b[201~");
    term.send(b"\x1b[200~q\x1b[201~");
    term.settle();
    term.send(b"/");
    term.wait_for("3 of 3");
    term.send(b"\x1b[200~lamp\nq\x1b[201~");
    term.wait_for("1 of 3");
    term.settle();
    term.send(b"\x1b");
    term.wait_for("Printer on fire");
    term.send(b"q");
    assert_eq!(term.wait().exit_code(), 0);
}

/// ux.md 17, 28.
#[test]
fn what_another_process_does_is_seen_and_the_selection_stays() {
    let home = Home::new();
    let mut term = Term::board(&home);
    term.send(b"jj");
    term.wait_until("the third", |screen| selected(screen).contains("Door squeaks"));
    home.open_elsewhere("Window is stuck");
    term.wait_for("Window is stuck");
    assert!(term.screen(selected).contains("Door squeaks"));
    term.send(b"q");
    assert_eq!(term.wait().exit_code(), 0);
}

/// The row that is reversed.
fn selected(screen: &vt100::Screen) -> String {
    let (rows, cols) = screen.size();
    let row = (1..rows).find(|row| screen.cell(*row, 8).is_some_and(vt100::Cell::inverse));
    row.map(|row| screen.contents_between(row, 0, row, cols)).unwrap_or_default()
}

/// ux.md 25.
#[test]
fn no_color_writes_no_colour_and_keeps_the_selected_row() {
    let home = Home::new();
    let mut command = home.command(&[]);
    command.env("NO_COLOR", "1");
    let mut term = Term::start(command, 24, 80);
    term.wait_for("Printer on fire");
    assert!(term.screen(selected).contains("Printer"));
    term.send(b"j");
    term.wait_until("the second", |screen| selected(screen).contains("Lamp"));
    let text = String::from_utf8_lossy(&term.bytes()).into_owned();
    let colour = text.split("\x1b[").skip(1).filter_map(|rest| rest.split_once('m')).find(|(numbers, _)| {
        numbers.len() < 20
            && numbers
                .split(';')
                .filter_map(|number| number.parse().ok())
                .any(|n: u32| (30..=38).contains(&n) || (40..=48).contains(&n) || (90..=107).contains(&n))
    });
    assert_eq!(colour.map(|(numbers, _)| numbers), None);
    term.send(b"q");
    assert_eq!(term.wait().exit_code(), 0);
}

#[test]
fn another_moment_is_read_only_and_says_so() {
    let home = Home::new();
    let mut term = Term::start(home.command(&["--at", "2026-11-20T14:25:00Z"]), 24, 100);
    term.wait_for("AS OF");
    term.wait_for("Printer on fire");
    term.send(b"a");
    term.wait_for("nothing can be written");
    term.send(b"q");
    assert_eq!(term.wait().exit_code(), 0);
}

/// No store: nothing is made before the agent says so (ux.md 26, faults.md C02).
#[test]
fn a_missing_store_is_made_only_when_confirmed() {
    let home = Home::new();
    let missing = home.folder.path().join("new.tierdesk");
    let mut command = home.command(&[]);
    command.env("TIERDESK_STORE", &missing);
    let mut term = Term::start(command, 24, 80);
    term.wait_for("There is no desk at");
    term.send(b"c");
    term.wait_for("Sure?");
    term.send(b"\r");
    term.wait_until("no", |screen| !screen.contents().contains("Sure?"));
    assert!(!missing.exists());
    term.send(b"cy");
    term.wait_for("This desk is empty");
    assert!(missing.exists());
    term.send(b"q");
    assert_eq!(term.wait().exit_code(), 0);
}

/// faults.md F12, F10.
#[test]
fn without_a_terminal_it_refuses_with_a_hint() {
    let home = Home::new();
    let output = Command::new(env!("CARGO_BIN_EXE_tierdesk"))
        .env("TIERDESK_STORE", home.store())
        .env("HOME", home.folder.path())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("is not one") && said.contains("ticket list"), "{said}");
    assert!(output.stdout.is_empty());
}
