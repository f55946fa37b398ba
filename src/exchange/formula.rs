//! A spreadsheet runs a cell that begins like a formula. A quotation mark before it makes it text (faults.md I01); the
//! import takes exactly that mark away again, so that a round trip changes nothing.
//!
//! What counts as the beginning of a cell is more than its first character: a program that splits at `;` or tabs, or
//! that does not honour our quotes, sees a new cell after each `;`, tab and line break.

use std::borrow::Cow;

/// The mark that spreadsheets read as "what follows is text".
const MARK: char = '\'';

/// After these, another program may see a new cell begin.
fn ends_a_cell(c: char) -> bool {
    matches!(c, ';' | '\t' | '\r' | '\n')
}

/// What makes a spreadsheet calculate, in full width too.
fn begins_a_formula(c: char) -> bool {
    matches!(
        c,
        '=' | '+' | '-' | '@' | '\t' | '\r' | '＝' | '＋' | '－' | '＠' | '﹢' | '﹣' | '﹦' | '﹫' | '−'
    )
}

/// Whether a stretch would be read as a formula once blanks and marks before it are skipped.
fn is_risky(stretch: &str) -> bool {
    let mut rest = stretch.chars().skip_while(|c| {
        // A quotation mark is one to a program that honours quotes, and stands at the beginning to one that does not.
        matches!(*c, MARK | '"' | '\u{200B}' | '\u{FEFF}' | '\0') || (c.is_whitespace() && !ends_a_cell(*c))
    });
    rest.next().is_some_and(begins_a_formula)
}

/// The stretches of a text, each with the character that ends it.
fn stretches(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(ends_a_cell)
}

/// A text that no spreadsheet runs.
pub fn guarded(text: &str) -> Cow<'_, str> {
    if !stretches(text).any(is_risky) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 4);
    for stretch in stretches(text) {
        if is_risky(stretch) {
            safe.push(MARK);
        }
        safe.push_str(stretch);
    }
    Cow::Owned(safe)
}

/// The text that was guarded; one that was not is left as it is.
pub fn unguarded(text: &str) -> Cow<'_, str> {
    // Nearly every cell: nothing to take away.
    if !text.contains(MARK) {
        return Cow::Borrowed(text);
    }
    let bare = |stretch: &str| stretch.strip_prefix(MARK).is_some_and(is_risky);
    if !stretches(text).any(bare) {
        return Cow::Borrowed(text);
    }
    let mut original = String::with_capacity(text.len());
    for stretch in stretches(text) {
        match stretch.strip_prefix(MARK) {
            Some(rest) if is_risky(rest) => original.push_str(rest),
            _ => original.push_str(stretch),
        }
    }
    Cow::Owned(original)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// faults.md I01.
    #[test]
    fn formulas_are_text_and_nothing_else_changes() {
        let table = [
            ("=1+1", "'=1+1"),
            ("+49 30", "'+49 30"),
            ("-cmd", "'-cmd"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t'=1"),
            ("\r=1", "'\r'=1"),
            ("＝1", "'＝1"),
            ("  =1", "'  =1"),
            ("'=1", "''=1"),
            ("a;=1", "a;'=1"),
            ("one\n- two", "one\n'- two"),
            ("it's 5 - 3", "it's 5 - 3"),
            ("'tis", "'tis"),
            ("plain", "plain"),
            ("", ""),
        ];
        for (text, safe) in table {
            assert_eq!(guarded(text), safe, "{text:?}");
            assert_eq!(unguarded(safe), text, "{safe:?}");
        }
    }

    proptest! {
        #[test]
        fn every_text_comes_back(text in "[-=+@'\"; \t\r\n\u{a0}＝a\u{0}]{0,12}") {
            let safe = guarded(&text).into_owned();
            prop_assert!(stretches(&safe).all(|s| !is_risky(s) || s.starts_with(MARK)), "{:?}", safe);
            prop_assert_eq!(unguarded(&safe), text);
        }
    }
}
