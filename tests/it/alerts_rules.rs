//! Who is told of what: rules on tickets of real packs, with instants written out by hand.

use tierdesk::alert::{Account, Alert, Kind, Listener, OnCall, Plan, Rules, Subject, Untended, Way};
use tierdesk::calendar::{Instant, Span, Zones};
use tierdesk::desk::{Contract, Event, Receipt, Row, Ticket, TicketId, Weight};
use tierdesk::rota::Duty;

use crate::desk::{at, book, contract, customer, ticket};

/// On call: ana until Monday 12:00 UTC, nobody until 14:00, then ben.
struct Turns;

impl OnCall for Turns {
    fn on_duty(&self, at: Instant) -> Vec<Duty> {
        let (noon, two) = (crate::desk::at("2026-11-16T12:00:00Z"), crate::desk::at("2026-11-16T14:00:00Z"));
        let duty = |agent: &str, from, to| {
            vec![Duty { line: "first".into(), agent: agent.into(), span: Span { from, to } }]
        };
        if at < noon {
            duty("ana", Instant::MIN, noon)
        } else if at < two {
            Vec::new()
        } else {
            duty("ben", two, Instant::MAX)
        }
    }

    fn next_change(&self, at: Instant) -> Option<Instant> {
        [crate::desk::at("2026-11-16T12:00:00Z"), crate::desk::at("2026-11-16T14:00:00Z")]
            .into_iter()
            .find(|t| *t > at)
    }
}

fn rules(text: &str) -> Rules {
    let (rules, found) =
        Rules::read(format!("format = 1\n{text}").as_bytes(), "alerts.toml", &Zones::embedded());
    assert!(found.is_empty(), "{found:?}");
    rules.unwrap()
}

fn gold() -> Contract {
    contract(1, "photoprism", "gold")
}

/// Urgent, received on Monday 2026-11-16 at 09:00 in Berlin: 8 business hours to the first reply, due at 17:00.
fn urgent() -> Ticket {
    ticket(1, &gold(), "urgent", "2026-11-16T08:00:00Z")
}

fn fallen(
    rules: &Rules,
    who: &str,
    rota: &dyn OnCall,
    ticket: &Ticket,
    now: &str,
) -> (Vec<Alert>, Option<Instant>) {
    let mut plan = Plan::new(rules.clone(), Listener::Agent(who.into()));
    let row = Row::new(ticket.clone(), Some(&gold()), &book());
    plan.replace(ticket.id, Some((&row, "Acme")), rota, at(now));
    (plan.fallen(), plan.next())
}

fn told(alerts: &[Alert]) -> Vec<String> {
    let loud = alerts.iter().filter(|alert| !alert.silent);
    loud.map(|alert| format!("{} {} {}", alert.agent, alert.kind.as_str(), alert.fell)).collect()
}

#[test]
fn marks_fall_to_the_second_and_only_the_last_is_told() {
    let rules = rules(
        "[[rule]]\nname = \"r\"\nagents = [\"ana\"]\nclocks = [\"first_response\"]\nmarks = [\"50 %\", \"2 h left\", \"1 business day left\"]\nways = [\"toast\"]\n",
    );
    let look = |now: &str| fallen(&rules, "ana", &Untended, &urgent(), now);
    // A whole business day is left at the receipt.
    let (alerts, next) = look("2026-11-16T08:00:00Z");
    assert_eq!(told(&alerts), ["ana warning 2026-11-16T08:00:00Z"]);
    assert_eq!(next, Some(at("2026-11-16T12:00:00Z")));
    assert_eq!(told(&look("2026-11-16T11:59:59Z").0), ["ana warning 2026-11-16T08:00:00Z"]);
    assert_eq!(told(&look("2026-11-16T12:00:00Z").0), ["ana warning 2026-11-16T12:00:00Z"]);
    let (alerts, next) = look("2026-11-16T16:00:00Z");
    assert_eq!((alerts.len(), told(&alerts)), (3, vec!["ana warning 2026-11-16T14:00:00Z".to_owned()]));
    assert_eq!(next, Some(at("2026-11-16T16:00:01Z")), "the due instant itself is in time");
    let (alerts, next) = look("2026-11-16T16:00:01Z");
    assert_eq!((alerts.len(), told(&alerts)), (4, vec!["ana missed 2026-11-16T16:00:01Z".to_owned()]));
    assert_eq!(next, None);
    let words = &alerts.iter().find(|alert| alert.kind == Kind::Missed).unwrap().words;
    assert_eq!(
        words,
        "#1 Acme: first response missed, was due Mon 2026-11-16 17:00 CET: printer on fire (urgent)"
    );
}

