//! Every pack that is accepted or refused is a file under tests/packs (faults.md H); what is said about it is a snapshot.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use tierdesk::calendar::Zones;
use tierdesk::policy::{Diagnostic, check_pack, read_pack};

fn files(folder: &str) -> Vec<(String, Vec<u8>)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/packs").join(folder);
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == "toml"));
    paths.sort();
    paths
        .iter()
        .map(|path| (path.file_stem().unwrap().to_str().unwrap().to_owned(), std::fs::read(path).unwrap()))
        .collect()
}

fn today() -> chrono::NaiveDate {
    "2026-11-22".parse().unwrap()
}

/// A limit in a release build; a debug build on a busy machine is many times slower than what is shipped.
fn seconds(limit: u64) -> Duration {
    Duration::from_secs(if cfg!(debug_assertions) { limit * 15 } else { limit })
}

/// Nothing that a terminal obeys or a person cannot see, and no more than 2 kB each (faults.md E07).
fn assert_clean(found: &[Diagnostic]) {
    for one in found {
        let report = one.render();
        assert!(report.len() <= 2048, "{} bytes", report.len());
        let risky = |c: char| {
            (c.is_control() && c != '\n')
                || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
        };
        assert!(!report.contains(risky), "{report:?}");
        assert!(one.line >= 1 && one.column >= 1);
    }
}

/// H01, and sla.md part 4: real policies by other providers, without a line of Rust.
#[test]
fn good_packs_load_and_their_examples_come_out() {
    let zones = Zones::embedded();
    let good = files("good");
    assert!(good.len() >= 2);
    for (name, bytes) in good {
        match check_pack(&bytes, &name, &zones, today()) {
            Ok((_, warnings)) => {
                let warned: Vec<String> = warnings.iter().map(Diagnostic::render).collect();
                assert!(warned.is_empty(), "{name}: {warned:#?}");
            }
            Err(errors) => {
                panic!("{}", errors.iter().map(Diagnostic::render).collect::<Vec<_>>().join("\n\n"))
            }
        }
    }
}

/// H02-H11, D18: refused, with every mistake, its place, and what would be right.
#[test]
fn bad_packs_are_refused_by_name() {
    let zones = Zones::embedded();
    for (name, bytes) in files("bad") {
        let begun = Instant::now();
        let errors = check_pack(&bytes, &format!("{name}.toml"), &zones, today());
        assert!(begun.elapsed() < seconds(2), "{name} took {:?}", begun.elapsed());
        let Err(errors) = errors else { panic!("{name} was taken") };
        assert_clean(&errors);
        let reports: Vec<String> = errors.iter().map(Diagnostic::render).collect();
        insta::with_settings!({ snapshot_path => "../packs/bad", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(name, reports.join("\n\n"));
        });
    }
}

/// H09: a byte order mark and CR LF are accepted.
#[test]
fn a_byte_order_mark_and_windows_line_ends_are_accepted() {
    let (_, bytes) = files("good").into_iter().find(|(name, _)| name == "control").unwrap();
    let text = String::from_utf8(bytes).unwrap().replace('\n', "\r\n");
    let marked = format!("\u{feff}{text}");
    assert!(read_pack(marked.as_bytes(), "control.toml", &Zones::embedded()).is_ok());
}

/// H10: the size cap comes first, and what passes it is refused within a second.
#[test]
fn huge_files_are_refused_at_once() {
    let zones = Zones::embedded();
    let line = format!("format = 1\nx = \"{}\"", "\u{1b}[31m日".repeat(1_200_000));
    let tables: String = (0..100_000).map(|number| format!("[t{number}]\n")).collect();
    let tables = format!("format = 1\n{tables}");
    let under_the_cap: String = tables.chars().take(999_000).collect();
    let one_line = format!("format = 1\nx = \"{}\"", "\u{1b}".repeat(900_000));
    let broken = "= \n".repeat(300_000);
    let nested = format!("format = 1\n{}", "[a.b.c.d]\nx = {a={a={a={}}}}\n".repeat(30_000));
    for (name, text) in [
        ("line", line),
        ("tables", tables),
        ("cap", under_the_cap),
        ("one line", one_line),
        ("broken", broken),
        ("nested", nested),
    ] {
        let begun = Instant::now();
        let errors = read_pack(text.as_bytes(), "huge.toml", &zones).unwrap_err();
        assert!(begun.elapsed() < seconds(1), "{name} took {:?}", begun.elapsed());
        assert!(errors.len() <= 51, "{name}: {}", errors.len());
        assert_clean(&errors);
    }
}

