//! What the board needs of a store: the narrow interface that the worker drives. The real store is behind it in
//! `stored`; tests put a desk in memory there.

use std::ops::Range;

use crate::alert::{Alert, AlertId};
use crate::calendar::Instant;
use crate::desk::{Board, Command, Contact, Contract, Handover, Recorded, Refusal, Ticket};
use crate::store::{Found, Told};

use super::effect::Done;
use super::handing::HandoverFile;
use super::on_call::OnCall;
use crate::store::presence::Here;

/// A desk that can be read, changed and watched. Every call may take as long as a disk or a lock takes: only the
/// worker's thread calls it.
pub trait Desk: Send {
    /// The open desk, in one snapshot; receipts may be missing until [`Desk::fill`].
    ///
    /// # Errors
    /// Where it cannot be read.
    fn load(&mut self, now: Instant) -> Result<Board, Trouble>;

    /// What a board has become since it was loaded.
    ///
    /// # Errors
    /// Where it cannot be read.
    fn follow(&mut self, board: &Board, now: Instant) -> Result<Followed, Trouble>;

    /// Gives the customers of these groups of a board their receipts, where they have none yet.
    ///
    /// # Errors
    /// Where they cannot be read.
    fn fill(&mut self, board: &Board, groups: Range<usize>) -> Result<(), Trouble>;

    /// One ticket with everything that happened to it.
    ///
    /// # Errors
    /// Where it cannot be read.
    fn ticket(&mut self, id: crate::desk::TicketId) -> Result<Option<TicketFile>, Trouble>;

    /// Looks for words in everything that was ever written.
    ///
    /// # Errors
    /// Where it cannot be read.
    fn search(&mut self, typed: &str) -> Result<Found, Trouble>;

    /// Causes with which tickets were resolved lately, each once, the last one first.
    ///
    /// # Errors
    /// Where they cannot be read.
    fn causes(&mut self) -> Result<Vec<String>, Trouble> {
        Ok(Vec::new())
    }

    /// So many of the tickets that were resolved last, as a board of their own.
    ///
    /// # Errors
    /// Where they cannot be read.
    fn resolved(&mut self, most: u32, now: Instant) -> Result<Board, Trouble>;

    /// Carries out commands, all or none, and comes back once they are safe.
    ///
    /// # Errors
    /// Where nothing was changed, and why.
    fn execute(&mut self, commands: &[Command], agent: &str, now: Instant) -> Result<Done, Trouble>;

    /// Undoes what the agent did last, or redoes what was undone last; says what that was.
    ///
    /// # Errors
    /// Where there is nothing, or something hinders it.
    fn turn(&mut self, again: bool, agent: &str, now: Instant) -> Result<Done, Trouble>;

    /// Whether another process has changed something since the last `load`, `execute` or `changed`. Cheap: asked
    /// several times a second.
    ///
    /// # Errors
    /// Where the store cannot be asked, or is no longer the file that was opened (faults.md C15).
    fn changed(&mut self) -> Result<bool, Trouble>;

    /// Everything about a customer; `None` where there is no such one.
    ///
    /// # Errors
    /// Where it cannot be read.
    fn account(&mut self, _customer: crate::desk::CustomerId) -> Result<Option<AccountFile>, Trouble> {
        Ok(None)
    }

    /// What a handover of the agent would say now, by a board of this desk, and the one that waits for the agent; `None`
    /// where there is no such thing.
    ///
    /// # Errors
    /// Where it cannot be read.
    fn handover(
        &mut self,
        _board: &Board,
        _agent: &str,
        _now: Instant,
    ) -> Result<Option<HandoverFile>, Trouble> {
        Ok(None)
    }

    /// The handover that waits for an agent. Cheap: asked whenever the desk has changed.
    ///
    /// # Errors
    /// Where it cannot be read.
    fn handed(&mut self, _agent: &str) -> Result<Option<Handover>, Trouble> {
        Ok(None)
    }

    /// Tells the other consoles what is looked at here, and what is written about it. A courtesy: it cannot fail.
    fn look_at(&mut self, _ticket: Option<crate::desk::TicketId>, _writes: Option<&str>, _now: Instant) {}

    /// Who else has the desk open, and what they look at. Cheap: asked several times a second.
    fn others(&mut self) -> Vec<Here> {
        Vec::new()
    }

