//! What a command meets: read inside the transaction that will write what is decided.

use std::collections::HashMap;
use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension as _};

use super::{alerts, allowance, events, handovers, people, shifts, tickets, time};
use crate::calendar::Instant;
use crate::desk::{
    Book, BookError, Command, Contact, Contract, ContractChange, ContractId, Customer, CustomerId, DeskWork,
    NewContract, NewTicket, Purse, Receipt, Revision, Situation, TicketId, Weight, Work, tickets_of,
};
use crate::policy::{PotSize, Terms};

/// What is known of a customer while a batch runs: a batch often holds many commands about the same one.
struct Account {
    customer: Option<Customer>,
    contracts: Vec<(Contract, Option<Arc<Terms>>)>,
    contacts: Vec<Contact>,
}

/// Reads situations for the commands of one transaction.
#[derive(Default)]
pub(super) struct Accounts {
    known: HashMap<CustomerId, Account>,
}

/// By whom and when a command is asked, and what it is asked of.
pub(super) struct Asked<'a> {
    pub connection: &'a Connection,
    pub book: &'a Book,
    pub agent: &'a str,
    pub now: Instant,
    /// The number that the next ticket gets.
    pub next_ticket: TicketId,
}

/// Why a situation cannot be read.
pub(super) enum Obstacle {
    /// The database.
    Sqlite(rusqlite::Error),
    /// The terms of a contract that is to be added.
    Terms(BookError),
}

impl From<rusqlite::Error> for Obstacle {
    fn from(error: rusqlite::Error) -> Obstacle {
        Obstacle::Sqlite(error)
    }
}

impl Accounts {
    /// What a command meets.
    pub fn situation(&mut self, asked: &Asked<'_>, command: &Command) -> Result<Situation, Obstacle> {
        let Asked { connection, book, .. } = *asked;
        let mut situation = Situation { agent: asked.agent.to_owned(), ..Situation::default() };
        match command {
            Command::AddCustomer(new) => {
                situation.taken = people::customer_by_name(connection, &new.name)?.is_some();
            }
            Command::AddContact(new) => {
                situation.customer = self.account(connection, book, new.customer)?.customer.clone();
            }
            Command::AddContract(new) => {
                let account = self.account(connection, book, new.customer)?;
                situation.customer = account.customer.clone();
                situation.taken = account.contracts.iter().any(|(contract, _)| overlap(contract, new));
                situation.terms = Some(book.terms(&as_contract(new)).map_err(Obstacle::Terms)?);
            }
            Command::OpenTicket(new) => self.arrival(connection, book, new, &mut situation)?,
            Command::ChangeCustomer { customer, change, .. } => {
                situation.customer = self.account(connection, book, *customer)?.customer.clone();
                if let Some(name) = &change.name {
                    let other = people::customer_by_name(connection, name)?;
                    situation.taken = other.is_some_and(|other| other.id != *customer);
                }
            }
            Command::ChangeContract { contract, change, .. } => {
                self.contract(asked, *contract, change, &mut situation)?;
            }
            Command::Undo { action } | Command::Redo { action } => {
                turned(connection, *action, &mut situation)?;
            }
            Command::Work { ticket, work, .. } => self.work(asked, *ticket, work, &mut situation)?,
            Command::Desk(work) => match work {
                DeskWork::BeginShift { .. } | DeskWork::EndShift { .. } => {
                    situation.shift = shifts::of_agent(connection, asked.agent)?;
                }
                DeskWork::GiveHandover(_) => {
                    situation.shift = shifts::of_agent(connection, asked.agent)?;
                }
                DeskWork::TakeHandover { handover } => {
                    situation.handover = handovers::find(connection, *handover)?;
                }
                DeskWork::AnswerAlerts { alerts, .. } => {
                    situation.alerts = alerts::answered(connection, alerts)?;
                }
            },
            _ => {
                if let Some((ticket, _)) = command.ticket() {
                    situation.ticket = tickets::find(connection, ticket)?;
                }
            }
        }
        Ok(situation)
    }

