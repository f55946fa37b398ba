//! What a change would move, before it is made: the clocks with their targets and due times, what becomes late, what stays
//! on record as missed, what the ticket counts as, its flags, and how the allowance would stand. Pure: a command is
//! decided as it would be, its events are laid on a copy of the ticket, and the two are compared.

use std::sync::Arc;

use super::allowance::{Allowance, Receipt, Usage, Verdict};
use super::board::flags;
use super::clock::{ClockState, TicketClock, clocks};
use super::command::Command;
use super::decide::{Change, Decision, Refusal, Situation, decide};
use super::event::Event;
use super::people::Contract;
use super::purse::{Counted, Purse};
use super::tally::Tally;
use super::ticket::{Flag, Missed, Ticket, TicketId};
use crate::calendar::Instant;
use crate::policy::{ClockKey, Resolved, SeverityKey, Terms};

/// Something before and after a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair<T> {
    /// As it is.
    pub before: T,
    /// As it would be.
    pub after: T,
}

impl<T: PartialEq> Pair<T> {
    /// Whether the change touches it.
    pub fn differs(&self) -> bool {
        self.before != self.after
    }
}

/// A ticket and the contract that it is held to, with that contract's terms.
#[derive(Debug, Clone, Copy)]
pub struct Held<'a> {
    /// The ticket.
    pub ticket: &'a Ticket,
    /// `None` where it has none, or its pack is not here.
    pub plan: Option<(&'a Contract, &'a Terms)>,
}

/// What a change moves on one ticket.
#[derive(Debug, Clone)]
pub struct Moves {
    /// Which.
    pub ticket: TicketId,
    /// Its clocks, in the pack's order; those that only the one or the other plan has follow.
    pub clocks: Vec<Move>,
    /// The severity as assessed.
    pub severity: Pair<SeverityKey>,
    /// The severity that it counts as: the assessed one, or what the policy makes of it.
    pub counts_as: Pair<SeverityKey>,
    /// What is wrong with its entitlement, as flags stand now.
    pub flags: Pair<Vec<Flag>>,
    /// Targets that the change sets anew and that are missed by now: they stay on record (sla.md 1.7).
    pub missed: Vec<Missed>,
    /// Whether it lies inside the allowance; `None` where the plan has none, or the receipts are not known.
    pub verdict: Pair<Option<Verdict>>,
    /// How the allowance stands now.
    pub usage: Pair<Option<Usage>>,
}

/// One clock before and after.
#[derive(Debug, Clone)]
pub struct Move {
    /// Whose.
    pub clock: ClockKey,
    /// Its name for people.
    pub name: String,
    /// `None` where the plan before does not have it.
    pub before: Option<Side>,
    /// `None` where the plan after does not have it.
    pub after: Option<Side>,
}

/// A clock on one side of a change.
#[derive(Debug, Clone)]
pub struct Side {
    /// What is promised, and where its time runs.
    pub target: Arc<Resolved>,
    /// What it is doing.
    pub state: ClockState,
}

/// What a change does to a clock, in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Turn {
    /// Nothing.
    Same,
    /// It is due earlier.
    Earlier,
    /// It is due later.
    Later,
    /// Its target has passed by then: it would be missed at once.
    BecomesMissed,
    /// What was stopped in time would have been stopped too late.
    BecomesLate,
    /// It is missed or late now, and would not be: the miss stays on record.
    NoLongerMissed,
    /// It has a due time where it had none.
    Begins,
    /// It has no due time where it had one.
    Ceases,
    /// Something else about it.
    Otherwise,
}

impl Turn {
    /// As output writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Turn::Same => "same",
            Turn::Earlier => "earlier",
            Turn::Later => "later",
            Turn::BecomesMissed => "becomes_missed",
            Turn::BecomesLate => "becomes_late",
            Turn::NoLongerMissed => "no_longer_missed",
            Turn::Begins => "begins",
            Turn::Ceases => "ceases",
            Turn::Otherwise => "otherwise",
        }
    }

    /// In words for people.
    pub fn words(self) -> &'static str {
        match self {
            Turn::Same => "stays as it is",
            Turn::Earlier => "due earlier",
            Turn::Later => "due later",
            Turn::BecomesMissed => "would be missed at once",
            Turn::BecomesLate => "would have been late",
            Turn::NoLongerMissed => "missed already: stays on record",
            Turn::Begins => "gets a time",
            Turn::Ceases => "loses its time",
            Turn::Otherwise => "changes",
        }
    }
}

