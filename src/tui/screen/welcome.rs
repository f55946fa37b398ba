//! Screens with nothing on them name the next step (ux.md 26).

use std::path::Path;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::keyboard::Action;
use crate::tui::app::App;
use crate::tui::listing::View;
use crate::tui::pen::Pen;
use crate::tui::picture::Picture;
use crate::tui::theme::Role;

/// No store at that path: nothing is made before the agent says so.
pub(super) fn missing(buffer: &mut Buffer, area: Rect, app: &App, path: &Path) {
    let path = path.display().to_string();
    lines(
        buffer,
        area,
        app,
        &[
            (Role::Strong, "Welcome to tierdesk."),
            (Role::Text, ""),
            (Role::Text, "There is no desk at"),
            (Role::Strong, &path),
            (Role::Text, ""),
            (Role::Text, "c   make a new, empty one there (asks first)"),
            (Role::Text, "q   quit; then look around with   tierdesk demo"),
            (Role::Text, "    or name another store with    tierdesk --store PATH"),
        ],
    );
}

/// What is listed is being read.
pub(super) fn reading(buffer: &mut Buffer, area: Rect, app: &App) {
    lines(buffer, area, app, &[(Role::Muted, "reading resolved tickets …")]);
}

/// The list is empty.
pub(super) fn nothing(buffer: &mut Buffer, area: Rect, app: &App, picture: &Picture) {
    if !app.filter.is_empty() {
        let resolved = app.filter.asks_for_resolved() && !app.lists_resolved();
        let key = app.keymap.key_of(Action::ViewResolved).map_or_else(String::new, |key| format!(" ({key})"));
        let elsewhere =
            format!("Only open tickets are listed here: the view `resolved`{key} has the others.");
        let first = if resolved {
            elsewhere.as_str()
        } else {
            "Esc clears the filter. Words: customer:NAME  sev:WORD  is:missed  due<2h"
        };
        return lines(
            buffer,
            area,
            app,
            &[
                (Role::Strong, "No ticket fits that."),
                (Role::Text, ""),
                (Role::Text, first),
                (Role::Text, "agent:me  \"price list\"  and ! before a word turns it round; Tab completes."),
            ],
        );
    }
    if picture.board.groups.is_empty() {
        return lines(
            buffer,
            area,
            app,
            &[
                (Role::Strong, "This desk is empty."),
                (Role::Text, ""),
                (Role::Text, "C                               add the first customer here"),
                (Role::Text, "tierdesk import FILE            bring in customers and tickets (CSV, JSON)"),
                (Role::Text, "tierdesk customer add NAME      or one by one from the command line"),
                (Role::Text, "tierdesk demo                   look around on a desk that is alive"),
            ],
        );
    }
    let words = match app.view {
        View::Grouped | View::Flat => "Nothing is open. Well done.",
        View::Mine => "Nothing is yours. Press 4 for what is nobody's.",
        View::Unassigned => "Everything is somebody's.",
        View::Waiting => "Nothing waits for a customer, and nothing is on hold.",
        View::Missed => "Nothing is missed.",
        View::Resolved => "Nothing has been resolved yet.",
        View::Saved(_) => "No ticket fits this view.",
    };
    lines(
        buffer,
        area,
        app,
        &[
            (Role::Strong, words),
            (Role::Text, ""),
            (Role::Muted, "1 shows all customers, o opens a new ticket."),
        ],
    );
}

fn lines(buffer: &mut Buffer, area: Rect, app: &App, lines: &[(Role, &str)]) {
    let wide = lines.iter().map(|(_, line)| crate::text::width(line)).max().unwrap_or(0);
    let high = u16::try_from(lines.len()).unwrap_or(0);
    let x = usize::from(area.width).saturating_sub(wide) / 2;
    let y = area.height.saturating_sub(high) / 3;
    for (row, (role, line)) in (0..).zip(lines) {
        Pen::new(buffer, area, y + row).skip(x).foreign(line, app.theme.style(*role));
    }
}
