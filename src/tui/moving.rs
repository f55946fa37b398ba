//! Where the agent is in the list and on the ticket's page, and what is typed as a filter: the keys that move and
//! narrow, and change nothing on the desk.

use super::app::{App, Front};
use super::filtering;
use super::listing::{Listing, Spot, View, Wanted};
use super::screen;
use crate::calendar::Instant;
use crate::desk::TicketId;
use crate::desk::filter::Moment;

pub(super) fn page(app: &App) -> isize {
    isize::try_from(screen::list_rows(app).max(2) - 1).unwrap_or(1)
}

pub(super) fn step(app: &mut App, by: isize) {
    if app.front == Front::Ticket {
        let by = i16::try_from(by.clamp(-30_000, 30_000)).unwrap_or(0);
        app.scroll = app.scroll.saturating_add_signed(by).min(screen::ticket_end(app));
        return;
    }
    let last = app.listing.lines.len().saturating_sub(1);
    app.cursor = app.cursor.saturating_add_signed(by).min(last);
    select(app);
}

/// Remembers what the selected line stands for.
pub(super) fn select(app: &mut App) {
    let spot = app.listed().and_then(|picture| app.listing.spot(picture, app.cursor));
    if app.spot != spot {
        app.scroll = 0;
    }
    app.spot = spot;
}

pub(super) fn open(app: &mut App, now: Instant) {
    match app.spot {
        Some(Spot::Ticket(ticket)) => {
            app.opened = Some(ticket);
            app.front = Front::Ticket;
            app.scroll = 0;
            app.waiting = None;
        }
        Some(Spot::Customer(_)) => fold(app, now),
        None => {}
    }
}

/// Esc: the nearest thing that can be closed, and never the program.
pub(super) fn back(app: &mut App, now: Instant) {
    if app.front == Front::Ticket {
        app.front = Front::List;
        app.opened = None;
        app.scroll = 0;
        app.overlays.extend(app.waiting.take());
    } else if !app.filter.text().is_empty() {
        filtering::set(app, "", now);
    } else {
        app.notice = None;
    }
}

pub(super) fn fold(app: &mut App, now: Instant) {
    let Some(customer) = app.group().map(|group| group.customer.id) else { return };
    if !app.folded.remove(&customer) {
        app.folded.insert(customer);
    }
    app.spot = Some(Spot::Customer(customer));
    relist(app, now);
}

pub(super) fn fold_all(app: &mut App, now: Instant) {
    let Some(picture) = app.picture.as_deref() else { return };
    let customer = app.group().map(|group| group.customer.id);
    let all: Vec<_> = picture.board.groups.iter().map(|group| group.customer.id).collect();
    if app.folded.is_empty() {
        app.folded.extend(all);
    } else {
        app.folded.clear();
    }
    app.spot = customer.map(Spot::Customer).or(app.spot);
    relist(app, now);
}

pub(super) fn show(app: &mut App, view: View, now: Instant) {
    app.view = view;
    relist(app, now);
}

/// Opens a ticket by its number, resolved ones too: its page shows it as soon as it is read. In the list it is selected
/// where it is listed.
pub(super) fn go_to(app: &mut App, ticket: TicketId, now: Instant) {
    let row = app.picture.as_ref().and_then(|picture| picture.row(ticket));
    if let Some(customer) = row.map(|row| row.ticket.customer) {
        app.folded.remove(&customer);
        app.spot = Some(Spot::Ticket(ticket));
        relist(app, now);
    }
    app.opened = Some(ticket);
    app.front = Front::Ticket;
    app.scroll = 0;
}

/// Makes the list anew and finds the selected line again: by what it stands for, or else at the same place.
pub fn relist(app: &mut App, now: Instant) {
    let Some(picture) = app.listed().cloned() else {
        // Resolved tickets are on their way.
        (app.listing, app.cursor, app.top) = (Listing::default(), 0, 0);
        return;
    };
    let moment = Moment { now, zone: &app.local, who: &app.who };
    let wanted = Wanted {
        view: app.view,
        grouped: app.grouped(),
        within: app.saved_view().map(|view| &view.filter),
        filter: &app.filter,
        folded: &app.folded,
        moment,
    };
    let before = app.cursor.saturating_sub(app.top);
    app.listing = Listing::new(&picture, wanted);
    let found = app.spot.and_then(|spot| app.listing.find(&picture, spot));
    let last = app.listing.lines.len().saturating_sub(1);
    app.cursor = found.unwrap_or(app.cursor).min(last);
    if found.is_some() {
        // The line under the agent's eyes stays where it is on screen, whatever came in above it (faults.md J02).
        app.top = app.cursor.saturating_sub(before);
    }
    if found.is_none() {
        first_ticket(app);
    }
    select(app);
}

/// A fresh list starts on its most urgent ticket, not on the customer's line above it.
fn first_ticket(app: &mut App) {
    use super::listing::Line;
    if app.cursor == 0 && matches!(app.listing.lines.as_slice(), [Line::Group(_), Line::Row(_), ..]) {
        app.cursor = 1;
    }
}

/// Changes how the ticket's page is laid out, and keeps what stands on its first row there.
pub(super) fn keep_place(app: &mut App, now: Instant, change: impl FnOnce(&mut App)) {
    let anchor = if app.scroll > 0 { screen::ticket_anchor(app, now) } else { None };
    change(app);
    let line = anchor.and_then(|anchor| screen::ticket_line_of(app, anchor, now));
    app.scroll = line.unwrap_or(app.scroll);
}

/// Keeps the selected line on screen.
pub(super) fn follow(app: &mut App) {
    let rows = screen::list_rows(app).max(1);
    // The first row shows the customer of a line further up, so the selected one must not hide behind it.
    let lead = usize::from(app.grouped() && rows > 2 && app.cursor > 0);
    app.top = app.top.min(app.cursor.saturating_sub(lead));
    if app.cursor >= app.top + rows {
        app.top = app.cursor + 1 - rows;
    }
    let end = app.listing.lines.len().saturating_sub(rows);
    app.top = app.top.min(end);
}
