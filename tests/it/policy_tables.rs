//! The five shipped packs against sla.md part 3, cell by cell. The tables are written out here once more, by hand, and
//! due times come from a walker that labels every minute, not from the engine under test.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, TimeZone, Timelike, Utc, Weekday};
use chrono_tz::Tz;
use tierdesk::calendar::{Instant, Zones};
use tierdesk::policy::{
    Answers, ClockKey, Desk, Environment, Facts, Pack, Packs, PotSize, PotUnit, SeverityKey, Terms, TierKey,
};

/// Where a target's time runs, in the words of this test.
#[derive(Clone, Copy)]
struct Window {
    zone: Tz,
    /// Monday to Friday only, or every day.
    weekdays: bool,
    /// Hours of the day, whole ones.
    hours: &'static [(u32, u32)],
    /// Closed dates that matter for the receipts below.
    closed: &'static [&'static str],
}

const ALWAYS: Window = Window { zone: chrono_tz::UTC, weekdays: false, hours: &[(0, 24)], closed: &[] };

/// The instant at which `minutes` open minutes have passed: every minute is looked at, one by one.
fn walk(window: Window, received: DateTime<Utc>, minutes: u32) -> DateTime<Utc> {
    let closed: BTreeSet<NaiveDate> = window.closed.iter().map(|date| date.parse().unwrap()).collect();
    let (mut at, mut left) = (received, minutes);
    while left > 0 {
        let local = at.with_timezone(&window.zone);
        let weekend = matches!(local.weekday(), Weekday::Sat | Weekday::Sun);
        let hour = local.hour();
        let off = window.weekdays && weekend || closed.contains(&local.date_naive());
        let open = !off && window.hours.iter().any(|(from, to)| (*from..*to).contains(&hour));
        left -= u32::from(open);
        at += chrono::TimeDelta::minutes(1);
    }
    at
}

fn packs() -> Packs {
    Packs::embedded(Arc::new(Zones::embedded()))
}

fn facts(tier: &str, severity: &str) -> Facts {
    Facts { tier: Some(TierKey::new(tier)), severity: Some(SeverityKey::new(severity)), ..Facts::default() }
}

fn local(zone: Tz, text: &str) -> DateTime<Utc> {
    let civil = chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap();
    zone.from_local_datetime(&civil).earliest().unwrap().with_timezone(&Utc)
}

/// One cell: its words, and the due time of every receipt by the walker (`minutes` 0 for a promise without a time).
fn assert_cell(
    pack: &Arc<Pack>,
    clock: &ClockKey,
    of: &Facts,
    words: &str,
    window: Window,
    minutes: u32,
    receipts: &[DateTime<Utc>],
) {
    let terms = Terms::of_pack(pack.clone());
    for received in receipts {
        let at = Instant::from_unix(received.timestamp()).unwrap();
        let resolved = terms.resolve(clock, of, at);
        assert_eq!(resolved.promise.to_string(), words, "{} {clock} {of:?}", pack.id);
        let due = resolved.due(at, &[]).map(|due| due.unix());
        let expected = (minutes > 0).then(|| walk(window, *received, minutes).timestamp());
        assert_eq!(due, expected, "{} {clock} {of:?} received {received}", pack.id);
    }
}

/// Hours, business days of `day` hours, or a promise without a time, in minutes.
fn minutes(words: &str, day: u32) -> u32 {
    let Some((number, unit)) = words.split_once(' ') else { return 0 };
    let Ok(number) = number.parse::<u32>() else { return 0 };
    match unit {
        "hour" | "hours" | "business hour" | "business hours" => number * 60,
        "business day" | "business days" => number * day * 60,
        other => panic!("{other}"),
    }
}

const FIRST: fn() -> ClockKey = ClockKey::first_response;
const RESOLUTION: fn() -> ClockKey = ClockKey::resolution;

