//! The large desk: hundreds of customers, years of closed tickets, two in a hundred open.

use std::collections::HashSet;
use std::sync::Arc;

use chrono::{Days, NaiveDate};

use super::asked::{Asked, Request};
use super::chance::Chance;
use super::data::{self, Names, Step};
use super::place;
use super::rhythm::Rhythm;
use super::stage::{Act, Person, Stage, allowance};
use super::{DemoError, Sink};
use crate::calendar::{Instant, Zone};
use crate::desk::{Book, CustomerId, NewContract, NewCustomer};
use crate::policy::{OwnTerms, PackId, PotSize, TierKey};

/// How far back it goes.
const YEARS: i64 = 3;
const DAY: i64 = 86_400;
/// One ticket in so many is open.
const OPEN_SHARE: usize = 50;
/// No likelier than this is a ticket open, however new: on every desk some are answered at once.
const MOST_OPEN: f64 = 0.6;

/// How many customers so many tickets come from.
fn customers_for(tickets: usize) -> usize {
    if tickets < 20_000 { 20 + tickets / 42 } else { (tickets / 500).max(500) }
}

/// A customer that tickets are drawn for: how many tickets come from it and all before it.
struct Drawn {
    id: CustomerId,
    since: Instant,
    sum: f64,
}

/// Tells a desk of so many tickets up to `now`, one in fifty of them open, in the order of time; `me` is whoever looks.
///
/// # Errors
/// [`DemoError`] where the data the program is shipped with does not hold together, or the sink takes no more.
pub fn large(
    seed: u64,
    now: Instant,
    tickets: usize,
    me: &str,
    book: &Book,
    sink: &mut Sink<'_>,
) -> Result<(), DemoError> {
    let mut chance = Chance::new(seed);
    let asked = Asked::new(staff(customers_for(tickets) / 40, me, &mut chance)?)?;
    let mut rhythm = Rhythm::new(now, YEARS * 365 * DAY);
    let mut hand_on = |record| sink(record);
    let mut stage = Stage::new(book, &mut hand_on);
    let drawn = enter_all(&mut stage, customers_for(tickets), rhythm.start(), now, &asked, &mut chance)?;
    let mut openness = Openness::new(tickets, &rhythm);
    for index in 0..tickets {
        let received = rhythm.receipt(index, tickets, &mut chance);
        let open = openness.is_open(tickets - index, now.since(received), &mut chance);
        let Some(customer) = draw(&drawn, received, &mut chance) else { continue };
        let request =
            stage.situation(customer).and_then(|situation| asked.request(situation, received, &mut chance));
        let Some(mut request) = request else { continue };
        let acts = if open {
            progress(&mut request, now, &asked, &mut chance)
        } else {
            asked.closing(&request, now, &mut chance)
        };
        stage.ticket(request.new, &request.agent, &acts)?;
    }
    stage.finish()
}

/// The colleagues: those of the small desk, whoever looks, and more for a larger desk.
fn staff(more: usize, me: &str, chance: &mut Chance) -> Result<Vec<Arc<str>>, DemoError> {
    let names = data::names()?;
    let mut staff: Vec<Arc<str>> = data::desk()?.agents.iter().map(|name| Arc::from(name.as_str())).collect();
    staff.push(me.into());
    for number in 0..more {
        let given = chance.pick(&names.given).map_or("agent", String::as_str);
        staff.push(format!("{}{}", given.to_lowercase(), number + 1).into());
    }
    Ok(staff)
}

/// Adds all customers, the oldest contract first.
fn enter_all(
    stage: &mut Stage<'_>,
    count: usize,
    start: Instant,
    now: Instant,
    asked: &Asked,
    chance: &mut Chance,
) -> Result<Vec<Drawn>, DemoError> {
    let desk = data::desk()?;
    let plans: Vec<_> =
        desk.customers.iter().filter_map(|entry| Some((entry.pack.clone()?, entry))).collect();
    // A tenth is there from the beginning; the rest joins over two thirds of the time.
    let span = now.since(start);
    let mut since: Vec<i64> = (0..count)
        .map(|index| if index * 10 < count { 0 } else { chance.seconds(0, span * 2 / 3) })
        .collect();
    since.sort_unstable();
    let mut taken = HashSet::new();
    let mut drawn = Vec::with_capacity(count);
    let mut sum = 0.0;
    for since in since {
        let Some((pack, entry)) = chance.pick(&plans) else { break };
        let since = start.plus(since).unwrap_or(start);
        // A contract begins with a local date: the day before is early enough in every zone.
        let starts = Zone::utc().date(since);
        let starts = starts.checked_sub_days(Days::new(1)).unwrap_or(starts);
        let contract = contract(pack, &entry.tier, entry.region.as_deref(), starts, asked.names(), chance);
        let (new, people) =
            company(asked.names(), entry.contacts.iter().any(|c| c.registered), &mut taken, chance);
        let agent = asked.agent(chance);
        let id = stage.customer(new, people, Some(contract), (since, &agent))?;
        let size = stage.situation(id).and_then(allowance).map(|allowance| allowance.pot.size);
        sum += match size {
            // Whoever pays for a few incidents has about that many.
            Some(PotSize::Units(units)) => f64::from(units) * 0.9,
            // A few customers ask a lot, most of them little.
            _ => 5.0 + 45.0 * chance.share().powi(3),
        };
        drawn.push(Drawn { id, since, sum });
    }
    Ok(drawn)
}

