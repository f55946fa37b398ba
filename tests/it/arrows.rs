//! The one rule of who may name whom (src/lib.rs, ARCHITECTURE.md), kept by reading the source.

use std::fs;
use std::path::{Path, PathBuf};

/// Every module of the library and the modules that it may name. `text` may be named by all.
const MAY_NAME: [(&str, &[&str]); 13] = [
    ("text", &[]),
    ("calendar", &[]),
    ("policy", &["calendar"]),
    ("desk", &["policy", "calendar"]),
    ("report", &["desk", "policy", "calendar"]),
    ("demo", &["desk", "policy", "calendar"]),
    ("store", &["desk", "policy", "calendar"]),
    ("exchange", &["desk", "policy", "calendar"]),
    ("intake", &["exchange", "store", "desk", "policy", "calendar"]),
    ("outbound", &["store", "desk", "policy", "calendar"]),
    ("host", &["calendar"]),
    ("tui", &["host", "store", "exchange", "intake", "outbound", "report", "desk", "policy", "calendar"]),
    (
        "cli",
        &["host", "demo", "store", "exchange", "intake", "outbound", "report", "desk", "policy", "calendar"],
    ),
];

/// What the pure core must not name: terminal, database, file system, environment, clock, processes, threads.
const RIM_ONLY: [&str; 12] = [
    "std::fs",
    "std::env",
    "std::process",
    "std::net",
    "std::thread",
    "std::os",
    "std::io",
    "SystemTime",
    "rusqlite",
    "crossterm",
    "ratatui",
    "std::time::Instant",
];
const PURE: [&str; 5] = ["calendar", "policy", "desk", "report", "demo"];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// The lines of a file up to its tests, comments left out, with their numbers.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.lines().take_while(|line| line.trim() != "#[cfg(test)]");
    lines
        .enumerate()
        .map(|(at, line)| (at + 1, line.split("//").next().unwrap_or("")))
        .filter(|(_, line)| !line.is_empty())
}

fn module_of(path: &Path) -> Option<String> {
    let inside = path.strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).unwrap();
    let first = inside.components().next()?.as_os_str().to_str()?.to_owned();
    let module = first.strip_suffix(".rs").unwrap_or(&first).to_owned();
    MAY_NAME.iter().any(|(name, _)| *name == module).then_some(module)
}

#[test]
fn nothing_names_what_stands_above_it() {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    assert!(files.len() > 20, "the walk found the source");
    let mut breaches = Vec::new();
    for path in &files {
        let Some(module) = module_of(path) else { continue };
        let (_, allowed) = MAY_NAME.iter().find(|(name, _)| *name == module).unwrap();
        let text = fs::read_to_string(path).unwrap();
        for (number, line) in code(&text) {
            for (name, _) in MAY_NAME {
                let named = line.contains(&format!("crate::{name}::"))
                    || line.trim_end().ends_with(&format!("crate::{name};"))
                    || line.contains(&format!("crate::{{{name}"));
                if named && name != module && name != "text" && !allowed.contains(&name) {
                    breaches.push(format!("{}:{number}: {module} names {name}", path.display()));
                }
            }
            if PURE.contains(&module.as_str())
                && let Some(rim) = RIM_ONLY.iter().find(|rim| line.contains(**rim))
            {
                breaches.push(format!("{}:{number}: {module} is pure and names {rim}", path.display()));
            }
        }
    }
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
}

/// design.md: no module is called by what it has in common with nothing.
#[test]
fn no_room_is_a_lumber_room() {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    for path in files {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let folder = path.parent().unwrap().file_name().unwrap().to_str().unwrap().to_owned();
        for lumber in ["utils", "util", "common", "helpers", "helper", "manager", "misc"] {
            assert!(name != lumber && folder != lumber, "{}", path.display());
        }
    }
}
