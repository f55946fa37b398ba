//! The six policies of issue 4, cell by cell, asked as `tierdesk due --batch` is asked. Their tables are written out here once
//! more, by hand from our notes of the published pages and not from the packs, and due times come from the walker that
//! labels every stretch of time, not from the engine under test.

use std::ops::Range;
use std::sync::Arc;

use chrono::{Days, TimeZone, Utc, Weekday};
use chrono_tz::Tz;
use serde_json::{Value, json};
use tierdesk::calendar::Zones;
use tierdesk::cli::due::Engine;
use tierdesk::desk::Stint;
use tierdesk::desk::charge::charged;
use tierdesk::policy::{
    ClockKey, Facts, Pack, Packs, PotSize, PotUnit, RollOver, SeverityKey, Terms, TierKey,
};

use crate::calendar_walker::{Walked, at, plain, unix};

/// Five minutes: no schedule below and no clock change begins within.
const STEP: i64 = 300;

const WEEKDAYS: [Weekday; 5] = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri];

/// Where business time runs, walked over a spring and an autumn with their clock changes and holidays.
struct Desk {
    walked: [Walked; 2],
    /// Hours of a business day.
    day: i64,
    zone: Tz,
}

impl Desk {
    fn new(zone: &'static str, days: &[Weekday], hours: Range<u32>, closed: &[&str]) -> Desk {
        let day = i64::from(hours.end - hours.start);
        let schedule = plain(zone, days, &[hours.start * 60..hours.end * 60], closed);
        let walk = |from: &str, days: i64| {
            Walked::new(std::slice::from_ref(&schedule), unix(from), days * 86_400 / STEP, STEP)
        };
        let walked = [walk("2026-03-15T00:00Z", 60), walk("2026-10-15T00:00Z", 130)];
        Desk { walked, day, zone: zone.parse().unwrap() }
    }

    fn due(&self, from: i64, owed: i64) -> i64 {
        let window = self.walked.iter().find(|walked| (walked.from..walked.to()).contains(&from)).unwrap();
        window.due(from, owed, &[]).unwrap()
    }

    /// `8 bh` (business hours), `7 bd` (business days), `24 h`, `60 min`, `30 cd` (days of the calendar), `4-24 bh`, or a kind.
    fn answer(&self, words: &str, from: i64) -> Value {
        let Some((amount, unit)) = words.split_once(' ').filter(|(_, unit)| !unit.contains(' ')) else {
            return json!({ "kind": words });
        };
        let (aim, amount) =
            amount.split_once('-').map_or((None, amount), |(aim, amount)| (Some(aim), amount));
        let time = |amount: &str| {
            let amount: i64 = amount.parse().unwrap();
            let due = match unit {
                "bh" => self.due(from, amount * 3600),
                "bd" => self.due(from, amount * self.day * 3600),
                "h" => from + amount * 3600,
                "min" => from + amount * 60,
                "cd" => {
                    let local = Utc.timestamp_opt(from, 0).unwrap().with_timezone(&self.zone).naive_local();
                    let day = local.checked_add_days(Days::new(amount.try_into().unwrap())).unwrap();
                    self.zone.from_local_datetime(&day).earliest().unwrap().timestamp()
                }
                other => panic!("{other}"),
            };
            at(due).to_string()
        };
        match aim {
            Some(aim) => json!({ "kind": "due", "at": time(amount), "aim": time(aim) }),
            None => json!({ "kind": "due", "at": time(amount) }),
        }
    }
}

struct Asked {
    engine: Engine,
    packs: Arc<Packs>,
}

impl Asked {
    fn new() -> Asked {
        let zones = Arc::new(Zones::embedded());
        let packs = Arc::new(Packs::embedded(zones.clone()));
        Asked { engine: Engine::new(packs.clone(), zones), packs }
    }

    fn pack(&self, name: &str) -> Arc<Pack> {
        self.packs.get(name).unwrap()
    }

    fn ask(&mut self, question: &Value) -> Value {
        let mut out = Vec::new();
        let answered = self.engine.answer(question.to_string().as_bytes(), &mut out);
        let answer: Value = serde_json::from_slice(&out).unwrap();
        assert!(answered, "{question} got {answer}");
        answer
    }

