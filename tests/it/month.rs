//! A whole month of a desk, played through in simulated time: two consoles of one agent and a watch for everybody claim
//! alerts beside each other, now and then one of them starts anew, and what was told is what `month_ledger` reckons by hand.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use chrono::Datelike as _;
use tierdesk::alert::{Account, Alert, Kind, Listener, Plan, Rules, Subject, Untended};
use tierdesk::calendar::{Instant, Zone, Zones};
use tierdesk::desk::{
    Assessment, Book, Command, Contract, Customer, CustomerId, NewContract, NewCustomer, NewTicket, Purse,
    Row, TicketId, Work,
};
use tierdesk::policy::{OwnTerms, Packs, SeverityKey, TierKey};
use tierdesk::report::handover::Window;
use tierdesk::report::{AllowanceUse, Ask, By, Group, Parts, Report, Stretch};
use tierdesk::store::{Outcome, Store};

use crate::month_ledger::{
    AGENTS, Act, CLOCKS, CUSTOMERS, Minute, Story, Told, Walk, due_if_untouched, end, missed_as_it_stands,
    plan, script, share_used, stand, start, utc, walk,
};
use crate::store::folder;

const RULES: &str = r#"
format = 1

[[rule]]
name = "own"
agents = ["assignee"]
on = ["warning", "missed"]
marks = ["75 %", "30 min left"]
ways = ["bell"]

[[rule]]
name = "new"
agents = ["desk"]
top = 1
on = ["new"]
ways = ["bell"]

[[rule]]
name = "allowance"
agents = ["desk"]
on = ["allowance"]
ways = ["bell"]

[storm]
more-than = 1000
within = "1 min"
"#;

const MARKS: [Told; 2] = [Told::Share(75), Told::Left(30)];

/// The desk, and what has been told of it.
pub struct Month {
    _folder: tempfile::TempDir,
    pub store: Store,
    pub book: Book,
    pub customers: Vec<(Customer, Contract)>,
    pub stories: Vec<Story>,
    /// What must come of each story's clocks.
    walks: Vec<[Walk; 2]>,
    pub numbers: Vec<Option<TicketId>>,
    rules: Rules,
    told: Vec<(Minute, Alert)>,
    /// At each change of shift what the handover said would fall due: ticket, clock and minute.
    handovers: Vec<(Minute, Vec<FallsDue>)>,
    /// What a report said in the middle of the month.
    then: Option<Report>,
}

/// A clock of a ticket, and the minute at which it is due.
type FallsDue = (TicketId, String, Minute);

/// Minutes of a shift.
const SHIFT: Minute = 480;
/// When the report of the middle is asked for.
const MIDDLE: Minute = 15 * 1440 + 437;

pub fn instant(minute: Minute) -> Instant {
    Instant::from_unix(minute * 60).unwrap()
}

impl Month {
    /// Customers with their contracts, a year before the month begins; no ticket yet.
    pub fn new(stories: Vec<Story>) -> Month {
        let folder = folder();
        let zones = Arc::new(Zones::embedded());
        let packs = Arc::new(Packs::embedded(zones.clone()));
        let book = Book::of_packs(packs.clone(), zones.clone());
        let before = instant(start() - 365 * 1440);
        let mut store = Store::create(&folder.path().join("desk.tierdesk"), before).unwrap();
        for number in 0..CUSTOMERS {
            let named = NewCustomer { name: format!("Customer {number}"), ..NewCustomer::default() };
            let added =
                store.execute(&[Command::AddCustomer(named)], &book, "ada", before).unwrap().remove(0);
            let Outcome::Customer(customer) = added else { panic!("{added:?}") };
            let contract = Command::AddContract(NewContract {
                customer,
                pack: packs.get(plan(number).pack).unwrap().id.clone(),
                tier: TierKey::new(plan(number).tier),
                region: None,
                starts: "2025-01-01".parse().unwrap(),
                ends: None,
                renews: None,
                own: OwnTerms::default(),
            });
            store.execute(&[contract], &book, "ada", before).unwrap();
        }
        let known = |customer: Customer| {
            let contract = store.contracts(Some(customer.id)).unwrap().remove(0);
            (customer, contract)
        };
        let mut customers = store.customers().unwrap();
        customers.sort_by_key(|customer| customer.id);
        let customers = customers.into_iter().map(known).collect();
        let (rules, wrong) = Rules::read(RULES.as_bytes(), "alerts.toml", &zones);
        assert!(wrong.is_empty(), "{wrong:?}");
        let numbers = vec![None; stories.len()];
        Month {
            _folder: folder,
            store,
            book,
            customers,
            walks: stories.iter().map(|story| [0, 1].map(|clock| walk(story, clock, &MARKS))).collect(),
            stories,
            numbers,
            rules: rules.unwrap(),
            told: Vec::new(),
            handovers: Vec::new(),
            then: None,
        }
    }

