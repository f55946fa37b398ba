//! What a frame of the view of time costs over 20,000 open tickets at 200x50, at each zoom, and what making its index
//! costs once a board. The bar for a frame is 8 ms.

#![allow(clippy::expect_used, reason = "a bench that cannot be set up must fail")]

mod stage;

use std::sync::{Arc, LazyLock};

use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use tierdesk::calendar::Zones;
use tierdesk::desk::lanes::Lanes;
use tierdesk::keyboard::Key;
use tierdesk::tui::app::App;
use tierdesk::tui::effect::{Event, Report};
use tierdesk::tui::picture::Picture;
use tierdesk::tui::screen;
use tierdesk::tui::theme::Theme;
use tierdesk::tui::update::update;

use stage::now;

const SIZE: (u16, u16) = (200, 50);

/// Each ticket came some minutes after the other, so that their marks lie all over the coming weeks.
static PICTURE: LazyLock<Arc<Picture>> = LazyLock::new(|| {
    Arc::new(stage::picture(|number, ticket, _| {
        ticket.received = ticket.received.plus(number * 61).expect("an instant");
    }))
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
