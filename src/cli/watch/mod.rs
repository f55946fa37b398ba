//! `tierdesk watch`: tells alerts without a screen, for a service manager, for cron, for pipes.

mod service;

use std::io::Write as _;
use std::path::PathBuf;
use std::sync::Arc;

use super::{CliError, Context};
use crate::alert::{Alert, AlertId};
use crate::calendar::{Instant, Zone, instant_words};
use crate::host;
use crate::outbound::terminal::Around;
use crate::text::printable;
use crate::watch::{AlertObject, Errands, Said, Turn, Vigil, rung};

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Without --all it tells what is for you and for nobody in particular. While you have the desk open, \
    the board is given 5 seconds to tell it there.\n\n\
    As a service: assets/systemd/tierdesk-watch.service is a unit for it. SIGHUP reads rules and packs anew; SIGTERM ends \
    it in order.\n\nExamples:\n  \
    tierdesk watch\n  \
    tierdesk watch --once            for cron, every minute\n  \
    tierdesk watch --all --json | jq -r .words"
)]
pub struct Args {
    /// Tell what has fallen until now, and end
    #[arg(long)]
    once: bool,
    /// For everybody whom alerts.toml names: what goes out by mail, commands or the desktop
    #[arg(long)]
    all: bool,
    /// One line of JSON for each alert, with its ticket
    #[arg(long)]
    json: bool,
}

/// What is needed to say something.
struct Voice {
    json: bool,
    all: bool,
    local: Arc<Zone>,
}

/// Tells alerts until a signal ends it; or once.
///
/// # Errors
/// Where the store cannot be opened to be written; with `--once` also where it cannot be read.
pub fn run(args: &Args, context: &mut Context) -> Result<(), CliError> {
    context.may_write()?;
    let voice = Voice { json: args.json, all: args.all, local: host::local_zone(&context.zones()) };
    let (path, agent) = (context.store_path()?, (!args.all).then(|| context.agent()));
    if args.once { once(path, agent, &voice, context) } else { service::run(path, agent, &voice, context) }
}

fn once(path: PathBuf, agent: Option<String>, voice: &Voice, context: &mut Context) -> Result<(), CliError> {
    let book = context.shared_book()?;
    let mut vigil = Vigil::new(path.clone(), agent.clone(), book.clone())?.at_once();
    let turn = vigil.turn(context.clock.now())?;
    tell(&turn, &vigil, voice, context)?;
    let with = (book, context.clock, vigil.rules().clone());
    Ok(Errands::carry_out_due(path, agent, with, complain)?)
}

/// Says what does not go out.
fn complain(said: Said) {
    match said {
        Said::Failed(words) => super::error::warn(&words),
        Said::Ill(words) => super::error::warn(&format!("what alerts send out waits: {words}")),
    }
}

/// Says what a turn came to.
///
/// # Errors
/// Where the output cannot be written, or the store not read.
fn tell(turn: &Turn, vigil: &Vigil, voice: &Voice, context: &mut Context) -> Result<(), CliError> {
    for note in &turn.notes {
        super::error::tell(note);
    }
    let now = context.clock.now();
    for (id, alert) in &turn.told {
        if voice.json {
            let object = AlertObject::of(*id, alert, vigil.store(), vigil.book(), now)?;
            context.out.line(object.line())?;
        } else {
            context.out.line(line(alert, voice, now))?;
        }
    }
    ring(&turn.told, voice, context)?;
    context.out.finish()
}

/// `Mon 2026-03-30 16:30 CEST  to ana: #17 Kestrel Radio: ...`.
fn line(alert: &Alert, voice: &Voice, now: Instant) -> String {
    let to = match alert.agent.as_str() {
        agent if voice.all && !agent.is_empty() => format!("to {}: ", printable(agent)),
        _ => String::new(),
    };
    let at = instant_words(alert.fell.min(now), &voice.local);
    format!("{at}  {to}{}", printable(&alert.words))
}

/// A terminal that shows it rings as a board's would.
fn ring(told: &[(AlertId, Alert)], voice: &Voice, context: &mut Context) -> Result<(), CliError> {
    if voice.json || voice.all || !context.out.is_terminal() {
        return Ok(());
    }
    Ok(context.out.write_all(&rung(told, Around::here()))?)
}
