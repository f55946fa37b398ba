//! `tierdesk alert ack` and `snooze`.

use serde_json::json;

use super::Which;
use crate::calendar::Toward;
use crate::cli::moments::{Clock, told};
use crate::cli::{CliError, Context};
use crate::desk::{AlertId, Answer, Command, DeskWork};
use crate::store::{Access, AlertQuery, Store};

#[derive(Debug, clap::Args)]
pub struct Ack {
    #[command(flatten)]
    named: Named,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
pub struct Snooze {
    #[command(flatten)]
    named: Named,
    /// When they come again: 30m, 2h, 9:00, tomorrow 9:00
    #[arg(long, value_name = "MOMENT")]
    until: String,
    #[command(flatten)]
    clock: Clock,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

/// The alerts that are answered.
#[derive(Debug, clap::Args)]
struct Named {
    /// Their numbers; a summary's stands for all that it told
    #[arg(value_name = "ALERT", required_unless_present_any = ["ticket", "mine"])]
    alerts: Vec<i64>,
    /// All open ones that are yours or nobody's in particular
    #[arg(long, conflicts_with_all = ["alerts", "everybody"])]
    mine: bool,
    #[command(flatten)]
    which: Which,
}

impl Named {
    fn find(&self, store: &mut Store, context: &Context) -> Result<Vec<AlertId>, CliError> {
        if !self.alerts.is_empty() {
            return Ok(self.alerts.iter().copied().map(AlertId).collect());
        }
        let query = AlertQuery { open_only: true, ..self.which.query(context) };
        let found: Vec<AlertId> = store.alerts(&query)?.into_iter().map(|alert| alert.id).collect();
        if found.is_empty() {
            return Err(CliError::no("there is no such alert that is open")
                .hint("`tierdesk alert list --everybody` shows everybody's"));
        }
        Ok(found)
    }
}

pub fn ack(args: &Ack, context: &mut Context) -> Result<(), CliError> {
    let done = answer(&args.named, Answer::Acknowledge, context)?;
    if args.json {
        return context.out.json(&json!({ "acknowledged": numbers(&done) }));
    }
    context.out.line(format!("acknowledged: {}", listed(&done)))
}

pub fn snooze(args: &Snooze, context: &mut Context) -> Result<(), CliError> {
    let until = args.clock.read(&args.until, Toward::Future, context)?;
    let zone = args.clock.zone(context)?;
    let done = answer(&args.named, Answer::Snooze { until }, context)?;
    if args.json {
        return context.out.json(&json!({ "snoozed": numbers(&done), "until": until.to_string() }));
    }
    context.out.line(format!("snoozed until {}: {}", told(until, &zone), listed(&done)))
}

fn numbers(alerts: &[AlertId]) -> Vec<i64> {
    alerts.iter().map(|alert| alert.0).collect()
}

fn listed(alerts: &[AlertId]) -> String {
    alerts.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

fn answer(named: &Named, answer: Answer, context: &mut Context) -> Result<Vec<AlertId>, CliError> {
    let mut store = context.open_store(Access::ReadWrite)?;
    let alerts = named.find(&mut store, context)?;
    let command = Command::Desk(DeskWork::AnswerAlerts { alerts: alerts.clone(), answer });
    let (book, agent, now) = (context.shared_book()?, context.agent(), context.now());
    store.execute(&[command], &book, &agent, now)?;
    Ok(alerts)
}
