//! What holds for all tickets of a report: its scope, and the plans of all contracts.

use std::collections::HashMap;
use std::sync::Arc;

use super::ask::{Ask, By, Parts};
use super::data::Scope;
use crate::calendar::Span;
use crate::desk::{Book, Contract, ContractId, Customer, CustomerId};
use crate::policy::{Clock, ClockKey, SeverityKey, Terms};

/// A contract as reports see it.
#[derive(Debug)]
pub struct Plan {
    /// The contract.
    pub contract: Contract,
    /// What it promises; `None` where its pack is not here or cannot hold.
    pub terms: Option<Arc<Terms>>,
    /// Pack and tier, as data writes it: `photoprism/gold`.
    pub key: String,
    /// The place of its tier in [`Frame::tiers`].
    pub(super) tier: i64,
    /// The place of each of its pack's clocks in [`Frame::clocks`].
    pub(super) clocks: Vec<usize>,
}

/// What holds for all tickets of a report. Shared by those who read them.
#[derive(Debug)]
pub struct Frame {
    /// What the report is about.
    pub scope: Scope,
    /// Its parts.
    pub parts: Parts,
    /// By what tickets are grouped.
    pub by: Vec<By>,
    /// Every customer's name, as given.
    pub customers: HashMap<CustomerId, String>,
    /// Every contract.
    pub plans: HashMap<ContractId, Plan>,
    /// Every tier: its key with the pack's, and its name with the pack's; in the order of packs and of their tiers.
    pub(super) tiers: Vec<(String, String)>,
    /// Every clock: its key and its name; first response and resolution first.
    pub(super) clocks: Vec<(String, String)>,
    /// Every severity, the worst first.
    pub(super) severities: Vec<(usize, SeverityKey)>,
}

impl Frame {
    /// The frame of a report over a desk of these customers and contracts; `now` is the present moment.
    pub fn new(
        ask: &Ask,
        customers: &[Customer],
        contracts: Vec<Contract>,
        book: &Book,
        now: crate::calendar::Instant,
    ) -> Frame {
        let name = |id: &CustomerId| customers.iter().find(|customer| customer.id == *id);
        let name = ask.customer.as_ref().and_then(name).map(|customer| customer.name.clone());
        let mut frame = Frame {
            scope: ask.scope(name, now),
            parts: ask.parts,
            by: ask.by.clone(),
            customers: customers.iter().map(|customer| (customer.id, customer.name.clone())).collect(),
            plans: HashMap::new(),
            tiers: Vec::new(),
            clocks: [ClockKey::first_response(), ClockKey::resolution()]
                .map(|key| (key.to_string(), String::new()))
                .to_vec(),
            severities: Vec::new(),
        };
        let mut held: Vec<(Contract, Option<Arc<Terms>>)> = contracts
            .into_iter()
            .map(|contract| {
                let terms = book.terms(&contract).ok();
                (contract, terms)
            })
            .collect();
        // Whatever the order of contracts: packs by name and edition, their tiers lowest first.
        held.sort_by_key(|(contract, _)| (contract.pack.name.clone(), contract.pack.edition, contract.id));
        for (contract, terms) in held {
            let plan = frame.plan(contract, terms);
            frame.plans.insert(plan.contract.id, plan);
        }
        frame.severities.sort();
        frame.clocks.iter_mut().filter(|(_, name)| name.is_empty()).for_each(|(key, name)| {
            *name = plainly(key);
        });
        frame
    }

    fn plan(&mut self, contract: Contract, terms: Option<Arc<Terms>>) -> Plan {
        let key = format!("{}/{}", contract.pack.name, contract.tier);
        let mut clocks = Vec::new();
        if let Some(pack) = terms.as_deref().map(Terms::pack) {
            for tier in &pack.tiers {
                let words = format!("{} {}", pack.title, tier.name);
                self.tier(format!("{}/{}", pack.id.name, tier.key), words);
            }
            for (rank, severity) in pack.severities.iter().enumerate() {
                match self.severities.iter_mut().find(|(_, known)| *known == severity.key) {
                    Some(known) => known.0 = known.0.min(rank),
                    None => self.severities.push((rank, severity.key.clone())),
                }
            }
            let told = self.scope.customer.as_ref().is_none_or(|(id, _)| *id == contract.customer);
            let place =
                |clock: &Clock| self.clock(clock.key.as_str(), Some(clock.name.as_str()).filter(|_| told));
            clocks = pack.clocks.iter().map(place).collect();
        }
        let tier = self.tier(key.clone(), key.replace('/', " "));
        Plan { contract, terms, key, tier, clocks }
    }

    fn tier(&mut self, key: String, words: String) -> i64 {
        let place = self.tiers.iter().position(|(known, _)| *known == key).unwrap_or_else(|| {
            self.tiers.push((key, words));
            self.tiers.len() - 1
        });
        i64::try_from(place).unwrap_or(i64::MAX)
    }

    /// The place of a clock. Its name is the one that the packs of the report give it; where they differ, that of its key.
    fn clock(&mut self, key: &str, name: Option<&str>) -> usize {
        let place = self.clocks.iter().position(|(known, _)| known == key).unwrap_or_else(|| {
            self.clocks.push((key.to_owned(), String::new()));
            self.clocks.len() - 1
        });
        if let (Some((_, known)), Some(name)) = (self.clocks.get_mut(place), name) {
            if known.is_empty() {
                name.clone_into(known);
            } else if known != name {
                *known = plainly(key);
            }
        }
        place
    }

    /// Whether promises by share are told: they are about all the tickets of a contract.
    pub(super) fn tells_promises(&self) -> bool {
        self.parts.attainment && self.scope.severity.is_none() && self.scope.agent.is_none()
    }

    /// Whether a plan is asked for.
    pub(super) fn asks_for(&self, plan: Option<&Plan>) -> bool {
        let Some(asked) = &self.scope.tier else { return true };
        plan.is_some_and(|plan| plan.key == *asked || plan.contract.tier.as_str() == asked)
    }

    /// Tickets received when have to be read: those of the period, and of every period of a promise by share that meets it.
    pub fn reads(&self) -> Span {
        let mut span = self.scope.span;
        if self.tells_promises() {
            for plan in self.plans.values().filter(|plan| self.of_customer(plan)) {
                for period in super::promises::periods_of(plan, &self.scope) {
                    span.from = span.from.min(period.from);
                    span.to = span.to.max(period.to);
                }
            }
        }
        span
    }

    /// Whether a contract is the asked customer's.
    pub(super) fn of_customer(&self, plan: &Plan) -> bool {
        self.scope.customer.as_ref().is_none_or(|(id, _)| *id == plan.contract.customer)
    }

    /// The name of a customer, as given.
    pub fn customer(&self, id: CustomerId) -> String {
        self.customers.get(&id).cloned().unwrap_or_default()
    }
}

/// A key as a name: `first_response` is "First response".
fn plainly(key: &str) -> String {
    let words = key.replace('_', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
