//! The file of keys, `keys.toml` in the folder of settings: which keys an action is on, in place of the table's own.
//!
//! ```toml
//! [keys]
//! take = "t"                    # one key
//! first = ["g g", "Home"]       # several ways; keys one after the other are parted by blanks
//! suspend = []                  # on no key
//! "assign ana" = "g a"          # an action with what is typed after its name
//! ```
//!
//! A mistake costs the line it stands in and nothing else (ux.md 12): every other line holds, and an action whose keys are
//! all mistaken keeps those of the table. Nothing in the file takes Esc from going back or Ctrl-c from quitting, and none
//! puts what changes the desk on a key that is hit by accident (ux.md 5, 20).

use std::collections::HashSet;
use std::ops::Range;

use super::action::{self, Action, Call, Entry, entries};
use super::key::{self, Key, Keys};
use super::keymap::{Binding, EASY, Keymap, defaults};
use crate::written::{self, Diagnostic, Findings, Kind, Section, Text, Value, Weight, did_you_mean};

/// What is said of such a file.
const KIND: Kind = Kind {
    name: "key file",
    begins: None,
    instead: "a key file is TOML: a line [keys], and below it lines such as take = \"t\"",
};

/// Keys that always do the same: without them nobody would find the way back, or out.
pub const FIXED: [(&str, Action); 2] = [("Esc", Action::Back), ("Ctrl-c", Action::Quit)];

/// Keys that a terminal cannot tell from others.
const SAME: [(&str, &str); 4] =
    [("Ctrl-i", "Tab"), ("Ctrl-m", "Enter"), ("Ctrl-[", "Esc"), ("Ctrl-?", "Backspace")];

/// What came of a file.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// Which keys run what: the file's where they are good, the table's everywhere else.
    pub keymap: Keymap,
    /// Every mistake, in the order of the file.
    pub findings: Vec<Diagnostic>,
}

impl Loaded {
    /// How many lines of the file do not hold.
    pub fn mistakes(&self) -> usize {
        self.findings.iter().filter(|finding| finding.weight == Weight::Error).count()
    }
}

/// Reads a file of keys. Pure; `file` is only shown.
pub fn read(bytes: &[u8], file: &str) -> Loaded {
    let walk = |mut top: Section<'_>, found: &mut Findings| {
        let keys = top.section("keys", found);
        top.finish(found);
        keys.map_or_else(Keymap::default, |keys| keymap(&keys, bytes, found))
    };
    let (keymap, findings) = written::read_what_holds(bytes, file, KIND, walk);
    Loaded { keymap: keymap.unwrap_or_default(), findings }
}

/// A binding that a line asks for.
struct Wish {
    binding: Binding,
    name: String,
    span: Range<usize>,
    key: String,
}

/// A binding that holds, and the line and the name of the file that it is from.
struct Kept {
    binding: Binding,
    from: Option<(usize, String)>,
}

fn keymap(section: &Section<'_>, bytes: &[u8], found: &mut Findings) -> Keymap {
    let mut wishes = Vec::new();
    let mut named: Vec<(Call, bool)> = Vec::new();
    for (name, value) in section.entries() {
        let Some((entry, call)) = called(name, found) else { continue };
        let before = wishes.len();
        let whole = wishes_of(entry, &call, name, value, found, &mut wishes);
        // What was meant to be on no key is; what was meant to be on some, and is on none of them, keeps its own.
        named.push((call, whole || wishes.len() > before));
    }
    let of_file: HashSet<&Call> = named.iter().filter(|(_, holds)| *holds).map(|(call, _)| call).collect();
    let own = defaults().filter(|own| is_fixed(own) || !of_file.contains(&own.call));
    let mut kept: Vec<Kept> = own.map(|binding| Kept { binding, from: None }).collect();
    for wish in wishes {
        let clash = kept.iter().position(|own| own.binding.hides(&wish.binding));
        match clash.and_then(|at| kept.get(at).map(|other| (at, other))) {
            Some((_, other)) if other.binding != wish.binding => {
                refuse(&wish, other, found);
                continue;
            }
            // Written twice, or a fixed key that is named as well: it stands where the file has it.
            Some((at, _)) => drop(kept.remove(at)),
            None => {}
        }
        kept.push(Kept { from: Some((line(bytes, wish.span.start), wish.name)), binding: wish.binding });
    }
    // A key that is always there comes last where the file names others.
    kept.sort_by_key(|kept| kept.from.is_none() && named.iter().any(|(call, _)| *call == kept.binding.call));
    let mut kept: Vec<Binding> = kept.into_iter().map(|kept| kept.binding).collect();
    // What was meant to be on some key and is on none keeps its own, where nobody else has these now.
    let unbound =
        |call: &Call| section.entries().iter().any(|(name, value)| is_empty_list(value) && names(name, call));
    for own in defaults().filter(|own| of_file.contains(&own.call) && !unbound(&own.call)) {
        let homeless = !kept.iter().any(|other| other.call == own.call && !is_fixed(other));
        if homeless && clash(&kept, &own).is_none() {
            kept.push(own);
        }
    }
    Keymap::of(in_order(kept))
}

