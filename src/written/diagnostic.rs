//! What is wrong with a file that somebody wrote, and where: file, line, column, a caret under the value, and what would be right
//! (faults.md H, E07). Text from the file appears only as printable text, and no report is longer than 2 kB.

use std::fmt;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::text;

/// Longest report of one finding, in bytes (faults.md E07).
pub const LONGEST_REPORT: usize = 2048;

/// Most findings of one file that are reported one by one.
pub const MOST_REPORTED: usize = 50;

/// Characters of the offending line that are shown, at most.
const EXCERPT: usize = 100;

/// Characters shown before the offending value, where the line has to be cut.
const BEFORE: usize = 40;

/// Characters of any one piece of text, at most.
const PIECE: usize = 320;

/// Whether a finding refuses the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    /// It is refused, or the part of it that this is about.
    Error,
    /// It loads; a person should look.
    Warning,
}

/// One finding in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Whether it refuses the pack.
    pub weight: Weight,
    /// Name of the file, printable.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// The key concerned, as a path such as `targets.first_response.rows.urgent`; empty where it is the file.
    pub key: String,
    /// What is wrong, printable.
    pub message: String,
    /// What would be right, printable.
    pub help: Option<String>,
    /// Bytes of the file that it is about.
    pub span: Range<usize>,
    excerpt: Excerpt,
}

/// The part of the offending line that is shown, printable, and the bytes of it that the caret stands under.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Excerpt {
    line: String,
    caret: Range<usize>,
}

/// A finding before it knows its place in lines and columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Whether it refuses the file.
    pub weight: Weight,
    /// Bytes of the file that it is about.
    pub span: Range<usize>,
    /// The key concerned, as a path.
    pub key: String,
    /// What is wrong.
    pub message: String,
    /// What would be right.
    pub help: Option<String>,
}

/// One piece of text from outside: printable, one line, bounded.
pub fn piece(text: &str) -> String {
    // Cut before it is cleaned: a 10 MB line must cost nothing.
    let head: String = text.chars().take(PIECE).collect();
    let clean = text::printable(&head);
    let cut = head.len() < text.len();
    if cut { format!("{clean}…") } else { clean.into_owned() }
}

/// A text from the file in quotes, shortened for the middle of a sentence.
pub fn quoted(text: &str) -> String {
    let head: String = text.chars().take(60).collect();
    let more = if head.len() < text.len() { "…" } else { "" };
    format!("\"{}{more}\"", text::printable(&head))
}

/// Turns findings of one file into diagnostics: in the order of the file, the worst of one place first, no more than
/// [`MOST_REPORTED`] and one that counts the rest.
pub fn placed(mut findings: Vec<Finding>, text: &str, file: &str) -> Vec<Diagnostic> {
    findings.sort_by_key(|finding| (finding.span.start, finding.weight));
    // What stands at one place under one key is said once, whoever found it.
    findings.dedup_by(|a, b| a.span == b.span && a.key == b.key && a.message == b.message);
    let more = findings.len().saturating_sub(MOST_REPORTED);
    let lines = LineStarts::of(text);
    let mut placed: Vec<Diagnostic> =
        findings.into_iter().take(MOST_REPORTED).map(|finding| lines.place(finding, file)).collect();
    if more > 0 {
        let weight = Weight::Error;
        let message = format!("and at least {more} more; mend the first ones and look again");
        let finding = Finding { weight, span: 0..0, key: String::new(), message, help: None };
        placed.push(lines.place(finding, file));
    }
    placed
}

/// Where the lines of a text begin.
struct LineStarts<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> LineStarts<'t> {
    fn of(text: &'t str) -> LineStarts<'t> {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        LineStarts { text, starts: std::iter::once(0).chain(breaks).collect() }
    }

    fn place(&self, finding: Finding, file: &str) -> Diagnostic {
        let start = floor(self.text, finding.span.start);
        let end = floor(self.text, finding.span.end).max(start);
        let index = self.starts.partition_point(|&from| from <= start).saturating_sub(1);
        let from = self.starts.get(index).copied().unwrap_or(0);
        let to = self.starts.get(index + 1).map_or(self.text.len(), |next| next - 1);
        let before = self.text.get(from..start).unwrap_or("");
        let value = self.text.get(start..end.min(to).max(start)).unwrap_or("");
        let after = self.text.get(start + value.len()..to.max(start + value.len())).unwrap_or("");
        Diagnostic {
            weight: finding.weight,
            file: piece(file),
            line: index + 1,
            column: before.chars().count() + 1,
            key: piece(&finding.key),
            message: piece(&finding.message),
            help: finding.help.as_deref().map(piece),
            span: start..end,
            excerpt: excerpt(before, value, after),
        }
    }
}

/// The largest character boundary that is not past `at`.
fn floor(text: &str, at: usize) -> usize {
    text.floor_char_boundary(at)
}

