//! Full-text search over everything that was ever written.

use proptest::prelude::*;
use tierdesk::desk::{Command, CustomerId, NewTicket, Ticket, TicketId};
use tierdesk::store::{Access, Found, FoundIn, Rest, SearchQuery, Store, StoreError};

use super::faults_tools::{text, tierdesk};
use super::store::{arrival, at, bare_book, desk, now, open_ticket, run};

fn search(store: &mut Store, typed: &str) -> Found {
    store.search(&SearchQuery::parse(typed), 50).unwrap()
}

/// The numbers of what was found, in its order.
fn numbers(store: &mut Store, typed: &str) -> Vec<i64> {
    search(store, typed).hits.iter().map(|hit| hit.ticket.id.0).collect()
}

/// Where the only hit was found, and its snippet with marks in brackets.
fn only(store: &mut Store, typed: &str) -> (FoundIn, String) {
    let found = search(store, typed);
    let [hit] = found.hits.as_slice() else { panic!("{typed:?}: {:?}", found.hits) };
    let piece = |marked: bool, text: &str| if marked { format!("[{text}]") } else { text.to_owned() };
    (hit.place, hit.snippet.iter().map(|part| piece(part.marked, &part.text)).collect())
}

fn open_with_text(store: &mut Store, customer: CustomerId, subject: &str, words: &str) -> Ticket {
    let new = NewTicket { text: words.into(), ..arrival(customer, subject) };
    run(store, Command::OpenTicket(Box::new(new)), now())
}

fn resolve(store: &mut Store, ticket: TicketId, cause: &str) {
    let when = at("2026-11-22T12:00:00Z");
    let text = "Done, see the answer.".to_owned();
    run(store, Command::Reply { ticket, seen: None, text, at: None, by: None }, when);
    run(store, Command::Resolve { ticket, seen: None, cause: cause.into() }, when);
}

#[test]
fn every_word_is_found_wherever_it_was_written() {
    let (_folder, path, mut store, customer) = desk();
    let new = NewTicket {
        reference: Some("OLD-1717".into()),
        text: "Since noon the Crème filter leaks".into(),
        requester: Some("Ann <ann@cafe.example>".into()),
        ..arrival(customer, "Percolator out of order")
    };
    let ticket = run(&mut store, Command::OpenTicket(Box::new(new)), now()).id;
    open_ticket(&mut store, customer, "Another matter");
    let seen = None;
    run(&mut store, Command::Note { ticket, seen, text: "Ask Zoë for gaskets".into() }, now());
    run(&mut store, Command::Wait { ticket, seen, reason: "photograph promised".into() }, now());
    run(&mut store, Command::Resume { ticket, seen, reason: "picture came".into() }, now());
    run(
        &mut store,
        Command::Reply { ticket, seen, text: "Tighten the bolts".into(), at: None, by: None },
        now(),
    );
    run(&mut store, Command::Resolve { ticket, seen, cause: "worn thread".into() }, now());
    run(&mut store, Command::Reopen { ticket, seen, reason: "drips again".into() }, now());
    run(&mut store, Command::Resolve { ticket, seen, cause: "replaced".into() }, now());
    let table = [
        ("percolator", FoundIn::Subject, "[Percolator] out of order"),
        ("old-1717", FoundIn::Reference, "[OLD-1717]"),
        ("ann@cafe", FoundIn::Requester, "Ann <[ann@cafe].example>"),
        ("creme", FoundIn::Message, "Since noon the [Crème] filter leaks"),
        ("ZOE", FoundIn::Note, "Ask [Zoë] for gaskets"),
        ("photogr", FoundIn::Reason, "[photograph] promised"),
        ("picture", FoundIn::Reason, "[picture] came"),
        ("bolts", FoundIn::Reply, "Tighten the [bolts]"),
        ("worn", FoundIn::Cause, "[worn] thread"),
        ("drips", FoundIn::Reason, "[drips] again"),
        ("percolator bolts tighten", FoundIn::Reply, "[Tighten] the [bolts]"),
    ];
    for (typed, place, snippet) in table {
        assert_eq!(only(&mut store, typed), (place, snippet.to_owned()), "{typed:?}");
    }
    let absent = [
        "percolators",
        "percol ",
        "\"order out\"",
        "filter !gaskets",
        "photograph -\"worn thread\"",
        "!x",
        "",
    ];
    for typed in absent {
        assert_eq!(numbers(&mut store, typed), [0; 0], "{typed:?}");
    }
    assert!(search(&mut store, "worn").hits[0].ticket.resolved.is_some());
    assert_eq!(store.check().unwrap(), []);
    drop(store);
    let mut reader = Store::open(&path, Access::ReadOnly).unwrap();
    assert_eq!(numbers(&mut reader, "gasket"), [ticket.0]);
}

