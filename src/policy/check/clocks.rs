//! Clocks as written: what starts, ends, pauses and repeats them; what could never run or never be kept is refused.

use std::ops::Range;

use super::Names;
use crate::policy::clock::{Clock, ClockEvent, Pause};
use crate::policy::model::ClockKey;
use crate::written::diagnostic::quoted;
use crate::written::{Findings, Section, Text, Value, did_you_mean, name_is_plain};

/// Reads `[clocks.*]`, in the order in which they are shown.
pub(super) fn all(top: &mut Section, names: &mut Names, found: &mut Findings) -> Vec<Clock> {
    let such_as = "[clocks.first_response] and [clocks.resolution]";
    let Some(section) = top.need("clocks", such_as, found).and_then(|value| value.section(found)) else {
        return Vec::new();
    };
    let mut clocks = Vec::new();
    for (name, value) in section.entries() {
        names.clocks.push(ClockKey::new(name.value));
        if name_is_plain(name, "a clock", found)
            && let Some(table) = value.section(found)
        {
            clocks.extend(clock(name, table, found));
        }
    }
    for needed in ["first_response", "resolution"] {
        if !names.clocks.iter().any(|clock| clock.as_str() == needed) {
            let message = format!("every pack has the clock `{needed}`");
            let help = format!(
                "write [clocks.{needed}]; where the policy has no such target, its cells say \"none\""
            );
            found.error(section.span.clone(), &section.path, message, help);
        }
    }
    clocks
}

fn clock(name: &Text, mut table: Section, found: &mut Findings) -> Option<Clock> {
    let title = table.need_text("name", "its name for people", found);
    let starts = table.need_text("starts", "the event that starts it, such as \"received\"", found);
    let starts = starts.and_then(|text| event(&text, found));
    let ends = table.need("ends", "the event that ends it, such as \"resolved\", or a list of them", found);
    let ends = ends.map(|value| events(&value, found));
    let mut states = |key, found: &mut Findings| -> Vec<Pause> {
        table.texts(key, found).iter().filter_map(|text| pause(text, found)).collect()
    };
    let (mut pauses, not_in) = (states("pauses", found), states("not_in", found));
    let repeats = table.yes("repeats", found);
    let until = table.get("until").map(|value| for_good(events(&value, found)));
    let (span, path) = (table.span.clone(), table.path.clone());
    table.finish(found);
    let own = !matches!(name.value, "first_response" | "resolution");
    // Nothing is owed for a resolved ticket, whatever else its pack counts.
    let until = until.unwrap_or_else(|| if own { vec![ClockEvent::Resolved] } else { Vec::new() });
    // A ticket that is reopened goes on where it stopped (sla.md 1.6): what it stood resolved is nobody's miss.
    if own && !pauses.contains(&Pause::Resolved) && !not_in.contains(&Pause::Resolved) {
        pauses.push(Pause::Resolved);
    }
    let clock = Clock {
        key: ClockKey::new(name.value),
        name: title.map(|text| text.value.to_owned()).unwrap_or_default(),
        starts: starts?,
        ends: ends.filter(|ends| !ends.is_empty())?,
        pauses,
        not_in,
        repeats,
        until,
    };
    makes_sense(&clock, &span, &path, found);
    Some(clock)
}

