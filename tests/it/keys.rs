//! The action table seen from outside: keys in, screen out; `keys.toml`; what the command line says of it; and that table
//! and command line have the same deeds (ux.md 5, 11-16, 31).

use std::sync::Arc;

use clap::CommandFactory;
use tierdesk::cli::Cli;
use tierdesk::desk::Command;
use tierdesk::keyboard::action::{Action, Entry, Way, entries};
use tierdesk::keyboard::file;
use tierdesk::tui::app::Front;
use tierdesk::tui::effect::{Effect, Event, Request};

use super::cli_stage::Desk;
use super::tui_stage::Stage;

fn commands(stage: &Stage) -> Vec<Command> {
    let job = |effect: &Effect| match effect {
        Effect::Ask(Request::Do(job)) => Some(job.commands.clone()),
        _ => None,
    };
    stage.effects.iter().filter_map(job).flatten().collect()
}

/// The last line of the screen.
fn footer(stage: &Stage) -> String {
    stage.text().trim_end().lines().last().unwrap_or_default().to_owned()
}

fn with_keys(text: &str) -> Stage {
    let mut stage = Stage::demo(80, 24);
    let loaded = file::read(text.as_bytes(), "keys.toml");
    assert!(loaded.findings.is_empty(), "{:?}", loaded.findings);
    stage.app.keymap = Arc::new(loaded.keymap);
    stage
}

/// The commands of the command line that change nothing: the board shows what they tell in its own way.
const READING: [&str; 14] = [
    "contact list",
    "contract blocks",
    "contract list",
    "contract show",
    "customer list",
    "customer show",
    "ticket filter",
    "ticket list",
    "ticket next",
    "ticket say",
    "ticket search",
    "ticket show",
    "ticket what-if",
    "ticket why",
];

/// Commands that change a ticket, a customer or a contract, and that no key reaches yet. Nothing is added here.
const NO_KEY_YET: [&str; 0] = [];

/// Every command without subcommands, as it is typed.
fn leaves(command: &clap::Command, path: &str, found: &mut Vec<String>) {
    for sub in command.get_subcommands().filter(|sub| !sub.is_hide_set() && sub.get_name() != "help") {
        let path = format!("{path}{}", sub.get_name());
        if sub.get_subcommands().next().is_none() {
            found.push(path);
        } else {
            leaves(sub, &format!("{path} "), found);
        }
    }
}

/// The command line has it: each word a command, each flag one of its own.
fn exists(written: &str) -> bool {
    let mut command = Cli::command();
    command.build();
    let mut at = &command;
    for word in written.split(' ') {
        if let Some(flag) = word.strip_prefix("--") {
            if !at.get_arguments().any(|argument| argument.get_long() == Some(flag)) {
                return false;
            }
        } else {
            match at.find_subcommand(word) {
                Some(sub) => at = sub,
                None => return false,
            }
        }
    }
    let alone = at.get_subcommands().next().is_none() || at.is_args_conflicts_with_subcommands_set();
    alone || at.get_name() == "help"
}

/// ux.md 31.
#[test]
fn what_a_key_changes_a_command_can_change() {
    for entry in entries() {
        match entry.way {
            Way::Cli(commands) => {
                assert!(!commands.is_empty(), "{}", entry.name);
                for command in commands {
                    assert!(
                        exists(command),
                        "src/keyboard/table.rs: `{}` names `tierdesk {command}`, which is no command that can be run",
                        entry.name
                    );
                }
            }
            Way::OnlyHere(why) => {
                assert!(!why.is_empty(), "{}", entry.name);
                assert!(
                    !entry.writes,
                    "src/keyboard/table.rs: `{}` changes the desk, and no command does the same: name it with Cli(&[..])",
                    entry.name
                );
            }
        }
    }
}