    /// A ticket, and what the kind of work on it asks for.
    fn work(
        &mut self,
        asked: &Asked<'_>,
        id: TicketId,
        work: &Work,
        situation: &mut Situation,
    ) -> Result<(), Obstacle> {
        let Asked { connection, book, now, .. } = *asked;
        let Some(ticket) = tickets::find(connection, id)? else { return Ok(()) };
        match work {
            Work::Assess { .. }
            | Work::ChangeLevel { .. }
            | Work::FillChecklist { .. }
            | Work::Split { .. }
            | Work::StopTimer { .. }
            | Work::BookTime { .. }
            | Work::Mark(_)
            | Work::AdoptContract => {
                let account = self.account(connection, book, ticket.customer)?;
                situation.customer = account.customer.clone();
                situation.contacts = account.contacts.clone();
                let own = account.contracts.iter().find(|(contract, _)| Some(contract.id) == ticket.contract);
                situation.out_of_force = own.is_none() && !account.contracts.is_empty();
                if let Some((contract, terms)) = own {
                    situation.contract = Some(contract.clone());
                    situation.terms.clone_from(terms);
                }
                if matches!(work, Work::AdoptContract) {
                    let next = in_force(&account.contracts, now);
                    situation.next =
                        next.and_then(|(contract, terms)| Some((contract.clone(), terms.clone()?)));
                }
            }
            Work::Link { other } | Work::Unlink { other } | Work::Merge { into: other } => {
                situation.others.extend(tickets::find(connection, *other)?);
            }
            _ => {}
        }
        match work {
            Work::Split { .. } => {
                situation.next_ticket = Some(asked.next_ticket);
                counted_around(connection, situation, ticket.received)?;
            }
            Work::StopTimer { .. } | Work::BookTime { .. } => {
                if let Some(contract) = ticket.contract {
                    situation.blocks = people::blocks(connection, contract)?;
                    // Where there is a choice of pots it hangs on what was booked before.
                    let pots = situation
                        .contract
                        .as_ref()
                        .zip(situation.terms.as_ref())
                        .map(|(contract, terms)| terms.pack().time_pots(&contract.tier).count());
                    if pots.is_some_and(|pots| pots > 1) {
                        let ever = (Instant::MIN, Instant::MAX);
                        situation.booked = time::bookings(connection, ticket.customer, ever)?;
                    }
                }
            }
            _ => {}
        }
        situation.ticket = Some(ticket);
        Ok(())
    }

    /// A contract that is to change.
    fn contract(
        &mut self,
        asked: &Asked<'_>,
        id: ContractId,
        change: &ContractChange,
        situation: &mut Situation,
    ) -> Result<(), Obstacle> {
        let Asked { connection, book, .. } = *asked;
        let Some(contract) = people::contract_by_id(connection, id)? else { return Ok(()) };
        situation.terms = book.terms(&contract).ok();
        let account = self.account(connection, book, contract.customer)?;
        situation.customer = account.customer.clone();
        situation.contacts = account.contacts.clone();
        let others = account.contracts.iter().map(|(other, _)| other).filter(|other| other.id != id);
        match change {
            ContractChange::Follow { next, .. } => {
                situation.taken = others.into_iter().any(|other| overlap(other, next));
                let next_id = people::next_contract(connection)?;
                let language = situation.customer.as_ref().and_then(|customer| customer.language.clone());
                let to = Contract { id: next_id, language, ..as_contract(next) };
                let terms = book.terms(&to).map_err(Obstacle::Terms)?;
                situation.next_contract = Some(next_id);
                situation.next = Some((to, terms));
                situation.others = tickets::open_of_contract(connection, contract.customer, id)?;
            }
            ContractChange::End { ends } => {
                situation.taken = others.into_iter().any(|other| {
                    ends.is_none_or(|ends| other.starts < ends)
                        && other.ends.is_none_or(|ended| contract.starts < ended)
                });
            }
            ContractChange::Term { .. } | ContractChange::Buy { .. } => {}
        }
        situation.contract = Some(contract);
        Ok(())
    }

    /// A customer's rows have changed: they are read anew.
    pub fn forget(&mut self, customer: CustomerId) {
        self.known.remove(&customer);
    }

    fn account(
        &mut self,
        connection: &Connection,
        book: &Book,
        id: CustomerId,
    ) -> Result<&Account, Obstacle> {
        Ok(match self.known.entry(id) {
            std::collections::hash_map::Entry::Occupied(known) => known.into_mut(),
            std::collections::hash_map::Entry::Vacant(place) => {
                let contracts = people::contracts(connection, Some(id))?;
                // A pack that is missing today keeps nobody from writing down a request: no terms, and a flag.
                let with_terms = contracts.into_iter().map(|contract| (book.terms(&contract).ok(), contract));
                place.insert(Account {
                    customer: people::find_customer(connection, id)?,
                    contracts: with_terms.map(|(terms, contract)| (contract, terms)).collect(),
                    contacts: people::contacts(connection, Some(id))?,
                })
            }
        })
    }