/// H14: 60 days before a list of holidays ends, and not before.
#[test]
fn a_list_that_ends_is_warned_about_sixty_days_ahead() {
    let (_, bytes) = files("good").into_iter().find(|(name, _)| name == "control").unwrap();
    let text = String::from_utf8(bytes).unwrap().replace("holidays = [\"FR\"]", "holidays = [\"own\"]");
    let list = "\n[holidays.own]\ndays = [{ name = \"Feast\", dates = [\"2025-05-14\", \"2026-05-14\"] }]\n";
    let text = format!("{text}{list}");
    let zones = Zones::embedded();
    for (today, warned) in [
        ("2026-11-01", false),
        ("2026-11-02", true),
        ("2026-12-31", true),
        ("2027-03-01", true),
        ("2025-12-31", false),
    ] {
        let (_, warnings) = check_pack(text.as_bytes(), "own.toml", &zones, today.parse().unwrap()).unwrap();
        assert_eq!(!warnings.is_empty(), warned, "{today}: {warnings:?}");
        if let Some(first) = warnings.first() {
            assert!(first.render().starts_with("warning: "), "{}", first.render());
            assert!(first.message.contains("2026") && first.help.as_ref().unwrap().contains("2027"));
        }
    }
    // Reading a pack for use knows no date, and warns of none.
    assert!(read_pack(text.as_bytes(), "own.toml", &zones).unwrap().1.is_empty());
}

/// H12: small mutations of every real pack. What still loads must answer its own examples or be named; nothing panics,
/// takes over two seconds, or says something that a terminal obeys.
#[test]
fn mutations_never_panic_hang_or_speak_unclean() {
    let zones = Zones::embedded();
    let data = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("data/policies");
    let mut packs: Vec<Vec<u8>> =
        std::fs::read_dir(data).unwrap().map(|entry| std::fs::read(entry.unwrap().path()).unwrap()).collect();
    packs.push(files("good").into_iter().find(|(name, _)| name == "everything").unwrap().1);
    let mut random = Random(0x5eed);
    let (mut refused, mut taken) = (0, 0);
    for pack in &packs {
        for round in 0..120 {
            let mutant = mutate(pack, round, &mut random);
            let begun = Instant::now();
            let outcome = check_pack(&mutant, "mutant.toml", &zones, today());
            assert!(begun.elapsed() < seconds(2), "{}", String::from_utf8_lossy(&mutant));
            match outcome {
                Ok((_, warnings)) => {
                    taken += 1;
                    assert_clean(&warnings);
                }
                Err(errors) => {
                    refused += 1;
                    assert!(!errors.is_empty());
                    assert_clean(&errors);
                }
            }
        }
    }
    // Changes inside comments and sentences break no rule; most others do.
    assert!(refused > taken, "{refused} refused, {taken} taken");
}