#[test]
fn photoprism_cell_by_cell() {
    const NC: &str = "not covered";
    const BE: &str = "best effort";
    // severity, then first response and resolution of professional, enterprise, gold.
    let table = [
        (
            "urgent",
            [NC, NC, "8 business hours", "32 business hours", "8 business hours", "16 business hours"],
        ),
        ("high", [NC, NC, "16 business hours", "7 business days", "8 business hours", "3 business days"]),
        ("normal", [NC, NC, "24 business hours", "14 business days", "8 business hours", "7 business days"]),
        ("low", ["24 business hours", BE, "24 business hours", BE, "24 business hours", BE]),
    ];
    let zone = chrono_tz::Europe::Berlin;
    let closed =
        &["2026-04-03", "2026-04-06", "2026-05-01", "2026-05-14", "2026-05-25", "2026-12-25", "2027-01-01"];
    let window = Window { zone, weekdays: true, hours: &[(9, 17)], closed };
    let receipts = [
        local(zone, "2026-03-27 16:30"),
        local(zone, "2026-04-02 12:00"),
        local(zone, "2026-04-04 03:00"),
        local(zone, "2026-12-23 17:00"),
    ];
    let pack = packs().get("photoprism").unwrap();
    for (severity, row) in table {
        for (tier, pair) in ["professional", "enterprise", "gold"].iter().zip(row.chunks(2)) {
            let of = facts(tier, severity);
            assert_cell(&pack, &FIRST(), &of, pair[0], window, minutes(pair[0], 8), &receipts);
            assert_cell(&pack, &RESOLUTION(), &of, pair[1], window, minutes(pair[1], 8), &receipts);
        }
    }
    for (tier, size) in [("professional", 1), ("enterprise", 2), ("gold", 4)] {
        let pot = pack.allowance(&TierKey::new(tier)).unwrap();
        assert_eq!((pot.size, pot.daily_cap, pot.noun.0.as_str()), (PotSize::Units(size), None, "incident"));
    }
    assert!(pack.tier(&TierKey::new("gold")).unwrap().price.as_ref().unwrap().contains("1,499.00 EUR"));
    assert!(!pack.source.dated);
    for (word, key) in
        [("Severity 1 (Urgent)", "urgent"), ("P2", "high"), ("severity 3", "normal"), ("LOW", "low")]
    {
        assert_eq!(pack.severity_for_word(word).unwrap().key.as_str(), key);
    }
    // Not covered is no promised time, which is not no support: the cell says what happens instead.
    let cell = pack.cell(&FIRST(), &facts("professional", "urgent"), None).unwrap();
    assert!(cell.note.as_ref().unwrap().contains("best effort"));
}

#[test]
fn b2bee_cell_by_cell() {
    const ALL: &str = "chat,ticket,email";
    const PHONE: &str = "phone,chat,ticket,email";
    const TWO: &str = "ticket,email";
    // severity, tier, hours, from, to, weekdays only, channels.
    let table = [
        ("critical", "basic", 1, 8, 22, false, ALL),
        ("critical", "standard", 1, 8, 24, false, ALL),
        ("critical", "premium", 1, 8, 24, false, PHONE),
        ("significant", "basic", 4, 8, 18, true, ALL),
        ("significant", "standard", 2, 8, 20, true, ALL),
        ("significant", "premium", 1, 8, 22, true, PHONE),
        ("minor", "basic", 24, 9, 17, true, TWO),
        ("minor", "standard", 8, 8, 17, true, ALL),
        ("minor", "premium", 4, 8, 20, true, ALL),
        ("no-impact", "basic", 48, 9, 17, true, TWO),
        ("no-impact", "standard", 24, 9, 17, true, TWO),
        ("no-impact", "premium", 8, 9, 17, true, ALL),
    ];
    let zone = chrono_tz::Europe::Belgrade;
    // 15 February 2026 is a Sunday, so Tuesday is off too; Orthodox Easter is 12 April.
    let holidays = &[
        "2026-01-01",
        "2026-01-02",
        "2026-01-07",
        "2026-02-16",
        "2026-02-17",
        "2026-04-10",
        "2026-04-13",
        "2026-05-01",
        "2026-11-11",
    ];
    let receipts = [
        local(zone, "2026-02-13 16:45"),
        local(zone, "2026-04-09 23:30"),
        local(zone, "2026-03-28 21:30"),
        local(zone, "2026-11-10 12:00"),
    ];
    let pack = packs().get("b2bee").unwrap();
    for (severity, tier, hours, from, to, weekdays, channels) in table {
        let windows = Box::leak(Box::new([(from, to)]));
        let closed: &'static [&'static str] = if weekdays { holidays } else { &[] };
        let window = Window { zone, weekdays, hours: windows, closed };
        let words = if hours == 1 { "1 business hour".to_owned() } else { format!("{hours} business hours") };
        let of = facts(tier, severity);
        assert_cell(&pack, &FIRST(), &of, &words, window, hours * 60, &receipts);
        assert_cell(&pack, &RESOLUTION(), &of, "none", window, 0, &receipts);
        let cell = pack.cell(&FIRST(), &of, None).unwrap();
        let offered: Vec<&str> = cell.channels.iter().map(|channel| channel.as_str()).collect();
        assert_eq!(offered.join(","), channels, "{severity} {tier}");
    }
    for (tier, size, persons, priority) in
        [("basic", 1, 1, false), ("standard", 5, 2, true), ("premium", 10, 3, true)]
    {
        let pot = pack.allowance(&TierKey::new(tier)).unwrap();
        assert_eq!((pot.size, pot.daily_cap, pot.noun.0.as_str()), (PotSize::Units(size), Some(2), "credit"));
        let tier = pack.tier(&TierKey::new(tier)).unwrap();
        assert_eq!((tier.registered_contacts, tier.response_priority), (Some(persons), priority));
    }
    assert_eq!(pack.id.to_string(), "b2bee@2019-09-12");
}

