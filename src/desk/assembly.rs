//! How a board comes about: its people first, then ticket by ticket as a store reads them; and how a later one comes
//! about from it and from what has changed, without a look at the tickets that have not.

use std::collections::HashMap;
use std::sync::Arc;

use super::allowance::Receipt;
use super::board::{self, Board, DeskRows, Group, Receipts};
use super::book::{Book, BookError};
use super::order::Urgency;
use super::people::{Contract, Customer};
use super::row::{Plans, Row};
use super::ticket::{ContractId, CustomerId, Ticket, TicketId};
use crate::calendar::Instant;
use crate::policy::Terms;

/// A contract and its terms, or why it has none.
type Held = (Contract, Result<Arc<Terms>, BookError>);

/// Every contract of a desk.
#[derive(Debug, Default)]
pub(super) struct Contracts {
    by_id: HashMap<ContractId, Held>,
    of_customer: HashMap<CustomerId, Vec<ContractId>>,
}

impl Contracts {
    fn new(contracts: Vec<Contract>, book: &Book) -> Contracts {
        let mut known = Contracts::default();
        for contract in contracts {
            known.of_customer.entry(contract.customer).or_default().push(contract.id);
            let terms = book.terms(&contract);
            known.by_id.insert(contract.id, (contract, terms));
        }
        known
    }

    /// The contract in force for a customer at a moment, or else the one that starts last, with its terms.
    fn current(&self, customer: CustomerId, book: &Book, now: Instant) -> Option<&Held> {
        let own = self.of_customer.get(&customer)?;
        if let [only] = own.as_slice() {
            return self.by_id.get(only);
        }
        let own = own.iter().filter_map(|id| self.by_id.get(id)).map(|(contract, _)| contract);
        self.by_id.get(&board::current(own, book, now)?.id)
    }

    /// All of them, with the terms of those that have any.
    pub(super) fn all(&self) -> impl Iterator<Item = (&Contract, Option<&Arc<Terms>>)> {
        self.by_id.values().map(|(contract, terms)| (contract, terms.as_ref().ok()))
    }

    fn row(&self, ticket: Ticket, plans: &mut Plans) -> Row {
        match ticket.contract.and_then(|id| self.by_id.get(&id)) {
            Some((contract, Ok(terms))) => plans.row(ticket, contract, terms),
            _ => Row::without_terms(ticket),
        }
    }
}

/// A board in the making.
pub struct Assembly {
    now: Instant,
    board: Board,
    plans: Plans,
}

impl Assembly {
    /// The people of a desk and their contracts at a moment; no tickets yet.
    pub fn new(customers: Vec<Customer>, contracts: Vec<Contract>, book: &Book, now: Instant) -> Assembly {
        let contracts = Contracts::new(contracts, book);
        let mut plans = Plans::default();
        let group = |customer: Customer| {
            let current = contracts.current(customer.id, book, now);
            let mut group = Group::of(customer);
            group.hold(current, &mut plans);
            group
        };
        let groups = customers.into_iter().map(group).collect();
        let board = Board { groups, contracts: Arc::new(contracts), ..Board::default() };
        Assembly { now, board, plans }
    }

    /// So many tickets will come.
    pub fn expect(&mut self, tickets: usize) {
        self.board.rows.reserve_exact(tickets);
    }

    /// One more ticket.
    pub fn add(&mut self, ticket: Ticket) {
        let row = self.board.contracts.row(ticket, &mut self.plans);
        self.board.rows.push(Arc::new(row));
    }

    /// A ticket's row without keeping it, for whoever goes through a desk ticket by ticket.
    pub fn row(&mut self, ticket: Ticket) -> Row {
        self.board.contracts.row(ticket, &mut self.plans)
    }

    /// The customers, in the order in which they were given.
    pub fn groups(&self) -> &[Group] {
        &self.board.groups
    }

    /// The board, in order; `sequence` is the newest event that it holds.
    pub fn finish(self, sequence: i64) -> Board {
        let Assembly { now, mut board, .. } = self;
        board.sequence = sequence;
        board.rows.sort_by_key(|row| row.ticket.id);
        board.sort(now);
        board
    }
}

impl Group {
    /// A customer without contract, receipts and tickets.
    fn of(customer: Customer) -> Group {
        Group {
            customer,
            contract: None,
            terms: None,
            desk: None,
            receipts: Arc::default(),
            rows: Vec::new(),
        }
    }

    /// Puts the customer under a contract.
    fn hold(&mut self, current: Option<&Held>, plans: &mut Plans) {
        self.contract = current.map(|(contract, _)| contract.clone());
        self.terms = current.map(|(_, terms)| terms.clone());
        self.desk = current.and_then(|(contract, terms)| plans.desk(contract, terms.as_ref().ok()?));
    }
}

/// What has happened on a desk since a board of it was made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct News {
    /// The tickets that something happened to, as they stand now, open or not.
    pub tickets: Vec<Ticket>,
    /// All receipts of their customers, from the instant on from which the board has them.
    pub receipts: HashMap<CustomerId, Vec<Receipt>>,
    /// The newest event.
    pub sequence: i64,
}

