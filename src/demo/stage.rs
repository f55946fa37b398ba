//! Plays the desk's past in memory: every step is decided by the desk's own rules at its own moment, and handed on in the
//! order of time.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::Arc;

use super::data::Step;
use super::{DemoError, Record, Sink};
use crate::calendar::Instant;
use crate::desk::{
    Allowance, Book, Command, Contact, ContactId, Contract, ContractId, Counting, Customer, CustomerId,
    Decision, Event, NewContract, NewCustomer, NewTicket, Purse, Receipt, Recorded, Revision, Situation,
    Ticket, TicketId, decide,
};
use crate::policy::Terms;

/// Something that somebody does to a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// When.
    pub at: Instant,
    /// Who.
    pub by: Arc<str>,
    /// What.
    pub step: Step,
}

/// A person of a customer to add.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Name.
    pub name: String,
    /// Address.
    pub email: String,
    /// One of the registered persons.
    pub registered: bool,
}

/// An event that waits for its turn: those of later tickets may come first.
#[derive(Debug)]
struct Pending {
    /// When, and the order in which it was told: events of one ticket never overtake one another.
    turn: (Instant, u64),
    agent: Arc<str>,
    ticket: Option<(TicketId, Revision)>,
    event: Event,
}

impl PartialEq for Pending {
    fn eq(&self, other: &Pending) -> bool {
        self.turn == other.turn
    }
}

impl Eq for Pending {}

impl PartialOrd for Pending {
    fn partial_cmp(&self, other: &Pending) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Pending {
    fn cmp(&self, other: &Pending) -> std::cmp::Ordering {
        self.turn.cmp(&other.turn)
    }
}

/// The desk in memory. Tickets are opened in the order of their receipt.
pub struct Stage<'a> {
    book: &'a Book,
    sink: &'a mut Sink<'a>,
    /// What each customer's commands meet; its id is its place plus one.
    situations: Vec<Situation>,
    pending: BinaryHeap<Reverse<Pending>>,
    told: u64,
    sequence: i64,
    last_ticket: i64,
    contacts: i64,
    contracts: i64,
}

