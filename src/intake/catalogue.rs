//! What rows may name: packs, tiers, regions and zones. Each name is looked up once, for a million rows name five packs.

use std::collections::HashMap;
use std::sync::Arc;

use super::problem::Problem;
use super::row::{PlanCells, Row};
use super::survey::tier;
use crate::calendar::Zones;
use crate::exchange::Column;
use crate::policy::{Pack, Packs};
use crate::text::quoted;

/// The packs and zones at hand.
pub struct Catalogue<'a> {
    packs: &'a Packs,
    zones: &'a Zones,
    found: HashMap<String, Result<Arc<Pack>, String>>,
    places: HashMap<String, Option<String>>,
}

impl<'a> Catalogue<'a> {
    /// Of these packs and zones.
    pub fn new(packs: &'a Packs, zones: &'a Zones) -> Catalogue<'a> {
        Catalogue { packs, zones, found: HashMap::new(), places: HashMap::new() }
    }

    /// Looks up what a row names; gives its pack, where it names one.
    ///
    /// # Errors
    /// Everything that it names and that is not there.
    pub fn check(&mut self, row: &Row) -> Result<Option<Arc<Pack>>, Vec<Problem>> {
        let mut problems = Vec::new();
        if let Some(message) = row.time_zone.as_ref().and_then(|zone| self.zone(zone)) {
            problems.push(Problem::of_cell(row.line, Column::TimeZone, message));
        }
        let Some(plan) = &row.plan else {
            return if problems.is_empty() { Ok(None) } else { Err(problems) };
        };
        match self.pack(&plan.pack) {
            Err(message) => problems.push(Problem::of_cell(row.line, Column::Pack, message)),
            Ok(pack) => {
                problems.extend(against(plan, &pack, row.line));
                if problems.is_empty() {
                    return Ok(Some(pack));
                }
            }
        }
        Err(problems)
    }

    fn pack(&mut self, name: &str) -> Result<Arc<Pack>, String> {
        if let Some(found) = self.found.get(name) {
            return found.clone();
        }
        let found = self.packs.get(name).map_err(|error| error.to_string());
        self.found.insert(name.to_owned(), found.clone());
        found
    }

    fn zone(&mut self, name: &str) -> Option<String> {
        if let Some(known) = self.places.get(name) {
            return known.clone();
        }
        let wrong = self.zones.get(name).err().map(|error| error.to_string());
        self.places.insert(name.to_owned(), wrong.clone());
        wrong
    }
}

/// What of a plan its pack does not have.
fn against(plan: &PlanCells, pack: &Pack, line: u64) -> Option<Problem> {
    if tier(pack, &plan.tier).is_none() {
        let known = pack.tiers.iter().map(|tier| tier.key.as_str()).collect::<Vec<_>>().join(", ");
        let message = format!("{} is no tier of {}", quoted(&plan.tier), pack.id);
        return Some(Problem::of_cell(line, Column::Tier, message).hint(format!("it has {known}")));
    }
    let region = plan.region.as_ref().filter(|_| !pack.regions.is_empty())?;
    (!pack.regions.contains(&region.to_lowercase())).then(|| {
        let message = format!("{} is no region of {}", quoted(region), pack.id);
        Problem::of_cell(line, Column::Region, message).hint(format!("it has {}", pack.regions.join(", ")))
    })
}
