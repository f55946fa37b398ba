//! Merging, linking, splitting, tags, watching, marks, and the next ticket: on the command line and on screen.

use tierdesk::desk::{Command, TicketId, Work};
use tierdesk::tui::effect::{Done, Effect, Event, Report, Request};

use crate::cli_stage::Desk;
use crate::tui_stage::Stage;

fn with_tickets(count: usize) -> Desk {
    let desk = Desk::with("Kestrel", "b2bee", "premium");
    desk.step.set(60);
    for number in 1..=count {
        let subject = format!("Fault {number}");
        desk.ok(&["ticket", "open", "--customer", "Kestrel", "--subject", &subject, "--severity", "minor"]);
    }
    desk
}

#[test]
fn a_merged_ticket_lives_on_with_the_earlier_receipt() {
    let desk = with_tickets(2);
    let received = |number: &str| desk.json(&["ticket", "show", number, "--itself"])["received"].clone();
    let (first, second) = (received("1"), received("2"));
    desk.ok(&["ticket", "note", "1", "--text", "a hint"]);
    desk.ok(&["ticket", "tag", "1", "+vip"]);
    insta::assert_snapshot!(desk.ok(&["ticket", "merge", "1", "--into", "2"]).lines().next().unwrap(), @"ticket 1 (revision 4): merged into ticket 2, which lives on");
    let lives = desk.json(&["ticket", "show", "2"]);
    assert_eq!(lives["received"], first);
    assert_eq!(lives["absorbed"], serde_json::json!([1]));
    assert_eq!(lives["tags"], serde_json::json!(["vip"]));
    // It is found under both numbers, with what was written on either.
    let shown = desk.ok(&["ticket", "show", "1"]);
    assert!(shown.starts_with("ticket 1 was merged into ticket 2, which lives on:\n"), "{shown}");
    assert!(shown.contains(", ana, on ticket 1:\n    a hint"), "{shown}");
    let asked = desk.json(&["ticket", "show", "1"]);
    assert_eq!((&asked["number"], &asked["asked"]), (&serde_json::json!(2), &serde_json::json!(1)));
    assert_eq!(desk.json(&["ticket", "show", "1", "--itself"])["merged_into"], 2);
    let ran = desk.run(&["ticket", "assign", "1", "bea"]);
    assert!(ran.err.contains("ticket 1 was merged into ticket 2: work there"), "{}", ran.err);
    desk.ok(&["undo"]);
    let parted = desk.json(&["ticket", "show", "2"]);
    assert_eq!(parted["received"], second);
    assert_eq!(desk.json(&["ticket", "show", "1"])["status"], "open");
    desk.ok(&["check"]);
}

#[test]
fn links_tags_and_watchers_come_and_go() {
    let desk = with_tickets(2);
    desk.ok(&["ticket", "link", "1", "2"]);
    desk.ok(&["ticket", "tag", "1", "+vip", "+slow"]);
    desk.ok(&["ticket", "tag", "1", "-slow"]);
    desk.ok(&["ticket", "watch", "1", "--who", "bea"]);
    let shown = desk.json(&["ticket", "show", "1"]);
    assert_eq!(shown["links"], serde_json::json!([2]));
    assert_eq!(shown["tags"], serde_json::json!(["vip"]));
    assert_eq!(shown["watchers"], serde_json::json!(["bea"]));
    assert_eq!(desk.json(&["ticket", "show", "2"])["links"], serde_json::json!([1]));
    assert_eq!(desk.json(&["ticket", "list", "tag:vip"]).as_array().unwrap().len(), 1);
    desk.ok(&["ticket", "unlink", "2", "1"]);
    desk.ok(&["ticket", "unwatch", "1", "--who", "bea"]);
    let shown = desk.json(&["ticket", "show", "1"]);
    assert_eq!((&shown["links"], &shown["watchers"]), (&serde_json::json!([]), &serde_json::json!([])));
    let ran = desk.run(&["ticket", "tag", "1", "vip"]);
    assert!(ran.err.contains("write +vip or -vip"), "{}", ran.err);
}

