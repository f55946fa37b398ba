//! Bringing a desk in and out: the real binary on real files.

use std::os::unix::fs::PermissionsExt as _;

use crate::cli_stage::{Desk, Ran};

const HEADER: &str =
    "customer,pack,tier,subject,severity,received,first_response,resolved,status,assignee,reference,text\n";

fn export(desk: &Desk, format: &str) -> String {
    desk.ok(&["export", "--format", format])
}

/// Names, words and zone of another system, `;` and a BOM and CRLF, words of the policy for severities.
#[test]
fn another_systems_file_is_understood() {
    let desk = Desk::new();
    desk.write(
        "theirs.csv",
        "\u{feff}Company;pack;tier;Summary;priority;created;closed;internal\r\nFjord A/S;photoprism;gold;\"slow;\r\nvery\";High;2026-11-03 09:00;;x\r\nFjord A/S;photoprism;gold;old;urgent;2026-11-02 09:00:00;2026-11-02 17:00;y\r\n",
    );
    let refused = desk.run(&["import", "theirs.csv", "--zone", "Europe/Berlin"]);
    assert_eq!(refused.code, 2);
    for words in [
        "\"Company\"; did you mean customer? Say so with --map Company=customer",
        "--map priority=severity",
        "--map internal=COLUMN",
    ] {
        assert!(refused.err.contains(words), "{words}: {}", refused.err);
    }
    let maps = [
        "company=customer",
        "summary=subject",
        "priority=severity",
        "created=received",
        "closed=resolved",
        "internal=",
    ];
    let mut args = vec!["import", "theirs.csv"];
    args.extend(maps.iter().flat_map(|map| ["--map", map]));
    let unzoned = desk.run(&args);
    assert_eq!(unzoned.code, 1);
    assert!(
        unzoned.err.contains("theirs.csv:2: received: ") && unzoned.err.contains("--zone"),
        "{}",
        unzoned.err
    );
    args.extend(["--zone", "Europe/Berlin"]);
    let done = desk.ok(&args);
    assert_eq!(done, "theirs.csv: 1 customer, 1 contract, 2 tickets imported\n");
    let list = desk.json(&["ticket", "list", "--status", "all"]);
    let slow = list.as_array().unwrap().iter().find(|ticket| ticket["number"] == 1).unwrap();
    assert_eq!(slow["subject"], "slow;\r\nvery");
    assert_eq!(slow["severity"], "high");
    assert_eq!(slow["received"], "2026-11-03T08:00:00Z");
    let old = list.as_array().unwrap().iter().find(|ticket| ticket["number"] == 2).unwrap();
    assert_eq!(old["status"], "resolved");
    let contract = desk.json(&["contract", "list"]);
    assert_eq!(contract[0]["starts"], "2026-11-02", "the date of the first ticket under it");
}

/// Several errors at once, named by file, line and column; nothing is imported; --partial leaves out just those.
#[test]
fn rows_that_are_wrong_are_named() {
    let desk = Desk::new();
    let rows = "A,b2bee,basic,one,minor,2026-11-03T09:00:00Z,,,,,R1,\n\
        A,b2bee,basic,two,mnior,2026-11-03T09:00:00Z,,,,,R2,\n\
        A,b2be,basic,three,minor,2026-11-03T09:00:00Z,,,,,R3,\n\
        A,b2bee,basic,four,minor,2026-11-31T09:00:00Z,,,,,R4,\n\
        A,b2bee,basic,five,minor,2026-11-03T09:00:00Z,2026-11-03T08:00:00Z,,,,R5,\n\
        A,b2bee,basic,six,minor,2026-11-03T09:00:00Z,,,resolved,,R6,\n\
        A,b2bee,basic,seven,minor,2026-11-03T09:00:00Z,,,,,R1,\n\
        A,b2bee,basic\n\
        ,b2bee,basic,nine,minor,2026-11-03T09:00:00Z,,,,,R9,\n\
        A,b2bee,basic,ten,minor,2026-11-03T09:00:00Z,,,,,R10,\n";
    desk.write("d.csv", format!("{HEADER}{rows}"));
    let Ran { code, out, err } = desk.run(&["import", "d.csv"]);
    assert_eq!((code, out.as_str()), (1, ""));
    for words in [
        "d.csv:3: severity: \"mnior\" is no severity of b2bee@2019-09-12",
        "d.csv:4: pack: there is no policy pack",
        "d.csv:5: received: ",
        "d.csv:6: first_response: 2026-11-03T08:00:00Z lies before the receipt",
        "d.csv:7: resolved: it is empty, but the ticket is resolved",
        "d.csv:8: reference: \"R1\" stands on line 2 already",
        "d.csv:9: the row has 3 cells where the header has 12",
        "d.csv:10: customer: it is empty",
        "nothing was imported, for 8 rows are wrong",
    ] {
        assert!(err.contains(words), "{words}: {err}");
    }
    assert!(desk.json(&["customer", "list"]).as_array().unwrap().is_empty());
    let partial = desk.run(&["import", "d.csv", "--partial"]);
    assert_eq!(partial.code, 1, "{}", partial.err);
    assert!(partial.out.contains("1 customer, 1 contract, 2 tickets imported"), "{}", partial.out);
    assert!(partial.err.contains("8 rows are left out"), "{}", partial.err);
    let again = desk.run(&["import", "d.csv", "--partial"]);
    assert!(again.out.contains("2 tickets are here already"), "{}", again.out);
}

