//! The view of time on the board: keys in, screen out.

use std::collections::HashMap;

use proptest::prelude::*;
use tierdesk::desk::lanes::Lanes;
use tierdesk::desk::{Board, DeskRows, TicketId};
use tierdesk::tui::app::Front;
use tierdesk::tui::effect::{Effect, Event, Mouse, Report, Request};
use tierdesk::tui::picture::Picture;

use super::tui_stage::{NOW, Stage, book, demo_rows};

fn snapshot(name: &str, stage: &Stage) {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(format!("tui_horizon_{name}"), stage.styled_layer()));
}

/// The line that says what is selected, and the one below it.
fn words(stage: &Stage) -> (String, String) {
    let text = stage.text();
    let mut lines = text.lines().rev().skip(1).map(str::to_owned);
    let second = lines.next().unwrap();
    (lines.next().unwrap(), second)
}

/// The number of the selected ticket.
fn selected(stage: &Stage) -> TicketId {
    let (first, _) = words(stage);
    let number = first.trim().strip_prefix('#').and_then(|rest| rest.split(' ').next()).map(str::to_owned);
    TicketId(number.unwrap_or_else(|| panic!("{first}")).parse().unwrap())
}

/// Opens it at a mark that stands for several.
fn to_several(stage: &mut Stage) {
    stage.keys("S h g - -");
    for _ in 0..100 {
        if words(stage).0.contains("Enter lists them") {
            return;
        }
        stage.keys("Tab");
    }
    panic!("no mark stands for several");
}

#[test]
fn it_looks_so_at_the_usual_sizes() {
    for (width, height) in [(80, 24), (120, 40), (200, 50), (60, 20)] {
        snapshot(&format!("{width}x{height}"), Stage::demo(width, height).keys("S h"));
    }
    snapshot("3_days", Stage::demo(120, 40).keys("S h -"));
    snapshot("14_days", Stage::demo(80, 24).keys("S h - -"));
    let mut stage = Stage::demo(80, 24);
    to_several(&mut stage);
    snapshot("choice", stage.keys("Enter"));
}

/// ux.md 25: without colour the selected mark is still seen, and every sign is one of its own.
#[test]
fn without_colour() {
    let (book, now) = (book(), NOW.parse().unwrap());
    let (rows, files) = demo_rows(&book, now);
    let mut stage = Stage::of(rows, files, &book, (80, 24), false);
    stage.keys("S h g");
    for cell in &stage.buffer().content {
        assert_eq!((cell.fg, cell.bg), (ratatui::style::Color::Reset, ratatui::style::Color::Reset));
    }
    snapshot("no_color", &stage);
}

#[test]
fn an_empty_desk_and_one_without_clocks_name_the_next_step() {
    let mut stage = Stage::of(DeskRows::default(), HashMap::new(), &book(), (80, 24), true);
    assert!(stage.keys("S h").text().contains("Esc, then C adds the first customer"), "{}", stage.text());
    let (rows, files) = demo_rows(&book(), NOW.parse().unwrap());
    let rows = DeskRows { tickets: Vec::new(), ..rows };
    let mut stage = Stage::of(rows, files, &book(), (80, 24), true);
    assert!(stage.keys("S h").text().contains("Esc, then o opens a new ticket"), "{}", stage.text());
    stage.keys("Tab BackTab Enter j k n p + - Right Left z 0 Esc");
    assert!(stage.app.overlays.is_empty());
}

/// Tab meets every mark once, in the order of the lanes and on each lane in time; back the same way.
#[test]
fn tab_meets_every_mark() {
    let mut stage = Stage::demo(200, 50);
    stage.keys("S h g");
    let picture = stage.app.picture.clone().unwrap();
    let mut met = vec![(selected(&stage), words(&stage).0)];
    loop {
        stage.keys("Tab");
        let now = (selected(&stage), words(&stage).0);
        if met.last() == Some(&now) {
            break;
        }
        assert!(met.len() < 500);
        met.push(now);
    }
    let lanes = Lanes::of(&picture.board);
    // Marks that share a cell are one stop, which says how many there are.
    let more = |words: &String| -> usize {
        let behind = words.split("and ").nth(1).and_then(|rest| rest.split(" more").next());
        behind.and_then(|number| number.parse::<usize>().ok()).unwrap_or(0)
    };
    let all: usize = met.iter().map(|(_, words)| 1 + more(words)).sum();
    assert_eq!(all, lanes.count(), "{met:?}");
    // Back the same way; where the view has moved, cells are others and so are the stops.
    let mut steps = 0;
    while selected(&stage) != met[0].0 {
        let before = words(&stage);
        stage.keys("BackTab");
        assert_ne!(words(&stage), before);
        steps += 1;
        assert!(steps <= lanes.count());
    }
}

