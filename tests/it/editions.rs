//! A contract keeps the edition that it was signed on; moving it to another shows first what that changes for its tier.

use crate::cli_stage::Desk;

/// Two editions of one policy: the later one is faster for `silver` at `high` and slower for `gold` at `low`.
fn desk() -> Desk {
    let pack = include_str!("../packs/good/control.toml");
    let desk = Desk::new();
    std::fs::create_dir(desk.path("packs")).unwrap();
    desk.write("packs/first.toml", pack);
    let next = pack.replacen("edition = 2026-01-01", "edition = 2026-07-01", 1).replacen(
        "4 business hours",
        "2 business hours",
        1,
    );
    assert_eq!(next.matches("2026-07-01").count(), 1);
    assert_ne!(next, pack);
    desk.write("packs/second.toml", next.split("[[examples]]").next().unwrap());
    desk
}

#[test]
fn a_move_to_a_newer_edition_shows_what_changes() {
    let desk = desk();
    desk.ok(&["customer", "add", "Acme"]);
    let add = ["contract", "add", "--customer", "Acme", "--pack", "acme@2026-01-01", "--tier", "silver"];
    desk.ok(&[&add[..], &["--starts", "2026-01-01"]].concat());
    let second = "acme@2026-07-01";
    let told = desk.ok(&["contract", "change", "1", "--pack", second, "--preview"]);
    assert!(told.contains("acme@2026-01-01 -> acme@2026-07-01"), "{told}");
    assert!(told.contains("4 business hours -> 2 business hours"), "{told}");
    // What changes for gold only is not said to a silver contract.
    assert!(!told.contains("business day"), "{told}");
    assert!(told.ends_with("nothing has been changed\n"), "{told}");
    assert_eq!(desk.json(&["contract", "list"])[0]["pack"], "acme@2026-01-01");
}
