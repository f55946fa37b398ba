//! `tierdesk handover take`.

use super::asked;
use crate::cli::{CliError, Context, moments};
use crate::desk::{Command, DeskWork, HandoverId};
use crate::report::handover::pages;
use crate::store::Access;
use crate::text::printable_block;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Its number [default: the newest that waits for you]
    handover: Option<i64>,
    /// Begin your shift with it, on the line of the handover and until its end
    #[arg(long)]
    begin_shift: bool,
    #[command(flatten)]
    clock: moments::Clock,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

/// No handover is longer, in bytes, where it is shown.
const LONGEST: usize = 10 * 1024 * 1024;

pub fn run(args: &Args, context: &mut Context) -> Result<(), CliError> {
    let mut store = context.open_store(Access::ReadWrite)?;
    let (book, agent, now) = (context.shared_book()?, context.agent(), context.now());
    let found = match args.handover {
        Some(id) => store.handover(HandoverId(id))?.map(|(handover, _)| handover),
        None => store.handover_for(&agent)?,
    };
    let handover = found.ok_or_else(|| match args.handover {
        Some(id) => super::show::no_handover(id),
        None => CliError::no(format!("no handover waits for {}", crate::text::printable(&agent)))
            .hint("`tierdesk handover list` shows those that were given"),
    })?;
    let mut commands = vec![Command::Desk(DeskWork::TakeHandover { handover: handover.id })];
    if args.begin_shift {
        let planned = Some(handover.until).filter(|until| *until > now);
        commands.push(Command::Desk(DeskWork::BeginShift { line: handover.line.clone(), planned }));
    }
    store.execute(&commands, &book, &agent, now)?;
    let taken = store.handover(handover.id)?.ok_or_else(|| super::show::no_handover(handover.id.0))?;
    if args.json {
        return context.out.json(&asked::view(&taken.0, Some(&taken.1)));
    }
    let zone = args.clock.zone(context)?;
    context.out.line(crate::text::printable(&asked::told(&taken.0, &zone)))?;
    if args.begin_shift {
        context.out.line("your shift has begun")?;
    }
    context.out.line(format!("\n{}", printable_block(&pages::plain(&taken.1), LONGEST).trim_end()))
}
