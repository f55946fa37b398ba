//! `tierdesk alert list`.

use serde_json::{Value, json};

use super::Which;
use crate::calendar::{Instant, Toward};
use crate::cli::moments::{Clock, told as moment_words};
use crate::cli::sheet::{cut, sheet, whole};
use crate::cli::{CliError, Context};
use crate::desk::AlertId;
use crate::store::{Access, AlertQuery, DeliveryState, Told};

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    which: Which,
    /// Acknowledged ones and those of resolved tickets too
    #[arg(long)]
    all: bool,
    /// Those that this summary told
    #[arg(long, value_name = "ALERT")]
    of: Option<i64>,
    /// Only those that fell at or after this moment
    #[arg(long, value_name = "MOMENT", allow_hyphen_values = true)]
    since: Option<String>,
    /// As it was then
    #[arg(long, value_name = "MOMENT", allow_hyphen_values = true)]
    at: Option<String>,
    #[command(flatten)]
    clock: Clock,
    /// At most so many
    #[arg(long, value_name = "NUMBER", default_value_t = 200)]
    limit: u32,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args, context: &mut Context) -> Result<(), CliError> {
    let read = |words: &Option<String>, context: &mut Context| {
        words.as_deref().map(|words| args.clock.read(words, Toward::Past, context)).transpose()
    };
    let (since, at) = (read(&args.since, context)?, read(&args.at, context)?);
    let zone = args.clock.zone(context)?;
    let mut store = context.open_store(Access::ReadOnly)?;
    let query = AlertQuery {
        // Of an earlier moment, what was answered since is looked at below.
        open_only: !args.all && args.of.is_none() && at.is_none(),
        summary: args.of.map(AlertId),
        since,
        limit: at.is_none().then_some(args.limit),
        ..args.which.query(context)
    };
    let mut alerts = store.alerts(&query)?;
    if let Some(at) = at {
        alerts.retain(|alert| alert.told.is_some_and(|told| told <= at));
        for alert in &mut alerts {
            alert.acknowledged.take_if(|(then, _)| *then > at);
        }
        alerts.retain(|alert| args.all || alert.acknowledged.is_none());
        alerts.truncate(usize::try_from(args.limit).unwrap_or(usize::MAX));
    }
    if args.json {
        return context.out.json(&alerts.iter().map(object).collect::<Vec<_>>());
    }
    if alerts.is_empty() {
        return context.out.line("no alerts");
    }
    let row = |alert: &Told| {
        let when = alert.told.unwrap_or(alert.fell);
        vec![
            alert.id.to_string(),
            moment_words(when, &zone),
            if alert.agent.is_empty() { "-".to_owned() } else { alert.agent.clone() },
            alert.kind.as_str().to_owned(),
            state(alert, &|at| moment_words(at, &zone)),
            alert.words.clone(),
        ]
    };
    let columns = [
        whole("alert"),
        whole("told"),
        cut("to", 6).dispensable(2),
        whole("kind").dispensable(1),
        cut("state", 8),
        cut("what", 20),
    ];
    sheet(&mut context.out, &columns, alerts.iter().map(row).collect())
}

/// What has come of it: answers first, then ways out that failed or wait.
fn state(alert: &Told, when: &dyn Fn(Instant) -> String) -> String {
    let mut parts = Vec::new();
    match (&alert.acknowledged, &alert.snoozed) {
        (Some((_, by)), _) => parts.push(format!("acknowledged by {by}")),
        (None, Some((until, by))) => parts.push(format!("snoozed until {} by {by}", when(*until))),
        (None, None) => parts.push("open".to_owned()),
    }
    for delivery in alert.deliveries.iter().filter(|delivery| delivery.state != "done") {
        parts.push(format!("{} {}", delivery.way, delivery.state));
    }
    parts.join(", ")
}

fn object(alert: &Told) -> Value {
    let by = |answer: &Option<(Instant, String)>| {
        answer.as_ref().map(|(at, agent)| json!({ "at": at.to_string(), "by": agent }))
    };
    let delivery = |one: &DeliveryState| {
        json!({
            "way": one.way.to_string(),
            "state": one.state,
            "tries": one.tries,
            "next": one.next.map(|at| at.to_string()),
            "said": one.said,
        })
    };
    json!({
        "alert": alert.id.0,
        "agent": (!alert.agent.is_empty()).then_some(&alert.agent),
        "identity": alert.identity,
        "kind": alert.kind.as_str(),
        "customer": alert.customer.map(|customer| customer.0),
        "ticket": alert.ticket.map(|ticket| ticket.0),
        "clock": alert.clock.as_ref().map(ToString::to_string),
        "fell": alert.fell.to_string(),
        "due": alert.due.map(|at| at.to_string()),
        "told": alert.told.map(|at| at.to_string()),
        "words": alert.words,
        "summary": alert.summary.map(|summary| summary.0),
        "acknowledged": by(&alert.acknowledged),
        "snoozed": alert.snoozed.as_ref().map(|(at, agent)| json!({ "until": at.to_string(), "by": agent })),
        "deliveries": alert.deliveries.iter().map(delivery).collect::<Vec<_>>(),
    })
}
