//! The console in lines (`--plain`): for screen readers, dumb terminals and scripts. No alternate screen, no boxes, no
//! cursor addressing; nothing is written that was not asked for, but for one line before the prompt where something
//! changed.
//!
//! It is the same console: the same [`App`], the same actions by the names of the table, the same forms, whose fields are
//! asked one after the other. Only what a screen would show is said instead: [`told`] says it, [`asking`] asks.

mod asking;
mod told;

use std::collections::HashSet;
use std::io::{self, BufRead, IsTerminal, Read, Write};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

use ratatui::layout::Size;

use super::app::{App, Front, Stage};
use super::begin::{keep_all, run as begin};
use super::effect::{Effect, Event, Report, Request};
use super::keeping::{self, Drafts};
use super::listing::{Spot, View};
use super::readers::Message;
use super::runner::{Started, first_app};
use super::source::Trouble;
use super::theme::Theme;
use super::update::update;
use super::{filtering, hindrance, overlays};
use crate::calendar::Instant;
use crate::console::{Ended, Options};
use crate::desk::TicketId;
use crate::host::Clock;
use crate::keyboard::action::{entries, named};
use crate::keyboard::{Action, Call, Entry, Scope};
use crate::text::{printable, quoted};

/// Tickets that are said at once.
const PAGE: usize = 20;
/// Longest line that is read, in bytes.
const LONGEST: u64 = 64 * 1024;
/// How long the store is waited for before that is said.
const PATIENCE: Duration = Duration::from_secs(10);

/// After these it is said where the agent is, even where that has not changed: the end of the list has been reached.
const MOVES: [Action; 8] = [
    Action::Down,
    Action::Up,
    Action::PageDown,
    Action::PageUp,
    Action::First,
    Action::Last,
    Action::NextCustomer,
    Action::PreviousCustomer,
];

/// What the session is between two lines.
struct Session {
    app: App,
    clock: Clock,
    messages: Receiver<Message>,
    /// Dropped to end the worker.
    ask: Option<Sender<Request>>,
    drafts: Option<Drafts>,
    /// Where saved views are kept.
    views_file: Option<std::path::PathBuf>,
    input: io::StdinLock<'static>,
    out: io::Stdout,
    /// A person reads and types.
    person: bool,
    /// The ticket that was asked for last and is still to come.
    ticket: Option<TicketId>,
    /// The desk as it is after what was done is still to come.
    stale: bool,
    /// Tickets of the list that have been said.
    said: usize,
    /// The newest event that the agent knows of.
    sequence: i64,
    /// What else was asked for and is still to come.
    waiting: HashSet<Waiting>,
    ended: bool,
}

/// An answer of the worker's that is waited for.
#[derive(Debug, PartialEq, Eq, Hash)]
enum Waiting {
    Found,
    Account,
    Resolved,
    Handover,
}

/// Where the agent is, to tell what an action has changed.
#[derive(PartialEq)]
struct Place {
    front: Front,
    ticket: Option<TicketId>,
    list: (View, String, usize),
    spot: Option<Spot>,
    ledger: bool,
}

/// Holds the session.
///
/// # Errors
/// Where the store cannot be opened, or standard input or output fails.
pub(super) fn open(options: &Options, started: Started) -> Result<(), Ended> {
    let drafts = options.state.as_deref().map(|state| Drafts::new(state, &options.store));
    // As narrow as to have one pane: what is in front is what is said.
    let mut app = first_app(options, started.opened, drafts.as_ref(), Size::new(80, 24));
    app.theme = Theme::new(false);
    app.view = View::Flat;
    let mut session = Session {
        app,
        clock: options.clock,
        messages: started.messages,
        ask: Some(started.ask),
        drafts,
        views_file: options.views_file.clone(),
        input: io::stdin().lock(),
        out: io::stdout(),
        person: io::stdin().is_terminal(),
        ticket: None,
        stale: true,
        said: 0,
        sequence: 0,
        waiting: HashSet::new(),
        ended: false,
    };
    let outcome = session.hold();
    session.ask = None;
    // Everything that was asked for has been answered, or cannot be: the worker closes the store.
    let _ = started.thread.join();
    outcome.map_err(|error| Ended::Terminal(error.to_string()))
}

