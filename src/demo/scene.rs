//! The small desk: the tickets of data/demo, each received at the moment after which it stands now where it should.

use std::sync::Arc;

use chrono::Months;

use super::asked::{self, Asked, named};
use super::chance::Chance;
use super::data::{self, CustomerEntry, Step, TicketEntry, Within};
use super::place;
use super::stage::{Act, Person, Stage, allowance, plan};
use super::{DemoError, Sink};
use crate::calendar::{Calendar, Instant, Span, Zone};
use crate::desk::{Book, CustomerId, NewContract, NewCustomer, NewTicket, Situation};
use crate::policy::{ClockKey, TierKey};

/// How far back closed tickets reach, in seconds.
const PAST: i64 = 70 * 86_400;

/// A ticket with its moment.
struct Placed {
    new: NewTicket,
    agent: Arc<str>,
    acts: Vec<Act>,
    /// It was placed where it is for the allowance's sake: it stays counted.
    kept: bool,
}

/// Tells a desk of a dozen and a half customers with some fifty open tickets around `now`; `me` is whoever looks at it.
///
/// # Errors
/// [`DemoError`] where the data the program is shipped with does not hold together, or the sink takes no more.
pub fn small(seed: u64, now: Instant, me: &str, book: &Book, sink: &mut Sink<'_>) -> Result<(), DemoError> {
    let desk = data::desk()?;
    let tickets = data::tickets()?;
    let me: Arc<str> = me.into();
    let agents = desk.agents.iter().map(|name| Arc::from(name.as_str())).chain([me.clone()]).collect();
    let asked = Asked::new(agents)?;
    let mut chance = Chance::new(seed);
    let mut hand_on = |record| sink(record);
    let mut stage = Stage::new(book, &mut hand_on);
    let mut placed: Vec<Placed> = Vec::new();
    for entry in &desk.customers {
        let id = enter(&mut stage, entry, now, &asked, &mut chance)?;
        let Some(situation) = stage.situation(id) else { continue };
        let cast = Cast { situation, asked: &asked, now, me: &me };
        let open = tickets.iter().filter(|ticket| ticket.customer == entry.key);
        let mut own: Vec<Placed> = open.map(|ticket| cast.open(ticket, id, &mut chance)).collect();
        let period = cast.balance(&mut own, entry, &mut chance);
        let until = period.map_or(now, |period| period.from);
        for _ in 0..entry.past {
            let from = until.plus(-PAST).unwrap_or(Instant::MIN);
            let to = until.plus(-2 * 86_400).unwrap_or(until);
            own.extend(cast.closed(from, to, now, &mut chance));
        }
        placed.extend(own);
    }
    placed.sort_by_key(|placed| placed.new.received);
    for ticket in placed {
        stage.ticket(ticket.new, &ticket.agent, &ticket.acts)?;
    }
    stage.finish()
}

/// Adds a customer with its people and contract.
fn enter(
    stage: &mut Stage<'_>,
    entry: &CustomerEntry,
    now: Instant,
    asked: &Asked,
    chance: &mut Chance,
) -> Result<CustomerId, DemoError> {
    let today = Zone::utc().date(now);
    let starts = today.checked_sub_months(Months::new(entry.months)).unwrap_or(today);
    let first_day = Zone::utc().start_of_day(starts).unwrap_or(Instant::MIN).min(now);
    let at = first_day.plus(chance.seconds(8 * 3600, 16 * 3600)).unwrap_or(now).min(now);
    let contract = entry.pack.clone().map(|pack| NewContract {
        customer: CustomerId(0),
        pack,
        tier: TierKey::new(&entry.tier),
        region: entry.region.clone(),
        starts,
        ends: None,
        renews: None,
        own: entry.own.clone(),
    });
    let people = entry.contacts.iter().map(|contact| Person {
        name: contact.name.clone(),
        email: contact.email.clone(),
        registered: contact.registered,
    });
    let new = NewCustomer {
        name: entry.name.clone(),
        time_zone: Some(entry.zone.clone()),
        language: None,
        note: entry.note.clone(),
    };
    let agent = asked.agent(chance);
    stage.customer(new, people.collect(), contract, (at, &agent))
}

/// Puts one customer's tickets into time.
struct Cast<'a> {
    situation: &'a Situation,
    asked: &'a Asked,
    now: Instant,
    me: &'a Arc<str>,
}

