//! `tierdesk ticket show`, and what a change answers.

use serde::Serialize;

use super::words;
use crate::calendar::{Instant, Zone};
use crate::cli::judged::{Judge, Judged};
use crate::cli::view::{EventView, MessageView, Named, TicketView};
use crate::cli::{CliError, Context, Out, look_up, moments, sheet};
use crate::desk::{ClockState, Contract, Flag, Mark, Row, Status, Ticket, TicketClock, TicketId};
use crate::policy::ClockKey;
use crate::store::{Access, Store};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The ticket's number
    #[arg(value_parser = look_up::ticket_number)]
    ticket: TicketId,
    /// A merged ticket itself, and not the one that lives on for it
    #[arg(long)]
    itself: bool,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

/// A ticket with its history.
#[derive(Serialize)]
struct Whole {
    #[serde(flatten)]
    ticket: TicketView,
    messages: Vec<MessageView>,
    events: Vec<EventView>,
    /// The number that was asked for, where that ticket was merged into this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    asked: Option<i64>,
}

/// A ticket, its contract, and what its allowance says.
pub(super) struct Looked {
    pub(super) row: Row,
    pub(super) contract: Option<Contract>,
    view: TicketView,
    pub(super) judged: Judged,
}

pub fn run(args: &Args, context: &mut Context) -> Result<(), CliError> {
    let mut store = context.open_store(Access::ReadOnly)?;
    let lives = if args.itself { args.ticket } else { store.lives_on(args.ticket)? };
    let Some(file) = store.ticket(lives)? else {
        return Err(look_up::no_ticket(args.ticket));
    };
    let looked = look(&store, context, file.ticket)?;
    let mut messages: Vec<MessageView> = MessageView::all(&file.events);
    for (ticket, events) in &file.joined {
        let on = |message: MessageView| MessageView { on: Some(ticket.0), ..message };
        messages.extend(MessageView::all(events).into_iter().map(on));
    }
    messages.sort_by_key(|message| message.at);
    let asked = (lives != args.ticket).then_some(args.ticket.0);
    let events: Vec<EventView> = EventView::all(&file.events);
    if args.json {
        return context.out.json(&Whole { ticket: looked.view, messages, events, asked });
    }
    let now = context.now();
    let out = &mut context.out;
    if let Some(asked) = asked {
        out.line(format!("ticket {asked} was merged into ticket {lives}, which lives on:"))?;
    }
    head(out, &looked, now)?;
    for message in &messages {
        let by = message.by.as_deref().unwrap_or("the customer");
        let channel = message.channel.as_ref().map(|channel| format!(" by {channel}")).unwrap_or_default();
        let entered = message.entered.map(|entered| format!(", entered {entered}")).unwrap_or_default();
        let kind = if message.automatic { "automatic message" } else { message.kind };
        let undone = if message.undone { " (undone)" } else { "" };
        let on = message.on.map(|on| format!(", on ticket {on}")).unwrap_or_default();
        let head = format!("{kind} {}, {by}{channel}{entered}{on}{undone}:", message.at);
        out.line(format!("\n{}", crate::text::printable(&head)))?;
        for line in crate::text::printable_block(&message.text, LONGEST_MESSAGE).lines() {
            out.line(format!("    {line}"))?;
        }
    }
    out.line("\nhistory")?;
    events.iter().try_for_each(|event| {
        let (agent, words) = (crate::text::printable(&event.agent), crate::text::printable(&event.words));
        let undone = if event.undone { " (undone)" } else { "" };
        out.line(format!("  {}  {agent} {words}{undone}", event.at))
    })
}

/// A message of 10 MB is for `--json`; people read its beginning.
const LONGEST_MESSAGE: usize = 100_000;

pub(super) fn look(store: &Store, context: &mut Context, ticket: Ticket) -> Result<Looked, CliError> {
    let (book, now) = (context.shared_book()?, context.now());
    let contract = look_up::contract_of(store, &ticket)?;
    let judged = Judge::new(store, &book, now).judged(&ticket, contract.as_ref())?;
    let row = Row::new(ticket, contract.as_ref(), &book);
    let customer = Named::of(row.ticket.customer, store.customer(row.ticket.customer)?.as_slice());
    let view = TicketView::of(&row, contract.as_ref(), customer, &judged, now);
    Ok(Looked { row, contract, view, judged })
}

