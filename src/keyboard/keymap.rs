//! Which keys run what: a trie for each scope, so that `g g` can be told from `g t` and what can follow a key can be shown.

use std::collections::HashMap;

use super::action::{Action, Call, Scope, entries};
use super::key::{Key, Keys};
use super::table::PREFIXES;

/// Keys that are hit by accident or mean something else to half the world: what changes the desk never sits on one
/// (ux.md 5).
pub const EASY: [&str; 13] = [
    "Enter",
    "Space",
    "Delete",
    "Backspace",
    "Ctrl-h",
    "Ctrl-j",
    "Ctrl-k",
    "Ctrl-l",
    "Ctrl-a",
    "Ctrl-b",
    "Ctrl-d",
    "Ctrl-s",
    "Ctrl-q",
];

/// What keys typed so far mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard<'k> {
    /// This.
    Call(&'k Call),
    /// The beginning of something.
    Prefix,
    /// Nothing.
    Nothing,
}

/// A key that can follow others, and what it does or begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Follower<'k> {
    /// The key.
    pub key: Key,
    /// What it runs; `None` where more keys follow.
    pub call: Option<&'k Call>,
}

/// A binding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    /// The keys, one after the other.
    pub keys: Keys,
    /// Where they are heard.
    pub scope: Scope,
    /// What they run.
    pub call: Call,
}

impl Binding {
    /// Whether not both can be: somewhere both are heard, and they are the same or one begins the other.
    pub fn hides(&self, other: &Binding) -> bool {
        self.scope.meets(other.scope) && self.keys.hides(&other.keys)
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Node {
    call: Option<Call>,
    next: Vec<(Key, Node)>,
}

impl Node {
    fn at(&self, keys: &[Key]) -> Option<&Node> {
        keys.iter()
            .try_fold(self, |node, key| node.next.iter().find(|(next, _)| next == key).map(|(_, node)| node))
    }

    fn put(&mut self, keys: &[Key], call: Call) {
        match keys.split_first() {
            None => self.call = Some(call),
            Some((key, rest)) => {
                let place = self.next.iter().position(|(next, _)| next == key).unwrap_or_else(|| {
                    self.next.push((*key, Node::default()));
                    self.next.len() - 1
                });
                if let Some((_, node)) = self.next.get_mut(place) {
                    node.put(rest, call);
                }
            }
        }
    }
}

/// Which keys run what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keymap {
    bindings: Vec<Binding>,
    roots: HashMap<Scope, Node>,
}

impl Default for Keymap {
    /// The table's own keys.
    fn default() -> Keymap {
        Keymap::of(defaults().collect())
    }
}

/// The table's own bindings.
pub(super) fn defaults() -> impl Iterator<Item = Binding> {
    entries().flat_map(|entry| {
        let keys = entry.keys.iter().filter_map(|name| Keys::named(name));
        keys.map(|keys| Binding { keys, scope: entry.scope, call: entry.action.into() })
    })
}

impl Keymap {
    /// Of bindings of which none hides another.
    pub fn of(bindings: Vec<Binding>) -> Keymap {
        let mut roots: HashMap<Scope, Node> = HashMap::new();
        for binding in &bindings {
            roots.entry(binding.scope).or_default().put(binding.keys.as_slice(), binding.call.clone());
        }
        Keymap { bindings, roots }
    }

    /// What keys mean where those scopes are heard, the nearest first.
    pub fn hear(&self, scopes: &[Scope], keys: &[Key]) -> Heard<'_> {
        let nodes = || scopes.iter().filter_map(|scope| self.roots.get(scope)?.at(keys));
        match nodes().find_map(|node| node.call.as_ref()) {
            Some(call) => Heard::Call(call),
            None if !keys.is_empty() && nodes().next().is_some() => Heard::Prefix,
            None => Heard::Nothing,
        }
    }

    /// What a single key runs there.
    pub fn action(&self, scopes: &[Scope], key: Key) -> Option<Action> {
        match self.hear(scopes, &[key]) {
            Heard::Call(call) => Some(call.action),
            _ => None,
        }
    }

    /// What can follow the keys typed so far, in the order of the table; each key once.
    pub fn followers(&self, scopes: &[Scope], keys: &[Key]) -> Vec<Follower<'_>> {
        let mut found: Vec<Follower<'_>> = Vec::new();
        for node in scopes.iter().filter_map(|scope| self.roots.get(scope)?.at(keys)) {
            for (key, next) in &node.next {
                if !found.iter().any(|known| known.key == *key) {
                    found.push(Follower { key: *key, call: next.call.as_ref() });
                }
            }
        }
        found
    }

    /// Every binding.
    pub fn bindings(&self) -> &[Binding] {
        &self.bindings
    }

    /// The keys of an action without an argument, in the order in which they are listed.
    pub fn keys_of(&self, action: Action) -> impl Iterator<Item = &Keys> {
        let of = move |binding: &&Binding| binding.call.action == action && binding.call.argument.is_none();
        self.bindings.iter().filter(of).map(|binding| &binding.keys)
    }

    /// The first key of an action, for the footer; `None` where it has none.
    pub fn key_of(&self, action: Action) -> Option<String> {
        self.keys_of(action).next().map(ToString::to_string)
    }
}

/// What a first key of sequences is about; `None` where only a file of keys made it one.
pub fn label(key: Key) -> Option<&'static str> {
    let name = key.to_string();
    PREFIXES.iter().find(|(prefix, _)| *prefix == name).map(|(_, label)| *label)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: [Scope; 3] = [Scope::List, Scope::Desk, Scope::Everywhere];
    const TICKET: [Scope; 3] = [Scope::Ticket, Scope::Desk, Scope::Everywhere];

    fn keys(name: &str) -> Vec<Key> {
        Keys::named(name).unwrap().as_slice().to_vec()
    }

    #[test]
    fn a_sequence_is_heard_key_by_key() {
        let map = Keymap::default();
        assert_eq!(map.hear(&LIST, &keys("g")), Heard::Prefix);
        assert_eq!(map.hear(&LIST, &keys("g g")), Heard::Call(&Action::First.into()));
        assert_eq!(map.hear(&LIST, &keys("g g g")), Heard::Nothing);
        assert_eq!(map.hear(&LIST, &keys("g x")), Heard::Nothing);
        assert_eq!(map.hear(&LIST, &[]), Heard::Nothing);
    }

    #[test]
    fn the_nearest_scope_is_heard() {
        let map = Keymap::default();
        assert_eq!(map.action(&LIST, Key::named("Tab").unwrap()), Some(Action::NextCustomer));
        assert_eq!(map.action(&TICKET, Key::named("Tab").unwrap()), Some(Action::NextPart));
        assert_eq!(map.action(&TICKET, Key::char('/')), None);
    }

    #[test]
    fn what_can_follow_is_listed_once_in_the_tables_order() {
        let map = Keymap::default();
        let of = |scopes, name| -> Vec<String> {
            map.followers(scopes, &keys(name)).iter().map(|follower| follower.key.to_string()).collect()
        };
        assert_eq!(of(&LIST, "v"), ["r", "v", "n", "s"]);
        assert!(of(&TICKET, "v").is_empty());
        assert_eq!(label(Key::char('g')), Some("go to"));
    }
}
