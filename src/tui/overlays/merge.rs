//! Merging a ticket into another, and splitting a part off: which number lives on, and what becomes of clocks and
//! allowance, is said before it is done.

use super::bonds::{named, number, tickets};
use super::form::{Answer, Choice, Field, Fields, Task};
use crate::calendar::Instant;
use crate::desk::{Command, Counting, Decision, Refusal, Row, Situation, Ticket, TicketId, Work, decide};
use crate::policy::SeverityKey;
use crate::text;
use crate::tui::app::App;
use crate::tui::theme::Role;
use crate::tui::words;

/// Merges the ticket on screen into another.
#[derive(Debug)]
pub struct Merge {
    ticket: Box<Ticket>,
    /// The other, as the field names it.
    into: std::cell::RefCell<Option<TicketId>>,
}

impl Merge {
    /// For a ticket.
    pub fn new(ticket: &Ticket) -> Merge {
        Merge { ticket: Box::new(ticket.clone()), into: std::cell::RefCell::new(None) }
    }

    /// The ticket that lives on, as it would stand.
    fn after(&self, app: &App, into: TicketId, now: Instant) -> Option<Result<Ticket, Refusal>> {
        let lives = &app.picture.as_ref()?.row(into)?.ticket;
        let situation = Situation {
            agent: app.who.clone(),
            ticket: Some((*self.ticket).clone()),
            others: vec![lives.clone()],
            ..Situation::default()
        };
        let command = Command::Work { ticket: self.ticket.id, seen: None, work: Work::Merge { into } };
        Some(match decide(&situation, &command, now) {
            Err(refusal) => Err(refusal),
            Ok(Decision::Change(changes)) => {
                let mut after = lives.clone();
                let events = changes.iter().filter(|change| change.ticket == into).flat_map(|c| &c.events);
                events.for_each(|event| after.apply(event, now, &app.who));
                Ok(after)
            }
            Ok(_) => return None,
        })
    }
}

impl Task for Merge {
    fn name(&self) -> &'static str {
        "merge"
    }

    fn title(&self) -> String {
        format!("Merge #{} · {}", self.ticket.id, text::printable(&self.ticket.subject))
    }

    fn verb(&self) -> &'static str {
        "merge them"
    }

    fn fields(&self, app: &App) -> Vec<Field> {
        let customer = self.ticket.customer;
        let known = tickets(app, self.ticket.id, |other| other.customer == customer);
        vec![
            Field::known("into", "Into", known).about(
                "The ticket that lives on, of the same customer: its number, or words of its subject.",
            ),
        ]
    }

    fn tune(&self, fields: &mut [Field], _app: &App, _now: Instant) {
        let named = fields.iter().find(|field| field.name == "into").and_then(|field| number(field.value()));
        *self.into.borrow_mut() = named;
    }

    fn lead(&self, app: &App, now: Instant) -> Vec<(Role, String)> {
        let ticket = &self.ticket;
        let Some(into) = *self.into.borrow() else {
            return vec![(
                Role::Text,
                "The other one lives on, with the earlier receipt and the earlier reply; both use one unit, and it is \
                 found under both numbers."
                    .into(),
            )];
        };
        let Some(lives) = app.picture.as_ref().and_then(|picture| picture.row(into)) else {
            return vec![(Role::DueSoon, format!("#{into} is not among the open tickets."))];
        };
        let after = match self.after(app, into, now) {
            Some(Ok(after)) => after,
            Some(Err(refusal)) => return vec![(Role::Error, refusal.to_string())],
            None => return Vec::new(),
        };
        let when =
            |at: Option<Instant>| at.map_or("none yet".to_owned(), |at| words::when(at, &app.local, now));
        let line = |ticket: &Ticket| {
            format!(
                "#{}: received {}, first reply {}, {}",
                ticket.id,
                when(Some(ticket.received)),
                when(ticket.first_response),
                ticket.status.words()
            )
        };
        let mut lead = vec![
            (Role::Muted, format!("{} · {}", line(ticket), text::printable(&ticket.subject))),
            (Role::Muted, format!("{} · {}", line(&lives.ticket), text::printable(&lives.ticket.subject))),
            (
                Role::Strong,
                format!(
                    "#{into} lives on: received {}, first reply {}.",
                    when(Some(after.received)),
                    when(after.first_response)
                ),
            ),
        ];
        let contract = app.picture.as_ref().and_then(|picture| {
            let group = picture.group_of(into)?;
            group.contract.clone().filter(|contract| Some(contract.id) == after.contract)
        });
        if let Some(book) = &app.book {
            let then = Row::new(after.clone(), contract.as_ref(), book);
            for (old, new) in lives.clocks.iter().zip(&then.clocks) {
                let (was, is) = (words::clock(old, &lives.ticket, now), words::clock(new, &then.ticket, now));
                let name = text::printable(&new.key().as_str().replace('_', " ")).into_owned();
                if was.long() == is.long() {
                    lead.push((Role::Text, format!("{name}: stays at {}", is.long())));
                } else {
                    lead.push((is.role, format!("{name}: {} (now {})", is.long(), was.long())));
                }
            }
        }
        let uses = |ticket: &Ticket| {
            usize::from(matches!(ticket.counting, Counting::Counts | Counting::Held { .. }))
        };
        let (before, then) = (uses(ticket) + uses(&lives.ticket), uses(&after));
        if before != then {
            lead.push((Role::Text, format!("The two use {then} of the allowance instead of {before}.")));
        }
        lead
    }

    fn commands(&self, fields: &Fields<'_>, seen: Option<&Ticket>, app: &App, now: Instant) -> Answer {
        let Some(ticket) = seen else { return Err(Vec::new()) };
        let Some(into) = fields.given("into").and_then(number) else {
            return Err(vec![("into", "write the number of the ticket that lives on".to_owned())]);
        };
        if let Some(Err(refusal)) = self.after(app, into, now) {
            return Err(vec![("into", refusal.to_string())]);
        }
        let command =
            Command::Work { ticket: ticket.id, seen: Some(ticket.revision), work: Work::Merge { into } };
        Ok((vec![command], format!("#{} was merged into #{into}", ticket.id)))
    }

    fn confirms(&self, fields: &Fields<'_>, app: &App) -> Option<(String, String)> {
        let into = fields.given("into").and_then(number)?;
        let ours = named(app, self.ticket.id);
        let question = format!("Merge #{ours}\ninto #{}?\n#{into} lives on.", named(app, into));
        Some((question, "merge them".to_owned()))
    }
}

