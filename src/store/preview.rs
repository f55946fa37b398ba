//! What a command would do, asked without doing it: read as it would be, decided, compared, and nothing written.

use super::situation::{self, Accounts, Asked, Obstacle};
use super::{Store, StoreError};
use crate::calendar::Instant;
use crate::desk::{Allowance, Book, Command, Contract, Moves, Receipt, Situation, Ticket, TicketId, preview};
use crate::policy::Terms;

impl Store {
    /// What a command would move, ticket by ticket.
    ///
    /// # Errors
    /// [`StoreError::Refused`] as the command itself would meet it, and [`StoreError`] where the store cannot be read.
    pub fn preview(
        &self,
        command: &Command,
        book: &Book,
        agent: &str,
        now: Instant,
    ) -> Result<Vec<Moves>, StoreError> {
        let situation = self.situation(command, book, agent, now)?;
        preview(&situation, command, now).map_err(|refusal| StoreError::Refused { index: 0, refusal })
    }

    /// What a command would meet, with the receipts that the allowance of its ticket is counted by.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    pub fn situation(
        &self,
        command: &Command,
        book: &Book,
        agent: &str,
        now: Instant,
    ) -> Result<Situation, StoreError> {
        let last = self.last_ticket().map_err(|error| self.error(error))?;
        let next_ticket = TicketId(last.saturating_add(1));
        let asked = Asked { connection: &self.connection, book, agent, now, next_ticket };
        let situation = Accounts::default().situation(&asked, command);
        let mut situation = situation.map_err(|obstacle| match obstacle {
            Obstacle::Sqlite(error) => self.error(error),
            Obstacle::Terms(error) => StoreError::Terms { index: 0, error },
        })?;
        if let (Some(ticket), Some(contract), Some(terms)) =
            (&situation.ticket, &situation.contract, &situation.terms)
            && situation.receipts.is_empty()
        {
            situation.receipts = self.receipts_for(ticket, contract, terms, now)?;
        }
        Ok(situation)
    }

    /// The customer's tickets by which the allowance of one is counted, and how it stands now.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    pub fn receipts_for(
        &self,
        ticket: &Ticket,
        contract: &Contract,
        terms: &Terms,
        now: Instant,
    ) -> Result<Vec<Receipt>, StoreError> {
        let pack = terms.pack();
        let Some(pot) = pack.allowance(&contract.tier) else { return Ok(Vec::new()) };
        let allowance = Allowance { pot, zone: &pack.zone, since: contract.starts };
        let of = allowance.period(ticket.received.min(now));
        let before = of.from.plus(-1).map_or(of.from, |instant| allowance.period(instant).from);
        // A held ticket counts in the period after its own.
        let to = allowance.period(allowance.period(ticket.received.max(now)).to).to;
        let receipts = situation::receipts(&self.connection, ticket.customer, before, to);
        receipts.map_err(|error| self.error(error))
    }
}
