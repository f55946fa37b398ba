//! One change made to many tickets: as many commands, for one transaction.

use super::command::{Command, Work};
use super::ticket::{Revision, Ticket, TicketId};

/// A change spread over tickets.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Many {
    /// What to do, one ticket after the other, each against the revision that was seen.
    pub commands: Vec<Command>,
    /// Those that are like that already: nothing is asked of them.
    pub already: Vec<TicketId>,
}

/// Spreads commands that name one ticket over all of these. A command that names none is asked for as it is.
pub fn spread(templates: &[Command], tickets: &[Ticket]) -> Many {
    let mut many = Many::default();
    for ticket in tickets {
        let mut any = false;
        for template in templates.iter().filter(|template| !holds(template, ticket)) {
            many.commands.push(template.for_ticket(ticket.id, Some(ticket.revision)));
            any = true;
        }
        if !any {
            many.already.push(ticket.id);
        }
    }
    many
}

/// Whether the ticket is already what the command would make of it.
fn holds(command: &Command, ticket: &Ticket) -> bool {
    match command {
        Command::Assign { to, .. } => *to == ticket.assignee,
        Command::DecideAllowance { counting, .. } => *counting == ticket.counting,
        Command::Work { work: Work::Tag { add, remove }, .. } => {
            let tags = &ticket.more().tags;
            add.iter().all(|tag| tags.contains(tag)) && !remove.iter().any(|tag| tags.contains(tag))
        }
        Command::Work { work: Work::Watch { on, agent: Some(agent) }, .. } => {
            ticket.more().watchers.contains(agent) == *on
        }
        Command::Work { work: Work::Mark(asked), .. } => {
            let stands = ticket.marks.first(asked.mark.event());
            match stands {
                None => asked.withdraw,
                // Something to say about it, or an earlier moment, is something to do.
                Some(since) => {
                    !asked.withdraw
                        && asked.at.is_none_or(|at| at >= since)
                        && (!asked.mark.can_be_withdrawn()
                            || (asked.note.is_empty() && asked.expected.is_none()))
                }
            }
        }
        _ => false,
    }
}

impl Command {
    /// The same for another ticket; as it is where it names none.
    pub fn for_ticket(&self, id: TicketId, as_seen: Option<Revision>) -> Command {
        let mut command = self.clone();
        match &mut command {
            Command::Work { ticket, seen, .. }
            | Command::Assign { ticket, seen, .. }
            | Command::Reply { ticket, seen, .. }
            | Command::Note { ticket, seen, .. }
            | Command::Wait { ticket, seen, .. }
            | Command::Resume { ticket, seen, .. }
            | Command::Resolve { ticket, seen, .. }
            | Command::Reopen { ticket, seen, .. }
            | Command::DecideAllowance { ticket, seen, .. } => (*ticket, *seen) = (id, as_seen),
            _ => {}
        }
        command
    }
}