/// A ticket as JSON has it.
///
/// # Errors
/// Where the store cannot be read.
pub fn view_of(store: &Store, context: &mut Context, ticket: Ticket) -> Result<TicketView, CliError> {
    Ok(look(store, context, ticket)?.view)
}

fn head(out: &mut Out, looked: &Looked, now: crate::calendar::Instant) -> Result<(), CliError> {
    let view = &looked.view;
    let plan = match (&view.pack, &view.tier) {
        (Some(pack), Some(tier)) => format!("{pack} {tier}"),
        _ => "no contract".into(),
    };
    let severity = match &view.counts_as {
        Some(counts_as) => format!("{} (counts as {counts_as})", view.severity),
        None => view.severity.clone(),
    };
    let claimed = view.claimed.clone().map(|claimed| format!("{severity}, claimed as {claimed}"));
    let allowance = [
        view.allowance.verdict.map(|verdict| verdict.replace('_', " ")),
        Some(view.allowance.counting.to_owned()).filter(|counting| counting != "counts"),
        view.allowance.reason.clone(),
        view.allowance.now.as_ref().map(|now| now.words.clone()),
    ];
    sheet::facts(
        out,
        &[
            ("ticket", format!("{} (revision {})", view.number, view.revision)),
            ("subject", view.subject.clone()),
            ("customer", view.customer.name.clone()),
            ("plan", plan),
            ("status", status(&looked.row, now)),
            ("severity", claimed.unwrap_or(severity)),
            ("assignee", view.assignee.clone().unwrap_or_else(|| "nobody".into())),
            ("received", view.received.to_string()),
            ("from", view.requester.clone().unwrap_or_default()),
            ("channel", view.channel.clone().unwrap_or_default()),
            ("kind", view.kind.clone().unwrap_or_default()),
            ("version", view.version.clone().unwrap_or_default()),
            ("level", level(looked)),
            ("environment", view.environment.to_owned()),
            ("reference", view.reference.clone().unwrap_or_default()),
            ("workaround", given(&looked.row, Mark::Workaround)),
            ("estimate", given(&looked.row, Mark::Estimate)),
            ("allowance", allowance.into_iter().flatten().collect::<Vec<_>>().join(", ")),
            ("flags", flags(looked)),
            ("tags", view.tags.iter().map(|tag| format!("+{tag}")).collect::<Vec<_>>().join(" ")),
            ("handed on", handed_on(&looked.row)),
            ("watched by", view.watchers.join(", ")),
            ("linked with", numbers(&view.links)),
            ("merged here", numbers(&view.absorbed)),
            ("merged into", view.merged_into.map(|into| into.to_string()).unwrap_or_default()),
            ("split from", view.split_from.map(|whole| whole.to_string()).unwrap_or_default()),
        ],
    )?;
    for clock in &looked.row.clocks {
        let target = &clock.target;
        let words = words::clock(clock, now);
        let own = if target.own { ", by contract" } else { "" };
        let line =
            format!("{}: {words} ({}; {}{own})", clock_name(clock), target.promise, target.calendar_words);
        out.line(crate::text::printable(&line))?;
        if let Some(rounds) = rounds(clock) {
            out.line(crate::text::printable(&format!("{}: {rounds}", clock_name(clock))))?;
        }
    }
    for missed in &view.missed {
        let clock = missed.clock.replace('_', " ");
        let line = format!("{clock}: missed for good, was due {} before it was set anew", missed.due);
        out.line(crate::text::printable(&line))?;
    }
    Ok(())
}

/// The earlier rounds of a clock that were missed: how many, and when the last of them were due.
fn rounds(clock: &TicketClock) -> Option<String> {
    const TOLD: usize = 3;
    let zone = clock.target.calendar.zone();
    let last = clock.missed.iter().rev().take(TOLD).rev();
    let due: Vec<String> = last.map(|due| moments::told(*due, &zone)).collect();
    Some(match clock.missed.len() {
        0 => return None,
        1 => format!("a round before was missed, due {}", due.join("; ")),
        all if all <= TOLD => format!("{all} rounds before were missed, due {}", due.join("; ")),
        all => format!("{all} rounds before were missed, the last of them due {}", due.join("; ")),
    })
}

