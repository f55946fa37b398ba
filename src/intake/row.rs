//! Cells into what they mean. Nothing here knows what the desk holds already: `survey` and `plan` do.

use chrono::NaiveDate;

use super::moment::Moments;
use super::problem::Problem;
use crate::calendar::Instant;
use crate::desk::{Counting, Marks, Standstill, Status};
use crate::exchange::{Cells, Column, spell};
use crate::policy::{ClockEvent, Environment, OwnTerms};
use crate::text::quoted;

/// One row: a customer, and what it says about its contract, a person, or a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The line on which it begins.
    pub line: u64,
    /// The customer's name.
    pub customer: String,
    /// IANA zone of its people.
    pub time_zone: Option<String>,
    /// What the desk should know.
    pub note: String,
    /// Its contract, where pack and tier are given.
    pub plan: Option<PlanCells>,
    /// A person, on a row without a ticket.
    pub person: Option<PersonCells>,
    /// A ticket.
    pub ticket: Option<Box<TicketCells>>,
}

/// A contract as a row names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanCells {
    /// As written.
    pub pack: String,
    /// As written.
    pub tier: String,
    /// As written.
    pub region: Option<String>,
    /// First date.
    pub starts: Option<NaiveDate>,
    /// First date on which it holds no more.
    pub ends: Option<NaiveDate>,
    /// What it sets for itself.
    pub own: OwnTerms,
}

/// A person as a row names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonCells {
    /// The line.
    pub line: u64,
    /// Name.
    pub name: String,
    /// Address.
    pub email: Option<String>,
    /// Whether they are registered.
    pub registered: bool,
}

/// A ticket as a row tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicketCells {
    /// The other system's name for it.
    pub reference: Option<String>,
    /// One line.
    pub subject: String,
    /// The customer's message.
    pub text: String,
    /// As written.
    pub severity: Option<String>,
    /// As written.
    pub claimed: Option<String>,
    /// Stage.
    pub environment: Environment,
    /// Level.
    pub level: Option<u8>,
    /// Channel, lower case.
    pub channel: Option<String>,
    /// Kind of request.
    pub kind: Option<String>,
    /// Who asked.
    pub requester: Option<String>,
    /// When it was received.
    pub received: Instant,
    /// Status.
    pub status: Status,
    /// Who works on it.
    pub assignee: Option<String>,
    /// First reply.
    pub first_response: Option<Instant>,
    /// When it was resolved.
    pub resolved: Option<Instant>,
    /// When clocks stood still.
    pub standstills: Vec<Standstill>,
    /// What else happened to it.
    pub marks: Marks,
    /// How it counts.
    pub counting: Counting,
}

/// The columns that tell what else happened, each with what it tells of.
const HAPPENED: [(Column, ClockEvent); 7] = [
    (Column::SeveritySet, ClockEvent::SeveritySet),
    (Column::Assigned, ClockEvent::Assigned),
    (Column::WorkBegun, ClockEvent::WorkBegun),
    (Column::Replies, ClockEvent::Reply),
    (Column::Messages, ClockEvent::CustomerMessage),
    (Column::Workaround, ClockEvent::Workaround),
    (Column::Estimate, ClockEvent::Estimate),
];

/// Cells that only a ticket has: a row that fills one of them without a subject has lost it.
const OF_A_TICKET: [Column; 16] = [
    Column::Reference,
    Column::Severity,
    Column::Claimed,
    Column::Received,
    Column::Status,
    Column::FirstResponse,
    Column::Resolved,
    Column::Paused,
    Column::SeveritySet,
    Column::Assigned,
    Column::WorkBegun,
    Column::Replies,
    Column::Messages,
    Column::Workaround,
    Column::Estimate,
    Column::Text,
];

/// Cells that only a contract has.
const OF_A_CONTRACT: [Column; 9] = [
    Column::Tier,
    Column::Region,
    Column::Starts,
    Column::Ends,
    Column::Targets,
    Column::Hours,
    Column::Holidays,
    Column::ContractZone,
    Column::Place,
];

