//! What has happened to the ticket of a question: `events` of a batch, `--event` of the single form.

use serde_json::value::RawValue;

use super::object::{is_null, list, meant, object, quoted, shown, text};
use crate::calendar::{Instant, Span};
use crate::policy::{ClockEvent, Happened, History};

const RIGHT: &str = "write {\"assigned\":\"2026-03-27T16:30Z\"}, or a list of {\"event\":..,\"at\":..} or of [event, instant]";

/// The events of a question as written: a list of objects or pairs, or an object of instants by event.
///
/// # Errors
/// Says what is wrong and what would be right.
pub(super) fn read(value: &RawValue) -> Result<Vec<Happened>, String> {
    match value.get().chars().next() {
        Some('[') => list(value, "events")?.into_iter().map(one).collect(),
        Some('{') => by_event(value),
        _ => Err(format!("events is {}: {RIGHT}", shown(value))),
    }
}

/// `{"event":"assigned","at":"..."}` or `["assigned","..."]`.
fn one(value: &RawValue) -> Result<Happened, String> {
    let (word, at) = if value.get().starts_with('[') {
        let pair = list(value, "an event")?;
        match pair.as_slice() {
            [word, at] => (*word, *at),
            [word] => return Err(open(&text(word, "an event")?)),
            _ => return Err(format!("{} is no event: {RIGHT}", shown(value))),
        }
    } else {
        let (mut word, mut at) = (None, None);
        for (key, value) in object(value, "an event")? {
            match key.as_ref() {
                "event" => word = Some(value),
                "at" => at = Some(value),
                _ => {
                    let near = meant(&key, ["event", "at"]);
                    return Err(format!(
                        "unknown key {}{near} in an event: its keys are event, at",
                        quoted(&key)
                    ));
                }
            }
        }
        let word = word.ok_or_else(|| format!("{} names no event: {RIGHT}", shown(value)))?;
        (word, at.ok_or_else(|| text(word, "an event").map_or_else(|error| error, |word| open(&word)))?)
    };
    happened(&text(word, "an event")?, at)
}

/// `{"assigned":"...","reply":["...","..."]}`: each event in its order, all of them by their instants.
fn by_event(value: &RawValue) -> Result<Vec<Happened>, String> {
    let mut all: Vec<Happened> = Vec::new();
    for (word, moments) in object(value, "events")? {
        let moments = match moments.get().starts_with('[') {
            true => list(moments, "an event")?,
            false => vec![moments],
        };
        let mut before: Option<Instant> = None;
        for moment in moments {
            let given = happened(&word, moment)?;
            if let Some(before) = before.filter(|before| given.at < *before) {
                let error =
                    crate::policy::HistoryError::Backwards { event: given.event, at: given.at, before };
                return Err(error.to_string());
            }
            before = Some(given.at);
            all.push(given);
        }
    }
    all.sort_by_key(|given| (given.at, ClockEvent::ALL.iter().position(|event| *event == given.event)));
    Ok(all)
}

fn happened(word: &str, at: &RawValue) -> Result<Happened, String> {
    let event = event(word)?;
    if is_null(at) {
        return Err(open(word));
    }
    let written = text(at, "the moment of an event")?;
    Ok(Happened { event, at: moment(word, &written)? })
}

/// `assigned=2026-03-27T16:30+01:00`, as the flag has it.
///
/// # Errors
/// As [`read`].
pub(super) fn flag(written: &str) -> Result<Happened, String> {
    let right = "write for example --event assigned=2026-03-27T16:30+01:00";
    let (word, at) = written
        .split_once('=')
        .filter(|(_, at)| !at.trim().is_empty())
        .ok_or_else(|| format!("--event {} has no moment: {right}", quoted(written)))?;
    Ok(Happened { event: event(word.trim())?, at: moment(word, at.trim())? })
}

fn event(word: &str) -> Result<ClockEvent, String> {
    ClockEvent::from_word(word).ok_or_else(|| {
        let words = ClockEvent::ALL.map(ClockEvent::as_str);
        let given: Vec<&str> = words.into_iter().filter(|word| *word != "received").collect();
        let near = meant(word, given.iter().copied());
        format!("there is no event {}{near}: write one of {}", quoted(word), given.join(", "))
    })
}

fn moment(word: &str, written: &str) -> Result<Instant, String> {
    written.parse().map_err(|error| format!("{word} {} is {error}", quoted(written)))
}

fn open(word: &str) -> String {
    format!("the event {} has no moment: give an instant, or leave what has not happened out", quoted(word))
}

/// Checked and in order.
///
/// # Errors
/// Where something cannot have happened so.
pub(super) fn history(received: Instant, events: &[Happened], waiting: &[Span]) -> Result<History, String> {
    History::new(received, events, waiting).map_err(|error| error.to_string())
}
