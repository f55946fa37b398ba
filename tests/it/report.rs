//! Reports against an independent count: what the events of every ticket say, told by this file's own replay and reckoned
//! second by second in its own calendar, for desks on which agents do whatever comes to mind.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use chrono::{Datelike, NaiveDate, Timelike, Weekday};
use proptest::prelude::*;
use tierdesk::calendar::{Instant, Zones};
use tierdesk::desk::{
    Assessment, Book, Charge, Command, CustomerId, Event, NewContract, NewCustomer, NewTicket, Recorded,
    TicketId, Work,
};
use tierdesk::policy::{OwnTerms, Packs, SeverityKey, TierKey};
use tierdesk::report::{Ask, By, ClockFigures, Parts, Report, Stretch};
use tierdesk::store::{Outcome, Store, StoreError, TicketQuery};

use crate::store::{at, folder};

/// A Monday, 09:00 in Berlin.
const BEGINS: &str = "2026-03-02T08:00:00Z";

pub struct Desk {
    _folder: tempfile::TempDir,
    pub store: Store,
    pub book: Book,
    pub now: Instant,
}

impl Desk {
    /// Two customers of one provider whose clock runs in the office hours of Berlin, on different tiers.
    pub fn new() -> Desk {
        let folder = folder();
        let now = at(BEGINS);
        let mut store = Store::create(&folder.path().join("desk.tierdesk"), now).unwrap();
        let zones = Arc::new(Zones::embedded());
        let packs = Arc::new(Packs::embedded(zones.clone()));
        let book = Book::of_packs(packs.clone(), zones);
        for (name, tier) in [("Acme", "gold"), ("Ilex <b>", "enterprise")] {
            let add = Command::AddCustomer(NewCustomer { name: name.into(), ..NewCustomer::default() });
            let Outcome::Customer(customer) = store.execute(&[add], &book, "setup", now).unwrap().remove(0)
            else {
                panic!()
            };
            let contract = Command::AddContract(NewContract {
                customer,
                pack: packs.get("photoprism").unwrap().id.clone(),
                tier: TierKey::new(tier),
                region: None,
                starts: "2026-01-01".parse().unwrap(),
                ends: None,
                renews: None,
                own: OwnTerms::default(),
            });
            store.execute(&[contract], &book, "setup", now).unwrap();
        }
        Desk { _folder: folder, store, book, now }
    }

    /// Does something; what is refused is no matter.
    pub fn act(&mut self, agent: &str, command: Command) {
        match self.store.execute(&[command], &self.book, agent, self.now) {
            Ok(_) | Err(StoreError::Refused { .. }) => {}
            Err(other) => panic!("{other}"),
        }
    }

    pub fn open(&mut self, customer: i64, severity: &str) {
        let new = NewTicket::received(
            CustomerId(customer),
            "=cmd|' /C calc'!A0",
            SeverityKey::new(severity),
            self.now,
        );
        self.act("ada", Command::OpenTicket(Box::new(new)));
    }

    /// Does what a number says.
    pub fn step(&mut self, (what, which, wait): (u8, u8, u16)) {
        self.now = self.now.plus(i64::from(wait) * 60).unwrap();
        let count = self.store.tickets(&TicketQuery::default()).unwrap().len();
        let ticket = TicketId(1 + i64::from(which) % i64::try_from(count.max(1)).unwrap());
        let agent = ["ada", "bea"][usize::from(which) % 2];
        let severity = ["urgent", "high", "normal", "low"][usize::from(which) % 4];
        let seen = None;
        let command = match what % 14 {
            0..=2 => return self.open(1 + i64::from(which) % 2, severity),
            3 | 4 => Command::Reply { ticket, seen, text: "answer".into(), at: None, by: None },
            5 | 6 => Command::Resolve { ticket, seen, cause: "@fixed".into() },
            7 => Command::Reopen { ticket, seen, reason: "again".into() },
            8 => Command::Wait { ticket, seen, reason: "logs".into() },
            9 => Command::Resume { ticket, seen, reason: "came".into() },
            10 => {
                let to = Assessment { severity: Some(severity.into()), ..Assessment::default() };
                Command::Work { ticket, seen, work: Work::Assess { to, reason: "seen".into() } }
            }
            11 => Command::Assign { ticket, seen, to: Some(agent.into()) },
            12 => {
                let into = TicketId(1 + i64::from(which / 3) % i64::try_from(count.max(1)).unwrap());
                Command::Work { ticket, seen, work: Work::Merge { into } }
            }
            _ => {
                let (minutes, note) = (u32::from(which) + 1, "=1+1".to_owned());
                let work = Work::BookTime { minutes, at: None, note, charge: Charge::default() };
                Command::Work { ticket, seen, work }
            }
        };
        self.act(agent, command);
    }

