//! The forms and the ticket's page: keys in, screen out; what is sent, and above all what is not.

use proptest::prelude::*;
use tierdesk::desk::{Command, Flag, Refusal, Revision, Status};
use tierdesk::tui::effect::{Done, Draft, DraftKey, Effect, Event, Job, Report, Request};
use tierdesk::tui::keys::Key;
use tierdesk::tui::source::Trouble;

use super::tui_stage::Stage;

/// Every form, by the key that opens it: on an open ticket, a waiting one and a resolved one.
const FORMS: [&str; 9] = ["r", "n", "w", "W", "x", "X", "A", "o", "C"];

/// Keys that must never change what a customer sees (ux.md 5).
const EASY: [&str; 16] = [
    "Enter",
    "Space",
    "Delete",
    "Backspace",
    "Ctrl-h",
    "Ctrl-j",
    "Ctrl-k",
    "Ctrl-l",
    "Ctrl-a",
    "Ctrl-b",
    "Ctrl-d",
    "Ctrl-s",
    "Alt-Enter",
    "Tab",
    "F3",
    "Esc",
];

fn jobs(stage: &Stage) -> Vec<Job> {
    let job = |effect: &Effect| match effect {
        Effect::Ask(Request::Do(job)) => Some(job.clone()),
        _ => None,
    };
    stage.effects.iter().filter_map(job).collect()
}

fn commands(stage: &Stage) -> Vec<Command> {
    jobs(stage).into_iter().flat_map(|job| job.commands).collect()
}

/// A desk with its first open ticket selected.
fn at_ticket(width: u16, height: u16) -> Stage {
    let mut stage = Stage::demo(width, height);
    select(&mut stage, Status::Open);
    stage
}

fn select(stage: &mut Stage, status: Status) {
    for _ in 0..200 {
        if stage.app.ticket().is_some_and(|ticket| ticket.status == status) {
            return;
        }
        stage.keys("j");
    }
    panic!("no {status:?} ticket");
}

fn answer(stage: &mut Stage, outcome: Result<Done, Trouble>) {
    let number = jobs(stage).last().unwrap().number;
    stage.event(Event::Report(Report::Done { number, outcome }));
}

fn conflict(stage: &mut Stage) -> Revision {
    let ticket = stage.app.ticket().unwrap().clone();
    let is = Revision(ticket.revision.0 + 2);
    stage.change(ticket.id, |file| {
        file.ticket.revision = is;
        file.ticket.assignee = Some("somebody\u{1b}[2J".into());
    });
    answer(stage, Err(Trouble::Refused(Refusal::Conflict { ticket: ticket.id, seen: ticket.revision, is })));
    is
}

#[test]
fn a_reply_is_sent_by_its_own_key_against_what_was_seen() {
    let mut stage = at_ticket(80, 24);
    let ticket = stage.app.ticket().unwrap().clone();
    stage.keys("r \"Hello Enter \"there");
    assert_eq!(commands(&stage), []);
    stage.keys("F2");
    let expected = Command::Reply {
        ticket: ticket.id,
        seen: Some(ticket.revision),
        text: "Hello\nthere".into(),
        at: None,
        by: None,
    };
    assert_eq!(commands(&stage), [expected]);
    assert!(stage.text().contains("saving"), "{}", stage.text());
    // On its way: neither sent twice nor lost.
    stage.keys("F2 Ctrl-o Esc \"x");
    assert_eq!(commands(&stage).len(), 1);
    assert!(stage.text().contains("there"));
    answer(&mut stage, Ok(Done::default()));
    assert!(stage.app.overlays.is_empty());
    assert!(stage.app.drafts.is_empty());
}

/// A question whose change was refused says why and goes away.
#[test]
fn a_refused_question_says_why_and_closes() {
    let mut stage = Stage::demo(80, 24);
    stage.keys("2 / \"tomasz Enter a y");
    conflict(&mut stage);
    assert!(stage.app.overlays.is_empty());
    let notice = stage.app.notice.clone().unwrap();
    assert_eq!(notice.role, tierdesk::tui::theme::Role::Error);
    assert!(notice.text.contains("changed"), "{}", notice.text);
}