/// Reads a row's cells.
///
/// # Errors
/// Everything that is wrong with it.
pub fn read(cells: &Cells, moments: &Moments) -> Result<Row, Vec<Problem>> {
    let mut reader = Reader { cells, moments, problems: Vec::new() };
    let row = reader.row();
    if reader.problems.is_empty() { Ok(row) } else { Err(reader.problems) }
}

struct Reader<'a> {
    cells: &'a Cells,
    moments: &'a Moments,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn wrong(&mut self, column: Column, message: impl Into<String>) {
        self.problems.push(Problem::of_cell(self.cells.line, column, message));
    }

    fn word(&self, column: Column) -> Option<String> {
        self.cells.word(column).map(str::to_owned)
    }

    /// Reads a cell with a reader of its own; what that says of it becomes a problem.
    fn read<T>(&mut self, column: Column, read: impl FnOnce(&str) -> Result<T, String>) -> Option<T> {
        match read(self.cells.word(column)?) {
            Ok(value) => Some(value),
            Err(message) => {
                self.wrong(column, message);
                None
            }
        }
    }

    fn instant(&mut self, column: Column) -> Option<Instant> {
        let moments = self.moments;
        self.read(column, |text| moments.instant(text))
    }

    fn row(&mut self) -> Row {
        let customer = self.word(Column::Customer).unwrap_or_default();
        if customer.is_empty() {
            self.wrong(Column::Customer, "it is empty");
        }
        let plan = self.plan();
        let ticket = self.ticket();
        Row {
            line: self.cells.line,
            customer,
            time_zone: self.word(Column::TimeZone),
            note: self.cells.get(Column::Note).trim().to_owned(),
            plan,
            person: if ticket.is_none() { self.person() } else { None },
            ticket: ticket.map(Box::new),
        }
    }

    fn plan(&mut self) -> Option<PlanCells> {
        let Some(pack) = self.word(Column::Pack) else {
            if let Some(column) = OF_A_CONTRACT.into_iter().find(|column| self.cells.word(*column).is_some())
            {
                self.wrong(Column::Pack, format!("it is empty, but {} is given", column.name()));
            }
            return None;
        };
        let Some(tier) = self.word(Column::Tier) else {
            self.wrong(Column::Tier, format!("it is empty, but the pack is given ({})", quoted(&pack)));
            return None;
        };
        let own = OwnTerms {
            targets: self.read(Column::Targets, spell::targets).unwrap_or_default(),
            hours: {
                let holidays = self.cells.get(Column::Holidays);
                self.read(Column::Hours, |cell| spell::hours(cell, holidays))
            },
            time_zone: self.word(Column::ContractZone),
            place: self.read(Column::Place, str::parse),
            versions: Vec::new(),
        };
        if self.cells.word(Column::Hours).is_none() && self.cells.word(Column::Holidays).is_some() {
            self.wrong(Column::Holidays, "holidays are given without hours of the contract's own");
        }
        Some(PlanCells {
            pack,
            tier,
            region: self.word(Column::Region),
            starts: self.read(Column::Starts, Moments::date),
            ends: self.read(Column::Ends, Moments::date),
            own,
        })
    }

    fn person(&mut self) -> Option<PersonCells> {
        let email = self.word(Column::Email);
        let registered = self.read(Column::Registered, yes_or_no);
        let Some(name) = self.word(Column::Contact).or_else(|| email.clone()) else {
            if registered.is_some() {
                self.wrong(Column::Contact, "it is empty, but `registered` is given");
            }
            return None;
        };
        Some(PersonCells { line: self.cells.line, name, email, registered: registered.unwrap_or(false) })
    }

    fn ticket(&mut self) -> Option<TicketCells> {
        let Some(subject) = self.word(Column::Subject) else {
            if let Some(column) = OF_A_TICKET.into_iter().find(|column| self.cells.word(*column).is_some()) {
                self.wrong(Column::Subject, format!("it is empty, but {} is given", column.name()));
            }
            return None;
        };
        let received = self.instant(Column::Received);
        if self.cells.word(Column::Received).is_none() {
            self.wrong(Column::Received, "it is empty: a ticket's clocks begin there");
        }
        let resolved = self.instant(Column::Resolved);
        let usual = if self.cells.word(Column::Resolved).is_some() { Status::Resolved } else { Status::Open };
        let status = self.read(Column::Status, status).unwrap_or(usual);
        match (status, self.cells.word(Column::Resolved)) {
            (Status::Resolved, None) => {
                self.wrong(Column::Resolved, "it is empty, but the ticket is resolved")
            }
            (Status::Open | Status::Waiting, Some(_)) => {
                self.wrong(Column::Resolved, format!("it is given, but the ticket is {}", status.as_str()));
            }
            _ => {}
        }
        let first_response = self.instant(Column::FirstResponse);
        for (column, at) in [(Column::FirstResponse, first_response), (Column::Resolved, resolved)] {
            if let (Some(at), Some(received)) = (at, received)
                && at < received
            {
                self.wrong(column, format!("{at} lies before the receipt, {received}"));
            }
        }
        let moments = self.moments;
        let standstills =
            self.read(Column::Paused, |cell| spell::standstills(cell, &|text| moments.instant(text)));
        let requester = self.word(Column::Requester);
        let requester = requester.or_else(|| self.word(Column::Contact)).or_else(|| self.word(Column::Email));
        Some(TicketCells {
            reference: self.word(Column::Reference),
            subject,
            text: self.cells.get(Column::Text).to_owned(),
            severity: self.word(Column::Severity),
            claimed: self.word(Column::Claimed),
            environment: self.read(Column::Environment, environment).unwrap_or_default(),
            level: self.read(Column::Level, level),
            channel: self.word(Column::Channel).map(|channel| channel.to_lowercase()),
            kind: self.word(Column::Kind),
            requester,
            received: received.unwrap_or(Instant::MIN),
            status,
            assignee: self.word(Column::Assignee),
            first_response,
            resolved,
            standstills: standstills.unwrap_or_default(),
            marks: self.marks(received.unwrap_or(Instant::MIN)),
            counting: self.read(Column::Allowance, spell::counting).unwrap_or(Counting::Counts),
        })
    }
}

