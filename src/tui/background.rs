//! Light or dark: the terminal is asked for its background (OSC 11), and the answer is told from keys.
//!
//! The first frame never waits for it, and a terminal that says nothing is fine (faults.md F16). The terminal library does
//! not know the answer and would hand it on as keys, so every event goes through [`Answers`] first. It looks for an
//! answer for as long as the program runs: a slow line may bring it late, and it must never be typed.

use std::io::{self, Write};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use crate::theme::Ground;

/// The question, ended as it will be answered.
const QUESTION: &[u8] = b"\x1b]11;?\x1b\\";

/// So long an answer is on its way for: an Esc may be its beginning, and who quits waits for the rest of it.
const SOON: Duration = Duration::from_secs(2);

/// When the terminal was asked, as long as it has not answered.
static ASKED: Mutex<Option<Instant>> = Mutex::new(None);

fn asked() -> std::sync::MutexGuard<'static, Option<Instant>> {
    ASKED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Asks.
///
/// # Errors
/// Where the terminal has gone away.
pub(super) fn ask(out: &mut impl Write) -> io::Result<()> {
    *asked() = Some(Instant::now());
    out.write_all(QUESTION)?;
    out.flush()
}

/// Whether an answer may still be on its way.
pub(super) fn outstanding() -> bool {
    asked().is_some_and(|at| at.elapsed() < SOON)
}

/// What comes of an event.
#[derive(Debug, PartialEq)]
pub(super) enum Told {
    /// It was none of the answer.
    Event(Event),
    /// The answer.
    Ground(Ground),
}

/// How far an answer has come.
#[derive(Debug, Default, PartialEq)]
enum State {
    #[default]
    Idle,
    /// Esc, which may be a key.
    Escape,
    /// `ESC ]` and a part of `11;`, which may be keys.
    Opened(String),
    /// `ESC ] 11 ;`, which nobody types, and some of what follows.
    Body(String),
    /// The same, and the Esc of its end.
    Ending(String),
}

/// Tells answers from keys.
#[derive(Debug, Default)]
pub(super) struct Answers {
    state: State,
    /// What may be keys after all.
    held: Vec<Event>,
}

/// No answer is longer.
const LONGEST: usize = 64;

impl Answers {
    /// How long to wait for what comes next; `None` for as long as it takes.
    pub fn patience(&self) -> Option<Duration> {
        match self.state {
            State::Idle => None,
            State::Escape => Some(Duration::from_millis(25)),
            State::Opened(_) => Some(Duration::from_millis(100)),
            State::Body(_) | State::Ending(_) => Some(SOON),
        }
    }

    /// Nothing more has come: what was held was keys.
    pub fn give_up(&mut self) -> Vec<Told> {
        self.state = State::Idle;
        self.held.drain(..).map(Told::Event).collect()
    }

    /// Takes an event in. `expected` says that an answer may be on its way: only then an Esc is held.
    pub fn take(&mut self, event: Event, expected: bool) -> Vec<Told> {
        let key = match &event {
            Event::Key(key) if key.kind != KeyEventKind::Release => *key,
            // Sizes, focus and the mouse come between.
            _ => return vec![Told::Event(event)],
        };
        let typed = typed(&key);
        match std::mem::take(&mut self.state) {
            State::Idle if is(&key, ']', KeyModifiers::ALT) => self.hold(event, State::Opened(String::new())),
            State::Idle if key.code == KeyCode::Esc && key.modifiers.is_empty() && expected => {
                self.hold(event, State::Escape)
            }
            State::Idle => vec![Told::Event(event)],
            State::Escape if typed == Some(']') => self.hold(event, State::Opened(String::new())),
            State::Opened(mut text) if typed.is_some_and(|c| "11;".starts_with(&format!("{text}{c}"))) => {
                text.extend(typed);
                if text == "11;" {
                    self.held.clear();
                    self.state = State::Body(String::new());
                    return Vec::new();
                }
                self.hold(event, State::Opened(text))
            }
            State::Escape | State::Opened(_) => {
                let mut told = self.give_up();
                told.extend(self.take(event, expected));
                told
            }
            State::Body(text)
                if is(&key, '\\', KeyModifiers::ALT) || is(&key, 'g', KeyModifiers::CONTROL) =>
            {
                answer(&text)
            }
            State::Body(text) if key.code == KeyCode::Esc => {
                self.state = State::Ending(text);
                Vec::new()
            }
            State::Body(mut text) if typed.is_some_and(is_of_answer) && text.len() < LONGEST => {
                text.extend(typed);
                self.state = State::Body(text);
                Vec::new()
            }
            State::Ending(text) if typed == Some('\\') => answer(&text),
            // Broken off: what came of it is nobody's keys.
            State::Body(_) | State::Ending(_) => self.take(event, expected),
        }
    }

