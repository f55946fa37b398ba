//! The small demo desk shows every state of the board whatever the moment: on weekdays and weekends, by day and night,
//! around clock changes, at the ends of months and years, and on holidays.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;

use tierdesk::calendar::{Hours, Instant};
use tierdesk::demo::{self, Record};
use tierdesk::desk::board::flags;
use tierdesk::desk::{
    Board, Book, Class, ClockState, Command, CustomerId, DeskRows, Event, NewTicket, Receipt, Recorded,
    Standing, Status, Ticket, TicketId,
};
use tierdesk::policy::{ClockKey, SeverityKey};
use tierdesk::store::{Bulk, Store, StoreError, TicketQuery};

use crate::desk::{at, book};

const ME: &str = "robin";

fn told(seed: u64, now: Instant, book: &Book) -> Vec<Record> {
    let mut records = Vec::new();
    demo::small(seed, now, ME, book, &mut |record| {
        records.push(record);
        Ok(())
    })
    .unwrap();
    records
}

fn rows(records: &[Record]) -> DeskRows {
    let mut rows = DeskRows::default();
    for record in records {
        match record {
            Record::Customer(customer) => rows.customers.push(customer.clone()),
            Record::Contract(contract) => rows.contracts.push(contract.clone()),
            Record::Ticket(ticket) => {
                rows.receipts.entry(ticket.customer).or_default().push(Receipt {
                    ticket: ticket.id,
                    received: ticket.received,
                    weight: ticket.counting.weight(),
                });
                if ticket.is_open() {
                    rows.tickets.push((**ticket).clone());
                }
            }
            Record::Contact(_) | Record::Event(_) => {}
        }
    }
    rows
}

/// Everything that issue 2, section 6, wants to be found, in words.
const WANTED: [&str; 38] = [
    "running",
    "due_soon",
    "missed",
    "met",
    "paused",
    "closed_hours",
    "best_effort",
    "not_covered",
    "by_contract",
    "none",
    "late or done",
    "standing unlimited",
    "standing plenty",
    "standing last",
    "standing spent",
    "standing spent today",
    "standing over",
    "flag over the allowance",
    "flag over the daily cap",
    "flag not a registered contact",
    "flag channel not in the plan",
    "flag no plan",
    "flag the customer answers this level",
    "mine",
    "another's",
    "nobody's",
    "counts as another severity",
    "paused with a reason",
    "due within minutes",
    "order Missed",
    "order Running",
    "order Paused",
    "order Untimed",
    "open now",
    "closed now",
    "paid or waived",
    "proactive",
    "replied",
];

fn seen(records: &[Record], now: Instant, book: &Book) -> BTreeSet<String> {
    let board = Board::new(rows(records), book, now);
    let mut seen = BTreeSet::new();
    let mut saw = |what: &str| {
        seen.insert(what.to_owned());
    };
    for group in &board.groups {
        if let Some(usage) = group.usage(now) {
            saw(&format!(
                "standing {}",
                if usage.standing == Standing::SpentToday { "spent today" } else { usage.standing.as_str() }
            ));
        }
        match group.hours(now) {
            Some(Hours::Open { .. }) => saw("open now"),
            Some(Hours::Closed { .. }) => saw("closed now"),
            None => {}
        }
        for row in group.rows.iter().map(|row| &board.rows[*row]) {
            for flag in flags(&row.ticket, group.verdict(row)) {
                saw(&format!("flag {}", flag.words()));
            }
        }
    }
    for row in &board.rows {
        match row.ticket.assignee.as_deref() {
            Some(ME) => saw("mine"),
            Some(_) => saw("another's"),
            None => saw("nobody's"),
        }
        if row.counts_as.is_some() {
            saw("counts as another severity");
        }
        match row.ticket.counting {
            tierdesk::desk::Counting::Proactive => saw("proactive"),
            tierdesk::desk::Counting::Paid { .. } | tierdesk::desk::Counting::Waived { .. } => {
                saw("paid or waived")
            }
            _ => {}
        }
        if row.ticket.first_response.is_some() {
            saw("replied");
        }
        saw(&format!("order {:?}", row.urgency(now).class()));
        if row.urgency(now).class() == Class::Running
            && row.urgency(now).due().is_some_and(|due| (60..=600).contains(&due.since(now)))
        {
            saw("due within minutes");
        }
        for clock in &row.clocks {
            let state = clock.at(now);
            match &state {
                ClockState::Late { .. } | ClockState::Done { .. } => saw("late or done"),
                ClockState::Paused { reason, .. } if !reason.is_empty() => saw("paused with a reason"),
                _ => {}
            }
            saw(state.as_str());
        }
    }
    seen
}

