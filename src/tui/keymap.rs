//! Which key does what, read from the action table.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::action::{Action, Scope, TABLE};
use super::app::Front;
use super::keys::Key;

fn bindings() -> &'static HashMap<(Scope, Key), Action> {
    static BINDINGS: OnceLock<HashMap<(Scope, Key), Action>> = OnceLock::new();
    BINDINGS.get_or_init(|| {
        let keys = TABLE.iter().flat_map(|entry| entry.keys.iter().map(move |name| (entry, name)));
        keys.filter_map(|(entry, name)| Some(((entry.scope, Key::named(name)?), entry.action))).collect()
    })
}

/// The scopes whose keys are heard with that part in front, the nearest first.
pub fn scopes(front: Front) -> [Scope; 3] {
    match front {
        Front::List => [Scope::List, Scope::Desk, Scope::Everywhere],
        Front::Ticket => [Scope::Ticket, Scope::Desk, Scope::Everywhere],
    }
}

/// What a key does with that part in front; `None` where it does nothing.
pub fn action(front: Front, key: Key) -> Option<Action> {
    scopes(front).into_iter().find_map(|scope| bindings().get(&(scope, key)).copied())
}
