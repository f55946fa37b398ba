//! On call: the view of time, the report, and the alerts that were told; who is on call and what goes to them is in `duty`.

use super::duty;
use crate::calendar::Instant;
use crate::keyboard::{Action, Call};
use crate::tui::app::App;
use crate::tui::effect::{Effect, Request};
use crate::tui::overlays::{Alerts, Horizon, ReportPage};

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
        Action::ReportPage => {
            let (page, ask) = ReportPage::new(app, now);
            app.push(Box::new(page));
            effects.push(ask);
        }
        _ => return duty::begin(app, call, now),
    }
    true
}
