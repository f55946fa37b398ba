//! A watch over a store without a screen: one turn after the other, each of which takes in what is new and claims what has
//! fallen. When the turns come is its caller's business.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use super::{Claim, Lookout, OfStore};
use crate::alert::{Alert, AlertId, Listener, Rules, Way};
use crate::calendar::Instant;
use crate::desk::Book;
use crate::store::presence::{self, Here};
use crate::store::{Access, Store, StoreError};

/// An agent who has the desk open is told there: what nobody has claimed after so many seconds is told here.
const GRACE: i64 = 5;

/// See the head of this file.
#[derive(Debug)]
pub struct Vigil {
    path: PathBuf,
    /// Whose alerts; `None` for everybody's that leave the program.
    agent: Option<String>,
    book: Arc<Book>,
    store: Store,
    lookout: Lookout,
    fed: OfStore,
    /// Nothing has been taken in yet, or the last turn broke off.
    fresh: bool,
    /// When alerts were first seen that are left to consoles for a moment.
    left: HashMap<(String, String), Instant>,
    /// Consoles are left nothing: it is told now or never.
    at_once: bool,
}

/// What a turn came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Turn {
    /// What is told now.
    pub told: Vec<(AlertId, Alert)>,
    /// What people should know, in lines.
    pub notes: Vec<String>,
    /// When the next mark falls.
    pub next: Option<Instant>,
}

impl Vigil {
    /// Over the store at a path, for an agent and nobody in particular; or for everybody, of what leaves the program.
    ///
    /// # Errors
    /// [`StoreError`] where it cannot be opened to be written.
    pub fn new(path: PathBuf, agent: Option<String>, book: Arc<Book>) -> Result<Vigil, StoreError> {
        let store = Store::open(&path, Access::ReadWrite)?;
        if let Some(why) = store.read_only() {
            return Err(StoreError::ReadOnly { path, why: why.to_owned() });
        }
        let lookout =
            Lookout::new(store.path(), book.zones().clone(), |rules| listener(agent.as_ref(), rules));
        let fed = OfStore::new();
        let left = HashMap::new();
        Ok(Vigil { path, agent, book, store, lookout, fed, fresh: true, left, at_once: false })
    }

    /// The same for one look: consoles that are open are not waited for.
    #[must_use]
    pub fn at_once(self) -> Vigil {
        Vigil { at_once: true, ..self }
    }

    /// The rules in force.
    pub fn rules(&self) -> &Rules {
        self.lookout.rules()
    }

    /// The store.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Packs and zones.
    pub fn book(&self) -> &Arc<Book> {
        &self.book
    }

    /// Takes in what is new and claims what has fallen by now.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read or written: nothing is lost, and the next turn goes on.
    pub fn turn(&mut self, now: Instant) -> Result<Turn, StoreError> {
        let mut turn = Turn::default();
        if !self.store.still_same_file() {
            self.reopen()?;
            turn.notes.push("the store is another file now: it was read anew".to_owned());
        }
        let changed = self.store.changed_elsewhere()?;
        self.fresh |= changed;
        if self.lookout.refresh() {
            self.fed.forget();
            self.fresh = true;
            turn.notes.push("the rules were read anew".to_owned());
        }
        turn.notes.append(&mut self.lookout.notes());
        if self.fresh {
            self.lookout.remind(&mut self.store)?;
        }
        if self.fresh || self.lookout.next().is_some_and(|next| next <= now) {
            // Other rules of the desk move every mark.
            if self.fresh && self.store.hold_rules(&self.book, None)? {
                self.fed.forget();
            }
            self.fresh = true;
            self.fed.feed(&mut self.lookout, &mut self.store, &self.book, now)?;
            // What was emptied for being read anew is reminded of again.
            self.lookout.remind(&mut self.store)?;
            self.fresh = false;
        }
        let before = self.lookout.doubt().is_some();
        turn.told = self.claim(now)?;
        if let Some(doubt) = self.lookout.doubt().filter(|_| !before) {
            turn.notes.push(format!("nothing is told: {doubt}"));
        }
        turn.next = self.lookout.next();
        Ok(turn)
    }

    fn claim(&mut self, now: Instant) -> Result<Vec<(AlertId, Alert)>, StoreError> {
        let all = self.agent.is_none();
        let mut consoles: Option<Vec<Here>> = None;
        let (left, at_once, path) = (&mut self.left, self.at_once, self.store.path().to_owned());
        // A clock that was set back must not make anything wait for long.
        left.retain(|_, since| (0..3_600).contains(&now.since(*since)));
        self.lookout.claim(&mut self.store, now, |alert| {
            if all && !alert.ways.iter().any(Way::leaves) {
                return Claim::Never;
            }
            let consoles = consoles.get_or_insert_with(|| presence::here(&path));
            let there = |here: &Here| alert.agent.is_empty() || here.agent == alert.agent;
            if at_once || !consoles.iter().any(there) {
                return Claim::Now;
            }
            let since = *left.entry((alert.agent.clone(), alert.identity.clone())).or_insert(now);
            match since.plus(GRACE) {
                Some(until) if until > now => Claim::Later(until),
                _ => Claim::Now,
            }
        })
    }

    /// Opens the file that is at the path now.
    fn reopen(&mut self) -> Result<(), StoreError> {
        let vigil = Vigil::new(self.path.clone(), self.agent.clone(), self.book.clone())?;
        *self = Vigil { at_once: self.at_once, ..vigil };
        Ok(())
    }
}

/// For everybody: everybody has an address.
fn listener(agent: Option<&String>, rules: &Rules) -> Listener {
    match agent {
        Some(agent) => Listener::Agent(agent.clone()),
        None => {
            let addresses = rules.mail.as_ref().map(|mail| mail.to.as_slice()).unwrap_or_default();
            Listener::Anybody(addresses.iter().map(|(agent, _)| agent.clone()).collect())
        }
    }
}
