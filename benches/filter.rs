//! What a key costs in `/` over 20,000 open tickets: reading the filter and asking it of every one. The bar is 10 ms.

#![allow(clippy::expect_used, reason = "a bench that cannot be set up must fail")]

use std::sync::{Arc, LazyLock};

use tierdesk::calendar::{Instant, Zones};
use tierdesk::demo::{self, Record};
use tierdesk::desk::filter::{Filter, Moment, complete};
use tierdesk::desk::{Board, Book, DeskRows, Receipt};
use tierdesk::policy::Packs;
use tierdesk::tui::listing::{Listing, View, Wanted};
use tierdesk::tui::picture::Picture;

const NOW: &str = "2026-11-20T14:20:30Z";
const TICKETS: usize = 20_000;

/// The demo's customers and contracts, its open tickets again and again until there are enough.
static PICTURE: LazyLock<Picture> = LazyLock::new(|| {
    let zones = Arc::new(Zones::embedded());
    let book = Book::of_packs(Arc::new(Packs::embedded(zones.clone())), zones);
    let now: Instant = NOW.parse().expect("an instant");
    let mut rows = DeskRows::default();
    let mut tickets = Vec::new();
    let taken = demo::small(7, now, "kim", &book, &mut |record| {
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
        ticket.subject = format!("{} ({number})", ticket.subject);
        let receipt =
            Receipt { ticket: ticket.id, received: ticket.received, weight: ticket.counting.weight() };
        rows.receipts.entry(ticket.customer).or_default().push(receipt);
        rows.tickets.push(ticket);
    }
    let picture = Picture::new(Board::new(rows, &book, now));
    picture.haystacks();
    picture.vocabulary();
    picture
});

fn main() {
    LazyLock::force(&PICTURE);
    divan::main();
}

#[divan::bench(args = [
    "a",
    "price",
    "no such word at all",
    "price*list or login",
    "customer:radio",
    "sev:urgent|high",
    "tier:gold !agent:me",
    "is:missed",
    "is:soon",
    "due<2h",
    "left<2h",
    "age>3d received:today",
    "customer:a sev:urgent|critical due<2h is:unassigned !channel:phone \"price list\"",
])]
fn key(bencher: divan::Bencher<'_, '_>, text: &str) {
    let now: Instant = NOW.parse().expect("an instant");
    let zone = Zones::embedded().get("Europe/Paris").expect("a zone");
    let folded = std::collections::HashSet::new();
    bencher.bench(|| {
        let filter = Filter::read(divan::black_box(text));
        let moment = Moment { now, zone: &zone, who: "kim" };
        let wanted = Wanted {
            view: View::Grouped,
            grouped: true,
            within: None,
            filter: &filter,
            folded: &folded,
            moment,
        };
        Listing::new(&PICTURE, wanted).shown
    });
}

/// Asked for the first time since the desk was read; afterwards the verdicts are known.
#[divan::bench]
fn over_the_allowance(bencher: divan::Bencher<'_, '_>) {
    key(bencher, "is:over");
}

#[divan::bench]
fn tab(bencher: divan::Bencher<'_, '_>) {
    bencher.bench(|| complete(divan::black_box("customer:r"), 10, PICTURE.vocabulary()));
}

#[divan::bench]
fn what_is_misspelled(bencher: divan::Bencher<'_, '_>) {
    bencher
        .bench(|| Filter::read(divan::black_box("customer:kestrle sev:urgnt")).doubts(PICTURE.vocabulary()));
}
