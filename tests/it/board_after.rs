//! A board that follows what has changed is the board that is made afresh.

use std::collections::HashMap;

use proptest::prelude::*;
use tierdesk::calendar::Instant;
use tierdesk::desk::{Board, DeskRows, Event, News, Receipt, TicketId};

use crate::tui_stage::{book, demo_rows};

const NOW: &str = "2026-11-24T10:15:00Z";

/// Everything on a board, in words.
fn told(board: &Board) -> String {
    let number = |row: &usize| board.rows[*row].ticket.id.0;
    let rows =
        board.rows.iter().map(|row| format!("{:?} {:?} {:?}\n", row.ticket, row.clocks, row.terms.is_some()));
    let groups = board.groups.iter().map(|group| {
        let rows: Vec<i64> = group.rows.iter().map(number).collect();
        format!("{:?} {:?} {:?} {rows:?}\n", group.customer, group.contract, group.receipts())
    });
    let order: Vec<i64> = board.by_urgency.iter().map(number).collect();
    format!("{}{}{order:?} {}", rows.collect::<String>(), groups.collect::<String>(), board.sequence)
}

/// What may happen to a ticket of the demo between two looks at the desk.
#[derive(Debug, Clone)]
enum Turn {
    Resolve,
    Wait,
    Reply,
    Take,
    Waive,
    /// One like it comes in, so many seconds later.
    Another(i64),
}

fn turn() -> impl Strategy<Value = Turn> {
    prop_oneof![
        Just(Turn::Resolve),
        Just(Turn::Wait),
        Just(Turn::Reply),
        Just(Turn::Take),
        Just(Turn::Waive),
        (0_i64..90_000).prop_map(Turn::Another),
    ]
}

fn happens(rows: &mut DeskRows, place: usize, turn: &Turn, at: Instant) -> TicketId {
    let place = place % rows.tickets.len();
    let next = rows.tickets.iter().map(|ticket| ticket.id.0).max().unwrap() + 1;
    let ticket = &mut rows.tickets[place];
    let event = match turn {
        Turn::Resolve => Event::Resolved { cause: "done".into() },
        Turn::Wait => Event::WaitingBegan { reason: "for a log".into() },
        Turn::Reply => Event::Noted { text: "x".into() },
        Turn::Take => Event::Assigned { from: None, to: Some("kim".into()) },
        Turn::Waive => Event::AllowanceDecided {
            counting: tierdesk::desk::Counting::Waived { reason: "our fault".into() },
        },
        Turn::Another(later) => {
            let mut new = ticket.clone();
            new.id = TicketId(next);
            new.received = at.plus(later - 45_000).unwrap();
            rows.tickets.push(new);
            return TicketId(next);
        }
    };
    match turn {
        Turn::Reply => ticket.first_response = Some(at),
        _ => ticket.apply(&event, at, "kim"),
    }
    ticket.revision.0 += 1;
    ticket.id
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_has_changed_is_all_that_has(
        steps in proptest::collection::vec(proptest::collection::vec((0_usize..1000, turn()), 0..12), 1..4),
        later in 0_i64..200_000,
    ) {
        let (book, start): (_, Instant) = (book(), NOW.parse().unwrap());
        let (mut rows, _) = demo_rows(&book, start);
        // Resolved tickets stay in this copy of the desk, as they do in a store.
        let open = |rows: &DeskRows| {
            let mut open = rows.clone();
            open.tickets.retain(|ticket| ticket.is_open());
            open
        };
        let mut board = Board::new(open(&rows), &book, start);
        for (count, step) in steps.iter().enumerate() {
            let now = start.plus(later * i64::try_from(count).unwrap()).unwrap();
            let touched: Vec<TicketId> =
                step.iter().map(|(place, turn)| happens(&mut rows, *place, turn, now)).collect();
            rows.sequence += i64::try_from(step.len()).unwrap();
            let mut tickets = rows.tickets.clone();
            tickets.retain(|ticket| touched.contains(&ticket.id));
            for ticket in &tickets {
                let receipt =
                    Receipt { ticket: ticket.id, received: ticket.received, weight: ticket.counting.weight() };
                let all = rows.receipts.entry(ticket.customer).or_default();
                all.retain(|known| known.ticket != ticket.id);
                all.push(receipt);
                all.sort_by_key(|receipt| (receipt.received, receipt.ticket));
            }
            let receipts: HashMap<_, _> = tickets
                .iter()
                .map(|ticket| (ticket.customer, rows.receipts[&ticket.customer].clone()))
                .collect();
            board = board.after(News { tickets, receipts, sequence: rows.sequence }, &book, now);
            prop_assert_eq!(told(&board), told(&Board::new(open(&rows), &book, now)));
        }
    }
}
