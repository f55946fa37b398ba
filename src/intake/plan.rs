//! The second reading: each row's ticket, under the contract that was in force when it came in, with the severity in the
//! policy's own words; and which rows the desk has already.

use std::collections::HashMap;

use super::catalogue::Catalogue;
use super::problem::Problem;
use super::row::{Row, TicketCells};
use super::survey::{Planned as PlannedContract, Surveyed};
use crate::calendar::Instant;
use crate::desk::{CustomerId, NewTicket, folded_name as folded};
use crate::exchange::Column;
use crate::policy::{ChannelKey, SeverityKey};
use crate::text::quoted;

/// What a row asks for, once its customer is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Planned {
    /// Nothing more than what the survey found: a customer, a contract, a person.
    Nothing,
    /// The desk has this ticket already.
    Here,
    /// A ticket to open.
    Open(Box<NewTicket>),
}

/// Tells tickets apart that have no reference: customer, receipt and subject, and the how-manieth of the same.
type Print = u128;

/// The plan of a file: made from its survey, asked row by row.
pub struct Plan {
    customers: Vec<Surveyed>,
    by_name: HashMap<String, usize>,
    /// References that rows of the file have given, with their lines.
    references: HashMap<Print, u64>,
    /// How many tickets the desk has of each print, without a reference of another system's.
    here: HashMap<Print, u32>,
    /// How many rows of each print there were so far.
    seen: HashMap<Print, u32>,
}

impl Plan {
    /// From what [`super::Survey::settle`] gave.
    pub fn new(customers: Vec<Surveyed>, by_name: HashMap<String, usize>) -> Plan {
        Plan { customers, by_name, references: HashMap::new(), here: HashMap::new(), seen: HashMap::new() }
    }

    /// The customers of the survey, for adding what is missing and noting the ids.
    pub fn customers_mut(&mut self) -> &mut [Surveyed] {
        &mut self.customers
    }

    /// Notes a ticket that the desk has and no other system has a name for.
    pub fn note(&mut self, customer: &str, received: Instant, subject: &str) {
        *self.here.entry(ticket_print(customer, received, subject)).or_default() += 1;
    }