/// What must be true of any desk: as `tierdesk check` would find it.
fn sound(records: &[Record], now: Instant) {
    let (mut sequence, mut last) = (0, Instant::MIN);
    let mut tickets: HashMap<TicketId, Ticket> = HashMap::new();
    let mut folded: HashMap<TicketId, Ticket> = HashMap::new();
    for record in records {
        match record {
            Record::Ticket(ticket) => {
                assert!(ticket.received <= now, "{ticket:?}");
                assert!(tickets.insert(ticket.id, (**ticket).clone()).is_none());
            }
            Record::Event(event) => {
                let Recorded { sequence: this, at, ticket, revision, event, .. } = &**event;
                sequence += 1;
                assert_eq!(*this, sequence);
                assert!(*at >= last && *at <= now, "{at} after {last}, up to {now}: {event:?}");
                last = *at;
                let Some(id) = ticket else { continue };
                if let Event::TicketOpened { opened } = event {
                    folded.insert(*id, Ticket::opened(*id, opened));
                } else {
                    folded.get_mut(id).unwrap().apply(event, *at, "ana");
                }
                folded.get_mut(id).unwrap().revision = revision.unwrap();
            }
            _ => {}
        }
    }
    assert_eq!(tickets, folded, "every row is the fold of its events");
}

fn moments() -> Vec<Instant> {
    let mut moments = Vec::new();
    // Every third hour of a week, off the full hour.
    let monday = at("2026-11-16T00:07:31Z");
    moments.extend((0..7 * 24).step_by(3).map(|hour| monday.plus(hour * 3600).unwrap()));
    for text in [
        // Clock changes in Europe, New Zealand and North America.
        "2026-03-29T00:59:59Z",
        "2026-03-29T01:00:00Z",
        "2026-10-25T00:30:00Z",
        "2026-10-25T01:30:00Z",
        "2026-04-04T14:00:00Z",
        "2026-09-26T14:00:00Z",
        "2026-03-08T10:00:00Z",
        "2026-11-01T09:00:00Z",
        // Ends and first seconds of months, in UTC and in the policies' zones.
        "2026-10-31T22:59:59Z",
        "2026-10-31T23:00:00Z",
        "2026-10-31T23:00:01Z",
        "2026-11-01T00:00:00Z",
        "2026-11-30T22:59:59Z",
        "2026-11-30T23:00:00Z",
        "2026-11-30T23:04:00Z",
        "2026-12-01T11:00:00Z",
        "2027-02-28T23:30:00Z",
        "2028-02-29T12:00:00Z",
        "2026-05-31T22:00:00Z",
        "2026-06-30T22:00:59Z",
        // New Year.
        "2026-12-31T22:59:59Z",
        "2026-12-31T23:00:00Z",
        "2026-12-31T23:59:59Z",
        "2027-01-01T00:00:00Z",
        "2027-01-01T09:30:00Z",
        "2027-01-02T15:00:00Z",
        // Holidays: Easter, Christmas, 1 May, 14 July, Serbian statehood day.
        "2026-04-03T10:00:00Z",
        "2026-04-06T09:00:00Z",
        "2026-12-25T10:00:00Z",
        "2026-12-26T20:00:00Z",
        "2026-05-01T08:00:00Z",
        "2026-07-14T12:00:00Z",
        "2027-02-15T11:00:00Z",
        "2026-05-14T13:30:00Z",
        // Midday of an ordinary working day, and moments years away.
        "2026-11-24T10:15:00Z",
        "2031-08-13T14:45:12Z",
        "2199-06-14T08:00:00Z",
    ] {
        moments.push(at(text));
    }
    moments
}

