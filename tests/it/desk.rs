//! Tickets under real packs: clocks, the one order, deciding. Due instants are written out by hand from sla.md.

use std::collections::HashMap;
use std::sync::Arc;

use tierdesk::calendar::{Hours, Instant, Zones};
use tierdesk::desk::{
    Board, Book, ClockState, Command, Contact, ContactId, Contract, ContractId, Counting, Customer,
    CustomerId, Decision, DeskRows, Event, Flag, NewTicket, Receipt, Refusal, Revision, Row, Situation,
    Stage, Standstill, Status, Ticket, TicketId, Verdict, Weight, decide,
};
use tierdesk::policy::{ChannelKey, OwnTarget, OwnTerms, Packs, SeverityKey, TierKey};

pub fn book() -> Book {
    let zones = Arc::new(Zones::embedded());
    Book::of_packs(Arc::new(Packs::embedded(zones.clone())), zones)
}

pub fn at(text: &str) -> Instant {
    text.parse().unwrap()
}

pub fn contract(id: i64, pack: &str, tier: &str) -> Contract {
    let zones = Arc::new(Zones::embedded());
    Contract {
        id: ContractId(id),
        customer: CustomerId(id),
        pack: Packs::embedded(zones).get(pack).unwrap().id.clone(),
        tier: TierKey::new(tier),
        region: None,
        starts: "2020-01-01".parse().unwrap(),
        ends: None,
        renews: None,
        own: OwnTerms::default(),
        language: None,
        revision: Revision(1),
    }
}

pub fn customer(id: i64, name: &str) -> Customer {
    Customer {
        id: CustomerId(id),
        name: name.into(),
        time_zone: None,
        language: None,
        note: String::new(),
        revision: Revision(1),
    }
}

pub fn ticket(number: i64, contract: &Contract, severity: &str, received: &str) -> Ticket {
    let new =
        NewTicket::received(contract.customer, "printer on fire", SeverityKey::new(severity), at(received));
    let situation = Situation {
        customer: Some(customer(contract.customer.0, "Acme")),
        contract: Some(contract.clone()),
        ..Situation::default()
    };
    match decide(&situation, &Command::OpenTicket(Box::new(new)), at(received)).unwrap() {
        Decision::Open { opened, .. } => Ticket::opened(TicketId(number), &opened),
        other => panic!("{other:?}"),
    }
}

/// The states of a ticket's clocks at a moment, in words.
fn states(ticket: &Ticket, contract: &Contract, now: &str) -> Vec<String> {
    let row = Row::new(ticket.clone(), Some(contract), &book());
    let words = |state| match state {
        ClockState::Running { due, left, frozen, .. } => {
            format!("due {due} left {left}{}", frozen.map_or(String::new(), |at| format!(" opens {at}")))
        }
        ClockState::Missed { due, over } => format!("missed {due} by {over}"),
        ClockState::Paused { left, stage, .. } => format!("paused {stage:?} left {left}"),
        ClockState::Met { due, at } => format!("met {at} of {due}"),
        ClockState::Late { due, at, over } => format!("late {at} of {due} by {over}"),
        other => other.as_str().to_owned(),
    };
    row.clocks.iter().map(|clock| words(clock.at(at(now)))).collect()
}

/// sla.md part 5's own example: Friday 16:30 in Berlin, gold, urgent, over the spring change of 2026.
#[test]
fn clocks_count_down_in_open_time_and_freeze_when_closed() {
    let gold = contract(1, "photoprism", "gold");
    let ticket = ticket(1, &gold, "urgent", "2026-03-27T16:30:00+01:00");
    let (first, resolution) = ("2026-03-30T14:30:00Z", "2026-03-31T14:30:00Z");
    assert_eq!(
        states(&ticket, &gold, "2026-03-27T15:45:00Z"),
        [
            format!("due {first} left {}", 8 * 3600 - 900),
            format!("due {resolution} left {}", 16 * 3600 - 900),
        ]
    );
    assert_eq!(
        states(&ticket, &gold, "2026-03-28T12:00:00Z"),
        [
            format!("due {first} left {} opens 2026-03-30T07:00:00Z", 7 * 3600 + 1800),
            format!("due {resolution} left {} opens 2026-03-30T07:00:00Z", 15 * 3600 + 1800),
        ]
    );
    assert_eq!(
        states(&ticket, &gold, first)[0],
        format!("due {first} left 0"),
        "the due instant itself is in time"
    );
    assert_eq!(states(&ticket, &gold, "2026-03-30T14:30:01Z")[0], format!("missed {first} by 1"));
}

