//! A long text in the agent's own editor (ux.md 19): the file that it is given, how it is started, and what comes back.
//!
//! The file lies in a private folder, 0600, and is gone afterwards (faults.md I06), but for what an editor had saved that
//! could not be taken over: that is somebody's work. The editor is started from its words (argv), never through a shell
//! (I03); no descriptor of ours reaches it, for all are opened close-on-exec (B13).

use std::ffi::OsString;
use std::fs::{self, DirBuilder};
use std::io::{self, Write as _};
use std::os::unix::fs::DirBuilderExt as _;
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus};

use tempfile::TempPath;

use crate::desk::decide::TEXT_LIMIT;
use crate::host;

/// A text that is in an editor.
#[derive(Debug)]
pub struct Session {
    /// The layer whose text it is.
    pub layer: u64,
    /// The editor's process.
    pub process: u32,
    editor: String,
    file: TempPath,
    given: String,
}

/// The editor's words: `VISUAL`, else `EDITOR`, else `vi`; split as a shell does, and nothing else of a shell's.
fn words() -> Result<Vec<String>, String> {
    let told = ["VISUAL", "EDITOR"].into_iter().find_map(|name| {
        let value = std::env::var_os(name)?;
        (!value.is_empty()).then_some((name, value))
    });
    let Some((name, value)) = told else { return Ok(vec!["vi".into()]) };
    let words = value.to_str().and_then(shlex::split).filter(|words| !words.is_empty());
    words.ok_or_else(|| format!("{name} does not name an editor: mend its quotation marks"))
}

/// Starts the editor on a text. `state` is where the file lies, in a folder of its own.
///
/// # Errors
/// In words, where the file cannot be made or the editor not be started; nothing is left behind then.
pub fn start(layer: u64, text: &str, state: Option<&Path>) -> Result<(Session, Child), String> {
    let words = words()?;
    let (program, args) = words.split_first().ok_or("no editor is named")?;
    let file =
        write(text, state).map_err(|error| format!("the text cannot be written for the editor: {error}"))?;
    let mut command = Command::new(program);
    command.args(args).arg(file.as_os_str());
    let child = command.spawn().map_err(|error| {
        let program = crate::text::quoted(program);
        match error.kind() {
            io::ErrorKind::NotFound => {
                format!("the editor {program} is not there: set VISUAL or EDITOR; the text is kept")
            }
            _ => format!("the editor {program} cannot be started: {error}; the text is kept"),
        }
    })?;
    let session =
        Session { layer, process: child.id(), editor: program.clone(), file, given: text.to_owned() };
    Ok((session, child))
}

/// The text in a file that only its owner can read, in a folder that only its owner can enter.
fn write(text: &str, state: Option<&Path>) -> io::Result<TempPath> {
    let folder = state.map_or_else(std::env::temp_dir, |state| state.join("editor"));
    if state.is_some() {
        DirBuilder::new().recursive(true).mode(0o700).create(&folder)?;
    }
    // Absolute, so that no name can be taken for an option.
    let folder = fs::canonicalize(folder)?;
    let mut file = tempfile::Builder::new().prefix("tierdesk-").suffix(".txt").tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    if !text.is_empty() && !text.ends_with('\n') {
        file.write_all(b"\n")?;
    }
    file.flush()?;
    Ok(file.into_temp_path())
}

impl Session {
    /// The text as the editor left it.
    ///
    /// # Errors
    /// In words, why it is not taken over; the text as it was before stays.
    pub fn finish(self, ended: &io::Result<ExitStatus>) -> Result<String, String> {
        let editor = crate::text::quoted(&self.editor);
        let kept = "the text is kept as it was before";
        match ended {
            Err(error) => return Err(format!("nothing is known of the editor's end: {error}; {kept}")),
            Ok(status) if status.success() => {}
            Ok(status) => {
                return Err(match (status.signal(), status.code()) {
                    (Some(signal), _) => {
                        let saved = self.saved();
                        format!("the editor {editor} was ended by signal {signal}; {kept}{saved}")
                    }
                    // As `:cq` says it: the agent does not want it.
                    (None, Some(code)) => format!("the editor {editor} ended with status {code}; {kept}"),
                    (None, None) => format!("the editor {editor} failed; {kept}"),
                });
            }
        }
        let bytes = match host::read_at_most(&self.file, TEXT_LIMIT) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(format!("the editor {editor} deleted its file; {kept}"));
            }
            Err(error) => return Err(format!("the editor's file cannot be read: {error}; {kept}")),
        };
        if bytes.len() > TEXT_LIMIT {
            let saved = self.saved();
            return Err(format!("the editor's text is longer than {} MB; {kept}{saved}", TEXT_LIMIT >> 20));
        }
        match String::from_utf8(bytes) {
            Ok(text) => {
                // What an editor ends a text with is not part of it.
                let text = text.strip_suffix('\n').unwrap_or(&text);
                Ok(text.strip_suffix('\r').unwrap_or(text).to_owned())
            }
            Err(_) => {
                let saved = self.saved();
                Err(format!("the editor's text is not UTF-8; {kept}{saved}"))
            }
        }
    }

    /// The program ends before the editor does: what it has saved so far stays where it is.
    pub fn leave(self) {
        self.saved();
    }

    /// Keeps the file where somebody's work is in it, and says where.
    fn saved(self) -> String {
        let same = fs::metadata(&self.file).is_ok_and(|facts| facts.len() < TEXT_LIMIT as u64)
            && fs::read(&self.file).is_ok_and(|bytes| {
                String::from_utf8(bytes).is_ok_and(|text| text.trim_end() == self.given.trim_end())
            });
        if same || !self.file.exists() {
            return String::new();
        }
        match self.file.keep() {
            Ok(path) => format!("; what the editor saved is in {}", shown(&path)),
            Err(_) => String::new(),
        }
    }
}

fn shown(path: &PathBuf) -> String {
    crate::text::printable(&OsString::from(path).to_string_lossy()).into_owned()
}
