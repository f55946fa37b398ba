//! What comes in and what goes out: [`Event`]s change the [`App`](super::app::App), [`Effect`]s are what the runner is
//! to do about it, [`Request`]s go to the store's worker and [`Report`]s come back from it as events.

use std::sync::Arc;

use ratatui::layout::Size;

use super::handing::HandoverFile;
use super::keys::Key;
use super::on_call::OnCall;
use super::picture::Picture;
use super::source::{AccountFile, TicketFile, Trouble};
use super::theme::{Role, Theme};
use crate::alert::{Alert, AlertId};
use crate::desk::{Command, CustomerId, Handover, Ticket, TicketId};
use crate::store::presence::Here;
use crate::store::{Found, Told};
use crate::views::SavedView;

/// Something happened.
#[derive(Debug)]
pub enum Event {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted: it is text, whatever it looks like (ux.md 11).
    Paste(String),
    /// The terminal has another size.
    Resize(Size),
    /// The mouse was used.
    Mouse(Mouse),
    /// What became of something that the runner did.
    Said(String, Role),
    /// The window has the focus, or has lost it.
    Focus(bool),
    /// It is to look so from now on: the terminal has said what its background is.
    Theme(Box<Theme>),
    /// A wall second has begun.
    Tick,
    /// The worker has something to say.
    Report(Report),
    /// A text has come back from the agent's editor, or has not, and why.
    Edited {
        /// The layer whose text it is.
        layer: u64,
        /// The text.
        outcome: Result<String, String>,
    },
}

/// What the mouse did, and where: column and row from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mouse {
    /// Its first button was pressed.
    Click((u16, u16)),
    /// The wheel was turned up.
    Up((u16, u16)),
    /// The wheel was turned down.
    Down((u16, u16)),
}

/// Something that the runner does. Nothing in `update` touches the world; it asks for it with these.
#[derive(Debug, PartialEq, Eq)]
pub enum Effect {
    /// Close the board in order.
    Quit,
    /// Give the terminal back and stop until SIGCONT.
    Suspend,
    /// Draw everything afresh, whatever is thought to be on screen.
    Redraw,
    /// Ask the worker.
    Ask(Request),
    /// Keep text that has not been sent, for next time (faults.md F18).
    KeepDraft(Draft),
    /// Keep a view among the agent's own.
    KeepView(Box<SavedView>),
    /// Keep text that is being typed, should the program be killed: what was kept with [`Effect::KeepDraft`] outlives the
    /// machine, this the program.
    NoteDraft(Draft),
    /// Open a text in the agent's own editor (ux.md 19); [`Event::Edited`] comes back.
    Edit {
        /// The layer whose text it is.
        layer: u64,
        /// The text as it is.
        text: String,
    },
    /// Text that was kept has been sent or thrown away.
    DropDraft(DraftKey),
    /// Have the terminal copy a text, which is printable, and say what was copied and by which way.
    Copy {
        /// What.
        text: String,
        /// What that is, in a few words.
        what: String,
    },
    /// Take the mouse, or give it back.
    Mouse(bool),
    /// Have the terminal ring or notify, by the ways of each.
    Ring(Vec<(AlertId, Alert)>),
    /// Break on purpose, to test what happens then (faults.md F01).
    Panic,
}

/// A change that somebody on this screen asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Counts the jobs of this screen; its [`Report::Done`] bears the same number.
    pub number: u64,
    /// What to do, all or nothing.
    pub commands: Vec<Command>,
}

/// What the worker is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Request {
    /// Carry out a change.
    Do(Job),
    /// Undo what the agent did last, or redo what was undone last; answered as a [`Request::Do`] is.
    Turn {
        /// The number of its [`Report::Done`].
        number: u64,
        /// Redo.
        again: bool,
    },
    /// Read a ticket with everything that happened to it. Only the last of several waiting ones is answered.
    Ticket(TicketId),
    /// Read everything about a customer.
    Account(CustomerId),
    /// Read a report. Only the last of several waiting ones is answered.
    Report {
        /// The number of its [`Report::Figures`].
        number: u64,
        /// What is asked for.
        ask: Box<crate::report::Ask>,
    },
    /// Work out what a handover would say now, and read the one that waits for the agent here. Only the last of several
    /// waiting ones is answered.
    Handover,
    /// Tell the other consoles what is looked at here, and what is written about it.
    Looking(Option<TicketId>, Option<String>),
    /// Look for words in everything that was written. Only the last of several waiting ones is answered.
    Search(String),
    /// Look up with which causes tickets were resolved lately.
    Causes,
    /// Read the alerts on record.
    Alerts,
    /// Read so many of the tickets that were resolved last. Only the last of several waiting ones is answered.
    Resolved(u32),
    /// Make the store that is missing.
    Create,
    /// Break on purpose in the worker (faults.md F02).
    Panic,
}

/// What the worker says.
#[derive(Debug)]
pub enum Report {
    /// The desk as it is now.
    Picture(Arc<Picture>),
    /// A ticket with everything that happened to it; `None` where there is no such ticket.
    Ticket(TicketId, Option<Box<TicketFile>>),
    /// What came of looking for words.
    Found {
        /// For which.
        typed: String,
        /// What was found.
        outcome: Result<Found, Trouble>,
    },
    /// The tickets that were resolved last.
    Resolved(Arc<Picture>),
    /// A job is done, or has failed. The new picture follows by itself.
    Done {
        /// Of which job.
        number: u64,
        /// What has become of it.
        outcome: Result<Done, Trouble>,
    },
    /// Everything about a customer, for its page.
    Account(Box<AccountFile>),
    /// A report, as it was asked for.
    Figures {
        /// The number of the question.
        number: u64,
        /// What it says.
        outcome: Result<Box<crate::report::Report>, Trouble>,
    },
    /// What a handover would say now, and the one that waits for the agent here.
    Handover(Box<HandoverFile>),
    /// Which handover waits for the agent here, where that has changed.
    Handed(Option<Box<Handover>>),
    /// Who else has the desk open, and what they look at.
    Others(Vec<Here>),
    /// The causes with which tickets were resolved lately, the last one first.
    Causes(Vec<String>),
    /// Who is on call, and the agent's own shift, where either has changed.
    OnCall(Box<OnCall>),
    /// What has fallen and is told here and nowhere else, and how many alerts wait for an answer.
    Alerts {
        /// What is told.
        told: Vec<(AlertId, Alert)>,
        /// How many nobody has acknowledged.
        open: usize,
    },
    /// The alerts on record, the newest first.
    AlertList(Vec<Told>),
    /// The store has been made.
    Created,
    /// Reading the desk, or watching the store, fails; `None` once it goes again.
    Ill(Option<Trouble>),
    /// Something to know about the store that does not keep it from working, such as a clock that is behind it.
    Warning(String),
}

/// What became of a job's commands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Done {
    /// The tickets that were opened or changed, as they are now.
    pub tickets: Vec<Ticket>,
    /// The customers that were added.
    pub customers: Vec<CustomerId>,
    /// What to say, where only the store knew what there was to do.
    pub said: Option<String>,
}

/// What a draft belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub struct DraftKey {
    /// Which form: `reply`, `note`, `open` ...
    pub form: String,
    /// The ticket, where it is about one.
    pub ticket: Option<TicketId>,
}

/// Text that has been typed and not sent.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Draft {
    /// What it belongs to.
    pub key: DraftKey,
    /// The form's fields: name and text.
    pub fields: Vec<(String, String)>,
    /// Unix second at which it was kept.
    pub kept: i64,
}
