//! The first reading of a file: which customers, contracts and persons it needs beside those that the desk has. Rows may
//! stand in any order, and a contract without a date starts with the first ticket under it, so nothing can be planned
//! before the last row was seen.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use chrono::NaiveDate;

use super::catalogue::Catalogue;
use super::problem::Problem;
use super::row::{PersonCells, PlanCells, Row};
use crate::calendar::{Instant, Zones};
use crate::desk::{Contact, Contract, ContractId, CustomerId, Revision, folded_name as folded};
use crate::exchange::Column;
use crate::policy::{OwnTerms, Pack, Packs, Terms, TierKey};

/// What the desk has already, as far as an import must know.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// Its customers.
    pub customers: Vec<KnownCustomer>,
}

/// A customer that the desk has.
#[derive(Debug, Clone)]
pub struct KnownCustomer {
    /// Its id.
    pub id: CustomerId,
    /// Its name.
    pub name: String,
    /// Its contracts.
    pub contracts: Vec<Contract>,
    /// Its persons.
    pub contacts: Vec<Contact>,
}

/// A customer of the file, with what is to be added to it.
#[derive(Debug)]
pub struct Surveyed {
    /// Its name as first written.
    pub name: String,
    /// Its id, where the desk has it.
    pub id: Option<CustomerId>,
    /// IANA zone of its people, as a row gave it.
    pub time_zone: Option<String>,
    /// What the desk should know, as a row gave it.
    pub note: String,
    /// Contracts, those that the desk has and those to add, by first date once the survey is settled.
    pub contracts: Vec<Planned>,
    /// Persons to add.
    pub people: Vec<PersonCells>,
    known_people: HashSet<(String, Option<String>)>,
    open: Vec<Undated>,
    first_line: u64,
}

/// A contract of a customer of the file.
#[derive(Debug, Clone)]
pub struct Planned {
    /// What it says; its id and its customer's mean nothing where it is to be added.
    pub contract: Contract,
    /// The pack.
    pub pack: Option<Arc<Pack>>,
    /// The line that asks for it; `None` for one that the desk has.
    pub line: Option<u64>,
}

/// A contract that rows name without its first date.
#[derive(Debug)]
struct Undated {
    pack: Arc<Pack>,
    cells: PlanCells,
    first: Option<Instant>,
    line: u64,
}

/// The survey: rows go in, one by one.
pub struct Survey {
    customers: Vec<Surveyed>,
    by_name: HashMap<String, usize>,
    problems: Vec<Problem>,
}

impl Survey {
    /// A survey beside what the desk has.
    pub fn new(known: Known, packs: &Packs) -> Survey {
        let mut survey = Survey {
            customers: Vec::with_capacity(known.customers.len()),
            by_name: HashMap::with_capacity(known.customers.len()),
            problems: Vec::new(),
        };
        for customer in known.customers {
            survey.by_name.insert(folded(&customer.name), survey.customers.len());
            let with_pack = |contract: Contract| Planned {
                pack: packs.edition(&contract.pack).ok(),
                contract,
                line: None,
            };
            survey.customers.push(Surveyed {
                name: customer.name,
                id: Some(customer.id),
                time_zone: None,
                note: String::new(),
                contracts: customer.contracts.into_iter().map(with_pack).collect(),
                people: Vec::new(),
                known_people: customer
                    .contacts
                    .into_iter()
                    .map(|contact| (folded(&contact.name), contact.email.map(|email| folded(&email))))
                    .collect(),
                open: Vec::new(),
                first_line: 0,
            });
        }
        survey
    }

    /// Takes a row in. One that names no pack, tier, region or zone that there is adds nothing: the second reading tells
    /// what is wrong with it.
    pub fn add(&mut self, row: &Row, catalogue: &mut Catalogue<'_>) {
        let Ok(pack) = catalogue.check(row) else { return };
        let index = self.customer(row);
        let Some(customer) = self.customers.get_mut(index) else { return };
        if let (Some(plan), Some(pack)) = (&row.plan, pack) {
            let received = row.ticket.as_ref().map(|ticket| ticket.received);
            self.problems.extend(customer.plan(plan, pack, received, row.line).err());
        }
        if let Some(person) = &row.person {
            customer.person(person);
        }
    }

    fn customer(&mut self, row: &Row) -> usize {
        let name = folded(&row.customer);
        let index = self.by_name.get(&name).copied().unwrap_or_else(|| {
            self.by_name.insert(name, self.customers.len());
            self.customers.push(Surveyed {
                name: row.customer.clone(),
                id: None,
                time_zone: None,
                note: String::new(),
                contracts: Vec::new(),
                people: Vec::new(),
                known_people: HashSet::new(),
                open: Vec::new(),
                first_line: row.line,
            });
            self.customers.len() - 1
        });
        if let Some(customer) = self.customers.get_mut(index).filter(|customer| customer.id.is_none()) {
            if customer.time_zone.is_none() {
                customer.time_zone.clone_from(&row.time_zone);
            }
            if customer.note.is_empty() {
                customer.note.clone_from(&row.note);
            }
        }
        index
    }

    /// Ends the survey: contracts without a date get one, and what cannot be is told and left out. `now` gives the first
    /// date of a contract that no ticket of the file comes under.
    pub fn settle(
        mut self,
        now: Instant,
        zones: &Zones,
    ) -> (Vec<Surveyed>, HashMap<String, usize>, Vec<Problem>) {
        for customer in &mut self.customers {
            self.problems.extend(customer.settle(now));
            customer.contracts.retain(|planned| {
                let (Some(pack), Some(line)) = (&planned.pack, planned.line) else { return true };
                let terms = Terms::new(pack.clone(), &planned.contract.own, zones);
                let problem =
                    terms.err().map(|error| Problem::of_cell(line, Column::Pack, error.to_string()));
                let sound = problem.is_none();
                self.problems.extend(problem);
                sound
            });
        }
        (self.customers, self.by_name, self.problems)
    }
}

