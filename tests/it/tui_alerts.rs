//! Alerts on the board: exactly one, a line while somebody looks and the terminal's own ways while nobody does (ux.md 27);
//! and the list of them.

use portable_pty::CommandBuilder;
use tierdesk::alert::{Alert, AlertId, Answer, Kind, Way};
use tierdesk::desk::{Command, DeskWork, TicketId};
use tierdesk::store::Told;
use tierdesk::tui::effect::{Effect, Event, Report, Request};

use crate::pty_stage::{Home, Term};
use crate::tui_stage::Stage;

fn alert(stage: &Stage, kind: Kind, words: &str) -> Alert {
    Alert {
        agent: "kim".into(),
        identity: words.into(),
        kind,
        customer: None,
        ticket: Some(TicketId(90)),
        clock: None,
        fell: stage.now,
        due: None,
        words: words.into(),
        ways: vec![Way::Bell, Way::Toast, Way::Mail],
        silent: false,
    }
}

fn tell(stage: &mut Stage, alerts: Vec<Alert>) {
    let told = (1..).map(AlertId).zip(alerts).collect();
    stage.event(Event::Report(Report::Alerts { told, open: 3 }));
}

fn rings(stage: &Stage) -> usize {
    stage.effects.iter().filter(|effect| matches!(effect, Effect::Ring(_))).count()
}

#[test]
fn with_the_focus_it_is_a_line_and_without_it_rings() {
    let mut stage = Stage::demo(80, 24);
    stage.event(Event::Focus(true));
    let missed = alert(&stage, Kind::Missed, "#90 missed \x1b[31m东京");
    tell(&mut stage, vec![missed.clone()]);
    assert!(stage.text().contains("◆ #90 missed ␛[31m东京"), "{}", stage.text());
    assert!(stage.text().contains("3 alerts"), "{}", stage.text());
    assert_eq!(rings(&stage), 0);
    // Over a form too, and gone after a while.
    stage.keys(":");
    assert!(stage.text().contains("◆ #90 missed"), "{}", stage.text());
    stage.wait(16);
    assert!(!stage.text().contains('◆'), "{}", stage.text());
    stage.event(Event::Focus(false));
    let new = alert(&stage, Kind::New, "#91 new");
    tell(&mut stage, vec![new, missed]);
    assert_eq!(rings(&stage), 1);
    assert!(stage.text().contains("◆ 2 alerts at once: 1 new, 1 missed"), "{}", stage.text());
}

/// A terminal that says nothing of its focus is taken to be looked at for a minute after a key.
#[test]
fn without_word_of_the_focus_a_key_tells_that_somebody_looks() {
    let mut stage = Stage::demo(80, 24);
    let one = alert(&stage, Kind::Missed, "#90 missed");
    tell(&mut stage, vec![one.clone()]);
    assert_eq!(rings(&stage), 1);
    stage.keys("j");
    stage.wait(59);
    tell(&mut stage, vec![one.clone()]);
    assert_eq!(rings(&stage), 1);
    stage.wait(1);
    tell(&mut stage, vec![one]);
    assert_eq!(rings(&stage), 2);
}

fn told(stage: &Stage, id: i64, words: &str) -> Told {
    Told {
        id: AlertId(id),
        agent: "kim".into(),
        identity: words.into(),
        kind: Kind::Missed,
        customer: None,
        ticket: Some(TicketId(93)),
        clock: None,
        fell: stage.now,
        due: None,
        told: Some(stage.now),
        words: words.into(),
        summary: None,
        acknowledged: None,
        snoozed: None,
        deliveries: Vec::new(),
    }
}

fn answers(stage: &Stage) -> Vec<(Vec<AlertId>, Answer)> {
    let job = |effect: &Effect| match effect {
        Effect::Ask(Request::Do(job)) => match job.commands.as_slice() {
            [Command::Desk(DeskWork::AnswerAlerts { alerts, answer })] => Some((alerts.clone(), *answer)),
            _ => None,
        },
        _ => None,
    };
    stage.effects.iter().filter_map(job).collect()
}

