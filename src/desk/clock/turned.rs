//! Clocks of a desk that took other rules meanwhile: a clock, or a round of one, that was finished when they were taken
//! stands as the rules before them say; what ran then runs by the new ones, and so does everything that begins later.
//!
//! Nothing is written down for it: which rules held when, the desk has on record, and when a clock ended, the ticket.

use std::sync::Arc;

use super::{Reckoned, TicketClock, rounds};
use crate::calendar::Instant;
use crate::desk::ticket::Ticket;
use crate::policy::{Clock, Facts, Terms};

/// The clocks of a ticket by the rules that held when each was finished, and by those that hold for the others.
pub(super) fn clocks(ticket: &Ticket, facts: &Facts, terms: &Terms) -> Vec<TicketClock> {
    let now = all(ticket, facts, terms);
    // Rules that were gone before it came in have never held for it.
    let eras = terms.earlier().iter().filter(|era| era.until() >= ticket.received);
    let eras: Vec<(Instant, &Arc<Terms>)> =
        eras.filter_map(|era| Some((era.until(), era.terms()?))).collect();
    if eras.is_empty() {
        return now;
    }
    let then: Vec<(Instant, &Arc<Terms>, Vec<TicketClock>)> =
        eras.into_iter().map(|(until, era)| (until, era, all(ticket, facts, era))).collect();
    let mut stands = Vec::with_capacity(now.len());
    for clock in now {
        let key = clock.key().clone();
        match finished(ticket, &clock, &then) {
            // It was not there when all this was over.
            Stood::Absent => {}
            Stood::By(place, kept) => {
                stands.push(TicketClock { missed: missed(ticket, facts, terms, &then, &kept, place), ..kept })
            }
            Stood::Runs => {
                let missed = match terms.pack().clock(&key) {
                    Some(own) if !own.is_plain() => missed(ticket, facts, terms, &then, &clock, then.len()),
                    _ => clock.missed.clone(),
                };
                stands.push(TicketClock { missed, ..clock });
            }
        }
    }
    // What was finished by a clock that is promised no more stays on record.
    for (place, (until, _, clocks)) in then.iter().enumerate() {
        for clock in clocks {
            let known = stands.iter().any(|one| one.key() == clock.key());
            if !known && terms.pack().clock(clock.key()).is_none() && is_over(ticket, clock, *until) {
                let missed = missed(ticket, facts, terms, &then, clock, place);
                stands.push(TicketClock { missed, ..clock.clone() });
            }
        }
    }
    stands
}

/// When a round ended; `None` where it has not.
fn ended(reckoned: &Reckoned) -> Option<Instant> {
    match reckoned {
        Reckoned::Met { at, .. } | Reckoned::Late { at, .. } | Reckoned::Done { at } => Some(*at),
        _ => None,
    }
}

fn all(ticket: &Ticket, facts: &Facts, terms: &Terms) -> Vec<TicketClock> {
    let of =
        |clock: &Clock| TicketClock::reckon(ticket, clock, terms.resolve(&clock.key, facts, ticket.received));
    terms.pack().clocks.iter().map(of).collect()
}

/// How a clock stands that other rules may have held for.
enum Stood {
    /// Finished under the rules of this place, as they say.
    By(usize, TicketClock),
    /// Not finished when the newest were taken.
    Runs,
    /// Finished, or the ticket closed, when there was no such clock.
    Absent,
}

fn finished(
    ticket: &Ticket,
    clock: &TicketClock,
    then: &[(Instant, &Arc<Terms>, Vec<TicketClock>)],
) -> Stood {
    for (place, (until, _, clocks)) in then.iter().enumerate() {
        match clocks.iter().find(|one| one.key() == clock.key()) {
            Some(one) if is_over(ticket, one, *until) => return Stood::By(place, one.clone()),
            Some(_) => {}
            None if is_over(ticket, clock, *until) => return Stood::Absent,
            None => {}
        }
    }
    Stood::Runs
}

/// Whether a clock was over by a moment: it had ended, or its ticket was resolved and is.
fn is_over(ticket: &Ticket, clock: &TicketClock, by: Instant) -> bool {
    ended(&clock.reckoned).is_some_and(|at| at <= by) || ticket.resolved.is_some_and(|at| at <= by)
}

/// The earlier rounds of a clock that were missed, each by the rules that held when it ended; `place` is that of the rules
/// by which the present round stands.
fn missed(
    ticket: &Ticket,
    facts: &Facts,
    terms: &Terms,
    then: &[(Instant, &Arc<Terms>, Vec<TicketClock>)],
    clock: &TicketClock,
    place: usize,
) -> Vec<Instant> {
    let mut all = Vec::new();
    let mut from = Instant::MIN;
    let mut take = |terms: &Terms, until: Instant| {
        if let Some(own) = terms.pack().clock(clock.key()).filter(|own| !own.is_plain()) {
            let target = terms.resolve(clock.key(), facts, ticket.received);
            let missed = rounds::missed(ticket, own, &target);
            all.extend(missed.into_iter().filter(|(ended, _)| *ended > from && *ended <= until));
        }
        from = until;
    };
    for (until, era, _) in then.iter().take(place.saturating_add(1)) {
        take(era, *until);
    }
    if place >= then.len() {
        take(terms, Instant::MAX);
    }
    all.into_iter().map(|(_, due)| due).collect()
}
