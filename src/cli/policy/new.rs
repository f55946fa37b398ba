//! `tierdesk policy new`: a pack to go on with, from a template, from another pack, or from answers.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::{ask, given};
use crate::cli::{CliError, Context};
use crate::host;
use crate::policy::draft::{Draft, DraftTarget, defined, hours_of, like, named};
use crate::policy::{Diagnostic, check_pack};

#[derive(Debug, clap::Args)]
#[command(
    after_help = "On a terminal, without any of the answers below, it asks. The file passes `policy check` and is never put over another.\n\nExit status: 0 written, 1 there is such a file or pack already, 2 an answer cannot stand in a pack.\n\nExamples:\n  tierdesk policy new acme\n  tierdesk policy new acme --template full --to acme.toml\n  tierdesk policy new acme --like photoprism\n  tierdesk policy new acme --tier silver --tier gold --severity urgent --severity normal \\\n    --hours 'mon-fri 09:00-17:00' --holidays DE --time-zone Europe/Berlin \\\n    --target first_response/urgent/gold='1 hour' --target first_response/urgent='4 business hours'"
)]
pub struct Args {
    /// Name of the new pack in commands: a-z, 0-9 and -
    name: String,
    /// Start from one of these rather than from answers
    #[arg(long, value_name = "TEMPLATE", conflicts_with = "like")]
    template: Option<Template>,
    /// Start as a copy of a pack at hand, or of a file
    #[arg(long, value_name = "PACK|FILE")]
    like: Option<String>,
    /// Put it into this file rather than into the folder of the desk's own packs
    #[arg(long, value_name = "FILE")]
    to: Option<PathBuf>,
    /// The provider's name for people
    #[arg(long)]
    title: Option<String>,
    /// The date from which it holds (today)
    #[arg(long, value_name = "DATE")]
    edition: Option<NaiveDate>,
    #[command(flatten)]
    answers: Answers,
}

/// What the prompts ask and flags say as well.
#[derive(Debug, clap::Args)]
pub(super) struct Answers {
    /// Time zone of the desk, such as Europe/Berlin (this machine's)
    #[arg(long, value_name = "ZONE", conflicts_with = "like")]
    pub time_zone: Option<String>,
    /// Open hours, such as 'mon-fri 09:00-12:00 14:00-18:00, sat 09:00-12:00'
    #[arg(long, conflicts_with = "like")]
    pub hours: Option<String>,
    /// Code of holidays on which the desk is closed, such as DE/BY (may be given again)
    #[arg(long, value_name = "CODE", conflicts_with = "like")]
    pub holidays: Vec<String>,
    /// A tier, lowest first (give it again for each); NAME or NAME='Name for people'
    #[arg(long, value_name = "NAME", conflicts_with = "like")]
    pub tier: Vec<String>,
    /// A severity, worst first (give it again for each); NAME or NAME='When it applies'
    #[arg(long, value_name = "NAME", conflicts_with = "like")]
    pub severity: Vec<String>,
    /// A promise, CLOCK[/SEVERITY[/TIER]]='4 business hours' (may be given again; the closer one counts)
    #[arg(long, value_name = "CELLS=PROMISE", conflicts_with = "like")]
    pub target: Vec<String>,
}

impl Answers {
    fn none_given(&self) -> bool {
        self.time_zone.is_none()
            && self.hours.is_none()
            && [&self.holidays, &self.tier, &self.severity, &self.target].iter().all(|given| given.is_empty())
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Template {
    /// What every pack has
    Simple,
    /// That, and every other table as comments to take in
    Full,
}

pub fn run(args: &Args, context: &mut Context) -> Result<(), CliError> {
    context.may_write()?;
    let edition = args.edition.unwrap_or_else(|| context.now().utc().date());
    let file = place(args, context)?;
    free(&args.name, edition, &file, context)?;
    let text = match &args.like {
        Some(other) => copy(other, args, edition, context)?,
        None => answered(args, edition, context)?,
    };
    host::new_file(&file, &text).map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => taken(&file),
        _ => CliError::usage(format!("{} cannot be written: {error}", given::shown(&file))),
    })?;
    let (shown, own) = (given::shown(&file), args.to.is_none());
    context.out.line(format!("wrote {shown}"))?;
    context.out.line("Go through it with the policy's page beside you; then")?;
    context.out.line(format!("  tierdesk policy check {shown}"))?;
    context.out.line(format!("  tierdesk policy test {shown}"))?;
    if own {
        context.out.line(format!("  tierdesk policy show {}", args.name))?;
    }
    Ok(())
}

fn place(args: &Args, context: &Context) -> Result<PathBuf, CliError> {
    match &args.to {
        Some(file) => Ok(file.clone()),
        None => {
            let plain = crate::written::is_plain(&args.name);
            if !plain {
                let message = format!("{} is no name for a pack", crate::text::quoted(&args.name));
                return Err(CliError::usage(message)
                    .hint("a name has 1 to 40 of a-z, 0-9 and -, and begins with a letter or digit"));
            }
            Ok(host::pack_folder(&context.store_path()?).join(format!("{}.toml", args.name)))
        }
    }
}

