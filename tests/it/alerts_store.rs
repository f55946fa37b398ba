//! Alerts in the store: each is claimed once, by whoever comes first; many at once are one; answers name who gave them.

use std::sync::{Arc, Barrier};
use std::thread;

use tierdesk::alert::{Alert, AlertId, Answer, Kind, Storm, Subject, Way};
use tierdesk::calendar::Instant;
use tierdesk::desk::{Command, CustomerId, DeskWork, Event, Refusal, TicketId};
use tierdesk::store::{Access, AlertQuery, Delivered, Outcome, Store, StoreError, Told};

use crate::store::{bare_book, desk, now, open_ticket};

const CALM: Storm = Storm { more_than: 1_000, within: 60 };

fn after(seconds: i64) -> Instant {
    now().plus(seconds).unwrap()
}

fn alert(agent: &str, number: i64) -> Alert {
    Alert {
        agent: agent.into(),
        identity: format!("ticket {number}/first_response/1790000000/8 business hours/missed"),
        kind: Kind::Missed,
        customer: Some(CustomerId(1)),
        ticket: Some(TicketId(number)),
        clock: None,
        fell: now(),
        due: Some(now()),
        words: format!("#{number} Acme: missed"),
        ways: vec![Way::Bell, Way::Mail],
        silent: false,
    }
}

fn silent(agent: &str, number: i64) -> Alert {
    let identity = format!("ticket {number}/first_response/1790000000/8 business hours/75 %");
    Alert { identity, kind: Kind::Warning, silent: true, ..alert(agent, number) }
}

fn words(told: &[(AlertId, Alert)]) -> Vec<&str> {
    told.iter().map(|(_, alert)| alert.words.as_str()).collect()
}

fn listed(store: &mut Store, query: AlertQuery) -> Vec<Told> {
    store.alerts(&query).unwrap()
}

fn answer(
    store: &mut Store,
    agent: &str,
    alerts: &[AlertId],
    answer: Answer,
    at: Instant,
) -> Result<i64, StoreError> {
    let work = DeskWork::AnswerAlerts { alerts: alerts.to_vec(), answer };
    match store.execute(&[Command::Desk(work)], &bare_book(), agent, at)?.remove(0) {
        Outcome::Desk(event) => Ok(event),
        other => panic!("{other:?}"),
    }
}

#[test]
fn each_is_told_once_to_each_agent_whoever_asks() {
    let (_folder, path, mut store, _) = desk();
    let (ana, ben) = (alert("ana", 1), alert("ben", 1));
    let all = [silent("ana", 1), ana.clone(), ana.clone(), ben];
    assert_eq!(words(&store.claim(&all, CALM, now()).unwrap().told), ["#1 Acme: missed"; 2]);
    assert_eq!(store.claim(&all, CALM, after(5)).unwrap().told, []);
    drop(store);
    let mut again = Store::open(&path, Access::ReadWrite).unwrap();
    // A restart, a step back of the clock, a later mark that was told silently: nothing comes twice.
    let loud = Alert { silent: false, ..silent("ana", 1) };
    for at in [after(9), after(-600), after(86_400 * 30)] {
        assert_eq!(again.claim(&[ana.clone(), loud.clone()], CALM, at).unwrap().told, []);
    }
    let query = AlertQuery { agent: Some("ana".into()), ..AlertQuery::default() };
    assert_eq!(listed(&mut again, query.clone()).len(), 1);
    assert_eq!(listed(&mut again, AlertQuery { everything: true, ..query }).len(), 2);
    assert_eq!(listed(&mut again, AlertQuery::default()).len(), 2);
}

/// D03: what a clock told that was years ahead is told again when it is so; what one told that was ahead by minutes is not.
#[test]
fn what_a_wrong_clock_told_is_told_again() {
    let (_folder, _, mut store, _) = desk();
    let years = after(3 * 366 * 86_400);
    assert_eq!(store.claim(&[alert("ana", 1)], CALM, years).unwrap().told.len(), 1);
    assert_eq!(store.claim(&[alert("ana", 1)], CALM, now()).unwrap().told.len(), 1);
    assert_eq!(store.claim(&[alert("ana", 1)], CALM, after(1)).unwrap().told.len(), 0);
}

