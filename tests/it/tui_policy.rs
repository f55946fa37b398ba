//! A policy, and changes of contracts and customers, on screen: keys in, screen out, what is sent.

use super::tui_stage::Stage;

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
fn the_policy_page_marks_what_applies_to_the_ticket() {
    let mut stage = at(120, 40, |ticket| ticket.contract.is_some());
    stage.keys("c p");
    insta::assert_snapshot!("policy_page_120x40", stage.text());
    assert!(stage.text().contains("▶ "), "{}", stage.text());
    stage.keys("Esc");
    assert!(stage.app.overlays.is_empty());
}

#[test]
fn on_narrow_screens_the_table_goes_by_tier() {
    let mut stage = at(60, 24, |ticket| ticket.contract.is_some());
    stage.keys("c p PgDn");
    insta::assert_snapshot!("policy_page_60x24", stage.text());
}

#[test]
fn every_part_of_the_policy_page_can_be_read_to_its_end() {
    let mut stage = at(80, 24, |ticket| ticket.contract.is_some());
    stage.keys("c p");
    for part in ["Targets", "Hours", "Tiers", "Levels", "Rules", "Assumed"] {
        assert!(stage.text().contains(&format!("[{part}]")), "{}", stage.text());
        stage.keys("End");
        assert!(!stage.text().contains("more below"), "{}", stage.text());
        stage.keys("Home Tab");
    }
    assert!(stage.text().contains("[Targets]"));
}

#[test]
fn without_a_contract_the_policy_page_says_so() {
    let mut stage = at(80, 24, |ticket| ticket.contract.is_none());
    stage.keys("c p");
    assert!(stage.text().contains("nothing is promised"), "{}", stage.text());
}

fn commands(stage: &Stage) -> Vec<tierdesk::desk::Command> {
    use tierdesk::tui::effect::{Effect, Request};
    let of = |effect: &Effect| match effect {
        Effect::Ask(Request::Do(job)) => Some(job.commands.clone()),
        _ => None,
    };
    stage.effects.iter().filter_map(of).flatten().collect()
}

#[test]
fn a_contract_is_changed_with_what_it_moves_shown_before() {
    use tierdesk::desk::{Command, ContractChange};
    let mut stage = at(120, 40, |ticket| ticket.contract.is_some());
    let held = stage.app.ticket().unwrap().contract.unwrap();
    stage.keys("c t");
    assert!(stage.text().contains("Nothing differs yet"), "{}", stage.text());
    stage.keys("F2");
    assert_eq!(commands(&stage), []);
    stage.keys("Right");
    insta::assert_snapshot!("change_contract_120x40", stage.text());
    stage.keys("F2");
    let sent = commands(&stage);
    let [Command::ChangeContract { contract, seen: Some(_), change }] = sent.as_slice() else {
        panic!("{sent:?}\n{}", stage.text())
    };
    assert_eq!(*contract, held);
    assert!(matches!(&**change, ContractChange::Follow { next, .. } if next.tier.as_str() == "gold"));
}

#[test]
fn a_move_down_before_the_end_of_the_term_asks_why() {
    let mut stage = at(80, 24, |ticket| ticket.contract.is_some());
    stage.keys("c t Left");
    assert!(stage.text().contains("say why"), "{}", stage.text());
    stage.keys("F2");
    assert_eq!(commands(&stage), []);
    stage.keys("\"agreed F2");
    assert_eq!(commands(&stage).len(), 1, "{}", stage.text());
}
