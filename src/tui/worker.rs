//! The thread that alone touches the store: loads, carries out changes, and notices what other processes did. The
//! thread that reads keys never waits for a disk or a lock (faults.md promise 9, B06, J03).

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

use super::effect::{Done, Report, Request};
use super::picture::Picture;
use super::readers::Message;
use super::source::{Desk, Followed, Trouble};
use crate::calendar::Instant;
use crate::console::Ended;
use crate::desk::{Handover, TicketId};
use crate::host::Clock;
use crate::store::presence::Here;

/// How often the store is asked whether somebody else changed it. Their change is on screen within 2 s (ux.md 28).
const WATCH: Duration = Duration::from_millis(500);

/// What was found at the store's path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opened {
    /// A desk; why nothing can be written to it, where that is so.
    Desk(Option<String>),
    /// Nothing.
    Missing,
}

/// Opens a store: once at the start, and once more to make it.
pub trait Opener: Send {
    /// The desk at the store's path; `None` where there is no file.
    ///
    /// # Errors
    /// Where there is a file that cannot be opened: the board ends with that.
    fn open(&mut self) -> Result<Option<Box<dyn Desk>>, Ended>;

    /// Makes an empty store there.
    ///
    /// # Errors
    /// Where it cannot be made.
    fn create(&mut self) -> Result<Box<dyn Desk>, Trouble>;
}

/// What the worker works with.
pub struct Worker {
    /// Opens the store.
    pub opener: Box<dyn Opener>,
    /// Who is at the keyboard.
    pub agent: String,
    /// The one clock.
    pub clock: Clock,
    /// To the runner.
    pub to: Sender<Message>,
    /// Something failed, and the runner has not heard yet that it goes again.
    pub ill: bool,
    /// What has been shown.
    pub seen: Seen,
    /// Who else has the desk open, as last told.
    pub others: Vec<Here>,
    /// How alerts stand.
    pub alerts: Alerting,
    /// The handover that waited for the agent when that was last said.
    pub handed: Option<Handover>,
}

/// What the worker keeps of alerts.
#[derive(Debug, Default)]
pub struct Alerting {
    /// How many were open when that was told last.
    open: Option<usize>,
    /// The desk may be another one than when they were looked for last.
    fresh: bool,
    /// The store could not be asked; it is asked again then.
    again: Option<Instant>,
}

/// A store that could not be asked for alerts is asked again after so many seconds.
const AGAIN: i64 = 5;

/// What the worker keeps of the pictures that it has handed over.
#[derive(Debug, Default)]
pub struct Seen {
    /// The newest.
    picture: Option<Arc<Picture>>,
    /// The one before, which the screen may have let go of by now: it is given back on this thread.
    before: Option<Arc<Picture>>,
    /// So many groups have been looked at for what is missing; `None` once nothing is, words to look for included.
    filled: Option<usize>,
}

/// Customers whose receipts are there before a desk is shown for the first time: more than a screen holds.
const AT_ONCE: usize = 96;

/// Customers whose receipts are read in one go afterwards: requests are answered in between.
const PORTION: usize = 250;

impl Worker {
    /// Works until `requests` is closed; then everything that was asked for is done and the store closed.
    pub fn run(mut self, requests: &Receiver<Request>) {
        let broken = self.to.clone();
        let outcome = catch_unwind(AssertUnwindSafe(|| self.work(requests)));
        if outcome.is_err() {
            let _ = broken.send(Message::Broken);
        }
    }

    fn say(&self, report: Report) {
        // A runner that has gone needs no answer.
        let _ = self.to.send(Message::Report(report));
    }

    fn complain(&mut self, trouble: Trouble) {
        self.ill = true;
        self.say(Report::Ill(Some(trouble)));
    }

    fn work(&mut self, requests: &Receiver<Request>) {
        let opened = self.opener.open();
        let told = match &opened {
            Ok(Some(desk)) => Ok(Opened::Desk(desk.read_only())),
            Ok(None) => Ok(Opened::Missing),
            Err(ended) => Err(ended.clone()),
        };
        let _ = self.to.send(Message::Opened(told));
        let Ok(mut desk) = opened else { return };
        let mut stale = true;
        if let Some(desk) = &mut desk {
            stale = !self.load(&mut **desk);
            self.tell_on_call(&mut **desk, true);
            for warning in desk.warnings(self.clock.now()) {
                self.say(Report::Warning(warning));
            }
        }
        loop {
            let mut quiet = false;
            let rest = if self.seen.filled.is_some() { Duration::ZERO } else { WATCH };
            match requests.recv_timeout(rest) {
                Ok(request) => {
                    stale |= self.answer(&mut desk, request, requests);
                }
                // Only after a quiet while: a question that fails is asked again when this is heard, and must not be
                // asked without pause.
                Err(RecvTimeoutError::Timeout) => quiet = true,
                Err(RecvTimeoutError::Disconnected) => return,
            }
            let Some(desk) = &mut desk else { continue };
            if quiet && self.seen.filled.is_some() {
                self.fill_on(&mut **desk);
                continue;
            }
            let others = desk.others();
            if others != self.others {
                self.others.clone_from(&others);
                self.say(Report::Others(others));
            }
            match desk.changed() {
                Ok(changed) => {
                    stale |= changed;
                    self.alerts.fresh |= changed;
                    if quiet && self.ill && !stale {
                        self.ill = false;
                        self.say(Report::Ill(None));
                    }
                }
                Err(trouble) => self.complain(trouble),
            }
            let written = stale;
            if stale {
                stale = !self.load(&mut **desk);
            }
            self.tell_on_call(&mut **desk, written);
            self.tell(&mut **desk);
        }
    }

