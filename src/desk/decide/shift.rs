//! Shifts that begin and end. An agent has one at a time.

use super::limits::{bounded, line};
use super::{Decision, Refusal, Situation};
use crate::calendar::Instant;
use crate::desk::event::Event;

pub(super) fn begin(
    situation: &Situation,
    on: Option<&str>,
    planned: Option<Instant>,
    now: Instant,
) -> Result<Decision, Refusal> {
    if let Some(shift) = &situation.shift {
        return Err(Refusal::Taken(format!(
            "a shift of {} has begun at {} already: end it first",
            shift.agent, shift.began
        )));
    }
    if planned.is_some_and(|planned| planned <= now) {
        return Err(Refusal::Invalid("a shift ends after it begins".into()));
    }
    let line = on.map(|on| line("the line", on)).transpose()?;
    Ok(Decision::Desk(Event::ShiftBegan { line, planned: planned.map(Instant::unix) }))
}

pub(super) fn end(situation: &Situation, note: &str) -> Result<Decision, Refusal> {
    let shift = situation.shift.as_ref();
    let shift =
        shift.ok_or_else(|| Refusal::Missing(format!("shift of {} that has begun", situation.agent)))?;
    let note = if note.trim().is_empty() { String::new() } else { bounded("the note", note)? };
    Ok(Decision::Desk(Event::ShiftEnded { shift: shift.id, note }))
}