/// `n` goes through time, whatever the lane.
#[test]
fn n_goes_from_mark_to_mark_in_time() {
    let mut stage = Stage::demo(120, 40);
    stage.keys("S h g");
    let picture = stage.app.picture.clone().unwrap();
    let lanes = picture.lanes();
    let order: Vec<TicketId> = lanes
        .in_time(tierdesk::calendar::Instant::MIN, tierdesk::calendar::Instant::MAX)
        .map(|(_, mark)| mark.row_of(&picture.board).unwrap().ticket.id)
        .collect();
    // The most urgent lane begins with the mark that was due first.
    assert_eq!(selected(&stage), order[0]);
    for wanted in &order[1..] {
        stage.keys("n");
        assert_eq!(selected(&stage), *wanted);
    }
    for wanted in order.iter().rev().skip(1) {
        stage.keys("p");
        assert_eq!(selected(&stage), *wanted);
    }
}

/// ux.md 17, 20: Enter leads to the ticket, Esc comes back to where one was.
#[test]
fn enter_opens_the_ticket_and_esc_comes_back() {
    for (width, height) in [(80, 24), (160, 50)] {
        let mut stage = Stage::demo(width, height);
        stage.keys("S h g - Tab Tab Tab");
        let (ticket, before) = (selected(&stage), stage.text());
        stage.keys("Enter");
        if stage.app.front != Front::Ticket {
            // Several stand there: the first is as good as any.
            stage.keys("Enter");
        }
        assert_eq!((stage.app.front, stage.app.ticket_id()), (Front::Ticket, Some(ticket)));
        assert!(stage.app.overlays.is_empty());
        stage.keys("Esc");
        stage.keys(if stage.text() == before { "" } else { "Esc" });
        assert_eq!(stage.text(), before);
        assert_eq!(selected(&stage), ticket);
        stage.keys("Esc");
        assert!(stage.app.overlays.is_empty());
        assert_eq!(stage.app.front, Front::List);
    }
}

#[test]
fn one_of_several_is_chosen_from_a_list() {
    let mut stage = Stage::demo(80, 24);
    to_several(&mut stage);
    stage.keys("Enter");
    assert!(stage.text().contains("clocks here: which ticket?"), "{}", stage.text());
    stage.keys("j");
    let line = stage.text().lines().find(|line| line.contains("›")).unwrap().to_owned();
    stage.keys("Enter");
    let ticket = stage.app.ticket_id().unwrap();
    assert_eq!(stage.app.front, Front::Ticket);
    // Its list is still there.
    stage.keys("Esc");
    assert!(stage.text().contains(&format!("#{ticket}")), "{line}");
    assert!(stage.text().contains("which ticket?"));
    stage.keys("Esc");
    assert!(!stage.text().contains("which ticket?"));
    assert_eq!(selected(&stage), ticket);
}

/// The selection stays on its clock through a new picture in which other customers come first; where the clock no longer
/// runs, a neighbour on its lane takes its place.
#[test]
fn the_selection_stays_on_its_ticket() {
    let (book, now) = (book(), NOW.parse().unwrap());
    let mut stage = Stage::demo(120, 40);
    stage.keys("S h g Tab Tab Tab Tab Tab");
    let (ticket, customer) = (selected(&stage), words(&stage).1);
    let (mut rows, _) = demo_rows(&book, now);
    // The most urgent customers' tickets are gone.
    let kept = rows.tickets.iter().find(|known| known.id == ticket).unwrap().customer;
    let first = stage.app.picture.as_ref().unwrap().board.groups[0].customer.id;
    assert_ne!(first, kept);
    rows.tickets.retain(|known| known.customer != first);
    let show = |stage: &mut Stage, rows: DeskRows| {
        let picture = Picture::new(Board::new(rows, &book, now));
        stage.event(Event::Report(Report::Picture(picture.into())));
    };
    show(&mut stage, rows.clone());
    assert_eq!((selected(&stage), &words(&stage).1), (ticket, &customer));
    rows.tickets.retain(|known| known.id != ticket);
    show(&mut stage, rows.clone());
    let name = &rows.customers.iter().find(|customer| customer.id == kept).unwrap().name;
    let (first, second) = words(&stage);
    assert!(!first.contains(&format!("#{ticket} ")), "{first}");
    assert!(first.contains(name.as_str()) || second.contains(name.as_str()), "{name}: {first} {second}");
    rows.tickets.clear();
    show(&mut stage, rows);
    assert!(stage.text().contains("Nothing is open"), "{}", stage.text());
}

