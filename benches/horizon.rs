//! What a frame of the view of time costs over 20,000 open tickets at 200x50, at each zoom, and what making its index
//! costs once a board. The bar for a frame is 8 ms.

#![allow(clippy::expect_used, reason = "a bench that cannot be set up must fail")]

use std::sync::{Arc, LazyLock};

use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use tierdesk::calendar::{Instant, Zones};
use tierdesk::demo::{self, Record};
use tierdesk::desk::lanes::Lanes;
use tierdesk::desk::{Board, Book, DeskRows};
use tierdesk::keyboard::Key;
use tierdesk::policy::Packs;
use tierdesk::tui::app::App;
use tierdesk::tui::effect::{Event, Report};
use tierdesk::tui::picture::Picture;
use tierdesk::tui::screen;
use tierdesk::tui::theme::Theme;
use tierdesk::tui::update::update;

const NOW: &str = "2026-11-20T14:20:30Z";
const TICKETS: usize = 20_000;
const SIZE: (u16, u16) = (200, 50);

fn now() -> Instant {
    NOW.parse().expect("an instant")
}

/// The demo's open tickets again and again until there are enough, each some minutes after the other, so that their marks
/// lie all over the coming weeks; and its customers several times.
static PICTURE: LazyLock<Arc<Picture>> = LazyLock::new(|| {
    let zones = Arc::new(Zones::embedded());
    let book = Book::of_packs(Arc::new(Packs::embedded(zones.clone())), zones);
    let mut rows = DeskRows::default();
    let mut tickets = Vec::new();
    let taken = demo::small(7, now(), "kim", &book, &mut |record| {
        match record {
            Record::Customer(customer) => rows.customers.push(customer),
            Record::Contract(contract) => rows.contracts.push(contract),
            Record::Ticket(ticket) if ticket.is_open() => tickets.push(*ticket),
            _ => {}
        }
        Ok(())
    });
    taken.expect("a demo");
    for (number, ticket) in (1..).zip(tickets.iter().cycle().take(TICKETS)) {
        let mut ticket = ticket.clone();
        ticket.id.0 = number;
        ticket.received = ticket.received.plus(number * 61).expect("an instant");
        rows.tickets.push(ticket);
    }
    Arc::new(Picture::new(Board::new(rows, &book, now())))
});

fn board(typed: &str) -> App {
    let zone = Zones::embedded().get("Europe/Paris").expect("a zone");
    let mut app = App::new("kim".into(), zone, Theme::new(true), Size::new(SIZE.0, SIZE.1));
    update(&mut app, Event::Report(Report::Picture(PICTURE.clone())), now());
    for letter in "Sh".chars().chain(typed.chars()) {
        update(&mut app, Event::Key(Key::char(letter)), now());
    }
    app
}

fn main() {
    LazyLock::force(&PICTURE);
    divan::main();
}

/// The whole screen, drawn afresh: 12 hours, 3 days, 14 days; and 14 days at the last lanes.
#[divan::bench(args = ["", "-", "--", "--G"])]
fn frame(bencher: divan::Bencher<'_, '_>, typed: &str) {
    let app = board(typed);
    let area = Rect::new(0, 0, SIZE.0, SIZE.1);
    let mut buffer = Buffer::empty(area);
    bencher.bench_local(|| screen::paint(&app, divan::black_box(&mut buffer), area, now()));
}

/// Going to the next mark, and to the next in time.
#[divan::bench(args = ["n", "j", "l"])]
fn key(bencher: divan::Bencher<'_, '_>, typed: &str) {
    let letter = typed.chars().next().unwrap_or('n');
    bencher.with_inputs(|| board("")).bench_values(|mut app| {
        update(&mut app, Event::Key(Key::char(letter)), now());
        app
    });
}

/// The index of due instants, once a board.
#[divan::bench]
fn index() -> usize {
    divan::black_box(Lanes::of(&PICTURE.board)).count()
}
