//! The store by its interface: what is written comes back, what is refused leaves nothing.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tierdesk::calendar::{Instant, Zones};
use tierdesk::desk::{
    Book, Command, Counting, CustomerId, Event, NewContact, NewCustomer, NewTicket, Refusal, Revision, Stage,
    Standstill, Status, Ticket, TicketId,
};
use tierdesk::policy::SeverityKey;
use tierdesk::store::{Access, Outcome, Store, StoreError, TicketQuery};

pub fn at(text: &str) -> Instant {
    text.parse().unwrap()
}

pub fn now() -> Instant {
    at("2026-11-22T09:00:00Z")
}

/// A book without packs: tickets come in without a contract.
pub fn bare_book() -> Book {
    Book::new(Box::new(|_| None), Arc::new(Zones::embedded()))
}

pub fn folder() -> tempfile::TempDir {
    tempfile::Builder::new().prefix("tierdesk-test-").tempdir().unwrap()
}

/// A store with one customer in a folder of its own.
pub fn desk() -> (tempfile::TempDir, PathBuf, Store, CustomerId) {
    let folder = folder();
    let path = folder.path().join("desk.tierdesk");
    let mut store = Store::create(&path, now()).unwrap();
    let customer = add_customer(&mut store, "Acme");
    (folder, path, store, customer)
}

pub fn add_customer(store: &mut Store, name: &str) -> CustomerId {
    let command = Command::AddCustomer(NewCustomer { name: name.into(), ..NewCustomer::default() });
    match store.execute(&[command], &bare_book(), "ada", now()).unwrap().remove(0) {
        Outcome::Customer(id) => id,
        other => panic!("{other:?}"),
    }
}

pub fn arrival(customer: CustomerId, subject: &str) -> NewTicket {
    NewTicket::received(customer, subject, SeverityKey::new("high"), now())
}

pub fn run(store: &mut Store, command: Command, when: Instant) -> Ticket {
    let outcome = store.execute(&[command], &bare_book(), "ada", when).unwrap().remove(0);
    outcome.ticket().unwrap().clone()
}

pub fn open_ticket(store: &mut Store, customer: CustomerId, subject: &str) -> Ticket {
    run(store, Command::OpenTicket(Box::new(arrival(customer, subject))), now())
}

fn opened_again(path: &Path) -> Store {
    Store::open(path, Access::ReadWrite).unwrap()
}

#[test]
fn what_is_written_comes_back_in_every_column() {
    let (_folder, path, mut store, customer) = desk();
    let full = NewTicket {
        reference: Some("OLD-17".into()),
        text: "It is \u{0} broken\r\n\u{1b}[31m".into(),
        claimed: Some(SeverityKey::new("urgent")),
        environment: tierdesk::policy::Environment::Development,
        level: Some(2),
        channel: Some(tierdesk::policy::ChannelKey::new("email")),
        kind: Some("question".into()),
        requester: Some("Ann <ann@example.com>".into()),
        assignee: Some("bea".into()),
        proactive: true,
        status: Status::Waiting,
        first_response: Some(at("2026-11-22T10:00:00Z")),
        standstills: vec![Standstill {
            kind: Stage::Waiting,
            from: at("2026-11-22T11:00:00Z").unix(),
            to: None,
            reason: "logs".into(),
        }],
        ..arrival(customer, "日本語 \u{202e}subject")
    };
    let ticket = run(&mut store, Command::OpenTicket(Box::new(full)), at("2026-11-22T12:00:00Z"));
    drop(store);
    let mut store = opened_again(&path);
    let file = store.ticket(ticket.id).unwrap().unwrap();
    assert_eq!(file.ticket, ticket);
    assert_eq!(ticket.revision, Revision(2));
    let Event::MessageReceived { text, .. } = &file.events[1].event else { panic!("{:?}", file.events) };
    assert_eq!(text, "It is \u{0} broken\r\n\u{1b}[31m");
    assert_eq!(store.open_desk(Instant::MIN).unwrap().tickets, std::slice::from_ref(&ticket));
    assert_eq!(store.ticket_by_reference("OLD-17").unwrap(), Some(ticket.id));
    assert_eq!(store.check().unwrap(), []);
}

