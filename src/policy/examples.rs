//! A pack's own examples, asked: what each clock answers beside what the author expects.

use std::fmt;
use std::sync::Arc;

use super::model::{ClockKey, Example, Expected, Pack};
use super::resolved::Resolved;
use super::terms::Terms;
use crate::calendar::{Instant, Zone, instant_words};

/// An example and what the pack answers to it.
#[derive(Debug, Clone)]
pub struct Tried {
    /// The question.
    pub example: Example,
    /// The answers, in the order in which they are expected.
    pub answers: Vec<TriedAnswer>,
}

/// What one clock answers.
#[derive(Debug, Clone)]
pub struct TriedAnswer {
    /// Whose answer.
    pub clock: ClockKey,
    /// What the example expects.
    pub expected: Expected,
    /// What the pack answers.
    pub got: Expected,
    /// From when its time counts.
    pub from: Instant,
    /// The target and the calendar in which it runs.
    pub resolved: Arc<Resolved>,
    /// Bytes of the expected answer in its file.
    pub span: std::ops::Range<usize>,
}

impl TriedAnswer {
    /// Whether it is the one that was expected.
    pub fn is_right(&self) -> bool {
        self.got == self.expected
    }
}

impl Tried {
    /// Whether every answer is the one that was expected.
    pub fn is_right(&self) -> bool {
        self.answers.iter().all(TriedAnswer::is_right)
    }
}

impl Pack {
    /// Every example with the answers of the pack as published, worked out now.
    pub fn try_examples(self: &Arc<Pack>) -> Vec<Tried> {
        let terms = Terms::of_pack(self.clone());
        let tried = |example: &Example| {
            let answers = example.expect.iter().map(|answer| {
                let resolved = terms.resolve(&answer.clock, &example.facts, example.received);
                let due = resolved.due(example.received, &[]);
                TriedAnswer {
                    clock: answer.clock.clone(),
                    expected: answer.expected.clone(),
                    got: due.map_or_else(|| Expected::Kind(resolved.promise.clone()), Expected::At),
                    from: resolved.counts_from(example.received),
                    resolved,
                    span: answer.span.clone(),
                }
            });
            Tried { answers: answers.collect(), example: example.clone() }
        };
        self.examples.iter().map(tried).collect()
    }
}

impl Expected {
    /// In words: `Mon 2026-03-30 16:30 CEST` on that zone's clock, or the promise.
    pub fn words(&self, zone: &Zone) -> String {
        match self {
            Expected::At(instant) => instant_words(*instant, zone),
            Expected::Kind(promise) => promise.to_string(),
        }
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Expected::At(instant) => write!(f, "due at {instant}"),
            Expected::Kind(promise) => write!(f, "{promise}"),
        }
    }
}
