//! The layers that lie over the desk.

pub mod confirm;
mod frame;
pub mod help;

pub use confirm::Confirm;
pub use frame::framed;
pub use help::Help;

use super::action::Action;
use super::app::App;
use super::overlay::Overlay;
use crate::calendar::Instant;

/// The form that an action opens; `None` where it opens none.
pub fn form(_app: &App, _action: Action, _now: Instant) -> Option<Box<dyn Overlay>> {
    None
}
