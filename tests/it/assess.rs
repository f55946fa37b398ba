//! Assessments, levels and flags: what moves, what stays on record, and that what is shown before is what then is. Due
//! instants are written out by hand from sla.md.

use std::sync::Arc;

use tierdesk::calendar::{Instant, Zones};
use tierdesk::desk::what_if::{Ground, Suppose, Varied, cases, what_if};
use tierdesk::desk::{
    Assessment, Book, ClockState, Command, Contract, Decision, Event, Flag, Held, Missed, Moves, NewContract,
    NewCustomer, NewTicket, Refusal, Row, Situation, Ticket, TicketId, Turn, Work, decide, preview,
};
use tierdesk::policy::{
    ChannelKey, Environment, OwnTarget, OwnTerms, OwnVersion, Packs, SeverityKey, TierKey,
};
use tierdesk::store::{Outcome, Store};

use crate::desk::{at, book, contract, customer, ticket};
use crate::store::folder;

fn situation(ticket: &Ticket, contract: &Contract, book: &Book) -> Situation {
    Situation {
        agent: "ana".into(),
        ticket: Some(ticket.clone()),
        customer: Some(customer(contract.customer.0, "Acme")),
        contract: Some(contract.clone()),
        terms: Some(book.terms(contract).unwrap()),
        ..Situation::default()
    }
}

fn work(ticket: &Ticket, work: Work) -> Command {
    Command::Work { ticket: ticket.id, seen: None, work }
}

fn severity(word: &str) -> Work {
    let to = Assessment { severity: Some(word.into()), ..Assessment::default() };
    Work::Assess { to, reason: "looked at it".into() }
}

fn events(situation: &Situation, command: &Command, now: Instant) -> Result<Vec<Event>, Refusal> {
    match decide(situation, command, now)? {
        Decision::Change(changes) => Ok(changes.into_iter().flat_map(|change| change.events).collect()),
        other => panic!("{other:?}"),
    }
}

fn done(ticket: &Ticket, contract: &Contract, what: Work, now: &str) -> Ticket {
    let situation = situation(ticket, contract, &book());
    let mut after = ticket.clone();
    for event in events(&situation, &work(ticket, what), at(now)).unwrap() {
        after.apply(&event, at(now), "ana");
    }
    after
}

fn moves(ticket: &Ticket, contract: &Contract, what: Work, now: &str) -> Moves {
    let situation = situation(ticket, contract, &book());
    preview(&situation, &work(ticket, what), at(now)).unwrap().remove(0)
}

fn dues(moves: &Moves) -> Vec<(Option<String>, Option<String>, Turn)> {
    let due =
        |side: &Option<tierdesk::desk::Side>| side.as_ref().and_then(|s| s.due()).map(|at| at.to_string());
    moves.clocks.iter().map(|clock| (due(&clock.before), due(&clock.after), clock.turn())).collect()
}

fn both(before: &str, after: &str, turn: Turn) -> (Option<String>, Option<String>, Turn) {
    (Some(before.into()), Some(after.into()), turn)
}

