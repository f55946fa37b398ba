//! A board without a terminal: the demo's desk at a fixed moment, keys in, screen out, with the styles named by role.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use tierdesk::calendar::{Instant, Zones};
use tierdesk::demo::{self, Record};
use tierdesk::desk::{Board, Book, DeskRows, Event as History, Recorded, TicketId};
use tierdesk::policy::Packs;
use tierdesk::tui::app::App;
use tierdesk::tui::effect::{Effect, Event, Report};
use tierdesk::tui::keys::Key;
use tierdesk::tui::picture::Picture;
use tierdesk::tui::screen;
use tierdesk::tui::source::TicketFile;
use tierdesk::tui::theme::{Role, Theme};
use tierdesk::tui::update::update;

/// Friday, 20 November 2026, 15:20 in Paris: some desks are open, some about to close.
pub const NOW: &str = "2026-11-20T14:20:30Z";

/// The packs that are shipped, and the terms of every contract.
pub fn book() -> Arc<Book> {
    let zones = Arc::new(Zones::embedded());
    let packs = Packs::embedded(zones.clone());
    Arc::new(Book::of_packs(Arc::new(packs), zones))
}

/// The demo's desk as the store would give it, and the histories of its tickets.
pub fn demo_rows(book: &Book, now: Instant) -> (DeskRows, HashMap<TicketId, TicketFile>) {
    let mut rows = DeskRows::default();
    let mut tickets = Vec::new();
    let mut contacts: Vec<tierdesk::desk::Contact> = Vec::new();
    let mut events: HashMap<TicketId, Vec<Recorded>> = HashMap::new();
    demo::small(7, now, "kim", book, &mut |record| {
        match record {
            Record::Customer(customer) => rows.customers.push(customer),
            Record::Contract(contract) => rows.contracts.push(contract),
            Record::Ticket(ticket) => tickets.push(*ticket),
            Record::Event(event) => {
                if let Some(ticket) = event.ticket {
                    events.entry(ticket).or_default().push(*event);
                }
            }
            Record::Contact(contact) => contacts.push(contact),
        }
        Ok(())
    })
    .unwrap();
    let mut files = HashMap::new();
    for ticket in tickets {
        let receipt = tierdesk::desk::Receipt {
            ticket: ticket.id,
            received: ticket.received,
            weight: ticket.counting.weight(),
        };
        rows.receipts.entry(ticket.customer).or_default().push(receipt);
        let events = events.remove(&ticket.id).unwrap_or_default();
        assert!(matches!(events.first().map(|e| &e.event), Some(History::TicketOpened { .. })));
        let contract = rows.contracts.iter().find(|contract| Some(contract.id) == ticket.contract).cloned();
        let contacts =
            contacts.iter().filter(|contact| contact.customer == ticket.customer).cloned().collect();
        files.insert(
            ticket.id,
            TicketFile { ticket: ticket.clone(), events, joined: Vec::new(), contract, contacts },
        );
        if ticket.is_open() {
            rows.tickets.push(ticket);
        }
    }
    (rows, files)
}

/// A screen that can be typed at.
pub struct Stage {
    pub app: App,
    pub now: Instant,
    pub effects: Vec<Effect>,
    files: HashMap<TicketId, TicketFile>,
    people: DeskRows,
}

impl Stage {
    /// The demo's desk.
    pub fn demo(width: u16, height: u16) -> Stage {
        let (book, now) = (book(), NOW.parse().unwrap());
        let (rows, files) = demo_rows(&book, now);
        Stage::of(rows, files, &book, (width, height), true)
    }

    /// Any desk.
    pub fn of(
        rows: DeskRows,
        files: HashMap<TicketId, TicketFile>,
        book: &Arc<Book>,
        (width, height): (u16, u16),
        colour: bool,
    ) -> Stage {
        let now = NOW.parse().unwrap();
        let local = Zones::embedded().get("Europe/Paris").unwrap();
        let mut app = App::new("kim".into(), local, Theme::new(colour), Size::new(width, height));
        app.book = Some(book.clone());
        let people = DeskRows {
            customers: rows.customers.clone(),
            contracts: rows.contracts.clone(),
            ..DeskRows::default()
        };
        let mut stage = Stage { app, now, effects: Vec::new(), files, people };
        let picture = Picture::new(Board::new(rows, book, now));
        stage.event(Event::Report(Report::Picture(std::sync::Arc::new(picture))));
        stage
    }

    /// Takes an event in; asked for a ticket's file, it answers at once as the worker would.
    pub fn event(&mut self, event: Event) {
        let effects = update(&mut self.app, event, self.now);
        for effect in effects {
            if let Effect::Ask(tierdesk::tui::effect::Request::Ticket(id)) = effect {
                let file = self.files.get(&id).cloned().map(Box::new);
                self.event(Event::Report(Report::Ticket(id, file)));
            } else if let Effect::Ask(tierdesk::tui::effect::Request::Resolved(most)) = effect {
                let board = self.resolved(most);
                self.event(Event::Report(Report::Resolved(Arc::new(Picture::new(board)))));
            } else if !matches!(
                effect,
                Effect::Ask(
                    tierdesk::tui::effect::Request::Looking(..) | tierdesk::tui::effect::Request::Causes
                )
            ) {
                // What the other consoles are told changes nothing of the desk, nor what is looked up for a form.
                self.effects.push(effect);
            }
        }
    }

