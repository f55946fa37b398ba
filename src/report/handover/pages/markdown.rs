//! A handover as Markdown, and text from outside made harmless in it: it makes no heading, no link, no HTML, no mention and
//! no list of its own, whichever of the usual readers shows it.

use super::{Entry, Piece, Tone, head, pages};
use crate::calendar::Zone;
use crate::report::handover::Briefing;
use crate::text::{printable, printable_block};

/// No quoted text is longer than this many bytes.
const QUOTE_LIMIT: usize = 12_000;

/// A handover as Markdown, on a wall clock, with at most so many lines of each kind.
pub fn markdown(briefing: &Briefing, local: &Zone, most: usize) -> String {
    let (title, sentences) = head(briefing, local);
    let mut text = format!("# {}\n", line(&title, false));
    for sentence in sentences {
        text.push_str(&format!("\n{}\n", line(&sentence.pieces, false)));
    }
    for page in pages(briefing, local, most) {
        text.push_str(&format!("\n## {} ({})\n\n", page.title, page.count));
        for (place, entry) in page.entries.iter().enumerate() {
            push(&mut text, entry, place == 0);
        }
    }
    text
}

fn push(text: &mut String, entry: &Entry, first: bool) {
    if entry.heading {
        let gap = if first { "" } else { "\n" };
        text.push_str(&format!("{gap}### {}\n\n", line(&entry.pieces, false)));
        return;
    }
    text.push_str(&format!("- {}\n", line(&entry.pieces, true)));
    if let Some(quote) = &entry.quote {
        text.push('\n');
        for said in printable_block(quote, QUOTE_LIMIT).lines() {
            text.push_str(format!("  > {}", escaped(said)).trim_end());
            text.push('\n');
        }
        text.push('\n');
    }
}

fn line(pieces: &[Piece], strong: bool) -> String {
    let piece = |piece: &Piece| {
        let words = match piece.foreign {
            true => escaped(&piece.text),
            false => piece.text.clone(),
        };
        match piece.tone {
            // `**` takes hold only where it touches a word.
            Tone::Strong if strong && !words.trim().is_empty() => format!("**{}**", words.trim()),
            _ => words,
        }
    };
    pieces.iter().map(piece).collect()
}

/// One line of text from outside as Markdown that says just that: printable, and whatever could mean something in CommonMark
/// or in what sites add to it is escaped. Addresses, which some readers make links of by themselves, stand as code.
pub fn escaped(text: &str) -> String {
    let clean = printable(text.trim());
    let mut out = String::with_capacity(clean.len() + 8);
    for (place, word) in clean.split(' ').enumerate() {
        if place > 0 {
            out.push(' ');
        }
        if is_address(word) {
            out.push_str(&code(word));
        } else {
            push_escaped(&mut out, word, place == 0);
        }
    }
    out
}

/// Markdown that [`markdown`] wrote, read as plain text: what was escaped stands for itself, and nothing is emphasised.
pub fn plain(markdown: &str) -> String {
    let mut out = String::with_capacity(markdown.len());
    let mut rest = markdown.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\\' if rest.peek().is_some_and(char::is_ascii_punctuation) => out.extend(rest.next()),
            '*' if rest.peek() == Some(&'*') => drop(rest.next()),
            _ => out.push(c),
        }
    }
    out
}

/// What some readers make a link of although nothing marks it as one.
fn is_address(word: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    lower.contains("://")
        || lower.contains("www.")
        || lower.contains("mailto:")
        || lower.contains("xmpp:")
        || word.contains('@')
}

/// A word as code, fenced by more backticks than it holds in a row.
fn code(word: &str) -> String {
    let longest = word.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let gap = if word.starts_with('`') || word.ends_with('`') { " " } else { "" };
    format!("{fence}{gap}{word}{gap}{fence}")
}

fn push_escaped(out: &mut String, word: &str, first: bool) {
    // At the beginning of a line these make headings, lists, rules and quotes.
    let number = word.trim_end_matches(['.', ')']);
    let numbered = number.len() < word.len() && number.chars().all(|c| c.is_ascii_digit());
    for (place, c) in word.chars().enumerate() {
        let starts = first && place == 0 && matches!(c, '#' | '-' | '+' | '=' | ':');
        let ends = first && numbered && matches!(c, '.' | ')');
        let special = matches!(
            c,
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '&' | '~' | '|' | '$' | '!' | '^'
        );
        // `#7` names a ticket of ours, and on some sites one of theirs.
        if special || starts || ends || c == '#' {
            out.push('\\');
        }
        out.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::{escaped, plain};

    #[test]
    fn what_was_escaped_is_read_as_it_was() {
        let text = r"# *a* [b](c) \d **e** <f>";
        assert_eq!(plain(&format!("- **#7** {}", escaped(text))), format!("- #7 {text}"));
    }

    #[test]
    fn what_means_something_in_markdown_is_escaped() {
        let table = [
            ("Printer on fire", "Printer on fire"),
            ("# Heading", r"\# Heading"),
            ("- item", r"\- item"),
            ("1. item", r"1\. item"),
            ("=====", r"\====="),
            ("[a](http://x)", "`[a](http://x)`"),
            ("[a]: b", r"\[a\]: b"),
            ("<b onclick=x>", r"\<b onclick=x\>"),
            ("&lt; ![x] ~~a~~ |", r"\&lt; \!\[x\] \~\~a\~\~ \|"),
            ("see https://evil.example now", "see `https://evil.example` now"),
            ("eve@example.com", "`eve@example.com`"),
            ("`a@b`", "`` `a@b` ``"),
            ("``x", r"\`\`x"),
            ("a  \u{1b}[31m\nb", "a  ␛\\[31m⏎b"),
        ];
        for (text, expected) in table {
            assert_eq!(escaped(text), expected, "{text:?}");
        }
    }
}
