//! The filter while it is typed: what is typed with its mistakes marked, how many fit, and below what is to be said
//! about it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

use crate::text;
use crate::tui::app::App;
use crate::tui::filtering::{self, LONGEST};
use crate::tui::pen::Pen;
use crate::tui::theme::Role;

/// Draws it into two rows; into one where the screen has no more.
pub(super) fn draw(buffer: &mut Buffer, input: Rect, below: Rect, app: &App) {
    let one = if input.height > 0 { input } else { below };
    let mut pen = Pen::new(buffer, one, 0);
    typed(&mut pen, app);
    pen.text("▏", app.theme.style(Role::Input));
    found(&mut pen, app);
    if input.height > 0 {
        let mut pen = Pen::new(buffer, below, 0);
        said(&mut pen, app);
    } else {
        pen.skip(1);
        said(&mut pen, app);
    }
}

/// The filter that is in force, with nobody typing.
pub(super) fn kept(pen: &mut Pen<'_>, app: &App) {
    typed(pen, app);
    found(pen, app);
}

/// What was typed; what is left out of it stands out.
fn typed(pen: &mut Pen<'_>, app: &App) {
    let style = |role| app.theme.style(role);
    pen.text(" /", style(Role::Key));
    let wrong = app.filter.remarks().iter().filter(|remark| !remark.unfinished);
    let wrong: Vec<_> = wrong.map(|remark| remark.at.clone()).collect();
    let mark = |place: usize| wrong.iter().any(|at| at.contains(&place));
    let chars: Vec<char> = app.filter.text().chars().take(LONGEST).collect();
    let mut from = 0;
    while from < chars.len() {
        let marked = mark(from);
        let length = (from..chars.len()).take_while(|place| mark(*place) == marked).count();
        let piece: String = chars.iter().skip(from).take(length).collect();
        let style =
            if marked { style(Role::Error).add_modifier(Modifier::UNDERLINED) } else { style(Role::Input) };
        pen.foreign(&piece, style);
        from += length;
    }
}

fn found(pen: &mut Pen<'_>, app: &App) {
    let found = format!("  {} of {}", app.listing.shown, app.listing.total);
    pen.text(&found, app.theme.style(Role::Strong)).skip(2);
}

/// What Tab offers, or what is to be said about the filter, or what can be typed.
fn said(pen: &mut Pen<'_>, app: &App) {
    let style = |role| app.theme.style(role);
    pen.text(" ", style(Role::Text));
    if let Some((offers, chosen)) = app.typing.offers() {
        // The chosen one is always in sight: those that went before make room for it.
        let room = pen.left();
        let widths: Vec<usize> = offers.iter().map(|offer| text::width(&offer.text) + 2).collect();
        let first = (0..=chosen)
            .find(|first| widths.iter().take(chosen + 1).skip(*first).sum::<usize>() < room)
            .unwrap_or(chosen);
        for (place, offer) in offers.iter().enumerate().skip(first) {
            if pen.left() < 2 {
                return;
            }
            let role = if place == chosen { Role::Key } else { Role::Muted };
            let reversed = if place == chosen { Modifier::REVERSED } else { Modifier::empty() };
            pen.foreign(&offer.text, style(role).add_modifier(reversed)).text("  ", style(Role::Text));
        }
        return;
    }
    match filtering::remark(app) {
        Some(remark) if remark.unfinished => pen.foreign(&remark.message, style(Role::Muted)),
        Some(remark) => pen.foreign(&remark.message, style(Role::Error)),
        None => pen.text(
            "Tab completes  Up earlier  Esc clears   customer: sev: is:missed due<2h !not",
            style(Role::Muted),
        ),
    };
}