/// sla.md 1.3: a target that ends when the office closes for lunch is missed by an answer at 12:30.
#[test]
fn late_in_closed_hours_is_late() {
    let mut bronze = contract(1, "apizee", "bronze");
    bronze.own.targets =
        vec![OwnTarget { clock: "first_response".into(), severity: None, target: "3 business hours".into() }];
    let mut ticket = ticket(1, &bronze, "minor", "2026-11-16T09:00:00+01:00");
    assert_eq!(states(&ticket, &bronze, "2026-11-16T12:30:00+01:00")[0], "missed 2026-11-16T11:00:00Z by 0");
    let reply = Event::Replied { text: "sorry".into(), first: true, at: None, by: None };
    ticket.apply(&reply, at("2026-11-16T12:30:00+01:00"), "ana");
    let late = "late 2026-11-16T11:30:00Z of 2026-11-16T11:00:00Z by 0";
    assert_eq!(states(&ticket, &bronze, "2026-11-17T12:00:00Z"), [late, "none"]);
}

/// sla.md 1.6: waiting hands back the open seconds that it covered; so does standing resolved.
#[test]
fn resolution_pauses_while_waiting_and_while_resolved() {
    let gold = contract(1, "photoprism", "gold");
    let mut ticket = ticket(1, &gold, "urgent", "2026-11-16T09:00:00+01:00");
    let happen = |ticket: &mut Ticket, event: Event, when: &str| ticket.apply(&event, at(when), "ana");
    happen(
        &mut ticket,
        Event::Replied { text: "on it".into(), first: true, at: None, by: None },
        "2026-11-16T10:00:00+01:00",
    );
    happen(&mut ticket, Event::WaitingBegan { reason: "logs".into() }, "2026-11-16T11:00:00+01:00");
    let (met, owed) = ("met 2026-11-16T09:00:00Z of 2026-11-16T16:00:00Z", 14 * 3600);
    assert_eq!(
        states(&ticket, &gold, "2026-11-18T11:00:00+01:00"),
        [met.into(), format!("paused Waiting left {owed}")]
    );
    happen(&mut ticket, Event::Resumed { reason: String::new() }, "2026-11-18T11:00:00+01:00");
    // Fourteen open hours from Wednesday 11:00: six that day, eight on Thursday.
    assert_eq!(
        states(&ticket, &gold, "2026-11-18T12:00:00+01:00")[1],
        format!("due 2026-11-19T16:00:00Z left {}", 13 * 3600)
    );
    happen(&mut ticket, Event::Resolved { cause: "fixed".into() }, "2026-11-19T16:00:00+01:00");
    assert_eq!(
        states(&ticket, &gold, "2026-12-01T00:00:00Z")[1],
        "met 2026-11-19T15:00:00Z of 2026-11-19T16:00:00Z"
    );
    happen(&mut ticket, Event::Reopened { reason: "no".into() }, "2026-11-23T09:00:00+01:00");
    assert_eq!(states(&ticket, &gold, "2026-11-23T09:30:00+01:00")[1], "due 2026-11-23T09:00:00Z left 1800");
    // A pause that begins after the due instant changes nothing.
    happen(&mut ticket, Event::WaitingBegan { reason: "late".into() }, "2026-11-23T10:00:01+01:00");
    assert_eq!(states(&ticket, &gold, "2026-11-23T10:00:02+01:00")[1], "missed 2026-11-23T09:00:00Z by 2");
}

