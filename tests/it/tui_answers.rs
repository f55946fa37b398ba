//! Answers given by phone, messages that came in, holds and causes on screen: keys in, screen out, what is sent.

use tierdesk::desk::{Command, Status, Work};
use tierdesk::policy::ChannelKey;
use tierdesk::tui::effect::{Effect, Event, Report, Request};

use super::tui_stage::Stage;

fn commands(stage: &Stage) -> Vec<Command> {
    let of = |effect: &Effect| match effect {
        Effect::Ask(Request::Do(job)) => Some(job.commands.clone()),
        _ => None,
    };
    stage.effects.iter().filter_map(of).flatten().collect()
}

/// A desk with a ticket selected that fits.
fn at(width: u16, height: u16, fits: impl Fn(&tierdesk::desk::Ticket) -> bool) -> Stage {
    let mut stage = Stage::demo(width, height);
    for _ in 0..200 {
        if stage.app.ticket().is_some_and(&fits) {
            return stage;
        }
        stage.keys("j");
    }
    panic!("no such ticket");
}

#[test]
fn an_answer_by_phone_is_recorded_with_its_moment() {
    let mut stage = at(100, 30, |ticket| {
        ticket.status == Status::Open && ticket.first_response.is_none() && ticket.contract.is_some()
    });
    let ticket = stage.app.ticket().unwrap().clone();
    stage.keys("R \"1 Space \"min Space \"ago");
    let text = stage.text();
    assert!(text.contains("15:19 CET") && text.contains("as of then"), "{text}");
    stage.keys("Tab Tab \"restarted F2");
    let given = stage.now.plus(-60).unwrap();
    let expected = Command::Reply {
        ticket: ticket.id,
        seen: Some(ticket.revision),
        text: "restarted".into(),
        at: Some(given),
        by: Some(ChannelKey::new("phone")),
    };
    assert_eq!(commands(&stage), [expected]);
}

#[test]
fn an_answer_in_the_future_or_before_the_receipt_is_not_sent() {
    let mut stage = at(100, 30, |ticket| ticket.status == Status::Open);
    for (when, why) in [
        ("in Space \"2h", "lies in the future"),
        ("1 Space \"jan Space \"2020 Space \"9:00", "before the receipt"),
        ("soon", "is no moment"),
    ] {
        stage.keys(&format!("R \"{when} Tab Tab \"x F2"));
        assert!(stage.text().contains(why), "{}", stage.text());
        assert_eq!(commands(&stage), []);
        stage.keys("Esc R F8 Esc");
    }
}

#[test]
fn a_hold_says_until_when_on_the_agents_clock_and_is_seen_in_the_list() {
    let mut stage = at(100, 30, |ticket| ticket.status == Status::Open);
    let ticket = stage.app.ticket().unwrap().clone();
    stage.keys("H \"part Tab \"mon Space \"8:00");
    let text = stage.text();
    assert!(text.contains("Mon 08:00 CET") && text.contains("on hold"), "{text}");
    stage.keys("F2");
    let wakes = "2026-11-23T07:00:00Z".parse().unwrap();
    let work = Work::Hold { reason: "part".into(), wakes: Some(wakes) };
    let expected = Command::Work { ticket: ticket.id, seen: Some(ticket.revision), work };
    assert_eq!(commands(&stage), [expected]);
}

#[test]
fn what_a_message_does_is_said_before_it_is_recorded() {
    let mut stage = at(100, 30, |ticket| ticket.status == Status::Waiting);
    let ticket = stage.app.ticket().unwrap().clone();
    stage.keys("i");
    assert!(stage.text().contains("the ticket goes on"), "{}", stage.text());
    stage.keys("\"hello Tab Ctrl-u Tab Right");
    assert!(stage.text().contains("no clock and no status changes"), "{}", stage.text());
    stage.keys("F2");
    let work = Work::Receive { from: None, text: "hello".into(), automatic: true };
    let expected = Command::Work { ticket: ticket.id, seen: Some(ticket.revision), work };
    assert_eq!(commands(&stage), [expected]);
}

#[test]
fn causes_used_lately_are_offered() {
    let mut stage = at(80, 24, |ticket| ticket.status == Status::Open);
    stage.event(Event::Report(Report::Causes(vec!["expired certificate".into(), "cable".into()])));
    stage.keys("x");
    assert!(stage.text().contains("expired certificate"), "{}", stage.text());
    stage.keys("\"ca Down Enter F2");
    let sent = commands(&stage);
    let [Command::Resolve { cause, .. }] = sent.as_slice() else { panic!("{sent:?}") };
    assert_eq!(cause, "cable");
}

#[test]
fn target_times_go_into_a_reply_in_the_customers_language() {
    let mut stage = at(100, 30, |ticket| ticket.status == Status::Open && ticket.contract.is_some());
    stage.keys(",");
    let english = stage.text();
    assert!(english.contains("Say it") && english.contains("‹ "), "{english}");
    stage.keys("Right");
    assert_ne!(stage.text(), english);
    stage.keys("Left Enter");
    assert!(stage.text().contains("Reply to #"), "{}", stage.text());
    assert_eq!(commands(&stage), []);
    let kept = stage.app.unsent();
    let said = &kept[0].fields[0].1;
    assert!(said.len() > 20, "{said}");
    // Inside of the form it is put in where the cursor is.
    stage.keys("Enter \"P.S. Space F6 Enter");
    let twice = &stage.app.unsent()[0].fields[0].1;
    assert_eq!(*twice, format!("{said}\nP.S. {said}"));
}