#[test]
fn a_ticket_moves_between_open_and_closed_and_its_history_tells_it() {
    let (_folder, _path, mut store, customer) = desk();
    let id = open_ticket(&mut store, customer, "one").id;
    let other = open_ticket(&mut store, customer, "two");
    let steps = [
        (Command::Assign { ticket: id, seen: None, to: Some("bea".into()) }, "2026-11-22T09:01:00Z"),
        (
            Command::Reply { ticket: id, seen: None, text: "looking".into(), at: None, by: None },
            "2026-11-22T09:02:00Z",
        ),
        (Command::Wait { ticket: id, seen: None, reason: "logs".into() }, "2026-11-22T09:03:00Z"),
        (Command::Resume { ticket: id, seen: None, reason: "came".into() }, "2026-11-22T09:04:00Z"),
        (Command::Note { ticket: id, seen: None, text: "known".into() }, "2026-11-22T09:05:00Z"),
        (Command::Resolve { ticket: id, seen: None, cause: "fixed".into() }, "2026-11-22T09:06:00Z"),
    ];
    for (command, when) in steps {
        run(&mut store, command, at(when));
    }
    let rows = store.open_desk(Instant::MIN).unwrap();
    assert_eq!(rows.tickets, [other]);
    assert_eq!(rows.receipts[&customer].len(), 2, "a closed ticket is still counted");
    let words = |store: &mut Store| -> Vec<String> {
        let file = store.ticket(id).unwrap().unwrap();
        file.events
            .iter()
            .filter_map(|recorded| match &recorded.event {
                Event::Replied { text, .. } | Event::Noted { text } => Some(text.clone()),
                _ => None,
            })
            .collect()
    };
    assert_eq!(words(&mut store), ["looking", "known"]);
    run(
        &mut store,
        Command::Reopen { ticket: id, seen: None, reason: "again".into() },
        at("2026-11-22T09:07:00Z"),
    );
    assert_eq!(store.open_desk(Instant::MIN).unwrap().tickets.len(), 2);
    assert_eq!(store.check().unwrap(), []);
}

/// faults.md B01: the second of two agents who saw the same version is refused; history has one change.
#[test]
fn a_change_from_an_old_revision_is_a_conflict_and_undoes_the_whole_batch() {
    let (_folder, path, mut store, customer) = desk();
    let ticket = open_ticket(&mut store, customer, "one");
    let mut second = opened_again(&path);
    let seen = Some(ticket.revision);
    run(&mut store, Command::Assign { ticket: ticket.id, seen, to: Some("ada".into()) }, now());
    let late = [
        Command::OpenTicket(Box::new(arrival(customer, "not to be"))),
        Command::Assign { ticket: ticket.id, seen, to: Some("bea".into()) },
    ];
    let error = second.execute(&late, &bare_book(), "bea", now()).unwrap_err();
    let StoreError::Refused { index: 1, refusal: Refusal::Conflict { seen, is, .. } } = error else {
        panic!("{error:?}")
    };
    assert_eq!((seen, is), (Revision(1), Revision(2)));
    let rows = second.open_desk(Instant::MIN).unwrap();
    assert_eq!(rows.tickets.len(), 1);
    assert_eq!(rows.tickets[0].assignee.as_deref(), Some("ada"));
    // The number that the undone ticket had is given to the next one.
    assert_eq!(open_ticket(&mut second, customer, "next").id, TicketId(2));
}

