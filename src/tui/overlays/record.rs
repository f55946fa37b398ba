//! An answer that was given by phone or chat, written down later, with the moment it was given.

use super::form::{Answer, Choice, Field, Fields, Task};
use super::moments;
use crate::calendar::{Instant, Toward};
use crate::desk::{ClockState, Command, Ticket};
use crate::policy::{ChannelKey, ClockKey};
use crate::text;
use crate::tui::app::App;
use crate::tui::theme::Role;
use crate::tui::words;

/// The form.
#[derive(Debug)]
pub(super) struct Record {
    title: String,
}

impl Record {
    pub(super) fn new(ticket: &Ticket) -> Record {
        let subject = text::printable(&ticket.subject);
        Record { title: format!("Record an answer to #{} · {subject}", ticket.id) }
    }
}

/// What people do without writing comes first: an answer in writing is sent from here.
const SPOKEN: [&str; 3] = ["phone", "chat", "video"];

/// The channels of the ticket's policy; those on which people talk first.
fn channels(app: &App) -> Vec<Choice> {
    let pack = app.row().and_then(|row| row.terms.as_deref()).map(|terms| terms.pack());
    let of_pack = pack.map(|pack| pack.channels.iter().map(ChannelKey::as_str).collect::<Vec<_>>());
    let mut keys: Vec<&str> = of_pack.unwrap_or_default();
    // The agent's phone rings whatever the plan says.
    for spoken in SPOKEN.iter().take(2).rev() {
        keys.retain(|key| key != spoken);
        keys.insert(0, spoken);
    }
    keys.into_iter().map(|key| Choice::new(key, key, "")).collect()
}

/// The answer's moment, checked: neither ahead of now nor before the receipt.
fn given(typed: &str, ticket: &Ticket, app: &App, now: Instant) -> Result<Instant, String> {
    let at = moments::read(typed, Toward::Past, app, now)?;
    if at > now {
        return Err(format!("{} lies in the future", moments::told(at, app, now)));
    }
    if at < ticket.received {
        let received = words::when(ticket.received, &app.local, now);
        return Err(format!("{} lies before the receipt ({received})", moments::told(at, app, now)));
    }
    Ok(at)
}

/// What it does to the first-response clock.
fn consequence(at: Instant, ticket: &Ticket, app: &App, now: Instant) -> Option<(Role, String)> {
    let mut then = ticket.clone();
    if let Some(known) = ticket.first_response.filter(|known| *known <= at) {
        let known = words::when(known, &app.local, now);
        return Some((Role::Muted, format!("the first response was given {known}; this one stops no clock")));
    }
    then.first_response = Some(at);
    let clocks = moments::clocks_of(&then, app);
    let clock = clocks.iter().find(|clock| *clock.key() == ClockKey::first_response())?;
    let said = words::clock(clock, &then, now);
    let (role, what) = match clock.at(now) {
        ClockState::Met { .. } => (Role::Good, "in time"),
        ClockState::Late { .. } => (Role::Missed, "too late"),
        _ => (Role::Muted, "no time was promised"),
    };
    Some((role, format!("stops the first-response clock as of then, {what}: {}", said.long())))
}

impl Task for Record {
    fn name(&self) -> &'static str {
        "record"
    }

    fn title(&self) -> String {
        self.title.clone()
    }

    fn verb(&self) -> &'static str {
        "record the answer"
    }

    fn fields(&self, app: &App) -> Vec<Field> {
        vec![
            Field::line("when", "When")
                .about("02:14, yesterday 17:30, 10 min ago, mon 9:00, or a date and a time, on your clock."),
            Field::choice("by", "By", channels(app)),
            Field::text("text", "Answer").about("What was said, for the record; nothing is sent."),
        ]
    }

    fn lead(&self, _app: &App, _now: Instant) -> Vec<(Role, String)> {
        vec![(
            Role::Text,
            "It counts from the moment it was given; that you enter it now is on record too.".into(),
        )]
    }

    fn tune(&self, fields: &mut [Field], app: &App, now: Instant) {
        let Some(ticket) = app.ticket() else { return };
        let Some(when) = fields.iter_mut().find(|field| field.name == "when") else { return };
        when.told.clear();
        if when.value().trim().is_empty() {
            return;
        }
        match given(when.value(), ticket, app, now) {
            Ok(at) => {
                when.told.push((Role::Strong, moments::told(at, app, now)));
                when.told.extend(consequence(at, ticket, app, now));
            }
            Err(why) => when.told.push((Role::Muted, why)),
        }
    }

    fn commands(&self, fields: &Fields<'_>, seen: Option<&Ticket>, app: &App, now: Instant) -> Answer {
        let Some(ticket) = seen else { return Err(Vec::new()) };
        let Some(when) = fields.given("when") else {
            return Err(vec![("when", "write when it was given, such as 02:14 or 10 min ago".into())]);
        };
        let at = given(when, ticket, app, now).map_err(|why| vec![("when", why)])?;
        let Some(text) = fields.given("text") else {
            return Err(vec![("text", "write down what was said".into())]);
        };
        let by = fields.given("by").map(ChannelKey::new);
        let first = ticket.first_response.is_none_or(|known| at < known);
        let first = if first { ": the first response" } else { "" };
        let said = format!("recorded the answer of {} on #{}{first}", moments::told(at, app, now), ticket.id);
        let (ticket, seen) = (ticket.id, Some(ticket.revision));
        Ok((vec![Command::Reply { ticket, seen, text: text.to_owned(), at: Some(at), by }], said))
    }
}
