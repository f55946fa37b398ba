//! `tierdesk search`: everything that was ever written, closed tickets too.

use std::collections::HashMap;

use serde::Serialize;

use super::sheet::{Column, cut, whole};
use super::view::{Named, instant};
use super::{CliError, Context, sheet};
use crate::calendar::Instant;
use crate::desk::CustomerId;
use crate::store::{Access, Found, Hit, Rest, SearchQuery};
use crate::text::quoted;

/// Shown where nothing else was asked for.
const LIMIT: u32 = 50;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "All words must stand somewhere in a ticket: in its subject, messages, replies, notes, reasons, requester or reference. \
    Capitals and accents make no difference, and the last word may be a beginning. Open tickets come first, then the newest.\n\n\
    Examples:\n  \
    tierdesk search printer fire\n  \
    tierdesk search '\"on fire\" !toner'        side by side; and without a word\n  \
    tierdesk search --json --limit 5 crème -- -brûlée"
)]
pub struct Args {
    /// What to look for
    #[arg(required = true, value_name = "WORDS")]
    words: Vec<String>,
    /// At most so many tickets [default: 50]
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    limit: Option<u32>,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

/// The answer as JSON.
#[derive(Serialize)]
struct Answer<'a> {
    hits: Vec<HitView<'a>>,
    /// What is not among them: `none`, `more` (a larger `--limit` shows them) or `unread` (what was typed is so common that
    /// older tickets were not looked at).
    rest: &'static str,
}

#[derive(Serialize)]
struct HitView<'a> {
    number: i64,
    customer: Named,
    status: &'static str,
    severity: &'a str,
    subject: &'a str,
    assignee: Option<&'a str>,
    #[serde(serialize_with = "instant")]
    received: Instant,
    /// What kind of text the snippet is from.
    found_in: &'static str,
    /// When and by whom that was written down.
    #[serde(serialize_with = "instant")]
    at: Instant,
    by: &'a str,
    snippet: Vec<PieceView<'a>>,
}

#[derive(Serialize)]
struct PieceView<'a> {
    text: &'a str,
    marked: bool,
}

pub fn run(args: &Args, context: &mut Context) -> Result<(), CliError> {
    let typed = args.words.join(" ");
    let query = SearchQuery::parse(&typed);
    if !query.looks_for_something() {
        return Err(CliError::usage(format!("there is nothing to look for in {}", quoted(&typed)))
            .hint("write at least one word, or a number, that a ticket must hold"));
    }
    let mut store = context.open_store(Access::ReadOnly)?;
    let found = store.search(&query, usize::try_from(args.limit.unwrap_or(LIMIT)).unwrap_or(usize::MAX))?;
    let customers: HashMap<CustomerId, String> =
        store.customers()?.into_iter().map(|customer| (customer.id, customer.name)).collect();
    if args.json {
        return context.out.json(&answer(&found, &customers));
    }
    if found.hits.is_empty() && found.rest == Rest::None {
        return context.out.line(format!("no ticket holds {}", quoted(&typed)));
    }
    let name = |hit: &Hit| customers.get(&hit.ticket.customer).cloned().unwrap_or_default();
    sheet::sheet(&mut context.out, &HEADER, found.hits.iter().map(|hit| row(hit, name(hit))).collect())?;
    match found.rest {
        Rest::None => Ok(()),
        Rest::More => {
            context.out.line("There are more: --limit NUMBER shows them, another word narrows it down")
        }
        Rest::Unread => context.out.line("Older tickets were not looked at: write more of the word"),
    }
}

fn answer<'a>(found: &'a Found, customers: &HashMap<CustomerId, String>) -> Answer<'a> {
    let view = |hit: &'a Hit| {
        let (ticket, id) = (&hit.ticket, hit.ticket.customer);
        HitView {
            number: ticket.id.0,
            customer: Named { id: id.0, name: customers.get(&id).cloned().unwrap_or_default() },
            status: ticket.status.as_str(),
            severity: ticket.severity.as_str(),
            subject: &ticket.subject,
            assignee: ticket.assignee.as_deref(),
            received: ticket.received,
            found_in: hit.place.words(),
            at: hit.at,
            by: &hit.agent,
            snippet: hit
                .snippet
                .iter()
                .map(|piece| PieceView { text: &piece.text, marked: piece.marked })
                .collect(),
        }
    };
    let rest = match found.rest {
        Rest::None => "none",
        Rest::More => "more",
        Rest::Unread => "unread",
    };
    Answer { hits: found.hits.iter().map(view).collect(), rest }
}

const HEADER: [Column; 6] = [
    whole("no"),
    cut("customer", 8),
    whole("status"),
    whole("where"),
    cut("subject", 10).dispensable(1),
    cut("found", 20),
];

fn row(hit: &Hit, customer: String) -> Vec<String> {
    vec![
        hit.ticket.id.to_string(),
        customer,
        hit.ticket.status.as_str().to_owned(),
        hit.place.words().to_owned(),
        hit.ticket.subject.clone(),
        hit.snippet.iter().map(|piece| piece.text.as_str()).collect(),
    ]
}