#[test]
fn every_state_can_be_found_whatever_the_moment() {
    let book = book();
    let mut lacking = Vec::new();
    for (seed, now) in moments().into_iter().enumerate() {
        let records = told(seed as u64, now, &book);
        sound(&records, now);
        let seen = seen(&records, now, &book);
        let missing: Vec<_> = WANTED.iter().filter(|wanted| !seen.contains(**wanted)).collect();
        if !missing.is_empty() {
            lacking.push(format!("{now}: {missing:?}"));
        }
    }
    assert!(lacking.is_empty(), "{}", lacking.join("\n"));
}

#[test]
fn the_same_seed_and_moment_tell_the_same_desk() {
    let (book, now) = (book(), at("2026-11-24T10:15:00Z"));
    assert_eq!(told(1, now, &book), told(1, now, &book));
    assert_ne!(told(1, now, &book), told(2, now, &book));
}

#[test]
fn it_is_as_large_and_as_mixed_as_promised() {
    let (book, now) = (book(), at("2026-11-24T10:15:00Z"));
    let records = told(1, now, &book);
    let rows = rows(&records);
    assert!(rows.customers.len() >= 12, "{} customers", rows.customers.len());
    assert!(rows.tickets.len() >= 40, "{} open tickets", rows.tickets.len());
    let plans: BTreeSet<_> =
        rows.contracts.iter().map(|c| (c.pack.name.clone(), c.tier.to_string())).collect();
    let packs: BTreeSet<_> = plans.iter().map(|(pack, _)| pack.clone()).collect();
    assert_eq!(packs.len(), 5, "{packs:?}");
    assert_eq!(plans.len(), 15, "every tier of every policy: {plans:?}");
    assert!(rows.contracts.iter().any(|contract| contract.own.hours.is_some()));
    assert!(rows.contracts.iter().any(|contract| contract.own.time_zone.is_some()));
    // People act on tickets: replies, notes and messages are there, and not only in waiting ones.
    let spoken = records.iter().filter(|record| {
        matches!(record, Record::Event(event)
        if matches!(event.event, Event::Replied { .. } | Event::Noted { .. } | Event::MessageReceived { .. }))
    });
    assert!(spoken.count() > 150);
    assert!(rows.tickets.iter().any(|ticket| ticket.status == Status::Waiting));
}

/// Where the data say how much is left, that is what is left, but for a little chance.
#[test]
fn clocks_stand_where_the_data_say() {
    let book = book();
    for now in ["2026-11-24T10:15:00Z", "2026-11-22T03:00:00Z"].map(at) {
        let entries = demo::data::tickets().unwrap();
        let board = Board::new(rows(&told(3, now, &book)), &book, now);
        for entry in entries.iter().filter(|entry| entry.left.is_some() || entry.over.is_some()) {
            let row = board.rows.iter().find(|row| row.ticket.subject == entry.subject).unwrap();
            let key = ClockKey::new(&entry.clock);
            let clock = row.clocks.iter().find(|clock| *clock.key() == key).unwrap();
            let said = entry.left.as_deref().or(entry.over.as_deref()).and_then(demo::data::seconds).unwrap();
            let stands = match clock.at(now) {
                ClockState::Running { left, .. } if entry.left.is_some() => left,
                ClockState::Missed { over, .. } if entry.over.is_some() => over,
                other => panic!("{now} {}: {other:?}", entry.subject),
            };
            assert!((stands - said).abs() <= said / 12 + 1, "{}: {stands} for {said}", entry.subject);
        }
    }
}

