//! The user's settings and themes, and the theme that the board is opened with.

use std::path::Path;

use super::{CliError, Context};
use crate::config::{self, Config};
use crate::host;
use crate::theme::{AUTO, Chosen, Depth, Ground, NoSuchTheme, Shelf, Theme};
use crate::written::{Diagnostic, LARGEST};

/// What the user has in the settings folder.
pub struct Settings {
    /// The settings.
    pub config: Config,
    /// The themes at hand.
    pub shelf: Shelf,
    /// What is wrong with the files, a line each; the rest holds.
    pub notes: Vec<String>,
}

/// Reads them. Without a home folder there are the program's own.
pub fn settings(context: &Context) -> Settings {
    let mut notes = Vec::new();
    let Ok(folders) = context.folders() else {
        return Settings { config: Config::default(), shelf: Shelf::default(), notes };
    };
    let shelf = shelf(&folders.config.join("themes"), &mut notes);
    let path = folders.config.join("config.toml");
    let config = match host::read_at_most(&path, LARGEST) {
        Ok(bytes) => {
            let (config, found) = config::read(&bytes, &shown(&path), &shelf.names());
            notes.extend(found.iter().map(note));
            config
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Config::default(),
        Err(error) => {
            notes.push(format!("{} cannot be read: {error}", shown(&path)));
            Config::default()
        }
    };
    Settings { config, shelf, notes }
}

fn shelf(folder: &Path, notes: &mut Vec<String>) -> Shelf {
    let mut shelf = Shelf::default();
    let files = match host::pack_files(folder, LARGEST) {
        Ok(files) => files,
        Err(error) => {
            notes.push(format!("the folder of themes {} cannot be read: {error}", shown(folder)));
            return shelf;
        }
    };
    for (path, bytes) in files {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let added = match bytes {
            Ok(bytes) => shelf.add(&name, &shown(&path), bytes),
            Err(error) => Err(format!("{} cannot be read: {error}", shown(&path))),
        };
        notes.extend(added.err());
    }
    shelf
}

fn shown(path: &Path) -> String {
    crate::text::printable(&path.to_string_lossy()).into_owned()
}

/// A finding as one line.
pub fn note(diagnostic: &Diagnostic) -> String {
    diagnostic.to_string()
}

/// That theme.
///
/// # Errors
/// Where nobody knows it.
pub fn theme(shelf: &Shelf, name: &str) -> Result<Theme, CliError> {
    shelf.theme(name).map_err(|NoSuchTheme { name, help }| {
        let error = CliError::usage(format!("there is no theme {}", crate::text::quoted(&name)));
        let error = match help {
            Some(help) => error.hint(help),
            None => error,
        };
        error.hint("`tierdesk theme list` names them all")
    })
}

/// The theme that the board is opened with: the one of the flag, of `TIERDESK_THEME`, of the settings, or the one that
/// suits the terminal; and what is wrong with the files that were read for it.
///
/// # Errors
/// Where the flag or the variable names a theme that nobody knows.
pub fn chosen(flag: Option<&str>, context: &Context) -> Result<(Chosen, Vec<String>), CliError> {
    let Settings { config, shelf, mut notes } = settings(context);
    let set = variable("TIERDESK_THEME");
    let wanted = flag.or(set.as_deref()).unwrap_or(&config.theme);
    let (dark, light) = if wanted == AUTO {
        (config.theme_dark.as_str(), config.theme_light.as_str())
    } else {
        (wanted, wanted)
    };
    let (dark, light) = (theme(&shelf, dark)?, theme(&shelf, light)?);
    notes.extend(dark.diagnostics.iter().map(note));
    if light != dark {
        notes.extend(light.diagnostics.iter().map(note));
    }
    let depth = depth();
    let ground = Ground::told(variable("COLORFGBG").as_deref()).unwrap_or(Ground::Dark);
    // A terminal that may not understand the question would print it.
    let listens =
        !matches!(variable("TERM").as_deref(), None | Some("dumb" | "linux" | "vt52" | "vt100" | "vt220"));
    let ask = listens && depth != Depth::None && dark.palette != light.palette;
    Ok((Chosen { dark: dark.palette, light: light.palette, depth, ground, ask }, notes))
}

/// How many colours the terminal has, and may be given.
pub fn depth() -> Depth {
    let [no_color, term, colorterm] = ["NO_COLOR", "TERM", "COLORTERM"].map(variable);
    Depth::told(no_color.as_deref(), term.as_deref(), colorterm.as_deref())
}

fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}
