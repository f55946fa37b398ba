//! Clocks of a policy's own on tickets: whatever happens in whatever order, a ticket's row leads to the same rounds as its
//! whole history, reckoned here by hand; and what agents see and do about them (sla.md part 4).

use std::sync::Arc;

use proptest::prelude::*;
use tierdesk::calendar::{Instant, Zones};
use tierdesk::desk::{
    Book, Charge, Command, Contract, Event, Mark, Marking, NewContract, NewCustomer, NewTicket, Reckoned,
    Recorded, Revision, Row, Ticket, TicketId, Work, undone,
};
use tierdesk::policy::{ChannelKey, OwnTerms, Pack, PackId, SeverityKey, TierKey, check_pack};
use tierdesk::store::{Access, Outcome, Store, StoreError, TicketQuery};

use crate::cli_stage::Desk;
use crate::store::{folder, now};

const PACK: &str = include_str!("../packs/rounds.toml");

/// A book that knows this pack and no other.
fn book() -> Book {
    let zones = Arc::new(Zones::embedded());
    let (pack, _) = check_pack(PACK.as_bytes(), "rounds.toml", &zones, now().utc().date()).unwrap();
    let pack: Arc<Pack> = Arc::new(pack);
    Book::new(Box::new(move |id| (*id == pack.id).then(|| pack.clone())), zones)
}

struct Stage {
    _folder: tempfile::TempDir,
    store: Store,
    book: Book,
    contract: Contract,
    now: Instant,
}

/// What has happened to a ticket, as its history tells it.
#[derive(Debug, Clone, Default)]
struct Told {
    received: i64,
    resolved: Option<i64>,
    replies: Vec<i64>,
    messages: Vec<i64>,
    severity: Option<i64>,
    assigned: Option<i64>,
    begun: Option<i64>,
    workaround: Option<i64>,
    estimate: Option<i64>,
}

/// What a clock came to.
#[derive(Debug, Clone, PartialEq)]
enum End {
    Waits,
    Runs(i64),
    Off,
    Paused,
    Kept(i64, i64),
    Ended(i64),
}

fn earliest(known: &mut Option<i64>, at: i64) {
    *known = Some(known.map_or(at, |known| known.min(at)));
}

impl Stage {
    fn new() -> Stage {
        let folder = folder();
        let book = book();
        let mut store = Store::create(&folder.path().join("desk.tierdesk"), now()).unwrap();
        let mut run = |command: Command| store.execute(&[command], &book, "ada", now()).unwrap().remove(0);
        let Outcome::Customer(customer) =
            run(Command::AddCustomer(NewCustomer { name: "Acme".into(), ..NewCustomer::default() }))
        else {
            panic!()
        };
        run(Command::AddContract(NewContract {
            customer,
            pack: PackId { name: "rounds".into(), edition: "2026-01-01".parse().unwrap() },
            tier: TierKey::new("base"),
            region: None,
            starts: "2026-01-01".parse().unwrap(),
            ends: None,
            renews: None,
            own: OwnTerms::default(),
        }));
        for number in 0..3i64 {
            let mut new =
                NewTicket::received(customer, "x", SeverityKey::new("s-2"), now().plus(number * 60).unwrap());
            new.text = if number > 0 { "help".into() } else { String::new() };
            run(Command::OpenTicket(Box::new(if number == 2 { new.assessed() } else { new })));
        }
        let contract = store.contracts(Some(customer)).unwrap().remove(0);
        Stage { _folder: folder, store, book, contract, now: now().plus(600).unwrap() }
    }

    /// The events of a ticket that stand, up to a sequence number.
    fn standing(&mut self, id: TicketId, until: i64) -> Vec<Recorded> {
        let mut events = self.store.ticket(id).unwrap().unwrap().events;
        events.retain(|recorded| recorded.sequence <= until);
        let gone = undone(events.iter().map(|recorded| &recorded.event));
        events.retain(|recorded| !gone.contains(&recorded.revision.unwrap_or(Revision(0))));
        events
    }

