//! Text with places to fill: `{name}`, of small letters and `_`. Any other brace is itself, and `{{` is a brace, so that
//! `{{name}` stands for `{name}`. What is filled in is text and is not read again.

/// A piece of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// As it stands.
    Text(&'a str),
    /// A place to fill: its name, and the byte at which its brace stands.
    Place(&'a str, usize),
}

/// The pieces of a pattern, in order.
pub(super) fn pieces(pattern: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let text = |from: usize, to: usize| pattern.get(from..to).filter(|text| !text.is_empty());
    // Where the text begins that is not put down yet, and where to look on.
    let (mut start, mut at) = (0, 0);
    while let Some(brace) = pattern.get(at..).and_then(|rest| rest.find('{')).map(|found| at + found) {
        let rest = pattern.get(brace + 1..).unwrap_or_default();
        if rest.starts_with('{') {
            found.extend(text(start, brace + 1).map(Piece::Text));
            at = brace + 2;
            start = at;
            continue;
        }
        let end = rest.find(|c: char| !c.is_ascii_lowercase() && c != '_').unwrap_or(rest.len());
        let closes = rest.get(end..).is_some_and(|after| after.starts_with('}'));
        at = brace + 1;
        if let Some(name) = rest.get(..end).filter(|name| closes && !name.is_empty()) {
            found.extend(text(start, brace).map(Piece::Text));
            found.push(Piece::Place(name, brace));
            at += end + 1;
            start = at;
        }
    }
    found.extend(text(start, pattern.len()).map(Piece::Text));
    found
}

/// The pattern filled; a place that `value` knows nothing for stays as it is written.
pub(super) fn filled<'v>(pattern: &str, value: impl Fn(&str) -> Option<&'v str>) -> String {
    let mut text = String::with_capacity(pattern.len());
    for piece in pieces(pattern) {
        match piece {
            Piece::Text(plain) => text.push_str(plain),
            Piece::Place(name, _) => match value(name) {
                Some(value) => text.push_str(value),
                None => {
                    text.push('{');
                    text.push_str(name);
                    text.push('}');
                }
            },
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_small_names_in_braces_are_places() {
        let fill = |pattern: &str| filled(pattern, |name| (name == "a_b").then_some("{x} $(y)"));
        let table = [
            ("1 {a_b} 2", "1 {x} $(y) 2"),
            ("{a_b}{a_b}", "{x} $(y){x} $(y)"),
            ("{{a_b}", "{a_b}"),
            ("{ a_b }", "{ a_b }"),
            ("{\"a\": {}}", "{\"a\": {}}"),
            ("{A_B} {other} {", "{A_B} {other} {"),
            ("{{{a_b}}", "{{x} $(y)}"),
            ("é{a_b}é", "é{x} $(y)é"),
            ("", ""),
        ];
        for (pattern, expected) in table {
            assert_eq!(fill(pattern), expected, "{pattern}");
        }
    }
}
