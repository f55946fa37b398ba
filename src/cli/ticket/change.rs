//! Changes of one ticket: each is one command, decided against the revision that was seen.

use crate::cli::view::EventView;
use crate::cli::{CliError, Context, Exit, body, look_up};
use crate::desk::{Command, Refusal, Revision, TicketId, Work};
use crate::store::{Access, Outcome, Store, StoreError};

/// Which ticket, and how it looked.
#[derive(Debug, clap::Args)]
pub struct Which {
    /// The ticket's number
    #[arg(value_parser = look_up::ticket_number)]
    pub(super) ticket: TicketId,
    /// The revision that you saw: refused (exit 4) where somebody changed the ticket since
    #[arg(long, value_name = "REVISION")]
    pub(super) seen: Option<i64>,
    /// Answer in JSON
    #[arg(long)]
    pub(super) json: bool,
}

impl Which {
    /// Whether JSON is answered.
    pub fn json(&self) -> bool {
        self.json
    }

    /// The ticket's number.
    pub fn ticket(&self) -> TicketId {
        self.ticket
    }
}

#[derive(Debug, clap::Args)]
#[command(
    group = clap::ArgGroup::new("whom").required(true),
    // Left to itself the group comes first, and what is typed is the other way round.
    override_usage = "tierdesk ticket assign [OPTIONS] <TICKET> <AGENT|--me|--nobody|--on-call [LINE]>"
)]
pub struct Assign {
    #[command(flatten)]
    which: Which,
    /// To whom
    #[arg(group = "whom", value_name = "AGENT")]
    to: Option<String>,
    /// To yourself
    #[arg(long, group = "whom")]
    me: bool,
    /// To nobody
    #[arg(long, group = "whom")]
    nobody: bool,
    /// To who is on call: on this line of the rota, or on the one to which the rota routes it
    #[arg(long, group = "whom", value_name = "LINE", num_args = 0..=1, default_missing_value = "")]
    on_call: Option<String>,
}

#[derive(Debug, clap::Args)]
pub struct Note {
    #[command(flatten)]
    which: Which,
    /// The note; - reads standard input
    #[arg(long, allow_hyphen_values = true)]
    text: String,
}

#[derive(Debug, clap::Args)]
pub struct Wait {
    #[command(flatten)]
    which: Which,
    /// For what
    #[arg(long, default_value = "", hide_default_value = true, allow_hyphen_values = true)]
    reason: String,
}

#[derive(Debug, clap::Args)]
pub struct AdoptContract {
    #[command(flatten)]
    which: Which,
}

#[derive(Debug, clap::Args)]
pub struct Resume {
    #[command(flatten)]
    which: Which,
    /// Why
    #[arg(long, default_value = "", hide_default_value = true, allow_hyphen_values = true)]
    reason: String,
}

#[derive(Debug, clap::Args)]
pub struct Resolve {
    #[command(flatten)]
    which: Which,
    /// What it was
    #[arg(long, default_value = "", hide_default_value = true, allow_hyphen_values = true)]
    cause: String,
}

#[derive(Debug, clap::Args)]
pub struct Reopen {
    #[command(flatten)]
    which: Which,
    /// Why
    #[arg(long, default_value = "", hide_default_value = true, allow_hyphen_values = true)]
    reason: String,
}

pub fn assign(args: &Assign, context: &mut Context) -> Result<(), CliError> {
    let to = match &args.on_call {
        Some(line) => Some(super::route::on_call_for(args.which.ticket, line, context)?),
        None if args.me => Some(context.agent()),
        None => args.to.clone(),
    };
    let done = match &to {
        Some(agent) => format!("assigned to {}", crate::text::printable(agent)),
        None => "assigned to nobody".to_owned(),
    };
    execute(&args.which, context, &done, |ticket, seen| Command::Assign { ticket, seen, to })
}

pub fn note(args: &Note, context: &mut Context) -> Result<(), CliError> {
    let text = body::text(&args.text)?;
    execute(&args.which, context, "noted", |ticket, seen| Command::Note { ticket, seen, text })
}

pub fn wait(args: &Wait, context: &mut Context) -> Result<(), CliError> {
    let reason = args.reason.trim().to_owned();
    execute(&args.which, context, "waits for the customer", |ticket, seen| Command::Wait {
        ticket,
        seen,
        reason,
    })
}

pub fn adopt_contract(args: &AdoptContract, context: &mut Context) -> Result<(), CliError> {
    let done = "held to the contract that its customer has now";
    execute(&args.which, context, done, |ticket, seen| Command::Work {
        ticket,
        seen,
        work: Work::AdoptContract,
    })
}

pub fn resume(args: &Resume, context: &mut Context) -> Result<(), CliError> {
    let reason = args.reason.trim().to_owned();
    execute(&args.which, context, "resumed", |ticket, seen| Command::Resume { ticket, seen, reason })
}

pub fn resolve(args: &Resolve, context: &mut Context) -> Result<(), CliError> {
    let cause = args.cause.trim().to_owned();
    execute(&args.which, context, "resolved", |ticket, seen| Command::Resolve { ticket, seen, cause })
}

pub fn reopen(args: &Reopen, context: &mut Context) -> Result<(), CliError> {
    let reason = args.reason.trim().to_owned();
    execute(&args.which, context, "reopened", |ticket, seen| Command::Reopen { ticket, seen, reason })
}

/// Runs one command and says what came of it.
pub fn execute(
    which: &Which,
    context: &mut Context,
    done: &str,
    command: impl FnOnce(TicketId, Option<Revision>) -> Command,
) -> Result<(), CliError> {
    let command = command(which.ticket, which.seen.map(Revision));
    execute_all(which, context, done, &[command])
}

/// Runs several commands on one ticket, all or none, and says what came of them.
pub(super) fn execute_all(
    which: &Which,
    context: &mut Context,
    done: &str,
    commands: &[Command],
) -> Result<(), CliError> {
    let mut store = context.open_store(Access::ReadWrite)?;
    let book = context.shared_book()?;
    let changed = store.execute(commands, &book, &context.agent(), context.now());
    let changed = changed.map_err(|error| explained(&mut store, error))?;
    let Some(ticket) = changed.last().and_then(Outcome::ticket) else { return Ok(()) };
    super::show::after(&store, context, ticket.clone(), done, which.json)
}

/// A conflict tells what others did since the revision that was seen (faults.md B01).
fn explained(store: &mut Store, error: StoreError) -> CliError {
    let StoreError::Refused { refusal: Refusal::Conflict { ticket, seen, is }, .. } = &error else {
        return error.into();
    };
    if seen > is {
        return CliError::new(
            Exit::Conflict,
            format!("ticket {ticket}: there is no revision {} yet, it is at {}", seen.0, is.0),
        )
        .hint("nothing was changed; `tierdesk ticket show` says the revision that it is at");
    }
    let since = match store.ticket(*ticket) {
        Ok(Some(file)) => file.events,
        Ok(None) | Err(_) => Vec::new(),
    };
    let later = since.iter().filter(|event| event.revision.is_some_and(|revision| revision > *seen));
    let told: Vec<String> = later
        .map(|event| {
            let view = EventView::of(event);
            let revision = view.revision.unwrap_or_default();
            format!(
                "revision {revision}, {}: {} {}",
                view.at,
                view.agent,
                crate::text::fitted(&crate::text::printable(&view.words), 200)
            )
        })
        .collect();
    // The newest are what matters; the rest is on the ticket.
    let skip = told.len().saturating_sub(5);
    told.into_iter().skip(skip).fold(CliError::from(error), |error, line| error.hint(line))
}
