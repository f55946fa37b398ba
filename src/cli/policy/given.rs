//! The pack that a command is given: by name, by name and edition, or as a file.

use std::path::Path;
use std::sync::Arc;

use crate::cli::error::Exit;
use crate::cli::{CliError, Context};
use crate::host;
use crate::policy::{Diagnostic, LARGEST_PACK, Pack, read_pack};
use crate::text;

/// A pack and the text it was read from.
pub(super) struct Given {
    /// The pack.
    pub pack: Arc<Pack>,
    /// Its file, whole.
    pub text: String,
    /// What it was given as, printable: the pack's name, or the file.
    pub as_what: String,
}

/// Why there is none.
pub(super) enum NotGiven {
    /// No such pack, or the file cannot be read.
    Error(CliError),
    /// The file is refused for this.
    Refused { file: String, findings: Vec<Diagnostic> },
}

impl Given {
    /// The line, from 1, at which a byte of the text stands.
    pub fn line(&self, at: usize) -> usize {
        self.text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
    }
}

/// A file where the argument looks like one (`acme.toml`, `./acme`, anything with a folder), else a pack at hand. The pack's
/// own examples are not asked: a wrong one refuses nothing here.
pub(super) fn pack(argument: &str, context: &mut Context) -> Result<Given, NotGiven> {
    if looks_like_a_file(argument) {
        return of_file(Path::new(argument), context);
    }
    let error = |error: CliError| NotGiven::Error(error);
    let packs = context.packs().map_err(error)?;
    let pack = packs.get(argument).map_err(|wrong| {
        let wrong = CliError::from(wrong);
        let there = Path::new(argument).is_file();
        error(if there { wrong.hint(format!("for the file, write ./{argument}")) } else { wrong })
    })?;
    let text = packs.source(argument).map_err(|wrong| error(wrong.into()))?.to_string();
    Ok(Given { as_what: pack.id.to_string(), pack, text })
}

/// Whether an argument names a file rather than a pack: packs' names hold neither a folder nor an ending.
pub(super) fn looks_like_a_file(argument: &str) -> bool {
    argument.contains(['/', std::path::MAIN_SEPARATOR]) || argument.ends_with(".toml")
}

fn of_file(path: &Path, context: &mut Context) -> Result<Given, NotGiven> {
    let file = shown(path);
    let bytes = host::read_at_most(path, LARGEST_PACK)
        .map_err(|error| NotGiven::Error(CliError::usage(format!("{file} cannot be read: {error}"))))?;
    match read_pack(&bytes, &file, &context.zones()) {
        Ok((pack, _)) => {
            let text = String::from_utf8_lossy(&bytes).trim_start_matches('\u{feff}').to_owned();
            Ok(Given { pack: Arc::new(pack), text, as_what: file })
        }
        Err(findings) => Err(NotGiven::Refused { file, findings }),
    }
}

/// A file's name made harmless (faults.md E07).
pub(super) fn shown(path: &Path) -> String {
    text::printable_block(&path.to_string_lossy(), 200).replace('\n', "⏎")
}

impl NotGiven {
    /// Says it: what is wrong with a file goes to standard output, as `policy check` has it.
    pub fn say(self, context: &mut Context) -> CliError {
        match self {
            NotGiven::Error(error) => error,
            NotGiven::Refused { file, findings } => {
                for finding in &findings {
                    let said = context.out.line(finding.render()).and_then(|()| context.out.line(""));
                    if let Err(error) = said {
                        return error;
                    }
                }
                CliError::new(Exit::No, format!("{file} is refused"))
                    .hint("`tierdesk policy check` names every mistake")
            }
        }
    }
}
