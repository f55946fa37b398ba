//! The two lines at the bottom: the selected ticket's clocks in full words, and the keys, the filter or what was said.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::filter_line;
use crate::calendar::Instant;
use crate::keyboard::action::entries;
use crate::keyboard::{Action, Entry};
use crate::text;
use crate::tui::app::{App, Stage};
use crate::tui::hindrance;
use crate::tui::pen::Pen;
use crate::tui::theme::Role;
use crate::tui::words;

/// The selected ticket's clocks without abbreviation.
pub(super) fn focus(buffer: &mut Buffer, area: Rect, app: &App, now: Instant) {
    let Some(row) = app.row() else { return };
    let style = |role| app.theme.style(role);
    let mut pen = Pen::new(buffer, area, 0);
    pen.text(&format!(" #{}", row.ticket.id), style(Role::Strong));
    for clock in &row.clocks {
        // By its key: a pack's own name for it may be longer than the line.
        let name = clock.key().as_str().replace('_', " ");
        let said = words::clock(clock, &row.ticket, now);
        pen.text(&format!("  {}: ", text::printable(&name)), style(Role::Muted));
        pen.text(said.long(), style(said.role));
    }
    if row.clocks.is_empty() {
        pen.text("  no contract in force when it came in: nothing was promised", style(Role::Untimed));
    }
}

/// An alert that has just fallen, in so many columns.
fn toast(pen: &mut Pen<'_>, app: &App, columns: usize) {
    if let Some(toast) = &app.toast {
        let style = app.theme.style(toast.role);
        let text = text::printable(&toast.text);
        pen.text(" ◆ ", style).text(&text::fitted(&text, columns.saturating_sub(4)), style).text(" ", style);
    }
}

/// Keys, filter, or what was said.
pub(super) fn draw(buffer: &mut Buffer, area: Rect, app: &App, now: Instant) {
    let style = |role| app.theme.style(role);
    let mut pen = Pen::new(buffer, area, 0);
    if let Some(layer) = app.overlays.last() {
        let half = pen.left() / 2;
        toast(&mut pen, app, half);
        waiting(&mut pen, app, now);
        for (key, words) in layer.overlay.hints(app) {
            hint(&mut pen, app, &key, &words);
        }
        return;
    }
    if !app.begun.is_empty() {
        pen.text(" ", style(Role::Text)).text(&super::sequence::typed(app), style(Role::Key));
        pen.text(" … ", style(Role::Muted));
        hint(&mut pen, app, "Esc", "leave it");
        return;
    }
    waiting(&mut pen, app, now);
    // What the agent has just done is answered all the same.
    if let Some(notice) = &app.notice
        && app.toast.is_some()
    {
        pen.text(" ", style(Role::Text)).foreign(&notice.text, style(notice.role));
    }
    if app.toast.is_some() {
        let rest = pen.left();
        toast(&mut pen, app, rest);
        return;
    }
    if let Some(trouble) = &app.ill {
        pen.text(" ", style(Role::Error))
            .foreign(&trouble.words(), style(Role::Error))
            .text("  ", style(Role::Error));
    }
    if let Some(notice) = &app.notice {
        pen.text(" ", style(Role::Text)).foreign(&notice.text, style(notice.role));
        return;
    }
    if matches!(app.stage, Stage::Missing(_)) {
        hint(&mut pen, app, "c", "make a store here");
        hint(&mut pen, app, "q", "quit");
        return;
    }
    if !app.filter.text().is_empty() {
        filter_line::kept(&mut pen, app);
        hint(&mut pen, app, "Esc", "clear");
    }
    keys(&mut pen, app);
}

/// The keys that work now. Help and quit keep their place, whatever else there is no room for.
fn keys(pen: &mut Pen<'_>, app: &App) {
    let scopes = app.front.scopes();
    let shown = |entry: &&Entry| !entry.hint.is_empty() && scopes.contains(&entry.scope);
    let (last, first): (Vec<&Entry>, Vec<&Entry>) =
        entries().filter(shown).partition(|entry| matches!(entry.action, Action::Help | Action::Quit));
    let kept: usize = last.iter().map(|entry| entry.hint.len() + 4).sum();
    for entry in first {
        let Some(key) = app.keymap.key_of(entry.action) else { continue };
        if hindrance::of(entry, app).is_none() && pen.left() >= kept + key.len() + entry.hint.len() + 3 {
            hint(pen, app, &key, entry.hint);
        }
    }
    for entry in last {
        if let Some(key) = app.keymap.key_of(entry.action) {
            hint(pen, app, &key, entry.hint);
        }
    }
}

fn hint(pen: &mut Pen<'_>, app: &App, key: &str, words: &str) {
    if pen.left() < text::width(key) + text::width(words) + 3 {
        return;
    }
    pen.text(" ", app.theme.style(Role::Text)).text(key, app.theme.style(Role::Key));
    pen.text(&format!(" {words} "), app.theme.style(Role::Muted));
}

/// Changes that the store has not confirmed: said until it has (faults.md B06, J03).
fn waiting(pen: &mut Pen<'_>, app: &App, now: Instant) {
    let Some(pending) = app.pending.first() else { return };
    let words = if now.since(pending.since) >= 1 { " waiting for the store … " } else { " saving … " };
    pen.text(words, app.theme.style(Role::Banner)).skip(1);
}
