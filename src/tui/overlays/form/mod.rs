//! Forms: what is typed for the desk. A form sends with F2 or Ctrl-o and with nothing else (ux.md 5): Enter makes a new
//! line, takes a suggestion or goes on to the next field. Esc closes it and keeps what was typed.
//!
//! To add one: a type that implements [`Task`] (what it asks for, and what it sends), and an arm in `overlays::form`.

mod aloud;
mod conflict;
mod draw;
pub mod editor;
pub mod field;

use std::fmt::Debug;

use crossterm::event::KeyCode;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

pub use conflict::Newer;
pub use editor::Editor;
pub use field::{Choice, Field, Input};

use super::{Confirm, confirm::Then};
use crate::calendar::Instant;
use crate::desk::{Command, Refusal, Revision, Ticket, TicketId, spread};
use crate::tui::app::App;
use crate::tui::begin::question;
use crate::tui::effect::{Done, Draft, DraftKey, Effect, Request};
use crate::tui::keys::Key;
use crate::tui::overlay::{Aloud, Overlay, Reply};
use crate::tui::overlays::{SayIt, Templates};
use crate::tui::source::{TicketFile, Trouble};
use crate::tui::theme::Role;

/// What to send and what to say once it is done; or the fields that something is wrong with, by name, and what.
pub type Answer = Result<(Vec<Command>, String), Vec<(&'static str, String)>>;

/// What a form is for.
pub trait Task: Debug {
    /// Its name, under which drafts are kept.
    fn name(&self) -> &'static str;

    /// The same where the form is about something other than a ticket: what is kept of one is not offered for another.
    fn draft_name(&self) -> String {
        self.name().to_owned()
    }

    /// Above the form.
    fn title(&self) -> String;

    /// What sending does, in a word or two: `send the reply`.
    fn verb(&self) -> &'static str;

    /// Its fields.
    fn fields(&self, app: &App) -> Vec<Field>;

    /// The field that has the keys first; the first empty one where it is `None`.
    fn first(&self) -> Option<&'static str> {
        None
    }

    /// What is said above the fields, as things stand now.
    fn lead(&self, _app: &App, _now: Instant) -> Vec<(Role, String)> {
        Vec::new()
    }

    /// Why it cannot be undone once it is done, where that is so: said before.
    fn lasts(&self) -> Option<&'static str> {
        None
    }

    /// What is said below the fields, as they are filled in and as things stand now: what sending would move.
    fn foot(&self, _fields: &Fields<'_>, _app: &App, _now: Instant) -> Vec<(Role, String)> {
        Vec::new()
    }

    /// Puts fields in order that depend on others.
    fn tune(&self, _fields: &mut [Field], _app: &App, _now: Instant) {}

    /// What to send, and what to say once it is done. `seen` is the ticket as it was on screen.
    ///
    /// # Errors
    /// The fields that something is wrong with, by name, and what.
    fn commands(&self, fields: &Fields<'_>, seen: Option<&Ticket>, app: &App, now: Instant) -> Answer;

    /// The question that is asked before it is sent, and what Yes says, where it needs one.
    fn confirms(&self, _fields: &Fields<'_>, _app: &App) -> Option<(String, String)> {
        None
    }

    /// Whether the customer reads what is typed: templates and target times in words can be put in then.
    fn is_written_to_customer(&self) -> bool {
        false
    }

    /// What comes after it is done.
    fn done(&mut self, _done: &Done, _app: &App) -> Reply {
        Reply::close()
    }
}

/// A form's fields by name.
#[derive(Debug, Clone, Copy)]
pub struct Fields<'a>(&'a [Field]);

impl<'a> Fields<'a> {
    /// Of a form.
    pub fn new(fields: &'a [Field]) -> Fields<'a> {
        Fields(fields)
    }

    /// What a field holds; nothing where it is not shown.
    pub fn value(&self, name: &str) -> &'a str {
        self.0.iter().find(|field| field.name == name && field.shown).map_or("", Field::value)
    }

    /// Whether a field of that name is there and shown.
    pub fn shown(&self, name: &str) -> bool {
        self.0.iter().any(|field| field.name == name && field.shown)
    }

    /// The same without blanks around it, `None` where that leaves nothing.
    pub fn given(&self, name: &str) -> Option<&'a str> {
        Some(self.value(name).trim()).filter(|value| !value.is_empty())
    }
}