    /// What each clock of a cell answers, for every receipt.
    fn assert_cell(&mut self, question: &Value, desk: &Desk, clocks: &[(&str, &str)], receipts: &[&str]) {
        for received in receipts {
            let mut question = question.clone();
            question["received"] = json!(received);
            let answer = self.ask(&question);
            for (clock, words) in clocks {
                assert_eq!(answer[clock], desk.answer(words, unix(received)), "{question} {clock}");
            }
            assert_eq!(
                answer.as_object().unwrap().len(),
                clocks.len() + 1,
                "{question} has other clocks: {answer}"
            );
        }
    }
}

fn keys(pack: &Pack) -> (Vec<&str>, Vec<&str>) {
    let tiers = pack.tiers.iter().map(|tier| tier.key.as_str()).collect();
    (tiers, pack.severities.iter().map(|severity| severity.key.as_str()).collect())
}

/// The part of a table that one severity has: a column for each tier.
fn columns<'a>(tiers: &'a [&str], cells: &'a [&str]) -> impl Iterator<Item = (&'a str, &'a [&'a str])> {
    assert_eq!(cells.len() % tiers.len(), 0);
    tiers.iter().copied().zip(cells.chunks(cells.len() / tiers.len()))
}

const RECEIPTS: [&str; 8] = [
    // The Friday before summer time, half an hour before closing in Berlin.
    "2026-03-27T16:30:00+01:00",
    // The hour that spring skips, and a second before it.
    "2026-03-29T00:59:59Z",
    // Before Easter, and in its night.
    "2026-04-02T12:00:30+02:00",
    "2026-04-04T03:00:00+02:00",
    // Within the hour that autumn repeats.
    "2026-10-25T00:30:00Z",
    "2026-10-30T17:00:00+01:00",
    // Before Christmas, and in the last minute of the year.
    "2026-12-23T16:59:00+01:00",
    "2026-12-31T23:59:00+01:00",
];

#[test]
fn photoprism_with_starter_and_business() {
    const NC: &str = "not_covered";
    const BE: &str = "best_effort";
    // First response and resolution of starter, business, enterprise, gold.
    let table = [
        ("urgent", [NC, NC, NC, NC, "8 bh", "32 bh", "8 bh", "16 bh"]),
        ("high", [NC, NC, NC, NC, "16 bh", "7 bd", "8 bh", "3 bd"]),
        ("normal", [NC, NC, NC, NC, "24 bh", "14 bd", "8 bh", "7 bd"]),
        ("low", [BE, BE, "24 bh", BE, "24 bh", BE, "24 bh", BE]),
    ];
    let closed =
        ["2026-04-03", "2026-04-06", "2026-05-01", "2026-05-14", "2026-12-25", "2026-12-26", "2027-01-01"];
    let desk = Desk::new("Europe/Berlin", &WEEKDAYS, 9..17, &closed);
    let tiers = ["starter", "business", "enterprise", "gold"];
    let mut asked = Asked::new();
    let pack = asked.pack("photoprism@2025-01-01");
    assert_eq!(keys(&pack), (tiers.to_vec(), table.map(|(severity, _)| severity).to_vec()));
    for (severity, cells) in table {
        for (tier, pair) in columns(&tiers, &cells) {
            let question = json!({ "pack": "photoprism@2025-01-01", "tier": tier, "severity": severity });
            let clocks = [("first_response", pair[0]), ("resolution", pair[1])];
            asked.assert_cell(&question, &desk, &clocks, &RECEIPTS);
        }
    }
    for (tier, size, calls) in
        [("starter", 1, false), ("business", 1, false), ("enterprise", 2, true), ("gold", 4, true)]
    {
        let key = TierKey::new(tier);
        let pot = pack.allowance(&key).unwrap();
        assert_eq!(
            (pot.size, pot.unit, pot.daily_cap),
            (PotSize::Units(size), PotUnit::Tickets, None),
            "{tier}"
        );
        let channels: Vec<&str> =
            pack.tier(&key).unwrap().channels.iter().map(|channel| channel.as_str()).collect();
        let expected = if calls { &["email", "chat", "phone", "video"][..] } else { &["email", "chat"] };
        assert_eq!(channels, expected, "{tier}");
    }
    assert!(
        pack.tier(&TierKey::new("gold")).unwrap().price.as_ref().unwrap().starts_with("1,499.00 EUR a month")
    );
    // The bare name goes on meaning the edition of sla.md part 3.
    assert_eq!(asked.pack("photoprism").id.to_string(), "photoprism@2026-01-01");
    assert!(!pack.source.dated);
}