#[test]
fn names_and_references_are_unique() {
    let (_folder, _path, mut store, customer) = desk();
    let again = Command::AddCustomer(NewCustomer { name: " ACME ".into(), ..NewCustomer::default() });
    let error = store.execute(&[again], &bare_book(), "ada", now()).unwrap_err();
    assert!(matches!(error, StoreError::Refused { refusal: Refusal::Taken(_), .. }), "{error:?}");
    let referred = NewTicket { reference: Some("R1".into()), ..arrival(customer, "one") };
    let command = Command::OpenTicket(Box::new(referred));
    // The second one of the same batch meets the first one's.
    let error = store.execute(&[(); 2].map(|()| command.clone()), &bare_book(), "ada", now()).unwrap_err();
    assert!(matches!(error, StoreError::Refused { index: 1, refusal: Refusal::Taken(_) }), "{error:?}");
    run(&mut store, command, now());
}

#[test]
fn a_batch_can_use_the_ids_it_has_just_made() {
    let (_folder, _path, mut store, _) = desk();
    let book = bare_book();
    let made = store.batch::<_, StoreError>(&book, "ada", now(), |batch| {
        let name = NewCustomer { name: "Beta".into(), ..NewCustomer::default() };
        batch.execute(&Command::AddCustomer(name))?;
        let customer = batch.customer_by_name("beta")?.unwrap();
        batch.execute(&Command::AddContact(NewContact {
            customer,
            name: "Bo".into(),
            email: Some("bo@example.com".into()),
            registered: true,
        }))?;
        // A refused command leaves nothing behind, and the batch may go on.
        assert!(
            batch.execute(&Command::Note { ticket: TicketId(99), seen: None, text: "x".into() }).is_err()
        );
        batch.execute(&Command::OpenTicket(Box::new(arrival(customer, "of beta"))))
    });
    assert_eq!(made.unwrap().ticket().unwrap().id, TicketId(1));
    assert_eq!(store.contacts(None).unwrap().len(), 1);
    assert_eq!(store.check().unwrap(), []);
}

#[test]
fn lists_filter_page_and_take_wildcards_literally() {
    let (_folder, _path, mut store, customer) = desk();
    let other = add_customer(&mut store, "Beta");
    for (customer, subject) in [(customer, "disk full"), (other, "100% cpu"), (customer, "Disk slow")] {
        open_ticket(&mut store, customer, subject);
    }
    run(&mut store, Command::Resolve { ticket: TicketId(1), seen: None, cause: "done".into() }, now());
    let mut list = |query: TicketQuery| -> Vec<i64> {
        store.tickets(&query).unwrap().iter().map(|ticket| ticket.id.0).collect()
    };
    let all = TicketQuery::default;
    assert_eq!(list(all()), [3, 2, 1]);
    assert_eq!(list(TicketQuery { open_only: true, ..all() }), [3, 2]);
    assert_eq!(list(TicketQuery { status: Some(Status::Resolved), ..all() }), [1]);
    assert_eq!(list(TicketQuery { customer: Some(customer), ..all() }), [3, 1]);
    assert_eq!(list(TicketQuery { text: Some("DISK".into()), ..all() }), [3, 1]);
    assert_eq!(list(TicketQuery { text: Some("%".into()), ..all() }), [2]);
    assert_eq!(list(TicketQuery { limit: Some(1), before: Some(TicketId(3)), ..all() }), [2]);
    assert_eq!(list(TicketQuery { since: now().plus(1), ..all() }), Vec::<i64>::new());
}

#[test]
fn what_others_change_is_noticed_and_can_be_fetched() {
    let (_folder, path, mut store, customer) = desk();
    let mut second = opened_again(&path);
    let seen = second.open_desk(Instant::MIN).unwrap().sequence;
    assert!(!second.changed_elsewhere().unwrap());
    let ticket = open_ticket(&mut store, customer, "new");
    assert!(second.changed_elsewhere().unwrap());
    assert!(!second.changed_elsewhere().unwrap());
    // News there is only where no person or contract has changed.
    let news = second.news(seen, Instant::MIN).unwrap().unwrap();
    assert_eq!(news.tickets, [ticket]);
    assert_eq!(second.news(news.sequence, Instant::MIN).unwrap().unwrap().tickets, []);
    add_customer(&mut store, "Brand new");
    assert_eq!(second.news(news.sequence, Instant::MIN).unwrap(), None);
}

