//! `tierdesk policy`: the packs at hand, one of them as a person reads it, why a target is what it is, and the check of a
//! pack's file.

mod apply;
mod ask;
mod check;
pub(in crate::cli) mod diff;
mod explain;
mod given;
mod json;
mod new;
mod show;
mod test;

pub(super) use json::diagnostic as diagnostic_json;

use super::error::warn;
use super::{CliError, Context};
use crate::host;
use crate::policy::format::schema::pack_schema;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  tierdesk policy list\n  tierdesk policy show b2bee\n  tierdesk policy show photoprism@2026-01-01 --json\n  tierdesk policy check ~/.local/share/tierdesk/packs/acme.toml"
)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// List the packs at hand: those shipped, and the desk's own (folder `packs` beside the store)
    #[command(
        after_help = "Exit status: 0 all good, 1 a pack of your own is not loaded.\n\nExamples:\n  tierdesk policy list\n  tierdesk policy list --json"
    )]
    List {
        /// Answer in JSON
        #[arg(long)]
        json: bool,
    },
    /// Show a pack: its tables as a person reads them
    #[command(
        after_help = "Examples:\n  tierdesk policy show b2bee\n  tierdesk policy show b2bee@2019-09-12 --json"
    )]
    Show {
        /// Name, or name@edition
        name: String,
        /// The whole pack in JSON
        #[arg(long)]
        json: bool,
        /// The pack's own file, to copy from
        #[arg(long, conflicts_with = "json")]
        toml: bool,
    },
    /// Explain a target: which row answered, which ones were passed over and why, where its time runs
    #[command(
        after_help = "Examples:\n  tierdesk policy explain b2bee --tier basic --severity minor\n  tierdesk policy explain photoprism --tier gold --severity urgent --received 2026-03-27T16:30+01:00\n  tierdesk policy explain --ticket 7 --json"
    )]
    Explain(Box<explain::Args>),
    /// Check files of packs: every mistake with its place and what would be right
    #[command(
        after_help = "Exit status: 0 all good, 1 a file has mistakes, 2 a file cannot be read.\n\n`tierdesk policy list` names the folder of your own packs.\n\nExamples:\n  tierdesk policy check acme.toml\n  tierdesk policy check ~/.local/share/tierdesk/packs/*.toml"
    )]
    Check {
        /// Files to check
        #[arg(required = true, value_name = "FILE")]
        files: Vec<std::path::PathBuf>,
        /// Answer in JSON
        #[arg(long)]
        json: bool,
    },
    /// Ask a pack its own examples, and show where the time goes in a wrong one
    #[command(
        after_help = "Exit status: 0 every example gets its answer, 1 one does not or the file is refused, 2 no such pack or file.\n\nExamples:\n  tierdesk policy test acme.toml\n  tierdesk policy test photoprism --json"
    )]
    Test {
        /// Files, or names of packs (name or name@edition)
        #[arg(required = true, value_name = "FILE|PACK")]
        packs: Vec<String>,
        /// Answer in JSON
        #[arg(long)]
        json: bool,
    },
    /// Say what changes for an agent between two packs, or two editions of one
    #[command(
        after_help = "Examples:\n  tierdesk policy diff b2bee@2019-09-12 b2bee@2024-05-01\n  tierdesk policy diff photoprism ./photoprism-next.toml --json"
    )]
    Diff {
        /// The pack that held: a name, name@edition, or a file
        #[arg(value_name = "OLD")]
        old: String,
        /// The pack that holds
        #[arg(value_name = "NEW")]
        new: String,
        /// Answer in JSON
        #[arg(long)]
        json: bool,
    },
    /// Take other texts of packs and holiday lists as the rules that hold: lists every due time that moves first
    Apply(apply::Args),
    /// Start a new pack: from answers, from a template, or from another pack
    New(new::Args),
    /// Print the JSON schema of packs: an editor that knows TOML completes and checks with it
    #[command(
        after_help = "Save it beside a pack whose first line is `#:schema ./pack.schema.json`; taplo and Even Better TOML read it.\n\nExamples:\n  tierdesk policy schema > pack.schema.json"
    )]
    Schema,
}

pub fn run(args: &Args, context: &mut Context) -> Result<(), CliError> {
    match &args.command {
        Command::List { json } => list(*json, context),
        Command::Show { name, json, toml } => show::run(name, *json, *toml, context),
        Command::Explain(args) => explain::run(args, context),
        Command::Check { files, json } => check::run(files, *json, context),
        Command::Test { packs, json } => test::run(packs, *json, context),
        Command::Diff { old, new, json } => diff::run(old, new, *json, context),
        Command::Apply(args) => apply::run(args, context),
        Command::New(args) => new::run(args, context),
        Command::Schema => context.out.line(pack_schema().trim_end()),
    }
}

fn list(as_json: bool, context: &mut Context) -> Result<(), CliError> {
    let packs = context.packs()?;
    let listed = packs.list();
    let waiting = context.waiting()?;
    if as_json {
        let rows: Vec<_> = listed.iter().map(|row| json::listed(row, &waiting)).collect();
        context.out.json(&rows)?;
        let problems = packs.problems();
        for problem in problems {
            warn(&format!("{} is not loaded", problem.file));
        }
        for one in &waiting {
            warn(&one.words());
        }
        return if problems.is_empty() { Ok(()) } else { Err(CliError::said()) };
    }
    let widest = listed.iter().map(|row| crate::text::width(&row.pack.id.to_string())).max().unwrap_or(0);
    for row in &listed {
        let id = row.pack.id.to_string();
        let pad = " ".repeat(widest.saturating_sub(crate::text::width(&id)));
        let tiers = row.pack.tiers.iter().map(|tier| tier.key.as_str()).collect::<Vec<_>>().join(", ");
        let from = row.file.as_ref().map(|file| format!("  [{file}]")).unwrap_or_default();
        let default = if row.by_bare_name { "*" } else { " " };
        context.out.line(format!("{default} {id}{pad}  {}: {tiers}{from}", row.pack.title))?;
    }
    context.out.line("* the edition that the bare name means")?;
    if let Ok(store) = context.store_path() {
        let folder = host::pack_folder(&store);
        let folder = crate::text::printable(&folder.to_string_lossy()).into_owned();
        context.out.line(format!("Packs of your own belong in {folder}"))?;
    }
    for one in &waiting {
        context.out.line(one.words())?;
    }
    for problem in packs.problems() {
        context.out.line("")?;
        let stays = problem.in_force.as_ref().map(|id| format!("; {id} stays in force")).unwrap_or_default();
        context.out.line(format!("{} is not loaded{stays}:", problem.file))?;
        for diagnostic in &problem.diagnostics {
            context.out.line(diagnostic.render())?;
        }
    }
    if packs.problems().is_empty() { Ok(()) } else { Err(CliError::said()) }
}
