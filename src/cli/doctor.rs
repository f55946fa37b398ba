//! `tierdesk doctor`: versions, zone data, folders, the store. Holds no ticket's words and no addresses (faults.md I05).

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike as _;
use serde_json::{Value, json};

use super::{CliError, Context};
use crate::calendar::{Instant, Zones};
use crate::desk::{Book, Waiting};
use crate::host;
use crate::store::{Access, Facts, Store, StoreError, file_system};
use crate::text::printable;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Exit status: 0 all is well, 1 something deserves a look.\n\nExamples:\n  tierdesk doctor\n  tierdesk doctor --json"
)]
pub struct Args {
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args, context: &mut Context) -> Result<(), CliError> {
    let mut warnings = Vec::new();
    let now = context.now();
    if now.utc().year() > release_year() + 10 {
        warnings.push(format!("the clock shows {now}, more than ten years after this program was made"));
    }
    let zones = zone_facts(&context.zones(), &mut warnings);
    let folders = match context.folders() {
        Ok(folders) => {
            json!({ "data": shown(&folders.data), "config": shown(&folders.config), "state": shown(&folders.state) })
        }
        Err(error) => {
            warnings.push(error.to_string());
            Value::Null
        }
    };
    let packs = pack_facts(context, &mut warnings);
    let store = store_facts(context, now, &mut warnings);
    let report = json!({
        "program": env!("CARGO_PKG_VERSION"),
        "sqlite": Store::sqlite_version(),
        "clock": now.to_string(),
        "zones": zones,
        "agent": context.agent(),
        "folders": folders,
        "packs": packs,
        "store": store,
        "warnings": warnings,
    });
    if args.json {
        context.out.json(&report)?;
    } else {
        print(context, "", &report)?;
    }
    if warnings.is_empty() { Ok(()) } else { Err(CliError::said()) }
}

/// The year of the zone release that was current when the program was made.
fn release_year() -> i32 {
    let digits: String = Zones::embedded_version().chars().take(4).collect();
    digits.parse().unwrap_or(2026)
}

fn shown(path: &std::path::Path) -> String {
    path.to_string_lossy().into_owned()
}

fn zone_facts(zones: &Zones, warnings: &mut Vec<String>) -> Value {
    let (version, from) = zones.in_force();
    let system = host::system_zones();
    if system.is_none() {
        // Not wrong, but then a newer release on the machine cannot be noticed.
        warnings
            .push("the machine has no zone files that say their release; the embedded ones hold".to_owned());
    }
    json!({
        "in_force": { "release": version, "from": from },
        "embedded": Zones::embedded_version(),
        "system": system.map(|(release, place)| json!({ "release": release, "from": shown(&place) })),
    })
}

/// The desk's own packs: where they belong, and those that are not loaded (faults.md H13).
fn pack_facts(context: &mut Context, warnings: &mut Vec<String>) -> Value {
    let Ok(store) = context.store_path() else { return Value::Null };
    let folder = host::pack_folder(&store);
    let packs = match context.packs() {
        Ok(packs) => packs,
        Err(error) => {
            warnings.push(error.to_string());
            return json!({ "folder": shown(&folder) });
        }
    };
    for problem in packs.problems() {
        let why = problem.diagnostics.first().map(|first| format!(": {}", first.message)).unwrap_or_default();
        warnings.push(format!(
            "the policy pack {} is not loaded{why}; `tierdesk policy list` says more",
            problem.file
        ));
    }
    json!({
        "folder": shown(&folder),
        "own": packs.list().iter().filter(|listed| listed.file.is_some()).count(),
        "not_loaded": packs.problems().len(),
    })
}

