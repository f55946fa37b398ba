//! Who is on call, now and in the coming days.

use serde_json::json;

use super::{DutyView, line_named, needed};
use crate::calendar::{Instant, Span, Toward};
use crate::cli::moments::{self, Clock};
use crate::cli::ticket::span_words;
use crate::cli::{CliError, Context};
use crate::text::printable;

#[derive(Debug, clap::Args)]
pub struct Now {
    /// At another moment: an instant, "sat 03:00", 2h
    #[arg(long, value_name = "MOMENT")]
    at: Option<String>,
    #[command(flatten)]
    clock: Clock,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
pub struct Show {
    /// From another moment on: an instant, a date, "mon 09:00"
    #[arg(long, value_name = "MOMENT")]
    at: Option<String>,
    /// So many days
    #[arg(long, default_value_t = 14, value_parser = clap::value_parser!(u16).range(1..=732))]
    days: u16,
    /// Of this line alone
    #[arg(long)]
    line: Option<String>,
    #[command(flatten)]
    clock: Clock,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

fn moment(at: Option<&String>, clock: &Clock, context: &mut Context) -> Result<Instant, CliError> {
    match at {
        Some(words) => clock.read(words, Toward::Future, context),
        None => Ok(context.now()),
    }
}

pub fn now(args: &Now, context: &mut Context) -> Result<(), CliError> {
    let rota = needed(context)?;
    let at = moment(args.at.as_ref(), &args.clock, context)?;
    let standing = rota.standing(at);
    if args.json {
        let lines: Vec<_> = standing
            .iter()
            .map(|line| {
                let next = line.next.as_ref().map(DutyView::of);
                let duty = line.duty.as_ref().map(DutyView::of);
                json!({ "line": line.line, "duty": duty, "next": next })
            })
            .collect();
        return context.out.json(&json!({ "at": at.to_string(), "lines": lines }));
    }
    let zone = args.clock.zone(context)?;
    for line in &standing {
        let mut words = match &line.duty {
            Some(duty) => {
                let left = span_words(duty.span.to.since(at));
                format!(
                    "{}: {}, {left} left, until {}",
                    line.line,
                    duty.agent,
                    moments::told(duty.span.to, &zone)
                )
            }
            None => format!("{}: nobody", line.line),
        };
        if let Some(next) = &line.next {
            let from = moments::told(next.span.from, &zone);
            // Who follows at once needs no second moment.
            let follows = line.duty.as_ref().is_some_and(|duty| duty.span.to == next.span.from);
            words += &if follows {
                format!(", then {}", next.agent)
            } else {
                format!("; {} from {from}", next.agent)
            };
        }
        context.out.line(printable(&words))?;
    }
    Ok(())
}

pub fn show(args: &Show, context: &mut Context) -> Result<(), CliError> {
    let rota = needed(context)?;
    let line = args.line.as_deref().map(|name| line_named(&rota, name)).transpose()?;
    let from = moment(args.at.as_ref(), &args.clock, context)?;
    let zone = args.clock.zone(context)?;
    // So many dates on, at the same time of the wall clock.
    let civil = zone.civil(from);
    let date = civil.date().checked_add_days(chrono::Days::new(args.days.into()));
    let to = date.and_then(|date| zone.instant(date.and_time(civil.time()))).unwrap_or(Instant::MAX);
    let mut duties = rota.duties(Span { from, to });
    duties.retain(|duty| line.as_ref().is_none_or(|line| *line == duty.line));
    if args.json {
        let duties: Vec<DutyView> = duties.iter().map(DutyView::of).collect();
        return context
            .out
            .json(&json!({ "from": from.to_string(), "to": to.to_string(), "duties": duties }));
    }
    if duties.is_empty() {
        return context.out.line(format!("nobody is on call until {}", moments::told(to, &zone)));
    }
    let wide = duties.iter().map(|duty| crate::text::width(&printable(&duty.line))).max().unwrap_or(0);
    for duty in &duties {
        let now = if duty.span.from <= from { "*" } else { " " };
        let line = printable(&duty.line).into_owned();
        let pad = " ".repeat(wide.saturating_sub(crate::text::width(&line)));
        let (begins, ends) = (moments::told(duty.span.from, &zone), moments::told(duty.span.to, &zone));
        context.out.line(format!("{now} {line}{pad}  {begins} to {ends}  {}", printable(&duty.agent)))?;
    }
    Ok(())
}