#[test]
fn otter_video_cell_by_cell() {
    let table = [
        ("critical", ["1 business day", "4 hours", "2 hours"]),
        ("high", ["best effort", "1 business day", "6 hours"]),
        ("medium", ["best effort", "1 business day", "12 hours"]),
        ("low", ["best effort", "1 business day", "12 hours"]),
    ];
    let zone = chrono_tz::Europe::Paris;
    let business = Window { zone, weekdays: true, hours: &[(9, 17)], closed: &[] };
    // No holidays: 14 July and Christmas count.
    let receipts =
        [local(zone, "2026-07-13 16:00"), local(zone, "2026-12-24 18:00"), local(zone, "2026-03-28 23:30")];
    let pack = packs().get("otter-video").unwrap();
    for (severity, row) in table {
        for (tier, words) in ["basic", "extended", "premium"].iter().zip(row) {
            let window = if words.contains("business") { business } else { ALWAYS };
            let of = facts(tier, severity);
            assert_cell(&pack, &FIRST(), &of, words, window, minutes(words, 8), &receipts);
            assert_cell(&pack, &RESOLUTION(), &of, "none", window, 0, &receipts);
        }
    }
    for (tier, size) in
        [("basic", PotSize::Units(4)), ("extended", PotSize::Unlimited), ("premium", PotSize::Unlimited)]
    {
        assert_eq!(pack.allowance(&TierKey::new(tier)).unwrap().size, size);
        let channels = &pack.tier(&TierKey::new(tier)).unwrap().channels;
        assert_eq!(channels.iter().any(|channel| channel.as_str() == "chat"), tier != "basic");
    }
    assert_eq!((pack.language.as_str(), pack.source.dated), ("fr", false));
    assert!(pack.assumptions.iter().any(|one| one.reason.contains("jour ouvrable")));
    assert!(pack.assumptions.iter().any(|one| one.reason.contains("normal business hours")));
}

