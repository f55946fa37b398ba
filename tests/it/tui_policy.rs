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
