//! Copying through the terminal (OSC 52), so that it works over SSH too. Only made printable text goes out, of a bounded
//! length, and only because a key was pressed (faults.md E11).
//!
//! Inside tmux the text is handed to `tmux load-buffer -w`, which keeps it as tmux's own buffer and passes it on to the
//! terminal outside whatever `allow-passthrough` says; GNU screen lets pieces of a sequence through that are wrapped.

use std::io::{self, Write};
use std::process::{Command, Stdio};

use crate::outbound::terminal::Around;

/// Longest text that is copied, in bytes: several terminals stop reading a sequence at 100,000 characters.
pub(super) const LONGEST: usize = 60_000;

/// Copies a text that has been made printable, and says by which way.
///
/// # Errors
/// Why it could not be sent, in words.
pub(super) fn copy(text: &str, way: Around, out: &mut impl Write) -> Result<&'static str, String> {
    let sequence = format!("\x1b]52;c;{}\x07", base64(text.as_bytes()));
    let mut send = |bytes: &[u8]| {
        out.write_all(bytes).and_then(|()| out.flush()).map_err(|error| format!("not copied: {error}"))
    };
    match way {
        Around::Plain => send(sequence.as_bytes()).map(|()| "sent to the terminal's clipboard (OSC 52)"),
        Around::Tmux if by_tmux(text).is_ok() => Ok("in tmux's buffer and on to the terminal's clipboard"),
        // An old tmux: where it lets sequences through, the terminal hears this one.
        Around::Tmux => send(&way.wrapped(&sequence))
            .map(|()| "sent through tmux (OSC 52), if its allow-passthrough is on"),
        Around::Screen => {
            send(&way.wrapped(&sequence)).map(|()| "sent through screen to the terminal's clipboard (OSC 52)")
        }
        Around::Dumb => Err("not copied: this terminal has no clipboard that can be reached".to_owned()),
    }
}

fn by_tmux(text: &str) -> io::Result<()> {
    let mut child = Command::new("tmux")
        .args(["load-buffer", "-w", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let written = child.stdin.take().map_or(Ok(()), |mut stdin| stdin.write_all(text.as_bytes()));
    let status = child.wait()?;
    written?;
    if status.success() { Ok(()) } else { Err(io::Error::other("tmux refused it")) }
}

/// RFC 4648, with padding.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let letter = |bits: u32| LETTERS.get((bits & 63) as usize).map_or('A', |letter| char::from(*letter));
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let at = |place: usize| three.get(place).copied().map_or(0, u32::from);
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        text.push(letter(bits >> 18));
        text.push(letter(bits >> 12));
        text.push(if three.len() > 1 { letter(bits >> 6) } else { '=' });
        text.push(if three.len() > 2 { letter(bits) } else { '=' });
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_the_rfc() {
        for (text, coded) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")]
        {
            assert_eq!(base64(text.as_bytes()), coded);
        }
        assert_eq!(base64(&[0xff, 0xfe, 0xfb]), "//77");
    }

    #[test]
    fn screen_gets_short_wrapped_pieces_that_make_the_sequence() {
        let mut out = Vec::new();
        copy(&"x".repeat(500), Around::Screen, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        let pieces: Vec<&str> = text.split("\x1b\\").filter(|piece| !piece.is_empty()).collect();
        assert!(pieces.iter().all(|piece| piece.starts_with("\x1bP") && piece.len() < 256));
        let whole: String = pieces.iter().map(|piece| piece.trim_start_matches("\x1bP")).collect();
        assert!(whole.starts_with("\x1b]52;c;eHh4") && whole.ends_with('\x07'));
    }
}
