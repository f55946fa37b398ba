//! `tierdesk due` as a process: pipes, exit codes, and the answer for a person (sla.md part 5; faults.md F09, F10).

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Command, Stdio};

use rstest::rstest;

fn tierdesk(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tierdesk"));
    command.arg("due").args(args).env_remove("RUST_BACKTRACE").env("COLUMNS", "100");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn start(args: &[&str]) -> Child {
    tierdesk(args).spawn().unwrap()
}

const LINE: &str = r#"{"id":"a","pack":"photoprism","tier":"gold","severity":"urgent","received":"2026-03-27T16:30:00+01:00"}"#;
const ANSWER: &str = r#"{"id":"a","first_response":{"kind":"due","at":"2026-03-30T14:30:00Z"},"resolution":{"kind":"due","at":"2026-03-31T14:30:00Z"}}"#;

/// The shipped packs answer where the desk's own cannot be read, and it is said that they do not count.
#[test]
fn a_folder_of_packs_that_cannot_be_read_is_said() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("packs"), "no folder").unwrap();
    let store = folder.path().join("desk.tierdesk");
    let mut child = tierdesk(&["--batch", "--store", store.to_str().unwrap()]).spawn().unwrap();
    writeln!(child.stdin.take().unwrap(), "{LINE}").unwrap();
    let done = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&done.stdout).trim_end(), ANSWER);
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(said.contains("the folder of packs") && said.contains("shipped"), "{said}");
}

/// A peer that sends a line and waits gets its answer before it sends the next one.
#[test]
fn a_waiting_peer_is_answered() {
    let mut child = start(&["--batch"]);
    let (mut input, mut output) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
    for _ in 0..3 {
        writeln!(input, "{LINE}").unwrap();
        let mut answer = String::new();
        output.read_line(&mut answer).unwrap();
        assert_eq!(answer.trim_end(), ANSWER);
    }
    drop(input);
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_line_that_fails_makes_the_exit_status_1() {
    let mut child = start(&["--batch"]);
    child.stdin.take().unwrap().write_all(format!("{LINE}\n{{}}\n{LINE}").as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let lines: Vec<String> = String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect();
    assert_eq!((lines[0].as_str(), lines[2].as_str(), lines.len()), (ANSWER, ANSWER, 3));
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stderr.is_empty());
}

/// faults.md F09: the reader goes away; quiet, and without a panic.
#[test]
fn a_closed_pipe_ends_quietly() {
    let mut child = start(&["--batch"]);
    drop(child.stdout.take());
    let mut input = child.stdin.take().unwrap();
    // The program ends while it is still being written to.
    let _ = (0..100_000).try_for_each(|_| writeln!(input, "{LINE}"));
    drop(input);
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!(said, "");
    assert!(!child.wait().unwrap().success());
}

/// faults.md F10: a full device is said, and is no success.
#[test]
fn a_full_device_is_said() {
    for args in [&["--batch"][..], &["--pack", "illumeet", "--received", "2026-01-01T00:00Z"]] {
        let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
        let mut child = tierdesk(args).stdout(full).spawn().unwrap();
        let mut input = child.stdin.take().unwrap();
        let _ = writeln!(input, "{LINE}");
        drop(input);
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(3));
        assert!(String::from_utf8(output.stderr).unwrap().contains("cannot write the output"));
    }
}

fn say(args: &[&str]) -> String {
    let output = tierdesk(args).output().unwrap();
    format!(
        "{}{}[exit {}]",
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
        output.status.code().unwrap()
    )
}

const RECEIVED: [&str; 2] = ["--received", "2026-03-27T16:30+01:00"];

/// The answer for a person: both clocks, the ledger of each day by day, what is assumed.
#[rstest]
#[case::photoprism("photoprism", &["--pack", "photoprism", "--tier", "gold", "--severity", "urgent", "--paused", "2026-03-30T12:00Z/2026-03-31T12:00Z"])]
#[case::holidays("holidays", &["--pack", "photoprism", "--tier", "enterprise", "--severity", "high"])]
#[case::contract("contract", &["--pack", "apizee", "--tier", "gold", "--severity", "major", "--environment", "development", "--target", "first_response=4 to 6 business hours"])]
#[case::union("union", &["--pack", "illumeet", "--level", "1", "--region", "north-america", "--target", "resolution=30 business hours"])]
#[case::plain("plain", &["--pack", "otter-video", "--tier", "premium", "--severity", "medium"])]
fn for_a_person(#[case] name: &str, #[case] args: &[&str]) {
    insta::assert_snapshot!(name, say(&[args, &RECEIVED].concat()));
}

/// The JSON of a single question is a batch's answer without an id.
#[test]
fn json_of_one_question() {
    let args = ["--pack", "photoprism", "--tier", "gold", "--severity", "urgent", "--json"];
    let said = say(&[&args[..], &RECEIVED].concat());
    assert_eq!(said, format!("{}\n[exit 0]", ANSWER.replace(r#""id":"a","#, "")));
}

#[rstest]
#[case(&["--pack", "photoprism"], "--received")]
#[case(&["--pack", "photoprism", "--tier", "gold", "--received", "2026-03-27T16:30+01:00"], "the key severity is missing")]
#[case(&["--pack", "photoprism", "--received", "27 March"], "write it as RFC 3339")]
#[case(&["--pack", "illumeet", "--received", "2026-03-27T16:30Z", "--target", "4 hours"], "names no clock")]
#[case(&["--pack", "illumeet", "--received", "2026-03-27T16:30Z", "--paused", "2026-03-27T16:30Z"], "has no end")]
#[case(&["--pack", "illumeet", "--received", "2026-03-27T16:30Z", "--level", "-1"], "write 1, 2 or 3")]
#[case(&["--pack", "\u{1b}[31m", "--received", "2026-03-27T16:30Z"], "there is no policy pack")]
#[case(&["--batch", "--pack", "illumeet"], "cannot be used with")]
fn wrong_usage_says_what_would_be_right(#[case] args: &[&str], #[case] part: &str) {
    let said = say(args);
    assert!(said.contains(part) && said.ends_with("[exit 2]") && !said.contains('\u{1b}'), "{said}");
}