/// Since when a workaround or an estimate stands, and what was said of it.
fn given(row: &Row, mark: Mark) -> String {
    let ticket = &row.ticket;
    let Some(at) = ticket.marks.first(mark.event()) else { return String::new() };
    let zone = row.terms.as_ref().map_or_else(Zone::utc, |terms| terms.pack().zone.clone());
    let told = ticket.more().told(mark).cloned().unwrap_or_default();
    let expected = told.expected.map(|at| moments::told(Instant::from_unix_clamped(at), &zone));
    let expected = expected.map(|at| format!("; expected by {at}")).unwrap_or_default();
    let note = if told.note.is_empty() { String::new() } else { format!(": {}", told.note) };
    format!("given {}{expected}{note}", moments::told(at, &zone))
}

/// What was written about it for the next shift, by whom and when.
fn handed_on(row: &Row) -> String {
    let Some(words) = &row.ticket.more().handed_on else { return String::new() };
    let zone = row.terms.as_ref().map_or_else(Zone::utc, |terms| terms.pack().zone.clone());
    let at = moments::told(Instant::from_unix_clamped(words.at), &zone);
    format!("{} ({}, {at})", words.text, words.agent)
}

/// What it is doing; of a ticket on hold, until when, in the policy's zone.
fn status(row: &Row, now: Instant) -> String {
    let words = row.ticket.status.words();
    let Some(wakes) = row.ticket.more().wakes() else { return words.to_owned() };
    let zone = row.terms.as_ref().map_or_else(Zone::utc, |terms| terms.pack().zone.clone());
    let woken = if wakes <= now { ": that has come" } else { "" };
    format!("{words} until {}{woken}", moments::told(wakes, &zone))
}

fn numbers(tickets: &[i64]) -> String {
    tickets.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// The level at which it stands, and who answers it.
fn level(looked: &Looked) -> String {
    let Some(level) = looked.view.level else { return String::new() };
    match looked.view.level_answered_by {
        Some("customer") => format!("{level}, answered by the customer"),
        Some(_) => format!("{level}, answered by us"),
        None => level.to_string(),
    }
}

/// Flags in words, with what was decided about them.
fn flags(looked: &Looked) -> String {
    let more = looked.row.ticket.more();
    let words = |flag: &Flag| match more.judged(*flag) {
        Some(judged) if judged.accepted => format!("{} (accepted: {})", flag.words(), judged.reason),
        Some(judged) => format!("{} (not accepted: {})", flag.words(), judged.reason),
        None => flag.words().to_owned(),
    };
    looked.judged.flags.iter().map(words).collect::<Vec<_>>().join(", ")
}

/// A clock's name for people; its key stands in `--json`.
pub(super) fn clock_name(clock: &TicketClock) -> String {
    clock.key().as_str().replace('_', " ")
}

/// What a ticket that is resolved without an answer should say: only a person's reply stops the first-response clock
/// (sla.md 1.5).
fn unanswered(looked: &Looked, now: Instant) -> Option<&'static str> {
    let ticket = &looked.row.ticket;
    if ticket.status != Status::Resolved || ticket.first_response.is_some() {
        return None;
    }
    let first = looked.row.clocks.iter().find(|clock| *clock.key() == ClockKey::first_response())?;
    match first.at(now) {
        ClockState::Running { .. } => {
            Some("nobody has answered the customer: the first-response clock goes on until somebody replies")
        }
        ClockState::Missed { .. } => Some("nobody has answered the customer: the first response is missed"),
        _ => None,
    }
}

/// Says what came of a change: the ticket as it stands now.
///
/// # Errors
/// Where the store cannot be read or the output not be written.
pub fn after(
    store: &Store,
    context: &mut Context,
    ticket: Ticket,
    done: &str,
    json: bool,
) -> Result<(), CliError> {
    let looked = look(store, context, ticket)?;
    if json {
        return context.out.json(&looked.view);
    }
    let now = context.now();
    let view = &looked.view;
    let out = &mut context.out;
    out.line(format!("ticket {} (revision {}): {done}", view.number, view.revision))?;
    for clock in &looked.row.clocks {
        let words = words::clock(clock, now);
        out.line(crate::text::printable(&format!("  {}: {words}", clock_name(clock))))?;
    }
    if let Some(words) = unanswered(&looked, now) {
        out.line(format!("  {words}"))?;
    }
    if let Some(allowance) = &view.allowance.now {
        out.line(format!("  allowance: {}", allowance.words))?;
    }
    if !looked.judged.flags.is_empty() {
        out.line(format!("  flagged: {}", flags(&looked)))?;
    }
    Ok(())
}