#[test]
fn a_template_is_looked_at_and_put_into_a_reply() {
    let mut stage = at(100, 30, |ticket| {
        ticket.status == Status::Open && ticket.contract.is_some() && ticket.requester.is_some()
    });
    let id = stage.app.ticket_id().unwrap();
    stage.keys("T");
    let text = stage.text();
    assert!(text.contains("Templates") && text.contains(&format!("#{id}")), "{text}");
    stage.keys("j k Enter");
    let reply = stage.app.unsent()[0].fields[0].1.clone();
    assert!(reply.contains(&format!("#{id}")) && reply.contains("kim"), "{reply}");
    stage.keys("F2");
    assert!(matches!(commands(&stage).as_slice(), [Command::Reply { .. }]));
}

/// What was typed is what is sent: an offer is taken only where it was gone to.
#[test]
fn an_offer_is_not_taken_unasked() {
    let mut stage = at(80, 24, |ticket| ticket.status == Status::Open);
    stage.event(Event::Report(Report::Causes(vec!["cable broken".into()])));
    stage.keys("x \"cable F2");
    let sent = commands(&stage);
    let [Command::Resolve { cause, .. }] = sent.as_slice() else { panic!("{sent:?}") };
    assert_eq!(cause, "cable");
    let mut stage = at(100, 30, |ticket| ticket.status == Status::Open);
    stage.keys("H \"part Tab \"mon F2");
    let wakes = "2026-11-22T23:00:00Z".parse().unwrap();
    let sent = commands(&stage);
    assert!(
        matches!(sent.as_slice(), [Command::Work { work: Work::Hold { wakes: Some(at), .. }, .. }] if *at == wakes),
        "{sent:?}"
    );
}

/// What is typed is noted a moment after the last key, once; emptied again, it is dropped.
#[test]
fn drafts_are_noted_after_a_pause_and_not_without_end() {
    let noted = |stage: &Stage| {
        let of = |effect: &&Effect| matches!(effect, Effect::NoteDraft(_));
        stage.effects.iter().filter(of).count()
    };
    let mut stage = at(80, 24, |ticket| ticket.status == Status::Open);
    stage.keys("r \"Hello");
    assert_eq!(noted(&stage), 0);
    stage.wait(1).wait(1).wait(5);
    assert_eq!(noted(&stage), 1);
    stage.keys("Left");
    stage.wait(1).wait(1);
    assert_eq!(noted(&stage), 1);
    stage.keys("\"!").wait(1);
    assert_eq!(noted(&stage), 2);
    stage.keys("Ctrl-u Ctrl-k").wait(1);
    assert!(stage.effects.iter().any(|effect| matches!(effect, Effect::DropDraft(_))), "{:?}", stage.effects);
    assert!(stage.app.drafts.is_empty());
}

/// The editor's text takes the place of the form's; where it did not come back, the form's stays.
#[test]
fn a_text_comes_back_from_the_editor() {
    let mut stage = at(80, 24, |ticket| ticket.status == Status::Open);
    stage.keys("r \"Hello F4");
    let asked = stage.effects.iter().find_map(|effect| match effect {
        Effect::Edit { layer, text } => Some((*layer, text.clone())),
        _ => None,
    });
    let (layer, text) = asked.unwrap();
    assert_eq!(text, "Hello");
    stage.event(Event::Edited { layer, outcome: Err("the editor is not there".into()) });
    assert!(stage.text().contains("Hello") && stage.text().contains("is not there"), "{}", stage.text());
    stage.event(Event::Edited { layer, outcome: Ok("one\r\ntwo\u{1b}[2J".into()) });
    assert_eq!(stage.app.unsent()[0].fields[0].1, "one\ntwo\u{1b}[2J");
    assert!(stage.text().contains("two␛[2J"), "{}", stage.text());
    stage.keys("F2");
    assert!(matches!(commands(&stage).as_slice(), [Command::Reply { text, .. }] if text.starts_with("one")));
}

#[test]
fn a_customers_language_is_changed_on_screen() {
    let mut stage = at(100, 30, |ticket| ticket.status == Status::Open);
    let customer = stage.app.group().unwrap().customer.clone();
    stage.keys("c e");
    for _ in 0..4 {
        if !stage.text().contains("In which it is written to") {
            stage.keys("Tab");
        }
    }
    stage.keys("Ctrl-u \"sr F2");
    let change = tierdesk::desk::CustomerChange { language: Some("sr".into()), ..Default::default() };
    let seen = Some(customer.revision);
    assert_eq!(commands(&stage), [Command::ChangeCustomer { customer: customer.id, seen, change }]);
    // What was typed for one is not offered for another.
    let mut stage = at(100, 30, |ticket| ticket.status == Status::Open);
    stage.keys("c e \"x Esc");
    let first = stage.app.group().unwrap().customer.id;
    for _ in 0..60 {
        if stage.app.group().is_some_and(|group| group.customer.id == first) {
            stage.keys("j");
        }
    }
    stage.keys("c e");
    assert!(!stage.text().contains("is here again"), "{}", stage.text());
}

/// A ticket that is resolved leaves the list: the next one is selected.
#[test]
fn after_a_resolution_the_next_line_is_selected() {
    let (book, now) = (super::tui_stage::book(), super::tui_stage::NOW.parse().unwrap());
    let (mut rows, files) = super::tui_stage::demo_rows(&book, now);
    let mut stage = Stage::of(rows.clone(), files, &book, (80, 24), true);
    stage.keys("2 j j j");
    let next = stage.app.listing.spot(stage.app.picture.as_ref().unwrap(), stage.app.cursor + 1);
    let resolved = stage.app.ticket_id().unwrap();
    rows.tickets.retain(|ticket| ticket.id != resolved);
    let board = tierdesk::desk::Board::new(rows, &book, now);
    let picture = tierdesk::tui::picture::Picture::new(board);
    stage.event(Event::Report(Report::Picture(std::sync::Arc::new(picture))));
    assert_eq!(stage.app.spot, next);
}
