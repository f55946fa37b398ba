//! Who is on call, as the board shows it, and what is done from there.

use std::sync::Arc;

use tierdesk::calendar::{Instant, Zones};
use tierdesk::desk::{Command, DeskWork, Shift, ShiftId};
use tierdesk::rota::Rota;
use tierdesk::tui::effect::{Effect, Event, Report, Request};
use tierdesk::tui::on_call::OnCall;

use super::pty_stage::{Home, Term};
use super::tui_stage::Stage;

/// Fri 20 Nov 2026, 15:20:30 in Paris: kim until 16:00, then zoe; 北辰 all week; nobody on nights until 20:00.
const ROTA: &str = "zone = \"Europe/Paris\"\n[[line]]\nname = \"first\"\nrotation = [\"kim\", \"zoe\"]\nturn = \"8 hours\"\nfrom = 2026-11-20T08:00:00\n\
    [[line]]\nname = \"escalation\"\nrotation = [\"北辰\"]\nturn = \"1 week\"\nfrom = 2026-11-16T09:00:00\n\
    [[line]]\nname = \"nights\"\nrotation = [\"dan\"]\nturn = \"1 week\"\nfrom = 2026-11-16T09:00:00\nhours = { mon-fri = [\"20:00-24:00\"] }\n\
    [[route]]\nline = \"escalation\"\nfilter = \"sev:critical\"\n[[route]]\nline = \"first\"\n";

fn rota() -> Option<Arc<Rota>> {
    let (rota, found) = Rota::read(ROTA.as_bytes(), "rota.toml", &Zones::embedded());
    assert!(found.is_empty(), "{found:?}");
    rota.map(Arc::new)
}

fn shift(now: Instant) -> Shift {
    let (agent, began) = ("kim".to_owned(), now.plus(-3600).unwrap());
    Shift { id: ShiftId(9), agent, line: None, began, planned: None, ended: None, note: String::new() }
}

fn told(stage: &mut Stage, trouble: Option<&str>, shift: Option<Shift>) {
    let on_call = OnCall::new(rota(), trouble.map(str::to_owned), shift);
    stage.event(Event::Report(Report::OnCall(Box::new(on_call))));
}

/// The second line of the screen.
fn duty_line(stage: &Stage) -> String {
    stage.text().lines().nth(1).unwrap().to_owned()
}

fn commands(stage: &mut Stage) -> Vec<Command> {
    let job = |effect: Effect| match effect {
        Effect::Ask(Request::Do(job)) => Some(job.commands),
        _ => None,
    };
    stage.effects.drain(..).filter_map(job).flatten().collect()
}

#[test]
fn the_board_shows_who_is_on_call_and_for_how_long() {
    let lines = |width: u16| {
        let mut stage = Stage::demo(width, 24);
        let without = duty_line(&stage);
        assert!(without.contains("12 h"), "without a rota there is no such line: {without}");
        let mine = shift(stage.now);
        told(&mut stage, None, Some(mine));
        duty_line(&stage)
    };
    assert_eq!(lines(60), " first kim (you) 39m  …                   shift since 14:20");
    assert_eq!(lines(80), " on call  first kim (you) 39m  escalation 北辰 2d 17h  … your shift since 14:20");
    assert_eq!(
        lines(120),
        " on call  first: kim (you), 39m left  escalation: 北辰, 2d 17h left  nights: nobody until 20:00  your shift since 14:20"
    );
}

#[test]
fn it_changes_by_itself_when_a_duty_ends() {
    let mut stage = Stage::demo(120, 40);
    told(&mut stage, None, None);
    assert!(duty_line(&stage).contains("first: kim (you), 39m left"));
    stage.wait(39 * 60 + 29);
    assert!(duty_line(&stage).contains("first: kim (you), 1s left"), "{}", duty_line(&stage));
    stage.wait(1);
    assert!(duty_line(&stage).contains("first: zoe, 8h 00m left"), "{}", duty_line(&stage));
    // A clock that is set back is believed.
    stage.wait(-60);
    assert!(duty_line(&stage).contains("first: kim (you), 1m left"), "{}", duty_line(&stage));
}

#[test]
fn a_broken_rota_is_said_and_the_last_good_one_stays() {
    let mut stage = Stage::demo(120, 40);
    told(&mut stage, None, None);
    told(&mut stage, Some("rota.toml:3: this rotation is empty"), None);
    assert!(duty_line(&stage).contains("first: kim (you)"), "{}", duty_line(&stage));
    let text = stage.text();
    assert!(
        text.contains("rota.toml:3: this rotation is empty; the rota of before stays in force"),
        "{text}"
    );
    stage.wait(60);
    assert!(duty_line(&stage).contains("! rota.toml:3:"), "{}", duty_line(&stage));
    told(&mut stage, None, None);
    assert!(!stage.text().contains("rota.toml"));
}

