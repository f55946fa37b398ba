//! Themes and read-only mode on the command line.

use super::cli_stage::Desk;

#[test]
fn themes_are_listed_shown_and_checked() {
    let desk = Desk::new();
    let folder = desk.path(".config/tierdesk/themes");
    std::fs::create_dir_all(&folder).unwrap();
    let listed = desk.json(&["theme", "list"]);
    let names: Vec<&str> =
        listed.as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["terminal-dark", "terminal-light", "high-contrast", "mono", "harbour", "paper"]);

    let shown = desk.ok(&["theme", "show", "high-contrast"]);
    assert!(shown.contains(" missed             bold, reversed\n"), "{shown}");
    assert!(!shown.contains('\x1b'), "no sequences into a pipe");
    let copied = desk.ok(&["theme", "show", "terminal-dark", "--toml"]);
    std::fs::write(folder.join("mine.toml"), copied).unwrap();
    assert_eq!(
        desk.json(&["theme", "show", "mine"])["roles"],
        desk.json(&["theme", "show", "terminal-dark"])["roles"]
    );

    std::fs::write(folder.join("wrong.toml"), "inherits = \"mien\"\n[roles]\nmissed = { fg = \"redd\" }\n")
        .unwrap();
    let file = ".config/tierdesk/themes/wrong.toml";
    let checked = desk.run(&["theme", "check", file, "--json"]);
    assert_eq!(checked.code, 1);
    let report: serde_json::Value = serde_json::from_str(&checked.out).unwrap();
    assert_eq!(report[0]["diagnostics"][0]["help"], "did you mean mine?");
    assert_eq!(report[0]["diagnostics"][1]["line"], 3);
    assert_eq!(desk.run(&["theme", "check", "nowhere.toml"]).code, 2);
    let listed = desk.run(&["theme", "list"]);
    assert_eq!(listed.code, 1);
    assert!(
        listed.out.contains("mine") && listed.err.contains("wrong.toml:3:17"),
        "{}{}",
        listed.out,
        listed.err
    );

    let unknown = desk.run(&["--theme", "monno"]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.err.contains("did you mean mono?"), "{}", unknown.err);
    assert_eq!(desk.run(&["--theme", "mono", "ticket", "list"]).code, 2);
}

/// ux.md 9: everything that writes is refused with 2, by flag and by variable, and what reads goes on.
#[test]
fn read_only_refuses_what_writes() {
    let desk = Desk::with("Kestrel", "b2bee", "basic");
    desk.ok(&["ticket", "open", "--customer", "Kestrel", "--subject", "No sound", "--severity", "minor"]);
    desk.write("more.csv", "kind,customer\ncustomer,Acme\n");
    desk.ok(&["backup", "copy.tierdesk"]);
    let before = desk.json(&["ticket", "show", "1"])["events"].clone();
    let writing: [&[&str]; 16] = [
        &["init"],
        &["customer", "add", "Acme"],
        &["contact", "add", "Ana", "--customer", "Kestrel"],
        &["contract", "add", "--customer", "Kestrel", "--pack", "b2bee", "--tier", "basic"],
        &["import", "more.csv"],
        &["restore", "copy.tierdesk", "--move-aside"],
        &["demo", "--store", "demo.tierdesk", "--no-board"],
        &["ticket", "open", "--customer", "Kestrel", "--subject", "x", "--severity", "minor"],
        &["ticket", "assign", "1", "--me"],
        &["ticket", "reply", "1", "--text", "x"],
        &["ticket", "note", "1", "--text", "x"],
        &["ticket", "wait", "1"],
        &["ticket", "resume", "1"],
        &["ticket", "resolve", "1"],
        &["ticket", "reopen", "1"],
        &["ticket", "allowance", "1", "--waive", "--reason", "x"],
    ];
    for args in writing {
        let flagged: Vec<&str> = args.iter().copied().chain(["--readonly"]).collect();
        let ran = desk.run(&flagged);
        assert_eq!(ran.code, 2, "{args:?}: {}{}", ran.out, ran.err);
        assert!(ran.err.contains("read-only: nothing was written"), "{args:?}: {}", ran.err);
    }
    for args in [&["ticket", "list"][..], &["ticket", "show", "1"], &["customer", "list"], &["check"]] {
        let ran: super::cli_stage::Ran =
            desk.command(args).env("TIERDESK_READONLY", "yes").output().unwrap().into();
        assert_eq!(ran.code, 0, "{args:?}: {}", ran.err);
    }
    let refused: super::cli_stage::Ran =
        desk.command(&["ticket", "wait", "1"]).env("TIERDESK_READONLY", "1").output().unwrap().into();
    assert!(refused.err.contains("unset TIERDESK_READONLY"), "{}", refused.err);
    assert!(!desk.path("demo.tierdesk").exists());
    assert_eq!(desk.json(&["ticket", "show", "1"])["events"], before);
}