/// What these two mean is fixed (sla.md 1.5, 1.6), so that every list, report and pack can be compared; of the others,
/// what could never start, never end or never be kept is refused.
fn makes_sense(clock: &Clock, span: &Range<usize>, path: &str, found: &mut Findings) {
    let fixed = match clock.key.as_str() {
        "first_response" => Some((ClockEvent::Received, ClockEvent::FirstReply, &[][..])),
        "resolution" => {
            let pauses = &[Pause::WaitingForCustomer, Pause::Resolved][..];
            Some((ClockEvent::Received, ClockEvent::Resolved, pauses))
        }
        _ => None,
    };
    let mut wrong = |message: String, help: String| found.error(span.clone(), path, message, help);
    if let Some((starts, ends, pauses)) = fixed {
        let same_pauses =
            clock.pauses.len() == pauses.len() && pauses.iter().all(|p| clock.pauses.contains(p));
        if !clock.is_plain() || clock.starts != starts || clock.ends != [ends] || !same_pauses {
            let words: Vec<String> =
                pauses.iter().map(|pause| format!("\"{}\"", pause_word(*pause))).collect();
            let help = format!(
                "write starts = \"{starts}\", ends = \"{ends}\", pauses = [{}]; what a policy counts otherwise is a clock of its own name",
                words.join(", ")
            );
            wrong(format!("the clock `{}` has a fixed meaning", clock.key), help);
        }
        return;
    }
    for event in [ClockEvent::Received, ClockEvent::CustomerMessage] {
        if clock.ends.contains(&event) || clock.until.contains(&event) {
            let message = format!("`{event}` can start a clock of the desk's, not end it");
            wrong(message, "name what the desk does".into());
        }
    }
    if clock.starts == ClockEvent::CustomerMessage && !clock.repeats {
        let message = "a clock that starts with a message of the customer starts with every one".to_owned();
        wrong(message, "write repeats = true".into());
    }
    if clock.ends.contains(&clock.starts) && !clock.repeats {
        let message = format!("this clock starts and ends with `{}`", clock.starts);
        wrong(message, "name two events, or write repeats = true".into());
    }
    if let Some(both) = clock.not_in.iter().find(|state| clock.pauses.contains(state)) {
        let message = format!("this clock both pauses and does not run while `{}`", pause_word(*both));
        wrong(message, "keep it in `pauses` (it goes on afterwards) or in `not_in` (it starts anew)".into());
    }
    let once = |event: &ClockEvent| !matches!(event, ClockEvent::Reply);
    if clock.repeats && clock.ends.iter().all(once) {
        let message = "this clock repeats, and what ends it happens once".to_owned();
        wrong(message, "end a clock that repeats with \"reply\"".into());
    }
}

/// The events that end a clock for good: a resolution is always among them.
pub(super) fn for_good(mut events: Vec<ClockEvent>) -> Vec<ClockEvent> {
    if !events.contains(&ClockEvent::Resolved) {
        events.push(ClockEvent::Resolved);
    }
    events
}

/// One event, or a list of them.
pub(super) fn events(value: &Value, found: &mut Findings) -> Vec<ClockEvent> {
    let texts = match value.value.get_ref().is_array() {
        true => value.texts(found).unwrap_or_default(),
        false => value.text(found).into_iter().collect(),
    };
    texts.iter().filter_map(|text| event(text, found)).collect()
}

/// An event that the desk writes down of a ticket.
pub(super) fn event(text: &Text, found: &mut Findings) -> Option<ClockEvent> {
    let event = ClockEvent::from_word(text.value);
    if event.is_none() {
        let words = ClockEvent::ALL.map(ClockEvent::as_str);
        let message = format!("{} is no event of a ticket", quoted(text.value));
        let near = did_you_mean(text.value, words).filter(|help| help.starts_with("did you mean"));
        let help = near.unwrap_or_else(|| format!("write one of {}", words.join(", ")));
        found.error(text.span.clone(), &text.key, message, help);
    }
    event
}

const PAUSES: [Pause; 3] = [Pause::WaitingForCustomer, Pause::Resolved, Pause::OnHold];

/// A state in which a clock pauses, as packs write it.
pub fn pause_word(pause: Pause) -> &'static str {
    match pause {
        Pause::WaitingForCustomer => "waiting_for_customer",
        Pause::Resolved => "resolved",
        Pause::OnHold => "on_hold",
    }
}

fn pause(text: &Text, found: &mut Findings) -> Option<Pause> {
    let pause = PAUSES.into_iter().find(|pause| pause_word(*pause) == text.value);
    if pause.is_none() {
        let message = format!("{} is no state in which a clock pauses", quoted(text.value));
        found.error(text.span.clone(), &text.key, message, "write waiting_for_customer, resolved or on_hold");
    }
    pause
}
