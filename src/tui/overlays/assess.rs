//! The form that assesses a ticket: what the desk says of it, with what that moves shown before it is sent.

use super::form::{Answer, Choice, Field, Fields, Task};
use crate::calendar::Instant;
use crate::desk::{Assessment, Command, Refusal, Ticket, Work};
use crate::keyboard::Action;
use crate::policy::Environment;
use crate::text;
use crate::tui::app::App;
use crate::tui::held::Known;
use crate::tui::moved;
use crate::tui::theme::Role;

/// The form.
#[derive(Debug)]
pub(super) struct Assess {
    title: String,
    first: &'static str,
}

impl Assess {
    /// Opened by that action: its field has the keys first.
    pub(super) fn new(ticket: &Ticket, action: Action) -> Assess {
        let first = match action {
            Action::AssessEnvironment => "environment",
            Action::AssessKind => "kind",
            Action::AssessChannel => "channel",
            _ => "severity",
        };
        Assess { title: format!("Assess #{} · {}", ticket.id, text::printable(&ticket.subject)), first }
    }
}

fn severities(known: &Known) -> Vec<Choice> {
    let pack = known.plan().map(|(_, terms)| terms.pack());
    let mut choices: Vec<Choice> = pack.map_or_else(Vec::new, |pack| {
        pack.severities.iter().map(|one| Choice::new(one.key.as_str(), &one.name, &one.definition)).collect()
    });
    let now = known.ticket.severity.as_str();
    if !choices.iter().any(|choice| choice.key == now) {
        choices.insert(0, Choice::new(now, now, ""));
    }
    choices
}

/// What there is of a kind, the present one among it, and none of them.
fn words(all: impl Iterator<Item = (String, &'static str)>, now: Option<&str>) -> Vec<Choice> {
    let mut choices = vec![Choice::new("", "not said", "")];
    choices.extend(all.map(|(word, about)| Choice::new(word.clone(), word, about)));
    if let Some(now) = now.filter(|now| !choices.iter().any(|choice| choice.key == *now)) {
        choices.push(Choice::new(now, now, ""));
    }
    choices
}

/// What differs from the ticket as it is; `None` where nothing does.
fn asked(fields: &Fields<'_>, ticket: &Ticket) -> Option<Assessment> {
    let changed = |name: &str, is: &str| {
        let value = fields.value(name).trim();
        (fields.shown(name) && value != is).then(|| value.to_owned())
    };
    let more = ticket.more();
    let to = Assessment {
        severity: changed("severity", ticket.severity.as_str()),
        environment: changed("environment", ticket.environment.as_str()),
        channel: changed("channel", ticket.channel.as_ref().map_or("", |channel| channel.as_str())),
        kind: changed("kind", ticket.kind.as_deref().unwrap_or_default()),
        version: changed("version", more.version.as_deref().unwrap_or_default()),
    };
    (to != Assessment::default()).then_some(to)
}

/// What sending it would move.
fn told(fields: &Fields<'_>, app: &App, now: Instant) -> Vec<(Role, String)> {
    let Some(known) = app.known() else { return Vec::new() };
    let Some(to) = asked(fields, &known.ticket) else {
        return vec![(Role::Muted, "Nothing differs yet: choose, and what moves is shown here.".into())];
    };
    // The reason is asked for when it is sent; what moves does not hang on it.
    match known.moves(Work::Assess { to, reason: "a look".into() }, &app.who, now) {
        None => vec![(Role::Muted, "reading …".into())],
        Some(Err(Refusal::Invalid(why))) => vec![(Role::Error, why)],
        Some(Err(other)) => vec![(Role::Error, other.to_string())],
        Some(Ok(moves)) if moves.nothing() => {
            vec![(Role::Text, "No target, flag or allowance moves by this.".into())]
        }
        Some(Ok(moves)) => moved::lines(&moves, now),
    }
}

impl Task for Assess {
    fn name(&self) -> &'static str {
        "assess"
    }

    fn title(&self) -> String {
        self.title.clone()
    }

    fn verb(&self) -> &'static str {
        "assess it so"
    }

    fn first(&self) -> Option<&'static str> {
        Some(self.first)
    }

    fn fields(&self, app: &App) -> Vec<Field> {
        let Some(known) = app.known() else { return Vec::new() };
        let ticket = &known.ticket;
        let pack = known.plan().map(|(_, terms)| terms.pack().clone());
        let offered =
            known.plan().map(|(contract, terms)| crate::desk::reason::channels(ticket, contract, terms));
        let offered = offered.unwrap_or_default();
        let channels = pack.iter().flat_map(|pack| &pack.channels).map(|key| {
            let about = if offered.is_empty() || offered.contains(key) {
                ""
            } else {
                "The plan does not offer it here: the ticket is flagged."
            };
            (key.to_string(), about)
        });
        let channel = ticket.channel.as_ref().map(|channel| channel.as_str());
        let kinds = pack.iter().flat_map(|pack| &pack.kinds).map(|kind| (kind.clone(), ""));
        let stages = Environment::ALL.map(|stage| Choice::new(stage.as_str(), stage.as_str(), ""));
        let kind = match pack.as_ref().is_some_and(|pack| !pack.kinds.is_empty()) {
            true => Field::choice("kind", "Kind", words(kinds, ticket.kind.as_deref())),
            false => Field::line("kind", "Kind").about("Kind of request; may stay empty."),
        };
        let version = ticket.more().version.clone().unwrap_or_default();
        vec![
            Field::choice("severity", "Severity", severities(&known)).given(ticket.severity.as_str()),
            Field::choice("environment", "Stage", stages.to_vec()).given(ticket.environment.as_str()),
            kind.given(ticket.kind.as_deref().unwrap_or_default()),
            Field::choice("channel", "Channel", words(channels, channel)).given(channel.unwrap_or_default()),
            Field::line("version", "Version").about("Of the product; may stay empty.").given(&version),
            Field::line("reason", "Reason").about("Stays on record beside what changes."),
        ]
    }

    fn lead(&self, app: &App, _now: Instant) -> Vec<(Role, String)> {
        let Some(ticket) = app.ticket() else { return Vec::new() };
        let claim = ticket.claimed.as_ref().unwrap_or(&ticket.severity);
        vec![(Role::Muted, format!("The customer's claim ({claim}) stays on record beside it."))]
    }

    fn foot(&self, fields: &Fields<'_>, app: &App, now: Instant) -> Vec<(Role, String)> {
        told(fields, app, now)
    }

    fn commands(&self, fields: &Fields<'_>, seen: Option<&Ticket>, _app: &App, _now: Instant) -> Answer {
        let Some(ticket) = seen else { return Err(Vec::new()) };
        let Some(to) = asked(fields, ticket) else {
            return Err(vec![(self.first, "it is assessed like that already".into())]);
        };
        let Some(reason) = fields.given("reason") else {
            return Err(vec![("reason", "an assessment needs a reason".into())]);
        };
        let work = Work::Assess { to, reason: reason.to_owned() };
        let (id, seen) = (ticket.id, Some(ticket.revision));
        Ok((vec![Command::Work { ticket: id, seen, work }], format!("#{id} is assessed anew")))
    }
}
