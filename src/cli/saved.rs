//! `tierdesk view`: saved views, which the board shows by a key and `ticket list --view` by their name.

use std::path::PathBuf;

use serde_json::{Value, json};

use super::sheet::{cut, sheet, whole};
use super::{CliError, Context, matching};
use crate::host;
use crate::text::quoted;
use crate::views::{self, By, SavedView};
use crate::written::Diagnostic;

#[derive(Debug, clap::Subcommand)]
#[command(
    after_help = "They are kept in views.toml in your folder of settings.\n\nExamples:\n  tierdesk view save Night 'is:missed or due<2h' --key 7\n  tierdesk ticket list --view night"
)]
pub enum Args {
    /// List saved views
    #[command(after_help = "Example:\n  tierdesk view list --json")]
    List {
        /// Answer in JSON
        #[arg(long)]
        json: bool,
    },
    /// Save a filter under a name, in place of the view that has it
    #[command(
        after_help = "Examples:\n  tierdesk view save Night 'is:missed or due<2h' --key 7 --by urgency\n  tierdesk view save \"My VIPs\" tag:vip agent:me"
    )]
    Save(Save),
    /// Remove a saved view
    #[command(after_help = "Example:\n  tierdesk view remove night")]
    Remove {
        /// Its name
        name: String,
        /// Answer in JSON
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, clap::Args)]
pub struct Save {
    /// Its name
    name: String,
    /// What it lets through; `tierdesk ticket list --help` names the words
    #[arg(required = true)]
    filter: Vec<String>,
    /// The key that shows it on the board, such as 7, F5 or "v x"
    #[arg(long)]
    key: Option<String>,
    /// How it lists tickets
    #[arg(long, value_parser = ["customer", "urgency"], default_value = "customer")]
    by: String,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

/// Runs it.
///
/// # Errors
/// Where the file cannot be read or written, and where what was typed is no view.
pub fn run(args: &Args, context: &mut Context) -> Result<(), CliError> {
    match args {
        Args::List { json } => list(*json, context),
        Args::Save(args) => save(args, context),
        Args::Remove { name, json } => remove(name, *json, context),
    }
}

/// The file of views, where there is a home folder.
fn file(context: &Context) -> Result<PathBuf, CliError> {
    Ok(context.folders()?.config.join("views.toml"))
}

/// The views in force, and what is to be said of their file: what the board is opened with. A file that cannot be read is
/// as one that is not there.
pub(super) fn in_force(context: &Context) -> (Vec<SavedView>, Option<PathBuf>, Option<String>) {
    let Ok(path) = file(context) else { return (Vec::new(), None, None) };
    let (views, said) = match read(&path) {
        Ok((_, views, found)) => {
            (views, found.first().map(|first| format!("views.toml: {first}; `tierdesk view list` shows all")))
        }
        Err(error) => (Vec::new(), Some(error)),
    };
    (views, Some(path), said)
}

type Contents = (String, Vec<SavedView>, Vec<Diagnostic>);

fn read(path: &std::path::Path) -> Result<Contents, String> {
    let shown = path.to_string_lossy();
    match host::read_if_there(path, views::LARGEST) {
        Ok(None) => Ok(Contents::default()),
        Ok(Some(bytes)) => {
            let (views, found) = views::read(&bytes, &shown);
            let text = String::from_utf8(bytes).map_err(|_| format!("{shown} is no text"))?;
            Ok((text, views, found))
        }
        Err(error) => Err(format!("{shown} cannot be read: {error}")),
    }
}

/// The saved view of that name.
///
/// # Errors
/// Where there is none, and where the file cannot be read.
pub(super) fn named(name: &str, context: &Context) -> Result<SavedView, CliError> {
    let (_, views, found) = read(&file(context)?).map_err(CliError::usage)?;
    let known: Vec<&str> = views.iter().map(|view| view.name.as_str()).collect();
    if let Some(view) = views.iter().find(|view| view.is_named(name)) {
        return Ok(view.clone());
    }
    let error = CliError::no(format!("there is no view {}", quoted(name)));
    let error = match super::look_up::nearest(name, known.iter().copied()) {
        Some(near) => error.hint(format!("did you mean {}?", quoted(near))),
        None => error.hint("`tierdesk view list` names them all"),
    };
    Err(found.into_iter().fold(error, |error, finding| error.hint(finding.to_string())))
}

fn view_json(view: &SavedView) -> Value {
    json!({
        "name": view.name,
        "key": view.key.as_ref().map(ToString::to_string),
        "filter": view.filter.text(),
        "by": view.by.as_str(),
    })
}

fn list(as_json: bool, context: &mut Context) -> Result<(), CliError> {
    let (_, views, found) = read(&file(context)?).map_err(CliError::usage)?;
    for finding in &found {
        super::error::warn(&finding.to_string());
    }
    if as_json {
        return context.out.json(&views.iter().map(view_json).collect::<Vec<_>>());
    }
    let rows = views.iter().map(|view| {
        let key = view.key.as_ref().map_or_else(|| "-".into(), ToString::to_string);
        vec![view.name.clone(), key, view.by.as_str().to_owned(), view.filter.text().to_owned()]
    });
    let columns = [cut("name", 8), whole("key"), whole("by").dispensable(1), cut("filter", 12)];
    sheet(&mut context.out, &columns, rows.collect())
}

fn save(args: &Save, context: &mut Context) -> Result<(), CliError> {
    context.may_write()?;
    let filter = matching::filter(&args.filter)?;
    let by = By::from_word(&args.by).unwrap_or_default();
    let view = SavedView::new(&args.name, args.key.as_deref(), filter.text(), by).map_err(|wrong| {
        let said: Vec<String> = wrong.iter().map(|(field, words)| format!("{field}: {words}")).collect();
        CliError::usage(said.join("; "))
    })?;
    let path = file(context)?;
    let (text, views, _) = read(&path).map_err(CliError::usage)?;
    let taken = views.iter().find(|other| other.key.is_some() && other.key == view.key);
    if let Some(other) = taken.filter(|other| !other.is_named(&view.name)) {
        return Err(CliError::usage(format!("the view {} is on that key already", quoted(&other.name))));
    }
    // Said now, for the board would show it by its name only.
    let (_, clashes) = super::keys::in_force(context).0.with(view.binding().into_iter().collect());
    if let Some((own, other)) = clashes.first() {
        let action = other.call.action.entry().map_or("", |entry| entry.name);
        return Err(CliError::usage(format!(
            "the key {} cannot be it: `{}` is {action}",
            own.keys, other.keys
        ))
        .hint("choose another key, or move that action in keys.toml"));
    }
    write(&path, &views::with(&text, &view))?;
    if args.json {
        return context.out.json(&view_json(&view));
    }
    context.out.line(format!("the view {} is saved", quoted(&view.name)))
}

fn remove(name: &str, as_json: bool, context: &mut Context) -> Result<(), CliError> {
    context.may_write()?;
    let path = file(context)?;
    let (text, _, _) = read(&path).map_err(CliError::usage)?;
    let Some(text) = views::without(&text, name) else {
        return Err(named(name, context).err().unwrap_or_else(CliError::said));
    };
    write(&path, &text)?;
    if as_json {
        return context.out.json(&json!({ "removed": name }));
    }
    context.out.line(format!("the view {} is removed", quoted(name)))
}

fn write(path: &std::path::Path, text: &str) -> Result<(), CliError> {
    host::replace_file(path, text)
        .map_err(|error| CliError::usage(format!("{} cannot be written: {error}", path.display())))
}
