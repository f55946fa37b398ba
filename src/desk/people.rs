//! Customers, the persons who may ask for them, and the contracts they have.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization as _;

use super::ticket::{ContactId, ContractId, CustomerId, Revision};
use crate::policy::{OwnTerms, PackId, TierKey};

/// A company that buys support.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Customer {
    /// Its id in this store.
    pub id: CustomerId,
    /// Its name as given; unique in a store whatever the case.
    pub name: String,
    /// IANA zone of its people, where known.
    pub time_zone: Option<String>,
    /// The language in which it is written to, where known, such as `de`.
    pub language: Option<String>,
    /// What the desk should know about it.
    pub note: String,
    /// Counts its changes.
    pub revision: Revision,
}

/// A person of a customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// Its id in this store.
    pub id: ContactId,
    /// Whose person.
    pub customer: CustomerId,
    /// Name.
    pub name: String,
    /// Address, where known.
    pub email: Option<String>,
    /// One of the persons whom the contract registers.
    pub registered: bool,
}

/// What a customer has bought: a tier of one edition of a pack, from a date on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contract {
    /// Its id in this store.
    pub id: ContractId,
    /// Whose.
    pub customer: CustomerId,
    /// The pack and the edition that it was signed on.
    pub pack: PackId,
    /// The tier.
    pub tier: TierKey,
    /// The customer's region, where the pack tells regions apart.
    pub region: Option<String>,
    /// First local date (in the policy's zone) on which it holds.
    pub starts: NaiveDate,
    /// First local date on which it holds no more; `None` while it runs.
    pub ends: Option<NaiveDate>,
    /// The end of its term, on which it can be renewed or moved down; `None` where none is known.
    pub renews: Option<NaiveDate>,
    /// What it sets for itself.
    pub own: OwnTerms,
    /// The customer's language, as its particulars say it: rows of a pack may ask for it.
    pub language: Option<String>,
    /// Counts its changes.
    pub revision: Revision,
}

/// A block of units that was bought for a pot of a contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// For which contract.
    pub contract: ContractId,
    /// Which pot.
    pub pot: String,
    /// Units: minutes in a pot of time.
    pub units: u32,
    /// The local date of purchase.
    pub bought: NaiveDate,
    /// The first local date on which it can be used no more; `None` where it does not expire.
    pub expires: Option<NaiveDate>,
    /// What was agreed.
    pub note: String,
}

/// A customer's name as it is compared: lower case, one spelling of every accent, single spaces.
pub fn folded_name(name: &str) -> String {
    if name.is_ascii() {
        return name.split_ascii_whitespace().collect::<Vec<_>>().join(" ").to_ascii_lowercase();
    }
    let lower = name.nfc().collect::<String>().to_lowercase();
    lower.nfc().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Contract {
    /// Whether it holds on a local date of the policy's zone.
    pub fn in_force(&self, date: NaiveDate) -> bool {
        self.starts <= date && self.ends.is_none_or(|ends| date < ends)
    }
}

/// A pack's id as stored: `name@2024-05-01`.
impl Serialize for PackId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PackId {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let parts = text.split_once('@').and_then(|(name, date)| Some((name.to_owned(), date.parse().ok()?)));
        let (name, edition) =
            parts.ok_or_else(|| serde::de::Error::custom("a pack is written name@YYYY-MM-DD"))?;
        Ok(PackId { name, edition })
    }
}
