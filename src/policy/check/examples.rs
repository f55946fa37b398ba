//! Examples: questions with the answers that the author of a pack expects, so that a pack proves itself.

use std::sync::Arc;

use super::{Names, cells, conditions, language};
use crate::calendar::Instant;
use crate::policy::model::{ClockKey, Example, Expected, Facts, Pack};
use crate::policy::terms::Terms;
use crate::written::diagnostic::quoted;
use crate::written::{Findings, Section, Text, Value};

/// Reads `[[examples]]`.
pub(super) fn all(top: &mut Section, names: &Names, found: &mut Findings) -> Vec<Example> {
    let mut examples = Vec::new();
    for mut row in top.sections("examples", found) {
        let asked = row.need(
            "ask",
            "ask = { tier = \"gold\", severity = \"urgent\", received = \"2026-03-27T16:30+01:00\" }",
            found,
        );
        let asked =
            asked.and_then(|value| value.section(found)).and_then(|section| ask_of(section, names, found));
        let answer = row.need(
            "answer",
            "answer = { first_response = \"2026-03-30T16:30+02:00\", resolution = \"none\" }",
            found,
        );
        let expect =
            answer.and_then(|value| value.section(found)).map(|section| answers(&section, names, found));
        let span = row.span.clone();
        row.finish(found);
        if let (Some((facts, received)), Some(expect)) = (asked, expect) {
            examples.push(Example { facts, received, expect, span });
        }
    }
    examples
}

fn ask_of(mut section: Section, names: &Names, found: &mut Findings) -> Option<(Facts, Instant)> {
    let tier = section.need_text("tier", "tier = \"gold\"", found).and_then(|text| names.tier(&text, found));
    let severity = section.need_text("severity", "severity = \"urgent\"", found);
    let severity = severity.and_then(|text| names.severity(&text, found));
    let received = section.need("received", "received = \"2026-03-27T16:30+01:00\"", found);
    let received = received.and_then(|value| instant(&value, found));
    let environment =
        section.text("environment", found).and_then(|text| conditions::environment(&text, found));
    let named = |text: Option<Text>, what: &str, known: &[String], found: &mut Findings| {
        let text = text.filter(|text| Names::known(text, what, known.iter().map(String::as_str), found));
        text.map(|text| text.value.to_owned())
    };
    let region = section.text("region", found);
    let kind = section.text("kind", found);
    let facts = Facts {
        tier,
        severity,
        environment: environment.unwrap_or_default(),
        region: named(region, "region", &names.regions, found),
        language: section
            .text("language", found)
            .filter(|text| language(text, found))
            .map(|text| text.value.to_owned()),
        channel: section.text("channel", found).and_then(|text| names.channel(&text, found)),
        kind: named(kind, "kind of request", &names.kinds, found),
        level: section.get("level").and_then(|value| conditions::level(&value, names, found)),
        workaround: false,
        signed: section.get("signed").and_then(|value| value.date(found)),
    };
    section.finish(found);
    Some((facts, received?))
}

fn answers(section: &Section, names: &Names, found: &mut Findings) -> Vec<(ClockKey, Expected)> {
    let mut answers = Vec::new();
    for (name, value) in section.entries() {
        let known = Names::known(name, "clock", names.clocks.iter().map(ClockKey::as_str), found);
        let Some(expected) = expected(value, found).filter(|_| known) else { continue };
        answers.push((ClockKey::new(name.value), expected));
    }
    answers
}

fn expected(value: &Value, found: &mut Findings) -> Option<Expected> {
    let is_time = value.value.get_ref().is_datetime()
        || value.value.get_ref().as_str().is_some_and(|text| text.starts_with(|c: char| c.is_ascii_digit()));
    if is_time {
        return instant(value, found).map(Expected::At);
    }
    cells::promised(&value.text(found)?, found).map(Expected::Kind)
}

/// An instant in quotes, or TOML's own.
fn instant(value: &Value, found: &mut Findings) -> Option<Instant> {
    let written = match value.value.get_ref().as_datetime() {
        Some(date) => date.to_string(),
        None => value.text(found)?.value.to_owned(),
    };
    match written.parse() {
        Ok(instant) => Some(instant),
        Err(error) => {
            let message = format!("{}: {error}", quoted(&written));
            found.error(value.span(), &value.key, message, None);
            None
        }
    }
}

/// Asks every example of the pack as it was built, and puts down each other answer.
pub(super) fn ask(pack: &Arc<Pack>, found: &mut Findings) {
    for wrong in pack.wrong_examples() {
        let WrongExample { span, clock, expected, got } = wrong;
        let message = format!("this example expects {clock} {expected}, but this pack answers {got}");
        found.error(span, "examples", message, "mend the example, or the table that it asks");
    }
}

/// An example with another answer than the one it expects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrongExample {
    /// Where it is in the file.
    pub span: std::ops::Range<usize>,
    /// Whose answer.
    pub clock: ClockKey,
    /// What it expects.
    pub expected: String,
    /// What the pack answers.
    pub got: String,
}

impl Pack {
    /// Every example whose answer is another one, worked out now.
    pub fn wrong_examples(self: &Arc<Pack>) -> Vec<WrongExample> {
        let terms = Terms::of_pack(self.clone());
        let mut wrong = Vec::new();
        for example in &self.examples {
            for (clock, expected) in &example.expect {
                let resolved = terms.resolve(clock, &example.facts, example.received);
                let got = resolved
                    .due(example.received, &[])
                    .map_or(Expected::Kind(resolved.promise.clone()), Expected::At);
                if got != *expected {
                    wrong.push(WrongExample {
                        span: example.span.clone(),
                        clock: clock.clone(),
                        expected: expected.to_string(),
                        got: got.to_string(),
                    });
                }
            }
        }
        wrong
    }
}

impl std::fmt::Display for Expected {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Expected::At(instant) => write!(f, "due at {instant}"),
            Expected::Kind(promise) => write!(f, "{promise}"),
        }
    }
}
