//! Text from outside becomes printable text here and nowhere else (faults.md E): what could control a terminal is
//! shown as a mark, never dropped without a trace and never passed on.

use std::borrow::Cow;
use std::fmt::Write as _;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// No cell carries more combining marks than this (faults.md E06).
const MARKS_PER_CELL: usize = 4;
/// Nor more joiners and variation selectors: the longest emoji that people send take fewer.
const JOINERS_PER_CELL: usize = 8;

/// What stands where something invisible or controlling stood.
const MARK: char = '\u{FFFD}';

/// One line of text that may go to a terminal: no control characters, no bidi overrides, no invisible characters,
/// no more than four combining marks a cell, line breaks shown as `⏎`. The original is kept in the store.
pub fn printable(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| (0x20..0x7f).contains(&byte)) {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len());
    for cluster in text.graphemes(true) {
        push_cluster(&mut clean, cluster, usize::MAX);
    }
    Cow::Owned(clean)
}

/// The same for text of several lines: line breaks stay, everything else as [`printable`]; cut after `limit` bytes with
/// an ellipsis.
pub fn printable_block(text: &str, limit: usize) -> String {
    let mut clean = String::with_capacity(text.len().min(limit));
    for (number, line) in text.lines().enumerate() {
        if number > 0 {
            clean.push('\n');
        }
        for cluster in line.graphemes(true) {
            if clean.len() >= limit {
                clean.push('…');
                return clean;
            }
            push_cluster(&mut clean, cluster, limit);
        }
    }
    clean
}

/// Pushes one cluster, and stops inside it where `limit` bytes are reached: a cluster can be as long as the text.
fn push_cluster(clean: &mut String, cluster: &str, limit: usize) {
    if cluster == "\r\n" {
        clean.push('⏎');
        return;
    }
    let joins = cluster.chars().nth(1).is_some();
    let (mut marks, mut joiners) = (0, 0);
    for c in cluster.chars() {
        if clean.len() >= limit {
            return;
        }
        match c {
            '\n' | '\r' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => clean.push('⏎'),
            '\t' => clean.push(' '),
            // A picture for each C0 control, so that an escape sequence can be read: ␛[31m.
            '\0'..='\u{1F}' => clean.push(char::from_u32(0x2400 + c as u32).unwrap_or(MARK)),
            '\u{7F}' => clean.push('␡'),
            '\u{80}'..='\u{9F}' => clean.push(MARK),
            // Joiners and the emoji variation selector shape what is seen; alone they are invisible.
            '\u{200D}' | '\u{FE0E}' | '\u{FE0F}' if joins => {
                joiners += 1;
                if joiners <= JOINERS_PER_CELL {
                    clean.push(c);
                }
            }
            _ if is_hidden(c) => clean.push(MARK),
            _ if is_combining(c) => {
                marks += 1;
                if marks <= MARKS_PER_CELL {
                    // A mark with nothing before it would sit on the neighbour's cell.
                    if marks == 1 && cluster.starts_with(c) {
                        clean.push('◌');
                    }
                    clean.push(c);
                }
            }
            _ => clean.push(c),
        }
    }
}

/// Bidi controls, zero-width and tag characters, and other letters that are not seen.
fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}'
        | '\u{E0000}'..='\u{E0FFF}')
}

fn is_combining(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// A character that always fills one column by itself, whatever stands beside it: most of what a screen shows, and quicker
/// to place than text that has to be taken apart into clusters.
fn is_plain(c: char) -> bool {
    matches!(c,
        ' '..='~' | '\u{A1}'..='\u{AC}' | '\u{AE}'..='\u{17F}' | '–' | '—' | '…' | '‖' | '›' | '→' | '−' | '─'..='▟'
        | '▸' | '▾' | '○' | '◌' | '●' | '✓' | '✗')
}

/// Columns of text whose characters are all plain: one each; `None` for other text.
pub fn plain_width(text: &str) -> Option<usize> {
    if text.bytes().all(|byte| (0x20..0x7f).contains(&byte)) {
        return Some(text.len());
    }
    text.chars().try_fold(0, |columns, c| is_plain(c).then_some(columns + 1))
}

/// Columns that printable text takes.
pub fn width(text: &str) -> usize {
    plain_width(text).unwrap_or_else(|| text.width())
}

/// Printable text cut to at most `columns`, with `…` in the last one where something was cut; never splits a wide
/// character.
pub fn fitted(text: &str, columns: usize) -> Cow<'_, str> {
    let plain = plain_width(text);
    if plain.unwrap_or_else(|| text.width()) <= columns {
        return Cow::Borrowed(text);
    }
    if columns == 0 {
        return Cow::Borrowed("");
    }
    let mut cut = String::with_capacity(columns);
    if plain.is_some() {
        cut.extend(text.chars().take(columns - 1));
    } else {
        let mut used = 0;
        for cluster in text.graphemes(true) {
            let wide = cluster.width();
            if used + wide + 1 > columns {
                break;
            }
            cut.push_str(cluster);
            used += wide;
        }
    }
    cut.push('…');
    Cow::Owned(cut)
}