/// Eight consoles of one agent and what goes to nobody in particular: of two hundred alerts each comes to one of them.
#[test]
fn consoles_that_claim_at_once_tell_each_alert_once() {
    let (_folder, path, store, _) = desk();
    drop(store);
    let start = Arc::new(Barrier::new(8));
    let threads: Vec<_> = (0..8)
        .map(|_| {
            let (path, start) = (path.clone(), start.clone());
            thread::spawn(move || {
                let mut store = Store::open(&path, Access::ReadWrite).unwrap();
                start.wait();
                let mut told = Vec::new();
                for piece in 0..20 {
                    let numbers = piece * 10..piece * 10 + 10;
                    let alerts: Vec<Alert> = numbers
                        .map(|number| alert(if number % 2 == 0 { "ana" } else { "" }, number))
                        .collect();
                    // A store that is locked for longer than anybody waits is asked again: nothing was claimed.
                    let claimed = loop {
                        match store.claim(&alerts, CALM, now()) {
                            Ok(claimed) => break claimed,
                            Err(StoreError::Locked { .. }) => {}
                            Err(error) => panic!("{error}"),
                        }
                    };
                    told.extend(claimed.told.into_iter().map(|(id, alert)| (id.0, alert.ticket.unwrap().0)));
                }
                told
            })
        })
        .collect();
    let mut told: Vec<(i64, i64)> = threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect();
    told.sort();
    let mut tickets: Vec<i64> = told.iter().map(|(_, ticket)| *ticket).collect();
    tickets.sort_unstable();
    assert_eq!(tickets, (0..200).collect::<Vec<_>>());
    told.dedup_by_key(|(id, _)| *id);
    assert_eq!(told.len(), 200);
}

/// J05: two thousand at once are one; what comes while it is new is held back, and nothing is lost.
#[test]
fn a_storm_is_one_summary() {
    let (_folder, _, mut store, _) = desk();
    let storm = Storm { more_than: 5, within: 60 };
    let few: Vec<Alert> = (0..3).map(|number| alert("ana", number)).collect();
    assert_eq!(store.claim(&few, storm, now()).unwrap().told.len(), 3);
    let many: Vec<Alert> = (0..2_000).map(|number| alert("ana", number)).collect();
    let claimed = store.claim(&many, storm, after(1)).unwrap();
    assert_eq!(words(&claimed.told), ["1997 alerts at once: 1997 missed"]);
    let (id, summary) = &claimed.told[0];
    assert_eq!((summary.kind, &summary.ways[..]), (Kind::Summary, &[Way::Bell, Way::Mail][..]));
    assert_eq!(listed(&mut store, AlertQuery { summary: Some(*id), ..AlertQuery::default() }).len(), 1_997);
    assert_eq!(listed(&mut store, AlertQuery::default()).len(), 4);
    // Another agent has a peace of their own.
    assert_eq!(store.claim(&[alert("ben", 1)], storm, after(2)).unwrap().told.len(), 1);
    let late = alert("ana", 5_000);
    let held = store.claim(std::slice::from_ref(&late), storm, after(10)).unwrap();
    assert_eq!((held.told.len(), held.again), (0, Some(after(61))));
    let told = store.claim(&[late], storm, after(61)).unwrap();
    assert_eq!((words(&told.told), told.again), (vec!["#5000 Acme: missed"], None));
    // Only what is told goes out: three, the summary, ben's, the late one.
    let deliveries = store.deliveries_due(None, after(100), 30).unwrap();
    assert_eq!(deliveries.len(), 6);
    // Who acknowledges a summary has seen all of it.
    answer(&mut store, "ben", &[*id], Answer::Acknowledge, after(200)).unwrap();
    let open = AlertQuery { open_only: true, everything: true, ..AlertQuery::default() };
    let seen = listed(&mut store, AlertQuery { summary: Some(*id), ..AlertQuery::default() });
    assert!(seen.iter().all(|told| told.acknowledged == Some((after(200), "ben".into()))));
    assert_eq!(store.count_alerts(&open).unwrap(), 0, "no such tickets are open");
}

