//! Everything that is on this screen: the desk as last read, where the agent is in it, and what is under way. Changed
//! only by `update`, read by `screen`; knows no terminal and no store.

use std::collections::{BTreeSet, HashSet};
use std::path::PathBuf;
use std::sync::Arc;

use ratatui::layout::Size;

use super::effect::{Draft, DraftKey};
use super::filtering::Typing;
use super::listing::{Line, Listing, Spot, View};
use super::on_call::OnCall;
use super::overlay::{Layer, Overlay};
use super::picture::Picture;
use super::source::{TicketFile, Trouble};
use super::theme::{Role, Theme};
use crate::calendar::{Instant, Zone};
use crate::desk::filter::Filter;
use crate::desk::{Book, Group, Revision, Row, Ticket, TicketId};
use crate::keyboard::{Key, Keymap, Scope};
use crate::store::presence::Here;
use crate::wording::Wording;

/// Where the desk is in its life.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stage {
    /// The store is being read.
    Loading,
    /// There is no store at that path: the welcome screen.
    Missing(PathBuf),
    /// The board.
    Desk,
}

/// Which part of the desk has the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Front {
    /// The list.
    List,
    /// The ticket: a page of its own on narrow screens, the pane beside the list on wide ones.
    Ticket,
}

impl Front {
    /// The scopes whose keys are heard with it in front, the nearest first.
    pub fn scopes(self) -> [Scope; 3] {
        match self {
            Front::List => [Scope::List, Scope::Desk, Scope::Everywhere],
            Front::Ticket => [Scope::Ticket, Scope::Desk, Scope::Everywhere],
        }
    }
}

/// A line that says what was done or went wrong, for a while.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// What is said.
    pub text: String,
    /// As what.
    pub role: Role,
    /// Until when.
    pub until: Instant,
}

/// Where the program is to break (faults.md F01, F02).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Break {
    /// In the thread that draws.
    Screen,
    /// In the worker's.
    Worker,
}

/// A change that the worker has not answered yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pending {
    /// Its job's number.
    pub number: u64,
    /// The layer that sent it.
    pub layer: Option<u64>,
    /// What to say once it is done.
    pub said: String,
    /// Since when.
    pub since: Instant,
}

