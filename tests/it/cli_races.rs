//! Several agents at once, each a process of its own (faults.md B).

use std::process::Stdio;

use crate::cli_stage::{Desk, Ran};

/// Starts all at once, then waits for all.
fn together(desk: &Desk, commands: &[Vec<String>]) -> Vec<Ran> {
    let children: Vec<_> = commands
        .iter()
        .map(|args| {
            let args: Vec<&str> = args.iter().map(String::as_str).collect();
            let mut command = desk.command(&args);
            // Twenty processes on two cores in a debug build need longer than people would be asked to wait.
            command
                .env("TIERDESK_LOCK_WAIT_MS", "60000")
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap()
        })
        .collect();
    children.into_iter().map(|child| child.wait_with_output().unwrap().into()).collect()
}

fn words(args: &[&str]) -> Vec<String> {
    args.iter().map(|word| (*word).to_owned()).collect()
}

/// faults.md B01: of two who saw the same revision, the second is refused with both revisions, and told what the first
/// did; the history has one change.
#[test]
fn two_agents_edit_from_the_same_revision() {
    let desk = Desk::with("Kestrel", "b2bee", "premium");
    let opened = desk.json(&[
        "ticket",
        "open",
        "--customer",
        "Kestrel",
        "--subject",
        "No sound",
        "--severity",
        "critical",
    ]);
    assert_eq!(opened["revision"], 1);
    let ran = together(
        &desk,
        &[
            words(&["ticket", "assign", "1", "bo", "--seen", "1", "--as", "bo"]),
            words(&["ticket", "assign", "1", "cy", "--seen", "1", "--as", "cy"]),
        ],
    );
    let mut codes: Vec<i32> = ran.iter().map(|ran| ran.code).collect();
    codes.sort_unstable();
    assert_eq!(codes, [0, 4], "{}{}", ran[0].err, ran[1].err);
    let refused = ran.iter().find(|ran| ran.code == 4).unwrap();
    assert!(refused.err.contains("you saw revision 1, it is at 2"), "{}", refused.err);
    assert!(refused.err.contains("assigned it to"), "{}", refused.err);
    let ticket = desk.json(&["ticket", "show", "1"]);
    assert_eq!(ticket["events"].as_array().unwrap().len(), 2);
    assert_eq!(ticket["revision"], 2);
}

/// faults.md B02: twenty processes, one incident left: twenty tickets, exactly one inside the allowance.
#[test]
fn twenty_open_a_ticket_with_one_incident_left() {
    let desk = Desk::with("Kestrel", "photoprism", "professional");
    let open = |number: usize| {
        let subject = format!("ticket {number}");
        words(&[
            "ticket",
            "open",
            "--customer",
            "Kestrel",
            "--subject",
            &subject,
            "--severity",
            "low",
            "--json",
        ])
    };
    let ran = together(&desk, &(0..20).map(open).collect::<Vec<_>>());
    let mut numbers = Vec::new();
    let mut flagged = 0;
    for ran in &ran {
        assert_eq!(ran.code, 0, "{}", ran.err);
        let ticket: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        numbers.push(ticket["number"].as_i64().unwrap());
        flagged +=
            usize::from(ticket["flags"].as_array().unwrap().iter().any(|flag| flag == "allowance_spent"));
    }
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=20).collect::<Vec<_>>());
    assert_eq!(flagged, 19);
    let list = desk.json(&["ticket", "list"]);
    let verdicts: Vec<_> = list
        .as_array()
        .unwrap()
        .iter()
        .map(|ticket| ticket["allowance"]["verdict"].as_str().unwrap())
        .collect();
    assert_eq!(verdicts.iter().filter(|verdict| **verdict == "within").count(), 1);
    assert_eq!(verdicts.iter().filter(|verdict| **verdict == "over").count(), 19);
}

/// faults.md B04, B05: eight imports of one file at once bring it in once.
#[test]
fn eight_imports_of_one_file_at_once() {
    let desk = Desk::new();
    let mut file = String::from("customer,pack,tier,subject,severity,received\n");
    for number in 0..25 {
        file.push_str(&format!("Fjord,b2bee,basic,ticket {},minor,2026-11-02T09:00:00Z\n", number / 2));
    }
    desk.write("desk.csv", file);
    let ran = together(&desk, &vec![words(&["import", "desk.csv", "--json"]); 8]);
    let tickets: i64 = ran
        .iter()
        .map(|ran| {
            assert_eq!(ran.code, 0, "{}", ran.err);
            serde_json::from_str::<serde_json::Value>(&ran.out).unwrap()["tickets"].as_i64().unwrap()
        })
        .sum();
    assert_eq!(tickets, 25);
    assert_eq!(desk.json(&["ticket", "list"]).as_array().unwrap().len(), 25);
    assert_eq!(desk.json(&["customer", "list"]).as_array().unwrap().len(), 1);
}
