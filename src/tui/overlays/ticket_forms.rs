//! Forms about the ticket on screen: reply, note, wait, resume, resolve, reopen, assign.

use std::collections::BTreeSet;

use super::form::{Answer, Field, Fields, Input, Task};
use crate::calendar::Instant;
use crate::desk::{Command, Ticket};
use crate::policy::ClockKey;
use crate::text;
use crate::tui::app::App;
use crate::tui::theme::Role;
use crate::tui::words;

/// What is done to the ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// Answer the customer.
    Reply,
    /// Write something down for colleagues.
    Note,
    /// Wait for the customer.
    Wait,
    /// Go on.
    Resume,
    /// Resolve.
    Resolve,
    /// Open again.
    Reopen,
    /// Give it to somebody.
    Assign,
}

/// A form about one ticket.
#[derive(Debug)]
pub struct TicketForm {
    deed: Deed,
    title: String,
}

impl TicketForm {
    /// For a ticket.
    pub fn new(deed: Deed, ticket: &Ticket) -> TicketForm {
        let what = match deed {
            Deed::Reply => "Reply to",
            Deed::Note => "Note on",
            Deed::Wait => "Wait for the customer of",
            Deed::Resume => "Resume",
            Deed::Resolve => "Resolve",
            Deed::Reopen => "Reopen",
            Deed::Assign => "Assign",
        };
        TicketForm { deed, title: format!("{what} #{} · {}", ticket.id, text::printable(&ticket.subject)) }
    }
}

/// What is said about a clock of the ticket in front.
fn clock_words(app: &App, key: &ClockKey, now: Instant) -> Option<String> {
    let row = app.row()?;
    let clock = row.clocks.iter().find(|clock| clock.key() == key)?;
    Some(words::clock(clock, &row.ticket, now).long().to_owned())
}

