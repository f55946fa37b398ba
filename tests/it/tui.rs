//! The board: keys in, screen out (ux.md). Snapshots hold text and the roles of its styles.

use std::collections::HashMap;

use proptest::prelude::*;
use tierdesk::calendar::Instant;
use tierdesk::desk::{Customer, CustomerId, DeskRows, Revision, Ticket, TicketId};
use tierdesk::tui::app::{Front, Stage as Life};
use tierdesk::tui::effect::{Effect, Event, Report, Request};
use tierdesk::tui::keys::Key;
use tierdesk::tui::listing::Spot;
use tierdesk::tui::picture::Picture;
use tierdesk::tui::screen;
use tierdesk::tui::source::Trouble;
use tierdesk::tui::update::update;

use super::tui_stage::{NOW, Stage, book, demo_rows};

fn snapshot(name: &str, stage: &Stage) {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(format!("tui_{name}"), stage.styled()));
}

#[test]
fn the_board_at_the_usual_sizes() {
    for (width, height) in [(80, 24), (120, 40), (200, 50), (60, 20)] {
        snapshot(&format!("{width}x{height}"), &Stage::demo(width, height));
    }
}

#[test]
fn views_folds_filter_and_help() {
    snapshot("urgency", Stage::demo(80, 24).keys("2"));
    snapshot("waiting", Stage::demo(80, 24).keys("5"));
    snapshot("folded", Stage::demo(80, 24).keys("Z"));
    snapshot("filter", Stage::demo(80, 24).keys("/ \"sev:cri Space \"is:soon"));
    snapshot("help", Stage::demo(80, 24).keys("? \"fold"));
}

/// ux.md 25, 4: without colour, everything can still be told apart.
#[test]
fn without_colour() {
    let (book, now) = (book(), NOW.parse().unwrap());
    let (rows, files) = demo_rows(&book, now);
    let stage = Stage::of(rows, files, &book, (80, 24), false);
    for cell in &stage.buffer().content {
        assert_eq!((cell.fg, cell.bg), (ratatui::style::Color::Reset, ratatui::style::Color::Reset));
    }
    snapshot("no_color", &stage);
}

#[test]
fn an_empty_desk_names_the_next_step() {
    let mut stage = Stage::of(DeskRows::default(), HashMap::new(), &book(), (80, 24), true);
    snapshot("empty", &stage);
    stage.app.stage = Life::Missing("/home/kim/desk.tierdesk".into());
    snapshot("missing", &stage);
}

fn customer(id: i64, name: &str) -> Customer {
    Customer {
        id: CustomerId(id),
        name: name.into(),
        time_zone: None,
        language: None,
        note: String::new(),
        revision: Revision(1),
    }
}

fn ticket(rows: &DeskRows, id: i64, customer: i64, subject: &str) -> Ticket {
    let mut ticket = rows.tickets[0].clone();
    ticket.id = TicketId(id);
    ticket.customer = CustomerId(customer);
    ticket.subject = subject.into();
    ticket
}

/// faults.md E, ux.md 23: hostile and unusual text never shifts a column.
#[test]
fn text_from_outside_is_inert_and_keeps_its_columns() {
    let (book, now) = (book(), NOW.parse().unwrap());
    let (demo, _) = demo_rows(&book, now);
    let subjects = [
        "\x1b[31mred\x1b]0;title\x07 and \u{9b}2J",
        "bidi \u{202e}desrever\u{2066} \u{e0041}tag zero\u{200b}width",
        "日本語の件名がとても長いので切られるはずです",
        "👩‍🚒 fire 🇩🇪 flag é́́́́́́́́ zalgo",
        "line one\nline two\r\nthree\u{2028}four\tfive",
        "مرحبا بالعالم שלום עולם",
        "\u{301}leading mark",
        "",
    ];
    let mut rows = DeskRows {
        customers: vec![customer(1, "Evil\x1b[2J \u{202e}Corp 株式会社")],
        ..DeskRows::default()
    };
    rows.tickets = (1..).zip(subjects).map(|(id, subject)| ticket(&demo, id, 1, subject)).collect();
    for ticket in &mut rows.tickets {
        ticket.assignee = Some("\x1b[5mmallory\u{202e}".into());
    }
    let stage = Stage::of(rows, HashMap::new(), &book, (80, 24), true);
    let buffer = stage.buffer();
    for cell in &buffer.content {
        assert!(!cell.symbol().chars().any(|c| c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c)));
    }
    // The status column stands where it stands.
    let status: Vec<u16> = (5..13)
        .filter_map(|y| {
            (0..80)
                .find(|x| (0..4).all(|i| buffer[(x + i, y)].symbol() == ["o", "p", "e", "n"][usize::from(i)]))
        })
        .collect();
    assert_eq!(status.len(), 8);
    assert!(status.iter().all(|x| *x == status[0]), "{status:?}");
    snapshot("hostile", &stage);
}

