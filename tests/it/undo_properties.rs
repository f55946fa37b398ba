//! Whatever two agents do in whatever order: what is taken back leaves everything as it was before, what is done again
//! leaves everything as it was after, and the store stays sound all the way.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use proptest::prelude::*;
use tierdesk::calendar::{Instant, Zones};
use tierdesk::desk::{
    Assessment, Book, Charge, Command, Counting, CustomerId, Flag, Mark, Marking, NewContract, NewCustomer,
    NewTicket, Refusal, Revision, Ticket, TicketId, Work,
};
use tierdesk::policy::{ChannelKey, OwnTerms, Packs, SeverityKey, TierKey};
use tierdesk::store::{Outcome, Store, StoreError, TicketQuery};

use crate::store::{at, folder, now};

type Tickets = BTreeMap<i64, Ticket>;

/// The desk at a moment: its tickets, and what allowances counted.
type Past = (Instant, Vec<Ticket>, HashMap<CustomerId, Vec<tierdesk::desk::Receipt>>);

/// Something that stands, and the desk around it where that is known.
struct Done {
    agent: usize,
    action: i64,
    before: Option<Tickets>,
    after: Option<Tickets>,
}

struct Desk {
    _folder: tempfile::TempDir,
    store: Store,
    book: Book,
    now: Instant,
    stack: Vec<Done>,
    undone: [Vec<Done>; 2],
    /// Open tickets and what counted, at moments that have passed.
    moments: Vec<Past>,
    /// Something was written down that happened earlier: the past is told otherwise now.
    past_changed: bool,
}

const AGENTS: [&str; 2] = ["ada", "bea"];

impl Desk {
    fn new() -> Desk {
        let folder = folder();
        let mut store = Store::create(&folder.path().join("desk.tierdesk"), now()).unwrap();
        let zones = Arc::new(Zones::embedded());
        let packs = Arc::new(Packs::embedded(zones.clone()));
        let book = Book::of_packs(packs.clone(), zones);
        for (name, pack, tier, severity) in
            [("Acme", "b2bee", "standard", "minor"), ("Ilex", "illumeet", "named-user-cloud", "normal")]
        {
            let add = Command::AddCustomer(NewCustomer { name: name.into(), ..NewCustomer::default() });
            let Outcome::Customer(customer) = store.execute(&[add], &book, "setup", now()).unwrap().remove(0)
            else {
                panic!()
            };
            let contract = Command::AddContract(NewContract {
                customer,
                pack: packs.get(pack).unwrap().id.clone(),
                tier: TierKey::new(tier),
                region: None,
                starts: "2026-01-01".parse().unwrap(),
                ends: None,
                renews: None,
                own: OwnTerms::default(),
            });
            store.execute(&[contract], &book, "setup", now()).unwrap();
            for number in 0..3i64 {
                let received = now().plus(number * 600).unwrap();
                let new = NewTicket {
                    channel: Some(ChannelKey::new("phone")),
                    ..NewTicket::received(customer, name, SeverityKey::new(severity), received)
                };
                store.execute(&[Command::OpenTicket(Box::new(new))], &book, "setup", received).unwrap();
            }
        }
        Desk {
            _folder: folder,
            store,
            book,
            now: now().plus(3600).unwrap(),
            stack: Vec::new(),
            undone: [Vec::new(), Vec::new()],
            moments: Vec::new(),
            past_changed: false,
        }
    }

    /// Every ticket, revisions left out.
    fn tickets(&mut self) -> Tickets {
        let all = self.store.tickets(&TicketQuery::default()).unwrap();
        all.into_iter().map(|ticket| (ticket.id.0, Ticket { revision: Revision(0), ..ticket })).collect()
    }

    fn execute(&mut self, commands: &[Command], agent: usize) -> Result<Vec<Outcome>, StoreError> {
        self.store.execute(commands, &self.book, AGENTS[agent], self.now)
    }

    fn work(&mut self, commands: &[Command], agent: usize) {
        let before = self.tickets();
        match self.execute(commands, agent) {
            Ok(_) => {}
            Err(StoreError::Refused { refusal: Refusal::Conflict { .. }, .. }) => panic!("nothing was seen"),
            Err(StoreError::Refused { .. }) => {
                assert_eq!(self.tickets(), before, "what is refused changes nothing");
                return;
            }
            Err(other) => panic!("{other}"),
        }
        // A part that is split off was received with the whole.
        let past = |command: &Command| {
            matches!(
                command,
                Command::Reply { at: Some(_), .. }
                    | Command::Work {
                        work: Work::Split { .. } | Work::Mark(Marking { at: Some(_), .. }),
                        ..
                    }
            )
        };
        self.past_changed |= commands.iter().any(past);
        let after = self.tickets();
        let action = self.store.last_done(AGENTS[agent]).unwrap().unwrap();
        self.undone[agent].clear();
        let (before, after) = (Some(before), Some(after));
        self.stack.push(Done { agent, action: action.number, before, after });
    }