#[test]
fn rules_ask_for_severity_agent_and_filter() {
    let text = |more: &str| format!("[[rule]]\nname = \"r\"\non = [\"new\"]\nways = [\"bell\"]\n{more}\n");
    let mut given = urgent();
    given.apply(&Event::Assigned { from: None, to: Some("ben".into()) }, at("2026-11-16T08:01:00Z"), "ana");
    given.apply(&Event::Watched { agent: "cem".into(), on: true }, at("2026-11-16T08:01:00Z"), "ana");
    for (rule, who, tells) in [
        ("agents = [\"ana\"]", "ana", true),
        ("agents = [\"ana\"]", "ben", false),
        ("agents = [\"assignee\"]", "ben", true),
        ("agents = [\"assignee\"]", "cem", false),
        ("agents = [\"watchers\"]", "cem", true),
        ("agents = [\"everybody\"]", "eve", true),
        ("agents = [\"desk\"]", "eve", true),
        ("agents = [\"everybody\"]\ntop = 1", "eve", true),
        ("agents = [\"everybody\"]\nseverities = [\"high\", \"low\"]", "eve", false),
        ("agents = [\"everybody\"]\nseverities = [\"urgent\"]", "eve", true),
        ("agents = [\"everybody\"]\nfilter = \"is:unassigned\"", "eve", false),
        ("agents = [\"everybody\"]\nfilter = \"customer:acme is:mine\"", "ben", true),
        ("agents = [\"everybody\"]\nfilter = \"customer:acme is:mine\"", "eve", false),
    ] {
        let (alerts, _) = fallen(&rules(&text(rule)), who, &Untended, &given, "2026-11-16T08:02:00Z");
        assert_eq!(!alerts.is_empty(), tells, "{rule} for {who}");
    }
    // Two rules are one alert, by the ways of both.
    let both = rules(
        "[[rule]]\nname = \"a\"\nagents = [\"assignee\"]\non = [\"new\"]\nways = [\"bell\"]\n[[rule]]\nname = \"b\"\nagents = [\"ben\"]\non = [\"new\"]\nways = [\"toast\", \"bell\"]\n",
    );
    let (alerts, _) = fallen(&both, "ben", &Untended, &given, "2026-11-16T08:02:00Z");
    assert_eq!(alerts.iter().map(|one| one.ways.clone()).collect::<Vec<_>>(), [[Way::Bell, Way::Toast]]);
    // Who has replied has seen it.
    given.apply(
        &Event::Replied { text: "hello".into(), first: true, at: None, by: None },
        at("2026-11-16T08:03:00Z"),
        "ben",
    );
    assert_eq!(fallen(&both, "ben", &Untended, &given, "2026-11-16T08:04:00Z").0, []);
}

#[test]
fn who_is_on_call_when_it_falls_is_told_or_who_is_next() {
    let text = |mark: &str| {
        rules(&format!(
            "[[rule]]\nname = \"r\"\nagents = [\"on-call:first\"]\non = [\"warning\"]\nclocks = [\"first_response\"]\nmarks = [\"{mark}\"]\nways = [\"bell\"]\n"
        ))
    };
    let look = |mark: &str, who: &str, now: &str| fallen(&text(mark), who, &Turns, &urgent(), now);
    // Six hours are left at 10:00 UTC: ana's. Three at 13:00: nobody's, and ben hears of it when he comes.
    assert_eq!(
        told(&look("6 h left", "ana", "2026-11-16T15:00:00Z").0),
        ["ana warning 2026-11-16T10:00:00Z"]
    );
    assert_eq!(told(&look("6 h left", "ben", "2026-11-16T15:00:00Z").0), [""; 0]);
    let (alerts, next) = look("3 h left", "ben", "2026-11-16T13:30:00Z");
    assert_eq!((told(&alerts), next), (vec![], Some(at("2026-11-16T14:00:00Z"))));
    assert_eq!(
        told(&look("3 h left", "ben", "2026-11-16T14:00:00Z").0),
        ["ben warning 2026-11-16T13:00:00Z"]
    );
    assert_eq!(told(&look("3 h left", "ana", "2026-11-16T14:00:00Z").0), [""; 0]);
    // Without a rota nobody is on call.
    assert_eq!(
        fallen(&text("6 h left"), "ana", &Untended, &urgent(), "2026-11-16T15:00:00Z"),
        (vec![], None)
    );
}

