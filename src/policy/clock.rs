//! Clocks as a pack declares them: what starts one, what ends it, in which states of a ticket it stands still or does not
//! run at all, and whether it starts again (sla.md part 4). Pure: what has happened to a ticket is an argument.
//!
//! One clock is a row of rounds. One that does not repeat has a single round, from its start event to the first of its end
//! events. One that repeats begins the next round at the end of the last; where it starts with something that can happen
//! again (a message of the customer), at the next time that this happens, so that several messages in a row start nothing
//! anew (sla.md 1.6).

use std::fmt;

use super::model::ClockKey;
use super::resolved::Resolved;
use super::target::Promise;
use crate::calendar::{Instant, Span};

/// What happens to a ticket and can start or end a clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ClockEvent {
    /// It came in.
    Received,
    /// The desk set its severity, or stood by the one that it came in with.
    SeveritySet,
    /// It was given to somebody for the first time.
    Assigned,
    /// Somebody began to work on it.
    WorkBegun,
    /// The customer wrote (a machine's answer is no message).
    CustomerMessage,
    /// The first reply that a person sent to the customer (sla.md 1.5).
    FirstReply,
    /// A reply that a person sent to the customer, the first one too.
    Reply,
    /// The customer was given a way around it.
    Workaround,
    /// The customer was told when to expect a resolution.
    Estimate,
    /// It was resolved, and stands so.
    Resolved,
}

impl ClockEvent {
    /// All, in the order in which a ticket usually goes through them.
    pub const ALL: [ClockEvent; 10] = [
        ClockEvent::Received,
        ClockEvent::SeveritySet,
        ClockEvent::Assigned,
        ClockEvent::WorkBegun,
        ClockEvent::FirstReply,
        ClockEvent::Reply,
        ClockEvent::CustomerMessage,
        ClockEvent::Workaround,
        ClockEvent::Estimate,
        ClockEvent::Resolved,
    ];

    /// As data and commands write it.
    pub fn as_str(self) -> &'static str {
        match self {
            ClockEvent::Received => "received",
            ClockEvent::SeveritySet => "severity_set",
            ClockEvent::Assigned => "assigned",
            ClockEvent::WorkBegun => "work_begun",
            ClockEvent::CustomerMessage => "customer_message",
            ClockEvent::FirstReply => "first_reply",
            ClockEvent::Reply => "reply",
            ClockEvent::Workaround => "workaround",
            ClockEvent::Estimate => "estimate",
            ClockEvent::Resolved => "resolved",
        }
    }

    /// From the word that data and commands use.
    pub fn from_word(word: &str) -> Option<ClockEvent> {
        Self::ALL.into_iter().find(|event| event.as_str() == word)
    }

    /// As the end of a sentence that says when something begins: `the customer writes`.
    pub fn when(self) -> &'static str {
        match self {
            ClockEvent::Received => "the ticket comes in",
            ClockEvent::CustomerMessage => "the customer writes",
            ClockEvent::FirstReply => "the first reply is sent",
            ClockEvent::Reply => "a reply is sent",
            ClockEvent::SeveritySet => "its severity is set",
            ClockEvent::Assigned => "it is assigned",
            ClockEvent::WorkBegun => "work on it begins",
            ClockEvent::Workaround => "a workaround is given",
            ClockEvent::Estimate => "an estimate is given",
            ClockEvent::Resolved => "it is resolved",
        }
    }

    /// In words for people: `the first reply`.
    pub fn words(self) -> &'static str {
        match self {
            ClockEvent::Received => "receipt",
            ClockEvent::SeveritySet => "the setting of its severity",
            ClockEvent::Assigned => "the assignment",
            ClockEvent::WorkBegun => "the beginning of work",
            ClockEvent::CustomerMessage => "a message of the customer",
            ClockEvent::FirstReply => "the first reply",
            ClockEvent::Reply => "a reply",
            ClockEvent::Workaround => "a workaround",
            ClockEvent::Estimate => "an estimate",
            ClockEvent::Resolved => "the resolution",
        }
    }

    /// Whether it can happen to a ticket again, so that a clock that repeats waits for the next time.
    fn comes_again(self) -> bool {
        matches!(self, ClockEvent::CustomerMessage)
    }
}

