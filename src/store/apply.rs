//! Other rules are taken: every due instant that moves is told first, and then all of it happens in one transaction.

use std::collections::BTreeMap;

use serde::Serialize;

use super::execute::Batch;
use super::running::{self, MovedDue};
use super::{Store, StoreError, people, rules, tickets};
use crate::calendar::Instant;
use crate::desk::{
    Book, Command, Contract, ContractId, CustomerId, DueMove, Event, Missed, Refusal, RuleChange, Ticket,
    TicketId, Work,
};
use crate::policy::{RuleKey, RuleText};

/// What is to be taken.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    /// Only these; where none is named, every text that waits.
    pub only: Vec<RuleKey>,
    /// Open tickets go over to the contract that has followed theirs.
    pub contracts: bool,
}

/// Tickets that stay where they are, and why.
pub type Left = Vec<(TicketId, String)>;

/// What taking other rules comes to, or would.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Applied {
    /// The texts that are taken.
    pub texts: Vec<RuleChange>,
    /// Running clocks of open tickets whose due instant moves, appears or vanishes; by ticket.
    pub moves: Vec<Moving>,
    /// Open tickets that go over to the contract that has followed theirs.
    pub adopted: Vec<Adopted>,
    /// Those that cannot, and why.
    pub left: Left,
}

/// A due instant that moves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Moving {
    /// Of which ticket.
    pub ticket: TicketId,
    /// Whose.
    pub customer: CustomerId,
    /// Under which contract it is now.
    pub contract: Option<ContractId>,
    /// Which clock, as it was and as it is to be.
    #[serde(flatten)]
    pub due: DueMove,
    /// It had been missed by then: that stays on record.
    pub was_missed: bool,
}

/// A ticket that goes over to another contract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Adopted {
    /// Which.
    pub ticket: TicketId,
    /// To which.
    pub contract: ContractId,
    /// Pack, edition and tier in words.
    pub plan: String,
}

impl Applied {
    /// Whether it comes to nothing at all.
    pub fn is_nothing(&self) -> bool {
        self.texts.is_empty() && self.adopted.is_empty()
    }
}

impl Store {
    /// What taking other rules would come to; changes nothing. It is worked out by doing it and taking it back, so that
    /// what is told is what is done: others wait for that long.
    ///
    /// # Errors
    /// [`StoreError::Refused`] where something named does not wait, or a contract could not stand on the new text.
    pub fn preview_rules(
        &mut self,
        wish: &Wish,
        book: &Book,
        agent: &str,
        now: Instant,
    ) -> Result<Applied, StoreError> {
        self.begin()?;
        let outcome = self.take_rules(wish, book, agent, now);
        self.undo();
        outcome.map(|(applied, _)| applied)
    }

    /// Takes other rules, in one transaction: their texts, the due instants, and the events that tell of it. What is
    /// finished stays what it is. `seen` is what somebody was shown: where it comes to something else by now, nothing
    /// is done.
    ///
    /// # Errors
    /// As [`Store::preview_rules`], and where the desk has changed since.
    pub fn apply_rules(
        &mut self,
        wish: &Wish,
        seen: Option<&Applied>,
        book: &Book,
        agent: &str,
        now: Instant,
    ) -> Result<Applied, StoreError> {
        self.begin()?;
        let outcome = self.take_rules(wish, book, agent, now).and_then(|(applied, sequence)| {
            match seen.is_none_or(|seen| *seen == applied) {
                true => Ok((applied, sequence)),
                false => Err(refused(
                    "the desk has changed since this was shown: nothing was taken; look at it once more"
                        .into(),
                )),
            }
        });
        match outcome {
            Ok((applied, sequence)) => {
                self.keep(sequence)?;
                self.hold_rules(book, None)?;
                Ok(applied)
            }
            Err(error) => {
                self.undo();
                Err(error)
            }
        }
    }

