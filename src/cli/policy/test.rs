//! `tierdesk policy test`: a pack's own examples, each with its answer, and where the time goes in a wrong one.

use serde_json::{Value, json};

use super::given::{self, Given};
use crate::calendar::{LedgerRow, duration_words, instant_words, ledger_rows};
use crate::cli::{CliError, Context, Out};
use crate::policy::{Environment, Expected, Facts, Pack, Tried, TriedAnswer};
use crate::text::{printable, width};

pub fn run(asked: &[String], as_json: bool, context: &mut Context) -> Result<(), CliError> {
    let mut right = true;
    let mut rows = Vec::new();
    for (index, argument) in asked.iter().enumerate() {
        let given = match given::pack(argument, context) {
            Ok(given) => given,
            Err(none) => return Err(none.say(context)),
        };
        let tried = given.pack.try_examples();
        right &= tried.iter().all(Tried::is_right);
        if as_json {
            rows.push(pack_json(&given, &tried));
        } else {
            if index > 0 {
                context.out.line("")?;
            }
            report(&given, &tried, &mut context.out)?;
        }
    }
    if as_json {
        context.out.json(&rows)?;
    }
    if right { Ok(()) } else { Err(CliError::said()) }
}

fn report(given: &Given, tried: &[Tried], out: &mut Out) -> Result<(), CliError> {
    if tried.is_empty() {
        out.line(format!("{} has no examples", given.as_what))?;
        return out.line("Write [[examples]] with `ask` and `answer`: a pack proves itself by them.");
    }
    for (index, one) in tried.iter().enumerate() {
        example(given, index + 1, one, out)?;
    }
    let wrong = tried.iter().filter(|one| !one.is_right()).count();
    let examples = if tried.len() == 1 { "1 example".into() } else { format!("{} examples", tried.len()) };
    let outcome = if wrong == 0 { "all right".to_owned() } else { format!("{wrong} wrong") };
    out.line(format!("{}: {examples}, {outcome}", given.as_what))
}

fn example(given: &Given, number: usize, tried: &Tried, out: &mut Out) -> Result<(), CliError> {
    let pack = &given.pack;
    let (mark, place) = match tried.is_right() {
        true => ("ok   ", String::new()),
        false => ("WRONG", format!(" (line {})", given.line(tried.example.span.start))),
    };
    let received = instant_words(tried.example.received, &pack.zone);
    let facts = facts_words(pack, &tried.example.facts);
    out.line(printable(&format!("{mark} {number}. {facts}, received {received}{place}")))?;
    if let Some(note) = &tried.example.note {
        out.line(printable(&format!("         {note}")))?;
    }
    let widest = tried.answers.iter().map(|answer| width(name(pack, answer))).max().unwrap_or(0);
    for answer in &tried.answers {
        let clock = name(pack, answer);
        let pad = " ".repeat(widest.saturating_sub(width(clock)));
        let expected = answer.expected.words(&pack.zone);
        if answer.is_right() {
            out.line(printable(&format!("         {clock}{pad}  {expected}")))?;
            continue;
        }
        let indent = " ".repeat(widest);
        out.line(printable(&format!("         {clock}{pad}  expected {expected}")))?;
        out.line(printable(&format!("         {indent}  got      {}", answer.got.words(&pack.zone))))?;
        why(pack, tried, answer, out)?;
    }
    out.line("")
}

/// Where the time goes in an answer that was not expected.
fn why(pack: &Pack, tried: &Tried, answer: &TriedAnswer, out: &mut Out) -> Result<(), CliError> {
    let resolved = &answer.resolved;
    let Expected::At(due) = answer.got else {
        return out.line(printable(&format!(
            "           the table says {}: no time is promised",
            resolved.promise
        )));
    };
    let runs =
        format!("           the table says {}, which runs {}", resolved.promise, resolved.calendar_words);
    out.line(printable(&runs))?;
    if answer.from != tried.example.received {
        let from = instant_words(answer.from, &pack.zone);
        out.line(printable(&format!("           after the cut-off: it counts as received {from}")))?;
    }
    let ledger = resolved.calendar.ledger(answer.from, due, &[]);
    rows(&ledger_rows(&ledger), out)?;
    let Expected::At(expected) = answer.expected else { return Ok(()) };
    let (got, wanted) = (ledger.total, resolved.calendar.elapsed(answer.from, expected));
    let difference = duration_words((got - wanted).abs());
    let said = match got - wanted {
        0 => "the expected moment lies after as much open time, while nobody is there".to_owned(),
        1.. => format!("the expected moment lies {difference} of open time before that"),
        _ => format!("the expected moment lies {difference} of open time after that"),
    };
    out.line(format!("           {said}"))
}

