//! What if: the same ticket under another severity, tier, contract, environment or level. Reads only.

use std::sync::Arc;

use super::decide::entitled;
use super::people::{Contact, Contract};
use super::preview::{Held, Moves, moves};
use super::purse::Counted;
use crate::calendar::Instant;
use crate::policy::{Environment, SeverityKey, Terms, TierKey};

/// What is to be otherwise; what is `None` stays.
#[derive(Debug, Clone, Default)]
pub struct Suppose {
    /// Another severity: a key of the plan's policy.
    pub severity: Option<SeverityKey>,
    /// Another tier of the plan's policy.
    pub tier: Option<TierKey>,
    /// Another environment.
    pub environment: Option<Environment>,
    /// Another level.
    pub level: Option<u8>,
    /// Another contract, with its terms.
    pub contract: Option<(Contract, Arc<Terms>)>,
}

/// What a row of the table varies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Varied {
    /// The severity.
    Severity,
    /// The tier.
    Tier,
    /// The environment.
    Environment,
    /// The level.
    Level,
    /// The contract.
    Contract,
}

impl Varied {
    /// As output writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Varied::Severity => "severity",
            Varied::Tier => "tier",
            Varied::Environment => "environment",
            Varied::Level => "level",
            Varied::Contract => "contract",
        }
    }
}

/// One row of the table.
#[derive(Debug, Clone)]
pub struct Case {
    /// What it varies.
    pub varied: Varied,
    /// To which, as data writes it.
    pub key: String,
    /// The same for people.
    pub label: String,
    /// That is how it is.
    pub is_so: bool,
    /// What it would move.
    pub moves: Moves,
}

/// What a ticket is held to and counted by.
#[derive(Debug, Clone, Copy)]
pub struct Ground<'a> {
    /// The ticket with its contract.
    pub held: Held<'a>,
    /// The customer's persons.
    pub contacts: &'a [Contact],
    /// The customer's tickets around its receipt; none where the allowance is of no interest.
    pub counted: Counted<'a>,
    /// The moment.
    pub now: Instant,
}

/// The same ticket, supposed otherwise.
///
/// # Errors
/// Why it cannot be supposed: nothing of that name in the plan's policy, or no plan at all.
pub fn what_if(ground: Ground<'_>, suppose: &Suppose) -> Result<Moves, String> {
    let Held { ticket, plan } = ground.held;
    let other = suppose.contract.as_ref().map(|(contract, terms)| (contract, &**terms));
    let Some((contract, terms)) = other.or(plan) else {
        return Err(format!("ticket {} has no contract, and nothing was promised", ticket.id));
    };
    let pack = terms.pack();
    let mut contract = contract.clone();
    let mut after = ticket.clone();
    let unknown = |what: &str, word: &str, known: Vec<&str>| {
        Err(format!("no {what} {word:?} in {}; it has {}", pack.id, known.join(", ")))
    };
    if let Some(tier) = &suppose.tier {
        if pack.tier(tier).is_none() {
            return unknown("tier", tier.as_str(), pack.tiers.iter().map(|tier| tier.key.as_str()).collect());
        }
        contract.tier = tier.clone();
    }
    if let Some(severity) = &suppose.severity {
        after.severity = severity.clone();
    }
    if pack.severity(&after.severity).is_none() {
        let known = pack.severities.iter().map(|severity| severity.key.as_str()).collect();
        return unknown("severity", after.severity.as_str(), known);
    }
    if let Some(level) = suppose.level {
        if !pack.levels.iter().any(|known| known.number == level) {
            return Err(format!("{} has no level {level}", pack.id));
        }
        after.level = Some(level);
    }
    after.environment = suppose.environment.unwrap_or(after.environment);
    after.contract = Some(contract.id);
    after.flags = entitled(&after, (&contract, terms), ground.contacts);
    let supposed = Held { ticket: &after, plan: Some((&contract, terms)) };
    Ok(moves(ground.held, supposed, ground.counted, ground.now))
}

/// Every choice that the ticket's plan knows, one thing varied at a time: each severity, tier, environment and level that
/// the policy tells apart, and the other contracts that are given.
pub fn cases(ground: Ground<'_>, others: &[(Contract, Arc<Terms>)]) -> Vec<Case> {
    let Held { ticket, plan } = ground.held;
    let mut cases = Vec::new();
    let mut put = |varied, key: String, label: String, is_so: bool, suppose: Suppose| {
        if let Ok(moves) = what_if(ground, &suppose) {
            cases.push(Case { varied, key, label, is_so, moves });
        }
    };
    if let Some((contract, terms)) = plan {
        let pack = terms.pack();
        for severity in &pack.severities {
            let suppose = Suppose { severity: Some(severity.key.clone()), ..Suppose::default() };
            let is_so = severity.key == ticket.severity;
            put(Varied::Severity, severity.key.to_string(), severity.name.clone(), is_so, suppose);
        }
        for tier in &pack.tiers {
            let suppose = Suppose { tier: Some(tier.key.clone()), ..Suppose::default() };
            put(Varied::Tier, tier.key.to_string(), tier.name.clone(), tier.key == contract.tier, suppose);
        }
        if asks_for_environment(terms) {
            for environment in Environment::ALL {
                let suppose = Suppose { environment: Some(environment), ..Suppose::default() };
                let word = environment.to_string();
                put(Varied::Environment, word.clone(), word, environment == ticket.environment, suppose);
            }
        }
        for level in &pack.levels {
            let suppose = Suppose { level: Some(level.number), ..Suppose::default() };
            let label = format!("level {}", level.number);
            put(Varied::Level, level.number.to_string(), label, ticket.level == Some(level.number), suppose);
        }
    }
    for (contract, terms) in others.iter().filter(|(contract, _)| ticket.contract != Some(contract.id)) {
        let label = format!("#{} {}", contract.id, contract.plan_words());
        let suppose = Suppose { contract: Some((contract.clone(), terms.clone())), ..Suppose::default() };
        put(Varied::Contract, contract.id.to_string(), label, false, suppose);
    }
    cases
}

/// Whether the policy tells environments apart anywhere.
fn asks_for_environment(terms: &Terms) -> bool {
    let pack = terms.pack();
    pack.cells.iter().any(|cell| !cell.when.environments.is_empty())
        || pack.counts_as.iter().any(|rule| !rule.when.environments.is_empty())
        || pack.hours.iter().any(|row| !row.when.environments.is_empty())
}