#[test]
fn what_a_command_changes_a_key_can_change() {
    let mut all = Vec::new();
    leaves(&Cli::command(), "", &mut all);
    let desk = ["ticket ", "customer ", "contract ", "contact "];
    let of_desk = |leaf: &&String| desk.iter().any(|noun| leaf.starts_with(noun));
    let reached = |leaf: &str| {
        let names = |command: &&str| command.split(" --").next() == Some(leaf);
        let by = |entry: &&Entry| matches!(entry.way, Way::Cli(commands) if commands.iter().any(names));
        entries().any(|entry| by(&entry) && (entry.writes || entry.argument.is_some()))
    };
    let mut wrong = Vec::new();
    for leaf in all.iter().filter(of_desk) {
        let reads = READING.contains(&leaf.as_str());
        match (reads, reached(leaf), NO_KEY_YET.contains(&leaf.as_str())) {
            (false, false, false) => wrong.push(format!(
                "no action reaches `tierdesk {leaf}`: add a row to src/keyboard/table.rs with Cli(&[\"{leaf}\"]) and writes(), \
                 or list it in READING in tests/it/keys.rs where it changes nothing"
            )),
            (_, true, true) => wrong.push(format!("`{leaf}` has a key now: take it out of NO_KEY_YET")),
            _ => {}
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// ux.md 12, 16.
#[test]
fn after_the_first_key_of_two_a_box_says_what_can_follow() {
    let mut stage = Stage::demo(80, 24);
    stage.keys("G g");
    let text = stage.text();
    assert!(text.contains("┌ g go to ─"), "{text}");
    assert!(text.contains("│ g  to the top"), "{text}");
    assert!(footer(&stage).contains("g …") && footer(&stage).contains("Esc leave it"), "{}", footer(&stage));
    let last = stage.app.cursor;
    stage.keys("g");
    assert_eq!((stage.app.cursor, stage.app.begun.len()), (0, 0));
    assert!(!stage.text().contains("go to ─"));
    // Esc leaves it, and nothing else.
    stage.keys("G g Esc");
    assert_eq!((stage.app.cursor, stage.app.begun.len()), (last, 0));
    stage.keys("2 j Enter g Esc");
    assert_eq!(stage.app.front, Front::Ticket);
    // However long one waits, it waits too.
    stage.keys("g").wait(3600);
    assert_eq!(stage.app.begun.len(), 1);
    stage.keys("g");
    assert!(stage.app.begun.is_empty());
}

#[test]
fn keys_that_lead_nowhere_say_so() {
    let mut stage = Stage::demo(80, 24);
    stage.keys("g x");
    assert!(footer(&stage).contains("g x is bound to nothing here"), "{}", footer(&stage));
    assert!(stage.app.begun.is_empty() && stage.effects.is_empty());
    // What is pasted is text, in a sequence too (ux.md 11).
    stage.keys("G g");
    stage.event(Event::Paste("g".into()));
    assert!(stage.app.cursor > 0);
}

#[test]
fn keys_can_be_moved_and_the_screen_follows() {
    let mut stage =
        with_keys("[keys]\nreply = \"F5\"\nquit = \"Q\"\n\"view mine\" = \"v m\"\nfirst = \"Home\"\n");
    stage.keys("j");
    assert!(footer(&stage).contains("F5 reply") && footer(&stage).contains("Q quit"), "{}", footer(&stage));
    stage.keys("r q");
    assert!(stage.app.overlays.is_empty() && stage.effects.is_empty());
    stage.keys("F5");
    assert_eq!(stage.app.overlays.len(), 1);
    stage.keys("Esc v");
    assert!(stage.text().contains("m  show a view by its name: mine"), "{}", stage.text());
    stage.keys("m");
    assert_eq!(stage.app.view, tierdesk::tui::listing::View::Mine);
    stage.keys("? \"F5");
    assert!(stage.text().contains("reply to the customer"));
    assert!(!stage.text().contains("write a note"));
    // Ctrl-c ends it whatever the file says.
    stage.keys("Ctrl-c");
    assert!(stage.effects.contains(&Effect::Quit));
}

/// ux.md 13.
#[test]
fn help_is_grouped_narrows_and_runs() {
    let mut stage = Stage::demo(120, 150);
    stage.keys("?");
    let text = stage.text();
    for part in ["Moving", "Ticket", "What is shown", "– #", "g g  Home"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    stage.keys("End");
    let text = stage.text();
    for part in ["In forms", "Ctrl-c", "F8", "F2  Ctrl-o", "q  Ctrl-c"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    stage.keys("\"urgency Enter");
    assert!(stage.app.overlays.is_empty());
    assert_eq!(stage.app.view, tierdesk::tui::listing::View::Flat);
    // With its own confirmation.
    stage.keys("/ \"tomasz Enter ? \"yourself Enter");
    assert!(stage.text().contains("Take it away from tomasz?"), "{}", stage.text());
    assert!(commands(&stage).is_empty());
    // What is always the same runs nothing.
    stage.keys("n ? \"start Space \"empty Enter");
    assert!(stage.app.overlays.is_empty() && commands(&stage).is_empty());
    // What is bound to nothing is found to be nothing.
    stage.keys("? \"zzzz");
    assert!(stage.text().contains("no key here does that"), "{}", stage.text());
    stage.keys("Enter Esc");
    assert!(stage.app.overlays.is_empty());
}

/// ux.md 14.
#[test]
fn the_palette_reaches_everything_and_says_why_not() {
    for entry in entries() {
        let mut stage = Stage::demo(120, 40);
        stage.keys(":");
        entry.name.chars().for_each(|c| stage.keys(&format!("\"{c}")).effects.clear());
        let text = stage.text();
        assert!(text.contains(&format!(" {}", entry.name)), "{text}");
        let why = tierdesk::tui::hindrance::of(entry, &stage.app);
        if let Some(why) = why {
            assert!(text.contains(&format!("not now: {why}")), "{}: {text}", entry.name);
            stage.keys("Enter");
            assert!(footer(&stage).contains(&why), "{}", footer(&stage));
            assert!(stage.effects.is_empty());
        }
    }
}

#[test]
fn the_palette_completes_what_follows_a_name() {
    let mut stage = Stage::demo(120, 40);
    stage.keys("2 / \"is:unassigned Enter : \"assi Tab");
    assert!(stage.text().contains(":assign "), "{}", stage.text());
    stage.keys("\"tom");
    assert!(stage.text().contains("tomasz") && !stage.text().contains("m.lindqvist  "), "{}", stage.text());
    let ticket = stage.app.ticket().unwrap().clone();
    stage.keys("Enter");
    let asked = commands(&stage);
    assert!(
        matches!(&asked[..], [Command::Assign { ticket: id, to: Some(to), seen: Some(seen) }]
            if *id == ticket.id && to == "tomasz" && *seen == ticket.revision),
        "{asked:?}"
    );
    // Somebody whom the desk does not know yet, as typed.
    let mut stage = Stage::demo(120, 40);
    stage.keys("2 / \"is:unassigned Enter : \"assign Space \"zoe");
    assert!(stage.text().contains("zoe  as typed"), "{}", stage.text());
    stage.keys("Enter");
    assert!(matches!(&commands(&stage)[..], [Command::Assign { to: Some(to), .. }] if to == "zoe"));
}

#[test]
fn a_number_goes_to_its_ticket() {
    for typed in [": \"go Space \"", ": \"#", ": \""] {
        let mut stage = Stage::demo(80, 24);
        let id = stage.app.picture.as_ref().unwrap().board.rows.last().unwrap().ticket.id;
        stage.keys(&format!("Z {typed}{id} Enter"));
        assert_eq!((stage.app.front, stage.app.ticket_id()), (Front::Ticket, Some(id)), "{typed}");
        stage.keys("Esc");
        assert_eq!(stage.app.ticket_id(), Some(id), "it is selected in the list");
    }
    // A resolved one has left the list, and is shown all the same.
    let mut stage = Stage::demo(80, 24);
    stage.keys(": \"1 Enter");
    assert_eq!(stage.app.ticket().map(|ticket| ticket.id.0), Some(1));
    assert!(!stage.app.ticket().unwrap().is_open());
    // A key of its own asks for the number.
    stage.keys("Esc g t");
    assert!(stage.text().contains(":go "), "{}", stage.text());
    stage.keys("Esc : \"customer Space \"glass");
    stage.keys("Enter");
    assert_eq!(stage.app.front, Front::List);
}

/// ux.md 11.
#[test]
fn what_is_pasted_into_the_palette_is_text() {
    let mut stage = Stage::demo(80, 24);
    stage.keys(":");
    stage.event(Event::Paste("assign mallory\n:quit\n\x1b[31m".into()));
    assert!(stage.text().contains(":assign mallory"), "{}", stage.text());
    assert!(stage.effects.is_empty() && stage.app.overlays.len() == 1);
    stage.event(Event::Paste("x".repeat(100_000)));
    stage.buffer();
}

/// ux.md 9: what may not be written follows from the table.
#[test]
fn read_only_hinders_what_writes_and_nothing_else() {
    let mut stage = Stage::demo(120, 40);
    stage.keys("j");
    stage.app.read_only = Some("this desk is read-only".into());
    for entry in entries() {
        let why = tierdesk::tui::hindrance::of(entry, &stage.app);
        assert_eq!(entry.writes, why.as_deref() == Some("this desk is read-only"), "{}", entry.name);
    }
    assert!(!footer(&stage).contains("reply"), "{}", footer(&stage));
    stage.keys(": \"reply Enter");
    assert!(footer(&stage).contains("read-only") && stage.app.overlays.is_empty(), "{}", footer(&stage));
}

#[test]
fn sequence_box_palette_and_help_look_so() {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        // Few lines each, so that they don't change with every action that is added to the table.
        let mut two = with_keys("[keys]\nfold = [\"F5 z\", \"F5 F5 z\"]\nreopen = \"F5 x\"\n");
        insta::assert_snapshot!("keys_sequence", two.keys("F5").styled());
        insta::assert_snapshot!("keys_palette", Stage::demo(80, 24).keys(": \"suspend").styled_layer());
        insta::assert_snapshot!(
            "keys_palette_argument",
            Stage::demo(80, 24).keys(": \"assign Space").styled_layer()
        );
    });
}

const WRONG: &str = "\
[keys]
reply = \"F5\"
resolve = \"F5\"
tkae = \"t\"
note = \"Entr\"
wait = \"Enter\"
assign = \"g\"
quit = \"Q\"
";

/// ux.md 12.
#[test]
fn every_mistake_in_the_file_is_shown_with_its_place() {
    let desk = Desk::new();
    desk.write("keys.toml", WRONG);
    let ran = desk.run(&["keys", "check", "keys.toml"]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    insta::assert_snapshot!(ran.out, @r#"
    error: `F5` cannot be both `reply` and `resolve`
     --> keys.toml:3:11
      |
    3 | resolve = "F5"
      |           ^^^^
      |
      = help: line 2 has it: give one of the two another key

    error: there is no action "tkae"
     --> keys.toml:4:1
      |
    4 | tkae = "t"
      | ^^^^
      |
      = help: did you mean take?

    error: there is no key "Entr"
     --> keys.toml:5:8
      |
    5 | note = "Entr"
      |        ^^^^^^
      |
      = help: did you mean Enter?

    error: `wait` changes the desk, and Enter is hit by accident or means something else
     --> keys.toml:6:8
      |
    6 | wait = "Enter"
      |        ^^^^^^^
      |
      = help: choose a letter, or keys that end in one

    error: `g` cannot be `assign`: it begins `g g`, which is `first`
     --> keys.toml:7:10
      |
    7 | assign = "g"
      |          ^^^
      |
      = help: give `first` another key in this file, or none: first = []

    keys.toml: 5 mistakes; the rest holds
    "#);
    let answer = desk.run(&["keys", "check", "keys.toml", "--json"]);
    let answer: serde_json::Value = serde_json::from_str(&answer.out).unwrap();
    assert_eq!((answer["ok"].as_bool(), answer["diagnostics"].as_array().unwrap().len()), (Some(false), 5));
    assert_eq!(answer["diagnostics"][0]["line"], 3);
}

#[test]
fn the_file_in_the_folder_of_settings_is_the_one_that_is_read() {
    let desk = Desk::new();
    let out = desk.ok(&["keys", "check"]);
    assert!(out.contains(".config/tierdesk/keys.toml: there is no such file"), "{out}");
    std::fs::create_dir_all(desk.path(".config/tierdesk")).unwrap();
    desk.write(".config/tierdesk/keys.toml", desk.ok(&["keys", "default"]));
    assert!(desk.ok(&["keys", "check"]).ends_with("keys.toml: good\n"));
    desk.write(".config/tierdesk/keys.toml", WRONG);
    assert_eq!(desk.run(&["keys", "check"]).code, 2);
    let listed = desk.run(&["keys", "list"]);
    assert!(
        listed.err.contains("keys.toml has 5 mistakes: `tierdesk keys check` shows them"),
        "{}",
        listed.err
    );
    let reply = listed.out.lines().find(|line| line.contains(" reply ")).unwrap();
    assert!(reply.starts_with("F5 "), "{reply}");
    // A folder in its place costs the keys that are in it, and not the board.
    std::fs::remove_file(desk.path(".config/tierdesk/keys.toml")).unwrap();
    std::fs::create_dir(desk.path(".config/tierdesk/keys.toml")).unwrap();
    assert_eq!(desk.run(&["keys", "check"]).code, 2);
    assert_eq!(desk.run(&["keys", "list"]).code, 0);
}

#[test]
fn the_list_of_keys_is_the_table() {
    let desk = Desk::new();
    let listed = desk.json(&["keys", "list"]);
    let listed = listed.as_array().unwrap();
    assert_eq!(listed.len(), entries().count());
    let assign = listed.iter().find(|row| row["action"] == "assign").unwrap();
    assert_eq!((assign["keys"][0].as_str(), assign["writes"].as_bool()), (Some("A"), Some(true)));
    assert_eq!(
        (assign["argument"].as_str(), assign["commands"][0].as_str()),
        (Some("AGENT"), Some("ticket assign"))
    );
    let down = listed.iter().find(|row| row["action"] == "down").unwrap();
    assert!(down["only_on_screen"].is_string() && down["commands"].as_array().unwrap().is_empty());
    assert_eq!(Action::Down.entry().unwrap().keys, ["j", "Down"]);
}