/// ux.md 22: no size panics, whatever is open.
#[test]
fn every_size_draws() {
    let mut stages = [Stage::demo(80, 24), Stage::demo(80, 24), Stage::demo(80, 24), Stage::demo(80, 24)];
    stages[1].keys("? \"a");
    stages[2].keys("j j Enter");
    stages[3].keys("2 / \"cr");
    // Every width with some heights, every height with some widths: the two are laid out apart.
    let wide = (1..=200).flat_map(|width| [1, 10, 40].map(|height| (width, height)));
    let high = (1..=60).flat_map(|height| [1, 80, 200].map(|width| (width, height)));
    let sizes: Vec<(u16, u16)> = wide.chain(high).collect();
    for stage in &mut stages {
        for (width, height) in &sizes {
            stage.event(Event::Resize(ratatui::layout::Size::new(*width, *height)));
            stage.buffer();
        }
        stage.event(Event::Resize(ratatui::layout::Size::new(0, 0)));
        stage.buffer();
        stage.event(Event::Resize(ratatui::layout::Size::new(1000, 500)));
        stage.buffer();
    }
}

/// ux.md 17, 28; faults.md J02: what comes in above leaves the selected ticket, its place on screen, folds and filter.
#[test]
fn a_new_picture_moves_nothing_under_the_hands() {
    let (book, now): (_, Instant) = (book(), NOW.parse().unwrap());
    let (rows, files) = demo_rows(&book, now);
    let mut stage = Stage::of(rows.clone(), files, &book, (80, 24), true);
    stage.keys("j j j j j j j j j j j j j j j j j j j j");
    let (spot, row) = (stage.app.spot, stage.app.cursor - stage.app.top);
    assert!(matches!(spot, Some(Spot::Ticket(_))), "{spot:?}");
    let mut more = rows.clone();
    let oldest = more.tickets.iter().min_by_key(|ticket| ticket.received).unwrap().clone();
    for id in 1000..1010 {
        // As old as can be: these are more urgent than everything else.
        more.tickets.push(Ticket {
            id: TicketId(id),
            first_response: None,
            received: now.plus(-40 * 86_400).unwrap(),
            ..oldest.clone()
        });
    }
    let board = tierdesk::desk::Board::new(more, &book, now);
    stage.event(Event::Report(Report::Picture(std::sync::Arc::new(Picture::new(board)))));
    assert_eq!((stage.app.spot, stage.app.cursor - stage.app.top), (spot, row));
    // Gone altogether, the selection stays at its place in the list.
    let board = tierdesk::desk::Board::new(DeskRows { tickets: Vec::new(), ..rows }, &book, now);
    stage.event(Event::Report(Report::Picture(std::sync::Arc::new(Picture::new(board)))));
    assert!(stage.app.cursor < stage.app.listing.lines.len());
}

/// ux.md 20, 5: Esc closes the nearest thing and never quits; Enter only opens.
#[test]
fn esc_never_quits_and_enter_only_opens() {
    let mut stage = Stage::demo(80, 24);
    stage.keys("j Enter");
    assert_eq!(stage.app.front, Front::Ticket);
    stage.keys("Esc Esc Esc Esc");
    assert_eq!(stage.app.front, Front::List);
    stage.keys("/ \"x Enter Esc Esc");
    assert!(stage.app.filter.is_empty());
    stage.keys("? Esc Enter Space Delete Backspace Ctrl-h Ctrl-j Ctrl-k Ctrl-a Ctrl-b Ctrl-d Ctrl-s Ctrl-q");
    let asked = stage.effects.iter().any(|effect| matches!(effect, Effect::Quit | Effect::Ask(_)));
    assert!(!asked, "{:?}", stage.effects);
}

