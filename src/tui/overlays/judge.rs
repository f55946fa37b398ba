//! The form that decides about a flag of entitlement: the rule with its source, and what the agent makes of it.

use super::form::{Answer, Choice, Field, Fields, Task};
use crate::calendar::Instant;
use crate::desk::{Command, Flag, Ticket, Work, reason};
use crate::text;
use crate::tui::app::App;
use crate::tui::theme::Role;

/// The form.
#[derive(Debug)]
pub(super) struct Judge {
    title: String,
}

impl Judge {
    pub(super) fn new(ticket: &Ticket) -> Judge {
        Judge { title: format!("Decide about #{} · {}", ticket.id, text::printable(&ticket.subject)) }
    }
}

/// The flags that are decided here; those about the allowance are decided by how the ticket counts.
pub(in crate::tui) fn flags(ticket: &Ticket) -> impl Iterator<Item = Flag> {
    ticket.flags.iter().copied().filter(|flag| !flag.is_of_allowance())
}

fn chosen(fields: &Fields<'_>) -> Option<Flag> {
    Flag::ALL.into_iter().find(|flag| flag.as_str() == fields.value("flag"))
}

impl Task for Judge {
    fn name(&self) -> &'static str {
        "judge"
    }

    fn title(&self) -> String {
        self.title.clone()
    }

    fn verb(&self) -> &'static str {
        "decide so"
    }

    fn first(&self) -> Option<&'static str> {
        Some("verdict")
    }

    fn fields(&self, app: &App) -> Vec<Field> {
        let Some(ticket) = app.ticket() else { return Vec::new() };
        // What nobody has decided yet comes first.
        let mut all: Vec<Flag> = flags(ticket).collect();
        all.sort_by_key(|flag| ticket.more().judged(*flag).is_some());
        let flags = all.into_iter().map(|flag| Choice::new(flag.as_str(), flag.words(), ""));
        let verdicts = [
            Choice::new("", "choose", "Left and Right."),
            Choice::new("accept", "work on it all the same", "Nothing of its clocks changes."),
            Choice::new(
                "reject",
                "do not accept it",
                "The decision is on record; nothing is sent to the customer.",
            ),
        ];
        vec![
            Field::choice("flag", "Flag", flags.collect()),
            Field::choice("verdict", "Decision", verdicts.to_vec()),
            Field::line("reason", "Reason").about("Stays on record."),
        ]
    }

    fn tune(&self, fields: &mut [Field], app: &App, _now: Instant) {
        let (Some(known), Some(flag)) = (app.known(), chosen(&Fields::new(fields))) else { return };
        let why = reason::of_flag(flag, &known.ticket, known.plan());
        let mut told = vec![(Role::Text, why.rule), (Role::Muted, format!("({})", why.source))];
        if let Some(judged) = known.ticket.more().judged(flag) {
            told.push((Role::Strong, reason::decided(judged)));
        }
        if let Some(field) = fields.iter_mut().find(|field| field.name == "flag") {
            field.told = told;
        }
    }

    fn commands(&self, fields: &Fields<'_>, seen: Option<&Ticket>, _app: &App, _now: Instant) -> Answer {
        let Some(ticket) = seen else { return Err(Vec::new()) };
        let wrong = |name, words: &str| Err(vec![(name, words.to_owned())]);
        let Some(flag) = chosen(fields) else { return wrong("flag", "choose a flag") };
        let accepted = match fields.value("verdict") {
            "accept" => true,
            "reject" => false,
            _ => return wrong("verdict", "choose what is to be done: Left and Right"),
        };
        let Some(reason) = fields.given("reason") else {
            return wrong("reason", "a decision about a flag needs a reason");
        };
        let work = Work::JudgeFlag { flag, accepted, reason: reason.to_owned() };
        let (id, seen) = (ticket.id, Some(ticket.revision));
        let what = if accepted { "is worked on although" } else { "is not accepted:" };
        Ok((vec![Command::Work { ticket: id, seen, work }], format!("#{id} {what} {}", flag.words())))
    }
}
