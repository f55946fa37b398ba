//! Where the agent is: the section of the table that moves.

use crate::calendar::Instant;
use crate::desk::TicketId;
use crate::desk::{self, Next};
use crate::keyboard::{Action, Call};
use crate::tui::app::{App, Front};
use crate::tui::listing::Spot;
use crate::tui::moving::{self, back, fold, fold_all, open, page, select, step};
use crate::tui::screen;
use crate::tui::theme::Role;

pub(super) fn begin(app: &mut App, call: &Call, now: Instant) -> bool {
    match call.action {
        Action::Down => step(app, 1),
        Action::Up => step(app, -1),
        Action::PageDown => step(app, page(app)),
        Action::PageUp => step(app, -page(app)),
        Action::First => step(app, isize::MIN),
        Action::Last => step(app, isize::MAX),
        Action::NextCustomer | Action::PreviousCustomer => {
            let beside = app.listing.group_beside(app.cursor, call.action == Action::NextCustomer);
            app.cursor = beside.unwrap_or(app.cursor);
            select(app);
        }
        Action::Open => open(app, now),
        Action::Next => next_one(app, now),
        Action::Back => back(app, now),
        Action::Fold => fold(app, now),
        Action::FoldAll => fold_all(app, now),
        Action::NextPart | Action::PreviousPart => {
            let part = screen::ticket_part(app, call.action == Action::NextPart, now);
            app.scroll = part.unwrap_or(app.scroll).min(screen::ticket_end(app));
        }
        Action::GoTo => go_to(app, call.argument.as_deref().unwrap_or_default(), now),
        _ => return false,
    }
    true
}

/// Opens the ticket of that number, resolved ones too; in the list it is selected where it is listed.
fn go_to(app: &mut App, typed: &str, now: Instant) {
    let digits = typed.trim().trim_start_matches('#');
    let Some(ticket) = digits.parse().ok().filter(|number| *number > 0).map(TicketId) else {
        return app.say(format!("{} is no ticket's number", crate::text::quoted(typed)), Role::Error, now);
    };
    moving::go_to(app, ticket, now);
}

/// Goes to the most urgent ticket that the agent can act on; pressed again there, to the one behind it.
fn next_one(app: &mut App, now: Instant) {
    let Some(picture) = app.picture.clone() else { return };
    let rows =
        picture.board.by_urgency.iter().filter_map(|place| picture.board.rows.get(*place).map(|row| &**row));
    let here = app.ticket_id();
    let after = app.nexted.filter(|nexted| Some(*nexted) == here);
    let (id, place, of) = match desk::next(rows, &app.who, now, after) {
        Next::Nothing(aside) => return app.say(aside.words(), Role::Text, now),
        Next::Found { row, place, of } => (row.ticket.id, place, of),
    };
    app.nexted = Some(id);
    if here == Some(id) {
        return app.say(format!("#{id}: {place} of {of} that you can act on now"), Role::Text, now);
    }
    let listed = app.listing.find(&picture, Spot::Ticket(id));
    match (app.front, listed) {
        (Front::List, Some(line)) => {
            app.cursor = line;
            select(app);
        }
        // A page goes on to the next page; what the list does not show is shown as one.
        _ => moving::go_to(app, id, now),
    }
    app.say(format!("#{id}: {place} of {of} that you can act on now"), Role::Text, now);
}
