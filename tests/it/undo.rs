//! Undo and redo on the command line and on screen.

use tierdesk::desk::Refusal;
use tierdesk::tui::effect::{Done, Effect, Event, Report, Request};
use tierdesk::tui::source::Trouble;

use crate::cli_stage::Desk;
use crate::tui_stage::Stage;

fn with_ticket() -> Desk {
    let desk = Desk::with("Kestrel", "b2bee", "premium");
    desk.step.set(60);
    desk.ok(&["ticket", "open", "--customer", "Kestrel", "--subject", "No sound", "--severity", "minor"]);
    desk
}

#[test]
fn the_last_thing_is_taken_back_and_done_again_and_said_in_the_history() {
    let desk = with_ticket();
    desk.ok(&["ticket", "assign", "1", "bea"]);
    desk.ok(&["ticket", "resolve", "1", "--cause", "a loose cable"]);
    insta::assert_snapshot!(desk.ok(&["undo"]), @r#"
    undid "resolved it: a loose cable" on ticket 1
      ticket 1 (revision 4): open, bea's
    "#);
    insta::assert_snapshot!(desk.ok(&["undo"]), @r#"
    undid "assigned it to bea" on ticket 1
      ticket 1 (revision 5): open, nobody's
    "#);
    insta::assert_snapshot!(desk.ok(&["redo"]), @r#"
    redid "assigned it to bea" on ticket 1
      ticket 1 (revision 6): open, bea's
    "#);
    let shown = desk.ok(&["ticket", "show", "1"]);
    // Without the moments: a slow machine may need a second more.
    let history =
        shown.split("history\n").nth(1).unwrap().lines().map(|line| line.split("  ").nth(2).unwrap());
    insta::assert_snapshot!(history.collect::<Vec<_>>().join("\n"), @r#"
    ana opened it as minor (open)
    ana assigned it to bea
    ana resolved it: a loose cable (undone)
    ana undid "resolved it: a loose cable" on ticket 1
    ana undid "assigned it to bea" on ticket 1
    ana redid "assigned it to bea" on ticket 1
    "#);
    let redone = desk.json(&["redo"]);
    assert_eq!(redone["words"], "\"resolved it: a loose cable\" on ticket 1");
    assert_eq!(redone["tickets"][0]["status"], "resolved");
    let whole = desk.json(&["ticket", "show", "1"]);
    assert!(whole["events"].as_array().unwrap().iter().all(|event| event["undone"] == false));
    assert_eq!(desk.run(&["redo"]).err, "error: there is nothing of ana's to redo\n");
    desk.ok(&["check"]);
}

#[test]
fn what_cannot_be_undone_says_why() {
    let desk = with_ticket();
    desk.ok(&["ticket", "assign", "1", "bea"]);
    let assigned = desk.json(&["ticket", "show", "1"])["events"][1]["action"].as_i64().unwrap().to_string();
    desk.ok(&["ticket", "reply", "1", "--text", "we are on it"]);
    let ran = desk.run(&["undo"]);
    assert_eq!(ran.code, 1);
    insta::assert_snapshot!(ran.err, @r#"
    error: "sent the first reply" on ticket 1 cannot be undone: the customer has it
    hint: `tierdesk undo ACTION` takes an earlier action, by its number
    "#);
    // What somebody else did is theirs; what lies before a reply rests on nothing of it.
    let ran = desk.run(&["undo", &assigned, "--as", "bea"]);
    assert!(ran.err.contains("was done by ana: nobody else can undo it"), "{}", ran.err);
    desk.ok(&["undo", &assigned]);
    let ran = desk.run(&["undo", &assigned]);
    assert!(ran.err.contains("is undone already"), "{}", ran.err);
    assert!(desk.run(&["undo", "77777"]).err.contains("there is no such action"));
}

#[test]
fn keys_ask_the_store_and_say_what_it_was() {
    let mut stage = Stage::demo(80, 24);
    stage.keys("u");
    let Some(Effect::Ask(Request::Turn { number, again: false })) = stage.effects.last() else {
        panic!("{:?}", stage.effects)
    };
    let said = "undid \"resolved it\" on ticket 7".to_owned();
    let outcome = Ok(Done { said: Some(said.clone()), ..Done::default() });
    stage.event(Event::Report(Report::Done { number: *number, outcome }));
    assert!(stage.text().contains(&said), "{}", stage.text());
    stage.keys("U");
    let Some(Effect::Ask(Request::Turn { number, again: true })) = stage.effects.last() else {
        panic!("{:?}", stage.effects)
    };
    let trouble = Trouble::Refused(Refusal::Invalid("there is nothing of yours to redo".into()));
    stage.event(Event::Report(Report::Done { number: *number, outcome: Err(trouble) }));
    assert!(stage.text().contains("there is nothing of yours to redo"), "{}", stage.text());
    stage.app.read_only = Some("read-only: nothing can be written".into());
    let asked = stage.effects.len();
    stage.keys("u");
    assert_eq!(stage.effects.len(), asked);
}

#[test]
fn what_lasts_says_so_before_it_is_done() {
    let mut stage = Stage::demo(80, 24);
    stage.keys("2 r");
    assert!(stage.text().contains("This cannot be undone: the customer has it then."), "{}", stage.text());
}
