//! `tierdesk alert test`: what the rules make of a ticket.

use serde_json::{Value, json};

use super::rules;
use crate::alert::{Call, Listener, OnCall, Passed, Rules, Scene, Untended, Who, calls, tried};
use crate::calendar::{Instant, Toward};
use crate::cli::moments::{Clock, told as moment_words};
use crate::cli::sheet::{cut, sheet, whole};
use crate::cli::{CliError, Context, look_up};
use crate::console::rota_file;
use crate::desk::{Row, Ticket, TicketId};
use crate::store::{Access, presence};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The ticket's number
    #[arg(value_parser = look_up::ticket_number)]
    ticket: TicketId,
    /// As it was then
    #[arg(long, value_name = "MOMENT", allow_hyphen_values = true)]
    at: Option<String>,
    #[command(flatten)]
    clock: Clock,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args, context: &mut Context) -> Result<(), CliError> {
    let at = args.at.as_deref().map(|words| args.clock.read(words, Toward::Past, context)).transpose()?;
    let (zone, now) = (args.clock.zone(context)?, at.unwrap_or_else(|| context.now()));
    let rules = rules::in_force(context)?;
    let mut store = context.open_store(Access::ReadOnly)?;
    let ticket = match at {
        None => look_up::ticket(&store, args.ticket)?,
        Some(at) => {
            let file = store.ticket_as_of(args.ticket, at)?;
            file.ok_or_else(|| CliError::no(format!("there was no ticket {} then", args.ticket)))?.ticket
        }
    };
    let customer = store.customer(ticket.customer)?.map(|customer| customer.name).unwrap_or_default();
    let contract = look_up::contract_of(&store, &ticket)?;
    let rota = rota_file::read(store.path(), &context.zones());
    if let Some(trouble) = rota.trouble() {
        crate::cli::error::warn(&trouble);
    }
    let mut agents = known(&rules, &ticket, context.agent());
    agents.extend(presence::here(store.path()).into_iter().map(|here| here.agent));
    agents.sort();
    agents.dedup();
    let listener = Listener::Anybody(agents);
    let book = context.shared_book()?;
    let row = Row::new(ticket, contract.as_ref(), &book);
    let on_call: &dyn OnCall = rota.rota.as_deref().map_or(&Untended, |rota| rota);
    let scene = Scene { rules: &rules, listener: &listener, on_call, customer: &customer, now };
    let (calls, passed) = (calls(&row, &scene), tried(&row, &scene));
    if args.json {
        let calls: Vec<Value> = calls.iter().map(|call| object(call, &row, now)).collect();
        let passed: Vec<Value> =
            passed.iter().map(|one| json!({ "rule": one.rule, "why": one.why })).collect();
        let number = row.ticket.id.0;
        return context.out.json(
            &json!({ "ticket": number, "at": now.to_string(), "alerts": calls, "passed_over": passed }),
        );
    }
    let when = |at: Instant| moment_words(at, &zone);
    if calls.is_empty() {
        context.out.line(format!("no rule tells anybody of ticket {}", row.ticket.id))?;
    } else {
        let line = |call: &Call| {
            let waits = if call.told > call.falls {
                format!(", waits since {}", when(call.falls))
            } else {
                String::new()
            };
            vec![
                format!("{}{waits}", when(call.told)),
                if call.told <= now { "passed" } else { "ahead" }.to_owned(),
                if call.agent.is_empty() { "nobody in particular".to_owned() } else { call.agent.clone() },
                what(call, &row),
                call.ways.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
                call.rules.join(", "),
            ]
        };
        let columns = [
            whole("when"),
            whole("").dispensable(3),
            cut("to", 6),
            cut("what", 12),
            cut("by way of", 6).dispensable(2),
            cut("rule", 6).dispensable(1),
        ];
        sheet(&mut context.out, &columns, calls.iter().map(line).collect())?;
    }
    if !passed.is_empty() {
        context.out.line("")?;
        context.out.line("these rules tell nothing of it:")?;
    }
    for Passed { rule, why } in &passed {
        context.out.line(crate::text::printable(&format!("  {rule}: {why}")))?;
    }
    Ok(())
}

/// The agents that can be named: whom `everybody` means here.
fn known(rules: &Rules, ticket: &Ticket, asking: String) -> Vec<String> {
    let named = rules.rules.iter().flat_map(|rule| &rule.agents).filter_map(|who| match who {
        Who::Agent(name) => Some(name.clone()),
        _ => None,
    });
    let own = ticket.assignee.iter().chain(&ticket.more().watchers).cloned();
    named.chain(own).chain([asking]).collect()
}

/// The clock and the mark: `first_response 75 %`.
fn what(call: &Call, row: &Row) -> String {
    match call.clock.and_then(|at| row.clocks.get(at)) {
        Some(clock) => format!("{} {}", clock.key(), call.mark),
        None => call.mark.clone(),
    }
}

fn object(call: &Call, row: &Row, now: Instant) -> Value {
    let clock = call.clock.and_then(|at| row.clocks.get(at));
    json!({
        "agent": (!call.agent.is_empty()).then_some(&call.agent),
        "kind": call.kind.as_str(),
        "clock": clock.map(|clock| clock.key().to_string()),
        "mark": call.mark,
        "falls": call.falls.to_string(),
        "told": call.told.to_string(),
        "waits": call.told > call.falls,
        "passed": call.told <= now,
        "ways": call.ways.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "rules": call.rules,
    })
}
