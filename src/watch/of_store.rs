//! A plan fed ticket by ticket from a store: what is kept is the people, the contracts and what their packs promise, and of
//! the tickets only the moments that the plan holds. Twenty thousand open ones take a few megabytes.

use std::collections::{HashMap, HashSet};

use super::Lookout;
use crate::calendar::Instant;
use crate::desk::{Assembly, Book, CustomerId, Group, Receipts, Ticket};
use crate::store::{DeskPiece, Store, StoreError};

/// The desk that a plan holds.
pub struct OfStore {
    assembly: Option<Assembly>,
    groups: HashMap<CustomerId, usize>,
    /// The newest change that the plan holds.
    sequence: i64,
}

impl OfStore {
    /// Nothing yet: the first [`OfStore::feed`] reads it all.
    pub fn new() -> OfStore {
        OfStore { assembly: None, groups: HashMap::new(), sequence: 0 }
    }

    /// Forgets what was fed, so that everything is fed again: the plan is empty.
    pub fn forget(&mut self) {
        *self = OfStore::new();
    }

    /// The name of a customer.
    pub fn customer(&self, customer: CustomerId) -> &str {
        self.group(customer).map_or("", |group| group.customer.name.as_str())
    }

    fn group(&self, customer: CustomerId) -> Option<&Group> {
        self.assembly.as_ref()?.groups().get(*self.groups.get(&customer)?)
    }

    /// Takes in what has happened on the desk since the last time, and whatever has come due by now.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read; what was taken in stays, and the rest is when this is called again.
    pub fn feed(
        &mut self,
        lookout: &mut Lookout,
        store: &mut Store,
        book: &Book,
        now: Instant,
    ) -> Result<(), StoreError> {
        // Receipts are counted where a customer is looked at.
        let news = match self.assembly {
            Some(_) => store.news(self.sequence, Instant::MAX)?,
            None => None,
        };
        match news {
            None => self.load(lookout, store, book, now)?,
            Some(news) => {
                for ticket in news.tickets {
                    self.ticket(lookout, ticket, now);
                }
                for customer in news.receipts.into_keys() {
                    self.account(lookout, store, customer, now)?;
                }
                self.sequence = news.sequence;
            }
        }
        let (tickets, customers) = lookout.due(now);
        for ticket in tickets {
            match store.ticket_now(ticket)? {
                Some(ticket) => self.ticket(lookout, ticket, now),
                None => lookout.gone(ticket, now),
            }
        }
        for customer in customers {
            self.account(lookout, store, customer, now)?;
        }
        Ok(())
    }

    fn load(
        &mut self,
        lookout: &mut Lookout,
        store: &mut Store,
        book: &Book,
        now: Instant,
    ) -> Result<(), StoreError> {
        self.forget();
        lookout.empty();
        let mut read = OfStore::new();
        // Another process may have taken other rules: what is read is due as they say.
        store.hold_rules(book, None)?;
        read.sequence = store.walk_desk(|piece| match piece {
            DeskPiece::People { customers, contracts, .. } => {
                let assembly = Assembly::new(customers, contracts, book, now);
                let places = assembly.groups().iter().enumerate();
                read.groups = places.map(|(place, group)| (group.customer.id, place)).collect();
                read.assembly = Some(assembly);
            }
            DeskPiece::Tickets(tickets) => {
                for ticket in tickets {
                    read.ticket(lookout, ticket, now);
                }
            }
        })?;
        let customers: HashSet<CustomerId> = read.groups.keys().copied().collect();
        for customer in customers {
            read.account(lookout, store, customer, now)?;
        }
        *self = read;
        Ok(())
    }

    fn ticket(&mut self, lookout: &mut Lookout, ticket: Ticket, now: Instant) {
        let (id, customer) = (ticket.id, ticket.customer);
        let row = self.assembly.as_mut().filter(|_| ticket.is_open()).map(|assembly| assembly.row(ticket));
        match row {
            Some(row) => lookout.ticket(&row, self.customer(customer), now),
            None => lookout.gone(id, now),
        }
    }

    fn account(
        &mut self,
        lookout: &mut Lookout,
        store: &mut Store,
        customer: CustomerId,
        now: Instant,
    ) -> Result<(), StoreError> {
        if !lookout.asks_accounts() {
            return Ok(());
        }
        let Some(group) = self.group(customer).map(Group::uncounted) else { return Ok(()) };
        if let (Some(contract), Some(purse)) = (&group.contract, group.purse()) {
            let receipts = if purse.is_plain() {
                // What was held until this period was received in the one before.
                let period = purse.first.period(now);
                let before = period.from.plus(-1).map_or(period, |instant| purse.first.period(instant));
                Receipts::since(Some(before.from), store.receipts(customer, before.from, Instant::MAX)?)
            } else {
                store.counted(contract, &purse, now)?
            };
            group.fill(receipts);
        }
        lookout.account(&group, now);
        Ok(())
    }
}

impl std::fmt::Debug for OfStore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OfStore").field("sequence", &self.sequence).finish_non_exhaustive()
    }
}

impl Default for OfStore {
    fn default() -> OfStore {
        OfStore::new()
    }
}