/// How far it is.
#[derive(Debug)]
enum Stage {
    /// The agent types.
    Writing,
    /// The store is asked: nothing can be typed that would not be sent.
    Saving,
    /// Somebody else was faster: both versions are shown.
    Conflict { is: Revision, newer: Option<Box<Newer>> },
}

/// A form on screen.
#[derive(Debug)]
pub struct Form {
    task: Box<dyn Task>,
    fields: Vec<Field>,
    focus: usize,
    /// The ticket that it is about, as it was on screen.
    seen: Option<Ticket>,
    /// The tickets to which it is done, where they are several.
    many: Vec<Ticket>,
    stage: Stage,
    said: Option<(Role, String)>,
    /// When the text was kept that it was opened with.
    kept: Option<Instant>,
}

impl Form {
    /// A form, with the text in it that was kept for it before.
    pub fn new(task: impl Task + 'static, ticket: Option<&Ticket>, app: &App, now: Instant) -> Form {
        let fields = task.fields(app);
        let mut form = Form {
            task: Box::new(task),
            fields,
            focus: 0,
            seen: ticket.cloned(),
            many: Vec::new(),
            stage: Stage::Writing,
            said: None,
            kept: None,
        };
        form.tune(app, now);
        form.recall(app, now);
        // What is filled in already is not asked again: the first empty field has the keys.
        let named = form.task.first();
        let first = form.fields.iter().position(|field| field.shown && Some(field.name) == named);
        let empty = form.fields.iter().position(|field| field.shown && field.value().is_empty());
        form.focus = first.or(empty).unwrap_or(0);
        form
    }

    /// Puts the text in that was kept for it before.
    fn recall(&mut self, app: &App, now: Instant) {
        let Some(draft) = app.draft(&self.draft_key()) else { return };
        // Twice, for what one field may hold depends on another.
        for _ in 0..2 {
            for field in &mut self.fields {
                if let Some((_, value)) = draft.fields.iter().find(|(name, _)| name == field.name) {
                    field.set(value);
                }
            }
            self.task.tune(&mut self.fields, app, now);
        }
        self.kept = Some(Instant::from_unix_clamped(draft.kept));
    }

    fn is_typed(&self) -> bool {
        self.fields.iter().any(Field::is_typed)
    }

    fn draft_key(&self) -> DraftKey {
        DraftKey {
            form: self.task.draft_name(),
            ticket: self.seen.as_ref().filter(|_| self.many.is_empty()).map(|ticket| ticket.id),
        }
    }

    fn tune(&mut self, app: &App, now: Instant) {
        self.task.tune(&mut self.fields, app, now);
    }

    fn move_focus(&mut self, forward: bool, app: &App, now: Instant) {
        if let Some(field) = self.fields.get_mut(self.focus) {
            field.complete(true);
        }
        self.tune(app, now);
        let shown = |place: &usize| self.fields.get(*place).is_some_and(|field| field.shown);
        let count = self.fields.len();
        let next = if forward {
            (self.focus + 1..count).chain(0..self.focus).find(shown)
        } else {
            (0..self.focus).rev().chain((self.focus + 1..count).rev()).find(shown)
        };
        self.focus = next.unwrap_or(self.focus);
    }

    fn send(&mut self, app: &App, now: Instant) -> Reply {
        if let Some(field) = self.fields.get_mut(self.focus) {
            field.complete(true);
        }
        self.tune(app, now);
        for field in &mut self.fields {
            field.wrong = None;
        }
        self.said = None;
        if let Some(why) = &app.read_only {
            self.said = Some((Role::Error, why.clone()));
            return Reply::stay();
        }
        match self.task.commands(&Fields(&self.fields), self.seen.as_ref(), app, now) {
            Ok((commands, _)) if !self.many.is_empty() => self.ask_for_many(&commands),
            Ok((commands, said)) => {
                if let Some((question, yes)) = self.task.confirms(&Fields(&self.fields), app) {
                    let draft = Some(self.draft_key());
                    let sure = Confirm::new(question, yes, Then::Sure { commands, said, draft });
                    return Reply { closes: true, ..Reply::open(sure) };
                }
                self.stage = Stage::Saving;
                Reply::send(commands, said)
            }
            Err(wrong) => {
                for (name, words) in wrong.into_iter().rev() {
                    if let Some(place) = self.fields.iter().position(|field| field.name == name) {
                        self.focus = place;
                        if let Some(field) = self.fields.get_mut(place) {
                            field.wrong = Some(words);
                        }
                    }
                }
                Reply::stay()
            }
        }
    }