/// One of the customers whose contract runs by then, the busy ones more often.
fn draw(drawn: &[Drawn], at: Instant, chance: &mut Chance) -> Option<CustomerId> {
    let there = drawn.partition_point(|customer| customer.since <= at).max(1);
    let total = drawn.get(there - 1)?.sum;
    let wanted = chance.share() * total;
    drawn
        .get(drawn.partition_point(|customer| customer.sum <= wanted).min(there - 1))
        .map(|customer| customer.id)
}

/// A company that no other is called like, and its people.
fn company(
    names: &Names,
    registered: bool,
    taken: &mut HashSet<String>,
    chance: &mut Chance,
) -> (NewCustomer, Vec<Person>) {
    let word = |list: &[String], chance: &mut Chance| chance.pick(list).cloned().unwrap_or_default();
    let mut name = String::new();
    for attempt in 0..50 {
        let first = word(&names.first, chance);
        name = format!("{first} {} {}", word(&names.second, chance), word(&names.third, chance));
        if attempt > 3 {
            // Where the plain ones run out, branches are told apart by their places.
            name = format!("{name} {}", word(&names.places, chance));
        }
        if taken.insert(name.to_lowercase()) {
            break;
        }
        name = format!("{name} {}", taken.len());
    }
    let number = taken.len();
    let people = (0..1 + chance.below(3)).map(|at| {
        let (given, family) = (word(&names.given, chance), word(&names.family, chance));
        Person { name: format!("{given} {family}"), email: format!("p{at}@c{number}.example"), registered }
    });
    let people = people.collect();
    let zone = word(&names.zones, chance);
    (NewCustomer { name, time_zone: Some(zone), language: None, note: String::new() }, people)
}

/// A contract as the small desk has it, with own terms where the policy leaves them to the contract, and now and then
/// where a customer has asked for them.
fn contract(
    pack: &PackId,
    tier: &str,
    region: Option<&str>,
    starts: NaiveDate,
    names: &Names,
    chance: &mut Chance,
) -> NewContract {
    let mut own = OwnTerms::default();
    if let Some(asked) = names.own.iter().find(|asked| asked.is_meant(pack.name.as_str(), tier))
        && asked.share.is_none_or(|share| chance.happens(share))
    {
        own = asked.terms.clone();
        if asked.zone_share.is_some_and(|share| chance.happens(share)) {
            own.time_zone = chance.pick(&names.zones).cloned();
        }
    }
    NewContract {
        customer: CustomerId(0),
        pack: pack.clone(),
        tier: TierKey::new(tier),
        region: region.map(str::to_owned),
        starts,
        ends: None,
        renews: None,
        own,
    }
}

/// Decides which tickets are open: exactly one in fifty, the new ones far more often than the old.
struct Openness {
    left: usize,
    /// What the shares of all tickets still to come add up to.
    weight: f64,
    tau: f64,
}

impl Openness {
    fn new(tickets: usize, rhythm: &Rhythm) -> Openness {
        let left = tickets / OPEN_SHARE;
        let mut tau = 5.0 * DAY as f64;
        let weight = |tau: f64| rhythm.recent_share(tau) * tickets as f64;
        while left as f64 > MOST_OPEN * weight(tau) && tau < 1e9 {
            tau *= 1.2;
        }
        Openness { left, weight: weight(tau), tau }
    }

    fn is_open(&mut self, tickets_left: usize, age: i64, chance: &mut Chance) -> bool {
        let share = (-(age as f64) / self.tau).exp();
        let likelihood = self.left as f64 * share / self.weight.max(share);
        self.weight -= share;
        let open = self.left > 0 && (self.left >= tickets_left || chance.happens(likelihood));
        self.left -= usize::from(open);
        open
    }
}

/// What has happened to a ticket that is still open.
fn progress(request: &mut Request, now: Instant, asked: &Asked, chance: &mut Chance) -> Vec<Act> {
    let received = request.new.received;
    let act = |at, step| Act { at, by: request.agent.clone(), step };
    let mut acts = Vec::new();
    let passed = request.due.is_some_and(|due| due < now);
    let answered = chance.happens(if passed { 0.97 } else { 0.4 });
    let assignee = answered || chance.happens(0.6);
    let mut at = received;
    if answered {
        // One in twenty was answered too late.
        let by = request.due.filter(|_| !chance.happens(0.05)).map_or(now, |due| due.min(now));
        at = place::between(&request.calendar, received, by, 0.1 + 0.8 * chance.share());
        acts.push(act(at, Step::Reply(request.reply.clone())));
        if chance.happens(0.5) {
            at = place::between(&request.calendar, at, now, 0.8 * chance.share());
            acts.push(act(at, Step::Wait(asked.wait(chance))));
        }
    }
    if chance.happens(0.1) {
        at = place::between(&request.calendar, at, now, chance.share());
        acts.push(act(at, Step::Note("Looked at it with development; needs a closer look.".into())));
    }
    if !assignee {
        request.new.assignee = None;
    }
    acts
}
