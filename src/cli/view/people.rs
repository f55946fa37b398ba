//! Customers, contracts, persons and allowances in JSON.

use serde::Serialize;

use super::instant;
use crate::calendar::Instant;
use crate::desk::{Contact, Contract, Customer, CustomerId, PotUsage, Usage};
use crate::policy::OwnTerms;

/// A customer.
#[derive(Debug, Serialize)]
pub struct CustomerView {
    /// Its number.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// IANA zone of its people.
    pub time_zone: Option<String>,
    /// The language in which it is written to.
    pub language: Option<String>,
    /// What the desk should know.
    pub note: String,
    /// Counts its changes.
    pub revision: i64,
    /// Tickets that are not resolved.
    pub open_tickets: usize,
    /// The contract in force now, or the latest.
    pub contract: Option<ContractView>,
    /// How the plan's allowance stands; `null` where the plan has none.
    pub allowance: Option<AllowanceView>,
}

impl CustomerView {
    /// A customer with what is known of its plan.
    pub fn of(
        customer: &Customer,
        open_tickets: usize,
        contract: Option<ContractView>,
        usage: Option<&Usage>,
    ) -> Self {
        CustomerView {
            id: customer.id.0,
            name: customer.name.clone(),
            time_zone: customer.time_zone.clone(),
            language: customer.language.clone(),
            note: customer.note.clone(),
            revision: customer.revision.0,
            open_tickets,
            contract,
            allowance: usage.map(AllowanceView::of),
        }
    }
}

/// A customer as others name it.
#[derive(Debug, Clone, Serialize)]
pub struct Named {
    /// Its number.
    pub id: i64,
    /// Its name.
    pub name: String,
}

impl Named {
    /// The customer of that number among these; an unknown one keeps its number.
    pub fn of(id: CustomerId, customers: &[Customer]) -> Named {
        let found = customers.iter().find(|customer| customer.id == id);
        Named { id: id.0, name: found.map(|customer| customer.name.clone()).unwrap_or_default() }
    }
}

/// A contract.
#[derive(Debug, Clone, Serialize)]
pub struct ContractView {
    /// Its number.
    pub id: i64,
    /// Whose.
    pub customer: Named,
    /// Pack and edition: `b2bee@2019-09-12`.
    pub pack: String,
    /// Tier.
    pub tier: String,
    /// Region.
    pub region: Option<String>,
    /// First date.
    pub starts: String,
    /// First date on which it holds no more; `null` while it runs.
    pub ends: Option<String>,
    /// What it sets for itself: `targets`, `hours`, `time_zone`; empty where it takes the pack as it is.
    pub own: OwnTerms,
    /// Whether it is in force today.
    pub in_force: bool,
    /// Why it has no terms here, where its pack is missing or does not know its tier.
    pub problem: Option<String>,
    /// Counts its changes.
    pub revision: i64,
}

impl ContractView {
    /// A contract; `in_force` and `problem` as the book of terms says.
    pub fn of(contract: &Contract, customer: Named, in_force: bool, problem: Option<String>) -> Self {
        ContractView {
            id: contract.id.0,
            customer,
            pack: contract.pack.to_string(),
            tier: contract.tier.to_string(),
            region: contract.region.clone(),
            starts: contract.starts.to_string(),
            ends: contract.ends.map(|ends| ends.to_string()),
            own: contract.own.clone(),
            in_force,
            problem,
            revision: contract.revision.0,
        }
    }
}

/// A person.
#[derive(Debug, Serialize)]
pub struct ContactView {
    /// Their number.
    pub id: i64,
    /// Whose.
    pub customer: Named,
    /// Name.
    pub name: String,
    /// Address.
    pub email: Option<String>,
    /// Whether the contract registers them.
    pub registered: bool,
}

impl ContactView {
    /// A person of a customer.
    pub fn of(contact: &Contact, customer: Named) -> Self {
        ContactView {
            id: contact.id.0,
            customer,
            name: contact.name.clone(),
            email: contact.email.clone(),
            registered: contact.registered,
        }
    }
}

/// How an allowance stands.
#[derive(Debug, Serialize)]
pub struct AllowanceView {
    /// `unlimited`, `by_contract`, `plenty`, `last`, `spent` or `over`.
    pub standing: &'static str,
    /// In words: `2 of 4 left, 1 more today`.
    pub words: String,
    /// Units a period; `null` without a limit.
    pub size: Option<u32>,
    /// Used in this period.
    pub used: u32,
    /// Left in this period.
    pub left: Option<u32>,
    /// Used on this local day.
    pub used_today: u32,
    /// Units that may still be used today, where there is a daily cap.
    pub left_today: Option<u32>,
    /// At most so many a day.
    pub daily_cap: Option<u32>,
    /// Each pot, where there are several or what is in one does not follow from the period alone.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pots: Vec<PotView>,
    /// When the period began.
    #[serde(serialize_with = "instant")]
    pub from: Instant,
    /// When the next one begins.
    #[serde(serialize_with = "instant")]
    pub to: Instant,
}

impl AllowanceView {
    /// Of a usage.
    pub fn of(usage: &Usage) -> Self {
        AllowanceView {
            standing: usage.standing.as_str(),
            words: usage.words(),
            size: usage.size,
            used: usage.used,
            left: usage.left(),
            used_today: usage.today,
            left_today: usage.left_today(),
            daily_cap: usage.daily_cap,
            pots: usage.pots.iter().map(PotView::of).collect(),
            from: usage.period.from,
            to: usage.period.to,
        }
    }
}

/// A pot of several.
#[derive(Debug, Serialize)]
pub struct PotView {
    /// Its key.
    pub pot: String,
    /// What could be used in this period; `null` without a limit.
    pub size: Option<u32>,
    /// Used in this period; in all, of what was bought.
    pub used: u32,
    /// What can still be used.
    pub left: Option<u32>,
    /// What its daily cap leaves for today.
    pub left_today: Option<u32>,
    /// Carried into this period.
    pub carried: u32,
    /// The first date on which the next of what is left is gone.
    pub expires_next: Option<String>,
    /// As of the whole.
    pub standing: &'static str,
    /// In words.
    pub words: String,
}

impl PotView {
    /// Of one pot's usage.
    pub fn of(pot: &PotUsage) -> PotView {
        PotView {
            pot: pot.key.clone(),
            size: pot.size,
            used: pot.used,
            left: pot.left,
            left_today: pot.left_today,
            carried: pot.carried,
            expires_next: pot.expires.map(|(date, _)| date.to_string()),
            standing: pot.standing.as_str(),
            words: pot.words(),
        }
    }
}
