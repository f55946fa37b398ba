//! The line on top: the name, the moment, what presses.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::calendar::Instant;
use crate::text;
use crate::tui::app::App;
use crate::tui::pen::Pen;
use crate::tui::theme::Role;

pub(super) fn draw(buffer: &mut Buffer, area: Rect, app: &App, now: Instant) {
    let style = |role| app.theme.style(role);
    let mut pen = Pen::new(buffer, area, 0);
    let narrow = area.width < 76;
    let short = area.width < 100;
    pen.text(" tierdesk ", style(Role::Title));
    let civil = app.local.civil(now);
    // Minutes, not seconds: a line that changes every second would be all that ever changes.
    let moment = civil.format(if narrow { "%H:%M" } else { "%a %-d %b %H:%M" });
    let moment = format!("{moment} {}", app.local.abbreviation_at(now));
    if app.at.is_some() {
        // The moment that was asked for, from which time runs on.
        pen.text(&format!(" AS OF {moment}, READ-ONLY "), style(Role::Banner)).skip(1);
    } else {
        pen.text(&format!(" {moment} "), style(Role::Muted));
    }
    if app.read_only.is_some() && app.at.is_none() {
        pen.text(" READ-ONLY ", style(Role::Banner)).skip(1);
    }
    if let Some(handed) = &app.handed {
        let from = text::printable(&handed.agent);
        let words = if short {
            " handover ".to_owned()
        } else {
            format!(" handover of {} ", text::fitted(&from, 16))
        };
        pen.text(&words, style(Role::Banner)).skip(1);
    }
    if app.mouse {
        pen.text(" mouse ", style(Role::Muted));
    }
    let Some(picture) = app.picture.as_deref() else {
        pen.text(" reading the store …", style(Role::Muted));
        return;
    };
    let counts = picture.counts(now);
    let mut count = |number: usize, words: &str, role: Role| {
        let role = if number == 0 { Role::Muted } else { role };
        pen.skip(1).text(&format!("{number} {words}"), style(role)).skip(1);
    };
    count(counts.missed, "missed", Role::Missed);
    count(counts.within_hour, if short { "due <1h" } else { "due within 1h" }, Role::DueSoon);
    if app.alerts > 0 {
        count(app.alerts, if app.alerts == 1 { "alert" } else { "alerts" }, Role::DueSoon);
    }
    // Where there is no room for both, what waits for an answer comes first.
    if app.alerts == 0 || !short {
        count(counts.paused, "paused", Role::Paused);
    }
    count(counts.open, "open", Role::Strong);
    if !app.marks.is_empty() {
        count(app.marks.len(), "marked", Role::Key);
    }
    let view = format!("{}{} ", if short { "" } else { "view " }, app.view_label());
    if let Some(banner) = &app.banner {
        // What is left after the counts and before the view's name.
        let room = pen.left().saturating_sub(text::width(&view) + 4);
        let banner = text::printable(banner);
        if room >= 8 {
            pen.skip(1).text(&format!(" {} ", text::fitted(&banner, room)), style(Role::Banner));
        }
    }
    pen.at_end(&view, style(Role::Muted));
}