    fn undo(&mut self, agent: usize) {
        let place = self.stack.iter().rposition(|done| done.agent == agent);
        let last = self.store.last_done(AGENTS[agent]).unwrap();
        assert_eq!(last.as_ref().map(|last| last.number), place.map(|place| self.stack[place].action));
        let (Some(place), Some(last)) = (place, last) else { return };
        let newest = place + 1 == self.stack.len();
        let before = self.tickets();
        match self.execute(&[Command::Undo { action: last.number }], agent) {
            Ok(_) => {
                assert!(last.fixed.is_none());
                let mut done = self.stack.remove(place);
                if newest {
                    if let Some(was) = &done.before {
                        assert_eq!(&self.tickets(), was, "undone: {}", last.words);
                    }
                } else {
                    done.after = None;
                    done.before = None;
                    self.stack[place..]
                        .iter_mut()
                        .for_each(|above| (above.before, above.after) = (None, None));
                }
                self.undone[agent].push(done);
                // What stood above or below has changed: only what is redone at once comes back exactly.
                let other = &mut self.undone[1 - agent];
                other.iter_mut().for_each(|done| (done.before, done.after) = (None, None));
            }
            Err(error) => {
                assert!(last.fixed.is_some() || !newest, "{}: {error}", last.words);
                assert_eq!(self.tickets(), before);
            }
        }
    }

    fn redo(&mut self, agent: usize) {
        let last = self.store.last_undone(AGENTS[agent]).unwrap();
        assert_eq!(last.as_ref().map(|last| last.number), self.undone[agent].last().map(|done| done.action));
        let Some(last) = last else { return };
        let (before, depth) = (self.tickets(), self.stack.len());
        let known = self.undone[agent].last().unwrap();
        let at_once = known.before.as_ref() == Some(&before);
        match self.execute(&[Command::Redo { action: last.number }], agent) {
            Ok(_) => {
                let mut done = self.undone[agent].pop().unwrap();
                let after = self.tickets();
                if at_once && let Some(was) = &done.after {
                    assert_eq!(&after, was, "redone: {}", last.words);
                }
                (done.before, done.after) = (Some(before), Some(after));
                // It stands where it stood: below what was done since.
                let place = self.stack.iter().position(|above| above.action > done.action).unwrap_or(depth);
                if place != depth {
                    (done.before, done.after) = (None, None);
                    self.stack[place..].iter_mut().for_each(|one| (one.before, one.after) = (None, None));
                }
                self.stack.insert(place, done);
            }
            Err(error) => {
                assert!(!at_once, "{}: {error}", last.words);
                assert_eq!(self.tickets(), before);
            }
        }
    }

    fn remember(&mut self) {
        let rows = self.store.open_desk(Instant::MIN).unwrap();
        self.moments.push((self.now, sorted(rows.tickets), ordered(rows.receipts)));
    }

    fn end(&mut self) {
        assert_eq!(self.store.check().unwrap(), []);
        assert_eq!(self.store.check_due(&self.book).unwrap(), []);
        if self.past_changed {
            return;
        }
        for (moment, tickets, receipts) in std::mem::take(&mut self.moments) {
            let rows = self.store.desk_as_of(moment, Instant::MIN).unwrap();
            assert_eq!(sorted(rows.tickets), tickets, "as of {moment}");
            assert_eq!(ordered(rows.receipts), receipts, "as of {moment}");
        }
    }
}

fn sorted(mut tickets: Vec<Ticket>) -> Vec<Ticket> {
    tickets.sort_by_key(|ticket| ticket.id);
    tickets
}

fn ordered(
    mut receipts: HashMap<CustomerId, Vec<tierdesk::desk::Receipt>>,
) -> HashMap<CustomerId, Vec<tierdesk::desk::Receipt>> {
    receipts.values_mut().for_each(|list| list.sort_by_key(|receipt| receipt.ticket));
    receipts
}

