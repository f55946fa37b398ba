//! What the ticket in front is held to, as far as this screen knows: its contract, the terms, the persons, the receipts.
//! What a change would move is told from that.

use std::sync::Arc;

use super::app::App;
use crate::calendar::Instant;
use crate::desk::what_if::Ground;
use crate::desk::{
    Command, Contact, Contract, Flag, Held, Moves, Receipts, Refusal, Row, Situation, Ticket, Work, preview,
};
use crate::policy::Terms;

/// A ticket with what it is held to.
#[derive(Debug, Clone)]
pub struct Known {
    /// The ticket.
    pub ticket: Ticket,
    /// The contract and its terms; `None` where it has none, or its pack is not here.
    pub plan: Option<(Contract, Arc<Terms>)>,
    /// The customer's persons; `None` until they have been read.
    pub contacts: Option<Vec<Contact>>,
    /// The customer's tickets around now, where they have been read.
    pub receipts: Receipts,
}

impl App {
    /// The ticket that actions are about, with what it is held to.
    pub fn known(&self) -> Option<Known> {
        let ticket = self.ticket()?.clone();
        let board = &self.picture.as_ref()?.board;
        let plan = board.contracts().find(|(contract, _)| Some(contract.id) == ticket.contract);
        let plan = plan.and_then(|(contract, terms)| Some((contract.clone(), terms?.clone())));
        let file = self.file.as_deref().filter(|file| file.ticket.id == ticket.id);
        let receipts = self.group().and_then(|group| group.receipts()).filter(|receipts| {
            let known = receipts.all.iter().any(|receipt| receipt.ticket == ticket.id);
            known && receipts.from.is_none_or(|from| from <= ticket.received)
        });
        Some(Known {
            plan,
            contacts: file.map(|file| file.contacts.clone()),
            receipts: receipts.cloned().unwrap_or_default(),
            ticket,
        })
    }
}

impl Known {
    /// The contract and its terms.
    pub fn plan(&self) -> Option<(&Contract, &Terms)> {
        self.plan.as_ref().map(|(contract, terms)| (contract, &**terms))
    }

    /// What a table of choices is made from.
    pub fn ground(&self, now: Instant) -> Ground<'_> {
        let held = Held { ticket: &self.ticket, plan: self.plan() };
        let contacts = self.contacts.as_deref().unwrap_or_default();
        Ground { held, contacts, counted: self.receipts.counted(), now }
    }

    /// What a kind of work on it would move; `None` until enough is known.
    pub fn moves(&self, work: Work, agent: &str, now: Instant) -> Option<Result<Moves, Refusal>> {
        let situation = Situation {
            agent: agent.to_owned(),
            ticket: Some(self.ticket.clone()),
            contract: self.plan.as_ref().map(|(contract, _)| contract.clone()),
            terms: self.plan.as_ref().map(|(_, terms)| terms.clone()),
            out_of_force: self.ticket.flags.contains(&Flag::ContractEnded),
            contacts: self.contacts.clone()?,
            receipts: self.receipts.all.clone(),
            receipts_from: self.receipts.from,
            facts: self.receipts.facts.clone(),
            blocks: self.receipts.blocks.clone(),
            ..Situation::default()
        };
        let command = Command::Work { ticket: self.ticket.id, seen: None, work };
        let moves = preview(&situation, &command, now);
        moves.map(|moves| moves.into_iter().next()).transpose()
    }

    /// The ticket with its clocks, for one that is on no board.
    pub fn row(&self, book: &crate::desk::Book) -> Row {
        Row::new(self.ticket.clone(), self.plan.as_ref().map(|(contract, _)| contract), book)
    }
}