    /// Does what the script says of a story at a minute.
    pub fn act(&mut self, place: usize, minute: Minute, act: Act) {
        let (story, now) = (self.stories[place].clone(), instant(minute));
        let severity = |which: usize| SeverityKey::new(plan(story.customer).severities[which].0);
        let number = self.numbers[place];
        let ticket = || number.unwrap();
        let (seen, reason) = (None, String::from("as the script says"));
        let command = match act {
            Act::Open => {
                let customer = self.customers[story.customer].0.id;
                let new = NewTicket::received(customer, "It fails", severity(story.severity), now);
                Command::OpenTicket(Box::new(NewTicket { assignee: Some(story.agent.into()), ..new }))
            }
            Act::Assess(to) => {
                let to = Assessment { severity: Some(severity(to).to_string()), ..Assessment::default() };
                Command::Work { ticket: ticket(), seen, work: Work::Assess { to, reason } }
            }
            Act::Reply => Command::Reply { ticket: ticket(), seen, text: "Hello".into(), at: None, by: None },
            Act::Wait => Command::Wait { ticket: ticket(), seen, reason },
            Act::Resume => Command::Resume { ticket: ticket(), seen, reason },
            Act::Resolve => Command::Resolve { ticket: ticket(), seen, cause: reason },
            Act::Reopen => Command::Reopen { ticket: ticket(), seen, reason },
        };
        let outcome = self.store.execute(&[command], &self.book, story.agent, now).unwrap().remove(0);
        self.numbers[place] = Some(outcome.ticket().unwrap().id);
    }

    fn row(&self, ticket: TicketId) -> Option<Row> {
        let ticket = self.store.ticket_now(ticket).unwrap().filter(|ticket| ticket.is_open())?;
        let contract = self.customers.iter().find(|(customer, _)| customer.id == ticket.customer);
        Some(Row::new(ticket, contract.map(|(_, contract)| contract), &self.book))
    }

    /// Looks at a ticket or an allowance for one who listens.
    fn look(&self, plan: &mut Plan, subject: Subject, now: Instant) {
        match subject {
            Subject::Ticket(ticket) => {
                let row = self.row(ticket);
                plan.replace(ticket, row.as_ref().map(|row| (row, "Customer")), &Untended, now);
            }
            Subject::Customer(id) => {
                let (customer, contract) = self.customers.iter().find(|(known, _)| known.id == id).unwrap();
                let terms = self.book.terms(contract).unwrap();
                let purse = Purse::of(terms.pack(), contract);
                let usage = purse.as_ref().map(|purse| {
                    let receipts = self.store.receipts(id, Instant::MIN, Instant::MAX).unwrap();
                    purse.first.usage(&receipts, now)
                });
                let account = purse.as_ref().zip(usage.as_ref()).map(|(purse, usage)| Account {
                    contract: contract.id,
                    usage,
                    zone: purse.zone(),
                });
                plan.account(customer, account, &Untended, now);
            }
        }
    }

    /// A console or a watch that starts now.
    fn listens(&mut self, listener: Listener, now: Instant) -> Plan {
        let mut plan = Plan::new(self.rules.clone(), listener);
        for ticket in self.numbers.iter().flatten() {
            self.look(&mut plan, Subject::Ticket(*ticket), now);
        }
        for (customer, _) in &self.customers {
            self.look(&mut plan, Subject::Customer(customer.id), now);
        }
        plan
    }

