//! What a change would move, for people: shown before it is made.

use super::change::Which;
use super::words;
use crate::cli::view::MovesView;
use crate::cli::{CliError, Context, Out};
use crate::desk::{Command, Flag, Moves, Side, Turn};
use crate::store::Access;
use crate::text::printable;

/// Answers `--preview`: says what the command would move, and changes nothing.
pub(super) fn preview(which: &Which, context: &mut Context, command: &Command) -> Result<(), CliError> {
    told(which.json, context, command)
}

/// The same for a command that is about no one ticket.
pub(in crate::cli) fn told(json: bool, context: &mut Context, command: &Command) -> Result<(), CliError> {
    let store = context.open_store(Access::ReadOnly)?;
    let book = context.shared_book()?;
    let moves = store.preview(command, &book, &context.agent(), context.now())?;
    if json {
        return context.out.json(&moves.iter().map(MovesView::of).collect::<Vec<_>>());
    }
    for one in &moves {
        context.out.line(format!("ticket {}: what it would move", one.ticket))?;
        write(&mut context.out, one)?;
    }
    context.out.line("nothing has been changed")
}

/// Writes what moves on one ticket.
pub(super) fn write(out: &mut Out, moves: &Moves) -> Result<(), CliError> {
    let says = |side: Option<&Side>| {
        side.map_or_else(
            || "no such clock".to_owned(),
            |side| words::state(&side.state, &side.target.calendar.zone()),
        )
    };
    let target = |side: Option<&Side>| side.map_or_else(String::new, |side| side.target.promise.to_string());
    for clock in &moves.clocks {
        let name = clock.clock.as_str().replace('_', " ");
        let (before, after) = (clock.before.as_ref(), clock.after.as_ref());
        let turn = clock.turn();
        let line = match turn {
            Turn::Same => format!("  {name}: {}; {}", says(before), turn.words()),
            _ => format!("  {name}: {} -> {}; {}", says(before), says(after), turn.words()),
        };
        out.line(printable(&line))?;
        if target(before) != target(after) {
            out.line(printable(&format!("    target: {} -> {}", target(before), target(after))))?;
        }
    }
    if moves.counts_otherwise() {
        let (before, after) = (&moves.counts_as.before, &moves.counts_as.after);
        out.line(printable(&format!("  counts as: {before} -> {after}")))?;
    }
    for missed in &moves.missed {
        let clock = missed.clock.replace('_', " ");
        out.line(printable(&format!("  {clock}: stays on record as missed")))?;
    }
    let list = |flags: &[Flag]| flags.iter().map(|flag| flag.words()).collect::<Vec<_>>().join(", ");
    if moves.flags.differs() {
        let (before, after) = (list(&moves.flags.before), list(&moves.flags.after));
        let said = |flags: String| if flags.is_empty() { "none".to_owned() } else { flags };
        out.line(format!("  flags: {} -> {}", said(before), said(after)))?;
    }
    match (&moves.usage.before, &moves.usage.after) {
        (Some(before), Some(after)) if before == after && !moves.verdict.differs() => {
            out.line(format!("  allowance: {}; stays as it is", before.words()))
        }
        (None, None) => Ok(()),
        (before, after) => {
            let said = |usage: &Option<crate::desk::Usage>| {
                usage.as_ref().map_or_else(|| "none".to_owned(), crate::desk::Usage::words)
            };
            out.line(format!("  allowance: {} -> {}", said(before), said(after)))
        }
    }
}
