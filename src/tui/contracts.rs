//! Contracts that change, seen from the board: what another contract would do to open clocks, asked of the domain itself
//! with what the board knows. Flags are left out, for the board does not know every customer's persons.

use std::sync::Arc;

use super::app::App;
use super::moved;
use super::theme::Role;
use super::words;
use crate::calendar::Instant;
use crate::desk::{
    ClockState, Command, Contract, ContractChange, ContractId, Group, Moves, Refusal, Situation, Ticket,
    Turn, Work, preview,
};
use crate::policy::Terms;

/// Tickets whose clocks are told one by one; of more only the number is said.
const TOLD: usize = 6;

/// The customer's own contract that an open ticket is not held to, though it is in force: the ticket can go over to it.
pub fn newer<'a>(
    ticket: &Ticket,
    group: Option<&'a Group>,
    now: Instant,
) -> Option<(&'a Contract, &'a Arc<Terms>)> {
    let group = group.filter(|_| ticket.is_open())?;
    let (contract, terms) = (group.contract.as_ref()?, group.terms.as_ref()?.as_ref().ok()?);
    let today = terms.pack().zone.date(now);
    (contract.in_force(today) && ticket.contract != Some(contract.id)).then_some((contract, terms))
}

/// What a contract that follows another would move; the refusal in words where it would be refused.
///
/// # Errors
/// Why it cannot be.
pub fn follows(
    app: &App,
    contract: &Contract,
    change: &ContractChange,
    now: Instant,
) -> Result<Vec<Moves>, String> {
    let (ContractChange::Follow { next, .. }, Some(book), Some(picture)) = (change, &app.book, &app.picture)
    else {
        return Ok(Vec::new());
    };
    let id = ContractId(i64::MAX);
    let to = Contract {
        id,
        customer: next.customer,
        pack: next.pack.clone(),
        tier: next.tier.clone(),
        region: next.region.clone(),
        starts: next.starts,
        ends: next.ends,
        renews: next.renews,
        own: next.own.clone(),
        language: contract.language.clone(),
        revision: contract.revision,
    };
    let terms = book.terms(&to).map_err(|error| error.to_string())?;
    let board = &picture.board;
    let held = board.rows.iter().map(|row| &row.ticket).filter(|ticket| ticket.contract == Some(contract.id));
    let customer = board.groups.iter().map(|group| &group.customer).find(|one| one.id == contract.customer);
    let situation = Situation {
        agent: app.who.clone(),
        customer: customer.cloned(),
        contract: Some(contract.clone()),
        terms: book.terms(contract).ok(),
        next: Some((to, terms)),
        next_contract: Some(id),
        others: held.cloned().collect(),
        ..Situation::default()
    };
    let change = Box::new(change.clone());
    let command = Command::ChangeContract { contract: contract.id, seen: None, change };
    preview(&situation, &command, now).map_err(plainly)
}

/// What it would move that a ticket goes over to its customer's contract in force.
///
/// # Errors
/// Why it cannot be.
pub fn adopts(app: &App, ticket: &Ticket, now: Instant) -> Result<Vec<Moves>, String> {
    let (Some(picture), Some(book)) = (&app.picture, &app.book) else { return Ok(Vec::new()) };
    let group = picture.board.groups.iter().find(|group| group.customer.id == ticket.customer);
    let next = newer(ticket, group, now).map(|(contract, terms)| (contract.clone(), terms.clone()));
    let contracts = || picture.board.contracts().map(|(contract, _)| contract);
    let held = contracts().find(|contract| Some(contract.id) == ticket.contract);
    let situation = Situation {
        agent: app.who.clone(),
        ticket: Some(ticket.clone()),
        customer: group.map(|group| group.customer.clone()),
        contract: held.cloned(),
        terms: held.and_then(|contract| book.terms(contract).ok()),
        next,
        ..Situation::default()
    };
    let command = Command::Work { ticket: ticket.id, seen: None, work: Work::AdoptContract };
    preview(&situation, &command, now).map_err(plainly)
}

fn plainly(refusal: Refusal) -> String {
    match refusal {
        Refusal::Invalid(why) => why,
        other => other.to_string(),
    }
}

/// What moves, a line for each clock that does.
pub fn told(moves: &[Moves], now: Instant) -> Vec<(Role, String)> {
    let mut lines = Vec::new();
    let moving = |moves: &&Moves| moves.clocks.iter().any(|clock| clock.turn() != Turn::Same);
    for one in moves.iter().filter(moving).take(TOLD) {
        for clock in one.clocks.iter().filter(|clock| clock.turn() != Turn::Same) {
            let target = |side: Option<&crate::desk::Side>| {
                side.map_or_else(|| "no such clock".to_owned(), |side| side.target.promise.to_string())
            };
            let due = clock.after.as_ref().and_then(|side| {
                let zone = side.target.calendar.zone();
                match side.state {
                    ClockState::Running { due, .. } => {
                        Some(format!(", due {}", words::when(due, &zone, now)))
                    }
                    _ => None,
                }
            });
            let (turn, role) = (clock.turn(), moved::role(clock.turn()));
            let (before, after) = (target(clock.before.as_ref()), target(clock.after.as_ref()));
            let due = due.unwrap_or_default();
            let sentence =
                format!("#{} {}: {before} → {after}{due} ({})", one.ticket, clock.name, turn.words());
            lines.push((role, sentence));
        }
    }
    let more = moves.iter().filter(moving).count().saturating_sub(TOLD);
    if more > 0 {
        lines.push((Role::Muted, format!("and the clocks of {more} more open tickets")));
    }
    let same = moves.iter().filter(|one| !moving(one)).count();
    if same > 0 {
        lines.push((Role::Muted, format!("{same} open tickets go over with their targets as they are")));
    }
    lines
}
