//! `tierdesk policy explain`: which row answered, which ones were passed over and why. What is said must be what is done:
//! the engine's own answer is the row that is named, and every row before it does refuse the ticket.

use tierdesk::calendar::{Instant, Zones};
use tierdesk::policy::{Environment, Facts, Packs, SeverityKey, Terms, TierKey};

use crate::cli_stage::Desk;

fn fixture(name: &str) -> String {
    format!("{}/tests/packs/good/{name}.toml", env!("CARGO_MANIFEST_DIR"))
}

/// A store with the pack of rows by first match beside it.
fn desk() -> Desk {
    let desk = Desk::new();
    std::fs::create_dir_all(desk.path("packs")).unwrap();
    std::fs::copy(fixture("matched"), desk.path("packs/matched.toml")).unwrap();
    desk
}

#[test]
fn the_row_that_answers_and_those_before_it() {
    let desk = desk();
    let asked =
        ["policy", "explain", "matched", "--tier", "gold", "--severity", "high", "--channel", "phone"];
    let more = ["--signed", "2023-05-01", "--language", "fr", "--received", "2026-05-22T17:30+02:00"];
    insta::assert_snapshot!("explained", desk.ok(&[&asked[..], &more[..], &["--region", "south"]].concat()));
}

#[test]
fn cells_of_other_tiers_are_counted_and_shown_when_asked() {
    let desk = desk();
    let asked = ["policy", "explain", "b2bee", "--tier", "premium", "--severity", "minor"];
    let at = ["--received", "2026-05-22T23:00+02:00"];
    insta::assert_snapshot!("explained_grid", desk.ok(&[&asked[..], &at[..]].concat()));
    let all = desk.ok(&[&asked[..], &at[..], &["--all"]].concat());
    assert!(all.contains("severity is minor") && !all.contains("--all shows them"), "{all}");
}

#[test]
fn a_severity_that_counts_as_another_and_the_contracts_own_target() {
    let desk = desk();
    let asked = ["policy", "explain", "apizee", "--tier", "gold", "--severity", "major"];
    let more = ["--environment", "development", "--target", "first_response=4 to 6 business hours"];
    let at = ["--received", "2026-03-27T16:30+01:00"];
    insta::assert_snapshot!("explained_own", desk.ok(&[&asked[..], &more[..], &at[..]].concat()));
}

#[test]
fn words_that_the_pack_does_not_know_are_usage_errors() {
    let desk = desk();
    for (args, hint) in [
        (&["matched", "--tier", "glod"][..], "did you mean gold?"),
        (&["matched", "--region", "nroth"], "did you mean north?"),
        (&["matched", "--environment", "test"], "production or development"),
        (&["matched", "--level", "2"], "it has none"),
        (&["photoprism", "--region", "north"], "tells no region apart"),
        (&["matched", "--target", "4 hours"], "names no clock"),
        (&["matched", "--target", "update=4 hours"], "no clock"),
        (&["nothing"], "policy list"),
        (&[], "<PACK>"),
    ] {
        let ran = desk.run(&[&["policy", "explain"], args].concat());
        assert_eq!(ran.code, 2, "{args:?}: {}", ran.err);
        assert!(ran.err.contains(hint), "{args:?}: {}", ran.err);
    }
    assert_eq!(desk.run(&["policy", "explain", "--ticket", "7"]).code, 1);
}

#[test]
fn a_ticket_is_explained_under_its_contract() {
    let desk = desk();
    desk.ok(&["customer", "add", "Acme"]);
    let plan = ["--pack", "matched", "--tier", "gold", "--starts", "2021-06-01"];
    desk.ok(&[&["contract", "add", "--customer", "Acme"], &plan[..]].concat());
    desk.ok(&["ticket", "open", "--customer", "Acme", "--subject", "Printer", "--severity", "low"]);
    let explained = desk.json(&["policy", "explain", "--ticket", "1"]);
    let clock = &explained["clocks"][0];
    assert_eq!(explained["facts"]["signed"], "2021-06-01");
    assert_eq!(clock["target"], "same time on business day 2");
    assert_eq!(clock["passed"][0]["refused_by"], "severity");
    let shown = desk.json(&["ticket", "show", "1"]);
    assert_eq!(clock["due"], shown["clocks"][0]["due"]);
    let words = desk.ok(&["policy", "explain", "--ticket", "1"]);
    assert!(words.starts_with("ticket 1 under contract 1"), "{words}");
}

/// The row that is named is the one that the engine asks, whatever is known of the ticket.
#[test]
fn what_is_explained_is_what_is_done() {
    let zones = std::sync::Arc::new(Zones::embedded());
    let mut packs = Packs::embedded(zones);
    for pack in ["matched", "everything"] {
        packs.add_user(&format!("{pack}.toml"), &std::fs::read(fixture(pack)).unwrap()).unwrap();
    }
    for listed in packs.list() {
        let terms = Terms::of_pack(listed.pack.clone());
        let pack = &listed.pack;
        for at in ["2026-11-19T10:00Z", "2026-11-21T23:00Z"] {
            let received: Instant = at.parse().unwrap();
            for tier in &pack.tiers {
                for severity in &pack.severities {
                    for environment in Environment::ALL {
                        for level in [None, Some(2)] {
                            let facts = Facts {
                                tier: Some(TierKey::new(tier.key.as_str())),
                                severity: Some(SeverityKey::new(severity.key.as_str())),
                                environment,
                                level,
                                region: pack.regions.first().cloned(),
                                kind: pack.kinds.first().cloned(),
                                language: Some("fr".into()),
                                ..Facts::default()
                            };
                            for explained in terms.explain(&facts, received) {
                                let cell = pack.cell(&explained.clock.key, &facts, Some(received));
                                assert_eq!(
                                    cell.map(|cell| cell.place.line),
                                    explained.row.map(|row| row.place.line)
                                );
                                let own = pack.cells.iter().filter(|cell| cell.clock == explained.clock.key);
                                let before =
                                    own.take_while(|one| !cell.is_some_and(|cell| std::ptr::eq(cell, *one)));
                                assert_eq!(before.count(), explained.passed.len());
                                assert!(explained.row.is_none_or(|row| row.place.line > 0));
                            }
                        }
                    }
                }
            }
        }
    }
}
