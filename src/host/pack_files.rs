//! The desk's own policy packs: files in a folder beside the store.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

/// The folder of a desk's own packs: `packs` beside its store.
pub fn pack_folder(store: &Path) -> PathBuf {
    store.parent().unwrap_or_else(|| Path::new("")).join("packs")
}

/// A file of a desk, such as its rota: `name` beside its store.
pub fn desk_file(store: &Path, name: &str) -> PathBuf {
    store.parent().unwrap_or_else(|| Path::new("")).join(name)
}

/// What tells one state of a file from another without reading it: when it was written, its length, and which file it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    written: Option<std::time::SystemTime>,
    length: u64,
    file: u64,
}

/// The stamp of a file; `None` where it is not there or cannot be looked at.
pub fn stamp(path: &Path) -> Option<Stamp> {
    use std::os::unix::fs::MetadataExt as _;
    let found = fs::metadata(path).ok()?;
    Some(Stamp { written: found.modified().ok(), length: found.len(), file: found.ino() })
}

/// The `.toml` files of a folder in the order of their names, each with its bytes or why it cannot be read; none where
/// there is no such folder.
///
/// # Errors
/// Where the folder is there and cannot be listed.
pub fn pack_files(folder: &Path, largest: usize) -> io::Result<Vec<(PathBuf, io::Result<Vec<u8>>)>> {
    files_of(folder, &["toml"], largest)
}

/// The files of a folder that end in one of these, in the order of their names, each with its bytes or why it cannot be
/// read; none where there is no such folder.
///
/// # Errors
/// Where the folder is there and cannot be listed.
pub fn files_of(
    folder: &Path,
    ends: &[&str],
    largest: usize,
) -> io::Result<Vec<(PathBuf, io::Result<Vec<u8>>)>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut paths =
        entries.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<Vec<PathBuf>>>()?;
    paths.retain(|path| path.extension().is_some_and(|end| ends.iter().any(|wanted| end == *wanted)));
    paths.sort();
    Ok(paths.into_iter().map(|path| (path.clone(), read_at_most(&path, largest))).collect())
}

/// The bytes of a regular file as [`read_at_most`] reads it; `None` where there is no such file.
///
/// # Errors
/// Where it is there and cannot be read, or is no regular file.
pub fn read_if_there(path: &Path, largest: usize) -> io::Result<Option<Vec<u8>>> {
    match read_at_most(path, largest) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// The bytes of a regular file, cut one past `largest` so that a larger one can be told: a device or a pipe would be
/// read for ever (faults.md G14).
///
/// # Errors
/// Where it cannot be read, or is no regular file.
pub fn read_at_most(path: &Path, largest: usize) -> io::Result<Vec<u8>> {
    if !fs::metadata(path)?.is_file() {
        return Err(io::Error::other("it is no regular file"));
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(largest as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}
