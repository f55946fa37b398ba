//! Who is on call, each with the time that is left, and the agent's own shift. What does not fit is left away line by
//! line from the end; the shift and what is wrong with the rota keep their place.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::calendar::Instant;
use crate::rota::Standing;
use crate::text::{fitted, printable, width};
use crate::tui::app::App;
use crate::tui::pen::Pen;
use crate::tui::theme::Role;
use crate::tui::words;

/// Columns of a name.
const NAME: usize = 16;

pub(super) fn draw(buffer: &mut Buffer, area: Rect, app: &App, now: Instant) {
    if area.height == 0 {
        return;
    }
    let style = |role| app.theme.style(role);
    let narrow = area.width < 100;
    let mut pen = Pen::new(buffer, area, 0);
    let end = at_end(app, now, area.width < 76);
    let room = width(&end.0) + usize::from(!end.0.is_empty());
    pen.text(if area.width < 76 { " " } else { " on call  " }, style(Role::Muted));
    if app.on_call.rota.is_none() && app.on_call.trouble.is_none() {
        pen.text("no rota", style(Role::Muted));
    }
    for (place, standing) in app.on_call.standing().iter().enumerate() {
        let gap = if place == 0 { 0 } else { 2 };
        let parts = parts(standing, app, now, narrow);
        let long: usize = parts.iter().map(|(text, _)| width(text)).sum();
        if pen.left() < gap + long + room {
            if pen.left() > gap + room {
                pen.skip(gap).text("…", style(Role::Muted));
            }
            break;
        }
        pen.skip(gap);
        for (text, role) in parts {
            pen.text(&text, style(role));
        }
    }
    if let Some(trouble) = &app.on_call.trouble {
        let left = pen.left().saturating_sub(room + 2);
        if left >= 12 {
            pen.skip(2).text(&fitted(&printable(&format!("! {trouble}")), left), style(Role::Error));
        }
    }
    if !end.0.is_empty() {
        pen.at_end(&end.0, style(end.1));
    }
}

/// One line of the rota: `first: ana, 3h 12m left`.
fn parts(standing: &Standing, app: &App, now: Instant, narrow: bool) -> Vec<(String, Role)> {
    let colon = if narrow { " " } else { ": " };
    let name = format!("{}{colon}", fitted(&printable(&standing.line), NAME));
    let called = |agent: &str| {
        let printable = printable(agent);
        let name = fitted(&printable, NAME).into_owned();
        if agent == app.who { format!("{name} (you)") } else { name }
    };
    let mut parts = vec![(name, Role::Muted)];
    match (&standing.duty, &standing.next) {
        (Some(duty), _) => {
            let left = left(duty.span.to.since(now));
            parts.push((called(&duty.agent), Role::Strong));
            parts.push((if narrow { format!(" {left}") } else { format!(", {left} left") }, Role::Muted));
        }
        (None, Some(next)) => {
            let when = words::when_bare(next.span.from, &app.local, now);
            parts.push(("nobody".to_owned(), Role::DueSoon));
            parts.push((format!(" until {when}"), Role::Muted));
        }
        (None, None) => parts.push(("nobody".to_owned(), Role::DueSoon)),
    }
    parts
}

/// What is left, in at most two units: `2d 17h`, `4h 39m`, `12m`, `45s`.
fn left(seconds: i64) -> String {
    let hours = seconds / 3600;
    if hours < 48 { words::span(seconds) } else { format!("{}d {}h", hours / 24, hours % 24) }
}

/// The agent's own shift: `your shift, 2h 05m left`, `your shift since 14:02`.
fn at_end(app: &App, now: Instant, narrow: bool) -> (String, Role) {
    let Some(shift) = &app.on_call.shift else { return (String::new(), Role::Muted) };
    let mine = if narrow { "shift" } else { "your shift" };
    match shift.planned {
        Some(planned) if planned <= now => {
            (format!("{mine}, over since {} ", words::when_bare(planned, &app.local, now)), Role::DueSoon)
        }
        Some(planned) => (format!("{mine}, {} left ", left(planned.since(now))), Role::Strong),
        None => (format!("{mine} since {} ", words::when_bare(shift.began, &app.local, now)), Role::Strong),
    }
}