impl fmt::Display for ClockEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A clock: what starts it, what stops it, when it stands still.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clock {
    /// Its key.
    pub key: ClockKey,
    /// Its name for people.
    pub name: String,
    /// The event that starts it.
    pub starts: ClockEvent,
    /// The events that end it, or a round of it: the first of them to happen.
    pub ends: Vec<ClockEvent>,
    /// States in which it stands still: afterwards it goes on with what was left (sla.md 1.6).
    pub pauses: Vec<Pause>,
    /// States in which it does not run at all: afterwards it starts anew with its whole target.
    pub not_in: Vec<Pause>,
    /// It starts again after each end (an update interval).
    pub repeats: bool,
    /// The events that end it for good, without having kept it: nothing is owed any more. A cell may name others.
    pub until: Vec<ClockEvent>,
}

/// A state of a ticket in which a clock may stand still.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Pause {
    /// The desk waits for the customer.
    WaitingForCustomer,
    /// The ticket stands resolved.
    Resolved,
    /// The ticket is on hold.
    OnHold,
}

/// Something that has happened to a ticket, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Happened {
    /// What.
    pub event: ClockEvent,
    /// When.
    pub at: Instant,
}

/// One run of a clock from a start to an end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Round {
    /// When it began.
    pub started: Instant,
    /// How it ended, where it has.
    pub ended: Option<Ended>,
}

/// How a round ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ended {
    /// When.
    pub at: Instant,
    /// By what.
    pub by: ClockEvent,
    /// By what the clock asks for: it was kept if that was in time. Otherwise it was ended for good, and nothing more was
    /// owed: late only if it was due before.
    pub kept: bool,
}

/// A stretch over which a ticket was in a state; `to` is `None` while it lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stood {
    /// In which state.
    pub state: Pause,
    /// Since when.
    pub from: Instant,
    /// Until when.
    pub to: Option<Instant>,
}

impl Clock {
    /// Whether a single run from receipt to the first reply or the resolution is all of it: what most clocks are.
    pub fn is_plain(&self) -> bool {
        self.starts == ClockEvent::Received
            && matches!(self.ends.as_slice(), [ClockEvent::FirstReply | ClockEvent::Resolved])
            && !self.repeats
            && self.not_in.is_empty()
            && self.until.is_empty()
    }

    /// Its rounds so far, and how it stands after them. `happened` is in the order in which it happened; `until` ends it
    /// for good (a cell may set its own). A moment that lies before the one before it (a clock that was stepped back)
    /// counts as if it were that one.
    pub fn run(&self, until: &[ClockEvent], happened: &[Happened]) -> Run {
        let mut rounds: Vec<Round> = Vec::new();
        let mut started: Option<Instant> = None;
        for Happened { event, at } in happened {
            let over = until.contains(event);
            if let Some(from) = started {
                let at = (*at).max(from);
                let kept = self.ends.contains(event);
                // The first reply is a reply as well: what it starts, it does not end.
                let itself =
                    self.starts == ClockEvent::FirstReply && *event == ClockEvent::Reply && at == from;
                if !kept && !over || itself && rounds.is_empty() {
                    continue;
                }
                let ended = Some(Ended { at, by: *event, kept });
                rounds.push(Round { started: from, ended });
                if over || !self.repeats {
                    return Run { rounds, stands: Stands::Over, over: Some(Happened { event: *event, at }) };
                }
                started = (!self.starts.comes_again()).then_some(at);
            } else if over {
                return Run { rounds, stands: Stands::Over, over: Some(Happened { event: *event, at: *at }) };
            } else if *event == self.starts {
                started = Some(*at);
            }
        }
        let stands = if started.is_some() { Stands::Runs } else { Stands::Waits };
        rounds.extend(started.map(|started| Round { started, ended: None }));
        Run { rounds, stands, over: None }
    }
}

/// What a clock has done so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Its rounds in order; the last one has no end where the clock runs.
    pub rounds: Vec<Round>,
    /// How it stands after them.
    pub stands: Stands,
    /// What has ended it for good, and when.
    pub over: Option<Happened>,
}

impl Run {
    /// The round that stands now: the one that runs, or the one with which the clock ended. `None` while it waits, and
    /// where it ended for good as it waited: then nothing was owed.
    pub fn present(&self) -> Option<&Round> {
        let last = self.rounds.last().filter(|_| self.stands != Stands::Waits)?;
        let ended_it = |ended: Ended| self.over.is_some_and(|over| over.event == ended.by);
        last.ended.is_none_or(ended_it).then_some(last)
    }
}

/// How a clock stands after what has happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stands {
    /// Its last round runs.
    Runs,
    /// It waits for its start event, for the first time or again.
    Waits,
    /// It has ended for good.
    Over,
}

