//! `tierdesk theme`: the themes at hand, one of them in its colours, and the check of a theme's file.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::{CliError, Context, Exit, looks};
use crate::host;
use crate::text::{printable, width};
use crate::theme::{Attributes, Colour, Depth, Look, Role, Shelf, Theme};

#[derive(Debug, clap::Subcommand)]
pub enum Args {
    /// List the themes at hand: those shipped, and your own (folder `themes` in your settings folder)
    #[command(
        after_help = "Exit status: 0 all good, 1 a file of your own has mistakes.\n\nExamples:\n  tierdesk theme list\n  tierdesk theme list --json"
    )]
    List {
        /// Answer in JSON
        #[arg(long)]
        json: bool,
    },
    /// Show a theme: every role in its colours
    #[command(
        after_help = "Examples:\n  tierdesk theme show high-contrast\n  tierdesk theme show terminal-dark --toml > ~/.config/tierdesk/themes/mine.toml"
    )]
    Show {
        /// Its name
        name: String,
        /// Answer in JSON
        #[arg(long)]
        json: bool,
        /// A shipped theme's own file, to copy from
        #[arg(long, conflicts_with = "json")]
        toml: bool,
    },
    /// Check files of themes: every mistake with its place and what would be right
    #[command(
        after_help = "Exit status: 0 all good, 1 a file has mistakes, 2 a file cannot be read.\n\nExample:\n  tierdesk theme check ~/.config/tierdesk/themes/*.toml"
    )]
    Check {
        /// Files to check
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// Answer in JSON
        #[arg(long)]
        json: bool,
    },
}

pub fn run(args: &Args, context: &mut Context) -> Result<(), CliError> {
    match args {
        Args::List { json } => list(*json, context),
        Args::Show { name, json, toml } => show(name, *json, *toml, context),
        Args::Check { files, json } => check(files, *json, context),
    }
}

fn list(as_json: bool, context: &mut Context) -> Result<(), CliError> {
    let settings = looks::settings(context);
    let themes: Vec<Theme> =
        settings.shelf.list().iter().filter_map(|listed| settings.shelf.theme(&listed.name).ok()).collect();
    let mut notes = settings.notes;
    notes.extend(themes.iter().flat_map(|theme| theme.diagnostics.iter().map(looks::note)));
    notes.dedup();
    if as_json {
        let rows: Vec<Value> = themes
            .iter()
            .map(|theme| json!({ "name": theme.name, "about": theme.about, "file": theme.file, "chosen": theme.name == settings.config.theme }))
            .collect();
        context.out.json(&rows)?;
    } else {
        let widest = themes.iter().map(|theme| width(&theme.name)).max().unwrap_or(0);
        for theme in &themes {
            let mark = if theme.name == settings.config.theme { "*" } else { " " };
            let file = theme.file.as_ref().map(|file| format!("  [{file}]")).unwrap_or_default();
            let line = format!("{mark} {:widest$}  {}{file}", theme.name, theme.about);
            context.out.line(line.trim_end())?;
        }
        context
            .out
            .line(format!("Chosen: {}; --theme NAME takes another for one time", settings.config.theme))?;
        if let Ok(folders) = context.folders() {
            let folder = folders.config.join("themes");
            context
                .out
                .line(format!("Themes of your own belong in {}", printable(&folder.to_string_lossy())))?;
        }
    }
    context.out.finish()?;
    notes.iter().for_each(|note| super::error::warn(note));
    if notes.is_empty() { Ok(()) } else { Err(CliError::said()) }
}

fn show(name: &str, as_json: bool, toml: bool, context: &mut Context) -> Result<(), CliError> {
    let shelf = looks::settings(context).shelf;
    let theme = looks::theme(&shelf, name)?;
    if toml {
        let text = Shelf::text(name).filter(|_| theme.file.is_none()).ok_or_else(|| {
            let file = theme.file.clone().unwrap_or_default();
            CliError::usage(format!("{name} is your own: its file is {file}"))
        })?;
        return context.out.line(text.trim_end());
    }
    if as_json {
        let roles: serde_json::Map<String, Value> = Role::ALL
            .iter()
            .map(|role| (role.name().to_owned(), look_json(theme.palette.written(*role))))
            .collect();
        return context.out.json(&json!({
            "name": theme.name,
            "about": theme.about,
            "inherits": theme.inherits,
            "file": theme.file,
            "selected": look_json(theme.palette.written_selected()),
            "roles": roles,
        }));
    }
    context.out.line(format!("{}: {}", theme.name, theme.about))?;
    let depth = if context.out.is_terminal() { looks::depth() } else { Depth::None };
    let plain = !context.out.is_terminal();
    for role in Role::ALL {
        let sample = format!(" {:16} ", role.name());
        let shown = if plain { sample } else { coloured(&sample, theme.palette.look(role, depth)) };
        context.out.line(format!("{shown}  {}", words(theme.palette.written(role))).trim_end())?;
    }
    let sample = format!(" {:16} ", "selected");
    let look = theme.palette.selected(Role::Text, depth);
    let shown = if plain { sample } else { coloured(&sample, look) };
    context.out.line(format!("{shown}  {}", words(theme.palette.written_selected())).trim_end())
}

