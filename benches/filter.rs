//! What a key costs in `/` over 20,000 open tickets: reading the filter and asking it of every one. The bar is 10 ms.

#![allow(clippy::expect_used, reason = "a bench that cannot be set up must fail")]

mod stage;

use std::sync::LazyLock;

use tierdesk::calendar::Zones;
use tierdesk::desk::Receipt;
use tierdesk::desk::filter::{Filter, Moment, complete};
use tierdesk::tui::listing::{Listing, View, Wanted};
use tierdesk::tui::picture::Picture;

static PICTURE: LazyLock<Picture> = LazyLock::new(|| {
    let picture = stage::picture(|number, ticket, rows| {
        ticket.subject = format!("{} ({number})", ticket.subject);
        let receipt =
            Receipt { ticket: ticket.id, received: ticket.received, weight: ticket.counting.weight() };
        rows.receipts.entry(ticket.customer).or_default().push(receipt);
    });
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
    let now = stage::now();
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