#[test]
fn a_conflict_shows_both_versions_and_sends_only_when_told_to() {
    let mut stage = at_ticket(80, 24);
    stage.keys("r \"Hello F2");
    let is = conflict(&mut stage);
    let text = stage.text();
    assert!(
        text.contains("changed meanwhile") && text.contains("you saw") && text.contains("somebody␛[2J"),
        "{text}"
    );
    // The key that sent it does not send it again by itself.
    stage.keys("F2 Enter Space Ctrl-o \"y");
    assert_eq!(commands(&stage).len(), 1);
    stage.keys("F3");
    assert_eq!(commands(&stage).last().unwrap().ticket().unwrap().1, Some(is));
    let mut stage = at_ticket(80, 24);
    stage.keys("r \"Hello F2");
    conflict(&mut stage);
    stage.keys("Esc");
    assert!(stage.text().contains("Hello"));
    assert_eq!(stage.app.unsent().len(), 1);
    assert_eq!(commands(&stage).len(), 1);
}

#[test]
fn what_was_typed_survives_a_locked_store_and_is_offered_again() {
    let mut stage = at_ticket(80, 24);
    stage.keys("n \"remember F2");
    answer(&mut stage, Err(Trouble::Locked("the store is locked by another process".into())));
    let text = stage.text();
    assert!(
        text.contains("remember") && text.contains("locked") && text.contains("the text is kept"),
        "{text}"
    );
    stage.keys("Esc");
    assert!(stage.app.overlays.is_empty());
    assert_eq!(stage.app.drafts.len(), 1);
    stage.keys("n");
    let text = stage.text();
    assert!(text.contains("remember") && text.contains("here again"), "{text}");
    stage.keys("F8");
    assert!(stage.app.drafts.is_empty() && !stage.text().contains("remember"));
    assert!(stage.effects.iter().any(|effect| matches!(effect, Effect::DropDraft(_))));
}

#[test]
fn a_ticket_is_opened_and_its_flags_are_shown_with_words() {
    let mut stage = Stage::demo(120, 40);
    stage.keys("o BackTab Ctrl-u");
    let name = stage
        .app
        .picture
        .as_ref()
        .unwrap()
        .board
        .groups
        .iter()
        .find(|g| g.usage(stage.now).is_some())
        .unwrap()
        .customer
        .name
        .clone();
    stage.event(Event::Paste(name));
    stage.keys("Tab \"It Space \"burns Tab Right");
    stage.keys("F2");
    let sent = commands(&stage);
    let [Command::OpenTicket(new)] = sent.as_slice() else { panic!("{sent:?}\n{}", stage.text()) };
    assert_eq!(new.subject, "It burns");
    assert_eq!(new.received, stage.now);
    let mut ticket = stage.app.picture.as_ref().unwrap().board.rows[0].ticket.clone();
    ticket.flags = vec![Flag::AllowanceSpent, Flag::NotRegistered];
    answer(&mut stage, Ok(Done { tickets: vec![ticket], ..Done::default() }));
    let text = stage.text();
    assert!(text.contains("over the allowance") && text.contains("not a registered contact"), "{text}");
    stage.keys("Enter");
    assert!(stage.app.overlays.is_empty());
}

#[test]
fn what_is_missing_is_said_beside_its_field_and_nothing_is_sent() {
    let mut stage = Stage::demo(80, 24);
    stage.keys("o BackTab Ctrl-u F2");
    let text = stage.text();
    assert!(text.contains("say whose ticket it is") && text.contains("choose how bad it is"), "{text}");
    assert_eq!(commands(&stage), []);
    let mut stage = at_ticket(80, 24);
    stage.keys("r Space Enter F2");
    assert!(stage.text().contains("write the reply first"));
    assert_eq!(commands(&stage), []);
}

#[test]
fn a_customer_is_added_with_a_contract_in_two_steps() {
    let mut stage = Stage::demo(80, 24);
    stage.keys("C \"Nova Tab \"b Tab Right F2");
    let [Command::AddCustomer(new)] = &commands(&stage)[..] else { panic!("{}", stage.text()) };
    assert_eq!(new.name, "Nova");
    let id = tierdesk::desk::CustomerId(99);
    answer(&mut stage, Ok(Done { customers: vec![id], ..Done::default() }));
    let sent = commands(&stage);
    let Some(Command::AddContract(contract)) = sent.last() else { panic!("{sent:?}") };
    assert_eq!((contract.customer, contract.pack.name.as_str()), (id, "b2bee"));
    answer(&mut stage, Ok(Done::default()));
    assert!(stage.app.overlays.is_empty());
}

