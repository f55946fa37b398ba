//! `tierdesk handover list`.

use super::asked;
use crate::cli::sheet::{self, cut, whole};
use crate::cli::{CliError, Context, moments};
use crate::desk::Handover;
use crate::store::Access;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// At most so many
    #[arg(long, default_value_t = 20, value_name = "COUNT")]
    limit: u32,
    #[command(flatten)]
    clock: moments::Clock,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args, context: &mut Context) -> Result<(), CliError> {
    let mut store = context.open_store(Access::ReadOnly)?;
    let handovers = store.handovers(args.limit)?;
    if args.json {
        let views: Vec<_> = handovers.iter().map(|handover| asked::view(handover, None)).collect();
        return context.out.json(&views);
    }
    if handovers.is_empty() {
        return context.out.line("no handover was given yet; `tierdesk handover give` gives one");
    }
    let zone = args.clock.zone(context)?;
    let row = |handover: &Handover| {
        let taken = handover.taken.as_ref();
        vec![
            handover.id.to_string(),
            moments::told(handover.at, &zone),
            handover.agent.clone(),
            handover.to.clone().unwrap_or_else(|| "next".into()),
            handover.line.clone().unwrap_or_default(),
            moments::told(handover.until, &zone),
            taken.map_or_else(
                || "not yet".to_owned(),
                |(by, at)| format!("{by}, {}", moments::told(*at, &zone)),
            ),
        ]
    };
    let columns = [
        whole("no"),
        whole("given"),
        cut("by", 6),
        cut("to", 6),
        cut("line", 6).dispensable(2),
        whole("until").dispensable(1),
        cut("taken", 10),
    ];
    sheet::sheet(&mut context.out, &columns, handovers.iter().map(row).collect())
}
