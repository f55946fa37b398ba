//! The handover from one shift to the next, worked out from the clocks and the record: what will fall due, what is missed
//! and why, what waits for whom, what has changed, which allowances run out, and the agents' own words. Pure: the board, the
//! events and `now` are arguments. Its forms (screen, text, Markdown, JSON) are made from one [`Briefing`].

mod allowances;
mod changes;
mod due;
mod missed;
pub mod pages;
mod shift;
mod times;
pub mod view;
mod waits;

use std::collections::HashMap;
use std::sync::Arc;

use crate::calendar::{Instant, Span, Zone};
use crate::desk::{Block, Board, Booked, CustomerId, Giving, HandedOn, Recorded, Row, Standing, TicketId};
use crate::policy::ClockKey;

pub use pages::{Entry, Page, Piece, Tone, pages};
pub use shift::{Shifts, Window, duties_ahead, window};

/// What a handover is worked out from.
#[derive(Debug)]
pub struct Record<'a> {
    /// The open desk as it is now, with the customers' receipts.
    pub board: &'a Board,
    /// Now.
    pub now: Instant,
    /// Who hands over to whom, and when.
    pub window: Window,
    /// What happened to tickets since the shift began, in order.
    pub events: &'a [Recorded],
    /// Tickets that are open no more, with their clocks, in any order: those that these are about, and those that were
    /// resolved without an answer, whose first response is owed all the same (sla.md 1.5).
    pub closed: &'a [Row],
    /// What happened last to tickets that are late, as far as it is known.
    pub last: &'a HashMap<TicketId, Recorded>,
    /// Since when tickets are with whom they are with, and at the level at which they are, as far as it is known.
    pub since: &'a HashMap<TicketId, Since>,
    /// Of customers with prepaid time: what was bought and what was booked.
    pub time: &'a HashMap<CustomerId, (Vec<Block>, Vec<Booked>)>,
}

/// Since when a ticket is where it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Since {
    /// With its agent, or with nobody.
    pub assigned: Option<Instant>,
    /// At its level.
    pub level: Option<Instant>,
}

/// A handover as data.
#[derive(Debug, Clone)]
pub struct Briefing {
    /// Who hands over to whom, and when.
    pub window: Window,
    /// When it was worked out.
    pub now: Instant,
    /// Tickets that are not resolved.
    pub open: usize,
    /// Clocks that run out before the next shift ends, in the order of their due instants.
    pub due: Vec<Due>,
    /// Clocks that are missed and still wait, the longest overdue first; then those that were missed since the shift began
    /// and are done.
    pub missed: Vec<Missed>,
    /// Open tickets by whom they wait for, the longest wait first.
    pub waits: Vec<Wait>,
    /// What happened since the shift began, ticket by ticket; the ticket that changed first comes first.
    pub changes: Vec<Changed>,
    /// How much of which kind happened.
    pub counts: Counts,
    /// Allowances that are used up or will be.
    pub allowances: Vec<RunsOut>,
    /// What agents wrote for the next shift.
    pub words: Vec<Words>,
}

/// A ticket, as every part of a handover names it. Text from outside is as it was given: made printable where it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// Its number.
    pub ticket: TicketId,
    /// Its subject.
    pub subject: String,
    /// Whose.
    pub customer: String,
    /// The tier of its contract, where there is one.
    pub tier: Option<String>,
    /// The severity that it counts as.
    pub severity: String,
    /// Who works on it.
    pub assignee: Option<String>,
}

/// A clock that will run out.
#[derive(Debug, Clone)]
pub struct Due {
    /// Of which ticket.
    pub about: About,
    /// Which clock.
    pub clock: ClockKey,
    /// By when; what happens at that instant is in time.
    pub due: Instant,
    /// Open seconds left.
    pub left: i64,
    /// It runs out before the next shift begins.
    pub before: bool,
    /// When its desk is closed between now and the end of the next shift.
    pub closed: Arc<[Span]>,
    /// The policy's zone.
    pub zone: Arc<Zone>,
}

/// A clock that ran out.
#[derive(Debug, Clone)]
pub struct Missed {
    /// Of which ticket.
    pub about: About,
    /// Which clock.
    pub clock: ClockKey,
    /// By when it was due.
    pub due: Instant,
    /// Open seconds that it was or is overdue; `None` where it was set anew since.
    pub over: Option<i64>,
    /// When it was stopped; `None` while it waits.
    pub stopped: Option<Instant>,
    /// Why, as the record has it: `nobody has answered`, `resolved late: a disk was full`.
    pub why: String,
    /// What happened to the ticket last, of one that still waits.
    pub last: Option<Change>,
    /// The policy's zone.
    pub zone: Arc<Zone>,
}

/// Whom an open ticket waits for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Whom {
    /// The customer has to answer.
    Customer,
    /// Nobody until a moment, or until somebody resumes it.
    Hold(Option<Instant>),
    /// An agent.
    Colleague(String),
    /// A level; `theirs` where the customer answers it itself.
    Level {
        /// Which.
        level: u8,
        /// The customer's own people answer it.
        theirs: bool,
    },
    /// Whoever takes it.
    Anybody,
}

/// An open ticket that waits.
#[derive(Debug, Clone)]
pub struct Wait {
    /// Which.
    pub about: About,
    /// For whom.
    pub whom: Whom,
    /// Since when.
    pub since: Instant,
    /// What was said about it; empty where nothing was.
    pub reason: String,
}

