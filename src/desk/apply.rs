//! What each event makes of a ticket. Events are facts: nothing is refused here.

use super::event::{Assessment, Event};
use super::handover::HandedOn;
use super::marks::{Mark, Told};
use super::more::{Booking, Checked, Judged, Timer};
use super::ticket::{Counting, Flag, Missed, Revision, Stage, Status, Ticket, TicketId};
use crate::calendar::Instant;
use crate::policy::{ChannelKey, ClockEvent, Environment, SeverityKey};

impl Ticket {
    /// The ticket after an event that an agent recorded at that instant. What [`Event::Undone`] and [`Event::Redone`] do
    /// is told by the whole history: see [`undone`].
    pub fn apply(&mut self, event: &Event, at: Instant, agent: &str) {
        match event {
            Event::Assigned { to, .. } => {
                self.assignee.clone_from(to);
                if to.is_some() {
                    self.marks.add(ClockEvent::Assigned, at);
                }
            }
            Event::Replied { at: given, .. } => {
                let given = given.map_or(at, Instant::from_unix_clamped);
                self.first_response = Some(self.first_response.map_or(given, |first| first.min(given)));
                self.marks.add(ClockEvent::Reply, given);
            }
            // The opening message starts nothing anew, and a machine's mail is no message (sla.md 1.5).
            Event::MessageReceived { automatic: false, opening, .. }
                if !opening.unwrap_or(self.revision == Revision(1)) =>
            {
                self.marks.add(ClockEvent::CustomerMessage, at);
            }
            Event::WaitingBegan { reason } => {
                self.status = Status::Waiting;
                self.make_more(|more| more.wakes = None);
                self.stand_still(Stage::Waiting, at, reason);
            }
            Event::HoldBegan { reason, wakes } => {
                self.status = Status::OnHold;
                self.make_more(|more| more.wakes = *wakes);
                self.stand_still(Stage::OnHold, at, reason);
            }
            Event::Resumed { .. } => {
                self.status = Status::Open;
                self.make_more(|more| more.wakes = None);
                self.end_standstill(at);
            }
            Event::Resolved { cause } => self.end(at, cause),
            Event::Reopened { .. } => {
                self.status = Status::Open;
                self.resolved = None;
                self.end_standstill(at);
            }
            Event::AllowanceDecided { counting } => self.counting = counting.clone(),
            Event::Assessed { to, missed, flags, .. } => {
                if to.severity.is_some() {
                    self.marks.add(ClockEvent::SeveritySet, at);
                }
                self.assess(to);
                self.miss(missed);
                self.flag_anew(flags.as_deref());
            }
            Event::LevelChanged { to, missed, theirs, flags, .. } => {
                self.level = Some(*to);
                self.miss(missed);
                self.flags.retain(|flag| *flag != Flag::LevelIsCustomers);
                self.flags.extend(theirs.then_some(Flag::LevelIsCustomers));
                self.flag_anew(flags.as_deref());
                self.judge_again(|flag| flag == Flag::LevelIsCustomers);
            }
            Event::ContractChanged { to, missed, flags, .. } => {
                self.contract = *to;
                self.miss(missed);
                self.flag_anew(flags.as_deref());
                self.judge_again(|flag| !flag.is_of_allowance());
            }
            Event::DuesMoved { missed, .. } => self.miss(missed),
            Event::Merged { into } => {
                self.counting = Counting::Merged { into: *into };
                self.make_more(|more| {
                    more.merged_into = Some(*into);
                    more.timers.clear();
                });
                if self.is_open() {
                    self.end(at, &format!("merged into #{into}"));
                }
            }
            Event::Absorbed { ticket, received, first_response, marks, also } => {
                self.received = self.received.min(Instant::from_unix_clamped(*received));
                let theirs = first_response.map(Instant::from_unix_clamped);
                self.first_response = self.first_response.into_iter().chain(theirs).min();
                self.marks.join(marks);
                self.was_answered(theirs);
                self.make_more(|more| {
                    more.absorbed.push(*ticket);
                    more.absorbed.extend(also);
                });
            }
            Event::Marked { mark, at: given, note, expected, withdrawn, missed } => {
                let told = Told { note: note.clone(), expected: *expected };
                self.mark(*mark, given.map_or(at, Instant::from_unix_clamped), told, *withdrawn);
                self.miss(missed);
            }
            Event::TimerStarted => {
                self.marks.add(ClockEvent::WorkBegun, at);
                self.apply_rare(event, at, agent);
            }
            _ => self.apply_rare(event, at, agent),
        }
    }