impl Board {
    /// The board of a snapshot, in order for a moment.
    pub fn new(rows: DeskRows, book: &Book, now: Instant) -> Board {
        let mut assembly = Assembly::new(rows.customers, rows.contracts, book, now);
        assembly.expect(rows.tickets.len());
        rows.tickets.into_iter().for_each(|ticket| assembly.add(ticket));
        let mut board = assembly.finish(rows.sequence);
        board.receipts_from = rows.receipts_from;
        let mut receipts = rows.receipts;
        for group in &board.groups {
            let all = receipts.remove(&group.customer.id).unwrap_or_default();
            group.fill(Receipts::since(rows.receipts_from, all));
        }
        board
    }

    /// The board after tickets were opened or changed, in order for a moment: the same as one that is made afresh, at
    /// the cost of what has changed. New customers and contracts need a fresh one.
    pub fn after(&self, news: News, book: &Book, now: Instant) -> Board {
        let mut fresh: Vec<(TicketId, Option<Arc<Row>>)> = Vec::with_capacity(news.tickets.len());
        let mut plans = Plans::default();
        for ticket in news.tickets {
            let (id, open) = (ticket.id, ticket.is_open());
            fresh.push((id, open.then(|| Arc::new(self.contracts.row(ticket, &mut plans)))));
        }
        fresh.sort_by_key(|(id, _)| *id);
        let (rows, moved, mut came) = merged(&self.rows, fresh);
        let urgency = |row: usize| rows.get(row).map(|row| row.urgency(now));
        came.sort_by_cached_key(|row| urgency(*row));
        let mut came_for: HashMap<CustomerId, Vec<usize>> = HashMap::new();
        for row in &came {
            if let Some(found) = rows.get(*row) {
                came_for.entry(found.ticket.customer).or_default().push(*row);
            }
        }
        let by_urgency = woven(&self.by_urgency, &moved, &came, urgency);
        let mut receipts = news.receipts;
        let mut groups = Vec::with_capacity(self.groups.len());
        for group in &self.groups {
            let came = came_for.remove(&group.customer.id).unwrap_or_default();
            let mut after = group.clone();
            after.rows = woven(&group.rows, &moved, &came, urgency);
            // A contract begins or ends at some midnight.
            let current = self.contracts.current(group.customer.id, book, now);
            if current.map(|(contract, _)| contract.id) != group.contract.as_ref().map(|held| held.id) {
                after.hold(current, &mut plans);
            }
            if let Some(all) = receipts.remove(&group.customer.id) {
                after.receipts = Arc::default();
                // What the pots of other plans ask beside is read anew.
                if after.purse().is_none_or(|purse| purse.is_plain()) {
                    after.fill(Receipts::since(self.receipts_from, all));
                }
            }
            groups.push(after);
        }
        let mut board = Board {
            rows,
            groups,
            by_urgency,
            sequence: news.sequence,
            contracts: self.contracts.clone(),
            receipts_from: self.receipts_from,
        };
        board.sort_groups(now);
        board
    }
}

/// Rows by number with the fresh ones in place of the old; where each old row stands now, and where the fresh ones do.
type Merged = (Vec<Arc<Row>>, Vec<Option<usize>>, Vec<usize>);

fn merged(old: &[Arc<Row>], fresh: Vec<(TicketId, Option<Arc<Row>>)>) -> Merged {
    let mut rows = Vec::with_capacity(old.len() + fresh.len());
    let mut moved = Vec::with_capacity(old.len());
    let mut came = Vec::with_capacity(fresh.len());
    let mut fresh = fresh.into_iter().peekable();
    let mut put = |rows: &mut Vec<Arc<Row>>, row: Option<Arc<Row>>| {
        if let Some(row) = row {
            came.push(rows.len());
            rows.push(row);
        }
    };
    for row in old {
        while let Some((_, new)) = fresh.next_if(|(id, _)| *id < row.ticket.id) {
            put(&mut rows, new);
        }
        match fresh.next_if(|(id, _)| *id == row.ticket.id) {
            Some((_, new)) => {
                moved.push(None);
                put(&mut rows, new);
            }
            None => {
                moved.push(Some(rows.len()));
                rows.push(row.clone());
            }
        }
    }
    fresh.for_each(|(_, new)| put(&mut rows, new));
    (rows, moved, came)
}

/// An order of old rows with fresh ones, which are in order too, put where they belong. The order of the old ones holds
/// at any moment: see [`Board::sort`].
fn woven(
    old: &[usize],
    moved: &[Option<usize>],
    came: &[usize],
    urgency: impl Fn(usize) -> Option<Urgency>,
) -> Vec<usize> {
    let kept: Vec<usize> = old.iter().filter_map(|row| *moved.get(*row)?).collect();
    if came.is_empty() {
        return kept;
    }
    let mut all = Vec::with_capacity(kept.len() + came.len());
    let mut rest = kept.as_slice();
    for row in came {
        let key = urgency(*row);
        let (before, after) =
            rest.split_at_checked(rest.partition_point(|old| urgency(*old) < key)).unwrap_or((rest, &[]));
        all.extend_from_slice(before);
        all.push(*row);
        rest = after;
    }
    all.extend_from_slice(rest);
    all
}