/// What happened to one ticket.
#[derive(Debug, Clone)]
pub struct Changed {
    /// To which.
    pub about: About,
    /// What, in order.
    pub changes: Vec<Change>,
}

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// When.
    pub at: Instant,
    /// Who did it; empty where a clock did.
    pub agent: String,
    /// Of which kind.
    pub kind: Kind,
    /// What, in words that follow the agent's name.
    pub words: String,
    /// It was taken back since.
    pub taken_back: bool,
}

/// Kinds of what happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// It came in.
    Opened,
    /// The customer was answered.
    Answered,
    /// It was resolved.
    Resolved,
    /// It was reopened.
    Reopened,
    /// It was assessed anew, or went to another level or contract.
    Reassessed,
    /// A clock ran out.
    Missed,
    /// Something was taken back, or done again.
    TakenBack,
    /// Anything else.
    Other,
}

/// How much happened, of what still holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Counts {
    /// Tickets that came in.
    pub opened: usize,
    /// Answers.
    pub answered: usize,
    /// Resolutions.
    pub resolved: usize,
    /// Reopenings.
    pub reopened: usize,
    /// Assessments.
    pub reassessed: usize,
    /// Clocks that ran out.
    pub missed: usize,
    /// What was taken back.
    pub taken_back: usize,
}

/// An allowance that is used up or will be.
#[derive(Debug, Clone)]
pub struct RunsOut {
    /// Whose.
    pub customer: String,
    /// Its contract in force: pack, edition and tier.
    pub plan: String,
    /// The pot, where it is one of time.
    pub pot: Option<String>,
    /// How it stands.
    pub standing: Standing,
    /// In words: `1 of 4 left`.
    pub words: String,
    /// When it runs out at the present rate, where it is not used up yet.
    pub runs_out: Option<Instant>,
    /// That is before the next shift ends.
    pub in_shift: bool,
    /// When it is filled again, or its day ends where only the day's cap is reached; `None` where nothing fills it.
    pub again: Option<Instant>,
    /// The policy's zone.
    pub zone: Arc<Zone>,
}

/// What an agent wrote about a ticket for the next shift.
#[derive(Debug, Clone)]
pub struct Words {
    /// About which.
    pub about: About,
    /// What, by whom and when.
    pub words: HandedOn,
    /// The ticket is resolved.
    pub resolved: bool,
}

impl<'a> Record<'a> {
    /// Every ticket whose clocks may still run: what was merged lives on in another.
    fn rows(&self) -> impl Iterator<Item = &'a Row> {
        let all = self.board.rows.iter().map(|row| &**row).chain(self.closed);
        all.filter(|row| row.ticket.more().merged_into.is_none())
    }
}

/// What is put on record where a handover is given to somebody, or to whoever comes next: what it says, on a wall clock.
pub fn giving(briefing: &Briefing, local: &Zone, to: Option<String>) -> Giving {
    let Window { line, since, until, .. } = &briefing.window;
    let body = pages::markdown(briefing, local, pages::MOST_LINES);
    Giving { to, line: line.clone(), since: *since, until: *until, body }
}

/// Works a handover out.
pub fn briefing(record: &Record<'_>) -> Briefing {
    let names = Names::of(record);
    let missed = missed::missed(record, &names);
    let (changes, counts) = changes::changes(record, &names, &missed);
    Briefing {
        window: record.window.clone(),
        now: record.now,
        open: record.board.rows.len(),
        due: due::due(record, &names),
        waits: waits::waits(record, &names),
        allowances: allowances::allowances(record),
        words: words(record, &names),
        missed,
        changes,
        counts,
    }
}

fn words(record: &Record<'_>, names: &Names<'_>) -> Vec<Words> {
    let of = |row: &Row, resolved: bool| {
        let words = row.ticket.more().handed_on.clone()?;
        Some(Words { about: names.about(row), words, resolved })
    };
    let rows = record.board.by_urgency.iter().filter_map(|place| record.board.rows.get(*place));
    let open = rows.filter_map(|row| of(row, false));
    // Of a resolved ticket, what was written in this shift still is for the next; what is older was read.
    let since = record.window.since.unix();
    let closed = record.closed.iter().filter_map(|row| of(row, true)).filter(|one| one.words.at >= since);
    open.chain(closed).collect()
}

/// The customers' names by number.
struct Names<'a>(HashMap<CustomerId, &'a str>);

impl<'a> Names<'a> {
    fn of(record: &Record<'a>) -> Names<'a> {
        let groups = record.board.groups.iter();
        Names(groups.map(|group| (group.customer.id, group.customer.name.as_str())).collect())
    }

    fn about(&self, row: &Row) -> About {
        let ticket = &row.ticket;
        About {
            ticket: ticket.id,
            subject: ticket.subject.clone(),
            customer: self.0.get(&ticket.customer).copied().unwrap_or_default().to_owned(),
            tier: row.tier().map(ToString::to_string),
            severity: row.counts_as.as_ref().unwrap_or(&ticket.severity).to_string(),
            assignee: ticket.assignee.clone(),
        }
    }
}

/// A clock's key in words.
fn clock_words(key: &ClockKey) -> String {
    key.to_string().replace('_', " ")
}