    /// What touches nothing that a clock reads.
    fn apply_rare(&mut self, event: &Event, at: Instant, agent: &str) {
        match event {
            Event::Watched { agent, on } => self.make_more(|more| {
                more.watchers.retain(|known| known != agent);
                if *on {
                    more.watchers.push(agent.clone());
                }
            }),
            Event::HandedOn { text } => self.make_more(|more| {
                let words = HandedOn { text: text.clone(), agent: agent.to_owned(), at: at.unix() };
                more.handed_on = (!text.is_empty()).then_some(words);
            }),
            Event::Tagged { added, removed } => self.make_more(|more| {
                more.tags.retain(|tag| !removed.contains(tag));
                more.tags.extend(added.iter().cloned());
                more.tags.sort();
                more.tags.dedup();
            }),
            Event::Linked { ticket } | Event::SplitOff { ticket, .. } => self.link(*ticket),
            Event::Unlinked { ticket } => self.make_more(|more| more.links.retain(|known| known != ticket)),
            Event::ChecklistFilled { level, item, answer } => self.make_more(|more| {
                more.checklist.retain(|known| known.level != *level || known.item != *item);
                if !answer.trim().is_empty() {
                    let (item, answer) = (item.clone(), answer.clone());
                    more.checklist.push(Checked { level: *level, item, answer });
                }
            }),
            Event::FlagJudged { flag, accepted, reason } => self.make_more(|more| {
                more.judged.retain(|known| known.flag != *flag);
                let (reason, agent) = (reason.clone(), agent.to_owned());
                more.judged.push(Judged { flag: *flag, accepted: *accepted, reason, agent });
            }),
            Event::TimerStarted => self.make_more(|more| {
                more.timers.retain(|timer| timer.agent != agent);
                more.timers.push(Timer { agent: agent.to_owned(), since: at.unix() });
            }),
            Event::TimerStopped => self.make_more(|more| more.timers.retain(|timer| timer.agent != agent)),
            Event::TimeBooked { minutes, charged, pot, note, at: ended } => {
                // The event's own revision: the one that the ticket is given right after it.
                let revision = super::ticket::Revision(self.revision.0.saturating_add(1));
                let booking = Booking {
                    revision,
                    agent: agent.to_owned(),
                    at: *ended,
                    minutes: *minutes,
                    charged: *charged,
                    pot: pot.clone(),
                    note: note.clone(),
                };
                self.make_more(|more| more.bookings.push(booking));
            }
            _ => {}
        }
    }

    fn end(&mut self, at: Instant, cause: &str) {
        self.status = Status::Resolved;
        self.resolved = Some(at);
        self.make_more(|more| more.wakes = None);
        self.stand_still(Stage::Resolved, at, cause);
    }

    /// The first reply is one of the replies, however it became known.
    pub(super) fn was_answered(&mut self, first: Option<Instant>) {
        if let Some(first) = first
            && !self.marks.all(ClockEvent::Reply).any(|reply| reply == first)
        {
            self.marks.add(ClockEvent::Reply, first);
        }
    }

    fn mark(&mut self, mark: Mark, at: Instant, told: Told, withdrawn: bool) {
        if withdrawn {
            self.marks.withdraw(mark.event());
        } else {
            self.marks.add(mark.event(), at);
        }
        if mark.can_be_withdrawn() {
            // What is said without words stays what was said before.
            let told = if withdrawn { None } else { Some(told) };
            self.make_more(|more| more.tell(mark, told));
        }
    }

    fn link(&mut self, ticket: TicketId) {
        self.make_more(|more| {
            if !more.links.contains(&ticket) {
                more.links.push(ticket);
            }
        });
    }

    /// What the desk assesses anew. The customer's own claim stays: the first assessment that differs keeps what was
    /// there before it as the claim, where none is on record.
    fn assess(&mut self, to: &Assessment) {
        if let Some(severity) = &to.severity {
            let severity = SeverityKey::new(severity);
            // What the provider opened itself, no customer has claimed.
            let theirs = self.counting != Counting::Proactive;
            if theirs && self.claimed.is_none() && severity != self.severity {
                self.claimed = Some(self.severity.clone());
            }
            self.severity = severity;
        }
        if let Some(environment) = to.environment.as_deref().and_then(Environment::from_word) {
            self.environment = environment;
        }
        if let Some(channel) = &to.channel {
            self.channel = (!channel.is_empty()).then(|| ChannelKey::new(channel));
            self.judge_again(|flag| flag == Flag::ChannelNotInPlan);
        }
        if let Some(kind) = &to.kind {
            self.kind = (!kind.is_empty()).then(|| kind.clone());
            self.judge_again(|flag| flag == Flag::KindExcluded);
        }
        if let Some(version) = &to.version {
            self.judge_again(|flag| flag == Flag::VersionPastEnd);
            self.make_more(|more| more.version = (!version.is_empty()).then(|| version.clone()));
        }
    }

    /// Flags as they were looked at again, where that has changed them.
    fn flag_anew(&mut self, flags: Option<&[Flag]>) {
        if let Some(flags) = flags {
            self.flags = flags.to_vec();
        }
    }

    /// What was decided about a flag holds for what it was about then, and no longer.
    fn judge_again(&mut self, about: impl Fn(Flag) -> bool) {
        self.make_more(|more| more.judged.retain(|judged| !about(judged.flag)));
    }

    /// A target that was missed stays on record as missed (sla.md 1.7).
    fn miss(&mut self, missed: &[Missed]) {
        for one in missed {
            if !self.missed.contains(one) {
                self.missed.push(one.clone());
            }
        }
    }
}

/// The ticket's revisions whose events are undone, when this history has been told to its end.
pub fn undone<'a>(events: impl Iterator<Item = &'a Event>) -> Vec<super::ticket::Revision> {
    let mut undone = Vec::new();
    for event in events {
        match event {
            Event::Undone { revisions, .. } => undone.extend(revisions.iter().copied()),
            Event::Redone { revisions, .. } => undone.retain(|revision| !revisions.contains(revision)),
            _ => {}
        }
    }
    undone
}
