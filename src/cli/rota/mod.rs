//! `tierdesk rota`: who is on call, and whether the file that says so is good.

mod check;
mod show;

use std::sync::Arc;

use serde::Serialize;

use super::{CliError, Context};
use crate::console::rota_file;
use crate::rota::{Duty, Rota};

#[derive(Debug, clap::Subcommand)]
pub enum Args {
    /// Show who is on call now, line by line, and who comes next
    #[command(after_help = "Examples:\n  tierdesk rota now\n  tierdesk rota now --at \"sat 03:00\" --json")]
    Now(show::Now),
    /// Show the duties of the coming days
    #[command(
        after_help = "Examples:\n  tierdesk rota show\n  tierdesk rota show --days 28 --line first\n  tierdesk rota show --at 2026-12-24 --json"
    )]
    Show(show::Show),
    /// Check a rota, and name every mistake with its place
    #[command(
        after_help = "Exit status: 0 it is good, 1 it is refused, 2 it cannot be read.\n\nExamples:\n  tierdesk rota check\n  tierdesk rota check next-year.toml"
    )]
    Check(check::Args),
}

pub fn run(args: &Args, context: &mut Context) -> Result<(), CliError> {
    match args {
        Args::Now(args) => show::now(args, context),
        Args::Show(args) => show::show(args, context),
        Args::Check(args) => check::run(args, context),
    }
}

/// A duty as output shows it.
#[derive(Debug, Serialize)]
pub struct DutyView {
    line: String,
    agent: String,
    from: String,
    to: String,
}

impl DutyView {
    /// Of a duty.
    pub fn of(duty: &Duty) -> DutyView {
        let (line, agent) = (duty.line.clone(), duty.agent.clone());
        DutyView { line, agent, from: duty.span.from.to_string(), to: duty.span.to.to_string() }
    }
}

/// The desk's rota; `None` where it has none.
///
/// # Errors
/// Where there is one that something is wrong with.
pub fn of_desk(context: &mut Context) -> Result<Option<Arc<Rota>>, CliError> {
    let (store, zones) = (context.store_path()?, context.zones());
    let read = rota_file::read(&store, &zones);
    match read.trouble() {
        None => Ok(read.rota),
        Some(trouble) => Err(CliError::usage(crate::text::printable(&trouble).into_owned())
            .hint("`tierdesk rota check` names every mistake")),
    }
}

/// The same where there must be one.
///
/// # Errors
/// Where there is none, too.
pub fn needed(context: &mut Context) -> Result<Arc<Rota>, CliError> {
    of_desk(context)?.ok_or_else(|| {
        CliError::usage("this desk has no rota")
            .hint("write rota.toml beside its store (docs/rota.md), or put a feed there as rota.ics")
    })
}

/// A line of the rota by its name.
///
/// # Errors
/// Where there is none of that name.
pub fn line_named(rota: &Rota, name: &str) -> Result<String, CliError> {
    let name = name.trim();
    if rota.lines().any(|line| line == name) {
        return Ok(name.to_owned());
    }
    let error = CliError::usage(format!("the rota has no line {}", crate::text::quoted(name)));
    Err(match crate::written::did_you_mean(name, rota.lines()) {
        Some(help) => error.hint(help),
        None => error,
    })
}
