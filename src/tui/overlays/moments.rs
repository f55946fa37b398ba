//! Moments typed into forms: read on the agent's own wall clock, and shown back on it and on the policy's.

use std::sync::Arc;

use crate::calendar::{Instant, Toward, Zone, moment};
use crate::desk::{Row, Ticket, TicketClock};
use crate::tui::app::App;
use crate::tui::words;

/// Reads a moment.
///
/// # Errors
/// In words, what would be right.
pub(super) fn read(typed: &str, toward: Toward, app: &App, now: Instant) -> Result<Instant, String> {
    moment(typed, &app.local, now, toward).map_err(|error| error.to_string())
}

/// The moment on the agent's wall clock, and on the policy's where that shows another time.
pub(super) fn told(at: Instant, app: &App, now: Instant) -> String {
    let yours = words::when(at, &app.local, now);
    match policy_zone(app) {
        Some(zone) if zone.offset_at(at) != app.local.offset_at(at) => {
            format!("{yours} your time, {} for the policy", words::when(at, &zone, now))
        }
        _ => yours,
    }
}

/// The zone of the policy that the ticket in front is held to.
pub(super) fn policy_zone(app: &App) -> Option<Arc<Zone>> {
    let row = app.row().and_then(|row| row.terms.as_deref()).map(|terms| terms.pack().zone.clone());
    row.or_else(|| {
        let terms = app.group()?.terms.as_ref()?.as_ref().ok()?;
        Some(terms.pack().zone.clone())
    })
}

/// The clocks of a ticket as something that is not done yet would make it.
pub(super) fn clocks_of(ticket: &Ticket, app: &App) -> Vec<TicketClock> {
    if let Some(row) = app.row()
        && let Some(terms) = &row.terms
    {
        let clocks = terms.pack().clocks.iter().zip(&row.clocks);
        return clocks
            .map(|(clock, known)| TicketClock::reckon(ticket, clock, known.target.clone()))
            .collect();
    }
    // A resolved ticket has left the board; its file names its contract.
    let file = app.file.as_deref().filter(|file| file.ticket.id == ticket.id);
    let contract = file.and_then(|file| file.contract.as_ref());
    app.book.as_ref().map(|book| Row::new(ticket.clone(), contract, book).clocks).unwrap_or_default()
}
