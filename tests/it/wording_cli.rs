//! Target times in words, templates and languages: as the command line does them.

use crate::cli_stage::Desk;

/// A ticket whose first response is due at 17:00 in Berlin (PhotoPrism gold, urgent, 8 business hours from 09:00).
fn desk() -> Desk {
    let desk = Desk::with("Kestrel Radio", "photoprism", "gold");
    desk.ok(&["contact", "add", "Ana Kovač", "--customer", "1", "--email", "ana@kestrel.example"]);
    desk.ok(&[
        "ticket",
        "open",
        "--customer",
        "1",
        "--subject",
        "No {sound} $(id)",
        "--severity",
        "urgent",
        "--from",
        "ANA@kestrel.example",
        "--received",
        "2026-11-20T08:00:00Z",
    ]);
    desk
}

#[test]
fn target_times_are_said_in_the_customers_language_and_zone() {
    let desk = desk();
    // Nothing is known of the customer: the policy's language and zone.
    let said = desk.json(&["ticket", "say", "1"]);
    assert_eq!((said["language"].as_str(), said["zone"].as_str()), (Some("en"), Some("Europe/Berlin")));
    assert_eq!(
        said["clocks"][0]["text"],
        "You will have our first answer by Friday, 20 November 2026, 17:00 (CET)."
    );
    assert_eq!(said["clocks"][0]["due"], "2026-11-20T16:00:00Z");
    let changed = desk.json(&[
        "customer",
        "change",
        "Kestrel Radio",
        "--language",
        "DE",
        "--time-zone",
        "America/New_York",
    ]);
    assert_eq!((changed["language"].as_str(), changed["revision"].as_i64()), (Some("de"), Some(2)));
    let german = desk.ok(&["ticket", "say", "1"]);
    assert!(
        german.starts_with(
            "Unsere erste Antwort erhalten Sie bis Freitag, 20. November 2026, 11:00 Uhr (EST). "
        ),
        "{german}"
    );
    let french = desk.ok(&["ticket", "say", "1", "--language", "fr-CA", "--zone", "Europe/Paris"]);
    assert!(french.contains("au plus tard le vendredi 20 novembre 2026 à 17:00 (CET)"), "{french}");
    let unknown = desk.run(&["ticket", "say", "1", "--language", "tlh"]);
    assert!(unknown.code == 2 && unknown.err.contains("known are de, en, es, fr"), "{}", unknown.err);
    desk.ok(&["ticket", "reply", "1", "--text", "hello"]);
    assert!(
        desk.ok(&["ticket", "say", "1", "--language", "en"])
            .starts_with("You had our first answer on Friday, 20 November 2026, 05:00 (EST).")
    );
    desk.ok(&["ticket", "wait", "1"]);
    assert!(desk.ok(&["ticket", "say", "1", "--language", "sr"]).contains("miruje dok nam se ne javite"));
}

#[test]
fn a_customer_is_changed_and_a_language_nobody_knows_is_asked_about() {
    let desk = desk();
    let ran = desk.run(&["customer", "change", "1", "--language", "tlh"]);
    assert!(ran.code == 0 && ran.err.contains("cannot be told in tlh"), "{}", ran.err);
    assert_eq!(desk.json(&["customer", "show", "1"])["language"], "tlh");
    assert_eq!(
        desk.json(&["customer", "change", "1", "--language", ""])["language"],
        serde_json::Value::Null
    );
    assert!(
        desk.run(&["customer", "change", "1", "--language", "Deutsch bitte"])
            .err
            .contains("no language's tag")
    );
    assert_eq!(desk.run(&["customer", "change", "1"]).code, 2);
    assert_eq!(desk.run(&["customer", "change", "1", "--time-zone", "Mars/Base"]).code, 2);
    desk.ok(&["customer", "add", "Zwei", "--language", "fr"]);
    assert_eq!(desk.json(&["customer", "show", "Zwei"])["language"], "fr");
}

#[test]
fn a_template_is_filled_for_a_ticket_and_what_is_filled_in_is_text() {
    let desk = desk();
    desk.ok(&["customer", "change", "1", "--language", "de"]);
    let shown = desk.ok(&["ticket", "reply", "1", "--template", "received", "--dry-run"]);
    assert!(shown.starts_with("Guten Tag, Ana Kovač,\n"), "{shown}");
    assert!(
        shown.contains("„No {sound} $(id)“")
            && shown.contains("#1")
            && shown.contains("Dringlichkeit Urgent"),
        "{shown}"
    );
    assert!(
        shown.contains("bis Freitag, 20. November 2026, 17:00 Uhr (CET)") && shown.ends_with("\nana\n"),
        "{shown}"
    );
    assert_eq!(desk.json(&["ticket", "show", "1"])["revision"], 1);
    desk.ok(&["ticket", "reply", "1", "--template", "received-en"]);
    let text = desk.json(&["ticket", "show", "1"])["messages"][0]["text"].as_str().unwrap().to_owned();
    assert!(text.starts_with("Dear Ana Kovač,\n\nthank you"), "{text}");
    let none = desk.run(&["ticket", "reply", "1", "--template", "recieved-en"]);
    assert!(none.code == 1 && none.err.contains("did you mean received-en?"), "{}", none.err);
}

#[test]
fn own_templates_and_languages_lie_in_the_settings_folder() {
    let desk = desk();
    let config = desk.path(".config/tierdesk");
    std::fs::create_dir_all(config.join("templates")).unwrap();
    std::fs::create_dir_all(config.join("phrases")).unwrap();
    desk.write(
        ".config/tierdesk/templates/parts.txt",
        "---\nname: Parts\nasks: part\n---\nPart {part} for {customer}",
    );
    desk.write(".config/tierdesk/templates/bad.md", "---\nname: Bad\n---\n\nDear {contct}");
    let listed = desk.run(&["template", "list"]);
    assert!(listed.out.contains("parts") && listed.out.contains("received-fr"), "{}", listed.out);
    assert!(listed.err.contains("bad.md:5: there is no {contct}; did you mean contact?"), "{}", listed.err);
    let unset = desk.run(&["ticket", "reply", "1", "--template", "parts"]);
    assert!(
        unset.code == 2 && unset.err.contains("parts.txt:5: nothing is known for {part}"),
        "{}",
        unset.err
    );
    let shown = desk.run(&["template", "show", "parts", "--ticket", "1", "--set", "part=A=7"]);
    assert_eq!(shown.out, "Part A=7 for Kestrel Radio\n");
    let check = desk.run(&[
        "template",
        "check",
        ".config/tierdesk/templates/bad.md",
        ".config/tierdesk/templates/parts.txt",
    ]);
    assert!(check.code == 1 && check.out.contains("parts.txt: good"), "{}{}", check.out, check.err);
    let own = desk.ok(&["template", "language", "de"]).replace("Unsere erste Antwort", "Die erste Antwort");
    desk.write(".config/tierdesk/phrases/de.toml", own);
    desk.write(".config/tierdesk/phrases/xx.toml", "language = \"xx\"\n");
    let said = desk.run(&["ticket", "say", "1", "--language", "de"]);
    assert!(said.out.starts_with("Die erste Antwort erhalten Sie"), "{}", said.out);
    assert!(said.err.contains("xx.toml:1"), "{}", said.err);
    assert_eq!(desk.run(&["template", "check", ".config/tierdesk/phrases/xx.toml"]).code, 1);
}