fn rows(rows: &[LedgerRow], out: &mut Out) -> Result<(), CliError> {
    let widest =
        |column: fn(&LedgerRow) -> &str| rows.iter().map(|row| width(column(row))).max().unwrap_or(0);
    let (counted, amount, total) =
        (widest(|row| &row.counted), widest(|row| &row.amount), widest(|row| &row.total));
    for row in rows {
        let (notes, spans) = (row.notes.join("; "), &row.counted);
        let line = format!(
            "             {}  {spans:<counted$}  {:>amount$}  {:>total$}  {notes}",
            row.date, row.amount, row.total
        );
        out.line(printable(line.trim_end()))?;
    }
    Ok(())
}

fn name<'p>(pack: &'p Pack, answer: &'p TriedAnswer) -> &'p str {
    pack.clock(&answer.clock).map_or(answer.clock.as_str(), |clock| clock.name.as_str())
}

/// `gold, urgent, level 2, by phone`: what was asked, in the words of the pack.
fn facts_words(pack: &Pack, facts: &Facts) -> String {
    let mut parts: Vec<String> = Vec::new();
    parts.extend(facts.tier.as_ref().map(ToString::to_string));
    parts.extend(facts.severity.as_ref().map(ToString::to_string));
    parts.extend(pack.counts_as(facts).map(|rule| format!("which counts as {}", rule.severity)));
    if facts.environment != Environment::default() {
        parts.push(facts.environment.to_string());
    }
    parts.extend(facts.region.as_ref().map(|region| format!("region {region}")));
    parts.extend(facts.language.as_ref().map(|language| format!("language {language}")));
    parts.extend(facts.channel.as_ref().map(|channel| format!("by {channel}")));
    parts.extend(facts.kind.as_ref().map(|kind| format!("kind {kind}")));
    parts.extend(facts.level.map(|level| format!("level {level}")));
    parts.join(", ")
}

fn pack_json(given: &Given, tried: &[Tried]) -> Value {
    let examples: Vec<Value> = tried.iter().map(|one| example_json(given, one)).collect();
    json!({
        "of": given.as_what,
        "pack": given.pack.id.to_string(),
        "ok": tried.iter().all(Tried::is_right),
        "examples": examples,
    })
}

fn example_json(given: &Given, tried: &Tried) -> Value {
    let facts = &tried.example.facts;
    let answer = |answer: &TriedAnswer| {
        json!({
            "clock": answer.clock.as_str(),
            "ok": answer.is_right(),
            "expected": said_json(&answer.expected),
            "got": said_json(&answer.got),
        })
    };
    let answers: Vec<Value> = tried.answers.iter().map(answer).collect();
    json!({
        "line": given.line(tried.example.span.start),
        "ok": tried.is_right(),
        "note": tried.example.note,
        "ask": {
            "tier": facts.tier.as_ref().map(ToString::to_string),
            "severity": facts.severity.as_ref().map(ToString::to_string),
            "environment": facts.environment.as_str(),
            "region": facts.region,
            "language": facts.language,
            "channel": facts.channel.as_ref().map(ToString::to_string),
            "kind": facts.kind,
            "level": facts.level,
            "received": tried.example.received.to_string(),
        },
        "answers": answers,
    })
}

fn said_json(said: &Expected) -> Value {
    match said {
        Expected::At(at) => json!({ "kind": "due", "at": at.to_string() }),
        Expected::Kind(promise) => json!({ "kind": promise.kind() }),
    }
}