impl Side {
    fn of(clock: &TicketClock, now: Instant) -> Side {
        Side { target: clock.target.clone(), state: clock.at(now) }
    }

    /// By when it is or was due; `None` while it is paused and where there is no time.
    pub fn due(&self) -> Option<Instant> {
        self.state.due()
    }

    fn is_missed(&self) -> bool {
        matches!(self.state, ClockState::Missed { .. } | ClockState::Late { .. })
    }

    fn left(&self) -> Option<i64> {
        match self.state {
            ClockState::Paused { left, .. } => Some(left),
            _ => None,
        }
    }
}

impl Move {
    /// What the change does to it.
    pub fn turn(&self) -> Turn {
        let (Some(before), Some(after)) = (&self.before, &self.after) else {
            let side = self.before.as_ref().or(self.after.as_ref());
            let timed = side.is_some_and(|side| side.due().is_some() || side.left().is_some());
            return match (timed, self.before.is_some()) {
                (true, true) => Turn::Ceases,
                (true, false) => Turn::Begins,
                (false, _) => Turn::Otherwise,
            };
        };
        if before.state == after.state && before.target.promise == after.target.promise {
            return Turn::Same;
        }
        match (before.is_missed(), after.is_missed()) {
            (true, false) => return Turn::NoLongerMissed,
            (false, true) if matches!(after.state, ClockState::Late { .. }) => return Turn::BecomesLate,
            (false, true) => return Turn::BecomesMissed,
            _ => {}
        }
        // A paused clock has no due instant: what is left of it says which way it moves.
        let order = match (before.due(), after.due(), before.left(), after.left()) {
            (Some(before), Some(after), ..) => before.cmp(&after),
            (.., Some(before), Some(after)) => before.cmp(&after),
            (None, None, None, None) => return Turn::Otherwise,
            (None, Some(_), None, _) | (None, _, None, Some(_)) => return Turn::Begins,
            (Some(_), None, _, None) | (_, None, Some(_), None) => return Turn::Ceases,
            _ => return Turn::Otherwise,
        };
        match order {
            std::cmp::Ordering::Less => Turn::Later,
            std::cmp::Ordering::Greater => Turn::Earlier,
            std::cmp::Ordering::Equal => Turn::Otherwise,
        }
    }
}

impl Moves {
    /// Whether the policy makes another severity of the assessed one, before or after, and the change touches that.
    pub fn counts_otherwise(&self) -> bool {
        let otherwise =
            self.counts_as.before != self.severity.before || self.counts_as.after != self.severity.after;
        otherwise && self.counts_as.differs()
    }

    /// Whether nothing that is counted, flagged or due would change.
    pub fn nothing(&self) -> bool {
        self.clocks.iter().all(|clock| clock.turn() == Turn::Same)
            && !self.counts_as.differs()
            && !self.flags.differs()
            && !self.verdict.differs()
            && !self.usage.differs()
    }
}

/// Compares a ticket before and after a change. `counted` holds the customer's tickets of the allowance's period and the
/// one before, itself included; where there are none, nothing is said of the allowance.
pub fn moves(before: Held<'_>, after: Held<'_>, counted: Counted<'_>, now: Instant) -> Moves {
    let (was, will) = (of(before), of(after));
    let name = |key: &ClockKey| {
        let known = [after.plan, before.plan].into_iter().flatten();
        let clock = known.filter_map(|(_, terms)| terms.pack().clock(key)).next();
        clock.map_or_else(|| key.to_string(), |clock| clock.name.clone())
    };
    let find = |side: &[TicketClock], key: &ClockKey| {
        let clock = side.iter().find(|clock| clock.key() == key)?;
        Some(Side::of(clock, now))
    };
    let gone = was.iter().filter(|clock| !will.iter().any(|other| other.key() == clock.key()));
    let keys: Vec<ClockKey> = will.iter().chain(gone).map(|clock| clock.key().clone()).collect();
    let clocks = keys.iter().map(|key| Move {
        clock: key.clone(),
        name: name(key),
        before: find(&was, key),
        after: find(&will, key),
    });
    let verdict = Pair { before: verdict(before, before, counted), after: verdict(before, after, counted) };
    Moves {
        ticket: before.ticket.id,
        clocks: clocks.collect(),
        severity: Pair { before: before.ticket.severity.clone(), after: after.ticket.severity.clone() },
        counts_as: Pair { before: counts_as(before), after: counts_as(after) },
        flags: Pair {
            before: flags(before.ticket, verdict.before),
            after: flags(after.ticket, verdict.after),
        },
        missed: after
            .ticket
            .missed
            .iter()
            .filter(|one| !before.ticket.missed.contains(one))
            .cloned()
            .collect(),
        verdict,
        usage: Pair {
            before: usage(before, before, counted, now),
            after: usage(before, after, counted, now),
        },
    }
}

