//! `tierdesk status`: what presses, in one line, for tmux and shell prompts. It is asked every few seconds, so it reads the
//! due instants that the store keeps, and of all tickets only the next one.

use serde::Serialize;

use super::Context;
use super::error::CliError;
use crate::calendar::{Instant, Zone};
use crate::console::rota_file;
use crate::desk::{Row, TicketId};
use crate::host;
use crate::store::{AlertQuery, RunningDue, Store, StoreError};
use crate::text::{fitted, printable};
use crate::written::did_you_mean;

/// What is written where nothing else is asked for.
const USUAL: &str = "{missed} missed, {due} due, next #{ticket} {left}";

/// Columns of a customer's or agent's name.
const LONGEST_NAME: usize = 24;

/// The places of a format, with what each holds.
const PLACES: [(&str, &str); 10] = [
    ("missed", "open tickets with a missed target"),
    ("due", "open tickets with a target due within the hour"),
    ("next", "when the next target is due, on your clock"),
    ("ticket", "the number of its ticket"),
    ("left", "the open time that is left until then"),
    ("clock", "which clock that is"),
    ("customer", "whose ticket it is"),
    ("alerts", "your alerts that nobody has acknowledged"),
    ("oncall", "who is on call now"),
    ("open", "open tickets"),
];

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Places: {missed} {due} (within the hour) {next} (when, on your clock) {ticket} {left} {clock} {customer} \
    {alerts} (yours, not acknowledged) {oncall} {open}; {{ and }} for braces. What there is none of is a dash.\n\n\
    It writes nothing, says nothing where there is no store, and takes a few milliseconds.\n\nExamples:\n  \
    tierdesk status\n  \
    tierdesk status --format '{missed}! {due}< {left}'\n  \
    in ~/.tmux.conf:  set -g status-right '#(tierdesk status --tmux --format \"{missed} missed {due} due {oncall}\")'\n  \
    in ~/.bashrc:     PS1='$(tierdesk status --format \"[{missed}/{due}] \")'$PS1"
)]
pub struct Args {
    /// What to write, with places in braces (see below)
    #[arg(long, value_name = "TEXT")]
    format: Option<String>,
    /// With tmux's colours where something presses, and its signs escaped
    #[arg(long)]
    tmux: bool,
    /// Answer in JSON
    #[arg(long, conflicts_with_all = ["format", "tmux"])]
    json: bool,
}

/// What there is to say. What was not asked for is not looked up.
#[derive(Debug, Default, Serialize)]
struct Status {
    missed: usize,
    due: usize,
    open: usize,
    alerts: usize,
    next: Option<String>,
    #[serde(skip)]
    next_at: Option<Instant>,
    ticket: Option<i64>,
    clock: Option<String>,
    left_seconds: Option<i64>,
    customer: Option<String>,
    oncall: Vec<String>,
}

/// Which places are asked for.
struct Asked<'a>(Option<Vec<Part<'a>>>);

/// A part of a format.
enum Part<'a> {
    Text(&'a str),
    Place(&'static str),
}

impl Asked<'_> {
    /// Everything is, for JSON.
    fn asks(&self, places: &[&str]) -> bool {
        let asked = |part: &Part<'_>| matches!(part, Part::Place(name) if places.contains(name));
        self.0.as_ref().is_none_or(|parts| parts.iter().any(asked))
    }
}

/// Says what presses.
///
/// # Errors
/// Where the format names a place that there is not, and where there is a store that cannot be read.
pub fn run(args: &Args, context: &mut Context) -> Result<(), CliError> {
    let format = args.format.as_deref().unwrap_or(USUAL);
    let asked = if args.json { Asked(None) } else { Asked(Some(parts(format)?)) };
    let path = context.store_path()?;
    let now = context.now();
    let (zones, agent) = (context.zones().in_force().0.to_owned(), context.agent());
    let found = Store::glance(&path, |store| look(store, &asked, (&zones, &agent), now));
    let (mut status, slow) = match found {
        Ok(found) => found,
        Err(StoreError::Missing(_)) => return Ok(()),
        Err(error) => return Err(error.into()),
    };
    let row = slow_or_next(&path, &mut status, slow, &asked, context)?;
    if let Some(row) = row {
        status.left(&row, now);
    }
    if asked.asks(&["oncall"]) {
        status.oncall = on_call(&path, context, now);
    }
    if args.json {
        return context.out.json(&status);
    }
    let zone = host::local_zone(&context.zones());
    let parts = asked.0.unwrap_or_default();
    context.out.line(parts.iter().map(|part| status.part(part, args.tmux, &zone, now)).collect::<String>())
}

