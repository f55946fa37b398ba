//! On call: the view of time.

use crate::keyboard::{Action, Call};
use crate::tui::app::App;
use crate::tui::overlays::Horizon;

pub(super) fn begin(app: &mut App, call: &Call) -> bool {
    match call.action {
        Action::Horizon => {
            let horizon = Horizon::new(app);
            app.push(Box::new(horizon));
        }
        _ => return false,
    }
    true
}
