//! `tierdesk rota check`: every mistake of a rota.

use std::path::PathBuf;

use serde_json::json;

use crate::cli::policy::diagnostic_json as diagnostic;
use crate::cli::{CliError, Context, Exit};
use crate::console::rota_file::{self, Read};
use crate::text;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Which file; its feeds lie beside it [default: rota.toml or rota.ics beside the store]
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

fn read(args: &Args, context: &mut Context) -> Result<Read, CliError> {
    let zones = context.zones();
    if let Some(file) = &args.file {
        let unreadable = |error| {
            let name = text::printable(&file.to_string_lossy()).into_owned();
            CliError::usage(format!("{name} cannot be read: {error}"))
        };
        return rota_file::read_at(file, &zones).map_err(unreadable);
    }
    let store = context.store_path()?;
    let read = rota_file::read(&store, &zones);
    match (&read.file, &read.unreadable) {
        (None, _) => Err(CliError::usage("this desk has no rota")
            .hint("write rota.toml beside its store (docs/rota.md), or put a feed there as rota.ics")),
        (_, Some(_)) => Err(CliError::new(Exit::Usage, read.trouble().unwrap_or_default())),
        _ => Ok(read),
    }
}

pub fn run(args: &Args, context: &mut Context) -> Result<(), CliError> {
    let read = read(args, context)?;
    let file = read.file.as_deref().map(|file| file.to_string_lossy().into_owned()).unwrap_or_default();
    let file = text::printable(&file).into_owned();
    if args.json {
        let found: Vec<_> = read.found.iter().map(diagnostic).collect();
        let lines: Vec<&str> = read.rota.iter().flat_map(|rota| rota.lines()).collect();
        let agents: Vec<&str> = read.rota.iter().flat_map(|rota| rota.agents()).collect();
        let ok = read.rota.is_some();
        let view = json!({ "file": file, "ok": ok, "lines": lines, "agents": agents, "diagnostics": found });
        context.out.json(&view)?;
    } else {
        for diagnostic in &read.found {
            context.out.line(diagnostic.render())?;
            context.out.line("")?;
        }
        let count = read.found.len();
        let findings = if count == 1 { "1 finding".to_owned() } else { format!("{count} findings") };
        let words = match &read.rota {
            None => format!("{file}: refused, {findings}"),
            Some(rota) => {
                let (lines, agents) = (rota.lines().count(), rota.agents().len());
                let s = |count: usize| if count == 1 { "" } else { "s" };
                let more = if count == 0 { String::new() } else { format!(", with {findings} to look at") };
                format!("{file} is good: {lines} line{}, {agents} agent{}{more}", s(lines), s(agents))
            }
        };
        context.out.line(words)?;
    }
    if read.rota.is_none() { Err(CliError::said()) } else { Ok(()) }
}