/// Where a round leads, by what its ticket stood in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Course {
    /// Due then, begun then (anew, where the clock does not run in a state that has ended).
    Due {
        /// By when.
        due: Instant,
        /// Since when it runs.
        begun: Instant,
    },
    /// It does not run now: the ticket is in a state in which it does not.
    Off {
        /// Since when.
        since: Instant,
    },
    /// Due past 2200.
    Beyond,
    /// The promise names no time.
    Untimed,
}

/// Over which a round of a clock that began then stood still. A state that lasts covers nothing yet, reckoned at its own
/// beginning; of a round that has ended, it covers what lies before the end.
pub fn stood_still(clock: &Clock, round: &Round, stood: &[Stood], since: Instant) -> Vec<Span> {
    let end = round.ended.map(|ended| ended.at);
    let paused = stood.iter().filter(|stood| clock.pauses.contains(&stood.state));
    let spans = paused.filter_map(|stood| {
        let to = match (stood.to, end) {
            (Some(to), Some(end)) => to.min(end),
            (to, end) => to.or(end)?,
        };
        let span = Span { from: stood.from.max(since), to };
        (span.from < span.to).then_some(span)
    });
    spans.collect()
}

/// When a round is due, under what the ticket stood in up to its end; a state that lasts is reckoned from its beginning.
/// `None` of it looks at `now`: a countdown is `due - now`, never accumulated (sla.md 1.9).
pub fn course(clock: &Clock, round: &Round, target: &Resolved, stood: &[Stood]) -> Course {
    let Promise::Within(_) = target.promise else { return Course::Untimed };
    let end = round.ended.map_or(Instant::MAX, |ended| ended.at);
    let pauses = |since: Instant| stood_still(clock, round, stood, since);
    let mut begun = round.started;
    let mut offs: Vec<&Stood> = stood.iter().filter(|stood| clock.not_in.contains(&stood.state)).collect();
    offs.sort_by_key(|stood| stood.from);
    for off in offs {
        if off.from >= end || off.to.is_some_and(|to| to <= begun) {
            continue;
        }
        // What was missed before it began stays missed, as with a pause (sla.md 1.6).
        let missed = off.from > begun && target.due(begun, &pauses(begun)).is_some_and(|due| due <= off.from);
        if missed {
            break;
        }
        match off.to.filter(|to| *to <= end) {
            Some(to) => begun = to,
            None => return Course::Off { since: off.from.max(begun) },
        }
    }
    match target.due(begun, &pauses(begun)) {
        Some(due) => Course::Due { due, begun },
        None => Course::Beyond,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clock(starts: ClockEvent, ends: &[ClockEvent], repeats: bool, until: &[ClockEvent]) -> Clock {
        Clock {
            key: ClockKey::new("update"),
            name: "Update".into(),
            starts,
            ends: ends.to_vec(),
            pauses: Vec::new(),
            not_in: Vec::new(),
            repeats,
            until: until.to_vec(),
        }
    }

    fn at(hour: i64) -> Instant {
        Instant::from_unix_clamped(1_800_000_000 + hour * 3600)
    }

    fn told(clock: &Clock, happened: &[(ClockEvent, i64)]) -> Vec<(i64, Option<(i64, bool)>)> {
        let happened: Vec<Happened> =
            happened.iter().map(|&(event, hour)| Happened { event, at: at(hour) }).collect();
        let hours = |instant: Instant| instant.since(at(0)) / 3600;
        let run = clock.run(&clock.until, &happened);
        run.rounds
            .into_iter()
            .map(|round| (hours(round.started), round.ended.map(|ended| (hours(ended.at), ended.kept))))
            .collect()
    }

    #[test]
    fn an_update_starts_again_after_each_reply_and_ends_with_an_estimate() {
        use ClockEvent::{CustomerMessage, Estimate, Received, Reply, Resolved};
        let update = clock(Received, &[Reply], true, &[Estimate, Resolved]);
        assert_eq!(told(&update, &[(Received, 0)]), [(0, None)]);
        assert_eq!(
            told(&update, &[(Received, 0), (Reply, 3), (CustomerMessage, 4), (Reply, 9)]),
            [(0, Some((3, true))), (3, Some((9, true))), (9, None)]
        );
        assert_eq!(
            told(&update, &[(Received, 0), (Reply, 3), (Estimate, 5), (Reply, 9)]),
            [(0, Some((3, true))), (3, Some((5, false)))]
        );
        // A reply that gives the estimate ends its round and the clock.
        assert_eq!(
            told(&update, &[(Received, 0), (Reply, 3), (Estimate, 3)]),
            [(0, Some((3, true))), (3, Some((3, false)))]
        );
    }

    #[test]
    fn the_next_response_waits_for_the_customer() {
        use ClockEvent::{CustomerMessage, Received, Reply, Resolved};
        let next = clock(CustomerMessage, &[Reply], true, &[Resolved]);
        let happened = [
            (Received, 0),
            (Reply, 1),
            (CustomerMessage, 2),
            (CustomerMessage, 3),
            (Reply, 5),
            (Reply, 6),
            (CustomerMessage, 8),
        ];
        assert_eq!(told(&next, &happened), [(2, Some((5, true))), (8, None)]);
        assert_eq!(told(&next, &happened[..2]), []);
    }

    #[test]
    fn a_clock_that_starts_later_has_no_round_before() {
        use ClockEvent::{Assigned, Received, Resolved, Workaround};
        let clock = clock(Assigned, &[Workaround], false, &[Resolved]);
        assert_eq!(told(&clock, &[(Received, 0)]), []);
        assert_eq!(told(&clock, &[(Received, 0), (Assigned, 2)]), [(2, None)]);
        assert_eq!(told(&clock, &[(Received, 0), (Workaround, 1), (Assigned, 2)]), [(2, None)]);
        assert_eq!(
            told(&clock, &[(Received, 0), (Assigned, 2), (Workaround, 4), (Resolved, 5)]),
            [(2, Some((4, true)))]
        );
        assert_eq!(told(&clock, &[(Received, 0), (Assigned, 2), (Resolved, 5)]), [(2, Some((5, false)))]);
    }

    fn target(promise: &str) -> Resolved {
        let calendar = crate::calendar::Calendar::around_the_clock(crate::calendar::Zone::utc());
        Resolved {
            clock: ClockKey::new("update"),
            promise: promise.parse().unwrap(),
            own: false,
            calendar: std::sync::Arc::new(calendar),
            calendar_words: String::new(),
            day_length: None,
            channels: Vec::new(),
            until: None,
            note: None,
            aim_runs: None,
            cut_off: None,
        }
    }

    /// Hours of (started, ended) and of the stretches -> hour of due and of begin, or `None` where it does not run.
    fn leads(
        (started, ended): (i64, Option<i64>),
        stretches: &[(Pause, i64, Option<i64>)],
    ) -> Option<(i64, i64)> {
        let mut clock = clock(ClockEvent::Received, &[ClockEvent::Reply], true, &[]);
        clock.pauses = vec![Pause::OnHold];
        clock.not_in = vec![Pause::WaitingForCustomer];
        let ended = ended.map(|hour| Ended { at: at(hour), by: ClockEvent::Reply, kept: true });
        let round = Round { started: at(started), ended };
        let stood: Vec<Stood> = stretches
            .iter()
            .map(|&(state, from, to)| Stood { state, from: at(from), to: to.map(at) })
            .collect();
        match course(&clock, &round, &target("4 hours"), &stood) {
            Course::Due { due, begun } => Some((due.since(at(0)) / 3600, begun.since(at(0)) / 3600)),
            Course::Off { .. } => None,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_clock_goes_on_after_a_pause_and_starts_anew_after_a_state_it_does_not_run_in() {
        use Pause::{OnHold, WaitingForCustomer};
        assert_eq!(leads((0, None), &[]), Some((4, 0)));
        assert_eq!(leads((0, None), &[(OnHold, 1, Some(3))]), Some((6, 0)));
        assert_eq!(leads((0, None), &[(WaitingForCustomer, 1, Some(3))]), Some((7, 3)));
        assert_eq!(leads((0, None), &[(WaitingForCustomer, 1, None)]), None);
        // What began at or after the due instant changes nothing.
        assert_eq!(leads((0, None), &[(WaitingForCustomer, 4, None)]), Some((4, 0)));
        assert_eq!(leads((0, None), &[(OnHold, 4, Some(6))]), Some((4, 0)));
        // What lasted before it began does not count, what lasts then does.
        assert_eq!(
            leads((5, None), &[(WaitingForCustomer, 1, Some(3)), (OnHold, 1, Some(6))]),
            Some((10, 5))
        );
        assert_eq!(leads((5, None), &[(WaitingForCustomer, 1, Some(6))]), Some((10, 6)));
        // A state that outlasts the end has no say after it.
        assert_eq!(leads((0, Some(2)), &[(WaitingForCustomer, 2, None)]), Some((4, 0)));
        assert_eq!(
            leads(
                (0, None),
                &[(WaitingForCustomer, 1, Some(2)), (OnHold, 3, Some(4)), (WaitingForCustomer, 5, Some(6))]
            ),
            Some((10, 6))
        );
    }
}
