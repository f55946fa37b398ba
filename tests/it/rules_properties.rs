//! Whatever happens to tickets, and whatever texts of their pack are taken meanwhile: what is finished stays what it was,
//! what runs is due as the new text alone says, and every earlier moment shows what it showed then (sla.md 1.7).

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;
use tierdesk::calendar::{Instant, Zones};
use tierdesk::desk::{
    Board, Book, ClockState, Command, Contract, NewContract, NewCustomer, NewTicket, Reckoned, Row, Ticket,
    TicketId,
};
use tierdesk::policy::{OwnTerms, PackId, Packs, SeverityKey, TierKey};
use tierdesk::store::{Outcome, Store, TicketQuery, Wish};

use crate::rounds::command;
use crate::store::{folder, now};

const PACK: &str = include_str!("../packs/rounds.toml");

/// The pack with other hours, targets and days on which it is closed.
fn text(seed: u8) -> String {
    let n = |shift: u8, of: u8| u32::from(seed.rotate_left(u32::from(shift)) % of) + 1;
    let hours = format!("{:02}:00-{:02}:00", 6 + n(0, 5), 14 + n(2, 8));
    let days = format!("holidays = [\"{}\"]\n\n[[hours]]", ["DE", "FR/6AE", "GB/SCT"][usize::from(seed % 3)]);
    PACK.replace("\"09:00-17:00\"", &format!("\"{hours}\""))
        .replacen("\n[[hours]]", &days, 1)
        .replace("\"1 hour\"", &format!("\"{} business hours\"", n(3, 6)))
        .replace("\"4 hours\"", &format!("\"{} hours\"", n(1, 9)))
        .replace("\"24 hours\"", &format!("\"{} business hours\"", n(4, 12)))
        .replace("\"2 hours\"", &format!("\"{} business hours\"", n(5, 4)))
        .replace("\"3 hours\"", &format!("\"{} hours\"", n(6, 7)))
        .replace("all = \"none\"", &format!("all = \"{} business hours\"", n(7, 20)))
}

/// A book as a process makes it that finds this text in the desk's folder.
fn book(text: &str) -> Book {
    let zones = Arc::new(Zones::embedded());
    let mut packs = Packs::embedded(zones.clone());
    packs.add_user("rounds.toml", text.as_bytes()).unwrap_or_else(|found| panic!("{found:?}\n{text}"));
    Book::of_packs(Arc::new(packs), zones)
}

/// State of every clock at a moment, and the rounds that were missed before.
type States = BTreeMap<String, (ClockState, Vec<Instant>, Reckoned)>;

fn states(ticket: &Ticket, contract: &Contract, book: &Book, at: Instant) -> States {
    let row = Row::new(ticket.clone(), Some(contract), book);
    let clocks = row.clocks.iter();
    clocks
        .map(|clock| (clock.key().to_string(), (clock.at(at), clock.missed.clone(), clock.reckoned.clone())))
        .collect()
}

fn over(ticket: &Ticket, state: &ClockState) -> bool {
    let ended = matches!(state, ClockState::Met { .. } | ClockState::Late { .. } | ClockState::Done { .. });
    ended || !ticket.is_open()
}

struct Stage {
    _folder: tempfile::TempDir,
    store: Store,
    book: Book,
    contract: Contract,
    now: Instant,
    moments: Vec<(Instant, BTreeMap<TicketId, States>)>,
}

