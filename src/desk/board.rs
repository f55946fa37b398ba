//! The board as data: the open tickets of every customer with their clocks, in the one order. Made from one snapshot
//! of the store; what ticks is worked out for what is looked at.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use super::allowance::{Receipt, Usage, Verdict, Weight};
use super::assembly::Contracts;
use super::book::{Book, BookError};
use super::order::{Class, Urgency};
use super::people::{Block, Contract, Customer};
use super::purse::{Counted, Purse};
use super::row::Row;
use super::tally::Tally;
use super::ticket::{CustomerId, Flag, Ticket, TicketId};
use crate::calendar::{Calendar, Hours, Instant, Span};
use crate::policy::{Facts, Terms};

/// Everything the board is made of, read in one snapshot.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeskRows {
    /// Every customer, by name.
    pub customers: Vec<Customer>,
    /// Every contract, by customer and first date.
    pub contracts: Vec<Contract>,
    /// The tickets that are not resolved, by number.
    pub tickets: Vec<Ticket>,
    /// Receipts of the periods around now, open and closed tickets alike, by receipt.
    pub receipts: HashMap<CustomerId, Vec<Receipt>>,
    /// The instant from which `receipts` has every one; `None` where none is left out.
    pub receipts_from: Option<Instant>,
    /// The newest event that the snapshot holds.
    pub sequence: i64,
}

/// A customer's tickets as allowances count them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Receipts {
    /// The instant from which there is every one; `None` where none is left out.
    pub from: Option<Instant>,
    /// Open and closed tickets alike, by receipt.
    pub all: Vec<Receipt>,
    /// What pots ask of them, where the plan has one that asks ([`Purse::asks`]).
    pub facts: HashMap<TicketId, Facts>,
    /// What was bought, where the plan has a pot that is filled so ([`Purse::buys`]).
    pub blocks: Vec<Block>,
    /// Them counted through by the pots of the contract in force, once somebody asks.
    pub(super) tally: OnceLock<Option<Tally>>,
}

impl Receipts {
    /// Receipts from an instant on, with nothing beside them.
    pub fn since(from: Option<Instant>, all: Vec<Receipt>) -> Receipts {
        Receipts { from, all, ..Receipts::default() }
    }

    /// As pots count them.
    pub fn counted(&self) -> Counted<'_> {
        Counted { receipts: &self.all, facts: Some(&self.facts), blocks: &self.blocks, from: self.from }
    }
}

/// Receipts that several boards share, to be told from those that were read anew.
#[derive(Debug, Clone)]
pub struct SharedReceipts(Arc<OnceLock<Receipts>>);

impl SharedReceipts {
    /// Whether these are the very same.
    pub fn is(&self, other: &SharedReceipts) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// A customer's part of the board.
#[derive(Debug, Clone)]
pub struct Group {
    /// The customer.
    pub customer: Customer,
    /// The contract in force now, or the latest.
    pub contract: Option<Contract>,
    /// Its terms, or why there are none.
    pub terms: Option<Result<Arc<Terms>, BookError>>,
    /// Indexes into [`Board::rows`], most urgent first.
    pub rows: Vec<usize>,
    /// The calendar of its desk.
    pub(super) desk: Option<Arc<Calendar>>,
    /// Receipts around now, once they have been read. Boards that follow each other share them.
    pub(super) receipts: Arc<OnceLock<Receipts>>,
}

/// The open desk.
#[derive(Debug, Default)]
pub struct Board {
    /// Every open ticket, by number.
    pub rows: Vec<Arc<Row>>,
    /// Customers with open tickets, most urgent first; then those without.
    pub groups: Vec<Group>,
    /// Indexes into `rows`, most urgent first.
    pub by_urgency: Vec<usize>,
    /// The newest event that it holds.
    pub sequence: i64,
    /// Every contract, in force or not.
    pub(super) contracts: Arc<Contracts>,
    /// The instant from which receipts are read anew for customers that something has happened to.
    pub receipts_from: Option<Instant>,
}

/// How many tickets press, for the line on top.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Open tickets.
    pub open: usize,
    /// With a missed target.
    pub missed: usize,
    /// Due within the next hour of real time.
    pub within_hour: usize,
    /// Standing still.
    pub paused: usize,
}

impl Board {
    /// Puts everything into the one order for a moment. The order itself never changes with time: missed clocks come
    /// first by due instant and running ones after them by due instant, and a running clock becomes a missed one at just
    /// that instant.
    pub fn sort(&mut self, now: Instant) {
        let mut order: Vec<(Urgency, usize)> =
            self.rows.iter().enumerate().map(|(place, row)| (row.urgency(now), place)).collect();
        order.sort_unstable();
        let places: HashMap<CustomerId, usize> =
            self.groups.iter().enumerate().map(|(place, group)| (group.customer.id, place)).collect();
        for group in &mut self.groups {
            group.rows.clear();
        }
        for (_, row) in &order {
            let customer = self.rows.get(*row).and_then(|row| places.get(&row.ticket.customer));
            if let Some(group) = customer.and_then(|place| self.groups.get_mut(*place)) {
                group.rows.push(*row);
            }
        }
        self.by_urgency = order.into_iter().map(|(_, row)| row).collect();
        self.sort_groups(now);
    }