#[test]
fn every_kind_of_target_is_told_apart() {
    let table = [
        ("photoprism", "professional", "urgent", ["not_covered", "not_covered"]),
        ("photoprism", "professional", "low", ["running", "best_effort"]),
        ("otter-video", "basic", "low", ["best_effort", "none"]),
        ("illumeet", "self-hosted", "high", ["none", "none"]),
        ("apizee", "gold", "major", ["by_contract", "none"]),
        ("otter-video", "premium", "critical", ["running", "none"]),
    ];
    for (pack, tier, severity, expected) in table {
        let contract = contract(1, pack, tier);
        let row = Row::new(ticket(1, &contract, severity, "2026-11-16T09:00:00Z"), Some(&contract), &book());
        let now = at("2026-11-16T09:00:00Z");
        let states: Vec<_> = row.clocks.iter().map(|clock| clock.at(now)).collect();
        assert_eq!(
            states.iter().map(ClockState::as_str).collect::<Vec<_>>(),
            expected,
            "{pack} {tier} {severity}"
        );
    }
}

/// sla.md part 2, Order: missed first, the longest overdue on top; running by due instant; paused; untimed; ties by
/// response priority, severity, receipt, number.
#[test]
fn there_is_one_order() {
    let gold = contract(1, "photoprism", "gold");
    let (basic, standard) = (contract(2, "b2bee", "basic"), contract(3, "b2bee", "standard"));
    let now = at("2026-11-18T12:00:00+01:00");
    let mut paused = ticket(30, &gold, "urgent", "2026-11-18T09:00:00+01:00");
    paused.apply(
        &Event::Replied { text: "x".into(), first: true, at: None, by: None },
        at("2026-11-18T09:10:00+01:00"),
        "ana",
    );
    paused.apply(&Event::WaitingBegan { reason: "x".into() }, at("2026-11-18T09:20:00+01:00"), "ana");
    let mut untimed = ticket(40, &gold, "low", "2026-11-01T09:00:00+01:00");
    untimed.apply(
        &Event::Replied { text: "x".into(), first: true, at: None, by: None },
        at("2026-11-02T09:00:00+01:00"),
        "ana",
    );
    let tickets = [
        ticket(20, &gold, "normal", "2026-11-18T10:00:00+01:00"), // due Thursday 10:00
        untimed,
        ticket(11, &gold, "urgent", "2026-11-10T09:00:00+01:00"), // missed on the 10th at 17:00
        ticket(21, &basic, "critical", "2026-11-18T11:30:00+01:00"), // due 12:30
        ticket(22, &standard, "critical", "2026-11-18T11:30:00+01:00"), // due 12:30, response priority
        paused,
        ticket(10, &gold, "urgent", "2026-11-09T09:00:00+01:00"), // missed on the 9th at 17:00
        ticket(19, &gold, "high", "2026-11-18T10:00:00+01:00"),   // due Thursday 10:00 too, more severe
    ];
    let rows = DeskRows {
        customers: vec![
            customer(1, "Gold"),
            customer(2, "Basic"),
            customer(3, "Standard"),
            customer(4, "Nothing open"),
        ],
        contracts: vec![gold, basic, standard],
        tickets: tickets.to_vec(),
        receipts: HashMap::new(),
        receipts_from: None,
        sequence: 0,
    };
    let board = Board::new(rows, &book(), now);
    let number = |row: &usize| board.rows[*row].ticket.id.0;
    assert_eq!(board.by_urgency.iter().map(number).collect::<Vec<_>>(), [10, 11, 22, 21, 19, 20, 30, 40]);
    let customers: Vec<_> = board.groups.iter().map(|group| group.customer.name.as_str()).collect();
    assert_eq!(customers, ["Gold", "Standard", "Basic", "Nothing open"]);
    assert_eq!(board.groups[0].rows.iter().map(number).collect::<Vec<_>>(), [10, 11, 19, 20, 30, 40]);
    let counts = board.counts(now);
    assert_eq!((counts.open, counts.missed, counts.within_hour, counts.paused), (8, 2, 2, 1));
    assert_eq!(board.next_change(now), Some(at("2026-11-18T12:30:01+01:00")));
    let due: Vec<usize> = board.horizon(now, 12 * 3600, 12).iter().map(|bucket| bucket.due).collect();
    assert_eq!(due, [2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
}

#[test]
fn the_development_stage_counts_as_minor_and_keeps_what_was_reported() {
    let gold = contract(1, "apizee", "gold");
    let mut ticket = ticket(1, &gold, "major", "2026-11-16T09:00:00Z");
    ticket.environment = tierdesk::policy::Environment::Development;
    let row = Row::new(ticket, Some(&gold), &book());
    assert_eq!(row.counts_as, Some(SeverityKey::new("minor")));
    assert_eq!(row.ticket.severity, SeverityKey::new("major"));
}

fn situation(contract: &Contract, book: &Book) -> Situation {
    Situation {
        customer: Some(customer(contract.customer.0, "Acme")),
        contract: Some(contract.clone()),
        terms: Some(book.terms(contract).unwrap()),
        ..Situation::default()
    }
}

fn flags(situation: &Situation, new: NewTicket) -> Vec<Flag> {
    let now = new.received;
    match decide(situation, &Command::OpenTicket(Box::new(new)), now).unwrap() {
        Decision::Open { opened, .. } => opened.flags,
        other => panic!("{other:?}"),
    }
}

/// sla.md part 2: flagged, never refused.
#[test]
fn entitlement_is_decided_on_the_way_in() {
    let book = book();
    let basic = contract(1, "b2bee", "basic");
    let received = at("2026-11-16T10:00:00+01:00");
    let new = || NewTicket::received(CustomerId(1), "help", SeverityKey::new("minor"), received);
    let mut situation = situation(&basic, &book);
    assert_eq!(flags(&situation, new()), []);
    let earlier = |ticket, at_text: &str| Receipt {
        ticket: TicketId(ticket),
        received: at(at_text),
        weight: Weight::Counts,
    };
    situation.receipts = vec![earlier(1, "2026-11-02T10:00:00+01:00")];
    assert_eq!(flags(&situation, new()), [Flag::AllowanceSpent]);
    assert_eq!(flags(&situation, NewTicket { proactive: true, ..new() }), []);
    situation.receipts = vec![earlier(1, "2026-10-02T10:00:00+02:00")];
    assert_eq!(flags(&situation, new()), [], "nothing carries over");
    situation.contacts = vec![Contact {
        id: ContactId(1),
        customer: CustomerId(1),
        name: "Mira Petrović".into(),
        email: Some("mira@example.org".into()),
        registered: true,
    }];
    let from = |who: &str| NewTicket { requester: Some(who.into()), ..new() };
    assert_eq!(flags(&situation, from("MIRA@example.org")), []);
    assert_eq!(flags(&situation, from("mira petrović")), []);
    assert_eq!(flags(&situation, from("someone@example.org")), [Flag::NotRegistered]);
    // minor on basic: ticket and e-mail only.
    let by = |channel: &str| NewTicket { channel: Some(ChannelKey::new(channel)), ..new() };
    assert_eq!(flags(&situation, by("email")), []);
    assert_eq!(flags(&situation, by("chat")), [Flag::ChannelNotInPlan]);
    assert_eq!(flags(&Situation { contract: None, terms: None, ..situation }, new()), [Flag::NoContract]);
}

#[test]
fn a_level_that_the_customer_answers_is_flagged() {
    let book = book();
    let hosted = contract(1, "illumeet", "cloud-server");
    let level = |level| NewTicket {
        level: Some(level),
        ..NewTicket::received(CustomerId(1), "help", SeverityKey::new("high"), at("2026-11-16T10:00:00Z"))
    };
    let situation = situation(&hosted, &book);
    assert_eq!(flags(&situation, level(1)), [Flag::LevelIsCustomers]);
    assert_eq!(flags(&situation, level(2)), []);
}

#[test]
fn commands_that_make_no_sense_are_refused_with_the_reason() {
    let gold = contract(1, "photoprism", "gold");
    let open = ticket(7, &gold, "low", "2026-11-16T10:00:00Z");
    let now = at("2026-11-16T12:00:00Z");
    let decide = |ticket: &Ticket, command: Command| {
        decide(&Situation { ticket: Some(ticket.clone()), ..Situation::default() }, &command, now)
    };
    let (id, seen) = (TicketId(7), None);
    let resume = || Command::Resume { ticket: id, seen, reason: String::new() };
    assert!(matches!(decide(&open, resume()), Err(Refusal::State { is: "open", .. })));
    assert!(matches!(
        decide(&open, Command::Reopen { ticket: id, seen, reason: String::new() }),
        Err(Refusal::State { .. })
    ));
    let reply = |text: &str, at| Command::Reply { ticket: id, seen, text: text.into(), at, by: None };
    assert!(matches!(decide(&open, reply("  ", None)), Err(Refusal::Invalid(_))));
    assert!(matches!(decide(&open, reply("x", Some(at("2026-11-16T09:59:59Z")))), Err(Refusal::Invalid(_))));
    assert!(matches!(decide(&open, reply("x", Some(at("2026-11-16T12:00:01Z")))), Err(Refusal::Invalid(_))));
    assert!(decide(&open, reply("x", Some(at("2026-11-16T10:00:00Z")))).is_ok());
    let long = Command::Wait { ticket: id, seen, reason: "x".repeat(10_001) };
    assert!(matches!(decide(&open, long), Err(Refusal::Invalid(_))));
    let mut answered = open.clone();
    answered.apply(
        &Event::Replied { text: "x".into(), first: true, at: None, by: None },
        at("2026-11-16T11:00:00Z"),
        "ana",
    );
    let earlier = decide(&answered, reply("called", Some(at("2026-11-16T10:30:00Z")))).unwrap();
    assert!(
        matches!(&earlier, Decision::Change(changes) if matches!(changes[0].events[..], [Event::Replied { first: true, .. }]))
    );
    let stale = Command::Note { ticket: id, seen: Some(Revision(0)), text: "x".into() };
    assert_eq!(
        decide(&open, stale),
        Err(Refusal::Conflict { ticket: id, seen: Revision(0), is: Revision(1) })
    );
    let waive = |reason: &str| Command::DecideAllowance {
        ticket: id,
        seen,
        counting: Counting::Waived { reason: reason.into() },
    };
    assert!(matches!(decide(&open, waive("")), Err(Refusal::Invalid(_))));
    assert!(decide(&open, waive("our own fault")).is_ok());
    let mut done = open;
    done.apply(&Event::Resolved { cause: String::new() }, now, "ana");
    assert!(matches!(decide(&done, resume()), Err(Refusal::State { is: "resolved", .. })));
}

/// A ticket that comes from another system must make sense, or it is refused.
#[test]
fn imported_histories_are_checked() {
    let gold = contract(1, "photoprism", "gold");
    let situation =
        Situation { customer: Some(customer(1, "Acme")), contract: Some(gold), ..Situation::default() };
    let received = at("2026-11-16T10:00:00Z");
    let new = || NewTicket::received(CustomerId(1), "help", SeverityKey::new("low"), received);
    let refused = |new: NewTicket| decide(&situation, &Command::OpenTicket(Box::new(new)), received).is_err();
    let later = Some(at("2026-11-16T11:00:00Z"));
    assert!(refused(NewTicket { first_response: Some(at("2026-11-16T09:00:00Z")), ..new() }));
    assert!(refused(NewTicket { status: Status::Resolved, ..new() }));
    assert!(refused(NewTicket { resolved: later, ..new() }));
    assert!(refused(NewTicket { subject: " ".into(), ..new() }));
    assert!(!refused(NewTicket { status: Status::Resolved, resolved: later, ..new() }));
    let waits = Standstill { kind: Stage::Waiting, from: received.unix(), to: None, reason: String::new() };
    assert!(refused(NewTicket { standstills: vec![waits.clone()], ..new() }));
    assert!(!refused(NewTicket { standstills: vec![waits], status: Status::Waiting, ..new() }));
}

fn board_of(contracts: Vec<Contract>, tickets: Vec<Ticket>, receipts: Vec<Receipt>, from: &str) -> Board {
    let rows = DeskRows {
        customers: vec![customer(1, "Acme")],
        contracts,
        tickets,
        receipts: HashMap::from([(CustomerId(1), receipts)]),
        receipts_from: Some(at(from)),
        sequence: 0,
    };
    Board::new(rows, &book(), at("2026-11-18T12:00:00Z"))
}

fn receipt_of(ticket: &Ticket) -> Receipt {
    Receipt { ticket: ticket.id, received: ticket.received, weight: ticket.counting.weight() }
}

/// A ticket is held to the allowance that it came in under, not to the plan that the customer has by now.
#[test]
fn a_verdict_is_that_of_the_tickets_own_contract() {
    let old =
        Contract { ends: Some("2026-11-10".parse().unwrap()), ..contract(1, "photoprism", "professional") };
    let new = Contract {
        id: ContractId(2),
        starts: "2026-11-10".parse().unwrap(),
        ..contract(1, "photoprism", "gold")
    };
    let tickets =
        vec![ticket(1, &old, "low", "2026-11-02T10:00:00Z"), ticket(2, &old, "low", "2026-11-03T10:00:00Z")];
    let receipts = tickets.iter().map(receipt_of).collect();
    let board = board_of(vec![old, new], tickets, receipts, "2026-09-15T00:00:00Z");
    let verdict = |number| board.groups[0].verdict(board.row(TicketId(number)).unwrap());
    assert_eq!((verdict(1), verdict(2)), (Some(Verdict::Within), Some(Verdict::OverPeriod)));
}

/// Where the receipts do not reach back to a ticket's period, what was decided when it came in stays on it.
#[test]
fn an_old_tickets_flags_stay_as_they_were_decided() {
    let contract = contract(1, "photoprism", "professional");
    let mut old = ticket(1, &contract, "low", "2026-05-04T10:00:00Z");
    old.flags = vec![Flag::AllowanceSpent];
    let mut half = ticket(2, &contract, "low", "2026-09-20T10:00:00Z");
    half.flags = vec![Flag::AllowanceSpent];
    let receipts = vec![receipt_of(&half)];
    let board = board_of(vec![contract], vec![old, half], receipts, "2026-09-15T00:00:00Z");
    for number in [1, 2] {
        let row = board.row(TicketId(number)).unwrap();
        let verdict = board.groups[0].verdict(row);
        assert_eq!(verdict, None);
        assert_eq!(tierdesk::desk::board::flags(&row.ticket, verdict), [Flag::AllowanceSpent]);
    }
}

/// The customer answers level 1 of cloud-server itself: its tickets come in at level 2, which keeps no Eastern hours.
#[test]
fn a_desk_is_open_at_the_level_that_the_provider_answers() {
    let contract =
        Contract { region: Some("north-america".into()), ..contract(1, "illumeet", "cloud-server") };
    let board = board_of(vec![contract], Vec::new(), Vec::new(), "2026-09-15T00:00:00Z");
    let hours = board.groups[0].hours(at("2026-11-18T20:00:00Z")).unwrap();
    assert!(matches!(hours, Hours::Closed { .. }), "{hours:?}");
}

/// A resolved ticket needs nobody, not even one that was never answered: it comes after all that are open.
#[test]
fn resolved_tickets_come_last_the_newest_first() {
    let gold = contract(1, "photoprism", "gold");
    let resolved = |number, when| {
        let mut ticket = ticket(number, &gold, "urgent", "2026-11-02T09:00:00Z");
        ticket.apply(&Event::Resolved { cause: "fixed".into() }, at(when), "ana");
        ticket
    };
    let untimed = ticket(3, &contract(1, "illumeet", "self-hosted"), "high", "2026-11-16T09:00:00Z");
    let rows = vec![resolved(1, "2026-11-04T09:00:00Z"), resolved(2, "2026-11-05T09:00:00Z"), untimed];
    let board = board_of(vec![gold], rows, Vec::new(), "2026-09-15T00:00:00Z");
    let order: Vec<i64> = board.by_urgency.iter().map(|row| board.rows[*row].ticket.id.0).collect();
    assert_eq!(order, [3, 2, 1]);
}
