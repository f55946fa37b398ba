//! The board's ways of showing itself, in a real pseudo-terminal: themes, light and dark, read-only.

use super::pty_stage::{Home, Term};

/// The colour of the program's name on the top line.
fn title(screen: &vt100::Screen) -> vt100::Color {
    screen.cell(0, 2).map(vt100::Cell::fgcolor).unwrap_or_default()
}

const CYAN: vt100::Color = vt100::Color::Idx(6);
const BLUE: vt100::Color = vt100::Color::Idx(4);

fn asked(term: &Term) -> bool {
    String::from_utf8_lossy(&term.bytes()).contains("\x1b]11;?\x1b\\")
}

fn quit(mut term: Term) {
    term.send(b"q");
    assert_eq!(term.wait().exit_code(), 0);
    term.assert_given_back();
}

/// ux.md 24: the first frame is there without an answer, and the answer changes it.
#[test]
fn a_light_terminal_gets_the_light_theme_when_it_answers() {
    for answer in ["\x1b]11;rgb:ffff/ffff/fafa\x1b\\", "\x1b]11;rgb:fa/fa/fa\x07"] {
        let home = Home::new();
        let mut term = Term::board(&home);
        assert!(asked(&term));
        assert_eq!(term.screen(title), CYAN);
        term.send(answer.as_bytes());
        term.wait_until("the light theme", |screen| title(screen) == BLUE);
        assert!(term.screen(|screen| screen.contents().contains("Enter open")), "nothing was typed");
        quit(term);
    }
}

/// A slow line: the answer comes in pieces, late, and while something else is typed.
#[test]
fn a_late_answer_in_pieces_is_never_typed() {
    let home = Home::new();
    let mut term = Term::board(&home);
    term.send(b"/lamp");
    term.wait_for("1 of 3");
    term.send(b"\x1b]11;rgb:ff");
    term.wait_for("1 of 3");
    term.send(b"ff/ffff/fff");
    term.send(b"f\x1b\\");
    term.wait_until("the light theme", |screen| title(screen) == BLUE);
    term.send(b"\r");
    term.send(b"\x1b]11;rgb:0000/0000/0000\x07");
    term.wait_until("the dark theme", |screen| title(screen) == CYAN);
    assert!(term.screen(|screen| screen.contents().contains("/lamp  1 of 3")));
    quit(term);
}

/// faults.md F16: most pseudo-terminals of these tests never answer; here keys are typed all the same.
#[test]
fn a_terminal_that_does_not_answer_is_fine() {
    let home = Home::new();
    let mut term = Term::board(&home);
    term.send(b"\x1b");
    term.settle();
    term.send(b"?");
    term.wait_for("type to search");
    term.send(b"\x1b");
    term.wait_until("help closed", |screen| !screen.contents().contains("type to search"));
    assert_eq!(term.screen(title), CYAN);
    quit(term);
}

/// Where nothing depends on the answer nobody is asked.
#[test]
fn a_theme_by_name_asks_nothing() {
    for (name, value, theme) in [
        ("TIERDESK_THEME", "terminal-light", BLUE),
        ("NO_COLOR", "1", vt100::Color::Default),
        ("TERM", "linux", CYAN),
    ] {
        let home = Home::new();
        let mut command = home.command(&[]);
        command.env(name, value);
        let mut term = Term::start(command, 24, 80);
        term.wait_for("Printer on fire");
        assert!(!asked(&term), "{name}");
        assert_eq!(term.screen(title), theme, "{name}");
        quit(term);
    }
}

#[test]
fn the_settings_name_what_auto_takes_and_colorfgbg_what_it_starts_with() {
    let home = Home::new();
    let config = home.folder.path().join(".config/tierdesk");
    std::fs::create_dir_all(config.join("themes")).unwrap();
    std::fs::write(config.join("config.toml"), "theme-light = \"mine\"\n").unwrap();
    std::fs::write(
        config.join("themes/mine.toml"),
        "inherits = \"harbour\"\n[roles]\ntitle = { fg = \"magenta\" }\nmised = { fg = \"red\" }\n",
    )
    .unwrap();
    let mut command = home.command(&[]);
    command.env("COLORFGBG", "0;15");
    let mut term = Term::start(command, 24, 120);
    term.wait_for("Printer on fire");
    term.wait_for("mine.toml:4:1");
    term.wait_for("did you mean missed?");
    assert_eq!(term.screen(title), vt100::Color::Idx(5));
    // harbour's own ground, as near as 256 colours come, behind every cell.
    let grounds = term.screen(|screen| {
        let (rows, cols) = screen.size();
        let cells = (0..rows).flat_map(|row| (0..cols).map(move |col| (row, col)));
        cells.filter(|(row, col)| screen.cell(*row, *col).unwrap().bgcolor() == vt100::Color::Default).count()
    });
    assert_eq!(grounds, 0);
    quit(term);
}

