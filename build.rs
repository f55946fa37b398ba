//! Makes the list of shipped packs from `data/policies`, so that a new policy is a file and nothing else.
//!
//! A file there is called `NAME-EDITION.toml`. Its bare name means the only edition of that name, or the one that
//! `data/bare-names.toml` says: where there are several, none is meant by itself, and the build stops until it is said.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

const POLICIES: &str = "data/policies";
const BARE_NAMES: &str = "data/bare-names.toml";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo:rerun-if-changed={POLICIES}");
    println!("cargo:rerun-if-changed={BARE_NAMES}");
    let root =
        PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or("cargo names no folder of the package")?);
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo names no folder for what is made")?);
    let editions = editions(&root.join(POLICIES))?;
    let meant = bare_names(&fs::read_to_string(root.join(BARE_NAMES))?)?;
    fs::write(out.join("shipped.rs"), list(&editions, &meant)?)?;
    Ok(())
}

/// Every pack by name: its editions, earliest first, each with its file.
fn editions(
    folder: &Path,
) -> Result<BTreeMap<String, BTreeMap<String, PathBuf>>, Box<dyn std::error::Error>> {
    let mut editions: BTreeMap<String, BTreeMap<String, PathBuf>> = BTreeMap::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_none_or(|extension| extension != "toml") {
            continue;
        }
        let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        // `2026-01-01` and the hyphen before it.
        let split = stem.len().checked_sub("-YYYY-MM-DD".len()).and_then(|at| stem.split_at_checked(at));
        let (name, edition) = split
            .and_then(|(name, edition)| Some((name, edition.strip_prefix('-')?)))
            .filter(|(name, edition)| !name.is_empty() && edition.split('-').count() == 3)
            .ok_or_else(|| format!("{}: a pack's file is called NAME-YYYY-MM-DD.toml", path.display()))?;
        editions.entry(name.to_owned()).or_default().insert(edition.to_owned(), path.clone());
    }
    Ok(editions)
}

/// `name = 2026-01-01`, a line each.
fn bare_names(text: &str) -> Result<BTreeMap<String, String>, String> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let pairs = lines.map(|line| {
        let (name, edition) =
            line.split_once('=').ok_or_else(|| format!("{BARE_NAMES}: `{line}`: write NAME = YYYY-MM-DD"))?;
        Ok((name.trim().to_owned(), edition.trim().to_owned()))
    });
    pairs.collect()
}

/// The list as Rust, included by `src/policy/packs.rs`.
fn list(
    editions: &BTreeMap<String, BTreeMap<String, PathBuf>>,
    meant: &BTreeMap<String, String>,
) -> Result<String, Box<dyn std::error::Error>> {
    if let Some((name, edition)) = meant
        .iter()
        .find(|(name, edition)| !editions.get(*name).is_some_and(|known| known.contains_key(*edition)))
    {
        return Err(format!("{BARE_NAMES}: there is no {POLICIES}/{name}-{edition}.toml").into());
    }
    let count: usize = editions.values().map(BTreeMap::len).sum();
    let mut text = format!("static SHIPPED: [Shipped; {count}] = [\n");
    for (name, files) in editions {
        let bare = match (meant.get(name), files.first_key_value()) {
            (Some(edition), _) => edition,
            (None, Some((edition, _))) if files.len() == 1 => edition,
            _ => {
                return Err(
                    format!("{BARE_NAMES} does not say which edition the bare name {name} means").into()
                );
            }
        };
        for (edition, file) in files {
            writeln!(
                text,
                "    Shipped {{ name: {name:?}, edition: {edition:?}, bare: {}, text: include_str!({file:?}) }},",
                edition == bare
            )?;
        }
    }
    text.push_str("];\n");
    Ok(text)
}