const REGIONS: [(Option<&str>, &str); 4] = [
    (Some("north-america"), "America/New_York"),
    (Some("europe"), "Europe/Berlin"),
    (Some("australia"), "Australia/Sydney"),
    (None, "America/New_York"),
];

#[test]
fn hashicorp_until_february_2022() {
    const NC: &str = "not_covered";
    const BE: &str = "best_effort";
    // First response and resolution of bronze, silver, gold.
    let table = [
        ("urgent", [NC, NC, "8 bh", "24 bh", "60 min", "24 h"]),
        ("high", [NC, NC, "16 bh", "5 bd", "4 bh", "3 bd"]),
        ("normal", [NC, NC, "24 bh", "7 bd", "8 bh", "7 bd"]),
        ("low", ["24 bh", BE, "24 bh", BE, "24 bh", BE]),
    ];
    let tiers = ["bronze", "silver", "gold"];
    let mut asked = Asked::new();
    let pack = asked.pack("hashicorp");
    assert_eq!(pack.id.to_string(), "hashicorp@2021-01-01");
    assert_eq!(keys(&pack), (tiers.to_vec(), table.map(|(severity, _)| severity).to_vec()));
    for (region, zone) in REGIONS {
        let desk = Desk::new(zone, &WEEKDAYS, 9..17, &[]);
        for (severity, cells) in table {
            for (tier, pair) in columns(&tiers, &cells) {
                let question =
                    json!({ "pack": "hashicorp", "tier": tier, "severity": severity, "region": region });
                let clocks = [("first_response", pair[0]), ("resolution", pair[1])];
                asked.assert_cell(&question, &desk, &clocks, &RECEIPTS);
            }
        }
    }
    for (tier, contacts) in [("bronze", 2), ("silver", 3), ("gold", 4)] {
        assert_eq!(pack.tier(&TierKey::new(tier)).unwrap().registered_contacts, Some(contacts), "{tier}");
    }
    assert!(pack.pots.is_empty());
}

#[test]
fn hashicorp_since_february_2022_has_updates_in_place_of_a_resolution() {
    let table = [
        ("urgent", "4 bh", "8 bh"),
        ("high", "8 bh", "2 bd"),
        ("normal", "24 bh", "5 bd"),
        ("low", "24 bh", "best_effort"),
    ];
    let mut asked = Asked::new();
    let name = "hashicorp@2022-02-01";
    let pack = asked.pack(name);
    assert_eq!(keys(&pack), (vec!["silver"], table.map(|(severity, ..)| severity).to_vec()));
    for (region, zone) in REGIONS {
        let desk = Desk::new(zone, &WEEKDAYS, 9..17, &[]);
        for (severity, first, update) in table {
            for received in RECEIPTS {
                let question = json!({
                    "pack": name, "severity": severity, "region": region, "received": received,
                });
                let begun = unix(received);
                let answer = asked.ask(&question);
                assert_eq!(answer["first_response"], desk.answer(first, begun), "{question}");
                assert_eq!(answer["resolution"], json!({ "kind": "none" }));
                let waits = match update {
                    "best_effort" => json!({ "kind": update }),
                    _ => json!({ "kind": "due", "at": null, "waits_for": "first_reply" }),
                };
                assert_eq!(answer["update"], waits, "{question}");
                // From the first reply on, and from each reply anew.
                for replies in [vec![begun + 3_601], vec![begun + 60, begun + 90_061]] {
                    let mut question = question.clone();
                    let told: Vec<Value> = replies
                        .iter()
                        .map(|reply| json!({ "event": "reply", "at": at(*reply).to_string() }))
                        .collect();
                    question["events"] = json!(told);
                    let answer = asked.ask(&question);
                    assert_eq!(answer["update"], desk.answer(update, *replies.last().unwrap()), "{question}");
                    assert_eq!(answer["first_response"], desk.answer(first, begun), "{question}");
                }
            }
        }
    }
}

