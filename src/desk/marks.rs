//! What has happened to a ticket that clocks of a pack's own start or end with (sla.md part 4): when it was assigned, when
//! work began, every reply and every message of the customer, whether a workaround or an estimate stands. A ticket's row
//! keeps all of it in a short form, so that every round of every clock follows from the row alone, whatever its targets
//! are today and however late something was written down.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::calendar::Instant;
use crate::policy::{ClockEvent, Happened};

/// What an agent may put on record of a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// The desk stands by the severity that it came in with.
    SeverityStands,
    /// Work on it has begun.
    WorkBegun,
    /// The customer has a way around it.
    Workaround,
    /// The customer was told when to expect a resolution.
    Estimate,
}

impl Mark {
    /// All, in the order in which they are shown.
    pub const ALL: [Mark; 4] = [Mark::SeverityStands, Mark::WorkBegun, Mark::Workaround, Mark::Estimate];

    /// As data writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Mark::SeverityStands => "severity_stands",
            Mark::WorkBegun => "work_begun",
            Mark::Workaround => "workaround",
            Mark::Estimate => "estimate",
        }
    }

    /// What clocks start or end with.
    pub fn event(self) -> ClockEvent {
        match self {
            Mark::SeverityStands => ClockEvent::SeveritySet,
            Mark::WorkBegun => ClockEvent::WorkBegun,
            Mark::Workaround => ClockEvent::Workaround,
            Mark::Estimate => ClockEvent::Estimate,
        }
    }

    /// Whether it can cease to be so: what was done cannot, what the customer was given can.
    pub fn can_be_withdrawn(self) -> bool {
        matches!(self, Mark::Workaround | Mark::Estimate)
    }

    /// That it is so, in words that follow "since": `a workaround stands`.
    pub fn stands(self) -> &'static str {
        match self {
            Mark::SeverityStands => "its severity is set",
            Mark::WorkBegun => "work on it has begun",
            Mark::Workaround => "a workaround stands",
            Mark::Estimate => "an estimate stands",
        }
    }
}

/// What the customer was told, or how it gets along, as far as somebody wrote it down.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Told {
    /// In words.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// The unix second at which a resolution is expected, where the estimate names a moment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected: Option<i64>,
}

/// The moments of a ticket, in the order in which they happened; those of one second in the order in which they were
/// written down. Receipt, first reply and resolution have columns of their own.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct Marks(Vec<Happened>);

/// The letters of the short form. Kept for ever.
const LETTERS: [(ClockEvent, u8); 7] = [
    (ClockEvent::SeveritySet, b's'),
    (ClockEvent::Assigned, b'a'),
    (ClockEvent::WorkBegun, b'b'),
    (ClockEvent::Reply, b'r'),
    (ClockEvent::CustomerMessage, b'm'),
    (ClockEvent::Workaround, b'w'),
    (ClockEvent::Estimate, b'e'),
];

/// Whether it can happen more than once: of anything else the earliest moment holds.
fn comes_again(event: ClockEvent) -> bool {
    matches!(event, ClockEvent::Reply | ClockEvent::CustomerMessage)
}

impl Marks {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Happened> {
        self.0.iter()
    }

    /// When that happened for the first time.
    pub fn first(&self, event: ClockEvent) -> Option<Instant> {
        self.0.iter().find(|mark| mark.event == event).map(|mark| mark.at)
    }

    /// When that happened last.
    pub fn last(&self, event: ClockEvent) -> Option<Instant> {
        self.0.iter().rev().find(|mark| mark.event == event).map(|mark| mark.at)
    }

    /// Every moment at which that happened, in order.
    pub fn all(&self, event: ClockEvent) -> impl Iterator<Item = Instant> {
        self.0.iter().filter(move |mark| mark.event == event).map(|mark| mark.at)
    }

    /// Whether the customer has a way around it.
    pub fn workaround(&self) -> bool {
        self.first(ClockEvent::Workaround).is_some()
    }

    /// The first message of the customer that nobody has answered yet.
    pub fn asked(&self) -> Option<Instant> {
        let unanswered = self.0.iter().rev().take_while(|mark| mark.event != ClockEvent::Reply);
        unanswered.filter(|mark| mark.event == ClockEvent::CustomerMessage).last().map(|mark| mark.at)
    }

    /// That it happened then. Replies and messages add up; of what happens once the earliest moment holds, in whatever
    /// order they are told.
    pub fn add(&mut self, event: ClockEvent, at: Instant) {
        if LETTERS.iter().all(|(known, _)| *known != event) {
            return;
        }
        if !comes_again(event) {
            if self.first(event).is_some_and(|known| known <= at) {
                return;
            }
            self.withdraw(event);
        }
        let place = self.0.partition_point(|mark| mark.at <= at);
        self.0.insert(place, Happened { event, at });
    }

    /// It does not stand any more.
    pub fn withdraw(&mut self, event: ClockEvent) {
        self.0.retain(|mark| mark.event != event);
    }

    /// Only what had happened by then.
    pub fn until(&mut self, at: Instant) {
        self.0.retain(|mark| mark.at <= at);
    }

    /// What happened to another ticket that was merged into this one happened to this one too: every reply and message of
    /// both counts, and of what happens once the earliest.
    pub fn join(&mut self, other: &Marks) {
        for Happened { event, at } in &other.0 {
            self.add(*event, *at);
        }
    }

