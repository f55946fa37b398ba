//! `tierdesk ticket bulk`: one thing done to many tickets, as one transaction that one undo takes back.

use serde::Serialize;

use super::bonds::tags;
use super::mark;
use crate::calendar::Instant;
use crate::cli::matching::{self, Asker, Names};
use crate::cli::view::TicketView;
use crate::cli::{CliError, Context, body, look_up};
use crate::desk::{Assessment, Command, Counting, Ticket, TicketId, Work, spread};
use crate::store::{Access, Outcome, Store, TicketQuery};

#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("which").required(true))]
pub struct Args {
    /// Those that fit, as `ticket list` has them: 'customer:acme sev:low'
    #[arg(long, group = "which", value_name = "FILTER")]
    filter: Option<String>,
    /// Those of these numbers: 7,8,9
    #[arg(long, group = "which", value_name = "NUMBERS", value_delimiter = ',', value_parser = look_up::ticket_number)]
    tickets: Vec<TicketId>,
    /// Do it; without this the tickets are only named
    #[arg(long, global = true)]
    yes: bool,
    /// Answer in JSON
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Give them to somebody
    #[command(group = clap::ArgGroup::new("whom").required(true))]
    Assign {
        /// To whom
        #[arg(group = "whom", value_name = "AGENT")]
        to: Option<String>,
        /// To yourself
        #[arg(long, group = "whom")]
        me: bool,
        /// To nobody
        #[arg(long, group = "whom")]
        nobody: bool,
    },
    /// Put tags on and take tags off
    Tag {
        /// +TAG puts a tag on, -TAG takes one off; flags stand before `tag`
        #[arg(required = true, num_args = 1.., value_name = "+TAG|-TAG", allow_hyphen_values = true)]
        tags: Vec<String>,
    },
    /// Wait for the customers
    Wait {
        /// For what
        #[arg(long, default_value = "", hide_default_value = true, allow_hyphen_values = true)]
        reason: String,
    },
    /// Go on
    Resume {
        /// Why
        #[arg(long, default_value = "", hide_default_value = true, allow_hyphen_values = true)]
        reason: String,
    },
    /// Put them on hold
    Hold {
        /// Why
        #[arg(long, allow_hyphen_values = true)]
        reason: String,
        /// When to look at them again
        #[arg(long, value_name = "INSTANT")]
        until: Option<Instant>,
    },
    /// Resolve them
    Resolve {
        /// What it was
        #[arg(long, default_value = "", hide_default_value = true, allow_hyphen_values = true)]
        cause: String,
    },
    /// Open them again
    Reopen {
        /// Why
        #[arg(long, default_value = "", hide_default_value = true, allow_hyphen_values = true)]
        reason: String,
    },
    /// Write a note on each
    Note {
        /// The note; - reads standard input
        #[arg(long, allow_hyphen_values = true)]
        text: String,
    },
    /// Watch them
    Watch,
    /// Watch them no longer
    Unwatch,
    /// Assess their severity
    Assess {
        /// A severity of their policy
        #[arg(long)]
        severity: String,
        /// Why; stays on record
        #[arg(long, allow_hyphen_values = true)]
        reason: String,
    },
    /// Put a workaround, an estimate, the begin of work or their severity on record
    Mark {
        #[command(flatten)]
        what: mark::What,
        /// When it was so, RFC 3339 [default: now]
        #[arg(long, value_name = "INSTANT")]
        at: Option<Instant>,
        /// When the resolution is expected, of an estimate, RFC 3339
        #[arg(long, value_name = "INSTANT")]
        expected: Option<Instant>,
    },
    /// Decide how they count against the allowance
    #[command(group = clap::ArgGroup::new("decision").required(true))]
    Allowance {
        /// As paid requests: they use no unit
        #[arg(long, group = "decision")]
        accept_paid: bool,
        /// Hold them until the next period
        #[arg(long, group = "decision")]
        hold: bool,
        /// Waive them
        #[arg(long, group = "decision")]
        waive: bool,
        /// Let them count
        #[arg(long, group = "decision")]
        count: bool,
        /// Why; stays on record
        #[arg(long, default_value = "", hide_default_value = true, allow_hyphen_values = true)]
        reason: String,
    },
}

#[derive(Serialize)]
struct Done {
    /// Whether it was done; without `--yes` it was not.
    done: bool,
    /// How many tickets it concerns.
    count: usize,
    /// Those that were like that already.
    already: Vec<i64>,
    /// As they stand now.
    tickets: Vec<TicketView>,
}

/// So many tickets are named.
const NAMED: usize = 20;