fn excerpt(before: &str, value: &str, after: &str) -> Excerpt {
    let after = after.strip_suffix('\r').unwrap_or(after);
    let skipped = before.chars().count().saturating_sub(BEFORE);
    let whole =
        before.chars().count() + value.chars().take(EXCERPT).count() + after.chars().take(EXCERPT).count();
    let skipped = if whole <= EXCERPT { 0 } else { skipped };
    let mut line = String::new();
    if skipped > 0 {
        line.push('…');
    }
    let head: String = before.chars().skip(skipped).collect();
    line.push_str(&text::printable(&head));
    let from = line.len();
    let mut room = EXCERPT.saturating_sub(head.chars().count());
    let shown: String = value.chars().take(room).collect();
    room = room.saturating_sub(shown.chars().count());
    line.push_str(&text::printable(&shown));
    let to = line.len();
    let tail: String = after.chars().take(room).collect();
    line.push_str(&text::printable(&tail));
    if shown.len() < value.len() || tail.len() < after.len() {
        line.push('…');
    }
    Excerpt { line, caret: from..to }
}

impl Diagnostic {
    /// As a compiler shows it: what, where, the line with a caret under the value, what would be right. Plain text of
    /// at most [`LONGEST_REPORT`] bytes, without a line break at its end.
    pub fn render(&self) -> String {
        let level = match self.weight {
            Weight::Error => Level::ERROR,
            Weight::Warning => Level::WARNING,
        };
        let mut group = Group::with_title(level.primary_title(self.message.as_str()));
        // The renderer would count columns in the excerpt: the place is given to it as it is in the file.
        let origin = Origin::path(self.file.as_str()).line(self.line).char_column(self.column);
        group = group.element(origin);
        if !self.excerpt.line.is_empty() {
            let caret = AnnotationKind::Primary.span(self.excerpt.caret.clone());
            let source = self.excerpt.line.as_str();
            group = group.element(Snippet::source(source).line_start(self.line).annotation(caret));
        }
        if let Some(help) = &self.help {
            group = group.element(Level::HELP.message(help.as_str()));
        }
        let renderer = Renderer::plain().term_width(EXCERPT + 40);
        let report = renderer.render(&[group]);
        // It writes `:::` between two places; here both are the same one.
        let lines = report.lines().map(str::trim_end).filter(|line| line.trim_start() != ":::");
        let report = lines.collect::<Vec<_>>().join("\n");
        if report.len() <= LONGEST_REPORT {
            return report;
        }
        let cut = floor(&report, LONGEST_REPORT - '…'.len_utf8());
        format!("{}…", report.get(..cut).unwrap_or(""))
    }
}

/// One line: `file:line:column: what; what would be right`.
impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: {}", self.file, self.line, self.column, self.message)?;
        self.help.as_ref().map_or(Ok(()), |help| write!(f, "; {help}"))
    }
}

/// The known word that is spelled most like `word`, where one is close enough to be meant.
pub fn nearest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    // Nobody means a word of a hundred letters, and likeness costs the product of the lengths.
    if word.chars().count() > 60 {
        return None;
    }
    let plain = |text: &str| text.to_lowercase().replace(['_', ' '], "-");
    let wanted = plain(word);
    let likeness = |known: &str| strsim::normalized_damerau_levenshtein(&plain(known), &wanted);
    known
        .into_iter()
        .map(|known| (likeness(known), known))
        .filter(|(likeness, _)| *likeness >= 0.55)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, known)| known)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str, span: Range<usize>) -> Diagnostic {
        let finding = Finding {
            weight: Weight::Error,
            span,
            key: "k".into(),
            message: "no such tier".into(),
            help: Some("did you mean gold?".into()),
        };
        placed(vec![finding], text, "packs/a.toml").remove(0)
    }

    #[test]
    fn a_report_reads_like_a_compilers() {
        let text = "a = 1\ntier = \"glod\" # x\n";
        insta::assert_snapshot!(one(text, 13..19).render(), @r#"
        error: no such tier
         --> packs/a.toml:2:8
          |
        2 | tier = "glod" # x
          |        ^^^^^^
          |
          = help: did you mean gold?
        "#);
    }

    /// faults.md E07, H10: a line of 10 MB, full of escapes, makes a short and harmless report.
    #[test]
    fn a_long_hostile_line_makes_a_short_report() {
        let text = format!("a = \"{}\"", "\x1b[31m\u{202e}日".repeat(1_000_000));
        for span in [4..text.len(), 5_000_000..5_000_010, 0..1, text.len()..text.len()] {
            let report = one(&text, span).render();
            assert!(report.len() <= LONGEST_REPORT, "{}", report.len());
            assert!(!report.contains(['\x1b', '\u{202e}']), "{report}");
        }
    }
}
