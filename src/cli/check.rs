//! `tierdesk check`: whether the store is sound.

use serde_json::json;

use super::{CliError, Context};
use crate::store::Access;
use crate::text::printable;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Exit status: 0 the store is sound, 1 something was found, 3 it cannot be read.\n\nExamples:\n  tierdesk check\n  \
    tierdesk check --rebuild-search     make the search index anew, then check"
)]
pub struct Args {
    /// Make the search index anew from the history first
    #[arg(long)]
    rebuild_search: bool,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args, context: &mut Context) -> Result<(), CliError> {
    let mut store = if args.rebuild_search {
        let mut store = context.open_store(Access::ReadWrite)?;
        store.rebuild_search()?;
        store
    } else {
        context.open_store(Access::ReadOnly)?
    };
    let mut findings = store.check()?;
    // Where packs cannot be read, what rests on them cannot be compared: the command says so itself.
    if findings.is_empty() {
        let book = context.shared_book()?;
        findings.extend(store.check_due(&book)?);
    }
    let path = store.path().to_string_lossy().into_owned();
    if args.json {
        context.out.json(&json!({ "store": path, "sound": findings.is_empty(), "findings": findings }))?;
    } else if findings.is_empty() {
        context.out.line(format!("{} is sound", printable(&path)))?;
    } else {
        for finding in &findings {
            let line = format!("{}: {}: {}", finding.rule, finding.place, finding.what);
            context.out.line(printable(&line))?;
        }
        let (count, s) = (findings.len(), if findings.len() == 1 { "" } else { "s" });
        context.out.line(format!("{count} finding{s} in {}", printable(&path)))?;
        if findings.iter().any(|finding| finding.rule == "search") {
            context.out.line(
                "`tierdesk check --rebuild-search` makes the search index anew; nothing else is kept in it",
            )?;
        }
        context.out.line(
            "Keep a copy of the file with its -wal; `tierdesk restore BACKUP` makes a store from a backup",
        )?;
    }
    if findings.is_empty() { Ok(()) } else { Err(CliError::said()) }
}
