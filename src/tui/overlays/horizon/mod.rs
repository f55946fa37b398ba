//! The view of time: a lane per customer, what falls due along the coming hours or days, when its desk is closed, who comes
//! on duty, and now moving through it. Enter opens the ticket behind a mark, and Esc there comes back here.
//!
//! What is selected is a clock of a ticket, whatever its place: it is found again in every new picture, and where it no
//! longer runs, the nearest mark of its customer takes its place. Nothing here changes with time but where now is.

mod choice;
mod draw;
mod layout;
mod told;

use std::cell::Cell;

use crossterm::event::KeyCode;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::calendar::{Instant, Zone};
use crate::desk::lanes::{Lanes, MarkSpot, Zoom, policy_zone};
use crate::desk::{CustomerId, TicketId};
use crate::keyboard::{Action, Call, Key};
use crate::tui::app::App;
use crate::tui::effect::Mouse;
use crate::tui::overlay::{Overlay, Reply};
use crate::tui::picture::Picture;
use crate::tui::theme::Role;
use choice::Choice;
use layout::Layout;

/// The view of time.
#[derive(Debug)]
pub struct Horizon {
    zoom: Zoom,
    /// Where the view begins; `None` while it follows now.
    from: Option<Instant>,
    /// The axis shows the time of the selected customer's policy, not the agent's own.
    policy_time: bool,
    at: At,
    choice: Option<Choice>,
    /// First lane on screen, and rows for lanes, when it was last drawn.
    top: Cell<usize>,
    rows: Cell<usize>,
    /// Where it was drawn last, and whether with a row for who comes on duty.
    area: Cell<Rect>,
    shifts: Cell<bool>,
}

/// What is selected.
#[derive(Debug, Clone, Default)]
struct At {
    /// On whose lane.
    customer: Option<CustomerId>,
    /// Which clock.
    mark: Option<MarkSpot>,
    /// When that was due, should it no longer run.
    due: Option<Instant>,
    /// The lane's number, should the customer have none any more.
    lane: usize,
}

/// Where the selection stands in a picture.
#[derive(Debug, Clone, Copy)]
struct Stands {
    lane: usize,
    place: Option<usize>,
}

impl Horizon {
    /// The coming twelve hours, with the clock selected that runs out next on the ticket or customer in front.
    pub fn new(app: &App) -> Horizon {
        let mut horizon = Horizon {
            zoom: Zoom::default(),
            from: None,
            policy_time: false,
            at: At::default(),
            choice: None,
            top: Cell::new(0),
            rows: Cell::new(1),
            area: Cell::new(Rect::default()),
            shifts: Cell::new(false),
        };
        if let Some(picture) = &app.picture {
            let row = app.ticket_id().and_then(|ticket| picture.row(ticket));
            horizon.at.customer = app.group().map(|group| group.customer.id);
            horizon.at.due = row.and_then(|row| row.due());
            let next = row.and_then(|row| Some((row, crate::desk::next_clock(&row.clocks)?)));
            horizon.at.mark =
                next.map(|(row, clock)| MarkSpot { ticket: row.ticket.id, clock: clock.key().clone() });
        }
        horizon
    }

    /// The zone of the axis.
    fn zone(&self, app: &App) -> std::sync::Arc<Zone> {
        let policy = || {
            let picture = app.picture.as_deref()?;
            policy_zone(picture.lanes().group(&picture.board, self.stands(picture).lane)?)
        };
        self.policy_time.then(policy).flatten().unwrap_or_else(|| app.local.clone())
    }

    /// Where the selection stands now: on its clock, or near to where that was.
    fn stands(&self, picture: &Picture) -> Stands {
        let (lanes, board) = (picture.lanes(), &picture.board);
        if let Some(place) = self.at.mark.as_ref().and_then(|spot| lanes.find(board, spot)) {
            return Stands { lane: lanes.lane_of(place).unwrap_or(0), place: Some(place) };
        }
        let group = self.at.customer.and_then(|id| board.groups.iter().position(|g| g.customer.id == id));
        let lane = group.and_then(|group| lanes.lane_of_group(group));
        let lane = lane.unwrap_or(self.at.lane).min(lanes.len().saturating_sub(1));
        let place = match self.at.due {
            Some(due) => lanes.nearest(lane, due),
            None => Some(lanes.range(lane)).filter(|range| !range.is_empty()).map(|range| range.start),
        };
        Stands { lane, place }
    }

