//! What is shown.

use crate::calendar::Instant;
use crate::keyboard::{Action, Call};
use crate::tui::app::App;
use crate::tui::listing::View;
use crate::tui::moving::{keep_place, show};
use crate::tui::overlays::{Form, SaveView, Search};
use crate::tui::theme::Role;

pub(super) fn begin(app: &mut App, call: &Call, now: Instant) -> bool {
    let view = match call.action {
        Action::ViewCustomers => View::Grouped,
        Action::ViewUrgency => View::Flat,
        Action::ViewMine => View::Mine,
        Action::ViewUnassigned => View::Unassigned,
        Action::ViewWaiting => View::Waiting,
        Action::ViewMissed => View::Missed,
        Action::ViewResolved => View::Resolved,
        Action::NextView => app.view.next(app.views.len()),
        Action::Filter => {
            app.filtering = true;
            return true;
        }
        Action::Search => {
            // The words of today say nothing about the tickets of another day.
            match app.at {
                Some(_) => app.say("the past is not searched: leave --at away", Role::Error, now),
                None => app.push(Box::new(Search::default())),
            }
            return true;
        }
        Action::Ledger => {
            keep_place(app, now, |app| app.ledger = !app.ledger);
            return true;
        }
        Action::Pane => {
            app.pane = !app.pane;
            return true;
        }
        Action::SaveView => {
            app.push(Box::new(Form::new(SaveView::new(app), None, app, now)));
            return true;
        }
        Action::View => return named(app, call.argument.as_deref().unwrap_or_default(), now),
        _ => return false,
    };
    show(app, view, now);
    true
}

/// Shows the view of that name, or of the one name that holds it.
fn named(app: &mut App, name: &str, now: Instant) -> bool {
    match app.view_named(name) {
        Some(view) => show(app, view, now),
        None => app.say(format!("there is no view {}", crate::text::quoted(name)), Role::Error, now),
    }
    true
}
