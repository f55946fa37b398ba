//! The search on the board: asked as one types, answered when it comes, and back again from what it leads to.

use tierdesk::calendar::Instant;
use tierdesk::desk::Status;
use tierdesk::store::{Found, FoundIn, Hit, Piece, Rest};
use tierdesk::tui::app::Front;
use tierdesk::tui::effect::{Effect, Event, Report, Request};
use tierdesk::tui::source::Trouble;

use super::tui_stage::Stage;

/// What the worker has been asked to look for since the last time.
fn asked(stage: &mut Stage) -> Vec<String> {
    let effects = std::mem::take(&mut stage.effects);
    let searched = effects.into_iter().filter_map(|effect| match effect {
        Effect::Ask(Request::Search(typed)) => Some(typed),
        _ => None,
    });
    searched.collect()
}

fn answer(stage: &mut Stage, typed: &str, outcome: Result<Found, Trouble>) {
    stage.event(Event::Report(Report::Found { typed: typed.into(), outcome }));
}

/// An open ticket whose subject says it, and a resolved one where a reply does.
fn two(stage: &Stage) -> Found {
    let open = stage.app.picture.as_ref().unwrap().board.rows[0].ticket.clone();
    let resolved = stage.file_where(|ticket| ticket.status == Status::Resolved);
    let piece = |text: &str, marked| Piece { text: text.into(), marked };
    let at: Instant = "2026-11-18T10:00:00Z".parse().unwrap();
    let hit = |ticket, place, snippet| Hit { ticket, place, at, agent: "ana".into(), snippet };
    let hits = vec![
        hit(
            open,
            FoundIn::Subject,
            vec![piece("The ", false), piece("sound", true), piece(" is gone\u{1b}[31m", false)],
        ),
        hit(
            resolved,
            FoundIn::Reply,
            vec![piece("… so that the ", false), piece("sound", true), piece(" comes back", false)],
        ),
    ];
    Found { hits, rest: Rest::None }
}

fn snapshot(name: &str, stage: &Stage) {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(format!("tui_search_{name}"), stage.styled()));
}

#[test]
fn every_letter_asks_and_only_the_newest_answer_is_shown() {
    let mut stage = Stage::demo(80, 24);
    stage.keys("F \"so");
    assert_eq!(asked(&mut stage), ["s", "so"]);
    assert!(stage.text().contains("searching"));
    let found = two(&stage);
    answer(&mut stage, "s", Ok(found.clone()));
    assert!(!stage.text().contains("comes back"), "an old answer");
    answer(&mut stage, "so", Ok(found));
    snapshot("found", &stage);
    // Signs alone look for nothing, and nothing is asked.
    stage.keys("Ctrl-u \"!");
    assert_eq!(asked(&mut stage), [""; 0]);
    assert!(stage.text().contains("whatever the capitals"));
    stage.keys("\"x Backspace Backspace \"x");
    answer(&mut stage, "x", Ok(Found::default()));
    assert!(stage.text().contains("no ticket holds that"));
    answer(&mut stage, "x", Err(Trouble::Failed("the desk is damaged".into(), None)));
    assert!(stage.text().contains("the desk is damaged"));
    stage.keys("Esc");
    assert!(stage.app.overlays.is_empty());
}

#[test]
fn a_resolved_ticket_is_opened_worked_on_and_left_again() {
    for (width, height) in [(80, 24), (140, 40)] {
        let mut stage = Stage::demo(width, height);
        let found = two(&stage);
        let resolved = found.hits[1].ticket.clone();
        stage.keys("F \"sound");
        answer(&mut stage, "sound", Ok(found.clone()));
        stage.keys("Down Enter");
        assert_eq!((stage.app.front, stage.app.ticket_id()), (Front::Ticket, Some(resolved.id)));
        assert!(stage.text().contains("resolved"), "{}", stage.text());
        // What can be done to a resolved ticket can be done here.
        stage.keys("X");
        assert_eq!(stage.app.overlays.len(), 1, "{}", stage.text());
        stage.keys("Esc Esc");
        let text = stage.text();
        assert!(text.contains("sound") && text.contains("2 found"), "{text}");
        // Somebody changes the desk: what is found is looked for again, and the choice stays where it is.
        asked(&mut stage);
        let picture = stage.app.picture.clone().unwrap();
        stage.event(Event::Report(Report::Picture(picture)));
        assert_eq!(asked(&mut stage), ["sound"]);
        let mut turned = found;
        turned.hits.reverse();
        answer(&mut stage, "sound", Ok(turned));
        stage.keys("Enter");
        assert_eq!(stage.app.ticket_id(), Some(resolved.id));
        stage.keys("Esc Esc");
        assert!(stage.app.overlays.is_empty());
        assert_eq!(stage.app.front, Front::List);
    }
}

#[test]
fn it_fits_any_screen() {
    for (width, height) in [(200, 50), (120, 40), (60, 20), (30, 8), (10, 3), (1, 1)] {
        let mut stage = Stage::demo(width, height);
        let found = two(&stage);
        stage.keys("F \"sound");
        answer(&mut stage, "sound", Ok(found));
        stage.keys("Down");
        let _ = stage.buffer();
        if width == 120 {
            snapshot("120x40", &stage);
        }
    }
}
