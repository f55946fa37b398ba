//! One language's file: how a moment is written in it, and the sentences that tell a customer how a target stands.

use super::pattern::{Piece, pieces};
use crate::written::{self, Diagnostic, Findings, Kind, Section, Text, did_you_mean};

/// Languages among the files that people write.
const LANGUAGE: Kind = Kind {
    name: "language file",
    begins: Some("language = \"de\""),
    instead: "write phrases as TOML; `tierdesk template language en` prints the shipped ones",
};

/// One language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrases {
    /// Its tag: `de`.
    pub language: String,
    /// Its own name: `Deutsch`.
    pub name: String,
    /// From Monday on.
    pub weekdays: [String; 7],
    /// From January on, in the form in which they stand in a date.
    pub months: [String; 12],
    /// How a moment is written: `{weekday}`, `{day}`, `{month}`, `{year}`, `{hour}`, `{minute}`, `{zone}`.
    pub moment: String,
    /// When the desk opens again: `{opens}`.
    pub closed: String,
    /// Where there is no target of which anything could be said.
    pub nothing: String,
    /// About the first response.
    pub first_response: Sentences,
    /// About the resolution.
    pub resolution: Sentences,
    /// About any other clock: `{clock}` is its name.
    pub other: Sentences,
}

/// What is said of a target, by how it stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sentences {
    /// It is due: `{moment}`.
    pub due: String,
    /// It was due and is not met: `{moment}`.
    pub missed: String,
    /// It stands still until the customer answers.
    pub waiting: String,
    /// It stands still because the desk has put the ticket aside.
    pub on_hold: String,
    /// It was met: `{stopped}`.
    pub met: String,
    /// It was met too late: `{stopped}`, `{moment}`.
    pub late: String,
    /// It was done, and no time had been promised: `{stopped}`.
    pub done: String,
    /// Effort, no time.
    pub best_effort: String,
    /// The contract sets the figure, and sets none.
    pub by_contract: String,
    /// The plan promises no time.
    pub not_covered: String,
}

/// What must and what may be filled in of one sentence.
struct Rule {
    key: &'static str,
    must: &'static [&'static str],
}

const RULES: [Rule; 10] = [
    Rule { key: "due", must: &["moment"] },
    Rule { key: "missed", must: &["moment"] },
    Rule { key: "waiting", must: &[] },
    Rule { key: "on_hold", must: &[] },
    Rule { key: "met", must: &["stopped"] },
    Rule { key: "late", must: &["stopped", "moment"] },
    Rule { key: "done", must: &["stopped"] },
    Rule { key: "best_effort", must: &[] },
    Rule { key: "by_contract", must: &[] },
    Rule { key: "not_covered", must: &[] },
];

/// Reads a language. `None`, with what is wrong, where anything is missing: a customer is not written to in half a
/// language.
pub fn read(bytes: &[u8], file: &str) -> (Option<Phrases>, Vec<Diagnostic>) {
    let (phrases, diagnostics) = written::read(bytes, file, LANGUAGE, |top, found| {
        let phrases = walk(top, found);
        phrases.filter(|_| !found.refused())
    });
    (phrases.flatten(), diagnostics)
}

fn walk(mut top: Section<'_>, found: &mut Findings) -> Option<Phrases> {
    let language = top.need_text("language", "language = \"de\"", found);
    if let Some(language) = &language
        && !super::is_tag(language.value)
    {
        let message = format!("{} is no language's tag", written::diagnostic::quoted(language.value));
        found.error(language.span.clone(), &language.key, message, "write en, de, pt-br ...");
    }
    let name = top.need_text("name", "name = \"Deutsch\"", found);
    let weekdays = names(&mut top, "weekdays", found);
    let months = names(&mut top, "months", found);
    let must = ["day", "month", "year", "hour", "minute", "zone"];
    let moment = pattern(
        top.need_text(
            "moment",
            "moment = \"{weekday} {day} {month} {year}, {hour}:{minute} ({zone})\"",
            found,
        ),
        &must,
        &["weekday"],
        found,
    );
    let closed = pattern(
        top.need_text("closed", "closed = \"We are open again from {opens}.\"", found),
        &["opens"],
        &[],
        found,
    );
    let nothing = pattern(
        top.need_text("nothing", "nothing = \"Your plan names no target times.\"", found),
        &[],
        &[],
        found,
    );
    let first_response = sentences(&mut top, "first_response", &[], found);
    let resolution = sentences(&mut top, "resolution", &[], found);
    let other = sentences(&mut top, "other", &["clock"], found);
    top.finish(found);
    Some(Phrases {
        language: language?.value.to_owned(),
        name: name?.value.to_owned(),
        weekdays: weekdays?,
        months: months?,
        moment: moment?,
        closed: closed?,
        nothing: nothing?,
        first_response: first_response?,
        resolution: resolution?,
        other: other?,
    })
}

fn names<const N: usize>(
    top: &mut Section<'_>,
    key: &'static str,
    found: &mut Findings,
) -> Option<[String; N]> {
    let value = top.need(key, "the names in a list", found)?;
    let texts = value.texts(found)?;
    let count = texts.len();
    let names: Result<[String; N], _> =
        texts.into_iter().map(|text| text.value.to_owned()).collect::<Vec<_>>().try_into();
    if names.is_err() {
        found.error(value.span(), &value.key, format!("there are {count} names, and not {N}"), None);
    }
    names.ok()
}

fn sentences(
    top: &mut Section<'_>,
    key: &'static str,
    also: &[&'static str],
    found: &mut Findings,
) -> Option<Sentences> {
    let mut section = top.need(key, "the table with its sentences", found)?.section(found)?;
    let mut said = RULES.iter().map(|rule| {
        let must = [rule.must, also].concat();
        let text = section.need_text(rule.key, "the sentence in quotes", found);
        pattern(text, &must, &[], found)
    });
    let mut next = || said.next().flatten();
    // All are looked at before one that is missing ends it.
    let all: [Option<String>; 10] = std::array::from_fn(|_| next());
    section.finish(found);
    let [due, missed, waiting, on_hold, met, late, done, best_effort, by_contract, not_covered] = all;
    Some(Sentences {
        due: due?,
        missed: missed?,
        waiting: waiting?,
        on_hold: on_hold?,
        met: met?,
        late: late?,
        done: done?,
        best_effort: best_effort?,
        by_contract: by_contract?,
        not_covered: not_covered?,
    })
}

/// A pattern that fills each of `must` and nothing but those and `may`.
fn pattern(
    text: Option<Text<'_>>,
    must: &[&'static str],
    may: &[&'static str],
    found: &mut Findings,
) -> Option<String> {
    let text = text?;
    let places: Vec<&str> = pieces(text.value)
        .into_iter()
        .filter_map(|piece| match piece {
            Piece::Place(name, _) => Some(name),
            Piece::Text(_) => None,
        })
        .collect();
    for missing in must.iter().filter(|name| !places.contains(name)) {
        let message = format!("this must say {{{missing}}}");
        found.error(text.span.clone(), &text.key, message, "without it the customer would not be told");
    }
    let known: Vec<&str> = must.iter().chain(may).copied().collect();
    for unknown in places.iter().filter(|name| !known.contains(name)) {
        let message = format!("there is nothing to put into {{{unknown}}} here");
        found.error(text.span.clone(), &text.key, message, did_you_mean(unknown, known.iter().copied()));
    }
    Some(text.value.to_owned())
}
