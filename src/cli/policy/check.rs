//! `tierdesk policy check`: every mistake of a pack's file.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::json;
use crate::calendar::Zones;
use crate::cli::error::Exit;
use crate::cli::{CliError, Context};
use crate::host;
use crate::policy::{Diagnostic, LARGEST_PACK, check_pack};
use crate::text;

/// What came of one file.
struct Checked {
    file: String,
    /// Name and edition where it is good, else whether it could be read at all.
    outcome: Result<String, Bad>,
    diagnostics: Vec<Diagnostic>,
}

enum Bad {
    Unreadable(String),
    Refused,
}

pub fn run(files: &[PathBuf], as_json: bool, context: &mut Context) -> Result<(), CliError> {
    let zones = context.zones();
    let today = context.now().utc().date();
    let checked: Vec<Checked> = files.iter().map(|file| check(file, &zones, today)).collect();
    if as_json {
        let rows: Vec<Value> = checked.iter().map(row).collect();
        context.out.json(&rows)?;
    } else {
        for one in &checked {
            report(one, context)?;
        }
    }
    if checked.iter().any(|one| matches!(one.outcome, Err(Bad::Unreadable(_)))) {
        return Err(CliError::new(Exit::Usage, ""));
    }
    if checked.iter().any(|one| one.outcome.is_err()) {
        return Err(CliError::said());
    }
    Ok(())
}

fn check(path: &Path, zones: &Zones, today: chrono::NaiveDate) -> Checked {
    let file = text::printable_block(&path.to_string_lossy(), 200).replace('\n', "⏎");
    let bytes = match host::read_at_most(path, LARGEST_PACK) {
        Ok(bytes) => bytes,
        Err(error) => {
            let outcome = Err(Bad::Unreadable(format!("cannot be read: {error}")));
            return Checked { file, outcome, diagnostics: Vec::new() };
        }
    };
    match check_pack(&bytes, &file, zones, today) {
        Ok((pack, diagnostics)) => Checked { file, outcome: Ok(pack.id.to_string()), diagnostics },
        Err(diagnostics) => Checked { file, outcome: Err(Bad::Refused), diagnostics },
    }
}

fn row(one: &Checked) -> Value {
    let diagnostics: Vec<Value> = one.diagnostics.iter().map(json::diagnostic).collect();
    match &one.outcome {
        Ok(pack) => json!({ "file": one.file, "ok": true, "pack": pack, "diagnostics": diagnostics }),
        Err(Bad::Refused) => json!({ "file": one.file, "ok": false, "diagnostics": diagnostics }),
        Err(Bad::Unreadable(why)) => {
            json!({ "file": one.file, "ok": false, "unreadable": why, "diagnostics": [] })
        }
    }
}

fn report(one: &Checked, context: &mut Context) -> Result<(), CliError> {
    for diagnostic in &one.diagnostics {
        context.out.line(diagnostic.render())?;
        context.out.line("")?;
    }
    let count = one.diagnostics.len();
    let findings = if count == 1 { "1 finding".to_owned() } else { format!("{count} findings") };
    context.out.line(match &one.outcome {
        Ok(pack) if count == 0 => format!("{}: {pack} is good", one.file),
        Ok(pack) => format!("{}: {pack} is good, with {findings} to look at", one.file),
        Err(Bad::Refused) => format!("{}: refused, {findings}", one.file),
        Err(Bad::Unreadable(why)) => format!("{} {why}", one.file),
    })
}
