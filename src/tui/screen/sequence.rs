//! What can follow the keys that have been typed of a sequence (ux.md 16): a box in the corner, above the footer.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::{Block, Clear, Widget};

use crate::keyboard::{Call, keymap};
use crate::text;
use crate::tui::app::App;
use crate::tui::hindrance;
use crate::tui::pen::Pen;
use crate::tui::theme::Role;

/// The keys as they are typed: `g`, `t s`.
pub(super) fn typed(app: &App) -> String {
    app.begun.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

/// Draws the box into the lower right corner of `area`; nothing where no sequence has been begun.
pub(super) fn draw(buffer: &mut Buffer, area: Rect, app: &App) {
    if app.begun.is_empty() || !app.overlays.is_empty() {
        return;
    }
    let followers = app.keymap.followers(&app.front.scopes(), &app.begun);
    let lines: Vec<(String, String, Option<String>)> = followers
        .iter()
        .map(|follower| match follower.call {
            Some(call) => (follower.key.to_string(), words(call), why(app, call)),
            None => {
                (follower.key.to_string(), keymap::label(follower.key).unwrap_or("more").to_owned(), None)
            }
        })
        .collect();
    let keys = lines.iter().map(|(key, ..)| text::width(key)).max().unwrap_or(0);
    let wide = |(_, words, why): &(String, String, Option<String>)| {
        keys + 2 + text::width(words) + why.as_ref().map_or(0, |why| text::width(why) + 3)
    };
    let width = lines.iter().map(wide).max().unwrap_or(0).max(20) + 4;
    let width = u16::try_from(width).unwrap_or(u16::MAX).min(area.width);
    let height = u16::try_from(lines.len() + 2).unwrap_or(u16::MAX).min(area.height);
    let outer = Rect { x: area.right() - width, y: area.bottom() - height, width, height };
    Clear.render(outer, buffer);
    let block = Block::bordered().border_style(app.theme.style(Role::Border));
    let inside = block.inner(outer);
    block.render(outer, buffer);
    let title = match app.begun.as_slice() {
        [first] => {
            keymap::label(*first).map_or_else(|| typed(app), |label| format!("{} {label}", typed(app)))
        }
        _ => typed(app),
    };
    let head = Rect { x: outer.x.saturating_add(1), width: outer.width.saturating_sub(2), ..outer };
    Pen::new(buffer, head, 0).text(&format!(" {title} "), app.theme.style(Role::Title));
    let inside = Rect { x: inside.x.saturating_add(1), width: inside.width.saturating_sub(2), ..inside };
    for (row, (key, words, why)) in (0..).zip(&lines) {
        let mut pen = Pen::new(buffer, inside, row);
        pen.cell(key, keys + 2, app.theme.style(Role::Key));
        pen.text(words, app.theme.style(if why.is_some() { Role::Muted } else { Role::Text }));
        if let Some(why) = why {
            pen.text(" – ", app.theme.style(Role::Muted)).foreign(why, app.theme.style(Role::Muted));
        }
    }
}

fn words(call: &Call) -> String {
    let words = call.action.entry().map_or("", |entry| entry.words);
    match &call.argument {
        Some(argument) => format!("{words}: {}", text::printable(argument)),
        None => words.to_owned(),
    }
}

fn why(app: &App, call: &Call) -> Option<String> {
    hindrance::of(call.action.entry()?, app)
}