    fn claim(&mut self, plan: &mut Plan, minute: Minute, now: Instant) {
        if !plan.has_fallen(now) {
            return;
        }
        let claimed = self.store.claim(&plan.fallen(), plan.rules().storm, now).unwrap();
        plan.settle(claimed.again);
        self.told.extend(claimed.told.into_iter().map(|(_, alert)| (minute, alert)));
    }

    /// What the shift that begins now is told: what falls due in it.
    fn hand_over(&mut self, minute: Minute) {
        let now = instant(minute);
        let board = self.store.board(&self.book, now).unwrap();
        let window = Window {
            agent: "ana".into(),
            line: None,
            since: instant(minute - SHIFT),
            begins: None,
            until: instant(minute + SHIFT),
            next: None,
        };
        let briefing = self.store.briefing(&board, &self.book, window, (now, false)).unwrap();
        let due = briefing.due.iter();
        let due = due.map(|one| (one.about.ticket, one.clock.to_string(), one.due.unix() / 60)).collect();
        self.handovers.push((minute, due));
    }

    fn report(&mut self, now: Instant, at: Option<Instant>, by: Vec<By>) -> Report {
        let stretch = Stretch { from: "2026-03-16".parse().unwrap(), to: "2026-04-16".parse().unwrap() };
        let ask = Ask::new(Parts::ALL, stretch, Zone::utc());
        self.store.report(&Ask { by, at, ..ask }, &self.book, now).unwrap()
    }

    /// Plays the month: every console looks when its plan says so, and at once at what has changed.
    fn play(&mut self, seed: u64) {
        let mut acts: Vec<(Minute, usize, Act)> = Vec::new();
        for (place, story) in self.stories.iter().enumerate() {
            acts.extend(story.acts.iter().map(|(minute, act)| (*minute, place, *act)));
        }
        acts.sort_unstable();
        let mut acts = acts.into_iter().peekable();
        let everybody = || AGENTS.map(str::to_owned).to_vec();
        let listeners =
            [Listener::Agent("ana".into()), Listener::All(everybody()), Listener::Agent("ana".into())];
        let mut plans: Vec<Plan> =
            listeners.iter().map(|listener| self.listens(listener.clone(), instant(start()))).collect();
        let mut chance = seed;
        loop {
            let next_act = acts.peek().map(|(minute, ..)| instant(*minute));
            let next_mark = plans.iter().filter_map(Plan::next).min();
            let next_shift = instant(start() + SHIFT * (1 + Minute::try_from(self.handovers.len()).unwrap()));
            let middle = self.then.is_none().then(|| instant(start() + MIDDLE));
            let next = next_act.into_iter().chain(next_mark).chain(middle).min();
            let Some(now) = next.into_iter().chain([next_shift]).min() else { break };
            // A missed target falls a second after its due instant: what is told then belongs to the minute before.
            let minute = now.unix() / 60;
            if now >= instant(end()) {
                break;
            }
            let mut touched: BTreeSet<Subject> = BTreeSet::new();
            while let Some((_, place, act)) = acts.next_if(|(at, ..)| instant(*at) <= now) {
                self.act(place, minute, act);
                touched.insert(Subject::Ticket(self.numbers[place].unwrap()));
                touched.insert(Subject::Customer(self.customers[self.stories[place].customer].0.id));
            }
            if now == next_shift {
                self.hand_over(minute);
            }
            if middle == Some(now) {
                self.then = Some(self.report(now, None, vec![By::Severity]));
            }
            chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let first = usize::try_from(chance >> 33).unwrap();
            for turn in 0..plans.len() {
                let which = (first + turn) % plans.len();
                if (chance >> 40).is_multiple_of(97) && turn == 0 {
                    plans[which] = self.listens(listeners[which].clone(), now);
                }
                let mut plan = std::mem::replace(
                    &mut plans[which],
                    Plan::new(self.rules.clone(), listeners[which].clone()),
                );
                let due = plan.due(now);
                for subject in touched.iter().copied().chain(due) {
                    self.look(&mut plan, subject, now);
                }
                self.claim(&mut plan, minute, now);
                plans[which] = plan;
            }
        }
    }
}

