//! Of which shift a handover tells: as asked for, else by the rota and the shifts on record.

use std::sync::Arc;

use crate::calendar::{Instant, Span, Toward, Zone};
use crate::cli::{CliError, Context, moments};
use crate::desk::{Handover, Shift};
use crate::host;
use crate::report::handover::{Briefing, Shifts, Window, window};
use crate::rota::{Duty, Rota};
use crate::store::Store;
use crate::written::LARGEST;

/// So many lines of each kind are told; the rest is counted. `--json` has them all.
pub const MOST_LINES: usize = 50;

/// Which shifts are meant.
#[derive(Debug, clap::Args)]
pub struct Asked {
    /// Tell what changed since then: "08:00", "yesterday 17:00", RFC 3339 [default: the beginning of your shift]
    #[arg(long, value_name = "WHEN")]
    since: Option<String>,
    /// Tell what falls due until then: "18:00", "mon 09:00", RFC 3339 [default: the end of the next duty, or 8 hours]
    #[arg(long, value_name = "WHEN")]
    until: Option<String>,
    /// The line of the rota whose next duty is meant [default: that of your shift or duty]
    #[arg(long)]
    line: Option<String>,
    #[command(flatten)]
    pub clock: moments::Clock,
}

impl Asked {
    /// The handover as it stands at a moment, which is past where `past` holds.
    ///
    /// # Errors
    /// Where a moment cannot be read, the rota has no such line, or the store cannot be read.
    pub fn briefing(
        &self,
        store: &mut Store,
        (now, past): (Instant, bool),
        context: &mut Context,
    ) -> Result<Briefing, CliError> {
        let book = context.shared_book()?;
        let window = self.window(store, now, context)?;
        let board = if past { store.board_as_of(&book, now)? } else { store.board(&book, now)? };
        Ok(store.briefing(&board, &book, window, (now, past))?)
    }

    fn window(&self, store: &mut Store, now: Instant, context: &mut Context) -> Result<Window, CliError> {
        let zone = self.clock.zone(context)?;
        let read = |words: &Option<String>, toward| {
            let read = |words: &String| crate::calendar::moment(words, &zone, now, toward);
            words.as_ref().map(read).transpose().map_err(|error| CliError::usage(error.to_string()))
        };
        let (since, until) = (read(&self.since, Toward::Past)?, read(&self.until, Toward::Future)?);
        if since.is_some_and(|since| since > now) {
            return Err(CliError::usage("--since lies ahead: a handover tells what has changed since then"));
        }
        if until.is_some_and(|until| until <= now) {
            return Err(CliError::usage("--until has passed: a handover tells what falls due until then"));
        }
        let duties = duties(store, now, self.line.as_deref(), context)?;
        let agent = context.agent();
        let shift = shift_at(store, &agent, now)?;
        let shifts = Shifts { duties: &duties, shift: shift.as_ref(), handed: store.handed_last(now)? };
        Ok(window(&agent, shifts, (self.line.as_deref(), since, until), now))
    }
}

/// The agent's shift that lasts at a moment.
fn shift_at(store: &mut Store, agent: &str, at: Instant) -> Result<Option<Shift>, CliError> {
    let lasting = store.shifts(at, at.plus(1).unwrap_or(at))?;
    Ok(lasting.into_iter().rfind(|shift| shift.agent == agent))
}

/// How far ahead the next duty of a line is looked for.
const AHEAD: i64 = 60 * 86_400;

/// The duties of the rota beside the store from a moment on; none without a rota. A broken one is told of and left out.
fn duties(
    store: &Store,
    now: Instant,
    line: Option<&str>,
    context: &mut Context,
) -> Result<Vec<Duty>, CliError> {
    let path = host::desk_file(store.path(), "rota.toml");
    let unknown = |line: &str, known: &str| {
        CliError::usage(format!("the rota has no line {}", crate::text::quoted(line))).hint(known.to_owned())
    };
    let bytes = host::read_if_there(&path, LARGEST)
        .map_err(|error| CliError::usage(format!("the rota {} cannot be read: {error}", path.display())))?;
    let Some(bytes) = bytes else {
        return match line {
            Some(line) => Err(unknown(line, "there is no rota.toml beside the store")),
            None => Ok(Vec::new()),
        };
    };
    let (rota, _) = Rota::read(&bytes, &path.to_string_lossy(), &context.zones());
    let Some(rota) = rota else {
        crate::cli::error::warn(&format!(
            "{} is broken, and no duty is known: `tierdesk rota check` says why",
            path.display()
        ));
        return Ok(Vec::new());
    };
    if let Some(line) = line.filter(|line| !rota.lines().any(|known| known == *line)) {
        let known: Vec<&str> = rota.lines().collect();
        return Err(unknown(line, &format!("it has {}", known.join(", "))));
    }
    let to = now.plus(AHEAD).unwrap_or(Instant::MAX);
    Ok(rota.duties(Span { from: now, to }))
}

/// A line about a handover that was given: who, when, to whom, and who took it.
pub fn told(handover: &Handover, zone: &Arc<Zone>) -> String {
    let when = |at| moments::told(at, zone);
    let to = handover.to.as_deref().unwrap_or("whoever comes next");
    let taken = match &handover.taken {
        Some((by, at)) => format!("taken by {by} on {}", when(*at)),
        None => "not taken yet".to_owned(),
    };
    let line = handover.line.as_ref().map_or(String::new(), |line| format!(" on {line}"));
    format!(
        "handover {} of {}{line}, given to {to} on {}; {taken}",
        handover.id,
        handover.agent,
        when(handover.at)
    )
}

/// A handover that was given, as JSON.
pub fn view(handover: &Handover, body: Option<&str>) -> serde_json::Value {
    let mut view = serde_json::json!({
        "id": handover.id.0,
        "agent": handover.agent,
        "shift": handover.shift.map(|shift| shift.0),
        "line": handover.line,
        "since": handover.since.to_string(),
        "at": handover.at.to_string(),
        "until": handover.until.to_string(),
        "to": handover.to,
        "taken": handover.taken.as_ref().map(|(_, at)| at.to_string()),
        "taken_by": handover.taken.as_ref().map(|(by, _)| by),
    });
    if let (Some(body), Some(fields)) = (body, view.as_object_mut()) {
        fields.insert("body".to_owned(), body.into());
    }
    view
}
