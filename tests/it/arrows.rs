//! The one rule of who may name whom (src/lib.rs, ARCHITECTURE.md), kept by reading the source.

use std::fs;
use std::path::{Path, PathBuf};

/// Every module of the library and those that it may name: the list in the head of src/lib.rs, where a module's entry
/// says "May name" and names them in backticks. `text` may be named by all.
fn may_name() -> Vec<(String, Vec<String>)> {
    let library = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs");
    listed(&fs::read_to_string(library).unwrap())
}

fn listed(library: &str) -> Vec<(String, Vec<String>)> {
    let head: Vec<_> = library.lines().filter_map(|line| line.strip_prefix("//! ")).collect();
    let head = head.join("\n");
    let entry = |entry: &str| {
        let (module, words) = entry.split_once("`]").unwrap();
        let named = words.split_once("May name").map_or("", |(_, named)| named.split('.').next().unwrap());
        (module.to_owned(), named.split('`').skip(1).step_by(2).map(str::to_owned).collect())
    };
    head.split("\n- [`").skip(1).map(entry).collect()
}

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
const PURE: [&str; 12] = [
    "calendar", "policy", "desk", "demo", "text", "config", "theme", "wording", "written", "alert", "rota",
    "report",
];

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

/// The lines of a file with their numbers: comments left out, and every item that is there for tests only. Such an item
/// ends on its first line or with the brace that closes it, which the formatter puts under its attribute.
fn code(text: &str) -> Vec<(usize, &str)> {
    let mut kept = Vec::new();
    let mut lines =
        text.lines().enumerate().map(|(at, line)| (at + 1, line.split("//").next().unwrap_or("")));
    while let Some((number, line)) = lines.next() {
        if line.trim() != "#[cfg(test)]" {
            kept.push((number, line));
            continue;
        }
        let close = line.replace("#[cfg(test)]", "}");
        let item =
            lines.by_ref().map(|(_, line)| line.trim_end()).find(|line| !line.trim().starts_with("#["));
        if item.is_some_and(|item| !item.ends_with([';', ',', '}'])) {
            lines.by_ref().find(|(_, line)| line.starts_with(&close));
        }
    }
    kept
}

/// The modules of the library that code names, with their lines: `crate::a::B`, and each of `crate::{a, b::{C, D}}`.
fn named(code: &[(usize, &str)]) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut text = String::new();
    let mut starts = Vec::new();
    for (number, line) in code {
        starts.push((text.len(), *number));
        text.push_str(line);
        text.push('\n');
    }
    for (at, _) in text.match_indices("crate::") {
        let number = starts[starts.partition_point(|(start, _)| *start <= at) - 1].1;
        let rest = &text[at + "crate::".len()..];
        let Some(list) = rest.strip_prefix('{') else {
            found.push((number, name(rest)));
            continue;
        };
        let (mut depth, mut begins) = (0, true);
        for (at, letter) in list.char_indices() {
            match letter {
                '}' if depth == 0 => break,
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 0 => begins = true,
                letter if begins && !letter.is_whitespace() => {
                    begins = false;
                    found.push((number, name(&list[at..])));
                }
                _ => {}
            }
        }
    }
    found
}

fn name(text: &str) -> String {
    text.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect()
}

/// The module of the library that a file belongs to; none for the roots.
fn module_of(path: &Path) -> Option<String> {
    let inside = path.strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).unwrap();
    let first = inside.components().next()?.as_os_str().to_str()?.to_owned();
    let module = first.strip_suffix(".rs").unwrap_or(&first).to_owned();
    (!["lib", "main"].contains(&module.as_str())).then_some(module)
}

#[test]
fn nothing_names_what_stands_above_it() {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    assert!(files.len() > 20, "the walk found the source");
    let may_name = may_name();
    let mut breaches = Vec::new();
    for path in &files {
        let Some(module) = module_of(path) else { continue };
        let Some((_, allowed)) = may_name.iter().find(|(name, _)| *name == module) else {
            breaches.push(format!("{}: src/lib.rs does not list {module}", path.display()));
            continue;
        };
        let text = fs::read_to_string(path).unwrap();
        let code = code(&text);
        for (number, name) in named(&code) {
            let known = may_name.iter().any(|(known, _)| *known == name);
            if known && name != module && name != "text" && !allowed.contains(&name) {
                breaches.push(format!("{}:{number}: {module} names {name}", path.display()));
            }
        }
        for (number, line) in code {
            if PURE.contains(&module.as_str())
                && let Some(rim) = RIM_ONLY.iter().find(|rim| line.contains(**rim))
            {
                breaches.push(format!("{}:{number}: {module} is pure and names {rim}", path.display()));
            }
        }
    }
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
}

/// The list is whole, points one way, and keeps what must never meet apart.
#[test]
fn the_list_of_who_may_name_whom_has_no_circle() {
    let may_name = may_name();
    let at = |name: &str| may_name.iter().position(|(known, _)| known == name);
    for (module, named) in &may_name {
        for name in named {
            let below = at(name).unwrap_or_else(|| panic!("{module} may name {name}, which is not listed"));
            assert!(at(module).unwrap() < below, "{module} stands below {name}");
        }
    }
    assert!(may_name.iter().all(|(_, named)| !named.iter().any(|name| name == "cli" || name == "tui")));
    let of = |module: &str| may_name[at(module).unwrap()].1.join(" ");
    assert_eq!(
        (of("calendar").as_str(), of("policy").as_str(), of("desk").as_str()),
        ("", "calendar written", "policy calendar")
    );
}

#[test]
fn names_are_found_in_braces_and_behind_tests() {
    let source = "use crate::{\n    desk::{Book, Row},\n    store,\n};\n#[cfg(test)]\nuse crate::tui::App;\n\
                  #[cfg(test)]\nmod tests {\n    use crate::cli;\n}\nfn after() -> crate::policy::Pack {}\n\
                  // crate::demo\n";
    let found = named(&code(source));
    let names: Vec<_> = found.iter().map(|(number, name)| (*number, name.as_str())).collect();
    assert_eq!(names, [(1, "desk"), (1, "store"), (11, "policy")]);
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
