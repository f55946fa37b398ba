//! By when the running clocks of open tickets are due: what a list of what comes next is made from, without the tickets.

use std::sync::Arc;

use super::clock::Reckoned;
use super::people::Contract;
use super::row::Plans;
use super::ticket::Ticket;
use crate::calendar::Instant;
use crate::policy::{ClockKey, Terms};

/// Works out due instants, many tickets at once: what tickets of a kind have in common is looked up once.
#[derive(Default)]
pub struct Running {
    plans: Plans,
}

impl Running {
    /// The clocks of a ticket that run, each with the instant at which it is or was due (sla.md 1.3), in the order of the
    /// pack. None of a resolved one, and none that stands still or waits.
    pub fn of(
        &mut self,
        ticket: &Ticket,
        contract: &Contract,
        terms: &Arc<Terms>,
    ) -> Vec<(ClockKey, Instant)> {
        if !ticket.is_open() {
            return Vec::new();
        }
        let clocks = self.plans.clocks(ticket, contract, terms);
        let running = clocks.iter().filter_map(|clock| match clock.reckoned {
            Reckoned::Due { due } => Some((clock.key().clone(), due)),
            _ => None,
        });
        running.collect()
    }
}

impl std::fmt::Debug for Running {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Running")
    }
}
