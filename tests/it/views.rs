//! Views: resolved tickets on the board, and the agent's own views in a file, on the board and on the command line.

use serde_json::json;
use tierdesk::tui::app::Front;
use tierdesk::tui::effect::Effect;
use tierdesk::tui::listing::{Line, View};

use super::cli_stage::Desk;
use super::tui_stage::Stage;

fn listed(stage: &Stage) -> Vec<i64> {
    let picture = stage.app.listed().unwrap();
    let row = |line: &Line| match line {
        Line::Row(row) => Some(picture.board.rows[*row].ticket.id.0),
        Line::Group(_) => None,
    };
    stage.app.listing.lines.iter().filter_map(row).collect()
}

/// After it was resolved, a ticket can be found and reopened: the newest resolution first, page by page.
#[test]
fn resolved_tickets_are_listed_and_reopened() {
    let mut stage = Stage::demo(120, 40);
    stage.keys("v r");
    assert_eq!(stage.app.view, View::Resolved);
    let picture = stage.app.listed().unwrap().clone();
    assert!(picture.board.rows.iter().all(|row| !row.ticket.is_open()));
    let ends: Vec<_> = listed(&stage)
        .iter()
        .map(|id| picture.row(tierdesk::desk::TicketId(*id)).unwrap().ticket.resolved.unwrap())
        .collect();
    assert!(ends.len() > 50 && ends.is_sorted_by(|a, b| a >= b), "{ends:?}");
    let first = listed(&stage).len();
    stage.keys("G");
    assert!(listed(&stage).len() > first || picture.board.rows.len() < 100, "the next page came");
    stage.keys("g g");
    assert!(stage.text().contains("v r: resolved"), "{}", stage.text());
    // It can be reopened from here, and a filter narrows here too.
    let id = stage.app.ticket_id().unwrap();
    stage.keys(&format!("/ \"#{} Space", id));
    assert_eq!(listed(&stage), [id.0]);
    stage.keys("Esc X");
    assert!(stage.text().contains("Reopen"), "{}", stage.text());
    stage.keys("Esc 1");
    assert_eq!(stage.app.view, View::Grouped);
    stage.keys("/ \"is:resolved Enter");
    assert!(stage.text().contains("the view `resolved` (v r)"), "{}", stage.text());
}

/// What is listed is saved with a name and a key, and the key shows it.
#[test]
fn a_filter_is_saved_as_a_view() {
    let mut stage = Stage::demo(120, 40);
    stage.keys("6 / \"sev:critical Enter v s");
    let form = stage.text();
    assert!(form.contains("is:missed sev:critical"), "{form}");
    stage.keys("\"Burning Tab \"1 F2");
    assert!(stage.text().contains("taken already: 1 is view-customers"), "{}", stage.text());
    stage.keys("Backspace \"7 F2");
    let kept = stage.effects.iter().find_map(|effect| match effect {
        Effect::KeepView(view) => Some(view.clone()),
        _ => None,
    });
    let kept = kept.expect("it is kept");
    assert_eq!((kept.name.as_str(), kept.filter.text()), ("Burning", "is:missed sev:critical"));
    assert!(!stage.effects.iter().any(|effect| matches!(effect, Effect::Ask(_))), "the desk is not asked");
    assert!(stage.text().contains("7: Burning"), "{}", stage.text());
    let there = listed(&stage);
    stage.keys("1");
    assert_ne!(listed(&stage), there);
    stage.keys("7");
    assert_eq!((listed(&stage), stage.app.view), (there.clone(), View::Saved(0)));
    assert_eq!(stage.app.listing.total, there.len(), "`of` counts the view");
    stage.keys("v v");
    assert_eq!(stage.app.view, View::Grouped, "the cycle goes round past the saved ones");
    stage.keys("v n \"burn Enter");
    assert_eq!(stage.app.view, View::Saved(0));
    assert_eq!(stage.app.front, Front::List);
}

#[test]
fn views_are_saved_listed_used_and_removed() {
    let desk = Desk::with("Kestrel Radio", "b2bee", "premium");
    for (subject, severity) in [("No sound", "critical"), ("Price list", "minor")] {
        desk.ok(&["ticket", "open", "--customer", "1", "--subject", subject, "--severity", severity]);
    }
    let saved = desk.json(&["view", "save", "Night", "sev:critical|significant", "due<2h", "--key", "7"]);
    let night =
        json!({ "name": "Night", "key": "7", "filter": "sev:critical|significant due<2h", "by": "customer" });
    assert_eq!(saved, night);
    assert_eq!(desk.json(&["view", "list"]), json!([night]));
    let numbers = |args: &[&str]| -> Vec<i64> {
        let list = desk.json(args);
        list.as_array().unwrap().iter().map(|ticket| ticket["number"].as_i64().unwrap()).collect()
    };
    assert_eq!(numbers(&["ticket", "list", "--view", "night"]), [1]);
    assert_eq!(numbers(&["ticket", "list", "--view", "night", "price"]), [0; 0]);
    assert_eq!(numbers(&["ticket", "list", "!sev:critical"]), [2]);
    assert_eq!(numbers(&["ticket", "list", "\"price list\"", "is:unassigned"]), [2]);
    desk.ok(&["ticket", "resolve", "2", "--cause", "sent"]);
    assert_eq!(numbers(&["ticket", "list", "price"]), [0; 0]);
    assert_eq!(numbers(&["ticket", "list", "price", "is:resolved"]), [2]);
    // What means nothing is an error with its place.
    let ran = desk.run(&["ticket", "list", "sev:critical", "tga:vip"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("at character 14: there is no key `tga:`; did you mean `tag:`?"), "{}", ran.err);
    let ran = desk.run(&["ticket", "list", "sev:critcal"]);
    assert_eq!((ran.code, ran.err.contains("did you mean critical?")), (0, true), "{}", ran.err);
    for (args, words) in [
        (&["view", "save", "X", "is:open", "--key", "1"][..], "`1` is view-customers"),
        (&["view", "save", "X", "is:open", "--key", "7"], "the view \"Night\" is on that key"),
        (&["view", "save", "X", "is:opne"], "did you mean is:open?"),
        (&["view", "save", "X", "is:open", "--key", "Esc"], "Esc always goes back"),
        (&["view", "save", "X", "is:open", "--readonly"], "read-only"),
    ] {
        let ran = desk.run(args);
        assert_eq!((ran.code, ran.err.contains(words)), (2, true), "{args:?}: {}", ran.err);
    }
    let ran = desk.run(&["ticket", "list", "--view", "nihgt"]);
    assert_eq!((ran.code, ran.err.contains("did you mean \"Night\"?")), (1, true), "{}", ran.err);
    desk.ok(&["view", "remove", "NIGHT"]);
    assert_eq!(desk.json(&["view", "list"]), json!([]));
    // A mistake in the file costs the view that it stands in.
    desk.write(
        ".config/tierdesk/views.toml",
        "[[view]]\nname = \"A\"\nfilter = \"is:mised\"\n\n[[view]]\nname = \"B\"\nfilter = \"is:open\"\n",
    );
    let ran = desk.run(&["view", "list", "--json"]);
    assert!(ran.out.contains("\"B\"") && !ran.out.contains("\"A\""), "{}", ran.out);
    assert!(
        ran.err.contains("views.toml:3:10") && ran.err.contains("did you mean is:missed?"),
        "{}",
        ran.err
    );
}
