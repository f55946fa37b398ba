//! Of which shift a handover tells: as asked for, else by the rota and the shifts on record.

use std::sync::Arc;

use crate::calendar::{Instant, Toward, Zone};
use crate::cli::{CliError, Context, moments};
use crate::console::rota_file;
use crate::desk::Handover;
use crate::report::handover::{Briefing, Shifts, Window, duties_ahead};
use crate::rota::Duty;
use crate::store::Store;

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
        let shifts = Shifts { duties: &duties, ..Shifts::default() };
        let asked = (self.line.as_deref(), since, until);
        Ok(store.handover_window(&context.agent(), shifts, asked, now)?)
    }
}

/// The duties of the rota beside the store from a moment on; none without a rota. A broken one is told of and left out.
fn duties(
    store: &Store,
    now: Instant,
    line: Option<&str>,
    context: &mut Context,
) -> Result<Vec<Duty>, CliError> {
    let read = rota_file::read(store.path(), &context.zones());
    if let Some(trouble) = read.trouble() {
        crate::cli::error::warn(&format!("no duty is known: {trouble}"));
    }
    let lines: Vec<&str> = read.rota.iter().flat_map(|rota| rota.lines()).collect();
    if let Some(line) = line.filter(|line| !lines.contains(line)) {
        let known = match lines.is_empty() {
            true => "no rota is known: rota.toml lies beside the store".to_owned(),
            false => format!("it has {}", lines.join(", ")),
        };
        let error = CliError::usage(format!("the rota has no line {}", crate::text::quoted(line)));
        return Err(error.hint(known));
    }
    Ok(read.rota.as_deref().map_or_else(Vec::new, |rota| duties_ahead(rota, now)))
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