/// Repeatable without doubles, with references and without; a dry run writes nothing.
#[test]
fn importing_again_adds_nothing() {
    let desk = Desk::new();
    let rows = "A,b2bee,basic,same,minor,2026-11-03T09:00:00Z,,,,,,\nA,b2bee,basic,same,minor,2026-11-03T09:00:00Z,,,,,,\nA,b2bee,basic,named,minor,2026-11-03T09:00:00Z,,,,,R1,\n";
    desk.write("d.csv", format!("{HEADER}{rows}"));
    let dry = desk.ok(&["import", "d.csv", "--dry-run"]);
    assert!(dry.contains("3 tickets would be imported; nothing was written"), "{dry}");
    assert!(desk.json(&["customer", "list"]).as_array().unwrap().is_empty());
    desk.ok(&["import", "d.csv"]);
    let before = export(&desk, "csv");
    desk.ok(&[
        "ticket",
        "open",
        "--customer",
        "A",
        "--subject",
        "by hand",
        "--severity",
        "minor",
        "--received",
        "2026-11-04T09:00:00Z",
    ]);
    desk.write("more.csv", format!("{HEADER}{rows}A,b2bee,basic,by hand,minor,2026-11-04T09:00:00Z,,,,,,\nA,,,new,minor,2026-11-05T09:00:00Z,,,,,,\n"));
    let again = desk.json(&["import", "more.csv"]);
    assert_eq!((again["tickets"].as_i64(), again["here"].as_i64()), (Some(1), Some(4)));
    assert!(export(&desk, "csv").starts_with(&before));
}

