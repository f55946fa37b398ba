//! The terms of every contract, each worked out once.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::people::Contract;
use crate::calendar::{HolidayLists, Zones};
use crate::policy::{
    Earlier, OwnTerms, Pack, PackId, Packs, RuleKey, RuleKind, Rules, Terms, TermsError, read_pack_with,
    rules,
};

/// How packs are found: by name and edition; `None` where there is no such edition.
pub type FindPack = dyn Fn(&PackId) -> Option<Arc<Pack>> + Send + Sync;

/// Packs and zones together: turns a contract into its terms, by the rules that its desk took (see [`Book::hold`]).
pub struct Book {
    find: Arc<FindPack>,
    packs: Option<Arc<Packs>>,
    zones: Arc<Zones>,
    held: Mutex<Arc<Held>>,
    known: Mutex<HashMap<(PackId, OwnTerms), Arc<Terms>>>,
    /// Digests of the texts at hand, as far as they were asked for: a book's packs never change.
    at_hand: Mutex<HashMap<RuleKey, Option<String>>>,
}

/// Why a contract has no terms.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BookError {
    /// The pack or its edition is not here.
    #[error("no policy pack {0}; `tierdesk policy list` shows those that are loaded")]
    NoPack(PackId),
    /// The tier is not in the pack.
    #[error("no tier {tier:?} in {pack}; it has {known}")]
    NoTier {
        /// As written.
        tier: String,
        /// The pack.
        pack: PackId,
        /// Its tiers.
        known: String,
    },
    /// The region is not in the pack.
    #[error("no region {region:?} in {pack}; it has {known}")]
    NoRegion {
        /// As written.
        region: String,
        /// The pack.
        pack: PackId,
        /// Its regions.
        known: String,
    },
    /// Its own terms cannot hold.
    #[error(transparent)]
    Own(#[from] TermsError),
}

impl Book {
    /// From a way to find packs, and the zones in force. It holds to no rules: packs are what they are found to be.
    pub fn new(find: Box<FindPack>, zones: Arc<Zones>) -> Book {
        Book::made(Arc::from(find), None, zones)
    }

    /// From the packs at hand.
    pub fn of_packs(packs: Arc<Packs>, zones: Arc<Zones>) -> Book {
        let shelf = packs.clone();
        Book::made(Arc::new(move |id: &PackId| packs.edition(id).ok()), Some(shelf), zones)
    }

    fn made(find: Arc<FindPack>, packs: Option<Arc<Packs>>, zones: Arc<Zones>) -> Book {
        let held = Held::new(find.clone(), packs.clone(), zones.clone(), Rules::default(), Vec::new());
        let held = Mutex::new(Arc::new(held));
        Book { find, packs, zones, held, known: Mutex::default(), at_hand: Mutex::default() }
    }

    /// The same packs and zones under other rules.
    #[must_use]
    pub fn under(&self, rules: Rules) -> Book {
        let book = Book::made(self.find.clone(), self.packs.clone(), self.zones.clone());
        book.hold(rules);
        book
    }

    /// Takes the rules that a desk took: from now on terms are what they say, for everybody who has this book. Rows and
    /// terms that were made before stay what they are.
    pub fn hold(&self, rules: Rules) {
        let differing = rules.keys().into_iter().filter(|key| {
            let text = rules.held(key, None);
            text.is_some_and(|text| self.digest(key).as_deref() != Some(&text.digest))
        });
        let differing: Vec<RuleKey> = differing.cloned().collect();
        let held = Held::new(self.find.clone(), self.packs.clone(), self.zones.clone(), rules, differing);
        let before = {
            let mut place = self.held.lock().unwrap_or_else(PoisonError::into_inner);
            std::mem::replace(&mut *place, Arc::new(held))
        };
        let now = self.held();
        if before.says() != now.says() {
            self.known.lock().unwrap_or_else(PoisonError::into_inner).clear();
        }
    }

