//! What is said to and fro: answers, also those given by phone or chat, what came in from the customer; and holding a
//! ticket until a moment.

use super::change::{Which, execute};
use crate::calendar::{Instant, Toward};
use crate::cli::moments::{self, Clock};
use crate::cli::{CliError, Context, body, look_up, wording};
use crate::desk::decide::TEXT_LIMIT;
use crate::desk::{Command, TicketId, Work};
use crate::policy::{ChannelKey, Pack};
use crate::store::Access;
use crate::text::{printable, printable_block, quoted};

#[derive(Debug, clap::Args)]
pub struct Reply {
    #[command(flatten)]
    which: Which,
    /// The answer; - reads standard input
    #[arg(long, allow_hyphen_values = true, required_unless_present = "template")]
    text: Option<String>,
    /// The answer from a template, filled for this ticket
    #[arg(long, value_name = "TEMPLATE", conflicts_with = "text")]
    template: Option<String>,
    /// What a place of the template is filled with
    #[arg(long, value_name = "PLACE=TEXT", value_parser = crate::cli::template::given, requires = "template")]
    set: Vec<(String, String)>,
    /// Only show the answer that would be recorded
    #[arg(long)]
    dry_run: bool,
    /// The channel on which it was given, where this writes down what was said: phone, chat ...
    #[arg(long, value_name = "CHANNEL")]
    by: Option<String>,
    /// When it was given: 02:14, "yesterday 17:30", "10 min ago", RFC 3339 [default: now]
    #[arg(long, value_name = "WHEN")]
    at: Option<String>,
    #[command(flatten)]
    clock: Clock,
}

#[derive(Debug, clap::Args)]
pub struct Receive {
    #[command(flatten)]
    which: Which,
    /// The message; - reads standard input
    #[arg(long, allow_hyphen_values = true)]
    text: String,
    /// Who sent it: name or address
    #[arg(long, value_name = "WHO", allow_hyphen_values = true)]
    from: Option<String>,
    /// A machine sent it, such as an out-of-office note: it changes neither clock nor status
    #[arg(long)]
    automatic: bool,
}

#[derive(Debug, clap::Args)]
pub struct Hold {
    #[command(flatten)]
    which: Which,
    /// Why
    #[arg(long, allow_hyphen_values = true)]
    reason: String,
    /// When to look at it again: "tomorrow 9:00", "mon 08:00", 2h, a date, RFC 3339 [default: when somebody resumes it]
    #[arg(long, value_name = "WHEN")]
    until: Option<String>,
    #[command(flatten)]
    clock: Clock,
}

pub fn reply(args: &Reply, context: &mut Context) -> Result<(), CliError> {
    let text = answer(args, context)?;
    if args.dry_run {
        if args.which.json() {
            return context.out.json(&serde_json::json!({ "number": args.which.ticket().0, "text": text }));
        }
        return printable_block(&text, TEXT_LIMIT).lines().try_for_each(|line| context.out.line(line));
    }
    let given = |words: &String| args.clock.read(words, Toward::Past, context);
    let at = args.at.as_ref().map(given).transpose()?;
    let by = args.by.as_deref().map(|by| channel(args.which.ticket(), by, context)).transpose()?;
    let done = said(by.as_ref(), at, args, context)?;
    execute(&args.which, context, &done, |ticket, seen| Command::Reply { ticket, seen, text, at, by })
}

/// The answer: as given, or a template filled.
fn answer(args: &Reply, context: &mut Context) -> Result<String, CliError> {
    let Some(template) = &args.template else {
        return body::text(args.text.as_deref().unwrap_or_default());
    };
    let store = context.open_store(Access::ReadOnly)?;
    let about = wording::about(&store, args.which.ticket(), context)?;
    let template = about.template(template)?;
    about.filled(&template, &args.set, &store, context)
}

/// What is said of an answer: as of when, where it was given before.
fn said(
    by: Option<&ChannelKey>,
    at: Option<Instant>,
    args: &Reply,
    context: &mut Context,
) -> Result<String, CliError> {
    let by = by.map(|by| format!(" by {}", printable(by.as_str()))).unwrap_or_default();
    match at {
        None if by.is_empty() => Ok("replied".into()),
        None => Ok(format!("answer given{by}")),
        Some(at) => {
            let zone = args.clock.zone(context)?;
            Ok(format!("answer given{by} on {} recorded", moments::told(at, &zone)))
        }
    }
}

/// A channel in the policy's own words; one that it does not know is asked about and taken as it is.
fn channel(ticket: TicketId, by: &str, context: &mut Context) -> Result<ChannelKey, CliError> {
    let by = by.trim().to_lowercase();
    if by.is_empty() {
        return Err(CliError::usage("the channel is empty").hint("write --by phone, or leave --by out"));
    }
    let key = ChannelKey::new(&by);
    let store = context.open_store(Access::ReadOnly)?;
    let book = context.shared_book()?;
    let contract = match store.ticket_now(ticket)? {
        Some(ticket) => look_up::contract_of(&store, &ticket)?,
        None => None,
    };
    let pack = contract.and_then(|contract| book.pack(&contract.pack).ok());
    let unknown = |pack: &Pack| !pack.channels.is_empty() && !pack.channels.contains(&key);
    if let Some(pack) = pack.as_deref().filter(|pack| unknown(pack)) {
        let known = pack.channels.iter().map(ChannelKey::as_str).collect::<Vec<_>>().join(", ");
        let by = quoted(&by);
        crate::cli::error::warn(&format!(
            "{by} is no channel of {}; is that a typo? Its channels are {known}",
            pack.id
        ));
    }
    Ok(key)
}

pub fn receive(args: &Receive, context: &mut Context) -> Result<(), CliError> {
    let (text, automatic) = (body::text(&args.text)?, args.automatic);
    let from = args.from.clone();
    let done = if automatic { "automatic message received: it changes nothing" } else { "message received" };
    execute(&args.which, context, done, |ticket, seen| Command::Work {
        ticket,
        seen,
        work: Work::Receive { from, text, automatic },
    })
}

pub fn hold(args: &Hold, context: &mut Context) -> Result<(), CliError> {
    let until = |words: &String| args.clock.read(words, Toward::Future, context);
    let wakes = args.until.as_ref().map(until).transpose()?;
    let done = match wakes {
        Some(wakes) => {
            let zone = args.clock.zone(context)?;
            format!("on hold until {}", moments::told(wakes, &zone))
        }
        None => "on hold until somebody resumes it".into(),
    };
    let reason = args.reason.clone();
    execute(&args.which, context, &done, |ticket, seen| Command::Work {
        ticket,
        seen,
        work: Work::Hold { reason, wakes },
    })
}
