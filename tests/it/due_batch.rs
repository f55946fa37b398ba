//! `tierdesk due --batch`, line by line (sla.md part 5; faults.md E01, E07, E09, H07).

use std::sync::Arc;

use proptest::prelude::*;
use rstest::rstest;
use tierdesk::calendar::Zones;
use tierdesk::cli::due::{Engine, answer_all};
use tierdesk::policy::Packs;

use crate::calendar_properties::{WINDOW, inside, moment, schedule};
use crate::calendar_walker::{Plain, Walked, at};

fn engine() -> Engine {
    let zones = Arc::new(Zones::embedded());
    Engine::new(Packs::embedded(zones.clone()), zones)
}

/// The answers to some lines, and whether all of them could be answered.
fn ask(lines: &str) -> (String, bool) {
    let mut out = Vec::new();
    let all = answer_all(&mut engine(), &mut lines.as_bytes(), &mut out).unwrap();
    (String::from_utf8(out).unwrap(), all)
}

fn one(line: &str) -> String {
    ask(line).0.trim_end().to_owned()
}

/// The value under `error`, or a panic that shows the answer.
fn error(line: &str) -> String {
    let answer: serde_json::Value = serde_json::from_str(&one(line)).unwrap();
    answer["error"].as_str().unwrap_or_else(|| panic!("{line} was answered: {answer}")).to_owned()
}

#[test]
fn the_example_of_the_specification() {
    let question = r#"{"id":"a","pack":"photoprism","tier":"gold","severity":"urgent","received":"2026-03-27T16:30:00+01:00"}"#;
    let answer = r#"{"id":"a","first_response":{"kind":"due","at":"2026-03-30T14:30:00Z"},"resolution":{"kind":"due","at":"2026-03-31T14:30:00Z"}}"#;
    assert_eq!(ask(question), (format!("{answer}\n"), true));
}