/// PhotoPrism enterprise, received Monday 16 November 2026, 09:00 in Berlin: urgent 8 and 32 business hours, high 16
/// business hours and 7 business days.
#[test]
fn targets_are_counted_anew_from_receipt_and_a_miss_stays() {
    let plan = contract(1, "photoprism", "enterprise");
    let urgent = ticket(1, &plan, "urgent", "2026-11-16T08:00:00Z");
    let (first, resolution) = ("2026-11-16T16:00:00Z", "2026-11-19T16:00:00Z");
    let (later, latest) = ("2026-11-17T16:00:00Z", "2026-11-24T16:00:00Z");
    // Before anything is missed.
    let soon = moves(&urgent, &plan, severity("high"), "2026-11-16T12:00:00Z");
    assert_eq!(dues(&soon), [both(first, later, Turn::Later), both(resolution, latest, Turn::Later)]);
    assert_eq!(soon.missed, []);
    // The first response was missed on Monday evening.
    let now = "2026-11-17T09:00:00Z";
    let missed = moves(&urgent, &plan, severity("high"), now);
    let was_missed = Missed { clock: "first_response".into(), due: at(first).unix() };
    assert_eq!(
        dues(&missed),
        [both(first, later, Turn::NoLongerMissed), both(resolution, latest, Turn::Later)]
    );
    assert_eq!(missed.missed, std::slice::from_ref(&was_missed));
    let high = done(&urgent, &plan, severity("high"), now);
    assert_eq!(
        (high.missed.as_slice(), high.claimed.clone()),
        (&[was_missed.clone()][..], Some(SeverityKey::new("urgent")))
    );
    // And back again: missed once more, written down once.
    let back = moves(&high, &plan, severity("urgent"), now);
    assert_eq!(dues(&back)[0], both(later, first, Turn::BecomesMissed));
    let urgent = done(&high, &plan, severity("urgent"), now);
    assert_eq!(urgent.missed, [was_missed]);
    // What sets nothing anew puts nothing on record.
    let version = Assessment { version: Some("4.2".into()), ..Assessment::default() };
    let mut fresh = ticket(2, &plan, "urgent", "2026-11-16T08:00:00Z");
    fresh = done(&fresh, &plan, Work::Assess { to: version, reason: "said so".into() }, now);
    assert_eq!(fresh.missed, []);
    assert_eq!(fresh.more().version.as_deref(), Some("4.2"));
}

/// A clock that stands still has no due time: what is left says which way it moves. 28 of 32 hours, then 52 of 56.
#[test]
fn a_paused_clock_moves_by_what_is_left() {
    let plan = contract(1, "photoprism", "enterprise");
    let mut urgent = ticket(1, &plan, "urgent", "2026-11-16T08:00:00Z");
    urgent.apply(&Event::WaitingBegan { reason: String::new() }, at("2026-11-16T12:00:00Z"), "ana");
    let moved = moves(&urgent, &plan, severity("high"), "2026-11-18T12:00:00Z");
    let left = |side: &Option<tierdesk::desk::Side>| match side.as_ref().unwrap().state {
        ClockState::Paused { left, .. } => left / 3600,
        ref other => panic!("{other:?}"),
    };
    let resolution = &moved.clocks[1];
    assert_eq!((left(&resolution.before), left(&resolution.after)), (28, 52));
    assert_eq!(resolution.turn(), Turn::Later);
}

/// Apizee's development stage: what was reported stays, it counts as minor.
#[test]
fn what_it_counts_as_is_shown_before() {
    let plan = contract(1, "apizee", "gold");
    let major = ticket(1, &plan, "major", "2026-11-16T08:00:00Z");
    let to = Assessment { environment: Some("development".into()), ..Assessment::default() };
    let what = Work::Assess { to, reason: "not live".into() };
    let moved = moves(&major, &plan, what.clone(), "2026-11-16T09:00:00Z");
    assert_eq!((moved.counts_as.before.as_str(), moved.counts_as.after.as_str()), ("major", "minor"));
    let after = done(&major, &plan, what, "2026-11-16T09:00:00Z");
    assert_eq!((after.severity.as_str(), after.claimed), ("major", None));
}

