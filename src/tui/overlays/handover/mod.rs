//! The page of handovers: the one that waits for the agent here, and what one would say now, part by part. Enter opens the
//! ticket of the line in front, and Esc comes back.

mod forms;
mod lines;

use std::cell::{Cell, RefCell};

use crossterm::event::KeyCode;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::scroll::{tabs, turned};
use super::{Form, framed};
use crate::calendar::{Instant, Zone};
use crate::desk::TicketId;
use crate::keyboard::{Action, Call, Key};
use crate::report::handover::pages;
use crate::text::printable;
use crate::tui::app::App;
use crate::tui::effect::{Effect, Request};
use crate::tui::handing::HandoverFile;
use crate::tui::overlay::{Overlay, Reply};
use crate::tui::pen::Pen;
use crate::tui::theme::Role;

pub use forms::{GiveForm, HandOn, TakeForm};
use lines::{Item, Row, items_of, items_of_text, rows_of};

/// So many lines of each kind are shown; the rest is counted.
const MOST_LINES: usize = 500;

/// One part of the page.
#[derive(Debug)]
struct Part {
    name: String,
    items: Vec<Item>,
}

/// The page.
#[derive(Debug, Default)]
pub struct HandoverPage {
    /// Who hands over to whom, and of what it tells; empty until it has been read.
    head: Vec<String>,
    parts: Vec<Part>,
    part: usize,
    /// The item in front.
    cursor: usize,
    /// The first row on screen, and rows for them when it was last drawn.
    top: Cell<usize>,
    /// The rows of the part in front as last drawn, at that width.
    drawn: RefCell<Option<(usize, usize, Vec<Row>)>>,
    /// Rows that there was room for then.
    room: Cell<usize>,
}

impl HandoverPage {
    fn items(&self) -> &[Item] {
        self.parts.get(self.part).map_or(&[], |part| part.items.as_slice())
    }

    fn turn(&mut self, by: isize) {
        let places: Vec<usize> = (0..self.parts.len()).collect();
        self.part = turned(&places, self.part, by);
        self.cursor = 0;
        self.top.set(0);
        self.drawn.take();
        self.settle(1);
    }

    /// Moves to the next item that is no heading, in that direction where there is one.
    fn settle(&mut self, by: isize) {
        let items = self.items();
        let ahead =
            (self.cursor..items.len()).find(|place| items.get(*place).is_some_and(Item::can_be_in_front));
        let behind =
            (0..=self.cursor).rev().find(|place| items.get(*place).is_some_and(Item::can_be_in_front));
        let found = if by >= 0 { ahead.or(behind) } else { behind.or(ahead) };
        self.cursor = found.unwrap_or(0);
    }

    fn step(&mut self, by: isize) {
        let last = self.items().len().saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(by).min(last);
        self.settle(by);
    }

    /// Moves by so many rows of the screen.
    fn leap(&mut self, down: bool) {
        let room = self.room.get().max(2) - 1;
        let found = {
            let drawn = self.drawn.borrow();
            let rows = drawn.as_ref().map_or(&[][..], |(_, _, rows)| rows.as_slice());
            let here = rows.iter().position(|row| row.item == self.cursor).unwrap_or(0);
            let there = if down { here + room } else { here.saturating_sub(room) };
            rows.get(there.min(rows.len().saturating_sub(1))).map(|row| row.item)
        };
        self.cursor = found.unwrap_or(self.cursor);
        self.settle(if down { 1 } else { -1 });
    }

    fn ticket(&self) -> Option<TicketId> {
        self.items().get(self.cursor)?.ticket
    }

    /// Keeps the item in front on screen; the first row to draw.
    fn first(&self, rows: &[Row], room: usize) -> usize {
        let of_item = |row: &Row| row.item == self.cursor;
        let from = rows.iter().position(of_item).unwrap_or(0);
        let to = rows.iter().rposition(of_item).unwrap_or(from);
        let mut top = self.top.get().min(rows.len().saturating_sub(room));
        if to >= top + room {
            top = to + 1 - room;
        }
        if from < top {
            // A heading above the first item comes with it.
            top = if self.cursor <= 1 { 0 } else { from };
        }
        self.top.set(top);
        top
    }

    fn act(&self, action: Action) -> Reply {
        Reply { runs: Some(Call::from(action)), ..Reply::default() }
    }
}

impl Overlay for HandoverPage {
    fn key(&mut self, key: Key, app: &App, now: Instant) -> Reply {
        match key.code {
            KeyCode::Esc | KeyCode::Char('q') => return Reply::close(),
            KeyCode::Enter => {
                return self.ticket().map_or_else(Reply::stay, |ticket| Reply {
                    waits: true,
                    ..Reply::run(Call::with(Action::GoTo, ticket.to_string()))
                });
            }
            KeyCode::Tab | KeyCode::Right | KeyCode::Char('l') => self.turn(1),
            KeyCode::BackTab | KeyCode::Left | KeyCode::Char('h') => self.turn(-1),
            KeyCode::Down | KeyCode::Char('j') => self.step(1),
            KeyCode::Up | KeyCode::Char('k') => self.step(-1),
            KeyCode::PageDown => self.leap(true),
            KeyCode::PageUp => self.leap(false),
            KeyCode::Home | KeyCode::Char('g') => self.step(isize::MIN),
            KeyCode::End | KeyCode::Char('G') => self.step(isize::MAX),
            KeyCode::Char('r') => return Reply::stay().and(Effect::Ask(Request::Handover)),
            KeyCode::Char('s') => return self.act(Action::GiveHandover),
            KeyCode::Char('t') => return self.act(Action::TakeHandover),
            KeyCode::Char('w') => return self.write(app, now),
            _ => {}
        }
        Reply::stay()
    }