/// One of everything that can be done to a ticket, chosen by three numbers.
fn command(kind: u8, ticket: u8, more: u8, now: Instant) -> Command {
    let (id, seen) = (TicketId(i64::from(ticket % 7) + 1), None);
    let other = TicketId(i64::from(more % 7) + 1);
    let text = || "words".to_owned();
    let agent = || AGENTS[usize::from(more % 2)].to_owned();
    let tag = || ["vip", "slow", "eu"][usize::from(more % 3)].to_owned();
    let work = |work| Command::Work { ticket: id, seen: None, work };
    match kind % 29 {
        0 => Command::Assign { ticket: id, seen, to: (!more.is_multiple_of(3)).then(agent) },
        1 => Command::Reply { ticket: id, seen, text: text(), at: None, by: None },
        2 => Command::Reply {
            ticket: id,
            seen,
            text: text(),
            at: (more > 200).then(|| now.plus(-i64::from(more)).unwrap()),
            by: Some(ChannelKey::new("phone")),
        },
        3 => Command::Note { ticket: id, seen, text: text() },
        4 | 5 => Command::Wait { ticket: id, seen, reason: text() },
        6 | 7 => Command::Resume { ticket: id, seen, reason: text() },
        8 => Command::Resolve { ticket: id, seen, cause: text() },
        9 | 10 => Command::Reopen { ticket: id, seen, reason: text() },
        11 => {
            let reason = text();
            let counting = match more % 4 {
                0 => Counting::Counts,
                1 => Counting::Waived { reason },
                2 => Counting::Paid { reason },
                _ => Counting::Held { reason },
            };
            Command::DecideAllowance { ticket: id, seen, counting }
        }
        12 => {
            let wakes = (more.is_multiple_of(2)).then(|| now.plus(i64::from(more) * 60 + 60).unwrap());
            work(Work::Hold { reason: text(), wakes })
        }
        13 => work(Work::Receive { from: None, text: text(), automatic: more.is_multiple_of(4) }),
        14 | 15 => {
            let severities = if ticket % 7 < 3 {
                ["critical", "significant", "minor", "no-impact"]
            } else {
                ["urgent", "high", "normal", "low"]
            };
            let to = Assessment {
                severity: Some(severities[usize::from(more % 4)].to_owned()),
                version: (more.is_multiple_of(3)).then(|| more.to_string()),
                ..Assessment::default()
            };
            work(Work::Assess { to, reason: text() })
        }
        16 => {
            work(Work::ChangeLevel { to: more % 3 + 1, reason: text(), pass_over: !more.is_multiple_of(5) })
        }
        17 => work(Work::FillChecklist {
            level: 2,
            item: "steps to reproduce".into(),
            answer: if more.is_multiple_of(2) { text() } else { String::new() },
        }),
        18 => work(Work::JudgeFlag {
            flag: Flag::DailyCapReached,
            accepted: more.is_multiple_of(2),
            reason: format!("{more}"),
        }),
        19 => work(Work::Watch { on: !more.is_multiple_of(3), agent: Some(agent()) }),
        20 => {
            let (add, remove) =
                if more.is_multiple_of(2) { (vec![tag()], vec![]) } else { (vec![], vec![tag()]) };
            work(Work::Tag { add, remove })
        }
        21 => work(if !more.is_multiple_of(3) { Work::Link { other } } else { Work::Unlink { other } }),
        22 | 23 => work(Work::Merge { into: other }),
        24 => work(Work::Split { subject: text(), text: text(), severity: None }),
        26 | 27 => {
            let mark = Mark::ALL[usize::from(more % 4)];
            let withdraw = more.is_multiple_of(3);
            let at = (more > 200 && !withdraw).then(|| now.plus(-i64::from(more)).unwrap());
            work(Work::Mark(Marking { at, note: format!("n{more}"), withdraw, ..Marking::now(mark) }))
        }
        25 => work(if more.is_multiple_of(2) {
            Work::StartTimer
        } else {
            Work::StopTimer { note: text(), discard: more.is_multiple_of(5), charge: Charge::Usual }
        }),
        _ => work(Work::BookTime {
            minutes: u32::from(more) + 1,
            at: None,
            note: text(),
            charge: Charge::Usual,
        }),
    }
}

#[derive(Debug, Clone, Copy)]
enum Step {
    Work(usize, u8, u8, u8),
    Many(usize, u8, u8, u8),
    Undo(usize),
    Redo(usize),
    Wait(u16),
    Remember,
}

