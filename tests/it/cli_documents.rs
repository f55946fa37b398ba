//! Generated documents are checked in: `TIERDESK_WRITE_DOCUMENTS=1 cargo test --test it cli_documents` writes them anew.

use std::fs;
use std::path::Path;

/// What is generated from the table of the board's actions.
#[test]
fn the_pages_about_keys_are_those_of_the_table() {
    use tierdesk::keyboard::documents::{keys_md, keys_toml};
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (name, text) in [("docs/keys.md", keys_md()), ("assets/keys.toml", keys_toml())] {
        let path = root.join(name);
        if std::env::var_os("TIERDESK_WRITE_DOCUMENTS").is_some() {
            fs::write(&path, &text).unwrap();
        }
        let same = fs::read_to_string(&path).ok().as_ref() == Some(&text);
        assert!(same, "{name}: TIERDESK_WRITE_DOCUMENTS=1 cargo test --test it cli_documents writes it anew");
    }
}

/// What is generated from the definitions of the pack format.
#[test]
fn the_reference_of_packs_and_their_schema_are_those_of_the_definitions() {
    use tierdesk::policy::format::{page::packs_md, schema::pack_schema};
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (name, text) in [("docs/packs.md", packs_md()), ("assets/pack.schema.json", pack_schema())] {
        let path = root.join(name);
        if std::env::var_os("TIERDESK_WRITE_DOCUMENTS").is_some() {
            fs::write(&path, &text).unwrap();
        }
        let same = fs::read_to_string(&path).ok().as_ref() == Some(&text);
        assert!(same, "{name}: TIERDESK_WRITE_DOCUMENTS=1 cargo test --test it cli_documents writes it anew");
    }
}

#[test]
fn completions_and_manual_pages_are_those_that_are_generated() {
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets");
    let documents = tierdesk::cli::documents().unwrap();
    assert!(documents.iter().any(|(name, _)| name == "man/tierdesk-ticket-open.1"));
    let write = std::env::var_os("TIERDESK_WRITE_DOCUMENTS").is_some();
    let mut differing = Vec::new();
    for (name, bytes) in &documents {
        let path = assets.join(name);
        if write {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, bytes).unwrap();
        } else if fs::read(&path).ok().as_ref() != Some(bytes) {
            differing.push(name.clone());
        }
    }
    for folder in ["man", "completions"] {
        for entry in fs::read_dir(assets.join(folder)).unwrap() {
            let name = format!("{folder}/{}", entry.unwrap().file_name().to_string_lossy());
            if !documents.iter().any(|(known, _)| *known == name) {
                if write {
                    fs::remove_file(assets.join(&name)).unwrap();
                } else {
                    differing.push(name);
                }
            }
        }
    }
    assert!(
        differing.is_empty(),
        "write them anew with TIERDESK_WRITE_DOCUMENTS=1 cargo test --test it cli_documents: {differing:?}"
    );
}
