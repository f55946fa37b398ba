//! What has happened to a ticket that is no ticket of the desk's: given with a question to `tierdesk due`.
//! Checked and put in order, it is what clocks are run over.

use super::clock::{Clock, ClockEvent, Course, Happened, Pause, Stands, Stood, course, stood_still};
use super::resolved::Resolved;
use crate::calendar::{Instant, Span};

/// What has happened, in order, receipt first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct History {
    happened: Vec<Happened>,
    stood: Vec<Stood>,
}

/// Events that cannot have happened so; says what would be right.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HistoryError {
    /// The receipt has a place of its own.
    #[error("received is no event to be given: the moment of receipt is given by itself")]
    Received,
    /// Before the receipt.
    #[error(
        "{event} at {at} lies before the receipt at {received}: nothing happens to a ticket that has not come in"
    )]
    BeforeReceipt {
        /// What.
        event: ClockEvent,
        /// When.
        at: Instant,
        /// When it came in.
        received: Instant,
    },
    /// In the wrong order.
    #[error(
        "{event} at {at} runs backwards: it stands after an event at {before}; write the earlier one first"
    )]
    Backwards {
        /// What.
        event: ClockEvent,
        /// When.
        at: Instant,
        /// The moment of the one before.
        before: Instant,
    },
    /// A second first reply.
    #[error("there are two first replies: the later ones are written reply")]
    TwoFirstReplies,
    /// A reply before the first one.
    #[error("the first reply at {first} is not the first: there is a reply at {reply} before it")]
    NotFirst {
        /// When the first one is said to have been.
        first: Instant,
        /// When there was one before.
        reply: Instant,
    },
}

/// How a clock stands after a history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClockAnswer {
    /// By when the round that runs is due, or the last one was; `None` where there is none that has a due instant.
    pub due: Option<Instant>,
    /// The near end of a range, where the promise is one.
    pub aim: Option<Instant>,
    /// Since when that round runs.
    pub begun: Instant,
    /// Over which it stood still.
    pub pauses: Vec<Span>,
    /// Whether it runs.
    pub stands: ClockStands,
}

/// Whether a clock runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockStands {
    /// Its last round runs.
    Runs,
    /// It waits for this, for the first time or again.
    Waits(ClockEvent),
    /// This has ended it for good.
    Ended(ClockEvent),
    /// The ticket is in a state, since then, in which it does not run.
    Off(Instant),
}

/// Due after the last instant that the engine counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Beyond;

impl History {
    /// Of a ticket that came in then, to which `events` happened in this order, and which waited for its customer over
    /// `waiting`.
    ///
    /// A reply that is the first is both a first reply and a reply, whichever of the two words it is given by.
    ///
    /// # Errors
    /// [`HistoryError`] names the first event that cannot have happened so.
    pub fn new(received: Instant, events: &[Happened], waiting: &[Span]) -> Result<History, HistoryError> {
        let mut happened = vec![Happened { event: ClockEvent::Received, at: received }];
        let (mut before, mut first_reply, mut resolved) = (received, None, None);
        let given_first = events.iter().filter(|given| given.event == ClockEvent::FirstReply);
        if given_first.clone().count() > 1 {
            return Err(HistoryError::TwoFirstReplies);
        }
        for &Happened { event, at } in events {
            match event {
                ClockEvent::Received => return Err(HistoryError::Received),
                _ if at < received => return Err(HistoryError::BeforeReceipt { event, at, received }),
                _ if at < before => return Err(HistoryError::Backwards { event, at, before }),
                ClockEvent::FirstReply | ClockEvent::Reply if first_reply.is_none() => {
                    first_reply = Some(at);
                    happened.push(Happened { event: ClockEvent::FirstReply, at });
                    happened.push(Happened { event: ClockEvent::Reply, at });
                }
                // Given by both words, which is one reply.
                ClockEvent::FirstReply | ClockEvent::Reply
                    if first_reply == Some(at) && given_first.clone().any(|given| given.at == at) => {}
                ClockEvent::FirstReply => {
                    let reply = first_reply.unwrap_or(at);
                    return Err(HistoryError::NotFirst { first: at, reply });
                }
                _ => {
                    if event == ClockEvent::Resolved {
                        resolved = resolved.or(Some(at));
                    }
                    happened.push(Happened { event, at });
                }
            }
            before = at;
        }
        let waited = waiting.iter().map(|span| Stood {
            state: Pause::WaitingForCustomer,
            from: span.from,
            to: Some(span.to),
        });
        let stands = resolved.map(|from| Stood { state: Pause::Resolved, from, to: None });
        Ok(History { happened, stood: waited.chain(stands).collect() })
    }