/// A large desk holds together like a small one: one ticket in fifty is open, and most of those press as on a real desk.
#[test]
fn a_large_desk_is_sound_and_one_ticket_in_fifty_is_open() {
    let (book, now) = (book(), at("2026-11-24T10:15:00Z"));
    let mut records = Vec::new();
    demo::large(5, now, 5_000, ME, &book, &mut |record| {
        records.push(record);
        Ok(())
    })
    .unwrap();
    sound(&records, now);
    let rows = rows(&records);
    assert_eq!(rows.tickets.len(), 100);
    let closed =
        records.iter().filter(|record| matches!(record, Record::Ticket(ticket) if !ticket.is_open()));
    assert_eq!(closed.count(), 4_900);
    let this_month = records.iter().filter(
        |record| matches!(record, Record::Ticket(ticket) if ticket.received >= at("2026-11-01T00:00:00Z")),
    );
    assert!((100..500).contains(&this_month.count()));
    let names: BTreeSet<_> = rows.customers.iter().map(|customer| customer.name.to_lowercase()).collect();
    assert_eq!(names.len(), rows.customers.len());
    let counts = Board::new(rows, &book, now).counts(now);
    assert!((1..30).contains(&counts.missed), "{counts:?}");
    assert!(counts.paused > 0, "{counts:?}");
}

/// Small or large, what is loaded is what `tierdesk check` calls sound, in a file like any other store's.
#[test]
fn a_store_filled_at_once_is_found_sound() {
    use std::os::unix::fs::PermissionsExt as _;
    let (book, now, folder) = (book(), at("2026-11-24T10:15:00Z"), tempfile::tempdir().unwrap());
    for tickets in [None, Some(3_000)] {
        let path = folder.path().join(format!("{tickets:?}")).join("demo.tierdesk");
        let mut store = filled(&path, tickets, now, &book).unwrap();
        assert_eq!(store.check().unwrap(), []);
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        let open = store.open_desk(Instant::MIN).unwrap().tickets.len();
        assert_eq!(
            open,
            tickets.map_or_else(|| demo::data::tickets().unwrap().len(), |tickets| tickets / 50)
        );
        // Work goes on with the next number, as after any other change.
        let number = store.tickets(&TicketQuery::default()).unwrap().iter().map(|ticket| ticket.id.0).max();
        let new = NewTicket::received(CustomerId(1), "one more", SeverityKey::new("high"), now);
        let outcome = store.execute(&[Command::OpenTicket(Box::new(new))], &book, ME, now).unwrap();
        assert_eq!(outcome[0].ticket().map(|ticket| ticket.id.0), number.map(|number| number + 1));
        assert!(filled(&path, None, now, &book).is_err(), "never over an existing file");
    }
}

/// Where the telling stops half way, nothing is left.
#[test]
fn a_store_that_is_not_finished_does_not_appear() {
    let (book, now, folder) = (book(), at("2026-11-24T10:15:00Z"), tempfile::tempdir().unwrap());
    let path = folder.path().join("demo.tierdesk");
    let stopped = Store::bulk_load(&path, now, |bulk| {
        let mut left = 100;
        let told = demo::small(1, now, ME, &book, &mut |record| {
            left -= 1;
            if left == 0 {
                return Err("enough".into());
            }
            put(bulk, &record).map_err(|error| error.to_string())
        });
        assert!(told.is_err());
        Err(StoreError::Exists(path.clone()))
    });
    assert!(stopped.is_err());
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

fn put(bulk: &mut Bulk, record: &Record) -> Result<(), StoreError> {
    match record {
        Record::Customer(customer) => bulk.customer(customer),
        Record::Contact(contact) => bulk.contact(contact),
        Record::Contract(contract) => bulk.contract(contract),
        Record::Ticket(ticket) => bulk.ticket(ticket),
        Record::Event(event) => bulk.event(event),
    }
}

fn filled(path: &Path, tickets: Option<usize>, now: Instant, book: &Book) -> Result<Store, StoreError> {
    Store::bulk_load(path, now, |bulk| {
        let mut take = |record: Record| put(bulk, &record).map_err(|error| error.to_string());
        match tickets {
            Some(tickets) => demo::large(1, now, tickets, ME, book, &mut take),
            None => demo::small(1, now, ME, book, &mut take),
        }
        .unwrap();
        Ok(())
    })
}