fn store_facts(context: &mut Context, now: Instant, warnings: &mut Vec<String>) -> Value {
    let path = match context.store_path() {
        Ok(path) => path,
        Err(error) => return json!({ "problem": error.to_string() }),
    };
    let place = file_system(&path);
    let mut facts = json!({ "path": shown(&path), "file_system": place.name, "network": place.network });
    let opened = Store::open(&path, Access::ReadOnly).and_then(|mut store| Ok((store.facts()?, store)));
    let (found, mut store) = match opened {
        Ok(opened) => opened,
        Err(error) => {
            warnings.push(error.to_string());
            warnings.extend(error.hint());
            return facts;
        }
    };
    warnings.extend(store.notices().iter().map(ToString::to_string));
    warn_about(&found, now, warnings);
    // The warnings about packs stand in the report already.
    let zones = context.zones();
    let book = context.packs().map(|packs| Book::of_packs(packs, zones));
    let mut reckoned = Value::Null;
    if let Ok(book) = &book {
        match rules_of(&mut store, book, now, warnings) {
            Ok(told) => reckoned = told,
            Err(error) => warnings.push(error.to_string()),
        }
    }
    let due_times_rest_on = match book {
        Ok(book) => zones_of(&found, &book, warnings),
        // Told with the packs.
        Err(_) => BTreeMap::new(),
    };
    let more = json!({
        "schema": found.schema,
        "created": found.created.to_string(),
        "mode": format!("{:04o}", found.mode),
        "folder_mode": format!("{:04o}", found.folder_mode),
        "bytes": found.bytes.0,
        "wal_bytes": found.bytes.1,
        "customers": found.customers,
        "open_tickets": found.open,
        "resolved_tickets": found.closed,
        "changes": found.events,
        "newest_change": found.newest.map(|at| at.to_string()),
        "read_only": unwritable(&path),
        "zones_of_open_tickets": due_times_rest_on,
        "due_times": reckoned,
    });
    if let (Value::Object(facts), Value::Object(more)) = (&mut facts, more) {
        facts.extend(more);
    }
    facts
}

/// What due times on record were worked out with (faults.md D13), and the texts in force that are not those at hand.
fn rules_of(
    store: &mut Store,
    book: &Book,
    now: Instant,
    warnings: &mut Vec<String>,
) -> Result<Value, StoreError> {
    store.hold_rules(book, None)?;
    warnings.extend(book.waiting().iter().map(Waiting::words));
    let zones = book.zones();
    let told = store.running_due(now, Some(zones.in_force().0))?;
    Ok(json!({
        "zone_data": told.reckoned.map(|with| with.zones),
        "up_to_date": told.up_to_date,
        "texts_taken": book.rules().texts.len(),
    }))
}

/// Whether a store that is opened to be changed can be; asked without changing anything.
fn unwritable(path: &std::path::Path) -> bool {
    rustix::fs::access(path, rustix::fs::Access::WRITE_OK).is_err()
}

/// Clocks (D03, D19) and modes (C16).
fn warn_about(found: &Facts, now: Instant, warnings: &mut Vec<String>) {
    if let Some(newest) = found.newest.filter(|newest| *newest > now) {
        warnings.push(format!(
            "the clock shows {now}, but the store's newest change bears {newest}: this clock is slow, or the one of whoever wrote it is fast"
        ));
    }
    if found.mode & 0o077 != 0 {
        warnings.push(format!(
            "others on this machine may open the store (mode {:04o}); chmod 600 it",
            found.mode
        ));
    }
}

/// The zones on which due times of open tickets rest, with the release that each comes from.
fn zones_of(found: &Facts, book: &Book, warnings: &mut Vec<String>) -> BTreeMap<String, String> {
    let mut names: BTreeSet<String> = found.own_zones_of_open.clone();
    for id in &found.packs_of_open {
        match book.pack(id) {
            Ok(pack) => {
                names.insert(pack.zone.name().to_owned());
                let schedules = pack.calendars.iter().flat_map(|named| named.calendar.schedules());
                names.extend(schedules.map(|schedule| schedule.zone.name().to_owned()));
            }
            Err(error) => warnings.push(error.to_string()),
        }
    }
    let release = |name: &str| match book.zones().get(name) {
        Ok(zone) => zone.version().to_owned(),
        Err(error) => error.to_string(),
    };
    names.into_iter().map(|name| (name.clone(), release(&name))).collect()
}

/// The same report for people: one line a fact, nested ones indented.
fn print(context: &mut Context, indent: &str, report: &Value) -> Result<(), CliError> {
    let Value::Object(facts) = report else { return Ok(()) };
    for (name, value) in facts {
        let name = name.replace('_', " ");
        match value {
            Value::Object(inner) if !inner.is_empty() => {
                context.out.line(format!("{indent}{}", printable(&name)))?;
                print(context, &format!("{indent}  "), value)?;
            }
            Value::Array(items) if !items.is_empty() => {
                context.out.line(format!("{indent}{}", printable(&name)))?;
                for item in items.iter().filter_map(Value::as_str) {
                    context.out.line(format!("{indent}  {}", printable(item)))?;
                }
            }
            Value::Object(_) | Value::Array(_) | Value::Null => {
                context.out.line(format!("{indent}{}: none", printable(&name)))?;
            }
            Value::String(text) => {
                context.out.line(format!("{indent}{}: {}", printable(&name), printable(text)))?;
            }
            other => context.out.line(format!("{indent}{}: {other}", printable(&name)))?,
        }
    }
    Ok(())
}
