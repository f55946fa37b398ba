//! `tierdesk keys`: which keys the board has, and every mistake in the file that changes them.

use std::path::PathBuf;

use serde_json::{Value, json};
use std::io::Write as _;

use super::error::Exit;
use super::policy::diagnostic_json;
use super::sheet::{cut, sheet, whole};
use super::{CliError, Context};
use crate::keyboard::action::entries;
use crate::keyboard::{Entry, Keymap, Way, documents, file};
use crate::written::LARGEST;
use crate::{host, text};

#[derive(Debug, clap::Subcommand)]
#[command(
    after_help = "Examples:\n  tierdesk keys list\n  tierdesk keys default > ~/.config/tierdesk/keys.toml\n  tierdesk keys check"
)]
pub enum Args {
    /// List every action with the keys that it is on, where they are heard, and the command that does the same
    #[command(after_help = "Examples:\n  tierdesk keys list\n  tierdesk keys list --json")]
    List {
        /// Answer in JSON
        #[arg(long)]
        json: bool,
    },
    /// Check the file of keys: every mistake with its place and what would be right
    #[command(
        after_help = "Exit status: 0 all good, or there is no file; 2 a line has a mistake, or the file cannot be read.\n\nWithout FILE it is keys.toml in your folder of settings.\n\nExamples:\n  tierdesk keys check\n  tierdesk keys check ./keys.toml --json"
    )]
    Check {
        /// The file [default: the one that the board reads]
        file: Option<PathBuf>,
        /// Answer in JSON
        #[arg(long)]
        json: bool,
    },
    /// Write a file of keys to standard output in which everything is commented out, to start from
    #[command(after_help = "Examples:\n  tierdesk keys default > ~/.config/tierdesk/keys.toml")]
    Default,
}

/// Runs it.
///
/// # Errors
/// Where the file has mistakes or cannot be read, and where nothing can be written.
pub fn run(args: &Args, context: &mut Context) -> Result<(), CliError> {
    match args {
        Args::List { json } => list(*json, context),
        Args::Check { file, json } => check(file.clone(), *json, context),
        Args::Default => Ok(context.out.write_all(documents::DEFAULT_FILE.as_bytes())?),
    }
}

/// The keys in force, and what is to be said of their file: what the board is opened with. A file that cannot be read
/// changes nothing.
pub(super) fn in_force(context: &Context) -> (Keymap, Option<String>) {
    let Some(path) = context.keys_file() else { return (Keymap::default(), None) };
    match host::read_if_there(&path, LARGEST) {
        Ok(None) => (Keymap::default(), None),
        Ok(Some(bytes)) => {
            let loaded = file::read(&bytes, &path.to_string_lossy());
            let said = match loaded.mistakes() {
                0 => None,
                1 => Some("keys.toml has a mistake: `tierdesk keys check` shows it".to_owned()),
                many => Some(format!("keys.toml has {many} mistakes: `tierdesk keys check` shows them")),
            };
            (loaded.keymap, said)
        }
        Err(error) => (Keymap::default(), Some(format!("keys.toml cannot be read: {error}"))),
    }
}

fn check(named: Option<PathBuf>, as_json: bool, context: &mut Context) -> Result<(), CliError> {
    let asked = named.is_some();
    let Some(path) = named.or_else(|| context.keys_file()) else {
        return Err(context
            .folders()
            .err()
            .unwrap_or_else(|| CliError::usage("no folder of settings is known")));
    };
    let shown = text::printable_block(&path.to_string_lossy(), 200).replace('\n', "⏎");
    let read = host::read_if_there(&path, LARGEST);
    let bytes = match read {
        Ok(Some(bytes)) => bytes,
        Ok(None) if asked => return Err(CliError::usage(format!("{shown}: there is no such file"))),
        Ok(None) if as_json => {
            return context
                .out
                .json(&json!({ "file": shown, "there": false, "ok": true, "diagnostics": [] }));
        }
        Ok(None) => {
            context.out.line(format!("{shown}: there is no such file; every key is as it is shipped"))?;
            return context.out.line("`tierdesk keys default` writes one to start from");
        }
        Err(error) => return Err(CliError::usage(format!("{shown} cannot be read: {error}"))),
    };
    let loaded = file::read(&bytes, &shown);
    let mistakes = loaded.mistakes();
    if as_json {
        let findings: Vec<Value> = loaded.findings.iter().map(diagnostic_json).collect();
        let answer = json!({ "file": shown, "there": true, "ok": mistakes == 0, "diagnostics": findings });
        context.out.json(&answer)?;
    } else {
        for finding in &loaded.findings {
            context.out.line(finding.render())?;
            context.out.line("")?;
        }
        context.out.line(match mistakes {
            0 => format!("{shown}: good"),
            1 => format!("{shown}: 1 mistake; the rest holds"),
            many => format!("{shown}: {many} mistakes; the rest holds"),
        })?;
    }
    if mistakes > 0 { Err(CliError::new(Exit::Usage, "")) } else { Ok(()) }
}

fn list(as_json: bool, context: &mut Context) -> Result<(), CliError> {
    let (keymap, said) = in_force(context);
    if let Some(said) = said {
        super::error::warn(&said);
    }
    let keys =
        |entry: &Entry| -> Vec<String> { keymap.keys_of(entry.action).map(ToString::to_string).collect() };
    let arguments = keymap.bindings().iter().filter_map(|binding| {
        let (entry, argument) = (binding.call.action.entry()?, binding.call.argument.as_ref()?);
        Some((entry, format!("{} {argument}", entry.name), binding.keys.to_string()))
    });
    let table = entries().map(|entry| (entry, entry.name.to_owned(), keys(entry)));
    let rows = table.chain(arguments.map(|(entry, name, keys)| (entry, name, vec![keys])));
    if as_json {
        let rows: Vec<Value> = rows.map(|(entry, name, keys)| object(entry, &name, &keys)).collect();
        return context.out.json(&rows);
    }
    let rows = rows.map(|(entry, name, keys)| {
        let command = match entry.way {
            Way::Cli(commands) => commands.join(", "),
            Way::OnlyHere(_) => "-".to_owned(),
        };
        vec![keys.join(" or "), name, entry.scope.words().to_owned(), command, entry.words.to_owned()]
    });
    let columns = [
        whole("keys"),
        whole("action"),
        whole("where").dispensable(2),
        cut("command", 12).dispensable(1),
        cut("what it does", 20),
    ];
    sheet(&mut context.out, &columns, rows.collect())
}

fn object(entry: &Entry, name: &str, keys: &[String]) -> Value {
    let (commands, only_here): (&[&str], _) = match entry.way {
        Way::Cli(commands) => (commands, None),
        Way::OnlyHere(why) => (&[], Some(why)),
    };
    json!({
        "action": name,
        "keys": keys,
        "default_keys": entry.keys,
        "where": entry.scope.words(),
        "section": entry.action.section().map(crate::keyboard::Section::title),
        "writes": entry.writes,
        "words": entry.words,
        "argument": entry.argument.map(crate::keyboard::Argument::words),
        "commands": commands,
        "only_on_screen": only_here,
    })
}
