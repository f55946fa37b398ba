//! Handing over: its page, giving, taking, and words about a ticket for the next shift.

use crate::calendar::Instant;
use crate::keyboard::{Action, Call};
use crate::tui::app::App;
use crate::tui::effect::{Effect, Request};
use crate::tui::overlays::{Form, GiveForm, HandOn, HandoverPage, TakeForm};

/// Whether the action was one of these.
pub(super) fn begin(app: &mut App, call: &Call, now: Instant, effects: &mut Vec<Effect>) -> bool {
    match call.action {
        Action::Handover => {
            app.push(Box::new(HandoverPage::default()));
            effects.push(Effect::Ask(Request::Handover));
        }
        Action::GiveHandover => {
            let form = Form::new(GiveForm::new(app), None, app, now);
            app.push(Box::new(form));
        }
        Action::TakeHandover => {
            if let Some(handover) = app.handed.clone() {
                let form = Form::new(TakeForm::new(handover, app, now), None, app, now);
                app.push(Box::new(form));
            }
        }
        Action::HandOn => {
            let form = app.ticket().map(|ticket| Form::new(HandOn::new(ticket), Some(ticket), app, now));
            if let Some(form) = form {
                app.push(Box::new(form));
            }
        }
        _ => return false,
    }
    true
}
