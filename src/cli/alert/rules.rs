//! `tierdesk alert rules` and `check`, and the rules that hold.

use std::io::Write as _;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::alert::{BUILT_IN, Known, Rules};
use crate::cli::error::{Exit, warn};
use crate::cli::policy::diagnostic_json;
use crate::cli::{CliError, Context};
use crate::written::{LARGEST, Weight};
use crate::{host, text};

/// The file beside the store.
fn file(context: &Context) -> Result<PathBuf, CliError> {
    Ok(host::desk_file(&context.store_path()?, "alerts.toml"))
}

/// The rules in force: a file with mistakes is said and passed over, as a board does that finds one at its beginning.
///
/// # Errors
/// Where there is no home folder and no store is named.
pub fn in_force(context: &mut Context) -> Result<Rules, CliError> {
    let (path, zones) = (file(context)?, context.zones());
    match host::read_if_there(&path, LARGEST) {
        Ok(None) => {}
        Ok(Some(bytes)) => match Rules::read(&bytes, "alerts.toml", &zones) {
            (Some(rules), _) => return Ok(rules),
            (None, found) => {
                let first = found.iter().find(|one| one.weight == Weight::Error);
                let first = first.map(ToString::to_string).unwrap_or_else(|| "alerts.toml is wrong".into());
                warn(&format!("{first}; the built-in rules hold: `tierdesk alert check` shows more"));
            }
        },
        Err(error) => warn(&format!("alerts.toml cannot be read ({error}): the built-in rules hold")),
    }
    Ok(Rules::built_in(&zones))
}

pub fn write(context: &mut Context) -> Result<(), CliError> {
    Ok(context.out.write_all(BUILT_IN.as_bytes())?)
}

pub fn check(named: Option<PathBuf>, as_json: bool, context: &mut Context) -> Result<(), CliError> {
    let asked = named.is_some();
    let path = match named {
        Some(path) => path,
        None => file(context)?,
    };
    let shown = text::printable_block(&path.to_string_lossy(), 200).replace('\n', "⏎");
    let bytes = match host::read_if_there(&path, LARGEST) {
        Ok(Some(bytes)) => bytes,
        Ok(None) if asked => return Err(CliError::usage(format!("{shown}: there is no such file"))),
        Ok(None) if as_json => {
            return context
                .out
                .json(&json!({ "file": shown, "there": false, "ok": true, "rules": 0, "diagnostics": [] }));
        }
        Ok(None) => {
            context.out.line(format!("{shown}: there is no such file; the built-in rules hold"))?;
            return context.out.line("`tierdesk alert rules` writes them, to start from");
        }
        Err(error) => return Err(CliError::usage(format!("{shown} cannot be read: {error}"))),
    };
    let packs: Vec<_> = context.packs()?.list().into_iter().map(|listed| listed.pack).collect();
    let known = Known::of(packs.iter().map(|pack| &**pack));
    let (rules, found) = Rules::read_knowing(&bytes, &shown, &context.zones(), Some(&known));
    let good = rules.is_some();
    let count = rules.map_or(0, |rules| rules.rules.len());
    if as_json {
        let findings: Vec<Value> = found.iter().map(diagnostic_json).collect();
        context.out.json(
            &json!({ "file": shown, "there": true, "ok": good, "rules": count, "diagnostics": findings }),
        )?;
    } else {
        for finding in &found {
            context.out.line(finding.render())?;
            context.out.line("")?;
        }
        let wrong = found.iter().filter(|finding| finding.weight == Weight::Error).count();
        context.out.line(match (good, wrong, count) {
            (true, _, 1) => format!("{shown}: good, 1 rule"),
            (true, ..) => format!("{shown}: good, {count} rules"),
            (false, 1, _) => format!("{shown}: 1 mistake; none of it holds"),
            (false, ..) => format!("{shown}: {wrong} mistakes; none of it holds"),
        })?;
    }
    if good { Ok(()) } else { Err(CliError::new(Exit::Usage, "")) }
}