    /// Says who is on call, where that may have changed.
    fn tell_on_call(&mut self, desk: &mut dyn Desk, written: bool) {
        match desk.on_call(written, self.clock.now()) {
            Ok(Some(told)) => self.say(Report::OnCall(Box::new(told))),
            Ok(None) => {}
            Err(trouble) => self.complain(trouble),
        }
    }

    /// Tells what has fallen.
    fn tell(&mut self, desk: &mut dyn Desk) {
        let Some(picture) = self.seen.picture.clone() else { return };
        let now = self.clock.now();
        // A clock that was set back must not make it wait for hours.
        if self.alerts.again.is_some_and(|again| (1..=AGAIN).contains(&again.since(now))) {
            return;
        }
        match desk.alerts(&picture.board, self.alerts.fresh, now) {
            Ok(news) => {
                (self.alerts.fresh, self.alerts.again) = (false, None);
                for note in news.notes {
                    self.say(Report::Warning(note));
                }
                let open = news.open.or(self.alerts.open);
                if !news.told.is_empty() || open != self.alerts.open {
                    self.alerts.open = open;
                    self.say(Report::Alerts { told: news.told, open: open.unwrap_or_default() });
                }
            }
            Err(trouble) => {
                if self.alerts.again.is_none() {
                    self.say(Report::Warning(format!("alerts wait: {}", trouble.words())));
                }
                self.alerts.again = now.plus(AGAIN);
            }
        }
    }

    /// Reads what is new on the desk, or all of it, and hands it over; whether that went well.
    fn load(&mut self, desk: &mut dyn Desk) -> bool {
        match self.newest(desk) {
            Ok(None) => {
                if std::mem::take(&mut self.ill) {
                    self.say(Report::Ill(None));
                }
                true
            }
            Ok(Some(picture)) => {
                self.ill = false;
                let picture = Arc::new(picture);
                self.say(Report::Picture(picture.clone()));
                self.seen.before = self.seen.picture.replace(picture);
                self.alerts.fresh = true;
                self.tell_handed(desk);
                true
            }
            Err(trouble) => {
                self.complain(trouble);
                false
            }
        }
    }

    /// The desk as it is now, by what has changed since it was shown last where that is enough; `None` where nothing has.
    fn newest(&mut self, desk: &mut dyn Desk) -> Result<Option<Picture>, Trouble> {
        let now = self.clock.now();
        if let Some(seen) = &self.seen.picture {
            match desk.follow(&seen.board, now)? {
                Followed::Same => return Ok(None),
                Followed::Changed(board) => {
                    // Its customers stand in another order.
                    self.seen.filled = Some(self.seen.filled.map_or(usize::MAX, |_| 0));
                    return Ok(Some(Picture::following(*board, seen)));
                }
                Followed::Lost => {}
            }
        }
        let board = desk.load(now)?;
        // A desk that is on screen is not shown again with gaps in it.
        let groups = board.groups.len();
        desk.fill(&board, 0..if self.seen.picture.is_none() { AT_ONCE.min(groups) } else { groups })?;
        self.seen.filled = Some(0);
        Ok(Some(Picture::new(board)))
    }

    /// Goes on with what the newest picture is still missing: receipts, and what a filter looks into, so that `/` answers
    /// at once.
    fn fill_on(&mut self, desk: &mut dyn Desk) {
        let (Some(picture), Some(from)) = (&self.seen.picture, self.seen.filled) else { return };
        let groups = picture.board.groups.len();
        let (from, to) = (from.min(groups), from.saturating_add(PORTION).min(groups));
        // What could not be read is missing until the desk is read anew; the store says by itself what ails it.
        let read = desk.fill(&picture.board, from..to);
        self.seen.filled = (to < groups).then_some(to);
        if self.seen.filled.is_none() {
            // What allowances have to say is known now.
            self.alerts.fresh = true;
            picture.haystacks();
            picture.vocabulary();
        }
        if let Err(trouble) = read {
            self.complain(trouble);
        }
    }

    /// Works out what a handover would say, by the newest picture.
    fn hand_over(&mut self, desk: &mut dyn Desk) {
        let Some(picture) = self.seen.picture.clone() else { return };
        let board = &picture.board;
        let read = desk.fill(board, 0..board.groups.len());
        match read.and_then(|()| desk.handover(board, &self.agent, self.clock.now())) {
            Ok(Some(file)) => self.say(Report::Handover(Box::new(file))),
            Ok(None) => {}
            Err(trouble) => self.complain(trouble),
        }
    }

