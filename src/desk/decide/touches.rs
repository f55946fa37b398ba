//! What an event changes of its ticket, and what the one who decided it went by. Two events that touch nothing in common
//! can be taken back in any order; of two that do, the later one has to go first.

use crate::desk::event::{Event, Recorded};
use crate::desk::marks::Mark;
use crate::desk::ticket::{Flag, Missed, TicketId};

/// A part of a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part<'a> {
    Assignee,
    Status,
    /// The first response: of several answers the earliest holds, in whatever order they are told.
    Answer,
    Receipt,
    /// Whatever the targets are chosen by, and those on record as missed.
    Targets,
    Counting,
    Point(u8, &'a str),
    /// Any point of the check lists.
    Points,
    Judged(Flag),
    Watcher(&'a str),
    Tag(&'a str),
    Link(TicketId),
    Timer(&'a str),
    /// A moment that was put on record by hand.
    Mark(Mark),
    /// Any of what only clocks of a pack's own start or end with.
    Moments,
    Merging,
    /// The words for the next shift.
    HandedOn,
    /// All of it.
    Whole,
}

impl Part<'_> {
    fn meets(self, other: Part<'_>) -> bool {
        match (self, other) {
            (Part::Whole, _) | (_, Part::Whole) => true,
            (Part::Points, Part::Point(..)) | (Part::Point(..), Part::Points) => true,
            _ => self == other,
        }
    }
}

/// Whether `later` was decided by something that `earlier` changed, or changed it again: then `earlier` cannot be taken
/// back (or done again) under it.
pub(super) fn rests_on(later: &Recorded, earlier: &Recorded) -> bool {
    let (changed, again) = (writes(earlier), writes(later));
    // Of these the earliest holds, or every one counts, in whatever order they are told.
    let adds_up = |part: &Part<'_>| matches!(part, Part::Answer | Part::Moments);
    let twice = again.iter().any(|part| !adds_up(part) && changed.iter().any(|one| one.meets(*part)));
    twice || reads(later).iter().any(|part| changed.iter().any(|one| one.meets(*part)))
}

fn writes(recorded: &Recorded) -> Vec<Part<'_>> {
    match &recorded.event {
        Event::Assigned { .. } => vec![Part::Assignee, Part::Moments],
        Event::MessageReceived { automatic: false, .. } => vec![Part::Moments],
        Event::Marked { mark: Mark::Workaround, .. } => {
            vec![Part::Mark(Mark::Workaround), Part::Targets, Part::Moments]
        }
        Event::Marked { mark, .. } => vec![Part::Mark(*mark), Part::Moments],
        Event::Replied { .. } => vec![Part::Answer],
        Event::WaitingBegan { .. }
        | Event::HoldBegan { .. }
        | Event::Resumed { .. }
        | Event::Resolved { .. }
        | Event::Reopened { .. } => vec![Part::Status],
        Event::AllowanceDecided { .. } => vec![Part::Counting],
        Event::Assessed { .. } | Event::LevelChanged { .. } | Event::ContractChanged { .. } => {
            vec![Part::Targets]
        }
        Event::ChecklistFilled { level, item, .. } => vec![Part::Point(*level, item)],
        Event::FlagJudged { flag, .. } => vec![Part::Judged(*flag)],
        Event::Watched { agent, .. } => vec![Part::Watcher(agent)],
        Event::Tagged { added, removed } => {
            added.iter().chain(removed).map(|tag| Part::Tag(tag.as_str())).collect()
        }
        Event::Linked { ticket } | Event::Unlinked { ticket } | Event::SplitOff { ticket, .. } => {
            vec![Part::Link(*ticket)]
        }
        Event::TimerStarted => vec![Part::Timer(&recorded.agent), Part::Moments],
        Event::TimerStopped => vec![Part::Timer(&recorded.agent)],
        Event::HandedOn { .. } => vec![Part::HandedOn],
        Event::Merged { .. } => vec![Part::Whole],
        Event::Absorbed { marks, .. } => {
            let brought = Mark::ALL.into_iter().filter(|mark| marks.first(mark.event()).is_some());
            let usual = [Part::Receipt, Part::Answer, Part::Merging, Part::Moments];
            usual.into_iter().chain(brought.map(Part::Mark)).collect()
        }
        // What is written down and what is booked changes nothing that anything else goes by.
        _ => Vec::new(),
    }
}

fn reads(recorded: &Recorded) -> Vec<Part<'_>> {
    match &recorded.event {
        // Which targets were missed by then hangs on all that clocks read.
        Event::Assessed { missed, .. } | Event::ContractChanged { missed, .. } => targets(missed),
        Event::Marked { mark: Mark::Workaround, missed, .. } => targets(missed),
        Event::LevelChanged { missed, .. } => targets(missed).into_iter().chain([Part::Points]).collect(),
        Event::FlagJudged { .. } => vec![Part::Targets],
        Event::Merged { .. } => vec![Part::Whole],
        _ => Vec::new(),
    }
}

/// What decides which targets were missed. Only clocks of a pack's own hang on who had it and who wrote: where none was
/// missed, nobody is kept from taking such a thing back.
fn targets(missed: &[Missed]) -> Vec<Part<'static>> {
    let mut parts = vec![Part::Status, Part::Answer, Part::Receipt, Part::Targets];
    parts.extend((!missed.is_empty()).then_some(Part::Moments));
    parts
}