    fn handover(&mut self, file: &HandoverFile, local: &Zone) {
        let kept = self.parts.get(self.part).map(|part| part.name.clone());
        let ticket = self.ticket();
        let text = |pieces: &[pages::Piece]| -> String {
            pieces.iter().map(|piece| printable(&piece.text).into_owned()).collect()
        };
        let (title, sentences) = pages::head(&file.briefing, local);
        self.head =
            std::iter::once(text(&title)).chain(sentences.iter().map(|one| text(&one.pieces))).collect();
        let given = file.waiting.iter().map(|(handover, body)| Part {
            name: format!("From {}", printable(&handover.agent)),
            items: items_of_text(body),
        });
        let now = pages::pages(&file.briefing, local, MOST_LINES)
            .into_iter()
            .map(|page| Part { name: format!("{} {}", page.short, page.count), items: items_of(&page) });
        self.parts = given.chain(now).collect();
        // The counts change; the part does not.
        let word = |name: &str| name.rsplit_once(' ').map_or(name.to_owned(), |(word, _)| word.to_owned());
        let same = kept.and_then(|kept| self.parts.iter().position(|part| word(&part.name) == word(&kept)));
        self.part = same.unwrap_or(0);
        let there =
            ticket.and_then(|ticket| self.items().iter().position(|item| item.ticket == Some(ticket)));
        self.cursor = there.unwrap_or(self.cursor.min(self.items().len().saturating_sub(1)));
        self.drawn.take();
        self.settle(1);
    }

    fn shows_handover(&self) -> bool {
        true
    }

    fn lines(&self, _app: &App, _now: Instant) -> Option<Vec<String>> {
        let mut lines = self.head.clone();
        for part in &self.parts {
            lines.push(String::new());
            lines.push(format!("{}.", part.name));
            lines.extend(part.items.iter().map(Item::words));
        }
        Some(lines)
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, app: &App, _now: Instant) {
        let (title, about) = match self.head.split_first() {
            Some((title, about)) => (title.as_str(), about),
            None => ("Handover", &[][..]),
        };
        let inner = framed(buffer, area, (area.width, area.height), title, app.theme);
        if self.parts.is_empty() {
            Pen::new(buffer, inner, 0).text("reading …", app.theme.style(Role::Muted));
            return;
        }
        let width = usize::from(inner.width);
        let mut at = 0;
        for line in about {
            for row in crate::tui::wrap::lines(line, width.max(1)) {
                Pen::new(buffer, inner, at).text(&row, app.theme.style(Role::Muted));
                at += 1;
            }
        }
        let rest = Rect { y: inner.y.saturating_add(at), height: inner.height.saturating_sub(at), ..inner };
        let names =
            self.parts.iter().enumerate().map(|(place, part)| (part.name.as_str(), place == self.part));
        let body = tabs(buffer, rest, names, app.theme);
        let mut drawn = self.drawn.borrow_mut();
        if drawn.as_ref().is_none_or(|(part, columns, _)| (*part, *columns) != (self.part, width)) {
            *drawn = Some((self.part, width, rows_of(self.items(), width)));
        }
        let rows = drawn.as_ref().map_or(&[][..], |(_, _, rows)| rows.as_slice());
        let room = usize::from(body.height);
        self.room.set(room);
        let shown = rows.iter().skip(self.first(rows, room)).take(room);
        for (place, row) in (0..).zip(shown) {
            let front =
                row.item == self.cursor && self.items().get(row.item).is_some_and(Item::can_be_in_front);
            let mut pen = Pen::new(buffer, body, place);
            let sign = if front && row.first { "› " } else { "  " };
            pen.text(sign, app.theme.row(Role::Strong, front));
            pen.skip(row.indent);
            for (role, text) in &row.spans {
                pen.text(text, app.theme.row(*role, front));
            }
        }
    }

    fn hints(&self, app: &App) -> Vec<(String, String)> {
        let hint = |key: &str, words: &str| (key.to_owned(), words.to_owned());
        let mut hints = vec![hint("Tab", "next part"), hint("j k", "move"), hint("Enter", "open")];
        if app.read_only.is_none() {
            if app.handed.is_some() {
                hints.push(hint("t", "take it"));
            }
            hints.push(hint("s", "give"));
            hints.push(hint("w", "words"));
        }
        hints.push(hint("Esc", "back"));
        hints
    }
}

impl HandoverPage {
    /// A form for words about the ticket in front.
    fn write(&self, app: &App, now: Instant) -> Reply {
        let says = |words: String| Reply { says: Some((words, Role::Error)), ..Reply::stay() };
        if let Some(why) = &app.read_only {
            return says(why.clone());
        }
        let Some(id) = self.ticket() else { return says("choose a ticket first".into()) };
        match app.row_of(id) {
            Some(row) => Reply::open(Form::new(HandOn::new(&row.ticket), Some(&row.ticket), app, now)),
            None => says(format!("#{id} is resolved: open its page to write about it")),
        }
    }
}
