//! The loop: waits for what comes, hands it to `update`, carries out the effects, shows the screen.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use crossterm::event::{Event as FromTerminal, KeyEventKind, MouseButton, MouseEventKind};
use ratatui::layout::Size;
use rustix::process::{Pid, Signal, getpgrp, getsid, kill_current_process_group, kill_process};
use signal_hook::consts::{SIGCONT, SIGINT, SIGQUIT, SIGTSTP};

use super::app::{App, Break, Stage};
use super::background;
use super::begin::keep_all;
use super::clipboard;
use super::editing::{self, Session};
use super::effect::{Effect, Event, Mouse, Report, Request};
use super::keeping::{self, Drafts};
use super::keys::Key;
use super::readers::{self, Gate, Message};
use super::stored::AtPath;
use super::terminal::{self, Guard, Screen};
use super::theme::{Role, Theme};
use super::update::update;
use super::worker::{Alerting, Opened, Seen, Worker};
use super::{plain, screen, words};
use crate::calendar::Instant;
use crate::console::{Ended, Options};
use crate::host::Clock;
use crate::outbound::terminal::Around;
use crate::theme::Chosen;
use crate::watch::rung;

/// The first frame waits so long for the desk, so that it need not be drawn twice.
const FIRST_FRAME: Duration = Duration::from_millis(12);
/// How long an answer of the terminal's is waited for on quitting, where it was asked a moment ago.
const LAST_ANSWER: Duration = Duration::from_millis(200);
/// The file of a ticket that a key moved to is waited for so long, so that one frame shows both.
const FILE: Duration = Duration::from_millis(2);
/// At most so many messages are taken in meanwhile: what is typed without end is still shown.
const MEANWHILE: usize = 64;
/// How long a change that is under way is waited for on quitting: longer than the store waits for a lock.
const LAST_CHANGE: Duration = Duration::from_secs(7);
/// The same where a signal ends the program (faults.md F03: under a second).
const LAST_CHANGE_ON_SIGNAL: Duration = Duration::from_millis(500);

/// Opens the board and comes back when it is closed.
///
/// # Errors
/// [`Ended`] says why it closed, where that was not the agent's wish.
pub fn run(options: Options) -> Result<(), Ended> {
    if !options.plain {
        terminal::required()?;
    }
    let clock = options.clock;
    keeping::report_panics(options.state.clone(), move || clock.now());
    let outcome = catch_unwind(AssertUnwindSafe(|| open(options)));
    // The guard has given the terminal back while the stack unwound.
    let _ = std::panic::take_hook();
    let crashed = || {
        let (place, report) = keeping::broke().unwrap_or(("an unknown place".into(), None));
        Err(Ended::Crashed { place, report })
    };
    match outcome {
        Err(_) => crashed(),
        Ok(Err(Ended::Crashed { .. })) => crashed(),
        Ok(outcome) => outcome,
    }
}

/// A worker that has opened the store.
pub(super) struct Started {
    /// To the runner.
    pub to: Sender<Message>,
    /// To the worker; dropped to end it.
    pub ask: Sender<Request>,
    /// From the worker, and from whoever is given `to`.
    pub messages: Receiver<Message>,
    /// Ends with the worker.
    pub thread: thread::JoinHandle<()>,
    /// What it found.
    pub opened: Opened,
}

fn start(options: &Options) -> Result<Started, Ended> {
    let (to, messages) = channel();
    let (ask, requests) = channel();
    let worker = Worker {
        opener: Box::new(AtPath {
            path: options.store.clone(),
            book: options.book.clone(),
            at: options.at,
            read_only: options.read_only,
            now: options.clock.now(),
            agent: options.agent.clone(),
            clock: options.clock,
            to: to.clone(),
        }),
        agent: options.agent.clone(),
        clock: options.clock,
        to: to.clone(),
        ill: false,
        seen: Seen::default(),
        others: Vec::new(),
        alerts: Alerting::default(),
        handed: None,
    };
    let thread = thread::Builder::new().name("store".into()).spawn(move || worker.run(&requests));
    let thread = thread.map_err(|error| Ended::Terminal(error.to_string()))?;
    // What can fail comes first: the terminal is taken once the store is open (design.md 10).
    let opened = match messages.recv() {
        Ok(Message::Opened(opened)) => opened?,
        _ => return Err(Ended::Crashed { place: String::new(), report: None }),
    };
    Ok(Started { to, ask, messages, thread, opened })
}