#[test]
fn project_open_cell_by_cell() {
    const NC: &str = "not_covered";
    const BE: &str = "best_effort";
    let table = [
        ("job-stopper", [NC, "36 h", "24 h", "8 h"]),
        ("serious", [NC, "36 h", "24 h", "8 h"]),
        ("minor", [BE, BE, BE, BE]),
    ];
    let closed = [
        "2026-04-03",
        "2026-04-06",
        "2026-05-01",
        "2026-10-12",
        "2026-12-08",
        "2026-12-25",
        "2027-01-01",
        "2027-01-06",
    ];
    // The hours of security and recovery run through whole working days.
    let desk = Desk::new("Europe/Madrid", &WEEKDAYS, 0..24, &closed);
    let tiers = ["level-1", "level-2", "level-3", "level-4"];
    let mut asked = Asked::new();
    let pack = asked.pack("project-open");
    assert_eq!(keys(&pack), (tiers.to_vec(), table.map(|(severity, _)| severity).to_vec()));
    for (severity, cells) in table {
        for (tier, cell) in tiers.iter().zip(cells) {
            for kind in [None, Some("error"), Some("security-exploit"), Some("system-recovery")] {
                let question =
                    json!({ "pack": "project-open", "tier": tier, "severity": severity, "kind": kind });
                let reaction = if kind == Some("security-exploit") { "24 bh" } else { cell };
                let resolution = if kind == Some("system-recovery") { "4-24 bh" } else { "none" };
                let clocks = [("first_response", reaction), ("resolution", resolution)];
                asked.assert_cell(&question, &desk, &clocks, &RECEIPTS);
            }
        }
    }
    for (tier, hours) in [("level-1", 3), ("level-2", 3), ("level-3", 3), ("level-4", 4)] {
        let key = TierKey::new(tier);
        let pots: Vec<_> = pack.time_pots(&key).collect();
        assert_eq!(pots.len(), 1);
        assert_eq!(
            (pots[0].size, pots[0].step_minutes, pots[0].minimum_minutes, pots[0].rolls_over),
            (PotSize::Units(hours * 60), Some(60), Some(60), RollOver::None),
            "{tier}"
        );
        assert_eq!(pack.tier(&key).unwrap().registered_contacts, Some(1));
    }
    // Whole hours, an hour at least; outside office hours, at night and on holidays every minute counts twice.
    let terms = Terms::of_pack(pack.clone());
    let pot = pack.time_pots(&TierKey::new("level-4")).next().unwrap();
    for (ended, minutes, hours) in [
        ("2026-11-20T10:20:00+01:00", 20, 1),
        ("2026-11-20T11:00:00+01:00", 61, 2),
        ("2026-11-20T18:00:00+01:00", 60, 1),
        // Half an hour in the office, a whole one after it: 30 and twice 60 minutes.
        ("2026-11-20T19:00:00+01:00", 90, 3),
        ("2026-11-21T03:00:00+01:00", 20, 1),
        ("2026-11-22T12:00:00+01:00", 90, 3),
        // The national day of Catalonia, a Friday.
        ("2026-09-11T12:00:00+02:00", 120, 4),
        ("2026-09-10T12:00:00+02:00", 120, 2),
    ] {
        let stint = Stint { ended: at(unix(ended)), minutes };
        assert_eq!(charged(&terms, pot, stint), hours * 60, "{minutes} minutes until {ended}");
    }
    // The office itself: 09-18, closed on Catalan holidays.
    let office = Desk::new("Europe/Madrid", &WEEKDAYS, 9..18, &closed);
    for received in RECEIPTS {
        let answer = asked
            .ask(&json!({ "pack": "project-open", "query": "hours", "at": received, "tier": "level-1" }));
        let open = office.walked.iter().find(|walked| (walked.from..walked.to()).contains(&unix(received)));
        let open = open.unwrap().open_now(unix(received));
        assert_eq!(answer["open"], json!(open), "{received}: {answer}");
    }
}