/// ux.md 6: what is somebody else's is taken only after a question that starts on No.
#[test]
fn taking_a_ticket_from_somebody_asks_first() {
    let mut stage = Stage::demo(80, 24);
    stage.keys("/ \"@ Esc 2 / \"tomasz Enter a");
    assert!(stage.text().contains("Take it away from tomasz?"), "{}", stage.text());
    stage.keys("Enter");
    assert!(stage.effects.is_empty(), "{:?}", stage.effects);
    stage.keys("a y");
    assert!(matches!(stage.effects.as_slice(), [Effect::Ask(Request::Do(_))]), "{:?}", stage.effects);
}

/// The strip, the counts and the order are those of the domain (ux.md 1, 2).
#[test]
fn the_screen_says_what_the_domain_says() {
    let stage = Stage::demo(80, 24);
    let picture = stage.app.picture.as_deref().unwrap();
    for seconds in [0, 600, 3600, 86_400, 10 * 86_400] {
        let then = stage.now.plus(seconds).unwrap();
        assert_eq!(picture.counts(then), picture.board.counts(then), "after {seconds} s");
    }
    let mut later = Stage::demo(80, 24);
    later.keys("2");
    let rows = |stage: &Stage| stage.app.listing.lines.clone();
    let before = rows(&later);
    later.wait(3600);
    // A sorted board stays sorted: a clock that breaks keeps its place.
    let (book, now) = (book(), later.now);
    let (demo, _) = demo_rows(&book, NOW.parse().unwrap());
    let fresh = tierdesk::desk::Board::new(demo, &book, now);
    let places: Vec<_> = fresh.by_urgency.iter().map(|row| fresh.rows[*row].ticket.id).collect();
    let shown: Vec<_> = before
        .iter()
        .filter_map(|line| match later.app.listing.lines.contains(line).then_some(line)? {
            tierdesk::tui::listing::Line::Row(row) => Some(picture.board.rows[*row].ticket.id),
            tierdesk::tui::listing::Line::Group(_) => None,
        })
        .collect();
    assert_eq!(shown, places);
}

/// faults.md D01, D02: a suspended laptop or a stepped clock bends nothing.
#[test]
fn a_clock_that_jumps_bends_nothing() {
    let mut there = Stage::demo(80, 24);
    let here = there.text();
    there.wait(3 * 3600);
    there.wait(-3 * 3600);
    assert_eq!(there.text(), here);
    there.wait(-600);
    assert!(there.text().contains("tierdesk"));
}

fn asks(effects: &[Effect]) -> usize {
    effects.iter().filter(|effect| matches!(effect, Effect::Ask(Request::Ticket(_)))).count()
}

/// A file that is older than the list, or none, is not asked for again and again; a look-up that failed is asked once
/// more when the store answers again.
#[test]
fn a_file_is_asked_for_once() {
    let mut stage = Stage::demo(120, 40);
    let id = stage.app.ticket_id().unwrap();
    let mut file = stage.app.file.clone().unwrap();
    let mut hear = |report| update(&mut stage.app, Event::Report(report), stage.now);
    file.ticket.revision = Revision(0);
    assert_eq!(asks(&hear(Report::Ticket(id, Some(file)))), 0);
    assert_eq!(asks(&hear(Report::Ticket(id, None))), 0);
    let trouble = Trouble::Failed("the disk is gone".into(), None);
    assert_eq!(asks(&hear(Report::Ill(Some(trouble.clone())))), 0);
    assert_eq!(asks(&hear(Report::Ill(None))), 1);
    assert!(stage.app.ill.is_none());
    // A new picture says that the store answers again, too.
    stage.event(Event::Report(Report::Ill(Some(trouble))));
    let (book, now) = (book(), stage.now);
    let board = tierdesk::desk::Board::new(demo_rows(&book, now).0, &book, now);
    stage.event(Event::Report(Report::Picture(std::sync::Arc::new(Picture::new(board)))));
    assert!(stage.app.ill.is_none());
}

