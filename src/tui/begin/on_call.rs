//! On call: the view of time, and the alerts that were told; who is on call and what goes to them is in `duty`.

use super::duty;
use crate::calendar::Instant;
use crate::keyboard::{Action, Call};
use crate::tui::app::App;
use crate::tui::effect::{Effect, Request};
use crate::tui::overlays::{Alerts, Horizon};

pub(super) fn begin(app: &mut App, call: &Call, now: Instant, effects: &mut Vec<Effect>) -> bool {
    match call.action {
        Action::Alerts => {
            app.push(Box::new(Alerts::default()));
            effects.push(Effect::Ask(Request::Alerts));
        }
        Action::Horizon => {
            let horizon = Horizon::new(app);
            app.push(Box::new(horizon));
        }
        _ => return duty::begin(app, call, now),
    }
    true
}