    fn told(&mut self, id: TicketId, until: i64) -> Told {
        let mut told = Told::default();
        for recorded in self.standing(id, until) {
            let at = recorded.at.unix();
            match &recorded.event {
                Event::TicketOpened { opened } => {
                    told.received = opened.received;
                    told.severity = opened.marks.to_string().strip_prefix('s').map(|at| at.parse().unwrap());
                }
                Event::Assigned { to: Some(_), .. } => earliest(&mut told.assigned, at),
                Event::Replied { at: given, .. } => told.replies.push(given.unwrap_or(at)),
                Event::MessageReceived { automatic: false, opening: Some(false), .. } => {
                    told.messages.push(at);
                }
                Event::TimerStarted => earliest(&mut told.begun, at),
                Event::Resolved { .. } | Event::Merged { .. } => told.resolved = Some(at),
                Event::Reopened { .. } => told.resolved = None,
                Event::Marked { mark, at: given, withdrawn, .. } => {
                    let place = match mark {
                        Mark::SeverityStands => &mut told.severity,
                        Mark::WorkBegun => &mut told.begun,
                        Mark::Workaround => &mut told.workaround,
                        Mark::Estimate => &mut told.estimate,
                    };
                    match withdrawn {
                        true => *place = None,
                        false => earliest(place, given.unwrap_or(at)),
                    }
                }
                Event::Absorbed { ticket, .. } => {
                    let other = self.told(*ticket, recorded.sequence - 1);
                    told.received = told.received.min(other.received);
                    told.replies.extend(other.replies);
                    told.messages.extend(other.messages);
                    for (mine, theirs) in [
                        (&mut told.severity, other.severity),
                        (&mut told.assigned, other.assigned),
                        (&mut told.begun, other.begun),
                        (&mut told.workaround, other.workaround),
                        (&mut told.estimate, other.estimate),
                    ] {
                        if let Some(at) = theirs {
                            earliest(mine, at);
                        }
                    }
                }
                _ => {}
            }
        }
        told
    }
}

/// When so many hours are over, begun then, around the clock; what stood still meanwhile is handed back.
fn due(begun: i64, hours: i64, pauses: &[(i64, i64)]) -> i64 {
    let mut due = begun + hours * 3600;
    for (from, to) in pauses {
        let from = (*from).max(begun);
        if from < due && *to > from {
            due += to - from;
        }
    }
    due
}

/// Rounds from each of `starts` to the next of `ends`, by hand: (begin, end), the last without one where it runs.
fn walk(starts: &[i64], ends: &[i64], over: Option<i64>, repeats: bool) -> (Vec<(i64, Option<i64>)>, bool) {
    let over = over.unwrap_or(i64::MAX);
    let mut rounds = Vec::new();
    let mut from = i64::MIN;
    loop {
        let Some(begin) = starts.iter().copied().find(|start| *start >= from) else { return (rounds, false) };
        if begin >= over {
            return (rounds, false);
        }
        match ends.iter().copied().find(|end| *end > begin || (*end == begin && from == i64::MIN)) {
            Some(end) if end < over => {
                rounds.push((begin, Some(end)));
                if !repeats {
                    return (rounds, true);
                }
                from = end;
            }
            _ => {
                rounds.push((begin, (over < i64::MAX).then_some(over)));
                return (rounds, true);
            }
        }
    }
}

impl Stage {
    fn check(&mut self) {
        assert_eq!(self.store.check().unwrap(), []);
        assert_eq!(self.store.check_due(&self.book).unwrap(), []);
        for ticket in self.store.tickets(&TicketQuery::default()).unwrap() {
            if ticket.more().merged_into.is_none() {
                let told = self.told(ticket.id, i64::MAX);
                self.check_ticket(ticket, told);
            }
        }
    }