/// What was told of clocks, as the ledger writes it.
fn of_clocks(month: &Month) -> BTreeMap<(usize, usize, Told, Minute), usize> {
    let places: HashMap<TicketId, usize> =
        month.numbers.iter().enumerate().filter_map(|(place, number)| Some(((*number)?, place))).collect();
    let mut found = BTreeMap::new();
    for (minute, alert) in &month.told {
        let told = match alert.kind {
            Kind::Missed => Told::Missed,
            Kind::Warning if alert.identity.ends_with("/75 %") => Told::Share(75),
            Kind::Warning if alert.identity.ends_with("/30 min left") => Told::Left(30),
            Kind::Warning => panic!("{alert:?}"),
            Kind::New | Kind::Allowance | Kind::Summary => continue,
        };
        let place = places[&alert.ticket.unwrap()];
        assert_eq!(alert.agent, month.stories[place].agent, "{alert:?}");
        let clock = CLOCKS.iter().position(|key| *key == alert.clock.as_ref().unwrap().as_str()).unwrap();
        *found.entry((place, clock, told, *minute)).or_default() += 1;
    }
    found
}

#[test]
fn every_alert_of_a_month_comes_once_and_at_its_moment() {
    let mut month = Month::new(script(0x5eed, 120));
    month.play(7);
    let mut wanted = BTreeMap::new();
    for (place, walks) in month.walks.iter().enumerate() {
        for (clock, walk) in walks.iter().enumerate() {
            for (told, minute) in &walk.told {
                *wanted.entry((place, clock, *told, *minute)).or_default() += 1;
            }
        }
    }
    let found = of_clocks(&month);
    let missing: Vec<_> = wanted.iter().filter(|(key, times)| found.get(*key) != Some(*times)).collect();
    let extra: Vec<_> = found.iter().filter(|(key, times)| wanted.get(*key) != Some(*times)).collect();
    assert!(missing.is_empty() && extra.is_empty(), "missing {missing:#?}\nnot asked for {extra:#?}");
    assert!(wanted.len() > 100, "a month in which something happens: {}", wanted.len());
    new_tickets(&month);
    allowances(&month);
    handovers(&month);
    figures(&mut month);
    the_middle_is_told_as_it_was(&mut month);
}

/// Each shift was told of every clock that ran out in it unless something was done, with its minute, and of no other; and
/// where nothing was done, that is what happened.
fn handovers(month: &Month) {
    assert!(month.handovers.len() >= 90, "{}", month.handovers.len());
    let mut happened = 0;
    for (shift, told) in &month.handovers {
        let (told, until): (BTreeSet<_>, _) = (told.iter().cloned().collect(), shift + SHIFT);
        let mut wanted = BTreeSet::new();
        for ((story, number), walks) in month.stories.iter().zip(&month.numbers).zip(&month.walks) {
            if story.acts[0].0 > *shift {
                continue;
            }
            for (clock, key) in CLOCKS.iter().enumerate() {
                let due = due_if_untouched(story, clock, *shift).filter(|due| *due < until.min(end()));
                let Some(due) = due else { continue };
                wanted.insert((number.unwrap(), (*key).to_owned(), due));
                let touched = story.acts.iter().any(|(at, _)| (*shift + 1..=due).contains(at));
                if !touched {
                    happened += 1;
                    assert!(
                        walks[clock].told.iter().any(|(told, at)| (*told, *at) == (Told::Missed, due)),
                        "{story:?}"
                    );
                }
            }
        }
        // What falls due after the month is not walked.
        let told: BTreeSet<_> = told.into_iter().filter(|(_, _, due)| *due < end()).collect();
        assert_eq!(told, wanted, "the shift that begins at {}", utc(*shift));
    }
    assert!(happened > 20, "{happened}");
}

