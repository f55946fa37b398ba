//! `tierdesk due --batch` without the process around it. Bar: 200,000 lines a second on one core.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a bench that cannot be set up must fail")]

use std::fmt::Write;
use std::sync::Arc;

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use tierdesk::calendar::{Instant, Zones};
use tierdesk::cli::due::{Engine, answer_all};
use tierdesk::policy::Packs;

fn main() {
    divan::main();
}

const LINES: usize = 20_000;

/// Typical questions to the five packs, each with its own receipt.
const PACKS: [&str; 8] = [
    r#""pack":"photoprism","tier":"gold","severity":"urgent""#,
    r#""pack":"photoprism","tier":"enterprise","severity":"normal""#,
    r#""pack":"b2bee","tier":"premium","severity":"critical""#,
    r#""pack":"b2bee","tier":"basic","severity":"minor""#,
    r#""pack":"otter-video","tier":"extended","severity":"high""#,
    r#""pack":"apizee","tier":"gold","severity":"major","targets":{"first_response":"4 business hours"}"#,
    r#""pack":"illumeet","tier":"cloud-server","severity":"high","level":2,"region":"europe""#,
    r#""pack":"photoprism","tier":"gold","severity":"high","environment":"production""#,
];

fn engine() -> Engine {
    let zones = Arc::new(Zones::embedded());
    Engine::new(Packs::embedded(zones.clone()), zones)
}

fn lines(rest: impl Fn(usize, Instant) -> String) -> String {
    let first = "2024-01-01T00:00Z".parse::<Instant>().unwrap();
    (0..LINES).fold(String::new(), |mut text, number| {
        let received = first.plus(i64::try_from(number).unwrap() * 7_919).unwrap();
        writeln!(text, "{{\"id\":{number},{}}}", rest(number, received)).unwrap();
        text
    })
}

fn run(bencher: Bencher, lines: &str) {
    let mut engine = engine();
    let mut out = Vec::new();
    assert!(answer_all(&mut engine, &mut lines.as_bytes(), &mut out).unwrap());
    let counters = bencher.counter(ItemsCount::new(LINES)).counter(BytesCount::new(lines.len()));
    counters.bench_local(|| {
        out.clear();
        answer_all(&mut engine, &mut lines.as_bytes(), &mut out).unwrap()
    });
}

#[divan::bench]
fn targets(bencher: Bencher) {
    run(bencher, &lines(|number, at| format!(r#"{},"received":"{at}""#, PACKS[number % PACKS.len()])));
}

#[divan::bench]
fn targets_with_pauses(bencher: Bencher) {
    run(
        bencher,
        &lines(|number, at| {
            let [from, to] = [3_600, 9_000].map(|later| at.plus(later).unwrap());
            format!(r#"{},"received":"{at}","paused":[["{from}","{to}"]]"#, PACKS[number % PACKS.len()])
        }),
    );
}

#[divan::bench]
fn hours(bencher: Bencher) {
    run(
        bencher,
        &lines(|number, at| format!(r#""query":"hours",{},"at":"{at}""#, PACKS[number % PACKS.len()])),
    );
}

#[divan::bench]
fn calendars(bencher: Bencher) {
    run(
        bencher,
        &lines(|number, at| {
            let day = number % 28 + 1;
            format!(
                r#""calendar":{{"tz":"Europe/Paris","weekly":{{"mon":[["09:00","12:00"],["14:00","18:00"]],"thu":[["09:00","17:00"]]}},"holidays":["2026-05-{day:02}"]}},"start":"{at}","seconds":28800"#
            )
        }),
    );
}

/// A thousand calendars that differ, so that each is read and compiled anew.
#[divan::bench]
fn calendars_never_seen(bencher: Bencher) {
    run(
        bencher,
        &lines(|number, at| {
            let (hour, minute) = (number / 60 % 16, number % 60);
            format!(
                r#""calendar":{{"tz":"Europe/Paris","weekly":{{"mon":[["{hour:02}:{minute:02}","18:00"]]}}}},"start":"{at}","seconds":28800"#
            )
        }),
    );
}
