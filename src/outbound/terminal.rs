//! Notifications by the terminal itself: its bell, and the sequences OSC 9, OSC 777 and OSC 99 by which a terminal tells its
//! desktop something. Only made printable text of a bounded length goes into one (faults.md E11), so nothing in it can end
//! the sequence or begin another.

use crate::alert::Way;
use crate::text::{fitted, printable};

/// A wrapped piece is this long: GNU screen has a bound of 256 for one.
const PIECE: usize = 200;

/// Columns of a heading that are sent.
const LONGEST_TITLE: usize = 60;
/// Columns of a text that are sent.
const LONGEST_TEXT: usize = 200;

/// What stands between the program and the terminal that people look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Around {
    /// Nothing.
    Plain,
    /// tmux, which passes on what is wrapped where its `allow-passthrough` is on.
    Tmux,
    /// GNU screen, which passes on short pieces that are wrapped.
    Screen,
    /// A terminal that knows no such sequences.
    Dumb,
}

impl Around {
    /// What the values of `TMUX`, `STY` and `TERM` say.
    pub fn of(tmux: bool, screen: bool, term: &str) -> Around {
        match () {
            () if tmux => Around::Tmux,
            () if screen => Around::Screen,
            () if matches!(term, "" | "dumb" | "linux") => Around::Dumb,
            () => Around::Plain,
        }
    }

    /// What is around this process.
    pub fn here() -> Around {
        let set = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
        Around::of(set("TMUX").is_some(), set("STY").is_some(), &set("TERM").unwrap_or_default())
    }

    /// A sequence as it is written here so that the terminal outside hears it; empty where it hears none.
    pub fn wrapped(self, sequence: &str) -> Vec<u8> {
        match self {
            Around::Plain => sequence.as_bytes().to_vec(),
            Around::Tmux => format!("\x1bPtmux;{}\x1b\\", sequence.replace('\x1b', "\x1b\x1b")).into_bytes(),
            Around::Screen => {
                let pieces = sequence.as_bytes().chunks(PIECE);
                pieces.flat_map(|piece| [b"\x1bP", piece, b"\x1b\\"].concat()).collect()
            }
            Around::Dumb => Vec::new(),
        }
    }
}

/// The bytes by which a terminal rings or shows a notification; none for ways that are not the terminal's.
///
/// `number` tells notifications apart; `title` and `text` may hold anything.
pub fn notification(way: &Way, number: i64, title: &str, text: &str, around: Around) -> Vec<u8> {
    let clean = |text: &str, columns| fitted(&printable(text.trim()), columns).into_owned();
    let (title, text) = (clean(title, LONGEST_TITLE), clean(text, LONGEST_TEXT));
    match way {
        // tmux and screen ring by themselves.
        Way::Bell => b"\x07".to_vec(),
        // Never a digit first: `9;4` is another sequence, of other terminals.
        Way::Osc9 => around.wrapped(&format!("\x1b]9;tierdesk: {title}: {text}\x07")),
        // Its parts are told apart by semicolons.
        Way::Osc777 => around.wrapped(&format!("\x1b]777;notify;{};{text}\x07", title.replace(';', ","))),
        Way::Osc99 => {
            let head = around.wrapped(&format!("\x1b]99;i=tierdesk{number}:d=0:p=title;{title}\x07"));
            let body = around.wrapped(&format!("\x1b]99;i=tierdesk{number}:d=1:p=body;{text}\x07"));
            [head, body].concat()
        }
        Way::Toast | Way::Desktop | Way::Mail | Way::Command(_) => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(way: &Way, around: Around, title: &str, text: &str) -> String {
        String::from_utf8(notification(way, 7, title, text, around)).unwrap()
    }

    #[test]
    fn what_is_around_is_told_by_three_variables() {
        assert_eq!(Around::of(true, true, "screen"), Around::Tmux);
        assert_eq!(Around::of(false, true, "screen.xterm-256color"), Around::Screen);
        assert_eq!(Around::of(false, false, "xterm-256color"), Around::Plain);
        assert_eq!(Around::of(false, false, "linux"), Around::Dumb);
    }

    #[test]
    fn each_way_has_its_bytes() {
        let of = |way| said(&way, Around::Plain, "Missed; now", "#7 Grüße 東京");
        assert_eq!(of(Way::Bell), "\x07");
        assert_eq!(of(Way::Osc9), "\x1b]9;tierdesk: Missed; now: #7 Grüße 東京\x07");
        assert_eq!(of(Way::Osc777), "\x1b]777;notify;Missed, now;#7 Grüße 東京\x07");
        assert_eq!(
            of(Way::Osc99),
            "\x1b]99;i=tierdesk7:d=0:p=title;Missed; now\x07\x1b]99;i=tierdesk7:d=1:p=body;#7 Grüße 東京\x07"
        );
        assert_eq!(of(Way::Toast) + &of(Way::Mail), "");
    }

    #[test]
    fn tmux_and_screen_get_it_wrapped_and_a_dumb_terminal_not_at_all() {
        let of = |around| said(&Way::Osc9, around, "a", "b");
        assert_eq!(of(Around::Tmux), "\x1bPtmux;\x1b\x1b]9;tierdesk: a: b\x07\x1b\\");
        assert_eq!(of(Around::Screen), "\x1bP\x1b]9;tierdesk: a: b\x07\x1b\\");
        assert_eq!(of(Around::Dumb), "");
        for around in [Around::Plain, Around::Tmux, Around::Screen, Around::Dumb] {
            assert_eq!(said(&Way::Bell, around, "a", "b"), "\x07");
        }
    }

    /// faults.md E11: whatever a subject holds, there is one sequence, and it ends where we end it.
    #[test]
    fn nothing_from_outside_ends_the_sequence_and_it_is_bounded() {
        let hostile = "x\x07\x1b]0;title\x07\x1b\\\u{9c}\u{9d}\x18\x1a\r\n\u{202e}".repeat(100);
        for (way, sequences) in [(Way::Osc9, 1), (Way::Osc777, 1), (Way::Osc99, 2)] {
            let bytes = said(&way, Around::Plain, &hostile, &hostile);
            assert_eq!(bytes.matches('\x1b').count(), sequences, "{bytes:?}");
            assert_eq!(bytes.matches('\x07').count(), sequences, "{bytes:?}");
            let controls = bytes.chars().filter(|c| c.is_control()).count();
            assert_eq!(controls, 2 * sequences, "{bytes:?}");
            assert!(bytes.len() < 1_200, "{}", bytes.len());
        }
    }

    #[test]
    fn screen_gets_short_pieces_that_make_the_sequence() {
        let text = said(&Way::Osc9, Around::Screen, "a", &"日".repeat(100));
        let pieces = notification(&Way::Osc9, 1, "a", &"日".repeat(100), Around::Screen);
        assert_eq!(text.matches("\x1bP").count(), pieces.len() / (PIECE + 4) + 1);
        assert!(text.split("\x1b\\").all(|piece| piece.len() < 256));
    }
}
