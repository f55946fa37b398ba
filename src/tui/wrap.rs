//! Where text breaks into rows of a width: at blanks where there are any, never inside a wide character, and measured as
//! it is shown (control characters take the column of the mark that stands for them).

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::text;

/// The rows of a text, as byte ranges of it in order: one at least for each of its lines, line breaks left out. Blanks
/// at which a row broke stay at its end.
pub fn rows(text: &str, columns: usize) -> Vec<Range<usize>> {
    let columns = columns.max(1);
    let mut rows = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        // Nearly every line is plain ASCII, where a byte is a column: a pasted megabyte is measured in a millisecond.
        if line.bytes().all(|byte| (0x20..0x7f).contains(&byte)) {
            break_line(&mut rows, start, line.len(), columns, line.bytes().map(|byte| (1, 1, byte == b' ')));
        } else {
            let clusters = line.graphemes(true).map(|c| (c.len(), shown_width(c), c == " "));
            break_line(&mut rows, start, line.len(), columns, clusters);
        }
        start += line.len() + 1;
    }
    rows
}

/// Columns that one cluster takes on screen.
pub fn shown_width(cluster: &str) -> usize {
    text::width(&text::printable(cluster))
}

/// Breaks one line: `clusters` are bytes, columns and whether it is a blank.
fn break_line(
    rows: &mut Vec<Range<usize>>,
    start: usize,
    length: usize,
    columns: usize,
    clusters: impl Iterator<Item = (usize, usize, bool)>,
) {
    let (mut from, mut at, mut column) = (start, start, 0);
    // Where the row could break: after its last blank, and the column there.
    let mut gap: Option<(usize, usize)> = None;
    for (bytes, wide, blank) in clusters {
        // A blank at the end hangs over: it is not worth a row.
        if column + wide > columns && !blank && at > from {
            match gap.take() {
                Some((after, there)) => {
                    rows.push(from..after);
                    (from, column) = (after, column.saturating_sub(there));
                }
                None => {
                    rows.push(from..at);
                    (from, column) = (at, 0);
                }
            }
        }
        at += bytes;
        column += wide;
        if blank {
            gap = Some((at, column));
        }
    }
    rows.push(from..start + length);
}

/// The same, as printable rows of their own, blanks at their ends cut off.
pub fn lines(text: &str, columns: usize) -> Vec<String> {
    let piece = |row: Range<usize>| text::printable(text.get(row).unwrap_or_default()).trim_end().to_owned();
    rows(text, columns).into_iter().map(piece).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_breaks_at_blanks_and_never_inside_a_wide_character() {
        assert_eq!(lines("one two three", 7), ["one two", "three"]);
        assert_eq!(lines("abcdefghij", 4), ["abcd", "efgh", "ij"]);
        assert_eq!(lines("日本語日本", 5), ["日本", "語日", "本"]);
        assert_eq!(lines("a\n\nb", 9), ["a", "", "b"]);
        assert_eq!(lines("", 9), [""]);
        assert_eq!(lines("日", 1), ["日"]);
        assert_eq!(lines("x \u{1b}[2J y", 5), ["x", "␛[2J", "y"]);
    }

    proptest::proptest! {
        #[test]
        fn nothing_is_lost_or_doubled(text in "\\PC{0,60}|[a-z \n]{0,80}", columns in 0usize..20) {
            let rows = rows(&text, columns);
            let shown: String = rows.iter().map(|row| text.get(row.clone()).unwrap().to_owned()).collect();
            proptest::prop_assert_eq!(shown, text.replace('\n', ""));
        }
    }
}