/// import -> export -> import -> export changes nothing, byte for byte, in both forms, whatever the texts hold.
#[test]
fn a_round_trip_changes_nothing() {
    let desk = Desk::with("=Kestrel;\"Radio\"", "b2bee", "premium");
    desk.step.set(30);
    desk.ok(&["customer", "add", "日本語 Ltd", "--time-zone", "Asia/Tokyo", "--note", "-1; =2"]);
    desk.ok(&[
        "contract",
        "add",
        "--customer",
        "2",
        "--pack",
        "photoprism",
        "--tier",
        "enterprise",
        "--starts",
        "2025-01-01",
        "--ends",
        "2026-01-01",
    ]);
    desk.ok(&[
        "contract",
        "add",
        "--customer",
        "2",
        "--pack",
        "photoprism",
        "--tier",
        "gold",
        "--starts",
        "2026-01-01",
        "--target",
        "first_response/urgent=2 business hours",
        "--hours",
        "mon-fri 09:00-17:00",
        "--holidays",
        "DE/BY",
        "--zone",
        "Asia/Tokyo",
    ]);
    desk.ok(&["customer", "add", "Without anything"]);
    desk.ok(&["contact", "add", "@Ana", "--customer", "1", "--email", "a@b", "--registered"]);
    let open = |subject: &str, more: &[&str]| {
        let mut args = vec!["ticket", "open", "--customer", "1", "--severity", "minor", "--subject", subject];
        args.extend(more);
        desk.ok(&args);
    };
    open(
        "=cmd|' /C calc'!A0",
        &[
            "--text",
            "- one\r\n+ two;=3\n\t@x\u{1b}[31m",
            "--claimed",
            "critical",
            "--from",
            "a@b",
            "--channel",
            "phone",
        ],
    );
    open(
        "'quoted",
        &[
            "--reference",
            "+R1",
            "--received",
            "2026-11-02T09:00:00+01:00",
            "--assignee",
            "=bo",
            "--kind",
            "change",
        ],
    );
    open("proactive", &["--proactive", "--environment", "development"]);
    open("kept waiting", &[]);
    desk.ok(&[
        "ticket",
        "open",
        "--customer",
        "2",
        "--severity",
        "urgent",
        "--subject",
        "old plan",
        "--received",
        "2025-06-02T09:00:00Z",
    ]);
    desk.ok(&["ticket", "open", "--customer", "3", "--severity", "whatever", "--subject", "no plan"]);
    desk.ok(&["ticket", "wait", "1", "--reason", "a; =b, \"c\""]);
    desk.ok(&["ticket", "resume", "1"]);
    desk.ok(&["ticket", "resolve", "1", "--cause", "-cause"]);
    desk.ok(&["ticket", "reply", "2", "--text", "answer"]);
    desk.ok(&["ticket", "resolve", "2"]);
    desk.ok(&["ticket", "reopen", "2"]);
    desk.ok(&["ticket", "allowance", "2", "--waive", "--reason", "=goodwill: twice"]);
    desk.ok(&["ticket", "wait", "4"]);
    // faults.md D02: the machine's clock was stepped back an hour.
    desk.clock.set(-3600);
    desk.ok(&["ticket", "reply", "3", "--text", "x"]);
    desk.ok(&["ticket", "resolve", "4", "--cause", "y"]);
    for format in ["csv", "jsonl"] {
        let first = export(&desk, format);
        let name = format!("desk.{format}");
        desk.write(&name, &first);
        let copy = Desk::new();
        copy.ok(&["import", desk.path(&name).to_str().unwrap()]);
        assert_eq!(export(&copy, format), first);
        let same = desk.json(&["import", &name]);
        assert_eq!(
            (same["tickets"].as_i64(), same["here"].as_i64(), same["contracts"].as_i64()),
            (Some(0), Some(6), Some(0))
        );
        assert!(copy.ok(&["check"]).contains("sound"));
        // By number: the export straightens what a stepped clock put out of order, and resolved tickets are listed by
        // when they were resolved.
        let tickets = |desk: &Desk| {
            let mut all = desk.json(&["ticket", "list", "--status", "all"]);
            all.as_array_mut().unwrap().sort_by_key(|ticket| ticket["number"].as_i64());
            all
        };
        let (mine, theirs) = (tickets(&desk), tickets(&copy));
        for (mine, theirs) in mine.as_array().unwrap().iter().zip(theirs.as_array().unwrap()) {
            for field in
                ["number", "subject", "status", "flags", "claimed", "requester", "contract", "level", "kind"]
            {
                assert_eq!(mine[field], theirs[field], "{field}");
            }
        }
    }
}