#[test]
fn every_refusal_says_why() {
    let plan = contract(1, "illumeet", "named-user-cloud");
    let book = book();
    let mut one = ticket(1, &plan, "high", "2026-11-16T09:00:00Z");
    one.level = Some(1);
    let now = at("2026-11-16T10:00:00Z");
    let assess = |to: Assessment, reason: &str| Work::Assess { to, reason: reason.into() };
    let with = |change: fn(&mut Assessment)| {
        let mut to = Assessment::default();
        change(&mut to);
        to
    };
    let level = |to, reason: &str, pass_over| Work::ChangeLevel { to, reason: reason.into(), pass_over };
    let judge = |flag, reason: &str| Work::JudgeFlag { flag, accepted: true, reason: reason.into() };
    let table = [
        (assess(with(|to| to.severity = Some("low".into())), " "), "an assessment needs a reason"),
        (assess(with(|_| {}), "x"), "is assessed like that already"),
        (assess(with(|to| to.severity = Some("high".into())), "x"), "is assessed like that already"),
        (assess(with(|to| to.severity = Some("worst".into())), "x"), "it has urgent, high, normal, low"),
        (assess(with(|to| to.severity = Some(String::new())), "x"), "every ticket has a severity"),
        (assess(with(|to| to.environment = Some("test".into())), "x"), "`production` or `development`"),
        (assess(with(|to| to.channel = Some("fax".into())), "x"), "it has ticket, email"),
        (assess(with(|to| to.kind = Some("song".into())), "x"), "no kind of request \"song\""),
        (assess(with(|to| to.version = Some("x".repeat(1001))), "x"), "longer than 1000"),
        (level(2, "", false), "a change of level needs a reason"),
        (level(1, "x", false), "is at level 1 already"),
        (level(4, "x", false), "it has 1, 2, 3"),
        (level(3, "x", false), "level 3 is reached through level 2 only"),
        (level(2, "x", false), "5 points of the check list for level 2 are open: Steps to reproduce it;"),
        (Work::FillChecklist { level: 2, item: "x".into(), answer: "y".into() }, "no point \"x\""),
        (judge(Flag::NotRegistered, "x"), "is not flagged"),
        (judge(Flag::AllowanceSpent, "x"), "decided by how it counts"),
        (judge(Flag::KindExcluded, " "), "a decision about a flag needs a reason"),
    ];
    let met = situation(&one, &plan, &book);
    for (what, said) in table {
        match decide(&met, &work(&one, what.clone()), now) {
            Err(Refusal::Invalid(why)) => assert!(why.contains(said), "{what:?}: {why}"),
            other => panic!("{what:?}: {other:?}"),
        }
    }
    let bare = Situation { contract: None, terms: None, ..met };
    let refused = decide(&bare, &work(&one, level(2, "x", false)), now);
    assert!(matches!(&refused, Err(Refusal::Invalid(why)) if why.contains("has no contract")), "{refused:?}");
    one.apply(&Event::Resolved { cause: String::new() }, now, "ana");
    let resolved = situation(&one, &plan, &book);
    let refused = decide(&resolved, &work(&one, level(2, "x", true)), now);
    assert!(matches!(&refused, Err(Refusal::State { is: "resolved", .. })), "{refused:?}");
}

/// The check list is filled in over time, or passed over on purpose; up through level 2 only, down freely.
#[test]
fn levels_go_up_by_the_list_and_down_freely() {
    let plan = contract(1, "illumeet", "self-hosted");
    let pack = book().pack(&plan.pack).unwrap();
    let mut one = ticket(1, &plan, "high", "2026-11-16T09:00:00Z");
    one.level = Some(1);
    let now = "2026-11-16T10:00:00Z";
    let to = |to, pass_over| Work::ChangeLevel { to, reason: "it is a fault".into(), pass_over };
    for item in &pack.checklists[0].items {
        let fill = Work::FillChecklist { level: 2, item: item.clone(), answer: " seen ".into() };
        one = done(&one, &plan, fill, now);
    }
    assert_eq!(one.more().checklist.len(), 5);
    one = done(&one, &plan, to(2, false), now);
    assert_eq!((one.level, one.flags.as_slice()), (Some(2), &[][..]));
    // Self-hosted: the customer's own people answer levels 1 and 3.
    one = done(&one, &plan, to(3, false), now);
    assert_eq!((one.level, one.flags.as_slice()), (Some(3), &[Flag::LevelIsCustomers][..]));
    let judge =
        Work::JudgeFlag { flag: Flag::LevelIsCustomers, accepted: true, reason: "as a favour".into() };
    one = done(&one, &plan, judge, now);
    assert!(one.more().judged(Flag::LevelIsCustomers).is_some());
    // What was decided was about level 3.
    one = done(&one, &plan, to(1, false), now);
    assert_eq!(one.flags, [Flag::LevelIsCustomers]);
    assert!(one.more().judged(Flag::LevelIsCustomers).is_none());
    let again = situation(&one, &plan, &book());
    let empty =
        Work::FillChecklist { level: 2, item: pack.checklists[0].items[0].clone(), answer: String::new() };
    one = done(&one, &plan, empty, now);
    assert!(decide(&again, &work(&one, to(2, false)), at(now)).is_ok());
    let open = events(&situation(&one, &plan, &book()), &work(&one, to(2, true)), at(now)).unwrap();
    assert!(matches!(&open[0], Event::LevelChanged { passed_over, .. } if passed_over.len() == 1));
}