/// What the report must say of some stories: tickets, and met, missed, open and untimed targets of both clocks.
fn counted<'w>(walks: impl Iterator<Item = &'w [Walk; 2]>) -> (u64, [[u64; 4]; 2]) {
    let (mut tickets, mut clocks) = (0, [[0; 4]; 2]);
    for walks in walks {
        tickets += 1;
        for (walked, counts) in walks.iter().zip(&mut clocks) {
            let which = match (walked.missed, walked.timed, walked.stopped) {
                (true, ..) => 1,
                (false, true, true) => 0,
                (false, true, false) => 2,
                (false, false, _) => 3,
            };
            counts[which] += 1;
        }
    }
    (tickets, clocks)
}

fn said(group: &Group) -> (u64, [[u64; 4]; 2]) {
    let clock = |key: &str| {
        let found = group.clocks.iter().find(|figures| figures.clock == key);
        found.map_or([0; 4], |f| [f.met, f.missed, f.open, f.untimed])
    };
    (group.tickets, CLOCKS.map(clock))
}

/// Every figure of the month's report, counted once more from the script.
fn figures(month: &mut Month) {
    let report = month.report(instant(end()), None, vec![By::Customer, By::Severity]);
    let attainment = report.attainment.as_ref().unwrap();
    assert_eq!(said(&attainment.total), counted(month.walks.iter()));
    let mut seen = 0;
    for group in &attainment.groups {
        let customer =
            month.customers.iter().position(|(known, _)| known.id.0.to_string() == group.keys[0].key);
        let customer = customer.unwrap();
        let of = month.stories.iter().zip(&month.walks).filter(|(story, _)| {
            let severity = stand(story, end()).unwrap().severity;
            story.customer == customer && plan(customer).severities[severity].0 == group.keys[1].key
        });
        assert_eq!(said(group), counted(of.map(|(_, walks)| walks)), "{:?}", group.keys);
        seen += group.tickets;
    }
    assert_eq!(seen, attainment.total.tickets);
    percentiles(month, &attainment.total);
    // Every missed target is listed once.
    let mut missed: Vec<(TicketId, String)> =
        report.misses.unwrap().iter().map(|miss| (miss.ticket, miss.clock.clone())).collect();
    missed.sort();
    let mut wanted = Vec::new();
    for (walks, number) in month.walks.iter().zip(&month.numbers) {
        for (walk, key) in walks.iter().zip(CLOCKS) {
            wanted.extend(walk.missed.then(|| (number.unwrap(), key.to_owned())));
        }
    }
    wanted.sort();
    assert_eq!(missed, wanted);
    let mut hours = [[0; 24]; 7];
    for story in &month.stories {
        let at = utc(story.acts[0].0);
        hours[usize::try_from(at.weekday().num_days_from_monday()).unwrap()]
            [usize::try_from(chrono::Timelike::hour(&at)).unwrap()] += 1;
    }
    assert_eq!(report.arrivals.unwrap().hours, hours);
    used_allowances(month, &report.allowance.unwrap());
}

/// Used and over, month by month, by receipts in the policy's months.
fn used_allowances(month: &Month, told: &[AllowanceUse]) {
    let mut wanted = BTreeMap::new();
    for (number, (customer, _)) in month.customers.iter().enumerate() {
        let Some(incidents) = plan(number).incidents else { continue };
        for (year, of) in [(2026, 3), (2026, 4)] {
            let mine = month.stories.iter().filter(|story| {
                let local = utc(story.acts[0].0).with_timezone(&plan(number).zone);
                story.customer == number && (local.year(), local.month()) == (year, of)
            });
            let used = mine.count();
            let month = chrono::NaiveDate::from_ymd_opt(year, of, 1).unwrap();
            wanted.insert((customer.id, month), (used, used.saturating_sub(incidents)));
        }
    }
    let limited = told.iter().filter(|one| one.size.is_some());
    let found: BTreeMap<_, _> =
        limited.map(|one| ((one.customer, one.from), (one.used as usize, one.over as usize))).collect();
    assert_eq!(found, wanted);
}

