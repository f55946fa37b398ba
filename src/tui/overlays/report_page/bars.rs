//! Figures as bars and shades that are told apart by their signs, and lines made of pieces with a meaning.

use crate::text::{self, printable};
use crate::tui::theme::Role;

/// A line: pieces of printable text, each with what it means.
pub(super) type Line = Vec<(Role, String)>;

/// A line of one meaning.
pub(super) fn plain(role: Role, words: impl AsRef<str>) -> Line {
    vec![(role, printable(words.as_ref()).into_owned())]
}

/// Text from outside in exactly so many columns.
pub(super) fn cell(words: &str, columns: usize) -> String {
    let clean = printable(words);
    let cut = text::fitted(&clean, columns);
    let blanks = columns.saturating_sub(text::width(&cut));
    format!("{cut}{}", " ".repeat(blanks))
}

/// Hundredths of a percent: `92.5 %`, `100 %`.
pub(super) fn percent(share: u32) -> String {
    match (share / 100, share % 100 / 10) {
        (whole, 0) => format!("{whole} %"),
        (whole, tenth) => format!("{whole}.{tenth} %"),
    }
}

/// Parts of a whole as a bar of so many columns, each with its sign. What is there has a column at least.
pub(super) fn bar(parts: &[(u64, char)], columns: usize) -> String {
    let whole: u64 = parts.iter().map(|(part, _)| part).sum();
    if whole == 0 || columns == 0 {
        return " ".repeat(columns);
    }
    let columns_of = |part: u64| -> usize {
        let share = u128::from(part) * columns as u128 / u128::from(whole);
        usize::try_from(share).unwrap_or(columns).max(usize::from(part > 0))
    };
    let mut wide: Vec<usize> = parts.iter().map(|(part, _)| columns_of(*part)).collect();
    // What rounding left over or took too much goes to the largest.
    let given: usize = wide.iter().sum();
    let largest = parts.iter().enumerate().max_by_key(|(_, (part, _))| *part).map(|(place, _)| place);
    if let Some(slot) = largest.and_then(|place| wide.get_mut(place)) {
        *slot = (*slot + columns).saturating_sub(given);
    }
    let drawn: String =
        wide.iter().zip(parts).flat_map(|(wide, (_, sign))| std::iter::repeat_n(*sign, *wide)).collect();
    text::fitted(&drawn, columns).into_owned()
}

/// Whether a piece of a line is a part of a bar.
pub(super) fn is_bar(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| ('\u{2580}'..='\u{259f}').contains(&c) || c == '·')
}

/// A number against the largest as a bar of at most so many columns; at least one where it is not nothing.
pub(super) fn length(number: u64, most: u64, columns: usize) -> String {
    let wide = (u128::from(number) * columns as u128).checked_div(u128::from(most)).unwrap_or(0);
    "█".repeat(usize::try_from(wide).unwrap_or(columns).max(usize::from(number > 0)))
}

/// A line as it is read aloud: without bars, and with its pieces parted.
pub(super) fn spoken(line: &Line) -> String {
    let words: String = line.iter().map(|(_, text)| text.as_str()).collect();
    let words: String = words.chars().filter(|c| !('\u{2500}'..='\u{25ff}').contains(c)).collect();
    let parts = words.split("  ").map(str::trim).filter(|part| !part.is_empty() && *part != "·");
    parts.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_has_its_columns_and_shows_what_is_there() {
        assert_eq!(bar(&[(9, '█'), (1, '░')], 10), "█████████░");
        assert_eq!(bar(&[(9999, '█'), (1, '░')], 10), "█████████░");
        assert_eq!(bar(&[(0, '█'), (1, '░'), (0, '·')], 4), "░░░░");
        assert_eq!(bar(&[], 3), "   ");
        for columns in 0..12 {
            for parts in [[3, 4, 5], [0, 0, 7], [1, 1000, 1]] {
                let drawn = bar(&[(parts[0], '█'), (parts[1], '░'), (parts[2], '·')], columns);
                assert_eq!(text::width(&drawn), columns, "{parts:?} in {columns}");
            }
        }
        assert_eq!((length(1, 1000, 10).as_str(), length(0, 5, 10).as_str()), ("█", ""));
        assert_eq!(
            (percent(9250), percent(10_000), percent(9999)),
            ("92.5 %".into(), "100 %".into(), "99.9 %".into())
        );
    }
}