#[test]
fn a_shift_begins_and_ends_from_the_board() {
    let mut stage = Stage::demo(80, 24);
    told(&mut stage, None, None);
    stage.keys("S e");
    assert!(stage.text().contains("no shift of yours has begun"), "{}", stage.text());
    stage.keys("S b");
    let text = stage.text();
    assert!(
        text.contains("You are on call on first until 16:00 CET.") && text.contains("2026-11-20 16:00"),
        "{text}"
    );
    stage.keys("F2");
    let planned = "2026-11-20T15:00:00Z".parse().ok();
    let line = Some("first".to_owned());
    assert_eq!(commands(&mut stage), [Command::Desk(DeskWork::BeginShift { line, planned })]);

    let mut stage = Stage::demo(80, 24);
    let mine = shift(stage.now);
    told(&mut stage, None, Some(mine));
    stage.keys("S b");
    assert!(stage.text().contains("your shift began at 14:20: end it first"), "{}", stage.text());
    stage.keys("S e");
    assert!(stage.text().contains("It began at 14:20 CET, 1h 00m ago."), "{}", stage.text());
    stage.keys("\"quiet F2");
    assert_eq!(commands(&mut stage), [Command::Desk(DeskWork::EndShift { note: "quiet".into() })]);
}

#[test]
fn what_nobody_has_is_given_to_who_is_on_call_after_a_question() {
    let mut stage = Stage::demo(120, 40);
    stage.keys("S r");
    assert!(stage.text().contains("this desk has no rota.toml"), "{}", stage.text());
    told(&mut stage, None, None);
    stage.keys("S r");
    let rows = stage.app.picture.clone().unwrap();
    let nobodys: Vec<_> = rows.board.rows.iter().filter(|row| row.ticket.assignee.is_none()).collect();
    assert!(!nobodys.is_empty());
    let text = stage.text();
    assert!(text.contains(&format!("Give {} tickets that nobody has", nobodys.len())), "{text}");
    stage.keys("y");
    let given = commands(&mut stage);
    assert_eq!(given.len(), nobodys.len());
    for command in given {
        let Command::Assign { ticket, seen, to } = command else { panic!("{command:?}") };
        let row = nobodys.iter().find(|row| row.ticket.id == ticket).unwrap();
        assert_eq!(seen, Some(row.ticket.revision));
        let counts_as = row.counts_as.as_ref().map_or("", |key| key.as_str());
        let critical =
            [row.ticket.severity.as_str(), counts_as].iter().any(|key| key.starts_with("critical"));
        assert_eq!(to.as_deref(), Some(if critical { "北辰" } else { "kim" }), "{:?}", row.ticket);
    }
}

#[test]
fn one_ticket_goes_to_the_line_that_is_chosen() {
    let mut stage = Stage::demo(120, 40);
    told(&mut stage, None, None);
    stage.keys("4 j S a");
    let text = stage.text();
    assert!(
        text.contains("first: kim") && text.contains("escalation: 北辰") && !text.contains("nights: dan"),
        "{text}"
    );
    let ticket = stage.app.ticket().unwrap().clone();
    stage.keys("Right Right F2");
    let (id, seen) = (ticket.id, Some(ticket.revision));
    assert_eq!(commands(&mut stage), [Command::Assign { ticket: id, seen, to: Some("北辰".into()) }]);
}

#[test]
fn the_coming_duties_are_listed() {
    let mut stage = Stage::demo(80, 24);
    told(&mut stage, None, None);
    stage.keys("S o");
    let text = stage.text();
    assert!(text.contains("now           first       kim   until 16:00"), "{text}");
    assert!(text.contains("20:00         nights      dan   until Sat 00:00"), "{text}");
    assert!(text.contains("Times are on your clock, Europe/Paris."), "{text}");
}

/// The real console: a file that appears, changes, breaks and goes is noticed without a restart.
#[test]
fn a_console_that_is_open_notices_the_file() {
    let home = Home::new();
    let mut term = Term::board(&home);
    let file = home.folder.path().join("rota.toml");
    let write = |text: &str| {
        let new = home.folder.path().join("new");
        std::fs::write(&new, text).unwrap();
        std::fs::rename(&new, &file).unwrap();
    };
    let line = |agent: &str| {
        format!(
            "[[line]]\nname = \"first\"\nzone = \"Europe/Paris\"\nrotation = [\"{agent}\"]\nturn = \"1 week\"\nfrom = 2026-11-16T09:00:00\n"
        )
    };
    write(&line("zoe"));
    term.wait_for("first zoe 2d 17h");
    write(&line("ben"));
    term.wait_for("first ben 2d 17h");
    write("[[line]]\n");
    term.wait_for("lacks `name`");
    assert!(term.screen(|screen| screen.contents().contains("first ben")));
    write(&line("cleo"));
    term.wait_for("first cleo");
    std::fs::remove_file(&file).unwrap();
    term.wait_until("no rota", |screen| !screen.contents().contains("on call"));
    // And the agent's own shift, begun by a form.
    term.send(b"Sb");
    term.wait_for("Begin your shift");
    term.send(b"\x1bOQ");
    term.wait_for("your shift since 15:20");
    term.send(b"q");
    term.wait();
}