#[test]
fn open_tickets_come_first_and_then_the_newest() {
    let (_folder, _path, mut store, customer) = desk();
    let all: Vec<TicketId> =
        (0..6).map(|number| open_ticket(&mut store, customer, &format!("Printer {number}")).id).collect();
    for ticket in [all[1], all[4], all[5]] {
        resolve(&mut store, ticket, "fixed");
    }
    assert_eq!(numbers(&mut store, "printer"), [4, 3, 1, 6, 5, 2]);
    let two = store.search(&SearchQuery::parse("printer"), 2).unwrap();
    assert_eq!((two.hits.len(), two.rest), (2, Rest::More));
    assert_eq!(search(&mut store, "printer").rest, Rest::None);
    // A number alone is a ticket's, and a word like others.
    assert_eq!(numbers(&mut store, "#5"), [5, 6]);
    assert_eq!(search(&mut store, "#5").hits[0].place, FoundIn::Number);
    assert_eq!(numbers(&mut store, "5 printer"), [6]);
}

/// Scripts without spaces: any piece of a text is found, one letter too.
#[test]
fn words_without_spaces_are_found() {
    let (_folder, _path, mut store, customer) = desk();
    open_ticket(&mut store, customer, "障害報告：TLS証明書の期限");
    open_ticket(&mut store, customer, "서버가 응답하지 않습니다");
    open_ticket(&mut store, customer, "เซิร์ฟเวอร์ไม่ตอบสนอง");
    for (typed, expected) in [
        ("障害", 1),
        ("証明書", 1),
        ("告", 1),
        ("限", 1),
        ("tls証明 期限", 1),
        ("害報 ", 1),
        ("서버", 2),
        ("응답", 2),
        ("\u{1109}\u{1165}\u{1107}\u{1165}", 2),
        ("เซิร์ฟเวอร์", 3),
        ("ตอบ", 3),
    ] {
        assert_eq!(numbers(&mut store, typed), [expected], "{typed:?}");
    }
    assert_eq!(numbers(&mut store, "報障"), [0; 0]);
    assert_eq!(store.check().unwrap(), []);
}

/// A beginning that stands for hundreds of words, alone and beside others.
#[test]
fn one_letter_finds_the_newest() {
    let (_folder, _path, mut store, customer) = desk();
    let commands: Vec<Command> = (0..600)
        .map(|number| Command::OpenTicket(Box::new(arrival(customer, &format!("code c{number} fails")))))
        .collect();
    store.execute(&commands, &bare_book(), "ada", now()).unwrap();
    let found = store.search(&SearchQuery::parse("c"), 3).unwrap();
    assert_eq!(found.hits.iter().map(|hit| hit.ticket.id.0).collect::<Vec<_>>(), [600, 599, 598]);
    assert_eq!(found.rest, Rest::More);
    assert_eq!(numbers(&mut store, "c1 c"), [2]);
    assert_eq!(numbers(&mut store, "fails c59"), [600, 599, 598, 597, 596, 595, 594, 593, 592, 591, 60]);
    assert_eq!(store.check().unwrap(), []);
}

#[test]
fn what_was_undone_leaves_no_words() {
    let (_folder, _path, mut store, customer) = desk();
    let commands = [
        Command::OpenTicket(Box::new(arrival(customer, "Phantom"))),
        Command::Resume { ticket: TicketId(99), seen: None, reason: "no such ticket".into() },
    ];
    store.execute(&commands, &bare_book(), "ada", now()).unwrap_err();
    open_ticket(&mut store, customer, "Real");
    assert_eq!(numbers(&mut store, "phantom"), [0; 0]);
    assert_eq!(numbers(&mut store, "real"), [1]);
    assert_eq!(store.check().unwrap(), []);
}