/// A piece of somebody's text inside a message of ours: printable, at most 60 columns, in quotation marks (faults.md E07).
pub fn quoted(text: &str) -> String {
    // Only the beginning can show: a cell of 10 MB must not be walked for it.
    let head: String = text.chars().take(200).collect();
    format!("\"{}\"", fitted(&printable(&head), 60))
}

/// JSON in which nothing can act on a terminal: control and invisible characters as `\u` escapes, the value the same
/// (faults.md E09). `json` is serialized JSON, where such characters can only stand inside strings.
pub fn json_escaped(json: &str) -> Cow<'_, str> {
    let risky =
        |c: char| is_hidden(c) || ('\u{7F}'..='\u{9F}').contains(&c) || matches!(c, '\u{2028}' | '\u{2029}');
    if json.is_ascii() && !json.contains('\u{7F}') || !json.chars().any(risky) {
        return Cow::Borrowed(json);
    }
    let mut escaped = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        if risky(c) {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                // Writing to a String cannot fail.
                let _ = write!(escaped, "\\u{unit:04x}");
            }
        } else {
            escaped.push(c);
        }
    }
    Cow::Owned(escaped)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// faults.md E01, E03, E04, E05, E13: inert and visible.
    #[test]
    fn hostile_text_is_shown_not_obeyed() {
        let table = [
            ("plain", "plain"),
            ("\x1b[31mred\x1b]0;t\x07", "␛[31mred␛]0;t␇"),
            ("\u{9b}31m", "\u{FFFD}31m"),
            ("a\u{202e}b\u{2066}c", "a\u{FFFD}b\u{FFFD}c"),
            ("zero\u{200b}width\u{e0041}", "zero\u{FFFD}width\u{FFFD}"),
            ("one\ntwo\r\nthree\u{2028}four\tfive", "one⏎two⏎three⏎four five"),
            ("日本語 e\u{301}", "日本語 e\u{301}"),
            ("👩\u{200d}🚒", "👩\u{200d}🚒"),
            ("\u{301}x", "◌\u{301}x"),
        ];
        for (text, expected) in table {
            assert_eq!(printable(text), expected, "{text:?}");
        }
    }

    /// What is placed without a look at its neighbours would be placed the same with one.
    #[test]
    fn plain_characters_fill_a_column_each() {
        let plain: Vec<char> = (0..0x11_0000).filter_map(char::from_u32).filter(|c| is_plain(*c)).collect();
        assert!(plain.len() > 450);
        for c in &plain {
            let pair = format!("a{c}{c}●");
            assert_eq!((pair.width(), pair.graphemes(true).count()), (4, 4), "{c:?}");
            assert_eq!(printable(&c.to_string()), c.to_string());
        }
        let text = plain.iter().collect::<String>();
        assert_eq!(plain_width(&text), Some(text.width()));
        assert_eq!(plain_width("e\u{301}"), None);
    }

    /// faults.md E06.
    #[test]
    fn combining_marks_are_bounded() {
        let zalgo = format!("a{}", "\u{301}".repeat(500));
        assert_eq!(printable(&zalgo).chars().count(), 1 + MARKS_PER_CELL);
    }

    /// faults.md E06: a million joiners make one cluster; the time stays linear and the cell small.
    #[test]
    fn joiners_are_bounded() {
        let joined = format!("a{}", "\u{200D}".repeat(1_000_000));
        assert_eq!(printable(&joined).chars().count(), 1 + JOINERS_PER_CELL);
        assert!(printable_block(&joined, 10).len() <= 13);
        let people = "👩\u{200D}❤\u{FE0F}\u{200D}💋\u{200D}👩";
        assert_eq!(printable(people), people);
    }

    /// A cluster as long as the text does not get past the limit: Hangul leads join without end.
    #[test]
    fn a_block_is_cut_inside_a_cluster_too() {
        assert!(printable_block(&"\u{1100}".repeat(100_000), 100).len() <= 106);
    }

    #[test]
    fn fitting_never_splits_a_wide_character() {
        assert_eq!(fitted("日本語", 6), "日本語");
        assert_eq!(fitted("日本語", 5), "日本…");
        assert_eq!(fitted("日本語", 4), "日…");
        assert_eq!(fitted("abc", 1), "…");
        assert_eq!(fitted("abc", 0), "");
    }

    #[test]
    fn json_stays_the_same_value() {
        let value = "a\u{202e}b\u{e0041}c\u{9b}";
        let json = serde_json::to_string(value).unwrap();
        let escaped = json_escaped(&json);
        assert_eq!(escaped, "\"a\\u202eb\\udb40\\udc41c\\u009b\"");
        assert_eq!(serde_json::from_str::<String>(&escaped).unwrap(), value);
    }
}
