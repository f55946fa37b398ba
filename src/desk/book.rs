//! The terms of every contract, each worked out once.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::people::Contract;
use crate::calendar::Zones;
use crate::policy::{OwnTerms, Pack, PackId, Packs, Terms, TermsError};

/// How packs are found: by name and edition; `None` where there is no such edition.
pub type FindPack = dyn Fn(&PackId) -> Option<Arc<Pack>> + Send + Sync;

/// Packs and zones together: turns a contract into its terms.
pub struct Book {
    find: Box<FindPack>,
    packs: Option<Arc<Packs>>,
    zones: Arc<Zones>,
    known: Mutex<HashMap<(PackId, OwnTerms), Arc<Terms>>>,
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
    /// From a way to find packs, and the zones in force.
    pub fn new(find: Box<FindPack>, zones: Arc<Zones>) -> Book {
        Book { find, packs: None, zones, known: Mutex::default() }
    }

    /// From the packs at hand.
    pub fn of_packs(packs: Arc<Packs>, zones: Arc<Zones>) -> Book {
        let shelf = packs.clone();
        Book { packs: Some(shelf), ..Book::new(Box::new(move |id| packs.edition(id).ok()), zones) }
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
        (self.find)(id).ok_or_else(|| BookError::NoPack(id.clone()))
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
        let terms = Arc::new(Terms::new(self.pack(pack)?, own, &self.zones)?);
        known.insert(key, terms.clone());
        Ok(terms)
    }
}

impl std::fmt::Debug for Book {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Book")
    }
}