#[test]
fn the_desk_of_another_moment_is_told_by_the_events() {
    let (_folder, _path, mut store, customer) = desk();
    let past = NewTicket {
        received: at("2026-11-20T09:00:00Z"),
        status: Status::Resolved,
        first_response: Some(at("2026-11-20T10:00:00Z")),
        resolved: Some(at("2026-11-21T09:00:00Z")),
        ..arrival(customer, "imported")
    };
    let imported = run(&mut store, Command::OpenTicket(Box::new(past)), now()).id;
    let id = open_ticket(&mut store, customer, "one").id;
    let counting = Counting::Waived { reason: "ours".into() };
    run(
        &mut store,
        Command::DecideAllowance { ticket: id, seen: None, counting },
        at("2026-11-22T10:00:00Z"),
    );
    run(
        &mut store,
        Command::Wait { ticket: id, seen: None, reason: "logs".into() },
        at("2026-11-22T11:00:00Z"),
    );
    run(
        &mut store,
        Command::Resolve { ticket: id, seen: None, cause: "x".into() },
        at("2026-11-22T12:00:00Z"),
    );
    let mut then = |when: &str| store.desk_as_of(at(when), Instant::MIN).unwrap();
    let rows = then("2026-11-20T09:30:00Z");
    assert_eq!(rows.tickets.len(), 1);
    assert_eq!((rows.tickets[0].id, rows.tickets[0].first_response), (imported, None));
    assert_eq!(then("2026-11-21T08:00:00Z").tickets[0].first_response, Some(at("2026-11-20T10:00:00Z")));
    assert_eq!(then("2026-11-21T09:00:00Z").tickets, []);
    let rows = then("2026-11-22T09:30:00Z");
    assert_eq!((rows.tickets.len(), rows.tickets[0].status), (1, Status::Open));
    assert!(rows.receipts[&customer].iter().all(|r| r.weight == tierdesk::desk::Weight::Counts));
    let rows = then("2026-11-22T11:30:00Z");
    assert_eq!(rows.tickets[0].status, Status::Waiting);
    assert_eq!(
        rows.receipts[&customer].iter().filter(|r| r.weight == tierdesk::desk::Weight::Free).count(),
        1
    );
    assert_eq!(then("2026-11-22T12:00:00Z").tickets, []);
    // The page of a ticket and its row in the list tell the same, revision and all.
    for when in ["2026-11-20T09:30:00Z", "2026-11-21T08:00:00Z", "2026-11-22T11:30:00Z"] {
        for ticket in store.desk_as_of(at(when), Instant::MIN).unwrap().tickets {
            assert_eq!(store.ticket_as_of(ticket.id, at(when)).unwrap().unwrap().ticket, ticket, "{when}");
        }
    }
    let file = store.ticket_as_of(id, at("2026-11-22T11:30:00Z")).unwrap().unwrap();
    assert_eq!((file.ticket.revision, file.events.len()), (Revision(3), 3));
    assert!(store.ticket_as_of(imported, at("2026-11-20T08:59:59Z")).unwrap().is_none());
}

/// faults.md A15: a batch that wrote nothing leaves the number of the last saved change as it was.
#[test]
fn an_empty_batch_leaves_the_last_saved_change_known() {
    let (_folder, path, mut store, customer) = desk();
    open_ticket(&mut store, customer, "one");
    let mirror = path.with_file_name("desk.tierdesk-last");
    let before = std::fs::read_to_string(&mirror).unwrap();
    store.execute(&[], &bare_book(), "ada", now()).unwrap();
    assert_eq!(std::fs::read_to_string(&mirror).unwrap(), before);
}