impl<'a> Stage<'a> {
    /// An empty one.
    pub fn new(book: &'a Book, sink: &'a mut Sink<'a>) -> Stage<'a> {
        Stage {
            book,
            sink,
            situations: Vec::new(),
            pending: BinaryHeap::new(),
            told: 0,
            sequence: 0,
            last_ticket: 0,
            contacts: 0,
            contracts: 0,
        }
    }

    /// What a customer's commands meet: its contract, terms and people.
    pub fn situation(&self, customer: CustomerId) -> Option<&Situation> {
        self.situations.get(place(customer)?)
    }

    /// Adds a customer with its people and its contract, if it has one (`contract.customer` is set here).
    ///
    /// # Errors
    /// Where the rules refuse it or the records cannot be taken.
    pub fn customer(
        &mut self,
        new: NewCustomer,
        people: Vec<Person>,
        contract: Option<NewContract>,
        (at, agent): (Instant, &Arc<str>),
    ) -> Result<CustomerId, DemoError> {
        let id = CustomerId(count(self.situations.len()) + 1);
        let customer = Customer {
            id,
            name: new.name.clone(),
            time_zone: new.time_zone,
            language: new.language,
            note: new.note,
            revision: Revision(1),
        };
        let mut situation = Situation { customer: Some(customer.clone()), ..Situation::default() };
        self.give(Record::Customer(customer))?;
        self.tell(at, agent, None, Event::CustomerAdded { customer: id, name: new.name });
        for person in people {
            self.contacts += 1;
            let contact = Contact {
                id: ContactId(self.contacts),
                customer: id,
                name: person.name,
                email: Some(person.email),
                registered: person.registered,
            };
            let event = Event::ContactAdded { contact: contact.id, customer: id, name: contact.name.clone() };
            self.give(Record::Contact(contact.clone()))?;
            self.tell(at, agent, None, event);
            situation.contacts.push(contact);
        }
        if let Some(new) = contract {
            self.contracts += 1;
            let contract = Contract {
                id: ContractId(self.contracts),
                customer: id,
                pack: new.pack,
                tier: new.tier,
                region: new.region,
                starts: new.starts,
                ends: new.ends,
                renews: new.renews,
                own: new.own,
                language: None,
                revision: Revision(1),
            };
            situation.terms = Some(self.book.terms(&contract)?);
            let event =
                Event::ContractAdded { contract: contract.id, customer: id, plan: contract.plan_words() };
            self.give(Record::Contract(contract.clone()))?;
            self.tell(at, agent, None, event);
            situation.contract = Some(contract);
        }
        self.situations.push(situation);
        Ok(id)
    }

    /// Opens a ticket and lets happen to it what happens, in order; nothing later may have been received before.
    ///
    /// # Errors
    /// Where the rules refuse a step or the records cannot be taken.
    pub fn ticket(&mut self, new: NewTicket, agent: &Arc<str>, acts: &[Act]) -> Result<(), DemoError> {
        let (customer, received, text) = (new.customer, new.received, new.text.clone());
        self.release(Some(received))?;
        let Some(mut situation) =
            place(customer).and_then(|at| self.situations.get_mut(at)).map(std::mem::take)
        else {
            return Err(DemoError::Sink(format!("no customer {customer}")));
        };
        let told = self.play(&mut situation, new, text, agent, acts);
        if let Some(kept) = place(customer).and_then(|at| self.situations.get_mut(at)) {
            *kept = situation;
        }
        told
    }

    fn play(
        &mut self,
        situation: &mut Situation,
        new: NewTicket,
        text: String,
        agent: &Arc<str>,
        acts: &[Act],
    ) -> Result<(), DemoError> {
        let received = new.received;
        forget_old(situation, received);
        let Decision::Open { opened, .. } = decide(situation, &Command::OpenTicket(Box::new(new)), received)?
        else {
            return Ok(());
        };
        self.last_ticket += 1;
        let mut ticket = Ticket::opened(TicketId(self.last_ticket), &opened);
        let from = opened.requester.clone();
        self.tell(received, agent, Some(&ticket), Event::TicketOpened { opened });
        if !text.is_empty() {
            ticket.revision = Revision(2);
            let from = from.clone();
            self.tell(
                received,
                agent,
                Some(&ticket),
                Event::MessageReceived { from, text, automatic: false, opening: Some(true) },
            );
        }
        let mut now = received;
        for act in acts {
            now = now.max(act.at);
            situation.ticket = Some(ticket);
            let events = match command(situation.ticket.as_ref().map_or(TicketId(0), |t| t.id), &act.step) {
                Some(command) => match decide(situation, &command, now)? {
                    Decision::Change(changes) => {
                        changes.into_iter().flat_map(|change| change.events).collect()
                    }
                    _ => Vec::new(),
                },
                None => message(&act.step, from.as_deref()),
            };
            let Some(before) = situation.ticket.take() else { return Ok(()) };
            ticket = before;
            for event in events {
                ticket.apply(&event, now, &act.by);
                ticket.revision = Revision(ticket.revision.0 + 1);
                self.tell(now, &act.by, Some(&ticket), event);
            }
        }
        let asks = plan(situation).and_then(|(contract, terms)| Purse::of(terms.pack(), contract));
        if asks.is_some_and(|purse| purse.asks()) {
            let facts = ticket.own_facts();
            situation.facts.insert(ticket.id, facts);
        }
        situation.receipts.push(Receipt { ticket: ticket.id, received, weight: ticket.counting.weight() });
        self.give(Record::Ticket(Box::new(ticket)))
    }

    /// Hands on whatever still waits.
    ///
    /// # Errors
    /// Where the records cannot be taken.
    pub fn finish(mut self) -> Result<(), DemoError> {
        self.release(None)
    }

    fn tell(&mut self, at: Instant, agent: &Arc<str>, ticket: Option<&Ticket>, event: Event) {
        self.told += 1;
        let ticket = ticket.map(|ticket| (ticket.id, ticket.revision));
        let turn = (at, self.told);
        self.pending.push(Reverse(Pending { turn, agent: agent.clone(), ticket, event }));
    }

    /// Hands on the events up to a moment; all of them without one. What is received at that very moment comes after
    /// them, so the order of time holds.
    fn release(&mut self, until: Option<Instant>) -> Result<(), DemoError> {
        while let Some(Reverse(next)) = self.pending.peek() {
            if until.is_some_and(|until| next.turn.0 > until) {
                break;
            }
            let Some(Reverse(next)) = self.pending.pop() else { break };
            self.sequence += 1;
            let recorded = Recorded {
                sequence: self.sequence,
                at: next.turn.0,
                agent: next.agent.to_string(),
                ticket: next.ticket.map(|(ticket, _)| ticket),
                revision: next.ticket.map(|(_, revision)| revision),
                event: next.event,
                action: None,
            };
            self.give(Record::Event(Box::new(recorded)))?;
        }
        Ok(())
    }

    fn give(&mut self, record: Record) -> Result<(), DemoError> {
        (self.sink)(record).map_err(DemoError::Sink)
    }
}

/// The terms and the contract of a customer's situation, where it has both.
pub fn plan(situation: &Situation) -> Option<(&Contract, &Arc<Terms>)> {
    Some((situation.contract.as_ref()?, situation.terms.as_ref()?))
}

/// The allowance of a customer's plan, where it has one.
pub fn allowance(situation: &Situation) -> Option<Allowance<'_>> {
    let (contract, terms) = plan(situation)?;
    let pack = terms.pack();
    let pot = pack.allowance(&contract.tier)?;
    Some(Allowance { pot, zone: &pack.zone, since: contract.starts })
}

