//! Threads that wait for what comes from outside: keys, signals, and the terminal's going away.

use std::io;
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use rustix::event::{PollFd, PollFlags, poll};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
use signal_hook::iterator::Signals;

use super::effect::Report;
use crate::console::Ended;

/// What reaches the runner.
#[derive(Debug)]
pub enum Message {
    /// From the terminal.
    Terminal(Event),
    /// From the worker: the store is open (or not there, or cannot be opened).
    Opened(Result<super::worker::Opened, Ended>),
    /// From the worker.
    Report(Report),
    /// A signal.
    Signal(i32),
    /// The terminal has gone away (faults.md F04, F05).
    HangUp,
    /// A thread has broken (faults.md F02).
    Broken,
}

/// How long after a paste what comes in is still part of it: a hostile paste that holds its own end mark would
/// otherwise type commands (faults.md F13). Nobody types that fast.
const PASTE_TAIL: Duration = Duration::from_millis(20);

/// Starts the threads. They end with the process.
///
/// # Errors
/// Where signals cannot be taken.
pub fn start(to: &Sender<Message>) -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT])?;
    let sender = to.clone();
    spawn("signals", move || {
        for signal in &mut signals {
            if sender.send(Message::Signal(signal)).is_err() {
                return;
            }
        }
    })?;
    let sender = to.clone();
    spawn("hang-up", move || {
        wait_for_hang_up();
        let _ = sender.send(Message::HangUp);
    })?;
    let sender = to.clone();
    spawn("keys", move || {
        let broken = sender.clone();
        let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| read_keys(&sender)));
        if outcome.is_err() {
            let _ = broken.send(Message::Broken);
        }
    })
}

/// A thread of that name.
///
/// # Errors
/// Where the machine gives no more threads.
pub fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> io::Result<()> {
    thread::Builder::new().name(name.to_owned()).spawn(work).map(drop)
}

/// Comes back once the terminal is gone. crossterm's own reading never would, and burns a core (faults.md, measured).
fn wait_for_hang_up() {
    let stdin = io::stdin();
    loop {
        let mut ends = [PollFd::new(&stdin, PollFlags::empty())];
        match poll(&mut ends, None) {
            Err(rustix::io::Errno::INTR) => {}
            _ => return,
        }
    }
}

fn read_keys(to: &Sender<Message>) {
    loop {
        let outcome = event::read();
        let failed = outcome.is_err();
        let sent = match outcome {
            Ok(Event::Paste(text)) => {
                read_paste_tail(text).into_iter().try_for_each(|e| to.send(Message::Terminal(e)))
            }
            Ok(event) => to.send(Message::Terminal(event)),
            Err(_) => to.send(Message::HangUp),
        };
        if failed || sent.is_err() {
            return;
        }
    }
}

/// A paste with what comes in right behind it; then what is no text.
fn read_paste_tail(mut text: String) -> Vec<Event> {
    let mut rest = Vec::new();
    while event::poll(PASTE_TAIL).unwrap_or(false) {
        match event::read() {
            Ok(Event::Paste(more)) => text.push_str(&more),
            Ok(Event::Key(key)) => text.extend(pasted(&key)),
            Ok(other) => rest.push(other),
            Err(_) => break,
        }
    }
    rest.insert(0, Event::Paste(text));
    rest
}

fn pasted(key: &KeyEvent) -> Option<char> {
    match key.code {
        _ if key.kind == KeyEventKind::Release => None,
        KeyCode::Enter => Some('\n'),
        KeyCode::Tab => Some('\t'),
        KeyCode::Char(c) if !key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT) => Some(c),
        _ => None,
    }
}
