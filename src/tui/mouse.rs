//! The mouse, where it is turned on: a click selects, a click on what is selected opens it, the wheel scrolls. Nothing
//! that changes the desk is on it.

use super::app::{App, Front};
use super::begin::run;
use super::effect::{Effect, Mouse};
use super::listing::View;
use super::moving::{select, step};
use super::screen;
use super::update::settle_reply;
use crate::calendar::Instant;
use crate::keyboard::Action;
use ratatui::layout::{Position, Rect};

/// Lines that one turn of the wheel moves.
const TURN: isize = 3;

pub(super) fn on_mouse(app: &mut App, mouse: Mouse, now: Instant, effects: &mut Vec<Effect>) {
    // A layer has the mouse as it has the keys: nothing is to happen behind it.
    if let Some(mut layer) = app.overlays.pop() {
        let reply = layer.overlay.mouse(mouse, app, now);
        let number = layer.number;
        app.overlays.push(layer);
        return settle_reply(app, number, reply, now, effects);
    }
    if app.picture.is_none() {
        return;
    }
    let areas = screen::areas(app);
    let (Mouse::Click(place) | Mouse::Up(place) | Mouse::Down(place)) = mouse;
    let over = |area: Rect| area.contains(Position::from(place));
    let turn = match mouse {
        Mouse::Up(_) => -TURN,
        Mouse::Down(_) => TURN,
        Mouse::Click(_) => return click(app, place, (over(areas.list), over(areas.ticket)), now, effects),
    };
    if over(areas.ticket) {
        let by = i16::try_from(turn).unwrap_or(0);
        app.scroll = app.scroll.saturating_add_signed(by).min(screen::ticket_end(app));
    } else if app.front == Front::List {
        step(app, turn);
    }
}

fn click(
    app: &mut App,
    (_, y): (u16, u16),
    (on_list, on_ticket): (bool, bool),
    now: Instant,
    effects: &mut Vec<Effect>,
) {
    if on_ticket && app.front == Front::List {
        return run(app, &Action::Open.into(), now, effects);
    }
    if !on_list {
        return;
    }
    if app.front == Front::Ticket {
        run(app, &Action::Back.into(), now, effects);
    }
    let row = usize::from(y - screen::areas(app).list.y);
    // The first row may be the customer of a line further up, which is not there.
    let stuck = row == 0 && app.view == View::Grouped && app.top > 0;
    let line = app.top + row;
    if stuck || line >= app.listing.lines.len() {
        return;
    }
    app.filtering = false;
    if line == app.cursor {
        return run(app, &Action::Open.into(), now, effects);
    }
    app.cursor = line;
    select(app);
}