pub fn run(args: &Args, context: &mut Context) -> Result<(), CliError> {
    let (template, words) = template(&args.what, context)?;
    let mut store = context.open_store(if args.yes { Access::ReadWrite } else { Access::ReadOnly })?;
    let tickets = chosen(args, &mut store, context)?;
    if tickets.is_empty() {
        return Err(CliError::no("no ticket fits")
            .hint("`tierdesk ticket list FILTER` shows what a filter lets through"));
    }
    let many = spread(std::slice::from_ref(&template), &tickets);
    let (book, agent, now) = (context.shared_book()?, context.agent(), context.now());
    let mut after: Vec<Ticket> =
        tickets.iter().filter(|one| !many.already.contains(&one.id)).cloned().collect();
    if args.yes && !many.commands.is_empty() {
        let outcomes = store.execute(&many.commands, &book, &agent, now)?;
        after = outcomes.iter().filter_map(Outcome::ticket).cloned().collect();
    }
    if args.json {
        let views = after.iter().map(|ticket| super::view_of(&store, context, ticket.clone()));
        let views = views.collect::<Result<Vec<_>, _>>()?;
        let already = many.already.iter().map(|ticket| ticket.0).collect();
        return context.out.json(&Done { done: args.yes, count: after.len(), already, tickets: views });
    }
    let count = after.len();
    let noun = if count == 1 { "ticket" } else { "tickets" };
    let head = if args.yes {
        format!("{count} {noun}: {words}")
    } else {
        format!("would be {words}: {count} {noun}")
    };
    context.out.line(crate::text::printable(&head))?;
    for ticket in after.iter().take(NAMED) {
        let line = format!("  {} {}", ticket.id, ticket.subject);
        context.out.line(crate::text::printable(&line))?;
    }
    if count > NAMED {
        context.out.line(format!("  and {} more", count - NAMED))?;
    }
    if !many.already.is_empty() {
        context.out.line(format!("  {} are like that already", many.already.len()))?;
    }
    if !args.yes {
        return Err(CliError::no("nothing was done").hint("--yes does it; one `tierdesk undo` takes it back"));
    }
    Ok(())
}

/// The tickets that are meant, the most urgent first.
fn chosen(args: &Args, store: &mut Store, context: &mut Context) -> Result<Vec<Ticket>, CliError> {
    let (book, now) = (context.shared_book()?, context.now());
    let Some(filter) = &args.filter else {
        let mut tickets = Vec::new();
        for id in &args.tickets {
            // Named twice is meant once.
            if !tickets.iter().any(|ticket: &Ticket| ticket.id == *id) {
                tickets.push(look_up::ticket(store, *id)?);
            }
        }
        return Ok(tickets);
    };
    let filter = matching::filter(std::slice::from_ref(filter))?;
    if filter.is_empty() {
        return Err(CliError::usage("an empty filter would mean every ticket; say which are meant"));
    }
    let query = TicketQuery { open_only: !filter.asks_for_resolved(), ..TicketQuery::default() };
    let names = Names::of(store)?;
    let mut rows = matching::rows(store, &book, &query, &filter, &names, &Asker::of(context))?;
    rows.sort_by_cached_key(|row| row.urgency(now));
    Ok(rows.into_iter().map(|row| row.ticket).collect())
}

/// What is done to each, and how that is said.
fn template(what: &What, context: &mut Context) -> Result<(Command, String), CliError> {
    let (ticket, seen) = (TicketId(0), None);
    let work = |work| Command::Work { ticket, seen, work };
    Ok(match what {
        What::Assign { to, me, .. } => {
            let to = if *me { Some(context.agent()) } else { to.clone() };
            let words = to.as_ref().map_or("assigned to nobody".to_owned(), |to| format!("assigned to {to}"));
            (Command::Assign { ticket, seen, to }, words)
        }
        What::Tag { tags: words } => {
            let (add, remove) = tags(words)?;
            let read = |list: Vec<String>| {
                list.iter().map(|tag| crate::desk::tag_from(tag)).collect::<Result<Vec<_>, _>>()
            };
            let wrong = |refusal: crate::desk::Refusal| CliError::usage(refusal.to_string());
            let (add, remove) = (read(add).map_err(wrong)?, read(remove).map_err(wrong)?);
            (work(Work::Tag { add, remove }), format!("tagged {}", words.join(" ")))
        }
        What::Wait { reason } => {
            (Command::Wait { ticket, seen, reason: reason.trim().into() }, "waiting for the customer".into())
        }
        What::Resume { reason } => {
            (Command::Resume { ticket, seen, reason: reason.trim().into() }, "resumed".into())
        }
        What::Hold { reason, until } => {
            (work(Work::Hold { reason: reason.trim().into(), wakes: *until }), "put on hold".into())
        }
        What::Resolve { cause } => {
            (Command::Resolve { ticket, seen, cause: cause.trim().into() }, "resolved".into())
        }
        What::Reopen { reason } => {
            (Command::Reopen { ticket, seen, reason: reason.trim().into() }, "reopened".into())
        }
        What::Note { text } => (Command::Note { ticket, seen, text: body::text(text)? }, "noted on".into()),
        What::Watch => (work(Work::Watch { on: true, agent: Some(context.agent()) }), "watched".into()),
        What::Unwatch => {
            (work(Work::Watch { on: false, agent: Some(context.agent()) }), "watched no longer".into())
        }
        What::Assess { severity, reason } => {
            let key = severity.trim().to_lowercase();
            let words = format!("assessed as {key}");
            let to = Assessment { severity: Some(key), ..Assessment::default() };
            (work(Work::Assess { to, reason: reason.trim().into() }), words)
        }
        What::Mark { what, at, expected } => {
            (work(Work::Mark(what.marking(*at, *expected))), format!("marked: {}", what.done()))
        }
        What::Allowance { accept_paid, hold, waive, reason, .. } => {
            let reason = reason.trim().to_owned();
            let (counting, words) = if *accept_paid {
                (Counting::Paid { reason }, "accepted as paid requests")
            } else if *hold {
                (Counting::Held { reason }, "held until the next period")
            } else if *waive {
                (Counting::Waived { reason }, "waived")
            } else {
                (Counting::Counts, "counted")
            };
            (Command::DecideAllowance { ticket, seen, counting }, words.into())
        }
    })
}