    /// Selects a mark, or a lane without one.
    fn select(&mut self, picture: &Picture, lane: usize, place: Option<usize>) {
        let (lanes, board) = (picture.lanes(), &picture.board);
        let mark = place.and_then(|place| lanes.mark(place));
        self.at = At {
            customer: lanes.group(board, lane).map(|group| group.customer.id),
            mark: mark.and_then(|mark| mark.spot(board)),
            // Moving on over a lane without marks keeps the column.
            due: mark.map(|mark| mark.due).or(self.at.due),
            lane,
        };
    }

    /// So many lanes on.
    fn step(&mut self, picture: &Picture, by: isize) {
        let lanes = picture.lanes();
        let lane = self.stands(picture).lane.saturating_add_signed(by).min(lanes.len().saturating_sub(1));
        let place = match self.at.due {
            Some(due) => lanes.nearest(lane, due),
            None => Some(lanes.range(lane).start).filter(|place| lanes.range(lane).contains(place)),
        };
        let due = self.at.due;
        self.select(picture, lane, place);
        // The column that one came from, not that of the mark that is near to it.
        self.at.due = due.or(self.at.due);
    }

    /// The next mark that stands in a place of its own, lane after lane; or the one before.
    fn next_mark(&mut self, app: &App, picture: &Picture, forward: bool, now: Instant) {
        let (lanes, stands) = (picture.lanes(), self.stands(picture));
        let layout = self.layout(app, now);
        let together = |place: usize| {
            let lane = lanes.lane_of(place).unwrap_or(0);
            lanes.view(lane, layout.stretch, now).together(place)
        };
        let to = match (stands.place, forward) {
            (Some(place), true) => Some(together(place).end),
            (Some(place), false) => together(place).start.checked_sub(1),
            (None, true) => Some(lanes.range(stands.lane).end),
            (None, false) => lanes.range(stands.lane).start.checked_sub(1),
        };
        let Some(to) = to.filter(|to| *to < lanes.count()) else { return };
        self.go_to(app, picture, together(to).start, now);
    }

    /// The next mark in time on any lane, or the one before.
    fn in_time(&mut self, app: &App, picture: &Picture, forward: bool, now: Instant) {
        let lanes = picture.lanes();
        let Some(place) = self.stands(picture).place else {
            return self.next_mark(app, picture, forward, now);
        };
        if let Some(to) = lanes.beside_in_time(place, forward) {
            self.go_to(app, picture, to, now);
        }
    }

    /// Selects a mark, and moves the view so that it can be seen.
    fn go_to(&mut self, app: &App, picture: &Picture, place: usize, now: Instant) {
        let lanes = picture.lanes();
        self.select(picture, lanes.lane_of(place).unwrap_or(0), Some(place));
        self.show_selected(app, picture, now);
    }

    /// Moves the view so that the selected mark is in it; one that was missed before it stands at its edge.
    fn show_selected(&mut self, app: &App, picture: &Picture, now: Instant) {
        let mark = self.stands(picture).place.and_then(|place| picture.lanes().mark(place));
        let Some(due) = mark.map(|mark| mark.due) else { return };
        let holds = |horizon: &Horizon| horizon.layout(app, now).stretch.cell_of(due).is_some();
        if holds(self) {
            return;
        }
        let from = self.from.take();
        if due < now || holds(self) {
            // In the view that follows now, at its edge where it was missed before; a view of the past stays.
            if due < now && from.is_some_and(|from| from > due && from < now) {
                self.from = from;
            }
            return;
        }
        self.from = due.plus(-self.zoom.reach() / 4);
    }