impl Cast<'_> {
    fn open(&self, entry: &TicketEntry, customer: CustomerId, chance: &mut Chance) -> Placed {
        let mut new = asked::from_entry(entry, customer, self.me);
        new.received = self.received(entry, &new, chance);
        let agent = match &entry.assignee {
            Some(name) => Arc::from(named(name, self.me)),
            None => self.asked.agent(chance),
        };
        let acts = self.acts(entry, &new, &agent, chance);
        Placed { kept: entry.within.is_some(), agent, acts, new }
    }

    fn received(&self, entry: &TicketEntry, new: &NewTicket, chance: &mut Chance) -> Instant {
        let seconds = |words: &Option<String>| words.as_deref().and_then(data::seconds);
        let left = seconds(&entry.left).or_else(|| seconds(&entry.over).map(|over| -over));
        // A little chance, so that two demos do not look alike; never so much that minutes become a missed target.
        let wobble = |length: i64, chance: &mut Chance| chance.seconds(-length.abs() / 12, length.abs() / 12);
        if let (Some(left), Some((contract, terms))) = (left, plan(self.situation)) {
            let facts = asked::facts(new, contract);
            let target = terms.resolve(&ClockKey::new(&entry.clock), &facts, self.now);
            let left = left + wobble(left, chance);
            if let Some(received) = place::received_for(&target, self.now, left) {
                return received;
            }
        }
        let ago = seconds(&entry.ago).or(left.map(i64::abs)).unwrap_or(3600);
        let ago = ago + wobble(ago, chance);
        match entry.within.and_then(|within| self.start_of(within)) {
            Some(start) => place::since(start, self.now, ago),
            None => self.now.plus(-ago).unwrap_or(Instant::MIN),
        }
    }

    fn start_of(&self, within: Within) -> Option<Instant> {
        let allowance = allowance(self.situation)?;
        match within {
            Within::Period => Some(allowance.period(self.now).from),
            Within::Day => allowance.zone.start_of_day(allowance.zone.date(self.now)),
        }
    }

    /// The steps up to the first reply lie before it is due, the rest between it and now.
    fn acts(&self, entry: &TicketEntry, new: &NewTicket, agent: &Arc<str>, chance: &mut Chance) -> Vec<Act> {
        let (due, calendar) = match plan(self.situation) {
            Some((contract, terms)) => {
                let facts = asked::facts(new, contract);
                let target = terms.resolve(&ClockKey::first_response(), &facts, new.received);
                (target.due(new.received, &[]), terms.hours_calendar(&facts, new.received))
            }
            None => (None, Arc::new(Calendar::around_the_clock(Zone::utc()))),
        };
        let reply = entry.steps.iter().position(|step| matches!(step, Step::Reply(_)));
        let (before, after) = entry.steps.split_at(reply.map_or(0, |reply| reply + 1));
        let answered_by = due.map_or(self.now, |due| due.min(self.now));
        let mut acts: Vec<Act> = Vec::new();
        let mut from = new.received;
        for (steps, to) in [(before, answered_by), (after, self.now)] {
            let start = from;
            for (index, step) in steps.iter().enumerate() {
                let share = (index as f64 + 0.6 + 0.3 * chance.share()) / (steps.len() as f64 + 0.5);
                from = place::between(&calendar, start, to, share).max(from);
                let step = match step {
                    Step::Assign(name) => Step::Assign(named(name, self.me).to_owned()),
                    step => step.clone(),
                };
                acts.push(Act { at: from, by: agent.clone(), step });
            }
        }
        acts
    }

    /// Makes the period's used units what the entry wants: closed tickets fill up what is missing, and of the open ones
    /// what is too many was waived or is paid for. Gives the period.
    fn balance(&self, own: &mut Vec<Placed>, entry: &CustomerEntry, chance: &mut Chance) -> Option<Span> {
        let allowance = allowance(self.situation)?;
        let period = allowance.period(self.now);
        let wanted = entry.used?;
        let decided = |act: &Act| matches!(act.step, Step::Paid(_) | Step::Waive(_));
        let counted = |placed: &Placed| {
            let free = placed.new.proactive || placed.acts.iter().any(decided);
            !free && placed.new.received >= period.from
        };
        let used = own.iter().filter(|placed| counted(placed)).count();
        let surplus = own.iter_mut().filter(|placed| counted(placed) && !placed.kept);
        for (index, placed) in surplus.take(used.saturating_sub(wanted)).enumerate() {
            let step = if index % 2 == 0 {
                Step::Paid("agreed by phone as a paid request".into())
            } else {
                Step::Waive("our own fault, not to be charged".into())
            };
            let at =
                place::since(placed.new.received, self.now, self.now.since(placed.new.received) * 9 / 10);
            placed.acts.push(Act { at, by: placed.agent.clone(), step });
            placed.acts.sort_by_key(|act| act.at);
        }
        // What fills up must not use up today's units, and ranks before whatever is there to be over the allowance.
        let first = own.iter().filter(|placed| placed.kept).map(|placed| placed.new.received).min();
        let today = allowance.zone.start_of_day(allowance.zone.date(self.now)).unwrap_or(period.from);
        let end = first.unwrap_or(self.now).min(self.now);
        let end = if allowance.pot.daily_cap.is_some() { end.min(today) } else { end };
        let room = end > period.from || allowance.pot.daily_cap.is_none();
        for _ in 0..wanted.saturating_sub(used).min(if room { wanted } else { 0 }) {
            own.extend(self.closed(period.from, end, self.now, chance));
        }
        Some(period)
    }

    /// A ticket that was received in `[from, to)` and is closed by `until`.
    fn closed(&self, from: Instant, to: Instant, until: Instant, chance: &mut Chance) -> Option<Placed> {
        let received = Instant::from_unix_clamped(chance.seconds(from.unix(), to.unix()));
        let request = self.asked.request(self.situation, received, chance)?;
        let acts = self.asked.closing(&request, until, chance);
        Some(Placed { agent: request.agent.clone(), new: request.new, acts, kept: false })
    }
}
