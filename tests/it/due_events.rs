//! The further keys of `tierdesk due`: what has happened to a ticket, language, channel and kind (issue 4).

use std::sync::Arc;

use rstest::rstest;
use serde_json::{Value, json};
use tierdesk::calendar::Zones;
use tierdesk::cli::due::Engine;
use tierdesk::policy::Packs;

/// A pack of a desk's own with a clock of every kind.
const OWN: &str = r#"
format = 1
[pack]
name = "own"
title = "Own"
edition = 2026-01-01
dated = true
source = "A page"
language = "en"
time_zone = "UTC"
channels = ["email", "phone"]
kinds = ["fault", "wish"]
regions = ["north", "south"]
[tiers.one]
name = "One"
[severities.bad]
name = "Bad"
definition = "Bad"
[calendars.office]
hours = { mon-fri = ["09:00-17:00"] }
[[hours]]
calendar = "office"
[clocks.first_response]
name = "First response"
starts = "received"
ends = "first_reply"
[clocks.resolution]
name = "Resolution"
starts = "received"
ends = "resolved"
pauses = ["waiting_for_customer", "resolved"]
[clocks.repair]
name = "Repair"
starts = "work_begun"
ends = ["workaround", "resolved"]
pauses = ["waiting_for_customer"]
[clocks.next]
name = "Next response"
starts = "customer_message"
ends = "reply"
repeats = true
[clocks.round]
name = "Round"
starts = "received"
ends = "reply"
repeats = true
not_in = ["waiting_for_customer"]
[clocks.tidy]
name = "Tidying up"
starts = "received"
ends = "estimate"
not_in = ["resolved"]
until = []
[targets.first_response]
calendar = "office"
all = "1 hour"
[[targets.first_response.exceptions]]
kind = "wish"
target = "2 hours"
[[targets.first_response.exceptions]]
channel = "phone"
language = "fr"
region = "south"
target = "3 hours"
[[targets.first_response.exceptions]]
signed = "before 2022-02-01"
target = "4 hours"
[targets.resolution]
calendar = "office"
all = "4 to 8 hours"
[targets.repair]
calendar = "office"
all = "2 business hours"
[targets.next]
calendar = "office"
all = "2 hours"
[targets.round]
calendar = "office"
all = "6 hours"
[targets.tidy]
calendar = "office"
all = "10 hours"
"#;

fn engine() -> Engine {
    let zones = Arc::new(Zones::embedded());
    let mut packs = Packs::embedded(zones.clone());
    packs.add_user("own.toml", OWN.as_bytes()).unwrap_or_else(|found| panic!("{found:#?}"));
    Engine::new(packs, zones)
}

fn ask(line: &str) -> Value {
    let mut out = Vec::new();
    engine().answer(line.as_bytes(), &mut out);
    serde_json::from_slice(&out).unwrap()
}

