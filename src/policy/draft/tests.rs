//! Every draft is a pack that passes its own check without a word.

use super::*;

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn written(draft: &Draft) -> String {
    match draft.pack(&Zones::embedded()) {
        Ok(text) => text,
        Err(found) => panic!("{}", found.iter().map(Diagnostic::render).collect::<Vec<_>>().join("\n\n")),
    }
}

#[test]
fn templates_pass_the_check_without_a_word() {
    for with_everything in [false, true] {
        for zone in ["UTC", "Europe/Paris", "America/Sao_Paulo", "Asia/Kathmandu"] {
            let mut draft = Draft::of("acme-support", date("2026-11-22"), zone);
            draft.with_everything = with_everything;
            draft.set_sample_targets();
            let text = written(&draft);
            assert!(
                text.contains("title = \"Acme Support\"")
                    && text.contains("received = \"Fri 2026-11-27 16:30\""),
                "{text}"
            );
        }
    }
}

#[test]
fn answers_stand_in_the_cells_they_name() {
    let mut draft = Draft::of("acme", date("2026-01-01"), "Europe/Berlin");
    draft.tiers = vec![named("silver"), named("gold")];
    draft.hours = hours_of("mon-thu 09:00-12:00 13:00-17:00, fri 09:00-15:00").unwrap();
    draft.holidays = vec!["DE/BY".into()];
    let target = |clock: &str, severity: Option<&str>, tier: Option<&str>, target: &str| DraftTarget {
        clock: clock.into(),
        severity: severity.map(str::to_owned),
        tier: tier.map(str::to_owned),
        target: target.into(),
    };
    draft.targets = vec![
        target("first_response", Some("urgent"), Some("gold"), "1 hour"),
        target("first_response", None, Some("gold"), "8 business hours"),
        target("first_response", Some("urgent"), None, "4 business hours"),
        target("resolution", None, None, "by contract"),
    ];
    assert!(draft.unknown_names().is_empty());
    let text = written(&draft);
    assert!(text.contains("urgent = { silver = \"4 business hours\", gold = \"1 hour\" }"), "{text}");
    assert!(text.contains("low    = { silver = \"best effort\", gold = \"8 business hours\" }"), "{text}");
    assert!(text.contains("all = \"by contract\""), "{text}");
}

#[test]
fn what_cannot_stand_in_a_pack_is_found_and_not_written() {
    let good = Draft::of("acme", date("2026-01-01"), "Europe/Berlin");
    let bad: [fn(&mut Draft); 8] = [
        |draft| draft.time_zone = "Europe/Berlinn".into(),
        |draft| draft.name = "Acme Ltd".into(),
        |draft| draft.hours = vec![("mon-fri".into(), vec!["17:00-09:00".into()])],
        |draft| draft.holidays = vec!["QQ".into()],
        |draft| draft.tiers = vec![("a \"tier\"\n".into(), "x".into())],
        |draft| draft.title = "x\u{202e}\u{1b}[31m".into(),
        |draft| draft.tiers.clear(),
        |draft| draft.severities.push(("urgent".into(), "again".into())),
    ];
    for change in bad {
        let mut draft = good.clone();
        change(&mut draft);
        assert!(draft.pack(&Zones::embedded()).is_err(), "{draft:?}");
    }
    assert_eq!(hours_of("mon-fri"), None);
    assert_eq!(hours_of(""), None);
}

/// Every table that a full template shows as comments is TOML that the format knows.
#[test]
fn what_a_full_template_shows_can_be_taken_in() {
    for table in crate::policy::format::tables() {
        let lines: Vec<String> = crate::policy::format::sample::commented(table)
            .lines()
            .filter_map(|line| line.strip_prefix("#   "))
            .map(str::to_owned)
            .collect();
        assert!(lines.join("\n").parse::<toml::Table>().is_ok(), "{}: {lines:#?}", table.id);
    }
}
