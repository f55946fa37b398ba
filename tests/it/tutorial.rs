//! docs/tutorial-pack.md, followed to the letter: every command is run, every piece is put where it says, and every output is
//! the one that the page shows. `TIERDESK_WRITE_DOCUMENTS=1 cargo test --test it tutorial` writes the outputs anew.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// What somebody types, in a home of their own.
struct Reader {
    home: tempfile::TempDir,
}

impl Reader {
    /// Runs a line as a shell does; gives what the terminal shows.
    fn run(&self, line: &str) -> String {
        let program = Path::new(assert_cmd::cargo::cargo_bin!("tierdesk")).parent().unwrap();
        let output = Command::new("sh")
            .args(["-c", &format!("{{ {line}\n}} 2>&1")])
            .current_dir(self.home.path())
            .env_clear()
            .env("HOME", self.home.path())
            .env("PATH", format!("{}:/usr/bin:/bin", program.display()))
            .env("TIERDESK_NOW", "2026-11-20T10:00:00Z")
            .env("USER", "ana")
            .stdin(Stdio::null())
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap()
    }

    /// Puts a piece where the comment above it says.
    fn put(&self, wish: &str, piece: &str) {
        let (file, wish) = wish
            .strip_prefix("in town-2027.toml, ")
            .map_or(("town.toml", wish), |wish| ("town-2027.toml", wish));
        let path = self.home.path().join(file);
        let text = fs::read_to_string(&path).unwrap();
        let line_that_begins = |start: &str| {
            let at = text
                .match_indices(start)
                .map(|(at, _)| at)
                .find(|at| *at == 0 || text[..*at].ends_with('\n'));
            at.unwrap_or_else(|| panic!("no line of {file} begins with {start}\n{text}"))
        };
        let quoted: Vec<String> = quoted(wish);
        let (from, to) = match quoted.as_slice() {
            [from] if wish.starts_with("before: ") => (line_that_begins(from), line_that_begins(from)),
            [from] if wish.ends_with(" to the end") => (line_that_begins(from), text.len()),
            [from, to] if wish.starts_with("in place of: ") => (line_that_begins(from), line_that_begins(to)),
            _ => panic!("nobody knows what to do: {wish}"),
        };
        fs::write(path, format!("{}{piece}{}", &text[..from], &text[to..])).unwrap();
    }
}

/// The texts in quotes, with `\"` for a quote in them.
fn quoted(wish: &str) -> Vec<String> {
    let wish = wish.replace("\\\"", "\u{1}");
    wish.split('"').skip(1).step_by(2).map(|text| text.replace('\u{1}', "\"")).collect()
}

#[test]
fn the_tutorial_can_be_followed_to_the_end() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/tutorial-pack.md");
    let page = fs::read_to_string(&path).unwrap();
    let reader = Reader { home: tempfile::tempdir().unwrap() };
    let mut written = String::new();
    let mut wish = None;
    let mut commands = 0;
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        written.push_str(&format!("{line}\n"));
        if let Some(comment) = line.strip_prefix("<!-- ").and_then(|rest| rest.strip_suffix(" -->")) {
            wish = Some(comment.to_owned());
        } else if line.starts_with("```") {
            let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            match (line, wish.take()) {
                ("```toml", Some(wish)) => {
                    reader.put(&wish, &block.iter().map(|line| format!("{line}\n")).collect::<String>());
                    block.iter().for_each(|line| written.push_str(&format!("{line}\n")));
                }
                ("```console", None) => {
                    for command in block.iter().filter_map(|line| line.strip_prefix("$ ")) {
                        commands += 1;
                        let shown = reader.run(command);
                        let shown =
                            shown.lines().map(|line| format!("{}\n", line.trim_end())).collect::<String>();
                        written.push_str(&format!("$ {command}\n{shown}"));
                    }
                }
                (other, wish) => panic!("{other} after {wish:?}"),
            }
            written.push_str("```\n");
        }
    }
    assert!(commands >= 12);
    assert!(!written.contains(reader.home.path().to_str().unwrap()), "no machine's path stands in the page");
    if std::env::var_os("TIERDESK_WRITE_DOCUMENTS").is_some() {
        fs::write(&path, &written).unwrap();
    }
    let same = fs::read_to_string(&path).unwrap() == written;
    assert!(
        same,
        "docs/tutorial-pack.md shows other output than there is: TIERDESK_WRITE_DOCUMENTS=1 cargo test --test it tutorial\n{written}"
    );
    // What the page says in prose about what came out.
    for said in ["is good", "WRONG", "all right", "is no target", "refused"] {
        assert!(written.contains(said), "{said}");
    }
}