    pub fn report(&mut self, ask: &Ask) -> Report {
        self.store.report(ask, &self.book, self.now).unwrap()
    }

    fn events(&mut self) -> BTreeMap<i64, Vec<Recorded>> {
        let all = self.store.tickets(&TicketQuery::default()).unwrap();
        let mut of = |id: TicketId| self.store.ticket(id).unwrap().unwrap().events;
        all.iter().map(|ticket| ticket.id).collect::<Vec<_>>().into_iter().map(|id| (id.0, of(id))).collect()
    }
}

fn berlin() -> &'static tierdesk::calendar::Zone {
    static BERLIN: LazyLock<Arc<tierdesk::calendar::Zone>> =
        LazyLock::new(|| Zones::embedded().get("Europe/Berlin").unwrap());
    &BERLIN
}

pub fn everything(zone: &str) -> Ask {
    let zone = Zones::embedded().get(zone).unwrap();
    let stretch = Stretch { from: "2026-03-01".parse().unwrap(), to: "2026-05-01".parse().unwrap() };
    Ask::new(Parts::ALL, stretch, zone)
}

/// Minutes of the desk's days, the first of them at [`BEGINS`], and whether the office in Berlin is open in each: sla.md part 3,
/// with the nationwide holidays of that spring. Everything in these desks happens at whole minutes.
static OPEN: LazyLock<Vec<bool>> = LazyLock::new(|| {
    let holidays = ["2026-04-03", "2026-04-06", "2026-05-01", "2026-05-14", "2026-05-25"];
    let open = |minute: i64| {
        let civil = berlin().civil(at(BEGINS).plus(minute * 60).unwrap());
        let date = civil.date();
        let week = !matches!(date.weekday(), Weekday::Sat | Weekday::Sun);
        week && !holidays.contains(&date.to_string().as_str()) && (9..17).contains(&civil.hour())
    };
    (0..60 * 24 * 60).map(open).collect()
});

/// Business hours that photoprism promises (sla.md part 3): first response and resolution; `None` for no time.
fn promised(tier: &str, severity: &str) -> (Option<i64>, Option<i64>) {
    match (tier, severity) {
        ("enterprise", "urgent") => (Some(8), Some(32)),
        ("enterprise", "high") => (Some(16), Some(56)),
        ("enterprise", "normal") => (Some(24), Some(112)),
        ("gold", "urgent") => (Some(8), Some(16)),
        ("gold", "high") => (Some(8), Some(24)),
        ("gold", "normal") => (Some(8), Some(56)),
        ("enterprise" | "gold", "low") => (Some(24), None),
        other => panic!("{other:?}"),
    }
}

/// A ticket by this file's own replay.
#[derive(Debug, Clone, Default)]
struct Own {
    customer: i64,
    severity: String,
    received: i64,
    assignee: Option<String>,
    replied: Option<i64>,
    resolved: Option<i64>,
    /// Stretches in which the resolution clock stood still.
    still: Vec<(i64, Option<i64>)>,
    merged: bool,
    /// First response, resolution: missed before a change set them anew.
    on_record: [bool; 2],
}

