//! The forms of a report: each says what the data says, and nothing of a foreign text acts in it.

use tierdesk::report::form::{self, Section};
use tierdesk::report::{By, Report};

use crate::cli_stage::Desk as Cli;
use crate::report::{Desk, everything};

const HOSTILE: &str = "=cmd|' /C calc'!A0";

/// Two weeks of a small desk with met, missed, open and booked.
fn report(by: &[By], customer: Option<i64>) -> Report {
    let mut desk = Desk::new();
    let steps: Vec<(u8, u8, u16)> =
        (0..60).map(|n: u8| (n.wrapping_mul(37), n.wrapping_mul(11), 300)).collect();
    steps.into_iter().for_each(|step| desk.step(step));
    let mut ask = everything("Europe/Berlin");
    ask.by = by.to_vec();
    ask.customer = customer.map(tierdesk::desk::CustomerId);
    desk.report(&ask)
}

/// Every cell of a CSV, by its own crate.
fn cells(csv: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let head = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let rows = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect());
    (head, rows.collect())
}

#[test]
fn csv_comes_back_as_the_figures_and_runs_nothing() {
    let report = report(&[By::Customer, By::Severity], None);
    let attainment = report.attainment.as_ref().unwrap();
    let (head, rows) = cells(&form::csv(&report, Section::Attainment));
    assert_eq!(head[..5], ["customer", "severity", "clock", "tickets", "met"].map(str::to_owned));
    let mut expected = Vec::new();
    for group in &attainment.groups {
        for clock in &group.clocks {
            let figures =
                [group.tickets, clock.met, clock.missed, clock.open, clock.untimed].map(|n| n.to_string());
            expected.push(
                [vec![group.keys[0].words.clone(), group.keys[1].key.clone()], figures.to_vec()].concat(),
            );
        }
    }
    let told: Vec<Vec<String>> = rows.iter().map(|row| [&row[..2], &row[3..8]].concat()).collect();
    assert_eq!(told, expected);
    let misses = report.misses.as_ref().unwrap();
    assert!(!misses.is_empty(), "the desk has misses");
    let (head, rows) = cells(&form::csv(&report, Section::Misses));
    let column = |name: &str| head.iter().position(|known| known == name).unwrap();
    assert_eq!(rows.len(), misses.len());
    for (row, miss) in rows.iter().zip(misses) {
        assert_eq!(row[column("ticket")], miss.ticket.to_string());
        // faults.md I01: text, and the mark in front of it is all that is different.
        assert_eq!(row[column("subject")], format!("'{HOSTILE}"));
        assert_eq!(row[column("due")], miss.due.to_string());
        assert_eq!(row[column("over_seconds")], miss.over.map(|over| over.to_string()).unwrap_or_default());
        if let Some(cause) = &miss.cause {
            assert_eq!(row[column("cause")], format!("'{cause}"));
        }
    }
    let (head, rows) = cells(&form::csv(&report, Section::Time));
    let column = |name: &str| head.iter().position(|known| known == name).unwrap();
    let sum: u64 = rows.iter().map(|row| row[column("minutes")].parse::<u64>().unwrap()).sum();
    assert_eq!(sum, report.time.as_ref().unwrap().minutes);
    assert!(rows.iter().all(|row| row[column("note")] == "'=1+1"));
}

#[test]
fn the_page_is_well_formed_holds_everything_and_nothing_foreign_acts() {
    let report = report(&[By::Customer, By::Week], None);
    let page = form::html(&report, &Section::ALL);
    assert!(page.contains("Ilex &lt;b&gt;") && !page.contains("<b>"), "escaped");
    for outside in ["<script", "href=", "src=", "url(http", "@import", "javascript:", "//"] {
        let style = page.find("</style>").unwrap();
        assert!(!page[style..].contains(outside), "{outside}");
    }
    assert!(page.matches("url(").count() == page.matches("url(#").count());
    assert_eq!(page.matches("<svg ").count(), page.matches("role=\"img\"").count());
    assert_eq!(page.matches("<svg ").count(), page.matches("<desc ").count());
    assert!(page.matches("<svg ").count() >= 4, "bars, percentiles, allowances, the week");
    balanced(&page);
}

/// Every tag that opens closes, in order; no id twice.
fn balanced(page: &str) {
    let mut open: Vec<&str> = Vec::new();
    let body = page.strip_prefix("<!DOCTYPE html>").unwrap();
    let mut rest = body;
    while let Some(begin) = rest.find('<') {
        let end = begin + rest[begin..].find('>').unwrap();
        let tag = &rest[begin + 1..end];
        rest = &rest[end + 1..];
        let name = tag.trim_start_matches('/').split([' ', '\n']).next().unwrap();
        if let Some(closed) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(closed), "<{tag}>");
        } else if !tag.ends_with('/') {
            open.push(name);
        }
        assert_eq!(tag.matches('"').count() % 2, 0, "<{tag}>");
    }
    assert_eq!(open, Vec::<&str>::new());
    let mut ids: Vec<&str> =
        page.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count);
}

