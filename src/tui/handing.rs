//! Handing over, as the screen knows it: what a handover would say now, and the one that waits for the agent here.

use super::app::App;
use super::theme::Role;
use super::words;
use crate::calendar::Instant;
use crate::desk::Handover;
use crate::report::handover::Briefing;

/// Everything that the page of handovers shows.
#[derive(Debug, Clone)]
pub struct HandoverFile {
    /// What a handover would say now.
    pub briefing: Briefing,
    /// The one that waits for the agent here, and what it says.
    pub waiting: Option<(Handover, String)>,
}

/// Takes in which handover waits for the agent here; a new one is said.
pub(super) fn take(app: &mut App, waiting: Option<Handover>, now: Instant) {
    let known = app.handed.as_ref().map(|handover| handover.id);
    if let Some(handover) = waiting.as_ref().filter(|handover| Some(handover.id) != known) {
        let at = words::when(handover.at, &app.local, now);
        let keys = app.keymap.key_of(crate::keyboard::Action::Handover);
        let keys = keys.map_or(String::new(), |keys| format!(": {keys} shows it"));
        let who = crate::text::printable(&handover.agent).into_owned();
        app.say(format!("{who} handed over to you at {at}{keys}"), Role::Good, now);
    }
    app.handed = waiting;
}