#[test]
fn apizee_leaves_its_figures_to_the_contract() {
    let pack = packs().get("apizee").unwrap();
    let now = [local(chrono_tz::Europe::Paris, "2026-05-13 17:00")];
    for tier in ["bronze", "silver", "gold"] {
        for severity in ["major", "moderate", "minor"] {
            assert_cell(&pack, &FIRST(), &facts(tier, severity), "by contract", ALWAYS, 0, &now);
            assert_cell(&pack, &RESOLUTION(), &facts(tier, severity), "none", ALWAYS, 0, &now);
            let built = Facts { environment: Environment::Development, ..facts(tier, severity) };
            let counted = pack.counts_as(&built).map(|rule| rule.severity.as_str());
            assert_eq!(counted, (severity != "minor").then_some("minor"));
            assert!(pack.counts_as(&facts(tier, severity)).is_none());
        }
        assert!(pack.allowance(&TierKey::new(tier)).is_none(), "an hour quota is no allowance of tickets");
    }
    let quotas: Vec<_> =
        pack.pots.iter().map(|pot| (pot.when.tiers[0].as_str(), pot.size, pot.unit)).collect();
    assert_eq!(quotas, [("gold", PotSize::ByContract, PotUnit::Minutes)]);
    assert_eq!(pack.calendar("office").unwrap().day_length, Some(7 * 3600));

    // A contract's figure runs in the desk's hours, with its lunch break and holidays; 14 May 2026 is Ascension Day.
    let own: tierdesk::policy::OwnTerms = serde_json::from_str(
        r#"{"targets":[{"clock":"first_response","severity":"minor","target":"4 business hours"},{"clock":"first_response","target":"2 business hours"}]}"#,
    )
    .unwrap();
    let terms = Terms::new(pack, &own, &Zones::embedded()).unwrap();
    let office = Window {
        zone: chrono_tz::Europe::Paris,
        weekdays: true,
        hours: &[(9, 12), (14, 18)],
        closed: &["2026-05-14"],
    };
    for (of, hours) in [
        (facts("gold", "major"), 2),
        (facts("gold", "minor"), 4),
        // A major ticket about something being built counts as minor for the contract's own targets too.
        (Facts { environment: Environment::Development, ..facts("gold", "major") }, 4),
    ] {
        let at = Instant::from_unix(now[0].timestamp()).unwrap();
        let due = terms.resolve(&FIRST(), &of, at).due(at, &[]).unwrap();
        assert_eq!(due.unix(), walk(office, now[0], hours * 60).timestamp());
    }
}

