//! The page of handovers on screen: parts, moving, jumping to a ticket, writing, giving and taking.

use std::collections::HashMap;

use tierdesk::calendar::Instant;
use tierdesk::desk::{Board, Command, DeskWork, Handover, HandoverId, Work};
use tierdesk::report::handover::{Record, Shifts, briefing, window};
use tierdesk::tui::effect::{Effect, Event, Report, Request};
use tierdesk::tui::handing::HandoverFile;

use super::tui_stage::{Stage, book, demo_rows};

/// What the worker would answer on the demo's desk.
fn file(stage: &Stage, waiting: bool) -> HandoverFile {
    let book = book();
    let (rows, files) = demo_rows(&book, stage.now);
    let since = stage.now.plus(-3 * 3600).unwrap();
    let mut events: Vec<_> = files.values().flat_map(|file| file.events.iter().cloned()).collect();
    events.retain(|recorded| recorded.at >= since && recorded.at <= stage.now);
    events.sort_by_key(|recorded| (recorded.at, recorded.ticket, recorded.revision));
    let board = Board::new(rows, &book, stage.now);
    let nothing = HashMap::new();
    let until = stage.now.plus(4 * 3600);
    let briefing = briefing(&Record {
        board: &board,
        now: stage.now,
        window: window("kim", Shifts::default(), (None, Some(since), until), stage.now),
        events: &events,
        closed: &[],
        last: &nothing,
        since: &HashMap::new(),
        time: &HashMap::new(),
    });
    let waiting =
        waiting.then(|| (given(stage.now), "# Handover of ana\n\n- **#12** a [line](x)\n".to_owned()));
    HandoverFile { briefing, waiting }
}

fn given(now: Instant) -> Handover {
    Handover {
        id: HandoverId(77),
        agent: "ana".into(),
        shift: None,
        line: Some("first".into()),
        since: now.plus(-8 * 3600).unwrap(),
        at: now.plus(-600).unwrap(),
        until: now.plus(8 * 3600).unwrap(),
        to: None,
        taken: None,
    }
}

fn page(width: u16, height: u16, waiting: bool) -> Stage {
    let mut stage = Stage::demo(width, height);
    stage.keys("S v");
    assert!(stage.effects.iter().any(|effect| matches!(effect, Effect::Ask(Request::Handover))));
    let file = file(&stage, waiting);
    stage.event(Event::Report(Report::Handover(Box::new(file))));
    stage
}

fn commands(stage: &Stage) -> Vec<Command> {
    let of = |effect: &Effect| match effect {
        Effect::Ask(Request::Do(job)) => Some(job.commands.clone()),
        _ => None,
    };
    stage.effects.iter().filter_map(of).flatten().collect()
}

#[test]
fn the_page_shows_every_part() {
    let mut stage = page(120, 40, false);
    insta::assert_snapshot!("handover_words_120x40", stage.text());
    for (part, name) in [
        ("Due", "due"),
        ("Missed", "missed"),
        ("Waits", "waits"),
        ("Changed", "changed"),
        ("Allowances", "allowances"),
    ] {
        stage.keys("Tab");
        assert!(stage.text().contains(&format!("[{part} ")), "{}", stage.text());
        insta::assert_snapshot!(format!("handover_{name}_120x40"), stage.text());
    }
    stage.keys("Tab");
    assert!(stage.text().contains("[Words"), "{}", stage.text());
}

#[test]
fn the_page_fits_80_columns_and_scrolls_to_its_end() {
    let mut stage = page(80, 24, true);
    insta::assert_snapshot!("handover_80x24", stage.text());
    stage.keys("Tab Tab");
    insta::assert_snapshot!("handover_due_80x24", stage.text());
    let first = stage.text();
    stage.keys("PgDn");
    assert_ne!(first, stage.text());
    stage.keys("End");
    let last = stage.text();
    stage.keys("j PgDn");
    assert_eq!(last, stage.text());
    stage.keys("Home");
    assert_eq!(first, stage.text());
    // Narrower than anybody works, and it draws.
    for (width, height) in [(60, 20), (20, 6), (1, 1)] {
        let mut stage = page(width, height, true);
        stage.keys("Tab j End PgUp");
        let _ = stage.text();
    }
}

#[test]
fn enter_opens_the_ticket_and_esc_comes_back() {
    let mut stage = page(80, 24, false);
    stage.keys("Tab j Enter");
    let ticket = stage.app.opened.unwrap();
    assert!(stage.app.overlays.is_empty(), "{}", stage.text());
    stage.keys("Esc");
    assert!(stage.text().contains("[Due "), "{}", stage.text());
    assert!(stage.text().contains("› "), "{}", stage.text());
    stage.keys("w");
    assert!(stage.text().contains(&format!("For the next shift, about #{ticket}")), "{}", stage.text());
}

#[test]
fn words_are_written_for_the_next_shift() {
    let mut stage = Stage::demo(80, 24);
    stage.keys("2 S n");
    assert!(stage.text().contains("For the next shift, about #"), "{}", stage.text());
    stage.keys("\"call F2");
    let sent = commands(&stage);
    assert!(
        matches!(&sent[..], [Command::Work { work: Work::HandOn { text }, .. }] if text == "call"),
        "{sent:?}"
    );
}

#[test]
fn giving_asks_before_it_gives() {
    let mut stage = page(80, 24, false);
    stage.keys("s \"ben F2");
    assert!(stage.text().contains("Give the handover to ben?"), "{}", stage.text());
    assert!(commands(&stage).is_empty());
    stage.keys("y");
    let sent = commands(&stage);
    assert!(
        matches!(&sent[..], [Command::Desk(DeskWork::GiveHandover(giving))] if giving.to.as_deref() == Some("ben") && giving.body.is_empty()),
        "{sent:?}"
    );
}

/// One that waits is announced, on the top line and as a note; taking it puts the agent's name on record.
#[test]
fn a_handover_that_waits_is_announced_and_taken() {
    let mut stage = Stage::demo(120, 30);
    stage.keys("S t");
    assert!(stage.text().contains("no handover waits for you"), "{}", stage.text());
    let waiting = given(stage.now);
    stage.event(Event::Report(Report::Handed(Some(Box::new(waiting)))));
    assert!(stage.text().contains("ana handed over to you at 15:10 CET: S v shows it"), "{}", stage.text());
    assert!(stage.text().lines().next().unwrap().contains(" handover of ana "), "{}", stage.text());
    stage.keys("S t");
    insta::assert_snapshot!("handover_take_120x30", stage.text());
    stage.keys("F2");
    let sent = commands(&stage);
    assert!(
        matches!(&sent[..], [Command::Desk(DeskWork::TakeHandover { handover: HandoverId(77) })]),
        "{sent:?}"
    );
    stage.event(Event::Report(Report::Handed(None)));
    assert!(!stage.text().lines().next().unwrap().contains("handover"), "{}", stage.text());
}

/// What is shown is worked out again when the desk has changed.
#[test]
fn the_page_follows_the_desk() {
    let mut stage = page(80, 24, false);
    stage.effects.clear();
    let picture = stage.app.picture.clone().unwrap();
    stage.event(Event::Report(Report::Picture(picture)));
    assert!(stage.effects.iter().any(|effect| matches!(effect, Effect::Ask(Request::Handover))));
}
