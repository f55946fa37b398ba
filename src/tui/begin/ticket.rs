//! Work on a ticket that needs no form.

use super::{change, many, turn};
use crate::calendar::Instant;
use crate::desk::{Command, TicketId, Work};
use crate::keyboard::{Action, Call};
use crate::tui::app::App;
use crate::tui::contracts;
use crate::tui::effect::Effect;
use crate::tui::overlays::{Confirm, confirm::Then};
use crate::tui::theme::Role;

pub(super) fn begin(app: &mut App, call: &Call, now: Instant, effects: &mut Vec<Effect>) -> bool {
    match (call.action, &call.argument) {
        (Action::Take, _) => {
            let who = app.who.clone();
            assign(app, Some(who), now, effects);
        }
        (Action::Undo, _) => turn(app, false, now, effects),
        (Action::Redo, _) => turn(app, true, now, effects),
        (Action::Unassign, _) => assign(app, None, now, effects),
        (Action::Assign, Some(agent)) => assign(app, Some(agent.clone()), now, effects),
        (Action::AdoptContract, _) => adopt(app, now),
        _ => return false,
    }
    true
}

/// Asks, with what it moves, whether the ticket goes over to the contract that its customer has now.
fn adopt(app: &mut App, now: Instant) {
    let Some(ticket) = app.ticket().cloned() else { return };
    let moves = match contracts::adopts(app, &ticket, now) {
        Ok(moves) => moves,
        Err(why) => return app.say(why, Role::Error, now),
    };
    let plan = contracts::newer(&ticket, app.group(), now).map(|(contract, _)| contract.plan_words());
    let plan = plan.unwrap_or_else(|| "the contract that its customer has now".to_owned());
    let mut question = format!("Hold #{} to {plan}?", ticket.id);
    for (_, line) in contracts::told(&moves, now) {
        question.push('\n');
        question.push_str(&line);
    }
    let (id, seen) = (ticket.id, Some(ticket.revision));
    let command = Command::Work { ticket: id, seen, work: Work::AdoptContract };
    let said = format!("#{id} is held to {plan}");
    app.push(Box::new(Confirm::new(question, "hold it to that", Then::Send(vec![command], said))));
}

fn assign(app: &mut App, to: Option<String>, now: Instant, effects: &mut Vec<Effect>) {
    if app.acts_on_marks() {
        let what = match &to {
            Some(to) => format!("Assign to {to}"),
            None => "Assign to nobody".to_owned(),
        };
        return many::ask(app, &Command::Assign { ticket: TicketId(0), seen: None, to }, &what, now);
    }
    let Some(ticket) = app.ticket() else { return };
    let (id, seen, had) = (ticket.id, Some(ticket.revision), ticket.assignee.clone());
    let (said, yes) = match &to {
        Some(to) if *to == app.who => (format!("#{id} is yours"), "take it".to_owned()),
        Some(to) => (format!("#{id} is {to}'s"), format!("give it to {to}")),
        None => (format!("#{id} is nobody's now"), "unassign it".to_owned()),
    };
    if had == to {
        app.say(said, crate::tui::theme::Role::Good, now);
        return;
    }
    let commands = vec![Command::Assign { ticket: id, seen, to }];
    match had {
        // What somebody else works on is not taken by one key.
        Some(had) if had != app.who => {
            let question = format!("#{id} is {had}'s. Take it away from {had}?");
            app.push(Box::new(Confirm::new(question, yes, Then::Send(commands, said))));
        }
        _ => change(app, commands, said, None, now, effects),
    }
}
