//! `tierdesk horizon`: what the board's view of time shows, in time order; on a terminal as a picture too.

mod object;
mod told;

use super::moments::Clock;
use super::{CliError, Context, error, look_up, rota};
use crate::calendar::{Instant, Span, Toward};
use crate::console::turns;
use crate::desk::lanes::{Lanes, agenda};
use crate::store::Access;

#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    tierdesk horizon\n  \
    tierdesk horizon --days 14 --customer \"Kestrel Radio\"\n  \
    tierdesk horizon --at 2026-03-27T16:30+01:00 --json")]
pub struct Args {
    /// The coming hours [default: 12]
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..=8760), conflicts_with = "days")]
    hours: Option<u32>,
    /// The coming days of 24 hours
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..=365))]
    days: Option<u32>,
    /// Only of this customer: name or number
    #[arg(long)]
    customer: Option<String>,
    /// The desk as it was at another moment, from which the hours are counted
    #[arg(long, value_name = "INSTANT")]
    at: Option<String>,
    #[command(flatten)]
    clock: Clock,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args, context: &mut Context) -> Result<(), CliError> {
    let mut store = context.open_store(Access::ReadOnly)?;
    let customer = args.customer.as_deref().map(|named| look_up::customer(&store, named)).transpose()?;
    let at = args.at.as_deref().map(|words| args.clock.read(words, Toward::Past, context)).transpose()?;
    let (book, zone) = (context.shared_book()?, args.clock.zone(context)?);
    let now = at.unwrap_or_else(|| context.now());
    let mut board = match at {
        Some(at) => store.board_as_of(&book, at)?,
        None => store.board(&book, now)?,
    };
    if let Some(customer) = &customer {
        board.groups.retain(|group| group.customer.id == customer.id);
    }
    let hours = args.days.map_or_else(|| args.hours.unwrap_or(12), |days| days * 24);
    let seconds = i64::from(hours) * 3600;
    let span = Span { from: now, to: now.plus(seconds).unwrap_or(Instant::MAX) };
    // What falls due is told whatever is wrong with the rota.
    let rota = rota::of_desk(context).unwrap_or_else(|wrong| {
        error::warn(&format!("no shift changes: {wrong}"));
        None
    });
    let turns = rota.map(|rota| turns(&rota, span)).unwrap_or_default();
    let lanes = Lanes::of(&board);
    let items = agenda(&board, &lanes, span, &turns, None, now);
    let told =
        told::Told { board: &board, lanes: &lanes, items: &items, turns: &turns, span, zone: &zone, now };
    if args.json {
        return context.out.json(&object::HorizonView::of(&told));
    }
    if context.out.is_terminal() {
        told::picture(&told, &mut context.out)?;
    }
    told::table(&told, &mut context.out)
}