    /// A quarter of the view on, or back.
    fn scroll(&mut self, app: &App, forward: bool, now: Instant) {
        let zone = self.zone(app);
        let begins = self.zoom.begins(self.from.unwrap_or(now), &zone);
        let by = (self.zoom.reach() / 4).max(self.zoom.step());
        let to = begins.plus(if forward { by } else { -by }).unwrap_or(begins);
        // Back where now is, it follows now again.
        let follows = self.zoom.begins(to, &zone) == self.zoom.begins(now, &zone);
        self.from = (!follows).then_some(to);
    }

    /// One zoom nearer, or farther; what is selected stays in sight.
    fn zoom(&mut self, app: &App, picture: &Picture, farther: bool, now: Instant) {
        self.zoom = self.zoom.turned(farther);
        self.show_selected(app, picture, now);
    }

    /// Opens the ticket of the selected mark, or asks which where it stands for several.
    fn open(&mut self, app: &App, picture: &Picture, now: Instant) -> Reply {
        let (lanes, board) = (picture.lanes(), &picture.board);
        let stands = self.stands(picture);
        let Some(place) = stands.place else {
            return Reply { says: Some(("no clock runs on this lane".into(), Role::Text)), ..Reply::stay() };
        };
        let together = lanes.view(stands.lane, self.layout(app, now).stretch, now).together(place);
        let marks = lanes.marks_at(together.clone());
        let mut tickets: Vec<TicketId> =
            marks.iter().filter_map(|mark| Some(mark.row_of(board)?.ticket.id)).collect();
        tickets.dedup();
        match tickets.as_slice() {
            [] => Reply::stay(),
            [ticket] => page_of(*ticket),
            _ => {
                let spots = marks.iter().filter_map(|mark| mark.spot(board)).collect();
                self.choice = Some(Choice::new(spots, self.at.mark.clone()));
                Reply::stay()
            }
        }
    }

    fn layout(&self, app: &App, now: Instant) -> Layout {
        let width = Some(self.area.get().width).filter(|width| *width > 0).unwrap_or(app.size.width);
        Layout::new(width, self.zoom, self.from.unwrap_or(now), &self.zone(app))
    }
}

/// Leads to a ticket's page, from which Esc comes back.
fn page_of(ticket: TicketId) -> Reply {
    Reply { waits: true, ..Reply::run(Call::with(Action::GoTo, ticket.to_string())) }
}

impl Overlay for Horizon {
    fn key(&mut self, key: Key, app: &App, now: Instant) -> Reply {
        let Some(picture) = app.picture.clone() else { return Reply::close() };
        if let Some(choice) = &mut self.choice {
            return match choice.key(key) {
                choice::Answer::Stay => Reply::stay(),
                choice::Answer::Close => {
                    self.choice = None;
                    Reply::stay()
                }
                choice::Answer::Open(spot) => {
                    let ticket = spot.ticket;
                    self.at.mark = Some(spot);
                    page_of(ticket)
                }
            };
        }
        let page = isize::try_from(self.rows.get().max(2) - 1).unwrap_or(1);
        let plain = !key.ctrl && !key.alt;
        match key.code {
            KeyCode::Esc => return Reply::close(),
            KeyCode::Char('q') if plain => return Reply::close(),
            KeyCode::Enter => return self.open(app, &picture, now),
            KeyCode::Down => self.step(&picture, 1),
            KeyCode::Char('j') if plain => self.step(&picture, 1),
            KeyCode::Up => self.step(&picture, -1),
            KeyCode::Char('k') if plain => self.step(&picture, -1),
            KeyCode::PageDown => self.step(&picture, page),
            KeyCode::PageUp => self.step(&picture, -page),
            KeyCode::Char('g') if plain => self.step(&picture, isize::MIN),
            KeyCode::Char('G') if plain => self.step(&picture, isize::MAX),
            KeyCode::Right => self.scroll(app, true, now),
            KeyCode::Char('l') if plain => self.scroll(app, true, now),
            KeyCode::Left => self.scroll(app, false, now),
            KeyCode::Char('h') if plain => self.scroll(app, false, now),
            KeyCode::Tab => self.next_mark(app, &picture, true, now),
            KeyCode::BackTab => self.next_mark(app, &picture, false, now),
            KeyCode::Char('n' | ']') if plain => self.in_time(app, &picture, true, now),
            KeyCode::Char('p' | '[') if plain => self.in_time(app, &picture, false, now),
            KeyCode::Char('+' | '=') => self.zoom(app, &picture, false, now),
            KeyCode::Char('-' | '_') => self.zoom(app, &picture, true, now),
            KeyCode::Char('0') | KeyCode::Home => self.from = None,
            KeyCode::Char('z') if plain => self.policy_time = !self.policy_time,
            _ => {}
        }
        Reply::stay()
    }