    fn hold(&mut self, event: Event, state: State) -> Vec<Told> {
        self.held.push(event);
        self.state = state;
        Vec::new()
    }
}

fn answer(text: &str) -> Vec<Told> {
    *asked() = None;
    Ground::answered(text).map(Told::Ground).into_iter().collect()
}

fn is_of_answer(c: char) -> bool {
    c.is_ascii_hexdigit() || "rgba:/#?".contains(c)
}

fn is(key: &KeyEvent, c: char, modifiers: KeyModifiers) -> bool {
    key.code == KeyCode::Char(c) && key.modifiers == modifiers
}

fn typed(key: &KeyEvent) -> Option<char> {
    match key.code {
        KeyCode::Char(c) if !key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT) => Some(c),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(code: KeyCode, modifiers: KeyModifiers) -> Event {
        Event::Key(KeyEvent::new(code, modifiers))
    }

    fn keys(text: &str) -> Vec<Event> {
        text.chars().map(|c| key(KeyCode::Char(c), KeyModifiers::NONE)).collect()
    }

    fn alt(c: char) -> Event {
        key(KeyCode::Char(c), KeyModifiers::ALT)
    }

    fn esc() -> Event {
        key(KeyCode::Esc, KeyModifiers::NONE)
    }

    fn told(events: Vec<Event>) -> Vec<Told> {
        let mut answers = Answers::default();
        let mut told: Vec<Told> = events.into_iter().flat_map(|event| answers.take(event, true)).collect();
        told.extend(answers.give_up());
        told
    }

    fn events(events: Vec<Event>) -> Vec<Told> {
        events.into_iter().map(Told::Event).collect()
    }

    #[test]
    fn an_answer_is_no_keys_however_it_is_cut() {
        let body = keys("11;rgb:ffff/ffff/fafa");
        let bell = key(KeyCode::Char('g'), KeyModifiers::CONTROL);
        let cut = |open: Vec<Event>, close: Vec<Event>| [open, body.clone(), close].concat();
        for open in [vec![alt(']')], [vec![esc()], keys("]")].concat()] {
            for close in [vec![alt('\\')], vec![bell.clone()], [vec![esc()], keys("\\")].concat()] {
                assert_eq!(told(cut(open.clone(), close)), [Told::Ground(Ground::Light)]);
            }
        }
    }

    #[test]
    fn what_comes_between_goes_through() {
        let mut all = vec![alt(']')];
        all.extend(keys("11;rgb:00/"));
        all.push(Event::FocusGained);
        all.extend(keys("00/00"));
        all.push(alt('\\'));
        all.extend(keys("q"));
        let mut wanted = vec![Told::Event(Event::FocusGained), Told::Ground(Ground::Dark)];
        wanted.extend(events(keys("q")));
        assert_eq!(told(all), wanted);
    }

    #[test]
    fn keys_stay_keys() {
        for typed in [
            keys("11;rgb:ffff/ffff/ffff"),
            vec![esc()],
            [vec![esc()], keys("j")].concat(),
            [vec![esc(), esc()], keys("]q")].concat(),
            [vec![alt(']')], keys("12")].concat(),
            [vec![alt(']')], vec![alt(']')], keys("1")].concat(),
        ] {
            assert_eq!(told(typed.clone()), events(typed));
        }
    }

    #[test]
    fn an_answer_that_breaks_off_is_dropped_and_the_next_key_counts() {
        let all = [vec![alt(']')], keys("11;rgb:ff"), vec![key(KeyCode::Down, KeyModifiers::NONE)]].concat();
        assert_eq!(told(all), events(vec![key(KeyCode::Down, KeyModifiers::NONE)]));
    }
}
