//! How severe it is and who answers it: forms whose preview needs the ticket's file, and what is only read.

use crate::calendar::Instant;
use crate::keyboard::{Action, Call};
use crate::tui::app::App;
use crate::tui::effect::{Effect, Request};
use crate::tui::overlays::{Sheet, Tells, form};

pub(super) fn begin(app: &mut App, call: &Call, now: Instant, effects: &mut Vec<Effect>) -> bool {
    let tells = match call.action {
        Action::Why => Some(Tells::Why),
        Action::WhatIf => Some(Tells::WhatIf),
        Action::Assess
        | Action::AssessEnvironment
        | Action::AssessKind
        | Action::AssessChannel
        | Action::Escalate
        | Action::HandBack
        | Action::Checklist
        | Action::JudgeFlag => None,
        // For all that are marked the form is laid by the usual way.
        Action::Workaround | Action::Estimate | Action::WorkBegun | Action::SeverityStands
            if !app.acts_on_marks() =>
        {
            None
        }
        _ => return false,
    };
    // Who is registered stands in the ticket's file: without it nothing can be said about flags.
    let known = app.file.as_deref().map(|file| file.ticket.id);
    if let Some(ticket) = app.ticket_id().filter(|ticket| Some(*ticket) != known) {
        effects.push(Effect::Ask(Request::Ticket(ticket)));
    }
    match tells {
        Some(tells) => {
            if let Some(sheet) = Sheet::new(tells, app) {
                app.push(Box::new(sheet));
            }
        }
        None => {
            if let Some(form) = form(app, call.action, now) {
                app.push(form);
            }
        }
    }
    true
}
