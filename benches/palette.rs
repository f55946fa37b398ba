//! What a key costs in the palette over 20,000 open tickets: finding actions, agents and tickets. The bar is 10 ms.

#![allow(clippy::expect_used, reason = "a bench that cannot be set up must fail")]

use std::sync::{Arc, LazyLock};

use ratatui::layout::Size;
use tierdesk::calendar::{Instant, Zones};
use tierdesk::demo::{self, Record};
use tierdesk::desk::{Board, Book, DeskRows};
use tierdesk::keyboard::Key;
use tierdesk::policy::Packs;
use tierdesk::tui::app::App;
use tierdesk::tui::effect::{Event, Report};
use tierdesk::tui::picture::Picture;
use tierdesk::tui::theme::Theme;
use tierdesk::tui::update::update;

const NOW: &str = "2026-11-20T14:20:30Z";
const TICKETS: usize = 20_000;

fn now() -> Instant {
    NOW.parse().expect("an instant")
}

/// The demo's open tickets again and again until there are enough.
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
        ticket.subject = format!("{} ({number})", ticket.subject);
        rows.tickets.push(ticket);
    }
    Arc::new(Picture::new(Board::new(rows, &book, now())))
});

fn board(typed: &str) -> App {
    let zone = Zones::embedded().get("Europe/Paris").expect("a zone");
    let mut app = App::new("kim".into(), zone, Theme::new(true), Size::new(120, 40));
    update(&mut app, Event::Report(Report::Picture(PICTURE.clone())), now());
    for letter in typed.chars() {
        update(&mut app, Event::Key(Key::char(letter)), now());
    }
    app
}

fn main() {
    LazyLock::force(&PICTURE);
    divan::main();
}

/// The last letter of what is typed.
#[divan::bench(args = [":", ":r", ":res", ":assign ", ":assign t", ":go ", ":go 1", ":go 17", ":go p", ":go pri", ":go price list"])]
fn key(bencher: divan::Bencher<'_, '_>, typed: &str) {
    let (last, before) = typed
        .char_indices()
        .next_back()
        .map_or((' ', ""), |(at, last)| (last, typed.get(..at).unwrap_or("")));
    bencher.with_inputs(|| board(before)).bench_values(|mut app| {
        update(&mut app, Event::Key(Key::char(last)), now());
        app
    });
}
