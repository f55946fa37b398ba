//! What an import tells people and scripts.

use serde::Serialize;

use super::Args;
use super::run::{Ended, Summary};
use crate::cli::error::{Exit, tell};
use crate::cli::{CliError, Context};
use crate::intake::Problems;

/// The answer of `--json`.
#[derive(Serialize)]
struct Answer {
    file: String,
    /// Whether anything was written.
    written: bool,
    dry_run: bool,
    customers: u64,
    contracts: u64,
    contacts: u64,
    tickets: u64,
    /// Tickets that the desk had already.
    here: u64,
    /// Rows that are wrong.
    wrong_rows: u64,
    /// How many tickets have which flag.
    flags: Vec<Flagged>,
    /// What is wrong: the first ones, or all with `--partial`.
    problems: Vec<Wrong>,
    /// How many problems there are in all.
    problems_in_all: u64,
}

#[derive(Serialize)]
struct Flagged {
    flag: crate::desk::Flag,
    tickets: u64,
}

#[derive(Serialize)]
struct Wrong {
    line: u64,
    column: Option<String>,
    message: String,
    hint: Option<String>,
}

/// Tells how it ended; an import with rows that are wrong ends with exit code 1.
///
/// # Errors
/// That code, or where the output cannot be written.
pub fn report(ended: Ended, args: &Args, context: &mut Context) -> Result<(), CliError> {
    for note in &ended.notes {
        crate::cli::error::warn(note);
    }
    if args.json {
        context.out.json(&answer(&ended, args.dry_run))?;
        return match (ended.problems.is_empty(), ended.unreadable) {
            (true, _) => Ok(()),
            (false, true) => Err(CliError::usage("")),
            (false, false) => Err(CliError::said()),
        };
    }
    for problem in ended.problems.shown() {
        tell(&problem.in_file(&ended.file));
    }
    let more =
        ended.problems.total().saturating_sub(u64::try_from(ended.problems.shown().len()).unwrap_or(0));
    if more > 0 {
        tell(&format!(
            "{}: and {more} more problems like these; the first {} are shown",
            ended.file,
            Problems::SHOWN
        ));
    }
    if ended.unreadable {
        return Err(CliError::usage(format!("{}: nothing was imported", ended.file)));
    }
    if ended.problems.is_empty() || args.partial {
        say(&ended, args.dry_run, context)?;
    }
    if ended.problems.is_empty() {
        return Ok(());
    }
    let rows = rows(ended.summary.left_out);
    let error = match (args.partial, ended.written) {
        (true, true) => CliError::new(Exit::No, format!("{}: {rows} left out", ended.file)),
        (true, false) => CliError::new(Exit::No, format!("{}: {rows} would be left out", ended.file)),
        (false, _) => {
            CliError::new(Exit::No, format!("{}: nothing was imported, for {rows} wrong", ended.file))
                .hint("mend the file, or import the rest of it with --partial")
        }
    };
    Err(error)
}

fn rows(count: u64) -> String {
    match count {
        0 => "the file is".into(),
        1 => "1 row is".into(),
        _ => format!("{count} rows are"),
    }
}

fn count(number: u64, one: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {one}s") }
}

fn say(ended: &Ended, dry_run: bool, context: &mut Context) -> Result<(), CliError> {
    let Summary { customers, contracts, contacts, tickets, here, in_future, .. } = ended.summary;
    let parts =
        [(customers, "customer"), (contracts, "contract"), (contacts, "contact"), (tickets, "ticket")];
    let parts: Vec<String> = parts
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, what)| count(number, what))
        .collect();
    let what = if parts.is_empty() { "nothing".to_owned() } else { parts.join(", ") };
    let done = if dry_run { "would be imported; nothing was written" } else { "imported" };
    context.out.line(format!("{}: {what} {done}", ended.file))?;
    if here > 0 {
        let (are, they_stand) = if here == 1 { ("is", "it stands") } else { ("are", "they stand") };
        let tickets = count(here, "ticket");
        context.out.line(format!("  {tickets} {are} here already and left as {they_stand}"))?;
    }
    for (flag, tickets) in &ended.summary.flags {
        context.out.line(format!("  {} flagged: {}", count(*tickets, "ticket"), flag.words()))?;
    }
    if in_future > 0 {
        context
            .out
            .line(format!("  {} received after now: is the zone right?", count(in_future, "ticket")))?;
    }
    Ok(())
}

fn answer(ended: &Ended, dry_run: bool) -> Answer {
    let summary = &ended.summary;
    Answer {
        file: ended.file.clone(),
        written: ended.written,
        dry_run,
        customers: summary.customers,
        contracts: summary.contracts,
        contacts: summary.contacts,
        tickets: summary.tickets,
        here: summary.here,
        wrong_rows: summary.left_out,
        flags: summary
            .flags
            .iter()
            .map(|(flag, tickets)| Flagged { flag: *flag, tickets: *tickets })
            .collect(),
        problems: ended
            .problems
            .shown()
            .iter()
            .map(|problem| Wrong {
                line: problem.line,
                column: problem.column.clone(),
                message: problem.message.clone(),
                hint: problem.hint.clone(),
            })
            .collect(),
        problems_in_all: ended.problems.total(),
    }
}
