//! `tierdesk shift`: the shifts that are on record, and your own.

use serde::Serialize;

use super::moments::{self, Clock};
use super::ticket::span_words;
use super::{CliError, Context, rota};
use crate::calendar::{Instant, Toward};
use crate::desk::{Command, DeskWork, Shift};
use crate::store::{Access, Store};
use crate::text::printable;

#[derive(Debug, clap::Subcommand)]
pub enum Args {
    /// Begin your shift
    #[command(
        after_help = "Examples:\n  tierdesk shift begin\n  tierdesk shift begin --line first --until 17:00"
    )]
    Begin(Begin),
    /// End your shift
    #[command(after_help = "Example:\n  tierdesk shift end --note \"quiet\"")]
    End(End),
    /// List the shifts on record
    #[command(
        after_help = "Examples:\n  tierdesk shift list\n  tierdesk shift list --from 2026-11-01 --to 2026-12-01 --json"
    )]
    List(List),
    /// Show whose shift it is now
    #[command(after_help = "Example:\n  tierdesk shift now")]
    Now(Now),
}

#[derive(Debug, clap::Args)]
pub struct Begin {
    /// On which line of the rota [default: the one on which you are on call now]
    #[arg(long)]
    line: Option<String>,
    /// When it is to end: 17:00, 8h, an instant [default: when you are no longer on call]
    #[arg(long, value_name = "MOMENT")]
    until: Option<String>,
    #[command(flatten)]
    clock: Clock,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
pub struct End {
    /// What there is to say about it
    #[arg(long, default_value = "", hide_default_value = true, allow_hyphen_values = true)]
    note: String,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
pub struct List {
    /// Those that lasted after this moment [default: a week ago]
    #[arg(long, value_name = "MOMENT")]
    from: Option<String>,
    /// Those that began before this moment [default: now]
    #[arg(long, value_name = "MOMENT")]
    to: Option<String>,
    /// As they stood at another moment
    #[arg(long, value_name = "INSTANT")]
    at: Option<Instant>,
    #[command(flatten)]
    clock: Clock,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
pub struct Now {
    /// As they stood at another moment
    #[arg(long, value_name = "INSTANT")]
    at: Option<Instant>,
    #[command(flatten)]
    clock: Clock,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

/// A shift as output shows it.
#[derive(Debug, Serialize)]
struct ShiftView {
    id: i64,
    agent: String,
    line: Option<String>,
    began: String,
    planned: Option<String>,
    ended: Option<String>,
    note: String,
}

impl ShiftView {
    fn of(shift: &Shift) -> ShiftView {
        ShiftView {
            id: shift.id.0,
            agent: shift.agent.clone(),
            line: shift.line.clone(),
            began: shift.began.to_string(),
            planned: shift.planned.map(|at| at.to_string()),
            ended: shift.ended.map(|at| at.to_string()),
            note: shift.note.clone(),
        }
    }
}

pub fn run(args: &Args, context: &mut Context) -> Result<(), CliError> {
    match args {
        Args::Begin(args) => begin(args, context),
        Args::End(args) => end(args, context),
        Args::List(args) => list(args, context),
        Args::Now(args) => now(args, context),
    }
}

fn begin(args: &Begin, context: &mut Context) -> Result<(), CliError> {
    let (agent, now) = (context.agent(), context.now());
    let rota = rota::of_desk(context)?;
    let mut line = args.line.clone();
    if let (Some(rota), Some(name)) = (&rota, &line) {
        line = Some(rota::line_named(rota, name)?);
    }
    let own =
        |duty: &crate::rota::Duty| duty.agent == agent && line.as_ref().is_none_or(|line| *line == duty.line);
    let duty = rota.and_then(|rota| rota.on_duty(now).into_iter().find(own));
    let until =
        args.until.as_ref().map(|words| args.clock.read(words, Toward::Future, context)).transpose()?;
    let planned = until.or_else(|| duty.as_ref().map(|duty| duty.span.to));
    let line = line.or_else(|| duty.map(|duty| duty.line));
    let work = DeskWork::BeginShift { line, planned };
    write(work, "begun", args.json, &args.clock, context)
}

fn end(args: &End, context: &mut Context) -> Result<(), CliError> {
    let work = DeskWork::EndShift { note: args.note.trim().to_owned() };
    let agent = context.agent();
    let mut store = context.open_store(Access::ReadWrite)?;
    let before = store.shift_of(&agent)?;
    execute(&mut store, work, context)?;
    let Some(before) = before else { return Ok(()) };
    let written = store.shifts(before.began, context.now().plus(1).unwrap_or(Instant::MAX))?;
    let Some(shift) = written.into_iter().find(|shift| shift.id == before.id) else { return Ok(()) };
    if args.json {
        return context.out.json(&ShiftView::of(&shift));
    }
    let ended = shift.ended.unwrap_or(shift.began);
    context.out.line(format!("your shift has ended after {}", span_words(ended.since(shift.began))))
}

fn execute(store: &mut Store, work: DeskWork, context: &mut Context) -> Result<(), CliError> {
    let book = context.shared_book()?;
    store.execute(&[Command::Desk(work)], &book, &context.agent(), context.now())?;
    Ok(())
}

fn write(
    work: DeskWork,
    done: &str,
    json: bool,
    clock: &Clock,
    context: &mut Context,
) -> Result<(), CliError> {
    let agent = context.agent();
    let mut store = context.open_store(Access::ReadWrite)?;
    execute(&mut store, work, context)?;
    let Some(shift) = store.shift_of(&agent)? else { return Ok(()) };
    if json {
        return context.out.json(&ShiftView::of(&shift));
    }
    let zone = clock.zone(context)?;
    let line = shift.line.as_ref().map_or(String::new(), |line| format!(" on {line}"));
    let until = shift.planned.map_or(String::new(), |at| format!(", until {}", moments::told(at, &zone)));
    context.out.line(printable(&format!("your shift{line} has {done}{until}")))
}

fn list(args: &List, context: &mut Context) -> Result<(), CliError> {
    let now = args.at.unwrap_or_else(|| context.now());
    let read = |words: &Option<String>, context: &mut Context| {
        words.as_ref().map(|words| args.clock.read(words, Toward::Past, context)).transpose()
    };
    let from = read(&args.from, context)?.unwrap_or_else(|| now.plus(-7 * 86_400).unwrap_or(Instant::MIN));
    // A shift that begins this very second is among them.
    let to = read(&args.to, context)?.or_else(|| now.plus(1)).unwrap_or(Instant::MAX);
    if to <= from {
        return Err(CliError::usage("--to lies after --from"));
    }
    let mut store = context.open_store(Access::ReadOnly)?;
    let shifts = match args.at {
        Some(at) => store.shifts_as_of(at, from, to)?,
        None => store.shifts(from, to)?,
    };
    tell(&shifts, now, args.json, "no shift is on record there", &args.clock, context)
}

fn now(args: &Now, context: &mut Context) -> Result<(), CliError> {
    let now = args.at.unwrap_or_else(|| context.now());
    let mut store = context.open_store(Access::ReadOnly)?;
    let mut shifts = store.shifts_as_of(now, now, now.plus(1).unwrap_or(Instant::MAX))?;
    shifts.retain(|shift| shift.ended.is_none());
    tell(&shifts, now, args.json, "nobody's shift has begun", &args.clock, context)
}

fn tell(
    shifts: &[Shift],
    now: Instant,
    json: bool,
    none: &str,
    clock: &Clock,
    context: &mut Context,
) -> Result<(), CliError> {
    if json {
        return context.out.json(&shifts.iter().map(ShiftView::of).collect::<Vec<_>>());
    }
    if shifts.is_empty() {
        return context.out.line(none);
    }
    let zone = clock.zone(context)?;
    for shift in shifts {
        let line = shift.line.as_ref().map_or(String::new(), |line| format!(" on {line}"));
        let end = match (shift.ended, shift.planned) {
            (Some(ended), _) => {
                format!("to {} ({})", moments::told(ended, &zone), span_words(ended.since(shift.began)))
            }
            (None, Some(planned)) if planned < now => {
                format!("lasts; was to end {}", moments::told(planned, &zone))
            }
            (None, Some(planned)) => format!("lasts, until {}", moments::told(planned, &zone)),
            (None, None) => "lasts".to_owned(),
        };
        let note = if shift.note.is_empty() { String::new() } else { format!(": {}", shift.note) };
        let began = moments::told(shift.began, &zone);
        context.out.line(printable(&format!("{}{line}, {began} {end}{note}", shift.agent)))?;
    }
    Ok(())
}