    fn arrival(
        &mut self,
        connection: &Connection,
        book: &Book,
        new: &NewTicket,
        situation: &mut Situation,
    ) -> Result<(), Obstacle> {
        if let Some(reference) = &new.reference {
            situation.taken = ticket_by_reference(connection, reference)?.is_some();
        }
        let account = self.account(connection, book, new.customer)?;
        situation.customer = account.customer.clone();
        situation.contacts = account.contacts.clone();
        let Some((contract, terms)) = in_force(&account.contracts, new.received) else {
            situation.out_of_force = !account.contracts.is_empty();
            return Ok(());
        };
        situation.contract = Some(contract.clone());
        situation.terms.clone_from(terms);
        counted_around(connection, situation, new.received)
    }
}

/// The contract in force at an instant; the date is that of the policy's own zone (sla.md part 2).
fn in_force(
    contracts: &[(Contract, Option<Arc<Terms>>)],
    at: Instant,
) -> Option<&(Contract, Option<Arc<Terms>>)> {
    contracts.iter().find(|(contract, terms)| {
        let date = match terms {
            Some(terms) => terms.pack().zone.date(at),
            None => at.utc().date(),
        };
        contract.in_force(date)
    })
}

/// An action that is to be undone or redone: its events, its tickets, and everything that happened to them.
fn turned(connection: &Connection, action: i64, situation: &mut Situation) -> Result<(), Obstacle> {
    situation.action = events::of_action(connection, action)?;
    for number in tickets_of(&situation.action) {
        situation.others.extend(tickets::find(connection, number)?);
        situation.history.extend(events::of_ticket_slim(connection, number)?);
    }
    Ok(())
}

/// Reads what the allowance is counted by around an instant: the customer's tickets of its period and of the one before,
/// from which held ones count; or as far back as the plan's pots need, with what they ask of tickets and what was bought.
fn counted_around(
    connection: &Connection,
    situation: &mut Situation,
    received: Instant,
) -> Result<(), Obstacle> {
    let (Some(contract), Some(terms)) = (&situation.contract, &situation.terms) else { return Ok(()) };
    let Some(purse) = Purse::of(terms.pack(), contract) else { return Ok(()) };
    if !purse.is_plain() {
        let counted = allowance::counted(connection, contract, &purse, received, Instant::MAX)?;
        situation.receipts_from = counted.from;
        situation.facts.clone_from(&counted.facts);
        situation.blocks.clone_from(&counted.blocks);
        situation.receipts = counted.all;
        return Ok(());
    }
    let pot = purse.first.pot;
    if matches!(pot.size, PotSize::Units(_)) || pot.daily_cap.is_some() {
        let period = purse.period(received);
        let before = period.from.plus(-1).map_or(period, |instant| purse.period(instant));
        let receipts = receipts(connection, contract.customer, before.from, period.to)?;
        situation.receipts = receipts;
    }
    Ok(())
}

/// A customer's tickets as an allowance counts them, received in `[from, to)`.
pub(super) fn receipts(
    connection: &Connection,
    customer: CustomerId,
    from: Instant,
    to: Instant,
) -> rusqlite::Result<Vec<Receipt>> {
    let mut query = connection.prepare_cached(
        "SELECT received, ticket, weight FROM receipt WHERE customer = ?1 AND received >= ?2 AND received < ?3",
    )?;
    let rows = query.query_map([customer.0, from.unix(), to.unix()], |row| {
        Ok(Receipt {
            received: Instant::from_unix_clamped(tickets::integer(row, 0)?),
            ticket: TicketId(tickets::integer(row, 1)?),
            weight: weight_from(tickets::integer(row, 2)?),
        })
    })?;
    rows.collect()
}

/// A weight as a number in a row.
pub(super) fn weight_number(weight: Weight) -> i64 {
    match weight {
        Weight::Counts => 0,
        Weight::Next => 1,
        Weight::Free => 2,
    }
}

fn weight_from(number: i64) -> Weight {
    match number {
        1 => Weight::Next,
        2 => Weight::Free,
        _ => Weight::Counts,
    }
}

/// The ticket that another system calls so.
pub(super) fn ticket_by_reference(
    connection: &Connection,
    reference: &str,
) -> rusqlite::Result<Option<TicketId>> {
    let mut query = connection.prepare_cached("SELECT ticket FROM reference WHERE reference = ?1")?;
    query.query_row([reference], |row| row.get(0).map(TicketId)).optional()
}

fn overlap(one: &Contract, other: &NewContract) -> bool {
    one.ends.is_none_or(|ends| other.starts < ends) && other.ends.is_none_or(|ends| one.starts < ends)
}

fn as_contract(new: &NewContract) -> Contract {
    Contract {
        id: ContractId(0),
        customer: new.customer,
        pack: new.pack.clone(),
        tier: new.tier.clone(),
        region: new.region.clone(),
        starts: new.starts,
        ends: new.ends,
        renews: new.renews,
        own: new.own.clone(),
        language: None,
        revision: Revision(0),
    }
}