/// Colours and attributes in words: `red, bold`, `#1d1a16 on #e2d8c0`.
fn words(look: Look) -> String {
    let mut words = Vec::new();
    match (look.fg, look.bg) {
        (Some(fg), Some(bg)) => words.push(format!("{fg} on {bg}")),
        (Some(fg), None) => words.push(fg.to_string()),
        (None, Some(bg)) => words.push(format!("on {bg}")),
        (None, None) => {}
    }
    words.extend(attributes(look.attributes).map(str::to_owned));
    words.join(", ")
}

fn attributes(attributes: Attributes) -> impl Iterator<Item = &'static str> {
    let Attributes { bold, dim, italic, underline, reversed } = attributes;
    let all =
        [(bold, "bold"), (dim, "dim"), (italic, "italic"), (underline, "underline"), (reversed, "reversed")];
    all.into_iter().filter(|(set, _)| *set).map(|(_, name)| name)
}

fn look_json(look: Look) -> Value {
    let mut value = serde_json::Map::new();
    let colours = [("fg", look.fg), ("bg", look.bg)];
    value.extend(
        colours.into_iter().filter_map(|(key, colour)| Some((key.to_owned(), json!(colour?.to_string())))),
    );
    value.extend(attributes(look.attributes).map(|name| (name.to_owned(), json!(true))));
    Value::Object(value)
}

/// A text in a look, as escape sequences, and back to nothing behind it.
fn coloured(text: &str, look: Look) -> String {
    let mut codes = String::from("0");
    let Attributes { bold, dim, italic, underline, reversed } = look.attributes;
    for (set, code) in [(bold, 1), (dim, 2), (italic, 3), (underline, 4), (reversed, 7)] {
        if set {
            let _ = write!(codes, ";{code}");
        }
    }
    for (colour, first) in [(look.fg, 30), (look.bg, 40)] {
        let _ = match colour {
            None | Some(Colour::Default) => Ok(()),
            Some(Colour::Ansi(number @ 0..=7)) => write!(codes, ";{}", first + u32::from(number)),
            Some(Colour::Ansi(number)) => write!(codes, ";{}", first + 52 + u32::from(number)),
            Some(Colour::Index(number)) => write!(codes, ";{};5;{number}", first + 8),
            Some(Colour::Rgb(red, green, blue)) => write!(codes, ";{};2;{red};{green};{blue}", first + 8),
        };
    }
    format!("\x1b[{codes}m{text}\x1b[0m")
}

fn check(files: &[PathBuf], as_json: bool, context: &mut Context) -> Result<(), CliError> {
    let shelf = looks::settings(context).shelf;
    let checked: Vec<(String, Result<Theme, String>)> =
        files.iter().map(|file| check_one(file, &shelf)).collect();
    if as_json {
        let rows: Vec<Value> = checked
            .iter()
            .map(|(file, outcome)| match outcome {
                Ok(theme) => {
                    let found: Vec<Value> = theme
                        .diagnostics
                        .iter()
                        .map(|found| {
                            json!({ "line": found.line, "column": found.column, "key": found.key, "message": found.message, "help": found.help })
                        })
                        .collect();
                    json!({ "file": file, "ok": found.is_empty(), "theme": theme.name, "diagnostics": found })
                }
                Err(why) => json!({ "file": file, "ok": false, "unreadable": why, "diagnostics": [] }),
            })
            .collect();
        context.out.json(&rows)?;
    } else {
        for (file, outcome) in &checked {
            let found = outcome.as_ref().map_or(&[][..], |theme| theme.diagnostics.as_slice());
            for diagnostic in found {
                context.out.line(diagnostic.render())?;
                context.out.line("")?;
            }
            context.out.line(match (outcome, found.len()) {
                (Err(why), _) => format!("{file} cannot be read: {why}"),
                (Ok(_), 0) => format!("{file} is good"),
                (Ok(_), 1) => format!("{file}: 1 finding; the rest of it holds"),
                (Ok(_), count) => format!("{file}: {count} findings; the rest of it holds"),
            })?;
        }
    }
    if checked.iter().any(|(_, outcome)| outcome.is_err()) {
        return Err(CliError::new(Exit::Usage, ""));
    }
    let good =
        checked.iter().all(|(_, outcome)| outcome.as_ref().is_ok_and(|theme| theme.diagnostics.is_empty()));
    if good { Ok(()) } else { Err(CliError::said()) }
}

fn check_one(path: &Path, shelf: &Shelf) -> (String, Result<Theme, String>) {
    let file = printable(&path.to_string_lossy()).into_owned();
    let name = printable(&path.file_stem().unwrap_or_default().to_string_lossy()).into_owned();
    let bytes = host::read_at_most(path, crate::written::LARGEST);
    // Under a name that is none it would not be found.
    let named = shelf.clone().add(&name, &file, Vec::new());
    let theme = named.and_then(|()| match bytes {
        Ok(bytes) => Ok(shelf.read(&name, &file, bytes)),
        Err(error) => Err(error.to_string()),
    });
    (file, theme)
}