    /// Says which handover waits for the agent, where that has changed.
    fn tell_handed(&mut self, desk: &mut dyn Desk) {
        match desk.handed(&self.agent) {
            Ok(waiting) if waiting != self.handed => {
                self.handed.clone_from(&waiting);
                self.say(Report::Handed(waiting.map(Box::new)));
            }
            Ok(_) => {}
            Err(trouble) => self.complain(trouble),
        }
    }

    /// Carries out a request and all that wait behind it; whether the desk has changed by it.
    fn answer(
        &mut self,
        desk: &mut Option<Box<dyn Desk>>,
        first: Request,
        requests: &Receiver<Request>,
    ) -> bool {
        let mut changed = false;
        let mut look: Option<TicketId> = None;
        let mut search: Option<String> = None;
        let mut resolved: Option<u32> = None;
        let mut report = None;
        let mut handover = false;
        let mut next = Some(first);
        while let Some(request) = next {
            match (request, desk.as_deref_mut()) {
                // Somebody who scrolls on asks for many; only the last is still looked at.
                (Request::Ticket(ticket), _) => look = Some(ticket),
                (Request::Search(typed), _) => search = Some(typed),
                (Request::Resolved(most), _) => resolved = Some(most),
                (Request::Report { number, ask }, _) => report = Some((number, ask)),
                (Request::Handover, _) => handover = true,
                (Request::Do(job), Some(desk)) => {
                    let outcome = desk.execute(&job.commands, &self.agent, self.clock.now());
                    // A refused change shows that what is on screen is old.
                    changed |= outcome.is_ok() || matches!(outcome, Err(Trouble::Refused(_)));
                    self.say(Report::Done { number: job.number, outcome });
                }
                (Request::Turn { number, again }, Some(desk)) => {
                    let outcome = desk.turn(again, &self.agent, self.clock.now());
                    changed |= outcome.is_ok() || matches!(outcome, Err(Trouble::Refused(_)));
                    self.say(Report::Done { number, outcome });
                }
                (Request::Turn { number, .. }, None) => {
                    let outcome = Err(Trouble::Failed("there is no store".into(), None));
                    self.say(Report::Done { number, outcome });
                }
                (Request::Do(job), None) => {
                    let outcome: Result<Done, Trouble> =
                        Err(Trouble::Failed("there is no store".into(), None));
                    self.say(Report::Done { number: job.number, outcome });
                }
                (Request::Create, None) => match self.opener.create() {
                    Ok(made) => {
                        *desk = Some(made);
                        changed = true;
                        self.say(Report::Created);
                    }
                    Err(trouble) => self.say(Report::Warning(trouble.words())),
                },
                (Request::Account(customer), Some(desk)) => match desk.account(customer) {
                    Ok(Some(file)) => self.say(Report::Account(Box::new(file))),
                    Ok(None) => {}
                    Err(trouble) => self.complain(trouble),
                },
                (Request::Account(_), None) => {}
                (Request::Looking(ticket, writes), Some(desk)) => {
                    desk.look_at(ticket, writes.as_deref(), self.clock.now());
                }
                (Request::Causes, Some(desk)) => match desk.causes() {
                    Ok(causes) => self.say(Report::Causes(causes)),
                    Err(trouble) => self.complain(trouble),
                },
                (Request::Alerts, Some(desk)) => match desk.alert_list() {
                    Ok(alerts) => self.say(Report::AlertList(alerts)),
                    Err(trouble) => self.complain(trouble),
                },
                (Request::Create, Some(_))
                | (Request::Causes | Request::Alerts | Request::Looking(..), None) => {}
                #[expect(
                    clippy::panic,
                    reason = "on purpose, for the test of what happens then (faults.md F02)"
                )]
                (Request::Panic, _) => panic!("the worker was told to break"),
            }
            next = requests.try_recv().ok();
        }
        if let (true, Some(desk)) = (handover, desk.as_deref_mut()) {
            self.hand_over(desk);
        }
        if let (Some(typed), Some(desk)) = (search, desk.as_deref_mut()) {
            let outcome = desk.search(&typed);
            self.say(Report::Found { typed, outcome });
        }
        if let (Some(most), Some(desk)) = (resolved, desk.as_deref_mut()) {
            match desk.resolved(most, self.clock.now()) {
                Ok(board) => self.say(Report::Resolved(Arc::new(Picture::new(board)))),
                Err(trouble) => self.complain(trouble),
            }
        }
        if let (Some((number, ask)), Some(desk)) = (report, desk.as_deref_mut()) {
            let outcome = desk.report(&ask, self.clock.now()).map(Box::new);
            self.say(Report::Figures { number, outcome });
        }
        if let (Some(ticket), Some(desk)) = (look, desk) {
            match desk.ticket(ticket) {
                Ok(file) => self.say(Report::Ticket(ticket, file.map(Box::new))),
                Err(trouble) => self.complain(trouble),
            }
        }
        changed
    }
}
