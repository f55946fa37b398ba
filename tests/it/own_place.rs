//! Hours that a contract brings: the customer's own place and holidays, and calendars that a ticket's facts pick
//! (sla.md part 4).

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use chrono::NaiveDate;
use proptest::prelude::*;
use tierdesk::calendar::{Instant, Zones};
use tierdesk::policy::{
    ChannelKey, ClockKey, Environment, Facts, OwnHours, OwnPlace, OwnTerms, Pack, SeverityKey, Terms,
    TierKey, read_pack,
};

use crate::calendar_walker::{Plain, Walked, plain, unix};
use crate::cli_stage::Desk;

const REGIONAL: &str = include_str!("../packs/good/regional.toml");

static ZONES: LazyLock<Zones> = LazyLock::new(Zones::embedded);

fn pack(text: &str) -> Arc<Pack> {
    match read_pack(text.as_bytes(), "regional.toml", &ZONES) {
        Ok((pack, _)) => Arc::new(pack),
        Err(errors) => panic!("{errors:#?}"),
    }
}

fn at(text: &str) -> Instant {
    text.parse().unwrap()
}

fn silver() -> Facts {
    Facts {
        tier: Some(TierKey::new("silver")),
        severity: Some(SeverityKey::new("normal")),
        ..Facts::default()
    }
}

fn own(place: &str) -> OwnTerms {
    OwnTerms { place: Some(place.parse().unwrap()), ..OwnTerms::default() }
}

fn resolution(terms: &Terms, received: &str) -> (Option<Instant>, String) {
    let resolved = terms.resolve(&ClockKey::resolution(), &silver(), at(received));
    (resolved.due(at(received), &[]), resolved.calendar_words.clone())
}

/// The contract's zone and holidays, the pack's hours; what is not marked keeps its own zone.
#[test]
fn hours_are_read_at_the_customers_place() {
    let pack = pack(REGIONAL);
    // Friday 17:00 in Tokyo: an hour, Monday is closed by the contract, ten on Tuesday, nine on Wednesday.
    let received = "2026-11-20T17:00:00+09:00";
    let terms = Terms::new(pack.clone(), &own("Asia/Tokyo 2026-11-23"), &ZONES).unwrap();
    let words =
        "Mon-Fri 08:00-18:00 Asia/Tokyo, closed on holidays (dates of the contract), the customer's place";
    assert_eq!(resolution(&terms, received), (Some(at("2026-11-25T17:00:00+09:00")), words.into()));
    assert!(terms.hours_words().contains(&"Mon-Fri 09:00-17:00 Australia/Sydney".to_owned()));
    // Not named yet: London and England stand in, and whoever looks is told.
    let (_, words) = resolution(&Terms::of_pack(pack.clone()), received);
    assert_eq!(
        words,
        "Mon-Fri 08:00-18:00 Europe/London, closed on holidays (United Kingdom, England), until the contract names the customer's place"
    );
    // A zone for all hours is a zone for these too; the place goes before it.
    let zoned = OwnTerms { time_zone: Some("UTC".into()), ..OwnTerms::default() };
    let (_, words) = resolution(&Terms::new(pack.clone(), &zoned, &ZONES).unwrap(), received);
    assert!(words.starts_with("Mon-Fri 08:00-18:00 UTC") && words.ends_with("by contract"), "{words}");
    let both = OwnTerms { time_zone: Some("UTC".into()), ..own("Asia/Tokyo 2026-11-23") };
    let terms = Terms::new(pack.clone(), &both, &ZONES).unwrap();
    assert_eq!(resolution(&terms, received).0, Some(at("2026-11-25T17:00:00+09:00")));
    // Hours of the contract's own are read there.
    let hours = OwnHours {
        weekly: BTreeMap::from([("mon-fri".into(), vec!["10:00-12:00".into()])]),
        holidays: Vec::new(),
        business_day: None,
    };
    let terms = OwnTerms { hours: Some(hours), ..own("Asia/Tokyo") };
    let terms = Terms::new(pack, &terms, &ZONES).unwrap();
    assert_eq!(resolution(&terms, received).0, Some(at("2026-11-24T12:00:00+09:00")));
}

/// The provider's closures hold wherever the customer is, and a contract may name them where the pack does not.
#[test]
fn sets_of_the_packs_own_hold_at_any_place() {
    let closed = REGIONAL.replace("holidays = [\"GB/ENG\"]", "holidays = [\"GB/ENG\", \"closures\"]")
        + "\n[holidays.closures]\ndays = [{ name = \"Move\", date = 2026-11-24 }]\n\n[holidays.local]\ndays = [{ name = \"Fair\", date = 2026-11-25 }]\n";
    let received = "2026-11-23T08:00:00+01:00";
    for (place, due) in [
        ("Europe/Berlin", "2026-11-25T18:00:00+01:00"),
        ("Europe/Berlin local", "2026-11-26T18:00:00+01:00"),
        ("Europe/Berlin LOCAL, DE/BY", "2026-11-26T18:00:00+01:00"),
    ] {
        let terms = Terms::new(pack(&closed), &own(place), &ZONES).unwrap();
        assert_eq!(resolution(&terms, received).0, Some(at(due)), "{place}");
    }
}

