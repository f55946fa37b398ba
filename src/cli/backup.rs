//! `tierdesk backup`: one file that holds everything, taken while others work.

use std::path::PathBuf;

use super::{CliError, Context};
use crate::store::Access;
use crate::text::printable;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "The copy is checked before it counts, and appears whole or not at all. Copying the store's file by hand\nmisses what still lies in the -wal file beside it.\n\nExample:\n  mkdir -p ~/backups\n  tierdesk backup ~/backups/desk-monday.tierdesk"
)]
pub struct Args {
    /// The file to write
    file: PathBuf,
    /// Replace the file where it is there already
    #[arg(long)]
    force: bool,
}

pub fn run(args: &Args, context: &mut Context) -> Result<(), CliError> {
    let store = context.open_store(Access::ReadOnly)?;
    let folder = args.file.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.exists());
    if let Some(folder) = folder {
        let folder = printable(&folder.to_string_lossy()).into_owned();
        return Err(CliError::usage(format!("there is no folder {folder} to write the backup to"))
            .hint(format!("make it first: mkdir -p {}", shell_word(&folder))));
    }
    store.backup(&args.file, args.force).map_err(|error| match error {
        crate::store::StoreError::Exists(path) => {
            CliError::usage(format!("{} is there already", path.display()))
                .hint("choose another name, or replace it with --force")
        }
        other => other.into(),
    })?;
    context.out.line(format!("The store was copied to {}", printable(&args.file.to_string_lossy())))
}

/// A path as a shell takes it for one word.
fn shell_word(path: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "/._-+,@:".contains(c);
    if path.chars().all(plain) { path.to_owned() } else { format!("'{}'", path.replace('\'', "'\\''")) }
}
