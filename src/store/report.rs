//! Reports: read in one snapshot, counted by `report`.

use std::collections::{HashMap, HashSet};

use rusqlite::Connection;

use super::{Store, StoreError, allowance, as_of, outcomes, people, rules, tickets, time};
use crate::calendar::Instant;
use crate::desk::{Book, Booked, CustomerId, Purse, Receipt, Receipts, Ticket, TicketId};
use crate::report::{Ask, Frame, Miss, Plan, Report, Spent, Teller, TimeSheet};

impl Store {
    /// A report of the desk as it is now, or as it was where the question names a moment: told by the events until then, so
    /// that it says the same whenever it is asked for. `now` is the present moment.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    pub fn report(&mut self, ask: &Ask, book: &Book, now: Instant) -> Result<Report, StoreError> {
        let second = if ask.parts.of_tickets() { self.second() } else { None };
        self.snapshot(|connection| {
            let customers = people::customers(connection)?;
            let contracts = people::contracts(connection, None)?;
            // Of an earlier moment by the rules that had been taken until then.
            let then = ask.at.map(|_| rules::read(connection, book, ask.at)).transpose()?;
            let then = then.map(|rules| book.under(rules));
            let frame = Frame::new(ask, &customers, contracts, then.as_ref().unwrap_or(book), now);
            let changed = match ask.at {
                Some(at) => outcomes::changed_after(connection, at)?,
                None => HashSet::new(),
            };
            let mut report = Report {
                scope: frame.scope.clone(),
                attainment: None,
                misses: None,
                promises: None,
                allowance: None,
                time: None,
                arrivals: None,
            };
            if ask.parts.of_tickets() {
                let teller = outcomes::counted(connection, second, &frame, &changed)?;
                if ask.parts.misses {
                    report.misses = Some(misses(connection, &teller, &frame, &changed)?);
                }
                (report.attainment, report.promises, report.arrivals) = teller.told();
            }
            if ask.parts.allowance || ask.parts.time {
                let past = ask.at.map(|at| Past::read(connection, at, &changed)).transpose()?;
                let asked = customers.iter().filter(|one| ask.customer.is_none_or(|id| id == one.id));
                let (mut uses, mut sheet) = (Vec::new(), TimeSheet::default());
                for customer in asked {
                    let spent = spent(connection, customer.id, past.as_ref(), &frame)?;
                    if ask.parts.time {
                        frame.book(&mut sheet, customer.id, &spent.booked);
                    }
                    if ask.parts.allowance {
                        uses.extend(frame.allowance(customer.id, &spent, &mut |plan, purse, from| {
                            receipts(connection, plan, purse, from, past.as_ref())
                        })?);
                    }
                }
                report.allowance = ask.parts.allowance.then_some(uses);
                report.time = ask.parts.time.then_some(sheet);
            }
            Ok(report)
        })
    }
}

/// The desk of an earlier moment, as far as the rows of today do not tell it: the tickets to which something happened since.
struct Past {
    at: Instant,
    tickets: HashMap<TicketId, Option<Ticket>>,
}

impl Past {
    fn read(connection: &Connection, at: Instant, changed: &HashSet<i64>) -> rusqlite::Result<Past> {
        let mut tickets = HashMap::with_capacity(changed.len());
        for number in changed {
            let id = TicketId(*number);
            let told = as_of::fold(connection, id, Some(at))?.filter(|ticket| ticket.received <= at);
            tickets.insert(id, told);
        }
        Ok(Past { at, tickets })
    }

    fn of(&self, customer: CustomerId) -> impl Iterator<Item = &Ticket> {
        self.tickets.values().flatten().filter(move |ticket| ticket.customer == customer)
    }
}

/// What a customer had bought and what was booked on its tickets, by the report's moment.
fn spent(
    connection: &Connection,
    customer: CustomerId,
    past: Option<&Past>,
    frame: &Frame,
) -> rusqlite::Result<Spent> {
    let mut spent = Spent::default();
    let by = past.map_or(Instant::MAX, |past| past.at);
    for plan in frame.plans.values().filter(|plan| plan.contract.customer == customer) {
        spent.blocks.extend(people::blocks_known(connection, plan.contract.id, by)?);
    }
    spent.booked = time::bookings(connection, customer, (Instant::MIN, Instant::MAX))?;
    if let Some(past) = past {
        spent.booked.retain(|one| !past.tickets.contains_key(&one.ticket));
        for ticket in past.of(customer) {
            spent.booked.extend(ticket.more().bookings.iter().map(|one| Booked {
                ticket: ticket.id,
                contract: ticket.contract,
                at: Instant::from_unix_clamped(one.at),
                agent: one.agent.clone(),
                minutes: one.minutes,
                charged: one.charged,
                pot: one.pot.clone(),
                note: one.note.clone(),
            }));
        }
        spent.booked.sort_by_key(|one| (one.at, one.ticket));
    }
    Ok(spent)
}

/// What the pots of a contract are counted by from the period of an instant on, as it was by the report's moment.
fn receipts(
    connection: &Connection,
    plan: &Plan,
    purse: &Purse<'_>,
    from: Instant,
    past: Option<&Past>,
) -> rusqlite::Result<Receipts> {
    let mut counted = allowance::counted(connection, &plan.contract, purse, from, Instant::MAX)?;
    let Some(past) = past else { return Ok(counted) };
    counted.all.retain(|one| one.received <= past.at && !past.tickets.contains_key(&one.ticket));
    counted.facts.retain(|id, _| !past.tickets.contains_key(id));
    let since = counted.from.unwrap_or(Instant::MIN);
    for ticket in past.of(plan.contract.customer).filter(|ticket| ticket.received >= since) {
        let (received, weight) = (ticket.received, ticket.counting.weight());
        counted.all.push(Receipt { ticket: ticket.id, received, weight });
        if purse.asks() {
            counted.facts.insert(ticket.id, ticket.own_facts());
        }
    }
    if purse.buys() {
        counted.blocks = people::blocks_known(connection, plan.contract.id, past.at)?;
    }
    Ok(counted)
}

/// The misses in full, the one that was due first on top.
fn misses(
    connection: &Connection,
    teller: &Teller<'_>,
    frame: &Frame,
    changed: &HashSet<i64>,
) -> rusqlite::Result<Vec<Miss>> {
    let mut missing: Vec<_> = teller.missing().iter().collect();
    missing.sort_by_key(|one| (one.outcome.due, one.ticket));
    let ticket = |id: TicketId| {
        if changed.contains(&id.0) {
            as_of::fold(connection, id, Some(frame.scope.at))
        } else {
            tickets::find(connection, id)
        }
    };
    let mut misses = Vec::with_capacity(missing.len());
    for one in missing {
        misses.extend(ticket(one.ticket)?.and_then(|ticket| teller.miss(one, &ticket)));
    }
    Ok(misses)
}