fn open(options: Options) -> Result<(), Ended> {
    let started = start(&options)?;
    if options.plain {
        return plain::open(&options, started);
    }
    let Started { to, ask, messages, thread, opened } = started;
    let failed = |error: io::Error| Ended::Terminal(error.to_string());
    let gate = readers::start(&to).map_err(failed)?;
    let guard = Guard::take(options.theme.ask).map_err(failed)?;
    let mut screen = Screen::of_stdout().map_err(failed)?;
    // Not every terminal has an alternate screen, and not every one clears it.
    screen.forget().map_err(failed)?;
    let drafts = options.state.as_deref().map(|state| Drafts::new(state, &options.store));
    let size = screen.size().map_err(failed)?;
    let app = first_app(&options, opened, drafts.as_ref(), size);
    let mut runner = Runner {
        app,
        screen,
        guard,
        clock: options.clock,
        messages,
        ask: Some(ask),
        drafts,
        views_file: options.views_file.clone(),
        chosen: options.theme.clone(),
        asleep: false,
        editor: None,
        gate,
        to,
        state: options.state.clone(),
        ended: None,
        fresh: true,
        awaited: false,
    };
    let outcome = runner.run();
    runner.close(thread, outcome)
}

/// The console as it begins.
pub(super) fn first_app(options: &Options, opened: Opened, drafts: Option<&Drafts>, size: Size) -> App {
    let chosen = &options.theme;
    let theme = Theme::of(chosen.palette(chosen.ground), chosen.depth);
    let mut app = App::new(options.agent.clone(), options.local.clone(), theme, size);
    app.at = options.at;
    // Hidden: lets a test see what a panic leaves behind.
    app.breaks = std::env::var("TIERDESK_BREAK").ok().and_then(|place| match place.as_str() {
        "screen" => Some(Break::Screen),
        "worker" => Some(Break::Worker),
        _ => None,
    });
    app.book = Some(options.book.clone());
    app.banner.clone_from(&options.banner);
    app.wording = options.wording.clone();
    app.keymap = options.keymap.clone();
    app.views.clone_from(&options.views);
    app.drafts = drafts.map(Drafts::all).unwrap_or_default();
    match opened {
        Opened::Missing => app.stage = Stage::Missing(options.store.clone()),
        Opened::Desk(read_only) => app.read_only = read_only,
    }
    if let Some(at) = options.at {
        let moment = words::when(at, &options.local, options.clock.now());
        app.read_only = Some(format!("this is the desk as of {moment}: nothing can be written"));
    }
    if let Some(first) = options.notes.first() {
        let more = options.notes.len() - 1;
        let more = if more == 0 { String::new() } else { format!(" (and {more} more)") };
        app.say(format!("{first}{more}"), Role::Error, options.clock.now());
    }
    app
}

struct Runner {
    app: App,
    screen: Screen,
    guard: Guard,
    clock: Clock,
    messages: Receiver<Message>,
    /// Dropped to end the worker.
    ask: Option<Sender<Request>>,
    drafts: Option<Drafts>,
    /// Where views are kept.
    views_file: Option<std::path::PathBuf>,
    /// For whichever background the terminal says it has.
    chosen: Chosen,
    /// The terminal is lent to whoever is there, and a key or SIGCONT takes it back.
    asleep: bool,
    /// The text that is in the agent's editor, which has the terminal then.
    editor: Option<Session>,
    gate: Gate,
    /// For threads that wait for something.
    to: Sender<Message>,
    /// The folder for what is kept.
    state: Option<std::path::PathBuf>,
    /// Set once the loop is to end, and how.
    ended: Option<Result<(), Ended>>,
    /// Nothing has been drawn yet.
    fresh: bool,
    /// A ticket's file has been asked for and may be here in a moment.
    awaited: bool,
}