    fn check_ticket(&self, ticket: Ticket, mut told: Told) {
        told.replies.sort_unstable();
        told.messages.sort_unstable();
        let stood = |word: tierdesk::desk::Stage| -> Vec<(i64, Option<i64>)> {
            let of = ticket.standstills.iter().filter(|one| one.kind == word);
            of.map(|one| (one.from, one.to)).collect()
        };
        let waited = stood(tierdesk::desk::Stage::Waiting);
        let ended = |of: &[(i64, Option<i64>)]| -> Vec<(i64, i64)> {
            of.iter().map(|(from, to)| (*from, to.unwrap_or(i64::MAX))).collect()
        };
        // While it stood resolved, every clock stood still: a ticket that is reopened goes on where it stopped.
        let resolved = ended(&stood(tierdesk::desk::Stage::Resolved));
        let mut paused = [ended(&waited), resolved.clone()].concat();
        paused.sort_unstable();
        let last = |one: Option<i64>, other: Option<i64>| one.into_iter().chain(other).min();
        let some = |at: Option<i64>| at.into_iter().collect::<Vec<_>>();
        // Update: 24 hours from receipt and from each reply, until it is resolved.
        let mut expected: Vec<(&str, Vec<i64>, End)> = Vec::new();
        let mut replies = told.replies.clone();
        replies.dedup();
        let (rounds, _) = walk(
            &std::iter::once(told.received).chain(replies.iter().copied()).collect::<Vec<_>>(),
            &replies,
            told.resolved,
            true,
        );
        expected.push(reckoned("update", &rounds, 24, &resolved, None, told.resolved));
        // Next response: from the customer's first message after a reply, two hours, not while the desk waits.
        let mut rounds: Vec<(i64, Option<i64>)> = Vec::new();
        for message in &told.messages {
            let running = rounds.last().is_some_and(|(_, end)| end.is_none_or(|end| end > *message));
            if !running && told.resolved.is_none_or(|resolved| *message < resolved) {
                let reply = replies.iter().copied().find(|reply| reply >= message);
                rounds.push((*message, last(reply, told.resolved)));
            }
        }
        let waits = rounds.last().is_none_or(|(_, end)| end.is_some() && *end != told.resolved);
        let lasting = waited.last().and_then(|(from, to)| to.is_none().then_some(*from));
        let mut next = reckoned("next_response", &rounds, 2, &paused, lasting, told.resolved);
        if waits {
            next.1 = missed_of(&rounds, 2, &paused);
            next.2 = told.resolved.map_or(End::Waits, End::Ended);
        }
        expected.push(next);
        // Begin of work: an hour from the moment at which the severity is set.
        let of = |start: Option<i64>, ends: Vec<i64>, over: Option<i64>| {
            let Some(start) = start else { return (Vec::new(), over) };
            if over.is_some_and(|over| over < start) {
                return (Vec::new(), over);
            }
            let end = ends.into_iter().filter(|end| *end >= start).min();
            let end = match (end, over) {
                (Some(end), Some(over)) => Some((end.min(over), end <= over)),
                (Some(end), None) => Some((end, true)),
                (None, Some(over)) => Some((over, false)),
                (None, None) => None,
            };
            (vec![(start, end)], over)
        };
        let (begin, over) =
            of(told.severity, [some(told.begun), some(told.workaround)].concat(), told.resolved);
        expected.push(once("work", begin, over, 1, &resolved));
        let (word, over) = of(told.begun, replies.clone(), last(told.estimate, told.resolved));
        expected.push(once("word", word, over, 3, &resolved));
        let row = Row::new(ticket.clone(), Some(&self.contract), &self.book);
        for (key, missed, end) in expected {
            let clock = row.clocks.iter().find(|clock| clock.key().as_str() == key).unwrap();
            let says: Vec<i64> = clock.missed.iter().map(|due| due.unix()).collect();
            assert_eq!(says, missed, "{key} missed on {}: {told:?}", ticket.id);
            let is = match &clock.reckoned {
                Reckoned::Due { due } => End::Runs(due.unix()),
                Reckoned::Waits { .. } => End::Waits,
                Reckoned::Off { .. } => End::Off,
                Reckoned::Paused { .. } => End::Paused,
                Reckoned::Met { due, at } | Reckoned::Late { due, at } => End::Kept(due.unix(), at.unix()),
                Reckoned::Done { at } => End::Ended(at.unix()),
                other => panic!("{key}: {other:?}"),
            };
            assert_eq!(is, end, "{key} of {}: {told:?} {:?}", ticket.id, ticket.standstills);
        }
    }
}