/// ux.md 11: pasted text is text, however much of it and whatever it looks like.
#[test]
fn pasted_text_is_text() {
    for form in FORMS {
        let mut stage = at_ticket(80, 24);
        stage.keys(form);
        let before = stage.app.overlays.len();
        for text in ["dd:q\n", "q", "\u{1b}[201~:q\r\n", "\u{f}", "y\ny\n"] {
            stage.event(Event::Paste(text.into()));
        }
        assert_eq!(commands(&stage), [], "{form}");
        assert_eq!(stage.app.overlays.len(), before, "{form}");
        assert!(!stage.effects.contains(&Effect::Quit));
        let hostile = stage.text().contains('\u{1b}');
        assert!(!hostile, "{form}");
    }
    let mut stage = at_ticket(80, 24);
    stage.keys("r");
    stage.event(Event::Paste("line of text, quite long\n\u{1b}[201~".repeat(30_000)));
    let start = std::time::Instant::now();
    stage.keys("\"x Up Backspace");
    stage.text();
    // Far more than it takes, even in a debug build on a busy machine.
    assert!(start.elapsed().as_secs() < 10, "{:?}", start.elapsed());
    stage.keys("F2");
    let [Command::Reply { text, .. }] = &commands(&stage)[..] else { panic!() };
    assert!(text.len() > 800_000);
    let mut stage = at_ticket(80, 24);
    stage.keys("r \"kept");
    stage.event(Event::Paste("x".repeat(11 << 20)));
    assert!(stage.text().contains("does not fit") && stage.text().contains("kept"));
}

#[test]
fn easy_keys_send_nothing() {
    for form in FORMS {
        for status in [Status::Open, Status::Waiting] {
            let mut stage = Stage::demo(80, 24);
            select(&mut stage, status);
            stage.keys(form);
            if stage.app.overlays.is_empty() {
                continue;
            }
            for key in EASY {
                stage.keys("\"x").keys(key);
                if stage.app.overlays.is_empty() {
                    stage.app.drafts.clear();
                    stage.keys(form);
                }
            }
            assert_eq!(commands(&stage), [], "{form}");
        }
    }
}

#[test]
fn a_draft_from_another_day_fills_the_form() {
    let mut stage = at_ticket(80, 24);
    let ticket = stage.app.ticket().map(|ticket| ticket.id);
    let key = DraftKey { form: "resolve".into(), ticket };
    stage.app.drafts.push(Draft {
        key,
        fields: vec![("text".into(), "a loose cable".into())],
        kept: 1_795_000_000,
    });
    stage.keys("x");
    assert!(stage.text().contains("a loose cable"));
}

#[test]
fn forms_look_like_this() {
    for (name, keys) in [
        ("reply", "r \"Good Space \"morning"),
        ("note", "n"),
        ("wait", "w"),
        ("resolve", "x"),
        ("assign", "A \"m"),
        ("open", "o \"Nothing Tab Right Right"),
        ("customer", "C \"Nova Tab Right Right"),
    ] {
        for (width, height) in [(80, 24), (120, 40)] {
            let mut stage = at_ticket(width, height);
            stage.keys(keys);
            insta::assert_snapshot!(format!("form_{name}_{width}x{height}"), stage.styled_layer());
        }
    }
    let mut stage = Stage::demo(80, 24);
    select(&mut stage, Status::Waiting);
    stage.keys("W");
    insta::assert_snapshot!("form_resume_80x24", stage.styled_layer());
    let mut stage = at_ticket(80, 24);
    stage.keys("r \"Hello F2");
    insta::assert_snapshot!("form_saving_80x24", stage.styled_layer());
    conflict(&mut stage);
    insta::assert_snapshot!("form_conflict_80x24", stage.styled_layer());
}

