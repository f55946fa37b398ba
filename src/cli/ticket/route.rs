//! Tickets given to who is on call: one, or all that nobody has, as the rota routes them.

use serde::Serialize;

use crate::cli::judged::Judge;
use crate::cli::matching::{Asker, Names};
use crate::cli::rota;
use crate::cli::{CliError, Context, look_up};
use crate::desk::filter::{Candidate, Folded};
use crate::desk::{Book, Command, Row, Ticket, TicketId, Verdict};
use crate::rota::{Assignment, Rota};
use crate::store::{Access, Store, TicketQuery};
use crate::text::{fitted, printable};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Do it; without this it is only said what would go to whom
    #[arg(long)]
    apply: bool,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Routed {
    ticket: i64,
    subject: String,
    line: Option<String>,
    to: Option<String>,
}

#[derive(Serialize)]
struct Done {
    /// Whether it was done.
    done: bool,
    /// Every ticket that nobody has, and to whom it goes; to nobody where no route fits or nobody is on call.
    tickets: Vec<Routed>,
}

pub fn run(args: &Args, context: &mut Context) -> Result<(), CliError> {
    let rota = rota::needed(context)?;
    if rota.routes().is_empty() {
        return Err(CliError::usage("the rota routes nothing")
            .hint("write [[route]] with a line and a filter into rota.toml (docs/rota.md)"));
    }
    let mut store = context.open_store(if args.apply { Access::ReadWrite } else { Access::ReadOnly })?;
    let (book, agent, now) = (context.shared_book()?, context.agent(), context.now());
    let asker = Asker::of(context);
    let names = Names::of(&store)?;
    let query = TicketQuery { open_only: true, ..TicketQuery::default() };
    let mut rows = names.rows(store.tickets(&query)?, &book);
    rows.retain(|row| row.ticket.assignee.is_none());
    rows.sort_by_cached_key(|row| row.urgency(now));
    let assignments = destinations(&rota, &rows, &store, &names, &book, &asker)?;
    let commands: Vec<Command> = assignments.iter().filter_map(Assignment::command).collect();
    if args.apply && !commands.is_empty() {
        store.execute(&commands, &book, &agent, now)?;
    }
    let routed = rows.iter().zip(&assignments).map(|(row, one)| Routed {
        ticket: one.ticket.0,
        subject: row.ticket.subject.clone(),
        line: one.line.clone(),
        to: one.to.clone(),
    });
    let tickets: Vec<Routed> = routed.collect();
    if args.json {
        return context.out.json(&Done { done: args.apply, tickets });
    }
    let count = commands.len();
    let noun = if count == 1 { "ticket" } else { "tickets" };
    let head = if args.apply { "given to who is on call" } else { "would go to who is on call" };
    context.out.line(format!("{count} {noun} {head}"))?;
    for one in &tickets {
        let whom = match (&one.to, &one.line) {
            (Some(to), Some(line)) => format!("{to} ({line})"),
            (_, Some(line)) => format!("nobody: nobody is on call on {line}"),
            (_, None) => "nobody: no route fits".to_owned(),
        };
        let subject = printable(&one.subject).into_owned();
        context.out.line(printable(&format!("  {} {} -> {whom}", one.ticket, fitted(&subject, 60))))?;
    }
    if !args.apply && count > 0 {
        context.out.line("nothing was done: --apply does it, and one `tierdesk undo` takes it back")?;
    }
    Ok(())
}

/// To whom tickets go.
fn destinations(
    rota: &Rota,
    rows: &[Row],
    store: &Store,
    names: &Names,
    book: &Book,
    asker: &Asker,
) -> Result<Vec<Assignment>, CliError> {
    let mut judge = Judge::new(store, book, asker.moment().now);
    let mut asked: Vec<(Folded, Option<Verdict>)> = Vec::with_capacity(rows.len());
    for row in rows {
        let customer = names.customers.get(&row.ticket.customer).map_or("", String::as_str);
        let verdict = if rota.asks_for_verdicts() {
            judge.judged(&row.ticket, names.contract(&row.ticket))?.verdict
        } else {
            None
        };
        asked.push((Folded::of(&row.ticket, customer), verdict));
    }
    let verdicts: Vec<_> = asked.iter().map(|(_, verdict)| move || *verdict).collect();
    let candidates = rows.iter().zip(&asked).zip(&verdicts);
    let candidates = candidates.map(|((row, (text, _)), verdict)| Candidate { row, text, verdict });
    Ok(rota.destinations(candidates, asker.moment()))
}

/// Who is on call for a ticket: on that line, or on the one to which the rota routes it, or on the only one there is.
///
/// # Errors
/// Where there is no rota or no such line, and where nobody is on call.
pub fn on_call_for(ticket: TicketId, line: &str, context: &mut Context) -> Result<String, CliError> {
    let rota = rota::needed(context)?;
    let now = context.now();
    let line = if line.trim().is_empty() {
        let store = context.open_store(Access::ReadOnly)?;
        let ticket: Ticket = look_up::ticket(&store, ticket)?;
        let (book, asker) = (context.shared_book()?, Asker::of(context));
        let names = Names::of(&store)?;
        let rows = names.rows(vec![ticket], &book);
        let routed = destinations(&rota, &rows, &store, &names, &book, &asker)?.into_iter().next();
        let only = || {
            let mut lines = rota.lines();
            lines.next().filter(|_| lines.next().is_none()).map(str::to_owned)
        };
        let line = routed.and_then(|routed| routed.line).or_else(only);
        line.ok_or_else(|| {
            let lines: Vec<&str> = rota.lines().collect();
            CliError::usage("no route of the rota fits this ticket")
                .hint(format!("name the line: --on-call {}", lines.join(", or --on-call ")))
        })?
    } else {
        rota::line_named(&rota, line)?
    };
    let duty = rota.on_duty_of(&line, now);
    duty.map(|duty| duty.agent).ok_or_else(|| CliError::no(format!("nobody is on call on {line} now")))
}
