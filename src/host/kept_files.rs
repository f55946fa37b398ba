//! The user's own files, written whole or not at all.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

/// Puts a text in the place of a file, which is made with its folder where it is not there: somebody who reads it
/// meanwhile, and a machine that stops meanwhile, finds the old text or the new one.
///
/// # Errors
/// Where it cannot be written; the old file is as it was.
pub fn replace_file(path: &Path, text: &str) -> io::Result<()> {
    // A link leads to the file that is meant, and stays a link.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = path.parent().unwrap_or_else(|| Path::new("."));
    fs::create_dir_all(folder)?;
    let mut draft = tempfile::NamedTempFile::new_in(folder)?;
    draft.write_all(text.as_bytes())?;
    if let Ok(old) = fs::metadata(&path) {
        draft.as_file().set_permissions(old.permissions())?;
    }
    draft.as_file().sync_all()?;
    draft.persist(&path).map_err(|error| error.error)?;
    Ok(())
}

/// Makes a file with this text, and its folder where that is not there. Whole or not at all, and never in the place of one
/// that is there.
///
/// # Errors
/// [`io::ErrorKind::AlreadyExists`] where there is such a file; or where it cannot be written.
pub fn new_file(path: &Path, text: &str) -> io::Result<()> {
    let folder =
        path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    fs::create_dir_all(folder)?;
    let mut draft = tempfile::NamedTempFile::new_in(folder)?;
    draft.write_all(text.as_bytes())?;
    draft.as_file().sync_all()?;
    draft.persist_noclobber(path).map_err(|error| error.error)?;
    Ok(())
}
