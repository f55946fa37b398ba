//! The handover against a walk from minute to minute that knows no due instants: what it says will fall due is what is
//! missed if nobody does anything, and nothing else; and what the next handover finds missed follows from it and from what
//! was done meanwhile.

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use proptest::prelude::*;
use tierdesk::calendar::{Instant, Zones};
use tierdesk::desk::{
    Board, Book, Contract, DeskRows, Event, Recorded, Revision, Row, Status, Ticket, TicketId,
};
use tierdesk::report::handover::{Briefing, Kind, Record, Shifts, Window, briefing, pages, window};

use super::desk::{book, contract, customer, ticket};

/// 2026-11-16 is a Monday; until the 27th no desk of these has a holiday, and all are one hour ahead of UTC.
const BEGIN: i64 = 1_794_787_200;
const DAY: i64 = 24 * 60;
const LAST: i64 = 12 * DAY;

/// A tier and severity of a policy, with what sla.md part 3 promises for it: open minutes, and when they run.
struct Plan {
    pack: &'static str,
    tier: &'static str,
    severity: &'static str,
    first: i64,
    resolution: Option<i64>,
    /// From hour to hour of the local day.
    hours: (i64, i64),
    weekends: bool,
}

const fn plan(
    of: (&'static str, &'static str, &'static str),
    first: i64,
    resolution: Option<i64>,
    hours: (i64, i64),
    weekends: bool,
) -> Plan {
    Plan { pack: of.0, tier: of.1, severity: of.2, first, resolution, hours, weekends }
}

const PLANS: [Plan; 7] = [
    plan(("photoprism", "gold", "urgent"), 480, Some(960), (9, 17), false),
    plan(("photoprism", "gold", "high"), 480, Some(1440), (9, 17), false),
    plan(("photoprism", "enterprise", "urgent"), 480, Some(1920), (9, 17), false),
    plan(("b2bee", "premium", "critical"), 60, None, (8, 24), true),
    plan(("b2bee", "standard", "significant"), 120, None, (8, 20), false),
    plan(("otter-video", "premium", "critical"), 120, None, (0, 24), true),
    plan(("otter-video", "extended", "high"), 480, None, (9, 17), false),
];

impl Plan {
    fn is_open(&self, minute: i64) -> bool {
        let local = minute + 60;
        let weekend = local.div_euclid(DAY) % 7 >= 5;
        let hour = local.rem_euclid(DAY) / 60;
        (self.weekends || !weekend) && self.hours.0 <= hour && hour < self.hours.1
    }
}

static BOOK: LazyLock<Book> = LazyLock::new(book);

/// One for each plan; reading the packs anew for every desk would take all the time there is.
static CONTRACTS: LazyLock<Vec<Contract>> =
    LazyLock::new(|| PLANS.iter().zip(1..).map(|(plan, id)| contract(id, plan.pack, plan.tier)).collect());

fn at(minute: i64) -> Instant {
    Instant::from_unix_clamped(BEGIN + minute * 60)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Deed {
    Reply,
    Wait,
    Resume,
    Resolve,
    Reopen,
}

/// A ticket as the test remembers it.
#[derive(Debug, Clone)]
struct Story {
    plan: usize,
    received: i64,
    /// Minute and deed, in order; what makes no sense then is left out when it is told.
    deeds: Vec<(i64, Deed)>,
}

impl Story {
    /// What of it happened up to a minute, as a desk would have let it.
    fn told(&self, until: i64) -> Vec<(i64, Deed)> {
        let mut status = Status::Open;
        let mut told = Vec::new();
        for (minute, deed) in self.deeds.iter().copied().filter(|(minute, _)| *minute <= until) {
            let next = match (deed, status) {
                (Deed::Reply, Status::Open | Status::Waiting) => status,
                (Deed::Wait, Status::Open) => Status::Waiting,
                (Deed::Resume, Status::Waiting) | (Deed::Reopen, Status::Resolved) => Status::Open,
                (Deed::Resolve, Status::Open | Status::Waiting) => Status::Resolved,
                _ => continue,
            };
            status = next;
            told.push((minute, deed));
        }
        told
    }

    /// The minute at which a clock has used up what was promised, by what had happened up to `until` and if nobody does
    /// anything afterwards; `None` where it was stopped before or at it, or never gets there.
    fn missed(&self, resolution: bool, until: i64) -> Option<i64> {
        let plan = &PLANS[self.plan];
        let mut left = if resolution { plan.resolution? } else { plan.first };
        let told = self.told(until);
        let (mut paused, mut stopped) = (false, false);
        let mut deeds = told.iter().copied().peekable();
        for minute in self.received..LAST {
            if left == 0 {
                // What is done in this very minute is in time; reopened later, it is late all the same, for a pause
                // that begins at the due instant changes nothing (sla.md 1.6).
                let stop = if resolution { Deed::Resolve } else { Deed::Reply };
                let in_time = deeds.next_if_eq(&(minute, stop)).is_some();
                let again = resolution && deeds.any(|(_, deed)| deed == Deed::Reopen);
                return (!in_time || again).then_some(minute);
            }
            while let Some((_, deed)) = deeds.next_if(|(when, _)| *when == minute) {
                match (resolution, deed) {
                    (false, Deed::Reply) => stopped = true,
                    (true, Deed::Wait | Deed::Resolve) => paused = true,
                    (true, Deed::Resume | Deed::Reopen) => paused = false,
                    _ => {}
                }
            }
            if stopped {
                return None;
            }
            if !paused && plan.is_open(minute) {
                left -= 1;
            }
        }
        None
    }
}

/// The desk as it stands at a minute, through the program's own types.
struct Desk {
    contracts: Vec<Contract>,
    open: Vec<Ticket>,
    closed: Vec<Ticket>,
    events: Vec<Recorded>,
}

fn desk(stories: &[Story], until: i64) -> Desk {
    let contracts = CONTRACTS.clone();
    let mut desk = Desk { contracts, open: Vec::new(), closed: Vec::new(), events: Vec::new() };
    for (story, number) in stories.iter().zip(1..).filter(|(story, _)| story.received <= until) {
        let plan = &PLANS[story.plan];
        let contract = &desk.contracts[story.plan];
        let mut ticket = ticket(number, contract, plan.severity, &at(story.received).to_string());
        for (minute, deed) in story.told(until) {
            let event = match deed {
                Deed::Reply => Event::Replied {
                    text: String::new(),
                    first: ticket.first_response.is_none(),
                    at: None,
                    by: None,
                },
                Deed::Wait => Event::WaitingBegan { reason: "their log".into() },
                Deed::Resume => Event::Resumed { reason: String::new() },
                Deed::Resolve => Event::Resolved { cause: "a full disk".into() },
                Deed::Reopen => Event::Reopened { reason: String::new() },
            };
            ticket.apply(&event, at(minute), "ana");
            ticket.revision = Revision(ticket.revision.0 + 1);
            desk.events.push(Recorded {
                sequence: 0,
                at: at(minute),
                agent: "ana".into(),
                ticket: Some(ticket.id),
                revision: Some(ticket.revision),
                event,
                action: None,
            });
        }
        if ticket.is_open() { desk.open.push(ticket) } else { desk.closed.push(ticket) }
    }
    desk.events.sort_by_key(|recorded| recorded.at);
    for (recorded, sequence) in desk.events.iter_mut().zip(1..) {
        recorded.sequence = sequence;
    }
    desk
}

/// The handover of that desk.
fn handed(stories: &[Story], (since, now, until): (i64, i64, i64)) -> Briefing {
    let desk = desk(stories, now);
    let closed: Vec<Row> = desk
        .closed
        .iter()
        .map(|ticket| {
            Row::new(ticket.clone(), desk.contracts.iter().find(|c| Some(c.id) == ticket.contract), &BOOK)
        })
        .collect();
    let rows = DeskRows {
        customers: PLANS.iter().zip(1..).map(|(plan, id)| customer(id, plan.pack)).collect(),
        contracts: desk.contracts.clone(),
        tickets: desk.open.clone(),
        ..DeskRows::default()
    };
    let board = Board::new(rows, &BOOK, at(now));
    let asked = (None, Some(at(since)), Some(at(until)));
    let window: Window = window("ana", Shifts::default(), asked, at(now));
    let events: Vec<Recorded> =
        desk.events.iter().filter(|recorded| recorded.at >= at(since)).cloned().collect();
    briefing(&Record {
        board: &board,
        now: at(now),
        window,
        events: &events,
        closed: &closed,
        last: &HashMap::new(),
        since: &HashMap::new(),
        time: &HashMap::new(),
    })
}

type Clocks = BTreeSet<(TicketId, String, Instant)>;

fn due_of(briefing: &Briefing) -> Clocks {
    briefing.due.iter().map(|one| (one.about.ticket, one.clock.to_string(), one.due)).collect()
}

/// What was missed in `[from, to)` by what had happened up to `known`, each with the minute at which it was due.
fn walked(stories: &[Story], (from, to): (i64, i64), known: i64) -> Clocks {
    let mut found = Clocks::new();
    for (story, number) in stories.iter().zip(1..).filter(|(story, _)| story.received <= known) {
        for (clock, resolution) in [("first_response", false), ("resolution", true)] {
            if let Some(due) = story.missed(resolution, known).filter(|due| from <= *due && *due < to) {
                found.insert((TicketId(number), clock.to_owned(), at(due)));
            }
        }
    }
    found
}

fn stories() -> impl Strategy<Value = Vec<Story>> {
    let deed = prop_oneof![
        2 => Just(Deed::Reply),
        3 => Just(Deed::Wait),
        3 => Just(Deed::Resume),
        2 => Just(Deed::Resolve),
        1 => Just(Deed::Reopen),
    ];
    let deeds = proptest::collection::vec((1..900_i64, deed), 0..7);
    let story = (0..PLANS.len(), 0..7 * DAY, deeds).prop_map(|(plan, received, steps)| {
        let mut minute = received;
        let deeds = steps.into_iter().map(|(after, deed)| {
            minute += after;
            (minute, deed)
        });
        Story { plan, received, deeds: deeds.collect() }
    });
    proptest::collection::vec(story, 1..25)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// Shift after shift of a week: each handover names exactly what is missed if nobody does anything; and what the next
    /// one finds missed is that, but for what was done and what came in meanwhile.
    #[test]
    fn each_handover_names_what_then_happens(stories in stories(), begins in 0..DAY, length in 60..960_i64) {
        let mut since = begins;
        let mut now = begins + length;
        while now + length < 8 * DAY {
            let until = now + length;
            let given = handed(&stories, (since, now, until));
            let named = due_of(&given);
            prop_assert_eq!(&named, &walked(&stories, (now, until), now), "at {}", at(now));
            let order: Vec<_> = given.due.iter().map(|one| one.due).collect();
            prop_assert!(order.is_sorted());
            // The shift is over: what the clocks missed in it, by everything that was done meanwhile.
            let next = handed(&stories, (now, until, until + length));
            let missed: Clocks = next
                .missed
                .iter()
                .filter(|one| one.due >= at(now) && one.due < at(until))
                .map(|one| (one.about.ticket, one.clock.to_string(), one.due))
                .collect();
            prop_assert_eq!(&missed, &walked(&stories, (now, until), until), "by {}", at(until));
            let touched = |ticket: &TicketId| {
                let story = &stories[usize::try_from(ticket.0 - 1).unwrap()];
                story.received > now || story.told(until).len() > story.told(now).len()
            };
            for (ticket, clock, _) in missed.symmetric_difference(&named) {
                prop_assert!(touched(ticket), "#{ticket} {clock} surprised somebody");
            }
            // What changed, counted by hand; a ticket without an event in the shift is there for a missed clock only.
            let answers = stories.iter().filter(|s| s.received <= until).flat_map(|s| s.told(until));
            let answers = answers.filter(|(when, deed)| *deed == Deed::Reply && *when >= now).count();
            prop_assert_eq!(next.counts.answered, answers);
            prop_assert_eq!(next.counts.missed, missed.len());
            for changed in &next.changes {
                let only_missed = changed.changes.iter().all(|change| change.kind == Kind::Missed);
                prop_assert!(only_missed || touched(&changed.about.ticket) || changed.changes.iter().any(|c| c.at == at(now)));
            }
            since = now;
            now = until;
        }
    }
}

/// Every open ticket waits for somebody, once.
#[test]
fn every_open_ticket_waits_for_somebody() {
    let all = (0..PLANS.len()).map(|plan| Story {
        plan,
        received: 600,
        deeds: vec![(700, Deed::Reply), (800, if plan % 2 == 0 { Deed::Wait } else { Deed::Resolve })],
    });
    let all: Vec<Story> = all.collect();
    let given = handed(&all, (600, 900, 1400));
    assert_eq!(given.waits.len(), given.open);
    assert_eq!(given.open, 4);
    assert!(given.waits.iter().all(|wait| wait.reason == "their log" && wait.since == at(800)));
    assert_eq!((given.counts.answered, given.counts.resolved), (7, 3));
}

/// A ticket that was resolved without an answer owes one: its clock is named, and missed where nobody answers.
#[test]
fn a_first_response_that_is_owed_on_a_resolved_ticket_is_named() {
    let story = Story { plan: 3, received: 600, deeds: vec![(610, Deed::Resolve)] };
    let given = handed(std::slice::from_ref(&story), (600, 620, 900));
    assert_eq!(given.open, 0);
    assert_eq!(due_of(&given).len(), 1);
    let next = handed(std::slice::from_ref(&story), (620, 900, 1200));
    assert_eq!(next.missed.len(), 1);
    assert!(
        next.missed[0].why.starts_with("nobody has answered, and it is resolved"),
        "{}",
        next.missed[0].why
    );
}

/// What agents and customers write cannot make a heading, a link, a list or HTML of its own.
#[test]
fn markdown_of_hostile_text_is_harmless() {
    const HOSTILE: [&str; 8] = [
        "# Handover of eve",
        "<script>alert(1)</script><img src=x onerror=y>",
        "[click](https://evil.example/a) ![i](http://evil.example/b)",
        "https://evil.example www.evil.example eve@evil.example mailto:eve",
        "`code` ```fence *b* _i_ ~~s~~ | cell | $x$",
        "- item\n# heading\n1. one\n> quote\n---\n<b>\n    indented\n[ref]: https://evil.example\n=====",
        "\u{1b}[31m\u{202e}reversed\u{2028}# separator",
        "&lt;b&gt; &#60;i&#62; @everyone #7 ``x",
    ];
    let mut tickets = Vec::new();
    let plan = contract(1, "photoprism", "gold");
    for (words, number) in HOSTILE.iter().zip(1..) {
        let mut ticket = ticket(number, &plan, "urgent", &at(600).to_string());
        ticket.subject = (*words).to_owned();
        ticket.assignee = Some((*words).to_owned());
        ticket.apply(&Event::HandedOn { text: (*words).to_owned() }, at(650), words);
        ticket.apply(&Event::WaitingBegan { reason: (*words).to_owned() }, at(660), words);
        tickets.push(ticket);
    }
    let rows = DeskRows {
        customers: vec![customer(1, HOSTILE[1])],
        contracts: vec![plan],
        tickets,
        ..DeskRows::default()
    };
    let board = Board::new(rows, &BOOK, at(700));
    let events: Vec<Recorded> = HOSTILE
        .iter()
        .zip(1..)
        .map(|(words, number)| Recorded {
            sequence: number,
            at: at(660),
            agent: (*words).to_owned(),
            ticket: Some(TicketId(number)),
            revision: Some(Revision(2)),
            event: Event::WaitingBegan { reason: (*words).to_owned() },
            action: None,
        })
        .collect();
    let asked = (Some(HOSTILE[0]), Some(at(600)), Some(at(LAST)));
    let window = window(HOSTILE[5], Shifts::default(), asked, at(700));
    let given = briefing(&Record {
        board: &board,
        now: at(700),
        window,
        events: &events,
        closed: &[],
        last: &HashMap::new(),
        since: &HashMap::new(),
        time: &HashMap::new(),
    });
    let berlin = Zones::embedded().get("Europe/Berlin").unwrap();
    let text = pages::markdown(&given, &berlin, 50);
    let headings = ["# Handover of ", "## ", "### "];
    for line in text.lines() {
        assert!(!line.starts_with('#') || headings.iter().any(|ours| line.starts_with(ours)), "{line}");
        assert!(line.chars().all(|c| !c.is_control()), "{line:?}");
        let bare = outside_code(line);
        for bad in ["<", "](", "http", "www.", "@", "mailto", "&lt;", "&#"] {
            assert!(!unescaped(&bare, bad), "{bad} in {line}");
        }
        let said = line.trim_start().trim_start_matches("> ");
        if line.trim_start().starts_with('>') {
            for bad in ["# ", "- ", "> ", "---", "===", "1. ", "    ", "["] {
                assert!(!said.starts_with(bad), "{bad:?} begins {line}");
            }
        }
    }
    assert_eq!(text.lines().filter(|line| line.starts_with("# ")).count(), 1);
    assert_eq!(text.lines().filter(|line| line.starts_with("## ")).count(), 6);
    insta::assert_snapshot!("handover_hostile", text);
}

/// What of a line stands outside of code.
fn outside_code(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        let ticks = rest.chars().take_while(|c| *c == '`').count();
        if c == '\\' {
            let escaped: String = rest.chars().take(2).collect();
            rest = &rest[escaped.len()..];
            out.push_str(&escaped);
        } else if ticks > 0 {
            let inside = &rest[ticks..];
            let end = inside.find(&"`".repeat(ticks));
            rest = &inside[end.unwrap_or_else(|| panic!("code without an end in {line}")) + ticks..];
        } else {
            out.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    out
}

/// Whether it stands there without a backslash before it.
fn unescaped(text: &str, what: &str) -> bool {
    text.match_indices(what).any(|(place, _)| !text[..place].ends_with('\\'))
}
