//! `tierdesk template`: templates of answers, and the languages in which target times are told.

use std::path::PathBuf;

use serde_json::json;

use super::sheet::{cut, whole};
use super::{CliError, Context, Exit, look_up, sheet, wording};
use crate::desk::TicketId;
use crate::host;
use crate::store::Access;
use crate::text::{printable, printable_block, quoted};
use crate::wording::{Languages, PLACES, Template};
use crate::written::LARGEST;

#[derive(Debug, clap::Subcommand)]
pub enum Args {
    /// List the templates at hand: those shipped, and your own (folder `templates` in your settings folder)
    #[command(after_help = "Example:\n  tierdesk template list")]
    List {
        /// Answer in JSON
        #[arg(long)]
        json: bool,
    },
    /// Show a template, as it is written or filled for a ticket
    #[command(
        after_help = "Examples:\n  tierdesk template show received-en\n  tierdesk template show received --ticket 7\n  tierdesk template show received-en > ~/.config/tierdesk/templates/mine.md"
    )]
    Show {
        /// Its key; without its language, the one in the customer's
        name: String,
        /// Filled for this ticket
        #[arg(long, value_parser = look_up::ticket_number)]
        ticket: Option<TicketId>,
        /// What a place of the template's own is filled with
        #[arg(long, value_name = "PLACE=TEXT", value_parser = given, requires = "ticket")]
        set: Vec<(String, String)>,
        /// Answer in JSON
        #[arg(long)]
        json: bool,
    },
    /// Check files of templates and languages: every mistake with its line and what would be right
    #[command(
        after_help = "Exit status: 0 all good, 1 a file has mistakes, 2 a file cannot be read.\n\nExample:\n  tierdesk template check ~/.config/tierdesk/templates/*"
    )]
    Check {
        /// Files to check: .md and .txt are templates, .toml are languages
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// Answer in JSON
        #[arg(long)]
        json: bool,
    },
    /// List what a template can name in braces
    #[command(after_help = "Example:\n  tierdesk template places")]
    Places {
        /// Answer in JSON
        #[arg(long)]
        json: bool,
    },
    /// Print a shipped language's file, to copy from; without a name, list the languages at hand
    #[command(after_help = "Example:\n  tierdesk template language de > ~/.config/tierdesk/phrases/de.toml")]
    Language {
        /// Its tag
        tag: Option<String>,
        /// Answer in JSON
        #[arg(long)]
        json: bool,
    },
}

/// `place=text`, for the parser of the command line.
///
/// # Errors
/// In words.
pub fn given(written: &str) -> Result<(String, String), String> {
    let (name, value) = written.split_once('=').ok_or("write it as place=text")?;
    let plain = !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    if !plain {
        return Err(format!("{} is no place: its name is of small letters and _", quoted(name)));
    }
    Ok((name.to_owned(), value.to_owned()))
}

pub fn run(args: &Args, context: &mut Context) -> Result<(), CliError> {
    match args {
        Args::List { json } => list(*json, context),
        Args::Show { name, ticket, set, json } => show(name, *ticket, set, *json, context),
        Args::Check { files, json } => check(files, *json, context),
        Args::Places { json } => places(*json, context),
        Args::Language { tag, json } => language(tag.as_deref(), *json, context),
    }
}

fn view(template: &Template, text: &str) -> serde_json::Value {
    json!({
        "key": template.key,
        "name": template.name,
        "language": template.language,
        "channel": template.channel,
        "asks": template.asks,
        "file": template.file,
        "text": text,
    })
}

fn list(as_json: bool, context: &mut Context) -> Result<(), CliError> {
    let templates = wording::warned(context).templates;
    let mut all = templates.all([]);
    all.sort_by(|a, b| a.key.cmp(&b.key));
    if as_json {
        let views: Vec<_> = all.iter().map(|template| view(template, &template.text)).collect();
        return context.out.json(&views);
    }
    let row = |template: &Template| {
        vec![
            template.key.clone(),
            template.name.clone(),
            template.language.clone().unwrap_or_default(),
            template.channel.clone().unwrap_or_default(),
            template.file.clone().unwrap_or_else(|| "shipped".into()),
        ]
    };
    sheet::sheet(
        &mut context.out,
        &[whole("key"), cut("name", 12), whole("language"), whole("channel"), cut("file", 8).dispensable(1)],
        all.iter().map(|template| row(template)).collect(),
    )
}