/// ux.md 25, with a theme of its own colours.
#[test]
fn no_color_wins_over_every_theme() {
    let home = Home::new();
    let mut command = home.command(&["--theme", "harbour"]);
    command.env("NO_COLOR", "1");
    command.env("COLORTERM", "truecolor");
    let mut term = Term::start(command, 24, 80);
    term.wait_for("Printer on fire");
    term.send(b"j");
    term.wait_until("the second is reversed", |screen| {
        let (rows, _) = screen.size();
        let row = (1..rows).find(|row| screen.cell(*row, 8).is_some_and(vt100::Cell::inverse));
        row.is_some_and(|row| screen.contents_between(row, 0, row, 80).contains("Lamp"))
    });
    let bytes = String::from_utf8_lossy(&term.bytes()).into_owned();
    assert!(!bytes.contains("[38;") && !bytes.contains("[48;"));
    quit(term);
}

/// ux.md 9.
#[test]
fn read_only_says_so_and_writes_nothing() {
    let home = Home::new();
    let before = std::fs::read(home.store()).unwrap();
    let mut command = home.command(&[]);
    command.env("TIERDESK_READONLY", "1");
    let mut term = Term::start(command, 24, 100);
    term.wait_for("READ-ONLY");
    term.wait_for("Printer on fire");
    for key in [&b"r"[..], b"n", b"a", b"A", b"w", b"x", b"o", b"C"] {
        term.send(key);
        term.wait_for("read-only");
        term.send(b"\x1b");
        term.wait_until("said no more", |screen| !screen.contents().contains("read-only"));
    }
    assert!(term.screen(|screen| !screen.contents().contains("reply")), "the footer offers what works");
    term.send(b"?take");
    term.wait_for("yourself  – read-only: n");
    term.send(b"\x1b");
    term.wait_until("help closed", |screen| !screen.contents().contains("type to search"));
    quit(term);
    assert_eq!(std::fs::read(home.store()).unwrap(), before);
}

#[test]
fn read_only_makes_no_store() {
    let home = Home::new();
    let missing = home.folder.path().join("none.tierdesk");
    let mut command = home.command(&["--readonly"]);
    command.env("TIERDESK_STORE", &missing);
    let mut term = Term::start(command, 24, 80);
    assert_eq!(term.wait().exit_code(), 2);
    assert!(!missing.exists());
}

/// ux.md 30, faults.md E11: only on a key, only printable text, and it says by which way.
#[test]
fn a_key_copies_through_the_terminal_and_says_how() {
    let home = Home::new();
    home.open_elsewhere("Bell \x07 and \x1b]0;title\x07");
    let mut term = Term::board(&home);
    assert!(!String::from_utf8_lossy(&term.bytes()).contains("\x1b]52"));
    term.send(b"y");
    term.wait_for("#1 Printer on fire: sent to the terminal's clipboard (OSC 52)");
    // "#1 Printer on fire"
    assert!(String::from_utf8_lossy(&term.bytes()).contains("\x1b]52;c;IzEgUHJpbnRlciBvbiBmaXJl\x07"));
    term.send(b"Yn");
    term.wait_for("#1: sent");
    term.send(b"Yp");
    term.wait_for("the page of #1: sent");
    term.send(b"G");
    term.send(b"y");
    term.wait_for("#4 Bell ␇ and");
    // "#4 Bell ␇ and ␛]0;title␇": pictures, no controls.
    let coded = "IzQgQmVsbCDikIcgYW5kIOKQm10wO3RpdGxl4pCH";
    assert!(String::from_utf8_lossy(&term.bytes()).contains(coded));
    quit(term);
}