impl Session {
    fn hold(&mut self) -> io::Result<()> {
        self.welcome()?;
        while !self.ended {
            self.news()?;
            let Some(line) = self.ask("")? else { break };
            self.obey(line.trim())?;
        }
        let now = self.clock.now();
        let mut effects = Vec::new();
        keep_all(&mut self.app, now, &mut effects);
        self.carry_out(effects)
    }

    fn welcome(&mut self) -> io::Result<()> {
        if let Stage::Missing(path) = &self.app.stage {
            let words = format!("There is no desk at {}.", printable(&path.display().to_string()));
            self.say(&words)?;
            if !self.yes("Make a new, empty one there?")? {
                self.ended = true;
                return Ok(());
            }
            self.send(Request::Create);
        }
        self.settle()?;
        let words =
            "tierdesk in plain lines. `help` says what can be done, `list` says the list, `quit` ends.";
        self.say(words)?;
        if let Some(why) = self.app.read_only.clone() {
            self.say(&format!("Read-only: {}.", printable(&why)))?;
        }
        if let Some(banner) = self.app.banner.clone() {
            self.say(&printable(&banner))?;
        }
        self.notice()?;
        self.list()
    }

    /// Says a line.
    fn say(&mut self, line: &str) -> io::Result<()> {
        writeln!(self.out, "{line}")
    }

    /// Asks for a line; nothing once there are no more. Without words it is the prompt, which only a person needs.
    fn ask(&mut self, words: &str) -> io::Result<Option<String>> {
        match (words.is_empty(), self.person) {
            (true, true) => write!(self.out, "> ")?,
            (true, false) => {}
            (false, true) => write!(self.out, "{words} ")?,
            (false, false) => writeln!(self.out, "{words}")?,
        }
        self.out.flush()?;
        let mut line = Vec::new();
        if (&mut self.input).take(LONGEST).read_until(b'\n', &mut line)? == 0 {
            self.ended = true;
            return Ok(None);
        }
        let line = String::from_utf8_lossy(&line);
        Ok(Some(line.trim_end_matches(['\r', '\n']).to_owned()))
    }

    /// A question that begins on No.
    fn yes(&mut self, question: &str) -> io::Result<bool> {
        let answer = self.ask(&format!("{question} yes or no [no]:"))?.unwrap_or_default();
        Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes"))
    }

    fn send(&mut self, request: Request) {
        match &request {
            Request::Ticket(ticket) => self.ticket = Some(*ticket),
            Request::Create => self.stale = true,
            // Jobs are counted by the app; who else is here is no answer that is waited for.
            Request::Search(_) => drop(self.waiting.insert(Waiting::Found)),
            Request::Account(_) => drop(self.waiting.insert(Waiting::Account)),
            Request::Resolved(_) => drop(self.waiting.insert(Waiting::Resolved)),
            Request::Handover => drop(self.waiting.insert(Waiting::Handover)),
            _ => {}
        }
        // A worker that has gone has said so itself.
        let _ = self.ask.as_ref().map(|ask| ask.send(request));
    }

    /// Nothing is waited for any more.
    fn forget(&mut self) {
        (self.stale, self.ticket) = (false, None);
        self.waiting.clear();
    }

    fn event(&mut self, event: Event) -> io::Result<()> {
        let now = self.clock.now();
        let effects = update(&mut self.app, event, now);
        self.carry_out(effects)
    }

