//! What joins tickets and people: merging, linking, splitting, tags, watching.

use super::change::{Which, execute};
use crate::cli::{CliError, Context, body, look_up};
use crate::desk::{Command, TicketId, Work};
use crate::policy::SeverityKey;

#[derive(Debug, clap::Args)]
pub struct Merge {
    #[command(flatten)]
    which: Which,
    /// The ticket that lives on
    #[arg(long, value_name = "TICKET", value_parser = look_up::ticket_number)]
    into: TicketId,
}

#[derive(Debug, clap::Args)]
pub struct Link {
    #[command(flatten)]
    which: Which,
    /// The other ticket
    #[arg(value_parser = look_up::ticket_number)]
    other: TicketId,
}

#[derive(Debug, clap::Args)]
pub struct Split {
    #[command(flatten)]
    which: Which,
    /// The new ticket's subject
    #[arg(long, allow_hyphen_values = true)]
    subject: String,
    /// What of the message belongs to it; - reads standard input
    #[arg(long, default_value = "", hide_default_value = true, allow_hyphen_values = true)]
    text: String,
    /// Its severity [default: this ticket's]
    #[arg(long)]
    severity: Option<String>,
}

#[derive(Debug, clap::Args)]
pub struct Tag {
    #[command(flatten)]
    which: Which,
    /// +TAG puts a tag on, -TAG takes one off; flags stand before the ticket's number
    #[arg(required = true, num_args = 1.., value_name = "+TAG|-TAG", allow_hyphen_values = true)]
    tags: Vec<String>,
}

#[derive(Debug, clap::Args)]
pub struct Watch {
    #[command(flatten)]
    which: Which,
    /// Who watches [default: you]
    #[arg(long, value_name = "AGENT")]
    who: Option<String>,
}

pub fn merge(args: &Merge, context: &mut Context) -> Result<(), CliError> {
    let into = args.into;
    work(&args.which, context, &format!("merged into ticket {into}, which lives on"), Work::Merge { into })
}

pub fn link(args: &Link, context: &mut Context) -> Result<(), CliError> {
    let other = args.other;
    work(&args.which, context, &format!("linked with ticket {other}"), Work::Link { other })
}

pub fn unlink(args: &Link, context: &mut Context) -> Result<(), CliError> {
    let other = args.other;
    work(&args.which, context, &format!("no longer linked with ticket {other}"), Work::Unlink { other })
}

pub fn split(args: &Split, context: &mut Context) -> Result<(), CliError> {
    let split = Work::Split {
        subject: args.subject.clone(),
        text: body::text(&args.text)?,
        severity: args.severity.as_deref().map(|word| SeverityKey::new(&word.trim().to_lowercase())),
    };
    let done = format!("split off ticket {}", args.which.ticket());
    work(&args.which, context, &done, split)
}

pub fn tag(args: &Tag, context: &mut Context) -> Result<(), CliError> {
    let (add, remove) = tags(&args.tags)?;
    work(&args.which, context, &format!("tagged {}", args.tags.join(" ")), Work::Tag { add, remove })
}

/// Words with a sign as tags to put on and to take off.
///
/// # Errors
/// Where a word has no sign: `vip` could be meant either way.
pub fn tags(words: &[String]) -> Result<(Vec<String>, Vec<String>), CliError> {
    let (mut add, mut remove) = (Vec::new(), Vec::new());
    for word in words {
        match (word.strip_prefix('+'), word.strip_prefix('-')) {
            (Some(tag), _) => add.push(tag.to_owned()),
            (None, Some(tag)) if !tag.starts_with('-') => remove.push(tag.to_owned()),
            (None, Some(_)) => {
                return Err(CliError::usage(format!(
                    "{word} stands behind tags: write it before the number"
                )));
            }
            (None, None) => {
                return Err(CliError::usage(format!(
                    "{} is neither put on nor taken off",
                    crate::text::quoted(word)
                ))
                .hint(format!("write +{word} or -{word}")));
            }
        }
    }
    Ok((add, remove))
}

pub fn watch(args: &Watch, on: bool, context: &mut Context) -> Result<(), CliError> {
    let agent = args.who.clone().unwrap_or_else(|| context.agent());
    let name = crate::text::printable(&agent).into_owned();
    let done = if on { format!("watched by {name}") } else { format!("no longer watched by {name}") };
    work(&args.which, context, &done, Work::Watch { on, agent: Some(agent) })
}

fn work(which: &Which, context: &mut Context, done: &str, work: Work) -> Result<(), CliError> {
    execute(which, context, done, |ticket, seen| Command::Work { ticket, seen, work })
}