    /// One question that names the tickets; what was typed is kept until it is done.
    fn ask_for_many(&mut self, commands: &[Command]) -> Reply {
        let many = spread(commands, &self.many);
        if many.commands.is_empty() {
            self.said = Some((Role::Error, "nothing to do: they are all like that already".to_owned()));
            return Reply::stay();
        }
        let name = self.task.name();
        let mut what = name.to_owned();
        if let Some(first) = what.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        let question = question(&what, &self.many, &many.already);
        let count = self.many.len() - many.already.len();
        let said = format!("{name}: {count} tickets");
        let then = Then::Sure { commands: many.commands, said, draft: Some(self.draft_key()) };
        Reply { closes: true, ..Reply::open(Confirm::new(question, "do it", then)) }
    }

    /// Whether a text of several lines is typed where the keys are now.
    fn is_text(&self) -> bool {
        self.fields.get(self.focus).is_some_and(|field| matches!(field.input, Input::Text(_)))
    }

    /// Whether what the customer reads is typed where the keys are now.
    fn takes_wording(&self) -> bool {
        self.is_text() && self.task.is_written_to_customer()
    }

    fn close(&self) -> Reply {
        // What was kept and has been emptied since is kept no longer.
        if self.kept.is_some() && !self.is_typed() {
            return Reply::close().and(Effect::DropDraft(self.draft_key()));
        }
        Reply::close()
    }

    fn start_empty(&mut self, app: &App, now: Instant) -> Reply {
        self.kept = None;
        self.fields = self.task.fields(app);
        self.tune(app, now);
        self.focus =
            self.fields.iter().position(|field| field.shown && field.value().is_empty()).unwrap_or(0);
        Reply::stay().and(Effect::DropDraft(self.draft_key()))
    }

    fn writing_key(&mut self, key: Key, app: &App, now: Instant) -> Reply {
        self.said = None;
        let plain = !key.ctrl && !key.alt;
        match key.code {
            KeyCode::F(2) => return self.send(app, now),
            KeyCode::Char('o') if key.ctrl && !key.alt => return self.send(app, now),
            KeyCode::F(4) if self.is_text() => {
                let text = self.fields.get(self.focus).map_or("", Field::value).to_owned();
                return Reply { edits: Some(text), ..Reply::stay() };
            }
            KeyCode::F(5) if self.takes_wording() => return Reply::open(Templates::new(app, true)),
            KeyCode::F(6) if self.takes_wording() => return Reply::open(SayIt::new(app, true)),
            KeyCode::F(8) if self.kept.is_some() => return self.start_empty(app, now),
            KeyCode::Esc => return self.close(),
            KeyCode::Tab => self.move_focus(true, app, now),
            KeyCode::BackTab => self.move_focus(false, app, now),
            _ => {
                let Some(field) = self.fields.get_mut(self.focus) else { return Reply::stay() };
                let several = matches!(field.input, Input::Text(_));
                if key.code == KeyCode::Enter && plain && !several {
                    field.complete(false);
                    self.move_focus(true, app, now);
                } else if !field.key(key) && !several {
                    // Up and Down go from field to field where they mean nothing in one.
                    match key.code {
                        KeyCode::Down => self.move_focus(true, app, now),
                        KeyCode::Up => self.move_focus(false, app, now),
                        _ => {}
                    }
                }
                self.tune(app, now);
            }
        }
        Reply::stay()
    }

    fn conflict_key(&mut self, key: Key, app: &App, now: Instant) -> Reply {
        let Stage::Conflict { newer, .. } = &mut self.stage else { return Reply::stay() };
        let again = matches!(key.code, KeyCode::F(3));
        if !again && key.code != KeyCode::Esc {
            return Reply::stay();
        }
        // What is shown has been seen: the next change is made against it.
        let Some(newer) = newer.take() else {
            self.stage = Stage::Writing;
            return Reply::stay();
        };
        self.seen = Some(newer.ticket);
        self.stage = Stage::Writing;
        if again { self.send(app, now) } else { Reply::stay() }
    }