#[test]
fn illumeet_has_hours_by_level_and_region_and_no_targets() {
    let pack = packs().get("illumeet").unwrap();
    let now = [local(chrono_tz::UTC, "2026-07-10 16:30")];
    let tiers = ["named-user-cloud", "cloud-server", "self-hosted"];
    for tier in tiers {
        for severity in ["urgent", "high", "normal", "low"] {
            assert_cell(&pack, &FIRST(), &facts(tier, severity), "none", ALWAYS, 0, &now);
            assert_cell(&pack, &RESOLUTION(), &facts(tier, severity), "none", ALWAYS, 0, &now);
        }
    }
    use Answers::{Customer as C, Provider as P};
    for (tier, answers) in tiers.iter().zip([[P, P, P], [C, P, P], [C, P, C]]) {
        let expected: Vec<(u8, Answers)> = (1..).zip(answers).collect();
        assert_eq!(pack.tier(&TierKey::new(tier)).unwrap().answers, expected, "{tier}");
    }
    assert!(pack.severities.iter().all(|severity| severity.only_for_order));
    assert_eq!(pack.checklists[0].to_level, 2);
    assert_eq!(pack.checklists[0].items.len(), 5);

    // Friday 16:30 UTC; the desk of each level and region, asked for every hour of two weeks with a clock change.
    let zone = chrono_tz::America::New_York;
    let start = local(chrono_tz::UTC, "2026-10-26 00:00");
    for (level, region) in
        [(1, None), (1, Some("north-america")), (2, None), (2, Some("north-america")), (3, None)]
    {
        let facts = Facts { level: Some(level), region: region.map(str::to_owned), ..Facts::default() };
        for hour in 0..14 * 24 {
            let at = start + chrono::TimeDelta::hours(hour);
            let in_day = |local: chrono::NaiveDateTime| {
                !matches!(local.weekday(), Weekday::Sat | Weekday::Sun)
                    && (NaiveTime::from_hms_opt(8, 0, 0).unwrap()..NaiveTime::from_hms_opt(17, 0, 0).unwrap())
                        .contains(&local.time())
            };
            let eastern = level == 1 && region.is_some() && in_day(at.with_timezone(&zone).naive_local());
            let expected = level == 3 || in_day(at.naive_utc()) || eastern;
            let instant = Instant::from_unix(at.timestamp()).unwrap();
            let open = match pack.desk_hours(&facts) {
                Desk::Calendar(named) => named.calendar.is_open(instant),
                Desk::AroundTheClock => true,
                Desk::Unknown => panic!("{facts:?}"),
            };
            assert_eq!(open, expected, "level {level} {region:?} at {at}");
        }
    }
    // Without a level the answer is not known; what is shown is the level at which such a ticket comes in.
    let nothing = facts("cloud-server", "urgent");
    assert!(matches!(pack.desk_hours(&nothing), Desk::Unknown));
    assert!(matches!(pack.desk_hours_shown(&nothing), Desk::Calendar(_)));
    assert_eq!(pack.entry_level(nothing.tier.as_ref()), Some(2));
    assert_eq!(pack.entry_level(Some(&TierKey::new("named-user-cloud"))), Some(1));

    // A target of a contract's own runs in the hours of its level and region; in business days it cannot, where the
    // days of the two desks together differ in length.
    let own = r#"{"targets":[{"clock":"first_response","target":"4 business hours"},{"clock":"resolution","target":"1 business day"}]}"#;
    let terms = Terms::new(pack, &serde_json::from_str(own).unwrap(), &Zones::embedded()).unwrap();
    let gmt = Window { zone: chrono_tz::UTC, weekdays: true, hours: &[(8, 17)], closed: &[] };
    // In July the two desks together are open from 08:00 to 21:00 UTC.
    let both = Window { hours: &[(8, 21)], ..gmt };
    for (level, region, window) in
        [(1, None, gmt), (1, Some("north-america"), both), (2, Some("north-america"), gmt), (3, None, ALWAYS)]
    {
        let of = Facts {
            level: Some(level),
            region: region.map(str::to_owned),
            ..facts("named-user-cloud", "urgent")
        };
        let at = Instant::from_unix(now[0].timestamp()).unwrap();
        let due = terms.resolve(&FIRST(), &of, at).due(at, &[]).unwrap();
        assert_eq!(due.unix(), walk(window, now[0], 240).timestamp(), "level {level} {region:?}");
        let lacks = terms.resolve(&RESOLUTION(), &of, at).lacks_business_day();
        assert_eq!(lacks, (level, region) == (1, Some("north-america")));
    }
}

/// sla.md: keys are what data files, commands and output use.
#[test]
fn keys_are_those_of_the_specification() {
    let packs = packs();
    let expected = [
        ("apizee", "Europe/Paris", "bronze silver gold", "major moderate minor"),
        ("b2bee", "Europe/Belgrade", "basic standard premium", "critical significant minor no-impact"),
        ("illumeet", "UTC", "named-user-cloud cloud-server self-hosted", "urgent high normal low"),
        ("otter-video", "Europe/Paris", "basic extended premium", "critical high medium low"),
        ("photoprism", "Europe/Berlin", "professional enterprise gold", "urgent high normal low"),
    ];
    // Bare names mean the editions of part 3, for ever, whatever else is shipped under them.
    let editions = ["2021-05-31", "2019-09-12", "2020-10-01", "2026-01-01", "2026-01-01"];
    for ((name, ..), edition) in expected.iter().zip(editions) {
        assert_eq!(packs.get(name).unwrap().id.to_string(), format!("{name}@{edition}"));
        assert!(packs.list().iter().any(|row| row.by_bare_name && row.pack.id.name == *name));
    }
    for (name, zone, tiers, severities) in expected {
        let pack = packs.get(name).unwrap();
        assert_eq!(pack.zone.name(), zone);
        assert_eq!(pack.tiers.iter().map(|tier| tier.key.as_str()).collect::<Vec<_>>().join(" "), tiers);
        assert_eq!(
            pack.severities.iter().map(|one| one.key.as_str()).collect::<Vec<_>>().join(" "),
            severities
        );
        assert!(pack.severities.iter().all(|one| !one.definition.is_empty()));
        let wrong: Vec<_> = pack.try_examples().into_iter().filter(|tried| !tried.is_right()).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    }
}
