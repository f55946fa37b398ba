//! The tickets that a filter lets through, for every command that takes one.

use std::collections::HashMap;

use super::judged::Judge;
use super::{CliError, Context};
use crate::desk::filter::{Candidate, Filter, Folded, KEYS, MEASURES, Moment, STATES, Vocabulary};
use crate::desk::{Book, Contract, ContractId, CustomerId, Row, Ticket, Verdict};
use crate::host;
use crate::store::{Store, TicketQuery};

/// Reads a filter whose words may be several arguments. Nobody is typing any more: what means nothing is an error.
///
/// # Errors
/// Names every mistake with its place.
pub fn filter(words: &[String]) -> Result<Filter, CliError> {
    let filter = Filter::read(&words.join(" "));
    let Some(first) = filter.remarks().first() else { return Ok(filter) };
    let said = format!("the filter {}, {first}", crate::text::quoted(filter.text()));
    let mut error = CliError::usage(said);
    for remark in filter.remarks().iter().skip(1) {
        error = error.hint(remark.to_string());
    }
    Err(error.hint("`tierdesk ticket list --help` names the words of a filter, docs/filter.md explains them"))
}

/// The words of the language, for help.
pub fn words() -> String {
    let line = |names: Vec<String>| names.join(" ");
    let keys = line(KEYS.iter().map(|entry| format!("{}:", entry.name)).collect());
    let states = line(STATES.iter().map(|entry| entry.name.to_owned()).collect());
    let measures = line(MEASURES.iter().map(|entry| format!("{}<", entry.name)).collect());
    format!(
        "Filters: words that all have to hold; `!` turns one round, `|` stands between values, `or` and ( ) between groups.\n  \
         Keys: {keys}\n  States, after is: {states}\n  Measures, with < > <= >=: {measures} and 2h, 3d, today or 2026-03-28\n  \
         All of it: docs/filter.md"
    )
}

/// Where and for whom a command asks.
pub struct Asker {
    zone: std::sync::Arc<crate::calendar::Zone>,
    who: String,
    now: crate::calendar::Instant,
}

impl Asker {
    /// Of this run.
    pub fn of(context: &mut Context) -> Asker {
        let zones = context.zones();
        Asker { zone: host::local_zone(&zones), who: context.agent(), now: context.now() }
    }

    /// As a filter takes it.
    pub fn moment(&self) -> Moment<'_> {
        Moment { now: self.now, zone: &self.zone, who: &self.who }
    }
}

/// Customers and contracts by number: what every row of a list is asked for.
pub struct Names {
    /// Customers' names.
    pub customers: HashMap<CustomerId, String>,
    /// Contracts.
    pub contracts: HashMap<ContractId, Contract>,
}

impl Names {
    /// Of a store.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn of(store: &Store) -> Result<Names, CliError> {
        Ok(Names {
            customers: store.customers()?.into_iter().map(|customer| (customer.id, customer.name)).collect(),
            contracts: store.contracts(None)?.into_iter().map(|contract| (contract.id, contract)).collect(),
        })
    }

    /// The contract that a ticket came in under.
    pub fn contract(&self, ticket: &Ticket) -> Option<&Contract> {
        ticket.contract.and_then(|id| self.contracts.get(&id))
    }

    /// Tickets with their clocks.
    pub fn rows(&self, tickets: Vec<Ticket>, book: &Book) -> Vec<Row> {
        let row = |ticket: Ticket| {
            let contract = self.contract(&ticket);
            Row::new(ticket, contract, book)
        };
        tickets.into_iter().map(row).collect()
    }
}

/// The tickets of a query that a filter lets through, in no order of their own.
///
/// # Errors
/// Where the store cannot be read.
pub fn rows(
    store: &mut Store,
    book: &Book,
    query: &TicketQuery,
    filter: &Filter,
    names: &Names,
    asker: &Asker,
) -> Result<Vec<Row>, CliError> {
    let test = filter.at(asker.moment());
    let admits = |row: &Row, verdict: Option<Verdict>| {
        let customer = names.customers.get(&row.ticket.customer).map_or("", String::as_str);
        let text = Folded::of(&row.ticket, customer);
        test.admits(&Candidate { row, text: &text, verdict: &|| verdict })
    };
    let late = filter.asks_for_verdicts();
    let mut rows = Vec::new();
    store.each_ticket::<CliError>(query, |ticket| {
        let contract = names.contract(&ticket);
        let row = Row::new(ticket, contract, book);
        // A million resolved tickets need not lie in memory to find ten.
        if late || filter.is_empty() || admits(&row, None) {
            rows.push(row);
        }
        Ok(())
    })?;
    if late {
        let mut judge = Judge::new(store, book, asker.now);
        let mut kept = Vec::new();
        for row in rows {
            let judged = judge.judged(&row.ticket, names.contract(&row.ticket))?;
            if admits(&row, judged.verdict) {
                kept.push(row);
            }
        }
        rows = kept;
    }
    Ok(rows)
}

/// What may be misspelled in a filter that lets nothing through.
///
/// # Errors
/// Where the store cannot be read.
pub fn doubts(
    store: &mut Store,
    book: &Book,
    filter: &Filter,
    names: &Names,
) -> Result<Vec<String>, CliError> {
    let query = TicketQuery { open_only: true, ..TicketQuery::default() };
    let rows = names.rows(store.tickets(&query)?, book);
    let vocabulary = Vocabulary::of(&rows, names.customers.values().map(String::as_str));
    Ok(filter.doubts(&vocabulary).iter().map(ToString::to_string).collect())
}