/// The state of the screen.
#[derive(Debug)]
pub struct App {
    /// Where the desk is in its life.
    pub stage: Stage,
    /// The desk as last read.
    pub picture: Option<Arc<Picture>>,
    /// Who is at the keyboard.
    pub who: String,
    /// The agent's own zone.
    pub local: Arc<Zone>,
    /// Packs and zones, for forms that offer what there is; set by the runner.
    pub book: Option<Arc<Book>>,
    /// Which keys run what.
    pub keymap: Arc<Keymap>,
    /// The keys typed so far of a sequence; empty where none has been begun.
    pub begun: Vec<Key>,
    /// How roles look here.
    pub theme: Theme,
    /// The terminal's size.
    pub size: Size,
    /// Why nothing can be written, where that is so.
    pub read_only: Option<String>,
    /// The moment that is shown instead of now, with `--at`.
    pub at: Option<Instant>,
    /// Said on the top line all the time.
    pub banner: Option<String>,
    /// Who is on call, and the agent's own shift.
    pub on_call: OnCall,
    /// Which tickets are listed.
    pub view: View,
    /// The agent's own views.
    pub views: Vec<crate::views::SavedView>,
    /// Tickets resolved last, where they are listed; kept from the last time.
    pub resolved: Option<Arc<Picture>>,
    pub(super) asked_resolved: Option<super::viewing::AskedResolved>,
    /// What was typed after `/`.
    pub filter: Filter,
    /// The filter has the keys.
    pub filtering: bool,
    /// What is recalled and offered while it is typed.
    pub typing: Typing,
    /// Customers whose tickets are folded away.
    pub folded: HashSet<crate::desk::CustomerId>,
    /// The lines of the list.
    pub listing: Listing,
    /// Marked tickets: what can be done to many is done to them.
    pub marks: BTreeSet<TicketId>,
    /// The ticket to which `next` went last.
    pub nexted: Option<TicketId>,
    /// The selected line.
    pub cursor: usize,
    /// What the selected line stands for.
    pub spot: Option<Spot>,
    /// The first line on screen.
    pub top: usize,
    /// Which part has the keys.
    pub front: Front,
    /// The ticket that is open stays open here, even where it has left the list (resolved by somebody).
    pub opened: Option<TicketId>,
    /// The pane beside the list is wanted, where there is room.
    pub pane: bool,
    /// The ticket that is looked at, with its history.
    pub file: Option<Box<TicketFile>>,
    /// First line of the ticket's page on screen.
    pub scroll: u16,
    /// Every day of a ledger is shown, however long it is.
    pub ledger: bool,
    /// What is kept of the ticket's page between frames.
    pub page: super::screen::Kept,
    /// What lies over the desk.
    pub overlays: Vec<Layer>,
    /// A layer that was put aside for the ticket's page that is open: Esc there comes back to it.
    pub waiting: Option<Layer>,
    /// What was said last.
    pub notice: Option<Notice>,
    /// Tickets as changes made here have left them, until the desk is read again.
    pub(super) done: Vec<Ticket>,
    /// Changes under way.
    pub pending: Vec<Pending>,
    /// Languages and templates; set by the runner.
    pub wording: Arc<Wording>,
    /// Causes with which tickets were resolved lately, the last one first: offered where one is asked.
    pub causes: Vec<String>,
    /// Text kept from before, offered where its form is opened again.
    pub drafts: Vec<Draft>,
    /// When something was last typed into a layer, until that has been noted for the case that the program is killed.
    pub(super) typed: Option<Instant>,
    /// Drafts that were noted so, and whose forms are open.
    pub(super) noted: Vec<DraftKey>,
    /// Why the desk cannot be read or watched, while that is so.
    pub ill: Option<Trouble>,
    /// F12 breaks the program on purpose, to test what happens then: here, or in the worker.
    pub breaks: Option<Break>,
    /// The mouse is ours; off until turned on, and again in the next session.
    pub mouse: bool,
    /// Whether the window has the focus; `None` where the terminal has not said.
    pub focused: Option<bool>,
    /// When a key was last pressed.
    pub hand: Option<Instant>,
    /// What has just fallen, said over everything else for a while.
    pub toast: Option<Notice>,
    /// How many alerts nobody has acknowledged.
    pub alerts: usize,
    /// The handover that waits for the agent here.
    pub handed: Option<crate::desk::Handover>,
    /// Who else has the desk open, and what they look at.
    pub others: Vec<Here>,
    /// What the other consoles were told last: the ticket that is open here, and what is written about it.
    pub(super) told: (Option<TicketId>, Option<String>),
    /// Missed tickets when the list was last made: the view of missed ones changes with this number.
    pub missed: usize,
    /// The ticket whose file was asked for last, and the revision that the list showed then: not asked for again.
    pub(super) asked: Option<(TicketId, Option<Revision>)>,
    pub(super) count: u64,
}

impl App {
    /// An empty screen.
    pub fn new(who: String, local: Arc<Zone>, theme: Theme, size: Size) -> App {
        App {
            stage: Stage::Loading,
            picture: None,
            who,
            local,
            book: None,
            keymap: Arc::new(Keymap::default()),
            begun: Vec::new(),
            theme,
            size,
            read_only: None,
            at: None,
            banner: None,
            on_call: OnCall::default(),
            view: View::default(),
            views: Vec::new(),
            resolved: None,
            asked_resolved: None,
            filter: Filter::default(),
            filtering: false,
            typing: Typing::default(),
            folded: HashSet::new(),
            listing: Listing::default(),
            marks: BTreeSet::new(),
            nexted: None,
            cursor: 0,
            spot: None,
            top: 0,
            front: Front::List,
            opened: None,
            pane: true,
            file: None,
            scroll: 0,
            ledger: false,
            page: super::screen::Kept::default(),
            overlays: Vec::new(),
            waiting: None,
            notice: None,
            done: Vec::new(),
            pending: Vec::new(),
            wording: Arc::default(),
            causes: Vec::new(),
            drafts: Vec::new(),
            typed: None,
            noted: Vec::new(),
            ill: None,
            breaks: None,
            mouse: false,
            focused: None,
            hand: None,
            toast: None,
            alerts: 0,
            handed: None,
            others: Vec::new(),
            told: (None, None),
            missed: 0,
            asked: None,
            count: 0,
        }
    }

    /// The number of the ticket that actions are about: the opened one, or the selected one.
    pub fn ticket_id(&self) -> Option<TicketId> {
        match (self.front, self.opened, self.spot) {
            (Front::Ticket, Some(ticket), _) | (_, _, Some(Spot::Ticket(ticket))) => Some(ticket),
            _ => None,
        }
    }