#[test]
fn a_part_is_split_off_as_received_with_the_whole() {
    let desk = with_tickets(1);
    let part = desk.json(&["ticket", "split", "1", "--subject", "The second fault", "--text", "and also"]);
    assert_eq!((&part["number"], &part["split_from"]), (&serde_json::json!(2), &serde_json::json!(1)));
    assert_eq!(part["received"], desk.json(&["ticket", "show", "1"])["received"]);
    let ran = desk.run(&["undo"]);
    assert!(ran.err.contains("cannot be undone: a ticket that came in stays"), "{}", ran.err);
}

#[test]
fn one_thing_is_done_to_many_or_to_none() {
    let desk = with_tickets(3);
    desk.ok(&["ticket", "assign", "2", "bea"]);
    let ran = desk.run(&["ticket", "bulk", "--filter", "customer:kestrel", "assign", "bea"]);
    assert_eq!(ran.code, 1);
    insta::assert_snapshot!(format!("{}{}", ran.out, ran.err), @r"
    would be assigned to bea: 2 tickets
      1 Fault 1
      3 Fault 3
      1 are like that already
    error: nothing was done
    hint: --yes does it; one `tierdesk undo` takes it back
    ");
    let done = desk.json(&["ticket", "bulk", "--filter", "customer:kestrel", "--yes", "assign", "bea"]);
    assert_eq!((&done["done"], &done["count"]), (&serde_json::json!(true), &serde_json::json!(2)));
    desk.ok(&["ticket", "resolve", "1"]);
    desk.ok(&["ticket", "resolve", "3"]);
    let ran = desk.run(&["ticket", "bulk", "--tickets", "1,2,3", "wait", "--reason", "x", "--yes"]);
    assert!(
        ran.err.contains("2 of them cannot be done: ticket 1 is resolved: reopen it first; ticket 3 is resolved: reopen it first"),
        "{}",
        ran.err
    );
    assert_eq!(desk.json(&["ticket", "show", "2"])["status"], "open", "nothing of it was done");
    desk.ok(&["undo"]);
    desk.ok(&["undo"]);
    let words = desk.ok(&["undo"]);
    assert!(words.starts_with("undid \"assigned it to bea\" on 2 tickets (#1, #3)"), "{words}");
    assert_eq!(desk.json(&["ticket", "list", "is:unassigned"]).as_array().unwrap().len(), 2);
    desk.ok(&["check"]);
}

#[test]
fn next_is_the_most_urgent_that_can_be_acted_on() {
    let desk = with_tickets(3);
    desk.ok(&["ticket", "wait", "1"]);
    let next = desk.json(&["ticket", "next", "--take"]);
    assert_eq!((&next["number"], &next["assignee"]), (&serde_json::json!(2), &serde_json::json!("ana")));
    assert_eq!(desk.json(&["ticket", "next", "--as", "bea"])["number"], 3);
    assert_eq!(desk.json(&["ticket", "next", "--after", "2"])["number"], 3);
    assert_eq!(desk.json(&["ticket", "next", "--after", "3"])["number"], 2);
    desk.ok(&["ticket", "hold", "3", "--reason", "later"]);
    let ran = desk.run(&["ticket", "next", "--as", "bea"]);
    assert_eq!(
        ran.err,
        "error: nothing that you can act on now: 1 for the customer to answer, 1 on hold, 1 somebody else's\n"
    );
}

fn jobs(stage: &Stage) -> Vec<(u64, Vec<Command>)> {
    let job = |effect: &Effect| match effect {
        Effect::Ask(Request::Do(job)) => Some((job.number, job.commands.clone())),
        _ => None,
    };
    stage.effects.iter().filter_map(job).collect()
}

#[test]
fn marked_tickets_are_acted_on_with_one_question() {
    let mut stage = Stage::demo(120, 40);
    stage.keys("2 Space Space Space");
    assert!(stage.text().contains("3 marked"), "{}", stage.text());
    let marked: Vec<TicketId> = stage.app.marks.iter().copied().collect();
    // Another view and a filter change nothing of it.
    stage.keys("1 / \"zzzz Esc 2");
    assert_eq!(stage.app.marks.iter().copied().collect::<Vec<_>>(), marked);
    stage.keys("m t \"vip F2");
    let text = stage.text();
    assert!(text.contains("Tag: 3 marked tickets?"), "{text}");
    assert!(marked.iter().all(|ticket| text.contains(&format!("#{ticket} "))), "{text}");
    // No by default: nothing is sent, and the marks stay.
    stage.keys("Enter");
    assert!(jobs(&stage).is_empty());
    stage.keys("m t F2 y");
    let [(number, commands)] = &jobs(&stage)[..] else { panic!("{:?}", stage.effects) };
    assert_eq!(commands.len(), 3);
    let tag = |command: &Command| matches!(command, Command::Work { work: Work::Tag { add, .. }, .. } if add == &["vip".to_owned()]);
    assert!(commands.iter().all(tag), "{commands:?}");
    stage.event(Event::Report(Report::Done { number: *number, outcome: Ok(Done::default()) }));
    assert!(stage.app.marks.is_empty());
    assert!(stage.app.drafts.is_empty(), "{:?}", stage.app.drafts);
}

#[test]
fn all_none_and_the_others_are_marked() {
    let mut stage = Stage::demo(80, 24);
    stage.keys("2 * a");
    let all = stage.app.marks.len();
    assert_eq!(all, stage.app.listing.lines.len());
    stage.keys("Space");
    assert_eq!(stage.app.marks.len(), all - 1);
    stage.keys("* i");
    assert_eq!(stage.app.marks.len(), 1);
    stage.keys("* n");
    assert!(stage.app.marks.is_empty());
}

#[test]
fn merging_tells_which_number_lives_on_and_asks() {
    let mut stage = Stage::demo(120, 40);
    stage.keys("2");
    let picture = stage.app.picture.clone().unwrap();
    let pair = picture.board.groups.iter().find_map(|group| match group.rows.as_slice() {
        [one, two, ..] => Some((picture.board.rows[*one].ticket.id, picture.board.rows[*two].ticket.id)),
        _ => None,
    });
    let (one, two) = pair.unwrap();
    while stage.app.ticket_id() != Some(one) {
        stage.keys("j");
    }
    stage.keys(&format!("m m \"{two}"));
    let text = stage.text();
    assert!(text.contains(&format!("#{two} lives on: received")), "{text}");
    stage.keys("F2");
    let text = stage.text();
    assert!(
        text.contains(&format!("Merge #{one} ")) && text.contains(&format!("#{two} lives on.")),
        "{text}"
    );
    stage.keys("y");
    let [(_, commands)] = &jobs(&stage)[..] else { panic!("{:?}", stage.effects) };
    assert!(matches!(&commands[..], [Command::Work { work: Work::Merge { into }, .. }] if *into == two));
}

#[test]
fn the_page_of_a_merged_ticket_is_that_of_the_one_that_lives_on() {
    let mut stage = Stage::demo(80, 24);
    stage.keys("2 Enter");
    let here = stage.app.file.clone().unwrap();
    let gone = TicketId(9_999);
    stage.app.opened = Some(gone);
    let mut joined = here.clone();
    let mut note = joined.events[0].clone();
    note.ticket = Some(gone);
    note.event = tierdesk::desk::Event::Noted { text: "said over there".into() };
    joined.joined = vec![(gone, vec![note])];
    stage.event(Event::Report(Report::Ticket(gone, Some(joined))));
    assert_eq!(stage.app.opened, Some(here.ticket.id));
    let said = format!("#{gone} was merged into #{}", here.ticket.id);
    assert!(stage.text().contains(&said), "{}", stage.text());
    stage.app.size = ratatui::layout::Size::new(80, 300);
    let text = stage.text();
    assert!(text.contains(&format!("on #{gone}: ")) && text.contains("said over there"), "{text}");
}

#[test]
fn next_goes_on_and_wraps() {
    let mut stage = Stage::demo(80, 24);
    stage.keys("2 G N");
    let first = stage.app.ticket_id().unwrap();
    assert!(stage.text().contains("1 of "), "{}", stage.text());
    stage.keys("N");
    assert_ne!(stage.app.ticket_id(), Some(first));
    for _ in 0..200 {
        stage.keys("N");
        if stage.app.ticket_id() == Some(first) {
            return;
        }
    }
    panic!("it never came round");
}