    /// A ticket of the desk, open or not.
    pub fn file_where(&self, fits: impl Fn(&tierdesk::desk::Ticket) -> bool) -> tierdesk::desk::Ticket {
        let mut tickets: Vec<_> = self.files.values().map(|file| &file.ticket).filter(|t| fits(t)).collect();
        tickets.sort_by_key(|ticket| ticket.id);
        tickets[0].clone()
    }

    /// The tickets that were resolved last, as the worker would read them.
    fn resolved(&self, most: u32) -> Board {
        let tickets = self.files.values().map(|file| &file.ticket).filter(|ticket| !ticket.is_open());
        let mut tickets: Vec<_> = tickets.cloned().collect();
        tickets.sort_by_key(|ticket| std::cmp::Reverse((ticket.resolved, ticket.id)));
        tickets.truncate(most.try_into().unwrap());
        let rows = DeskRows { tickets, ..self.people.clone() };
        Board::new(rows, self.app.book.as_ref().unwrap(), self.now)
    }

    /// Somebody else changes a ticket: its file, read next, says so.
    pub fn change(&mut self, id: TicketId, change: impl FnOnce(&mut TicketFile)) {
        change(self.files.get_mut(&id).unwrap());
    }

    /// Types keys, parted by blanks: `j j Enter`; `"text` types letters.
    pub fn keys(&mut self, keys: &str) -> &mut Stage {
        for word in keys.split(' ').filter(|word| !word.is_empty()) {
            if let Some(text) = word.strip_prefix('"') {
                text.chars().for_each(|c| self.event(Event::Key(Key::char(c))));
            } else {
                self.event(Event::Key(Key::named(word).unwrap_or_else(|| panic!("{word} is no key"))));
            }
        }
        self
    }

    /// Seconds go by.
    pub fn wait(&mut self, seconds: i64) -> &mut Stage {
        self.now = self.now.plus(seconds).unwrap();
        self.event(Event::Tick);
        self
    }

    /// What is on screen.
    pub fn buffer(&self) -> Buffer {
        let area = Rect::new(0, 0, self.app.size.width, self.app.size.height);
        let mut buffer = Buffer::empty(area);
        screen::paint(&self.app, &mut buffer, area, self.now);
        buffer
    }

    /// The text on screen, line by line.
    pub fn text(&self) -> String {
        Stage::text_of(&self.buffer())
    }

    fn text_of(buffer: &Buffer) -> String {
        let mut text = String::new();
        let area = buffer.area;
        for y in area.top()..area.bottom() {
            let mut line = String::new();
            let mut skip = 0;
            for x in area.left()..area.right() {
                if skip > 0 {
                    skip -= 1;
                    continue;
                }
                let symbol = buffer[(x, y)].symbol();
                skip = tierdesk::text::width(symbol).saturating_sub(1);
                line.push_str(symbol);
            }
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text
    }

    /// Text and styles: under the text, each line's runs of a style that is not plain, named by their roles.
    pub fn styled(&self) -> String {
        self.styled_of(&self.buffer())
    }

    /// The same of one part of the screen, so that a test of it does not change with what lies beside it.
    pub fn styled_in(&self, part: Rect) -> String {
        let whole = self.buffer();
        let part = part.intersection(whole.area);
        let mut buffer = Buffer::empty(part);
        for y in part.top()..part.bottom() {
            for x in part.left()..part.right() {
                buffer[(x, y)] = whole[(x, y)].clone();
            }
        }
        self.styled_of(&buffer)
    }

    /// The same of the top layer alone.
    pub fn styled_layer(&self) -> String {
        let mut buffer = Buffer::empty(Rect::new(0, 0, self.app.size.width, self.app.size.height - 1));
        let area = buffer.area;
        self.app.overlays.last().unwrap().overlay.draw(&mut buffer, area, &self.app, self.now);
        self.styled_of(&buffer)
    }

    fn styled_of(&self, buffer: &Buffer) -> String {
        let mut dump = Stage::text_of(buffer);
        dump.push_str("--- styles\n");
        let area = buffer.area;
        for y in area.top()..area.bottom() {
            let mut runs: Vec<(u16, u16, String)> = Vec::new();
            for x in area.left()..area.right() {
                let name = self.role(buffer, x, y);
                match runs.last_mut() {
                    Some((_, end, last)) if *last == name => *end = x,
                    _ => runs.push((x, x, name)),
                }
            }
            runs.retain(|(_, _, name)| name != "text");
            if !runs.is_empty() {
                let words: Vec<String> =
                    runs.iter().map(|(from, to, name)| format!("{from}-{to} {name}")).collect();
                let _ = writeln!(dump, "{y:>2}: {}", words.join(", "));
            }
        }
        dump
    }

    fn role(&self, buffer: &Buffer, x: u16, y: u16) -> String {
        let cell = &buffer[(x, y)];
        let style = cell.style();
        let plain = |style: ratatui::style::Style| (style.fg, style.bg, style.add_modifier);
        let reset = ratatui::style::Style::reset();
        let same = |other: ratatui::style::Style| {
            let other = reset.patch(other);
            plain(style) == plain(other)
        };
        if cell.symbol() == " " && !style.add_modifier.contains(ratatui::style::Modifier::REVERSED) {
            return "text".into();
        }
        let theme = self.app.theme;
        for role in Role::ALL {
            if same(theme.style(role)) {
                return format!("{role:?}").to_lowercase();
            }
        }
        if Role::ALL.into_iter().any(|role| same(theme.selected(role))) {
            return "selected".into();
        }
        format!("{:?}", plain(style))
    }
}
