//! What lies over the desk: help, questions, forms. Overlays are a stack; the top one has the keys.
//!
//! To add one: a file in `overlays/` with a type that implements [`Overlay`], and an arm in `begin/` (or in
//! another overlay) that pushes it with [`App::push`] or [`Reply::open`]. An overlay never touches the world: it answers
//! keys with a [`Reply`], and what it asks for is carried out by the runner. A change is asked for with
//! [`Reply::send`]; when the worker has done it, [`Overlay::answered`] is called with what became of it.

use std::fmt::Debug;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::app::App;
use super::effect::{Done, Draft, DraftKey, Effect, Mouse};
use super::handing::HandoverFile;
use super::keys::Key;
use super::listing::Spot;
use super::source::{AccountFile, TicketFile, Trouble};
use super::theme::Role;
use crate::calendar::{Instant, Zone};
use crate::desk::{Command, Ticket, TicketId};
use crate::keyboard::Call;
use crate::store::{Found, Told};

/// One layer over the desk.
pub trait Overlay: Debug {
    /// A key, while this is the top layer. Esc closes it unless the overlay answers otherwise: never quits.
    fn key(&mut self, key: Key, app: &App, now: Instant) -> Reply;

    /// The mouse, where it is turned on. Nothing that changes the desk is on it.
    fn mouse(&mut self, _mouse: Mouse, _app: &App, _now: Instant) -> Reply {
        Reply::stay()
    }

    /// Pasted text: text, whatever it looks like.
    fn paste(&mut self, _text: &str, _app: &App) -> Reply {
        Reply::stay()
    }

    /// What became of the change that it sent. Closes on success; on trouble it has to keep what was typed
    /// (ux.md 10, faults.md B07) and show why.
    fn answered(&mut self, outcome: &Result<Done, Trouble>, _app: &App) -> Reply {
        if outcome.is_ok() { Reply::close() } else { Reply::stay() }
    }

    /// It is about all of these tickets, and not about the one that it was made for.
    fn spread(&mut self, _tickets: Vec<Ticket>, _app: &App, _now: Instant) {}

    /// What became of the text that it gave to the agent's editor; or why it did not come back.
    fn edited(&mut self, _outcome: Result<String, String>, _app: &App, _now: Instant) {}

    /// How it is asked where there is no screen (`--plain`).
    fn aloud(&mut self) -> Aloud<'_> {
        Aloud::Shown
    }

    /// What it says where there is no screen, line by line; `None`: as it would be drawn.
    fn lines(&self, _app: &App, _now: Instant) -> Option<Vec<String>> {
        None
    }

    /// The ticket that it is about: it is handed that ticket's file whenever one has been read.
    fn about(&self) -> Option<TicketId> {
        None
    }

    /// The file of its ticket, as just read.
    fn read(&mut self, _file: &TicketFile) {}

    /// What it looks for in everything that was written: looked for again when the desk has changed.
    fn searches(&self) -> Option<String> {
        None
    }

    /// What came of looking for what had been typed.
    fn found(&mut self, _typed: &str, _outcome: &Result<Found, Trouble>) {}

    /// The alerts on record, as just read.
    fn alerts(&mut self, _alerts: &[Told]) {}

    /// Whether it lists alerts: they are read again when the desk has changed.
    fn lists_alerts(&self) -> bool {
        false
    }

    /// A customer's account, as just read.
    fn account(&mut self, _file: &AccountFile) {}

    /// What a handover would say, as just worked out; moments are told on that wall clock.
    fn handover(&mut self, _file: &HandoverFile, _local: &Zone) {}

    /// Whether it shows that: worked out again when the desk has changed.
    fn shows_handover(&self) -> bool {
        false
    }

    /// Draws it into `area`, which is the whole screen but the footer; it clears what it covers.
    fn draw(&self, buffer: &mut Buffer, area: Rect, app: &App, now: Instant);

    /// Its keys and what they do, for the footer.
    fn hints(&self, app: &App) -> Vec<(String, String)>;

    /// What has been typed and not sent: kept on quit, signals and panics (faults.md F03, F18).
    fn draft(&self) -> Option<Draft> {
        None
    }

    /// What that belongs to, without a copy of the text: asked after every event.
    fn drafts(&self) -> Option<DraftKey> {
        self.draft().map(|draft| draft.key)
    }
}

/// How an overlay is asked line by line.
#[derive(Debug)]
pub enum Aloud<'a> {
    /// It is only to be read: said as it would be drawn, and closed.
    Shown,
    /// A question that `y` and `n` answer.
    Question(String),
    /// A form, field by field.
    Form(&'a mut super::overlays::Form),
}

/// What an overlay wants after a key.
#[derive(Debug, Default)]
pub struct Reply {
    /// It is done.
    pub closes: bool,
    /// It is only put aside, and comes back when the ticket's page that it leads to is closed.
    pub waits: bool,
    /// A layer to lie over it (or in its place, where it closes).
    pub opens: Option<Box<dyn Overlay>>,
    /// An action to run once it has closed.
    pub runs: Option<Call>,
    /// A change to make: commands, all or none, and what to say once it is done.
    pub sends: Option<(Vec<Command>, String)>,
    /// Text for the layer below, once this one has closed: it goes in as if it had been pasted.
    pub types: Option<String>,
    /// A text to open in the agent's own editor; [`Overlay::edited`] is called with what comes back.
    pub edits: Option<String>,
    /// What to say, in place of what was announced when it was sent.
    pub says: Option<(String, Role)>,
    /// Marks have been acted on: nothing is marked any more.
    pub unmarks: bool,
    /// What to select once it is on screen.
    pub selects: Option<Spot>,
    /// Anything else.
    pub effects: Vec<Effect>,
}

impl Reply {
    /// Nothing but a changed look.
    pub fn stay() -> Reply {
        Reply::default()
    }

    /// Close this layer.
    pub fn close() -> Reply {
        Reply { closes: true, ..Reply::default() }
    }

    /// Lay another layer over this one.
    pub fn open(overlay: impl Overlay + 'static) -> Reply {
        Reply { opens: Some(Box::new(overlay)), ..Reply::default() }
    }

    /// Close this layer and run an action.
    pub fn run(call: impl Into<Call>) -> Reply {
        Reply { closes: true, runs: Some(call.into()), ..Reply::default() }
    }

    /// Make a change, and say `said` once it is done. The layer stays until [`Overlay::answered`].
    pub fn send(commands: Vec<Command>, said: impl Into<String>) -> Reply {
        Reply { sends: Some((commands, said.into())), ..Reply::default() }
    }

    /// And something else.
    #[must_use]
    pub fn and(mut self, effect: Effect) -> Reply {
        self.effects.push(effect);
        self
    }
}

/// A layer on the stack.
#[derive(Debug)]
pub struct Layer {
    /// Tells layers apart, so that a job's answer finds the one that sent it.
    pub number: u64,
    /// What it is.
    pub overlay: Box<dyn Overlay>,
}