impl Task for TicketForm {
    fn name(&self) -> &'static str {
        match self.deed {
            Deed::Reply => "reply",
            Deed::Note => "note",
            Deed::Wait => "wait",
            Deed::Resume => "resume",
            Deed::Resolve => "resolve",
            Deed::Reopen => "reopen",
            Deed::Assign => "assign",
        }
    }

    fn title(&self) -> String {
        self.title.clone()
    }

    fn lasts(&self) -> Option<&'static str> {
        (self.deed == Deed::Reply).then_some("the customer has it then")
    }

    fn verb(&self) -> &'static str {
        match self.deed {
            Deed::Reply => "send the reply",
            Deed::Note => "save the note",
            Deed::Wait => "wait",
            Deed::Resume => "resume",
            Deed::Resolve => "resolve it",
            Deed::Reopen => "reopen it",
            Deed::Assign => "assign it",
        }
    }

    fn fields(&self, app: &App) -> Vec<Field> {
        let field = match self.deed {
            Deed::Reply => Field::text("text", "Reply").about("The customer reads this."),
            Deed::Note => Field::text("text", "Note").about("For colleagues; the customer does not see it."),
            Deed::Wait => Field::line("text", "For what")
                .about("Shown beside the clock while it stands still; may stay empty."),
            Deed::Resume => Field::line("text", "Why").about("May stay empty."),
            Deed::Resolve => Field::offered("text", "Cause", app.causes.clone())
                .about("What it was, for the ticket's record; those used lately are offered."),
            Deed::Reopen => Field::line("text", "Why").about("May stay empty."),
            Deed::Assign => Field::known("to", "To", agents(app))
                .about("A colleague's name; D on the ticket leaves it to nobody."),
        };
        vec![field]
    }

    fn is_written_to_customer(&self) -> bool {
        self.deed == Deed::Reply
    }

    fn tune(&self, fields: &mut [Field], app: &App, _now: Instant) {
        let cause = fields.iter_mut().find(|_| self.deed == Deed::Resolve);
        if let Some(Field { input: Input::Line { known, .. }, .. }) = cause
            && *known != app.causes
        {
            known.clone_from(&app.causes);
        }
    }

    fn lead(&self, app: &App, now: Instant) -> Vec<(Role, String)> {
        let mut lead = Vec::new();
        let ticket = app.ticket();
        let of =
            |key: ClockKey| clock_words(app, &key, now).map_or(String::new(), |words| format!(" ({words})"));
        match self.deed {
            Deed::Reply => match ticket.and_then(|ticket| ticket.first_response) {
                None => {
                    let words = of(ClockKey::first_response());
                    lead.push((
                        Role::Strong,
                        format!("This is the first response: it stops the first-response clock{words}."),
                    ));
                }
                Some(at) => {
                    let at = words::when(at, &app.local, now);
                    lead.push((
                        Role::Muted,
                        format!("The first response was given {at}; this one stops no clock."),
                    ));
                }
            },
            Deed::Note => {}
            Deed::Wait => {
                let words = of(ClockKey::resolution());
                lead.push((
                    Role::Text,
                    format!("While the desk waits, the resolution clock stands still{words}."),
                ));
                if ticket.is_some_and(|ticket| ticket.first_response.is_none()) {
                    let words = of(ClockKey::first_response());
                    lead.push((
                        Role::DueSoon,
                        format!("Nobody has replied yet: the first-response clock goes on{words}."),
                    ));
                }
            }
            Deed::Resume => {
                lead.push((Role::Text, "The resolution clock goes on from where it stopped.".into()));
            }
            Deed::Resolve => {
                let words = of(ClockKey::resolution());
                lead.push((Role::Text, format!("The resolution clock stops{words}.")));
                if ticket.is_some_and(|ticket| ticket.first_response.is_none()) {
                    lead.push((
                        Role::DueSoon,
                        "Nobody has replied yet: the first response stays open on record.".into(),
                    ));
                }
            }
            Deed::Reopen => {
                lead.push((
                    Role::Text,
                    "The resolution clock goes on; the time it stood resolved does not count.".into(),
                ));
            }
            Deed::Assign => {
                let who = ticket.and_then(|ticket| ticket.assignee.clone());
                let words = who.map_or("It is nobody's now.".to_owned(), |who| format!("It is {who}'s now."));
                lead.push((Role::Text, words));
            }
        }
        lead
    }

    fn commands(&self, fields: &Fields<'_>, seen: Option<&Ticket>, _app: &App, _now: Instant) -> Answer {
        let Some(ticket) = seen else { return Err(Vec::new()) };
        let (id, seen) = (ticket.id, Some(ticket.revision));
        let text = || fields.value("text").to_owned();
        let blank = fields.given("text").is_none();
        let wrong = |words: &str| Err(vec![("text", words.to_owned())]);
        let reason = || fields.given("text").unwrap_or_default().to_owned();
        let (command, said) = match self.deed {
            Deed::Reply if blank => return wrong("write the reply first"),
            Deed::Note if blank => return wrong("write the note first"),
            Deed::Reply => {
                let first = if ticket.first_response.is_none() { ": the first response" } else { "" };
                (
                    Command::Reply { ticket: id, seen, text: text(), at: None, by: None },
                    format!("replied to #{id}{first}"),
                )
            }
            Deed::Note => (Command::Note { ticket: id, seen, text: text() }, format!("noted on #{id}")),
            Deed::Wait => (
                Command::Wait { ticket: id, seen, reason: reason() },
                format!("#{id} waits for the customer"),
            ),
            Deed::Resume => {
                (Command::Resume { ticket: id, seen, reason: reason() }, format!("#{id} goes on"))
            }
            Deed::Resolve => {
                (Command::Resolve { ticket: id, seen, cause: reason() }, format!("#{id} is resolved"))
            }
            Deed::Reopen => {
                (Command::Reopen { ticket: id, seen, reason: reason() }, format!("#{id} is open again"))
            }
            Deed::Assign => {
                let Some(to) = fields.given("to") else {
                    return Err(vec![("to", "write a colleague's name".to_owned())]);
                };
                if ticket.assignee.as_deref() == Some(to) {
                    return Err(vec![("to", format!("it is {to}'s already"))]);
                }
                let said = format!("#{id} is {to}'s now");
                (Command::Assign { ticket: id, seen, to: Some(to.to_owned()) }, said)
            }
        };
        Ok((vec![command], said))
    }
}

/// Everybody who works on a ticket now, and the agent here first.
fn agents(app: &App) -> Vec<String> {
    let rows = app.picture.as_ref().map_or(&[][..], |picture| picture.board.rows.as_slice());
    let others: BTreeSet<&str> = rows
        .iter()
        .filter_map(|row| row.ticket.assignee.as_deref())
        .filter(|name| *name != app.who)
        .collect();
    std::iter::once(app.who.clone()).chain(others.into_iter().map(str::to_owned)).collect()
}