fn missed_of(rounds: &[(i64, Option<i64>)], hours: i64, pauses: &[(i64, i64)]) -> Vec<i64> {
    let late = rounds.iter().filter_map(|(begin, end)| {
        let due = due(*begin, hours, &until(pauses, *end));
        end.filter(|end| *end > due).map(|_| due)
    });
    late.collect()
}

/// What stood still after the end has no say in it. What lasts (to the end of time) is told apart where nothing has ended.
fn until(pauses: &[(i64, i64)], end: Option<i64>) -> Vec<(i64, i64)> {
    let known = pauses.iter().filter(|(_, to)| end.is_some() || *to < i64::MAX);
    let end = end.unwrap_or(i64::MAX);
    known.filter(|(from, _)| *from < end).map(|(from, to)| (*from, (*to).min(end))).collect()
}

/// The missed ones of all rounds but the last, and what the last came to.
fn reckoned<'a>(
    key: &'a str,
    rounds: &[(i64, Option<i64>)],
    hours: i64,
    pauses: &[(i64, i64)],
    lasting: Option<i64>,
    over: Option<i64>,
) -> (&'a str, Vec<i64>, End) {
    let Some(((begin, end), before)) = rounds.split_last() else {
        return (key, Vec::new(), over.map_or(End::Waits, End::Ended));
    };
    let due = due(*begin, hours, &until(pauses, *end));
    let came = match (end, lasting) {
        (Some(end), _) if Some(*end) == over && *end <= due => End::Ended(*end),
        (Some(end), _) => End::Kept(due, *end),
        (None, Some(since)) if since.max(*begin) < due => End::Paused,
        (None, _) => End::Runs(due),
    };
    (key, missed_of(before, hours, pauses), came)
}

/// What a clock of a single round came to.
fn once<'a>(
    key: &'a str,
    rounds: Vec<(i64, Option<(i64, bool)>)>,
    over: Option<i64>,
    hours: i64,
    pauses: &[(i64, i64)],
) -> (&'a str, Vec<i64>, End) {
    let end = match rounds.first() {
        None => over.map_or(End::Waits, End::Ended),
        Some((begin, None)) => End::Runs(due(*begin, hours, &until(pauses, None))),
        Some((begin, Some((at, kept)))) => {
            let due = due(*begin, hours, &until(pauses, Some(*at)));
            if !kept && *at <= due { End::Ended(*at) } else { End::Kept(due, *at) }
        }
    };
    (key, Vec::new(), end)
}

