//! A report over a million tickets: how long the year's attainment takes from the store to its figures.
//!
//! `cargo bench --bench report`, on the store that `cargo bench --bench pty` makes once under `target/pty-bench/`, or on the one
//! that `TIERDESK_BENCH_STORE` names. Without one there is nothing to measure.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a measurement that meets what it did not expect must stop, and says its figures on standard output"
)]
#![allow(missing_docs, reason = "a program of its own")]

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant as Watch;

use tierdesk::calendar::{Instant, Zones};
use tierdesk::desk::Book;
use tierdesk::policy::Packs;
use tierdesk::report::{Ask, By, Parts, Stretch};
use tierdesk::store::{Access, Store};

/// That of the pty bench, with which the store was made.
const NOW: &str = "2026-11-24T10:15:00Z";

fn main() {
    // `cargo test --benches` runs this too, and only wants to know that it starts.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let named = std::env::var_os("TIERDESK_BENCH_STORE").map(PathBuf::from);
    let made = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/pty-bench/1000000.tierdesk");
    let path = named.unwrap_or(made);
    if !path.exists() {
        println!("no store at {}: cargo bench --bench pty makes one", path.display());
        return;
    }
    let zones = Arc::new(Zones::embedded());
    let book = Book::of_packs(Arc::new(Packs::embedded(zones.clone())), zones.clone());
    let now: Instant = NOW.parse().unwrap();
    let zone = zones.get("Europe/Paris").unwrap();
    let attainment = Parts { attainment: true, ..Parts::default() };
    let ask = |parts: Parts, stretch: Option<Stretch>| Ask::new(parts, stretch.unwrap(), zone.clone());
    let ever = Stretch { from: "2020-01-01".parse().unwrap(), to: "2027-01-01".parse().unwrap() };
    let by = |by: &[By], ask: Ask| Ask { by: by.to_vec(), ..ask };
    let week_ago = now.plus(-7 * 86_400);
    let questions = [
        ("attainment, the year", ask(attainment, Stretch::year("2026"))),
        (
            "attainment, the year, by tier and month",
            by(&[By::Tier, By::Month], ask(attainment, Stretch::year("2026"))),
        ),
        (
            "attainment, the year, by customer and week",
            by(&[By::Customer, By::Week], ask(attainment, Stretch::year("2026"))),
        ),
        ("attainment, every ticket there is", ask(attainment, Some(ever))),
        ("attainment, a month", ask(attainment, Stretch::month("2026-10"))),
        (
            "attainment, the year, as of a week ago",
            Ask { at: week_ago, ..ask(attainment, Stretch::year("2026")) },
        ),
        ("everything, a month", ask(Parts::ALL, Stretch::month("2026-10"))),
        ("allowances, the year", ask(Parts { allowance: true, ..Parts::default() }, Stretch::year("2026"))),
    ];
    let mut store = Store::open(&path, Access::ReadOnly).unwrap();
    for (what, ask) in questions {
        let mut took = Vec::new();
        let mut tickets = 0;
        for _ in 0..5 {
            let began = Watch::now();
            let report = store.report(&ask, &book, now).unwrap();
            took.push(began.elapsed().as_secs_f64());
            tickets = report.attainment.map_or(0, |attainment| attainment.total.tickets);
        }
        took.sort_by(f64::total_cmp);
        println!("{what:<46} {tickets:>9} tickets {:>8.3} s at best {:>8.3} s median", took[0], took[2]);
    }
}
