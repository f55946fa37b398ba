//! A large desk in memory, for benches of what the board does with it.

use std::sync::Arc;

use tierdesk::calendar::{Instant, Zones};
use tierdesk::demo::{self, Record};
use tierdesk::desk::{Board, Book, DeskRows, Ticket};
use tierdesk::policy::Packs;
use tierdesk::tui::picture::Picture;

/// Open tickets.
pub const TICKETS: usize = 20_000;

/// The moment at which the desk is looked at.
pub fn now() -> Instant {
    "2026-11-20T14:20:30Z".parse().expect("an instant")
}

/// The demo's customers and contracts, and its open tickets again and again until there are enough; each goes through
/// `differ` with its number, and with what there is so far.
pub fn picture(mut differ: impl FnMut(i64, &mut Ticket, &mut DeskRows)) -> Picture {
    let zones = Arc::new(Zones::embedded());
    let book = Book::of_packs(Arc::new(Packs::embedded(zones.clone())), zones);
    let mut rows = DeskRows::default();
    let mut tickets = Vec::new();
    let taken = demo::small(7, now(), "kim", &book, &mut |record| {
        match record {
            Record::Customer(customer) => rows.customers.push(customer),
            Record::Contract(contract) => rows.contracts.push(contract),
            Record::Ticket(ticket) if ticket.is_open() => tickets.push(*ticket),
            _ => {}
        }
        Ok(())
    });
    taken.expect("a demo");
    for (number, ticket) in (1..).zip(tickets.iter().cycle().take(TICKETS)) {
        let mut ticket = ticket.clone();
        ticket.id.0 = number;
        differ(number, &mut ticket, &mut rows);
        rows.tickets.push(ticket);
    }
    Picture::new(Board::new(rows, &book, now()))
}
