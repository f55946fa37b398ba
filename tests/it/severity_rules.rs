//! Severity by rule: what a policy gives a new request, and what counts as another severity; what was claimed stays on
//! record (sla.md part 4).

use crate::cli_stage::Desk;

/// A desk with the pack that says everything there is: a new request is of severity `two`.
fn desk() -> Desk {
    let pack = include_str!("../packs/good/everything.toml");
    let desk = Desk::new();
    std::fs::create_dir(desk.path("packs")).unwrap();
    desk.write("packs/everything.toml", pack);
    desk.ok(&["customer", "add", "Acme"]);
    desk.ok(&[
        "contract",
        "add",
        "--customer",
        "Acme",
        "--pack",
        "everything",
        "--tier",
        "base",
        "--starts",
        "2026-01-01",
    ]);
    desk
}

#[test]
fn a_request_that_claims_nothing_gets_the_policys_severity() {
    let desk = desk();
    let open = ["ticket", "open", "--customer", "Acme", "--subject", "x"];
    let ticket = &desk.json(&open);
    assert_eq!((&ticket["severity"], &ticket["claimed"]), (&"two".into(), &serde_json::Value::Null));
    // The claim is kept beside it, and the desk's own word goes before both.
    let claimed = &desk.json(&[&open[..], &["--claimed", "one"]].concat());
    assert_eq!((&claimed["severity"], &claimed["claimed"]), (&"two".into(), &"one".into()));
    let set = &desk.json(&[&open[..], &["--severity", "one"]].concat());
    assert_eq!(set["severity"], "one");
}

#[test]
fn an_imported_row_without_a_severity_gets_the_policys() {
    let desk = desk();
    desk.write("d.csv", "customer,subject,severity,claimed,received\nAcme,x,,one,2026-11-20T09:00Z\n");
    desk.ok(&["import", "d.csv"]);
    let ticket = &desk.json(&["ticket", "show", "1"]);
    assert_eq!((&ticket["severity"], &ticket["claimed"]), (&"two".into(), &"one".into()));
}

#[test]
fn where_the_policy_has_no_default_a_severity_is_asked_for() {
    let desk = Desk::with("Acme", "b2bee", "basic");
    let ran = desk.run(&["ticket", "open", "--customer", "Acme", "--subject", "x"]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(ran.err.contains("--severity is missing") && ran.err.contains("no-impact"), "{}", ran.err);
}

/// A row of the targets may ask for the language in which the customer is written to.
#[test]
fn a_target_follows_the_customers_language() {
    let pack = include_str!("../packs/good/control.toml").replacen(
        "[targets.first_response.rows]",
        "[[targets.first_response.exceptions]]\nlanguage = \"de\"\ntarget = \"30 minutes\"\n\n[targets.first_response.rows]",
        1,
    );
    let desk = Desk::new();
    std::fs::create_dir(desk.path("packs")).unwrap();
    desk.write("packs/acme.toml", pack);
    desk.ok(&["customer", "add", "Berta", "--language", "de"]);
    desk.ok(&["customer", "add", "Paul", "--language", "fr"]);
    let opened = |customer: &str| {
        let add = ["contract", "add", "--customer", customer, "--pack", "acme", "--tier", "gold"];
        desk.ok(&[&add[..], &["--starts", "2026-01-01"]].concat());
        let open = ["ticket", "open", "--customer", customer, "--subject", "x", "--severity", "high"];
        desk.json(&open)["clocks"][0]["target"].clone()
    };
    assert_eq!((opened("Berta"), opened("Paul")), ("30 minutes".into(), "1 business hour".into()));
}