/// What is soon is what the clocks mark so, and the list follows them.
#[test]
fn the_list_of_what_is_soon_follows_the_clock() {
    let mut stage = Stage::demo(80, 24);
    stage.keys("2 / \"is:soon Enter");
    let mut counts = std::collections::BTreeSet::new();
    for _ in 0..6 {
        let picture = stage.app.picture.as_deref().unwrap();
        let soon = |row: &&std::sync::Arc<tierdesk::desk::Row>| {
            row.clocks.iter().any(|clock| clock.at(stage.now).as_str() == "due_soon")
        };
        let marked = picture.board.rows.iter().filter(soon).count();
        assert_eq!(stage.app.listing.shown, marked);
        counts.insert(marked);
        stage.wait(1800);
    }
    assert!(counts.len() > 1, "{counts:?}");
    let shown = stage.app.listing.lines.clone();
    stage.keys("Esc / \"is:soon Enter");
    assert_eq!(stage.app.listing.lines, shown);
}

/// A clock of the pack's own that runs out first is shown, and named, in the place of the one that presses less.
#[test]
fn the_clock_that_presses_is_shown_by_its_name() {
    let (book, now): (_, Instant) = (book(), NOW.parse().unwrap());
    let mut board = tierdesk::desk::Board::new(demo_rows(&book, now).0, &book, now);
    for row in &mut board.rows {
        let row = std::sync::Arc::get_mut(row).unwrap();
        let Some(mut clock) = row.clocks.first().cloned() else { continue };
        std::sync::Arc::make_mut(&mut clock.target).clock = tierdesk::policy::ClockKey::new("workaround");
        clock.reckoned = tierdesk::desk::Reckoned::Due { due: now.plus(-86_400 * 90).unwrap() };
        row.clocks.insert(0, clock);
    }
    let mut stage = Stage::demo(200, 50);
    stage.event(Event::Report(Report::Picture(std::sync::Arc::new(Picture::new(board)))));
    assert!(
        stage.text().contains("! workaround ") || stage.text().contains("workaround missed"),
        "{}",
        stage.text()
    );
}

/// The selected row is one unbroken bar, whatever it says.
#[test]
fn the_selected_row_has_no_hole() {
    for keys in ["", "j", "g", "2", "G"] {
        let mut stage = Stage::demo(120, 40);
        stage.keys(keys);
        let areas = screen::areas(&stage.app);
        let y = areas.list.y + u16::try_from(stage.app.cursor - stage.app.top).unwrap();
        let buffer = stage.buffer();
        let reversed = |x: &u16| buffer[(*x, y)].modifier.contains(ratatui::style::Modifier::REVERSED);
        // The last column is the scroll mark's.
        assert_eq!((areas.list.x..areas.list.right() - 1).find(|x| !reversed(x)), None, "{keys:?}");
    }
}

fn any_key() -> impl Strategy<Value = Key> {
    let named = [
        "Enter",
        "Esc",
        "Tab",
        "BackTab",
        "Space",
        "Up",
        "Down",
        "Left",
        "Right",
        "PgUp",
        "PgDn",
        "Home",
        "End",
        "Backspace",
        "Delete",
        "F1",
        "F2",
        "Alt-Enter",
        "Ctrl-z",
        "Ctrl-c",
        "Ctrl-x",
        "Ctrl-s",
        "Ctrl-u",
        "Ctrl-w",
        "Ctrl-a",
    ];
    prop_oneof![
        3 => proptest::sample::select(named.to_vec()).prop_map(|name| Key::named(name).unwrap()),
        5 => proptest::char::range(' ', '~').prop_map(Key::char),
        1 => any::<char>().prop_map(Key::char),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// faults.md F14: random keys at random sizes: nothing panics, and nothing is changed but by an answered question or a
    /// sent form.
    #[test]
    fn random_keys_do_no_harm(keys in proptest::collection::vec(any_key(), 1..120), width in 1_u16..160, height in 1_u16..50) {
        let mut stage = Stage::demo(width, height);
        for key in keys {
            stage.event(Event::Key(key));
            stage.buffer();
        }
        stage.wait(7200);
        stage.buffer();
    }
}
