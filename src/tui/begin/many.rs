//! Marks: several tickets at once. What is done to them is asked for in one question that names them.

use std::collections::BTreeSet;

use super::change;
use crate::calendar::Instant;
use crate::desk::{Command, Ticket, TicketId, Work, spread};
use crate::keyboard::{Action, Call};
use crate::text;
use crate::tui::app::App;
use crate::tui::effect::Effect;
use crate::tui::listing::{Line, Spot};
use crate::tui::moving::step;
use crate::tui::overlays::{Confirm, confirm::Then};
use crate::tui::theme::Role;

pub(super) fn begin(app: &mut App, call: &Call, now: Instant, effects: &mut Vec<Effect>) -> bool {
    match call.action {
        Action::Mark => {
            mark(app);
            return true;
        }
        Action::MarkAll => app.marks.extend(listed(app)),
        Action::MarkNone => app.marks.clear(),
        Action::MarkOthers => {
            for ticket in listed(app) {
                if !app.marks.remove(&ticket) {
                    app.marks.insert(ticket);
                }
            }
        }
        Action::Watch => {
            watch(app, now, effects);
            return true;
        }
        _ => return false,
    }
    let said = match app.marks.len() {
        0 => "no ticket is marked".to_owned(),
        1 => "1 ticket is marked".to_owned(),
        many => format!("{many} tickets are marked: what can be done to many is done to them"),
    };
    app.say(said, Role::Text, now);
    true
}

/// The tickets that have a line in the list.
fn listed(app: &App) -> BTreeSet<TicketId> {
    let Some(picture) = app.picture.as_deref() else { return BTreeSet::new() };
    let of_line = |line: &Line| match line {
        Line::Row(place) => picture.board.rows.get(*place).map(|row| row.ticket.id),
        Line::Group(_) => None,
    };
    app.listing.lines.iter().filter_map(of_line).collect()
}

/// Marks the selected ticket, or all of the selected customer's; unmarks what was marked. Goes on to the next line.
fn mark(app: &mut App) {
    match app.spot {
        Some(Spot::Ticket(ticket)) => {
            if !app.marks.remove(&ticket) {
                app.marks.insert(ticket);
            }
        }
        Some(Spot::Customer(customer)) => {
            let Some(picture) = app.picture.clone() else { return };
            let of = |id: &TicketId| picture.row(*id).is_some_and(|row| row.ticket.customer == customer);
            let theirs: BTreeSet<TicketId> = listed(app).into_iter().filter(of).collect();
            if theirs.is_subset(&app.marks) {
                app.marks.retain(|ticket| !theirs.contains(ticket));
            } else {
                app.marks.extend(theirs);
            }
        }
        None => return,
    }
    step(app, 1);
}

fn watch(app: &mut App, now: Instant, effects: &mut Vec<Effect>) {
    let agent = Some(app.who.clone());
    if app.acts_on_marks() {
        let template =
            Command::Work { ticket: TicketId(0), seen: None, work: Work::Watch { on: true, agent } };
        return ask(app, &template, "Watch", now);
    }
    let Some(ticket) = app.ticket() else { return };
    let (id, on) = (ticket.id, !ticket.more().watchers.contains(&app.who));
    let said = if on { format!("you watch #{id}") } else { format!("you watch #{id} no longer") };
    let command = Command::Work { ticket: id, seen: Some(ticket.revision), work: Work::Watch { on, agent } };
    change(app, vec![command], said, None, now, effects);
}

/// Asks whether to do it to all that are marked.
pub(super) fn ask(app: &mut App, template: &Command, what: &str, now: Instant) {
    let tickets: Vec<Ticket> = app.marked().into_iter().cloned().collect();
    let many = spread(std::slice::from_ref(template), &tickets);
    if many.commands.is_empty() {
        app.say("nothing to do: they are all like that already", Role::Good, now);
        return;
    }
    let question = question(what, &tickets, &many.already);
    let said = format!("{}: {} tickets", what.to_lowercase(), many.commands.len());
    let then = Then::Sure { commands: many.commands, said, draft: None };
    app.push(Box::new(Confirm::new(question, "do it", then)));
}

/// So many tickets are named in a question.
const NAMED: usize = 8;

/// A question that names the tickets.
pub fn question(what: &str, tickets: &[Ticket], already: &[TicketId]) -> String {
    let asked: Vec<&Ticket> = tickets.iter().filter(|ticket| !already.contains(&ticket.id)).collect();
    let count = asked.len();
    let words = if count == 1 { "ticket" } else { "tickets" };
    let mut question = format!("{what}: {count} marked {words}?\n{}", names(&asked));
    if !already.is_empty() {
        question.push_str(&format!("\n{} of the marked are like that already.", already.len()));
    }
    question
}

/// Tickets by number and subject, the first few of them.
pub fn names(tickets: &[&Ticket]) -> String {
    let name = |ticket: &&Ticket| {
        let subject = text::printable(&ticket.subject);
        format!("#{} {}", ticket.id, text::fitted(&subject, 30))
    };
    let named: Vec<String> = tickets.iter().take(NAMED).map(name).collect();
    let more = tickets.len().saturating_sub(NAMED);
    let more = if more > 0 { format!(" … and {more} more") } else { String::new() };
    format!("{}{more}", named.join(" · "))
}
