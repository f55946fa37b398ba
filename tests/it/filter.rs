//! The filter language from outside: what it says, whom it lets through, and its document.

use std::path::Path;

use proptest::prelude::*;
use tierdesk::calendar::{Instant, Zone, Zones};
use tierdesk::desk::filter::{Candidate, Filter, Folded, Moment, Vocabulary, document};
use tierdesk::desk::{Board, ClockState, Flag, Group, Reckoned, Row, Status};

use super::tui_stage::{NOW, Stage, book, demo_rows};
use tierdesk::tui::app::Front;

/// The demo's desk, resolved tickets too.
struct Desk {
    board: Board,
    now: Instant,
    zone: std::sync::Arc<Zone>,
}

impl Desk {
    fn new() -> Desk {
        let (book, now): (_, Instant) = (book(), NOW.parse().unwrap());
        let (mut rows, files) = demo_rows(&book, now);
        let resolved = files.into_values().map(|file| file.ticket).filter(|ticket| !ticket.is_open());
        rows.tickets.extend(resolved);
        let zone = Zones::embedded().get("Europe/Paris").unwrap();
        Desk { board: Board::new(rows, &book, now), now, zone }
    }

    fn group(&self, row: &Row) -> &Group {
        self.board.groups.iter().find(|group| group.customer.id == row.ticket.customer).unwrap()
    }

    fn admitted(&self, text: &str) -> Vec<i64> {
        let filter = Filter::read(text);
        let test = filter.at(Moment { now: self.now, zone: &self.zone, who: "kim" });
        let mut found: Vec<i64> = self
            .board
            .rows
            .iter()
            .filter(|row| {
                let group = self.group(row);
                let text = Folded::of(&row.ticket, &group.customer.name);
                test.admits(&Candidate { row, text: &text, verdict: &|| group.verdict(row) })
            })
            .map(|row| row.ticket.id.0)
            .collect();
        found.sort_unstable();
        found
    }

    /// The tickets of which something holds, asked in the plainest way.
    fn plainly(&self, holds: impl Fn(&Row, &Group) -> bool) -> Vec<i64> {
        let rows = self.board.rows.iter().filter(|row| holds(row, self.group(row)));
        let mut found: Vec<i64> = rows.map(|row| row.ticket.id.0).collect();
        found.sort_unstable();
        found
    }
}

