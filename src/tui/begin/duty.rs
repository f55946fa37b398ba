//! Who is on call, and what goes to them.

use crate::calendar::{Instant, Span};
use crate::desk::filter::{Candidate, Folded, Moment};
use crate::desk::{Row, Verdict};
use crate::keyboard::{Action, Call};
use crate::rota::{Assignment, Duty, Rota};
use crate::text;
use crate::tui::app::App;
use crate::tui::overlays::{AssignOnCall, Confirm, Form, Told, confirm::Then};
use crate::tui::theme::Role;
use crate::tui::words;

/// So many tickets are named in a question.
const NAMED: usize = 8;
/// So many duties are shown.
const DUTIES: usize = 14;
/// Columns of a line's name, of an agent's, and of when a duty begins.
const LINE: usize = 14;
const AGENT: usize = 20;
const FROM: usize = 12;
/// How far they reach ahead, in seconds.
const AHEAD: i64 = 14 * 86_400;

pub(super) fn begin(app: &mut App, call: &Call, now: Instant) -> bool {
    match call.action {
        Action::OnCall => show(app, now),
        Action::Route => route(app, now),
        Action::AssignOnCall => assign(app, now),
        _ => return false,
    }
    true
}

/// Who is on call and who comes next, turn by turn.
fn show(app: &mut App, now: Instant) {
    let Some(rota) = app.on_call.rota.clone() else { return };
    let to = now.plus(AHEAD).unwrap_or(Instant::MAX);
    let duties = rota.duties(Span { from: now, to });
    let shown: Vec<&Duty> = duties.iter().take(DUTIES).collect();
    let name = |text: &str, most: usize| text::fitted(&text::printable(text), most).into_owned();
    let wide = |names: Vec<String>| names.iter().map(|name| text::width(name)).max().unwrap_or(0);
    let lines_wide = wide(shown.iter().map(|duty| name(&duty.line, LINE)).collect());
    let agents_wide = wide(shown.iter().map(|duty| name(&duty.agent, AGENT)).collect());
    let padded = |text: String, wide: usize| {
        let pad = " ".repeat(wide.saturating_sub(text::width(&text)));
        format!("{text}{pad}")
    };
    let line = |duty: &&Duty| {
        let when = |at: Instant| words::when_bare(at, &app.local, now);
        let lasts = duty.span.from <= now;
        let from = padded(if lasts { "now".to_owned() } else { when(duty.span.from) }, FROM);
        let (line, agent) = (name(&duty.line, LINE), name(&duty.agent, AGENT));
        let (line, agent) = (padded(line, lines_wide), padded(agent, agents_wide));
        let role = if lasts { Role::Strong } else { Role::Text };
        (role, format!("{from}  {line}  {agent}  until {}", when(duty.span.to)))
    };
    let mut lines: Vec<(Role, String)> = shown.iter().map(line).collect();
    if duties.is_empty() {
        lines.push((Role::DueSoon, "Nobody is on call in the next two weeks.".to_owned()));
    } else if duties.len() > DUTIES {
        lines.push((Role::Muted, format!("and {} more in two weeks", duties.len() - DUTIES)));
    }
    lines.push((Role::Muted, format!("Times are on your clock, {}.", app.local.name())));
    if let Some(trouble) = &app.on_call.trouble {
        lines.push((Role::Error, text::printable(trouble).into_owned()));
    }
    app.push(Box::new(Told::new("Who is on call", lines)));
}

/// To whom tickets of the board go, those that somebody has included where `all` says so.
fn assignments(app: &App, rota: &Rota, rows: &[&Row], now: Instant) -> Vec<Assignment> {
    let Some(picture) = app.picture.as_deref() else { return Vec::new() };
    let group =
        |row: &Row| picture.board.groups.iter().find(|group| group.customer.id == row.ticket.customer);
    let asks = rota.asks_for_verdicts();
    let texts: Vec<(Folded, Option<Verdict>)> = rows
        .iter()
        .map(|row| {
            let group = group(row);
            let customer = group.map_or("", |group| group.customer.name.as_str());
            let verdict = if asks { group.and_then(|group| group.verdict(row)) } else { None };
            (Folded::of(&row.ticket, customer), verdict)
        })
        .collect();
    let verdicts: Vec<_> = texts.iter().map(|(_, verdict)| move || *verdict).collect();
    let candidates = rows.iter().zip(&texts).zip(&verdicts);
    let candidates = candidates.map(|((row, (text, _)), verdict)| Candidate { row, text, verdict });
    rota.destinations(candidates, Moment { now, zone: &app.local, who: &app.who })
}

/// Asks, with what goes to whom, whether what nobody has is given to who is on call.
fn route(app: &mut App, now: Instant) {
    let (Some(rota), Some(picture)) = (app.on_call.rota.clone(), app.picture.clone()) else { return };
    if rota.routes().is_empty() {
        let words = "the rota routes nothing: write [[route]] with a line and a filter into it";
        return app.say(words, Role::Error, now);
    }
    let rows = picture.board.rows.iter().map(AsRef::as_ref);
    let rows: Vec<&Row> = rows.filter(|row: &&Row| row.ticket.assignee.is_none()).collect();
    let all = assignments(app, &rota, &rows, now);
    let commands: Vec<_> = all.iter().filter_map(Assignment::command).collect();
    let left = all.len() - commands.len();
    if commands.is_empty() {
        let words = match left {
            0 => "nobody's tickets: there are none".to_owned(),
            1 => "1 ticket is nobody's, and no route leads to somebody on call".to_owned(),
            left => format!("{left} tickets are nobody's, and no route leads to somebody on call"),
        };
        return app.say(words, Role::Text, now);
    }
    let count = commands.len();
    let noun = if count == 1 { "ticket" } else { "tickets" };
    let mut question = format!("Give {count} {noun} that nobody has to who is on call?");
    for one in all.iter().filter(|one| one.to.is_some()).take(NAMED) {
        let subject = picture.row(one.ticket).map_or("", |row| row.ticket.subject.as_str());
        let (to, line) = (one.to.as_deref().unwrap_or_default(), one.line.as_deref().unwrap_or_default());
        let subject = text::fitted(&text::printable(subject), 30).into_owned();
        question.push_str(&format!("\n#{} {subject} → {} ({line})", one.ticket, text::printable(to)));
    }
    if count > NAMED {
        question.push_str(&format!("\n… and {} more", count - NAMED));
    }
    if left > 0 {
        question.push_str(&format!("\n{left} stay nobody's: no route fits, or nobody is on call."));
    }
    let said = format!("gave {count} {noun} to who is on call");
    app.push(Box::new(Confirm::new(question, "give them", Then::Send(commands, said))));
}

/// Asks to which line's agent the ticket, or all that are marked, goes; the route's is offered first.
fn assign(app: &mut App, now: Instant) {
    let Some(rota) = app.on_call.rota.clone() else {
        return app.say("this desk has no rota.toml beside its store", Role::Error, now);
    };
    let duties = rota.on_duty(now);
    if duties.is_empty() {
        return app.say("nobody is on call now", Role::Error, now);
    }
    let routed = app.row().and_then(|row| assignments(app, &rota, &[row], now).into_iter().next());
    let line = routed.filter(|routed| routed.to.is_some()).and_then(|routed| routed.line);
    let many = app.acts_on_marks();
    super::lay(app, many, now, |app| {
        let ticket = app.ticket()?;
        let task = AssignOnCall::new(ticket, duties.clone(), line.as_deref(), many);
        Some(Box::new(Form::new(task, Some(ticket), app, now)))
    });
}