impl Own {
    fn tell(events: &[Recorded], until: i64) -> Option<Own> {
        let mut own = Own::default();
        let mut there = false;
        for recorded in events.iter().filter(|recorded| recorded.at.unix() <= until) {
            let now = recorded.at.unix();
            match &recorded.event {
                Event::TicketOpened { opened } => {
                    own.customer = opened.customer.0;
                    own.severity.clone_from(&opened.severity);
                    own.received = opened.received;
                    there = true;
                }
                Event::Assigned { to, .. } => own.assignee.clone_from(to),
                Event::Replied { .. } => own.replied = Some(own.replied.unwrap_or(now)),
                Event::WaitingBegan { .. } => own.stand(now),
                Event::Resumed { .. } => own.go_on(now),
                Event::Resolved { .. } => {
                    own.stand(now);
                    own.resolved = Some(now);
                }
                Event::Reopened { .. } => {
                    own.go_on(now);
                    own.resolved = None;
                }
                Event::Assessed { to, .. } => {
                    let before = own.missed(now);
                    own.severity = to.severity.clone().unwrap();
                    for (record, missed) in own.on_record.iter_mut().zip(before) {
                        *record |= missed;
                    }
                }
                Event::Merged { .. } => own.merged = true,
                Event::Absorbed { received, first_response, .. } => {
                    own.received = own.received.min(*received);
                    own.replied = own.replied.into_iter().chain(*first_response).min();
                }
                _ => {}
            }
        }
        there.then_some(own)
    }

    fn stand(&mut self, now: i64) {
        self.go_on(now);
        self.still.push((now, None));
    }

    fn go_on(&mut self, now: i64) {
        if let Some((_, to)) = self.still.last_mut() {
            to.get_or_insert(now);
        }
    }

    fn tier(&self) -> &'static str {
        if self.customer == 1 { "gold" } else { "enterprise" }
    }

    /// Open minutes that went by on a clock until a moment, minute by minute, and the instant at which its target had gone.
    /// From then on no pause changes anything.
    fn walk(&self, clock: usize, until: i64) -> (i64, Option<i64>) {
        let (mut gone, mut due) = (0, None);
        let mut second = self.received;
        while second < until {
            let stands = |&(from, to): &(i64, Option<i64>)| from <= second && to.is_none_or(|to| second < to);
            let still = clock == 1 && due.is_none() && self.still.iter().any(stands);
            if !still && OPEN[usize::try_from((second - at(BEGINS).unix()) / 60).unwrap()] {
                gone += 1;
            }
            second += 60;
            if due.is_none() && Some(gone) == self.target(clock) {
                due = Some(second);
            }
        }
        (gone, due)
    }

    fn gone(&self, clock: usize, until: i64) -> i64 {
        self.walk(clock, until).0
    }

    /// The target of a clock in minutes.
    fn target(&self, clock: usize) -> Option<i64> {
        let (first, resolution) = promised(self.tier(), &self.severity);
        [first, resolution][clock].map(|hours| hours * 60)
    }

    fn end(&self, clock: usize) -> Option<i64> {
        [self.replied, self.resolved][clock]
    }

    /// Whether a clock's target is missed at a moment: it lies after the instant at which the whole target had gone.
    fn is_missed(&self, clock: usize, now: i64) -> bool {
        let until = self.end(clock).unwrap_or(now);
        self.walk(clock, until).1.is_some_and(|due| until > due)
    }

    fn missed(&self, now: i64) -> [bool; 2] {
        [0, 1].map(|clock| self.is_missed(clock, now))
    }

    /// Met, missed, open, without a time; and the share that was used, in hundredths of a percent.
    fn fate(&self, clock: usize, now: i64) -> (usize, Option<u32>) {
        let missed = self.is_missed(clock, now);
        if self.on_record[clock] && !missed {
            return (1, None);
        }
        let Some(target) = self.target(clock) else { return (3, None) };
        let until = self.end(clock).unwrap_or(now);
        let used = Some(u32::try_from(self.gone(clock, until) * 10_000 / target).unwrap());
        match (missed, self.end(clock)) {
            (true, _) => (1, used),
            (false, Some(_)) => (0, used),
            (false, None) => (2, None),
        }
    }
}

const CLOCKS: [&str; 2] = ["first_response", "resolution"];

/// What a group of tickets comes to: tickets, and for each clock met, missed, open, untimed and the shares.
type Sums = (u64, [[u64; 4]; 2], [Vec<u32>; 2]);

