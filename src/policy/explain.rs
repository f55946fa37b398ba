//! Why a target is what it is: the row that answers, the rows before it and what of the ticket each of them refused, and
//! where the time runs.

use std::sync::Arc;

use super::clock::Clock;
use super::conditions::Aspect;
use super::model::{Cell, Desk, Facts, HoursRow, SeverityKey};
use super::resolved::Resolved;
use super::target::Promise;
use super::terms::Terms;
use crate::calendar::Instant;

/// One clock's target, with its reasons.
#[derive(Debug)]
pub struct Explained<'a> {
    /// Whose target.
    pub clock: &'a Clock,
    /// The clock's rows before the one that answers, in order.
    pub passed: Vec<Passed<'a>>,
    /// The row that answers; `None` where none does, and the policy knows no such target.
    pub row: Option<&'a Cell>,
    /// What follows from it and from the contract.
    pub resolved: Arc<Resolved>,
    /// Why its time runs where it does.
    pub runs: Runs<'a>,
}

/// A row that was passed over.
#[derive(Debug)]
pub struct Passed<'a> {
    /// The row.
    pub row: &'a Cell,
    /// The first aspect of the ticket that it does not answer for.
    pub by: Aspect,
}

/// Why the time of a target runs where it does.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Runs<'a> {
    /// Plain time runs around the clock, whatever the calendar of the row.
    AroundTheClock,
    /// The contract's own hours hold in place of the pack's.
    Contract,
    /// The row, or its table, names this calendar.
    Named(&'a str),
    /// The desk's own hours, by the row of them that holds; `None` where none does, and around the clock is counted.
    Desk(Option<&'a HoursRow>),
}

impl Runs<'_> {
    /// In words for people.
    pub fn words(&self) -> String {
        match self {
            Runs::AroundTheClock => "plain time runs around the clock".into(),
            Runs::Contract => "the contract's own hours hold in place of the policy's".into(),
            Runs::Named(key) => format!("the row names the calendar {key}"),
            Runs::Desk(Some(row)) => format!(
                "the desk's own hours, by line {} ({})",
                row.place.line,
                super::words::conditions(&row.when)
            ),
            Runs::Desk(None) => "no row of the desk's own hours holds".into(),
        }
    }
}

impl Terms {
    /// Why each clock's target is what it is, for a ticket with these facts, received then.
    pub fn explain(&self, facts: &Facts, received: Instant) -> Vec<Explained<'_>> {
        let pack = self.pack();
        let counted = self.pack().counted(facts);
        let inside = |key: &str| self.arrived_inside(key, facts, received);
        let explain = |clock| {
            let mut explained = Explained {
                clock,
                passed: Vec::new(),
                row: None,
                resolved: self.resolve(&clock.key, facts, received),
                runs: Runs::AroundTheClock,
            };
            for row in pack.cells.iter().filter(|cell| cell.clock == clock.key) {
                match row.when.refused_by(facts, counted, &inside) {
                    Some(by) => explained.passed.push(Passed { row, by }),
                    None => {
                        explained.row = Some(row);
                        break;
                    }
                }
            }
            explained.runs = self.runs(explained.row, &explained.resolved, facts);
            explained
        };
        pack.clocks.iter().map(explain).collect()
    }

    fn runs<'a>(&'a self, row: Option<&'a Cell>, resolved: &Resolved, facts: &Facts) -> Runs<'a> {
        let plain = matches!(resolved.promise, Promise::Within(length) if !length.unit.is_business());
        if plain {
            return Runs::AroundTheClock;
        }
        if self.has_own_hours() {
            return Runs::Contract;
        }
        if let Some(key) = row.and_then(|row| row.calendar.as_deref()) {
            return Runs::Named(key);
        }
        let pack = self.pack();
        // As the hours are shown: where they depend on a level that is not known, by the one at which such a ticket comes in.
        let entry = match pack.desk_hours(facts) {
            Desk::Unknown if facts.level.is_none() => pack.entry_level(facts.tier.as_ref()),
            _ => facts.level,
        };
        let facts = Facts { level: entry, ..facts.clone() };
        let counted = self.pack().counted(&facts).cloned();
        let holds = |row: &&HoursRow| row.when.match_facts(&facts, counted.as_ref(), &|_| None);
        Runs::Desk(pack.hours.iter().find(holds))
    }
}

/// What of a ticket a row refused, in words: `tier is gold`, `no channel is known`.
pub fn refusal(passed: &Passed<'_>, facts: &Facts, counted: Option<&SeverityKey>) -> String {
    let known = |value: Option<String>| {
        let aspect = passed.by.as_str();
        value.map_or_else(|| format!("no {aspect} is known"), |value| format!("{aspect} is {value}"))
    };
    match passed.by {
        Aspect::Tier => known(facts.tier.as_ref().map(ToString::to_string)),
        Aspect::Severity => known(counted.map(ToString::to_string)),
        Aspect::Environment => known(Some(facts.environment.to_string())),
        Aspect::Region => known(facts.region.clone()),
        Aspect::Language => known(facts.language.clone()),
        Aspect::Channel => known(facts.channel.as_ref().map(ToString::to_string)),
        Aspect::Kind => known(facts.kind.clone()),
        Aspect::Level => known(facts.level.map(|level| level.to_string())),
        Aspect::Workaround if facts.workaround => "a workaround stands".into(),
        Aspect::Workaround => "no workaround stands".into(),
        Aspect::Signed => facts.signed.map_or_else(
            || "the contract's date is not known".into(),
            |first| format!("the contract began on {first}"),
        ),
        Aspect::Arrival => match &passed.row.when.arrival {
            Some((calendar, true)) => format!("it arrived outside {calendar}"),
            Some((calendar, false)) => format!("it arrived inside {calendar}"),
            None => known(None),
        },
    }
}