/// Kinds and dues of the five packs, reckoned by hand: `first / resolution`.
#[rstest]
// PhotoPrism: Friday 16:30 leaves half an hour; Easter Friday and Monday (3 and 6 April) are closed.
#[case(
    r#""pack":"photoprism","tier":"gold","severity":"high""#,
    "2026-03-27T16:30+01:00",
    "2026-03-30T14:30:00Z / 2026-04-01T14:30:00Z"
)]
#[case(
    r#""pack":"photoprism","tier":"enterprise","severity":"high""#,
    "2026-03-27T16:30+01:00",
    "2026-03-31T14:30:00Z / 2026-04-09T14:30:00Z"
)]
#[case(
    r#""pack":"photoprism","tier":"professional","severity":"urgent""#,
    "2026-03-27T16:30+01:00",
    "not_covered / not_covered"
)]
#[case(
    r#""pack":"photoprism","tier":"professional","severity":"low""#,
    "2026-03-30T09:00+02:00",
    "2026-04-01T15:00:00Z / best_effort"
)]
// Apizee: by contract; the contract's own hours skip lunch and 8 May.
#[case(r#""pack":"apizee","tier":"gold","severity":"major""#, "2026-05-07T17:00+02:00", "by_contract / none")]
#[case(
    r#""pack":"apizee","tier":"gold","severity":"major","targets":{"first_response":"4 business hours"}"#,
    "2026-05-07T17:00+02:00",
    "2026-05-11T10:00:00Z / none"
)]
#[case(
    r#""pack":"apizee","tier":"gold","severity":"major","targets":{"resolution":"1 business day"}"#,
    "2026-05-07T09:00+02:00",
    "by_contract / 2026-05-07T16:00:00Z"
)]
// Otter Video: a business day of 8 hours; plain hours run through the night and through clock changes.
#[case(
    r#""pack":"otter-video","tier":"basic","severity":"critical""#,
    "2026-03-27T16:30+01:00",
    "2026-03-30T14:30:00Z / none"
)]
#[case(
    r#""pack":"otter-video","tier":"extended","severity":"critical""#,
    "2026-03-28T23:30+01:00",
    "2026-03-29T02:30:00Z / none"
)]
#[case(
    r#""pack":"otter-video","tier":"basic","severity":"low""#,
    "2026-03-28T23:30+01:00",
    "best_effort / none"
)]
#[case(
    r#""pack":"otter-video","tier":"premium","severity":"medium""#,
    "2026-10-24T20:00+02:00",
    "2026-10-25T06:00:00Z / none"
)]
// illumeet: no targets, whatever tier, severity and level; a contract's run in the hours of its level and region.
#[case(r#""pack":"illumeet""#, "2026-03-27T16:30Z", "none / none")]
#[case(
    r#""pack":"illumeet","level":1,"targets":{"first_response":"4 business hours"}"#,
    "2026-01-16T16:00Z",
    "2026-01-19T11:00:00Z / none"
)]
#[case(
    r#""pack":"illumeet","level":1,"region":"north-america","targets":{"first_response":"4 business hours"}"#,
    "2026-01-16T16:00Z",
    "2026-01-16T20:00:00Z / none"
)]
#[case(
    r#""pack":"illumeet","level":1,"region":"europe","targets":{"first_response":"4 business hours"}"#,
    "2026-01-16T16:00Z",
    "2026-01-19T11:00:00Z / none"
)]
#[case(
    r#""pack":"illumeet","level":3,"targets":{"first_response":"4 business hours"}"#,
    "2026-01-16T16:00Z",
    "2026-01-16T20:00:00Z / none"
)]
// B2Bee: each cell in its own window; 08-24 closes for eight hours; Orthodox Easter Monday 2026 is 13 April.
#[case(
    r#""pack":"b2bee","tier":"premium","severity":"critical""#,
    "2026-01-10T23:30+01:00",
    "2026-01-11T07:30:00Z / none"
)]
#[case(
    r#""pack":"b2bee","tier":"basic","severity":"critical""#,
    "2026-01-01T21:30+01:00",
    "2026-01-02T07:30:00Z / none"
)]
#[case(
    r#""pack":"b2bee","tier":"basic","severity":"minor""#,
    "2026-04-09T16:00+02:00",
    "2026-04-16T14:00:00Z / none"
)]
fn policies(#[case] says: &str, #[case] received: &str, #[case] expected: &str) {
    let answer: serde_json::Value =
        serde_json::from_str(&one(&format!(r#"{{{says},"received":"{received}"}}"#))).unwrap();
    let shown = |clock: &str| {
        let target = &answer[clock];
        target["at"]
            .as_str()
            .or_else(|| target["kind"].as_str())
            .unwrap_or_else(|| panic!("{answer}"))
            .to_owned()
    };
    assert_eq!(format!("{} / {}", shown("first_response"), shown("resolution")), expected);
}

/// In development Apizee's major counts as minor: the answer is the same as for minor (both by contract), and a target of
/// the contract's own holds there too.
#[test]
fn environment_is_production_or_development() {
    let ask = |environment: &str| {
        one(&format!(
            r#"{{"id":1,"pack":"apizee","tier":"gold","severity":"major","environment":{environment},"received":"2026-03-27T16:30+01:00"}}"#
        ))
    };
    assert_eq!(ask("\"development\""), ask("\"production\""));
    assert_eq!(ask("null"), ask("\"production\""));
    assert!(ask("\"staging\"").contains("write production or development"));
}

#[rstest]
#[case(r#"[["2026-03-28T00:00Z","2026-03-30T07:00Z"]]"#, "2026-03-31T14:30:00Z")] // no open time
#[case(r#"[["2026-03-30T10:00Z","2026-03-30T11:00Z"]]"#, "2026-03-31T15:00:00Z")]
#[case(
    r#"[["2026-03-30T10:00Z","2026-03-30T11:00Z"],["2026-03-30T10:15Z","2026-03-30T10:30Z"]]"#,
    "2026-03-31T15:00:00Z"
)]
#[case(r#"[["2026-03-31T14:30Z","2026-04-02T11:00Z"]]"#, "2026-03-31T14:30:00Z")] // begins at the due instant
#[case(r#"[["2020-01-01T00:00Z","2026-03-27T15:00Z"]]"#, "2026-03-31T14:30:00Z")] // before receipt
#[case(r#"[["2026-03-27T10:00Z","2026-03-27T10:00Z"]]"#, "2026-03-31T14:30:00Z")]
#[case("[]", "2026-03-31T14:30:00Z")]
fn only_the_resolution_pauses(#[case] paused: &str, #[case] resolution: &str) {
    // The first case of the one hour that runs over closing time: 15:30Z to 17:00 local is 14:30Z the day after.
    let line = format!(
        r#"{{"id":1,"pack":"photoprism","tier":"gold","severity":"urgent","received":"2026-03-27T16:30+01:00","paused":{paused}}}"#
    );
    let resolution = if resolution == "2026-03-31T15:00:00Z" { "2026-04-01T07:30:00Z" } else { resolution };
    let expected = format!(
        r#"{{"id":1,"first_response":{{"kind":"due","at":"2026-03-30T14:30:00Z"}},"resolution":{{"kind":"due","at":"{resolution}"}}}}"#
    );
    assert_eq!(one(&line), expected);
}

#[rstest]
#[case(
    r#""pack":"photoprism","at":"2026-03-27T16:30+01:00""#,
    r#""open":true,"until":"2026-03-27T16:00:00Z""#
)]
#[case(
    r#""pack":"photoprism","tier":"gold","severity":"urgent","at":"2026-12-24T18:00+01:00""#,
    r#""open":false,"opens":"2026-12-28T08:00:00Z""#
)]
#[case(
    r#""pack":"apizee","tier":"gold","at":"2026-03-27T12:00+01:00""#,
    r#""open":false,"opens":"2026-03-27T13:00:00Z""#
)]
#[case(
    r#""pack":"otter-video","tier":"premium","at":"2026-03-28T12:00+01:00""#,
    r#""open":true,"until":null"#
)]
#[case(
    r#""pack":"otter-video","tier":"basic","at":"2026-03-28T12:00+01:00""#,
    r#""open":false,"opens":"2026-03-30T07:00:00Z""#
)]
#[case(
    r#""pack":"illumeet","level":1,"at":"2026-01-16T20:00Z""#,
    r#""open":false,"opens":"2026-01-19T08:00:00Z""#
)]
#[case(
    r#""pack":"illumeet","level":1,"region":"north-america","at":"2026-01-16T09:00Z""#,
    r#""open":true,"until":"2026-01-16T22:00:00Z""#
)]
#[case(r#""pack":"illumeet","level":3,"at":"2026-01-17T09:00Z""#, r#""open":true,"until":null"#)]
#[case(
    r#""pack":"b2bee","tier":"standard","severity":"critical","at":"2026-01-10T23:30+01:00""#,
    r#""open":true,"until":"2026-01-10T23:00:00Z""#
)]
#[case(
    r#""pack":"b2bee","tier":"basic","severity":"minor","at":"2026-01-07T12:00+01:00""#,
    r#""open":false,"opens":"2026-01-08T08:00:00Z""#
)]
fn hours(#[case] says: &str, #[case] answer: &str) {
    assert_eq!(one(&format!(r#"{{"id":1,"query":"hours",{says}}}"#)), format!(r#"{{"id":1,{answer}}}"#));
}

const PARIS: &str = r#""calendar":{"tz":"Europe/Paris","weekly":{"mon":[["09:00","12:00"],["14:00","18:00"]]},"holidays":["2026-05-04"]}"#;

#[rstest]
#[case(r#""start":"2026-04-27T08:00Z","seconds":28800"#, r#""due":"2026-05-11T09:00:00Z""#)]
#[case(r#""start":"2026-04-27T08:00Z","seconds":0"#, r#""due":"2026-04-27T08:00:00Z""#)]
#[case(r#""from":"2026-04-27T00:00Z","to":"2026-05-12T00:00Z""#, r#""open_seconds":50400"#)]
#[case(r#""from":"2026-05-12T00:00Z","to":"2026-04-27T00:00:00.9Z""#, r#""open_seconds":-50400"#)]
#[case(r#""from":"2026-05-12T00:00Z","to":"2026-05-12T00:00Z""#, r#""open_seconds":0"#)]
fn calendars_of_the_questions_own(#[case] asks: &str, #[case] answer: &str) {
    assert_eq!(one(&format!(r#"{{"id":1,{PARIS},{asks}}}"#)), format!(r#"{{"id":1,{answer}}}"#));
}

/// Overlapping intervals are a union; 24:00 is an end; hours and days in any order.
#[test]
fn intervals_may_overlap() {
    let line = r#"{"id":1,"calendar":{"weekly":{"sun":[["20:00","24:00"],["22:00","23:00"],["00:00","01:00"]],"mon":[]},"tz":"UTC"},"from":"2026-03-01T00:00Z","to":"2026-03-08T00:00Z"}"#;
    assert_eq!(one(line), r#"{"id":1,"open_seconds":18000}"#);
}

/// `id` comes back as it was given, in answers and in errors; without one it is null.
#[rstest]
#[case(r#"{"id":1.50,"pack":"illumeet","received":"2026-01-01T00:00Z"}"#, r#"{"id":1.50,"#)]
#[case(r#"{"id":"\u0061\"b","pack":"illumeet","received":"2026-01-01T00:00Z"}"#, r#"{"id":"\u0061\"b","#)]
#[case(
    r#"{"id":{"x": [1, null]},"pack":"illumeet","received":"2026-01-01T00:00Z"}"#,
    r#"{"id":{"x": [1, null]},"#
)]
#[case(r#"{"id":null,"pack":"illumeet","received":"2026-01-01T00:00Z"}"#, r#"{"id":null,"first"#)]
#[case(r#"{"pack":"illumeet","received":"2026-01-01T00:00Z"}"#, r#"{"id":null,"first"#)]
#[case(
    r#"{"pack":"illumeet","received":"2026-01-01T00:00Z","pack":"illumeet","id":[7]}"#,
    r#"{"id":[7],"error""#
)]
#[case(r#"{"nonsense":1,"id":"last"}"#, r#"{"id":"last","error""#)]
#[case(r#"{"id":12345678901234567890123,"pack":1}"#, r#"{"id":12345678901234567890123,"error""#)]
fn ids_come_back(#[case] line: &str, #[case] begins: &str) {
    assert!(one(line).starts_with(begins), "{}", one(line));
}

#[test]
fn every_error_says_what_would_be_right() {
    let ticket = r#""id":1,"pack":"photoprism","tier":"gold","severity":"urgent""#;
    let received = r#""received":"2026-03-27T16:30+01:00""#;
    let calendar = |tz: &str, mon: &str, rest: &str| {
        format!(
            r#"{{"calendar":{{"tz":"{tz}","weekly":{{"mon":{mon}}}{rest}}},"start":"2026-01-01T00:00Z","seconds":1}}"#
        )
    };
    let lines = [
        String::new(),
        "nonsense".into(),
        "[1]".into(),
        "{}".into(),
        format!("{{{ticket},{received}}} x"),
        format!("{{{ticket}}}"),
        format!(r#"{{"id":1,"tier":"gold",{received}}}"#),
        format!(r#"{{"id":1,"pack":"photoprism",{received}}}"#),
        format!(r#"{{"id":1,"pack":"photoprism","tier":"gold",{received}}}"#),
        format!(r#"{{"id":1,"pack":"PhotoPrism","tier":"gold","severity":"urgent",{received}}}"#),
        format!(r#"{{"id":1,"pack":"b2bee@2024-05-01","tier":"basic","severity":"minor",{received}}}"#),
        format!(r#"{{"id":1,"pack":"photoprism","tier":"premium","severity":"urgent",{received}}}"#),
        format!(r#"{{"id":1,"pack":"photoprism","tier":"gold","severity":"Urgent",{received}}}"#),
        format!(r#"{{{ticket},"sevrity":"urgent",{received}}}"#),
        format!(r#"{{{ticket},"tier":"gold",{received}}}"#),
        format!(r#"{{{ticket},"region":"asia",{received}}}"#),
        format!(r#"{{{ticket},"level":4,{received}}}"#),
        format!(r#"{{{ticket},"level":"1",{received}}}"#),
        format!(r#"{{{ticket},"environment":"test",{received}}}"#),
        format!(r#"{{{ticket},"targets":{{"first_response":"4"}},{received}}}"#),
        format!(r#"{{{ticket},"targets":{{"first_respnse":"4 hours"}},{received}}}"#),
        format!(r#"{{{ticket},"targets":{{"resolution":"4 hours","resolution":"5 hours"}},{received}}}"#),
        format!(r#"{{{ticket},"targets":["4 hours"],{received}}}"#),
        format!(r#"{{"id":1,"pack":"illumeet","targets":{{"resolution":"2 business hours"}},{received}}}"#),
        format!(
            r#"{{"id":1,"pack":"illumeet","level":1,"region":"north-america","targets":{{"resolution":"2 business days"}},{received}}}"#
        ),
        format!(r#"{{{ticket},"paused":[["2026-03-28T00:00Z"]],{received}}}"#),
        format!(r#"{{{ticket},"paused":[["2026-03-28T00:00Z",null]],{received}}}"#),
        format!(r#"{{{ticket},"paused":[["2026-03-28T00:00Z","2026-03-27T00:00Z"]],{received}}}"#),
        format!(r#"{{{ticket},"received":"2026-03-27T16:30"}}"#),
        format!(r#"{{{ticket},"received":"2026-02-29T16:30Z"}}"#),
        format!(r#"{{{ticket},"received":"1969-12-31T23:59:59Z"}}"#),
        format!(r#"{{{ticket},"received":"2200-12-31T16:30Z"}}"#),
        format!(r#"{{{ticket},"received":1774625400}}"#),
        format!(r#"{{{ticket},{received},"seconds":1}}"#),
        format!(r#"{{{ticket},{received},"query":"open"}}"#),
        format!(r#"{{{ticket},"query":"hours"}}"#),
        r#"{"id":1,"pack":"b2bee","tier":"basic","query":"hours","at":"2026-01-01T00:00Z"}"#.into(),
        r#"{"id":1,"pack":"illumeet","query":"hours","at":"2026-01-01T00:00Z"}"#.into(),
        calendar("Europe/Pariss", r#"[["09:00","17:00"]]"#, ""),
        calendar("UTC", "[]", ""),
        calendar("UTC", r#"[["17:00","09:00"]]"#, ""),
        calendar("UTC", r#"[["09:00","09:00"]]"#, ""),
        calendar("UTC", r#"[["9:00","17:00"]]"#, ""),
        calendar("UTC", r#"[["09:00","25:00"]]"#, ""),
        calendar("UTC", r#"[["09:00"]]"#, ""),
        calendar("UTC", r#"[["09:00","17:00"]]"#, r#","holidays":["2026-02-30"]"#),
        calendar("UTC", r#"[["09:00","17:00"]]"#, r#","holydays":[]"#),
        format!("{{{PARIS}}}"),
        format!(r#"{{{PARIS},"start":"2026-01-01T00:00Z"}}"#),
        format!(r#"{{{PARIS},"start":"2026-01-01T00:00Z","seconds":-1}}"#),
        format!(r#"{{{PARIS},"start":"2026-01-01T00:00Z","seconds":1.5}}"#),
        format!(r#"{{{PARIS},"start":"2026-01-01T00:00Z","seconds":9223372036854775807}}"#),
        format!(r#"{{{PARIS},"start":"2026-01-01T00:00Z","seconds":1,"to":"2026-01-01T00:00Z"}}"#),
        format!(r#"{{{PARIS},"pack":"photoprism","from":"2026-01-01T00:00Z","to":"2026-01-01T00:00Z"}}"#),
    ];
    let said: Vec<String> =
        lines.iter().map(|line| format!("{line}\n    {}", error(&format!("{line}\n")))).collect();
    insta::assert_snapshot!(said.join("\n"));
}

/// faults.md E01, E04, E07: what stands in a question cannot act on the terminal that shows the answer.
#[test]
fn hostile_text_is_inert_and_short() {
    let long = "x".repeat(100_000);
    for hostile in ["\\u001b[31mred", "\\u009b31m", "\\u202eevil", "\u{202e}evil", "\u{9b}31m", long.as_str()]
    {
        for key in ["pack", "tier", "severity", "region", "environment", "received", hostile] {
            let line = format!(
                r#"{{"id":"{hostile}","pack":"photoprism","severity":"low","tier":"gold","{key}":"{hostile}"}}"#
            );
            let line = line.replacen(
                r#""pack":"photoprism","#,
                if key == "pack" { "" } else { r#""pack":"photoprism","# },
                1,
            );
            let answer = one(&line);
            assert!(!answer.chars().any(|c| c.is_control() || c == '\u{202e}'), "{answer}");
            assert!(answer.len() < 2 * hostile.len() + 3_000, "{} bytes", answer.len());
            let value: serde_json::Value = serde_json::from_str(&answer).unwrap();
            let asked: serde_json::Value = serde_json::from_str(&format!("\"{hostile}\"")).unwrap();
            assert_eq!(value["id"], asked);
        }
    }
}

/// One line in, one line out, in order, and the rest goes on after an error; the last line may lack its end.
#[test]
fn lines_keep_their_order() {
    let lines: Vec<String> = (0..5_000)
        .map(|id| {
            let tier = if id % 7 == 0 { "nobody" } else { "gold" };
            format!(r#"{{"id":{id},"pack":"photoprism","tier":"{tier}","severity":"low","received":"2026-03-27T16:30:00Z"}}"#)
        })
        .collect();
    let (answers, all) = ask(&lines.join("\r\n"));
    assert!(!all);
    assert_eq!(answers.lines().count(), lines.len());
    for (id, answer) in answers.lines().enumerate() {
        let answer: serde_json::Value = serde_json::from_str(answer).unwrap();
        assert_eq!(answer["id"], id);
        assert_eq!(answer["error"].is_string(), id % 7 == 0);
    }
    assert_eq!(ask(""), (String::new(), true));
    assert_eq!(ask("\n\n").0.lines().count(), 2);
}

/// A line of any length takes bounded room, and the next one is answered.
#[test]
fn a_line_too_long_is_refused() {
    let good = r#"{"id":2,"pack":"illumeet","received":"2026-01-01T00:00Z"}"#;
    let (answers, all) = ask(&format!("{{\"id\":\"{}\"}}\n{good}\n", "x".repeat(3 << 20)));
    let lines: Vec<&str> = answers.lines().collect();
    assert!(!all && lines[0].contains("longer than"), "{}", lines[0]);
    assert_eq!(lines[1], r#"{"id":2,"first_response":{"kind":"none"},"resolution":{"kind":"none"}}"#);
}

/// Input in odd pieces gives the same answers.
#[test]
fn pieces_do_not_matter() {
    struct Pieces<'a>(&'a [u8], usize);
    impl std::io::Read for Pieces<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let taken = self.1.min(self.0.len()).min(buffer.len());
            buffer[..taken].copy_from_slice(&self.0[..taken]);
            self.0 = &self.0[taken..];
            Ok(taken)
        }
    }
    let line = r#"{"id":2,"pack":"illumeet","received":"2026-01-01T00:00Z"}"#;
    let lines = format!("{line}\n\n{line}\n{line}");
    for size in [1, 2, 7, 58, 59, 60] {
        let mut out = Vec::new();
        answer_all(&mut engine(), &mut Pieces(lines.as_bytes(), size), &mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), ask(&lines).0);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    /// Calendars written as JSON mean what the walker reads (sla.md 1.1, 1.3).
    #[test]
    fn written_calendars_equal_walking(
        (plain, from) in moment().prop_flat_map(|from| (schedule(from), Just(from))),
        start in inside(),
        seconds in 0..20 * 3600_i64,
    ) {
        let (from, start) = (from.min(7_289_000_000 / 60 * 60), start);
        // A question's calendar knows no dates with hours of their own.
        let plain = Plain { dates: Vec::new(), ..plain };
        let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        let clock = |minutes: u32| format!("{:02}:{:02}", minutes / 60, minutes % 60);
        let week: serde_json::Map<_, _> = days
            .iter()
            .zip(&plain.week)
            .map(|(day, ranges)| {
                let pairs: Vec<_> = ranges.iter().map(|range| [clock(range.start), clock(range.end)]).collect();
                ((*day).to_owned(), serde_json::json!(pairs))
            })
            .collect();
        let calendar = serde_json::json!({ "tz": plain.zone, "weekly": week, "holidays": plain.holidays.iter().map(ToString::to_string).collect::<Vec<_>>() });
        let never = plain.week.iter().all(Vec::is_empty);
        let walked = Walked::new(std::slice::from_ref(&plain), from, WINDOW, 60);
        let start = from + start;
        let asks = [
            serde_json::json!({ "id": 1, "calendar": calendar, "start": at(start).to_string(), "seconds": seconds }),
            serde_json::json!({ "id": 2, "calendar": calendar, "from": at(from).to_string(), "to": at(start).to_string() }),
        ];
        let lines = format!("{}\n{}\n", asks[0], asks[1]);
        let (answers, _) = ask(&lines);
        let answers: Vec<serde_json::Value> = answers.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        if never {
            prop_assert!(answers.iter().all(|answer| answer["error"].as_str().unwrap().contains("never open")));
        } else {
            if let Some(due) = walked.due(start, seconds, &[]) {
                let due = serde_json::Value::from(at(due).to_string());
                prop_assert_eq!(&answers[0]["due"], &due);
            }
            prop_assert_eq!(answers[1]["open_seconds"].as_i64(), Some(walked.elapsed(from, start)));
        }
    }

    /// Whatever stands in a line, the answer is one line of JSON.
    #[test]
    fn nothing_breaks_the_answer(cut in 0..230_usize, put in prop::collection::vec(any::<u8>(), 0..6), take in 0..12_usize) {
        let line = format!(r#"{{"id":1,{PARIS},"start":"2026-01-01T00:00Z","seconds":3600,"paused":[["2026-01-01T00:00Z","2027-01-01T00:00Z"]]}}"#);
        let mut bytes = line.into_bytes();
        let cut = cut.min(bytes.len());
        let end = (cut + take).min(bytes.len());
        bytes.splice(cut..end, put.into_iter().filter(|byte| *byte != b'\n'));
        let mut out = Vec::new();
        engine().answer(&bytes, &mut out);
        let text = String::from_utf8(out).unwrap();
        prop_assert!(!text.contains('\n'));
        prop_assert!(serde_json::from_str::<serde_json::Value>(&text).unwrap().is_object());
    }
}
