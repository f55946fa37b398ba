//! Counting tickets as they are read, one after the other; several may read at once, and put together what they found.

use chrono::{Datelike, Timelike};

use super::attainment::Counts;
use super::data::{Arrivals, Attainment, Miss, Promise};
use super::dimension::Places;
use super::frame::Frame;
use super::misses::{self, Missing};
use super::outcome;
use super::promises::Promises;
use crate::desk::{Counting, Plans, Ticket};

/// Counts tickets for a report.
pub struct Teller<'a> {
    frame: &'a Frame,
    plans: Plans,
    places: Places,
    counts: Counts,
    /// The frame's, and those that only records of misses name.
    clocks: Vec<(String, String)>,
    missing: Vec<Missing>,
    promises: Promises,
    arrivals: Arrivals,
}

impl<'a> Teller<'a> {
    /// Nothing is counted yet.
    pub fn new(frame: &'a Frame) -> Teller<'a> {
        Teller {
            frame,
            plans: Plans::default(),
            places: Places::default(),
            counts: Counts::default(),
            clocks: frame.clocks.clone(),
            missing: Vec::new(),
            promises: Promises::default(),
            arrivals: Arrivals { hours: [[0; 24]; 7] },
        }
    }

    /// One more ticket, as it stands at the moment of the report. One that is not asked for is passed over. Its subject is
    /// not looked at.
    pub fn take(&mut self, ticket: &Ticket) {
        let (frame, scope) = (self.frame, &self.frame.scope);
        let merged =
            matches!(ticket.counting, Counting::Merged { .. }) || ticket.more().merged_into.is_some();
        let of_customer = scope.customer.as_ref().is_none_or(|(id, _)| *id == ticket.customer);
        if merged || !of_customer || ticket.received > scope.at {
            return;
        }
        let plan = ticket.contract.and_then(|id| frame.plans.get(&id));
        if !frame.asks_for(plan) {
            return;
        }
        if frame.tells_promises()
            && let Some((plan, terms)) = plan.and_then(|plan| Some((plan, plan.terms.as_deref()?)))
            && !terms.pack().commitments.is_empty()
        {
            self.promises.take(ticket, plan, terms, scope.at);
        }
        let severity = scope.severity.as_ref().is_none_or(|asked| asked == ticket.severity.as_str());
        let agent = scope.agent.as_ref();
        let agent = agent.is_none_or(|asked| asked == ticket.assignee.as_deref().unwrap_or_default());
        let inside = scope.span.from <= ticket.received && ticket.received < scope.span.to;
        if severity && agent && inside {
            self.count(ticket, plan);
        }
    }

    fn count(&mut self, ticket: &Ticket, plan: Option<&super::Plan>) {
        let (frame, scope) = (self.frame, &self.frame.scope);
        if frame.parts.arrivals {
            let civil = scope.zone.civil(ticket.received);
            let (day, hour) = (civil.weekday().num_days_from_monday(), civil.hour());
            let day = usize::try_from(day).ok().and_then(|day| self.arrivals.hours.get_mut(day));
            if let Some(count) = day.zip(usize::try_from(hour).ok()).and_then(|(day, hour)| day.get_mut(hour))
            {
                *count += 1;
            }
        }
        if !frame.parts.attainment && !frame.parts.misses {
            return;
        }
        let place = self.places.of(&frame.by, ticket, plan, &scope.zone);
        let count = self.counts.at(place);
        count.ticket();
        let (missing, lists) = (&mut self.missing, frame.parts.misses);
        let mut found = |clock: usize, outcome: outcome::Outcome| {
            count.outcome(clock, &outcome);
            if lists && outcome.fate == outcome::Fate::Missed {
                missing.push(Missing { ticket: ticket.id, clock, outcome });
            }
        };
        let held = plan.and_then(|plan| Some((plan, plan.terms.as_ref()?)));
        // Clocks that the pack has no more, but had.
        let mut told = Vec::new();
        let turned = held.filter(|(_, terms)| outcome::has_eras(ticket, terms));
        if let Some((plan, terms)) = turned {
            outcome::each_through(ticket, &plan.contract, terms, scope.at, |key, outcome| {
                told.push(key.clone());
                found(place_of(&mut self.clocks, key.as_str()), outcome);
            });
        } else if let Some((plan, terms)) = held
            && let Some(promised) = self.plans.promised(ticket, &plan.contract, terms)
        {
            outcome::each(ticket, terms.pack(), promised.targets, scope.at, |outcome| {
                let place = outcome.clock.and_then(|place| plan.clocks.get(place));
                place.into_iter().for_each(|place| found(*place, outcome));
            });
        }
        if !ticket.missed.is_empty() {
            let pack = held.map(|(_, terms)| &**terms.pack());
            for (missed, outcome) in outcome::of_other_clocks(ticket, pack) {
                if told.iter().any(|key| key.as_str() == missed.clock) {
                    continue;
                }
                found(place_of(&mut self.clocks, &missed.clock), outcome);
            }
        }
    }

    /// All that another has counted.
    pub fn join(&mut self, other: Teller<'a>) {
        let clocks: Vec<usize> =
            other.clocks.iter().map(|(key, _)| place_of(&mut self.clocks, key)).collect();
        let (by, places) = (&self.frame.by, &mut self.places);
        self.counts.join(other.counts, |place| places.taken_over(by, &other.places, place), &clocks);
        self.missing.extend(other.missing.into_iter().map(|mut one| {
            one.clock = clocks.get(one.clock).copied().unwrap_or(one.clock);
            one
        }));
        self.promises.join(other.promises);
        for (own, theirs) in
            self.arrivals.hours.iter_mut().flatten().zip(other.arrivals.hours.iter().flatten())
        {
            *own += theirs;
        }
    }

    /// The missed targets that were found, for which the tickets are to be read.
    pub fn missing(&self) -> &[Missing] {
        &self.missing
    }

    /// A miss in full, with its ticket.
    pub fn miss(&self, missing: &Missing, ticket: &Ticket) -> Option<Miss> {
        misses::told(missing, ticket, self.frame, self.clocks.get(missing.clock)?)
    }

    /// What was counted.
    pub fn told(self) -> (Option<Attainment>, Option<Vec<Promise>>, Option<Arrivals>) {
        let (frame, parts) = (self.frame, self.frame.parts);
        let promises = frame.tells_promises().then(|| self.promises.told(frame));
        let attainment = parts.attainment.then(|| self.counts.told(frame, &self.places, &self.clocks));
        (attainment, promises, parts.arrivals.then_some(self.arrivals))
    }
}

/// The place of a clock, which is made known where it is not.
fn place_of(clocks: &mut Vec<(String, String)>, key: &str) -> usize {
    clocks.iter().position(|(known, _)| known == key).unwrap_or_else(|| {
        clocks.push((key.to_owned(), key.replace('_', " ")));
        clocks.len() - 1
    })
}
