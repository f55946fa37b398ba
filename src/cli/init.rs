//! `tierdesk init`: an empty store.

use serde_json::json;

use super::{CliError, Context};
use crate::store::Store;
use crate::text::printable;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Nothing is ever made over an existing file.\n\nExamples:\n  tierdesk init\n  tierdesk init --store ~/desk.tierdesk"
)]
pub struct Args {
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args, context: &mut Context) -> Result<(), CliError> {
    context.may_write()?;
    let store = Store::create(&context.store_path()?, context.now())?;
    let path = store.path().to_string_lossy();
    if args.json {
        return context.out.json(&json!({ "store": path }));
    }
    context.out.line(format!("An empty store lies at {}", printable(&path)))?;
    context.out.line("Next: tierdesk customer add, tierdesk import FILE, or tierdesk demo to look around")
}