fn counted(all: &[Own], now: i64, group: impl Fn(&Own) -> String) -> BTreeMap<String, Sums> {
    let mut groups: BTreeMap<String, Sums> = BTreeMap::new();
    for own in all {
        let sums = groups.entry(group(own)).or_default();
        sums.0 += 1;
        for clock in [0, 1] {
            let (fate, used) = own.fate(clock, now);
            sums.1[clock][fate] += 1;
            sums.2[clock].extend(used);
        }
    }
    groups
}

fn figures(clocks: &[ClockFigures], clock: usize) -> ([u64; 4], Option<[u64; 6]>) {
    let found = clocks.iter().find(|figures| figures.clock == CLOCKS[clock]);
    let Some(found) = found else { return ([0; 4], None) };
    let used = found.used.map(|used| {
        [used.count, used.p50.into(), used.p75.into(), used.p90.into(), used.p95.into(), used.p99.into()]
    });
    ([found.met, found.missed, found.open, found.untimed], used)
}

/// By walking: the least share that enough of them do not exceed.
fn percentiles(shares: &[u32]) -> Option<[u64; 6]> {
    if shares.is_empty() {
        return None;
    }
    let at = |percent: usize| {
        let enough = |least: &u32| {
            shares.iter().filter(|share| *share <= least).count() * 100 >= percent * shares.len()
        };
        u64::from(*shares.iter().filter(|share| enough(share)).min().unwrap())
    };
    let count = u64::try_from(shares.len()).unwrap();
    Some([count, at(50), at(75), at(90), at(95), at(99)])
}

fn compare(report: &Report, expected: &BTreeMap<String, Sums>) {
    let attainment = report.attainment.as_ref().unwrap();
    let keys: Vec<String> = attainment.groups.iter().map(|group| group.keys[0].key.clone()).collect();
    let mut sorted = keys.clone();
    sorted.sort();
    assert_eq!(sorted, expected.keys().cloned().collect::<Vec<_>>());
    for group in &attainment.groups {
        let (tickets, counts, used) = &expected[&group.keys[0].key];
        assert_eq!(group.tickets, *tickets, "{:?}", group.keys);
        for clock in [0, 1] {
            let told = figures(&group.clocks, clock);
            assert_eq!(
                told,
                (counts[clock], percentiles(&used[clock])),
                "{:?} {}",
                group.keys,
                CLOCKS[clock]
            );
        }
    }
}

fn week(own: &Own) -> String {
    let week = berlin().date(Instant::from_unix(own.received).unwrap()).iso_week();
    format!("{}-W{:02}", week.year(), week.week())
}

fn month(own: &Own) -> String {
    berlin().civil(Instant::from_unix(own.received).unwrap()).format("%Y-%m").to_string()
}