impl Stage {
    fn new() -> Stage {
        let folder = folder();
        let book = book(&text(0));
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
            let severity = SeverityKey::new(if number == 0 { "s-1" } else { "s-2" });
            let new = NewTicket::received(customer, "x", severity, now().plus(number * 60).unwrap());
            run(Command::OpenTicket(Box::new(new)));
        }
        let contract = store.contracts(Some(customer)).unwrap().remove(0);
        let now = now().plus(600).unwrap();
        Stage { _folder: folder, store, book, contract, now, moments: Vec::new() }
    }

    fn tickets(&mut self) -> Vec<Ticket> {
        self.store.tickets(&TicketQuery::default()).unwrap()
    }

    /// What an open desk shows at a moment.
    fn board(&self, board: &Board, at: Instant) -> BTreeMap<TicketId, States> {
        let rows = board.rows.iter();
        let states = rows.map(|row| {
            let clocks = row.clocks.iter();
            let clocks = clocks.map(|clock| {
                (clock.key().to_string(), (clock.at(at), clock.missed.clone(), clock.reckoned.clone()))
            });
            (row.ticket.id, clocks.collect())
        });
        states.collect()
    }

    fn remember(&mut self) {
        let board = self.store.board(&self.book, self.now).unwrap();
        let shown = self.board(&board, self.now);
        self.moments.push((self.now, shown));
    }

    fn turn(&mut self, seed: u8) {
        let (at, contract) = (self.now, self.contract.clone());
        let tickets = self.tickets();
        let before: Vec<States> =
            tickets.iter().map(|ticket| states(ticket, &contract, &self.book, at)).collect();
        let next = book(&text(seed));
        let told = self.store.preview_rules(&Wish::default(), &next, "bea", at).unwrap();
        // Nothing has happened yet, whatever text is at hand.
        assert_eq!(self.tickets(), tickets);
        for (ticket, before) in tickets.iter().zip(&before) {
            assert_eq!(states(ticket, &contract, &next, at), *before);
        }
        let done = self.store.apply_rules(&Wish::default(), Some(&told), &next, "bea", at).unwrap();
        assert_eq!(done, told);
        self.book = next;
        let alone = book(&text(seed));
        for (was, before) in tickets.iter().zip(before) {
            let ticket = self.store.ticket_now(was.id).unwrap().unwrap();
            let after = states(&ticket, &contract, &self.book, at);
            let fresh = states(&ticket, &contract, &alone, at);
            for (key, (state, missed, reckoned)) in before {
                let (now_state, now_missed, now_reckoned) = &after[&key];
                if over(was, &state) {
                    assert_eq!((now_state, now_missed), (&state, &missed), "{key} of {was:?}");
                    continue;
                }
                assert_eq!(now_missed, &missed, "rounds of {key} of {was:?}");
                assert_eq!(now_reckoned, &fresh[&key].2, "{key} of {was:?}");
                let moved = told.moves.iter().find(|one| one.ticket == was.id && one.due.clock == key);
                let due = |reckoned: &Reckoned| match reckoned {
                    Reckoned::Due { due } => Some(due.unix()),
                    _ => None,
                };
                let (from, to) = (due(&reckoned), due(now_reckoned));
                assert_eq!(moved.map(|one| (one.due.from, one.due.to)), (from != to).then_some((from, to)));
                // What was missed and moved stays on record.
                if let Some(from) = from.filter(|from| *from < at.unix() && Some(*from) != to) {
                    assert!(ticket.missed.iter().any(|one| one.clock == key && one.due == from));
                }
            }
        }
        assert_eq!(self.store.check().unwrap(), []);
        assert_eq!(self.store.check_due(&self.book).unwrap(), []);
    }

    fn end(&mut self) {
        for (moment, shown) in std::mem::take(&mut self.moments) {
            let then = book(&text(0));
            let board = self.store.board_as_of(&then, moment).unwrap();
            assert_eq!(self.board(&board, moment), shown, "as of {moment}");
        }
        assert_eq!(self.store.check().unwrap(), []);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn what_is_finished_stays_and_what_runs_moves(
        steps in prop::collection::vec((any::<u8>(), any::<u8>(), any::<u8>(), 1i64..20_000, 0u8..8), 1..32)
    ) {
        let mut stage = Stage::new();
        for (kind, ticket, more, seconds, turn) in steps {
            stage.now = stage.now.plus(seconds).unwrap();
            if turn == 0 {
                stage.turn(more);
            } else {
                // Nothing that is written down for an earlier moment: that moment showed something else then.
                let more = if matches!(kind % 14, 3 | 11..) { more % 128 } else { more };
                let command = command(kind, ticket, more, stage.now);
                let _ = stage.store.execute(&[command], &stage.book, "ada", stage.now);
            }
            stage.now = stage.now.plus(1).unwrap();
            stage.remember();
        }
        stage.end();
    }
}