impl Reader<'_> {
    /// What else happened to the ticket, none of it before its receipt.
    fn marks(&mut self, received: Instant) -> Marks {
        let mut marks = Marks::default();
        for (column, event) in HAPPENED {
            let moments = self.moments;
            let told = self.read(column, |cell| {
                let all = spell::moments(cell, &|text| moments.instant(text))?;
                let again = matches!(event, ClockEvent::Reply | ClockEvent::CustomerMessage);
                match all.as_slice() {
                    [_, _, ..] if !again => Err("it holds one moment".to_owned()),
                    all if all.iter().any(|at| *at < received) => {
                        Err("it lies before the receipt".to_owned())
                    }
                    _ => Ok(all),
                }
            });
            told.into_iter().flatten().for_each(|at| marks.add(event, at));
        }
        marks
    }
}

/// Reads a status: ours, or the usual words of other systems for the same.
fn status(text: &str) -> Result<Status, String> {
    let plain = text.to_lowercase().replace(['_', '-'], " ");
    match plain.as_str() {
        "open" | "new" | "in progress" | "active" | "reopened" => Ok(Status::Open),
        "waiting" | "pending" | "on hold" | "waiting for customer" => Ok(Status::Waiting),
        "resolved" | "solved" | "closed" | "done" => Ok(Status::Resolved),
        _ => Err(format!("{} is no status: write open, waiting or resolved", quoted(text))),
    }
}

fn environment(text: &str) -> Result<Environment, String> {
    let word = text.to_lowercase();
    Environment::from_word(&word)
        .ok_or_else(|| format!("{} is no environment: write production or development", quoted(text)))
}

fn level(text: &str) -> Result<u8, String> {
    let number = text.parse::<u8>().ok().filter(|level| *level > 0);
    number.ok_or_else(|| format!("{} is no support level: write 1, 2 or 3", quoted(text)))
}

fn yes_or_no(text: &str) -> Result<bool, String> {
    match text.to_lowercase().as_str() {
        "yes" | "true" | "1" | "y" => Ok(true),
        "no" | "false" | "0" | "n" => Ok(false),
        _ => Err(format!("{} is neither yes nor no", quoted(text))),
    }
}