/// Nearest rank over the shares of first responses, of targets that no change has set anew.
fn percentiles(month: &Month, total: &Group) {
    let stories = month.stories.iter().zip(&month.walks);
    let standing = stories.filter(|(story, walks)| !walks[0].missed || missed_as_it_stands(story));
    let shares = standing.filter_map(|(story, _)| share_used(story));
    let mut shares: Vec<i64> = shares.collect();
    shares.sort_unstable();
    let rank = |percent: usize| shares[(shares.len() * percent).div_ceil(100) - 1];
    let used = total.clocks[0].used.unwrap();
    let said = [used.p50, used.p75, used.p90, used.p95, used.p99].map(i64::from);
    assert_eq!((used.count as usize, said), (shares.len(), [50, 75, 90, 95, 99].map(rank)));
}

/// A report of an earlier moment says what it said then.
fn the_middle_is_told_as_it_was(month: &mut Month) {
    let at = instant(start() + MIDDLE);
    let again = month.report(instant(end()), Some(at), vec![By::Severity]);
    let then = month.then.take().unwrap();
    assert!(then.attainment.as_ref().unwrap().total.tickets > 30);
    assert_eq!(again.attainment, then.attainment);
    assert_eq!(again.misses, then.misses);
    assert_eq!(again.promises, then.promises);
    assert_eq!(again.allowance, then.allowance);
    assert_eq!(again.arrivals, then.arrivals);
}

/// One alert for each ticket of the most severe rank: at its receipt, or when it is assessed so while nobody has answered.
fn new_tickets(month: &Month) {
    let told: BTreeSet<(TicketId, Minute)> = month
        .told
        .iter()
        .filter(|(_, alert)| alert.kind == Kind::New)
        .map(|(minute, alert)| (alert.ticket.unwrap(), *minute))
        .collect();
    let times = month.told.iter().filter(|(_, alert)| alert.kind == Kind::New).count();
    let since = |story: &Story| {
        let unanswered =
            |minute: &Minute| stand(story, *minute).is_some_and(|now| now.severity == 0 && !now.replied);
        story.acts.iter().map(|(minute, _)| *minute).find(unanswered)
    };
    let told_of = month.stories.iter().zip(&month.numbers);
    let wanted: BTreeSet<(TicketId, Minute)> =
        told_of.filter_map(|(story, number)| Some(((*number)?, since(story)?))).collect();
    assert_eq!((told, times), (wanted.clone(), wanted.len()));
}

/// One alert for each month in which an allowance is used up, one where it is over, one for each day with its cap reached
/// while the month's is not: counted by receipts in the policy's months and days (sla.md part 2).
fn allowances(month: &Month) {
    let mut wanted: BTreeSet<(CustomerId, String)> = BTreeSet::new();
    for (number, (customer, _)) in month.customers.iter().enumerate() {
        let plan = plan(number);
        let Some(incidents) = plan.incidents else { continue };
        let (mut in_month, mut in_day) = (BTreeMap::new(), BTreeMap::new());
        for story in month.stories.iter().filter(|story| story.customer == number) {
            let local = utc(story.acts[0].0).with_timezone(&plan.zone);
            let used: &mut usize = in_month.entry((local.year(), local.month())).or_default();
            *used += 1;
            let today: &mut usize = in_day.entry(local.date_naive()).or_default();
            *today += 1;
            let mark = if *used > incidents {
                "over"
            } else if *used == incidents {
                "spent"
            } else if plan.a_day.is_some_and(|cap| *today >= cap) {
                "day"
            } else {
                continue;
            };
            let span = if mark == "day" {
                local.date_naive().to_string()
            } else {
                local.format("%Y-%m").to_string()
            };
            wanted.insert((customer.id, format!("{span} {mark}")));
        }
    }
    let mut found = BTreeSet::new();
    for (minute, alert) in month.told.iter().filter(|(_, alert)| alert.kind == Kind::Allowance) {
        let customer = alert.customer.unwrap();
        let number = month.customers.iter().position(|(known, _)| known.id == customer).unwrap();
        let local = utc(*minute).with_timezone(&plan(number).zone);
        let mark = alert.identity.rsplit('/').next().unwrap();
        let span =
            if mark == "day" { local.date_naive().to_string() } else { local.format("%Y-%m").to_string() };
        assert!(found.insert((customer, format!("{span} {mark}"))), "told twice: {alert:?}");
    }
    assert_eq!(found, wanted);
}