/// Reads what the store keeps ready; whether due instants have to be worked out, for they are not up to date.
fn look(
    store: &mut Store,
    asked: &Asked<'_>,
    (zones, agent): (&str, &str),
    now: Instant,
) -> Result<(Status, bool), StoreError> {
    let mut status = Status::default();
    if asked.asks(&["open"]) {
        status.open = store.count_open()?;
    }
    // A store of an older version knows neither: it is not brought up to date for a status line.
    if asked.asks(&["alerts"]) {
        let query = AlertQuery { agent: Some(agent.to_owned()), open_only: true, ..AlertQuery::default() };
        status.alerts = store.count_alerts(&query).unwrap_or_default();
    }
    match store.running_due(now, Some(zones)).ok().filter(|due| due.up_to_date) {
        Some(due) => status.take(due),
        None => return Ok((status, true)),
    }
    Ok((status, false))
}

/// The next ticket with its clocks, where the format asks for what needs them; all tickets where nothing is kept ready.
fn slow_or_next(
    path: &std::path::Path,
    status: &mut Status,
    slow: bool,
    asked: &Asked<'_>,
    context: &mut Context,
) -> Result<Option<Row>, CliError> {
    let now = context.now();
    let by_due = asked.asks(&["missed", "due", "next", "ticket", "left", "clock", "customer"]);
    if slow && by_due {
        let book = context.shared_book()?;
        let due = Store::glance(path, |store| {
            // A store of an older version has taken no rules.
            let _ = store.hold_rules(&book, None);
            store.running_due_worked_out(&book, now)
        })?;
        status.take(due);
    }
    let Some(ticket) = status.ticket.map(TicketId).filter(|_| asked.asks(&["left", "customer"])) else {
        return Ok(None);
    };
    let book = asked.asks(&["left"]).then(|| context.shared_book()).transpose()?;
    let read = Store::glance(path, |store| {
        let _ = book.as_ref().map(|book| store.hold_rules(book, None));
        let Some(ticket) = store.ticket_now(ticket)? else { return Ok(None) };
        let customer = store.customer(ticket.customer)?;
        let contract = ticket.contract.map(|id| store.contract(id)).transpose()?.flatten();
        Ok(Some((ticket, customer, contract)))
    })?;
    let Some((ticket, customer, contract)) = read else { return Ok(None) };
    status.customer = customer.map(|customer| customer.name);
    Ok(book.map(|book| Row::new(ticket, contract.as_ref(), &book)))
}

/// Who is on call, line by line; nobody where there is no rota, or it is broken (`tierdesk rota check` says why).
fn on_call(path: &std::path::Path, context: &mut Context, now: Instant) -> Vec<String> {
    let rota = rota_file::read(path, &context.zones()).rota;
    let mut agents: Vec<String> = Vec::new();
    for duty in rota.iter().flat_map(|rota| rota.on_duty(now)) {
        if !agents.contains(&duty.agent) {
            agents.push(duty.agent);
        }
    }
    agents
}

impl Status {
    /// Takes in what is due.
    fn take(&mut self, due: RunningDue) {
        (self.missed, self.due) = (due.missed, due.within_an_hour);
        if let Some((at, ticket, clock)) = due.next {
            (self.next_at, self.next) = (Some(at), Some(at.to_string()));
            (self.ticket, self.clock) = (Some(ticket.0), Some(clock));
        }
    }

    /// Takes in how long the next clock has left.
    fn left(&mut self, row: &Row, now: Instant) {
        let own = |clock: &&crate::desk::TicketClock| Some(clock.key().as_str()) == self.clock.as_deref();
        let state = row.clocks.iter().find(own).map(|clock| clock.at(now));
        self.left_seconds = match state {
            Some(crate::desk::ClockState::Running { left, .. }) => Some(left),
            _ => None,
        };
    }

