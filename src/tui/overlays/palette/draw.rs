//! How the palette looks: the line that is typed, what fits it, and about the chosen one what there is no room for above.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Palette, Row};
use crate::keyboard::{Action, Entry, Way, action};
use crate::text;
use crate::tui::app::App;
use crate::tui::hindrance;
use crate::tui::overlays::framed;
use crate::tui::pen::Pen;
use crate::tui::theme::Role;

/// Columns of an action's name.
const NAMES: usize = 19;

impl Palette {
    pub(super) fn paint(&self, buffer: &mut Buffer, area: Rect, app: &App) {
        // As high as it can become, so that it does not jump under the eyes while it narrows.
        let height = area.height.min(18);
        let about =
            app.ticket().map_or(String::new(), |ticket| format!(", with #{} {}", ticket.id, ticket.subject));
        let inner = framed(buffer, area, (78, height), &format!("Do anything{about}"), app.theme);
        let style = |role| app.theme.style(role);
        Pen::new(buffer, inner, 0).text(":", style(Role::Key));
        let line = Rect {
            x: inner.x.saturating_add(1),
            width: inner.width.saturating_sub(1),
            height: inner.height.min(1),
            ..inner
        };
        self.editor.draw(buffer, line, style(Role::Input), true);
        let rows = usize::from(inner.height.saturating_sub(5));
        let top = (self.cursor + 1).saturating_sub(rows.max(1));
        for (place, row) in self.rows.iter().enumerate().skip(top).take(rows) {
            let y = u16::try_from(place - top + 2).unwrap_or(u16::MAX);
            draw_row(&mut Pen::new(buffer, inner, y), row, app, place == self.cursor);
        }
        if self.rows.is_empty() {
            Pen::new(buffer, inner, 2).text("nothing is called so", style(Role::Muted));
        }
        self.about(buffer, inner, app);
    }

    /// The last two lines: what the chosen one does, and why it cannot or how the command line does it.
    fn about(&self, buffer: &mut Buffer, inner: Rect, app: &App) {
        let style = |role| app.theme.style(role);
        let entry = match self.chosen() {
            Some(Row::Action(name)) => action::named(name),
            Some(_) => self.argument().map(|(entry, ..)| entry),
            None => None,
        };
        let Some(entry) = entry else { return };
        let last = inner.height.saturating_sub(1);
        if last < 4 {
            return;
        }
        let takes = entry.argument.map_or(String::new(), |argument| format!(" {}", argument.words()));
        let mut pen = Pen::new(buffer, inner, last - 1);
        pen.text(entry.name, style(Role::Strong)).text(&takes, style(Role::Muted));
        pen.text(": ", style(Role::Muted)).text(entry.words, style(Role::Text));
        let mut pen = Pen::new(buffer, inner, last);
        if let Some(why) = hindrance::of(entry, app) {
            pen.text("not now: ", style(Role::Error)).foreign(&why, style(Role::Text));
        } else if let Way::Cli(commands) = entry.way {
            pen.text("as a command: ", style(Role::Muted));
            let commands: Vec<String> =
                commands.iter().map(|command| format!("tierdesk {command}")).collect();
            pen.text(&commands.join(", "), style(Role::Muted));
        }
    }
}

fn draw_row(pen: &mut Pen<'_>, row: &Row, app: &App, selected: bool) {
    let role = |role| app.theme.row(role, selected);
    match row {
        Row::Action(name) => {
            let Some(entry) = action::named(name) else { return };
            draw_action(pen, entry, app, selected);
        }
        Row::Offer(offer) => {
            pen.text(&offer.label, role(Role::Text));
        }
        Row::AsTyped(typed) => {
            let number = typed.starts_with(|c: char| c.is_ascii_digit());
            let note = if number { "  none of the open tickets" } else { "  as typed" };
            pen.foreign(typed, role(Role::Text)).text(note, role(Role::Muted));
        }
    }
    pen.fill(role(Role::Text));
}

fn draw_action(pen: &mut Pen<'_>, entry: &Entry, app: &App, selected: bool) {
    let role = |role| app.theme.row(role, selected);
    let keys = keys(app, entry.action);
    let why = hindrance::of(entry, app);
    let free = pen.left().saturating_sub(NAMES + text::width(&keys) + 2);
    pen.cell(entry.name, NAMES, role(if why.is_some() { Role::Muted } else { Role::Strong }));
    match why {
        Some(why) => pen.cell(&format!("– {}", text::printable(&why)), free, role(Role::Muted)),
        None => pen.cell(entry.words, free, role(Role::Text)),
    };
    pen.text("  ", role(Role::Text)).text(&keys, role(Role::Key));
}

/// The keys of an action, as many as are short.
fn keys(app: &App, action: Action) -> String {
    let all: Vec<String> = app.keymap.keys_of(action).map(ToString::to_string).collect();
    let mut shown = all.join("  ");
    if text::width(&shown) > 16 {
        shown = all.first().cloned().unwrap_or_default();
    }
    shown
}