/// On the way in and at every change of what they hang on.
#[test]
fn flags_follow_channel_kind_and_version() {
    let mut plan = contract(1, "illumeet", "named-user-cloud");
    plan.own.versions = vec![OwnVersion { name: "4.2".into(), end_of_life: "2026-11-16".parse().unwrap() }];
    let book = book();
    let assess = |change: fn(&mut Assessment)| {
        let mut to = Assessment::default();
        change(&mut to);
        Work::Assess { to, reason: "asked".into() }
    };
    let now = "2026-11-18T10:00:00Z";
    let mut one = ticket(1, &plan, "high", "2026-11-17T00:00:00Z");
    one.flags.clear();
    one = done(&one, &plan, assess(|to| to.version = Some("4.2.7".into())), now);
    assert_eq!(one.flags, [Flag::VersionPastEnd]);
    one = done(&one, &plan, assess(|to| to.kind = Some("training".into())), now);
    assert_eq!(one.flags, [Flag::KindExcluded, Flag::VersionPastEnd]);
    let judge = |flag, accepted| Work::JudgeFlag { flag, accepted, reason: "agreed".into() };
    one = done(&one, &plan, judge(Flag::KindExcluded, false), now);
    one = done(&one, &plan, judge(Flag::VersionPastEnd, true), now);
    one = done(&one, &plan, assess(|to| to.kind = Some("tuning".into())), now);
    assert!(one.more().judged(Flag::KindExcluded).is_none(), "that was about another kind");
    assert!(one.more().judged(Flag::VersionPastEnd).is_some());
    one = done(&one, &plan, assess(|to| to.kind = Some(String::new())), now);
    one = done(&one, &plan, assess(|to| to.version = Some("5".into())), now);
    assert_eq!((one.flags.as_slice(), one.kind.clone()), (&[][..], None));
    // The last date of support is a date of support.
    let mut in_time = ticket(2, &plan, "high", "2026-11-16T23:59:59Z");
    in_time.flags.clear();
    in_time = done(&in_time, &plan, assess(|to| to.version = Some("v4.2".into())), now);
    assert_eq!(in_time.flags, []);
    // No plan at all is not the same as a contract that has ended.
    let new = NewTicket::received(plan.customer, "help", SeverityKey::new("high"), at(now));
    let none = Situation { customer: Some(customer(1, "Acme")), ..Situation::default() };
    let flags =
        |situation: &Situation| match decide(situation, &Command::OpenTicket(Box::new(new.clone())), at(now))
        {
            Ok(Decision::Open { opened, .. }) => opened.flags,
            other => panic!("{other:?}"),
        };
    assert_eq!(flags(&none), [Flag::NoContract]);
    assert_eq!(flags(&Situation { out_of_force: true, ..none }), [Flag::ContractEnded]);
    drop(book);
}

/// A ticket that goes over to another contract is flagged by that one.
#[test]
fn another_contract_looks_at_the_flags_again() {
    let old = contract(1, "otter-video", "basic");
    let new = Contract { id: tierdesk::desk::ContractId(2), ..contract(1, "otter-video", "premium") };
    let book = book();
    let mut one = ticket(1, &old, "low", "2026-11-16T09:00:00Z");
    one.flags = vec![Flag::ChannelNotInPlan];
    one.channel = Some(ChannelKey::new("chat"));
    let next = Some((new.clone(), book.terms(&new).unwrap()));
    let met = Situation { next, ..situation(&one, &old, &book) };
    let command = work(&one, Work::AdoptContract);
    let moved = preview(&met, &command, at("2026-11-16T10:00:00Z")).unwrap().remove(0);
    assert_eq!(
        (moved.flags.before.as_slice(), moved.flags.after.as_slice()),
        (&[Flag::ChannelNotInPlan][..], &[][..])
    );
    // From best effort to 12 hours around the clock.
    assert_eq!(moved.clocks[0].turn(), Turn::Begins);
    assert_eq!(moved.clocks[0].after.as_ref().unwrap().due(), Some(at("2026-11-16T21:00:00Z")));
}