    fn held(&self) -> Arc<Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Which rules it holds to: of which desk, and how many texts it has taken. Texts are never taken away.
    pub fn holds(&self) -> (String, usize) {
        let held = self.held();
        (held.rules.desk.clone(), held.rules.texts.len())
    }

    /// The rules it holds to.
    pub fn rules(&self) -> Rules {
        self.held().rules.clone()
    }

    /// The digest of the text that the program or the desk's files bring for a key; `None` where there is none.
    pub fn digest(&self, key: &RuleKey) -> Option<String> {
        let mut known = self.at_hand.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = known.get(key) {
            return found.clone();
        }
        let found = match key.kind {
            RuleKind::Pack => self.packs.as_ref().zip(key.id()).and_then(|(packs, id)| packs.digest(&id)),
            RuleKind::Holidays => HolidayLists::shipped(&key.key).map(rules::digest),
        };
        known.insert(key.clone(), found.clone());
        found
    }

    /// That text itself.
    pub fn text(&self, key: &RuleKey) -> Option<Arc<str>> {
        match key.kind {
            RuleKind::Pack => self.packs.as_ref()?.source(&key.key).ok(),
            RuleKind::Holidays => HolidayLists::shipped(&key.key).map(Arc::from),
        }
    }

    /// The texts in force of which the program or a file brings another now, or none any more, in order: `tierdesk policy
    /// apply` takes those that are there.
    pub fn waiting(&self) -> Vec<Waiting> {
        let of = |key: &RuleKey| Waiting { key: key.clone(), there: self.digest(key).is_some() };
        self.held().differing.iter().map(of).collect()
    }

    /// The packs that a new contract can take: of each name the edition that its bare name means.
    pub fn shelf(&self) -> Vec<Arc<Pack>> {
        let listed = self.packs.as_ref().map(|packs| packs.list()).unwrap_or_default();
        listed.into_iter().filter(|listed| listed.by_bare_name).map(|listed| listed.pack).collect()
    }

    /// The zones in force.
    pub fn zones(&self) -> &Arc<Zones> {
        &self.zones
    }

    /// The pack of that name and edition.
    ///
    /// # Errors
    /// Where it is not here.
    pub fn pack(&self, id: &PackId) -> Result<Arc<Pack>, BookError> {
        self.held().pack(id, None).ok_or_else(|| BookError::NoPack(id.clone()))
    }

    /// The terms of a contract; its tier and region are checked against the pack.
    ///
    /// # Errors
    /// Where the pack, the tier, the region or the contract's own terms cannot hold.
    pub fn terms(&self, contract: &Contract) -> Result<Arc<Terms>, BookError> {
        let terms = self.laid_over(&contract.pack, &contract.own)?;
        let pack = terms.pack();
        if pack.tier(&contract.tier).is_none() {
            let known = pack.tiers.iter().map(|tier| tier.key.as_str()).collect::<Vec<_>>().join(", ");
            let tier = contract.tier.to_string();
            return Err(BookError::NoTier { tier, pack: pack.id.clone(), known });
        }
        if let Some(region) = &contract.region
            && !pack.regions.is_empty()
            && !pack.regions.contains(region)
        {
            let known = pack.regions.join(", ");
            return Err(BookError::NoRegion { region: region.clone(), pack: pack.id.clone(), known });
        }
        Ok(terms)
    }

    /// A pack under a contract's own terms.
    fn laid_over(&self, pack: &PackId, own: &OwnTerms) -> Result<Arc<Terms>, BookError> {
        let key = (pack.clone(), own.clone());
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(terms) = known.get(&key) {
            return Ok(terms.clone());
        }
        let held = self.held();
        let now = held.pack(pack, None).ok_or_else(|| BookError::NoPack(pack.clone()))?;
        let terms = Terms::new(now, own, &self.zones)?;
        let turns = held.rules.turns(&RuleKey::pack(pack)).into_iter();
        let earlier = turns.map(|(until, number)| {
            let (held, pack, own) = (held.clone(), pack.clone(), own.clone());
            Earlier::new(
                until,
                Box::new(move || {
                    let pack = held.pack(&pack, Some(number))?;
                    Terms::new(pack, &own, &held.zones).ok().map(Arc::new)
                }),
            )
        });
        let terms = Arc::new(terms.after(earlier.collect()));
        known.insert(key, terms.clone());
        Ok(terms)
    }
}

