//! What is shown.

use crate::calendar::Instant;
use crate::keyboard::{Action, Call};
use crate::tui::app::App;
use crate::tui::listing::View;
use crate::tui::moving::{keep_place, show};

pub(super) fn begin(app: &mut App, call: &Call, now: Instant) -> bool {
    let view = match call.action {
        Action::ViewCustomers => View::Grouped,
        Action::ViewUrgency => View::Flat,
        Action::ViewMine => View::Mine,
        Action::ViewUnassigned => View::Unassigned,
        Action::ViewWaiting => View::Waiting,
        Action::ViewMissed => View::Missed,
        Action::NextView => app.view.next(),
        Action::Filter => {
            app.filtering = true;
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
        _ => return false,
    };
    show(app, view, now);
    true
}
