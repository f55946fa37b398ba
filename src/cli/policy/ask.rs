//! The questions that `tierdesk policy new` asks on a terminal. Each has an answer that Enter takes, and an answer that could
//! not stand in a pack is asked again at once.

use std::io::{self, BufRead as _, IsTerminal as _, Write as _};

use super::new::pair;
use crate::calendar::{HolidaySet, Zones};
use crate::cli::{CliError, Context};
use crate::policy::draft::{Draft, DraftTarget, defined, hours_of, named};
use crate::policy::{Promise, zone_name};
use crate::written::is_plain;

/// The longest answer that is read.
const LONGEST: u64 = 4_000;

/// Whether somebody is there to answer. `TIERDESK_ASK` says so for tests, whose standard input is no terminal.
pub(super) fn can_ask(context: &Context) -> bool {
    std::env::var_os("TIERDESK_ASK").is_some() || io::stdin().is_terminal() && context.out.is_terminal()
}

/// Asks for what a pack cannot do without.
///
/// # Errors
/// Where the answers end before the questions do: nothing is written then.
pub(super) fn ask(
    draft: &mut Draft,
    and_title: bool,
    zones: &Zones,
    context: &mut Context,
) -> Result<(), CliError> {
    context.out.line("Enter takes what stands in brackets; Ctrl-C leaves without writing anything.")?;
    if and_title {
        draft.title = question("Name of the provider", &draft.title, |said| Ok(said.to_owned()), context)?;
    }
    let zone = |said: &str| match zone_name::zone(said, zones) {
        Ok(_) => Ok(said.to_owned()),
        Err(error) => Err(format!("{}: {}", error.what, error.help)),
    };
    draft.time_zone = question("Time zone of the desk", &draft.time_zone.clone(), zone, context)?;
    let hours = |said: &str| {
        hours_of(said).ok_or("write for example mon-fri 09:00-12:00 14:00-18:00, sat 09:00-12:00".to_owned())
    };
    draft.hours = question("Open hours", "mon-fri 09:00-17:00", hours, context)?;
    let holidays = |said: &str| {
        let codes: Vec<String> = words(said).filter(|code| code != "none").collect();
        let wrong = codes.iter().find_map(|code| HolidaySet::builtin(code).err());
        wrong.map_or(Ok(codes), |error| Err(error.to_string()))
    };
    draft.holidays = question("Closed on the holidays of (codes such as DE/BY)", "none", holidays, context)?;
    let names = |said: &str| {
        let names: Vec<String> = words(said).collect();
        let plain = |name: &String| is_plain(name.split('=').next().unwrap_or_default());
        match names.iter().find(|name| !plain(name)) {
            Some(name) => Err(format!("{name} is no name: it has a-z, 0-9 and -")),
            None if names.is_empty() => Err("name one at least".to_owned()),
            None => Ok(names),
        }
    };
    let tiers = question("Tiers, lowest first", "standard", names, context)?;
    draft.tiers = tiers.iter().map(|said| pair(said, named)).collect();
    let severities = question("Severities, worst first", "urgent, normal, low", names, context)?;
    draft.severities = severities.iter().map(|said| pair(said, defined)).collect();
    context.out.line("What is promised, such as 4 business hours, 2 hours, end of business day 1, best effort, not covered, none:")?;
    draft.targets = targets(draft, context)?;
    Ok(())
}

fn targets(draft: &Draft, context: &mut Context) -> Result<Vec<DraftTarget>, CliError> {
    let promise = |said: &str| match said.parse::<Promise>() {
        Ok(_) => Ok(said.to_owned()),
        Err(error) => Err(error.to_string()),
    };
    let mut targets = Vec::new();
    for (clock, words, none) in
        [("first_response", "First response", "best effort"), ("resolution", "Resolution", "none")]
    {
        let mut before = none.to_owned();
        for (severity, _) in &draft.severities {
            for (tier, _) in &draft.tiers {
                let whose = if draft.tiers.len() == 1 { String::new() } else { format!(", {tier}") };
                let asked = format!("  {words}, {severity}{whose}");
                before = question(&asked, &before.clone(), promise, context)?;
                targets.push(DraftTarget {
                    clock: clock.to_owned(),
                    severity: Some(severity.clone()),
                    tier: Some(tier.clone()),
                    target: before.clone(),
                });
            }
        }
    }
    Ok(targets)
}

fn words(said: &str) -> impl Iterator<Item = String> {
    said.split(',').map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned)
}

/// Asks until the answer can be taken.
fn question<T>(
    asked: &str,
    default: &str,
    take: impl Fn(&str) -> Result<T, String>,
    context: &mut Context,
) -> Result<T, CliError> {
    loop {
        write!(context.out, "{asked} [{}]: ", crate::text::printable(default))?;
        context.out.flush()?;
        let mut line = String::new();
        let read = io::Read::take(io::stdin().lock(), LONGEST).read_line(&mut line);
        if read.map_err(|error| CliError::usage(format!("the answer cannot be read: {error}")))? == 0 {
            context.out.line("")?;
            return Err(CliError::usage("the answers end here; nothing was written"));
        }
        let said = line.trim();
        match take(if said.is_empty() { default } else { said }) {
            Ok(taken) => return Ok(taken),
            Err(wrong) => context.out.line(crate::text::printable(&format!("  {wrong}")))?,
        }
    }
}
