//! The watch that goes on: it sleeps until the next mark falls, and looks a little oftener whether the store has changed.
//! Every wake reads the wall clock afresh, so that a suspended machine or a clock that was set costs at most one rest
//! (faults.md D01, D02).

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use super::{Voice, complain, tell};
use crate::alert::Way;
use crate::calendar::Instant;
use crate::cli::error::tell as say;
use crate::cli::{CliError, Context, Exit};
use crate::host::{Clock, service};
use crate::store::StoreError;
use crate::watch::{Errands, Vigil};

/// How often the store is asked whether somebody changed it: a fraction of a millisecond each time.
const LOOK: Duration = Duration::from_secs(2);

/// A store that cannot be had is tried again after this.
const AGAIN: Duration = Duration::from_secs(5);

/// On the end, an errand in hand is waited for so long; after that it is tried again by whoever watches next.
const LAST_ERRAND: Duration = Duration::from_secs(20);

pub(super) fn run(
    path: PathBuf,
    agent: Option<String>,
    voice: &Voice,
    context: &mut Context,
) -> Result<(), CliError> {
    let signals = signals()
        .map_err(|error| CliError::new(Exit::Internal, format!("signals cannot be waited for: {error}")))?;
    let mut watch = Watch { path, agent, vigil: None, errands: None, ill: None };
    // What is wrong from the beginning ends it: a service manager should know.
    watch.open(context)?;
    let watchdog = service::watchdog();
    let mut ready = false;
    loop {
        let rest = watch.turn(voice, context)?;
        if !ready && watch.vigil.is_some() {
            ready = true;
            service::notify("READY=1");
        }
        if watchdog.is_some() {
            service::notify("WATCHDOG=1");
        }
        match signals.recv_timeout(watchdog.map_or(rest, |watchdog| watchdog.min(rest))) {
            Err(RecvTimeoutError::Timeout) => {}
            Ok(SIGHUP) => {
                say("SIGHUP: rules and packs are read anew");
                context.forget_packs();
                watch.close();
            }
            Ok(signal) => return end(watch, signal),
            Err(RecvTimeoutError::Disconnected) => {
                return Err(CliError::new(Exit::Internal, "the thread that waits for signals has ended"));
            }
        }
    }
}

/// Signals, as they come.
fn signals() -> std::io::Result<Receiver<i32>> {
    let mut signals = Signals::new([SIGTERM, SIGINT, SIGHUP])?;
    let (to, came) = channel();
    let wait = move || {
        for signal in &mut signals {
            if to.send(signal).is_err() {
                return;
            }
        }
    };
    thread::Builder::new().name("signals".into()).spawn(wait)?;
    Ok(came)
}

/// SIGTERM is how a service is ended, and no failure.
fn end(mut watch: Watch, signal: i32) -> Result<(), CliError> {
    service::notify("STOPPING=1");
    let name = if signal == SIGTERM { "SIGTERM" } else { "SIGINT" };
    say(&format!("{name}: the watch ends"));
    watch.close();
    if signal == SIGTERM { Ok(()) } else { Err(CliError::new(Exit::Signal(signal), "")) }
}

struct Watch {
    path: PathBuf,
    agent: Option<String>,
    /// `None` while the store cannot be had, and before packs are read anew.
    vigil: Option<Vigil>,
    errands: Option<Errands>,
    /// What was said last of a store that cannot be had.
    ill: Option<String>,
}

impl Watch {
    fn open(&mut self, context: &mut Context) -> Result<(), CliError> {
        let book = context.shared_book()?;
        match Vigil::new(self.path.clone(), self.agent.clone(), book.clone()) {
            Ok(vigil) => {
                let with = (book, context.clock, vigil.rules().clone());
                let errands = Errands::start(self.path.clone(), self.agent.clone(), with, complain);
                self.errands = Some(errands.map_err(|error| {
                    CliError::new(Exit::Internal, format!("a thread cannot be started: {error}"))
                })?);
                self.vigil = Some(vigil);
                Ok(())
            }
            Err(error) if passes(&error) => {
                self.sicken(&error);
                Ok(())
            }
            Err(error) => Err(error.into()),
        }
    }

    fn close(&mut self) {
        self.vigil = None;
        if let Some(errands) = self.errands.take() {
            errands.end(LAST_ERRAND);
        }
    }

    /// One look; how long to rest afterwards.
    fn turn(&mut self, voice: &Voice, context: &mut Context) -> Result<Duration, CliError> {
        if self.vigil.is_none() {
            self.open(context)?;
        }
        let Some(vigil) = &mut self.vigil else { return Ok(AGAIN) };
        let turn = match vigil.turn(context.clock.now()) {
            Ok(turn) => turn,
            Err(error) => {
                self.sicken(&error);
                return Ok(AGAIN);
            }
        };
        if self.ill.take().is_some() {
            say("the store can be had again");
        }
        tell(&turn, vigil, voice, context)?;
        let leaves = turn.told.iter().any(|(_, alert)| alert.ways.iter().any(Way::leaves));
        if let Some(errands) = self.errands.as_ref().filter(|_| leaves || !turn.notes.is_empty()) {
            errands.nudge(vigil.rules());
        }
        Ok(rest(turn.next, context.clock))
    }

    /// Says once what keeps it from looking.
    fn sicken(&mut self, error: &StoreError) {
        let words = error.to_string();
        if self.ill.as_ref() != Some(&words) {
            say(&format!("{words}; it is tried again"));
            self.ill = Some(words);
        }
    }
}

/// Whether it may go by itself.
fn passes(error: &StoreError) -> bool {
    matches!(error, StoreError::Locked { .. })
}

/// Until the second in which the next mark falls begins, and at most until the next look at the store.
fn rest(next: Option<Instant>, clock: Clock) -> Duration {
    let now = clock.now();
    let second = clock.until_next_second();
    match next.map(|next| next.since(now)) {
        // It stands still until something changes: a clock that cannot be believed, say.
        Some(..=0) | None => LOOK,
        Some(seconds) => LOOK.min(Duration::from_secs(seconds.unsigned_abs() - 1) + second),
    }
}
