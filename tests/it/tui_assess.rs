//! Assessing, levels, flags, why and what if at the keyboard: keys in, screen out.

use tierdesk::desk::{Assessment, Command, Flag, Status, Ticket, Work};
use tierdesk::tui::effect::{Effect, Request};

use super::tui_stage::Stage;

fn commands(stage: &Stage) -> Vec<Command> {
    let job = |effect: &Effect| match effect {
        Effect::Ask(Request::Do(job)) => Some(job.commands.clone()),
        _ => None,
    };
    stage.effects.iter().filter_map(job).flatten().collect()
}

fn works(stage: &Stage) -> Vec<Work> {
    let work = |command: Command| match command {
        Command::Work { work, .. } => work,
        other => panic!("{other:?}"),
    };
    commands(stage).into_iter().map(work).collect()
}

/// A desk with the first ticket selected that fits.
fn at(width: u16, height: u16, fits: impl Fn(&Stage, &Ticket) -> bool) -> Stage {
    let mut stage = Stage::demo(width, height);
    stage.keys("2");
    for _ in 0..300 {
        if stage.app.ticket().is_some_and(|ticket| fits(&stage, ticket)) {
            return stage;
        }
        stage.keys("j");
    }
    panic!("no such ticket");
}

fn of_pack(stage: &Stage, ticket: &Ticket, pack: &str) -> bool {
    let contracts = stage.app.picture.as_ref().unwrap().board.contracts();
    let mut contracts = contracts.filter(|(contract, _)| Some(contract.id) == ticket.contract);
    contracts.any(|(contract, _)| contract.pack.name == pack) && ticket.status == Status::Open
}

#[test]
fn an_assessment_shows_what_moves_and_asks_for_a_reason() {
    let mut stage = at(80, 24, |stage, ticket| {
        of_pack(stage, ticket, "photoprism") && ticket.severity.as_str() != "low" && ticket.claimed.is_none()
    });
    let ticket = stage.app.ticket().unwrap().clone();
    stage.keys("s");
    let text = stage.text();
    assert!(
        text.contains(&format!("Assess #{}", ticket.id)) && text.contains("Nothing differs yet"),
        "{text}"
    );
    stage.keys("F2");
    assert!(stage.text().contains("it is assessed like that already"), "{}", stage.text());
    stage.keys("\"l");
    let text = stage.text();
    assert!(text.contains("Resolution:") && text.contains("best effort, no time"), "{text}");
    stage.keys("F2");
    assert!(stage.text().contains("an assessment needs a reason"), "{}", stage.text());
    stage.keys("\"a Space \"question F2");
    let to = Assessment { severity: Some("low".into()), ..Assessment::default() };
    let work = Work::Assess { to, reason: "a question".into() };
    assert_eq!(commands(&stage), [Command::Work { ticket: ticket.id, seen: Some(ticket.revision), work }]);
}

/// The list beside which it is chosen is the policy's; what is open is filled in, or passed over on purpose.
#[test]
fn a_ticket_is_escalated_with_its_check_list() {
    let fits = |stage: &Stage, ticket: &Ticket| {
        of_pack(stage, ticket, "illumeet") && ticket.level == Some(1) && ticket.more().checklist.is_empty()
    };
    let mut stage = at(100, 40, fits);
    stage.keys("e e");
    let text = stage.text();
    assert!(text.contains("Point 1") && text.contains("Steps to reproduce it"), "{text}");
    assert!(text.contains("5 of 5 points of the check list for level 2 are open"), "{text}");
    stage.keys("\"click F2");
    assert!(stage.text().contains("a change of level needs a reason"), "{}", stage.text());
    stage.keys("\"fault F2");
    assert!(stage.text().contains("pass them over on purpose"), "{}", stage.text());
    stage.keys("Right F2");
    let done = works(&stage);
    assert!(
        matches!(&done[0], Work::FillChecklist { level: 2, answer, .. } if answer == "click"),
        "{done:?}"
    );
    assert!(matches!(&done[1], Work::ChangeLevel { to: 2, pass_over: true, .. }), "{done:?}");
    let mut stage = at(100, 40, fits);
    stage.keys("e c F2");
    assert!(stage.text().contains("nothing new is filled in"), "{}", stage.text());
    stage.keys("\"seen F2");
    assert_eq!(works(&stage).len(), 1);
    // There is nothing below level 1.
    let mut stage = at(100, 40, fits);
    stage.keys("e b");
    assert!(stage.text().contains("there is no level below"), "{}", stage.text());
    let mut stage = at(100, 40, |stage, ticket| of_pack(stage, ticket, "b2bee"));
    stage.keys("e e");
    assert!(stage.text().contains("knows no levels"), "{}", stage.text());
}

#[test]
fn a_flag_is_decided_beside_its_rule() {
    let firm = |ticket: &Ticket| ticket.flags.iter().any(|flag| !flag.is_of_allowance());
    let mut stage = at(100, 40, |_, ticket| firm(ticket) && ticket.status == Status::Open);
    let flag: Flag = *stage.app.ticket().unwrap().flags.iter().find(|flag| !flag.is_of_allowance()).unwrap();
    stage.keys("e f");
    let text = stage.text();
    assert!(text.contains(flag.words()), "{text}");
    stage.keys("F2");
    assert!(stage.text().contains("choose what is to be done"), "{}", stage.text());
    stage.keys("Right F2");
    assert!(stage.text().contains("needs a reason"), "{}", stage.text());
    stage.keys("\"agreed F2");
    assert_eq!(works(&stage), [Work::JudgeFlag { flag, accepted: true, reason: "agreed".into() }]);
    let mut stage = at(100, 40, |_, ticket| ticket.flags.is_empty());
    stage.keys("e f");
    assert!(stage.text().contains("has no flag to decide about"), "{}", stage.text());
}

#[test]
fn why_and_what_if_are_read_and_closed() {
    for (width, height) in [(60, 20), (80, 24), (120, 40), (200, 50), (1, 1)] {
        let mut stage = at(width, height, |stage, ticket| of_pack(stage, ticket, "photoprism"));
        stage.keys("K");
        if width >= 80 {
            let text = stage.text();
            assert!(text.contains("Why · #") && text.contains("First response"), "{text}");
        }
        stage.keys("G g g j k PgDn PgUp Enter =");
        if width >= 80 {
            let text = stage.text();
            assert!(
                text.contains("What if · #") && text.contains("Severity") && text.contains("Urgent"),
                "{text}"
            );
        }
        stage.keys("G Esc");
        assert!(stage.app.overlays.is_empty() && commands(&stage).is_empty());
    }
}

#[test]
fn assessing_looks_like_this() {
    for (width, height) in [(80, 24), (120, 40)] {
        let fits = |stage: &Stage, ticket: &Ticket| {
            of_pack(stage, ticket, "photoprism") && ticket.severity.as_str() != "low"
        };
        let mut stage = at(width, height, fits);
        stage.keys("s \"l");
        insta::assert_snapshot!(format!("assess_{width}x{height}"), stage.styled_layer());
        stage.keys("Esc =");
        insta::assert_snapshot!(format!("what_if_{width}x{height}"), stage.styled_layer());
        stage.keys("Esc K");
        insta::assert_snapshot!(format!("why_{width}x{height}"), stage.styled_layer());
    }
}