    fn carry_out(&mut self, effects: Vec<Effect>) -> io::Result<()> {
        for effect in effects {
            match effect {
                Effect::Quit => self.ended = true,
                Effect::Ask(request) => self.send(request),
                Effect::NoteDraft(draft) => {
                    if let Some(Err(error)) = self.drafts.as_ref().map(|drafts| drafts.note(&draft)) {
                        self.say(&format!("The text cannot be kept: {error}"))?;
                    }
                }
                Effect::KeepDraft(draft) => {
                    if let Some(Err(error)) = self.drafts.as_ref().map(|drafts| drafts.keep(&draft)) {
                        self.say(&format!("The text cannot be kept: {error}"))?;
                    }
                }
                Effect::DropDraft(key) => {
                    if let Some(drafts) = &self.drafts {
                        drafts.drop(&key);
                    }
                }
                Effect::KeepView(view) => {
                    if let Err(words) = keeping::keep_view(self.views_file.as_deref(), &view) {
                        self.say(&printable(&words))?;
                    }
                }
                // A clipboard is reached by escape sequences: here it is said.
                Effect::Copy { text, .. } => self.say(&crate::text::printable_block(&text, 60_000))?,
                // Said as a line, which a screen reader speaks.
                Effect::Ring(_) => {}
                Effect::Edit { .. } | Effect::Suspend | Effect::Redraw | Effect::Mouse(_) | Effect::Panic => {
                }
            }
        }
        Ok(())
    }

    /// Takes in what the worker says until all that was asked for is answered.
    fn settle(&mut self) -> io::Result<()> {
        loop {
            let waits = self.stale
                || !self.waiting.is_empty()
                || self.ticket.is_some()
                || !self.app.pending.is_empty();
            let message = if waits {
                self.messages.recv_timeout(PATIENCE)
            } else {
                self.messages.try_recv().map_err(|_| RecvTimeoutError::Timeout)
            };
            match message {
                Ok(Message::Report(report)) => self.report(report)?,
                Ok(Message::Broken) => {
                    self.ended = true;
                    return Err(io::Error::other("the thread that works on the store broke"));
                }
                Ok(_) => {}
                Err(_) => {
                    if waits {
                        self.forget();
                        self.say("The store does not answer yet; `refresh` looks again.")?;
                    }
                    return Ok(());
                }
            }
        }
    }

    fn report(&mut self, report: Report) -> io::Result<()> {
        match &report {
            Report::Ticket(ticket, _) if self.ticket == Some(*ticket) => self.ticket = None,
            Report::Picture(_) => self.stale = false,
            Report::Found { .. } => drop(self.waiting.remove(&Waiting::Found)),
            Report::Account(_) => drop(self.waiting.remove(&Waiting::Account)),
            Report::Resolved(_) => drop(self.waiting.remove(&Waiting::Resolved)),
            Report::Handover(_) => drop(self.waiting.remove(&Waiting::Handover)),
            // The desk is read again after what was done, and after what was refused.
            Report::Done { outcome: Ok(_) | Err(Trouble::Refused(_)), .. } => self.stale = true,
            Report::Ill(Some(_)) => self.forget(),
            _ => {}
        }
        self.event(Event::Report(report))
    }

    /// What the console said, once.
    fn notice(&mut self) -> io::Result<()> {
        match self.app.notice.take() {
            Some(notice) => {
                let words = printable(&notice.text).into_owned();
                self.say(&words)
            }
            None => Ok(()),
        }
    }

    /// Before the prompt: that somebody else changed the desk.
    fn news(&mut self) -> io::Result<()> {
        self.settle()?;
        self.event(Event::Tick)?;
        let now = self.clock.now();
        if let Some(trouble) = self.app.ill.take() {
            let words = printable(&trouble.words()).into_owned();
            self.say(&words)?;
        }
        let Some(picture) = self.app.picture.clone() else { return Ok(()) };
        if picture.board.sequence != self.sequence {
            self.sequence = picture.board.sequence;
            let words = format!("Somebody changed the desk: {}.", told::counts(&picture, now));
            self.say(&words)?;
        }
        Ok(())
    }