/// faults.md G13: one bad row among many; nothing imported, the row named.
#[test]
fn one_bad_row_among_a_hundred_thousand() {
    let desk = Desk::new();
    let mut file = String::from(HEADER);
    for number in 0..100_000 {
        let at = if number == 77_775 { "yesterday" } else { "2026-11-03T09:00:00Z" };
        file.push_str(&format!(
            "Customer {},b2bee,basic,subject {number},minor,{at},,,,,R{number},\n",
            number % 500
        ));
    }
    desk.write("d.csv", file);
    let ran = desk.run(&["import", "d.csv"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("d.csv:77777: received: \"yesterday\" is no instant"), "{}", ran.err);
    assert!(ran.err.contains("for 1 row is wrong"), "{}", ran.err);
    assert!(desk.json(&["customer", "list"]).as_array().unwrap().is_empty());
}

/// faults.md G03, G14: what is no file of rows is refused at once.
#[test]
fn what_is_no_desk_file_is_refused() {
    let desk = Desk::new();
    rustix::fs::mknodat(rustix::fs::CWD, desk.path("fifo.csv"), rustix::fs::FileType::Fifo, 0o600.into(), 0)
        .unwrap();
    std::os::unix::fs::symlink(desk.path("loop.csv"), desk.path("loop.csv")).unwrap();
    std::fs::create_dir(desk.path("folder.csv")).unwrap();
    let files: [(&str, &[u8], &str); 8] = [
        ("empty.csv", b"", "empty"),
        ("utf16.csv", b"\xff\xfec\0u\0s\0", "UTF-16"),
        ("latin.csv", b"customer,note\nKestrel,caf\xe9\n", "latin.csv:2: note: the text is not UTF-8"),
        ("zip.csv", b"PK\x03\x04rest", "spreadsheet"),
        ("nul.csv", b"cu\0st", "NUL"),
        ("list.jsonl", b"[{\"customer\":\"A\"}]", "one object a line"),
        ("bad.jsonl", b"{\"customer\":\"A\"}\n{\"customer\":}\n", "bad.jsonl:2: no JSON object"),
        ("key.jsonl", b"{\"customer\":\"A\",\"custmer\":\"B\"}\n", "did you mean customer?"),
    ];
    for (name, bytes, words) in files {
        desk.write(name, bytes);
        let ran = desk.run(&["import", name]);
        assert!(ran.code == 1 || ran.code == 2, "{name}");
        assert!(ran.err.contains(words), "{name}: {}", ran.err);
    }
    for (name, words) in [
        ("fifo.csv", "no regular file"),
        ("loop.csv", "symbolic links"),
        ("folder.csv", "folder"),
        ("none.csv", "No such file"),
    ] {
        let ran = desk.run(&["import", name]);
        assert_eq!(ran.code, 2, "{name}");
        assert!(ran.err.contains(words), "{name}: {}", ran.err);
    }
    assert_eq!(desk.run(&["import", "/dev/zero", "--format", "csv"]).code, 2);
    assert_eq!(desk.run(&["import", "/dev/null", "--format", "csv"]).code, 2);
}

/// faults.md I04, A12, C16: never over a file unless told, never through a link, 0600 whatever the umask.
#[test]
fn an_export_is_private_and_writes_over_nothing() {
    let desk = Desk::with("Kestrel", "b2bee", "premium");
    let mut shell = std::process::Command::new("sh");
    let script = "umask 000; \"$T\" export --output out.csv";
    shell
        .args(["-c", script])
        .env("T", assert_cmd::cargo::cargo_bin!("tierdesk"))
        .env("TIERDESK_STORE", desk.path("desk.tierdesk"));
    assert!(
        shell.env("HOME", desk.folder.path()).current_dir(desk.folder.path()).status().unwrap().success()
    );
    assert_eq!(std::fs::metadata(desk.path("out.csv")).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(desk.run(&["export", "--output", "out.csv"]).code, 2);
    desk.ok(&["export", "--output", "out.csv", "--force"]);
    desk.write("target.txt", "precious");
    std::os::unix::fs::symlink(desk.path("target.txt"), desk.path("link.csv")).unwrap();
    assert_eq!(desk.run(&["export", "--output", "link.csv", "--force"]).code, 2);
    assert_eq!(std::fs::read_to_string(desk.path("target.txt")).unwrap(), "precious");
    std::fs::create_dir(desk.path("folder")).unwrap();
    assert_eq!(desk.run(&["export", "--output", "folder", "--force"]).code, 2);
    assert_eq!(desk.run(&["export", "--output", "nowhere/out.csv"]).code, 2);
    let left: Vec<_> = std::fs::read_dir(desk.folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .filter(|name| name.to_string_lossy().contains(".part"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

/// A customer who moved up has one plan after the other; tickets say which by their pack and tier.
#[test]
fn plans_without_dates_follow_each_other() {
    let desk = Desk::new();
    let rows = "A,b2bee,premium,new,minor,2026-11-03T09:00:00Z,,,,,R2,\nA,b2bee,basic,old,minor,2025-11-03T09:00:00Z,,,,,R1,\n";
    desk.write("d.csv", format!("{HEADER}{rows}"));
    desk.ok(&["import", "d.csv"]);
    let contracts = desk.json(&["contract", "list"]);
    let told: Vec<_> = contracts
        .as_array()
        .unwrap()
        .iter()
        .map(|c| (c["tier"].as_str().unwrap(), c["starts"].as_str().unwrap(), c["ends"].as_str()))
        .collect();
    assert_eq!(told, [("basic", "2025-11-03", Some("2026-11-03")), ("premium", "2026-11-03", None)]);
    desk.write("wrong.csv", format!("{HEADER}A,b2bee,basic,late,minor,2026-11-10T09:00:00Z,,,,,R3,\n"));
    let wrong = desk.run(&["import", "wrong.csv"]);
    assert!(
        wrong.err.contains("the contract in force at the receipt is b2bee@2019-09-12 premium"),
        "{}",
        wrong.err
    );
}