#[test]
fn answers_are_on_record_and_a_snooze_comes_again_once() {
    let (_folder, _, mut store, customer) = desk();
    let number = open_ticket(&mut store, customer, "No sound").id.0;
    let own = alert("ana", number);
    let (id, _) = store.claim(std::slice::from_ref(&own), CALM, now()).unwrap().told[0].clone();
    let open = AlertQuery { open_only: true, ..AlertQuery::default() };
    assert_eq!(store.count_alerts(&open).unwrap(), 1);
    let until = after(600);
    answer(&mut store, "ben", &[id], Answer::Snooze { until }, after(10)).unwrap();
    assert_eq!(listed(&mut store, open.clone())[0].snoozed, Some((until, "ben".into())));
    assert_eq!(store.snoozes(Some("ana")).unwrap(), [(Subject::Ticket(TicketId(number)), until)]);
    assert_eq!(store.snoozes(Some("cem")).unwrap(), []);
    assert_eq!(store.claim(std::slice::from_ref(&own), CALM, after(599)).unwrap().told, []);
    let again = store.claim(std::slice::from_ref(&own), CALM, until).unwrap().told;
    assert_eq!(again.iter().map(|(id, _)| *id).collect::<Vec<_>>(), [id]);
    assert_eq!(store.claim(std::slice::from_ref(&own), CALM, after(601)).unwrap().told, []);
    assert_eq!(store.snoozes(None).unwrap(), []);
    answer(&mut store, "ana", &[id], Answer::Snooze { until: after(900) }, after(700)).unwrap();
    answer(&mut store, "cem", &[id], Answer::Acknowledge, after(710)).unwrap();
    assert_eq!(store.claim(&[own], CALM, after(2_000)).unwrap().told, []);
    assert_eq!(store.count_alerts(&open).unwrap(), 0);
    let refused = answer(&mut store, "ana", &[id], Answer::Acknowledge, after(800)).unwrap_err();
    assert!(
        matches!(refused, StoreError::Refused { refusal: Refusal::Taken(ref why), .. } if why.contains("cem"))
    );
    let missing = answer(&mut store, "ana", &[AlertId(99)], Answer::Acknowledge, after(800)).unwrap_err();
    assert!(matches!(missing, StoreError::Refused { refusal: Refusal::Missing(_), .. }));
    let past = answer(&mut store, "ana", &[id], Answer::Snooze { until: after(1) }, after(800)).unwrap_err();
    assert!(matches!(past, StoreError::Refused { refusal: Refusal::Invalid(_), .. }));
    // The history names who did it; a board need not look at a ticket for it.
    let event = Event::AlertsAnswered { alerts: vec![id], until: None };
    assert!(Event::BESIDE.contains(&event.kind()));
    assert_eq!(event.words(), format!("acknowledged the alert {id}"));
}

#[test]
fn tries_are_taken_by_one_and_end_with_an_answer() {
    let (_folder, path, mut store, _) = desk();
    let both = [alert("ana", 1), Alert { ways: vec![Way::Command("chat".into())], ..alert("", 2) }];
    let told = store.claim(&both, CALM, now()).unwrap().told;
    let id_of = |agent: &str| told.iter().find(|(_, alert)| alert.agent == agent).unwrap().0;
    let (ana, nobody) = (id_of("ana"), id_of(""));
    let mut other = Store::open(&path, Access::ReadWrite).unwrap();
    assert_eq!(other.deliveries_due(Some("ben"), now(), 30).unwrap().len(), 1, "nobody's in particular");
    let mine = store.deliveries_due(Some("ana"), now(), 30).unwrap();
    assert_eq!(mine.iter().map(|one| (one.way.clone(), one.tries)).collect::<Vec<_>>(), [(Way::Mail, 1)]);
    assert_eq!(other.deliveries_due(None, after(1), 30).unwrap(), []);
    let again = Delivered::Again { at: after(40), said: "no such host".into() };
    store.delivered(ana, &Way::Mail, &again).unwrap();
    store.delivered(nobody, &Way::Command("chat".into()), &Delivered::Done).unwrap();
    assert_eq!(store.next_delivery(None).unwrap(), Some(after(40)));
    assert_eq!(store.deliveries_due(None, after(39), 30).unwrap(), []);
    assert_eq!(store.deliveries_due(None, after(40), 30).unwrap()[0].tries, 2);
    // Whoever took it was killed: somebody tries again.
    assert_eq!(store.deliveries_due(None, after(71), 30).unwrap()[0].tries, 3);
    answer(&mut store, "ana", &[ana], Answer::Acknowledge, after(80)).unwrap();
    assert_eq!(store.next_delivery(None).unwrap(), None);
    let states: Vec<String> = listed(&mut store, AlertQuery::default())
        .into_iter()
        .flat_map(|told| told.deliveries)
        .map(|one| format!("{} {} {} {}", one.way, one.state, one.tries, one.said))
        .collect();
    assert_eq!(states, ["mail failed 3 acknowledged before it went out", "command:chat done 1 "]);
}

/// A lock that somebody else holds: nothing is claimed, and nothing is lost.
#[test]
fn a_locked_store_loses_nothing() {
    let (_folder, path, mut store, _) = desk();
    let holder = rusqlite::Connection::open(&path).unwrap();
    holder.execute_batch("BEGIN IMMEDIATE").unwrap();
    let asked = thread::spawn(move || {
        let claimed = store.claim(&[alert("ana", 1)], CALM, now());
        (store, claimed)
    });
    // It waits for the lock, and has it as soon as it is free.
    holder.execute_batch("COMMIT").unwrap();
    let (_store, claimed) = asked.join().unwrap();
    assert_eq!(claimed.unwrap().told.len(), 1);
}