fn step() -> impl Strategy<Value = Step> {
    let agent = || 0..2usize;
    prop_oneof![
        8 => (agent(), any::<u8>(), any::<u8>(), any::<u8>()).prop_map(|(a, b, c, d)| Step::Work(a, b, c, d)),
        2 => (agent(), any::<u8>(), any::<u8>(), any::<u8>()).prop_map(|(a, b, c, d)| Step::Many(a, b, c, d)),
        5 => agent().prop_map(Step::Undo),
        3 => agent().prop_map(Step::Redo),
        2 => any::<u16>().prop_map(Step::Wait),
        1 => Just(Step::Remember),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn what_is_undone_was_never_and_what_is_redone_is_again(
        steps in prop::collection::vec(step(), 1..40)
    ) {
        let mut desk = Desk::new();
        for step in steps {
            desk.now = desk.now.plus(7).unwrap();
            match step {
                Step::Work(agent, kind, ticket, more) => {
                    let command = command(kind, ticket, more, desk.now);
                    desk.work(&[command], agent);
                }
                Step::Many(agent, kind, from, more) => {
                    let commands: Vec<Command> =
                        (0..3).map(|next| command(kind, from.wrapping_add(next), more, desk.now)).collect();
                    desk.work(&commands, agent);
                }
                Step::Undo(agent) => desk.undo(agent),
                Step::Redo(agent) => desk.redo(agent),
                Step::Wait(seconds) => desk.now = desk.now.plus(i64::from(seconds)).unwrap(),
                Step::Remember => desk.remember(),
            }
        }
        desk.end();
    }
}

fn assign(ticket: i64, to: &str) -> Command {
    Command::Assign { ticket: TicketId(ticket), seen: None, to: Some(to.into()) }
}

#[test]
fn nobody_takes_back_what_somebody_else_did() {
    let mut desk = Desk::new();
    desk.work(&[assign(1, "ada")], 0);
    let action = desk.store.last_done("ada").unwrap().unwrap().number;
    assert!(desk.store.last_done("bea").unwrap().is_none());
    let error = desk.execute(&[Command::Undo { action }], 1).unwrap_err().to_string();
    assert!(
        error.contains("\"assigned it to ada\" on ticket 1 was done by ada: nobody else can undo it"),
        "{error}"
    );
}

#[test]
fn what_rests_on_it_hinders_and_is_named() {
    let mut desk = Desk::new();
    desk.work(&[assign(1, "ada")], 0);
    let first = desk.store.last_done("ada").unwrap().unwrap().number;
    let note = |text: &str| Command::Note { ticket: TicketId(1), seen: None, text: text.into() };
    desk.work(
        &[
            note("a note rests on nothing"),
            Command::Resolve { ticket: TicketId(1), seen: None, cause: "x".into() },
        ],
        1,
    );
    // Resolved since by somebody else: the assignment can be taken back all the same.
    desk.execute(&[Command::Undo { action: first }], 0).unwrap();
    desk.execute(&[Command::Redo { action: first }], 0).unwrap();
    desk.now = at("2026-11-23T09:00:00Z");
    desk.work(
        &[Command::Reopen { ticket: TicketId(1), seen: None, reason: String::new() }, assign(1, "bea")],
        1,
    );
    let error = desk.execute(&[Command::Undo { action: first }], 0).unwrap_err().to_string();
    assert!(
        error.contains("ticket 1 was changed since: bea assigned it to bea; only bea can undo that"),
        "{error}"
    );
    desk.undo(1);
    desk.execute(&[Command::Undo { action: first }], 0).unwrap();
    assert_eq!(desk.store.check().unwrap(), []);
}

#[test]
fn a_merged_ticket_is_worked_on_no_more_and_comes_back_whole() {
    let mut desk = Desk::new();
    let before = desk.tickets();
    let merge = Command::Work { ticket: TicketId(2), seen: None, work: Work::Merge { into: TicketId(1) } };
    desk.work(&[merge], 0);
    let waived = Counting::Waived { reason: "x".into() };
    for command in [
        assign(2, "bea"),
        Command::DecideAllowance { ticket: TicketId(2), seen: None, counting: waived },
        Command::Reopen { ticket: TicketId(2), seen: None, reason: String::new() },
    ] {
        let error = desk.execute(&[command], 0).unwrap_err().to_string();
        assert!(error.contains("ticket 2 was merged into ticket 1: work there"), "{error}");
    }
    desk.work(&[assign(1, "bea")], 1);
    let last = desk.store.last_done("ada").unwrap().unwrap();
    assert_eq!(last.words, "\"merged it into #1\" on ticket 2");
    desk.undo(0);
    desk.undo(1);
    assert_eq!(desk.tickets(), before);
    desk.end();
}