#[test]
fn canonical_cell_by_cell() {
    // Self-service has no targets; then 24/5 and 24/7.
    let table = [
        ("severity-1", "4 bh", "1 h"),
        ("severity-2", "8 bh", "2 h"),
        ("severity-3", "12 bh", "6 h"),
        ("severity-4", "24 bh", "12 h"),
    ];
    let closed = ["2026-04-03", "2026-04-06", "2026-05-04", "2026-12-25", "2026-12-28", "2027-01-01"];
    let office = Desk::new("Europe/London", &WEEKDAYS, 8..18, &closed);
    let weekdays = Desk::new("Europe/London", &WEEKDAYS, 0..24, &closed);
    let mut asked = Asked::new();
    let pack = asked.pack("canonical");
    let severities = table.map(|(severity, ..)| severity).to_vec();
    assert_eq!(keys(&pack), (vec!["self-service", "weekday", "24-7"], severities));
    for (severity, weekday, always) in table {
        for (tier, words) in [("self-service", "not_covered"), ("weekday", weekday), ("24-7", always)] {
            // Severity 1 runs through whole weekdays, the others in business hours.
            let desk = if severity == "severity-1" { &weekdays } else { &office };
            let question = json!({ "pack": "canonical", "tier": tier, "severity": severity });
            asked.assert_cell(
                &question,
                desk,
                &[("first_response", words), ("resolution", "none")],
                &RECEIPTS,
            );
        }
    }
    // Both calendars go with the customer: in Berlin, Bavaria's Epiphany (a Wednesday in 2027) is closed and London's is not.
    let own =
        serde_json::from_value(json!({ "place": { "time_zone": "Europe/Berlin", "holidays": ["DE/BY"] } }))
            .unwrap();
    let terms = Terms::new(pack.clone(), &own, &Zones::embedded()).unwrap();
    let closed = ["2026-12-25", "2026-12-26", "2027-01-01", "2027-01-06"];
    for (severity, weekday, hours) in
        [("severity-1", 4, 0..24), ("severity-2", 8, 8..18), ("severity-3", 12, 8..18)]
    {
        let desk = Desk::new("Europe/Berlin", &WEEKDAYS, hours, &closed);
        for received in ["2026-12-24T17:30:00+01:00", "2027-01-05T22:00:00+01:00", "2027-01-05T23:00:00Z"] {
            let facts = Facts {
                tier: Some(TierKey::new("weekday")),
                severity: Some(SeverityKey::new(severity)),
                ..Facts::default()
            };
            let received = at(unix(received));
            let due =
                terms.resolve(&ClockKey::first_response(), &facts, received).due(received, &[]).unwrap();
            assert_eq!(due.unix(), desk.due(received.unix(), weekday * 3600), "{severity} {received}");
        }
    }
    // With a workaround, and where the newer release that cures it is not wanted, severity 1 counts as severity 2.
    for received in RECEIPTS {
        let found = at(unix(received) + 7_200).to_string();
        let question =
            json!({ "pack": "canonical", "tier": "weekday", "severity": "severity-1", "received": received });
        for (key, value) in [("events", json!({ "workaround": found })), ("kind", json!("declined-release"))]
        {
            let mut question = question.clone();
            question[key] = value;
            assert_eq!(
                asked.ask(&question)["first_response"],
                office.answer("8 bh", unix(received)),
                "{question}"
            );
        }
        let estimated = json!({ "estimate": found });
        let mut question = question.clone();
        question["events"] = estimated;
        assert_eq!(asked.ask(&question)["first_response"], weekdays.answer("4 bh", unix(received)));
    }
}

