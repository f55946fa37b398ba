//! `tierdesk handover show`.

use std::path::PathBuf;

use super::asked::{self, Asked};
use crate::calendar::Toward;
use crate::cli::{CliError, Context, file_out};
use crate::desk::HandoverId;
use crate::report::handover::{pages, view};
use crate::store::Access;
use crate::text::printable_block;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The number of one that was given [default: as it stands now]
    #[arg(conflicts_with_all = ["since", "until", "line", "at"])]
    handover: Option<i64>,
    #[command(flatten)]
    asked: Asked,
    /// As it stood then: "yesterday 16:00", RFC 3339
    #[arg(long, value_name = "WHEN")]
    at: Option<String>,
    /// In which form
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
    /// Into a file [default: standard output]
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write over the file where it is there already
    #[arg(long, requires = "output")]
    force: bool,
    /// Answer in JSON, as --format json does
    #[arg(long, conflicts_with = "format")]
    json: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Form {
    /// Plain text
    Text,
    /// Markdown
    Markdown,
    /// JSON, with nothing left out
    Json,
}

/// No handover that was given is longer, in bytes, where it is shown.
const LONGEST: usize = 10 * 1024 * 1024;

pub fn run(args: &Args, context: &mut Context) -> Result<(), CliError> {
    let form = if args.json { Form::Json } else { args.format };
    if let Some(path) = &args.output {
        file_out::free(path, args.force)?;
    }
    let mut store = context.open_store(Access::ReadOnly)?;
    let text = match args.handover {
        Some(id) => {
            let (handover, body) = store.handover(HandoverId(id))?.ok_or_else(|| no_handover(id))?;
            match form {
                Form::Json => asked::view(&handover, Some(&body)).to_string(),
                Form::Markdown => printable_block(&body, LONGEST),
                Form::Text => {
                    let zone = args.asked.clock.zone(context)?;
                    let head = asked::told(&handover, &zone);
                    format!(
                        "{}\n\n{}",
                        crate::text::printable(&head),
                        printable_block(&pages::plain(&body), LONGEST)
                    )
                }
            }
        }
        None => {
            let now = context.now();
            let read = |at: &String| args.asked.clock.read(at, Toward::Past, context);
            let at = args.at.as_ref().map(read).transpose()?;
            if at.is_some_and(|at| at > now) {
                return Err(CliError::usage("--at lies ahead: nobody knows yet how the desk will stand"));
            }
            let moment = (at.unwrap_or(now), at.is_some());
            let briefing = args.asked.briefing(&mut store, moment, context)?;
            let zone = args.asked.clock.zone(context)?;
            match form {
                Form::Json => view::json(&briefing).to_string(),
                Form::Markdown => pages::markdown(&briefing, &zone, pages::MOST_LINES),
                Form::Text => pages::text(&briefing, &zone, pages::MOST_LINES),
            }
        }
    };
    let text = text.trim_end();
    match &args.output {
        Some(path) => {
            file_out::write(path, args.force, &format!("{text}\n"))?;
            context.out.line(format!("written to {}", file_out::shown(path)))
        }
        None if form == Form::Json => context.out.line(crate::text::json_escaped(text)),
        None => context.out.line(text),
    }
}

/// That there is no such handover.
pub fn no_handover(id: i64) -> CliError {
    CliError::no(format!("there is no handover {id}")).hint("`tierdesk handover list` shows them")
}
