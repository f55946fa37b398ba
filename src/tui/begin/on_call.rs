//! On call: the view of time; who is on call and what goes to them is in `duty`.

use super::duty;
use crate::calendar::Instant;
use crate::keyboard::{Action, Call};
use crate::tui::app::App;
use crate::tui::overlays::Horizon;

pub(super) fn begin(app: &mut App, call: &Call, now: Instant) -> bool {
    match call.action {
        Action::Horizon => {
            let horizon = Horizon::new(app);
            app.push(Box::new(horizon));
        }
        _ => return duty::begin(app, call, now),
    }
    true
}
