//! A plan fed from a board: what has changed from one board to the next is told by rows and receipts that are no longer the
//! same ones, so that a desk of twenty thousand costs a walk over its pointers.

use std::collections::HashMap;
use std::sync::Arc;

use super::Lookout;
use crate::calendar::Instant;
use crate::desk::{Board, CustomerId, Group, Row, SharedReceipts};

/// The board that a plan holds.
#[derive(Debug, Default)]
pub struct OfBoard {
    rows: Vec<Arc<Row>>,
    counted: HashMap<CustomerId, SharedReceipts>,
}

impl OfBoard {
    /// Takes in what is another thing than on the board before, and whatever has come due by now.
    pub fn feed(&mut self, lookout: &mut Lookout, board: &Board, now: Instant) {
        let groups: HashMap<CustomerId, &Group> =
            board.groups.iter().map(|group| (group.customer.id, group)).collect();
        let name =
            |row: &Row| groups.get(&row.ticket.customer).map_or("", |group| group.customer.name.as_str());
        let mut before = self.rows.iter().peekable();
        for row in &board.rows {
            while let Some(gone) = before.next_if(|known| known.ticket.id < row.ticket.id) {
                lookout.gone(gone.ticket.id, now);
            }
            let known = before.next_if(|known| known.ticket.id == row.ticket.id);
            if !known.is_some_and(|known| Arc::ptr_eq(known, row)) {
                lookout.ticket(row, name(row), now);
            }
        }
        for gone in before {
            lookout.gone(gone.ticket.id, now);
        }
        self.rows.clone_from(&board.rows);
        if lookout.asks_accounts() {
            self.counted.retain(|customer, _| groups.contains_key(customer));
            for group in &board.groups {
                self.account(lookout, group, now);
            }
        }
        let (tickets, customers) = lookout.due(now);
        for row in tickets.into_iter().filter_map(|ticket| board.row(ticket)) {
            lookout.ticket(row, name(row), now);
        }
        for group in customers.iter().filter_map(|customer| groups.get(customer)) {
            lookout.account(group, now);
        }
    }

    fn account(&mut self, lookout: &mut Lookout, group: &Group, now: Instant) {
        // Read in portions, after the board is shown: this is called again when there are more.
        let Some(receipts) = group.shared_receipts() else { return };
        let known = self.counted.get(&group.customer.id);
        if !known.is_some_and(|known| known.is(&receipts)) {
            lookout.account(group, now);
            self.counted.insert(group.customer.id, receipts);
        }
    }

    /// Forgets what was fed, so that everything is fed again: the plan is empty.
    pub fn forget(&mut self) {
        *self = OfBoard::default();
    }
}
