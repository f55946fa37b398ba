//! `tierdesk import`: a desk's customers and tickets from a file, in one transaction.

mod file;
mod progress;
mod report;
mod run;

pub use file::format_of;

use std::path::PathBuf;

use super::{CliError, Context, look_up};
use crate::exchange::Column;
use crate::exchange::write::Format;
use crate::intake::{Mapping, Moments};

#[derive(Debug, clap::Args)]
#[command(after_long_help = after_help(), after_help = "Examples:\n  tierdesk import desk.csv --dry-run\n  tierdesk import export.csv --map priority=severity --map company=customer \\\n      --zone Europe/Paris\n  cat desk.jsonl | tierdesk import - --format jsonl\n\n`tierdesk import --help` lists the columns.")]
pub struct Args {
    /// The file; - reads standard input
    file: PathBuf,
    /// How it is written [default: by the file's name; .csv, .tsv, .jsonl, .ndjson]
    #[arg(long, value_enum)]
    format: Option<FormatWord>,
    /// Another system's name for a column, as THEIRS=OURS; THEIRS= leaves a column out
    #[arg(long = "map", value_name = "THEIRS=OURS")]
    maps: Vec<String>,
    /// Zone of times that say no offset, such as Europe/Paris
    #[arg(long)]
    zone: Option<String>,
    /// Say what would happen, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Leave out rows that are wrong, naming each; without it one wrong row keeps everything out
    #[arg(long)]
    partial: bool,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

/// The forms of a desk file on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum FormatWord {
    /// Comma-separated values, a header first (`;` and tabs are recognised)
    Csv,
    /// A JSON object a line
    Jsonl,
}

impl From<FormatWord> for Format {
    fn from(word: FormatWord) -> Format {
        match word {
            FormatWord::Csv => Format::Csv,
            FormatWord::Jsonl => Format::Jsonl,
        }
    }
}

/// The columns, from the same table that reads and writes them.
fn after_help() -> String {
    let widest = Column::ALL.iter().map(|column| column.name().len()).max().unwrap_or(0);
    let columns =
        Column::ALL.iter().map(|column| format!("  {:<widest$}  {}", column.name(), column.about()));
    format!(
        "Columns (CSV header or JSON keys); only `customer` is needed, a row with a `subject` is a ticket:\n{}\n\n\
         Customers and contracts that are missing are added from `pack` and `tier`. Importing a file again adds nothing twice:\n\
         tickets are recognised by `reference`, or without one by customer, receipt and subject.\n\n\
         Examples:\n  tierdesk import desk.csv --dry-run\n  tierdesk import export.csv --map priority=severity --map company=customer \\\n      --zone Europe/Paris\n  cat desk.jsonl | tierdesk import - --format jsonl",
        columns.collect::<Vec<_>>().join("\n")
    )
}

pub fn run(args: &Args, context: &mut Context) -> Result<(), CliError> {
    let mapping = Mapping::read(&args.maps).map_err(CliError::usage)?;
    let zone = args.zone.as_deref().map(|name| look_up::zone(&context.zones(), name)).transpose()?;
    let format = match args.format {
        Some(word) => word.into(),
        None => file::format_of(&args.file)?,
    };
    let input = file::Input::open(&args.file)?;
    let job = run::Job {
        input,
        format,
        mapping,
        moments: Moments::new(zone),
        partial: args.partial,
        dry_run: args.dry_run,
    };
    let ended = run::run(job, context)?;
    report::report(ended, args, context)
}