    /// What a part of the ticket takes with it when it becomes one of its own: who was given it, what was said to and fro,
    /// and that its severity was looked at; not how far the work on the other problem has come.
    pub fn of_part(&self) -> Marks {
        let stays =
            |event| !matches!(event, ClockEvent::WorkBegun | ClockEvent::Workaround | ClockEvent::Estimate);
        Marks(self.0.iter().copied().filter(|mark| stays(mark.event)).collect())
    }

    /// Reads the short form, such as `a1790000000 r1790000060`. Lenient, as a row may hold anything: what is no moment is
    /// left out (`tierdesk check` names it).
    pub fn read(text: &[u8]) -> Marks {
        let mut marks = Vec::with_capacity(text.len() / LENGTH + 1);
        for word in text.split(|byte| *byte == b' ') {
            let Some((letter, digits)) = word.split_first() else { continue };
            let known = LETTERS.iter().find(|(_, known)| known == letter);
            if let (Some((event, _)), Some(at)) = (known, second(digits)) {
                marks.push(Happened { event: *event, at: Instant::from_unix_clamped(at) });
            }
        }
        if !marks.is_sorted_by_key(|mark| mark.at) {
            marks.sort_by_key(|mark| mark.at);
        }
        Marks(marks)
    }
}

/// How long one moment is in the short form, with the space after it.
const LENGTH: usize = 12;

/// A unix second; `None` where it is none, or longer than any that is kept.
fn second(digits: &[u8]) -> Option<i64> {
    if digits.is_empty() || digits.len() > LENGTH {
        return None;
    }
    digits.iter().try_fold(0_i64, |sum, digit| {
        digit.is_ascii_digit().then(|| sum.saturating_mul(10).saturating_add(i64::from(digit - b'0')))
    })
}

impl fmt::Display for Marks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, mark) in self.0.iter().enumerate() {
            let letter = LETTERS.iter().find(|(event, _)| *event == mark.event).map_or(b'?', |(_, l)| *l);
            let space = if place > 0 { " " } else { "" };
            write!(f, "{space}{}{}", char::from(letter), mark.at.unix())?;
        }
        Ok(())
    }
}

impl From<String> for Marks {
    fn from(text: String) -> Marks {
        Marks::read(text.as_bytes())
    }
}

impl From<Marks> for String {
    fn from(marks: Marks) -> String {
        marks.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Instant {
        Instant::from_unix_clamped(1_790_000_000 + second)
    }

    fn marks(told: &[(ClockEvent, i64)]) -> Marks {
        let mut marks = Marks::default();
        told.iter().for_each(|(event, second)| marks.add(*event, at(*second)));
        marks
    }

    #[test]
    fn the_short_form_comes_back_and_nonsense_is_left_out() {
        use ClockEvent::{Assigned, CustomerMessage, Estimate, Reply, SeveritySet, WorkBegun, Workaround};
        let all = [SeveritySet, Assigned, WorkBegun, Reply, CustomerMessage, Workaround, Estimate];
        let told: Vec<_> = all.into_iter().zip([5, 3, 4, 9, 9, 1, 2]).collect();
        let marks = marks(&told);
        assert_eq!(
            marks.to_string(),
            "w1790000001 e1790000002 a1790000003 b1790000004 s1790000005 r1790000009 m1790000009"
        );
        assert_eq!(Marks::read(marks.to_string().as_bytes()), marks);
        assert_eq!(Marks::read(b""), Marks::default());
        let odd = Marks::read(b"  r x12 r-5 r1790000060 a1790000000 m99999999999999 \xff1 q");
        assert_eq!(odd.to_string(), "a1790000000 r1790000060");
    }

    #[test]
    fn what_happens_once_holds_from_its_earliest_moment_and_the_rest_adds_up() {
        use ClockEvent::{Assigned, CustomerMessage, Received, Reply, Workaround};
        let mut marks =
            marks(&[(Assigned, 5), (Assigned, 9), (Assigned, 2), (Reply, 7), (Reply, 3), (Received, 1)]);
        assert_eq!(marks.first(Assigned), Some(at(2)));
        assert_eq!(marks.all(Reply).collect::<Vec<_>>(), [at(3), at(7)]);
        assert_eq!(marks.iter().count(), 3);
        assert_eq!(marks.asked(), None);
        marks.add(CustomerMessage, at(4));
        assert_eq!(marks.asked(), None, "answered at 7");
        marks.add(CustomerMessage, at(8));
        marks.add(CustomerMessage, at(9));
        assert_eq!(marks.asked(), Some(at(8)));
        marks.add(Workaround, at(9));
        assert!(marks.workaround());
        marks.withdraw(Workaround);
        assert!(!marks.workaround());
    }

    #[test]
    fn a_merge_keeps_what_was_said_in_both_and_the_earliest_of_the_rest() {
        use ClockEvent::{Assigned, Estimate, Reply, WorkBegun};
        let mut lives = marks(&[(Assigned, 5), (Reply, 7)]);
        lives.join(&marks(&[(Assigned, 2), (Reply, 3), (WorkBegun, 4), (Estimate, 8)]));
        assert_eq!(lives, marks(&[(Assigned, 2), (Reply, 3), (WorkBegun, 4), (Reply, 7), (Estimate, 8)]));
        assert_eq!(lives.of_part(), marks(&[(Assigned, 2), (Reply, 3), (Reply, 7)]));
    }
}