/// Receipts of periods that no later ticket is ranked among are let go.
fn forget_old(situation: &mut Situation, now: Instant) {
    let several = plan(situation).and_then(|(contract, terms)| Purse::of(terms.pack(), contract));
    if several.is_some_and(|purse| !purse.is_plain()) {
        return;
    }
    let since = allowance(situation).map(|allowance| {
        let period = allowance.period(now);
        period.from.plus(-1).map_or(period.from, |before| allowance.period(before).from)
    });
    match since {
        Some(since) => situation.receipts.retain(|receipt| receipt.received >= since),
        None => situation.receipts.clear(),
    }
}

/// What the desk is asked; `None` where the customer does it.
fn command(ticket: TicketId, step: &Step) -> Option<Command> {
    let seen = None;
    Some(match step.clone() {
        Step::Assign(to) => Command::Assign { ticket, seen, to: Some(to) },
        Step::Reply(text) => Command::Reply { ticket, seen, text, at: None, by: None },
        Step::Note(text) => Command::Note { ticket, seen, text },
        Step::Wait(reason) => Command::Wait { ticket, seen, reason },
        Step::Resume(reason) => Command::Resume { ticket, seen, reason },
        Step::Resolve(cause) => Command::Resolve { ticket, seen, cause },
        Step::Reopen(reason) => Command::Reopen { ticket, seen, reason },
        Step::Waive(reason) => {
            Command::DecideAllowance { ticket, seen, counting: Counting::Waived { reason } }
        }
        Step::Paid(reason) => Command::DecideAllowance { ticket, seen, counting: Counting::Paid { reason } },
        Step::Message(_) => return None,
    })
}

fn message(step: &Step, from: Option<&str>) -> Vec<Event> {
    match step {
        Step::Message(text) => {
            vec![Event::MessageReceived {
                from: from.map(str::to_owned),
                text: text.clone(),
                automatic: false,
                opening: Some(false),
            }]
        }
        _ => Vec::new(),
    }
}

fn place(customer: CustomerId) -> Option<usize> {
    usize::try_from(customer.0.checked_sub(1)?).ok()
}

fn count(items: usize) -> i64 {
    i64::try_from(items).unwrap_or(i64::MAX)
}