#[test]
fn the_page_looks_like_this() {
    for (width, height) in [(60, 20), (80, 24), (120, 40), (200, 50)] {
        let mut stage = at_ticket(width, height);
        stage.keys("Enter");
        insta::assert_snapshot!(
            format!("page_{width}x{height}"),
            stage.styled_in(tierdesk::tui::screen::areas(&stage.app).ticket)
        );
    }
    // The whole page at once.
    let mut stage = at_ticket(80, 250);
    stage.keys("Enter L");
    let page = tierdesk::tui::screen::areas(&stage.app).ticket;
    insta::assert_snapshot!("page_whole", stage.styled_in(page));
    let mut stage = Stage::demo(80, 250);
    select(&mut stage, Status::Waiting);
    stage.keys("Enter");
    insta::assert_snapshot!("page_waiting", stage.styled_in(page));
}

#[test]
fn the_page_keeps_its_place_when_the_width_changes() {
    let mut stage = at_ticket(80, 24);
    stage.keys("Enter");
    stage.text();
    stage.keys("Tab Tab Tab");
    let line = |stage: &Stage| stage.text().lines().nth(3).unwrap().trim().to_owned();
    let before = line(&stage);
    assert!(!before.is_empty());
    for size in [(60, 20), (70, 30), (80, 24)] {
        stage.event(Event::Resize(ratatui::layout::Size::new(size.0, size.1)));
        // A heading that is too long for the width breaks.
        assert!(before.starts_with(&line(&stage)), "{}", stage.text());
    }
}

/// faults.md E: a message and a subject that try to control the terminal.
#[test]
fn hostile_text_on_the_page_is_inert() {
    let mut stage = at_ticket(80, 100);
    let id = stage.app.ticket().unwrap().id;
    stage.change(id, |file| {
        for recorded in &mut file.events {
            recorded.agent = "eve\u{1b}]0;x\u{7}".into();
        }
        let text = format!(
            "\u{1b}[2J\u{202e}evil\u{9b}31m{}\n日本語",
            "a\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}"
        );
        let mut event = file.events[0].clone();
        event.event = tierdesk::desk::Event::Noted { text };
        file.events.push(event);
    });
    stage.keys("Enter");
    let text = stage.text();
    assert!(text.contains("␛[2J") && text.contains("日本語") && text.contains("eve␛]0;x␇"), "{text}");
    assert!(!text.chars().any(|c| c.is_control() && c != '\n' || c == '\u{202e}'));
}

fn any_key() -> impl Strategy<Value = Key> {
    let names = [
        "Enter",
        "Esc",
        "Tab",
        "BackTab",
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
        "Space",
        "F2",
        "F3",
        "F8",
        "Ctrl-o",
        "Ctrl-a",
        "Ctrl-e",
        "Ctrl-w",
        "Ctrl-u",
        "Ctrl-k",
        "Ctrl-y",
        "Alt-b",
        "Alt-f",
        "Ctrl-Left",
        "Ctrl-Right",
        "L",
        "?",
    ];
    prop_oneof![
        prop::sample::select(names.to_vec()).prop_map(|name| Key::named(name).unwrap()),
        prop::char::any().prop_map(Key::char),
        prop::char::range('A', 'z').prop_map(Key::char),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is typed, at whatever size: it is drawn, and nothing breaks.
    #[test]
    fn no_keys_at_no_size_break_a_form(
        form in prop::sample::select(FORMS.to_vec()),
        keys in prop::collection::vec(any_key(), 0..40),
        paste in "\\PC{0,20}|[\\x00-\\x1f]{0,5}|(日本|e\u{301}|\n){0,9}",
        (width, height) in (1u16..140, 1u16..50),
    ) {
        thread_local! { static DESK: std::cell::RefCell<Option<Stage>> = const { std::cell::RefCell::new(None) }; }
        DESK.with_borrow_mut(|desk| {
            let stage = desk.get_or_insert_with(|| at_ticket(80, 24));
            stage.app.overlays.clear();
            stage.app.pending.clear();
            stage.app.drafts.clear();
            stage.event(Event::Resize(ratatui::layout::Size::new(width, height)));
            stage.keys(form);
            stage.event(Event::Paste(paste));
            for (number, key) in keys.into_iter().enumerate() {
                // Stopping and quitting is the runner's.
                stage.event(Event::Key(key));
                if number % 5 == 0 {
                    stage.buffer();
                }
            }
            stage.buffer();
        });
    }
}