    fn mouse(&mut self, mouse: Mouse, app: &App, now: Instant) -> Reply {
        let Some(picture) = app.picture.clone() else { return Reply::stay() };
        if let Some(choice) = &mut self.choice {
            match mouse {
                Mouse::Up(_) => choice.step(-1),
                Mouse::Down(_) => choice.step(1),
                Mouse::Click(_) => {}
            }
            return Reply::stay();
        }
        match mouse {
            Mouse::Up(_) => self.step(&picture, -1),
            Mouse::Down(_) => self.step(&picture, 1),
            Mouse::Click(place) => return self.click(app, &picture, place, now),
        }
        Reply::stay()
    }

    fn lines(&self, app: &App, now: Instant) -> Option<Vec<String>> {
        Some(told::lines(app, self.zoom, self.from, now))
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, app: &App, now: Instant) {
        draw::draw(self, buffer, area, app, now);
    }

    fn hints(&self, _app: &App) -> Vec<(String, String)> {
        let hint = |key: &str, words: &str| (key.to_owned(), words.to_owned());
        if self.choice.is_some() {
            return vec![hint("Up Down", "choose"), hint("Enter", "open"), hint("Esc", "back")];
        }
        vec![
            hint("Tab", "next mark"),
            hint("Enter", "open"),
            hint("+ -", "zoom"),
            hint("← →", "time"),
            hint("0", "now"),
            hint("Esc", "back"),
            hint("n p", "next in time, before"),
            hint("z", "policy's time"),
        ]
    }
}

impl Horizon {
    /// A click selects the mark under it, or its lane; on what is selected it opens that.
    fn click(&mut self, app: &App, picture: &Picture, (x, y): (u16, u16), now: Instant) -> Reply {
        let (layout, parts) = (self.layout(app, now), layout::parts(self.area.get(), self.shifts.get()));
        if y < parts.lanes.y || y >= parts.lanes.bottom() {
            return Reply::stay();
        }
        let lanes: &Lanes = picture.lanes();
        let lane = self.top.get() + usize::from(y - parts.lanes.y);
        if lane >= lanes.len() {
            return Reply::stay();
        }
        let view = lanes.view(lane, layout.stretch, now);
        let column = usize::from(x.saturating_sub(parts.lanes.x));
        let hit = match layout.cell_at(column) {
            layout::Spot::Edge => Some(view.missed_before.start).filter(|_| !view.missed_before.is_empty()),
            layout::Spot::Cell(cell) => {
                view.cells.iter().find(|found| found.cell == cell).map(|found| found.marks.start)
            }
            layout::Spot::Elsewhere => None,
        };
        let stands = self.stands(picture);
        let same = |hit: usize| {
            stands.place.is_some_and(|place| stands.lane == lane && view.together(place).contains(&hit))
        };
        match hit {
            Some(hit) if same(hit) => self.open(app, picture, now),
            Some(hit) => {
                self.select(picture, lane, Some(hit));
                Reply::stay()
            }
            None => {
                self.step(
                    picture,
                    isize::try_from(lane).unwrap_or(0) - isize::try_from(stands.lane).unwrap_or(0),
                );
                Reply::stay()
            }
        }
    }
}