/// One of everything that clocks hang on.
pub fn command(kind: u8, ticket: u8, more: u8, now: Instant) -> Command {
    let (id, seen) = (TicketId(i64::from(ticket % 3) + 1), None);
    let text = || "words".to_owned();
    let work = |work| Command::Work { ticket: id, seen: None, work };
    let earlier = || (more > 128).then(|| now.plus(-i64::from(more) * 40 - 1).unwrap());
    match kind % 14 {
        0 => Command::Assign { ticket: id, seen, to: (more > 60).then(|| format!("a{more}")) },
        1 | 2 => Command::Reply { ticket: id, seen, text: text(), at: None, by: None },
        3 => Command::Reply {
            ticket: id,
            seen,
            text: text(),
            at: earlier(),
            by: Some(ChannelKey::new("phone")),
        },
        4 | 5 => work(Work::Receive { from: None, text: text(), automatic: more < 60 }),
        6 => Command::Wait { ticket: id, seen, reason: text() },
        7 => work(Work::Hold { reason: text(), wakes: None }),
        8 => Command::Resume { ticket: id, seen, reason: text() },
        9 if more > 128 => Command::Resolve { ticket: id, seen, cause: text() },
        9 => Command::Reopen { ticket: id, seen, reason: text() },
        10 if more > 128 => work(Work::StartTimer),
        10 => work(Work::StopTimer { note: text(), discard: true, charge: Charge::Usual }),
        11 if more > 220 => work(Work::Merge { into: TicketId(i64::from(more % 3) + 1) }),
        _ => {
            let mark = Mark::ALL[usize::from(more % 4)];
            let withdraw = more.is_multiple_of(5);
            let at = earlier().filter(|_| !withdraw);
            work(Work::Mark(Marking { at, note: format!("n{more}"), withdraw, ..Marking::now(mark) }))
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_row_tells_the_same_rounds_as_the_whole_history(
        steps in prop::collection::vec((any::<u8>(), any::<u8>(), any::<u8>(), 1i64..9000, 0u8..8), 1..32)
    ) {
        let mut stage = Stage::new();
        for (kind, ticket, more, seconds, turn) in steps {
            // Direct ones on even seconds, those written down later on odd ones: no two in one second.
            stage.now = stage.now.plus(seconds * 2).unwrap();
            let command = match (turn, stage.store.last_done("ada").unwrap(), stage.store.last_undone("ada").unwrap()) {
                (0, Some(last), _) => Command::Undo { action: last.number },
                (1, _, Some(last)) => Command::Redo { action: last.number },
                _ => command(kind, ticket, more, stage.now),
            };
            match stage.store.execute(&[command], &stage.book, "ada", stage.now) {
                Ok(_) | Err(StoreError::Refused { .. }) => {}
                Err(error) => panic!("{error}"),
            }
        }
        stage.check();
    }
}

/// Takes away what the sixth version brought.
fn without_being_on_call(raw: &rusqlite::Connection) {
    let made = include_str!("../../assets/migrations/0006_oncall.sql");
    raw.pragma_update(None, "foreign_keys", false).unwrap();
    for line in made.lines().rev() {
        let words: Vec<&str> = line.split([' ', '(']).filter(|word| !word.is_empty()).collect();
        let undo = match words.as_slice() {
            ["CREATE", kind @ ("TABLE" | "INDEX" | "TRIGGER"), name, ..] => {
                format!("DROP {kind} IF EXISTS {name}")
            }
            ["ALTER", "TABLE", table, "ADD", "COLUMN", name, ..] => {
                format!("ALTER TABLE {table} DROP COLUMN {name}")
            }
            _ => continue,
        };
        raw.execute_batch(&undo).unwrap();
    }
}

/// A store from before: its column is made, and filled from what has happened.
#[test]
fn an_older_store_is_told_from_its_events() {
    let mut stage = Stage::new();
    for step in 0..40u8 {
        stage.now = stage.now.plus(1700).unwrap();
        let command = command(step, step.wrapping_mul(5), step.wrapping_mul(37), stage.now);
        let _ = stage.store.execute(&[command], &stage.book, "ada", stage.now);
    }
    let path = stage._folder.path().join("desk.tierdesk");
    let before = stage.store.tickets(&TicketQuery::default()).unwrap();
    assert!(before.iter().any(|ticket| !ticket.marks.is_empty()));
    drop(stage.store);
    let raw = rusqlite::Connection::open(&path).unwrap();
    without_being_on_call(&raw);
    raw.execute_batch(
        "ALTER TABLE open_ticket DROP COLUMN marks; ALTER TABLE closed_ticket DROP COLUMN marks; PRAGMA user_version = 4",
    )
    .unwrap();
    drop(raw);
    let mut store = Store::open(&path, Access::ReadWrite).unwrap();
    assert_eq!(store.tickets(&TicketQuery::default()).unwrap(), before);
    assert_eq!(store.check().unwrap(), []);
}

/// A customer on the policy; Friday, 11:00 in Paris.
fn desk() -> Desk {
    let desk = Desk::new();
    std::fs::create_dir(desk.path("packs")).unwrap();
    desk.write("packs/rounds.toml", PACK);
    desk.ok(&["customer", "add", "Acme"]);
    let add = ["contract", "add", "--customer", "Acme", "--pack", "rounds", "--tier", "base"];
    desk.ok(&[&add[..], &["--starts", "2026-01-01"]].concat());
    let open = ["ticket", "open", "--customer", "Acme", "--subject", "x", "--severity", "s-1"];
    desk.ok(&open);
    desk
}

/// A clock of a ticket; its moments to the minute, for the program's clock goes on while it runs.
fn clock(ticket: &serde_json::Value, key: &str) -> serde_json::Value {
    let clocks = ticket["clocks"].as_array().unwrap();
    let mut clock = clocks.iter().find(|clock| clock["clock"] == key).unwrap().clone();
    for name in ["due", "missed_rounds"] {
        let text = clock[name].to_string().replace('"', "");
        clock[name] = text.chars().filter(|c| !"[]".contains(*c)).take(16).collect::<String>().into();
    }
    clock
}

#[test]
fn an_update_interval_runs_round_by_round_until_an_estimate() {
    let desk = desk();
    let hour = |hours: i64| desk.clock.set(hours * 3600);
    let show = || desk.json(&["ticket", "show", "1"]);
    assert_eq!(clock(&show(), "update")["due"], "2026-11-20T14:00");
    assert_eq!(clock(&show(), "next_response")["state"], "waits");
    hour(2);
    desk.ok(&["ticket", "reply", "1", "--text", "we are on it"]);
    assert_eq!(clock(&show(), "update")["due"], "2026-11-20T16:00");
    hour(7);
    assert_eq!(clock(&show(), "update")["state"], "missed");
    assert_eq!(desk.ok(&["ticket", "list", "clock:update is:missed"]).lines().count(), 1);
    desk.ok(&["ticket", "reply", "1", "--text", "still at it"]);
    let update = clock(&show(), "update");
    assert_eq!((&update["state"], &update["due"]), (&"running".into(), &"2026-11-20T21:00".into()));
    assert_eq!(update["missed_rounds"], "2026-11-20T16:00");
    assert_eq!(desk.json(&["ticket", "list", "missed:update"]).as_array().unwrap().len(), 1);
    assert_eq!(desk.json(&["ticket", "list", "missed:word"]), serde_json::json!([]));
    // An answer that was given in time and is written down now: that round was not missed.
    desk.ok(&["ticket", "reply", "1", "--by", "phone", "--at", "2026-11-20T15:30Z", "--text", "by phone"]);
    assert_eq!(clock(&show(), "update")["missed_rounds"], "null");
    desk.ok(&["undo"]);
    // The estimate ends it for good in this severity; withdrawn, it runs on.
    desk.ok(&[
        "ticket",
        "mark",
        "1",
        "estimate",
        "--expected",
        "2026-11-23T17:00+01:00",
        "--note",
        "by phone",
    ]);
    assert_eq!(clock(&show(), "update")["state"], "done");
    let told = desk.ok(&["ticket", "show", "1"]);
    assert!(told.contains("expected by Mon 23 Nov 2026 17:00 CET: by phone"), "{told}");
    assert!(told.contains("update: a round before was missed, due Fri 20 Nov 2026 17:00 CET"), "{told}");
    let again = desk.run(&["ticket", "mark", "1", "estimate"]);
    assert_eq!(again.code, 2, "{}{}", again.out, again.err);
    desk.ok(&["ticket", "mark", "1", "estimate", "--withdraw"]);
    assert_eq!(clock(&show(), "update")["due"], "2026-11-20T21:00");
    desk.ok(&["check"]);
}

#[test]
fn a_workaround_counts_as_another_severity_and_what_was_missed_stays() {
    let desk = desk();
    let show = || desk.json(&["ticket", "show", "1"]);
    desk.ok(&["ticket", "assign", "1", "ana"]);
    desk.clock.set(5 * 3600);
    let preview = desk.ok(&["ticket", "mark", "1", "workaround", "--preview"]);
    assert!(preview.contains("counts as: s-1 -> s-2"), "{preview}");
    assert!(preview.contains("update: stays on record as missed"), "{preview}");
    desk.ok(&["ticket", "mark", "1", "workaround", "--note", "restart it"]);
    let ticket = show();
    assert_eq!(ticket["counts_as"], "s-2");
    assert_eq!(clock(&ticket, "update")["due"], "2026-11-21T10:00");
    assert_eq!(ticket["missed"].as_array().unwrap().len(), 1);
    assert_eq!(ticket["missed"][0]["clock"], "update");
    assert_eq!(ticket["marks"]["workaround"]["note"], "restart it");
    desk.ok(&["undo"]);
    assert_eq!(show()["missed"], serde_json::json!([]));
    // It was given in time, and is written down now: nothing was missed under the severity as it was.
    desk.ok(&["ticket", "mark", "1", "workaround", "--at", "2026-11-20T13:00Z", "--note", "restart it"]);
    let ticket = show();
    assert_eq!((&ticket["counts_as"], &ticket["missed"]), (&"s-2".into(), &serde_json::json!([])));
    desk.ok(&["ticket", "mark", "1", "workaround", "--withdraw", "--note", "no longer"]);
    let ticket = show();
    assert_eq!(
        (&ticket["counts_as"], &ticket["marks"]["workaround"]),
        (&serde_json::Value::Null, &serde_json::Value::Null)
    );
    assert_eq!(clock(&ticket, "workaround")["due"], "2026-11-20T16:00");
    desk.ok(&["check"]);
}

#[test]
fn marks_go_to_many_tickets_and_into_a_file_and_back() {
    let desk = desk();
    for _ in 0..2 {
        desk.ok(&["ticket", "open", "--customer", "Acme", "--subject", "y", "--severity", "s-2"]);
    }
    desk.clock.set(3600);
    desk.ok(&["ticket", "receive", "2", "--text", "and?"]);
    desk.ok(&["ticket", "bulk", "--filter", "customer:acme", "--yes", "mark", "work-begun"]);
    let again = desk.ok(&["ticket", "bulk", "--filter", "customer:acme", "--yes", "mark", "work-begun"]);
    assert!(again.contains("3 are like that already"), "{again}");
    desk.ok(&["ticket", "bulk", "--tickets", "1,2", "--yes", "mark", "workaround", "--note", "restart"]);
    desk.ok(&["ticket", "reply", "1", "--text", "a"]);
    desk.clock.set(7200);
    desk.ok(&["ticket", "reply", "1", "--text", "b"]);
    desk.ok(&["export", "--output", "one.csv"]);
    let other = self::desk();
    other.ok(&["init", "--store", "second.tierdesk"]);
    std::fs::copy(desk.path("one.csv"), other.path("one.csv")).unwrap();
    other.ok(&["import", "one.csv", "--store", "second.tierdesk"]);
    other.ok(&["export", "--output", "two.csv", "--store", "second.tierdesk"]);
    let read = |desk: &Desk, name: &str| std::fs::read_to_string(desk.path(name)).unwrap();
    assert_eq!(read(&desk, "one.csv"), read(&other, "two.csv"));
    assert!(read(&desk, "one.csv").contains("messages_at"));
    other.ok(&["check", "--store", "second.tierdesk"]);
}
