//! How a form looks: what it does, its fields with what belongs into them, what is wrong beside them, and its keys.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::field::{Field, Input};
use super::{Fields, Form, Stage, conflict};
use crate::calendar::Instant;
use crate::desk::Ticket;
use crate::text;
use crate::tui::app::App;
use crate::tui::begin::names;
use crate::tui::overlays::framed;
use crate::tui::pen::Pen;
use crate::tui::theme::Role;
use crate::tui::{words, wrap};

/// Columns of the labels.
const LABEL: u16 = 13;
/// Least rows of a text.
const TEXT_ROWS: u16 = 3;
/// Most rows of words below a field.
const WORDS: usize = 3;

/// A row to draw, from the top of the form.
enum Row<'a> {
    Said(Role, String),
    Field(usize, &'a Field),
    /// Rows of a text: what is left over is given to these.
    Text(usize, &'a Field),
    /// Below a field.
    Below(Role, String),
    /// A suggestion; whether it is the one that Enter takes.
    Suggestion(String, bool),
    Blank,
}

impl Form {
    pub(super) fn paint(&self, buffer: &mut Buffer, area: Rect, app: &App, now: Instant) {
        let width = if area.width >= 110 { 100 } else { 84 };
        let inside = usize::from(width.min(area.width).saturating_sub(4));
        let rows = self.rows(inside, app, now);
        let texts = rows.iter().filter(|row| matches!(row, Row::Text(..))).count();
        let fixed = u16::try_from(rows.len() - texts).unwrap_or(u16::MAX);
        // A text has room to write in; a form without one is as high as what is in it.
        let wanted = if texts > 0 { fixed.saturating_add(14).max(22) } else { fixed.max(5) };
        let height = if matches!(self.stage, Stage::Conflict { .. }) { 18 } else { wanted.saturating_add(4) };
        let inner = framed(buffer, area, (width, height), &self.task.title(), app.theme);
        if let Stage::Conflict { is, newer } = &self.stage {
            conflict::draw(buffer, inner, app, (self.seen.as_ref(), *is, newer.as_deref()), now);
            return;
        }
        let body = Rect { height: inner.height.saturating_sub(1), ..inner };
        let free = body.height.saturating_sub(fixed);
        let share = free.checked_div(u16::try_from(texts).unwrap_or(1)).unwrap_or(0).max(TEXT_ROWS);
        self.draw_rows(buffer, body, &rows, share, app);
        self.draw_keys(buffer, inner, app, now);
    }

    fn rows(&self, inside: usize, app: &App, now: Instant) -> Vec<Row<'_>> {
        let mut rows = Vec::new();
        let say = |rows: &mut Vec<Row<'_>>, role, words: &str| {
            rows.extend(wrap::lines(words, inside).into_iter().map(|line| Row::Said(role, line)));
        };
        let lasts = self.task.lasts().map(|why| (Role::Muted, format!("This cannot be undone: {why}.")));
        let lead = if self.many.is_empty() {
            self.task.lead(app, now)
        } else {
            let tickets: Vec<&Ticket> = self.many.iter().collect();
            vec![(Role::Strong, format!("{} marked tickets: {}", tickets.len(), names(&tickets)))]
        };
        for (role, words) in lead.into_iter().chain(lasts) {
            say(&mut rows, role, &words);
        }
        if let Some(changed) = self.changed_meanwhile(app) {
            say(&mut rows, Role::DueSoon, &changed);
        }
        if let Some(kept) = self.kept {
            let words =
                format!("The text of {} is here again; F8 starts empty.", words::when(kept, &app.local, now));
            say(&mut rows, Role::Good, &words);
        }
        if let Some((role, words)) = &self.said {
            say(&mut rows, *role, words);
        }
        if !rows.is_empty() {
            rows.push(Row::Blank);
        }
        let below = inside.saturating_sub(usize::from(LABEL));
        for (place, field) in self.fields.iter().enumerate().filter(|(_, field)| field.shown) {
            let text = matches!(field.input, Input::Text(_));
            rows.push(if text { Row::Text(place, field) } else { Row::Field(place, field) });
            if let Some(wrong) = &field.wrong {
                let lines = wrap::lines(&format!("✗ {wrong}"), below).into_iter().take(WORDS);
                rows.extend(lines.map(|line| Row::Below(Role::Error, line)));
            }
            for (role, words) in field.told.iter().filter(|_| field.wrong.is_none()) {
                let lines = wrap::lines(&text::printable(words), below).into_iter().take(WORDS);
                rows.extend(lines.map(|line| Row::Below(*role, line)));
            }
            if place != self.focus {
                continue;
            }
            let suggestions = field.suggestions();
            for (number, suggestion) in suggestions.iter().enumerate() {
                rows.push(Row::Suggestion(
                    text::printable(suggestion).into_owned(),
                    Some(number) == field.picked(),
                ));
            }
            let about = field.words();
            if !about.is_empty() && suggestions.len() < 3 {
                let lines = wrap::lines(&about, below).into_iter().take(WORDS);
                rows.extend(lines.map(|line| Row::Below(Role::Muted, line)));
            }
        }
        // What would move is told of one ticket; of many the question names them.
        let foot = match self.many.is_empty() {
            true => self.task.foot(&Fields::new(&self.fields), app, now),
            false => Vec::new(),
        };
        if !foot.is_empty() {
            rows.push(Row::Blank);
        }
        for (role, words) in foot {
            say(&mut rows, role, &text::printable(&words));
        }
        rows
    }

    /// Said before anything is sent: what is on screen is no longer what the ticket is.
    fn changed_meanwhile(&self, app: &App) -> Option<String> {
        let seen = self.seen.as_ref()?;
        let now = &app.picture.as_ref()?.row(seen.id)?.ticket;
        if now.revision <= seen.revision || !matches!(self.stage, Stage::Writing) {
            return None;
        }
        let who = now.assignee.as_deref().unwrap_or("nobody");
        Some(format!("#{} has just been changed: it is {} and {who}'s now.", seen.id, now.status.as_str()))
    }

    fn draw_rows(&self, buffer: &mut Buffer, body: Rect, rows: &[Row<'_>], share: u16, app: &App) {
        let style = |role| app.theme.style(role);
        let high = |row: &Row<'_>| if matches!(row, Row::Text(..)) { share } else { 1 };
        // Where everything does not fit, the field that has the keys and what is below it is what is seen.
        let (mut y, mut from, mut to) = (0u16, 0u16, 0u16);
        let mut inside = false;
        for row in rows {
            match row {
                Row::Field(place, _) | Row::Text(place, _) => {
                    inside = *place == self.focus;
                    if inside {
                        from = y;
                    }
                }
                _ => {}
            }
            y = y.saturating_add(high(row));
            if inside {
                to = y;
            }
        }
        let offset = to.saturating_sub(body.height).min(from);
        let mut y = 0u16;
        for row in rows {
            let height = high(row);
            let start = y;
            y = y.saturating_add(height);
            if y <= offset || start >= offset.saturating_add(body.height) {
                continue;
            }
            let at = start.saturating_sub(offset);
            let area = Rect {
                y: body.y.saturating_add(at),
                height: height.min(body.height - at.min(body.height)),
                ..body
            };
            match row {
                Row::Blank => {}
                Row::Said(role, words) => {
                    Pen::new(buffer, area, 0).text(words, style(*role));
                }
                Row::Below(role, words) => {
                    Pen::new(buffer, area, 0).skip(usize::from(LABEL)).text(words, style(*role));
                }
                Row::Suggestion(words, picked) => {
                    let role = app.theme.row(Role::Text, *picked);
                    Pen::new(buffer, area, 0)
                        .skip(usize::from(LABEL))
                        .text(if *picked { "› " } else { "  " }, role)
                        .text(words, role);
                }
                Row::Field(place, field) | Row::Text(place, field) => {
                    self.draw_field(buffer, area, field, *place == self.focus, app);
                }
            }
        }
    }

    fn draw_field(&self, buffer: &mut Buffer, area: Rect, field: &Field, focused: bool, app: &App) {
        let style = |role| app.theme.style(role);
        let label = if focused { Role::Strong } else { Role::Muted };
        let mark = if focused { "›" } else { " " };
        Pen::new(buffer, area, 0).text(mark, style(label)).cell(
            field.label,
            usize::from(LABEL).saturating_sub(2),
            style(label),
        );
        let value = Rect {
            x: area.x.saturating_add(LABEL).min(area.right()),
            width: area.width.saturating_sub(LABEL),
            ..area
        };
        let typing = focused && matches!(self.stage, Stage::Writing);
        match &field.input {
            Input::Text(editor) => {
                // A rule at the left says where the text is.
                for y in 0..value.height {
                    let role = if focused { Role::Strong } else { Role::Border };
                    Pen::new(buffer, Rect { x: value.x.saturating_sub(1), width: 1, ..value }, y)
                        .text("│", style(role));
                }
                editor.draw(buffer, value, style(Role::Input), typing);
            }
            Input::Line { editor, .. } => {
                editor.draw(
                    buffer,
                    value,
                    style(Role::Input).add_modifier(ratatui::style::Modifier::UNDERLINED),
                    typing,
                );
            }
            Input::Choice { options, at } => draw_choice(buffer, value, options, *at, typing, app),
        }
    }

    fn draw_keys(&self, buffer: &mut Buffer, inner: Rect, app: &App, now: Instant) {
        let style = |role| app.theme.style(role);
        let mut pen = Pen::new(buffer, inner, inner.height.saturating_sub(1));
        if matches!(self.stage, Stage::Saving) {
            let since = app.pending.first().map_or(0, |pending| now.since(pending.since));
            let words = if since >= 1 { " saving … waiting for the store " } else { " saving … " };
            pen.text(words, style(Role::Banner));
            return;
        }
        pen.text("F2", style(Role::Key)).text(" or ", style(Role::Muted)).text("Ctrl-o", style(Role::Key));
        pen.text(&format!(" {}   ", self.task.verb()), style(Role::Text));
        pen.text("Esc", style(Role::Key)).text(" close", style(Role::Text));
    }
}

fn draw_choice(
    buffer: &mut Buffer,
    area: Rect,
    options: &[super::Choice],
    at: usize,
    focused: bool,
    app: &App,
) {
    let style = |role| app.theme.style(role);
    let label = |place: usize| options.get(place).map_or("", |choice| choice.label.as_str());
    let all: usize = options.iter().map(|choice| text::width(&text::printable(&choice.label)) + 3).sum();
    let mut pen = Pen::new(buffer, area, 0);
    // All of them beside each other where there is room; or else the one, and that there are others.
    if focused && all <= usize::from(area.width) {
        for place in 0..options.len() {
            let words = format!(" {} ", text::printable(label(place)));
            pen.text(
                &words,
                app.theme.row(if place == at { Role::Strong } else { Role::Muted }, place == at),
            )
            .skip(1);
        }
        return;
    }
    if focused {
        pen.text("‹ ", style(if at > 0 { Role::Key } else { Role::Border }));
    }
    pen.foreign(label(at), app.theme.row(Role::Strong, focused));
    if focused {
        let more = at + 1 < options.len();
        pen.text(" ›", style(if more { Role::Key } else { Role::Border }));
        pen.text(&format!("  {} of {}", at + 1, options.len()), style(Role::Muted));
    }
}
