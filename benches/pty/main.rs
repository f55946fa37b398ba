//! The board in a real pseudo-terminal of 120x40, measured against the bars of issue 2, section 7: time to the first
//! frame, a key to its complete frame, 500 keys at once, memory, and what it costs at rest.
//!
//! `cargo bench --bench pty` makes two stores once, under target/, with `tierdesk demo` (50,000 tickets with 1,000 open,
//! and 1,000,000 with 20,000 open), at a fixed moment. Nothing here fails: figures of a busy machine are no verdict.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a measurement that meets what it did not expect must stop, and says its figures on standard output"
)]
#![allow(missing_docs, reason = "a program of its own")]

mod terminal;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread::sleep;
use std::time::{Duration, Instant};

use terminal::Terminal;

/// A Tuesday on which every desk of Europe is open.
const NOW: &str = "2026-11-24T10:15:00Z";

fn main() {
    // `cargo test --benches` runs this too, and only wants to know that it starts.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let program = Path::new(env!("CARGO_BIN_EXE_tierdesk"));
    let size = fs::metadata(program).unwrap().len();
    println!("{:<66} {:>12} {:>12}", "what", "figure", "bar");
    row("binary", size as f64 / 1e6, "MB", 12.0);
    let small = store(program, 50_000);
    let large = store(program, 1_000_000);
    first_frame(program, &small, "first frame, 1,000 open tickets", 20.0);
    first_frame(program, &large, "first frame, 20,000 open of 1,000,000", 60.0);
    let home = tempfile::tempdir().unwrap();
    let mut board = Terminal::open(program, &large, home.path(), NOW);
    board.settle(Duration::from_millis(1500));
    keys(&mut board);
    typed(&mut board, "filter over 20,000 open tickets", "/", "portal is:missed !agent:ada");
    typed(&mut board, "palette", ":", "assign next wait");
    at_once(&mut board);
    row("resident memory after that", board.memory("VmRSS"), "MB", 60.0);
    row("resident memory at its most", board.memory("VmHWM"), "MB", 60.0);
    at_rest(&mut board);
}

fn row(what: &str, figure: f64, unit: &str, bar: f64) {
    let verdict = if figure <= bar { "" } else { "  over" };
    let bar = if bar.is_finite() { format!("{bar} {unit}") } else { "-".into() };
    println!("{what:<66} {:>12} {:>12}{verdict}", format!("{figure:.2} {unit}"), bar);
}

/// The store of so many tickets, made once.
fn store(program: &Path, tickets: u32) -> PathBuf {
    let folder = program.parent().unwrap().parent().unwrap().join("pty-bench");
    let path = folder.join(format!("{tickets}.tierdesk"));
    if path.exists() {
        return path;
    }
    let began = Instant::now();
    let mut command = Command::new(program);
    command.env("TIERDESK_NOW", NOW).args(["demo", "--tickets", &tickets.to_string(), "--as", "bench"]);
    assert!(command.arg("--store").arg(&path).status().unwrap().success());
    let bar = if tickets >= 1_000_000 { 90.0 } else { f64::INFINITY };
    row(&format!("making a store of {tickets} tickets"), began.elapsed().as_secs_f64(), "s", bar);
    path
}

fn median(figures: &mut [f64], share: f64) -> f64 {
    figures.sort_by(f64::total_cmp);
    let at = (figures.len() as f64 * share) as usize;
    figures.get(at.min(figures.len().saturating_sub(1))).copied().unwrap_or(f64::NAN)
}

/// From starting the program to anything drawn, and to the frame that shows tickets.
fn first_frame(program: &Path, store: &Path, what: &str, bar: f64) {
    let (mut drawn, mut shown, mut spent) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..15 {
        let home = tempfile::tempdir().unwrap();
        let mut board = Terminal::open(program, store, home.path(), NOW);
        let (first, tickets) = board.first_frame();
        drawn.push(first);
        shown.push(tickets);
        spent.push(board.busy() * 1e3);
    }
    row(&format!("{what}: anything drawn (median)"), median(&mut drawn, 0.5), "ms", bar);
    row(&format!("{what}: with its tickets (median)"), median(&mut shown, 0.5), "ms", bar);
    row(&format!("{what}: with its tickets (best)"), median(&mut shown, 0.0), "ms", bar);
    // What a busy machine does not bend so much: the time on a processor, all threads together.
    row(&format!("{what}: processor time (median)"), median(&mut spent, 0.5), "ms", f64::INFINITY);
}

/// What is typed after a key that opens a line to type in, letter by letter, and the line closed again.
fn typed(board: &mut Terminal, what: &str, opens: &str, words: &str) {
    board.type_keys("gg");
    board.key(opens);
    let mut took: Vec<f64> = Vec::new();
    for _ in 0..5 {
        took.extend(words.chars().filter_map(|letter| board.key(&letter.to_string())));
        // The line is emptied, not closed: the next round types into it again.
        board.key("\x15");
    }
    let answered = took.len();
    row(&format!("key to complete frame, {what} (median of {answered})"), median(&mut took, 0.5), "ms", 10.0);
    row(&format!("key to complete frame, {what} (95 %)"), median(&mut took, 0.95), "ms", 10.0);
    board.type_keys("\x1b");
    board.settle(Duration::from_millis(300));
}

/// One key, and the last byte of what it changes on the screen: the list, and the ticket's pane beside it with the
/// history that is read for it.
fn keys(board: &mut Terminal) {
    for (what, key) in [("j", "j"), ("page down", "\x1b[6~"), ("k", "k")] {
        let mut took: Vec<f64> = (0..150).filter_map(|_| board.key(key)).collect();
        let answered = took.len();
        row(
            &format!("key to complete frame, {what} (median of {answered})"),
            median(&mut took, 0.5),
            "ms",
            1.5,
        );
        row(&format!("key to complete frame, {what} (95 %)"), median(&mut took, 0.95), "ms", 3.0);
    }
}

fn at_once(board: &mut Terminal) {
    let mut took: Vec<f64> = (0..9)
        .filter_map(|round| {
            let keys = if round % 2 == 0 { "j" } else { "k" }.repeat(500);
            board.settle(Duration::from_millis(200));
            board.keys(&keys)
        })
        .collect();
    row("500 keys at once, settled (median)", median(&mut took, 0.5), "ms", 10.0);
}

/// With countdowns ticking and nobody typing.
fn at_rest(board: &mut Terminal) {
    board.type_keys("gg");
    board.settle(Duration::from_secs(2));
    let (bytes, busy, began) = (board.bytes(), board.busy(), Instant::now());
    sleep(Duration::from_secs(30));
    board.settle(Duration::ZERO);
    let seconds = began.elapsed().as_secs_f64();
    row("at rest: share of a core", (board.busy() - busy) / seconds * 100.0, "%", 0.2);
    row("at rest: written a second", (board.bytes() - bytes) as f64 / seconds, "B", 600.0);
}
