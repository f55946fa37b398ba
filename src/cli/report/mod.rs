//! `tierdesk report`: what was kept and missed, and how the desk was used, in a period.

mod asked;
mod deliver;
mod weekly;

use std::path::PathBuf;

use super::{CliError, Context, file_out, look_up};
use crate::report::form::{self, Section};
use crate::report::{By, Parts, Report};
use crate::store::Access;

/// What can be reported on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Part {
    /// Met, missed and open targets, and how much of them was used
    Attainment,
    /// Promises by share: kept or broken
    Promises,
    /// Every missed target, with its cause
    Misses,
    /// How allowances were used, and what went beyond them
    Allowance,
    /// Time sheets: minutes worked and charged
    Time,
    /// Tickets by the weekday and hour in which they came in
    Arrivals,
    /// All of it
    All,
}

impl Part {
    fn section(self) -> Option<Section> {
        Some(match self {
            Part::Attainment => Section::Attainment,
            Part::Promises => Section::Promises,
            Part::Misses => Section::Misses,
            Part::Allowance => Section::Allowance,
            Part::Time => Section::Time,
            Part::Arrivals => Section::Arrivals,
            Part::All => return None,
        })
    }

    /// What is shown: attainment comes with the promises that are made about it.
    fn sections(self) -> Vec<Section> {
        match self {
            Part::Attainment => vec![Section::Attainment, Section::Promises],
            part => part.section().map_or_else(|| Section::ALL.to_vec(), |section| vec![section]),
        }
    }

    /// What is read.
    fn parts(self) -> Parts {
        let none = Parts::default();
        match self {
            Part::Attainment | Part::Promises => Parts { attainment: true, ..none },
            Part::Misses => Parts { misses: true, ..none },
            Part::Allowance => Parts { allowance: true, ..none },
            Part::Time => Parts { time: true, ..none },
            Part::Arrivals => Parts { arrivals: true, ..none },
            Part::All => Parts::ALL,
        }
    }
}

/// How a report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Form {
    /// Tables for people
    Text,
    /// One part as comma-separated values, safe for spreadsheets
    Csv,
    /// Every figure for programs
    Json,
    /// Tables for chats and wikis
    Markdown,
    /// One page with pictures that holds everything it needs
    Html,
}

#[derive(Debug, clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "Counted are tickets received in the period; a ticket that was merged counts once, and a target that was missed \
before a change stays a miss. Everything follows from the record: the same period as of the same moment (--at) always gives the \
same figures. docs/reports.md names the columns of CSV and the keys of JSON.\n\nExamples:\n  \
tierdesk report\n  \
tierdesk report attainment --year 2026 --by tier,month\n  \
tierdesk report all --customer \"Kestrel Radio\" --month 2026-10 --format html --output october.html\n  \
tierdesk report misses --week 2026-W46 --format csv\n  \
tierdesk report weekly --output reports"
)]
pub struct Args {
    #[command(subcommand)]
    weekly: Option<Other>,
    #[command(flatten)]
    of: Of,
}

#[derive(Debug, clap::Subcommand)]
enum Other {
    /// Make the week's report for every customer whose plan promises one
    #[command(
        after_help = "A plan promises them where its pack says `reports = \"weekly\"`. Each customer's own report, as HTML and as \
text.\n\nExamples:\n  tierdesk report weekly --output reports\n  tierdesk report weekly --week 2026-W46 --mail"
    )]
    Weekly(weekly::Args),
}

#[derive(Debug, clap::Args)]
struct Of {
    /// What to report on
    #[arg(value_enum, default_value = "attainment")]
    part: Part,
    #[command(flatten)]
    asked: asked::Asked,
    /// By what to group what was met and missed: at most two of week, month, customer, tier, severity, agent
    #[arg(long, value_name = "WHAT", value_delimiter = ',', value_parser = by)]
    by: Vec<By>,
    /// How it is written
    #[arg(long, value_enum, default_value = "text")]
    format: Form,
    /// The same as --format json
    #[arg(long, conflicts_with = "format")]
    json: bool,
    /// Where to [default: standard output]
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write over the file where it is there already
    #[arg(long, requires = "output")]
    force: bool,
    /// Send it by the machine's sendmail, as text and HTML: to that address, or to the customer's registered contacts
    #[arg(long, value_name = "ADDRESS", num_args = 0..=1, require_equals = true, default_missing_value = "", conflicts_with = "output")]
    mail: Option<String>,
}

fn by(word: &str) -> Result<By, String> {
    let known = By::ALL.map(By::as_str);
    By::from_word(word).ok_or_else(|| match look_up::nearest(word, known.into_iter()) {
        Some(near) => format!("did you mean {near}?"),
        None => format!("it is one of {}", known.join(", ")),
    })
}

pub fn run(args: &Args, context: &mut Context) -> Result<(), CliError> {
    match &args.weekly {
        Some(Other::Weekly(weekly)) => weekly::run(weekly, context),
        None => of(&args.of, context),
    }
}

fn of(args: &Of, context: &mut Context) -> Result<(), CliError> {
    let format = if args.json { Form::Json } else { args.format };
    if args.by.len() > 2 {
        return Err(CliError::usage("--by takes at most two"));
    }
    if format == Form::Csv && args.part == Part::All {
        let error = CliError::usage("CSV holds one table, and `all` has several");
        return Err(error.hint("name one: attainment, promises, misses, allowance, time or arrivals"));
    }
    if let Some(path) = &args.output {
        file_out::free(path, args.force)?;
    }
    let mut store = context.open_store(Access::ReadOnly)?;
    let (book, now) = (context.shared_book()?, context.now());
    let mut ask = args.asked.ask(args.part.parts(), &store, context)?;
    ask.by = args.by.clone();
    ask.by.dedup();
    let report = store.report(&ask, &book, now)?;
    if let Some(address) = &args.mail {
        return deliver::mail(&store, &report, &args.part.sections(), address, context);
    }
    let width = comfy_table::Table::new().width().map(usize::from);
    let width = width.filter(|_| args.output.is_none() && context.out.is_terminal());
    let text = written(&report, args.part, format, width)?;
    match &args.output {
        Some(path) => {
            file_out::write(path, args.force, &text)?;
            context.out.line(format!("written to {}", file_out::shown(path)))
        }
        None => {
            use std::io::Write as _;
            Ok(context.out.write_all(text.as_bytes())?)
        }
    }
}

/// The report in a form, with a line break at its end.
fn written(report: &Report, part: Part, format: Form, width: Option<usize>) -> Result<String, CliError> {
    Ok(match format {
        Form::Text => form::text(report, &part.sections(), width),
        Form::Markdown => form::markdown(report, &part.sections()),
        Form::Html => form::html(report, &part.sections()),
        Form::Csv => part.section().map(|section| form::csv(report, section)).unwrap_or_default(),
        Form::Json => {
            let json = serde_json::to_string(&form::json(report)).map_err(std::io::Error::from)?;
            format!("{}\n", crate::text::json_escaped(&json))
        }
    })
}