/// sla.md part 3, PhotoPrism: 8 business hours in gold, none promised in professional.
#[test]
fn what_if_lists_every_choice_of_the_plan() {
    let plan = contract(1, "photoprism", "enterprise");
    let book = book();
    let terms = book.terms(&plan).unwrap();
    let one = ticket(1, &plan, "normal", "2026-11-16T08:00:00Z");
    let held = Held { ticket: &one, plan: Some((&plan, &terms)) };
    let ground = Ground {
        held,
        contacts: &[],
        counted: tierdesk::desk::Counted::default(),
        now: at("2026-11-16T09:00:00Z"),
    };
    let rows = cases(ground, &[]);
    let told: Vec<String> = rows
        .iter()
        .map(|case| {
            let after = |place: usize| {
                let side = case.moves.clocks[place].after.as_ref().unwrap();
                side.due()
                    .map_or_else(|| side.state.as_str().to_owned(), |due| due.to_string()[5..16].to_owned())
            };
            let mark = if case.is_so { "*" } else { "" };
            format!("{} {}{mark} {} {}", case.varied.as_str(), case.key, after(0), after(1))
        })
        .collect();
    assert_eq!(
        told,
        [
            "severity urgent 11-16T16:00 11-19T16:00",
            "severity high 11-17T16:00 11-24T16:00",
            "severity normal* 11-18T16:00 12-03T16:00",
            "severity low 11-18T16:00 best_effort",
            "tier professional not_covered not_covered",
            "tier enterprise* 11-18T16:00 12-03T16:00",
            "tier gold 11-16T16:00 11-24T16:00",
        ]
    );
    assert!(rows.iter().all(|case| case.varied != Varied::Level));
    let unknown = Suppose { tier: Some(TierKey::new("silver")), ..Suppose::default() };
    assert!(what_if(ground, &unknown).unwrap_err().contains("it has professional, enterprise, gold"));
    let both = Suppose {
        tier: Some(TierKey::new("gold")),
        severity: Some(SeverityKey::new("urgent")),
        environment: Some(Environment::Development),
        ..Suppose::default()
    };
    assert_eq!(dues(&what_if(ground, &both).unwrap())[1].1.as_deref(), Some("2026-11-17T16:00:00Z"));
}

