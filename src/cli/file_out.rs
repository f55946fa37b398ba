//! Files that commands write where they are asked to: whole or not at all, and over nothing that is there unless that is said.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use tempfile::NamedTempFile;

use super::CliError;

/// A path as messages show it.
pub fn shown(path: &Path) -> String {
    crate::text::fitted(&crate::text::printable(&path.to_string_lossy()), 200).into_owned()
}

/// That a file cannot be written.
pub fn taken(path: &Path, error: &io::Error) -> CliError {
    CliError::usage(format!("{} cannot be written: {error}", shown(path)))
}

/// Refuses what must not be written over, before the work begins (faults.md I04).
///
/// # Errors
/// Where something lies there and `force` does not hold, or it is no regular file.
pub fn free(path: &Path, force: bool) -> Result<(), CliError> {
    let Ok(there) = fs::symlink_metadata(path) else { return Ok(()) };
    if there.is_file() && force {
        return Ok(());
    }
    let what = if there.is_dir() {
        "is a folder"
    } else if there.is_symlink() {
        "is a symbolic link; name the file that it leads to"
    } else if there.is_file() {
        "is there already"
    } else {
        "is no regular file"
    };
    let error = CliError::usage(format!("{} {what}", shown(path)));
    Err(if there.is_file() { error.hint("--force writes over it") } else { error })
}

/// A file of another name beside it, so that the file is there whole or not at all (faults.md A12); 0600.
///
/// # Errors
/// Where the folder cannot be written to.
pub fn draft_of(path: &Path) -> Result<NamedTempFile, CliError> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let draft = tempfile::Builder::new().prefix(".tierdesk-").suffix(".part").tempfile_in(folder);
    draft.map_err(|error| taken(path, &error))
}

/// Puts a draft in the file's place.
///
/// # Errors
/// Where it cannot be saved, or something has come to lie there meanwhile.
pub fn keep(draft: NamedTempFile, path: &Path, force: bool) -> Result<(), CliError> {
    draft.as_file().sync_all().map_err(|error| taken(path, &error))?;
    let kept = if force { draft.persist(path) } else { draft.persist_noclobber(path) };
    kept.map(drop).map_err(|error| taken(path, &error.error))
}

/// Writes a text.
///
/// # Errors
/// Where it cannot be written, or must not be written over.
pub fn write(path: &Path, force: bool, text: &str) -> Result<(), CliError> {
    free(path, force)?;
    let mut draft = draft_of(path)?;
    draft.write_all(text.as_bytes()).map_err(|error| taken(path, &error))?;
    keep(draft, path, force)
}
