//! How fast the store reads the open desk, and that closed tickets do not slow it down.
//!
//! `cargo bench --bench store`; the desk with a million tickets takes a minute to make and about 1 GB in the temporary
//! folder, once for the run.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "a bench that cannot be set up must fail, and says what it made"
)]

use std::path::Path;
use std::sync::{Arc, OnceLock};

use divan::Bencher;
use tierdesk::calendar::{Instant, Zones};
use tierdesk::desk::{Book, Command, CustomerId, NewCustomer, NewTicket, Status, TicketId};
use tierdesk::policy::{ChannelKey, PackId, SeverityKey, TierKey};
use tierdesk::store::{Access, Outcome, Store, StoreError};

fn main() {
    divan::main();
}

const NOW: &str = "2026-11-22T09:00:00Z";

fn now() -> Instant {
    NOW.parse().unwrap()
}

fn book() -> Book {
    let zones = Arc::new(Zones::embedded());
    let packs = tierdesk::policy::Packs::embedded(zones.clone());
    Book::new(Box::new(move |id| packs.edition(id).ok()), zones)
}

/// A desk with `closed` resolved tickets over three years and then `open` ones.
fn desk(path: &Path, open: i64, closed: i64) {
    let book = book();
    let mut store = Store::create(path, now()).unwrap();
    let mut customers: Vec<CustomerId> = Vec::new();
    store
        .batch::<_, StoreError>(&book, "bench", now(), |batch| {
            for number in 0..500 {
                let name = NewCustomer { name: format!("Customer {number}"), ..NewCustomer::default() };
                let Outcome::Customer(customer) = batch.execute(&Command::AddCustomer(name))? else {
                    continue;
                };
                customers.push(customer);
                let contract = tierdesk::desk::NewContract {
                    customer,
                    pack: PackId { name: "b2bee".into(), edition: "2019-09-12".parse().unwrap() },
                    tier: TierKey::new("premium"),
                    region: None,
                    starts: "2020-01-01".parse().unwrap(),
                    ends: None,
                    renews: None,
                    own: Default::default(),
                };
                batch.execute(&Command::AddContract(contract))?;
            }
            Ok(())
        })
        .unwrap();
    let mut number = 0;
    while number < open + closed {
        store
            .batch::<_, StoreError>(&book, "bench", now(), |batch| {
                for _ in 0..10_000.min(open + closed - number) {
                    batch
                        .execute(&Command::OpenTicket(Box::new(ticket(&customers, number, open, closed))))?;
                    number += 1;
                }
                Ok(())
            })
            .unwrap();
    }
}

fn ticket(customers: &[CustomerId], number: i64, open: i64, closed: i64) -> NewTicket {
    let customer = customers[usize::try_from(number * 7 % 500).unwrap()];
    // Closed ones over three years before the last fortnight, open ones within it.
    let ago = if number < closed {
        (closed - number) * (3 * 365 * 86_400) / closed.max(1) + 14 * 86_400
    } else {
        (open + closed - number) * (14 * 86_400) / open.max(1)
    };
    let received = now().plus(-ago).unwrap();
    let resolved = (number < closed).then(|| received.plus(86_400).unwrap());
    NewTicket {
        text: "Since this morning the portal answers with an error page when a report is opened. ".repeat(3),
        requester: Some("someone@example.com".into()),
        channel: Some(ChannelKey::new("email")),
        assignee: (number % 3 > 0).then(|| "ada".to_owned()),
        first_response: (number % 4 > 0).then(|| received.plus(3_600).unwrap()),
        status: if resolved.is_some() { Status::Resolved } else { Status::Open },
        resolved,
        ..NewTicket::received(
            customer,
            &format!("Report {number} cannot be opened from the portal"),
            SeverityKey::new(["critical", "significant", "minor"][usize::try_from(number % 3).unwrap()]),
            received,
        )
    }
}

fn small() -> &'static Path {
    static MADE: OnceLock<tempfile::TempDir> = OnceLock::new();
    made(&MADE, 20_000, 0)
}

fn large() -> &'static Path {
    static MADE: OnceLock<tempfile::TempDir> = OnceLock::new();
    made(&MADE, 20_000, 980_000)
}

fn made(place: &'static OnceLock<tempfile::TempDir>, open: i64, closed: i64) -> &'static Path {
    let folder = place.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let began = std::time::Instant::now();
        desk(&folder.path().join("desk"), open, closed);
        eprintln!("made {} tickets in {:?}", open + closed, began.elapsed());
        folder
    });
    folder.path()
}

fn read(bencher: Bencher, folder: &Path) {
    let mut store = Store::open(&folder.join("desk"), Access::ReadOnly).unwrap();
    let from = now().plus(-62 * 86_400).unwrap();
    bencher.bench_local(|| store.open_desk(from).unwrap());
}

/// 20,000 open tickets, nothing closed.
#[divan::bench]
fn open_desk_20k_open(bencher: Bencher) {
    read(bencher, small());
}

/// 20,000 open tickets among a million: the same walk.
#[divan::bench]
fn open_desk_20k_open_of_1m(bencher: Bencher) {
    read(bencher, large());
}

/// Opening the file: looks at it, compares its schema, reads the newest change.
#[divan::bench]
fn open_the_file(bencher: Bencher) {
    let path = large().join("desk");
    bencher.bench_local(|| Store::open(&path, Access::ReadWrite).unwrap());
}

/// One ticket with its history among a million.
#[divan::bench]
fn one_ticket_of_1m(bencher: Bencher) {
    let mut store = Store::open(&large().join("desk"), Access::ReadOnly).unwrap();
    bencher.bench_local(|| store.ticket(TicketId(500_000)).unwrap().unwrap());
}

/// One ticket opened, decided and on disk (synchronous=FULL: one sync of the disk each).
#[divan::bench]
fn open_a_ticket_durably(bencher: Bencher) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("desk");
    desk(&path, 10, 0);
    let (mut store, book) = (Store::open(&path, Access::ReadWrite).unwrap(), book());
    let customer = [CustomerId(1); 500];
    bencher.bench_local(|| {
        let command = Command::OpenTicket(Box::new(ticket(&customer, 1, 10, 0)));
        store.execute(&[command], &book, "bench", now()).unwrap()
    });
}

/// Whether another process changed something: asked four times a second.
#[divan::bench]
fn ask_for_changes(bencher: Bencher) {
    let mut store = Store::open(&large().join("desk"), Access::ReadOnly).unwrap();
    bencher.bench_local(|| store.changed_elsewhere().unwrap());
}

/// 500 tickets of a million given to somebody else, in one transaction that is on disk.
#[divan::bench]
fn assign_500_at_once(bencher: Bencher) {
    let (mut store, book) = (Store::open(&large().join("desk"), Access::ReadWrite).unwrap(), book());
    let mut round = 0;
    bencher.bench_local(|| {
        round += 1;
        let give = |place: i64| Command::Assign {
            ticket: TicketId(980_001 + place * 37),
            seen: None,
            to: Some(format!("agent {}", round % 7)),
        };
        let commands: Vec<Command> = (0..500).map(give).collect();
        store.execute(&commands, &book, "bench", now()).unwrap()
    });
}