    fn take_rules(
        &self,
        wish: &Wish,
        book: &Book,
        agent: &str,
        now: Instant,
    ) -> Result<(Applied, i64), StoreError> {
        // What bears a later moment was finished before this all the same (faults.md D19).
        let newest = self.last_change()?.map_or(now, |(_, at)| at);
        let now = now.max(newest);
        let sqlite = |error| self.failed(error);
        self.fill(book, agent, now, |_| Ok::<_, StoreError>(()))?;
        let before = running::rows(&self.connection).map_err(sqlite)?;
        let (texts, next) = self.next_rules(wish, book, now)?;
        let ((adopted, left), sequence) = self.fill_under(&next, agent, now, |batch| {
            // Nobody takes this back with `undo`: another text is taken instead.
            batch.stamp.action = None;
            if !texts.is_empty() {
                batch.take_texts(&texts, book)?;
            }
            if wish.contracts { batch.adopt_all() } else { Ok((Vec::new(), Vec::new())) }
        })?;
        let after = running::rows(&self.connection).map_err(sqlite)?;
        let moves = self.moves(&running::changes(&before, &after), now)?;
        Ok((Applied { texts, moves, adopted, left }, sequence))
    }

    /// The texts that are to be taken, and the book that holds to them.
    fn next_rules(
        &self,
        wish: &Wish,
        book: &Book,
        now: Instant,
    ) -> Result<(Vec<RuleChange>, Book), StoreError> {
        let waiting = book.waiting();
        for key in &wish.only {
            match waiting.iter().find(|one| one.key == *key) {
                Some(one) if one.there => {}
                Some(one) => return Err(refused(one.words())),
                None => {
                    return Err(refused(format!("{key} is in force as it is: there is nothing to apply")));
                }
            }
        }
        let wanted = |key: &RuleKey| wish.only.is_empty() || wish.only.contains(key);
        let mut rules = book.rules();
        let (mut number, mut texts) = (rules.number(), Vec::new());
        for one in waiting.iter().filter(|one| one.there && wanted(&one.key)) {
            let Some(to) = book.digest(&one.key) else { continue };
            let from = rules.held(&one.key, None).map(|text| text.digest.clone()).unwrap_or_default();
            number += 1;
            let (key, digest) = (one.key.clone(), to.clone());
            rules.texts.push(RuleText { number, key, at: now, digest, body: None });
            texts.push(RuleChange { key: one.key.clone(), from, to });
        }
        let next = book.under(rules);
        for contract in self.contracts(None)? {
            if let (Ok(_), Err(error)) = (book.terms(&contract), next.terms(&contract)) {
                let why = format!("contract {} could not stand on the new text: {error}", contract.id);
                return Err(refused(why));
            }
        }
        Ok((texts, next))
    }

    fn moves(&self, moved: &[MovedDue], now: Instant) -> Result<Vec<Moving>, StoreError> {
        let mut moves = Vec::with_capacity(moved.len());
        for one in moved {
            let ticket = self.ticket_now(one.ticket)?;
            moves.push(Moving {
                ticket: one.ticket,
                customer: ticket.as_ref().map_or(CustomerId(0), |ticket| ticket.customer),
                contract: ticket.and_then(|ticket| ticket.contract),
                due: one.words(),
                was_missed: one.from.is_some_and(|from| from < now),
            });
        }
        Ok(moves)
    }
}

fn refused(why: String) -> StoreError {
    StoreError::Refused { index: 0, refusal: Refusal::Invalid(why) }
}

impl MovedDue {
    /// As events have it.
    pub fn words(&self) -> DueMove {
        let unix = |at: Option<Instant>| at.map(Instant::unix);
        DueMove { clock: self.clock.clone(), from: unix(self.from), to: unix(self.to) }
    }
}