#[test]
fn a_place_that_cannot_hold_says_what_would() {
    let refused =
        |text: &str, place: &str| Terms::new(pack(text), &own(place), &ZONES).unwrap_err().to_string();
    let unknown = refused(REGIONAL, "Asia/Tokyo JP");
    assert!(unknown.contains("\"JP\"") && unknown.contains("single dates"), "{unknown}");
    assert!(refused(REGIONAL, "Asia/Tokyo 2026-02-30").contains("2026-02-30"));
    assert!(refused(REGIONAL, "Asia/Tokio").contains("Asia/Tokyo"));
    let nothing = refused(&REGIONAL.replace("place = \"customer\"\n", ""), "Asia/Tokyo");
    assert!(nothing.contains("no hours of regional@2026-01-01"), "{nothing}");
    for wrong in ["", "Tokyo", "DE/BY Europe/Berlin extra", "CET"] {
        let place = wrong.parse::<OwnPlace>();
        assert!(place.is_err() || wrong.starts_with("DE/BY"), "{wrong}");
    }
}

/// What the store holds: a contract without a place reads and is written as before.
#[test]
fn contracts_on_record_stay_readable() {
    let before: OwnTerms = serde_json::from_str(r#"{"time_zone":"UTC"}"#).unwrap();
    assert_eq!(before.place, None);
    assert_eq!(serde_json::to_string(&before).unwrap(), r#"{"time_zone":"UTC"}"#);
    let with = own("Asia/Tokyo 2026-11-23");
    let written = serde_json::to_string(&with).unwrap();
    assert_eq!(written, r#"{"place":{"time_zone":"Asia/Tokyo","holidays":["2026-11-23"]}}"#);
    assert_eq!(serde_json::from_str::<OwnTerms>(&written).unwrap(), with);
}

/// From the command line: named, shown, forgotten, carried by export and import.
#[test]
fn a_contract_names_the_place() {
    let desk = Desk::new();
    std::fs::create_dir(desk.path("packs")).unwrap();
    desk.write("packs/regional.toml", REGIONAL);
    desk.ok(&["customer", "add", "Kestrel"]);
    let add = [
        "contract",
        "add",
        "--customer",
        "Kestrel",
        "--pack",
        "regional",
        "--tier",
        "silver",
        "--starts",
        "2026-01-01",
    ];
    let with = |place| desk.run(&[&add[..], &["--place", place]].concat());
    assert_eq!(with("Tokyo").code, 2);
    assert!(with("Asia/Tokyo JP").err.contains("single dates"), "{}", with("Asia/Tokyo JP").err);
    assert_eq!(with("Asia/Tokyo 2026-11-23").code, 0);
    let shown = desk.ok(&["contract", "show", "1"]);
    assert!(shown.contains("Asia/Tokyo 2026-11-23"), "{shown}");
    desk.ok(&["ticket", "open", "--customer", "1", "--subject", "x", "--severity", "normal"]);
    let ticket = desk.ok(&["ticket", "show", "1"]);
    assert!(ticket.contains("Asia/Tokyo"), "{ticket}");
    let exported = desk.ok(&["export", "--format", "csv"]);
    assert!(exported.contains("Asia/Tokyo 2026-11-23"), "{exported}");
    let copy = Desk::new();
    std::fs::create_dir(copy.path("packs")).unwrap();
    copy.write("packs/regional.toml", REGIONAL);
    copy.write("desk.csv", &exported);
    copy.ok(&["import", "desk.csv"]);
    assert_eq!(copy.json(&["contract", "show", "1"])["own"]["place"]["time_zone"], "Asia/Tokyo");
    let change =
        |more: &[&str]| desk.ok(&[&["contract", "change", "1", "--from", "2027-01-01"], more].concat());
    change(&["--place", "Europe/Berlin DE/BY"]);
    assert!(desk.ok(&["contract", "show", "2"]).contains("Europe/Berlin DE/BY"));
    desk.ok(&["contract", "change", "2", "--from", "2028-01-01", "--no-place"]);
    assert!(!desk.ok(&["contract", "show", "3"]).contains("Berlin"));
}

/// A schedule at some place, against the walker.
fn placed() -> impl Strategy<Value = (Plain, Vec<NaiveDate>, i64)> {
    let zone =
        prop::sample::select(vec!["Asia/Tokyo", "America/New_York", "Australia/Lord_Howe", "Europe/Paris"]);
    let first: NaiveDate = "2026-10-20".parse().unwrap();
    let days = prop::collection::btree_set(0..20_u64, 0..6);
    (zone, days, 0..10 * 1440_i64).prop_map(move |(zone, days, minute)| {
        let days: Vec<NaiveDate> = days.into_iter().map(|day| first + chrono::Days::new(day)).collect();
        let week = [
            chrono::Weekday::Mon,
            chrono::Weekday::Tue,
            chrono::Weekday::Wed,
            chrono::Weekday::Thu,
            chrono::Weekday::Fri,
        ];
        let plain = Plain { holidays: days.clone(), ..plain(zone, &week, &[480..1080], &[]) };
        (plain, days, unix("2026-10-21T00:00:00Z") + minute * 60)
    })
}

/// Tiers, regions and languages that a row asks for, and one thing more.
type Asked = (Vec<&'static str>, Vec<&'static str>, Vec<&'static str>, bool);

/// Rows of a choice.
fn rows() -> impl Strategy<Value = Vec<Asked>> {
    let some = |names: &'static [&'static str]| prop::sample::subsequence(names, 0..=names.len());
    prop::collection::vec(
        (some(&["silver", "gold"]), some(&["apac", "americas", "emea"]), some(&["de", "fr"]), any::<bool>()),
        1..5,
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_place_is_counted_as_the_walker_walks((plain, days, received) in placed()) {
        let holidays = days.iter().map(ToString::to_string).collect();
        let place = OwnPlace { time_zone: plain.zone.to_owned(), holidays };
        let own = OwnTerms { place: Some(place), ..OwnTerms::default() };
        let terms = Terms::new(pack(REGIONAL), &own, &ZONES).unwrap();
        let received = Instant::from_unix(received).unwrap();
        let ours = terms.resolve(&ClockKey::resolution(), &silver(), received).due(received, &[]);
        let walked = Walked::new(std::slice::from_ref(&plain), unix("2026-10-20T00:00:00Z"), 40 * 1440, 60);
        prop_assert_eq!(ours.map(Instant::unix), walked.due(received.unix(), 20 * 3600, &[]));
    }

    /// What the reader says of a choice is true of every ticket that there can be: none is left without a calendar in one
    /// that is taken, one is in one that is refused for it, and a row that "never answers" answers none.
    #[test]
    fn what_is_said_of_a_choice_holds(rows in rows()) {
        let list = |key: &str, names: &[&str]| match names {
            [] => String::new(),
            names => format!("{key} = [{}], ", names.iter().map(|name| format!("{name:?}")).collect::<Vec<_>>().join(", ")),
        };
        let written: Vec<String> = rows.iter().map(|(tiers, regions, languages, production)| {
            let environment = if *production { "environment = \"production\", " } else { "" };
            format!("  {{ {}{}{}{environment}calendar = \"london\" }},\n", list("tier", tiers), list("region", regions), list("language", languages))
        }).collect();
        let text = REGIONAL.replace("[[hours]]\n", &format!("[calendars.tried]\nchoose = [\n{}]\n\n[[hours]]\n", written.concat()));
        let begins = text.lines().position(|line| line == "[calendars.tried]").unwrap() + 3;
        let outcome = read_pack(text.as_bytes(), "tried.toml", &ZONES);
        // Tickets one by one, with values that no row names.
        let fits = |row: usize, tier: &str, region: Option<&str>, language: Option<&str>, production: bool| {
            let (tiers, regions, languages, only_production) = &rows[row];
            let among = |list: &[&str], value: Option<&str>| list.is_empty() || value.is_some_and(|value| list.contains(&value));
            among(tiers, Some(tier)) && among(regions, region) && among(languages, language) && (production || !only_production)
        };
        let mut answered = vec![false; rows.len()];
        let mut unanswered = false;
        for tier in ["silver", "gold"] {
            for region in [None, Some("apac"), Some("americas"), Some("emea")] {
                for language in [None, Some("de"), Some("fr"), Some("pt")] {
                    for production in [true, false] {
                        match (0..rows.len()).find(|&row| fits(row, tier, region, language, production)) {
                            Some(row) => answered[row] = true,
                            None => unanswered = true,
                        }
                    }
                }
            }
        }
        match outcome {
            Ok((pack, _)) => {
                prop_assert!(!unanswered && answered.iter().all(|answered| *answered));
                let choice = pack.choice("tried").unwrap();
                let facts = Facts { environment: Environment::Development, channel: Some(ChannelKey::new("phone")), ..silver() };
                prop_assert_eq!(choice.pick(&facts, None), Some("london"));
            }
            Err(errors) => {
                let said = |words: &str| errors.iter().any(|error| error.message.contains(words));
                prop_assert_eq!(said("no calendar is chosen"), unanswered);
                for (row, answered) in answered.iter().enumerate() {
                    let here = errors.iter().any(|error| error.line == begins + row && error.message.contains("never answers"));
                    prop_assert_eq!(here, !answered, "row {}", row);
                }
            }
        }
    }
}