    /// The ticket that actions are about, as last read.
    pub fn ticket(&self) -> Option<&Ticket> {
        let id = self.ticket_id()?;
        let read = self
            .row_of(id)
            .map(|row| &row.ticket)
            .or_else(|| self.file.as_deref().map(|file| &file.ticket).filter(|ticket| ticket.id == id));
        // The next key may come before the picture that shows what the last one did.
        let done = self.done.iter().find(|ticket| ticket.id == id);
        done.filter(|done| read.is_none_or(|read| done.revision > read.revision)).or(read)
    }

    /// Whether what can be done to many is done to the marked ones: with the list in front and some marked.
    pub fn acts_on_marks(&self) -> bool {
        self.front == Front::List && !self.marks.is_empty()
    }

    /// The marked tickets, by number.
    pub fn marked(&self) -> Vec<&Ticket> {
        let Some(picture) = self.picture.as_deref() else { return Vec::new() };
        self.marks.iter().filter_map(|id| picture.row(*id)).map(|row| &row.ticket).collect()
    }

    /// The row of the ticket that actions are about, with its clocks, where it is open.
    pub fn row(&self) -> Option<&Row> {
        self.row_of(self.ticket_id()?)
    }

    /// The row of a ticket, where it is open or listed.
    pub fn row_of(&self, ticket: TicketId) -> Option<&Row> {
        let open = self.picture.as_ref().and_then(|picture| picture.row(ticket));
        open.or_else(|| self.listed()?.row(ticket))
    }

    /// The customer that the selected line, or the opened ticket, belongs to.
    pub fn group(&self) -> Option<&Group> {
        let picture = self.picture.as_deref()?;
        if let Some(ticket) = self.ticket() {
            return picture.board.groups.iter().find(|group| group.customer.id == ticket.customer);
        }
        match self.listing.lines.get(self.cursor)? {
            Line::Group(place) => picture.board.groups.get(*place),
            // The rows of resolved tickets are another picture's; theirs is a ticket's line in any case.
            Line::Row(row) => picture.group_of_row(*row),
        }
    }

    /// Who else has a ticket open now, and what they write about it, in words: `ben, cara (writing a reply)`.
    pub fn also_there(&self, ticket: TicketId) -> Option<String> {
        let there = self.others.iter().filter(|here| here.ticket == Some(ticket));
        let words: Vec<String> = there
            .map(|here| {
                let agent = crate::text::printable(&here.agent);
                here.writes.as_deref().map_or_else(
                    || agent.clone().into_owned(),
                    |form| format!("{agent} (writing: {})", crate::text::printable(form)),
                )
            })
            .collect();
        (!words.is_empty()).then(|| words.join(", "))
    }

    /// What the other consoles are told: the ticket of the top form, or the one whose page is in front.
    pub(super) fn looks_at(&self) -> (Option<TicketId>, Option<String>) {
        let form = self
            .overlays
            .iter()
            .rev()
            .find_map(|layer| Some((layer.overlay.about()?, layer.overlay.drafts().map(|key| key.form))));
        match form {
            Some((ticket, writes)) => (Some(ticket), writes),
            None if self.front == Front::Ticket => (self.ticket_id(), None),
            None => (None, None),
        }
    }

    /// Who comes on duty in a span, by when.
    pub fn turns(&self, _span: crate::calendar::Span) -> Vec<crate::desk::lanes::Turn> {
        Vec::new()
    }

    /// Lays an overlay on top.
    pub fn push(&mut self, overlay: Box<dyn Overlay>) {
        self.count += 1;
        self.overlays.push(Layer { number: self.count, overlay });
    }

    /// Says something for a while.
    pub fn say(&mut self, text: impl Into<String>, role: Role, now: Instant) {
        let until = now.plus(if role == Role::Error { 10 } else { 5 }).unwrap_or(Instant::MAX);
        self.notice = Some(Notice { text: text.into(), role, until });
    }

    /// Everything that has been typed in open forms and not sent.
    pub fn unsent(&self) -> Vec<Draft> {
        self.overlays.iter().filter_map(|layer| layer.overlay.draft()).collect()
    }

    /// Text kept from before for a form.
    pub fn draft(&self, key: &DraftKey) -> Option<&Draft> {
        self.drafts.iter().find(|draft| draft.key == *key)
    }
}
