//! What a key costs in the palette over 20,000 open tickets: finding actions, agents and tickets. The bar is 10 ms.

#![allow(clippy::expect_used, reason = "a bench that cannot be set up must fail")]

mod stage;

use std::sync::{Arc, LazyLock};

use ratatui::layout::Size;
use tierdesk::calendar::Zones;
use tierdesk::keyboard::Key;
use tierdesk::tui::app::App;
use tierdesk::tui::effect::{Event, Report};
use tierdesk::tui::picture::Picture;
use tierdesk::tui::theme::Theme;
use tierdesk::tui::update::update;

use stage::now;

static PICTURE: LazyLock<Arc<Picture>> = LazyLock::new(|| {
    Arc::new(stage::picture(|number, ticket, _| ticket.subject = format!("{} ({number})", ticket.subject)))
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