#[test]
fn what_was_resolved_in_quiet_hours_is_never_told() {
    let rules = rules(
        "[[rule]]\nname = \"r\"\nagents = [\"ana\"]\non = [\"missed\"]\nclocks = [\"first_response\"]\nways = [\"bell\"]\n[[quiet]]\nfrom = \"16:30\"\nto = \"08:00\"\nzone = \"Europe/Berlin\"\nexcept-top = 0\n",
    );
    let (alerts, next) = fallen(&rules, "ana", &Untended, &urgent(), "2026-11-16T17:00:00Z");
    assert_eq!((told(&alerts), next), (vec![], Some(at("2026-11-17T07:00:00Z"))));
    assert_eq!(
        told(&fallen(&rules, "ana", &Untended, &urgent(), "2026-11-17T07:00:00Z").0),
        ["ana missed 2026-11-16T16:00:01Z"]
    );
    let mut plan = Plan::new(rules, Listener::Agent("ana".into()));
    let row = Row::new(urgent(), Some(&gold()), &book());
    plan.replace(TicketId(1), Some((&row, "Acme")), &Untended, at("2026-11-16T17:00:00Z"));
    plan.replace(TicketId(1), None, &Untended, at("2026-11-16T18:00:00Z"));
    assert_eq!((plan.next(), plan.due(at("2026-11-18T07:00:00Z")), plan.fallen()), (None, vec![], vec![]));
}

/// sla.md part 2: spent, over, and spent for today are different things, each told once a period or a day.
#[test]
fn allowances_are_told_as_what_they_are() {
    let rules =
        rules("[[rule]]\nname = \"r\"\nagents = [\"everybody\"]\non = [\"allowance\"]\nways = [\"toast\"]\n");
    let premium = contract(1, "b2bee", "premium");
    let terms = book().terms(&premium).unwrap();
    let purse = tierdesk::desk::Purse::of(terms.pack(), &premium).unwrap();
    let mut plan = Plan::new(rules, Listener::Agent("ana".into()));
    let mut look = |receipts: &[&str], now: &str| -> Vec<String> {
        let receipts: Vec<Receipt> = receipts
            .iter()
            .zip(1..)
            .map(|(received, id)| Receipt {
                ticket: TicketId(id),
                received: at(received),
                weight: Weight::Counts,
            })
            .collect();
        let usage = purse.first.usage(&receipts, at(now));
        let account = Account { contract: premium.id, usage: &usage, zone: purse.zone() };
        plan.account(&customer(1, "Acme"), Some(account), &Untended, at(now));
        plan.fallen().iter().map(|alert| format!("{} | {}", alert.identity, alert.words)).collect()
    };
    let day = |day: u32| format!("2026-11-{day:02}T10:00:00Z");
    let (two, three) = (day(2), day(3));
    assert_eq!(look(&[&two], "2026-11-02T11:00:00Z"), [""; 0]);
    assert_eq!(
        look(&[&two, &two], "2026-11-02T11:00:00Z"),
        ["customer 1/1//2026-11-02/day | Acme: daily cap reached, 8 of 10 left, none more today"]
    );
    assert_eq!(look(&[&two, &two], "2026-11-03T11:00:00Z"), [""; 0]);
    let ten: Vec<&str> = (0..10).map(|_| two.as_str()).collect();
    let spent = look(&ten, "2026-11-03T11:00:00Z");
    assert_eq!(spent.len(), 1);
    assert!(spent[0].ends_with("/spent | Acme: allowance spent, 0 of 10 left"), "{spent:?}");
    let mut eleven = ten.clone();
    eleven.push(&three);
    assert!(look(&eleven, "2026-11-03T11:00:00Z")[0].contains("/over | "));
    // A period ends: what was held counts from then on, so it is looked at again.
    assert_eq!(plan.next(), Some(at("2026-11-30T23:00:00Z")));
    assert_eq!(plan.due(at("2026-11-30T23:00:00Z")), [Subject::Customer(premium.customer)]);
}