#[test]
fn in_tmux_and_screen_it_goes_by_them() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = Home::new();
    let shim = home.folder.path().join("bin");
    std::fs::create_dir(&shim).unwrap();
    std::fs::write(shim.join("tmux"), "#!/bin/sh\n{ echo \"$@\"; cat; } > copied\n").unwrap();
    std::fs::set_permissions(shim.join("tmux"), std::fs::Permissions::from_mode(0o755)).unwrap();
    let mut command = home.command(&[]);
    command.env("TMUX", "/tmp/tmux-0/default,1,0");
    command.env("PATH", format!("{}:{}", shim.display(), std::env::var("PATH").unwrap()));
    let mut term = Term::start(command, 24, 100);
    term.wait_for("Printer on fire");
    term.send(b"y");
    term.wait_for("in tmux's buffer");
    let copied = std::fs::read_to_string(home.folder.path().join("copied")).unwrap();
    assert_eq!(copied, "load-buffer -w -\n#1 Printer on fire");
    quit(term);

    let mut command = home.command(&[]);
    command.env("STY", "1.pts-0.host");
    let mut term = Term::start(command, 24, 100);
    term.wait_for("Printer on fire");
    term.send(b"y");
    term.wait_for("sent through screen");
    assert!(
        String::from_utf8_lossy(&term.bytes()).contains("\x1bP\x1b]52;c;IzEgUHJpbnRlciBvbiBmaXJl\x07\x1b\\")
    );
    quit(term);
}

/// The row that is reversed, from 0.
fn selected(screen: &vt100::Screen) -> Option<u16> {
    let (rows, _) = screen.size();
    (1..rows).find(|row| screen.cell(*row, 8).is_some_and(vt100::Cell::inverse))
}

fn press(term: &mut Term, button: u8, column: u16, row: u16) {
    term.send(
        format!("\x1b[<{button};{};{}M\x1b[<{button};{};{}m", column + 1, row + 1, column + 1, row + 1)
            .as_bytes(),
    );
}

/// ux.md 21.
#[test]
fn the_mouse_is_off_until_a_key_turns_it_on() {
    let home = Home::new();
    let mut term = Term::board(&home);
    let mouse = |screen: &vt100::Screen| screen.mouse_protocol_mode() != vt100::MouseProtocolMode::None;
    assert!(!term.screen(mouse));
    term.send(b"M");
    term.wait_until("the mouse", mouse);
    term.wait_for("M turns it off");
    term.wait_until("its state", |screen| screen.rows(0, 80).next().unwrap().contains("mouse"));
    press(&mut term, 0, 20, 7);
    term.wait_until("the third", |screen| selected(screen) == Some(7));
    press(&mut term, 64, 20, 7);
    term.wait_until("further up", |screen| selected(screen) != Some(7));
    press(&mut term, 0, 20, 6);
    term.wait_until("the second", |screen| selected(screen) == Some(6));
    press(&mut term, 0, 20, 6);
    term.wait_until("its page", |screen| screen.contents().contains("Messages and events"));
    term.send(b"\x1b");
    term.wait_until("the list", |screen| selected(screen) == Some(6));
    term.send(b"M");
    term.wait_until("no mouse", |screen| !mouse(screen));
    quit(term);
}

/// However it ends, and while it is lent to the shell.
#[test]
fn the_mouse_is_given_back_in_every_way_of_ending() {
    let mouse = |screen: &vt100::Screen| screen.mouse_protocol_mode() != vt100::MouseProtocolMode::None;
    for ending in ["quit", "panic", "signal"] {
        let home = Home::new();
        let mut command = home.command(&[]);
        command.env("TIERDESK_BREAK", "screen");
        let mut term = Term::start(command, 24, 80);
        term.wait_for("Printer on fire");
        term.send(b"M");
        term.wait_until("the mouse", mouse);
        term.send(b"\x1a");
        term.wait_for("press Enter");
        assert!(!term.screen(mouse), "lent to the shell");
        term.send(b"\r");
        term.wait_until("the mouse again", mouse);
        match ending {
            "quit" => term.send(b"q"),
            "panic" => term.send(b"\x1b[24~"),
            _ => term.signal(rustix::process::Signal::TERM),
        }
        term.wait();
        term.assert_given_back();
        assert!(!term.screen(mouse), "{ending}");
    }
}
