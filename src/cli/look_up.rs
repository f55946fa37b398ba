//! Finding what people name: a customer by name or number, and what they probably meant.

use chrono::NaiveDate;

use super::CliError;
use crate::calendar::Zones;
use crate::desk::{Contract, ContractId, Customer, CustomerId, Ticket, TicketId};
use crate::store::Store;
use crate::text::quoted;

/// The customer of that name, whatever its case, or of that number.
///
/// # Errors
/// Where there is none; names the nearest.
pub fn customer(store: &Store, named: &str) -> Result<Customer, CliError> {
    if let Some(customer) = store.customer_by_name(named)? {
        return Ok(customer);
    }
    if let Ok(number) = named.trim().trim_start_matches('#').parse()
        && let Some(customer) = store.customer(CustomerId(number))?
    {
        return Ok(customer);
    }
    let customers = store.customers()?;
    let error = CliError::no(format!("there is no customer {}", quoted(named)));
    let names = customers.iter().map(|customer| customer.name.as_str());
    Err(match nearest(named, names) {
        Some(name) => error.hint(format!("did you mean {}?", quoted(name))),
        None if customers.is_empty() => error.hint(
            "add one with `tierdesk customer add NAME`, or bring a file in with `tierdesk import FILE`",
        ),
        None => error.hint("`tierdesk customer list` shows them all"),
    })
}

/// The contract of that number.
///
/// # Errors
/// Where there is none.
pub fn contract(store: &Store, id: i64) -> Result<Contract, CliError> {
    store.contract(ContractId(id))?.ok_or_else(|| {
        CliError::no(format!("there is no contract {id}")).hint("`tierdesk contract list` shows them all")
    })
}

/// The ticket of that number, as it stands.
///
/// # Errors
/// Where there is none.
pub fn ticket(store: &Store, id: TicketId) -> Result<Ticket, CliError> {
    store.ticket_now(id)?.ok_or_else(|| no_ticket(id))
}

/// That there is no such ticket.
pub fn no_ticket(id: TicketId) -> CliError {
    CliError::no(format!("there is no ticket {id}"))
        .hint("`tierdesk ticket list --status all` shows them all")
}

/// The contract that a ticket is held to, where it has one.
///
/// # Errors
/// Where the store cannot be read.
pub fn contract_of(store: &Store, ticket: &Ticket) -> Result<Option<Contract>, CliError> {
    let Some(id) = ticket.contract else { return Ok(None) };
    Ok(store.contract(id)?.filter(|contract| contract.customer == ticket.customer))
}

/// A zone's name, checked.
///
/// # Errors
/// Where there is no such zone; names the nearest.
pub fn zone(zones: &Zones, name: &str) -> Result<std::sync::Arc<crate::calendar::Zone>, CliError> {
    zones.get(name).map_err(|error| CliError::usage(error.to_string()))
}

/// A ticket's number as people write it: `7` or `#7`.
///
/// # Errors
/// In words, for the parser of the command line.
pub fn ticket_number(written: &str) -> Result<TicketId, String> {
    let number = written.trim().trim_start_matches('#').parse().ok().filter(|number| *number > 0);
    number.map(TicketId).ok_or_else(|| "a ticket's number is a whole number from 1 on".to_owned())
}

/// A date as `YYYY-MM-DD`.
///
/// # Errors
/// In words, for the parser of the command line.
pub fn date(written: &str) -> Result<NaiveDate, String> {
    written.trim().parse().map_err(|_| "no such date; write YYYY-MM-DD, such as 2026-11-30".to_owned())
}

/// A month, as its first date.
///
/// # Errors
/// Where it is none.
pub fn month(written: &str) -> Result<NaiveDate, String> {
    let first = format!("{}-01", written.trim());
    first.parse().map_err(|_| format!("{written:?} is no month; write 2026-11"))
}

/// The first date of a date's month.
pub fn month_of(date: NaiveDate) -> NaiveDate {
    chrono::Datelike::with_day(&date, 1).unwrap_or(date)
}

/// The known word that a word was most likely meant to be.
pub fn nearest<'k>(word: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    let word = word.trim().to_lowercase();
    // Names may be long and many: what differs in length by half is not looked at.
    let length = word.chars().count();
    let limit = (length / 3).clamp(1, 4);
    let near = |name: &&str| {
        let folded = name.to_lowercase();
        let starts = length >= 3 && folded.starts_with(&word);
        let close = folded.chars().count().abs_diff(length) <= limit;
        match (starts, close) {
            (true, _) => Some(0),
            (false, true) => {
                Some(strsim::damerau_levenshtein(&folded, &word)).filter(|distance| *distance <= limit)
            }
            (false, false) => None,
        }
    };
    known
        .filter_map(|name| near(&name).map(|distance| (distance, name)))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}
