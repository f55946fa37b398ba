//! Examples: questions with the answers that the author of a pack expects, so that a pack proves itself.

use std::sync::Arc;

use super::{Names, cells, conditions, language, moment};
use crate::calendar::{Instant, Zone};
use crate::policy::model::{Answer, ClockKey, Example, Expected, Facts, Pack};
use crate::written::{Findings, Section, Text, Value};

/// Reads `[[examples]]`.
pub(super) fn all(top: &mut Section, names: &Names, zone: &Zone, found: &mut Findings) -> Vec<Example> {
    let mut examples = Vec::new();
    for mut row in top.sections("examples", found) {
        let asked = row.need(
            "ask",
            "ask = { tier = \"gold\", severity = \"urgent\", received = \"Fri 2026-03-27 16:30\" }",
            found,
        );
        let asked = asked
            .and_then(|value| value.section(found))
            .and_then(|section| ask_of(section, names, zone, found));
        let answer = row.need(
            "answer",
            "answer = { first_response = \"Mon 2026-03-30 16:30\", resolution = \"none\" }",
            found,
        );
        let expect = answer
            .and_then(|value| value.section(found))
            .map(|section| answers(&section, names, zone, found));
        let note = row.text("note", found).map(|text| text.value.to_owned());
        let span = row.span.clone();
        row.finish(found);
        if let (Some((facts, received)), Some(expect)) = (asked, expect) {
            examples.push(Example { facts, received, expect, note, span });
        }
    }
    examples
}

fn ask_of(
    mut section: Section,
    names: &Names,
    zone: &Zone,
    found: &mut Findings,
) -> Option<(Facts, Instant)> {
    let tier = section.need_text("tier", "tier = \"gold\"", found).and_then(|text| names.tier(&text, found));
    let severity = section.need_text("severity", "severity = \"urgent\"", found);
    let severity = severity.and_then(|text| names.severity(&text, found));
    let received = section.need("received", "received = \"Fri 2026-03-27 16:30\"", found);
    let received = received.and_then(|value| moment::moment(&value, zone, found));
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

fn answers(section: &Section, names: &Names, zone: &Zone, found: &mut Findings) -> Vec<Answer> {
    let mut answers = Vec::new();
    for (name, value) in section.entries() {
        let known = Names::known(name, "clock", names.clocks.iter().map(ClockKey::as_str), found);
        let Some(expected) = expected(value, zone, found).filter(|_| known) else { continue };
        answers.push(Answer { clock: ClockKey::new(name.value), expected, span: value.span() });
    }
    answers
}

fn expected(value: &Value, zone: &Zone, found: &mut Findings) -> Option<Expected> {
    let written = value.value.get_ref();
    if written.is_datetime() || written.as_str().is_some_and(moment::is_meant) {
        return moment::moment(value, zone, found).map(Expected::At);
    }
    cells::promised(&value.text(found)?, found).map(Expected::Kind)
}

/// Asks every example of the pack as it was built, and puts down each other answer.
pub(super) fn ask(pack: &Arc<Pack>, found: &mut Findings) {
    for tried in pack.try_examples() {
        for answer in tried.answers.iter().filter(|answer| !answer.is_right()) {
            let [expected, got] = [&answer.expected, &answer.got].map(|said| said.words(&pack.zone));
            let message =
                format!("this example expects {} {expected}, but this pack answers {got}", answer.clock);
            let help = "mend the example, or the table that it asks; `tierdesk policy test` shows where the time goes";
            found.error(answer.span.clone(), "examples", message, help);
        }
    }
}
