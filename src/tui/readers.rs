//! Threads that wait for what comes from outside: keys, signals, and the terminal's going away.

use std::io;
use std::sync::mpsc::{SendError, Sender};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use rustix::event::{PollFd, PollFlags, poll};
use rustix::process::{Signal, getpid, kill_process};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
use signal_hook::iterator::Signals;

use super::background::{self, Answers, Told};
use super::effect::Report;
use crate::console::Ended;
use crate::theme::Ground;

/// What reaches the runner.
#[derive(Debug)]
pub enum Message {
    /// From the terminal.
    Terminal(Event),
    /// From the worker: the store is open (or not there, or cannot be opened).
    Opened(Result<super::worker::Opened, Ended>),
    /// From the worker.
    Report(Report),
    /// From the terminal: what its background is.
    Ground(Ground),
    /// A signal.
    Signal(i32),
    /// The terminal has gone away (faults.md F04, F05).
    HangUp,
    /// The agent's editor has ended.
    EditorEnded(io::Result<std::process::ExitStatus>),
    /// A thread has broken (faults.md F02).
    Broken,
}

/// How long after a paste what comes in is still part of it: a hostile paste that holds its own end mark would
/// otherwise type commands (faults.md F13). Nobody types that fast.
const PASTE_TAIL: Duration = Duration::from_millis(20);

/// A tail that does not end is handed on in pieces of so many events, so that the screen keeps up and memory is bounded.
/// What follows a piece is still part of the paste.
const PASTE_PIECE: usize = 4096;

/// Lets the reader of keys rest while another program has the terminal: two readers of one terminal would each get a part
/// of what is typed.
#[derive(Debug, Clone, Default)]
pub struct Gate(Arc<(Mutex<Gated>, Condvar)>);

#[derive(Debug, Default)]
struct Gated {
    closed: bool,
    resting: bool,
}

/// How long the reader is waited for until it rests: it does at once, unless it is broken.
const REST: Duration = Duration::from_secs(1);

impl Gate {
    fn locked(&self) -> MutexGuard<'_, Gated> {
        self.0.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Has the reader rest, and comes back once it does.
    pub fn close(&self) {
        self.locked().closed = true;
        // It sits in a read that nothing but the terminal ends: this signal, which says that the size has changed, is
        // something that it reads.
        let _ = kill_process(getpid(), Signal::WINCH);
        let waiting = |gated: &mut Gated| !gated.resting;
        drop(self.0.1.wait_timeout_while(self.locked(), REST, waiting));
    }

    /// Has it go on.
    pub fn open(&self) {
        self.locked().closed = false;
        self.0.1.notify_all();
    }

    /// Comes back at once where it is open, and else once it is.
    fn pass(&self) {
        let mut gated = self.locked();
        while gated.closed {
            gated.resting = true;
            self.0.1.notify_all();
            gated = self.0.1.wait(gated).unwrap_or_else(PoisonError::into_inner);
        }
        gated.resting = false;
    }
}

/// Starts the threads; gives what lets the reader of keys rest. They end with the process.
///
/// # Errors
/// Where signals cannot be taken.
pub fn start(to: &Sender<Message>) -> io::Result<Gate> {
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
    let gate = Gate::default();
    let passed = gate.clone();
    spawn("keys", move || {
        let broken = sender.clone();
        let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| read_keys(&sender, &passed)));
        if outcome.is_err() {
            let _ = broken.send(Message::Broken);
        }
    })?;
    Ok(gate)
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

fn read_keys(to: &Sender<Message>, gate: &Gate) {
    let mut answers = Answers::default();
    loop {
        gate.pass();
        let more = answers.patience().is_none_or(|patience| event::poll(patience).unwrap_or(true));
        let told = if more {
            match event::read() {
                Ok(Event::Paste(text)) => {
                    let held = answers.give_up();
                    if pass_on(held, to).and_then(|()| read_paste(text, to)).is_err() {
                        return;
                    }
                    continue;
                }
                Ok(event) => answers.take(event, background::outstanding()),
                Err(_) => {
                    let _ = to.send(Message::HangUp);
                    return;
                }
            }
        } else {
            answers.give_up()
        };
        if pass_on(told, to).is_err() {
            return;
        }
    }
}

fn pass_on(told: Vec<Told>, to: &Sender<Message>) -> Result<(), SendError<Message>> {
    told.into_iter().try_for_each(|told| {
        to.send(match told {
            Told::Event(event) => Message::Terminal(event),
            Told::Ground(ground) => Message::Ground(ground),
        })
    })
}

/// Hands a paste on with what comes in right behind it.
fn read_paste(text: String, to: &Sender<Message>) -> Result<(), SendError<Message>> {
    let mut text = Some(text);
    loop {
        let mut tail = Vec::new();
        while tail.len() < PASTE_PIECE && event::poll(PASTE_TAIL).unwrap_or(false) {
            match event::read() {
                Ok(event) => tail.push(event),
                Err(_) => break,
            }
        }
        let more = tail.len() == PASTE_PIECE;
        for event in with_tail(text.take().unwrap_or_default(), tail) {
            to.send(Message::Terminal(event))?;
        }
        if !more {
            return Ok(());
        }
    }
}

/// A paste with the text of its tail; then what else was in the tail, in order.
fn with_tail(mut text: String, tail: Vec<Event>) -> Vec<Event> {
    let mut rest = Vec::new();
    for event in tail {
        match event {
            Event::Paste(more) => text.push_str(&more),
            Event::Key(key) if key.kind == KeyEventKind::Release => {}
            Event::Key(key) => match pasted(&key) {
                Some(c) => text.push(c),
                None if harmless(&key) => rest.push(event),
                None => {}
            },
            other => rest.push(other),
        }
    }
    if !text.is_empty() {
        rest.insert(0, Event::Paste(text));
    }
    rest
}

fn pasted(key: &KeyEvent) -> Option<char> {
    match key.code {
        KeyCode::Enter => Some('\n'),
        KeyCode::Tab => Some('\t'),
        KeyCode::Char(c) if !key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT) => Some(c),
        _ => None,
    }
}

/// A key that only moves, edits or closes counts even right behind a paste. Keys with Ctrl or Alt and the F keys send
/// and quit: they are what a hostile paste would type, and are not taken for somebody's.
fn harmless(key: &KeyEvent) -> bool {
    !matches!(key.code, KeyCode::F(_) | KeyCode::Char(_))
        && !key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(code: KeyCode, modifiers: KeyModifiers) -> Event {
        Event::Key(KeyEvent::new(code, modifiers))
    }

    /// faults.md F13: what a paste types behind its own end mark is text or nothing; a key that is pressed right after a
    /// paste is not lost.
    #[test]
    fn a_tail_is_text_and_its_harmless_keys_are_kept() {
        let tail = vec![
            key(KeyCode::Char('q'), KeyModifiers::NONE),
            key(KeyCode::Esc, KeyModifiers::NONE),
            key(KeyCode::Char('o'), KeyModifiers::CONTROL),
            key(KeyCode::F(2), KeyModifiers::NONE),
            key(KeyCode::Enter, KeyModifiers::NONE),
            Event::Resize(80, 24),
            key(KeyCode::Down, KeyModifiers::NONE),
        ];
        let kept = with_tail("a".into(), tail);
        assert_eq!(
            kept,
            [
                Event::Paste("aq\n".into()),
                key(KeyCode::Esc, KeyModifiers::NONE),
                Event::Resize(80, 24),
                key(KeyCode::Down, KeyModifiers::NONE),
            ]
        );
    }
}
