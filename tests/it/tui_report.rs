//! The report on the board: asked of the worker, drawn as charts that are read without colour, and back again from what it
//! leads to.

use std::sync::Arc;

use tierdesk::calendar::Zones;
use tierdesk::desk::CustomerId;
use tierdesk::report::{
    AllowanceUse, Arrivals, Ask, Attainment, Booking, By, ClockFigures, Group, GroupKey, Miss,
    Report as Figures, Scope, TimeSheet, UsedShare,
};
use tierdesk::tui::app::Front;
use tierdesk::tui::effect::{Effect, Event, Report, Request};
use tierdesk::tui::source::Trouble;

use super::tui_stage::{NOW, Stage};

/// What the worker has been asked since the last time.
fn asked(stage: &mut Stage) -> Vec<(u64, Ask)> {
    let effects = std::mem::take(&mut stage.effects).into_iter();
    let reports = effects.filter_map(|effect| match effect {
        Effect::Ask(Request::Report { number, ask }) => Some((number, *ask)),
        _ => None,
    });
    reports.collect()
}

fn figures(met: u64, missed: u64, open: u64) -> ClockFigures {
    let used =
        UsedShare { count: met + missed, p50: 4_150, p75: 8_000, p90: 9_900, p95: 10_400, p99: 26_000 };
    ClockFigures {
        clock: "first_response".into(),
        name: "First response".into(),
        met,
        missed,
        open,
        untimed: 0,
        used: (met + missed > 0).then_some(used),
    }
}

fn group(by: By, key: &str, words: &str, clock: ClockFigures) -> Group {
    let keys = vec![GroupKey { by, key: key.into(), words: words.into() }];
    Group { keys, tickets: clock.met + clock.missed + clock.open, clocks: vec![clock] }
}

/// A month with something of everything; the customers' names are as bad as names can be.
fn report(stage: &Stage, ask: &Ask) -> Figures {
    let now = NOW.parse().unwrap();
    let ticket = stage.app.picture.as_ref().unwrap().board.rows[0].ticket.clone();
    let mut hours = [[0; 24]; 7];
    hours[0][9] = 12;
    hours[4][14] = 3;
    hours[6][23] = 140;
    let miss = |over, stopped: Option<&str>| Miss {
        ticket: ticket.id,
        customer: CustomerId(2),
        customer_name: "Evil\u{1b}[2J \u{202e}Corp 株式会社".into(),
        subject: "=cmd|' /C calc'!A0 \u{1b}]0;t\u{7}".into(),
        severity: "critical".into(),
        tier: "b2bee/basic".into(),
        agent: Some("ana".into()),
        clock: "first_response".into(),
        clock_name: "First response".into(),
        received: "2026-11-05T08:00:00Z".parse().unwrap(),
        due: "2026-11-05T09:00:00Z".parse().unwrap(),
        stopped: stopped.map(|at| at.parse().unwrap()),
        over,
        before_change: over.is_none(),
        cause: Some("configuration".into()),
        reasons: vec!["waited for the customer: logs".into()],
    };
    let used = |month: u32, used: u32, size: Option<u32>, over: u32| AllowanceUse {
        customer: CustomerId(1),
        customer_name: "Kestrel Radio".into(),
        plan: "otter-video/standard".into(),
        pot: "tickets".into(),
        noun: ("ticket".into(), "tickets".into()),
        minutes: false,
        from: chrono::NaiveDate::from_ymd_opt(2026, month, 1).unwrap(),
        to: chrono::NaiveDate::from_ymd_opt(2026, month + 1, 1).unwrap(),
        size,
        used,
        over,
        left: size.map(|size| size.saturating_sub(used)),
        carried: 0,
        standing: "plenty",
        lasts: month == 11,
    };
    Figures {
        scope: Scope { at: now, ..ask.scope(None, now) },
        attainment: Some(Attainment {
            by: ask.by.clone(),
            total: group(By::Customer, "", "", figures(37, 3, 5)),
            groups: vec![
                group(By::Customer, "1", "Kestrel Radio", figures(30, 0, 4)),
                group(By::Customer, "2", "Evil\u{1b}[2J \u{202e}Corp 株式会社", figures(7, 3, 1)),
            ],
        }),
        misses: Some(vec![miss(Some(7_500), Some("2026-11-05T11:05:00Z")), miss(None, None)]),
        promises: Some(Vec::new()),
        allowance: Some(vec![used(10, 4, Some(5), 0), used(11, 6, Some(5), 1), used(9, 3, None, 0)]),
        time: Some(TimeSheet {
            bookings: vec![Booking {
                customer: CustomerId(1),
                customer_name: "Kestrel Radio".into(),
                ticket: ticket.id,
                at: now,
                agent: "ana".into(),
                minutes: 50,
                charged: 60,
                pot: None,
                note: String::new(),
            }],
            minutes: 50,
            charged: 60,
        }),
        arrivals: Some(Arrivals { hours }),
    }
}

fn answer(stage: &mut Stage) -> Ask {
    let (number, ask) = asked(stage).pop().expect("nothing was asked");
    let figures = report(stage, &ask);
    stage.event(Event::Report(Report::Figures { number, outcome: Ok(Box::new(figures)) }));
    ask
}

fn snapshot(name: &str, stage: &Stage) {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(format!("tui_report_{name}"), stage.styled_layer()));
}