    /// What a row asks for. Whether the desk has a ticket's reference already is for the caller to ask.
    ///
    /// # Errors
    /// What is wrong with it, beside the desk and the rest of the file.
    pub fn row(&mut self, row: Row, catalogue: &mut Catalogue<'_>) -> Result<Planned, Vec<Problem>> {
        let pack = catalogue.check(&row)?;
        let Some(ticket) = row.ticket else { return Ok(Planned::Nothing) };
        let customer = self.by_name.get(&folded(&row.customer)).and_then(|at| self.customers.get(*at));
        let Some(customer) = customer else {
            return Err(vec![Problem::of_cell(
                row.line,
                Column::Customer,
                "it is not there: the file changed while it was read",
            )]);
        };
        let mut problems = Vec::new();
        let in_force = customer.contracts.iter().find(|planned| planned.is_in_force(ticket.received));
        if let (Some(cells), Some(pack)) = (&row.plan, &pack) {
            let asked = format!("{} {}", cells.pack, cells.tier);
            let message = match in_force {
                None => Some(format!(
                    "no contract is in force at the receipt, {}, but the row says {asked}",
                    ticket.received
                )),
                Some(planned) if !planned.is_meant(pack, cells) => Some(format!(
                    "the contract in force at the receipt is {}, but the row says {asked}",
                    planned.words()
                )),
                Some(_) => None,
            };
            let problem =
                |message: String| Problem::of_cell(row.line, Column::Pack, crate::text::printable(&message));
            problems.extend(message.map(problem));
        }
        let (severity, claimed) = severities(&ticket, in_force, row.line, &mut problems);
        if let (Some(level), Some(pack)) = (ticket.level, in_force.and_then(|planned| planned.pack.as_ref()))
            && !pack.levels.is_empty()
            && !pack.levels.iter().any(|known| known.number == level)
        {
            let known =
                pack.levels.iter().map(|level| level.number.to_string()).collect::<Vec<_>>().join(", ");
            let problem =
                Problem::of_cell(row.line, Column::Level, format!("{} has no level {level}", pack.id));
            problems.push(problem.hint(format!("it has {known}")));
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let name = customer.name.clone();
        let id = customer.id.unwrap_or(CustomerId(0));
        if self.is_here(&name, &ticket, row.line)? {
            return Ok(Planned::Here);
        }
        Ok(Planned::Open(Box::new(opened(*ticket, id, severity, claimed))))
    }

    /// Whether the desk has a row's ticket already, as far as it has no reference; the same reference must not stand in
    /// the file twice.
    fn is_here(&mut self, customer: &str, ticket: &TicketCells, line: u64) -> Result<bool, Vec<Problem>> {
        if let Some(reference) = &ticket.reference {
            return match self.references.insert(print(&[reference]), line) {
                None => Ok(false),
                Some(first) => {
                    let message = format!("{} stands on line {first} already", quoted(reference));
                    Err(vec![Problem::of_cell(line, Column::Reference, message)])
                }
            };
        }
        let print = ticket_print(customer, ticket.received, &ticket.subject);
        let seen = self.seen.entry(print).or_default();
        *seen += 1;
        // Two equal rows are two tickets, and stay two however often the file is read.
        Ok(*seen <= self.here.get(&print).copied().unwrap_or(0))
    }
}

impl PlannedContract {
    /// Whether it holds for a ticket received then: by the date in the policy's own zone (sla.md part 2).
    fn is_in_force(&self, received: Instant) -> bool {
        let date = self.pack.as_ref().map_or_else(|| received.utc().date(), |pack| pack.zone.date(received));
        self.contract.in_force(date)
    }
}

fn severities(
    ticket: &TicketCells,
    in_force: Option<&PlannedContract>,
    line: u64,
    problems: &mut Vec<Problem>,
) -> (SeverityKey, Option<SeverityKey>) {
    let pack = in_force.and_then(|planned| planned.pack.as_deref());
    let mut key = |column: Column, word: &str| match pack {
        Some(pack) => match pack.severity_for_word(word) {
            Some(severity) => severity.key.clone(),
            None => {
                let known = pack.severities.iter().map(|s| s.key.as_str()).collect::<Vec<_>>().join(", ");
                let message = format!("{} is no severity of {}", quoted(word), pack.id);
                problems.push(Problem::of_cell(line, column, message).hint(format!("it has {known}")));
                SeverityKey::new("")
            }
        },
        // Without a contract there is nothing to check it against; the word is kept.
        None => SeverityKey::new(&word.to_lowercase()),
    };
    let default = pack.and_then(|pack| pack.default_severity.as_ref().map(SeverityKey::as_str));
    let Some(word) = ticket.severity.as_deref().or(default) else {
        let known =
            pack.map(|pack| pack.severities.iter().map(|s| s.key.as_str()).collect::<Vec<_>>().join(", "));
        let problem = Problem::of_cell(line, Column::Severity, "it is empty");
        problems.push(match known {
            Some(known) => problem.hint(format!("write one of {known}")),
            None => problem,
        });
        return (SeverityKey::new(""), None);
    };
    let severity = key(Column::Severity, word);
    let claimed = ticket.claimed.as_deref().map(|word| key(Column::Claimed, word));
    (severity, claimed)
}

fn opened(
    ticket: TicketCells,
    customer: CustomerId,
    severity: SeverityKey,
    claimed: Option<SeverityKey>,
) -> NewTicket {
    NewTicket {
        customer,
        reference: ticket.reference,
        subject: ticket.subject,
        text: ticket.text,
        severity,
        claimed,
        environment: ticket.environment,
        level: ticket.level,
        channel: ticket.channel.as_deref().map(ChannelKey::new),
        kind: ticket.kind,
        requester: ticket.requester,
        received: ticket.received,
        assignee: ticket.assignee,
        proactive: false,
        decided: Some(ticket.counting),
        status: ticket.status,
        first_response: ticket.first_response,
        resolved: ticket.resolved,
        standstills: ticket.standstills,
        version: None,
        marks: ticket.marks,
    }
}

fn ticket_print(customer: &str, received: Instant, subject: &str) -> Print {
    print(&[&folded(customer), &received.unix().to_string(), subject.trim()])
}

/// FNV-1a of 128 bits over the parts, each ended by a byte that no text holds: collisions would need an author.
fn print(parts: &[&str]) -> Print {
    const BASIS: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    let mut hash = BASIS;
    for part in parts {
        for byte in part.bytes().chain([0xFF]) {
            hash = (hash ^ u128::from(byte)).wrapping_mul(PRIME);
        }
    }
    hash
}