fn of(held: Held<'_>) -> Vec<TicketClock> {
    held.plan.map(|(contract, terms)| clocks(held.ticket, contract, terms)).unwrap_or_default()
}

fn counts_as(held: Held<'_>) -> SeverityKey {
    let rule = held.plan.and_then(|(contract, terms)| terms.pack().counts_as(&held.ticket.facts(contract)));
    rule.map_or_else(|| held.ticket.severity.clone(), |rule| rule.severity.clone())
}

/// Asks the pots of one side, with the ticket as it is on that side among the others.
fn asked<T>(
    before: Held<'_>,
    held: Held<'_>,
    counted: Counted<'_>,
    plain: impl FnOnce(&Allowance<'_>, &[Receipt]) -> T,
    several: impl FnOnce(&Purse<'_>, &Tally) -> Option<T>,
) -> Option<T> {
    if counted.receipts.is_empty() {
        return None;
    }
    let ticket = held.ticket;
    let own = Receipt { ticket: ticket.id, received: ticket.received, weight: ticket.counting.weight() };
    let others = counted.receipts.iter().copied().filter(|receipt| receipt.ticket != before.ticket.id);
    let receipts: Vec<Receipt> = others.chain([own]).collect();
    let (contract, terms) = held.plan?;
    let purse = Purse::of(terms.pack(), contract)?;
    if purse.is_plain() {
        return Some(plain(&purse.first, &receipts));
    }
    let mut facts = counted.facts.cloned().unwrap_or_default();
    // Another plan may ask of the customer's tickets what this one does not, and nobody has read it.
    if purse.asks() && counted.receipts.iter().any(|receipt| !facts.contains_key(&receipt.ticket)) {
        return None;
    }
    facts.insert(ticket.id, ticket.facts(contract));
    let tally = purse.tally(Counted { receipts: &receipts, facts: Some(&facts), ..counted })?;
    several(&purse, &tally)
}

fn verdict(before: Held<'_>, held: Held<'_>, counted: Counted<'_>) -> Option<Verdict> {
    let ticket = held.ticket.id;
    let several = |_: &Purse<'_>, tally: &Tally| tally.told(ticket).map(|told| told.verdict);
    asked(before, held, counted, |allowance, receipts| allowance.verdict(receipts, ticket), several)
}

fn usage(before: Held<'_>, held: Held<'_>, counted: Counted<'_>, now: Instant) -> Option<Usage> {
    let several = |purse: &Purse<'_>, tally: &Tally| Some(purse.usage(tally, now));
    asked(before, held, counted, |allowance, receipts| allowance.usage(receipts, now), several)
}

/// What a command would move, ticket by ticket, in the order in which it changes them. `situation` is what the store
/// reads for it, with `receipts` where the allowance is of interest.
///
/// # Errors
/// The refusal that the command would meet.
pub fn preview(situation: &Situation, command: &Command, now: Instant) -> Result<Vec<Moves>, Refusal> {
    let changes = match decide(situation, command, now)? {
        Decision::Change(changes) => changes,
        Decision::Open { also, .. } => also,
        Decision::ContractChange { tickets, .. } => tickets,
        Decision::Customer(_)
        | Decision::Contact(_)
        | Decision::Contract(_)
        | Decision::Desk(_)
        | Decision::CustomerChange { .. } => Vec::new(),
    };
    Ok(changes.iter().filter_map(|change| moved(situation, change, now)).collect())
}

fn moved(situation: &Situation, change: &Change, now: Instant) -> Option<Moves> {
    let known = situation.ticket.iter().chain(&situation.others);
    let ticket = known.into_iter().find(|ticket| ticket.id == change.ticket)?;
    let held = situation.contract.as_ref().zip(situation.terms.as_deref());
    let before = Held { ticket, plan: held.filter(|(contract, _)| Some(contract.id) == ticket.contract) };
    let mut after = ticket.clone();
    let mut plan = before.plan;
    for event in &change.events {
        after.apply(event, now, &situation.agent);
        if let Event::ContractChanged { to, .. } = event {
            let next = situation
                .next
                .as_ref()
                .filter(|(next, _)| *to == Some(next.id) || situation.next_contract == *to);
            plan = next.map(|(contract, terms)| (contract, &**terms));
        }
    }
    Some(moves(before, Held { ticket: &after, plan }, situation.counted(), now))
}
