//! `tierdesk restore`: a store from a backup, never over an existing file.

use std::io::ErrorKind;
use std::path::PathBuf;

use super::{CliError, Context};
use crate::store::{Store, StoreError};
use crate::text::printable;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "The backup is checked first. Where a store lies at the path already, nothing is done unless --move-aside\nsays that it may be renamed; it is never deleted.\n\nExamples:\n  tierdesk restore ~/backups/desk-monday.tierdesk\n  tierdesk restore ~/backups/desk-monday.tierdesk --move-aside\n  tierdesk restore ~/backups/desk-monday.tierdesk --store ~/look-around.tierdesk"
)]
pub struct Args {
    /// The backup
    file: PathBuf,
    /// Rename the store that lies there now to NAME.before-restore-TIME
    #[arg(long)]
    move_aside: bool,
}

pub fn run(args: &Args, context: &mut Context) -> Result<(), CliError> {
    context.may_write()?;
    if let Err(error) = args.file.metadata() {
        let file = printable(&args.file.to_string_lossy()).into_owned();
        return Err(match error.kind() {
            ErrorKind::NotFound => CliError::usage(format!("there is no backup {file}: no such file"))
                .hint("`tierdesk backup FILE` writes one"),
            _ => CliError::usage(format!("{file} cannot be read: {error}")),
        });
    }
    let path = context.store_path()?;
    let shown = printable(&path.to_string_lossy()).into_owned();
    let mut moved = None;
    if args.move_aside && path.symlink_metadata().is_ok() {
        // A backup that is no good must not cost the store its place.
        Store::verify(&args.file)?;
        let ending = format!(".before-restore-{}", context.now().utc().format("%Y%m%dT%H%M%SZ"));
        moved = Some(Store::move_aside(&path, &ending)?);
    }
    let companions = Store::restore(&args.file, &path).map_err(|error| match error {
        StoreError::Exists(path) => CliError::usage(format!("{} is there already", path.display()))
            .hint("restore beside it with --store NEW, or let it be renamed with --move-aside"),
        other => other.into(),
    })?;
    if let Some(moved) = moved {
        let moved = moved.to_string_lossy();
        context.out.line(format!("What lay at {shown} is now {}", printable(&moved)))?;
    }
    for companion in companions {
        let companion = companion.to_string_lossy();
        context
            .out
            .line(format!("A file left by a store that is gone was kept as {}", printable(&companion)))?;
    }
    context.out.line(format!("{shown} was made from {}", printable(&args.file.to_string_lossy())))
}