    fn place(&self) -> Place {
        let app = &self.app;
        Place {
            front: app.front,
            ticket: app.opened,
            list: (app.view, app.filter.text().to_owned(), app.folded.len()),
            spot: app.spot,
            ledger: app.ledger,
        }
    }

    /// Does what a line says.
    fn obey(&mut self, line: &str) -> io::Result<()> {
        if line.is_empty() {
            return Ok(());
        }
        let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let (word, rest) = (word.trim_start_matches(':'), rest.trim());
        match word {
            "list" | "refresh" | "redraw" => {
                self.said = 0;
                return self.list();
            }
            "more" => return self.list(),
            "page" => return self.page(),
            "help" | "?" => return self.help(rest),
            _ => {}
        }
        if word.trim_start_matches('#').parse::<i64>().is_ok() {
            return self.act(Action::GoTo, word);
        }
        match find(word) {
            Ok(entry) if entry.action == Action::Open && !rest.is_empty() => self.act(Action::GoTo, rest),
            Ok(entry) => self.act(entry.action, rest),
            Err(words) => self.say(&words),
        }
    }

    fn act(&mut self, action: Action, rest: &str) -> io::Result<()> {
        let Some(entry) = action.entry() else { return Ok(()) };
        let before = self.place();
        let now = self.clock.now();
        if matches!(action, Action::Palette | Action::Mouse | Action::Suspend | Action::Pane) {
            return self.say("That is only where there is a screen.");
        }
        // What is in front has no meaning without a screen: what an action needs there is put there.
        match (entry.scope, self.app.front) {
            (Scope::List, Front::Ticket) => self.begin(Action::Back.into(), now)?,
            (Scope::Ticket, Front::List) => self.begin(Action::Open.into(), now)?,
            _ => {}
        }
        if action == Action::Filter {
            let text: String = printable(rest).chars().take(filtering::LONGEST).collect();
            filtering::set(&mut self.app, &text, now);
            if let Some(remark) = filtering::remark(&self.app) {
                self.say(&printable(&remark.message))?;
            }
            self.said = 0;
            return self.list();
        }
        let mut rest = rest.to_owned();
        if let (Some(argument), true, true) = (entry.argument, entry.argued, rest.is_empty()) {
            rest = self.ask(&format!("{}:", argument.words().to_lowercase()))?.unwrap_or_default();
            rest = rest.trim().to_owned();
            if rest.is_empty() {
                return Ok(());
            }
        }
        if let Some(why) = hindrance::of(entry, &self.app) {
            return self.say(&format!("Not now: {}.", printable(&why)));
        }
        if action == Action::Search {
            return self.search(rest, now);
        }
        let call = match entry.argument {
            Some(_) if !rest.is_empty() => Call::with(action, printable(&rest)),
            _ if !rest.is_empty() => {
                return self.say(&format!("{} takes nothing behind its name.", entry.name));
            }
            _ => action.into(),
        };
        // A form asks before it sends; what needs none is asked about here.
        let form = overlays::has_form(action) && call.argument.is_none();
        if entry.writes && !form && !self.sure(entry, &call)? {
            return self.say("Nothing was done.");
        }
        self.begin(call, now)?;
        self.settle()?;
        self.overlays()?;
        self.after(&before, entry)
    }

    /// Looks for words in everything that was written, and says what was found.
    fn search(&mut self, mut words: String, now: Instant) -> io::Result<()> {
        if words.is_empty() {
            words = self.ask("words:")?.unwrap_or_default();
        }
        self.begin(Action::Search.into(), now)?;
        if !self.app.overlays.is_empty() {
            self.event(Event::Paste(words))?;
        }
        self.settle()?;
        self.overlays()?;
        self.notice()
    }

    fn begin(&mut self, call: Call, now: Instant) -> io::Result<()> {
        let mut effects = Vec::new();
        begin(&mut self.app, &call, now, &mut effects);
        self.carry_out(effects)?;
        // What follows from where the agent is now is worked out by the next event, as on the screen.
        self.event(Event::Tick)
    }