    /// Whether that has happened.
    pub fn has(&self, event: ClockEvent) -> bool {
        self.happened.iter().any(|happened| happened.event == event)
    }

    /// How a clock stands after it.
    ///
    /// # Errors
    /// [`Beyond`] where it is due after 2200.
    pub fn answer(&self, clock: &Clock, target: &Resolved) -> Result<ClockAnswer, Beyond> {
        let until = target.until.as_deref().unwrap_or(&clock.until);
        let run = clock.run(until, &self.happened);
        let received = self.happened.first().map_or(Instant::MAX, |happened| happened.at);
        let none = |begun, stands| ClockAnswer { due: None, aim: None, begun, pauses: Vec::new(), stands };
        let stands = match run.stands {
            Stands::Runs => ClockStands::Runs,
            Stands::Waits => ClockStands::Waits(clock.starts),
            Stands::Over => ClockStands::Ended(run.over.map_or(ClockEvent::Resolved, |over| over.event)),
        };
        let Some(round) = run.present() else { return Ok(none(received, stands)) };
        match course(clock, round, target, &self.stood) {
            Course::Due { due, begun } => {
                let pauses = stood_still(clock, round, &self.stood, begun);
                Ok(ClockAnswer { due: Some(due), aim: target.aim(begun, &pauses), begun, pauses, stands })
            }
            Course::Off { since } if round.ended.is_none() => Ok(none(since, ClockStands::Off(since))),
            Course::Off { .. } | Course::Untimed => Ok(none(round.started, stands)),
            Course::Beyond => Err(Beyond),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hour: i64) -> Instant {
        Instant::from_unix_clamped(1_800_000_000 + hour * 3600)
    }

    fn history(events: &[(ClockEvent, i64)]) -> Result<History, HistoryError> {
        let events: Vec<Happened> =
            events.iter().map(|&(event, hour)| Happened { event, at: at(hour) }).collect();
        History::new(at(0), &events, &[])
    }

    #[test]
    fn a_first_reply_is_a_reply_by_either_word() {
        use ClockEvent::{FirstReply, Reply};
        let told = history(&[(FirstReply, 1), (Reply, 4)]).unwrap();
        assert_eq!(history(&[(Reply, 1), (Reply, 4)]).unwrap(), told);
        assert_eq!(history(&[(FirstReply, 1), (Reply, 1), (Reply, 4)]).unwrap(), told);
        assert_eq!(told.happened.len(), 4);
    }

    #[test]
    fn what_cannot_have_happened_says_why() {
        use ClockEvent::{Assigned, Estimate, FirstReply, Received, Reply};
        for (events, words) in [
            (&[(Received, 0)][..], "given by itself"),
            (&[(Assigned, -1)], "before the receipt"),
            (&[(Assigned, 4), (Estimate, 3)], "runs backwards"),
            (&[(FirstReply, 1), (FirstReply, 2)], "two first replies"),
            (&[(Reply, 1), (FirstReply, 2)], "is not the first"),
        ] {
            let error = history(events).unwrap_err().to_string();
            assert!(error.contains(words), "{error}");
        }
    }
}
