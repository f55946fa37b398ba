//! Moments that clocks of a policy's own start or end with: a workaround, an estimate, the begin of work, a severity that
//! stands. What each does to the clocks is shown before it is sent.

use super::form::{Answer, Choice, Field, Fields, Task};
use super::moments;
use crate::calendar::{Instant, Toward};
use crate::desk::{Command, Mark, Marking, Refusal, Ticket, Work};
use crate::keyboard::Action;
use crate::text;
use crate::tui::app::App;
use crate::tui::moved;
use crate::tui::theme::Role;
use crate::tui::words;

/// The form.
#[derive(Debug)]
pub(super) struct MarkForm {
    mark: Mark,
    title: String,
    /// It stands already, since then.
    since: Option<Instant>,
}

/// What an action puts on record; `None` for any other.
pub(super) fn mark(action: Action) -> Option<Mark> {
    Some(match action {
        Action::Workaround => Mark::Workaround,
        Action::Estimate => Mark::Estimate,
        Action::WorkBegun => Mark::WorkBegun,
        Action::SeverityStands => Mark::SeverityStands,
        _ => return None,
    })
}

impl MarkForm {
    pub(super) fn new(mark: Mark, ticket: &Ticket) -> MarkForm {
        let what = match mark {
            Mark::Workaround => "A workaround for",
            Mark::Estimate => "An estimate for",
            Mark::WorkBegun => "Work has begun on",
            Mark::SeverityStands => "The severity stands of",
        };
        let title = format!("{what} #{} · {}", ticket.id, text::printable(&ticket.subject));
        MarkForm { mark, title, since: ticket.marks.first(mark.event()) }
    }

    /// What the fields say; or the field that cannot be read, and why.
    fn asked(&self, fields: &Fields<'_>, app: &App, now: Instant) -> Result<Marking, (&'static str, String)> {
        let moment = |name: &'static str, toward: Toward| {
            let read = fields.given(name).map(|typed| moments::read(typed, toward, app, now));
            read.transpose().map_err(|why| (name, why))
        };
        let withdraw = fields.value("so") == "withdrawn";
        Ok(Marking {
            mark: self.mark,
            at: moment("when", Toward::Past)?,
            note: fields.given("note").unwrap_or_default().to_owned(),
            expected: moment("expected", Toward::Future)?,
            withdraw,
        })
    }
}

/// What sending it would move.
fn told(asked: Marking, app: &App, now: Instant) -> Vec<(Role, String)> {
    let Some(known) = app.known() else { return Vec::new() };
    let mut asked = asked;
    // The words are asked for when it is sent; what moves does not hang on them.
    if asked.mark == Mark::Estimate && asked.note.is_empty() && asked.expected.is_none() && !asked.withdraw {
        asked.note = "a look".into();
    }
    match known.moves(Work::Mark(asked), &app.who, now) {
        None => vec![(Role::Muted, "reading …".into())],
        Some(Err(Refusal::Invalid(why))) => vec![(Role::Error, why)],
        Some(Err(other)) => vec![(Role::Error, other.to_string())],
        Some(Ok(moves)) if moves.nothing() => {
            vec![(Role::Text, "No clock of this policy hangs on it: it is put on record.".into())]
        }
        Some(Ok(moves)) => moved::lines(&moves, now),
    }
}