#[test]
fn the_list_says_who_acknowledged_and_its_keys_answer() {
    let mut stage = Stage::demo(80, 24);
    stage.keys("S l");
    assert!(stage.effects.contains(&Effect::Ask(Request::Alerts)));
    let mut seen = told(&stage, 7, "#94 seen by ben");
    seen.acknowledged = Some((stage.now, "ben".into()));
    let all = vec![told(&stage, 9, "#93 東京 missed"), told(&stage, 8, "#92 missed \x1b[2J"), seen];
    stage.event(Event::Report(Report::AlertList(all)));
    let text = stage.text();
    assert!(text.contains("● 15:20") && text.contains("#92 missed ␛[2J") && !text.contains("#94"), "{text}");
    stage.keys("Tab");
    let text = stage.text();
    assert!(text.contains("✓ 15:20") && text.contains("ben"), "{text}");
    assert!(text.lines().all(|line| tierdesk::text::width(line) <= 80), "{text}");
    stage.keys("Tab j a");
    assert_eq!(answers(&stage), [(vec![AlertId(8)], Answer::Acknowledge)]);
    stage.keys("s F2");
    let until = stage.now.plus(900).unwrap();
    assert_eq!(answers(&stage).last(), Some(&(vec![AlertId(8)], Answer::Snooze { until })));
}

#[test]
fn where_nothing_can_be_written_the_list_only_shows() {
    let mut stage = Stage::demo(80, 24);
    stage.app.read_only = Some("read-only: nothing can be written".into());
    stage.keys("S l");
    let all = vec![told(&stage, 9, "#93 missed")];
    stage.event(Event::Report(Report::AlertList(all)));
    stage.keys("a A s");
    assert!(answers(&stage).is_empty());
    assert!(stage.text().contains("read-only: nothing can be written"), "{}", stage.text());
    stage.keys("Enter");
    assert_eq!(stage.app.opened, Some(TicketId(93)));
}

/// ux.md 27, with real processes: of two consoles of one agent that nobody looks at, one rings, once.
#[test]
fn of_two_consoles_of_one_agent_one_rings_once() {
    let home = Home::new();
    std::fs::write(
        home.folder.path().join("alerts.toml"),
        "format = 1\n[[rule]]\nname = \"new\"\nagents = [\"everybody\"]\nfilter = \"falls\"\non = [\"new\"]\nways = [\"bell\", \"toast\", \"osc9\"]\n",
    )
    .unwrap();
    let console = || {
        let mut command: CommandBuilder = home.command(&[]);
        command.env("TMUX", "/tmp/none,1,0");
        let mut term = Term::start(command, 24, 80);
        term.wait_for("Printer on fire");
        term.send(b"\x1b[O");
        term
    };
    let mut consoles = [console(), console()];
    home.open_elsewhere("The sky falls");
    for term in &mut consoles {
        term.wait_until("the alert is counted", |screen| screen.contents().contains("1 alert"));
    }
    // An OSC ends with a bell of its own: it is taken out before bells are counted.
    let counted = |term: &Term| {
        let bytes = String::from_utf8_lossy(&term.bytes()).into_owned();
        let osc = bytes.matches("\x1bPtmux;\x1b\x1b]9;tierdesk: New ticket: #4 Acme").count();
        let mut rest = bytes.as_str();
        let mut bells = 0;
        while let Some(at) = rest.find(['\x1b', '\x07']) {
            let from = &rest[at..];
            if let Some(after) = from.strip_prefix('\x07') {
                (bells, rest) = (bells + 1, after);
            } else if from.starts_with("\x1b]") || from.starts_with("\x1bP") {
                let end = from[2..].find("\x1b\\").map(|end| end + 4);
                let bell = from[2..].find('\x07').map(|end| end + 3);
                let end = if from.starts_with("\x1bP") { end } else { end.into_iter().chain(bell).min() };
                rest = &from[end.unwrap_or(from.len())..];
            } else {
                rest = &from[1..];
            }
        }
        (osc, bells)
    };
    let rung = consoles.each_ref().map(counted);
    assert_eq!(rung.iter().map(|(osc, _)| osc).sum::<usize>(), 1, "{rung:?}");
    assert_eq!(rung.iter().map(|(_, bells)| bells).sum::<usize>(), 1, "{rung:?}");
}