pub(super) fn tier(pack: &Pack, word: &str) -> Option<TierKey> {
    let word = word.trim().to_lowercase();
    let found = pack.tiers.iter().find(|tier| tier.key.as_str() == word || tier.name.to_lowercase() == word);
    found.map(|tier| tier.key.clone())
}

fn contract(pack: &Pack, cells: &PlanCells, starts: NaiveDate) -> Contract {
    Contract {
        id: ContractId(0),
        customer: CustomerId(0),
        pack: pack.id.clone(),
        tier: tier(pack, &cells.tier).unwrap_or_else(|| TierKey::new(&cells.tier)),
        region: cells.region.as_ref().map(|region| region.to_lowercase()),
        starts,
        ends: cells.ends,
        renews: None,
        own: cells.own.clone(),
        language: None,
        revision: Revision(0),
    }
}

impl Planned {
    /// Whether a row that names this pack, tier and region can mean this contract.
    pub(super) fn is_meant(&self, pack: &Pack, cells: &PlanCells) -> bool {
        self.contract.pack == pack.id
            && tier(pack, &cells.tier).as_ref() == Some(&self.contract.tier)
            && cells
                .region
                .as_ref()
                .is_none_or(|region| self.contract.region.as_deref() == Some(region.to_lowercase().as_str()))
    }

    /// In words: `b2bee@2019-09-12 premium from 2026-01-01`.
    pub(super) fn words(&self) -> String {
        format!("{} {} from {}", self.contract.pack, self.contract.tier, self.contract.starts)
    }
}

impl Surveyed {
    /// The line on which the file first names it; 0 where it does not.
    pub fn first_line(&self) -> u64 {
        self.first_line
    }

    fn plan(
        &mut self,
        cells: &PlanCells,
        pack: Arc<Pack>,
        received: Option<Instant>,
        line: u64,
    ) -> Result<(), Problem> {
        let Some(starts) = cells.starts else {
            let known = self.open.iter_mut().find(|open| {
                open.pack.id == pack.id && open.cells.tier == cells.tier && open.cells.region == cells.region
            });
            match known {
                Some(open) => {
                    open.first = [open.first, received].into_iter().flatten().min();
                    // The first row that says more than the plan's name says it for all.
                    if open.cells.own == OwnTerms::default() {
                        open.cells.own.clone_from(&cells.own);
                    }
                }
                None => self.open.push(Undated { pack, cells: cells.clone(), first: received, line }),
            }
            return Ok(());
        };
        let asked = contract(&pack, cells, starts);
        if asked.ends.is_some_and(|ends| ends <= starts) {
            return Err(Problem::of_cell(line, Column::Ends, "the contract ends before it starts"));
        }
        match self.contracts.iter().find(|planned| planned.contract.starts == starts) {
            Some(planned) if !same(&planned.contract, &asked) => {
                let message =
                    format!("{} has another contract from {starts} on: {}", self.name, planned.words());
                Err(Problem::of_cell(line, Column::Starts, crate::text::printable(&message)))
            }
            Some(_) => Ok(()),
            None => {
                self.contracts.push(Planned { contract: asked, pack: Some(pack), line: Some(line) });
                Ok(())
            }
        }
    }

    fn person(&mut self, person: &PersonCells) {
        let key = (folded(&person.name), person.email.as_deref().map(folded));
        if self.known_people.insert(key) {
            self.people.push(person.clone());
        }
    }

    /// Gives the contracts without a date one, each until the next begins, and looks for overlaps.
    fn settle(&mut self, now: Instant) -> Vec<Problem> {
        let mut open = std::mem::take(&mut self.open);
        open.retain(|open| !self.contracts.iter().any(|planned| planned.is_meant(&open.pack, &open.cells)));
        open.sort_by_key(|open| open.first.unwrap_or(now));
        let mut next: Option<NaiveDate> = None;
        for open in open.into_iter().rev() {
            let starts = open.pack.zone.date(open.first.unwrap_or(now));
            let mut asked = contract(&open.pack, &open.cells, starts);
            asked.ends = asked.ends.or(next);
            next = Some(starts);
            self.contracts.push(Planned { contract: asked, pack: Some(open.pack), line: Some(open.line) });
        }
        self.contracts.sort_by_key(|planned| planned.contract.starts);
        let mut problems = Vec::new();
        for pair in self.contracts.windows(2) {
            let [one, later] = pair else { continue };
            let overlap = one.contract.ends.is_none_or(|ends| later.contract.starts < ends);
            if let (true, Some(line)) = (overlap, later.line.or(one.line)) {
                let message = format!(
                    "{} has two contracts on the same dates: {} and {}",
                    self.name,
                    one.words(),
                    later.words()
                );
                let problem = Problem::of_cell(line, Column::Pack, crate::text::printable(&message));
                problems.push(
                    problem.hint("give `starts` and `ends`, or the pack and tier of the contract in force"),
                );
            }
        }
        problems
    }
}

/// Whether a row repeats a contract; one that leaves the terms of its own out means the same.
fn same(one: &Contract, asked: &Contract) -> bool {
    one.pack == asked.pack
        && one.tier == asked.tier
        && (asked.region.is_none() || one.region == asked.region)
        && (asked.ends.is_none() || one.ends == asked.ends)
        && (asked.own == OwnTerms::default() || one.own == asked.own)
}