#[test]
fn it_is_read_by_the_worker_and_drawn_part_by_part() {
    let mut stage = Stage::demo(100, 30);
    stage.keys("S p");
    assert!(stage.text().contains("reading …"), "{}", stage.text());
    let ask = answer(&mut stage);
    assert_eq!((ask.stretch.words().as_str(), ask.by.as_slice()), ("2026-11", &[By::Customer][..]));
    assert_eq!((ask.zone.name(), ask.at), ("Europe/Paris", None));
    for part in ["attainment", "misses", "allowance", "arrivals", "time"] {
        snapshot(part, &stage);
        for cell in &stage.buffer().content {
            assert!(!cell.symbol().chars().any(|c| c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c)));
        }
        stage.keys("Tab");
    }
    assert!(stage.text().contains("[Attainment]"));
    // Looking at another part asks nothing again.
    assert!(asked(&mut stage).is_empty());
}

#[test]
fn periods_groups_and_old_answers() {
    let mut stage = Stage::demo(80, 24);
    let words = |stage: &mut Stage| answer(stage).stretch.words();
    assert_eq!(words(stage.keys("S p")), "2026-11");
    assert_eq!(words(stage.keys("[")), "2026-10");
    assert_eq!(words(stage.keys("u")), "2026-Q4");
    assert_eq!(words(stage.keys("Left")), "2026-Q3");
    assert_eq!(words(stage.keys("y")), "2026");
    assert_eq!(words(stage.keys("w")), "2026-W47");
    assert_eq!(words(stage.keys("]")), "2026-W48");
    assert_eq!(words(stage.keys("0")), "2026-W47");
    assert_eq!(answer(stage.keys("b")).by, [By::Tier]);
    // An answer to an older question is not shown.
    stage.keys("] ]");
    let mut all = asked(&mut stage);
    let (older, newest) = (all.remove(0), all.remove(0));
    let figures = report(&stage, &older.1);
    stage.event(Event::Report(Report::Figures { number: older.0, outcome: Ok(Box::new(figures)) }));
    assert!(stage.text().contains("reading …"));
    let trouble = Trouble::Failed("the desk is damaged".into(), None);
    stage.event(Event::Report(Report::Figures { number: newest.0, outcome: Err(trouble) }));
    assert!(stage.text().contains("the desk is damaged"));
}

/// Enter on a group lists its misses, Enter on a miss opens the ticket; Esc goes the same way back.
#[test]
fn a_group_leads_to_its_misses_and_a_miss_to_its_ticket() {
    let mut stage = Stage::demo(120, 40);
    stage.keys("S p");
    answer(&mut stage);
    stage.keys("j Enter");
    let ask = answer(&mut stage);
    assert_eq!(ask.customer, Some(CustomerId(2)));
    assert!(stage.text().contains("[Misses]"), "{}", stage.text());
    let miss = stage.app.picture.as_ref().unwrap().board.rows[0].ticket.id;
    let before = stage.text();
    stage.keys("Enter");
    assert_eq!((stage.app.front, stage.app.ticket_id()), (Front::Ticket, Some(miss)));
    stage.keys("Esc");
    assert_eq!(stage.text(), before);
    stage.keys("Esc");
    assert_eq!(answer(&mut stage).customer, None);
    stage.keys("Esc");
    assert!(stage.app.overlays.is_empty());
}

/// ux.md 25: the signs tell met from missed.
#[test]
fn it_is_read_without_colour() {
    let mut stage = Stage::demo(80, 24);
    stage.app.theme = tierdesk::tui::theme::Theme::new(false);
    stage.keys("S p");
    answer(&mut stage);
    let text = stage.text();
    let line = text.lines().find(|line| line.contains("Evil")).unwrap();
    assert!(
        line.contains('█') && line.contains('░') && line.contains("70 %") && line.contains("7 of 10"),
        "{text}"
    );
    for cell in &stage.buffer().content {
        assert_eq!((cell.fg, cell.bg), (ratatui::style::Color::Reset, ratatui::style::Color::Reset));
    }
    assert!(text.contains("92.5 % met"), "{text}");
}

#[test]
fn it_fits_any_screen_and_an_empty_desk() {
    for (width, height) in [(200, 50), (60, 20), (30, 8), (10, 4), (1, 1)] {
        let mut stage = Stage::demo(width, height);
        stage.keys("S p");
        answer(&mut stage);
        for keys in ["Tab", "Tab", "j", "Tab", "PgDn", "Tab", "G", "Tab", "g", "k"] {
            stage.keys(keys);
            let _ = stage.buffer();
        }
    }
    let mut stage = Stage::demo(80, 24);
    stage.keys("S p");
    let (number, ask) = asked(&mut stage).pop().unwrap();
    let zone = Zones::embedded().get("Europe/Paris").unwrap();
    let nothing = Figures {
        attainment: Some(Attainment {
            by: Vec::new(),
            total: group(By::Week, "", "", figures(0, 0, 0)),
            groups: vec![],
        }),
        misses: Some(Vec::new()),
        promises: None,
        allowance: Some(Vec::new()),
        time: Some(TimeSheet::default()),
        arrivals: Some(Arrivals { hours: [[0; 24]; 7] }),
        scope: Scope { zone: Arc::clone(&zone), ..ask.scope(None, NOW.parse().unwrap()) },
    };
    stage.event(Event::Report(Report::Figures { number, outcome: Ok(Box::new(nothing)) }));
    assert!(stage.text().contains("[ goes to the period before"), "{}", stage.text());
    for words in ["Nothing was missed", "has an allowance", "No ticket was received", "No time was booked"] {
        stage.keys("Tab");
        assert!(stage.text().contains(words), "{words}: {}", stage.text());
    }
}