/// Everything that is told about all the tickets of a desk as of a moment.
fn check(desk: &mut Desk, events: &BTreeMap<i64, Vec<Recorded>>, past: Option<Instant>) -> Report {
    let now = past.unwrap_or(desk.now);
    let told = events.iter().filter_map(|(id, events)| Some((*id, Own::tell(events, now.unix())?)));
    let told: Vec<(i64, Own)> = told.filter(|(_, own)| !own.merged).collect();
    let all: Vec<Own> = told.iter().map(|(_, own)| own.clone()).collect();
    let ask = |by: By| Ask { by: vec![by], at: past, ..everything("Europe/Berlin") };
    type Group = fn(&Own) -> String;
    let groups: [(By, Group); 6] = [
        (By::Customer, |own| own.customer.to_string()),
        (By::Tier, |own| format!("photoprism/{}", own.tier())),
        (By::Severity, |own| own.severity.clone()),
        (By::Agent, |own| own.assignee.clone().unwrap_or_default()),
        (By::Week, week),
        (By::Month, month),
    ];
    for (by, group) in groups {
        compare(&desk.report(&ask(by)), &counted(&all, now.unix(), group));
    }
    let report = desk.report(&Ask { at: past, ..everything("Europe/Berlin") });
    // The list of misses is what is counted as missed.
    let mut listed: Vec<(i64, &str)> =
        report.misses.iter().flatten().map(|miss| (miss.ticket.0, miss.clock.as_str())).collect();
    let mut missed: Vec<(i64, &str)> = Vec::new();
    for (id, own) in &told {
        missed.extend(
            [0, 1]
                .into_iter()
                .filter(|clock| own.fate(*clock, now.unix()).0 == 1)
                .map(|clock| (*id, CLOCKS[clock])),
        );
    }
    listed.sort_unstable();
    missed.sort_unstable();
    assert_eq!(listed, missed);
    for miss in report.misses.iter().flatten().filter(|miss| !miss.before_change) {
        let own = &told.iter().find(|(id, _)| *id == miss.ticket.0).unwrap().1;
        let clock = CLOCKS.iter().position(|clock| *clock == miss.clock).unwrap();
        let until = own.end(clock).unwrap_or(now.unix());
        let over = own.gone(clock, until) - own.target(clock).unwrap();
        assert_eq!(miss.over, Some(over * 60), "#{} {}", miss.ticket, miss.clock);
    }
    // Arrivals, by the wall clock.
    let arrivals = report.arrivals.as_ref().unwrap();
    let mut hours = [[0_u64; 24]; 7];
    for own in &all {
        let civil = berlin().civil(Instant::from_unix(own.received).unwrap());
        hours[civil.weekday().num_days_from_monday() as usize][civil.hour() as usize] += 1;
    }
    assert_eq!(arrivals.hours, hours);
    // Time, booking by booking.
    let booked = events.values().flatten().filter(|recorded| recorded.at <= now);
    let booked: u64 = booked
        .filter_map(|recorded| match &recorded.event {
            Event::TimeBooked { minutes, .. } => Some(u64::from(*minutes)),
            _ => None,
        })
        .sum();
    assert_eq!(report.time.as_ref().unwrap().minutes, booked);
    // Allowances: photoprism gives 4 and 2 incidents a calendar month (sla.md part 3), one a ticket that lives on.
    for one in report.allowance.iter().flatten() {
        let own =
            |own: &&Own| own.customer == one.customer.0 && month(own) == one.from.format("%Y-%m").to_string();
        let used = u32::try_from(all.iter().filter(own).count()).unwrap();
        let size = if one.customer.0 == 1 { 4 } else { 2 };
        assert_eq!((one.size, one.used, one.over), (Some(size), used, used.saturating_sub(size)), "{one:?}");
    }
    report
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever agents do, as of now and as of any moment before, and that moment's figures stay what they were then.
    #[test]
    fn figures_equal_an_independent_count(
        steps in prop::collection::vec((0u8..28, any::<u8>(), 0u16..900), 1..40),
        moment in 0usize..40,
    ) {
        let mut desk = Desk::new();
        let mut then = None;
        for (place, step) in steps.into_iter().enumerate() {
            desk.step(step);
            if place == moment {
                let report = desk.report(&everything("Europe/Berlin"));
                then = Some((desk.now, report));
                // Nothing else happens in that second.
                desk.now = desk.now.plus(60).unwrap();
            }
        }
        let events = desk.events();
        check(&mut desk, &events, None);
        if let Some((at, mut report)) = then {
            report.scope.past = true;
            let told = check(&mut desk, &events, Some(at));
            prop_assert_eq!(told, report, "what was reported then");
        }
    }
}

#[test]
fn a_period_is_that_of_the_zone_that_is_asked_for() {
    let mut desk = Desk::new();
    // 23:30 on 31 March in Berlin, 1 April in Kiritimati.
    desk.now = at("2026-03-31T21:30:00Z");
    desk.open(1, "low");
    let april = Stretch { from: "2026-04-01".parse().unwrap(), to: "2026-05-01".parse().unwrap() };
    let count = |desk: &mut Desk, zone: &str| {
        let ask = Ask { stretch: april, ..everything(zone) };
        desk.report(&ask).attainment.unwrap().total.tickets
    };
    assert_eq!((count(&mut desk, "Europe/Berlin"), count(&mut desk, "Pacific/Kiritimati")), (0, 1));
    let last: NaiveDate = "2026-04-30".parse().unwrap();
    assert_eq!(april.to.pred_opt(), Some(last));
}