/// A message of 10 MB, and more words in one ticket than a value can hold.
#[test]
fn huge_messages_are_found() {
    let (_folder, _path, mut store, customer) = desk();
    let words = format!("{} needle", "word ".repeat(2_000_000));
    let ticket = open_with_text(&mut store, customer, "Log", &words).id;
    assert_eq!(numbers(&mut store, "needle log"), [ticket.0]);
    assert_eq!(store.check().unwrap(), []);
}

/// A damaged or forged index is named by `check`, costs nobody a ticket, and is made anew.
#[test]
fn a_damaged_index_is_named_and_made_anew() {
    let damages = [
        "UPDATE search_data SET block = zeroblob(20) WHERE id > 10",
        "DELETE FROM search_data WHERE id > 10",
        "UPDATE search_data SET block = x'ffffffffffffffffff' WHERE id = 10",
        "INSERT INTO search (rowid, words) VALUES (1, 'forged')",
        "INSERT INTO search (search) VALUES ('delete-all')",
    ];
    for damage in damages {
        let (_folder, path, mut store, customer) = desk();
        for number in 0..40 {
            open_with_text(&mut store, customer, &format!("Printer {number}"), "It burns");
        }
        drop(store);
        let raw = rusqlite::Connection::open(&path).unwrap();
        raw.execute_batch(damage).unwrap();
        drop(raw);
        let done = tierdesk(&path, &["check"]).output().unwrap();
        assert_eq!(done.status.code(), Some(1), "{damage}");
        assert!(text(&done.stdout).contains("--rebuild-search"), "{damage}: {}", text(&done.stdout));
        // Whatever it says, it says it in order.
        let looked =
            Store::open(&path, Access::ReadWrite).unwrap().search(&SearchQuery::parse("printer"), 50);
        assert!(matches!(looked, Ok(_) | Err(StoreError::Damaged { .. })), "{damage}: {looked:?}");
        let done = tierdesk(&path, &["check", "--rebuild-search"]).output().unwrap();
        assert!(done.status.success(), "{damage}: {}{}", text(&done.stdout), text(&done.stderr));
        let mut store = Store::open(&path, Access::ReadWrite).unwrap();
        assert_eq!(store.check().unwrap(), [], "{damage}");
        assert_eq!(numbers(&mut store, "printer burns").len(), 40, "{damage}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// faults.md G15: any text is a query; nothing in it is an operator, and it finds the ticket that says just that.
    #[test]
    fn any_text_can_be_looked_for(typed in prop_oneof![".*", "[\"*()^:+\\-!{}',;%_a-c ANDORNOTEAR]{0,30}"]) {
        thread_local! {
            static DESK: (tempfile::TempDir, std::cell::RefCell<Store>, CustomerId) = {
                let (folder, _, store, customer) = desk();
                (folder, std::cell::RefCell::new(store), customer)
            };
        }
        DESK.with(|(_, store, customer)| {
            let mut store = store.borrow_mut();
            let found = search(&mut store, &typed);
            prop_assert!(found.hits.len() <= 50);
            let ticket = open_with_text(&mut store, *customer, "odd", &typed);
            let query = SearchQuery::parse(&typed.replace(['!', '-', '"', '“', '”', '„', '«', '»'], " "));
            if query.looks_for_something() && typed.len() < 100 {
                let hits = store.search(&query, 1000).unwrap().hits;
                prop_assert!(hits.iter().any(|hit| hit.ticket.id == ticket.id), "{:?}", query);
            }
            Ok(())
        })?;
    }
}

/// What the program writes one by one, in a batch and in bulk is the same index.
#[test]
fn a_demo_is_searched_like_any_other_desk() {
    let folder = super::store::folder();
    let path = folder.path().join("desk.tierdesk");
    let args = ["demo", "--no-board", "--tickets", "300", "--at", "2026-11-22T09:00:00Z"];
    assert!(tierdesk(&path, &args).output().unwrap().status.success());
    let mut store = Store::open(&path, Access::ReadWrite).unwrap();
    assert_eq!(store.check().unwrap(), []);
}
