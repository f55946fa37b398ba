//! `tierdesk due`: when a target is due, for scripts (`--batch`) and for people (sla.md part 5).

mod asked;
mod batch;
mod engine;
mod events;
mod hours_asked;
mod object;
mod question;
mod single;

pub use batch::answer_all;
pub use engine::Engine;

use std::sync::Arc;

use crate::policy::Packs;

use super::{CliError, Context};

const EXAMPLES: &str = "\
Examples:
  tierdesk due --pack photoprism --tier gold --severity urgent \\
      --received 2026-03-27T16:30+01:00
  tierdesk due --pack apizee --tier gold --severity major \\
      --received 2026-03-27T16:30+01:00 --target first_response=\"4 business hours\"
  tierdesk due --pack secret-double-octopus --severity s-2 \\
      --received 2026-11-15T09:00+02:00 --event reply=2026-11-15T11:00+02:00
  tierdesk due --batch < questions.jsonl

A line of a batch is one JSON object, and so is its answer:
  {\"id\":\"a\",\"pack\":\"photoprism\",\"tier\":\"gold\",\"severity\":\"urgent\",\"received\":\"2026-03-27T16:30:00+01:00\"}
  {\"id\":\"b\",\"query\":\"hours\",\"pack\":\"photoprism\",\"at\":\"2026-03-27T16:30:00+01:00\"}
  {\"id\":\"c\",\"calendar\":{\"tz\":\"Europe/Paris\",\"weekly\":{\"mon\":[[\"09:00\",\"12:00\"]]}},\"start\":\"2026-03-27T16:30Z\",\"seconds\":3600}

First response and resolution are answered always, then every other clock that the policy names:
  {\"kind\":\"due\",\"at\":..}                   the round that runs is due then
  {\"kind\":\"due\",\"at\":..,\"aim\":..}          of a range, its near end too
  {\"kind\":\"due\",\"at\":null,\"waits_for\":..}  not begun: this event begins it
  {\"kind\":\"due\",\"at\":..,\"ended\":..}        ended for good by this event; due then last
  {\"kind\":\"due\",\"at\":null,\"off_since\":..}  does not run in the state of the ticket
  {\"kind\":\"best_effort\"}                   or not_covered, by_contract, none: no time

Clocks that start later or repeat need what has happened:
  \"events\": {\"reply\":[\"2026-03-27T17:00Z\",\"2026-03-28T09:00Z\"]}
  \"events\": [[\"reply\",\"2026-03-27T17:00Z\"]]
  \"events\": [{\"event\":\"reply\",\"at\":\"2026-03-27T17:00Z\"}]
The events are severity_set, assigned, work_begun, first_reply, reply, customer_message,
workaround, estimate and resolved.

A line that cannot be answered gives {\"id\":..,\"error\":..}; the rest go on, and the exit status is 1.";

/// The flags of `tierdesk due`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = EXAMPLES,
    override_usage = "tierdesk due --pack <PACK> --received <INSTANT> [OPTIONS]\n       tierdesk due --batch"
)]
pub struct Args {
    /// Answer one JSON object a line from standard input, a line each
    #[arg(long, conflicts_with_all = ["pack", "tier", "severity", "received", "environment", "region", "level", "language", "channel", "kind", "signed", "target", "paused", "event", "json"])]
    batch: bool,
    /// Policy pack: photoprism, or name@2024-05-01 for another edition
    #[arg(long, required_unless_present = "batch")]
    pack: Option<String>,
    /// Tier of the contract
    #[arg(long)]
    tier: Option<String>,
    /// Severity, as the policy names it
    #[arg(long)]
    severity: Option<String>,
    /// When the ticket was received: RFC 3339 with an offset, such as 2026-03-27T16:30+01:00
    #[arg(long, value_name = "INSTANT", required_unless_present = "batch")]
    received: Option<String>,
    /// production or development [default: production]
    #[arg(long)]
    environment: Option<String>,
    /// Region of the customer: one that the policy names, north-america or europe [default: none in particular]
    #[arg(long)]
    region: Option<String>,
    /// Level of support, 1 to 3
    #[arg(long, allow_negative_numbers = true)]
    level: Option<i64>,
    /// Language of the request: en, fr, pt-br
    #[arg(long)]
    language: Option<String>,
    /// Channel by which it came, as the policy names it
    #[arg(long)]
    channel: Option<String>,
    /// Kind of request, as the policy names it
    #[arg(long)]
    kind: Option<String>,
    /// First date of the contract: 2021-05-01
    #[arg(long, value_name = "DATE")]
    signed: Option<String>,
    /// The contract's own target; may be repeated
    #[arg(long, value_name = "CLOCK=TARGET")]
    target: Vec<String>,
    /// A time of waiting for the customer, two instants: the resolution clock pauses, and others that do so; may be repeated
    #[arg(long, value_name = "FROM/TO")]
    paused: Vec<String>,
    /// What has happened to the ticket, in order: assigned=2026-03-27T17:00+01:00; may be repeated
    #[arg(long, value_name = "EVENT=INSTANT")]
    event: Vec<String>,
    /// Answer in JSON, as a line of a batch
    #[arg(long)]
    json: bool,
}

/// Answers on standard output.
///
/// # Errors
/// Wrong usage; a batch with a line that could not be answered (1, said in its place); or the output cannot be written.
pub fn run(args: &Args, context: &mut Context) -> Result<(), CliError> {
    let zones = context.zones();
    // The desk's own packs count too; a folder of them that cannot be read is no reason to refuse the shipped ones.
    let packs = context.packs().unwrap_or_else(|error| {
        super::error::warn(&format!("{error}; only the shipped packs answer"));
        Arc::new(Packs::embedded(zones.clone()))
    });
    if !args.batch {
        return single::run(args, &packs, &zones, context);
    }
    let mut engine = Engine::new(packs, zones);
    match answer_all(&mut engine, &mut std::io::stdin().lock(), &mut context.out)? {
        true => Ok(()),
        false => Err(CliError::said()),
    }
}
