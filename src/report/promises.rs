//! Promises by share: which tickets count for one, and how its periods stand (sla.md part 4).

use std::collections::HashMap;

use chrono::NaiveDate;

use super::data::{Promise, PromisePeriod, Scope};
use super::frame::{Frame, Plan};
use super::outcome::{self, Fate};
use crate::calendar::{Instant, Span};
use crate::desk::{ContractId, Ticket};
use crate::policy::commitments::{self, Attainment, Commitment};
use crate::policy::{Clock, Terms};

/// What became of the tickets that count for each promise of each contract: the contract, and the promise's place in its
/// pack.
#[derive(Debug, Default)]
pub(super) struct Promises(HashMap<(ContractId, usize), Vec<commitments::Outcome>>);

/// The periods of a contract's promises that meet the report's, as instants.
pub(super) fn periods_of<'a>(plan: &'a Plan, scope: &'a Scope) -> impl Iterator<Item = Span> + 'a {
    let terms = plan.terms.as_deref();
    let all = terms.map(|terms| terms.pack().commitments.as_slice()).unwrap_or_default();
    all.iter().flat_map(move |commitment| {
        let zone = terms.map(|terms| &terms.pack().zone);
        dates(commitment, plan, scope).into_iter().filter_map(move |(from, to)| {
            let zone = zone?;
            Some(Span {
                from: zone.start_of_day(from).unwrap_or(Instant::MIN),
                to: zone.start_of_day(to).unwrap_or(Instant::MAX),
            })
        })
    })
}

/// The periods of a promise that meet the report's and in which the contract holds, by their first date and the first date
/// after. None begins after the moment as of which everything is known.
fn dates(commitment: &Commitment, plan: &Plan, scope: &Scope) -> Vec<(NaiveDate, NaiveDate)> {
    let Some(terms) = &plan.terms else { return Vec::new() };
    let (zone, contract) = (&terms.pack().zone, &plan.contract);
    let last = scope.span.to.plus(-1).unwrap_or(scope.span.from).min(scope.at);
    let last = zone.date(last).min(contract.ends.and_then(|ends| ends.pred_opt()).unwrap_or(NaiveDate::MAX));
    let mut date = zone.date(scope.span.from).max(contract.starts);
    let mut found = Vec::new();
    while date <= last {
        let Some((from, to)) = commitment.per.around(date, Some(contract.starts)) else { break };
        found.push((from, to));
        date = to;
    }
    found
}

impl Promises {
    /// What a ticket counts for, under its plan.
    pub fn take(&mut self, ticket: &Ticket, plan: &Plan, terms: &Terms, now: Instant) {
        let facts = ticket.facts(&plan.contract);
        let received = ticket.received;
        let then = outcome::terms_of(ticket, terms);
        for commitment in terms.commitments(&facts, received) {
            let all = &terms.pack().commitments;
            let place = all.iter().position(|one| std::ptr::eq(one, commitment));
            let clock = terms.pack().clock(&commitment.clock);
            let (Some(place), Some(clock)) = (place, clock) else { continue };
            let target = then.committed(commitment, &facts, received);
            // What was missed under another target says nothing about the promise's own.
            let told = match commitment.within {
                Some(_) if !ticket.missed.is_empty() => {
                    let apart = Ticket { missed: Vec::new(), ..ticket.clone() };
                    met(&apart, clock, &target, now)
                }
                _ => met(ticket, clock, &target, now),
            };
            if let Some(met) = told {
                let outcomes = self.0.entry((plan.contract.id, place)).or_default();
                outcomes.push(commitments::Outcome { received, met });
            }
        }
    }

    /// All that another took.
    pub fn join(&mut self, other: Promises) {
        for (key, outcomes) in other.0 {
            self.0.entry(key).or_default().extend(outcomes);
        }
    }

    /// How each promise of each contract stands in each of its periods.
    pub fn told(&self, frame: &Frame) -> Vec<Promise> {
        let mut promises = Vec::new();
        for plan in frame.plans.values().filter(|plan| frame.of_customer(plan) && frame.asks_for(Some(plan)))
        {
            let Some(terms) = &plan.terms else { continue };
            for (place, commitment) in terms.pack().commitments.iter().enumerate() {
                let promise = self.one(frame, plan, terms, (place, commitment));
                promises.extend(promise.filter(|promise| !promise.periods.is_empty()));
            }
        }
        promises
            .sort_by_cached_key(|one| (one.customer_name.to_lowercase(), one.contract, one.clock.clone()));
        promises
    }

    fn one(
        &self,
        frame: &Frame,
        plan: &Plan,
        terms: &Terms,
        (place, commitment): (usize, &Commitment),
    ) -> Option<Promise> {
        let (pack, contract) = (terms.pack(), &plan.contract);
        let outcomes = self.0.get(&(contract.id, place)).map(Vec::as_slice).unwrap_or_default();
        let found = commitments::attainment(
            commitment.per,
            outcomes.iter().copied(),
            &pack.zone,
            Some(contract.starts),
        );
        let today = pack.zone.date(frame.scope.at);
        let period = |(from, to): (NaiveDate, NaiveDate)| {
            let known = found.iter().find(|period| period.from == from).copied();
            let figures = known.unwrap_or(Attainment { from, to, met: 0, missed: 0, open: 0 });
            PromisePeriod { figures, standing: figures.standing(commitment.measure), lasts: today < to }
        };
        let clock = pack.clock(&commitment.clock)?;
        Some(Promise {
            customer: contract.customer,
            customer_name: frame.customer(contract.customer),
            contract: contract.id,
            plan: plan.key.clone(),
            clock: clock.key.to_string(),
            clock_name: clock.name.clone(),
            words: commitment.to_string(),
            text: commitment.text.clone(),
            periods: dates(commitment, plan, &frame.scope).into_iter().map(period).collect(),
        })
    }
}

/// Whether a ticket met a target: of a clock that repeats, in every round. The outer `None` where no time was promised.
fn met(
    ticket: &Ticket,
    clock: &Clock,
    target: &std::sync::Arc<crate::policy::Resolved>,
    now: Instant,
) -> Option<Option<bool>> {
    let (mut met, mut missed, mut open) = (false, false, false);
    outcome::of_clock(ticket, clock, target, now, |outcome| match outcome.fate {
        Fate::Met => met = true,
        Fate::Missed => missed = true,
        Fate::Open => open = true,
        Fate::Untimed => {}
    });
    match (missed, open, met) {
        (true, _, _) => Some(Some(false)),
        (false, true, _) => Some(None),
        (false, false, true) => Some(Some(true)),
        (false, false, false) => None,
    }
}