fn show(
    name: &str,
    ticket: Option<TicketId>,
    set: &[(String, String)],
    as_json: bool,
    context: &mut Context,
) -> Result<(), CliError> {
    let (template, text) = match ticket {
        Some(ticket) => {
            let store = context.open_store(Access::ReadOnly)?;
            let about = wording::about(&store, ticket, context)?;
            let template = about.template(name)?;
            let text = about.filled(&template, set, &store, context)?;
            (template, text)
        }
        None => {
            let templates = wording::warned(context).templates;
            let found = templates.get(name, [Some("en")]).ok_or_else(|| {
                CliError::no(format!("there is no template {}", quoted(name)))
                    .hint(format!("there are {}", templates.keys().join(", ")))
            })?;
            let text = found.text.clone();
            (found, text)
        }
    };
    if as_json {
        return context.out.json(&view(&template, &text));
    }
    printable_block(&text, LARGEST).lines().try_for_each(|line| context.out.line(line))
}

fn check(files: &[PathBuf], as_json: bool, context: &mut Context) -> Result<(), CliError> {
    let (mut wrong, mut told) = (0, Vec::new());
    for path in files {
        let file = wording::shown(path);
        let bytes = host::read_at_most(path, LARGEST)
            .map_err(|error| CliError::usage(format!("{file} cannot be read: {error}")))?;
        let mistakes: Vec<String> = if path.extension().is_some_and(|end| end == "toml") {
            match Languages::default().add(&file, &bytes) {
                Ok(()) => Vec::new(),
                Err(wrong) => wrong.iter().map(super::looks::note).collect(),
            }
        } else {
            let key = path.file_stem().unwrap_or_default().to_string_lossy();
            match Template::read(&key, Some(&file), &bytes) {
                Ok(_) => Vec::new(),
                Err(wrong) => wrong.iter().map(|error| printable(&error.to_string()).into_owned()).collect(),
            }
        };
        wrong += usize::from(!mistakes.is_empty());
        if as_json {
            told.push(json!({ "file": file, "good": mistakes.is_empty(), "mistakes": mistakes }));
        } else if mistakes.is_empty() {
            context.out.line(format!("{file}: good"))?;
        } else {
            mistakes.iter().try_for_each(|mistake| context.out.line(mistake))?;
        }
    }
    if as_json {
        context.out.json(&told)?;
    }
    if wrong == 0 {
        return Ok(());
    }
    Err(CliError::new(Exit::No, format!("{wrong} of {} files have mistakes", files.len())))
}

fn places(as_json: bool, context: &mut Context) -> Result<(), CliError> {
    if as_json {
        let places: Vec<_> =
            PLACES.iter().map(|place| json!({ "place": place.name, "words": place.words })).collect();
        return context.out.json(&places);
    }
    let rows = PLACES.iter().map(|place| vec![format!("{{{}}}", place.name), place.words.to_owned()]);
    sheet::sheet(&mut context.out, &[whole("place"), cut("what is filled in", 20)], rows.collect())
}

fn language(tag: Option<&str>, as_json: bool, context: &mut Context) -> Result<(), CliError> {
    let languages = wording::warned(context).languages;
    let Some(tag) = tag else {
        let all = languages.tags();
        let named = all.iter().filter_map(|tag| languages.get(tag));
        let rows: Vec<(String, String)> =
            named.map(|phrases| (phrases.language.clone(), phrases.name.clone())).collect();
        if as_json {
            let views: Vec<_> =
                rows.iter().map(|(tag, name)| json!({ "language": tag, "name": name })).collect();
            return context.out.json(&views);
        }
        let rows = rows.into_iter().map(|(tag, name)| vec![tag, name]).collect();
        return sheet::sheet(&mut context.out, &[whole("language"), cut("name", 12)], rows);
    };
    let Some(text) = Languages::shipped(tag) else {
        return Err(CliError::no(format!("no language {} is shipped", quoted(tag)))
            .hint(format!("known are {}", languages.tags().join(", "))));
    };
    if as_json {
        return context.out.json(&json!({ "language": tag, "file": text }));
    }
    text.lines().try_for_each(|line| context.out.line(line))
}
