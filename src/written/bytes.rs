//! A file's bytes: what can be TOML at all, and what else it is if it cannot (faults.md H09, H10).

use std::ops::Range;

use super::Kind;
use super::diagnostic::{Finding, Weight};

/// A file larger than this is refused before anything reads it; the largest published policy takes 20 kB.
pub const LARGEST: usize = 1_000_000;

/// The text of a file without its byte order mark, or what is in the file instead. The second value is what of the
/// bytes could be read, for showing the place.
pub fn text_of(bytes: &[u8], kind: Kind) -> Result<&str, (Finding, &str)> {
    if bytes.len() > LARGEST {
        let message = format!("the file has {} bytes; a {} has at most {LARGEST}", bytes.len(), kind.name);
        return Err((finding(0..0, message, None), ""));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if looks_like_utf16(bytes) {
        return Err((finding(0..0, "the file is UTF-16".into(), Some("save it as UTF-8")), ""));
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let readable = bytes.get(..error.valid_up_to()).and_then(|head| std::str::from_utf8(head).ok());
            let readable = readable.unwrap_or("");
            let message = format!("the file is not UTF-8: the byte at {} is none", error.valid_up_to());
            let at = readable.len();
            return Err((finding(at..at, message, Some("save it as UTF-8")), readable));
        }
    };
    match foreign(text, kind) {
        Some(finding) => Err((finding, text)),
        None => Ok(text),
    }
}

fn looks_like_utf16(bytes: &[u8]) -> bool {
    let marked = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    let head = bytes.get(..64.min(bytes.len())).unwrap_or(bytes);
    let every_other = |odd: usize| {
        let mut column = head.iter().skip(odd).step_by(2).peekable();
        column.peek().is_some() && column.all(|byte| *byte == 0)
    };
    marked || every_other(0) || every_other(1)
}

/// Text that is not TOML at all, by name.
fn foreign(text: &str, kind: Kind) -> Option<Finding> {
    if let (true, Some(begins)) = (text.trim().is_empty(), kind.begins) {
        return Some(finding(0..0, "the file is empty".into(), Some(begins)));
    }
    if let Some(at) = text.find('\0') {
        return Some(finding(
            at..at + 1,
            "the file holds a NUL byte".into(),
            Some("save it as plain UTF-8 text"),
        ));
    }
    if let Some(at) = lone_return(text) {
        let help = Some("end lines with LF or CR LF");
        return Some(finding(at..at + 1, "a line ends in CR alone".into(), help));
    }
    let (start, line) = first_line(text)?;
    let span = start..start + line.len();
    if line.starts_with('{') || json_list(text, start) {
        return Some(finding(span, "this is JSON, not TOML".into(), Some(kind.instead)));
    }
    if line.starts_with("---") || line.starts_with("%YAML") || yaml_key(line) {
        return Some(finding(span, "this is YAML, not TOML".into(), Some(kind.instead)));
    }
    if line.starts_with('<') {
        return Some(finding(span, "this is XML or HTML, not TOML".into(), Some(kind.instead)));
    }
    None
}

/// The first line that says something, and where it begins.
fn first_line(text: &str) -> Option<(usize, &str)> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let said = line.trim();
        if !said.is_empty() && !said.starts_with('#') {
            return Some((at + line.len() - line.trim_start().len(), said));
        }
        at += line.len();
    }
    None
}

fn lone_return(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let lone = |&(at, byte): &(usize, &u8)| *byte == b'\r' && bytes.get(at + 1) != Some(&b'\n');
    bytes.iter().enumerate().find(lone).map(|(at, _)| at)
}

/// `[` and then a value: TOML's headers hold a bare or quoted name and nothing like `{`.
fn json_list(text: &str, start: usize) -> bool {
    let rest = text.get(start..).and_then(|rest| rest.strip_prefix('['));
    rest.is_some_and(|rest| rest.trim_start().starts_with('{'))
}

/// `key: value` where TOML would have `key = value`.
fn yaml_key(line: &str) -> bool {
    let Some((key, rest)) = line.split_once(':') else { return false };
    let bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    !key.is_empty() && key.chars().all(bare) && (rest.is_empty() || rest.starts_with(' '))
}

fn finding(span: Range<usize>, message: String, help: Option<&str>) -> Finding {
    Finding { weight: Weight::Error, span, key: String::new(), message, help: help.map(str::to_owned) }
}