    fn trouble(&mut self, trouble: &Trouble) -> Reply {
        self.stage = Stage::Writing;
        if let (Trouble::Refused(Refusal::Conflict { ticket, is, .. }), Some(_)) = (trouble, &self.seen) {
            self.stage = Stage::Conflict { is: *is, newer: None };
            return Reply::stay().and(Effect::Ask(Request::Ticket(*ticket)));
        }
        let mut words = trouble.words();
        if trouble.passes() {
            words.push_str("; the text is kept, F2 tries again");
        }
        self.said = Some((Role::Error, words));
        Reply::stay()
    }
}

impl Overlay for Form {
    fn key(&mut self, key: Key, app: &App, now: Instant) -> Reply {
        match self.stage {
            Stage::Writing => self.writing_key(key, app, now),
            // What is on its way can be neither changed nor called back.
            Stage::Saving => Reply::stay(),
            Stage::Conflict { .. } => self.conflict_key(key, app, now),
        }
    }

    fn paste(&mut self, text: &str, _app: &App) -> Reply {
        if matches!(self.stage, Stage::Writing)
            && let Some(field) = self.fields.get_mut(self.focus)
        {
            self.said = None;
            field.paste(text);
        }
        Reply::stay()
    }

    fn answered(&mut self, outcome: &Result<Done, Trouble>, app: &App) -> Reply {
        match outcome {
            Ok(done) => {
                self.stage = Stage::Writing;
                let reply = self.task.done(done, app);
                if reply.sends.is_some() {
                    self.stage = Stage::Saving;
                }
                reply
            }
            Err(trouble) => self.trouble(trouble),
        }
    }

    fn spread(&mut self, tickets: Vec<Ticket>, app: &App, now: Instant) {
        self.many = tickets;
        self.kept = None;
        self.fields = self.task.fields(app);
        self.tune(app, now);
        self.recall(app, now);
    }

    fn edited(&mut self, outcome: Result<String, String>, app: &App, now: Instant) {
        match outcome {
            Ok(text) => {
                if let Some(field) = self.fields.get_mut(self.focus) {
                    field.set(&text);
                }
                self.said = None;
                self.tune(app, now);
            }
            Err(words) => self.said = Some((Role::Error, words)),
        }
    }

    fn aloud(&mut self) -> Aloud<'_> {
        Aloud::Form(self)
    }

    fn about(&self) -> Option<TicketId> {
        self.seen.as_ref().map(|ticket| ticket.id)
    }

    fn read(&mut self, file: &TicketFile) {
        if let Stage::Conflict { is, newer } = &mut self.stage
            && file.ticket.revision >= *is
        {
            *newer = Some(Box::new(Newer::of(file)));
        }
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, app: &App, now: Instant) {
        self.paint(buffer, area, app, now);
    }

    fn hints(&self, app: &App) -> Vec<(String, String)> {
        let hint = |key: &str, words: &str| (key.to_owned(), words.to_owned());
        match &self.stage {
            Stage::Saving => Vec::new(),
            Stage::Conflict { newer: None, .. } => vec![hint("Esc", "back to the text")],
            Stage::Conflict { .. } => vec![hint("F3", "send it anyway"), hint("Esc", "back to the text")],
            Stage::Writing => {
                let mut hints = Vec::new();
                if app.read_only.is_none() {
                    hints.push(hint("F2 Ctrl-o", self.task.verb()));
                }
                let several = self.fields.iter().filter(|field| field.shown).count() > 1;
                if several {
                    hints.push(hint("Tab", "next field"));
                }
                if self.is_text() {
                    hints.push(hint("F4", "editor"));
                }
                if self.takes_wording() {
                    hints.extend([hint("F5", "template"), hint("F6", "say it")]);
                }
                if self.kept.is_some() {
                    hints.push(hint("F8", "start empty"));
                }
                hints.push(hint("Esc", if self.is_typed() { "close, keep the text" } else { "close" }));
                hints
            }
        }
    }

    fn draft(&self) -> Option<Draft> {
        self.is_typed().then(|| Draft {
            key: self.draft_key(),
            fields: self
                .fields
                .iter()
                .map(|field| (field.name.to_owned(), field.value().to_owned()))
                .collect(),
            kept: 0,
        })
    }

    fn drafts(&self) -> Option<DraftKey> {
        self.is_typed().then(|| self.draft_key())
    }
}