    /// Customers by their most urgent ticket. One without open tickets comes after all others, by name.
    pub(super) fn sort_groups(&mut self, now: Instant) {
        let rows = &self.rows;
        self.groups.sort_by_cached_key(|group| {
            let first = group.rows.first().and_then(|row| rows.get(*row)).map(|row| row.urgency(now));
            // Where there is a ticket, no other has its place: the name is not asked for.
            let name = if first.is_some() { String::new() } else { group.customer.name.to_lowercase() };
            (first.is_none(), first, name)
        });
    }

    /// The next instant at which a running clock turns into a missed one, and the order with it: the second after the
    /// earliest due instant that has not passed.
    pub fn next_change(&self, now: Instant) -> Option<Instant> {
        let due = self.by_urgency.iter().filter_map(|row| self.rows.get(*row)).map(|row| row.urgency(now));
        due.filter(|urgency| urgency.class() == Class::Running).find_map(|urgency| urgency.due()?.plus(1))
    }

    /// How many tickets press at a moment.
    pub fn counts(&self, now: Instant) -> Counts {
        let hour = now.plus(3600).unwrap_or(Instant::MAX);
        let mut counts = Counts { open: self.rows.len(), ..Counts::default() };
        for urgency in self.rows.iter().map(|row| row.urgency(now)) {
            match urgency.class() {
                Class::Missed => counts.missed += 1,
                Class::Running if urgency.due().is_some_and(|due| due <= hour) => counts.within_hour += 1,
                Class::Running | Class::Untimed | Class::Done => {}
                Class::Paused => counts.paused += 1,
            }
        }
        counts
    }

    /// The place of a ticket in `rows`, where it is open.
    pub fn place(&self, ticket: TicketId) -> Option<usize> {
        self.rows.binary_search_by_key(&ticket, |row| row.ticket.id).ok()
    }

    /// The row of a ticket, where it is open.
    pub fn row(&self, ticket: TicketId) -> Option<&Row> {
        self.rows.get(self.place(ticket)?).map(|row| &**row)
    }

    /// Every contract of the desk, with the terms of those that have any.
    pub fn contracts(&self) -> impl Iterator<Item = (&Contract, Option<&Arc<Terms>>)> {
        self.contracts.all()
    }

    /// How many due instants of running clocks fall into each of `buckets` equal parts of the time from `now` on, and
    /// for each part the share of desks with open tickets that are closed at its middle, from 0 to 1.
    pub fn horizon(&self, now: Instant, seconds: i64, buckets: usize) -> Vec<Bucket> {
        let width = seconds / i64::try_from(buckets.max(1)).unwrap_or(1);
        let mut parts: Vec<Bucket> = (0..buckets)
            .filter_map(|index| {
                let from = now.plus(i64::try_from(index).ok()? * width)?;
                let span = Span { from, to: from.plus(width)? };
                Some(Bucket { span, due: 0, closed: self.closed_share(from.plus(width / 2)?) })
            })
            .collect();
        for urgency in self.rows.iter().map(|row| row.urgency(now)).filter(|u| u.class() == Class::Running) {
            let Some(ahead) = urgency.due().map(|due| due.since(now)) else { continue };
            let index = usize::try_from(ahead / width.max(1)).unwrap_or(usize::MAX);
            if let Some(part) = parts.get_mut(index) {
                part.due += 1;
            }
        }
        parts
    }

    fn closed_share(&self, at: Instant) -> f32 {
        let open = self.groups.iter().filter(|group| !group.rows.is_empty());
        let hours: Vec<bool> =
            open.filter_map(|group| group.hours(at)).map(|h| matches!(h, Hours::Open { .. })).collect();
        let closed = hours.iter().filter(|open| !**open).count();
        if hours.is_empty() { 0.0 } else { closed as f32 / hours.len() as f32 }
    }
}

/// A part of the time ahead.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bucket {
    /// From when to when.
    pub span: Span,
    /// Clocks that run out in it: one a ticket, its next.
    pub due: usize,
    /// Share of the desks with open tickets that are closed in its middle, from 0 to 1.
    pub closed: f32,
}

impl Group {
    fn terms(&self) -> Option<(&Contract, &Arc<Terms>)> {
        Some((self.contract.as_ref()?, self.terms.as_ref()?.as_ref().ok()?))
    }