#[test]
fn secret_double_octopus_cell_by_cell() {
    const BE: &str = "best_effort";
    // First human response, status updates, workaround.
    let table = [
        ("s-1", "1 bh", "4 h", "4 h"),
        ("s-2", "8 bh", "24 bh", "12 h"),
        ("s-3", "24 bh", "10 bd", BE),
        ("s-4", "36 bh", BE, BE),
    ];
    let days = [Weekday::Sun, Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu];
    let desk = Desk::new("Asia/Jerusalem", &days, 9..18, &[]);
    // Thursday evening, the nights of both clock changes (Friday 27 March, Sunday 25 October), a Friday.
    let receipts = [
        "2026-03-26T17:30:00+02:00",
        "2026-03-27T01:59:59+02:00",
        "2026-04-02T12:00:30+03:00",
        "2026-10-24T22:30:00Z",
        "2026-11-19T17:59:00+02:00",
        "2026-11-20T10:00:00+02:00",
    ];
    let mut asked = Asked::new();
    let name = "secret-double-octopus";
    let pack = asked.pack(name);
    assert_eq!(keys(&pack), (vec!["standard"], table.map(|(severity, ..)| severity).to_vec()));
    assert_eq!(pack.id.to_string(), "secret-double-octopus@2020-06-01");
    for (severity, first, update, workaround) in table {
        let question = json!({ "pack": name, "severity": severity });
        let clocks = [
            ("first_response", first),
            ("update", update),
            ("workaround", workaround),
            ("resolution", "none"),
        ];
        asked.assert_cell(&question, &desk, &clocks, &receipts);
        // A new set-up has S-3, whatever was claimed.
        let question = json!({ "pack": name, "severity": severity, "kind": "new-setup" });
        let clocks =
            [("first_response", "24 bh"), ("update", "10 bd"), ("workaround", BE), ("resolution", "none")];
        asked.assert_cell(&question, &desk, &clocks, &receipts);
        for received in receipts {
            let begun = unix(received);
            let [reply, told, given] = [begun + 5_000, begun + 9_000, begun + 12_000];
            let texts = [reply, told, given].map(|moment| at(moment).to_string());
            let mut question = json!({ "pack": name, "severity": severity, "received": received });
            question["events"] = json!([["reply", texts[0]]]);
            let answer = asked.ask(&question);
            assert_eq!(answer["update"], desk.answer(update, reply), "{question}");
            assert_eq!(answer["workaround"], desk.answer(workaround, begun), "{question}");
            // An estimate ends the updates of S-2 and of no other severity; a workaround ends its own clock.
            question["events"] =
                json!([["reply", texts[0]], ["estimate", texts[1]], ["workaround", texts[2]]]);
            let answer = asked.ask(&question);
            let mut expected = desk.answer(update, reply);
            if severity == "s-2" {
                expected["ended"] = json!("estimate");
            }
            assert_eq!(answer["update"], expected, "{question}");
            let mut expected = desk.answer(workaround, begun);
            if workaround != BE {
                expected["ended"] = json!("workaround");
            }
            assert_eq!(answer["workaround"], expected, "{question}");
        }
    }
}

#[test]
fn zbiroh_cell_by_cell() {
    let table = [
        ("urgent", "4 bh", "2 bd"),
        ("high", "8 bh", "5 bd"),
        ("medium", "5 cd", "30 cd"),
        ("low", "5 cd", "90 cd"),
    ];
    let closed = [
        "2026-04-03",
        "2026-04-06",
        "2026-05-01",
        "2026-05-08",
        "2026-10-28",
        "2026-11-17",
        "2026-12-24",
        "2026-12-25",
        "2027-01-01",
    ];
    let desk = Desk::new("Europe/Prague", &WEEKDAYS, 8..16, &closed);
    let mut asked = Asked::new();
    let pack = asked.pack("zbiroh");
    assert_eq!(keys(&pack), (vec!["citizen"], table.map(|(severity, ..)| severity).to_vec()));
    for (severity, first, resolution) in table {
        let question = json!({ "pack": "zbiroh", "tier": "citizen", "severity": severity });
        asked.assert_cell(
            &question,
            &desk,
            &[("first_response", first), ("resolution", resolution)],
            &RECEIPTS,
        );
    }
    // A new request has the lowest.
    let clocks = [("first_response", "5 cd"), ("resolution", "90 cd")];
    asked.assert_cell(&json!({ "pack": "zbiroh" }), &desk, &clocks, &RECEIPTS);
    assert!(pack.pots.is_empty());
}
