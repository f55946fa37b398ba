//! `tierdesk ticket what-if`: the same ticket under another severity, tier, contract, environment or level.

use std::sync::Arc;

use serde::Serialize;

use super::{moved, open, words};
use crate::cli::sheet::{cut, whole};
use crate::cli::view::MovesView;
use crate::cli::{CliError, Context, look_up, sheet};
use crate::desk::what_if::{Case, Ground, Suppose, cases, what_if};
use crate::desk::{Contract, ContractId, Held, Receipts, Side, TicketId};
use crate::policy::{ClockKey, Environment, Terms, TierKey};
use crate::store::Access;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The ticket's number
    #[arg(value_parser = look_up::ticket_number)]
    ticket: TicketId,
    /// Another severity
    #[arg(long)]
    severity: Option<String>,
    /// Another tier of the same policy
    #[arg(long)]
    tier: Option<String>,
    /// Another contract of the customer, by its number
    #[arg(long, value_name = "NUMBER")]
    contract: Option<i64>,
    /// Another environment
    #[arg(long, value_parser = ["production", "development"])]
    environment: Option<String>,
    /// Another level
    #[arg(long, value_parser = clap::value_parser!(u8).range(1..))]
    level: Option<u8>,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

/// A row of the table in JSON.
#[derive(Serialize)]
struct CaseView<'a> {
    varied: &'static str,
    key: &'a str,
    is_so: bool,
    moves: MovesView,
}

pub fn run(args: &Args, context: &mut Context) -> Result<(), CliError> {
    let store = context.open_store(Access::ReadOnly)?;
    let ticket = look_up::ticket(&store, args.ticket)?;
    let (book, now) = (context.shared_book()?, context.now());
    let contract = look_up::contract_of(&store, &ticket)?;
    let terms = contract.as_ref().and_then(|contract| book.terms(contract).ok());
    let plan = contract.as_ref().zip(terms.as_deref());
    let receipts = match plan {
        Some((contract, terms)) => store.receipts_for(&ticket, contract, terms, now)?,
        None => Receipts::default(),
    };
    let others: Vec<(Contract, Arc<Terms>)> = store
        .contracts(Some(ticket.customer))?
        .into_iter()
        .filter_map(|contract| Some((contract.clone(), book.terms(&contract).ok()?)))
        .collect();
    let contacts: Vec<_> = store.contacts(Some(ticket.customer))?;
    let held = Held { ticket: &ticket, plan };
    let ground = Ground { held, contacts: &contacts, counted: receipts.counted(), now };
    let asked = args.severity.is_some()
        || args.tier.is_some()
        || args.contract.is_some()
        || args.environment.is_some()
        || args.level.is_some();
    if !asked {
        return table(&cases(ground, &others), args.json, context);
    }
    let contract = match args.contract {
        None => None,
        Some(number) => {
            let found = others.iter().find(|(contract, _)| contract.id == ContractId(number));
            let none = || {
                CliError::no(format!("the customer has no contract {number}"))
                    .hint("`tierdesk contract list` shows them all")
            };
            Some(found.ok_or_else(none)?.clone())
        }
    };
    let pack = contract.as_ref().map(|(_, terms)| terms.pack()).or(plan.map(|(_, terms)| terms.pack()));
    let severity = args.severity.as_deref().map(|word| open::severity(pack.map(|pack| &**pack), word));
    let suppose = Suppose {
        severity: severity.transpose()?,
        tier: args.tier.as_deref().map(|tier| TierKey::new(tier.trim())),
        environment: args.environment.as_deref().and_then(Environment::from_word),
        level: args.level,
        contract,
    };
    let moves = what_if(ground, &suppose).map_err(CliError::no)?;
    if args.json {
        return context.out.json(&MovesView::of(&moves));
    }
    context.out.line(format!("ticket {}, supposed otherwise", ticket.id))?;
    moved::write(&mut context.out, &moves)?;
    context.out.line("nothing has been changed")
}

fn table(cases: &[Case], json: bool, context: &mut Context) -> Result<(), CliError> {
    if json {
        let view = |case: &'_ Case| {
            let (varied, key, is_so) = (case.varied.as_str(), case.key.as_str(), case.is_so);
            let view = CaseView { varied, key, is_so, moves: MovesView::of(&case.moves) };
            serde_json::to_value(view).unwrap_or_default()
        };
        return context.out.json(&cases.iter().map(view).collect::<Vec<_>>());
    }
    if cases.is_empty() {
        return context.out.line("nothing was promised for this ticket, and there is no other contract");
    }
    let side = |side: Option<&Side>| {
        side.map_or_else(|| "-".to_owned(), |side| words::state(&side.state, &side.target.calendar.zone()))
    };
    let row = |case: &Case| {
        let find = |key: &ClockKey| case.moves.clocks.iter().find(|clock| clock.clock == *key);
        let clock = |key: ClockKey| side(find(&key).and_then(|clock| clock.after.as_ref()));
        let mark = if case.is_so { "*" } else { "" };
        vec![
            case.varied.as_str().to_owned(),
            format!("{}{mark}", case.label),
            clock(ClockKey::first_response()),
            clock(ClockKey::resolution()),
        ]
    };
    let header = [whole("what"), cut("if", 10), cut("first response", 12), cut("resolution", 12)];
    sheet::sheet(&mut context.out, &header, cases.iter().map(row).collect())?;
    context.out.line("* as it is; nothing has been changed")
}