/// Nothing moves but once a column: a minute in which no column goes by changes nothing but the clock on top.
#[test]
fn nothing_moves_but_once_a_column() {
    let mut stage = Stage::demo(80, 24);
    stage.keys("S h g");
    let below = |stage: &Stage| stage.text().lines().skip(1).collect::<Vec<_>>().join("\n");
    let before = below(&stage);
    // 15:20:30 in Paris; a column of 15 minutes goes by at 15:30, and until then nothing is missed but at 15:23 and 15:27.
    stage.wait(60);
    assert_eq!(below(&stage), before);
    stage.wait(600);
    assert_ne!(below(&stage), before);
}

#[test]
fn time_scrolls_and_comes_back_to_now() {
    let mut stage = Stage::demo(80, 24);
    stage.keys("S h");
    let before = stage.text();
    stage.keys("Right Right");
    let ahead = stage.text();
    assert_ne!(ahead, before);
    assert!(ahead.contains("from Fri 20 Nov 21:00"), "{ahead}");
    stage.keys("Left Left");
    assert_eq!(stage.text(), before);
    stage.keys("Left 0");
    assert_eq!(stage.text(), before);
    stage.keys("z");
    assert!(stage.text().contains('/'), "the zone's name: {}", stage.text());
}

/// ux.md 21: where the mouse is on, the wheel moves and a click selects.
#[test]
fn the_mouse_selects_and_scrolls() {
    let mut stage = Stage::demo(80, 24);
    stage.keys("M S h g");
    let _ = stage.buffer();
    let first = words(&stage).1;
    stage.event(Event::Mouse(Mouse::Down((30, 10))));
    assert_ne!(words(&stage).1, first);
    stage.event(Event::Mouse(Mouse::Up((30, 10))));
    assert_eq!(words(&stage).1, first);
    // Somewhere on the third lane.
    stage.event(Event::Mouse(Mouse::Click((2, 6))));
    assert_ne!(words(&stage).1, first);
    let _ = stage.buffer();
}

/// ux.md 22, 23.
#[test]
fn it_fits_any_screen() {
    for (width, height) in [(1, 1), (2, 2), (5, 3), (11, 4), (20, 6), (40, 9), (59, 12), (300, 90)] {
        let mut stage = Stage::demo(width, height);
        for keys in ["S h", "-", "-", "Tab", "Right", "Enter", "Esc", "G", "n", "z"] {
            stage.keys(keys);
            let _ = stage.buffer();
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_keys_leave_it_whole(width in 1_u16..180, height in 1_u16..60, keys in prop::collection::vec(0_usize..22, 1..40), seconds in 0_i64..90_000) {
        const KEYS: [&str; 22] = [
            "j", "k", "Tab", "BackTab", "n", "p", "Enter", "Esc", "Left", "Right", "+", "-", "0", "z", "g", "G", "PgDn",
            "PgUp", "Home", "End", "S h", "x",
        ];
        let mut stage = Stage::demo(width, height);
        stage.keys("S h");
        for key in keys {
            // Nothing that is typed here may reach the desk.
            if KEYS[key] == "x" && stage.app.overlays.is_empty() {
                continue;
            }
            stage.keys(KEYS[key]);
            let _ = stage.buffer();
        }
        stage.wait(seconds);
        let _ = stage.buffer();
        let writes = stage.effects.iter().any(|effect| matches!(effect, Effect::Ask(Request::Do(_))));
        prop_assert!(!writes);
    }
}
