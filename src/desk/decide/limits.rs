//! How long texts may be, and which may not be empty.

use super::Refusal;

/// Longest one-line text that is kept, in characters.
pub const LINE_LIMIT: usize = 1_000;
/// Longest reason or cause that is kept, in characters.
pub const REASON_LIMIT: usize = 10_000;
/// Longest message that is kept, in bytes.
pub const TEXT_LIMIT: usize = 10 * 1024 * 1024;

pub(super) fn line(what: &str, text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Refusal::Invalid(format!("{what} is empty")));
    }
    no_longer_than(LINE_LIMIT, what, text)?;
    Ok(text.to_owned())
}

/// A reason or a cause: it stands in the ticket's row, which every board reads.
pub(super) fn bounded(what: &str, text: &str) -> Result<String, Refusal> {
    no_longer_than(REASON_LIMIT, what, text)?;
    Ok(text.to_owned())
}

pub(super) fn no_longer_than(limit: usize, what: &str, text: &str) -> Result<(), Refusal> {
    if text.chars().count() > limit {
        return Err(Refusal::Invalid(format!("{what} is longer than {limit} characters")));
    }
    Ok(())
}

pub(super) fn message(what: &str, text: &str) -> Result<(), Refusal> {
    if text.len() > TEXT_LIMIT {
        return Err(Refusal::Invalid(format!("{what} is longer than 10 MB")));
    }
    Ok(())
}

pub(super) fn said(what: &str, text: &str) -> Result<(), Refusal> {
    message(what, text)?;
    if text.trim().is_empty() { Err(Refusal::Invalid(format!("{what} is empty"))) } else { Ok(()) }
}

/// A reason that must be given.
pub(super) fn required(what: &str, reason: &str) -> Result<String, Refusal> {
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(Refusal::Invalid(format!("{what} needs a reason")));
    }
    bounded("the reason", reason)
}
