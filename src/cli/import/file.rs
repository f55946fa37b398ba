//! The file of an import: a regular file or standard input, never something that gives bytes for ever (faults.md G14).

use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, Read, Seek as _, SeekFrom};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use crate::cli::CliError;
use crate::exchange::write::Format;
use crate::text::printable;

/// No import is larger.
const LARGEST: u64 = 4 * 1024 * 1024 * 1024;

/// A file that is read twice: first for its customers, then row by row.
pub struct Input {
    file: File,
    /// As people named it.
    pub name: String,
    before: Metadata,
}

/// The form that a file's name says.
///
/// # Errors
/// Where it says none.
pub fn format_of(path: &Path) -> Result<Format, CliError> {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    match ending.as_deref() {
        Some("csv" | "tsv" | "txt") => Ok(Format::Csv),
        Some("jsonl" | "ndjson" | "json") => Ok(Format::Jsonl),
        _ => Err(CliError::usage(format!("{} does not say how it is written", shown(path)))
            .hint("say --format csv or --format jsonl")),
    }
}

fn shown(path: &Path) -> String {
    crate::text::fitted(&printable(&path.to_string_lossy()), 200).into_owned()
}

impl Input {
    /// Opens the file; `-` takes standard input into a private file without a name first.
    ///
    /// # Errors
    /// Where it cannot be read, is no regular file, or is too large.
    pub fn open(path: &Path) -> Result<Input, CliError> {
        let standard = path == Path::new("-");
        let name = if standard { "standard input".to_owned() } else { shown(path) };
        let wrong = |why: &str| CliError::usage(format!("{name} cannot be imported: {why}"));
        let unread = |error: io::Error| wrong(&error.to_string());
        let file = if standard { spooled().map_err(unread)? } else { opened(path).map_err(unread)? };
        let before = file.metadata().map_err(unread)?;
        if before.is_dir() {
            return Err(wrong("it is a folder"));
        }
        if !before.is_file() {
            return Err(wrong("it is no regular file").hint("pipe it in: tierdesk import - --format csv"));
        }
        if before.len() > LARGEST {
            return Err(wrong("it is larger than 4 GB").hint("cut it into several files"));
        }
        Ok(Input { file, name, before })
    }

    /// Bytes of the file.
    pub fn size(&self) -> u64 {
        self.before.len()
    }

    /// The file from its beginning, never more of it than there was at first.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn reader(&self) -> io::Result<io::Take<File>> {
        let mut file = self.file.try_clone()?;
        file.seek(SeekFrom::Start(0))?;
        Ok(file.take(self.before.len()))
    }

    /// Whether somebody wrote to it since it was opened.
    pub fn has_changed(&self) -> bool {
        let same = |now: Metadata| {
            now.len() == self.before.len() && now.modified().ok() == self.before.modified().ok()
        };
        !self.file.metadata().is_ok_and(same)
    }
}

/// Opens without waiting for the other end of a pipe that has none.
fn opened(path: &Path) -> io::Result<File> {
    let nonblocking = rustix::fs::OFlags::NONBLOCK.bits().cast_signed();
    OpenOptions::new().read(true).custom_flags(nonblocking).open(path)
}

fn spooled() -> io::Result<File> {
    let mut file = tempfile::tempfile()?;
    let copied = io::copy(&mut io::stdin().lock().take(LARGEST + 1), &mut file)?;
    if copied == 0 { Err(io::Error::other("it is empty")) } else { Ok(file) }
}