impl Runner {
    fn run(&mut self) -> Result<(), Ended> {
        let mut second = self.clock.now();
        let mut patience = matches!(self.app.stage, Stage::Loading).then_some(FIRST_FRAME);
        loop {
            let wait = patience.take().unwrap_or_else(|| self.clock.until_next_second());
            let mut dirty = self.fresh;
            match self.messages.recv_timeout(wait) {
                Ok(message) => {
                    self.take(message);
                    dirty = true;
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => {
                    return Err(Ended::Crashed { place: String::new(), report: None });
                }
            }
            // Everything that waits is taken in before anything is drawn: a held key never lags (faults.md J02).
            while self.ended.is_none()
                && let Ok(message) = self.messages.try_recv()
            {
                self.take(message);
                dirty = true;
            }
            self.wait_for_file();
            if let Some(ended) = self.ended.take() {
                return ended;
            }
            let now = self.clock.now();
            if now != second {
                second = now;
                self.event(Event::Tick);
                dirty = true;
            }
            if dirty && !self.asleep && self.editor.is_none() {
                self.show().map_err(|error| Ended::Terminal(error.to_string()))?;
                self.fresh = false;
            }
        }
    }

    /// Waits a moment for the file of the ticket that was moved to. A store that is slow is not waited for.
    fn wait_for_file(&mut self) {
        for _ in 0..MEANWHILE {
            if !self.awaited || self.ended.is_some() {
                return;
            }
            match self.messages.recv_timeout(FILE) {
                Ok(message) => self.take(message),
                Err(_) => break,
            }
        }
        self.awaited = false;
    }

    fn show(&mut self) -> io::Result<()> {
        let size = self.screen.size()?;
        if size != self.app.size {
            self.event(Event::Resize(size));
        }
        let (app, now) = (&self.app, self.clock.now());
        self.screen.show(|buffer, area| screen::paint(app, buffer, area, now))
    }

    fn take(&mut self, message: Message) {
        match message {
            Message::Terminal(event) => self.terminal(event),
            Message::Report(report) => {
                if matches!(report, Report::Ticket(..)) {
                    self.awaited = false;
                }
                self.event(Event::Report(report));
            }
            Message::Ground(ground) => {
                let theme = Theme::of(self.chosen.palette(ground), self.chosen.depth);
                self.event(Event::Theme(Box::new(theme)));
            }
            Message::Opened(_) => {}
            Message::EditorEnded(ended) => self.edited(&ended),
            // The keys that send these are the editor's while it has the terminal.
            Message::Signal(SIGINT | SIGQUIT) if self.editor.is_some() => {}
            Message::Signal(SIGTSTP) if self.editor.is_some() => {
                let _ = kill_current_process_group(Signal::STOP);
            }
            Message::Signal(SIGCONT) if self.editor.is_some() => {}
            Message::Signal(SIGCONT) => self.wake(),
            Message::Signal(SIGTSTP) => self.suspend(),
            Message::Signal(number) => self.end(Err(Ended::Signal(number))),
            // As the signal that the terminal's owner should have sent.
            Message::HangUp => self.end(Err(Ended::Signal(signal_hook::consts::SIGHUP))),
            Message::Broken => self.end(Err(Ended::Crashed { place: String::new(), report: None })),
        }
    }

    fn terminal(&mut self, event: FromTerminal) {
        if self.asleep {
            if matches!(event, FromTerminal::Key(_)) {
                self.wake();
            }
            return;
        }
        match event {
            FromTerminal::Key(key) if key.kind != KeyEventKind::Release => {
                self.event(Event::Key(Key::of(&key)))
            }
            FromTerminal::Paste(text) => self.event(Event::Paste(text)),
            FromTerminal::Resize(width, height) => self.event(Event::Resize(Size::new(width, height))),
            FromTerminal::FocusGained => self.event(Event::Focus(true)),
            FromTerminal::FocusLost => self.event(Event::Focus(false)),
            FromTerminal::Mouse(mouse) => {
                let place = (mouse.column, mouse.row);
                let mouse = match mouse.kind {
                    MouseEventKind::Down(MouseButton::Left) => Mouse::Click(place),
                    MouseEventKind::ScrollUp => Mouse::Up(place),
                    MouseEventKind::ScrollDown => Mouse::Down(place),
                    _ => return,
                };
                self.event(Event::Mouse(mouse));
            }
            FromTerminal::Key(_) => {}
        }
    }

    fn event(&mut self, event: Event) {
        let now = self.clock.now();
        let effects = update(&mut self.app, event, now);
        for effect in effects {
            self.carry_out(effect, now);
        }
    }

    fn carry_out(&mut self, effect: Effect, now: Instant) {
        match effect {
            Effect::Quit => self.end(Ok(())),
            Effect::Suspend => self.suspend(),
            Effect::Redraw => {
                // A terminal that is gone is noticed when the frame is written.
                let _ = self.screen.forget();
            }
            Effect::Ask(request) => {
                self.awaited |= matches!(request, Request::Ticket(_));
                // A worker that has gone has said so itself.
                let _ = self.ask.as_ref().map(|ask| ask.send(request));
            }
            Effect::KeepDraft(draft) => {
                if let Some(drafts) = &self.drafts
                    && let Err(error) = drafts.keep(&draft)
                {
                    self.app.say(format!("the text cannot be kept: {error}"), Role::Error, now);
                }
            }
            Effect::KeepView(view) => {
                if let Err(words) = keeping::keep_view(self.views_file.as_deref(), &view) {
                    self.event(Event::Report(Report::Warning(words)));
                }
            }
            Effect::NoteDraft(draft) => {
                if let Some(Err(error)) = self.drafts.as_ref().map(|drafts| drafts.note(&draft)) {
                    self.app.say(format!("the text cannot be kept: {error}"), Role::Error, now);
                }
            }
            Effect::Edit { layer, text } => self.edit(layer, &text),
            Effect::DropDraft(key) => {
                if let Some(drafts) = &self.drafts {
                    drafts.drop(&key);
                }
            }
            Effect::Copy { text, what } => {
                let text = crate::text::printable_block(&text, clipboard::LONGEST);
                let (words, role) = match clipboard::copy(&text, Around::here(), &mut io::stdout()) {
                    Ok(way) => (format!("{what}: {way}"), Role::Good),
                    Err(why) => (why, Role::Error),
                };
                self.event(Event::Said(words, role));
            }
            Effect::Mouse(on) => {
                // A terminal that is gone is noticed when the frame is written.
                let _ = self.guard.mouse(on);
            }
            Effect::Ring(alerts) => {
                let bytes = rung(&alerts, Around::here());
                // A terminal that is gone is noticed when the frame is written.
                let _ = io::Write::write_all(&mut io::stdout(), &bytes)
                    .and_then(|()| io::Write::flush(&mut io::stdout()));
            }
            #[expect(clippy::panic, reason = "on purpose, for the test of what happens then (faults.md F01)")]
            Effect::Panic => panic!("the screen was told to break"),
        }
    }

    fn end(&mut self, how: Result<(), Ended>) {
        // An editor without the program that started it would fight with the shell over the terminal.
        if let Some(session) = self.editor.take() {
            if let Some(process) = Pid::from_raw(session.process.cast_signed()) {
                let _ = kill_process(process, Signal::HUP);
            }
            session.leave();
        }
        let now = self.clock.now();
        let mut effects = Vec::new();
        keep_all(&mut self.app, now, &mut effects);
        self.ended.get_or_insert(how);
        for effect in effects {
            self.carry_out(effect, now);
        }
    }

    /// Gives the terminal to the agent's editor. The desk goes on meanwhile; nothing is drawn.
    fn edit(&mut self, layer: u64, text: &str) {
        let now = self.clock.now();
        let mut effects = Vec::new();
        keep_all(&mut self.app, now, &mut effects);
        for effect in effects {
            self.carry_out(effect, now);
        }
        self.gate.close();
        self.guard.lend();
        let started = editing::start(layer, text, self.state.as_deref());
        let outcome = started.and_then(|(session, mut child)| {
            let to = self.to.clone();
            let wait = move || {
                let _ = to.send(Message::EditorEnded(child.wait()));
            };
            self.editor = Some(session);
            readers::spawn("editor", wait).map_err(|error| error.to_string())
        });
        if let Err(words) = outcome {
            self.editor = None;
            self.take_terminal();
            self.event(Event::Edited { layer, outcome: Err(words) });
        }
    }

    /// The editor has ended: the terminal is taken again, and the text goes back to where it came from.
    fn edited(&mut self, ended: &io::Result<std::process::ExitStatus>) {
        let Some(session) = self.editor.take() else { return };
        self.take_terminal();
        let layer = session.layer;
        let outcome = session.finish(ended);
        self.event(Event::Edited { layer, outcome });
    }

    fn take_terminal(&mut self) {
        self.gate.open();
        self.wake();
    }

    /// Gives the terminal back and stops, until somebody lets the program go on.
    fn suspend(&mut self) {
        let now = self.clock.now();
        let mut effects = Vec::new();
        keep_all(&mut self.app, now, &mut effects);
        for effect in effects {
            self.carry_out(effect, now);
        }
        self.guard.lend();
        // A program that is the session's own leader (`xterm -e tierdesk`) has no shell that could let it go on: it
        // would be stopped for good. It waits for a key instead.
        let alone = getsid(None).is_ok_and(|session| session == getpgrp());
        if alone || kill_current_process_group(Signal::STOP).is_err() {
            self.asleep = true;
            let words = b"tierdesk rests; press Enter to come back.\n";
            let _ = io::Write::write_all(&mut io::stdout(), words);
            return;
        }
        self.wake();
    }

    fn wake(&mut self) {
        self.asleep = false;
        let again = self.guard.take_again().and_then(|()| self.screen.forget());
        if let Err(error) = again {
            self.end(Err(Ended::Terminal(error.to_string())));
        }
        self.fresh = true;
    }

    /// Ends in order: the terminal first, then the worker with all that it was asked to do.
    fn close(mut self, worker: thread::JoinHandle<()>, outcome: Result<(), Ended>) -> Result<(), Ended> {
        self.ask = None;
        let Runner { guard, messages, mut app, drafts, .. } = self;
        // An answer that is on its way would be typed at the shell's prompt.
        let mut left = LAST_ANSWER;
        let step = Duration::from_millis(10);
        while !matches!(outcome, Err(Ended::Crashed { .. } | Ended::Terminal(_)))
            && background::outstanding()
            && !left.is_zero()
        {
            thread::sleep(step);
            left = left.saturating_sub(step);
        }
        drop(guard);
        let patience = if outcome.is_ok() { LAST_CHANGE } else { LAST_CHANGE_ON_SIGNAL };
        if matches!(outcome, Err(Ended::Crashed { .. } | Ended::Terminal(_))) && app.pending.is_empty() {
            return outcome;
        }
        // The worker's end closes its side of the channel; the readers keep theirs, so its thread is watched as well.
        let mut left = patience;
        while !worker.is_finished() || !app.pending.is_empty() {
            match messages.recv_timeout(step) {
                Ok(Message::Report(Report::Done { number, outcome })) => {
                    let lost = outcome.as_ref().err().map(super::source::Trouble::words);
                    let effects =
                        update(&mut app, Event::Report(Report::Done { number, outcome }), Instant::MIN);
                    for effect in effects {
                        if let (Effect::DropDraft(key), Some(drafts)) = (effect, &drafts) {
                            drafts.drop(&key);
                        }
                    }
                    if let Some(words) = lost {
                        let words =
                            format!("the last change was not made: {}\n", crate::text::printable(&words));
                        let _ = io::Write::write_all(&mut io::stderr(), words.as_bytes());
                    }
                }
                Ok(_) => {}
                Err(_) if worker.is_finished() => break,
                Err(_) => {
                    left = left.saturating_sub(step);
                    if left.is_zero() {
                        break;
                    }
                }
            }
        }
        outcome
    }
}