/// In the order of the table, an action's own order kept, so that hints and help list them as the table does.
fn in_order(mut bindings: Vec<Binding>) -> Vec<Binding> {
    let place = |action: Action| entries().position(|entry| entry.action == action);
    bindings.sort_by_key(|binding| place(binding.call.action));
    bindings
}

fn is_fixed(binding: &Binding) -> bool {
    FIXED.iter().any(|(key, action)| binding.call == (*action).into() && binding.keys.to_string() == *key)
}

fn is_empty_list(value: &Value<'_>) -> bool {
    value.value.get_ref().as_array().is_some_and(|list| list.iter().next().is_none())
}

fn names(name: &Text<'_>, call: &Call) -> bool {
    call.argument.is_none()
        && action::named(name.value.trim()).is_some_and(|entry| entry.action == call.action)
}

/// The place of the binding that keeps another from being heard, or that it would keep from being heard.
fn clash(kept: &[Binding], wanted: &Binding) -> Option<usize> {
    kept.iter().position(|own| own.hides(wanted))
}

/// The action that a line names, and what stands after its name.
fn called<'e>(name: &Text<'_>, found: &mut Findings) -> Option<(&'e Entry, Call)> {
    let written = name.value.trim();
    let (first, rest) = written.split_once(char::is_whitespace).unwrap_or((written, ""));
    let Some(entry) = action::named(first) else {
        let help = did_you_mean(first, entries().map(|entry| entry.name));
        let help = help
            .filter(|help| help.starts_with("did"))
            .unwrap_or_else(|| "`tierdesk keys list` names them all".into());
        found.error(
            name.span.clone(),
            &name.key,
            format!("there is no action {}", crate::text::quoted(first)),
            help,
        );
        return None;
    };
    let argument = crate::text::printable(rest.trim()).into_owned();
    match (argument.is_empty(), entry.argument) {
        (true, _) => Some((entry, entry.action.into())),
        (false, Some(_)) => Some((entry, Call::with(entry.action, argument))),
        (false, None) => {
            let message = format!("nothing can stand after `{}`", entry.name);
            found.error(name.span.clone(), &name.key, message, format!("write {} alone", entry.name));
            None
        }
    }
}

/// Puts down what a line asks for; whether all of it can be.
fn wishes_of(
    entry: &Entry,
    call: &Call,
    name: &Text<'_>,
    value: &Value<'_>,
    found: &mut Findings,
    wishes: &mut Vec<Wish>,
) -> bool {
    let texts = if value.value.get_ref().as_array().is_some() {
        let Some(values) = value.list(found) else { return false };
        values.iter().map(|value| value.text(found)).collect()
    } else if value.value.get_ref().as_str().is_some() {
        vec![value.text(found)]
    } else {
        value.wrong_kind("a key in quotes such as \"t\" or \"g g\", or a list of them; [] for none", found);
        return false;
    };
    let all = texts.len();
    let before = wishes.len();
    for text in texts.into_iter().flatten() {
        let Some(keys) = keys_of(entry, &text, found) else { continue };
        let binding = Binding { keys, scope: entry.scope, call: call.clone() };
        wishes.push(Wish { binding, name: name.value.trim().to_owned(), span: text.span, key: text.key });
    }
    wishes.len() - before == all
}