    /// The pots of tickets of the contract in force; `None` where its plan has none.
    pub fn purse(&self) -> Option<Purse<'_>> {
        let (contract, terms) = self.terms()?;
        Purse::of(terms.pack(), contract)
    }

    /// Its receipts, once they have been read.
    pub fn receipts(&self) -> Option<&Receipts> {
        self.receipts.get()
    }

    /// The same customer with its receipts to be read anew, and without its tickets.
    pub fn uncounted(&self) -> Group {
        Group { receipts: Arc::default(), rows: Vec::new(), ..self.clone() }
    }

    /// Its receipts as boards that follow each other share them, once they have been read.
    pub fn shared_receipts(&self) -> Option<SharedReceipts> {
        self.receipts.get().map(|_| SharedReceipts(self.receipts.clone()))
    }

    /// Takes its receipts in. What is there already stays.
    pub fn fill(&self, receipts: Receipts) {
        let _ = self.receipts.set(receipts);
    }

    /// Of another moment: puts what pots ask of tickets, and what had been bought by that date, beside the receipts of then.
    pub fn look_back(&mut self, now: Receipts, date: chrono::NaiveDate) {
        let Some(known) = self.receipts.get() else { return };
        let blocks = now.blocks.into_iter().filter(|block| block.bought <= date).collect();
        let then = Receipts::since(known.from, known.all.clone());
        self.receipts = Arc::new(OnceLock::from(Receipts { facts: now.facts, blocks, ..then }));
    }

    /// How the plan's allowance stands; `None` where the plan has none, and until its receipts have been read.
    pub fn usage(&self, now: Instant) -> Option<Usage> {
        let (receipts, purse) = (self.receipts()?, self.purse()?);
        if purse.is_plain() {
            return Some(purse.first.usage(&receipts.all, now));
        }
        let tally = receipts.tally.get_or_init(|| purse.tally(receipts.counted()));
        Some(purse.usage(tally.as_ref()?, now))
    }

    /// Whether a ticket of this customer lies inside the allowance of the contract that it came in under, worked out
    /// afresh; `None` where that plan has none, and where the receipts here do not reach back to the ticket's period.
    pub fn verdict(&self, row: &Row) -> Option<Verdict> {
        let purse = row.purse()?;
        if row.ticket.counting.weight() == Weight::Free {
            return Some(Verdict::Free);
        }
        if !purse.is_plain() {
            return self.verdict_of_several(&purse, row.ticket.id);
        }
        let allowance = purse.first;
        let period = allowance.period(row.ticket.received);
        let receipts = self.receipts()?;
        if receipts.from.is_some_and(|from| from > period.from)
            || !receipts.all.iter().any(|receipt| receipt.ticket == row.ticket.id)
        {
            return None;
        }
        Some(allowance.verdict(&receipts.all, row.ticket.id))
    }

    fn verdict_of_several(&self, purse: &Purse<'_>, ticket: TicketId) -> Option<Verdict> {
        let receipts = self.receipts()?;
        let own = self.contract.as_ref().is_some_and(|contract| contract.id == purse.contract);
        let told = if own {
            let tally = receipts.tally.get_or_init(|| purse.tally(receipts.counted()));
            tally.as_ref()?.told(ticket)
        } else {
            // Of a contract before: seldom asked.
            purse.tally(receipts.counted())?.told(ticket)
        };
        told.map(|told| told.verdict)
    }

    /// The calendar of the customer's desk: the plan's own hours for its region, where they differ by level those of
    /// the level at which the tier's tickets come in.
    pub fn desk_calendar(&self) -> Option<Arc<Calendar>> {
        self.desk.clone()
    }

    /// Whether the customer's desk is open; see [`Group::desk_calendar`].
    pub fn hours(&self, at: Instant) -> Option<Hours> {
        Some(self.desk.as_ref()?.hours(at))
    }
}

/// The contract in force at a moment, or else the one that starts last.
pub fn current<'a>(
    contracts: impl Iterator<Item = &'a Contract> + Clone,
    book: &Book,
    now: Instant,
) -> Option<&'a Contract> {
    let holds = |contract: &&Contract| {
        book.pack(&contract.pack).is_ok_and(|pack| contract.in_force(pack.zone.date(now)))
    };
    let in_force = contracts.clone().filter(holds).max_by_key(|contract| contract.starts);
    in_force.or_else(|| contracts.max_by_key(|contract| contract.starts))
}

/// The flags of a ticket as they stand now: those about the allowance are worked out afresh, for the ranking changes
/// with every ticket that is merged, waived, paid or held (sla.md part 2); the others stay as they were decided. Without
/// a verdict, what was decided when it came in holds.
pub fn flags(ticket: &Ticket, verdict: Option<Verdict>) -> Vec<Flag> {
    let about_allowance = |flag: &Flag| matches!(flag, Flag::AllowanceSpent | Flag::DailyCapReached);
    let fresh = match verdict {
        None => return ticket.flags.clone(),
        Some(Verdict::OverPeriod) => Some(Flag::AllowanceSpent),
        Some(Verdict::OverDay) => Some(Flag::DailyCapReached),
        Some(Verdict::Within | Verdict::Free) => None,
    };
    fresh.into_iter().chain(ticket.flags.iter().copied().filter(|flag| !about_allowance(flag))).collect()
}
