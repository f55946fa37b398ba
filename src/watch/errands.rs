//! The thread that carries out what leaves the program and may fail: mail, commands of the desk's own, the desktop. Each is a
//! row of the store with its tries, so that a console that is killed loses nothing and another one goes on. It rests until
//! the next try is due, or until it is told that there is more.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use super::heading;
use super::object::AlertObject;
use crate::alert::{Kind, Rules, Way};
use crate::desk::Book;
use crate::host::Clock;
use crate::outbound::mail::{LIMIT, SENDMAIL};
use crate::outbound::{Mail, Mailbox, Program, Sendmail, desktop, mail};
use crate::store::{Access, Delivered, Delivery, Store, StoreError};

/// What waits longer for its next try is looked for anew after this: a clock may have been set.
const LONGEST_REST: i64 = 60;

/// A try is this process's for so long: where it is killed in it, another one tries again then.
const KEPT: u32 = 600;

/// Ways that nothing is said about are tried so often again.
const RETRIES: u32 = 5;

/// Between the first tries lie so many seconds; between later ones three times as many as before, up to an hour.
const FIRST_PAUSE: i64 = 10;
const LONGEST_PAUSE: i64 = 3_600;

/// What the thread says to people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// Something did not go out, and why; it is tried again, or not.
    Failed(String),
    /// The store cannot be read or written at the moment; it goes on when it can.
    Ill(String),
}

/// The thread. It ends, after the errand in hand, when this is dropped.
#[derive(Debug)]
pub struct Errands {
    to: Sender<Nudge>,
    thread: thread::JoinHandle<()>,
}

/// There may be more to do, by these rules.
struct Nudge(Box<Rules>);

/// What the thread works with.
struct Runner {
    path: PathBuf,
    /// Whose errands; `None` for everybody's.
    agent: Option<String>,
    book: Arc<Book>,
    clock: Clock,
    rules: Rules,
    store: Option<Store>,
    say: Box<dyn Fn(Said) + Send>,
}

impl Errands {
    /// Starts the thread. It opens the store for itself, once there is something to do. `say` is called from it.
    ///
    /// # Errors
    /// Where no thread can be had.
    pub fn start(
        path: PathBuf,
        agent: Option<String>,
        (book, clock, rules): (Arc<Book>, Clock, Rules),
        say: impl Fn(Said) + Send + 'static,
    ) -> std::io::Result<Errands> {
        let (to, nudges) = channel();
        let mut runner = Runner { path, agent, book, clock, rules, store: None, say: Box::new(say) };
        let thread = thread::Builder::new().name("errands".into()).spawn(move || runner.run(&nudges))?;
        Ok(Errands { to, thread })
    }

    /// Carries out what is due now, in this thread, and no more: what fails is tried again when its time has come, by
    /// whoever looks then.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read or written.
    pub fn carry_out_due(
        path: PathBuf,
        agent: Option<String>,
        (book, clock, rules): (Arc<Book>, Clock, Rules),
        say: impl Fn(Said) + Send + 'static,
    ) -> Result<(), StoreError> {
        let (_open, nudges) = channel();
        let mut runner = Runner { path, agent, book, clock, rules, store: None, say: Box::new(say) };
        runner.work(&nudges).map(drop)
    }

    /// Says that there may be more to do, and by which rules.
    pub fn nudge(&self, rules: &Rules) {
        // One that has gone has said why.
        let _ = self.to.send(Nudge(Box::new(rules.clone())));
    }

    /// Ends the thread, after the errand in hand; whether it has ended within that time.
    pub fn end(self, patience: Duration) -> bool {
        let Errands { to, thread } = self;
        drop(to);
        let step = Duration::from_millis(10);
        let mut left = patience;
        while !thread.is_finished() && !left.is_zero() {
            thread::sleep(step);
            left = left.saturating_sub(step);
        }
        thread.is_finished()
    }
}