/// Whatever is asked of whatever ticket: what is shown before is what the store then shows.
#[test]
fn what_is_shown_before_is_what_then_is() {
    let folder = folder();
    let mut now = at("2026-11-16T08:00:00Z");
    let mut store = Store::create(&folder.path().join("desk.tierdesk"), now).unwrap();
    let zones = Arc::new(Zones::embedded());
    let packs = Arc::new(Packs::embedded(zones.clone()));
    let book = Book::of_packs(packs.clone(), zones);
    let plans = [
        ("apizee", "silver", "moderate"),
        ("photoprism", "enterprise", "high"),
        ("otter-video", "extended", "high"),
        ("illumeet", "self-hosted", "high"),
        ("b2bee", "basic", "minor"),
    ];
    let mut choices: Vec<(TicketId, Vec<String>, Vec<String>)> = Vec::new();
    for (pack, tier, severity) in plans {
        let add = Command::AddCustomer(NewCustomer { name: pack.into(), ..NewCustomer::default() });
        let Outcome::Customer(customer) = store.execute(&[add], &book, "ana", now).unwrap().remove(0) else {
            panic!()
        };
        let found = packs.get(pack).unwrap();
        let target =
            OwnTarget { clock: "first_response".into(), severity: None, target: "5 business hours".into() };
        let own = if pack == "illumeet" { vec![target] } else { Vec::new() };
        let contract = NewContract {
            customer,
            pack: found.id.clone(),
            tier: TierKey::new(tier),
            region: None,
            starts: "2026-01-01".parse().unwrap(),
            ends: None,
            renews: None,
            own: OwnTerms { targets: own, ..OwnTerms::default() },
        };
        store.execute(&[Command::AddContract(contract)], &book, "ana", now).unwrap();
        for _ in 0..2 {
            let new = NewTicket::received(customer, "help", SeverityKey::new(severity), now);
            let opened = store.execute(&[Command::OpenTicket(Box::new(new))], &book, "ana", now).unwrap();
            let severities = found.severities.iter().map(|severity| severity.key.to_string()).collect();
            choices.push((opened[0].ticket().unwrap().id, severities, found.kinds.clone()));
        }
    }
    let mut seed = 7u64;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap() % below.max(1)
    };
    let (mut made, mut kept) = (0, 0);
    for _ in 0..250 {
        now = now.plus(i64::try_from(next(9_000)).unwrap()).unwrap();
        let (id, severities, kinds) = choices[next(choices.len())].clone();
        let mut to = Assessment::default();
        let what = match next(8) {
            0 | 1 => {
                to.severity = Some(severities[next(severities.len())].clone());
                Work::Assess { to, reason: "seen".into() }
            }
            2 => {
                to.environment = Some(Environment::ALL[next(2)].to_string());
                Work::Assess { to, reason: "seen".into() }
            }
            3 => {
                to.kind = Some(kinds.get(next(kinds.len() + 1)).cloned().unwrap_or_default());
                to.severity = Some(severities[next(severities.len())].clone());
                Work::Assess { to, reason: "seen".into() }
            }
            4 | 5 => {
                let to = u8::try_from(next(3)).unwrap() + 1;
                Work::ChangeLevel { to, reason: "seen".into(), pass_over: true }
            }
            6 => {
                let wait = Command::Wait { ticket: id, seen: None, reason: String::new() };
                let _ = store.execute(&[wait], &book, "ana", now);
                continue;
            }
            _ => {
                let resume = Command::Resume { ticket: id, seen: None, reason: String::new() };
                let _ = store.execute(&[resume], &book, "ana", now);
                continue;
            }
        };
        let command = Command::Work { ticket: id, seen: None, work: what };
        let shown = store.preview(&command, &book, "ana", now);
        let changed = store.execute(std::slice::from_ref(&command), &book, "ana", now);
        let (shown, changed) = match (shown, changed) {
            (Ok(shown), Ok(changed)) => (shown, changed),
            (Err(shown), Err(refused)) => {
                assert_eq!(shown.to_string(), refused.to_string());
                continue;
            }
            (shown, changed) => panic!("{command:?}: {shown:?} {changed:?}"),
        };
        made += 1;
        let is = store.ticket(id).unwrap().unwrap().ticket;
        assert_eq!(Some(&is), changed[0].ticket());
        let contracts = store.contracts(Some(is.customer)).unwrap();
        let row = Row::new(is.clone(), contracts.first(), &book);
        let states: Vec<ClockState> = row.clocks.iter().map(|clock| clock.at(now)).collect();
        let promised: Vec<ClockState> =
            shown[0].clocks.iter().map(|clock| clock.after.clone().unwrap().state).collect();
        assert_eq!(promised, states, "{command:?}");
        let counts_as = row.counts_as.clone().unwrap_or_else(|| is.severity.clone());
        assert_eq!(shown[0].counts_as.after, counts_as);
        let firm =
            |flags: &[Flag]| flags.iter().copied().filter(|flag| !flag.is_of_allowance()).collect::<Vec<_>>();
        assert_eq!(firm(&shown[0].flags.after), firm(&is.flags));
        assert!(shown[0].missed.iter().all(|one| is.missed.contains(one)));
        kept += shown[0].missed.len();
    }
    assert!(made > 80 && kept > 3, "{made} {kept}");
}
