//! How long a search takes over everything that was written about a million tickets, for words that nobody wrote, rare
//! ones, common ones, beginnings of one letter, and combinations that are hard for an index.
//!
//! `cargo bench --bench search` looks into the large store of `cargo bench --bench pty` (made once, under target/), or into
//! the one that `TIERDESK_BENCH_STORE` names.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a measurement that cannot be set up must stop"
)]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use divan::Bencher;
use tierdesk::store::{Access, SearchQuery, Store};

fn main() {
    divan::main();
}

/// The store, made once.
fn path() -> &'static Path {
    static PATH: OnceLock<PathBuf> = OnceLock::new();
    PATH.get_or_init(|| {
        if let Some(named) = std::env::var_os("TIERDESK_BENCH_STORE") {
            return named.into();
        }
        let program = Path::new(env!("CARGO_BIN_EXE_tierdesk"));
        let path = program.parent().unwrap().parent().unwrap().join("pty-bench/1000000.tierdesk");
        if !path.exists() {
            let mut command = Command::new(program);
            command.env("TIERDESK_NOW", "2026-11-24T10:15:00Z");
            command.args(["demo", "--tickets", "1000000", "--as", "bench", "--store"]).arg(&path);
            assert!(command.status().unwrap().success());
        }
        // An older one is brought up to date first.
        drop(Store::open(&path, Access::ReadWrite).unwrap());
        path
    })
}

/// What is looked for: the plain cases first.
const TYPED: [&str; 16] = [
    "zyzzyva",
    "999123",
    "espoo ",
    "audio ",
    "audio picture ",
    "the ",
    "the a of to ",
    "\"behind the picture\" ",
    "audio !picture ",
    "青葉",
    "報",
    "e",
    "th",
    "pic",
    "audio p",
    // Both stand in many tickets and never in the same.
    "espoo salta ",
];

/// The first fifty hits, snippets and all.
#[divan::bench(args = TYPED)]
fn search_1m(bencher: Bencher, typed: &str) {
    let mut store = Store::open(path(), Access::ReadOnly).unwrap();
    let query = SearchQuery::parse(typed);
    bencher.bench_local(|| store.search(&query, 50).unwrap());
}