/// A text in force that is not the one at hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Which.
    pub key: RuleKey,
    /// Another is there; else there is none any more, and the one in force stays.
    pub there: bool,
}

impl Waiting {
    /// In words for people, with what to do.
    pub fn words(&self) -> String {
        let key = &self.key;
        match self.there {
            true => format!(
                "{key} differs from what is in force: `tierdesk policy apply` says what it would move, and takes it"
            ),
            false => format!("{key} is not loaded any more; what was in force stays in force"),
        }
    }
}

/// An edition as it was before the text of that number was taken; `None` as it holds.
type EditionThen = (PackId, Option<i64>);

/// Packs as the rules have them.
struct Held {
    find: Arc<FindPack>,
    packs: Option<Arc<Packs>>,
    zones: Arc<Zones>,
    rules: Rules,
    /// Keys whose newest text is not the one at hand.
    differing: Vec<RuleKey>,
    read: Mutex<HashMap<EditionThen, Option<Arc<Pack>>>>,
}

impl Held {
    fn new(
        find: Arc<FindPack>,
        packs: Option<Arc<Packs>>,
        zones: Arc<Zones>,
        rules: Rules,
        differing: Vec<RuleKey>,
    ) -> Held {
        Held { find, packs, zones, rules, differing, read: Mutex::default() }
    }

    /// Everything that terms hang on: the texts that are not at hand, and those that came later.
    fn says(&self) -> (&str, Vec<(&RuleKey, &str)>) {
        let mut first = std::collections::HashSet::new();
        let texts = self.rules.texts.iter();
        let telling = texts.filter(|text| !first.insert(&text.key) || self.differing.contains(&text.key));
        // Of a desk that says nothing of its own every other one says the same.
        let telling: Vec<_> = telling.map(|text| (&text.key, text.digest.as_str())).collect();
        (if telling.is_empty() { "" } else { &self.rules.desk }, telling)
    }

    /// An edition as it was before a text was taken, or as it holds.
    fn pack(&self, id: &PackId, before: Option<i64>) -> Option<Arc<Pack>> {
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = read.get(&(id.clone(), before)) {
            return known.clone();
        }
        let pack = self.make(id, before);
        read.insert((id.clone(), before), pack.clone());
        pack
    }

    fn make(&self, id: &PackId, before: Option<i64>) -> Option<Arc<Pack>> {
        let found = || (self.find)(id);
        let Some(packs) = &self.packs else { return found() };
        let mut lists = HolidayLists::default();
        for key in self.rules.keys().into_iter().filter(|key| key.kind == RuleKind::Holidays) {
            let Some(text) = self.rules.held(key, before) else { continue };
            let shipped = HolidayLists::shipped(&key.key).map(rules::digest);
            if let (false, Some(body)) = (shipped.as_deref() == Some(&text.digest), &text.body) {
                // A list that this program cannot read any more leaves its own.
                let _ = lists.put(&key.key, body);
            }
        }
        let text = self.rules.held(&RuleKey::pack(id), before);
        let at_hand = text.is_none_or(|text| packs.digest(id).as_deref() == Some(&text.digest));
        if at_hand && lists.is_empty() {
            return found();
        }
        let body = match text.filter(|_| !at_hand) {
            Some(text) => text.body.clone(),
            None => packs.source(&id.to_string()).ok(),
        };
        let read = body.and_then(|body| {
            let file = format!("{id} as it was taken");
            read_pack_with(body.as_bytes(), &file, &self.zones, &Arc::new(lists)).ok()
        });
        // What this program cannot read any more is what it has itself.
        read.map(|(pack, _)| Arc::new(pack)).or_else(found)
    }
}

impl std::fmt::Debug for Book {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Book")
    }
}