/// The keys of a text, where they are keys and this action may be on them.
fn keys_of(entry: &Entry, text: &Text<'_>, found: &mut Findings) -> Option<Keys> {
    let mut refuse = |message: String, help: String| {
        found.error(text.span.clone(), &text.key, message, help);
        None
    };
    for word in text.value.split_whitespace() {
        if let Some((_, same)) = SAME.iter().find(|(name, _)| name.eq_ignore_ascii_case(word)) {
            return refuse(
                format!("a terminal cannot tell {word} from {same}"),
                format!("write {same}, or another key"),
            );
        }
        if Key::named(word).is_none() {
            return refuse(format!("there is no key {}", crate::text::quoted(word)), key::such_as(word));
        }
    }
    let Some(keys) = Keys::named(text.value) else {
        return refuse(
            "that is longer than anybody types".to_owned(),
            format!("write at most {} keys", key::LONGEST),
        );
    };
    let names: Vec<String> = keys.as_slice().iter().map(ToString::to_string).collect();
    for (fixed, action) in FIXED {
        let own = entry.action == action && names.len() == 1;
        if names.iter().any(|name| name == fixed) && !own {
            let does = action.entry().map_or("its own", |entry| entry.name);
            return refuse(
                format!("{fixed} is always `{does}`, it cannot be `{}`", entry.name),
                "choose another key".to_owned(),
            );
        }
    }
    if let Some(last) = names.last().filter(|last| entry.writes && EASY.contains(&last.as_str())) {
        let message = format!(
            "`{}` changes the desk, and {last} is hit by accident or means something else",
            entry.name
        );
        return refuse(message, "choose a letter, or keys that end in one".to_owned());
    }
    Some(keys)
}

/// Says why a wish cannot be: both keys, both actions, and where the other comes from.
fn refuse(wish: &Wish, other: &Kept, found: &mut Findings) {
    let Kept { binding: other, from } = other;
    let (keys, theirs) = (&wish.binding.keys, &other.keys);
    let own = other.call.action.entry().map_or("", |entry| entry.name);
    let other_name = from.as_ref().map_or(own, |(_, name)| name.as_str());
    let name = &wish.name;
    let what = if keys == theirs {
        format!("`{keys}` cannot be both `{other_name}` and `{name}`")
    } else if theirs.as_slice().starts_with(keys.as_slice()) {
        format!("`{keys}` cannot be `{name}`: it begins `{theirs}`, which is `{other_name}`")
    } else {
        format!("`{keys}` cannot be `{name}`: `{theirs}` alone is `{other_name}`")
    };
    let help = match from {
        Some((line, _)) => format!("line {line} has it: give one of the two another key"),
        None => format!("give `{own}` another key in this file, or none: {own} = []"),
    };
    found.error(wish.span.clone(), &wish.key, what, help);
}

/// The line of a byte, from 1.
fn line(bytes: &[u8], at: usize) -> usize {
    1 + bytes.iter().take(at).filter(|byte| **byte == b'\n').count()
}