impl Runner {
    fn run(&mut self, nudges: &Receiver<Nudge>) {
        let mut ill = false;
        loop {
            let rest = match self.work(nudges) {
                Ok(None) => return,
                Ok(Some(rest)) => {
                    ill = false;
                    rest
                }
                Err(error) => {
                    // Said once; a store that was replaced stays so, and one that is locked comes back.
                    if !std::mem::replace(&mut ill, true) {
                        (self.say)(Said::Ill(error.to_string()));
                    }
                    self.store = None;
                    Duration::from_secs(5)
                }
            };
            match nudges.recv_timeout(rest) {
                Ok(Nudge(rules)) => self.rules = *rules,
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    /// Does what is due, and gives how long to rest; `None` where it is to end.
    fn work(&mut self, nudges: &Receiver<Nudge>) -> Result<Option<Duration>, StoreError> {
        let (now, agent) = (self.clock.now(), self.agent.clone());
        let taken = self.store()?.deliveries_due(agent.as_deref(), now, KEPT)?;
        for delivery in taken {
            // What is not tried any more is tried again when the time is up for which it was kept.
            match nudges.try_recv() {
                Ok(Nudge(rules)) => self.rules = *rules,
                Err(std::sync::mpsc::TryRecvError::Empty) => {}
                Err(std::sync::mpsc::TryRecvError::Disconnected) => return Ok(None),
            }
            if self.clock.now().since(now) >= i64::from(KEPT) {
                break;
            }
            let outcome = self.carry_out(&delivery)?;
            self.conclude(&delivery, outcome)?;
        }
        let next = self.store()?.next_delivery(agent.as_deref())?;
        let now = self.clock.now();
        let rest = next.map_or(LONGEST_REST, |next| next.since(now).clamp(0, LONGEST_REST));
        Ok(Some(Duration::from_secs(rest.unsigned_abs().max(1))))
    }

    fn store(&mut self) -> Result<&mut Store, StoreError> {
        if let Some(store) = &self.store
            && !store.still_same_file()
        {
            return Err(StoreError::Replaced(store.path().to_owned()));
        }
        let opened = match self.store.take() {
            Some(store) => store,
            None => Store::open(&self.path, Access::ReadWrite)?,
        };
        Ok(self.store.insert(opened))
    }

    /// What a try came to: nothing, or why it failed.
    fn carry_out(&mut self, delivery: &Delivery) -> Result<Result<(), String>, StoreError> {
        let alert = &delivery.alert;
        let title = heading(alert.kind);
        Ok(match &delivery.way {
            Way::Desktop if !desktop::is_there() => Err(desktop::NO_DESKTOP.to_owned()),
            Way::Desktop => desktop::notify(title, &alert.words, alert.kind == Kind::Missed)
                .map_err(|error| error.to_string()),
            Way::Mail => self.mail(delivery),
            Way::Command(name) => {
                let now = self.clock.now();
                let book = self.book.clone();
                let object = AlertObject::of(alert.id, &alert.alert(), self.store()?, &book, now)?;
                self.command(name, &object)
            }
            // These are the screen's.
            Way::Bell | Way::Toast | Way::Osc9 | Way::Osc777 | Way::Osc99 => Ok(()),
        })
    }

    fn command(&self, name: &str, object: &AlertObject) -> Result<(), String> {
        let Some(command) = self.rules.command(name) else {
            return Err(format!("alerts.toml has no command {name} any more"));
        };
        let limit = Duration::from_secs(command.timeout.into());
        let program = Program::new(command.argv.clone(), limit).map_err(|error| error.to_string())?;
        program.run(format!("{}\n", object.line()).as_bytes()).map(drop).map_err(|error| error.to_string())
    }

    fn mail(&self, delivery: &Delivery) -> Result<(), String> {
        let alert = &delivery.alert;
        let Some(settings) = &self.rules.mail else {
            return Err("alerts.toml has no [mail] any more".into());
        };
        let Some(address) = settings.address(&alert.agent) else {
            let whom = if alert.agent.is_empty() { "desk" } else { &alert.agent };
            return Err(format!("alerts.toml has no mail address for {whom}"));
        };
        let mailbox = |address: &str| Mailbox::parse(address).map_err(|error| error.to_string());
        let argv = match settings.sendmail.is_empty() {
            true => SENDMAIL.map(str::to_owned).to_vec(),
            false => settings.sendmail.clone(),
        };
        let sendmail = Sendmail::new(argv, LIMIT).map_err(|error| error.to_string())?;
        let letter = Mail {
            from: Some(mailbox(&settings.from)?),
            to: vec![mailbox(address)?],
            subject: format!("[tierdesk] {}: {}", heading(alert.kind), alert.words),
            text: format!("{}\n\nalert {}, told by tierdesk\n", alert.words, alert.id),
            html: None,
            // The same at every try, so that its Message-ID is too.
            at: alert.told.unwrap_or(alert.fell),
            identity: format!("alert {} {}", alert.id, alert.identity),
        };
        mail::send(&letter, &sendmail).map_err(|error| error.to_string())
    }

    fn conclude(&mut self, delivery: &Delivery, outcome: Result<(), String>) -> Result<(), StoreError> {
        let retries = match &delivery.way {
            Way::Command(name) => self.rules.command(name).map_or(0, |command| command.retries),
            Way::Desktop => 0,
            _ => RETRIES,
        };
        let now = self.clock.now();
        let came = match outcome {
            Ok(()) => Delivered::Done,
            Err(said) => {
                let (way, id) = (&delivery.way, delivery.alert.id);
                let again = (delivery.tries <= retries).then(|| now.plus(pause(delivery.tries))).flatten();
                let then = if again.is_some() { "; it is tried again" } else { "; it is not tried again" };
                (self.say)(Said::Failed(format!("alert {id} did not go out by {way}: {said}{then}")));
                match again {
                    Some(at) => Delivered::Again { at, said },
                    None => Delivered::Failed { said },
                }
            }
        };
        let (alert, way) = (delivery.alert.id, delivery.way.clone());
        self.store()?.delivered(alert, &way, &came)
    }
}

/// Seconds until the next try, after so many.
fn pause(tries: u32) -> i64 {
    let times = 3_i64.saturating_pow(tries.saturating_sub(1));
    FIRST_PAUSE.saturating_mul(times).min(LONGEST_PAUSE)
}

#[cfg(test)]
mod tests {
    #[test]
    fn pauses_grow_up_to_an_hour() {
        assert_eq!([1, 2, 3, 4, 5, 6, 7, 60].map(super::pause), [10, 30, 90, 270, 810, 2430, 3600, 3600]);
    }
}