    fn sure(&mut self, entry: &Entry, call: &Call) -> io::Result<bool> {
        let about = self.app.ticket().map(|ticket| format!(" #{} {}", ticket.id, printable(&ticket.subject)));
        let to = call.argument.as_deref().map(|to| format!(" {to}")).unwrap_or_default();
        let question = format!("{}{to}: {}.{} Sure?", entry.name, entry.words, about.unwrap_or_default());
        self.yes(&question)
    }

    /// Says what an action has changed.
    fn after(&mut self, before: &Place, entry: &Entry) -> io::Result<()> {
        if let Some(picture) = &self.app.picture {
            // What was just done here is no news.
            self.sequence = picture.board.sequence;
        }
        self.notice()?;
        let now = self.place();
        let moves = MOVES.contains(&entry.action);
        if self.ended || (now == *before && !moves) {
            return Ok(());
        }
        if now.front == Front::Ticket && (now.ticket, now.ledger) != (before.ticket, before.ledger) {
            return self.page();
        }
        if now.list != before.list {
            self.said = 0;
            return self.list();
        }
        if now.spot != before.spot || moves {
            let line = told::selected(&self.app, self.clock.now());
            return self.say(&line);
        }
        Ok(())
    }

    /// The next tickets of the list.
    fn list(&mut self) -> io::Result<()> {
        let now = self.clock.now();
        if let Some(picture) = self.app.picture.clone() {
            self.sequence = picture.board.sequence;
            if self.said == 0 {
                let words = told::heading(&self.app, &picture, now);
                self.say(&words)?;
            }
        }
        let (lines, all) = told::tickets(&self.app, self.said, PAGE, now);
        for line in &lines {
            self.say(line)?;
        }
        self.said = if self.said + lines.len() >= all { 0 } else { self.said + lines.len() };
        match (all, self.said) {
            (0, _) => self.say("Nothing is listed."),
            (_, 0) => self.say("That is all."),
            (all, said) => self.say(&format!("{said} of {all}; `more` goes on.")),
        }
    }

    /// The ticket that is looked at.
    fn page(&mut self) -> io::Result<()> {
        self.settle()?;
        if self.app.ticket_id().is_none() {
            return self.say("No ticket is selected: `open 17` opens one by its number.");
        }
        if self.app.front == Front::List {
            self.begin(Action::Open.into(), self.clock.now())?;
            self.settle()?;
        }
        // Wide: what reads aloud pauses at every end of a line.
        for line in super::screen::ticket_text(&self.app, self.clock.now(), 500) {
            self.say(told::spoken(&line).trim_end())?;
        }
        Ok(())
    }

    fn help(&mut self, wanted: &str) -> io::Result<()> {
        let wanted = wanted.to_lowercase();
        if wanted.is_empty() {
            for line in told::COMMANDS {
                self.say(line)?;
            }
        }
        let fits = |entry: &&Entry| entry.name.contains(&wanted) || entry.words.contains(&wanted);
        for entry in entries().filter(fits) {
            let line = told::action(entry, &self.app);
            self.say(&line)?;
        }
        Ok(())
    }
}

/// The action that is meant: by its name, or by the beginning of one name.
fn find(word: &str) -> Result<&'static Entry, String> {
    if let Some(entry) = named(word) {
        return Ok(entry);
    }
    let begin: Vec<&'static Entry> = entries().filter(|entry| entry.name.starts_with(word)).collect();
    match begin.as_slice() {
        [one] => Ok(one),
        [] => {
            let near = crate::written::diagnostic::nearest(word, entries().map(|entry| entry.name));
            let near = near.map(|near| format!(" Did you mean {near}?")).unwrap_or_default();
            Err(format!("Nothing is called {}.{near} `help` names everything.", quoted(word)))
        }
        several => {
            let names: Vec<&str> = several.iter().map(|entry| entry.name).collect();
            Err(format!("{} may be: {}.", quoted(word), names.join(", ")))
        }
    }
}
