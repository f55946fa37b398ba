//! Licences, sources and bans of everything that is linked in (faults.md I07). `deny.toml` says the same to cargo-deny;
//! this needs nothing but cargo, so that it runs wherever the tests run.

use std::collections::BTreeSet;
use std::process::Command;

use serde_json::Value;

/// Licences that may stand alone; of an expression with OR one of its parts is enough, with AND all are needed.
const ALLOWED: [&str; 11] = [
    "MIT",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "ISC",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
    // nucleo-matcher: a licence file by file, of files that are not changed here.
    "MPL-2.0",
];

fn packages() -> Vec<Value> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--offline"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    metadata["packages"].as_array().unwrap().clone()
}

fn allowed(expression: &str) -> bool {
    let plain = expression.replace(['(', ')'], "").replace('/', " OR ");
    plain.split(" AND ").all(|part| part.split(" OR ").any(|licence| ALLOWED.contains(&licence.trim())))
}

#[test]
fn every_licence_is_allowed_and_every_source_is_the_registry() {
    let mut wrong = Vec::new();
    let packages = packages();
    for package in &packages {
        let name = package["name"].as_str().unwrap();
        let licence = package["license"].as_str().unwrap_or("none stated");
        if !allowed(licence) {
            wrong.push(format!("{name}: licence {licence}"));
        }
        let source = package["source"].as_str();
        if name != "tierdesk" && !source.is_some_and(|source| source.starts_with("registry+")) {
            wrong.push(format!("{name}: source {source:?}"));
        }
    }
    assert!(packages.len() > 50, "the list was read");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Two SQLites in one binary would keep two lock tables on one file.
#[test]
fn there_is_one_sqlite_and_no_network_stack() {
    let packages = packages();
    let names: Vec<&str> = packages.iter().filter_map(|package| package["name"].as_str()).collect();
    assert_eq!(names.iter().filter(|name| **name == "libsqlite3-sys").count(), 1);
    let network: BTreeSet<&str> = names
        .into_iter()
        .filter(|name| ["hyper", "reqwest", "openssl-sys", "tokio"].contains(name))
        .collect();
    assert!(network.is_empty(), "{network:?}");
}