/// Makes a part of the ticket one of its own.
#[derive(Debug)]
pub struct Split {
    title: String,
}

impl Split {
    /// For a ticket.
    pub fn new(ticket: &Ticket) -> Split {
        Split { title: format!("Split #{} · {}", ticket.id, text::printable(&ticket.subject)) }
    }
}

impl Task for Split {
    fn name(&self) -> &'static str {
        "split"
    }

    fn title(&self) -> String {
        self.title.clone()
    }

    fn verb(&self) -> &'static str {
        "split it"
    }

    fn lasts(&self) -> Option<&'static str> {
        Some("a ticket that came in stays")
    }

    fn fields(&self, app: &App) -> Vec<Field> {
        let pack = app.row().and_then(|row| row.terms.as_ref()).map(|terms| terms.pack());
        let mut severities = vec![Choice::new("", "as this one", "")];
        if let Some(pack) = pack {
            let known = pack.severities.iter();
            severities.extend(known.map(|one| Choice::new(one.key.as_str(), one.name.as_str(), "")));
        }
        vec![
            Field::line("subject", "Subject").about("Of the new ticket."),
            Field::choice("severity", "Severity", severities).about("Of the new ticket."),
            Field::text("text", "Message")
                .about("What of the customer's message belongs to it; may stay empty."),
        ]
    }

    fn lead(&self, _app: &App, _now: Instant) -> Vec<(Role, String)> {
        vec![(
            Role::Text,
            "The part becomes a ticket of its own, received when this one was: its clocks run from then, what was \
             answered counts for it too, and it uses the allowance like any other."
                .into(),
        )]
    }

    fn commands(&self, fields: &Fields<'_>, seen: Option<&Ticket>, _app: &App, _now: Instant) -> Answer {
        let Some(ticket) = seen else { return Err(Vec::new()) };
        let Some(subject) = fields.given("subject") else {
            return Err(vec![("subject", "write a subject first".to_owned())]);
        };
        let work = Work::Split {
            subject: subject.to_owned(),
            text: fields.value("text").to_owned(),
            severity: fields.given("severity").map(SeverityKey::new),
        };
        let command = Command::Work { ticket: ticket.id, seen: Some(ticket.revision), work };
        Ok((vec![command], format!("split a part off #{}", ticket.id)))
    }
}
