//! What a command would do, asked without doing it: read as it would be, decided, compared, and nothing written.

use super::situation::{self, Accounts, Asked, Obstacle};
use super::{Store, StoreError, allowance};
use crate::calendar::Instant;
use crate::desk::{Book, Command, Contract, Moves, Purse, Receipts, Situation, Ticket, TicketId, preview};
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
            let counted = self.receipts_for(ticket, contract, terms, now)?;
            situation.receipts_from = counted.from;
            situation.facts = counted.facts;
            if !counted.blocks.is_empty() {
                situation.blocks = counted.blocks;
            }
            situation.receipts = counted.all;
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
    ) -> Result<Receipts, StoreError> {
        let Some(purse) = Purse::of(terms.pack(), contract) else { return Ok(Receipts::default()) };
        if !purse.is_plain() {
            let at = ticket.received.min(now);
            let counted = allowance::counted(&self.connection, contract, &purse, at, Instant::MAX);
            return counted.map_err(|error| self.error(error));
        }
        let of = purse.period(ticket.received.min(now));
        let before = of.from.plus(-1).map_or(of.from, |instant| purse.period(instant).from);
        // A held ticket counts in the period after its own.
        let to = purse.period(purse.period(ticket.received.max(now)).to).to;
        let receipts = situation::receipts(&self.connection, ticket.customer, before, to);
        Ok(Receipts::since(Some(before), receipts.map_err(|error| self.error(error))?))
    }
}