#[test]
fn one_customers_report_names_no_other() {
    let report = report(&[], Some(1));
    let json = form::json(&report).to_string();
    let pages = [
        form::html(&report, &Section::ALL),
        form::text(&report, &Section::ALL, None),
        form::markdown(&report, &Section::ALL),
        json,
    ];
    for page in pages {
        assert!(page.contains("Acme") && !page.contains("Ilex"), "{page}");
    }
}

#[test]
fn markdown_tables_have_as_many_cells_in_every_row() {
    let report = report(&[By::Agent], None);
    let page = form::markdown(&report, &Section::ALL);
    let mut columns = 0;
    for line in page.lines() {
        if !line.starts_with('|') {
            columns = 0;
            continue;
        }
        let bars = line.replace("\\|", "").matches('|').count();
        columns = if columns == 0 { bars } else { columns };
        assert_eq!(bars, columns, "{line}");
    }
    assert!(!page.contains("<b>"));
}

#[test]
fn every_key_of_json_and_csv_is_documented() {
    let report = report(&[By::Tier, By::Month], None);
    let docs = include_str!("../../docs/reports.md");
    fn keys(value: &serde_json::Value, found: &mut Vec<String>) {
        match value {
            serde_json::Value::Object(map) => {
                for (key, value) in map {
                    found.push(key.clone());
                    keys(value, found);
                }
            }
            serde_json::Value::Array(all) => all.iter().for_each(|value| keys(value, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    keys(&form::json(&report), &mut found);
    for section in Section::ALL {
        let csv = form::csv(&report, section);
        found.extend(csv.lines().next().unwrap_or_default().split(',').map(str::to_owned));
    }
    let days = ["tue", "wed", "thu", "fri", "sat"].map(str::to_owned);
    found.retain(|key| !key.is_empty() && !days.contains(key) && key.parse::<u8>().is_err());
    let missing: Vec<_> = found.into_iter().filter(|key| !docs.contains(&format!("`{key}`"))).collect();
    assert_eq!(missing, Vec::<String>::new());
}

#[test]
fn text_lines_fit_a_width_where_one_is_given_and_are_printable() {
    let report = report(&[By::Tier], None);
    let text = form::text(&report, &[Section::Misses], Some(200));
    let table = text.lines().filter(|line| line.contains("photoprism/"));
    assert!(table.map(tierdesk::text::width).all(|width| width <= 200), "{text}");
    assert_eq!(text, tierdesk::text::printable_block(&text, usize::MAX) + "\n");
}

#[test]
fn files_are_written_whole_never_over_others_and_weekly_ones_for_who_was_promised_them() {
    let desk = Cli::with("Kestrel Radio", "otter-video", "premium");
    desk.ok(&["customer", "add", "Basic & Co"]);
    let plan = ["--pack", "otter-video", "--tier", "basic", "--starts", "2026-01-01"];
    desk.ok(&[&["contract", "add", "--customer", "Basic & Co"], &plan[..]].concat());
    desk.ok(&["ticket", "open", "--customer", "1", "--subject", "<i>No sound", "--severity", "critical"]);
    // A week later.
    desk.clock.set(7 * 86_400);
    let out = desk.ok(&["report", "weekly", "--output", "out"]);
    assert!(out.ends_with("1 report\n"), "{out}");
    let page = std::fs::read_to_string(desk.path("out/kestrel-radio-1-2026-W47.html")).unwrap();
    balanced(&page);
    assert!(page.contains("2026-W47") && page.contains("&lt;i&gt;No sound"), "{page}");
    assert!(
        std::fs::read_to_string(desk.path("out/kestrel-radio-1-2026-W47.txt"))
            .unwrap()
            .contains("First response")
    );
    let again = desk.run(&["report", "weekly", "--output", "out"]);
    assert_eq!(again.code, 1, "{}", again.err);
    assert!(again.err.contains("is there already"), "{}", again.err);
    desk.ok(&["report", "weekly", "--output", "out", "--force"]);

    let month = ["report", "all", "--month", "2026-11", "--format"];
    desk.ok(&[&month[..], &["html", "--output", "page.html"]].concat());
    let refused = desk.run(&[&month[..], &["html", "--output", "page.html"]].concat());
    assert_eq!(refused.code, 2, "{}", refused.err);
    let refused = desk.run(&[&month[..], &["csv"]].concat());
    assert!(refused.err.contains("CSV holds one table"), "{}", refused.err);
    let misspelt = desk.run(&["report", "--tier", "premum"]);
    assert!(misspelt.err.contains("did you mean \"premium\"?"), "{}", misspelt.err);
    let json = desk.json(&["report", "misses", "--year", "2026"]);
    assert_eq!(json["misses"][0]["due"], "2026-11-20T12:00:00Z");
    let before = desk.json(&["report", "misses", "--year", "2026", "--at", "2026-11-20T11:00:00Z"]);
    assert_eq!(before["misses"], serde_json::json!([]));
    assert_eq!(before["scope"]["past"], true);
    // A single day, and dates the wrong way round.
    let day =
        desk.json(&["report", "arrivals", "--from", "2026-11-20", "--to", "2026-11-21", "--zone", "UTC"]);
    assert_eq!(day["arrivals"]["hours"]["fri"][10], 1);
    assert_eq!(desk.run(&["report", "--from", "2026-11-21", "--to", "2026-11-20"]).code, 2);
}