impl Batch<'_> {
    /// Puts the texts down, and what they move.
    fn take_texts(&mut self, texts: &[RuleChange], book: &Book) -> Result<(), StoreError> {
        let moved = running::compare(self.connection(), self.book).map_err(|error| self.failed(error))?;
        let tickets = by_ticket(&moved);
        let what = texts.iter().map(|text| text.key.to_string()).collect::<Vec<_>>().join(", ");
        let event = Event::RulesApplied { texts: texts.to_vec(), dues: moved.len(), tickets: tickets.len() };
        let mut write = || {
            self.append(None, &event)?;
            for text in texts {
                if let Some(body) = book.text(&text.key) {
                    rules::insert(self.connection(), &text.key, self.sequence, self.stamp.now, &body)?;
                }
            }
            self.tell_moved(&moved, &format!("another text of {what}"))?;
            let wanted = running::wanted(self.connection(), self.book.zones())?;
            running::sign(self.connection(), &wanted)
        };
        write().map_err(|error| self.failed(error))
    }

    /// Tells every ticket what has moved on it. A target that had been missed stays on record as missed (sla.md 1.7).
    pub(super) fn tell_moved(&mut self, moved: &[MovedDue], why: &str) -> rusqlite::Result<()> {
        for (id, moves) in by_ticket(moved) {
            let Some(ticket) = tickets::find(self.connection(), id)? else { continue };
            let missed = moves.iter().filter_map(|one| {
                let due = one.from.filter(|from| *from < self.stamp.now)?;
                let missed = Missed { clock: one.clock.clone(), due: due.unix() };
                (!ticket.missed.contains(&missed)).then_some(missed)
            });
            let missed = missed.collect();
            let moves = moves.into_iter().map(MovedDue::words).collect();
            self.change(ticket, &[Event::DuesMoved { moves, missed, why: why.to_owned() }])?;
        }
        Ok(())
    }

    /// Open tickets go over to the contract that has followed theirs; those that cannot are told with the reason.
    fn adopt_all(&mut self) -> Result<(Vec<Adopted>, Left), StoreError> {
        let contracts = people::contracts(self.connection(), None).map_err(|error| self.failed(error))?;
        let followed: BTreeMap<ContractId, &Contract> = contracts
            .iter()
            .filter_map(|old| {
                let next = contracts
                    .iter()
                    .find(|next| next.customer == old.customer && next.id != old.id && self.holds_now(next));
                next.filter(|_| !self.holds_now(old)).map(|next| (old.id, next))
            })
            .collect();
        let mut waiting: Vec<Ticket> = Vec::new();
        for (old, next) in &followed {
            let open = tickets::open_of_contract(self.connection(), next.customer, *old);
            waiting.extend(open.map_err(|error| self.failed(error))?);
        }
        waiting.sort_by_key(|ticket| ticket.id);
        let (mut adopted, mut left) = (Vec::new(), Vec::new());
        for ticket in waiting {
            let id = ticket.id;
            let command = Command::Work { ticket: id, seen: None, work: Work::AdoptContract };
            match self.execute(&command) {
                Ok(_) => {
                    if let Some(next) = ticket.contract.and_then(|old| followed.get(&old)) {
                        let (contract, plan) = (next.id, next.plan_words());
                        adopted.push(Adopted { ticket: id, contract, plan });
                    }
                }
                Err(StoreError::Refused { refusal, .. }) => left.push((id, refusal.to_string())),
                Err(error) => return Err(error),
            }
        }
        Ok((adopted, left))
    }

    /// Whether a contract is in force; the date is that of the policy's own zone (sla.md part 2).
    fn holds_now(&self, contract: &Contract) -> bool {
        let date = match self.book.terms(contract) {
            Ok(terms) => terms.pack().zone.date(self.stamp.now),
            Err(_) => self.stamp.now.utc().date(),
        };
        contract.in_force(date)
    }
}

fn by_ticket(moved: &[MovedDue]) -> BTreeMap<TicketId, Vec<&MovedDue>> {
    let mut tickets: BTreeMap<TicketId, Vec<&MovedDue>> = BTreeMap::new();
    for one in moved {
        tickets.entry(one.ticket).or_default().push(one);
    }
    tickets
}