/// That neither the file nor the edition is there already: contracts may stand on it.
fn free(name: &str, edition: NaiveDate, file: &Path, context: &mut Context) -> Result<(), CliError> {
    // What cannot be looked at is found when it is written.
    if file.symlink_metadata().is_ok() {
        return Err(taken(file));
    }
    if context.packs()?.get(&format!("{name}@{edition}")).is_ok() {
        let message = format!("there is a pack {name}@{edition} already");
        return Err(CliError::no(message).hint("give the new one its own --edition or name"));
    }
    Ok(())
}

fn taken(file: &Path) -> CliError {
    CliError::no(format!("{} is there already, and stays as it is", given::shown(file)))
        .hint("name another file with --to")
}

fn copy(other: &str, args: &Args, edition: NaiveDate, context: &mut Context) -> Result<String, CliError> {
    let given = given::pack(other, context).map_err(|none| none.say(context))?;
    let text = like(&given.text, &given.pack.id, &args.name, args.title.as_deref(), edition);
    let today = context.now().utc().date();
    match check_pack(text.as_bytes(), &format!("{}.toml", args.name), &context.zones(), today) {
        Ok(_) => Ok(text),
        Err(found) => Err(cannot_stand(&found, context)),
    }
}

fn answered(args: &Args, edition: NaiveDate, context: &mut Context) -> Result<String, CliError> {
    let zones = context.zones();
    let local = host::local_zone(&zones);
    // Machines that have no place of their own say so in several ways; a pack says it in one.
    let local = if local.name().starts_with("Etc/") { "UTC" } else { local.name() };
    let mut draft = Draft::of(&args.name, edition, local);
    if let Some(title) = &args.title {
        draft.title.clone_from(title);
    }
    draft.with_everything = args.template == Some(Template::Full);
    let nothing_said = args.answers.none_given();
    if nothing_said && args.template.is_none() && ask::can_ask(context) {
        ask::ask(&mut draft, args.title.is_none(), &zones, context)?;
    } else {
        take(&args.answers, &mut draft)?;
        if nothing_said {
            draft.set_sample_targets();
        }
    }
    if let Some((what, name)) = draft.unknown_names().first() {
        return Err(unknown(what, name, &draft));
    }
    draft.pack(&zones).map_err(|found| cannot_stand(&found, context))
}

fn unknown(what: &str, name: &str, draft: &Draft) -> CliError {
    let keys =
        |list: &[(String, String)]| list.iter().map(|(key, _)| key.clone()).collect::<Vec<_>>().join(", ");
    let known = match what {
        "clock" => "first_response, resolution".to_owned(),
        "severity" => keys(&draft.severities),
        _ => keys(&draft.tiers),
    };
    CliError::usage(format!("--target names no {what} of this pack: {}", crate::text::quoted(name)))
        .hint(format!("it has {known}"))
}

/// The answers that flags give.
fn take(answers: &Answers, draft: &mut Draft) -> Result<(), CliError> {
    if let Some(zone) = &answers.time_zone {
        draft.time_zone.clone_from(zone);
    }
    if let Some(hours) = &answers.hours {
        draft.hours = hours_of(hours).ok_or_else(|| {
            CliError::usage(format!("--hours {} is no week", crate::text::quoted(hours)))
                .hint("write for example 'mon-fri 09:00-12:00 14:00-18:00, sat 09:00-12:00'")
        })?;
    }
    draft.holidays.clone_from(&answers.holidays);
    if !answers.tier.is_empty() {
        draft.tiers = answers.tier.iter().map(|said| pair(said, named)).collect();
    }
    if !answers.severity.is_empty() {
        draft.severities = answers.severity.iter().map(|said| pair(said, defined)).collect();
    }
    draft.targets = answers.target.iter().map(|said| target(said)).collect::<Result<_, _>>()?;
    Ok(())
}

/// `gold` or `gold=Gold Plus`.
pub(super) fn pair(said: &str, of: fn(&str) -> (String, String)) -> (String, String) {
    match said.split_once('=') {
        Some((key, words)) => (key.trim().to_owned(), words.trim().to_owned()),
        None => of(said.trim()),
    }
}

/// `first_response/urgent/gold=1 hour`.
fn target(said: &str) -> Result<DraftTarget, CliError> {
    let wrong = || {
        CliError::usage(format!("--target {} is no promise for a cell", crate::text::quoted(said)))
            .hint("write CLOCK=PROMISE, CLOCK/SEVERITY=PROMISE or CLOCK/SEVERITY/TIER=PROMISE, such as first_response/urgent='4 business hours'")
    };
    let (cells, promise) = said.split_once('=').ok_or_else(wrong)?;
    let mut cells = cells.split('/').map(|part| part.trim().to_owned());
    let target = DraftTarget {
        clock: cells.next().filter(|clock| !clock.is_empty()).ok_or_else(wrong)?,
        severity: cells.next(),
        tier: cells.next(),
        target: promise.trim().to_owned(),
    };
    if cells.next().is_some() { Err(wrong()) } else { Ok(target) }
}

/// Says what of the answers cannot stand in a pack; nothing was written.
fn cannot_stand(found: &[Diagnostic], context: &mut Context) -> CliError {
    for one in found {
        let said = context.out.line(one.render()).and_then(|()| context.out.line(""));
        if let Err(error) = said {
            return error;
        }
    }
    CliError::usage("these answers make no pack; nothing was written")
}
