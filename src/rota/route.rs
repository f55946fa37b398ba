//! To whom tickets go that nobody has: the first route that fits a ticket, and whose line has somebody on call.

use super::Rota;
use crate::desk::filter::{Candidate, Expr, Filter, Key, Moment, State};
use crate::desk::{Command, Revision, Row, Status, TicketId};

/// Which tickets go to a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// The line.
    pub line: String,
    /// Which tickets; everything lets all through.
    pub filter: Filter,
}

/// A ticket that nobody has, and to whom it goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// Which.
    pub ticket: TicketId,
    /// As it was looked at.
    pub seen: Revision,
    /// By which line; `None` where no route fits.
    pub line: Option<String>,
    /// To whom; `None` where no route fits, or nobody is on call on any line that does.
    pub to: Option<String>,
}

impl Assignment {
    /// What is asked of the desk, where there is somebody.
    pub fn command(&self) -> Option<Command> {
        let to = Some(self.to.clone()?);
        Some(Command::Assign { ticket: self.ticket, seen: Some(self.seen), to })
    }
}

/// Whether a filter asks for something of whoever reads it: a route must say the same to everybody.
pub(super) fn is_personal(filter: &Filter) -> bool {
    filter.expr().holds_anywhere(&|part| match part {
        Expr::Is(states) => states.contains(&State::Mine),
        Expr::Field(Key::Agent | Key::Watcher, values) => {
            values.iter().any(|value| !value.quoted && value.text.eq_ignore_ascii_case("me"))
        }
        _ => false,
    })
}

/// Whether it is routed at all: it is open, and nobody has it. One that waits for its customer, or is on hold, is given
/// to somebody all the same, who looks after it then.
fn is_unassigned(row: &Row) -> bool {
    row.ticket.assignee.is_none() && row.ticket.status != Status::Resolved
}

impl Rota {
    /// Whether a filter of its routes asks what allowances say of tickets.
    pub fn asks_for_verdicts(&self) -> bool {
        self.routes().iter().any(|route| route.filter.asks_for_verdicts())
    }

    /// To whom the tickets go that nobody has, in the order in which they come. Those that no route fits, and those whose
    /// lines have nobody on call, go to nobody and are answered all the same.
    pub fn routed<'a>(
        &self,
        tickets: impl IntoIterator<Item = Candidate<'a>>,
        moment: Moment<'_>,
    ) -> Vec<Assignment> {
        let unassigned = tickets.into_iter().filter(|candidate| is_unassigned(candidate.row));
        self.destinations(unassigned, moment)
    }

    /// The same for tickets that somebody has already.
    pub fn destinations<'a>(
        &self,
        tickets: impl IntoIterator<Item = Candidate<'a>>,
        moment: Moment<'_>,
    ) -> Vec<Assignment> {
        let duties = self.on_duty(moment.now);
        let on_call = |line: &str| duties.iter().find(|duty| duty.line == line).map(|duty| &duty.agent);
        let tests: Vec<_> = self.routes().iter().map(|route| (route, route.filter.at(moment))).collect();
        let routed = |candidate: Candidate<'a>| {
            let mut fitting =
                tests.iter().filter(|(_, test)| test.admits(&candidate)).map(|(route, _)| *route);
            let first = fitting.clone().next();
            let taken = fitting.find_map(|route| Some((route, on_call(&route.line)?)));
            let ticket = &candidate.row.ticket;
            Assignment {
                ticket: ticket.id,
                seen: ticket.revision,
                line: taken.map(|(route, _)| route).or(first).map(|route| route.line.clone()),
                to: taken.map(|(_, agent)| agent.clone()),
            }
        };
        tickets.into_iter().map(routed).collect()
    }
}