/// Monday 2 November 2026, 10:00 UTC, and what is said beside.
fn own(more: &str) -> Value {
    ask(&format!(r#"{{"id":1,"pack":"own","received":"2026-11-02T10:00Z"{more}}}"#))
}

fn due(at: &str) -> Value {
    json!({ "kind": "due", "at": format!("2026-11-{at}:00Z") })
}

#[test]
fn every_clock_is_answered_first_response_and_resolution_first() {
    let line = r#"{"id":1,"pack":"own","received":"2026-11-02T10:00Z"}"#;
    let mut out = Vec::new();
    assert!(engine().answer(line.as_bytes(), &mut out));
    assert_eq!(
        String::from_utf8(out).unwrap(),
        concat!(
            r#"{"id":1,"first_response":{"kind":"due","at":"2026-11-02T11:00:00Z"},"#,
            r#""resolution":{"kind":"due","at":"2026-11-02T18:00:00Z","aim":"2026-11-02T14:00:00Z"},"#,
            r#""repair":{"kind":"due","at":null,"waits_for":"work_begun"},"#,
            r#""next":{"kind":"due","at":null,"waits_for":"customer_message"},"#,
            r#""round":{"kind":"due","at":"2026-11-02T16:00:00Z"},"#,
            r#""tidy":{"kind":"due","at":"2026-11-02T20:00:00Z"}}"#
        )
    );
}

#[test]
fn clocks_run_over_what_has_happened() {
    // Begun at 16:00: an hour that day, and one the next; an hour of waiting on Tuesday hands its open time back.
    let begun = own(r#","events":{"work_begun":"2026-11-02T16:00Z"}"#);
    assert_eq!(begun["repair"], due("03T10:00"));
    let waited = own(
        r#","events":{"work_begun":"2026-11-02T16:00Z"},"paused":[["2026-11-03T09:00Z","2026-11-03T09:30Z"]]"#,
    );
    assert_eq!(waited["repair"], due("03T10:30"));
    // Ended for good by either of its ends; when it was due last stays.
    let ended = own(r#","events":[["work_begun","2026-11-02T16:00Z"],["workaround","2026-11-02T16:30Z"]]"#);
    assert_eq!(
        ended["repair"],
        json!({ "kind": "due", "at": "2026-11-03T10:00:00Z", "ended": "workaround" })
    );
    let resolved = own(r#","events":[["resolved","2026-11-02T16:30Z"]]"#);
    assert_eq!(resolved["repair"], json!({ "kind": "due", "at": null, "ended": "resolved" }));
    // The next response is owed to the first message after a reply, and waits again once it is given.
    let asked = own(
        r#","events":{"reply":["2026-11-02T10:30Z"],"customer_message":["2026-11-02T12:00Z","2026-11-02T13:00Z"]}"#,
    );
    assert_eq!(asked["next"], due("02T14:00"));
    let answered = own(r#","events":{"reply":"2026-11-02T13:30Z","customer_message":"2026-11-02T12:00Z"}"#);
    assert_eq!(answered["next"], json!({ "kind": "due", "at": null, "waits_for": "customer_message" }));
    // An interval begins with each reply, and anew with its whole length where it does not run while the desk waits.
    assert_eq!(own(r#","events":{"first_reply":"2026-11-02T10:30Z"}"#)["round"], due("02T16:30"));
    let anew = own(
        r#","events":{"reply":"2026-11-02T10:30Z"},"paused":[["2026-11-02T11:00Z","2026-11-02T12:00Z"]]"#,
    );
    assert_eq!(anew["round"], due("02T18:00"));
    // A resolution ends whatever else runs.
    assert_eq!(resolved["tidy"]["ended"], "resolved");
    // What has happened never moves the two clocks of every pack.
    for answer in [&begun, &ended, &resolved, &asked] {
        assert_eq!(answer["first_response"], due("02T11:00"));
        assert_eq!(answer["resolution"]["at"], "2026-11-02T18:00:00Z");
    }
}

#[test]
fn events_may_be_written_in_three_ways() {
    let written = [
        r#"{"work_begun":"2026-11-02T16:00Z","reply":["2026-11-02T10:30Z","2026-11-02T16:10Z"]}"#,
        r#"[["reply","2026-11-02T10:30Z"],["work_begun","2026-11-02T16:00Z"],["reply","2026-11-02T17:10+01:00"]]"#,
        r#"[{"event":"reply","at":"2026-11-02T10:30Z"},["work_begun","2026-11-02T16:00Z"],{"at":"2026-11-02T16:10Z","event":"reply"}]"#,
    ];
    let answers = written.map(|events| own(&format!(r#","events":{events}"#)));
    assert_eq!(answers[0]["round"], due("02T22:10"));
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:#?}");
    for nothing in ["null", "[]", "{}"] {
        assert_eq!(own(&format!(r#","events":{nothing}"#)), own(""));
    }
}

#[rstest]
#[case(r#"{"asigned":"2026-11-02T16:00Z"}"#, "there is no event \"asigned\" (did you mean assigned?)")]
#[case(r#"{"assigned":null}"#, "has no moment")]
#[case(r#"[["assigned"]]"#, "has no moment")]
#[case(r#"[{"event":"assigned"}]"#, "has no moment")]
#[case(r#"[{"at":"2026-11-02T16:00Z"}]"#, "names no event")]
#[case(r#"[{"event":"assigned","when":"2026-11-02T16:00Z"}]"#, "unknown key \"when\"")]
#[case(r#"[["assigned","2026-11-02T16:00Z","x"]]"#, "is no event: write")]
#[case(r#""assigned""#, "events is \"assigned\": write")]
#[case(r#"{"assigned":"soon"}"#, "assigned \"soon\" is")]
#[case(r#"{"assigned":"2026-11-02T09:59:59Z"}"#, "lies before the receipt")]
#[case(r#"{"received":"2026-11-02T10:00Z"}"#, "given by itself")]
#[case(r#"[["reply","2026-11-02T12:00Z"],["assigned","2026-11-02T11:00Z"]]"#, "runs backwards")]
#[case(r#"{"reply":["2026-11-02T12:00Z","2026-11-02T11:00Z"]}"#, "runs backwards")]
#[case(r#"{"first_reply":["2026-11-02T12:00Z","2026-11-02T13:00Z"]}"#, "two first replies")]
#[case(r#"{"reply":"2026-11-02T12:00Z","first_reply":"2026-11-02T13:00Z"}"#, "is not the first")]
fn events_that_cannot_be_say_what_would_be_right(#[case] events: &str, #[case] said: &str) {
    // In every pack: what is wrong is wrong whether the pack has a use for it or not.
    for pack in ["own", "otter-video"] {
        let rest = r#""tier":"premium","severity":"high""#;
        let rest = if pack == "own" { "" } else { rest };
        let comma = if rest.is_empty() { "" } else { "," };
        let answer = ask(&format!(
            r#"{{"id":7,"pack":"{pack}",{rest}{comma}"received":"2026-11-02T10:00Z","events":{events}}}"#
        ));
        let error = answer["error"].as_str().unwrap_or_else(|| panic!("{events} was answered: {answer}"));
        assert!(error.contains(said), "{events}: {error}");
        assert_eq!(answer["id"], 7);
    }
}

#[test]
fn rows_are_chosen_by_language_channel_and_kind() {
    let first = |more: &str| own(more)["first_response"].clone();
    assert_eq!(first(r#","kind":"wish""#), due("02T12:00"));
    assert_eq!(first(r#","kind":"fault","language":"fr","channel":"phone""#), due("02T11:00"));
    assert_eq!(first(r#","language":"fr","channel":"phone","region":"south""#), due("02T13:00"));
    assert_eq!(first(r#","language":"fr","channel":"email","region":"south""#), due("02T11:00"));
    assert_eq!(first(r#","signed":"2022-01-31""#), due("02T14:00"));
    assert_eq!(first(r#","signed":"2022-02-01""#), due("02T11:00"));
    for (more, said) in [
        (r#","signed":"31.1.2022""#, "is no date: write the contract's first date as YYYY-MM-DD"),
        (
            r#","kind":"fualt""#,
            "own has no kind of request \"fualt\" (did you mean fault?): write one of fault, wish",
        ),
        (r#","channel":"fax""#, "own has no channel \"fax\": write one of email, phone"),
        (r#","language":"French""#, "is no language: write a code such as en, fr or pt-br"),
        (r#","region":"west""#, "write north-america, europe, north, south"),
    ] {
        let answer = own(more);
        assert!(answer["error"].as_str().is_some_and(|error| error.contains(said)), "{answer}");
    }
    // A pack that tells no kinds apart has no use for one.
    let line = r#"{"id":1,"pack":"otter-video","tier":"premium","severity":"high","kind":"any","language":"fr","received":"2026-11-02T10:00Z"}"#;
    assert_eq!(ask(line)["first_response"], due("02T16:00"));
}

/// Questions in the same words share what was worked out; those that say more must not.
#[test]
fn what_is_remembered_is_kept_apart() {
    let mut engine = engine();
    let lines = [
        r#"{"id":1,"pack":"canonical","tier":"weekday","severity":"severity-1","received":"2026-11-02T10:00Z"}"#,
        r#"{"id":1,"pack":"canonical","tier":"weekday","severity":"severity-1","kind":"declined-release","received":"2026-11-02T10:00Z"}"#,
        r#"{"id":1,"pack":"canonical","tier":"weekday","severity":"severity-1","events":{"workaround":"2026-11-02T11:00Z"},"received":"2026-11-02T10:00Z"}"#,
    ];
    let mut answer = |line: &str| {
        let mut out = Vec::new();
        assert!(engine.answer(line.as_bytes(), &mut out));
        String::from_utf8(out).unwrap()
    };
    let first = lines.map(&mut answer);
    assert!(first[0].contains("T14:00") && first[1].contains("T18:00") && first[2] == first[1], "{first:#?}");
    for _ in 0..2 {
        assert_eq!(lines.map(&mut answer), first);
    }
}