/// H12: a mutation that breaks a rule is refused: each of these does, in each pack where its words stand.
#[test]
fn mutations_that_break_a_rule_are_refused() {
    let zones = Zones::embedded();
    let data = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("data/policies");
    let breaks = [
        ("format = 1", "format = 3"),
        ("format = 1", ""),
        ("name = ", "nane = "),
        ("time_zone = \"", "time_zone = \"x"),
        ("business hours\"", "busines hours\""),
        ("business day\"", "busyness day\""),
        ("\"best effort\"", "\"\""),
        ("\"none\"", "\"nothing\""),
        ("\"not covered\"", "\"—\""),
        ("\"by contract\"", "\"contract\""),
        ("calendar = \"", "calendar = \"un"),
        ("09:00-", "19:00-"),
        ("-17:00", "-1700"),
        ("-17:00\"", "-17:00\", \"16:00-18:00\""),
        ("mon-fri", "mon-friday"),
        ("[clocks.resolution]", "[clocks.solution]"),
        ("[targets.resolution]", "[targets.solution]"),
        ("\"waiting_for_customer\", ", ""),
        ("holidays = [\"", "holidays = [\"Q"),
        ("period = \"", "period = \"half "),
        ("unit = \"", "unit = \"un"),
        ("dated = ", "dated = 1 # "),
        ("language = \"", "language = \"E"),
        ("edition = 2", "edition = 1"),
        ("received = \"20", "received = \"30"),
        ("answer = {", "answer = { second_response = \"none\","),
        ("size = {", "size = { bronce = 1,"),
        ("reason = \"", "raison = \""),
        ("[[assumptions]]", "[[assumption]]"),
        ("[[hours]]\n", "[[hours]]\nlevel = 8\n"),
        ("registered_contacts = ", "registered_contacts = -"),
        ("answers = { 1 = \"provider\"", "answers = { 1 = \"nobody\""),
        ("reached_from = 1", "reached_from = 2"),
        ("to_level = 2", "to_level = 5"),
        ("as = \"minor\"", "as = \"tiny\""),
    ];
    for (from, to) in breaks {
        let mut hit = false;
        for entry in std::fs::read_dir(&data).unwrap() {
            let path = entry.unwrap().path();
            let text = std::fs::read_to_string(&path).unwrap();
            if !text.contains(from) {
                continue;
            }
            hit = true;
            let mutant = text.replacen(from, to, 1);
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let outcome = check_pack(mutant.as_bytes(), &name, &zones, today());
            let Err(errors) = outcome else { panic!("{name} with {to:?} for {from:?} was taken") };
            assert_clean(&errors);
        }
        assert!(hit, "{from:?} stands in no pack");
    }
}

/// A small generator, so that every run sees the same mutants.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit.max(1) as u64).unwrap()
    }
}

fn mutate(pack: &[u8], round: usize, random: &mut Random) -> Vec<u8> {
    let text = String::from_utf8(pack.to_vec()).unwrap();
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    // Comments and blank lines say nothing.
    let telling: Vec<usize> = (0..lines.len())
        .filter(|line| !lines[*line].trim().is_empty() && !lines[*line].starts_with('#'))
        .collect();
    let line = telling[random.below(telling.len())];
    let other = telling[random.below(telling.len())];
    let mut bytes = match round % 10 {
        0 => {
            lines.remove(line);
            lines.join("\n").into_bytes()
        }
        1 => {
            let copy = lines[line].clone();
            lines.insert(other, copy);
            lines.join("\n").into_bytes()
        }
        2 => {
            lines.swap(line, other);
            lines.join("\n").into_bytes()
        }
        3 => {
            let digits: String = lines[line]
                .chars()
                .map(|c| {
                    if c.is_ascii_digit() {
                        char::from(b'0' + u8::try_from(random.below(10)).unwrap())
                    } else {
                        c
                    }
                })
                .collect();
            lines[line] = digits;
            lines.join("\n").into_bytes()
        }
        4 => {
            lines[line] = lines[line].replace('"', "");
            lines.join("\n").into_bytes()
        }
        5 => {
            let hostile =
                ["\u{1b}[31m", "\u{202e}", "\u{200b}", "\\u001b", "é\u{301}", "日本", "\u{0}", "\\u202e"]
                    [random.below(8)];
            let at = random.below(lines[line].chars().count());
            lines[line] = lines[line]
                .chars()
                .enumerate()
                .flat_map(|(index, c)| (if index == at { hostile } else { "" }).chars().chain([c]))
                .collect();
            lines.join("\n").into_bytes()
        }
        6 => lines[line]
            .to_uppercase()
            .into_bytes()
            .into_iter()
            .chain(*b"\n")
            .chain(lines.join("\n").into_bytes())
            .collect(),
        7 => {
            lines[line] = lines[line].replace(' ', "  ").replace("= ", "= -");
            lines.join("\n").into_bytes()
        }
        8 => text.clone().into_bytes()[..random.below(text.len())].to_vec(),
        _ => text.clone().into_bytes(),
    };
    if round % 10 == 9 {
        let at = random.below(bytes.len());
        bytes[at] = u8::try_from(random.below(256)).unwrap();
    }
    bytes
}