/// While a word is typed nothing is an error, and what is there applies.
#[test]
fn what_means_nothing_is_left_out_and_said() {
    let texts = [
        "custmer:acme sev:high",
        "cust",
        "cust:",
        "is:unasigned open",
        "is:un",
        "is:un x",
        "due<",
        "due< x",
        "due<soon",
        "due:2h",
        "age:today",
        "age<today",
        "customer<3",
        "level:two",
        "env:prd",
        "status:closed",
        "zzzzz:1 x",
        "zzzzz<1 x",
        "price or",
        "or price",
        "a (b",
        "a ) b",
        "!",
        "\"price",
        "sev:",
        "due<2h|3h",
        "is:",
        "is:fluffy x",
        "received:17:00",
        "agent:",
    ];
    let said = texts.map(|text| {
        let filter = Filter::read(text);
        let mut said = format!("{text}\n  => {}", filter.expr());
        for remark in filter.remarks() {
            said += &format!("\n     {} {remark}", if remark.unfinished { "…" } else { "!" });
        }
        said
    });
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn a_value_that_nobody_has_is_doubted() {
    let desk = Desk::new();
    let customers = desk.board.groups.iter().map(|group| group.customer.name.as_str());
    let vocabulary = Vocabulary::of(desk.board.rows.iter().map(|row| &**row), customers);
    let doubts = |text: &str| -> Vec<String> {
        Filter::read(text).doubts(&vocabulary).iter().map(ToString::to_string).collect()
    };
    assert_eq!(
        doubts("sev:urgnt|high tier:glod"),
        [
            "at character 5: no sev here is \"urgnt\": did you mean urgent?",
            "at character 21: no tier here is \"glod\": did you mean gold?",
        ]
    );
    assert!(doubts("sev:u tier:\"gold\" agent:me|nobody customer:#999 from:nobody-at-all").is_empty());
}

/// Each word against the plainest way to ask the same.
#[test]
fn filters_let_through_whom_they_say() {
    let desk = Desk::new();
    let now = desk.now;
    let states = |row: &Row| -> Vec<ClockState> { row.clocks.iter().map(|clock| clock.at(now)).collect() };
    type Plain<'a> = Box<dyn Fn(&Row, &Group) -> bool + 'a>;
    let due = |row: &Row| {
        let dues = row.clocks.iter().filter_map(|clock| match clock.reckoned {
            Reckoned::Due { due } => Some(due.unix()),
            _ => None,
        });
        dues.min()
    };
    let table: Vec<(&str, Plain<'_>)> = vec![
        ("is:open", Box::new(|row, _| row.ticket.status == Status::Open)),
        ("is:waiting", Box::new(|row, _| row.ticket.status == Status::Waiting)),
        (
            "is:onhold|watched|merged|linked or tag:* or wakes>-1d",
            Box::new(|row, _| {
                let more = row.ticket.more();
                row.ticket.status == Status::OnHold
                    || more.watchers.iter().any(|watcher| watcher == "kim")
                    || more.merged_into.is_some()
                    || !more.links.is_empty()
                    || !more.tags.is_empty()
            }),
        ),
        ("is:resolved", Box::new(|row, _| row.ticket.status == Status::Resolved)),
        ("status:resolved|wait", Box::new(|row, _| row.ticket.status != Status::Open)),
        (
            "is:missed",
            Box::new(|row, _| {
                states(row).iter().any(|state| state.as_str() == "missed") && row.ticket.is_open()
            }),
        ),
        ("is:soon", Box::new(|row, _| states(row).iter().any(|state| state.as_str() == "due_soon"))),
        (
            "is:late",
            Box::new(|row, _| {
                !row.ticket.missed.is_empty()
                    || states(row).iter().any(|state| matches!(state.as_str(), "missed" | "late"))
            }),
        ),
        (
            "is:paused",
            Box::new(|row, _| {
                row.ticket.is_open()
                    && due(row).is_none()
                    && states(row).iter().any(|state| state.as_str() == "paused")
            }),
        ),
        ("is:mine", Box::new(|row, _| row.ticket.assignee.as_deref() == Some("kim"))),
        ("agent:me", Box::new(|row, _| row.ticket.assignee.as_deref() == Some("kim"))),
        (
            "agent:nobody|tom",
            Box::new(|row, _| row.ticket.assignee.as_deref().is_none_or(|name| name.starts_with("tom"))),
        ),
        ("!is:unassigned", Box::new(|row, _| row.ticket.assignee.is_some())),
        ("is:customers-level", Box::new(|row, _| row.ticket.flags.contains(&Flag::LevelIsCustomers))),
        (
            "is:over",
            Box::new(|row, group| {
                tierdesk::desk::board::flags(&row.ticket, group.verdict(row))
                    .iter()
                    .any(|flag| matches!(flag, Flag::AllowanceSpent | Flag::DailyCapReached))
            }),
        ),
        (
            "is:flagged",
            Box::new(|row, group| !tierdesk::desk::board::flags(&row.ticket, group.verdict(row)).is_empty()),
        ),
        ("tier:gold", Box::new(|row, _| row.tier().is_some_and(|tier| tier.as_str() == "gold"))),
        ("tier:none", Box::new(|row, _| row.tier().is_none())),
        (
            "pack:b2bee",
            Box::new(|row, _| row.terms.as_ref().is_some_and(|terms| terms.pack().id.name == "b2bee")),
        ),
        (
            "sev:urgent|critical !tier:gold",
            Box::new(|row, _| {
                matches!(row.ticket.severity.as_str(), "urgent" | "critical")
                    && row.tier().is_none_or(|tier| tier.as_str() != "gold")
            }),
        ),
        ("env:dev", Box::new(|row, _| row.ticket.environment.as_str() == "development")),
        ("level:1|2", Box::new(|row, _| matches!(row.ticket.level, Some(1 | 2)))),
        ("level:none", Box::new(|row, _| row.ticket.level.is_none())),
        (
            "channel:phone|none",
            Box::new(|row, _| row.ticket.channel.as_ref().is_none_or(|key| key.as_str() == "phone")),
        ),
        ("from:none", Box::new(|row, _| row.ticket.requester.as_deref().is_none_or(str::is_empty))),
        ("region:*", Box::new(|row, _| row.region().is_some())),
        (
            "due<2h",
            Box::new(|row, _| row.ticket.is_open() && due(row).is_some_and(|due| due < now.unix() + 7200)),
        ),
        (
            "due>=-1h due<1d",
            Box::new(|row, _| {
                row.ticket.is_open()
                    && due(row).is_some_and(|due| due >= now.unix() - 3600 && due < now.unix() + 86_400)
            }),
        ),
        ("age>3d", Box::new(|row, _| now.since(row.ticket.received) > 3 * 86_400)),
        ("received>3d", Box::new(|row, _| now.since(row.ticket.received) < 3 * 86_400)),
        ("received:today", Box::new(|row, _| desk.zone.date(row.ticket.received) == desk.zone.date(now))),
        (
            "received<2026-11-20",
            Box::new(|row, _| {
                desk.zone.date(row.ticket.received) < "2026-11-20".parse::<chrono::NaiveDate>().unwrap()
            }),
        ),
        (
            "resolved:today|x or resolved:yesterday",
            Box::new(|row, _| {
                row.ticket
                    .resolved
                    .is_some_and(|at| desk.zone.date(at).succ_opt() == Some(desk.zone.date(now)))
            }),
        ),
        (
            "left<1h",
            Box::new(|row, _| {
                let left = |state: &ClockState| match state {
                    ClockState::Running { left, .. } | ClockState::Paused { left, .. } => Some(*left),
                    ClockState::Missed { over, .. } => Some(-over - 1),
                    _ => None,
                };
                // The clock that runs out next: a running one before one that stands still.
                let next = tierdesk::desk::next_clock(&row.clocks).map(|clock| clock.at(now));
                row.ticket.is_open() && next.as_ref().and_then(left).is_some_and(|left| left < 3600)
            }),
        ),
        (
            "(is:missed or is:waiting) !agent:me",
            Box::new(|row, _| {
                let missed = due(row).is_some_and(|due| due < now.unix()) && row.ticket.is_open();
                (missed || row.ticket.status == Status::Waiting)
                    && row.ticket.assignee.as_deref() != Some("kim")
            }),
        ),
        ("#3|#5", Box::new(|row, _| matches!(row.ticket.id.0, 3 | 5))),
        ("customer:#2", Box::new(|row, _| row.ticket.customer.0 == 2)),
        (
            "LOGIN",
            Box::new(|row, group| {
                let ticket = &row.ticket;
                let texts = [
                    Some(ticket.subject.as_str()),
                    ticket.requester.as_deref(),
                    ticket.reference.as_deref(),
                    ticket.assignee.as_deref(),
                    Some(group.customer.name.as_str()),
                ];
                texts.into_iter().flatten().any(|text| text.to_lowercase().contains("login"))
            }),
        ),
        ("", Box::new(|_, _| true)),
    ];
    let mut empty = Vec::new();
    for (text, plain) in &table {
        let found = desk.admitted(text);
        assert_eq!(found, desk.plainly(plain), "{text}");
        if found.is_empty() {
            empty.push(*text);
        }
    }
    // The demo has an example of nearly everything, so that these tests test something.
    insta::assert_debug_snapshot!(empty);
}

/// A filter of a few words, and the same as a reckoning by sets.
fn plain_tree() -> impl Strategy<Value = (String, Vec<Vec<(bool, usize)>>)> {
    proptest::collection::vec(proptest::collection::vec((any::<bool>(), 0..WORDS.len()), 1..4), 1..4)
        .prop_map(|groups| {
            let group = |group: &Vec<(bool, usize)>| {
                let words = group
                    .iter()
                    .map(|(not, word)| format!("{}{}", if *not { "!" } else { "" }, WORDS[*word]));
                words.collect::<Vec<_>>().join(" ")
            };
            (groups.iter().map(group).collect::<Vec<_>>().join(" or "), groups)
        })
}

const WORDS: [&str; 9] = [
    "is:mine",
    "is:missed",
    "tier:gold|premium",
    "sev:high",
    "login",
    "due<1d",
    "age>2d",
    "customer:a",
    "(is:open)",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    /// Words, `!` and `or` are intersection, complement and union, whatever is asked first.
    #[test]
    fn words_are_sets((text, groups) in plain_tree()) {
        thread_local!(static DESK: Desk = Desk::new());
        DESK.with(|desk| {
            let all = desk.admitted("");
            let single: Vec<Vec<i64>> = WORDS.iter().map(|word| desk.admitted(word)).collect();
            let holds = |id: &i64| {
                groups.iter().any(|group| group.iter().all(|(not, word)| single[*word].contains(id) != *not))
            };
            let expected: Vec<i64> = all.iter().copied().filter(holds).collect();
            prop_assert_eq!(desk.admitted(&text), expected.clone(), "{}", text);
            let turned: Vec<i64> = all.iter().copied().filter(|id| !expected.contains(id)).collect();
            prop_assert_eq!(desk.admitted(&format!("!({text})")), turned);
            Ok(())
        })?;
    }
}

/// docs/filter.md is what the tables say.
#[test]
fn the_document_is_written_from_the_tables() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/filter.md");
    if std::env::var_os("TIERDESK_WRITE_DOCUMENTS").is_some() {
        std::fs::write(&path, document()).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(written == document(), "TIERDESK_WRITE_DOCUMENTS=1 cargo test --test it filter writes it anew");
}

/// Keys in, screen out: the line below says what is wrong, and what is there applies.
#[test]
fn typing_a_filter_narrows_and_says_what_is_missing() {
    let mut stage = Stage::demo(80, 24);
    let mut seen = String::new();
    let mut look = |stage: &Stage, what: &str| {
        let text = stage.text();
        let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
        seen += &format!("{what}\n  {}\n  {}\n", lines[lines.len() - 2], lines[lines.len() - 1]);
    };
    stage.keys("/");
    look(&stage, "/");
    for (keys, what) in [
        ("\"sev", "sev"),
        ("\":cri", ":cri"),
        ("Space \"du", "du"),
        ("\"e<", "e<"),
        ("\"2d", "2d"),
        ("Space \"is:mne", "is:mne"),
        ("Space", "and a blank"),
        ("Ctrl-w \"agent:", "agent:"),
        ("Tab", "Tab"),
        ("Tab", "Tab"),
        ("BackTab", "BackTab"),
        ("Enter", "Enter"),
        ("/ Ctrl-u \"#17", "#17"),
        ("Esc", "Esc"),
        ("/ Up", "Up"),
        ("Up", "Up"),
        ("Down Down", "Down Down"),
        ("\"sev:urgnt", "sev:urgnt"),
    ] {
        stage.keys(keys);
        look(&stage, what);
    }
    insta::assert_snapshot!(seen);
}

/// `#17` and Enter open that ticket, whatever is listed, resolved ones too.
#[test]
fn a_number_opens_any_ticket() {
    let mut stage = Stage::demo(80, 24);
    let open = stage.app.picture.as_ref().unwrap().board.rows[0].ticket.id;
    stage.keys(&format!("5 / \"#{open} Enter"));
    assert_eq!((stage.app.front, stage.app.ticket_id()), (Front::Ticket, Some(open)));
    assert!(stage.app.filter.is_empty());
    stage.keys("Esc / \"#999999 Enter");
    assert_eq!(stage.app.front, Front::List);
    assert!(stage.text().contains("there is no ticket #999999"), "{}", stage.text());
    let (_, files) = demo_rows(&book(), stage.now);
    let resolved = files.values().map(|file| &file.ticket).find(|ticket| !ticket.is_open()).unwrap();
    stage.keys(&format!("Esc / \"#{} Enter", resolved.id));
    assert_eq!(stage.app.ticket().map(|ticket| ticket.id), Some(resolved.id));
    let shown = stage.text();
    assert!(shown.contains(resolved.subject.split(' ').next().unwrap()), "{shown}");
}