    fn part(&self, part: &Part<'_>, tmux: bool, zone: &Zone, now: Instant) -> String {
        let name = match part {
            Part::Text(text) => return (*text).to_owned(),
            Part::Place(name) => *name,
        };
        let clean = |text: &str| fitted(&printable(text), LONGEST_NAME).into_owned();
        let dash = || "-".to_owned();
        let words = match name {
            "missed" => self.missed.to_string(),
            "due" => self.due.to_string(),
            "open" => self.open.to_string(),
            "alerts" => self.alerts.to_string(),
            "next" => self.next_at.map_or_else(dash, |at| when(at, zone, now)),
            "ticket" => self.ticket.map_or_else(dash, |ticket| ticket.to_string()),
            "clock" => self.clock.as_ref().map_or_else(dash, |clock| clean(&clock.replace('_', " "))),
            "left" => self.left_seconds.map_or_else(dash, super::ticket::span_words),
            "customer" => self.customer.as_deref().map_or_else(dash, clean),
            _ if self.oncall.is_empty() => dash(),
            _ => self.oncall.iter().map(|agent| clean(agent)).collect::<Vec<_>>().join(", "),
        };
        if !tmux {
            return words;
        }
        let words = words.replace('#', "##");
        let colour = match name {
            "missed" if self.missed > 0 => "red",
            "due" | "alerts" if words != "0" => "yellow",
            _ => return words,
        };
        format!("#[fg={colour}]{words}#[fg=default]")
    }
}

/// `16:30`, `Mon 09:00`, `4 Jan 09:00`.
fn when(at: Instant, zone: &Zone, now: Instant) -> String {
    let (civil, today) = (zone.civil(at), zone.date(now));
    let pattern = match (civil.date() - today).num_days() {
        0 => "%H:%M",
        -6..=6 => "%a %H:%M",
        _ => "%-d %b %H:%M",
    };
    civil.format(pattern).to_string()
}

/// The parts of a format.
fn parts(format: &str) -> Result<Vec<Part<'_>>, CliError> {
    let mut parts = Vec::new();
    let mut rest = format;
    while let Some(at) = rest.find(['{', '}']) {
        let (text, from) = rest.split_at(at);
        parts.push(Part::Text(text));
        let doubled = ["{{", "}}"].into_iter().find(|doubled| from.starts_with(doubled));
        if let Some(brace) = doubled {
            parts.push(Part::Text(if brace == "{{" { "{" } else { "}" }));
            rest = from.strip_prefix(brace).unwrap_or_default();
            continue;
        }
        let place = from.strip_prefix('{').and_then(|from| from.split_once('}'));
        let Some((name, after)) = place else {
            let message = "the format has a brace without its other half";
            return Err(CliError::usage(message).hint("write {missed}, and {{ for a brace"));
        };
        let known = PLACES.iter().find(|(known, _)| *known == name);
        let Some((known, _)) = known else {
            let message = format!("the format names {}, which there is not", crate::text::quoted(name));
            let error = CliError::usage(message);
            return Err(match did_you_mean(name, PLACES.iter().map(|(known, _)| *known)) {
                Some(help) => error.hint(help),
                None => error,
            });
        };
        parts.push(Part::Place(known));
        rest = after;
    }
    parts.push(Part::Text(rest));
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Zones;

    fn said(format: &str, tmux: bool) -> String {
        let now: Instant = "2026-11-20T14:20:30Z".parse().unwrap();
        let status = Status {
            missed: 2,
            next_at: now.plus(3_600),
            ticket: Some(17),
            left_seconds: Some(3_700),
            customer: Some("#[fg=red]\x1b[31m 東京".into()),
            ..Status::default()
        };
        let zone = Zones::embedded().get("Europe/Paris").unwrap();
        parts(format).unwrap().iter().map(|part| status.part(part, tmux, &zone, now)).collect()
    }

    #[test]
    fn places_are_filled_and_the_rest_stays() {
        assert_eq!(
            said("{{x}} {missed}/{due} {next} #{ticket} {left} {oncall}|", false),
            "{x} 2/0 16:20 #17 1h 01m -|"
        );
        assert_eq!(said("", false), "");
    }

    /// faults.md E11: nothing from outside acts on a terminal, nor on tmux.
    #[test]
    fn tmux_gets_colours_where_something_presses_and_nothing_from_outside_is_a_sign_to_it() {
        assert_eq!(said("{missed} {due} {customer}", true), "#[fg=red]2#[fg=default] 0 ##[fg=red]␛[31m 東京");
        assert_eq!(said("{customer}", false), "#[fg=red]␛[31m 東京");
    }

    #[test]
    fn a_place_that_there_is_not_is_named() {
        let wrong = |format| parts(format).err().unwrap().to_string();
        assert!(wrong("{mised}").contains("did you mean missed?"), "{}", wrong("{mised}"));
        assert!(wrong("{missed").contains("without its other half"));
        assert!(wrong("a } b").contains("without its other half"));
    }
}