impl Task for MarkForm {
    fn name(&self) -> &'static str {
        self.mark.as_str()
    }

    fn title(&self) -> String {
        self.title.clone()
    }

    fn verb(&self) -> &'static str {
        "put it on record"
    }

    fn first(&self) -> Option<&'static str> {
        Some(match self.mark {
            Mark::Workaround => "note",
            Mark::Estimate => "expected",
            Mark::WorkBegun | Mark::SeverityStands => "when",
        })
    }

    fn fields(&self, _app: &App) -> Vec<Field> {
        let mut fields = Vec::new();
        if self.since.is_some() && self.mark.can_be_withdrawn() {
            let choices = vec![
                Choice::new("given", "stands", "What is said of it is written down anew."),
                Choice::new(
                    "withdrawn",
                    "stands no longer",
                    "Clocks go on as if it had not been given; what was missed stays on record.",
                ),
            ];
            fields.push(Field::choice("so", "It", choices));
        }
        fields.push(
            Field::line("when", "When")
                .about("02:14, yesterday 17:30, 10 min ago, or a date and a time; empty: now."),
        );
        if self.mark == Mark::Estimate {
            let usual = ["today 17:00", "tomorrow 12:00", "fri 17:00", "1 week"];
            fields.push(
                Field::offered("expected", "Expected", usual.map(str::to_owned).to_vec())
                    .about("When the resolution is expected, as the customer was told; may stay empty."),
            );
        }
        let about = match self.mark {
            Mark::Workaround => "What the customer can do meanwhile.",
            Mark::Estimate => "What the customer was told.",
            Mark::WorkBegun | Mark::SeverityStands => "For the record; may stay empty.",
        };
        fields.push(Field::line("note", "Note").about(about));
        fields
    }

    fn lead(&self, app: &App, now: Instant) -> Vec<(Role, String)> {
        let mut lead = Vec::new();
        if let Some(since) = self.since {
            let since = words::when(since, &app.local, now);
            lead.push((Role::Muted, format!("On record: {}, since {since}.", self.mark.stands())));
        }
        lead
    }

    fn tune(&self, fields: &mut [Field], app: &App, now: Instant) {
        let withdrawn = fields.iter().any(|field| field.name == "so" && field.value() == "withdrawn");
        for field in fields.iter_mut().filter(|field| matches!(field.name, "when" | "expected")) {
            field.shown = !withdrawn;
            field.told.clear();
            let toward = if field.name == "when" { Toward::Past } else { Toward::Future };
            if !field.value().trim().is_empty() {
                field.told.push(match moments::read(field.value(), toward, app, now) {
                    Ok(at) => (Role::Strong, moments::told(at, app, now)),
                    Err(why) => (Role::Muted, why),
                });
            }
        }
    }

    fn foot(&self, fields: &Fields<'_>, app: &App, now: Instant) -> Vec<(Role, String)> {
        // What cannot be read is said beside its field.
        self.asked(fields, app, now).map(|asked| told(asked, app, now)).unwrap_or_default()
    }

    fn commands(&self, fields: &Fields<'_>, seen: Option<&Ticket>, app: &App, now: Instant) -> Answer {
        let Some(ticket) = seen else { return Err(Vec::new()) };
        let asked = self.asked(fields, app, now).map_err(|wrong| vec![wrong])?;
        if asked.at.is_some_and(|at| at > now) {
            return Err(vec![("when", "that lies in the future".into())]);
        }
        if asked.at.is_some_and(|at| at < ticket.received) {
            return Err(vec![("when", "that lies before the receipt".into())]);
        }
        if self.mark == Mark::Estimate && !asked.withdraw && asked.note.is_empty() && asked.expected.is_none()
        {
            return Err(vec![("expected", "write when, or what the customer was told".into())]);
        }
        let id = ticket.id;
        let said = match (self.mark, asked.withdraw) {
            (Mark::Workaround, false) => format!("#{id} has a workaround"),
            (Mark::Workaround, true) => format!("the workaround of #{id} stands no longer"),
            (Mark::Estimate, false) => format!("#{id} has an estimate"),
            (Mark::Estimate, true) => format!("the estimate of #{id} stands no longer"),
            (Mark::WorkBegun, _) => format!("work on #{id} has begun"),
            (Mark::SeverityStands, _) => format!("the severity of #{id} stands"),
        };
        let work = Work::Mark(asked);
        Ok((vec![Command::Work { ticket: id, seen: Some(ticket.revision), work }], said))
    }
}