impl Keymap {
    /// With more bindings, such as those of saved views. One that would hide another, or be hidden by it, is left out:
    /// these come back with what they clash with.
    pub fn with(self, more: Vec<Binding>) -> (Keymap, Vec<(Binding, Binding)>) {
        let mut kept = self.bindings().to_vec();
        let mut left_out = Vec::new();
        for binding in more {
            match clash(&kept, &binding).and_then(|at| kept.get(at).cloned()) {
                Some(other) => left_out.push((binding, other)),
                None => kept.push(binding),
            }
        }
        (Keymap::of(kept), left_out)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Scope;
    use super::*;

    fn loaded(text: &str) -> Loaded {
        read(text.as_bytes(), "keys.toml")
    }

    fn keys(loaded: &Loaded, action: Action) -> Vec<String> {
        loaded.keymap.keys_of(action).map(ToString::to_string).collect()
    }

    fn only(loaded: &Loaded) -> String {
        assert_eq!(loaded.findings.len(), 1, "{:#?}", loaded.findings);
        loaded.findings[0].to_string()
    }

    #[test]
    fn an_empty_file_changes_nothing() {
        for text in ["", "# nothing\n", "[keys]\n"] {
            let loaded = loaded(text);
            assert!(loaded.findings.is_empty(), "{text:?}");
            assert_eq!(loaded.keymap, Keymap::default());
        }
    }

    #[test]
    fn keys_are_moved_added_and_taken_away() {
        let loaded = loaded(
            "[keys]\nreply = [\"F9\", \"F5\"]\nsuspend = []\nlast = \"g e\"\n\"view mine\" = \"v m\"\n",
        );
        assert!(loaded.findings.is_empty(), "{:?}", loaded.findings);
        assert_eq!(keys(&loaded, Action::Reply), ["F9", "F5"]);
        assert!(keys(&loaded, Action::Suspend).is_empty());
        assert_eq!(keys(&loaded, Action::Last), ["g e"]);
        assert_eq!(keys(&loaded, Action::Note), ["n"]);
        let view = loaded.keymap.bindings().iter().find(|binding| binding.keys.to_string() == "v m").unwrap();
        assert_eq!(view.call, Call::with(Action::View, "mine"));
    }

    /// Two that change places are no mistake.
    #[test]
    fn two_actions_swap_their_keys() {
        let loaded = loaded("[keys]\nreply = \"n\"\nnote = \"r\"\n");
        assert!(loaded.findings.is_empty(), "{:?}", loaded.findings);
        assert_eq!(
            (keys(&loaded, Action::Reply), keys(&loaded, Action::Note)),
            (vec!["n".into()], vec!["r".into()])
        );
    }

    /// ux.md 12: file, line, both actions; the rest still loads.
    #[test]
    fn a_key_with_two_meanings_names_both() {
        let loaded = loaded("[keys]\ntake = \"F5\"\nresolve = \"F5\"\nnote = \"F6\"\n");
        assert_eq!(
            only(&loaded),
            "keys.toml:3:11: `F5` cannot be both `take` and `resolve`; line 2 has it: give one of the two another key"
        );
        assert_eq!(keys(&loaded, Action::Take), ["F5"]);
        assert_eq!(keys(&loaded, Action::Resolve), ["x"]);
        assert_eq!(keys(&loaded, Action::Note), ["F6"]);
    }

    #[test]
    fn a_key_of_the_table_is_not_taken_in_silence() {
        let one = loaded("[keys]\ntake = [\"r\", \"F5\"]\n");
        let words = "keys.toml:2:9: `r` cannot be both `reply` and `take`; \
                     give `reply` another key in this file, or none: reply = []";
        assert_eq!(only(&one), words);
        assert_eq!(
            (keys(&one, Action::Take), keys(&one, Action::Reply)),
            (vec!["F5".into()], vec!["r".into()])
        );
    }

    #[test]
    fn a_sequence_and_its_beginning_cannot_both_be() {
        let begins = loaded("[keys]\ntake = \"g\"\n");
        assert!(
            only(&begins).contains("`g` cannot be `take`: it begins `g g`, which is `first`"),
            "{}",
            only(&begins)
        );
        let hidden = loaded("[keys]\ntake = \"r t\"\n");
        assert!(only(&hidden).contains("`r t` cannot be `take`: `r` alone is `reply`"), "{}", only(&hidden));
        // Where the two are never heard at once, there is no mistake.
        assert!(loaded("[keys]\nnext-part = \"/\"\n").findings.is_empty());
    }

    #[test]
    fn words_that_mean_nothing_are_named_with_what_was_meant() {
        let action = only(&loaded("[keys]\nasign = \"F5\"\n"));
        assert!(action.ends_with("there is no action \"asign\"; did you mean assign?"), "{action}");
        let key = only(&loaded("[keys]\nassign = \"ctrl-e\"\n"));
        assert!(key.ends_with("there is no key \"ctrl-e\"; did you mean Ctrl-e?"), "{key}");
        let after = only(&loaded("[keys]\n\"reply ana\" = \"F5\"\n"));
        assert!(after.contains("nothing can stand after `reply`"), "{after}");
        let table = only(&loaded("[kyes]\nreply = \"F5\"\n"));
        assert!(table.contains("did you mean keys?"), "{table}");
        assert!(only(&loaded("[keys]\nreply = 5\n")).contains("is a whole number here"));
        assert!(only(&loaded("[keys]\nreply = \"Ctrl-m\"\n")).contains("cannot tell Ctrl-m from Enter"));
    }

    /// ux.md 5, 20.
    #[test]
    fn no_file_makes_an_easy_key_dangerous_or_takes_the_way_out() {
        for key in EASY {
            let loaded = loaded(&format!("[keys]\nresolve = \"{key}\"\nfold = []\n"));
            assert!(only(&loaded).contains("changes the desk"), "{key}");
            assert_eq!(keys(&loaded, Action::Resolve), ["x"]);
        }
        let away = loaded("[keys]\nquit = []\nback = \"B\"\n");
        assert!(away.findings.is_empty());
        assert_eq!(
            (keys(&away, Action::Quit), keys(&away, Action::Back)),
            (vec!["Ctrl-c".into()], vec!["B".into(), "Esc".into()])
        );
        assert!(only(&loaded("[keys]\nresolve = \"Esc\"\n")).contains("Esc is always `back`"));
        assert!(only(&loaded("[keys]\nfold = \"g Esc\"\n")).contains("Esc is always `back`"));
        assert!(loaded("[keys]\nquit = [\"Ctrl-c\", \"Q\"]\n").findings.is_empty());
    }

    /// A line that is no TOML costs itself.
    #[test]
    fn what_is_no_toml_costs_its_line() {
        let loaded = loaded("[keys]\nreply = R\nnote = \"F6\"\n");
        assert_eq!(loaded.mistakes(), 1, "{:?}", loaded.findings);
        assert_eq!(
            (keys(&loaded, Action::Reply), keys(&loaded, Action::Note)),
            (vec!["r".into()], vec!["F6".into()])
        );
    }

    #[test]
    fn an_action_whose_keys_are_all_mistaken_keeps_its_own() {
        let loaded = loaded("[keys]\nreply = [\"Enter\", \"Entr\"]\n");
        assert_eq!(loaded.mistakes(), 2);
        assert_eq!(keys(&loaded, Action::Reply), ["r"]);
    }

    #[test]
    fn bindings_from_elsewhere_take_no_key_away() {
        let binding = |name: &str, view: &str| Binding {
            keys: Keys::named(name).unwrap(),
            scope: Scope::List,
            call: Call::with(Action::View, view),
        };
        let (map, left_out) = Keymap::default().with(vec![binding("7", "acme"), binding("r", "late")]);
        assert_eq!(map.bindings().last().unwrap().call.argument.as_deref(), Some("acme"));
        assert_eq!((left_out.len(), left_out[0].1.call.action), (1, Action::Reply));
    }

    proptest::proptest! {
        /// Whatever stands in the file, nothing panics, and there is a way back and a way out.
        #[test]
        fn no_text_does_harm(text in ".{0,200}", lines in proptest::collection::vec("[a-z-]{1,12} ?= ?(\"[ -~]{0,12}\"|\\[.{0,20}\\]|.{0,8})", 0..12)) {
            for text in [text.clone(), format!("[keys]\n{}", lines.join("\n")), format!("{text}\n[keys]\n{}\n{text}", lines.join("\n"))] {
                let loaded = loaded(&text);
                for (name, action) in FIXED {
                    assert_eq!(loaded.keymap.action(&[Scope::List, Scope::Desk, Scope::Everywhere], Key::named(name).unwrap()), Some(action));
                }
                loaded.findings.iter().for_each(|finding| drop(finding.render()));
            }
        }
    }
}