    /// Who is on call and the agent's own shift, where either may have changed since this was asked last; `written` says
    /// that something was written to the store. Cheap where nothing has.
    ///
    /// # Errors
    /// Where the store cannot be read.
    fn on_call(&mut self, _written: bool, _now: Instant) -> Result<Option<OnCall>, Trouble> {
        Ok(None)
    }

    /// Tells alerts: what has fallen by now for the agent and nobody has told yet, which is told here then. `fresh` says
    /// that the board, or what others wrote beside it, may be another thing than at the last call. Cheap where nothing
    /// falls: asked several times a second.
    ///
    /// # Errors
    /// Where the store cannot be read or written; nothing is lost, and it is asked again.
    fn alerts(&mut self, _board: &Board, _fresh: bool, _now: Instant) -> Result<AlertNews, Trouble> {
        Ok(AlertNews::default())
    }

    /// The alerts on record of the agent and of nobody in particular, the newest first.
    ///
    /// # Errors
    /// Where they cannot be read.
    fn alert_list(&mut self) -> Result<Vec<Told>, Trouble> {
        Ok(Vec::new())
    }

    /// Why nothing can be written, where that is so.
    fn read_only(&self) -> Option<String> {
        None
    }

    /// What the agent should know about the store or the clock, once, at the start (faults.md D03, D19, H13).
    fn warnings(&mut self, _now: Instant) -> Vec<String> {
        Vec::new()
    }
}

/// What there is to tell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AlertNews {
    /// What is told here and nowhere else.
    pub told: Vec<(AlertId, Alert)>,
    /// How many alerts nobody has acknowledged, where that was counted anew.
    pub open: Option<usize>,
    /// What is wrong with the files of rules, in lines.
    pub notes: Vec<String>,
}

/// What a board has become.
#[derive(Debug)]
pub enum Followed {
    /// Nothing has changed.
    Same,
    /// The board with what has changed.
    Changed(Box<Board>),
    /// It has to be loaded anew, such as when customers or contracts have changed.
    Lost,
}

/// A ticket and its history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicketFile {
    /// As it is now.
    pub ticket: Ticket,
    /// What happened to it, in order.
    pub events: Vec<Recorded>,
    /// The histories of the tickets that were merged into it.
    pub joined: Vec<(crate::desk::TicketId, Vec<Recorded>)>,
    /// The contract that it is held to, which may no longer be the customer's newest.
    pub contract: Option<Contract>,
    /// The customer's persons.
    pub contacts: Vec<Contact>,
}

/// Everything about a customer that its page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountFile {
    /// The customer.
    pub customer: crate::desk::Customer,
    /// Its contracts, by first date.
    pub contracts: Vec<Contract>,
    /// Its persons.
    pub contacts: Vec<Contact>,
    /// All its tickets as allowances count them.
    pub receipts: Vec<crate::desk::Receipt>,
    /// Its newest tickets, open and resolved.
    pub tickets: Vec<Ticket>,
    /// All time booked on its tickets.
    pub booked: Vec<crate::desk::Booked>,
    /// The blocks bought for its contracts.
    pub blocks: Vec<crate::desk::Block>,
    /// What pots ask of its tickets, where a plan has one that asks.
    pub facts: std::collections::HashMap<crate::desk::TicketId, crate::policy::Facts>,
}

/// Why something could not be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// The command was refused; [`Refusal::Conflict`] where somebody else was faster.
    Refused(Refusal),
    /// The store stayed locked; the message says for how long.
    Locked(String),
    /// The file behind the open store is another one now: writing has stopped (faults.md C15).
    Replaced(String),
    /// Anything else: message and what to do.
    Failed(String, Option<String>),
}

impl Trouble {
    /// In one line for the agent.
    pub fn words(&self) -> String {
        match self {
            Trouble::Refused(refusal) => refusal.to_string(),
            Trouble::Locked(words) | Trouble::Replaced(words) => words.clone(),
            Trouble::Failed(words, None) => words.clone(),
            Trouble::Failed(words, Some(hint)) => format!("{words}; {hint}"),
        }
    }

    /// Whether trying again later, with nothing changed, may work.
    pub fn passes(&self) -> bool {
        matches!(self, Trouble::Locked(_))
    }
}
